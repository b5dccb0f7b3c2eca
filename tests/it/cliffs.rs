//! Floors far larger than any other in the tests, and many days one after the other.

use crate::twin::{Seen, agree, by_engine};
use holdline::engine::{ActionKind, Day, Fact, Plan};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure;
use holdline::model::{
    AgentGroup, Arrivals, Asked, DayFactor, Distribution, Does, Floor, FloorParts, IntervalFactor, Ladder, Patience,
    Presence, ProfileRow, Queue, Release, Rung, Shift, Step, When,
};
use holdline::units::{SimTime, Span};

/// One hour from 08:00 with two queues of so many calls.
fn hour(calls: f64, patience: &Patience) -> FloorParts {
    let (open, close) = (SimTime::clock(8, 0), SimTime::clock(9, 0));
    let mut parts = FloorParts::new("cliff", open, close);
    for (name, share, priority) in [("general", 0.8, 0), ("vip", 0.2, 1)] {
        let rows = vec![ProfileRow::new(open, close, share * calls)];
        let arrivals = Arrivals::Profile {
            rows,
            scale: 1.0,
            busyness: DayFactor::default(),
            intervals: IntervalFactor::default(),
        };
        let queue = Queue::new(name, arrivals, Distribution::Lognormal { mean: Span::from_minutes(4), cv: 0.9 });
        parts.queues.push(Queue { patience: patience.clone(), priority, ..queue });
    }
    parts
}

fn agents(name: &str, presence: Presence) -> AgentGroup {
    AgentGroup::new(name, &["general", "vip"], presence)
}

/// The most who wait at once.
fn most_waiting(facts: &[Seen]) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for fact in facts {
        match fact {
            Seen::Joined(_) => now += 1,
            Seen::Answered { at_once: false, .. } | Seen::Abandoned(..) | Seen::Dismissed(..) => now -= 1,
            _ => {}
        }
        most = most.max(now);
    }
    most
}

#[test]
fn thousands_wait_and_hang_up_as_the_twin_says() {
    let patience = Patience::Random(Distribution::Exponential { mean: Span::from_minutes(40) });
    let mut parts = hour(4_000.0, &patience);
    parts.groups = vec![agents("few", Presence::People(20))];
    let floor = Floor::new(parts).expect("a valid floor");
    let most = most_waiting(&by_engine(&floor, 1, 0));
    assert!((1_500..4_000).contains(&most), "{most} wait at once");
    agree(&floor, 0).unwrap_or_else(|difference| panic!("{difference}"));
}

#[test]
fn with_five_thousand_waiting_a_ladder_acts_as_the_twin_says() {
    let mut parts = hour(6_000.0, &Patience::Infinite);
    parts.after_close = holdline::model::AfterClose::Cut;
    parts.groups =
        vec![agents("few", Presence::People(5)), AgentGroup { lent: true, ..agents("lent", Presence::People(9)) }];
    let when = |waiting_above| When::above(waiting_above, Span::from_secs(30));
    let rung = |name: &str, above| Rung {
        name: name.to_owned(),
        does: Does::Borrow {
            group: "lent".to_owned(),
            people: Asked::up_to(3),
            join_after: Distribution::Constant(Span::from_minutes(1)),
        },
        when: when(above),
        release: None,
        min_stay: Span::ZERO,
        stay_at_least: Span::ZERO,
        at_most_per_day: None,
    };
    let release = Some(Release::at_most(10, Span::from_minutes(1), Step::Rung));
    let rungs = vec![rung("first", 10), rung("second", 1_000), rung("third", 5_000)];
    parts.ladders = vec![Ladder { rungs, release, ..Ladder::default() }];
    let floor = Floor::new(parts).expect("a valid floor");
    let facts = by_engine(&floor, 1, 0);
    assert!(most_waiting(&facts) > 5_000);
    let pulls = facts.iter().filter(|fact| matches!(fact, Seen::Acted { kind: ActionKind::Pulled, .. }));
    assert_eq!(pulls.count(), 3);
    agree(&floor, 0).unwrap_or_else(|difference| panic!("{difference}"));
}

#[test]
fn five_thousand_agents_work_as_the_twin_says() {
    let patience = Patience::Random(Distribution::Exponential { mean: Span::from_secs(60) });
    let mut parts = hour(2_500.0, &patience);
    let shift = |people, from, to| Shift::new(people, SimTime::clock(8, from), SimTime::clock(8, to));
    let shifts = vec![shift(30, 0, 59), shift(4_900, 20, 40), shift(70, 30, 50)];
    parts.groups = vec![AgentGroup { absence: 0.1.into(), ..agents("many", Presence::Shifts(shifts)) }];
    let floor = Floor::new(parts).expect("a valid floor");
    agree(&floor, 0).unwrap_or_else(|difference| panic!("{difference}"));
}

/// Ten minutes with busy days, absence and a ladder, so that there is much that could be carried over.
fn small() -> Floor {
    let patience = Patience::Random(Distribution::Exponential { mean: Span::from_secs(90) });
    let mut parts = hour(40.0, &patience);
    parts.seats = Some(4);
    let counts = Presence::People(4);
    parts.groups = vec![
        AgentGroup { absence: 0.2.into(), ..agents("inbound", counts) },
        AgentGroup { lent: true, ..agents("lent", Presence::People(2)) },
    ];
    let rung = Rung {
        name: "lent".to_owned(),
        does: Does::Borrow {
            group: "lent".to_owned(),
            people: Asked::All,
            join_after: Distribution::Exponential { mean: Span::from_secs(30) },
        },
        when: When::above(1, Span::ZERO),
        release: Some(Release::at_most(0, Span::from_secs(20), Step::Person)),
        min_stay: Span::ZERO,
        stay_at_least: Span::ZERO,
        at_most_per_day: None,
    };
    parts.ladders = vec![Ladder { rungs: vec![rung], ..Ladder::default() }];
    Floor::new(parts).expect("a valid floor")
}

#[test]
fn nothing_is_carried_over_five_thousand_days() {
    let floor = small();
    let plan = Plan::new(&floor);
    let mut day = Day::new(&plan);
    for number in 0..5_000 {
        let mut facts: Vec<Fact> = Vec::new();
        day.play(1, number, &mut facts).expect("a small floor");
        if number % 500 == 499 {
            let facts: Vec<Seen> = facts.into_iter().map(Seen::from).collect();
            assert_eq!(facts, by_engine(&floor, 1, number), "day {number} alone is another");
        }
    }
}

#[test]
fn five_thousand_days_add_up_to_their_sum() {
    let floor = small();
    let plan = RunPlan::new(5_000, 1).threads(2);
    let results = replicate(&floor, &plan, &()).expect("a small floor");
    let sum = |measure| results.daily.column(measure).into_iter().flatten().sum::<f64>();
    let mean = |measure| results.measures.get(measure).expect("it is there").mean;
    for measure in [Measure::Offered, Measure::Answered, Measure::Abandoned] {
        assert!((sum(measure) / 5_000.0 - mean(measure)).abs() < 1e-9, "{measure}");
    }
    assert_eq!(sum(Measure::Offered), sum(Measure::Answered) + sum(Measure::Abandoned) + sum(Measure::WaitingAtEnd));
    // A Poisson mean of 40 over 5,000 days has the standard error 0.09: 5 of them.
    assert!((mean(Measure::Offered) - 40.0).abs() < 0.45, "{}", mean(Measure::Offered));
}
