//! Stored baselines that cannot be used.

use crate::experiment::baseline::Refusal;

/// Why a stored baseline cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BaselineFault {
    /// Its days are not there, its page is.
    NoDays,
    /// The page is in another form.
    PageInOtherForm {
        /// That form.
        theirs: String,
        /// The form that is read.
        ours: &'static str,
    },
    /// The days are in another form.
    DaysInOtherForm {
        /// That form.
        theirs: String,
        /// The form that is read.
        ours: &'static str,
    },
    /// The page cannot be parsed; in the parser's words, which are English.
    BadPage(String),
    /// The days cannot be parsed; in the parser's words, which are English.
    BadDays(String),
    /// The days cannot be unpacked; in the system's words, which are English.
    BadPacking(String),
    /// There is more in the days than any run leaves.
    TooMuch,
    /// The waits of a day are not in ascending bins.
    BinsNotAscending,
    /// A measure is neither a ratio nor a percentile.
    NeitherRatioNorPercentile(String),
    /// A column is not there.
    NoColumn {
        /// Its name.
        column: String,
        /// What is made of it.
        measure: String,
    },
    /// The columns of a measure are not of one length.
    UnevenColumns(String),
    /// A measure has not so many days.
    OtherDays {
        /// The measure.
        measure: String,
        /// The days that are told of.
        days: u32,
    },
    /// It cannot be compared with a run.
    Refused(Refusal),
}
