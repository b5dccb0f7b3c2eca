//! How the settings of two scenarios differ, and which of them anything is simulated from.

use crate::report::compare::Differs;
use std::collections::BTreeMap;

/// Every key whose value is not the same, in order of the keys; those that nothing is simulated from come last.
pub(super) fn differences(a: &[(String, String)], b: &[(String, String)]) -> Vec<Differs> {
    let mut all: BTreeMap<&String, [Option<&String>; 2]> = BTreeMap::new();
    for (side, settings) in [a, b].into_iter().enumerate() {
        settings.iter().for_each(|(key, value)| all.entry(key).or_default()[side] = Some(value));
    }
    let differ = all.into_iter().filter(|(_, [a, b])| a != b);
    let differs = differ.map(|(key, [a, b])| Differs { key: key.clone(), a: a.cloned(), b: b.cloned() });
    let (told, simulated) = differs.partition::<Vec<_>, _>(|d| is_only_told(&d.key));
    [simulated, told].concat()
}

/// Whether another value of a key can give other days: how many are simulated changes none, and runs of other seeds are
/// not held against each other.
pub(super) fn moves_days(key: &str) -> bool {
    !is_only_told(key) && !["run.days", "run.seed"].contains(&key) && !key.starts_with("run.precision.")
}

/// Whether nothing is simulated from a key.
fn is_only_told(key: &str) -> bool {
    ["name", "why"].contains(&key) || ["expect.", "targets.", "run.service_levels"].iter().any(|of| key.starts_with(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_one_side_only_differ_too() {
        let settings = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
        };
        let found = differences(
            &settings(&[("a", "1"), ("b", "2"), ("expect.asa_s", "< 3"), ("z", "1")]),
            &settings(&[("b", "3"), ("c", "4"), ("z", "1")]),
        );
        let found: Vec<_> =
            found.iter().map(|d| format!("{} {:?} {:?}", d.key, d.a.as_deref(), d.b.as_deref())).collect();
        assert_eq!(
            found,
            [
                "a Some(\"1\") None",
                "b Some(\"2\") Some(\"3\")",
                "c None Some(\"4\")",
                "expect.asa_s Some(\"< 3\") None",
            ]
        );
    }

    #[test]
    fn what_is_only_told_and_how_long_is_simulated_moves_no_day() {
        for key in [
            "name",
            "why",
            "expect.asa_s",
            "targets.answer_rate",
            "run.service_levels",
            "run.days",
            "run.seed",
            "run.precision.half_width",
        ] {
            assert!(!moves_days(key), "{key}");
        }
        for key in ["names", "seats", "run.warm_up", "run.short_abandon", "queues.general.arrivals.scale"] {
            assert!(moves_days(key), "{key}");
        }
    }
}
