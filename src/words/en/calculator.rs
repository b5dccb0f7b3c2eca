//! What the calculator says of a day, in English.

use crate::analytic::erlang::Model;
use crate::words::calculator::{DayColumn, DaySaying, DayTarget};

pub(super) fn column(column: &DayColumn) -> String {
    match column {
        DayColumn::Date => "Date".to_owned(),
        DayColumn::From => "From".to_owned(),
        DayColumn::To => "To".to_owned(),
        DayColumn::Calls => "Calls".to_owned(),
        DayColumn::HandleTime => "AHT".to_owned(),
        DayColumn::Erlangs => "Erlangs".to_owned(),
        DayColumn::ForTargets => "Targets".to_owned(),
        DayColumn::ForOccupancy => "Cap".to_owned(),
        DayColumn::Needed => "Needed".to_owned(),
        DayColumn::Rostered => "Rostered".to_owned(),
        DayColumn::Within(time) => format!("Within {time}"),
        DayColumn::AnswerRate => "Answered".to_owned(),
        DayColumn::Blocked => "Blocked".to_owned(),
        DayColumn::Asa => "ASA".to_owned(),
        DayColumn::Occupancy => "Occupancy".to_owned(),
    }
}

pub(super) fn said(saying: &DaySaying) -> String {
    match saying {
        DaySaying::Asked { model, calls, rows, patience } => {
            let patience = patience.as_ref().map_or_else(String::new, |patience| format!(", patience {patience}"));
            let name = formula(*model);
            format!("{name}{patience}: {calls} calls in {rows} rows, each by itself in its long run.")
        }
        DaySaying::Targets(targets) => {
            format!("Asked for: {}.", targets.iter().map(target).collect::<Vec<_>>().join(", "))
        }
        DaySaying::Takes { hours, rostered, level } => {
            let rostered = rostered.as_ref().map_or_else(String::new, |(shrinkage, hours)| {
                format!(", rostered at a shrinkage of {shrinkage} %: {hours}")
            });
            let level = level.as_ref().map_or_else(String::new, |(within, share)| {
                format!(" With them {share} % of all callers are answered within {within}.")
            });
            format!("Needed: {hours} agent-hours{rostered}.{level}")
        }
    }
}

pub(super) const fn formula(model: Model) -> &'static str {
    match model {
        Model::ErlangB => "Erlang B (no queue)",
        Model::ErlangC => "Erlang C (nobody hangs up)",
        Model::ErlangA { .. } => "Erlang A",
    }
}

pub(super) fn target(target: &DayTarget) -> String {
    match target {
        DayTarget::Level(share, within) => format!("at least {share} % within {within}"),
        DayTarget::Asa(wait) => format!("an ASA of at most {wait}"),
        DayTarget::Answered(share) => format!("at least {share} % answered"),
        DayTarget::Blocked(share) => format!("at most {share} % blocked"),
        DayTarget::HangUp(share) => format!("at most {share} % hanging up"),
        DayTarget::Waiting(share) => format!("at most {share} % waiting"),
        DayTarget::Occupancy(share) => format!("an occupancy of at most {share} %"),
    }
}
