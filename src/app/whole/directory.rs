//! A directory of results: whole or not at all, and only in the place of earlier results.

use super::LIST;
use super::change;
use super::scratch::{NEW, Scratch, Unfinished, clear_remains};
use super::sums::{self, Stranger};
use crate::failure::{Doing, Error, InTheWay, NoPlace};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The name and the form of the file that every directory of a kind has, and what else may be in one.
#[derive(Debug)]
pub struct DirectoryKind {
    /// Its name.
    pub mark: &'static str,
    /// Its `format`, of any version.
    pub format: &'static str,
    /// The names of the other files.
    pub files: &'static [&'static str],
    /// The folder of the pictures.
    pub pictures: &'static str,
}

impl DirectoryKind {
    /// Whether a file of this name, seen from the directory, is one of those that are written.
    fn writes(&self, name: &str) -> bool {
        match name.split_once('/') {
            None => name == self.mark || self.files.contains(&name),
            Some((folder, file)) => {
                let is_picture = |(stem, ending): (&str, &str)| !stem.contains('/') && ["svg", "png"].contains(&ending);
                folder == self.pictures && file.rsplit_once('.').is_some_and(is_picture)
            }
        }
    }
}

/// A place for results that do not exist yet.
#[derive(Debug)]
pub struct OutDir {
    place: PathBuf,
    scratch: Scratch,
    kind: &'static DirectoryKind,
}

impl OutDir {
    /// Checks that results of a kind can be put at a place and takes it, so that nothing is simulated in vain.
    ///
    /// # Errors
    /// Bad input if the place is a file, holds something else than earlier results of the kind or cannot be written; a
    /// passing fault if another process is writing there.
    pub fn reserve(place: &Path, kind: &'static DirectoryKind, unfinished: &Unfinished) -> Result<Self, Error> {
        directory_or_nothing(place)?;
        let told = Error::file(Doing::WriteResultsInto, place);
        let place = whole_path(place).map_err(&told)?;
        if place.is_dir() {
            change::writable(&place).map_err(&told)?;
        }
        let scratch = beside_or_inside(&place, unfinished)?;
        change::put_back(&scratch, &place).and_then(|()| scratch.clear()).map_err(&told)?;
        let this = Self { place, scratch, kind };
        this.replaceable()?;
        fs::create_dir(this.path()).map_err(&told)?;
        Ok(this)
    }

    /// Where to write the files meanwhile.
    pub fn path(&self) -> PathBuf {
        // Made by `create_dir`, so with the user's own permissions; the scratch directory around it is private.
        self.scratch.path(NEW)
    }

    /// Where they will be, as a whole path.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Puts the files where they are meant to be, instead of earlier results there, and the list of them beside them.
    ///
    /// # Errors
    /// If the place has become something else meanwhile, or cannot be written; the earlier results are still there.
    pub fn publish(self) -> Result<(), Error> {
        sums::write(&self.path()).map_err(Error::file(Doing::Write, &self.path().join(LIST)))?;
        debug_assert!(matches!(sums::stranger(&self.path(), |name| self.kind.writes(name)), Ok(None)));
        // Held to the end: who ends at once waits until the old and the new have changed places.
        let change = self.scratch.change();
        self.replaceable()?;
        let put = change::put(&self.scratch, &self.place, self.kind.mark);
        drop(change);
        put.map_err(Error::file(Doing::PutResultsInto, &self.place))
    }

    /// Nothing there, an empty directory, or earlier results and nothing else.
    fn replaceable(&self) -> Result<(), Error> {
        directory_or_nothing(&self.place)?;
        match self.what_is_in_the_way() {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(Error::file(Doing::LookInto, &self.place)(error)),
            Ok(None) => Ok(()),
            Ok(Some(found)) => Err(found.into()),
        }
    }

    fn what_is_in_the_way(&self) -> io::Result<Option<InTheWay>> {
        let (place, mark) = (self.place.clone(), self.kind.mark);
        if sums::is_bare(&sums::entries(&self.place)?) {
            return Ok(None);
        }
        if !self.place.join(mark).is_file() {
            return Ok(Some(InTheWay::Directory { place, mark }));
        }
        if !self.place.join(LIST).is_file() || !self.is_marked()? {
            return Ok(Some(InTheWay::UnknownResults { place, mark }));
        }
        Ok(sums::stranger(&self.place, |name| self.kind.writes(name))?.map(|stranger| match stranger {
            Stranger::Added(file) => InTheWay::Added { file, place },
            Stranger::Changed(file) => InTheWay::Changed { file, place },
        }))
    }

    /// Whether the mark is in the form of its kind, by its beginning.
    fn is_marked(&self) -> io::Result<bool> {
        let mut head = Vec::new();
        File::open(self.place.join(self.kind.mark))?.take(200).read_to_end(&mut head)?;
        let expected = format!("\"format\": \"{}/", self.kind.format);
        Ok(String::from_utf8_lossy(&head).contains(&expected))
    }
}

/// The scratch directory of a place: beside it, or inside where it has to stay or nothing can be made beside it.
fn beside_or_inside(place: &Path, unfinished: &Unfinished) -> Result<Scratch, Error> {
    let beside = place.parent().zip(place.file_name());
    let (parent, name) = beside.ok_or_else(|| NoPlace::NoDirectoryName(place.to_owned()))?;
    if !place.is_dir() {
        return Scratch::take(parent, name, unfinished);
    }
    if change::stays(place) || Scratch::was_left(place, name) {
        return Scratch::take(place, name, unfinished);
    }
    clear_remains(place, Path::new(""));
    match Scratch::take(parent, name, unfinished) {
        Err(error) if error.blames_the_path() => Scratch::take(place, name, unfinished).map_err(|_| error),
        taken => taken,
    }
}

/// Links are followed, so that the directory behind one is replaced and not the link.
pub(super) fn whole_path(place: &Path) -> io::Result<PathBuf> {
    if place.exists() { place.canonicalize() } else { std::path::absolute(place) }
}

fn directory_or_nothing(place: &Path) -> Result<(), Error> {
    let told = Error::file(Doing::LookInto, place);
    match fs::symlink_metadata(place) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(told(error)),
        Ok(_) => match fs::metadata(place) {
            Err(error) => Err(told(error)),
            Ok(about) if about.is_dir() => Ok(()),
            Ok(_) => Err(NoPlace::FileForResults(place.to_owned()).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::ground::{entries, ground, read, write};
    use super::*;

    const KIND: DirectoryKind =
        DirectoryKind { mark: "results.json", format: "holdline-results", files: &["calls.csv"], pictures: "plots" };
    const MARK: &str = KIND.mark;

    fn reserve(place: &Path) -> Result<OutDir, Error> {
        OutDir::reserve(place, &KIND, &Unfinished::default())
    }

    fn results(text: &str) -> String {
        format!("{{\n  \"format\": \"holdline-results/1\",\n  \"text\": \"{text}\"\n}}\n")
    }

    /// Results with a call log.
    fn publish(place: &Path, text: &str) {
        let out = reserve(place).expect("a place");
        write(&out.path().join(MARK), &results(text));
        write(&out.path().join("plots/waits.svg"), text);
        if text == "old" {
            write(&out.path().join("calls.csv"), text);
        }
        out.publish().expect("published");
    }

    fn refused(place: &Path) -> String {
        let error = reserve(place).expect_err("refused");
        let is_bad = matches!(error, Error::InTheWay(_) | Error::NoPlace(_)) || error.blames_the_path();
        assert!(is_bad, "{error}");
        error.to_string()
    }

    #[test]
    fn results_appear_whole_with_the_parents_they_need() {
        let ground = ground();
        let place = ground.path().join("a/b/c");
        let out = reserve(&place).expect("a free place");
        write(&out.path().join(MARK), "{}");
        assert!(!place.exists());
        out.publish().expect("published");
        assert_eq!(entries(&place), [LIST, MARK]);
        assert_eq!(entries(&ground.path().join("a/b")), ["c"]);
    }

    #[test]
    fn what_is_not_published_leaves_nothing_behind() {
        let ground = ground();
        let out = reserve(&ground.path().join("a/b/c")).expect("a free place");
        write(&out.path().join(MARK), "{}");
        drop(out);
        assert!(entries(ground.path()).is_empty());
    }

    #[test]
    fn earlier_results_are_replaced_as_a_whole() {
        let ground = ground();
        let place = ground.path().join("a");
        publish(&place, "old");
        assert!(place.join("calls.csv").exists());
        publish(&place, "new");
        assert_eq!(entries(&place), [LIST, "plots", MARK]);
        assert_eq!(read(&place.join(MARK)), results("new"));
        assert_eq!(entries(ground.path()), ["a"]);
    }

    #[test]
    fn earlier_results_stay_if_the_new_ones_are_given_up_or_lost() {
        let ground = ground();
        let place = ground.path().join("a");
        publish(&place, "old");
        drop(reserve(&place).expect("earlier results"));
        let out = reserve(&place).expect("earlier results");
        fs::remove_dir(out.path()).expect("the new results are lost");
        assert!(out.publish().is_err());
        assert_eq!(read(&place.join(MARK)), results("old"));
        assert_eq!(entries(ground.path()), ["a"]);
    }

    #[test]
    fn a_file_that_somebody_else_has_listed_is_not_replaced() {
        for name in ["thesis.tex", "plots/thesis.tex", "plots/deep/waits.svg", "deep/calls.csv", "SHA256SUMS.svg"] {
            let ground = ground();
            let place = ground.path().join("a");
            publish(&place, "old");
            write(&place.join(name), "years");
            sums::write(&place).expect("somebody's own list");
            assert!(refused(&place).contains("is not of holdline"), "{name}");
            assert_eq!(read(&place.join(name)), "years");
        }
    }

    #[test]
    fn an_empty_directory_is_as_good_as_none() {
        let ground = ground();
        let place = ground.path().join("a");
        fs::create_dir(&place).expect("a directory");
        publish(&place, "new");
        assert_eq!(read(&place.join(MARK)), results("new"));
    }

    #[test]
    fn a_directory_with_anything_that_is_not_of_earlier_results_is_refused_and_untouched() {
        let ground = ground();
        let at = |name: &str| ground.path().join(name);
        write(&at("project/thesis.txt"), "years");
        assert!(refused(&at("project")).contains("is not empty and holds no results.json"));
        write(&at("project/results.json"), &results("of mine"));
        assert!(refused(&at("project")).contains("holds a results.json that is not known to be holdline's"));
        sums::write(&at("project")).expect("somebody's own list");
        write(&at("project/results.json"), "{ \"format\": \"other\" }");
        assert!(refused(&at("project")).contains("holds a results.json that is not known to be holdline's"));
        publish(&at("run"), "old");
        write(&at("run/notes.txt"), "dear");
        let told = refused(&at("run"));
        assert!(told.contains("run/notes.txt is not of holdline"), "{told}");
        fs::remove_file(at("run/notes.txt")).expect("removed");
        write(&at("run/calls.csv"), "corrected by hand");
        assert!(refused(&at("run")).contains("run/calls.csv was changed since it was written"));
        assert_eq!(read(&at("run/calls.csv")), "corrected by hand");
        assert_eq!(entries(ground.path()), ["project", "run"]);
    }

    #[test]
    fn a_directory_that_fills_meanwhile_is_not_replaced() {
        let ground = ground();
        let place = ground.path().join("a");
        let out = reserve(&place).expect("a free place");
        write(&place.join("thesis.txt"), "years");
        assert!(matches!(out.publish().expect_err("refused"), Error::InTheWay(_)));
        assert_eq!(entries(&place), ["thesis.txt"]);
        assert_eq!(entries(ground.path()), ["a"]);
    }

    #[test]
    fn two_runs_to_one_place_are_told_and_not_mixed() {
        let ground = ground();
        let place = ground.path().join("a");
        let first = reserve(&place).expect("a free place");
        assert!(matches!(reserve(&place).expect_err("taken"), Error::Busy(_)));
        write(&first.path().join(MARK), &results("first"));
        first.publish().expect("published");
        publish(&place, "second");
        assert_eq!(read(&place.join(MARK)), results("second"));
    }

    #[test]
    fn a_file_is_refused_as_place_and_as_parent() {
        let ground = ground();
        let file = ground.path().join("file");
        write(&file, "");
        assert!(refused(&file).contains("is a file; results need a directory"));
        refused(&file.join("a"));
    }

    #[test]
    fn no_name_at_all_is_refused() {
        refused(Path::new(""));
        refused(Path::new("/"));
    }

    #[cfg(unix)]
    #[test]
    fn behind_a_link_the_directory_is_replaced_and_not_the_link() {
        let ground = ground();
        let (real, link) = (ground.path().join("real"), ground.path().join("link"));
        fs::create_dir(&real).expect("a directory");
        std::os::unix::fs::symlink(&real, &link).expect("a link");
        publish(&link, "new");
        assert_eq!(entries(&real), [LIST, "plots", MARK]);
        assert!(link.is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_refused() {
        let ground = ground();
        let link = ground.path().join("link");
        std::os::unix::fs::symlink(ground.path().join("nothing"), &link).expect("a link");
        refused(&link);
    }
}
