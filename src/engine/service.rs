//! The service level of late, as the supervisor sees it (M-L2).

use super::fact::QueueId;
use crate::model::{Floor, ServiceTarget};
use crate::units::{SimTime, Span};
use std::collections::VecDeque;

/// Which calls are counted, and which of them were served as they should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct ServicePlan {
    /// To which ladder they matter, and of which lines it sees them, as bits.
    ladder: usize,
    watched: u64,
    judged_as: ServiceTarget,
    /// Hang-ups within it are short.
    short: Span,
    /// Calls that ended so long ago at most are counted.
    of_last: i64,
}

impl ServicePlan {
    /// Of a ladder, by its place, that watches these lines; `None` where no rung goes by it.
    pub fn new(floor: &Floor, ladder: usize, watched: u64) -> Option<Self> {
        let of = floor.ladders.get(ladder).filter(|ladder| ladder.goes_by_service_level())?;
        let (judged_as, short) = (floor.service_level_seen(of), floor.short_abandon);
        Some(Self { ladder, watched, judged_as, short, of_last: of.service_level_of_last.micros() })
    }
}

/// Calls that ended lately: how many are counted, how many of them were served as they should be, and when one of them will be one of
/// long ago; never if there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ServiceSeen {
    pub served: u32,
    pub counted: u32,
    pub changes: i64,
}

impl ServiceSeen {
    /// Where nothing is counted.
    pub const NOTHING: Self = Self { served: 0, counted: 0, changes: SimTime::NEVER.micros() };

    /// Whether the service level is below a share; of no calls there is none that could be.
    pub fn is_below(self, share: f64) -> bool {
        self.counted > 0 && f64::from(self.served) / f64::from(self.counted) < share
    }
}

/// The calls that ended lately, the first to end first.
#[derive(Debug)]
pub(super) struct EndsSeen {
    plan: ServicePlan,
    ends: VecDeque<(i64, bool)>,
    served: u32,
}

impl EndsSeen {
    pub fn new(plan: ServicePlan) -> Self {
        Self { plan, ends: VecDeque::new(), served: 0 }
    }

    /// The ladder to which they matter.
    pub fn ladder(&self) -> usize {
        self.plan.ladder
    }

    /// Whether that ladder watches a queue.
    pub fn sees(&self, queue: QueueId) -> bool {
        self.plan.watched & queue.bit() != 0
    }

    /// Begins a day, or another date after a night.
    pub fn restart(&mut self) {
        self.ends.clear();
        self.served = 0;
    }

    /// The wait of a call that came then has just ended.
    pub fn ended(&mut self, answered: bool, came: i64, now: i64) {
        let wait = Span::from_micros(now - came);
        if let Some(served) = self.plan.judged_as.judges(answered, wait, self.plan.short) {
            self.ends.push_back((now, served));
            self.served += u32::from(served);
        }
    }

    /// What is seen when the clock has come so far.
    pub fn at(&mut self, clock: i64) -> ServiceSeen {
        while let Some(&(at, served)) = self.ends.front()
            && at <= clock - self.plan.of_last
        {
            self.ends.pop_front();
            self.served -= u32::from(served);
        }
        let changes = self.ends.front().map_or(SimTime::NEVER.micros(), |(at, _)| at + self.plan.of_last);
        ServiceSeen { served: self.served, counted: self.ends.len() as u32, changes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends() -> EndsSeen {
        let judged_as = ServiceTarget::of_offered(Span::from_secs(20), 0.8);
        EndsSeen::new(ServicePlan { ladder: 0, watched: 1, judged_as, short: Span::from_secs(5), of_last: 60_000_000 })
    }

    #[test]
    fn calls_count_from_their_end_until_it_is_so_long_ago() {
        let mut ends = ends();
        assert_eq!(ends.at(0), ServiceSeen::NOTHING);
        ends.ended(true, 0, 20_000_000);
        ends.ended(true, 0, 20_000_001);
        ends.ended(false, 0, 40_000_000);
        let seen = |served, counted, changes| ServiceSeen { served, counted, changes };
        assert_eq!(ends.at(79_999_999), seen(1, 3, 80_000_000));
        assert_eq!(ends.at(80_000_000), seen(0, 2, 80_000_001));
        assert_eq!(ends.at(100_000_000), ServiceSeen::NOTHING);
    }

    #[test]
    fn who_just_reaches_a_share_is_not_below_it_and_nothing_is_below_none() {
        let seen = |served, counted| ServiceSeen { served, counted, ..ServiceSeen::NOTHING };
        assert!(!seen(4, 5).is_below(0.8) && !seen(12, 15).is_below(0.8) && seen(3, 4).is_below(0.8));
        assert!(!ServiceSeen::NOTHING.is_below(1.0));
    }
}
