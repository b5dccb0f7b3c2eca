//! What is kept of the days simulated: sums of integers, in any order the same, and a row per day.

use super::daily::{Catalogue, DayFigures};
use super::expect::{Probe, Probed};
use super::replicate::Wanted;
use super::results::LadderAction;
use crate::engine;
use crate::measure::{CallTally, DayRecord, Grid, GroupTime, Pair, Recorder, RungTally};
use crate::model::Floor;
use crate::stats::{DayWaits, Histogram, RatioSums};
use crate::units::SimTime;
use serde::{Deserialize, Serialize};

/// Waits are kept in so many batches of days (day modulo this), for the interval of a percentile.
pub(super) const BATCHES: usize = 50;
/// Percentiles between days of interval rows come from at most so many days, from the first on ...
const INTERVAL_DAYS: usize = 1_000;
/// ... and fewer where there are so many rows that this many values would not do.
const INTERVAL_VALUES: usize = 8_000_000;

/// What the whole run knows beforehand.
#[derive(Debug)]
pub(super) struct Layout {
    pub grid: Grid,
    pub catalogue: Catalogue,
    pub queues: usize,
    pub groups: usize,
    pub rungs: usize,
    /// Groups that serve each queue.
    pub serving: Vec<Vec<usize>>,
    /// Days of which the values of interval rows are kept.
    pub kept_days: u32,
    /// Whether the pairs of every day are kept.
    pub keep_pairs: bool,
    /// Whether those of every interval are, too.
    pub keep_intervals: bool,
    /// What else is kept of every day.
    pub probes: Vec<Probe>,
}

impl Layout {
    pub fn new(floor: &Floor, wanted: Wanted) -> Self {
        let (grid, catalogue) = (Grid::new(floor), Catalogue::new(floor));
        let serves = |q: &String| (0..floor.groups.len()).filter(|g| floor.groups[*g].serves.contains(q)).collect();
        let mut layout = Self {
            grid,
            catalogue,
            queues: floor.queues.len(),
            groups: floor.groups.len(),
            rungs: floor.ladder.rungs.len(),
            serving: floor.queues.iter().map(|q| serves(&q.name)).collect(),
            kept_days: 0,
            keep_pairs: wanted.pairs,
            keep_intervals: wanted.intervals,
            probes: wanted.probes,
        };
        let values = layout.rows() * layout.columns();
        layout.kept_days = (INTERVAL_VALUES / values.max(1)).clamp(20, INTERVAL_DAYS) as u32;
        layout
    }

    /// Rows per interval: one for all queues and one for each.
    pub fn scopes(&self) -> usize {
        1 + self.queues
    }

    pub fn rows(&self) -> usize {
        self.grid.count() * self.scopes()
    }

    /// Figures of an interval row: the measures of calls, people signed in, people borrowed.
    pub fn columns(&self) -> usize {
        self.catalogue.calls.len() + 2
    }

    /// What each probe found, from the days in order.
    pub fn probed(&self, days: &[(u32, Vec<Pair>)]) -> Vec<Probed> {
        let of = |(at, probe): (usize, &Probe)| probe.probed(days.iter().map(|(_, pairs)| pairs[at]).collect());
        self.probes.iter().enumerate().map(of).collect()
    }
}

/// Everything kept of some days. Two of them merge into that of all their days.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Accumulator {
    pub days: u32,
    pub measures: Vec<RatioSums>,
    pub daily: Vec<(u32, DayFigures)>,
    /// What the probes found.
    pub probed: Vec<(u32, Vec<Pair>)>,
    /// By queue, then call measure.
    pub queues: Vec<Vec<Kept>>,
    pub groups: Vec<GroupSums>,
    /// By row (interval, then scope), then column.
    pub rows: Vec<Vec<RatioSums>>,
    /// The rows' columns, of the days kept.
    pub row_days: Vec<(u32, Vec<Pair>)>,
    pub rungs: Vec<RungSums>,
    pub log: Vec<LadderAction>,
    /// Days with more actions than are kept.
    pub log_cut: u32,
    pub batches: Vec<Histogram>,
    pub interval_waits: Vec<Histogram>,
    /// Answered at once, by interval, over all days.
    pub at_once: Vec<u64>,
    /// Handle time of the answered.
    pub handling: Kept,
}

/// Sums and days of one figure.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pub sums: RatioSums,
    pub days: Vec<(u32, Pair)>,
}

impl Kept {
    fn add(&mut self, day: u32, pair: Pair) {
        self.sums.add(pair.x, pair.y);
        self.days.push((day, pair));
    }

    fn merge(&mut self, other: Self) {
        self.sums.merge(&other.sums);
        self.days.extend(other.days);
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct GroupSums {
    pub occupancy: Kept,
    pub signed_in: Kept,
    pub borrowed: Kept,
    pub overrun: Kept,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct RungSums {
    pub pulls: Kept,
    pub in_force: Kept,
    pub person_time: Kept,
    pub empty_handed: Kept,
    pub chatter: Kept,
    pub days_pulled: u64,
    pub first_pulls: Vec<SimTime>,
}

impl Accumulator {
    pub fn new(layout: &Layout) -> Self {
        Self {
            days: 0,
            measures: vec![RatioSums::default(); layout.catalogue.names.len()],
            daily: Vec::new(),
            probed: Vec::new(),
            queues: vec![vec![Kept::default(); layout.catalogue.calls.len()]; layout.queues],
            groups: vec![GroupSums::default(); layout.groups],
            rows: vec![vec![RatioSums::default(); layout.columns()]; layout.rows()],
            row_days: Vec::new(),
            rungs: vec![RungSums::default(); layout.rungs],
            log: Vec::new(),
            log_cut: 0,
            batches: vec![Histogram::new(); BATCHES],
            interval_waits: vec![Histogram::new(); layout.grid.count()],
            at_once: vec![0; layout.grid.count()],
            handling: Kept::default(),
        }
    }

    /// Adds the day a recorder has measured.
    pub fn add(&mut self, layout: &Layout, day: u32, recorder: &mut Recorder) {
        self.days += 1;
        let record = recorder.finish_day();
        let by_queue = sums_by_queue(layout, record);
        let all = total(&by_queue);
        self.handling.add(day, Pair { x: all.handling, y: all.answered() });
        self.add_measures(layout, day, record, &all);
        self.add_queues(layout, day, &by_queue);
        for (sums, group) in self.groups.iter_mut().zip(&record.groups) {
            sums.add(day, group);
        }
        for (sums, rung) in self.rungs.iter_mut().zip(&record.ladder.rungs) {
            sums.add(day, rung);
        }
        self.log_cut += u32::from(record.ladder.cut);
        self.log.extend(record.ladder.actions.iter().map(|a| logged(day, a)));
        self.add_rows(layout, day, record);
        self.batches[day as usize % BATCHES].merge(&record.waits);
        self.probed.push((day, layout.probes.iter().map(|probe| probe.pair(record, &layout.grid)).collect()));
    }

    fn add_measures(&mut self, layout: &Layout, day: u32, record: &DayRecord, all: &CallTally) {
        let pairs = layout.catalogue.pairs(record, all, &layout.grid);
        self.measures.iter_mut().zip(&pairs).for_each(|(sums, pair)| sums.add(pair.x, pair.y));
        let intervals = if layout.keep_intervals { interval_pairs(layout, record) } else { Vec::new() };
        let waits = if layout.keep_pairs { DayWaits::of(&record.waits) } else { DayWaits::default() };
        let percentiles = DayFigures::percentiles_of(&record.waits);
        self.daily.push((day, DayFigures { pairs, percentiles, intervals, waits }));
    }

    fn add_queues(&mut self, layout: &Layout, day: u32, by_queue: &[CallTally]) {
        let time = layout.grid.counted_day();
        for (kept, calls) in self.queues.iter_mut().zip(by_queue) {
            for (kept, measure) in kept.iter_mut().zip(&layout.catalogue.calls) {
                kept.add(day, measure.pair(calls, time));
            }
        }
    }

    fn add_rows(&mut self, layout: &Layout, day: u32, record: &DayRecord) {
        let is_kept = day < layout.kept_days;
        let mut kept = Vec::with_capacity(if is_kept { layout.rows() * layout.columns() } else { 0 });
        for i in 0..layout.grid.count() {
            let cells = &record.cells[i * layout.queues..][..layout.queues];
            let people = &record.signed_in[i * layout.groups..][..layout.groups];
            self.at_once[i] += cells.iter().map(|c| c.at_once).sum::<i64>() as u64;
            for scope in 0..layout.scopes() {
                let pairs = row_pairs(layout, i, scope, cells, people);
                let row = &mut self.rows[i * layout.scopes() + scope];
                row.iter_mut().zip(&pairs).for_each(|(sums, pair)| sums.add(pair.x, pair.y));
                if is_kept {
                    kept.extend(pairs);
                }
            }
        }
        if is_kept {
            self.row_days.push((day, kept));
        }
    }

    /// Takes over everything of another, in any order.
    pub fn merge(&mut self, other: Self) {
        self.days += other.days;
        merge_sums(&mut self.measures, &other.measures);
        self.daily.extend(other.daily);
        self.probed.extend(other.probed);
        for (mine, theirs) in self.queues.iter_mut().zip(other.queues) {
            mine.iter_mut().zip(theirs).for_each(|(a, b)| a.merge(b));
        }
        self.groups.iter_mut().zip(other.groups).for_each(|(a, b)| a.merge(b));
        self.rows.iter_mut().zip(&other.rows).for_each(|(a, b)| merge_sums(a, b));
        self.row_days.extend(other.row_days);
        self.rungs.iter_mut().zip(other.rungs).for_each(|(a, b)| a.merge(b));
        self.log.extend(other.log);
        self.log_cut += other.log_cut;
        self.batches.iter_mut().zip(&other.batches).for_each(|(a, b)| a.merge(b));
        self.interval_waits.iter_mut().zip(&other.interval_waits).for_each(|(a, b)| a.merge(b));
        self.at_once.iter_mut().zip(&other.at_once).for_each(|(a, b)| *a += b);
        self.handling.merge(other.handling);
    }

    /// Takes over what the recorder kept over all its days.
    pub fn take_waits(&mut self, recorder: Recorder) {
        // Nothing else fills them, so that they need not be there twice.
        self.interval_waits = recorder.into_interval_waits();
    }

    /// Puts what belongs to single days into the order of the days.
    pub fn in_day_order(mut self) -> Self {
        self.daily.sort_by_key(|(day, _)| *day);
        self.probed.sort_by_key(|(day, _)| *day);
        self.row_days.sort_by_key(|(day, _)| *day);
        self.log.sort_by_key(|action| action.day);
        let kept = self.queues.iter_mut().flatten();
        let groups = self.groups.iter_mut().flat_map(GroupSums::all);
        let rungs = self.rungs.iter_mut().flat_map(RungSums::all);
        kept.chain(groups).chain(rungs).chain([&mut self.handling]).for_each(|k| k.days.sort_by_key(|(day, _)| *day));
        self.rungs.iter_mut().for_each(|r| r.first_pulls.sort());
        self
    }
}

impl GroupSums {
    fn add(&mut self, day: u32, group: &GroupTime) {
        self.occupancy.add(day, Pair { x: group.handling, y: group.signed_in });
        self.signed_in.add(day, Pair::plain(group.signed_in));
        self.borrowed.add(day, Pair::plain(group.borrowed));
        self.overrun.add(day, Pair::plain(group.overrun));
    }

    fn all(&mut self) -> [&mut Kept; 4] {
        [&mut self.occupancy, &mut self.signed_in, &mut self.borrowed, &mut self.overrun]
    }

    fn merge(&mut self, other: Self) {
        self.occupancy.merge(other.occupancy);
        self.signed_in.merge(other.signed_in);
        self.borrowed.merge(other.borrowed);
        self.overrun.merge(other.overrun);
    }
}

impl RungSums {
    fn add(&mut self, day: u32, rung: &RungTally) {
        self.pulls.add(day, Pair::plain(rung.pulls));
        self.in_force.add(day, Pair::plain(rung.in_force));
        self.person_time.add(day, Pair::plain(rung.person_time));
        self.empty_handed.add(day, Pair::plain(rung.empty_handed));
        self.chatter.add(day, Pair::plain(rung.chatter));
        self.days_pulled += u64::from(rung.pulls > 0);
        self.first_pulls.extend(rung.first_pull);
    }

    fn all(&mut self) -> [&mut Kept; 5] {
        [&mut self.pulls, &mut self.in_force, &mut self.person_time, &mut self.empty_handed, &mut self.chatter]
    }

    fn merge(&mut self, other: Self) {
        self.pulls.merge(other.pulls);
        self.in_force.merge(other.in_force);
        self.person_time.merge(other.person_time);
        self.empty_handed.merge(other.empty_handed);
        self.chatter.merge(other.chatter);
        self.days_pulled += other.days_pulled;
        self.first_pulls.extend(other.first_pulls);
    }
}

fn merge_sums(mine: &mut [RatioSums], theirs: &[RatioSums]) {
    mine.iter_mut().zip(theirs).for_each(|(a, b)| a.merge(b));
}

fn sums_by_queue(layout: &Layout, record: &DayRecord) -> Vec<CallTally> {
    let mut sums = vec![CallTally::default(); layout.queues];
    for cells in record.cells.chunks(layout.queues) {
        sums.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
    }
    sums
}

/// The measures of calls of every interval, all queues together.
fn interval_pairs(layout: &Layout, record: &DayRecord) -> Vec<Pair> {
    let of = |(i, cells): (usize, &[CallTally])| {
        let (calls, time) = (total(cells), layout.grid.counted(i));
        layout.catalogue.calls.iter().map(move |m| m.pair(&calls, time)).collect::<Vec<_>>()
    };
    record.cells.chunks(layout.queues).enumerate().flat_map(of).collect()
}

fn total(cells: &[CallTally]) -> CallTally {
    cells.iter().fold(CallTally::default(), |mut sum, cell| {
        sum += cell;
        sum
    })
}

/// The figures of one interval row: scope 0 is all queues, then each queue.
fn row_pairs(layout: &Layout, interval: usize, scope: usize, cells: &[CallTally], people: &[(i64, i64)]) -> Vec<Pair> {
    let time = layout.grid.counted(interval);
    let (calls, (signed_in, borrowed)) = match scope {
        0 => (total(cells), sum_people(people, 0..layout.groups)),
        queue => (cells[queue - 1], sum_people(people, layout.serving[queue - 1].iter().copied())),
    };
    let measures = layout.catalogue.calls.iter().map(|m| m.pair(&calls, time));
    let crew = [Pair { x: signed_in, y: time }, Pair { x: borrowed, y: time }];
    measures.chain(crew).collect()
}

fn sum_people(people: &[(i64, i64)], groups: impl Iterator<Item = usize>) -> (i64, i64) {
    groups.fold((0, 0), |sum, g| (sum.0 + people[g].0, sum.1 + people[g].1))
}

fn logged(day: u32, action: &engine::Action) -> LadderAction {
    LadderAction {
        day,
        at: action.at,
        waiting: action.waiting,
        action: action.kind,
        rung: action.rung.index(),
        asked: action.asked,
        sent: action.sent,
    }
}
