//! The kinds of tables in a scenario file.

/// What the tables of a scenario file describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// The scenario as a whole.
    Scenario,
    /// How it is simulated.
    Run,
    /// How sure a figure is to be.
    Precision,
    /// What a good day is.
    Targets,
    /// A target of fast answers.
    ServiceLevel,
    /// A call type.
    Queue,
    /// Where its callers come from.
    Arrivals,
    /// What callers hear who wait.
    Announcement,
    /// What callers go through before they ask for a person.
    Ivr,
    /// Who calls again.
    CallAgain,
    /// Who is called back.
    Callback,
    /// Who goes on to another queue.
    Transfer,
    /// How those stand in line who do.
    Transferred,
    /// The dates that one day covers.
    Dates,
    /// Other hours on some of them.
    OtherHours,
    /// What brings more callers.
    Incident,
    /// A random length of time.
    Distribution,
    /// One that is known by its mean.
    Exponential,
    /// One that is known by its mean and spread.
    Spread,
    /// One between two lengths.
    Uniform,
    /// One of several kinds of lengths.
    Part,
    /// People.
    Group,
    /// What they do while nobody borrows them.
    OwnWork,
    /// How they come late.
    Lateness,
    /// Their planned presence.
    Shift,
    /// A planned pause in it.
    Break,
    /// The escalation procedure.
    Ladder,
    /// A step of it.
    Rung,
    /// Who joins the phones.
    Borrow,
    /// Who comes in from a reserve list.
    Overtime,
    /// Who stays longer.
    ExtendShifts,
    /// Whose breaks begin later.
    PostponeBreaks,
    /// When a rung is pulled.
    When,
    /// When it goes back.
    Release,
    /// What is expected of a figure.
    Expectation,
    /// A file of shifts as a whole.
    ShiftFile,
    /// People who are needed.
    Need,
    /// A rule for shifts.
    ShiftRule,
    /// A break that finds its place in a shift.
    ShiftBreak,
    /// From one number of people to another.
    PeopleBounds,
    /// Clock times at equal distances.
    StartSteps,
    /// Lengths at equal distances.
    LengthSteps,
}
