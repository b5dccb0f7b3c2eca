//! Callers who find no line, and callers who call again (M-C5, M-C7, M-C8).

use crate::traced::{Traced, floor, mean, secs, up_to};
use holdline::engine::{CallKind, Fact};
use holdline::model::{CallAgain, Distribution, Ivr, Patience};

/// Whoever calls again does so for certain, so many seconds later, at most so often.
fn again(after: i64, at_most: u32) -> CallAgain {
    CallAgain { chance: 1.0, after: Distribution::Constant(secs(after)), at_most }
}

fn redial(after: i64, at_most: u32) -> Traced {
    floor().queue_with(|q| q.redial = Some(again(after, at_most)))
}

fn repeat(after: i64, at_most: u32) -> Traced {
    floor().queue_with(|q| q.repeat = Some(again(after, at_most)))
}

fn day_of(floor: Traced, names: [&str; 4]) -> [Option<f64>; 4] {
    let measures = floor.results().measures;
    names.map(|name| mean(&measures, name))
}

#[test]
fn who_finds_every_line_taken_is_blocked_and_not_offered() {
    // 08:00  one talks, two wait: all three lines are taken       08:01  blocked
    // 08:10  the first talk ends, so at that very moment a line is free and the last caller waits
    let floor = floor().lines(3).agents(1).callers(3, "08:00").caller("08:01").caller("08:10");
    let answered = |at: &str| format!("answered {at} by inbound 0");
    let (first, second, third, last) = (answered("08:00"), answered("08:10"), answered("08:20"), answered("08:30"));
    let expected = [
        format!("08:00 {first}"),
        format!("08:00 {second}"),
        format!("08:00 {third}"),
        "08:01 blocked".to_owned(),
        format!("08:10 {last}"),
    ];
    assert_eq!(floor.clone().play().calls(), expected);
    let found = day_of(floor, ["offered", "blocked", "answer_rate", "callers"]);
    assert_eq!(found, [Some(4.0), Some(1.0), Some(1.0), Some(5.0)]);
}

#[test]
fn wrap_up_takes_no_line() {
    // 08:00  talks on the only line until 08:01, wraps up until 08:31       08:02  waits       08:03  blocked
    let floor = floor().lines(1).agents(1).caller("08:00").talk(60).wrap_up(1_800).caller("08:02").caller("08:03");
    let expected = ["08:00 answered 08:00 by inbound 0", "08:02 answered 08:31 by inbound 0", "08:03 blocked"];
    assert_eq!(floor.play().calls(), expected);
}

#[test]
fn who_is_blocked_is_not_seen_by_the_ladder() {
    let floor = floor().lines(5).lent("floaters").people(1).rung("floaters", up_to(1));
    assert!(floor.clone().callers(9, "08:00").play().ladder().is_empty());
    assert_eq!(floor.lines(6).callers(9, "08:00").play().ladder(), ["08:00 pulled floaters (6 waiting, 1 of 1)"]);
}

/// Everybody is in the IVR for so many seconds, and asks for a person then with this chance.
fn ivr(seconds: i64, asks: f64) -> Traced {
    floor().queue_with(|q| q.ivr = Some(Ivr { delay: Distribution::Constant(secs(seconds)), contained: 1.0 - asks }))
}

#[test]
fn a_caller_is_offered_when_the_ivr_is_over_and_waits_from_then_on() {
    // 08:00  in the IVR until 08:02, then talks until 08:12       08:01  until 08:03, then waits with a patience of 60 s
    let floor = ivr(120, 1.0).agents(1).caller("08:00").caller("08:01").patience(60);
    assert_eq!(floor.clone().play().calls(), ["08:02 answered 08:02 by inbound 0", "08:03 gone 08:04"]);
    let found = day_of(floor, ["offered", "contained", "callers", "wait_mean_s"]);
    assert_eq!(found, [Some(2.0), Some(0.0), Some(2.0), Some(30.0)]);
}

#[test]
fn who_is_contained_is_not_offered_and_does_not_call_again() {
    let floor = ivr(120, 0.0).queue_with(|q| q.redial = Some(again(60, 3))).agents(1).callers(2, "08:00");
    assert_eq!(floor.clone().play().calls(), ["08:00 contained 08:02", "08:00 contained 08:02"]);
    let found = day_of(floor, ["offered", "contained", "callers", "redials"]);
    assert_eq!(found, [Some(0.0), Some(2.0), Some(0.0), Some(0.0)]);
}

#[test]
fn who_is_in_the_ivr_has_a_line_also_who_is_contained() {
    // 08:00  two lines: both taken by the IVR until 08:02       08:01  blocked       08:02  finds a line
    let floor = ivr(120, 0.0).lines(2).agents(1).callers(2, "08:00").caller("08:01").caller("08:02");
    let expected = ["08:00 contained 08:02", "08:00 contained 08:02", "08:01 blocked", "08:02 contained 08:04"];
    assert_eq!(floor.play().calls(), expected);
}

#[test]
fn who_comes_out_of_the_ivr_keeps_the_line_before_those_who_call_at_that_moment() {
    // 08:00  one line, in the IVR until 08:02, then waits       08:02  blocked
    let floor = ivr(120, 1.0).lines(1).agents(0).caller("08:00").patience(60).caller("08:02");
    assert_eq!(floor.play().calls(), ["08:02 gone 08:03", "08:02 blocked"]);
}

#[test]
fn who_is_still_in_the_ivr_at_closing_is_contained() {
    let floor = ivr(120, 1.0).agents(1).caller("11:57").talk(30).caller("11:58");
    let lines = floor.clone().play().calls();
    assert!(lines.contains(&"11:59 answered 11:59 by inbound 0".to_owned()), "{lines:?}");
    assert!(lines.contains(&"11:58 contained 12:00".to_owned()), "{lines:?}");
    assert_eq!(
        day_of(floor, ["offered", "contained", "answered", "blocked"]).map(Option::unwrap_or_default)[..3],
        [1.0; 3]
    );
}

#[test]
fn who_hangs_up_calls_again_with_fresh_patience() {
    // 08:00  gone at 08:01, calls again at 08:06 with the queue's patience of 30 s, at 08:11:30 again, and gives up
    let patience = Patience::Random(Distribution::Constant(secs(30)));
    let floor = redial(300, 2).drawn_patience(&patience).agents(0).caller("08:00").patience(60);
    assert_eq!(floor.clone().play().calls(), ["08:00 gone 08:01", "08:06 gone 08:06:30", "08:11:30 gone 08:12"]);
    let found = day_of(floor, ["offered", "redials", "callers", "caller_answer_rate"]);
    assert_eq!(found, [Some(3.0), Some(2.0), Some(1.0), Some(0.0)]);
}

#[test]
fn a_redial_is_the_same_matter_and_counts_as_its_callers_answer() {
    // 08:00  the only agent talks until 08:10       08:01  gone at 08:02, calls again at 08:12: 90 s of talk as recorded
    let floor = redial(600, 3).agents(1).caller("08:00").caller("08:01").talk(90).wrap_up(20).patience(60);
    let day = floor.clone().play();
    assert_eq!(day.call(2), "08:12 answered 08:12 by inbound 0");
    let mut last = day.facts.iter().filter_map(|fact| match fact {
        Fact::AnsweredAtOnce(caller, service) => {
            Some((caller.history.kind(), caller.history.call(), service.talk, service.wrap_up))
        }
        _ => None,
    });
    assert_eq!(last.next_back(), Some((CallKind::Redial, 1, secs(90), secs(20))));
    let found = day_of(floor, ["answer_rate", "caller_answer_rate", "redials", "callers"]);
    assert_eq!(found, [Some(2.0 / 3.0), Some(1.0), Some(1.0), Some(2.0)]);
}

#[test]
fn who_is_blocked_and_who_balks_may_call_again_too() {
    let blocked = redial(660, 1).lines(1).agents(1).callers(2, "08:00");
    let answered = ["08:00 answered 08:00 by inbound 0", "08:00 blocked", "08:11 answered 08:11 by inbound 0"];
    assert_eq!(blocked.clone().play().calls(), answered);
    let found = day_of(blocked, ["blocked", "offered", "callers", "caller_answer_rate"]);
    assert_eq!(found, [Some(1.0), Some(2.0), Some(2.0), Some(1.0)]);
    let balked = redial(660, 1).balk(1.0).agents(1).callers(2, "08:00").play();
    assert_eq!(balked.calls()[1..], ["08:00 balked", "08:11 answered 08:11 by inbound 0"]);
}

#[test]
fn nobody_calls_again_at_or_after_closing() {
    let calls = |after: i64| redial(after, 1).agents(0).caller("11:58").patience(60).play().calls();
    assert_eq!(calls(59), ["11:58 gone 11:59", "11:59:59 dismissed 12:00"]);
    assert_eq!(calls(60), ["11:58 gone 11:59"]);
}

#[test]
fn who_calls_again_comes_after_those_who_call_at_that_moment_for_the_first_time() {
    // 08:05  the redial of 08:00 and a new caller; the agent is free again at 08:10 and takes the new caller first
    let floor = redial(240, 1).agents(1).caller("08:00").caller("08:00").patience(60).caller("08:05");
    let lines = floor.play().calls();
    assert_eq!(lines[2..], ["08:05 answered 08:20 by inbound 0", "08:05 answered 08:10 by inbound 0"]);
}

#[test]
fn a_matter_that_is_not_settled_brings_its_caller_back_after_the_talk() {
    // 08:00  talks until 08:10, wraps up until 08:12; calls again at 08:10 + 1 h for another talk, and no third time
    let floor = repeat(3_600, 1).agents(1).caller("08:00").wrap_up(120);
    let answered = ["08:00 answered 08:00 by inbound 0", "09:10 answered 09:10 by inbound 0"];
    assert_eq!(floor.clone().play().calls(), answered);
    let found = day_of(floor, ["offered", "repeats", "callers", "caller_answer_rate"]);
    assert_eq!(found, [Some(2.0), Some(1.0), Some(1.0), Some(1.0)]);
}

#[test]
fn redials_are_counted_anew_after_an_answer() {
    // 08:00  answered; 08:20 back, nobody there any more: gone 08:21, again 08:22, gone 08:23, and gives up
    let floor = floor().queue_with(|q| {
        q.repeat = Some(again(600, 1));
        q.redial = Some(again(60, 1));
        q.patience = Patience::Random(Distribution::Constant(secs(60)));
    });
    let floor = floor.group("inbound").shift(1, "08:00", "08:15").caller("08:00").patience(60);
    let expected = ["08:00 answered 08:00 by inbound 0", "08:20 gone 08:21", "08:22 gone 08:23"];
    assert_eq!(floor.clone().play().calls(), expected);
    let found = day_of(floor, ["redials", "repeats", "callers", "caller_answer_rate"]);
    assert_eq!(found, [Some(1.0), Some(1.0), Some(1.0), Some(1.0)]);
}

#[test]
fn whether_somebody_calls_again_changes_nobody_elses_fate() {
    let calls = |chance: f64| {
        let again = CallAgain { chance, ..again(1, 1) };
        let floor = floor().queue_with(|q| q.redial = Some(again.clone())).agents(0);
        let floor = floor.drawn_patience(&Patience::Random(Distribution::Exponential { mean: secs(60) }));
        let day = floor.callers(40, "08:00").drawn().play();
        let first = |fact: &Fact| match fact {
            Fact::Abandoned(caller, at) if caller.history.is_first_call() => Some((caller.id, *at)),
            _ => None,
        };
        (day.facts.iter().filter_map(first).collect::<Vec<_>>(), day.calls().len())
    };
    let ((nobody, forty), (half, some)) = (calls(0.0), calls(0.5));
    assert_eq!(nobody, half);
    // Of forty by chance one half: fewer than 8 or more than 32 have a chance below 1e-4.
    assert!(forty == 40 && (48..=72).contains(&some), "{forty}, {some}");
}
