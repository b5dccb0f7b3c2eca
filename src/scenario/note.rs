//! What is worth knowing of a scenario although it is no fault, as data.

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
            | Self::LinesNotRead(_) => None,
        }
    }
}

/// What is ignored outside the opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// Rows of a profile or of head-counts.
    Rows,
    /// Recorded calls.
    Calls,
}
