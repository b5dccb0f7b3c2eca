//! Breaks that a rung has put off, and when a rung may ask more (M-L9).

use super::sim::{Kind, Sim, What};
use holdline::model::Does;
use holdline::units::Span;

/// Of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PutOff {
    /// A break that is to begin later: when it was to, how long it is, and when it will.
    now: Option<(i64, i64, i64)>,
    /// When those that were ever put off were to begin.
    ever: Vec<i64>,
}

impl Sim<'_> {
    /// From when on a rung may ask somebody to stay longer, or to put off a break: it may be able to send that was not.
    pub(super) fn schedule_more_can_stay(&mut self) {
        for i in 0..self.rungs() {
            for p in 0..self.crew[self.group_of(i)].len() {
                let duty = &self.crew[self.group_of(i)][p].duty;
                let moments: Vec<i64> = match self.rung(i).does {
                    Does::Borrow { .. } => Vec::new(),
                    Does::Extend { ending_within, .. } => vec![duty.end - ending_within.micros()],
                    Does::Postpone { starting_within, by, .. } => {
                        let next = duty.breaks.iter().skip(1).map(|next| next.0).chain([duty.end]);
                        let pairs = duty.breaks.iter().zip(next);
                        let has_time = pairs.filter(|((from, length), next)| from + by.micros() + length <= *next);
                        has_time.map(|((from, _), _)| from - starting_within.micros()).collect()
                    }
                };
                let start = duty.start;
                moments.into_iter().for_each(|at| self.schedule(at.max(start), Kind::MayStay, What::Nothing));
            }
        }
    }

    /// The next break, if it lies ahead and none that is due comes before it, and when it must be over.
    fn next_break(&self, g: usize, p: usize) -> Option<((i64, i64), i64)> {
        let person = &self.crew[g][p];
        let at = person.duty.breaks.iter().position(|b| b.0 > self.now).filter(|_| person.breaks_due.is_empty())?;
        let over = person.duty.breaks.get(at + 1).map_or(person.duty.end, |next| next.0);
        Some((person.duty.breaks[at], over))
    }

    /// Whether a rung may ask somebody to put off the next break.
    pub(super) fn breaks_soon(&self, g: usize, p: usize, within: Span, by: Span) -> bool {
        let person = &self.crew[g][p];
        let has_time = |((from, length), over): ((i64, i64), i64)| {
            let soon = from - self.now <= within.micros();
            soon && from + by.micros() + length <= over && !person.put_off.ever.contains(&from)
        };
        person.on_shift && person.borrowed_by.is_none() && self.next_break(g, p).is_some_and(has_time)
    }

    pub(super) fn puts_off(&mut self, g: usize, p: usize, by: Span) {
        let (planned, length) = self.next_break(g, p).expect("it is put off").0;
        let until = planned + by.micros();
        self.crew[g][p].put_off.now = Some((planned, length, until));
        self.crew[g][p].put_off.ever.push(planned);
        self.schedule(until, Kind::BreakStart, What::Break(g, p, length));
    }

    pub(super) fn has_put_off(&self, g: usize, p: usize) -> bool {
        self.crew[g][p].put_off.now.is_some()
    }

    /// Whether the next break was to have begun and has been put off.
    pub(super) fn is_in_break_put_off(&self, g: usize, p: usize) -> bool {
        self.crew[g][p].put_off.now.is_some_and(|(planned, _, until)| self.now >= planned && self.now < until)
    }

    /// Nobody needs to put off the break any more.
    pub(super) fn puts_off_no_longer(&mut self, g: usize, p: usize) {
        let Some((planned, length, _)) = self.crew[g][p].put_off.now.take() else { return };
        if self.now >= planned {
            self.break_falls_due(g, p, length);
        }
    }

    /// Whether the begin of a break comes to nothing, as that has been put off; of one put off so long already it does not.
    pub(super) fn is_put_off(&mut self, g: usize, p: usize) -> bool {
        match self.crew[g][p].put_off.now {
            Some((planned, ..)) if planned == self.now => {
                // Who has sat down at this very moment is there for the rung already.
                if self.on_the_phones(g, p) && self.crew[g][p].spell.1 != self.counts_for(g, p) {
                    self.counts_from_now(g, p);
                }
                true
            }
            Some((.., until)) if until == self.now => {
                self.crew[g][p].put_off.now = None;
                self.no_longer_borrowed(g, p);
                false
            }
            Some(_) | None => false,
        }
    }

    /// Whether nothing of somebody's begins at a moment any more at which a break was to.
    pub(super) fn begins_at_another_time(&self, g: usize, p: usize, at: i64) -> bool {
        let person = &self.crew[g][p];
        let planned = person.duty.breaks.iter().any(|b| b.0 == at);
        !planned && person.put_off.now.is_none_or(|(.., until)| until != at)
    }
}
