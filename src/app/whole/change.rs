//! How a new directory and the one before change places.
//!
//! Where the system can exchange two names in one step, it is one step. Where it cannot (a mount point stays where it is,
//! and some systems have no such step) the files change places one by one: the list of the earlier ones goes first and the
//! new list comes last, so a directory with a list is whole, and the next run puts back what a killed one began.

use super::scratch::{NEW, OLD, Scratch};
use super::{LIST, sums};
use std::fs;
use std::io;
use std::path::Path;

/// Puts the new directory of a scratch directory in the place of an earlier one, of an empty one or of none.
///
/// # Errors
/// What the system says; what was there before is there again.
pub fn put(scratch: &Scratch, place: &Path, mark: &str) -> io::Result<()> {
    let new = scratch.path(NEW);
    let is_empty = !place.exists() || fs::read_dir(place)?.next().is_none();
    let at_once = if is_empty { fs::rename(&new, place) } else { exchange(&new, place) };
    match at_once {
        Err(_) if place.is_dir() => {
            fill(scratch, place, mark).inspect_err(|_| {
                // If even this fails, the first error is the one to tell, and the next run tries again.
                let _ = put_back(scratch, place);
            })
        }
        done => done,
    }
}

/// Exchanges two directories in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves the earlier files out, list and mark first, and the new ones in, mark and list last.
fn fill(scratch: &Scratch, place: &Path, mark: &str) -> io::Result<()> {
    let (new, old) = (scratch.path(NEW), scratch.path(OLD));
    fs::create_dir(&old)?;
    let last = |name: &String| (name == LIST, name == mark);
    let names = |directory: &Path| sums::outermost(directory).map(|names| names.into_iter().collect::<Vec<_>>());
    let mut new_names = names(&new)?;
    if place.join(LIST).exists() {
        let mut old_names = names(place)?;
        old_names.sort_by_key(|name| std::cmp::Reverse(last(name)));
        move_all(&old_names, place, &old)?;
    }
    new_names.sort_by_key(last);
    move_all(&new_names, &new, place)?;
    fs::remove_dir_all(old)
}

/// Moves what is there of these, in this order.
fn move_all(names: &[String], from: &Path, to: &Path) -> io::Result<()> {
    let there = names.iter().filter(|name| from.join(name).symlink_metadata().is_ok());
    there.map(|name| (from.join(name), to.join(name))).try_for_each(|(from, to)| fs::rename(from, to))
}

/// Undoes what a killed run began: new files go back to where they were made, and the earlier ones to their place.
///
/// # Errors
/// What the system says; it can be tried again.
pub fn put_back(scratch: &Scratch, place: &Path) -> io::Result<()> {
    let (new, old) = (scratch.path(NEW), scratch.path(OLD));
    // A list in place: nothing was begun, or all is done.
    if place.join(LIST).exists() || !new.join(LIST).exists() {
        return Ok(());
    }
    let names: Vec<String> = sums::outermost(&new)?.into_iter().collect();
    let moved: Vec<String> = names.into_iter().filter(|name| !new.join(name).exists()).collect();
    move_all(&moved, place, &new)?;
    if old.join(LIST).exists() {
        let mut names: Vec<String> = sums::outermost(&old)?.into_iter().collect();
        names.sort_by_key(|name| name == LIST);
        move_all(&names, &old, place)?;
    }
    Ok(())
}

/// Whether a directory has to be filled where it is: a mount point, or where somebody stands in it, who would be left
/// behind in a directory that is gone.
pub fn stays(place: &Path) -> bool {
    let stands_in_it = Path::new(".").canonicalize().is_ok_and(|here| here.starts_with(place));
    stands_in_it || is_mount_point(place)
}

/// Whether what is in a directory may be replaced, as far as the system tells; what tries finds out for sure.
///
/// # Errors
/// What the system says.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn writable(directory: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(directory, rustix::fs::Access::WRITE_OK)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn writable(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether something is mounted at a place, as far as the system tells.
pub fn is_mount_point(place: &Path) -> bool {
    is_mount_root(place) || is_on_another_device(place)
}

#[cfg(target_os = "linux")]
fn is_mount_root(place: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, place, AtFlags::empty(), StatxFlags::empty())
        .is_ok_and(|about| about.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mount_root(_: &Path) -> bool {
    false
}

#[cfg(unix)]
fn is_on_another_device(place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|about| about.dev()).ok();
    place.parent().is_some_and(|parent| device(place) != device(parent))
}

#[cfg(not(unix))]
fn is_on_another_device(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::super::ground::{entries, ground, read, write};
    use super::super::scratch::Unfinished;
    use super::*;
    use std::ffi::OsStr;
    use std::path::PathBuf;
    use tempfile::TempDir;

    const MARK: &str = "results.json";

    /// A place with earlier results of these names, and new ones ready.
    fn both() -> (TempDir, Scratch, PathBuf) {
        let ground = ground();
        let place = ground.path().join("a");
        ["a.csv", "old.csv", "plots/a.svg", MARK].iter().for_each(|name| write(&place.join(name), "old"));
        sums::write(&place).expect("a list");
        let scratch = Scratch::take(ground.path(), OsStr::new("a"), &Unfinished::default()).expect("a free name");
        ["a.csv", "new.csv", "plots/a.svg", MARK].iter().for_each(|name| write(&scratch.path(NEW).join(name), "new"));
        sums::write(&scratch.path(NEW)).expect("a list");
        (ground, scratch, place)
    }

    fn sorted(mut names: Vec<String>) -> Vec<String> {
        names.sort();
        names
    }

    #[test]
    fn the_new_takes_the_place_of_the_old_whichever_way() {
        for way in [put, fill] {
            let (_ground, scratch, place) = both();
            way(&scratch, &place, MARK).expect("they change places");
            assert_eq!(sums::stranger(&place, |_| true).expect("a list"), None);
            let expected = sorted([LIST, "a.csv", "new.csv", "plots", MARK].map(str::to_owned).into());
            assert_eq!(entries(&place), expected);
            assert_eq!(read(&place.join("plots/a.svg")), "new");
        }
    }

    #[test]
    fn from_every_step_of_moving_file_by_file_the_old_comes_back_unless_the_new_is_whole() {
        // The steps of `fill` one by one, as a killed process leaves them; putting back may be killed in turn.
        let out = [LIST, MARK, "a.csv", "old.csv", "plots"];
        let into = ["a.csv", "new.csv", "plots", MARK, LIST];
        for steps in 0..=out.len() + into.len() {
            for killed_again in [false, true] {
                let (_ground, scratch, place) = both();
                let (new, old) = (scratch.path(NEW), scratch.path(OLD));
                fs::create_dir(&old).expect("room");
                let moves = out.iter().map(|name| (place.join(name), old.join(name)));
                let moves = moves.chain(into.iter().map(|name| (new.join(name), place.join(name))));
                moves.take(steps).for_each(|(from, to)| fs::rename(from, to).expect("moved"));
                if killed_again && steps > 0 && steps < 10 && old.join("a.csv").exists() {
                    // It had only begun: one new file is back, one old file is in its place.
                    if !new.join("a.csv").exists() {
                        fs::rename(place.join("a.csv"), new.join("a.csv")).expect("moved");
                    }
                    fs::rename(old.join("a.csv"), place.join("a.csv")).expect("moved");
                }
                put_back(&scratch, &place).expect("it is put back");
                let text = if steps == out.len() + into.len() { "new" } else { "old" };
                assert_eq!(sums::stranger(&place, |_| true).expect("a list"), None, "after {steps} steps");
                assert_eq!(read(&place.join(MARK)), text, "after {steps} steps");
                assert!(place.join(format!("{text}.csv")).exists(), "after {steps} steps");
            }
        }
    }

    #[test]
    fn what_cannot_be_put_in_place_leaves_the_old_there() {
        let (_ground, scratch, place) = both();
        fs::remove_dir_all(scratch.path(NEW)).expect("the new is lost");
        assert!(put(&scratch, &place, MARK).is_err());
        assert_eq!(sums::stranger(&place, |_| true).expect("a list"), None);
        assert_eq!(read(&place.join(MARK)), "old");
    }
}
