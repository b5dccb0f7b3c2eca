//! Which ladder has a rung, which of several is looked at, and when (M-L11).

use super::sim::{Event, Kind, Sim, What};
use holdline::model::Rung;
use holdline::units::SimTime;
use std::cmp::Reverse;

impl<'f> Sim<'f> {
    pub(super) fn rungs(&self) -> usize {
        self.ladder.pulls.len()
    }

    /// A rung, counted through all ladders.
    pub(super) fn rung(&self, i: usize) -> &'f Rung {
        self.floor.rung(i).0
    }

    /// The place of the ladder that has a rung.
    pub(super) fn ladder_of(&self, i: usize) -> usize {
        let mut above = 0;
        let ends = self.floor.ladders.iter().map(|ladder| {
            above += ladder.rungs.len();
            above
        });
        ends.take_while(|end| *end <= i).count()
    }

    /// The rungs of a ladder.
    pub(super) fn rungs_of(&self, l: usize) -> Vec<usize> {
        (0..self.rungs()).filter(|i| self.ladder_of(*i) == l).collect()
    }

    /// Whether the supervisor looks at a ladder all the time.
    fn is_always_seen(&self, l: usize) -> bool {
        self.floor.ladders[l].look_every.is_none()
    }

    /// M-L11: what has happened is seen by all, then they act in the order written, from the first on again whenever one has. Of those
    /// that are looked at now and then only these have their look now.
    pub(super) fn look(&mut self, at_their_look: &[usize]) {
        let all = 0..self.floor.ladders.len();
        let looks: Vec<usize> = all.filter(|l| self.is_always_seen(*l) || at_their_look.contains(l)).collect();
        loop {
            looks.iter().for_each(|l| self.turn_clocks(*l));
            if !looks.iter().any(|l| self.releases(*l) || self.pulls(*l)) {
                break;
            }
            self.settles();
        }
        for l in looks {
            if self.is_always_seen(l) {
                self.schedule_looks(l);
            }
        }
    }

    /// Of the ladders that are looked at now and then, from an opening on.
    pub(super) fn schedule_first_looks(&mut self, opens: SimTime) {
        // A ladder without rungs is not looked at.
        let looks = |l: &usize| self.floor.ladders[*l].look_every.is_some() && !self.floor.ladders[*l].rungs.is_empty();
        for l in (0..self.floor.ladders.len()).filter(looks).collect::<Vec<_>>() {
            self.schedule(opens.micros(), Kind::Look, What::Look(l, self.ladder.begun));
        }
    }

    /// The ladders that are looked at now and then, and now: it is the turn of all whose look it is (M-L11).
    pub(super) fn ladders_looked_at(&mut self, event: Event) -> Vec<usize> {
        let mut all = vec![event];
        while let Some(Reverse(next)) = self.heap.peek().copied()
            && (next.at, next.kind) == (self.now, Kind::Look)
            && event.kind == Kind::Look
        {
            self.heap.pop();
            all.extend((!self.is_void(next)).then_some(next));
        }
        all.into_iter().filter_map(|of| if let What::Look(l, _) = of.what { Some(l) } else { None }).collect()
    }
}
