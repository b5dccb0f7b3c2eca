//! What can be wrong with a name.

use super::NamedList;

/// Why a name cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// There is none.
    Empty,
    /// It is too long.
    TooLong {
        /// Its beginning.
        beginning: String,
        /// Its length in characters.
        length: usize,
        /// The longest.
        most: usize,
    },
    /// It has a character that is not seen but obeyed, or hidden.
    Hidden(String),
    /// It begins like a formula.
    Formula(String),
    /// A queue is called as all queues together are.
    WholeFloor(String),
    /// It has a double quote, which ends names in keys.
    Quote(String),
    /// Another one of the list is called so.
    Taken {
        /// The list.
        list: NamedList,
        /// The name.
        name: String,
    },
    /// Only capitals or spaces tell it from another one of the list.
    Alike {
        /// The list.
        list: NamedList,
        /// The name.
        name: String,
        /// The other one.
        other: String,
    },
}
