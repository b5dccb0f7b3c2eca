//! The ladder as a machine: what the time is, how many wait and who could be sent come in, orders come out (M-L1 to M-L7).
//!
//! It knows neither people nor queues. Whoever carries the orders out asks again until there is none.

use super::fact::RungId;
use super::plan::{HoursToday, LadderPlan, RungPlan};
use super::service::ServiceSeen;
use crate::model::{Release, Step};
use crate::units::{SimTime, Span};

/// Later than any day.
const NEVER: i64 = SimTime::NEVER.micros();

/// Why the supervisor looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Something happened.
    AfterEvent,
    /// It is the ladder's turn in the order of the instant (M-T2).
    InTurn,
    /// Something happened that comes behind the ladder's turn in the order of the instant.
    AfterTurn,
}

impl Look {
    /// Whether something due since `due`, on a condition that counts as held since `held`, is done at this look. What is
    /// due because time has passed waits for the ladder's turn: were it done after any event of the instant, an event
    /// elsewhere on the floor would bring it forward. What asks for no time at all is done at once (M-L3), and so is
    /// what was due before and only now can be done (M-L4).
    fn does(self, due: i64, held: i64, now: i64) -> bool {
        due < now || due == now && (self == Self::InTurn || held == now)
    }
}

/// What the supervisor sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    pub look: Look,
    pub now: i64,
    /// Callers waiting in the queues watched.
    pub waiting: u32,
    /// When the one of them came who has waited longest; never if nobody waits, long ago if no condition asks.
    pub longest_since: i64,
    /// How calls fared that ended lately; nothing if no condition asks.
    pub service: ServiceSeen,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The rung is in force and sends so many people.
    Pull { rung: RungId, people: u32 },
    /// The last rung pulled is undone by a step; if that leaves it nobody, it is [`LadderMachine::out_of_force`].
    Release { rung: RungId, step: Step },
    /// The rung would be pulled and has nobody to send.
    EmptyHanded { rung: RungId },
}

/// Where the ladder stands.
#[derive(Clone, Debug)]
pub(super) struct LadderMachine<'p> {
    plan: &'p LadderPlan,
    heeds: Heeds,
    rungs: Vec<Condition>,
    /// Rungs in force and until when their people stay whatever happens, the last pulled last.
    in_force: Vec<(RungId, i64)>,
    /// Since when the release condition of the last rung pulled holds.
    calm_since: i64,
    last_action: i64,
    last_pull: i64,
    /// The last moment at which it was the ladder's turn.
    last_turn: i64,
    /// As long as so many wait, from the first on for as many numbers, no condition turns.
    indifferent: (u32, u32),
    due: i64,
    /// It is its turn at this instant: it looks all the time, or now.
    has_turn: bool,
}

/// Which changes of the number waiting may turn a condition.
#[derive(Clone, Copy, Debug)]
enum Heeds {
    /// None: between two looks nothing is seen (M-L1).
    Nothing,
    /// Each: who has waited longest may be another one, or other ladders, which see other callers, are asked only then.
    AnyChange,
    /// Those across a threshold.
    Edges,
}

impl Heeds {
    fn of(plan: &LadderPlan) -> Self {
        if plan.is_first_of_several {
            Self::AnyChange
        } else if plan.look_every.is_some() {
            Self::Nothing
        } else if plan.is_timed {
            Self::AnyChange
        } else {
            Self::Edges
        }
    }
}

/// How long a rung's condition has held.
#[derive(Clone, Copy, Debug)]
struct Condition {
    /// The hours of its rung on the date at hand, worked out for as long as that lasts: a look asks for them again and again.
    hours: Option<HoursToday>,
    /// The condition, as planned.
    waiting_above: u32,
    waiting_up_to: u32,
    lasting: i64,
    /// [`NEVER`]: it does not hold.
    since: i64,
    /// Found empty-handed since the clock started.
    reported: bool,
    in_force: bool,
    /// How often it may still be pulled today.
    pulls_left: u32,
}

impl Condition {
    fn new(rung: &RungPlan) -> Self {
        let RungPlan { waiting_above, waiting_up_to, lasting, at_most_per_day: pulls_left, .. } = *rung;
        Self {
            hours: None,
            waiting_above,
            waiting_up_to,
            lasting,
            since: NEVER,
            reported: false,
            in_force: false,
            pulls_left,
        }
    }

    /// Whether it is within the hours of its rung.
    fn is_in_hours(&mut self, rung: &RungPlan, now: i64, clock: i64) -> bool {
        let Some(of_dates) = &rung.hours else { return true };
        let hours = match self.hours {
            Some(hours) if now < hours.shown_until => hours,
            _ => *self.hours.insert(of_dates.today(now)),
        };
        clock >= hours.from && now < hours.until
    }

    /// Whether the rung can be pulled at all now.
    fn is_out(&self) -> bool {
        self.in_force || self.pulls_left == 0
    }
}

impl<'p> LadderMachine<'p> {
    /// A ladder with no rung in force.
    pub fn new(plan: &'p LadderPlan) -> Self {
        Self {
            plan,
            heeds: Heeds::of(plan),
            rungs: plan.rungs.iter().map(Condition::new).collect(),
            in_force: Vec::with_capacity(plan.rungs.len()),
            calm_since: NEVER,
            last_action: -NEVER,
            last_pull: -NEVER,
            last_turn: -NEVER,
            indifferent: ALL,
            due: NEVER,
            has_turn: false,
        }
    }

    /// Begins a day that opens at `open`.
    pub fn restart(&mut self, open: i64) {
        self.rungs.iter_mut().zip(&self.plan.rungs).for_each(|(condition, rung)| *condition = Condition::new(rung));
        self.in_force.clear();
        // As long ago as never is away: no clock waits for an action that has not been.
        (self.calm_since, self.last_action, self.last_pull, self.last_turn) = (NEVER, -NEVER, -NEVER, -NEVER);
        let looks = !self.plan.rungs.is_empty() && self.plan.look_every.is_some();
        self.due = if looks { open } else { NEVER };
        self.indifferent = self.indifferent_at(0);
    }

    /// The numbers around this one at which no condition turns.
    fn indifferent_at(&self, waiting: u32) -> (u32, u32) {
        match self.heeds {
            Heeds::Nothing => ALL,
            Heeds::AnyChange => NONE,
            Heeds::Edges => band(&self.plan.edges, waiting),
        }
    }

    /// How late it is for what comes with time: a moment has come when it is the ladder's turn in it. Were it earlier, an event
    /// elsewhere on the floor would bring an action forward. What time ends is over at once.
    pub fn clock(&self, look: Look, now: i64) -> i64 {
        if look != Look::AfterEvent || self.last_turn == now { now } else { now - 1 }
    }

    /// The next moment at which a condition turns though nothing happens.
    fn turns_by_itself(&self, sight: Sight) -> i64 {
        if !self.plan.is_timed {
            return NEVER;
        }
        let (clock, mut next) = (self.clock(sight.look, sight.now), NEVER);
        let mut turns = |at: i64| next = if at > clock { next.min(at) } else { next };
        for (condition, rung) in self.rungs.iter().zip(&self.plan.rungs) {
            turns(sight.longest_since.saturating_add(rung.longest_wait));
            if let Some(hours) = condition.hours {
                [hours.from, hours.until, hours.again].into_iter().for_each(&mut turns);
            }
        }
        if let Some(below) = self.last_release().and_then(|(_, release)| release.longest_wait_below) {
            turns(sight.longest_since.saturating_add(below.micros()));
        }
        turns(sight.service.changes);
        next
    }

    /// Another date: rungs may be pulled as often as on any.
    pub fn date_begins(&mut self) {
        self.rungs
            .iter_mut()
            .zip(&self.plan.rungs)
            .for_each(|(condition, rung)| condition.pulls_left = rung.at_most_per_day);
    }

    /// When the supervisor must look, if nothing happens before; later than any day if not.
    #[inline(always)]
    pub fn due(&self) -> i64 {
        self.due
    }

    /// Whether a condition may have turned now that so many wait.
    #[inline(always)]
    pub fn cares(&self, waiting: u32) -> bool {
        // One comparison for both ends: what is below wraps round to more than any band.
        waiting.wrapping_sub(self.indifferent.0) >= self.indifferent.1
    }

    pub fn is_in_force(&self, rung: RungId) -> bool {
        self.rungs[self.place(rung)].in_force
    }

    /// What it is, as planned.
    pub fn plan(&self) -> &'p LadderPlan {
        self.plan
    }

    /// What a rung is.
    pub fn rung(&self, rung: RungId) -> &'p RungPlan {
        &self.plan.rungs[self.place(rung)]
    }

    /// The place of a rung among its own.
    fn place(&self, rung: RungId) -> usize {
        rung.index() - self.plan.first_rung
    }

    /// The ladders' turn has come in the order of an instant: whether it is this one's as well.
    pub fn turn_comes(&mut self, now: i64) {
        self.has_turn = self.plan.look_every.is_none() || self.due <= now;
    }

    /// How it looks, where the supervisor looks so: one that looks only now and then has its turn only then.
    pub fn own(&self, look: Look) -> Look {
        if look == Look::InTurn && !self.has_turn { Look::AfterEvent } else { look }
    }

    /// Sets the clocks; whether anything may be due, so that there must be a [`Ladder::look`].
    #[inline(never)]
    pub fn takes_note(&mut self, sight: Sight) -> bool {
        if self.plan.rungs.is_empty() || self.plan.look_every.is_some() && sight.look != Look::InTurn {
            return false;
        }
        let due = self.turn_clocks(sight).min(self.release_due().map_or(NEVER, |(due, ..)| due));
        if due > sight.now {
            self.rests(sight, due);
        }
        due <= sight.now
    }

    /// The next thing to be done at this look, if any; the ladder counts it as done. `can_send`: how many people a rung
    /// could send now, `None` if fewer than its minimum (M-L5).
    pub fn look(&mut self, sight: Sight, can_send: impl Fn(&RungPlan) -> Option<u32>) -> Option<Order> {
        if !self.takes_note(sight) {
            return None;
        }
        let release = self.release_due();
        let mut due = release.map_or(NEVER, |(due, ..)| due);
        let order = match release {
            Some((due, held, order)) if sight.look.does(due, held, sight.now) => Some(order),
            _ => self.next_rung(sight, &mut due, can_send),
        };
        match order {
            Some(Order::Pull { rung, .. }) => {
                self.acts(sight.now);
                self.last_pull = sight.now;
                self.in_force.push((rung, sight.now + self.rung(rung).min_stay));
                let place = self.place(rung);
                let condition = &mut self.rungs[place];
                condition.in_force = true;
                condition.pulls_left -= 1;
            }
            Some(Order::Release { .. }) => self.acts(sight.now),
            Some(Order::EmptyHanded { rung }) => {
                let place = self.place(rung);
                self.rungs[place].reported = true;
            }
            None => self.rests(sight, due),
        }
        order
    }

    /// The people of the last rung pulled stay until then at least.
    pub fn stays_until(&mut self, at: i64) {
        if let Some((_, until)) = self.in_force.last_mut() {
            *until = at.max(*until);
        }
    }

    /// The last rung pulled has nobody left and is no longer in force.
    pub fn out_of_force(&mut self) {
        if let Some((rung, _)) = self.in_force.pop() {
            let place = self.place(rung);
            self.rungs[place].in_force = false;
        }
        if self.in_force.is_empty() {
            self.calm_since = NEVER;
        }
    }

    /// Sets the clocks; before when no rung is pulled if nothing turns, whoever could be sent.
    fn turn_clocks(&mut self, sight: Sight) -> i64 {
        if sight.look != Look::AfterEvent {
            self.last_turn = sight.now;
        }
        // Of most ladders only the number waiting is asked.
        let clock = self.plan.is_timed.then(|| self.clock(sight.look, sight.now));
        let mut earliest = NEVER;
        for (condition, rung) in self.rungs.iter_mut().zip(&self.plan.rungs) {
            let number = sight.waiting > condition.waiting_above && sight.waiting <= condition.waiting_up_to;
            // Of hours it is known what turns by itself, whether so many wait or not.
            let is_time =
                clock.is_none_or(|clock| condition.is_in_hours(rung, sight.now, clock) && is_time(rung, sight, clock));
            if !number || !is_time {
                (condition.since, condition.reported) = (NEVER, false);
                continue;
            }
            condition.since = condition.since.min(sight.now);
            if !condition.is_out() {
                earliest = earliest.min(condition.since.max(self.last_action) + condition.lasting);
            }
        }
        if !self.in_force.is_empty() {
            let calm = self.last_release().is_some_and(|(_, release)| {
                let short = |below: Span| sight.now < sight.longest_since.saturating_add(below.micros());
                let good = |least: f64| !sight.service.is_below(least);
                sight.waiting <= release.waiting_at_most
                    && release.longest_wait_below.is_none_or(short)
                    && release.service_level_at_least.is_none_or(good)
            });
            self.calm_since = if calm { self.calm_since.min(sight.now) } else { NEVER };
        }
        earliest
    }

    /// The last rung pulled, and how it goes back, if it does.
    fn last_release(&self) -> Option<(&'p RungPlan, Release)> {
        let rung = self.rung(self.in_force.last()?.0);
        Some((rung, rung.release?))
    }

    /// When the last rung pulled goes back if nothing changes, and since when that counts as wanted (M-L7).
    fn release_due(&self) -> Option<(i64, i64, Order)> {
        let (rung, release) = self.last_release().filter(|_| self.calm_since < NEVER)?;
        let held = self.calm_since.max(self.last_action);
        let due = (held + release.lasting.micros()).max(self.in_force.last()?.1);
        Some((due, held, Order::Release { rung: rung.id, step: release.step }))
    }

    /// Pulls the next rung if its time has come (M-L4); otherwise brings `due` forward to when it will.
    fn next_rung(&self, sight: Sight, due: &mut i64, can_send: impl Fn(&RungPlan) -> Option<u32>) -> Option<Order> {
        for (condition, rung) in self.rungs.iter().zip(&self.plan.rungs) {
            if condition.is_out() {
                continue;
            }
            // Not longer than since the last action: every clock starts again at one (M-L3).
            let held = condition.since.max(self.last_action);
            let people = can_send(rung);
            if people.is_none() && condition.reported {
                continue;
            }
            // Empty hands pull nobody, so they need not settle.
            let settled = if people.is_some() { self.last_pull + self.plan.settle } else { -NEVER };
            let wanted = (held + rung.lasting).max(settled);
            if sight.look.does(wanted, held, sight.now) {
                return Some(match people {
                    Some(people) => Order::Pull { rung: rung.id, people },
                    None => Order::EmptyHanded { rung: rung.id },
                });
            }
            *due = wanted.min(*due);
            if people.is_some() {
                // This is the next rung; later ones are not jumped to (M-L4).
                break;
            }
        }
        None
    }

    fn acts(&mut self, now: i64) {
        self.last_action = now;
        self.rungs.iter_mut().for_each(|condition| condition.reported = false);
    }

    /// There is nothing to be done before `due` unless something turns.
    fn rests(&mut self, sight: Sight, due: i64) {
        if let Some(every) = self.plan.look_every {
            self.due = sight.now + every;
        } else {
            self.due = due.min(self.turns_by_itself(sight)).max(sight.now);
            self.indifferent = self.indifferent_at(sight.waiting);
        }
    }
}

/// Whether somebody has waited for a rung's length, and the service level of late is so low.
fn is_time(rung: &RungPlan, sight: Sight, clock: i64) -> bool {
    let is_low = rung.service_below.is_none_or(|below| sight.service.is_below(below));
    is_low && clock >= sight.longest_since.saturating_add(rung.longest_wait)
}

/// Any number that may wait.
const ALL: (u32, u32) = (0, u32::MAX);
/// No number.
const NONE: (u32, u32) = (0, 0);

/// The numbers around `n` for which every condition is as true as it is for `n`: the least, and how many there are.
fn band(edges: &[u32], n: u32) -> (u32, u32) {
    let above = edges.iter().position(|&edge| edge >= n).unwrap_or(edges.len());
    let low = above.checked_sub(1).map_or(0, |i| edges[i] + 1);
    let high = edges.get(above).copied().unwrap_or(u32::MAX - 1).min(u32::MAX - 1);
    (low, high - low + 1)
}

#[cfg(test)]
mod tests;
