//! How a scenario stands to its baseline: what it counts as, and how that is told.

use super::{Standing, Undecided};
use crate::experiment::baseline::Movement;
use crate::experiment::compare::{Compared, Finding};
use crate::report::compare::Differs;
use crate::report::compare::words::{self, difference, figure, listed};
use crate::report::numbers::decimal;

/// More keys than this are only counted.
const MOST_KEYS: usize = 6;

/// A scenario beside its baseline.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The page of the baseline.
    pub file: String,
    /// What came of it.
    pub state: State,
    /// The run has been stored as the new baseline.
    pub stored: bool,
}

/// What came of the comparison.
#[derive(Clone, Debug)]
pub enum State {
    /// There is none.
    Missing,
    /// There is one that cannot be used.
    Unusable {
        /// The file at fault.
        file: String,
        /// Line from 1, if it is about one.
        line: Option<usize>,
        /// What is wrong.
        reason: String,
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
    /// The versions of the program, then and now, if it is another.
    pub program: Option<(String, String)>,
}

impl Beside {
    /// What it counts as, if undecided findings count so. What was just stored is met.
    pub fn standing(&self, undecided: Undecided) -> Standing {
        let finding = match &self.state {
            _ if self.stored => return Standing::Met,
            State::Missing | State::Unusable { .. } => return Standing::Missed,
            State::Held { movement, .. } => movement.finding(),
        };
        match (finding, undecided) {
            (Finding::Better | Finding::NoDifference, _) | (Finding::Undecided, Undecided::Passes) => Standing::Met,
            (Finding::Undecided, Undecided::Open) => Standing::Undecided,
            (Finding::Worse, _) | (Finding::Undecided, Undecided::Fails) => Standing::Missed,
        }
    }

    /// Whether it cannot be used and was not replaced.
    pub fn is_unusable(&self) -> bool {
        !self.stored && matches!(self.state, State::Unusable { .. })
    }

    /// What it is called in a list of what was checked.
    pub fn name(&self) -> String {
        match &self.state {
            State::Held { movement, .. } => format!("baseline, {} days", decimal(movement.days.into(), 0)),
            _ => "baseline".to_owned(),
        }
    }

    /// The verdict as a word.
    pub fn verdict(&self) -> &'static str {
        match &self.state {
            _ if self.stored => "stored",
            State::Missing => "missing",
            State::Unusable { .. } => "unusable",
            State::Held { movement, .. } if movement.unchanged => "unchanged",
            State::Held { movement, .. } => match movement.finding() {
                Finding::NoDifference => "within",
                Finding::Better => "better",
                Finding::Worse => "worse",
                Finding::Undecided => "undecided",
            },
        }
    }

    /// What came of it in one sentence without a full stop; what was stored is told, too.
    pub fn sentence(&self) -> String {
        let file = &self.file;
        let found = match &self.state {
            State::Missing if self.stored => return format!("stored in {file}"),
            State::Missing => format!("there is no baseline {file}; --update stores one"),
            State::Unusable { file, line, reason } => {
                let line = line.map(|line| format!(":{line}")).unwrap_or_default();
                let remedy = if self.stored { "" } else { "; --update stores a new one" };
                format!("the baseline cannot be used: {file}{line}: {reason}{remedy}")
            }
            State::Held { movement, .. } => said(movement),
        };
        let is_same = matches!(&self.state, State::Held { movement, .. } if movement.unchanged);
        if self.stored && !is_same { format!("{found}; stored in {file}") } else { found }
    }

    /// The measures that a reader is shown, if any has moved.
    pub fn shown(&self) -> Vec<&Compared> {
        match &self.state {
            State::Held { movement, .. } => movement.headline().filter(|c| c.a != c.b).collect(),
            _ => Vec::new(),
        }
    }

    /// Everything else that is worth telling, a sentence each without a full stop.
    pub fn remarks(&self) -> Vec<String> {
        let State::Held { movement, changes } = &self.state else { return Vec::new() };
        if movement.unchanged {
            return Vec::new();
        }
        let mut remarks = vec![changes.told()];
        if !movement.left_out.is_empty() {
            remarks.push(format!("not compared: {}", listed(&movement.left_out)));
        }
        if !self.stored {
            remarks.push(match movement.finding() {
                Finding::Worse => "if it is meant, --update stores it as the new baseline".to_owned(),
                Finding::Undecided => "more days would tell; if it is meant, --update stores it".to_owned(),
                Finding::Better | Finding::NoDifference => {
                    "the baseline is out of date; --update stores the new one".to_owned()
                }
            });
        }
        remarks
    }
}

/// How it has moved.
fn said(movement: &Movement) -> String {
    let days = format!("{} days", decimal(movement.days.into(), 0));
    if movement.unchanged {
        return format!("the {days} are those of the baseline");
    }
    if movement.moved().next().is_none() {
        return format!("over {days} no measure of the day has moved, only other results");
    }
    let named = |finding: Finding| -> Vec<String> {
        movement.headline().filter(|c| c.finding == finding).map(|c| words::name(&c.name)).collect()
    };
    let parts = [("worse", Finding::Worse), ("undecided", Finding::Undecided), ("better", Finding::Better)];
    let parts = parts.map(|(word, finding)| (word, named(finding)));
    let told = parts.iter().filter(|(_, names)| !names.is_empty());
    let told: Vec<String> = told.map(|(word, names)| format!("{word}: {}", listed(names))).collect();
    if told.is_empty() {
        format!("over {days} moved within the margins")
    } else {
        format!("over {days} {}", told.join("; "))
    }
}

impl Changes {
    /// What has changed, in a sentence without a full stop.
    pub fn told(&self) -> String {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "not set".to_owned());
        let key = |d: &Differs| format!("{} {} -> {}", d.key, value(&d.a), value(&d.b));
        let mut keys: Vec<String> = self.settings.iter().take(MOST_KEYS).map(key).collect();
        let more = self.settings.len().saturating_sub(MOST_KEYS);
        if more > 0 {
            keys.push(format!("{more} more keys"));
        }
        let mut parts = Vec::new();
        if !keys.is_empty() {
            parts.push(format!("the scenario: {}", keys.join(", ")));
        }
        if self.tables {
            parts.push("the tables of data that it reads".to_owned());
        }
        if let Some((then, now)) = &self.program {
            parts.push(format!("the program: {then} -> {now}"));
        }
        if parts.is_empty() {
            return "changed: nothing in the scenario, so it is the program".to_owned();
        }
        format!("changed: {}", parts.join("; "))
    }
}

/// A measure that has moved: `98.0 % -> 97.4 %`.
pub fn moved(c: &Compared) -> String {
    format!("{} -> {}", figure(&c.name, c.a), figure(&c.name, c.b))
}

/// By how much, with its interval.
pub fn by(c: &Compared) -> String {
    difference(&c.name, c.difference.as_ref())
}
