//! How near a sizing is to the cheapest that another method finds on the same days.
//!
//! `cargo bench --bench sizing -- [--days N] [--trials N] [SCENARIO ...]`: each scenario, or each date of it, is sized by interval. Then
//! simulated annealing, which knows nothing of how that searches, looks for cheaper numbers that meet the same targets on the same
//! days: from what was sized, from two more everywhere, and from the most of any interval everywhere. What it finds is chosen by
//! these days alone, so it is mended: where fresh days miss an interval for sure it gets one more, as in a sizing. A gap says something only
//! where both reach the goals of the day on fresh days: `slack of the day` is what is left of the tightest (of a share of days, by how
//! much it is above the one asked for), of what was sized and of what was mended.

use holdline::experiment::{Probe, probe};
use holdline::model::{Floor, HeadCount, Presence, Rung};
use holdline::random::{Entity, Purpose, Stream};
use holdline::scenario;
use holdline::sizing::{Goal, GoalOf, Per, SizePlan, SizeResults, size};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The shipped scenarios that are sized unless others are named.
const SCENARIOS: [&str; 3] = ["scenarios/manual/weekday.toml", "scenarios/small-desk.toml", "scenarios/night.toml"];
/// So many times the dearest hour a move may be dearer at first; it falls to nothing.
const HEAT: f64 = 1.5;
const SEED: u64 = 1;
/// Fresh days are drawn from this, and are so many times as many.
const FRESH: (u64, u32) = (77_000_000, 3);
/// Chance that no interval is said to be missed that is not.
const LEVEL: f64 = 0.95;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let value = |name: &str, usual: u32| {
        let at = arguments.iter().position(|word| word == name);
        at.and_then(|at| arguments.get(at + 1)).map_or(usual, |value| value.parse().expect("a number"))
    };
    let (days, trials) = (value("--days", 200), value("--trials", 2_000));
    let named: Vec<&str> = arguments.iter().map(String::as_str).filter(|word| word.ends_with(".toml")).collect();
    println!(
        "{days} days, seed {SEED}; {trials} trials from each of three starts; person-hours, or the currency of the scenario"
    );
    println!(
        "{:<34} {:>8} {:>9} {:>9} {:>7} {:>14} {:>18}",
        "scenario", "sized", "annealed", "mended", "gap", "missed afresh", "slack of the day"
    );
    for file in if named.is_empty() { SCENARIOS.to_vec() } else { named } {
        let scenario = scenario::read(Path::new(file), &[]).unwrap_or_else(|faults| panic!("{file}: {faults:?}"));
        let dates = scenario.floor.calendar().sessions().to_vec();
        for (at, session) in dates.iter().enumerate() {
            match session.date.filter(|_| scenario.floor.has_dates()) {
                None => compare(&scenario.floor.name, &scenario.floor, (days, trials)),
                Some(date) => {
                    let floor = scenario.floor.on_date(at).expect("a date of a good floor");
                    compare(&format!("{} {date}", scenario.floor.name), &floor, (days, trials));
                }
            }
        }
    }
}

/// A line of the table.
fn compare(name: &str, floor: &Floor, (days, trials): (u32, u32)) {
    let plan = SizePlan { per: Some(Per::Interval), ..SizePlan::new(days, SEED) };
    let found = size(floor, &plan, &()).expect("it can be sized");
    let goals: Vec<Goal> = found.goals.iter().map(|one| one.goal.clone()).collect();
    let mut free = Free::new(floor, &found, &goals, days);
    let sized: Vec<u32> = free.slots.iter().map(|slot| slot.row.people).collect();
    let most = sized.iter().copied().max().unwrap_or(1);
    let more = |by: u32| sized.iter().map(|people| people + by).collect::<Vec<u32>>();
    let starts = [(0..4).map(more).find(|people| free.meets(people)), Some(more(2)), Some(vec![most + 1; sized.len()])];
    let meeting: Vec<Vec<u32>> = starts.into_iter().flatten().filter(|people| free.meets(people)).collect();
    let annealed = meeting.into_iter().enumerate().map(|(run, start)| free.annealed(start, trials, run as u64));
    let costs = |free: &Free<'_>, people: &[u32]| free.cost(people);
    let annealed: Vec<Vec<u32>> = annealed.collect();
    let Some(best) = annealed.into_iter().min_by(|a, b| costs(&free, a).total_cmp(&costs(&free, b))) else {
        return println!("{name:<34} targets cannot be met");
    };
    let mut mended = best.clone();
    for _ in 0..3 {
        free.afresh(&mended).0.into_iter().for_each(|slot| mended[slot] += 1);
    }
    let [of_sized, of_best, of_mended] = [&sized, &best, &mended].map(|people| free.cost(people));
    let [(missed, slack), (others, slack_of_mended)] = [&sized, &mended].map(|people| {
        let (missed, slack) = free.afresh(people);
        (missed.len(), slack)
    });
    println!(
        "{name:<34} {of_sized:>8.1} {of_best:>9.1} {of_mended:>9.1} {:>5.1} % {missed:>6} and {others:>3} {:>7.3} and {:>6.3}",
        100.0 * (of_sized / of_mended - 1.0),
        slack,
        slack_of_mended
    );
}

/// A number that is free.
struct Slot {
    /// The place of its group.
    group: usize,
    /// Its interval.
    interval: usize,
    /// When that begins, with the people that were sized.
    row: HeadCount,
    /// What a person costs in it.
    cost: f64,
}

/// A floor with its goals, whose numbers of people are free: by group, then by interval.
struct Free<'a> {
    floor: &'a Floor,
    goals: &'a [Goal],
    days: u32,
    slots: Vec<Slot>,
    /// What was played before.
    known: BTreeMap<Vec<u32>, bool>,
}

impl<'a> Free<'a> {
    fn new(floor: &'a Floor, found: &SizeResults, goals: &'a [Goal], days: u32) -> Self {
        let place = |name: &String| floor.groups.iter().position(|group| group.name == *name).expect("it was sized");
        let slots = found.groups.iter().flat_map(|(name, people)| {
            let group = place(name);
            let pay = floor.groups[group].cost_per_hour.filter(|_| found.has_price).unwrap_or(1.0);
            found.intervals.iter().zip(people).enumerate().map(move |(interval, (row, people))| Slot {
                group,
                interval,
                row: HeadCount { start: row.start, people: *people },
                cost: pay * (row.end - row.start).as_hours(),
            })
        });
        Self { floor, goals, days, slots: slots.collect(), known: BTreeMap::new() }
    }

    fn cost(&self, people: &[u32]) -> f64 {
        self.slots.iter().zip(people).map(|(slot, people)| slot.cost * f64::from(*people)).sum()
    }

    fn floor_with(&self, people: &[u32]) -> Floor {
        let mut parts = self.floor.clone().into_parts();
        let sized: BTreeSet<usize> = self.slots.iter().map(|slot| slot.group).collect();
        for group in &sized {
            let mine = self.slots.iter().zip(people).filter(|(slot, _)| slot.group == *group);
            let rows = mine.map(|(slot, people)| HeadCount { people: *people, ..slot.row });
            parts.groups[*group].presence = Presence::HeadCounts(rows.collect());
        }
        let names: Vec<&str> = sized.iter().map(|group| self.floor.groups[*group].name.as_str()).collect();
        let is_sized = |rung: &Rung| rung.does.changes_shifts_of().is_some_and(|group| names.contains(&group));
        parts.retain_rungs(|rung| !is_sized(rung));
        Floor::new(parts).expect("head-counts are all right")
    }

    /// Whether every goal is met on the days of the search.
    fn meets(&mut self, people: &[u32]) -> bool {
        if let Some(known) = self.known.get(people) {
            return *known;
        }
        let probes: Vec<Probe> = self.goals.iter().map(Goal::probe).collect();
        let found = probe(&self.floor_with(people), &probes, 0..self.days, SEED, &());
        let meets = found.is_ok_and(|found| {
            self.goals.iter().zip(&found).all(|(goal, found)| goal.slack(goal.figure(found)) >= 0.0)
        });
        self.known.insert(people.to_vec(), meets);
        meets
    }

    /// The cheapest numbers that annealing finds from some that meet the goals.
    fn annealed(&mut self, start: Vec<u32>, trials: u32, run: u64) -> Vec<u32> {
        let draws = Stream::new(SEED, run, Purpose::Arrival, Entity::named("annealing"));
        let mut uniform = (0..).map(|index| draws.uniform(index));
        let mut draw = move || uniform.next().expect("there is no end");
        let (mut now, mut best) = (start.clone(), start);
        let dearest = self.slots.iter().map(|slot| slot.cost).fold(0.0, f64::max);
        for trial in 0..trials {
            let heat = HEAT * dearest * (1.0 - f64::from(trial) / f64::from(trials));
            let mut place = || (draw() * now.len() as f64) as usize % now.len();
            let (fewer, again, more) = (place(), place(), place());
            let mut tried = now.clone();
            match (draw() * 4.0) as u32 {
                0 => tried[fewer] = tried[fewer].saturating_sub(1).max(1),
                1 => tried[more] += 1,
                kind => {
                    tried[more] += 1;
                    tried[fewer] = tried[fewer].saturating_sub(1).max(1);
                    tried[again] = if kind == 2 { tried[again] } else { tried[again].saturating_sub(1).max(1) };
                }
            }
            let dearer = self.cost(&tried) - self.cost(&now);
            let is_taken = dearer <= 0.0 || draw() < libm::exp(-dearer / heat.max(1e-9));
            if tried != now && is_taken && self.meets(&tried) {
                now = tried;
                if self.cost(&now) < self.cost(&best) - 1e-9 {
                    best.clone_from(&now);
                }
            }
        }
        best
    }

    /// Numbers of intervals that fresh days miss for sure, and by how much the goals of the day are reached at least on them.
    fn afresh(&self, people: &[u32]) -> (Vec<usize>, f64) {
        let probes: Vec<Probe> = self.goals.iter().map(Goal::probe).collect();
        let days = 0..self.days * FRESH.1;
        let found =
            probe(&self.floor_with(people), &probes, days, SEED + FRESH.0, &()).expect("the days can be played");
        let all = || self.goals.iter().zip(&found);
        let of_intervals = || all().filter(|(goal, _)| goal.of == GoalOf::Interval);
        let level = 1.0 - (1.0 - LEVEL) / of_intervals().count().max(1) as f64;
        let missed = of_intervals().filter(|(goal, found)| {
            let ends = found.estimate(level).map(|estimate| [estimate.low, estimate.high]);
            let reaches = |end: Option<f64>| end.is_none_or(|end| goal.measure.reaches(end, goal.target));
            ends.is_some_and(|ends| !ends.into_iter().any(reaches))
        });
        let mut intervals: Vec<usize> = missed.map(|(goal, _)| goal.intervals.start).collect();
        intervals.dedup();
        let slot = |interval: usize| self.slots.iter().position(|slot| slot.interval == interval);
        let of_day = all().filter(|(goal, _)| goal.of != GoalOf::Interval);
        let least = of_day.map(|(goal, found)| goal.slack(goal.figure(found))).fold(f64::INFINITY, f64::min);
        (intervals.into_iter().filter_map(slot).collect(), least)
    }
}
