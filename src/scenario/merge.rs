//! How a scenario that states only what differs is laid over its base.
//!
//! Tables merge by key; queues, groups and rungs by name; every other value and list is replaced. Where a table holds
//! one of several alternatives, stating another one drops the base's.

use super::tree::{Node, Table, Value};

/// Lists whose elements are known by their `name`.
const NAMED_LISTS: [&str; 3] = ["queues", "groups", "rungs"];

const KINDS: &[&str] = super::keys::DISTRIBUTION.known;

/// A key that is new to a table, and the keys of the base that do not go with it.
const ALTERNATIVES: &[(&[&str], &[&str])] = &[
    (KINDS, KINDS),
    (&["cv"], &["sd"]),
    (&["sd"], &["cv"]),
    (&["profile"], &["calls_per_hour", "calls"]),
    (&["calls_per_hour"], &["profile", "scale", "calls"]),
    (&["calls"], &["profile", "calls_per_hour", "scale", "busyness_cv", "busyness"]),
    (&["people"], &["shifts", "staffing"]),
    (&["shifts"], &["people", "staffing"]),
    (&["staffing"], &["people", "shifts"]),
];

/// Lays `over` on `base`; `key` is the key both stand under.
pub(super) fn lay_over(base: &mut Node, over: Node, key: &str) {
    match (&mut base.value, over.value) {
        (Value::Table(below), Value::Table(above)) => lay_tables(below, above),
        (Value::List(below), Value::List(above)) if NAMED_LISTS.contains(&key) => lay_named(below, above),
        (_, value) => base.value = value,
    }
    base.place = over.place;
    base.key = over.key.or(base.key.take());
}

fn lay_tables(below: &mut Table, above: Table) {
    for (stated, dropped) in ALTERNATIVES {
        let new = |key: &&&str| above.contains_key(**key) && !below.contains_key(**key);
        if stated.iter().any(|key| new(&key)) {
            below.retain(|key, _| !dropped.contains(&key.as_str()) || above.contains_key(key));
        }
    }
    for (key, node) in above {
        match below.get_mut(&key) {
            Some(known) => lay_over(known, node, &key),
            None => {
                below.insert(key, node);
            }
        }
    }
}

/// Each name of the base is met once: a second element of that name is appended, to be reported as a second one.
fn lay_named(below: &mut Vec<Node>, above: Vec<Node>) {
    let mut met = vec![false; below.len()];
    for node in above {
        let known = (0..met.len()).find(|&i| !met[i] && node.name().is_some() && below[i].name() == node.name());
        match known {
            Some(i) => {
                met[i] = true;
                lay_over(&mut below[i], node, "");
            }
            None => below.push(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::parse;
    use super::*;

    fn tree(text: &str) -> Node {
        parse(text, 0).unwrap_or_else(|_| panic!("good TOML"))
    }

    /// What is left of a value once places are forgotten.
    fn plain(node: &Node) -> String {
        match &node.value {
            Value::Table(table) => {
                let entries: Vec<_> = table.iter().map(|(k, v)| format!("{k}={}", plain(v))).collect();
                format!("{{{}}}", entries.join(" "))
            }
            Value::List(list) => format!("[{}]", list.iter().map(plain).collect::<Vec<_>>().join(" ")),
            Value::Text(text) => text.clone(),
            Value::Whole(number) => number.to_string(),
            other => format!("{other:?}"),
        }
    }

    fn laid(base: &str, over: &str) -> String {
        let mut base = tree(base);
        lay_over(&mut base, tree(over), "");
        plain(&base)
    }

    #[test]
    fn tables_merge_by_key_and_plain_lists_are_replaced() {
        assert_eq!(laid("a = 1\nb = [1, 2]\n[t]\nx = 1", "b = [3]\n[t]\ny = 2"), "{a=1 b=[3] t={x=1 y=2}}");
    }

    #[test]
    fn queues_groups_and_rungs_merge_by_name_and_new_names_are_appended() {
        let base = "[[groups]]\nname = 'a'\npeople = 1\n[[groups]]\nname = 'b'\npeople = 2";
        assert_eq!(
            laid(base, "[[groups]]\nname = 'c'\n[[groups]]\nname = 'b'\npeople = 9"),
            "{groups=[{name=a people=1} {name=b people=9} {name=c}]}"
        );
    }

    #[test]
    fn a_name_given_twice_stays_twice() {
        assert_eq!(
            laid("[[groups]]\nname = 'a'", "[[groups]]\nname = 'a'\nx = 1\n[[groups]]\nname = 'a'\nx = 2"),
            "{groups=[{name=a x=1} {name=a x=2}]}"
        );
    }

    #[test]
    fn another_alternative_replaces_the_one_of_the_base() {
        let base = "talk = { lognormal = { mean = '3m', cv = 1 } }";
        assert_eq!(laid(base, "talk = { constant = '4m' }"), "{talk={constant=4m}}");
        assert_eq!(laid(base, "talk = { lognormal = { mean = '4m' } }"), "{talk={lognormal={cv=1 mean=4m}}}");
        assert_eq!(laid(base, "talk = { lognormal = { sd = '1m' } }"), "{talk={lognormal={mean=3m sd=1m}}}");
        assert_eq!(laid(base, "talk = '4m'"), "{talk=4m}");
        assert_eq!(laid("people = 3", "staffing = 'x'"), "{staffing=x}");
    }

    #[test]
    fn a_new_kind_of_arrivals_keeps_what_goes_with_it() {
        let base = "arrivals = { profile = 'x', scale = 2, busyness_cv = 1 }";
        assert_eq!(laid(base, "arrivals = { calls_per_hour = 30 }"), "{arrivals={busyness_cv=1 calls_per_hour=30}}");
        assert_eq!(laid(base, "arrivals = { calls = 'y' }"), "{arrivals={calls=y}}");
        assert_eq!(laid(base, "arrivals = { profile = 'y' }"), "{arrivals={busyness_cv=1 profile=y scale=2}}");
    }

    #[test]
    fn both_alternatives_stated_together_are_kept_to_be_reported() {
        assert_eq!(laid("people = 3", "people = 4\nstaffing = 'x'"), "{people=4 staffing=x}");
    }
}
