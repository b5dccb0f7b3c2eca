//! The keys of a scenario file, each declared once: what is read, merged, told to editors and documented.
//!
//! A table of the file is declared with [`keys!`] beside the code that makes a part of the floor of it. The declaration
//! is what is read, what may be laid over a base and how, the JSON Schema, and the tables of `docs/scenario-format.md`.
//! What has been read is a struct with a field for each key, so a key that nobody uses does not pass the compiler.

pub(super) mod docs_in_step;
pub(super) mod kinds;
pub(super) mod schema;

use super::fault::Because;
use super::fault::TableKind;
use super::reader::{At, Reader};
use kinds::Definitions;
use serde_json::Value as Json;

/// The keys that one kind of table may have.
#[derive(Debug)]
pub(super) struct KeyTable {
    /// What the table describes.
    pub kind: TableKind,
    /// What it is.
    pub about: &'static str,
    /// The keys that are read, in the order in which they are told.
    pub fields: &'static [Field],
    /// Keys that are known, but this version does not simulate them.
    pub later: &'static [Later],
}

impl TableKind {
    /// What the documentation, which is English, calls it.
    pub fn documented(self) -> &'static str {
        match self {
            Self::Scenario => "a scenario",
            Self::Run => "[run]",
            Self::Precision => "precision",
            Self::Targets => "[targets]",
            Self::ServiceLevel => "a service level",
            Self::Queue => "a queue",
            Self::Arrivals => "arrivals",
            Self::Announcement => "an announcement",
            Self::Ivr => "an IVR",
            Self::CallAgain => "calling again",
            Self::Callback => "a callback",
            Self::Transfer => "a transfer",
            Self::Transferred => "the transferred",
            Self::Dates => "dates",
            Self::OtherHours => "other hours",
            Self::Incident => "an incident",
            Self::Distribution => "a distribution",
            Self::Exponential => "an exponential distribution",
            Self::Spread => "a distribution with a spread",
            Self::Uniform => "a uniform distribution",
            Self::Part => "a part of a mixture",
            Self::Group => "a group",
            Self::OwnWork => "own work",
            Self::Lateness => "lateness",
            Self::Shift => "a shift",
            Self::Break => "a break",
            Self::Ladder => "[ladder]",
            Self::Rung => "a rung",
            Self::Borrow => "borrow",
            Self::Overtime => "overtime",
            Self::ExtendShifts => "extend_shifts",
            Self::PostponeBreaks => "postpone_breaks",
            Self::When => "when",
            Self::Release => "release",
            Self::Expectation => "an expectation",
            Self::ShiftFile => "a file of shifts",
            Self::Need => "[[needs]]",
            Self::ShiftRule => "[[shifts]]",
            Self::ShiftBreak => "a break of a rule",
            Self::PeopleBounds => "people",
            Self::StartSteps => "starts",
            Self::LengthSteps => "lengths",
        }
    }
}

/// One key.
#[derive(Debug)]
pub(super) struct Field {
    /// As it is written.
    pub key: &'static str,
    /// What may stand behind it.
    pub shape: Shape,
    /// Whether it must be there.
    pub need: Need,
    /// What it means, in Markdown.
    pub about: &'static str,
    /// A value as it is written; empty if it has a block of its own.
    pub example: &'static str,
    /// What to do if it is refused, in Markdown.
    pub refused: &'static str,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Need {
    /// Always.
    Required,
    /// No; what holds without it, in Markdown.
    Default(&'static str),
    /// Exactly one of the keys of the table that are so marked must be there.
    OneOf {
        /// Keys that do not go with it.
        without: &'static [&'static str],
        /// Why they do not.
        because: Option<Because>,
        /// Keys of a base that are about another one of the marked keys, and are dropped with it.
        drops: &'static [&'static str],
    },
}

/// A key of a later version.
#[derive(Debug)]
pub(super) struct Later {
    /// As it is written.
    pub key: &'static str,
    /// The required key that it stands in place of, if any: who writes the one does not miss the other.
    pub in_place_of: Option<&'static str>,
}

/// What may stand somewhere in a scenario.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// As JSON Schema; tables are added to the definitions.
    pub schema: fn(&mut Definitions) -> Json,
    /// In words, for the documentation.
    pub words: fn() -> String,
    /// The table in it.
    pub holds: fn() -> Holds,
}

/// The table in a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holds {
    /// None.
    Nothing,
    /// The value is a table.
    Table(&'static KeyTable),
    /// The value is a list of tables that are known by their `name`.
    Named(&'static KeyTable),
    /// The value is a list of other tables.
    List(&'static KeyTable),
}

impl Shape {
    /// The shape of a kind of value.
    pub const fn of<K: ValueKind>() -> Self {
        Self { schema: K::schema, words: K::words, holds: K::holds }
    }
}

/// A kind of value: how it is read and what it looks like.
pub(super) trait ValueKind {
    /// What has been read.
    type Value<'t>;
    /// Reads it; `None` after a fault, which the reader then knows.
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Self::Value<'t>>;
    /// Its JSON Schema.
    fn schema(all: &mut Definitions) -> Json;
    /// What the documentation calls it.
    fn words() -> String;
    /// The table in it.
    fn holds() -> Holds {
        Holds::Nothing
    }
}

impl KeyTable {
    /// The keys that are read.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.key)
    }

    /// The keys of which exactly one must be there; none if there are no such keys.
    pub fn one_of(&self) -> Vec<&'static Field> {
        self.fields.iter().filter(|field| matches!(field.need, Need::OneOf { .. })).collect()
    }

    /// What a key says.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The key of a later version.
    pub fn later(&self, key: &str) -> Option<&'static Later> {
        self.later.iter().find(|later| later.key == key)
    }
}

impl Holds {
    /// The table, alone or in a list.
    pub fn table(self) -> Option<&'static KeyTable> {
        match self {
            Self::Nothing => None,
            Self::Table(table) | Self::Named(table) | Self::List(table) => Some(table),
        }
    }

    /// What a key of the table holds, for a value that is one.
    pub fn below(self, key: &str) -> Self {
        let Self::Table(table) = self else { return Self::Nothing };
        table.field(key).map_or(Self::Nothing, |field| (field.shape.holds)())
    }

    /// What an element of the list is, for a value that is one.
    pub fn element(self) -> Self {
        match self {
            Self::Named(table) | Self::List(table) => Self::Table(table),
            Self::Nothing | Self::Table(_) => Self::Nothing,
        }
    }
}

/// Declares a table: `keys! { NAME: Kind => Read, ... }`.
///
/// `NAME` is the kind of value, `Kind` the [`TableKind`], `Read` the struct of what has been read: `None` where a key is absent or at fault.
/// After `one_of Choice`, an enum that is read into the field `choice`, stand keys of which exactly one must be there.
macro_rules! keys {
    (
        $(#[doc = $about:literal])+
        $table:ident: $of:ident => $read:ident
        $(later [$($later:literal $(in_place_of $instead:literal)?),+ $(,)?])?
        $({ $($before:tt)+ })?
        $(one_of $choice:ident { $($chosen:tt)+ })?
        $(then { $($after:tt)+ })?
    ) => {
        keys! { @parts
            [$($about)+] $table $of $read
            [$($($later $(in_place_of $instead)?),+)?]
            { $($($before)+)? } [$($choice)?] { $($($chosen)+)? } { $($($after)+)? }
            { $($($chosen)+)? }
        }
    };
    (@parts
        [$($about:literal)+] $table:ident $of:ident $read:ident
        [$($later:literal $(in_place_of $instead:literal)?),*]
        { $($(#[doc = $doc:literal])+ $key:ident: $kind:ty, $need:ident $($default:literal)?, $example:literal, $refused:literal;)* }
        [$($choice:ident)?]
        { $($(#[doc = $cdoc:literal])+ $ckey:ident = $variant:ident: $ckind:ty, $cexample:literal, $crefused:literal
            $(, without [$($without:literal),+] $because:ident)? $(, drops [$($drops:literal),+])?;)* }
        { $($(#[doc = $adoc:literal])+ $akey:ident: $akind:ty, $aneed:ident $($adefault:literal)?, $aexample:literal, $arefused:literal;)* }
        $all_chosen:tt
    ) => {
        $(#[doc = $about])+
        pub(in crate::scenario) enum $table {}

        #[doc = concat!("What has been read of a [`", stringify!($table), "`].")]
        #[derive(Default)]
        pub(in crate::scenario) struct $read<'t> {
            $($(#[doc = $doc])+ pub $key: Option<<$kind as $crate::scenario::keys::ValueKind>::Value<'t>>,)*
            $(/// The one of the keys that is there.
            pub choice: Option<$choice<'t>>,)?
            $($(#[doc = $adoc])+ pub $akey: Option<<$akind as $crate::scenario::keys::ValueKind>::Value<'t>>,)*
        }

        keys! { @choice [$($choice)?] $table $all_chosen }

        impl $table {
            const TABLE: &'static $crate::scenario::keys::KeyTable = &$crate::scenario::keys::KeyTable {
                kind: $crate::scenario::TableKind::$of,
                about: concat!($($about),+),
                fields: &[
                    $($crate::scenario::keys::Field {
                        key: stringify!($key),
                        shape: $crate::scenario::keys::Shape::of::<$kind>(),
                        need: keys!(@need $need $($default)?),
                        about: concat!($($doc),+),
                        example: $example,
                        refused: $refused,
                    },)*
                    $($crate::scenario::keys::Field {
                        key: stringify!($ckey),
                        shape: $crate::scenario::keys::Shape::of::<$ckind>(),
                        need: $crate::scenario::keys::Need::OneOf {
                            without: &[$($($without),+)?],
                            because: keys!(@because $($because)?),
                            drops: &[$($($drops),+)?],
                        },
                        about: concat!($($cdoc),+),
                        example: $cexample,
                        refused: $crefused,
                    },)*
                    $($crate::scenario::keys::Field {
                        key: stringify!($akey),
                        shape: $crate::scenario::keys::Shape::of::<$akind>(),
                        need: keys!(@need $aneed $($adefault)?),
                        about: concat!($($adoc),+),
                        example: $aexample,
                        refused: $arefused,
                    },)*
                ],
                later: &[$($crate::scenario::keys::Later { key: $later, in_place_of: keys!(@some $($instead)?) }),*],
            };
        }

        impl $crate::scenario::keys::ValueKind for $table {
            type Value<'t> = $read<'t>;

            fn read<'t>(
                at: &$crate::scenario::reader::At<'t>,
                reader: &mut $crate::scenario::reader::Reader<'_>,
            ) -> Option<$read<'t>> {
                reader.keys(at, Self::TABLE).then(|| $read {
                    $($key: reader.value::<$kind>(at, Self::TABLE, stringify!($key)),)*
                    $(choice: keys!(@choose $choice at reader $all_chosen),)?
                    $($akey: reader.value::<$akind>(at, Self::TABLE, stringify!($akey)),)*
                })
            }

            fn schema(all: &mut $crate::scenario::keys::kinds::Definitions) -> serde_json::Value {
                all.table(stringify!($table), Self::TABLE)
            }

            fn words() -> String {
                "table".to_owned()
            }

            fn holds() -> $crate::scenario::keys::Holds {
                $crate::scenario::keys::Holds::Table(Self::TABLE)
            }
        }
    };
    (@choice [] $table:ident {}) => {};
    (@choice [$choice:ident] $table:ident {
        $($(#[doc = $doc:literal])+ $key:ident = $variant:ident: $kind:ty, $example:literal, $refused:literal
            $(, without [$($without:literal),+] $because:ident)? $(, drops [$($drops:literal),+])?;)*
    }) => {
        #[doc = concat!("The one of several keys of a [`", stringify!($table), "`] that is there.")]
        pub(in crate::scenario) enum $choice<'t> {
            $($(#[doc = $doc])+ $variant(<$kind as $crate::scenario::keys::ValueKind>::Value<'t>),)*
        }
    };
    (@choose $choice:ident $at:ident $reader:ident {
        $($(#[doc = $doc:literal])+ $key:ident = $variant:ident: $kind:ty, $example:literal, $refused:literal
            $(, without [$($without:literal),+] $because:ident)? $(, drops [$($drops:literal),+])?;)*
    }) => {
        $reader.one_of($at, Self::TABLE, &[
            $((stringify!($key), |at, reader| {
                <$kind as $crate::scenario::keys::ValueKind>::read(at, reader).map($choice::$variant)
            }),)*
        ])
    };
    (@need required) => { $crate::scenario::keys::Need::Required };
    (@need default $default:literal) => { $crate::scenario::keys::Need::Default($default) };
    (@because) => { None };
    (@because $because:ident) => { Some($crate::scenario::fault::Because::$because) };
    (@some) => { None };
    (@some $some:literal) => { Some($some) };
}
pub(super) use keys;
