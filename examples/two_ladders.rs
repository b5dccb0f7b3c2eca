//! Two ladders for the same floor, on the same callers of the same days: does waiting two minutes less pay?

use holdline::experiment::results::RunResults;
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure;
use holdline::model::{
    AgentGroup, Arrivals, Asked, Distribution, Does, Floor, FloorParts, Ladder, Patience, Presence, Queue, Release,
    Rung, Step, When,
};
use holdline::units::{SimTime, Span};

fn floor(lasting: Span) -> FloorParts {
    let (open, close) = (SimTime::clock(8, 0), SimTime::clock(18, 0));
    let mut parts = FloorParts::new("two ladders", open, close);
    let talk = Distribution::Lognormal { mean: Span::from_secs(210), cv: 1.0 };
    let mut queue = Queue::new("general", Arrivals::per_hour(230.0, open, close), talk);
    queue.patience = Patience::Random(Distribution::Exponential { mean: Span::from_minutes(4) });
    parts.queues.push(queue);
    parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::People(13)));
    let floaters = AgentGroup::new("floaters", &["general"], Presence::People(3));
    parts.groups.push(AgentGroup { lent: true, ..floaters });
    let release = Release::at_most(2, Span::from_minutes(5), Step::Rung);
    let rung = Rung {
        name: "floaters".into(),
        does: Does::Borrow {
            group: "floaters".into(),
            people: Asked::All,
            join_after: Distribution::Constant(Span::from_minutes(1)),
        },
        when: When::above(5, lasting),
        release: None,
        min_stay: Span::ZERO,
        stay_at_least: Span::ZERO,
        at_most_per_day: None,
    };
    parts.ladders = vec![Ladder { release: Some(release), rungs: vec![rung], ..Ladder::default() }];
    parts
}

fn run(lasting: Span) -> Result<RunResults, Box<dyn std::error::Error>> {
    let floor = Floor::new(floor(lasting)).map_err(|faults| faults[0].to_string())?;
    Ok(replicate(&floor, &RunPlan::new(500, 7), &())?)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (patient, quick) = (run(Span::from_minutes(5))?, run(Span::from_minutes(3))?);
    for measure in [Measure::Abandoned, Measure::Asa, Measure::BorrowedHours] {
        // The same callers on the same days: the difference of each day, not the difference of two means.
        let pairs = patient.daily.column(measure).into_iter().zip(quick.daily.column(measure));
        let differences: Vec<f64> = pairs.filter_map(|(a, b)| Some(b? - a?)).collect();
        let n = differences.len() as f64;
        let mean = differences.iter().sum::<f64>() / n;
        let spread = differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (n - 1.0);
        println!(
            "{measure:<15} {mean:+8.2} +- {:.2} a day with three minutes instead of five",
            1.96 * (spread / n).sqrt()
        );
    }
    Ok(())
}
