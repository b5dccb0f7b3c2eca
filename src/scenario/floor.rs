//! From a tree of values to the parts of a floor.

use super::dates::{DatesStated, DatesTable, FirstDate, HoursTable};
use super::days::TableContext;
use super::expect::Expectations;
use super::fault::ScenarioFault;
use super::keys::kinds::{
    AsNamed, Blocks, CivilDate, Clock, Count, Duration, Durations, FilePath, List, Name, Number, OfCallers, People,
    Scale, Seed, Share, SomeWords, Text, Word, Words,
};
use super::keys::{ValueKind, keys};
use super::note::NoteName;
use super::precision::{DaysToPlay, PrecisionKeys, PrecisionTable, Strata};
use super::reader::{At, Reader};
use super::{RunSettings, crew, dates, incident, ladder, precision, queue, zone};
use crate::figures::Relative;
use crate::model::{
    self, AfterClose, AgentGroup, Arrivals, Attribution, Calendar, FaultKind, FloorParts, HoursFault, MAX_LINES,
    MAX_WAITING, Presence, Quantity, Queue, ServiceTarget, Targets, ranges,
};
use crate::units::{SimTime, Span};
use jiff::civil::Date;

keys! {
    /// a holdline scenario: one day on the floor of a call centre
    ScenarioTable: Scenario => ScenarioKeys
    later ["calendar"]
    {
        /// another scenario that this one changes, see [below](#a-scenario-that-changes-another)
        base: FilePath, default "none", r#""weekday.toml""#, "the chain of bases must end";
        /// what the scenario is called
        name: Name, default "name of the file", r#""Weekday""#, "see [names](#names)";
        /// why it exists, shown in the report
        why: Text, default "empty", r#""The plan of week 48.""#, "put it in quotes";
        /// the date it is about; picks rows of tables by their `date` or `weekday`
        date: CivilDate, default "none", "2026-11-23", "a date that exists, without a time";
        /// the dates that one day covers, in place of `date`: see [below](#dates) (M-T4)
        dates: DatesTable, default "none", "{ from = 2027-02-05, to = 2027-02-13 }", "`from` and `to` are needed";
        /// the time zone in which clocks are put forward and back on the date or the `dates` (M-T4)
        time_zone: Text, default "none", r#""Europe/Berlin""#, "a name of the IANA time zones; it needs `date` or `dates`";
        /// when callers are first taken
        open: Clock, required, r#""08:00""#, "quote the time";
        /// when the last caller is taken; itself no longer open
        close: Clock, required, r#""22:00""#, "later than `open`, `\"24:00\"` at the latest; with `dates` it may be on the next date";
        /// other opening hours on some of the `dates`
        hours: List<HoursTable>, default "none", r#"[{ on = [2027-02-05], close = "18:00" }]"#, "of two that name a date the last holds";
        /// length of the slices of the results
        interval: Duration, default "`\"15m\"`", r#""30m""#, "must fit a whole number of times into the opening hours";
        /// what happens at closing to those who wait (M-T3): `"serve"`, they are served or hang up; `"stay"`, agents also
        /// stay until the queue is empty; `"cut"`, they are dismissed
        after_close: Word<AfterClose>, default "`\"serve\"`", r#""stay""#, "one of the three";
        /// physical seats (M-A4)
        seats: People<1>, default "as many as needed", "50", "at least 1; leave it out for no limit";
        /// telephone lines: who waits has one, and who talks; a caller who finds all taken is blocked (M-C5)
        lines: Count<1, MAX_LINES, AsNamed>, default "as many as needed", "120",
            "1 to 1000000; leave it out for no limit";
        /// so many waiting callers stop the day with an error (M-B3)
        max_waiting: Count<1, MAX_WAITING, OfCallers>, default "`100000`", "5000", "1 to 1000000";
        /// multiplies the calls of every queue, on top of its own `scale`
        scale: Number<Scale>, default "`1`", "1.2", "0 or more; not with recorded calls";
        /// how it is simulated
        run: RunTable, default "as below", "{ days = 200 }", "";
        /// what a good day is
        targets: TargetsTable, default "none", "{ answer_rate = 0.90 }", "";
        /// notes that are not told, by their names: see [Notes on the plan](#notes-on-the-plan)
        silence: SomeWords<NoteName>, default "none", r#"["fewer_in_busiest_hour"]"#, "names of notes";
        /// call types, one `[[queues]]` block each
        queues: Blocks<queue::QueueTable>, default "at least one", "", "`[[queues]]`, not `[queues]`";
        /// groups of agents, one `[[groups]]` block each
        groups: Blocks<crew::GroupTable>, default "none", "", "every queue needs a group that serves it";
        /// what brings more callers on some days, one `[[incidents]]` block each (M-C4)
        incidents: Blocks<incident::IncidentTable>, default "none", "", "";
        /// the escalation procedure
        ladder: ladder::LadderTable, default "none", "", "not beside `[[ladders]]`";
        /// several, one `[[ladders]]` block each, the one that gets people first before the others (M-L11)
        ladders: Blocks<ladder::LadderTable>, default "none", "", "not beside `[ladder]`";
        /// what should come out, see [below](#expect)
        expect: Expectations, default "none", r#"{ answer_rate = ">= 0.90" }"#, "";
    }
}

keys! {
    /// how it is simulated
    RunTable: Run => RunKeys {
        /// days to simulate
        days: DaysToPlay, default "`1000`", "200", "1 to 1,000,000";
        /// days are added until a figure is known so well (M-S4); `--days` asks for a fixed number instead
        precision: PrecisionTable, default "none", r#"{ measure = "answer_rate", half_width = 0.002 }"#,
            "`measure` and `half_width` are needed";
        /// days are drawn in so many strata of busyness (M-S8): of as many days in a row one is among the calmest, one among the busiest
        strata: Strata, default "none", "20", "2 to 100";
        /// where the draws start; the same seed gives the same days
        seed: Seed, default "`1`", "42", "0 or more";
        /// calls and time in this stretch after opening are not counted
        warm_up: Duration, default "`\"0s\"`", r#""2h""#, "shorter than the opening hours";
        /// the interval a call is booked in (M-S5): where it came (`"arrival"`) or ended (`"completion"`)
        attribution: Word<Attribution>, default "`\"arrival\"`", r#""completion""#, "one of the two";
        /// service levels within these times are told, too
        service_levels: Durations, default "those within 20 s, 180 s and the target's time", r#"["30s", "60s"]"#,
            "at most 5 times, each with a unit";
        /// hang-ups within this time are short: `service_level_T_less_short` leaves them out
        short_abandon: Duration, default "`\"5s\"`", r#""10s""#, "with a unit";
    }
}

keys! {
    /// what a good day is
    TargetsTable: Targets => TargetsKeys
    later ["occupancy"]
    {
        /// least answer rate of a day
        answer_rate: Number<Share>, default "none", "0.90", "a target needs at least one agent somewhere";
        /// answered `within` so long, by at least this `share`
        service_level: ServiceLevelTable, default "none", r#"{ within = "20s", share = 0.80 }"#, "`within` and `share` are needed";
        /// longest mean wait of the answered of a day
        asa: Duration, default "none", r#""20s""#, "with a unit";
        /// most callers who hang up, as a share of the offered of a day
        abandon_rate: Number<Share>, default "none", "0.05", "5 % is `0.05`";
        /// the share of days on which each target must be met; without it the mean is judged
        share_of_days: Number<Share>, default "none", "0.90", "9 days in 10 are `0.9`";
    }
}

keys! {
    /// answered within so long, by at least this share
    ServiceLevelTable: ServiceLevel => ServiceLevelKeys {
        /// the longest good wait
        within: Duration, required, r#""20s""#, "with a unit";
        /// the least share
        share: Number<Share>, required, "0.80", "80 % is `0.8`";
        /// of whom it is the share: answered in time of the offered (`"of_offered"`), of the answered (`"of_answered"`), of the
        /// offered without short hang-ups (`"less_short"`), of the offered without hang-ups in time (`"less_abandons"`), or
        /// answered or hung up in time of the offered (`"with_abandons"`)
        definition: Word<Relative>, default "`\"of_offered\"`", r#""less_abandons""#, "one of the five";
    }
}

impl Words for NoteName {
    const WORDS: &'static [(&'static str, Self)] = Self::ALL;
}

impl Words for AfterClose {
    const WORDS: &'static [(&'static str, Self)] = &[("serve", Self::Serve), ("stay", Self::Stay), ("cut", Self::Cut)];
}

impl Words for Relative {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("of_offered", Self::OfOffered),
        ("of_answered", Self::OfAnswered),
        ("less_short", Self::LessShort),
        ("less_abandons", Self::LessAbandons),
        ("with_abandons", Self::WithAbandons),
    ];
}

impl Words for Attribution {
    const WORDS: &'static [(&'static str, Self)] = &[("arrival", Self::Arrival), ("completion", Self::Completion)];
}

/// What a scenario says, with a harmless stand-in for whatever could not be read.
pub(super) struct Draft<'t> {
    pub parts: FloorParts,
    pub run: RunSettings,
    pub date: Option<Date>,
    /// What is expected, yet to be read.
    pub expect: Option<At<'t>>,
}

/// Reads everything but what is expected.
pub(super) fn draft<'t>(root: &At<'t>, default_name: &str, reader: &mut Reader<'_>) -> Option<Draft<'t>> {
    let keys = ScenarioTable::read(root, reader)?;
    reader.sources.silenced = keys.silence.clone().unwrap_or_default();
    let stated =
        DatesStated { dates: keys.dates.as_ref(), usual: keys.open.zip(keys.close), others: keys.hours.as_deref() };
    let several = dates::hours(root, &stated, reader);
    let has_dates = root.get("dates").is_some();
    let hours = if has_dates { None } else { hours(root, &keys, reader) };
    let (open, close) = hours.unwrap_or((SimTime::MIDNIGHT, SimTime::clock(24, 0)));
    let one = [model::Hours { date: keys.date.filter(|_| !has_dates), open, close }];
    let stated = several.as_deref().unwrap_or(if has_dates { &[] } else { &one });
    let clock = zone::clock(root, keys.time_zone.as_deref(), stated, reader);
    let calendar = several.as_ref().and_then(|hours| dates::calendar(root, hours, &clock, reader));
    if has_dates && calendar.is_none() {
        reader.taint(&model::Path::of("dates"));
    }
    let usual = FloorParts::new(default_name, open, close);
    let ScenarioKeys { base: _followed, date, dates: _read, hours: _others, expect, .. } = keys;
    let date = date.filter(|_| !has_dates);
    let context = TableContext { hours, date, calendar: calendar.as_ref(), clock: &clock, midnight: Span::ZERO };
    let first = FirstDate(calendar.as_ref().and_then(|calendar| calendar.sessions()[0].date));
    let RunKeys { days, precision, strata, seed, warm_up, attribution, service_levels, short_abandon } =
        keys.run.unwrap_or_default();
    let run = run_settings(root, days, seed, precision, reader);
    let mut queues = queue::queues(root, keys.queues.unwrap_or_default(), context, reader);
    keys.scale.into_iter().for_each(|scale| scale_all(root, scale, &mut queues, reader));
    let names: Vec<_> = queues.iter().map(|q| q.name.clone()).collect();
    let groups = keys.groups.unwrap_or_default();
    let incidents = keys.incidents.unwrap_or_default();
    let opens = calendar.as_ref().map_or(open, Calendar::open);
    let mut groups: Vec<_> =
        groups.into_iter().map(|keys| crew::group(keys, &names, (context, first), reader)).collect();
    let ladders = ladder::ladders(root, keys.ladder, keys.ladders, &mut groups, date, reader);
    let parts = FloorParts {
        name: keys.name.unwrap_or(usual.name),
        why: keys.why.unwrap_or(usual.why),
        interval: keys.interval.unwrap_or(usual.interval),
        after_close: keys.after_close.unwrap_or(usual.after_close),
        seats: keys.seats,
        lines: keys.lines,
        max_waiting: keys.max_waiting.unwrap_or(usual.max_waiting),
        warm_up: warm_up.unwrap_or(usual.warm_up),
        attribution: attribution.unwrap_or(usual.attribution),
        queues,
        groups,
        incidents: incidents.into_iter().map(|keys| incident::incident(keys, (opens, first), date, reader)).collect(),
        ladders,
        strata,
        targets: keys.targets.map(targets).unwrap_or_default(),
        service_levels: service_levels.into_iter().flatten().chain(asked_within(&run)).collect(),
        also_within: usual.also_within,
        short_abandon: short_abandon.unwrap_or(usual.short_abandon),
        hours: several.filter(|_| calendar.is_some()).unwrap_or_else(|| one.to_vec()),
        clock,
    };
    Some(Draft { parts, run, date: date.or(first.0), expect })
}

fn run_settings(
    root: &At<'_>,
    days: Option<u32>,
    seed: Option<u64>,
    precision: Option<PrecisionKeys<'_>>,
    reader: &mut Reader<'_>,
) -> RunSettings {
    let usual = RunSettings::default();
    let (days, seed) = (days.unwrap_or(usual.days), seed.unwrap_or(usual.seed));
    let at = root.get("run").and_then(|run| run.get("precision"));
    let precision = at.zip(precision).and_then(|(at, keys)| precision::precision(&at, keys, days, reader));
    RunSettings { days, seed, precision }
}

/// The time of the service level that a run is to be sure of, which has to be counted for it.
fn asked_within(run: &RunSettings) -> Option<Span> {
    run.precision.and_then(|precision| precision.measure.within())
}

/// Opening and closing, if both can be read and closing is later.
fn hours(root: &At<'_>, keys: &ScenarioKeys<'_>, reader: &mut Reader<'_>) -> Option<(SimTime, SimTime)> {
    let (open, close, at) = (keys.open?, keys.close?, root.get("close")?);
    if close <= open {
        reader.fault(&at, FaultKind::Hours(HoursFault::Backwards { open, close }));
        return None;
    }
    Some((open, close))
}

/// Multiplies the calls of every queue; recorded calls are those and no others.
fn scale_all(root: &At<'_>, scale: f64, queues: &mut [Queue], reader: &mut Reader<'_>) {
    let Some(at) = root.get("scale") else { return };
    if !ranges::SCALE.contains(&scale) {
        let fault = FaultKind::OutOfRange { of: Quantity::Scale, value: scale, range: ranges::SCALE };
        return reader.fault(&at, fault);
    }
    for queue in queues {
        match &mut queue.arrivals {
            Arrivals::Profile { scale: own, .. } => *own *= scale,
            Arrivals::Sample(_) | Arrivals::Calls(_) => {
                reader.fault(&at, ScenarioFault::ScaleOfRecordedCalls { queue: queue.name.clone() });
            }
        }
    }
}

fn targets(keys: TargetsKeys<'_>) -> Targets {
    let TargetsKeys { answer_rate, service_level, asa, abandon_rate, share_of_days } = keys;
    // What cannot be read has a stand-in, so that the other key is still looked at.
    let service_level = service_level.map(|keys| ServiceTarget {
        within: keys.within.unwrap_or(Span::from_secs(20)),
        share: keys.share.unwrap_or(1.0),
        definition: keys.definition.unwrap_or_default(),
    });
    Targets { answer_rate, service_level, asa, abandon_rate, share_of_days }
}

/// Adds people for queues that only seem to be served by nobody because groups could not be read.
pub(super) fn stand_in_group(parts: &mut FloorParts) {
    let names: Vec<_> = parts.queues.iter().map(|q| q.name.clone()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    parts.groups.push(AgentGroup::new("(unread)", &names, Presence::People(1)));
}
