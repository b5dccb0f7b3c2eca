//! The command that makes the same results again, as it is recorded in them.

use super::check::CheckRequest;
use super::compare::CompareRequest;
use super::run::{Amount, RunRequest};
use super::shifts::ShiftsRequest;
use super::size::SizeRequest;
use crate::escape::shell::word as quoted;
use crate::experiment::baseline::Guard;
use crate::report::check::Undecided;
use crate::sizing::{Bound, Per, ReserveFrom, TargetsOf};
use crate::units::SimTime;
use crate::units::text::clock;
use crate::words::Language;
use std::fmt::Display;
use std::path::PathBuf;

impl Amount {
    fn words(self) -> impl Iterator<Item = String> {
        self.days.map(|n| format!("--days {n}")).into_iter().chain(self.seed.map(|n| format!("--seed {n}")))
    }
}

impl RunRequest {
    /// The command line of a run without what cannot change its results: threads, place and printing.
    pub fn command(&self) -> String {
        let mut words = begun("run", [&self.scenario]);
        words.extend(self.amount.words());
        words.extend(changes(&self.set));
        words.extend(self.ladder_value.then(|| "--ladder-value".to_owned()));
        words.extend(self.calls.map(|n| if n == 1 { "--calls".to_owned() } else { format!("--calls={n}") }));
        words.extend(language(self.plots));
        words.join(" ")
    }
}

impl CompareRequest {
    /// The command line of a comparison without what cannot change its results.
    pub fn command(&self) -> String {
        let mut words = begun("compare", &self.scenarios);
        words.extend(self.with.iter().map(|changes| format!("--with {}", quoted(changes))));
        words.extend(self.amount.words());
        words.extend(changes(&self.set));
        let margin = |(measure, value): &(String, f64)| format!("--margin {}", quoted(&format!("{measure}={value}")));
        words.extend(self.margin.iter().map(margin));
        words.extend(self.decide.then(|| "--decide".to_owned()));
        words.extend(self.max_days.map(|n| format!("--max-days {n}")));
        words.extend(language(self.plots));
        words.join(" ")
    }
}

impl CheckRequest {
    /// The command line of a check without what cannot change its results.
    pub fn command(&self) -> String {
        let mut words = begun("check", &self.paths);
        words.extend(self.only.iter().map(|pattern| format!("--only {}", quoted(pattern))));
        words.extend(self.fail_fast.then(|| "--fail-fast".to_owned()));
        words.extend(self.baseline.as_ref().map(|folder| format!("--baseline {}", quoted(&folder.to_string_lossy()))));
        if let Guard::Only(guarded) = &self.guard {
            words.extend(guarded.iter().map(|one| format!("--fail-on {}", one.name())));
        }
        words.extend(match self.undecided {
            Undecided::Open => None,
            Undecided::Passes => Some("--undecided=pass".to_owned()),
            Undecided::Fails => Some("--undecided=fail".to_owned()),
        });
        words.extend(self.amount.words());
        words.extend(changes(&self.set));
        words.join(" ")
    }
}

impl SizeRequest {
    /// The command line of a sizing without what cannot change what it finds.
    pub fn command(&self) -> String {
        let plan = &self.plan;
        let mut words = begun("size", [&self.scenario]);
        words.extend(plan.groups.iter().map(|group| format!("--group {}", quoted(group))));
        words.extend(plan.per.map(|per| match per {
            Per::Day => "--per day".to_owned(),
            Per::Interval => "--per interval".to_owned(),
            Per::Shape => "--per shape".to_owned(),
        }));
        words.extend(plan.targets_of.map(|of| match of {
            TargetsOf::Day => "--targets day".to_owned(),
            TargetsOf::Intervals => "--targets intervals".to_owned(),
            TargetsOf::Both => "--targets both".to_owned(),
        }));
        words.extend(plan.windows.iter().map(|window| format!("--window {}", stretch(window))));
        words.extend(plan.occupancy.map(|share| format!("--max-occupancy {share}")));
        words.extend(plan.least.iter().map(|bound| format!("--min {}", bounded(bound))));
        words.extend(plan.most.iter().map(|bound| format!("--max {}", bounded(bound))));
        words.extend(plan.pay.iter().map(|bound| format!("--pay {}", bounded(bound))));
        words.extend((plan.shrinkage > 0.0).then(|| format!("--shrinkage {}", plan.shrinkage)));
        words.extend(plan.resumes.then(|| "--resume".to_owned()));
        if let Some(reserve) = &self.reserve {
            let from = match &reserve.from {
                ReserveFrom::Group(name) => quoted(name),
                ReserveFrom::AtOnce => "at-once".to_owned(),
            };
            words.push(format!("--reserve {from} --reserve-max {}", reserve.most));
            words.push(format!("--standby-cost {} --call-cost {}", reserve.standby_cost, reserve.call_cost));
            words.extend(reserve.home_cost.map(|cost| format!("--home-cost {cost}")));
        }
        words.extend(self.what_if.then(|| "--what-if".to_owned()));
        words.extend(self.amount.words());
        words.extend(self.max_days.map(|n| format!("--max-days {n}")));
        words.extend(changes(&self.set));
        words.extend(language(self.plots));
        words.join(" ")
    }
}

impl ShiftsRequest {
    /// The command line that finds these shifts without what cannot change them.
    pub fn command(&self) -> String {
        let mut words = match &self.sizing {
            Some(sizing) => vec![sizing.command()],
            None => begun("size", []).into_iter().chain(language(self.plots)).collect(),
        };
        words.push(format!("--shifts {}", quoted(&self.shifts.to_string_lossy())));
        words.extend(self.needs.iter().map(|needs| format!("--needs {}", quoted(&needs.to_string_lossy()))));
        words.join(" ")
    }
}

fn stretch((from, to): &(SimTime, SimTime)) -> String {
    format!("{}-{}", clock(*from), clock(*to))
}

fn bounded<T: Display>(bound: &Bound<T>) -> String {
    match &bound.between {
        Some(between) => format!("{}={}", stretch(between), bound.value),
        None => bound.value.to_string(),
    }
}

fn begun<'p>(command: &str, files: impl IntoIterator<Item = &'p PathBuf>) -> Vec<String> {
    let files = files.into_iter().map(|file| quoted(&file.to_string_lossy()));
    ["holdline", command].map(str::to_owned).into_iter().chain(files).collect()
}

/// The option of a language that has to be asked for.
fn language(plots: Language) -> Option<String> {
    match plots {
        Language::English => None,
        Language::Chinese => Some("--lang zh".to_owned()),
    }
}

fn changes(set: &[String]) -> impl Iterator<Item = String> {
    set.iter().map(|pair| format!("--set {}", quoted(pair)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[&str]) -> Vec<String> {
        all.iter().map(|text| (*text).to_owned()).collect()
    }

    fn run(scenario: &str, set: &[&str]) -> String {
        RunRequest { scenario: scenario.into(), set: texts(set), ..RunRequest::default() }.command()
    }

    #[test]
    fn what_shapes_the_results_is_kept() {
        let amount = Amount { days: Some(50), seed: Some(7) };
        let request =
            RunRequest { scenario: "a.toml".into(), set: texts(&["seats=40"]), amount, ..RunRequest::default() };
        let calls = |calls| RunRequest { calls: Some(calls), ..request.clone() }.command();
        assert_eq!(calls(3), "holdline run a.toml --days 50 --seed 7 --set seats=40 --calls=3");
        assert_eq!(calls(1), "holdline run a.toml --days 50 --seed 7 --set seats=40 --calls");
    }

    #[test]
    fn words_are_quoted_for_the_shell() {
        assert_eq!(run("my plan.toml", &[]), "holdline run 'my plan.toml'");
        let text = run("it's.toml", &["name=\"x y\""]);
        assert_eq!(text, r#"holdline run 'it'\''s.toml' --set 'name="x y"'"#);
        assert_eq!(run("a", &["shifts[0].people=1"]), "holdline run a --set 'shifts[0].people=1'");
    }
}
