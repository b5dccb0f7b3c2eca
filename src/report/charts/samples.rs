//! Made-up floors and results to draw: calm and overloaded ones, and every shape that could upset a chart.

use super::Chart;
use crate::experiment::results::{
    DailyTable, DayTrace, FigureTable, IntervalRow, Measures, RunResults, RungResult, Staffing, TargetResult, Verdict,
};
use crate::figures::{Measure, RungFigure, Scope};
use crate::report::{FloorShape, RungShape};
use crate::stats::{Estimate, Share};
use crate::units::{ClockPut, SimTime, Span, WallClock};
use crate::words::Language;

/// A floor and what a run of it might have found.
pub(super) struct Sample {
    pub case: &'static str,
    pub floor: FloorShape,
    pub results: RunResults,
}

/// What a sample is made from.
struct Recipe<'n> {
    name: &'n str,
    hours: (i64, i64),
    interval: Span,
    days: u32,
    /// Load for each person signed in at the busiest time.
    strain: f64,
    /// Most people signed in of the own crew.
    crew: f64,
    rungs: Vec<(&'n str, u32)>,
    target: Option<f64>,
}

impl Default for Recipe<'_> {
    fn default() -> Self {
        Self {
            name: "Weekday, autumn plan",
            hours: (8, 22),
            interval: Span::from_minutes(15),
            days: 1_000,
            strain: 0.86,
            crew: 36.0,
            rungs: vec![("floaters", 5), ("outbound", 5), ("qa", 5), ("back_office", 10)],
            target: Some(0.9),
        }
    }
}

/// Every sample but those with more to tell.
pub(super) fn plain() -> Vec<Sample> {
    let mut samples = vec![calm(), overloaded(), chinese(), one_hour(), small_desk(), long_ladder(), one_interval()];
    samples.extend([whole_day(), two_hundred_intervals(), enormous(), no_calls(), no_data(), gaps()]);
    samples.extend([everybody_answered(), nobody_answered(), hostile_names(), late_night(), valued()]);
    samples
}

pub(super) fn calm() -> Sample {
    made("calm", &Recipe::default())
}

pub(super) fn overloaded() -> Sample {
    let recipe = Recipe { name: "Weekday with an outage at noon", strain: 1.22, ..Recipe::default() };
    made("overloaded", &recipe)
}

/// With what its ladder buys.
pub(super) fn valued() -> Sample {
    let mut sample = calm();
    sample.results.ladder_value = Some(super::ladder_value::value_of_sample());
    Sample { case: "valued", ..sample }
}

fn chinese() -> Sample {
    let rungs =
        vec![("专家组支援呼入座席", 5), ("外呼座席两至三人", 5), ("质检人员两至三人", 5), ("后台人员立即支援", 10)];
    let recipe =
        Recipe { name: "工作日秋季排班计划（第四十八周）", rungs, strain: 1.0, ..Recipe::default() };
    made("chinese", &recipe)
}

fn one_hour() -> Sample {
    let recipe = Recipe { name: "One hour", hours: (9, 10), interval: Span::from_minutes(5), ..Recipe::default() };
    made("one_hour", &recipe)
}

fn small_desk() -> Sample {
    let recipe = Recipe { crew: 4.0, rungs: Vec::new(), target: None, days: 7, strain: 0.7, ..Recipe::default() };
    made("small_desk", &recipe)
}

fn long_ladder() -> Sample {
    let names = [
        "floaters of the second floor, if they are not in training",
        "outbound",
        "qa",
        "back_office",
        "e",
        "f",
        "g",
        "h",
        "i",
        "j",
        "k",
        "l",
        "m",
        "n",
    ];
    let rungs = names.into_iter().zip((5..).step_by(2)).collect();
    made("long_ladder", &Recipe { rungs, strain: 1.1, ..Recipe::default() })
}

fn one_interval() -> Sample {
    let recipe = Recipe { interval: Span::from_hours(14), days: 1, ..Recipe::default() };
    made("one_interval", &recipe)
}

fn whole_day() -> Sample {
    made("whole_day", &Recipe { hours: (0, 24), interval: Span::from_minutes(30), ..Recipe::default() })
}

fn two_hundred_intervals() -> Sample {
    let recipe = Recipe { hours: (4, 24), interval: Span::from_minutes(6), strain: 1.02, ..Recipe::default() };
    made("two_hundred_intervals", &recipe)
}

/// Thousands of people, waits of days, hundreds of thousands waiting.
fn enormous() -> Sample {
    let recipe = Recipe { crew: 54_000.0, strain: 1.9, days: 10_000, ..Recipe::default() };
    let mut sample = made("enormous", &recipe);
    for row in &mut sample.results.intervals {
        for measure in [Measure::Asa, Measure::WaitP50, Measure::WaitP90, Measure::WaitP95] {
            scale(row, measure, 40_000.0);
        }
    }
    for trace in &mut sample.results.traces {
        trace.waiting.iter_mut().for_each(|moment| moment.1 *= 3_000);
    }
    sample.results.waits.extend([(Span::from_hours(30), 5_000_000_000), (Span::from_hours(250), 70_000)]);
    sample
}

/// Days without a caller: counts are 0, rates undefined.
fn no_calls() -> Sample {
    let mut sample = made("no_calls", &Recipe::default());
    for row in &mut sample.results.intervals {
        for (measure, figure) in &mut row.measures.0 {
            let counted =
                matches!(measure, Measure::Offered | Measure::Answered | Measure::OfferedLoad | Measure::WaitingMean);
            let kept = matches!(measure, Measure::SignedIn | Measure::Borrowed);
            *figure = if counted { Some(estimate(0.0, 0.0)) } else { figure.filter(|_| kept) };
        }
    }
    sample.results.daily.rows.iter_mut().for_each(|row| row[0] = None);
    sample.results.traces.iter_mut().for_each(|trace| {
        trace.waiting = vec![(SimTime::MIDNIGHT, 0)];
        trace.in_force.clear();
        trace.answer_rate = None;
    });
    sample.results.waits.clear();
    sample.results.measures = Measures::default();
    sample.results.targets.clear();
    sample
}

/// Nothing at all, as from a run that recorded nothing.
fn no_data() -> Sample {
    let mut sample = made("no_data", &Recipe::default());
    sample.results.intervals.clear();
    sample.results.daily = DailyTable::default();
    sample.results.traces.clear();
    sample.results.waits.clear();
    sample.results.targets.clear();
    sample.results.measures = Measures::default();
    sample
}

/// Intervals without figures, and one with figures that are no numbers.
fn gaps() -> Sample {
    let mut sample = made("gaps", &Recipe::default());
    for (at, row) in sample.results.intervals.iter_mut().enumerate() {
        let lost = if at % 9 == 4 { Some(estimate(f64::NAN, 0.1)) } else { None };
        if at % 9 >= 4 && at % 9 < 6 {
            row.measures.0.iter_mut().for_each(|(_, figure)| *figure = lost);
        }
    }
    sample
}

fn everybody_answered() -> Sample {
    with_every_rate("everybody_answered", 1.0)
}

fn nobody_answered() -> Sample {
    let mut sample = with_every_rate("nobody_answered", 0.0);
    sample.results.waits.clear();
    sample
}

fn with_every_rate(case: &'static str, rate: f64) -> Sample {
    let mut sample = made(case, &Recipe::default());
    for row in &mut sample.results.intervals {
        set(row, Measure::AnswerRate, Some(Estimate { p05: Some(rate), p95: Some(rate), ..estimate(rate, 0.0) }));
        for measure in [Measure::Asa, Measure::WaitP50, Measure::WaitP90, Measure::WaitP95] {
            set(row, measure, (rate > 0.0).then(|| estimate(0.0, 0.0)));
        }
    }
    sample.results.daily.rows.iter_mut().for_each(|row| row[0] = Some(rate));
    sample.results.targets[0].share_of_days.mean = rate;
    sample.results.waits = vec![(Span::ZERO, 90_000)];
    sample
}

fn hostile_names() -> Sample {
    let rungs = vec![("<b>&'quoted'</b>", 0), ("]]>", 1), ("🙂 Ωμέγα Жизнь → ≥", 2), ("<!--", 3)];
    made("hostile_names", &Recipe { name: "<svg onload='x'>&amp;\u{0}\u{FFFF} ]]>", rungs, ..Recipe::default() })
}

/// Callers wait and a rung stays in force long after closing.
fn late_night() -> Sample {
    let mut sample = made("late_night", &Recipe { strain: 1.3, ..Recipe::default() });
    for trace in &mut sample.results.traces {
        trace.waiting.push((SimTime::clock(27, 10), 40));
        trace.waiting.push((SimTime::clock(31, 0), 0));
        trace.in_force.push((3, SimTime::clock(19, 0), SimTime::NEVER));
    }
    sample
}

fn made(case: &'static str, recipe: &Recipe) -> Sample {
    let floor = floor(recipe);
    let results = results(recipe, &floor);
    Sample { case, floor, results }
}

fn floor(recipe: &Recipe) -> FloorShape {
    let rung = |(name, above): &(&str, u32)| RungShape {
        name: (*name).to_owned(),
        ladder: String::new(),
        waiting_above: *above,
        lasting: None,
    };
    FloorShape {
        name: recipe.name.to_owned(),
        first_date: None,
        clock: WallClock::default(),
        open: SimTime::clock(recipe.hours.0, 0),
        close: SimTime::clock(recipe.hours.1, 0),
        interval: recipe.interval,
        seats: Some(50),
        answer_rate: recipe.target,
        within: recipe.target.map(|_| Span::from_secs(30)),
        thresholds: [20, 30, 180]
            .into_iter()
            .filter(|s| *s != 30 || recipe.target.is_some())
            .map(Span::from_secs)
            .collect(),
        language: Language::default(),
        rungs: recipe.rungs.iter().map(rung).collect(),
        roster: super::roster::roster_of_sample(recipe.hours, recipe.crew as u32, &recipe.rungs),
    }
}

fn results(recipe: &Recipe, floor: &FloorShape) -> RunResults {
    let mut noise = Noise(7);
    let count = ((floor.close - floor.open).micros() / floor.interval.micros()) as usize;
    let intervals: Vec<_> = (0..count).map(|at| interval(recipe, floor, at)).collect();
    let overall = mean_rate(&intervals);
    let mut daily: Vec<f64> = Vec::new();
    for _ in 0..recipe.days {
        let spread = 0.22 * (1.0 - overall) + 0.008;
        let rate = overall + spread * (noise.next() + noise.next() + noise.next() - 1.4);
        daily.push(rate.clamp(0.0, 1.0));
    }
    let traces =
        vec![trace("typical day", recipe, floor, 1.0, &mut noise), trace("bad day", recipe, floor, 1.16, &mut noise)];
    let met = daily.iter().filter(|rate| **rate >= recipe.target.unwrap_or(0.0)).count();
    let share_of_days = Share { mean: met as f64 / daily.len() as f64, ..Share::default() };
    RunResults {
        absences: Vec::new(),
        incidents: Vec::new(),
        clock: WallClock::default(),
        days: recipe.days,
        seed: 1,
        precision: None,
        measures: Measures::default(),
        queues: Vec::new(),
        groups: Vec::new(),
        dates: Vec::new(),
        intervals,
        targets: recipe.target.map(|target| target_result(target, share_of_days)).into_iter().collect(),
        rungs: recipe.rungs.iter().map(|(name, _)| rung_result(name)).collect(),
        ladder_value: None,
        daily: DailyTable {
            columns: vec![Measure::AnswerRate],
            rows: daily.iter().map(|rate| vec![Some(*rate)]).collect(),
        },
        ladder_log: Vec::new(),
        days_cut_in_log: 0,
        calls: Vec::new(),
        target_waits: None,
        waits: waits(recipe),
        traces,
    }
}

fn interval(recipe: &Recipe, floor: &FloorShape, at: usize) -> IntervalRow {
    let start = floor.open + floor.interval * at as i64;
    let end = start + floor.interval;
    let strain = recipe.strain * (0.45 + 0.55 * busyness((start.as_secs() + end.as_secs()) / 7_200.0));
    let own = recipe.crew * if at.is_multiple_of(3) { 0.92 } else { 1.0 };
    let borrowed = if recipe.rungs.is_empty() { 0.0 } else { recipe.crew * 0.9 * (strain - 0.75).clamp(0.0, 0.3) };
    let load = recipe.crew * strain;
    let pressure = load / (own + borrowed);
    let rate = (1.0 - 0.01 - 0.9 * (pressure - 0.7).max(0.0)).clamp(0.03, 1.0);
    let asa = 6.0 + 160.0 * (pressure - 0.55).max(0.0) * pressure;
    let band = 0.3 * (1.0 - rate) + 0.004;
    let rate =
        Estimate { p05: Some((rate - band).max(0.0)), p95: Some((rate + band).min(1.0)), ..estimate(rate, band) };
    let rate = if recipe.days == 1 { Estimate { mean: rate.mean, ..Estimate::default() } } else { rate };
    let figures = [
        (Measure::Offered, estimate(60.0, 8.0)),
        (Measure::Answered, estimate(54.0, 6.0)),
        (Measure::AnswerRate, rate),
        (Measure::Asa, estimate(asa, 5.0)),
        (Measure::WaitingMean, estimate(3.0, 1.0)),
        (Measure::SignedIn, estimate(own + borrowed, 0.5)),
        (Measure::Borrowed, estimate(borrowed, 0.5)),
        (Measure::OfferedLoad, estimate(load, 2.0)),
        (Measure::WaitP50, estimate(asa * 0.6, 5.0)),
        (Measure::WaitP90, estimate(asa * 2.2, 5.0)),
        (Measure::WaitP95, estimate(asa * 2.9, 5.0)),
    ];
    let measures = FigureTable(figures.into_iter().map(|(measure, figure)| (measure, Some(figure))).collect());
    let put = ClockPut::default();
    IntervalRow { date: None, start, end, put, scope: Scope::Floor, staffing: Staffing::default(), measures }
}

/// Two humps, at half past ten and at four, between 0 and 1.
fn busyness(hour: f64) -> f64 {
    let hump = |at: f64, width: f64| 1.0 / (1.0 + ((hour - at) / width) * ((hour - at) / width));
    (hump(10.5, 1.6) + 0.75 * hump(16.0, 2.2)).min(1.0)
}

fn trace(label: &str, recipe: &Recipe, floor: &FloorShape, busier: f64, noise: &mut Noise) -> DayTrace {
    let mut waiting = vec![(floor.open, 0)];
    let mut in_force = Vec::new();
    let mut pulled: Vec<SimTime> = Vec::new();
    let mut now = floor.open;
    let mut level = 0.0;
    while now < floor.close {
        now += Span::from_secs(12 + (noise.next() * 20.0) as i64);
        let strain = busier * recipe.strain * (0.45 + 0.55 * busyness(now.as_secs() / 3_600.0));
        let relief = 0.05 * pulled.len() as f64;
        level = (level + (strain - relief - 0.9) * 2.0 + 2.4 * (noise.next() - 0.5) - 0.01 * level).max(0.0);
        waiting.push((now, level as u32));
        let next = recipe.rungs.get(pulled.len());
        let settled = pulled.last().is_none_or(|last| now - *last > Span::from_minutes(12));
        if settled && next.is_some_and(|(_, above)| level > f64::from(*above)) {
            pulled.push(now);
        } else if level < 1.0 && settled {
            in_force.extend(pulled.pop().map(|start| (pulled.len(), start, now)));
        }
    }
    in_force.extend(pulled.into_iter().enumerate().map(|(rung, start)| (rung, start, floor.close)));
    in_force.sort_by_key(|(_, start, _)| *start);
    waiting.push((now + Span::from_minutes(4), 0));
    DayTrace {
        label: label.to_owned(),
        day: 412,
        answer_rate: Some(0.941),
        waiting,
        in_force,
        empty_handed: Vec::new(),
    }
}

/// Some answered at once, the others after ever longer waits.
fn waits(recipe: &Recipe) -> Vec<(Span, u64)> {
    let mean = 12.0 + 160.0 * (recipe.strain - 0.55).max(0.0);
    let bin = |at: i32| {
        let wait = f64::from(at) * f64::from(at) * 0.06;
        let calls = 9_000.0 / (1.0 + (wait / mean) * (wait / mean) * (wait / mean));
        (Span::from_secs_f64(wait), calls as u64)
    };
    let bins = (1..140).map(bin).filter(|(_, calls)| *calls > 0);
    std::iter::once((Span::ZERO, 120_000)).chain(bins).collect()
}

fn target_result(target: f64, share_of_days: Share) -> TargetResult {
    TargetResult {
        measure: Measure::AnswerRate,
        target,
        asked_share: Some(0.9),
        share_of_days,
        estimate: None,
        verdict: Verdict::Undecided,
    }
}

fn rung_result(name: &str) -> RungResult {
    let none = estimate(0.0, 0.0);
    RungResult {
        name: name.to_owned(),
        ladder: String::new(),
        group: "lent".to_owned(),
        figures: FigureTable(RungFigure::ALL.iter().map(|figure| (*figure, Some(none))).collect()),
        share_of_days: Share::default(),
        first_pull: None,
        first_pull_between: (None, None),
    }
}

fn mean_rate(intervals: &[IntervalRow]) -> f64 {
    let rates = intervals.iter().filter_map(|row| Some(row.measures.get(Measure::AnswerRate)?.mean));
    rates.sum::<f64>() / intervals.len() as f64
}

/// A day that opens at 10:00, with these figures in its half hours and these daily answer rates.
pub(super) fn half_hours(rows: &[&[(Measure, f64)]], daily: &[f64]) -> Sample {
    let mut sample = made("half_hours", &Recipe { days: daily.len() as u32, ..Recipe::default() });
    let figure = |(measure, mean): &(Measure, f64)| (*measure, Some(estimate(*mean, 0.0)));
    let row = |(at, figures): (usize, &&[(Measure, f64)])| IntervalRow {
        put: ClockPut::default(),
        date: None,
        start: SimTime::clock(10, 30 * at as i64),
        end: SimTime::clock(10, 30 * (at as i64 + 1)),
        scope: Scope::Floor,
        staffing: Staffing::default(),
        measures: FigureTable(figures.iter().map(figure).collect()),
    };
    sample.results.intervals = rows.iter().enumerate().map(row).collect();
    sample.results.daily.rows = daily.iter().map(|rate| vec![Some(*rate)]).collect();
    sample
}

/// What a chart says of a sample, with plain spaces.
pub(super) fn said(chart: fn(&FloorShape, &RunResults) -> Chart, sample: &Sample) -> String {
    chart(&sample.floor, &sample.results).title.replace('\u{a0}', " ")
}

/// A figure with a spread of days.
pub(super) fn estimate(mean: f64, spread: f64) -> Estimate {
    Estimate {
        mean,
        low: Some(mean - spread * 0.1),
        high: Some(mean + spread * 0.1),
        standard_error: None,
        sd_days: Some(spread),
        p05: Some(mean - spread),
        p50: Some(mean),
        p95: Some(mean + spread),
        day_intervals: None,
    }
}

/// Replaces one figure of an interval.
pub(super) fn set(row: &mut IntervalRow, measure: Measure, figure: Option<Estimate>) {
    row.measures.0.iter_mut().filter(|(one, _)| *one == measure).for_each(|(_, old)| *old = figure);
}

fn scale(row: &mut IntervalRow, measure: Measure, factor: f64) {
    let scaled = row.measures.get(measure).map(|figure| estimate(figure.mean * factor, 1.0));
    set(row, measure, scaled);
}

/// Numbers from 0 to 1 that look random and are the same on every machine.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}
