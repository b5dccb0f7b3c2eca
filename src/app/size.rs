//! Sizes a floor, and keeps what was found.

use super::context::{Context, Listener, News};
use super::files::{Files, SIZES};
use super::run::{Amount, Keep};
use super::whole::OutDir;
use super::{html, places, plots};
use crate::experiment::{RunError, Watch};
use crate::failure::{Doing, Error};
use crate::model::Floor;
use crate::report::sizing::{self as report, SizedByDate, SizedFloor, SizedReport};
use crate::report::{FloorShape, Picture, Provenance};
use crate::scenario::{self, Scenario};
use crate::sizing::{self, DatesAsked, GivenOfDate, ReservePlan, SizeError, SizePlan, SizeStep, SizeWatch};
use crate::words::{self, Language};
use std::path::{Path, PathBuf};

/// The plan that was found, as a scenario.
const PLAN: &str = "plan.toml";

/// A sizing that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct SizeRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// `key=value`, laid over it in order.
    pub set: Vec<String>,
    /// How much is simulated.
    pub amount: Amount,
    /// Most days that a share of days is played on; `None`: as the plan says.
    pub max_days: Option<u32>,
    /// What is sized; its days and seed do not count.
    pub plan: SizePlan,
    /// Base and reserve are sized, too.
    pub reserve: Option<ReservePlan>,
    /// It is told what the people found would come to if something were otherwise.
    pub what_if: bool,
    /// The language of the plots.
    pub plots: Language,
    /// Where what was found goes.
    pub keep: Keep,
}

impl SizeRequest {
    pub(super) fn plan(&self, scenario: &Scenario) -> Result<SizePlan, Error> {
        let run = self.amount.plan(scenario)?;
        let most_days = self.max_days.map(|most| most.max(run.days));
        let plan = SizePlan { days: run.days, most_days, seed: run.seed, ..self.plan.clone() };
        sizing::check(&scenario.floor, &plan)?;
        Ok(plan)
    }

    pub(super) fn provenance(&self, scenario: &Scenario, notes: Vec<String>) -> Provenance {
        Provenance {
            name: scenario.floor.name.clone(),
            why: scenario.floor.why.clone(),
            file: self.scenario.display().to_string(),
            sha256: scenario.sha256.clone(),
            date: scenario.date,
            warm_up: scenario.floor.warm_up,
            notes,
            command: self.command(),
        }
    }
}

/// What came of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SizeOutcome {
    /// What was found, with where it comes from.
    pub sized: SizedReport,
    /// Where it was written, if anywhere.
    pub place: Option<PathBuf>,
}

/// Passes on to the listener what sizing tells.
pub(super) struct HeardBySizing<'a>(pub &'a dyn Listener);

impl Watch for HeardBySizing<'_> {
    fn day_done(&self) {
        self.0.day_done();
    }

    fn interrupted(&self) -> bool {
        self.0.interrupted()
    }
}

impl SizeWatch for HeardBySizing<'_> {
    fn step(&self, step: SizeStep) {
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
    let from = request.provenance(&scenario, notes);
    let sized =
        context.pool.install(|| sized(request, &scenario.floor, plan, from, &HeardBySizing(context.listener)))?;
    if let Some(out) = out {
        let files = Files { directory: &out.path(), context };
        let pictures = write(&sized, &FloorShape::of(&scenario.floor).in_language(request.plots), &files)?;
        html::of_sizing(&sized, (request.plots, &scenario), &pictures, &files)?;
        write_plan(&|base| report::plan(&sized, base), (&request.scenario, &out), &files)?;
        out.publish()?;
    }
    Ok(SizeOutcome { sized, place })
}

fn sized(
    request: &SizeRequest,
    floor: &Floor,
    plan: SizePlan,
    from: Provenance,
    watch: &dyn SizeWatch,
) -> Result<SizedReport, SizeError> {
    let reserve = request.reserve.as_ref();
    if floor.has_dates() {
        let asked = DatesAsked { plan: &plan, reserve, what_if: request.what_if };
        let found = sizing::size_dates(floor, asked, watch)?;
        return Ok(SizedReport::Dates(Box::new(SizedByDate { from, found })));
    }
    let (alone, plan) = match reserve {
        None => (floor.clone(), plan),
        Some(asked) => (sizing::without_reserve(floor, asked)?, plan.with_one_number(floor)),
    };
    let found = sizing::size(&alone, &plan, watch)?;
    let without = found.values.first().copied().unwrap_or(0);
    let reserve = reserve.map(|asked| sizing::size_with_reserve(floor, (&plan, asked), without, watch)).transpose()?;
    let varied = if request.what_if { sizing::what_if(&alone, &plan, &found, watch)? } else { Vec::new() };
    Ok(SizedReport::OneDate(Box::new(SizedFloor { from, found, reserve, varied })))
}

/// What the people of a scenario give, date by date.
///
/// # Errors
/// Whatever keeps it from being simulated.
pub fn size_given(request: &SizeRequest, context: &Context<'_>) -> Result<(Provenance, Vec<GivenOfDate>), Error> {
    let scenario = scenario::read(&request.scenario, &request.set)?;
    let notes = words::notes(context.language, &scenario.notes);
    notes.iter().for_each(|text| context.listener.heard(&News::Remark { of: None, text }));
    let plan = request.plan(&scenario)?;
    let found =
        context.pool.install(|| sizing::given_dates(&scenario.floor, &plan, &HeardBySizing(context.listener)))?;
    Ok((request.provenance(&scenario, notes), found))
}

fn write(sized: &SizedReport, floor: &FloorShape, files: &Files<'_>) -> Result<Vec<Picture>, Error> {
    files.write(SIZES.mark, |out| out.write_all(report::document(sized).as_bytes()))?;
    files.write("staffing.csv", |out| report::head_counts(sized, out))?;
    match sized {
        SizedReport::OneDate(sized) => {
            if let Some(reserve) = &sized.reserve {
                files.write("reserve.csv", |out| report::reserve_csv(reserve, out))?;
            }
            if !sized.varied.is_empty() {
                files.write("sensitivity.csv", |out| report::varied_csv(&sized.varied, out))?;
            }
            plots::of_sizing(floor, sized, files)
        }
        SizedReport::Dates(sized) => {
            files.write("dates.csv", |out| report::dates_csv(&sized.found, out))?;
            if sized.found.dates.iter().any(|date| !date.varied.is_empty()) {
                files.write("sensitivity.csv", |out| report::varied_dates_csv(&sized.found, out))?;
            }
            plots::of_dates(sized, floor.language, files)
        }
    }
}

/// The plan as a scenario over the one that was sized, of which it has the path, if it can be played: a rung of that one may extend
/// shifts of people who are counted now.
pub(super) fn write_plan(
    plan: &dyn Fn(&str) -> Option<String>,
    (scenario, out): (&Path, &OutDir),
    files: &Files<'_>,
) -> Result<(), Error> {
    let whole = |path: &Path| path.canonicalize().map_err(Error::file(Doing::Read, path));
    let (scenario, here) = (whole(scenario)?, whole(files.directory)?);
    let over = |base: Option<PathBuf>| base.and_then(|base| plan(base.to_str()?));
    let is_playable = |plan: &String| scenario::read_text(PLAN, plan, &here, &[]).is_ok();
    if !over(pathdiff::diff_paths(&scenario, &here)).as_ref().is_some_and(is_playable) {
        return Ok(());
    }
    // It is read where the results will be, not where they are made.
    let beside = out.place().parent().map(whole).transpose()?.unwrap_or_default();
    let there = out.place().file_name().map_or_else(|| beside.clone(), |name| beside.join(name));
    match over(pathdiff::diff_paths(&scenario, there)) {
        Some(plan) => files.write(PLAN, |out| out.write_all(plan.as_bytes())),
        None => Ok(()),
    }
}

impl From<SizeError> for Error {
    fn from(error: SizeError) -> Self {
        match error {
            SizeError::Run(RunError::Interrupted) => Self::Interrupted,
            SizeError::Run(error) => error.into(),
            SizeError::Formula(_)
            | SizeError::Floor(_)
            | SizeError::UnknownGroup(_)
            | SizeError::Asked(_)
            | SizeError::NotLent(_)
            | SizeError::NeverCalled(_)
            | SizeError::NobodyToSize
            | SizeError::SeveralGroups
            | SizeError::SeveralDates
            | SizeError::NoCalls
            | SizeError::NoLadder
            | SizeError::WhichLadder(_)
            | SizeError::UnknownLadder { .. }
            | SizeError::NeedsOfOneGroup
            | SizeError::ClocksChange(_)
            | SizeError::NoReserveAtOnce
            | SizeError::NoShareOfDays
            | SizeError::HomeOnlyAtOnce => Self::NoSize(Box::new(error)),
        }
    }
}
