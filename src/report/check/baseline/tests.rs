//! How baselines are told, and one that has moved for the tests of pages.

#![cfg(test)]

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
    assert_eq!(stored.remarks(english()), ["changed: the scenario: seats 40 -> not set, groups.inbound.people 7 -> 6"]);
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
    let told = |change: TableChange| said(&Changes { tables: true, table_files: vec![change], ..Changes::default() });
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
    let movement = Movement { days: 9, unchanged: false, same_days: false, measures: Vec::new(), left_out: Vec::new() };
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
