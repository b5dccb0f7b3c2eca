//! All figures of one number of agents at once, whichever the formula.

use super::super::error::{AnalyticError, not_negative};
use super::{ErlangA, ErlangB, ErlangC, Load, Model};

/// What so many agents achieve. Shares are of all callers.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Figures {
    /// Share of callers who find everybody busy and wait.
    pub wait_probability: f64,
    /// Share of callers who find everybody busy and are refused (Erlang B alone).
    pub blocked: f64,
    /// Share of callers who hang up (Erlang A alone).
    pub abandon_rate: f64,
    /// Share of callers answered within the time asked about.
    pub service_level: f64,
    /// Mean wait of the answered in seconds; `None` if nobody is answered.
    pub asa_s: Option<f64>,
    /// Mean wait of all callers in seconds.
    pub wait_mean_s: f64,
    /// The wait in seconds that 90 % of the answered do not exceed; `None` if nobody is answered.
    pub wait_p90_s: Option<f64>,
    /// Mean number of callers waiting.
    pub waiting_mean: f64,
    /// Share of their time that agents are busy; `None` without agents.
    pub occupancy: Option<f64>,
}

impl Figures {
    /// The figures of so many agents, fractions allowed; the service level is within `within_s` seconds.
    ///
    /// # Errors
    /// If a number makes no sense; [`AnalyticError::Unstable`] for Erlang C at or above full load.
    pub fn of(model: Model, load: Load, agents: f64, within_s: f64) -> Result<Self, AnalyticError> {
        let within_s = not_negative("the time of the service level in seconds", within_s)?;
        match model {
            Model::ErlangB => ErlangB::new(load, agents).map(|b| Self::without_a_queue(&b)),
            Model::ErlangC => ErlangC::new(load, agents).map(|c| Self::with_endless_patience(&c, within_s)),
            Model::ErlangA { patience_s } => {
                ErlangA::new(load, agents, patience_s).map(|a| Self::with_patience(&a, within_s))
            }
        }
    }

    fn without_a_queue(b: &ErlangB) -> Self {
        let somebody_answered = b.blocking() < 1.0;
        Self {
            wait_probability: 0.0,
            blocked: b.blocking(),
            abandon_rate: 0.0,
            service_level: 1.0 - b.blocking(),
            asa_s: somebody_answered.then_some(0.0),
            wait_mean_s: 0.0,
            wait_p90_s: somebody_answered.then_some(0.0),
            waiting_mean: 0.0,
            occupancy: b.occupancy(),
        }
    }

    fn with_endless_patience(c: &ErlangC, within_s: f64) -> Self {
        Self {
            wait_probability: c.wait_probability(),
            blocked: 0.0,
            abandon_rate: 0.0,
            service_level: c.service_level(within_s),
            asa_s: Some(c.asa_s()),
            wait_mean_s: c.asa_s(),
            wait_p90_s: Some(c.wait_quantile_s(0.9)),
            waiting_mean: c.waiting_mean(),
            occupancy: Some(c.occupancy()),
        }
    }

    fn with_patience(a: &ErlangA, within_s: f64) -> Self {
        Self {
            wait_probability: a.wait_probability(),
            blocked: 0.0,
            abandon_rate: a.abandonment(),
            service_level: a.service_level(within_s),
            asa_s: a.asa_s(),
            wait_mean_s: a.wait_mean_s(),
            wait_p90_s: a.answered_wait_quantile_s(0.9),
            waiting_mean: a.waiting_mean(),
            occupancy: a.occupancy(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(model: Model, agents: f64) -> Result<Figures, AnalyticError> {
        Figures::of(model, Load::per_interval(100.0, 1_800.0, 180.0).expect("a load"), agents, 20.0)
    }

    #[test]
    fn each_formula_gives_its_own_figures() {
        let c = figures(Model::ErlangC, 14.0).expect("a stable queue");
        assert!((c.wait_probability - 0.174_132).abs() < 1e-6 && (c.service_level - 0.888_35).abs() < 1e-5);
        assert_eq!((c.asa_s, c.abandon_rate, c.blocked), (Some(c.wait_mean_s), 0.0, 0.0));
        let a = figures(Model::ErlangA { patience_s: 300.0 }, 14.0).expect("a queue");
        assert!((a.abandon_rate - 0.013_984).abs() < 1e-6 && (a.service_level - 0.916_792).abs() < 1e-6);
        assert!(a.asa_s < Some(a.wait_mean_s) && a.wait_p90_s < c.wait_p90_s);
        let b = figures(Model::ErlangB, 14.0).expect("a loss system");
        assert_eq!((b.service_level + b.blocked, b.wait_probability, b.wait_p90_s), (1.0, 0.0, Some(0.0)));
    }

    #[test]
    fn without_agents_nobody_is_answered() {
        for model in [Model::ErlangB, Model::ErlangA { patience_s: 60.0 }] {
            let found = figures(model, 0.0).expect("a floor without agents");
            assert_eq!((found.asa_s, found.wait_p90_s, found.occupancy), (None, None, None));
            assert_eq!((found.service_level, found.blocked + found.abandon_rate), (0.0, 1.0));
        }
    }

    #[test]
    fn full_load_and_nonsense_are_refused() {
        assert!(matches!(figures(Model::ErlangC, 10.0), Err(AnalyticError::Unstable { .. })));
        let load = Load::per_hour(10.0, 60.0).expect("a load");
        assert!(Figures::of(Model::ErlangC, load, 5.0, -1.0).is_err());
        assert!(Figures::of(Model::ErlangC, load, f64::NAN, 20.0).is_err());
    }
}
