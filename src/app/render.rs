//! Shows stored results again: the page and the plots that their run made, without simulating.

use super::context::{Context, News};
use super::files::{Files, RESULTS};
use super::plots::{self, PLOTS};
use super::whole::sums;
use super::whole::{LIST, OutDir};
use crate::failure::Error;
use crate::report::stored::{self, MOST_BYTES, StoredResults};
use crate::scenario::guarded;
use std::fs;
use std::path::{Path, PathBuf};

/// Stored results that are to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderRequest {
    /// A directory of results, or the `results.json` of one, wherever it is.
    pub results: PathBuf,
    /// The directory for the results with their plots drawn anew; earlier results in it are replaced, and the directory they
    /// were read from keeps its other files. `None`: nothing is written.
    pub out: Option<PathBuf>,
}

/// What came of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rendered {
    /// The results.
    pub stored: StoredResults,
    /// Where they were written, if anywhere.
    pub place: Option<PathBuf>,
}

/// Reads stored results, and writes them with their plots if asked to, whole or not at all.
///
/// # Errors
/// Whatever keeps them from being read or written; then nothing is.
pub fn render(request: &RenderRequest, context: &Context<'_>) -> Result<Rendered, Error> {
    let file = file_of(&request.results);
    let bytes = guarded::read(&file, MOST_BYTES).map_err(Error::unread(&file))?;
    let stored = stored::read(&bytes).map_err(|why| Error::Stored { path: file.clone(), why })?;
    if stored.holdline != env!("CARGO_PKG_VERSION") {
        context.listener.heard(&News::OtherVersion(&stored.holdline));
    }
    if let Some(place) = &request.out {
        write(place, &file, &bytes, &stored, context)?;
    }
    Ok(Rendered { stored, place: request.out.clone() })
}

/// The file of a directory of results, or itself.
fn file_of(results: &Path) -> PathBuf {
    if results.is_dir() { results.join(RESULTS.mark) } else { results.to_owned() }
}

fn write(place: &Path, file: &Path, bytes: &[u8], stored: &StoredResults, context: &Context<'_>) -> Result<(), Error> {
    let out = OutDir::reserve(place, &RESULTS, context.unfinished)?;
    let directory = out.path();
    let files = Files { directory: &directory, context };
    files.write(RESULTS.mark, |out| out.write_all(bytes))?;
    let home = file.parent().unwrap_or(Path::new(""));
    if is_same(home, place) {
        for (name, from) in beside(home) {
            files.write(&name, |mut out| std::io::copy(&mut fs::File::open(&from)?, &mut out).map(drop))?;
        }
    }
    plots::of_run(&stored.shape, &stored.results, &files)?;
    out.publish()
}

fn is_same(a: &Path, b: &Path) -> bool {
    let a = if a.as_os_str().is_empty() { Path::new(".") } else { a };
    a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// The other files of results, which stay as they are; that nothing else is in the way has been looked at.
fn beside(home: &Path) -> Vec<(String, PathBuf)> {
    let listed = sums::outermost(home).unwrap_or_default();
    let others = listed.into_iter().filter(|name| ![RESULTS.mark, PLOTS, LIST].contains(&name.as_str()));
    others.map(|name| (home.join(&name), name)).filter(|(path, _)| path.is_file()).map(|(p, n)| (n, p)).collect()
}
