//! Who is sent, and how they join (M-L5, M-L6).

use crate::traced::{Traced, between, floor, up_to};
use holdline::model::{Asked, Step};

#[test]
fn as_many_are_sent_as_there_are() {
    let day = floor().lent("floaters").people(2).rung("floaters", up_to(3)).lasting(300).callers(6, "08:00").play();
    assert_eq!(day.ladder(), ["08:05 pulled floaters (6 waiting, 2 of 3)"]);
}

/// Two to three are asked of a group of so many.
fn two_or_three_of(people: u32) -> Vec<String> {
    let floor = floor().lent("qa").people(people).rung("qa", between(2, 3)).lasting(300);
    floor.callers(6, "08:00").play().ladder()
}

#[test]
fn two_or_three_cannot_be_sent_from_one() {
    assert_eq!(two_or_three_of(1), ["08:05 empty_handed qa (6 waiting, 0 of 3, nobody_there)"]);
}

#[test]
fn two_or_three_are_two_from_two_and_three_from_five() {
    assert_eq!(two_or_three_of(2), ["08:05 pulled qa (6 waiting, 2 of 3)"]);
    assert_eq!(two_or_three_of(5), ["08:05 pulled qa (6 waiting, 3 of 3)"]);
}

#[test]
fn all_takes_those_on_duty_not_on_a_break_and_not_borrowed() {
    // Five floaters: one on a break until 09:00, one on duty from 09:00 only, three there.
    // 08:01  the first rung takes two of the three, 18 wait
    // 08:02  the second takes all: the one left
    let floor = floor().lent("floaters").shift(1, "08:00", "12:00").pause("08:00", 60);
    let floor = floor.shift(1, "09:00", "12:00").shift(3, "08:00", "12:00");
    let ladder = floor.rung_from("two", "floaters", up_to(2)).lasting(60);
    let ladder = ladder.rung_from("rest", "floaters", Asked::All).lasting(60);
    let expected = ["08:01 pulled two (20 waiting, 2 of 2)", "08:02 pulled rest (18 waiting, 1 of 1)"];
    assert_eq!(ladder.callers(20, "08:00").play().ladder(), expected);
}

#[test]
fn people_at_own_work_are_sent_in_order_of_the_roster() {
    let day = floor().lent("floaters").people(3).rung("floaters", up_to(2)).lasting(300).callers(6, "08:00").play();
    assert_eq!(day.phones(), ["floaters 0 08:05-12:00", "floaters 1 08:05-12:00"]);
}

/// Two agents talk, six callers wait, and there are so many seats.
fn with_seats(seats: u32, people: Asked) -> Vec<String> {
    let floor = floor().seats(seats).agents(2).lent("floaters").people(3);
    floor.rung("floaters", people).lasting(300).callers(8, "08:00").play().ladder()
}

#[test]
fn no_more_are_sent_than_seats_allow() {
    // Three seats, two taken: one can be sent, too few for [2, 3].
    assert_eq!(with_seats(3, up_to(3)), ["08:05 pulled floaters (6 waiting, 1 of 3)"]);
    assert_eq!(with_seats(3, between(2, 3)), ["08:05 empty_handed floaters (6 waiting, 0 of 3, no_free_seat)"]);
}

#[test]
fn without_a_free_seat_a_rung_is_empty_handed() {
    assert_eq!(with_seats(2, up_to(3)), ["08:05 empty_handed floaters (6 waiting, 0 of 3, no_free_seat)"]);
}

#[test]
fn people_join_after_their_delay() {
    // 08:05  pulled       08:07  signed in, takes the first caller
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).lasting(300).join_after(120);
    let day = floor.callers(6, "08:00").play();
    assert_eq!(day.phones(), ["floaters 0 08:07-12:00"]);
    assert_eq!(day.call(0), "08:00 answered 08:07 by floaters 0");
}

#[test]
fn a_seat_is_kept_for_who_is_on_the_way() {
    // One seat. 08:05  a floater is called and needs ten minutes
    //           08:07  the inbound agent's shift starts: the seat is kept, the agent waits for one
    //           08:15  the floater takes the seat, and keeps it to the end
    let floor = floor().seats(1).group("inbound").shift(1, "08:07", "12:00").lent("floaters").people(1);
    let day = floor.rung("floaters", up_to(1)).lasting(300).join_after(600).callers(6, "08:00").play();
    assert_eq!(day.phones(), ["floaters 0 08:15-12:00"]);
    assert_eq!(day.call(0), "08:00 answered 08:15 by floaters 0");
}

#[test]
fn a_kept_seat_is_not_given_to_another_rung() {
    // One seat. 08:05  a floater is called and needs ten minutes
    //           08:10  outbound would be next: no seat; more than five wait until 10:45, logged once
    let floor = floor().seats(1).lent("floaters").people(1).lent("outbound").people(1);
    let ladder = floor.rung("floaters", up_to(1)).lasting(300).join_after(600).rung("outbound", up_to(1)).lasting(300);
    let expected = [
        "08:05 pulled floaters (20 waiting, 1 of 1)",
        "08:10 empty_handed outbound (20 waiting, 0 of 1, no_free_seat)",
    ];
    assert_eq!(ladder.callers(20, "08:00").play().ladder(), expected);
}

/// One floater needs 15 minutes to join; one of six callers hangs up after six minutes.
fn called_in_vain() -> Traced {
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).lasting(300).join_after(900);
    floor.release(5, 300, Step::Rung).callers(5, "08:00").caller("08:00").patience(360)
}

#[test]
fn who_is_released_before_arriving_does_not_come() {
    // 08:05  pulled, would arrive at 08:20       08:06  5 wait       08:11  300 s: released
    let day = called_in_vain().play();
    let expected = ["08:05 pulled floaters (6 waiting, 1 of 1)", "08:11 released floaters (5 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
    assert!(day.phones().is_empty());
}

#[test]
fn the_seat_of_who_does_not_come_is_free_again() {
    // One seat, kept from 08:05; the inbound agent waits for it from 08:07 and has it at the release.
    let day = called_in_vain().seats(1).group("inbound").shift(1, "08:07", "12:00").play();
    assert_eq!(day.phones(), ["inbound 0 08:11-12:00"]);
    assert_eq!(day.call(0), "08:00 answered 08:11 by inbound 0");
}

/// One floater talks for an hour to the first of six callers; a rung lasts 60 s either way.
fn an_hour_long_call() -> Traced {
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).lasting(60);
    floor.release(5, 60, Step::Rung).caller("08:00").talk(3600).callers(5, "08:00")
}

#[test]
fn who_is_pulled_again_while_finishing_simply_stays() {
    // 08:01  pulled; joining takes ten minutes       08:11  signed in, talks until 09:11; 5 wait
    // 08:12  released                                09:05  6 wait
    // 09:06  pulled again: no joining                09:11  call ends, takes the next at once; 5 wait
    // 09:12  released
    let day = an_hour_long_call().join_after(600).caller("09:05").play();
    let expected = [
        "08:01 pulled floaters (6 waiting, 1 of 1)",
        "08:12 released floaters (5 waiting, 1 of 1)",
        "09:06 pulled floaters (6 waiting, 1 of 1)",
        "09:12 released floaters (5 waiting, 1 of 1)",
    ];
    assert_eq!(day.ladder(), expected);
    assert_eq!(day.call(1), "08:00 answered 09:11 by floaters 0");
}

#[test]
fn who_is_still_finishing_needs_no_other_seat() {
    // One seat. 08:01  pulled, talks until 09:01       08:02  released
    //           08:20  6 wait                          08:21  pulled again, in the seat of the call in hand
    let day = an_hour_long_call().seats(1).caller("08:20").play();
    assert_eq!(day.ladder()[2], "08:21 pulled floaters (6 waiting, 1 of 1)");
    assert_eq!(day.call(1), "08:00 answered 09:01 by floaters 0");
}

#[test]
fn who_is_still_finishing_is_taken_before_people_at_own_work() {
    // Person 0 is on duty from 08:10, person 1 from 08:00.
    // 08:01  person 1 pulled, talks until 09:01       08:02  released       08:10  person 0 is there
    // 08:20  6 wait       08:21  one is asked: person 1, still finishing    09:01  person 1 takes the next
    let floor = floor().lent("floaters").shift(1, "08:10", "12:00").shift(1, "08:00", "12:00");
    let ladder = floor.rung("floaters", up_to(1)).lasting(60).release(5, 60, Step::Rung);
    let day = ladder.caller("08:00").talk(3600).callers(5, "08:00").caller("08:20").play();
    assert_eq!(day.ladder()[2], "08:21 pulled floaters (6 waiting, 1 of 1)");
    assert_eq!(day.call(1), "08:00 answered 09:01 by floaters 1");
}

#[test]
fn who_is_still_finishing_counts_as_there() {
    // Two people, [2, 3] asked, 60 s either way.
    // 08:01  both pulled: person 0 talks until 09:01, person 1 until 08:02; 4 wait
    // 08:02  person 1 takes the third caller (until 08:12): 3 wait; both released
    // 08:20  three more call: 6       08:21  person 0, finishing, and person 1 make two
    let ladder = floor().lent("qa").people(2).rung("qa", between(2, 3)).lasting(60).release(5, 60, Step::Rung);
    let callers = ladder.caller("08:00").talk(3600).caller("08:00").talk(60).callers(4, "08:00").callers(3, "08:20");
    let day = callers.play();
    let expected = [
        "08:01 pulled qa (6 waiting, 2 of 3)",
        "08:02 released qa (3 waiting, 2 of 2)",
        "08:21 pulled qa (6 waiting, 2 of 3)",
    ];
    assert_eq!(day.ladder()[..3], expected);
    assert_eq!(day.call(3), "08:00 answered 08:21 by qa 1");
}

#[test]
fn who_goes_on_a_break_after_the_call_is_not_there() {
    // 08:51  released, talks until 09:20; the break was due at 09:00. 09:05  one waits: nobody is there
    // 09:30  back from the break: pulled
    let floor = floor().lent("floaters").shift(1, "08:00", "12:00").pause("09:00", 10);
    let floor = floor.rung("floaters", Asked::All).above(0).release(0, 60, Step::Rung);
    let expected = [
        "08:50 pulled floaters (1 waiting, 1 of 1)",
        "08:51 released floaters (0 waiting, 1 of 1)",
        "09:05 empty_handed floaters (1 waiting, 0 of 0, nobody_there)",
        "09:30 pulled floaters (1 waiting, 1 of 1)",
        "09:31 released floaters (0 waiting, 1 of 1)",
    ];
    assert_eq!(floor.caller("08:50").talk(1800).caller("09:05").play().ladder(), expected);
}
