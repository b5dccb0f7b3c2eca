//! How the settings of two scenarios differ, and which of them anything is simulated from.

use crate::report::compare::Differs;
use std::collections::BTreeMap;
use std::ops::Range;

/// Every key whose value is not the same, in order of the keys; those that nothing is simulated from come last. An element more or fewer of
/// a list is one change: the others are known again wherever they stand.
pub(super) fn differences(a: &[(String, String)], b: &[(String, String)]) -> Vec<Differs> {
    let entries = |settings: &[(String, String)]| settings.iter().cloned().collect::<Entries>();
    let (simulated, told): (Vec<_>, Vec<_>) =
        differing("", entries(a), entries(b)).into_iter().partition(|d| !is_only_told(&d.key));
    [simulated, told].concat()
}

/// Longer lists are not compared each with each.
const MOST_CELLS: usize = 1_000_000;

/// Values by what follows the path of the table that they stand in.
type Entries = BTreeMap<String, String>;
/// Lists by the same, each a table after the other.
type Lists = BTreeMap<String, Vec<Entries>>;

/// What differs between two tables at a path.
fn differing(path: &str, a: Entries, b: Entries) -> Vec<Differs> {
    let ((lists_a, a), (lists_b, b)) = (lists_of(a), lists_of(b));
    let mut all: BTreeMap<&String, [Option<&String>; 2]> = BTreeMap::new();
    for (side, entries) in [&a, &b].into_iter().enumerate() {
        entries.iter().for_each(|(key, value)| all.entry(key).or_default()[side] = Some(value));
    }
    let differ = all.into_iter().filter(|(_, [a, b])| a != b);
    let mut found: Vec<Differs> =
        differ.map(|(key, [a, b])| Differs { key: format!("{path}{key}"), a: a.cloned(), b: b.cloned() }).collect();
    let names = lists_a.keys().chain(lists_b.keys().filter(|name| !lists_a.contains_key(*name)));
    for name in names {
        let of = |lists: &Lists| lists.get(name).cloned().unwrap_or_default();
        found.extend(differing_lists(&format!("{path}{name}"), &of(&lists_a), &of(&lists_b)));
    }
    found.sort_by(|x, y| x.key.cmp(&y.key));
    found
}

/// The lists of a table, and what is in no list.
fn lists_of(entries: Entries) -> (Lists, Entries) {
    let (mut lists, mut plain, most) = (Lists::new(), Entries::new(), entries.len());
    for (key, value) in entries {
        // What is stored may say anything; a list has no more elements than there are entries.
        match index_in(&key).filter(|(_, at)| *at < most) {
            None => _ = plain.insert(key, value),
            Some((brackets, at)) => {
                let list = lists.entry(key[..brackets.start].to_owned()).or_default();
                list.resize_with(list.len().max(at + 1), Entries::new);
                list[at].insert(key[brackets.end..].to_owned(), value);
            }
        }
    }
    (lists, plain)
}

/// The first index in a path, outside of quotes: where it stands, and its number.
fn index_in(path: &str) -> Option<(Range<usize>, usize)> {
    let mut quote = None;
    for (at, c) in path.char_indices() {
        match quote {
            None if c == '[' => {
                let end = at + path[at..].find(']')?;
                return Some((at..end + 1, path[at + 1..end].parse().ok()?));
            }
            None if c == '"' || c == '\'' => quote = Some(c),
            Some(open) if open == c => quote = None,
            None | Some(_) => {}
        }
    }
    None
}

/// What differs between two lists. Between those that both have, one after the other is taken for the same, changed; what is left over was
/// added or taken away.
fn differing_lists(path: &str, a: &[Entries], b: &[Entries]) -> Vec<Differs> {
    let mut found = Vec::new();
    let whole = |list: &[Entries], at: usize| Some(inline(&list[at]));
    for (i, j) in stretches_between(&common(a, b), a.len(), b.len()) {
        for (x, y) in i.clone().zip(j.clone()) {
            found.extend(differing(&format!("{path}[{x}]"), a[x].clone(), b[y].clone()));
        }
        let both = i.len().min(j.len());
        let (gone, new) = (i.skip(both), j.skip(both));
        found.extend(gone.map(|at| Differs { key: format!("{path}[{at}]"), a: whole(a, at), b: None }));
        found.extend(new.map(|at| Differs { key: format!("{path}[{at}]"), a: None, b: whole(b, at) }));
    }
    found
}

/// The places of a longest common subsequence; of long lists only where they begin and end alike.
fn common(a: &[Entries], b: &[Entries]) -> Vec<(usize, usize)> {
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[before..], &b[before..]);
    let after = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (middle_a, middle_b) = (&rest_a[..rest_a.len() - after], &rest_b[..rest_b.len() - after]);
    let is_short = middle_a.len().saturating_mul(middle_b.len()) <= MOST_CELLS;
    let middle = if is_short { common_of_short(middle_a, middle_b) } else { Vec::new() };
    let middle = middle.into_iter().map(|(i, j)| (before + i, before + j));
    let ends = (0..after).rev().map(|back| (a.len() - 1 - back, b.len() - 1 - back));
    (0..before).map(|at| (at, at)).chain(middle).chain(ends).collect()
}

fn common_of_short(a: &[Entries], b: &[Entries]) -> Vec<(usize, usize)> {
    // By how many are alike from a place on.
    let mut alike = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            alike[i][j] = if a[i] == b[j] { alike[i + 1][j + 1] + 1 } else { alike[i + 1][j].max(alike[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if alike[i + 1][j] >= alike[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// What lies before, between and behind pairs of places in two lists.
fn stretches_between(pairs: &[(usize, usize)], a: usize, b: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let (mut i, mut j, mut stretches) = (0, 0, Vec::new());
    for &(x, y) in pairs.iter().chain([&(a, b)]) {
        stretches.push((i..x, j..y));
        (i, j) = (x + 1, y + 1);
    }
    stretches
}

/// A table in a line, what is in lists of it last.
fn inline(entries: &Entries) -> String {
    let (nested, plain): (Vec<_>, Vec<_>) = entries.iter().partition(|(key, _)| index_in(key).is_some());
    let told = plain.into_iter().chain(nested).map(|(key, value)| format!("{} = {value}", key.trim_start_matches('.')));
    format!("{{ {} }}", told.collect::<Vec<_>>().join(", "))
}

/// Whether another value of a key can give other days: how many are simulated changes none, and runs of other seeds are
/// not held against each other.
pub(super) fn moves_days(key: &str) -> bool {
    !is_only_told(key) && !["run.days", "run.seed"].contains(&key) && !key.starts_with("run.precision.")
}

/// Whether nothing is simulated from a key.
fn is_only_told(key: &str) -> bool {
    ["name", "why", "silence"].contains(&key)
        || ["expect.", "targets.", "run.service_levels"].iter().any(|of| key.starts_with(of))
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

    /// Shifts by their people, each from eight.
    fn shifts(people: &[u32]) -> Vec<(String, String)> {
        let shift = |(at, people): (usize, &u32)| {
            let key = |of: &str| format!("groups.inbound.shifts[{at}].{of}");
            [(key("breaks[0].start"), "12:00".to_owned()), (key("people"), people.to_string())]
        };
        people.iter().enumerate().flat_map(shift).collect()
    }

    fn between(a: &[u32], b: &[u32]) -> Vec<String> {
        let value = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let told = |d: Differs| format!("{}: {} -> {}", d.key.replace("groups.inbound.", ""), value(d.a), value(d.b));
        differences(&shifts(a), &shifts(b)).into_iter().map(told).collect()
    }

    #[test]
    fn an_element_more_or_fewer_of_a_list_is_one_change() {
        let seven = "{ people = 7, breaks[0].start = 12:00 }";
        assert_eq!(between(&[1, 2, 3], &[7, 1, 2, 3]), [format!("shifts[0]: - -> {seven}")]);
        assert_eq!(between(&[1, 2, 7, 3], &[1, 2, 3]), [format!("shifts[2]: {seven} -> -")]);
        assert_eq!(between(&[], &[7]), [format!("shifts[0]: - -> {seven}")]);
    }

    #[test]
    fn an_element_that_is_changed_in_its_place_is_told_by_its_key() {
        assert_eq!(between(&[1, 2, 3], &[1, 5, 3]), ["shifts[1].people: 2 -> 5"]);
        let added = "shifts[0]: - -> { people = 7, breaks[0].start = 12:00 }";
        assert_eq!(between(&[1, 2, 3], &[7, 1, 2, 4]), [added, "shifts[2].people: 3 -> 4"]);
        assert_eq!(between(&[1, 2], &[1, 2]), [""; 0]);
    }

    #[test]
    fn brackets_in_quotes_are_no_list() {
        let of = |value: &str| vec![("expect.\"intervals[1]\".asa_s[0]".to_owned(), value.to_owned())];
        assert_eq!(differences(&of("1"), &of("2"))[0].key, "expect.\"intervals[1]\".asa_s[0]");
    }

    #[test]
    fn what_is_only_told_and_how_long_is_simulated_moves_no_day() {
        for key in [
            "name",
            "why",
            "silence",
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
