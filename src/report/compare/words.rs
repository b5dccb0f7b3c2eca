//! What a comparison found, handed to the language that tells it: for text, Markdown and HTML.

use crate::experiment::compare::{ArmFindings, ComparedFigure, Finding, IntervalFindings};
use crate::figures::{Dimension, Measure};
use crate::stats::Estimate;
use crate::words::numbers::{DASH, amount, percent, within};
use crate::words::{AlikeIntervals, ArmDoes, ArmSentence, CompareWords, Forms, OpenMeasures, SureDifference};

/// More undecided measures than this are counted and not named.
const MOST_NAMED: usize = 3;

/// One figure with its unit.
pub fn figure(forms: &dyn Forms, measure: Measure, value: Option<f64>) -> String {
    let Some(value) = value.filter(|v| v.is_finite()) else { return DASH.to_owned() };
    match measure.unit().dimension() {
        Dimension::Amount => amount(value),
        Dimension::Share => forms.per_cent(&percent(value, 1)),
        Dimension::Length => forms.length(value),
    }
}

/// A difference with its sign and half its interval: `+1.9 ± 0.2 points`.
pub fn difference(words: &dyn CompareWords, measure: Measure, difference: Option<&Estimate>) -> String {
    let Some(d) = difference.filter(|d| d.mean.is_finite()) else { return DASH.to_owned() };
    let dimension = measure.unit().dimension();
    let scale = if dimension == Dimension::Share { 100.0 } else { 1.0 };
    let sign = if d.mean > 0.0 { "+" } else { "" };
    words.difference(dimension, &format!("{sign}{}", within(d.mean * scale, half_width(d) * scale)))
}

fn half_width(d: &Estimate) -> f64 {
    d.low.zip(d.high).map_or(f64::NAN, |(low, high)| (high - low) / 2.0)
}

/// What one arm does otherwise than the baseline, in a sentence or two.
pub fn sentence(words: &dyn CompareWords, label: &str, baseline: &str, found: &ArmFindings) -> String {
    let first = sure(found, Measure::Abandoned, (ArmDoes::LosesCallers, 1.0));
    let first = first.or_else(|| sure(found, Measure::Asa, (ArmDoes::Answers, 1.0)));
    let borrows = sure(found, Measure::BorrowedHours, (ArmDoes::Borrows, 60.0));
    let costs = sure(found, Measure::Cost, (ArmDoes::Costs, 1.0));
    let measures = |wanted: &dyn Fn(&ComparedFigure) -> bool| -> Vec<Measure> {
        found.headline().filter(|c| wanted(c)).map(|c| c.measure).collect()
    };
    let open = measures(&|c| c.finding == Finding::Undecided);
    words.arm_sentence(&ArmSentence {
        label,
        baseline,
        sure: [first, borrows, costs].into_iter().flatten().collect(),
        differs: measures(&is_sure),
        open: if open.len() > MOST_NAMED { OpenMeasures::Counted(open.len()) } else { OpenMeasures::Named(open) },
    })
}

fn is_sure(c: &ComparedFigure) -> bool {
    c.finding.is_sure()
}

/// A sure difference for a sentence, told in a unit of which there are so many in that of the measure.
fn sure(found: &ArmFindings, measure: Measure, (does, scale): (ArmDoes, f64)) -> Option<SureDifference> {
    let d = found.get(measure).filter(|c| is_sure(c))?.difference.as_ref()?;
    let by = within(d.mean.abs() * scale, half_width(d) * scale);
    Some(SureDifference { does, by, is_more: d.mean > 0.0 })
}

/// The stretches in which the answer rate differs for sure; their dates are named where there are several.
pub fn sure_stretches(intervals: &[IntervalFindings]) -> Vec<AlikeIntervals> {
    let mut all: Vec<AlikeIntervals> = Vec::new();
    let has_dates = intervals.windows(2).any(|pair| pair[0].date != pair[1].date);
    for row in intervals {
        let sure = row.get(Measure::AnswerRate).filter(|c| is_sure(c));
        let Some((c, d)) = sure.and_then(|c| Some((c, c.difference?.mean))) else { continue };
        let ((start, end), date) = (row.by_the_clock(), row.date.filter(|_| has_dates));
        match all.last_mut().filter(|last| (last.date, last.end) == (date, start) && last.finding == c.finding) {
            Some(last) => {
                last.end = end;
                last.most = if d.abs() > last.most.abs() { d } else { last.most };
            }
            None => all.push(AlikeIntervals { date, start, end, finding: c.finding, most: d }),
        }
    }
    all
}

/// When the answer rate differs for sure, in a sentence.
pub fn over_the_day(words: &dyn CompareWords, intervals: &[IntervalFindings]) -> String {
    words.over_the_day(&sure_stretches(intervals))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::experiment::compare::Looks;
    use crate::units::{SimTime, Span};
    use crate::words::Language;

    fn said(change: impl Fn(&mut ArmFindings)) -> String {
        let mut found = sample::better().found.arms.remove(0);
        change(&mut found);
        sentence(Language::English.compare(), "B", "A", &found)
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
    fn adjoining_intervals_with_one_finding_are_one_stretch() {
        let found = &sample::better().found.arms[0];
        let stretches = sure_stretches(&found.intervals);
        assert_eq!(stretches.len(), 1);
        assert_eq!(
            (stretches[0].start, stretches[0].end),
            (SimTime::clock(8, 15).into(), SimTime::clock(8, 45).into())
        );
        assert_eq!(
            over_the_day(Language::English.compare(), &[]),
            "In no interval does the answer rate differ for sure."
        );
    }

    #[test]
    fn looks_are_told_where_there_were_several() {
        let mut compared = sample::better();
        compared.found.looks = Looks { taken: 2, planned: 4, most_days: 8_000 };
        assert!(
            Language::English
                .compare()
                .compare_basis(&compared.found)
                .contains("seed 1 for all (look 2 of 4, at most 8,000 days).")
        );
    }

    #[test]
    fn of_several_dates_stretches_are_told_by_the_clock_of_theirs() {
        let mut found = sample::better().found.arms.remove(0);
        let date = |day| Some(jiff::civil::date(2027, 2, day));
        found.intervals.iter_mut().for_each(|row| row.date = date(5));
        assert!(sure_stretches(&found.intervals).iter().all(|one| one.date.is_none()), "one date is not named");
        let later = found.intervals.clone().into_iter().map(|mut row| {
            (row.date, row.start, row.end) =
                (date(6), row.start + Span::from_hours(24), row.end + Span::from_hours(24));
            row
        });
        found.intervals.extend(later.collect::<Vec<_>>());
        let told = |language: Language| over_the_day(language.compare(), &found.intervals);
        let english = "5 Feb 08:15 to 08:45 better (+4.0 points) and 6 Feb 08:15 to 08:45 better (+4.0 points).";
        assert!(told(Language::English).ends_with(english), "{}", told(Language::English));
        let chinese = "2月5日08:15至08:45更好（+4.0个百分点）、2月6日08:15至08:45更好（+4.0个百分点）。";
        assert!(told(Language::Chinese).ends_with(chinese), "{}", told(Language::Chinese));
    }
}
