//! Incidents: more callers for a while, on some days (M-C4).

use crate::traced::{Traced, at, floor, mean, secs};
use holdline::engine::Fact;
use holdline::model::{Arrivals, DayFactor, Distribution, ExtraVolume, Incident, OnDates, Patience};
use holdline::units::{SimTime, Span};

/// From 09:00 for half an hour, on every day, 600 calls an hour more.
fn outage() -> Incident {
    Incident {
        name: "outage".to_owned(),
        chance: 1.0,
        on: OnDates::default(),
        start: at("09:00"),
        lasting: Distribution::Constant(Span::from_minutes(30)),
        queues: Vec::new(),
        volume: ExtraVolume::PerHour(600.0),
        talk_factor: 1.0,
    }
}

/// 100 calls an hour all day, and nobody waits long.
fn steady() -> Traced {
    let calls = |arrivals: &mut Arrivals| *arrivals = Arrivals::per_hour(100.0, at("08:00"), at("12:00"));
    let floor = floor().queue_with(|q| calls(&mut q.arrivals)).agents(0);
    floor.drawn_patience(&Patience::Random(Distribution::Constant(secs(1))))
}

/// When the callers came who hung up, with the source that they are from.
fn gone(floor: Traced, day: u64) -> Vec<(usize, SimTime)> {
    let gone = |fact: &Fact| match fact {
        Fact::Abandoned(caller, _) => Some((caller.id.source.index(), caller.arrival)),
        _ => None,
    };
    floor.play_day(1, day).facts.iter().filter_map(gone).collect()
}

#[test]
fn an_incident_adds_callers_and_leaves_the_ordinary_ones_as_they_are() {
    let with = gone(steady().incident(outage()), 0);
    let (ordinary, added): (Vec<_>, Vec<_>) = with.into_iter().partition(|(source, _)| *source == 0);
    assert_eq!(ordinary, gone(steady(), 0));
    assert!(added.iter().all(|(_, arrival)| (at("09:00")..at("09:30")).contains(arrival)));
    // 300 are expected: fewer than 230 or more than 370 have a chance below 1e-4.
    assert!((230..370).contains(&added.len()), "{}", added.len());
}

#[test]
fn with_a_factor_there_are_so_many_times_as_many_callers_as_on_that_day_without() {
    let busy = |floor: Traced| {
        floor.queue_with(|q| {
            if let Arrivals::Profile { busyness, .. } = &mut q.arrivals {
                *busyness = DayFactor { cv: 0.5, own: true };
            }
        })
    };
    let all_day = Incident {
        start: at("08:00"),
        lasting: Distribution::Constant(Span::from_hours(9)),
        volume: ExtraVolume::Times(3.0),
        ..outage()
    };
    let (mut ordinary, mut all) = (0.0, 0.0);
    for day in 0..30 {
        let (without, with) =
            (gone(busy(steady()), day).len(), gone(busy(steady()).incident(all_day.clone()), day).len());
        // Twice as many more, give or take five standard deviations.
        let more = (with - without) as f64;
        assert!((more - 2.0 * without as f64).abs() < 5.0 * (6.0 * without as f64).sqrt() + 5.0, "{without} {with}");
        ordinary += without as f64;
        all += with as f64;
    }
    assert!((all / ordinary - 3.0).abs() < 0.1, "{ordinary} {all}");
}

#[test]
fn it_happens_on_its_share_of_days_and_lasts_as_long_as_is_drawn() {
    let lasting = Distribution::Uniform { from: Span::from_minutes(10), to: Span::from_minutes(40) };
    let incident = Incident { chance: 0.25, lasting, ..outage() };
    let ends: Vec<SimTime> = (0..400)
        .filter_map(|day| {
            gone(steady().incident(incident.clone()), day).iter().rfind(|(s, _)| *s == 1).map(|(_, at)| *at)
        })
        .collect();
    // 100 of 400 days are expected: fewer than 66 or more than 134 have a chance below 1e-4.
    assert!((66..134).contains(&ends.len()), "{}", ends.len());
    assert!(ends.iter().all(|end| (at("09:08")..=at("09:40")).contains(end)));
    assert!(ends.iter().any(|end| *end < at("09:20")) && ends.iter().any(|end| *end > at("09:30")));
}

#[test]
fn only_the_queues_named_are_called_and_talks_are_longer() {
    let incident = Incident { queues: vec!["vip".to_owned()], talk_factor: 1.5, ..outage() };
    let day = floor().queue("vip").agents(500).incident(incident).caller("08:30").play();
    let talk = |fact: &Fact| match fact {
        Fact::AnsweredAtOnce(caller, service) => Some((caller.queue.index(), caller.id.source.index(), service.talk)),
        _ => None,
    };
    let talks: Vec<_> = day.facts.iter().filter_map(talk).collect();
    assert_eq!(talks[0], (0, 0, secs(600)));
    assert!(talks.len() > 200 && talks[1..].iter().all(|talk| *talk == (1, 2, secs(900))));
}

#[test]
fn an_incident_is_over_at_closing() {
    let late = Incident { start: at("11:45"), ..outage() };
    let added = gone(steady().incident(late), 0).into_iter().filter(|(source, _)| *source == 1);
    let times: Vec<SimTime> = added.map(|(_, arrival)| arrival).collect();
    assert!(times.len() > 100 && times.iter().all(|time| *time < at("12:00")));
}

#[test]
fn callers_of_an_incident_are_offered_like_all_others() {
    let quiet = mean(&steady().results_of(20).measures, "offered").expect("counted");
    let loud = mean(&steady().incident(outage()).results_of(20).measures, "offered").expect("counted");
    assert!((loud - quiet - 300.0).abs() < 20.0, "{quiet} {loud}");
}
