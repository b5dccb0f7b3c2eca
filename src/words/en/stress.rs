//! The STRESS-DES checklist and what is to be said to each of its items, in English.

use crate::units::{Span, text};
use crate::words::html::{StressFacts, StressItem};

pub(super) fn item(item: StressItem) -> &'static str {
    match item {
        StressItem::Purpose => "Purpose of the model",
        StressItem::Outputs => "Model outputs",
        StressItem::Aims => "Experimentation aims",
        StressItem::Overview => "Base model overview diagram",
        StressItem::BaseLogic => "Base model logic",
        StressItem::ScenarioLogic => "Scenario logic",
        StressItem::Algorithms => "Algorithms",
        StressItem::Components => "Components: entities, activities, resources, queues, entry and exit points",
        StressItem::DataSources => "Data sources",
        StressItem::InputParameters => "Input parameters",
        StressItem::PreProcessing => "Pre-processing",
        StressItem::Assumptions => "Assumptions",
        StressItem::Initialisation => "Initialisation",
        StressItem::RunLength => "Run length",
        StressItem::Estimation => "Estimation approach",
        StressItem::Software => "Software or programming language",
        StressItem::RandomSampling => "Random sampling",
        StressItem::Execution => "Model execution",
        StressItem::System => "System specification",
        StressItem::Sharing => "Computer model sharing statement",
    }
}

pub(super) fn answer(item: StressItem, facts: &StressFacts<'_>) -> String {
    match item {
        StressItem::Purpose if facts.why.is_empty() => PURPOSE.to_owned(),
        StressItem::Purpose => format!("{PURPOSE} In the scenario’s own words: {}", facts.why),
        StressItem::Aims => aims(facts),
        StressItem::ScenarioLogic => format!(
            "The scenario is {} and {} settings in them and in overrides; the rest holds by default. All are listed \
             under Assumptions.",
            counted(facts.files, "file", "files"),
            facts.settings
        ),
        StressItem::Algorithms => format!("{DISPATCH} {}", ladder(facts)),
        StressItem::Components => components(facts),
        StressItem::DataSources => format!(
            "The {} listed under Files read, each with its hash and number of rows. Where their numbers come from, \
             whoever wrote them knows.",
            counted(facts.files, "file", "files")
        ),
        StressItem::Initialisation => initialisation(facts.warm_up),
        StressItem::RunLength => run_length(facts),
        StressItem::Software => format!("holdline {}, a program of its own in Rust.", facts.version),
        StressItem::RandomSampling => format!(
            "A draw is a function of seed, day, purpose and entity and of nothing else, so that scenarios meet the same \
             callers (common random numbers). The seed is {}.",
            facts.seed
        ),
        StressItem::Outputs
        | StressItem::Overview
        | StressItem::BaseLogic
        | StressItem::InputParameters
        | StressItem::PreProcessing
        | StressItem::Assumptions
        | StressItem::Estimation
        | StressItem::Execution
        | StressItem::System
        | StressItem::Sharing => same_for_all(item).to_owned(),
    }
}

const PURPOSE: &str = "To foresee, for this plan, how many callers reach a person, how long they wait, and when the \
                       supervisor’s ladder is used.";
const DISPATCH: &str = "A call takes the agent idle longest of those who serve its queue; who becomes free takes the \
                        highest priority, then the longest wait. People needed are worked out by formulas (docs/method.md).";

/// What is said of every floor; the others have an answer of their own.
fn same_for_all(item: StressItem) -> &'static str {
    match item {
        StressItem::Outputs => {
            "Counts, rates, waits, people and cost of the day, of queues, groups, intervals and rungs; each with its \
             formula under Every figure and its formula."
        }
        StressItem::Overview => {
            "caller → (IVR) → queue → agent: talk, wrap-up → gone; from the queue → hangs up → calls again or is gone. \
             Beside it: waiting callers → ladder → lent people join or leave the agents."
        }
        StressItem::BaseLogic => {
            "Call by call, by the numbered rules of docs/model.md: time (M-T), callers (M-C), the crew (M-A), who answers \
             whom (M-D), the ladder (M-L), randomness (M-R)."
        }
        StressItem::InputParameters => {
            "All of them, with their values, under Assumptions; distributions by mean and spread."
        }
        StressItem::PreProcessing => {
            "None: tables are read as they are. What was decided or ignored in reading is told under Notes on the plan."
        }
        StressItem::Assumptions => {
            "What is not set holds by default and is marked so under Assumptions. See also what is left out, above."
        }
        StressItem::Estimation => {
            "Independent days. Ratios are ratios of sums with intervals by the delta method, means have intervals by \
             Student’s t, shares of days Wilson’s; the level is 95 %. Percentiles of waits are right to 1 %."
        }
        StressItem::Execution => {
            "Next event, in whole microseconds; what happens at one instant has a fixed order (M-T2)."
        }
        StressItem::System => "None: results are the same bytes on every machine and for any number of threads.",
        StressItem::Sharing
        | StressItem::Purpose
        | StressItem::Aims
        | StressItem::ScenarioLogic
        | StressItem::Algorithms
        | StressItem::Components
        | StressItem::DataSources
        | StressItem::Initialisation
        | StressItem::RunLength
        | StressItem::Software
        | StressItem::RandomSampling => {
            "Free software, MIT or Apache-2.0. The command and the files named here make this report again."
        }
    }
}

fn aims(facts: &StressFacts<'_>) -> String {
    let targets = match facts.targets {
        0 => "It has no targets.".to_owned(),
        count => format!("It is held against {}.", counted(count, "target", "targets")),
    };
    format!("One floor is played on {}. {targets}", counted(facts.days as usize, "day", "days"))
}

fn components(facts: &StressFacts<'_>) -> String {
    let limited = |count: Option<u32>, what: &str| {
        count.map_or_else(|| format!("{what} without limit"), |n| format!("{n} {what}"))
    };
    let lent = if facts.lent.is_empty() { String::new() } else { format!("; lent: {}", facts.lent.join(", ")) };
    format!(
        "Entities: callers, one kind for each queue ({}). Activities: waiting, talk, wrap-up. Resources: agents ({}{lent}), \
         {}, {}. Queues: {}, by priority and wait. Entry: arrivals as the scenario has them. Exit: answered, hung up, \
         blocked, contained, or dismissed at the end.",
        facts.queues.join(", "),
        facts.own.join(", "),
        limited(facts.seats, "seats"),
        limited(facts.lines, "lines"),
        facts.queues.len(),
    )
}

fn ladder(facts: &StressFacts<'_>) -> String {
    match facts.rungs {
        [] => "There is no ladder.".to_owned(),
        rungs if facts.ladders > 1 => {
            format!(
                "Of {} ladders, each by itself, the rungs strictly in this order: {}.",
                facts.ladders,
                rungs.join(", ")
            )
        }
        rungs => format!("The ladder’s rungs, strictly in this order: {}.", rungs.join(", ")),
    }
}

fn initialisation(warm_up: Span) -> String {
    let counted = if warm_up == Span::ZERO {
        "everything is counted.".to_owned()
    } else {
        format!("the first {} after opening are not counted.", text::span(warm_up))
    };
    format!("A day begins with nobody waiting and no rung in force; {counted}")
}

fn run_length(facts: &StressFacts<'_>) -> String {
    let (open, close) = facts.hours;
    let day = match facts.dates {
        0 => format!("One day, open from {open} to {close}, until its last call is finished"),
        dates => format!("{dates} dates in a row, the first open from {open} to {close}"),
    };
    let days = counted(facts.days as usize, "day", "days");
    let until = if facts.until_known { ", added until a figure was known as well as was asked for" } else { "" };
    format!("{day}; played on {days}{until}.")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
