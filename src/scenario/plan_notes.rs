//! What is worth knowing of a plan before a day of it is played.

use super::note::{NeverPulled, Note};
use crate::model::{AgentGroup, Arrivals, Asked, Does, Floor, Presence, ProfileRow, Queue, Rung, Shift};
use crate::units::{ClockChange, SimTime, Span};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ops::Range;

/// All of it, by rule.
pub(super) fn of_plan(floor: &Floor) -> Vec<Note> {
    let of_all: [fn(&Floor) -> Vec<Note>; 3] = [clocks, seats_and_duty, groups_without_calls];
    // Of several dates it is not told shift by shift, and of a date on which clocks are changed not either.
    let is_one = !floor.has_dates() && floor.clock.is_even();
    let of_one_date: [fn(&Floor) -> Vec<Note>; 3] = [breaks, busiest_hour, rungs];
    let rules = of_all.into_iter().chain(of_one_date.into_iter().filter(|_| is_one));
    rules.flat_map(|rule| rule(floor)).collect()
}

/// When clocks are put forward or back while it is open.
fn clocks(floor: &Floor) -> Vec<Note> {
    let (calendar, clock) = (floor.calendar(), floor.calendar().clock());
    let note = |change: &ClockChange| {
        let before = change.at - Span::from_micros(1);
        let day = clock.day(before);
        let (from, to) = (clock.reading_until(change.at, day).clock, clock.reading(change.at, day).clock);
        Note::ClocksChange { date: calendar.date_at(before), from, to }
    };
    clock.changes().iter().filter(|change| calendar.is_open(change.at)).map(note).collect()
}

/// More people than seats, and open time with nobody on duty.
fn seats_and_duty(floor: &Floor) -> Vec<Note> {
    let steps = floor.own_people_planned();
    let ends = steps.iter().skip(1).map(|(at, _)| *at).chain([floor.close()]);
    let stretches: Vec<_> = steps.iter().zip(ends).map(|((from, people), until)| (*from, until, *people)).collect();
    let above = |seats: u32| {
        let above: Vec<_> = stretches.iter().filter(|(.., people)| *people > seats).collect();
        let people = above.iter().map(|(.., people)| *people).max()?;
        let (date, from, until) = told(floor, above.first()?.0, above.last()?.1);
        Some(Note::MoreThanSeats { people, seats, date, from, until })
    };
    let nobody = stretches.iter().filter(|(.., people)| *people == 0);
    // At night nobody need be there.
    let openings = floor.calendar().openings();
    let while_open = nobody.flat_map(|(from, until, _)| {
        let open = |opening: &Range<SimTime>| ((*from).max(opening.start), (*until).min(opening.end));
        openings.iter().map(open).filter(|(from, until)| from < until).collect::<Vec<_>>()
    });
    let nobody = while_open.map(|(from, until)| {
        let (date, from, until) = told(floor, from, until);
        Note::NobodyOnDuty { date, from, until }
    });
    floor.seats.and_then(above).into_iter().chain(nobody).collect()
}

/// From and to by the clock; of several dates with that on which it begins.
fn told(floor: &Floor, from: SimTime, until: SimTime) -> (Option<Date>, SimTime, SimTime) {
    let clock = floor.calendar().clock();
    let date = floor.calendar().date_at(from).filter(|_| floor.has_dates());
    let day = date.map_or(0, |_| clock.day(from));
    (date, clock.reading(from, day).clock, clock.reading_until(until, day).clock)
}

/// How many of a group are in their shift at a moment, and how many of them are on a planned break.
fn there(group: &AgentGroup, at: SimTime) -> (u32, u32) {
    match &group.presence {
        Presence::People(people) => (*people, 0),
        Presence::HeadCounts(rows) => (rows.iter().rfind(|row| row.start <= at).map_or(0, |row| row.people), 0),
        Presence::Shifts(shifts) => {
            let on_duty = || shifts.iter().filter(|shift| (shift.start..shift.end).contains(&at));
            let pauses = |shift: &&Shift| shift.breaks.iter().any(|b| b.start <= at && at < b.start + b.length);
            let people = |shift: &Shift| shift.people;
            (on_duty().map(people).sum(), on_duty().filter(pauses).map(people).sum())
        }
    }
}

fn shifts(group: &AgentGroup) -> &[Shift] {
    match &group.presence {
        Presence::Shifts(shifts) => shifts,
        Presence::People(_) | Presence::HeadCounts(_) => &[],
    }
}

fn is_open(floor: &Floor, at: SimTime) -> bool {
    floor.open() <= at && at < floor.close()
}

/// A group of which everybody is on a break at once, while nobody else on the phones takes some of its calls.
fn breaks(floor: &Floor) -> Vec<Note> {
    let own = || floor.groups.iter().filter(|group| !group.lent);
    let covered = |group: &AgentGroup, queue: &String, at: SimTime| {
        let takes = |other: &AgentGroup| other.name != group.name && other.serves.contains(queue);
        own().any(|other| takes(other) && matches!(there(other, at), (people, pause) if people > pause))
    };
    let of_group = |group: &AgentGroup| -> Vec<Note> {
        let all = || shifts(group).iter().flat_map(|shift| &shift.breaks);
        let begins: BTreeSet<SimTime> = all().map(|b| b.start).filter(|at| is_open(floor, *at)).collect();
        let at_once = |at: &SimTime| {
            let (people, pause) = there(group, *at);
            let alone = group.serves.iter().any(|queue| !covered(group, queue, *at));
            // Of one person nothing else can be expected, and where nobody is there at all it is told as such.
            people > 1 && people == pause && alone && own().any(|other| matches!(there(other, *at), (p, b) if p > b))
        };
        let note = |from: SimTime| {
            let ends = all().filter(|b| b.start <= from && from < b.start + b.length).map(|b| b.start + b.length);
            Note::AllOnBreak { group: group.name.clone(), from, until: ends.min().unwrap_or(from) }
        };
        begins.into_iter().filter(at_once).map(note).collect()
    };
    own().flat_map(of_group).collect()
}

/// The hour in which most calls are expected, if it stands out, and people who go in it.
fn busiest_hour(floor: &Floor) -> Vec<Note> {
    const HOUR: Span = Span::from_hours(1);
    /// An hour no busier than this many times the mean is like any other.
    const STANDS_OUT: f64 = 1.1;
    let expected =
        |from: SimTime, until: SimTime| floor.queues.iter().map(|queue| calls(queue, from, until)).sum::<f64>();
    let starts = floor.calendar().slices(floor.interval).map(|slice| slice.start);
    let hours =
        starts.filter(|start| *start + HOUR <= floor.close()).map(|start| (expected(start, start + HOUR), start));
    let Some((most, from)) = hours.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) else { return Vec::new() };
    let mean = expected(floor.open(), floor.close()) / (floor.close() - floor.open()).as_hours();
    if most <= STANDS_OUT * mean {
        return Vec::new();
    }
    let until = from + HOUR;
    let ends: BTreeSet<SimTime> =
        floor.groups.iter().filter(|group| !group.lent).flat_map(shifts).map(|shift| shift.end).collect();
    let own = |at: SimTime| floor.groups.iter().filter(|g| !g.lent).map(|group| there(group, at).0).sum::<u32>();
    let goes = |at: SimTime| {
        let fewer = own(at - Span::from_micros(1)).checked_sub(own(at)).filter(|people| *people > 0)?;
        Some(Note::FewerInBusiestHour { at, people: fewer, from, until })
    };
    ends.into_iter().filter(|at| from < *at && *at < until).filter_map(goes).collect()
}

/// Calls expected of a queue between two moments.
fn calls(queue: &Queue, from: SimTime, until: SimTime) -> f64 {
    match &queue.arrivals {
        Arrivals::Profile { rows, scale, .. } => {
            let of_row = |row: &ProfileRow| {
                let shared = (until.min(row.end) - from.max(row.start)).micros().max(0);
                row.calls * shared as f64 / (row.end - row.start).micros() as f64
            };
            scale * rows.iter().map(of_row).sum::<f64>()
        }
        Arrivals::Sample(days) => {
            let in_time = |row: &&ProfileRow| from <= row.start && row.start < until;
            let sum: f64 = days.iter().flatten().filter(in_time).map(|row| row.calls).sum();
            sum / days.len().max(1) as f64
        }
        Arrivals::Calls(calls) => calls.iter().filter(|call| (from..until).contains(&call.arrival)).count() as f64,
    }
}

/// Groups that take only calls of which there are none.
fn groups_without_calls(floor: &Floor) -> Vec<Note> {
    let nobody_calls = |name: &String| {
        let queue = floor.queues.iter().find(|queue| queue.name == *name);
        queue.is_none_or(|queue| calls(queue, floor.open(), floor.close()) == 0.0)
    };
    let hit = |name: &String| floor.incidents.iter().any(|incident| incident.hits(name));
    let idle = floor.groups.iter().filter(|group| group.serves.iter().all(|name| nobody_calls(name) && !hit(name)));
    idle.map(|group| Note::GroupWithoutCalls { group: group.name.clone() }).collect()
}

/// Rungs that can never be pulled.
fn rungs(floor: &Floor) -> Vec<Note> {
    let never = |rung: &Rung| Some(Note::NeverPulled { rung: rung.name.clone(), why: never_pulled(floor, rung)? });
    floor.rungs().filter_map(never).collect()
}

fn never_pulled(floor: &Floor, rung: &Rung) -> Option<NeverPulled> {
    let above = rung.when.waiting_above;
    if let Some(lines) = floor.lines.filter(|lines| *lines <= above) {
        return Some(NeverPulled::AboveLines { above, lines });
    }
    let group = floor.groups.iter().find(|group| group.name == rung.does.group())?;
    match &rung.does {
        Does::Borrow { people, .. } => too_few_to_borrow(floor, group, *people),
        Does::Extend { .. } => None,
        Does::Postpone { by, .. } => {
            let Presence::Shifts(shifts) = &group.presence else { return Some(no_break_later(group, *by)) };
            let has_time = |shift: &Shift, at: usize| {
                let next = shift.breaks.get(at + 1).map_or(shift.end, |next| next.start);
                shift.breaks[at].start + *by + shift.breaks[at].length <= next
            };
            let is_possible = |shift: &Shift| shift.people > 0 && (0..shift.breaks.len()).any(|at| has_time(shift, at));
            (!shifts.iter().any(is_possible)).then(|| no_break_later(group, *by))
        }
    }
}

fn no_break_later(group: &AgentGroup, by: Span) -> NeverPulled {
    NeverPulled::NoBreakLater { group: group.name.clone(), by }
}

fn too_few_to_borrow(floor: &Floor, group: &AgentGroup, people: Asked) -> Option<NeverPulled> {
    let moments = match &group.presence {
        Presence::People(_) => vec![floor.open()],
        Presence::HeadCounts(rows) => rows.iter().map(|row| row.start.max(floor.open())).collect(),
        Presence::Shifts(shifts) => {
            let ends = |shift: &Shift| shift.breaks.iter().map(|b| b.start + b.length).collect::<Vec<_>>();
            shifts.iter().flat_map(|s| ends(s).into_iter().chain([s.start.max(floor.open())])).collect()
        }
    };
    let free = moments.into_iter().filter(|at| is_open(floor, *at)).map(|at| there(group, at));
    match free.map(|(people, pause)| people - pause).max().unwrap_or(0) {
        0 => Some(NeverPulled::NobodyThere { group: group.name.clone() }),
        most if most < people.least() => {
            Some(NeverPulled::TooFew { group: group.name.clone(), people: most, least: people.least() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Four hours alike, and a group of which the rest is still to be said.
    const PLAN: &str = "open = '08:00'\nclose = '12:00'\n[[queues]]\nname = 'q'\ntalk = '3m'\n\
         arrivals = { calls_per_hour = 30 }\n[[groups]]\nname = 'g'\nserves = ['q']\n";

    fn notes(rest: &str) -> Vec<Note> {
        let read = super::super::read_text("plan.toml", &format!("{PLAN}{rest}"), Path::new(""), &[]);
        read.unwrap_or_else(|faults| panic!("{faults}")).plain_notes()
    }

    fn at(hour: i64) -> SimTime {
        SimTime::clock(hour, 0)
    }

    #[test]
    fn a_note_has_a_place_and_a_name_by_which_it_is_left_out() {
        let read = |silence: &str| {
            let text = PLAN.replacen("[[", &format!("seats = 2\n{silence}\n[["), 1) + "people = 3";
            super::super::read_text("plan.toml", &text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}"))
        };
        let noted = read("").notes;
        let told: Vec<_> = noted.iter().map(|noted| (noted.note.name().word(), noted.at.clone())).collect();
        assert_eq!(told, [("more_than_seats", Some(("plan.toml".to_owned(), 3)))]);
        assert_eq!(read("silence = ['more_than_seats']").notes, []);
        assert_eq!(read("silence = ['all_on_break']").notes.len(), 1);
    }

    #[test]
    fn more_people_than_seats_and_nobody_on_duty_are_noted_and_an_ordinary_plan_is_not() {
        let notes = |seats: u32, end: &str| {
            let text = PLAN.replacen("[[", &format!("seats = {seats}\n[["), 1);
            let shifts = format!(
                "shifts = [{{ people = 3, start = '08:00', end = '{end}' }}, {{ people = 2, start = '09:00', end = '11:00' }}]"
            );
            let read = super::super::read_text("plan.toml", &(text + &shifts), Path::new(""), &[]);
            read.unwrap_or_else(|faults| panic!("{faults}")).plain_notes()
        };
        assert_eq!(notes(5, "12:00"), []);
        assert_eq!(
            notes(4, "12:00"),
            [Note::MoreThanSeats { people: 5, seats: 4, date: None, from: at(9), until: at(11) }]
        );
        assert_eq!(notes(5, "11:00"), [Note::NobodyOnDuty { date: None, from: at(11), until: at(12) }]);
    }

    #[test]
    fn a_group_whose_people_all_take_their_break_at_once_is_noted_if_nobody_else_takes_its_calls() {
        let group = "shifts = [{ people = 3, start = '08:00', end = '12:00', breaks = [{ start = '10:00', length = '30m' }] }]\n";
        let other = |serves: &str| {
            format!(
                "{group}[[queues]]\nname = 'r'\ntalk = '3m'\narrivals = {{ calls_per_hour = 3 }}\n\
                 [[groups]]\nname = 'h'\nserves = [{serves}]\npeople = 1\n"
            )
        };
        let from = at(10);
        let note = Note::AllOnBreak { group: "g".to_owned(), from, until: SimTime::clock(10, 30) };
        assert_eq!(notes(&other("'r'")), [note]);
        assert_eq!(notes(&other("'r', 'q'")), []);
        assert_eq!(notes(group), [Note::NobodyOnDuty { date: None, from, until: SimTime::clock(10, 30) }]);
    }

    #[test]
    fn a_group_of_whose_calls_there_are_none_is_noted() {
        let rest = "people = 3\n[[queues]]\nname = 'r'\ntalk = '3m'\narrivals = { calls_per_hour = 0 }\n\
             [[groups]]\nname = 'h'\nserves = ['r']\npeople = 1\n";
        assert_eq!(notes(rest), [Note::GroupWithoutCalls { group: "h".to_owned() }]);
    }

    #[test]
    fn a_rung_that_can_never_be_pulled_is_noted_with_the_reason() {
        let why = |lent: &str, people: &str, above: u32| {
            let rest = format!(
                "people = 3\n[[groups]]\nname = 'l'\nlent = true\nserves = ['q']\n{lent}\n[[ladder.rungs]]\nname = 'r'\n\
                 borrow = {{ group = 'l', people = {people} }}\nwhen = {{ waiting_above = {above} }}\n"
            );
            let text = format!("{PLAN}{rest}").replacen("[[", "lines = 9\n[[", 1);
            let read = super::super::read_text("plan.toml", &text, Path::new(""), &[]);
            let notes = read.unwrap_or_else(|faults| panic!("{faults}")).plain_notes();
            notes.into_iter().find_map(|note| if let Note::NeverPulled { why, .. } = note { Some(why) } else { None })
        };
        let (nobody, group) = ("people = 0", "l".to_owned());
        assert_eq!(why("people = 3", "3", 5), None);
        assert_eq!(why(nobody, "3", 5), Some(NeverPulled::NobodyThere { group: group.clone() }));
        assert_eq!(why("people = 3", "[4, 5]", 5), Some(NeverPulled::TooFew { group, people: 3, least: 4 }));
        assert_eq!(why("people = 3", "3", 9), Some(NeverPulled::AboveLines { above: 9, lines: 9 }));
    }

    #[test]
    fn a_rung_that_finds_no_break_to_postpone_is_noted() {
        let why = |shifts: &str| {
            let rest = format!(
                "{shifts}\n[[ladder.rungs]]\nname = 'r'\nwhen = {{ waiting_above = 5 }}\n\
                 postpone_breaks = {{ people = 2, starting_within = '15m', by = '30m' }}\n"
            );
            notes(&rest)
                .into_iter()
                .find_map(|note| if let Note::NeverPulled { why, .. } = note { Some(why) } else { None })
        };
        let with = |breaks: &str| {
            why(&format!("shifts = [{{ people = 2, start = '08:00', end = '12:00', breaks = [{breaks}] }}]"))
        };
        let none = Some(NeverPulled::NoBreakLater { group: "g".to_owned(), by: Span::from_minutes(30) });
        assert_eq!(with("{ start = '10:00', length = '15m' }, { start = '10:45', length = '10m' }"), None);
        assert_eq!(with("{ start = '11:20', length = '15m' }"), none);
        assert_eq!(with("{ start = '11:10', length = '15m' }, { start = '11:50', length = '10m' }"), none);
        assert_eq!(with(""), none);
        assert_eq!(why("people = 2"), none);
    }

    #[test]
    fn people_who_go_in_the_busiest_hour_are_noted_unless_as_many_come() {
        let incoming = |start: &str| {
            let rest = format!(
                "shifts = [{{ people = 3, start = '08:00', end = '12:00' }}, {{ people = 2, start = '08:00', end = '10:30' }},\n\
                 {{ people = 1, start = '{start}', end = '12:00' }}]\n"
            );
            let text = format!("{PLAN}{rest}");
            let mut floor =
                super::super::read_text("plan.toml", &text, Path::new(""), &[]).expect("a plan").floor.into_parts();
            let row = |hour, calls| ProfileRow::new(at(hour), at(hour + 1), calls);
            let Arrivals::Profile { rows, .. } = &mut floor.queues[0].arrivals else { panic!("a rate") };
            *rows = vec![row(8, 30.0), row(9, 30.0), row(10, 60.0), row(11, 30.0)];
            of_plan(&Floor::new(floor).expect("a floor"))
        };
        let note =
            |people| Note::FewerInBusiestHour { at: SimTime::clock(10, 30), people, from: at(10), until: at(11) };
        assert_eq!(incoming("11:00"), [note(2)]);
        assert_eq!(incoming("10:30"), [note(1)]);
    }
}
