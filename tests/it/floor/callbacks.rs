//! Callers who are called back instead of waiting on the line (M-C9).

use crate::traced::{Traced, at, floor, mean, secs, up_to};
use holdline::engine::Fact;
use holdline::model::{AfterClose, CallAgain, Callback, Distribution, TakenBy};

/// Everybody who is offered a callback accepts, and picks up.
fn callback(change: impl Fn(&mut Callback)) -> Traced {
    called_back(floor(), change)
}

/// The same in the queue last named.
fn called_back(floor: Traced, change: impl Fn(&mut Callback)) -> Traced {
    floor.queue_with(|queue| {
        let mut callback = Callback::accepted_by(1.0);
        change(&mut callback);
        queue.callback = Some(callback);
    })
}

/// Nobody ever picks up: it rings for a minute, so many times in all, the next time so many seconds after that.
fn never_reached(tries: u32, again_after: i64) -> Traced {
    callback(|c| rings_in_vain(c, tries, again_after))
}

fn rings_in_vain(callback: &mut Callback, tries: u32, again_after: i64) {
    callback.no_answer = 1.0;
    callback.rings = Distribution::Constant(secs(60));
    callback.tries = tries;
    callback.again_after = Distribution::Constant(secs(again_after));
}

/// To whom a callback was offered, when, and whether it was accepted.
fn offers(floor: Traced) -> Vec<String> {
    let offer = |fact: &Fact| match fact {
        Fact::OfferedCallback(caller, accepted) => Some(format!("{} {accepted}", caller.arrival)),
        _ => None,
    };
    floor.play().facts.iter().filter_map(offer).collect()
}

fn day_of<const N: usize>(floor: Traced, names: [&str; N]) -> [Option<f64>; N] {
    let measures = floor.results().measures;
    names.map(|name| mean(&measures, name))
}

#[test]
fn who_accepts_a_callback_keeps_the_place_in_the_queue() {
    // 08:00  talks until 08:10       08:01  hangs up to be called back, with a patience of a minute
    // 08:02  waits, as one is to be called already; the first is called at 08:10, and the second answered at 08:20
    let floor = callback(|c| c.at_most = Some(1)).agents(1).caller("08:00").caller("08:01").patience(60);
    let expected = [
        "08:00 answered 08:00 by inbound 0",
        "08:01 called back 08:10 by inbound 0",
        "08:02 answered 08:20 by inbound 0",
    ];
    assert_eq!(floor.caller("08:02").play().calls(), expected);
}

#[test]
fn a_callback_is_offered_if_the_longest_wait_is_long_enough() {
    // 08:01  nobody waits       08:02  the longest wait is one minute       08:03  two       08:05  three, to be called back
    let floor = callback(|c| c.expected_wait = secs(120)).agents(1).caller("08:00").caller("08:01").patience(179);
    let floor = floor.caller("08:02").patience(60).caller("08:03").caller("08:04:59").patience(60).caller("08:05");
    assert_eq!(offers(floor.clone()), ["08:03 true", "08:05 true"]);
    assert_eq!(
        floor.play().calls()[3..],
        ["08:03 called back 08:10 by inbound 0", "08:04:59 gone 08:05:59", "08:05 called back 08:20 by inbound 0"]
    );
}

#[test]
fn nobody_is_offered_a_callback_who_need_not_wait_or_balks() {
    assert_eq!(offers(callback(|_| {}).agents(2).callers(2, "08:00")), [""; 0]);
    assert_eq!(offers(callback(|_| {}).balk(1.0).agents(1).callers(2, "08:00")), [""; 0]);
    assert_eq!(offers(callback(|_| {}).agents(1).callers(2, "08:00")), ["08:00 true"]);
    assert_eq!(offers(callback(|c| c.chance = 0.0).agents(1).callers(2, "08:00")), ["08:00 false"]);
}

#[test]
fn no_more_wait_for_a_callback_than_at_most() {
    // 08:01  accepts; called in vain from 08:10 to 08:11, and again from 08:31 to 08:32
    // 08:10:30  is not offered it, as there is one; answered 08:11       08:31:30  is, called 08:32 and 08:53
    let floor = callback(|c| {
        rings_in_vain(c, 2, 1_200);
        c.at_most = Some(1);
    });
    let floor = floor.agents(1).caller("08:00").caller("08:01").caller("08:10:30").caller("08:31:30");
    assert_eq!(offers(floor.clone()), ["08:01 true", "08:31:30 true"]);
    let expected = ["08:01 not reached 08:31", "08:10:30 answered 08:11 by inbound 0", "08:31:30 not reached 08:53"];
    assert_eq!(floor.play().calls()[1..], expected);
}

#[test]
fn who_does_not_pick_up_is_called_again_later() {
    // 08:10  forty people come, and call the forty of 08:00 back: some pick up, the others are rung for 30 s
    // 08:20:30  ten minutes later those are called again, all at once, for all the forty are idle again
    let floor = callback(|c| {
        c.no_answer = 0.5;
        c.again_after = Distribution::Constant(secs(600));
    });
    let day = floor.group("inbound").shift(40, "08:10", "12:00").callers(40, "08:00").play();
    let reached =
        |clock: &str| day.facts.iter().filter(|f| matches!(f, Fact::CalledBack(_, _, t) if *t == at(clock))).count();
    let (first, second) = (reached("08:10"), reached("08:20:30"));
    let in_vain = day.in_vain();
    let tried = |clock: &str| in_vain.iter().filter(|line| line.starts_with(&format!("{clock} "))).count();
    assert_eq!((first + tried("08:10"), second + tried("08:20:30")), (40, tried("08:10")));
    // Of forty one half: fewer than 8 or more than 32 have a chance below 1e-4.
    assert!((8..=32).contains(&first) && second > 0 && tried("08:20:30") > 0, "{first}, {second}");
    assert_eq!(in_vain.len(), tried("08:10") + tried("08:20:30"));
}

#[test]
fn who_never_picks_up_is_given_up_after_the_last_try() {
    // 08:00  talks until 08:01; the caller of 08:00:30 is called at 08:01, 08:04 and 08:07, a minute each
    let floor = never_reached(3, 120).agents(1).caller("08:00").talk(60).caller("08:00:30");
    let day = floor.clone().play();
    assert_eq!(day.calls()[1..], ["08:00:30 not reached 08:07"]);
    let rings = |from: &str, to: &str| format!("{from} rings until {to} by inbound 0");
    assert_eq!(day.in_vain(), [rings("08:01", "08:02"), rings("08:04", "08:05"), rings("08:07", "08:08")]);
    let found =
        day_of(floor.clone(), ["offered", "answered", "abandoned", "callbacks", "called_back", "callbacks_unreached"]);
    assert_eq!(found, [2.0, 1.0, 0.0, 1.0, 0.0, 1.0].map(Some));
    // Four minutes of the four hours on the phones; the handle time is that of the call answered.
    let found = day_of(floor, ["occupancy", "handle_time_s", "caller_answer_rate", "callback_time_s"]);
    assert_eq!(found, [Some(1.0 / 60.0), Some(60.0), Some(0.5), None]);
}

#[test]
fn a_try_that_falls_due_looks_for_an_idle_agent() {
    // 08:10  both are free: more 0 calls in vain until 08:11       08:16  own 0 has been idle longer, but `more` is asked first
    let floor = never_reached(2, 300).answered_by(&["more"]).group("own").people(1).group("more").people(1);
    let day = floor.callers(2, "08:00").caller("08:01").play();
    assert_eq!(day.in_vain(), ["08:10 rings until 08:11 by more 0", "08:16 rings until 08:17 by more 0"]);
}

#[test]
fn a_try_that_falls_due_stands_behind_those_who_wait() {
    // 08:10  in vain until 08:11, due again at 08:12: the caller of 08:11 talks until 08:21, that of 08:11:30 is before, 08:31
    let floor = callback(|c| {
        rings_in_vain(c, 2, 60);
        c.at_most = Some(1);
    });
    let day =
        floor.agents(1).caller("08:00").caller("08:01").caller("08:11").caller("08:11:30").caller("08:12:30").play();
    let answered = [
        "08:11 answered 08:11 by inbound 0",
        "08:11:30 answered 08:21 by inbound 0",
        "08:12:30 answered 08:32 by inbound 0",
    ];
    assert_eq!(day.calls()[2..], answered);
    assert_eq!(day.in_vain()[1..], ["08:31 rings until 08:32 by inbound 0"]);
}

#[test]
fn callbacks_may_have_a_priority_of_their_own() {
    let order = |priority: i32| {
        let floor = callback(|c| (c.priority, c.at_most) = (Some(priority), Some(1))).agents(1);
        floor.caller("08:00").caller("08:01").caller("08:02").play().calls()[1..].to_vec()
    };
    assert_eq!(order(-1), ["08:01 called back 08:20 by inbound 0", "08:02 answered 08:10 by inbound 0"]);
    assert_eq!(order(0), ["08:01 called back 08:10 by inbound 0", "08:02 answered 08:20 by inbound 0"]);
}

#[test]
fn a_callback_expires_when_its_time_is_over() {
    // 08:01  would be called at 08:10: nine minutes later is in time, at that very moment too
    let floor = |within: i64| callback(|c| c.within = Some(secs(within))).agents(1).caller("08:00").caller("08:01");
    assert_eq!(floor(300).play().calls()[1..], ["08:01 expired 08:06"]);
    assert_eq!(floor(540).play().calls()[1..], ["08:01 called back 08:10 by inbound 0"]);
    let found = day_of(floor(300), ["offered", "answered", "abandoned", "callbacks_expired", "answer_rate"]);
    assert_eq!(found, [2.0, 1.0, 0.0, 1.0, 0.5].map(Some));
    // A further try that would fall due by then is none.
    let day = callback(|c| {
        rings_in_vain(c, 3, 60);
        c.within = Some(secs(660));
    });
    assert_eq!(day.agents(1).caller("08:00").caller("08:01").play().calls()[1..], ["08:01 not reached 08:10"]);
}

#[test]
fn no_further_try_falls_due_at_or_after_closing() {
    // 11:57  in vain until 11:58
    let calls = |again_after: i64| {
        let floor = never_reached(2, again_after).agents(1).caller("11:50").talk(420).caller("11:51");
        floor.play().calls()[1..].to_vec()
    };
    assert_eq!(calls(60), ["11:51 not reached 11:59"]);
    assert_eq!(calls(120), ["11:51 not reached 11:57"]);
}

#[test]
fn callbacks_at_closing_are_made_by_whoever_has_a_shift_and_expire_with_it() {
    // 12:00  closed; the first is called       12:05  the only shift is over, in the middle of the call
    for within in [None, Some(secs(36_000))] {
        let floor = callback(|c| c.within = within).group("inbound").shift(1, "08:00", "12:05");
        let day = floor.caller("11:50").caller("11:51").caller("11:52").play();
        assert_eq!(day.calls()[1..], ["11:51 called back 12:00 by inbound 0", "11:52 expired 12:05"]);
        assert_eq!(day.ended(), at("12:10"));
    }
}

#[test]
fn closing_cuts_callbacks_too() {
    let floor = callback(|_| {}).after_close(AfterClose::Cut).agents(1).caller("11:50").caller("11:51");
    assert_eq!(floor.play().calls()[1..], ["11:51 expired 12:00"]);
}

#[test]
fn who_waits_for_a_callback_has_no_line_and_is_not_seen_by_the_ladder() {
    // 08:00  two lines: one is taken until 08:10       08:01, 08:02  to be called back       08:03  waits       08:04  blocked
    let floor = callback(|c| c.at_most = Some(2)).lines(2).agents(1);
    let floor = floor.caller("08:00").caller("08:01").caller("08:02").caller("08:03").caller("08:04");
    assert_eq!(floor.clone().play().calls()[3..], ["08:03 answered 08:30 by inbound 0", "08:04 blocked"]);
    // The rung's agent calls back who has come first.
    let day = floor.lent("floaters").people(1).rung("floaters", up_to(1)).above(0).play();
    assert_eq!(day.ladder()[..1], ["08:03 pulled floaters (1 waiting, 1 of 1)"]);
    assert_eq!(day.call(1), "08:01 called back 08:03 by floaters 0");
}

#[test]
fn a_callback_is_an_answer_and_its_time_no_wait_on_the_line() {
    let floor = callback(|_| {}).agents(1).caller("08:00").caller("08:01");
    let counts = ["offered", "answered", "callbacks_offered", "callbacks", "called_back", "answer_rate"];
    assert_eq!(day_of(floor.clone(), counts), [2.0, 2.0, 1.0, 1.0, 1.0, 1.0].map(Some));
    let times =
        ["asa_s", "wait_mean_s", "wait_max_s", "waiting_mean", "service_level_20s", "callback_time_s", "handle_time_s"];
    assert_eq!(day_of(floor, times), [0.0, 0.0, 0.0, 0.0, 0.5, 540.0, 600.0].map(Some));
}

#[test]
fn who_is_called_back_may_have_a_matter_that_is_not_settled() {
    // 08:10  called back until 08:20, and calls again an hour after that
    let again = CallAgain { chance: 1.0, after: Distribution::Constant(secs(3_600)), at_most: 1 };
    let floor = callback(|_| {}).queue_with(|q| q.repeat = Some(again.clone())).agents(1);
    let answered = [
        "08:01 called back 08:10 by inbound 0",
        "09:10 answered 09:10 by inbound 0",
        "09:20 answered 09:20 by inbound 0",
    ];
    assert_eq!(floor.caller("08:00").caller("08:01").play().calls()[1..], answered);
}

#[test]
fn terms_hold_for_callbacks_too() {
    // 08:00  own 0 talks until 08:30       08:01  to be called back, by helpers 0 after two minutes
    let floor = callback(|_| {}).group("own").people(1).group("helpers").people(1).after("general", 120);
    let floor = floor.caller("08:00").talk(1_800).caller("08:01");
    assert_eq!(floor.clone().play().call(1), "08:01 called back 08:03 by helpers 0");
    // Kept free until own 0 is free again.
    let kept = floor.group_with(|g| g.after.clear()).keep_free("general", 1);
    assert_eq!(kept.play().call(1), "08:01 called back 08:30 by own 0");
}

#[test]
fn a_group_by_preference_takes_callbacks_in_their_place() {
    // 08:10, 08:20  the preferred queue, in the order in which they called; 08:30  the other, who called before them
    let floor = callback(|c| c.at_most = Some(1)).queue("other").group("inbound").people(1);
    let floor = floor.serves(&["general", "other"]).group_with(|g| g.by = TakenBy::Preference);
    let floor = floor.caller("08:00").caller("08:00:30").to("other").caller("08:01").caller("08:02");
    let expected = [
        "08:00:30 answered 08:30 by inbound 0",
        "08:01 called back 08:10 by inbound 0",
        "08:02 answered 08:20 by inbound 0",
    ];
    assert_eq!(floor.play().calls()[1..], expected);
}

/// Everybody who has waited two minutes accepts a callback, and picks up.
fn after_two_minutes(change: impl Fn(&mut Callback)) -> Traced {
    callback(|callback| {
        callback.offer_after = secs(120);
        change(callback);
    })
}

/// To whom a callback was offered while they waited, when, and whether it was accepted.
fn offers_while_waiting(floor: Traced) -> Vec<String> {
    let offer = |fact: &Fact| match fact {
        Fact::OfferedCallbackWaiting(caller, accepted, at) => Some(format!("{} {at} {accepted}", caller.arrival)),
        _ => None,
    };
    floor.play().facts.iter().filter_map(offer).collect()
}

#[test]
fn who_has_waited_so_long_is_offered_a_callback_and_keeps_the_place() {
    // 08:03  who came at 08:01 hangs up to be called back      08:04  who came at 08:02 is not offered it: one is to be called already
    // 08:10  the first is called back, before the second, who is answered at 08:20
    let floor = after_two_minutes(|c| c.at_most = Some(1)).agents(1).caller("08:00").caller("08:01").patience(180);
    let floor = floor.caller("08:02");
    assert_eq!(offers_while_waiting(floor.clone()), ["08:01 08:03 true"]);
    let expected = [
        "08:00 answered 08:00 by inbound 0",
        "08:01 called back 08:10 by inbound 0",
        "08:02 answered 08:20 by inbound 0",
    ];
    assert_eq!(floor.play().calls(), expected);
}

#[test]
fn who_does_not_wait_so_long_is_offered_no_callback() {
    // 08:02  one hangs up      08:10  one is answered after a minute      08:12  one hangs up at the moment of the offer, which comes first
    let floor = after_two_minutes(|_| {}).agents(1).caller("08:00").caller("08:01").patience(60).caller("08:09");
    let floor = floor.caller("08:10").patience(120);
    assert_eq!(offers_while_waiting(floor.clone()), ["08:10 08:12 true"]);
    let expected = ["08:01 gone 08:02", "08:09 answered 08:10 by inbound 0", "08:10 called back 08:20 by inbound 0"];
    assert_eq!(floor.play().calls()[1..], expected);
}

#[test]
fn who_declines_a_callback_after_a_wait_waits_on() {
    let floor =
        after_two_minutes(|c| c.chance = 0.0).agents(1).caller("08:00").caller("08:01").caller("08:02").patience(180);
    assert_eq!(offers_while_waiting(floor.clone()), ["08:01 08:03 false", "08:02 08:04 false"]);
    assert_eq!(floor.play().calls()[1..], ["08:01 answered 08:10 by inbound 0", "08:02 gone 08:05"]);
}

#[test]
fn a_callback_is_offered_only_between_its_times_of_day() {
    let between = |change: fn(&mut Callback)| {
        let floor = callback(change).queue_with(|queue| {
            let callback = queue.callback.as_mut().expect("a queue that calls back");
            callback.between = Some((at("08:02"), at("08:04")));
        });
        ["08:01", "08:02", "08:03:59", "08:04"].into_iter().fold(floor.agents(1).caller("08:00"), Traced::caller)
    };
    assert_eq!(offers(between(|_| {})), ["08:02 true", "08:03:59 true"]);
    // After a minute on the line it is the moment of the offer that counts.
    assert_eq!(offers_while_waiting(between(|c| c.offer_after = secs(60))), ["08:01 08:02 true", "08:02 08:03 true"]);
}

#[test]
fn after_closing_nobody_is_offered_a_callback() {
    let floor = after_two_minutes(|_| {}).after_close(AfterClose::Stay).agents(1).callers(2, "11:58:30");
    assert_eq!(offers_while_waiting(floor.clone()), [""; 0]);
    assert_eq!(floor.play().call(1), "11:58:30 answered 12:08:30 by inbound 0");
}

#[test]
fn until_a_callback_is_accepted_the_wait_is_one_on_the_line() {
    // One waits on the line from 08:01 to 08:03, and is called back at 08:10; in all four hours on average 2 of 240 minutes.
    let floor = after_two_minutes(|_| {}).lines(2).agents(1).caller("08:00").caller("08:01");
    let names = ["waiting_mean", "callbacks_offered", "called_back", "callback_time_s", "asa_s", "answer_rate"];
    let found = day_of(floor.clone(), names);
    assert_eq!(found, [Some(2.0 / 240.0), Some(1.0), Some(1.0), Some(540.0), Some(0.0), Some(1.0)]);
    // And until then it takes a telephone line.
    let calls = floor.caller("08:02").caller("08:04").play().calls();
    assert_eq!(calls[2..], ["08:02 blocked", "08:04 called back 08:20 by inbound 0"]);
}

#[test]
fn the_ladder_sees_who_waits_until_a_callback_is_accepted() {
    let floor = after_two_minutes(|_| {}).agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).above(0);
    let released = floor.lasting(60).release(0, 0, holdline::model::Step::Rung).caller("08:00").callers(2, "08:01");
    // 08:02  pulled: one of two is answered      08:03  the other accepts, and nobody waits that the supervisor sees
    let expected = ["08:02 pulled floaters (2 waiting, 1 of 1)", "08:03 released floaters (0 waiting, 1 of 1)"];
    assert_eq!(released.play().ladder(), expected);
}
