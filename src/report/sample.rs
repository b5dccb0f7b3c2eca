//! Made-up results that the tests of this module share.

use super::Provenance;
use super::{FloorShape, RungShape};
use crate::experiment::results::*;
use crate::figures::{GroupFigure, Measure, RungFigure, Scope};
use crate::stats::{Estimate, Share};
use crate::units::{ClockPut, SimTime, Span, WallClock};
use crate::words::Language;

pub fn provenance() -> Provenance {
    Provenance {
        name: "Weekday, autumn plan".into(),
        why: "The plan of week 48 as published.".into(),
        file: "scenarios/manual/weekday.toml".into(),
        sha256: "00ff".into(),
        date: Some(jiff::civil::date(2026, 11, 23)),
        warm_up: Span::ZERO,
        notes: Vec::new(),
        command: "holdline run scenarios/manual/weekday.toml".into(),
    }
}

/// The shape of the floor that [`missed`] is of.
pub fn shape() -> FloorShape {
    let rung = |name: &str, waiting_above| RungShape {
        name: name.into(),
        ladder: String::new(),
        waiting_above,
        lasting: None,
    };
    FloorShape {
        name: "Weekday, autumn plan".into(),
        first_date: None,
        clock: WallClock::default(),
        open: SimTime::clock(8, 0),
        close: SimTime::clock(22, 0),
        interval: Span::from_minutes(15),
        seats: None,
        answer_rate: Some(0.9),
        within: None,
        thresholds: vec![Span::from_secs(20), Span::from_secs(180)],
        language: Language::default(),
        rungs: vec![rung("floaters", 5), rung("back_office", 10)],
        roster: Vec::new(),
    }
}

/// A figure with its interval `low..high` and nine days in ten between `p05` and `p95`.
pub fn figure(mean: f64, low: f64, high: f64, p05: f64, p95: f64) -> Option<Estimate> {
    Some(Estimate {
        mean,
        low: Some(low),
        high: Some(high),
        standard_error: None,
        sd_days: Some((high - low) / 4.0),
        p05: Some(p05),
        p50: Some(mean),
        p95: Some(p95),
        day_intervals: None,
    })
}

pub fn known(mean: f64) -> Option<Estimate> {
    figure(mean, mean, mean, mean, mean)
}

pub fn named(figures: &[(Measure, Option<Estimate>)]) -> Measures {
    FigureTable(figures.to_vec())
}

fn occupancy(found: Option<Estimate>) -> FigureTable<GroupFigure> {
    FigureTable(vec![(GroupFigure::Occupancy, found)])
}

fn interval(quarter: i64, answer_rate: f64, asa: f64) -> IntervalRow {
    let start = SimTime::clock(8, 15 * quarter);
    let measures = named(&[
        (Measure::Offered, known(45.0)),
        (Measure::AnswerRate, known(answer_rate)),
        (Measure::Asa, known(asa)),
        (Measure::SignedIn, known(14.0)),
    ]);
    IntervalRow {
        put: ClockPut::default(),
        date: None,
        start,
        end: start + Span::from_minutes(15),
        scope: Scope::Floor,
        staffing: Staffing::default(),
        measures,
    }
}

fn rung(name: &str, days: f64, pulls: f64, minutes: f64, hours: f64, first_pull: Option<SimTime>) -> RungResult {
    let estimate = |mean| Some(Estimate { mean, ..Estimate::default() });
    RungResult {
        name: name.into(),
        ladder: String::new(),
        group: name.into(),
        figures: FigureTable(vec![
            (RungFigure::Pulls, estimate(pulls)),
            (RungFigure::MinutesInForce, estimate(minutes)),
            (RungFigure::PersonHours, estimate(hours)),
            (RungFigure::EmptyHanded, estimate(0.0)),
            (RungFigure::NoFreeSeat, estimate(0.0)),
            (RungFigure::Chatter, estimate(0.0)),
        ]),
        share_of_days: Share { mean: days, low: days, high: days },
        first_pull,
        first_pull_between: (first_pull, first_pull),
    }
}

pub fn target(share: Share, asked_share: Option<f64>, verdict: Verdict) -> TargetResult {
    TargetResult {
        measure: Measure::AnswerRate,
        target: 0.9,
        asked_share,
        share_of_days: share,
        estimate: figure(0.929, 0.927, 0.931, 0.881, 0.96),
        verdict,
    }
}

fn action(day: u32, micros: i64, waiting: u32, action: ActionKind, sent: u32) -> LadderAction {
    LadderAction { day, at: SimTime::from_micros(micros), waiting, action, rung: 0, asked: 3, sent }
}

fn call(call: u32, outcome: Outcome) -> CallRow {
    CallRow {
        day: 0,
        call,
        queue: 0,
        called: 0,
        caller: call,
        incident: None,
        kind: CallKind::First,
        arrival: SimTime::from_micros(28_800_000_000 + i64::from(call) * 250_000),
        outcome,
        wait: Some(Span::from_micros(1_500_001)),
        talk: None,
        wrap_up: None,
        group: None,
        agent: None,
    }
}

/// A thousand days with a ladder, on too few of which the target is met.
pub fn missed() -> RunResults {
    let answered = CallRow {
        talk: Some(Span::from_secs(210)),
        wrap_up: Some(Span::ZERO),
        group: Some(0),
        agent: Some(7),
        ..call(0, Outcome::Answered)
    };
    RunResults {
        dates: Vec::new(),
        days: 1000,
        seed: 1,
        precision: None,
        measures: named(&[
            (Measure::Offered, figure(2512.0, 2500.0, 2524.0, 2130.0, 2930.0)),
            (Measure::Answered, figure(2333.6, 2325.0, 2342.0, 2050.0, 2600.0)),
            (Measure::AnswerRate, figure(0.929, 0.927, 0.931, 0.881, 0.96)),
            (Measure::Asa, figure(42.0, 40.0, 44.0, 12.0, 110.0)),
            (Measure::WaitP95, figure(171.0, 168.0, 174.0, 60.0, 260.0)),
        ]),
        queues: vec![("general".into(), named(&[(Measure::Offered, known(2512.0))]))],
        absences: Vec::new(),
        incidents: Vec::new(),
        clock: WallClock::default(),
        groups: vec![("inbound".into(), occupancy(known(0.84))), ("floaters".into(), occupancy(known(0.71)))],
        intervals: vec![interval(0, 0.95, 12.0), interval(1, 0.81, 72.0), interval(2, 0.9, 80.0)],
        targets: vec![target(Share { mean: 0.71, low: 0.68, high: 0.74 }, Some(0.9), Verdict::Missed)],
        ladder_value: None,
        rungs: vec![
            rung("floaters", 0.82, 1.3, 64.2, 2.14, Some(SimTime::from_micros(36_740_900_000))),
            rung("back_office", 0.0, 0.0, 0.0, 0.0, None),
        ],
        daily: DailyTable {
            columns: vec![Measure::Offered, Measure::AnswerRate],
            rows: vec![vec![Some(2500.0), Some(0.925)], vec![Some(0.0), None]],
        },
        days_cut_in_log: 0,
        ladder_log: vec![
            action(0, 36_740_900_000, 7, ActionKind::Pulled, 3),
            action(0, 40_000_000_000, 2, ActionKind::Released, 3),
            action(3, 36_000_000_001, 9, ActionKind::EmptyHanded(Missing::Seat), 0),
        ],
        calls: vec![answered, call(1, Outcome::Abandoned)],
        target_waits: None,
        waits: Vec::new(),
        traces: Vec::new(),
    }
}

/// A calm floor: every target met, the ladder never used.
pub fn calm() -> RunResults {
    let mut r = missed();
    r.targets = vec![target(Share { mean: 0.97, low: 0.96, high: 0.98 }, Some(0.9), Verdict::Met)];
    r.rungs = vec![rung("floaters", 0.0, 0.0, 0.0, 0.0, None)];
    r
}

/// Neither ladder nor targets.
pub fn plain() -> RunResults {
    RunResults { targets: Vec::new(), rungs: Vec::new(), ladder_log: Vec::new(), ..missed() }
}

/// One day: figures without intervals.
pub fn one_day() -> RunResults {
    let single = |mean| Some(Estimate { mean, ..Estimate::default() });
    let mut r = plain();
    r.days = 1;
    r.measures =
        named(&[(Measure::Offered, single(2512.0)), (Measure::AnswerRate, single(0.93)), (Measure::Asa, single(8.31))]);
    r
}

/// A day on which nobody called.
pub fn without_calls() -> RunResults {
    let mut r = missed();
    r.measures = named(&[
        (Measure::Offered, known(0.0)),
        (Measure::Answered, known(0.0)),
        (Measure::AnswerRate, None),
        (Measure::Asa, None),
    ]);
    for row in &mut r.intervals {
        row.measures = named(&[
            (Measure::Offered, known(0.0)),
            (Measure::AnswerRate, None),
            (Measure::Asa, None),
            (Measure::SignedIn, None),
        ]);
    }
    r.groups = vec![("inbound".into(), occupancy(None))];
    r.targets = vec![TargetResult { estimate: None, ..target(Share::default(), None, Verdict::Undecided) }];
    r
}
