//! Who calls again, and who is called back, on random floors.

use super::floors::{LENGTH, moment};
use super::times::{GRID, distribution, positive, span, talk};
use holdline::model::{CallAgain, Callback};
use holdline::units::Span;
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
