//! Ladders: one, or several of which each watches a queue.

use super::{Traced, secs};
use holdline::model::{FloorParts, Ladder, Release, Step};

/// The ladder that is being written.
pub(super) fn last_ladder(parts: &mut FloorParts) -> &mut Ladder {
    parts.first_ladder();
    parts.ladders.last_mut().expect("there is one")
}

/// The ladder, or several.
impl Traced {
    /// A ladder of several, which watches one queue; what is said of ladders and rungs from here on is said of it.
    pub fn ladder(mut self, name: &str, queue: &str) -> Self {
        let (name, watch) = (name.to_owned(), vec![queue.to_owned()]);
        self.parts.ladders.push(Ladder { name, watch, ..Ladder::default() });
        self
    }

    /// The release of the ladder.
    pub fn release(self, waiting_at_most: u32, seconds: i64, step: Step) -> Self {
        self.with(|p| last_ladder(p).release = Some(Release::at_most(waiting_at_most, secs(seconds), step)))
    }

    pub fn settle(self, seconds: i64) -> Self {
        self.with(|p| last_ladder(p).settle = secs(seconds))
    }

    pub fn look_every(self, seconds: i64) -> Self {
        self.with(|p| last_ladder(p).look_every = Some(secs(seconds)))
    }

    pub fn watch(self, queue: &str) -> Self {
        self.with(|p| last_ladder(p).watch = vec![queue.to_owned()])
    }
}
