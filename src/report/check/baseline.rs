//! How a scenario stands to its baseline: what it counts as, and how that is told.

use super::{CountsAs, Undecided};
use crate::experiment::baseline::{Guard, Moved, Movement, StoredTable};
use crate::experiment::compare::{ComparedFigure, Finding};
use crate::report::compare::Differs;
use crate::report::compare::words::{self, difference, figure, listed};
use crate::report::numbers::{amount, decimal};

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
    /// `volumes.csv: 1,515 -> 1,667 calls`.
    fn told(&self) -> String {
        let effect = |of: fn(&StoredTable) -> f64, unit: &str| {
            let amounts = [&self.a, &self.b].map(|table| table.as_ref().map_or(0.0, of));
            let [a, b] = amounts.map(amount);
            (a != b).then(|| format!("{a} -> {b} {unit}"))
        };
        let effects = [effect(|t| t.calls, "calls"), effect(|t| t.person_hours, "person-hours")];
        let effects: Vec<String> = effects.into_iter().flatten().collect();
        match (&self.a, &self.b) {
            (Some(_), None) => format!("{}: no longer read", self.file),
            _ if effects.is_empty() => format!("{}: other rows", self.file),
            _ => format!("{}: {}", self.file, effects.join(", ")),
        }
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
    pub fn name(&self) -> String {
        match &self.state {
            BaselineState::Held { movement, .. } => format!("baseline, {} days", decimal(movement.days.into(), 0)),
            BaselineState::Missing { .. } | BaselineState::Unusable { .. } => "baseline".to_owned(),
        }
    }

    /// The verdict as a word.
    pub fn verdict(&self) -> &'static str {
        match &self.state {
            _ if self.stored => "stored",
            BaselineState::Missing { .. } => "missing",
            BaselineState::Unusable { .. } => "unusable",
            BaselineState::Held { movement, .. } if movement.unchanged => "unchanged",
            BaselineState::Held { movement, .. } => movement.moved_as(&self.guard).word(),
        }
    }

    /// What came of it in one sentence without a full stop; what was stored is told, too.
    pub fn sentence(&self) -> String {
        let file = &self.file;
        let found = match &self.state {
            BaselineState::Missing { .. } if self.stored => return format!("stored in {file}"),
            BaselineState::Missing { like: None } => format!("there is no baseline {file}; --update stores one"),
            BaselineState::Missing { like: Some(like) } => format!(
                "there is no baseline {file}, but there is {like}; if that is the one, start the command in the folder it \
                 was stored from; if not, --update stores one"
            ),
            BaselineState::Unusable { file, line, reason } => {
                let line = line.map(|line| format!(":{line}")).unwrap_or_default();
                let remedy = if self.stored { "" } else { "; --update stores a new one" };
                format!("the baseline cannot be used: {file}{line}: {reason}{remedy}")
            }
            BaselineState::Held { movement, .. } => said(movement),
        };
        let is_same = matches!(&self.state, BaselineState::Held { movement, .. } if movement.unchanged);
        if self.stored && !is_same { format!("{found}; stored in {file}") } else { found }
    }

    /// The measures that a reader is shown, if any has moved.
    pub fn shown(&self) -> Vec<&ComparedFigure> {
        match &self.state {
            BaselineState::Held { movement, .. } => movement.headline().filter(|c| c.a != c.b).collect(),
            BaselineState::Missing { .. } | BaselineState::Unusable { .. } => Vec::new(),
        }
    }

    /// Everything else that is worth telling, a sentence each without a full stop.
    pub fn remarks(&self) -> Vec<String> {
        let BaselineState::Held { movement, changes } = &self.state else { return Vec::new() };
        let mut remarks = Vec::new();
        if !self.is_paged && !self.stored {
            remarks.push(format!("{} does not show what is stored; --update writes it anew", self.file));
        }
        if let Some(page) = &self.moved_from {
            let how = if self.stored { "it was" } else { "--update stores it anew; it is" };
            remarks.push(format!("the scenario has been renamed or moved: {how} stored as {page}"));
        }
        if let Some(days) = self.keeps {
            let days = decimal(days.into(), 0);
            remarks.push(format!(
                "not stored: the baseline has {days} days, which fewer do not replace; leave --days out"
            ));
        }
        if movement.unchanged {
            return remarks;
        }
        if movement.moved().next().is_some() || !changes.is_empty() {
            remarks.push(changes.told());
        }
        if !movement.left_out.is_empty() {
            remarks.push(format!("left out, as not both have them for these days: {}", listed(&movement.left_out)));
        }
        if !self.stored {
            remarks.push(match movement.moved_as(&self.guard) {
                Moved::Worse => "if it is meant, --update stores it as the new baseline".to_owned(),
                Moved::Undecided => "more days would tell; if it is meant, --update stores it".to_owned(),
                Moved::Traded => "callers gain by it, and it takes more; if it is meant, --update stores it".to_owned(),
                Moved::Better | Moved::Within => "the baseline is out of date; --update stores the new one".to_owned(),
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
        let same = if movement.left_out.is_empty() {
            "no measure of the day has moved, only other results"
        } else {
            "no measure that both have has moved"
        };
        return format!("over {days} {same}");
    }
    let named = |finding: Finding| -> Vec<String> {
        movement.headline().filter(|c| c.finding == finding).map(|c| words::name(c.measure)).collect()
    };
    let parts = [Finding::Worse, Finding::More, Finding::Undecided, Finding::Better, Finding::Fewer];
    let parts = parts.map(|finding| (finding.word(), finding));
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
    fn is_empty(&self) -> bool {
        self.settings.is_empty() && !self.tables && self.program.is_none()
    }

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
            let named: Vec<String> = self.table_files.iter().map(TableChange::told).collect();
            parts.push(if named.is_empty() { "the tables of data that it reads".to_owned() } else { named.join(", ") });
        }
        if let Some((then, now)) = &self.program {
            parts.push(format!("the program: {then} -> {now}"));
        }
        if self.is_empty() {
            return "changed: nothing in the scenario, so it is the program".to_owned();
        }
        format!("changed: {}", parts.join("; "))
    }
}

/// A measure that has moved: `98.0 % -> 97.4 %`.
pub fn moved(c: &ComparedFigure) -> String {
    format!("{} -> {}", figure(c.measure, c.a), figure(c.measure, c.b))
}

/// By how much, with its interval.
pub fn by(c: &ComparedFigure) -> String {
    difference(c.measure, c.difference.as_ref())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::figures::Measure;
    use crate::stats::Estimate;

    fn compared(measure: Measure, (a, b): (f64, f64), half: f64, finding: Finding) -> ComparedFigure {
        let difference = Some(Estimate::with_half_width(b - a, Some(half)));
        let (a, b) = (Some(a), Some(b));
        ComparedFigure { measure, a, b, difference, margin: 0.001, p_value: 0.01, finding }
    }

    /// A scenario whose answer rate was found like this.
    pub fn found(finding: Finding) -> Beside {
        let measures = vec![
            compared(Measure::Offered, (2_500.0, 2_510.0), 1.0, Finding::Worse),
            compared(Measure::AnswerRate, (0.98, 0.974), 0.001, finding),
            compared(Measure::Occupancy, (0.75, 0.75), 0.001, Finding::NoDifference),
        ];
        held(Movement { days: 1_000, unchanged: false, same_days: false, measures, left_out: Vec::new() })
    }

    fn held(movement: Movement) -> Beside {
        let key = |key: &str, a: Option<&str>, b: Option<&str>| Differs {
            key: key.to_owned(),
            a: a.map(str::to_owned),
            b: b.map(str::to_owned),
        };
        let settings = vec![key("seats", Some("40"), None), key("groups.inbound.people", Some("7"), Some("6"))];
        let changes = Changes { settings, ..Changes::default() };
        Beside {
            file: "b/a.baseline.toml".to_owned(),
            state: BaselineState::Held { movement, changes },
            is_paged: true,
            stored: false,
            guard: Guard::Shown,
            moved_from: None,
            keeps: None,
        }
    }

    fn unchanged() -> Beside {
        held(Movement { days: 50, unchanged: true, same_days: true, measures: Vec::new(), left_out: Vec::new() })
    }

    fn with(state: BaselineState, stored: bool) -> Beside {
        Beside {
            file: "b/a.baseline.toml".to_owned(),
            state,
            is_paged: true,
            stored,
            guard: Guard::Shown,
            moved_from: None,
            keeps: None,
        }
    }

    fn damaged() -> BaselineState {
        BaselineState::Unusable {
            file: "b/a.baseline.gz".to_owned(),
            line: Some(3),
            reason: "it ends early".to_owned(),
        }
    }

    #[test]
    fn worse_and_missing_are_missed_and_what_cannot_be_told_counts_as_asked() {
        let of = |beside: &Beside| beside.counts_as(Undecided::Open);
        let all = [Finding::Better, Finding::NoDifference, Finding::Undecided, Finding::Worse].map(found);
        let standings = [CountsAs::Met, CountsAs::Met, CountsAs::Undecided, CountsAs::Missed];
        assert_eq!(all.each_ref().map(of), standings);
        assert_eq!(all[2].counts_as(Undecided::Passes), CountsAs::Met);
        assert_eq!(all[2].counts_as(Undecided::Fails), CountsAs::Missed);
        assert_eq!(of(&unchanged()), CountsAs::Met);
        assert_eq!(
            [BaselineState::Missing { like: None }, damaged()].map(|state| of(&with(state, false))),
            [CountsAs::Missed; 2]
        );
        assert_eq!(
            [BaselineState::Missing { like: None }, damaged()].map(|state| of(&with(state, true))),
            [CountsAs::Met; 2]
        );
        assert!(with(damaged(), false).is_unusable() && !with(damaged(), true).is_unusable());
    }

    #[test]
    fn every_outcome_has_a_word_and_a_sentence_with_the_remedy() {
        let told = |beside: Beside| (beside.verdict(), beside.sentence());
        let expected = [
            ("missing", "there is no baseline b/a.baseline.toml; --update stores one"),
            ("stored", "stored in b/a.baseline.toml"),
            ("unusable", "the baseline cannot be used: b/a.baseline.gz:3: it ends early; --update stores a new one"),
            ("unchanged", "the 50 days are those of the baseline"),
            ("worse", "over 1,000 days worse: answer rate"),
            ("within", "over 1,000 days moved within the margins"),
        ];
        let found = [
            with(BaselineState::Missing { like: None }, false),
            with(BaselineState::Missing { like: None }, true),
            with(damaged(), false),
            unchanged(),
            found(Finding::Worse),
            found(Finding::NoDifference),
        ];
        assert_eq!(found.map(told).each_ref().map(|(word, sentence)| (*word, sentence.as_str())), expected);
    }

    #[test]
    fn what_was_replaced_says_how_it_had_moved() {
        let stored = Beside { stored: true, ..found(Finding::Better) };
        assert_eq!(stored.sentence(), "over 1,000 days better: answer rate; stored in b/a.baseline.toml");
        assert_eq!(stored.remarks(), ["changed: the scenario: seats 40 -> not set, groups.inbound.people 7 -> 6"]);
    }

    #[test]
    fn only_measures_shown_first_that_have_moved_are_listed() {
        let beside = found(Finding::Worse);
        let shown = beside.shown();
        assert_eq!(shown.iter().map(|c| c.measure).collect::<Vec<_>>(), [Measure::AnswerRate]);
        assert_eq!((moved(shown[0]), by(shown[0])), ("98.0 % -> 97.4 %".to_owned(), "-0.6 ± 0.1 points".to_owned()));
    }

    #[test]
    fn a_change_of_the_scenario_is_told_from_one_of_the_program() {
        let none = Changes::default();
        assert_eq!(none.told(), "changed: nothing in the scenario, so it is the program");
        let versions = Some(("0.1.0".to_owned(), "0.2.0".to_owned()));
        let both = Changes { tables: true, program: versions, ..none };
        assert_eq!(both.told(), "changed: the tables of data that it reads; the program: 0.1.0 -> 0.2.0");
        let table = |calls| Some(StoredTable { sha256: String::new(), calls, person_hours: 0.0 });
        let change = |a, b| TableChange { file: "volumes.csv".to_owned(), a, b };
        let told =
            |change: TableChange| Changes { tables: true, table_files: vec![change], ..Changes::default() }.told();
        assert_eq!(told(change(table(1_515.0), table(1_667.0))), "changed: volumes.csv: 1,515 -> 1,667 calls");
        assert_eq!(told(change(table(9.0), table(9.0))), "changed: volumes.csv: other rows");
        assert_eq!(told(change(None, table(1_667.0))), "changed: volumes.csv: 0.0 -> 1,667 calls");
        assert_eq!(told(change(table(9.0), None)), "changed: volumes.csv: no longer read");
        let key = |n: usize| Differs { key: format!("k{n}"), a: None, b: Some("1".to_owned()) };
        let many = Changes { settings: (0..8).map(key).collect(), ..Changes::default() };
        assert!(many.told().ends_with("k5 not set -> 1, 2 more keys"), "{}", many.told());
    }

    #[test]
    fn results_that_moved_where_no_measure_of_the_day_shows_it_are_said_to() {
        let movement =
            Movement { days: 9, unchanged: false, same_days: false, measures: Vec::new(), left_out: Vec::new() };
        assert_eq!(
            held(movement.clone()).sentence(),
            "over 9 days no measure of the day has moved, only other results"
        );
        let beside = held(Movement { left_out: vec![Measure::Cost.name().into_owned()], ..movement });
        assert_eq!(beside.sentence(), "over 9 days no measure that both have has moved");
        assert_eq!(beside.remarks()[1], "left out, as not both have them for these days: cost");
    }
}
