//! Plays every scenario and tells whether it comes out as it expects, and as it did before.

use super::beside::Baselines;
use super::context::{Context, News};
use super::found::{self, Closed, Found};
use super::listed::{Listed, ScenariosFound};
use super::run::Amount;
use super::whole::{OutFile, Unfinished};
use crate::experiment::RunError;
use crate::experiment::baseline::Guard;
use crate::experiment::expect::{self, Case, Judged, Judgement};
use crate::failure::{Error, InTheWay};
use crate::report::baseline::MOST_DAYS;
use crate::report::check::{
    CheckReport, Checked, CountsAs, JudgedExpectation, Obstacle, Played, ScenarioState, Undecided, junit,
};
#[cfg(feature = "html")]
use crate::report::html;
use crate::scenario::{self, Diagnostic, Diagnostics, Expectation, Scenario};
use crate::words::{self, Language};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A check that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckRequest {
    /// Scenario files, and folders that are searched for them.
    pub paths: Vec<PathBuf>,
    /// Only scenarios with one of these in their name or file, and expectations with one in their key; empty: all.
    pub only: Vec<String>,
    /// `key=value`, laid over all scenarios in order.
    pub set: Vec<String>,
    /// How much is simulated.
    pub amount: Amount,
    /// Nothing is played after the first scenario that fails.
    pub fail_fast: bool,
    /// What an undecided expectation counts as.
    pub undecided: Undecided,
    /// The folder of baselines that every scenario is held against.
    pub baseline: Option<PathBuf>,
    /// What is found is stored as the new baselines, and those of scenarios that are gone are removed.
    pub update: bool,
    /// By which measures a run is held against its baseline.
    pub guard: Guard,
}

/// Reads every scenario, plays those that can be, and holds them against what they expect and their baselines.
///
/// # Errors
/// Whatever keeps the check from being made; a scenario that cannot be read or played is a finding of it.
pub fn check(request: &CheckRequest, context: &Context<'_>) -> Result<CheckReport, Error> {
    let asked = read(request, context.language);
    context.listener.heard(&News::Read(&asked));
    let ScenariosFound { entries, skipped, closed } = asked;
    let entries = wanted(entries, &request.only)?;
    let files: Vec<PathBuf> = entries.iter().filter(|e| e.read.is_ok()).map(|e| e.path.clone()).collect();
    let store = |folder| {
        Baselines::of(
            folder,
            (request.update, request.amount.days.is_some(), &request.guard),
            files,
            context.unfinished,
        )
    };
    let baselines = request.baseline.as_deref().map(store).transpose()?;
    let (mut scenarios, left_out) = play(request, entries, baselines.as_ref(), context)?;
    let stale = baselines.map(|baselines| baselines.stale(&request.paths)).transpose()?.unwrap_or_default();
    scenarios.extend(closed.iter().map(|closed| cannot_look_into(context.language, closed)));
    let (command, undecided, removed) = (request.command(), request.undecided, request.update);
    Ok(CheckReport { command, scenarios, skipped, left_out, undecided, stale, removed })
}

/// The place of a check's JUnit report; a file there is replaced if it is one.
///
/// # Errors
/// If it cannot be written there.
pub fn reserve_junit(place: &Path, unfinished: &Unfinished) -> Result<OutFile, Error> {
    let objection = |path: &Path| {
        let mut head = Vec::new();
        File::open(path)?.take(500).read_to_end(&mut head)?;
        Ok((!junit::is_one(&head)).then(|| InTheWay::NotAReport(path.to_owned())))
    };
    OutFile::reserve(place, Box::new(objection), unfinished)
}

/// The place of a check's report; a file there is replaced if it is one.
///
/// # Errors
/// If it cannot be written there.
#[cfg(feature = "html")]
pub fn reserve_report(place: &Path, unfinished: &Unfinished) -> Result<OutFile, Error> {
    let objection = |path: &Path| {
        let mut head = Vec::new();
        File::open(path)?.take(4_000).read_to_end(&mut head)?;
        Ok((!html::is_of_check(&head)).then(|| InTheWay::NotAReport(path.to_owned())))
    };
    OutFile::reserve(place, Box::new(objection), unfinished)
}

fn read(request: &CheckRequest, language: Language) -> ScenariosFound {
    let one = |path: PathBuf| {
        let read = scenario::read(&path, &request.set).map(|mut scenario| {
            let expect = std::mem::take(&mut scenario.expect);
            (scenario, expect)
        });
        let notes = read.as_ref().map_or_else(|faults| faults.notes(), |(scenario, _)| &scenario.notes);
        let notes = words::notes(language, notes);
        Listed { file: path.display().to_string(), path, notes, read }
    };
    let Found { scenarios, skipped, closed } = found::scenarios(&request.paths);
    ScenariosFound { entries: scenarios.into_iter().map(one).collect(), skipped, closed }
}

/// Scenarios and expectations with one of the patterns; those that cannot be read are told whatever is asked for.
fn wanted(entries: Vec<Listed>, only: &[String]) -> Result<Vec<Listed>, Error> {
    if only.is_empty() {
        return Ok(entries);
    }
    let patterns: Vec<String> = only.iter().map(|pattern| pattern.to_lowercase()).collect();
    let is_meant = |text: &str| patterns.iter().any(|pattern| text.to_lowercase().contains(pattern));
    let kept = entries.into_iter().filter_map(|mut entry| {
        if let Ok((scenario, expect)) = &mut entry.read
            && !is_meant(&entry.file)
            && !is_meant(&scenario.floor.name)
        {
            expect.retain(|expectation| is_meant(&expectation.key));
            if expect.is_empty() {
                return None;
            }
        }
        Some(entry)
    });
    let kept: Vec<Listed> = kept.collect();
    if kept.is_empty() { Err(Error::NothingMeant(only.to_vec())) } else { Ok(kept) }
}

/// What came of the entries, and how many were left out after the first failure.
fn play(
    request: &CheckRequest,
    mut entries: Vec<Listed>,
    baselines: Option<&Baselines>,
    context: &Context<'_>,
) -> Result<(Vec<Checked>, usize), Error> {
    let all = entries.len();
    if let Some(first) = entries.iter().position(|entry| entry.read.is_err()).filter(|_| request.fail_fast) {
        entries.truncate(first + 1);
    }
    let readable: Vec<&(Scenario, Vec<Expectation>)> = entries.iter().filter_map(|e| e.read.as_ref().ok()).collect();
    let cases: Vec<Case<'_>> =
        readable.iter().map(|(scenario, expect)| case(scenario, expect, request)).collect::<Result<_, _>>()?;
    if let Some(case) = cases.iter().find(|case| request.update && case.plan.most_days() > MOST_DAYS) {
        return Err(Error::TooManyDaysToStore { days: case.plan.most_days(), most: MOST_DAYS });
    }
    let fails = |at: usize, judged: &Judged| {
        request.fail_fast && is_failure(at, readable[at], judged, baselines.filter(|_| !request.update), request)
    };
    let judged = judged(&cases, &fails, context)?;
    let seeds: Vec<u64> = cases.iter().map(|case| case.plan.seed).collect();
    let mut judged = judged.into_iter().zip(seeds).enumerate();
    let mut checked = Vec::new();
    for entry in entries {
        match entry.read {
            Err(faults) => checked.push(bad(context.language, &entry.file, entry.notes, &faults)),
            Ok((scenario, expect)) => {
                let Some((at, (judged, seed))) = judged.next() else { break };
                if let Err(error) = &judged {
                    context.listener.heard(&News::CannotPlay { file: &entry.file, error });
                }
                let baselines = baselines.map(|baselines| (at, baselines));
                let at = (context.language, entry.file.as_str());
                let state = came_out(at, &scenario, expect, judged, seed, baselines)?;
                let name = scenario.floor.name.clone();
                checked.push(Checked { name, file: entry.file, notes: entry.notes, state });
            }
        }
    }
    let left_out = all - checked.len();
    Ok((checked, left_out))
}

fn case<'s>(scenario: &'s Scenario, expect: &[Expectation], request: &CheckRequest) -> Result<Case<'s>, Error> {
    Ok(Case {
        floor: &scenario.floor,
        expected: expect.iter().map(|expectation| expectation.expected.clone()).collect(),
        plan: request.amount.plan(scenario)?,
        keep: request.baseline.is_some(),
    })
}

fn judged(
    cases: &[Case<'_>],
    fails: &(dyn Fn(usize, &Judged) -> bool + Sync),
    context: &Context<'_>,
) -> Result<Vec<Judged>, Error> {
    let days = cases.iter().fold(0_u32, |sum, case| sum.saturating_add(case.plan.most_days()));
    context.listener.heard(&News::Plays(days));
    let judged = context.pool.install(|| expect::check(cases, None, fails, context.listener))?;
    context.listener.heard(&News::Played(days));
    Ok(judged)
}

/// Whether a scenario fails its check: it cannot be played, an expectation is missed, or its baseline is.
fn is_failure(
    at: usize,
    (scenario, expect): &(Scenario, Vec<Expectation>),
    judged: &Judged,
    baselines: Option<&Baselines>,
    request: &CheckRequest,
) -> bool {
    let Ok(judged) = judged else { return true };
    let judgements = expect.iter().zip(&judged.judgements);
    let mut lines = judgements.map(|(expectation, judgement)| line(expectation.clone(), judgement.clone()));
    let baselines = baselines.zip(judged.kept.as_ref());
    let beside = baselines.and_then(|(baselines, kept)| baselines.beside(at, scenario, kept).ok());
    lines.any(|line| line.counts_as(request.undecided) == CountsAs::Missed)
        || beside.is_some_and(|beside| beside.counts_as(request.undecided) == CountsAs::Missed)
}

fn line(expectation: Expectation, judgement: Judgement) -> JudgedExpectation {
    let Expectation { key, expected, severity, file, line } = expectation;
    JudgedExpectation { key, file, line, severity, expected, judgement }
}

fn came_out(
    (language, file): (Language, &str),
    scenario: &Scenario,
    expect: Vec<Expectation>,
    judged: Judged,
    seed: u64,
    baselines: Option<(usize, &Baselines)>,
) -> Result<ScenarioState, Error> {
    Ok(match judged {
        Ok(judged) => ScenarioState::Played(Played {
            sha256: scenario.sha256.clone(),
            days: judged.days,
            seed,
            baseline: match baselines.zip(judged.kept) {
                Some(((at, baselines), kept)) => Some(Box::new(baselines.beside_or_stored(at, scenario, &kept)?)),
                None => None,
            },
            expectations: expect.into_iter().zip(judged.judgements).map(|(e, found)| line(e, found)).collect(),
        }),
        Err(error) => ScenarioState::Bad(vec![overload(language, file, &error)]),
    })
}

fn bad(language: Language, file: &str, notes: Vec<String>, faults: &Diagnostics) -> Checked {
    let state = ScenarioState::Bad(faults.faults().iter().map(|one| fault(language, one)).collect());
    Checked { name: stem(file), file: file.to_owned(), notes, state }
}

/// What cannot be looked into counts as a scenario that cannot be read.
fn cannot_look_into(language: Language, closed: &Closed) -> Checked {
    let message = words::closed(language, &closed.why);
    let fault = Obstacle { file: closed.file.clone(), line: None, column: None, message };
    Checked {
        name: stem(&closed.file),
        file: closed.file.clone(),
        notes: Vec::new(),
        state: ScenarioState::Bad(vec![fault]),
    }
}

fn stem(file: &str) -> String {
    Path::new(file).file_stem().map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn fault(language: Language, fault: &Diagnostic) -> Obstacle {
    let message = words::in_one_line(language, fault);
    Obstacle { file: fault.file.clone(), line: fault.line, column: fault.column, message }
}

/// A run that came to nothing is a fault of its scenario as a whole.
fn overload(language: Language, file: &str, error: &RunError) -> Obstacle {
    Obstacle { file: file.to_owned(), line: None, column: None, message: words::run_error(language, error) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample::{folder, on_one_thread};
    use tempfile::TempDir;

    /// A folder of scenarios, each with what it expects.
    fn ground(scenarios: &[(&str, &str)]) -> TempDir {
        let with_expect: Vec<_> = scenarios.iter().map(|(name, keys)| (*name, format!("[expect]\n{keys}"))).collect();
        folder(&with_expect.iter().map(|(name, expect)| (*name, expect.as_str())).collect::<Vec<_>>())
    }

    fn checked(request: &CheckRequest) -> Result<CheckReport, Error> {
        on_one_thread(&(), |context| check(request, context))
    }

    fn request(ground: &TempDir) -> CheckRequest {
        let amount = Amount { days: Some(5), seed: None };
        CheckRequest { paths: vec![ground.path().to_owned()], amount, ..CheckRequest::default() }
    }

    #[test]
    fn what_is_missed_and_what_cannot_be_played_fails_and_ends_a_hasty_check() {
        for failing in ["offered = \"< 1\"", "offered = \"> 1\"\nseats = 1"] {
            let ground =
                ground(&[("a.toml", "offered = \"> 1\""), ("b.toml", failing), ("c.toml", "offered = \"> 1\"")]);
            let hasty = checked(&CheckRequest { fail_fast: true, ..request(&ground) }).expect("a check");
            assert_eq!((hasty.scenarios.len(), hasty.left_out), (2, 1), "{failing}");
            let whole = checked(&request(&ground)).expect("a check");
            assert_eq!((whole.scenarios.len(), whole.left_out), (3, 0), "{failing}");
        }
    }

    #[test]
    fn a_missing_baseline_fails_and_one_just_stored_does_not() {
        let ground = ground(&[("a.toml", "offered = \"> 1\""), ("b.toml", "offered = \"> 1\"")]);
        let baseline = Some(ground.path().join("baselines"));
        let hasty = CheckRequest { fail_fast: true, baseline, ..request(&ground) };
        assert_eq!(checked(&hasty).expect("a check").left_out, 1);
        assert_eq!(checked(&CheckRequest { update: true, ..hasty.clone() }).expect("a check").left_out, 0);
        assert_eq!(checked(&hasty).expect("a check").left_out, 0);
    }

    #[test]
    fn only_what_is_meant_is_played_and_nothing_at_all_is_told() {
        let ground = ground(&[("a.toml", "offered = \"> 1\"\nasa_s = \"< 9\""), ("b.toml", "offered = \"> 1\"")]);
        let only = |pattern: &str| checked(&CheckRequest { only: vec![pattern.to_owned()], ..request(&ground) });
        let found = only("ASA_S").expect("a check");
        let [Checked { state: ScenarioState::Played(played), .. }] = found.scenarios.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(played.expectations.len(), 1);
        assert!(matches!(only("occupancy"), Err(Error::NothingMeant(_))));
    }

    #[test]
    fn a_scenario_that_asks_for_a_precision_is_judged_on_the_days_that_takes() {
        let precision = "[run]\ndays = 4\nprecision = { measure = \"offered\", half_width = 1e-9, max_days = 9 }";
        let ground = ground(&[("a.toml", &format!("offered = \"> 1\"\n{precision}"))]);
        let days = |days: Option<u32>| {
            let amount = Amount { days, seed: None };
            let found = checked(&CheckRequest { amount, ..request(&ground) }).expect("a check");
            let [Checked { state: ScenarioState::Played(played), .. }] = found.scenarios.as_slice() else {
                panic!("{found:?}")
            };
            played.days
        };
        assert_eq!([days(None), days(Some(5))], [9, 5]);
    }

    #[test]
    fn baselines_of_more_days_than_are_stored_are_refused() {
        let ground = ground(&[("a.toml", "offered = \"> 1\"")]);
        let amount = Amount { days: Some(MOST_DAYS + 1), seed: None };
        let baseline = Some(ground.path().join("baselines"));
        let refused = checked(&CheckRequest { baseline, update: true, amount, ..request(&ground) });
        assert!(matches!(refused, Err(Error::TooManyDaysToStore { .. })));
    }
}
