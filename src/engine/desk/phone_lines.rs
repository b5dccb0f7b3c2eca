//! Telephone lines: whoever finds all of them taken is blocked (M-C5).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The lines of a floor that does not have as many as it needs. Who waits has one, and so has who talks; wrap-up takes none.
#[derive(Debug)]
pub(super) struct PhoneLines {
    count: u32,
    /// When those who talk, or have talked, hang up.
    talks: BinaryHeap<Reverse<i64>>,
}

impl PhoneLines {
    pub fn new(count: u32) -> Self {
        Self { count, talks: BinaryHeap::new() }
    }

    /// Begins a day.
    pub fn restart(&mut self) {
        self.talks.clear();
    }

    /// Somebody begins to talk, until then.
    pub fn talk_until(&mut self, end: i64) {
        self.talks.push(Reverse(end));
    }

    /// Whether all are taken at a moment at which so many wait; calls that end at that moment have ended (M-T2).
    pub fn are_taken(&mut self, waiting: u32, now: i64) -> bool {
        while self.talks.peek().is_some_and(|end| end.0 <= now) {
            self.talks.pop();
        }
        u64::from(waiting) + self.talks.len() as u64 >= u64::from(self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_and_who_talks_has_a_line_until_the_talk_ends() {
        let mut lines = PhoneLines::new(3);
        lines.talk_until(50);
        lines.talk_until(20);
        assert!(!lines.are_taken(0, 10) && lines.are_taken(1, 19));
        assert!(!lines.are_taken(1, 20), "a talk that ends at this moment has ended");
        assert!(lines.are_taken(2, 49) && lines.are_taken(3, 50) && !lines.are_taken(2, 50));
        lines.talk_until(90);
        lines.restart();
        assert!(!lines.are_taken(2, 60));
    }
}
