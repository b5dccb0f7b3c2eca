//! People who stay longer than their shifts (M-L9).

use crate::traced::{Traced, floor, mean, up_to};
use holdline::model::{Asked, Does, Overrun, Step};
use holdline::scenario;
use holdline::units::Span;
use std::path::Path;

impl Traced {
    /// A rung on which people of a group stay longer: those whose shift ends within so many minutes, so many minutes more.
    pub fn rung_extends(self, name: &str, group: &str, people: Asked, within: i64, by: i64) -> Self {
        let (ending_within, by) = (Span::from_minutes(within), Span::from_minutes(by));
        let does = Does::Extend { group: group.to_owned(), people, ending_within, by };
        self.rung_from(name, group, people).rung_with(|rung| rung.does.clone_from(&does))
    }
}

/// One agent until 09:00, asked to stay 30 minutes longer as soon as somebody waits in the last 30 minutes.
fn until_nine() -> Traced {
    one_until_nine(floor())
}

fn one_until_nine(floor: Traced) -> Traced {
    floor.group("inbound").shift(1, "08:00", "09:00").rung_extends("longer", "inbound", up_to(2), 30, 30).above(0)
}

#[test]
fn whose_shift_ends_soon_stays_longer_for_the_rung() {
    // 08:40  one is answered, one waits: pulled      09:00  the rung's time begins      09:30  it is over
    let day = until_nine().callers(2, "08:40").caller("09:10").play();
    assert_eq!(day.ladder(), ["08:40 pulled longer (1 waiting, 1 of 2)"]);
    assert_eq!(day.call(2), "09:10 answered 09:10 by inbound 0");
    assert_eq!(day.phones(), ["inbound 0 08:00-09:00", "inbound 0 09:00-09:30"]);
}

#[test]
fn whose_shift_ends_later_is_asked_once_it_ends_soon() {
    // 08:20  40 minutes are left      08:30  30 are, and two wait still
    let day = until_nine().callers(3, "08:20").play();
    let expected =
        ["08:20 empty_handed longer (1 waiting, 0 of 2, nobody_there)", "08:30 pulled longer (2 waiting, 1 of 2)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn released_before_the_end_of_the_shift_people_go_when_they_were_to() {
    // 08:50  nobody waits: released      09:00  the shift ends
    let day = until_nine().release(0, 0, Step::Rung).callers(2, "08:40").caller("09:10").patience(60).play();
    assert_eq!(day.ladder()[1], "08:50 released longer (0 waiting, 1 of 1)");
    assert_eq!(day.phones(), ["inbound 0 08:00-09:00"]);
    assert_eq!(day.call(2), "09:10 gone 09:11");
}

#[test]
fn released_after_the_end_of_the_shift_people_finish_the_call_and_go() {
    // 09:00  the second is answered, nobody waits      09:05  released      09:10  the call ends
    let day = until_nine().release(0, 300, Step::Rung).callers(2, "08:50").play();
    assert_eq!(day.ladder()[1..], ["09:05 released longer (0 waiting, 1 of 1)"]);
    assert_eq!(day.phones(), ["inbound 0 08:00-09:00", "inbound 0 09:00-09:10 due 09:05"]);
}

#[test]
fn who_is_asked_on_a_break_works_for_the_shift_until_its_end() {
    // 08:40  the break begins      08:45  one waits: pulled      08:50  back, in the shift      09:00  for the rung
    let floor = floor().group("inbound").shift(1, "08:00", "09:00").pause("08:40", 10);
    let day = floor.rung_extends("longer", "inbound", up_to(1), 30, 30).above(0).caller("08:45").play();
    let expected = ["inbound 0 08:00-08:40", "inbound 0 08:50-09:00", "inbound 0 09:00-09:30"];
    assert_eq!((day.ladder().len(), day.phones()), (1, expected.map(str::to_owned).to_vec()));
}

#[test]
fn who_stays_longer_already_is_not_asked_again() {
    let floor = until_nine().rung_extends("even_longer", "inbound", up_to(2), 30, 60).above(0);
    let day = floor.callers(2, "08:40").play();
    let expected =
        ["08:40 pulled longer (1 waiting, 1 of 2)", "08:40 empty_handed even_longer (1 waiting, 0 of 2, nobody_there)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn nobody_stays_on_a_seat_that_the_roster_gives_to_somebody_else() {
    let next = |start: &str| {
        let floor = one_until_nine(floor().seats(1)).group("next").shift(1, start, "10:00");
        floor.callers(2, "08:40").play().ladder()
    };
    assert_eq!(next("09:29"), ["08:40 empty_handed longer (1 waiting, 0 of 2, no_free_seat)"]);
    assert_eq!(next("09:30"), ["08:40 pulled longer (1 waiting, 1 of 2)"]);
}

#[test]
fn the_seat_of_somebody_absent_is_free_for_who_stays() {
    let floor = one_until_nine(floor().seats(1)).group("next").shift(1, "09:00", "10:00").absence(1.0);
    assert_eq!(floor.callers(2, "08:40").play().ladder(), ["08:40 pulled longer (1 waiting, 1 of 2)"]);
}

#[test]
fn who_stays_longer_is_paid_for_it_even_where_overrun_is_not() {
    // One hour at 30, and half an hour at one and a half times as much.
    let floor = floor().group("inbound").shift(1, "08:00", "09:00").cost(30.0).overrun(Overrun::Unpaid, 1.5);
    let floor = floor.rung_extends("longer", "inbound", up_to(1), 30, 30).above(0).callers(2, "08:40");
    assert_eq!(mean(&floor.results().measures, "cost"), Some(52.5));
}

#[test]
fn the_group_that_stays_longer_is_the_first_that_is_not_lent() {
    let text = "open = \"08:00\"\nclose = \"18:00\"\n\
        [[queues]]\nname = \"general\"\narrivals = { calls_per_hour = 60 }\ntalk = { constant = \"3m\" }\n\
        [[groups]]\nname = \"floaters\"\nlent = true\nserves = [\"general\"]\npeople = 2\n\
        [[groups]]\nname = \"inbound\"\nserves = [\"general\"]\nshifts = [{ people = 2, start = \"08:00\", end = \"16:00\" }]\n\
        [[ladder.rungs]]\nname = \"longer\"\nwhen = { waiting_above = 10 }\n\
        extend_shifts = { people = 4, ending_within = \"1h\", by = \"30m\" }\n";
    let floor =
        scenario::read_text("plan.toml", text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}")).floor;
    let Does::Extend { group, people, .. } = &floor.rung(0).0.does else { panic!("it extends shifts") };
    assert_eq!((group.as_str(), *people), ("inbound", up_to(4)));
}
