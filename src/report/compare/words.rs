//! What a comparison found, in words: for text, Markdown and the titles of charts.

use super::Compared;
use crate::experiment::compare::{self, ArmFindings, Finding, IntervalFindings};
use crate::figures::{Dimension, Measure, Unit};
use crate::report::numbers::{DASH, amount, decimal, length, percent};
use crate::stats::Estimate;
use crate::units::{SimTime, text};
use jiff::civil::Date;

/// More undecided measures than this are counted and not named.
const MOST_NAMED: usize = 3;

/// What people call some measures; the others are called by their names.
const CALLED: [(Measure, &str); 8] = [
    (Measure::Abandoned, "callers lost a day"),
    (Measure::AnswerRate, "answer rate"),
    (Measure::Asa, "mean wait (ASA)"),
    (Measure::WaitP95, "95 % of waits at most"),
    (Measure::MinutesAbove10, "minutes with over 10 waiting"),
    (Measure::SignedInHours, "person-hours on the phones"),
    (Measure::BorrowedHours, "person-hours borrowed"),
    (Measure::Cost, "cost a day"),
];

/// A measure as people call it.
pub fn name(measure: Measure) -> String {
    if let Measure::ServiceLevel(level) = measure {
        return format!("answered within {}", level.time());
    }
    let called = CALLED.iter().find(|(known, _)| *known == measure);
    called.map_or_else(|| measure.name().replace('_', " "), |(_, called)| (*called).to_owned())
}

/// One figure with its unit.
pub fn figure(measure: Measure, value: Option<f64>) -> String {
    let Some(value) = value.filter(|v| v.is_finite()) else { return DASH.to_owned() };
    match measure.unit().dimension() {
        Dimension::Amount => amount(value),
        Dimension::Share => format!("{} %", percent(value, 1)),
        Dimension::Length => length(value),
    }
}

/// A difference with its sign and half its interval: `+1.9 ± 0.2 points`.
pub fn difference(measure: Measure, difference: Option<&Estimate>) -> String {
    let Some(d) = difference.filter(|d| d.mean.is_finite()) else { return DASH.to_owned() };
    let (scale, name) = match measure.unit().dimension() {
        Dimension::Amount => (1.0, ""),
        Dimension::Share => (100.0, " points"),
        Dimension::Length => (1.0, " s"),
    };
    let sign = if d.mean > 0.0 { "+" } else { "" };
    format!("{sign}{}{name}", within(d.mean * scale, half_width(d) * scale))
}

fn half_width(d: &Estimate) -> f64 {
    d.low.zip(d.high).map_or(f64::NAN, |(low, high)| (high - low) / 2.0)
}

/// `38 ± 5`: both to the place at which the second has its first figure, at most four places behind the point.
fn within(mean: f64, half: f64) -> String {
    if !half.is_finite() || half == 0.0 {
        let places = usize::from(mean.fract() != 0.0) * (1 + usize::from(mean.abs() < 1.0));
        return decimal(mean, places);
    }
    let places = (0..4).find(|places| half * [1.0, 10.0, 100.0, 1_000.0][*places] >= 0.95).unwrap_or(4);
    format!("{} ± {}", decimal(mean, places), decimal(half, places))
}

/// The word for a finding on a measure.
pub fn verdict(measure: Measure, finding: Finding) -> &'static str {
    match finding {
        Finding::Better => "better",
        Finding::Worse => "worse",
        Finding::More => "more",
        Finding::Fewer if measure.unit() == Unit::Hours => "fewer",
        Finding::Fewer => "less",
        Finding::NoDifference => "no difference",
        Finding::Undecided => "undecided",
    }
}

/// What one arm does otherwise than the baseline, in a sentence or two.
pub fn sentence(label: &str, baseline: &str, found: &ArmFindings) -> String {
    let lost = clause(found, Measure::Abandoned, callers_lost);
    let first = lost.or_else(|| clause(found, Measure::Asa, answered_later));
    let borrows = clause(found, Measure::BorrowedHours, minutes_borrowed);
    let clauses: Vec<String> = [first, borrows, clause(found, Measure::Cost, cost)].into_iter().flatten().collect();
    let named = |wanted: &dyn Fn(&compare::ComparedFigure) -> bool| -> Vec<String> {
        found.headline().filter(|c| wanted(c)).map(|c| name(c.measure)).collect()
    };
    let (sure, open) = (named(&is_sure), named(&|c| c.finding == Finding::Undecided));
    let first = if !clauses.is_empty() {
        format!("{label} {}; sure.", listed(&clauses))
    } else if !sure.is_empty() {
        format!("{label} differs from {baseline} in {}; sure.", listed(&sure))
    } else if open.is_empty() {
        return format!("{label} differs from {baseline} in nothing that matters; sure.");
    } else {
        format!("Over the whole day it is not sure that {label} differs from {baseline}.")
    };
    match open.len() {
        0 => first,
        1..=MOST_NAMED => format!("{first} Undecided: {}; more days would tell.", listed(&open)),
        n => format!("{first} Undecided: {n} of the measures below; more days would tell."),
    }
}

fn is_sure(c: &compare::ComparedFigure) -> bool {
    c.finding.is_sure()
}

/// A sure difference as part of a sentence, said as `said` does.
fn clause(found: &ArmFindings, measure: Measure, said: fn(&Estimate) -> String) -> Option<String> {
    found.get(measure).filter(|c| is_sure(c))?.difference.as_ref().map(said)
}

fn callers_lost(d: &Estimate) -> String {
    format!("loses {} {} callers a day", by(d, 1.0), more_or(d, "fewer"))
}

fn answered_later(d: &Estimate) -> String {
    format!("answers {} s {}", by(d, 1.0), if d.mean > 0.0 { "later" } else { "sooner" })
}

fn minutes_borrowed(d: &Estimate) -> String {
    format!("borrows {} {} person-minutes", by(d, 60.0), more_or(d, "fewer"))
}

fn cost(d: &Estimate) -> String {
    format!("costs {} {}", by(d, 1.0), more_or(d, "less"))
}

/// How much it is without its sign, in a unit of which there are so many.
fn by(d: &Estimate, scale: f64) -> String {
    within(d.mean.abs() * scale, half_width(d) * scale)
}

fn more_or(d: &Estimate, fewer: &'static str) -> &'static str {
    if d.mean > 0.0 { "more" } else { fewer }
}

/// `a, b and c`.
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Adjoining intervals with one finding.
pub struct AlikeIntervals {
    /// Their date, if it is named.
    pub date: Option<Date>,
    /// From.
    pub start: SimTime,
    /// To, not included.
    pub end: SimTime,
    /// What was found.
    pub finding: Finding,
    /// The largest difference, with its sign.
    pub most: f64,
}

/// The stretches in which the answer rate differs for sure.
pub fn sure_stretches(intervals: &[IntervalFindings]) -> Vec<AlikeIntervals> {
    let mut all: Vec<AlikeIntervals> = Vec::new();
    for row in intervals {
        let sure = row.get(Measure::AnswerRate).filter(|c| is_sure(c));
        let Some((c, d)) = sure.and_then(|c| Some((c, c.difference?.mean))) else { continue };
        match all.last_mut().filter(|last| (last.date, last.end) == (row.date, row.start) && last.finding == c.finding)
        {
            Some(last) => {
                last.end = row.end;
                last.most = if d.abs() > last.most.abs() { d } else { last.most };
            }
            None => {
                all.push(AlikeIntervals { date: row.date, start: row.start, end: row.end, finding: c.finding, most: d })
            }
        }
    }
    all
}

/// When the answer rate differs for sure, in a sentence.
pub fn over_the_day(intervals: &[IntervalFindings]) -> String {
    let stretches = sure_stretches(intervals);
    if stretches.is_empty() {
        return "In no interval does the answer rate differ for sure.".to_owned();
    }
    let said = stretches.iter().map(|s| {
        let (start, end) = (text::clock(s.start), text::clock(s.end));
        format!("{start} to {end} {} ({} points)", verdict(Measure::AnswerRate, s.finding), signed_points(s.most))
    });
    format!("The answer rate differs for sure: {}.", listed(&said.collect::<Vec<_>>()))
}

/// A difference of shares in points of percent, to a tenth.
pub fn signed_points(share: f64) -> String {
    let text = decimal(share * 100.0, 1);
    if share > 0.0 && text != "0.0" { format!("+{text}") } else { text }
}

/// On what the verdicts rest.
pub fn basis(compared: &Compared) -> String {
    let found = &compared.found;
    let days = decimal(found.days.into(), 0);
    let looks = match (found.looks.taken, found.looks.planned) {
        (_, 1) => String::new(),
        (taken, planned) => {
            format!(" (look {taken} of {planned}, at most {} days)", decimal(found.looks.most_days.into(), 0))
        }
    };
    let best = if found.arms.len() > 1 { ", and at most 5 call the wrong one the best" } else { "" };
    format!(
        "The same {days} days of seed {} for all{looks}. Of 100 such pages at most 5 hold a wrong verdict{best}.",
        found.seed
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn said(change: impl Fn(&mut ArmFindings)) -> String {
        let mut found = sample::better().found.arms.remove(0);
        change(&mut found);
        sentence("B", "A", &found)
    }

    fn set(found: &mut ArmFindings, finding: Finding) {
        found.measures.iter_mut().for_each(|c| c.finding = finding);
    }

    #[test]
    fn a_sentence_tells_what_is_sure_and_names_what_is_not() {
        let expected = "B loses 50 ± 5 fewer callers a day and borrows 30 ± 3 fewer person-minutes; sure. \
                        Undecided: occupancy; more days would tell.";
        assert_eq!(said(|_| {}), expected);
    }

    #[test]
    fn waits_are_told_where_callers_lost_are_not_sure() {
        let said = said(|found| found.measures[0].finding = Finding::NoDifference);
        assert!(said.starts_with("B answers 12 ± 1 s sooner and borrows 30 ± 3 fewer person-minutes; sure."), "{said}");
    }

    #[test]
    fn no_difference_and_no_decision_have_sentences_of_their_own() {
        assert_eq!(said(|f| set(f, Finding::NoDifference)), "B differs from A in nothing that matters; sure.");
        let open = said(|f| set(f, Finding::Undecided));
        let said_so = "Over the whole day it is not sure that B differs from A. Undecided: 6 of the measures below;";
        assert!(open.starts_with(said_so), "{open}");
        let other = said(|found| {
            set(found, Finding::NoDifference);
            found.measures[4].finding = Finding::Worse;
        });
        assert_eq!(other, "B differs from A in occupancy; sure.");
    }

    #[test]
    fn a_difference_is_as_fine_as_it_is_known() {
        let texts = [(38.4, 5.2), (0.1234, 0.031), (0.00212, 0.000_04), (-1234.5, 20.0), (-0.04, 0.96)];
        let texts = texts.map(|(mean, half)| within(mean, half));
        assert_eq!(texts, ["38 ± 5", "0.12 ± 0.03", "0.0021 ± 0.0000", "-1,234 ± 20", "0 ± 1"]);
        assert_eq!([(0.0, 0.0), (3.0, f64::NAN), (2.54, 0.0)].map(|(m, h)| within(m, h)), ["0", "3", "2.5"]);
    }

    #[test]
    fn adjoining_intervals_with_one_finding_are_one_stretch() {
        let found = &sample::better().found.arms[0];
        let stretches = sure_stretches(&found.intervals);
        assert_eq!(stretches.len(), 1);
        assert_eq!((stretches[0].start, stretches[0].end), (SimTime::clock(8, 15), SimTime::clock(8, 45)));
        assert_eq!(over_the_day(&[]), "In no interval does the answer rate differ for sure.");
    }

    #[test]
    fn looks_are_told_where_there_were_several() {
        let mut compared = sample::better();
        compared.found.looks = compare::Looks { taken: 2, planned: 4, most_days: 8_000 };
        assert!(basis(&compared).contains("seed 1 for all (look 2 of 4, at most 8,000 days)."));
    }
}
