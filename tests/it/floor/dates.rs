//! Several dates in one day: nights, opening around the clock, shifts over midnight (M-T4).

use crate::traced::{Story, Traced, at, floor, interval, mean, named, secs, up_to};
use holdline::engine::Fact;
use holdline::figures::RungFigure;
use holdline::model::{
    Absence, Arrivals, CallAgain, DayFactor, Deadline, Distribution, ExtraVolume, Incident, IntervalFactor, Lateness,
    OnDates, OwnWork, Patience, Presence, ProfileRow,
};
use holdline::units::{SimTime, Span};

/// An hour on the second date.
fn next(hour: i64) -> SimTime {
    SimTime::clock(24 + hour, 0)
}

/// Two dates of the hours of `floor()`, 08:00 to 12:00.
fn two_dates() -> Traced {
    floor().on_dates(2)
}

/// Two dates around the clock.
fn around_the_clock() -> Traced {
    floor().opening("00:00").close("24:00").on_dates(2)
}

fn nights(day: &Story) -> Vec<String> {
    let rested = |fact: &Fact| if let Fact::Rested(at) = fact { Some(at.to_string()) } else { None };
    day.facts.iter().filter_map(rested).collect()
}

#[test]
fn each_date_opens_and_closes_and_has_people_of_its_own() {
    // 11:55  answered, until 12:05: the one waiting is dismissed at closing; then the floor rests
    // 32:00  08:00 of the second date: another person answers
    let day = two_dates().agents(1).callers(2, "11:55").caller("08:00").on(1).play();
    let calls = ["11:55 answered 11:55 by inbound 0", "11:55 dismissed 12:00", "32:00 answered 32:00 by inbound 1"];
    assert_eq!(day.calls(), calls);
    assert_eq!(day.phones(), ["inbound 0 08:00-12:05 due 12:00", "inbound 1 32:00-36:00"]);
    assert_eq!((nights(&day), day.ended()), (vec!["12:05".to_owned()], next(12)));
}

#[test]
fn the_hours_of_a_rung_come_again_on_every_date() {
    // 08:00  one is answered, three wait: too early      08:05  pulled, and so on the second date
    let floor = two_dates().agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).above(0);
    let floor = floor.rung_with(|rung| rung.when.between = Some((at("08:05"), at("08:20"))));
    let day = floor.callers(4, "08:00").callers(4, "08:00").on(1).play();
    let pulled: Vec<_> = day.ladder().into_iter().filter(|line| line.contains("pulled")).collect();
    assert_eq!(pulled, ["08:05 pulled floaters (3 waiting, 1 of 1)", "32:05 pulled floaters (3 waiting, 1 of 1)"]);
}

#[test]
fn dates_that_follow_at_once_are_one_opening_through_midnight() {
    // 23:55  both call; one is answered, until 24:05; the other waits over midnight
    let day = around_the_clock().group("inbound").shift(1, "22:00", "30:00").callers(2, "23:55").play();
    assert_eq!(day.calls(), ["23:55 answered 23:55 by inbound 1", "23:55 answered 24:05 by inbound 1"]);
    assert!(nights(&day).is_empty());
}

#[test]
fn a_night_shift_holds_on_every_date_and_on_the_eve_of_the_first() {
    // The eve's from midnight on, that of the first date through midnight, that of the second until the day ends.
    let day = around_the_clock().group("inbound").shift(1, "22:00", "30:00").pause("25:00", 30).play();
    let phones = ["0 00:00-01:00", "0 01:30-06:00", "1 22:00-25:00", "1 25:30-30:00", "2 46:00-48:00"];
    assert_eq!(day.phones(), phones.map(|spell| format!("inbound {spell}")));
}

#[test]
fn a_shift_may_hold_on_some_dates_only() {
    let floor = two_dates().group("inbound").shift(1, "08:00", "12:00").on_only([1]);
    assert_eq!(floor.play().phones(), ["inbound 0 32:00-36:00"]);
}

#[test]
fn who_calls_again_at_night_is_outside_the_hours_and_on_the_next_date_offered() {
    // 11:50  hangs up after a minute and calls again 6 hours later, or 21: at 17:51, or at 08:51 of the second date
    let results = |hours: i64| {
        let after = Distribution::Constant(Span::from_hours(hours));
        let again = CallAgain { chance: 1.0, after, at_most: 1 };
        let floor = two_dates().queue_with(|q| q.redial = Some(again.clone())).agents(0);
        let measures = floor.caller("11:50").patience(60).results().measures;
        ["offered", "outside_hours", "redials", "callers"].map(|name| mean(&measures, name))
    };
    assert_eq!(results(6), [1.0, 1.0, 0.0, 1.0].map(Some));
    assert_eq!(results(21), [2.0, 0.0, 1.0, 1.0].map(Some));
    // After the last closing nobody calls any more.
    assert_eq!(results(36), [1.0, 0.0, 0.0, 1.0].map(Some));
}

/// Three hundred calls an hour from 06:00 to 14:00 on both dates, busier on some.
fn calls_at_night() -> Arrivals {
    let rows =
        [0, 24].map(|later| ProfileRow::new(SimTime::clock(later + 6, 0), SimTime::clock(later + 14, 0), 2_400.0));
    let busyness = DayFactor { cv: 0.3, own: false };
    Arrivals::Profile { rows: rows.to_vec(), scale: 1.0, busyness, intervals: IntervalFactor::default() }
}

#[test]
fn rows_of_a_profile_between_two_dates_are_calls_outside_the_hours() {
    // 12:00 to 14:00 and 06:00 to 08:00 of the second date: four hours; neither before the first opening nor after the last closing.
    let floor = two_dates().queue_with(|q| q.arrivals = calls_at_night()).agents(0);
    let results = floor.drawn_patience(&a_minute()).results_of(300);
    let [outside, offered] = ["outside_hours", "offered"].map(|name| mean(&results.measures, name).expect("calls"));
    assert!((outside - 1_200.0).abs() < 40.0, "{outside}");
    assert!((offered - 2_400.0).abs() < 60.0, "{offered}");
    // They belong to the last interval before them.
    let first = mean(&results.dates[0].measures, "outside_hours");
    assert_eq!((first, results.dates.len()), (Some(outside), 2));
}

/// Who waits hangs up after a minute.
fn a_minute() -> Patience {
    Patience::Random(Distribution::Constant(secs(60)))
}

#[test]
fn the_first_date_is_that_of_a_scenario_of_one() {
    let drawn = |floor: Traced| {
        let callers = floor.drawn_patience(&a_minute()).queue_with(|q| {
            q.arrivals = calls_at_night();
            q.talk_day = DayFactor { cv: 0.2, own: false };
        });
        callers.group("inbound").shift(30, "08:00", "12:00").group_with(|g| {
            g.absence = Absence::Plain(0.3);
            g.late = Some(Lateness { chance: 0.5, by: Distribution::Exponential { mean: Span::from_minutes(20) } });
        })
    };
    let on_first = |line: &String| line.as_str() < "12:00";
    for day in 0..5 {
        let calls =
            |floor: Traced| drawn(floor).play_day(1, day).calls().into_iter().filter(on_first).collect::<Vec<_>>();
        let (alone, first) = (calls(floor()), calls(two_dates()));
        assert!(alone.len() > 200, "{}", alone.len());
        assert_eq!(alone, first, "day {day}");
    }
}

#[test]
fn each_date_has_a_busyness_and_absences_of_its_own() {
    let floor = two_dates().queue_with(|q| q.arrivals = calls_at_night()).drawn_patience(&a_minute());
    let story = floor.group("inbound").shift(100, "08:00", "12:00").absence(0.3).play();
    let on_second = |fact: &Fact| match fact {
        Fact::Absent(_, agent, _) => Some(agent.index() >= 100),
        fact => arrives(fact).map(|at| at > SimTime::clock(24, 0)),
    };
    let count = |second: bool, absent: bool| {
        let is = |f: &&Fact| matches!(f, Fact::Absent(..)) == absent && on_second(f) == Some(second);
        story.facts.iter().filter(is).count()
    };
    let [absent, calls] = [true, false].map(|absent| [false, true].map(|second| count(second, absent)));
    assert!(absent[0] != absent[1] && absent.iter().all(|people| (15..45).contains(people)), "{absent:?}");
    assert!(calls[0].abs_diff(calls[1]) > 100, "{calls:?}");
}

#[test]
fn an_unsure_scale_is_one_factor_for_all_dates() {
    // 400 days of 300 calls on each of two dates: whole days differ by 40 %, and chance by 6 % more.
    let row = |later: i64| ProfileRow::new(SimTime::clock(later + 8, 0), SimTime::clock(later + 12, 0), 300.0);
    let arrivals = Arrivals::Profile {
        rows: vec![row(0), row(24)],
        scale: 1.0,
        busyness: DayFactor::default(),
        intervals: IntervalFactor::default(),
    };
    let floor = two_dates().drawn_patience(&a_minute()).queue_with(|q| {
        (q.arrivals, q.scale_cv) = (arrivals.clone(), 0.4);
    });
    let floor = floor.agents(0);
    let counts = |second: bool| -> Vec<f64> {
        let of_day = |day| {
            let story = floor.clone().play_day(1, day);
            let on_date = |at: SimTime| (at > SimTime::clock(24, 0)) == second;
            story.facts.iter().filter_map(arrives).filter(|at| on_date(*at)).count() as f64
        };
        (0..400).map(of_day).collect()
    };
    let (first, second) = (counts(false), counts(true));
    let mean = |counts: &[f64]| counts.iter().sum::<f64>() / counts.len() as f64;
    let covariance = |a: &[f64], b: &[f64]| {
        let (of_a, of_b) = (mean(a), mean(b));
        a.iter().zip(b).map(|(x, y)| (x - of_a) * (y - of_b)).sum::<f64>() / (a.len() - 1) as f64
    };
    let cv = covariance(&first, &first).sqrt() / mean(&first);
    let correlation = covariance(&first, &second) / (covariance(&first, &first) * covariance(&second, &second)).sqrt();
    // The standard error of the mean is 6, of the cv 0.015; the correlation is 0.16 / (0.16 + 1/300) = 0.98.
    assert!((mean(&first) - 300.0).abs() < 24.0 && (cv - 0.404).abs() < 0.06, "mean {} cv {cv}", mean(&first));
    assert!(correlation > 0.96, "{correlation}");
}

/// When a caller came who was offered.
fn arrives(fact: &Fact) -> Option<SimTime> {
    match fact {
        Fact::AnsweredAtOnce(caller, _) | Fact::Joined(caller) | Fact::Balked(caller) => Some(caller.arrival),
        _ => None,
    }
}

#[test]
fn nobody_is_on_loan_at_night_and_each_date_begins_with_no_rung_in_force() {
    // 11:00  seven wait: pulled, without any release; the floaters answer until 12:00 and beyond
    // 12:10  the last call ends: the floor rests, they go back, and the rung was in force for 70 minutes
    // 35:00  the same again
    let floor = two_dates().agents(0).lent("floaters").shift(1, "08:00", "18:00").rung("floaters", up_to(1));
    let floor = floor.callers(7, "11:00").callers(7, "11:00").on(1);
    let day = floor.clone().play();
    let pulls = ["11:00", "35:00"].map(|at| format!("{at} pulled floaters (6 waiting, 1 of 1)"));
    assert_eq!(day.ladder(), pulls);
    assert_eq!(day.phones(), ["floaters 0 11:00-12:10", "floaters 1 35:00-36:10"]);
    assert_eq!(nights(&day), ["12:10"]);
    let rung = &floor.results().rungs[0];
    assert_eq!(rung.get(RungFigure::MinutesInForce).mean, 140.0);
}

#[test]
fn a_rung_may_be_pulled_as_often_on_each_date() {
    // Once a date, though it never closes between 10:00 and 34:00.
    let floor = around_the_clock().agents(0).lent("floaters").shift(1, "00:00", "24:00");
    let floor = floor.rung("floaters", up_to(1)).at_most_per_day(1).own_release(0, 0).above(0);
    let calls = floor.caller("10:00").patience(60).caller("12:00").patience(60);
    let day = calls.caller("10:00").on(1).patience(60).play();
    let pulled: Vec<String> = day.ladder().into_iter().filter(|line| line.contains("pulled")).collect();
    assert_eq!(pulled, ["10:00", "34:00"].map(|at| format!("{at} pulled floaters (1 waiting, 1 of 1)")));
}

#[test]
fn the_supervisor_looks_from_each_opening_on() {
    // Every 7 minutes from 08:00: what waits from 08:01 is seen at 08:07, on the second date, too.
    let floor = two_dates().agents(0).lent("floaters").shift(1, "08:00", "12:00").rung("floaters", up_to(1)).above(0);
    let day = floor.look_every(420).caller("08:01").caller("08:01").on(1).play();
    assert_eq!(day.ladder(), ["08:07", "32:07"].map(|at| format!("{at} pulled floaters (1 waiting, 1 of 1)")));
}

#[test]
fn where_callers_still_wait_at_the_next_opening_it_is_as_if_it_had_not_been_closed() {
    // 23:50  answered for half an hour; 23:58 waits, and at closing there is nobody with a shift, but an hour of patience
    // 24:10  it opens again: the next person takes who waits; nobody has rested
    let night = |traced: Traced| {
        traced.with(|parts| {
            (parts.hours[0].open, parts.hours[0].close) = (at("20:00"), at("24:00"));
            (parts.hours[1].open, parts.hours[1].close) = (at("00:10"), at("04:10"));
        })
    };
    let floor = night(two_dates()).agents(1).caller("23:50").talk(1_800).caller("23:58").patience(3_600);
    let day = floor.play();
    assert_eq!(day.call(1), "23:58 answered 24:10 by inbound 1");
    assert!(nights(&day).is_empty());
}

#[test]
fn hours_count_from_each_opening_to_the_end_of_all_work() {
    // On the phones from 07:00 to 13:00, counted from 08:00 to 12:00 of both dates; paid from 07:00 to 13:00.
    let floor = two_dates().group("inbound").shift(1, "07:00", "13:00").cost(10.0);
    let figures = floor.results().groups;
    let inbound = named(&figures, "inbound");
    assert_eq!(mean(inbound, "signed_in_hours"), Some(8.0));
    assert_eq!(mean(inbound, "cost"), Some(120.0));
}

#[test]
fn of_a_shift_that_goes_on_after_the_last_date_it_is_paid_until_midnight() {
    // 6 hours of the eve's, 8 of the first date's, 2 of the last.
    let figures = around_the_clock().group("inbound").shift(1, "22:00", "30:00").cost(10.0).results().groups;
    assert_eq!(mean(named(&figures, "inbound"), "cost"), Some(160.0));
}

#[test]
fn head_counts_hold_while_it_is_open_and_begin_with_each_opening() {
    let day = two_dates().group("inbound").head_counts(&[("07:30", 1), ("10:00", 2), ("11:00", 1)]).play();
    // What holds at 12:00 holds at the opening of the second date.
    assert_eq!(
        day.phones(),
        ["0 07:30-11:00", "1 10:00-12:00", "0 32:00-36:00"].map(|spell| format!("inbound {spell}"))
    );
}

#[test]
fn an_incident_is_one_of_its_dates_and_over_with_their_hours() {
    let incident = Incident {
        name: "outage".to_owned(),
        chance: 1.0,
        on: OnDates::only([1]),
        start: at("11:30"),
        lasting: Distribution::Constant(Span::from_hours(3)),
        queues: Vec::new(),
        volume: ExtraVolume::PerHour(600.0),
        talk_factor: 1.0,
    };
    let results = two_dates().agents(0).incident(incident).results_of(100);
    let offered = |date: usize| mean(&results.dates[date].measures, "offered").expect("calls");
    assert_eq!(offered(0), 0.0);
    assert!((offered(1) - 300.0).abs() < 10.0, "{}", offered(1));
}

#[test]
fn deferred_work_and_its_deadline_carry_over_the_night() {
    // 11:00 to 12:00  away for a rung: one task an hour is deferred; nothing is caught up then
    // Free for it a quarter of the hours 12:00 to 13:00 and from 08:00 on of the second date: done at 35:00, 23 to 24 hours later.
    let late = |hours: i64| {
        let deadline = Some(Deadline::Within(Span::from_hours(hours)));
        let work = OwnWork { deadline, catch_up: true, spare: 0.25, ..OwnWork::new("letters", 1.0) };
        let floor = two_dates().agents(0).lent("floaters").shift(1, "08:00", "13:00");
        let floor = floor.group_with(|g| g.own_work = Some(work.clone())).rung("floaters", up_to(1)).above(0);
        let results = floor.caller("11:00").talk(3_600).results();
        let figures = named(&results.groups, "floaters");
        ["deferred_tasks", "caught_up_tasks", "late_tasks"].map(|name| mean(figures, name))
    };
    assert_eq!(late(25), [1.0, 1.0, 0.0].map(Some));
    assert_eq!(late(2)[2], Some(1.0 - 0.25));
}

#[test]
fn each_date_has_results_of_its_own_and_intervals_by_its_clock() {
    let results = two_dates().agents(1).caller("08:00").callers(2, "08:00").on(1).patience(60).results();
    let of_dates: Vec<_> = results.dates.iter().map(|date| mean(&date.measures, "answer_rate")).collect();
    assert_eq!((of_dates, mean(&results.measures, "offered")), (vec![Some(1.0), Some(0.5)], Some(3.0)));
    assert_eq!(interval(&results, "08:00", "offered"), Some(1.0));
    let row = results.whole_floor().last().expect("intervals");
    assert_eq!((row.by_the_clock(), row.start), ((at("11:45").into(), at("12:00").into()), SimTime::clock(35, 45)));
    let date = row.date.map(|date| date.to_string());
    assert_eq!(date.as_deref(), Some("2027-01-08"));
}

#[test]
fn people_given_as_a_number_hand_over_at_midnight() {
    let day =
        around_the_clock().group("inbound").group_with(|g| g.presence = Presence::People(1)).caller("23:55").play();
    assert_eq!(day.phones(), ["inbound 0 00:00-24:05 due 24:00", "inbound 1 24:00-48:00"]);
}
