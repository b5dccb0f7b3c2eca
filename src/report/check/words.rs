//! What a check found, in words: for text, Markdown, annotations and JUnit.

use super::{CheckReport, Checked, Conclusion, CountsAs, JudgedExpectation, ScenarioState};
use crate::experiment::expect::{FoundFigure, Fulfilment, MoreDays};
use crate::model::expect::Severity;
use crate::report::numbers::{DASH, decimal, decimals_for_two_digits};
use crate::units::text::clock;

/// The verdict as a word.
pub const fn verdict(line: &JudgedExpectation) -> &'static str {
    match line.judgement.outcome {
        Fulfilment::Met => "met",
        Fulfilment::Missed => "missed",
        Fulfilment::Undecided(_) => "undecided",
        Fulfilment::Undefined => "undefined",
    }
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
pub fn interval(line: &JudgedExpectation) -> String {
    let Some(found) = line.judgement.found else { return String::new() };
    let end = |end: f64| decimal(end, decimals(&found));
    match (found.low, found.high) {
        (Some(low), Some(high)) => format!("{} to {}", end(low), end(high)),
        (Some(low), None) => format!("from {}", end(low)),
        (None, Some(high)) => format!("up to {}", end(high)),
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
pub fn remarks(line: &JudgedExpectation) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(all) = line.judgement.intervals {
        let (start, end) = all.by_the_clock();
        let date = all.date.map_or_else(String::new, |date| format!("{date} "));
        let worst = format!("the worst of {}: {date}{} to {}", of(all.of, "interval"), clock(start), clock(end));
        let counts = [(all.missed, "missed"), (all.undecided, "undecided")];
        let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        remarks.push(if counts.is_empty() { worst } else { format!("{worst}; {}", counts.join(", ")) });
    }
    match line.judgement.outcome {
        Fulfilment::Undecided(more) => remarks.push(what_it_takes(more)),
        Fulfilment::Undefined => remarks.push("there was nothing to count on any day".to_owned()),
        Fulfilment::Met | Fulfilment::Missed => {}
    }
    if line.severity == Severity::Warn && line.judgement.outcome != Fulfilment::Met {
        remarks.push("only a warning".to_owned());
    }
    remarks
}

/// `1 more day`, `3,000 more days`.
fn more_days(days: u64) -> String {
    of(days as usize, "more day")
}

fn what_it_takes(more: MoreDays) -> String {
    match more {
        MoreDays::Between { least, most } if least == most => format!("about {} needed", more_days(most)),
        MoreDays::Between { least, most } => {
            format!("{} to {} needed", decimal(least as f64, 0), more_days(most))
        }
        MoreDays::IfAlike(days) => format!("it never varied; {} needed if all are like these", more_days(days)),
        MoreDays::Unknown => "more days needed".to_owned(),
        MoreDays::TooMany => "the figure is so near this number that no number of days would tell".to_owned(),
        MoreDays::Never => "no number of days shows that it is exactly this; expect >= or <=".to_owned(),
    }
}

/// One expectation in one sentence without a full stop.
pub fn sentence(line: &JudgedExpectation) -> String {
    let remarks = remarks(line);
    let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
    let Some(found) = line.judgement.found else {
        return format!("{} should be {} but is undefined{remarks}", line.key, expected(line));
    };
    let level = level(found.level);
    let is = match line.judgement.outcome {
        Fulfilment::Met => "is as expected",
        Fulfilment::Undecided(_) => "is undecided",
        Fulfilment::Missed | Fulfilment::Undefined => "is missed",
    };
    let (figure, interval) = (figure(line), interval(line));
    format!("{} {} {is}: {figure} ({level} interval {interval}){remarks}", line.key, expected(line))
}

/// `95 %`, `99.8 %`.
fn level(level: f64) -> String {
    let percent = format!("{:.2}", 100.0 * level);
    format!("{} %", percent.trim_end_matches('0').trim_end_matches('.'))
}

/// `1 scenario`, `3 scenarios`.
pub fn of(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{} {what}s", decimal(count as f64, 0)) }
}

/// Baselines whose scenarios are gone, in a sentence; `None` if there are none.
pub fn stale(check: &CheckReport) -> Option<String> {
    let (files, one) = (check.stale.join(", "), check.stale.len() == 1);
    if check.stale.is_empty() {
        None
    } else if check.removed {
        Some(format!("Removed, as the {}: {files}.", if one { "scenario is gone" } else { "scenarios are gone" }))
    } else {
        let (of, they) =
            if one { ("A baseline without a scenario", "it is") } else { ("Baselines without scenarios", "they are") };
        Some(format!("{of}: {files}. With --update {they} removed."))
    }
}

/// How many scenarios stand to their baselines in each way; `None` if there are no baselines.
fn baselines(check: &CheckReport) -> Option<String> {
    const WORDS: [&str; 9] =
        ["unusable", "missing", "worse", "undecided", "traded", "better", "within", "stored", "unchanged"];
    let count = |word: &str| check.beside().filter(|beside| beside.verdict() == word).count();
    let counts = WORDS.map(|word| (count(word), if word == "within" { "within the margins" } else { word }));
    let told: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    (!told.is_empty()).then(|| format!("Baselines: {}.", told.join(", ")))
}

/// What it all comes to, in a sentence or a few.
pub fn conclusion(check: &CheckReport) -> String {
    let counted: Vec<&Checked> = check.scenarios.iter().filter(|s| !s.lines().is_empty()).collect();
    let all = check.lines().count();
    let mut sentences = Vec::new();
    if all > 0 {
        let scope = format!("{} in {}", of(all, "expectation"), of(counted.len(), "scenario"));
        sentences.push(match counts(check) {
            counts if counts.is_empty() && all == 1 => "The only expectation is met.".to_owned(),
            counts if counts.is_empty() => format!("All {scope} are met."),
            counts => format!("Of {scope}: {}.", counts.join(", ")),
        });
    } else if check.conclusion() == Conclusion::NothingRan {
        sentences.push(nothing(check));
    }
    sentences.extend(baselines(check));
    let bad = check.scenarios.iter().filter(|s| matches!(s.state, ScenarioState::Bad(_))).count();
    if bad > 0 {
        sentences.push(format!("{} could not be played.", of(bad, "scenario")));
    }
    if check.left_out > 0 {
        sentences.push(format!("{} left out after the first failure.", of(check.left_out, "scenario")));
    }
    sentences.join(" ")
}

fn counts(check: &CheckReport) -> Vec<String> {
    let met = check.lines().filter(|line| line.judgement.outcome == Fulfilment::Met).count();
    let missed = check.lines().filter(|l| l.severity == Severity::Fail && is_missed(l)).count();
    let undecided = check.lines().filter(|l| l.severity == Severity::Fail && is_undecided(l)).count();
    let warnings = check.count(CountsAs::Warning);
    if met == check.lines().count() {
        return Vec::new();
    }
    let warned = if warnings == 1 { "1 warning".to_owned() } else { format!("{warnings} warnings") };
    let parts =
        [(missed, format!("{missed} missed")), (undecided, format!("{undecided} undecided")), (warnings, warned)];
    let rest = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text);
    rest.chain([format!("{met} met")]).collect()
}

fn is_missed(line: &JudgedExpectation) -> bool {
    matches!(line.judgement.outcome, Fulfilment::Missed | Fulfilment::Undefined)
}

fn is_undecided(line: &JudgedExpectation) -> bool {
    matches!(line.judgement.outcome, Fulfilment::Undecided(_))
}

fn nothing(check: &CheckReport) -> String {
    match check.scenarios.len() {
        0 => "Nothing was checked: there is no scenario.".to_owned(),
        1 => "Nothing was checked: the scenario was run but has no [expect].".to_owned(),
        n => format!("Nothing was checked: {n} scenarios were run, but none has an [expect]."),
    }
}
