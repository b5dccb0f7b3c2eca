//! What the program says beside its results, as data.

use crate::analytic::AnalyticError;
use crate::experiment::RunError;
use crate::scenario::SystemRefusal;
use crate::sizing::SizeStep;
use std::path::PathBuf;

/// Something that the program says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Saying {
    /// It was stopped.
    Interrupted,
    /// A scenario that cannot be played.
    CannotPlay {
        /// Its file.
        file: String,
        /// Why not.
        why: RunError,
    },
    /// Results of another scenario are replaced.
    ReplacesResults {
        /// The file of that scenario.
        of: String,
        /// Where.
        place: PathBuf,
    },
    /// A part of another run is replaced.
    ReplacesAnotherPart {
        /// Its file.
        place: PathBuf,
    },
    /// On so many days not all that the ladder did is listed.
    LadderLogCut {
        /// How many.
        days: u32,
    },
    /// Results are of another version.
    MadeByVersion(String),
    /// Results and plots are in a directory.
    ResultsIn(PathBuf),
    /// The five tables are in a directory.
    TablesIn(PathBuf),
    /// Days of a part of a run are in a file.
    DaysIn {
        /// The first.
        first: u32,
        /// The last.
        last: u32,
        /// Of so many.
        of: u32,
        /// The file.
        place: PathBuf,
    },
    /// A file in a folder of histories is left out.
    NoTableOfHistory(PathBuf),
    /// A file is written.
    Writes(String),
    /// What a sizing does now.
    Sizes(SizeStep),
    /// Days have been simulated.
    Simulated {
        /// How many.
        days: u32,
        /// In so many seconds.
        seconds: f64,
    },
    /// A note that several scenarios share.
    OfSeveral {
        /// The note.
        note: String,
        /// How many scenarios.
        scenarios: usize,
    },
    /// A fault that several scenarios share.
    InScenarios {
        /// How many.
        count: usize,
        /// The first of them.
        first: Vec<String>,
    },
    /// Standard output refuses.
    CannotPrint(SystemRefusal),
    /// The system does not tell of Ctrl-C; in its own words.
    CannotListen(String),
    /// The summary of a job cannot go where the runner says.
    SummaryIsNoFile {
        /// The variable that says so.
        variable: &'static str,
        /// Where that is.
        file: PathBuf,
    },
    /// The summary of a job cannot be added.
    CannotAddSummary {
        /// To this file.
        file: PathBuf,
        /// What the system says.
        why: SystemRefusal,
    },
    /// A variation that changes nothing.
    NothingVaried(String),
    /// A comparison that may not even play its first days.
    FewerThanTheFirst {
        /// Most days.
        most: u32,
        /// Days to begin with.
        days: u32,
    },
    /// A margin of something that is no measure.
    MarginOfNothing {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// More threads than any machine has.
    TooManyThreads {
        /// The variable that asks for them.
        variable: &'static str,
        /// How many.
        threads: usize,
        /// How many at most.
        most: usize,
    },
    /// No case of the verification has such a name.
    NoCase {
        /// Parts of names.
        asked: Vec<String>,
        /// All cases.
        known: Vec<&'static str>,
    },
    /// A case of the verification has too few days.
    CaseOfFewDays {
        /// The case.
        case: String,
        /// The figure without an interval.
        measure: String,
        /// The days.
        days: u32,
    },
    /// A plan to start from is written.
    PlanWritten {
        /// Where.
        plan: String,
        /// The command that plays it.
        command: String,
    },
    /// Nothing is called so.
    NothingToExplain {
        /// What was asked for.
        name: String,
        /// The name most like it.
        nearest: Option<String>,
    },
    /// What a list of measures begins with.
    AllMeasures,
    /// What a list of notes begins with.
    AllNotes,
    /// What a list of verdicts begins with.
    AllVerdicts,
    /// No command is called so.
    NoCommand {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A question to the calculator that it does not answer.
    Calculator(CalculatorFault),
}

/// Why the calculator does not answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CalculatorFault {
    /// The formula refuses.
    Formula(AnalyticError),
    /// The queue would grow without end.
    Endless {
        /// What the formula says.
        why: AnalyticError,
        /// Agents with whom it would not.
        least: f64,
    },
    /// More work than any centre has.
    TooMuchLoad {
        /// In Erlangs.
        erlangs: String,
        /// At most.
        most: f64,
    },
    /// More callers could wait than can be counted.
    TooManyWaiting {
        /// How many.
        waiting: String,
        /// At most.
        most: f64,
    },
    /// More agents than any centre has.
    TooManyAgents {
        /// How many.
        agents: String,
        /// At most.
        most: f64,
    },
    /// A longer table than is worked out.
    TooManyRows {
        /// How many.
        rows: u32,
        /// Of up to so many agents ...
        agents: u32,
        /// ... for whom there are at most so many.
        most: f64,
    },
    /// Calls of which nothing says how long they are handled.
    NoHandleTime,
    /// Erlang A without a patience.
    NoPatience,
    /// A patience that the formula does not know.
    PatienceForNothing,
    /// A target of abandoned calls where nobody hangs up.
    NobodyHangsUp,
    /// A target of blocked calls where nobody is blocked.
    NobodyIsBlocked,
    /// A target of waits where nobody waits.
    NobodyWaits,
}

/// What to try on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Fewer parts.
    FewerParts,
    /// A number of days.
    NumberOfDays,
    /// More parts of fewer days.
    ShorterParts,
    /// Fewer days.
    FewerDays,
    /// Something to compare with.
    SomethingToCompare,
    /// A setting of the scenario.
    Setting {
        /// Its key.
        key: &'static str,
        /// Its value.
        value: String,
    },
    /// The same opening hours.
    SameHours,
    /// For both the same time zone.
    SameZone,
    /// A later month, or a forecast.
    LaterMonth,
    /// A patience.
    Patience,
    /// Another directory for results.
    OtherDirectory,
    /// Another folder to write into.
    OtherFolder,
    /// Another directory for results, or replacing those that are there.
    OtherDirectoryOrForce,
    /// Another file for results.
    OtherFile,
    /// Another file for a report.
    OtherReport,
    /// Another folder for baselines.
    OtherBaselines,
    /// A part of a run, to be made.
    MakePart,
}
