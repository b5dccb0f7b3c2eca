//! What plots say, for every language.

use super::Forms;
use crate::figures::{Measure, ServiceLevel};
use crate::units::{SimTime, Span};
use jiff::civil::Date;

/// What stands on plots as it is: axes, entries of legends, and why there is nothing to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotLabel {
    /// The axis of a day.
    TimeOfDay,
    /// The axis of a few dates.
    DateAndTime,
    /// The axis of many dates.
    Dates,
    /// The axis of answer rates.
    AnswerRate,
    /// The axis of service levels.
    ServiceLevel,
    /// The axis of the rates of days.
    RateOfADay,
    /// How many days.
    Days,
    /// The axis of waits.
    Wait,
    /// The axis of doubling waits.
    DoublingWaits,
    /// The axis of shares by waits.
    AnsweredWithin,
    /// How many wait.
    CallersWaiting,
    /// The axis of people and load.
    PeopleAndLoad,
    /// The axis of people.
    People,
    /// The axis of hours borrowed.
    HoursBorrowed,
    /// The axis of callers saved.
    CallersSaved,
    /// The axis of differences of rates.
    DifferenceOfRates,
    /// The axis of people there.
    PeopleSignedIn,
    /// The axis of differences in people.
    DifferenceInPeople,
    /// The mean of all days.
    AllDays,
    /// From the fifth to the ninety-fifth of a hundred days.
    RangeOfDays,
    /// One answered caller in 20 waits longer.
    Percentile95,
    /// One answered caller in 10 waits longer.
    Percentile90,
    /// The mean wait.
    MeanWait,
    /// Half wait longer.
    Median,
    /// The number waiting at which a rung is pulled.
    Threshold,
    /// A rung in force.
    InForce,
    /// People of the own crew.
    OwnCrew,
    /// People planned, of the own crew.
    RosterOwn,
    /// People planned who are lent.
    RosterLent,
    /// Their breaks.
    PlannedBreak,
    /// People needed on the phones.
    NeededOnPhones,
    /// Nobody is planned.
    NobodyPlanned,
    /// People who are borrowed.
    BorrowedCrew,
    /// The load.
    Load,
    /// Days that meet a target.
    DaysMet,
    /// Days that miss it.
    DaysMissed,
    /// All rungs together.
    WholeLadder,
    /// People required.
    Required,
    /// People whom the scenario has.
    InTheScenario,
    /// People needed.
    NeededPeople,
    /// People whom shifts bring.
    OnShift,
    /// The interval of a difference.
    BandOfDifference,
    /// People borrowed, in the lower panel.
    BorrowedBelow,
    /// No answer rate.
    NoAnswerRate,
    /// No service level.
    NoServiceLevel,
    /// No waits.
    NoWaits,
    /// No day moment by moment.
    NoDay,
    /// Neither people nor calls.
    NobodyAtAll,
    /// No people.
    NobodySignedIn,
}

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drawing {
    /// The answer rate by interval of this length.
    AnswerRate(Span),
    /// A service level by interval of this length.
    ServiceLevel(ServiceLevel, Span),
    /// Waits by interval of this length.
    Waits(Span),
    /// The waits of so many calls.
    Distribution(u64),
    /// Rates of days.
    RatesOfDays,
    /// Callers waiting.
    Waiting,
    /// People and load.
    Staffing,
    /// Shifts and breaks.
    Roster,
    /// What rungs buy.
    LadderValue,
    /// People required.
    Sizing,
    /// People needed and on shift.
    Cover,
    /// Answer rates of two floors.
    TwoRates,
    /// People of two floors.
    TwoCrews,
}

/// An interval, as it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedInterval {
    /// The date, if there are several.
    pub date: Option<Date>,
    /// From, by the clock.
    pub from: SimTime,
    /// To, by the clock.
    pub to: SimTime,
}

/// How many of the rungs were pulled on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RungsPulled {
    /// So many.
    pub pulled: usize,
    /// Of so many.
    pub of: usize,
}

/// What most days answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DaysAnswer {
    /// The only day.
    TheDay(f64),
    /// Every one of a few days, so much or more.
    EveryDay(f64),
    /// Nine in ten days, so much or more.
    NineInTen(f64),
}

/// People and load of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadedInterval {
    /// Which.
    pub at: NamedInterval,
    /// Erlangs.
    pub load: f64,
    /// People there.
    pub people: f64,
    /// Of them borrowed, if any are.
    pub borrowed: Option<f64>,
}

/// What a plot has found, for its title.
#[derive(Clone, Debug, PartialEq)]
pub enum PlotFinding<'a> {
    /// Who is planned.
    Rostered(Rostered),
    /// Nobody called: there is no such figure.
    NoCalls(Measure),
    /// Everybody is answered.
    AllAnswered,
    /// Nobody is.
    NoneAnswered,
    /// What days answer.
    Days(DaysAnswer),
    /// The interval with the lowest rate.
    Weakest {
        /// What days answer.
        days: Option<DaysAnswer>,
        /// The interval.
        at: NamedInterval,
        /// Its rate.
        rate: f64,
    },
    /// Everybody is answered within a time.
    AllWithin(Span),
    /// The interval in which fewest are.
    FewestWithin {
        /// The time.
        within: Span,
        /// The interval.
        at: NamedInterval,
        /// The share.
        share: f64,
    },
    /// Nobody was answered.
    NoWaits,
    /// Hardly anybody waits.
    HardlyAnyWait,
    /// The interval with the longest waits.
    LongestWaits {
        /// The interval.
        at: NamedInterval,
        /// One answered caller in 20 waits so long or longer.
        p95_s: f64,
        /// The mean.
        asa_s: Option<f64>,
    },
    /// Which share waits how long.
    Waits {
        /// The share that waits at most 20 s.
        soon: f64,
        /// The share that waits at most 3 min.
        late: f64,
        /// One in 100 waits so long or longer.
        longest_s: f64,
    },
    /// No day was recorded.
    NoDay,
    /// Days with the most who wait at once, and the rungs pulled.
    DaysWaited(Vec<(&'a str, u32, Option<RungsPulled>)>),
    /// The interval with the least people for its load.
    Tightest(LoadedInterval),
    /// Intervals with less people than load.
    Overloaded {
        /// So many.
        short: usize,
        /// Of so many.
        of: usize,
        /// The worst.
        worst: LoadedInterval,
    },
    /// On how many days a target is met.
    TargetMet {
        /// The target.
        target: f64,
        /// The share of days asked for.
        asked: Option<f64>,
        /// The share of days.
        share: f64,
        /// What the worst day answers.
        worst: f64,
    },
    /// Nobody called on any day.
    NoDayRate,
    /// What half of the days answer.
    HalfOfDays {
        /// So much or more.
        median: f64,
        /// What the worst day answers.
        worst: f64,
    },
    /// A rung that takes nothing.
    SavesFreely {
        /// Its name.
        rung: &'a str,
        /// Callers a day.
        saved: f64,
    },
    /// The rung that saves most for what it takes.
    SavesMost {
        /// Its name.
        rung: &'a str,
        /// Callers for each person-hour.
        an_hour: f64,
    },
    /// No rung is sure to save anybody.
    SavesNobody,
    /// Intervals with too few or too many people.
    Sized {
        /// Too few.
        short: usize,
        /// Too many.
        over: usize,
        /// Of so many.
        of: usize,
    },
    /// Intervals in which shifts bring too few people.
    Covered {
        /// So many.
        short: usize,
        /// Of so many.
        of: usize,
    },
    /// Of two floors.
    OfTwo(PairFinding<'a>),
}

/// What a plot of two floors has found.
#[derive(Clone, Debug, PartialEq)]
pub enum PairFinding<'a> {
    /// Two floors that answer alike.
    AnswerAlike([&'a str; 2]),
    /// Where the second surely answers otherwise.
    AnswersOtherwise {
        /// The second.
        label: &'a str,
        /// Intervals with more.
        better: usize,
        /// Intervals with less.
        worse: usize,
        /// Of so many.
        of: usize,
        /// Where it differs most.
        at: (SimTime, SimTime),
        /// By how much, as a share.
        most: f64,
    },
    /// Two floors with the same people.
    SamePeople([&'a str; 2]),
    /// What people the second takes.
    TakesPeople {
        /// The second.
        label: &'a str,
        /// Person-hours a day more.
        hours: f64,
        /// Of them borrowed.
        borrowed: f64,
    },
}

/// The unit of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Percent.
    Percent,
}

/// The words of plots. Names come fit to be drawn.
pub trait PlotWords: Forms {
    /// What stands as it is.
    fn plot_label(&self, label: PlotLabel) -> &'static str;
    /// What is drawn.
    fn drawing(&self, drawing: Drawing) -> String;
    /// What was found.
    fn finding(&self, finding: &PlotFinding<'_>) -> String;
    /// A share, to a tenth of a percent.
    fn share(&self, share: f64) -> String;
    /// A length of time in two units at most.
    fn time(&self, seconds: f64) -> String;
    /// A date at an axis.
    fn mark_of_date(&self, date: Date) -> String;
    /// An axis with its unit.
    fn axis(&self, label: PlotLabel, unit: AxisUnit) -> String;
    /// Which floor, and how many days.
    fn source(&self, name: &str, days: u32) -> String;
    /// How many days of both of two floors.
    fn source_of_both(&self, days: u32) -> String;
    /// A target as a share.
    fn target(&self, share: f64) -> String;
    /// A target as a wait, by service level or ASA.
    fn target_wait(&self, seconds: f64, is_asa: bool) -> String;
    /// The share answered within a time.
    fn within(&self, share: f64, within: Span) -> String;
    /// A line at so many seats.
    fn seats(&self, seats: u64) -> String;
    /// A line above so many callers.
    fn above(&self, waiting: u32) -> String;
    /// Rungs that have no lane of their own.
    fn more_rungs(&self, rungs: usize) -> String;
    /// A group whose people are lent.
    fn lent(&self, group: &str) -> String;
    /// Shifts that are not drawn.
    fn more_shifts(&self, shifts: usize) -> String;
    /// Groups that are not drawn.
    fn more_groups(&self, groups: usize) -> String;
    /// A day, how it was picked, and what it answers.
    fn day(&self, picked: &str, day: u32, answered: Option<f64>) -> String;
}

/// How many of the own crew are planned, and where that is fewer than needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rostered {
    /// Most at once.
    pub most: u32,
    /// Intervals of which it is known how many are needed.
    pub of: usize,
    /// Those of them in which fewer are planned.
    pub short: usize,
    /// The one in which most are missing, people planned and needed in it.
    pub worst: Option<(NamedInterval, f64, f64)>,
}

/// A share in tenths of a percent: only 0 is 0, only 1 is 100; `None`: less than a tenth. `nearest`: rounded, else never more than it is.
pub(super) fn tenths_of_percent(share: f64, nearest: bool) -> Option<f64> {
    let tenths = if nearest { (share * 1_000.0).round() } else { (share * 1_000.0 + 1e-9).floor() };
    if share > 0.0 && tenths <= 0.0 {
        return None;
    }
    Some(if share < 1.0 { tenths.min(999.0) } else { tenths } / 10.0)
}

/// A length of time, as it is told.
pub(super) enum ToldTime {
    /// Tenths of a second, below ten seconds.
    Tenths(f64),
    Seconds(f64),
    /// Minutes and seconds.
    Minutes(f64, f64),
    /// Hours and minutes.
    Hours(f64, f64),
    /// Of so many hours the minutes are not told.
    ManyHours(u64),
}

impl ToldTime {
    pub fn of(seconds: f64) -> Self {
        let (tenths, whole, minutes) = ((seconds * 10.0).round(), seconds.round(), (seconds / 60.0).round());
        if tenths < 100.0 {
            Self::Tenths(tenths / 10.0)
        } else if whole < 60.0 {
            Self::Seconds(whole)
        } else if whole < 3_600.0 {
            Self::Minutes((whole / 60.0).floor(), whole % 60.0)
        } else if minutes < 6_000.0 {
            Self::Hours((minutes / 60.0).floor(), minutes % 60.0)
        } else {
            Self::ManyHours((minutes / 60.0).round() as u64)
        }
    }
}

/// A whole number with its thousands set off: `12,345`.
pub(super) fn count(number: u64) -> String {
    super::numbers::decimal(number as f64, 0)
}

/// A number that is not negative, to a tenth: `31.2`, `4`, `12,345`.
pub(super) fn tenths(number: f64) -> String {
    if number < 1_000.0 { format!("{}", (number * 10.0).round() / 10.0) } else { count(number.round() as u64) }
}
