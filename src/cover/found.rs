//! Shifts that were found: plain data.

use super::kinds::{BreakStarts, CoverGrid, ShiftKind};
use super::programme::{KindStaffed, Staffed};
use super::rules::{CoverRules, ShiftRule};
use super::wish::Wish;
use crate::units::{SimTime, Span};
use std::collections::BTreeSet;

/// People with the same shift and the same breaks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CoveringShift {
    /// When it starts.
    pub start: SimTime,
    /// When it ends.
    pub end: SimTime,
    /// The rule it keeps to, by place.
    pub rule: usize,
    /// When each break begins, and how long it is.
    pub breaks: Vec<(SimTime, Span)>,
    /// How many people have it.
    pub people: u32,
}

impl CoveringShift {
    /// How much of it is paid.
    pub fn paid(&self, rules: &CoverRules) -> Span {
        let breaks = &rules.shifts[self.rule].breaks;
        let unpaid = breaks.iter().filter(|one| !one.is_paid).fold(Span::ZERO, |sum, one| sum + one.length);
        self.end - self.start - unpaid
    }

    /// The same within one day: what goes on past midnight is a shift until then and one from the first midnight on, as a day
    /// stands for all alike.
    pub fn within_a_day(&self) -> Vec<Self> {
        let day = Span::from_hours(24);
        let part = |from: SimTime, to: SimTime, back: Span| {
            let begun = self.breaks.iter().filter(|(start, _)| from <= *start && *start < to);
            let breaks = begun.map(|(start, length)| (*start - back, (*length).min(to - *start))).collect();
            Self { start: from - back, end: to - back, breaks, ..self.clone() }
        };
        let midnight = SimTime::MIDNIGHT + day;
        if self.end <= midnight {
            return vec![self.clone()];
        }
        vec![part(self.start, midnight, Span::ZERO), part(midnight, self.end, day)]
    }
}

/// An interval with who is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredInterval {
    /// Who is needed, by need.
    pub needed: Vec<u32>,
    /// Who is there all the time, by rule.
    pub present: Vec<u32>,
    /// How many are missing, at worst.
    pub missing: u32,
}

/// Shifts with what they cost.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverFound {
    /// The shifts, in order of time.
    pub shifts: Vec<CoveringShift>,
    /// What they cost, with what missing and spare people cost if the rules have a price for them.
    pub cost: f64,
    /// Nothing can cost less.
    pub bound: f64,
    /// Interval by interval.
    pub intervals: Vec<CoveredInterval>,
    /// Hours of people who are missing, ...
    pub missing_hours: f64,
    /// ... and of those who are not needed.
    pub spare_hours: f64,
    /// Hours of people on the phones and on breaks that are paid.
    pub paid_hours: f64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum CoverOutcome {
    /// Shifts that keep to all rules.
    Found(CoverFound),
    /// There are none.
    Impossible {
        /// Wishes that cannot be had together; without any of them the others can.
        conflict: Vec<Wish>,
        /// Shifts that keep to all rules but for people who are missing, as few as can be.
        best: Option<CoverFound>,
    },
    /// The time given was up before any were found.
    Stopped,
}

impl CoverFound {
    /// By how much of its cost it may be dearer than the best.
    pub fn gap(&self) -> f64 {
        if self.cost.abs() < TINY { 0.0 } else { ((self.cost - self.bound) / self.cost.abs()).max(0.0) }
    }

    /// Whether nothing can cost less.
    pub fn is_best(&self) -> bool {
        self.gap() < TINY
    }

    /// How many people there are.
    pub fn people(&self) -> u32 {
        self.shifts.iter().map(|shift| shift.people).sum()
    }

    /// How many kinds of shifts there are.
    pub fn kinds(&self) -> usize {
        let kinds: BTreeSet<_> = self.shifts.iter().map(|shift| (shift.rule, shift.start, shift.end)).collect();
        kinds.len()
    }

    pub(super) fn new(rules: &CoverRules, (grid, kinds): (&CoverGrid, &[ShiftKind]), staffed: &Staffed) -> Self {
        let shifts = dealt(rules, (grid, kinds), staffed);
        let there = PeopleThere::of(rules, grid, &shifts);
        let hours = |cells: u32| f64::from(cells) * grid.cell.as_hours();
        let cells = || 0..grid.cells as usize;
        let needed =
            |cell: usize| rules.needs.iter().map(|need| need.people[grid.interval_of(cell, rules)]).sum::<u32>();
        let missing: Vec<u32> = cells().map(|cell| there.missing(rules, grid, cell)).collect();
        let spare: u32 = cells().map(|cell| there.all(cell) + missing[cell] - needed(cell)).sum();
        let interval = |i: usize| {
            let cells = || cells().filter(move |cell| grid.interval_of(*cell, rules) == i);
            let present = |rule: &Vec<u32>| cells().map(|cell| rule[cell]).min().unwrap_or(0);
            CoveredInterval {
                needed: rules.needs.iter().map(|need| need.people[i]).collect(),
                present: there.by_rule.iter().map(present).collect(),
                missing: cells().map(|cell| missing[cell]).max().unwrap_or(0),
            }
        };
        let paid = |shift: &CoveringShift| f64::from(shift.people) * shift.paid(rules).as_hours();
        Self {
            cost: staffed.cost,
            bound: staffed.bound,
            intervals: (0..rules.intervals()).map(interval).collect(),
            missing_hours: hours(missing.iter().sum()),
            spare_hours: hours(spare),
            paid_hours: shifts.iter().map(paid).sum(),
            shifts,
        }
    }
}

/// Who is there, by rule and cell.
struct PeopleThere {
    by_rule: Vec<Vec<u32>>,
}

impl PeopleThere {
    fn of(rules: &CoverRules, grid: &CoverGrid, shifts: &[CoveringShift]) -> Self {
        let mut by_rule = vec![vec![0; grid.cells as usize]; rules.shifts.len()];
        let cells = |start: SimTime, end: SimTime| {
            let cell = |at: SimTime| (at - rules.open).micros() / grid.cell.micros();
            grid.within(cell(start), cell(end))
        };
        for shift in shifts {
            let there = &mut by_rule[shift.rule];
            cells(shift.start, shift.end).for_each(|cell| there[cell] += shift.people);
            for (start, length) in &shift.breaks {
                cells(*start, *start + *length).for_each(|cell| there[cell] -= shift.people);
            }
        }
        Self { by_rule }
    }

    fn all(&self, cell: usize) -> u32 {
        self.by_rule.iter().map(|rule| rule[cell]).sum()
    }

    /// As many as the set of needs misses that misses most: for so many no place can be found.
    fn missing(&self, rules: &CoverRules, grid: &CoverGrid, cell: usize) -> u32 {
        let interval = grid.interval_of(cell, rules);
        let of_set = |set: &Vec<usize>| {
            let serves = |(rule, _): &(&ShiftRule, &Vec<u32>)| rule.covers.iter().any(|need| set.contains(need));
            let there: u32 = rules.shifts.iter().zip(&self.by_rule).filter(serves).map(|(_, rule)| rule[cell]).sum();
            set.iter().map(|need| rules.needs[*need].people[interval]).sum::<u32>().saturating_sub(there)
        };
        rules.every_set_of_needs().iter().map(of_set).max().unwrap_or(0)
    }
}

/// What is too little to tell two costs apart.
const TINY: f64 = 1e-6;

/// Shifts with their breaks dealt out: who goes first to one break goes first to the next.
fn dealt(rules: &CoverRules, (grid, kinds): (&CoverGrid, &[ShiftKind]), staffed: &Staffed) -> Vec<CoveringShift> {
    let at = |cell: i64| rules.open + grid.span(cell);
    let of_kind = |one: &KindStaffed| {
        let kind = &kinds[one.kind];
        let in_turn = |(starts, begun): (&Vec<i64>, &Vec<f64>)| {
            let so_many = |(start, people): (&i64, &f64)| std::iter::repeat_n(*start, people.round() as usize);
            starts.iter().zip(begun).flat_map(so_many).collect::<Vec<i64>>()
        };
        let turns: Vec<Vec<i64>> = kind.breaks.iter().map(|one| &one.starts).zip(&one.breaks).map(in_turn).collect();
        let mut shifts: Vec<CoveringShift> = Vec::new();
        for person in 0..one.people.round() as usize {
            let begin = |(turn, one): (&Vec<i64>, &BreakStarts)| {
                turn.get(person).map(|start| (at(*start), grid.span(one.length)))
            };
            let breaks: Vec<(SimTime, Span)> = turns.iter().zip(&kind.breaks).filter_map(begin).collect();
            match shifts.last_mut().filter(|last| last.breaks == breaks) {
                Some(last) => last.people += 1,
                None => shifts.push(CoveringShift {
                    start: at(kind.start),
                    end: at(kind.start + kind.length),
                    rule: kind.rule,
                    breaks,
                    people: 1,
                }),
            }
        }
        shifts
    };
    let mut shifts: Vec<CoveringShift> = staffed.kinds.iter().flat_map(of_kind).collect();
    shifts.sort();
    shifts
}
