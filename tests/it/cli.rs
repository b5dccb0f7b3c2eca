//! The program as a user meets it.

use crate::program::{Place, code, read, text};
use std::fs;

const SMALL: &str = r#"
name = "small"
open = "08:00"
close = "12:00"
[run]
days = 20
[targets]
answer_rate = 0.9
[[queues]]
name = "general"
arrivals = { calls_per_hour = 60, busyness_cv = 0.1 }
talk = { exponential = { mean = "3m" } }
patience = { exponential = { mean = "2m" } }
[[groups]]
name = "inbound"
serves = ["general"]
people = 3
[[groups]]
name = "专家"
lent = true
serves = ["general"]
people = 2
[ladder]
release = { waiting_at_most = 1, lasting = "2m" }
[[ladder.rungs]]
name = "专家"
borrow = { group = "专家", people = "all" }
when = { waiting_above = 2, lasting = "1m" }
"#;

fn place() -> Place {
    Place::with(&[("small.toml", SMALL)])
}

#[test]
fn a_run_prints_the_verdict_first_and_writes_every_file() {
    let place = place();
    let output = place.run(&["run", "small.toml", "--calls"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let summary = text(&output.stdout);
    let verdict = summary.find("the target 90 %").expect("a verdict");
    assert!(verdict < summary.find("Offered").expect("the day"), "{summary}");
    let out = place.path("out/small");
    for file in ["results.json", "days.csv", "intervals.csv", "ladder.csv", "calls.csv"] {
        assert!(!read(&out.join(file)).is_empty(), "{file}");
    }
    for plot in [
        "answer_rate",
        "service_level",
        "waits",
        "waiting",
        "staffing",
        "roster",
        "daily_answer_rate",
        "daily_service_level",
        "wait_distribution",
    ] {
        assert!(read(&out.join(format!("plots/{plot}.svg"))).starts_with("<svg"), "{plot}");
        let png = fs::read(out.join(format!("plots/{plot}.png"))).expect("a plot");
        assert!(png.starts_with(b"\x89PNG"), "{plot}");
    }
    assert_eq!(read(&out.join("days.csv")).lines().count(), 21);
}

#[test]
fn the_results_are_the_same_bytes_for_any_number_of_threads() {
    let place = place();
    for threads in ["1", "2", "7"] {
        let output = place.run(&["run", "small.toml", "--calls=20", "--threads", threads, "--out", threads]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    }
    let files =
        ["results.json", "days.csv", "intervals.csv", "ladder.csv", "calls.csv", "report.html", "plots/waiting.png"];
    for file in files {
        let of = |threads: &str| fs::read(place.path(threads).join(file)).expect("a file");
        assert!(of("1") == of("2") && of("1") == of("7"), "{file} depends on the number of threads");
    }
}

#[test]
fn the_files_agree_with_each_other() {
    let place = place();
    assert_eq!(code(&place.run(&["run", "small.toml", "--calls=20", "--quiet"])), 0);
    let out = place.path("out/small");
    let column = |file: &str, name: &str| -> Vec<String> {
        let all = read(&out.join(file));
        let mut lines = all.lines();
        let at = lines.next().expect("a header").split(',').position(|c| c == name).expect("the column");
        lines.map(|l| l.split(',').nth(at).expect("a cell").to_owned()).collect()
    };
    let sum = |values: &[String]| values.iter().map(|v| v.parse::<f64>().expect("a number")).sum::<f64>();
    let offered = sum(&column("days.csv", "offered"));
    assert_eq!(offered, column("calls.csv", "day").len() as f64);
    let outcomes = column("calls.csv", "outcome");
    let count = |word: &str| outcomes.iter().filter(|o| *o == word).count() as f64;
    assert_eq!(sum(&column("days.csv", "answered")), count("answered"));
    assert_eq!(sum(&column("days.csv", "abandoned")), count("abandoned"));
    let json: serde_json::Value = serde_json::from_str(&read(&out.join("results.json"))).expect("JSON");
    let mean = |path: &str| json.pointer(path).and_then(serde_json::Value::as_f64).expect("a figure");
    assert!((mean("/measures/offered/mean") - offered / 20.0).abs() < 1e-9);
    assert!((mean("/measures/answer_rate/mean") - count("answered") / offered).abs() < 1e-12);
    let pulled = column("ladder.csv", "action").iter().filter(|a| *a == "pulled").count() as f64;
    assert!(pulled > 0.0 && (mean("/ladder/rungs/0/pulls/mean") - pulled / 20.0).abs() < 1e-9);
}

#[test]
fn set_days_and_seed_change_the_run_and_stand_in_its_command() {
    let place = place();
    let args =
        ["run", "small.toml", "--days", "3", "--seed", "9", "--set", "groups.inbound.people=30", "--format", "json"];
    let output = place.run(&args);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON on standard output");
    assert_eq!(json["run"]["days"], 3);
    assert_eq!(json["run"]["seed"], 9);
    assert_eq!(json["run"]["command"], "holdline run small.toml --days 3 --seed 9 --set groups.inbound.people=30");
    assert_eq!(json["measures"]["answer_rate"]["mean"], 1.0);
}

#[test]
fn bad_input_ends_with_2_names_every_fault_and_writes_nothing() {
    let place = place();
    let broken = SMALL.replace("talk =", "tlak =").replace("people = 3", "people = 3.5");
    fs::write(place.path("broken.toml"), broken).expect("a file");
    fs::write(place.path("empty.toml"), "").expect("a file");
    let before = place.listing();
    for (args, said) in [
        (vec!["run", "broken.toml"], vec!["tlak", "talk", "3.5"]),
        (vec!["run", "empty.toml"], vec!["empty"]),
        (vec!["run", "nowhere.toml"], vec!["nowhere.toml"]),
        (vec!["run", "small.toml", "--days", "0"], vec!["0"]),
        (vec!["run", "small.toml", "--set", "groups.inbuond.people=4"], vec!["inbuond", "inbound"]),
        (vec!["run", "small.toml", "--out", "small.toml"], vec!["small.toml"]),
    ] {
        let output = place.run(&args);
        assert_eq!(code(&output), 2, "{args:?}");
        let told = text(&output.stderr);
        assert!(said.iter().all(|word| told.contains(word)), "{args:?}: {told}");
        assert_eq!(place.listing(), before, "{args:?} left something behind");
    }
}

#[test]
fn a_directory_of_results_is_replaced_and_any_other_is_left_alone() {
    let place = place();
    assert_eq!(code(&place.run(&["run", "small.toml", "--calls"])), 0);
    assert_eq!(code(&place.run(&["run", "small.toml"])), 0);
    assert!(!place.path("out/small/calls.csv").exists(), "what is replaced is replaced whole");
    fs::create_dir(place.path("mine")).expect("a directory");
    fs::write(place.path("mine/letter.txt"), "dear").expect("a file");
    let refused = place.run(&["run", "small.toml", "--out", "mine"]);
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("mine"), "{}", text(&refused.stderr));
    assert_eq!(read(&place.path("mine/letter.txt")), "dear");
}

#[test]
fn overload_beyond_the_limit_ends_with_2_and_names_queue_and_time() {
    let place = place();
    let args = ["run", "small.toml", "--set", "max_waiting=3", "--set", "groups.inbound.people=0"];
    let output = place.run(&args);
    assert_eq!(code(&output), 2);
    let told = text(&output.stderr);
    assert!(told.contains("general") && told.contains("08:"), "{told}");
    assert!(!place.path("out").exists());
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_with_130_and_leaves_nothing_behind() {
    use std::process::{Command, Stdio};
    let place = place();
    let before = place.listing();
    let mut child = place.command(&["run", "small.toml", "--days", "1000000"]);
    let mut child = child.stderr(Stdio::piped()).spawn().expect("the program starts");
    // The scratch directory is made before the first day is played.
    while !place.path("out").exists() {
        std::thread::yield_now();
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(kill.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(place.listing(), before);
}

#[test]
fn the_schema_is_printed() {
    let place = place();
    let output = place.run(&["schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(schema["properties"]["queues"].is_object());
}

#[test]
fn a_scenario_with_a_base_is_called_like_its_own_file() {
    let place = place();
    fs::write(place.path("sick.toml"), "base = \"small.toml\"\n[[groups]]\nname = \"inbound\"\nabsence = 0.2\n")
        .expect("a file");
    assert_eq!(code(&place.run(&["run", "sick.toml", "--quiet"])), 0);
    assert!(place.path("out/sick/results.json").exists(), "{:?}", place.listing());
}

#[test]
fn two_processes_with_half_of_the_days_each_write_the_same_bytes_as_one() {
    let place = place();
    let run = |args: &[&str]| {
        let output = place.run(&[&["run", "small.toml", "--seed", "3"], args].concat());
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        text(&output.stdout)
    };
    run(&["--calls=20", "--out", "whole"]);
    assert_eq!(run(&["--part", "1/2", "--out", "a.part"]), "Days 0 to 9 of 20 are in a.part\n");
    run(&["--part", "2/2", "--threads", "1"]);
    run(&["--calls=20", "--merge", "out/small 2 of 2.part", "a.part", "--out", "merged"]);
    let files = ["results.json", "days.csv", "intervals.csv", "ladder.csv", "calls.csv", "plots/waiting.svg"];
    for file in files {
        let of = |directory: &str| fs::read(place.path(directory).join(file)).expect("a file");
        assert!(of("whole") == of("merged"), "{file} depends on the number of processes");
    }
}

#[test]
fn parts_that_do_not_make_the_run_are_refused_with_the_reason() {
    let place = place();
    let make = |args: &[&str]| assert_eq!(code(&place.run(&[&["run", "small.toml"], args].concat())), 0);
    make(&["--part", "1/2", "--out", "a"]);
    make(&["--part", "2/2", "--out", "b"]);
    make(&["--part", "2/2", "--out", "seed", "--seed", "2"]);
    make(&["--part", "2/2", "--out", "days", "--days", "40"]);
    make(&["--part", "2/2", "--out", "set", "--set", "groups.inbound.people=4"]);
    let mut bytes = fs::read(place.path("b")).expect("a part");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(place.path("damaged"), bytes).expect("a file");
    let before = place.listing();
    let cases = [
        ("seed", "seed has 2 as its seed, this run 1; merge only parts of one run"),
        ("days", "days has 40 days in all, this run 20; merge only parts of one run"),
        ("set", "set is of another scenario or other settings; merge only parts of one run"),
        ("damaged", "damaged is damaged; make it again"),
        ("small.toml", "small.toml is not a part of a run; make one with `holdline run SCENARIO --part K/N`"),
        ("a", "days 0 to 9 are in two parts; leave one of them out"),
        ("none", "cannot read none"),
    ];
    for (second, reason) in cases {
        let output = place.run(&["run", "small.toml", "--merge", "a", second]);
        assert_eq!(code(&output), 2);
        assert!(text(&output.stderr).contains(reason), "{}", text(&output.stderr));
    }
    let output = place.run(&["run", "small.toml", "--merge", "a"]);
    assert!(text(&output.stderr).contains("days 10 to 19 are missing; simulate the part that has them"));
    let output = place.run(&["run", "small.toml", "--part", "1/30", "--out", "c"]);
    assert!(text(&output.stderr).contains("part 1/30 of 20 days has no day; ask for fewer parts"));
    assert_eq!(place.listing(), before);
}
