//! A measure of one's own: how long do agents rest between two calls? The engine tells an observer what happens.

#![allow(clippy::wildcard_enum_match_arm, reason = "an observer listens to what it wants to know")]

use holdline::engine::{Caller, Day, Fact, Observer, Plan, Service};
use holdline::model::{AgentGroup, Arrivals, Distribution, Floor, FloorParts, Presence, Queue};
use holdline::units::{SimTime, Span};
use std::collections::BTreeMap;

/// Rests between the end of a call and the answer of the next, of every agent.
#[derive(Default)]
struct Rests {
    free_since: BTreeMap<usize, SimTime>,
    total: Span,
    rests: i64,
}

impl Rests {
    fn answered(&mut self, service: Service, at: SimTime) {
        let free_again = at + service.talk + service.wrap_up;
        if let Some(since) = self.free_since.insert(service.agent.index(), free_again) {
            self.total += at - since;
            self.rests += 1;
        }
    }
}

impl Observer for Rests {
    fn saw(&mut self, fact: Fact) {
        match fact {
            Fact::AnsweredAtOnce(Caller { arrival, .. }, service) => self.answered(service, arrival),
            Fact::Answered(_, service, at) => self.answered(service, at),
            _ => {}
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for agents in [10, 11, 12, 14, 16] {
        let (open, close) = (SimTime::clock(8, 0), SimTime::clock(18, 0));
        let mut parts = FloorParts::new("rests", open, close);
        let talk = Distribution::Lognormal { mean: Span::from_minutes(3), cv: 1.0 };
        parts.queues.push(Queue::new("general", Arrivals::per_hour(180.0, open, close), talk));
        parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::People(agents)));
        let floor = Floor::new(parts).map_err(|faults| faults[0].to_string())?;

        let plan = Plan::new(&floor);
        let mut day = Day::new(&plan);
        let mut rests = Rests::default();
        for number in 0..200 {
            rests.free_since.clear();
            day.play(1, number, &mut rests)?;
        }
        println!("{agents} agents rest {:.1} s between two calls", rests.total.as_secs() / rests.rests as f64);
    }
    Ok(())
}
