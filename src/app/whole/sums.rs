//! The list of the files that were written, in the form of `sha256sum`: by it a later run knows what is ours, and anybody
//! can check or compare results (`sha256sum -c SHA256SUMS`).

use super::LIST;
use super::scratch::is_scratch;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What file managers leave in every folder they look into; nobody misses it.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];
/// A longer list is not ours.
const MOST_BYTES: u64 = 1 << 20;

/// What is found in a directory that is not as it was written.
#[derive(Debug, PartialEq, Eq)]
pub enum Stranger {
    /// Not on the list.
    Added(PathBuf),
    /// On the list, but not as it was.
    Changed(PathBuf),
}

/// Writes the list of all files of a directory into it.
///
/// # Errors
/// What the system says.
pub fn write(directory: &Path) -> io::Result<()> {
    let mut list = String::new();
    for entry in WalkDir::new(directory).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            list += &format!("{}  {}\n", sum(entry.path())?, named(directory, entry.path()));
        }
    }
    fs::write(directory.join(LIST), list)
}

/// The first thing in a directory that is not as the list says, in order of the names; scratch directories aside. What is
/// on the list but never written by that name somebody else has added.
///
/// # Errors
/// What the system says; a list that is not there is [`io::ErrorKind::NotFound`].
pub fn stranger(directory: &Path, is_written: impl Fn(&str) -> bool) -> io::Result<Option<Stranger>> {
    let mut listed = listed(directory)?;
    listed.retain(|name, _| is_written(name));
    let folders: BTreeSet<&Path> = listed.keys().flat_map(|name| Path::new(name).ancestors().skip(1)).collect();
    let mut entries = entries(directory)?;
    while let Some(path) = entries.pop() {
        let name = named(directory, &path);
        let kind = fs::symlink_metadata(&path)?.file_type();
        if kind.is_dir() && folders.contains(Path::new(&name)) {
            entries.extend(fs::read_dir(&path)?.map(|e| Ok(e?.path())).collect::<io::Result<Vec<_>>>()?);
            continue;
        }
        match listed.get(&name) {
            _ if name == LIST && kind.is_file() => {}
            Some(expected) if kind.is_file() && sum(&path)? == *expected => {}
            Some(_) => return Ok(Some(Stranger::Changed(path))),
            None if is_litter(&path) => {}
            None => return Ok(Some(Stranger::Added(path))),
        }
    }
    Ok(None)
}

/// What stands directly in a directory, the last name first; scratch directories aside.
///
/// # Errors
/// What the system says.
pub fn entries(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if !is_scratch(&entry) {
            entries.push(entry.path());
        }
    }
    entries.sort_by(|a, b| b.cmp(a));
    Ok(entries)
}

/// The names that stand directly in the directory of a list, itself included.
///
/// # Errors
/// As for [`stranger`].
pub fn outermost(directory: &Path) -> io::Result<BTreeSet<String>> {
    let first = |name: &String| name.split('/').next().unwrap_or_default().to_owned();
    Ok(listed(directory)?.keys().map(first).chain([LIST.to_owned()]).collect())
}

/// Whether nothing in a directory would be missed.
pub fn is_bare(entries: &[PathBuf]) -> bool {
    entries.iter().all(|entry| is_litter(entry))
}

fn is_litter(path: &Path) -> bool {
    path.file_name().is_some_and(|name| LITTER.iter().any(|litter| name == *litter)) && path.is_file()
}

/// The sums by name.
fn listed(directory: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut text = String::new();
    File::open(directory.join(LIST))?.take(MOST_BYTES).read_to_string(&mut text)?;
    let lines = text.lines().filter_map(|line| line.split_once("  "));
    Ok(lines.map(|(sum, name)| (name.to_owned(), sum.to_owned())).collect())
}

/// A path in the list: seen from the directory, with `/` on every system.
fn named(directory: &Path, path: &Path) -> String {
    let path = path.strip_prefix(directory).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn sum(path: &Path) -> io::Result<String> {
    let (mut file, mut hash, mut piece) = (File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
            read => hash.update(&piece[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ground::{ground, read, write as put};
    use super::*;
    use tempfile::TempDir;

    fn written() -> TempDir {
        let ground = ground();
        put(&ground.path().join("days.csv"), "abc");
        put(&ground.path().join("plots/a.svg"), "");
        write(ground.path()).expect("a list");
        ground
    }

    #[test]
    fn the_list_is_what_sha256sum_reads() {
        let ground = written();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  days.csv\n\
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  plots/a.svg\n";
        assert_eq!(read(&ground.path().join(LIST)), expected);
        assert_eq!(outermost(ground.path()).expect("a list"), [LIST, "days.csv", "plots"].map(str::to_owned).into());
    }

    #[test]
    fn what_was_added_or_changed_is_found_wherever_it_is() {
        let none = |ground: &TempDir| stranger(ground.path(), |_| true).expect("a list");
        let ground = written();
        assert_eq!(none(&ground), None);
        put(&ground.path().join("plots/.DS_Store"), "x");
        put(&ground.path().join(".holdline-0123456789abcdef/new/x"), "x");
        assert_eq!(none(&ground), None);
        let added = ["notes.txt", "plots/mine.svg", "deep/er/notes.txt", ".holdline-notes/x"];
        for (name, found) in added.into_iter().zip(["notes.txt", "plots/mine.svg", "deep", ".holdline-notes"]) {
            let ground = written();
            put(&ground.path().join(name), "x");
            assert_eq!(none(&ground), Some(Stranger::Added(ground.path().join(found))), "{name}");
        }
        put(&ground.path().join("plots/a.svg"), "x");
        assert_eq!(none(&ground), Some(Stranger::Changed(ground.path().join("plots/a.svg"))));
    }

    #[test]
    fn a_list_that_is_not_there_is_told() {
        let ground = ground();
        assert_eq!(stranger(ground.path(), |_| true).map_err(|e| e.kind()), Err(io::ErrorKind::NotFound));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_a_stranger_whatever_is_behind_it() {
        let (ground, elsewhere) = (written(), ground());
        let (file, moved) = (ground.path().join("days.csv"), elsewhere.path().join("days.csv"));
        fs::rename(&file, &moved).expect("moved");
        std::os::unix::fs::symlink(moved, &file).expect("a link");
        assert_eq!(stranger(ground.path(), |_| true).expect("a list"), Some(Stranger::Changed(file)));
    }
}
