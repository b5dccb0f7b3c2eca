//! Killed at any instant: what is in its place is old or new, never half, and the next run clears what is left.
//!
//! A library that is loaded before the system's kills the program right before its n-th call that changes files, for every
//! n. It is made with the C compiler of the system; where there is none, or no Linux, these tests are skipped and say so.

#![cfg(target_os = "linux")]

use crate::files::SMALL;
use crate::program::{Place, code, text};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Calls of one run that change files; more would mean that the count is not read.
const MOST_CALLS: u32 = 2_000;

const SHIM: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
static void step(void) {
  static int left = -1;
  const char *n = getenv("KILL_BEFORE");
  if (!n) return;
  if (left < 0) left = atoi(n);
  if (left-- == 0) kill(getpid(), SIGKILL);
}
#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
int rename(const char *a, const char *b) { NEXT(rename); step(); return next(a, b); }
int mkdir(const char *a, mode_t m) { NEXT(mkdir); step(); return next(a, m); }
int rmdir(const char *a) { NEXT(rmdir); step(); return next(a); }
int unlink(const char *a) { NEXT(unlink); step(); return next(a); }
int unlinkat(int d, const char *a, int f) { NEXT(unlinkat); step(); return next(d, a, f); }
int fsync(int d) { NEXT(fsync); step(); return next(d); }
int open64(const char *a, int f, ...) {
  va_list l; va_start(l, f); mode_t m = va_arg(l, mode_t); va_end(l);
  NEXT(open64); if (f & O_CREAT) step(); return next(a, f, m);
}
"#;

/// The library; `None` where it cannot be made.
fn shim(folder: &TempDir) -> Option<PathBuf> {
    let (source, library) = (folder.path().join("shim.c"), folder.path().join("shim.so"));
    fs::write(&source, SHIM).expect("a file");
    let made = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).arg("-ldl").output();
    match made {
        Ok(output) if output.status.success() => Some(library),
        Ok(output) => panic!("{}", text(&output.stderr)),
        Err(error) => {
            eprintln!("skipped: there is no C compiler here ({error})");
            None
        }
    }
}

/// Every file below a directory with what is in it, but for scratch directories.
fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(directory).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with(".holdline-") {
            found.extend(files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else if path.is_file() {
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

fn put(directory: &Path, files: &BTreeMap<String, Vec<u8>>) {
    let _ = fs::remove_dir_all(directory);
    for (name, bytes) in files {
        let path = directory.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, bytes).expect("a file");
    }
}

/// Kills a command before each of its calls, one after the other, and looks at what is left each time.
fn killed_everywhere(shim: &Path, command: &dyn Fn() -> Command, before: &dyn Fn(), after: &dyn Fn(u32)) -> u32 {
    for n in 0..MOST_CALLS {
        before();
        let output: Output =
            command().env("LD_PRELOAD", shim).env("KILL_BEFORE", n.to_string()).output().expect("it starts");
        if output.status.signal().is_none() {
            assert_eq!(code(&output), 0, "{}", text(&output.stderr));
            return n;
        }
        assert_eq!(output.status.signal(), Some(9), "{}", text(&output.stderr));
        after(n);
    }
    panic!("it is killed every time");
}

fn assert_good(output: &Output) {
    assert_eq!(code(output), 0, "{}", text(&output.stderr));
}

#[test]
fn results_are_the_old_or_the_new_ones_at_every_instant() {
    let tools = TempDir::new().expect("a directory");
    let Some(shim) = shim(&tools) else { return };
    let place = Place::with(&[("small.toml", SMALL)]);
    let out = place.path("out");
    let run = |seed: &str| place.command(&["run", "small.toml", "--out", "out", "--quiet", "--seed", seed]);
    assert_good(&run("1").output().expect("it starts"));
    let old = files(&out);
    assert_good(&run("2").output().expect("it starts"));
    let new = files(&out);
    for earlier in [&BTreeMap::new(), &old] {
        let calls = killed_everywhere(&shim, &|| run("2"), &|| put(&out, earlier), &|n| {
            let left = files(&out);
            assert!(left == *earlier || left == new, "killed before call {n}: {:?}", left.keys());
            if n % 7 == 0 {
                assert_good(&run("2").output().expect("it starts"));
                assert!(files(&out) == new, "after call {n}");
                assert_eq!(place.listing(), ["out", "small.toml"], "after call {n}");
            }
        });
        assert!(calls > 20, "{calls} calls");
    }
}

#[test]
fn results_that_change_places_one_by_one_come_back_with_the_next_run() {
    let tools = TempDir::new().expect("a directory");
    let Some(shim) = shim(&tools) else { return };
    let place = Place::with(&[("small.toml", SMALL)]);
    let out = place.path("out");
    fs::create_dir(&out).expect("a directory");
    // Whoever stands in a directory would be left behind if another took its place.
    let run = |more: &[&str]| {
        let mut command = place.command(&[&["run", "../small.toml", "--out", ".", "--quiet"], more].concat());
        command.current_dir(&out);
        command
    };
    assert_good(&run(&["--seed", "1"]).output().expect("it starts"));
    let old = files(&out);
    assert_good(&run(&["--seed", "2"]).output().expect("it starts"));
    let new = files(&out);
    killed_everywhere(&shim, &|| run(&["--seed", "2"]), &|| put(&out, &old), &|n| {
        let is_listed = out.join("SHA256SUMS").exists();
        assert!(!is_listed || files(&out) == old || files(&out) == new, "killed before call {n}");
        // A run that comes to nothing.
        let overload =
            run(&["--set", "max_waiting=1", "--set", "groups.inbound.people=0"]).output().expect("it starts");
        assert_eq!(code(&overload), 2, "{}", text(&overload.stderr));
        assert!(files(&out) == old || files(&out) == new, "killed before call {n}");
        assert!(
            !fs::read_dir(&out)
                .expect("a directory")
                .any(|entry| { entry.expect("an entry").file_name().to_string_lossy().starts_with(".holdline-") })
        );
    });
}

#[test]
fn a_baseline_can_be_used_at_every_instant_of_its_update() {
    let tools = TempDir::new().expect("a directory");
    let Some(shim) = shim(&tools) else { return };
    let place = Place::with(&[("a.toml", SMALL)]);
    let store = place.path("kept");
    let check = |more: &[&str]| place.command(&[&["check", "a.toml", "--baseline", "kept"], more].concat());
    let update = || check(&["--update", "--junit", "check.xml"]);
    assert_good(&update().output().expect("it starts"));
    let old = files(&store);
    let report = fs::read(place.path("check.xml")).expect("a report");
    place.write("b.toml", &SMALL.replace("people = 3", "people = 4"));
    fs::rename(place.path("b.toml"), place.path("a.toml")).expect("it is changed");
    for earlier in [&BTreeMap::new(), &old] {
        let before = || {
            put(&store, earlier);
            fs::write(place.path("check.xml"), &report).expect("a file");
        };
        let calls = killed_everywhere(&shim, &update, &before, &|n| {
            let junit = fs::read_to_string(place.path("check.xml")).expect("a report");
            assert!(
                junit.starts_with("<?xml") && junit.ends_with("</testsuites>\n"),
                "killed before call {n}: {junit}"
            );
            let held = check(&[]).output().expect("it starts");
            assert!([0, 1, 3].contains(&code(&held)), "killed before call {n}: {}", text(&held.stdout));
            assert!(earlier.is_empty() || !text(&held.stdout).contains("missing"), "killed before call {n}");
            assert_good(&update().output().expect("it starts"));
            assert_eq!(files(&store).len(), 2, "after call {n}");
            assert_eq!(place.listing(), ["a.toml", "check.xml", "kept"], "after call {n}");
            assert!(text(&check(&[]).output().expect("it starts").stdout).contains("unchanged"), "after call {n}");
        });
        assert!(calls > 8, "{calls} calls");
    }
}

#[test]
fn a_part_is_whole_at_every_instant() {
    let tools = TempDir::new().expect("a directory");
    let Some(shim) = shim(&tools) else { return };
    let place = Place::with(&[("small.toml", SMALL)]);
    let part = |seed: &str| {
        place.command(&["run", "small.toml", "--part", "1/2", "--out", "a.part", "--quiet", "--seed", seed])
    };
    let bytes = |seed| {
        assert_good(&part(seed).output().expect("it starts"));
        fs::read(place.path("a.part")).expect("a part")
    };
    let (old, new) = (bytes("1"), bytes("2"));
    let before = || fs::write(place.path("a.part"), &old).expect("a file");
    killed_everywhere(&shim, &|| part("2"), &before, &|n| {
        let left = fs::read(place.path("a.part")).expect("a part");
        assert!(left == old || left == new, "killed before call {n}");
        assert_good(&part("2").output().expect("it starts"));
        assert_eq!(place.listing(), ["a.part", "small.toml"], "after call {n}");
    });
}
