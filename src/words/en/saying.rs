//! What the program says beside its results, in English.

use super::failure;
use crate::escape::terminal;
use crate::sizing::SizeStep;
use crate::words::{CalculatorFault, Saying};

pub(super) fn said(saying: &Saying) -> String {
    match saying {
        Saying::Interrupted => "Interrupted: nothing was written.".to_owned(),
        Saying::CannotPlay { file, why } => format!("{file}: {}", failure::run(why)),
        Saying::ReplacesResults { of, place } => format!("the results of {of} in {} are replaced", place.display()),
        Saying::ReplacesAnotherPart { place } => {
            format!("the part of another run in {} is replaced", place.display())
        }
        Saying::LadderLogCut { days } => {
            format!("on {days} days the ladder acts so often that ladder.csv lists only its first actions")
        }
        Saying::MadeByVersion(version) => format!("the results were made by holdline {version}"),
        Saying::ResultsIn(place) => format!("Results and plots are in {}", terminal::path(place)),
        Saying::TablesIn(place) => format!("The tables are in {}", terminal::path(place)),
        Saying::DaysIn { first, last, of, place } => {
            format!("Days {first} to {last} of {of} are in {}", terminal::path(place))
        }
        Saying::NoTableOfHistory(file) => {
            format!("{} is no table of a history and is left out", file.display())
        }
        Saying::Writes(name) => format!("writing {name}"),
        Saying::Sizes(step) => sizes(*step).to_owned(),
        Saying::Simulated { days, seconds } => format!("{days} days simulated in {seconds:.2} s"),
        Saying::OfSeveral { note, scenarios } => format!("{note} (in {scenarios} scenarios)"),
        Saying::InScenarios { count, first } => format!("in {count} scenarios: {}", few(first, *count)),
        Saying::CannotPrint(why) => format!("cannot print: {}", why.said),
        Saying::CannotListen(why) => format!("cannot listen for Ctrl-C: {why}"),
        Saying::SummaryIsNoFile { variable, file } => {
            format!("{variable} names {}, which is not a regular file", file.display())
        }
        Saying::CannotAddSummary { file, why } => {
            format!("cannot add the summary to {}: {}", file.display(), why.said)
        }
        Saying::NothingVaried(changes) => format!("--with '{changes}' changes nothing; name a change, key=value"),
        Saying::FewerThanTheFirst { most, days } => {
            format!("--max-days {most} is less than the {days} days to begin with; ask for fewer with --days")
        }
        Saying::MarginOfNothing { name, known } => {
            format!("--margin {name}: there is no such measure; there are {}", known.join(", "))
        }
        Saying::TooManyThreads { variable, threads, most } => {
            format!("{variable}={threads}: at most {most} threads")
        }
        Saying::NoCase { asked, known } => {
            format!("no case has {} in its name; there are {}", asked.join(" or "), known.join(", "))
        }
        Saying::CaseOfFewDays { case, measure, days } => {
            format!("{case}: {measure} has no interval after {days} days; take more --days")
        }
        Saying::PlanWritten { plan, command } => format!("{plan} is written. Play it with: {command}"),
        Saying::NothingToExplain { name, nearest } => {
            let meant = nearest.as_ref().map(|meant| format!("; did you mean {meant}?"));
            let meant = meant.unwrap_or_else(|| "; without a name all are listed".to_owned());
            format!("there is no measure, no note and no verdict `{name}`{meant}")
        }
        Saying::AllMeasures => "Measures:".to_owned(),
        Saying::AllNotes => "Notes on a plan:".to_owned(),
        Saying::AllVerdicts => "Verdicts:".to_owned(),
        Saying::NoCommand { name, known } => format!("there is no command `{name}`; there are {}", known.join(", ")),
        Saying::Calculator(why) => calculator(why),
    }
}

const fn sizes(step: SizeStep) -> &'static str {
    match step {
        SizeStep::Starts => "asking formulas",
        SizeStep::Raises => "adding people",
        SizeStep::Removes => "taking people away",
        SizeStep::Exchanges => "moving people",
        SizeStep::OneMoreOneFewer => "one fewer, one more",
        SizeStep::Reserves => "trying reserves",
        SizeStep::Varies => "trying changes",
        SizeStep::Ladders => "trying ladders",
        SizeStep::Covers => "finding shifts",
        SizeStep::Verifies => "trying fresh days",
    }
}

fn few(first: &[String], count: usize) -> String {
    let named = first.join(", ");
    if count > first.len() { named + ", ..." } else { named }
}

fn calculator(why: &CalculatorFault) -> String {
    match why {
        CalculatorFault::Formula(why) => why.to_string(),
        CalculatorFault::Endless { why, least } => {
            format!("{why}; take at least {least} agents, or give the callers a --patience")
        }
        CalculatorFault::TooMuchLoad { erlangs, most } => {
            format!("a load of {erlangs} Erlangs; at most {most} are worked out")
        }
        CalculatorFault::TooManyWaiting { waiting, most } => {
            format!(
                "so many calls and so much patience that {waiting} callers could wait; at most {most} are worked out"
            )
        }
        CalculatorFault::TooManyAgents { agents, most } => format!("{agents} agents; at most {most} are worked out"),
        CalculatorFault::TooManyRows { rows, agents, most } => {
            format!("{rows} rows for up to {agents} agents; so many agents have at most {most} rows")
        }
        CalculatorFault::NoHandleTime => {
            "nothing says how long calls are handled: give --aht, or a column aht_s in the table".to_owned()
        }
        CalculatorFault::NoPatience => "Erlang A needs the callers' --patience".to_owned(),
        CalculatorFault::PatienceForNothing => {
            "only Erlang A knows --patience: leave it out, or take --model a".to_owned()
        }
        CalculatorFault::NobodyHangsUp => {
            "nobody hangs up in this formula: --target-abandon needs --patience".to_owned()
        }
        CalculatorFault::NobodyIsBlocked => {
            "nobody is blocked in this formula: --target-blocked needs --model b".to_owned()
        }
        CalculatorFault::NobodyWaits => "nobody waits in Erlang B: ask with --target-blocked".to_owned(),
    }
}
