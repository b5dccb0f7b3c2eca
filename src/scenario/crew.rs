//! Groups, shifts and breaks as a scenario states them.

use super::data;
use super::dates::{self, FirstDate, OnValue};
use super::days::TableContext;
use super::distribution::{RandomTime, distribution};
use super::fault::Wanted;
use super::keys::kinds::{
    ByQueue, Clock, Cost, Definitions, Duration, Factor, FilePath, Flag, List, MinutesPerTask, Name, Names, Number,
    OfQueues, People, Share, TasksPerHour, Word, Words,
};
use super::keys::{ValueKind, keys};
use super::reader::{At, Reader};
use crate::model::{
    Absence, AgentGroup, Break, Deadline, Distribution, GroupFactor, Lateness, Overrun, OwnWork, Presence, Shift,
    TakenBy,
};
use crate::units::{SimTime, Span};
use serde_json::{Value as Json, json};

keys! {
    /// people with the same skills and pay
    GroupTable: Group => GroupKeys
    {
        /// its name
        name: Name, required, r#""inbound""#, "each name once; see [names](#names)";
        /// the queues it serves
        serves: Names<OfQueues>, required, r#"["general"]"#, "names of `[[queues]]`, each once";
        /// serves these queues only for callers who have waited at least so long: overflow (M-D3)
        after: ByQueue<Duration>, default "at once", r#"{ vip = "1m" }"#, "queues in `serves`, each with a duration";
        /// so many of its idle people are kept from calls of these queues: such a call is taken while more are idle (M-D5)
        keep_free: ByQueue<People<0>>, default "nobody", "{ general = 2 }", "queues in `serves`, each with a number";
        /// whom its people take first of those who wait in queues of equal priority: who has waited longest (`"wait"`), or
        /// who waits in the queue that comes first in `serves` (`"preference"`; M-D2)
        by: Word<TakenBy>, default "`\"wait\"`", r#""preference""#, "one of the two";
        /// on own work; on the phones only when a rung borrows them (M-A5)
        lent: Flag, default "`false`", "true", "without quotes";
        /// what its people do while no rung borrows them, and what becomes of it when one does (M-A5)
        own_work: OwnWorkTable, default "not known", r#"{ name = "coaching", minutes_per_task = 30 }"#, "of lent groups";
        /// multiplies every talk time, or those of calls of some queues; below 1 is faster (M-A1)
        talk_factor: FactorValue, default "`1`", "0.9", "from 0.01 to 100, or by queue: `{ general = 0.9 }`";
        /// multiplies every wrap-up time, or those of calls of some queues
        wrap_up_factor: FactorValue, default "`1`", "1.1", "from 0.01 to 100, or by queue: `{ general = 1.1 }`";
        /// chance that a person is not there today, or one for each reason (M-A3)
        absence: AbsenceValue, default "`0`", "{ sick = 0.05, leave = 0.03 }", "4 % is `0.04`; at most 1 in all";
        /// how people come late to their shift (M-A3)
        late: LateTable, default "nobody does", "{ chance = 0.1, by = { exponential = { mean = \"10m\" } } }",
            "people with shifts of their own: not with `staffing`";
        /// so long before the start of their shift people are there, in line for a seat which they take from the start on (M-A6)
        early: Duration, default "`\"0s\"`", r#""10m""#, "people with shifts of their own: not with `staffing`";
        /// pay of one person for one hour
        cost_per_hour: Number<Cost>, default "none", "30.0", "0 or more";
        /// whether time on the phones after the end of the shift is paid, to finish a call or for the queue: `"paid"`, `"unpaid"` (M-A2)
        overrun: Word<Overrun>, default "`\"unpaid\"`; of lent groups `\"paid\"`", r#""paid""#, "one of the two";
        /// that time is worth so many times the pay
        overtime_factor: Number<Factor>, default "`1`", "1.5", "from 0.01 to 100";
    }
    one_of Present {
        /// so many from opening to closing
        people = People: People<0>, "20", "0 is legal, a fraction is not";
        /// planned shifts, each with `people`, `start`, `end` and `breaks`
        shifts = Shifts: List<ShiftTable>, r#"[{ people = 3, start = "09:00", end = "18:00" }]"#,
            "exactly one of `people`, `shifts`, `staffing`";
        /// [head-counts](#head-counts) per stretch of time (M-A3)
        staffing = Staffing: FilePath, r#""data/staffing.csv""#, "a row at opening or before";
    }
}

keys! {
    /// the own work of a lent group: one of `minutes_per_task`, `tasks_per_hour`
    OwnWorkTable: OwnWork => OwnWorkKeys {
        /// what it is called
        name: Name, required, r#""coaching""#, "see [names](#names)";
        /// when deferred work must have been caught up: so long after it was deferred, by a time of day, or by closing
        deadline: DeadlineValue, default "none", r#""4h""#, "a duration, a clock time, or `\"closing\"`";
        /// whether it is caught up later on the same day, in free time
        catch_up: Flag, default "`false`", "true", "without quotes";
        /// the part of a person's time at own work that is free for it
        spare: Number<Share>, default "`0.1`", "0.2", "10 % is `0.1`";
        /// what each deferred task costs, caught up or not
        price_per_deferred: Number<Cost>, default "nothing", "5.0", "0 or more";
        /// what each task costs that is past its deadline
        price_per_late: Number<Cost>, default "nothing", "20.0", "0 or more";
    }
    one_of WorkRate {
        /// how long a person takes for a task, in minutes
        minutes_per_task = Minutes: MinutesPerTask, "30", "0.0006 to 600000";
        /// how many tasks a person does in an hour
        tasks_per_hour = PerHour: Number<TasksPerHour>, "2", "0.0001 to 100000";
    }
}

keys! {
    /// how people come late to their shift
    LateTable: Lateness => LateKeys {
        /// the chance that a person does today
        chance: Number<Share>, required, "0.1", "10 % is `0.1`";
        /// by how much
        by: RandomTime, required, r#"{ exponential = { mean = "10m" } }"#, "see [Random times](#random-times)";
    }
}

keys! {
    /// some people's planned presence
    ShiftTable: Shift => ShiftKeys
    {
        /// how many work it
        people: People<0>, required, "14", "0 is legal";
        /// from
        start: Clock, required, r#""08:00""#, "the shift must overlap the opening hours; it may begin before them";
        /// to
        end: Clock, required, r#""16:00""#, "after `start`; with `dates` it may be on the next date, else a night shift must be cut at `\"24:00\"`";
        /// of several `dates` those on which it starts
        on: OnValue, default "every date on which it meets opening hours", r#"["saturday", "sunday"]"#, "see [Dates](#dates)";
        /// planned pauses, each with `start` and `length`
        breaks: List<BreakTable>, default "none", r#"[{ start = "11:30", length = "45m" }]"#,
            "inside the shift, in order of time, not overlapping";
    }
}

keys! {
    /// a planned pause
    BreakTable: Break => BreakKeys {
        /// when it should begin; a call in hand delays it (M-A2)
        start: Clock, required, r#""11:30""#, "inside the shift";
        /// how long it takes, also when it begins late
        length: Duration, required, r#""45m""#, "longer than `\"0s\"`";
    }
}

impl Words for Overrun {
    const WORDS: &'static [(&'static str, Self)] = &[("paid", Self::Paid), ("unpaid", Self::Unpaid)];
}

impl Words for TakenBy {
    const WORDS: &'static [(&'static str, Self)] = &[("wait", Self::LongestWait), ("preference", Self::Preference)];
}

/// A factor for all calls or by queue.
pub(super) enum FactorValue {}

impl ValueKind for FactorValue {
    type Value<'t> = GroupFactor;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<GroupFactor> {
        match at.node.as_table() {
            Some(_) => ByQueue::<Number<Factor>>::read(at, reader).map(GroupFactor::ByQueue),
            None => Number::<Factor>::read(at, reader).map(GroupFactor::OfAll),
        }
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "anyOf": [Number::<Factor>::schema(all), ByQueue::<Number<Factor>>::schema(all)] })
    }
    fn words() -> String {
        format!("{}, or {}", Number::<Factor>::words(), ByQueue::<Number<Factor>>::words())
    }
}

/// When deferred work must have been caught up.
pub(super) enum DeadlineValue {}

impl ValueKind for DeadlineValue {
    type Value<'t> = Deadline;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Deadline> {
        match at.node.value.as_text() {
            Some("closing") => Some(Deadline::Closing),
            Some(text) if text.contains(':') => reader.clock(at).map(Deadline::At),
            Some(_) | None => reader.span_in(at, Wanted::Deadline).map(Deadline::Within),
        }
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "anyOf": [{ "const": "closing" }, Clock::schema(all), Duration::schema(all)] })
    }
    fn words() -> String {
        "duration, clock time, or `\"closing\"`".to_owned()
    }
}

/// One chance of absence, or one for each reason.
pub(super) enum AbsenceValue {}

impl ValueKind for AbsenceValue {
    type Value<'t> = Absence;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Absence> {
        let Some(table) = at.node.as_table() else { return reader.number(at).map(Absence::Plain) };
        let mut read = |reason: &String| Some((reason.clone(), reader.number(&at.get(reason)?)?));
        Some(Absence::ByReason(table.keys().filter_map(&mut read).collect()))
    }
    fn schema(all: &mut Definitions) -> Json {
        let share = Number::<Share>::schema(all);
        json!({ "anyOf": [share, { "type": "object", "additionalProperties": share }] })
    }
    fn words() -> String {
        "share, or table of a share by reason".to_owned()
    }
}

/// A group; one whose `serves` cannot be read serves all queues, so that no queue seems to be left alone.
pub(super) fn group(
    keys: Option<GroupKeys<'_>>,
    queues: &[String],
    (context, first): (TableContext<'_>, FirstDate),
    reader: &mut Reader<'_>,
) -> AgentGroup {
    let mut group = AgentGroup::new("", &[], Presence::People(1));
    group.serves = queues.to_vec();
    let Some(keys) = keys else { return group };
    AgentGroup {
        name: keys.name.unwrap_or(group.name),
        serves: keys.serves.unwrap_or(group.serves),
        lent: keys.lent.unwrap_or(group.lent),
        after: keys.after.unwrap_or_default(),
        keep_free: keys.keep_free.unwrap_or_default(),
        by: keys.by.unwrap_or(group.by),
        talk_factor: keys.talk_factor.unwrap_or(group.talk_factor),
        wrap_up_factor: keys.wrap_up_factor.unwrap_or(group.wrap_up_factor),
        absence: keys.absence.unwrap_or(group.absence),
        own_work: keys.own_work.map(own_work),
        late: keys.late.map(|keys| lateness(keys, context, reader)),
        early: keys.early.unwrap_or(group.early),
        cost_per_hour: keys.cost_per_hour,
        overrun: keys.overrun,
        overtime_factor: keys.overtime_factor.unwrap_or(group.overtime_factor),
        presence: keys.choice.and_then(|present| presence(present, (context, first), reader)).unwrap_or(group.presence),
    }
}

/// Own work, with harmless stand-ins for what cannot be read.
fn own_work(keys: OwnWorkKeys<'_>) -> OwnWork {
    let tasks_per_hour = match keys.choice {
        Some(WorkRate::Minutes(minutes)) => 60.0 / minutes,
        Some(WorkRate::PerHour(tasks)) => tasks,
        None => 1.0,
    };
    let work = OwnWork::new(keys.name.as_deref().unwrap_or("work"), tasks_per_hour);
    OwnWork {
        deadline: keys.deadline,
        catch_up: keys.catch_up.unwrap_or(work.catch_up),
        spare: keys.spare.unwrap_or(work.spare),
        price_per_deferred: keys.price_per_deferred,
        price_per_late: keys.price_per_late,
        ..work
    }
}

/// How people come late, with harmless stand-ins for what cannot be read.
fn lateness(keys: LateKeys<'_>, context: TableContext<'_>, reader: &mut Reader<'_>) -> Lateness {
    let by = keys.by.and_then(|drawn| distribution(drawn, context.date, reader));
    Lateness { chance: keys.chance.unwrap_or(0.0), by: by.unwrap_or(Distribution::Constant(Span::ZERO)) }
}

fn presence(
    present: Present<'_>,
    (context, first): (TableContext<'_>, FirstDate),
    reader: &mut Reader<'_>,
) -> Option<Presence> {
    match present {
        Present::People(people) => Some(Presence::People(people)),
        Present::Shifts(shifts) => {
            Some(Presence::Shifts(shifts.into_iter().map(|keys| shift(keys, first, reader)).collect()))
        }
        Present::Staffing(at) => data::staffing(&at, context, reader).map(Presence::HeadCounts),
    }
}

/// A shift at its place, so that the model names it by the right index; one without readable times stands all day. Of several dates
/// it may end on the next.
fn shift(keys: Option<ShiftKeys<'_>>, first: FirstDate, reader: &mut Reader<'_>) -> Shift {
    let all_day = Shift::new(1, SimTime::MIDNIGHT, SimTime::clock(24, 0));
    let Some(ShiftKeys { people, start, end, on, breaks: pauses }) = keys else { return all_day };
    let on = first.on(on, reader);
    let (from, to) = start.zip(end).unwrap_or((all_day.start, all_day.end));
    let to = if first.0.is_some() { dates::after(from, to) } else { to };
    let breaks = breaks(pauses.unwrap_or_default(), from, to);
    Shift { people: people.unwrap_or(1), start: from, end: to, breaks, on }
}

/// Every break of a shift, at its place; after midnight in a shift that goes on then.
fn breaks(pauses: Vec<Option<BreakKeys<'_>>>, from: SimTime, to: SimTime) -> Vec<Break> {
    let mut after = from;
    let read = pauses.into_iter().map(|keys| {
        let mut pause = pause(keys, after);
        if pause.start < from && to > SimTime::clock(24, 0) {
            pause.start += Span::from_hours(24);
        }
        after = pause.start + pause.length;
        pause
    });
    read.collect()
}

/// A break; what cannot be read of it takes no time at the end of the one before, so that it is in nobody's way.
fn pause(keys: Option<BreakKeys<'_>>, after: SimTime) -> Break {
    let Some(BreakKeys { start, length }) = keys else { return Break { start: after, length: Span::ZERO } };
    match (start, length) {
        (Some(start), length) => Break { start, length: length.unwrap_or(Span::ZERO) },
        (None, Some(length)) if length <= Span::ZERO => Break { start: after, length },
        (None, _) => Break { start: after, length: Span::from_micros(1) },
    }
}
