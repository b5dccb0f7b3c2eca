//! The calls that ended lately, for ladders that go by their service level (M-L2).

use super::super::fact::Caller;
use super::super::service::{EndsSeen, ServiceSeen};
use super::Desk;

impl Desk<'_> {
    /// Whether any rung goes by the service level.
    #[inline(always)]
    pub fn goes_by_service(&self) -> bool {
        !self.ends.is_empty()
    }

    /// A caller is answered or hangs up now.
    pub(super) fn wait_ends(&mut self, caller: &Caller, answered: bool, now: i64) {
        for ends in self.ends.iter_mut().filter(|ends| ends.sees(caller.queue)) {
            ends.ended(answered, caller.arrival.micros(), now);
        }
    }

    /// What a ladder sees of them when the clock has come so far.
    pub fn service_seen(&mut self, ladder: usize, clock: i64) -> ServiceSeen {
        let ends = self.ends.iter_mut().find(|ends| ends.ladder() == ladder);
        ends.map_or(ServiceSeen::NOTHING, |ends| ends.at(clock))
    }

    /// A day begins, or another date after a night.
    pub fn forgets_ends(&mut self) {
        self.ends.iter_mut().for_each(EndsSeen::restart);
    }
}
