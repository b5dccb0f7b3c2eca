//! Clocks on the wall where they are put forward or back: what they show at a moment, and when they show a time (M-T4).

use super::{MICROS_PER_SECOND, SimTime, Span, text};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// A date by the clock.
const DATE: Span = Span::from_hours(24);

/// What is stored is of no more days, and of no more changes.
const MOST_DAYS: i64 = 400;
const MOST_CHANGES: usize = 100;

/// Clocks are put forward or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockChange {
    /// When, in time that goes on evenly (M-T1).
    pub at: SimTime,
    /// By how much: forward, or if it is negative back.
    pub by: Span,
}

/// The clock on the wall. Time goes on evenly; the clock shows the time since midnight of the first date, but for what it has been put
/// forward or back by then. Without changes it shows the time itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<ClockChange>", into = "Vec<ClockChange>")]
pub struct WallClock {
    changes: Vec<ClockChange>,
}

/// Which of the two times a clock shows a time, if it shows it twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pass {
    /// The only time.
    Only,
    /// Before the clock is put back: the time is marked with an A.
    First,
    /// After that: with a B.
    Second,
}

/// What a clock shows: a clock time, and which of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockReading {
    /// Since midnight of a date.
    pub clock: SimTime,
    /// Which of two.
    pub pass: Pass,
}

/// What clocks are ahead when a stretch of time begins and until it ends, and which of two times they show then. Without changes:
/// nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockPut {
    from: (Span, Pass),
    to: (Span, Pass),
}

/// A stretch between two changes.
#[derive(Clone, Copy)]
struct EvenStretch {
    from: SimTime,
    to: SimTime,
    /// What the clock is ahead in it.
    ahead: Span,
}

impl EvenStretch {
    /// What the clock shows in it.
    fn shown(&self) -> Range<SimTime> {
        let edge = |at: SimTime| if at.micros().abs() < SimTime::NEVER.micros() { at + self.ahead } else { at };
        edge(self.from)..edge(self.to)
    }
}

impl TryFrom<Vec<ClockChange>> for WallClock {
    type Error = &'static str;

    fn try_from(changes: Vec<ClockChange>) -> Result<Self, Self::Error> {
        let moments = SimTime::MIDNIGHT..=SimTime::MIDNIGHT + DATE * MOST_DAYS;
        let is_sound = |change: &ClockChange| {
            moments.contains(&change.at) && change.by != Span::ZERO && change.by.micros().abs() <= 2 * DATE.micros()
        };
        let ascend = changes.windows(2).all(|pair| pair[0].at < pair[1].at);
        let sound = changes.len() <= MOST_CHANGES && ascend && changes.iter().all(is_sound);
        if sound { Ok(Self { changes }) } else { Err("changes of clocks that make no sense") }
    }
}

impl From<WallClock> for Vec<ClockChange> {
    fn from(clock: WallClock) -> Self {
        clock.changes
    }
}

impl WallClock {
    /// That of these changes, in order of time.
    pub fn new(changes: Vec<ClockChange>) -> Self {
        Self { changes }
    }

    /// Whether it is never put forward or back.
    pub fn is_even(&self) -> bool {
        self.changes.is_empty()
    }

    /// When it is put forward or back, in order of time.
    pub fn changes(&self) -> &[ClockChange] {
        &self.changes
    }

    /// What it shows from a moment on, since midnight of the first date.
    pub fn shown(&self, at: SimTime) -> SimTime {
        at + self.ahead(|change| change <= at)
    }

    /// What it shows until a moment: another time if it is put forward or back then.
    pub fn shown_until(&self, at: SimTime) -> SimTime {
        at + self.ahead(|change| change < at)
    }

    fn ahead(&self, begun: impl Fn(SimTime) -> bool) -> Span {
        let mut ahead = Span::ZERO;
        self.changes.iter().filter(|change| begun(change.at)).for_each(|change| ahead += change.by);
        ahead
    }

    /// When it first shows a time, or, where that is skipped, is put forward past it.
    pub fn when(&self, shown: SimTime) -> SimTime {
        let of = |stretch: &EvenStretch| shown < stretch.shown().end;
        self.stretches().find(of).map_or(shown, |stretch| (shown - stretch.ahead).max(stretch.from))
    }

    /// The stretches in which it shows times of these: none or less where they are skipped, two where they are shown twice.
    pub fn whenever(&self, shown: Range<SimTime>) -> impl Iterator<Item = Range<SimTime>> + '_ {
        self.stretches().filter_map(move |stretch| {
            let (from, to) = (shown.start.max(stretch.shown().start), shown.end.min(stretch.shown().end));
            (from < to).then(|| from - stretch.ahead..to - stretch.ahead)
        })
    }

    /// Whether it never shows a time.
    pub fn skips(&self, shown: SimTime) -> bool {
        !self.stretches().any(|stretch| stretch.shown().contains(&shown))
    }

    /// Midnight at the beginning of a date, by its days after the first.
    pub fn midnight(&self, day: i64) -> SimTime {
        self.when(SimTime::MIDNIGHT + DATE * day)
    }

    /// The date that it shows from a moment on, by its days after the first.
    pub fn day(&self, at: SimTime) -> i64 {
        self.shown(at).micros().div_euclid(DATE.micros())
    }

    /// The same clock as somebody sees it who counts from another origin, with the changes after a moment and before another only.
    pub fn within(&self, stretch: Range<SimTime>, origin: SimTime) -> Self {
        let inside = self.changes.iter().filter(|change| stretch.start < change.at && change.at < stretch.end);
        let seen = |change: &ClockChange| ClockChange { at: SimTime::MIDNIGHT + (change.at - origin), ..*change };
        Self { changes: inside.map(seen).collect() }
    }

    /// What it shows from a moment on, by the date so many days after the first.
    pub fn reading(&self, at: SimTime, day: i64) -> ClockReading {
        let shown = self.shown(at);
        let shows = self.stretches().filter(|stretch| stretch.shown().contains(&shown));
        ClockReading { clock: shown - DATE * day, pass: pass(shows, |stretch| stretch.from <= at) }
    }

    /// What it shows until a moment, by the date so many days after the first.
    pub fn reading_until(&self, at: SimTime, day: i64) -> ClockReading {
        let shown = self.shown_until(at);
        let shows = self.stretches().filter(|stretch| stretch.shown().start < shown && shown <= stretch.shown().end);
        ClockReading { clock: shown - DATE * day, pass: pass(shows, |stretch| stretch.from < at) }
    }

    /// What it shows at a moment, without its fraction of a second, since midnight of the first date.
    pub fn second(&self, at: SimTime) -> ClockReading {
        self.reading(SimTime::from_secs(at.micros().div_euclid(MICROS_PER_SECOND)), 0)
    }

    /// What it is ahead by at the ends of a stretch.
    pub fn put(&self, from: SimTime, to: SimTime) -> ClockPut {
        let of = |reading: ClockReading, at: SimTime| (reading.clock - at, reading.pass);
        ClockPut { from: of(self.reading(from, 0), from), to: of(self.reading_until(to, 0), to) }
    }

    /// When it shows on the date so many days after the first what was read: from then on, or until then.
    pub fn moment(&self, day: i64, reading: ClockReading, until: bool) -> SimTime {
        let shown = reading.clock + DATE * day;
        let shows = |stretch: &EvenStretch| {
            let of = stretch.shown();
            of.contains(&shown) || until && of.start < shown && shown == of.end
        };
        let moments = || self.stretches().filter(shows).map(|stretch| shown - stretch.ahead);
        let found = match reading.pass {
            Pass::Only => None,
            Pass::First => moments().next(),
            Pass::Second => moments().last(),
        };
        found.unwrap_or_else(|| self.when(shown))
    }

    fn stretches(&self) -> impl Iterator<Item = EvenStretch> + '_ {
        let first = SimTime::MIDNIGHT - (SimTime::NEVER - SimTime::MIDNIGHT);
        (0..=self.changes.len()).map(move |i| {
            let (mut ahead, before) = (Span::ZERO, &self.changes[..i]);
            before.iter().for_each(|change| ahead += change.by);
            let from = before.last().map_or(first, |change| change.at);
            EvenStretch { from, to: self.changes.get(i).map_or(SimTime::NEVER, |change| change.at), ahead }
        })
    }
}

/// Of the stretches in which a time is shown, which has begun last.
fn pass(shows: impl Iterator<Item = EvenStretch>, has_begun: impl Fn(&EvenStretch) -> bool) -> Pass {
    let (mut begun, mut later) = (0, 0);
    shows.for_each(|stretch| *(if has_begun(&stretch) { &mut begun } else { &mut later }) += 1);
    match (begun, later) {
        (0 | 1, 0) => Pass::Only,
        (_, 0) => Pass::Second,
        (_, _) => Pass::First,
    }
}

impl ClockReading {
    /// A clock time that is shown once.
    pub const fn only(clock: SimTime) -> Self {
        Self { clock, pass: Pass::Only }
    }

    /// A clock time with its mark, if it has one, taken from it: `02:15B`.
    pub fn parse(written: &str, clock: impl Fn(&str) -> Option<SimTime>) -> Option<Self> {
        let marked = |mark: char, pass: Pass| Some((written.strip_suffix(mark)?, pass));
        let (time, pass) =
            marked('A', Pass::First).or_else(|| marked('B', Pass::Second)).unwrap_or((written, Pass::Only));
        Some(Self { clock: clock(time)?, pass })
    }
}

impl ClockPut {
    /// What clocks show at the ends of the stretch, since midnight of the first date, ...
    pub fn shown(&self, from: SimTime, to: SimTime) -> (ClockReading, ClockReading) {
        let of = |(ahead, pass): (Span, Pass), at: SimTime| ClockReading { clock: at + ahead, pass };
        (of(self.from, from), of(self.to, to))
    }

    /// ... and since midnight of the date on which it begins.
    pub fn of_its_date(&self, from: SimTime, to: SimTime) -> (ClockReading, ClockReading) {
        let (from, to) = self.shown(from, to);
        let midnight = DATE * from.clock.micros().div_euclid(DATE.micros());
        let of_date = |read: ClockReading| ClockReading { clock: read.clock - midnight, ..read };
        (of_date(from), of_date(to))
    }
}

impl Default for ClockPut {
    fn default() -> Self {
        let nothing = (Span::ZERO, Pass::Only);
        Self { from: nothing, to: nothing }
    }
}

impl From<SimTime> for ClockReading {
    fn from(clock: SimTime) -> Self {
        Self::only(clock)
    }
}

impl Pass {
    /// What stands behind a time.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Only => "",
            Self::First => "A",
            Self::Second => "B",
        }
    }
}

impl fmt::Display for ClockReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", text::clock(self.clock), self.pass.mark())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64, minute: i64) -> SimTime {
        SimTime::clock(hour, minute)
    }

    /// Put forward from 02:00 to 03:00.
    fn spring() -> WallClock {
        WallClock::new(vec![ClockChange { at: at(2, 0), by: Span::from_hours(1) }])
    }

    /// Put back from 03:00 to 02:00.
    fn autumn() -> WallClock {
        WallClock::new(vec![ClockChange { at: at(3, 0), by: Span::from_hours(-1) }])
    }

    fn quarters(clock: &WallClock, from: i64, to: i64) -> Vec<String> {
        let reads = |n: i64| {
            let (start, end) = (at(from, 30 * n), at(from, 30 * n + 30));
            format!("{}-{}", clock.reading(start, 0), clock.reading_until(end, 0))
        };
        (0..2 * (to - from)).map(reads).collect()
    }

    #[test]
    fn a_clock_that_is_never_changed_shows_the_time() {
        let clock = WallClock::default();
        assert!(clock.is_even() && (clock.shown(at(30, 5)), clock.when(at(30, 5))) == (at(30, 5), at(30, 5)));
        assert_eq!((clock.reading(at(30, 5), 1).to_string(), clock.day(at(30, 5))), ("06:05".to_owned(), 1));
        assert_eq!(clock.whenever(at(2, 0)..at(3, 0)).collect::<Vec<_>>(), [at(2, 0)..at(3, 0)]);
    }

    #[test]
    fn a_missing_hour_is_never_shown_and_begins_when_the_next_does() {
        let clock = spring();
        assert_eq!(quarters(&clock, 1, 3), ["01:00-01:30", "01:30-02:00", "03:00-03:30", "03:30-04:00"]);
        assert_eq!(
            [at(1, 59), at(2, 0), at(2, 30), at(3, 0), at(3, 30)].map(|shown| clock.when(shown)),
            [at(1, 59), at(2, 0), at(2, 0), at(2, 0), at(2, 30)]
        );
        assert_eq!(clock.whenever(at(1, 30)..at(2, 30)).collect::<Vec<_>>(), [at(1, 30)..at(2, 0)]);
        assert_eq!(clock.whenever(at(2, 0)..at(3, 0)).count(), 0);
        assert!(clock.skips(at(2, 0)) && clock.skips(at(2, 59)) && !clock.skips(at(3, 0)));
        assert_eq!((clock.midnight(1), clock.day(at(23, 0)), clock.day(at(22, 59))), (at(23, 0), 1, 0));
    }

    #[test]
    fn a_doubled_hour_is_shown_twice_and_marked() {
        let clock = autumn();
        let told = ["01:30-02:00", "02:00A-02:30A", "02:30A-03:00A", "02:00B-02:30B", "02:30B-03:00B", "03:00-03:30"];
        assert_eq!(quarters(&clock, 1, 5)[1..7], told);
        assert_eq!([at(2, 0), at(2, 59), at(3, 0)].map(|shown| clock.when(shown)), [at(2, 0), at(2, 59), at(4, 0)]);
        let twice = clock.whenever(at(2, 15)..at(2, 30)).collect::<Vec<_>>();
        assert_eq!(twice, [at(2, 15)..at(2, 30), at(3, 15)..at(3, 30)]);
        assert_eq!(clock.whenever(at(1, 0)..at(4, 0)).collect::<Vec<_>>(), [at(1, 0)..at(3, 0), at(3, 0)..at(5, 0)]);
        assert_eq!(clock.midnight(1), at(25, 0));
    }

    #[test]
    fn what_was_read_is_found_again() {
        for clock in [WallClock::default(), spring(), autumn()] {
            for minute in (0..48 * 60).step_by(30) {
                let (start, day) = (at(0, minute), clock.day(at(0, minute)));
                let (from, to) = (clock.reading(start, day), clock.reading_until(start, day));
                assert_eq!(
                    (clock.moment(day, from, false), clock.moment(day, to, true)),
                    (start, start),
                    "{from} {to}"
                );
                let parsed = |read: ClockReading| ClockReading::parse(&read.to_string(), text::parse_clock);
                assert_eq!(parsed(from), Some(from));
            }
        }
    }

    #[test]
    fn a_later_date_has_the_changes_that_are_its_own() {
        let second = ClockChange { at: at(25, 0), by: Span::from_hours(1) };
        let clock = WallClock::new(vec![ClockChange { at: at(3, 0), by: Span::from_hours(-1) }, second]);
        let own = clock.within(at(24, 0)..at(48, 0), at(25, 0));
        assert_eq!(own.changes(), [ClockChange { at: at(0, 0), by: Span::from_hours(1) }]);
        assert!(clock.within(at(25, 0)..at(48, 0), at(25, 0)).is_even());
    }

    #[test]
    fn what_is_stored_makes_sense() {
        let change = |hour: i64, by: i64| ClockChange { at: at(hour, 0), by: Span::from_hours(by) };
        let is_sound = |changes: &[ClockChange]| WallClock::try_from(changes.to_vec()).is_ok();
        assert!(is_sound(&[]) && is_sound(&[change(2, 1), change(50, -1)]));
        let bad = [vec![change(2, 0)], vec![change(-1, 1)], vec![change(3, 1), change(3, -1)], vec![change(3, 99)]];
        assert!(!bad.iter().any(|changes| is_sound(changes)));
    }
}
