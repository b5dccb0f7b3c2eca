//! What is written where: never over what is not ours, never two in one place, whole or not at all.

use crate::program::{Place, code, experts, read, text};
use std::fs;
use std::process::{Output, Stdio};

pub const SMALL: &str = r#"
open = "08:00"
close = "10:00"
interval = "1h"
[run]
days = 10
[[queues]]
name = "general"
arrivals = { calls_per_hour = 40 }
talk = { exponential = { mean = "3m" } }
patience = { exponential = { mean = "2m" } }
[[groups]]
name = "inbound"
serves = ["general"]
people = 3
[expect]
answer_rate = ">= 0"
"#;

/// The same floor with somebody to call.
pub fn small_with_ladder() -> String {
    SMALL.replace("[expect]", concat!(experts!(1, "10s"), "[expect]"))
}

fn place() -> Place {
    Place::with(&[("small.toml", SMALL)])
}

#[track_caller]
fn assert_told(output: &Output, expected: i32, told: &str) {
    let said = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(code(output), expected, "{said}");
    assert!(said.contains(told), "no {told} in\n{said}");
}

#[test]
fn a_folder_with_anything_of_somebody_else_is_refused_as_it_is() {
    let place = place();
    place.write("project/results.json", "{\"made\": \"by another program\"}");
    place.write("project/thesis.txt", "years");
    assert_told(&place.run(&["run", "small.toml", "--out", "project"]), 2, "name another directory with --out");
    assert_told(&place.run(&["run", "small.toml", "--out", "."]), 2, "name another directory with --out");
    assert_told(&place.run(&["run", "small.toml", "--out", "mine", "-q"]), 0, "");
    place.write("mine/notes.txt", "dear");
    assert_told(&place.run(&["run", "small.toml", "--out", "mine"]), 2, "notes.txt is not of holdline");
    assert_eq!(
        (read(&place.path("mine/notes.txt")), read(&place.path("project/thesis.txt"))),
        ("dear".into(), "years".into())
    );
    assert_eq!(place.listing(), ["mine", "project", "small.toml"]);
    fs::remove_file(place.path("mine/notes.txt")).expect("removed");
    assert_told(&place.run(&["run", "small.toml", "--out", "mine", "-q"]), 0, "");
    let comparison = ["compare", "small.toml", "--with", "groups.inbound.people=4", "--out", "mine", "-q"];
    assert_told(&place.run(&comparison), 2, "holds no compare.json");
}

#[test]
fn a_file_of_another_kind_is_not_replaced_by_a_report_or_a_part() {
    let place = place();
    place.write("junit.xml", "<testsuites name=\"other\"/>");
    let told = "holds something else than the report of a check";
    for file in ["junit.xml", "small.toml"] {
        assert_told(&place.run(&["check", "small.toml", "--junit", file]), 2, told);
    }
    assert_told(
        &place.run(&["run", "small.toml", "--part", "1/2", "--out", "small.toml"]),
        2,
        "is not a part of a run",
    );
    assert_eq!(read(&place.path("small.toml")), SMALL);
    for _ in 0..2 {
        assert_told(&place.run(&["check", "small.toml", "--junit", "check.xml", "-q"]), 0, "");
    }
    assert!(read(&place.path("check.xml")).contains("holdline check"));
}

#[cfg(unix)]
#[test]
fn pipes_and_folders_are_never_replaced_and_devices_are_written_into() {
    let place = place();
    let pipe = place.path("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    fs::create_dir(place.path("folder")).expect("a folder");
    for name in ["pipe", "folder"] {
        assert_told(&place.run(&["check", "small.toml", "--junit", name]), 2, "is not the name of a file");
        assert_told(&place.run(&["run", "small.toml", "--part", "1/2", "--out", name]), 2, "is not the name of a file");
    }
    assert_told(&place.run(&["run", "small.toml", "--out", "pipe"]), 2, "results need a directory");
    assert!(!fs::metadata(&pipe).expect("it is there").is_file());
    assert_told(&place.run(&["check", "small.toml", "--junit", "/dev/null"]), 0, "met");
    assert!(!fs::metadata("/dev/null").expect("it is there").is_file());
}

#[test]
fn two_parts_of_a_run_do_not_share_a_file() {
    let place = place();
    let part = |of: &str, more: &[&str]| place.run(&[&["run", "small.toml", "--part", of], more].concat());
    assert_told(&part("1/2", &["--out", "p"]), 0, "Days 0 to 4");
    assert_told(&part("2/2", &["--out", "p"]), 2, "p holds days 0 to 4 of this run");
    assert_told(&part("1/2", &["--out", "p"]), 0, "Days 0 to 4");
    assert_told(&part("1/2", &["--out", "p", "--seed", "2"]), 0, "the part of another run in p is replaced");
    let long = format!("name={}", "x".repeat(200));
    for of in ["1/2", "2/2"] {
        assert_told(&part(of, &["--set", &long]), 0, "Days");
    }
    assert_eq!(fs::read_dir(place.path("out")).expect("a folder").count(), 2);
}

#[test]
fn scenarios_of_other_names_have_other_places_and_those_of_one_name_replace_each_other_by_force_alone() {
    let place = place();
    for name in ["a/b", "a:b", "a-b"] {
        assert_told(&place.run(&["run", "small.toml", "--days", "2", "--set", &format!("name={name}")]), 0, "Results");
    }
    assert_eq!(fs::read_dir(place.path("out")).expect("a folder").count(), 3);
    place.write("old/small.toml", SMALL);
    let run = |file: &str| place.run(&["run", file, "--days", "2"]);
    assert_told(&run("small.toml"), 0, "Results and plots are in out/small");
    let again = run("./small.toml");
    assert!(text(&again.stderr).is_empty(), "{}", text(&again.stderr));
    assert_told(
        &run("old/small.toml"),
        2,
        "out/small holds results of ./small.toml, so it is not replaced; name another",
    );
    let forced = place.run(&["run", "old/small.toml", "--days", "2", "--force"]);
    assert_told(&forced, 0, "note: the results of ./small.toml in out/small are replaced");
}

#[test]
fn a_second_process_with_the_same_place_is_told_and_writes_nothing() {
    let place = place();
    let long = ["run", "small.toml", "--out", "o", "--days", "1000000", "--threads", "1"];
    let mut first = place.command(&long).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    while !place.listing().iter().any(|name| name.starts_with(".holdline-")) {
        std::thread::yield_now();
    }
    // The lock comes right after the directory.
    let second = loop {
        let second = place.run(&["run", "small.toml", "--out", "o", "-q", "--days", "2"]);
        if code(&second) == 75 || place.path("o").exists() {
            break second;
        }
    };
    first.kill().expect("it is killed");
    first.wait().expect("it ends");
    assert_told(&second, 75, "another process is writing");
    assert_told(&place.run(&["run", "small.toml", "--out", "o", "-q", "--days", "2"]), 0, "");
    assert_eq!(place.listing(), ["o", "small.toml"], "what the killed one left is cleared");
}

#[test]
fn baselines_of_other_scenarios_have_other_places_and_what_is_not_ours_stays() {
    let place = Place::with(&[("plans/a", SMALL), ("plans/a.toml", &SMALL.replace("people = 3", "people = 5"))]);
    let check =
        |more: &[&str]| place.run(&[&["check", "plans/a", "plans/a.toml", "--baseline", "kept"], more].concat());
    assert_told(&check(&["--update"]), 0, "Baselines: 2 stored.");
    assert_told(&check(&[]), 0, "Baselines: 2 unchanged.");
    place.write("kept/plans/theirs.baseline.toml", "# of another program\n");
    place.write("kept/plans/theirs.baseline.gz", "of another program");
    let all = place.run(&["check", "plans", "--baseline", "kept", "--update"]);
    assert_told(&all, 0, "Baselines: 1 unchanged.");
    assert!(place.path("kept/plans/theirs.baseline.gz").exists() && !text(&all.stdout).contains("theirs"));
    place.write("plans/theirs.toml", SMALL);
    let refused = place.run(&["check", "plans", "--baseline", "kept", "--update"]);
    assert_told(&refused, 2, "theirs.baseline.toml is not part of a baseline");
    assert_eq!(read(&place.path("kept/plans/theirs.baseline.toml")), "# of another program\n");
}

#[cfg(unix)]
#[test]
fn the_baseline_of_a_file_whose_name_is_no_text_is_kept() {
    use std::os::unix::ffi::OsStrExt;
    let place = place();
    fs::create_dir(place.path("plans")).expect("a folder");
    for name in [&b"\xe9.toml"[..], b"\xe8.toml"] {
        let path = place.path("plans").join(std::ffi::OsStr::from_bytes(name));
        if fs::write(path, SMALL).is_err() {
            eprintln!("skipped: every name is text here");
            return;
        }
    }
    let check = |more: &[&str]| place.run(&[&["check", "plans", "--baseline", "kept"], more].concat());
    let stored = check(&["--update"]);
    assert_told(&stored, 0, "Baselines: 2 stored.");
    assert!(!text(&stored.stdout).contains("Removed"), "{}", text(&stored.stdout));
    assert_told(&check(&[]), 0, "Baselines: 2 unchanged.");
}

#[test]
fn days_without_their_page_are_a_baseline_and_that_is_told() {
    let place = place();
    let check = |more: &[&str]| place.run(&[&["check", "small.toml", "--baseline", "kept"], more].concat());
    assert_told(&check(&["--update"]), 0, "stored");
    let page = place.path("kept/small.baseline.toml");
    let old = read(&page);
    place.write("small.toml", &SMALL.replace("people = 3", "people = 2"));
    assert_told(&check(&["--update"]), 0, "stored");
    for left in [Some(old), None] {
        let _ = fs::remove_file(&page);
        left.iter().for_each(|text| fs::write(&page, text).expect("a file"));
        let told = "kept/small.baseline.toml does not show what is stored; --update writes it anew";
        assert_told(&check(&[]), 0, told);
        assert_told(&check(&[]), 0, "unchanged");
    }
    assert_told(&check(&["--update"]), 0, "stored");
    let mended = check(&[]);
    assert!(!text(&mended.stdout).contains("does not show"), "{}", text(&mended.stdout));
}

/// The program with a largest size of files, past which writing fails as on a full disk.
#[cfg(unix)]
fn on_a_full_disk(place: &Place, blocks: u32, args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_holdline");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"{program}\" \"$@\"");
    let mut command = std::process::Command::new("sh");
    command
        .args(["-c", &script, "sh"])
        .args(args)
        .current_dir(place.home())
        .env("LC_ALL", "C")
        .output()
        .expect("sh runs")
}

#[cfg(unix)]
#[test]
fn on_a_full_disk_what_was_there_stays_and_nothing_else_is_left() {
    let place = place();
    let run = ["run", "small.toml", "--out", "o", "-q"];
    let update = ["check", "small.toml", "--baseline", "kept", "--update", "-q", "--junit", "check.xml"];
    let part = ["run", "small.toml", "--part", "1/2", "--out", "a.part", "-q"];
    for args in [&run[..], &update, &part] {
        assert_told(&place.run(args), 0, "");
    }
    let kept = |name: &str| fs::read(place.path(name)).expect("a file");
    let files =
        ["o/results.json", "o/SHA256SUMS", "kept/small.baseline.toml", "kept/small.baseline.gz", "check.xml", "a.part"];
    let before = files.map(kept);
    place.write("small.toml", &SMALL.replace("people = 3", "people = 4"));
    for args in [&run[..], &update, &part] {
        let output = on_a_full_disk(&place, 1, args);
        assert_ne!(code(&output), 0, "{args:?}");
        assert_ne!(code(&output), 70, "{args:?}");
    }
    let differs: Vec<_> = files.iter().zip(&before).filter(|(file, bytes)| kept(file) != **bytes).collect();
    // What fits is written whole: only then may it be new.
    assert!(
        differs.iter().all(|(file, _)| **file == "check.xml"),
        "{:?}",
        differs.iter().map(|d| d.0).collect::<Vec<_>>()
    );
    assert_eq!(place.listing(), ["a.part", "check.xml", "kept", "o", "small.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_is_filled_where_it_is_also_again() {
    let place = place();
    fs::create_dir(place.path("m")).expect("a directory");
    let mount = std::process::Command::new("mount").args(["-t", "tmpfs", "tmpfs"]).arg(place.path("m")).output();
    if !mount.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: nothing may be mounted here");
        return;
    }
    let runs: Vec<Output> =
        ["1", "2"].map(|seed| place.run(&["run", "small.toml", "--out", "m", "-q", "--seed", seed])).into();
    let found = fs::read_to_string(place.path("m/results.json")).unwrap_or_default();
    let names: Vec<_> =
        fs::read_dir(place.path("m")).expect("a directory").map(|e| e.expect("an entry").file_name()).collect();
    let unmounted = std::process::Command::new("umount").arg(place.path("m")).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    runs.iter().for_each(|output| assert_told(output, 0, ""));
    assert!(found.contains("\"seed\": 2"), "{found}");
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with(".holdline-")), "{names:?}");
}
