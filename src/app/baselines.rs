//! Where baselines of scenarios are kept: a page and the days of each scenario, in a folder that lies as the
//! scenarios do.

use super::baseline_path::{DAYS, PAGE, days_of, page_of, scenario_of, whole};
use super::whole::{OutFiles, Unfinished};
use crate::experiment::baseline::Baseline;
use crate::failure::{BaselineFault, Doing, Error, InTheWay, NoPlace};
use crate::report::baseline::{self, BaselinePart};
use crate::scenario::guarded::{self, Unread};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// As much of a file as says whether it is part of a baseline.
const HEAD_BYTES: u64 = 4_096;
/// The name of the files of a folder together.
const ALL_PAGES: &str = "*.baseline.toml";
/// No page and no packed days are nearly as long.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A folder of baselines. That of `plans/a.toml` is `plans/a.baseline.toml` in it: the path as it is seen from the
/// folder the command was started in. Two scenarios never share a baseline, however they are called.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// What paths of scenarios are seen from.
    from: PathBuf,
    /// Where baselines are to be written, by folder.
    taken: BTreeMap<PathBuf, OutFiles>,
}

/// What is stored of a scenario.
#[derive(Debug)]
pub enum StoredBaseline {
    /// Nothing.
    Nothing {
        /// A page of the same name elsewhere in the folder.
        like: Option<PathBuf>,
    },
    /// A baseline.
    Sound {
        /// What it says.
        baseline: Box<Baseline>,
        /// Its page as it is; empty if there is none.
        page: String,
        /// Whether the page was written with it; if not, an update was killed, or the two were mixed.
        is_paged: bool,
    },
    /// Files that cannot be used.
    Damaged {
        /// The file at fault.
        file: PathBuf,
        /// Line from 1, if it is about one.
        line: Option<usize>,
        /// What is wrong.
        fault: BaselineFault,
    },
}

impl Store {
    /// The store in a folder, which need not exist yet.
    ///
    /// # Errors
    /// If there is a file instead, or the current folder is not known.
    pub fn new(folder: &Path) -> Result<Self, Error> {
        if folder.exists() && !folder.is_dir() {
            return Err(NoPlace::FileForBaselines(folder.to_owned()).into());
        }
        let from = std::path::absolute(".").map_err(Error::file(Doing::Find, Path::new(".")))?;
        Ok(Self { folder: folder.to_owned(), from, taken: BTreeMap::new() })
    }

    /// Takes the places of the baselines of these scenarios, so that nothing is simulated in vain; they are cleared of what
    /// killed updates have left.
    ///
    /// # Errors
    /// Bad input that names every file in the way that is not part of a baseline, or the folder that cannot be written; a
    /// passing fault if another process updates them.
    pub fn take(&mut self, scenarios: &[PathBuf], unfinished: &Unfinished) -> Result<(), Error> {
        let pages: Vec<PathBuf> = scenarios.iter().map(|scenario| self.page(scenario)).collect();
        replaceable(&pages)?;
        for folder in pages.iter().filter_map(|page| page.parent()) {
            if !self.taken.contains_key(folder) {
                self.taken.insert(folder.to_owned(), OutFiles::reserve(folder, OsStr::new(ALL_PAGES), unfinished)?);
            }
        }
        Ok(())
    }

    /// The page of a scenario's baseline.
    pub fn page(&self, scenario: &Path) -> PathBuf {
        self.folder.join(page_of(scenario, &self.from))
    }

    /// What is stored of a scenario: the days are what counts, the page shows them.
    ///
    /// # Errors
    /// If a file is there but cannot be read.
    pub fn read(&self, scenario: &Path) -> Result<StoredBaseline, Error> {
        self.read_page(self.page(scenario))
    }

    /// What is stored of a scenario that is gone and was the very same, to the last setting: its page, and the baseline.
    ///
    /// # Errors
    /// If the folder cannot be looked into, or a file in it not be read.
    pub fn moved(&self, now: &Baseline) -> Result<Option<(PathBuf, Box<Baseline>)>, Error> {
        let is_gone = |page: &PathBuf| {
            let path = page.strip_prefix(&self.folder).ok();
            let scenario = path.and_then(|path| scenario_of(path, &self.from));
            scenario.is_some_and(|scenario| scenario.try_exists().is_ok_and(|exists| !exists))
        };
        let same = baseline::scenario_fingerprint(now);
        for page in self.pages()?.into_iter().filter(is_gone) {
            if let StoredBaseline::Sound { baseline, .. } = self.read_page(page.clone())?
                && baseline::scenario_fingerprint(&baseline) == same
                && baseline.seed == now.seed
            {
                return Ok(Some((page, baseline)));
            }
        }
        Ok(None)
    }

    fn read_page(&self, page: PathBuf) -> Result<StoredBaseline, Error> {
        let days = days_of(&page);
        let text = contents(&page, MOST_BYTES)?;
        let Some(bytes) = contents(&days, MOST_BYTES)? else {
            if text.is_none() {
                return Ok(StoredBaseline::Nothing { like: self.like(&page)? });
            }
            return Ok(StoredBaseline::Damaged { file: days, line: None, fault: BaselineFault::NoDays });
        };
        let text = text.map(|text| String::from_utf8_lossy(&text).into_owned());
        Ok(match baseline::read(text.as_deref(), &bytes) {
            Ok((baseline, is_paged)) => {
                StoredBaseline::Sound { baseline: Box::new(baseline), page: text.unwrap_or_default(), is_paged }
            }
            Err(damaged) => {
                let file = if damaged.part == BaselinePart::Page { page } else { days };
                StoredBaseline::Damaged { file, line: damaged.line, fault: damaged.fault }
            }
        })
    }

    /// Stores a baseline in the place of an earlier one. The days come first and are enough by themselves: whoever is killed
    /// in between leaves a baseline whose page is out of date.
    ///
    /// # Errors
    /// If a file cannot be written, or what is there has become something else since the place was taken.
    ///
    /// # Panics
    /// If the place was not taken.
    pub fn write(&self, scenario: &Path, page: &str, days: &[u8]) -> Result<(), Error> {
        let place = self.page(scenario);
        replaceable(std::slice::from_ref(&place))?;
        let files = place.parent().and_then(|folder| self.taken.get(folder)).expect("places are taken before");
        files.put_all(&[(&days_of(&place), days), (&place, page.as_bytes())])
    }

    /// Removes a baseline, what is ours of it.
    ///
    /// # Errors
    /// If it is there and cannot be removed.
    pub fn remove(&self, page: &Path) -> Result<(), Error> {
        // The page last: by it the rest is found again.
        for file in [days_of(page), page.to_owned()] {
            let told = Error::file(Doing::Remove, &file);
            match head(&file) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Ok(bytes) if baseline::is_part(&bytes) => fs::remove_file(&file).map_err(told)?,
                Ok(_) => {}
                Err(error) => return Err(told(error)),
            }
        }
        Ok(())
    }

    /// Pages of scenarios that would be found under one of the paths, but are no longer there; in order of their names.
    ///
    /// # Errors
    /// If the folder cannot be looked into.
    pub fn stale(&self, paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
        let looked_at: Vec<PathBuf> = paths.iter().map(|path| whole(&self.from.join(path))).collect();
        Ok(self.pages()?.into_iter().filter(|page| self.is_stale(page, &looked_at)).collect())
    }

    /// The page of every baseline, in order of their names; of one that was killed on its way it may not be there.
    fn pages(&self) -> Result<Vec<PathBuf>, Error> {
        if !self.folder.exists() {
            return Ok(Vec::new());
        }
        let mut pages = Vec::new();
        for entry in WalkDir::new(&self.folder).sort_by_file_name() {
            let entry = entry.map_err(|e| Error::file(Doing::LookInto, &self.folder)(e.into()))?;
            let name = entry.file_name().to_str();
            if let Some(stem) = name.and_then(|name| name.strip_suffix(PAGE).or_else(|| name.strip_suffix(DAYS))) {
                let page = entry.path().with_file_name(format!("{stem}{PAGE}"));
                if pages.last() != Some(&page) && is_ours(&page)? {
                    pages.push(page);
                }
            }
        }
        Ok(pages)
    }

    /// Another page of the same name: that of the same scenario, if the command was started in another folder then.
    fn like(&self, page: &Path) -> Result<Option<PathBuf>, Error> {
        Ok(self.pages()?.into_iter().find(|other| other.file_name() == page.file_name()))
    }

    fn is_stale(&self, page: &Path, looked_at: &[PathBuf]) -> bool {
        let path = page.strip_prefix(&self.folder).ok();
        let Some(scenario) = path.and_then(|path| scenario_of(path, &self.from)) else { return false };
        // What cannot be looked at may well be there.
        let is_gone = scenario.try_exists().is_ok_and(|exists| !exists);
        is_gone && looked_at.iter().any(|path| scenario.starts_with(path))
    }
}

/// Nothing, empty files or parts of baselines where these pages and the days beside them are to be; names every other file.
fn replaceable(pages: &[PathBuf]) -> Result<(), Error> {
    let mut foreign = Vec::new();
    for page in pages {
        let is_there = |file: &PathBuf| file.symlink_metadata().is_ok_and(|about| about.len() > 0);
        let in_the_way: Vec<PathBuf> = [page.clone(), days_of(page)].into_iter().filter(is_there).collect();
        if !in_the_way.is_empty() && !is_ours(page)? {
            foreign.extend(in_the_way.into_iter().map(InTheWay::NotABaseline));
        }
    }
    if foreign.is_empty() { Ok(()) } else { Err(Error::InTheWay(foreign)) }
}

/// Whether the page or the days beside it are part of a baseline; then so is the other, however damaged.
fn is_ours(page: &Path) -> Result<bool, Error> {
    for file in [page.to_owned(), days_of(page)] {
        match head(&file) {
            Ok(bytes) if baseline::is_part(&bytes) => return Ok(true),
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::file(Doing::Read, &file)(error)),
            Ok(_) | Err(_) => {}
        }
    }
    Ok(false)
}

/// The beginning of a file; nothing of what is no file.
fn head(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if fs::metadata(file)?.is_file() {
        File::open(file)?.take(HEAD_BYTES).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn contents(file: &Path, most: u64) -> Result<Option<Vec<u8>>, Error> {
    match guarded::read(file, most) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Unread::Missing) => Ok(None),
        Err(why) => Err(Error::unread(file)(why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "format = \"holdline-baseline/1\"\n";

    fn store(folder: &Path) -> Store {
        Store { folder: folder.join("baselines"), from: folder.to_owned(), taken: BTreeMap::new() }
    }

    fn take(store: &mut Store, scenarios: &[&str]) -> Result<(), Error> {
        store.take(&scenarios.iter().map(PathBuf::from).collect::<Vec<_>>(), &Unfinished::default())
    }

    fn put(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder for the test");
        fs::write(path, text).expect("a file for the test");
    }

    #[test]
    fn what_is_not_there_is_nothing_and_a_page_without_days_is_damaged() {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let store = store(ground.path());
        assert!(matches!(store.read(Path::new("a.toml")), Ok(StoredBaseline::Nothing { like: None })));
        put(&ground.path().join("baselines/plans/a.baseline.toml"), OURS);
        let like = store.read(Path::new("a.toml"));
        assert!(
            matches!(like, Ok(StoredBaseline::Nothing { like: Some(page) }) if page.ends_with("plans/a.baseline.toml"))
        );
        put(&ground.path().join("baselines/a.baseline.toml"), "x");
        let Ok(StoredBaseline::Damaged { file, fault, .. }) = store.read(Path::new("a.toml")) else {
            panic!("half is damaged")
        };
        assert!(file.ends_with("baselines/a.baseline.gz") && fault == BaselineFault::NoDays, "{fault:?}");
        put(&ground.path().join("baselines/a.baseline.gz"), "x");
        let Ok(StoredBaseline::Damaged { file, line, .. }) = store.read(Path::new("a.toml")) else {
            panic!("x is no TOML")
        };
        assert!(file.ends_with("a.baseline.toml") && line == Some(1));
    }

    #[test]
    fn only_baselines_of_scenarios_that_are_gone_from_the_paths_looked_at_are_stale() {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let store = store(ground.path());
        let at = |path: &str| ground.path().join(path);
        for page in ["plans/a", "plans/gone", "plans/b.txt%", "other/gone"] {
            put(&at(&format!("baselines/{page}{PAGE}")), OURS);
        }
        put(&at("baselines/plans/theirs.baseline.toml"), "# of another program");
        ["plans/a.toml", "plans/b.txt"].iter().for_each(|scenario| put(&at(scenario), "x"));
        let stale =
            |paths: &[&str]| store.stale(&paths.iter().map(PathBuf::from).collect::<Vec<_>>()).expect("a folder");
        assert_eq!(stale(&["plans"]), [at("baselines/plans/gone.baseline.toml")]);
        assert_eq!(stale(&["./plans/a.toml"]), [] as [PathBuf; 0]);
        assert_eq!(stale(&["."]).len(), 2);
        store.remove(&at("baselines/plans/gone.baseline.toml")).expect("it is removed");
        assert!(stale(&["plans"]).is_empty());
    }

    #[test]
    fn of_a_baseline_only_what_is_ours_is_removed() {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let store = store(ground.path());
        let (page, days) =
            (ground.path().join("baselines/a.baseline.toml"), ground.path().join("baselines/a.baseline.gz"));
        put(&page, OURS);
        put(&days, "years of work");
        store.remove(&page).expect("it is removed");
        assert!(!page.exists() && days.exists());
    }

    #[test]
    fn files_that_are_no_baselines_are_all_named_and_not_replaced() {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let mut store = store(ground.path());
        put(&ground.path().join("baselines/a.baseline.toml"), "mine = 1");
        put(&ground.path().join("baselines/b.baseline.gz"), "mine");
        put(&ground.path().join("baselines/c.baseline.toml"), OURS);
        put(&ground.path().join("baselines/d.baseline.toml"), "");
        let refused = take(&mut store, &["a.toml", "b.toml", "c.toml"]).expect_err("foreign").to_string();
        assert!(refused.contains("a.baseline.toml is not part") && refused.contains("b.baseline.gz is not part"));
        assert!(!refused.contains("c.baseline"), "{refused}");
        take(&mut store, &["c.toml", "d.toml"]).expect("ours, and an empty file");
    }

    #[test]
    fn a_file_that_comes_meanwhile_and_is_no_baseline_is_not_replaced() {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let mut store = store(ground.path());
        take(&mut store, &["a.toml"]).expect("a free place");
        let page = ground.path().join("baselines/a.baseline.toml");
        put(&page, "mine = 1");
        assert!(matches!(store.write(Path::new("a.toml"), OURS, b"x"), Err(Error::InTheWay(_))));
        assert_eq!(fs::read_to_string(&page).expect("it is there"), "mine = 1");
        put(&page, OURS);
        store.write(Path::new("a.toml"), OURS, b"x").expect("an earlier baseline");
    }
}
