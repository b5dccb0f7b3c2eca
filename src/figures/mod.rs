//! What a figure is: every measure, every figure of a group and of a rung there is, each declared once with all that is
//! known of it.
//!
//! A figure is a value here. Its name is text only at the edges: read once by `parse`, written by `name`. What is to be told
//! of one figure and not of another is a fact of its declaration or an exhaustive match, never a look at its name.

/// An enum of figures from one declaration each: what it is, and its facts; behind them, if need be, one variant that stands
/// for a whole family.
macro_rules! figures {
    (
        $(#[$doc:meta])*
        $kind:ident { $($(#[$what:meta])* $figure:ident => $facts:expr,)+ }
        $(and $(#[$family_doc:meta])* $family:ident($of:ty);)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $kind {
            $($(#[$what])* $figure,)+
            $($(#[$family_doc])* $family($of),)?
        }

        impl $kind {
            /// All that are declared by themselves, in the order of the results.
            pub const ALL: &'static [Self] = &[$(Self::$figure),+];

            /// What is declared of it.
            pub fn facts(self) -> Facts {
                match self {
                    $(Self::$figure => const { $facts },)+
                    $(Self::$family(one) => <$of>::facts(one),)?
                }
            }

            /// What its numbers are in.
            pub fn unit(self) -> Unit {
                self.facts().unit
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.name())
            }
        }
    };
}

mod facts;
mod group;
mod measure;
mod rung;
mod service_level;

pub use facts::{Better, Concern, Dimension, Facts, Limit, Made, Standing, Unit};
pub use group::GroupFigure;
pub use measure::Measure;
pub use rung::RungFigure;
pub use service_level::{Relative, ServiceLevel};

/// Which figures there are that not every floor has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Present {
    /// It is open on several dates with nights between.
    pub nights: bool,
    /// Callers may be called back.
    pub callbacks: bool,
    /// Answered callers may go on to another queue.
    pub transfers: bool,
}

/// Whose calls and people a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Those of all queues together.
    Floor,
    /// Those of one queue, by its index.
    Queue(usize),
}

impl Scope {
    /// Whether it is about this queue, too.
    pub fn has(self, queue: usize) -> bool {
        match self {
            Self::Floor => true,
            Self::Queue(one) => one == queue,
        }
    }
}
