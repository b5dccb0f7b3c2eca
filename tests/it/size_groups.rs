//! `holdline size` on floors of several queues whose groups overlap, held against every choice of people there is.

use holdline::experiment::{Probe, probe};
use holdline::model::{
    AgentGroup, Arrivals, DayFactor, Distribution, Floor, FloorParts, HeadCount, IntervalFactor, Patience, Presence,
    ProfileRow, Queue, Targets,
};
use holdline::sizing::{Bound, Goal, Per, SizePlan, size};
use holdline::units::{SimTime, Span};

const DAYS: u32 = 60;
const SEED: u64 = 5;
/// Most people of a group in an interval.
const MOST: u32 = 6;

/// Two half hours: who sells takes orders alone, others take both kinds of calls; a person who takes both is dearer.
fn floor(orders: [f64; 2], questions: [f64; 2], talk_s: i64, cv: f64) -> Floor {
    let start = |i: usize| SimTime::clock(8, 0) + Span::from_minutes(30) * i as i64;
    let mut parts = FloorParts::new("two queues", start(0), start(2));
    parts.interval = Span::from_minutes(30);
    for (name, calls) in [("orders", orders), ("questions", questions)] {
        let arrivals = Arrivals::Profile {
            rows: (0..2).map(|i| ProfileRow::new(start(i), start(i + 1), calls[i])).collect(),
            scale: 1.0,
            busyness: DayFactor { cv, own: false },
            intervals: IntervalFactor::default(),
        };
        let mut queue = Queue::new(name, arrivals, Distribution::Exponential { mean: Span::from_secs(talk_s) });
        queue.patience = Patience::Random(Distribution::Exponential { mean: Span::from_minutes(2) });
        parts.queues.push(queue);
    }
    for (name, serves, cost) in [("sellers", &["orders"][..], 20.0), ("all-rounders", &["orders", "questions"], 26.0)] {
        let rows = (0..2).map(|i| HeadCount { start: start(i), people: 3 }).collect();
        let mut group = AgentGroup::new(name, serves, Presence::HeadCounts(rows));
        group.cost_per_hour = Some(cost);
        parts.groups.push(group);
    }
    parts.targets = Targets { answer_rate: Some(0.85), ..Targets::default() };
    Floor::new(parts).expect("a valid floor")
}

/// The floor with so many people: sellers in both half hours, then the others.
fn with(floor: &Floor, people: &[u32; 4]) -> Floor {
    let mut parts = floor.clone().into_parts();
    for (group, people) in parts.groups.iter_mut().zip(people.chunks(2)) {
        if let Presence::HeadCounts(rows) = &mut group.presence {
            rows.iter_mut().zip(people).for_each(|(row, people)| row.people = *people);
        }
    }
    Floor::new(parts).expect("a valid floor")
}

fn cost(people: &[u32; 4]) -> f64 {
    people.iter().zip([10.0, 10.0, 13.0, 13.0]).map(|(people, cost)| f64::from(*people) * cost).sum()
}

fn meets(floor: &Floor, people: &[u32; 4], goals: &[Goal]) -> bool {
    let probes: Vec<Probe> = goals.iter().map(Goal::probe).collect();
    let found = probe(&with(floor, people), &probes, 0..DAYS, SEED, &()).expect("days");
    goals.iter().zip(&found).all(|(goal, found)| goal.slack(goal.figure(found)) >= 0.0)
}

/// The cheapest of all numbers from 1 to `MOST` that meet the goals.
fn cheapest(floor: &Floor, goals: &[Goal]) -> [u32; 4] {
    let digits = |code: u32| [0, 1, 2, 3].map(|at: u32| code / MOST.pow(at) % MOST + 1);
    let mut all: Vec<[u32; 4]> = (0..MOST.pow(4)).map(digits).collect();
    all.sort_by(|a, b| cost(a).total_cmp(&cost(b)).then(a.cmp(b)));
    all.into_iter().find(|people| meets(floor, people, goals)).expect("six of each are enough")
}

#[test]
fn on_small_floors_of_two_queues_no_choice_is_cheaper_by_more_than_a_hundredth() {
    let floors = [
        ([8.0, 14.0], [10.0, 6.0], 180, 0.0),
        ([14.0, 6.0], [5.0, 12.0], 240, 0.0),
        ([4.0, 4.0], [12.0, 12.0], 200, 0.0),
        ([16.0, 16.0], [3.0, 3.0], 180, 0.0),
        ([10.0, 12.0], [8.0, 8.0], 150, 0.2),
        ([6.0, 15.0], [15.0, 4.0], 160, 0.2),
        ([12.0, 3.0], [3.0, 12.0], 300, 0.1),
        ([9.0, 9.0], [9.0, 9.0], 210, 0.3),
    ];
    let mut told = Vec::new();
    for (orders, questions, talk_s, cv) in floors {
        let floor = floor(orders, questions, talk_s, cv);
        let most = vec![Bound { between: None, value: MOST }];
        let plan = SizePlan { per: Some(Per::Interval), most, ..SizePlan::new(DAYS, SEED) };
        let found = size(&floor, &plan, &()).expect("it can be sized");
        let goals: Vec<Goal> = found.goals.iter().map(|one| one.goal.clone()).collect();
        let [sellers, others] = &found.groups[..] else { panic!("two groups") };
        let people = [sellers.1[0], sellers.1[1], others.1[0], others.1[1]];
        assert!((found.cost - cost(&people)).abs() < 1e-9);
        assert!(meets(&floor, &people, &goals), "{people:?}");
        let best = cheapest(&floor, &goals);
        told.push((found.cost, cost(&best), people, best));
    }
    for (found, best, people, cheapest) in &told {
        assert!(*found <= 1.01 * best, "{people:?} costs {found}, {cheapest:?} {best}; of {told:#?}");
    }
}
