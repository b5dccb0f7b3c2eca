//! Why a file is no part of a run.

/// Why a file cannot be merged into a run, in words that follow its name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartFault {
    /// It is something else.
    #[error("is not a part of a run")]
    NotAPart,
    /// It is not as it was written.
    #[error("is damaged; make it again")]
    Damaged,
    /// Other versions lay parts out otherwise.
    #[error("was made by holdline {theirs}, this is {ours}; merge only parts of one run")]
    OtherVersion {
        /// The version that made it.
        theirs: String,
        /// This version.
        ours: String,
    },
    /// A part of a longer or shorter run.
    #[error("has {theirs} days in all, this run {ours}; merge only parts of one run")]
    OtherDays {
        /// Days of its run.
        theirs: u32,
        /// Days of this run.
        ours: u32,
    },
    /// A part of other days.
    #[error("has {theirs} as its seed, this run {ours}; merge only parts of one run")]
    OtherSeed {
        /// The seed of its run.
        theirs: u64,
        /// The seed of this run.
        ours: u64,
    },
    /// Something was read otherwise.
    #[error("is of another scenario or other settings; merge only parts of one run")]
    OtherScenario,
}
