//! Laws of two floors: what touches nobody changes nothing (M-R2).

use super::replay::{law, sources_of_a_date};
use crate::twin::{Seen, by_engine};
use holdline::model::{
    AgentGroup, Arrivals, Asked, Callback, Distribution, Does, Floor, Ladder, Patience, Presence, Queue, RecordedCall,
    Rung, When,
};
use holdline::units::Span;
use std::collections::BTreeMap;

/// A floor with a queue, a group, a rung and a ladder more, none of which ever does anything for or to anybody else.
fn with_bystanders(floor: &Floor) -> Floor {
    let mut parts = floor.clone().into_parts();
    let all: Vec<String> = parts.queues.iter().map(|q| q.name.clone()).collect();
    parts.first_ladder();
    for (l, ladder) in parts.ladders.iter_mut().enumerate() {
        ladder.name = format!("own {l}");
        if ladder.watch.is_empty() {
            ladder.watch.clone_from(&all);
        }
    }
    let call = |s| RecordedCall {
        arrival: floor.open() + Span::from_secs(s),
        talk: None,
        wrap_up: None,
        patience: None,
        order: 0,
    };
    // They are gone before it closes: whoever still waits then keeps the floor from its rest.
    let patience = Span::from_secs(5);
    let calls = (0..20).map(|n| call(n * 7)).filter(|call| floor.calendar().is_open(call.arrival + patience));
    let arrivals = Arrivals::Calls(calls.collect());
    let patience = Patience::Random(Distribution::Constant(patience));
    parts.queues.push(Queue { patience, ..Queue::new("aside", arrivals, Distribution::Constant(Span::ZERO)) });
    parts.groups.push(AgentGroup { lent: true, ..AgentGroup::new("nobody", &["aside"], Presence::People(0)) });
    let never = |name: &str| rung(name, "nobody", 1_000_000);
    parts.ladders.iter_mut().last().expect("a ladder").rungs.push(never("never"));
    parts.ladders.push(Ladder {
        name: "aside".to_owned(),
        watch: vec!["aside".to_owned()],
        look_every: Some(Span::from_secs(7)),
        rungs: vec![never("never either")],
        ..Ladder::default()
    });
    Floor::new(parts).expect("still valid")
}

fn rung(name: &str, group: &str, waiting_above: u32) -> Rung {
    Rung {
        name: name.to_owned(),
        does: Does::Borrow {
            group: group.to_owned(),
            people: Asked::All,
            join_after: Distribution::Constant(Span::ZERO),
        },
        when: When::above(waiting_above, Span::ZERO),
        release: None,
        min_stay: Span::ZERO,
        stay_at_least: Span::ZERO,
        at_most_per_day: None,
    }
}

fn without_bystanders(facts: Vec<Seen>, floor: &Floor) -> Vec<Seen> {
    let (queues, dates, sources) = (floor.queues.len(), floor.calendar().sessions().len(), sources_of_a_date(floor));
    let of_old = |fact: &Seen| match fact {
        Seen::Joined(who)
        | Seen::Abandoned(who, _)
        | Seen::Balked(who)
        | Seen::Blocked(who)
        | Seen::OutsideHours(who)
        | Seen::EnteredIvr(who, ..)
        | Seen::OfferedCallback(who, _)
        | Seen::OfferedCallbackWaiting(who, ..)
        | Seen::CalledBack(who, ..)
        | Seen::NotPickedUp(who, ..)
        | Seen::CallbackExpired(who, _)
        | Seen::Dismissed(who, _) => who.queue < queues,
        _ => true,
    };
    // On each date the queue more comes before the sources of incidents.
    let renumbered = |mut fact: Seen| {
        if let Seen::Joined(who)
        | Seen::Abandoned(who, _)
        | Seen::Balked(who)
        | Seen::Blocked(who)
        | Seen::OutsideHours(who)
        | Seen::EnteredIvr(who, ..)
        | Seen::OfferedCallback(who, _)
        | Seen::OfferedCallbackWaiting(who, ..)
        | Seen::CalledBack(who, ..)
        | Seen::NotPickedUp(who, ..)
        | Seen::CallbackExpired(who, _)
        | Seen::Dismissed(who, _)
        | Seen::Answered { who, .. } = &mut fact
        {
            let (date, place) = (who.source / (sources + 1), who.source % (sources + 1));
            who.source -= dates.min(date + usize::from(date < dates && place > queues));
        }
        fact
    };
    facts.into_iter().filter(of_old).map(renumbered).collect()
}

/// By source and number.
type ByCaller<T> = BTreeMap<(usize, usize), T>;

/// Arrival of every caller, and talk and wrap-up of those answered by a group as fast as anybody.
fn fates(floor: &Floor, day: u64) -> (ByCaller<i64>, ByCaller<(i64, i64)>) {
    let (mut arrivals, mut lengths) = (BTreeMap::new(), BTreeMap::new());
    for fact in by_engine(floor, 1, day) {
        match fact {
            // Who calls again does so because of what happened.
            Seen::Joined(who) | Seen::Answered { who, .. } if who.call > 0 => {}
            Seen::Joined(who)
            | Seen::Balked(who)
            | Seen::Blocked(who)
            | Seen::OfferedCallback(who, _)
            | Seen::EnteredIvr(who, ..)
                if who.call == 0 =>
            {
                arrivals.entry((who.source, who.number)).or_insert(who.arrival);
            }
            Seen::Answered { who, group, talk, wrap_up, .. } => {
                arrivals.entry((who.source, who.number)).or_insert(who.arrival);
                let group = &floor.groups[group];
                if group.talk_factor.is_one() && group.wrap_up_factor.is_one() {
                    lengths.insert((who.source, who.number), (talk, wrap_up));
                }
            }
            _ => {}
        }
    }
    (arrivals, lengths)
}

/// Adding what touches nobody changes nothing (M-R2): not the lines that all share either.
pub fn bystanders_change_nothing(floor: &Floor, day: u64) -> Result<(), String> {
    let mut parts = floor.clone().into_parts();
    parts.lines = None;
    let queues: Vec<String> = parts.queues.iter().map(|queue| queue.name.clone()).collect();
    // An incident for all queues is one for those there are.
    parts.incidents.iter_mut().filter(|i| i.queues.is_empty()).for_each(|i| i.queues.clone_from(&queues));
    let floor = &Floor::new(parts).expect("still valid");
    let more = without_bystanders(by_engine(&with_bystanders(floor), 1, day), floor);
    let without = by_engine(floor, 1, day);
    let at = (0..more.len().max(without.len())).find(|i| more.get(*i) != without.get(*i));
    law!(at.is_none(), "fact {at:?} of day {day} is another with bystanders");
    Ok(())
}

/// Two helpers more meet the same callers, each with the same lengths (M-R2).
pub fn helpers_meet_the_same_callers(floor: &Floor, day: u64) -> Result<(), String> {
    let mut parts = floor.clone().into_parts();
    let all: Vec<&str> = floor.queues.iter().map(|q| q.name.as_str()).collect();
    parts.groups.push(AgentGroup::new("helpers", &all, Presence::People(2)));
    let (arrivals, lengths) = fates(floor, day);
    let (arrivals_then, lengths_then) = fates(&Floor::new(parts).expect("still valid"), day);
    law!(arrivals == arrivals_then, "other callers on day {day}");
    for (who, length) in lengths {
        law!(lengths_then.get(&who).is_none_or(|then| *then == length), "another length of {who:?}");
    }
    Ok(())
}

/// A floor whose queues call back as `callback` says, if anybody.
fn calling_back(floor: &Floor, change: impl Fn(&mut Queue)) -> Floor {
    let mut parts = floor.clone().into_parts();
    parts.queues.iter_mut().for_each(change);
    Floor::new(parts).expect("still valid")
}

/// Where a callback is offered and nobody accepts, nothing changes (M-C9).
pub fn offers_that_nobody_accepts_change_nothing(floor: &Floor, day: u64) -> Result<(), String> {
    let without = by_engine(&calling_back(floor, |queue| queue.callback = None), 1, day);
    let offered = calling_back(floor, |queue| queue.callback = Some(Callback::accepted_by(0.0)));
    let with: Vec<Seen> = by_engine(&offered, 1, day)
        .into_iter()
        .filter(|fact| !matches!(fact, Seen::OfferedCallback(_, false)))
        .collect();
    let at = (0..with.len().max(without.len())).find(|i| with.get(*i) != without.get(*i));
    law!(at.is_none(), "fact {at:?} of day {day} is another with offers");
    Ok(())
}

/// A floor on which all who wait do so for ever, without ladder and with lines for all: what does not see who is called back.
fn endless(floor: &Floor) -> Floor {
    let mut parts = floor.clone().into_parts();
    parts.lines = None;
    parts.ladders.clear();
    for queue in &mut parts.queues {
        (queue.patience, queue.balk, queue.callback) = (Patience::Infinite, 0.0, None);
        // Those to be called back stand as the queue's own callers do.
        queue.transferred = None;
        // Nobody stays with a caller who is to be called back.
        queue.transfers.iter_mut().for_each(|transfer| transfer.hand_over = None);
        queue.announcements.clear();
        if let Arrivals::Calls(calls) = &mut queue.arrivals {
            calls.iter_mut().for_each(|call| call.patience = None);
        }
    }
    Floor::new(parts).expect("still valid")
}

/// Where all who would wait for ever are called back at the first try, everybody does the same at the same moments (M-C9). The ladder and
/// the lines are left out: they do not see who is called back.
pub fn callbacks_keep_every_place(floor: &Floor, day: u64) -> Result<(), String> {
    let floor = &endless(floor);
    let all = calling_back(floor, |queue| queue.callback = Some(Callback::accepted_by(1.0)));
    let as_on_the_line = |fact: Seen| match fact {
        Seen::OfferedCallback(who, _) => Seen::Joined(who),
        Seen::CallbackExpired(who, at) => Seen::Dismissed(who, at),
        Seen::CalledBack(who, at, (group, agent), (talk, wrap_up)) => {
            Seen::Answered { who, at, at_once: false, group, agent, talk, wrap_up }
        }
        fact => fact,
    };
    let back: Vec<Seen> = by_engine(&all, 1, day).into_iter().map(as_on_the_line).collect();
    let line = by_engine(floor, 1, day);
    let at = (0..back.len().max(line.len())).find(|i| back.get(*i) != line.get(*i));
    let parted = at.map(|at| (line.get(at), back.get(at)));
    law!(at.is_none(), "on day {day} callers on the line and those called back part at {parted:?}");
    Ok(())
}

/// Where all who would wait for ever accept a callback after a wait, agents take the same callers at the same moments as without (M-C9).
pub fn callbacks_after_a_wait_keep_every_place(floor: &Floor, day: u64) -> Result<(), String> {
    let mut parts = endless(floor).into_parts();
    for group in &mut parts.groups {
        group.after.clear();
        group.keep_free.clear();
    }
    let floor = &Floor::new(parts).expect("still valid");
    let offer_after = Span::from_secs(20);
    let all =
        calling_back(floor, |queue| queue.callback = Some(Callback { offer_after, ..Callback::accepted_by(1.0) }));
    let taken = |fact: Seen| match fact {
        Seen::Answered { who, at, group, agent, talk, wrap_up, .. } => Some((who, at, (group, agent), (talk, wrap_up))),
        Seen::CalledBack(who, at, agent, lengths) => Some((who, at, agent, lengths)),
        _ => None,
    };
    let [back, line] =
        [&all, floor].map(|floor| by_engine(floor, 1, day).into_iter().filter_map(taken).collect::<Vec<_>>());
    let at = (0..back.len().max(line.len())).find(|i| back.get(*i) != line.get(*i));
    let parted = at.map(|at| (line.get(at), back.get(at)));
    law!(at.is_none(), "on day {day} callers on the line and those called back part at {parted:?}");
    Ok(())
}
