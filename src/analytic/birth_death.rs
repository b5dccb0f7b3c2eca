//! Chains that move one step up or down: a queue with limited lines, and what the formulas of Erlang are tested with.

use super::error::{AnalyticError, not_negative, positive};

/// The long-run distribution of a chain with `births.len() + 1` states: from state n it goes up at rate `births[n]`, from
/// state n + 1 down at rate `deaths[n]`.
///
/// Weights are kept as logarithms until the largest is known, so no chain is too long or too steep; relative error about
/// 1e-16 times the largest logarithm. A birth rate of 0 cuts off the states above.
///
/// # Errors
/// Unless every birth rate is at least 0 and every death rate above 0, finite, and there are as many of both.
pub fn birth_death(births: &[f64], deaths: &[f64]) -> Result<Vec<f64>, AnalyticError> {
    if births.len() != deaths.len() {
        let (what, found) = ("the number of death rates", deaths.len() as f64);
        return Err(AnalyticError::Invalid { what, found, allowed: "the number of birth rates" });
    }
    let mut ln_weights = vec![0.0];
    let mut ln_weight = 0.0;
    for (&birth, &death) in births.iter().zip(deaths) {
        let (birth, death) = (not_negative("a birth rate", birth)?, positive("a death rate", death)?);
        ln_weight += libm::log(birth) - libm::log(death);
        ln_weights.push(ln_weight);
    }
    let largest = ln_weights.iter().copied().fold(0.0, f64::max);
    let weights: Vec<f64> = ln_weights.iter().map(|ln| libm::exp(ln - largest)).collect();
    let total: f64 = weights.iter().sum();
    Ok(weights.into_iter().map(|weight| weight / total).collect())
}

#[cfg(test)]
mod tests {
    use super::super::erlang::{ErlangA, ErlangB, ErlangC, Load};
    use super::*;

    fn assert_close(found: f64, expected: f64, relative: f64) {
        assert!((found - expected).abs() <= relative * expected.abs(), "{found} is not {expected}");
    }

    /// The number of calls with `agents` agents, in handle times, cut off at `states`.
    fn calls(erlangs: f64, agents: usize, impatience: f64, states: usize) -> Vec<f64> {
        let leaving = |n: usize| n.min(agents) as f64 + n.saturating_sub(agents) as f64 * impatience;
        let deaths: Vec<f64> = (1..=states).map(leaving).collect();
        birth_death(&vec![erlangs; states], &deaths).expect("valid")
    }

    fn load(erlangs: f64) -> Load {
        Load::per_hour(erlangs, 3600.0).expect("valid")
    }

    #[test]
    fn a_chain_that_ends_with_the_agents_is_erlang_b() {
        for (erlangs, agents) in [(0.5, 1), (10.0, 14), (1200.0, 1000)] {
            let lost = calls(erlangs, agents, 0.0, agents)[agents];
            assert_close(lost, ErlangB::new(load(erlangs), agents as f64).expect("valid").blocking(), 1e-10);
        }
    }

    #[test]
    fn a_chain_with_a_long_queue_is_erlang_c() {
        let chain = calls(45.0, 50, 0.0, 2_000);
        let c = ErlangC::new(load(45.0), 50.0).expect("stable");
        assert_close(chain[50..].iter().sum(), c.wait_probability(), 1e-11);
        let waiting: f64 = chain[50..].iter().enumerate().map(|(n, p)| n as f64 * p).sum();
        assert_close(waiting, c.waiting_mean(), 1e-11);
    }

    #[test]
    fn a_chain_with_hang_ups_is_erlang_a() {
        for (erlangs, agents, impatience, states) in
            [(10.0, 14, 0.6, 200), (100.0, 100, 1.5, 500), (300.0, 100, 0.1, 6_000)]
        {
            let chain = calls(erlangs, agents, impatience, states);
            let a = ErlangA::new(load(erlangs), agents as f64, 3600.0 / impatience).expect("valid");
            assert_close(chain[agents..].iter().sum(), a.wait_probability(), 1e-10);
            let waiting: f64 = chain[agents..].iter().enumerate().map(|(n, p)| n as f64 * p).sum();
            assert_close(waiting, a.waiting_mean(), 1e-10);
            assert_close(impatience * waiting / erlangs, a.abandonment(), 1e-10);
        }
    }

    #[test]
    fn what_cannot_be_reached_has_no_share() {
        assert_eq!(birth_death(&[1.0, 0.0, 5.0], &[1.0, 1.0, 1.0]), Ok(vec![0.5, 0.5, 0.0, 0.0]));
        assert_eq!(birth_death(&[], &[]), Ok(vec![1.0]));
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(birth_death(&[1.0], &[]).is_err() && birth_death(&[1.0], &[0.0]).is_err());
        assert!(birth_death(&[-1.0], &[1.0]).is_err() && birth_death(&[f64::INFINITY], &[1.0]).is_err());
    }
}
