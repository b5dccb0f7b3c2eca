//! Floors that are wrong, empty or drowned (M-B1 to M-B3).

use crate::traced::{Traced, at, floor, mean, up_to};
use holdline::engine::{Day, Fact, Observer, Plan, Stopped};
use holdline::experiment::{RunError, RunPlan, replicate};
use holdline::model::{AfterClose, Arrivals, Asked, Distribution, Floor, Step, Targets};
use holdline::units::Span;

#[test]
fn all_faults_of_a_floor_are_reported_at_once() {
    let floor = floor().with(|p| p.seats = Some(0)).balk(1.5).agents(1).absence(90.0).caller("07:00");
    let faults = Floor::new(floor.rung("floaters", up_to(0)).into_parts()).expect_err("many faults");
    let places: Vec<_> = faults.iter().map(|f| f.at.to_string()).collect();
    let wanted = ["seats", "queues[0].arrivals.calls", "queues[0].balk", "groups[0].absence", "ladder.rungs[0].borrow"];
    for place in wanted {
        assert!(places.iter().any(|at| at.starts_with(place)), "{place} in {places:?}");
    }
}

#[test]
fn zero_agents_without_a_target_are_legal_and_everybody_abandons() {
    let measures = floor().agents(0).callers(3, "08:00").patience(60).results().measures;
    assert_eq!(["abandoned", "answer_rate"].map(|m| mean(&measures, m)), [Some(3.0), Some(0.0)]);
}

#[test]
fn zero_agents_with_a_target_are_refused() {
    let floor = floor().agents(0).caller("08:00");
    let floor = floor.with(|p| p.targets = Targets { answer_rate: Some(0.9), ..Targets::default() });
    assert_eq!(Floor::new(floor.into_parts()).expect_err("cannot be met")[0].at.to_string(), "targets");
}

#[test]
fn an_overload_stops_the_day_and_names_the_queue_and_the_time() {
    let floor = floor().with(|p| p.max_waiting = 100).queue("vip").agents(0).callers(200, "09:00").to("vip").build();
    let plan = RunPlan::new(1, 1).threads(1);
    let expected = RunError::TooManyWaiting { day: 0, queue: "vip".to_owned(), at: at("09:00"), limit: 100 };
    assert_eq!(replicate(&floor, &plan, &()).expect_err("drowned"), expected);
}

#[test]
fn a_day_that_would_go_on_for_months_is_stopped() {
    // One agent, and every one of 200 calls takes ten days.
    let floor =
        floor().agents(1).callers(200, "09:00").talk(864_000).with(|p| p.after_close = AfterClose::Stay).build();
    let plan = RunPlan::new(1, 1).threads(1);
    let error = replicate(&floor, &plan, &()).expect_err("it does not end");
    assert!(matches!(error, RunError::TooLong { day: 0, waiting } if (185..195).contains(&waiting)), "{error}");
}

#[test]
fn no_call_is_longer_than_forty_days_whatever_the_factor() {
    let floor = floor().agents(1).caller("09:00").talk(864_000).with(|p| p.groups[0].talk_factor = 100.0.into());
    let measures = floor.results().measures;
    // Signed in at 08:00, the call taken at 09:00.
    assert_eq!(mean(&measures, "signed_in_hours"), Some(1.0 + 40.0 * 24.0));
}

/// 60,000 floaters come for every caller who waits and go back as soon as nobody does, as one or one by one.
fn flipping(step: Step) -> Traced {
    let floor = floor().lent("floaters").people(60_000).rung("floaters", Asked::All).above(0).release(0, 0, step);
    (0..200).fold(floor, |floor, n| floor.caller(&format!("{:02}:{:02}", 8 + n / 60, n % 60)).talk(1))
}

#[test]
fn a_ladder_that_never_comes_to_rest_is_stopped() {
    // Each of 200 callers sends 60,000 to and fro: the 34th makes four million.
    let plan = RunPlan::new(1, 1).threads(1);
    let error = replicate(&flipping(Step::Person).build(), &plan, &()).expect_err("more than anybody does in a day");
    assert_eq!(error, RunError::TooManyMoves { day: 0, at: at("08:33") });
}

/// Gives a day up when first asked.
#[derive(Default)]
struct Impatient {
    facts: u64,
}

impl Observer for Impatient {
    fn saw(&mut self, _: Fact) {
        self.facts += 1;
    }

    fn goes_on(&mut self) -> bool {
        false
    }
}

fn many(patience: i64, agents: u32) -> Traced {
    let (open, close) = (at("08:00"), at("12:00"));
    let floor = floor().queue_with(|q| {
        q.arrivals = Arrivals::per_hour(100_000.0, open, close);
        q.talk = Distribution::Constant(Span::from_secs(1));
        q.patience = holdline::model::Patience::Random(Distribution::Constant(Span::from_secs(patience)));
    });
    floor.agents(agents)
}

#[test]
fn a_day_can_be_given_up_wherever_it_is() {
    let one_long_call = floor().agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).look_every(1);
    let floors = [
        ("nobody waits", many(60, 100)),
        ("everybody waits", many(60, 20)),
        ("nobody answers", many(60, 0)),
        ("all are sent to and fro", flipping(Step::Rung)),
        ("one after the other is sent back", flipping(Step::Person)),
        ("looks while a call goes on for ten days", one_long_call.caller("11:59").talk(864_000)),
    ];
    for (what, floor) in floors {
        let mut observer = Impatient::default();
        let floor = floor.build();
        let played = Day::new(&Plan::new(&floor)).play(1, 0, &mut observer);
        assert_eq!(played, Err(Stopped::GivenUp), "{what}");
        // People are called and sent back at one go: 60,000 of them, each with a fact or two.
        assert!(observer.facts < 500_000, "{what}: {} facts before the first question", observer.facts);
    }
}
