//! One agent with any handle time, and queues with priorities.

use super::erlang::{ErlangC, Load};
use super::error::{AnalyticError, not_negative, positive};

/// Mean wait in seconds with one agent, Poisson calls and any handle time (M/G/1), first come, first served.
///
/// `cv` is the coefficient of variation of the handle time: 0 constant, 1 exponential. W = lambda E[S^2] / (2 (1 - rho))
/// (Pollaczek 1930, Khinchine 1932).
///
/// # Errors
/// [`AnalyticError::Unstable`] at or above full load; if `cv` is negative.
pub fn single_agent_wait_s(load: Load, cv: f64) -> Result<f64, AnalyticError> {
    let work = residual_work_s(load, cv)?;
    stable(load.erlangs(), 1.0)?;
    Ok(work / (1.0 - load.erlangs()))
}

/// Mean waits in seconds, highest priority first, with one agent and a handle time of its own for each class (load and
/// coefficient of variation); a call begun is finished.
///
/// W_k = W_0 / ((1 - sigma_{k-1}) (1 - sigma_k)), W_0 = sum of lambda E[S^2] / 2, sigma_k the load of the first k
/// classes (Cobham 1954, "Priority assignment in waiting line problems").
///
/// # Errors
/// [`AnalyticError::Unstable`] if all classes together are at or above full load; if a `cv` is negative.
pub fn single_agent_priority_waits_s(classes: &[(Load, f64)]) -> Result<Vec<f64>, AnalyticError> {
    let mut work = 0.0;
    for &(load, cv) in classes {
        work += residual_work_s(load, cv)?;
    }
    let loads: Vec<f64> = classes.iter().map(|(load, _)| load.erlangs()).collect();
    stable(loads.iter().sum(), 1.0)?;
    Ok(priority_waits(work, &loads))
}

/// Mean waits in seconds, highest priority first, with several agents and exponential handle times of the same mean for
/// all classes; a call begun is finished. `calls_per_hour` by class.
///
/// W_k = P(wait) h / s / ((1 - sigma_{k-1}) (1 - sigma_k)), with Erlang's C formula for P(wait) and sigma_k the load of
/// the first k classes per agent (Cobham 1954; Kella & Yechiali 1985, "Waiting times in the non-preemptive priority
/// M/M/c queue").
///
/// # Errors
/// [`AnalyticError::Unstable`] if all classes together are at or above full load; for the arguments as [`Load::per_hour`].
pub fn priority_waits_s(calls_per_hour: &[f64], handle_s: f64, agents: u32) -> Result<Vec<f64>, AnalyticError> {
    for calls in calls_per_hour {
        not_negative("calls per hour", *calls)?;
    }
    let agents = positive("the number of agents", f64::from(agents))?;
    let all = ErlangC::new(Load::per_hour(calls_per_hour.iter().sum(), handle_s)?, agents)?;
    let loads: Vec<f64> = calls_per_hour.iter().map(|calls| calls * handle_s / 3_600.0 / agents).collect();
    Ok(priority_waits(all.wait_probability() * handle_s / agents, &loads))
}

/// Mean work left of the call in hand, as an arriving caller finds it: lambda E[S^2] / 2.
fn residual_work_s(load: Load, cv: f64) -> Result<f64, AnalyticError> {
    let cv = not_negative("the coefficient of variation of the handle time", cv)?;
    Ok(0.5 * load.erlangs() * load.handle_s() * (1.0 + cv * cv))
}

fn stable(erlangs: f64, agents: f64) -> Result<(), AnalyticError> {
    if erlangs < agents { Ok(()) } else { Err(AnalyticError::Unstable { erlangs, agents }) }
}

fn priority_waits(work_s: f64, loads: &[f64]) -> Vec<f64> {
    let mut above = 0.0;
    let wait = |load: &f64| {
        let upto = above + load;
        let wait = work_s / ((1.0 - above) * (1.0 - upto));
        above = upto;
        wait
    };
    loads.iter().map(wait).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found} is not {expected}");
    }

    fn load(calls_per_hour: f64) -> Load {
        Load::per_hour(calls_per_hour, 60.0).expect("valid")
    }

    #[test]
    fn exponential_handle_times_make_it_erlang_c_and_constant_ones_halve_the_wait() {
        let exponential = single_agent_wait_s(load(48.0), 1.0).expect("stable");
        assert_close(exponential, ErlangC::new(load(48.0), 1.0).expect("stable").asa_s());
        assert_close(exponential, 240.0);
        assert_close(single_agent_wait_s(load(48.0), 0.0).expect("stable"), 120.0);
    }

    #[test]
    fn classes_share_the_wait_but_not_the_work() {
        // Conservation (Kleinrock 1965): the loads' mean of the waits does not depend on priorities.
        let classes = [(load(12.0), 0.5), (load(6.0), 2.0), (load(30.0), 1.0)];
        let waits = single_agent_priority_waits_s(&classes).expect("stable");
        let shared: f64 = waits.iter().zip(&classes).map(|(wait, (load, _))| wait * load.erlangs()).sum();
        let work: f64 = classes.iter().map(|(load, cv)| 0.5 * load.erlangs() * 60.0 * (1.0 + cv * cv)).sum();
        assert_close(shared, 0.8 * work / 0.2);
        assert!(waits.is_sorted());
        assert_close(
            single_agent_priority_waits_s(&classes[..1]).expect("stable")[0],
            single_agent_wait_s(load(12.0), 0.5).expect("stable"),
        );
    }

    #[test]
    fn two_classes_of_several_agents_have_their_textbook_waits() {
        // 4 agents, 2 + 1.2 Erlangs: C(4, 3.2) = 0.596434..., W1 = C h / 4 / (1 - 0.5), W2 = W1 / (1 - 0.8).
        let waits = priority_waits_s(&[120.0, 72.0], 60.0, 4).expect("stable");
        let c = ErlangC::new(load(192.0), 4.0).expect("stable").wait_probability();
        assert!((c - 0.596_4).abs() < 5e-5);
        assert_close(waits[0], c * 60.0 / 4.0 / 0.5);
        assert_close(waits[1], c * 60.0 / 4.0 / 0.5 / 0.2);
        let one = single_agent_priority_waits_s(&[(load(20.0), 1.0), (load(25.0), 1.0)]).expect("stable");
        for (a, b) in one.into_iter().zip(priority_waits_s(&[20.0, 25.0], 60.0, 1).expect("stable")) {
            assert_close(a, b);
        }
    }

    #[test]
    fn full_load_and_nonsense_are_refused() {
        assert_eq!(single_agent_wait_s(load(60.0), 1.0), Err(AnalyticError::Unstable { erlangs: 1.0, agents: 1.0 }));
        assert!(single_agent_wait_s(load(10.0), -1.0).is_err());
        assert!(single_agent_priority_waits_s(&[(load(40.0), 1.0), (load(20.0), 0.0)]).is_err());
        assert!(priority_waits_s(&[100.0, -1.0], 60.0, 4).is_err() && priority_waits_s(&[1.0], 60.0, 0).is_err());
        assert_eq!(priority_waits_s(&[], 60.0, 1), Ok(vec![]));
    }
}
