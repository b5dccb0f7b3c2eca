//! Time, callers, crew and who answers whom, rule by rule, on days that fit on paper. Each comment is the time table
//! that the rule prescribes.

mod again;
mod answering;
mod callers;
mod closing;
mod crew;
mod figures;
mod limits;
mod randomness;
mod ties;
