//! Queues whose long-run figures are known exactly: the oracle of the simulation and a planner's calculator.
//!
//! Nothing here is drawn at random. Formulas are cited where they stand; every one is tested against published figures
//! and against a second way to compute it. Times are in seconds, rates per hour or per second as their names say, agents
//! and loads (Erlangs) are plain numbers. Nonsense gives an [`AnalyticError`], never a negative wait.

mod birth_death;
pub mod erlang;
mod error;
mod followed;
mod ivr;
mod limited;
mod markov;
mod mg1;
mod mmsg;
mod patience;
mod patience_nodes;
mod quadrature;
mod transient;

pub use error::AnalyticError;
pub(crate) use followed::{CallersFigures, FloorChances, FollowedFloor};
pub use ivr::IvrLines;
pub use limited::LimitedLines;
pub(crate) use limited::blocked_until_answered_per_second;
pub(crate) use markov::stationary;
pub(crate) use mg1::{priority_waits_s, single_agent_priority_waits_s, single_agent_wait_s};
pub use mmsg::ImpatientQueue;
pub use patience::PatienceCurve;
pub(crate) use patience_nodes::{ImpatientShares, PatienceNodes};
pub(crate) use transient::{Stretch, StretchFigures, transient_day};
