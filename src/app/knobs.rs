//! Turns the knobs of a scenario's ladder, and keeps what was found.

use super::context::{Context, News};
use super::files::{Files, SIZES};
use super::size::{HeardBySizing, SizeRequest};
use super::whole::OutDir;
use super::{html, places, plots};
use crate::escape::shell;
use crate::failure::Error;
use crate::report::knobs::{self as report, KnobsReport};
use crate::scenario;
use crate::sizing;
use crate::words;
use std::path::PathBuf;

/// What came of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KnobsOutcome {
    /// What was found, with where it comes from.
    pub made: KnobsReport,
    /// Where it was written, if anywhere.
    pub place: Option<PathBuf>,
}

/// Tries the knobs of the ladder of this name, or of the only one, and writes what was found if asked to, whole or not at all; nobody is sized.
///
/// # Errors
/// Whatever keeps them from being tried or written; then nothing is.
pub fn knobs(request: &SizeRequest, ladder: Option<&str>, context: &Context<'_>) -> Result<KnobsOutcome, Error> {
    let scenario = scenario::read(&request.scenario, &request.set)?;
    let ladder = sizing::ladder_asked(&scenario.floor, ladder)?;
    let notes = words::notes(context.language, &scenario.notes);
    notes.iter().for_each(|text| context.listener.heard(&News::Remark { of: None, text }));
    let plan = request.plan(&scenario)?;
    let place = request.keep.place(|| places::of_run(&scenario.floor.name, &scenario.file));
    let out = place.as_deref().map(|place| OutDir::reserve(place, &SIZES, context.unfinished)).transpose()?;
    let watch = HeardBySizing(context.listener);
    let found = context.pool.install(|| sizing::ladder_knobs(&scenario.floor, ladder, &plan, &watch))?;
    let mut from = request.provenance(&scenario, notes);
    let of = &scenario.floor.ladders[ladder];
    let is_one_of_several = scenario.floor.ladders.len() > 1;
    from.command += &match is_one_of_several {
        true => format!(" {}", shell::word(&format!("--ladder={}", of.name))),
        false => " --ladder".to_owned(),
    };
    let name = is_one_of_several.then(|| of.name.clone());
    let rungs = of.rungs.iter().map(|rung| rung.name.clone()).collect();
    let made = KnobsReport { from, ladder: name, rungs, found };
    if let Some(out) = out {
        let files = Files { directory: &out.path(), context };
        files.write(SIZES.mark, |out| out.write_all(report::document(&made).as_bytes()))?;
        files.write("ladders.csv", |out| report::knobs_csv(&made, out))?;
        let pictures = plots::of_knobs(&made, request.plots, &files)?;
        html::of_knobs(&made, (request.plots, &scenario), &pictures, &files)?;
        out.publish()?;
    }
    Ok(KnobsOutcome { made, place })
}
