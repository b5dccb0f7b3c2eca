//! A check as people and programs read it: a page of text, JSON, Markdown, annotations for GitHub, JUnit.

pub mod baseline;
pub mod github;
pub mod json;
pub mod junit;
pub mod markdown;
#[cfg(test)]
mod sample;
pub mod text;
pub(super) mod words;

use crate::experiment::expect::{Fulfilment, Judgement};
use crate::model::expect::{Expected, Severity};
use crate::words::SkippedWhy;
use baseline::Beside;
use std::collections::BTreeMap;

/// What came of all scenarios that were looked at.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CheckReport {
    /// The command that makes it again.
    pub command: String,
    /// Every scenario, in order.
    pub scenarios: Vec<Checked>,
    /// Files that are no scenarios to check.
    pub skipped: Vec<Skipped>,
    /// Scenarios that were not run because an earlier one failed.
    pub left_out: usize,
    /// What an undecided expectation counts as.
    pub undecided: Undecided,
    /// Baselines of scenarios that are no longer there, if baselines were asked for.
    pub stale: Vec<String>,
    /// Whether these have been removed.
    pub removed: bool,
}

/// What an undecided expectation counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undecided {
    /// Neither good nor bad: the check is undecided.
    #[default]
    Open,
    /// Good.
    Passes,
    /// Missed.
    Fails,
}

/// One scenario.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// Its name; that of its file if it could not be read.
    pub name: String,
    /// The file as it was named.
    pub file: String,
    /// Things worth knowing about how it was read.
    pub notes: Vec<String>,
    /// What came of it.
    pub state: ScenarioState,
}

/// What came of a scenario.
#[derive(Clone, Debug)]
pub enum ScenarioState {
    /// It was played.
    Played(Played),
    /// It could not be: every reason.
    Bad(Vec<Obstacle>),
}

/// A scenario that was played.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Played {
    /// Hash of everything that was read for it, in hexadecimal.
    pub sha256: String,
    /// Days played.
    pub days: u32,
    /// The seed they were drawn from.
    pub seed: u64,
    /// Its expectations; without any, and without a baseline, it does not count.
    pub expectations: Vec<JudgedExpectation>,
    /// How it stands to its baseline, if baselines were asked for.
    pub baseline: Option<Box<Beside>>,
}

/// One expectation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct JudgedExpectation {
    /// What is expected of, as it is written.
    pub key: String,
    /// The file it stands in.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What follows if it is not met.
    pub severity: Severity,
    /// What is expected.
    pub expected: Expected,
    /// What came of it.
    pub judgement: Judgement,
}

/// Why a scenario could not be played.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// The file at fault.
    pub file: String,
    /// Line from 1, if it is about one.
    pub line: Option<usize>,
    /// Column from 1, in characters.
    pub column: Option<usize>,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// A file that was not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file as it was found.
    pub file: String,
    /// Why.
    pub why: SkippedWhy,
}

/// What an expectation counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountsAs {
    /// As expected.
    Met,
    /// Not sure to be as expected, which changes nothing.
    Warning,
    /// More days are needed.
    Undecided,
    /// Not as expected.
    Missed,
}

/// What a whole check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// Everything is as expected.
    Good,
    /// Something is not.
    Missed,
    /// A scenario could not be played, or its baseline not be used.
    BadInput,
    /// More days are needed to say.
    Undecided,
    /// Nothing was expected of anything.
    NothingRan,
}

impl Conclusion {
    /// The word used in results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Missed => "missed",
            Self::BadInput => "bad_input",
            Self::Undecided => "undecided",
            Self::NothingRan => "nothing_ran",
        }
    }
}

impl JudgedExpectation {
    /// What it counts as, if undecided ones count so.
    pub fn counts_as(&self, undecided: Undecided) -> CountsAs {
        let standing = match (self.judgement.outcome, undecided) {
            (Fulfilment::Met, _) => CountsAs::Met,
            (Fulfilment::Undecided(_), Undecided::Passes) => CountsAs::Met,
            (Fulfilment::Undecided(_), Undecided::Open) => CountsAs::Undecided,
            (Fulfilment::Undecided(_), Undecided::Fails) | (Fulfilment::Missed | Fulfilment::Undefined, _) => {
                CountsAs::Missed
            }
        };
        if self.severity == Severity::Warn { standing.min(CountsAs::Warning) } else { standing }
    }
}

impl CheckReport {
    /// The expectations of all scenarios that were played.
    pub fn lines(&self) -> impl Iterator<Item = &JudgedExpectation> {
        self.scenarios.iter().flat_map(Checked::lines)
    }

    /// Every fault once, with the number of scenarios it is in: that of a base is in all that stand on it.
    pub fn faults(&self) -> Vec<(&Obstacle, usize)> {
        let mut counts: BTreeMap<&Obstacle, usize> = BTreeMap::new();
        let all = || {
            self.scenarios.iter().flat_map(|scenario| match &scenario.state {
                ScenarioState::Bad(faults) => faults.as_slice(),
                ScenarioState::Played(_) => &[],
            })
        };
        all().for_each(|fault| *counts.entry(fault).or_default() += 1);
        all().filter_map(|fault| counts.remove(fault).map(|count| (fault, count))).collect()
    }

    /// The scenarios that were held against a baseline.
    pub fn beside(&self) -> impl Iterator<Item = &Beside> {
        self.scenarios.iter().filter_map(Checked::beside)
    }

    /// What everything counts as: expectations and baselines.
    fn standings(&self) -> impl Iterator<Item = CountsAs> {
        let lines = self.lines().map(|line| line.counts_as(self.undecided));
        lines.chain(self.beside().map(|beside| beside.counts_as(self.undecided)))
    }

    /// How many expectations count as this.
    pub fn count(&self, standing: CountsAs) -> usize {
        self.lines().filter(|line| line.counts_as(self.undecided) == standing).count()
    }

    /// What it all comes to: a fault outweighs a miss, a miss outweighs doubt.
    pub fn conclusion(&self) -> Conclusion {
        let is_bad =
            |s: &Checked| matches!(s.state, ScenarioState::Bad(_)) || s.beside().is_some_and(Beside::is_unusable);
        if self.scenarios.iter().any(is_bad) {
            return Conclusion::BadInput;
        }
        match self.standings().max() {
            Some(CountsAs::Missed) => Conclusion::Missed,
            Some(CountsAs::Undecided) => Conclusion::Undecided,
            Some(CountsAs::Warning | CountsAs::Met) => Conclusion::Good,
            None => Conclusion::NothingRan,
        }
    }
}

impl Checked {
    /// Its expectations; none if it could not be played.
    pub fn lines(&self) -> &[JudgedExpectation] {
        match &self.state {
            ScenarioState::Played(played) => &played.expectations,
            ScenarioState::Bad(_) => &[],
        }
    }

    /// How it stands to its baseline, if it was held against one.
    pub fn beside(&self) -> Option<&Beside> {
        match &self.state {
            ScenarioState::Played(played) => played.baseline.as_deref(),
            ScenarioState::Bad(_) => None,
        }
    }

    /// Whether it was played and nothing is expected of it, not even by a baseline.
    pub fn is_uncounted(&self) -> bool {
        matches!(&self.state, ScenarioState::Played(played) if played.expectations.is_empty() && played.baseline.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{bad, check, line, played};
    use super::*;
    use crate::experiment::expect::MoreDays;

    const OPEN: Fulfilment = Fulfilment::Undecided(MoreDays::Between { least: 40, most: 100 });

    #[test]
    fn what_is_undefined_is_missed_and_what_is_undecided_counts_as_asked() {
        let of = |outcome| line("asa_s", outcome, Severity::Fail);
        assert_eq!(of(Fulfilment::Undefined).counts_as(Undecided::Passes), CountsAs::Missed);
        let all = [Undecided::Open, Undecided::Passes, Undecided::Fails].map(|how| of(OPEN).counts_as(how));
        assert_eq!(all, [CountsAs::Undecided, CountsAs::Met, CountsAs::Missed]);
    }

    #[test]
    fn a_fault_of_several_scenarios_is_there_once() {
        let all = check(vec![bad("b"), bad("b"), played("a", Vec::new()), bad("c")]);
        let counts: Vec<_> = all.faults().into_iter().map(|(fault, count)| (fault.file.as_str(), count)).collect();
        assert_eq!(counts, [("plans/b.toml", 2), ("plans/c.toml", 1)]);
    }

    #[test]
    fn a_warning_never_changes_the_conclusion() {
        for outcome in [Fulfilment::Missed, OPEN, Fulfilment::Undefined] {
            let warned = check(vec![played("a", vec![line("asa_s", outcome, Severity::Warn)])]);
            assert_eq!((warned.conclusion(), warned.count(CountsAs::Warning)), (Conclusion::Good, 1), "{outcome:?}");
        }
        let met = line("asa_s", Fulfilment::Met, Severity::Warn);
        assert_eq!(check(vec![played("a", vec![met])]).count(CountsAs::Warning), 0);
    }

    #[test]
    fn the_gravest_decides() {
        let of = |outcome| played("a", vec![line("asa_s", outcome, Severity::Fail)]);
        let conclusion = |scenarios| check(scenarios).conclusion();
        assert_eq!(conclusion(vec![of(Fulfilment::Met), of(Fulfilment::Met)]), Conclusion::Good);
        assert_eq!(conclusion(vec![of(Fulfilment::Met), of(OPEN)]), Conclusion::Undecided);
        assert_eq!(conclusion(vec![of(OPEN), of(Fulfilment::Missed)]), Conclusion::Missed);
        assert_eq!(conclusion(vec![of(Fulfilment::Missed), bad("b")]), Conclusion::BadInput);
        assert_eq!(conclusion(vec![played("a", Vec::new())]), Conclusion::NothingRan);
        assert_eq!(conclusion(Vec::new()), Conclusion::NothingRan);
    }
}
