//! Who calls again, and who is called back, on random floors.

use super::floors::{LENGTH, moment};
use super::times::{GRID, distribution, patience, positive, span, talk};
use holdline::model::{CallAgain, Callback, Queue, Transfer, Transferred};
use holdline::units::Span;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Who calls again, mostly nobody.
pub fn call_again() -> impl Strategy<Value = Option<CallAgain>> {
    let again = (0.0..=1.0, distribution(200), 1..4_u32);
    option::weighted(0.3, again.prop_map(|(chance, after, at_most)| CallAgain { chance, after, at_most }))
}

/// Who is called back, mostly nobody.
pub fn callback() -> impl Strategy<Value = Option<Callback>> {
    let chance = prop_oneof![Just(1.0), 0.0..=1.0];
    let offered = (chance, prop_oneof![Just(Span::ZERO), span(60)], option::weighted(0.3, 1..4_u32));
    let tried = (prop_oneof![Just(0.0), 0.0..=1.0], talk(), 1..4_u32, distribution(120));
    let between = (0..LENGTH / GRID, 1..LENGTH / GRID).prop_map(|(from, long)| (moment(from), moment(from + long)));
    let when = (prop_oneof![2 => Just(Span::ZERO), 1 => positive(60)], option::weighted(0.2, between));
    let offered = (offered, when);
    let callback = (offered, option::weighted(0.3, -1..2_i32), tried, option::weighted(0.4, positive(300)));
    option::weighted(
        0.3,
        callback.prop_map(
            |(
                ((chance, expected_wait, at_most), (offer_after, between)),
                priority,
                (no_answer, rings, tries, again_after),
                within,
            )| Callback {
                chance,
                expected_wait,
                offer_after,
                between,
                at_most,
                priority,
                no_answer,
                rings,
                tries,
                again_after,
                within: within.map(|within| within + offer_after),
            },
        ),
    )
}

/// Who goes on to up to two other queues, mostly nobody, and how those stand in line who come from others.
pub fn transfers() -> impl Strategy<Value = (Vec<Transfer>, Option<Transferred>)> {
    let transfer = (0..4_usize, prop_oneof![Just(0.5), 0.0..=0.5], 1..4_u32, option::weighted(0.5, distribution(60)));
    let named = |(to, chance, at_most, hand_over)| {
        let to = format!("q{to}");
        Transfer { at_most, hand_over, ..Transfer::with_chance(&to, chance) }
    };
    let transfers = prop_oneof![1 => Just(Vec::new()), 1 => vec(transfer.prop_map(named), 1..3)];
    let place = (option::weighted(0.4, -1..2_i32), option::weighted(0.3, span(120)));
    let transferred = (place, option::weighted(0.3, patience()));
    let transferred = transferred.prop_map(|((priority, credit), patience)| Transferred { priority, credit, patience });
    (transfers, option::weighted(0.5, transferred))
}

/// Without transfers to queues that are not there, or to the queue itself, or twice; nobody stands in line whom nobody sends.
pub fn among(mut queues: Vec<Queue>) -> Vec<Queue> {
    let names: Vec<String> = queues.iter().map(|queue| queue.name.clone()).collect();
    for queue in &mut queues {
        queue.transfers.retain(|transfer| transfer.to != queue.name && names.contains(&transfer.to));
        queue.transfers.dedup_by_key(|transfer| transfer.to.clone());
    }
    let sent: Vec<String> = queues.iter().flat_map(|q| &q.transfers).map(|transfer| transfer.to.clone()).collect();
    queues.iter_mut().filter(|queue| !sent.contains(&queue.name)).for_each(|queue| queue.transferred = None);
    queues
}

/// The place of a queue of that name.
pub fn place_of(queues: &[Queue], name: &str) -> usize {
    queues.iter().position(|queue| queue.name == name).expect("a checked floor")
}
