//! Ladders, made ready: thresholds in numbers, times in microseconds.

use super::samplers::sampler;
use super::{group_named, watched};
use crate::engine::fact::{GroupId, RungId};
use crate::engine::required::{Remembered, RequiredPlan};
use crate::model::{Asked, Does, Floor, Ladder, Release, Rung};
use crate::random::{Entity, Sampler};
use crate::units::{SimTime, Span, WallClock};

#[derive(Clone, Debug)]
pub(in crate::engine) struct LadderPlan {
    /// It is the one that the hot loop asks, and there are others.
    pub is_first_of_several: bool,
    /// The lines that it watches, as bits: of queues, with those transferred there.
    pub watched: u64,
    /// The number of its first rung: they go on through all ladders.
    pub first_rung: usize,
    /// If a rung calls as many people as are required (M-L9).
    pub required: Option<RequiredPlan>,
    /// How far back the call rate is looked at then.
    pub call_rate_within: i64,
    pub settle: i64,
    pub look_every: Option<i64>,
    pub rungs: Vec<RungPlan>,
    /// Numbers waiting at which a condition turns: true on one side of `n | n + 1`, false on the other.
    pub edges: Vec<u32>,
    /// Conditions turn as time passes, too: on the clock, with the longest wait, or with the service level of late.
    pub is_timed: bool,
}

#[derive(Clone, Debug)]
pub(in crate::engine) struct RungPlan {
    pub id: RungId,
    pub entity: Entity,
    /// Whose people, and how many.
    pub group: GroupId,
    pub people: Asked,
    pub does: DoesPlan,
    /// Pulled if more than so many wait, and no more than so many, for so long.
    pub waiting_above: u32,
    pub waiting_up_to: u32,
    /// Somebody has waited for so long; less than any time if none is asked for.
    pub longest_wait: i64,
    /// Within these hours of any date.
    pub hours: Option<HoursOfDate>,
    /// The service level of late is below this.
    pub service_below: Option<f64>,
    pub lasting: i64,
    /// Its own release, or else the ladder's.
    pub release: Option<Release>,
    pub min_stay: i64,
    pub stay_at_least: i64,
    pub at_most_per_day: u32,
}

/// From a time by the clock on, until another on the same date, not included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::engine) struct HoursOfDate {
    from: SimTime,
    until: SimTime,
    clock: WallClock,
}

impl HoursOfDate {
    /// From the one clock time to the other.
    pub fn new((from, until): (SimTime, SimTime), floor: &Floor) -> Self {
        Self { from, until, clock: floor.clock.clone() }
    }

    pub fn contain(&self, at: i64) -> bool {
        let (from, until) = self.on_date_of(at);
        (from..until).contains(&at)
    }

    /// Of the date on which a moment lies.
    pub fn on_date_of(&self, at: i64) -> (i64, i64) {
        let day = self.day(at);
        (self.when(day, self.from), self.when(day, self.until))
    }

    /// Those of the date on which a moment lies, worked out.
    pub fn today(&self, at: i64) -> HoursToday {
        let (from, until) = self.on_date_of(at);
        let next = self.day(at) + 1;
        let date = Span::from_hours(24).micros();
        let ends = at + next * date - self.clock.shown(SimTime::from_micros(at)).micros();
        let change = self.clock.changes().iter().map(|change| change.at.micros()).find(|change| *change > at);
        let (again, shown_until) = match change.filter(|change| *change <= ends) {
            // Then it may show another date: put back soon after midnight, the one before once more.
            Some(change) => (change, change),
            None => (self.when(next, self.from).max(ends), ends),
        };
        HoursToday { from, until, again, shown_until }
    }

    fn day(&self, at: i64) -> i64 {
        self.clock.day(SimTime::from_micros(at))
    }

    fn when(&self, day: i64, time: SimTime) -> i64 {
        self.clock.when(time + Span::from_hours(24) * day).micros()
    }
}

/// Hours on one date.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct HoursToday {
    pub from: i64,
    pub until: i64,
    /// When they begin on the next date, or before that the clock is changed.
    pub again: i64,
    /// Until when the clock shows this date.
    pub shown_until: i64,
}

/// What a rung does when it is pulled.
#[derive(Clone, Debug)]
pub(in crate::engine) enum DoesPlan {
    Borrow {
        join_after: Sampler,
    },
    /// Those whose shift ends within so long stay so much longer.
    Extend {
        ending_within: i64,
        by: i64,
    },
    /// Those whose break is planned to begin within so long begin it so much later.
    Postpone {
        starting_within: i64,
        by: i64,
    },
}

impl LadderPlan {
    /// How long it remembers calls, if their rate matters to it; it is the ladder of this place.
    pub fn remembered(&self, ladder: usize) -> Option<Remembered> {
        let (watched, within) = (self.watched, self.call_rate_within);
        self.required.is_some().then_some(Remembered { ladder, watched, within })
    }
}

/// All ladders; a floor without any has one without rungs.
pub(super) fn ladders(floor: &Floor) -> Vec<LadderPlan> {
    let mut first_rung = 0;
    let next = |of: &Ladder| {
        let plan = ladder(floor, of, first_rung);
        first_rung += of.rungs.len();
        plan
    };
    let none = [Ladder::default()];
    let all = if floor.ladders.is_empty() { &none[..] } else { &floor.ladders };
    let mut plans: Vec<LadderPlan> = all.iter().map(next).collect();
    plans[0].is_first_of_several = plans.len() > 1;
    plans
}

fn ladder(floor: &Floor, ladder: &Ladder, first_rung: usize) -> LadderPlan {
    let rungs: Vec<RungPlan> =
        ladder.rungs.iter().zip(first_rung..).map(|(of, number)| rung(floor, ladder, number, of)).collect();
    let mut edges: Vec<u32> = rungs.iter().flat_map(|r| [r.waiting_above, r.waiting_up_to]).collect();
    edges.extend(rungs.iter().filter_map(|r| r.release).map(|r| r.waiting_at_most));
    edges.sort_unstable();
    edges.dedup();
    let asks_for_required = rungs.iter().any(|rung| rung.people == Asked::Required);
    LadderPlan {
        is_first_of_several: false,
        watched: watched(floor, ladder),
        first_rung,
        required: asks_for_required.then(|| RequiredPlan::new(floor, ladder)),
        call_rate_within: ladder.call_rate_within.micros(),
        settle: ladder.settle.micros(),
        look_every: ladder.look_every.map(Span::micros),
        is_timed: ladder.rungs.iter().any(|rung| is_timed(ladder, rung)),
        rungs,
        edges,
    }
}

fn is_timed(ladder: &Ladder, rung: &Rung) -> bool {
    let release = rung.release.or(ladder.release).and_then(|release| release.longest_wait_below);
    rung.when.longest_wait.or(release).is_some() || rung.when.between.is_some() || ladder.goes_by_service_level()
}

fn rung(floor: &Floor, ladder: &Ladder, number: usize, rung: &Rung) -> RungPlan {
    RungPlan {
        id: RungId::new(number),
        entity: Entity::named(&rung.name),
        group: group_named(floor, rung.does.group()),
        people: rung.does.people(),
        does: does(&rung.does),
        waiting_above: rung.when.waiting_above,
        waiting_up_to: rung.when.waiting_up_to.unwrap_or(u32::MAX),
        longest_wait: rung.when.longest_wait.map_or(i64::MIN, Span::micros),
        hours: rung.when.between.map(|between| HoursOfDate::new(between, floor)),
        service_below: rung.when.service_level_below,
        lasting: rung.when.lasting.micros(),
        release: rung.release.or(ladder.release),
        min_stay: rung.min_stay.micros(),
        stay_at_least: rung.stay_at_least.micros(),
        at_most_per_day: rung.at_most_per_day.unwrap_or(u32::MAX),
    }
}

fn does(does: &Does) -> DoesPlan {
    match does {
        Does::Borrow { join_after, group: _, people: _ } => DoesPlan::Borrow { join_after: sampler(join_after) },
        Does::Extend { ending_within, by, group: _, people: _ } => {
            DoesPlan::Extend { ending_within: ending_within.micros(), by: by.micros() }
        }
        Does::Postpone { starting_within, by, group: _, people: _ } => {
            DoesPlan::Postpone { starting_within: starting_within.micros(), by: by.micros() }
        }
    }
}
