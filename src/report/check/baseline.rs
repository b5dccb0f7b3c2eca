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
pub(super) mod tests {
    use super::*;
    use crate::experiment::baseline::Refusal;
    use crate::report::chinese::assert_chinese;
    use crate::stats::Estimate;
    use crate::words::Language;

    fn english() -> &'static dyn CheckWords {
        Language::English.check()
    }

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
            fault: BaselineFault::BadDays("early".to_owned()),
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
        let told = |beside: Beside| (beside.verdict().word(), beside.sentence(english()));
        let expected = [
            ("missing", "there is no baseline b/a.baseline.toml; --update stores one"),
            ("stored", "stored in b/a.baseline.toml"),
            ("unusable", "the baseline cannot be used: b/a.baseline.gz:3: early; --update stores a new one"),
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
        assert_eq!(stored.sentence(english()), "over 1,000 days better: answer rate; stored in b/a.baseline.toml");
        assert_eq!(
            stored.remarks(english()),
            ["changed: the scenario: seats 40 -> not set, groups.inbound.people 7 -> 6"]
        );
    }

    #[test]
    fn only_measures_shown_first_that_have_moved_are_listed() {
        let beside = found(Finding::Worse);
        let shown = beside.shown();
        assert_eq!(shown.iter().map(|c| c.measure).collect::<Vec<_>>(), [Measure::AnswerRate]);
        assert_eq!(
            (moved(english(), shown[0]), by(english(), shown[0])),
            ("98.0 % -> 97.4 %".to_owned(), "-0.6 ± 0.1 points".to_owned())
        );
    }

    #[test]
    fn a_change_of_the_scenario_is_told_from_one_of_the_program() {
        let said = |changes: &Changes| english().baseline_line(&changes.told());
        let none = Changes::default();
        assert_eq!(said(&none), "changed: nothing in the scenario, so it is the program");
        let versions = Some(("0.1.0".to_owned(), "0.2.0".to_owned()));
        let both = Changes { tables: true, program: versions, ..none };
        assert_eq!(said(&both), "changed: the tables of data that it reads; the program: 0.1.0 -> 0.2.0");
        let table = |calls| Some(StoredTable { sha256: String::new(), calls, person_hours: 0.0 });
        let change = |a, b| TableChange { file: "volumes.csv".to_owned(), a, b };
        let told =
            |change: TableChange| said(&Changes { tables: true, table_files: vec![change], ..Changes::default() });
        assert_eq!(told(change(table(1_515.0), table(1_667.0))), "changed: volumes.csv: 1,515 -> 1,667 calls");
        assert_eq!(told(change(table(9.0), table(9.0))), "changed: volumes.csv: other rows");
        assert_eq!(told(change(None, table(1_667.0))), "changed: volumes.csv: 0.0 -> 1,667 calls");
        assert_eq!(told(change(table(9.0), None)), "changed: volumes.csv: no longer read");
        let key = |n: usize| Differs { key: format!("k{n}"), a: None, b: Some("1".to_owned()) };
        let many = Changes { settings: (0..8).map(key).collect(), ..Changes::default() };
        assert!(said(&many).ends_with("k5 not set -> 1, 2 more keys"), "{}", said(&many));
    }

    #[test]
    fn results_that_moved_where_no_measure_of_the_day_shows_it_are_said_to() {
        let movement =
            Movement { days: 9, unchanged: false, same_days: false, measures: Vec::new(), left_out: Vec::new() };
        assert_eq!(
            held(movement.clone()).sentence(english()),
            "over 9 days no measure of the day has moved, only other results"
        );
        let beside = held(Movement { left_out: vec![Measure::Cost.name().into_owned()], ..movement });
        assert_eq!(beside.sentence(english()), "over 9 days no measure that both have has moved");
        assert_eq!(beside.remarks(english())[1], "left out, as not both have them for these days: cost");
    }

    #[test]
    fn every_line_of_a_baseline_has_its_chinese() {
        let words = Language::Chinese.check();
        let refused = |fault| BaselineState::Unusable { file: "b/a.baseline.toml".to_owned(), line: Some(3), fault };
        let faults = [
            BaselineFault::NoDays,
            BaselineFault::PageInOtherForm { theirs: "x/2".to_owned(), ours: "x/1" },
            BaselineFault::DaysInOtherForm { theirs: "x/2".to_owned(), ours: "x/1" },
            BaselineFault::BadPage("key with no value, expected `=`".to_owned()),
            BaselineFault::BadDays("expected a list".to_owned()),
            BaselineFault::BadPacking("corrupt".to_owned()),
            BaselineFault::TooMuch,
            BaselineFault::BinsNotAscending,
            BaselineFault::NeitherRatioNorPercentile("x".to_owned()),
            BaselineFault::NoColumn { column: "x".to_owned(), measure: "y".to_owned() },
            BaselineFault::UnevenColumns("x".to_owned()),
            BaselineFault::OtherDays { measure: "x".to_owned(), days: 9 },
            BaselineFault::Refused(Refusal::OtherSeed { stored: 1, now: 2 }),
            BaselineFault::Refused(Refusal::OtherMajorVersion { stored: "1.0.0".to_owned(), now: "2.0.0".to_owned() }),
        ];
        let like = Some("c/a.baseline.toml".to_owned());
        let mut all: Vec<Beside> = faults.map(|fault| with(refused(fault), false)).into();
        all.extend([None, like].map(|like| with(BaselineState::Missing { like }, false)));
        all.push(with(BaselineState::Missing { like: None }, true));
        all.push(unchanged());
        for finding in [Finding::Worse, Finding::Better, Finding::Undecided, Finding::NoDifference] {
            all.push(Beside { moved_from: Some("b/b.baseline.toml".to_owned()), is_paged: false, ..found(finding) });
            all.push(Beside { stored: true, keeps: Some(2_000), ..found(finding) });
        }
        for beside in all {
            let told = [beside.name(words), beside.sentence(words), words.beside_verdict(beside.verdict()).to_owned()];
            for line in told.into_iter().chain(beside.remarks(words)) {
                let names = ["baseline", "toml", "update", "days", "seats", "groups", "inbound", "people", "holdline"];
                assert_chinese(&line, &names);
            }
        }
    }
}
