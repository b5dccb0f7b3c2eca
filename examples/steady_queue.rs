//! A steady queue next to the formula for it: Erlang A, simulated and exact.

use holdline::analytic::erlang::{ErlangA, Load};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::{Measure, ServiceLevel};
use holdline::model::{AgentGroup, Arrivals, Distribution, Floor, FloorParts, Patience, Presence, Queue, Shift};
use holdline::units::{SimTime, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (calls_per_hour, handle, patience, agents) = (200.0, Span::from_minutes(3), Span::from_minutes(5), 11);
    let (open, close) = (SimTime::MIDNIGHT, SimTime::clock(20, 0));

    let mut parts = FloorParts::new("steady", open, close);
    parts.warm_up = Span::from_hours(2);
    let talk = Distribution::Exponential { mean: handle };
    let mut queue = Queue::new("general", Arrivals::per_hour(calls_per_hour, open, close), talk);
    queue.patience = Patience::Random(Distribution::Exponential { mean: patience });
    parts.queues.push(queue);
    let all_day = Presence::Shifts(vec![Shift::new(agents, open, SimTime::clock(24, 0))]);
    parts.groups.push(AgentGroup::new("inbound", &["general"], all_day));

    let floor = Floor::new(parts).map_err(|faults| faults[0].to_string())?;
    let found = replicate(&floor, &RunPlan::new(200, 1), &())?;
    let load = Load::per_hour(calls_per_hour, handle.as_secs())?;
    let exact = ErlangA::new(load, f64::from(agents), patience.as_secs())?;

    let within_20_s = Measure::ServiceLevel(ServiceLevel::of_offered(Span::from_secs(20)));
    println!("{:<18} {:>9} {:>9} {:>20}", "", "exact", "found", "95 % interval");
    for (measure, exact) in [
        (Measure::AbandonRate, exact.abandonment()),
        (within_20_s, exact.service_level(20.0)),
        (Measure::WaitMean, exact.wait_mean_s()),
        (Measure::WaitingMean, exact.waiting_mean()),
    ] {
        let figure = found.measures.get(measure).ok_or("no calls at all")?;
        let (low, high) = figure.low.zip(figure.high).ok_or("too few days")?;
        println!("{measure:<18} {exact:>9.4} {:>9.4} {low:>9.4} to {high:.4}", figure.mean);
    }
    Ok(())
}
