//! A small language for hand-traced days: a floor is written down the way its rule is told, and what happened is read
//! back as lines that look like the time table in the test's comment.
//!
//! The floor opens at 08:00 and closes at 12:00 with one queue, `general`. A caller talks for ten minutes, has no
//! wrap-up and never hangs up, unless the test says otherwise. What a word describes is always the thing last named.

mod callbacks;
mod crew;
mod dates;
mod ladders;

use holdline::engine::{Action, Caller, Day, Fact, Plan, Service, Spell};
use holdline::experiment::results::{FigureTable, RunResults};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Scope;
use holdline::model::{
    AfterClose, AgentGroup, Arrivals, Asked, Attribution, Break, Distribution, Does, Floor, FloorParts, Incident,
    Patience, Presence, Queue, RecordedCall, Release, Rung, Shift, Step, When,
};
use holdline::units::text::parse_clock;
use holdline::units::{SimTime, Span};
use ladders::last_ladder;
use std::fmt::Display;

/// A floor being written down.
#[derive(Clone)]
pub struct Traced {
    parts: FloorParts,
    calls: Vec<(usize, RecordedCall)>,
    named: usize,
}

/// A floor with one queue and nobody on it yet.
pub fn floor() -> Traced {
    let parts = FloorParts::new("traced", at("08:00"), at("12:00"));
    Traced { parts, calls: Vec::new(), named: 0 }.queue("general")
}

/// A clock time; from 24:00 on one of the next date.
pub fn at(clock: &str) -> SimTime {
    let next = |clock: &str| {
        let (hours, minutes) = clock.split_once(':')?;
        Some(SimTime::clock(hours.parse().ok()?, minutes.parse().ok()?))
    };
    parse_clock(clock).or_else(|| next(clock)).expect("a clock time")
}

/// So many seconds.
pub fn secs(seconds: i64) -> Span {
    Span::from_secs(seconds)
}

/// So many hours and minutes, in hours.
pub fn hours(hours: f64, minutes: f64) -> f64 {
    hours + minutes / 60.0
}

/// Callers.
impl Traced {
    pub fn caller(self, arrival: &str) -> Self {
        self.callers(1, arrival)
    }

    pub fn callers(mut self, count: usize, arrival: &str) -> Self {
        self.named = self.calls.len();
        let call = RecordedCall {
            arrival: at(arrival),
            talk: Some(secs(600)),
            wrap_up: Some(Span::ZERO),
            patience: Some(None),
            order: 0,
        };
        self.calls.extend(std::iter::repeat_n((0, call), count));
        self
    }

    fn each_caller(mut self, change: impl Fn(&mut (usize, RecordedCall))) -> Self {
        self.calls[self.named..].iter_mut().for_each(change);
        self
    }

    pub fn talk(self, seconds: i64) -> Self {
        self.each_caller(|c| c.1.talk = Some(secs(seconds)))
    }

    pub fn talk_micros(self, micros: i64) -> Self {
        self.each_caller(|c| c.1.talk = Some(Span::from_micros(micros)))
    }

    pub fn wrap_up(self, seconds: i64) -> Self {
        self.each_caller(|c| c.1.wrap_up = Some(secs(seconds)))
    }

    pub fn patience(self, seconds: i64) -> Self {
        self.each_caller(|c| c.1.patience = Some(Some(secs(seconds))))
    }

    /// Talk, wrap-up and patience come from the queue's own distributions.
    pub fn drawn(self) -> Self {
        self.each_caller(|c| (c.1.talk, c.1.wrap_up, c.1.patience) = (None, None, None))
    }

    pub fn to(self, queue: &str) -> Self {
        let index = self.parts.queues.iter().position(|q| q.name == queue).expect("a queue of the floor");
        self.each_caller(|c| c.0 = index)
    }
}

/// Queues.
impl Traced {
    pub fn queue(mut self, name: &str) -> Self {
        let talk = Distribution::Constant(secs(600));
        self.parts.queues.push(Queue::new(name, Arrivals::Calls(Vec::new()), talk));
        self
    }

    /// Changes the queue last named in any way.
    pub fn queue_with(mut self, change: impl Fn(&mut Queue)) -> Self {
        change(self.parts.queues.last_mut().expect("a queue"));
        self
    }

    pub fn priority(self, priority: i32) -> Self {
        self.queue_with(|q| q.priority = priority)
    }

    pub fn balk(self, chance: f64) -> Self {
        self.queue_with(|q| q.balk = chance)
    }

    pub fn answered_by(self, groups: &[&str]) -> Self {
        self.queue_with(|q| q.answered_by = groups.iter().map(|&g| g.to_owned()).collect())
    }

    pub fn drawn_patience(self, patience: &Patience) -> Self {
        self.queue_with(|q| q.patience = patience.clone())
    }
}

/// Crew, and what it has.
impl Traced {
    pub fn incident(mut self, incident: Incident) -> Self {
        self.parts.incidents.push(incident);
        self
    }

    /// So many telephone lines.
    pub fn lines(mut self, lines: u32) -> Self {
        self.parts.lines = Some(lines);
        self
    }

    /// So many of the group `inbound`, from opening to closing.
    pub fn agents(self, people: u32) -> Self {
        self.group("inbound").people(people)
    }

    /// A group on the phones; it serves every queue unless told otherwise.
    pub fn group(mut self, name: &str) -> Self {
        self.parts.groups.push(AgentGroup::new(name, &[], Presence::Shifts(Vec::new())));
        self
    }

    /// A group at its own work.
    pub fn lent(self, name: &str) -> Self {
        self.group(name).group_with(|g| g.lent = true)
    }

    /// Changes the group last named in any way.
    pub fn group_with(mut self, change: impl Fn(&mut AgentGroup)) -> Self {
        change(self.parts.groups.last_mut().expect("a group"));
        self
    }

    pub fn people(self, people: u32) -> Self {
        self.group_with(|g| g.presence = Presence::People(people))
    }

    pub fn serves(self, queues: &[&str]) -> Self {
        self.group_with(|g| g.serves = queues.iter().map(|&q| q.to_owned()).collect())
    }

    /// Serves a queue only after a wait of so many seconds.
    pub fn after(self, queue: &str, seconds: i64) -> Self {
        self.group_with(|g| _ = g.after.insert(queue.to_owned(), secs(seconds)))
    }

    /// Keeps so many of its idle people from calls of a queue.
    pub fn keep_free(self, queue: &str, people: u32) -> Self {
        self.group_with(|g| _ = g.keep_free.insert(queue.to_owned(), people))
    }

    pub fn absence(self, chance: f64) -> Self {
        self.group_with(|g| g.absence = chance.into())
    }

    pub fn cost(self, per_hour: f64) -> Self {
        self.group_with(|g| g.cost_per_hour = Some(per_hour))
    }

    pub fn shift(self, people: u32, start: &str, end: &str) -> Self {
        self.group_with(|g| {
            if let Presence::Shifts(shifts) = &mut g.presence {
                shifts.push(Shift::new(people, at(start), at(end)));
            }
        })
    }

    /// A break in the shift last named.
    pub fn pause(self, start: &str, minutes: i64) -> Self {
        self.group_with(|g| {
            if let Presence::Shifts(shifts) = &mut g.presence {
                let breaks = &mut shifts.last_mut().expect("a shift").breaks;
                breaks.push(Break { start: at(start), length: Span::from_minutes(minutes) });
            }
        })
    }
}

/// The house.
impl Traced {
    /// Changes anything at all.
    pub fn with(mut self, change: impl Fn(&mut FloorParts)) -> Self {
        change(&mut self.parts);
        self
    }

    pub fn after_close(self, what: AfterClose) -> Self {
        self.with(|p| p.after_close = what)
    }

    pub fn seats(self, seats: u32) -> Self {
        self.with(|p| p.seats = Some(seats))
    }

    pub fn warm_up(self, minutes: i64) -> Self {
        self.with(|p| p.warm_up = Span::from_minutes(minutes))
    }

    pub fn attribution(self, attribution: Attribution) -> Self {
        self.with(|p| p.attribution = attribution)
    }
}

/// So many people, fewer if there are fewer.
pub const fn up_to(people: u32) -> Asked {
    Asked::up_to(people)
}

/// At least so many people and at most so many.
pub const fn between(least: u32, most: u32) -> Asked {
    Asked::Between(least, most)
}

/// Rungs.
impl Traced {
    /// A rung that borrows from the group of its name; pulled above five waiting, at once, unless told otherwise.
    pub fn rung(self, group: &str, people: Asked) -> Self {
        self.rung_from(group, group, people)
    }

    /// A rung with a name of its own.
    pub fn rung_from(mut self, name: &str, group: &str, people: Asked) -> Self {
        last_ladder(&mut self.parts).rungs.push(Rung {
            name: name.to_owned(),
            does: Does::Borrow { group: group.to_owned(), people, join_after: Distribution::Constant(Span::ZERO) },
            when: When::above(5, Span::ZERO),
            release: None,
            min_stay: Span::ZERO,
            stay_at_least: Span::ZERO,
            at_most_per_day: None,
        });
        self
    }

    /// Changes the rung last named in any way.
    pub fn rung_with(mut self, change: impl Fn(&mut Rung)) -> Self {
        change(last_ladder(&mut self.parts).rungs.last_mut().expect("a rung"));
        self
    }

    pub fn above(self, waiting: u32) -> Self {
        self.rung_with(|r| r.when.waiting_above = waiting)
    }

    pub fn waiting_up_to(self, waiting: u32) -> Self {
        self.rung_with(|r| r.when.waiting_up_to = Some(waiting))
    }

    pub fn lasting(self, seconds: i64) -> Self {
        self.rung_with(|r| r.when.lasting = secs(seconds))
    }

    fn join(self, length: Distribution) -> Self {
        self.rung_with(|r| {
            if let Does::Borrow { join_after, .. } = &mut r.does {
                join_after.clone_from(&length);
            }
        })
    }

    pub fn join_after(self, seconds: i64) -> Self {
        self.join(Distribution::Constant(secs(seconds)))
    }

    /// Each joins after any length between these, in seconds.
    pub fn join_between(self, from: i64, to: i64) -> Self {
        self.join(Distribution::Uniform { from: secs(from), to: secs(to) })
    }

    pub fn min_stay(self, seconds: i64) -> Self {
        self.rung_with(|r| r.min_stay = secs(seconds))
    }

    pub fn stay_at_least(self, seconds: i64) -> Self {
        self.rung_with(|r| r.stay_at_least = secs(seconds))
    }

    pub fn at_most_per_day(self, pulls: u32) -> Self {
        self.rung_with(|r| r.at_most_per_day = Some(pulls))
    }

    /// The rung's own release.
    pub fn own_release(self, waiting_at_most: u32, seconds: i64) -> Self {
        let release = Release::at_most(waiting_at_most, secs(seconds), Step::Rung);
        self.rung_with(|r| r.release = Some(release))
    }
}

/// Playing.
impl Traced {
    /// The parts as a scenario would state them.
    pub fn into_parts(mut self) -> FloorParts {
        // As written, whatever the queues: that is how the rows of one file come.
        self.calls.iter_mut().zip(0..).for_each(|(call, row)| call.1.order = row);
        self.calls.sort_by_key(|c| c.1.arrival);
        for (index, queue) in self.parts.queues.iter_mut().enumerate() {
            if let Arrivals::Calls(calls) = &mut queue.arrivals {
                *calls = self.calls.iter().filter(|c| c.0 == index).map(|c| c.1).collect();
            }
        }
        let all: Vec<String> = self.parts.queues.iter().map(|q| q.name.clone()).collect();
        for group in self.parts.groups.iter_mut().filter(|g| g.serves.is_empty()) {
            group.serves.clone_from(&all);
        }
        self.parts
    }

    /// The checked floor.
    pub fn build(self) -> Floor {
        Floor::new(self.into_parts()).expect("a valid floor")
    }

    /// One day, day 0 of seed 1.
    pub fn play(self) -> Story {
        self.play_day(1, 0)
    }

    /// Any day.
    pub fn play_day(self, seed: u64, day: u64) -> Story {
        let floor = self.build();
        let mut facts = Vec::new();
        Day::new(&Plan::new(&floor)).play(seed, day, &mut facts).expect("a day that ends");
        Story { floor, facts }
    }

    /// The figures of day 0 of seed 1.
    pub fn results(self) -> RunResults {
        self.results_of(1)
    }

    /// The figures of so many days of seed 1.
    pub fn results_of(self, days: u32) -> RunResults {
        let plan = RunPlan::new(days, 1).threads(1);
        replicate(&self.build(), &plan, &()).expect("days that end")
    }
}

/// A figure over all days; `None` if it is undefined.
pub fn mean<F: Display>(figures: &FigureTable<F>, name: &str) -> Option<f64> {
    let named = figures.0.iter().find(|(figure, _)| figure.to_string() == name);
    named.unwrap_or_else(|| panic!("there is a figure called {name}")).1.map(|estimate| estimate.mean)
}

/// The measures of a queue or group by name.
pub fn named<'r, F>(list: &'r [(String, FigureTable<F>)], name: &str) -> &'r FigureTable<F> {
    &list.iter().find(|(n, _)| n == name).expect("a name of the floor").1
}

/// A figure of the interval that starts at that time, over all queues.
pub fn interval(results: &RunResults, start: &str, name: &str) -> Option<f64> {
    let row = results.intervals.iter().find(|r| r.start == at(start) && r.scope == Scope::Floor);
    mean(&row.expect("an interval of the day").measures, name)
}

/// What happened on one day.
pub struct Story {
    floor: Floor,
    pub facts: Vec<Fact>,
}

impl Story {
    /// What the supervisor did: `08:05 pulled floaters (6 waiting, 3 of 3)`.
    pub fn ladder(&self) -> Vec<String> {
        self.actions().iter().map(|a| self.action_line(a)).collect()
    }

    fn actions(&self) -> Vec<Action> {
        self.facts.iter().filter_map(|f| if let Fact::Acted(action) = f { Some(*action) } else { None }).collect()
    }

    fn action_line(&self, a: &Action) -> String {
        let rung = &self.floor.rung(a.rung.index()).0.name;
        let reason = a.kind.reason().map_or_else(String::new, |reason| format!(", {reason}"));
        format!("{} {} {rung} ({} waiting, {} of {}{reason})", a.at, a.kind.word(), a.waiting, a.sent, a.asked)
    }

    /// What became of everybody, in order of arrival: `08:00 answered 08:05 by floaters 0`, `08:00 gone 08:05`,
    /// `08:00 balked`, `08:00 blocked`, `08:00 dismissed 12:00`.
    pub fn calls(&self) -> Vec<String> {
        let mut all: Vec<_> = self.facts.iter().filter_map(|f| self.call_line(f)).collect();
        all.sort_by_key(|(caller, _)| (caller.arrival, caller.queue, caller.id.number));
        all.into_iter().map(|(_, line)| line).collect()
    }

    /// What became of the caller with that number, from 0 in order of arrival.
    pub fn call(&self, number: usize) -> String {
        self.calls().swap_remove(number)
    }

    fn call_line(&self, fact: &Fact) -> Option<(Caller, String)> {
        let (caller, end) = match *fact {
            Fact::AnsweredAtOnce(caller, service) => (caller, self.answer(service, caller.arrival)),
            Fact::Answered(caller, service, at) => (caller, self.answer(service, at)),
            Fact::Abandoned(caller, at) => (caller, format!("gone {at}")),
            Fact::Balked(caller) => (caller, "balked".to_owned()),
            Fact::Blocked(caller) => (caller, "blocked".to_owned()),
            Fact::EnteredIvr(caller, stay) if stay.contained => (caller, format!("contained {}", stay.until)),
            Fact::Dismissed(caller, at) => (caller, format!("dismissed {at}")),
            Fact::CalledBack(caller, service, at) => {
                (caller, self.answer(service, at).replace("answered", "called back"))
            }
            Fact::NotPickedUp(caller, _, at, true) => (caller, format!("not reached {at}")),
            Fact::CallbackExpired(caller, at) => (caller, format!("expired {at}")),
            _ => return None,
        };
        Some((caller, format!("{} {end}", caller.arrival)))
    }

    fn answer(&self, service: Service, at: SimTime) -> String {
        format!("answered {at} by {} {}", self.floor.groups[service.group.index()].name, service.agent.index())
    }

    /// Who was on the phones, in order of signing in: `inbound 0 08:00-10:10 due 10:00`, `floaters 0 08:05-12:00`.
    /// What was due is said only if it was late.
    pub fn phones(&self) -> Vec<String> {
        let mut all: Vec<(Spell, SimTime)> = self
            .facts
            .iter()
            .filter_map(|f| if let Fact::SignedOut(spell, at) = f { Some((*spell, *at)) } else { None })
            .collect();
        all.sort_by_key(|(spell, _)| (spell.since, spell.group, spell.agent));
        all.into_iter().map(|(spell, end)| self.spell_line(&spell, end)).collect()
    }

    /// The same for one group.
    pub fn phones_of(&self, group: &str) -> Vec<String> {
        self.phones().into_iter().filter(|line| line.starts_with(group)).collect()
    }

    fn spell_line(&self, spell: &Spell, end: SimTime) -> String {
        let name = &self.floor.groups[spell.group.index()].name;
        let late = if end > spell.due { format!(" due {}", spell.due) } else { String::new() };
        format!("{name} {} {}-{end}{late}", spell.agent.index(), spell.since)
    }

    /// When the day was over.
    pub fn ended(&self) -> SimTime {
        let end = self.facts.iter().find_map(|f| if let Fact::Ended(at) = f { Some(*at) } else { None });
        end.expect("an end of the day")
    }
}
