//! The directory for the results: written whole or not at all.
//!
//! Files go into a scratch directory beside the place they are meant for and are renamed into it at the end. Whatever
//! goes wrong, the scratch directory and the parents made for it are removed.

use super::Failure;
use crate::escape::is_hidden;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The file that marks a directory as results of a run, which may be replaced.
const MARK: &str = "results.json";
/// The same for a comparison.
pub const MARK_OF_COMPARISON: &str = "compare.json";
/// Longest name of a directory made from a scenario's name, in bytes: file systems take 255.
const LONGEST_NAME: usize = 200;

/// Scratch directories in use, for a program that is ended at once.
static UNFINISHED: Mutex<Vec<Scratch>> = Mutex::new(Vec::new());

/// A place for results that do not exist yet.
#[derive(Debug)]
pub struct OutDir {
    place: PathBuf,
    scratch: PathBuf,
    /// The file that tells earlier results of the same kind.
    mark: &'static str,
}

impl OutDir {
    /// Checks that the results of a run can be put at a place and makes a scratch directory beside it.
    ///
    /// # Errors
    /// Bad input if the place is a file, holds something else than results or cannot be written.
    pub fn reserve(place: &Path) -> Result<Self, Failure> {
        Self::reserve_marked(place, MARK)
    }

    /// The same for results that are known by another file, which the caller has to write.
    ///
    /// # Errors
    /// As for [`OutDir::reserve`].
    pub fn reserve_marked(place: &Path, mark: &'static str) -> Result<Self, Failure> {
        replaceable(place, mark)?;
        let place = absolute(place)?;
        let parent = place.parent().filter(|_| place.file_name().is_some());
        let parent = parent.ok_or_else(|| Failure::bad_input(format!("{} names no directory", place.display())))?;
        let scratch = Scratch::make(parent).map_err(|e| Failure::file("write results into", &place, &e))?;
        let this = Self { scratch: scratch.directory.clone(), place, mark };
        unfinished().push(scratch);
        fs::create_dir(this.path()).map_err(|e| Failure::file("make", &this.path(), &e))?;
        Ok(this)
    }

    /// Where to write the files meanwhile.
    pub fn path(&self) -> PathBuf {
        // Made by `create_dir`, so with the user's own permissions; the scratch directory around it is private.
        self.scratch.join("results")
    }

    /// Puts the files where they are meant to be, instead of earlier results there.
    ///
    /// # Errors
    /// If the place has become something else meanwhile, or cannot be renamed; the earlier results are still there.
    pub fn publish(self) -> Result<(), Failure> {
        // Held to the end: a second Ctrl-C waits until the old and the new have changed places.
        let _change = unfinished();
        replaceable(&self.place, self.mark)?;
        self.swap().map_err(|e| Failure::file("put the results into", &self.place, &e))
    }

    fn swap(&self) -> std::io::Result<()> {
        let aside = self.scratch.join("replaced");
        let replaces = self.place.exists();
        if replaces {
            fs::rename(&self.place, &aside)?;
        }
        fs::rename(self.path(), &self.place).inspect_err(|_| {
            if replaces {
                // If even this fails, the first error is the one to tell.
                let _ = fs::rename(&aside, &self.place);
            }
        })
    }
}

impl Drop for OutDir {
    fn drop(&mut self) {
        remove_unfinished(&self.scratch);
    }
}

/// A place for a single file that does not exist yet, or is replaced.
#[derive(Debug)]
pub struct OutFile {
    place: PathBuf,
    scratch: PathBuf,
}

impl OutFile {
    /// Checks that a file can be put at a place, so that nothing is simulated in vain.
    ///
    /// # Errors
    /// Bad input if the place is a directory or cannot be written.
    pub fn reserve(place: &Path) -> Result<Self, Failure> {
        if place.is_dir() || place.file_name().is_none() {
            return Err(Failure::bad_input(format!("{} names no file", place.display())));
        }
        let place = absolute(place)?;
        let parent = place.parent().unwrap_or(Path::new(""));
        let scratch = Scratch::make(parent).map_err(|e| Failure::file("write", &place, &e))?;
        let this = Self { scratch: scratch.directory.clone(), place };
        unfinished().push(scratch);
        Ok(this)
    }

    /// Puts the file there, whole.
    ///
    /// # Errors
    /// If it cannot be written; an earlier file is still there.
    pub fn publish(self, bytes: &[u8]) -> Result<(), Failure> {
        let file = self.scratch.join("file");
        let written = fs::write(&file, bytes).and_then(|()| fs::rename(&file, &self.place));
        written.map_err(|e| Failure::file("write", &self.place, &e))
    }
}

impl Drop for OutFile {
    fn drop(&mut self) {
        remove_unfinished(&self.scratch);
    }
}

fn remove_unfinished(scratch: &Path) {
    let mut all = unfinished();
    if let Some(at) = all.iter().position(|s| s.directory == scratch) {
        all.swap_remove(at).remove();
    }
}

/// Removes every scratch directory, for a program that ends without unwinding.
pub fn remove_all_unfinished() {
    unfinished().drain(..).for_each(|scratch| scratch.remove());
}

/// Where results go when nobody says: `out/` and the scenario's name.
pub fn default_place(scenario: &str) -> PathBuf {
    Path::new("out").join(file_name(scenario))
}

/// A name as a file system takes it: separators and control characters become `-`, letters of any script stay.
fn file_name(name: &str) -> String {
    let safe = |c: char| if is_hidden(c) || r#"/\:*?"<>|"#.contains(c) { '-' } else { c };
    let mut text: String = name.chars().map(safe).collect();
    text.truncate(text.floor_char_boundary(LONGEST_NAME));
    let text = text.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if text.is_empty() { "scenario".to_owned() } else { text.to_owned() }
}

/// A directory beside the results, and the parents that were made for it.
#[derive(Debug)]
struct Scratch {
    directory: PathBuf,
    made: Vec<PathBuf>,
}

impl Scratch {
    fn make(parent: &Path) -> std::io::Result<Self> {
        let made = parent.ancestors().take_while(|a| !a.exists()).map(Path::to_owned).collect();
        let mut this = Self { directory: PathBuf::new(), made };
        let made =
            fs::create_dir_all(parent).and_then(|()| tempfile::Builder::new().prefix(".holdline-").tempdir_in(parent));
        match made {
            Ok(directory) => {
                this.directory = directory.keep();
                Ok(this)
            }
            Err(error) => {
                this.remove_made();
                Err(error)
            }
        }
    }

    /// What cannot be removed is left: there is nobody to tell, and the run's own outcome matters more.
    fn remove(&self) {
        let _ = fs::remove_dir_all(&self.directory);
        self.remove_made();
    }

    /// Innermost first; one that holds something, such as the results, stays.
    fn remove_made(&self) {
        self.made.iter().for_each(|directory| _ = fs::remove_dir(directory));
    }
}

fn unfinished() -> MutexGuard<'static, Vec<Scratch>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Links are followed, so that the directory behind one is replaced and not the link.
fn absolute(place: &Path) -> Result<PathBuf, Failure> {
    let absolute = if place.exists() { place.canonicalize() } else { std::path::absolute(place) };
    absolute.map_err(|e| Failure::file("write results into", place, &e))
}

/// Nothing there, an empty directory, or earlier results.
fn replaceable(place: &Path, mark: &str) -> Result<(), Failure> {
    let told = |e: std::io::Error| Failure::file("look into", place, &e);
    match fs::symlink_metadata(place) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(told(error)),
        Ok(_) => {}
    }
    if !fs::metadata(place).map_err(told)?.is_dir() {
        return Err(Failure::bad_input(format!("{} is a file; results need a directory", place.display())));
    }
    let is_empty = fs::read_dir(place).map_err(told)?.next().is_none();
    if is_empty || place.join(mark).is_file() {
        return Ok(());
    }
    Err(Failure::bad_input(format!(
        "{} is not empty and holds no {mark}, so it is not replaced; name another directory with --out",
        place.display()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::ExitCode;
    use tempfile::TempDir;

    fn ground() -> TempDir {
        tempfile::tempdir().expect("a directory for the test")
    }

    fn write(path: &Path, text: &str) {
        fs::write(path, text).expect("a file for the test");
    }

    fn entries(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).expect("a directory");
        let mut names: Vec<_> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn results_appear_whole_with_the_parents_they_need() {
        let ground = ground();
        let place = ground.path().join("a/b/c");
        let out = OutDir::reserve(&place).expect("a free place");
        write(&out.path().join(MARK), "{}");
        assert!(!place.exists());
        out.publish().expect("published");
        assert_eq!(entries(&place), [MARK]);
        assert_eq!(entries(&ground.path().join("a/b")), ["c"]);
    }

    #[test]
    fn what_is_not_published_leaves_nothing_behind() {
        let ground = ground();
        let out = OutDir::reserve(&ground.path().join("a/b/c")).expect("a free place");
        write(&out.path().join(MARK), "{}");
        drop(out);
        assert!(entries(ground.path()).is_empty());
    }

    #[test]
    fn earlier_results_are_replaced_as_a_whole() {
        let ground = ground();
        let place = ground.path().join("a");
        fs::create_dir(&place).expect("a directory");
        write(&place.join(MARK), "old");
        write(&place.join("calls.csv"), "old");
        let out = OutDir::reserve(&place).expect("earlier results");
        write(&out.path().join(MARK), "new");
        assert_eq!(entries(&place), ["calls.csv", MARK]);
        out.publish().expect("published");
        assert_eq!(entries(&place), [MARK]);
        assert_eq!(fs::read_to_string(place.join(MARK)).expect("a file"), "new");
        assert_eq!(entries(ground.path()), ["a"]);
    }

    #[test]
    fn earlier_results_stay_if_the_new_ones_are_given_up() {
        let ground = ground();
        let place = ground.path().join("a");
        fs::create_dir(&place).expect("a directory");
        write(&place.join(MARK), "old");
        drop(OutDir::reserve(&place).expect("earlier results"));
        assert_eq!(fs::read_to_string(place.join(MARK)).expect("a file"), "old");
        assert_eq!(entries(ground.path()), ["a"]);
    }

    #[test]
    fn earlier_results_are_put_back_if_the_new_ones_cannot_take_their_place() {
        let ground = ground();
        let place = ground.path().join("a");
        fs::create_dir(&place).expect("a directory");
        write(&place.join(MARK), "old");
        let out = OutDir::reserve(&place).expect("earlier results");
        fs::remove_dir(out.path()).expect("the new results are lost");
        assert!(out.publish().is_err());
        assert_eq!(fs::read_to_string(place.join(MARK)).expect("a file"), "old");
        assert_eq!(entries(ground.path()), ["a"]);
    }

    #[test]
    fn an_empty_directory_is_as_good_as_none() {
        let ground = ground();
        let place = ground.path().join("a");
        fs::create_dir(&place).expect("a directory");
        let out = OutDir::reserve(&place).expect("an empty directory");
        write(&out.path().join(MARK), "{}");
        out.publish().expect("published");
        assert_eq!(entries(&place), [MARK]);
    }

    #[test]
    fn another_non_empty_directory_is_refused_and_untouched() {
        let ground = ground();
        write(&ground.path().join("thesis.txt"), "years");
        let failure = OutDir::reserve(ground.path()).expect_err("refused");
        assert_eq!(failure.code, ExitCode::BadInput);
        assert!(failure.to_string().contains("is not empty and holds no results.json"), "{failure}");
        assert_eq!(entries(ground.path()), ["thesis.txt"]);
    }

    #[test]
    fn a_directory_that_fills_meanwhile_is_not_replaced() {
        let ground = ground();
        let place = ground.path().join("a");
        let out = OutDir::reserve(&place).expect("a free place");
        fs::create_dir(&place).expect("a directory");
        write(&place.join("thesis.txt"), "years");
        assert_eq!(out.publish().expect_err("refused").code, ExitCode::BadInput);
        assert_eq!(entries(&place), ["thesis.txt"]);
        assert_eq!(entries(ground.path()), ["a"]);
    }

    #[test]
    fn a_file_is_refused_as_place_and_as_parent() {
        let ground = ground();
        let file = ground.path().join("file");
        write(&file, "");
        let as_place = OutDir::reserve(&file).expect_err("refused");
        assert!(as_place.to_string().contains("is a file; results need a directory"), "{as_place}");
        let as_parent = OutDir::reserve(&file.join("a")).expect_err("refused");
        assert_eq!((as_place.code, as_parent.code), (ExitCode::BadInput, ExitCode::BadInput));
    }

    #[test]
    fn no_name_at_all_is_refused() {
        assert_eq!(OutDir::reserve(Path::new("")).expect_err("refused").code, ExitCode::BadInput);
        assert_eq!(OutDir::reserve(Path::new("/")).expect_err("refused").code, ExitCode::BadInput);
    }

    #[cfg(unix)]
    #[test]
    fn behind_a_link_the_directory_is_replaced_and_not_the_link() {
        let ground = ground();
        let (real, link) = (ground.path().join("real"), ground.path().join("link"));
        fs::create_dir(&real).expect("a directory");
        std::os::unix::fs::symlink(&real, &link).expect("a link");
        let out = OutDir::reserve(&link).expect("an empty directory behind a link");
        write(&out.path().join(MARK), "{}");
        out.publish().expect("published");
        assert_eq!(entries(&real), [MARK]);
        assert!(link.is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_refused() {
        let ground = ground();
        let link = ground.path().join("link");
        std::os::unix::fs::symlink(ground.path().join("nothing"), &link).expect("a link");
        assert_eq!(OutDir::reserve(&link).expect_err("refused").code, ExitCode::BadInput);
    }

    #[test]
    fn names_of_scenarios_become_names_of_directories() {
        let names = ["Weekday, autumn plan", "春节 2027", "a/b\\c:d", "tab\tand\nline", "..", " .x. ", ""];
        let expected = ["Weekday, autumn plan", "春节 2027", "a-b-c-d", "tab-and-line", "scenario", "x", "scenario"];
        assert_eq!(names.map(file_name), expected);
        assert!(file_name(&"呼".repeat(100)).len() <= LONGEST_NAME);
    }
}
