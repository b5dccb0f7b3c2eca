//! One day of one floor, call by call (M-T1 to M-L10).
//!
//! [`Plan::new`] makes a floor ready; [`Day::play`] plays one of its days and tells an [`Observer`] what happened. The
//! engine knows no files, no threads, no clock on the wall and no other day, and it measures nothing.

mod agenda;
mod callbacks;
mod closing;
mod crews;
mod day;
mod desk;
mod effort;
mod fact;
mod in_order;
mod ladder;
mod ladders;
mod now;
mod plan;
mod required;
mod service;
mod stopped;
mod supervisor;
mod terms;
mod transfers;
mod tree;
mod turn;

pub use day::Day;
pub use fact::{
    Action, ActionKind, AgentId, CallHistory, CallKind, Caller, CallerId, Fact, GroupId, HeldTime, IvrStay, Missing,
    Observer, QueueId, RungId, Service, SourceId, Spell, WorkStretch,
};
pub use plan::Plan;
pub use stopped::{Stopped, TooManyWaiting};
