//! What is worth knowing of a scenario although it is no fault, as data.

use crate::units::SimTime;

/// Something worth knowing that is no fault.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// Who waits in this queue never hangs up, so that its answer rate, which is asked for, says little.
    EndlessPatience {
        /// The queue.
        queue: String,
    },
    /// A table that is not UTF-8.
    NotUtf8 {
        /// The file.
        file: String,
        /// The encoding it was read in; without one only what is ASCII was.
        read_as: Option<&'static str>,
    },
    /// A number that could be read otherwise.
    Decided {
        /// The file.
        file: String,
        /// The column it stands in.
        column: &'static str,
        /// As it is written; `None` if nothing of the file is shown.
        text: Option<String>,
        /// What it is read as.
        number: f64,
    },
    /// Columns that are not used.
    NotUsed {
        /// The file.
        file: String,
        /// Their names; `None` if nothing of the file is shown.
        columns: Option<Vec<String>>,
    },
    /// Rows or calls outside the opening hours, which are ignored.
    Outside {
        /// The file.
        file: String,
        /// What they are.
        of: Ignored,
        /// How many.
        count: usize,
    },
    /// Recorded calls that were not in order of arrival.
    Sorted {
        /// The file.
        file: String,
    },
    /// A table without a call for a queue that reads it.
    NoCall {
        /// The file.
        file: String,
        /// The queue.
        queue: String,
    },
    /// More people are planned than there are seats.
    MoreThanSeats {
        /// Up to so many ...
        people: u32,
        /// ... for so many seats ...
        seats: u32,
        /// ... at times from then ...
        from: SimTime,
        /// ... to then.
        until: SimTime,
    },
    /// It is open and none of the floor's own people is planned to be there.
    NobodyOnDuty {
        /// From.
        from: SimTime,
        /// To.
        until: SimTime,
    },
    /// Everybody of a group on the phones is on a break at once, and nobody else takes some of its calls.
    AllOnBreak {
        /// The group.
        group: String,
        /// From.
        from: SimTime,
        /// To.
        until: SimTime,
    },
    /// Shifts end in the busiest hour of the day, and fewer people are there.
    FewerInBusiestHour {
        /// When.
        at: SimTime,
        /// So many fewer.
        people: u32,
        /// The hour begins ...
        from: SimTime,
        /// ... and ends.
        until: SimTime,
    },
    /// A group takes only calls of which there are none.
    GroupWithoutCalls {
        /// The group.
        group: String,
    },
    /// A rung can never be pulled.
    NeverPulled {
        /// The rung.
        rung: String,
        /// Why.
        why: NeverPulled,
    },
    /// After many faults so many lines of `[expect]` were not looked at.
    LinesNotRead(usize),
}

impl Note {
    /// The queue that it names.
    pub(super) fn queue(&self) -> Option<&str> {
        match self {
            Self::EndlessPatience { queue } | Self::NoCall { queue, .. } => Some(queue),
            Self::NotUtf8 { .. }
            | Self::Decided { .. }
            | Self::NotUsed { .. }
            | Self::Outside { .. }
            | Self::Sorted { .. }
            | Self::MoreThanSeats { .. }
            | Self::NobodyOnDuty { .. }
            | Self::AllOnBreak { .. }
            | Self::FewerInBusiestHour { .. }
            | Self::GroupWithoutCalls { .. }
            | Self::NeverPulled { .. }
            | Self::LinesNotRead(_) => None,
        }
    }
}

/// Why a rung can never be pulled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NeverPulled {
    /// Nobody of the group it borrows from is on duty while it is open.
    NobodyThere {
        /// The group.
        group: String,
    },
    /// It asks for more than there ever are.
    TooFew {
        /// The group.
        group: String,
        /// There are up to so many at once.
        people: u32,
        /// It asks for so many at least.
        least: u32,
    },
    /// So many can never wait.
    AboveLines {
        /// It is pulled above so many.
        above: u32,
        /// Telephone lines.
        lines: u32,
    },
}

/// What is ignored outside the opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// Rows of a profile or of head-counts.
    Rows,
    /// Recorded calls.
    Calls,
}
