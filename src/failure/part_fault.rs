//! Why a file is no part of a run.

/// Why a file cannot be merged into a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartFault {
    /// It is something else.
    NotAPart,
    /// It is not as it was written.
    Damaged,
    /// Other versions lay parts out otherwise.
    OtherVersion {
        /// The version that made it.
        theirs: String,
        /// This version.
        ours: String,
    },
    /// A part of a longer or shorter run.
    OtherDays {
        /// Days of its run.
        theirs: u32,
        /// Days of this run.
        ours: u32,
    },
    /// A part of other days.
    OtherSeed {
        /// The seed of its run.
        theirs: u64,
        /// The seed of this run.
        ours: u64,
    },
    /// Something was read otherwise.
    OtherScenario,
}
