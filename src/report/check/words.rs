//! What a check found, handed to the language that tells it: for text, Markdown, annotations, JUnit and HTML.

use super::{CheckReport, Checked, Conclusion, CountsAs, JudgedExpectation, ScenarioState, Skipped};
use crate::experiment::expect::{FoundFigure, Fulfilment};
use crate::model::expect::Severity;
use crate::report::numbers::{DASH, decimal, decimals_for_two_digits};
use crate::words::{
    BesideVerdict, CheckCounts, CheckLabel, CheckLine, CheckRemark, CheckWords, ExpectationSaid, FigureSaid,
};

/// The verdict as it is called in files.
pub const fn code(line: &JudgedExpectation) -> &'static str {
    match line.judgement.outcome {
        Fulfilment::Met => "met",
        Fulfilment::Missed => "missed",
        Fulfilment::Undecided(_) => "undecided",
        Fulfilment::Undefined => "undefined",
    }
}

/// The verdict as a word.
pub fn verdict(words: &dyn CheckWords, line: &JudgedExpectation) -> &'static str {
    words.fulfilment(line.judgement.outcome)
}

/// What is expected: `>= 0.9`.
pub fn expected(line: &JudgedExpectation) -> String {
    format!("{} {}", line.expected.comparison.sign(), line.expected.number)
}

/// The figure, in the unit of the results, with as many decimals as its interval is worth.
pub fn figure(line: &JudgedExpectation) -> String {
    line.judgement.found.map_or_else(|| DASH.to_owned(), |found| decimal(found.mean, decimals(&found)))
}

/// The interval: `0.97 to 0.98`.
pub fn interval(words: &dyn CheckWords, line: &JudgedExpectation) -> String {
    let Some(found) = line.judgement.found else { return String::new() };
    let end = |end: f64| decimal(end, decimals(&found));
    match (found.low, found.high) {
        (Some(low), Some(high)) => words.range(&end(low), &end(high)),
        (Some(low), None) => words.half_open(&end(low), true),
        (None, Some(high)) => words.half_open(&end(high), false),
        (None, None) => DASH.to_owned(),
    }
}

fn decimals(found: &FoundFigure) -> usize {
    let half = match (found.low, found.high) {
        (Some(low), Some(high)) => 0.5 * (high - low),
        (Some(low), None) => found.mean - low,
        _ => 0.0,
    };
    // A figure without an interval, or without any width to it, shows four digits.
    let is_whole = found.mean.fract() == 0.0;
    if half > 0.0 {
        decimals_for_two_digits(half)
    } else if is_whole {
        0
    } else {
        decimals_for_two_digits(0.01 * found.mean)
    }
}

/// What is to be added, if anything: what it takes to decide, which interval is meant, that nothing follows.
pub fn remarks(words: &dyn CheckWords, line: &JudgedExpectation) -> Vec<String> {
    let outcome = line.judgement.outcome;
    let takes = match outcome {
        Fulfilment::Undecided(more) => Some(CheckRemark::Takes(more)),
        Fulfilment::Undefined => Some(CheckRemark::NothingToCount),
        Fulfilment::Met | Fulfilment::Missed => None,
    };
    let is_warning = line.severity == Severity::Warn && outcome != Fulfilment::Met;
    let warning = is_warning.then_some(CheckRemark::OnlyAWarning);
    let remarks = [line.judgement.intervals.map(CheckRemark::WorstOf), takes, warning];
    remarks.iter().flatten().map(|remark| words.check_remark(remark)).collect()
}

/// One expectation in one sentence without a full stop.
pub fn sentence(words: &dyn CheckWords, line: &JudgedExpectation) -> String {
    let found = line.judgement.found.map(|found| FigureSaid {
        figure: figure(line),
        interval: interval(words, line),
        level: level(found.level),
    });
    let (expected, remarks, outcome) = (expected(line), remarks(words, line), line.judgement.outcome);
    words.expectation(&ExpectationSaid { key: &line.key, expected: &expected, outcome, found, remarks: &remarks })
}

/// `95`, `99.8`: in percent.
fn level(level: f64) -> String {
    format!("{:.2}", 100.0 * level).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A file that was not checked, and why.
pub fn skipped(words: &dyn CheckWords, skipped: &Skipped) -> String {
    words.check_line(&CheckLine::SkippedFile(&skipped.file, &skipped.why))
}

/// Baselines whose scenarios are gone, in a sentence; `None` if there are none.
pub fn stale(words: &dyn CheckWords, check: &CheckReport) -> Option<String> {
    let is_any = !check.stale.is_empty();
    is_any.then(|| words.check_line(&CheckLine::Stale(&check.stale, check.removed)))
}

/// How many scenarios stand to their baselines in each way; `None` if there are no baselines.
fn baselines(words: &dyn CheckWords, check: &CheckReport) -> Option<String> {
    let count = |verdict| check.beside().filter(|beside| beside.verdict() == verdict).count();
    let counts = BesideVerdict::ALL.map(|verdict| (verdict, count(verdict)));
    let told: Vec<_> = counts.into_iter().filter(|(_, n)| *n > 0).collect();
    (!told.is_empty()).then(|| words.check_line(&CheckLine::Baselines(&told)))
}

/// What it all comes to, in a few words.
pub fn title(words: &dyn CheckWords, check: &CheckReport) -> &'static str {
    words.check_label(match check.conclusion() {
        Conclusion::Good => CheckLabel::AsExpected,
        Conclusion::Missed => CheckLabel::NotAsExpected,
        Conclusion::BadInput if check.beside().any(super::Beside::is_unusable) => CheckLabel::BaselineUnusable,
        Conclusion::BadInput => CheckLabel::NotPlayed,
        Conclusion::Undecided => CheckLabel::MoreDaysNeeded,
        Conclusion::NothingRan => CheckLabel::NothingChecked,
    })
}

/// The same, in a sentence or a few.
pub fn conclusion(words: &dyn CheckWords, check: &CheckReport) -> String {
    let bad = check.scenarios.iter().filter(|s| matches!(s.state, ScenarioState::Bad(_))).count();
    let of_expectations = if check.lines().next().is_some() {
        Some(CheckLine::Expectations(counts(check)))
    } else {
        (check.conclusion() == Conclusion::NothingRan).then_some(CheckLine::NothingOf(check.scenarios.len()))
    };
    let mut sentences: Vec<String> = of_expectations.iter().map(|line| words.check_line(line)).collect();
    sentences.extend(baselines(words, check));
    let rest = [(bad, CheckLine::NotPlayed(bad)), (check.left_out, CheckLine::LeftOut(check.left_out))];
    sentences.extend(rest.iter().filter(|(n, _)| *n > 0).map(|(_, line)| words.check_line(line)));
    words.sentences(&sentences)
}

fn counts(check: &CheckReport) -> CheckCounts {
    let graves = |is: fn(&JudgedExpectation) -> bool| {
        check.lines().filter(|line| line.severity == Severity::Fail && is(line)).count()
    };
    let counted: Vec<&Checked> = check.scenarios.iter().filter(|s| !s.lines().is_empty()).collect();
    CheckCounts {
        expectations: check.lines().count(),
        scenarios: counted.len(),
        missed: graves(is_missed),
        undecided: graves(is_undecided),
        warnings: check.count(CountsAs::Warning),
        met: check.lines().filter(|line| line.judgement.outcome == Fulfilment::Met).count(),
    }
}

fn is_missed(line: &JudgedExpectation) -> bool {
    matches!(line.judgement.outcome, Fulfilment::Missed | Fulfilment::Undefined)
}

fn is_undecided(line: &JudgedExpectation) -> bool {
    matches!(line.judgement.outcome, Fulfilment::Undecided(_))
}
