//! People whose next break begins later (M-L9).

use crate::traced::{Story, Traced, floor, mean, named, up_to};
use holdline::engine::Fact;
use holdline::figures::RungFigure;
use holdline::model::{AfterClose, Asked, Does, Step};
use holdline::scenario;
use holdline::units::Span;
use std::path::Path;

impl Traced {
    /// A rung on which people of a group begin their next break later: those whose break is planned to begin within so many minutes, so
    /// many minutes later.
    pub fn rung_postpones(self, name: &str, group: &str, people: Asked, within: i64, by: i64) -> Self {
        let (starting_within, by) = (Span::from_minutes(within), Span::from_minutes(by));
        let does = Does::Postpone { group: group.to_owned(), people, starting_within, by };
        self.rung_from(name, group, people).rung_with(|rung| rung.does.clone_from(&does))
    }

    /// One asked to begin a break of the next quarter of an hour half an hour later as soon as somebody waits.
    fn later(self) -> Self {
        self.rung_postpones("later", "inbound", up_to(2), 15, 30).above(0)
    }
}

/// One agent until 12:00, with a break of half an hour at 09:00.
fn break_at_nine() -> Traced {
    floor().group("inbound").shift(1, "08:00", "12:00").pause("09:00", 30)
}

/// `inbound 0 09:30 09:35` of every break that began late: when it was to, and when it did.
fn late_breaks(day: &Story) -> Vec<String> {
    let late = |fact: &Fact| match fact {
        Fact::BreakLate(group, agent, due, at) => Some(format!("{} {} {due} {at}", group.index(), agent.index())),
        _ => None,
    };
    day.facts.iter().filter_map(late).collect()
}

#[test]
fn whose_break_begins_soon_begins_it_later() {
    // 08:50  one is answered, one waits: pulled      09:00  the rung's time begins      09:30  the break does      10:00  it is over
    let day = break_at_nine().later().callers(2, "08:50").caller("09:20").play();
    assert_eq!(day.ladder(), ["08:50 pulled later (1 waiting, 1 of 2)"]);
    assert_eq!(day.call(2), "09:20 answered 09:20 by inbound 0");
    assert_eq!(day.phones(), ["inbound 0 08:00-09:00", "inbound 0 09:00-09:30", "inbound 0 10:00-12:00"]);
}

#[test]
fn whose_break_begins_later_is_asked_once_it_begins_soon() {
    // 08:20  40 minutes are left      08:45  15 are, and three wait still
    let day = break_at_nine().later().callers(6, "08:20").play();
    let expected =
        ["08:20 empty_handed later (1 waiting, 0 of 2, nobody_there)", "08:45 pulled later (3 waiting, 1 of 2)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn breaks_are_postponed_in_the_order_of_the_roster() {
    // 08:50  three are answered, one waits: two of three asked      09:00  the third goes on the break
    let floor = floor().group("inbound").shift(3, "08:00", "12:00").pause("09:00", 30).later();
    let day = floor.callers(4, "08:50").play();
    assert_eq!(day.ladder(), ["08:50 pulled later (1 waiting, 2 of 2)"]);
    let until_ten = day.phones().into_iter().filter(|line| !line.ends_with("12:00")).collect::<Vec<_>>();
    let in_shift = ["inbound 0 08:00-09:00", "inbound 1 08:00-09:00", "inbound 2 08:00-09:00"];
    assert_eq!(until_ten, [&in_shift[..], &["inbound 0 09:00-09:30", "inbound 1 09:00-09:30"]].concat());
}

#[test]
fn who_is_on_a_break_may_postpone_the_next() {
    // 08:40  the first break      08:45  one waits: pulled      08:50  back, in the shift      08:55  for the rung
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").pause("08:40", 10).pause("08:55", 10);
    let day = floor.later().caller("08:45").play();
    assert_eq!(day.ladder(), ["08:45 pulled later (1 waiting, 1 of 2)"]);
    let expected = ["inbound 0 08:00-08:40", "inbound 0 08:50-08:55", "inbound 0 08:55-09:25", "inbound 0 09:35-12:00"];
    assert_eq!(day.phones(), expected);
}

#[test]
fn a_break_is_postponed_once() {
    // 08:50  pulled      08:51  nobody waits: released      08:55  the first break has been asked for      09:50  the second has not
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").pause("09:00", 10).pause("10:00", 10);
    let floor = floor.later().release(0, 0, Step::Rung).callers(2, "08:50").talk(60);
    let day = floor.callers(2, "08:55").talk(60).callers(2, "09:50").talk(60).play();
    let expected = [
        "08:50 pulled later (1 waiting, 1 of 2)",
        "08:51 released later (0 waiting, 1 of 1)",
        "08:55 empty_handed later (1 waiting, 0 of 2, nobody_there)",
        "09:50 pulled later (1 waiting, 1 of 2)",
        "09:51 released later (0 waiting, 1 of 1)",
    ];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn a_break_whose_moment_has_come_is_not_postponed() {
    // 09:00  the break is due, and a call in hand      09:02  one waits      09:05  the break begins
    let day = break_at_nine().later().caller("08:55").caller("09:02").play();
    assert_eq!(day.ladder(), ["09:02 empty_handed later (1 waiting, 0 of 2, nobody_there)"]);
    assert_eq!(day.phones()[0], "inbound 0 08:00-09:05 due 09:00");
    // At the very moment of the break it has begun.
    let day = break_at_nine().later().caller("09:00").play();
    assert_eq!(day.ladder(), ["09:00 empty_handed later (1 waiting, 0 of 2, nobody_there)"]);
}

#[test]
fn a_break_is_not_postponed_into_the_next_or_beyond_the_shift() {
    let pulls = |end: &str, next: Option<&str>| {
        let floor = floor().group("inbound").shift(1, "08:00", end).pause("09:00", 30);
        let floor = next.into_iter().fold(floor, |floor, next| floor.pause(next, 10));
        floor.later().callers(2, "08:50").play().ladder()[0].contains("pulled")
    };
    // From 09:30 to 10:00.
    assert!(pulls("10:00", None) && !pulls("09:59", None));
    assert!(pulls("12:00", Some("10:00")) && !pulls("12:00", Some("09:59")));
}

#[test]
fn who_comes_late_has_missed_a_break_that_could_be_postponed() {
    // An hour and five minutes late: the break at 09:00 is over for them. An hour less ten minutes: it lies ahead.
    let day = |late: i64| break_at_nine().late(late).later().callers(2, "08:50").caller("09:06").play().ladder();
    let nobody = |at: &str, waiting: u32| format!("{at} empty_handed later ({waiting} waiting, 0 of 2, nobody_there)");
    assert_eq!(day(65 * 60), [nobody("08:50", 1)]);
    assert_eq!(day(50 * 60), ["08:50 pulled later (1 waiting, 1 of 2)"]);
}

#[test]
fn nobody_is_asked_by_two_rungs_at_a_time() {
    let floor = || floor().group("inbound").shift(1, "08:00", "10:00").pause("09:00", 10);
    let longer = |floor: Traced| {
        let (ending_within, by) = (Span::from_hours(2), Span::from_hours(1));
        let does = Does::Extend { group: "inbound".to_owned(), people: up_to(1), ending_within, by };
        floor.rung_from("longer", "inbound", up_to(1)).rung_with(|rung| rung.does.clone_from(&does)).above(0)
    };
    let pulled = |floor: Traced| -> Vec<String> { floor.callers(2, "08:50").play().ladder() };
    let nobody = |rung: &str, of: u32| format!("08:50 empty_handed {rung} (1 waiting, 0 of {of}, nobody_there)");
    assert_eq!(
        pulled(longer(floor().later())),
        ["08:50 pulled later (1 waiting, 1 of 2)".to_owned(), nobody("longer", 1)]
    );
    assert_eq!(
        pulled(longer(floor()).later()),
        ["08:50 pulled longer (1 waiting, 1 of 1)".to_owned(), nobody("later", 2)]
    );
}

#[test]
fn whose_postponed_break_has_begun_is_no_longer_the_rungs() {
    // 08:50  pulled      09:10  the third is answered      09:15  the break is due, and they are asked to stay longer: two wait
    // 09:20  the call ends, a break of ten minutes begins      10:00  the shift would have ended
    let floor = floor().group("inbound").shift(1, "08:00", "10:00").pause("09:00", 10);
    let floor = floor.rung_postpones("later", "inbound", up_to(1), 15, 15).above(0);
    let (ending_within, by) = (Span::from_hours(1), Span::from_hours(1));
    let does = Does::Extend { group: "inbound".to_owned(), people: up_to(1), ending_within, by };
    let floor = floor.rung_from("longer", "inbound", up_to(1)).rung_with(|rung| rung.does.clone_from(&does)).above(0);
    let day = floor.callers(5, "08:50").play();
    let expected = [
        "08:50 pulled later (1 waiting, 1 of 1)",
        "08:50 empty_handed longer (1 waiting, 0 of 1, nobody_there)",
        "09:15 pulled longer (2 waiting, 1 of 1)",
    ];
    assert_eq!(day.ladder(), expected);
    let expected =
        ["inbound 0 08:00-09:00", "inbound 0 09:00-09:20 due 09:15", "inbound 0 09:30-10:00", "inbound 0 10:00-11:00"];
    assert_eq!(day.phones(), expected);
    // Released after that, it has nobody to send back.
    let day = break_at_nine().later().release(0, 300, Step::Rung).callers(5, "08:50").play();
    assert_eq!(day.ladder()[1], "10:05 released later (0 waiting, 0 of 0)");
}

#[test]
fn released_before_the_break_it_begins_when_it_was_planned_to() {
    // 08:48  nobody waits: released      09:00  the break
    let day = break_at_nine().later().release(0, 0, Step::Rung).callers(2, "08:46").talk(120).play();
    assert_eq!(day.ladder()[1..], ["08:48 released later (0 waiting, 1 of 1)"]);
    assert_eq!(day.phones(), ["inbound 0 08:00-09:00", "inbound 0 09:30-12:00"]);
    assert!(late_breaks(&day).is_empty());
}

#[test]
fn released_in_the_time_of_the_break_it_begins_after_the_call_in_hand() {
    // 09:05  the second is answered, nobody waits      09:10  released      09:15  the call ends: the break, five minutes late
    let day = break_at_nine().later().release(0, 300, Step::Rung).callers(2, "08:55").play();
    assert_eq!(day.ladder()[1..], ["09:10 released later (0 waiting, 1 of 1)"]);
    let expected = ["inbound 0 08:00-09:00", "inbound 0 09:00-09:15 due 09:10", "inbound 0 09:45-12:00"];
    assert_eq!(
        (day.phones(), late_breaks(&day)),
        (expected.map(str::to_owned).to_vec(), vec!["0 0 09:10 09:15".into()])
    );
    // Idle at the release: at once.
    let day = break_at_nine().later().release(0, 300, Step::Rung).callers(2, "08:57").talk(180).play();
    assert_eq!(day.phones()[1..], ["inbound 0 09:00-09:05", "inbound 0 09:35-12:00"]);
    assert!(late_breaks(&day).is_empty());
}

#[test]
fn a_postponed_break_is_late_only_against_the_begin_agreed_upon() {
    // 09:25  a call      09:30  the break is due      09:35  it begins
    let floor = break_at_nine().later().callers(2, "08:50").caller("09:25");
    assert_eq!(late_breaks(&floor.clone().play()), ["0 0 09:30 09:35"]);
    let results = floor.results();
    let group = named(&results.groups, "inbound");
    assert_eq!((mean(group, "late_breaks"), mean(group, "late_break_minutes")), (Some(1.0), Some(5.0)));
    let results = break_at_nine().later().callers(2, "08:50").results();
    assert_eq!(mean(named(&results.groups, "inbound"), "late_breaks"), Some(0.0));
}

#[test]
fn who_works_in_the_time_of_a_break_does_so_for_the_rung_at_no_cost() {
    // Four hours at 30; half an hour of them in the time of the break.
    let results = break_at_nine().cost(30.0).later().callers(2, "08:50").results();
    assert_eq!(results.rungs[0].get(RungFigure::PersonHours).mean, 0.5);
    let measures = ["cost", "borrowed_hours", "signed_in_hours"].map(|name| mean(&results.measures, name));
    assert_eq!(measures, [Some(120.0), Some(0.5), Some(3.5)]);
    assert_eq!(mean(named(&results.groups, "inbound"), "overtime_hours"), Some(0.0));
}

#[test]
fn who_postpones_a_break_keeps_the_seat() {
    // One seat. 09:00  another comes and waits for it      09:30  the break begins      10:00  no seat for who is back
    let floor = break_at_nine().shift(1, "09:00", "12:00").seats(1).later();
    let day = floor.callers(2, "08:50").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-09:00", "inbound 0 09:00-09:30", "inbound 1 09:30-12:00"]);
}

#[test]
fn after_closing_a_postponed_break_begins_when_it_was_agreed() {
    // 11:50  one is answered, four wait: pulled      12:00  closing      12:25  the break is due      12:30  the last call of four ends
    // 13:00  the break is over, and the fifth is answered
    for after_close in [AfterClose::Serve, AfterClose::Stay] {
        let floor = floor().after_close(after_close).group("inbound").shift(1, "08:00", "14:00").pause("11:55", 30);
        let day = floor.later().callers(5, "11:50").play();
        let expected =
            ["inbound 0 08:00-11:55", "inbound 0 11:55-12:30 due 12:25", "inbound 0 13:00-13:10"].map(str::to_owned);
        assert_eq!((day.phones(), day.call(4)), (expected.to_vec(), "11:50 answered 13:00 by inbound 0".to_owned()));
    }
}

#[test]
fn before_a_night_a_postponed_break_begins() {
    // 11:55  pulled      12:05  planned      12:15  the last call ends, it rests: the break      12:25  back until 13:00
    let floor = floor().on_dates(2).group("inbound").shift(1, "08:00", "13:00").pause("12:05", 10);
    let day = floor.later().callers(2, "11:55").play();
    let phones = day.phones();
    assert_eq!(phones[..3], ["inbound 0 08:00-12:05", "inbound 0 12:05-12:15", "inbound 0 12:25-13:00"]);
    assert!(late_breaks(&day).is_empty());
}

#[test]
fn the_group_whose_breaks_are_postponed_is_the_first_that_is_not_lent() {
    let text = "open = \"08:00\"\nclose = \"18:00\"\n\
        [[queues]]\nname = \"general\"\narrivals = { calls_per_hour = 60 }\ntalk = { constant = \"3m\" }\n\
        [[groups]]\nname = \"floaters\"\nlent = true\nserves = [\"general\"]\npeople = 2\n\
        [[groups]]\nname = \"inbound\"\nserves = [\"general\"]\n\
        shifts = [{ people = 2, start = \"08:00\", end = \"16:00\", breaks = [{ start = \"12:00\", length = \"30m\" }] }]\n\
        [[ladder.rungs]]\nname = \"later\"\nwhen = { waiting_above = 10 }\n\
        postpone_breaks = { people = 4, starting_within = \"15m\", by = \"30m\" }\n";
    let floor =
        scenario::read_text("plan.toml", text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}")).floor;
    let Does::Postpone { group, people, starting_within, by } = &floor.rung(0).0.does else {
        panic!("it postpones breaks")
    };
    assert_eq!((group.as_str(), *people), ("inbound", up_to(4)));
    assert_eq!((*starting_within, *by), (Span::from_minutes(15), Span::from_minutes(30)));
}
