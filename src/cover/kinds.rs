//! Every kind of shift that the rules allow, on a grid of time on which all of them begin and end.

use super::rules::{BreakRule, CoverRules, ShiftRule};
use crate::units::{SimTime, Span};

/// The cells of time in which it does not change who is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CoverGrid {
    /// How long a cell is.
    pub cell: Span,
    /// How many there are.
    pub cells: i64,
    /// Whether the first follows the last.
    pub is_round: bool,
}

/// One kind of shift.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShiftKind {
    /// Its rule, by place.
    pub rule: usize,
    /// When it starts, in cells after the first interval's begin; before it below 0.
    pub start: i64,
    /// How long it is, in cells.
    pub length: i64,
    /// Its breaks, in order.
    pub breaks: Vec<BreakStarts>,
    /// What one costs.
    pub cost: f64,
}

/// When a break of a shift may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BreakStarts {
    /// In cells after the first interval's begin, rising.
    pub starts: Vec<i64>,
    /// How long it is, in cells.
    pub length: i64,
}

/// Rules about the shape of shifts that are not kept, to find out which of them is in the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ShapesDropped {
    /// They may start with any interval.
    pub starts: bool,
    /// They may end at any time.
    pub ends: bool,
    /// They have no breaks.
    pub breaks: bool,
}

impl CoverGrid {
    /// The coarsest grid on which all times of the rules lie.
    pub fn of(rules: &CoverRules) -> Self {
        let of_break = |rule: &BreakRule| [rule.length, rule.from, rule.every];
        let of_rule = |rule: &ShiftRule| {
            let starts = rule.starts.iter().map(|start| *start - rules.open);
            starts.chain(rule.lengths.iter().copied()).chain(rule.breaks.iter().flat_map(of_break)).collect::<Vec<_>>()
        };
        let all = rules.shifts.iter().flat_map(of_rule).map(Span::micros);
        let cell = all.fold(rules.interval.micros(), common_measure).max(1);
        let whole = rules.interval.micros() * rules.intervals() as i64;
        Self { cell: Span::from_micros(cell), cells: whole / cell, is_round: rules.is_round }
    }

    /// So many cells.
    pub fn span(&self, cells: i64) -> Span {
        self.cell * cells
    }

    /// The cells of a day from one to another, the latter not included, that are needed at all.
    pub fn within(&self, start: i64, end: i64) -> impl Iterator<Item = usize> {
        let (cells, is_round) = (self.cells, self.is_round);
        let cell = move |at: i64| {
            if is_round { Some(at.rem_euclid(cells)) } else { Some(at).filter(|at| (0..cells).contains(at)) }
        };
        (start..end).filter_map(cell).map(|at| at as usize)
    }

    /// The interval of the needs that a cell lies in.
    pub fn interval_of(&self, cell: usize, rules: &CoverRules) -> usize {
        cell * rules.intervals() / self.cells as usize
    }

    fn cells_of(&self, span: Span) -> i64 {
        span.micros() / self.cell.micros()
    }
}

const fn common_measure(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// All kinds of shifts, rule by rule, by length and start.
pub(super) fn kinds(rules: &CoverRules, grid: &CoverGrid, dropped: ShapesDropped) -> Vec<ShiftKind> {
    let of_rule = |(at, rule): (usize, &ShiftRule)| {
        let starts = starts(rules, rule, dropped);
        let of_length = |length: &Span| {
            starts
                .iter()
                .filter_map(|start| kind(rules, grid, (at, rule), (*start, *length), dropped))
                .collect::<Vec<_>>()
        };
        rule.lengths.iter().flat_map(of_length).collect::<Vec<_>>()
    };
    rules.shifts.iter().enumerate().flat_map(of_rule).collect()
}

fn starts(rules: &CoverRules, rule: &ShiftRule, dropped: ShapesDropped) -> Vec<SimTime> {
    if !dropped.starts {
        return rule.starts.clone();
    }
    let any = (0..rules.intervals()).map(|i| rules.open + rules.interval * i as i64);
    let mut all: Vec<SimTime> = rule.starts.iter().copied().chain(any).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// One kind; `None` if it ends too late, or a break finds no place in it.
fn kind(
    rules: &CoverRules,
    grid: &CoverGrid,
    (at, rule): (usize, &ShiftRule),
    (start, length): (SimTime, Span),
    dropped: ShapesDropped,
) -> Option<ShiftKind> {
    let end = rule.last_end.unwrap_or(rules.close());
    let may_end = dropped.ends || rules.is_round || start + length <= end;
    if !may_end || length > grid.span(grid.cells) && rules.is_round {
        return None;
    }
    let begin = grid.cells_of(start - rules.open);
    let break_rules: &[BreakRule] = if dropped.breaks { &[] } else { &rule.breaks };
    let breaks =
        break_rules.iter().map(|rule| break_starts(rule, grid, (begin, length))).collect::<Option<Vec<_>>>()?;
    let unpaid: Span = rule.breaks.iter().filter(|one| !one.is_paid).fold(Span::ZERO, |sum, one| sum + one.length);
    let cost = rule.cost_per_hour * (length - unpaid).as_hours() + rule.cost_per_shift;
    Some(ShiftKind { rule: at, start: begin, length: grid.cells_of(length), breaks, cost })
}

fn break_starts(rule: &BreakRule, grid: &CoverGrid, (begin, length): (i64, Span)) -> Option<BreakStarts> {
    let last = rule.to.min(length - rule.before_end - rule.length);
    let (from, step) = (grid.cells_of(rule.from), grid.cells_of(rule.every).max(1));
    let steps = if last < rule.from { return None } else { (last - rule.from).micros() / rule.every.micros().max(1) };
    let starts = (0..=steps).map(|at| begin + from + at * step).collect();
    Some(BreakStarts { starts, length: grid.cells_of(rule.length) })
}
