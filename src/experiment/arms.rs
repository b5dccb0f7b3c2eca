//! Plays several floors on the same days and judges how they differ from the first, adding days until that is decided
//! if asked.

use super::compare::{
    ArmFindings, ComparedFigure, ERROR_RATE, Finding, FloorComparison, IntervalFindings, Looks, Margin, Scale,
};
use super::compare::{compare, compare_intervals};
use super::pairs::DayPairs;
use super::plan::RunPlan;
use super::replicate::{GrowingRun, KeptOfDays, RunError, Watch, within_memory};
use crate::figures::{Concern, Measure, Scope};
use crate::model::{Floor, Slice};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// More looks would cost each of them too much of the error rate.
const MOST_LOOKS: u32 = 6;

/// How floors are compared.
pub struct ComparePlan<'m> {
    /// What is played. With `decide_within` its days are the least to look at.
    pub run: RunPlan,
    /// Add days until every headline measure is decided, or until there are so many.
    pub decide_within: Option<u32>,
    /// The margin of a measure beside the first floor's figure.
    pub margin: &'m Margin<'m>,
}

/// Plays the floors on the same days of the same seed and compares each with the first (M-S3). They should have the
/// same opening hours and intervals.
///
/// The chance of even one false finding, over all floors, looks and measures of the day, is at most [`ERROR_RATE`]; the
/// intervals of the day, measure by measure, are families of their own, and so is which floor is the best of all.
///
/// # Errors
/// Those of [`super::replicate`].
pub fn compare_arms(floors: &[&Floor], plan: &ComparePlan, watch: &dyn Watch) -> Result<FloorComparison, RunError> {
    let schedule = looks(plan.run.days, plan.decide_within);
    let (planned, most_days) = (schedule.len() as u32, schedule.last().copied().unwrap_or(plan.run.days));
    let arms = floors.len().saturating_sub(1).max(1);
    within_memory(KeptOfDays::Measures, values(floors, &schedule))?;
    let mut runs: Vec<GrowingRun> = floors.iter().map(|floor| GrowingRun::new(floor, &plan.run, watch)).collect();
    for (taken, days) in (1..).zip(&schedule) {
        for run in &mut runs {
            run.play_to(*days)?;
        }
        let error_rate = rate_of_look(&schedule, taken as usize - 1) / arms as f64;
        let (found, left_out) = one_look(floors, &runs, &Scale { margin: plan.margin, error_rate }, watch)?;
        let decided =
            found.iter().flat_map(ArmFindings::headline).all(|c| c.finding != Finding::Undecided || c.is_never_seen());
        if decided || taken == planned {
            let looks = Looks { taken, planned, most_days };
            let best = best_of_all(&runs, &found, plan.margin, rate_of_look(&schedule, taken as usize - 1), watch)?;
            let finish = |run: GrowingRun| unless_interrupted(watch).and_then(|()| run.finish());
            let runs = runs.into_iter().map(finish).collect::<Result<_, _>>()?;
            return Ok(FloorComparison { days: *days, seed: plan.run.seed, looks, runs, arms: found, left_out, best });
        }
    }
    Err(RunError::NoDays)
}

/// Values of intervals that are kept for the longest look, of all floors.
fn values(floors: &[&Floor], schedule: &[u32]) -> u64 {
    let days = schedule.iter().copied().max().unwrap_or(0);
    let calls = |floor: &Floor| Measure::of_day(Scope::Queue(0), &floor.thresholds(), floor.figures()).len();
    let of_a_day = |floor: &&Floor| (floor.interval_count() * calls(floor)) as u64;
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

/// What one look, counted from 0, may err in: what is spent by it, less what the looks before have spent.
///
/// By Pocock's kind of spending function (Lan & DeMets 1983, "Discrete sequential boundaries for clinical trials"), which
/// leaves more for late looks than equal parts do. The looks' parts add up to [`ERROR_RATE`], so it is kept however the looks
/// depend on each other.
pub fn rate_of_look(schedule: &[u32], look: usize) -> f64 {
    let most = schedule.last().copied().unwrap_or(1);
    let part = |days: u32| f64::from(days) / f64::from(most);
    let spent = |days: u32| if days == most { 1.0 } else { libm::log1p((std::f64::consts::E - 1.0) * part(days)) };
    let before = if look == 0 { 0.0 } else { spent(schedule[look - 1]) };
    ERROR_RATE * (spent(schedule[look]) - before)
}

/// How the others differ from the first over the days played, and the measures left out.
fn one_look(
    floors: &[&Floor],
    runs: &[GrowingRun],
    scale: &Scale,
    watch: &dyn Watch,
) -> Result<(Vec<ArmFindings>, Vec<Measure>), RunError> {
    let pairs = |run: &GrowingRun| unless_interrupted(watch).map(|()| run.pairs());
    let mut days: Vec<DayPairs> = runs.iter().map(pairs).collect::<Result<_, _>>()?;
    let left_out = keep_shared(&mut days);
    let arm = |at: usize| {
        let found = findings(&days[0], &days[at], &runs[0], scale);
        // Not a matter of days: the same floor has the same days for ever.
        let found = if floors[at] == floors[0] { found.without_difference() } else { found };
        unless_interrupted(watch).map(|()| found)
    };
    let arms = (1..runs.len()).map(arm).collect::<Result<_, _>>()?;
    Ok((arms, left_out))
}

/// The measures of service in which one floor is better than each of the others for sure, of at least three floors.
///
/// All pairs of floors are one family, which may err as often as the look may: so it does not matter that the days themselves say which
/// floor is held against the others.
fn best_of_all(
    runs: &[GrowingRun],
    found: &[ArmFindings],
    margin: &Margin<'_>,
    error_rate: f64,
    watch: &dyn Watch,
) -> Result<Vec<(Measure, usize)>, RunError> {
    if runs.len() < 3 {
        return Ok(Vec::new());
    }
    let pairs = |run: &GrowingRun| unless_interrupted(watch).map(|()| run.pairs());
    let days: Vec<DayPairs> = runs.iter().map(pairs).collect::<Result<_, _>>()?;
    let scale = Scale { margin, error_rate: error_rate / (runs.len() * (runs.len() - 1) / 2) as f64 };
    let mut against: BTreeMap<usize, Vec<Vec<ComparedFigure>>> = BTreeMap::new();
    let mut best = Vec::new();
    let of_service = found[0].headline().filter(|c| c.measure.concern() == Concern::Service);
    for measure in of_service.map(|c| c.measure) {
        let Some(first) = seemingly_best(measure, found) else { continue };
        if let Entry::Vacant(none_yet) = against.entry(first) {
            let others = (0..runs.len()).filter(|other| *other != first);
            let held = |other: usize| unless_interrupted(watch).map(|()| compare(&days[first], &days[other], &scale));
            none_yet.insert(others.map(held).collect::<Result<_, _>>()?);
        }
        let is_worse =
            |found: &Vec<ComparedFigure>| found.iter().any(|c| c.measure == measure && c.finding == Finding::Worse);
        if against[&first].iter().all(is_worse) {
            best.push((measure, first));
        }
    }
    Ok(best)
}

/// The floor with the best figure, by its place; `None` if not all have one.
fn seemingly_best(measure: Measure, found: &[ArmFindings]) -> Option<usize> {
    let first = found.first()?.get(measure)?.a;
    let all = std::iter::once(first).chain(found.iter().map(|arm| arm.get(measure).and_then(|c| c.b)));
    let figures = all.collect::<Option<Vec<f64>>>()?;
    let good = |figure: f64| if measure.more_is_better() { figure } else { -figure };
    let by_figure = |(_, x): &(usize, f64), (_, y): &(usize, f64)| good(*x).total_cmp(&good(*y));
    figures.into_iter().enumerate().max_by(by_figure).map(|(at, _)| at)
}

/// Hundreds of arms take seconds also after their days are played.
fn unless_interrupted(watch: &dyn Watch) -> Result<(), RunError> {
    if watch.interrupted() { Err(RunError::Interrupted) } else { Ok(()) }
}

/// Leaves out the measures that not all floors have, and tells which.
fn keep_shared(days: &mut [DayPairs]) -> Vec<Measure> {
    let measures_of = |d: &DayPairs| d.measures.iter().map(|m| m.measure).collect::<Vec<_>>();
    let all: Vec<Vec<Measure>> = days.iter().map(measures_of).collect();
    let is_shared = |measure: &Measure| all.iter().all(|measures| measures.contains(measure));
    let mut left_out: Vec<Measure> = Vec::new();
    for measure in all.iter().flatten() {
        if !is_shared(measure) && !left_out.contains(measure) {
            left_out.push(*measure);
        }
    }
    for day in days {
        day.measures.retain(|m| is_shared(&m.measure));
    }
    left_out
}

fn findings(a: &DayPairs, b: &DayPairs, run: &GrowingRun, scale: &Scale) -> ArmFindings {
    let measures = compare(a, b, scale);
    // Measures of the day that the intervals have too.
    let shown = measures.iter().map(|c| c.measure).filter(|measure| measure.is_headline());
    let by_measure: Vec<_> = shown.map(|measure| compare_intervals(a, b, measure, scale)).collect();
    let row = |(at, slice): (usize, &Slice)| IntervalFindings {
        date: slice.date,
        start: slice.start,
        end: slice.end,
        put: slice.put,
        measures: by_measure.iter().filter_map(|cells| cells.get(at).cloned()).collect(),
    };
    ArmFindings { measures, intervals: run.intervals().iter().enumerate().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AgentGroup, Arrivals, Distribution, FloorParts, Presence, Queue};
    use crate::units::{SimTime, Span};
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn looks_spend_the_error_rate_and_no_more_and_late_ones_the_most() {
        let schedule = looks(10, Some(320));
        let rates: Vec<f64> = (0..schedule.len()).map(|look| rate_of_look(&schedule, look)).collect();
        assert!((rates.iter().sum::<f64>() - ERROR_RATE).abs() < 1e-15, "{rates:?}");
        assert!(rates[1..].is_sorted(), "{rates:?}");
        assert_eq!(rate_of_look(&looks(100, None), 0), ERROR_RATE);
    }

    /// Counts how often it is asked after all days have been played.
    struct AskedAfterwards {
        left: AtomicU32,
        asked: AtomicU32,
    }

    impl Watch for AskedAfterwards {
        fn day_done(&self) {
            self.left.fetch_sub(1, Ordering::SeqCst);
        }

        fn interrupted(&self) -> bool {
            if self.left.load(Ordering::SeqCst) == 0 {
                self.asked.fetch_add(1, Ordering::SeqCst);
            }
            false
        }
    }

    #[test]
    fn whoever_watches_is_asked_between_the_arms_also_after_their_days_are_played() {
        let (open, close) = (SimTime::clock(8, 0), SimTime::clock(9, 0));
        let talk = Distribution::Constant(Span::from_minutes(1));
        let mut parts = FloorParts::new("x", open, close);
        parts.queues = vec![Queue::new("q", Arrivals::per_hour(9.0, open, close), talk)];
        parts.groups = vec![AgentGroup::new("g", &["q"], Presence::People(1))];
        let floor = Floor::new(parts).expect("a floor");
        let floors = [&floor; 9];
        let watch = AskedAfterwards { left: AtomicU32::new(18), asked: AtomicU32::new(0) };
        let plan = ComparePlan { run: RunPlan::new(2, 1), decide_within: None, margin: &|_, _| 0.0 };
        compare_arms(&floors, &plan, &watch).expect("they are compared");
        // For nine arms before their pairs, for eight after their findings, for nine before their results.
        assert!(watch.asked.load(Ordering::SeqCst) >= 26, "{:?}", watch.asked);
    }

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
