//! Answered callers who go on to another queue (M-C10).

use crate::traced::{Traced, at, floor, mean, named, secs, up_to};
use holdline::engine::{CallerId, Fact};
use holdline::model::{Arrivals, CallAgain, Callback, Distribution, Ivr, Patience, ProfileRow, Transfer, Transferred};
use std::collections::BTreeSet;

/// Everybody answered in `general` goes on to `second`, where a talk takes five minutes; one agent for each queue.
fn two_lines() -> Traced {
    with_transfers(&[("second", 1.0)]).group("first").serves(&["general"]).people(1)
}

fn with_transfers(to: &[(&str, f64)]) -> Traced {
    let transfers = to.iter().map(|(to, chance)| Transfer::with_chance(to, *chance)).collect::<Vec<_>>();
    let general = floor().queue_with(|q| q.transfers.clone_from(&transfers));
    general.queue("second").queue_with(|q| q.talk = Distribution::Constant(secs(300)))
}

fn second_line(floor: Traced, people: u32) -> Traced {
    floor.group("second").serves(&["second"]).people(people)
}

fn differ(floor: Traced, change: impl Fn(&mut Transferred)) -> Traced {
    floor.queue_with(|q| {
        let mut differs = Transferred::default();
        change(&mut differs);
        q.transferred = Some(differs);
    })
}

fn after(seconds: i64, at_most: u32) -> Option<CallAgain> {
    Some(CallAgain { chance: 1.0, after: Distribution::Constant(secs(seconds)), at_most })
}

fn patience(seconds: i64) -> Patience {
    Patience::Random(Distribution::Constant(secs(seconds)))
}

/// What becomes of those whose queue is the second, in order of arrival.
fn in_second(floor: Traced) -> Vec<String> {
    let lines = floor.play().calls();
    lines.into_iter().filter(|line| !line.contains("by first")).collect()
}

#[test]
fn who_is_transferred_joins_the_other_queue_while_the_agent_wraps_up() {
    // 08:00  talks until 08:10, and the agent wraps up until 08:12; in the second queue at 08:10
    // 08:00  answered at 08:12, talks until 08:22, and is in the second queue then
    let floor = second_line(two_lines(), 1).callers(2, "08:00").wrap_up(120);
    let expected = [
        "08:00 answered 08:00 by first 0",
        "08:00 answered 08:12 by first 0",
        "08:10 answered 08:10 by second 0",
        "08:22 answered 08:22 by second 0",
    ];
    assert_eq!(floor.clone().play().calls(), expected);
    let results = floor.results();
    let of_day = ["offered", "answered", "transfers", "callers", "caller_answer_rate"];
    assert_eq!(of_day.map(|name| mean(&results.measures, name)), [4.0, 4.0, 2.0, 2.0, 1.0].map(Some));
    let of = |queue: &str| of_day.map(|name| mean(named(&results.queues, queue), name));
    assert_eq!(of("general"), [2.0, 2.0, 0.0, 2.0, 1.0].map(Some));
    assert_eq!(of("second"), [Some(2.0), Some(2.0), Some(2.0), Some(0.0), None]);
}

#[test]
fn who_is_transferred_waits_from_then_on_with_a_patience_of_that_queue() {
    // The second queue's agent talks from 08:05 to 08:15; transferred at 08:10, gone at 08:11
    let second = two_lines().queue_with(|q| q.patience = patience(60));
    let floor = second_line(second, 1).caller("08:00").patience(5).caller("08:05").to("second");
    assert_eq!(in_second(floor.clone()), ["08:05 answered 08:05 by second 0", "08:10 gone 08:11"]);
    let figures = ["abandoned", "wait_mean_s"].map(|name| mean(named(&floor.clone().results().queues, "second"), name));
    assert_eq!(figures, [Some(1.0), Some(30.0)]);
}

/// The second queue's agent talks from 08:05 to 08:15; one of its own callers waits since 08:09, one who is transferred since 08:10.
fn two_wait(floor: Traced) -> Vec<String> {
    let floor = second_line(floor, 1).caller("08:00").caller("08:05").to("second").caller("08:09").to("second");
    in_second(floor)[1..].to_vec()
}

#[test]
fn the_transferred_stand_among_the_callers_of_the_queue_or_have_a_place_of_their_own() {
    let own_first = ["08:09 answered 08:15 by second 0", "08:10 answered 08:25 by second 0"];
    let own_last = ["08:09 answered 08:20 by second 0", "08:10 answered 08:15 by second 0"];
    assert_eq!(two_wait(two_lines()), own_first);
    assert_eq!(two_wait(differ(two_lines(), |t| t.priority = Some(1))), own_last);
    assert_eq!(two_wait(differ(two_lines(), |t| t.priority = Some(-1))), own_first);
    assert_eq!(two_wait(differ(two_lines(), |t| t.credit = Some(secs(59)))), own_first);
    assert_eq!(two_wait(differ(two_lines(), |t| t.credit = Some(secs(61)))), own_last);
}

#[test]
fn the_transferred_may_have_a_patience_of_their_own() {
    let waits = |of_transferred: Option<i64>| {
        let floor = differ(two_lines().queue_with(|q| q.patience = patience(60)), |t| {
            t.patience = of_transferred.map(patience);
        });
        in_second(second_line(floor, 0).caller("08:00"))
    };
    assert_eq!((waits(None), waits(Some(90))), (vec!["08:10 gone 08:11".into()], vec!["08:10 gone 08:11:30".into()]));
}

/// Who is in which queue at which call, of 400 callers for whom there are agents enough.
fn sent(transfers: &[(&str, f64)]) -> BTreeSet<(usize, CallerId)> {
    let floor = with_transfers(transfers).queue("third").agents(900).callers(400, "08:00");
    let facts = floor.play().facts;
    let answered = |fact: &Fact| match fact {
        Fact::AnsweredAtOnce(caller, _) if caller.history.is_transfer() => Some((caller.queue.index(), caller.id)),
        _ => None,
    };
    facts.iter().filter_map(answered).collect()
}

#[test]
fn one_draw_decides_whether_and_to_which_queue() {
    let (few, more) = (sent(&[("second", 0.3)]), sent(&[("second", 0.6)]));
    let both = sent(&[("second", 0.3), ("third", 0.3)]);
    assert!(few.is_subset(&more) && few.is_subset(&both));
    let callers = |sent: &BTreeSet<(usize, CallerId)>| sent.iter().map(|(_, id)| *id).collect::<BTreeSet<_>>();
    assert_eq!(callers(&both), callers(&more));
    // Of 400 by chance 120 and 240: five standard deviations off, 46 and 49, have a chance below 1e-6.
    assert!((74..=166).contains(&few.len()) && (191..=289).contains(&more.len()), "{}, {}", few.len(), more.len());
}

#[test]
fn whether_somebody_is_transferred_changes_nobody_elses_fate() {
    let fates = |chance: f64| {
        let floor = with_transfers(&[("second", chance)]).group("first").serves(&["general"]).people(20);
        let floor = second_line(floor, 20).callers(60, "08:00").drawn();
        let floor = floor.with(|parts| {
            parts.queues[0].talk = Distribution::Exponential { mean: secs(200) };
            parts.queues[0].patience = Patience::Random(Distribution::Exponential { mean: secs(60) });
        });
        let fate = |fact: &Fact| match fact {
            Fact::AnsweredAtOnce(caller, service) if caller.queue.index() == 0 => {
                Some((caller.id, caller.arrival, Some(service.talk)))
            }
            Fact::Answered(caller, service, at) if caller.queue.index() == 0 => {
                Some((caller.id, *at, Some(service.talk)))
            }
            Fact::Abandoned(caller, at) if caller.queue.index() == 0 => Some((caller.id, *at, None)),
            _ => None,
        };
        floor.play().facts.iter().filter_map(fate).collect::<Vec<_>>()
    };
    let without = fates(0.0);
    assert_eq!(without.len(), 60);
    assert_eq!(fates(0.5), without);
}

#[test]
fn who_has_been_transferred_so_often_is_not_any_more() {
    let back = || vec![Transfer { at_most: 3, ..Transfer::with_chance("general", 1.0) }];
    let floor = second_line(two_lines().queue_with(|q| q.transfers = back()), 1).caller("08:00");
    let expected = [
        "08:00 answered 08:00 by first 0",
        "08:10 answered 08:10 by second 0",
        "08:15 answered 08:15 by first 0",
        "08:25 answered 08:25 by second 0",
    ];
    assert_eq!(floor.clone().play().calls(), expected);
    assert_eq!(mean(&floor.results().measures, "callers"), Some(1.0));
}

#[test]
fn nobody_is_transferred_at_or_after_closing() {
    let calls = |talk: i64| second_line(two_lines(), 1).caller("11:50").talk(talk).play().calls();
    assert_eq!(calls(600), ["11:50 answered 11:50 by first 0"]);
    assert_eq!(calls(599), ["11:50 answered 11:50 by first 0", "11:59:59 answered 11:59:59 by second 0"]);
}

#[test]
fn the_transferred_keep_their_line_and_go_through_no_ivr() {
    // One line: taken until the end of the second talk at 08:15, also at 08:10 itself
    let ivr = Ivr { delay: Distribution::Constant(secs(60)), contained: 1.0 };
    let floor = second_line(two_lines().queue_with(|q| q.ivr = Some(ivr.clone())), 1).lines(1);
    let floor = floor.caller("08:00").caller("08:10").caller("08:14:59").caller("08:15");
    let expected = [
        "08:00 answered 08:00 by first 0",
        "08:10 blocked",
        "08:10 answered 08:10 by second 0",
        "08:14:59 blocked",
        "08:15 answered 08:15 by first 0",
    ];
    assert_eq!(floor.play().calls()[..5], expected);
}

#[test]
fn who_hangs_up_after_a_transfer_calls_the_first_queue_again() {
    // 08:00  a talk of 90 s as recorded, then gone after a minute; five minutes later in the first queue for another talk
    let once = |transfers: &mut Vec<Transfer>| transfers.iter_mut().for_each(|transfer| transfer.at_most = 1);
    let second = two_lines().queue_with(|q| (q.redial, q.patience) = (after(300, 1), patience(60)));
    let floor = second_line(second.with(|p| once(&mut p.queues[0].transfers)), 0).caller("08:00").talk(90);
    let day = floor.clone().play();
    let expected =
        ["08:00 answered 08:00 by first 0", "08:01:30 gone 08:02:30", "08:07:30 answered 08:07:30 by first 0"];
    assert_eq!(day.calls(), expected);
    let talks = day.facts.iter().filter_map(|f| if let Fact::AnsweredAtOnce(_, s) = f { Some(s.talk) } else { None });
    assert_eq!(talks.collect::<Vec<_>>(), [secs(90), secs(600)]);
    let figures =
        ["offered", "transfers", "redials", "callers"].map(|name| mean(&floor.clone().results().measures, name));
    assert_eq!(figures, [3.0, 1.0, 1.0, 1.0].map(Some));
}

#[test]
fn whether_a_matter_is_settled_is_asked_after_the_last_talk() {
    let calls = |first: Option<CallAgain>, second: Option<CallAgain>| {
        let floor = second_line(two_lines().queue_with(|q| q.repeat.clone_from(&second)), 1);
        let floor = floor.with(|p| {
            p.queues[0].repeat.clone_from(&first);
            p.queues[0].transfers[0].at_most = 1;
        });
        floor.caller("08:00").play().calls()
    };
    let transferred = ["08:00 answered 08:00 by first 0", "08:10 answered 08:10 by second 0"];
    assert_eq!(calls(after(600, 1), None), transferred);
    assert_eq!(calls(None, after(600, 1))[..2], transferred);
    assert_eq!(calls(None, after(600, 1))[2..], ["08:25 answered 08:25 by first 0"]);
}

#[test]
fn the_ladder_sees_the_transferred_in_their_queue() {
    let pulled = |floor: Traced| {
        let floor = second_line(floor, 0).lent("floaters").serves(&["second"]).people(1);
        floor.rung("floaters", up_to(1)).above(0).watch("second").caller("08:00").play().ladder()
    };
    let expected = ["08:10 pulled floaters (1 waiting, 1 of 1)"];
    assert_eq!(pulled(two_lines()), expected);
    assert_eq!(pulled(differ(two_lines(), |t| t.priority = Some(5))), expected);
}

#[test]
fn a_wait_for_overflow_begins_with_the_transfer() {
    let floor = second_line(two_lines(), 0).group("third").serves(&["second"]).people(1).after("second", 90);
    assert_eq!(in_second(floor.caller("08:00")), ["08:10 answered 08:11:30 by third 0"]);
}

#[test]
fn the_transferred_may_be_called_back_and_who_is_called_back_transferred() {
    // The second queue's agent talks from 08:05 to 08:15, that of the first from 08:00 to 08:10 and on.
    let floor = two_lines().queue_with(|q| q.callback = Some(Callback::accepted_by(1.0)));
    let floor = differ(floor, |t| t.priority = Some(1));
    let floor = second_line(floor, 1).caller("08:00").caller("08:05").to("second");
    assert_eq!(in_second(floor)[1..], ["08:10 called back 08:15 by second 0"]);
    let first = two_lines().with(|p| p.queues[0].callback = Some(Callback::accepted_by(1.0)));
    let day = second_line(first, 1).lines(1).caller("08:00").talk(60).caller("08:01").play();
    assert_eq!(day.call(0), "08:00 answered 08:00 by first 0");
    let day = second_line(two_lines().with(|p| p.queues[0].callback = Some(Callback::accepted_by(1.0))), 1);
    let lines = day.callers(2, "08:00").play().calls();
    assert_eq!(lines[1], "08:00 called back 08:10 by first 0");
    assert_eq!(lines[3], "08:20 answered 08:20 by second 0");
}

#[test]
fn the_transferred_take_as_long_as_those_who_call_that_queue_then() {
    // Those who call the second queue from 09:00 on take twice as long.
    let row = |from: &str, to: &str, minutes: Option<i64>| ProfileRow {
        handle_time: minutes.map(|minutes| secs(60 * minutes)),
        ..ProfileRow::new(at(from), at(to), 0.0)
    };
    let floor = second_line(two_lines(), 1).caller("08:00").caller("08:50");
    let mut parts = floor.into_parts();
    let rows = vec![row("08:00", "09:00", None), row("09:00", "12:00", Some(10))];
    parts.queues[1].arrivals = Arrivals::Profile {
        rows,
        scale: 1.0,
        busyness: holdline::model::DayFactor::default(),
        intervals: holdline::model::IntervalFactor::default(),
    };
    let floor = holdline::model::Floor::new(parts).expect("a valid floor");
    let mut facts: Vec<Fact> = Vec::new();
    holdline::engine::Day::new(&holdline::engine::Plan::new(&floor)).play(1, 0, &mut facts).expect("a day that ends");
    let talk = |fact: &Fact| match fact {
        Fact::AnsweredAtOnce(caller, service) if caller.history.is_transfer() => Some(service.talk),
        _ => None,
    };
    assert_eq!(facts.iter().filter_map(talk).collect::<Vec<_>>(), [secs(300), secs(600)]);
}

/// The agent of the first queue stays with the caller until somebody takes the call, and a minute longer; two minutes of wrap-up.
fn warm() -> Traced {
    let hand_over = Distribution::Constant(secs(60));
    two_lines().with(|p| p.queues[0].transfers[0].hand_over = Some(hand_over.clone()))
}

/// Two callers of the first queue; the agent of the second talks from 08:05 to 08:15 with one of its own.
fn busy_second(floor: Traced) -> Traced {
    second_line(floor, 1).callers(2, "08:00").wrap_up(120).caller("08:05").to("second")
}

#[test]
fn an_agent_who_stays_is_held_until_somebody_takes_the_call_and_for_the_hand_over() {
    // 08:10  held       08:15  taken, handed over until 08:16, wrapped up until 08:18: the next caller
    // 08:15  the second agent has the hand-over and five minutes, until 08:21
    let day = busy_second(warm()).caller("08:16").to("second").play();
    let expected = [
        "08:00 answered 08:00 by first 0",
        "08:00 answered 08:18 by first 0",
        "08:05 answered 08:05 by second 0",
        "08:10 answered 08:15 by second 0",
        "08:16 answered 08:21 by second 0",
    ];
    assert_eq!(day.calls()[..5], expected);
}

#[test]
fn who_is_taken_at_once_is_handed_over_at_once() {
    let lines = second_line(warm(), 1).callers(2, "08:00").wrap_up(120).play().calls();
    assert_eq!(lines[1..3], ["08:00 answered 08:13 by first 0", "08:10 answered 08:10 by second 0"]);
}

#[test]
fn who_hangs_up_is_called_back_or_balks_frees_the_agent_who_stays() {
    let next =
        |change: fn(&mut holdline::model::Queue)| busy_second(warm().with(|p| change(&mut p.queues[1]))).play().call(1);
    assert_eq!(next(|q| q.patience = patience(60)), "08:00 answered 08:13 by first 0");
    assert_eq!(next(|q| q.balk = 1.0), "08:00 answered 08:12 by first 0");
    assert_eq!(next(|q| q.callback = Some(Callback::accepted_by(1.0))), "08:00 answered 08:12 by first 0");
    let later = |q: &mut holdline::model::Queue| {
        q.callback = Some(Callback { offer_after: secs(90), ..Callback::accepted_by(1.0) });
    };
    assert_eq!(next(later), "08:00 answered 08:13:30 by first 0");
}

#[test]
fn who_stays_with_a_caller_at_the_end_of_the_shift_goes_after_it() {
    let floor = with_transfers(&[("second", 1.0)]).group("first").serves(&["general"]).shift(1, "08:00", "08:12");
    let hand_over = Distribution::Constant(secs(60));
    let floor = floor.with(|p| p.queues[0].transfers[0].hand_over = Some(hand_over.clone()));
    let floor = second_line(floor, 1).caller("08:00").wrap_up(120).caller("08:05").to("second");
    assert_eq!(floor.play().phones_of("first"), ["first 0 08:00-08:18 due 08:12"]);
}

#[test]
fn who_is_dismissed_frees_the_agent_who_stays() {
    // Nobody takes the call: at closing the caller is dismissed, and the agent wraps up.
    let floor = second_line(warm(), 0).caller("11:00").wrap_up(120);
    let day = floor.after_close(holdline::model::AfterClose::Cut).play();
    assert_eq!(day.calls(), ["11:00 answered 11:00 by first 0", "11:10 dismissed 12:00"]);
    assert_eq!(day.phones_of("first"), ["first 0 08:00-12:02 due 12:00"]);
}

#[test]
fn the_time_of_who_stays_is_the_groups_and_no_calls() {
    // Handling: 10 minutes of talk, 5 of waiting, 1 of hand-over and 2 of wrap-up, twice, of four hours; the second caller is taken at once.
    let results = busy_second(warm()).results();
    let occupancy = mean(named(&results.groups, "first"), "occupancy").expect("somebody is there");
    assert!((occupancy - (18.0 + 13.0) / 240.0).abs() < 1e-9, "{occupancy}");
    assert_eq!(mean(named(&results.queues, "general"), "handle_time_s"), Some(720.0));
    assert_eq!(mean(named(&results.queues, "second"), "handle_time_s"), Some((600.0 + 2.0 * 360.0) / 3.0));
}

#[test]
fn a_wrap_up_of_no_time_ends_after_the_calls_of_that_moment() {
    // 08:11  gone, and a new caller at that moment: free a microsecond later
    let floor = second_line(warm().with(|p| p.queues[1].patience = patience(60)), 0).caller("08:00").caller("08:11");
    let answered =
        floor.play().facts.iter().find_map(|f| if let Fact::Answered(_, _, at) = f { Some(*at) } else { None });
    assert_eq!(answered.map(|at| at.micros() - crate::traced::at("08:11").micros()), Some(1));
}

#[test]
fn from_closing_on_nobody_stays_with_a_caller() {
    // 11:50  held, while the second agent talks until 12:05: at closing the first wraps up, until 12:02
    let floor = warm().group("second").serves(&["second"]).shift(1, "08:00", "12:30").caller("11:40").wrap_up(120);
    let day = floor.caller("11:49").to("second").talk(960).play();
    assert_eq!(day.calls()[1..], ["11:49 answered 11:49 by second 0", "11:50 answered 12:05 by second 0"]);
    assert_eq!(day.phones_of("first"), ["first 0 08:00-12:02 due 12:00"]);
}
