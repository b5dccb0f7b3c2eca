//! Who is planned to be on duty when: the floor's own people, before anybody is absent or late.

use super::{AgentGroup, Floor, Presence};
use crate::units::SimTime;
use std::collections::BTreeMap;

impl Floor {
    /// People of the groups that are not lent who are planned to be on duty, those on a planned break left out: from each of these
    /// moments on so many, in order of time, from opening to closing. Empty if all groups are lent.
    pub fn own_people_planned(&self) -> Vec<(SimTime, u32)> {
        let own: Vec<_> = self.groups.iter().filter(|group| !group.lent).collect();
        if own.is_empty() {
            return Vec::new();
        }
        let mut changes = BTreeMap::from([(self.open(), 0)]);
        own.into_iter().for_each(|group| self.comings(group, &mut changes));
        let mut people = 0;
        let each = changes.into_iter().map(|(at, change): (SimTime, i64)| {
            people += change;
            (at, u32::try_from(people).unwrap_or(0))
        });
        let mut steps: Vec<_> = each.collect();
        steps.dedup_by_key(|(_, people)| *people);
        steps.retain(|(at, _)| *at < self.close());
        steps
    }

    /// How many more, or fewer, are there from which moments on. What was before opening counts at opening.
    fn comings(&self, group: &AgentGroup, changes: &mut BTreeMap<SimTime, i64>) {
        let mut add = |from: SimTime, to: SimTime, people: i64| {
            *changes.entry(from.max(self.open())).or_default() += people;
            *changes.entry(to.max(self.open())).or_default() -= people;
        };
        match &group.presence {
            Presence::People(people) => {
                let sessions = self.calendar().sessions().iter();
                sessions.for_each(|session| add(session.open, session.close, i64::from(*people)));
            }
            Presence::Shifts(shifts) => {
                for on in self.calendar().worked(shifts) {
                    let people = i64::from(shifts[on.shift].people);
                    add(on.start, on.end, people);
                    on.breaks.iter().for_each(|(start, length)| add(*start, *start + *length, -people));
                }
            }
            Presence::HeadCounts(rows) => {
                for (session, rows) in self.calendar().counted(rows) {
                    let ends = rows.iter().skip(1).map(|row| row.start).chain([session.close]);
                    rows.iter().zip(ends).for_each(|(row, end)| add(row.start, end, i64::from(row.people)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Arrivals, Break, Distribution, FloorParts, HeadCount, Queue, Shift};
    use super::*;
    use crate::units::Span;

    fn planned(groups: Vec<AgentGroup>) -> Vec<(SimTime, u32)> {
        let at = SimTime::clock;
        let mut parts = FloorParts::new("planned", at(8, 0), at(12, 0));
        let arrivals = Arrivals::Calls(Vec::new());
        parts.queues = vec![Queue::new("general", arrivals, Distribution::Constant(Span::from_minutes(3)))];
        parts.groups = groups;
        Floor::new(parts).expect("a floor").own_people_planned()
    }

    #[test]
    fn shifts_breaks_and_head_counts_add_up_and_lent_people_do_not_count() {
        let at = SimTime::clock;
        let pause = Break { start: at(10, 0), length: Span::from_minutes(30) };
        let shift = Shift { breaks: vec![pause], ..Shift::new(3, at(7, 0), at(11, 0)) };
        let rows = [(8, 2), (9, 1)].map(|(hour, people)| HeadCount { start: at(hour, 0), people });
        let group = |name: &str, presence| AgentGroup::new(name, &["general"], presence);
        let lent = AgentGroup { lent: true, ..group("lent", Presence::People(9)) };
        let own =
            [group("shifts", Presence::Shifts(vec![shift])), group("counts", Presence::HeadCounts(rows.to_vec()))];
        let steps = [(8, 0, 5), (9, 0, 4), (10, 0, 1), (10, 30, 4), (11, 0, 1)].map(|(h, m, n)| (at(h, m), n));
        assert_eq!(planned(own.into_iter().chain([lent.clone()]).collect()), steps);
        assert_eq!(planned(vec![lent]), []);
    }
}
