//! Time, callers, crew and who answers whom, rule by rule, on days that fit on paper. Each comment is the time table
//! that the rule prescribes.

mod again;
mod answering;
mod attendance;
mod callbacks;
mod callers;
mod clocks;
mod closing;
mod crew;
mod dates;
mod figures;
mod incidents;
mod limits;
mod own_work;
mod pay;
mod randomness;
mod terms;
mod ties;
mod transfers;
