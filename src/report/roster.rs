//! Who is planned when, by group: the roster as it is drawn and listed, before anybody is absent or late.

use crate::model::{AgentGroup, Floor, Presence};
use crate::units::SimTime;
use serde::{Deserialize, Serialize};

/// The roster of one group. Stored as it stands, times in microseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GroupRoster {
    /// The group's name.
    pub name: String,
    /// Whether its people are on own work until a rung borrows them.
    pub lent: bool,
    /// Its shifts, equal ones as one, in order of their first start; one for head-counts and for people without shifts.
    pub lanes: Vec<RosterLane>,
}

/// One shift, on all of its dates; or one group's head-counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RosterLane {
    /// When people are there, in order of time.
    pub stays: Vec<Stay>,
}

/// So many people from a moment to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Stay {
    /// From, since midnight of the first date.
    pub from: SimTime,
    /// To.
    pub to: SimTime,
    /// How many.
    pub people: u32,
    /// Their planned breaks, from and to, in order of time.
    pub breaks: Vec<(SimTime, SimTime)>,
}

/// The roster of every group of a floor, in their order.
pub(super) fn of(floor: &Floor) -> Vec<GroupRoster> {
    let group = |group: &AgentGroup| GroupRoster {
        name: group.name.clone(),
        lent: group.lent,
        lanes: lanes(floor, &group.presence),
    };
    floor.groups.iter().map(group).collect()
}

fn lanes(floor: &Floor, presence: &Presence) -> Vec<RosterLane> {
    let calendar = floor.calendar();
    match presence {
        Presence::People(people) => {
            let sessions = calendar.sessions().iter();
            one_lane(sessions.map(|session| stay(session.open, session.close, *people)).collect())
        }
        Presence::HeadCounts(rows) => {
            let mut stays = Vec::new();
            for (session, rows) in calendar.counted(rows) {
                let ends = rows.iter().skip(1).map(|row| row.start).chain([session.close]);
                stays.extend(rows.iter().zip(ends).map(|(row, end)| stay(row.start, end, row.people)));
            }
            one_lane(stays)
        }
        Presence::Shifts(shifts) => {
            let mut by_shift = vec![Vec::new(); shifts.len()];
            for on in calendar.worked(shifts) {
                let breaks = on.breaks.iter().map(|(start, length)| (*start, *start + *length)).collect();
                by_shift[on.shift].push(Stay { breaks, ..stay(on.start, on.end, shifts[on.shift].people) });
            }
            equal_as_one(by_shift)
        }
    }
}

fn stay(from: SimTime, to: SimTime, people: u32) -> Stay {
    Stay { from, to, people, breaks: Vec::new() }
}

/// Stretches in which nobody is there are left out, and equal neighbours are one.
fn one_lane(stays: Vec<Stay>) -> Vec<RosterLane> {
    let mut kept: Vec<Stay> = Vec::new();
    for stay in stays.into_iter().filter(|stay| stay.people > 0 && stay.from < stay.to) {
        match kept.last_mut().filter(|before| before.to == stay.from && before.people == stay.people) {
            Some(before) => before.to = stay.to,
            None => kept.push(stay),
        }
    }
    if kept.is_empty() { Vec::new() } else { vec![RosterLane { stays: kept }] }
}

/// Shifts with the same times and breaks on the same dates are one of all their people.
fn equal_as_one(by_shift: Vec<Vec<Stay>>) -> Vec<RosterLane> {
    let mut lanes: Vec<RosterLane> = Vec::new();
    let times = |stays: &[Stay]| stays.iter().map(|s| (s.from, s.to, s.breaks.clone())).collect::<Vec<_>>();
    for stays in by_shift {
        if stays.iter().all(|stay| stay.people == 0) {
            continue;
        }
        match lanes.iter_mut().find(|lane| times(&lane.stays) == times(&stays)) {
            Some(lane) => lane.stays.iter_mut().zip(&stays).for_each(|(all, more)| all.people += more.people),
            None => lanes.push(RosterLane { stays }),
        }
    }
    lanes.sort_by_key(|lane| (lane.stays[0].from, lane.stays[0].to));
    lanes
}

impl RosterLane {
    /// The stay that shows what the lane is: the longest, as the first may have begun before midnight.
    pub fn typical(&self) -> Option<&Stay> {
        self.stays.iter().max_by_key(|stay| (stay.to - stay.from, std::cmp::Reverse(stay.from)))
    }

    /// Fewest and most people of its stays.
    pub fn people(&self) -> (u32, u32) {
        let people = || self.stays.iter().map(|stay| stay.people);
        (people().min().unwrap_or(0), people().max().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Arrivals, Break, Distribution, FloorParts, HeadCount, Queue, Shift};
    use crate::units::Span;

    fn at(hour: i64) -> SimTime {
        SimTime::clock(hour, 0)
    }

    fn roster(presence: Presence) -> GroupRoster {
        let mut parts = FloorParts::new("rostered", at(8), at(20));
        let arrivals = Arrivals::Calls(Vec::new());
        parts.queues = vec![Queue::new("general", arrivals, Distribution::Constant(Span::from_minutes(3)))];
        parts.groups = vec![AgentGroup::new("inbound", &["general"], presence)];
        of(&Floor::new(parts).expect("a floor")).remove(0)
    }

    #[test]
    fn equal_shifts_are_one_lane_of_all_their_people_and_lanes_stand_in_order_of_time() {
        let pause = Break { start: at(12), length: Span::from_minutes(30) };
        let early = Shift { breaks: vec![pause], ..Shift::new(3, at(8), at(16)) };
        let late = Shift::new(2, at(12), at(20));
        let found = roster(Presence::Shifts(vec![late, early.clone(), Shift { people: 4, ..early }]));
        let told: Vec<_> =
            found.lanes.iter().map(|lane| (lane.stays[0].from, lane.people(), lane.stays[0].breaks.len())).collect();
        assert_eq!(told, [(at(8), (7, 7), 1), (at(12), (2, 2), 0)]);
    }

    #[test]
    fn head_counts_are_one_lane_of_stretches_without_those_in_which_nobody_is_there() {
        let rows = [(8, 2), (9, 2), (10, 0), (12, 5)].map(|(hour, people)| HeadCount { start: at(hour), people });
        let found = roster(Presence::HeadCounts(rows.to_vec()));
        let stays: Vec<_> = found.lanes[0].stays.iter().map(|s| (s.from, s.to, s.people)).collect();
        assert_eq!(stays, [(at(8), at(10), 2), (at(12), at(20), 5)]);
        assert_eq!(found.lanes[0].people(), (2, 5));
        assert!(roster(Presence::People(0)).lanes.is_empty());
    }
}
