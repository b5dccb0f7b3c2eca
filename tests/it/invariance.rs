//! Results do not depend on who computes them: the same for any number of threads and any number of later days (M-R3).

use crate::twin::floors::floors;
use crate::twin::runner;
use holdline::experiment::results::RunResults;
use holdline::experiment::{RunPlan, merge, replicate, replicate_part};
use holdline::model::Floor;
use proptest::prelude::*;

fn run(floor: &Floor, days: u32, threads: usize) -> RunResults {
    let plan = RunPlan::new(days, 5).threads(threads).calls_of(2);
    replicate(floor, &plan, &()).expect("a small floor is never overloaded")
}

#[test]
fn one_two_and_seven_threads_find_the_same() {
    let result = runner(12).run(&floors(), |floor| {
        let alone = run(&floor, 60, 1);
        prop_assert!(run(&floor, 60, 2) == alone);
        prop_assert!(run(&floor, 60, 7) == alone);
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
}

#[test]
fn parts_merged_in_any_order_are_the_run() {
    let plan = RunPlan::new(60, 5).threads(2).calls_of(2);
    let result = runner(12).run(&(floors(), 1_u32..59, 1_u32..59), |(floor, cut, other)| {
        let part = |days| replicate_part(&floor, &plan, days, &()).expect("a small floor is never overloaded");
        let (first, last) = (cut.min(other), cut.max(other));
        let mut parts = vec![part(last..60), part(0..first)];
        parts.extend((first < last).then(|| part(first..last)));
        let merged = merge(&floor, &plan, parts, &()).expect("all days are there");
        prop_assert!(merged == run(&floor, 60, 1));
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
}

#[test]
fn more_days_keep_the_days_there_were() {
    let result = runner(12).run(&floors(), |floor| {
        let (few, many) = (run(&floor, 20, 2), run(&floor, 45, 2));
        prop_assert_eq!(&few.daily.columns, &many.daily.columns);
        prop_assert_eq!(&few.daily.rows[..], &many.daily.rows[..20]);
        let earlier = many.ladder_log.iter().take_while(|a| a.day < 20);
        prop_assert!(few.ladder_log.iter().eq(earlier));
        prop_assert_eq!(few.calls, many.calls);
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
}
