//! The direction of `docs/architecture.md`: what each part of `src/` may use. Nothing points back up.

use crate::sources::{inside, module_of, paths, rust_files, tokens, under, without_tests};
use holdline::figures::{GroupFigure, Measure, RungFigure};
use std::fs;
use std::path::Path;

/// Each part and the parts it may use besides itself; a longer path allows only what is under it.
const MAY_USE: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("escape", &[]),
    ("special", &[]),
    ("random", &["units", "special"]),
    ("stats", &["units", "special"]),
    ("analytic", &["units", "special"]),
    ("figures", &["units"]),
    ("model", &["units", "escape", "figures"]),
    ("staffing", &["units", "special", "analytic", "figures", "model"]),
    ("cover", &["units"]),
    ("scenario", &["units", "escape", "figures", "model", "cover"]),
    ("engine", &["units", "special", "model", "random", "analytic"]),
    ("measure", &["units", "figures", "model", "stats", "engine"]),
    (
        "experiment",
        &["units", "special", "figures", "model", "random", "engine", "measure", "stats", "analytic", "staffing"],
    ),
    ("sizing", &["units", "special", "figures", "model", "stats", "analytic", "staffing", "experiment", "cover"]),
    ("history", &["units", "model", "stats"]),
    ("tables", &["units", "special", "analytic", "history"]),
    // Why something came to nothing may be the fault of anything below.
    ("failure", &["scenario", "experiment", "sizing", "history", "tables"]),
    (
        "words",
        &[
            "units",
            "escape",
            "figures",
            "model",
            "scenario",
            "stats",
            "analytic",
            "experiment",
            "cover",
            "sizing",
            "history",
            "tables",
            "failure",
        ],
    ),
    // A report prints what was found, so it knows the types of findings: of runs, comparisons, checks and verifications;
    // and the figures of the calculator are printed as they are.
    (
        "report",
        &[
            "units",
            "escape",
            "figures",
            "model",
            "failure",
            "words",
            "stats",
            "measure",
            "history",
            "tables",
            "analytic",
            "experiment::results",
            "experiment::compare",
            "experiment::baseline",
            "experiment::pairs",
            "experiment::expect",
            "experiment::verify::results",
            "cover",
            "sizing",
        ],
    ),
    (
        "app",
        &[
            "units",
            "escape",
            "figures",
            "model",
            "staffing",
            "scenario",
            "failure",
            "words",
            "stats",
            "experiment",
            "cover",
            "sizing",
            "history",
            "tables",
            "report",
        ],
    ),
    ("cli", FRONT_END),
    ("workbench", FRONT_END),
    ("main", &["cli"]),
];

/// What stands between a person and the use cases.
const FRONT_END: &[&str] = &[
    "units",
    "escape",
    "figures",
    "model",
    "scenario",
    "failure",
    "words",
    "stats",
    "analytic",
    "experiment",
    "sizing",
    "history",
    "tables",
    "report",
    "app",
];

/// Outside help that only some parts may know of: files, threads, the clock on the wall, terminals, file formats.
/// Unit tests may use all of it.
const ONLY_FOR: &[(&str, &[&str])] = &[
    ("std::env", &["cli", "workbench", "main"]),
    ("std::fs", &["scenario", "history", "app", "cli", "workbench"]),
    ("std::net", &["workbench"]),
    ("std::process", &["cli", "workbench", "main"]),
    ("std::thread", &["experiment", "workbench"]),
    ("std::time", &["cli", "workbench"]),
    ("annotate_snippets", &["words"]),
    ("clap", &["cli"]),
    ("comfy_table", &["report"]),
    ("csv", &["scenario", "history", "report"]),
    ("ctrlc", &["cli"]),
    ("encoding_rs", &["scenario", "history"]),
    ("flate2", &["report"]),
    ("indicatif", &["cli"]),
    (
        "jiff",
        &[
            "model",
            "experiment",
            "sizing",
            "scenario",
            "words",
            "history",
            "tables",
            "report",
            "app",
            "cli",
            "workbench",
        ],
    ),
    // What clocks show is worked out where a scenario is read: all else knows changes of clocks, and no zones.
    ("jiff::tz", &["scenario"]),
    ("minijinja", &["report"]),
    ("plotters", &["report"]),
    ("png", &["report"]),
    ("quick_junit", &["report"]),
    ("microlp", &["cover"]),
    ("rand_core", &["random"]),
    ("rayon", &["experiment", "app", "cli", "workbench"]),
    ("rust_xlsxwriter", &["report"]),
    ("rustix", &["app"]),
    ("same_file", &["app"]),
    // What a part of a run keeps goes to other processes as it stands.
    (
        "serde",
        &[
            "units",
            "stats",
            "engine",
            "measure",
            "experiment",
            "scenario",
            "words",
            "history",
            "report",
            "app",
            "workbench",
        ],
    ),
    ("postcard", &["app"]),
    ("serde_json", &["scenario", "history", "report", "app", "cli", "workbench"]),
    ("sha2", &["scenario", "report", "app"]),
    ("strsim", &["scenario"]),
    ("tempfile", &[]),
    ("tiny_skia", &["report"]),
    ("toml", &["scenario", "history", "report"]),
    ("ttf_parser", &["report"]),
    ("walkdir", &["app"]),
];

#[test]
fn no_part_uses_what_lies_above_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = rust_files(&source);
    assert!(files.len() > 10, "the sources are looked for in the wrong place: {}", source.display());
    let of = |file: &String| violations(file, &fs::read_to_string(source.join(file)).expect("a source file"));
    let found: Vec<_> = files.iter().flat_map(of).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn made_up_violations_are_caught() {
    let caught = |file: &str, code: &str| violations(file, code).len();
    assert_eq!(caught("engine/day.rs", "use crate::measure::DayMeasures;"), 1);
    assert_eq!(caught("engine/day.rs", "use crate::{model::Floor, report::text, cli};"), 2);
    assert_eq!(caught("engine/mod.rs", "use super::experiment::results;"), 1);
    assert_eq!(caught("engine/rungs/mod.rs", "pub(crate) use super::super::cli::ExitCode;"), 1);
    assert_eq!(caught("model/mod.rs", "fn f(x: &crate::scenario::Scenario) {}"), 1);
    assert_eq!(caught("report/text.rs", "use crate::experiment::{replicate, results::RunResults};"), 1);
    assert_eq!(caught("model/crew.rs", "#[derive(serde::Serialize)] struct S;"), 1);
    assert_eq!(caught("engine/day.rs", "let now = std::time::Instant::now();"), 1);
    assert_eq!(caught("measure/day.rs", "use rayon::prelude::*;"), 1);
    assert_eq!(caught("engine/day.rs", "let w = ::csv::Writer::from_path(p);"), 1);
    assert_eq!(caught("main.rs", "fn main() { holdline::engine::run() }"), 1);
    assert_eq!(caught("model/mod.rs", "#[cfg(test)]\nmod samples;\nuse std::fs;"), 1);
    assert_eq!(caught("model/mod.rs", "#[cfg(test)]\nmod tests {\n    use crate::scenario;\n}"), 1);
    assert_eq!(caught("gossip/mod.rs", ""), 1);
    assert_eq!(caught("report/text.rs", "use crate::app::RunRequest;"), 1);
    assert_eq!(caught("app/run.rs", "use crate::cli::{ExitCode, Failure};"), 2);
    assert_eq!(caught("app/run.rs", "use clap::Parser;\nuse std::process::exit;"), 2);
    assert_eq!(caught("app/run.rs", "fn f() { io::stdout().flush() }\nuse std::io::{self, stderr};"), 2);
    assert_eq!(caught("app/run.rs", "fn f() { println!(\"x\"); eprint!(\"y\") }"), 2);
    assert_eq!(caught("app/run.rs", "static HELD: Mutex<u32> = Mutex::new(0);\nthread_local! { static X: u8 = 0 }"), 2);
    assert_eq!(caught("app/run.rs", "let now = std::time::Instant::now();\nlet here = std::env::current_dir();"), 2);
    assert_eq!(caught("workbench/page.rs", "use crate::cli::RunArgs;"), 1);
}

#[test]
fn what_is_allowed_is_let_through() {
    let caught = |file: &str, code: &str| violations(file, code);
    let nothing: Vec<String> = Vec::new();
    assert_eq!(caught("engine/day.rs", "use crate::model::{Floor, Queue as Q};\nuse super::fact::Fact;"), nothing);
    assert_eq!(caught("engine/day.rs", "// as crate::report prints it\n/// [`crate::cli`]\nfn f() {}"), nothing);
    assert_eq!(caught("report/text.rs", "use crate::experiment::results::{RunResults, Verdict};"), nothing);
    assert_eq!(caught("report/csv.rs", "pub(crate) fn f() { ::csv::Writer::from_writer(self.csv.out) }"), nothing);
    assert_eq!(caught("main.rs", "fn main() { holdline::cli::main(std::env::args_os().collect()) }"), nothing);
    assert_eq!(caught("model/mod.rs", "#[cfg(test)]\nmod tests {\n    use std::fs;\n}"), nothing);
    assert_eq!(caught("model/samples.rs", "#![cfg(test)]\nuse std::fs;"), nothing);
    assert_eq!(caught("lib.rs", "pub mod cli;\npub mod engine;"), nothing);
    assert_eq!(caught("workbench/page.rs", "use crate::app::{RunRequest, run};"), nothing);
    assert_eq!(caught("app/run.rs", "fn f(mark: &'static str) { writeln!(out, \"{mark}\") }"), nothing);
    assert_eq!(caught("cli/interrupt.rs", "static REQUESTED: AtomicBool = AtomicBool::new(false);"), nothing);
}

/// The calculator and the five tables have figures of their own, charts are called after what they show, and targets by the
/// keys of a scenario.
const OTHER_NAMES: [&str; 4] = ["report/erlang.rs", "report/tables/", "report/charts/", "model/validate"];

#[test]
fn figures_are_told_apart_by_value_and_not_by_their_names() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rooms = ["experiment/", "report/", "model/"];
    let files = rust_files(&source).into_iter().filter(|file| rooms.iter().any(|room| file.starts_with(room)));
    let held = files.filter(|file| !OTHER_NAMES.iter().any(|other| file.starts_with(other)));
    let of = |file: String| {
        let code = fs::read_to_string(source.join(&file)).expect("a source file");
        names_of_figures(&code).into_iter().map(move |name| format!("src/{file}: {name}")).collect::<Vec<_>>()
    };
    let found: Vec<String> = held.flat_map(of).collect();
    assert!(found.is_empty(), "use the figure itself (`holdline::figures`) instead of its name:\n{}", found.join("\n"));
}

#[test]
fn names_of_figures_in_code_are_caught() {
    assert_eq!(
        names_of_figures("match name { \"asa_s\" => 1, \"pulls\" | \"overrun_hours\" => 2, \"else\" => 3 }").len(),
        3
    );
    assert!(names_of_figures("// like \"asa_s\"\nlet a = \"no answer_rate\";").is_empty());
}

/// Literals of code, tests and comments left out, that are the name of a figure.
fn names_of_figures(code: &str) -> Vec<&str> {
    let is_name = |text: &&str| {
        Measure::parse(text).is_some() || GroupFigure::parse(text).is_some() || RungFigure::parse(text).is_some()
    };
    let lines = without_tests(code).lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).filter(is_name).collect()
}

/// Every use in a file of what its part may not use; `file` is relative to `src`.
fn violations(file: &str, code: &str) -> Vec<String> {
    let module = module_of(file);
    let Some(part) = module.first().map(String::as_str) else { return Vec::new() };
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == part) else {
        return vec![format!("src/{file}: `{part}` is not in the table of what each part may use")];
    };
    let above = |used: &String| {
        let is_part = MAY_USE.iter().any(|(name, _)| under(used, name));
        is_part && !under(used, part) && !allowed.iter().any(|name| under(used, name))
    };
    let kept_from = |used: &String| ONLY_FOR.iter().any(|(name, parts)| under(used, name) && !parts.contains(&part));
    let inner = paths(code).into_iter().filter_map(|path| inside(&path, &module)).filter(above);
    let outer = paths(without_tests(code)).into_iter().filter(|path| inside(path, &module).is_none());
    let outer = outer.map(|path| path.join("::")).filter(kept_from);
    let of_the_process = of_the_process(without_tests(code)).into_iter().filter(|_| part == "app").map(str::to_owned);
    let used = inner.chain(outer).chain(of_the_process);
    used.map(|used| format!("src/{file}: `{part}` may not use `{used}`")).collect()
}

/// What belongs to the whole process: statics, and printing. Use cases run beside each other, and print nothing.
fn of_the_process(code: &str) -> Vec<&str> {
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
    let is_printing = |word: &str| ["print", "println", "eprint", "eprintln", "dbg"].contains(&word);
    let is_stream = |word: &str| ["stdin", "stdout", "stderr"].contains(&word);
    let of_line = |line: &'_ str| {
        let tokens = tokens(line).into_iter().map(str::to_owned).collect::<Vec<_>>();
        let at = |n: usize| tokens.get(n).map_or("", String::as_str);
        let is_found = |n: &usize| match at(*n) {
            "static" => *n == 0 || at(n - 1) != "'",
            word => is_stream(word) || is_printing(word) && at(n + 1) == "!",
        };
        (0..tokens.len()).filter(is_found).count()
    };
    lines.flat_map(|line| vec![line.trim(); of_line(line)]).collect()
}
