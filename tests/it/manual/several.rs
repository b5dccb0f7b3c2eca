//! Several ladders, each watching its queues (M-L11).

use crate::traced::{Traced, floor, up_to};
use holdline::figures::RungFigure;
use holdline::model::{FloorParts, Step};
use holdline::units::Span;

/// Two desks with nobody of their own: for each a ladder, and somebody who is lent.
fn two_desks() -> Traced {
    let floor = floor().queue("sales").lent("floaters").people(1).serves(&["general"]);
    floor.lent("sellers").people(1).serves(&["sales"])
}

/// One person who serves both, and whom the ladder of each asks for in the order of these names.
fn one_for_both(desks: [&str; 2], lasting: i64) -> Traced {
    let floor = floor().queue("sales").lent("floaters").people(1);
    desks.into_iter().fold(floor, |floor, desk| {
        floor.ladder(desk, desk).rung_from(&format!("for {desk}"), "floaters", up_to(1)).above(0).lasting(lasting)
    })
}

#[test]
fn each_ladder_sees_the_callers_of_its_queues_alone() {
    // General: 08:00 1, 08:02 2.      Sales: 08:01 1, 08:05 2; at 08:02 three wait in all, but only one in sales.
    let floor = two_desks().ladder("one", "general").rung("floaters", up_to(1)).above(1);
    let floor = floor.ladder("two", "sales").rung("sellers", up_to(1)).above(1);
    let floor = floor.caller("08:00").caller("08:01").to("sales").caller("08:02").caller("08:05").to("sales");
    let expected = ["08:02 pulled floaters (2 waiting, 1 of 1)", "08:05 pulled sellers (2 waiting, 1 of 1)"];
    assert_eq!(floor.play().ladder(), expected);
}

#[test]
fn a_queue_may_be_watched_by_two_ladders_or_by_none() {
    // General: 08:00 2, above 0 and above 1.      Sales: 9 wait, which no ladder sees.
    let floor = floor().queue("sales").lent("floaters").people(1).lent("experts").people(1);
    let floor = floor.ladder("one", "general").rung("floaters", up_to(1)).above(0).lasting(60);
    let floor = floor.ladder("two", "general").rung("experts", up_to(1)).above(1).lasting(30);
    // 08:00:30  two wait: experts, who take one of them      08:01  one waits still: floaters
    let day = floor.clone().callers(2, "08:00").callers(9, "11:00").to("sales").play();
    let expected = ["08:00:30 pulled experts (2 waiting, 1 of 1)", "08:01 pulled floaters (1 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
    assert!(floor.callers(9, "08:00").to("sales").play().ladder().is_empty());
}

#[test]
fn what_happens_is_seen_by_every_ladder_before_any_acts() {
    // 08:00:10  two wait, too many for the second ladder; the first pulls at once, and one waits: a clock of 20 s starts anew
    let floor = floor().lent("floaters").people(1).lent("experts").people(1);
    let floor = floor.ladder("one", "general").rung("floaters", up_to(1)).above(1);
    let floor = floor.ladder("two", "general").rung("experts", up_to(1)).above(0).waiting_up_to(1).lasting(20);
    let expected = ["08:00:10 pulled floaters (2 waiting, 1 of 1)", "08:00:30 pulled experts (1 waiting, 1 of 1)"];
    assert_eq!(floor.caller("08:00").caller("08:00:10").play().ladder(), expected);
}

#[test]
fn an_action_of_one_ladder_sets_back_no_clock_of_another() {
    // 08:01  floaters are pulled and take one: one waits still      08:01:30  it has been above 0 for 90 s: experts
    let floor = floor().lent("floaters").people(1).lent("experts").people(1);
    let one = floor.ladder("one", "general").rung("floaters", up_to(1)).above(0).lasting(60).settle(600);
    let both = one.clone().ladder("two", "general").rung("experts", up_to(1)).above(0).lasting(90);
    let expected = ["08:01 pulled floaters (2 waiting, 1 of 1)", "08:01:30 pulled experts (1 waiting, 1 of 1)"];
    assert_eq!(both.callers(2, "08:00").play().ladder(), expected);
    // On one ladder the clock begins anew at 08:01, and settling takes until 08:11, when the floater takes the other.
    let alone = one.rung("experts", up_to(1)).above(0).lasting(90);
    assert_eq!(alone.callers(2, "08:00").play().ladder(), expected[..1]);
}

#[test]
fn of_two_ladders_that_would_pull_at_one_moment_the_one_written_first_gets_the_people() {
    // The person takes the first general caller in either case.
    let day = |desks| one_for_both(desks, 60).callers(2, "08:00").callers(2, "08:00").to("sales").play().ladder();
    let expected = [
        "08:01 pulled for general (2 waiting, 1 of 1)",
        "08:01 empty_handed for sales (2 waiting, 0 of 1, nobody_there)",
    ];
    assert_eq!(day(["general", "sales"])[..2], expected);
    let expected = [
        "08:01 pulled for sales (2 waiting, 1 of 1)",
        "08:01 empty_handed for general (1 waiting, 0 of 1, nobody_there)",
    ];
    assert_eq!(day(["sales", "general"])[..2], expected);
}

#[test]
fn whom_one_ladder_releases_another_has_at_the_same_moment() {
    // 08:00     one general caller: pulled, answered until 08:01; from then on nobody waits in general
    // 08:00:30  three wait in sales, and there is nobody to send
    // 08:01     the person takes one of them; released by the one ladder after 60 s, and called by the other
    for desks in [["general", "sales"], ["sales", "general"]] {
        let general = |p: &mut FloorParts| {
            let of_general = p.ladders.iter_mut().find(|ladder| ladder.name == "general").expect("a ladder");
            of_general.release = Some(holdline::model::Release::at_most(0, Span::from_secs(60), Step::Rung));
        };
        let day =
            one_for_both(desks, 0).with(general).caller("08:00").talk(60).callers(3, "08:00:30").to("sales").play();
        let expected = [
            "08:00 pulled for general (1 waiting, 1 of 1)",
            "08:00:30 empty_handed for sales (1 waiting, 0 of 1, nobody_there)",
            "08:01 released for general (0 waiting, 1 of 1)",
            "08:01 pulled for sales (2 waiting, 1 of 1)",
        ];
        assert_eq!(day.ladder(), expected);
        assert_eq!(day.call(1), "08:00:30 answered 08:01 by floaters 0");
    }
}

#[test]
fn chatter_goes_by_the_rungs_own_ladder() {
    // On each ladder a rung is pulled and released at 08:00, and again five minutes later.
    let floor = two_desks().ladder("one", "general").rung("floaters", up_to(1)).above(0).release(0, 0, Step::Rung);
    let floor = floor.with(|p| p.ladders[0].chatter_within = Span::from_minutes(1));
    let floor = floor.ladder("two", "sales").rung("sellers", up_to(1)).above(0).release(0, 0, Step::Rung);
    let floor = ["08:00", "08:05"]
        .into_iter()
        .fold(floor, |floor, at| floor.caller(at).talk(60).caller(at).talk(60).to("sales"));
    let results = floor.results();
    let of = |figure| results.rungs.iter().map(|rung| rung.get(figure).mean).collect::<Vec<_>>();
    assert_eq!((of(RungFigure::Pulls), of(RungFigure::Chatter)), (vec![2.0, 2.0], vec![0.0, 1.0]));
}

#[test]
fn a_rung_of_the_second_ladder_has_its_own_pulls_of_the_day() {
    // Both are pulled and released at once whenever somebody waits; the sellers only once a day.
    let floor = two_desks().ladder("one", "general").rung("floaters", up_to(1)).above(0).release(0, 0, Step::Rung);
    let floor = floor.ladder("two", "sales").rung("sellers", up_to(1)).above(0).at_most_per_day(1);
    let floor = floor.release(0, 0, Step::Rung);
    let floor = ["08:00", "09:00"]
        .into_iter()
        .fold(floor, |floor, at| floor.caller(at).talk(60).caller(at).talk(60).to("sales"));
    let pulled: Vec<String> = floor.play().ladder().into_iter().filter(|line| line.contains("pulled")).collect();
    let expected = [
        "08:00 pulled floaters (1 waiting, 1 of 1)",
        "08:00 pulled sellers (1 waiting, 1 of 1)",
        "09:00 pulled floaters (1 waiting, 1 of 1)",
    ];
    assert_eq!(pulled, expected);
}

#[test]
fn who_is_called_in_by_the_second_ladder_stays_for_the_least_stay() {
    // As on a ladder of one rung: 08:01 called, 08:11 there; 30 minutes later they may go, not a minute after 08:01.
    let floor = floor().lent("nobody").people(0).lent("overtime").people(1);
    let floor = floor.ladder("one", "general").rung("nobody", up_to(1)).above(99);
    let floor = floor.ladder("two", "general").rung("overtime", up_to(1)).join_after(600).stay_at_least(1800);
    let day = floor.release(5, 60, Step::Rung).callers(5, "08:00").caller("08:01").play();
    let expected = ["08:01 pulled overtime (6 waiting, 1 of 1)", "08:41 released overtime (2 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn whose_shift_ends_soon_stays_longer_for_the_second_ladder() {
    // 08:20  one waits in sales; 08:30  the shift ends in 30 minutes: the person may be asked
    let floor = floor().queue("sales").group("inbound").shift(1, "08:00", "09:00").lent("floaters").people(0);
    let floor = floor.ladder("one", "general").rung("floaters", up_to(1)).above(99);
    let floor = floor.ladder("two", "sales").rung_extends("longer", "inbound", up_to(2), 30, 30).above(0);
    let day = floor.caller("08:20").talk(1800).caller("08:20").to("sales").play();
    let expected =
        ["08:20 empty_handed longer (1 waiting, 0 of 2, nobody_there)", "08:30 pulled longer (1 waiting, 1 of 2)"];
    assert_eq!(day.ladder(), expected);
    assert_eq!(day.phones(), ["inbound 0 08:00-09:00", "inbound 0 09:00-09:30"]);
}

#[test]
fn a_ladder_that_is_looked_at_now_and_then_has_its_own_looks() {
    // The second is looked at every minute. 08:00:15  floaters: no look of the second.      08:01  its look: sellers
    let floor = two_desks().ladder("one", "general").rung("floaters", up_to(1)).above(0).lasting(15);
    let floor = floor.ladder("two", "sales").rung("sellers", up_to(1)).above(0).look_every(60);
    let day = floor.caller("08:00").caller("08:00:10").to("sales").play();
    let expected = ["08:00:15 pulled floaters (1 waiting, 1 of 1)", "08:01 pulled sellers (1 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
}
