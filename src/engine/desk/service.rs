//! The calls that ended lately, for a ladder that goes by their service level (M-L2).

use super::super::fact::Caller;
use super::super::service::{EndsSeen, ServiceSeen};
use super::Desk;

impl Desk<'_> {
    /// Whether any rung goes by the service level.
    #[inline(always)]
    pub fn goes_by_service(&self) -> bool {
        self.ends.is_some()
    }

    /// A caller is answered or hangs up now.
    pub(super) fn wait_ends(&mut self, caller: &Caller, answered: bool, now: i64) {
        if let Some(ends) = &mut self.ends
            && self.plan.watched & caller.queue.bit() != 0
        {
            ends.ended(answered, caller.arrival.micros(), now);
        }
    }

    /// What the supervisor sees of them when the clock has come so far.
    pub fn service_seen(&mut self, clock: i64) -> ServiceSeen {
        self.ends.as_mut().map_or(ServiceSeen::NOTHING, |ends| ends.at(clock))
    }

    /// A day begins, or another date after a night.
    pub fn forgets_ends(&mut self) {
        self.ends.iter_mut().for_each(EndsSeen::restart);
    }
}
