//! What is worth knowing of a scenario although it is no fault, as data.

use crate::units::{SimTime, Span};
use jiff::civil::Date;

/// A note, and where what it is about is written.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Noted {
    /// What is worth knowing.
    pub note: Note,
    /// File and line from 1, if it is about something in a scenario file.
    pub at: Option<(String, usize)>,
}

/// Declares the names of notes.
macro_rules! note_names {
    ($($(#[doc = $doc:literal])+ $name:ident: $word:literal;)+) => {
        /// The names of notes, by which `silence` leaves them out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum NoteName {
            $($(#[doc = $doc])+ $name,)+
        }

        impl NoteName {
            /// All of them, each behind its word.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$name)),+];
        }
    };
}

note_names! {
    /// [`Note::EndlessPatience`].
    EndlessPatience: "endless_patience";
    /// [`Note::NotUtf8`].
    NotUtf8: "not_utf8";
    /// [`Note::Decided`].
    Decided: "number_read_as";
    /// [`Note::NotUsed`].
    NotUsed: "columns_not_used";
    /// [`Note::Outside`].
    Outside: "outside_opening_hours";
    /// [`Note::Sorted`].
    Sorted: "calls_sorted";
    /// [`Note::NoCall`].
    NoCall: "no_call";
    /// [`Note::MoreThanSeats`].
    MoreThanSeats: "more_than_seats";
    /// [`Note::NobodyOnDuty`].
    NobodyOnDuty: "nobody_on_duty";
    /// [`Note::ClocksChange`].
    ClocksChange: "clocks_change";
    /// [`Note::AllOnBreak`].
    AllOnBreak: "all_on_break";
    /// [`Note::FewerInBusiestHour`].
    FewerInBusiestHour: "fewer_in_busiest_hour";
    /// [`Note::GroupWithoutCalls`].
    GroupWithoutCalls: "group_without_calls";
    /// [`Note::NeverPulled`].
    NeverPulled: "never_pulled";
    /// [`Note::LinesNotRead`].
    LinesNotRead: "lines_not_read";
}

impl NoteName {
    /// As it is written.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, name)| *name == self).map_or("", |(word, _)| word)
    }
}

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
        /// ... on this date, if there are several, ...
        date: Option<Date>,
        /// ... at times from then ...
        from: SimTime,
        /// ... to then.
        until: SimTime,
    },
    /// It is open and none of the floor's own people is planned to be there.
    NobodyOnDuty {
        /// The date on which that begins, if there are several.
        date: Option<Date>,
        /// From, by the clock of the date.
        from: SimTime,
        /// To.
        until: SimTime,
    },
    /// Clocks are put forward or back while it is open.
    ClocksChange {
        /// The date that they show then.
        date: Option<Date>,
        /// From the time that they show until then ...
        from: SimTime,
        /// ... to the one that they show from then on, by the clock of the date.
        to: SimTime,
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
    /// Its name.
    pub fn name(&self) -> NoteName {
        match self {
            Self::EndlessPatience { .. } => NoteName::EndlessPatience,
            Self::NotUtf8 { .. } => NoteName::NotUtf8,
            Self::Decided { .. } => NoteName::Decided,
            Self::NotUsed { .. } => NoteName::NotUsed,
            Self::Outside { .. } => NoteName::Outside,
            Self::Sorted { .. } => NoteName::Sorted,
            Self::NoCall { .. } => NoteName::NoCall,
            Self::MoreThanSeats { .. } => NoteName::MoreThanSeats,
            Self::NobodyOnDuty { .. } => NoteName::NobodyOnDuty,
            Self::ClocksChange { .. } => NoteName::ClocksChange,
            Self::AllOnBreak { .. } => NoteName::AllOnBreak,
            Self::FewerInBusiestHour { .. } => NoteName::FewerInBusiestHour,
            Self::GroupWithoutCalls { .. } => NoteName::GroupWithoutCalls,
            Self::NeverPulled { .. } => NoteName::NeverPulled,
            Self::LinesNotRead(_) => NoteName::LinesNotRead,
        }
    }

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
            | Self::ClocksChange { .. }
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
    /// No break of the group could begin later.
    NoBreakLater {
        /// The group.
        group: String,
        /// So much later it would begin.
        by: Span,
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
