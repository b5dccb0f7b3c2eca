//! Seats and calls of one interval, by Erlang A: every interval is a queue in its long run.

use super::rules::PlannerRules;
use crate::analytic::AnalyticError;
use crate::analytic::erlang::{ErlangA, Load, Model, Target, agents_for};
use std::collections::BTreeMap;

/// How closely a volume is found, as a share of it.
const CLOSE: f64 = 1e-12;
/// A volume below this is none.
const NO_CALLS: f64 = 1e-6;

/// What is asked of an interval, with what was found already.
pub(super) struct Capacity {
    aht_s: f64,
    interval_s: f64,
    patience_s: f64,
    targets: Vec<Target>,
    rate: f64,
    needed: BTreeMap<u64, u32>,
    most: BTreeMap<u32, f64>,
}

impl Capacity {
    /// # Errors
    /// If the formulas do not know the handle time or the patience.
    pub fn new(rules: &PlannerRules, aht_s: f64, interval_s: u32) -> Result<Self, AnalyticError> {
        let interval_s = f64::from(interval_s);
        let service = |(within_s, share): (f64, f64)| Target::ServiceLevel { within_s, share };
        let lost = |rate: f64| Target::Lost { at_most: 1.0 - rate };
        let targets = rules.answer_rate.value.map(lost).into_iter().chain(rules.service_level.value.map(service));
        let (patience_s, rate) = (rules.patience_s.value, rules.capacity_rate());
        ErlangA::abandoned(Load::per_interval(1.0, interval_s, aht_s)?, 1.0, patience_s)?;
        let targets = targets.collect();
        Ok(Self { aht_s, interval_s, patience_s, targets, rate, needed: BTreeMap::new(), most: BTreeMap::new() })
    }

    /// Offered load of so many calls.
    pub fn erlangs(&self, calls: f64) -> f64 {
        calls * self.aht_s / self.interval_s
    }

    /// Mean handle time in seconds.
    pub fn aht_s(&self) -> f64 {
        self.aht_s
    }

    /// Hours of an interval.
    pub fn interval_hours(&self) -> f64 {
        self.interval_s / 3_600.0
    }

    /// The fewest seats with which so many calls meet every target; 0 without calls.
    ///
    /// # Errors
    /// If no number of seats does.
    pub fn needed(&mut self, calls: f64) -> Result<u32, AnalyticError> {
        if let Some(seats) = self.needed.get(&calls.to_bits()) {
            return Ok(*seats);
        }
        let load = Load::per_interval(calls, self.interval_s, self.aht_s)?;
        let model = Model::ErlangA { patience_s: self.patience_s };
        let mut seats = 0;
        for target in &self.targets {
            seats = seats.max(agents_for(model, load, *target)?);
        }
        self.needed.insert(calls.to_bits(), seats);
        Ok(seats)
    }

    /// How many of so many calls such seats answer.
    ///
    /// # Errors
    /// If the formula cannot be asked.
    pub fn answered(&self, calls: f64, seats: u32) -> Result<f64, AnalyticError> {
        if calls == 0.0 || seats == 0 {
            return Ok(0.0);
        }
        let load = Load::per_interval(calls, self.interval_s, self.aht_s)?;
        Ok(calls * (1.0 - ErlangA::abandoned(load, f64::from(seats), self.patience_s)?))
    }

    /// The most calls of which such seats answer the share that is asked for.
    ///
    /// # Errors
    /// If the formula cannot be asked.
    pub fn most_calls(&mut self, seats: u32) -> Result<f64, AnalyticError> {
        if let Some(calls) = self.most.get(&seats) {
            return Ok(*calls);
        }
        let calls = if seats == 0 { 0.0 } else { self.largest(|calls| Ok((calls, self.answered(calls, seats)?)))? };
        self.most.insert(seats, calls);
        Ok(calls)
    }

    /// The most calls of a day that comes as `profile` says, in calls, of which the seats answer the share that is asked for.
    ///
    /// # Errors
    /// If the formula cannot be asked.
    pub fn of_day(&self, profile: &[f64], seats: &[u32]) -> Result<f64, AnalyticError> {
        let forecast: f64 = profile.iter().sum();
        if forecast <= 0.0 {
            return Ok(0.0);
        }
        self.largest(|calls| {
            let times = calls / forecast;
            let answered = profile.iter().zip(seats).map(|(calls, seats)| self.answered(calls * times, *seats));
            Ok((calls, answered.sum::<Result<f64, _>>()?))
        })
    }

    /// The largest number of calls of which enough are answered; `of` gives calls offered and answered, of which the share
    /// falls as calls rise.
    fn largest(&self, of: impl Fn(f64) -> Result<(f64, f64), AnalyticError>) -> Result<f64, AnalyticError> {
        let is_met = |calls: f64| of(calls).map(|(offered, answered)| answered >= self.rate * offered);
        if !is_met(NO_CALLS)? {
            return Ok(0.0);
        }
        let (mut met, mut missed) = (NO_CALLS, 1.0);
        while is_met(missed)? {
            (met, missed) = (missed, missed * 2.0);
        }
        while missed - met > CLOSE * missed {
            let middle = 0.5 * (met + missed);
            if is_met(middle)? { met = middle } else { missed = middle }
        }
        Ok(met)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::rules;
    use super::*;

    fn capacity() -> Capacity {
        Capacity::new(&rules(), 240.0, 1_800).expect("good rules")
    }

    #[test]
    fn seats_needed_meet_every_target_and_one_seat_fewer_does_not() {
        let mut capacity = capacity();
        for calls in [0.25, 7.0, 60.0, 400.0] {
            let seats = capacity.needed(calls).expect("reachable");
            let met = |seats: u32| {
                let load = Load::per_interval(calls, 1_800.0, 240.0).expect("a load");
                let a = ErlangA::new(load, f64::from(seats), 600.0).expect("a queue");
                1.0 - a.abandonment() >= 0.9 && a.service_level(180.0) >= 0.9
            };
            assert!(met(seats) && !met(seats - 1), "{calls}: {seats}");
        }
        assert_eq!(capacity.needed(0.0), Ok(0));
    }

    #[test]
    fn with_the_most_calls_just_enough_are_answered() {
        let mut capacity = capacity();
        let calls = capacity.most_calls(10).expect("a number");
        let share = |calls: f64| capacity.answered(calls, 10).expect("a number") / calls;
        assert!(share(calls) >= 0.9 && share(calls * 1.000_001) < 0.9, "{calls}");
        assert_eq!(capacity.most_calls(0), Ok(0.0));
    }

    #[test]
    fn a_day_of_one_interval_carries_what_the_interval_carries() {
        let mut capacity = capacity();
        let alone = capacity.most_calls(10).expect("a number");
        let day = capacity.of_day(&[40.0, 0.0], &[10, 3]).expect("a number");
        assert!((day / alone - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_day_whose_people_are_not_there_when_calls_come_carries_nothing() {
        let capacity = capacity();
        assert_eq!(capacity.of_day(&[40.0, 40.0], &[100, 0]), Ok(0.0));
        assert_eq!(capacity.of_day(&[0.0], &[5]), Ok(0.0));
    }

    #[test]
    fn what_cannot_be_met_is_said() {
        let mut rules = rules();
        rules.answer_rate.value = Some(1.0);
        assert!(Capacity::new(&rules, 240.0, 1_800).expect("good rules").needed(5.0).is_err());
        assert!(Capacity::new(&rules, 0.0, 1_800).is_err());
    }
}
