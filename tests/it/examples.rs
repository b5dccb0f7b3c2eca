//! The examples of the help and of the pages: each can be given as it stands, in any shell, and those of the help are run.

use crate::program::{Place, code, text};
use clap::{CommandFactory, Parser};
use holdline::cli::Cli;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A plan with everything that the examples change; small, so that all of them take seconds.
const WEEKDAY: &str = r#"
name = "Weekday"
open = "08:00"
close = "20:00"
interval = "1h"
date = 2026-05-04
[run]
days = 4
[targets]
answer_rate = 0.90
[[queues]]
name = "general"
arrivals = { calls_per_hour = 40 }
talk = { exponential = { mean = "3m" } }
patience = { exponential = { mean = "2m" } }
[[groups]]
name = "inbound"
serves = ["general"]
absence = 0.07
shifts = [{ people = 5, start = "08:00", end = "20:00" }]
[[groups]]
name = "floaters"
serves = ["general"]
lent = true
people = 2
[ladder]
release = { waiting_at_most = 1, lasting = "2m" }
[[ladder.rungs]]
name = "floaters"
borrow = { group = "floaters", people = "all" }
when = { waiting_above = 3, lasting = "1m" }
[expect]
answer_rate = ">= 0"
service_level_20s = ">= 0"
"#;

/// Which shifts it may have.
const RULES: &str = r#"
[[shifts]]
group = "inbound"
starts = { from = "08:00", to = "16:00", every = "1h" }
lengths = ["4h", "8h"]
"#;

/// A folder in which every example of the help can be given.
fn place() -> Place {
    let two_more = "base = 'weekday.toml'\nname = 'B'\n[[groups]]\nname = 'inbound'\nshifts = [{ people = 9, start = '08:00', end = '20:00' }]\n";
    let mut calls = "arrival,queue,outcome,wait_s,service_s,agent\n".to_owned();
    let (mut roster, mut forecast) =
        ("date,interval_start,people\n".to_owned(), "date,interval_start,calls\n".to_owned());
    for day in 1..=30 {
        for call in 0..10 {
            writeln!(calls, "2026-04-{day:02}T08:{:02}:00,general,answered,2,120,Li", call * 5).expect("memory");
        }
    }
    for day in 1..=31 {
        for start in (8..20).flat_map(|hour| [format!("{hour:02}:00"), format!("{hour:02}:30")]) {
            writeln!(roster, "2026-05-{day:02},{start},5").expect("memory");
            writeln!(forecast, "2026-05-{day:02},{start},15").expect("memory");
        }
    }
    let place = Place::with(&[
        ("weekday.toml", WEEKDAY),
        ("plan-a.toml", "base = 'weekday.toml'\nname = 'A'\n"),
        ("plan-b.toml", two_more),
        ("plans/a.toml", WEEKDAY),
        ("rules.toml", RULES),
        ("records/calls.csv", &calls),
        ("calls.csv", &calls),
        ("calendar.csv", "date,open,holiday\n2026-05-01,0,Labour Day\n"),
        ("roster.csv", &roster),
        ("forecast.csv", &forecast),
    ]);
    let run = place.run(&["run", "weekday.toml", "--out", "out/weekday", "-q"]);
    assert_eq!(code(&run), 0, "{}", text(&run.stderr));
    fs::copy(place.path("out/weekday/results.json"), place.path("results.json")).expect("results");
    place
}

/// The words of a command line, and whether a shell would take a letter of one for more than itself.
fn words_of_shell(command: &str) -> (Vec<String>, bool) {
    let (mut words, mut quote, mut is_open, mut is_odd) = (Vec::<String>::new(), false, false, false);
    for c in command.chars() {
        match c {
            '\'' => {
                if !is_open {
                    words.push(String::new());
                }
                (quote, is_open) = (!quote, true);
            }
            ' ' if !quote => is_open = false,
            c => {
                is_odd |= !quote && "[]*?(){}$&;<>\"`\\!".contains(c);
                if !is_open {
                    words.push(String::new());
                }
                words.last_mut().expect("one was begun").push(c);
                is_open = true;
            }
        }
    }
    (words, is_odd)
}

/// The command lines in a text, each on one line, without what a shell does with their output and without comments.
fn commands(text: &str) -> Vec<String> {
    let joined = text.replace("\\\n", " ");
    let program = Cli::command();
    let is_command = |line: &&str| {
        let name = line.strip_prefix("holdline ").and_then(|rest| rest.split(' ').next());
        name.is_some_and(|name| program.find_subcommand(name).is_some())
    };
    let lines = joined.lines().map(str::trim).filter(is_command);
    let alone = |line: &str| {
        let line = line.split(" #").next().unwrap_or(line);
        line.split(" | ").next().unwrap_or(line).split(" > ").next().unwrap_or(line).trim().to_owned()
    };
    lines.map(alone).filter(|line| !line.contains("...") && !line.contains("K/N")).collect()
}

/// The help of the program and of every command of it.
fn helps() -> Vec<String> {
    let mut all = Cli::command();
    all.build();
    let own = all.clone().render_long_help().to_string();
    let of_commands = all.get_subcommands_mut().map(|command| command.render_long_help().to_string());
    [own].into_iter().chain(of_commands).collect()
}

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).expect("a folder").map(|entry| entry.expect("an entry").path());
    let docs = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    docs.chain(["README.md", "README.zh-CN.md"].map(|name| root.join(name))).collect()
}

#[test]
fn every_command_line_of_help_and_pages_is_legal_and_safe_in_any_shell() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let pages = pages().into_iter().map(|page| fs::read_to_string(&page).expect("a page"));
    for command in helps().into_iter().chain(pages).flat_map(|text| commands(&text)) {
        let (words, is_odd) = words_of_shell(&command);
        let legal = Cli::try_parse_from(&words).map_or_else(|e| !e.use_stderr(), |_| true);
        count += 1;
        if is_odd || !legal {
            wrong.push(command);
        }
    }
    assert!(count > 60, "{count} commands");
    assert!(wrong.is_empty(), "to be put in single quotes, or no legal command:\n{}", wrong.join("\n"));
}

#[test]
fn every_example_of_the_help_works() {
    let place = place();
    for command in helps().iter().flat_map(|help| commands(help)) {
        let words = words_of_shell(&command).0;
        // What takes minutes is tried in tests of its own.
        if words[1] == "verify" {
            continue;
        }
        if words[1..] == ["init"] {
            // It is given more than once, and writes over nothing.
            ["plan.toml", "volumes.csv"].iter().for_each(|name| _ = fs::remove_file(place.path(name)));
        }
        if words[1] == "run" {
            // Plans of one name in several folders: results of another are not replaced.
            _ = fs::remove_dir_all(place.path("out/My plan"));
        }
        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let output = place.run(&args);
        // What is found is no matter here.
        let expected: &[i32] = match words[1].as_str() {
            "check" => &[0, 1, 3],
            "size" => &[0, 1],
            _ => &[0],
        };
        assert!(expected.contains(&code(&output)), "{command}\n{}{}", text(&output.stdout), text(&output.stderr));
    }
}

#[test]
fn no_line_of_the_help_is_too_long_for_a_screen() {
    for help in helps() {
        let long: Vec<&str> = help.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(long.is_empty(), "{}", long.join("\n"));
    }
}
