//! A queue with so many telephone lines, and callers who dial until they find one.

use super::birth_death::birth_death;
use super::erlang::Load;
use super::error::{AnalyticError, not_negative};

/// Callers who find every line taken are blocked; others wait, and hang up after an exponential patience or never (M/M/s/K and
/// M/M/s/K+M; Gross, Shortle, Thompson and Harris 2008, "Fundamentals of queueing theory", section 2.5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LimitedLines {
    blocking: f64,
    waiting: f64,
    hang_ups_per_second: f64,
    entered_per_second: f64,
}

impl LimitedLines {
    /// Solves it for exponential talks without wrap-up. `patience_s` is the mean patience in seconds, `None` for ever.
    ///
    /// # Errors
    /// If the patience is negative or not finite.
    pub fn new(load: Load, agents: u32, lines: u32, patience_s: Option<f64>) -> Result<Self, AnalyticError> {
        let patience_s = patience_s.map(|patience| not_negative("the patience", patience)).transpose()?;
        let talk_s = load.erlangs() / load.per_second();
        let hang_up = patience_s.map_or(0.0, |patience| 1.0 / patience);
        let waiting = |calls: u32| f64::from(calls.saturating_sub(agents));
        let leaving = |calls: u32| f64::from(calls.min(agents)) / talk_s + waiting(calls) * hang_up;
        let leavings: Vec<f64> = (1..=lines).map(leaving).collect();
        let shares = birth_death(&vec![load.per_second(); lines as usize], &leavings)?;
        let mean_waiting = (0..).zip(&shares).map(|(calls, share)| share * waiting(calls)).sum::<f64>();
        let blocking = shares.last().copied().unwrap_or(1.0);
        Ok(Self {
            blocking,
            waiting: mean_waiting,
            hang_ups_per_second: mean_waiting * hang_up,
            entered_per_second: load.per_second() * (1.0 - blocking),
        })
    }

    /// Share of callers who are blocked.
    pub const fn blocking(&self) -> f64 {
        self.blocking
    }

    /// Mean number waiting.
    pub const fn waiting_mean(&self) -> f64 {
        self.waiting
    }

    /// Mean wait of all who found a line, in seconds (Little 1961).
    pub fn wait_mean_s(&self) -> f64 {
        self.waiting / self.entered_per_second
    }

    /// Share of those who found a line who hang up.
    pub fn abandonment(&self) -> f64 {
        self.hang_ups_per_second / self.entered_per_second
    }
}

/// Blocked calls per second of one agent with one line, whose callers dial again at exponential times of this mean in seconds until
/// they are answered: the number of those who will, in the long run, times their rate (M/M/1 with retrials; Falin and
/// Templeton 1997, "Retrial queues", section 1.2).
///
/// # Errors
/// If the agent has as much to do as there is time, or more.
pub fn blocked_until_answered_per_second(load: Load, redial_s: f64) -> Result<f64, AnalyticError> {
    let (busy, rate, redials) = (load.erlangs(), load.per_second(), 1.0 / redial_s);
    if busy >= 1.0 {
        return Err(AnalyticError::Invalid { what: "the load", found: busy, allowed: "below 1 Erlang" });
    }
    Ok(busy * (rate + busy * redials) / (1.0 - busy))
}

#[cfg(test)]
mod tests {
    use super::super::erlang::{ErlangA, ErlangB, ErlangC};
    use super::super::markov::stationary;
    use super::*;

    fn load(erlangs: f64) -> Load {
        Load::per_hour(20.0 * erlangs, 180.0).expect("valid")
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found} is not {expected}");
    }

    #[test]
    fn a_line_for_each_agent_is_erlang_b_and_lines_without_end_are_erlang_c_and_a() {
        let b = ErlangB::new(load(9.0), 10.0).expect("valid").blocking();
        close(LimitedLines::new(load(9.0), 10, 10, None).expect("valid").blocking(), b);
        let c = ErlangC::new(load(9.0), 10.0).expect("valid").asa_s();
        close(LimitedLines::new(load(9.0), 10, 400, None).expect("valid").wait_mean_s(), c);
        let a = ErlangA::new(load(11.0), 10.0, 120.0).expect("valid");
        let limited = LimitedLines::new(load(11.0), 10, 400, Some(120.0)).expect("valid");
        close(limited.wait_mean_s(), a.wait_mean_s());
        close(limited.abandonment(), a.abandonment());
    }

    #[test]
    fn two_operators_with_five_on_hold_are_worked_out_on_paper() {
        // M/M/2/7 at 1.5 Erlangs: weights 1, 1.5, then 1.125 times 0.75 to the n-th.
        let weights: Vec<f64> = [1.0, 1.5].into_iter().chain((0..6).map(|n| 1.125 * 0.75_f64.powi(n))).collect();
        let found = LimitedLines::new(load(1.5), 2, 7, None).expect("valid");
        close(found.blocking(), weights[7] / weights.iter().sum::<f64>());
        assert!((found.blocking() - 0.0431).abs() < 5e-5 && (found.waiting_mean() - 1.015).abs() < 5e-4, "{found:?}");
    }

    #[test]
    fn who_dials_until_answered_is_blocked_as_often_as_the_chain_says() {
        // States by whether the agent is busy and how many will dial again, up to 200 of those; rates per second.
        const MOST: usize = 200;
        let (load, redial) = (Load::per_hour(24.0, 60.0).expect("valid"), 1.0 / 300.0);
        let (rate, talk) = (load.per_second(), 1.0 / 60.0);
        let mut rates = vec![vec![0.0; 2 * MOST + 2]; 2 * MOST + 2];
        for waiting in 0..=MOST {
            let (idle, busy) = (2 * waiting, 2 * waiting + 1);
            (rates[idle][busy], rates[busy][idle]) = (rate, talk);
            if waiting > 0 {
                rates[idle][busy - 2] = waiting as f64 * redial;
                rates[busy - 2][busy] = rate;
            }
        }
        let shares = stationary(&rates).expect("a chain");
        let blocked = |from: usize| (from % 2) as f64 * (rate + (from / 2) as f64 * redial);
        let by_chain: f64 = shares.iter().enumerate().map(|(from, share)| share * blocked(from)).sum();
        let found = blocked_until_answered_per_second(load, 300.0).expect("valid");
        assert!((found - by_chain).abs() < 1e-9 * by_chain, "{found} is not {by_chain}");
        assert!(blocked_until_answered_per_second(Load::per_hour(60.0, 60.0).expect("valid"), 300.0).is_err());
    }
}
