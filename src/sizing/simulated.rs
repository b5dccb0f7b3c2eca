//! Figures of simulated days: always the same days, so that numbers of people are compared on the same callers.

use super::goal::Goal;
use super::judge::{Judge, PeopleJudged};
use super::variables::Variables;
use super::watch::{SizeError, SizeWatch};
use crate::experiment::{Probe, Probed, RunError, probe};
use crate::model::Floor;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Judges by simulation.
pub struct SimulatedJudge<'a> {
    floor: &'a Floor,
    goals: &'a [Goal],
    variables: &'a Variables,
    seed: u64,
    days: Cell<u32>,
    watch: &'a dyn SizeWatch,
    /// Shares of days must be so much above those asked for.
    margin: Cell<f64>,
    /// What was judged before, by the numbers, without the margin.
    known: RefCell<BTreeMap<Vec<i32>, PeopleJudged>>,
    /// Calls a day, for what is affordable.
    calls: f64,
    /// Whether no move is worth many trials now.
    is_rough: Cell<bool>,
}

/// Calls that may be simulated for moves that are worth as many trials.
const AFFORDABLE_CALLS: f64 = 60e6;

impl<'a> SimulatedJudge<'a> {
    /// On the days `0..days` of a seed; `calls` are expected on one.
    pub fn new(
        (floor, goals, variables): (&'a Floor, &'a [Goal], &'a Variables),
        (days, seed, calls): (u32, u64, f64),
        watch: &'a dyn SizeWatch,
    ) -> Self {
        Self {
            floor,
            goals,
            variables,
            seed,
            days: Cell::new(days),
            margin: Cell::new(0.0),
            watch,
            known: RefCell::default(),
            calls,
            is_rough: Cell::new(false),
        }
    }

    /// On how many days it judges.
    pub fn days(&self) -> u32 {
        self.days.get()
    }

    /// From now on it judges on so many days.
    pub fn on_days(&self, days: u32) {
        self.days.set(days);
        self.known.borrow_mut().clear();
    }

    /// From now on no move is worth many trials, or some are again.
    pub fn roughly(&self, is_rough: bool) {
        self.is_rough.set(is_rough);
    }

    /// From now on shares of days must be so much above those asked for: what is found on some days does better on them than on
    /// others, as it was chosen by them.
    pub fn with_margin(&self, margin: f64) {
        self.margin.set(margin);
    }

    fn beyond_margin(&self, mut judged: PeopleJudged) -> PeopleJudged {
        let shares = self.goals.iter().zip(&mut judged.slack).filter(|(goal, _)| goal.share_of_days.is_some());
        shares.for_each(|(_, slack)| *slack -= self.margin.get());
        judged
    }

    fn play(&self, values: &[i32]) -> Result<PeopleJudged, SizeError> {
        let floor = self.variables.floor_with(self.floor, values).map_err(SizeError::Floor)?;
        play(&floor, self.goals, self.variables.slices.len(), (self.days.get(), self.seed), self.watch)
    }
}

/// What a floor comes to on the days `0..days` of a seed.
pub fn play(
    floor: &Floor,
    goals: &[Goal],
    intervals: usize,
    (days, seed): (u32, u64),
    watch: &dyn SizeWatch,
) -> Result<PeopleJudged, SizeError> {
    let lead = Goal::lead(goals);
    let each = (0..intervals).map(|i| Probe::Measure(lead, i..i + 1));
    let probes: Vec<Probe> = goals.iter().map(Goal::probe).chain(each).collect();
    match probe(floor, &probes, 0..days, seed, watch) {
        Ok(found) => {
            let (of_goals, of_intervals) = found.split_at(goals.len());
            let figures = goals.iter().zip(of_goals).map(|(goal, found)| goal.figure(found)).collect();
            let miss = |found: &Probed| {
                let (good, all) = found.totals();
                let missed = if lead.more_is_better() { all - good } else { good };
                missed / f64::from(days)
            };
            let by_interval = of_intervals.iter().map(Probed::mean).collect();
            Ok(PeopleJudged::new(goals, figures, (of_intervals.iter().map(miss).collect(), by_interval)))
        }
        Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => Ok(PeopleJudged::hopeless(goals, intervals)),
        Err(error) => Err(error.into()),
    }
}

impl Judge for SimulatedJudge<'_> {
    fn goals(&self) -> &[Goal] {
        self.goals
    }

    fn judge(&self, values: &[i32]) -> Result<PeopleJudged, SizeError> {
        if let Some(known) = self.known.borrow().get(values) {
            return Ok(self.beyond_margin(known.clone()));
        }
        self.watch.tried();
        let judged = self.play(values)?;
        self.known.borrow_mut().insert(values.to_vec(), judged.clone());
        Ok(self.beyond_margin(judged))
    }

    fn affordable(&self) -> usize {
        if self.is_rough.get() {
            return 0;
        }
        (AFFORDABLE_CALLS / (self.calls * f64::from(self.days.get())).max(1.0)) as usize
    }
}

impl Goal {
    /// What must be known of every day to judge it.
    pub fn probe(&self) -> Probe {
        Probe::Measure(self.measure, self.intervals.clone())
    }

    /// Its figure, or the share of the days that reach it.
    pub fn figure(&self, found: &Probed) -> Option<f64> {
        match self.share_of_days {
            None => found.mean(),
            Some(_) => self.days_that_reach(found).map(|share| share.mean),
        }
    }

    /// The share of the days that reach the target.
    pub fn days_that_reach(&self, found: &Probed) -> Option<crate::stats::Share> {
        found.share_of_days(|figure| self.measure.reaches(figure, self.target), 0.95)
    }
}
