//! The workloads that speed is measured on.

use super::floor::{Service, Stretch};
use holdline::model::{
    AgentGroup, Arrivals, Asked, DayFactor, Distribution, Does, Floor, FloorParts, HeadCount, IntervalFactor, Patience,
    Presence, ProfileRow, Queue, Release, Rung, Step, When,
};
use holdline::units::{SimTime, Span};

/// The same work for the floor and for holdline.
pub struct Workload {
    pub name: &'static str,
    pub stretches: Vec<Stretch>,
    pub service: Service,
    pub patience: Option<f64>,
    pub floor: Floor,
    pub days: u64,
}

/// W1, W2, W3 with one queue and one crew, and W1 and W3 with three queues and three groups of overlapping skills.
pub fn all() -> Vec<Workload> {
    vec![w1(1), w2(), w3(1), w1(3), w3(3)]
}

/// Erlang A: 100 agents, 100 Erlangs, patience 120 s.
fn w1(queues: usize) -> Workload {
    let name = if queues == 1 { "W1 Erlang A" } else { "W1, 3 queues, 3 groups" };
    steady(name, queues, 100, 2_000.0, Some(120), 21)
}

/// Erlang C: 50 agents, 47.5 Erlangs.
fn w2() -> Workload {
    steady("W2 Erlang C", 1, 50, 950.0, None, 44)
}

fn steady(name: &'static str, queues: usize, agents: u32, per_hour: f64, patience: Option<i64>, days: u64) -> Workload {
    let row = Row { start: 0, end: 86_400, calls: per_hour * 24.0, agents };
    let talk = Distribution::Exponential { mean: Span::from_secs(180) };
    Workload {
        name,
        stretches: vec![Stretch { from: 0.0, rate: per_hour / 3_600.0, agents: agents as usize }],
        service: Service::Exponential { mean: 180.0 },
        patience: patience.map(|s| s as f64),
        floor: day(queues, &[row], &talk, patience),
        days,
    }
}

/// A day of 96 quarter hours, lognormal service (mean 240 s, cv 1), patience 180 s: a quiet night, a peak at half past
/// ten, a second hump in the afternoon, staffed for it.
fn w3(queues: usize) -> Workload {
    let rows: Vec<Row> = include_str!("w3_day.csv").lines().skip(1).map(quarter_hour).collect();
    let stretch = |r: &Row| Stretch { from: r.start as f64, rate: r.calls / 900.0, agents: r.agents as usize };
    Workload {
        name: if queues == 1 { "W3 a day" } else { "W3, 3 queues, 3 groups" },
        stretches: rows.iter().map(stretch).collect(),
        service: Service::Lognormal { mean: 240.0, cv: 1.0 },
        patience: Some(180.0),
        floor: day(queues, &rows, &Distribution::Lognormal { mean: Span::from_secs(240), cv: 1.0 }, Some(180)),
        days: 100,
    }
}

/// A line `interval,start_s,calls_per_min,agents`.
fn quarter_hour(line: &str) -> Row {
    let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().expect("a number")).collect();
    let start = cells[1] as i64;
    Row { start, end: start + 900, calls: cells[2] * 15.0, agents: cells[3] as u32 }
}

struct Row {
    start: i64,
    end: i64,
    calls: f64,
    agents: u32,
}

fn day(queues: usize, rows: &[Row], talk: &Distribution, patience: Option<i64>) -> Floor {
    let mut parts = FloorParts::new("workload", SimTime::MIDNIGHT, SimTime::clock(24, 0));
    for q in 0..queues {
        let share = 1.0 / queues as f64;
        let profile = rows
            .iter()
            .map(|r| ProfileRow::new(SimTime::from_secs(r.start), SimTime::from_secs(r.end), r.calls * share));
        let arrivals = Arrivals::Profile {
            rows: profile.collect(),
            scale: 1.0,
            busyness: DayFactor::default(),
            intervals: IntervalFactor::default(),
        };
        let mut queue = Queue::new(&format!("queue {q}"), arrivals, talk.clone());
        queue.priority = i32::from(q == 0);
        queue.patience = patience.map_or(Patience::Infinite, |mean| {
            Patience::Random(Distribution::Exponential { mean: Span::from_secs(mean) })
        });
        parts.queues.push(queue);
    }
    parts.groups = (0..queues).map(|g| group(g, queues, rows)).collect();
    arm(&mut parts);
    Floor::new(parts).expect("a valid workload")
}

/// Group g serves queues g and g + 1: every queue has two groups, every group two queues.
fn group(g: usize, queues: usize, rows: &[Row]) -> AgentGroup {
    let names: Vec<String> = (0..queues.min(2)).map(|k| format!("queue {}", (g + k) % queues)).collect();
    let serves: Vec<&str> = names.iter().map(String::as_str).collect();
    let share = |agents: u32| (agents as usize + queues - 1 - g) / queues;
    let counts = rows.iter().map(|r| HeadCount { start: SimTime::from_secs(r.start), people: share(r.agents) as u32 });
    AgentGroup::new(&format!("group {g}"), &serves, Presence::HeadCounts(counts.collect()))
}

/// A ladder that watches all day and sends nobody, so that the work stays the floor's.
fn arm(parts: &mut FloorParts) {
    let mut lent = AgentGroup::new("lent", &["queue 0"], Presence::People(0));
    lent.lent = true;
    parts.groups.push(lent);
    let above = |name: &str, waiting_above: u32, lasting: i64| Rung {
        name: name.to_owned(),
        does: Does::Borrow {
            group: "lent".to_owned(),
            people: Asked::up_to(3),
            join_after: Distribution::Constant(Span::ZERO),
        },
        when: When::above(waiting_above, Span::from_secs(lasting)),
        release: None,
        min_stay: Span::ZERO,
        stay_at_least: Span::ZERO,
        at_most_per_day: None,
    };
    parts.first_ladder().release = Some(Release::at_most(5, Span::from_minutes(5), Step::Rung));
    parts.first_ladder().rungs =
        vec![above("first", 5, 300), above("second", 5, 300), above("third", 5, 300), above("fourth", 10, 0)];
}
