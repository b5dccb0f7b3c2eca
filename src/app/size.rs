//! Sizes a floor, and keeps what was found.

use super::context::{Context, Listener, News};
use super::error::Error;
use super::files::{Files, SIZES};
use super::run::{Amount, Keep};
use super::whole::OutDir;
use super::{places, plots};
use crate::experiment::{RunError, Watch};
use crate::report::sizing::{self as report, Sized};
use crate::report::{FloorShape, Provenance};
use crate::scenario::{self, Scenario};
use crate::sizing::{self, SizeError, SizePlan, SizeWatch, Step};
use crate::words;
use std::path::PathBuf;

/// A sizing that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct SizeRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// `key=value`, laid over it in order.
    pub set: Vec<String>,
    /// How much is simulated.
    pub amount: Amount,
    /// Most days that a share of days is played on; `None`: ten times as many as at first.
    pub max_days: Option<u32>,
    /// What is sized; its days and seed do not count.
    pub plan: SizePlan,
    /// The command that makes the same again.
    pub command: String,
    /// Where what was found goes.
    pub keep: Keep,
}

impl SizeRequest {
    fn plan(&self, scenario: &Scenario) -> Result<SizePlan, Error> {
        let run = self.amount.plan(scenario)?;
        let most_days = self.max_days.unwrap_or(run.days.saturating_mul(10)).max(run.days);
        Ok(SizePlan { days: run.days, most_days, seed: run.seed, ..self.plan.clone() })
    }
}

/// What came of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SizeOutcome {
    /// What was found, with where it comes from.
    pub sized: Sized,
    /// Where it was written, if anywhere.
    pub place: Option<PathBuf>,
}

/// Passes on to the listener what sizing tells.
struct Heard<'a>(&'a dyn Listener);

impl Watch for Heard<'_> {
    fn day_done(&self) {
        self.0.day_done();
    }

    fn interrupted(&self) -> bool {
        self.0.interrupted()
    }
}

impl SizeWatch for Heard<'_> {
    fn step(&self, step: Step) {
        self.0.heard(&News::Sizes(step));
    }

    fn time_is_up(&self) -> bool {
        self.0.time_is_up()
    }
}

/// Sizes the floor and writes what was found if asked to, whole or not at all.
///
/// # Errors
/// Whatever keeps it from being made or written; then nothing is.
pub fn size(request: &SizeRequest, context: &Context<'_>) -> Result<SizeOutcome, Error> {
    let scenario = scenario::read(&request.scenario, &request.set)?;
    let notes = words::notes(context.language, &scenario.notes);
    notes.iter().for_each(|text| context.listener.heard(&News::Remark { of: None, text }));
    let plan = request.plan(&scenario)?;
    let place = request.keep.place(|| places::of_run(&scenario.floor.name, &scenario.file));
    let out = place.as_deref().map(|place| OutDir::reserve(place, &SIZES, context.unfinished)).transpose()?;
    let found = context.pool.install(|| sizing::size(&scenario.floor, &plan, &Heard(context.listener)));
    let from = Provenance {
        name: scenario.floor.name.clone(),
        why: scenario.floor.why.clone(),
        file: request.scenario.display().to_string(),
        sha256: scenario.sha256.clone(),
        date: scenario.date,
        warm_up: scenario.floor.warm_up,
        notes,
        command: request.command.clone(),
    };
    let sized = Sized { from, found: found? };
    if let Some(out) = out {
        write(&sized, &FloorShape::of(&scenario.floor), &Files { directory: &out.path(), context })?;
        out.publish()?;
    }
    Ok(SizeOutcome { sized, place })
}

fn write(sized: &Sized, floor: &FloorShape, files: &Files<'_>) -> Result<(), Error> {
    files.write(SIZES.mark, |out| out.write_all(report::document(sized).as_bytes()))?;
    files.write("staffing.csv", |out| report::head_counts(sized, None, out))?;
    plots::of_sizing(floor, sized, files)
}

impl From<SizeError> for Error {
    fn from(error: SizeError) -> Self {
        match error {
            SizeError::Run(RunError::Interrupted) => Self::Interrupted,
            SizeError::Run(error) => error.into(),
            error => Self::NoSize(Box::new(error)),
        }
    }
}
