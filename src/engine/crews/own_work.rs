//! How people of lent groups spend their time: at their own work, or away from it for a rung (M-A5).

use super::super::fact::{Fact, GroupId, Observer, WorkStretch};
use super::Crews;
use crate::units::SimTime;

impl Crews<'_> {
    /// Nobody has come or gone since the last time this was told: what everybody has done until now is known.
    pub fn time_passes<O: Observer>(&mut self, now: i64, told: &mut O) {
        let (from, to) = (SimTime::from_micros(self.worked_until), SimTime::from_micros(now));
        if from == to {
            return;
        }
        self.worked_until = now;
        for (g, crew) in self.crews.iter().enumerate().filter(|(g, _)| self.plan.groups[*g].tells_work) {
            let (at_work, away) = crew.at_work_and_away();
            if at_work + away > 0 {
                told.saw(Fact::Worked(GroupId::new(g), WorkStretch { from, to, at_work, away }));
            }
        }
    }
}
