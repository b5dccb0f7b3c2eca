//! The ladder: when rungs are pulled and released, and whom they send (M-L1 to M-L8).

use super::agenda::{Kind, What, turn};
use super::crew::{Place, Then};
use super::day::Day;
use super::fact::{Action, ActionKind, AgentId, Fact, GroupId, Observer, RungId};
use super::plan::{LadderPlan, RungPlan};
use crate::model::{Release, Step};
use crate::random::{Purpose, Stream};
use crate::units::SimTime;
use std::collections::BinaryHeap;

/// Later than any day.
const NEVER: i64 = SimTime::NEVER.micros();

/// Why the supervisor looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// Something happened.
    AfterEvent,
    /// It is the ladder's turn in the order of the instant (M-T2).
    InTurn,
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

/// Where the ladder stands.
#[derive(Debug)]
pub(super) struct LadderState {
    clocks: Vec<Clock>,
    /// Since when the release condition of the last rung pulled holds.
    calm_since: Option<i64>,
    last_action: i64,
    last_pull: i64,
    /// Rungs in force, the last pulled last.
    in_force: Vec<InForce>,
    /// Pulls of each rung today.
    pulls: Vec<u64>,
    /// People called and sent back today.
    pub(super) moves: u64,
    streams: Vec<Stream>,
    /// As long as so many wait, no condition turns.
    pub(super) indifferent: (u32, u32),
    /// When the supervisor must look, if nothing happens before.
    pub(super) due: i64,
}

/// How long a rung's condition has held.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    since: Option<i64>,
    /// Found empty-handed since the clock started.
    reported: bool,
}

#[derive(Debug)]
struct InForce {
    rung: usize,
    pulled: i64,
    /// How many it has on loan.
    people: u32,
    /// `(place in the order of signing in, place in the order of the call, person)`: the greatest goes back first. Who
    /// has signed in again since, or has gone home, has an entry that no longer counts.
    order: BinaryHeap<(u64, u32, u32)>,
}

impl LadderState {
    pub fn new(plan: &LadderPlan) -> Self {
        let n = plan.rungs.len();
        Self {
            clocks: vec![Clock::default(); n],
            calm_since: None,
            last_action: 0,
            last_pull: -NEVER,
            in_force: Vec::with_capacity(n),
            pulls: vec![0; n],
            moves: 0,
            streams: vec![Stream::default(); n],
            indifferent: (0, u32::MAX),
            due: NEVER,
        }
    }

    pub fn restart(&mut self, plan: &LadderPlan, seed: u64, day: u64, open: i64) {
        self.clocks.fill(Clock::default());
        self.calm_since = None;
        self.last_action = -NEVER;
        self.last_pull = -NEVER;
        self.in_force.clear();
        self.pulls.fill(0);
        self.moves = 0;
        for (stream, rung) in self.streams.iter_mut().zip(&plan.rungs) {
            *stream = Stream::new(seed, day, Purpose::JoinAfter, rung.entity);
        }
        self.due = if plan.rungs.is_empty() || plan.look_every.is_none() { NEVER } else { open };
        self.indifferent = match plan.look_every {
            Some(_) => (0, u32::MAX),
            None => band(&plan.edges, 0),
        };
    }

    pub fn is_in_force(&self, rung: usize) -> bool {
        self.in_force.iter().any(|f| f.rung == rung)
    }

    fn in_force(&mut self, rung: RungId) -> Option<&mut InForce> {
        self.in_force.iter_mut().find(|f| f.rung == rung.index())
    }

    /// Every clock starts again at an action (M-L3).
    fn acted(&mut self, now: i64) {
        self.last_action = now;
        self.clocks.iter_mut().for_each(|c| c.reported = false);
    }

    /// Since when a condition counts as held: not longer than since the last action.
    fn held_since(&self, since: Option<i64>) -> Option<i64> {
        since.map(|s| s.max(self.last_action))
    }
}

/// The numbers around `n` for which every condition is as true as it is for `n`.
fn band(edges: &[u32], n: u32) -> (u32, u32) {
    let above = edges.partition_point(|&e| e < n);
    let low = above.checked_sub(1).map_or(0, |i| edges[i] + 1);
    (low, edges.get(above).copied().unwrap_or(u32::MAX))
}

impl Day<'_> {
    /// Something happened: looks if a condition may have turned. Called after every change of the number waiting.
    #[inline]
    pub(super) fn ladder_sees<O: Observer>(&mut self, observer: &mut O) {
        let (low, high) = self.ladder.indifferent;
        if self.watched < low || self.watched > high {
            self.ladder_sees_crew(observer);
        }
    }

    /// The crew changed: a rung may be able to send that was not, or not any more.
    #[cold]
    pub(super) fn ladder_sees_crew<O: Observer>(&mut self, observer: &mut O) {
        self.winds_up(observer);
        if self.plan.ladder.look_every.is_none() {
            self.looks(Look::AfterEvent, observer);
        }
        self.ends_if_over();
    }

    /// After closing every change counts: somebody may go, or the day end.
    pub(super) fn ladder_sees_everything(&mut self) {
        self.ladder.indifferent = (u32::MAX, 0);
    }

    /// A look that was due.
    pub(super) fn look_is_due<O: Observer>(&mut self, observer: &mut O) {
        self.works(1, observer);
        self.looks(Look::InTurn, observer);
        self.ends_if_over();
        if let Some(every) = self.plan.ladder.look_every {
            self.ladder.due = self.now + every;
        }
    }

    #[cold]
    fn looks<O: Observer>(&mut self, look: Look, observer: &mut O) {
        let plan = self.plan;
        if plan.ladder.rungs.is_empty() {
            return;
        }
        self.turn_clocks();
        while self.releases(look, observer) || self.pulls(look, observer) {
            self.newcomers_take_callers(observer);
            self.winds_up(observer);
            self.turn_clocks();
        }
        if plan.ladder.look_every.is_none() {
            if !self.closed {
                self.ladder.indifferent = band(&plan.ladder.edges, self.watched);
            }
            self.ladder.due = self.next_due().max(self.now);
        }
    }

    fn turn_clocks(&mut self) {
        let (now, waiting) = (self.now, self.watched);
        for (clock, rung) in self.ladder.clocks.iter_mut().zip(&self.plan.ladder.rungs) {
            if holds(rung, waiting) {
                clock.since.get_or_insert(now);
            } else {
                *clock = Clock::default();
            }
        }
        let calm = self.release_of_last().is_some_and(|r| waiting <= r.waiting_at_most);
        self.ladder.calm_since = calm.then(|| self.ladder.calm_since.unwrap_or(now));
    }

    fn release_of_last(&self) -> Option<Release> {
        let last = self.ladder.in_force.last()?;
        self.plan.ladder.rungs[last.rung].release.or(self.plan.ladder.release)
    }

    /// When the last rung pulled goes back if nothing changes (M-L7).
    fn release_due(&self) -> Option<i64> {
        let release = self.release_of_last()?;
        let last = self.ladder.in_force.last()?;
        let calm = self.ladder.held_since(self.ladder.calm_since)? + release.lasting.micros();
        Some(calm.max(last.pulled + self.plan.ladder.rungs[last.rung].min_stay))
    }

    fn next_due(&self) -> i64 {
        let mut due = self.release_due().unwrap_or(NEVER);
        for (i, rung) in self.plan.ladder.rungs.iter().enumerate().filter(|(i, _)| !self.ladder.is_in_force(*i)) {
            let clock = self.ladder.clocks[i];
            let held = self.ladder.held_since(clock.since).map(|s| s + rung.when.lasting.micros());
            if self.can_send(rung).is_some() {
                let settled = self.ladder.last_pull + self.plan.ladder.settle;
                return due.min(held.map_or(NEVER, |h| h.max(settled)));
            }
            if !clock.reported {
                due = due.min(held.unwrap_or(NEVER));
            }
        }
        due
    }

    /// How many people a rung could send now; `None` if fewer than its minimum (M-L5). Who is finishing a call after a
    /// release has a seat already.
    fn can_send(&self, rung: &RungPlan) -> Option<u32> {
        let crew = &self.crews[rung.group];
        let people = crew.finishing_loan.len() as u32 + (crew.at_own_work.len() as u32).min(self.seats_left());
        let sent = people.min(rung.people.most());
        (sent >= rung.people.least()).then_some(sent)
    }

    /// Pulls the next rung if its time has come (M-L4).
    fn pulls<O: Observer>(&mut self, look: Look, observer: &mut O) -> bool {
        let plan = self.plan;
        let settled = self.ladder.last_pull + plan.ladder.settle;
        for (i, rung) in plan.ladder.rungs.iter().enumerate() {
            if self.ladder.is_in_force(i) {
                continue;
            }
            let held = self.ladder.held_since(self.ladder.clocks[i].since);
            let due = |held: i64, not_before: i64| (held + rung.when.lasting.micros()).max(not_before);
            let done = |not_before: i64| held.is_some_and(|held| look.does(due(held, not_before), held, self.now));
            if let Some(people) = self.can_send(rung) {
                let pulled = done(settled);
                if pulled {
                    self.pull(i, rung, people, observer);
                }
                return pulled;
            }
            if done(-NEVER) && !self.ladder.clocks[i].reported {
                self.ladder.clocks[i].reported = true;
                self.report(ActionKind::EmptyHanded, rung, 0, false, observer);
            }
        }
        false
    }

    fn asked(&self, rung: &RungPlan) -> u32 {
        let crew = &self.crews[rung.group];
        rung.people.most().min(match rung.people {
            crate::model::Asked::All => (crew.at_own_work.len() + crew.finishing_loan.len()) as u32,
            crate::model::Asked::Between(..) => u32::MAX,
        })
    }

    fn report<O: Observer>(&self, kind: ActionKind, rung: &RungPlan, sent: u32, in_force: bool, observer: &mut O) {
        let asked = if kind == ActionKind::Released { sent } else { self.asked(rung) };
        let (at, waiting) = (SimTime::from_micros(self.now), self.watched);
        observer.saw(Fact::Acted(Action { at, kind, rung: rung.id, waiting, asked, sent, in_force }));
    }

    fn pull<O: Observer>(&mut self, i: usize, rung: &RungPlan, people: u32, observer: &mut O) {
        self.report(ActionKind::Pulled, rung, people, true, observer);
        self.ladder.acted(self.now);
        self.ladder.last_pull = self.now;
        self.ladder.in_force.push(InForce { rung: i, pulled: self.now, people, order: BinaryHeap::new() });
        for (n, p) in self.choose(rung.group, people).into_iter().enumerate() {
            self.borrow(rung, p as usize, n as u32, observer);
        }
        self.ladder.pulls[i] += 1;
        self.moved(people, observer);
    }

    /// Those still finishing a call from an earlier release first (M-L6), then those at own work.
    fn choose(&self, g: usize, people: u32) -> Vec<u32> {
        let crew = &self.crews[g];
        crew.finishing_loan.iter().chain(&crew.at_own_work).take(people as usize).copied().collect()
    }

    /// The `n`-th person whom a rung calls.
    fn borrow<O: Observer>(&mut self, rung: &RungPlan, p: usize, n: u32, observer: &mut O) {
        let g = rung.group;
        let finishing = matches!(self.crews[g].people[p].place, Place::Finishing(_));
        if finishing {
            // The stretch until now was the earlier rung's.
            let spell = self.spell(g, p, self.crews[g].people[p].due);
            observer.saw(Fact::SignedOut(spell, SimTime::from_micros(self.now)));
        }
        self.crews[g].people[p].on_loan = Some(rung.id);
        self.crews[g].on_loan += 1;
        if finishing {
            self.joined_order(g, p);
            self.stays_on(g, p);
            self.begins_spell(g, p, observer);
            return;
        }
        let draw = self.ladder.pulls[rung.id.index()] << 32 | u64::from(n);
        let delay = rung.join_after.sample(self.ladder.streams[rung.id.index()], draw);
        if delay == 0 {
            return self.signs_in(g, p, observer);
        }
        self.crews[g].people[p].signed_in = u64::MAX;
        if let Some(in_force) = self.ladder.in_force(rung.id) {
            in_force.order.push((u64::MAX, n, p as u32));
        }
        self.seats.kept += 1;
        self.crews[g].move_to(p, Place::OnTheWay);
        let (group, agent) = (GroupId::new(g), AgentId::new(p));
        let ticket = self.crews[g].people[p].ticket;
        self.agenda.schedule(turn(self.now + delay, Kind::Joins), What::Joins { group, agent }, ticket);
    }

    pub(super) fn joins<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        if self.crews[g].people[p].place == Place::OnTheWay {
            self.seats.kept -= 1;
            self.signs_in(g, p, observer);
        }
    }

    /// Releases the last rung pulled, or its last person, if its time has come (M-L7).
    fn releases<O: Observer>(&mut self, look: Look, observer: &mut O) -> bool {
        let held = self.ladder.held_since(self.ladder.calm_since);
        let due = self.release_due().zip(held).is_some_and(|(due, held)| look.does(due, held, self.now));
        let Some(release) = self.release_of_last().filter(|_| due) else { return false };
        let Some(mut last) = self.ladder.in_force.pop() else { return false };
        let rung = &self.plan.ladder.rungs[last.rung];
        let sent_back = self.next_back(&mut last, release.step);
        let (sent, keep) = (sent_back.len() as u32, last.people > 0);
        self.report(ActionKind::Released, rung, sent, keep, observer);
        self.ladder.acted(self.now);
        if keep {
            self.ladder.in_force.push(last);
        }
        // Who waits for a seat must not take the one that another of them gives up.
        let g = rung.group;
        let without_seat = |&p: &usize| self.crews[g].people[p].place == Place::NeedsSeat;
        let (first, then): (Vec<_>, Vec<_>) = sent_back.into_iter().partition(without_seat);
        for p in first.into_iter().chain(then) {
            self.sends_back(g, p, observer);
        }
        self.moved(sent, observer);
        true
    }

    /// Who goes back in one step, in reverse order of signing in; they no longer count as the rung's.
    fn next_back(&self, last: &mut InForce, step: Step) -> Vec<usize> {
        let rung = &self.plan.ladder.rungs[last.rung];
        let mut back = Vec::new();
        while let Some((signed_in, _, p)) = last.order.pop() {
            let person = &self.crews[rung.group].people[p as usize];
            if person.on_loan == Some(rung.id) && person.signed_in == signed_in {
                back.push(p as usize);
                if step == Step::Person {
                    break;
                }
            }
        }
        last.people -= back.len() as u32;
        back
    }

    /// Somebody on loan has signed in, or stays on: the place in the order of signing in.
    pub(super) fn joined_order(&mut self, g: usize, p: usize) {
        let person = &self.crews[g].people[p];
        let signed_in = person.signed_in;
        if let Some(in_force) = person.on_loan.and_then(|rung| self.ladder.in_force(rung)) {
            in_force.order.push((signed_in, 0, p as u32));
        }
    }

    /// The shift of somebody who may be on loan is over.
    pub(super) fn no_longer_on_loan(&mut self, g: usize, p: usize) {
        let Some(rung) = self.crews[g].people[p].on_loan.take() else { return };
        self.crews[g].on_loan -= 1;
        if let Some(in_force) = self.ladder.in_force(rung) {
            in_force.people -= 1;
        }
    }

    fn sends_back<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        let crew = &mut self.crews[g];
        crew.people[p].on_loan = None;
        crew.on_loan -= 1;
        match crew.people[p].place {
            Place::OnTheWay => {
                crew.move_to(p, Place::OwnWork);
                crew.people[p].ticket += 1;
                self.kept_seat_given_up(observer);
            }
            Place::NeedsSeat => crew.move_to(p, Place::OwnWork),
            Place::OnPhones => self.leaves_phones(g, p, Then::OwnWork, self.now, observer),
            // Back to own work afterwards.
            Place::OnBreak | Place::Finishing(_) | Place::Off | Place::OwnWork => {}
        }
    }
}

fn holds(rung: &RungPlan, waiting: u32) -> bool {
    waiting > rung.when.waiting_above && rung.when.waiting_up_to.is_none_or(|m| waiting <= m)
}
