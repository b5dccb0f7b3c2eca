//! What tables say by the clock, as it lies in time: nothing of a missing hour, and of a doubled hour everything twice (M-T4).

use crate::model::{HeadCount, ProfileRow};
use crate::units::{SimTime, WallClock};

/// Rows of calls. One that is cut has as many of its calls as are left of its time.
pub(super) fn rows(rows: Vec<ProfileRow>, clock: &WallClock) -> Vec<ProfileRow> {
    if clock.is_even() {
        return rows;
    }
    let parts = |row: &ProfileRow| {
        let row = *row;
        let part = move |part: std::ops::Range<SimTime>| {
            let (length, all) = (part.end - part.start, row.end - row.start);
            let calls = if length == all { row.calls } else { row.calls * (length.as_secs() / all.as_secs()) };
            ProfileRow { start: part.start, end: part.end, calls, ..row }
        };
        clock.whenever(row.start..row.end).map(part).collect::<Vec<_>>()
    };
    let mut lie: Vec<ProfileRow> = rows.iter().flat_map(parts).collect();
    lie.sort_by_key(|row| row.start);
    lie
}

/// The same of counted calls: whole ones.
pub(super) fn whole_rows(counted: Vec<ProfileRow>, clock: &WallClock) -> Vec<ProfileRow> {
    let mut lie = rows(counted, clock);
    lie.iter_mut().for_each(|row| row.calls = row.calls.round());
    lie
}

/// Head-counts, each until the next: when the clock is put forward or back, what is said of the time that it shows then.
pub(super) fn counts(rows: Vec<HeadCount>, clock: &WallClock) -> Vec<HeadCount> {
    if clock.is_even() {
        return rows;
    }
    let turns = clock.changes().iter().filter_map(|change| {
        let shown = clock.shown(change.at);
        let row = rows.iter().rfind(|row| row.start <= shown)?;
        Some(HeadCount { start: change.at, people: row.people })
    });
    let stretch = |row: &HeadCount| {
        let (start, people) = (row.start, row.people);
        let moment = SimTime::from_micros(start.micros() + 1);
        clock.whenever(start..moment).map(move |part| HeadCount { start: part.start, people }).collect::<Vec<_>>()
    };
    let mut lie: Vec<HeadCount> = rows.iter().flat_map(stretch).chain(turns).collect();
    lie.sort_by_key(|row| row.start);
    lie.dedup_by_key(|row| row.start);
    lie
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{ClockChange, Span};

    fn at(hour: i64, minute: i64) -> SimTime {
        SimTime::clock(hour, minute)
    }

    fn put(at: SimTime, hours: i64) -> WallClock {
        WallClock::new(vec![ClockChange { at, by: Span::from_hours(hours) }])
    }

    /// `from-to calls`, of rows of one hour, or of two, from 00:00 to 06:00 with 10, 20, ... calls.
    fn told(clock: &WallClock, hours: i64) -> Vec<String> {
        let row = |n: i64| ProfileRow::new(at(n * hours, 0), at((n + 1) * hours, 0), 10.0 * (n + 1) as f64);
        let lie = rows((0..6 / hours).map(row).collect(), clock);
        lie.iter().map(|row| format!("{}-{} {}", row.start, row.end, row.calls)).collect()
    }

    #[test]
    fn rows_of_a_missing_hour_have_no_calls_and_those_after_it_come_sooner() {
        let told_hours = ["00:00-01:00 10", "01:00-02:00 20", "02:00-03:00 40", "03:00-04:00 50", "04:00-05:00 60"];
        assert_eq!(told(&put(at(2, 0), 1), 1), told_hours);
        assert_eq!(told(&put(at(2, 0), 1), 2), ["00:00-02:00 10", "02:00-03:00 10", "03:00-05:00 30"]);
    }

    #[test]
    fn rows_of_a_doubled_hour_come_twice() {
        let clock = put(at(3, 0), -1);
        assert_eq!(told(&clock, 1)[2..5], ["02:00-03:00 30", "03:00-04:00 30", "04:00-05:00 40"]);
        assert_eq!(told(&clock, 2)[1..], ["02:00-03:00 10", "03:00-05:00 20", "05:00-07:00 30"]);
        let odd = rows(vec![ProfileRow::new(at(2, 30), at(3, 30), 5.0)], &clock);
        assert_eq!(whole_rows(vec![ProfileRow::new(at(2, 30), at(3, 30), 5.0)], &clock).len(), odd.len());
        assert_eq!(odd.iter().map(|row| row.calls).collect::<Vec<_>>(), [2.5, 5.0]);
    }

    fn counted(clock: &WallClock) -> Vec<(String, u32)> {
        let rows = [(1, 4), (2, 5), (3, 6)].map(|(hour, people)| HeadCount { start: at(hour, 0), people });
        counts(rows.to_vec(), clock).iter().map(|row| (row.start.to_string(), row.people)).collect()
    }

    #[test]
    fn a_head_count_holds_whenever_the_clock_shows_its_time() {
        let told = |all: &[(&str, u32)]| all.iter().map(|(at, n)| ((*at).to_owned(), *n)).collect::<Vec<_>>();
        assert_eq!(counted(&put(at(2, 0), 1)), told(&[("01:00", 4), ("02:00", 6)]));
        assert_eq!(counted(&put(at(3, 0), -1)), told(&[("01:00", 4), ("02:00", 5), ("03:00", 5), ("04:00", 6)]));
    }
}
