//! Holds the runs of a check against what is stored of them, and stores them.

use super::baselines::{Store, StoredBaseline};
use super::settings::{differences, moves_days};
use super::whole::Unfinished;
use crate::experiment::baseline::{Baseline, Guard, StoredTable, error_rate};
use crate::experiment::compare::Scale;
use crate::experiment::expect::Kept;
use crate::failure::{BaselineFault, Error};
use crate::figures::Measure;
use crate::report::baseline;
use crate::report::check::baseline::{BaselineState, Beside, Changes, TableChange};
use crate::scenario::{Scenario, TableRead};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The baselines of a check.
#[derive(Debug)]
pub struct Baselines {
    store: Store,
    /// Of every scenario, in their order: its file, and what is stored of it.
    stored: Vec<(PathBuf, StoredBaseline)>,
    update: bool,
    /// Whether a number of days was asked for, instead of each scenario's own.
    asks_for_days: bool,
    guard: Guard,
}

impl Baselines {
    /// The baselines of these scenarios in a folder; to `update` them, their places are taken.
    ///
    /// # Errors
    /// If what is stored cannot be looked at, or is to be stored anew and cannot be.
    pub fn of(
        folder: &Path,
        (update, asks_for_days, guard): (bool, bool, &Guard),
        scenarios: Vec<PathBuf>,
        unfinished: &Unfinished,
    ) -> Result<Self, Error> {
        let mut store = Store::new(folder)?;
        if update {
            store.take(&scenarios, unfinished)?;
        }
        let read = |file: PathBuf| store.read(&file).map(|stored| (file, stored));
        let stored = scenarios.into_iter().map(read).collect::<Result<_, Error>>()?;
        Ok(Self { store, stored, update, asks_for_days, guard: guard.clone() })
    }

    /// How the run of a scenario, known by its place, stands to its baseline.
    ///
    /// # Errors
    /// If what is stored cannot be looked at.
    pub fn beside(&self, at: usize, scenario: &Scenario, kept: &Kept) -> Result<Beside, Error> {
        let (file, stored) = &self.stored[at];
        let now = as_baseline(scenario, kept);
        let mut moved_from = None;
        let state = match stored {
            StoredBaseline::Nothing { like } => match self.store.moved(&now)? {
                Some((page, baseline)) => {
                    moved_from = Some(page.display().to_string());
                    self.held(file, &baseline, &now)
                }
                None => BaselineState::Missing { like: like.as_ref().map(|page| page.display().to_string()) },
            },
            StoredBaseline::Damaged { file, line, fault } => {
                BaselineState::Unusable { file: file.display().to_string(), line: *line, fault: fault.clone() }
            }
            StoredBaseline::Sound { baseline, .. } => self.held(file, baseline, &now),
        };
        let is_paged = !matches!(stored, StoredBaseline::Sound { is_paged: false, .. });
        let (file, guard) = (self.store.page(file).display().to_string(), self.guard.clone());
        Ok(Beside { file, state, is_paged, stored: false, guard, moved_from, keeps: None })
    }

    fn held(&self, file: &Path, stored: &Baseline, now: &Baseline) -> BaselineState {
        let can_be_held = |stored: &&(PathBuf, StoredBaseline)| !matches!(stored.1, StoredBaseline::Damaged { .. });
        let family = self.stored.iter().filter(can_be_held).count();
        match stored.against(now, &Scale { margin: &Measure::default_margin, error_rate: error_rate(family) }) {
            Ok(movement) => BaselineState::Held { movement, changes: changes(stored, now) },
            Err(refusal) => BaselineState::Unusable {
                file: self.store.page(file).display().to_string(),
                line: None,
                fault: BaselineFault::Refused(refusal),
            },
        }
    }

    /// The same; if asked to, the run is stored in the place of its baseline, unless that says the same already, or more days of it are
    /// stored than were asked for now.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn beside_or_stored(&self, at: usize, scenario: &Scenario, kept: &Kept) -> Result<Beside, Error> {
        let beside = self.beside(at, scenario, kept)?;
        if !self.update {
            return Ok(beside);
        }
        let (file, stored) = &self.stored[at];
        let now = as_baseline(scenario, kept);
        let shown = file.display().to_string().replace('\\', "/");
        let new = baseline::page(&shown, &now, &kept.results);
        if let StoredBaseline::Sound { baseline, page, .. } = stored {
            if says_the_same(baseline, &now) && *page == new {
                return Ok(beside);
            }
            if self.asks_for_days && baseline.days > now.days {
                return Ok(Beside { keeps: Some(baseline.days), ..beside });
            }
        }
        self.store.write(file, &new, &baseline::days(&now))?;
        Ok(Beside { stored: true, ..beside })
    }

    /// Pages of scenarios that are gone from under these paths; if asked to, they are removed.
    ///
    /// # Errors
    /// If they cannot be looked for or removed.
    pub fn stale(&self, paths: &[PathBuf]) -> Result<Vec<String>, Error> {
        let stale = self.store.stale(paths)?;
        if self.update {
            stale.iter().try_for_each(|page| self.store.remove(page))?;
        }
        Ok(stale.iter().map(|page| page.display().to_string()).collect())
    }
}

fn stored_table(table: &TableRead) -> StoredTable {
    let TableRead { sha256, calls, person_hours, .. } = table;
    StoredTable { sha256: sha256.clone(), calls: *calls, person_hours: *person_hours }
}

fn as_baseline(scenario: &Scenario, kept: &Kept) -> Baseline {
    Baseline {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        days: kept.results.days,
        seed: kept.results.seed,
        results: baseline::fingerprint(&kept.results),
        settings: scenario.settings.iter().filter(|(key, _)| moves_days(key)).cloned().collect(),
        tables: scenario.tables_sha256.clone(),
        table_files: scenario.tables.iter().map(|table| (table.file.clone(), stored_table(table))).collect(),
        pairs: kept.pairs.clone(),
        unknown: Vec::new(),
    }
}

/// Whether a baseline has nothing to learn; one that does not tell its tables apart says as much as it did.
fn says_the_same(stored: &Baseline, now: &Baseline) -> bool {
    let is_old = stored.table_files.is_empty();
    *stored == *now || (is_old && Baseline { table_files: now.table_files.clone(), ..stored.clone() } == *now)
}

/// The tables that say something else, if the stored run tells them apart.
fn table_changes(stored: &Baseline, now: &Baseline) -> Vec<TableChange> {
    if stored.table_files.is_empty() {
        return Vec::new();
    }
    let names: BTreeSet<&String> = stored.table_files.keys().chain(now.table_files.keys()).collect();
    let change = |file: &String| {
        let (a, b) = (stored.table_files.get(file).cloned(), now.table_files.get(file).cloned());
        let is_same = a.as_ref().map(|table| &table.sha256) == b.as_ref().map(|table| &table.sha256);
        (!is_same).then(|| TableChange { file: file.clone(), a, b })
    };
    names.into_iter().filter_map(change).collect()
}

fn changes(stored: &Baseline, now: &Baseline) -> Changes {
    let list = |of: &Baseline| of.settings.clone().into_iter().collect::<Vec<_>>();
    Changes {
        settings: differences(&list(stored), &list(now)),
        tables: stored.tables != now.tables,
        table_files: table_changes(stored, now),
        program: (stored.version != now.version).then(|| (stored.version.clone(), now.version.clone())),
    }
}
