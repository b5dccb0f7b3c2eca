//! Checks: as a user meets them, and whether their verdicts keep what they promise.

mod bad_keys;
mod error_rates;
mod figures;
mod formats;
mod paths;
mod verdicts;

use crate::program::{Place, code, experts, text};
use serde_json::Value;

/// A small floor with everything that can be expected of one.
pub const FLOOR: &str = concat!(
    r#"
open = "08:00"
close = "12:00"
interval = "30m"
[run]
days = 40
[[queues]]
name = "general"
arrivals = { calls_per_hour = 60, busyness_cv = 0.2 }
talk = { exponential = { mean = "3m" } }
patience = { exponential = { mean = "2m" } }
[[queues]]
name = "key accounts v1.5"
priority = 5
arrivals = { calls_per_hour = 6 }
talk = "2m"
[[groups]]
name = "inbound"
serves = ["general", "key accounts v1.5"]
people = 4
cost_per_hour = 30
"#,
    experts!(2, "1m")
);

/// The floor with these expectations.
pub fn plan(expect: &str) -> String {
    format!("{FLOOR}[expect]\n{expect}\n")
}

/// A place with the floor in `plan.toml`, of which this is expected.
fn expecting(expect: &str) -> Place {
    Place::with(&[("plan.toml", &plan(expect))])
}

/// The exit code of a check of one plan with such expectations.
fn code_of(expect: &str, args: &[&str]) -> i32 {
    code(&expecting(expect).run(&[&["check", "plan.toml"], args].concat()))
}

/// The document of a check that ends with this code.
pub fn json(place: &Place, args: &[&str], ends_with: i32) -> Value {
    let output = place.run(&[&["check", "--format", "json"], args].concat());
    assert_eq!(code(&output), ends_with, "{args:?}: {}{}", text(&output.stdout), text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

/// The expectations of the first scenario of a document.
fn lines(document: &Value) -> &Vec<Value> {
    document["scenarios"][0]["expectations"].as_array().expect("a list")
}
