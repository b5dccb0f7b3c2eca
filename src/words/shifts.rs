//! What a language has words for on the page of shifts.

use super::Forms;
use crate::cover::{CoverRules, Wish};
use crate::experiment::results::Verdict;
use crate::stats::Share;
use crate::units::SimTime;

/// The words of the page of shifts: sentences with their full stops, numbers as they are printed.
pub trait ShiftsWords: Forms {
    /// Something said of what has this name.
    fn shifts_of(&self, name: &str, text: &str) -> String;
    /// What was found: people, kinds of shifts, and what they cost.
    fn shifts_found(&self, people: u32, kinds: usize, cost: &str) -> String;
    /// Nothing is cheaper.
    fn shifts_proven(&self) -> &'static str;
    /// Nothing is cheaper than a bound, by a gap in per cent.
    fn shifts_bound(&self, bound: &str, gap: &str) -> String;
    /// Hours of people who are missing, and who are not needed.
    fn shifts_hours(&self, missing: &str, spare: &str) -> String;
    /// There are no shifts, and these wishes are in the way.
    fn shifts_impossible(&self, wishes: &[String]) -> String;
    /// One of them.
    fn wish(&self, wish: Wish, rules: &CoverRules) -> String;
    /// The nearest that can be had misses so many hours.
    fn shifts_nearest(&self, missing: &str, people: u32) -> String;
    /// The time given was up.
    fn shifts_stopped(&self) -> &'static str;
    /// How days liked them: so many days, so often found anew, from what cost.
    fn shifts_tried(&self, is_enough: bool, days: u32, rounds: u32, cost_before: &str) -> String;
    /// Fresh days, and what they say.
    fn shifts_verified(&self, verdict: Verdict, days: u32) -> String;
    /// The targets cannot be met by any people, so that shifts cover the nearest that can be had.
    fn shifts_for_the_best(&self) -> &'static str;
    /// What was found on so many dates: people of all of them, kinds of shifts, and what they cost.
    fn shifts_of_dates(&self, people: u32, kinds: usize, dates: usize, cost: &str) -> String;
    /// What fresh days say of all dates together: which miss a target, which are undecided, and on which share all are good. No days:
    /// they were not tried together.
    fn shifts_together(
        &self,
        verdict: Verdict,
        days: Option<u32>,
        missed_and_undecided: [&[String]; 2],
        all: Option<Share>,
    ) -> String;
    /// A verdict in a column.
    fn shifts_verdict(&self, verdict: Verdict) -> &'static str;
    /// Above the columns of dates: date, people, kinds, cost, gap, people needed more, days met, verdict.
    fn by_date_header(&self) -> [&'static str; 8];
    /// Above the kinds of shifts, with the dates beside it.
    fn people_by_shift(&self) -> &'static str;
    /// Above the columns of shifts: group, people, start, end, breaks.
    fn shifts_header(&self) -> [&'static str; 5];
    /// Above the columns of intervals: interval, needed, there, missing.
    fn cover_header(&self) -> [&'static str; 4];
}

/// The interval of a need, with how many people are needed.
pub(super) fn need_of(rules: &CoverRules, (need, interval): (usize, usize)) -> (&str, u32, SimTime, SimTime) {
    let start = rules.open + rules.interval * interval as i64;
    let one = &rules.needs[need];
    (&one.name, one.people[interval], start, start + rules.interval)
}
