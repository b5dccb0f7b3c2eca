//! The files of one run or comparison, in a directory that takes its place when they are whole.

use super::context::{Context, News};
use super::html::REPORT;
use super::plots::PLOTS;
use super::whole::DirectoryKind;
use crate::failure::{Doing, Error};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// How results of a run are known.
pub const RESULTS: DirectoryKind = DirectoryKind {
    mark: "results.json",
    format: "holdline-results",
    files: &["days.csv", "dates.csv", "intervals.csv", "intervals_page.csv", "ladder.csv", "calls.csv", REPORT],
    pictures: PLOTS,
};
/// How those of a comparison are.
pub const COMPARISON: DirectoryKind = DirectoryKind {
    mark: "compare.json",
    format: "holdline-comparison",
    files: &["measures.csv", "intervals.csv", "report.md", REPORT],
    pictures: PLOTS,
};

/// How a sizing is.
pub const SIZES: DirectoryKind = DirectoryKind {
    mark: "size.json",
    format: "holdline-size",
    files: &[
        "staffing.csv",
        "plan.toml",
        "dates.csv",
        "reserve.csv",
        "sensitivity.csv",
        "report.html",
        "shifts.toml",
        "shifts.csv",
        "cover.csv",
        "ladders.csv",
    ],
    pictures: PLOTS,
};

/// How the five tables of a month are.
pub const TABLES: DirectoryKind = DirectoryKind {
    mark: "tables.json",
    format: "holdline-tables",
    files: &["t1_long.csv", "t1.csv", "t2.csv", "t3.csv", "t4.csv", "t5.csv", "tables.xlsx"],
    pictures: PLOTS,
};

/// Writes into a directory that is there.
pub struct Files<'a> {
    /// The directory.
    pub directory: &'a Path,
    /// Who is told.
    pub context: &'a Context<'a>,
}

impl Files<'_> {
    /// Writes one file.
    ///
    /// # Errors
    /// If it cannot be written, or somebody stops it.
    pub fn write(&self, name: &str, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        if self.context.listener.interrupted() {
            return Err(Error::Interrupted);
        }
        self.context.listener.heard(&News::Writes(name));
        let path = self.directory.join(name);
        let written = File::create(&path).map(BufWriter::new).and_then(|mut file| {
            content(&mut file)?;
            file.flush()
        });
        written.map_err(Error::file(Doing::Write, &path))
    }
}
