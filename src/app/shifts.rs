//! Finds shifts that cover needs, tries them on the scenario they are for, and keeps what was found.

use super::context::{Context, News};
use super::files::{Files, SIZES};
use super::run::Keep;
use super::size::{HeardBySizing, SizeRequest};
use super::whole::OutDir;
use super::{places, plots};
use crate::failure::Error;
use crate::model::Floor;
use crate::report::FloorShape;
use crate::report::shifts::{self as report, ShiftsReport};
use crate::report::sizing::{SizedFloor, SizedReport};
use crate::scenario::{self, GivenNeeds, Scenario, ShiftFile};
use crate::sizing::{self, Per, SizeError, SizePlan, SizeWatch};
use crate::staffing;
use crate::words;
use std::path::PathBuf;

/// Shifts that are asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftsRequest {
    /// The file with the rules of shifts.
    pub shifts: PathBuf,
    /// The scenario they are for, and how it is sized; its `what_if` and `reserve` do not count.
    pub sizing: Option<SizeRequest>,
    /// Head-counts that are needed, in place of a sizing.
    pub needs: Option<PathBuf>,
    /// Where what was found goes.
    pub keep: Keep,
}

/// What came of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ShiftsOutcome {
    /// What was found, with where it comes from.
    pub made: ShiftsReport,
    /// Where it was written, if anywhere.
    pub place: Option<PathBuf>,
}

/// A scenario with how it is sized.
struct Planned {
    request: SizeRequest,
    scenario: Scenario,
    plan: SizePlan,
    given: GivenNeeds,
}

/// Finds shifts and writes them if asked to, whole or not at all.
///
/// # Errors
/// Whatever keeps them from being found or written; then nothing is. That there are none is told in what was found.
pub fn shifts(request: &ShiftsRequest, context: &Context<'_>) -> Result<ShiftsOutcome, Error> {
    let planned = request.sizing.as_ref().map(|sizing| planned(request, sizing)).transpose()?;
    let file = scenario::read_shifts(&request.shifts, planned.as_ref().map(|planned| &planned.given))?;
    let notes =
        planned.as_ref().map(|planned| words::notes(context.language, &planned.scenario.notes)).unwrap_or_default();
    notes.iter().for_each(|text| context.listener.heard(&News::Remark { of: None, text }));
    let place = request.keep.place(|| places::of_run("shifts", &request.shifts));
    let out = place.as_deref().map(|place| OutDir::reserve(place, &SIZES, context.unfinished)).transpose()?;
    let watch = HeardBySizing(context.listener);
    let made = context.pool.install(|| made(request, planned.as_ref(), (file, notes), &watch))?;
    if let Some(out) = out {
        let floor =
            planned.as_ref().map(|planned| FloorShape::of(&planned.scenario.floor).in_language(planned.request.plots));
        write(&made, floor.as_ref(), &Files { directory: &out.path(), context })?;
        out.publish()?;
    }
    Ok(ShiftsOutcome { made, place })
}

fn planned(request: &ShiftsRequest, sizing: &SizeRequest) -> Result<Planned, Error> {
    let mut request_of_needs = sizing.clone();
    let first = scenario::read(&sizing.scenario, &sizing.set)?;
    let sized = sizing::groups_sized(&first.floor, &sizing.plan)?;
    let scenario = match &request.needs {
        None => first,
        Some(needs) => {
            let [group] = &sized[..] else { return Err(SizeError::NeedsOfOneGroup.into()) };
            let name = &first.floor.groups[*group].name;
            request_of_needs.set.push(format!("groups.{}.staffing={}", scenario::quoted(name), needs.display()));
            scenario::read(&sizing.scenario, &request_of_needs.set)?
        }
    };
    let plan = SizePlan { per: Some(Per::Interval), ..request_of_needs.plan(&scenario)? };
    let of_group = |group: &usize| {
        let group = &scenario.floor.groups[*group];
        (group.name.clone(), group.cost_per_hour)
    };
    let floor = &scenario.floor;
    let given = GivenNeeds {
        open: floor.open(),
        interval: floor.interval,
        intervals: floor.calendar().slice_count(floor.interval),
        groups: sized.iter().map(of_group).collect(),
    };
    Ok(Planned { request: request_of_needs, plan, given, scenario })
}

fn made(
    request: &ShiftsRequest,
    planned: Option<&Planned>,
    (file, notes): (ShiftFile, Vec<String>),
    watch: &dyn SizeWatch,
) -> Result<ShiftsReport, SizeError> {
    let mut rules = file.rules;
    let name = request.shifts.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let report = |found, scenario, sized, name| ShiftsReport {
        name,
        command: request.command(),
        file: request.shifts.display().to_string(),
        sha256: file.sha256.clone(),
        scenario,
        sized,
        found,
    };
    let Some(planned) = planned else {
        return Ok(report(sizing::shifts_for_needs(rules, watch)?, None, None, name));
    };
    let from = planned.request.provenance(&planned.scenario, notes);
    let floor = &planned.scenario.floor;
    let mut sized = None;
    if request.needs.is_some() {
        rules.needs.iter_mut().for_each(|need| need.people = head_counts(floor, &need.name));
    } else if !file.has_needs {
        let found = sizing::size(floor, &planned.plan, watch)?;
        for (need, (_, people)) in rules.needs.iter_mut().zip(&found.groups) {
            need.people.clone_from(people);
        }
        let alone = SizedFloor { from: from.clone(), found, reserve: None, varied: Vec::new() };
        sized = Some(SizedReport::OneDate(Box::new(alone)));
    }
    let found = sizing::shifts_for_floor(floor, &planned.plan, rules, watch)?;
    Ok(report(found, Some(from), sized, planned.scenario.floor.name.clone()))
}

/// The people whom a group has in each interval.
fn head_counts(floor: &Floor, name: &str) -> Vec<u32> {
    let group = floor.groups.iter().find(|group| group.name == name);
    let people = group.map(|group| staffing::planned_of(floor, group)).unwrap_or_default();
    people.into_iter().map(|people| people.round() as u32).collect()
}

fn write(made: &ShiftsReport, floor: Option<&FloorShape>, files: &Files<'_>) -> Result<(), Error> {
    files.write(SIZES.mark, |out| out.write_all(report::document(made).as_bytes()))?;
    files.write("shifts.toml", |out| out.write_all(report::shifts_toml(made).as_bytes()))?;
    files.write("shifts.csv", |out| report::shifts_csv(made, out))?;
    files.write("cover.csv", |out| report::cover_csv(made, out))?;
    floor.map_or(Ok(()), |floor| plots::of_shifts(floor, made, files))
}
