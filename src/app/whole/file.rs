//! Single files: whole or not at all, and only in the place of earlier ones of the same kind.

use super::change;
use super::directory::whole_path;
use super::scratch::{NEW, Scratch, Unfinished};
use crate::failure::{Doing, Error, InTheWay, NoPlace};
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Why a file that is there must not be replaced; `None` if it may be.
pub type Objection = dyn Fn(&Path) -> io::Result<Option<InTheWay>>;

/// A place for a single file that does not exist yet, or is replaced.
pub struct OutFile {
    place: PathBuf,
    way: Placing,
    objection: Box<Objection>,
}

/// How the bytes get to their place.
enum Placing {
    /// A file takes the place of what is there.
    Replaces(OutFiles),
    /// They are written into a device, such as a terminal.
    Into(File),
}

impl OutFile {
    /// Checks that a file can be put at a place and takes it, so that nothing is simulated in vain. A file that is there and
    /// not empty is asked about. Into a character device, such as `/dev/null`, is written.
    ///
    /// # Errors
    /// Bad input if the place is no file, holds one that must not be replaced, or cannot be written; a passing fault if
    /// another process is writing there.
    pub fn reserve(place: &Path, objection: Box<Objection>, unfinished: &Unfinished) -> Result<Self, Error> {
        let told = Error::file(Doing::Write, place);
        let way = match fs::metadata(place) {
            Ok(about) if is_device(about.file_type()) => {
                Placing::Into(OpenOptions::new().write(true).open(place).map_err(&told)?)
            }
            Ok(about) if !about.is_file() => return Err(no_file(place)),
            _ if place.file_name().is_none() => return Err(no_file(place)),
            Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(place).is_err() => {
                Placing::Replaces(taken(place, unfinished)?)
            }
            Ok(_) if change::is_mount_point(&whole_path(place).map_err(&told)?) => {
                return Err(NoPlace::Mounted(place.to_owned()).into());
            }
            Ok(_) => Placing::Replaces(taken(place, unfinished)?),
            Err(error) => return Err(told(error)),
        };
        let this = Self { place: place.to_owned(), way, objection };
        this.replaceable()?;
        Ok(this)
    }

    /// Puts the file there, whole.
    ///
    /// # Errors
    /// If it cannot be written, or what is there has become something else; then that is still there.
    pub fn publish(self, bytes: &[u8]) -> Result<(), Error> {
        self.replaceable()?;
        let place = self.place.clone();
        let told = Error::file(Doing::Write, &place);
        match self.way {
            Placing::Into(mut device) => device.write_all(bytes).map_err(told),
            Placing::Replaces(files) => {
                let whole = whole_path(&place).map_err(told)?;
                files.put_all(&[(&whole, bytes)])
            }
        }
    }

    fn replaceable(&self) -> Result<(), Error> {
        if matches!(self.way, Placing::Into(_)) {
            return Ok(());
        }
        let told = Error::file(Doing::LookInto, &self.place);
        match fs::metadata(&self.place) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(told(error)),
            Ok(about) if !about.is_file() => return Err(no_file(&self.place)),
            Ok(about) if about.len() == 0 => return Ok(()),
            Ok(_) => {}
        }
        match (self.objection)(&self.place).map_err(told)? {
            None => Ok(()),
            Some(found) => Err(found.into()),
        }
    }
}

impl fmt::Debug for OutFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutFile").field("place", &self.place).finish_non_exhaustive()
    }
}

fn taken(place: &Path, unfinished: &Unfinished) -> Result<OutFiles, Error> {
    let whole = whole_path(place).map_err(Error::file(Doing::Write, place))?;
    let (folder, name) = whole.parent().zip(whole.file_name()).ok_or_else(|| no_file(place))?;
    OutFiles::reserve(folder, name, unfinished)
}

fn no_file(place: &Path) -> Error {
    NoPlace::NoFileName(place.to_owned()).into()
}

#[cfg(unix)]
fn is_device(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_char_device()
}

#[cfg(not(unix))]
fn is_device(_: FileType) -> bool {
    false
}

/// Some files of one folder, put there one after the other; each is whole or not there.
#[derive(Debug)]
pub struct OutFiles {
    scratch: Scratch,
}

impl OutFiles {
    /// Takes a folder, which is made if there is none, for files that go by this name together.
    ///
    /// # Errors
    /// Bad input if the folder cannot be written; a passing fault if another process writes files of that name.
    pub fn reserve(folder: &Path, name: &OsStr, unfinished: &Unfinished) -> Result<Self, Error> {
        let scratch = Scratch::take(folder, name, unfinished)?;
        let new = scratch.path(NEW);
        let made = scratch.clear().and_then(|()| fs::create_dir(&new));
        made.map_err(Error::file(Doing::WriteInto, folder))?;
        Ok(Self { scratch })
    }

    /// Writes all of them aside and then puts each in its place, in this order: who is killed meanwhile leaves the first ones
    /// new and the others as they were.
    ///
    /// # Errors
    /// If one cannot be written; if not all can be, none is put in its place.
    pub fn put_all(&self, files: &[(&Path, &[u8])]) -> Result<(), Error> {
        let aside = |at: usize| self.scratch.path(NEW).join(at.to_string());
        for (at, (place, bytes)) in files.iter().enumerate() {
            // To the disk, so that what cannot be written is known before anything is replaced.
            let written = File::create(aside(at)).and_then(|mut file| {
                file.write_all(bytes)?;
                file.sync_all()
            });
            written.map_err(Error::file(Doing::Write, place))?;
        }
        for (at, (place, _)) in files.iter().enumerate() {
            fs::rename(aside(at), place).map_err(Error::file(Doing::Write, place))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::ground::{entries, ground, read, write};
    use super::*;

    /// Files that begin with `ours` may be replaced.
    fn reserve(place: &Path) -> Result<OutFile, Error> {
        let objection = |path: &Path| {
            let is_ours = fs::read(path)?.starts_with(b"ours");
            Ok((!is_ours).then(|| InTheWay::NotAPart(path.to_owned())))
        };
        OutFile::reserve(place, Box::new(objection), &Unfinished::default())
    }

    #[test]
    fn a_file_appears_whole_and_leaves_nothing_else() {
        let ground = ground();
        let place = ground.path().join("a/b.xml");
        let out = reserve(&place).expect("a free place");
        assert!(!place.exists());
        out.publish(b"ours, new").expect("published");
        reserve(&place).expect("an earlier one").publish(b"ours, newer").expect("published");
        assert_eq!(read(&place), "ours, newer");
        drop(reserve(&ground.path().join("c/d.xml")).expect("a free place"));
        assert_eq!(
            (entries(ground.path()), entries(&ground.path().join("a"))),
            (vec!["a".into()], vec!["b.xml".into()])
        );
    }

    #[test]
    fn a_file_that_is_not_ours_is_left_alone_also_if_it_comes_meanwhile() {
        let ground = ground();
        let place = ground.path().join("a");
        let out = reserve(&place).expect("a free place");
        write(&place, "theirs");
        let refused = out.publish(b"ours").expect_err("theirs");
        assert!(matches!(refused, Error::InTheWay(_)));
        assert!(matches!(reserve(&place).expect_err("theirs"), Error::InTheWay(_)));
        assert_eq!((read(&place).as_str(), entries(ground.path())), ("theirs", vec!["a".to_owned()]));
        write(&place, "");
        reserve(&place).expect("an empty file").publish(b"ours").expect("published");
    }

    #[test]
    fn two_that_write_to_one_place_are_told() {
        let ground = ground();
        let place = ground.path().join("a");
        let _first = reserve(&place).expect("a free place");
        assert!(matches!(reserve(&place).expect_err("taken"), Error::Busy(_)));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_never_replaced_and_a_device_is_written_into() {
        let ground = ground();
        let (socket, link) = (ground.path().join("socket"), ground.path().join("link"));
        let _socket = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
        std::os::unix::fs::symlink("nowhere", &link).expect("a link");
        for place in [ground.path(), &socket, &link, Path::new(""), Path::new("/")] {
            let error = reserve(place).expect_err("no file");
            assert!(matches!(error, Error::NoPlace(_)) || error.blames_the_path(), "{}", place.display());
        }
        reserve(Path::new("/dev/null")).expect("a device").publish(b"ours").expect("written");
        assert!(fs::metadata("/dev/null").is_ok_and(|about| is_device(about.file_type())));
        assert_eq!(entries(ground.path()), ["link", "socket"]);
    }

    #[test]
    fn if_not_all_can_be_written_none_is_put_in_its_place() {
        let ground = ground();
        let files = OutFiles::reserve(ground.path(), OsStr::new("two"), &Unfinished::default()).expect("a folder");
        let (a, b) = (ground.path().join("a"), ground.path().join("b"));
        files.put_all(&[(&a, b"1"), (&b, b"1")]).expect("written");
        fs::create_dir(files.scratch.path(NEW).join("1")).expect("in the way");
        assert!(files.put_all(&[(&a, b"2"), (&b, b"2")]).is_err());
        assert_eq!((read(&a), read(&b)), ("1".to_owned(), "1".to_owned()));
    }
}
