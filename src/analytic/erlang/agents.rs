//! The inverse of Erlang's formulas: agents for a target.

use super::super::error::{AnalyticError, positive};
use super::{ErlangA, ErlangB, ErlangC, Load};

/// Which formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Model {
    /// Who finds nobody idle is lost.
    ErlangB,
    /// Everybody waits as long as it takes.
    ErlangC,
    /// Callers hang up after an exponential patience with this mean in seconds.
    ErlangA {
        /// Mean patience in seconds.
        patience_s: f64,
    },
}

/// What is asked of the agents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// At least this share of callers is answered within so many seconds.
    ServiceLevel {
        /// Seconds.
        within_s: f64,
        /// Share of all callers, above 0 and below 1.
        share: f64,
    },
    /// The answered wait at most so many seconds on average.
    Asa {
        /// Seconds, above 0.
        at_most_s: f64,
    },
    /// At most this share of callers is lost (blocked or abandoned), above 0 and below 1.
    Lost {
        /// Share of all callers.
        at_most: f64,
    },
    /// At most this share of callers has to wait (Erlang B: is blocked), above 0 and below 1.
    Waits {
        /// Share of all callers.
        at_most: f64,
    },
    /// Agents are busy at most this share of their time, above 0 and below 1.
    Occupancy {
        /// Share of signed-in time.
        at_most: f64,
    },
}

/// More agents than this are not asked for.
const MOST_AGENTS: u32 = 10_000_000;

/// The smallest whole number of agents that meets the target; 0 if there are no calls.
///
/// # Errors
/// If the target makes no sense (a share outside 0..1) or takes more than ten million agents.
pub fn agents_for(model: Model, load: Load, target: Target) -> Result<u32, AnalyticError> {
    check(target)?;
    if load.erlangs() == 0.0 {
        return Ok(0);
    }
    let (mut too_few, mut enough) = (0_u32, 1_u32);
    while !meets(model, load, f64::from(enough), target)? {
        if enough >= MOST_AGENTS {
            return Err(AnalyticError::Unreachable { agents: enough });
        }
        (too_few, enough) = (enough, (enough * 2).min(MOST_AGENTS));
    }
    while enough - too_few > 1 {
        let middle = too_few + (enough - too_few) / 2;
        if meets(model, load, f64::from(middle), target)? { enough = middle } else { too_few = middle }
    }
    Ok(if too_few == 0 && meets(model, load, 0.0, target)? { 0 } else { enough })
}

/// The smallest number of agents, fractions allowed, that meets the target, to 1e-9 of an agent or its last digits.
///
/// # Errors
/// As [`agents_for`].
pub fn fractional_agents_for(model: Model, load: Load, target: Target) -> Result<f64, AnalyticError> {
    let mut enough = f64::from(agents_for(model, load, target)?);
    let mut too_few = (enough - 1.0).max(0.0);
    while enough - too_few > 1e-9_f64.max(1e-15 * enough) {
        let middle = 0.5 * (too_few + enough);
        if meets(model, load, middle, target)? { enough = middle } else { too_few = middle }
    }
    Ok(enough)
}

/// Whether so many agents meet the target. A queue that grows without end meets none; an ASA or an occupancy that is
/// undefined, because nobody is answered or at work, is not met.
fn meets(model: Model, load: Load, agents: f64, target: Target) -> Result<bool, AnalyticError> {
    match model {
        Model::ErlangB => ErlangB::new(load, agents).map(|b| of_b(&b, target)),
        Model::ErlangA { patience_s } => ErlangA::new(load, agents, patience_s).map(|a| of_a(&a, target)),
        Model::ErlangC => match ErlangC::new(load, agents) {
            Err(AnalyticError::Unstable { .. }) => Ok(false),
            other => other.map(|c| of_c(&c, target)),
        },
    }
}

fn of_b(b: &ErlangB, target: Target) -> bool {
    match target {
        Target::ServiceLevel { share, .. } => 1.0 - b.blocking() >= share,
        Target::Asa { .. } => b.blocking() < 1.0,
        Target::Lost { at_most } | Target::Waits { at_most } => b.blocking() <= at_most,
        Target::Occupancy { at_most } => b.occupancy().is_some_and(|o| o <= at_most),
    }
}

fn of_c(c: &ErlangC, target: Target) -> bool {
    match target {
        Target::ServiceLevel { within_s, share } => c.service_level(within_s) >= share,
        Target::Asa { at_most_s } => c.asa_s() <= at_most_s,
        Target::Lost { .. } => true,
        Target::Waits { at_most } => c.wait_probability() <= at_most,
        Target::Occupancy { at_most } => c.occupancy() <= at_most,
    }
}

fn of_a(a: &ErlangA, target: Target) -> bool {
    match target {
        Target::ServiceLevel { within_s, share } => a.service_level(within_s) >= share,
        Target::Asa { at_most_s } => a.asa_s().is_some_and(|asa| asa <= at_most_s),
        Target::Lost { at_most } => a.abandonment() <= at_most,
        Target::Waits { at_most } => a.wait_probability() <= at_most,
        Target::Occupancy { at_most } => a.occupancy().is_some_and(|o| o <= at_most),
    }
}

fn check(target: Target) -> Result<(), AnalyticError> {
    let (what, found) = match target {
        Target::ServiceLevel { within_s, share } => {
            super::not_negative("the time of the service level in seconds", within_s)?;
            ("the service level asked for", share)
        }
        Target::Asa { at_most_s } => return positive("the ASA asked for in seconds", at_most_s).map(|_| ()),
        Target::Lost { at_most } => ("the share of callers lost", at_most),
        Target::Waits { at_most } => ("the share of callers who wait", at_most),
        Target::Occupancy { at_most } => ("the occupancy asked for", at_most),
    };
    if found > 0.0 && found < 1.0 {
        return Ok(());
    }
    Err(AnalyticError::Invalid { what, found, allowed: "above 0 and below 1" })
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Model = Model::ErlangA { patience_s: 120.0 };

    fn half_hour(calls: f64) -> Load {
        Load::per_interval(calls, 1800.0, 180.0).expect("valid")
    }

    fn eighty_in_twenty() -> Target {
        Target::ServiceLevel { within_s: 20.0, share: 0.8 }
    }

    #[test]
    fn eighty_in_twenty_takes_the_published_numbers_of_agents() {
        for (calls, agents) in [(100.0, 14), (200.0, 24), (500.0, 56), (1000.0, 107)] {
            assert_eq!(agents_for(Model::ErlangC, half_hour(calls), eighty_in_twenty()), Ok(agents));
        }
    }

    #[test]
    fn one_agent_fewer_does_not_meet_any_target() {
        let targets = [
            eighty_in_twenty(),
            Target::Asa { at_most_s: 5.0 },
            Target::Lost { at_most: 0.03 },
            Target::Waits { at_most: 0.1 },
            Target::Occupancy { at_most: 0.75 },
        ];
        for model in [Model::ErlangB, Model::ErlangC, A] {
            for target in targets {
                for calls in [0.1, 7.0, 300.0] {
                    let load = half_hour(calls);
                    let agents = agents_for(model, load, target).expect("reachable");
                    let found = |agents: u32| meets(model, load, f64::from(agents), target).expect("valid");
                    assert!(found(agents), "{model:?} {target:?} {calls}");
                    assert!(agents == 0 || !found(agents - 1), "{model:?} {target:?} {calls}");
                }
            }
        }
    }

    #[test]
    fn a_fraction_of_an_agent_just_meets_the_target() {
        for model in [Model::ErlangC, A] {
            let load = half_hour(100.0);
            let whole = agents_for(model, load, eighty_in_twenty()).expect("reachable");
            let found = fractional_agents_for(model, load, eighty_in_twenty()).expect("reachable");
            assert!(f64::from(whole) - 1.0 < found && found <= f64::from(whole));
            let level = |agents: f64| match model {
                Model::ErlangA { patience_s } => {
                    ErlangA::new(load, agents, patience_s).expect("valid").service_level(20.0)
                }
                _ => ErlangC::new(load, agents).expect("stable").service_level(20.0),
            };
            assert!((level(found) - 0.8).abs() < 1e-8);
        }
        let traffic = Load::per_hour(10.0, 3600.0).expect("valid");
        let lines = fractional_agents_for(Model::ErlangB, traffic, Target::Lost { at_most: 0.01 }).expect("reachable");
        assert!((ErlangB::new(traffic, lines).expect("valid").blocking() - 0.01).abs() < 1e-9);
    }

    #[test]
    fn ten_thousand_agents_are_found() {
        let load = Load::per_hour(10_000.0, 3600.0).expect("valid");
        let c = agents_for(Model::ErlangC, load, eighty_in_twenty()).expect("reachable");
        let a = agents_for(A, load, eighty_in_twenty()).expect("reachable");
        assert!((10_001..10_200).contains(&c), "{c}");
        assert!(a < c && a > 9_000, "{a}");
    }

    #[test]
    fn no_calls_need_nobody() {
        assert_eq!(agents_for(A, half_hour(0.0), eighty_in_twenty()), Ok(0));
        assert_eq!(fractional_agents_for(Model::ErlangC, half_hour(0.0), eighty_in_twenty()), Ok(0.0));
    }

    #[test]
    fn what_cannot_be_is_said() {
        let load = half_hour(100.0);
        for share in [0.0, 1.0, 80.0, f64::NAN] {
            assert!(agents_for(A, load, Target::ServiceLevel { within_s: 20.0, share }).is_err(), "{share}");
        }
        assert!(agents_for(A, load, Target::Asa { at_most_s: 0.0 }).is_err());
        assert!(agents_for(Model::ErlangA { patience_s: -1.0 }, load, eighty_in_twenty()).is_err());
        let idle = agents_for(Model::ErlangC, load, Target::Occupancy { at_most: 1e-9 });
        assert_eq!(idle, Err(AnalyticError::Unreachable { agents: MOST_AGENTS }));
    }
}
