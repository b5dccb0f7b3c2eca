//! Time zones: when clocks are put forward or back on the dates of a scenario (M-T4).

use super::diagnostics::nearest;
use super::fault::ScenarioFault;
use super::reader::{At, Reader};
use crate::model::{Hours, Path};
use crate::units::{ClockChange, SimTime, Span, WallClock};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};

/// What clocks show during some hours; without a zone, or after a fault, they are never put forward or back.
pub(super) fn clock(root: &At<'_>, name: Option<&str>, hours: &[Hours], reader: &mut Reader<'_>) -> WallClock {
    let (Some(at), Some(name)) = (root.get("time_zone"), name) else { return WallClock::default() };
    let zones = TimeZoneDatabase::bundled();
    let Ok(zone) = zones.get(name) else {
        let known: Vec<String> = zones.available().map(|name| name.to_string()).collect();
        let meant = nearest(name, known.iter().map(String::as_str));
        reader.fault_near(&at, ScenarioFault::NoTimeZone { name: name.to_owned() }, meant);
        return WallClock::default();
    };
    let Some(first) = hours.first().and_then(|hours| hours.date) else {
        let is_lost = |key| reader.is_tainted(&Path::of(key));
        if !hours.is_empty() && !is_lost("date") && !is_lost("dates") {
            reader.fault(&at, ScenarioFault::TimeZoneWithoutDate);
        }
        return WallClock::default();
    };
    WallClock::new(changes(&zone, first, hours).unwrap_or_default())
}

/// The changes after the first opening, to a day after the last closing; before the first opening nothing is counted that they move.
fn changes(zone: &TimeZone, first: Date, hours: &[Hours]) -> Option<Vec<ClockChange>> {
    let (opening, last) = (hours.first()?, hours.last()?);
    let end = shown(last.date?.to_datetime(Time::midnight()), first) + (last.close - SimTime::MIDNIGHT) + DATE;
    let midnight = first.to_datetime(Time::midnight()).to_zoned(zone.clone()).ok()?.timestamp();
    let mut ahead = Span::ZERO;
    let mut changes = Vec::new();
    for turn in zone.following(midnight.checked_sub(24.hours()).ok()?) {
        let (before, after) = around(zone, turn.timestamp())?;
        let (before, after) = (shown(before, first), shown(after, first));
        if before > end {
            break;
        }
        if before != after && before.max(after) > opening.open {
            changes.push(ClockChange { at: before - ahead, by: after - before });
            ahead += after - before;
        }
    }
    Some(changes)
}

/// A date by the clock.
const DATE: Span = Span::from_hours(24);

/// What clocks show until a turn, and from it on.
fn around(zone: &TimeZone, turn: Timestamp) -> Option<(DateTime, DateTime)> {
    let before = zone.to_offset(turn.checked_sub(1.second()).ok()?);
    Some((before.to_datetime(turn), zone.to_offset(turn).to_datetime(turn)))
}

/// What is shown, since midnight of the first date.
fn shown(time: DateTime, first: Date) -> SimTime {
    let days = first.until(time.date()).map_or(0, |span| i64::from(span.get_days()));
    let of_day = i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    SimTime::from_secs(of_day) + DATE * days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Arrivals, Presence};
    use crate::scenario::{Note, Scenario, Sheet, read, read_text_with};
    use jiff::civil::date;
    use std::path::Path as FilePath;

    /// The changes from the opening on a date to 24:00 of another, as `(moment, by hours)`.
    fn of(zone: &str, (from, open): (Date, i64), to: Date) -> Vec<(String, f64)> {
        let zone = TimeZoneDatabase::bundled().get(zone).expect("a zone");
        let on = |date, open| Hours { date: Some(date), open: SimTime::clock(open, 0), close: SimTime::clock(24, 0) };
        let found = changes(&zone, from, &[on(from, open), on(to, 0)]).expect("dates that exist");
        found.iter().map(|change| (change.at.to_string(), change.by.as_hours())).collect()
    }

    #[test]
    fn changes_stand_where_they_come() {
        let summer = ("02:00".to_owned(), 1.0);
        assert_eq!(of("Europe/Berlin", (date(2026, 3, 29), 0), date(2026, 3, 29)), std::slice::from_ref(&summer));
        assert_eq!(of("Europe/Berlin", (date(2026, 10, 25), 0), date(2026, 10, 25)), [("03:00".to_owned(), -1.0)]);
        assert_eq!(of("America/New_York", (date(2026, 3, 7), 8), date(2026, 3, 9)), [("26:00".to_owned(), 1.0)]);
        assert_eq!(of("Asia/Shanghai", (date(2026, 1, 1), 0), date(2026, 12, 31)), []);
        // Half an hour, and both changes of a year: the second comes an hour later by the clock that is ahead.
        assert_eq!(of("Australia/Lord_Howe", (date(2026, 4, 5), 0), date(2026, 4, 5)), [("02:00".to_owned(), -0.5)]);
        let year = of("Europe/Berlin", (date(2026, 3, 29), 0), date(2026, 10, 25));
        assert_eq!(year, [summer, (format!("{}:00", 210 * 24 + 2), -1.0)]);
    }

    #[test]
    fn what_changes_before_the_first_opening_moves_nothing() {
        assert_eq!(of("Europe/Berlin", (date(2026, 3, 29), 3), date(2026, 3, 29)), []);
        assert_eq!(of("Europe/Berlin", (date(2026, 3, 29), 2), date(2026, 3, 29)).len(), 1, "it opens at 03:00");
        assert_eq!(of("Europe/Berlin", (date(2026, 10, 25), 3), date(2026, 10, 25)), []);
        assert_eq!(of("Europe/Berlin", (date(2026, 10, 25), 2), date(2026, 10, 25)).len(), 1);
        // Where it changes at midnight.
        assert_eq!(of("Africa/Cairo", (date(2026, 4, 24), 0), date(2026, 4, 24)), [("00:00".to_owned(), 1.0)]);
    }

    /// A scenario of one queue from recorded calls at some times, with lines above it.
    fn told(above: &str, arrivals: &str) -> Result<Scenario, String> {
        let text = format!(
            "{above}\n[[queues]]\nname = 'q'\narrivals = {{ calls = 'calls.csv' }}\ntalk = '3m'\n\
             [[groups]]\nname = 'g'\nserves = ['q']\npeople = 9"
        );
        let rows = format!("arrival\n{arrivals}").lines().map(|line| vec![line.to_owned()]).collect();
        let sheet = Sheet { file: "calls.csv".into(), name: "calls".to_owned(), begins: (0, 0), rows };
        let read = read_text_with("x.toml", &text, FilePath::new(""), &[], vec![sheet]);
        read.map_err(|faults| faults.to_string())
    }

    fn hour(at: SimTime) -> i64 {
        at.micros() / 3_600_000_000
    }

    const BERLIN: &str = "time_zone = 'Europe/Berlin'\nopen = '00:00'\nclose = '24:00'\ninterval = '1h'";

    #[test]
    fn recorded_calls_of_a_missing_hour_are_refused() {
        let spring = format!("{BERLIN}\ndate = 2026-03-29");
        let fault = told(&spring, "01:30\n02:30\n03:30").expect_err("nobody can call then");
        assert!(fault.contains("02:30") && fault.matches("error").count() == 1, "{fault}");
        let read = told(&spring, "01:30\n03:30").expect("they can then");
        let Arrivals::Calls(calls) = &read.floor.queues[0].arrivals else { panic!("recorded calls") };
        assert_eq!(calls.iter().map(|call| call.arrival.to_string()).collect::<Vec<_>>(), ["01:30", "02:30"]);
    }

    #[test]
    fn a_date_that_clocks_do_not_touch_is_as_without_a_zone() {
        let hours = "open = '08:00'\nclose = '20:00'\ndate = 2026-10-25";
        let with = told(&format!("time_zone = 'Europe/Berlin'\n{hours}"), "09:00").expect("it is good");
        assert_eq!(with.floor, told(hours, "09:00").expect("it is good").floor);
        let other = told(&format!("{BERLIN}\ndate = 2026-10-26"), "02:30").expect("it is good");
        assert!(other.floor.clock.is_even() && other.notes.is_empty());
    }

    #[test]
    fn a_zone_whose_clocks_change_makes_a_date_of_23_or_25_hours() {
        let file = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("tests/good-scenarios/clocks.toml");
        let read = read(&file, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        let lengths = read.floor.calendar().sessions().iter().map(|of| of.length().as_hours()).collect::<Vec<_>>();
        assert_eq!(lengths, [24.0, 25.0, 24.0]);
        let Arrivals::Profile { rows, .. } = &read.floor.queues[0].arrivals else { panic!("a profile") };
        let of_second: Vec<f64> = rows[24..].iter().take(5).map(|row| row.calls).collect();
        assert_eq!((rows.len(), of_second), (3 * 24 + 1, vec![12.0, 8.0, 20.0, 20.0, 6.0]));
        let Presence::HeadCounts(counts) = &read.floor.groups[1].presence else { panic!("head-counts") };
        let at_night: u32 = counts.iter().filter(|row| (24..30).contains(&hour(row.start))).map(|row| row.people).sum();
        assert_eq!(at_night, 2, "one person in each of the two hours");
        let [Note::ClocksChange { date, from, to }] = &read.plain_notes()[..] else { panic!("{:?}", read.notes) };
        assert_eq!((date.map(|date| date.to_string()).as_deref(), hour(*from), hour(*to)), (Some("2026-10-25"), 3, 2));
    }
}
