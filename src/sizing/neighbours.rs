//! What one fewer and one more would do.

use super::exact::ExactJudge;
use super::judge::Judge;
use super::search::SearchFound;
use super::simulated::SimulatedJudge;
use super::task::Task;
use super::watch::{SizeError, SizeWatch};

/// What one fewer and one more would do: to the goals, where one number was sized, and to the intervals.
#[derive(Default)]
pub struct Neighbours {
    pub goals: Vec<(Option<f64>, Option<f64>)>,
    pub intervals: Vec<(Option<f64>, Option<f64>)>,
}

/// In every interval of an exact day, alone.
pub fn exact_neighbours(judge: &ExactJudge<'_>, task: &Task<'_>, found: &SearchFound) -> Result<Neighbours, SizeError> {
    judge.judge(&found.values)?;
    let both = |i: usize| -> Result<_, SizeError> {
        let Some(slot) = task.variables.in_interval(i).next() else { return Ok((None, None)) };
        let value = found.values[slot];
        let fewer = (value > 0).then(|| judge.in_interval_with(i, &found.values, value - 1)).transpose()?;
        Ok((fewer.flatten(), judge.in_interval_with(i, &found.values, value + 1)?))
    };
    let intervals = (0..task.variables.slices.len()).map(both).collect::<Result<_, _>>()?;
    Ok(Neighbours { goals: Vec::new(), intervals })
}

/// Of one number.
pub fn one_number_beside(judge: &dyn Judge, found: &SearchFound) -> Result<Neighbours, SizeError> {
    let with = |by: i32| judge.judge(&found.values.iter().map(|value| value + by).collect::<Vec<_>>());
    let (fewer, more) = (with(-1)?, with(1)?);
    let both = |a: &[Option<f64>], b: &[Option<f64>]| a.iter().copied().zip(b.iter().copied()).collect();
    Ok(Neighbours {
        goals: both(&fewer.figures, &more.figures),
        intervals: both(&fewer.by_interval, &more.by_interval),
    })
}

/// One fewer and one more in every fifth interval at a time, on the days of the search.
pub fn intervals_beside(
    judge: &SimulatedJudge<'_>,
    task: &Task<'_>,
    found: &SearchFound,
    watch: &dyn SizeWatch,
) -> Result<Neighbours, SizeError> {
    const APART: usize = 5;
    let slots = &task.variables.slots;
    let mut intervals = vec![(None, None); task.variables.slices.len()];
    for offset in 0..APART.min(intervals.len()) {
        for by in [-1, 1] {
            if watch.time_is_up() {
                return Ok(Neighbours::default());
            }
            let moved = |(at, value): (usize, &i32)| {
                let tried = slots[at].intervals.start % APART == offset && slots[at].group == slots[0].group;
                if tried { (value + by).max(0) } else { *value }
            };
            let judged = judge.judge(&found.values.iter().enumerate().map(moved).collect::<Vec<_>>())?;
            for i in (offset..intervals.len()).step_by(APART) {
                if by < 0 { intervals[i].0 = judged.by_interval[i] } else { intervals[i].1 = judged.by_interval[i] }
            }
        }
    }
    Ok(Neighbours { goals: Vec::new(), intervals })
}
