//! Files that say which shifts there may be, as `holdline size --shifts` reads them.

use super::diagnostics::Diagnostics;
use super::fault::{ShiftFileFault, Wanted};
use super::keys::kinds::{
    AsNamed, Blocks, Clock, Cost, Count, Definitions, Duration, Flag, List, Name, Number, People, Share,
};
use super::keys::{ValueKind, keys};
use super::load;
use super::reader::{At, Reader};
use super::source::Sources;
use super::tree::Node;
use crate::cover::{BreakRule, CoverNeed, CoverRules, GapPrice, PeopleBounds, ShiftRule, ShiftsSize};
use crate::model::NamedList;
use crate::units::{SimTime, Span};
use serde_json::{Value as Json, json};
use std::path::Path;

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
    fn holds() -> super::keys::Holds {
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
    fn holds() -> super::keys::Holds {
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
    fn holds() -> super::keys::Holds {
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

/// What a scenario knows of needs before they are sized.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenNeeds {
    /// When it opens.
    pub open: SimTime,
    /// How long an interval is.
    pub interval: Span,
    /// How many there are.
    pub intervals: usize,
    /// The groups whose people are needed, with what an hour of them costs.
    pub groups: Vec<(String, Option<f64>)>,
}

/// Shifts that there may be.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ShiftFile {
    /// What they must keep to; needs that a scenario gives are 0 yet.
    pub rules: CoverRules,
    /// Whether the file itself says who is needed.
    pub has_needs: bool,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Reads the rules of shifts at `path`; of a scenario there may be needs given.
///
/// # Errors
/// Every fault of the file.
pub fn read_shifts(path: &Path, given: Option<&GivenNeeds>) -> Result<ShiftFile, Diagnostics> {
    let mut sources = Sources::default();
    let mut reader = Reader::new(&mut sources);
    let tree = load::load(path, &[], &mut reader);
    finish(tree.as_ref(), given, reader)
}

/// The same from text; `name` stands for the file in messages.
///
/// # Errors
/// As for [`read_shifts`].
pub fn read_shifts_text(name: &str, text: &str, given: Option<&GivenNeeds>) -> Result<ShiftFile, Diagnostics> {
    let mut sources = Sources::default();
    let source = sources.add_text(name, Path::new(""), text);
    let mut reader = Reader::new(&mut sources);
    let tree = load::from_source(source, None, &[], &mut reader);
    finish(tree.as_ref(), given, reader)
}

fn finish(tree: Option<&Node>, given: Option<&GivenNeeds>, mut reader: Reader<'_>) -> Result<ShiftFile, Diagnostics> {
    let read = tree.and_then(|tree| shift_file(&At::root(tree), given, &mut reader));
    match read {
        Some((rules, has_needs)) if !reader.has_faults() => {
            Ok(ShiftFile { rules, has_needs, sha256: reader.sources.sha256() })
        }
        _ => Err(reader.into_diagnostics()),
    }
}

fn shift_file(root: &At<'_>, given: Option<&GivenNeeds>, reader: &mut Reader<'_>) -> Option<(CoverRules, bool)> {
    let keys = ShiftFileTable::read(root, reader)?;
    let has_needs = keys.needs.is_some();
    let (open, interval) = match given.filter(|_| !has_needs) {
        Some(given) => (given.open, given.interval),
        None => {
            [("open", "\"08:00\""), ("interval", "\"30m\"")].into_iter().for_each(|(key, example)| {
                if root.get(key).is_none() {
                    reader.missing(root, key, example);
                }
            });
            (keys.open.unwrap_or_default(), keys.interval.unwrap_or(Span::from_hours(1)))
        }
    };
    let needs = needs(root, keys.needs, given, reader);
    let rules = CoverRules {
        open,
        interval: if interval > Span::ZERO { interval } else { Span::from_hours(1) },
        is_round: keys.around_the_clock.unwrap_or(false),
        needs,
        shifts: Vec::new(),
        people: keys.people.unwrap_or_default(),
        most_kinds: keys.max_shift_kinds,
        least_per_kind: keys.min_people_per_kind.unwrap_or(1),
        price: keys.under_cost_per_hour.map(|under| GapPrice { under, over: keys.over_cost_per_hour.unwrap_or(0.0) }),
    };
    check_whole(root, &rules, interval, reader);
    let rules = with_shifts(root, keys.shifts, (rules, given), reader);
    (!reader.has_faults()).then(|| check_size(root, &rules, reader));
    Some((rules, has_needs))
}

fn needs(
    root: &At<'_>,
    blocks: Option<Vec<Option<NeedKeys<'_>>>>,
    given: Option<&GivenNeeds>,
    reader: &mut Reader<'_>,
) -> Vec<CoverNeed> {
    let Some(blocks) = blocks else {
        let of_group = |given: &GivenNeeds, name: &String| CoverNeed { name: name.clone(), people: vec![0; given.intervals] };
        let Some(given) = given else {
            reader.missing(root, "needs", "[{ name = \"inbound\", people = [10, 14, 19] }]");
            return Vec::new();
        };
        return given.groups.iter().map(|(name, _)| of_group(given, name)).collect();
    };
    let places = root.get("needs").map(|at| at.elements()).unwrap_or_default();
    let mut needs: Vec<CoverNeed> = Vec::new();
    for (at, keys) in places.iter().zip(blocks) {
        let Some(keys) = keys else { continue };
        let need = CoverNeed { name: keys.name.unwrap_or_default(), people: keys.people.unwrap_or_default() };
        if needs.iter().any(|known| known.name == need.name) && !need.name.is_empty() {
            reader.fault(at, ShiftFileFault::NeedTwice { name: need.name.clone() });
        }
        if let Some(wanted) = needs.first().map(|first| first.people.len()).filter(|n| *n > 0 && !need.people.is_empty())
            && wanted != need.people.len()
        {
            reader.fault(at, ShiftFileFault::NeedsDiffer { found: need.people.len(), wanted });
        }
        needs.push(need);
    }
    if needs.is_empty() || needs.len() > CoverRules::MOST_NEEDS {
        let at = root.get("needs").unwrap_or_else(|| root.clone());
        reader.fault(&at, ShiftFileFault::Needs { found: needs.len(), most: CoverRules::MOST_NEEDS });
    }
    needs
}

/// What holds for the file as a whole.
fn check_whole(root: &At<'_>, rules: &CoverRules, interval: Span, reader: &mut Reader<'_>) {
    if let Some(at) = root.get("interval").filter(|_| interval <= Span::ZERO) {
        reader.fault(&at, ShiftFileFault::NoLength);
    }
    let whole = rules.interval * rules.intervals() as i64;
    if let Some(at) = root.get("around_the_clock").filter(|_| rules.is_round && rules.intervals() > 0)
        && whole != Span::from_hours(24)
    {
        reader.fault(&at, ShiftFileFault::NotADay { whole });
    }
    if let Some(at) = root.get("over_cost_per_hour").filter(|_| rules.price.is_none()) {
        reader.fault(&at, ShiftFileFault::OverAlone);
    }
}

fn with_shifts(
    root: &At<'_>,
    blocks: Option<Vec<Option<ShiftRuleKeys<'_>>>>,
    (mut rules, given): (CoverRules, Option<&GivenNeeds>),
    reader: &mut Reader<'_>,
) -> CoverRules {
    let places = root.get("shifts").map(|at| at.elements()).unwrap_or_default();
    if let Some(at) = root.get("shifts").filter(|_| places.is_empty()) {
        reader.fault(&at, ShiftFileFault::NoShifts);
    }
    for (at, keys) in places.iter().zip(blocks.into_iter().flatten()) {
        let Some(keys) = keys else { continue };
        let rule = shift_rule(at, keys, (&rules, given), reader);
        let is_whole = rule.starts.len() * rule.lengths.len() > 0 && !reader.is_tainted(&at.path);
        if is_whole && !rules.needs.is_empty() && rules.is_never(&rule) {
            reader.fault(at, ShiftFileFault::NoShift);
        }
        rules.shifts.push(rule);
    }
    rules
}

fn shift_rule(
    at: &At<'_>,
    keys: ShiftRuleKeys<'_>,
    (rules, given): (&CoverRules, Option<&GivenNeeds>),
    reader: &mut Reader<'_>,
) -> ShiftRule {
    let names = || rules.needs.iter().map(|need| need.name.clone());
    if let (None, false) = (&keys.group, rules.needs.len() == 1 || at.get("group").is_some()) {
        reader.missing(at, "group", "\"inbound\"");
    }
    let group = keys.group.or_else(|| names().next()).unwrap_or_default();
    let of_scenario = given.map(|given| given.groups.iter().find(|(name, _)| *name == group));
    if let (Some(given), Some(None), Some(place)) = (given, of_scenario, at.get("group")) {
        let known = given.groups.iter().map(|(name, _)| name.clone()).collect();
        reader.fault(&place, ShiftFileFault::NoGroup { name: group.clone(), known });
    }
    if let Some(place) = at.get("last_end").filter(|_| rules.is_round) {
        reader.fault(&place, ShiftFileFault::EndsAroundTheClock);
    }
    let covers = match keys.covers {
        Some((place, covers)) => covers.iter().filter_map(|name| need_named(&place, name, rules, reader)).collect(),
        None => match names().position(|name| name == group) {
            Some(need) => vec![need],
            None => (0..rules.needs.len()).collect(),
        },
    };
    let pay = of_scenario.flatten().and_then(|(_, pay)| *pay).unwrap_or(1.0);
    let breaks = breaks(at, keys.breaks, rules.interval, reader);
    ShiftRule {
        covers,
        starts: keys.starts.unwrap_or_default(),
        lengths: keys.lengths.map(|lengths| whole_lengths(at, lengths, reader)).unwrap_or_default(),
        last_end: keys.last_end,
        breaks,
        cost_per_hour: keys.cost_per_hour.unwrap_or(pay),
        cost_per_shift: keys.cost_per_shift.unwrap_or(0.0),
        people: keys.people.unwrap_or_default(),
        share_at_most: keys.max_share,
        group,
    }
}

fn need_named(place: &At<'_>, name: &str, rules: &CoverRules, reader: &mut Reader<'_>) -> Option<usize> {
    let found = rules.needs.iter().position(|need| need.name == name);
    if found.is_none() && !rules.needs.is_empty() {
        let known = rules.needs.iter().map(|need| need.name.clone()).collect();
        reader.fault(place, ShiftFileFault::NoNeed { name: name.to_owned(), known });
    }
    found
}

fn whole_lengths(at: &At<'_>, lengths: Vec<Span>, reader: &mut Reader<'_>) -> Vec<Span> {
    let is_one = |length: &Span| Span::ZERO < *length && *length <= Span::from_hours(24);
    if let Some(place) = at.get("lengths").filter(|_| !lengths.iter().all(is_one)) {
        reader.fault(&place, ShiftFileFault::LengthOfShift);
    }
    lengths
}

fn breaks(
    at: &At<'_>,
    list: Option<Vec<Option<ShiftBreakKeys<'_>>>>,
    interval: Span,
    reader: &mut Reader<'_>,
) -> Vec<BreakRule> {
    let places = at.get("breaks").map(|at| at.elements()).unwrap_or_default();
    let mut breaks = Vec::new();
    for (place, keys) in places.iter().zip(list.into_iter().flatten()) {
        let Some(keys) = keys else { continue };
        let (length, every) = (keys.length.unwrap_or(interval), keys.every.unwrap_or(interval));
        if length <= Span::ZERO || every <= Span::ZERO {
            reader.fault(place, ShiftFileFault::NoLength);
        }
        let (from, to) = keys.between.unwrap_or_default();
        let before_end = keys.before_end.unwrap_or(Span::ZERO);
        breaks.push(BreakRule { length, from, to, every, before_end, is_paid: keys.paid.unwrap_or(false) });
    }
    breaks
}

/// Times that make more of them than can be solved.
fn check_size(root: &At<'_>, rules: &CoverRules, reader: &mut Reader<'_>) {
    let ShiftsSize { cells, cell, kinds, columns } = rules.size();
    let most = ShiftsSize::MOST;
    if cells > most.cells {
        reader.fault(root, ShiftFileFault::TooFine { cells, cell, most: most.cells });
    } else if kinds > most.kinds || columns > most.columns {
        reader.fault(root, ShiftFileFault::TooManyShifts { kinds, columns, most: (most.kinds, most.columns) });
    }
}
