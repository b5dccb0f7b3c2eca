//! The JSON Schema of scenario files, told from the declarations of their keys.
//!
//! A scenario with a `base` states only what differs: there only names, and whatever stands in lists that are replaced
//! as a whole, must be whole. Without a `base` everything that is required must be there.

use super::kinds::Definitions;
use super::{Field, Holds, KeyTable, Need, ValueKind};
use crate::scenario::TableKind;
use crate::scenario::floor::ScenarioTable;
use serde_json::{Map, Value as Json, json};

/// The JSON Schema of a scenario file, as text that ends in a line break.
pub fn schema() -> String {
    let mut all = Definitions::default();
    let Some(scenario) = ScenarioTable::holds().table() else { return String::new() };
    let mut root = table(scenario, &mut all);
    root["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    root["title"] = json!("Scenario");
    root["if"] = json!({ "not": { "required": ["base"] } });
    root["then"] = whole(scenario);
    root["definitions"] = Json::Object(all.0);
    format!("{root:#}\n")
}

/// A table as far as it must be the same with a base and without.
pub(super) fn table(table: &KeyTable, all: &mut Definitions) -> Json {
    let properties: Map<String, Json> =
        table.fields.iter().map(|field| (field.key.to_owned(), property(field, all))).collect();
    let mut told = json!({
        "description": sentence(table.about),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    let apart = apart(table);
    if !apart.is_empty() {
        told["allOf"] = json!(apart);
    }
    told
}

fn property(field: &Field, all: &mut Definitions) -> Json {
    let mut told = match (field.shape.holds)() {
        Holds::Named(table) => with_items((field.shape.schema)(all), json!({ "required": name_of(table) })),
        Holds::List(table) => with_items((field.shape.schema)(all), whole(table)),
        Holds::Nothing | Holds::Table(_) => (field.shape.schema)(all),
    };
    if told.get("$ref").is_some() {
        // Beside a reference, draft 7 reads nothing else.
        told = json!({ "allOf": [told] });
    }
    told["description"] = json!(description(field));
    if let Some(example) = example(field) {
        told["examples"] = json!([example]);
    }
    told
}

/// Everything the page of the format tells of a key.
fn description(field: &Field) -> String {
    let mut told = vec![sentence(field.about), sentence(&(field.shape.words)())];
    if let Need::Default(default) = field.need {
        told.push(format!("Default: {default}."));
    }
    if !field.refused.is_empty() {
        told.push(format!("If refused: {}.", plain(field.refused)));
    }
    told.join(" ")
}

/// A list whose elements must have something besides.
fn with_items(mut list: Json, also: Json) -> Json {
    let items = list["items"].take();
    list["items"] = json!({ "allOf": [items, also] });
    list
}

fn name_of(table: &KeyTable) -> Vec<&'static str> {
    table.keys().filter(|key| *key == "name").collect()
}

/// Keys that never go together.
fn apart(table: &KeyTable) -> Vec<Json> {
    let one_of = table.one_of();
    let pairs = one_of.iter().enumerate().flat_map(|(i, a)| one_of[..i].iter().map(|b| (b.key, a.key)));
    let without = one_of.iter().flat_map(|field| match field.need {
        Need::OneOf { without, .. } => without.iter().map(|other| (field.key, *other)).collect(),
        Need::Required | Need::Default(_) => Vec::new(),
    });
    pairs.chain(without).map(|(a, b)| json!({ "not": { "required": [a, b] } })).collect()
}

/// What must be there in a table that is not laid over another one.
fn whole(table: &KeyTable) -> Json {
    whole_within(table, &[])
}

/// The same of a table within others: of one that may hold itself once.
fn whole_within(table: &KeyTable, others: &[TableKind]) -> Json {
    let within = [others, &[table.kind]].concat();
    let mut told = Map::new();
    let required: Vec<_> =
        table.fields.iter().filter(|field| matches!(field.need, Need::Required)).map(|field| field.key).collect();
    if !required.is_empty() {
        told.insert("required".to_owned(), json!(required));
    }
    let one_of: Vec<_> = table.one_of().iter().map(|field| json!({ "required": [field.key] })).collect();
    if !one_of.is_empty() {
        // Of what is no table, another form of the value, nothing is required.
        told.insert("anyOf".to_owned(), json!(one_of));
    }
    let below: Map<String, Json> = table.fields.iter().filter_map(|field| below(field, &within)).collect();
    if !below.is_empty() {
        told.insert("properties".to_owned(), Json::Object(below));
    }
    if told.is_empty() { json!(true) } else { json!({ "if": { "type": "object" }, "then": told }) }
}

fn below(field: &Field, within: &[TableKind]) -> Option<(String, Json)> {
    let holds = (field.shape.holds)();
    let table = holds.table().filter(|table| !within.contains(&table.kind))?;
    let whole = whole_within(table, within);
    let told = match holds {
        Holds::Nothing => return None,
        Holds::Table(_) => whole,
        Holds::Named(_) | Holds::List(_) => json!({ "items": whole }),
    };
    Some((field.key.to_owned(), told))
}

/// The example as JSON.
fn example(field: &Field) -> Option<Json> {
    let text = format!("example = {}", field.example);
    let table: toml::Table = text.parse().ok()?;
    json_of(table.get("example")?)
}

fn json_of(value: &toml::Value) -> Option<Json> {
    match value {
        toml::Value::Datetime(date) => Some(json!(date.to_string())),
        toml::Value::Table(all) => all.iter().map(|(key, value)| Some((key.clone(), json_of(value)?))).collect(),
        toml::Value::Array(all) => all.iter().map(json_of).collect(),
        toml::Value::String(_) | toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) => {
            serde_json::to_value(value).ok()
        }
    }
}

/// A meaning as a sentence.
fn sentence(about: &str) -> String {
    let plain = plain(about);
    let mut letters = plain.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str() + "."
}

/// Markdown without its links, which only lead somewhere on a page.
fn plain(about: &str) -> String {
    let mut plain = String::new();
    let mut rest = about.trim();
    while let Some((before, after)) = rest.split_once("](") {
        let (before, text) = before.rsplit_once('[').unwrap_or((before, ""));
        plain += before;
        plain += text;
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_schema_in_the_repository_is_the_one_that_is_told() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/scenario.schema.json");
        if std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite") {
            std::fs::write(&file, schema()).expect("the schema can be written");
        }
        let kept = std::fs::read_to_string(&file).expect("the schema is there");
        assert_eq!(kept, schema(), "bring it up to date with SNAPSHOTS=overwrite cargo test");
    }

    #[test]
    fn a_meaning_becomes_a_sentence_without_links() {
        assert_eq!(sentence(" a [profile](#profile): calls (M-C1)"), "A profile: calls (M-C1).");
        assert_eq!(sentence("`[2, 3]` or [a](#b)"), "`[2, 3]` or a.");
    }
}
