//! Which queues and groups hang together, and who is planned to be there.

use crate::model::{AgentGroup, DatedShift, Floor, HeadCount, Presence, Slice};
use crate::units::{SimTime, Span};

/// Queues that share people, with the groups of the own crew that serve them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pool {
    pub queues: Vec<usize>,
    pub groups: Vec<usize>,
    /// Whether everybody in it takes every call of it, so that its people are one number.
    pub is_one_crew: bool,
}

/// The pools of a floor, in the order of their first queues. Lent groups help, and do not count.
pub(super) fn pools(floor: &Floor) -> Vec<Pool> {
    let mut pools: Vec<Pool> = Vec::new();
    for q in 0..floor.queues.len() {
        if !pools.iter().any(|pool| pool.queues.contains(&q)) {
            pools.push(pool(floor, q));
        }
    }
    pools
}

/// The pool of a queue: whoever serves it, what else they serve, and so on.
fn pool(floor: &Floor, first: usize) -> Pool {
    let serves = |g: &usize, q: usize| floor.groups[*g].serves.contains(&floor.queues[q].name);
    let own: Vec<usize> = (0..floor.groups.len()).filter(|g| !floor.groups[*g].lent).collect();
    let (mut queues, mut groups) = (vec![first], Vec::new());
    loop {
        let found: Vec<usize> = own.iter().copied().filter(|g| queues.iter().any(|q| serves(g, *q))).collect();
        if found.len() == groups.len() {
            let serves_all = |g: &usize| queues.iter().all(|q| serves(g, *q)) && !floor.groups[*g].has_terms();
            let is_one_crew = !groups.is_empty() && groups.iter().all(serves_all);
            return Pool { queues, groups, is_one_crew };
        }
        queues = (0..floor.queues.len()).filter(|q| *q == first || found.iter().any(|g| serves(g, *q))).collect();
        groups = found;
    }
}

/// People of the own crew who are rostered and not on a planned break, in the mean over each interval of the day; absence is
/// not taken off.
pub fn planned(floor: &Floor) -> Vec<f64> {
    let own = floor.groups.iter().filter(|group| !group.lent).map(|group| planned_of(floor, group));
    let none = vec![0.0; floor.interval_count()];
    own.fold(none, |all, of_group| all.iter().zip(of_group).map(|(people, more)| people + more).collect())
}

/// The same of one group.
pub fn planned_of(floor: &Floor, group: &AgentGroup) -> Vec<f64> {
    let worked = match &group.presence {
        Presence::Shifts(shifts) => floor.calendar().worked(shifts),
        Presence::People(_) | Presence::HeadCounts(_) => Vec::new(),
    };
    floor.calendar().slices(floor.interval).map(|slice| there(floor, group, &worked, &slice)).collect()
}

fn there(floor: &Floor, group: &AgentGroup, worked: &[DatedShift], slice: &Slice) -> f64 {
    match &group.presence {
        Presence::People(people) => f64::from(*people),
        Presence::Shifts(shifts) => worked.iter().map(|on| on_shift(shifts[on.shift].people, on, slice)).sum(),
        Presence::HeadCounts(rows) => counted(floor, rows, slice),
    }
}

fn on_shift(people: u32, on: &DatedShift, slice: &Slice) -> f64 {
    let away: f64 = on.breaks.iter().map(|(start, length)| overlap(*start, *start + *length, slice)).sum();
    f64::from(people) * (overlap(on.start, on.end, slice) - away).max(0.0)
}

fn counted(floor: &Floor, rows: &[HeadCount], slice: &Slice) -> f64 {
    let ends = rows.iter().skip(1).map(|row| row.start).chain([floor.close()]);
    rows.iter().zip(ends).map(|(row, end)| f64::from(row.people) * overlap(row.start, end, slice)).sum()
}

/// The share of a slice that lies between two moments.
fn overlap(start: SimTime, end: SimTime, slice: &Slice) -> f64 {
    let (from, to) = (start.max(slice.start), end.min(slice.end));
    (to - from).max(Span::ZERO).as_secs() / (slice.end - slice.start).as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Arrivals, Break, Distribution, FloorParts, Queue, Shift};

    const OPEN: SimTime = SimTime::clock(8, 0);
    const CLOSE: SimTime = SimTime::clock(10, 0);

    fn floor(queues: &[&str], groups: Vec<AgentGroup>) -> Floor {
        let mut parts = FloorParts::new("a floor", OPEN, CLOSE);
        parts.interval = Span::from_minutes(30);
        let talk = Distribution::Exponential { mean: Span::from_minutes(4) };
        parts.queues =
            queues.iter().map(|name| Queue::new(name, Arrivals::per_hour(60.0, OPEN, CLOSE), talk.clone())).collect();
        parts.groups = groups;
        Floor::new(parts).expect("a valid floor")
    }

    fn crew(name: &str, serves: &[&str]) -> AgentGroup {
        AgentGroup::new(name, serves, Presence::People(3))
    }

    #[test]
    fn queues_that_share_people_are_one_pool() {
        let floor = floor(
            &["a", "b", "c", "d"],
            vec![
                crew("one", &["a", "c"]),
                crew("two", &["c", "a"]),
                crew("three", &["b"]),
                AgentGroup { lent: true, ..crew("lent", &["d"]) },
            ],
        );
        let pool = |queues: &[usize], groups: &[usize], is_one_crew| Pool {
            queues: queues.to_vec(),
            groups: groups.to_vec(),
            is_one_crew,
        };
        assert_eq!(pools(&floor), [pool(&[0, 2], &[0, 1], true), pool(&[1], &[2], true), pool(&[3], &[], false)]);
    }

    #[test]
    fn people_of_different_skills_are_no_one_crew() {
        let floor = floor(&["a", "b"], vec![crew("both", &["a", "b"]), crew("b only", &["b"])]);
        assert_eq!(pools(&floor), [Pool { queues: vec![0, 1], groups: vec![0, 1], is_one_crew: false }]);
    }

    #[test]
    fn lent_people_do_not_count() {
        let lent = AgentGroup { lent: true, ..crew("lent", &["a", "b"]) };
        let floor = floor(&["a", "b"], vec![crew("one", &["a"]), crew("two", &["b"]), lent]);
        assert_eq!(pools(&floor).len(), 2);
        assert_eq!(planned(&floor), [6.0; 4]);
    }

    #[test]
    fn shifts_and_breaks_count_for_the_time_they_take() {
        let breaks = vec![Break { start: SimTime::clock(8, 45), length: Span::from_minutes(30) }];
        let shift = Shift { breaks, ..Shift::new(4, SimTime::clock(8, 15), SimTime::clock(9, 45)) };
        let group = AgentGroup::new("crew", &["a"], Presence::Shifts(vec![shift]));
        assert_eq!(planned(&floor(&["a"], vec![group])), [2.0, 2.0, 2.0, 2.0]);
        let rows = vec![HeadCount { start: OPEN, people: 2 }, HeadCount { start: SimTime::clock(9, 15), people: 6 }];
        let group = AgentGroup::new("crew", &["a"], Presence::HeadCounts(rows));
        assert_eq!(planned(&floor(&["a"], vec![group])), [2.0, 2.0, 4.0, 6.0]);
    }
}
