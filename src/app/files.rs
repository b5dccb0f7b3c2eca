//! The files of one run or comparison, in a directory that takes its place when they are whole.

use super::context::{Context, News};
use super::error::{Doing, Error};
use super::whole::DirectoryKind;
use crate::report::charts::Chart;
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// How results of a run are known.
pub const RESULTS: DirectoryKind = DirectoryKind { mark: "results.json", format: "holdline-results" };
/// How those of a comparison are.
pub const COMPARISON: DirectoryKind = DirectoryKind { mark: "compare.json", format: "holdline-comparison" };
/// The directory of the plots.
pub const PLOTS: &str = "plots";

/// Writes into a directory that is there.
pub struct Files<'a> {
    /// The directory.
    pub directory: &'a Path,
    /// Who is told, and draws.
    pub context: &'a Context<'a>,
}

impl Files<'_> {
    /// Writes charts as SVG and as PNG into the directory [`PLOTS`].
    ///
    /// # Errors
    /// If one cannot be written, or somebody stops it.
    pub fn write_plots(&self, drawn: &[Chart]) -> Result<(), Error> {
        let plots = self.directory.join(PLOTS);
        fs::create_dir(&plots).map_err(Error::file(Doing::Make, &plots))?;
        self.context.pool.install(|| drawn.par_iter().map(|chart| self.write_plot(chart)).collect())
    }

    fn write_plot(&self, chart: &Chart) -> Result<(), Error> {
        self.write(&format!("{PLOTS}/{}.svg", chart.name), |out| out.write_all(chart.svg().as_bytes()))?;
        let png = chart.png()?;
        self.write(&format!("{PLOTS}/{}.png", chart.name), |out| out.write_all(&png))
    }

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
