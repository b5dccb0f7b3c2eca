//! Figures without chance: days of one queue whose calls and patience have no memory, solved from the empty floor.

use super::goal::{Goal, GoalOf, KnownMeasure};
use super::judge::{Judge, PeopleJudged};
use super::variables::Variables;
use super::watch::{SizeError, SizeWatch};
use crate::analytic::{CallersFigures, FloorChances, FollowedFloor, Stretch};
use crate::figures::Measure;
use crate::model::{AfterClose, Arrivals, Attribution, Distribution, Floor, Patience, ProfileRow, Queue, Slice};
use crate::units::{SimTime, Span};
use std::cell::RefCell;

/// What of a floor decides everything where nothing has a memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Memoryless {
    /// Mean handle time in seconds.
    pub handle_s: f64,
    /// Mean patience in seconds; `None`: nobody hangs up.
    pub patience_s: Option<f64>,
    /// Calls per hour over the day, without gaps.
    pub rates: Vec<(SimTime, SimTime, f64)>,
}

impl Memoryless {
    /// That of a floor of which nothing but one group is sized and nobody else answers; `None` if anything on it has a memory.
    pub fn of(floor: &Floor, group: usize) -> Option<Self> {
        let [queue] = &floor.queues[..] else { return None };
        let group = &floor.groups[group];
        let own = floor.groups.iter().filter(|one| !one.lent).count();
        let is_alone =
            own == 1 && floor.rungs().next().is_none() && floor.incidents.is_empty() && floor.lines.is_none();
        let is_plain = group.absence.chance() == 0.0 && group.late.is_none() && !group.has_terms();
        if !is_alone || !is_plain || floor.attribution != Attribution::Arrival || !is_plain_queue(queue) {
            return None;
        }
        let Distribution::Exponential { mean } = &queue.talk else { return None };
        let patience_s = match &queue.patience {
            Patience::Infinite => None,
            Patience::Random(Distribution::Exponential { mean }) if *mean > Span::ZERO => Some(mean.as_secs()),
            Patience::Random(_) | Patience::Survival(_) => return None,
        };
        let Arrivals::Profile { rows, scale, busyness, intervals } = &queue.arrivals else { return None };
        let differ = busyness.cv > 0.0 || intervals.cv > 0.0 || queue.scale_cv > 0.0;
        let varies = differ || rows.iter().any(|row| row.handle_time.is_some());
        let rate = |row: &ProfileRow| (row.start, row.end, row.calls * scale / (row.end - row.start).as_hours());
        (!varies).then(|| Self {
            handle_s: mean.as_secs() * group.talk_factor.of(&queue.name),
            patience_s,
            rates: rows.iter().map(rate).collect(),
        })
    }

    /// The one rate of the day in calls per hour, if it is one.
    pub fn constant_rate(&self, floor: &Floor) -> Option<f64> {
        let mut inside = self.rates.iter().filter(|(from, to, _)| *from < floor.close() && floor.open() < *to);
        let (_, _, first) = inside.next()?;
        inside.all(|(_, _, rate)| (rate - first).abs() <= 1e-9 * first).then_some(*first)
    }

    /// The parts of an interval with one rate each: length in seconds and calls per hour.
    fn parts(&self, slice: &Slice) -> Vec<(f64, f64)> {
        let part = |(from, to, rate): &(SimTime, SimTime, f64)| {
            let length = (*to.min(&slice.end) - *from.max(&slice.start)).as_secs();
            (length > 0.0).then_some((length, *rate))
        };
        self.rates.iter().filter_map(part).collect()
    }
}

fn is_plain_queue(queue: &Queue) -> bool {
    queue.wrap_up == Distribution::Constant(Span::ZERO)
        && queue.talk_day.cv == 0.0
        && queue.ivr.is_none()
        && queue.balk == 0.0
        && queue.announcements.is_empty()
        && queue.redial.is_none()
        && queue.repeat.is_none()
        && queue.callback.is_none()
        && queue.transfers.is_empty()
}

/// Whether the equations tell this goal on such a floor; a time within which calls are answered must be the same for all.
fn is_known(goal: &Goal, floor: &Floor, within: Option<Span>) -> bool {
    let hangs_up = !matches!(floor.queues[0].patience, Patience::Infinite);
    let known = KnownMeasure::of(goal.measure).is_some_and(|known| match known {
        KnownMeasure::Answered => true,
        KnownMeasure::Asa => false,
        KnownMeasure::Occupancy => goal.of == GoalOf::Day,
        KnownMeasure::Abandoned => hangs_up && floor.after_close != AfterClose::Cut,
        KnownMeasure::Within(asked) => Some(asked) == within,
    });
    known && goal.share_of_days.is_none()
}

/// Judges by Kolmogorov's equations.
pub struct ExactJudge<'a> {
    floor: FollowedFloor,
    goals: &'a [Goal],
    variables: &'a Variables,
    /// The parts of each interval with one rate: length in seconds, calls per hour.
    parts: Vec<Vec<(f64, f64)>>,
    /// Whether an interval is counted.
    counts: Vec<bool>,
    watch: &'a dyn SizeWatch,
    /// The start of every interval of the day judged last.
    starts: RefCell<Vec<FloorChances>>,
}

impl<'a> ExactJudge<'a> {
    /// `None` where formulas do not know the floor or a goal.
    pub fn new(floor: &Floor, goals: &'a [Goal], variables: &'a Variables, watch: &'a dyn SizeWatch) -> Option<Self> {
        let group = variables.slots.first()?.group;
        let memoryless = Memoryless::of(floor, group)?;
        let within = goals.iter().find_map(|goal| goal.measure.within());
        let warm = (floor.warm_up.micros() % floor.interval.micros() == 0).then(|| floor.open() + floor.warm_up)?;
        if !goals.iter().all(|goal| is_known(goal, floor, within)) || floor.calendar().sessions().len() > 1 {
            return None;
        }
        let asks = goals.iter().any(|goal| matches!(goal.measure, Measure::AnswerRate | Measure::AbandonRate));
        let (handle_s, within_s) = (memoryless.handle_s, within.unwrap_or(Span::ZERO).as_secs());
        let stays = floor.after_close == AfterClose::Stay;
        let followed = FollowedFloor::new(handle_s, memoryless.patience_s, within_s, (asks, stays)).ok()?;
        let parts = variables.slices.iter().map(|slice| memoryless.parts(slice)).collect();
        let counts = variables.slices.iter().map(|slice| slice.start >= warm).collect();
        Some(Self { floor: followed, goals, variables, parts, counts, watch, starts: RefCell::default() })
    }

    fn stretches(&self, i: usize, people: u32) -> impl Iterator<Item = Stretch> + '_ {
        let part =
            move |(length_s, rate): &(f64, f64)| Stretch { length_s: *length_s, calls_per_hour: *rate, agents: people };
        self.parts[i].iter().map(part)
    }

    /// Plays one interval with these people in it and in those after it.
    fn interval(
        &self,
        start: &FloorChances,
        i: usize,
        people: &[u32],
    ) -> Result<(FloorChances, CallersFigures), SizeError> {
        if self.watch.interrupted() {
            return Err(SizeError::interrupted());
        }
        let all: Vec<Stretch> = (i..people.len()).flat_map(|k| self.stretches(k, people[k])).collect();
        let (mut at, mut sum) = (start.clone(), CallersFigures::default());
        for part in 0..self.parts[i].len() {
            let (after, figures) = self.floor.first_of(&at, &all[part..]).map_err(SizeError::formula)?;
            (at, sum) = (after, sum.plus(&figures));
        }
        Ok((at, sum))
    }

    fn day(&self, people: &[u32]) -> Result<Vec<CallersFigures>, SizeError> {
        let (mut at, mut starts) = (FollowedFloor::empty(), Vec::with_capacity(people.len()));
        let mut figures = Vec::with_capacity(people.len());
        for i in 0..people.len() {
            let (after, of_interval) = self.interval(&at, i, people)?;
            starts.push(std::mem::replace(&mut at, after));
            figures.push(of_interval);
        }
        *self.starts.borrow_mut() = starts;
        Ok(figures)
    }

    fn figure(measure: Measure, sum: &CallersFigures) -> Option<f64> {
        let share = |x: f64, y: f64| (y > 0.0).then(|| x / y);
        match KnownMeasure::of(measure)? {
            KnownMeasure::Answered => share(sum.answered, sum.offered),
            KnownMeasure::Abandoned => share(sum.offered - sum.answered, sum.offered),
            KnownMeasure::Occupancy => share(sum.handling_s, sum.on_duty_s),
            KnownMeasure::Within(_) => share(sum.answered_within, sum.offered),
            KnownMeasure::Asa => None,
        }
    }

    fn judged(&self, figures: &[CallersFigures]) -> PeopleJudged {
        let of = |goal: &Goal| {
            let counted = goal.intervals.clone().filter(|i| self.counts[*i]);
            let sum = counted.fold(CallersFigures::default(), |sum, i| sum.plus(&figures[i]));
            Self::figure(goal.measure, &sum)
        };
        let lead = Goal::lead(self.goals);
        let by_interval: Vec<Option<f64>> = figures.iter().map(|sum| Self::figure(lead, sum)).collect();
        let good = |figure: Option<f64>| figure.map_or(1.0, |f| if lead.more_is_better() { f } else { 1.0 - f });
        let misses = figures.iter().zip(&by_interval).map(|(sum, figure)| sum.offered * (1.0 - good(*figure)));
        PeopleJudged::new(self.goals, self.goals.iter().map(of).collect(), (misses.collect(), by_interval))
    }

    /// The measure that leads in one interval with another number of people in it alone, on the day judged last.
    pub fn in_interval_with(&self, i: usize, values: &[i32], value: i32) -> Result<Option<f64>, SizeError> {
        let mut changed = values.to_vec();
        self.variables.in_interval(i).for_each(|slot| changed[slot] = value);
        let start = self.starts.borrow().get(i).cloned().unwrap_or_else(FollowedFloor::empty);
        let (_, figures) = self.interval(&start, i, &self.variables.total(&changed))?;
        Ok(Self::figure(Goal::lead(self.goals), &figures))
    }

    /// From left to right the least people with whom each interval reaches its goals, where it goes on as in `values`. Also of
    /// the warm-up, whose calls are not counted but whose queue would be there after it.
    pub fn least_from_left_to_right(&self, values: &[i32]) -> Result<Vec<i32>, SizeError> {
        let (mut found, mut at) = (values.to_vec(), FollowedFloor::empty());
        for i in 0..self.parts.len() {
            let Some(slot) = self.variables.in_interval(i).next() else { continue };
            let (least, most) = (self.variables.slots[slot].least, self.variables.slots[slot].most);
            let mut value = if i == 0 { found[slot] } else { found[slot - 1] }.clamp(least, most);
            let reaches = |value: i32| -> Result<(bool, FloorChances), SizeError> {
                let mut tried = found.clone();
                tried[slot] = value;
                let (after, figures) = self.interval(&at, i, &self.variables.total(&tried))?;
                let enough = |goal: &&Goal| goal.slack(Self::figure(goal.measure, &figures)) >= 0.0;
                let own = self.goals.iter().filter(|goal| goal.intervals == (i..i + 1));
                Ok((own.clone().filter(enough).count() == own.count(), after))
            };
            let (mut is_enough, mut after) = reaches(value)?;
            while is_enough && value > least {
                let (still, fewer) = reaches(value - 1)?;
                if !still {
                    break;
                }
                (value, after) = (value - 1, fewer);
            }
            while !is_enough && value < most {
                value += 1;
                (is_enough, after) = reaches(value)?;
            }
            (found[slot], at) = (value, after);
        }
        Ok(found)
    }
}

impl Judge for ExactJudge<'_> {
    fn goals(&self) -> &[Goal] {
        self.goals
    }

    fn judge(&self, values: &[i32]) -> Result<PeopleJudged, SizeError> {
        self.watch.tried();
        Ok(self.judged(&self.day(&self.variables.total(values))?))
    }

    fn affordable(&self) -> usize {
        // Up to some milliseconds for each interval and Erlang.
        if self.parts.len() <= 100 { 4_000 } else { 0 }
    }
}

impl CallersFigures {
    fn plus(&self, more: &Self) -> Self {
        Self {
            offered: self.offered + more.offered,
            answered_at_once: self.answered_at_once + more.answered_at_once,
            answered: self.answered + more.answered,
            answered_within: self.answered_within + more.answered_within,
            on_duty_s: self.on_duty_s + more.on_duty_s,
            handling_s: self.handling_s + more.handling_s,
        }
    }
}
