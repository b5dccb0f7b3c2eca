//! Floors of growing size, one thing growing at a time.

use holdline::model::{
    AgentGroup, Arrivals, Asked, Break, Distribution, Does, Floor, FloorParts, HeadCount, Patience, Presence, Queue,
    Rung, Shift, When,
};
use holdline::units::{SimTime, Span};

/// One thing growing.
pub struct Series {
    pub name: &'static str,
    /// The size is the number of days of a run; otherwise one day is played.
    pub is_of_days: bool,
    pub cases: Vec<Case>,
}

/// A floor of one size.
pub struct Case {
    pub size: f64,
    pub floor: Floor,
}

/// All series.
pub fn all() -> Vec<Series> {
    let thousands = [1_000, 10_000, 100_000, 1_000_000];
    let crews = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];
    let few = [1, 2, 4, 8, 16, 32, 64];
    let lines = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];
    vec![
        series("calls a day, 100 agents", &thousands, |n| Shape { calls: n as f64, ..Shape::default() }.floor()),
        series("agents, 100,000 calls a day", &crews, |n| Shape { agents: n, ..Shape::default() }.floor()),
        series("agents by head-count, new every 15 minutes", &crews, |n| {
            Shape { agents: n, presence: By::HeadCounts, ..Shape::default() }.floor()
        }),
        series("agents on shifts with two breaks each", &crews, |n| {
            Shape { agents: n, presence: By::Shifts, ..Shape::default() }.floor()
        }),
        series("agents whose shifts end one by one after closing", &crews, |n| {
            Shape { agents: n, presence: By::LateShifts, ..Shape::default() }.floor()
        }),
        series("rungs", &few, |n| Shape { rungs: n, ..Shape::default() }.floor()),
        series("queues, one group for all", &few, |n| Shape { queues: n, ..Shape::default() }.floor()),
        series("groups, one queue", &few, |n| Shape { groups: n, agents: 128, ..Shape::default() }.floor()),
        series("queues with a group each", &few, |n| {
            Shape { queues: n, groups: n, agents: 128, ..Shape::default() }.floor()
        }),
        series("waiting in overload, impatient", &lines, |n| overload(n, true)),
        series("waiting in overload, endless patience", &lines, |n| overload(n, false)),
        Series {
            is_of_days: true,
            ..series("days of 1,600 calls", &[10, 100, 1_000, 10_000], |_| {
                Shape { calls: 1_600.0, agents: 10, ..Shape::default() }.floor()
            })
        },
    ]
}

fn series(name: &'static str, sizes: &[u32], floor: impl Fn(u32) -> Floor) -> Series {
    let cases = sizes.iter().map(|&n| Case { size: f64::from(n), floor: floor(n) }).collect();
    Series { name, is_of_days: false, cases }
}

/// How people are there.
#[derive(Clone, Copy, PartialEq)]
enum By {
    People,
    HeadCounts,
    Shifts,
    LateShifts,
}

/// A day of 24 hours at an occupancy of 95 %.
struct Shape {
    calls: f64,
    agents: u32,
    rungs: u32,
    queues: u32,
    groups: u32,
    presence: By,
}

impl Default for Shape {
    fn default() -> Self {
        Self { calls: 100_000.0, agents: 100, rungs: 3, queues: 1, groups: 1, presence: By::People }
    }
}

const DAY: f64 = 86_400.0;

impl Shape {
    /// Calls are as long as keeps the agents busy.
    fn floor(&self) -> Floor {
        let close = SimTime::clock(if self.presence == By::LateShifts { 20 } else { 24 }, 0);
        let open = SimTime::MIDNIGHT;
        let mut parts = FloorParts::new("growth", open, close);
        let talk = span(0.95 * f64::from(self.agents) * DAY / self.calls);
        for q in 0..self.queues {
            let arrivals = Arrivals::per_hour(self.calls / 24.0 / f64::from(self.queues), open, close);
            let mut queue = Queue::new(&format!("queue {q}"), arrivals, Distribution::Exponential { mean: talk });
            queue.patience = Patience::Random(Distribution::Exponential { mean: talk });
            parts.queues.push(queue);
        }
        parts.groups = (0..self.groups).map(|g| self.group(g)).collect();
        arm(&mut parts, self.rungs);
        Floor::new(parts).expect("a valid floor")
    }

    /// As many queues as groups: each group has its own and helps the next. One group: all queues.
    fn group(&self, g: u32) -> AgentGroup {
        let helped = if self.groups == 1 { self.queues } else { self.queues.min(2) };
        let names: Vec<String> = (0..helped).map(|k| format!("queue {}", (g + k) % self.queues)).collect();
        let serves: Vec<&str> = names.iter().map(String::as_str).collect();
        AgentGroup::new(&format!("group {g}"), &serves, self.presence(self.agents / self.groups))
    }

    fn presence(&self, people: u32) -> Presence {
        match self.presence {
            By::People => Presence::People(people),
            By::HeadCounts => Presence::HeadCounts((0..96).map(|i| quarter_hour(i, people)).collect()),
            By::Shifts => Presence::Shifts((0..people).map(|p| shift(p, people, (86_400, 0))).collect()),
            By::LateShifts => Presence::Shifts((0..people).map(|p| shift(p, people, (72_000, 14_400))).collect()),
        }
    }
}

/// Up and down by a tenth.
fn quarter_hour(i: i64, people: u32) -> HeadCount {
    HeadCount { start: SimTime::from_secs(i * 900), people: if i % 2 == 0 { people } else { people * 9 / 10 } }
}

/// From midnight until so many seconds, one after the other within so many more, with two breaks, everybody's at another
/// time.
fn shift(p: u32, people: u32, (end, within): (i64, i64)) -> Shift {
    let staggered = |seconds: i64| i64::from(p) * seconds / i64::from(people);
    let mut shift = Shift::new(1, SimTime::MIDNIGHT, SimTime::from_secs(end + staggered(within)));
    let pause =
        |from: i64| Break { start: SimTime::from_secs(from + staggered(14_400)), length: Span::from_minutes(15) };
    shift.breaks = vec![pause(14_400), pause(50_400)];
    shift
}

/// Twice as many calls as 50 agents can take, and so much patience that about `waiting` wait; or endless patience and so
/// many calls that `waiting` wait at closing.
fn overload(waiting: u32, impatient: bool) -> Floor {
    let (open, close) = (SimTime::MIDNIGHT, SimTime::clock(24, 0));
    let served = 50.0 / 180.0;
    let too_many = if impatient { served } else { f64::from(waiting) / DAY };
    let mut parts = FloorParts::new("overload", open, close);
    let talk = Distribution::Exponential { mean: Span::from_secs(180) };
    let mut queue = Queue::new("queue 0", Arrivals::per_hour((served + too_many) * 3_600.0, open, close), talk);
    if impatient {
        let mean = span(f64::from(waiting) / too_many);
        queue.patience = Patience::Random(Distribution::Exponential { mean });
    }
    parts.queues.push(queue);
    parts.groups.push(AgentGroup::new("group 0", &["queue 0"], Presence::People(50)));
    arm(&mut parts, 3);
    Floor::new(parts).expect("a valid floor")
}

/// Rungs at thresholds one above the other; each sends one person.
fn arm(parts: &mut FloorParts, rungs: u32) {
    let mut lent = AgentGroup::new("lent", &["queue 0"], Presence::People(rungs));
    lent.lent = true;
    parts.groups.push(lent);
    let rung = |n: u32| Rung {
        name: format!("rung {n}"),
        does: Does::Borrow {
            group: "lent".to_owned(),
            people: Asked::up_to(1),
            join_after: Distribution::Constant(Span::ZERO),
        },
        when: When::above(5 + n, Span::from_minutes(2)),
        release: None,
        min_stay: Span::ZERO,
        stay_at_least: Span::ZERO,
        at_most_per_day: None,
    };
    parts.first_ladder().release =
        Some(holdline::model::Release::at_most(2, Span::from_minutes(5), holdline::model::Step::Rung));
    parts.first_ladder().rungs = (0..rungs).map(rung).collect();
}

fn span(seconds: f64) -> Span {
    Span::from_micros((seconds * 1e6) as i64)
}
