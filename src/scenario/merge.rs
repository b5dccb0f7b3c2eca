//! How a scenario that states only what differs is laid over its base.
//!
//! Tables merge by key; queues, groups and rungs by name; every other value and list is replaced. Where a table holds
//! one of several alternatives, stating another one drops the base's.

use super::keys::{Field, Holds, Need};
use super::tree::{Node, Table, Value};

/// Lays `over` on `base`, where a value that holds such tables stands.
pub(super) fn lay_over(base: &mut Node, over: Node, holds: Holds) {
    match (&mut base.value, over.value) {
        (Value::Table(below), Value::Table(above)) => lay_tables(below, above, holds),
        (Value::List(below), Value::List(above)) if matches!(holds, Holds::Named(_)) => {
            lay_named(below, above, holds.element());
        }
        (_, value) => base.value = value,
    }
    (base.place, base.is_hidden) = (over.place, over.is_hidden);
    base.key = over.key.or(base.key.take());
}

fn lay_tables(below: &mut Table, above: Table, holds: Holds) {
    let one_of = holds.table().map(super::keys::KeyTable::one_of).unwrap_or_default();
    for stated in one_of.iter().filter(|field| above.contains_key(field.key)) {
        if !below.contains_key(stated.key) {
            below.retain(|key, _| above.contains_key(key) || goes_with(key, stated, &one_of));
        }
    }
    for (key, node) in above {
        match below.get_mut(&key) {
            Some(known) => lay_over(known, node, holds.below(&key)),
            None => {
                below.insert(key, node);
            }
        }
    }
}

/// Whether a key of the base stays when another alternative than the base's is stated.
fn goes_with(key: &str, stated: &Field, one_of: &[&Field]) -> bool {
    let dropped = match stated.need {
        Need::OneOf { without, drops, .. } => without.contains(&key) || drops.contains(&key),
        Need::Required | Need::Default(_) => false,
    };
    !dropped && one_of.iter().all(|other| other.key != key)
}

/// Each name of the base is met once: a second element of that name is appended, to be reported as a second one.
fn lay_named(below: &mut Vec<Node>, above: Vec<Node>, element: Holds) {
    let mut met = vec![false; below.len()];
    for node in above {
        let known = (0..met.len()).find(|&i| !met[i] && node.name().is_some() && below[i].name() == node.name());
        match known {
            Some(i) => {
                met[i] = true;
                lay_over(&mut below[i], node, element);
            }
            None => below.push(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::crew::GroupTable;
    use super::super::floor::ScenarioTable;
    use super::super::keys::ValueKind;
    use super::super::queue::QueueTable;
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
            other @ (Value::Number(_) | Value::Flag(_) | Value::Date(_)) => format!("{other:?}"),
        }
    }

    fn laid<K: ValueKind>(base: &str, over: &str) -> String {
        let mut base = tree(base);
        lay_over(&mut base, tree(over), K::holds());
        plain(&base)
    }

    #[test]
    fn tables_merge_by_key_and_plain_lists_are_replaced() {
        assert_eq!(
            laid::<ScenarioTable>("a = 1\nb = [1, 2]\n[t]\nx = 1", "b = [3]\n[t]\ny = 2"),
            "{a=1 b=[3] t={x=1 y=2}}"
        );
    }

    #[test]
    fn queues_groups_and_rungs_merge_by_name_and_new_names_are_appended() {
        let base = "[[groups]]\nname = 'a'\npeople = 1\n[[groups]]\nname = 'b'\npeople = 2";
        assert_eq!(
            laid::<ScenarioTable>(base, "[[groups]]\nname = 'c'\n[[groups]]\nname = 'b'\npeople = 9"),
            "{groups=[{name=a people=1} {name=b people=9} {name=c}]}"
        );
    }

    #[test]
    fn a_name_given_twice_stays_twice() {
        assert_eq!(
            laid::<ScenarioTable>(
                "[[groups]]\nname = 'a'",
                "[[groups]]\nname = 'a'\nx = 1\n[[groups]]\nname = 'a'\nx = 2"
            ),
            "{groups=[{name=a x=1} {name=a x=2}]}"
        );
    }

    #[test]
    fn another_alternative_replaces_the_one_of_the_base() {
        let base = "talk = { lognormal = { mean = '3m', cv = 1 } }";
        assert_eq!(laid::<QueueTable>(base, "talk = { constant = '4m' }"), "{talk={constant=4m}}");
        assert_eq!(
            laid::<QueueTable>(base, "talk = { lognormal = { mean = '4m' } }"),
            "{talk={lognormal={cv=1 mean=4m}}}"
        );
        assert_eq!(
            laid::<QueueTable>(base, "talk = { lognormal = { sd = '1m' } }"),
            "{talk={lognormal={mean=3m sd=1m}}}"
        );
        assert_eq!(laid::<QueueTable>(base, "talk = '4m'"), "{talk=4m}");
        assert_eq!(laid::<GroupTable>("people = 3", "staffing = 'x'"), "{staffing=x}");
    }

    #[test]
    fn a_new_kind_of_arrivals_keeps_what_goes_with_it() {
        let base = "arrivals = { profile = 'x', scale = 2, busyness_cv = 1 }";
        assert_eq!(
            laid::<QueueTable>(base, "arrivals = { calls_per_hour = 30 }"),
            "{arrivals={busyness_cv=1 calls_per_hour=30}}"
        );
        assert_eq!(laid::<QueueTable>(base, "arrivals = { calls = 'y' }"), "{arrivals={calls=y}}");
        assert_eq!(
            laid::<QueueTable>(base, "arrivals = { profile = 'y' }"),
            "{arrivals={busyness_cv=1 profile=y scale=2}}"
        );
    }

    #[test]
    fn both_alternatives_stated_together_are_kept_to_be_reported() {
        assert_eq!(laid::<GroupTable>("people = 3", "people = 4\nstaffing = 'x'"), "{people=4 staffing=x}");
    }
}
