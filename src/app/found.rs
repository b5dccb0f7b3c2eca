//! Which files of the paths given are scenarios to check.

use super::baseline_path::is_page;
use crate::report::check::Skipped;
use crate::scenario::{Outline, SystemRefusal, outline};
use crate::words::{ClosedWhy, SkippedWhy};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What was found.
pub struct Found {
    /// Scenarios in the order of the paths given, those of a folder in order of their names.
    pub scenarios: Vec<PathBuf>,
    /// Files that are not checked, and why.
    pub skipped: Vec<Skipped>,
    /// What cannot be looked into, and why: there may be scenarios in it.
    pub closed: Vec<Closed>,
}

/// A folder or a link that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Closed {
    /// Its path as it was found.
    pub file: String,
    /// Why it cannot be looked into.
    pub why: ClosedWhy,
}

/// Looks through the paths. A file that is named itself is always a scenario; in folders, `*.toml` files that are none
/// are skipped, and so are bases of others that expect nothing themselves. Pages of baselines are not even told of.
pub fn scenarios(paths: &[PathBuf]) -> Found {
    let mut found = Found { scenarios: Vec::new(), skipped: Vec::new(), closed: Vec::new() };
    let files = files(paths, &mut found.closed);
    let outlines: Vec<Option<Outline>> = files.iter().map(|(file, _)| outline(file)).collect();
    let bases = bases(&files, &outlines);
    for ((file, is_named), outline) in files.into_iter().zip(outlines) {
        let why = if is_named { None } else { outline.and_then(|outline| reason_to_skip(&file, &outline, &bases)) };
        match why {
            Some(why) => found.skipped.push(Skipped { file: file.display().to_string(), why }),
            None => found.scenarios.push(file),
        }
    }
    found
}

/// Every file once, with whether it was named itself.
fn files(paths: &[PathBuf], closed: &mut Vec<Closed>) -> Vec<(PathBuf, bool)> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(toml_files(path, closed).into_iter().map(|file| (file, false)));
        } else {
            files.push((path.clone(), true));
        }
    }
    let named: BTreeSet<PathBuf> = files.iter().filter(|(_, named)| *named).map(|(file, _)| identity(file)).collect();
    files.iter_mut().for_each(|(file, is_named)| *is_named = named.contains(&identity(file)));
    let mut seen = BTreeSet::new();
    files.retain(|(file, _)| seen.insert(identity(file)));
    files
}

fn toml_files(folder: &Path, closed: &mut Vec<Closed>) -> Vec<PathBuf> {
    let is_hidden = |path: &Path| {
        let below = path.strip_prefix(folder).unwrap_or(path);
        below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
    };
    // Links can lead to one folder by many ways: it is walked on the first of them.
    let mut walked = BTreeSet::new();
    let is_wanted = |entry: &DirEntry| {
        let mut is_new = |folder| walked.insert(identity(folder));
        !is_hidden(entry.path()) && !leads_back(entry) && (!entry.file_type().is_dir() || is_new(entry.path()))
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) => {
                let is_toml = entry.path().extension() == Some(OsStr::new("toml"));
                if entry.file_type().is_file() && is_toml && !is_page(entry.path()) {
                    let path = entry.into_path();
                    files.push(path.strip_prefix(".").map(Path::to_owned).unwrap_or(path));
                }
            }
            // A link to a folder that it lies in: everything there is met anyway.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder);
                if !is_hidden(path) {
                    closed.push(Closed { file: path.display().to_string(), why: reason(&error) });
                }
            }
        }
    }
    files
}

/// Whether an entry is a link to a folder that it lies in, however far above.
fn leads_back(entry: &DirEntry) -> bool {
    let lies_in = || entry.path().parent().map(identity);
    entry.depth() > 0
        && entry.path_is_symlink()
        && entry.file_type().is_dir()
        && lies_in().is_some_and(|folder| folder.starts_with(identity(entry.path())))
}

fn reason(error: &walkdir::Error) -> ClosedWhy {
    let link = error.path().filter(|path| path.is_symlink());
    let refusal = |io: &std::io::Error| SystemRefusal { kind: io.kind(), said: io.to_string() };
    match (error.io_error(), link) {
        (Some(io), Some(_)) => ClosedWhy::LinkToNowhere(refusal(io)),
        (Some(io), None) => ClosedWhy::Refused(refusal(io)),
        (None, _) => ClosedWhy::Refused(SystemRefusal { kind: ErrorKind::Other, said: error.to_string() }),
    }
}

/// The file itself, whatever path leads to it.
fn identity(file: &Path) -> PathBuf {
    file.canonicalize().unwrap_or_else(|_| file.to_owned())
}

/// Files that are bases of scenarios which are checked, each with one of those. Files whose bases go round in a circle
/// are bases only of each other: they are not among them, so that the circle is told.
fn bases(files: &[(PathBuf, bool)], outlines: &[Option<Outline>]) -> BTreeMap<PathBuf, PathBuf> {
    let themselves: Vec<PathBuf> = files.iter().map(|(file, _)| identity(file)).collect();
    let by_identity: BTreeMap<&PathBuf, &PathBuf> = themselves.iter().zip(files.iter().map(|(file, _)| file)).collect();
    let base_of = |outline: &Option<Outline>| outline.as_ref()?.base.as_deref().map(identity);
    let next: BTreeMap<&PathBuf, PathBuf> =
        themselves.iter().zip(outlines).filter_map(|(file, outline)| Some((file, base_of(outline)?))).collect();
    let all: BTreeSet<&PathBuf> = next.values().collect();
    let mut bases = BTreeMap::new();
    for ((itself, (file, is_named)), outline) in themselves.iter().zip(files).zip(outlines) {
        let is_checked = *is_named || !all.contains(itself) || outline.as_ref().is_some_and(|o| o.has_expect);
        let mut of = file;
        let mut at = next.get(itself).filter(|_| is_checked);
        while let Some(base) = at.filter(|base| *base != itself && !bases.contains_key(*base)) {
            bases.insert(base.clone(), of.clone());
            of = by_identity.get(base).copied().unwrap_or(of);
            at = next.get(base);
        }
    }
    bases
}

fn reason_to_skip(file: &Path, outline: &Outline, bases: &BTreeMap<PathBuf, PathBuf>) -> Option<SkippedWhy> {
    if !outline.is_scenario {
        return Some(SkippedWhy::NotAScenario);
    }
    let of = bases.get(&identity(file)).filter(|_| !outline.has_expect)?;
    Some(SkippedWhy::OnlyABaseOf(of.display().to_string()))
}
