//! `holdline report`: stored results shown again, whoever stored them.

use crate::files::small_with_ladder;
use crate::program::{Place, code, read, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A place with the results of a run of 8 days, and the page that it printed.
fn ran() -> (Place, String) {
    let place = Place::with(&[("small.toml", &small_with_ladder())]);
    let output = place.run(&["run", "small.toml", "--days", "8", "--calls", "--out", "results"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    (place, text(&output.stdout))
}

/// Every file of a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(path).expect("a file"));
        }
    }
    found
}

#[test]
fn the_page_and_the_plots_come_again_from_the_results_alone_to_the_byte() {
    let (place, page) = ran();
    let before = files(&place.path("results"));
    fs::remove_file(place.path("small.toml")).expect("the scenario is no longer there");
    let folder = place.run(&["report", "results"]);
    assert_eq!((code(&folder), text(&folder.stdout)), (0, page.clone()), "{}", text(&folder.stderr));
    let after = files(&place.path("results"));
    let changed: Vec<_> =
        before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).map(|(n, _)| n).collect();
    assert!(changed.is_empty() && before.len() == after.len(), "{changed:?}");
    fs::copy(place.path("results/results.json"), place.path("sent.json")).expect("a copy");
    let file = place.run(&["report", "sent.json", "--out", "theirs"]);
    assert_eq!((code(&file), text(&file.stdout)), (0, page.replace("in results", "in theirs")));
    let theirs = files(&place.path("theirs"));
    assert!(theirs.iter().all(|(name, bytes)| name == "SHA256SUMS" || before.get(name) == Some(bytes)));
    assert_eq!(theirs.keys().filter(|name| name.starts_with("plots/")).count(), 18);
    // By its list it is known as results again, here and by a run.
    assert_eq!(code(&place.run(&["report", "theirs/results.json", "--quiet"])), 0);
    assert_eq!(code(&place.run(&["report", "results", "--out", "theirs", "--quiet"])), 0);
}

#[test]
fn results_of_several_dates_come_again_too() {
    let dated = format!("dates = {{ from = 2027-02-05, to = 2027-02-06 }}\n{}", small_with_ladder());
    let place = Place::with(&[("small.toml", &dated)]);
    let output = place.run(&["run", "small.toml", "--days", "8", "--out", "results"]);
    let page = text(&output.stdout);
    assert!(code(&output) == 0 && page.contains("8 days of 2 dates") && page.contains("\nFri 5 Feb"), "{page}");
    let dates = read(&place.path("results/dates.csv"));
    let of: Vec<_> = dates.lines().map(|line| line.split(',').next().unwrap_or_default()).collect();
    assert_eq!(of, ["date", "2027-02-05", "2027-02-06"]);
    assert!(read(&place.path("results/intervals.csv")).starts_with("date,start,end,queue,"));
    let before = files(&place.path("results"));
    let again = place.run(&["report", "results"]);
    assert_eq!((code(&again), text(&again.stdout)), (0, page), "{}", text(&again.stderr));
    let after = files(&place.path("results"));
    let changed: Vec<_> = before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).collect();
    assert!(changed.is_empty() && before.len() == after.len(), "{changed:?}");
}

#[test]
fn lost_plots_are_drawn_again_only_where_nothing_else_was_changed() {
    let (place, _) = ran();
    let plot = place.path("results/plots/waits.svg");
    let before = read(&plot);
    fs::remove_file(&plot).expect("a plot");
    assert_eq!(code(&place.run(&["report", "results"])), 0);
    assert_eq!(read(&plot), before);
    place.write("results/days.csv", "corrected by hand");
    let refused = place.run(&["report", "results"]);
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("days.csv was changed since it was written"), "{}", text(&refused.stderr));
    assert_eq!(read(&place.path("results/days.csv")), "corrected by hand");
}

#[test]
fn what_cannot_be_shown_says_why_and_writes_nothing() {
    let (place, _) = ran();
    let whole = read(&place.path("results/results.json"));
    place.write("other/results.json", "{ \"format\": \"other/1\" }");
    place.write("newer.json", &whole.replace("holdline-results/1", "holdline-results/2"));
    place.write("older.json", &whole.replace("\"charts\": {", "\"chart\": {"));
    place.write("half.json", &whole[..whole.len() / 2]);
    place.write("changed.json", &whole.replace("\"days\": 8", "\"days\": 9"));
    let cases = [
        ("nothing.json", "cannot read nothing.json: there is no such file"),
        ("empty", "cannot read empty/results.json: there is no such file"),
        ("other", "other/results.json does not hold the results of a run"),
        ("newer.json", "is in the form holdline-results/2, and this holdline reads holdline-results/1"),
        ("older.json", "holds nothing to draw"),
        ("half.json", "half.json is damaged"),
        ("changed.json", "its days are not as many as it says"),
        ("/dev/zero", "it is not a regular file"),
    ];
    fs::create_dir(place.path("empty")).expect("a folder");
    for (results, why) in cases {
        let output = place.run(&["report", results, "--out", "new"]);
        assert_eq!((code(&output), text(&output.stdout)), (2, String::new()), "{results}");
        assert!(text(&output.stderr).contains(why), "{results}: {}", text(&output.stderr));
        assert!(!place.path("new").exists(), "{results}");
    }
    place.write("mine/thesis.txt", "years");
    let refused = place.run(&["report", "results", "--out", "mine"]);
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("name another directory with --out"), "{}", text(&refused.stderr));
}

#[test]
fn results_of_another_version_are_shown_and_told() {
    let (place, page) = ran();
    let version = format!("\"holdline\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let whole = read(&place.path("results/results.json"));
    place.write("older.json", &whole.replace(&version, "\"holdline\": \"0.0.9\""));
    let output = place.run(&["report", "older.json", "--out", "again"]);
    assert_eq!((code(&output), text(&output.stdout)), (0, page.replace("in results", "in again")));
    assert!(text(&output.stderr).contains("note: the results were made by holdline 0.0.9"));
}

#[test]
fn whatever_bytes_are_changed_in_results_they_are_shown_or_refused() {
    let (place, _) = ran();
    let whole = fs::read(place.path("results/results.json")).expect("results");
    let (mut state, mut shown) = (1_u64, 0);
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for _ in 0..1_500 {
        let mut forged = whole.clone();
        for _ in 0..=next() % 3 {
            let at = next() % forged.len();
            match next() % 3 {
                0 => forged[at] = b"0123456789-.e,[]{}\"null"[next() % 22],
                1 => forged[at] ^= 1 << (next() % 8),
                _ => drop(forged.splice(at..at, std::iter::repeat_n(b'9', next() % 9))),
            }
        }
        if let Ok(stored) = holdline::report::stored::read(&forged) {
            assert_eq!(holdline::report::charts::draw(&stored.shape, &stored.results).len(), 9);
            assert!(
                !holdline::report::text::summary(
                    &stored.from,
                    &stored.results,
                    holdline::words::Language::English,
                    false
                )
                .is_empty()
            );
            shown += 1;
        }
    }
    assert!((100..1_400).contains(&shown), "{shown} of 1,500 were shown");
}
