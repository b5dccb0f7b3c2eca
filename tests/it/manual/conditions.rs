//! Rungs that go by the longest wait and by the clock (M-L2, M-L7).

use crate::traced::{Traced, at, floor, up_to};
use holdline::model::{Release, Step};
use holdline::units::Span;

/// One agent; three floaters come once somebody has waited 5 minutes, whatever the number.
fn five_minutes() -> Traced {
    let floor = floor().agents(1).lent("floaters").people(3).rung("floaters", up_to(3)).above(0);
    floor.rung_with(|rung| rung.when.longest_wait = Some(Span::from_minutes(5)))
}

#[test]
fn a_rung_is_pulled_at_the_moment_somebody_has_waited_so_long() {
    // 08:01  one waits behind the call of 08:00      08:06  for five minutes
    let day = five_minutes().caller("08:00").caller("08:01").play();
    assert_eq!(day.ladder(), ["08:06 pulled floaters (1 waiting, 3 of 3)"]);
    assert_eq!(day.call(1), "08:01 answered 08:06 by floaters 0");
}

#[test]
fn the_longest_wait_is_that_of_who_waits_now() {
    // 08:04  who has waited since 08:01 hangs up      08:08  the next has waited for five minutes
    let day = five_minutes().caller("08:00").caller("08:01").patience(180).caller("08:03").play();
    assert_eq!(day.ladder(), ["08:08 pulled floaters (1 waiting, 3 of 3)"]);
}

#[test]
fn the_wait_must_have_been_long_for_lasting_too() {
    let floor = five_minutes().lasting(120).caller("08:00").caller("08:01");
    assert_eq!(floor.play().ladder(), ["08:08 pulled floaters (1 waiting, 3 of 3)"]);
}

#[test]
fn only_the_waits_of_queues_watched_count() {
    let floor = floor().queue("other").agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).above(0);
    let floor = floor.rung_with(|rung| rung.when.longest_wait = Some(Span::from_minutes(5))).watch("other");
    let day = floor.caller("08:00").caller("08:01").caller("08:02").to("other").play();
    assert_eq!(day.ladder(), ["08:07 pulled floaters (1 waiting, 1 of 1)"]);
}

#[test]
fn a_rung_goes_back_once_nobody_has_waited_so_long() {
    // 08:06  pulled; three are taken, two wait since 08:01      08:10  one does      08:16  that one is taken; two wait since 08:14
    let release =
        Release { longest_wait_below: Some(Span::from_minutes(3)), ..Release::at_most(9, Span::ZERO, Step::Rung) };
    let floor =
        five_minutes().rung_with(|rung| rung.when.waiting_above = 0).with(|p| p.first_ladder().release = Some(release));
    let floor = floor.caller("08:00").callers(5, "08:01").callers(2, "08:14");
    let expected = ["08:06 pulled floaters (5 waiting, 3 of 3)", "08:16 released floaters (2 waiting, 3 of 3)"];
    assert_eq!(floor.play().ladder()[..2], expected);
}

#[test]
fn a_rung_is_pulled_only_between_its_times_of_day() {
    let between = |from: &str, until: &str| {
        let floor = floor().agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).above(0);
        let floor = floor.rung_with(|rung| rung.when.between = Some((at(from), at(until))));
        floor.callers(4, "08:00").play().ladder()
    };
    assert_eq!(between("08:05", "08:20"), ["08:05 pulled floaters (3 waiting, 1 of 1)"]);
    assert_eq!(between("07:00", "08:00"), [""; 0]);
    assert_eq!(between("08:40", "09:00"), [""; 0], "nobody waits any more");
}

#[test]
fn the_clock_sets_back_how_long_a_condition_has_held() {
    // 08:00  three wait      08:05  the condition begins to hold      08:08  it has for three minutes
    let floor = floor().agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).above(0).lasting(180);
    let floor = floor.rung_with(|rung| rung.when.between = Some((at("08:05"), at("08:20"))));
    assert_eq!(floor.callers(4, "08:00").play().ladder(), ["08:08 pulled floaters (3 waiting, 1 of 1)"]);
}
