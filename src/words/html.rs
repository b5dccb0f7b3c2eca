//! What the report that is sent to people says, as data: headings, columns, sentences, figures with their formulas, and
//! the items of the STRESS-DES checklist.

use super::PageWords;
use crate::figures::{GroupFigure, Measure, RungFigure};
use crate::units::Span;

/// The words of a report in one language.
pub trait HtmlWords {
    /// The language's tag, as HTML has it.
    fn tag(&self) -> &'static str;
    /// The words of the page of a run.
    fn page(&self) -> &'static dyn PageWords;
    /// Something said of something.
    fn of(&self, about: &str, text: &str) -> String;
    /// A heading.
    fn head(&self, head: HtmlHead) -> &'static str;
    /// What a column or a row of a table is called.
    fn label(&self, label: HtmlLabel) -> &'static str;
    /// A sentence or a part of one.
    fn text(&self, text: HtmlText) -> &'static str;
    /// A sentence or a part of one, about something.
    fn line(&self, line: &HtmlLine<'_>) -> String;
    /// A measure and its formula.
    fn measure(&self, measure: Measure) -> FigureWords;
    /// A figure of a group and its formula.
    fn group_figure(&self, figure: GroupFigure) -> FigureWords;
    /// A figure of a rung and its formula.
    fn rung_figure(&self, figure: RungFigure) -> FigureWords;
    /// What holds where a key of a scenario is not set, told in English by its declaration.
    fn unset(&self, english: &str) -> String;
    /// What an item of the checklist is called.
    fn stress_item(&self, item: StressItem) -> &'static str;
    /// What is to be said to an item of the checklist.
    fn stress_answer(&self, item: StressItem, facts: &StressFacts<'_>) -> String;
}

/// What a figure is called, and how it is worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureWords {
    /// What it is called.
    pub name: String,
    /// How it is worked out.
    pub formula: String,
}

impl FigureWords {
    pub(super) fn new(name: impl Into<String>, formula: impl Into<String>) -> Self {
        Self { name: name.into(), formula: formula.into() }
    }
}

/// A heading of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum HtmlHead {
    /// What came out, first of all.
    Verdict,
    /// The figures of the day.
    Day,
    /// The queues.
    Queues,
    /// The groups.
    Groups,
    /// The dates.
    Dates,
    /// The intervals.
    Intervals,
    /// The pictures.
    Pictures,
    /// The ladder's story.
    Ladder,
    /// The roster.
    Roster,
    /// Notes on the plan.
    Notes,
    /// What the plan and its surroundings are taken to be.
    Assumptions,
    /// The files that were read.
    Files,
    /// How the same bytes are made again.
    Again,
    /// Every figure and its formula.
    Formulas,
    /// What the model leaves out, and the checklist.
    Checklist,
    /// What was compared.
    Compared,
    /// How the floors differ.
    Differences,
    /// The settings that differ.
    Settings,
    /// What was checked.
    Checked,
    /// Base and reserve.
    Reserve,
    /// What would be otherwise.
    WhatIf,
    /// The shifts that were found.
    Shifts,
    /// The people who are needed, as they were sized.
    Needs,
    /// The ladders that none beats.
    Ladders,
}

/// What a column or a row of a table is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HtmlLabel {
    /// A figure.
    Figure,
    /// Its mean.
    Mean,
    /// Its 95 % interval.
    Interval,
    /// The 5th and 95th percentile of its daily values.
    RangeOfDays,
    /// Its name in files of results.
    NameInFiles,
    /// Its formula.
    Formula,
    /// A date.
    Date,
    /// From when to when.
    Time,
    /// Calls offered.
    Calls,
    /// People planned.
    Planned,
    /// People on the phones.
    OnPhones,
    /// People needed.
    Needed,
    /// People beyond those needed.
    OverUnder,
    /// Answer rate.
    Answered,
    /// Mean wait of the answered.
    Asa,
    /// Occupancy.
    Occupancy,
    /// A queue.
    Queue,
    /// A group.
    Group,
    /// A rung.
    Rung,
    /// The share of days with a pull.
    PulledOn,
    /// The median time of the first pull.
    FirstAt,
    /// A shift.
    Shift,
    /// People.
    People,
    /// Breaks.
    Breaks,
    /// A key of the scenario.
    Setting,
    /// Its value.
    Value,
    /// Where the value comes from.
    Origin,
    /// A file.
    File,
    /// Lines of text in a file.
    Lines,
    /// The program's version.
    Version,
    /// The seed.
    Seed,
    /// The number of days.
    Days,
    /// The command.
    Command,
    /// What is laid over a file.
    Overrides,
    /// The hash of all that was read.
    HashOfAll,
    /// An item of a checklist.
    Item,
    /// What is said to it.
    Answer,
    /// Something that was compared.
    Arm,
    /// The difference to it.
    Difference,
    /// What that means.
    Meaning,
    /// A scenario.
    Scenario,
    /// What came of it.
    Outcome,
    /// What is expected.
    Expected,
    /// What was found.
    Found,
}

/// A sentence of a report, or a part of one, about nothing in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HtmlText {
    /// What the colours and signs of the intervals mean.
    IntervalKey,
    /// There is no ladder.
    NoLadder,
    /// Nobody is rostered.
    NoRoster,
    /// There are no notes.
    NoNotes,
    /// A value that stands in the scenario.
    SetHere,
    /// A value that holds because nothing else is set.
    ByDefault,
    /// How to read the table of assumptions.
    AssumptionsKey,
    /// What makes the same bytes again.
    SameBytes,
    /// How figures, intervals and ranges are to be read.
    FiguresKey,
    /// Where the checklist is from.
    ChecklistSource,
    /// What the model leaves out.
    LeavesOut,
    /// Surely better.
    Better,
    /// Surely worse.
    Worse,
    /// Surely more, of what is neither good nor bad.
    More,
    /// Surely less.
    Fewer,
    /// Surely no difference that matters.
    NoDifference,
    /// More days are needed.
    Undecided,
    /// Nothing is set otherwise.
    NothingDiffers,
    /// The tables of data differ.
    TablesDiffer,
    /// Only in the other scenario.
    NotSet,
    /// As expected.
    Passed,
    /// Not as expected.
    Failed,
    /// It could not be played.
    NotPlayed,
}

/// A sentence of a report, or a part of one, about something.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum HtmlLine<'a> {
    /// So many days of so many dates (0: it has none), and the seed.
    Simulated {
        /// Days, as they are written.
        days: &'a str,
        /// Dates.
        dates: usize,
        /// The seed.
        seed: u64,
    },
    /// Answered within so long.
    Within(Span),
    /// A group whose people are lent.
    Lent(&'a str),
    /// From one clock time to another.
    Between(&'a str, &'a str),
    /// What a report is made by: the program's version.
    MadeBy(&'a str),
    /// So many more that are not shown.
    More(usize),
    /// A check of so many scenarios, of which so many are as expected.
    Checked {
        /// All.
        all: usize,
        /// Those that are as expected.
        good: usize,
    },
}

/// Where the checklist is from, as it is cited in every language.
pub const STRESS_DES: &str = "T. Monks, C. S. M. Currie, B. S. Onggo, S. Robinson, M. Kunc, S. J. E. Taylor: Strengthening the \
                              reporting of empirical simulation studies: Introducing the STRESS guidelines. Journal of \
                              Simulation, 2018.";

/// The items of the STRESS-DES checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is called what the checklist calls it")]
pub enum StressItem {
    Purpose,
    Outputs,
    Aims,
    Overview,
    BaseLogic,
    ScenarioLogic,
    Algorithms,
    Components,
    DataSources,
    InputParameters,
    PreProcessing,
    Assumptions,
    Initialisation,
    RunLength,
    Estimation,
    Software,
    RandomSampling,
    Execution,
    System,
    Sharing,
}

impl StressItem {
    /// All of them, with their numbers in the checklist.
    pub const ALL: [(&'static str, Self); 20] = [
        ("1.1", Self::Purpose),
        ("1.2", Self::Outputs),
        ("1.3", Self::Aims),
        ("2.1", Self::Overview),
        ("2.2", Self::BaseLogic),
        ("2.3", Self::ScenarioLogic),
        ("2.4", Self::Algorithms),
        ("2.5", Self::Components),
        ("3.1", Self::DataSources),
        ("3.2", Self::InputParameters),
        ("3.3", Self::PreProcessing),
        ("3.4", Self::Assumptions),
        ("4.1", Self::Initialisation),
        ("4.2", Self::RunLength),
        ("4.3", Self::Estimation),
        ("5.1", Self::Software),
        ("5.2", Self::RandomSampling),
        ("5.3", Self::Execution),
        ("5.4", Self::System),
        ("6.1", Self::Sharing),
    ];
}

/// What the checklist is answered from.
#[derive(Clone, Copy, Debug)]
pub struct StressFacts<'a> {
    /// Why the scenario exists; may be empty.
    pub why: &'a str,
    /// Names of the queues.
    pub queues: &'a [String],
    /// Names of the groups on the phones.
    pub own: &'a [String],
    /// Names of the groups that are lent.
    pub lent: &'a [String],
    /// Names of the rungs, with those of their ladders if there are several, ...
    pub rungs: &'a [String],
    /// ... and how many ladders there are.
    pub ladders: usize,
    /// Physical seats, if they are limited.
    pub seats: Option<u32>,
    /// Telephone lines, if they are limited.
    pub lines: Option<u32>,
    /// Targets.
    pub targets: usize,
    /// Files that were read.
    pub files: usize,
    /// Settings that stand in them.
    pub settings: usize,
    /// Opening and closing, as clock times, of the first date if there are several.
    pub hours: (&'a str, &'a str),
    /// Dates, if there are several; else 0.
    pub dates: usize,
    /// Time after opening that is not counted.
    pub warm_up: Span,
    /// Days simulated.
    pub days: u32,
    /// Their seed.
    pub seed: u64,
    /// Whether days were added until a figure was known well enough.
    pub until_known: bool,
    /// The program's version.
    pub version: &'a str,
}
