//! What plots say, for every language.

use super::Forms;
use super::plot_facts::{AskedShare, DaysAnswer, LoadedInterval, NamedInterval, NeededInterval, Rostered, RungsPulled};
use crate::figures::{Measure, ServiceLevel};
use crate::units::{ClockReading, Span};
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
    /// The axis of the service levels of days.
    LevelOfADay,
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
    /// A rung whose condition held, with nobody there to send.
    NobodyToSend,
    /// The same, with people there and no seat for them.
    NoFreeSeat,
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
    /// The axis of people beyond those needed.
    OverAndShort,
    /// Fewer people than needed.
    Short,
    /// More people than needed.
    Over,
    /// Days that meet a target.
    DaysMet,
    /// Days that miss it.
    DaysMissed,
    /// All rungs together.
    WholeLadder,
    /// All rungs of several ladders together.
    AllLadders,
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
    /// Who of so many callers was answered within how long.
    Distribution(u64),
    /// Rates of days.
    RatesOfDays,
    /// Service levels of days.
    LevelsOfDays(ServiceLevel),
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
    /// The worst interval: that with the lowest answer rate.
    Worst {
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
    /// Of waits.
    Waits(WaitsFinding),
    /// No day was recorded.
    NoDay,
    /// Days with the most who wait at once, and the rungs pulled.
    DaysWaited(Vec<(&'a str, u32, Option<RungsPulled>)>),
    /// Intervals with fewer people than needed.
    Short {
        /// So many.
        short: usize,
        /// Of so many.
        of: usize,
        /// The one in which most are missing.
        most_short: NeededInterval,
    },
    /// None has fewer; the one in which fewest are over.
    Enough(NeededInterval),
    /// The interval with the least people for its load.
    Tightest(LoadedInterval),
    /// Intervals with less people than load.
    Overloaded {
        /// So many.
        short: usize,
        /// Of so many.
        of: usize,
        /// The one with the least people for its load.
        most: LoadedInterval,
    },
    /// On how many days a target is met.
    TargetMet {
        /// The target.
        target: f64,
        /// Of a service level its time.
        within: Option<Span>,
        /// The share of days asked for.
        asked: Option<f64>,
        /// The share of days.
        share: f64,
        /// The lowest share of a day.
        lowest: f64,
    },
    /// Nobody called on any day, so that none has this share.
    NoDayRate(Measure),
    /// What half of the days answer.
    HalfOfDays {
        /// So much or more.
        median: f64,
        /// Of a service level its time.
        within: Option<Span>,
        /// The lowest share of a day.
        lowest: f64,
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

/// What a plot of waits has found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WaitsFinding {
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
    /// The interval in which it takes longest until the share asked for is answered.
    LongestForAsked {
        /// The share.
        asked: AskedShare,
        /// The interval.
        at: NamedInterval,
        /// It is answered within so long.
        wait_s: f64,
        /// The time asked for.
        within: Option<Span>,
        /// The mean.
        asa_s: Option<f64>,
    },
    /// The share asked for is answered at once, always.
    AskedAtOnce(AskedShare),
    /// Intervals in which fewer are answered than are asked for, however long they wait.
    FewerAnswered {
        /// The share.
        asked: AskedShare,
        /// So many.
        fewer: usize,
        /// Of so many.
        of: usize,
        /// The interval with fewest.
        at: NamedInterval,
        /// The share answered in it.
        rate: f64,
    },
    /// Which share of all callers is answered how soon.
    Spread {
        /// The share answered at once.
        at_once: f64,
        /// The time that is asked about.
        within: Span,
        /// The share answered within it.
        soon: f64,
        /// The share answered at all.
        at_all: f64,
        /// One answered caller in 100 waits so long or longer.
        longest_s: f64,
    },
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
        at: (ClockReading, ClockReading),
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
    /// An axis that begins at a share above 0.
    fn cut_axis(&self, caption: &str, from: f64) -> String;
    /// The time of a service level, and the share that is to be answered within it.
    fn target_wait(&self, seconds: f64, share: Option<f64>) -> String;
    /// A target as a mean wait.
    fn target_asa(&self, seconds: f64) -> String;
    /// A line at the wait within which a share is answered.
    fn wait_of_share(&self, asked: AskedShare) -> String;
    /// Where fewer than a share are answered.
    fn fewer_answered(&self, asked: AskedShare) -> String;
    /// The share answered within a time, and the share asked for.
    fn within(&self, share: f64, within: Span, asked: Option<f64>) -> String;
    /// The share answered at once.
    fn at_once(&self, share: f64) -> String;
    /// The share answered at all.
    fn answered(&self, share: f64) -> String;
    /// A line at so many seats.
    fn seats(&self, seats: u64) -> String;
    /// A line above so many callers.
    fn above(&self, waiting: u32) -> String;
    /// A rung, and how long its condition must last, if that is known.
    fn rung_lasting(&self, rung: &str, lasting: Option<Span>) -> String;
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
