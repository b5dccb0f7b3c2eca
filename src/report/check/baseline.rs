//! How a scenario stands to its baseline: what it counts as, and how that is told.

use super::{CountsAs, Undecided};
use crate::experiment::baseline::{Guard, Moved, Movement, StoredTable};
use crate::experiment::compare::{ComparedFigure, Finding};
use crate::failure::BaselineFault;
use crate::figures::Measure;
use crate::report::compare::Differs;
use crate::report::compare::words::{difference, figure};
use crate::words::numbers::amount;
use crate::words::{BaselineLine, BesideVerdict, CheckWords, KeyChange, TableMove, TableMoved, WhatChanged};

/// More keys than this are only counted.
const MOST_KEYS: usize = 6;

/// A scenario beside its baseline.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The page of the baseline.
    pub file: String,
    /// What came of it.
    pub state: BaselineState,
    /// Whether its page shows what is stored; not after an update that was killed, or if files of two were mixed.
    pub is_paged: bool,
    /// The run has been stored as the new baseline.
    pub stored: bool,
    /// By which measures it is judged.
    pub guard: Guard,
    /// The page it is stored as under the name of a scenario that is gone.
    pub moved_from: Option<String>,
    /// So many days are stored, and are not given up for the fewer of this run.
    pub keeps: Option<u32>,
}

/// What came of the comparison.
#[derive(Clone, Debug)]
pub enum BaselineState {
    /// There is none.
    Missing {
        /// A baseline of a scenario whose file is called the same.
        like: Option<String>,
    },
    /// There is one that cannot be used.
    Unusable {
        /// The file at fault.
        file: String,
        /// Line from 1, if it is about one.
        line: Option<usize>,
        /// What is wrong.
        fault: BaselineFault,
    },
    /// The run was held against it.
    Held {
        /// How it has moved.
        movement: Movement,
        /// What has changed since.
        changes: Changes,
    },
}

/// What has changed since a baseline was stored, as far as it can have moved results.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Keys of the scenario; `a` is the baseline's value, `b` that of now.
    pub settings: Vec<Differs>,
    /// Whether the tables of data say something else.
    pub tables: bool,
    /// Which of them, as far as it is known.
    pub table_files: Vec<TableChange>,
    /// The versions of the program, then and now, if it is another.
    pub program: Option<(String, String)>,
}

/// A table of data that says something else, or that only one of the two runs reads.
#[derive(Clone, Debug, PartialEq)]
pub struct TableChange {
    /// The file.
    pub file: String,
    /// What it came to, if it was read.
    pub a: Option<StoredTable>,
    /// What it comes to now, if it is read.
    pub b: Option<StoredTable>,
}

impl TableChange {
    /// In what it says something else: calls, person-hours, or neither.
    fn told(&self) -> TableMoved<'_> {
        let sums = |of: fn(&StoredTable) -> f64| {
            let amounts = [&self.a, &self.b].map(|table| amount(table.as_ref().map_or(0.0, of)));
            (amounts[0] != amounts[1]).then_some(amounts)
        };
        let how = match (&self.a, &self.b, sums(|t| t.calls), sums(|t| t.person_hours)) {
            (Some(_), None, ..) => TableMove::NoLongerRead,
            (_, _, None, None) => TableMove::OtherRows,
            (_, _, calls, person_hours) => TableMove::Sums { calls, person_hours },
        };
        TableMoved { file: &self.file, how }
    }
}

impl Beside {
    /// What it counts as, if undecided findings count so. What was just stored is met.
    pub fn counts_as(&self, undecided: Undecided) -> CountsAs {
        let moved = match &self.state {
            _ if self.stored => return CountsAs::Met,
            BaselineState::Missing { .. } | BaselineState::Unusable { .. } => return CountsAs::Missed,
            BaselineState::Held { movement, .. } => movement.moved_as(&self.guard),
        };
        match (moved, undecided) {
            (Moved::Better | Moved::Traded | Moved::Within, _) | (Moved::Undecided, Undecided::Passes) => CountsAs::Met,
            (Moved::Undecided, Undecided::Open) => CountsAs::Undecided,
            (Moved::Worse, _) | (Moved::Undecided, Undecided::Fails) => CountsAs::Missed,
        }
    }

    /// Whether it cannot be used and was not replaced.
    pub fn is_unusable(&self) -> bool {
        !self.stored && matches!(self.state, BaselineState::Unusable { .. })
    }

    /// What it is called in a list of what was checked.
    pub fn name(&self, words: &dyn CheckWords) -> String {
        words.baseline_line(&BaselineLine::Name(match &self.state {
            BaselineState::Held { movement, .. } => Some(movement.days),
            BaselineState::Missing { .. } | BaselineState::Unusable { .. } => None,
        }))
    }

    /// What came of it.
    pub fn verdict(&self) -> BesideVerdict {
        match &self.state {
            _ if self.stored => BesideVerdict::Stored,
            BaselineState::Missing { .. } => BesideVerdict::Missing,
            BaselineState::Unusable { .. } => BesideVerdict::Unusable,
            BaselineState::Held { movement, .. } if movement.unchanged => BesideVerdict::Unchanged,
            BaselineState::Held { movement, .. } => match movement.moved_as(&self.guard) {
                Moved::Worse => BesideVerdict::Worse,
                Moved::Undecided => BesideVerdict::Undecided,
                Moved::Traded => BesideVerdict::Traded,
                Moved::Better => BesideVerdict::Better,
                Moved::Within => BesideVerdict::Within,
            },
        }
    }

    /// What came of it in one sentence without a full stop; what was stored is told, too.
    pub fn sentence(&self, words: &dyn CheckWords) -> String {
        let (file, stored) = (self.file.as_str(), self.stored);
        let found = words.baseline_line(&match &self.state {
            BaselineState::Missing { .. } if stored => return words.baseline_line(&BaselineLine::StoredIn(file)),
            BaselineState::Missing { like } => BaselineLine::Missing { file, like: like.as_deref() },
            BaselineState::Unusable { file, line, fault } => {
                BaselineLine::Unusable { file, line: *line, fault, stored }
            }
            BaselineState::Held { movement, .. } => said(movement),
        });
        let is_same = matches!(&self.state, BaselineState::Held { movement, .. } if movement.unchanged);
        if stored && !is_same { words.baseline_line(&BaselineLine::AndStoredIn(&found, file)) } else { found }
    }

    /// The measures that a reader is shown, if any has moved.
    pub fn shown(&self) -> Vec<&ComparedFigure> {
        match &self.state {
            BaselineState::Held { movement, .. } => movement.headline().filter(|c| c.a != c.b).collect(),
            BaselineState::Missing { .. } | BaselineState::Unusable { .. } => Vec::new(),
        }
    }

    /// Everything else that is worth telling, a sentence each without a full stop.
    pub fn remarks(&self, words: &dyn CheckWords) -> Vec<String> {
        let BaselineState::Held { movement, changes } = &self.state else { return Vec::new() };
        let mut remarks = Vec::new();
        if !self.is_paged && !self.stored {
            remarks.push(BaselineLine::NotPaged(&self.file));
        }
        let moved_from = self.moved_from.as_deref();
        remarks.extend(moved_from.map(|page| BaselineLine::MovedFrom { page, stored: self.stored }));
        remarks.extend(self.keeps.map(BaselineLine::KeepsDays));
        if !movement.unchanged {
            if movement.moved().next().is_some() || !changes.is_empty() {
                remarks.push(changes.told());
            }
            if !movement.left_out.is_empty() {
                remarks.push(BaselineLine::LeftOut(&movement.left_out));
            }
            remarks.extend((!self.stored).then(|| BaselineLine::Remedy(movement.moved_as(&self.guard))));
        }
        remarks.iter().map(|line| words.baseline_line(line)).collect()
    }
}

/// How it has moved.
fn said(movement: &Movement) -> BaselineLine<'static> {
    let days = movement.days;
    if movement.unchanged {
        return BaselineLine::SameDays(days);
    }
    if movement.moved().next().is_none() {
        return BaselineLine::NothingMoved { days, has_others: !movement.left_out.is_empty() };
    }
    let named = |finding: Finding| -> Vec<Measure> {
        movement.headline().filter(|c| c.finding == finding).map(|c| c.measure).collect()
    };
    let parts = [Finding::Worse, Finding::More, Finding::Undecided, Finding::Better, Finding::Fewer];
    let parts = parts.map(|finding| (finding, named(finding)));
    let told: Vec<_> = parts.into_iter().filter(|(_, names)| !names.is_empty()).collect();
    if told.is_empty() { BaselineLine::WithinMargins(days) } else { BaselineLine::Moved(days, told) }
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.settings.is_empty() && !self.tables && self.program.is_none()
    }

    /// What has changed.
    fn told(&self) -> BaselineLine<'_> {
        BaselineLine::Changed(WhatChanged {
            keys: self.settings.iter().take(MOST_KEYS).map(key_change).collect(),
            more_keys: self.settings.len().saturating_sub(MOST_KEYS),
            has_tables: self.tables,
            tables: self.table_files.iter().map(TableChange::told).collect(),
            program: self.program.as_ref().map(|(then, now)| (then.as_str(), now.as_str())),
        })
    }
}

fn key_change(d: &Differs) -> KeyChange<'_> {
    (&d.key, d.a.as_deref(), d.b.as_deref())
}

/// A measure that has moved: `98.0 % -> 97.4 %`.
pub fn moved(words: &dyn CheckWords, c: &ComparedFigure) -> String {
    let [then, now] = [c.a, c.b].map(|value| figure(words, c.measure, value));
    format!("{then} -> {now}")
}

/// By how much, with its interval.
pub fn by(words: &dyn CheckWords, c: &ComparedFigure) -> String {
    difference(words, c.measure, c.difference.as_ref())
}

#[cfg(test)]
pub(super) mod tests;
