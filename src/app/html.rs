//! The report in one file, beside results. A program that is built without the feature `html` writes none.

#[cfg(feature = "html")]
pub use written::*;

use crate::experiment::results::RunResults;
use crate::report::compare::Compared;
use crate::report::knobs::KnobsReport;
use crate::report::shifts::ShiftsReport;
use crate::report::sizing::SizedReport;
use crate::report::{FloorShape, Picture, Provenance};
use crate::scenario::Scenario;

/// Its name.
pub const REPORT: &str = "report.html";

/// A run that is to be reported.
#[cfg_attr(not(feature = "html"), expect(dead_code, reason = "nothing is reported"))]
pub struct Reported<'a> {
    /// What was simulated.
    pub scenario: &'a Scenario,
    /// Where the results come from.
    pub from: &'a Provenance,
    /// What was found.
    pub results: &'a RunResults,
    /// The floor as it is drawn.
    pub shape: &'a FloorShape,
    /// What is drawn of it.
    pub pictures: &'a [Picture],
}

#[cfg(feature = "html")]
mod written {
    use super::{Compared, KnobsReport, Picture, REPORT, Reported, Scenario, ShiftsReport, SizedReport};
    use crate::app::files::Files;
    use crate::failure::Error;
    use crate::report::html::{
        self, Assumed, ComparisonReport, FileRead, KnobsReported, RunReport, ShiftsReported, SizingReport,
    };
    use crate::words::{self, Language};

    /// Reports a run.
    ///
    /// # Errors
    /// If it cannot be written, or somebody stops it.
    pub fn of_run(run: &Reported<'_>, files: &Files<'_>) -> Result<(), Error> {
        let language = run.shape.language;
        let report = RunReport {
            language,
            from: run.from,
            floor: &run.scenario.floor,
            shape: run.shape,
            results: run.results,
            assumed: &assumed(run.scenario, language),
            pictures: run.pictures,
        };
        files.write(REPORT, |out| out.write_all(html::of_run(&report).as_bytes()))
    }

    /// Reports a comparison; the first of the scenarios is what the others are compared with.
    ///
    /// # Errors
    /// If it cannot be written, or somebody stops it.
    pub fn of_comparison(
        compared: &Compared,
        (language, scenarios): (Language, &[&Scenario]),
        pictures: &[Picture],
        files: &Files<'_>,
    ) -> Result<(), Error> {
        let mut read = assumed(scenarios[0], language);
        for file in scenarios[1..].iter().flat_map(|scenario| files_read(scenario)) {
            if !read.files.contains(&file) {
                read.files.push(file);
            }
        }
        let floor = &scenarios[0].floor;
        let report = ComparisonReport { language, compared, floor, assumed: &read, pictures };
        files.write(REPORT, |out| out.write_all(html::of_comparison(&report).as_bytes()))
    }

    /// Reports a sizing.
    ///
    /// # Errors
    /// If it cannot be written, or somebody stops it.
    pub fn of_sizing(
        sized: &SizedReport,
        (language, scenario): (Language, &Scenario),
        pictures: &[Picture],
        files: &Files<'_>,
    ) -> Result<(), Error> {
        let assumed = &assumed(scenario, language);
        let report = SizingReport { language, sized, floor: &scenario.floor, assumed, pictures };
        files.write(REPORT, |out| out.write_all(html::of_sizing(&report).as_bytes()))
    }

    /// Reports shifts.
    ///
    /// # Errors
    /// If it cannot be written, or somebody stops it.
    pub fn of_shifts(
        made: &ShiftsReport,
        (language, scenario): (Language, Option<&Scenario>),
        pictures: &[Picture],
        files: &Files<'_>,
    ) -> Result<(), Error> {
        let mut assumed = scenario.map(|scenario| assumed(scenario, language)).unwrap_or_default();
        assumed.files.push(html::file_of_rules(made));
        let floor = scenario.map(|scenario| &scenario.floor);
        let report = ShiftsReported { language, made, floor, assumed: &assumed, pictures };
        files.write(REPORT, |out| out.write_all(html::of_shifts(&report).as_bytes()))
    }

    /// Reports what a ladder's knobs give.
    ///
    /// # Errors
    /// If it cannot be written, or somebody stops it.
    pub fn of_knobs(
        made: &KnobsReport,
        (language, scenario): (Language, &Scenario),
        pictures: &[Picture],
        files: &Files<'_>,
    ) -> Result<(), Error> {
        let assumed = &assumed(scenario, language);
        let report = KnobsReported { language, made, floor: &scenario.floor, assumed, pictures };
        files.write(REPORT, |out| out.write_all(html::of_knobs(&report).as_bytes()))
    }

    fn assumed(scenario: &Scenario, language: Language) -> Assumed {
        Assumed {
            set: scenario.settings.clone(),
            unset: scenario.unset.clone(),
            files: files_read(scenario).collect(),
            notes: words::notes(language, &scenario.notes),
        }
    }

    fn files_read(scenario: &Scenario) -> impl Iterator<Item = FileRead> {
        scenario.inputs.iter().map(|input| FileRead {
            file: input.file.clone(),
            sha256: input.sha256.clone(),
            rows: input.rows,
        })
    }
}

/// Reports nothing.
#[cfg(not(feature = "html"))]
pub fn of_run(_: &Reported<'_>, _: &super::files::Files<'_>) -> Result<(), crate::failure::Error> {
    Ok(())
}

/// Reports nothing.
#[cfg(not(feature = "html"))]
pub fn of_comparison(
    _: &Compared,
    _: (crate::words::Language, &[&Scenario]),
    _: &[Picture],
    _: &super::files::Files<'_>,
) -> Result<(), crate::failure::Error> {
    Ok(())
}

/// Reports nothing.
#[cfg(not(feature = "html"))]
pub fn of_sizing(
    _: &SizedReport,
    _: (crate::words::Language, &Scenario),
    _: &[Picture],
    _: &super::files::Files<'_>,
) -> Result<(), crate::failure::Error> {
    Ok(())
}

/// Reports nothing.
#[cfg(not(feature = "html"))]
pub fn of_shifts(
    _: &ShiftsReport,
    _: (crate::words::Language, Option<&Scenario>),
    _: &[Picture],
    _: &super::files::Files<'_>,
) -> Result<(), crate::failure::Error> {
    Ok(())
}

/// Reports nothing.
#[cfg(not(feature = "html"))]
pub fn of_knobs(
    _: &KnobsReport,
    _: (crate::words::Language, &Scenario),
    _: &[Picture],
    _: &super::files::Files<'_>,
) -> Result<(), crate::failure::Error> {
    Ok(())
}
