//! People who come in from a list, and rungs that are pulled only so often (M-L9).

use crate::traced::{Traced, floor, up_to};
use holdline::model::{Presence, Step};
use holdline::scenario;
use std::path::Path;

/// 08:01  6 wait; one is called and comes at 08:11. Five who wait for a minute would release.
fn called_at_08_01() -> Traced {
    let floor = floor().lent("overtime").people(1).rung("overtime", up_to(1)).join_after(600);
    floor.stay_at_least(1800).release(5, 60, Step::Rung).callers(5, "08:00")
}

#[test]
fn nobody_is_sent_home_sooner_than_the_least_stay_after_the_last_has_come() {
    // Waiting: 08:11 5, 08:21 4, 08:31 3, 08:41 2; 30 minutes after 08:11 are over at 08:41.
    let day = called_at_08_01().caller("08:01").play();
    let expected = ["08:01 pulled overtime (6 waiting, 1 of 1)", "08:41 released overtime (2 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn who_was_called_for_a_least_stay_comes_though_nobody_needs_them_any_more() {
    // 08:03  one hangs up, 5 wait: a minute later they would be told not to come.
    let day = called_at_08_01().caller("08:01").patience(120).play();
    assert_eq!(day.ladder()[1..], ["08:41 released overtime (1 waiting, 1 of 1)"]);
    assert_eq!(day.phones(), ["overtime 0 08:11-08:51 due 08:41"]);
}

#[test]
fn a_rung_that_has_had_its_pulls_of_the_day_is_passed_over() {
    // 08:00  6 wait, pulled, 5 wait: released; who finishes the call could be called again at 08:05.
    let floors = || floor().lent("floaters").people(1).lent("outbound").people(1).release(5, 0, Step::Rung);
    let day = |ladder: Traced| ladder.rung("outbound", up_to(1)).callers(6, "08:00").caller("08:05").play().ladder();
    let first = ["08:00 pulled floaters (6 waiting, 1 of 1)", "08:00 released floaters (5 waiting, 1 of 1)"];
    let free = day(floors().rung("floaters", up_to(1)));
    assert_eq!(free[..3], [first[0], first[1], "08:05 pulled floaters (6 waiting, 1 of 1)"]);
    let capped = day(floors().rung("floaters", up_to(1)).at_most_per_day(1));
    let passed = ["08:05 pulled outbound (6 waiting, 1 of 1)", "08:05 released outbound (5 waiting, 1 of 1)"];
    assert_eq!(capped, [first, passed].concat());
}

#[test]
fn a_list_is_a_group_of_its_own_that_works_like_another() {
    let text = "open = \"08:00\"\nclose = \"18:00\"\n\
        [[queues]]\nname = \"general\"\narrivals = { calls_per_hour = 60 }\ntalk = { constant = \"3m\" }\n\
        [[groups]]\nname = \"inbound\"\nserves = [\"general\"]\npeople = 2\ntalk_factor = 0.9\ncost_per_hour = 30\n\
        absence = 0.1\n[[ladder.rungs]]\nname = \"overtime\"\nwhen = { waiting_above = 10 }\n\
        overtime = { people = 3, reserve = 7, arrive_after = \"1h\", stay_at_least = \"2h\" }\n";
    let floor =
        scenario::read_text("plan.toml", text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}")).floor;
    let [inbound, list] = &floor.groups[..] else { panic!("two groups") };
    assert_eq!((list.name.as_str(), list.lent, list.absence), ("overtime", true, 0.0));
    assert_eq!(
        (&list.serves, &list.talk_factor, list.cost_per_hour),
        (&inbound.serves, &inbound.talk_factor, Some(30.0))
    );
    assert_eq!(list.presence, Presence::People(7));
}
