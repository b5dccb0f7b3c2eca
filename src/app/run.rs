//! Simulates a scenario, all of its days or a part of them, and keeps what was found.

use super::context::{Context, News};
use super::files::{Files, RESULTS};
use super::html::{self, Reported};
use super::owned::{self, ResultsOf};
use super::parts::{self, Part, PartOf};
use super::whole::OutDir;
use super::{people, places, plots};
use crate::experiment::results::RunResults;
use crate::experiment::{self, RunError, RunPlan};
use crate::failure::Error;
use crate::report::{self, FloorShape, Provenance};
use crate::scenario::{self, Scenario};
use crate::words::{self, Language};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How much is simulated; what is not said is the scenario's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Days, at least 1, whatever precision the scenario asks for.
    pub days: Option<u32>,
    /// What all draws depend on.
    pub seed: Option<u64>,
}

impl Amount {
    /// The plan of a scenario's run, on the threads it is called on.
    ///
    /// # Errors
    /// If no days are asked for.
    pub(super) fn plan(self, scenario: &Scenario) -> Result<RunPlan, Error> {
        let days = self.days.unwrap_or(scenario.run.days);
        let seed = self.seed.unwrap_or(scenario.run.seed);
        if days == 0 {
            return Err(RunError::NoDays.into());
        }
        let precision = scenario.run.precision.filter(|_| self.days.is_none());
        Ok(RunPlan::new(days, seed).until(precision))
    }
}

/// Where what was found goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Nowhere: it is only handed back.
    #[default]
    Nowhere,
    /// To its own place in the folder `out`, known by the names of what was run.
    InOut,
    /// To this place.
    At(PathBuf),
}

impl Keep {
    /// The place, if there is one.
    pub(super) fn place(&self, own: impl FnOnce() -> PathBuf) -> Option<PathBuf> {
        match self {
            Self::Nowhere => None,
            Self::InOut => Some(own()),
            Self::At(place) => Some(place.clone()),
        }
    }
}

/// A run that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// `key=value`, laid over it in order.
    pub set: Vec<String>,
    /// How much is simulated.
    pub amount: Amount,
    /// The calls of so many days, from the first on, are listed one by one; `None`: there is no list.
    pub calls: Option<u32>,
    /// The same days are played without each rung of the ladder and without any, to tell what they buy; not where parts are merged.
    pub ladder_value: bool,
    /// Files with the parts of the run, which are merged instead of simulating; empty: it is simulated.
    pub merge: Vec<PathBuf>,
    /// The language of the plots; a run in another one is another command, as its plots are other bytes.
    pub plots: Language,
    /// Where the results go.
    pub keep: Keep,
    /// Results of another scenario there are replaced.
    pub force: bool,
}

impl RunRequest {
    fn read(&self, context: &Context<'_>) -> Result<Scenario, Error> {
        let scenario = scenario::read(&self.scenario, &self.set)?;
        let remark = |text: &String| context.listener.heard(&News::Remark { of: None, text });
        words::notes(context.language, &scenario.notes).iter().for_each(remark);
        Ok(scenario)
    }

    fn provenance(&self, scenario: &Scenario) -> Provenance {
        Provenance {
            name: scenario.floor.name.clone(),
            why: scenario.floor.why.clone(),
            file: self.scenario.display().to_string(),
            sha256: scenario.sha256.clone(),
            date: scenario.date,
            warm_up: scenario.floor.warm_up,
            // Results are the same bytes whatever language whoever runs this speaks.
            notes: words::notes(Language::English, &scenario.notes),
            command: self.command(),
        }
    }
}

/// What came of a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RunOutcome {
    /// What was simulated.
    pub scenario: Scenario,
    /// Where the results come from.
    pub from: Provenance,
    /// What was found.
    pub results: RunResults,
    /// Where it was written, if anywhere.
    pub place: Option<PathBuf>,
    /// The language of its plots.
    pub plots: Language,
}

impl RunOutcome {
    fn shape(&self) -> FloorShape {
        FloorShape::of(&self.scenario.floor).in_language(self.plots)
    }

    /// The text of `results.json`.
    pub fn json(&self) -> String {
        report::json::results(&self.from, &self.shape(), &self.results)
    }
}

/// Simulates all days, or merges their parts, and writes results and plots if asked to, whole or not at all.
///
/// # Errors
/// Whatever keeps them from being made or written; then nothing is.
pub fn run(request: &RunRequest, context: &Context<'_>) -> Result<RunOutcome, Error> {
    let scenario = request.read(context)?;
    let plan = request.amount.plan(&scenario)?.calls_of(request.calls.unwrap_or(0));
    let place = request.keep.place(|| places::of_run(&scenario.floor.name, &scenario.file));
    let out = place.as_deref().map(|place| OutDir::reserve(place, &RESULTS, context.unfinished)).transpose()?;
    if let Some(place) = &place {
        let own = [ResultsOf::new(&scenario.file, &[])];
        owned::replaceable(place, &RESULTS, &own, request.force, context)?;
    }
    let mut results = simulated(request, &scenario, &plan, context)?;
    if results.days_cut_in_log > 0 {
        context.listener.heard(&News::LadderLogCut { days: results.days_cut_in_log });
    }
    people::staff(&mut results, &scenario.floor, context)?;
    let outcome = RunOutcome { from: request.provenance(&scenario), scenario, results, place, plots: request.plots };
    if let Some(out) = out {
        write(&outcome, request.calls.is_some(), &Files { directory: &out.path(), context })?;
        out.publish()?;
    }
    Ok(outcome)
}

fn simulated(
    request: &RunRequest,
    scenario: &Scenario,
    plan: &RunPlan,
    context: &Context<'_>,
) -> Result<RunResults, Error> {
    if !request.merge.is_empty() {
        of_known_length(plan)?;
        let parts = parts::read_all(&request.merge, &PartOf::new(scenario, plan))?;
        return Ok(context.pool.install(|| experiment::merge(&scenario.floor, plan, parts, &()))?);
    }
    let floor = &scenario.floor;
    let runs = if request.ladder_value { experiment::runs_for_ladder_value(floor.rungs().count()) } else { 1 };
    context.listener.heard(&News::Plays(plan.most_days().saturating_mul(runs)));
    let play = || match request.ladder_value {
        true => experiment::replicate_with_ladder_value(floor, plan, context.listener),
        false => experiment::replicate(floor, plan, context.listener),
    };
    let results = context.pool.install(play);
    context.listener.heard(&News::Played(results.as_ref().map_or(plan.days, |results| results.days)));
    Ok(results?)
}

/// Whether it is known beforehand how many days a run has, as it must be to play them in parts.
fn of_known_length(plan: &RunPlan) -> Result<(), Error> {
    if plan.precision.is_some() { Err(Error::PartOfUnknownLength) } else { Ok(()) }
}

fn write(outcome: &RunOutcome, with_calls: bool, files: &Files<'_>) -> Result<(), Error> {
    let results = &outcome.results;
    files.write(RESULTS.mark, |out| out.write_all(outcome.json().as_bytes()))?;
    files.write("days.csv", |out| report::csv::days(results, out))?;
    if !results.dates.is_empty() {
        files.write("dates.csv", |out| report::csv::dates(results, out))?;
    }
    files.write("intervals.csv", |out| report::csv::intervals(results, out))?;
    files.write("intervals_page.csv", |out| report::interval_table::csv(results, out))?;
    files.write("ladder.csv", |out| report::csv::ladder(results, out))?;
    if with_calls {
        files.write("calls.csv", |out| report::csv::calls(results, out))?;
    }
    let shape = outcome.shape();
    let pictures = plots::of_run(&shape, results, files)?;
    let (scenario, from) = (&outcome.scenario, &outcome.from);
    html::of_run(&Reported { scenario, from, results, shape: &shape, pictures: &pictures }, files)
}

/// What came of a part of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartOutcome {
    /// The file it was written to.
    pub place: PathBuf,
    /// The days in it, from 0.
    pub days: Range<u32>,
    /// Days of the whole run.
    pub of: u32,
}

/// Simulates one part of the days and writes its sums to `place`, by default one of its own in the folder `out`. What a
/// request says of calls, parts and places does not count.
///
/// # Errors
/// Whatever keeps it from being made or written; then nothing is.
pub fn run_part(
    request: &RunRequest,
    part: Part,
    place: Option<&Path>,
    context: &Context<'_>,
) -> Result<PartOutcome, Error> {
    let scenario = request.read(context)?;
    let plan = request.amount.plan(&scenario)?;
    of_known_length(&plan)?;
    let is_one = (1..=part.of).contains(&part.number);
    let days = if is_one { experiment::part_of_days(plan.days, part.number, part.of) } else { 0..0 };
    if days.is_empty() {
        return Err(Error::NoDayInPart { number: part.number, of: part.of, days: plan.days });
    }
    let own = || places::of_part(&scenario.floor.name, &scenario.file, part);
    let place = place.map_or_else(own, Path::to_owned);
    let of = PartOf::new(&scenario, &plan);
    let out = parts::reserve(&place, &of, &days, context)?;
    let number = days.len() as u32;
    context.listener.heard(&News::Plays(number));
    let play = || experiment::replicate_part(&scenario.floor, &plan, days.clone(), context.listener);
    let kept = context.pool.install(play);
    context.listener.heard(&News::Played(number));
    parts::publish(out, &of, &kept?)?;
    Ok(PartOutcome { place, days, of: plan.days })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::context::Listener;
    use crate::app::sample::{folder, on_one_thread};
    use crate::experiment::Watch;
    use std::fs;
    use std::sync::Mutex;
    use tempfile::TempDir;

    fn request(folder: &TempDir, keep: Keep) -> RunRequest {
        let amount = Amount { days: Some(3), seed: None };
        RunRequest { scenario: folder.path().join("a.toml"), amount, keep, ..RunRequest::default() }
    }

    /// Stops at once, and keeps what it hears.
    #[derive(Default)]
    struct Hasty(Mutex<Vec<String>>);

    impl Watch for Hasty {
        fn interrupted(&self) -> bool {
            true
        }
    }

    impl Listener for Hasty {
        fn heard(&self, news: &News<'_>) {
            self.0.lock().expect("nobody panics").push(format!("{news:?}"));
        }
    }

    #[test]
    fn what_is_kept_nowhere_is_handed_back_and_what_is_kept_is_the_same() {
        let folder = folder(&[("a.toml", "")]);
        let run = |keep| on_one_thread(&(), |context| run(&request(&folder, keep), context)).expect("a run");
        let outcome = run(Keep::Nowhere);
        assert_eq!((outcome.results.days, outcome.place.as_ref()), (3, None));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        let place = folder.path().join("kept");
        let kept = run(Keep::At(place.clone()));
        assert_eq!(kept.json(), outcome.json());
        assert_eq!(fs::read_to_string(place.join("results.json")).expect("results"), outcome.json());
    }

    #[test]
    fn a_run_that_is_stopped_leaves_nothing_and_was_told_of_its_days() {
        let (folder, hasty) = (folder(&[("a.toml", "")]), Hasty::default());
        let request = request(&folder, Keep::At(folder.path().join("kept")));
        let stopped = on_one_thread(&hasty, |context| run(&request, context)).expect_err("stopped");
        assert!(matches!(stopped, Error::Interrupted));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        let heard = hasty.0.lock().expect("nobody panics");
        let of_days: Vec<&String> = heard.iter().filter(|news| news.starts_with("Play")).collect();
        assert_eq!(of_days, ["Plays(3)", "Played(3)"]);
    }

    #[test]
    fn parts_are_merged_into_the_run_they_are_of_and_into_no_other() {
        let folder = folder(&[("a.toml", "")]);
        let part = |number| folder.path().join(format!("{number}.part"));
        on_one_thread(&(), |context| {
            for number in [1, 2] {
                let done =
                    run_part(&request(&folder, Keep::Nowhere), Part { number, of: 2 }, Some(&part(number)), context);
                assert_eq!(done.expect("a part").of, 3);
            }
            let merged = RunRequest { merge: vec![part(1), part(2)], ..request(&folder, Keep::Nowhere) };
            let whole = run(&request(&folder, Keep::Nowhere), context).expect("a run").json();
            assert_eq!(run(&merged, context).expect("a run").json(), whole);
            let longer = RunRequest { amount: Amount { days: Some(4), seed: None }, ..merged.clone() };
            assert!(matches!(run(&longer, context), Err(Error::Parts(all)) if all.len() == 2));
            for (number, of) in [(1, 9), (0, 2), (3, 2), (0, 0)] {
                let none = run_part(&request(&folder, Keep::Nowhere), Part { number, of }, None, context);
                assert!(matches!(none, Err(Error::NoDayInPart { days: 3, .. })), "{number} of {of}");
            }
            let nothing = RunRequest { amount: Amount { days: Some(0), seed: None }, ..merged };
            assert!(matches!(run(&nothing, context), Err(Error::Run(RunError::NoDays))));
        });
    }

    #[test]
    fn days_are_added_until_a_figure_is_known_and_no_precision_is_asked_for_of_a_number_of_days() {
        let asks = |max_days: u32| {
            format!("[run]\ndays = 4\nprecision = {{ measure = 'asa_s', half_width = 1e-9, max_days = {max_days} }}\n")
        };
        let folder = folder(&[("a.toml", &asks(9))]);
        on_one_thread(&(), |context| {
            let with = |days| RunRequest { amount: Amount { days, seed: None }, ..request(&folder, Keep::Nowhere) };
            let longest = run(&with(None), context).expect("a run").results;
            let fixed = run(&with(Some(9)), context).expect("a run").results;
            assert!(!longest.precision.expect("it was asked for").is_reached() && fixed.precision.is_none());
            assert_eq!(RunResults { precision: None, ..longest }, fixed);
            let part = run_part(&with(None), Part { number: 1, of: 2 }, None, context);
            assert!(matches!(part, Err(Error::PartOfUnknownLength)));
            let merged = RunRequest { merge: vec![folder.path().join("1.part")], ..with(None) };
            assert!(matches!(run(&merged, context), Err(Error::PartOfUnknownLength)));
        });
    }

    #[test]
    fn faults_of_a_scenario_are_handed_back_all_of_them() {
        let folder = folder(&[("a.toml", "seats = \"x\"\nlines = -1")]);
        let refused = on_one_thread(&(), |context| run(&request(&folder, Keep::Nowhere), context)).expect_err("faults");
        assert!(matches!(refused, Error::Scenario(faults) if !faults.faults().is_empty()));
    }
}
