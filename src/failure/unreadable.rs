//! Stored results that cannot be shown again.

use super::ResultsFault;

/// Why stored results cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unreadable {
    /// Something else.
    NotResults,
    /// A form that a newer or older program wrote.
    OtherForm {
        /// That form.
        theirs: String,
        /// The form that is read.
        ours: &'static str,
    },
    /// Results without what charts show.
    NoCharts {
        /// The version that wrote it.
        holdline: String,
    },
    /// It does not hold together.
    Damaged(ResultsFault),
}
