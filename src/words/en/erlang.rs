//! The answer of the calculator for one volume, in English.

use super::{English, calculator};
use crate::analytic::erlang::Model;
use crate::words::erlang::{Achieved, CountSaid, ErlangLabel, ErlangLine, ErlangWords};

impl ErlangWords for English {
    fn erlang_label(&self, label: ErlangLabel) -> String {
        let told = match label {
            ErlangLabel::Within(within) => return format!("Within {within}"),
            ErlangLabel::Agents => "Agents",
            ErlangLabel::MustWait => "Must wait",
            ErlangLabel::Blocked => "Blocked",
            ErlangLabel::HangUp => "Hang up",
            ErlangLabel::Asa => "ASA",
            ErlangLabel::MeanWait => "Mean wait",
            ErlangLabel::Wait90 => "90 % wait at most",
            ErlangLabel::Waiting => "Waiting",
            ErlangLabel::Occupancy => "Occupancy",
            ErlangLabel::Target => "Target",
            ErlangLabel::Met => "met",
            ErlangLabel::Missed => "missed",
            ErlangLabel::Unstable => "unstable",
        };
        told.to_owned()
    }

    fn erlang_line(&self, line: &ErlangLine) -> String {
        match line {
            ErlangLine::NobodyCalls => "Nobody calls: no agents are needed.".to_owned(),
            ErlangLine::NotEnough(agents) => {
                format!("{} are not enough: the queue grows without end.", people(agents))
            }
            ErlangLine::Fractional(exact) => {
                format!("With fractions of an agent, as an average over many intervals, {exact} are enough.")
            }
            ErlangLine::Achieves(agents, model, achieved) => achieves(agents, *model, achieved),
            ErlangLine::Asked { model, calls, per, each, patience, erlangs } => {
                let patience = patience.map_or_else(String::new, |patience| format!(", patience {patience}"));
                let (name, calls) = (calculator::formula(*model), calls_of(calls));
                format!("{name}: {calls} in {per}, handle time {each}{patience}: {erlangs} Erlangs.")
            }
            ErlangLine::Targets(targets) => {
                let told: Vec<String> = targets.iter().map(calculator::target).collect();
                format!("Asked for: {}.", told.join(", "))
            }
        }
    }
}

/// "14 agents answer 88.8 % of callers within 20s: ASA 7.8s, occupancy 71.4 %."
fn achieves(agents: &CountSaid, model: Model, achieved: &Achieved) -> String {
    let Achieved { level, within, asa, blocked, lost, busy } = achieved;
    let people = format!("{} {}", people(agents), if agents.is_one { "answers" } else { "answer" });
    match model {
        Model::ErlangB => format!("{people} {level} % of callers; {blocked} % are blocked, occupancy {busy}."),
        Model::ErlangC => format!("{people} {level} % of callers within {within}: ASA {asa}, occupancy {busy}."),
        Model::ErlangA { .. } => {
            format!("{people} {level} % of callers within {within}: ASA {asa}, {lost} % hang up, occupancy {busy}.")
        }
    }
}

/// "1 agent", "14 agents", "13.5 agents".
fn people(agents: &CountSaid) -> String {
    if agents.is_one { "1 agent".to_owned() } else { format!("{} agents", agents.number) }
}

fn calls_of(calls: &CountSaid) -> String {
    if calls.is_one { "1 call".to_owned() } else { format!("{} calls", calls.number) }
}
