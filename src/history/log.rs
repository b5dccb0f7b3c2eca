//! Call logs: a row for each caller who asked for a person.

use super::columns::Means;
use super::faults::{HistoryCell, HistoryFaultKind, shown};
use super::intervals::{WantedRows, when};
use super::moment;
use super::presence::Talk;
use super::records::Records;
use super::{Recorded, RecordedDay};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// How calls that were answered are called, how those that were not, and how those that never asked for a person.
const ANSWERED: &[&str] = &[
    "answered",
    "handled",
    "connected",
    "agent",
    "completed",
    "served",
    "1",
    "yes",
    "true",
    "y",
    "接通",
    "已接",
    "已接通",
    "接听",
    "是",
];
const ABANDONED: &[&str] = &[
    "abandoned",
    "abandon",
    "hang",
    "hangup",
    "hung up",
    "lost",
    "missed",
    "unanswered",
    "not answered",
    "noanswer",
    "no answer",
    "0",
    "no",
    "false",
    "n",
    "放弃",
    "未接",
    "未接通",
    "呼损",
    "否",
];
const NEVER_OFFERED: &[&str] = &[
    "phantom",
    "abandoned_in_ivr",
    "ivr",
    "abandoned in ivr",
    "self_service",
    "self-service",
    "blocked",
    "自助",
    "ivr放弃",
];
/// How a cell says that no agent was there.
const NOBODY: &[&str] = &["", "-", "none", "null", "n/a", "na", "no_server", "nan", "无"];

/// What the rows of one log say.
#[derive(Debug, Default)]
pub(super) struct LogRows {
    pub days: BTreeMap<Date, RecordedDay>,
    pub talks: BTreeMap<String, Vec<Talk>>,
    /// Calls by date, if there are agents in it.
    pub logged: BTreeMap<Date, u64>,
}

/// What became of a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CameOfIt {
    Answered,
    Abandoned,
    NeverOffered,
}

/// Reads all rows.
pub(super) fn read<R: Read>(records: &mut Records<R>, wanted: WantedRows<'_>) -> LogRows {
    let mut rows = LogRows::default();
    let mut queues = BTreeSet::new();
    let has_queue = records.columns.has(Means::Queue);
    let mut is_found = false;
    while records.advance() {
        if let Some(asked) = wanted.queue.filter(|_| has_queue) {
            let queue = records.text(Means::Queue);
            if queue != asked {
                queues.insert(queue);
                continue;
            }
        }
        is_found = true;
        add_call(records, wanted.interval_s, &mut rows);
    }
    if let Some(asked) = wanted.queue.filter(|_| has_queue && !is_found) {
        let kind = HistoryFaultKind::NoQueue { asked: asked.to_owned(), known: queues.into_iter().collect() };
        records.faults.add(None, None, kind);
    }
    rows.talks.values_mut().for_each(|talks| talks.sort_by_key(|talk| (talk.start_s, talk.end_s)));
    rows
}

fn add_call<R: Read>(records: &mut Records<R>, interval_s: u32, rows: &mut LogRows) {
    let (at, outcome) = (when(records), outcome(records));
    let wait_s = records.read_if_any(Means::Wait, HistoryCell::Length, moment::length);
    let service_s = records.read_if_any(Means::Service, HistoryCell::Length, moment::length);
    let wrap_up_s = records.read_if_any(Means::WrapUp, HistoryCell::Length, moment::length);
    let (Some((date, clock_s)), Some(outcome)) = (at, outcome) else { return };
    let (Some(wait_s), Some(service_s), Some(wrap_up_s)) = (wait_s, service_s, wrap_up_s) else { return };
    if outcome == CameOfIt::NeverOffered {
        return;
    }
    let is_answered = outcome == CameOfIt::Answered;
    let handle_s = service_s.filter(|_| is_answered).map(|service| service + wrap_up_s.unwrap_or(0.0));
    let share = |is: bool| if is { 1.0 } else { 0.0 };
    let call = Recorded {
        offered: 1.0,
        answered: share(is_answered),
        abandoned: share(!is_answered),
        handled: share(handle_s.is_some()),
        handle_s: handle_s.unwrap_or(0.0),
        gave_up: share(!is_answered && wait_s.is_some()),
        wait_s: wait_s.unwrap_or(0.0),
    };
    let day = rows.days.entry(date);
    let day = day.or_insert_with(|| RecordedDay { knows_answered: true, intervals: BTreeMap::new() });
    day.intervals.entry((clock_s / i64::from(interval_s)) as usize).or_default().add(&call);
    if records.columns.has(Means::Agent) {
        *rows.logged.entry(date).or_default() += 1;
        let agent = records.text(Means::Agent);
        if is_answered && !NOBODY.contains(&agent.to_lowercase().as_str()) {
            let start_s = moment::seconds(date, clock_s) + wait_s.unwrap_or(0.0).round() as i64;
            let end_s = start_s + handle_s.unwrap_or(0.0).round() as i64;
            rows.talks.entry(agent).or_default().push(Talk { date, start_s, end_s });
        }
    }
}

/// What became of the caller: as its column says, else answered where there is an agent.
fn outcome<R: Read>(records: &mut Records<R>) -> Option<CameOfIt> {
    let column = [Means::Outcome, Means::Answered].into_iter().find(|means| records.columns.has(*means));
    let Some(column) = column else {
        let agent = records.text(Means::Agent).to_lowercase();
        let is_nobody = NOBODY.contains(&agent.as_str());
        return Some(if is_nobody { CameOfIt::Abandoned } else { CameOfIt::Answered });
    };
    let text = records.text(column);
    let said = text.to_lowercase();
    let found =
        [(ANSWERED, CameOfIt::Answered), (ABANDONED, CameOfIt::Abandoned), (NEVER_OFFERED, CameOfIt::NeverOffered)];
    let outcome = found.into_iter().find(|(names, _)| names.contains(&said.as_str())).map(|(_, outcome)| outcome);
    if outcome.is_none() {
        records.fault(column, HistoryFaultKind::Not { found: shown(&text), wanted: HistoryCell::Outcome });
    }
    outcome
}
