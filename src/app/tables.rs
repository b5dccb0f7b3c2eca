//! Fills in the five tables of a month from what a centre has recorded, and writes them.

use super::context::{Context, News};
use super::files::{Files, TABLES};
use super::places;
use super::planner::{RulesAsked, rules};
use super::whole::OutDir;
use crate::failure::{Doing, Error};
use crate::history::{CentreHistory, HistoryReader};
use crate::report::tables::{TablesLanguage, TablesPage, json, long_csv, table_csv};
use crate::scenario::{self, Scenario, guarded};
use crate::tables::{Month, five_tables};
use crate::words::{self, Saying};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// More bytes than this are no table of a centre: about a hundred million calls.
const MOST_BYTES: u64 = 10_000_000_000;
/// How tables of data are called.
const ENDINGS: [&str; 3] = ["csv", "tsv", "txt"];

/// Tables that are to be filled in.
#[derive(Clone, Debug)]
pub struct TablesRequest {
    /// Files of the history, and folders of them.
    pub history: Vec<PathBuf>,
    /// Targets, patience, wrap-up and absence.
    pub scenario: PathBuf,
    /// Changes to the scenario.
    pub set: Vec<String>,
    /// This month; `None`: the one after the last date recorded.
    pub month: Option<Month>,
    /// Length of the intervals in seconds, of which a day has a whole number.
    pub interval_s: u32,
    /// Only this queue of the history.
    pub queue: Option<String>,
    /// Expected calls, instead of a forecast from the history.
    pub forecast: Option<PathBuf>,
    /// People by interval, instead of those in the history.
    pub roster: Option<PathBuf>,
    /// More files with open dates and holidays.
    pub calendar: Vec<PathBuf>,
    /// Rules that somebody asks for.
    pub rules: RulesAsked,
    /// In which language the tables are.
    pub language: TablesLanguage,
    /// The directory they go to; `None`: their own place in the folder `out`.
    pub out: Option<PathBuf>,
}

/// What came of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TablesOutcome {
    /// The tables.
    pub page: TablesPage,
    /// Where they were written.
    pub place: PathBuf,
}

/// Reads the history, fills the tables in and writes them, whole or not at all.
///
/// # Errors
/// Whatever keeps them from being made or written; then nothing is.
pub fn tables(request: &TablesRequest, context: &Context<'_>) -> Result<TablesOutcome, Error> {
    let scenario = scenario::read(&request.scenario, &request.set)?;
    for note in words::notes(context.language, &scenario.notes) {
        context.listener.heard(&News::Remark { of: None, text: &note });
    }
    let history = read_history(request, context)?;
    let month = month(request, &history)?;
    let place = request.out.clone().unwrap_or_else(|| places::of_tables(&month.to_string()));
    let out = OutDir::reserve(&place, &TABLES, context.unfinished)?;
    let page = page(request, &scenario, history, month)?;
    let directory = out.path();
    write(&page, request.language, &Files { directory: &directory, context })?;
    out.publish()?;
    Ok(TablesOutcome { page, place })
}

fn page(
    request: &TablesRequest,
    scenario: &Scenario,
    history: CentreHistory,
    month: Month,
) -> Result<TablesPage, Error> {
    let rules = rules(&request.rules, &scenario.floor, &history, month)?;
    Ok(TablesPage {
        tables: five_tables(&history, &rules)?,
        rules,
        sources: history.sources,
        scenario: scenario.file.display().to_string(),
        queue: request.queue.clone(),
        is_forecast_given: request.forecast.is_some(),
    })
}

/// This month, of which there must be something to forecast it from.
fn month(request: &TablesRequest, history: &CentreHistory) -> Result<Month, Error> {
    let recorded = history.days.keys();
    let (Some(first), Some(last)) = (recorded.clone().next(), recorded.last()) else {
        return Err(Error::NoHistory(request.history.clone()));
    };
    let month = request.month.unwrap_or(Month::of(*last).after());
    if *first >= month.first() && request.forecast.is_none() {
        return Err(Error::NothingBefore { month, first: first.to_string() });
    }
    Ok(month)
}

fn read_history(request: &TablesRequest, context: &Context<'_>) -> Result<CentreHistory, Error> {
    let mut reader = HistoryReader::new(request.interval_s, request.queue.clone());
    for path in &request.history {
        if !path.is_dir() {
            read_one(path, &mut reader, context)?;
            continue;
        }
        for file in tables_in(path)? {
            if !read_if_known(&file, &mut reader, context)? {
                let text = words::saying(context.language, &Saying::NoTableOfHistory(file.clone()));
                context.listener.heard(&News::Remark { of: None, text: &text });
            }
        }
    }
    for path in &request.calendar {
        read_one(path, &mut reader, context)?;
    }
    if let Some(path) = &request.roster {
        reader.read_roster(&path.display().to_string(), open(path)?);
    }
    if let Some(path) = &request.forecast {
        reader.read_forecast(&path.display().to_string(), open(path)?);
    }
    reader.finish().map_err(Error::History)
}

/// Reads a file that somebody named, so that it must be a table.
fn read_one(path: &Path, reader: &mut HistoryReader, context: &Context<'_>) -> Result<(), Error> {
    if !read_if_known(path, reader, context)? {
        reader.refuse(&path.display().to_string(), open(path)?);
    }
    Ok(())
}

fn read_if_known(path: &Path, reader: &mut HistoryReader, context: &Context<'_>) -> Result<bool, Error> {
    if context.listener.interrupted() {
        return Err(Error::Interrupted);
    }
    Ok(reader.read(&path.display().to_string(), open(path)?))
}

fn open(path: &Path) -> Result<File, Error> {
    guarded::open(path, MOST_BYTES).map(|(file, _)| file).map_err(Error::unread(path))
}

/// The tables of a folder, in order of their names.
fn tables_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let told = Error::file(Doing::LookInto, folder);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(&told)? {
        let path = entry.map_err(&told)?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        if path.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn write(page: &TablesPage, language: TablesLanguage, files: &Files<'_>) -> Result<(), Error> {
    files.write(TABLES.mark, |out| out.write_all(json(page).as_bytes()))?;
    files.write("t1_long.csv", |out| long_csv(page, language, out))?;
    for number in 1..=5 {
        files.write(&format!("t{number}.csv"), |out| table_csv(page, number, language, out))?;
    }
    #[cfg(feature = "workbook")]
    {
        let bytes = crate::report::tables::workbook(page, language).map_err(Error::Workbook)?;
        files.write("tables.xlsx", |out| out.write_all(&bytes))?;
    }
    Ok(())
}
