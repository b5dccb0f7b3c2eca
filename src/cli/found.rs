//! Which files of the paths given are scenarios to check.

use super::Failure;
use super::baseline_path::is_page;
use crate::report::check::Skipped;
use crate::scenario::{Outline, outline};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What was found.
pub struct Found {
    /// Scenarios in the order of the paths given, those of a folder in order of their names.
    pub scenarios: Vec<PathBuf>,
    /// Files that are not checked, and why.
    pub skipped: Vec<Skipped>,
}

/// Looks through the paths. A file that is named itself is always a scenario; in folders, `*.toml` files that are none
/// are skipped, and so are bases of others that expect nothing themselves. Pages of baselines are not even told of.
///
/// # Errors
/// If a folder cannot be looked into.
pub fn scenarios(paths: &[PathBuf]) -> Result<Found, Failure> {
    let files = files(paths)?;
    let outlines: Vec<Option<Outline>> = files.iter().map(|(file, _)| outline(file)).collect();
    let bases = bases(&files, &outlines);
    let mut found = Found { scenarios: Vec::new(), skipped: Vec::new() };
    for ((file, is_named), outline) in files.into_iter().zip(outlines) {
        let why = if is_named { None } else { outline.and_then(|outline| reason_to_skip(&file, &outline, &bases)) };
        match why {
            Some(why) => found.skipped.push(Skipped { file: file.display().to_string(), why }),
            None => found.scenarios.push(file),
        }
    }
    Ok(found)
}

/// Every file once, with whether it was named itself.
fn files(paths: &[PathBuf]) -> Result<Vec<(PathBuf, bool)>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(toml_files(path)?.into_iter().map(|file| (file, false)));
        } else {
            files.push((path.clone(), true));
        }
    }
    let named: BTreeSet<PathBuf> = files.iter().filter(|(_, named)| *named).map(|(file, _)| identity(file)).collect();
    files.iter_mut().for_each(|(file, is_named)| *is_named = named.contains(&identity(file)));
    let mut seen = BTreeSet::new();
    files.retain(|(file, _)| seen.insert(identity(file)));
    Ok(files)
}

fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let is_hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let mut files = Vec::new();
    for entry in walk.filter_entry(|entry| !is_hidden(entry)) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Failure::file("look into", &path, &error.into())
        })?;
        let is_toml = entry.path().extension() == Some(OsStr::new("toml"));
        if entry.file_type().is_file() && is_toml && !is_page(entry.path()) {
            let path = entry.into_path();
            files.push(path.strip_prefix(".").map(Path::to_owned).unwrap_or(path));
        }
    }
    Ok(files)
}

/// The file itself, whatever path leads to it.
fn identity(file: &Path) -> PathBuf {
    file.canonicalize().unwrap_or_else(|_| file.to_owned())
}

/// Files that others name as their base, each with the first of those.
fn bases(files: &[(PathBuf, bool)], outlines: &[Option<Outline>]) -> BTreeMap<PathBuf, PathBuf> {
    let mut bases = BTreeMap::new();
    for ((file, _), outline) in files.iter().zip(outlines) {
        if let Some(base) = outline.as_ref().and_then(|outline| outline.base.as_ref()) {
            bases.entry(identity(base)).or_insert_with(|| file.clone());
        }
    }
    bases
}

fn reason_to_skip(file: &Path, outline: &Outline, bases: &BTreeMap<PathBuf, PathBuf>) -> Option<String> {
    if !outline.is_scenario {
        return Some("not a scenario".to_owned());
    }
    let of = bases.get(&identity(file)).filter(|_| !outline.has_expect)?;
    Some(format!("only a base of {}", of.display()))
}
