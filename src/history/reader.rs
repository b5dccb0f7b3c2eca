//! Files into one history: what each table is, which table knows most of a date, and all faults of all files.

use super::columns::{KnownColumns, Means};
use super::faults::{HistoryFault, HistoryFaultKind};
use super::intervals::{self, IntervalRows, WantedRows};
use super::log::{self, LogRows};
use super::moment;
use super::records::Records;
use super::{CentreHistory, MarkedDate, RecordedDay, SourceFile};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::io::Read;

/// What a table is used as. A table may be several things at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableRole {
    /// A row for each call.
    CallLog,
    /// Volumes of intervals.
    Volumes,
    /// People present or rostered, by interval.
    People,
    /// Expected calls, by interval.
    Forecast,
    /// Open dates and holidays.
    Calendar,
}

/// How much of a date a table knows; of several tables the one that knows most of a date is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Knowledge {
    /// Calls by interval.
    Calls,
    /// Every call.
    Log,
    /// Calls by interval, and what came of them: made of all calls by whoever exported them.
    Outcomes,
}

/// Reads tables, one after the other.
#[derive(Debug)]
pub struct HistoryReader {
    history: CentreHistory,
    queue: Option<String>,
    faults: Vec<HistoryFault>,
    /// By date, how well it is known and from which file.
    known: BTreeMap<Date, (Knowledge, String)>,
    logs: BTreeMap<Date, String>,
    staffing: BTreeMap<Date, String>,
}

impl HistoryReader {
    /// Reads into intervals of so many seconds, which a day has a whole number of; only of this queue, if one is named.
    pub fn new(interval_s: u32, queue: Option<String>) -> Self {
        let history = CentreHistory { interval_s, ..CentreHistory::default() };
        let (faults, known) = (Vec::new(), BTreeMap::new());
        Self { history, queue, faults, known, logs: BTreeMap::new(), staffing: BTreeMap::new() }
    }

    /// Reads a table, whatever it is; `false` if it is none that is known.
    pub fn read(&mut self, file: &str, from: impl Read) -> bool {
        let Some(mut records) = self.open(file, from) else { return true };
        let columns = records.columns.clone();
        if is_log(&columns) {
            self.read_log(file, &mut records);
        } else if is_of_intervals(&columns) && (columns.has(Means::Offered) || columns.has(Means::People)) {
            let rows = self.interval_rows(&mut records);
            self.add_volumes(file, rows, &columns, &mut records);
        } else if is_calendar(&columns) {
            self.read_calendar(file, &mut records);
        } else {
            return false;
        }
        self.faults.extend(records.faults.into_all());
        true
    }

    /// A file that [`HistoryReader::read`] did not know is a fault.
    pub fn refuse(&mut self, file: &str, from: impl Read) {
        let missing = "a moment of arrival with an outcome or an agent (a call log), or a date and an interval_start with \
                       calls or people (intervals), or a date with open or holiday (a calendar)";
        self.not_known(file, from, missing);
    }

    /// Reads a roster: people by interval, instead of those in the history.
    pub fn read_roster(&mut self, file: &str, from: impl Read) {
        self.read_intervals(file, from, TableRole::People);
    }

    /// Reads a forecast: expected calls by interval.
    pub fn read_forecast(&mut self, file: &str, from: impl Read) {
        self.read_intervals(file, from, TableRole::Forecast);
    }

    /// What was read.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn finish(mut self) -> Result<CentreHistory, Vec<HistoryFault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        for talks in self.history.talks.values_mut() {
            talks.sort_by_key(|talk| (talk.start_s, talk.end_s));
        }
        Ok(self.history)
    }

    fn open<R: Read>(&mut self, file: &str, from: R) -> Option<Records<R>> {
        match Records::open(file, from) {
            Ok(records) => Some(records),
            Err(faults) => {
                self.faults.extend(faults);
                None
            }
        }
    }

    fn not_known(&mut self, file: &str, from: impl Read, missing: &'static str) {
        if let Some(mut records) = self.open(file, from) {
            let kind = HistoryFaultKind::NotKnown { header: records.header.clone(), missing };
            records.faults.add(Some(1), None, kind);
            self.faults.extend(records.faults.into_all());
        }
    }

    fn interval_rows<R: Read>(&self, records: &mut Records<R>) -> IntervalRows {
        let wanted = WantedRows { interval_s: self.history.interval_s, queue: self.queue.as_deref() };
        intervals::read(records, wanted)
    }

    fn read_intervals(&mut self, file: &str, from: impl Read, role: TableRole) {
        let Some(mut records) = self.open(file, from) else { return };
        let columns = &records.columns;
        let (amount, missing) = match role {
            TableRole::Forecast if columns.has(Means::Expected) => (Means::Expected, ""),
            TableRole::Forecast => {
                (Means::Offered, "a date and an interval_start with forecast_calls or calls (a forecast)")
            }
            TableRole::People | TableRole::CallLog | TableRole::Volumes | TableRole::Calendar => {
                (Means::People, "a date and an interval_start with seats_rostered or people (a roster)")
            }
        };
        if !is_of_intervals(columns) || !columns.has(amount) {
            let kind = HistoryFaultKind::NotKnown { header: records.header.clone(), missing };
            records.faults.add(Some(1), None, kind);
        } else {
            let mut rows = self.interval_rows(&mut records);
            let dates = if role == TableRole::Forecast {
                if amount == Means::Offered {
                    let offered =
                        |day: RecordedDay| day.intervals.into_iter().map(|(at, of)| (at, of.offered)).collect();
                    rows.expected = rows.days.into_iter().map(|(date, day)| (date, offered(day))).collect();
                }
                let dates = ends(rows.expected.keys());
                self.history.expected.extend(rows.expected);
                dates
            } else {
                let dates = ends(rows.people.keys());
                self.history.people.extend(rows.people);
                dates
            };
            self.note(file, vec![role], &mut records, dates);
        }
        self.faults.extend(records.faults.into_all());
    }

    fn read_log<R: Read>(&mut self, file: &str, records: &mut Records<R>) {
        let wanted = WantedRows { interval_s: self.history.interval_s, queue: self.queue.as_deref() };
        let LogRows { days, talks, logged } = log::read(records, wanted);
        self.history.has_wrap_up |= records.columns.has(Means::WrapUp);
        let dates = ends(days.keys());
        for date in logged.keys() {
            if let Some(other) = self.logs.insert(*date, file.to_owned()) {
                records.faults.add(None, None, HistoryFaultKind::InTwoFiles { date: *date, other });
            }
        }
        self.add_days(file, days, Knowledge::Log, records);
        self.history.logged.extend(logged);
        for (agent, more) in talks {
            self.history.talks.entry(agent).or_default().extend(more);
        }
        self.note(file, vec![TableRole::CallLog], records, dates);
    }

    fn add_volumes<R: Read>(
        &mut self,
        file: &str,
        rows: IntervalRows,
        columns: &KnownColumns,
        records: &mut Records<R>,
    ) {
        let detail = if columns.has(Means::Answered) { Knowledge::Outcomes } else { Knowledge::Calls };
        let dates = ends(rows.days.keys().chain(rows.people.keys()));
        let mut roles = Vec::new();
        if columns.has(Means::Offered) {
            roles.push(TableRole::Volumes);
            self.history.has_wrap_up |= columns.has(Means::HandleMean);
        }
        self.add_days(file, rows.days, detail, records);
        if columns.has(Means::People) {
            roles.push(TableRole::People);
            for date in rows.people.keys() {
                if let Some(other) = self.staffing.insert(*date, file.to_owned()) {
                    records.faults.add(None, None, HistoryFaultKind::InTwoFiles { date: *date, other });
                }
            }
            self.history.people.extend(rows.people);
        }
        self.note(file, roles, records, dates);
    }

    /// Of each date the table that knows most of it is kept.
    fn add_days<R: Read>(
        &mut self,
        file: &str,
        days: BTreeMap<Date, RecordedDay>,
        detail: Knowledge,
        records: &mut Records<R>,
    ) {
        for (date, day) in days {
            match self.known.get(&date) {
                Some((known, other)) if *known == detail => {
                    let kind = HistoryFaultKind::InTwoFiles { date, other: other.clone() };
                    records.faults.add(None, None, kind);
                }
                Some((known, _)) if *known > detail => {}
                Some(_) | None => {
                    self.known.insert(date, (detail, file.to_owned()));
                    self.history.days.insert(date, day);
                }
            }
        }
    }

    fn read_calendar<R: Read>(&mut self, file: &str, records: &mut Records<R>) {
        const DATE: &str = "a date, such as 2014-04-01";
        const OPEN: &str = "1 (open) or 0 (closed)";
        let mut dates = BTreeMap::new();
        while records.advance() {
            let date = records.read(Means::Date, DATE, moment::date);
            let open = records.read_if_any(Means::Open, OPEN, is_open);
            let holiday = records.text(Means::Holiday);
            let (Some(date), Some(open)) = (date, open) else { continue };
            if dates.insert(date, ()).is_some() {
                records.fault(Means::Date, HistoryFaultKind::Twice);
            }
            self.history.marked.insert(date, MarkedDate { open, holiday });
        }
        let dates = ends(dates.keys());
        self.note(file, vec![TableRole::Calendar], records, dates);
    }

    fn note<R: Read>(
        &mut self,
        file: &str,
        roles: Vec<TableRole>,
        records: &mut Records<R>,
        dates: Option<(Date, Date)>,
    ) {
        if records.count == 0 {
            records.faults.add(None, None, HistoryFaultKind::NoRows);
        }
        self.history.sources.push(SourceFile { name: file.to_owned(), roles, rows: records.count, dates });
    }
}

fn ends<'a>(dates: impl Iterator<Item = &'a Date>) -> Option<(Date, Date)> {
    let all: Vec<Date> = dates.copied().collect();
    all.iter().min().copied().zip(all.iter().max().copied())
}

/// A call log has a moment of arrival, and what became of the caller or who answered.
fn is_log(columns: &KnownColumns) -> bool {
    let tells_calls = columns.has(Means::Outcome) || columns.has(Means::Agent);
    is_of_intervals(columns) && tells_calls && !columns.has(Means::Offered)
}

fn is_of_intervals(columns: &KnownColumns) -> bool {
    columns.has(Means::Moment) || columns.has(Means::Clock)
}

fn is_calendar(columns: &KnownColumns) -> bool {
    columns.has(Means::Date) && (columns.has(Means::Open) || columns.has(Means::Holiday))
}

fn is_open(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "1" | "yes" | "true" | "y" | "open" | "是" => Some(true),
        "0" | "no" | "false" | "n" | "closed" | "否" => Some(false),
        _ => None,
    }
}
