//! What is left of a fault where nothing of a file may be shown.

use super::{ExpectFault, FoundValue, ScenarioFault, ShiftFileFault, TableFault, TomlKind, Wanted};
use crate::model::{FaultKind, ReferenceFault};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Stands for names that are not shown.
const SOME: &str = "...";

impl ScenarioFault {
    /// The same without anything that stands in the file: what is left are kinds of values and what the format allows.
    pub(in crate::scenario) fn without_content(self) -> Self {
        match self {
            Self::Value { found, wanted } => {
                Self::Value { found: FoundValue::Some(found.kind()), wanted: wanted.without_content() }
            }
            kept @ (Self::Key(_)
            | Self::DateAndDates
            | Self::LadderAndLadders
            | Self::OnWithoutDates
            | Self::TimeZoneWithoutDate
            | Self::NotToml(_)
            | Self::Table(_)
            | Self::Hidden
            | Self::MoreInFile(_)
            | Self::MoreThanListed { .. }) => kept,
            Self::Shifts(
                ShiftFileFault::NoGroup { .. } | ShiftFileFault::NoNeed { .. } | ShiftFileFault::NeedTwice { .. },
            ) => Self::Hidden,
            kept @ Self::Shifts(_) => kept,
            Self::Floor(_)
            | Self::File { .. }
            | Self::Override(_)
            | Self::Expect(_)
            | Self::BackslashInPath { .. }
            | Self::BasesInACircle { .. }
            | Self::NoTimeZone { .. }
            | Self::ScaleOfRecordedCalls { .. } => Self::Hidden,
        }
    }

    /// The same without these names of queues, groups and rungs, where they do not stand at its own place.
    pub(in crate::scenario) fn without_names(mut self, hidden: &BTreeSet<String>) -> Self {
        if hidden.is_empty() {
            return self;
        }
        let is_hidden = match &mut self {
            Self::Floor(FaultKind::Reference { fault: ReferenceFault::Unknown { known }, .. })
            | Self::Expect(ExpectFault::NoName { known, .. }) => {
                *known = Arc::from(shown(known, hidden));
                false
            }
            Self::Table(TableFault::UnknownQueue { known, .. }) => {
                *known = shown(known, hidden);
                false
            }
            Self::Floor(FaultKind::Reference { fault: ReferenceFault::DoesNotServe { queue }, .. })
            | Self::Floor(FaultKind::NobodyServes { queue })
            | Self::Table(TableFault::NoRowForQueue { queue, .. })
            | Self::ScaleOfRecordedCalls { queue } => hidden.contains(queue),
            Self::Floor(_)
            | Self::Value { .. }
            | Self::DateAndDates
            | Self::LadderAndLadders
            | Self::OnWithoutDates
            | Self::TimeZoneWithoutDate
            | Self::NoTimeZone { .. }
            | Self::Key(_)
            | Self::File { .. }
            | Self::NotToml(_)
            | Self::Table(_)
            | Self::Override(_)
            | Self::Expect(_)
            | Self::BackslashInPath { .. }
            | Self::BasesInACircle { .. }
            | Self::Hidden
            | Self::Shifts(_)
            | Self::MoreInFile(_)
            | Self::MoreThanListed { .. } => false,
        };
        if is_hidden { Self::Hidden } else { self }
    }
}

/// The names that may be shown; the others are told as being there.
fn shown(names: &[String], hidden: &BTreeSet<String>) -> Vec<String> {
    let mut shown: Vec<String> = names.iter().filter(|name| !hidden.contains(*name)).cloned().collect();
    if shown.len() < names.len() {
        shown.push(SOME.to_owned());
    }
    shown
}

impl FoundValue {
    fn kind(&self) -> TomlKind {
        match self {
            Self::Text { .. } => TomlKind::Text,
            Self::Whole(_) => TomlKind::Whole,
            Self::Number(_) => TomlKind::Number,
            Self::Flag(_) => TomlKind::Flag,
            Self::Date(_) | Self::Time(_) => TomlKind::Date,
            Self::Some(kind) => *kind,
        }
    }
}

impl Wanted {
    fn without_content(self) -> Self {
        match self {
            Self::ClockInQuotes(_) => Self::Clock,
            Self::Duration(_) => Self::Duration(None),
            Self::Patience(_) => Self::Patience(None),
            Self::Deadline(_) => Self::Deadline(None),
            Self::Number(_) => Self::Number(None),
            kept @ (Self::Table(_)
            | Self::Expectations
            | Self::Blocks(_)
            | Self::Tables { .. }
            | Self::Names(_)
            | Self::Durations
            | Self::SpanRange
            | Self::Counts
            | Self::Clocks
            | Self::SomeOf(_)
            | Self::Text
            | Self::Words(_)
            | Self::File
            | Self::Date
            | Self::OnDates
            | Self::Clock
            | Self::ClockRange
            | Self::Distribution
            | Self::Whole { .. }
            | Self::Priority(_)
            | Self::Flag
            | Self::ByQueue
            | Self::People
            | Self::Comparison) => kept,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::read;
    use std::fs;
    use std::path::Path;

    /// What is told of a scenario that stands on a base outside its folder, and as it is kept.
    fn told(base: &str, own: &str) -> String {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let write = |name: &str, text: &str| fs::write(ground.path().join(name), text).expect("it can be written");
        fs::create_dir(ground.path().join("in")).expect("it can be made");
        write("base.toml", base);
        write("in/a.toml", &format!("base = '../base.toml'\n{own}"));
        let file = ground.path().join("in/a.toml");
        let faults = read(&file, &["queues.UNKNOWN.talk=1m".to_owned()]).expect_err("it is bad");
        format!("{faults}\n{faults:?}")
    }

    #[test]
    fn nothing_that_stands_in_a_base_outside_the_folder_is_shown() {
        let base = "open = 'SECRETT'\nclose = 99987\nopne = 1\ntargets.answer_rate = 'SECRETX'\nSECRETLIST = [1]\n\
                    [[queues]]\nname = 'SECRETQ'\narrivals = { calls_per_hour = 1 }\ntalk = 'SECRETD'\nSECRETK = 1\n\
                    [[groups]]\nname = 'SECRETG'\npeople = -99987\nserves = ['SECRETQ', 'SECRETS']\n\
                    [expect]\n\"SECRETE\" = 'SECRETF'\n\"queues.SECRETY.asa_s\" = '< 1'";
        let told = told(base, "");
        assert!(
            told.contains("base.toml:3:1") && told.contains("unknown key") && told.contains("found text"),
            "{told}"
        );
        for content in ["SECRET", "99987", "opne"] {
            assert!(!told.contains(content), "{content}: {told}");
        }
    }

    #[test]
    fn names_of_a_base_outside_the_folder_are_not_listed() {
        let base = "open = '08:00'\nclose = '20:00'\n[[queues]]\nname = 'SECRETQ'\n\
                    arrivals = { calls_per_hour = 1 }\ntalk = '1m'\n[[groups]]\nname = 'g'\npeople = 1\n\
                    serves = ['SECRETQ']";
        let own = "[[queues]]\nname = 'own'\narrivals = { calls_per_hour = 1 }\ntalk = '1m'\n[[groups]]\n\
                   name = 'g'\nserves = ['SECRET']\n[expect]\n'queues.SECRET.asa_s' = '< 1'";
        let told = told(base, own);
        assert!(told.contains("own, ..."), "{told}");
        assert!(!told.contains("SECRETQ"), "{told}");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_that_stands_behind_a_link_out_of_the_folder_is_shown() {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let folder = ground.path().join("in");
        fs::create_dir(&folder).expect("it can be made");
        fs::write(ground.path().join("s"), "password = 'SECRETPW'\n[db]\nSECRETKEY = 5").expect("it can be written");
        std::os::unix::fs::symlink(Path::new("../s"), folder.join("l.toml")).expect("a link");
        let told = read(&folder.join("l.toml"), &[]).expect_err("it is bad").to_string();
        assert!(told.contains("l.toml:1:1") && !told.contains("SECRET") && !told.contains("password"), "{told}");
    }
}
