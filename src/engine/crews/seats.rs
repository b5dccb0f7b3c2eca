//! Physical seats (M-A4).

use super::member::Member;
use std::collections::VecDeque;

/// Physical seats, and who waits for one.
#[derive(Debug, Default)]
pub(super) struct Seats {
    all: u32,
    taken: u32,
    /// Kept for people on the way.
    kept: u32,
    /// Who waits, with the ticket of the wait: first come first served.
    wanted: VecDeque<(Member, u32)>,
}

impl Seats {
    pub fn new(all: u32) -> Self {
        Self { all, ..Self::default() }
    }

    /// Nobody is there.
    pub fn restart(&mut self) {
        (self.taken, self.kept) = (0, 0);
        self.wanted.clear();
    }

    /// Seats that nobody sits on and none is kept for.
    pub fn left(&self) -> u32 {
        self.all - self.taken - self.kept
    }

    pub fn take(&mut self) {
        self.taken += 1;
    }

    pub fn give_up(&mut self) {
        self.taken -= 1;
    }

    /// Keeps one for somebody on the way.
    pub fn keep(&mut self) {
        self.kept += 1;
    }

    /// Who was on the way is there, or does not come.
    pub fn keep_no_longer(&mut self) {
        self.kept -= 1;
    }

    /// Somebody waits for a seat.
    pub fn want(&mut self, who: Member, ticket: u32) {
        self.wanted.push_back((who, ticket));
    }

    /// If a seat is left: who of those who may take one has waited for it longest, and with which ticket. Who no longer wants it
    /// is still named.
    pub fn next(&mut self, may: impl Fn(Member) -> bool) -> Option<(Member, u32)> {
        if self.left() == 0 {
            return None;
        }
        let first = self.wanted.iter().position(|(who, _)| may(*who))?;
        self.wanted.remove(first)
    }

    /// Whether so many sit, and no more are taken and kept than there are.
    pub fn are_right(&self, signed_in: usize) -> bool {
        self.taken as usize == signed_in && self.taken + self.kept <= self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_that_is_given_up_goes_to_who_has_waited_longest_unless_it_is_kept() {
        let mut seats = Seats::new(2);
        seats.take();
        seats.keep();
        let (first, second) = (Member::new(0, 3), Member::new(1, 0));
        seats.want(first, 7);
        seats.want(second, 8);
        assert_eq!((seats.left(), seats.next(|_| true)), (0, None));
        seats.give_up();
        assert_eq!(seats.next(|_| true), Some((first, 7)));
        seats.take();
        assert_eq!(seats.next(|_| true), None);
        seats.keep_no_longer();
        seats.want(first, 9);
        assert_eq!(seats.next(|who| who == first), Some((first, 9)), "who may not take it yet keeps the place");
        assert_eq!(seats.next(|_| true), Some((second, 8)));
        assert!(seats.are_right(1) && !seats.are_right(2));
    }
}
