//! The training manual's escalation procedure, clause by clause, on days that fit on paper. Each comment is the time
//! table that the rule prescribes.

mod conditions;
mod extending;
mod overtime;
mod postponing;
mod pulling;
mod releasing;
mod required;
mod sending;
mod service_level;
mod several;
