//! What is told of arguments: help, and what is wrong with them.

/// Why a value of an argument is not taken.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ValueFault {
    /// No part such as 1/2.
    NotAPart,
    /// No measure with a value.
    NotAMargin,
    /// No number.
    NotANumber(String),
    /// A margin below 0.
    MarginBelowZero,
    /// No stretch of the day.
    NotAStretch,
    /// No share above 0, up to 1.
    NotAboveZeroUpToOne,
    /// No share from 0 to below 1.
    NotFromZeroToBelowOne,
    /// No share from 0 to 1.
    NotAShare,
    /// A share of 1.
    NotBelowOne,
    /// No cost of 0 or more.
    NotACost,
    /// No number of people up to so many.
    NotPeople(u32),
    /// No number above 0.
    NotTimesThePay,
    /// No length of time above 0.
    NotATime,
    /// No month.
    NotAMonth,
    /// No length of time.
    NotADuration,
    /// A length of 0.
    NotAboveZero,
    /// A length of which a day has no whole number.
    NotAPartOfADay,
    /// Nothing that a run can be judged by.
    NotGuarded,
    /// No share such as 0.8 or 80%.
    NotAPercentage,
    /// No service level such as 80/20.
    NotALevel,
    /// No range of volumes.
    NotVolumes,
    /// More rows than so many.
    TooManyRows(u32),
    /// No range such as 10..30.
    NotARange,
    /// A range that ends before it begins.
    WrongWayRound {
        /// What it begins with.
        from: u32,
        /// What it ends with.
        to: u32,
    },
    /// No number of at least 0.
    BelowZero,
    /// No day.
    NoDay,
    /// No number of days up to so many.
    NotDays(u32),
    /// No number of threads up to so many.
    NotThreads(usize),
}

/// What is wrong with the arguments, as their parser found it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UsageFault {
    /// No argument is called so.
    Unknown {
        /// What was given.
        argument: String,
        /// What may have been meant.
        meant: Vec<String>,
    },
    /// No command is called so.
    UnknownCommand {
        /// What was given.
        name: String,
        /// What may have been meant.
        meant: Vec<String>,
    },
    /// There is no command.
    NoCommand,
    /// Arguments that must be there.
    Missing(Vec<String>),
    /// An argument without a value.
    NoValue {
        /// The argument.
        argument: String,
        /// What it can be, if it is one of a few.
        allowed: Vec<String>,
    },
    /// A value that is none of a few.
    NotOneOf {
        /// The argument.
        argument: String,
        /// What was given.
        value: String,
        /// What it can be.
        allowed: Vec<String>,
    },
    /// A value that is not taken.
    BadValue {
        /// The argument.
        argument: String,
        /// What was given.
        value: String,
        /// Why not.
        why: ValueFault,
    },
    /// A number that is none, or outside of a range.
    BadNumber {
        /// The argument.
        argument: String,
        /// What was given.
        value: String,
        /// From and to, if a range was told.
        range: Option<(String, String)>,
    },
    /// Arguments that do not go together.
    Conflict {
        /// The one.
        argument: String,
        /// The others.
        with: Vec<String>,
    },
    /// A value that must follow an equals sign.
    NoEquals(String),
    /// More values than one takes.
    TooManyValues {
        /// The argument.
        argument: String,
        /// The first that is too many.
        value: String,
    },
    /// Not the number of values that it takes.
    WrongNumberOfValues(String),
    /// No text.
    NotUtf8,
    /// Something else.
    Other,
}

/// The help of the arguments in a language. A text of an argument is found by the command and its name, then by its name alone.
pub struct Help {
    /// What each command does; the program itself is called `holdline`.
    pub commands: &'static [(&'static str, &'static str)],
    /// What each argument does: command (empty: of any), name, text.
    pub arguments: &'static [(&'static str, &'static str, &'static str)],
    /// What stands below the arguments of a command.
    pub below: &'static [(&'static str, &'static str)],
    /// What values are called.
    pub values: &'static [(&'static str, &'static str)],
    /// What the parser's own words are called.
    pub signs: &'static [(&'static str, &'static str)],
}
