//! Parts come from files, and nothing in them is taken on trust: whatever is changed in one, merging ends with results or
//! with a reason.

use crate::files::{SMALL, small_with_ladder};
use holdline::experiment::{RunError, RunPart, RunPlan, merge, part_of_days, replicate_part};
use holdline::model::Floor;
use holdline::scenario;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Changes tried; each is another.
const CHANGES: u64 = 3_000;

const PLAN: RunPlan = RunPlan::new(6, 1).threads(1);

fn floor() -> Floor {
    scenario::read_text("small.toml", &small_with_ladder(), Path::new(""), &[]).unwrap_or_else(|d| panic!("{d}")).floor
}

fn part(floor: &Floor, number: u32) -> RunPart {
    replicate_part(floor, &PLAN, part_of_days(PLAN.days, number, 2), &()).expect("the floor does not overflow")
}

/// The same numbers every time, one after the other.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// A byte or a few changed, put in or left out.
fn forged(bytes: &[u8], state: &mut u64) -> Vec<u8> {
    let mut forged = bytes.to_vec();
    for _ in 0..=next(state) % 3 {
        let at = (next(state) % forged.len() as u64) as usize;
        match next(state) % 4 {
            0 => forged[at] = next(state) as u8,
            1 => forged[at] ^= 1 << (next(state) % 8),
            2 => _ = forged.splice(at..at, [0xff, 0xff, 0xff, 0xff, 0x0f].into_iter().take(next(state) as usize % 6)),
            _ => _ = forged.remove(at),
        }
    }
    forged
}

#[test]
fn a_part_with_anything_changed_in_it_never_ends_in_a_fault_of_the_program() {
    let floor = floor();
    let (first, second) = (part(&floor, 1), part(&floor, 2));
    let bytes = postcard::to_stdvec(&first).expect("memory");
    assert!(merge(&floor, &PLAN, vec![first, second.clone()], &()).is_ok());
    let (mut state, mut read, mut refused) = (1, 0, 0);
    for n in 0..CHANGES {
        let Ok(part) = postcard::from_bytes::<RunPart>(&forged(&bytes, &mut state)) else { continue };
        read += 1;
        let merged =
            catch_unwind(AssertUnwindSafe(|| merge(&floor, &PLAN, vec![part, second.clone()], &()).map(|_| ())));
        match merged.unwrap_or_else(|_| panic!("change {n} ends in a panic")) {
            Ok(()) => {}
            Err(RunError::Parts(_)) => refused += 1,
            Err(other) => panic!("change {n}: {other}"),
        }
    }
    assert!(read > 300 && refused > 100, "{read} could still be read, {refused} were refused");
}

#[test]
fn a_part_of_another_floor_is_refused_whatever_it_says_of_itself() {
    let floor = floor();
    let text = SMALL.replace("\"1h\"", "\"30m\"");
    let other = scenario::read_text("other.toml", &text, Path::new(""), &[]).unwrap_or_else(|d| panic!("{d}")).floor;
    let refused = merge(&floor, &PLAN, vec![part(&other, 1), part(&floor, 2)], &()).expect_err("another floor");
    let told = "the daily figures of the part with days 0 to 2 are not those of this floor; make it again";
    assert_eq!(refused.to_string(), told);
}
