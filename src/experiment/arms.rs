//! Plays several floors on the same days and judges how they differ from the first, adding days until that is decided
//! if asked.

use super::compare::{ArmFindings, Comparison, ERROR_RATE, Finding, IntervalFindings, Looks, Scale};
use super::compare::{compare, compare_intervals, is_headline};
use super::daily::Catalogue;
use super::pairs::DayPairs;
use super::replicate::{RunError, RunPlan, Watch, replicate_in_pairs, within_memory};
use super::results::RunResults;
use crate::measure::Grid;
use crate::model::Floor;

/// More looks would cost each of them too much of the error rate.
const MOST_LOOKS: u32 = 6;

/// How floors are compared.
pub struct ComparePlan<'m> {
    /// What is played. With `decide_within` its days are the least to look at.
    pub run: RunPlan,
    /// Add days until every headline measure is decided, or until there are so many.
    pub decide_within: Option<u32>,
    /// The margin of a measure, from its name and the first floor's figure.
    pub margin: &'m dyn Fn(&str, f64) -> f64,
}

/// Plays the floors on the same days of the same seed and compares each with the first (M-S3). They should have the
/// same opening hours and intervals.
///
/// The chance of even one false finding, over all floors, looks and measures of the day, is at most [`ERROR_RATE`]; the
/// intervals of the day, measure by measure, are families of their own.
///
/// # Errors
/// Those of [`replicate_in_pairs`].
pub fn compare_arms(floors: &[&Floor], plan: &ComparePlan, watch: &dyn Watch) -> Result<Comparison, RunError> {
    let schedule = looks(plan.run.days, plan.decide_within);
    let planned = schedule.len() as u32;
    let arms = floors.len().saturating_sub(1).max(1);
    let error_rate = ERROR_RATE / (schedule.len() * arms) as f64;
    within_memory("compare keeps every measure of every interval of every day", values(floors, &schedule))?;
    let mut last = None;
    for (taken, days) in (1..).zip(&schedule) {
        let run = RunPlan { days: *days, ..plan.run };
        let looks = Looks { taken, planned, most_days: schedule.last().copied().unwrap_or(*days) };
        let found = one_look(floors, &run, looks, &Scale { margin: plan.margin, error_rate }, watch)?;
        let decided = found.arms.iter().flat_map(ArmFindings::headline).all(|c| c.finding != Finding::Undecided);
        last = Some(found);
        if decided {
            break;
        }
    }
    last.ok_or(RunError::NoDays)
}

/// Values of intervals that are kept for the longest look, of all floors.
fn values(floors: &[&Floor], schedule: &[u32]) -> u64 {
    let days = schedule.iter().copied().max().unwrap_or(0);
    let of_a_day = |floor: &&Floor| (Grid::new(floor).count() * Catalogue::new(floor).calls.len()) as u64;
    floors.iter().map(of_a_day).sum::<u64>() * u64::from(days)
}

/// The numbers of days at which a comparison is looked at: halves of the most, down to the least, at most six of them.
pub fn looks(least: u32, most: Option<u32>) -> Vec<u32> {
    let most = most.unwrap_or(least).max(least);
    let mut days: Vec<u32> =
        (0..MOST_LOOKS).map(|halved| most.div_ceil(1 << halved)).take_while(|days| *days >= least).collect();
    days.reverse();
    days.dedup();
    days
}

fn one_look(
    floors: &[&Floor],
    run: &RunPlan,
    looks: Looks,
    scale: &Scale,
    watch: &dyn Watch,
) -> Result<Comparison, RunError> {
    let mut runs = Vec::new();
    let mut days: Vec<DayPairs> = Vec::new();
    for floor in floors {
        let (results, pairs) = replicate_in_pairs(floor, run, watch)?;
        runs.push(results);
        days.push(pairs);
    }
    let left_out = keep_shared(&mut days);
    let arms = match (days.split_first(), runs.first()) {
        (Some((first, others)), Some(of)) => others.iter().map(|other| findings(first, other, of, scale)).collect(),
        _ => Vec::new(),
    };
    Ok(Comparison { days: run.days, seed: run.seed, looks, runs, arms, left_out })
}

/// Leaves out the measures that not all floors have, and names them.
fn keep_shared(days: &mut [DayPairs]) -> Vec<String> {
    let names_of = |d: &DayPairs| d.measures.iter().map(|m| m.name.clone()).collect::<Vec<_>>();
    let all: Vec<Vec<String>> = days.iter().map(names_of).collect();
    let is_shared = |name: &String| all.iter().all(|names| names.contains(name));
    let mut left_out: Vec<String> = Vec::new();
    for name in all.iter().flatten() {
        if !is_shared(name) && !left_out.contains(name) {
            left_out.push(name.clone());
        }
    }
    for day in days {
        day.measures.retain(|m| is_shared(&m.name));
    }
    left_out
}

fn findings(a: &DayPairs, b: &DayPairs, of: &RunResults, scale: &Scale) -> ArmFindings {
    let measures = compare(a, b, scale);
    // Measures of the day that the intervals have too.
    let names = measures.iter().map(|c| c.name.as_str()).filter(|name| is_headline(name));
    let by_measure: Vec<_> = names.map(|name| compare_intervals(a, b, name, scale)).collect();
    let whole_floor = of.whole_floor();
    let row = |(at, row): (usize, &super::results::IntervalRow)| IntervalFindings {
        start: row.start,
        end: row.end,
        measures: by_measure.iter().filter_map(|cells| cells.get(at).cloned()).collect(),
    };
    ArmFindings { measures, intervals: whole_floor.enumerate().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_double_up_to_the_most_days() {
        assert_eq!(looks(1000, None), [1000]);
        assert_eq!(looks(1000, Some(10_000)), [1250, 2500, 5000, 10_000]);
        assert_eq!(looks(200, Some(200)), [200]);
        assert_eq!(looks(1, Some(1_000_000)).len(), 6);
        assert_eq!(looks(500, Some(20)), [500]);
        assert_eq!(looks(1, None), [1]);
    }
}
