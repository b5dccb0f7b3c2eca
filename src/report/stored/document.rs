//! `results.json` as it is read: the other side of `report::json`.

use super::StoredResults;
use crate::experiment::results::{
    AbsenceResult, DailyTable, DateResult, DayTrace, FigureTable, IntervalRow, LadderValue, Measures, PrecisionFound,
    RunResults, RungResult, Staffing, TargetResult, TargetWaits, Verdict,
};
use crate::failure::ResultsFault;
use crate::figures::{GroupFigure, Measure, RungFigure, Scope};
use crate::model::{Precision, WHOLE_FLOOR};
use crate::report::{FloorShape, Provenance};
use crate::stats::{DayIntervals, Ends, Estimate, Share};
use crate::units::{ClockReading, SimTime, Span, WallClock, text};
use crate::words::Dial;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// The whole file.
#[derive(Deserialize)]
pub(super) struct StoredDocument {
    holdline: String,
    scenario: StoredScenario,
    run: StoredRun,
    measures: StoredFigures,
    queues: Named<StoredFigures>,
    groups: Named<StoredGroup>,
    #[serde(default)]
    dates: Vec<StoredDate>,
    intervals: Vec<StoredInterval>,
    targets: Named<StoredTarget>,
    ladder: StoredLadder,
    charts: StoredCharts,
}

#[derive(Deserialize)]
struct StoredScenario {
    name: String,
    why: String,
    file: String,
    sha256: String,
    date: Option<String>,
    notes: Vec<String>,
}

#[derive(Deserialize)]
struct StoredRun {
    days: u32,
    seed: u64,
    warm_up: String,
    command: String,
    precision: Option<StoredPrecision>,
}

#[derive(Deserialize)]
struct StoredPrecision {
    measure: String,
    asked: f64,
    half_width: Option<f64>,
    max_days: u32,
}

impl StoredPrecision {
    fn found(self) -> Result<PrecisionFound, ResultsFault> {
        let measure = Measure::parse(&self.measure).ok_or_else(|| ResultsFault::NoMeasure(self.measure.clone()))?;
        let asked = Precision { measure, half_width: self.asked, max_days: self.max_days };
        Ok(PrecisionFound { asked, half_width: self.half_width })
    }
}

#[derive(Deserialize)]
struct StoredCharts {
    floor: FloorShape,
    answer_rate: Vec<Option<f64>>,
    #[serde(default)]
    service_level: Vec<Option<f64>>,
    #[serde(default)]
    target_waits: Option<TargetWaits>,
    waits: Vec<(Span, u64)>,
    traces: Vec<DayTrace>,
}

/// Values by name, in the order of the file.
struct Named<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Named<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("values by name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(Named(all))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

impl<T> Named<T> {
    const fn nothing() -> Self {
        Self(Vec::new())
    }
}

type StoredFigures = Named<Option<StoredFigure>>;

/// Figures by value, in the order of the file; `parse` reads their names.
fn table<F>(figures: StoredFigures, parse: fn(&str) -> Option<F>) -> Result<FigureTable<F>, ResultsFault> {
    let one = |(name, figure): (String, Option<StoredFigure>)| {
        let known = parse(&name).ok_or_else(|| ResultsFault::NoFigure(name.clone()))?;
        Ok((known, figure.map(Estimate::from)))
    };
    figures.0.into_iter().map(one).collect::<Result<_, _>>().map(FigureTable)
}

#[derive(Deserialize)]
struct StoredFigure {
    mean: f64,
    low: Option<f64>,
    high: Option<f64>,
    sd_days: Option<f64>,
    p05: Option<f64>,
    p50: Option<f64>,
    p95: Option<f64>,
    #[serde(flatten)]
    ends: Option<PercentileEnds>,
}

/// Intervals of the three percentiles: all keys or none.
#[derive(Deserialize)]
struct PercentileEnds {
    #[serde(deserialize_with = "Option::deserialize")]
    p05_low: Option<f64>,
    p05_high: Option<f64>,
    p50_low: Option<f64>,
    p50_high: Option<f64>,
    p95_low: Option<f64>,
    p95_high: Option<f64>,
}

impl From<StoredFigure> for Estimate {
    fn from(figure: StoredFigure) -> Self {
        let StoredFigure { mean, low, high, sd_days, p05, p50, p95, ends } = figure;
        let day_intervals = ends.map(|e| DayIntervals {
            p05: Ends { low: e.p05_low, high: e.p05_high },
            p50: Ends { low: e.p50_low, high: e.p50_high },
            p95: Ends { low: e.p95_low, high: e.p95_high },
        });
        Self { mean, low, high, standard_error: None, sd_days, p05, p50, p95, day_intervals }
    }
}

#[derive(Deserialize)]
struct StoredShare {
    mean: f64,
    low: f64,
    high: f64,
}

impl From<StoredShare> for Share {
    fn from(StoredShare { mean, low, high }: StoredShare) -> Self {
        Self { mean, low, high }
    }
}

#[derive(Deserialize)]
struct StoredGroup {
    #[serde(default = "Named::nothing")]
    absent_by_reason: StoredFigures,
    #[serde(flatten)]
    figures: StoredFigures,
}

/// One of several dates.
#[derive(Deserialize)]
struct StoredDate {
    date: String,
    share_of_days: Named<Option<StoredShare>>,
    #[serde(flatten)]
    measures: StoredFigures,
}

impl StoredDate {
    fn result(self) -> Result<DateResult, ResultsFault> {
        Ok(DateResult {
            date: date(&self.date)?,
            measures: table(self.measures, Measure::parse)?,
            share_of_days: self.share_of_days.0.into_iter().map(|(_, share)| share.map(Share::from)).collect(),
        })
    }
}

fn date(written: &str) -> Result<Date, ResultsFault> {
    written.parse().map_err(|_| ResultsFault::NoDate(written.to_owned()))
}

#[derive(Deserialize)]
struct StoredInterval {
    date: Option<String>,
    start: String,
    end: String,
    queue: String,
    planned: Option<f64>,
    needed: Option<u32>,
    #[serde(flatten)]
    measures: StoredFigures,
}

impl StoredInterval {
    /// `dial`: of several dates the first, from whose midnight moments are counted, and what clocks show.
    fn row(self, queues: &[(String, Measures)], dial: &Dial<'_>) -> Result<IntervalRow, ResultsFault> {
        let queue = || queues.iter().position(|(name, _)| *name == self.queue).map(Scope::Queue);
        let scope = if self.queue == WHOLE_FLOOR { Some(Scope::Floor) } else { queue() };
        let scope = scope.ok_or_else(|| ResultsFault::NoQueue(self.queue.clone()))?;
        let own = self.date.as_deref().map(date).transpose()?.filter(|_| dial.first.is_some());
        let days = own.zip(dial.first).and_then(|(own, first)| first.until(own).ok());
        let day = days.map_or(0, |span| i64::from(span.get_days()));
        let (start, end) = (reading(&self.start, dial.clock)?, reading(&self.end, dial.clock)?);
        let (start, end) = (dial.clock.moment(day, start, false), dial.clock.moment(day, end, true));
        let put = dial.clock.put(start, end);
        let staffing = Staffing { planned: self.planned, needed: self.needed };
        Ok(IntervalRow { date: own, start, end, put, scope, staffing, measures: table(self.measures, Measure::parse)? })
    }
}

#[derive(Deserialize)]
struct StoredTarget {
    target: f64,
    asked_share_of_days: Option<f64>,
    share_of_days: StoredShare,
    estimate: Option<StoredFigure>,
    verdict: String,
}

impl StoredTarget {
    fn result(self, measure: String) -> Result<TargetResult, ResultsFault> {
        let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.word() == self.verdict);
        let measure = Measure::parse(&measure).ok_or_else(|| ResultsFault::NoMeasure(measure.clone()))?;
        Ok(TargetResult {
            measure,
            target: self.target,
            asked_share: self.asked_share_of_days,
            share_of_days: self.share_of_days.into(),
            estimate: self.estimate.map(Estimate::from),
            verdict: verdict.ok_or_else(|| ResultsFault::NoVerdict(self.verdict.clone()))?,
        })
    }
}

#[derive(Deserialize)]
struct StoredLadder {
    rungs: Vec<StoredRung>,
    value: Option<LadderValue>,
}

#[derive(Deserialize)]
struct StoredRung {
    name: String,
    #[serde(default)]
    ladder: String,
    group: String,
    share_of_days: StoredShare,
    first_pull: Option<String>,
    first_pull_low: Option<String>,
    first_pull_high: Option<String>,
    #[serde(flatten)]
    figures: StoredFigures,
}

impl StoredRung {
    /// Its figures are always there; `null` is one that is no number.
    fn result(self, clock: &WallClock) -> Result<RungResult, ResultsFault> {
        let moment = |text: &str| Ok(clock.moment(0, reading(text, clock)?, false));
        let time = |text: Option<String>| text.as_deref().map(moment).transpose();
        let mut figures = table(self.figures, RungFigure::parse)?;
        for (_, figure) in &mut figures.0 {
            figure.get_or_insert(Estimate { mean: f64::NAN, ..Estimate::default() });
        }
        let is_missing = |figure: &&RungFigure| **figure != RungFigure::ShareOfDays && !figures.has(**figure);
        if let Some(missing) = RungFigure::ALL.iter().find(is_missing) {
            return Err(ResultsFault::RungWithout(missing.to_string()));
        }
        Ok(RungResult {
            name: self.name,
            ladder: self.ladder,
            group: self.group,
            figures,
            share_of_days: self.share_of_days.into(),
            first_pull: time(self.first_pull)?,
            first_pull_between: (time(self.first_pull_low)?, time(self.first_pull_high)?),
        })
    }
}

/// Tables by name.
fn named<F>(
    all: Named<StoredFigures>,
    parse: fn(&str) -> Option<F>,
) -> Result<Vec<(String, FigureTable<F>)>, ResultsFault> {
    all.0.into_iter().map(|(name, figures)| Ok((name, table(figures, parse)?))).collect()
}

/// The figures of each group, and how many are absent by group and reason.
type StoredGroups = (Vec<(String, FigureTable<GroupFigure>)>, Vec<AbsenceResult>);

fn groups(all: Named<StoredGroup>) -> Result<StoredGroups, ResultsFault> {
    let (mut groups, mut absences) = (Vec::new(), Vec::new());
    for (name, group) in all.0 {
        let of_group = |(reason, people): (String, Option<StoredFigure>)| AbsenceResult {
            group: name.clone(),
            reason,
            people: people.map(Estimate::from),
        };
        absences.extend(group.absent_by_reason.0.into_iter().map(of_group));
        groups.push((name, table(group.figures, GroupFigure::parse)?));
    }
    Ok((groups, absences))
}

/// By day what is drawn of it; results of earlier versions have no service levels.
fn daily(
    answer_rate: Vec<Option<f64>>,
    service_level: Vec<Option<f64>>,
    level: Measure,
) -> Result<DailyTable, ResultsFault> {
    if service_level.is_empty() {
        let rows = answer_rate.into_iter().map(|rate| vec![rate]).collect();
        return Ok(DailyTable { columns: vec![Measure::AnswerRate], rows });
    }
    if service_level.len() != answer_rate.len() {
        return Err(ResultsFault::LevelsOfDays { levels: service_level.len(), days: answer_rate.len() });
    }
    let rows = answer_rate.into_iter().zip(service_level).map(|(rate, level)| vec![rate, level]).collect();
    Ok(DailyTable { columns: vec![Measure::AnswerRate, level], rows })
}

/// A clock time as results are written: past midnight the hours go on from 24.
fn moment(written: &str) -> Result<SimTime, ResultsFault> {
    let later = || {
        let (hours, rest) = written.split_once(':')?;
        let hours = hours.parse::<i64>().ok().filter(|hours| (24..10_000).contains(hours))?;
        Some(text::parse_clock(&format!("00:{rest}"))? + Span::from_hours(hours))
    };
    text::parse_clock(written).or_else(later).ok_or_else(|| ResultsFault::NoClockTime(written.to_owned()))
}

/// The same where clocks may be put forward or back.
fn reading(written: &str, clock: &WallClock) -> Result<ClockReading, ResultsFault> {
    if clock.is_even() {
        return moment(written).map(ClockReading::only);
    }
    let read = ClockReading::parse(written, |time| moment(time).ok());
    read.ok_or_else(|| ResultsFault::NoClockTime(written.to_owned()))
}

impl StoredDocument {
    /// The same as plain data.
    ///
    /// # Errors
    /// What a text should be and is not.
    pub fn stored(self) -> Result<StoredResults, ResultsFault> {
        let queues = named(self.queues, Measure::parse)?;
        let dates: Vec<DateResult> = self.dates.into_iter().map(StoredDate::result).collect::<Result<_, _>>()?;
        let first = dates.first().map(|first| first.date);
        let clock = self.charts.floor.clock.clone();
        let dial = Dial { first, clock: &clock };
        let (groups, absences) = groups(self.groups)?;
        let targets = self.targets.0.into_iter().map(|(measure, target)| target.result(measure));
        let mut results = RunResults {
            days: self.run.days,
            seed: self.run.seed,
            precision: self.run.precision.map(StoredPrecision::found).transpose()?,
            measures: table(self.measures, Measure::parse)?,
            groups,
            absences,
            // They are told of calls, which are not stored.
            incidents: Vec::new(),
            clock: clock.clone(),
            intervals: self.intervals.into_iter().map(|row| row.row(&queues, &dial)).collect::<Result<_, _>>()?,
            dates,
            queues,
            targets: targets.collect::<Result<_, _>>()?,
            ladder_value: self.ladder.value,
            rungs: self.ladder.rungs.into_iter().map(|rung| rung.result(&clock)).collect::<Result<_, _>>()?,
            daily: DailyTable::default(),
            ladder_log: Vec::new(),
            days_cut_in_log: 0,
            calls: Vec::new(),
            waits: self.charts.waits,
            target_waits: self.charts.target_waits,
            traces: self.charts.traces,
        };
        results.daily = daily(self.charts.answer_rate, self.charts.service_level, results.level_asked().0)?;
        let date = self.scenario.date.map(|written| date(&written));
        let warm_up =
            text::parse_span(&self.run.warm_up).ok_or_else(|| ResultsFault::NoLength(self.run.warm_up.clone()));
        let from = Provenance {
            name: self.scenario.name,
            why: self.scenario.why,
            file: self.scenario.file,
            sha256: self.scenario.sha256,
            date: date.transpose()?,
            warm_up: warm_up?,
            notes: self.scenario.notes,
            command: self.run.command,
        };
        let shape = FloorShape { first_date: first, ..self.charts.floor };
        Ok(StoredResults { holdline: self.holdline, from, shape, results })
    }
}
