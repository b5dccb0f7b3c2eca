//! Scenarios that the installed program has with it.

use super::{Diagnostics, Scenario, finish, load};
use crate::scenario::reader::Reader;
use crate::scenario::source::Sources;
use std::path::Path;

/// Files under `scenarios/verify/` with their text.
macro_rules! verify_files {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../../scenarios/verify/", $file)))),*]
    };
}

/// Everything `holdline verify` reads, the cases in the order of its table.
const VERIFY: &[(&str, &str)] = verify_files![
    "erlang-b-1.toml",
    "erlang-b-10.toml",
    "erlang-b-100.toml",
    "erlang-b-1000.toml",
    "erlang-c-1.toml",
    "erlang-c-14.toml",
    "erlang-c-100.toml",
    "erlang-c-1000.toml",
    "erlang-a-1.toml",
    "erlang-a-14.toml",
    "erlang-a-100.toml",
    "erlang-a-1000.toml",
    "occupancy.toml",
    "gans-koole-mandelbaum-c.toml",
    "gans-koole-mandelbaum-a.toml",
    "mg1-lognormal.toml",
    "mg1-constant.toml",
    "mg1-wrap-up.toml",
    "patience-constant.toml",
    "patience-weibull.toml",
    "patience-lognormal.toml",
    "patience-gamma.toml",
    "patience-uniform.toml",
    "balking.toml",
    "lines-7.toml",
    "lines-hang-ups.toml",
    "lines-redial.toml",
    "priorities.toml",
    "priorities-one-agent.toml",
    "preference.toml",
    "credit.toml",
    "credit-beyond-waits.toml",
    "overflow.toml",
    "overflow-occupancy.toml",
    "ivr-lines.toml",
    "ivr-erlang-b.toml",
    "callbacks.toml",
    "callbacks-in-turn.toml",
    "transfers.toml",
    "changing-day.toml",
    "changing-day-hang-ups.toml",
    "ssj-day-alike.toml",
    "ssj-day-unlike.toml",
    "ladder-one-rung.toml",
    "ladder-two-rungs.toml",
    "data/changing_day_calls.csv",
    "data/changing_day_people.csv",
    "data/ssj_calls.csv",
    "data/ssj_people.csv",
];

/// Names of the cases of `holdline verify`, in the order of its table: file names without their ending.
pub fn verify_cases() -> impl Iterator<Item = &'static str> {
    VERIFY.iter().filter_map(|(file, _)| file.strip_suffix(".toml"))
}

/// Reads a case of `holdline verify` by its name.
///
/// # Errors
/// Every fault of the case; that there is none of this name.
pub fn read_verify_case(name: &str) -> Result<Scenario, Diagnostics> {
    let file = format!("{name}.toml");
    let mut sources = Sources::with_files(VERIFY);
    let mut reader = Reader::new(&mut sources);
    let tree = load::load(Path::new(&file), &[], &mut reader);
    finish(tree, Path::new(&file), reader)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn every_file_of_the_folder_is_shipped() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/verify");
        let names = |folder: &Path| -> BTreeSet<String> {
            let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name());
            entries.map(|name| name.to_string_lossy().into_owned()).collect()
        };
        let data = names(&folder.join("data")).into_iter().map(|name| format!("data/{name}"));
        let all = names(&folder).into_iter().chain(data).filter(|n| n.ends_with(".toml") || n.ends_with(".csv"));
        assert_eq!(all.collect::<BTreeSet<_>>(), VERIFY.iter().map(|(file, _)| (*file).to_owned()).collect());
    }

    #[test]
    fn every_case_is_a_scenario_that_says_why_and_draws_for_itself() {
        let mut seeds = BTreeSet::new();
        for name in verify_cases() {
            let case = read_verify_case(name).unwrap_or_else(|d| panic!("{d}"));
            assert!(case.floor.why.len() > 40, "{name} says why it is there");
            assert!(seeds.insert(case.run.seed), "{name} shares its seed with another case");
            assert!(case.files.is_empty() && case.notes.is_empty(), "{name}: {:?}", case.notes);
        }
    }

    #[test]
    fn a_case_that_is_not_there_is_refused() {
        assert!(read_verify_case("no-such-case").is_err());
    }
}
