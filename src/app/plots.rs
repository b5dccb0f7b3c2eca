//! The plots beside results, as SVG and as PNG. A program that is built without the feature `charts` writes none.

use super::files::Files;
use crate::experiment::results::RunResults;
use crate::failure::Error;
use crate::report::compare::Compared;
use crate::report::knobs::KnobsReport;
use crate::report::shifts::ShiftsReport;
use crate::report::sizing::{SizedByDate, SizedFloor};
use crate::report::{FloorShape, Picture};
use crate::words::Language;

/// The directory of the plots.
pub const PLOTS: &str = "plots";

/// Draws what a run found, and hands the pictures back.
///
/// # Errors
/// If a plot cannot be written, or somebody stops it.
#[cfg(feature = "charts")]
pub fn of_run(floor: &FloorShape, results: &RunResults, files: &Files<'_>) -> Result<Vec<Picture>, Error> {
    drawn::write(&crate::report::charts::draw(floor, results), files)
}

/// Draws what a comparison found, and hands the pictures back; the floor is the baseline's.
///
/// # Errors
/// If a plot cannot be written, or somebody stops it.
#[cfg(feature = "charts")]
pub fn of_comparison(floor: &FloorShape, compared: &Compared, files: &Files<'_>) -> Result<Vec<Picture>, Error> {
    let mut charts = Vec::new();
    for of_arm in crate::report::charts::draw_comparison(floor, compared) {
        if files.context.listener.interrupted() {
            return Err(Error::Interrupted);
        }
        charts.extend(of_arm);
    }
    drawn::write(&charts, files)
}

/// Draws what a sizing found, and hands the pictures back.
///
/// # Errors
/// If a plot cannot be written, or somebody stops it.
#[cfg(feature = "charts")]
pub fn of_sizing(floor: &FloorShape, sized: &SizedFloor, files: &Files<'_>) -> Result<Vec<Picture>, Error> {
    drawn::write(&crate::report::charts::draw_sizing(floor, sized), files)
}

/// Draws ladders by what they give, and hands the pictures back.
///
/// # Errors
/// If a plot cannot be written, or somebody stops it.
#[cfg(feature = "charts")]
pub fn of_knobs(made: &KnobsReport, language: Language, files: &Files<'_>) -> Result<Vec<Picture>, Error> {
    drawn::write(&crate::report::charts::draw_knobs(made, language), files)
}

/// Draws nothing.
#[cfg(not(feature = "charts"))]
pub fn of_knobs(_: &KnobsReport, _: Language, _: &Files<'_>) -> Result<Vec<Picture>, Error> {
    Ok(Vec::new())
}

/// Draws what shifts cover, and hands the pictures back.
///
/// # Errors
/// If a plot cannot be written, or somebody stops it.
#[cfg(feature = "charts")]
pub fn of_shifts(made: &ShiftsReport, language: Language, files: &Files<'_>) -> Result<Vec<Picture>, Error> {
    drawn::write(&crate::report::charts::draw_shifts(made, language), files)
}

/// Draws nothing.
#[cfg(not(feature = "charts"))]
pub fn of_shifts(_: &ShiftsReport, _: Language, _: &Files<'_>) -> Result<Vec<Picture>, Error> {
    Ok(Vec::new())
}

/// Draws what a sizing of several dates found, and hands the pictures back.
///
/// # Errors
/// If a plot cannot be written, or somebody stops it.
#[cfg(feature = "charts")]
pub fn of_dates(sized: &SizedByDate, language: Language, files: &Files<'_>) -> Result<Vec<Picture>, Error> {
    drawn::write(&crate::report::charts::draw_dates(sized, language), files)
}

/// Draws nothing.
#[cfg(not(feature = "charts"))]
pub fn of_dates(_: &SizedByDate, _: Language, _: &Files<'_>) -> Result<Vec<Picture>, Error> {
    Ok(Vec::new())
}

/// Draws nothing.
#[cfg(not(feature = "charts"))]
pub fn of_sizing(_: &FloorShape, _: &SizedFloor, _: &Files<'_>) -> Result<Vec<Picture>, Error> {
    Ok(Vec::new())
}

/// Draws nothing.
#[cfg(not(feature = "charts"))]
pub fn of_run(_: &FloorShape, _: &RunResults, _: &Files<'_>) -> Result<Vec<Picture>, Error> {
    Ok(Vec::new())
}

/// Draws nothing.
#[cfg(not(feature = "charts"))]
pub fn of_comparison(_: &FloorShape, _: &Compared, _: &Files<'_>) -> Result<Vec<Picture>, Error> {
    Ok(Vec::new())
}

#[cfg(feature = "charts")]
mod drawn {
    use super::PLOTS;
    use crate::app::files::Files;
    use crate::failure::{Doing, Error};
    use crate::report::Picture;
    use crate::report::charts::Chart;
    use rayon::prelude::*;
    use std::fs;

    pub fn write(charts: &[Chart], files: &Files<'_>) -> Result<Vec<Picture>, Error> {
        let plots = files.directory.join(PLOTS);
        fs::create_dir(&plots).map_err(Error::file(Doing::Make, &plots))?;
        files.context.pool.install(|| charts.par_iter().map(|chart| write_one(chart, files)).collect())
    }

    fn write_one(chart: &Chart, files: &Files<'_>) -> Result<Picture, Error> {
        let picture = Picture { title: chart.title.clone(), svg: chart.svg() };
        files.write(&format!("{PLOTS}/{}.svg", chart.name), |out| out.write_all(picture.svg.as_bytes()))?;
        let png = chart.png().map_err(|error| Error::Picture(error.to_string()))?;
        files.write(&format!("{PLOTS}/{}.png", chart.name), |out| out.write_all(&png))?;
        Ok(picture)
    }
}
