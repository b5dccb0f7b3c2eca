//! The desk: where callers come in, wait and leave (M-C1 to M-C6, M-D2).

mod line;
mod source;

pub(super) use line::Waiting;
pub(super) use source::Arrival;

use super::fact::{CallerId, QueueId, SourceId};
use super::plan::DeskPlan;
use super::tree::WinnerTree;
use super::turn::{Kind, NEVER, name, of_one_turn, turn, unnamed};
use crate::random::Sampler;
use line::Lines;
use source::Source;

/// So many sources are looked through; of more a tree knows whose caller is next.
const LOOKED_THROUGH: usize = 8;

/// Sources, lines and the count of callers. Everybody who calls is answered, leaves, or waits.
#[derive(Debug)]
pub(super) struct Desk<'p> {
    plan: &'p DeskPlan,
    sources: Vec<Source<'p>>,
    /// When the next caller of each source comes, if there are several, and the first of them.
    next_of_each: Vec<u64>,
    next: u64,
    /// Of many sources a tree knows the first.
    arrivals: Option<WinnerTree>,
    lines: Lines,
    /// How many wait in the queues that the supervisor watches.
    watched: u32,
    /// How many were answered, and how many left without an answer.
    answered: u64,
    left: u64,
}

impl<'p> Desk<'p> {
    /// A desk for days of this plan.
    pub fn new(plan: &'p DeskPlan) -> Self {
        let source = |(s, source): (usize, &'p super::plan::SourcePlan)| {
            Source::new(source, &plan.queues[source.queue.index()], SourceId::new(s))
        };
        Self {
            plan,
            sources: plan.sources.iter().enumerate().map(source).collect(),
            next_of_each: if plan.sources.len() > 1 { vec![NEVER; plan.sources.len()] } else { Vec::new() },
            next: NEVER,
            arrivals: (plan.sources.len() > LOOKED_THROUGH).then(|| WinnerTree::careful(plan.sources.len())),
            lines: Lines::new(plan.queues.len()),
            watched: 0,
            answered: 0,
            left: 0,
        }
    }

    /// Begins a day.
    pub fn restart(&mut self, seed: u64, day: u64) {
        self.lines.restart();
        self.next_of_each.fill(NEVER);
        self.arrivals.iter_mut().for_each(WinnerTree::clear);
        for s in 0..self.sources.len() {
            self.sources[s].restart(seed, day);
            let next = self.sources[s].next_arrival();
            self.next = if self.next_of_each.is_empty() { next } else { self.next_of_several(s, next) };
        }
        (self.watched, self.answered, self.left) = (0, 0, 0);
    }

    /// The turn at which the next caller arrives, named by the source; [`NEVER`] when there are no more.
    #[inline(always)]
    pub fn next_arrival(&self) -> u64 {
        self.next
    }

    /// The next caller, who has arrived now.
    #[inline(always)]
    pub fn takes_arrival(&mut self) -> Arrival {
        let s = name(self.next);
        let source = &mut self.sources[s];
        let arrival = source.take();
        let next = source.next_arrival();
        self.next = if self.next_of_each.is_empty() { next } else { self.next_of_several(s, next) };
        arrival
    }

    /// The first of several sources' next callers, of which one has changed.
    fn next_of_several(&mut self, s: usize, next: u64) -> u64 {
        if let Some(arrivals) = &mut self.arrivals {
            return arrivals.set(s, unnamed(next), self.sources[s].next_order());
        }
        self.next_of_each[s] = next;
        let (mut first, mut second) = (NEVER, NEVER);
        for &next in &self.next_of_each {
            second = second.min(next.max(first));
            first = first.min(next);
        }
        if of_one_turn(first, second) { self.next_in_order() } else { first }
    }

    /// The same where several come at one moment: the first in the order of M-T2.
    #[cold]
    fn next_in_order(&self) -> u64 {
        let coming = self.next_of_each.iter().copied().filter(|next| *next != NEVER);
        coming.min_by_key(|next| (unnamed(*next), self.sources[name(*next)].next_order(), *next)).unwrap_or(NEVER)
    }

    /// Somebody who has just arrived, or comes from a line, is answered.
    #[inline(always)]
    pub fn is_answered(&mut self) {
        self.answered += 1;
    }

    /// Whether a caller who would have to wait hangs up at once; who does has left.
    #[inline(always)]
    pub fn balks(&mut self, caller: CallerId) -> bool {
        let balks = self.sources[caller.source.index()].balks(caller.number);
        self.left += u64::from(balks);
        balks
    }

    /// A caller who has just arrived joins the line.
    #[inline(always)]
    pub fn joins(&mut self, arrival: &Arrival) {
        let Arrival { caller, talk, wrap_up } = *arrival;
        let patience = self.sources[caller.id.source.index()].patience(caller.id.number);
        let at = caller.arrival.micros();
        let hangs_up = if patience >= Sampler::NEVER { NEVER } else { turn(at + patience, Kind::HangsUp) };
        self.lines.join(caller, hangs_up, talk, wrap_up);
        self.watched += self.sees(caller.queue);
    }

    /// How many wait.
    #[inline(always)]
    pub fn waiting(&self) -> u32 {
        self.lines.count()
    }

    /// How many of them the supervisor sees.
    #[inline(always)]
    pub fn watched(&self) -> u32 {
        self.watched
    }

    /// The queues in which somebody waits, a bit each.
    #[inline(always)]
    pub fn queues_waiting(&self) -> u64 {
        self.lines.mask()
    }

    /// The earliest turn at which somebody may hang up; [`NEVER`] if nobody will.
    #[inline(always)]
    pub fn next_hang_up(&self) -> u64 {
        self.lines.next_hang_up()
    }

    /// Whoever hangs up now, the first who joined first; `None` when the moment was that of somebody who has been
    /// answered since.
    #[inline]
    pub fn hangs_up(&mut self, now: u64) -> Option<Waiting> {
        let waiting = self.lines.take_hang_up(now)?;
        self.left += 1;
        self.no_longer_waits(&waiting);
        Some(waiting)
    }

    /// Takes the next caller among some queues, of which one has somebody waiting: highest priority first, then who has
    /// waited longest (M-D2).
    #[inline(always)]
    pub fn takes_next(&mut self, queues: u64) -> Waiting {
        let waiting = self.lines.take_front(self.next_queue(queues & self.lines.mask()));
        self.answered += 1;
        self.no_longer_waits(&waiting);
        waiting
    }

    /// Sends away those in some queues for whom `leaves` holds, in order of queue and joining.
    pub fn dismisses(&mut self, queues: u64, leaves: impl Fn(&Waiting) -> bool) -> Vec<Waiting> {
        let mut gone = Vec::new();
        for queue in (0..self.plan.queues.len()).filter(|q| queues >> q & 1 == 1) {
            gone.extend(self.lines.take_where(QueueId::new(queue), &leaves));
        }
        self.left += gone.len() as u64;
        gone.iter().for_each(|waiting| self.no_longer_waits(waiting));
        gone
    }

    #[inline(always)]
    fn no_longer_waits(&mut self, waiting: &Waiting) {
        self.watched -= self.sees(waiting.caller.queue);
    }

    /// 1 if the supervisor watches the queue, else 0.
    #[inline(always)]
    fn sees(&self, queue: QueueId) -> u32 {
        (self.plan.watched >> queue.index()) as u32 & 1
    }

    #[inline(always)]
    fn next_queue(&self, mut queues: u64) -> QueueId {
        let mut best = queues.trailing_zeros() as usize;
        queues &= queues.wrapping_sub(1);
        while queues != 0 {
            let queue = queues.trailing_zeros() as usize;
            queues &= queues - 1;
            let rank = |q: usize| (-self.plan.queues[q].priority, self.lines.front_order(q));
            if rank(queue) < rank(best) {
                best = queue;
            }
        }
        QueueId::new(best)
    }

    /// Whether every caller so far was answered, has left, or waits (M-T3).
    pub fn nobody_is_lost(&self) -> bool {
        let called: u64 = self.sources.iter().map(Source::taken).sum();
        called == self.answered + self.left + u64::from(self.lines.count())
    }
}
