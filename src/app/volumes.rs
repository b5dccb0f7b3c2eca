//! The expected calls of a day, from a table of data or from a scenario, for the calculator.

use crate::failure::Error;
use crate::model::Targets;
use crate::scenario;
use crate::staffing;
use crate::units::{ClockReading, Span};
use jiff::civil::Date;
use std::path::PathBuf;

/// Whose calls are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VolumesRequest {
    /// A scenario, known by its ending `.toml`, or a table as a queue's `profile` is.
    pub file: PathBuf,
    /// Of one queue alone.
    pub queue: Option<String>,
    /// The date by which a table's rows are picked.
    pub date: Option<Date>,
}

/// The calls of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct VolumeOfInterval {
    /// Its date, if there are several.
    pub date: Option<Date>,
    /// From.
    pub start: ClockReading,
    /// To.
    pub end: ClockReading,
    /// How long it is.
    pub length: Span,
    /// Calls expected.
    pub calls: f64,
    /// Their mean handle time in seconds, if it is known.
    pub handle_s: Option<f64>,
}

/// What is known of a day's calls.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct VolumesFound {
    /// Every interval.
    pub intervals: Vec<VolumeOfInterval>,
    /// Mean patience of the callers in seconds, if the file says it and all of them have one.
    pub patience_s: Option<f64>,
    /// What the file says is a good day.
    pub targets: Targets,
}

/// Reads the calls of a day.
///
/// # Errors
/// Every fault of the file; that it has no such queue.
pub fn volumes(request: &VolumesRequest) -> Result<VolumesFound, Error> {
    let is_scenario = request.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    if is_scenario {
        return of_scenario(request);
    }
    let rows = scenario::read_volumes(&request.file, request.queue.as_deref(), request.date)?;
    let interval = |row: &crate::model::ProfileRow| VolumeOfInterval {
        date: None,
        start: row.start.into(),
        end: row.end.into(),
        length: row.end - row.start,
        calls: row.calls,
        handle_s: row.handle_time.map(|length| length.as_secs()),
    };
    Ok(VolumesFound { intervals: rows.iter().map(interval).collect(), ..VolumesFound::default() })
}

fn of_scenario(request: &VolumesRequest) -> Result<VolumesFound, Error> {
    let date = request.date.map(|date| format!("date={date}"));
    let floor = scenario::read(&request.file, date.as_slice())?.floor;
    let queue = request.queue.as_ref().map(|name| {
        let known = || floor.queues.iter().map(|queue| queue.name.clone()).collect();
        let found = floor.queues.iter().position(|queue| queue.name == *name);
        found.ok_or_else(|| Error::UnknownQueue { name: name.clone(), known: known() })
    });
    let queue = queue.transpose()?;
    let intervals = staffing::volumes(&floor, queue).into_iter().map(|volume| {
        let (from, to) = (volume.slice.start, volume.slice.end);
        let (start, end) = volume.slice.put.of_its_date(from, to);
        let date = volume.slice.date.filter(|_| floor.has_dates());
        VolumeOfInterval { date, start, end, length: to - from, calls: volume.calls, handle_s: Some(volume.handle_s) }
    });
    Ok(VolumesFound {
        intervals: intervals.collect(),
        patience_s: staffing::mean_patience_s(&floor, queue),
        targets: floor.targets,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_scenario_tells_its_calls_its_handle_time_and_its_patience() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/small-desk.toml");
        let ask = |queue: Option<&str>| {
            volumes(&VolumesRequest { file: file.clone(), queue: queue.map(str::to_owned), date: None })
        };
        let found = ask(None).expect("a scenario");
        assert_eq!((found.intervals.len(), found.patience_s), (20, Some(180.0)));
        assert!(found.intervals.iter().all(|interval| interval.handle_s == Some(240.0)), "{:?}", found.intervals);
        assert_eq!(ask(Some("general")).expect("its queue"), found);
        assert!(matches!(ask(Some("vip")), Err(Error::UnknownQueue { .. })));
    }
}
