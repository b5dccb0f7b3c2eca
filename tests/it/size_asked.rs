//! What is asked of `holdline size`: what cannot be meant is refused, and what is told beside numbers.

use crate::program::{code, text};
use crate::size::{DESK, desk, people, sized};

#[test]
fn what_cannot_be_meant_is_told_with_all_of_it_at_once_in_both_languages() {
    let place = desk();
    let refused = |args: &[&str], told: &[&str]| {
        let output = place.run(&[&["size", "desk.toml", "--out", "sized"], args].concat());
        let said = text(&output.stderr);
        assert_eq!(code(&output), 2, "{said}");
        told.iter().for_each(|one| assert!(said.contains(one), "{one}: {said}"));
        assert!(!place.path("sized").exists());
    };
    let nonsense = ["--min", "6", "--max", "09:00-10:00=4", "--pay", "20:00-22:00=2", "--window", "01:00-02:00"];
    let english = [
        "`--pay` from 20:00 to 22:00: it is closed then",
        "`--window` from 01:00 to 02:00: it is closed then",
        "`--min` of 6 is above `--max` of 4 at 09:00",
    ];
    refused(&nonsense, &english);
    let chinese = ["`--pay` 20:00至22:00：这段时间不营业", "09:00 `--min`（6）大于 `--max`（4）"];
    refused(&[&nonsense[..], &["--lang", "zh"]].concat(), &chinese);
    refused(&["--max", "0"], &["`--max` of 0 leaves nobody"]);
    refused(&["--min", "5", "--set", "seats=3"], &["`--min` of 5 is above the 3 seats"]);
    refused(&["--reserve", "inbound"], &["`inbound` is not lent"]);
    refused(&["--reserve", "nobody"], &["there is no group `nobody`"]);
    let lent = "[[groups]]\nname = \"floaters\"\nserves = [\"general\"]\nlent = true\npeople = 2\n";
    place.write("desk.toml", &format!("{DESK}{lent}"));
    refused(&["--reserve", "floaters"], &["no rung of the ladder calls `floaters`"]);
    refused(&["--reserve", "floaters", "--home-cost", "1"], &["no rung"]);
    // A number that is absent from some hours of the day alone can be meant, and a group that is named twice is there once.
    place.write("desk.toml", DESK);
    let twice = sized(&place, &["--group", "inbound", "--group", "inbound"]);
    assert_eq!(people(&twice), people(&sized(&place, &[])));
    let people_of_a_share = place.run(&["size", "desk.toml", "--per", "day", "--shrinkage", "0.5"]);
    assert!(
        text(&people_of_a_share.stdout).contains("With a shrinkage of 50 %"),
        "{}",
        text(&people_of_a_share.stdout)
    );
}

#[test]
fn what_is_given_of_one_number_is_a_page_without_an_empty_table() {
    let output = desk().run(&["size", "desk.toml", "--given", "--per", "day", "--days", "20"]);
    let page = text(&output.stdout);
    assert!(page.ends_with("of the calls.\n") && !page.contains("verdict"), "{page}");
}

#[test]
fn a_ladder_that_is_never_pulled_before_the_target_is_missed_is_told() {
    let lent = "[[groups]]\nname = \"floaters\"\nserves = [\"general\"]\nlent = true\npeople = 2\n[ladder]\n\
                release = { waiting_at_most = 1, lasting = \"2m\" }\n[[ladder.rungs]]\nname = \"floaters\"\n\
                borrow = { group = \"floaters\", people = 1 }\nwhen = { waiting_above = 5, lasting = \"3m\" }\n";
    let place = desk();
    place.write("desk.toml", &format!("{DESK}{lent}"));
    let output = place.run(&["size", "desk.toml", "--per", "shape"]);
    let page = text(&output.stdout).replace('\n', " ");
    assert!(page.contains("Little's law") && page.contains("begins above 5"), "{page}");
    // A queue that is longer while the target is met says nothing of the kind.
    place.write(
        "desk.toml",
        &format!("{DESK}{lent}").replace("waiting_above = 5, lasting = \"3m\"", "waiting_above = 1"),
    );
    let output = place.run(&["size", "desk.toml", "--per", "shape"]);
    assert!(!text(&output.stdout).contains("Little's law"), "{}", text(&output.stdout));
}
