//! Writes what the fuzzers start from: the repository's own scenarios and tables, and the words of a scenario.

use holdline_fuzz::fuzzed::{csv, engine, repository, scenario_text};
use std::collections::BTreeSet;
use std::fs;

fn main() {
    for (target, seeds) in
        [("scenario_text", scenario_text::seeds()), ("csv", csv::seeds()), ("engine", engine::seeds())]
    {
        let folder = repository().join("fuzz/corpus").join(target);
        fs::create_dir_all(&folder).expect("the folder can be made");
        for (n, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{n:03}")), seed).expect("it can be written");
        }
    }
    let schema = fs::read_to_string(repository().join("schema/scenario.schema.json")).expect("it is there");
    let schema = serde_json::from_str(&schema).expect("it is JSON");
    let mut words = BTreeSet::from(EXTRA.map(str::to_owned));
    keys(&schema, &mut words);
    let lines: Vec<_> = words.iter().map(|word| format!("\"{}\"\n", word.replace('\n', "\\x0a"))).collect();
    fs::write(repository().join("fuzz/corpus/words.dict"), lines.concat()).expect("it can be written");
}

/// Words that are no keys: columns of tables, times, numbers and signs at the edges.
const EXTRA: [&str; 40] = [
    "interval_start", "calls", "people", "queue", "weekday", "date", "arrival", "talk_s", "wrap_up_s", "patience_s",
    "wait_s", "survival", "seconds", "08:00", "24:00", "00:00", "23:59:59.999999", "10:00", "2026-11-23", "Mon",
    "base = 'weekday.toml'\n", "weekday.csv", "240h", "1ms", "0s", "3m30s", "infinite", "share_of_days(", "intervals[",
    ">= 0.9", "1e12", "-1", "60000", "100000", "0.000001", "18446744073709551615", "1e-300", "[[queues]]\n",
    "[[groups]]\n", "[[ladder.rungs]]\n",
];

fn keys(schema: &serde_json::Value, words: &mut BTreeSet<String>) {
    match schema {
        serde_json::Value::Object(object) => {
            if let Some(serde_json::Value::Object(properties)) = object.get("properties") {
                words.extend(properties.keys().cloned());
            }
            object.values().for_each(|value| keys(value, words));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| keys(value, words)),
        _ => {}
    }
}
