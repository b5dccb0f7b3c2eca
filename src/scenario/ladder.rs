//! Escalation procedures as a scenario states them.

use super::distribution::{Drawn, RandomTime, distribution};
use super::fault::{ScenarioFault, Wanted};
use super::keys::kinds::{
    AsNamed, Blocks, Clock, Count, Definitions, Duration, Name, Names, Number, OfCallers, OfQueues, People, Share,
    Word, Words,
};
use super::keys::{ValueKind, keys};
use super::reader::{At, Reader};
use super::tree::Value;
use crate::model::{
    self, Absence, AgentGroup, Asked, Distribution, Does, FaultKind, Ladder, NamedList, Path, Presence, ReferenceFault,
    Rung, Segment, Step,
};
use crate::units::{SimTime, Span};
use jiff::civil::Date;
use serde_json::{Value as Json, json};

/// Callers who wait; more are no threshold.
type CallersWaiting = Count<0, 10_000_000, OfCallers>;

keys! {
    /// an escalation procedure: `[ladder]` alone, or each of `[[ladders]]`
    LadderTable: Ladder => LadderKeys {
        /// its name
        name: Name, default "none", r#""sales""#, "each of `[[ladders]]` needs one, each name once; see [names](#names)";
        /// no pull earlier than this after the last pull (M-L3)
        settle: Duration, default "`\"0s\"`", r#""1m""#, "up to 240 h";
        /// the supervisor looks only so often (M-L1)
        look_every: Duration, default "all the time", r#""30s""#, "at least `\"1s\"`";
        /// queues whose callers are counted
        watch: Names<OfQueues>, default "all", r#"["general"]"#, "names of `[[queues]]`";
        /// when the last rung pulled goes back (M-L7), for rungs without their own
        release: ReleaseTable, default "at the end of the day", r#"{ waiting_at_most = 5, lasting = "5m" }"#,
            "not above the smallest `waiting_above`";
        /// a pull this soon after the rung's own release is chatter (M-L10)
        chatter_within: Duration, default "`\"10m\"`", r#""5m""#, "up to 240 h";
        /// the call rate by which people are `"required"` (M-L9) is that of so long
        call_rate_within: Duration, default "`\"30m\"`", r#""15m""#, "from 1 min to 240 h";
        /// an answer within so long is a good one where a rung goes by the service level (M-L2)
        service_level_within: Duration, default "the target's, else `\"20s\"`", r#""30s""#, "up to 240 h";
        /// the service level by which rungs go is that of the calls that ended so long ago at most (M-L2)
        service_level_of_last: Duration, default "`\"30m\"`", r#""15m""#, "from 1 min to 240 h";
        /// the steps, one `[[ladder.rungs]]` block each, `[[ladders.rungs]]` under each of `[[ladders]]`
        rungs: Blocks<RungTable>, default "none", "", "";
    }
}

keys! {
    /// one step of the ladder
    RungTable: Rung => RungKeys {
        /// its name
        name: Name, required, r#""floaters""#, "each name once over all ladders; see [names](#names)";
        /// when it is pulled: `waiting_above`, `waiting_up_to`, `lasting`
        when: WhenTable, required, r#"{ waiting_above = 5, lasting = "5m" }"#, "";
        /// when it goes back, instead of the ladder's release
        release: ReleaseTable, default "the ladder's", r#"{ waiting_at_most = 3, lasting = "2m" }"#,
            "not above the smallest `waiting_above` of the ladder";
        /// not released sooner than this after its pull
        min_stay: Duration, default "`\"0s\"`", r#""15m""#, "up to 240 h";
        /// pulled no more than so many times a day
        at_most_per_day: Count<1, 1_000, AsNamed>, default "as often as it is due", "1", "1 to 1000";
    }
    one_of Calls {
        /// people of a lent group join the phones: `group`, `people`, `join_after`
        borrow = Borrow: BorrowTable, r#"{ group = "floaters", people = "all" }"#, "a group with `lent = true`";
        /// people come in from a reserve list (M-L9): `people`, `reserve`, `arrive_after`, `stay_at_least`, `group`
        overtime = Overtime: OvertimeTable, r#"{ people = 3, reserve = 7, arrive_after = "1h", stay_at_least = "2h" }"#,
            "exactly one of `borrow`, `overtime`, `extend_shifts`, `postpone_breaks`";
        /// people stay longer than their shifts (M-L9): `people`, `ending_within`, `by`, `group`
        extend_shifts = ExtendShifts: ExtendTable, r#"{ people = 4, ending_within = "1h", by = "1h" }"#,
            "people with `shifts`";
        /// people begin their breaks later (M-L9): `people`, `starting_within`, `by`, `group`
        postpone_breaks = PostponeBreaks: PostponeTable, r#"{ people = 4, starting_within = "15m", by = "30m" }"#,
            "people with `shifts`";
    }
}

keys! {
    /// who comes in from a reserve list
    OvertimeTable: Overtime => OvertimeKeys {
        /// how many are called (M-L5): `3` (one to three), `[2, 3]` (two or three), `"all"`, or `"required"` (M-L9)
        people: AskedOrRequired, required, r#""required""#, "no more than the `reserve`";
        /// people on the list
        reserve: People<1>, required, "7", "at least 1";
        /// how long each takes to come
        arrive_after: RandomTime, default "`\"0s\"`", r#""1h""#, "see [Random times](#random-times)";
        /// nobody is sent home sooner than this after the last of those called has come
        stay_at_least: Duration, default "`\"0s\"`", r#""2h""#, "up to 240 h";
        /// the group that they work like: the same calls, factors and pay
        group: Name, default "the first that is not lent", r#""inbound""#, "the name of a `[[groups]]`";
    }
}

keys! {
    /// who stays longer
    ExtendTable: ExtendShifts => ExtendKeys {
        /// how many are asked (M-L5): `4` (one to four), `[2, 4]` (two to four) or `"all"`
        people: AskedPeople, required, "4", "at least 1";
        /// those whose shift ends within so long
        ending_within: Duration, required, r#""1h""#, "from 1 s to 240 h";
        /// so much longer they stay
        by: Duration, required, r#""1h""#, "from 1 s to 240 h";
        /// whose people
        group: Name, default "the first that is not lent", r#""inbound""#, "a group that is not lent, with shifts";
    }
}

keys! {
    /// whose breaks begin later
    PostponeTable: PostponeBreaks => PostponeKeys {
        /// how many are asked (M-L5): `4` (one to four), `[2, 4]` (two to four) or `"all"`
        people: AskedPeople, required, "4", "at least 1";
        /// those whose next break is planned to begin within so long
        starting_within: Duration, required, r#""15m""#, "from 1 s to 240 h";
        /// so much later it begins
        by: Duration, required, r#""30m""#, "from 1 s to 240 h";
        /// whose people
        group: Name, default "the first that is not lent", r#""inbound""#, "a group that is not lent, with shifts";
    }
}

keys! {
    /// who joins the phones
    BorrowTable: Borrow => BorrowKeys {
        /// whose people
        group: Name, required, r#""floaters""#, "the group must be `lent`";
        /// how many (M-L5): `3` (one to three), `[2, 3]` (two or three) or `"all"`
        people: AskedPeople, required, "[2, 3]", "`[3, 2]` is the wrong way round";
        /// how long each takes to join (M-L6)
        join_after: RandomTime, default "`\"0s\"`", r#""1m""#, "see [Random times](#random-times)";
    }
}

keys! {
    /// when a rung is pulled
    WhenTable: When => WhenKeys {
        /// more than so many wait
        waiting_above: CallersWaiting, default "`0` beside `longest_wait` or `service_level_below`", "5", "0 or more";
        /// and no more than so many
        waiting_up_to: CallersWaiting, default "no upper limit", "20", "greater than `waiting_above`";
        /// and somebody has waited for so long
        longest_wait: Duration, default "any time", r#""2m""#, "from 1 s to 240 h";
        /// and it is as late as the first time and not as late as the second
        between: ClockRange, default "all day", r#"["09:00", "12:00"]"#, "the earlier time first";
        /// and the service level of the last `service_level_of_last` is below this
        service_level_below: Number<Share>, default "any", "0.8", "0 to 1";
        /// without interruption for so long (M-L3)
        lasting: Duration, default "`\"0s\"`: at once", r#""5m""#, "with a unit";
    }
}

keys! {
    /// when a rung goes back
    ReleaseTable: Release => ReleaseKeys {
        /// no more than so many wait
        waiting_at_most: CallersWaiting, required, "5", "at most the smallest `waiting_above`";
        /// and nobody has waited for so long
        longest_wait_below: Duration, default "any time", r#""30s""#, "from 1 s to 240 h";
        /// and the service level of the last `service_level_of_last` is not below this
        service_level_at_least: Number<Share>, default "any", "0.8", "0 to 1";
        /// without interruption for so long
        lasting: Duration, default "`\"0s\"`: at once", r#""5m""#, "with a unit";
        /// whether the whole `"rung"` goes back or one `"person"` at a time
        step: Word<Step>, default "`\"rung\"`", r#""person""#, "one of the two";
    }
}

impl Words for Step {
    const WORDS: &'static [(&'static str, Self)] = &[("rung", Self::Rung), ("person", Self::Person)];
}

/// Two clock times.
pub(super) enum ClockRange {}

impl ValueKind for ClockRange {
    type Value<'t> = (SimTime, SimTime);
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<(SimTime, SimTime)> {
        let elements = if let Value::List(_) = at.node.value { at.elements() } else { Vec::new() };
        match &elements[..] {
            [from, until] => {
                let [from, until] = [from, until].map(|at| Clock::read(at, reader));
                from.zip(until)
            }
            _ => reader.wrong(at, Wanted::ClockRange),
        }
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "type": "array", "items": Clock::schema(all), "minItems": 2, "maxItems": 2 })
    }
    fn words() -> String {
        "two clock times".to_owned()
    }
}

/// `n`, `[min, max]` or `"all"` (M-L5).
pub(super) enum AskedPeople {}

impl ValueKind for AskedPeople {
    type Value<'t> = Asked;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Asked> {
        match &at.node.value {
            Value::Whole(_) => People::<1>::read(at, reader).map(Asked::up_to),
            Value::Text(text) if text == "all" => Some(Asked::All),
            Value::List(pair) if pair.len() == 2 => {
                let numbers: Vec<_> = at.elements().iter().map(|at| People::<1>::read(at, reader)).collect();
                Some(Asked::Between(numbers[0]?, numbers[1]?))
            }
            Value::Text(_) | Value::List(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::Table(_) => {
                reader.wrong(at, Wanted::People)
            }
        }
    }
    fn schema(all: &mut Definitions) -> Json {
        let number = People::<1>::schema(all);
        let range = json!({ "type": "array", "items": number, "minItems": 2, "maxItems": 2 });
        json!({ "anyOf": [number, range, { "const": "all" }] })
    }
    fn words() -> String {
        "people".to_owned()
    }
}

/// The same, or `"required"` (M-L9).
pub(super) enum AskedOrRequired {}

impl ValueKind for AskedOrRequired {
    type Value<'t> = Asked;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Asked> {
        match &at.node.value {
            Value::Text(text) if text == "required" => Some(Asked::Required),
            Value::Whole(_)
            | Value::Text(_)
            | Value::List(_)
            | Value::Number(_)
            | Value::Flag(_)
            | Value::Date(_)
            | Value::Table(_) => AskedPeople::read(at, reader),
        }
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "anyOf": [AskedPeople::schema(all), { "const": "required" }] })
    }
    fn words() -> String {
        AskedPeople::words()
    }
}

/// Stands in for a time that cannot be read.
const SOME_TIME: Span = Span::from_minutes(1);

/// All ladders, with harmless stand-ins for what cannot be read. Reserve lists are added to the groups.
pub(super) fn ladders<'t>(
    root: &At<'t>,
    alone: Option<LadderKeys<'t>>,
    several: Option<Vec<Option<LadderKeys<'t>>>>,
    groups: &mut Vec<AgentGroup>,
    date: Option<Date>,
    reader: &mut Reader<'_>,
) -> Vec<Ladder> {
    if let (Some(one), Some(_)) = (root.get("ladder"), root.get("ladders")) {
        reader.fault(&one, ScenarioFault::LadderAndLadders);
    }
    let listed = root.get("ladders").map_or_else(Vec::new, |at| at.elements());
    for at in listed.iter().filter(|at| at.node.as_table().is_some() && at.get("name").is_none()) {
        reader.missing(at, "name", r#""sales""#);
    }
    // Beside others it would be one without a name.
    let alone = root.get("ladder").zip(alone).filter(|_| listed.is_empty()).map(|(at, keys)| (at, Some(keys)));
    let all = listed.into_iter().zip(several.unwrap_or_default()).chain(alone);
    all.map(|(at, keys)| ladder(&at, keys.unwrap_or_default(), groups, date, reader)).collect()
}

fn ladder(
    at: &At<'_>,
    keys: LadderKeys<'_>,
    groups: &mut Vec<AgentGroup>,
    date: Option<Date>,
    reader: &mut Reader<'_>,
) -> Ladder {
    let usual = Ladder::default();
    let places = at.get("rungs").map_or_else(Vec::new, |at| at.elements());
    let rungs = places.iter().zip(keys.rungs.unwrap_or_default());
    Ladder {
        name: keys.name.unwrap_or(usual.name),
        settle: keys.settle.unwrap_or(usual.settle),
        look_every: keys.look_every,
        watch: keys.watch.unwrap_or_default(),
        release: keys.release.and_then(release),
        chatter_within: keys.chatter_within.unwrap_or(usual.chatter_within),
        call_rate_within: keys.call_rate_within.unwrap_or(usual.call_rate_within),
        service_level_within: keys.service_level_within,
        service_level_of_last: keys.service_level_of_last.unwrap_or(usual.service_level_of_last),
        rungs: rungs.map(|(at, keys)| rung(at, keys, groups, date, reader)).collect(),
    }
}

fn rung(
    at: &At<'_>,
    keys: Option<RungKeys<'_>>,
    groups: &mut Vec<AgentGroup>,
    date: Option<Date>,
    reader: &mut Reader<'_>,
) -> Rung {
    let mut rung = Rung {
        name: String::new(),
        does: Does::Borrow { group: String::new(), people: Asked::All, join_after: Distribution::Constant(Span::ZERO) },
        when: model::When::above(u32::MAX, Span::ZERO),
        release: None,
        min_stay: Span::ZERO,
        stay_at_least: Span::ZERO,
        at_most_per_day: None,
    };
    let Some(keys) = keys else { return rung };
    rung.name = keys.name.unwrap_or(rung.name);
    match keys.choice {
        Some(Calls::Borrow(keys)) => rung.does = borrow(keys, date, reader),
        Some(Calls::Overtime(keys)) => overtime(at, &mut rung, keys, groups, date, reader),
        Some(Calls::ExtendShifts(keys)) => rung.does = extend_shifts(keys, groups),
        Some(Calls::PostponeBreaks(keys)) => rung.does = postpone_breaks(keys, groups),
        None => {}
    }
    let stated = at.get("when").zip(keys.when);
    rung.when = stated.and_then(|(at, keys)| when(&at, keys, reader)).unwrap_or(rung.when);
    rung.release = keys.release.and_then(release);
    rung.min_stay = keys.min_stay.unwrap_or(rung.min_stay);
    rung.at_most_per_day = keys.at_most_per_day;
    rung
}

fn borrow(keys: BorrowKeys<'_>, date: Option<Date>, reader: &mut Reader<'_>) -> Does {
    let BorrowKeys { group, people, join_after } = keys;
    Does::Borrow {
        group: group.unwrap_or_default(),
        people: people.unwrap_or(Asked::All),
        join_after: time_or_none(join_after, date, reader),
    }
}

fn extend_shifts(keys: ExtendKeys<'_>, groups: &[AgentGroup]) -> Does {
    let ExtendKeys { people, ending_within, by, group } = keys;
    Does::Extend {
        group: group.or_else(|| first_not_lent(groups)).unwrap_or_default(),
        people: people.unwrap_or(Asked::All),
        ending_within: ending_within.unwrap_or(SOME_TIME),
        by: by.unwrap_or(SOME_TIME),
    }
}

fn postpone_breaks(keys: PostponeKeys<'_>, groups: &[AgentGroup]) -> Does {
    let PostponeKeys { people, starting_within, by, group } = keys;
    Does::Postpone {
        group: group.or_else(|| first_not_lent(groups)).unwrap_or_default(),
        people: people.unwrap_or(Asked::All),
        starting_within: starting_within.unwrap_or(SOME_TIME),
        by: by.unwrap_or(SOME_TIME),
    }
}

fn first_not_lent(groups: &[AgentGroup]) -> Option<String> {
    groups.iter().find(|group| !group.lent).map(|group| group.name.clone())
}

/// A rung that calls people in from a list borrows from a group of its own, which is named as the rung: so many
/// people, who are there for nothing else (M-L9).
fn overtime(
    at: &At<'_>,
    rung: &mut Rung,
    keys: OvertimeKeys<'_>,
    groups: &mut Vec<AgentGroup>,
    date: Option<Date>,
    reader: &mut Reader<'_>,
) {
    let OvertimeKeys { people, reserve, arrive_after, stay_at_least, group } = keys;
    let join_after = time_or_none(arrive_after, date, reader);
    rung.does = Does::Borrow { group: rung.name.clone(), people: people.unwrap_or(Asked::All), join_after };
    rung.stay_at_least = stay_at_least.unwrap_or(rung.stay_at_least);
    let like = groups.iter().find(|one| group.as_ref().map_or(!one.lent, |name| one.name == *name));
    if let (Some(name), None) = (&group, like) {
        let known = groups.iter().map(|group| group.name.clone()).collect();
        let fault = ReferenceFault::Unknown { known };
        let at = at.get("overtime").and_then(|at| at.get("group")).unwrap_or_else(|| at.clone());
        reader.fault(&at, FaultKind::Reference { name: name.clone(), to: NamedList::Groups, fault });
    }
    let like = like.or(groups.first()).cloned().unwrap_or_else(|| AgentGroup::new("", &[], Presence::People(1)));
    let list = AgentGroup {
        name: rung.name.clone(),
        lent: true,
        own_work: None,
        absence: Absence::Plain(0.0),
        late: None,
        early: Span::ZERO,
        // All of their time is overtime.
        cost_per_hour: like.cost_per_hour.map(|cost| cost * like.overtime_factor),
        overtime_factor: 1.0,
        overrun: None,
        presence: Presence::People(reserve.unwrap_or(1)),
        ..like
    };
    if groups.iter().any(|group| group.name == list.name) {
        // Told of the name; the rung cannot mean the other group.
        reader.taint(&at.path.key("borrow"));
    }
    groups.push(list);
}

/// The rungs that a scenario states, ladder by ladder.
pub(super) fn stated_rungs<'t>(root: &At<'t>) -> Vec<At<'t>> {
    let listed = root.get("ladders").map_or_else(Vec::new, |at| at.elements());
    let ladders = listed.into_iter().chain(root.get("ladder"));
    ladders.filter_map(|at| at.get("rungs")).flat_map(|at| at.elements()).collect()
}

/// Where a scenario states what the floor knows of a ladder: alone, it may stand by itself or be the only one of a list.
pub(super) fn as_stated(place: &Path, root: &At<'_>) -> Path {
    let is_listed = root.get("ladders").is_some();
    let (at, within) = match place.segments() {
        [Segment::Key(ladder), within @ ..] if ladder == "ladder" && is_listed => {
            (NamedList::Ladders.path().index(0), within)
        }
        [Segment::Key(ladders), Segment::Index(0), within @ ..] if ladders == "ladders" && !is_listed => {
            (Path::of("ladder"), within)
        }
        _ => return place.clone(),
    };
    at.then(within)
}

/// Where the scenario states what the floor knows of a rung with a list of its own, and of that list: other places are as they are.
pub(super) fn as_written(place: &Path, root: &At<'_>) -> Path {
    let lists = |at: &At<'_>| at.get("overtime").is_some() && at.get("borrow").is_none();
    let own = || stated_rungs(root).into_iter().filter(lists);
    if let [Segment::Key(groups), Segment::Index(g), ..] = place.segments()
        && groups == "groups"
    {
        let written = root.get("groups").map_or(0, |at| at.elements().len());
        let list = g.checked_sub(written).and_then(|n| own().nth(n));
        return list.map_or_else(|| place.clone(), |at| at.path.key("name"));
    }
    let borrowed = own().find(|at| place.is_within(&at.path.key("borrow")));
    borrowed.map_or_else(
        || place.clone(),
        |at| {
            let within = &place.segments()[at.path.segments().len() + 1..];
            let list = at.path.key("overtime");
            within.iter().filter_map(Segment::as_key).fold(list, |at, key| match key {
                "join_after" => at.key("arrive_after"),
                _ => at.key(key.to_owned()),
            })
        },
    )
}

fn time_or_none(drawn: Option<Drawn<'_>>, date: Option<Date>, reader: &mut Reader<'_>) -> Distribution {
    drawn.and_then(|drawn| distribution(drawn, date, reader)).unwrap_or(Distribution::Constant(Span::ZERO))
}

fn when(at: &At<'_>, keys: WhenKeys<'_>, reader: &mut Reader<'_>) -> Option<model::When> {
    let WhenKeys { waiting_above, waiting_up_to, longest_wait, between, service_level_below, lasting } = keys;
    if ["waiting_above", "longest_wait", "service_level_below"].iter().all(|key| at.get(key).is_none()) {
        reader.missing(at, "waiting_above", "5");
    }
    let above = waiting_above.or(longest_wait.map(|_| 0)).or(service_level_below.map(|_| 0))?;
    let lasting = lasting.unwrap_or(Span::ZERO);
    Some(model::When {
        waiting_up_to,
        longest_wait,
        between,
        service_level_below,
        ..model::When::above(above, lasting)
    })
}

fn release(keys: ReleaseKeys<'_>) -> Option<model::Release> {
    let ReleaseKeys { waiting_at_most, longest_wait_below, service_level_at_least, lasting, step } = keys;
    let lasting = lasting.unwrap_or(Span::ZERO);
    Some(model::Release {
        longest_wait_below,
        service_level_at_least,
        ..model::Release::at_most(waiting_at_most?, lasting, step.unwrap_or_default())
    })
}
