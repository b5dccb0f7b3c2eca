//! Tables of intervals: volumes, people and expected calls by date and clock time.

use super::columns::{ALL_QUEUES, Means};
use super::faults::{HistoryCell, HistoryFaultKind};
use super::moment;
use super::records::Records;
use super::{DAY_S, Recorded, RecordedDay};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// What the rows of one table say.
#[derive(Debug, Default)]
pub(super) struct IntervalRows {
    pub days: BTreeMap<Date, RecordedDay>,
    pub people: BTreeMap<Date, BTreeMap<usize, f64>>,
    pub expected: BTreeMap<Date, BTreeMap<usize, f64>>,
}

/// Which rows of a table count.
#[derive(Clone, Copy, Debug)]
pub(super) struct WantedRows<'a> {
    pub interval_s: u32,
    /// Only this queue.
    pub queue: Option<&'a str>,
}

/// One row.
#[derive(Clone, Copy)]
struct IntervalFigures {
    date: Date,
    clock_s: i64,
    volume: Option<Recorded>,
    people: Option<f64>,
    expected: Option<f64>,
}

/// Reads all rows. Where a table has rows of all queues together, only they count; else all queues are added up.
pub(super) fn read<R: Read>(records: &mut Records<R>, wanted: WantedRows<'_>) -> IntervalRows {
    let (mut whole, mut parts) = (Gathered::default(), Gathered::default());
    let mut queues = BTreeSet::new();
    while records.advance() {
        let Some(figures) = figures(records) else { continue };
        let queue = records.text(Means::Queue);
        let is_whole = ALL_QUEUES.contains(&queue.to_lowercase().as_str());
        let is_asked = wanted.queue.is_none_or(|asked| asked == queue || !records.columns.has(Means::Queue));
        if !queues.contains(&queue) {
            queues.insert(queue.clone());
        }
        if is_asked {
            let into = if is_whole && wanted.queue.is_none() { &mut whole } else { &mut parts };
            into.add(figures, &queue, wanted.interval_s, records);
        }
    }
    if let Some(asked) = wanted.queue.filter(|_| records.columns.has(Means::Queue) && parts.is_empty()) {
        let kind = HistoryFaultKind::NoQueue { asked: asked.to_owned(), known: queues.into_iter().collect() };
        records.faults.add(None, None, kind);
    }
    let used = if whole.is_empty() { parts } else { whole };
    used.check_spacing(wanted.interval_s, records);
    used.with_mean_people()
}

/// When a row is: a date and a clock time, in one column or in two.
pub(super) fn when<R: Read>(records: &mut Records<R>) -> Option<(Date, i64)> {
    if records.columns.has(Means::Moment) && !is_beside_a_date(records) {
        return records.read(Means::Moment, HistoryCell::Moment, moment::moment);
    }
    if !records.columns.has(Means::Date) {
        return records.read(Means::Clock, HistoryCell::Moment, moment::moment);
    }
    let clock = if records.columns.has(Means::Clock) { Means::Clock } else { Means::Moment };
    let date = records
        .read(Means::Date, HistoryCell::Date, |text| moment::date(text).or_else(|| moment::moment(text).map(|m| m.0)));
    let clock_s = records.read(clock, HistoryCell::Clock, moment::clock);
    date.zip(clock_s)
}

/// Whether the clock time of arrival stands beside a date of its own.
fn is_beside_a_date<R: Read>(records: &Records<R>) -> bool {
    records.columns.has(Means::Date) && moment::clock(&records.text(Means::Moment)).is_some()
}

fn figures<R: Read>(records: &mut Records<R>) -> Option<IntervalFigures> {
    let at = when(records);
    let volume = volume(records);
    let people = records.read_if_any(Means::People, HistoryCell::Amount, moment::number);
    let expected = records.read_if_any(Means::Expected, HistoryCell::Amount, moment::number);
    let (date, clock_s) = at?;
    Some(IntervalFigures { date, clock_s, volume: volume?, people: people?, expected: expected? })
}

/// `Some(None)` in a table without volumes.
fn volume<R: Read>(records: &mut Records<R>) -> Option<Option<Recorded>> {
    if !records.columns.has(Means::Offered) {
        return Some(None);
    }
    let offered = records.read_if_any(Means::Offered, HistoryCell::Amount, moment::number);
    let answered = records.read_if_any(Means::Answered, HistoryCell::Amount, moment::number);
    let abandoned = records.read_if_any(Means::Abandoned, HistoryCell::Amount, moment::number);
    let talked = if records.columns.has(Means::HandleMean) { Means::HandleMean } else { Means::ServiceMean };
    let handle_s = records.read_if_any(talked, HistoryCell::Length, moment::length);
    let waited = records.read_if_any(Means::WaitAnswered, HistoryCell::Length, moment::length);
    let gave_up_after = records.read_if_any(Means::WaitAbandoned, HistoryCell::Length, moment::length);
    let (offered, answered, abandoned) = (offered?, answered?.unwrap_or(0.0), abandoned?);
    let (handle_s, waited, gave_up_after) = (handle_s?, waited?, gave_up_after?);
    let Some(offered) = offered else { return Some(None) };
    let abandoned = abandoned.unwrap_or_else(|| (offered - answered).max(0.0));
    let knows_waits = gave_up_after.is_some() || abandoned == 0.0 && waited.is_some();
    Some(Some(Recorded {
        offered,
        answered,
        abandoned,
        handled: handle_s.map_or(0.0, |_| answered),
        handle_s: handle_s.unwrap_or(0.0) * answered,
        gave_up: if knows_waits { abandoned } else { 0.0 },
        wait_s: if knows_waits {
            waited.unwrap_or(0.0) * answered + gave_up_after.unwrap_or(0.0) * abandoned
        } else {
            0.0
        },
    }))
}

/// Rows gathered into intervals.
#[derive(Default)]
struct Gathered {
    rows: IntervalRows,
    /// By queue, when rows begin, in seconds.
    seen: BTreeMap<String, BTreeSet<i64>>,
    /// How many different beginnings of rows with people an interval has.
    with_people: BTreeMap<(Date, usize), BTreeSet<i64>>,
}

impl Gathered {
    fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    fn add<R: Read>(&mut self, row: IntervalFigures, queue: &str, interval_s: u32, records: &mut Records<R>) {
        if !self.seen.contains_key(queue) {
            self.seen.insert(queue.to_owned(), BTreeSet::new());
        }
        let is_new = self.seen.get_mut(queue).is_none_or(|seen| seen.insert(moment::seconds(row.date, row.clock_s)));
        if !is_new {
            records.fault(Means::Clock, HistoryFaultKind::Twice);
            return;
        }
        let interval = (row.clock_s / i64::from(interval_s)) as usize;
        if let Some(volume) = row.volume {
            let knows_answered = records.columns.has(Means::Answered);
            let day = self.rows.days.entry(row.date);
            let day = day.or_insert_with(|| RecordedDay { knows_answered, intervals: BTreeMap::new() });
            day.intervals.entry(interval).or_default().add(&volume);
        }
        if let Some(people) = row.people {
            self.with_people.entry((row.date, interval)).or_default().insert(row.clock_s);
            *self.rows.people.entry(row.date).or_default().entry(interval).or_default() += people;
        }
        if let Some(expected) = row.expected {
            *self.rows.expected.entry(row.date).or_default().entry(interval).or_default() += expected;
        }
    }

    /// People are a number at any moment: of rows shorter than an interval their mean counts.
    fn with_mean_people(mut self) -> IntervalRows {
        for ((date, interval), beginnings) in &self.with_people {
            if let Some(people) = self.rows.people.get_mut(date).and_then(|day| day.get_mut(interval)) {
                *people /= beginnings.len() as f64;
            }
        }
        self.rows
    }

    /// Rows must fit into the intervals: as long, or a whole part of them.
    fn check_spacing<R: Read>(&self, interval_s: u32, records: &mut Records<R>) {
        let distances = self.seen.values().flat_map(|starts| starts.iter().zip(starts.iter().skip(1)));
        let Some(shortest) = distances.map(|(a, b)| b - a).min().filter(|s| *s < DAY_S) else { return };
        if i64::from(interval_s) % shortest != 0 {
            let (minutes, asked) = ((shortest / 60) as u32, interval_s / 60);
            records.faults.add(None, None, HistoryFaultKind::Coarse { minutes, asked });
        }
    }
}
