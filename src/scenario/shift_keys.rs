//! The keys of files of shifts, and what may stand behind them.

use super::fault::{ShiftFileFault, Wanted};
use super::keys::kinds::{
    AsNamed, Blocks, Clock, Cost, Count, Definitions, Duration, Flag, List, Name, Number, People, Share,
};
use super::keys::{Holds, ValueKind, keys};
use super::reader::{At, Reader};
use crate::cover::PeopleBounds;
use crate::model::NamedList;
use crate::units::{SimTime, Span};
use serde_json::{Value as Json, json};

keys! {
    /// which shifts there may be, and whom they must cover
    ShiftFileTable: ShiftFile => ShiftFileKeys {
        /// when the first interval of the needs begins
        open: Clock, default "the scenario's", r#""08:00""#, "needed beside `needs`";
        /// how long each interval of the needs is
        interval: Duration, default "the scenario's", r#""30m""#, "needed beside `needs`";
        /// whether the first interval follows the last, so that shifts may go on through it
        around_the_clock: Flag, default "`false`", "true", "then the intervals are 24 h together";
        /// people who are needed, one `[[needs]]` block for each queue or group; without any those of the scenario
        needs: Blocks<NeedTable>, default "of the sized scenario", "", "as many intervals each, at most 6 of them";
        /// shifts there may be, one `[[shifts]]` block for each rule
        shifts: Blocks<ShiftRuleTable>, required, "", "at least one";
        /// how many people there are in all: so many, or `{ min = 20, max = 38 }`
        people: BoundsValue, default "as many as needed", "{ max = 38 }", "no `min` above its `max`";
        /// no more different shifts than these: different in rule, start or length
        max_shift_kinds: Count<1, 1_000, AsNamed>, default "as many as cost least", "4", "1 to 1000";
        /// no fewer people than these have the same kind of shift
        min_people_per_kind: People<1>, default "`1`", "3", "at least 1";
        /// what an hour costs of a person who is missing: then needs may be missed; without it they must be met
        under_cost_per_hour: Number<Cost>, default "needs must be met", "40.0", "0 or more";
        /// what an hour costs of a person who is there and not needed
        over_cost_per_hour: Number<Cost>, default "`0`", "4.0", "only beside `under_cost_per_hour`";
    }
}

keys! {
    /// people who are needed
    NeedTable: Need => NeedKeys {
        /// whose need it is
        name: Name, required, r#""inbound""#, "each name once";
        /// how many people in each interval
        people: CountsValue, required, "[10, 14, 19, 23]", "whole numbers, one for each interval";
    }
}

keys! {
    /// a rule for shifts
    ShiftRuleTable: ShiftRule => ShiftRuleKeys {
        /// whose shifts they are
        group: Name, default "the name of the only need", r#""inbound""#, "a group of the scenario, if there is one";
        /// the needs that its people meet; of several they meet whichever is short
        covers: NeedNames, default "the need of the same name, else all", r#"["sales", "service"]"#, "names of `needs`";
        /// when shifts start: a list, or `{ from, to, every }`
        starts: StartsValue, required, r#"{ from = "08:00", to = "14:00", every = "30m" }"#, "clock times";
        /// how long shifts are: a list, or `{ from, to, every }`
        lengths: LengthsValue, required, r#"["8h"]"#, "durations up to 24 h";
        /// when shifts end at the latest
        last_end: Clock, default "the end of the last interval", r#""22:00""#, "not around the clock";
        /// breaks, in order of time
        breaks: List<ShiftBreakTable>, default "none", r#"[{ length = "45m", between = ["3h", "5h"] }]"#, "they must find a place";
        /// what a paid hour costs
        cost_per_hour: Number<Cost>, default "the scenario's, else `1`", "30.0", "0 or more";
        /// what each shift costs besides
        cost_per_shift: Number<Cost>, default "`0`", "5.0", "0 or more";
        /// how many people have such shifts: so many, or `{ min = 2, max = 10 }`
        people: BoundsValue, default "as many as needed", "{ max = 10 }", "no `min` above its `max`";
        /// of all people no larger share has such shifts: part-time
        max_share: Number<Share>, default "`1`", "0.25", "25 % is `0.25`";
    }
}

keys! {
    /// a break that finds its place in a shift
    ShiftBreakTable: ShiftBreak => ShiftBreakKeys {
        /// how long it is
        length: Duration, required, r#""45m""#, "longer than `\"0s\"`";
        /// how long after the start of the shift it begins, at the soonest and at the latest
        between: SpanRange, required, r#"["3h", "5h"]"#, "the shorter one first";
        /// at steps of so long
        every: Duration, default "the interval of the needs", r#""15m""#, "longer than `\"0s\"`";
        /// so long before the end of the shift it is over
        before_end: Duration, default "`\"0s\"`", r#""1h""#, "with a unit";
        /// whether it is paid
        paid: Flag, default "`false`", "true", "without quotes";
    }
}

keys! {
    /// from one number of people to another
    BoundsTable: PeopleBounds => BoundsKeys {
        /// no fewer
        min: People<0>, default "`0`", "20", "0 or more";
        /// no more
        max: People<0>, default "as many as needed", "38", "0 or more";
    }
}

keys! {
    /// clock times at equal distances
    StartStepsTable: StartSteps => StartStepsKeys {
        /// the first
        from: Clock, required, r#""08:00""#, "a clock time";
        /// the last
        to: Clock, required, r#""14:00""#, "not before the first";
        /// so far apart
        every: Duration, required, r#""30m""#, "longer than `\"0s\"`";
    }
}

keys! {
    /// lengths at equal distances
    LengthStepsTable: LengthSteps => LengthStepsKeys {
        /// the shortest
        from: Duration, required, r#""6h""#, "with a unit";
        /// the longest
        to: Duration, required, r#""10h""#, "not below the shortest";
        /// so far apart
        every: Duration, required, r#""1h""#, "longer than `\"0s\"`";
    }
}

/// How many steps there may be.
const MOST_STEPS: i64 = 1_500;

/// So many people, or from one number to another.
pub(super) enum BoundsValue {}

impl ValueKind for BoundsValue {
    type Value<'t> = PeopleBounds;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<PeopleBounds> {
        if at.node.as_table().is_none() {
            let people = People::<0>::read(at, reader)?;
            return Some(PeopleBounds { least: Some(people), most: Some(people) });
        }
        let keys = BoundsTable::read(at, reader)?;
        if let (Some(min), Some(max)) = (keys.min, keys.max)
            && min > max
        {
            reader.fault(at, ShiftFileFault::MinAboveMax { min, max });
        }
        Some(PeopleBounds { least: keys.min, most: keys.max })
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "anyOf": [People::<0>::schema(all), BoundsTable::schema(all)] })
    }
    fn words() -> String {
        "whole number, or table".to_owned()
    }
    fn holds() -> Holds {
        BoundsTable::holds()
    }
}

/// People by interval.
pub(super) enum CountsValue {}

impl ValueKind for CountsValue {
    type Value<'t> = Vec<u32>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Vec<u32>> {
        let elements = reader.list(at, Wanted::Counts)?;
        let counts: Vec<_> = elements.iter().map(|element| People::<0>::read(element, reader)).collect();
        counts.into_iter().collect()
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "type": "array", "items": People::<0>::schema(all), "minItems": 1 })
    }
    fn words() -> String {
        "list of whole numbers".to_owned()
    }
}

/// Names of needs.
pub(super) enum NeedNames {}

impl ValueKind for NeedNames {
    type Value<'t> = (At<'t>, Vec<String>);
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Self::Value<'t>> {
        Some((at.clone(), reader.names(at, NamedList::Groups)?))
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 })
    }
    fn words() -> String {
        "list of needs".to_owned()
    }
}

/// Clock times, as a list or at equal distances.
pub(super) enum StartsValue {}

impl ValueKind for StartsValue {
    type Value<'t> = Vec<SimTime>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Vec<SimTime>> {
        if at.node.as_table().is_none() {
            let elements = reader.list(at, Wanted::Clocks)?;
            return every(elements.iter().map(|element| reader.clock(element)).collect());
        }
        let keys = StartStepsTable::read(at, reader)?;
        let (from, to, step) = (keys.from?, keys.to?, keys.every?);
        let steps = steps(at, (Span::ZERO, to - from, step), reader)?;
        Some(steps.into_iter().map(|by| from + by).collect())
    }
    fn schema(all: &mut Definitions) -> Json {
        let list = json!({ "type": "array", "items": Clock::schema(all), "minItems": 1 });
        json!({ "anyOf": [list, StartStepsTable::schema(all)] })
    }
    fn words() -> String {
        "list of clock times, or table".to_owned()
    }
    fn holds() -> Holds {
        StartStepsTable::holds()
    }
}

/// Lengths of shifts, as a list or at equal distances.
pub(super) enum LengthsValue {}

impl ValueKind for LengthsValue {
    type Value<'t> = Vec<Span>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Vec<Span>> {
        if at.node.as_table().is_none() {
            let elements = reader.list(at, Wanted::Durations)?;
            return every(elements.iter().map(|element| reader.span(element)).collect());
        }
        let keys = LengthStepsTable::read(at, reader)?;
        steps(at, (keys.from?, keys.to?, keys.every?), reader)
    }
    fn schema(all: &mut Definitions) -> Json {
        let list = json!({ "type": "array", "items": Duration::form(), "minItems": 1 });
        json!({ "anyOf": [list, LengthStepsTable::schema(all)] })
    }
    fn words() -> String {
        "list of durations, or table".to_owned()
    }
    fn holds() -> Holds {
        LengthStepsTable::holds()
    }
}

/// Two lengths, the shorter one first.
pub(super) enum SpanRange {}

impl ValueKind for SpanRange {
    type Value<'t> = (Span, Span);
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<(Span, Span)> {
        let elements = reader.list(at, Wanted::SpanRange)?;
        let [from, to] = &elements[..] else { return reader.wrong(at, Wanted::SpanRange) };
        let (from, to) = (reader.span(from)?, reader.span(to)?);
        if from > to {
            reader.fault(at, ShiftFileFault::Backwards);
            return None;
        }
        Some((from, to))
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "array", "items": Duration::form(), "minItems": 2, "maxItems": 2 })
    }
    fn words() -> String {
        "two durations".to_owned()
    }
}

fn every<T>(all: Vec<Option<T>>) -> Option<Vec<T>> {
    all.into_iter().collect::<Option<Vec<T>>>().filter(|all| !all.is_empty())
}

fn steps(at: &At<'_>, (from, to, step): (Span, Span, Span), reader: &mut Reader<'_>) -> Option<Vec<Span>> {
    if from > to {
        reader.fault(at, ShiftFileFault::Backwards);
        return None;
    }
    if step <= Span::ZERO || (to - from).micros() / step.micros() > MOST_STEPS {
        reader.fault(at, ShiftFileFault::Steps { most: MOST_STEPS });
        return None;
    }
    Some((0..=(to - from).micros() / step.micros()).map(|n| from + step * n).collect())
}
