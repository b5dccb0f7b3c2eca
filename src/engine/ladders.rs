//! The ladders of a floor, each for itself (M-L11): the first of them where the hot loop finds it.

use super::ladder::LadderMachine;
use super::plan::LadderPlan;

/// At least one: a floor without a ladder has one without rungs.
#[derive(Debug)]
pub(super) struct Ladders<'p> {
    pub first: LadderMachine<'p>,
    others: Vec<LadderMachine<'p>>,
}

impl<'p> Ladders<'p> {
    /// Ladders with no rung in force.
    pub fn new(plans: &'p [LadderPlan]) -> Self {
        let (first, others) = plans.split_first().expect("every plan has a ladder");
        Self { first: LadderMachine::new(first), others: others.iter().map(LadderMachine::new).collect() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// The ladder of that place.
    pub fn of(&self, ladder: usize) -> &LadderMachine<'p> {
        if ladder == 0 { &self.first } else { &self.others[ladder - 1] }
    }

    /// The same, to be moved on.
    pub fn of_mut(&mut self, ladder: usize) -> &mut LadderMachine<'p> {
        if ladder == 0 { &mut self.first } else { &mut self.others[ladder - 1] }
    }

    /// Begins a day, or another date after a night, that opens at `open`.
    pub fn restart(&mut self, open: i64) {
        self.all().for_each(|ladder| ladder.restart(open));
    }

    /// Another date.
    pub fn date_begins(&mut self) {
        self.all().for_each(LadderMachine::date_begins);
    }

    /// The ladders' turn has come in the order of this instant (M-T2).
    pub fn turn_comes(&mut self, now: i64) {
        self.all().for_each(|ladder| ladder.turn_comes(now));
    }

    /// When the supervisor must look at one of them, if nothing happens before; later than any day if not.
    pub fn due(&self) -> i64 {
        self.others.iter().fold(self.first.due(), |due, ladder| due.min(ladder.due()))
    }

    fn all(&mut self) -> impl Iterator<Item = &mut LadderMachine<'p>> {
        std::iter::once(&mut self.first).chain(&mut self.others)
    }
}
