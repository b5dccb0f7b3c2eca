//! How large a search for shifts is, so that one which nobody could wait for is refused.

use super::kinds::{CoverGrid, ShapesDropped, kinds};
use super::rules::{CoverRules, ShiftRule};
use crate::units::Span;

/// How large the search for shifts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShiftsSize {
    /// Cells of time in which it does not change who is there.
    pub cells: usize,
    /// How long each is.
    pub cell: Span,
    /// Different shifts.
    pub kinds: usize,
    /// Starts of their breaks.
    pub columns: usize,
}

impl ShiftsSize {
    /// No more can be searched.
    pub const MOST: Self = Self { cells: 2_880, cell: Span::ZERO, kinds: 4_000, columns: 40_000 };
}

impl CoverRules {
    /// How large the search is; its length does not matter, so that it is told of rules of any size.
    pub fn size(&self) -> ShiftsSize {
        let grid = CoverGrid::of(self);
        let (cells, cell) = (grid.cells as usize, grid.cell);
        if cells > ShiftsSize::MOST.cells {
            return ShiftsSize { cells, cell, kinds: 0, columns: 0 };
        }
        let kinds = kinds(self, &grid, ShapesDropped::default());
        let columns = kinds.iter().flat_map(|kind| &kind.breaks).map(|one| one.starts.len()).sum();
        ShiftsSize { cells, cell, kinds: kinds.len(), columns }
    }

    /// Whether no shift at all keeps to a rule: it would end too late, or a break finds no place.
    pub fn is_never(&self, rule: &ShiftRule) -> bool {
        let alone = Self { shifts: vec![rule.clone()], ..self.clone() };
        kinds(&alone, &CoverGrid::of(&alone), ShapesDropped::default()).is_empty()
    }
}
