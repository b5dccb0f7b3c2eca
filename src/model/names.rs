//! What queues, groups and rungs may be called: names that are seen as they are, and told apart wherever they are read.

use super::Fault;
use crate::escape::{is_formula, is_hidden, visible};
use std::collections::BTreeMap;

/// Most characters of a name.
pub const MAX_NAME: usize = 200;
/// What keys and tables of results call all queues together.
pub const WHOLE_FLOOR: &str = "all";

/// What is wrong with a name, and what is allowed; `None` if it can be used.
pub fn name_fault(name: &str) -> Option<(String, String)> {
    let length = name.chars().count();
    let fault = |found: &str, allowed: &str| Some((found.to_owned(), allowed.to_owned()));
    if name.trim().is_empty() {
        fault("an empty name", "a name")
    } else if length > MAX_NAME {
        let start: String = name.chars().take(20).collect();
        let found = format!("a name of {length} characters, \"{}...\"", visible(&start));
        fault(&found, &format!("a name of at most {MAX_NAME} characters"))
    } else if name.contains(is_hidden) {
        fault(
            &format!("\"{}\" has a character that is not seen but obeyed or hidden", visible(name)),
            "letters, digits, signs and spaces; no control characters, line ends, tabs, or characters that turn the \
             direction of writing",
        )
    } else if is_formula(name) {
        fault(
            &format!("\"{name}\" begins like a formula, and spreadsheets would run it as one"),
            "a name that does not begin with =, +, - or @",
        )
    } else {
        None
    }
}

/// What is wrong with the names in a list of queues, groups or rungs.
pub(super) fn faults<'n>(list: &str, names: impl Iterator<Item = &'n str>) -> Vec<Fault> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut faults = Vec::new();
    for (i, name) in names.enumerate() {
        let own = name_fault(name).or_else(|| key_fault(list, name));
        let fault = own.or_else(|| taken(list, name, seen.get(&folded(name)).copied()));
        faults.extend(fault.map(|(found, allowed)| Fault::new(format!("{list}[{i}].name"), found, allowed)));
        seen.entry(folded(name)).or_insert(name);
    }
    faults
}

/// A name that keys and tables of results could not tell from something else.
fn key_fault(list: &str, name: &str) -> Option<(String, String)> {
    if list == "queues" && folded(name) == WHOLE_FLOOR {
        let found = format!("a queue called `{name}`: in results, `{WHOLE_FLOOR}` are all queues together");
        return Some((found, "another name, such as \"all calls\" or \"general\"".to_owned()));
    }
    name.contains('"').then(|| {
        let found = format!("`{name}` has a double quote, which ends a name in keys such as those of [expect]");
        (found, "a name without double quotes".to_owned())
    })
}

fn taken(list: &str, name: &str, by: Option<&str>) -> Option<(String, String)> {
    let by = by?;
    Some(if by == name {
        (format!("a second `{name}` in {list}"), "each name once".to_owned())
    } else {
        let found = format!("`{name}` and `{by}` in {list} differ only in capitals or spaces");
        (found, "names that spreadsheets and people tell apart".to_owned())
    })
}

/// What is left of a name when capitals and spaces do not count.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(list: &str, names: &[&str]) -> Vec<String> {
        faults(list, names.iter().copied()).into_iter().map(|fault| fault.at).collect()
    }

    #[test]
    fn names_that_speak_are_refused_with_what_was_found() {
        for (name, word) in [
            ("a\u{1b}[31m", "a\\u{1b}[31m"),
            ("a\n::error::b", "a\\n::error::b"),
            ("a\tb", "a\\tb"),
            ("a\u{202e}b", "\\u{202e}"),
            ("a\u{ffff}", "\\u{ffff}"),
            ("=cmd|x", "formula"),
            ("+1", "formula"),
            ("-1", "formula"),
            ("@x", "formula"),
            ("  ", "empty"),
        ] {
            let (found, allowed) = name_fault(name).unwrap_or_else(|| panic!("{name:?}"));
            assert!(found.contains(word) && !allowed.is_empty() && !found.contains(is_hidden), "{found}");
        }
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
        let (found, _) = name_fault(&"a".repeat(300_000)).expect("too long");
        assert!(found.len() < 100 && found.contains("300000"), "{found}");
    }

    #[test]
    fn no_queue_is_called_as_the_whole_floor_is() {
        assert_eq!(places("queues", &["all", "ALL ", "all calls"]), ["queues[0].name", "queues[1].name"]);
        assert!(places("groups", &["all"]).is_empty());
    }

    #[test]
    fn names_that_look_alike_are_one_too_many() {
        assert_eq!(places("groups", &["vip", "VIP", "vip", "v i p"]), ["groups[1].name", "groups[2].name"]);
        assert_eq!(places("ladder.rungs", &["a  b", "a b"]), ["ladder.rungs[1].name"]);
        assert_eq!(places("groups", &["a\"b"]), ["groups[0].name"]);
    }
}
