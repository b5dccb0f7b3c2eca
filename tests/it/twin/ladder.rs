//! The twin's supervisor (M-L1 to M-L9, M-L11).

use super::draws::sampler;
use super::duties::head_counts;
use super::seen::Seen;
use super::sim::{Kind, Person, Place, Sim, What};
use super::wall;
use holdline::analytic::erlang::{Load, Model, Target, agents_for};
use holdline::engine::{ActionKind, Missing};
use holdline::model::{Asked, Does, Patience, Queue, Release, Step};
use holdline::random::Purpose;
use holdline::units::{SimTime, Span};
use std::collections::BTreeSet;

/// Where one ladder stands.
#[derive(Clone, Default)]
struct OfLadder {
    last_action: Option<i64>,
    last_pull: Option<i64>,
    /// In the order pulled, with the moment up to which everybody stays.
    in_force: Vec<(usize, i64)>,
}

/// Where the ladders stand; rungs are counted through all of them.
pub(super) struct State {
    /// Since when each rung's condition holds, and each rung's condition for going back.
    pull_since: Vec<Option<i64>>,
    release_since: Vec<Option<i64>>,
    ladders: Vec<OfLadder>,
    /// People of each rung in force.
    members: Vec<Vec<(usize, usize)>>,
    pub pulls: Vec<u64>,
    /// Those before this date.
    pulls_before: Vec<u64>,
    /// How often the ladders have begun anew.
    pub begun: usize,
    /// The look of this instant has come (M-T2).
    pub looking: bool,
    /// When it last was the ladders' turn.
    pub last_turn: Option<i64>,
    /// Moments of the looks that are scheduled: one each will do.
    pub looks: BTreeSet<i64>,
    /// Logged as empty-handed since the clock was last set back.
    logged: Vec<bool>,
}

impl State {
    pub fn new(ladders: usize, rungs: usize) -> Self {
        Self {
            pull_since: vec![None; rungs],
            release_since: vec![None; rungs],
            ladders: vec![OfLadder::default(); ladders],
            members: vec![Vec::new(); rungs],
            pulls: vec![0; rungs],
            pulls_before: vec![0; rungs],
            begun: 0,
            looking: false,
            last_turn: None,
            looks: BTreeSet::new(),
            logged: vec![false; rungs],
        }
    }
}

impl State {
    /// M-T4: as at the beginning of a day.
    pub fn begins_anew(&mut self) {
        let (ladders, rungs) = (self.ladders.len(), self.pulls.len());
        let (pulls, begun) = (std::mem::take(&mut self.pulls), self.begun + 1);
        let looks = std::mem::take(&mut self.looks);
        *self = Self { pulls_before: pulls.clone(), pulls, begun, looks, ..Self::new(ladders, rungs) };
    }

    /// Rungs may be pulled as often as on any date.
    pub fn is_new_date(&mut self) {
        self.pulls_before.clone_from(&self.pulls);
    }
}

impl Sim<'_> {
    /// The callers whom the supervisor sees by a ladder (M-L1).
    pub(super) fn seen_waiting(&self, l: usize) -> u32 {
        self.lines_seen(l).iter().map(|line| self.waiting[*line].len() as u32).sum()
    }

    /// The lines of queues watched in which callers wait on the line.
    fn lines_seen(&self, l: usize) -> Vec<usize> {
        let watch = &self.floor.ladders[l].watch;
        let watched = |line: &usize| {
            let name = &self.floor.queues[self.queue_of(*line)].name;
            !self.is_called_back(*line) && (watch.is_empty() || watch.contains(name))
        };
        (0..self.waiting.len()).filter(watched).collect()
    }

    /// How long the one has waited of those the supervisor sees who has waited longest.
    fn longest_wait(&self, l: usize) -> Option<i64> {
        let came = self.lines_seen(l).into_iter().flat_map(|line| self.waiting[line].iter().map(|w| w.arrival));
        came.min().map(|came| self.clock() - came)
    }

    /// The moments at which a condition of a ladder turns though nothing happens.
    fn turning_by_themselves(&self, l: usize) -> Vec<i64> {
        let mut moments = Vec::new();
        if self.ladder_goes_by_service(l) {
            let of_last = self.floor.ladders[l].service_level_of_last.micros();
            moments.extend(self.ended_lately(l).into_iter().map(|(at, _)| at + of_last));
        }
        for i in self.rungs_of(l) {
            let when = self.rung(i).when;
            let waits = [when.longest_wait, self.release_of(i).and_then(|r| r.longest_wait_below)];
            let came = self.longest_wait(l).map(|wait| self.clock() - wait);
            moments.extend(
                waits.into_iter().flatten().zip(came.into_iter().cycle()).map(|(wait, came)| came + wait.micros()),
            );
            let today = wall::day(self.floor, self.now);
            let on = |day, time| wall::on(self.floor, day, time);
            let (ends, change) = wall::date_ends(self.floor, self.now);
            let again = |from| change.unwrap_or_else(|| on(today + 1, from).max(ends));
            let on_dates = |(from, until): (SimTime, SimTime)| [on(today, from), on(today, until), again(from)];
            moments.extend(when.between.into_iter().flat_map(on_dates));
        }
        moments
    }

    /// How late it is for what comes with time: a moment has come when it is the ladder's turn in it.
    pub(super) fn clock(&self) -> i64 {
        if self.ladder.last_turn == Some(self.now) { self.now } else { self.now - 1 }
    }

    pub(super) fn release_of(&self, i: usize) -> Option<Release> {
        self.rung(i).release.or(self.floor.rung(i).1.release)
    }

    pub(super) fn turn_clocks(&mut self, l: usize) {
        let (waiting, now) = (self.seen_waiting(l), self.now);
        let turn = |clock: &mut Option<i64>, holds: bool| *clock = if holds { clock.or(Some(now)) } else { None };
        for i in self.rungs_of(l) {
            let when = self.rung(i).when;
            let holds = waiting > when.waiting_above && when.waiting_up_to.is_none_or(|most| waiting <= most);
            let holds = holds && when.longest_wait.is_none_or(|wait| self.longest_wait(l) >= Some(wait.micros()));
            let clock = self.clock();
            let on_date = |time| wall::on(self.floor, wall::day(self.floor, now), time);
            let in_time = |(from, until): (SimTime, SimTime)| on_date(from) <= clock && now < on_date(until);
            let holds = holds && when.between.is_none_or(in_time);
            let holds = holds && when.service_level_below.is_none_or(|share| self.serves_below(l, share));
            turn(&mut self.ladder.pull_since[i], holds);
            self.ladder.logged[i] &= holds;
            // What time ends is over at once.
            let short =
                |below: Span| self.longest_wait(l).is_none_or(|wait| wait + now - self.clock() < below.micros());
            let back = self
                .release_of(i)
                .is_some_and(|r| waiting <= r.waiting_at_most && r.longest_wait_below.is_none_or(short));
            let least = self.release_of(i).and_then(|r| r.service_level_at_least);
            let back = back && least.is_none_or(|least| !self.serves_below(l, least));
            turn(&mut self.ladder.release_since[i], back);
        }
    }

    /// When a condition will have held for so long (M-L3).
    fn due(&self, l: usize, since: Option<i64>, lasting: i64) -> Option<i64> {
        since.map(|s| s.max(self.ladder.ladders[l].last_action.unwrap_or(s)) + lasting)
    }

    fn pull_due(&self, i: usize) -> Option<i64> {
        self.due(self.ladder_of(i), self.ladder.pull_since[i], self.rung(i).when.lasting.micros())
    }

    /// M-L7: when the last rung pulled of a ladder goes back.
    fn release_due(&self, l: usize) -> Option<(usize, i64)> {
        let (i, stay) = *self.ladder.ladders[l].in_force.last()?;
        let due = self.due(l, self.ladder.release_since[i], self.release_of(i)?.lasting.micros())?;
        Some((i, due.max(stay)))
    }

    fn settled(&self, l: usize, at: i64) -> i64 {
        self.ladder.ladders[l].last_pull.map_or(at, |p| at.max(p + self.floor.ladders[l].settle.micros()))
    }

    /// A clock that has run for its time is acted upon at the look of that instant (M-T2), one that need not run at
    /// all at once (M-L3).
    fn ready(&self, l: usize, due: i64, since: Option<i64>) -> bool {
        let started = self.due(l, since, 0);
        due < self.now || (due == self.now && (self.ladder.looking || started == Some(self.now)))
    }

    pub(super) fn in_force(&self, i: usize) -> bool {
        self.ladder.ladders.iter().any(|of| of.in_force.iter().any(|r| r.0 == i))
    }

    /// A look for every moment at which a clock will be due if nothing changes.
    pub(super) fn schedule_looks(&mut self, l: usize) {
        let mut moments: Vec<i64> = self.release_due(l).into_iter().map(|(_, at)| at).collect();
        for at in self.rungs_of(l).into_iter().filter_map(|i| self.pull_due(i)) {
            moments.extend([at, self.settled(l, at)]);
        }
        moments.extend(self.turning_by_themselves(l));
        let (now, looking) = (self.now, self.ladder.looking);
        moments.retain(|at| *at > now || (*at == now && !looking));
        for at in moments {
            if self.ladder.looks.insert(at) {
                self.schedule(at, Kind::Look, What::Nothing);
            }
        }
    }

    pub(super) fn releases(&mut self, l: usize) -> bool {
        let Some((i, due)) = self.release_due(l) else { return false };
        if !self.ready(l, due, self.ladder.release_since[i]) {
            return false;
        }
        let waiting = self.seen_waiting(l);
        let step = self.release_of(i).expect("it is due").step;
        let mut back = self.ladder.members[i].clone();
        // Reverse order of signing in; who has not signed in yet would be the last to.
        back.sort_by_key(|(g, p)| self.crew[*g][*p].signed_in.unwrap_or(u64::MAX));
        back.reverse();
        if step == Step::Person {
            back.truncate(1);
        }
        let in_force = back.len() < self.ladder.members[i].len();
        if !in_force {
            self.ladder.ladders[l].in_force.pop();
        }
        let sent = back.len() as u32;
        self.acts(i, ActionKind::Released, waiting, sent, sent, in_force);
        let (first, then): (Vec<_>, Vec<_>) =
            back.into_iter().partition(|(g, p)| self.crew[*g][*p].place == Place::SeatLine);
        first.into_iter().chain(then).for_each(|(g, p)| self.sent_back(g, p));
        self.restart_clocks(l);
        true
    }

    pub(super) fn sent_back(&mut self, g: usize, p: usize) {
        self.no_longer_borrowed(g, p);
        if self.has_put_off(g, p) {
            self.puts_off_no_longer(g, p);
        } else if !self.floor.groups[g].lent {
            self.stays_no_longer(g, p);
        } else if self.crew[g][p].place != Place::Break {
            self.leaves_or_finishes(g, p);
        }
    }

    pub(super) fn no_longer_borrowed(&mut self, g: usize, p: usize) {
        if let Some(i) = self.crew[g][p].borrowed_by.take() {
            self.ladder.members[i].retain(|who| *who != (g, p));
        }
    }

    fn restart_clocks(&mut self, l: usize) {
        self.ladder.ladders[l].last_action = Some(self.now);
        self.rungs_of(l).into_iter().for_each(|i| self.ladder.logged[i] = false);
    }

    fn acts(&mut self, rung: usize, kind: ActionKind, waiting: u32, asked: u32, sent: u32, in_force: bool) {
        self.facts.push(Seen::Acted { at: self.now, kind, rung, waiting, asked, sent, in_force });
    }

    /// M-L4: the next rung is the first one not in force that can send its minimum.
    pub(super) fn pulls(&mut self, l: usize) -> bool {
        for i in self.rungs_of(l) {
            let most = self.rung(i).at_most_per_day;
            if self.in_force(i)
                || most.is_some_and(|most| self.ladder.pulls[i] - self.ladder.pulls_before[i] >= u64::from(most))
            {
                continue;
            }
            let since = self.ladder.pull_since[i];
            let due = self.pull_due(i).is_some_and(|at| self.ready(l, at, since));
            let people = self.could_send(i);
            if people.len() >= self.asked_for(i).least() as usize {
                let now = self.pull_due(i).is_some_and(|at| self.ready(l, self.settled(l, at), since));
                if now {
                    self.pull(i, &people);
                }
                return now;
            }
            if due && !self.ladder.logged[i] {
                self.ladder.logged[i] = true;
                let (finishing, own) = self.there(i);
                let enough = finishing.len() + own.len() >= self.asked_for(i).least() as usize;
                let kind = ActionKind::EmptyHanded(if enough { Missing::Seat } else { Missing::People });
                self.acts(i, kind, self.seen_waiting(l), self.asked(i), 0, false);
            }
        }
        false
    }

    fn asked_for(&self, i: usize) -> Asked {
        self.rung(i).does.people()
    }

    pub(super) fn group_of(&self, i: usize) -> usize {
        let name = &self.rung(i).does.group();
        self.floor.groups.iter().position(|g| g.name == *name).expect("a checked floor")
    }

    fn asked(&self, i: usize) -> u32 {
        match self.asked_for(i) {
            Asked::All => self.there(i).0.len() as u32 + self.there(i).1.len() as u32,
            Asked::Between(_, most) => most,
            Asked::Required => self.required(i),
        }
    }

    /// M-L9: what Erlang asks for at the rate of the calls of late, less who is there or on the way, and one at least.
    fn required(&self, i: usize) -> u32 {
        let (floor, ladder) = (self.floor, self.floor.rung(i).1);
        let watch = &ladder.watch;
        let within = ladder.call_rate_within.micros();
        let watched = |q: usize| watch.is_empty() || watch.contains(&floor.queues[q].name);
        let asked_at = |fact: &Seen| match fact {
            Seen::Answered { who, at_once: true, .. }
            | Seen::Joined(who)
            | Seen::Balked(who)
            | Seen::OfferedCallback(who, true) => Some((who.queue, who.arrival)),
            _ => None,
        };
        let calls: Vec<usize> =
            self.facts.iter().filter_map(asked_at).filter(|(_, at)| *at > self.now - within).map(|c| c.0).collect();
        let calls = |q: usize| if watched(q) { calls.iter().filter(|c| **c == q).count() as f64 } else { 0.0 };
        let sum = |of: &dyn Fn(&Queue) -> f64| {
            floor.queues.iter().enumerate().map(|(q, queue)| calls(q) * of(queue)).sum::<f64>()
        };
        let there = |g: &usize| (0..floor.queues.len()).any(|q| watched(q) && self.serves(*g, q));
        let counts = |p: &&Person| {
            matches!(p.place, Place::Idle(..) | Place::Handling(..) if p.last_call.is_none())
                || p.place == Place::Coming
        };
        let signed_in =
            (0..self.crew.len()).filter(there).map(|g| self.crew[g].iter().filter(counts).count()).sum::<usize>();
        let all = sum(&|_| 1.0);
        if all == 0.0 {
            return 1;
        }
        let opened = floor.calendar().openings()[self.opening].start;
        let seconds = (self.now - opened.micros()).min(within).max(60_000_000) as f64 * 1e-6;
        let handle = sum(&|queue| queue.talk.mean_s() + queue.wrap_up.mean_s()) / all;
        let rate = sum(&|queue| match &queue.patience {
            Patience::Infinite => 0.0,
            Patience::Random(patience) => 1.0 / patience.mean_s().max(1e-3),
            Patience::Survival(curve) => curve.hang_ups_per_second(),
        }) / all;
        let model = if rate > 0.0 { Model::ErlangA { patience_s: 1.0 / rate } } else { Model::ErlangC };
        let agents = |target| Load::per_interval(all, seconds, handle).and_then(|load| agents_for(model, load, target));
        // No random floor has targets of its own.
        let usual = [Target::Lost { at_most: 1.0 - 0.9 }, Target::ServiceLevel { within_s: 20.0, share: 0.8 }];
        let most = usual.into_iter().map(|target| agents(target).unwrap_or(u32::MAX)).max().unwrap_or(0);
        most.saturating_sub(signed_in as u32).max(1)
    }

    /// Who is there: finishing a call after a release, and at own work; or who may stay longer or put off a break.
    fn there(&self, i: usize) -> (Vec<usize>, Vec<usize>) {
        let people = &self.crew[self.group_of(i)];
        if let Does::Extend { ending_within, .. } = self.rung(i).does {
            let goes_soon = |p: &usize| {
                let Person { duty, on_shift, borrowed_by, .. } = &people[*p];
                let left = duty.end - self.now;
                *on_shift && borrowed_by.is_none() && left > 0 && left <= ending_within.micros()
            };
            return (Vec::new(), (0..people.len()).filter(goes_soon).collect());
        }
        if let Does::Postpone { starting_within, by, .. } = self.rung(i).does {
            let breaks_soon = |p: &usize| self.breaks_soon(self.group_of(i), *p, starting_within, by);
            return (Vec::new(), (0..people.len()).filter(breaks_soon).collect());
        }
        let finishing = |p: &usize| {
            let person = &people[*p];
            let free = person.on_shift && person.borrowed_by.is_none() && person.breaks_due.is_empty();
            free && matches!(person.place, Place::Handling(..))
        };
        let own = |p: &usize| people[*p].place == Place::OwnWork;
        ((0..people.len()).filter(finishing).collect(), (0..people.len()).filter(own).collect())
    }

    /// Of those who may stay longer, whom the roster leaves a seat: at each moment of that time fewer others are to be there than there
    /// are seats.
    fn with_seats(&self, i: usize, asked: Vec<usize>, by: i64) -> Vec<usize> {
        let Some(seats) = self.floor.seats else { return asked };
        let g = self.group_of(i);
        let mut stay: Vec<usize> = Vec::new();
        for p in asked {
            let end = self.crew[g][p].duty.end;
            let others = |at: i64| {
                let newly = stay.iter().map(|other| self.crew[g][*other].duty.end).filter(|e| *e <= at && at < e + by);
                newly.count() + (0..self.crew.len()).map(|g| self.rostered(g, at)).sum::<usize>()
            };
            let moments = (0..self.crew.len()).flat_map(|g| self.changes(g));
            let moments = moments.chain(stay.iter().map(|other| self.crew[g][*other].duty.end));
            let all: Vec<i64> = moments.filter(|at| end < *at && *at < end + by).chain([end]).collect();
            if all.into_iter().all(|at| others(at) < seats as usize) {
                stay.push(p);
            }
        }
        stay
    }

    /// When more or fewer of a group are to be there.
    fn changes(&self, g: usize) -> Vec<i64> {
        let counts = head_counts(self.floor, &self.floor.groups[g]);
        counts.into_iter().map(|c| c.0).chain(self.crew[g].iter().map(|p| p.duty.comes)).collect()
    }

    /// How many of a group are to be there at a moment, as far as the roster of today tells.
    fn rostered(&self, g: usize, at: i64) -> usize {
        let group = &self.floor.groups[g];
        let counts = head_counts(self.floor, group);
        if group.lent {
            return self.crew[g].iter().filter(|p| p.borrowed_by.is_some()).count();
        }
        if !counts.is_empty() {
            // Who is absent is another one on each date.
            let of_date = |(_, people, session): &(i64, u32, usize)| {
                let date = self.floor.calendar().sessions()[*session].day;
                let absent = self.draws.absent_of_head_count(group, date, self.crew[g].len());
                absent.iter().take(*people as usize).filter(|absent| absent.is_none()).count()
            };
            return counts.iter().rfind(|c| c.0 <= at).map_or(0, of_date);
        }
        let there =
            |p: &&Person| p.duty.absent.is_none() && p.duty.comes <= at && at < p.stays_until.unwrap_or(p.duty.end);
        self.crew[g].iter().filter(there).count()
    }

    fn could_send(&self, i: usize) -> Vec<usize> {
        let (mut people, own) = self.there(i);
        match self.rung(i).does {
            Does::Borrow { .. } => people.extend(own.into_iter().take(self.free_seats())),
            Does::Extend { by, .. } => people = self.with_seats(i, own, by.micros()),
            Does::Postpone { .. } => people = own,
        }
        let most = self.asked_for(i).most();
        // Asked only of those who could be sent.
        let most = if self.asked_for(i) == Asked::Required && !people.is_empty() { self.required(i) } else { most };
        people.truncate(most as usize);
        people
    }

    fn pull(&mut self, i: usize, people: &[usize]) {
        let g = self.group_of(i);
        let (waiting, asked) = (self.seen_waiting(self.ladder_of(i)), self.asked(i));
        self.acts(i, ActionKind::Pulled, waiting, asked, people.len() as u32, true);
        let (rung, l) = (self.rung(i), self.ladder_of(i));
        let mut all_there = self.now;
        let stream = self.draws.stream(Purpose::JoinAfter, &rung.name);
        for (n, &p) in (0_u64..).zip(people) {
            self.crew[g][p].borrowed_by = Some(i);
            self.ladder.members[i].push((g, p));
            let join_after = match &rung.does {
                Does::Borrow { join_after, .. } => join_after,
                Does::Extend { by, .. } => {
                    let person = &mut self.crew[g][p];
                    person.stays_until = Some(person.duty.end + by.micros());
                    continue;
                }
                Does::Postpone { by, .. } => {
                    self.puts_off(g, p, *by);
                    continue;
                }
            };
            if self.crew[g][p].place != Place::OwnWork {
                self.counts_for_another_rung(g, p);
                continue;
            }
            self.crew[g][p].signed_in = None;
            match sampler(join_after).sample(stream, self.ladder.pulls[i] << 32 | n) {
                0 => self.signs_in(g, p),
                delay => {
                    all_there = all_there.max(self.now + delay);
                    self.comes_later(g, p, delay);
                }
            }
        }
        let there = (rung.stay_at_least > Span::ZERO).then(|| all_there + rung.stay_at_least.micros());
        let stay = (self.now + rung.min_stay.micros()).max(there.unwrap_or(i64::MIN));
        self.ladder.ladders[l].in_force.push((i, stay));
        self.ladder.pulls[i] += 1;
        self.ladder.ladders[l].last_pull = Some(self.now);
        self.restart_clocks(l);
    }
}
