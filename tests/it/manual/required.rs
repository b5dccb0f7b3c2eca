//! As many people as are required at the call rate of late (M-L9).

use crate::traced::{Traced, floor};
use holdline::model::{Asked, Distribution, Patience};
use holdline::units::Span;

/// One agent, and seven on a list who are called once more than four wait.
fn one_and_a_list() -> Traced {
    floor().agents(1).lent("overtime").people(7).rung("overtime", Asked::Required).above(4)
}

#[test]
fn as_many_are_called_as_erlang_asks_for_less_those_who_are_signed_in() {
    // 6 calls in the 20 minutes since opening, of 10 minutes each: 3 Erlang. 80 % within 20 s take 6 (five: 77.9 %).
    let day = one_and_a_list().callers(6, "08:20").play();
    assert_eq!(day.ladder(), ["08:20 pulled overtime (5 waiting, 5 of 5)"]);
}

#[test]
fn callers_who_hang_up_ask_for_fewer() {
    // With a patience of 2 minutes 90 % answered takes 5 of Erlang A (four: 82.7 %), and 80 % within 20 s no more.
    let patience = Patience::Random(Distribution::Exponential { mean: Span::from_minutes(2) });
    let day = one_and_a_list().drawn_patience(&patience).callers(6, "08:20").play();
    assert_eq!(day.ladder(), ["08:20 pulled overtime (5 waiting, 4 of 4)"]);
}

#[test]
fn calls_of_longer_ago_do_not_count() {
    // 10:01  the calls of the last 15 minutes are six: 4 Erlang take 7 agents; those of 09:46 are not among them
    let floor = one_and_a_list().lasting(60).with(|p| p.first_ladder().call_rate_within = Span::from_minutes(15));
    let day = floor.callers(20, "09:46").patience(30).callers(6, "10:00").play();
    assert_eq!(day.ladder(), ["10:01 pulled overtime (5 waiting, 6 of 6)"]);
}

#[test]
fn a_condition_that_holds_asks_for_one_at_least() {
    // 08:00  six at once within the first minute would ask for many more than the list has      11:00  one each half an hour for none
    let floor = floor().agents(9).lent("overtime").people(7).rung("overtime", Asked::Required).above(0).lasting(60);
    let floor = floor.with(|p| p.first_ladder().call_rate_within = Span::from_minutes(1));
    let day = floor.callers(10, "10:00").talk(3600).play();
    assert_eq!(day.ladder(), ["10:01 pulled overtime (1 waiting, 1 of 1)"]);
}

#[test]
fn no_more_are_called_than_there_are() {
    let floor = floor().agents(1).lent("overtime").people(3).rung("overtime", Asked::Required).above(4);
    assert_eq!(floor.callers(6, "08:20").play().ladder(), ["08:20 pulled overtime (5 waiting, 3 of 5)"]);
}
