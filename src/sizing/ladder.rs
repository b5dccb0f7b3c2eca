//! The knobs of a ladder: thresholds, dwell, release and order, tried on the same callers along three axes that nobody can have all
//! of: service, hours borrowed, and how often people are pulled.

use super::goal::{Goal, GoalOf};
use super::plan::{SizePlan, TargetsOf};
use super::task::calls_a_day;
use super::watch::{SizeError, SizeStep, SizeWatch};
use crate::experiment::{Probe, Probed, RunError, probe};
use crate::figures::{Measure, RungFigure};
use crate::model::{Arrivals, Floor, Ladder, Patience, Slice};
use crate::staffing::{IntervalGoal, moments};
use crate::units::Span;
use std::ops::Range;

/// Lowest thresholds that are tried, in callers who wait.
const THRESHOLDS: [u32; 5] = [2, 3, 5, 8, 12];
/// Dwells of a pull that are tried, in seconds.
const DWELLS_S: [i64; 5] = [0, 60, 120, 300, 600];
/// Dwells of a release that are tried, in seconds.
const RELEASE_DWELLS_S: [i64; 4] = [120, 300, 900, 1_800];
/// No more calls are simulated to tell which ladders are worth a closer look.
const CALLS_TO_SCAN: f64 = 60e6;
/// On fewer days nothing is told.
const FEWEST_DAYS: u32 = 20;
/// No more ladders than these are looked at closely.
const MOST_CLOSE: usize = 24;

/// The knobs of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LadderKnobs {
    /// More than so many wait where the lowest rung is pulled; higher ones are as far above it as on the scenario's ladder.
    pub waiting_above: u32,
    /// For so long; rungs that the scenario pulls at once are pulled at once.
    pub lasting: Span,
    /// No more than so many wait at a release ...
    pub release_at_most: u32,
    /// ... for so long.
    pub release_lasting: Span,
    /// The rungs in order, by their places on the scenario's ladder.
    pub order: Vec<usize>,
}

/// What a ladder gives.
#[derive(Clone, Debug, PartialEq)]
pub struct LadderPoint {
    /// Its knobs; `None`: the scenario's own ladder.
    pub knobs: Option<LadderKnobs>,
    /// The figure of the goal, or the share of days that reach it.
    pub service: f64,
    /// Hours borrowed a day.
    pub borrowed_hours: f64,
    /// Pulls a day.
    pub pulls: f64,
    /// Whether no other that was tried is as good on all three axes and better on one.
    pub is_on_front: bool,
}

/// How many would wait on average while the target is just met, in the busiest hour (Little's law).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QueueAtTarget {
    /// Calls a minute in the busiest hour.
    pub calls_a_minute: f64,
    /// Mean patience in minutes.
    pub patience_min: f64,
    /// The answer rate asked for.
    pub answer_rate: f64,
    /// Callers who wait on average.
    pub waiting: f64,
    /// The lowest threshold of the scenario's ladder.
    pub threshold: u32,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct LadderResults {
    /// The goal on the axis of service.
    pub goal: Goal,
    /// How many dates a day has. Of several, hours and pulls are those of one on average, and the days that reach a goal those of all.
    pub dates: usize,
    /// What the days are drawn from.
    pub seed: u64,
    /// On how many of them the ladders that are told were tried, ...
    pub days: u32,
    /// ... and on how many all of them were.
    pub days_scanned: u32,
    /// How many were tried.
    pub tried: usize,
    /// The front and the scenario's own ladder, the best service first.
    pub points: Vec<LadderPoint>,
    /// What Little's law says; `None`: patience or calls are not known so.
    pub at_target: Option<QueueAtTarget>,
    /// Whether the time given was up before all were tried.
    pub is_cut_short: bool,
}

impl LadderResults {
    /// The scenario's own ladder.
    pub fn own(&self) -> Option<&LadderPoint> {
        self.points.iter().find(|point| point.knobs.is_none())
    }
}

impl QueueAtTarget {
    /// Whether so few wait while the target is met that the ladder hardly ever is pulled before it is missed.
    pub fn is_below_threshold(&self) -> bool {
        self.waiting < f64::from(self.threshold)
    }
}

/// The place of the ladder of a floor whose knobs are asked for: the one of this name, or else the only one.
///
/// # Errors
/// If the floor has no ladder, none of this name, or several and none is named.
pub fn ladder_asked(floor: &Floor, name: Option<&str>) -> Result<usize, SizeError> {
    let names = || floor.ladders.iter().map(|ladder| ladder.name.clone()).collect();
    let place = match (name, floor.ladders.len()) {
        (_, 0) => return Err(SizeError::NoLadder),
        (None, 1) => Some(0),
        (None, _) => return Err(SizeError::WhichLadder(names())),
        (Some(name), _) => floor.ladders.iter().position(|ladder| ladder.name == name),
    };
    place.ok_or_else(|| SizeError::UnknownLadder { name: name.unwrap_or_default().to_owned(), known: names() })
}

/// Tries the knobs of the ladder of that place on a floor; the others stay as they are.
///
/// # Errors
/// If the floor has no such ladder, or cannot be played.
pub fn ladder_knobs(
    floor: &Floor,
    ladder: usize,
    plan: &SizePlan,
    watch: &dyn SizeWatch,
) -> Result<LadderResults, SizeError> {
    let Some((of, own)) = floor.ladders.get(ladder).and_then(|of| Some((of, knobs_of(of)?))) else {
        return Err(SizeError::NoLadder);
    };
    watch.step(SizeStep::Ladders);
    let service = AxisOfService::narrowest(floor, plan, watch)?;
    let calls: f64 = floor.queues.iter().map(|queue| calls_a_day(&queue.arrivals)).sum();
    let mut all = grid(&own);
    let scanned =
        ((CALLS_TO_SCAN / (calls.max(1.0) * all.len() as f64)) as u32).clamp(FEWEST_DAYS, plan.days.max(FEWEST_DAYS));
    let trials = Trials { floor, ladder, service: &service, seed: plan.seed, watch };
    let goal = &service.goal;
    let mut coarse = trials.of(&all, scanned)?;
    let orders = other_orders(&coarse, &own);
    let more = trials.of(&orders, scanned)?;
    all.extend(orders);
    coarse.extend(more);
    mark_front(&mut coarse, goal);
    let mut close: Vec<LadderKnobs> =
        thinned(&coarse, goal).into_iter().filter_map(|point| point.knobs.clone()).collect();
    close.retain(|knobs| *knobs != own);
    let days = plan.days.max(scanned);
    let mut points = trials.of(&close, days)?;
    points.extend(trials.own(days)?);
    mark_front(&mut points, goal);
    points.retain(|point| point.is_on_front || point.knobs.is_none());
    points.sort_by(|a, b| better(goal, b.service, a.service).then(a.borrowed_hours.total_cmp(&b.borrowed_hours)));
    let at_target = queue_at_target(floor, of, own.waiting_above);
    let is_cut_short = watch.time_is_up();
    let (seed, tried, dates) = (plan.seed, all.len(), dates_of(floor));
    Ok(LadderResults {
        goal: service.goal,
        dates,
        seed,
        days,
        days_scanned: scanned,
        tried,
        points,
        at_target,
        is_cut_short,
    })
}

/// What stands on the axis of service: a goal of the day.
struct AxisOfService {
    goal: Goal,
    /// The intervals of which it is asked: of the whole day, or if it is asked on a share of days of each date.
    asked_of: Vec<Range<usize>>,
}

impl AxisOfService {
    /// The goal that the scenario's own ladder reaches most narrowly.
    fn narrowest(floor: &Floor, plan: &SizePlan, watch: &dyn SizeWatch) -> Result<Self, SizeError> {
        let goals = Goal::all(floor, plan, TargetsOf::Day).into_iter().filter(|goal| goal.of == GoalOf::Day);
        let mut all: Vec<Self> = goals.map(|goal| Self::new(floor, goal)).collect();
        let probes: Vec<Probe> = all.iter().flat_map(Self::probes).collect();
        let found = match probe(floor, &probes, 0..plan.days, plan.seed, watch) {
            Ok(found) => found,
            Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        let mut left = &found[..];
        let mut slack = |of: &Self| {
            let (own, others) = left.split_at(of.asked_of.len().min(left.len()));
            left = others;
            of.goal.slack(of.figure(own))
        };
        let slacks: Vec<f64> = all.iter().map(&mut slack).collect();
        let narrowest = (0..all.len()).min_by(|a, b| slacks[*a].total_cmp(&slacks[*b]));
        narrowest.map(|at| all.swap_remove(at)).ok_or(SizeError::NoCalls)
    }

    fn new(floor: &Floor, goal: Goal) -> Self {
        let slices: Vec<Slice> = floor.calendar().slices(floor.interval).collect();
        let mut end = 0;
        let of_date = |slices: &[Slice]| {
            end += slices.len();
            end - slices.len()..end
        };
        let asked_of = match goal.share_of_days {
            Some(_) => slices.chunk_by(|a, b| a.session == b.session).map(of_date).collect(),
            None => vec![goal.intervals.clone()],
        };
        Self { goal, asked_of }
    }

    fn probes(&self) -> impl Iterator<Item = Probe> {
        self.asked_of.iter().map(|intervals| Probe::Measure(self.goal.measure, intervals.clone()))
    }

    /// The figure, or the share of the days that reach it, on average over the dates that have any calls.
    fn figure(&self, found: &[Probed]) -> Option<f64> {
        let of_dates: Vec<f64> = found.iter().filter_map(|found| self.goal.figure(found)).collect();
        (!of_dates.is_empty()).then(|| of_dates.iter().sum::<f64>() / of_dates.len() as f64)
    }
}

/// How many dates a day of the floor has; 1 if it has none by name.
fn dates_of(floor: &Floor) -> usize {
    floor.calendar().sessions().len().max(1)
}

/// The knobs as a ladder has them; `None` if it has no rungs.
fn knobs_of(ladder: &Ladder) -> Option<LadderKnobs> {
    let whens = || ladder.rungs.iter().map(|rung| rung.when);
    let release = ladder.release.or_else(|| ladder.rungs.iter().find_map(|rung| rung.release));
    Some(LadderKnobs {
        waiting_above: whens().map(|when| when.waiting_above).min()?,
        lasting: whens().map(|when| when.lasting).max()?,
        release_at_most: release.map_or(0, |release| release.waiting_at_most),
        release_lasting: release.map_or(Span::ZERO, |release| release.lasting),
        order: (0..ladder.rungs.len()).collect(),
    })
}

/// Every combination of thresholds and dwells, with the scenario's own among them.
fn grid(own: &LadderKnobs) -> Vec<LadderKnobs> {
    let with = |usual: &[i64], own: Span| {
        let mut all: Vec<Span> = usual.iter().map(|s| Span::from_secs(*s)).chain([own]).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let mut thresholds: Vec<u32> = THRESHOLDS.into_iter().chain([own.waiting_above]).collect();
    thresholds.sort_unstable();
    thresholds.dedup();
    let mut all = Vec::new();
    for waiting_above in thresholds {
        let mut levels = vec![own.release_at_most.min(waiting_above), waiting_above / 2];
        levels.dedup();
        for (lasting, release_at_most) in
            with(&DWELLS_S, own.lasting).into_iter().flat_map(|s| levels.iter().map(move |level| (s, *level)))
        {
            let releases = with(&RELEASE_DWELLS_S, own.release_lasting).into_iter();
            let one = |release_lasting| LadderKnobs {
                waiting_above,
                lasting,
                release_at_most,
                release_lasting,
                order: own.order.clone(),
            };
            all.extend(releases.map(one));
        }
    }
    all
}

/// The ladders of the front, and the scenario's own, with two rungs that follow each other exchanged.
fn other_orders(points: &[LadderPoint], own: &LadderKnobs) -> Vec<LadderKnobs> {
    let on_front = points.iter().filter(|point| point.is_on_front).filter_map(|point| point.knobs.as_ref());
    let exchanged = |knobs: &LadderKnobs| {
        let one = |at: usize| {
            let mut order = knobs.order.clone();
            order.swap(at, at + 1);
            LadderKnobs { order, ..knobs.clone() }
        };
        (0..knobs.order.len().saturating_sub(1)).map(one).collect::<Vec<_>>()
    };
    on_front.take(MOST_CLOSE).chain([own]).flat_map(exchanged).collect()
}

/// Plays ladders on the same days.
struct Trials<'a> {
    floor: &'a Floor,
    /// The place of the ladder whose knobs are turned.
    ladder: usize,
    service: &'a AxisOfService,
    seed: u64,
    watch: &'a dyn SizeWatch,
}

impl Trials<'_> {
    /// What each gives, with the front marked; those that cannot be played, and those for which there is no time, are left out.
    fn of(&self, all: &[LadderKnobs], days: u32) -> Result<Vec<LadderPoint>, SizeError> {
        let mut points = Vec::new();
        for knobs in all {
            if self.watch.time_is_up() {
                break;
            }
            let mut parts = self.floor.clone().into_parts();
            turn(&mut parts.ladders[self.ladder], knobs);
            let Ok(floor) = Floor::new(parts) else { continue };
            let point = self.played(&floor, days)?;
            points.extend(point.map(|point| LadderPoint { knobs: Some(knobs.clone()), ..point }));
        }
        mark_front(&mut points, &self.service.goal);
        Ok(points)
    }

    fn own(&self, days: u32) -> Result<Option<LadderPoint>, SizeError> {
        self.played(self.floor, days)
    }

    fn played(&self, floor: &Floor, days: u32) -> Result<Option<LadderPoint>, SizeError> {
        self.watch.tried();
        let rungs = (0..floor.rungs().count()).map(|rung| Probe::Rung(rung, RungFigure::Pulls));
        let day = 0..floor.calendar().slice_count(floor.interval);
        let hours = Probe::Measure(Measure::BorrowedHours, day);
        let probes: Vec<Probe> = self.service.probes().chain([hours]).chain(rungs).collect();
        let found = match probe(floor, &probes, 0..days, self.seed, self.watch) {
            Ok(found) => found,
            Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let (service, others) = found.split_at(self.service.asked_of.len());
        let [borrowed, pulls @ ..] = others else { return Ok(None) };
        let dates = dates_of(floor) as f64;
        let point = LadderPoint {
            knobs: None,
            service: self.service.figure(service).unwrap_or(0.0),
            borrowed_hours: borrowed.mean().unwrap_or(0.0) / dates,
            pulls: pulls.iter().filter_map(Probed::mean).sum::<f64>() / dates,
            is_on_front: false,
        };
        Ok(Some(point))
    }
}

/// Turns the knobs of a ladder.
fn turn(ladder: &mut Ladder, knobs: &LadderKnobs) {
    let lowest = ladder.rungs.iter().map(|rung| rung.when.waiting_above).min().unwrap_or(0);
    for rung in &mut ladder.rungs {
        let when = &mut rung.when;
        when.waiting_above = when.waiting_above - lowest + knobs.waiting_above;
        when.waiting_up_to = when.waiting_up_to.map(|most| (most + knobs.waiting_above).saturating_sub(lowest));
        if when.lasting > Span::ZERO {
            when.lasting = knobs.lasting;
        }
    }
    let releases = ladder.rungs.iter_mut().filter_map(|rung| rung.release.as_mut()).chain(ladder.release.as_mut());
    for release in releases {
        (release.waiting_at_most, release.lasting) = (knobs.release_at_most, knobs.release_lasting);
    }
    let rungs = std::mem::take(&mut ladder.rungs);
    ladder.rungs = knobs.order.iter().filter_map(|at| rungs.get(*at).cloned()).collect();
}

/// How two figures of the goal compare.
fn better(goal: &Goal, a: f64, b: f64) -> std::cmp::Ordering {
    if goal.share_of_days.is_some() || goal.measure.more_is_better() { a.total_cmp(&b) } else { b.total_cmp(&a) }
}

fn mark_front(points: &mut [LadderPoint], goal: &Goal) {
    let is_beaten = |one: &LadderPoint| {
        points.iter().any(|other| {
            let service = better(goal, other.service, one.service);
            let (hours, pulls) = (other.borrowed_hours <= one.borrowed_hours, other.pulls <= one.pulls);
            let is_less = other.borrowed_hours < one.borrowed_hours || other.pulls < one.pulls;
            service.is_ge() && hours && pulls && (service.is_gt() || is_less)
        })
    };
    let marks: Vec<bool> = points.iter().map(|point| !is_beaten(point)).collect();
    points.iter_mut().zip(marks).for_each(|(point, mark)| point.is_on_front = mark);
}

/// So many of the front that it can be looked at closely, evenly along its service.
fn thinned<'p>(points: &'p [LadderPoint], goal: &Goal) -> Vec<&'p LadderPoint> {
    let mut front: Vec<&LadderPoint> = points.iter().filter(|point| point.is_on_front).collect();
    front.sort_by(|a, b| better(goal, b.service, a.service).then(a.pulls.total_cmp(&b.pulls)));
    let step = front.len().div_ceil(MOST_CLOSE).max(1);
    front.into_iter().step_by(step).collect()
}

pub(super) fn queue_at_target(floor: &Floor, ladder: &Ladder, threshold: u32) -> Option<QueueAtTarget> {
    let answer_rate = IntervalGoal::of(floor).targets.answer_rate?;
    let (mut calls_a_minute, mut waiting, mut patience_min) = (0.0, 0.0, 0.0);
    for queue in floor.queues.iter().filter(|queue| ladder.watches(&queue.name)) {
        let Patience::Random(patience) = &queue.patience else { return None };
        let (rate, patience) = (busiest(&queue.arrivals)?, moments(patience).0 / 60.0);
        calls_a_minute += rate;
        patience_min += rate * patience;
        waiting += rate * patience * (1.0 - answer_rate);
    }
    let patience_min = if calls_a_minute > 0.0 { patience_min / calls_a_minute } else { return None };
    Some(QueueAtTarget { calls_a_minute, patience_min, answer_rate, waiting, threshold })
}

/// Calls a minute in the busiest row of a profile.
fn busiest(arrivals: &Arrivals) -> Option<f64> {
    let Arrivals::Profile { rows, scale, .. } = arrivals else { return None };
    let rate = |row: &crate::model::ProfileRow| scale * row.calls / ((row.end - row.start).as_secs() / 60.0);
    rows.iter().map(rate).reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::model::{AgentGroup, Asked, Distribution, Does, Presence, Release, Rung, Step, Targets, When};

    fn floor() -> Floor {
        let targets = Targets { answer_rate: Some(0.9), ..Targets::default() };
        let mut parts = sample::floor(&[40.0, 60.0, 40.0], 240, 0.1, targets).into_parts();
        let mut group = AgentGroup::new("floaters", &["general"], Presence::People(2));
        group.lent = true;
        parts.groups.push(group);
        let does = |people| Does::Borrow {
            group: "floaters".to_owned(),
            people,
            join_after: Distribution::Constant(Span::ZERO),
        };
        let rung = |name: &str, above, lasting_s| Rung {
            name: name.to_owned(),
            does: does(Asked::up_to(1)),
            when: When::above(above, Span::from_secs(lasting_s)),
            release: None,
            min_stay: Span::ZERO,
            stay_at_least: Span::ZERO,
            at_most_per_day: None,
        };
        parts.first_ladder().rungs = vec![rung("first", 2, 60), rung("second", 4, 0)];
        parts.first_ladder().release = Some(Release::at_most(1, Span::from_secs(120), Step::Rung));
        Floor::new(parts).expect("a valid floor")
    }

    #[test]
    fn of_several_ladders_one_is_asked_for_by_name() {
        let mut parts = floor().into_parts();
        parts.ladders[0].name = "first".to_owned();
        parts.ladders.push(Ladder { name: "second".to_owned(), ..Ladder::default() });
        let floor = Floor::new(parts).expect("a floor");
        assert_eq!(ladder_asked(&floor, Some("second")), Ok(1));
        let names = || vec!["first".to_owned(), "second".to_owned()];
        assert_eq!(ladder_asked(&floor, None), Err(SizeError::WhichLadder(names())));
        let unknown = SizeError::UnknownLadder { name: "third".to_owned(), known: names() };
        assert_eq!(ladder_asked(&floor, Some("third")), Err(unknown));
    }

    #[test]
    fn turned_to_its_own_knobs_a_ladder_stays_as_it_is() {
        let floor = floor();
        let own = knobs_of(&floor.ladders[0]).expect("it has rungs");
        let mut turned = floor.ladders[0].clone();
        turn(&mut turned, &own);
        assert_eq!(turned, floor.ladders[0]);
        assert!(grid(&own).contains(&own));
    }

    #[test]
    fn knobs_turn_thresholds_dwells_release_and_order() {
        let mut ladder = floor().into_parts().ladders.remove(0);
        let (lasting, release_lasting) = (Span::from_secs(300), Span::from_secs(900));
        turn(
            &mut ladder,
            &LadderKnobs { waiting_above: 8, lasting, release_at_most: 3, release_lasting, order: vec![1, 0] },
        );
        let told: Vec<_> = ladder.rungs.iter().map(|r| (&r.name[..], r.when.waiting_above, r.when.lasting)).collect();
        assert_eq!(told, [("second", 10, Span::ZERO), ("first", 8, lasting)]);
        assert_eq!(ladder.release, Some(Release::at_most(3, release_lasting, Step::Rung)));
    }

    #[test]
    fn nothing_on_the_front_is_beaten_and_everything_else_is() {
        let found = ladder_knobs(&floor(), 0, &SizePlan::new(40, 3), &()).expect("days");
        let own = found.own().expect("the scenario's own");
        assert!((own.service - 0.9).abs() < 0.2 && found.points.iter().any(|point| point.is_on_front));
        for (a, b) in found.points.iter().flat_map(|a| found.points.iter().map(move |b| (a, b))) {
            let beats = a.service > b.service && a.borrowed_hours < b.borrowed_hours && a.pulls < b.pulls;
            assert!(!(beats && b.is_on_front), "{a:?} beats {b:?}");
        }
        let beaten = |one: &LadderPoint| found.points.iter().any(|p| p.service >= one.service && p.pulls <= one.pulls);
        assert!(own.is_on_front || beaten(own));
    }

    #[test]
    fn the_queue_at_the_target_is_that_of_littles_law() {
        let found = queue_at_target(&floor(), &floor().ladders[0], 2).expect("patience is known");
        // 60 calls an hour are 1 a minute, each waits 2 minutes at most in the mean, and a tenth hangs up.
        assert!((found.waiting - 0.2).abs() < 1e-9 && found.is_below_threshold(), "{found:?}");
    }
}
