//! The kinds of values that keys have: how each is read, and how the schema and the documentation tell of it.

use super::schema;
use super::{Holds, KeyTable, ValueKind};
use crate::model::{FaultKind, NamedList, Quantity, ranges};
use crate::scenario::fault::Wanted;
use crate::scenario::reader::{At, Reader};
use crate::units::{SimTime, Span};
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::RangeInclusive;

/// What the schema tells of tables, once each however often they are used.
#[derive(Debug, Default)]
pub(in crate::scenario) struct Definitions(pub Map<String, Json>);

impl Definitions {
    /// A reference to a table; `kind` is the name of its type.
    pub fn table(&mut self, kind: &str, table: &'static KeyTable) -> Json {
        self.named(kind.trim_end_matches("Table"), |all| schema::table(table, all))
    }

    /// A reference to what is told once.
    pub fn named(&mut self, name: &str, tell: impl FnOnce(&mut Self) -> Json) -> Json {
        if !self.0.contains_key(name) {
            self.0.insert(name.to_owned(), Json::Null);
            let told = tell(self);
            self.0.insert(name.to_owned(), told);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }
}

/// Text.
pub(in crate::scenario) enum Text {}

impl ValueKind for Text {
    type Value<'t> = String;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<String> {
        reader.text(at)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string" })
    }
    fn words() -> String {
        "text".to_owned()
    }
}

/// A name that does not speak.
pub(in crate::scenario) enum Name {}

impl ValueKind for Name {
    type Value<'t> = String;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<String> {
        reader.name(at)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "minLength": 1, "maxLength": crate::model::MAX_NAME, "pattern": r"^\s*[^\s=+@-]" })
    }
    fn words() -> String {
        "text".to_owned()
    }
}

/// The path of a file, which is looked for where it is read.
pub(in crate::scenario) enum FilePath {}

impl ValueKind for FilePath {
    type Value<'t> = At<'t>;
    fn read<'t>(at: &At<'t>, _: &mut Reader<'_>) -> Option<At<'t>> {
        Some(at.clone())
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "minLength": 1 })
    }
    fn words() -> String {
        "path".to_owned()
    }
}

/// A date, in quotes or without.
pub(in crate::scenario) enum CivilDate {}

impl ValueKind for CivilDate {
    type Value<'t> = Date;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Date> {
        reader.date(at)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
    }
    fn words() -> String {
        "date".to_owned()
    }
}

/// A time of day.
pub(in crate::scenario) enum Clock {}

impl ValueKind for Clock {
    type Value<'t> = SimTime;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<SimTime> {
        reader.clock(at)
    }
    fn schema(_: &mut Definitions) -> Json {
        let pattern =
            r"^\s*(([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9](\.[0-9]{1,6})?)?|24:0?0(:0?0(\.0{1,6})?)?)\s*$";
        json!({ "type": "string", "pattern": pattern })
    }
    fn words() -> String {
        "clock time".to_owned()
    }
}

/// A length of time.
pub(in crate::scenario) enum Duration {}

impl Duration {
    /// As JSON Schema, for kinds that a duration is one form of.
    pub fn form() -> Json {
        let number = r"([0-9]+\.?[0-9]*|\.[0-9]+)";
        let unit = |unit: &str| format!(r"({number}{unit}\s*)?");
        let units = [unit("h"), unit("(m|min)"), unit("s"), unit("ms")].concat();
        json!({ "type": "string", "pattern": format!(r"^\s*{units}$"), "minLength": 2 })
    }
}

impl ValueKind for Duration {
    type Value<'t> = Span;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Span> {
        reader.span(at)
    }
    fn schema(_: &mut Definitions) -> Json {
        Self::form()
    }
    fn words() -> String {
        "duration".to_owned()
    }
}

/// A list of lengths of time.
pub(in crate::scenario) enum Durations {}

impl ValueKind for Durations {
    type Value<'t> = Vec<Span>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Vec<Span>> {
        let elements = reader.list(at, Wanted::Durations)?;
        let spans: Vec<_> = elements.iter().map(|element| reader.span(element)).collect();
        spans.into_iter().collect()
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "array", "items": Duration::form() })
    }
    fn words() -> String {
        "list of durations".to_owned()
    }
}

/// A finite number in a range of the model, which checks it.
pub(in crate::scenario) struct Number<R>(PhantomData<R>);

/// The range of a number.
pub(in crate::scenario) trait Range {
    /// From where to where.
    const RANGE: RangeInclusive<f64>;
    /// A number outside the range that is allowed too.
    const ALSO: Option<f64> = None;
    /// What the documentation calls such a number.
    const WORDS: &'static str = "number";
}

impl<R: Range> ValueKind for Number<R> {
    type Value<'t> = f64;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<f64> {
        reader.number(at)
    }
    fn schema(_: &mut Definitions) -> Json {
        let range = json!({ "type": "number", "minimum": R::RANGE.start(), "maximum": R::RANGE.end() });
        match R::ALSO {
            None => range,
            Some(also) => json!({ "anyOf": [{ "const": also }, range] }),
        }
    }
    fn words() -> String {
        R::WORDS.to_owned()
    }
}

/// Declares ranges of numbers.
macro_rules! ranges {
    ($($(#[doc = $doc:literal])+ $name:ident: $range:expr $(, $item:ident: $type:ty = $value:expr)*;)+) => {
        $($(#[doc = $doc])+
        pub(in crate::scenario) enum $name {}
        impl Range for $name {
            const RANGE: RangeInclusive<f64> = $range;
            $(const $item: $type = $value;)*
        })+
    };
}

ranges! {
    /// A share.
    Share: ranges::SHARE, WORDS: &'static str = "share";
    /// Half of an interval.
    HalfWidth: ranges::HALF_WIDTH;
    /// What talk and wrap-up are multiplied by.
    Factor: ranges::FACTOR;
    /// What calls are multiplied by.
    Scale: ranges::SCALE;
    /// The same during an incident.
    TimesAsMany: ranges::TIMES_AS_MANY;
    /// What the talk of its callers is multiplied by.
    TimesAsLong: ranges::FACTOR;
    /// Pay.
    Cost: ranges::COST, WORDS: &'static str = "number, any currency";
    /// Tasks that a person does in an hour.
    TasksPerHour: ranges::TASKS_PER_HOUR;
    /// How much days differ.
    DayCv: ranges::DAY_CV, ALSO: Option<f64> = Some(0.0);
    /// How much intervals of a day differ.
    IntervalCv: ranges::INTERVAL_CV, ALSO: Option<f64> = Some(0.0);
    /// How much lengths of time differ.
    LengthCv: *ranges::CV.start()..=*ranges::LOGNORMAL_CV.end();
}

/// A rate of calls, all day long.
pub(in crate::scenario) enum Rate {}

impl ValueKind for Rate {
    type Value<'t> = f64;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<f64> {
        let rate = reader.number(at)?;
        if !ranges::RATE.contains(&rate) {
            let fault = FaultKind::OutOfRange { of: Quantity::Rate, value: rate, range: ranges::RATE };
            reader.fault(at, fault);
            return None;
        }
        Some(rate)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "number", "minimum": ranges::RATE.start(), "maximum": ranges::RATE.end() })
    }
    fn words() -> String {
        "number, calls per hour".to_owned()
    }
}

/// Minutes that a person takes for a task.
pub(in crate::scenario) enum MinutesPerTask {}

impl ValueKind for MinutesPerTask {
    type Value<'t> = f64;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<f64> {
        let minutes = reader.number(at)?;
        // The model has tasks an hour, so that it could not say what was written.
        if !ranges::MINUTES_PER_TASK.contains(&minutes) {
            let (of, range) = (Quantity::MinutesPerTask, ranges::MINUTES_PER_TASK);
            reader.fault(at, FaultKind::OutOfRange { of, value: minutes, range });
            return None;
        }
        Some(minutes)
    }
    fn schema(_: &mut Definitions) -> Json {
        let range = ranges::MINUTES_PER_TASK;
        json!({ "type": "number", "minimum": range.start(), "maximum": range.end() })
    }
    fn words() -> String {
        "number, minutes".to_owned()
    }
}

/// A whole number in a range.
pub(in crate::scenario) struct Count<const LEAST: u32, const MOST: u32, U>(PhantomData<U>);

/// What is counted.
pub(in crate::scenario) trait Unit {
    /// In words; empty if the key says it.
    const UNIT: &'static str;
}

/// People.
pub(in crate::scenario) enum OfPeople {}
/// Callers who wait.
pub(in crate::scenario) enum OfCallers {}
/// What the key says.
pub(in crate::scenario) enum AsNamed {}

impl Unit for OfPeople {
    const UNIT: &'static str = ", people";
}
impl Unit for OfCallers {
    const UNIT: &'static str = ", callers";
}
impl Unit for AsNamed {
    const UNIT: &'static str = "";
}

/// People, at least so many.
pub(in crate::scenario) type People<const LEAST: u32> = Count<LEAST, { crate::model::MAX_PEOPLE as u32 }, OfPeople>;

impl<const LEAST: u32, const MOST: u32, U: Unit> ValueKind for Count<LEAST, MOST, U> {
    type Value<'t> = u32;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<u32> {
        reader.count(at, LEAST, MOST)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "integer", "minimum": LEAST, "maximum": MOST })
    }
    fn words() -> String {
        format!("whole number{}", U::UNIT)
    }
}

/// Where draws start from.
pub(in crate::scenario) enum Seed {}

impl ValueKind for Seed {
    type Value<'t> = u64;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<u64> {
        reader.whole(at, 0..=u64::MAX)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
    fn words() -> String {
        "whole number".to_owned()
    }
}

/// `true` or `false`.
pub(in crate::scenario) enum Flag {}

impl ValueKind for Flag {
    type Value<'t> = bool;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<bool> {
        reader.flag(at)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "boolean" })
    }
    fn words() -> String {
        "`true`, `false`".to_owned()
    }
}

/// One of a few words.
pub(in crate::scenario) struct Word<T>(PhantomData<T>);

/// What the words mean.
pub(in crate::scenario) trait Words: Copy + 'static {
    /// Each word with its meaning.
    const WORDS: &'static [(&'static str, Self)];
}

impl<T: Words> ValueKind for Word<T> {
    type Value<'t> = T;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<T> {
        reader.choice(at, T::WORDS)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "enum": T::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>() })
    }
    fn words() -> String {
        "word".to_owned()
    }
}

/// A list of some of a few words.
pub(in crate::scenario) struct SomeWords<T>(PhantomData<T>);

impl<T: Words> ValueKind for SomeWords<T> {
    type Value<'t> = Vec<T>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Vec<T>> {
        let elements = reader.list(at, Wanted::SomeOf(T::WORDS.iter().map(|(word, _)| *word).collect()))?;
        let words: Vec<_> = elements.iter().map(|element| reader.choice(element, T::WORDS)).collect();
        words.into_iter().collect()
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "type": "array", "items": Word::<T>::schema(all) })
    }
    fn words() -> String {
        "list of words".to_owned()
    }
}

/// A list of names.
pub(in crate::scenario) struct Names<L>(PhantomData<L>);

/// Where the names are from.
pub(in crate::scenario) trait NamesOf {
    /// The list.
    const LIST: NamedList;
}

/// Names of queues.
pub(in crate::scenario) enum OfQueues {}
/// Names of groups.
pub(in crate::scenario) enum OfGroups {}

impl NamesOf for OfQueues {
    const LIST: NamedList = NamedList::Queues;
}
impl NamesOf for OfGroups {
    const LIST: NamedList = NamedList::Groups;
}

impl<L: NamesOf> ValueKind for Names<L> {
    type Value<'t> = Vec<String>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Vec<String>> {
        reader.names(at, L::LIST)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "array", "items": { "type": "string" } })
    }
    fn words() -> String {
        format!("list of {}", L::LIST.path())
    }
}

/// Something of one kind for each of some queues.
pub(in crate::scenario) struct ByQueue<K>(PhantomData<K>);

impl<K: ValueKind> ValueKind for ByQueue<K> {
    /// By the names of the queues, without those for which it cannot be read.
    type Value<'t> = BTreeMap<String, K::Value<'t>>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Self::Value<'t>> {
        let Some(table) = at.node.as_table() else { return reader.wrong(at, Wanted::ByQueue) };
        let mut read = |queue: &String| Some((queue.clone(), K::read(&at.get(queue)?, reader)?));
        Some(table.keys().filter_map(&mut read).collect())
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "type": "object", "additionalProperties": K::schema(all) })
    }
    fn words() -> String {
        format!("table of a {} by queue", K::words())
    }
}

/// Tables that are known by their name, one block each.
pub(in crate::scenario) struct Blocks<T>(PhantomData<T>);

impl<T: ValueKind> ValueKind for Blocks<T> {
    /// Each at its place; `None` for one that is no table.
    type Value<'t> = Vec<Option<T::Value<'t>>>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Self::Value<'t>> {
        let list = reader.list(at, Wanted::Blocks(at.path.clone()))?;
        Some(list.iter().map(|at| T::read(at, reader)).collect())
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "type": "array", "items": T::schema(all) })
    }
    fn words() -> String {
        "list".to_owned()
    }
    fn holds() -> Holds {
        T::holds().table().map_or(Holds::Nothing, Holds::Named)
    }
}

/// Tables in braces, in order.
pub(in crate::scenario) struct List<T>(PhantomData<T>);

impl<T: ValueKind> ValueKind for List<T> {
    /// Each at its place; `None` for one that is no table.
    type Value<'t> = Vec<Option<T::Value<'t>>>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Self::Value<'t>> {
        let list = reader.list(at, Wanted::Tables { of: at.path.clone(), example: Self::example() })?;
        Some(list.iter().map(|at| T::read(at, reader)).collect())
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "type": "array", "items": T::schema(all) })
    }
    fn words() -> String {
        "list".to_owned()
    }
    fn holds() -> Holds {
        T::holds().table().map_or(Holds::Nothing, Holds::List)
    }
}

impl<T: ValueKind> List<T> {
    /// One element with what it must have.
    fn example() -> String {
        let fields = T::holds().table().into_iter().flat_map(|table| table.fields);
        let required = fields.filter(|field| matches!(field.need, super::Need::Required));
        let stated: Vec<_> = required.map(|field| format!("{} = {}", field.key, field.example)).collect();
        format!("{{ {} }}", stated.join(", "))
    }
}
