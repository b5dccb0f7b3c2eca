//! What the page of a run is made of, for every language.

use super::{Dial, Forms};
use crate::experiment::results::{Bought, PrecisionFound, RungResult, TargetResult};
use crate::figures::{Measure, ServiceLevel};
use crate::units::ClockReading;
use jiff::civil::Date;

/// What on the page stands for itself: headings, and beginnings of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The table of the day.
    TheDay,
    /// The mean over days.
    Mean,
    /// The interval of that mean.
    Interval95,
    /// From the fifth to the ninety-fifth of a hundred days.
    RangeOfDays,
    /// The table of queues.
    ByQueue,
    /// The table of dates.
    ByDate,
    /// The interval in which fewest are answered.
    WorstInterval,
    /// How busy groups are.
    Occupancy,
    /// Who does not come.
    Absent,
    /// Who comes late.
    Late,
    /// What lent people leave undone.
    OwnWork,
    /// The table of rungs.
    TheLadder,
    /// The table of the rungs of several.
    TheLadders,
    /// What is to be known of it.
    OfTheLadder,
    /// What the ladder buys.
    WhatItBuys,
    /// What is to be known of that.
    OfWhatItBuys,
    /// All rungs together.
    WholeLadder,
    /// All rungs of several ladders together.
    AllLadders,
    /// When an interval begins.
    From,
    /// People planned in it.
    Planned,
    /// People there.
    OnPhones,
    /// People needed.
    Needed,
    /// The one less the other.
    OverUnder,
}

/// Neighbouring intervals with too few or too many people.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleStretch {
    /// The date on which it begins, if there are several.
    pub date: Option<Date>,
    /// From, by the clock.
    pub from: ClockReading,
    /// To, by the clock of the last interval.
    pub to: ClockReading,
    /// The fewest people.
    pub least: f64,
    /// The most people.
    pub most: f64,
}

/// How many intervals are surely on the bad side of a target, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadIntervals {
    /// So many.
    pub bad: usize,
    /// Of so many.
    pub of: usize,
}

/// A group's own work that its people left for the phones, a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnTasks {
    /// Tasks put off.
    pub deferred: f64,
    /// Of them done later that day.
    pub caught_up: f64,
    /// Done after they were due.
    pub late: f64,
}

/// The words of the page of a run. Texts of others come cleaned of what terminals take for more than text.
pub trait PageWords: Forms {
    /// What stands for itself.
    fn label(&self, label: Label) -> &'static str;
    /// A measure at the beginning of a line.
    fn line(&self, measure: Measure) -> String;
    /// A measure above a column.
    fn column(&self, measure: Measure) -> String;
    /// A measure in a sentence.
    fn named(&self, measure: Measure) -> String;
    /// Of whom a service level is the share and who counts, in brackets, unless it is the plain one.
    fn note(&self, level: ServiceLevel) -> String;
    /// The share of days on which a target was met, above a column.
    fn good(&self, measure: Measure) -> String;
    /// Of what the page is.
    fn heading(&self, name: &str, days: u32, dates: usize, seed: u64) -> String;
    /// How well a figure is known that days were added for.
    fn known(&self, found: &PrecisionFound) -> String;
    /// That there is no verdict.
    fn no_targets(&self) -> &'static str;
    /// How a target fared; some intervals may be bad of a day that is good.
    fn verdict(&self, target: &TargetResult, intervals: Option<BadIntervals>) -> String;
    /// When people are missing, for the targets or for what is usual; so many stretches more are not told.
    fn short(&self, has_targets: bool, stretches: &[PeopleStretch], more: usize) -> String;
    /// When there are too many.
    fn over(&self, stretches: &[PeopleStretch], more: usize) -> String;
    /// For what people are needed, on how busy a day.
    fn needed(&self, targets: &[TargetResult], share_of_days: Option<f64>) -> String;
    /// The interval in which fewest are answered.
    fn worst(&self, date: Option<Date>, from: ClockReading, to: ClockReading, answered: f64, asa_s: f64) -> String;
    /// Who of a group does not come, and why.
    fn absent(&self, group: &str, people: f64, reasons: &[(String, f64)]) -> String;
    /// Who of a group comes late, and how much in all.
    fn late(&self, group: &str, people: f64, hours: f64) -> String;
    /// What a group leaves undone.
    fn own_work(&self, group: &str, tasks: OwnTasks) -> String;
    /// How a rung was used.
    fn rung(&self, rung: &RungResult, dial: &Dial<'_>) -> String;
    /// What a rung buys and costs.
    fn bought(&self, bought: &Bought) -> String;
}
