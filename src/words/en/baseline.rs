//! How a scenario stands to its baseline, in English.

use super::English;
use crate::experiment::baseline::{Moved, Refusal};
use crate::experiment::compare::Finding;
use crate::failure::BaselineFault;
use crate::figures::Measure;
use crate::words::baseline::{BaselineLine, KeyChange, TableMove, TableMoved, WhatChanged};
use crate::words::numbers::decimal;
use crate::words::{CompareWords, Forms};

pub(super) fn said(line: &BaselineLine<'_>) -> String {
    match line {
        BaselineLine::Name(None) => "baseline".to_owned(),
        BaselineLine::Name(Some(count)) => format!("baseline, {}", days(*count)),
        BaselineLine::StoredIn(file) => format!("stored in {file}"),
        BaselineLine::AndStoredIn(found, file) => format!("{found}; stored in {file}"),
        BaselineLine::Missing { file, like: None } => format!("there is no baseline {file}; --update stores one"),
        BaselineLine::Missing { file, like: Some(like) } => format!(
            "there is no baseline {file}, but there is {like}; if that is the one, start the command in the folder it \
             was stored from; if not, --update stores one"
        ),
        BaselineLine::Unusable { file, line, fault: why, stored } => {
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            let remedy = if *stored { "" } else { "; --update stores a new one" };
            format!("the baseline cannot be used: {file}{line}: {}{remedy}", fault(why))
        }
        BaselineLine::SameDays(count) => format!("the {} are those of the baseline", days(*count)),
        BaselineLine::NothingMoved { days: count, has_others } => {
            let same = if *has_others {
                "no measure that both have has moved"
            } else {
                "no measure of the day has moved, only other results"
            };
            format!("over {} {same}", days(*count))
        }
        BaselineLine::WithinMargins(count) => format!("over {} moved within the margins", days(*count)),
        BaselineLine::Moved(count, parts) => {
            format!("over {} {}", days(*count), parts.iter().map(part).collect::<Vec<_>>().join("; "))
        }
        BaselineLine::NotPaged(file) => format!("{file} does not show what is stored; --update writes it anew"),
        BaselineLine::MovedFrom { page, stored } => {
            let how = if *stored { "it was" } else { "--update stores it anew; it is" };
            format!("the scenario has been renamed or moved: {how} stored as {page}")
        }
        BaselineLine::KeepsDays(count) => {
            format!("not stored: the baseline has {}, which fewer do not replace; leave --days out", days(*count))
        }
        BaselineLine::LeftOut(names) => {
            format!("left out, as not both have them for these days: {}", English.all_of(names))
        }
        BaselineLine::Changed(what) => changed(what),
        BaselineLine::Remedy(moved) => remedy(*moved).to_owned(),
    }
}

/// Always of several: nobody stores a single day.
fn days(count: u32) -> String {
    format!("{} days", decimal(count.into(), 0))
}

/// `worse: answer rate`.
fn part((finding, measures): &(Finding, Vec<Measure>)) -> String {
    let names: Vec<String> = measures.iter().map(|one| English.compared_measure(*one)).collect();
    format!("{}: {}", finding.word(), English.all_of(&names))
}

const fn remedy(moved: Moved) -> &'static str {
    match moved {
        Moved::Worse => "if it is meant, --update stores it as the new baseline",
        Moved::Undecided => "more days would tell; if it is meant, --update stores it",
        Moved::Traded => "callers gain by it, and it takes more; if it is meant, --update stores it",
        Moved::Better | Moved::Within => "the baseline is out of date; --update stores the new one",
    }
}

fn changed(what: &WhatChanged<'_>) -> String {
    let WhatChanged { keys, more_keys, has_tables, tables, program } = what;
    let mut named: Vec<String> = keys.iter().map(key).collect();
    if *more_keys > 0 {
        named.push(format!("{more_keys} more keys"));
    }
    let mut parts = Vec::new();
    if !named.is_empty() {
        parts.push(format!("the scenario: {}", named.join(", ")));
    }
    if *has_tables {
        let named: Vec<String> = tables.iter().map(table).collect();
        parts.push(if named.is_empty() { "the tables of data that it reads".to_owned() } else { named.join(", ") });
    }
    parts.extend(program.map(|(then, now)| format!("the program: {then} -> {now}")));
    if parts.is_empty() {
        return "changed: nothing in the scenario, so it is the program".to_owned();
    }
    format!("changed: {}", parts.join("; "))
}

fn key((key, then, now): &KeyChange<'_>) -> String {
    format!("{key} {} -> {}", then.unwrap_or("not set"), now.unwrap_or("not set"))
}

/// `volumes.csv: 1,515 -> 1,667 calls`.
fn table(TableMoved { file, how }: &TableMoved<'_>) -> String {
    match how {
        TableMove::NoLongerRead => format!("{file}: no longer read"),
        TableMove::OtherRows => format!("{file}: other rows"),
        TableMove::Sums { calls, person_hours } => {
            let sum = |of: &Option<[String; 2]>, unit| of.as_ref().map(|[a, b]| format!("{a} -> {b} {unit}"));
            let sums = [sum(calls, "calls"), sum(person_hours, "person-hours")];
            format!("{file}: {}", sums.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
    }
}

pub(super) fn fault(fault: &BaselineFault) -> String {
    match fault {
        BaselineFault::NoDays => "it is not there, but the page beside it is".to_owned(),
        BaselineFault::PageInOtherForm { theirs, ours } => {
            format!("it is in the form {theirs}, and this program reads {ours}")
        }
        BaselineFault::DaysInOtherForm { theirs, ours } => {
            format!("they are in the form {theirs}, and this program reads {ours}")
        }
        BaselineFault::BadPage(said) | BaselineFault::BadDays(said) => said.clone(),
        BaselineFault::BadPacking(said) => format!("it cannot be unpacked: {said}"),
        BaselineFault::TooMuch => "it cannot be unpacked: there is more in it than any run leaves".to_owned(),
        BaselineFault::BinsNotAscending => "the waits of a day are not in ascending bins".to_owned(),
        BaselineFault::NeitherRatioNorPercentile(name) => format!("{name} has to be either a ratio or a percentile"),
        BaselineFault::NoColumn { column, measure } => {
            format!("there is no column `{column}`, which {measure} is made of")
        }
        BaselineFault::UnevenColumns(measure) => format!("the columns of {measure} are not of one length"),
        BaselineFault::OtherDays { measure, days } => format!("{measure} has not the {days} days that are told of"),
        BaselineFault::Refused(Refusal::OtherSeed { stored, now }) => {
            format!("it has the days of seed {stored}, and this run those of seed {now}")
        }
        BaselineFault::Refused(Refusal::OtherMajorVersion { stored, now }) => {
            format!("it is of holdline {stored}, and this is {now}: another major version")
        }
    }
}
