//! The page of a run, in English.

use super::{English, ladder, measure, verdict};
use crate::experiment::results::{Bought, PrecisionFound, RungResult, TargetResult};
use crate::figures::{Measure, ServiceLevel};
use crate::units::ClockReading;
use crate::words::numbers::{amount, decimal, percent};
use crate::words::{BadIntervals, Dial, Forms, Label, OwnTasks, PageWords, PeopleStretch};
use jiff::civil::Date;

impl PageWords for English {
    fn label(&self, label: Label) -> &'static str {
        match label {
            Label::TheDay => "The day",
            Label::Mean => "mean",
            Label::Interval95 => "95 % interval",
            Label::RangeOfDays => "9 days in 10",
            Label::ByQueue => "By queue",
            Label::ByDate => "By date",
            Label::WorstInterval => "Worst interval",
            Label::Occupancy => "Occupancy",
            Label::Absent => "Absent",
            Label::Late => "Late",
            Label::OwnWork => "Own work",
            Label::TheLadder => "The ladder",
            Label::TheLadders => "The ladders",
            Label::OfTheLadder => "(the time of the first pull is the median of the days with one)",
            Label::WhatItBuys => "What it buys",
            Label::OfWhatItBuys => "(beside the same days without the rung; those behind it move up)",
            Label::WholeLadder => "the whole ladder",
            Label::AllLadders => "all ladders",
            Label::From => "from",
            Label::Planned => "planned",
            Label::OnPhones => "on phones",
            Label::Needed => "needed",
            Label::OverUnder => "over/under",
        }
    }

    fn line(&self, of: Measure) -> String {
        let told = LINES.iter().find(|(one, _)| *one == of);
        match (told, of.service_level()) {
            (Some((_, told)), _) => (*told).to_owned(),
            (None, Some(level)) => format!("Answered {}", measure::within(level)),
            (None, None) => measure::plain(of),
        }
    }

    fn column(&self, of: Measure) -> String {
        let told = COLUMNS.iter().find(|(one, _)| *one == of);
        match (told, of.service_level()) {
            (Some((_, told)), _) => (*told).to_owned(),
            (None, Some(level)) => measure::within(level),
            (None, None) => measure::plain(of),
        }
    }

    fn named(&self, of: Measure) -> String {
        measure::named(of)
    }

    fn note(&self, level: ServiceLevel) -> String {
        measure::note(level)
    }

    fn good(&self, measure: Measure) -> String {
        format!("good: {}", self.column(measure))
    }

    fn heading(&self, name: &str, days: u32, dates: usize, seed: u64) -> String {
        let days = if days == 1 { "1 day".to_owned() } else { format!("{} days", decimal(days.into(), 0)) };
        let dates = if dates == 0 { String::new() } else { format!(" of {dates} dates") };
        format!("{name}: {days}{dates}, seed {seed}")
    }

    fn known(&self, found: &PrecisionFound) -> String {
        verdict::known(found)
    }

    fn no_targets(&self) -> &'static str {
        "No targets: with [targets] in the scenario there is a verdict here."
    }

    fn verdict(&self, target: &TargetResult, intervals: Option<BadIntervals>) -> String {
        verdict::told(target, intervals)
    }

    fn short(&self, has_targets: bool, stretches: &[PeopleStretch], more: usize) -> String {
        let usual = if has_targets { "" } else { " for 90 % answered and 80 % within 20s" };
        format!("Short of people{usual}: {}.", listed(stretches, more))
    }

    fn over(&self, stretches: &[PeopleStretch], more: usize) -> String {
        format!("Over: {}.", listed(stretches, more))
    }

    fn needed(&self, targets: &[TargetResult], share_of_days: Option<f64>) -> String {
        let goals = match targets {
            [] => "90 % answered and 80 % within 20s, as the scenario has no targets".to_owned(),
            targets => targets.iter().map(verdict::asked).collect::<Vec<_>>().join(" and "),
        };
        let on_days = share_of_days.map_or_else(String::new, |share| {
            let share = percent(share, 0);
            format!(", on a day as busy as {share} % of days are at most (lent people may come on such days)")
        });
        format!("needed: people on the phones for {goals}{on_days}; a dash where no number is honest")
    }

    fn worst(&self, date: Option<Date>, from: ClockReading, to: ClockReading, answered: f64, asa_s: f64) -> String {
        let date = date.map_or_else(String::new, |date| format!("{} ", self.weekday_and_date(date)));
        format!("{date}{from} to {to}: {} % answered, ASA {}", percent(answered, 1), self.length(asa_s))
    }

    fn absent(&self, group: &str, people: f64, reasons: &[(String, f64)]) -> String {
        let reasons: Vec<String> =
            reasons.iter().map(|(reason, people)| format!("{reason} {}", amount(*people))).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        format!("{group} {} people{reasons}", amount(people))
    }

    fn late(&self, group: &str, people: f64, hours: f64) -> String {
        format!("{group} {} people, {} hours", amount(people), amount(hours))
    }

    fn own_work(&self, group: &str, tasks: OwnTasks) -> String {
        let part = |tasks: f64, what: &str| match tasks {
            0.0 => String::new(),
            tasks => format!(", {}{what}", amount(tasks)),
        };
        let (caught_up, late) = (part(tasks.caught_up, " of them caught up"), part(tasks.late, " late"));
        format!("{group} {} tasks deferred{caught_up}{late}", amount(tasks.deferred))
    }

    fn rung(&self, rung: &RungResult, dial: &Dial<'_>) -> String {
        ladder::story(rung, dial)
    }

    fn bought(&self, bought: &Bought) -> String {
        ladder::bought(bought)
    }
}

/// Measures at the beginnings of lines; the others are called by their names.
const LINES: [(Measure, &str); 17] = [
    (Measure::Blocked, "Blocked, every line taken"),
    (Measure::Contained, "Contained in the IVR"),
    (Measure::OutsideHours, "Outside opening hours"),
    (Measure::Offered, "Offered"),
    (Measure::Redials, "of them redials"),
    (Measure::Repeats, "of them with a matter not settled"),
    (Measure::Transfers, "of them transferred"),
    (Measure::Answered, "Answered"),
    (Measure::CalledBack, "of them called back"),
    (Measure::CallbacksUnreached, "Called back in vain"),
    (Measure::CallbacksExpired, "Not called back in time"),
    (Measure::CallbackTime, "Mean time to a callback"),
    (Measure::AnswerRate, "Answer rate"),
    (Measure::CallerAnswerRate, "Callers answered sooner or later"),
    (Measure::AbandonRate, "Abandon rate"),
    (Measure::Asa, "Mean wait of the answered (ASA)"),
    (Measure::WaitP95, "95 % of them waited at most"),
];

/// Measures above columns; the others are called by their names.
const COLUMNS: [(Measure, &str); 2] = [(Measure::Offered, "calls"), (Measure::Asa, "ASA")];

fn listed(stretches: &[PeopleStretch], more: usize) -> String {
    let mut told: Vec<String> = stretches.iter().map(stretch).collect();
    if more > 0 {
        told.push(format!("and {more} more (--intervals shows all)"));
    }
    told.join(", ")
}

/// `09:30 to 11:00 by 3 to 5`, of several dates `5 Feb 09:30 to 11:00 by 3`.
fn stretch(one: &PeopleStretch) -> String {
    let date = one.date.map_or_else(String::new, |date| format!("{} ", English.date(date)));
    let (least, most) = (decimal(one.least, 0), decimal(one.most, 0));
    let by = if one.least == one.most { most } else { English.range(&least, &most) };
    format!("{date}{} to {} by {by}", one.from, one.to)
}
