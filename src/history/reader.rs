//! Files into one history: what each table is, which table knows most of a date, and all faults of all files.

use super::columns::{KnownColumns, Means};
use super::faults::{HistoryCell, HistoryFault, HistoryFaultKind, HistoryTable};
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
        self.not_known(file, from);
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

    fn not_known(&mut self, file: &str, from: impl Read) {
        if let Some(mut records) = self.open(file, from) {
            let kind = HistoryFaultKind::NotKnown { header: records.header.clone(), missing: HistoryTable::Any };
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
            TableRole::Forecast if columns.has(Means::Expected) => (Means::Expected, HistoryTable::Forecast),
            TableRole::Forecast => (Means::Offered, HistoryTable::Forecast),
            TableRole::People | TableRole::CallLog | TableRole::Volumes | TableRole::Calendar => {
                (Means::People, HistoryTable::Roster)
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
        let mut dates = BTreeMap::new();
        while records.advance() {
            let date = records.read(Means::Date, HistoryCell::Date, moment::date);
            let open = records.read_if_any(Means::Open, HistoryCell::Open, is_open);
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(files: &[(&str, &str)]) -> Result<CentreHistory, Vec<String>> {
        let mut reader = HistoryReader::new(1_800, None);
        for (name, text) in files {
            if !reader.read(name, text.as_bytes()) {
                reader.refuse(name, text.as_bytes());
            }
        }
        reader.finish().map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_table_is_what_its_header_says() {
        let files = [
            ("log", "call_start,server,wait\n2026-04-01 08:00,a,1\n"),
            ("volumes", "日期,时段,呼入量,接通量\n2026-04-02,08:00-08:30,5,4\n"),
            ("people", "date,start,people\n2026-04-01,08:00,3\n"),
            ("calendar", "date,holiday\n2026-04-03,Good Friday\n"),
        ];
        let history = read(&files).expect("good tables");
        let roles: Vec<TableRole> = history.sources.iter().flat_map(|source| source.roles.clone()).collect();
        assert_eq!(roles, [TableRole::CallLog, TableRole::Volumes, TableRole::People, TableRole::Calendar]);
        assert_eq!(history.days[&date(2026, 4, 1)].sum().answered, 1.0);
        let volumes = history.days[&date(2026, 4, 2)].sum();
        assert_eq!((volumes.offered, volumes.answered, volumes.abandoned), (5.0, 4.0, 1.0));
        assert_eq!(history.people[&date(2026, 4, 1)][&16], 3.0);
        assert_eq!(history.marked[&date(2026, 4, 3)], MarkedDate { open: None, holiday: "Good Friday".to_owned() });
    }

    #[test]
    fn rows_shorter_than_an_interval_are_added_up_and_people_averaged() {
        let text = "date,time,calls,people\n2026-04-01,08:00,1,4\n2026-04-01,08:10,2,5\n2026-04-01,08:20,4,6\n";
        let history = read(&[("a", text)]).expect("a good table");
        let day = date(2026, 4, 1);
        assert_eq!((history.days[&day].sum().offered, history.people[&day][&16]), (7.0, 5.0));
    }

    #[test]
    fn means_of_intervals_are_weighted_by_their_calls() {
        let text = "date,interval_start,calls,answered,abandoned,service_mean_s,wait_answered_mean_s,wait_abandoned_mean_s\n\
                    2026-04-01,08:00,10,9,1,100,5,40\n2026-04-01,08:30,2,0,2,,,60\n2026-04-01,09:00,3,3,0,200,10,\n";
        let sum = read(&[("a", text)]).expect("a good table").days[&date(2026, 4, 1)].sum();
        assert_eq!((sum.handled, sum.handle_s), (12.0, 9.0 * 100.0 + 3.0 * 200.0));
        assert_eq!((sum.gave_up, sum.wait_s), (3.0, 45.0 + 40.0 + 120.0 + 30.0));
    }

    #[test]
    fn a_log_counts_who_asked_for_a_person_and_knows_who_answered() {
        let text = "arrival,outcome,wait_s,service_s,acw_s,agent\n2026-04-01T08:00:00,answered,10,60,5,a\n\
                    2026-04-01T08:01:00,phantom,0,,,\n2026-04-01T08:02:00,Abandoned,30,,,a\n2026-04-01T23:59:30,1,60,60,0,a\n";
        let history = read(&[("log", text)]).expect("a good log");
        let sum = history.days[&date(2026, 4, 1)].sum();
        assert_eq!((sum.offered, sum.answered, sum.abandoned, sum.handle_s), (3.0, 2.0, 1.0, 125.0));
        assert!(history.has_wrap_up);
        let lengths: Vec<i64> = history.talks["a"].iter().map(|talk| talk.end_s - talk.start_s).collect();
        assert_eq!((lengths, history.talks["a"][1].date), (vec![65, 60], date(2026, 4, 1)));
    }

    #[test]
    fn a_date_of_two_tables_of_a_kind_and_an_interval_twice_are_faults() {
        let log = "arrival,outcome\n2026-04-01T08:00:00,answered\n";
        let faults = read(&[("a", log), ("b", log)]).expect_err("twice");
        assert_eq!(faults, ["b: 2026-04-01 is in a, too, and would count twice; leave one of the files out"]);
        let twice = "date,interval_start,calls\n2026-04-01,08:00,1\n2026-04-01,08:00,1\n";
        let faults = read(&[("a", twice)]).expect_err("twice");
        assert!(
            faults[0].starts_with("a, line 3, column `interval_start`: this interval has a row already"),
            "{faults:?}"
        );
    }
}
