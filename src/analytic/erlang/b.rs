//! Erlang B: callers who find nobody idle are lost.

use super::super::error::{AnalyticError, not_negative};
use super::super::quadrature::integrate;
use super::Load;

/// A group without a queue (M/M/s/s; by insensitivity also M/G/s/s).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErlangB {
    load: Load,
    agents: f64,
    blocking: f64,
}

impl ErlangB {
    /// Solves it for this many agents, 0 or more, fractions allowed.
    ///
    /// # Errors
    /// If the number of agents is negative or not finite.
    pub fn new(load: Load, agents: f64) -> Result<Self, AnalyticError> {
        let agents = not_negative("the number of agents", agents)?;
        Ok(Self { load, agents, blocking: blocking(agents, load.erlangs()) })
    }

    /// Share of callers who find everybody busy and are lost.
    pub const fn blocking(&self) -> f64 {
        self.blocking
    }

    /// Mean number of agents busy.
    pub fn carried_erlangs(&self) -> f64 {
        self.load.erlangs() * (1.0 - self.blocking)
    }

    /// Share of their time that agents are busy; `None` without agents.
    pub fn occupancy(&self) -> Option<f64> {
        (self.agents > 0.0).then(|| self.carried_erlangs() / self.agents)
    }
}

/// Erlang's B formula by its recursion in the number of agents, which only multiplies and adds what is positive and
/// cannot overflow: B(s) = a B(s - 1) / (s + a B(s - 1)) (Jagerman 1974, "Some properties of the Erlang loss function").
/// A fraction of an agent is the start of the recursion.
pub(in super::super) fn blocking(agents: f64, erlangs: f64) -> f64 {
    let whole = agents.floor();
    let fraction = agents - whole;
    let mut b = blocking_below_one(fraction, erlangs);
    let mut s = fraction;
    while s < agents && b > 0.0 {
        s += 1.0;
        b = erlangs * b / (s + erlangs * b);
    }
    b
}

/// B for 0 <= s < 1 agents by Fortet's integral, 1 / B(s, a) = integral over t from 0 of e^-t (1 + t / a)^s dt, the
/// continuous extension of the formula (Jagerman 1974, theorem 3).
fn blocking_below_one(agents: f64, erlangs: f64) -> f64 {
    const END: f64 = 60.0; // e^-60 is nothing beside the integral, which is at least 1
    if agents == 0.0 {
        return 1.0;
    }
    if erlangs == 0.0 {
        return 0.0;
    }
    let integrand = |t: f64| libm::exp(agents * libm::log1p(t / erlangs) - t);
    1.0 / integrate(integrand, &[0.0, erlangs.min(1.0), END])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: f64, expected: f64, relative: f64) {
        assert!((found - expected).abs() <= relative * expected.abs(), "{found} {expected}");
    }

    #[test]
    fn it_has_the_values_of_the_printed_tables() {
        // Traffic tables: so many lines carry so many Erlangs at 1 % blocking.
        for (agents, erlangs) in [(1.0, 0.0101), (10.0, 4.46), (20.0, 12.03), (100.0, 84.06)] {
            assert!((blocking(agents, erlangs) - 0.01).abs() < 5e-5, "{agents} {erlangs}");
        }
    }

    #[test]
    fn it_is_the_ratio_of_the_defining_sum() {
        for (s, a) in [(1, 0.3), (5, 7.0), (14, 10.0), (60, 42.5)] {
            let (mut term, mut sum) = (1.0, 1.0);
            for k in 1..=s {
                term *= a / f64::from(k);
                sum += term;
            }
            assert_close(blocking(f64::from(s), a), term / sum, 1e-14);
        }
    }

    #[test]
    fn fractions_of_an_agent_satisfy_the_recursion_and_join_the_whole_numbers() {
        for a in [1e-6, 0.2, 1.0, 8.0, 300.0] {
            for s in [0.25, 0.5, 0.999, 3.7] {
                // The integral itself at s + 1 is an independent value.
                let integrand = |t: f64| libm::exp((s + 1.0) * libm::log1p(t / a) - t);
                let direct = 1.0 / integrate(integrand, &[0.0, 100.0]);
                assert_close(blocking(s + 1.0, a), direct, 1e-11);
            }
            assert_close(blocking(1.0 - 1e-12, a), a / (1.0 + a), 1e-9);
            assert_close(blocking(1e-13, a), 1.0, 1e-10);
        }
    }

    #[test]
    fn half_an_agent_has_its_closed_form() {
        // 1 / B(1/2, a) = 1 + e^a sqrt(pi / a) erfc(sqrt a) / 2, by parts from Fortet's integral.
        for a in [0.01, 0.5, 4.0, 20.0] {
            let closed = 1.0 + 0.5 * libm::exp(a) * (std::f64::consts::PI / a).sqrt() * libm::erfc(f64::sqrt(a));
            assert_close(blocking(0.5, a), 1.0 / closed, 1e-12);
        }
    }

    #[test]
    fn huge_groups_and_extreme_loads_stay_sane() {
        assert_close(blocking(10_000.0, 10_000.0), 0.007_939, 1e-3); // sqrt(2 / (pi s)), to first order
        assert_close(blocking(10.0, 1e9), 1.0 - 1e-8, 1e-12);
        assert_close(blocking(2.0, 1e-9), 0.5e-18, 1e-6);
        assert_eq!(blocking(1e6, 1.0), 0.0);
        assert_eq!((blocking(0.0, 0.0), blocking(3.0, 0.0), blocking(0.5, 0.0)), (1.0, 0.0, 0.0));
    }

    #[test]
    fn occupancy_needs_agents_and_agents_cannot_be_negative() {
        let load = Load::per_hour(60.0, 60.0).expect("valid");
        let one = ErlangB::new(load, 1.0).expect("valid");
        assert_eq!((one.blocking(), one.occupancy(), one.carried_erlangs()), (0.5, Some(0.5), 0.5));
        assert_eq!(ErlangB::new(load, 0.0).expect("valid").occupancy(), None);
        assert!(ErlangB::new(load, -1.0).is_err() && ErlangB::new(load, f64::NAN).is_err());
        assert!(Load::per_hour(-1.0, 60.0).is_err() && Load::per_hour(1.0, 0.0).is_err());
        assert!(Load::per_interval(1.0, 0.0, 60.0).is_err() && Load::per_hour(1e300, 1e300).is_err());
    }
}
