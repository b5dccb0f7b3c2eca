//! What the comparison with theory found: plain data for reports.

/// Everything compared.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct VerifyResults {
    /// The cases, in their order.
    pub cases: Vec<CaseRun>,
    /// A line for each figure, case by case.
    pub lines: Vec<VerifiedFigure>,
    /// Chance of even one false miss in the whole table, if all is right (Holm 1979).
    pub false_alarm_rate: f64,
    /// How the z-scores are spread; `None` if there are none.
    pub spread: Option<Spread>,
}

/// One case as it was simulated.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CaseRun {
    /// Its name.
    pub name: String,
    /// Why it is there, in prose.
    pub why: String,
    /// Days simulated.
    pub days: u32,
    /// The seed they were drawn from.
    pub seed: u64,
}

/// One figure of one case beside its expected value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct VerifiedFigure {
    /// Name of the case.
    pub case: String,
    /// The figure as `[expect]` in a scenario names it.
    pub measure: String,
    /// Where the expected value comes from.
    pub source: Reference,
    /// The expected value.
    pub expected: f64,
    /// The value simulated.
    pub found: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// (found - expected) / standard error; the error of a published figure counts, too.
    pub z: f64,
    /// Chance that `z` is lower, if all is right.
    pub rank: f64,
    /// Chance of a z at least so far from 0, if all is right.
    pub p_value: f64,
    /// The same for the whole table, by Holm's method.
    pub adjusted_p: f64,
    /// Whether the figure agrees with what is expected.
    pub agrees: bool,
}

/// Where an expected value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// Computed from the parameters of the floor.
    Theory,
    /// Published by others who simulated the same floor, with an error of its own.
    Published,
}

impl Reference {
    /// The word used in results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Theory => "theory",
            Self::Published => "published",
        }
    }
}

/// How z-scores are spread, beside a standard normal.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Spread {
    /// Figures.
    pub figures: usize,
    /// Mean of their squares; about 1.
    pub mean_square: f64,
    /// Share of them beyond 1.96 on either side; about 0.05.
    pub beyond: f64,
    /// Cases: figures of one case hang together, so the test takes the first of each.
    pub cases: usize,
    /// Largest distance of their distribution from the right one (Kolmogorov and Smirnov).
    pub distance: f64,
    /// Chance of a distance at least so large, if all is right.
    pub p_value: f64,
}

impl VerifyResults {
    /// Figures that do not agree.
    pub fn misses(&self) -> usize {
        self.lines.iter().filter(|line| !line.agrees).count()
    }
}
