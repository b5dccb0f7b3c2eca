//! Queues and where their callers come from, as a scenario states them.

use super::by_clock;
use super::data;
use super::days::TableContext;
use super::distribution::{PatienceValue, RandomTime, distribution, patience};
use super::fault::Wanted;
use super::keys::kinds::{
    AsNamed, CivilDate, Count, DayCv, Definitions, Duration, FilePath, IntervalCv, List, Name, Names, Number,
    OfCallers, OfGroups, Rate, Scale, Share, Word, Words,
};
use super::keys::{ValueKind, keys};
use super::ladder::ClockRange;
use super::reader::{At, Reader};
use super::transfer::{TransferTable, TransferredTable, transfer, transferred};
use crate::model::{
    Announcement, Arrivals, CallAgain, Callback, DayFactor, Distribution, IntervalFactor, Ivr, MAX_CALLBACKS,
    MAX_CALLS_AGAIN, MAX_TRIES, ProfileRow, Queue, Session,
};
use crate::units::{SimTime, Span};
use serde_json::{Value as Json, json};
use std::path::PathBuf;

keys! {
    /// a call type
    QueueTable: Queue => QueueKeys
    later ["resolution"]
    {
        /// its name
        name: Name, required, r#""general""#, "each name once, not `all`; see [names](#names)";
        /// higher is served first (M-D2)
        priority: Priority, default "`0`", "10", "no fractions";
        /// among callers of equal priority, how much earlier its callers count as having come (M-D2)
        credit: Duration, default "none", r#""90s""#, "with a unit";
        /// where its callers come from
        arrivals: ArrivalsTable, required, r#"{ profile = "weekday.csv" }"#,
            "exactly one of `profile`, `calls_per_hour`, `sample`, `calls`";
        /// time with the caller
        talk: RandomTime, required, r#"{ lognormal = { mean = "3m30s", cv = 1.0 } }"#, "see [Random times](#random-times)";
        /// how much whole days differ in talk: coefficient of variation of the day's factor on talk times (M-C2)
        talk_day_cv: Number<DayCv>, default "`0`: all alike", "0.06", "0, or from 0.0001 to 10";
        /// whether a day of long talks is so for all queues (`"shared"`) or for this one alone (`"own"`)
        talk_day: Word<WhoseDay>, default "`\"shared\"`", r#""own""#, "one of the two";
        /// time after the call
        wrap_up: RandomTime, default "none", r#"{ exponential = { mean = "30s" } }"#, "see [Random times](#random-times)";
        /// how long a caller would wait (M-C6)
        patience: PatienceValue, default "`\"infinite\"`", r#"{ exponential = { mean = "2m" } }"#,
            "for a curve from data: `{ empirical = \"km.csv\" }`";
        /// recorded announcements, at each of which some hang up who would else wait on (M-C6)
        announcements: List<AnnouncementTable>, default "none", r#"[{ at = "20s", chance = 0.08 }]"#, "a list, in braces each";
        /// what callers go through before they ask for a person, or need nobody (M-C5)
        ivr: IvrTable, default "none", r#"{ delay = "40s", contained = 0.25 }"#, "`arrivals` are then calls into it";
        /// chance that a caller who would have to wait hangs up at once
        balk: Number<Share>, default "`0`", "0.05", "5 % is `0.05`";
        /// who hung up or was blocked calls again (M-C7)
        redial: CallAgainTable, default "nobody does", "{ chance = 0.5, after = { exponential = { mean = \"10m\" } } }",
            "`arrivals` are then first calls only";
        /// who was answered calls again, as the matter was not settled (M-C8)
        repeat: CallAgainTable, default "nobody does", "{ chance = 0.15, after = { exponential = { mean = \"2h\" } } }",
            "`chance` is 1 less the share of matters settled";
        /// who would have to wait may be called back instead (M-C9)
        callback: CallbackTable, default "nobody is", r#"{ chance = 0.4, expected_wait = "2m" }"#, "see [Callbacks](#callbacks)";
        /// answered callers who go on to another queue at the end of the talk (M-C10)
        transfers: List<TransferTable>, default "none", r#"[{ to = "second line", chance = 0.2 }]"#, "see [Transfers](#transfers)";
        /// how those stand in line and wait who are transferred to it
        transferred: TransferredTable, default "as its own callers do", r#"{ priority = 10 }"#, "see [Transfers](#transfers)";
        /// groups that are asked first, in this order (M-D1)
        answered_by: Names<OfGroups>, default "whoever has been idle longest", r#"["inbound", "floaters"]"#,
            "each must serve the queue";
    }
}

keys! {
    /// a recorded announcement
    AnnouncementTable: Announcement => AnnouncementKeys {
        /// after how long a wait
        at: Duration, required, r#""20s""#, "with a unit";
        /// the chance that who still waits then hangs up
        chance: Number<Share>, required, "0.08", "8 % is `0.08`";
    }
}

keys! {
    /// what callers go through before they ask for a person
    IvrTable: Ivr => IvrKeys {
        /// how long it takes; the caller has a line
        delay: RandomTime, required, r#""40s""#, "see [Random times](#random-times)";
        /// the chance that nobody needs to be asked for then
        contained: Number<Share>, default "`0`", "0.25", "25 % is `0.25`";
    }
}

keys! {
    /// who calls again
    CallAgainTable: CallAgain => CallAgainKeys {
        /// the chance that a caller does, each time
        chance: Number<Share>, required, "0.5", "50 % is `0.5`";
        /// after how long: from hanging up or being blocked, or from the end of the talk
        after: RandomTime, required, r#"{ exponential = { mean = "10m" } }"#, "see [Random times](#random-times)";
        /// how often one caller does so at most: of redials since the last answer, of repeats on one day
        at_most: Count<1, MAX_CALLS_AGAIN, AsNamed>, default "`3`", "3", "1 to 20";
    }
}

keys! {
    /// who is called back instead of waiting
    CallbackTable: Callback => CallbackKeys {
        /// the chance that who is offered to be called back accepts
        chance: Number<Share>, required, "0.4", "40 % is `0.4`";
        /// it is offered if the wait to be expected, which is that of who has waited longest, is at least so long
        expected_wait: Duration, default "`\"0s\"`: whoever has to wait", r#""2m""#, "with a unit";
        /// it is offered to who has waited so long on the line, and no longer in place of the wait
        offer_after: Duration, default "`\"0s\"`: at once", r#""1m""#, "less than `within`";
        /// it is offered only when it is as late as the first time and not as late as the second
        between: ClockRange, default "all day", r#"["09:00", "17:00"]"#, "the earlier time first";
        /// while so many are to be called back none is offered
        at_most: Count<1, MAX_CALLBACKS, OfCallers>, default "no limit", "25", "1 to 1000000";
        /// higher is called first (M-D2)
        priority: Priority, default "that of the queue", "0", "no fractions";
        /// the chance of each try that nobody picks up
        no_answer: Number<Share>, default "`0`", "0.2", "20 % is `0.2`";
        /// how long an agent then lets it ring
        rings: RandomTime, default "`\"30s\"`", r#""40s""#, "see [Random times](#random-times)";
        /// how often somebody is called in all
        tries: Count<1, MAX_TRIES, AsNamed>, default "`2`", "3", "1 to 20";
        /// how long after a try in vain the next falls due
        again_after: RandomTime, default "`\"15m\"`", r#""30m""#, "see [Random times](#random-times)";
        /// who has not been called so long after calling is not called any more
        within: Duration, default "no limit", r#""2h""#, "more than 0";
    }
}

keys! {
    /// where callers come from: exactly one of `profile`, `calls_per_hour`, `sample`, `calls`
    ArrivalsTable: Arrivals => ArrivalsKeys
    one_of Source {
        /// [a profile](#profile): expected calls per row, Poisson within a row (M-C1)
        profile = Profile: FilePath, r#""data/weekday.csv""#, "rows must cover the opening hours";
        /// one rate all day
        calls_per_hour = Rate: Rate, "30", "0 or more", without ["first_date"] NoTable, drops ["scale"];
        /// [sampled days](#sampled-days): each day has the calls of one of many past days (M-C3)
        sample = Sample: FilePath, r#""data/history.csv""#, "goes with none of the keys below",
            without ["scale", "scale_cv", "first_date", "busyness_cv", "busyness", "interval_cv", "interval_correlation"] AsOnPastDays;
        /// [recorded calls](#recorded-calls): these callers, the same every day (M-C3)
        calls = Calls: FilePath, r#""data/day.csv""#, "goes with none of the keys below",
            without ["scale", "scale_cv", "first_date", "busyness_cv", "busyness", "interval_cv", "interval_correlation"] SameEveryDay;
    }
    then {
        /// multiplies the profile or the rate
        scale: Number<Scale>, default "`1`", "1.2", "0 or more";
        /// how unsure `scale` is: coefficient of variation of one more factor, drawn once for all dates (M-C2)
        scale_cv: Number<DayCv>, default "`0`: known", "0.05", "0, or from 0.0001 to 10";
        /// the date of the table that stands for the scenario's `date`, or for the first of its `dates`; the others follow day by day
        first_date: CivilDate, default "the scenario's own", "2026-02-16", "with `profile`; see [Last year's holiday](#last-years-holiday)";
        /// how much whole days differ: coefficient of variation of the day's factor (M-C2)
        busyness_cv: Number<DayCv>, default "`0`: all alike", "0.12", "0, or from 0.0001 to 10";
        /// whether a busy day is busy for all queues (`"shared"`) or for this one alone (`"own"`)
        busyness: Word<WhoseDay>, default "`\"shared\"`", r#""own""#, "one of the two";
        /// how much the intervals of a day differ besides: coefficient of variation of the factor of an interval of the results (M-C2)
        interval_cv: Number<IntervalCv>, default "`0`: all alike", "0.1", "0, or from 0.0001 to 2";
        /// correlation of the factors of an interval and the next
        interval_correlation: Number<Share>, default "`0`", "0.6", "0 to 1";
    }
}

/// Whose day differs from others.
#[derive(Clone, Copy)]
pub(super) enum WhoseDay {
    Shared,
    Own,
}

impl Words for WhoseDay {
    const WORDS: &'static [(&'static str, Self)] = &[("shared", Self::Shared), ("own", Self::Own)];
}

/// A priority.
pub(super) enum Priority {}

/// More than this is a slip of the pen.
const HIGHEST: i32 = 1_000_000;

impl ValueKind for Priority {
    type Value<'t> = i32;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<i32> {
        let number = at.node.value.as_whole().and_then(|number| i32::try_from(number).ok());
        let number = number.filter(|number| (-HIGHEST..=HIGHEST).contains(number));
        number.or_else(|| reader.wrong(at, Wanted::Priority(HIGHEST)))
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "integer", "minimum": -HIGHEST, "maximum": HIGHEST })
    }
    fn words() -> String {
        "whole number".to_owned()
    }
}

/// How often somebody calls again at most, if the scenario does not say.
const USUAL_CALLS_AGAIN: u32 = 3;

/// A queue that reads recorded calls.
struct CallsFile {
    file: PathBuf,
    queue: String,
    /// The queue's place among all.
    place: u64,
}

/// Every queue, with harmless stand-ins for what cannot be read.
pub(super) fn queues(
    root: &At<'_>,
    all: Vec<Option<QueueKeys<'_>>>,
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> Vec<Queue> {
    let stated = root.get("queues").map(|at| at.elements()).unwrap_or_default();
    reader.sources.names = stated.iter().filter_map(|at| at.node.name().map(str::to_owned)).collect();
    let calls_files = calls_files(&stated, reader);
    all.into_iter().map(|keys| queue(keys, &calls_files, context, reader)).collect()
}

fn calls_files(queues: &[At<'_>], reader: &Reader<'_>) -> Vec<CallsFile> {
    let of = |(place, at): (u64, &At<'_>)| {
        let calls = at.get("arrivals")?.get("calls")?;
        Some(CallsFile { file: reader.resolve(&calls)?, queue: at.node.name()?.to_owned(), place })
    };
    (0..).zip(queues).filter_map(of).collect()
}

fn queue(
    keys: Option<QueueKeys<'_>>,
    calls_files: &[CallsFile],
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> Queue {
    let stand_in = Queue::new("", stand_in_arrivals(), Distribution::Constant(Span::from_minutes(1)));
    let Some(keys) = keys else { return stand_in };
    let name = keys.name.unwrap_or(stand_in.name);
    let scale_cv = keys.arrivals.as_ref().and_then(|keys| keys.scale_cv);
    let found = keys.arrivals.and_then(|keys| arrivals(keys, &name, calls_files, context, reader));
    let arrivals = found.unwrap_or(stand_in.arrivals);
    let talk = keys.talk.and_then(|drawn| distribution(drawn, context.date, reader));
    let wrap_up = keys.wrap_up.and_then(|drawn| distribution(drawn, context.date, reader));
    let waits = keys.patience.and_then(|stated| patience(stated, &name, context.date, reader));
    Queue {
        priority: keys.priority.unwrap_or(stand_in.priority),
        credit: keys.credit.unwrap_or(stand_in.credit),
        arrivals,
        talk: talk.unwrap_or(stand_in.talk),
        talk_day: day_factor(keys.talk_day_cv, keys.talk_day),
        wrap_up: wrap_up.unwrap_or(stand_in.wrap_up),
        patience: waits.unwrap_or(stand_in.patience),
        announcements: keys.announcements.into_iter().flatten().map(announcement).collect(),
        ivr: keys.ivr.map(|keys| ivr(keys, context, reader)),
        balk: keys.balk.unwrap_or(stand_in.balk),
        scale_cv: scale_cv.unwrap_or(stand_in.scale_cv),
        redial: keys.redial.map(|keys| call_again(keys, context, reader)),
        repeat: keys.repeat.map(|keys| call_again(keys, context, reader)),
        callback: keys.callback.map(|keys| callback(keys, context, reader)),
        transfers: keys.transfers.into_iter().flatten().filter_map(|keys| transfer(keys, context, reader)).collect(),
        transferred: keys.transferred.map(|keys| transferred(keys, &name, context, reader)),
        answered_by: keys.answered_by.unwrap_or(stand_in.answered_by),
        name,
    }
}

/// Without a coefficient of variation all days are alike.
fn day_factor(cv: Option<f64>, whose: Option<WhoseDay>) -> DayFactor {
    let own = match whose.unwrap_or(WhoseDay::Shared) {
        WhoseDay::Shared => false,
        WhoseDay::Own => true,
    };
    DayFactor { cv: cv.unwrap_or(0.0), own }
}

fn announcement(keys: Option<AnnouncementKeys<'_>>) -> Announcement {
    let (at, chance) = keys.map_or((None, None), |keys| (keys.at, keys.chance));
    Announcement { at: at.unwrap_or(Span::ZERO), chance: chance.unwrap_or(0.0) }
}

fn ivr(keys: IvrKeys<'_>, context: TableContext<'_>, reader: &mut Reader<'_>) -> Ivr {
    let delay = keys.delay.and_then(|drawn| distribution(drawn, context.date, reader));
    Ivr { delay: delay.unwrap_or(Distribution::Constant(Span::ZERO)), contained: keys.contained.unwrap_or(0.0) }
}

fn call_again(keys: CallAgainKeys<'_>, context: TableContext<'_>, reader: &mut Reader<'_>) -> CallAgain {
    let after = keys.after.and_then(|drawn| distribution(drawn, context.date, reader));
    CallAgain {
        chance: keys.chance.unwrap_or(0.0),
        after: after.unwrap_or(Distribution::Constant(Span::ZERO)),
        at_most: keys.at_most.unwrap_or(USUAL_CALLS_AGAIN),
    }
}

fn callback(keys: CallbackKeys<'_>, context: TableContext<'_>, reader: &mut Reader<'_>) -> Callback {
    let usual = Callback::accepted_by(keys.chance.unwrap_or(0.0));
    let rings = keys.rings.and_then(|drawn| distribution(drawn, context.date, reader));
    let again_after = keys.again_after.and_then(|drawn| distribution(drawn, context.date, reader));
    Callback {
        expected_wait: keys.expected_wait.unwrap_or(usual.expected_wait),
        offer_after: keys.offer_after.unwrap_or(usual.offer_after),
        between: keys.between,
        at_most: keys.at_most,
        priority: keys.priority,
        no_answer: keys.no_answer.unwrap_or(usual.no_answer),
        rings: rings.unwrap_or(usual.rings),
        tries: keys.tries.unwrap_or(usual.tries),
        again_after: again_after.unwrap_or(usual.again_after),
        within: keys.within,
        chance: usual.chance,
    }
}

fn stand_in_arrivals() -> Arrivals {
    Arrivals::Profile {
        rows: stand_in_rows(),
        scale: 1.0,
        busyness: DayFactor::default(),
        intervals: IntervalFactor::default(),
    }
}

fn stand_in_rows() -> Vec<ProfileRow> {
    vec![ProfileRow::new(SimTime::MIDNIGHT, SimTime::clock(24, 0), 0.0)]
}

fn arrivals(
    keys: ArrivalsKeys<'_>,
    queue: &str,
    calls_files: &[CallsFile],
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> Option<Arrivals> {
    let ArrivalsKeys {
        choice,
        scale,
        scale_cv: _,
        first_date,
        busyness_cv,
        busyness,
        interval_cv,
        interval_correlation,
    } = keys;
    let rows = match choice? {
        Source::Sample(at) => return data::sample(&at, queue, context, reader).map(Arrivals::Sample),
        Source::Calls(at) => return calls(&at, queue, calls_files, context, reader),
        Source::Profile(at) => data::profile(&at, queue, (context, first_date), reader),
        Source::Rate(rate) => constant_rate(rate, context),
    };
    let busyness = day_factor(busyness_cv, busyness);
    let intervals = IntervalFactor { cv: interval_cv.unwrap_or(0.0), correlation: interval_correlation.unwrap_or(0.0) };
    let (rows, scale) = (rows.unwrap_or_else(stand_in_rows), scale.unwrap_or(1.0));
    Some(Arrivals::Profile { rows, scale, busyness, intervals })
}

fn calls(
    at: &At<'_>,
    queue: &str,
    calls_files: &[CallsFile],
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> Option<Arrivals> {
    let file = reader.resolve(at);
    let sharing: Vec<_> = calls_files.iter().filter(|c| Some(&c.file) == file.as_ref()).collect();
    let first = sharing.first().map_or(0, |c| c.place);
    let sharing: Vec<_> = sharing.into_iter().map(|c| c.queue.clone()).collect();
    let mut calls = data::calls(at, queue, &sharing, context, reader)?;
    // Callers of one file come in the order of its rows, whatever their queues (M-T2).
    calls.iter_mut().for_each(|call| call.order += first << 32);
    Some(Arrivals::Calls(calls))
}

fn constant_rate(rate: f64, context: TableContext<'_>) -> Option<Vec<ProfileRow>> {
    if let Some(calendar) = context.calendar {
        let row = |of: &Session| ProfileRow::new(of.open, of.close, rate * of.length().as_hours());
        return Some(calendar.sessions().iter().map(row).collect());
    }
    let (open, close) = context.hours?;
    let rows = vec![ProfileRow::new(open, close, rate * (close - open).as_hours())];
    Some(by_clock::rows(rows, context.clock))
}
