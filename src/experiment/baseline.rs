//! What is kept of a run, and how a later run of the same days has moved from it (M-S3).

use super::compare::{ComparedFigure, ERROR_RATE, Finding, Scale, compare};
use super::pairs::{DayPairs, Days, MeasureDays};
use crate::figures::{Concern, Measure};
use crate::stats::DayWaits;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A run as it is stored, so that later runs can be held against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// The version of the program that made it, `1.4.0`.
    pub version: String,
    /// Days simulated.
    pub days: u32,
    /// The seed they were drawn from.
    pub seed: u64,
    /// Fingerprint of the results: as long as it is the same, they are.
    pub results: String,
    /// What is set in the scenario, as far as it has to do with what is simulated: path and value.
    pub settings: BTreeMap<String, String>,
    /// Fingerprint of the tables of data that the scenario reads.
    pub tables: String,
    /// The tables by the names of their files; empty in baselines that do not tell them apart.
    pub table_files: BTreeMap<String, StoredTable>,
    /// Every day; without intervals.
    pub pairs: DayPairs,
    /// Names of measures that it has, and that this version of the program does not know.
    pub unknown: Vec<String>,
}

/// A table of data that a scenario reads.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct StoredTable {
    /// Fingerprint of its lines.
    pub sha256: String,
    /// Calls in it; 0 if it is about something else.
    pub calls: f64,
    /// Hours of people in it; 0 if it is about something else.
    pub person_hours: f64,
}

/// How often each of so many scenarios that are checked together may be found better or worse by chance, so that the
/// chance of even one such finding among them all is at most [`ERROR_RATE`] (Bonferroni).
pub fn error_rate(scenarios: usize) -> f64 {
    ERROR_RATE / scenarios.max(1) as f64
}

/// Why a run cannot be held against a baseline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Other draws, so other days.
    #[error("it has the days of seed {stored}, and this run those of seed {now}")]
    OtherSeed {
        /// The baseline's.
        stored: u64,
        /// The run's.
        now: u64,
    },
    /// Between major versions draws and measures may change their meaning.
    #[error("it is of holdline {stored}, and this is {now}: another major version")]
    OtherMajorVersion {
        /// The baseline's.
        stored: String,
        /// The run's.
        now: String,
    },
}

/// How a run stands to its baseline.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Movement {
    /// Days that both have, from the first on: what is said holds for these.
    pub days: u32,
    /// Whether every result is the same to the last byte; if one has more days than the other, every daily figure of
    /// the days that both have.
    pub unchanged: bool,
    /// Whether every measure that both have is the same on every day: what has moved lies elsewhere.
    pub same_days: bool,
    /// How each measure of the day has moved; `a` is the baseline, `b` the run. Empty if unchanged.
    pub measures: Vec<ComparedFigure>,
    /// Measures that only one of the two has, or that cannot be told from the days that both have.
    pub left_out: Vec<String>,
}

/// What a movement comes to as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// By no more than the margins.
    Within,
    /// Better for callers, or the same for less.
    Better,
    /// Better for callers, for more hours or money.
    Traded,
    /// Worse for callers, or the same for more.
    Worse,
    /// More days would tell.
    Undecided,
}

impl Moved {
    /// The word used in results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Better => "better",
            Self::Traded => "traded",
            Self::Worse => "worse",
            Self::Undecided => "undecided",
        }
    }
}

/// By which measures a movement is judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Guard {
    /// By those that a reader is shown first, but for how busy people are. More hours that callers gain by are a trade.
    #[default]
    Shown,
    /// By these alone: more of a guarded effort is worse, whatever callers gain.
    Only(Vec<Guarded>),
}

/// A measure, or all of a kind that a reader is shown first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guarded {
    /// All of them.
    All(Concern),
    /// This one.
    Measure(Measure),
}

impl Guarded {
    /// What is called so: `service`, `effort`, or a measure by its name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "service" => Some(Self::All(Concern::Service)),
            "effort" => Some(Self::All(Concern::Effort)),
            _ => Measure::parse(name).map(Self::Measure),
        }
    }

    /// What it is called.
    pub fn name(self) -> Cow<'static, str> {
        match self {
            Self::All(Concern::Service) => "service".into(),
            Self::All(Concern::Effort) => "effort".into(),
            Self::All(Concern::Busyness) => Measure::Occupancy.name(),
            Self::Measure(measure) => measure.name(),
        }
    }

    fn covers(self, measure: Measure) -> bool {
        match self {
            Self::All(concern) => measure.is_headline() && measure.concern() == concern,
            Self::Measure(one) => measure == one,
        }
    }
}

impl Guard {
    fn covers(&self, measure: Measure) -> bool {
        match self {
            Self::Shown => measure.is_headline() && measure.concern() != Concern::Busyness,
            Self::Only(some) => some.iter().any(|guarded| guarded.covers(measure)),
        }
    }
}

impl Movement {
    /// What it comes to, by the measures that are guarded. If there is nothing to compare it is `Undecided`. What was never seen in
    /// either run (see [`ComparedFigure::is_never_seen`]) has no say.
    pub fn moved_as(&self, guard: &Guard) -> Moved {
        if self.unchanged || self.same_days {
            return Moved::Within;
        }
        if self.measures.is_empty() {
            return Moved::Undecided;
        }
        let judged = || self.measures.iter().filter(|c| guard.covers(c.measure) && !c.is_never_seen());
        let is_any = |finding: Finding| judged().any(|c| c.finding == finding);
        let (gains, dearer, cheaper) = (is_any(Finding::Better), is_any(Finding::More), is_any(Finding::Fewer));
        let is_a_trade = gains && *guard == Guard::Shown;
        if is_any(Finding::Worse) || (dearer && !is_a_trade) {
            Moved::Worse
        } else if is_any(Finding::Undecided) {
            Moved::Undecided
        } else if dearer {
            Moved::Traded
        } else if gains || cheaper {
            Moved::Better
        } else {
            Moved::Within
        }
    }

    /// The measures that a reader is shown first.
    pub fn headline(&self) -> impl Iterator<Item = &ComparedFigure> {
        self.measures.iter().filter(|c| c.measure.is_headline())
    }

    /// The measures whose figure is not the same.
    pub fn moved(&self) -> impl Iterator<Item = &ComparedFigure> {
        self.measures.iter().filter(|c| c.a != c.b)
    }
}

impl Baseline {
    /// Holds a later run, kept in the same form, against this baseline. Of two runs of different lengths the days that
    /// both have are compared.
    ///
    /// The chance of even one false `better` or `worse` among all measures is at most the scale's error rate.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn against(&self, now: &Self, scale: &Scale) -> Result<Movement, Refusal> {
        self.refused(now)?;
        let days = self.days.min(now.days);
        let (stored, found, left_out) = shared(&self.pairs, &now.pairs, days as usize);
        let names = left_out.into_iter().map(|measure| measure.name().into_owned());
        let left_out = names.chain(self.unknown.iter().cloned()).collect();
        let same_days = stored == found && !stored.measures.is_empty();
        let unchanged = if self.days == now.days { self.results == now.results } else { same_days };
        let measures = if unchanged { Vec::new() } else { compare(&stored, &found, scale) };
        Ok(Movement { days, unchanged, same_days, measures, left_out })
    }

    fn refused(&self, now: &Self) -> Result<(), Refusal> {
        if self.seed != now.seed {
            return Err(Refusal::OtherSeed { stored: self.seed, now: now.seed });
        }
        let major = |version: &str| version.split('.').next().map(str::to_owned);
        if major(&self.version) != major(&now.version) {
            return Err(Refusal::OtherMajorVersion { stored: self.version.clone(), now: now.version.clone() });
        }
        Ok(())
    }
}

/// The measures that both have, of the first days, and the others.
fn shared(a: &DayPairs, b: &DayPairs, days: usize) -> (DayPairs, DayPairs, Vec<Measure>) {
    let first_waits = |pairs: &DayPairs| pairs.waits[..days.min(pairs.waits.len())].to_vec();
    let kept = |pairs: &DayPairs| DayPairs { waits: first_waits(pairs), ..DayPairs::default() };
    let (mut first, mut second, mut left_out) = (kept(a), kept(b), Vec::new());
    // Of runs of different lengths both percentiles are read from the days that both have, in the same way.
    let recount = a.waits.len() != b.waits.len();
    for x in &a.measures {
        match b.measures.iter().find(|y| y.measure == x.measure).filter(|y| alike(&x.days, &y.days)) {
            Some(y) => {
                first.measures.push(first_days(x, days, recount.then_some(&first.waits)));
                second.measures.push(first_days(y, days, recount.then_some(&second.waits)));
            }
            None => left_out.push(x.measure),
        }
    }
    let is_new = |measure: &Measure| a.measures.iter().all(|x| x.measure != *measure);
    left_out.extend(b.measures.iter().map(|y| y.measure).filter(is_new));
    (first, second, left_out)
}

/// Whether two figures mean the same.
fn alike(x: &Days, y: &Days) -> bool {
    match (x, y) {
        (Days::Ratio { scale: a, .. }, Days::Ratio { scale: b, .. }) => a == b,
        (Days::Percentile { p: a, .. }, Days::Percentile { p: b, .. }) => a == b,
        (Days::Ratio { .. }, Days::Percentile { .. }) | (Days::Percentile { .. }, Days::Ratio { .. }) => false,
    }
}

/// The measure of the first days; a percentile from the waits of these days, if they are given.
fn first_days(measure: &MeasureDays, days: usize, waits: Option<&Vec<DayWaits>>) -> MeasureDays {
    let mut measure = measure.clone();
    match (&mut measure.days, waits) {
        (Days::Ratio { pairs, .. }, _) => pairs.truncate(days),
        (Days::Percentile { p, all }, Some(waits)) => *all = DayWaits::all_of(waits).quantile(*p),
        (Days::Percentile { .. }, None) => {}
    }
    measure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Histogram;
    use crate::units::Span;

    fn ratio(measure: Measure, pairs: &[(i64, i64)]) -> MeasureDays {
        MeasureDays { measure, days: Days::Ratio { pairs: pairs.to_vec(), scale: 1.0 } }
    }

    /// So many days with an answer rate of about this share, and waits of about so many seconds.
    fn run_of(results: &str, days: u32, percent: i64, seconds: i64) -> Baseline {
        let pairs: Vec<_> = (0..i64::from(days)).map(|d| (percent * 10 + d * 7 % 5, 1_000)).collect();
        let day = |d: i64| {
            let mut waits = Histogram::new();
            (0..100).for_each(|call| waits.record(Span::from_micros(seconds * 10_000 * (60 + call % 50 + d % 3))));
            DayWaits::of(&waits)
        };
        let waits: Vec<_> = (0..i64::from(days)).map(day).collect();
        let days_of = Days::Percentile { p: 0.95, all: DayWaits::all_of(&waits).quantile(0.95) };
        let measures =
            vec![ratio(Measure::AnswerRate, &pairs), MeasureDays { measure: Measure::WaitP95, days: days_of }];
        Baseline {
            version: "1.4.0".to_owned(),
            days,
            seed: 1,
            results: results.to_owned(),
            settings: BTreeMap::new(),
            tables: String::new(),
            table_files: BTreeMap::new(),
            pairs: DayPairs { measures, intervals: Vec::new(), waits },
            unknown: Vec::new(),
        }
    }

    fn baseline(results: &str, days: u32, percent: i64) -> Baseline {
        run_of(results, days, percent, 200 - percent)
    }

    fn held(stored: &Baseline, now: &Baseline) -> Movement {
        stored.against(now, &Scale { margin: &Measure::default_margin, error_rate: error_rate(1) }).expect("no refusal")
    }

    #[test]
    fn the_same_results_are_unchanged() {
        let found = held(&baseline("a", 20, 90), &baseline("a", 20, 90));
        assert!(found.unchanged && found.measures.is_empty());
        assert_eq!(found.moved_as(&Guard::Shown), Moved::Within);
    }

    #[test]
    fn the_worst_finding_on_a_measure_shown_first_is_that_of_the_whole() {
        let stored = baseline("a", 20, 90);
        assert_eq!(held(&stored, &baseline("b", 20, 80)).moved_as(&Guard::Shown), Moved::Worse);
        assert_eq!(held(&stored, &baseline("b", 20, 95)).moved_as(&Guard::Shown), Moved::Better);
        let mut mixed = run_of("b", 20, 95, 150);
        assert_eq!(held(&stored, &mixed).moved_as(&Guard::Shown), Moved::Worse);
        mixed.pairs.measures[1].measure = Measure::WaitP99;
        assert_eq!(held(&stored, &mixed).moved_as(&Guard::Shown), Moved::Better);
    }

    /// A movement of these measures, found like this.
    fn movement(found: &[(Measure, Finding)]) -> Movement {
        let figure = |&(measure, finding): &(Measure, Finding)| ComparedFigure {
            measure,
            a: Some(1.0),
            b: Some(2.0),
            difference: None,
            margin: 0.0,
            p_value: 0.0,
            finding,
        };
        let measures = found.iter().map(figure).collect();
        Movement { days: 9, unchanged: false, same_days: false, measures, left_out: Vec::new() }
    }

    #[test]
    fn more_hours_for_better_service_are_a_trade_and_for_nothing_are_worse() {
        use Finding::{Better, Fewer, More, NoDifference, Undecided, Worse};
        let (rate, hours, busy) = (Measure::AnswerRate, Measure::SignedInHours, Measure::Occupancy);
        let moved = |found: &[(Measure, Finding)]| movement(found).moved_as(&Guard::Shown);
        assert_eq!(moved(&[(rate, Better), (hours, More)]), Moved::Traded);
        assert_eq!(moved(&[(rate, NoDifference), (hours, More)]), Moved::Worse);
        assert_eq!(moved(&[(rate, NoDifference), (hours, Fewer)]), Moved::Better);
        assert_eq!(moved(&[(rate, Worse), (hours, Fewer)]), Moved::Worse);
        assert_eq!(moved(&[(rate, Better), (hours, More), (Measure::Asa, Undecided)]), Moved::Undecided);
        assert_eq!(moved(&[(rate, NoDifference), (busy, More)]), Moved::Within);
        assert_eq!(moved(&[(rate, NoDifference), (busy, Undecided)]), Moved::Within);
    }

    #[test]
    fn only_what_is_guarded_is_judged_and_a_guarded_effort_is_no_trade() {
        use Finding::{Better, More, Worse};
        let guard = |names: &[&str]| Guard::Only(names.iter().filter_map(|name| Guarded::parse(name)).collect());
        let traded = movement(&[(Measure::AnswerRate, Better), (Measure::SignedInHours, More)]);
        assert_eq!(traded.moved_as(&guard(&["service"])), Moved::Better);
        assert_eq!(traded.moved_as(&guard(&["service", "effort"])), Moved::Worse);
        assert_eq!(traded.moved_as(&guard(&["cost"])), Moved::Within);
        let hidden = movement(&[(Measure::AbandonRate, Worse)]);
        assert_eq!(
            [Guard::Shown, guard(&["abandon_rate"])].map(|g| hidden.moved_as(&g)),
            [Moved::Within, Moved::Worse]
        );
        assert_eq!(Guarded::parse("nonsense"), None);
    }

    #[test]
    fn results_that_moved_elsewhere_than_in_the_measures_of_the_day_make_no_difference() {
        let found = held(&baseline("a", 20, 90), &baseline("b", 20, 90));
        assert!(!found.unchanged && found.same_days && found.moved().next().is_none());
        assert_eq!(found.moved_as(&Guard::Shown), Moved::Within);
    }

    #[test]
    fn what_was_never_seen_in_either_run_has_no_say() {
        let (mut stored, mut now) = (baseline("a", 20, 90), baseline("b", 20, 95));
        for run in [&mut stored, &mut now] {
            run.pairs.measures.push(ratio(Measure::MinutesAbove10, &[(0, 1); 20]));
        }
        let found = held(&stored, &now);
        assert_eq!(found.measures[2].finding, Finding::Undecided);
        assert_eq!(found.moved_as(&Guard::Shown), Moved::Better);
    }

    #[test]
    fn runs_of_different_lengths_are_held_against_each_other_over_the_days_of_the_shorter() {
        for (stored, now) in [(50, 20), (20, 50)] {
            let same = held(&baseline("a", stored, 90), &baseline("b", now, 90));
            assert!(same.unchanged && same.days == 20);
            let moved = held(&baseline("a", stored, 90), &baseline("b", now, 80));
            assert_eq!((moved.moved_as(&Guard::Shown), moved.days), (Moved::Worse, 20));
            assert!(moved.left_out.is_empty());
        }
    }

    #[test]
    fn measures_that_mean_something_else_are_left_out_and_nothing_left_decides_nothing() {
        let (stored, mut now) = (baseline("a", 20, 90), baseline("b", 20, 90));
        now.pairs.measures[0].measure = Measure::Occupancy;
        now.pairs.measures[1] = ratio(Measure::WaitP95, &[(1, 1); 20]);
        let found = held(&stored, &now);
        assert_eq!(found.left_out, ["answer_rate", "wait_p95_s", "occupancy"]);
        assert_eq!(found.moved_as(&Guard::Shown), Moved::Undecided);
    }

    #[test]
    fn measures_that_this_version_does_not_know_are_left_out_by_name() {
        let stored = Baseline { unknown: vec!["of_later".to_owned()], ..baseline("a", 20, 90) };
        let found = held(&stored, &baseline("b", 20, 80));
        assert_eq!((found.left_out, found.measures.len()), (vec!["of_later".to_owned()], 2));
    }

    #[test]
    fn another_seed_and_another_major_version_are_refused() {
        let (stored, now) = (baseline("a", 20, 90), baseline("a", 20, 90));
        let scale = Scale { margin: &Measure::default_margin, error_rate: error_rate(1) };
        let refused = |now: &Baseline| stored.against(now, &scale).map_err(|refusal| refusal.to_string());
        assert!(refused(&Baseline { version: "1.5.2".to_owned(), ..now.clone() }).is_ok());
        assert_eq!(
            refused(&Baseline { version: "2.0.0".to_owned(), ..now.clone() }),
            Err("it is of holdline 1.4.0, and this is 2.0.0: another major version".to_owned())
        );
        assert_eq!(
            refused(&Baseline { seed: 2, ..now }),
            Err("it has the days of seed 1, and this run those of seed 2".to_owned())
        );
    }
}
