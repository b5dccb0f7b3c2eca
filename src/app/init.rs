//! Plans to start from: a commented one of its own, or a scenario that the program has with it, written with the files that it reads.

use crate::failure::{Doing, Error, InTheWay};
use crate::words::Language;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A scenario with the files that it reads: path in the folder, and text. The scenario is the first.
type PlanFiles = &'static [(&'static str, &'static str)];

/// A file of the folder `scenarios`.
macro_rules! shipped {
    ($path:literal) => {
        ($path, include_str!(concat!("../../scenarios/", $path)))
    };
}

const WEEKDAY: (&str, &str) = shipped!("manual/weekday.toml");
const WEEKDAY_PROFILE: (&str, &str) = shipped!("data/weekday_profile.csv");

/// The plan that is written if nobody names another.
const STARTER: [PlanFiles; 2] = [
    &[
        ("plan.toml", include_str!("../../assets/starter/plan.toml")),
        ("volumes.csv", include_str!("../../assets/starter/volumes.csv")),
    ],
    &[
        ("plan.toml", include_str!("../../assets/starter/plan.zh.toml")),
        ("volumes.csv", include_str!("../../assets/starter/volumes.csv")),
    ],
];

/// Scenarios by the names of their files.
const TEMPLATES: &[(&str, PlanFiles)] = &[
    ("small-desk", &[shipped!("small-desk.toml"), shipped!("data/small_desk_profile.csv")]),
    ("night", &[shipped!("night.toml"), shipped!("data/roadside_profile.csv")]),
    ("spring-festival", &[shipped!("holiday/spring-festival.toml"), shipped!("data/spring_festival_profile.csv")]),
    ("weekday", &[WEEKDAY, WEEKDAY_PROFILE]),
    ("overload", &[shipped!("manual/overload.toml"), WEEKDAY, WEEKDAY_PROFILE, shipped!("data/outage_profile.csv")]),
    ("outage", &[shipped!("manual/outage.toml"), WEEKDAY, WEEKDAY_PROFILE]),
    ("flu-week", &[shipped!("manual/flu-week.toml"), WEEKDAY, WEEKDAY_PROFILE]),
    ("full", &[shipped!("manual/full.toml"), WEEKDAY, WEEKDAY_PROFILE]),
    ("vip-desk", &[shipped!("manual/vip-desk.toml")]),
    ("weekday-zh", &[shipped!("manual/weekday-zh.toml"), WEEKDAY, WEEKDAY_PROFILE]),
];

/// The line by which editors find the schema, which is not there beside a copy.
const SCHEMA_LINE: &str = "#:schema ";

/// The names of the scenarios to start from.
pub fn template_names() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|(name, _)| *name)
}

/// Writes a plan to start from into a folder: the commented one in a language, or the scenario of that name. Its path is handed back.
///
/// # Errors
/// Bad input if there is no scenario of that name, or if a file is there already: then nothing is written.
pub fn init(folder: &Path, template: Option<&str>, language: Language) -> Result<PathBuf, Error> {
    let files = match template {
        None => STARTER[usize::from(language == Language::Chinese)],
        Some(name) => {
            let known = || template_names().map(str::to_owned).collect();
            let found = TEMPLATES.iter().find(|(known, _)| *known == name);
            found.ok_or_else(|| Error::UnknownTemplate { name: name.to_owned(), known: known() })?.1
        }
    };
    let folder = if folder == Path::new(".") { Path::new("") } else { folder };
    let there = files.iter().map(|(path, _)| folder.join(path)).filter(|path| path.symlink_metadata().is_ok());
    let there: Vec<InTheWay> = there.map(InTheWay::File).collect();
    if !there.is_empty() {
        return Err(Error::InTheWay(there));
    }
    let mut written = Vec::new();
    for (path, text) in files {
        let path = folder.join(path);
        if let Err(error) = write_new(&path, text) {
            // Ours alone: each was made new.
            written.iter().for_each(|path: &PathBuf| _ = fs::remove_file(path));
            return Err(Error::file(Doing::Write, &path)(error));
        }
        written.push(path);
    }
    Ok(folder.join(files[0].0))
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    let lines = text.lines().skip_while(|line| line.starts_with(SCHEMA_LINE)).skip_while(|line| line.is_empty());
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn every_plan_to_start_from_is_a_scenario_that_says_nothing_odd() {
        let starters = [Language::English, Language::Chinese].map(|language| (None, language));
        let templates = template_names().map(|name| (Some(name), Language::English));
        for (template, language) in starters.into_iter().chain(templates) {
            let folder = tempfile::tempdir().expect("a folder");
            let plan = init(folder.path(), template, language).unwrap_or_else(|e| panic!("{template:?}: {e}"));
            let read = scenario::read(&plan, &[]).unwrap_or_else(|faults| panic!("{template:?}: {faults}"));
            assert!(read.notes.is_empty(), "{template:?}: {:?}", read.notes);
            assert!(!read.floor.why.is_empty() && !read.expect.is_empty(), "{template:?}");
        }
    }

    #[test]
    fn nothing_is_written_over_and_nothing_half() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("volumes.csv"), "mine").expect("a file of somebody");
        let refused = init(folder.path(), None, Language::English).expect_err("it is in the way");
        assert!(matches!(&refused, Error::InTheWay(all) if all.len() == 1), "{refused}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        assert!(matches!(init(folder.path(), Some("x"), Language::English), Err(Error::UnknownTemplate { .. })));
    }
}
