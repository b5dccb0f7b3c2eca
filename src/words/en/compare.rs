//! The page of a comparison, in English.

use super::English;
use crate::experiment::compare::{Finding, FloorComparison};
use crate::figures::{Dimension, Measure, Unit};
use crate::words::Forms;
use crate::words::compare::{
    AlikeIntervals, ArmDoes, ArmSentence, CompareLabel, CompareWords, ComparedNote, OpenMeasures, SureDifference,
};
use crate::words::numbers::{decimal, signed_points};

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

impl CompareWords for English {
    fn compare_label(&self, label: CompareLabel) -> &'static str {
        match label {
            CompareLabel::Measure => "measure",
            CompareLabel::Difference => "difference",
            CompareLabel::Verdict => "verdict",
            CompareLabel::SetOtherwise => "set otherwise",
            CompareLabel::NotSet => "not set",
            CompareLabel::NothingSet => "Nothing is set otherwise.",
            CompareLabel::OnlyTables => "Nothing is set otherwise, but the tables of data that are read differ.",
            CompareLabel::RatesPicture => "answer rate",
            CompareLabel::CrewsPicture => "staffing",
        }
    }

    fn compare_title(&self, others: &[String], baseline: &str) -> String {
        format!("{} compared with {baseline}", self.all_of(others))
    }

    fn said_of(&self, label: &str, text: &str) -> String {
        format!("{label}: {text}")
    }

    fn compared_measure(&self, measure: Measure) -> String {
        if let Measure::ServiceLevel(level) = measure {
            return format!("answered within {}", level.time());
        }
        let called = CALLED.iter().find(|(known, _)| *known == measure);
        called.map_or_else(|| super::measure::plain(measure), |(_, called)| (*called).to_owned())
    }

    /// `+1.9 ± 0.2 points`.
    fn difference(&self, of: Dimension, number: &str) -> String {
        match of {
            Dimension::Amount => number.to_owned(),
            Dimension::Share => format!("{number} points"),
            Dimension::Length => format!("{number} s"),
        }
    }

    fn compared_finding(&self, measure: Measure, finding: Finding) -> &'static str {
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

    fn arm_sentence(&self, arm: &ArmSentence<'_>) -> String {
        let ArmSentence { label, baseline, sure, differs, open } = arm;
        let named = |measures: &[Measure]| {
            self.all_of(&measures.iter().map(|one| self.compared_measure(*one)).collect::<Vec<_>>())
        };
        let is_decided = matches!(open, OpenMeasures::Named(open) if open.is_empty());
        let first = if !sure.is_empty() {
            format!("{label} {}; sure.", self.all_of(&sure.iter().map(clause).collect::<Vec<_>>()))
        } else if !differs.is_empty() {
            format!("{label} differs from {baseline} in {}; sure.", named(differs))
        } else if is_decided {
            return format!("{label} differs from {baseline} in nothing that matters; sure.");
        } else {
            format!("Over the whole day it is not sure that {label} differs from {baseline}.")
        };
        match open {
            OpenMeasures::Named(_) if is_decided => first,
            OpenMeasures::Named(open) => format!("{first} Undecided: {}; more days would tell.", named(open)),
            OpenMeasures::Counted(n) => {
                format!("{first} Undecided: {n} of the measures below; more days would tell.")
            }
        }
    }

    fn over_the_day(&self, stretches: &[AlikeIntervals]) -> String {
        if stretches.is_empty() {
            return "In no interval does the answer rate differ for sure.".to_owned();
        }
        let said = stretches.iter().map(|one| {
            let date = one.date.map_or_else(String::new, |date| format!("{} ", self.date(date)));
            let (start, end) = (one.start, one.end);
            let word = self.compared_finding(Measure::AnswerRate, one.finding);
            format!("{date}{start} to {end} {word} ({} points)", signed_points(one.most))
        });
        format!("The answer rate differs for sure: {}.", self.all_of(&said.collect::<Vec<_>>()))
    }

    fn compare_legend(&self, baseline: &str) -> String {
        format!(
            "Beside {baseline}, for sure: + better, - worse, > more, < fewer, = no difference that matters; ? \
             undecided. * surely the best of all."
        )
    }

    fn more_keys(&self, more: usize, file: &str) -> String {
        format!("and {more} more, in {file}")
    }

    fn compared_note(&self, note: &ComparedNote) -> String {
        match note {
            ComparedNote::LeftOut(measure) => format!("{measure} is left out: not every scenario measures it"),
            ComparedNote::PrecisionNotUsed => {
                "run.precision is not used: it is about one floor, and --decide adds days until differences are sure"
                    .to_owned()
            }
        }
    }

    fn noted(&self, note: &str) -> String {
        format!("Note: {note}.")
    }

    fn compare_basis(&self, found: &FloorComparison) -> String {
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
}

/// `loses 50 ± 5 fewer callers a day`.
fn clause(sure: &SureDifference) -> String {
    let SureDifference { does, by, is_more } = sure;
    let more_or = |fewer: &'static str| if *is_more { "more" } else { fewer };
    match does {
        ArmDoes::LosesCallers => format!("loses {by} {} callers a day", more_or("fewer")),
        ArmDoes::Answers => format!("answers {by} s {}", if *is_more { "later" } else { "sooner" }),
        ArmDoes::Borrows => format!("borrows {by} {} person-minutes", more_or("fewer")),
        ArmDoes::Costs => format!("costs {by} {}", more_or("less")),
    }
}
