//! When a floor is open: sessions, each on a date, with nights between them (M-T4).

use super::{Fault, FaultKind, HoursFault, Path, SessionsFault};
use crate::units::{ClockPut, SimTime, Span, WallClock};
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;

/// Most days from the first date of a calendar to its last: a year.
const MOST_DAYS: i64 = 366;
/// Length of a date by the clock.
pub(super) const DATE: Span = Span::from_hours(24);

/// Opening hours as they are written, not yet checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The date they are of, if it is named.
    pub date: Option<Date>,
    /// When callers are first taken: a clock time of that date.
    pub open: SimTime,
    /// When the last caller is taken, not itself open (half-open, M-T1): on that date, or no later than 24 hours after opening.
    pub close: SimTime,
}

/// A stretch in which callers are taken without a pause, `open` included and `close` not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its date, if it is named.
    pub date: Option<Date>,
    /// The days of its date after the first.
    pub day: i64,
    /// Midnight at the beginning of its date, when it comes.
    pub midnight: SimTime,
    /// When it begins, since midnight of the calendar's first date (M-T1).
    pub open: SimTime,
    /// When it ends, since midnight of the calendar's first date.
    pub close: SimTime,
}

/// An interval of the clock in which results are reported, within one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Index of its session.
    pub session: usize,
    /// The date of its session, if it is named.
    pub date: Option<Date>,
    /// From, since midnight of the calendar's first date.
    pub start: SimTime,
    /// To, not included.
    pub end: SimTime,
    /// How clocks have been put forward or back by then.
    pub put: ClockPut,
}

/// The sessions of a floor: at least one, in order of time, none beginning before the one before it has closed, one of each
/// date on which it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    sessions: Vec<Session>,
    clock: WallClock,
}

impl Calendar {
    /// Lays opening hours, which are written by the clock, out in time, from midnight of the first date on.
    ///
    /// # Errors
    /// Every fault found.
    pub fn new(hours: &[Hours], clock: &WallClock) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut sessions: Vec<Session> = Vec::with_capacity(hours.len());
        for i in 0..hours.len() {
            match session(hours, clock, i, sessions.last()) {
                Ok(session) => sessions.push(session),
                Err(fault) => faults.push(fault),
            }
        }
        if hours.is_empty() {
            faults.push(Fault::new(Path::of("hours"), FaultKind::Sessions(SessionsFault::None)));
        }
        if faults.is_empty() { Ok(Self { sessions, clock: clock.clone() }) } else { Err(faults) }
    }

    /// What clocks show.
    pub fn clock(&self) -> &WallClock {
        &self.clock
    }

    /// The sessions, in order of time; never none.
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// When the first session begins.
    pub fn open(&self) -> SimTime {
        self.sessions[0].open
    }

    /// When the last session ends.
    pub fn close(&self) -> SimTime {
        self.sessions[self.sessions.len() - 1].close
    }

    /// The stretches in which callers are taken without a pause: sessions that follow each other at once are one.
    pub fn openings(&self) -> Vec<Range<SimTime>> {
        let mut openings: Vec<Range<SimTime>> = Vec::new();
        for session in &self.sessions {
            match openings.last_mut() {
                Some(opening) if opening.end == session.open => opening.end = session.close,
                Some(_) | None => openings.push(session.open..session.close),
            }
        }
        openings
    }

    /// Every date on which somebody may come to work, by its days after the first, and its midnight by the clock: from the eve of the
    /// first on, of a shift over midnight.
    pub fn dates(&self) -> impl Iterator<Item = (i64, Span)> {
        (-1..self.date_count()).map(|date| (date, DATE * date))
    }

    /// How many dates there are from the first to the last, open or closed.
    pub fn date_count(&self) -> i64 {
        (self.clock.shown_until(self.close()).micros() - 1) / DATE.micros() + 1
    }

    /// Midnight at the end of the last date.
    pub fn last_midnight(&self) -> SimTime {
        self.clock.midnight(self.date_count())
    }

    /// When a session has a clock time, if it has: one over midnight has those of the morning after.
    pub fn moment_in(&self, of: &Session, clock: SimTime) -> Option<SimTime> {
        let on = |day: i64| self.clock.when(clock + DATE * day);
        [on(of.day), on(of.day + 1)].into_iter().find(|at| (of.open..of.close).contains(at))
    }

    /// The moment from which a session is seen as if clocks had never been changed before it opens.
    pub fn origin(&self, of: &Session) -> SimTime {
        of.open - (self.clock.reading(of.open, of.day).clock - SimTime::MIDNIGHT)
    }

    /// The date of a moment, if dates are named.
    pub fn date_at(&self, at: SimTime) -> Option<Date> {
        self.sessions[0].date?.checked_add(self.clock.day(at).days()).ok()
    }

    /// Whether callers are taken at a moment.
    pub fn is_open(&self, at: SimTime) -> bool {
        let begun = self.sessions.partition_point(|session| session.open <= at);
        begun > 0 && at < self.sessions[begun - 1].close
    }

    /// Whether callers are taken at any moment from `start` to `end`, not included.
    pub fn is_open_between(&self, start: SimTime, end: SimTime) -> bool {
        self.sessions.iter().any(|session| start < session.close && end > session.open)
    }

    /// Whether every session is a whole number of intervals.
    pub fn is_whole(&self, interval: Span) -> bool {
        self.sessions.iter().all(|session| session.is_whole(interval))
    }

    /// The sessions cut into slices of one length, in order of time; a rest shorter than the length is left out.
    pub fn slices(&self, interval: Span) -> impl Iterator<Item = Slice> {
        self.sessions.iter().enumerate().flat_map(move |(session, of)| {
            let slice = move |i: usize| {
                let start = of.open + interval * i as i64;
                let end = start + interval;
                Slice { session, date: of.date, start, end, put: self.clock.put(start, end) }
            };
            (0..of.slice_count(interval)).map(slice)
        })
    }

    /// How many [`Calendar::slices`] there are.
    pub fn slice_count(&self, interval: Span) -> usize {
        self.sessions.iter().map(|session| session.slice_count(interval)).sum()
    }
}

impl Session {
    /// How long it is.
    pub fn length(&self) -> Span {
        self.close - self.open
    }

    /// Whether it is a whole number of intervals.
    pub fn is_whole(&self, interval: Span) -> bool {
        self.length().micros() % interval.micros() == 0
    }

    fn slice_count(&self, interval: Span) -> usize {
        (self.length().micros() / interval.micros()) as usize
    }
}

/// The session of some hours; `before` is the one before it.
fn session(hours: &[Hours], clock: &WallClock, i: usize, before: Option<&Session>) -> Result<Session, Fault> {
    let Hours { date, open, close } = hours[i];
    let fault = |key: &'static str, kind: FaultKind| {
        let at = if hours.len() == 1 { Path::of(key) } else { Path::of("hours").index(i).key(key) };
        Err(Fault::new(at, kind))
    };
    if open < SimTime::MIDNIGHT || close <= open || close > open + DATE || open >= SimTime::MIDNIGHT + DATE {
        return fault("close", FaultKind::Hours(HoursFault::Backwards { open, close }));
    }
    let days = match (hours[0].date, date) {
        (Some(first), Some(date)) => days_between(first, date),
        (None, None) => 0,
        (Some(_), None) | (None, Some(_)) => return fault("date", FaultKind::Sessions(SessionsFault::SomeDated)),
    };
    if !(0..MOST_DAYS).contains(&days) {
        return fault("date", FaultKind::Sessions(SessionsFault::TooFarApart { days, most: MOST_DAYS - 1 }));
    }
    let when = |shown: SimTime| clock.when(shown + DATE * days);
    let session = Session { date, day: days, midnight: clock.midnight(days), open: when(open), close: when(close) };
    if session.open == session.close {
        return fault("close", FaultKind::Hours(HoursFault::Skipped { open, close }));
    }
    if before.is_some_and(|before| session.day == before.day) {
        return fault("date", FaultKind::Sessions(SessionsFault::TwiceOnADate));
    }
    if before.is_some_and(|before| session.open < before.close) {
        return fault("open", FaultKind::Sessions(SessionsFault::Overlap));
    }
    Ok(session)
}

/// Days from one date to another. No two dates are too far apart for it.
fn days_between(first: Date, date: Date) -> i64 {
    first.until(date).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Open from one hour to another on a day of January 2027.
    fn hours(day: i8, open: i64, close: i64) -> Hours {
        Hours { date: Some(date(2027, 1, day)), open: SimTime::clock(open, 0), close: SimTime::clock(close, 0) }
    }

    /// A Friday, a Saturday until noon, a Monday evening and the Tuesday that follows at once.
    fn weekend() -> Calendar {
        let all = [hours(8, 8, 20), hours(9, 9, 12), hours(11, 14, 24), hours(12, 0, 4)];
        Calendar::new(&all, &WallClock::default()).expect("it is good")
    }

    /// An hour on a later day, seen from midnight of the first.
    fn moment(days: i64, hour: i64) -> SimTime {
        SimTime::clock(24 * days + hour, 0)
    }

    /// Places of the faults.
    fn faults(hours: &[Hours]) -> Vec<String> {
        Calendar::new(hours, &WallClock::default())
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|fault| fault.at.to_string())
            .collect()
    }

    #[test]
    fn one_day_is_one_session_and_needs_no_date() {
        let day = Hours { date: None, open: SimTime::clock(8, 0), close: SimTime::clock(22, 0) };
        let calendar = Calendar::new(&[day], &WallClock::default()).expect("it is good");
        let session = Session { date: None, day: 0, midnight: SimTime::MIDNIGHT, open: day.open, close: day.close };
        assert_eq!(calendar.sessions(), [session]);
        assert_eq!((calendar.open(), calendar.close()), (day.open, day.close));
        assert_eq!(calendar.last_midnight(), SimTime::clock(24, 0));
    }

    #[test]
    fn sessions_lie_as_many_days_after_the_first_midnight_as_their_dates_are_apart() {
        let calendar = weekend();
        let open: Vec<SimTime> = calendar.sessions().iter().map(|session| session.open).collect();
        assert_eq!(open, [moment(0, 8), moment(1, 9), moment(3, 14), moment(4, 0)]);
        assert_eq!((calendar.open(), calendar.close()), (moment(0, 8), moment(4, 4)));
        assert_eq!(calendar.last_midnight(), moment(5, 0));
        assert_eq!(calendar.openings()[2..], [moment(3, 14)..moment(4, 4)], "through midnight without a pause");
        let into_march = [
            Hours { date: Some(date(2028, 2, 28)), ..hours(1, 8, 9) },
            Hours { date: Some(date(2028, 3, 1)), ..hours(1, 8, 9) },
        ];
        assert_eq!(
            Calendar::new(&into_march, &WallClock::default()).map(|c| c.close()),
            Ok(moment(2, 9)),
            "2028 is a leap year"
        );
    }

    #[test]
    fn nights_and_pauses_are_outside_the_hours() {
        let calendar = weekend();
        let open = [moment(0, 8), moment(0, 19), moment(1, 11), moment(3, 14), moment(3, 23), moment(4, 0)];
        let closed =
            [SimTime::MIDNIGHT, moment(0, 20), moment(1, 8), moment(1, 12), moment(2, 10), moment(3, 13), moment(4, 4)];
        assert!(open.into_iter().all(|at| calendar.is_open(at)));
        assert!(!closed.into_iter().any(|at| calendar.is_open(at)));
        assert!(calendar.is_open_between(moment(0, 19), moment(1, 5)));
        assert!(calendar.is_open_between(moment(0, 22), moment(1, 10)));
        assert!(!calendar.is_open_between(moment(0, 20), moment(1, 9)), "a whole night, from closing to opening");
        assert!(!calendar.is_open_between(moment(1, 12), moment(3, 14)), "a Sunday");
    }

    #[test]
    fn every_session_is_cut_into_slices_and_no_night_is() {
        let calendar = weekend();
        let slices: Vec<Slice> = calendar.slices(Span::from_minutes(30)).collect();
        assert_eq!((slices.len(), calendar.slice_count(Span::from_minutes(30))), (2 * (12 + 3 + 10 + 4), slices.len()));
        let put = ClockPut::default();
        let (friday, saturday) = (Some(date(2027, 1, 8)), Some(date(2027, 1, 9)));
        let last = Slice { session: 0, date: friday, start: SimTime::clock(19, 30), end: moment(0, 20), put };
        let next = Slice { session: 1, date: saturday, start: moment(1, 9), end: SimTime::clock(33, 30), put };
        assert_eq!(slices[23..25], [last, next]);
        assert!(slices.iter().all(|slice| calendar.is_open(slice.start)));
    }

    #[test]
    fn every_fault_of_a_calendar_is_told() {
        assert_eq!(faults(&[]), ["hours"]);
        assert_eq!(faults(&[hours(8, 20, 8)]), ["close"]);
        assert_eq!(faults(&[hours(8, 8, 33)]), ["close"]);
        assert_eq!(faults(&[hours(8, 8, 20), hours(9, 9, 9), hours(7, 8, 20)]), ["hours[1].close", "hours[2].date"]);
        assert_eq!(faults(&[hours(8, 22, 34), hours(9, 9, 22)]), ["hours[1].open"]);
        assert_eq!(faults(&[hours(8, 8, 12), hours(8, 12, 20)]), ["hours[1].date"]);
        assert_eq!(faults(&[hours(8, 8, 20), Hours { date: None, ..hours(9, 8, 20) }]), ["hours[1].date"]);
        assert_eq!(faults(&[hours(8, 22, 30), hours(9, 6, 20)]), [""; 0], "over midnight, and the next at once");
    }

    #[test]
    fn a_session_over_midnight_has_the_clock_times_of_the_morning_after() {
        let night = Calendar::new(&[hours(8, 22, 30), hours(9, 22, 30)], &WallClock::default()).expect("it is good");
        let second = night.sessions()[1];
        let found = [23, 2, 12].map(|hour| night.moment_in(&second, SimTime::clock(hour, 0)));
        assert_eq!((second.day, found), (1, [Some(moment(1, 23)), Some(moment(2, 2)), None]));
        assert_eq!(night.dates().map(|(date, _)| date).collect::<Vec<_>>(), [-1, 0, 1, 2]);
    }

    #[test]
    fn a_calendar_is_no_longer_than_a_year() {
        let on = |year, month, day| Hours { date: Some(date(year, month, day)), ..hours(1, 8, 9) };
        assert_eq!(faults(&[on(2028, 1, 1), on(2028, 12, 31)]), [""; 0]);
        assert_eq!(faults(&[on(2028, 1, 1), on(2029, 1, 1)]), ["hours[1].date"]);
        assert_eq!(faults(&[on(-9999, 1, 1), on(9999, 12, 31)]), ["hours[1].date"]);
    }
}
