//! A scenario as a flat list of what is set, so that two scenarios can be laid side by side.

use super::keys::{Field, Holds, KeyTable, Need};
use super::overrides;
use super::tree::{Node, Value};

/// Every value with its path in the form of `--set`; lists of plain values are one value, elements of other lists go by
/// name if they have one.
pub(super) fn of(tree: &Node) -> Vec<(String, String)> {
    let mut found = Vec::new();
    flatten(tree, "", &mut found);
    found.retain(|(path, _)| path != "base");
    found
}

fn flatten(node: &Node, path: &str, found: &mut Vec<(String, String)>) {
    match &node.value {
        Value::Table(table) => table.iter().for_each(|(key, node)| flatten(node, &joined(path, key), found)),
        Value::List(list) if list.iter().any(|element| element.as_table().is_some()) => {
            for (at, element) in list.iter().enumerate() {
                let place = element.name().map_or_else(|| format!("{path}[{at}]"), |name| joined(path, name));
                flatten(element, &place, found);
            }
        }
        Value::Text(_) | Value::Whole(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) => {
            found.push((path.to_owned(), plain(node)));
        }
    }
}

/// Keys that nothing is simulated from, or that are followed.
const ASIDE: [&str; 4] = ["name", "why", "base", "expect"];
/// Stands for the values of a table that is not there: they are told one by one.
const AS_BELOW: &str = "as below";

/// Every key that is not set, with what holds without it in Markdown, by path. What holds for all elements of a list is told
/// once, as `groups.*.early`; of lists of tables without names, too, if it does not hold for all of them, as `shifts[]`.
pub(super) fn unset(tree: &Node, root: &'static KeyTable) -> Vec<(String, String)> {
    let mut found = Vec::new();
    not_set(Some(tree), Holds::Table(root), "", &mut found);
    found.sort();
    found.dedup();
    found
}

fn not_set(node: Option<&Node>, holds: Holds, path: &str, found: &mut Vec<(String, String)>) {
    if let (Holds::Table(table), true) = (holds, node.is_none_or(|node| node.as_table().is_some())) {
        let fields = table.fields.iter().filter(|field| !path.is_empty() || !ASIDE.contains(&field.key));
        fields.for_each(|field| field_not_set(node, field, path, found));
        return;
    }
    let of = |element: &Node, place: &str| {
        let mut of_element = Vec::new();
        not_set(Some(element), holds.element(), place, &mut of_element);
        of_element
    };
    let elements = node.map(Node::elements).unwrap_or_default();
    let Some(named) = elements.iter().map(Node::name).collect::<Option<Vec<_>>>() else {
        elements.iter().for_each(|element| found.extend(of(element, &format!("{path}[]"))));
        return;
    };
    let any = format!("{path}.*");
    let each: Vec<_> = elements.iter().map(|element| of(element, &any)).collect();
    let of_all = |one: &(String, String)| named.len() > 1 && each.iter().all(|of_element| of_element.contains(one));
    for (name, of_element) in named.iter().zip(&each) {
        let place = joined(path, name);
        for (key, told) in of_element {
            let is_of_all = of_all(&(key.clone(), told.clone()));
            let key = if is_of_all { key.clone() } else { key.replacen(&any, &place, 1) };
            found.push((key, told.clone()));
        }
    }
}

fn field_not_set(table: Option<&Node>, field: &Field, path: &str, found: &mut Vec<(String, String)>) {
    let (below, place) = ((field.shape.holds)(), joined(path, field.key));
    match (table.and_then(|table| table.get(field.key)), field.need) {
        (Some(node), _) => not_set(Some(node), below, &place, found),
        (None, Need::Default(AS_BELOW)) => not_set(None, below, &place, found),
        (None, Need::Default(told)) => found.push((place, told.to_owned())),
        (None, Need::Required | Need::OneOf { .. }) => {}
    }
}

/// A path and one more key, in quotes if the key would be read as something else.
fn joined(path: &str, key: &str) -> String {
    let plain = !key.is_empty() && key.trim() == key && !key.contains(['.', '[', '=', '"', '\'']);
    let mark = if key.contains('"') { '\'' } else { '"' };
    let key = if plain { key.to_owned() } else { format!("{mark}{key}{mark}") };
    if path.is_empty() { key } else { format!("{path}.{key}") }
}

/// A value as it might be written; a table inside a list of lists is not met in any scenario.
fn plain(node: &Node) -> String {
    match &node.value {
        Value::Text(text) if overrides::is_plain_text(text) => text.clone(),
        Value::Text(text) => in_quotes(text),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(list) => format!("[{}]", list.iter().map(in_list).collect::<Vec<_>>().join(", ")),
        Value::Table(_) => "{ ... }".to_owned(),
    }
}

/// In a list, text without quotes would not be TOML.
fn in_list(node: &Node) -> String {
    node.value.as_text().map_or_else(|| plain(node), in_quotes)
}

fn in_quotes(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::tree::parse;
    use super::*;
    use crate::scenario::floor::ScenarioTable;
    use crate::scenario::keys::ValueKind;

    fn settings(text: &str) -> Vec<String> {
        let tree = parse(text, 0).unwrap_or_else(|_| panic!("good TOML"));
        of(&tree).into_iter().map(|(path, value)| format!("{path}={value}")).collect()
    }

    #[test]
    fn every_value_has_its_path() {
        let text = "open = '08:00'\nseats = 40\n[[groups]]\nname = 'inbound'\nserves = ['vip', 'general']\nabsence = 0.05\n\
                    shifts = [{ people = 3, start = '08:00' }]\n[ladder]\n[[ladder.rungs]]\nname = 'qa'\n\
                    when = { waiting_above = 5 }";
        let expected = [
            "groups.inbound.absence=0.05",
            "groups.inbound.name=inbound",
            "groups.inbound.serves=[\"vip\", \"general\"]",
            "groups.inbound.shifts[0].people=3",
            "groups.inbound.shifts[0].start=08:00",
            "ladder.rungs.qa.name=qa",
            "ladder.rungs.qa.when.waiting_above=5",
            "open=08:00",
            "seats=40",
        ];
        assert_eq!(settings(text), expected);
    }

    #[test]
    fn a_key_that_looks_like_a_path_is_quoted_and_the_base_is_left_out() {
        assert_eq!(settings("base = 'x.toml'\n[expect]\n'a.b' = '>= 1'"), ["expect.\"a.b\"=>= 1"]);
    }

    #[test]
    fn a_path_of_the_list_can_be_set() {
        let text = "name = '5'\nwhy = '\"quoted\" and ] more'\nopen = '08:00'\nclose = '10:00'\n[[queues]]\nname = 'q.1'\narrivals = { calls_per_hour = 1 }\n\
                    talk = '3m'\n[[groups]]\nname = 'g'\nserves = ['q.1']\npeople = 4";
        let read = |set: &[String]| super::super::read_text("x.toml", text, std::path::Path::new(""), set);
        let settings = read(&[]).unwrap_or_else(|d| panic!("{d}")).settings;
        for (path, value) in &settings {
            let again = read(&[format!("{path}={value}")]).unwrap_or_else(|d| panic!("{path}: {d}"));
            assert_eq!(again.settings, settings, "{path}");
        }
    }

    #[test]
    fn what_is_not_set_is_told_with_what_holds_without_it() {
        let text = "open = '08:00'\n[[queues]]\nname = 'a'\ntalk = '3m'\npatience = '1m'\n[[queues]]\nname = 'b'\n[[groups]]\nname = 'g'\n\
                    shifts = [{ people = 1 }, { people = 2 }]";
        let tree = parse(text, 0).unwrap_or_else(|_| panic!("good TOML"));
        let root = ScenarioTable::holds().table().expect("it holds a table");
        let found = unset(&tree, root);
        let told = |path: &str| found.iter().filter(|(one, _)| one == path).map(|(_, told)| told.as_str()).collect();
        let keys = ["run.days", "queues.*.wrap_up", "queues.b.patience", "groups.g.shifts[].breaks", "seats"];
        let told: [Vec<&str>; 5] = keys.map(told);
        assert_eq!(
            told,
            [vec!["`1000`"], vec!["none"], vec!["`\"infinite\"`"], vec!["none"], vec!["as many as needed"]]
        );
        assert!(found.iter().all(|(path, _)| !["open", "queues.a.patience", "name", "run"].contains(&path.as_str())));
    }
}
