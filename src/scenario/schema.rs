//! The JSON Schema of scenario files, generated from these types: their shape and their comments are all they are for.
//!
//! Nothing is required beyond names, because a scenario with a `base` states only what differs. A test compares the
//! properties with the keys that the reader knows.
#![expect(dead_code, reason = "only the shape of these types is used, to generate the schema")]

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value;
use std::collections::BTreeMap;

/// The JSON Schema of a scenario file, as text that ends in a line break.
pub fn schema() -> String {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Scenario>();
    RecursiveTransform(without_null).transform(&mut schema);
    serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
}

/// A key that may be left out is not one that may be null: TOML has no null.
fn without_null(schema: &mut Schema) {
    if let Some(alternatives) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        alternatives.retain(|a| a.get("type").and_then(Value::as_str) != Some("null"));
    }
    let kinds = schema.get("type").and_then(Value::as_array);
    let kept = kinds.and_then(|kinds| kinds.iter().find(|kind| *kind != "null")).cloned();
    if let Some(kind) = kept {
        schema.insert("type".to_owned(), kind);
    }
}

/// A holdline scenario: one day on the floor of a call centre.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Scenario {
    /// Another scenario file, relative to this one; this one states only what differs.
    base: Option<String>,
    /// What the scenario is called; default: the name of the file.
    name: Option<String>,
    /// Why it exists, in prose; shown in the report.
    why: Option<String>,
    /// The date it is about; picks the rows of tables that have a column `date` or `weekday`.
    date: Option<CivilDate>,
    /// When callers are first taken.
    open: Option<ClockTime>,
    /// When the last caller is taken.
    close: Option<ClockTime>,
    /// Length of the slices that results are reported in; divides the opening hours exactly. Default 15m.
    interval: Option<Duration>,
    /// What happens at closing to those who wait. Default "serve".
    after_close: Option<AfterClose>,
    /// Physical seats; default: as many as needed.
    seats: Option<u32>,
    /// So many waiting callers stop the day with an error. Default 100000.
    max_waiting: Option<u32>,
    run: Option<Run>,
    targets: Option<Targets>,
    /// Call types.
    queues: Option<Vec<Queue>>,
    /// Groups of agents.
    groups: Option<Vec<Group>>,
    ladder: Option<Ladder>,
    /// What should come out, by measure; read by `holdline check`.
    expect: Option<BTreeMap<String, Expected>>,
}

/// A duration: numbers with the units h, m, s, ms, largest first.
#[derive(JsonSchema)]
#[schemars(extend(
    "pattern" = r"^\s*([0-9.]+h\s*)?([0-9.]+(m|min)\s*)?([0-9.]+s\s*)?([0-9.]+ms\s*)?$",
    "examples" = ["20s", "3m30s", "1h"]
))]
struct Duration(String);

/// A time of day; "24:00" is the end of the day.
#[derive(JsonSchema)]
#[schemars(extend(
    "pattern" = r"^\s*([01]?[0-9]|2[0-4]):[0-5]?[0-9](:[0-5]?[0-9](\.[0-9]{1,6})?)?\s*$",
    "examples" = ["08:00", "08:00:30"]
))]
struct ClockTime(String);

/// A date such as 2026-11-23.
#[derive(JsonSchema)]
#[schemars(extend("format" = "date"))]
struct CivilDate(String);

/// A share from 0 to 1.
#[derive(JsonSchema)]
#[schemars(extend("minimum" = 0, "maximum" = 1))]
struct Share(f64);

/// A number that is not negative.
#[derive(JsonSchema)]
#[schemars(extend("minimum" = 0))]
struct Amount(f64);

/// "serve": they are served or hang up; "stay": agents also stay until the queue is empty; "cut": they are dismissed.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum AfterClose {
    Serve,
    Stay,
    Cut,
}

/// How it is simulated.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Run {
    /// Days to simulate. Default 1000.
    #[schemars(range(min = 1, max = 1_000_000))]
    days: Option<u32>,
    /// Where the draws start from. Default 1.
    seed: Option<u64>,
    /// Calls and time in this stretch after opening are not counted. Default 0s.
    warm_up: Option<Duration>,
    /// Which interval a call is booked in: where it arrived or where it ended. Default "arrival".
    attribution: Option<Attribution>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Attribution {
    Arrival,
    Completion,
}

/// What a good day is.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Targets {
    /// Least answer rate of a day.
    answer_rate: Option<Share>,
    service_level: Option<ServiceLevel>,
    /// The share of days on which each target must be met; without it the mean is judged.
    share_of_days: Option<Share>,
}

/// Answered within so long, by at least this share of the offered.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ServiceLevel {
    within: Option<Duration>,
    share: Option<Share>,
}

/// A call type.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Queue {
    /// Its name, once among the queues.
    name: String,
    /// Higher is served first. Default 0.
    priority: Option<i32>,
    arrivals: Option<Arrivals>,
    /// Time with the caller.
    talk: Option<RandomTime>,
    /// Time after the call. Default none.
    wrap_up: Option<RandomTime>,
    /// How long a caller would wait. Default "infinite".
    patience: Option<Patience>,
    /// Chance that a caller who would have to wait hangs up at once. Default 0.
    balk: Option<Share>,
    /// Groups that are asked first, in this order; default: whoever has been idle longest.
    answered_by: Option<Vec<String>>,
}

/// Where callers come from: exactly one of profile, calls_per_hour, calls.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Arrivals {
    /// CSV with interval_start and calls: expected calls per row.
    profile: Option<String>,
    /// A constant rate.
    calls_per_hour: Option<Amount>,
    /// CSV with arrival, and optionally talk_s, wrap_up_s, patience_s, queue: these callers, the same every day.
    calls: Option<String>,
    /// Multiplies the profile or the rate. Default 1.
    scale: Option<Amount>,
    /// Coefficient of variation of the day's busyness. Default 0: every day alike.
    busyness_cv: Option<Amount>,
    /// Whether a busy day is busy for all queues or this queue's own. Default "shared".
    busyness: Option<Busyness>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Busyness {
    Shared,
    Own,
}

/// A random length of time; a plain duration is always the same.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum RandomTime {
    Plain(Duration),
    Drawn(Distribution),
}

/// How long a caller would wait; empirical names a CSV with wait_s and survival.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Patience {
    Endless(Infinite),
    Plain(Duration),
    Drawn(Distribution),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Infinite {
    Infinite,
}

/// Exactly one kind of distribution.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Distribution {
    /// Always the same.
    Constant(Duration),
    Exponential(Mean),
    Lognormal(MeanAndSpread),
    Gamma(MeanAndSpread),
    Weibull(MeanAndSpread),
    Uniform(Uniform),
    /// CSV with a column seconds: one observed length per row.
    Empirical(String),
}

/// By its mean.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Mean {
    mean: Option<Duration>,
}

/// By its mean and one of cv (standard deviation / mean) and sd (standard deviation).
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct MeanAndSpread {
    mean: Option<Duration>,
    cv: Option<Amount>,
    sd: Option<Duration>,
}

/// Any length between two, all equally likely.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Uniform {
    from: Option<Duration>,
    to: Option<Duration>,
}

/// People with the same skills and pay; exactly one of people, shifts, staffing.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Group {
    /// Its name, once among the groups.
    name: String,
    /// Queues it serves.
    serves: Option<Vec<String>>,
    /// On own work; on the phones only when a rung borrows them. Default false.
    lent: Option<bool>,
    /// Multiplies every talk time; below 1 is faster. Default 1.
    talk_factor: Option<Amount>,
    /// Multiplies every wrap-up time. Default 1.
    wrap_up_factor: Option<Amount>,
    /// Chance that a person is not there today. Default 0.
    absence: Option<Share>,
    /// Pay of one person for one hour.
    cost_per_hour: Option<Amount>,
    /// So many from opening to closing.
    people: Option<u32>,
    shifts: Option<Vec<Shift>>,
    /// CSV with interval_start and people.
    staffing: Option<String>,
}

/// Some people's planned presence.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Shift {
    people: u32,
    start: ClockTime,
    end: ClockTime,
    /// In order of time, not overlapping.
    breaks: Option<Vec<Break>>,
}

/// A planned pause.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Break {
    start: ClockTime,
    length: Duration,
}

/// The escalation procedure.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Ladder {
    /// No pull earlier than this after the last pull. Default 0s.
    settle: Option<Duration>,
    /// The supervisor looks only so often; default: all the time.
    look_every: Option<Duration>,
    /// Queues whose callers are counted; default: all.
    watch: Option<Vec<String>>,
    /// When the last rung pulled goes back; serves every rung that has no release of its own.
    release: Option<Release>,
    /// A pull this soon after the rung's own release is chatter. Default 10m.
    chatter_within: Option<Duration>,
    /// The rungs, in order.
    rungs: Option<Vec<Rung>>,
}

/// One step of the ladder.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Rung {
    /// Its name, once on the ladder.
    name: String,
    borrow: Option<Borrow>,
    when: Option<When>,
    /// When it goes back, instead of the ladder's release.
    release: Option<Release>,
    /// Not released sooner than this after its pull. Default 0s.
    min_stay: Option<Duration>,
}

/// Who joins the phones.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Borrow {
    /// A group with lent = true.
    group: Option<String>,
    /// How many: a number, [least, most] or "all".
    people: Option<Asked>,
    /// How long each takes to join. Default 0s.
    join_after: Option<RandomTime>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Asked {
    UpTo(u32),
    Between([u32; 2]),
    All(All),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum All {
    All,
}

/// When a rung is pulled.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct When {
    /// More than so many wait.
    waiting_above: Option<u32>,
    /// And no more than so many.
    waiting_up_to: Option<u32>,
    /// Without interruption for so long. Default 0s: at once.
    lasting: Option<Duration>,
}

/// When a rung goes back.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Release {
    /// No more than so many wait.
    waiting_at_most: Option<u32>,
    /// Without interruption for so long. Default 0s: at once.
    lasting: Option<Duration>,
    /// Whether the whole rung goes back or one person at a time. Default "rung".
    step: Option<Step>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Step {
    Rung,
    Person,
}

/// A comparison, the same with a severity, or a table of them when the key is written with points and without quotes.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Expected {
    Comparison(Comparison),
    WithSeverity(Expectation),
    Deeper(BTreeMap<String, Expected>),
}

/// A comparison and what follows if it does not hold.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Expectation {
    is: Comparison,
    /// "fail": the check fails; "warn": it is told and changes nothing. Default "fail".
    severity: Option<Severity>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Severity {
    Fail,
    Warn,
}

/// One of >=, <=, >, <, == and a number.
#[derive(JsonSchema)]
#[schemars(extend("pattern" = r"^\s*(>=|<=|==|>|<)\s*[-+0-9.eE]+\s*$"))]
struct Comparison(String);

#[cfg(test)]
mod tests {
    use super::super::keys;
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Property names of a schema, those of its alternatives included.
    fn properties(schema: &Value) -> BTreeSet<&str> {
        let own = schema["properties"].as_object().into_iter().flat_map(|p| p.keys().map(String::as_str));
        let alternatives = schema["oneOf"].as_array().into_iter().flatten().flat_map(properties);
        own.chain(alternatives).collect()
    }

    #[test]
    fn the_schema_has_the_keys_the_reader_knows_and_no_others() {
        let root: Value = serde_json::from_str(&schema()).expect("it is JSON");
        let mut tables: Vec<_> =
            root["definitions"].as_object().expect("there are some").values().map(properties).collect();
        tables.push(properties(&root));
        tables.retain(|table| !table.is_empty());
        let known: BTreeSet<BTreeSet<&str>> = keys::ALL.iter().map(|k| k.known.iter().copied().collect()).collect();
        assert_eq!(tables.len(), keys::ALL.len());
        assert_eq!(tables.into_iter().collect::<BTreeSet<_>>(), known);
    }

    #[test]
    fn the_schema_in_the_repository_is_the_generated_one() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/scenario.schema.json");
        if std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite") {
            std::fs::write(&file, schema()).expect("the schema can be written");
        }
        let kept = std::fs::read_to_string(&file).expect("the schema is there");
        assert_eq!(kept, schema(), "bring it up to date with SNAPSHOTS=overwrite cargo test");
    }
}
