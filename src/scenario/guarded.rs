//! Reading files that others have made, the one way for all of them: scenarios, tables, parts of runs, baselines.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// There is none.
    Missing,
    /// It is a folder, a device, a pipe or a socket: it may never answer, or never end.
    NotAFile,
    /// It is longer than what it should be ever is.
    TooLong {
        /// Its length.
        bytes: u64,
        /// What would be read.
        most: u64,
    },
    /// The system refuses.
    Refused(io::Error),
}

impl std::error::Error for Unread {}

/// The bytes of a regular file of at most so many. Anything else is refused before it is opened.
///
/// # Errors
/// See [`Unread`].
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    let (file, bytes) = open(path, most)?;
    let mut read = Vec::new();
    file.take(bytes).read_to_end(&mut read).map_err(failed)?;
    Ok(read)
}

/// A regular file of at most so many bytes, opened, with its length. Anything else is refused before it is opened.
///
/// # Errors
/// See [`Unread`].
pub fn open(path: &Path, most: u64) -> Result<(File, u64), Unread> {
    let length = |about: std::fs::Metadata| match about.len() {
        _ if !about.is_file() => Err(Unread::NotAFile),
        bytes if bytes > most => Err(Unread::TooLong { bytes, most }),
        bytes => Ok(bytes),
    };
    length(std::fs::metadata(path).map_err(failed)?)?;
    if is_made_by_the_system(path) {
        return Err(Unread::NotAFile);
    }
    let file = File::open(path).map_err(failed)?;
    let bytes = length(file.metadata().map_err(failed)?)?;
    Ok((file, bytes))
}

fn failed(error: io::Error) -> Unread {
    if error.kind() == ErrorKind::NotFound { Unread::Missing } else { Unread::Refused(error) }
}

/// Files that the system makes while they are read look like stored ones, but may never answer, or never end.
fn is_made_by_the_system(path: &Path) -> bool {
    let made = |path: PathBuf| ["/proc", "/sys"].iter().any(|folder| path.starts_with(folder));
    path.canonicalize().is_ok_and(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("x");
        fs::write(&file, "12345").expect("it can be written");
        assert_eq!(read(&file, 5).expect("short enough"), b"12345");
        assert!(matches!(read(&file, 4), Err(Unread::TooLong { bytes: 5, most: 4 })));
        assert!(matches!(read(folder.path(), 5), Err(Unread::NotAFile)));
        assert!(matches!(read(&folder.path().join("y"), 5), Err(Unread::Missing)));
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_or_never_answers_is_not_opened() {
        assert!(matches!(read(Path::new("/dev/zero"), 5), Err(Unread::NotAFile)));
        let (_one, other) = std::os::unix::net::UnixStream::pair().expect("a socket");
        let socket = format!("/dev/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&other));
        assert!(matches!(read(Path::new(&socket), 5), Err(Unread::NotAFile)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_the_system_makes_up_while_it_is_read_is_no_file() {
        assert!(matches!(read(Path::new("/proc/cpuinfo"), 1_000_000), Err(Unread::NotAFile)));
    }
}
