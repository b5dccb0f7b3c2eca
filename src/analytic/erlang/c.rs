//! Erlang C: everybody waits as long as it takes.

use super::super::error::{AnalyticError, not_negative};
use super::{Load, b};

/// A group with a queue nobody leaves (M/M/s). Waits are those of first come, first served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErlangC {
    load: Load,
    agents: f64,
    wait_probability: f64,
}

impl ErlangC {
    /// Solves it for this many agents, fractions allowed.
    ///
    /// # Errors
    /// [`AnalyticError::Unstable`] at or above full load; if the number of agents is negative or not finite.
    pub fn new(load: Load, agents: f64) -> Result<Self, AnalyticError> {
        let agents = not_negative("the number of agents", agents)?;
        let erlangs = load.erlangs();
        if erlangs >= agents {
            return Err(AnalyticError::Unstable { erlangs, agents });
        }
        // C = B / (1 - (a / s) (1 - B)) (Cooper 1981, Introduction to Queueing Theory, eq. 4.8), with the continuous B.
        let blocking = b::blocking(agents, erlangs);
        let wait_probability = agents * blocking / (agents - erlangs * (1.0 - blocking));
        Ok(Self { load, agents, wait_probability })
    }

    /// Share of callers who find everybody busy and wait.
    pub const fn wait_probability(&self) -> f64 {
        self.wait_probability
    }

    /// Share of callers answered within so many seconds.
    pub fn service_level(&self, within_s: f64) -> f64 {
        1.0 - self.wait_exceeds(within_s)
    }

    /// Share of callers who wait longer than so many seconds.
    pub fn wait_exceeds(&self, seconds: f64) -> f64 {
        self.wait_probability * libm::exp(-seconds.max(0.0) / self.wait_of_the_waiting_s())
    }

    /// Mean wait of all callers in seconds (the ASA, as all are answered).
    pub fn asa_s(&self) -> f64 {
        self.wait_probability * self.wait_of_the_waiting_s()
    }

    /// Mean wait in seconds of those who wait at all.
    pub fn wait_of_the_waiting_s(&self) -> f64 {
        self.load.handle_s() / (self.agents - self.load.erlangs())
    }

    /// The wait in seconds that a share `p` of callers does not exceed.
    pub fn wait_quantile_s(&self, p: f64) -> f64 {
        let exceeding = 1.0 - p.clamp(0.0, 1.0);
        (self.wait_of_the_waiting_s() * libm::log(self.wait_probability / exceeding)).max(0.0)
    }

    /// Mean number of callers waiting.
    pub fn waiting_mean(&self) -> f64 {
        self.load.per_second() * self.asa_s()
    }

    /// Share of their time that agents are busy.
    pub fn occupancy(&self) -> f64 {
        self.load.erlangs() / self.agents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half_hour(calls: f64, agents: f64) -> ErlangC {
        ErlangC::new(Load::per_interval(calls, 1800.0, 180.0).expect("valid"), agents).expect("stable")
    }

    /// `found` rounds to what was printed with so many decimals.
    fn assert_printed(found: f64, printed: f64, decimals: i32) {
        assert!((found - printed).abs() <= 0.500_001 * 10_f64.powi(-decimals), "{found} is not {printed}");
    }

    #[test]
    fn it_has_the_published_figures_per_half_hour() {
        let first = half_hour(100.0, 14.0);
        assert_printed(first.wait_probability(), 0.174_132, 6);
        assert_printed(first.service_level(20.0), 0.888_35, 5);
        assert_printed(first.asa_s(), 7.836, 3);
        assert_printed(first.occupancy(), 0.714_286, 6);
        for (calls, agents, level, asa, occupancy) in [
            (200.0, 24.0, 0.8089, 13.41, 0.833),
            (500.0, 56.0, 0.8412, 9.28, 0.893),
            (1000.0, 107.0, 0.8238, 9.86, 0.935),
        ] {
            let found = half_hour(calls, agents);
            assert_printed(found.service_level(20.0), level, 4);
            assert_printed(found.asa_s(), asa, 2);
            assert_printed(found.occupancy(), occupancy, 3);
        }
    }

    #[test]
    fn it_has_the_published_figures_per_hour() {
        let load = Load::per_hour(1000.0, 120.0).expect("valid");
        for (agents, level, asa) in [(40.0, 0.9372, 3.43), (35.0, 0.4724, 50.15)] {
            let found = ErlangC::new(load, agents).expect("stable");
            assert_printed(found.service_level(20.0), level, 4);
            assert_printed(found.asa_s(), asa, 2);
        }
    }

    #[test]
    fn it_has_the_figures_of_gans_koole_and_mandelbaum_2003() {
        let found = ErlangC::new(Load::per_hour(48.0 * 60.0, 60.0).expect("valid"), 50.0).expect("stable");
        assert_printed(found.asa_s(), 20.83, 2);
        assert_printed(found.wait_quantile_s(0.9), 58.1, 1);
        assert_printed(found.waiting_mean(), 16.7, 1);
        assert_printed(found.occupancy(), 0.96, 2);
    }

    #[test]
    fn it_has_the_exact_figures_of_the_second_speed_workload() {
        let found = ErlangC::new(Load::per_hour(950.0, 180.0).expect("valid"), 50.0).expect("stable");
        assert_printed(found.asa_s(), 45.2948, 4);
        assert_printed(found.service_level(20.0), 0.523_483, 6);
    }

    #[test]
    fn large_groups_approach_halfin_and_whitt_1981() {
        // s = a + beta sqrt a; the limit is approached like 1 / sqrt s.
        for (beta, printed) in [(0.25, 0.7209), (0.5, 0.5045), (1.0, 0.2234), (1.5, 0.0847), (2.0, 0.0269)] {
            let erlangs = 4e6;
            let load = Load::per_hour(erlangs, 3600.0).expect("valid");
            let found = ErlangC::new(load, erlangs + beta * f64::sqrt(erlangs)).expect("stable");
            assert!((found.wait_probability() - printed).abs() < 3e-4, "{beta}: {}", found.wait_probability());
        }
    }

    #[test]
    fn one_agent_is_the_textbook_queue() {
        let found = ErlangC::new(Load::per_hour(45.0, 60.0).expect("valid"), 1.0).expect("stable");
        assert!((found.wait_probability() - 0.75).abs() < 1e-15);
        assert!((found.asa_s() - 180.0).abs() < 1e-10);
        assert!((found.wait_exceeds(60.0) - 0.75 * libm::exp(-0.25)).abs() < 1e-15);
    }

    #[test]
    fn quantile_and_tail_undo_each_other() {
        let found = half_hour(100.0, 11.5);
        for p in [0.5, 0.9, 0.99] {
            assert!((found.service_level(found.wait_quantile_s(p)) - p).abs() < 1e-14);
        }
        assert_eq!(found.wait_quantile_s(0.1), 0.0);
        assert_eq!(found.service_level(-5.0), found.service_level(0.0));
    }

    #[test]
    fn fractional_agents_lie_between_whole_ones() {
        let asa: Vec<f64> = [11.0, 11.25, 11.5, 11.75, 12.0].map(|s| half_hour(100.0, s).asa_s()).to_vec();
        assert!(asa.is_sorted_by(|a, b| a > b), "{asa:?}");
    }

    #[test]
    fn full_load_is_unstable_and_no_calls_wait_not() {
        let load = Load::per_hour(60.0, 60.0).expect("valid");
        assert_eq!(ErlangC::new(load, 1.0), Err(AnalyticError::Unstable { erlangs: 1.0, agents: 1.0 }));
        assert!(ErlangC::new(load, 0.5).is_err() && ErlangC::new(load, f64::INFINITY).is_err());
        let calm = ErlangC::new(Load::per_hour(0.0, 60.0).expect("valid"), 3.0).expect("stable");
        assert_eq!((calm.asa_s(), calm.service_level(0.0), calm.occupancy()), (0.0, 1.0, 0.0));
        assert_eq!(calm.wait_quantile_s(0.9), 0.0);
    }
}
