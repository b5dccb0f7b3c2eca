//! Finds shifts that cover needs, tries them on the scenario they are for, and keeps what was found.

use super::context::{Context, News};
use super::files::{Files, SIZES};
use super::run::Keep;
use super::size::{HeardBySizing, SizeRequest, write_plan};
use super::whole::OutDir;
use super::{html, places, plots};
use crate::failure::Error;
use crate::model::Floor;
use crate::report::Provenance;
use crate::report::shifts::{self as report, ShiftsReport};
use crate::report::sizing::{SizedByDate, SizedFloor, SizedReport};
use crate::scenario::{self, GivenNeeds, Scenario, ShiftFile};
use crate::sizing::{self, DatesAsked, Per, ShiftsByDate, SizeError, SizePlan, SizeWatch};
use crate::staffing;
use crate::words::{self, Language};
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
    /// The language of plots and of the report.
    pub plots: Language,
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
    /// Each of its dates as a floor of its own; of a day itself.
    floors: Vec<Floor>,
    given: Vec<GivenNeeds>,
}

/// Finds shifts and writes them if asked to, whole or not at all.
///
/// # Errors
/// Whatever keeps them from being found or written; then nothing is. That there are none is told in what was found.
pub fn shifts(request: &ShiftsRequest, context: &Context<'_>) -> Result<ShiftsOutcome, Error> {
    let planned = request.sizing.as_ref().map(|sizing| planned(request, sizing)).transpose()?;
    let file = scenario::read_shifts(&request.shifts, planned.as_ref().map_or(&[][..], |planned| &planned.given))?;
    let notes =
        planned.as_ref().map(|planned| words::notes(context.language, &planned.scenario.notes)).unwrap_or_default();
    notes.iter().for_each(|text| context.listener.heard(&News::Remark { of: None, text }));
    let place = request.keep.place(|| places::of_run("shifts", &request.shifts));
    let out = place.as_deref().map(|place| OutDir::reserve(place, &SIZES, context.unfinished)).transpose()?;
    let watch = HeardBySizing(context.listener);
    let made = context.pool.install(|| made(request, planned.as_ref(), (file, notes), &watch))?;
    if let Some(out) = out {
        let files = Files { directory: &out.path(), context };
        write(&made, (request.plots, planned.as_ref()), &files)?;
        if let Some(planned) = &planned {
            write_plan(&|base| report::plan(&made, base), (&planned.request.scenario, &out), &files)?;
        }
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
    let sessions = floor.calendar().sessions().len();
    let floors: Vec<Floor> = match floor.has_dates() {
        false => vec![floor.clone()],
        true => (0..sessions).map(|at| floor.on_date(at)).collect::<Result<_, _>>().map_err(SizeError::Floor)?,
    };
    if let Some(date) = floors.iter().find(|date| !date.clock.is_even()) {
        return Err(SizeError::ClocksChange(date.hours[0].date).into());
    }
    let of_date = |date: &Floor| GivenNeeds {
        open: date.open(),
        interval: date.interval,
        intervals: date.interval_count(),
        groups: sized.iter().map(of_group).collect(),
        is_dated: floor.has_dates(),
    };
    let given = floors.iter().map(of_date).collect();
    Ok(Planned { request: request_of_needs, plan, floors, given, scenario })
}

fn made(
    request: &ShiftsRequest,
    planned: Option<&Planned>,
    (file, notes): (ShiftFile, Vec<String>),
    watch: &dyn SizeWatch,
) -> Result<ShiftsReport, SizeError> {
    let mut rules = file.rules;
    let name = request.shifts.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let report = |found, scenario: Option<Provenance>, sized, name| ShiftsReport {
        name,
        command: request.command(),
        file: request.shifts.display().to_string(),
        sha256: file.sha256.clone(),
        scenario,
        plan: planned.map(|planned| planned.plan.clone()),
        sized,
        found,
    };
    let Some(planned) = planned else {
        let found = sizing::shifts_for_needs(rules.remove(0), watch)?;
        return Ok(report(ShiftsByDate::of_a_day(found), None, None, name));
    };
    let from = planned.request.provenance(&planned.scenario, notes);
    let mut sized = None;
    if request.needs.is_some() {
        for (rules, floor) in rules.iter_mut().zip(&planned.floors) {
            rules.needs.iter_mut().for_each(|need| need.people = head_counts(floor, &need.name));
        }
    } else if !file.has_needs {
        let found = sized_alone(planned, &from, watch)?;
        for (rules, groups) in rules.iter_mut().zip(groups_of_dates(&found)) {
            for (need, (_, people)) in rules.needs.iter_mut().zip(groups) {
                need.people.clone_from(people);
            }
        }
        sized = Some(found);
    }
    let floor = &planned.scenario.floor;
    let found = match floor.has_dates() {
        true => sizing::shifts_for_dates(floor, &planned.plan, rules, watch)?,
        false => ShiftsByDate::of_a_day(sizing::shifts_for_floor(floor, &planned.plan, rules.remove(0), watch)?),
    };
    Ok(report(found, Some(from), sized, floor.name.clone()))
}

/// The people needed, on each date.
fn sized_alone(planned: &Planned, from: &Provenance, watch: &dyn SizeWatch) -> Result<SizedReport, SizeError> {
    let (floor, plan) = (&planned.scenario.floor, &planned.plan);
    let from = from.clone();
    if floor.has_dates() {
        let found = sizing::size_dates(floor, DatesAsked { plan, reserve: None, what_if: false }, watch)?;
        return Ok(SizedReport::Dates(Box::new(SizedByDate { from, found })));
    }
    let found = sizing::size(floor, plan, watch)?;
    Ok(SizedReport::OneDate(Box::new(SizedFloor { from, found, reserve: None, varied: Vec::new() })))
}

/// The groups that were sized with their people, date by date.
fn groups_of_dates(sized: &SizedReport) -> Vec<&[(String, Vec<u32>)]> {
    match sized {
        SizedReport::OneDate(sized) => vec![&sized.found.groups],
        SizedReport::Dates(sized) => sized.found.dates.iter().map(|date| &date.found.groups[..]).collect(),
    }
}

/// The people whom a group has in each interval.
fn head_counts(floor: &Floor, name: &str) -> Vec<u32> {
    let group = floor.groups.iter().find(|group| group.name == name);
    let people = group.map(|group| staffing::planned_of(floor, group)).unwrap_or_default();
    people.into_iter().map(|people| people.round() as u32).collect()
}

fn write(
    made: &ShiftsReport,
    (language, planned): (Language, Option<&Planned>),
    files: &Files<'_>,
) -> Result<(), Error> {
    files.write(SIZES.mark, |out| out.write_all(report::document(made).as_bytes()))?;
    files.write("shifts.toml", |out| out.write_all(report::shifts_toml(made).as_bytes()))?;
    files.write("shifts.csv", |out| report::shifts_csv(made, out))?;
    files.write("cover.csv", |out| report::cover_csv(made, out))?;
    let pictures = plots::of_shifts(made, language, files)?;
    html::of_shifts(made, (language, planned.map(|planned| &planned.scenario)), &pictures, files)
}
