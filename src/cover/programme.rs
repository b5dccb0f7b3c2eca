//! The programme of shifts: how many people have which kind of shift, and when they have their breaks.
//!
//! Breaks are implicit (Aykin 1996): a kind has a column for each time at which each of its breaks may begin, and not one for
//! every combination of them. People of one kind are alike, so who has which breaks can be dealt out afterwards.

use super::kinds::{CoverGrid, ShiftKind};
use super::rules::{CoverRules, PeopleBounds};
use super::solver::{Programme, RowHeld, Solved};
use super::wish::{Dropped, Wish};
use std::collections::{BTreeMap, BTreeSet};

/// Rules with the kinds of shifts that they allow.
#[derive(Clone, Copy)]
pub(super) struct CoverTask<'a> {
    pub rules: &'a CoverRules,
    pub grid: &'a CoverGrid,
    pub kinds: &'a [ShiftKind],
    /// What is not asked.
    pub dropped: &'a Dropped,
}

/// What is free in a programme.
#[derive(Clone, Copy)]
pub(super) struct Freedom<'a> {
    /// The kinds of shifts, by place, that there may be.
    pub kinds: &'a [usize],
    /// Whether people are whole.
    pub is_whole: bool,
    /// What an hour costs of a person who is missing; `None`: nobody may be, unless the rules say so.
    pub missing: Option<f64>,
    /// Whether the programme chooses kinds as the rules ask; else each of them is there as often as it must be.
    pub chooses: bool,
    /// So many nodes are searched.
    pub nodes: u64,
}

/// How many people have a kind of shift, and their breaks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KindStaffed {
    /// The kind, by place.
    pub kind: usize,
    /// Its people.
    pub people: f64,
    /// Of each break how many begin it at each of its starts.
    pub breaks: Vec<Vec<f64>>,
}

/// What a programme came to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CoverSolved {
    /// The best that was found.
    Found(Staffed),
    /// Nothing can meet what is asked.
    Impossible,
    /// It was stopped before anything was found.
    Stopped,
}

/// The best that was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Staffed {
    /// Of each kind that was free.
    pub kinds: Vec<KindStaffed>,
    /// What it costs.
    pub cost: f64,
    /// Nothing can cost less.
    pub bound: f64,
    /// Hours of people who are missing, where they may be.
    pub missing_hours: f64,
}

impl CoverSolved {
    /// What was found, if anything.
    pub fn found(self) -> Option<Staffed> {
        match self {
            Self::Found(staffed) => Some(staffed),
            Self::Impossible | Self::Stopped => None,
        }
    }
}

/// Solves the programme; `is_over` may end it sooner, with the best that was found by then.
pub(super) fn solve(task: CoverTask<'_>, free: Freedom<'_>, is_over: &dyn Fn() -> bool) -> CoverSolved {
    let made = CoverProgramme::new(task, free);
    let fixed = -made.over() * task.rules.needed_hours();
    let CoverProgramme { programme, people, breaks, short, .. } = made;
    let (values, cost, bound) = match programme.solve(free.nodes, is_over) {
        Solved::Found { values, cost, bound } => (values, cost + fixed, bound + fixed),
        Solved::Impossible => return CoverSolved::Impossible,
        Solved::Stopped => return CoverSolved::Stopped,
    };
    let of_break = |starts: &Vec<usize>| starts.iter().map(|at| values[*at]).collect();
    let of_kind = |(at, kind): (usize, &usize)| KindStaffed {
        kind: *kind,
        people: values[people[at]],
        breaks: breaks[at].iter().map(of_break).collect(),
    };
    let kinds = free.kinds.iter().enumerate().map(of_kind).collect();
    let missing_hours = short.iter().flatten().map(|at| values[*at]).sum::<f64>() * task.grid.cell.as_hours();
    CoverSolved::Found(Staffed { kinds, cost, bound, missing_hours })
}

/// A programme that is being made.
struct CoverProgramme<'a> {
    task: CoverTask<'a>,
    free: Freedom<'a>,
    programme: Programme,
    /// The column of each kind that is free.
    people: Vec<usize>,
    /// Those of each kind, break and start.
    breaks: Vec<Vec<Vec<usize>>>,
    /// Those of each need and cell, where somebody may be missing.
    short: Vec<Vec<usize>>,
}

impl<'a> CoverProgramme<'a> {
    fn new(task: CoverTask<'a>, free: Freedom<'a>) -> Self {
        let (people, breaks, short) = (Vec::new(), Vec::new(), Vec::new());
        let mut made = Self { task, free, programme: Programme::new(free.is_whole), people, breaks, short };
        free.kinds.iter().for_each(|kind| made.add_kind(&task.kinds[*kind]));
        made.add_short();
        made.add_needs();
        made.add_bounds();
        if free.chooses {
            made.add_choice();
        }
        made
    }

    fn over(&self) -> f64 {
        self.task.rules.price.map_or(0.0, |price| price.over)
    }

    fn add_kind(&mut self, kind: &ShiftKind) {
        let grid = self.task.grid;
        let over = self.over() * grid.cell.as_hours();
        let too_many = |start: i64, length: i64| over * grid.within(start, start + length).count() as f64;
        let is_there = !self.free.chooses && !self.task.dropped.has(Wish::LeastPerKind);
        let least = if is_there { self.task.rules.least_per_kind } else { 0 };
        let people = self.programme.people(kind.cost + too_many(kind.start, kind.length), least);
        let mut breaks = Vec::new();
        for one in &kind.breaks {
            let costs = one.starts.iter().map(|start| -too_many(*start, one.length));
            let of_break: Vec<usize> = costs.map(|cost| self.programme.people(cost, 0)).collect();
            self.programme.row(all_of(&of_break).chain([(people, -1.0)]), RowHeld::Equal, 0.0);
            breaks.push(of_break);
        }
        self.keep_order(kind, &breaks);
        self.people.push(people);
        self.breaks.push(breaks);
    }

    /// No more have begun a break than have come back from the one before it.
    fn keep_order(&mut self, kind: &ShiftKind, columns: &[Vec<usize>]) {
        for (pair, columns) in kind.breaks.windows(2).zip(columns.windows(2)) {
            let ([first, second], [of_first, of_second]) = (pair, columns) else { continue };
            let back: Vec<i64> = first.starts.iter().map(|start| start + first.length).collect();
            let all_are_back = back.last().copied().unwrap_or(i64::MIN);
            for (count, start) in second.starts.iter().enumerate().filter(|(_, start)| **start < all_are_back) {
                let are_back = back.iter().zip(of_first).filter(|(back, _)| *back <= start).map(|(_, at)| (*at, -1.0));
                self.programme.row(all_of(&of_second[..=count]).chain(are_back), RowHeld::AtMost, 0.0);
            }
        }
    }

    fn add_short(&mut self) {
        let rules = self.task.rules;
        let Some(hour) = rules.price.map(|price| price.under + price.over).or(self.free.missing) else { return };
        let cost = hour * self.task.grid.cell.as_hours();
        for _ in &rules.needs {
            let cells = (0..self.task.grid.cells).map(|_| self.programme.amount(cost)).collect();
            self.short.push(cells);
        }
    }

    /// In each cell enough people are there for every set of needs that they might share (Hall's condition).
    fn add_needs(&mut self) {
        let present = self.present();
        let mut rows: BTreeMap<Vec<(usize, i8)>, u32> = BTreeMap::new();
        for set in self.task.rules.sets_of_needs() {
            for (cell, there) in present.iter().enumerate() {
                let serves = |rule: usize| self.task.rules.shifts[rule].covers.iter().any(|need| set.contains(need));
                let there = there.iter().filter(|(rule, ..)| serves(*rule)).map(|(_, column, sign)| (*column, *sign));
                let short = self.short.iter().enumerate().filter(|(need, _)| set.contains(need));
                let row = there.chain(short.map(|(_, cells)| (cells[cell], 1))).collect();
                let needed: u32 = set.iter().map(|need| self.needed(*need, cell)).sum();
                let known: &mut u32 = rows.entry(row).or_default();
                *known = needed.max(*known);
            }
        }
        for (row, needed) in rows.into_iter().filter(|(_, needed)| *needed > 0) {
            let row = row.into_iter().map(|(column, sign)| (column, f64::from(sign)));
            self.programme.row(row, RowHeld::AtLeast, f64::from(needed));
        }
    }

    fn needed(&self, need: usize, cell: usize) -> u32 {
        let interval = self.task.grid.interval_of(cell, self.task.rules);
        let is_asked = !self.task.dropped.has(Wish::Need { need, interval });
        if is_asked { self.task.rules.needs[need].people[interval] } else { 0 }
    }

    /// In each cell who is there: of which rule, by which column, and whether it adds or, on a break, takes away.
    fn present(&self) -> Vec<Vec<(usize, usize, i8)>> {
        let grid = self.task.grid;
        let mut present = vec![Vec::new(); grid.cells as usize];
        for (at, kind) in self.free.kinds.iter().map(|kind| &self.task.kinds[*kind]).enumerate() {
            let mut add = |(start, length): (i64, i64), column: usize, sign: i8| {
                grid.within(start, start + length).for_each(|cell| present[cell].push((kind.rule, column, sign)));
            };
            add((kind.start, kind.length), self.people[at], 1);
            for (one, columns) in kind.breaks.iter().zip(&self.breaks[at]) {
                one.starts.iter().zip(columns).for_each(|(start, column)| add((*start, one.length), *column, -1));
            }
        }
        present
    }

    fn add_bounds(&mut self) {
        let rules = self.task.rules;
        let everybody = self.people.clone();
        self.bound(&everybody, rules.people, (Wish::LeastPeople, Wish::MostPeople));
        for (at, rule) in rules.shifts.iter().enumerate() {
            let of_rule =
                self.free.kinds.iter().zip(&self.people).filter(|(kind, _)| self.task.kinds[**kind].rule == at);
            let of_rule: Vec<usize> = of_rule.map(|(_, column)| *column).collect();
            self.bound(&of_rule, rule.people, (Wish::LeastOfRule(at), Wish::MostOfRule(at)));
            if let Some(share) = rule.share_at_most.filter(|_| !self.task.dropped.has(Wish::ShareOfRule(at))) {
                let part = |column: &usize| f64::from(u8::from(of_rule.contains(column))) - share;
                let row: Vec<(usize, f64)> = everybody.iter().map(|column| (*column, part(column))).collect();
                self.programme.row(row, RowHeld::AtMost, 0.0);
            }
        }
    }

    fn bound(&mut self, columns: &[usize], bounds: PeopleBounds, (least, most): (Wish, Wish)) {
        let asked = [(bounds.least, least, RowHeld::AtLeast), (bounds.most, most, RowHeld::AtMost)];
        for (number, wish, held) in asked {
            if let Some(number) = number.filter(|_| !self.task.dropped.has(wish)) {
                self.programme.row(all_of(columns), held, f64::from(number));
            }
        }
    }

    /// Each kind is there with the least people or not at all, and no more of them than there may be.
    fn add_choice(&mut self) {
        let (rules, dropped) = (self.task.rules, self.task.dropped);
        let most = f64::from(rules.enough_people());
        let mut chosen = Vec::new();
        for people in self.people.clone() {
            let choice = self.programme.choice();
            self.programme.row([(people, 1.0), (choice, -most)], RowHeld::AtMost, 0.0);
            if !dropped.has(Wish::LeastPerKind) {
                self.programme.row([(people, 1.0), (choice, -f64::from(rules.least_per_kind))], RowHeld::AtLeast, 0.0);
            }
            chosen.push(choice);
        }
        self.add_chosen_there(&chosen);
        if let Some(most) = rules.most_kinds.filter(|_| !dropped.has(Wish::MostKinds)) {
            self.programme.row(all_of(&chosen), RowHeld::AtMost, f64::from(most));
        }
    }

    /// Where somebody is needed, a kind is there: it follows from the other rows, but only where people are whole.
    fn add_chosen_there(&mut self, chosen: &[usize]) {
        if !self.short.is_empty() {
            return;
        }
        let grid = self.task.grid;
        let mut rows: BTreeSet<Vec<usize>> = BTreeSet::new();
        for (need, cell) in
            (0..self.task.rules.needs.len()).flat_map(|need| (0..grid.cells as usize).map(move |cell| (need, cell)))
        {
            let is_there = |kind: &ShiftKind| {
                let covers = self.task.rules.shifts[kind.rule].covers.contains(&need);
                covers && grid.within(kind.start, kind.start + kind.length).any(|at| at == cell)
            };
            if self.needed(need, cell) > 0 {
                let there = self.free.kinds.iter().zip(chosen).filter(|(kind, _)| is_there(&self.task.kinds[**kind]));
                rows.insert(there.map(|(_, choice)| *choice).collect());
            }
        }
        for row in rows {
            self.programme.row(all_of(&row), RowHeld::AtLeast, 1.0);
        }
    }
}

fn all_of(columns: &[usize]) -> impl Iterator<Item = (usize, f64)> + '_ {
    columns.iter().map(|column| (*column, 1.0))
}
