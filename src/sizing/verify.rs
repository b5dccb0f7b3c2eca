//! People on days that nothing has been searched on, and the verdict.

use super::goal::Goal;
use super::results::{Verified, VerifiedGoal};
use super::task::Task;
use super::watch::{SizeError, SizeWatch};
use crate::experiment::results::Verdict;
use crate::experiment::{Probe, Probed, RunError, probe};
use crate::model::Floor;

/// Chance that no verdict on fresh days is wrong, over all goals.
pub(super) const LEVEL_OF_ALL: f64 = 0.95;
/// A share of days so near to the one asked for is not decided.
const NEAR: f64 = 0.01;

/// What the numbers come to on days that nothing has been searched on.
pub fn verified(
    task: &Task<'_>,
    values: &[i32],
    (days, seed): (u32, u64),
    watch: &dyn SizeWatch,
) -> Result<Verified, SizeError> {
    let floor = task.variables.floor_with(task.floor, values).map_err(SizeError::Floor)?;
    counted(&task.goals, &floor, (days, seed), watch)
}

/// What a floor comes to on some days, goal by goal.
pub fn counted(
    goals: &[Goal],
    floor: &Floor,
    (days, seed): (u32, u64),
    watch: &dyn SizeWatch,
) -> Result<Verified, SizeError> {
    let probes: Vec<Probe> = goals.iter().map(Goal::probe).collect();
    let found = match probe(floor, &probes, 0..days, seed, watch) {
        Ok(found) => found,
        Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    Ok(told(goals, &found, (days, seed), 1.0 - (1.0 - LEVEL_OF_ALL) / goals.len().max(1) as f64))
}

/// What was found on some days, goal by goal, each at a level of its own; nothing was found of a floor that is overloaded beyond its
/// limits.
pub(super) fn told(goals: &[Goal], found: &[Probed], (days, seed): (u32, u64), level: f64) -> Verified {
    let goals: Vec<VerifiedGoal> = goals.iter().zip(found).map(|(goal, found)| judged(goal, found, level)).collect();
    let verdict = match () {
        () if found.is_empty() || goals.iter().any(|goal| goal.verdict == Verdict::Missed) => Verdict::Missed,
        () if goals.iter().all(|goal| goal.verdict == Verdict::Met) => Verdict::Met,
        () => Verdict::Undecided,
    };
    Verified { days, seed, goals, verdict }
}

fn judged(goal: &Goal, found: &Probed, level: f64) -> VerifiedGoal {
    let reaches = |figure: f64| goal.measure.reaches(figure, goal.target);
    let (estimate, share) = (found.estimate(level), found.share_of_days(reaches, level));
    let side = |is_low: bool, is_high: bool| match (is_low, is_high) {
        (true, true) => Verdict::Met,
        (false, false) => Verdict::Missed,
        _ => Verdict::Undecided,
    };
    let verdict = match (goal.share_of_days, estimate, share) {
        (Some(asked), _, Some(share)) if (share.mean - asked).abs() < NEAR => Verdict::Undecided,
        (Some(asked), _, Some(share)) => side(share.low >= asked, share.high >= asked),
        (None, Some(estimate), _) => {
            let end = |end: Option<f64>| end.map(reaches);
            match (end(estimate.low), end(estimate.high)) {
                (Some(low), Some(high)) => side(low, high),
                (None, _) | (_, None) => Verdict::Undecided,
            }
        }
        // Nobody to count has no target to miss.
        (Some(_), _, None) | (None, None, _) => Verdict::Met,
    };
    VerifiedGoal { goal: goal.clone(), estimate, share_of_days: share, verdict }
}
