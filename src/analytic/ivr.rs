//! A queue behind an IVR, with so many telephone lines for both.

use super::erlang::Load;
use super::error::{AnalyticError, not_negative};

/// Callers find a line or are blocked, are in the IVR for a time of any distribution, and then with a chance ask for a person: for them
/// they wait, still on the line, and hang up after an exponential patience or never.
///
/// The numbers in the IVR and behind it have a product form, cut off at the lines (Srinivasan, Talim and Wang 2004, "Performance analysis
/// of a call center with interactive voice response units"; with Baskett, Chandy, Muntz and Palacios 1975 whatever the time in the IVR).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IvrLines {
    blocking: f64,
    in_ivr: f64,
    waiting: f64,
    asked_per_second: f64,
}

impl IvrLines {
    /// Solves it. `load`: calls that enter the IVR if they find a line, and how long each that asks for a person talks, exponential and without
    /// wrap-up; `ivr_s`: the mean time in the IVR; `asks`: the share who then ask for a person; `patience_s`: the mean patience in seconds,
    /// `None` for ever.
    ///
    /// # Errors
    /// If a time is negative or not finite, or the share not from 0 to 1.
    pub fn new(
        load: Load,
        (ivr_s, asks): (f64, f64),
        (agents, lines): (u32, u32),
        patience_s: Option<f64>,
    ) -> Result<Self, AnalyticError> {
        let ivr_s = not_negative("the time in the IVR", ivr_s)?;
        let asks = not_negative("the share who ask for a person", asks)?;
        if asks > 1.0 {
            return Err(AnalyticError::Invalid {
                what: "the share who ask for a person",
                found: asks,
                allowed: "0 to 1",
            });
        }
        let patience_s = patience_s.map(|patience| not_negative("the patience", patience)).transpose()?;
        let (calls, talk_s) = (load.per_second(), load.erlangs() / load.per_second());
        let waiting = |n: u32| f64::from(n.saturating_sub(agents));
        let leaving =
            |n: u32| f64::from(n.min(agents)) / talk_s + patience_s.map_or(0.0, |patience| waiting(n) / patience);
        let in_ivr = weights(lines, |_| calls * ivr_s, f64::from);
        let behind = weights(lines, |_| calls * asks, leaving);
        let (mut total, mut full, mut mean_in_ivr, mut mean_waiting) = (0.0, 0.0, 0.0, 0.0);
        for (i, ivr) in (0..).zip(&in_ivr) {
            for (n, people) in (0..=lines - i).zip(&behind) {
                let weight = libm::exp(ivr + people);
                total += weight;
                full += if i + n == lines { weight } else { 0.0 };
                mean_in_ivr += f64::from(i) * weight;
                mean_waiting += waiting(n) * weight;
            }
        }
        let blocking = full / total;
        let asked_per_second = calls * (1.0 - blocking) * asks;
        Ok(Self { blocking, in_ivr: mean_in_ivr / total, waiting: mean_waiting / total, asked_per_second })
    }

    /// Share of callers who are blocked.
    pub const fn blocking(&self) -> f64 {
        self.blocking
    }

    /// Mean number in the IVR.
    pub const fn ivr_mean(&self) -> f64 {
        self.in_ivr
    }

    /// Mean number waiting for a person.
    pub const fn waiting_mean(&self) -> f64 {
        self.waiting
    }

    /// Mean wait of all who asked for a person, in seconds (Little 1961).
    pub fn wait_mean_s(&self) -> f64 {
        self.waiting / self.asked_per_second
    }
}

/// Logarithms of the weights of 0 to so many, the largest of them 0.
fn weights(most: u32, rate_in: impl Fn(u32) -> f64, rate_out: impl Fn(u32) -> f64) -> Vec<f64> {
    let mut ln = 0.0;
    let step = |n: u32| {
        ln += libm::log(rate_in(n)) - libm::log(rate_out(n));
        ln
    };
    let all: Vec<f64> = std::iter::once(0.0).chain((1..=most).map(step)).collect();
    let largest = all.iter().copied().fold(0.0, f64::max);
    all.into_iter().map(|weight| weight - largest).collect()
}

#[cfg(test)]
mod tests {
    use super::super::erlang::ErlangB;
    use super::super::limited::LimitedLines;
    use super::super::markov::stationary;
    use super::*;

    fn load(erlangs: f64) -> Load {
        Load::per_hour(20.0 * erlangs, 180.0).expect("valid")
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found} is not {expected}");
    }

    #[test]
    fn with_an_agent_for_each_line_it_is_erlang_b_of_the_time_on_the_line() {
        // Each call has a line for 45 s, and 60 % of them for 180 s more.
        let found = IvrLines::new(load(9.0), (45.0, 0.6), (12, 12), None).expect("valid");
        let on_the_line = Load::per_hour(180.0, 45.0 + 0.6 * 180.0).expect("valid");
        close(found.blocking(), ErlangB::new(on_the_line, 12.0).expect("valid").blocking());
        close(found.ivr_mean(), load(9.0).per_second() * (1.0 - found.blocking()) * 45.0);
        assert_eq!(found.waiting_mean(), 0.0);
    }

    #[test]
    fn without_time_in_the_ivr_it_is_a_queue_with_so_many_lines() {
        for patience_s in [None, Some(90.0)] {
            let found = IvrLines::new(load(9.0), (0.0, 1.0), (8, 14), patience_s).expect("valid");
            let known = LimitedLines::new(load(9.0), 8, 14, patience_s).expect("valid");
            close(found.blocking(), known.blocking());
            close(found.waiting_mean(), known.waiting_mean());
            close(found.wait_mean_s(), known.wait_mean_s());
        }
    }

    #[test]
    fn a_small_one_is_as_its_chain_says() {
        // Two agents, four lines; states by the number in the IVR and behind it.
        const LINES: usize = 4;
        let (calls, asks, ivr, talk, patience) = (1.0 / 40.0, 0.7, 1.0 / 30.0, 1.0 / 100.0, 1.0 / 60.0);
        let state = |i: usize, n: usize| i * (LINES + 1) + n;
        let mut rates = vec![vec![0.0; (LINES + 1) * (LINES + 1)]; (LINES + 1) * (LINES + 1)];
        for (i, n) in (0..=LINES).flat_map(|i| (0..=LINES - i).map(move |n| (i, n))) {
            let from = &mut rates[state(i, n)];
            if i + n < LINES {
                from[state(i + 1, n)] += calls;
            }
            if i > 0 {
                from[state(i - 1, n)] += i as f64 * ivr * (1.0 - asks);
                from[state(i - 1, n + 1)] += i as f64 * ivr * asks;
            }
            if n > 0 {
                from[state(i, n - 1)] += n.min(2) as f64 * talk + n.saturating_sub(2) as f64 * patience;
            }
        }
        // States that cannot be would be chains of their own.
        for (i, n) in (0..=LINES).flat_map(|i| (LINES - i + 1..=LINES).map(move |n| (i, n))) {
            rates[state(i, n)][0] = 1.0;
        }
        let shares = stationary(&rates).expect("a chain");
        let mean = |of: &dyn Fn(usize, usize) -> f64| {
            let states = (0..=LINES).flat_map(|i| (0..=LINES - i).map(move |n| (i, n)));
            states.map(|(i, n)| shares[state(i, n)] * of(i, n)).sum::<f64>()
        };
        let load = Load::per_hour(3_600.0 * calls, 1.0 / talk).expect("valid");
        let found = IvrLines::new(load, (1.0 / ivr, asks), (2, 4), Some(1.0 / patience)).expect("valid");
        close(found.blocking(), mean(&|i, n| f64::from(u8::from(i + n == LINES))));
        close(found.ivr_mean(), mean(&|i, _| i as f64));
        close(found.waiting_mean(), mean(&|_, n| n.saturating_sub(2) as f64));
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(IvrLines::new(load(9.0), (-1.0, 0.5), (8, 14), None).is_err());
        assert!(IvrLines::new(load(9.0), (1.0, 1.5), (8, 14), None).is_err());
        assert!(IvrLines::new(load(9.0), (1.0, 0.5), (8, 14), Some(-1.0)).is_err());
    }
}
