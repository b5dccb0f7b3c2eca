//! Exactly the people needed, put into the shipped scenarios: every interval reaches its targets, and with one fewer it does not.

use holdline::experiment::results::{IntervalRow, RunResults};
use holdline::experiment::{RunPlan, replicate};
use holdline::model::{AgentGroup, Floor, HeadCount, Ladder, Presence};
use holdline::staffing::{IntervalGoal, needs};
use std::path::Path;

const DAYS: u32 = 400;
/// Every so many intervals have one fewer at a time, so that none feels the queue of another.
const APART: usize = 4;

/// The floor with nobody but so many people in each interval, who take every call.
fn staffed(floor: &Floor, people: &[u32]) -> Floor {
    let mut parts = floor.clone().into_parts();
    let slices = floor.calendar().slices(floor.interval);
    let rows = slices.zip(people).map(|(slice, people)| HeadCount { start: slice.start, people: *people }).collect();
    let queues: Vec<&str> = floor.queues.iter().map(|queue| queue.name.as_str()).collect();
    parts.groups = vec![AgentGroup::new("needed", &queues, Presence::HeadCounts(rows))];
    parts.queues.iter_mut().for_each(|queue| queue.answered_by.clear());
    parts.ladder = Ladder::default();
    parts.targets.share_of_days = None;
    (parts.seats, parts.interval) = (None, floor.interval);
    Floor::new(parts).expect("a valid floor")
}

fn played(floor: &Floor, people: &[u32]) -> RunResults {
    let plan = RunPlan::new(DAYS, 77);
    replicate(&staffed(floor, people), &plan, &()).expect("a floor that does not overflow")
}

/// How an interval stands to its targets: the least slack of a target in the mean over days, and at the better end of its 95 %
/// interval. Below 0 it is missed in the mean, or surely.
#[derive(Clone, Copy, Debug)]
struct Slack {
    mean: f64,
    best: f64,
}

fn slacks(results: &RunResults, asked: IntervalGoal) -> Vec<Slack> {
    let targets = asked.targets.asked();
    let of_row = |row: &IntervalRow| {
        let none = Slack { mean: f64::INFINITY, best: f64::INFINITY };
        targets.iter().fold(none, |least, (measure, target)| {
            let Some(found) = row.measures.get(*measure) else { return least };
            let (better, sign) = if measure.more_is_better() { (found.high, 1.0) } else { (found.low, -1.0) };
            let slack = |figure: f64| sign * (figure - target);
            let best = better.map_or(f64::INFINITY, slack);
            Slack { mean: least.mean.min(slack(found.mean)), best: least.best.min(best) }
        })
    };
    results.whole_floor().map(of_row).collect()
}

/// How the people needed have proven, by interval.
struct Proof {
    people: Vec<u32>,
    /// With them.
    enough: Vec<Slack>,
    /// With one fewer in one interval at a time.
    fewer: Vec<Slack>,
    /// With one fewer in all.
    fewer_in_all: Vec<Slack>,
}

fn proof(scenario: &str) -> Proof {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(scenario);
    let floor = holdline::scenario::read(&path, &[]).expect("a good scenario").floor;
    let floor = staffed(&floor, &vec![1; floor.interval_count()]);
    let asked = IntervalGoal::of(&floor);
    let people: Vec<u32> =
        needs(&floor, &|| true).expect("it goes on").iter().map(|need| need.people.unwrap_or(0)).collect();
    let with = |is_fewer: &dyn Fn(usize) -> bool| {
        let fewer = |(at, n): (usize, &u32)| n.saturating_sub(u32::from(is_fewer(at)));
        slacks(&played(&floor, &people.iter().enumerate().map(fewer).collect::<Vec<_>>()), asked)
    };
    let one_at_a_time: Vec<_> = (0..APART).map(|offset| with(&|at| at % APART == offset)).collect();
    let fewer = (0..people.len()).map(|at| one_at_a_time[at % APART][at]).collect();
    Proof { enough: with(&|_| false), fewer, fewer_in_all: with(&|_| true), people }
}

#[test]
fn measured() {
    for scenario in std::env::var("PROOF").unwrap_or_default().split(' ') {
        let p = proof(scenario);
        let few: Vec<_> = (0..p.people.len())
            .filter(|i| p.enough[*i].best < 0.0)
            .map(|i| (i, p.people[i], p.enough[i].mean))
            .collect();
        let many: Vec<_> = (0..p.people.len())
            .filter(|i| p.people[*i] > 1 && p.fewer[*i].mean >= 0.0)
            .map(|i| (i, p.people[i], p.fewer[i].mean))
            .collect();
        let many_all: Vec<_> = (0..p.people.len())
            .filter(|i| p.people[*i] > 1 && p.fewer_in_all[*i].mean >= 0.0)
            .map(|i| (i, p.people[i], p.fewer_in_all[i].mean))
            .collect();
        eprintln!("{scenario} {:?}\n few {few:.3?}\n many {many:.3?}\n many if all {many_all:.3?}", p.people);
    }
}
