//! A directory beside the place that is written to: room for what is not whole yet, and the lock on the place.

use super::LIST;
use crate::app::{Doing, Error};
use same_file::Handle;
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::fs::{self, DirEntry, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How the name begins; 16 hexadecimal digits follow, which say for which place of the folder it is.
const PREFIX: &str = ".holdline-";
const DIGITS: usize = 16;
/// Held by the process that uses the directory; the system lets go of it when the process ends, however it ends.
const LOCK: &str = "lock";
/// What is to be put in place.
pub(super) const NEW: &str = "new";
/// What was there before, while it changes places with the new one by one.
pub(super) const OLD: &str = "old";
/// Another process may clear the directory between two steps of taking it.
const TRIES: usize = 100;

/// What is being written and not whole yet: a list that whoever ends without unwinding, as on a second Ctrl-C, clears
/// away before. Clones are the same list.
#[derive(Clone, Debug, Default)]
pub struct Unfinished(Arc<Mutex<Vec<Held>>>);

impl Unfinished {
    /// Removes every scratch directory; waits while results change places with earlier ones.
    pub fn remove_all(&self) {
        self.lock().drain(..).for_each(Held::remove);
    }

    /// While this is held, [`Unfinished::remove_all`] waits.
    pub(super) fn lock(&self) -> MutexGuard<'_, Vec<Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A scratch directory that is in use; it is removed when this is dropped.
#[derive(Debug)]
pub(super) struct Scratch {
    directory: PathBuf,
    unfinished: Unfinished,
}

/// What has to be removed.
#[derive(Debug)]
pub(super) struct Held {
    directory: PathBuf,
    /// Parents that were made for it, innermost first.
    made: Vec<PathBuf>,
    /// Locked until it is dropped.
    _lock: File,
}

impl Scratch {
    /// Takes the scratch directory for one name in a folder, which is made if there is none. What killed processes left in
    /// that folder is cleared, but for what this very directory holds: see [`Scratch::clear`].
    ///
    /// # Errors
    /// A passing fault if another process writes to the same name; otherwise what the system says.
    pub fn take(folder: &Path, name: &OsStr, unfinished: &Unfinished) -> Result<Self, Error> {
        let place = folder.join(name);
        let made: Vec<PathBuf> = folder.ancestors().take_while(|a| !a.exists()).map(Path::to_owned).collect();
        match lock(folder, &folder.join(name_for(name))) {
            Ok(Some(held)) => {
                let this = Self { directory: held.directory.clone(), unfinished: unfinished.clone() };
                unfinished.lock().push(Held { made, ..held });
                clear_remains(folder, &this.directory);
                Ok(this)
            }
            Ok(None) => Err(Error::Busy(place)),
            Err(error) => {
                remove_empty(&made);
                Err(Error::file(Doing::Write, &place)(error))
            }
        }
    }

    /// Whether a killed process has left earlier results of that name in a folder's scratch directory.
    pub fn was_left(folder: &Path, name: &OsStr) -> bool {
        folder.join(name_for(name)).join(OLD).exists()
    }

    /// Held while the new and the old change places.
    pub fn change(&self) -> MutexGuard<'_, Vec<Held>> {
        self.unfinished.lock()
    }

    /// A file or directory in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    /// Removes what a killed process left in it.
    ///
    /// # Errors
    /// What the system says.
    pub fn clear(&self) -> io::Result<()> {
        remove_tree(&self.path(NEW)).and(remove_tree(&self.path(OLD)))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let mut all = self.unfinished.lock();
        if let Some(at) = all.iter().position(|held| held.directory == self.directory) {
            all.swap_remove(at).remove();
        }
    }
}

impl Held {
    /// What cannot be removed is left: there is nobody to tell, and the run's own outcome matters more.
    fn remove(self) {
        remove(&self.directory);
        remove_empty(&self.made);
    }
}

fn name_for(place: &OsStr) -> String {
    let hash = Sha256::digest(place.as_encoded_bytes());
    let digits: String = hash.iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect();
    format!("{PREFIX}{digits}")
}

/// Whether an entry of a folder is a scratch directory, of this process or another.
pub(super) fn is_scratch(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let digits = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    let is_named_so = digits.is_some_and(|d| d.len() == DIGITS && d.bytes().all(|b| b.is_ascii_hexdigit()));
    is_named_so && entry.file_type().is_ok_and(|kind| kind.is_dir())
}

/// Makes and locks the directory; `None` if another process has it.
fn lock(folder: &Path, directory: &Path) -> io::Result<Option<Held>> {
    for _ in 0..TRIES {
        fs::create_dir_all(folder)?;
        let is_new = made(directory)?;
        let place = directory.join(LOCK);
        let file = match OpenOptions::new().create(true).truncate(false).write(true).open(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            file => file?,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            // Without locks only who has made the directory can be sure to be alone.
            Err(TryLockError::Error(error)) if !is_new => return Err(error),
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        if is_the_same(&file, &place)? {
            return Ok(Some(Held { directory: directory.to_owned(), made: Vec::new(), _lock: file }));
        }
    }
    Ok(None)
}

/// Makes a directory; `false` if it is there. A link is not followed: nothing behind it is ours.
fn made(directory: &Path) -> io::Result<bool> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(directory) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        Err(error) if !fs::symlink_metadata(directory).is_ok_and(|about| about.is_dir()) => Err(error),
        Err(_) => Ok(false),
    }
}

/// Whether the file that is open is still the one at its place: another process may have cleared it meanwhile.
fn is_the_same(file: &File, place: &Path) -> io::Result<bool> {
    match Handle::from_path(place) {
        Ok(there) => Ok(there == Handle::from_file(file.try_clone()?)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Removes the scratch directories of killed processes from a folder, but for one. Where earlier results are still in one
/// of them only the next run to the same place knows what to do. What cannot be removed is left.
pub(super) fn clear_remains(folder: &Path, but: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let left = entries.flatten().filter(is_scratch).map(|entry| entry.path());
    for directory in left.filter(|directory| directory != but && !directory.join(OLD).join(LIST).exists()) {
        match OpenOptions::new().write(true).open(directory.join(LOCK)) {
            Ok(file) if file.try_lock().is_ok() => remove(&directory),
            // Killed between making the directory and the lock in it; one that is being made is not harmed.
            Err(error) if error.kind() == ErrorKind::NotFound => _ = fs::remove_dir(&directory),
            Ok(_) | Err(_) => {}
        }
    }
}

/// Removes a scratch directory of ours, the lock last; whatever else somebody has put into it stays.
fn remove(directory: &Path) {
    if directory.join(OLD).join(LIST).exists() {
        return;
    }
    let is_empty = remove_tree(&directory.join(NEW)).and(remove_tree(&directory.join(OLD))).is_ok();
    if is_empty && fs::remove_file(directory.join(LOCK)).is_ok() {
        let _ = fs::remove_dir(directory);
    }
}

fn remove_tree(directory: &Path) -> io::Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Innermost first; one that holds something, such as the results, stays.
fn remove_empty(made: &[PathBuf]) {
    made.iter().for_each(|directory| _ = fs::remove_dir(directory));
}

#[cfg(test)]
mod tests {
    use super::super::ground::{entries, ground, write};
    use super::*;

    fn take(folder: &Path, name: &str) -> Result<Scratch, Error> {
        Scratch::take(folder, OsStr::new(name), &Unfinished::default())
    }

    #[test]
    fn what_is_unfinished_can_be_removed_by_whoever_ends_at_once() {
        let (ground, unfinished) = (ground(), Unfinished::default());
        let scratch = Scratch::take(&ground.path().join("new"), OsStr::new("a"), &unfinished).expect("a free name");
        write(&scratch.path(NEW).join("days.csv"), "half");
        unfinished.clone().remove_all();
        assert!(entries(ground.path()).is_empty());
        drop(scratch);
    }

    #[test]
    fn a_second_process_that_writes_to_the_same_name_is_told_and_one_to_another_is_not() {
        let ground = ground();
        let first = take(ground.path(), "a").expect("a free name");
        let busy = take(ground.path(), "a").expect_err("taken");
        assert!(matches!(&busy, Error::Busy(place) if place.ends_with("a")), "{busy}");
        drop(take(ground.path(), "b").expect("another name"));
        drop(first);
        drop(take(ground.path(), "a").expect("free again"));
        assert!(entries(ground.path()).is_empty());
    }

    #[test]
    fn what_killed_processes_left_is_cleared_and_what_is_not_ours_stays() {
        let ground = ground();
        let at = |name: &str| ground.path().join(name);
        for name in [name_for(OsStr::new("x")), name_for(OsStr::new("y"))] {
            write(&at(&name).join(NEW).join("days.csv"), "half");
            write(&at(&name).join(LOCK), "");
        }
        fs::create_dir(at(&name_for(OsStr::new("z")))).expect("killed before there was a lock");
        write(&at(".holdline-notes/new/letter.txt"), "dear");
        write(&at(&name_for(OsStr::new("mine"))).join("letter.txt"), "dear");
        let mine = name_for(OsStr::new("mine"));
        drop(take(ground.path(), "x").expect("a free name"));
        assert_eq!(entries(ground.path()), { [mine, ".holdline-notes".to_owned()] });
        assert_eq!(entries(&at(".holdline-notes/new")), ["letter.txt"]);
    }

    #[test]
    fn the_directory_of_a_live_process_is_not_cleared() {
        let ground = ground();
        let live = take(ground.path(), "a").expect("a free name");
        write(&live.path(NEW).join("days.csv"), "half");
        drop(take(ground.path(), "b").expect("a free name"));
        assert!(live.path(NEW).join("days.csv").exists());
    }

    #[test]
    fn earlier_results_that_are_still_in_it_are_not_cleared() {
        let ground = ground();
        let left = ground.path().join(name_for(OsStr::new("a")));
        write(&left.join(LOCK), "");
        write(&left.join(OLD).join(LIST), "");
        drop(take(ground.path(), "b").expect("a free name"));
        drop(take(ground.path(), "a").expect("a free name"));
        assert!(left.join(OLD).join(LIST).exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_its_place_is_not_followed() {
        let ground = ground();
        write(&ground.path().join("theirs/new/letter.txt"), "dear");
        std::os::unix::fs::symlink(ground.path().join("theirs"), ground.path().join(name_for(OsStr::new("a"))))
            .expect("a link");
        assert!(take(ground.path(), "a").is_err());
        assert_eq!(entries(&ground.path().join("theirs")), ["new"]);
    }
}
