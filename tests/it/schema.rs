//! The JSON Schema against every scenario there is: it takes the good ones, and of the bad ones it refuses those whose
//! fault can be seen in the file alone.

use holdline::model::{FaultKind, NameFault};
use holdline::scenario::{Diagnostic, FileFault, FoundValue, KeyFault, ScenarioFault, read, schema};
use regex_lite::Regex;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// As much of JSON Schema (draft 7) as the schema uses; another keyword is a fault of the test.
struct Schema(Json);

impl Schema {
    fn of_scenarios() -> Self {
        Self(serde_json::from_str(&schema()).expect("the schema is JSON"))
    }

    fn takes(&self, value: &Json) -> bool {
        self.holds(&self.0, value)
    }

    fn holds(&self, schema: &Json, value: &Json) -> bool {
        match schema {
            Json::Bool(all) => *all,
            Json::Object(rules) => rules.iter().all(|(rule, says)| self.keyword(rule, says, rules, value)),
            other => panic!("{other} is no schema"),
        }
    }

    fn keyword(&self, rule: &str, says: &Json, rules: &Map<String, Json>, value: &Json) -> bool {
        let all = |schemas: &Json| schemas.as_array().expect("schemas").clone();
        let size = || says.as_u64().expect("a size") as usize;
        match rule {
            "$schema" | "title" | "description" | "examples" | "definitions" | "format" | "then" => true,
            "$ref" => self.holds(self.named(says.as_str().expect("a reference")), value),
            "allOf" => all(says).iter().all(|schema| self.holds(schema, value)),
            "anyOf" => all(says).iter().any(|schema| self.holds(schema, value)),
            "not" => !self.holds(says, value),
            "if" => !self.holds(says, value) || self.holds(&rules["then"], value),
            "const" => says == value,
            "enum" => all(says).contains(value),
            "type" => is_of(says.as_str().expect("a type"), value),
            "required" => {
                value.as_object().is_none_or(|o| all(says).iter().all(|k| o.contains_key(k.as_str().expect("a key"))))
            }
            "properties" => value.as_object().is_none_or(|object| {
                let known = says.as_object().expect("properties");
                object.iter().all(|(key, value)| known.get(key).is_none_or(|schema| self.holds(schema, value)))
            }),
            "additionalProperties" => value.as_object().is_none_or(|object| {
                let known = rules.get("properties").and_then(Json::as_object);
                let others = object.iter().filter(|(key, _)| !known.is_some_and(|known| known.contains_key(*key)));
                others.map(|(_, value)| value).all(|value| self.holds(says, value))
            }),
            "items" => value.as_array().is_none_or(|list| list.iter().all(|value| self.holds(says, value))),
            "minItems" => value.as_array().is_none_or(|list| list.len() >= size()),
            "maxItems" => value.as_array().is_none_or(|list| list.len() <= size()),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() >= size()),
            "maxLength" => value.as_str().is_none_or(|text| text.chars().count() <= size()),
            "minimum" => value.as_f64().is_none_or(|number| number >= says.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|number| number <= says.as_f64().expect("a number")),
            "pattern" => value.as_str().is_none_or(|text| {
                Regex::new(says.as_str().expect("a pattern")).expect("a regular expression").is_match(text)
            }),
            other => panic!("the schema uses `{other}`, which this test does not know"),
        }
    }

    fn named(&self, reference: &str) -> &Json {
        self.0.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("no {reference}"))
    }
}

fn is_of(kind: &str, value: &Json) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("no type is called {other}"),
    }
}

/// As editors hand TOML to a schema: dates are text. What JSON cannot say becomes null, which nothing takes.
fn json_of(value: toml::Value) -> Json {
    match value {
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json_of).collect(),
        toml::Value::Table(table) => {
            Json::Object(table.into_iter().map(|(key, value)| (key, json_of(value))).collect())
        }
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
    }
}

/// A scenario file as JSON; `None` if it is no TOML.
fn file(path: &Path) -> Option<Json> {
    let text = fs::read_to_string(path).ok()?;
    let table: toml::Table = text.trim_start_matches('\u{feff}').parse().ok()?;
    Some(json_of(toml::Value::Table(table)))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn the_schema_takes_every_good_scenario() {
    let (schema, mut found) = (Schema::of_scenarios(), Vec::new());
    for folder in ["scenarios", "tests/good-scenarios"] {
        files(Path::new(folder), &mut found);
    }
    assert!(found.len() > 30, "only {} scenarios", found.len());
    let refused: Vec<_> = found.iter().filter(|path| !schema.takes(&file(path).expect("TOML"))).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

/// Whether a fault can be seen in the file alone: a foreign key, a wrong kind of value, a number out of its range, keys
/// that do not go together; and in a file without a base, or in a list that no base is laid under, a key that is missing.
fn is_seen(fault: &Diagnostic, has_base: bool) -> bool {
    let is_whole = !has_base || fault.key.contains('[');
    match &fault.fault {
        ScenarioFault::Key(KeyFault::Missing { .. } | KeyFault::NoneOf(_)) => is_whole,
        ScenarioFault::File { fault, .. } => *fault == FileFault::Empty && is_whole,
        ScenarioFault::Key(_) => true,
        // A time without quotes reaches a schema as the text that it should be.
        ScenarioFault::Value { found, .. } => !matches!(found, FoundValue::Time(_)),
        ScenarioFault::Floor(FaultKind::OutOfRange { .. }) => true,
        ScenarioFault::Floor(FaultKind::Name(name)) => {
            matches!(name, NameFault::Empty | NameFault::TooLong { .. } | NameFault::Formula(_))
        }
        _ => false,
    }
}

#[test]
fn the_schema_refuses_a_bad_scenario_where_the_fault_can_be_seen_in_its_file_and_only_there() {
    let (schema, mut found) = (Schema::of_scenarios(), Vec::new());
    for entry in fs::read_dir("tests/bad-scenarios").expect("the folder is there") {
        found.extend(Some(entry.expect("an entry").path()).filter(|p| p.extension().is_some_and(|e| e == "toml")));
    }
    let mut faults: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
    for path in &found {
        faults.entry(path.clone()).or_default();
        for fault in read(path, &[]).err().iter().flat_map(|all| all.faults()) {
            faults.entry(PathBuf::from(&fault.file)).or_default().push(fault.clone());
        }
    }
    let (mut refused, mut wrong) = (0, Vec::new());
    for (path, faults) in faults.iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "toml")) {
        let Some(json) = file(path) else { continue };
        let seen = faults.iter().any(|fault| is_seen(fault, json.get("base").is_some()));
        refused += usize::from(seen);
        if schema.takes(&json) == seen {
            wrong.push(format!("{}: {:?}", path.display(), faults.iter().map(|f| &f.fault).collect::<Vec<_>>()));
        }
    }
    assert!(refused >= 25, "only {refused} can be seen");
    assert!(wrong.is_empty(), "{} are taken or refused wrongly:\n{}", wrong.len(), wrong.join("\n"));
}

/// Every schema within a schema.
fn all_within<'s>(schema: &'s Json, found: &mut Vec<&'s Json>) {
    found.push(schema);
    match schema {
        Json::Object(rules) => rules.values().for_each(|rule| all_within(rule, found)),
        Json::Array(list) => list.iter().for_each(|rule| all_within(rule, found)),
        _ => {}
    }
}

#[test]
fn every_example_is_taken_where_it_stands_and_something_else_is_not() {
    let schema = Schema::of_scenarios();
    let mut within = Vec::new();
    all_within(&schema.0, &mut within);
    let mut count = 0;
    for part in within {
        for example in part.get("examples").and_then(Json::as_array).into_iter().flatten() {
            assert!(schema.holds(part, example), "{example} in {part}");
            assert!(!schema.holds(part, &Json::Null), "null in {part}");
            count += 1;
        }
    }
    assert!(count > 60, "only {count} examples");
}
