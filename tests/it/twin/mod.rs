//! The engine against its twin: a second simulator of the same rules, plain where the engine is fast.

mod again;
mod answers;
mod breaks;
mod by_the_minute;
mod callbacks;
pub mod dates;
#[cfg(test)]
mod differences;
mod draws;
mod duties;
pub mod floors;
mod ladder;
mod nights;
mod people;
mod seen;
mod service;
mod several;
mod sim;
mod times;
mod transfers;
mod wall;

pub use seen::{Again, Seen, Who};

use holdline::engine::{Day, Fact, Plan};
use holdline::model::Floor;
#[cfg(test)]
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Everything the engine tells about a day.
pub fn by_engine(floor: &Floor, seed: u64, day: u64) -> Vec<Seen> {
    let plan = Plan::new(floor);
    let mut facts: Vec<Fact> = Vec::new();
    Day::new(&plan).play(seed, day, &mut facts).expect("a small floor is never overloaded");
    facts.into_iter().map(Seen::from).collect()
}

/// A runner that tries the same cases every time.
pub fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 1_500, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// What is compared in order; pay has no moment and is compared as a sum, and whether a late break is told before or after who
/// takes the seat says nothing, so that they have an order of their own; so has how people spend their time.
fn split(seen: Vec<Seen>, groups: usize) -> (Vec<Seen>, Apart) {
    let (mut paid, mut late_breaks, mut worked) = (vec![0; groups], Vec::new(), vec![Vec::new(); groups]);
    let mut rest = Vec::new();
    for fact in seen {
        match fact {
            Seen::Rostered(group, micros) => paid[group] += micros,
            Seen::BreakLate(..) => late_breaks.push(fact),
            Seen::Worked(group, stretch, people) => goes_on(&mut worked[group], stretch, people),
            other => rest.push(other),
        }
    }
    (rest, (paid, late_breaks, worked))
}

/// Pay by group, late breaks, and by group the stretches of the day in which as many are at own work and away from it.
type Apart = (Vec<i64>, Vec<Seen>, Vec<Vec<Stretch>>);

/// From and to, and people at own work and away from it.
type Stretch = ((i64, i64), (u32, u32));

/// Adds a stretch; where one ends says nothing if the next is of as many people.
fn goes_on(stretches: &mut Vec<Stretch>, stretch: (i64, i64), people: (u32, u32)) {
    match stretches.last_mut() {
        Some(last) if last.0.1 == stretch.0 && last.1 == people => last.0.1 = stretch.1,
        _ => stretches.push((stretch, people)),
    }
}

/// Whether the engine and the twin tell the same story of a day; if not, where they part.
pub fn agree(floor: &Floor, day: u64) -> Result<(), String> {
    let (engine, engine_apart) = split(by_engine(floor, 1, day), floor.groups.len());
    let (twin, twin_apart) = split(sim::play(floor, 1, day), floor.groups.len());
    if let Some(at) = (0..engine.len().max(twin.len())).find(|i| engine.get(*i) != twin.get(*i)) {
        let from = at.saturating_sub(8);
        let part = |facts: &[Seen]| {
            facts.iter().skip(from).take(14).map(|f| format!("    {f:?}")).collect::<Vec<_>>().join("\n")
        };
        return Err(format!("day {day}, fact {at}:\n  engine\n{}\n  twin\n{}", part(&engine), part(&twin)));
    }
    let apart = || format!("apart {engine_apart:?}, by the twin {twin_apart:?}");
    if engine_apart == twin_apart { Ok(()) } else { Err(apart()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use holdline::engine::ActionKind;
    use holdline::model::Does;
    use holdline::units::Span;
    use proptest::strategy::ValueTree;
    use std::collections::BTreeSet;

    fn on_floors(cases: u32, floors: impl Strategy<Value = Floor>) {
        let result = runner(cases).run(&floors, |floor| {
            let story = agree(&floor, 0).and_then(|()| agree(&floor, 1));
            story.map_err(TestCaseError::fail)
        });
        if let Err(difference) = result {
            panic!("{difference}");
        }
    }

    /// What the stories of the same floors are about.
    #[test]
    fn random_floors_have_callers_of_every_fate() {
        let mut runner = runner(200);
        // So many that even who is called a second time is among them more than now and then.
        let floors_seen = 2_400;
        let (mut blocked, mut redials, mut repeats, mut contained) = (0, 0, 0, 0);
        let (mut called_back, mut again, mut unreached, mut expired) = (0, 0, 0, 0);
        let (mut transfers, mut in_vain, mut on, mut held) = (0, 0, 0, 0);
        let mut through_break = 0;
        for _ in 0..floors_seen {
            let floor = floors::floors().new_tree(&mut runner).expect("a floor").current();
            let postpones =
                |rung: Option<usize>| rung.is_some_and(|r| matches!(floor.rung(r).0.does, Does::Postpone { .. }));
            for fact in by_engine(&floor, 1, 0) {
                match fact {
                    Seen::SignedIn { rung, .. } if postpones(rung) => through_break += 1,
                    Seen::Blocked(_) => blocked += 1,
                    Seen::EnteredIvr(_, _, true) => contained += 1,
                    Seen::CalledBack(..) => called_back += 1,
                    Seen::NotPickedUp(.., false) => again += 1,
                    Seen::NotPickedUp(.., true) => unreached += 1,
                    Seen::CallbackExpired(..) => expired += 1,
                    Seen::LetGo(_, _, (from, until, _)) if from < until => held += 1,
                    Seen::Abandoned(who, _) if matches!(who.again, Again::Transfer(_)) => in_vain += 1,
                    Seen::Answered { who, .. } if who.again == Again::Transfer(1) => transfers += 1,
                    Seen::Answered { who, .. } if matches!(who.again, Again::Transfer(_)) => on += 1,
                    Seen::Answered { who, .. } if matches!(who.again, Again::Redial(_)) => redials += 1,
                    Seen::Answered { who, .. } if matches!(who.again, Again::Repeat(_)) => repeats += 1,
                    _ => {}
                }
            }
        }
        let callbacks = [called_back, again, unreached, expired];
        let seen =
            [&[blocked, redials, repeats, contained, transfers, in_vain, held], &callbacks[..], &[through_break]]
                .concat();
        assert!(seen.iter().all(|seen| *seen > 20), "{seen:?}");
        assert!(on > 5, "{on} are transferred once more");
    }

    #[test]
    fn random_dates_have_nights_with_and_without_rest_and_callers_in_them() {
        let mut runner = runner(300);
        // So many that a rest that finds people on loan is among them more than now and then.
        let floors_seen = 900;
        let (mut through, mut nights, mut rests, mut at_night, mut again_at_night, mut on_loan) = (0, 0, 0, 0, 0, 0);
        let (mut forward, mut back) = (0, 0);
        for _ in 0..floors_seen {
            let floor = dates::dated_floors().new_tree(&mut runner).expect("a floor").current();
            let openings = floor.calendar().openings();
            through += usize::from(floor.calendar().sessions().len() > openings.len());
            nights += openings.len() - 1;
            let while_open = |at| openings.iter().any(|open| open.start < at && at < open.end);
            let mut put = floor.clock.changes().iter().filter(|change| while_open(change.at)).map(|change| change.by);
            let by = put.next().unwrap_or(Span::ZERO);
            (forward, back) = (forward + usize::from(by > Span::ZERO), back + usize::from(by < Span::ZERO));
            let facts = by_engine(&floor, 1, 0);
            for (n, fact) in facts.iter().enumerate() {
                match fact {
                    Seen::Rested(at) => {
                        rests += 1;
                        let back = |f: &Seen| matches!(f, Seen::SignedOut { rung: Some(_), at: out, .. } if out == at);
                        on_loan += usize::from(facts[..n].last().is_some_and(back));
                    }
                    Seen::OutsideHours(who) => {
                        at_night += 1;
                        again_at_night += usize::from(who.call > 0);
                    }
                    _ => {}
                }
            }
        }
        let seen = [through, nights, rests, nights - rests, at_night, again_at_night, on_loan, forward, back];
        assert!(seen.iter().all(|seen| *seen > 5), "{seen:?}");
    }

    /// Ladders that have to do with each other: that pull at one moment, find nobody because of each other, or pass people on.
    #[test]
    fn random_floors_have_ladders_that_meet() {
        let mut runner = runner(200);
        let (mut together, mut taken, mut passed_on) = (0, 0, 0);
        // So many that people who are passed on are among them more than now and then.
        for _ in 0..12_000 {
            let floor = floors::tied_floors().new_tree(&mut runner).expect("a floor").current();
            if floor.ladders.len() < 2 {
                continue;
            }
            let are_of_two = |a: usize, b: usize| floor.ladder_of(a) != floor.ladder_of(b);
            let share = |a: usize, b: usize| floor.rung(a).0.does.group() == floor.rung(b).0.does.group();
            let (mut in_force, mut now) = (BTreeSet::new(), Vec::<(i64, ActionKind, usize)>::new());
            for fact in by_engine(&floor, 1, 0) {
                let Seen::Acted { at, kind, rung, in_force: stays, .. } = fact else { continue };
                now.retain(|(then, ..)| *then == at);
                let before = |of| now.iter().filter(move |(_, kind, other)| *kind == of && are_of_two(*other, rung));
                match kind {
                    ActionKind::EmptyHanded(_) => {
                        taken +=
                            usize::from(in_force.iter().any(|other| are_of_two(*other, rung) && share(*other, rung)));
                        continue;
                    }
                    ActionKind::Pulled => {
                        together += usize::from(before(ActionKind::Pulled).next().is_some());
                        passed_on += usize::from(before(ActionKind::Released).any(|(.., other)| share(*other, rung)));
                    }
                    _ => {}
                }
                now.push((at, kind, rung));
                if stays {
                    in_force.insert(rung)
                } else {
                    in_force.remove(&rung)
                };
            }
        }
        let seen = [together, taken, passed_on];
        assert!(seen.iter().all(|seen| *seen > 5), "{seen:?}");
    }

    #[test]
    fn random_breaks_are_postponed_to_the_end_or_begin_at_a_release_before_or_after_their_time() {
        let mut runner = runner(400);
        let (mut through, mut to_the_end, mut back_before, mut back_after, mut late) = (0, 0, 0, 0, 0);
        for _ in 0..1_000 {
            let floor = floors::postponing(floors::floors()).new_tree(&mut runner).expect("a floor").current();
            let Some(Does::Postpone { by, .. }) = floor.rungs().next().map(|rung| &rung.does) else { continue };
            let facts = by_engine(&floor, 1, 0);
            let (mut released_at, mut sent) = (i64::MIN, 0);
            for fact in &facts {
                match fact {
                    Seen::SignedIn { rung: Some(0), .. } => through += 1,
                    Seen::SignedOut { rung: Some(0), since, due, .. } if due - since == by.micros() => to_the_end += 1,
                    Seen::SignedOut { rung: Some(0), due, .. } if *due == released_at => back_after += 1,
                    Seen::Acted { kind: ActionKind::Released, rung: 0, at, sent: people, .. } => {
                        (released_at, sent) = (*at, sent + people);
                    }
                    Seen::BreakLate(..) => late += 1,
                    _ => {}
                }
            }
            back_before +=
                usize::from(sent > 0 && facts.iter().all(|f| !matches!(f, Seen::SignedIn { rung: Some(0), .. })));
        }
        let seen = [through, to_the_end, back_before, back_after, late];
        assert!(seen.iter().all(|seen| *seen > 20), "{seen:?}");
    }

    #[test]
    fn the_engine_and_its_twin_tell_the_same_story_of_postponed_breaks() {
        on_floors(1_000, floors::postponing(floors::floors()));
        on_floors(1_000, floors::postponing(floors::tied_floors()));
        on_floors(1_000, floors::postponing(dates::dated_floors()));
    }

    #[test]
    fn the_engine_and_its_twin_tell_the_same_story() {
        on_floors(4_000, floors::floors());
    }

    #[test]
    fn the_engine_and_its_twin_tell_the_same_story_when_hardly_anything_happens_alone() {
        on_floors(4_000, floors::tied_floors());
    }

    #[test]
    fn the_engine_and_its_twin_tell_the_same_story_of_two_dates() {
        on_floors(4_000, dates::dated_floors());
    }

    #[test]
    fn the_engine_and_its_twin_tell_the_same_story_of_a_crowd() {
        on_floors(60, floors::crowded_floors());
    }
}
