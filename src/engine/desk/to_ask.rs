//! Who will ask for a person with a line already: out of the IVR (M-C5), or at the end of a talk that is not the last (M-C10).

use super::super::turn::{Kind, NEVER, key, turn};
use super::Arrival;
use super::next_call::NextCall;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One more source, of whom no line is asked any more.
#[derive(Debug)]
pub(super) struct ToAsk {
    /// By which turns of this source are known.
    name: usize,
    /// The next one first.
    next: BinaryHeap<Reverse<NextCall>>,
    decided: u64,
}

impl ToAsk {
    pub fn new(name: usize) -> Self {
        Self { name, next: BinaryHeap::new(), decided: 0 }
    }

    /// Begins a day.
    pub fn restart(&mut self) {
        self.next.clear();
        self.decided = 0;
    }

    /// The turn at which somebody asks for a person; [`NEVER`] if nobody will.
    pub fn next_arrival(&self) -> u64 {
        self.next.peek().map_or(NEVER, |next| next.0.turn)
    }

    /// The next of them, who is then no longer the next.
    pub fn take(&mut self) -> Option<Arrival> {
        self.next.pop().map(|next| next.0.call)
    }

    /// How many will ask for a person.
    pub fn count(&self) -> u64 {
        self.next.len() as u64
    }

    /// Somebody will.
    pub fn asks_at(&mut self, call: Arrival) {
        let turn = key(turn(call.caller.arrival.micros(), Kind::Arrives), self.name);
        self.next.push(Reverse(NextCall { turn, place: self.decided, call }));
        self.decided += 1;
    }
}
