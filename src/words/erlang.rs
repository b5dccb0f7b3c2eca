//! What the answer of the calculator for one volume is made of, for every language: numbers are printed already.

use super::Forms;
use super::calculator::DayTarget;
use crate::analytic::erlang::Model;
use crate::units::Span;

/// A column of the answer, or a word in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErlangLabel {
    /// Agents.
    Agents,
    /// Who must wait.
    MustWait,
    /// Who is blocked.
    Blocked,
    /// Who hangs up.
    HangUp,
    /// Who is answered within so long.
    Within(Span),
    /// Mean wait of the answered.
    Asa,
    /// Mean wait of all.
    MeanWait,
    /// Nine in ten wait at most so long.
    Wait90,
    /// Callers waiting.
    Waiting,
    /// How busy agents are.
    Occupancy,
    /// Whether the targets are met.
    Target,
    /// They are.
    Met,
    /// They are not.
    Missed,
    /// The queue grows without end.
    Unstable,
}

/// A number as it is printed, and whether it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountSaid {
    /// The number.
    pub number: String,
    /// Whether it is 1.
    pub is_one: bool,
}

/// Shares as digits of per cent, and lengths as they are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achieved {
    /// Answered within the time of the service level.
    pub level: String,
    /// That time.
    pub within: Span,
    /// Mean wait of the answered.
    pub asa: String,
    /// Blocked.
    pub blocked: String,
    /// Hung up.
    pub lost: String,
    /// How busy agents are.
    pub busy: String,
}

/// A sentence of the answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ErlangLine {
    /// Nobody calls.
    NobodyCalls,
    /// So many agents are not enough.
    NotEnough(CountSaid),
    /// So many are, with fractions.
    Fractional(String),
    /// What agents achieve by a formula.
    Achieves(CountSaid, Model, Achieved),
    /// What was asked.
    Asked {
        /// The formula.
        model: Model,
        /// Calls.
        calls: CountSaid,
        /// In so long.
        per: Span,
        /// Handle time.
        each: Span,
        /// Mean patience.
        patience: Option<Span>,
        /// The load.
        erlangs: String,
    },
    /// What the agents must achieve.
    Targets(Vec<DayTarget>),
}

/// The words of the answer.
pub trait ErlangWords: Forms {
    /// A column or a word.
    fn erlang_label(&self, label: ErlangLabel) -> String;
    /// A sentence.
    fn erlang_line(&self, line: &ErlangLine) -> String;
}
