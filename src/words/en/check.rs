//! The page of a check, in English.

use super::English;
use crate::experiment::expect::{Fulfilment, MoreDays, OfIntervals};
use crate::failure::BaselineFault;
use crate::words::check::{
    BesideVerdict, CheckCounts, CheckLabel, CheckLine, CheckRemark, CheckWords, ClosedWhy, ExpectationSaid, SkippedWhy,
};
use crate::words::numbers::decimal;
use crate::words::{BaselineLine, Forms};

impl CheckWords for English {
    fn check_label(&self, label: CheckLabel) -> &'static str {
        match label {
            CheckLabel::AsExpected => "Everything is as expected",
            CheckLabel::NotAsExpected => "Not everything is as expected",
            CheckLabel::BaselineUnusable => "A baseline cannot be used",
            CheckLabel::NotPlayed => "A scenario could not be played",
            CheckLabel::MoreDaysNeeded => "More days are needed to say",
            CheckLabel::NothingChecked => "Nothing was checked",
            CheckLabel::Verdict => "verdict",
            CheckLabel::What => "what",
            CheckLabel::Found => "found",
            CheckLabel::Interval95 => "95 % interval",
            CheckLabel::Expected => "expected",
            CheckLabel::BaselineToNow => "baseline -> now",
            CheckLabel::Baseline => "baseline",
            CheckLabel::TheScenario => "the scenario",
            CheckLabel::NothingExpected => "run, but it has no [expect]",
            CheckLabel::CannotBePlayed => "the scenario cannot be played",
        }
    }

    fn fulfilment(&self, outcome: Fulfilment) -> &'static str {
        match outcome {
            Fulfilment::Met => "met",
            Fulfilment::Missed => "missed",
            Fulfilment::Undecided(_) => "undecided",
            Fulfilment::Undefined => "undefined",
        }
    }

    fn beside_verdict(&self, verdict: BesideVerdict) -> &'static str {
        verdict.word()
    }

    fn half_open(&self, end: &str, is_lower: bool) -> String {
        format!("{} {end}", if is_lower { "from" } else { "up to" })
    }

    fn check_remark(&self, remark: &CheckRemark) -> String {
        match remark {
            CheckRemark::WorstOf(all) => worst_of(all),
            CheckRemark::Takes(more) => what_it_takes(*more),
            CheckRemark::NothingToCount => "there was nothing to count on any day".to_owned(),
            CheckRemark::OnlyAWarning => "only a warning".to_owned(),
        }
    }

    fn expectation(&self, said: &ExpectationSaid<'_>) -> String {
        let ExpectationSaid { key, expected, outcome, found, remarks } = said;
        let Some(found) = found else {
            return self.with_remarks(&format!("{key} should be {expected} but is undefined"), remarks);
        };
        let is = match outcome {
            Fulfilment::Met => "is as expected",
            Fulfilment::Undecided(_) => "is undecided",
            Fulfilment::Missed | Fulfilment::Undefined => "is missed",
        };
        let (figure, interval, level) = (&found.figure, &found.interval, self.per_cent(&found.level));
        self.with_remarks(&format!("{key} {expected} {is}: {figure} ({level} interval {interval})"), remarks)
    }

    fn check_line(&self, line: &CheckLine<'_>) -> String {
        match line {
            CheckLine::PlayedOn(scenario, days, seed) => {
                format!("{scenario}, {} of seed {seed}", of(*days as usize, "day"))
            }
            CheckLine::Faults(faults) => format!("could not be played: {}", of(*faults, "fault")),
            CheckLine::NotCounted(listed) => format!("Run but not counted, without [expect]: {listed}."),
            CheckLine::Uncounted(count) => {
                format!("{} run but not counted, without `[expect]`.", of(*count, "scenario"))
            }
            CheckLine::ManyIn(many, folder) => format!("{many} scenarios in {folder}"),
            CheckLine::Skipped(listed) => format!("Skipped: {listed}."),
            CheckLine::SkippedFile(file, why) => format!("{file} ({})", skipped(why)),
            CheckLine::Stale(files, is_removed) => stale(files, *is_removed),
            CheckLine::Expectations(counts) => expectations(counts),
            CheckLine::NothingOf(scenarios) => nothing(*scenarios),
            CheckLine::Baselines(counts) => format!("Baselines: {}.", baselines(counts)),
            CheckLine::NotPlayed(count) => format!("{} could not be played.", of(*count, "scenario")),
            CheckLine::LeftOut(count) => format!("{} left out after the first failure.", of(*count, "scenario")),
            CheckLine::CannotPlay(1) => "The scenario cannot be played".to_owned(),
            CheckLine::CannotPlay(count) => format!("{count} scenarios cannot be played"),
            CheckLine::OfExpectation(scenario, key, outcome) => {
                format!("{scenario}: {key} {}", self.fulfilment(*outcome))
            }
            CheckLine::OfBaseline(scenario, verdict) => {
                format!("{scenario}: baseline {}", self.beside_verdict(*verdict))
            }
            CheckLine::BaselineIs(verdict, sentence) => format!("Baseline: {verdict}, {sentence}."),
        }
    }

    fn skipped_why(&self, why: &SkippedWhy) -> String {
        skipped(why)
    }

    fn closed(&self, why: &ClosedWhy) -> String {
        match why {
            ClosedWhy::LinkToNowhere(why) => format!("a link that leads nowhere: {}", why.said),
            ClosedWhy::Refused(why) => format!("cannot be looked into: {}", why.said),
        }
    }

    fn remarks(&self, remarks: &[String]) -> String {
        remarks.join("; ")
    }

    fn with_remarks(&self, text: &str, remarks: &[String]) -> String {
        if remarks.is_empty() { text.to_owned() } else { format!("{text} ({})", self.remarks(remarks)) }
    }

    fn full_stop(&self, sentence: &str) -> String {
        format!("{sentence}.")
    }

    fn sentences(&self, sentences: &[String]) -> String {
        sentences.join(" ")
    }

    fn baseline_line(&self, line: &BaselineLine<'_>) -> String {
        super::baseline::said(line)
    }

    fn baseline_fault(&self, fault: &BaselineFault) -> String {
        super::baseline::fault(fault)
    }
}

/// `1 scenario`, `3 scenarios`.
pub(super) fn of(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{} {what}s", decimal(count as f64, 0)) }
}

fn worst_of(all: &OfIntervals) -> String {
    let (start, end) = all.by_the_clock;
    let date = all.date.map_or_else(String::new, |date| format!("{date} "));
    let worst = format!("the worst of {}: {date}{start} to {end}", of(all.of, "interval"));
    let counts = [(all.missed, "missed"), (all.undecided, "undecided")];
    let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    if counts.is_empty() { worst } else { format!("{worst}; {}", counts.join(", ")) }
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

fn skipped(why: &SkippedWhy) -> String {
    match why {
        SkippedWhy::NotAScenario => "not a scenario".to_owned(),
        SkippedWhy::OnlyABaseOf(scenario) => format!("only a base of {scenario}"),
    }
}

fn stale(files: &[String], is_removed: bool) -> String {
    let (listed, one) = (files.join(", "), files.len() == 1);
    if is_removed {
        let gone = if one { "scenario is gone" } else { "scenarios are gone" };
        return format!("Removed, as the {gone}: {listed}.");
    }
    let (of, they) =
        if one { ("A baseline without a scenario", "it is") } else { ("Baselines without scenarios", "they are") };
    format!("{of}: {listed}. With --update {they} removed.")
}

fn expectations(counts: &CheckCounts) -> String {
    let CheckCounts { expectations, scenarios, missed, undecided, warnings, met } = *counts;
    let scope = format!("{} in {}", of(expectations, "expectation"), of(scenarios, "scenario"));
    if met == expectations {
        return if met == 1 { "The only expectation is met.".to_owned() } else { format!("All {scope} are met.") };
    }
    let warned = if warnings == 1 { "1 warning".to_owned() } else { format!("{warnings} warnings") };
    let parts =
        [(missed, format!("{missed} missed")), (undecided, format!("{undecided} undecided")), (warnings, warned)];
    let rest = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text);
    let told: Vec<String> = rest.chain([format!("{met} met")]).collect();
    format!("Of {scope}: {}.", told.join(", "))
}

fn nothing(scenarios: usize) -> String {
    match scenarios {
        0 => "Nothing was checked: there is no scenario.".to_owned(),
        1 => "Nothing was checked: the scenario was run but has no [expect].".to_owned(),
        n => format!("Nothing was checked: {n} scenarios were run, but none has an [expect]."),
    }
}

fn baselines(counts: &[(BesideVerdict, usize)]) -> String {
    let word = |verdict: BesideVerdict| {
        if verdict == BesideVerdict::Within { "within the margins" } else { verdict.word() }
    };
    counts.iter().map(|(verdict, n)| format!("{n} {}", word(*verdict))).collect::<Vec<_>>().join(", ")
}
