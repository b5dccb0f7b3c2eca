//! The CSV files: `days.csv`, `dates.csv`, `intervals.csv`, `ladder.csv`, `calls.csv`. UTF-8 with commas; an undefined figure is an
//! empty field (M-S5); moments and lengths are seconds, exact to the microsecond.

use super::numbers::exact_seconds;
use crate::escape::csv::{Writer, field};
use crate::experiment::results::{CallRow, IntervalRow, LadderAction, RunResults};
use crate::figures::Measure;
use crate::stats::Estimate;
use crate::units::Span;
use std::borrow::Cow;
use std::io::{self, Write};

/// A row per day: `day` from 0, then one column per measure.
///
/// # Errors
/// What `out` reports.
pub fn days(results: &RunResults, out: impl Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    csv.write_record(std::iter::once("day".to_owned()).chain(results.daily.columns.iter().map(Measure::to_string)))?;
    for (day, row) in results.daily.rows.iter().enumerate() {
        csv.write_record(std::iter::once(day.to_string()).chain(row.iter().map(|v| number(*v))))?;
    }
    csv.flush()
}

/// A row per interval and queue: `start`, `end`, `queue`, then for each measure its mean under its own name and the
/// 95 % interval of that mean as `<measure>_low` and `<measure>_high`.
///
/// # Errors
/// What `out` reports.
pub fn intervals(results: &RunResults, out: impl Write) -> io::Result<()> {
    let measures = interval_measures(&results.intervals);
    let mut csv = Writer::new(out);
    let figures = measures.iter().flat_map(|m| ["", "_low", "_high"].map(|end| format!("{}{end}", m.name())));
    let date = if results.dates.is_empty() { &[][..] } else { &["date"] };
    let head = date.iter().copied().chain(["start", "end", "queue"]).map(str::to_owned);
    csv.write_record(head.chain(figures))?;
    for row in &results.intervals {
        let (start, end) = row.by_the_clock();
        let place = [start.to_string(), end.to_string(), field(results.name_of(row.scope))];
        let date = row.date.map(|date| date.to_string());
        csv.write_record(
            date.into_iter().chain(place).chain(measures.iter().flat_map(|m| with_interval(row.measures.get(*m)))),
        )?;
    }
    csv.flush()
}

/// A row per date: `date`, then for each measure its mean and interval as in [`intervals`], and for each target the share of days that
/// met it on the date as `share_of_days_<measure>`.
///
/// # Errors
/// What `out` reports.
pub fn dates(results: &RunResults, out: impl Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    let measures: Vec<Measure> =
        results.dates.iter().take(1).flat_map(|date| &date.measures.0).map(|(m, _)| *m).collect();
    let figures = measures.iter().flat_map(|m| ["", "_low", "_high"].map(|end| format!("{}{end}", m.name())));
    let shares = results.targets.iter().map(|target| format!("share_of_days_{}", target.measure.name()));
    csv.write_record(std::iter::once("date".to_owned()).chain(figures).chain(shares))?;
    for row in &results.dates {
        let figures = measures.iter().flat_map(|measure| with_interval(row.measures.get(*measure)));
        let shares = row.share_of_days.iter().map(|share| number(share.map(|share| share.mean)));
        csv.write_record(std::iter::once(row.date.to_string()).chain(figures).chain(shares))?;
    }
    csv.flush()
}

/// A row per ladder action, in order: `day,time_s,waiting,action,rung,asked,sent,reason`, with several ladders `ladder`, too.
///
/// # Errors
/// What `out` reports.
pub fn ladder(results: &RunResults, out: impl Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    let are_several = results.rungs.iter().any(|rung| !rung.ladder.is_empty());
    let head = ["day", "time_s", "waiting", "action", "rung", "asked", "sent", "reason"];
    csv.write_record(head.into_iter().chain(are_several.then_some("ladder")))?;
    // As many rows as calls on a bad day: what a rung's name needs is done once.
    let rungs: Vec<[String; 2]> =
        results.rungs.iter().map(|rung| [&rung.name, &rung.ladder].map(|name| field(name))).collect();
    for action in &results.ladder_log {
        let [rung, ladder] = &rungs[action.rung];
        csv.write_record(ladder_row(action, rung).iter().map(|text| &**text).chain(are_several.then_some(&**ladder)))?;
    }
    csv.flush()
}

/// A row per logged call: `day,call,queue,arrival_s,outcome,wait_s,talk_s,wrap_up_s,group,agent`.
///
/// # Errors
/// What `out` reports.
pub fn calls(results: &RunResults, out: impl Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    // Where nobody is transferred every call is one of the queue called.
    let transfers = results.measures.get(Measure::Transfers).is_some();
    let head = [
        "day",
        "call",
        "queue",
        "arrival_s",
        "outcome",
        "wait_s",
        "talk_s",
        "wrap_up_s",
        "group",
        "agent",
        "caller",
        "kind",
        "incident",
    ];
    csv.write_record(head.into_iter().chain(transfers.then_some("called")))?;
    for call in &results.calls {
        let called = transfers.then(|| field(&results.queues[call.called].0));
        csv.write_record(call_row(call, results).into_iter().chain(called))?;
    }
    csv.flush()
}

/// Every measure that some row carries, in the order first met: not every row carries them all.
fn interval_measures(rows: &[IntervalRow]) -> Vec<Measure> {
    let mut measures: Vec<Measure> = Vec::new();
    for (measure, _) in rows.iter().flat_map(|row| &row.measures.0) {
        if !measures.contains(measure) {
            measures.push(*measure);
        }
    }
    measures
}

fn with_interval(figure: Option<&Estimate>) -> [String; 3] {
    let part = |of: fn(&Estimate) -> Option<f64>| number(figure.and_then(of));
    [part(|e| Some(e.mean)), part(|e| e.low), part(|e| e.high)]
}

fn ladder_row<'a>(action: &LadderAction, rung: &'a str) -> [Cow<'a, str>; 8] {
    [
        action.day.to_string().into(),
        exact_seconds(action.at.micros()).into(),
        action.waiting.to_string().into(),
        action.action.word().into(),
        rung.into(),
        action.asked.to_string().into(),
        action.sent.to_string().into(),
        action.action.reason().unwrap_or_default().into(),
    ]
}

fn call_row(call: &CallRow, results: &RunResults) -> [String; 13] {
    [
        call.day.to_string(),
        call.call.to_string(),
        field(&results.queues[call.queue].0),
        exact_seconds(call.arrival.micros()),
        call.outcome.word().to_owned(),
        length(call.wait),
        length(call.talk),
        length(call.wrap_up),
        call.group.map_or_else(String::new, |g| field(&results.groups[g].0)),
        call.agent.map_or_else(String::new, |a| a.to_string()),
        call.caller.to_string(),
        call.kind.word().to_owned(),
        call.incident.map_or_else(String::new, |i| field(&results.incidents[i])),
    ]
}

fn length(span: Option<Span>) -> String {
    span.map_or_else(String::new, |s| exact_seconds(s.micros()))
}

/// The shortest text that reads back as the same number; empty for what is undefined.
pub(super) fn number(value: Option<f64>) -> String {
    value.filter(|v| v.is_finite()).map_or_else(String::new, |v| v.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn text(write: impl Fn(&RunResults, &mut Vec<u8>) -> io::Result<()>, results: &RunResults) -> String {
        let mut bytes = Vec::new();
        write(results, &mut bytes).expect("memory takes everything");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn days_have_a_column_per_measure_and_an_empty_field_for_the_undefined() {
        let csv = text(|r, out| days(r, out), &sample::missed());
        assert_eq!(csv, "day,offered,answer_rate\n0,2500,0.925\n1,0,\n");
    }

    #[test]
    fn intervals_carry_each_mean_with_its_interval() {
        let mut results = sample::missed();
        results.intervals.truncate(1);
        results.intervals[0].measures =
            sample::named(&[(Measure::Offered, sample::figure(45.5, 44.0, 47.0, 30.0, 60.0)), (Measure::Asa, None)]);
        let csv = text(|r, out| intervals(r, out), &results);
        let expected = "start,end,queue,offered,offered_low,offered_high,asa_s,asa_s_low,asa_s_high\n\
                        08:00,08:15,all,45.5,44,47,,,\n";
        assert_eq!(csv, expected);
    }

    #[test]
    fn a_measure_that_only_some_rows_carry_has_its_column_all_the_same() {
        let mut results = sample::missed();
        results.intervals.truncate(2);
        results.intervals[0].measures = sample::named(&[(Measure::Offered, None)]);
        results.intervals[1].measures = sample::named(&[(Measure::Offered, None), (Measure::Borrowed, None)]);
        let csv = text(|r, out| intervals(r, out), &results);
        assert!(csv.starts_with("start,end,queue,offered,offered_low,offered_high,borrowed,"), "{csv}");
        assert!(csv.lines().all(|line| line.split(',').count() == 9), "{csv}");
    }

    #[test]
    fn ladder_actions_are_exact_to_the_microsecond() {
        let csv = text(|r, out| ladder(r, out), &sample::missed());
        let expected = "day,time_s,waiting,action,rung,asked,sent,reason\n\
                        0,36740.9,7,pulled,floaters,3,3,\n\
                        0,40000,2,released,floaters,3,3,\n\
                        3,36000.000001,9,empty_handed,floaters,3,0,no_free_seat\n";
        assert_eq!(csv, expected);
    }

    #[test]
    fn calls_leave_empty_what_did_not_happen() {
        let csv = text(|r, out| calls(r, out), &sample::missed());
        let expected = "day,call,queue,arrival_s,outcome,wait_s,talk_s,wrap_up_s,group,agent,caller,kind,incident\n\
                        0,0,general,28800,answered,1.500001,210,0,inbound,7,0,first,\n\
                        0,1,general,28800.25,abandoned,1.500001,,,,,1,first,\n";
        assert_eq!(csv, expected);
    }

    #[test]
    fn where_there_are_transfers_calls_name_the_queue_called() {
        let mut results = sample::missed();
        results.measures.0.push((Measure::Transfers, sample::known(1.0)));
        let csv = text(|r, out| calls(r, out), &results);
        let ends: Vec<&str> = csv
            .lines()
            .filter_map(|line| line.rsplit_once(",kind,").or(line.rsplit_once(",first,")))
            .map(|line| line.1)
            .collect();
        assert_eq!(ends, ["incident,called", ",general", ",general"]);
    }

    #[test]
    fn a_name_with_a_comma_or_quote_stays_one_field() {
        let mut results = sample::missed();
        results.rungs[0].name = "back, \"office\"".into();
        let csv = text(|r, out| ladder(r, out), &results);
        assert!(csv.contains(r#",pulled,"back, ""office""",3,3"#), "{csv}");
    }

    #[test]
    fn a_run_without_ladder_or_calls_has_only_headings() {
        let results = RunResults { calls: Vec::new(), ..sample::plain() };
        assert_eq!(text(|r, out| ladder(r, out), &results).lines().count(), 1);
        assert_eq!(text(|r, out| calls(r, out), &results).lines().count(), 1);
    }

    #[test]
    fn numbers_are_neither_exponents_nor_infinite() {
        assert_eq!(number(Some(1e-7)), "0.0000001");
        assert_eq!(number(Some(f64::NAN)), "");
        assert_eq!(number(Some(f64::INFINITY)), "");
    }
}
