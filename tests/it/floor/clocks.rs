//! Clocks put forward or back (M-T4): an hour is missing, or comes twice. Moments are told as time goes on, evenly: what clocks show is
//! beside them.

use crate::traced::{Story, Traced, at, floor, mean, named, secs, up_to};
use holdline::engine::Fact;
use holdline::model::{Deadline, Distribution, ExtraVolume, Incident, OnDates, OwnWork, Presence, ProfileRow};
use holdline::units::{SimTime, Span};

/// A date around the clock on which 02:00 is 03:00 at once.
fn spring() -> Traced {
    floor().opening("00:00").close("24:00").on_dates(1).clocks_put("02:00", 1)
}

/// A date around the clock on which 03:00 is 02:00 again.
fn autumn() -> Traced {
    floor().opening("00:00").close("24:00").on_dates(1).clocks_put("03:00", -1)
}

fn ended(day: &Story) -> Vec<String> {
    let end = |fact: &Fact| if let Fact::Ended(at) = fact { Some(at.to_string()) } else { None };
    day.facts.iter().filter_map(end).collect()
}

#[test]
fn a_night_shift_is_an_hour_shorter_or_longer_and_so_is_its_pay() {
    // Clocks:  spring 00:00-02:00, 03:00-06:00; autumn 00:00-03:00, 02:00-06:00
    // Breaks:  clock 05:00, so 04:00 or 06:00 in time, and half an hour
    let night = |floor: Traced| floor.group("inbound").shift(1, "00:00", "06:00").pause("05:00", 30).cost(10.0);
    assert_eq!(night(spring()).play().phones(), ["inbound 0 00:00-04:00", "inbound 0 04:30-05:00"]);
    assert_eq!(night(autumn()).play().phones(), ["inbound 0 00:00-06:00", "inbound 0 06:30-07:00"]);
    let paid = |floor: Traced| mean(&night(floor).results().measures, "cost");
    assert_eq!((paid(spring()), paid(autumn())), (Some(50.0), Some(70.0)));
}

#[test]
fn a_day_is_23_or_25_hours_long_and_shifts_after_the_change_keep_their_length() {
    let day = |floor: Traced| floor.group("inbound").shift(1, "14:00", "22:00").play();
    assert_eq!(
        (day(spring()).phones(), ended(&day(spring()))),
        (vec!["inbound 0 13:00-21:00".into()], vec!["23:00".into()])
    );
    assert_eq!(
        (day(autumn()).phones(), ended(&day(autumn()))),
        (vec!["inbound 0 15:00-23:00".into()], vec!["25:00".into()])
    );
}

#[test]
fn a_time_in_the_missing_hour_is_the_moment_of_the_change() {
    // Who goes at 02:30 goes when clocks are put forward, and who comes at 02:15 or at 03:00 comes then.
    let floor = spring().group("early").shift(1, "00:00", "02:30").group("late").shift(1, "02:15", "03:30");
    let day = floor.shift(1, "03:00", "04:00").play();
    assert_eq!(day.phones(), ["early 0 00:00-02:00", "late 0 02:00-02:30", "late 1 02:00-03:00"]);
}

#[test]
fn a_shift_of_the_missing_hour_alone_is_not_worked() {
    let floor = spring().group("inbound").shift(1, "02:00", "03:00").shift(1, "03:00", "04:00");
    assert_eq!(floor.play().phones(), ["inbound 0 02:00-03:00"]);
}

#[test]
fn breaks_of_the_missing_hour_begin_at_its_end_one_after_the_other() {
    // Clocks: 02:10 and 02:40 are not shown; the first begins at 03:00, the second 15 minutes later, and that of 03:20 after it.
    let floor = spring().group("inbound").shift(1, "00:00", "04:00").pause("02:10", 15).pause("02:40", 15);
    let phones = floor.pause("03:20", 15).play().phones();
    assert_eq!(phones, ["inbound 0 00:00-02:00", "inbound 0 02:45-03:00"]);
    // None goes on after the shift.
    let short = spring().group("inbound").shift(1, "00:00", "03:10").pause("02:10", 15).pause("02:40", 15);
    assert_eq!(short.play().phones(), ["inbound 0 00:00-02:00"]);
}

#[test]
fn a_break_in_the_doubled_hour_is_taken_once_the_first_time() {
    let floor = autumn().group("inbound").shift(1, "01:00", "04:00").pause("02:30", 30);
    assert_eq!(floor.play().phones(), ["inbound 0 01:00-02:30", "inbound 0 03:00-05:00"]);
}

#[test]
fn who_goes_and_who_comes_in_the_doubled_hour_meet_the_first_time() {
    let floor = autumn().group("inbound").shift(1, "00:00", "02:30").shift(1, "02:30", "04:00");
    assert_eq!(floor.play().phones(), ["inbound 0 00:00-02:30", "inbound 1 02:30-05:00"]);
}

#[test]
fn the_hours_of_a_rung_end_the_first_time_and_do_not_come_if_they_are_missing() {
    // Clocks: between 02:15 and 02:45. 02:20 in time is 02:20 the first time, 03:20 the second; in spring it is never 02:20.
    let pulled = |floor: Traced, arrivals: [&str; 2]| {
        let floor = floor.agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).above(0);
        let floor = floor.rung_with(|rung| rung.when.between = Some((at("02:15"), at("02:45"))));
        let day = arrivals.into_iter().fold(floor, |floor, at| floor.callers(2, at)).play();
        day.ladder().into_iter().filter(|line| line.contains("pulled")).collect::<Vec<_>>()
    };
    assert_eq!(pulled(autumn(), ["02:20", "03:20"]), ["02:20 pulled floaters (1 waiting, 1 of 1)"]);
    assert_eq!(pulled(autumn(), ["00:20", "03:20"]), [""; 0]);
    assert_eq!(pulled(spring(), ["02:00", "02:20"]), [""; 0]);
}

#[test]
fn an_incident_and_a_deadline_come_at_the_first_time_shown() {
    // Away from tasks of one an hour from 04:00 in time on, which is 05:00 or 03:00 by the clock, and nothing is caught up. What is due by
    // then is not late, and an hour and a half later, at clock 06:30 or 04:30, one and a half tasks are.
    let late = |floor: Traced, deadline: &str| {
        let work = OwnWork { deadline: Some(Deadline::At(at(deadline))), ..OwnWork::new("letters", 1.0) };
        let floor = floor.agents(0).lent("floaters").shift(1, "00:00", "24:00");
        let floor = floor.group_with(|g| g.own_work = Some(work.clone())).rung("floaters", up_to(1)).above(0);
        mean(named(&floor.caller("04:00").talk(3_600).results().groups, "floaters"), "late_tasks")
    };
    assert_eq!((late(spring(), "05:00"), late(spring(), "06:30")), (Some(0.0), Some(1.5)));
    assert_eq!((late(autumn(), "03:00"), late(autumn(), "04:30")), (Some(0.0), Some(1.5)));
    let start = |floor: Traced, start: &str| {
        let incident = Incident {
            name: "outage".into(),
            chance: 1.0,
            on: OnDates::default(),
            start: at(start),
            lasting: Distribution::Constant(Span::from_hours(1)),
            queues: Vec::new(),
            volume: ExtraVolume::PerHour(60.0),
            talk_factor: 1.0,
        };
        let floor = floor.agents(0).incident(incident).build();
        floor.incidents[0].start_in(&floor.calendar().sessions()[0], floor.calendar())
    };
    assert_eq!(["02:30", "05:00"].map(|at| start(spring(), at)), ["02:00", "04:00"].map(|t| Some(at(t))));
    assert_eq!(["02:30", "05:00"].map(|at| start(autumn(), at)), ["02:30", "06:00"].map(|t| Some(at(t))));
}

#[test]
fn intervals_of_a_missing_hour_are_not_there_and_those_of_a_doubled_hour_are_marked() {
    let starts = |floor: Traced| {
        let results = floor.agents(1).callers(1, "02:00").callers(2, "03:00").patience(60).results();
        let of = |row: &holdline::experiment::results::IntervalRow| {
            let (start, end) = row.by_the_clock();
            (format!("{start}-{end}"), mean(&row.measures, "offered").unwrap_or(0.0))
        };
        results.whole_floor().map(of).collect::<Vec<_>>()
    };
    let (spring, autumn) = (starts(spring()), starts(autumn()));
    assert_eq!((spring.len(), autumn.len()), (4 * 23, 4 * 25));
    let told = |rows: &[(String, f64)]| rows.iter().map(|(at, n)| format!("{at} {n}")).collect::<Vec<_>>();
    assert_eq!(told(&spring[7..9]), ["01:45-02:00 0", "03:00-03:15 1"]);
    assert_eq!(told(&spring[11..13]), ["03:45-04:00 0", "04:00-04:15 2"]);
    assert_eq!(told(&autumn[7..9]), ["01:45-02:00 0", "02:00A-02:15A 1"]);
    assert_eq!(told(&autumn[11..13]), ["02:45A-03:00A 0", "02:00B-02:15B 2"]);
    assert_eq!(told(&autumn[15..17]), ["02:45B-03:00B 0", "03:00-03:15 0"]);
    assert_eq!(told(&autumn[99..]), ["23:45-24:00 0"]);
}

#[test]
fn dates_after_the_change_keep_their_clocks() {
    // 26 hours after the first opening, at 08:00, clocks are put forward in the night: 10:00 is 11:00. The second date opens an hour
    // sooner in time, and 23 hours after the first.
    let two = || floor().on_dates(2).clocks_put("26:00", 1);
    let day = two().group("inbound").shift(1, "08:00", "12:00").pause("10:00", 30).play();
    assert_eq!(day.phones()[2..], ["inbound 1 31:00-33:00", "inbound 1 33:30-35:00"]);
    let results = two().agents(1).caller("31:00").results();
    let row = results.whole_floor().find(|row| mean(&row.measures, "offered") == Some(1.0)).expect("the interval");
    let (start, end) = row.by_the_clock();
    let date = row.date.map(|date| date.to_string()).unwrap_or_default();
    assert_eq!(format!("{date} {start}-{end}"), "2027-01-08 08:00-08:15");
    assert_eq!(
        results.dates.iter().map(|date| mean(&date.measures, "offered")).collect::<Vec<_>>(),
        [Some(0.0), Some(1.0)]
    );
}

#[test]
fn head_counts_and_rows_stand_where_they_lie_in_time() {
    let counts = [("00:00", 1), ("04:00", 0)];
    let day = autumn().group("inbound").head_counts(&counts).caller("03:55").play();
    assert_eq!(day.phones(), ["inbound 0 00:00-04:05 due 04:00"]);
    let row = |from: i64, to: i64| ProfileRow::new(SimTime::clock(from, 0), SimTime::clock(to, 0), 2.0);
    let parts = autumn().agents(1).into_parts();
    let covers = |rows: Vec<ProfileRow>| {
        let mut parts = parts.clone();
        parts.queues[0].arrivals = holdline::model::Arrivals::Profile {
            rows,
            scale: 1.0,
            busyness: Default::default(),
            intervals: Default::default(),
        };
        holdline::model::Floor::new(parts).is_ok()
    };
    assert!(covers(vec![row(0, 25)]) && !covers(vec![row(0, 24)]), "the date is 25 hours long");
}

#[test]
fn hours_that_clocks_skip_are_refused() {
    let hours = spring().agents(1).opening("02:00").close("03:00").into_parts();
    let faults = holdline::model::Floor::new(hours).expect_err("nothing of it is left");
    assert!(faults.iter().any(|fault| fault.at.to_string() == "close"), "{faults:?}");
    let later = spring().agents(1).opening("02:30").close("04:00").caller("02:00").talk(60).play();
    assert_eq!(later.calls(), ["02:00 answered 02:00 by inbound 0"], "it opens at 03:00 by the clock");
    let first_time = autumn().agents(1).opening("01:00").close("02:30").caller("02:29").talk(secs(60).as_secs() as i64);
    assert_eq!(first_time.play().ended(), at("02:30"));
}

#[test]
fn people_given_as_a_number_are_there_all_hours() {
    let day = autumn().group("inbound").group_with(|g| g.presence = Presence::People(1)).play();
    assert_eq!(day.phones(), ["inbound 0 00:00-25:00"]);
}
