//! Erlang A: callers wait, but hang up after an exponential patience.

use super::super::error::{AnalyticError, not_negative, positive};
use super::super::{ImpatientQueue, PatienceCurve};
use super::{Load, b};

/// A group with a queue that callers leave after an exponential patience (M/M/s+M). First come, first served.
///
/// The shares of callers who wait and who hang up come from the birth-death chain of the number of calls, summed outwards
/// from its most likely state, so nothing overflows (Palm 1957; Garnett, Mandelbaum & Reiman 2002, "Designing a call
/// center with impatient customers"). The distribution of waits comes from the integrals of [`ImpatientQueue`].
pub struct ErlangA {
    load: Load,
    agents: f64,
    patience_s: f64,
    wait_probability: f64,
    abandonment: f64,
    /// `None` without agents.
    waits: Option<ImpatientQueue>,
}

impl ErlangA {
    /// Solves it for this many agents, 0 or more, fractions allowed, and this mean patience in seconds.
    ///
    /// # Errors
    /// If the number of agents is negative or the patience not above 0. It is stable at any load.
    pub fn new(load: Load, agents: f64, patience_s: f64) -> Result<Self, AnalyticError> {
        let agents = not_negative("the number of agents", agents)?;
        let patience_s = positive("the mean patience in seconds", patience_s)?;
        let patience = PatienceCurve::exponential(patience_s)?;
        let waits = (agents > 0.0).then(|| ImpatientQueue::new(load, agents, patience)).transpose()?;
        let (wait_probability, abandonment) = chain(load.erlangs(), agents, load.handle_s() / patience_s);
        Ok(Self { load, agents, patience_s, wait_probability, abandonment, waits })
    }

    /// Share of callers who hang up, alone: without the distribution of waits, for whoever asks often.
    ///
    /// # Errors
    /// As [`ErlangA::new`].
    pub fn abandoned(load: Load, agents: f64, patience_s: f64) -> Result<f64, AnalyticError> {
        let agents = not_negative("the number of agents", agents)?;
        let patience_s = positive("the mean patience in seconds", patience_s)?;
        Ok(chain(load.erlangs(), agents, load.handle_s() / patience_s).1)
    }

    /// Share of callers who find everybody busy and wait.
    pub const fn wait_probability(&self) -> f64 {
        self.wait_probability
    }

    /// Share of callers who hang up.
    pub const fn abandonment(&self) -> f64 {
        self.abandonment
    }

    /// Share of callers answered within so many seconds.
    pub fn service_level(&self, within_s: f64) -> f64 {
        self.waits.as_ref().map_or(0.0, |waits| waits.service_level(within_s))
    }

    /// Share of all callers who are still waiting after so many seconds.
    pub fn wait_exceeds(&self, seconds: f64) -> f64 {
        let nobody_answers = || libm::exp(-seconds.max(0.0) / self.patience_s);
        self.waits.as_ref().map_or_else(nobody_answers, |waits| waits.wait_exceeds(seconds))
    }

    /// Mean wait of all callers in seconds, those who hang up included.
    pub fn wait_mean_s(&self) -> f64 {
        self.abandonment * self.patience_s
    }

    /// Mean wait of the answered in seconds; `None` if nobody is answered.
    pub fn asa_s(&self) -> Option<f64> {
        self.waits.as_ref().and_then(ImpatientQueue::asa_s)
    }

    /// The wait in seconds that a share `p` of all callers does not exceed.
    pub fn wait_quantile_s(&self, p: f64) -> f64 {
        let nobody_answers = || -self.patience_s * libm::log1p(-p.clamp(0.0, 1.0));
        self.waits.as_ref().map_or_else(nobody_answers, |waits| waits.wait_quantile_s(p))
    }

    /// The wait in seconds that a share `p` of the answered does not exceed; `None` if nobody is answered.
    pub fn answered_wait_quantile_s(&self, p: f64) -> Option<f64> {
        self.waits.as_ref().map(|waits| waits.answered_wait_quantile_s(p))
    }

    /// Mean number of callers waiting.
    pub fn waiting_mean(&self) -> f64 {
        self.load.per_second() * self.wait_mean_s()
    }

    /// Mean number of agents busy.
    pub fn carried_erlangs(&self) -> f64 {
        self.load.erlangs() * (1.0 - self.abandonment)
    }

    /// Share of their time that agents are busy; `None` without agents.
    pub fn occupancy(&self) -> Option<f64> {
        (self.agents > 0.0).then(|| self.carried_erlangs() / self.agents)
    }
}

/// The shares of callers who wait and who hang up, from the chain of the number of calls. Time is in handle times:
/// calls come at rate `erlangs`; with j callers waiting they leave at rate `agents + j impatience`.
///
/// A caller who finds j waiting becomes number j + 1, and of the leavings that follow from there a share of
/// (j + 1) impatience / (agents + (j + 1) impatience) is by hanging up: all terms are positive.
fn chain(erlangs: f64, agents: f64, impatience: f64) -> (f64, f64) {
    const NEGLIGIBLE: f64 = 1e-18;
    let leaving = |j: f64| agents + j * impatience;
    let lost = |j: f64| (j + 1.0) * impatience / leaving(j + 1.0);
    let likeliest = ((erlangs - agents) / impatience).floor().max(0.0);
    let (mut all_busy, mut hang_up) = (1.0, lost(likeliest));
    let mut add = |j: f64, weight: f64| {
        all_busy += weight;
        hang_up += weight * lost(j);
        weight > NEGLIGIBLE * all_busy
    };
    let (mut j, mut weight) = (likeliest, 1.0);
    loop {
        j += 1.0;
        weight *= erlangs / leaving(j);
        if !add(j, weight) {
            break;
        }
    }
    (j, weight) = (likeliest, 1.0);
    while j > 0.0 && weight > 0.0 {
        weight *= leaving(j) / erlangs;
        j -= 1.0;
        if !add(j, weight) {
            weight = 0.0;
        }
    }
    // `weight` is now that of nobody waiting and all busy; the states below together weigh (1 / B - 1) times as much.
    let b = b::blocking(agents, erlangs);
    let somebody_idle = if weight > 0.0 { weight * (1.0 - b) / b } else { 0.0 };
    (all_busy / (all_busy + somebody_idle), hang_up / (all_busy + somebody_idle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: f64, expected: f64, relative: f64) {
        assert!((found - expected).abs() <= relative * expected.abs(), "{found} is not {expected}");
    }

    /// `found` rounds to what was printed with so many decimals.
    fn assert_printed(found: f64, printed: f64, decimals: i32) {
        assert!((found - printed).abs() <= 0.500_001 * 10_f64.powi(-decimals), "{found} is not {printed}");
    }

    fn solve(erlangs: f64, agents: f64, patience_s: f64) -> ErlangA {
        ErlangA::new(Load::per_hour(erlangs * 20.0, 180.0).expect("valid"), agents, patience_s).expect("valid")
    }

    #[test]
    fn it_has_the_published_figures_per_half_hour() {
        let found = solve(10.0, 14.0, 300.0);
        assert_printed(found.wait_probability(), 0.145_26, 5);
        assert_printed(found.abandonment(), 0.013_984, 6);
        assert_printed(found.occupancy().expect("agents"), 0.704_297, 6);
        assert_printed(found.wait_mean_s() / 60.0, 0.069_919, 6);
        assert_printed(found.service_level(20.0), 0.916_792, 6);
    }

    #[test]
    fn it_has_the_exact_figures_of_the_first_speed_workload() {
        let found = solve(100.0, 100.0, 120.0);
        assert_printed(found.wait_mean_s(), 5.265_51, 5);
        assert_printed(found.service_level(20.0), 0.884_642, 6);
        assert_printed(found.abandonment(), 0.043_879_3, 7);
    }

    #[test]
    fn it_has_the_figures_of_gans_koole_and_mandelbaum_2003() {
        let load = Load::per_hour(48.0 * 60.0, 60.0).expect("valid");
        let found = ErlangA::new(load, 50.0, 120.0).expect("valid");
        assert_printed(found.abandonment(), 0.0309, 4);
        assert_printed(found.wait_mean_s(), 3.71, 2);
        // Printed as 12.45; the exact value is 12.4446 (found by another program with 30 digits, too).
        assert_close(found.wait_quantile_s(0.9), 12.444_647_7, 1e-8);
        assert_printed(found.waiting_mean(), 2.97, 2);
        assert_printed(found.occupancy().expect("agents"), 0.9303, 4);
        assert_printed(found.wait_probability(), 0.4678, 4);
    }

    #[test]
    fn large_groups_approach_garnett_mandelbaum_and_reiman_2002() {
        // Delay probability for theta / mu = 0.2, 0.5, 1, 2; the limit is approached like 1 / sqrt s.
        let table = [
            (0.0, [0.6910, 0.5858, 0.5, 0.4142]),
            (0.5, [0.4127, 0.3572, 0.3085, 0.2579]),
            (1.0, [0.1993, 0.1790, 0.1587, 0.1356]),
            (2.0, [0.0257, 0.0244, 0.0228, 0.0205]),
        ];
        for (beta, row) in table {
            for (impatience, printed) in [0.2, 0.5, 1.0, 2.0].into_iter().zip(row) {
                let erlangs = 4e6;
                let (found, _) = chain(erlangs, erlangs + beta * f64::sqrt(erlangs), impatience);
                assert!((found - printed).abs() < 3e-4, "{beta} {impatience}: {found}");
            }
        }
    }

    #[test]
    fn chain_and_integrals_agree() {
        let cases = [
            (10.0, 14.0, 300.0),
            (100.0, 100.0, 120.0),
            (1e-6, 1.0, 60.0),
            (3.0, 0.7, 60.0),
            (3.0, 4.3, 5.0),
            (60.0, 20.0, 3600.0),
            (1e4, 1e4, 120.0),
            (2e4, 1e4, 120.0),
            (5.0, 5.0, 1e6),
        ];
        for (erlangs, agents, patience_s) in cases {
            let found = solve(erlangs, agents, patience_s);
            let waits = found.waits.as_ref().expect("agents");
            assert_close(waits.wait_probability(), found.wait_probability(), 1e-10);
            assert_close(waits.abandonment(), found.abandonment(), 1e-8);
            assert_eq!(ErlangA::abandoned(found.load, agents, patience_s), Ok(found.abandonment()));
            assert_close(waits.wait_mean_s(), found.wait_mean_s(), 1e-9);
            assert_close(waits.occupancy(), found.occupancy().expect("agents"), 1e-9);
            assert_close(waits.waiting_mean(), found.waiting_mean(), 1e-9);
        }
    }

    #[test]
    fn patience_equal_to_handle_time_makes_it_poisson() {
        // With theta = mu the number of calls is Poisson whatever the number of agents.
        let found = solve(7.0, 9.0, 180.0);
        let (mut term, mut below) = (libm::exp(-7.0), 0.0);
        for k in 1..=9 {
            below += term;
            term *= 7.0 / f64::from(k);
        }
        assert_close(found.wait_probability(), 1.0 - below, 1e-12);
    }

    #[test]
    fn endless_patience_approaches_erlang_c_and_hasty_callers_erlang_b() {
        let load = Load::per_hour(200.0, 180.0).expect("valid");
        let c = super::super::ErlangC::new(load, 12.0).expect("stable");
        let patient = ErlangA::new(load, 12.0, 1e12).expect("valid");
        assert_close(patient.wait_probability(), c.wait_probability(), 1e-8);
        assert_close(patient.asa_s().expect("answered"), c.asa_s(), 1e-8);
        let hasty = ErlangA::new(load, 12.0, 1e-9).expect("valid");
        assert_close(hasty.abandonment(), super::super::ErlangB::new(load, 12.0).expect("valid").blocking(), 1e-8);
    }

    #[test]
    fn heavy_overload_and_large_groups_stay_sane() {
        let flooded = solve(1e6, 100.0, 600.0);
        assert_close(flooded.abandonment(), 1.0 - 1e-4, 1e-9);
        assert_eq!(flooded.wait_probability(), 1.0);
        assert_close(flooded.asa_s().expect("answered"), 600.0 * libm::log(1e4), 1e-3);
        let large = solve(10_000.0, 10_100.0, 120.0);
        assert!(large.abandonment() > 0.0 && large.abandonment() < 0.01);
        let calm = solve(1e-6, 10.0, 60.0);
        assert!(calm.wait_probability() < 1e-60 && calm.abandonment() <= calm.wait_probability());
        assert_eq!(calm.service_level(0.0), 1.0);
    }

    #[test]
    fn without_agents_everybody_hangs_up() {
        let found = solve(10.0, 0.0, 90.0);
        assert_close(found.abandonment(), 1.0, 1e-12);
        assert_close(found.wait_mean_s(), 90.0, 1e-12);
        assert_eq!((found.service_level(1e9), found.asa_s(), found.occupancy()), (0.0, None, None));
        assert_close(found.wait_exceeds(90.0), libm::exp(-1.0), 1e-12);
        assert_close(found.wait_quantile_s(0.5), 90.0 * std::f64::consts::LN_2, 1e-12);
        assert_eq!(found.answered_wait_quantile_s(0.5), None);
    }

    #[test]
    fn without_calls_nobody_would_wait_and_nonsense_is_refused() {
        let calm = solve(0.0, 3.0, 60.0);
        assert_eq!((calm.wait_probability(), calm.abandonment(), calm.wait_mean_s()), (0.0, 0.0, 0.0));
        let load = Load::per_hour(60.0, 60.0).expect("valid");
        assert!(ErlangA::new(load, 1.0, 0.0).is_err() && ErlangA::new(load, -1.0, 60.0).is_err());
        assert!(ErlangA::new(load, 1.0, f64::INFINITY).is_err());
    }
}
