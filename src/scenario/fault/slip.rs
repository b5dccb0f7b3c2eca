//! What people write who mean something else.

/// What was probably meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Slip {
    /// The quotes of word processors.
    CurlyQuotes,
    /// A full-width sign.
    WideSign {
        /// The sign.
        wide: char,
        /// The one it stands for.
        plain: char,
    },
    /// A blank that only looks like a space.
    Blank,
    /// A clock time without quotes.
    BareTime(String),
    /// A number with a sign for per cent.
    PerCent {
        /// The number.
        number: String,
        /// The share that it is.
        share: f64,
    },
    /// A comma before decimals or between thousands.
    Comma {
        /// As it is written.
        number: String,
        /// The number if decimals follow the comma.
        with_point: f64,
        /// As it is written without marks, if thousands may follow the comma.
        without: Option<String>,
    },
    /// A backslash in text in straight quotes.
    Backslash {
        /// The text with `/` in its place.
        meant: String,
    },
}
