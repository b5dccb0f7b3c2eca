//! A ladder without dwell times as a Markov chain.
//!
//! Calls are Poisson, handle times and patience exponential. A rung acts at once above so many waiting, and is released at
//! once at so many: then whoever is left in force is always busy, as nobody waits while somebody is idle, and with nobody
//! waiting no rung is in force. A released person finishes the call in hand, and stays if the rung is pulled again before.

use super::seen::{Handle, calls_per_hour, inbound_people, people, refuse};
use super::{KnownFigure, ResultFigure, Unknown};
use crate::analytic::stationary;
use crate::figures::{Measure, RungFigure};
use crate::measure::Grid;
use crate::model::{AfterClose, Asked, Distribution, Does, Floor, Patience, Release, Rung, Step, When};
use crate::units::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Callers beyond this are turned away in the chain; it must be next to impossible.
const MOST_WAITING: u32 = 150;
const NEGLIGIBLE: f64 = 1e-12;

/// One queue, one crew, and rungs that act at once.
pub(super) fn figures(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    refuse(floor.queues.len() != 1 || floor.queues[0].balk > 0.0, "a ladder over several queues, or callers who balk")?;
    refuse(floor.ladders.len() > 1, "several ladders")?;
    refuse(floor.after_close != AfterClose::Cut, "a ladder after closing")?;
    refuse(floor.warm_up <= Span::ZERO, "a ladder on the way from the empty floor")?;
    let queue = &floor.queues[0];
    let Patience::Random(Distribution::Exponential { mean: patience }) = &queue.patience else {
        return Err(Unknown::Feature("a ladder with a patience that is not exponential"));
    };
    let handle_s = Handle::exponential_mean_s(queue)?;
    let chain = LadderChain {
        calls: calls_per_hour(queue)? / 3_600.0,
        ends: 1.0 / handle_s,
        hang_up: 1.0 / patience.as_secs(),
        own: inbound_people(floor)?,
        rungs: floor.rungs().map(|rung| step(floor, rung)).collect::<Result<_, _>>()?,
    };
    let groups: BTreeSet<&str> = floor.rungs().map(|rung| rung.does.group()).collect();
    refuse(groups.len() != chain.rungs.len(), "two rungs that borrow from one group")?;
    let counted_s = Span::from_micros(Grid::new(floor).counted_day()).as_secs();
    Ok(chain.solve()?.expected(&chain, counted_s, handle_s))
}

/// A rung without dwell times.
struct PlainRung {
    people: u32,
    above: u32,
    release_at: u32,
}

fn step(floor: &Floor, rung: &Rung) -> Result<PlainRung, Unknown> {
    let Rung { does, when, release, min_stay, stay_at_least, at_most_per_day, name: _ } = rung;
    let Does::Borrow { group, people: asked, join_after } = does else {
        return Err(Unknown::Feature("a rung that extends shifts"));
    };
    refuse(*asked == Asked::Required, "a rung that asks for as many as are required")?;
    let When { waiting_above, waiting_up_to, longest_wait, between, service_level_below, lasting } = when;
    let group = floor.groups.iter().find(|g| g.name == *group).ok_or(Unknown::Feature("a rung without a group"))?;
    let there = people(group)?;
    let sent = if *asked == Asked::All { there } else { asked.most().min(there) };
    let ladder = &floor.ladders[0];
    let release = release.or(ladder.release).ok_or(Unknown::Feature("a rung that is never released"))?;
    // With no time in between, one person after the other is the whole rung.
    let Release { waiting_at_most, longest_wait_below, service_level_at_least, lasting: quiet, step } = release;
    let (Step::Rung | Step::Person) = step;
    refuse(
        longest_wait.or(longest_wait_below).is_some()
            || between.is_some()
            || service_level_below.or(service_level_at_least).is_some(),
        "a rung that goes by more than the number waiting",
    )?;
    let at_once = [*lasting, *min_stay, *stay_at_least, ladder.settle, quiet] == [Span::ZERO; 5]
        && at_most_per_day.is_none()
        && waiting_up_to.is_none()
        && *join_after == Distribution::Constant(Span::ZERO);
    refuse(!at_once, "a rung that takes its time")?;
    refuse(sent < asked.least(), "a rung with nobody to send")?;
    Ok(PlainRung { people: sent, above: *waiting_above, release_at: waiting_at_most })
}

/// What decides about the future, after idle agents have taken whom they can and the supervisor has acted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ChainState {
    waiting: u32,
    /// The crew's calls in hand.
    own: u32,
    /// Rungs in force.
    in_force: usize,
    /// Calls in hand of each rung's people, those who are released and finish included.
    borrowed: Vec<u32>,
}

/// Rates are per second.
struct LadderChain {
    calls: f64,
    ends: f64,
    hang_up: f64,
    own: u32,
    rungs: Vec<PlainRung>,
}

/// A step of the chain.
struct Move {
    to: ChainState,
    rate: f64,
    /// Pulls of each rung.
    pulls: Vec<u32>,
}

impl LadderChain {
    /// Every move out of a state.
    fn moves(&self, state: &ChainState) -> Vec<Move> {
        let mut moves = Vec::new();
        let mut add = |rate: f64, change: &dyn Fn(&mut ChainState)| {
            if rate > 0.0 {
                let mut to = state.clone();
                change(&mut to);
                let pulls = self.settle(&mut to);
                moves.push(Move { to, rate, pulls });
            }
        };
        add(if state.waiting < MOST_WAITING { self.calls } else { 0.0 }, &|s| s.waiting += 1);
        add(f64::from(state.waiting) * self.hang_up, &|s| s.waiting -= 1);
        add(f64::from(state.own) * self.ends, &|s| s.own -= 1);
        for rung in 0..self.rungs.len() {
            add(f64::from(state.borrowed[rung]) * self.ends, &|s| s.borrowed[rung] -= 1);
        }
        moves
    }

    /// Idle agents take callers, then the supervisor acts, until nothing is left to do; gives the pulls of each rung.
    fn settle(&self, state: &mut ChainState) -> Vec<u32> {
        let mut pulls = vec![0; self.rungs.len()];
        loop {
            take(&mut state.waiting, &mut state.own, self.own);
            for (calls, rung) in state.borrowed.iter_mut().zip(&self.rungs).take(state.in_force) {
                take(&mut state.waiting, calls, rung.people);
            }
            let last = state.in_force.checked_sub(1).map(|last| &self.rungs[last]);
            if last.is_some_and(|last| state.waiting <= last.release_at) {
                state.in_force -= 1;
            } else if self.rungs.get(state.in_force).is_some_and(|next| state.waiting > next.above) {
                pulls[state.in_force] += 1;
                state.in_force += 1;
            } else {
                return pulls;
            }
        }
    }

    fn solve(&self) -> Result<LongRun, Unknown> {
        let empty = ChainState { waiting: 0, own: 0, in_force: 0, borrowed: vec![0; self.rungs.len()] };
        let mut numbers = BTreeMap::from([(empty.clone(), 0)]);
        let (mut states, mut moves) = (vec![empty], Vec::new());
        while let Some(state) = states.get(moves.len()) {
            let out = self.moves(state);
            for step in &out {
                if !numbers.contains_key(&step.to) {
                    numbers.insert(step.to.clone(), states.len());
                    states.push(step.to.clone());
                }
            }
            moves.push(out);
        }
        let mut rates = vec![vec![0.0; states.len()]; states.len()];
        for (row, out) in rates.iter_mut().zip(&moves) {
            out.iter().for_each(|step| row[numbers[&step.to]] += step.rate);
        }
        let shares = stationary(&rates)?;
        let full =
            states.iter().zip(&shares).filter(|(s, _)| s.waiting == MOST_WAITING).map(|(_, share)| share).sum::<f64>();
        refuse(full > NEGLIGIBLE, "a ladder over an overloaded queue")?;
        Ok(LongRun { states, moves, shares })
    }
}

/// Idle people take callers.
fn take(waiting: &mut u32, calls: &mut u32, people: u32) {
    let taken = (*waiting).min(people - *calls);
    *waiting -= taken;
    *calls += taken;
}

/// The chain in the long run.
struct LongRun {
    states: Vec<ChainState>,
    moves: Vec<Vec<Move>>,
    shares: Vec<f64>,
}

impl LongRun {
    fn mean(&self, of: impl Fn(&ChainState) -> f64) -> f64 {
        self.states.iter().zip(&self.shares).map(|(state, share)| share * of(state)).sum()
    }

    /// Pulls of a rung per second.
    fn pulls(&self, rung: usize) -> f64 {
        let rate = |out: &Vec<Move>| out.iter().map(|step| step.rate * f64::from(step.pulls[rung])).sum::<f64>();
        self.moves.iter().zip(&self.shares).map(|(out, share)| share * rate(out)).sum()
    }

    /// Figures of a day that is counted for so long. Callers hang up in proportion to those waiting; the few who wait at the
    /// end of the warm-up or at closing are neglected. Borrowed people finish their calls after closing.
    fn expected(&self, chain: &LadderChain, counted_s: f64, handle_s: f64) -> Vec<KnownFigure> {
        let waiting = self.mean(|s| f64::from(s.waiting));
        let mut all = vec![
            KnownFigure::of_floor(Measure::WaitingMean, waiting),
            KnownFigure::of_floor(Measure::AbandonRate, waiting * chain.hang_up / chain.calls),
        ];
        for rung in 0..chain.rungs.len() {
            let in_force = self.mean(|s| f64::from(u8::from(s.in_force > rung)));
            let signed_in = self.mean(|s| f64::from(s.borrowed[rung]));
            let figures = [
                (RungFigure::Pulls, self.pulls(rung) * counted_s),
                (RungFigure::MinutesInForce, in_force * counted_s / 60.0),
                (RungFigure::PersonHours, signed_in * (counted_s + handle_s) / 3_600.0),
            ];
            all.extend(figures.map(|(figure, value)| KnownFigure::exact(ResultFigure::Rung(rung, figure), value)));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytic::erlang::{ErlangA, Load};

    fn chain(own: u32, rungs: Vec<PlainRung>) -> LadderChain {
        LadderChain { calls: 0.1, ends: 1.0 / 30.0, hang_up: 1.0 / 90.0, own, rungs }
    }

    fn waiting(chain: &LadderChain) -> f64 {
        chain.solve().expect("a chain").mean(|s| f64::from(s.waiting))
    }

    #[test]
    fn without_rungs_it_is_erlang_a() {
        let known = ErlangA::new(Load::per_hour(360.0, 30.0).expect("a load"), 3.0, 90.0).expect("a queue");
        let found = waiting(&chain(3, Vec::new()));
        assert!((found - known.waiting_mean()).abs() < 1e-9, "{found}");
    }

    #[test]
    fn a_rung_that_is_always_in_force_adds_its_people() {
        // Nobody of the crew is there: the rung comes at the first caller and goes when nobody waits, calls in hand or not.
        let never = chain(2, vec![PlainRung { people: 1, above: 140, release_at: 0 }]);
        assert!((waiting(&never) - waiting(&chain(2, Vec::new()))).abs() < 1e-9);
        // Above 0 and released at 0: who is needed is there at once, so it is one agent more, but for the idle.
        let at_once = chain(2, vec![PlainRung { people: 1, above: 0, release_at: 0 }]);
        assert!((waiting(&at_once) - waiting(&chain(3, Vec::new()))).abs() < 1e-9);
    }

    #[test]
    fn a_released_person_finishes_and_is_taken_first_when_the_rung_is_pulled_again() {
        let chain = chain(1, vec![PlainRung { people: 2, above: 2, release_at: 0 }]);
        let mut state = ChainState { waiting: 3, own: 1, in_force: 0, borrowed: vec![1] };
        assert_eq!(chain.settle(&mut state), [1]);
        assert_eq!(state, ChainState { waiting: 2, own: 1, in_force: 1, borrowed: vec![2] });
        (state.waiting, state.borrowed[0]) = (1, 1);
        assert_eq!(chain.settle(&mut state), [0]);
        assert_eq!(state, ChainState { waiting: 0, own: 1, in_force: 0, borrowed: vec![2] });
    }
}
