//! Small chains of any shape.

use super::error::{AnalyticError, not_negative};

/// The long-run distribution of a continuous-time Markov chain: `rates[i][j]` is the rate from state i to state j; what
/// stands on the diagonal is ignored.
///
/// Grassmann, Taksar & Heyman (1985), "Regenerative analysis and steady state distributions for Markov chains": states are
/// taken out one by one without a single subtraction, so every share is exact to nearly all digits, tiny ones too. Takes
/// n^3 / 3 multiplications for n states.
///
/// # Errors
/// Unless the rates are a square of numbers that are finite and not negative; [`AnalyticError::Reducible`] if a state
/// cannot reach any state before it. (States that are never returned to are fine if they come last: their share is 0.)
pub fn stationary(rates: &[Vec<f64>]) -> Result<Vec<f64>, AnalyticError> {
    let n = rates.len();
    for row in rates {
        if row.len() != n {
            let (what, found) = ("the number of rates of a state", row.len() as f64);
            return Err(AnalyticError::Invalid { what, found, allowed: "the number of states" });
        }
        for rate in row {
            not_negative("a rate", *rate)?;
        }
    }
    let mut reduced = rates.to_vec();
    for last in (1..n).rev() {
        take_out(&mut reduced, last)?;
    }
    let mut shares = vec![1.0; n.min(1)];
    while shares.len() < n {
        let state = shares.len();
        let share = shares.iter().zip(&reduced).map(|(share, row)| share * row[state]).sum();
        shares.push(share);
    }
    let total: f64 = shares.iter().sum();
    Ok(shares.into_iter().map(|share| share / total).collect())
}

/// Replaces the paths through the last state by direct rates, and leaves in its column the expected time spent there per
/// unit of time in each state before it.
fn take_out(rates: &mut [Vec<f64>], last: usize) -> Result<(), AnalyticError> {
    let (before, rest) = rates.split_at_mut(last);
    let back = &rest[0][..last];
    let leaving: f64 = back.iter().sum();
    if leaving == 0.0 {
        return Err(AnalyticError::Reducible { state: last });
    }
    for row in before {
        row[last] /= leaving;
        let visits = row[last];
        for (rate, back) in row.iter_mut().zip(back) {
            *rate += visits * back;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::birth_death::birth_death;
    use super::*;

    #[test]
    fn two_states_balance() {
        let found = stationary(&[vec![7.0, 3.0], vec![1.0, 0.0]]).expect("valid");
        assert_eq!(found, [0.25, 0.75]);
    }

    #[test]
    fn a_birth_death_chain_has_its_product_form_down_to_the_tiny_shares() {
        let births: Vec<f64> = (0..40).map(|n| 1.0 / f64::from(n + 1)).collect();
        let deaths: Vec<f64> = (0..40).map(|n| f64::from(n + 2)).collect();
        let mut rates = vec![vec![0.0; 41]; 41];
        for n in 0..40 {
            rates[n][n + 1] = births[n];
            rates[n + 1][n] = deaths[n];
        }
        let found = stationary(&rates).expect("valid");
        for (a, b) in found.iter().zip(birth_death(&births, &deaths).expect("valid")) {
            assert!((a - b).abs() <= 1e-12 * b, "{a:e} {b:e}");
        }
        assert!(found[40] < 1e-90);
    }

    #[test]
    fn flow_into_every_state_is_flow_out_of_it() {
        // A full chain with rates of very different sizes.
        let n = 12;
        let rate = |i: usize, j: usize| libm::pow(10.0, ((i * 7 + j * 13) % 11) as f64 - 5.0);
        let rates: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| rate(i, j)).collect()).collect();
        let found = stationary(&rates).expect("valid");
        for state in 0..n {
            let others = || (0..n).filter(|i| *i != state);
            let into: f64 = others().map(|i| found[i] * rates[i][state]).sum();
            let out: f64 = others().map(|j| found[state] * rates[state][j]).sum();
            assert!((into - out).abs() <= 1e-13 * out, "{state}: {into} {out}");
        }
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn chains_that_fall_apart_and_nonsense_are_refused() {
        let apart = [vec![0.0, 0.0], vec![0.0, 0.0]];
        assert_eq!(stationary(&apart), Err(AnalyticError::Reducible { state: 1 }));
        let never_returned_to = [vec![0.0, 0.0], vec![1.0, 0.0]];
        assert_eq!(stationary(&never_returned_to), Ok(vec![1.0, 0.0]));
        assert!(stationary(&[vec![0.0, 1.0]]).is_err() && stationary(&[vec![0.0, -1.0], vec![1.0, 0.0]]).is_err());
        assert_eq!(stationary(&[]), Ok(vec![]));
    }
}
