//! `holdline erlang`, for one volume or for a day and several volumes: then a row for each.

use super::console::Console;
use super::erlang::{self, ErlangArgs, MOST_ERLANGS, TableFormat};
use super::erlang::{formula, model_of, refused, targets_of};
use super::{ExitCode, Failure};
use crate::analytic::erlang::{Figures, Load, Model, Target, agents_for};
use crate::app::{self, VolumesFound, VolumesRequest};
use crate::report::erlang_day::{self, DayQuestion, DayRow, ErlangDay};
use crate::units::{ClockReading, Span};
use crate::words::{CalculatorFault, Language};

/// Runs the command.
///
/// # Errors
/// Bad input if the question makes no sense or the file has faults; a passing fault if the answer cannot be printed.
pub fn run(args: &ErlangArgs, console: &Console) -> Result<(), Failure> {
    match page(args, console.language)? {
        Some(page) => console.print(&page),
        None => erlang::run(args, console),
    }
}

/// Answers for a day or several volumes; `None` if only one is asked about, and nothing that takes a table.
fn page(args: &ErlangArgs, language: Language) -> Result<Option<String>, Failure> {
    let Some(day) = day(args)? else { return Ok(None) };
    Ok(Some(match args.format {
        TableFormat::Text => erlang_day::text(&day, language),
        TableFormat::Json => erlang_day::json(&day),
        TableFormat::Csv => {
            let mut bytes = Vec::new();
            let written = erlang_day::csv(&day, &mut bytes);
            written.map_err(|e| Failure::told(ExitCode::Bug, format!("error: {e}")))?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }))
}

/// A volume before anybody is found for it.
struct Volume {
    interval: Option<(Option<jiff::civil::Date>, ClockReading, ClockReading)>,
    length: Span,
    calls: f64,
    handle_s: Option<f64>,
}

fn day(args: &ErlangArgs) -> Result<Option<ErlangDay>, Failure> {
    let (found, volumes) = match (&args.profile, args.calls) {
        (Some(file), _) => {
            let request = VolumesRequest { file: file.clone(), queue: args.queue.clone(), date: args.date };
            let found = app::volumes(&request)?;
            let volumes = found.intervals.iter().map(|of| Volume {
                interval: Some((of.date, of.start, of.end)),
                length: of.length,
                calls: of.calls,
                handle_s: of.handle_s,
            });
            let volumes = volumes.collect::<Vec<_>>();
            (found, volumes)
        }
        (None, Some(calls)) if calls.is_several() || args.shrinkage.is_some() => {
            let one = |calls: f64| Volume { interval: None, length: args.per, calls, handle_s: None };
            (VolumesFound::default(), calls.each().into_iter().map(one).collect())
        }
        (None, _) => return Ok(None),
    };
    let question = question(args, &found)?;
    let rows = volumes.into_iter().map(|volume| row(args, &question, volume)).collect::<Result<_, _>>()?;
    Ok(Some(ErlangDay { question, rows }))
}

/// What is asked: what the arguments do not say is as the scenario has it.
fn question(args: &ErlangArgs, found: &VolumesFound) -> Result<DayQuestion, Failure> {
    let patience = args.patience.or(found.patience_s.map(Span::from_secs_f64).filter(|_| args.model.is_none()));
    let model = model_of(args.model, patience)?;
    let (mut within, mut targets) = targets_of(args, model)?;
    if !args.asks_for_something() {
        let stated = stated(found, model);
        if let Some(Target::ServiceLevel { within_s, .. }) = stated.first() {
            within = Span::from_secs_f64(*within_s);
        }
        if !stated.is_empty() {
            targets.retain(|target| matches!(target, Target::Occupancy { .. }));
            targets.splice(0..0, stated);
        }
    }
    Ok(DayQuestion { model, within, targets, shrinkage: args.shrinkage })
}

/// The targets of a scenario that the formula knows; a service level comes first.
fn stated(found: &VolumesFound, model: Model) -> Vec<Target> {
    if model == Model::ErlangB {
        return Vec::new();
    }
    let of = &found.targets;
    let level = of.service_level.map(|t| Target::ServiceLevel { within_s: t.within.as_secs(), share: t.share });
    let asa = of.asa.map(|asa| Target::Asa { at_most_s: asa.as_secs() });
    let lost = of.answer_rate.map(|rate| 1.0 - rate).into_iter().chain(of.abandon_rate).min_by(f64::total_cmp);
    let lost = lost.filter(|_| matches!(model, Model::ErlangA { .. })).map(|at_most| Target::Lost { at_most });
    [level, asa, lost].into_iter().flatten().collect()
}

fn row(args: &ErlangArgs, question: &DayQuestion, volume: Volume) -> Result<DayRow, Failure> {
    let known = args.aht.map(|aht| aht.as_secs()).or(volume.handle_s.filter(|s| *s > 0.0));
    // Without a call there is nothing to be handled.
    let handle_s =
        known.or((volume.calls == 0.0).then_some(1.0)).ok_or_else(|| refused(CalculatorFault::NoHandleTime))?;
    let load = Load::per_interval(volume.calls, volume.length.as_secs(), handle_s).map_err(formula)?;
    if load.erlangs() > MOST_ERLANGS {
        let erlangs = load.erlangs().to_string();
        return Err(refused(CalculatorFault::TooMuchLoad { erlangs, most: MOST_ERLANGS }));
    }
    let (mut for_targets, mut for_occupancy) = (None::<u32>, None);
    if volume.calls > 0.0 {
        for target in &question.targets {
            let agents = agents_for(question.model, load, *target).map_err(formula)?;
            match target {
                Target::Occupancy { .. } => for_occupancy = Some(agents),
                Target::ServiceLevel { .. } | Target::Asa { .. } | Target::Lost { .. } | Target::Waits { .. } => {
                    for_targets = for_targets.max(Some(agents));
                }
            }
        }
    }
    let agents = for_targets.max(for_occupancy).filter(|_| volume.calls > 0.0);
    let of = |agents: u32| Figures::of(question.model, load, agents.into(), question.within.as_secs()).ok();
    let figures = agents.and_then(of);
    let (interval, length, calls) = (volume.interval, volume.length, volume.calls);
    Ok(DayRow { interval, length, calls, load, for_targets, for_occupancy, figures })
}
