//! Rungs that go by the service level of late (M-L2, M-L7).

use crate::traced::{Traced, floor, secs, up_to};
use holdline::model::{Release, ServiceTarget, Step};
use holdline::units::Span;

/// One agent; a floater comes once fewer than half of the calls of the last quarter of an hour were answered within 20 s.
fn below_half() -> Traced {
    floor().agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).above(0).with(of_a_quarter).below(0.5)
}

fn of_a_quarter(parts: &mut holdline::model::FloorParts) {
    parts.first_ladder().service_level_of_last = Span::from_minutes(15);
}

impl Traced {
    fn below(self, share: f64) -> Self {
        self.rung_with(|rung| rung.when.service_level_below = Some(share))
    }
}

/// 08:00 answered at once; 08:10 who came at 08:01 is answered: 1 of 2; 08:12 one hangs up: 1 of 3. One more waits.
fn worse_and_worse() -> Traced {
    below_half().caller("08:00").caller("08:01").caller("08:02").patience(600).caller("08:03")
}

#[test]
fn a_rung_is_pulled_when_the_service_level_of_late_falls() {
    // 08:10  half of two: not below      08:12  a third of three
    assert_eq!(worse_and_worse().play().ladder(), ["08:12 pulled floaters (1 waiting, 1 of 1)"]);
}

#[test]
fn calls_that_ended_longer_ago_do_not_count() {
    // 08:10  half of two: not below      08:15  the one answered at once is longer ago: none of one
    let day = below_half().caller("08:00").caller("08:01").caller("08:02").play();
    assert_eq!(day.ladder(), ["08:15 pulled floaters (1 waiting, 1 of 1)"]);
    assert_eq!(day.call(2), "08:02 answered 08:15 by floaters 0");
}

#[test]
fn a_call_of_long_ago_counts_until_it_is_the_ladders_turn() {
    // 08:05  1 of 2      08:15  a call ends, and the next is answered, late: 1 of 3, not below 0.3; one calls; then 0 of 2
    let floor = below_half().below(0.3).caller("08:00").talk(300).caller("08:01").caller("08:02").caller("08:03");
    let day = floor.caller("08:15").play();
    assert_eq!(day.ladder(), ["08:15 pulled floaters (2 waiting, 1 of 1)"]);
    assert_eq!(day.call(2), "08:02 answered 08:15 by inbound 0");
}

#[test]
fn of_no_calls_no_service_level_is_too_low() {
    // Two wait all morning, nobody is there, and nobody hangs up.
    let floor = floor().agents(0).lent("floaters").people(1).rung("floaters", up_to(1)).above(0).below(1.0);
    assert_eq!(floor.callers(2, "08:01").play().ladder(), [""; 0]);
}

#[test]
fn an_answer_at_once_lifts_the_service_level_and_sets_the_clock_back() {
    // 08:00  1 of 1      08:02  1 of 2, and one waits      08:05  another queue: 2 of 3      08:06  2 of 4
    let floor = floor().queue("other").agents(1).serves(&["general"]).group("others").people(3).serves(&["other"]);
    let floor = floor.lent("floaters").people(1).serves(&["general"]).rung("floaters", up_to(1)).above(0).lasting(300);
    let floor = floor.below(0.6).caller("08:00").talk(1_800).caller("08:01").patience(60).callers(1, "08:01:30");
    let floor = floor.caller("08:05").to("other").caller("08:05:30").patience(30);
    assert_eq!(floor.play().ladder(), ["08:11 pulled floaters (1 waiting, 1 of 1)"]);
}

#[test]
fn who_balks_counts_as_hanging_up() {
    // 08:00  1 of 1      08:02  who calls the other queue hears that there is a line: 1 of 2, and one waits
    let floor = floor().queue("other").balk(1.0).agents(1).lent("floaters").people(1).rung("floaters", up_to(1));
    let floor = floor.above(0).below(0.6).caller("08:00").caller("08:01").caller("08:02").to("other");
    assert_eq!(floor.play().ladder(), ["08:02 pulled floaters (1 waiting, 1 of 1)"]);
}

#[test]
fn only_calls_of_queues_watched_count_in_the_service_level() {
    // As above, but for the calls of the other queue.
    let floor = floor().queue("other").balk(1.0).agents(1).lent("floaters").people(1).rung("floaters", up_to(1));
    let floor = floor.above(0).below(0.6).watch("general");
    let day = floor.caller("08:00").caller("08:01").caller("08:02").to("other").play();
    assert_eq!(day.ladder(), [""; 0]);
}

#[test]
fn the_time_of_the_target_counts_unless_the_ladder_has_its_own() {
    // Within nine minutes the answer of 08:10 is in time: 2 of 2, then 2 of 3.
    let slow = ServiceTarget::of_offered(Span::from_minutes(9), 0.8);
    let floor = worse_and_worse().with(|parts| parts.targets.service_level = Some(slow));
    // 08:15  1 of 2      08:20  the fourth is answered, late, and nobody waits
    assert_eq!(floor.clone().play().ladder(), [""; 0]);
    let own = floor.with(|parts| parts.first_ladder().service_level_within = Some(secs(20)));
    assert_eq!(own.play().ladder(), ["08:12 pulled floaters (1 waiting, 1 of 1)"]);
}

#[test]
fn a_rung_goes_back_once_the_service_level_is_good_again() {
    // 08:12  pulled: 1 of 4      08:15  0 of 3      08:23  1 of 4      08:24  2 of 5      08:25  2 of 4
    let release = Release { service_level_at_least: Some(0.5), ..Release::at_most(5, Span::ZERO, Step::Rung) };
    let floor = worse_and_worse().with(|parts| parts.first_ladder().release = Some(release));
    let day = floor.caller("08:23").caller("08:24").play();
    let expected = ["08:12 pulled floaters (1 waiting, 1 of 1)", "08:25 released floaters (0 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn with_no_call_of_late_no_service_level_keeps_a_rung() {
    // 08:02  two wait: pulled, and one is answered, late      08:02:30  the other hangs up      08:03:30  that is a minute ago
    let release = Release { service_level_at_least: Some(0.9), ..Release::at_most(0, Span::ZERO, Step::Rung) };
    let floor = floor().agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).above(1);
    let floor = floor.with(|parts| {
        parts.first_ladder().release = Some(release);
        parts.first_ladder().service_level_of_last = Span::from_minutes(1);
    });
    let day = floor.caller("08:00").caller("08:01").caller("08:02").patience(30).play();
    let expected = ["08:02 pulled floaters (2 waiting, 1 of 1)", "08:03:30 released floaters (0 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
}
