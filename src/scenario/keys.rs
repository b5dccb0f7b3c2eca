//! The keys of a scenario file: those that are read, and those that are known but not yet supported.

/// The keys one kind of table may have.
#[derive(Debug)]
pub(super) struct Keys {
    /// What the table describes, for messages.
    pub of: &'static str,
    /// Read and understood.
    pub known: &'static [&'static str],
    /// Known, but this version does not simulate it.
    pub later: &'static [&'static str],
}

impl Keys {
    const fn new(of: &'static str, known: &'static [&'static str], later: &'static [&'static str]) -> Self {
        Self { of, known, later }
    }
}

pub(super) const SCENARIO: Keys = Keys::new(
    "a scenario",
    &[
        "base",
        "name",
        "why",
        "date",
        "open",
        "close",
        "interval",
        "after_close",
        "seats",
        "max_waiting",
        "run",
        "targets",
        "queues",
        "groups",
        "ladder",
        "expect",
    ],
    &["dates", "lines", "incidents", "ivr", "callback", "calendar"],
);
pub(super) const RUN: Keys = Keys::new("[run]", &["days", "seed", "warm_up", "attribution"], &["precision"]);
pub(super) const TARGETS: Keys =
    Keys::new("[targets]", &["answer_rate", "service_level", "share_of_days"], &["asa", "abandon_rate", "occupancy"]);
pub(super) const SERVICE_LEVEL: Keys = Keys::new("a service level", &["within", "share"], &[]);
pub(super) const QUEUE: Keys = Keys::new(
    "a queue",
    &["name", "priority", "arrivals", "talk", "wrap_up", "patience", "balk", "answered_by"],
    &["redial", "repeat", "resolution", "callback", "ivr", "announcement", "credit", "incidents"],
);
pub(super) const ARRIVALS: Keys = Keys::new(
    "arrivals",
    &["profile", "calls_per_hour", "calls", "scale", "busyness_cv", "busyness"],
    &["sample", "interval_cv", "interval_correlation"],
);
pub(super) const DISTRIBUTION: Keys = Keys::new(
    "a distribution",
    &["constant", "exponential", "lognormal", "gamma", "weibull", "uniform", "empirical"],
    &["announcement"],
);
pub(super) const MEAN: Keys = Keys::new("an exponential distribution", &["mean"], &[]);
pub(super) const MEAN_AND_SPREAD: Keys = Keys::new("a distribution with a spread", &["mean", "cv", "sd"], &[]);
pub(super) const UNIFORM: Keys = Keys::new("a uniform distribution", &["from", "to"], &[]);
pub(super) const GROUP: Keys = Keys::new(
    "a group",
    &[
        "name",
        "serves",
        "lent",
        "talk_factor",
        "wrap_up_factor",
        "absence",
        "cost_per_hour",
        "people",
        "shifts",
        "staffing",
    ],
    &["own_work", "by", "early", "lateness", "after", "catch_up"],
);
pub(super) const SHIFT: Keys = Keys::new("a shift", &["people", "start", "end", "breaks"], &["early", "lateness"]);
pub(super) const BREAK: Keys = Keys::new("a break", &["start", "length"], &[]);
pub(super) const LADDER: Keys =
    Keys::new("[ladder]", &["settle", "look_every", "watch", "release", "chatter_within", "rungs"], &[]);
pub(super) const RUNG: Keys =
    Keys::new("a rung", &["name", "borrow", "when", "release", "min_stay"], &["extend_shifts", "overtime"]);
pub(super) const BORROW: Keys = Keys::new("borrow", &["group", "people", "join_after"], &[]);
pub(super) const WHEN: Keys = Keys::new("when", &["waiting_above", "waiting_up_to", "lasting"], &[]);
pub(super) const RELEASE: Keys = Keys::new("release", &["waiting_at_most", "lasting", "step"], &[]);
pub(super) const EXPECTATION: Keys = Keys::new("an expectation", &["is", "severity"], &[]);

/// Every table there is, for tests that keep the schema and the documentation in step.
#[cfg(test)]
pub(super) const ALL: [&Keys; 19] = [
    &SCENARIO,
    &RUN,
    &TARGETS,
    &SERVICE_LEVEL,
    &QUEUE,
    &ARRIVALS,
    &DISTRIBUTION,
    &MEAN,
    &MEAN_AND_SPREAD,
    &UNIFORM,
    &GROUP,
    &SHIFT,
    &BREAK,
    &LADDER,
    &RUNG,
    &BORROW,
    &WHEN,
    &RELEASE,
    &EXPECTATION,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn page() -> String {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenario-format.md");
        std::fs::read_to_string(file).expect("the page is there")
    }

    #[test]
    fn every_key_is_in_the_documentation() {
        let page = page();
        let keys = ALL.iter().flat_map(|keys| keys.known.iter().chain(keys.later));
        let written = |key: &str| [format!("`{key}`"), format!("[{key}]")].iter().any(|form| page.contains(form));
        let absent: Vec<_> = keys.filter(|key| !written(key)).collect();
        assert!(absent.is_empty(), "{absent:?}");
    }

    #[test]
    fn the_smallest_scenario_of_the_documentation_can_be_read() {
        let page = page();
        let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("there is one");
        let read = super::super::read_text("smallest.toml", example, Path::new(""), &[]);
        assert!(read.is_ok(), "{}", read.map_or_else(|d| d.to_string(), |_| String::new()));
    }

    #[test]
    fn no_key_is_known_and_refused_at_once() {
        for keys in ALL {
            assert!(keys.known.iter().all(|key| !keys.later.contains(key)), "{}", keys.of);
        }
    }
}
