//! Days that random floors showed to be told wrongly by the engine, made small and worked out on paper.

use super::{Seen, by_engine};
use holdline::engine::{ActionKind, Missing};
use holdline::model::{
    AfterClose, AgentGroup, Arrivals, Asked, Break, Distribution, Does, Floor, FloorParts, HeadCount, Patience,
    Presence, Queue, RecordedCall, Release, Rung, Shift, Step, When,
};
use holdline::units::{SimTime, Span};

fn at(seconds: i64) -> SimTime {
    SimTime::from_secs(8 * 3_600 + seconds)
}

fn secs(s: i64) -> Span {
    Span::from_secs(s)
}

/// Seconds after opening.
fn clock(micros: i64) -> f64 {
    SimTime::from_micros(micros).as_secs() - 28_800.0
}

/// A queue of calls `(arrival, talk)`.
fn queue(name: &str, calls: &[(i64, i64)]) -> Queue {
    let call = |c: &(i64, i64)| RecordedCall {
        arrival: at(c.0),
        talk: Some(secs(c.1)),
        wrap_up: None,
        patience: None,
        order: 0,
    };
    Queue::new(name, Arrivals::Calls(calls.iter().map(call).collect()), Distribution::Constant(Span::ZERO))
}

/// Ten minutes with one queue and one group.
fn floor(calls: &[(i64, i64)], presence: Presence) -> FloorParts {
    let mut parts = FloorParts::new("traced", at(0), at(600));
    parts.interval = secs(600);
    parts.queues = vec![queue("general", calls)];
    parts.groups = vec![AgentGroup::new("inbound", &["general"], presence)];
    parts
}

fn lent(people: Presence, serves: &str) -> AgentGroup {
    AgentGroup { lent: true, ..AgentGroup::new("lent", &[serves], people) }
}

fn rung(name: &str, waiting_above: u32, lasting: i64) -> Rung {
    Rung {
        name: name.to_owned(),
        does: Does::Borrow {
            group: "lent".to_owned(),
            people: Asked::All,
            join_after: Distribution::Constant(Span::ZERO),
        },
        when: When::above(waiting_above, secs(lasting)),
        release: None,
        min_stay: Span::ZERO,
        stay_at_least: Span::ZERO,
        at_most_per_day: None,
    }
}

fn release(waiting_at_most: u32, lasting: i64) -> Option<Release> {
    Some(Release::at_most(waiting_at_most, secs(lasting), Step::Rung))
}

fn told(parts: FloorParts, day: u64) -> Vec<Seen> {
    by_engine(&Floor::new(parts).expect("a valid floor"), 1, day)
}

/// `(number, seconds, group, agent)` of every answer.
fn answers(facts: &[Seen]) -> Vec<(usize, f64, usize, usize)> {
    let answer = |f: &Seen| match f {
        Seen::Answered { who, at, group, agent, .. } => Some((who.number, clock(*at), *group, *agent)),
        _ => None,
    };
    facts.iter().filter_map(answer).collect()
}

/// `(seconds, group, agent)` of everybody who leaves the phones.
fn departures(facts: &[Seen]) -> Vec<(f64, usize, usize)> {
    let departure = |f: &Seen| match f {
        Seen::SignedOut { group, agent, at, .. } => Some((clock(*at), *group, *agent)),
        _ => None,
    };
    facts.iter().filter_map(departure).collect()
}

/// `(seconds, what, waiting)` of every action.
fn actions(facts: &[Seen]) -> Vec<(f64, ActionKind, u32)> {
    let action = |f: &Seen| match f {
        Seen::Acted { at, kind, waiting, .. } => Some((clock(*at), *kind, *waiting)),
        _ => None,
    };
    facts.iter().filter_map(action).collect()
}

fn end(facts: &[Seen]) -> f64 {
    match facts.last() {
        Some(Seen::Ended(at)) => clock(*at),
        other => panic!("{other:?}"),
    }
}

/// M-D4 holds once the instant is over, not between two ends of calls.
#[test]
fn two_calls_may_end_at_one_microsecond_while_callers_wait() {
    let facts = told(floor(&[(0, 60), (0, 60), (10, 60), (10, 60)], Presence::People(2)), 0);
    assert_eq!(answers(&facts)[2..], [(2, 60.0, 0, 0), (3, 60.0, 0, 1)]);
}

/// M-L3, M-L7: a caller who joins and is taken at once by a rung leaves a release to come.
#[test]
fn a_release_is_not_missed_because_the_pull_emptied_the_queue_at_once() {
    let mut parts = floor(&[(0, 10), (100, 10)], Presence::People(0));
    parts.groups.push(lent(Presence::People(1), "general"));
    parts.first_ladder().rungs = vec![rung("first", 0, 0)];
    parts.first_ladder().release = release(0, 60);
    let pulls_and_releases = [
        (0.0, ActionKind::Pulled, 1),
        (60.0, ActionKind::Released, 0),
        (100.0, ActionKind::Pulled, 1),
        (160.0, ActionKind::Released, 0),
    ];
    assert_eq!(actions(&told(parts, 0)), pulls_and_releases);
}

/// M-L7: people sign in in the order of their joining times, not of their numbers.
#[test]
fn the_last_to_sign_in_is_the_first_to_be_released() {
    let mut parts = floor(&[(0, 10)], Presence::People(0));
    parts.queues[0].patience = Patience::Random(Distribution::Constant(secs(100)));
    parts.queues.push(queue("quiet", &[]));
    parts.groups.push(lent(Presence::People(3), "quiet"));
    let join_after = Distribution::Uniform { from: secs(10), to: secs(60) };
    let does = Does::Borrow { group: "lent".to_owned(), people: Asked::All, join_after };
    parts.first_ladder().rungs = vec![Rung { does, ..rung("first", 0, 0) }];
    parts.first_ladder().release = release(0, 0);
    for day in 0..10 {
        let facts = told(parts.clone(), day);
        let came = facts.iter().filter_map(|f| if let Seen::SignedIn { agent, .. } = f { Some(*agent) } else { None });
        let mut came: Vec<usize> = came.collect();
        came.reverse();
        let went: Vec<usize> = departures(&facts).iter().map(|d| d.2).collect();
        assert_eq!(went, came, "day {day}");
    }
}

/// M-T2, M-L3: a clock that has run is acted upon at the look of its instant, after all calls of that instant; which
/// other thresholds there are makes no difference.
#[test]
fn a_clock_that_is_due_waits_for_the_callers_of_its_instant() {
    for more in [vec![], vec![rung("second", 3, 600)]] {
        let mut parts = floor(&[(0, 10), (0, 10), (60, 10), (90, 10), (90, 10)], Presence::People(0));
        parts.groups.push(lent(Presence::People(0), "general"));
        parts.first_ladder().rungs = [vec![rung("first", 2, 30)], more].concat();
        assert_eq!(actions(&told(parts, 0))[0], (90.0, ActionKind::EmptyHanded(Missing::People), 5));
    }
}

/// M-T2: the agent's shift ended at 240, so the break that began late at 230 does not end at 250. Nothing happens then
/// before the caller of that instant, who stops the release.
#[test]
fn what_was_scheduled_and_is_void_is_no_event() {
    let mut shift = Shift::new(1, at(150), at(240));
    shift.breaks = vec![Break { start: at(160), length: secs(20) }];
    let mut parts = floor(&[(70, 80), (130, 0), (170, 0), (250, 0)], Presence::Shifts(vec![shift]));
    parts.queues[0].patience = Patience::Random(Distribution::Constant(secs(80)));
    parts.queues.push(queue("quiet", &[]));
    parts.groups.push(lent(Presence::People(1), "quiet"));
    parts.first_ladder().rungs = vec![rung("first", 1, 0)];
    parts.first_ladder().release = release(1, 40);
    // One waits from 210 on, but two do at 250; one again once the second hangs up at 250.
    assert_eq!(actions(&told(parts, 0)), [(130.0, ActionKind::Pulled, 2), (290.0, ActionKind::Released, 1)]);
}

/// M-T3: the day does not wait for somebody on a late break whose shift goes on.
#[test]
fn the_day_ends_at_closing_while_somebody_is_on_a_break() {
    let mut shift = Shift::new(1, at(0), at(610));
    shift.breaks = vec![Break { start: at(500), length: secs(60) }];
    let facts = told(floor(&[(490, 70)], Presence::Shifts(vec![shift])), 0);
    assert_eq!((departures(&facts), end(&facts)), (vec![(560.0, 0, 0)], 600.0));
}

/// M-T3: agents stay while somebody waits, also one whose call ends at the very moment of closing.
#[test]
fn a_head_count_stays_for_the_queue_when_a_call_ends_at_closing() {
    let counts = Presence::HeadCounts(vec![HeadCount { start: at(0), people: 1 }]);
    let mut parts = floor(&[(540, 60), (590, 60)], counts);
    parts.after_close = AfterClose::Stay;
    let facts = told(parts, 0);
    assert_eq!(answers(&facts), [(0, 540.0, 0, 0), (1, 600.0, 0, 0)]);
    assert_eq!(departures(&facts), [(660.0, 0, 0)]);
}

/// M-T3, M-L8: who was sent back to own work, and has a break due, does not stay for those who wait at closing.
#[test]
fn who_was_sent_back_does_not_stay_whatever_break_is_due() {
    let mut parts = floor(&[(0, 600), (0, 60)], Presence::People(0));
    parts.after_close = AfterClose::Stay;
    let mut shift = Shift::new(1, at(0), at(600));
    shift.breaks = vec![Break { start: at(300), length: secs(20) }];
    parts.groups.push(lent(Presence::Shifts(vec![shift]), "general"));
    parts.first_ladder().rungs = vec![rung("first", 1, 0)];
    parts.first_ladder().release = release(1, 0);
    let facts = told(parts, 0);
    // 0: called, and sent back with the caller in hand. 600: closing; one waits whom nobody can serve any more.
    assert_eq!((answers(&facts), departures(&facts)), (vec![(0, 0.0, 1, 0)], vec![(600.0, 1, 0)]));
}

/// M-T3: a rung that takes the last waiting caller after closing lets those who stayed go.
#[test]
fn stayers_go_when_a_rung_takes_the_last_caller() {
    let mut parts = floor(&[(580, 60), (590, 10)], Presence::People(1));
    parts.after_close = AfterClose::Stay;
    let shift = Shift::new(1, at(0), at(700));
    parts.groups.push(lent(Presence::Shifts(vec![shift]), "general"));
    parts.first_ladder().rungs = vec![rung("first", 0, 30)];
    let facts = told(parts, 0);
    assert_eq!(answers(&facts), [(0, 580.0, 0, 0), (1, 620.0, 1, 0)]);
    // 640: the last call is finished, and with it the day; the helper's shift goes on.
    assert_eq!(departures(&facts), [(640.0, 0, 0), (640.0, 1, 0)]);
}

/// M-A3, M-T2: of two calls that end at one instant the one answered later ends last; that agent stays on.
#[test]
fn when_a_head_count_rises_the_last_to_finish_stays_on_also_in_a_tie() {
    let row = |start, people| HeadCount { start: at(start), people };
    let counts = Presence::HeadCounts(vec![row(0, 2), row(50, 0), row(60, 1)]);
    // Agent 0 is free again at 5 and answers the third call later than agent 1 the second.
    let facts = told(floor(&[(0, 5), (1, 99), (10, 90)], counts), 0);
    assert_eq!(answers(&facts)[1..], [(1, 1.0, 0, 1), (2, 10.0, 0, 0)]);
    assert_eq!(departures(&facts), [(100.0, 0, 1), (600.0, 0, 0)]);
}

/// M-T2: shifts change before calls end, so whoever starts work at the instant takes the caller who waits.
#[test]
fn a_shift_that_starts_when_a_call_ends_takes_the_waiting_caller() {
    let shifts = vec![Shift::new(1, at(0), at(600)), Shift::new(1, at(100), at(600))];
    let facts = told(floor(&[(40, 60), (50, 60)], Presence::Shifts(shifts)), 0);
    assert_eq!(answers(&facts), [(0, 40.0, 0, 0), (1, 100.0, 0, 1)]);
}

/// M-L7, M-A4: a rung goes back as one; who has come from a break and waits for a seat does not take the one that another
/// of the rung gives up.
#[test]
fn who_is_released_while_waiting_for_a_seat_does_not_sit_down() {
    let mut parts = floor(&[(0, 10)], Presence::Shifts(vec![Shift::new(1, at(100), at(600))]));
    parts.seats = Some(2);
    parts.queues[0].patience = Patience::Random(Distribution::Constant(secs(200)));
    parts.groups[0].serves = vec!["quiet".to_owned()];
    parts.queues.push(queue("quiet", &[]));
    let mut with_break = Shift::new(1, at(0), at(600));
    with_break.breaks = vec![Break { start: at(100), length: secs(20) }];
    parts.groups.push(lent(Presence::Shifts(vec![with_break, Shift::new(1, at(0), at(600))]), "quiet"));
    parts.groups.push(AgentGroup::new("nobody", &["general"], Presence::People(0)));
    parts.first_ladder().rungs = vec![rung("first", 0, 0)];
    parts.first_ladder().release = release(0, 0);
    // 0: the caller waits, both come. 100: one goes on a break and an agent takes the seat. 120: back, no seat. 200: the
    // caller hangs up, and both go back to their work.
    let facts = told(parts, 0);
    assert_eq!(departures(&facts), [(100.0, 1, 0), (200.0, 1, 1), (600.0, 0, 0)]);
}
