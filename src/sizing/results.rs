//! What sizing found: plain data.

use super::goal::{Goal, GoalOf};
use super::ladder::QueueAtTarget;
use super::plan::{Per, ReservePlan, SizePlan};
use crate::experiment::results::Verdict;
use crate::figures::Measure;
use crate::stats::{Estimate, Share};
use crate::units::SimTime;
use jiff::civil::Date;

/// How numbers were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// By Erlang's formulas for the long run of a floor that never changes: exact.
    LongRun,
    /// By the equations of a day on which nothing has a memory: exact.
    ExactDay,
    /// On so many simulated days.
    Simulated {
        /// How many.
        days: u32,
    },
}

impl Method {
    /// Whether figures have no error.
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::LongRun | Self::ExactDay)
    }
}

/// What keeps targets from being met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// The most people that were allowed.
    MostPeople,
    /// The seats of the floor.
    Seats,
    /// Nothing that more people would change.
    NotPeople,
}

/// A goal with what was found of it.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalFound {
    /// The goal.
    pub goal: Goal,
    /// Its figure, or its share of days; `None`: nothing to count.
    pub figure: Option<f64>,
    /// The same with one person fewer all day, where one number was sized, ...
    pub fewer: Option<f64>,
    /// ... and with one more.
    pub more: Option<f64>,
}

/// An interval with its people.
#[derive(Clone, Debug, PartialEq)]
pub struct SizedInterval {
    /// The date of its session, if it is named.
    pub date: Option<Date>,
    /// From.
    pub start: SimTime,
    /// To, not included.
    pub end: SimTime,
    /// People of the groups that were sized.
    pub people: u32,
    /// Who must be rostered, so that after shrinkage those people are there.
    pub rostered: u32,
    /// People whom the scenario has.
    pub planned: u32,
    /// People needed by formulas alone, interval by interval, if they know a number.
    pub formula: Option<u32>,
    /// The measure that leads: [`SizeResults::lead`].
    pub figure: Option<f64>,
    /// The same with one person fewer in this interval, ...
    pub fewer: Option<f64>,
    /// ... and with one more; `None` where that was not tried.
    pub more: Option<f64>,
}

/// A goal on days that the search has not seen.
#[derive(Clone, Debug, PartialEq)]
pub struct VerifiedGoal {
    /// The goal.
    pub goal: Goal,
    /// Its figure.
    pub estimate: Option<Estimate>,
    /// The share of days that reach its target.
    pub share_of_days: Option<Share>,
    /// What can be said for sure, of all goals together.
    pub verdict: Verdict,
}

/// The numbers on days that the search has not seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// How many days.
    pub days: u32,
    /// What they were drawn from.
    pub seed: u64,
    /// Goal by goal.
    pub goals: Vec<VerifiedGoal>,
    /// Missed if any goal is, met if all are.
    pub verdict: Verdict,
}

/// The plan that is made for the mean: what it would take, and what it gives on single days.
#[derive(Clone, Debug, PartialEq)]
pub struct MeanPlan {
    /// Its people, by interval.
    pub people: Vec<u32>,
    /// What they cost.
    pub cost: f64,
    /// The share of days that reach the day's target, with its interval.
    pub share_of_days: Option<Share>,
}

/// Everything that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct SizeResults {
    /// What was asked for.
    pub plan: SizePlan,
    /// What one number is.
    pub per: Per,
    /// Whether the scenario has no targets, so that the usual ones were held.
    pub is_usual: bool,
    /// How numbers were found.
    pub method: Method,
    /// The names of the groups, and the people of each by interval.
    pub groups: Vec<(String, Vec<u32>)>,
    /// The number that was sized, where it is one of the whole day or of the shape.
    pub number: Option<i32>,
    /// All numbers, as the search knows them.
    pub values: Vec<i32>,
    /// Interval by interval.
    pub intervals: Vec<SizedInterval>,
    /// What the people cost, in the currency of `cost_per_hour`, else in person-hours.
    pub cost: f64,
    /// What the scenario's cost.
    pub cost_planned: f64,
    /// Whether the cost is money.
    pub has_price: bool,
    /// Goal by goal.
    pub goals: Vec<GoalFound>,
    /// What keeps them from being met; `None`: they are.
    pub binding: Option<Binding>,
    /// On fresh days; `None`: it was stopped before.
    pub verified: Option<Verified>,
    /// Neighbours it.
    pub mean_plan: Option<MeanPlan>,
    /// What Little's law says of a ladder that is hardly ever pulled with these people; `None`: nothing of the kind.
    pub idle_ladder: Option<QueueAtTarget>,
    /// How often numbers of people were tried.
    pub trials: u32,
    /// Whether the time given was up before the search had ended.
    pub is_cut_short: bool,
}

impl SizeResults {
    /// Whether numbers were found that meet the targets.
    pub const fn is_possible(&self) -> bool {
        self.binding.is_none()
    }

    /// The measure of the figures of intervals.
    pub fn lead(&self) -> Measure {
        let goals: Vec<Goal> = self.goals.iter().map(|one| one.goal.clone()).collect();
        Goal::lead(&goals)
    }

    /// The goal of more than an interval that is nearest to being missed; of intervals if there is no other.
    pub fn tightest(&self) -> Option<&GoalFound> {
        let slack = |one: &&GoalFound| one.goal.slack(one.figure);
        let tightest = |of_day: bool| {
            let goals = self.goals.iter().filter(|one| (one.goal.of != GoalOf::Interval) == of_day);
            goals.min_by(|a, b| slack(a).total_cmp(&slack(b)))
        };
        tightest(true).or_else(|| tightest(false))
    }

    /// What can be said for sure: of exact figures everything, of others what fresh days say.
    pub fn verdict(&self) -> Verdict {
        match (&self.verified, self.binding) {
            (_, Some(_)) => Verdict::Missed,
            (_, None) if self.method.is_exact() => Verdict::Met,
            (Some(verified), None) => verified.verdict,
            (None, None) => Verdict::Undecided,
        }
    }
}

/// One base with its reserve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReservePoint {
    /// The people of the day, or so many more or fewer than the scenario has.
    pub base: i32,
    /// People in reserve.
    pub reserve: u32,
    /// What both cost a day.
    pub cost: f64,
    /// Person-hours at work a day.
    pub hours_at_work: f64,
    /// The share of days on which the reserve is called.
    pub days_called: f64,
    /// The share of days that reach the day's targets, of several the least; without `share_of_days`: 1 if the mean does.
    pub share_of_days: f64,
}

/// What was found of base and reserve.
#[derive(Clone, Debug, PartialEq)]
pub struct ReserveResults {
    /// What was asked.
    pub plan: ReservePlan,
    /// What the base is.
    pub per: Per,
    /// On how many days it was simulated; `None`: by formulas.
    pub days: Option<u32>,
    /// For every base the smallest reserve with which the targets hold, by rising base.
    pub curve: Vec<ReservePoint>,
    /// All that was tried, by rising base, then reserve.
    pub scanned: Vec<ReservePoint>,
}

impl ReserveResults {
    /// The cheapest, among equals the one with the fewest at work.
    pub fn cheapest(&self) -> Option<&ReservePoint> {
        let by_cost = |a: &&ReservePoint, b: &&ReservePoint| {
            a.cost.total_cmp(&b.cost).then(a.hours_at_work.total_cmp(&b.hours_at_work))
        };
        self.curve.iter().min_by(by_cost)
    }

    /// The one with the fewest people at work, among equals the cheapest: most people are on holiday.
    pub fn fewest_at_work(&self) -> Option<&ReservePoint> {
        let by_work = |a: &&ReservePoint, b: &&ReservePoint| {
            a.hours_at_work.total_cmp(&b.hours_at_work).then(a.cost.total_cmp(&b.cost))
        };
        self.curve.iter().min_by(by_work)
    }
}
