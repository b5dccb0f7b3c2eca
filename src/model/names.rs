//! What queues, groups and rungs may be called: names that are seen as they are, and told apart wherever they are read.

use super::{Fault, FaultKind, NameFault, NamedList, Path};
use crate::escape::{is_formula, is_hidden};
use std::collections::BTreeMap;

/// Most characters of a name.
pub const MAX_NAME: usize = 200;
/// What keys and tables of results call all queues together.
pub const WHOLE_FLOOR: &str = "all";
/// So much of a name that is too long is kept, in characters.
const BEGINNING: usize = 20;

/// Why a name cannot be used wherever it stands; `None` if it can.
pub fn name_fault(name: &str) -> Option<NameFault> {
    let length = name.chars().count();
    if name.trim().is_empty() {
        Some(NameFault::Empty)
    } else if length > MAX_NAME {
        Some(NameFault::TooLong { beginning: name.chars().take(BEGINNING).collect(), length, most: MAX_NAME })
    } else if name.contains(is_hidden) {
        Some(NameFault::Hidden(name.to_owned()))
    } else if is_formula(name) {
        Some(NameFault::Formula(name.to_owned()))
    } else {
        None
    }
}

/// What is wrong with the names in a list, each with its place.
pub(super) fn faults<'n>(list: NamedList, names: impl Iterator<Item = (Path, &'n str)>) -> Vec<Fault> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut faults = Vec::new();
    for (at, name) in names {
        let own = name_fault(name).or_else(|| key_fault(list, name));
        let fault = own.or_else(|| taken(list, name, seen.get(&folded(name)).copied()));
        faults.extend(fault.map(|fault| Fault::new(at.key("name"), FaultKind::Name(fault))));
        seen.entry(folded(name)).or_insert(name);
    }
    faults
}

/// A name that keys and tables of results could not tell from something else.
fn key_fault(list: NamedList, name: &str) -> Option<NameFault> {
    if list == NamedList::Queues && folded(name) == WHOLE_FLOOR {
        return Some(NameFault::WholeFloor(name.to_owned()));
    }
    name.contains('"').then(|| NameFault::Quote(name.to_owned()))
}

fn taken(list: NamedList, name: &str, by: Option<&str>) -> Option<NameFault> {
    let (by, name) = (by?, name.to_owned());
    Some(if by == name {
        NameFault::Taken { list, name }
    } else {
        NameFault::Alike { list, name, other: by.to_owned() }
    })
}

/// What is left of a name when capitals and spaces do not count.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(list: NamedList, names: &[&str]) -> Vec<String> {
        let named = names.iter().enumerate().map(|(i, name)| (list.path().index(i), *name));
        faults(list, named).into_iter().map(|fault| fault.at.to_string()).collect()
    }

    #[test]
    fn names_that_speak_are_refused_with_what_was_found() {
        for name in ["a\u{1b}[31m", "a\n::error::b", "a\tb", "a\u{202e}b", "a\u{ffff}"] {
            assert_eq!(name_fault(name), Some(NameFault::Hidden(name.to_owned())));
        }
        for name in ["=cmd|x", "+1", "-1", "@x"] {
            assert_eq!(name_fault(name), Some(NameFault::Formula(name.to_owned())));
        }
        assert_eq!(name_fault("  "), Some(NameFault::Empty));
    }

    #[test]
    fn ordinary_names_of_any_script_are_names() {
        for name in ["general", "专家", "Größe 2", "R&D, \"x\"", "::x", "a=b", "key accounts v1.5", "[a]", "می‌خواهم"]
        {
            assert_eq!(name_fault(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_has_an_end() {
        assert_eq!(name_fault(&"专".repeat(MAX_NAME)), None);
        let fault = NameFault::TooLong { beginning: "a".repeat(BEGINNING), length: 300_000, most: MAX_NAME };
        assert_eq!(name_fault(&"a".repeat(300_000)), Some(fault));
    }

    #[test]
    fn no_queue_is_called_as_the_whole_floor_is() {
        assert_eq!(places(NamedList::Queues, &["all", "ALL ", "all calls"]), ["queues[0].name", "queues[1].name"]);
        assert!(places(NamedList::Groups, &["all"]).is_empty());
    }

    #[test]
    fn names_that_look_alike_are_one_too_many() {
        assert_eq!(places(NamedList::Groups, &["vip", "VIP", "vip", "v i p"]), ["groups[1].name", "groups[2].name"]);
        assert_eq!(places(NamedList::Rungs, &["a  b", "a b"]), ["ladder.rungs[1].name"]);
        assert_eq!(places(NamedList::Groups, &["a\"b"]), ["groups[0].name"]);
    }
}
