//! Holds the runs of a check against what is stored of them, and stores them.

use super::baselines::{Store, StoredBaseline};
use super::settings::{differences, moves_days};
use super::whole::Unfinished;
use crate::experiment::baseline::{Baseline, Guard, error_rate};
use crate::experiment::compare::Scale;
use crate::experiment::expect::Kept;
use crate::failure::Error;
use crate::figures::Measure;
use crate::report::baseline;
use crate::report::check::baseline::{BaselineState, Beside, Changes};
use crate::scenario::Scenario;
use std::path::{Path, PathBuf};

/// The baselines of a check.
#[derive(Debug)]
pub struct Baselines {
    store: Store,
    /// Of every scenario, in their order: its file, and what is stored of it.
    stored: Vec<(PathBuf, StoredBaseline)>,
    update: bool,
    guard: Guard,
}

impl Baselines {
    /// The baselines of these scenarios in a folder; to `update` them, their places are taken.
    ///
    /// # Errors
    /// If what is stored cannot be looked at, or is to be stored anew and cannot be.
    pub fn of(
        folder: &Path,
        (update, guard): (bool, &Guard),
        scenarios: Vec<PathBuf>,
        unfinished: &Unfinished,
    ) -> Result<Self, Error> {
        let mut store = Store::new(folder)?;
        if update {
            store.take(&scenarios, unfinished)?;
        }
        let read = |file: PathBuf| store.read(&file).map(|stored| (file, stored));
        let stored = scenarios.into_iter().map(read).collect::<Result<_, Error>>()?;
        Ok(Self { store, stored, update, guard: guard.clone() })
    }

    /// How the run of a scenario, known by its place, stands to its baseline.
    pub fn beside(&self, at: usize, scenario: &Scenario, kept: &Kept) -> Beside {
        let (file, stored) = &self.stored[at];
        let now = as_baseline(scenario, kept);
        let state = match stored {
            StoredBaseline::Nothing { like } => {
                BaselineState::Missing { like: like.as_ref().map(|page| page.display().to_string()) }
            }
            StoredBaseline::Damaged { file, line, reason } => {
                BaselineState::Unusable { file: file.display().to_string(), line: *line, reason: reason.clone() }
            }
            StoredBaseline::Sound { baseline, .. } => self.held(file, baseline, &now),
        };
        let is_paged = !matches!(stored, StoredBaseline::Sound { is_paged: false, .. });
        let (file, guard) = (self.store.page(file).display().to_string(), self.guard.clone());
        Beside { file, state, is_paged, stored: false, guard }
    }

    fn held(&self, file: &Path, stored: &Baseline, now: &Baseline) -> BaselineState {
        let known = self.stored.iter().filter(|(_, stored)| matches!(stored, StoredBaseline::Sound { .. })).count();
        match stored.against(now, &Scale { margin: &Measure::default_margin, error_rate: error_rate(known) }) {
            Ok(movement) => BaselineState::Held { movement, changes: changes(stored, now) },
            Err(refusal) => BaselineState::Unusable {
                file: self.store.page(file).display().to_string(),
                line: None,
                reason: refusal.to_string(),
            },
        }
    }

    /// The same; if asked to, the run is stored in the place of its baseline, unless that says the same already.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn beside_or_stored(&self, at: usize, scenario: &Scenario, kept: &Kept) -> Result<Beside, Error> {
        let beside = self.beside(at, scenario, kept);
        if !self.update {
            return Ok(beside);
        }
        let (file, stored) = &self.stored[at];
        let now = as_baseline(scenario, kept);
        let shown = file.display().to_string().replace('\\', "/");
        let new = baseline::page(&shown, &now, &kept.results);
        if matches!(stored, StoredBaseline::Sound { baseline, page, .. } if **baseline == now && *page == new) {
            return Ok(beside);
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

fn as_baseline(scenario: &Scenario, kept: &Kept) -> Baseline {
    Baseline {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        days: kept.results.days,
        seed: kept.results.seed,
        results: baseline::fingerprint(&kept.results),
        settings: scenario.settings.iter().filter(|(key, _)| moves_days(key)).cloned().collect(),
        tables: scenario.tables_sha256.clone(),
        pairs: kept.pairs.clone(),
        unknown: Vec::new(),
    }
}

fn changes(stored: &Baseline, now: &Baseline) -> Changes {
    let list = |of: &Baseline| of.settings.clone().into_iter().collect::<Vec<_>>();
    Changes {
        settings: differences(&list(stored), &list(now)),
        tables: stored.tables != now.tables,
        program: (stored.version != now.version).then(|| (stored.version.clone(), now.version.clone())),
    }
}
