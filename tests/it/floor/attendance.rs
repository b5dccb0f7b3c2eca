//! Who is absent and why, who comes late (M-A3), and who is there early (M-A6).

use crate::traced::{Traced, floor, hours, mean, named};
use holdline::engine::Fact;
use holdline::experiment::results::RunResults;
use std::collections::BTreeSet;

/// How many are absent for a reason in the mean.
fn absent_for(results: &RunResults, reason: &str) -> Option<f64> {
    let row = results.absences.iter().find(|row| row.group == "inbound" && row.reason == reason);
    row.expect("a reason of the group").people.map(|e| e.mean)
}

#[test]
fn who_comes_late_is_there_from_then_on_and_paid_from_then_on() {
    // The shift starts at 08:00, they come at 08:10: 110 minutes at 30 an hour for each
    let floor = floor().group("inbound").shift(2, "08:00", "10:00").late(600).cost(30.0);
    let day = floor.clone().caller("08:05").play();
    assert_eq!(day.phones(), ["inbound 0 08:10-10:00", "inbound 1 08:10-10:00"]);
    assert_eq!(day.call(0), "08:05 answered 08:10 by inbound 0");
    let results = floor.caller("08:05").results();
    assert_eq!(mean(&results.measures, "cost"), Some(110.0));
    let group = named(&results.groups, "inbound");
    assert_eq!((mean(group, "late_people"), mean(group, "late_hours")), (Some(2.0), Some(hours(0.0, 20.0))));
    assert_eq!(mean(group, "absent"), Some(0.0));
}

#[test]
fn who_comes_late_has_missed_the_breaks_that_should_have_begun_before() {
    // Breaks at 08:05, 08:15 and 09:00; comes at 08:15: the first is over, the second is due now
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").pause("08:05", 5).pause("08:15", 10);
    let day = floor.pause("09:00", 15).late(900).caller("08:16").play();
    assert_eq!(day.phones(), ["inbound 0 08:25-09:00", "inbound 0 09:15-12:00"]);
    assert_eq!(day.call(0), "08:16 answered 08:25 by inbound 0");
}

#[test]
fn who_would_come_at_the_end_of_the_shift_does_not_come() {
    let floor = floor().group("inbound").shift(1, "08:00", "08:30").late(1800).cost(30.0).caller("08:00").patience(60);
    assert!(floor.clone().play().phones().is_empty());
    let results = floor.results();
    let group = named(&results.groups, "inbound");
    assert_eq!((mean(group, "late_people"), mean(group, "late_hours")), (Some(1.0), Some(0.5)));
    assert_eq!(mean(&results.measures, "cost"), Some(0.0));
}

#[test]
fn who_comes_late_comes_after_those_whose_shift_starts_then() {
    // 08:10  `early` should have come at 08:00 and comes with `late`, whose shift starts then and who is idle longer
    let floor = floor().group("early").shift(1, "08:00", "12:00").late(600).group("late").shift(1, "08:10", "12:00");
    assert_eq!(floor.caller("08:20").play().call(0), "08:20 answered 08:20 by late 0");
}

#[test]
fn people_at_their_own_work_come_late_to_it() {
    // 08:01  six wait, but the lent person is not there before 08:30; the rung is pulled then
    let floor = floor().lent("floaters").shift(1, "08:00", "12:00").late(1800);
    let day = floor.rung("floaters", crate::traced::up_to(1)).callers(6, "08:01").play();
    assert_eq!(
        day.ladder()[..2],
        ["08:01 empty_handed floaters (6 waiting, 0 of 1, nobody_there)", "08:30 pulled floaters (6 waiting, 1 of 1)"]
    );
}

#[test]
fn people_are_absent_for_the_reasons_given_each_with_its_chance() {
    // Ten people, 20 % sick and 10 % on leave: 2 and 1 a day; 400 days have standard errors of 0.07 and 0.05
    let floor = floor().agents(10).absences(&[("leave", 0.1), ("sick", 0.2)]).caller("08:00");
    let results = floor.results_of(400);
    let (leave, sick) = (absent_for(&results, "leave"), absent_for(&results, "sick"));
    let (leave, sick) = (leave.expect("counted"), sick.expect("counted"));
    assert!((leave - 1.0).abs() < 0.2 && (sick - 2.0).abs() < 0.28, "{leave} and {sick}");
    let all = mean(named(&results.groups, "inbound"), "absent").expect("counted");
    assert!((all - leave - sick).abs() < 1e-9, "{all}");
}

#[test]
fn without_reasons_none_are_told() {
    let results = floor().agents(10).absence(0.2).caller("08:00").results();
    assert!(results.absences.is_empty());
    assert!(mean(named(&results.groups, "inbound"), "absent").is_some_and(|people| people > 0.0));
}

#[test]
fn more_sick_people_contain_the_sick_of_a_milder_scenario() {
    let sick = |chance: f64, day: u64| -> BTreeSet<usize> {
        let floor = floor().agents(30).absences(&[("leave", 0.1), ("sick", chance)]);
        let of = |fact: &Fact| if let Fact::Absent(_, agent, 1) = fact { Some(agent.index()) } else { None };
        floor.play_day(1, day).facts.iter().filter_map(of).collect()
    };
    let mut more = 0;
    for day in 0..50 {
        let (mild, bad) = (sick(0.1, day), sick(0.2, day));
        assert!(mild.is_subset(&bad), "day {day}");
        more += bad.len() - mild.len();
    }
    assert!(more > 50, "{more}");
}

#[test]
fn whoever_is_late_is_so_whatever_the_others_do() {
    // The 20 late ones of 60 are among the 30 of a scenario in which half come late, each by as much
    let late = |chance: f64| -> BTreeSet<String> {
        let floor = floor().agents(60).group_with(|g| {
            let by = holdline::model::Distribution::Exponential { mean: crate::traced::secs(600) };
            g.late = Some(holdline::model::Lateness { chance, by });
        });
        let is_late = |fact: &Fact| matches!(fact, Fact::Late(..)).then(|| format!("{fact:?}"));
        floor.play().facts.iter().filter_map(is_late).collect()
    };
    let (some, many) = (late(0.3), late(0.5));
    assert!(some.is_subset(&many) && some.len() < many.len(), "{some:?}, {many:?}");
}

/// One seat, which is given up at 10:00 or with the last call; `other` comes at 09:55, `next` has a shift from 10:00 on.
fn one_seat() -> Traced {
    let floor = floor().seats(1).group("first").shift(1, "08:00", "10:00").group("other").shift(1, "09:55", "12:00");
    floor.group("next").shift(1, "10:00", "12:00")
}

#[test]
fn who_is_there_early_has_a_place_in_the_line_for_seats() {
    // 09:50  `next` is in line       09:55  `other`       10:05  the last call ends
    let day = one_seat().early(10).caller("09:54").talk(660).play();
    assert_eq!(day.phones(), ["first 0 08:00-10:05 due 10:00", "next 0 10:05-12:00"]);
    let day = one_seat().caller("09:54").talk(660).play();
    assert_eq!(day.phones()[1], "other 0 10:05-12:00");
}

#[test]
fn who_is_there_early_has_the_seat_of_a_shift_that_ends_then() {
    assert_eq!(one_seat().early(10).play().phones(), ["first 0 08:00-10:00", "next 0 10:00-12:00"]);
    assert_eq!(one_seat().play().phones()[..2], ["first 0 08:00-10:00", "other 0 10:00-12:00"]);
}

#[test]
fn nobody_takes_a_seat_before_the_start_of_the_shift() {
    let next = |floor: Traced| floor.group("next").shift(1, "10:00", "12:00").early(10).play().phones();
    assert_eq!(next(floor().seats(1)), ["next 0 10:00-12:00"]);
    // 09:55  `other` comes after `next` and takes the seat, which `next` may not take yet
    let other = floor().seats(1).group("other").shift(1, "09:55", "12:00");
    assert_eq!(next(other)[0], "other 0 09:55-12:00");
}

#[test]
fn of_those_whose_shifts_start_together_who_was_there_first_sits_down_first() {
    let floor = floor().seats(2).group("on_time").shift(1, "10:00", "12:00");
    let floor = floor.group("early").shift(1, "10:00", "12:00").early(5);
    let floor = floor.group("earlier").shift(1, "10:00", "12:00").early(10);
    assert_eq!(floor.clone().play().phones(), ["early 0 10:00-12:00", "earlier 0 10:00-12:00"]);
    // Idle longest is who sat down first.
    assert_eq!(floor.caller("10:30").play().call(0), "10:30 answered 10:30 by earlier 0");
}

#[test]
fn who_comes_late_is_not_there_early() {
    assert_eq!(one_seat().early(10).late(60).play().phones()[..2], ["first 0 08:00-10:00", "other 0 10:00-12:00"]);
}

#[test]
fn whose_shift_starts_with_a_break_is_not_there_early() {
    let floor = one_seat().pause("10:00", 30).early(10);
    assert_eq!(floor.play().phones()[..2], ["first 0 08:00-10:00", "other 0 10:00-12:00"]);
}

#[test]
fn time_before_the_shift_is_not_paid() {
    let floor = floor().group("inbound").shift(1, "10:00", "12:00").early(30).cost(30.0).caller("11:00");
    assert_eq!(mean(&floor.results().measures, "cost"), Some(60.0));
}
