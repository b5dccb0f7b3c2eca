//! The dates of a scenario: from when to when, on which it is closed or has other hours, and on which something holds (M-T4).

use super::fault::{ScenarioFault, Wanted};
use super::keys::kinds::{CivilDate, Clock, Definitions};
use super::keys::{ValueKind, keys};
use super::reader::{At, Reader};
use crate::model::{Calendar, FaultKind, Hours, OnDates, Path, SessionsFault};
use crate::units::{SimTime, Span, WallClock};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

/// Most days from the first date to the last.
const MOST_DAYS: i64 = 365;

keys! {
    /// the dates that one day covers (M-T4): each has the busyness, the incidents and the absences of a day of its own
    DatesTable: Dates => DatesKeys {
        /// the first date
        from: CivilDate, required, "2027-02-05", "a date that exists";
        /// the last date
        to: CivilDate, required, "2027-02-13", "`from` or later; the results have at most 2880 intervals";
        /// on these dates it is not open
        closed: OnValue, default "none", r#"["sunday", 2027-02-06]"#, "at least one date must be left";
    }
}

keys! {
    /// other opening hours on some dates
    HoursTable: OtherHours => OtherHoursKeys {
        /// on these dates
        on: OnValue, required, r#"[2027-02-05, "saturday"]"#, "see [Dates](#dates)";
        /// when callers are first taken
        open: Clock, default "the scenario's `open`", r#""08:00""#, "quote the time";
        /// when the last caller is taken; not after `open`: on the next date
        close: Clock, default "the scenario's `close`", r#""18:00""#, "quote the time";
    }
}

/// Days after Monday.
pub(super) fn parse_weekday(text: &str) -> Option<i8> {
    let all = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let text = text.to_lowercase();
    let index = all.iter().position(|name| *name == text || name[..3] == text)?;
    i8::try_from(index).ok()
}

/// A date, or every date of a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayNamed {
    Date(Date),
    /// Days after Monday.
    Weekday(i8),
}

impl DayNamed {
    fn is(self, date: Date) -> bool {
        match self {
            Self::Date(named) => named == date,
            Self::Weekday(weekday) => date.weekday().to_monday_zero_offset() == weekday,
        }
    }
}

/// A list of dates and weekdays.
pub(super) enum OnValue {}

impl ValueKind for OnValue {
    /// Where it stands, and the days.
    type Value<'t> = (At<'t>, Vec<DayNamed>);
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Self::Value<'t>> {
        let list = reader.list(at, Wanted::OnDates)?;
        let day = |at: &At<'_>, reader: &mut Reader<'_>| match at.node.value.as_text().and_then(parse_weekday) {
            Some(weekday) => Some(DayNamed::Weekday(weekday)),
            None => reader.date_or(at, Wanted::OnDates).map(DayNamed::Date),
        };
        let days: Vec<_> = list.iter().map(|at| day(at, reader)).collect();
        Some((at.clone(), days.into_iter().collect::<Option<_>>()?))
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "array", "items": { "type": "string" } })
    }
    fn words() -> String {
        "list of dates and weekdays".to_owned()
    }
}

/// The first of several dates, from which the others are counted; `None`: there is one date, or none is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstDate(pub Option<Date>);

impl FirstDate {
    /// The date so many days later.
    pub fn later(self, days: i64) -> Option<Date> {
        self.0?.checked_add(days.days()).ok()
    }

    /// On which dates something holds, from the eve of the first on; it needs several.
    pub fn on(self, named: Option<(At<'_>, Vec<DayNamed>)>, reader: &mut Reader<'_>) -> OnDates {
        let Some((at, named)) = named else { return OnDates::default() };
        if self.0.is_none() {
            if !reader.is_tainted(&Path::of("dates")) {
                reader.fault(&at, ScenarioFault::OnWithoutDates);
            }
            return OnDates::default();
        }
        let holds = |day: &i64| self.later(*day).is_some_and(|date| named.iter().any(|named| named.is(date)));
        OnDates::only((-1..=MOST_DAYS).filter(holds))
    }
}

/// What a scenario says of its dates.
pub(super) struct DatesStated<'k, 't> {
    /// The dates.
    pub dates: Option<&'k DatesKeys<'t>>,
    /// Opening and closing.
    pub usual: Option<(SimTime, SimTime)>,
    /// Other hours.
    pub others: Option<&'k [Option<OtherHoursKeys<'t>>]>,
}

/// The hours of every date; `None` after a fault, or if there are no dates.
pub(super) fn hours(root: &At<'_>, stated: &DatesStated<'_, '_>, reader: &mut Reader<'_>) -> Option<Vec<Hours>> {
    let at = root.get("dates")?;
    if let Some(date) = root.get("date") {
        reader.fault(&date, ScenarioFault::DateAndDates);
        return None;
    }
    let dates = stated.dates?;
    let ((open, close), from, to) = (stated.usual?, dates.from?, dates.to?);
    let days = i64::from(from.until(to).ok()?.get_days());
    if !(0..=MOST_DAYS).contains(&days) {
        let fault = SessionsFault::TooFarApart { days, most: MOST_DAYS };
        reader.fault(&at.get("to").unwrap_or(at), FaultKind::Sessions(fault));
        return None;
    }
    let closed = dates.closed.as_ref().map_or(&[][..], |(_, closed)| closed);
    let others: Vec<_> = stated.others.into_iter().flatten().flatten().collect();
    let of_date = |date: Date| {
        let other =
            others.iter().rev().find(|other| other.on.as_ref().is_some_and(|(_, on)| on.iter().any(|d| d.is(date))));
        let open = other.and_then(|other| other.open).unwrap_or(open);
        let close = other.and_then(|other| other.close).unwrap_or(close);
        Hours { date: Some(date), open, close: after(open, close) }
    };
    let all = (0..=days).filter_map(|day| from.checked_add(day.days()).ok());
    let hours: Vec<_> = all.filter(|date| !closed.iter().any(|day| day.is(*date))).map(of_date).collect();
    calendar(root, &hours, &WallClock::default(), reader).map(|_| hours)
}

/// The calendar of the hours of several dates.
pub(super) fn calendar(root: &At<'_>, hours: &[Hours], clock: &WallClock, reader: &mut Reader<'_>) -> Option<Calendar> {
    let faults = match Calendar::new(hours, clock) {
        Ok(calendar) => return Some(calendar),
        Err(faults) => faults,
    };
    root.get("dates").iter().for_each(|at| faults.iter().for_each(|fault| reader.fault(at, fault.kind.clone())));
    None
}

/// An end that is not after its start is on the next date.
pub(super) fn after(start: SimTime, end: SimTime) -> SimTime {
    if end > start { end } else { end + Span::from_hours(24) }
}

#[cfg(test)]
mod tests {
    use crate::model::{Arrivals, HeadCount, Presence};
    use crate::scenario::{Scenario, read};
    use crate::units::{SimTime, Span};
    use std::path::Path;

    fn evenings() -> Scenario {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good-scenarios/dates.toml");
        read(&file, &[]).unwrap_or_else(|faults| panic!("{faults}"))
    }

    #[test]
    fn every_date_has_its_hours_and_a_closed_one_has_none() {
        let read = evenings();
        let sessions = read.floor.calendar().sessions().iter();
        let told: Vec<_> = sessions.map(|of| (of.day, of.open.to_string(), of.close.to_string())).collect();
        let clock = |day, open: &str, close: &str| (day, open.to_owned(), close.to_owned());
        assert_eq!(told, [clock(0, "20:00", "28:00"), clock(1, "44:00", "50:00"), clock(3, "91:00", "95:00")]);
        assert_eq!(read.date.map(|date| date.to_string()).as_deref(), Some("2027-02-05"));
    }

    #[test]
    fn a_table_gives_each_date_its_rows_and_the_nights_theirs() {
        let floor = evenings().floor;
        let Arrivals::Profile { rows, .. } = &floor.queues[0].arrivals else { panic!("a profile") };
        let calls = |hour: i64| rows.iter().find(|row| row.start == SimTime::clock(hour, 0)).map(|row| row.calls);
        // Friday evening, Saturday after midnight, Saturday noon, Sunday, Monday evening.
        assert_eq!([20, 25, 36, 60, 91].map(calls), [20.0, 30.0, 2.0, 2.0, 15.0].map(Some));
        assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start) && rows.len() == 4 * 24);
        let Presence::HeadCounts(counts) = &floor.groups[1].presence else { panic!("head-counts") };
        assert!(counts.contains(&HeadCount { start: SimTime::clock(46, 0), people: 1 }));
    }

    #[test]
    fn a_shift_ends_on_the_next_date_with_its_breaks_and_holds_on_its_dates() {
        let floor = evenings().floor;
        let Presence::Shifts(shifts) = &floor.groups[0].presence else { panic!("shifts") };
        assert_eq!((shifts[0].start, shifts[0].end), (SimTime::clock(19, 30), SimTime::clock(28, 0)));
        assert_eq!(shifts[0].breaks[0].start, SimTime::clock(24, 30));
        let worked = |n: usize| floor.calendar().worked(&shifts[n..=n]).iter().map(|on| on.day).collect::<Vec<_>>();
        assert_eq!((worked(0), worked(1)), (vec![0, 1, 3], vec![1, 3]));
        let starts = floor.calendar().sessions().iter().map(|of| floor.incidents[0].start_in(of, floor.calendar()));
        assert_eq!(starts.collect::<Vec<_>>(), [Some(SimTime::clock(25, 0)), None, None]);
        assert_eq!(floor.interval, Span::from_hours(1));
    }
}
