//! What the page of a sizing is made of, for every language.

use super::KnobsWords;
use super::numbers::{DASH, percent};
use crate::experiment::results::Verdict;
use crate::figures::{Dimension, Measure};
use crate::sizing::{
    GivenResults, Goal, GoalFound, GoalOf, MeanPlan, Method, ReservePoint, ReserveResults, SizeResults, SizedDates,
    VariedResult,
};
use crate::units::SimTime;

/// What on the page of a sizing stands for itself: what columns are called, and sentences about nothing in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeLabel {
    /// An interval.
    Interval,
    /// People.
    People,
    /// People who must be rostered.
    Rostered,
    /// People whom the scenario has.
    Planned,
    /// The figure with one fewer.
    OneFewer,
    /// The figure with one more.
    OneMore,
    /// People who are always there.
    Base,
    /// People in reserve.
    Reserve,
    /// What they cost a day.
    CostADay,
    /// Hours at work.
    HoursAtWork,
    /// The share of days on which the reserve is called.
    DaysCalled,
    /// The share of days that reach the target.
    ShareOfDays,
    /// What is otherwise.
    If,
    /// The number that it would take then.
    NumberThen,
    /// A measure.
    Measure,
    /// Its figure.
    Figure,
    /// Its target.
    Target,
    /// What that means.
    Verdict,
    /// A date.
    Date,
    /// Calls.
    Calls,
    /// Money.
    Cost,
    /// Hours of people.
    Hours,
    /// The share of days that reach the targets.
    GoodDays,
    /// How often rungs are pulled.
    PullsOf,
    /// People by interval.
    PeopleAt,
    /// Each date was sized alone.
    EachAlone,
}

/// A base with a reserve that is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recommended {
    /// It costs least.
    Cheapest,
    /// It has fewest people at work.
    FewestAtWork,
}

/// The words of the page of a sizing: sentences with their full stops.
pub trait SizeWords: KnobsWords {
    /// What stands for itself.
    fn size_label(&self, label: SizeLabel) -> &'static str;
    /// Something said of what has this name.
    fn sized(&self, name: &str, text: &str) -> String;
    /// A measure above a column.
    fn sized_measure(&self, measure: Measure) -> String;
    /// Days that reach a target, above a column.
    fn days_with(&self, goal: &Goal) -> String;
    /// A verdict in a column.
    fn verdict_word(&self, verdict: Verdict) -> &'static str;
    /// How many people, and what they cost, or that it is impossible.
    fn size_answer(&self, found: &SizeResults) -> String;
    /// What fresh days say.
    fn size_verdict(&self, found: &SizeResults) -> String;
    /// The plan made for the mean, and on what share of days it reaches the target.
    fn mean_plan(&self, found: &SizeResults, plan: &MeanPlan, share: f64) -> String;
    /// So many must be rostered, of whom a share is not on the phones.
    fn must_be_rostered(&self, people: u32, shrinkage: f64) -> String;
    /// What one fewer and one more would do, goal by goal.
    fn size_beside(&self, goals: &[&GoalFound]) -> String;
    /// How numbers were found.
    fn size_method(&self, method: Method) -> String;
    /// A base with a reserve that is recommended.
    fn recommended(&self, found: &ReserveResults, point: &ReservePoint, why: Recommended) -> String;
    /// No base with so many in reserve is enough.
    fn no_reserve(&self, most: u32) -> String;
    /// Something that is otherwise.
    fn varied(&self, one: &VariedResult) -> String;
    /// What the people of a scenario give.
    fn given(&self, name: &str, found: &GivenResults) -> String;
    /// How many of the calls they could carry.
    fn given_volume(&self, volume: Option<f64>) -> String;
    /// What stands for a name and one of several dates.
    fn on_date(&self, name: &str, date: &str) -> String;
    /// People on several dates, and what they cost.
    fn dates_answer(&self, found: &SizedDates) -> String;
    /// What fresh days say of them.
    fn dates_verdict(&self, found: &SizedDates) -> String;

    /// A figure of a measure with its unit.
    fn sized_figure(&self, measure: Measure, value: Option<f64>) -> String {
        let Some(value) = value else { return DASH.to_owned() };
        match measure.unit().dimension() {
            Dimension::Share => self.per_cent(&percent(value, 1)),
            Dimension::Length | Dimension::Amount => self.length(value),
        }
    }
}

/// The fewest and the most.
pub(super) fn least_and_most(people: &[u32]) -> (u32, u32) {
    (people.iter().min().copied().unwrap_or(0), people.iter().max().copied().unwrap_or(0))
}

/// The goal that is reached least.
pub(super) fn worst(found: &SizeResults) -> Option<&GoalFound> {
    let slack = |one: &&GoalFound| one.goal.slack(one.figure);
    found.goals.iter().min_by(|a, b| slack(a).total_cmp(&slack(b)))
}

/// When a goal is, if it is not of the day.
pub(super) fn stretch(goal: &Goal, intervals: &[(SimTime, SimTime)]) -> Option<(SimTime, SimTime)> {
    let (first, last) = (intervals.get(goal.intervals.start), intervals.get(goal.intervals.end.saturating_sub(1)));
    match (goal.of, first, last) {
        (GoalOf::Window | GoalOf::Interval, Some(first), Some(last)) => Some((first.0, last.1)),
        _ => None,
    }
}

/// From when to when each interval is.
pub(super) fn times(found: &SizeResults) -> Vec<(SimTime, SimTime)> {
    found.intervals.iter().map(|row| (row.start, row.end)).collect()
}

/// Whether the numbers are proven by formulas.
pub(super) fn is_proven(found: &SizeResults) -> bool {
    found.method.is_exact() && found.is_possible()
}
