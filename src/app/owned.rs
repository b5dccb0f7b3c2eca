//! Whose results lie in a place: those of another scenario or comparison are not replaced unless that is asked for.

use super::context::{Context, News};
use super::whole::DirectoryKind;
use crate::failure::{Error, InTheWay};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// A scenario that results are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultsOf {
    file: PathBuf,
    /// What makes it another variation of the file.
    settings: Vec<String>,
}

impl ResultsOf {
    /// The scenario of a file, with what is set otherwise in it where that is part of what the results are called by.
    pub fn new(file: &Path, settings: &[String]) -> Self {
        Self { file: file.to_owned(), settings: settings.to_vec() }
    }

    /// Whether both are of one file, whatever path leads to it.
    fn is(&self, other: &Self) -> bool {
        let itself = |file: &Path| file.canonicalize().ok();
        let same_file = self.file == other.file || itself(&self.file).is_some_and(|f| itself(&other.file) == Some(f));
        same_file && self.settings == other.settings
    }
}

/// What stored results say of what they are of, whatever they are.
#[derive(Deserialize)]
struct EarlierResults {
    scenario: Option<EarlierScenario>,
    baseline: Option<EarlierScenario>,
    #[serde(default)]
    arms: Vec<EarlierScenario>,
}

#[derive(Deserialize)]
struct EarlierScenario {
    file: String,
    #[serde(default)]
    settings: Vec<String>,
}

/// Whether what lies in a place may be replaced by results of these scenarios: nothing that can be read, or results of the very same.
///
/// # Errors
/// What lies there, unless it is forced; then whoever listens is told.
pub fn replaceable(
    place: &Path,
    kind: &DirectoryKind,
    own: &[ResultsOf],
    force: bool,
    context: &Context<'_>,
) -> Result<(), Error> {
    let text = fs::read(place.join(kind.mark)).ok();
    let Some(earlier) = text.and_then(|text| serde_json::from_slice::<EarlierResults>(&text).ok()) else {
        return Ok(());
    };
    let all = earlier.scenario.into_iter().chain(earlier.baseline).chain(earlier.arms);
    let all: Vec<ResultsOf> = all.map(|one| ResultsOf { file: one.file.into(), settings: one.settings }).collect();
    if all.len() == own.len() && all.iter().zip(own).all(|(a, b)| a.is(b)) {
        return Ok(());
    }
    let files = all.iter().map(|played| played.file.display().to_string());
    let of = files.fold(Vec::new(), |mut named: Vec<String>, file| {
        if !named.contains(&file) {
            named.push(file);
        }
        named
    });
    if !force {
        return Err(InTheWay::OfAnother { of, place: place.to_owned() }.into());
    }
    context.listener.heard(&News::ReplacesResults { of: &of.join(", "), place });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::files::COMPARISON;
    use crate::app::sample::on_one_thread;

    #[test]
    fn only_results_of_the_very_same_are_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = r#"{ "baseline": { "file": "a.toml", "settings": [] }, "arms": [{ "file": "a.toml", "settings": ["x=1"] }] }"#;
        fs::write(folder.path().join(COMPARISON.mark), text).expect("earlier results");
        let may = |files: &[(&str, &[&str])], force| {
            let played = |(file, set): &(&str, &[&str])| {
                ResultsOf::new(Path::new(file), &set.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>())
            };
            let own: Vec<ResultsOf> = files.iter().map(played).collect();
            on_one_thread(&(), |context| replaceable(folder.path(), &COMPARISON, &own, force, context).is_ok())
        };
        assert!(may(&[("a.toml", &[]), ("a.toml", &["x=1"])], false));
        assert!(!may(&[("a.toml", &[]), ("a.toml", &["x=2"])], false));
        assert!(!may(&[("a.toml", &[])], false) && !may(&[("a.toml", &[]), ("b.toml", &["x=1"])], false));
        assert!(may(&[("a.toml", &[])], true));
    }
}
