//! What never ends or would fill memory is refused, within a limit of memory that the system holds (M-B3).

use crate::program::{Place, code, text};
use std::fs;
use std::process::{Command, Output};

const PLAN: &str = r#"
open = "08:00"
close = "20:00"
interval = "15s"
[[queues]]
name = "general"
arrivals = { calls_per_hour = 60 }
talk = "3m"
patience = "2m"
[[groups]]
name = "inbound"
serves = ["general"]
people = 4
"#;

fn place() -> Place {
    Place::with(&[("plan.toml", PLAN), ("small.toml", &PLAN.replace("15s", "30m"))])
}

/// The program with at most so many megabytes of memory, on two threads of one arena each.
fn within(place: &Place, megabytes: u64, args: &[&str]) -> Output {
    let limited = format!("ulimit -v {}; exec \"$0\" \"$@\"", megabytes * 1024);
    let mut command = Command::new("sh");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_holdline")]).args(args).current_dir(place.home());
    command
        .env("RAYON_NUM_THREADS", "2")
        .env("LC_ALL", "C")
        .env("MALLOC_ARENA_MAX", "1")
        .output()
        .expect("the program starts")
}

fn is_refused(output: &Output, because: &str) {
    let told = text(&output.stderr) + &text(&output.stdout);
    assert!(code(output) == 2 && told.contains(because), "{} {told}", output.status);
}

#[test]
fn a_comparison_that_would_fill_memory_is_refused_before_it_does() {
    let output =
        within(&place(), 300, &["compare", "plan.toml", "--with", "groups.inbound.people=5", "--days", "2000"]);
    is_refused(&output, "compare keeps every measure of every interval of every day: ");
}

#[test]
fn expectations_that_would_fill_memory_are_refused_before_they_do() {
    let place = place();
    let measures = ["answer_rate", "offered", "answered", "abandoned", "asa_s", "waiting_mean"];
    let heads = ["intervals", "intervals[08:00..20:00]", "queues.general.intervals"];
    let of = |head: &str| measures.map(|m| format!("'{head}.each.{m}' = '>= 0'\n")).concat();
    let lines = heads.map(of).concat();
    place.write("plan.toml", &format!("{PLAN}[expect]\n{lines}"));
    is_refused(&within(&place, 300, &["check", "plan.toml"]), "check keeps every day of every expectation");
}

#[test]
fn a_run_of_the_most_intervals_keeps_within_what_the_documentation_says() {
    let output = within(&place(), 400, &["run", "plan.toml", "--days", "16", "--part", "1/1", "--out", "p"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
}

#[test]
fn what_never_answers_or_never_ends_is_refused_wherever_a_file_is_read() {
    let place = place();
    let fifo = Command::new("mkfifo").arg(place.path("pipe.toml")).status().expect("mkfifo");
    assert!(fifo.success());
    let days = ["--days", "4"];
    for endless in ["pipe.toml", "/dev/zero"] {
        is_refused(&within(&place, 300, &["check", endless]), "is not a regular file");
        is_refused(&within(&place, 300, &["run", endless]), "is not a regular file");
        is_refused(
            &within(&place, 300, &[&["run", "small.toml", "--merge", endless], &days[..]].concat()),
            "not a regular",
        );
    }
    let checked = [&["check", "small.toml", "--baseline", "b"], &days[..]].concat();
    assert_eq!(code(&place.run(&[&checked[..], &["--update"]].concat())), 0);
    for page in ["b/small.baseline.gz", "b/small.baseline.toml"] {
        let kept = fs::read(place.path(page)).expect("a baseline");
        fs::remove_file(place.path(page)).expect("it was there");
        std::os::unix::fs::symlink("/dev/zero", place.path(page)).expect("a link");
        is_refused(&within(&place, 300, &checked), "not a regular file");
        fs::remove_file(place.path(page)).expect("it was there");
        fs::write(place.path(page), kept).expect("it can be written");
    }
}
