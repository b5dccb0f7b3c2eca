//! How large a floor can be: generous for any floor there is, and small enough that no scenario of a few lines asks for
//! memory or time without end (M-B3).

use super::{
    AgentGroup, Arrivals, Calendar, ExtraVolume, FloorParts, Incident, Ladder, MAX_QUEUES, Presence, ProfileRow, Queue,
    Shift, ranges, with_transferred,
};
use super::{Fault, FaultKind, HoursFault, Many, NamedList, Path};
use crate::units::Span;

/// Most groups one floor can have.
pub const MAX_GROUPS: usize = 1_000;
/// Most ladders one floor can have.
pub const MAX_LADDERS: usize = 20;
/// Most rungs one ladder can have.
pub const MAX_RUNGS: usize = 100;
/// Most rows of head-counts one group can have: one every 9 seconds of a day.
pub const MAX_HEAD_COUNTS: usize = 10_000;

/// Most people that a ladder calls and sends back on one day: fifty people to and fro every second of an eight-hour day
/// would be fewer.
pub const MAX_LADDER_MOVES: u64 = 4_000_000;
/// Most callers that may ever wait at once: with days of at most 100 days all their waits fit into 64 bits of microseconds.
pub const MAX_WAITING: u32 = 1_000_000;

/// Most incidents one floor can have.
pub const MAX_INCIDENTS: usize = 20;
/// Most telephone lines of a floor.
pub const MAX_LINES: u32 = 1_000_000;
/// How often one caller calls again at most.
pub const MAX_CALLS_AGAIN: u32 = 20;
/// How often one caller is called back at most.
pub const MAX_TRIES: u32 = 20;
/// Most callers of a queue who may be said to be called back at once.
pub const MAX_CALLBACKS: u32 = MAX_WAITING;

/// Comings and goings of one day: enough for half a million people with a break each.
const MOST_MOVES: u64 = 2_000_000;
/// Most intervals of all sessions: one every 30 seconds of a day around the clock.
pub const MAX_INTERVALS: usize = 2_880;
/// Queues, their incidents and their nights, on each date: each is drawn for itself, in some kilobytes.
const MOST_SOURCES: usize = 10_000;
/// Intervals times what is told of each: 1,440 of them for 64 queues and some groups.
const MOST_ROWS: usize = 100_000;

/// Lists that are too long to be looked through.
pub(super) fn lists(parts: &FloorParts) -> Vec<Fault> {
    let lists = [
        (NamedList::Queues, parts.queues.len(), MAX_QUEUES),
        (NamedList::Groups, parts.groups.len(), MAX_GROUPS),
        (NamedList::Incidents, parts.incidents.len(), MAX_INCIDENTS),
        (NamedList::Ladders, parts.ladders.len(), MAX_LADDERS),
    ];
    let of_ladder = |(l, ladder): (usize, &Ladder)| (parts.ladder_path(l).key("rungs"), ladder.rungs.len(), MAX_RUNGS);
    let rungs = parts.ladders.iter().enumerate().map(of_ladder);
    let all = lists.into_iter().map(|(list, count, most)| (list.path(), count, most)).chain(rungs);
    let too_long = all.filter(|(_, count, most)| count > most);
    too_long.map(|(at, count, most)| too_many(at, Many::Elements, count as u64, most as u64)).collect()
}

/// Those to be called back stand in a line of their own, as do those transferred who do not stand as others; the lines are the bits of a
/// number.
fn queue_lines(parts: &FloorParts) -> Option<Fault> {
    let queues = parts.queues.len();
    let called_back = parts.queues.iter().filter(|queue| queue.callback.is_some()).count();
    let lines = queues + called_back + parts.queues.iter().filter(|queue| queue.has_line_of_transferred()).count();
    let fault = || too_many(NamedList::Queues.path(), Many::QueueLines, lines as u64, MAX_QUEUES as u64);
    (lines > MAX_QUEUES).then(fault)
}

fn too_many(at: Path, of: Many, count: u64, most: u64) -> Fault {
    Fault::new(at, FaultKind::TooMany { of, count, most })
}

/// What would take more memory or time than any floor needs.
pub(super) fn sizes(parts: &FloorParts, calendar: Option<&Calendar>) -> Vec<Fault> {
    let calls = calls(parts);
    let head_counts = parts.groups.iter().enumerate().filter_map(|(i, group)| head_counts(i, group));
    let incidents = parts.incidents.iter().enumerate().filter_map(|(i, incident)| more_calls(parts, i, incident));
    let sizes = moves(parts, calendar).into_iter().chain(sources(parts, calendar)).chain(rows(parts, calendar));
    queue_lines(parts).into_iter().chain(calls).chain(incidents).chain(head_counts).chain(sizes).collect()
}

/// On how many dates it is open; one, as long as that is not known.
fn dates(calendar: Option<&Calendar>) -> usize {
    calendar.map_or(1, |calendar| calendar.sessions().len())
}

fn sources(parts: &FloorParts, calendar: Option<&Calendar>) -> Option<Fault> {
    let (dates, queues) = (dates(calendar), parts.queues.len());
    let count = dates * queues * (2 + parts.incidents.len());
    let (count, most) = (count as u64, MOST_SOURCES as u64);
    (dates > 1 && count > most).then(|| too_many(Path::of("dates"), Many::Sources, count, most))
}

/// How many work a shift, for each shift on each of its dates.
pub(super) fn on_shift(shifts: &[Shift], calendar: Option<&Calendar>) -> impl Iterator<Item = u64> {
    let dated = calendar.map(|calendar| calendar.worked(shifts)).unwrap_or_default();
    let on_dates: Vec<u64> = dated.iter().map(|on| u64::from(shifts[on.shift].people)).collect();
    let plain = shifts.iter().filter(|_| calendar.is_none()).map(|shift| u64::from(shift.people));
    on_dates.into_iter().chain(plain.collect::<Vec<_>>())
}

fn calls(parts: &FloorParts) -> Vec<Fault> {
    let known = |queue: &Queue| first_calls(queue).unwrap_or_else(|| recorded_calls(queue));
    let all = with_transferred(&parts.queues, &parts.queues.iter().map(known).collect::<Vec<_>>());
    let of_queue = |(index, (queue, calls)): (usize, (&Queue, f64))| {
        let at = || NamedList::Queues.path().index(index).key("arrivals");
        let may_be_too_many = first_calls(queue).is_some() || calls > known(queue);
        too_many_calls(at, calls * queue.most_times(), most_calls(queue)).filter(|_| may_be_too_many)
    };
    parts.queues.iter().zip(all).enumerate().filter_map(of_queue).collect()
}

/// Expected first calls of a day, the most of all where days are sampled; `None` where they are recorded. Of several dates every past
/// day is one.
fn first_calls(queue: &Queue) -> Option<f64> {
    let calls = |rows: &[ProfileRow]| rows.iter().map(|row| row.calls).sum::<f64>();
    match &queue.arrivals {
        Arrivals::Profile { rows, scale, .. } => Some(rows.iter().map(|row| row.calls * scale).sum()),
        Arrivals::Sample(days) => days.iter().map(|rows| calls(rows)).reduce(f64::max),
        Arrivals::Calls(_) => None,
    }
}

fn recorded_calls(queue: &Queue) -> f64 {
    if let Arrivals::Calls(calls) = &queue.arrivals { calls.len() as f64 } else { 0.0 }
}

/// No incident brings more callers to a queue than a day may have.
fn more_calls(parts: &FloorParts, index: usize, incident: &Incident) -> Option<Fault> {
    let open: f64 = parts.hours.iter().map(|hours| (hours.close - hours.open).as_hours().max(0.0)).sum();
    parts.queues.iter().filter(|queue| incident.hits(&queue.name)).find_map(|queue| {
        let (key, calls) = match incident.volume {
            ExtraVolume::Times(times) => ("factor", (times - 1.0) * first_calls(queue)?),
            ExtraVolume::PerHour(rate) => ("calls_per_hour", rate * open),
        };
        let at = || NamedList::Incidents.path().index(index).key(key);
        too_many_calls(at, calls * queue.most_times(), most_calls(queue))
    })
}

fn too_many_calls(at: impl Fn() -> Path, expected: f64, most: f64) -> Option<Fault> {
    (expected > most).then(|| Fault::new(at(), FaultKind::TooManyCalls { expected, most }))
}

/// The busiest of all days has about `40 cv^2` times the calls of the mean day, and callers are numbered in 32 bits.
fn most_calls(queue: &Queue) -> f64 {
    let Arrivals::Profile { busyness, intervals, .. } = &queue.arrivals else { return *ranges::CALLS.end() };
    // No normal number that is drawn is larger.
    let variance = libm::log1p(intervals.cv * intervals.cv);
    let interval = libm::exp(9.0 * variance.sqrt() - 0.5 * variance);
    ranges::CALLS.end().min(f64::from(u32::MAX) / (1.0 + 40.0 * busyness.cv * busyness.cv) / interval.max(1.0))
}

fn head_counts(index: usize, group: &AgentGroup) -> Option<Fault> {
    let Presence::HeadCounts(rows) = &group.presence else { return None };
    let at = || NamedList::Groups.path().index(index).key("staffing");
    let (count, most) = (rows.len() as u64, MAX_HEAD_COUNTS as u64);
    (count > most).then(|| too_many(at(), Many::HeadCounts, count, most))
}

fn moves(parts: &FloorParts, calendar: Option<&Calendar>) -> Option<Fault> {
    // A rung that changes shifts looks at each end of a shift and at each break, of whoever has the same once.
    let asked = parts.rungs().filter_map(|rung| rung.does.changes_shifts_of());
    let asked = asked.filter_map(|name| parts.groups.iter().find(|group| group.name == name)).map(|group| {
        let alone = |shift: &Shift| Shift { people: 1, ..shift.clone() };
        let Presence::Shifts(shifts) = &group.presence else { return 0 };
        let presence = Presence::Shifts(shifts.iter().map(alone).collect());
        moves_of(&AgentGroup { presence, ..group.clone() }, calendar)
    });
    let of_groups = parts.groups.iter().map(|group| moves_of(group, calendar));
    let count = of_groups.chain(asked).fold(0, u64::saturating_add);
    (count > MOST_MOVES).then(|| too_many(NamedList::Groups.path(), Many::Moves, count, MOST_MOVES))
}

fn moves_of(group: &AgentGroup, calendar: Option<&Calendar>) -> u64 {
    match &group.presence {
        Presence::People(people) => 2 * u64::from(*people) * dates(calendar) as u64,
        Presence::Shifts(shifts) => {
            let of_one = |breaks: usize| 2 + 2 * breaks as u64;
            let of_shift = |s: &Shift| {
                let dates = on_shift(&[Shift { people: 1, ..s.clone() }], calendar).count() as u64;
                u64::from(s.people).max(1).saturating_mul(of_one(s.breaks.len())).saturating_mul(dates.max(1))
            };
            shifts.iter().map(of_shift).sum()
        }
        Presence::HeadCounts(rows) => {
            let people = std::iter::once(0).chain(rows.iter().map(|r| i64::from(r.people))).collect::<Vec<_>>();
            people.windows(2).map(|pair| 2 * (pair[1] - pair[0]).max(0) as u64).sum()
        }
    }
}

fn rows(parts: &FloorParts, calendar: Option<&Calendar>) -> Option<Fault> {
    let calendar = calendar.filter(|_| parts.interval > Span::ZERO)?;
    let intervals = calendar.slice_count(parts.interval);
    let is_too_many = intervals > MAX_INTERVALS;
    let told = 1 + parts.queues.len() + parts.groups.len();
    (intervals.saturating_mul(told) > MOST_ROWS && !is_too_many).then(|| {
        let most = MOST_ROWS / told;
        let fault = HoursFault::TooManyRows { interval: parts.interval, intervals, told, most };
        Fault::new(Path::of("interval"), FaultKind::Hours(fault))
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Break, Distribution, Floor, HeadCount, Rung, Shift};
    use super::*;
    use crate::model::{Asked, CallAgain, Callback, DayFactor, Does, Hours, IntervalFactor, OnDates, When};
    use crate::units::SimTime;
    use jiff::civil::date;

    /// A floor of one queue and one group, 24 hours long.
    fn parts() -> FloorParts {
        let (open, close) = (SimTime::MIDNIGHT, SimTime::clock(24, 0));
        let mut parts = FloorParts::new("limits", open, close);
        let talk = Distribution::Constant(Span::from_minutes(3));
        parts.queues = vec![Queue::new("general", Arrivals::per_hour(1.0, open, close), talk)];
        parts.groups = vec![AgentGroup::new("inbound", &["general"], Presence::People(1))];
        parts
    }

    /// Places of the faults.
    fn found(change: impl FnOnce(&mut FloorParts)) -> Vec<String> {
        let mut parts = parts();
        change(&mut parts);
        Floor::new(parts).err().unwrap_or_default().into_iter().map(|fault| fault.at.to_string()).collect()
    }

    #[test]
    fn a_floor_of_the_largest_size_is_one() {
        assert!(found(|_| {}).is_empty());
        assert!(found(|p| p.groups[0].presence = Presence::People(60_000)).is_empty());
        assert!(found(|p| p.interval = Span::from_minutes(1)).is_empty());
    }

    #[test]
    fn no_day_has_more_calls_for_all_that_call_again_or_for_an_incident() {
        let large = |p: &mut FloorParts| {
            p.queues[0].arrivals = Arrivals::per_hour(400_000.0, p.hours[0].open, p.hours[0].close);
        };
        let after = Distribution::Constant(Span::from_minutes(1));
        let again = |chance: f64| Some(CallAgain { chance, after: after.clone(), at_most: 20 });
        let with = |chance: f64, repeats: bool| {
            found(|p| {
                large(p);
                let queue = &mut p.queues[0];
                *(if repeats { &mut queue.repeat } else { &mut queue.redial }) = again(chance);
            })
        };
        assert!(with(0.0, false).is_empty() && with(0.03, true).is_empty());
        assert_eq!([with(1.0, false), with(0.1, true)], [["queues[0].arrivals"]; 2]);
        let with = |volume| {
            found(|p| {
                large(p);
                p.incidents.push(incident(volume));
            })
        };
        assert!(with(ExtraVolume::Times(2.0)).is_empty() && with(ExtraVolume::PerHour(400_000.0)).is_empty());
        assert_eq!(with(ExtraVolume::Times(3.0)), ["incidents[0].factor"]);
        assert_eq!(with(ExtraVolume::PerHour(500_000.0)), ["incidents[0].calls_per_hour"]);
    }

    /// So many dates around the clock.
    fn on_dates(p: &mut FloorParts, dates: i8) {
        let on = |day| Hours { date: Some(date(2027, 1, day)), ..p.hours[0] };
        let hours: Vec<Hours> = (1..=dates).map(on).collect();
        p.hours = hours;
        p.queues[0].arrivals = Arrivals::per_hour(1.0, SimTime::MIDNIGHT, SimTime::clock(24 * i64::from(dates), 0));
    }

    #[test]
    fn people_and_callers_of_every_date_count() {
        assert_eq!(found(|p| p.hours.clear()), ["hours"]);
        assert!(found(|p| on_dates(p, 30)).is_empty());
        let people = |people| {
            move |p: &mut FloorParts| {
                on_dates(p, 2);
                p.groups[0].presence =
                    Presence::Shifts(vec![Shift::new(people, SimTime::clock(8, 0), SimTime::clock(9, 0))]);
            }
        };
        assert!(found(people(30_000)).is_empty());
        assert_eq!(found(people(30_001)), ["groups[0].shifts"]);
        let queues = |p: &mut FloorParts| {
            on_dates(p, 30);
            p.interval = Span::from_hours(24);
            let queue = |n| Queue { name: format!("q{n}"), ..p.queues[0].clone() };
            p.queues = (0..64).map(queue).collect();
            p.groups[0].serves = p.queues.iter().map(|queue| queue.name.clone()).collect();
            let incident = |n| Incident { name: format!("i{n}"), ..incident(ExtraVolume::PerHour(1.0)) };
            p.incidents = (0..4).map(incident).collect();
        };
        assert_eq!(found(queues), ["dates"]);
    }

    #[test]
    fn queues_that_call_back_count_twice() {
        let queues = |calling_back: usize| {
            found(|p| {
                let callback = |n| (n < calling_back).then(|| Callback::accepted_by(0.5));
                let queue = |n| Queue { name: format!("q{n}"), callback: callback(n), ..p.queues[0].clone() };
                p.queues = (0..60).map(queue).collect();
                p.groups[0].serves = p.queues.iter().map(|queue| queue.name.clone()).collect();
            })
        };
        assert!(queues(4).is_empty());
        assert_eq!(queues(5), ["queues"]);
    }

    fn incident(volume: ExtraVolume) -> Incident {
        Incident {
            name: "outage".to_owned(),
            chance: 1.0,
            on: OnDates::default(),
            start: SimTime::clock(9, 0),
            lasting: Distribution::Constant(Span::from_minutes(10)),
            queues: Vec::new(),
            volume,
            talk_factor: 1.0,
        }
    }

    #[test]
    fn more_groups_than_any_floor_has_are_refused() {
        let copies = |p: &mut FloorParts| {
            let name = |n| AgentGroup { name: format!("g{n}"), ..p.groups[0].clone() };
            p.groups = (0..=MAX_GROUPS).map(name).collect();
        };
        assert_eq!(found(copies), ["groups"]);
    }

    fn rung(n: usize) -> Rung {
        Rung {
            name: format!("r{n}"),
            does: Does::Borrow {
                group: "inbound".to_owned(),
                people: Asked::All,
                join_after: Distribution::Constant(Span::ZERO),
            },
            when: When::above(5, Span::ZERO),
            release: None,
            min_stay: Span::ZERO,
            stay_at_least: Span::ZERO,
            at_most_per_day: None,
        }
    }

    #[test]
    fn more_rungs_than_any_ladder_has_are_refused() {
        let many = |p: &mut FloorParts| {
            p.groups[0].lent = true;
            p.ladders = vec![Ladder { rungs: (0..=MAX_RUNGS).map(rung).collect(), ..Ladder::default() }];
        };
        assert_eq!(found(many), ["ladder.rungs"]);
    }

    #[test]
    fn more_calls_than_can_be_played_are_refused_also_on_the_busiest_day() {
        let calls = |per_hour: f64, scale: f64, cv: f64, of_intervals: f64| {
            found(|p| {
                let rows = vec![ProfileRow::new(p.hours[0].open, p.hours[0].close, 24.0 * per_hour)];
                let (busyness, intervals) =
                    (DayFactor { cv, own: false }, IntervalFactor { cv: of_intervals, correlation: 0.5 });
                p.queues[0].arrivals = Arrivals::Profile { rows, scale, busyness, intervals };
            })
        };
        assert!(calls(400_000.0, 1.0, 1.0, 0.0).is_empty() && calls(400_000.0, 1.0, 0.0, 0.7).is_empty());
        assert_eq!(calls(400_000.0, 100_000.0, 0.0, 0.0), ["queues[0].arrivals"]);
        assert_eq!(calls(400_000.0, 1.0, 10.0, 0.0), ["queues[0].arrivals"]);
        assert_eq!(calls(400_000.0, 1.0, 0.0, 2.0), ["queues[0].arrivals"]);
    }

    #[test]
    fn a_timetable_that_fills_memory_is_refused() {
        let shifts = |people, breaks: i64| {
            let mut shift = Shift::new(people, SimTime::MIDNIGHT, SimTime::clock(24, 0));
            let start = |n| SimTime::from_secs(10 * n);
            shift.breaks = (0..breaks).map(|n| Break { start: start(n), length: Span::from_secs(1) }).collect();
            found(|p| p.groups[0].presence = Presence::Shifts(vec![shift]))
        };
        assert!(shifts(60_000, 4).is_empty() && shifts(1, 5_000).is_empty());
        assert_eq!(shifts(60_000, 5_000), ["groups"]);
        let rungs = |breaks: i64| {
            let mut shift = Shift::new(1, SimTime::MIDNIGHT, SimTime::clock(24, 0));
            let start = |n| SimTime::from_secs(2 * n);
            shift.breaks = (0..breaks).map(|n| Break { start: start(n), length: Span::from_secs(1) }).collect();
            let rung = |n: i64| {
                let (starting_within, by) = (Span::from_secs(n + 1), Span::from_secs(1));
                let does = Does::Postpone { group: "inbound".to_owned(), people: Asked::All, starting_within, by };
                Rung { does, ..rung(n as usize) }
            };
            found(|p| {
                p.groups[0].presence = Presence::Shifts(vec![shift.clone()]);
                p.ladders = vec![Ladder { rungs: (0..100).map(rung).collect(), ..Ladder::default() }];
            })
        };
        assert!(rungs(9_000).is_empty());
        assert_eq!(rungs(10_000), ["groups"]);
        let counts = |rows: i64, people| {
            let count = |n| HeadCount { start: SimTime::from_secs(n), people: if n % 2 == 0 { people } else { 0 } };
            found(|p| p.groups[0].presence = Presence::HeadCounts((0..rows).map(count).collect()))
        };
        assert!(counts(10_000, 100).is_empty());
        assert_eq!(counts(10_000, 60_000), ["groups"]);
        assert_eq!(counts(10_001, 1), ["groups[0].staffing"]);
    }

    #[test]
    fn shorter_intervals_than_anybody_reads_are_refused() {
        assert!(found(|p| p.interval = Span::from_secs(30)).is_empty());
        assert_eq!(found(|p| p.interval = Span::from_secs(25)), ["interval"]);
    }

    #[test]
    fn more_rows_of_results_than_anybody_reads_are_refused() {
        let many = |p: &mut FloorParts| {
            let group = |n| AgentGroup { name: format!("g{n}"), ..p.groups[0].clone() };
            p.groups = (0..100).map(group).collect();
            p.interval = Span::from_minutes(1);
        };
        assert_eq!(found(many), ["interval"]);
    }
}
