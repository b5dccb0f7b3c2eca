//! Several arms side by side: a row for each measure, a column for each arm, and what is sure as a sign behind the figure.

use super::words::{self, figure};
use super::{Arm, Compared};
use crate::experiment::compare::{ComparedFigure, Finding};
use crate::figures::Measure;

/// A table of figures, the baseline in the first column.
pub struct ArmsTable {
    /// A row for each measure that a reader is shown first.
    pub rows: Vec<(String, Vec<ArmCell>)>,
}

/// A figure of one arm.
pub struct ArmCell {
    /// With its unit.
    pub figure: String,
    /// How it stands to the baseline's; `None` for the baseline itself.
    pub finding: Option<Finding>,
    /// Whether it is surely the best of all.
    pub is_best: bool,
}

impl ArmsTable {
    /// The table of a comparison.
    pub fn new(compared: &Compared) -> Self {
        let arms = &compared.found.arms;
        let is_there =
            |c: &&ComparedFigure| arms.iter().any(|arm| arm.get(c.measure).is_some_and(|c| c.a.or(c.b).is_some()));
        let shown = arms.first().into_iter().flat_map(|arm| arm.headline()).filter(is_there);
        Self { rows: shown.map(|c| (words::name(c.measure), cells(compared, c.measure, c.a))).collect() }
    }
}

fn cells(compared: &Compared, measure: Measure, first: Option<f64>) -> Vec<ArmCell> {
    let best = compared.found.best_by(measure);
    let cell = |at, value, finding| ArmCell { figure: figure(measure, value), finding, is_best: best == Some(at) };
    let others = compared.found.arms.iter().zip(1..).map(|(arm, at)| {
        let found = arm.get(measure);
        cell(at, found.and_then(|c| c.b), found.map(|c| c.finding))
    });
    std::iter::once(cell(0, first, None)).chain(others).collect()
}

impl ArmCell {
    /// The sign of the finding.
    pub const fn sign(&self) -> &'static str {
        match self.finding {
            _ if self.is_best => "*",
            None => "",
            Some(Finding::Better) => "+",
            Some(Finding::Worse) => "-",
            Some(Finding::More) => ">",
            Some(Finding::Fewer) => "<",
            Some(Finding::NoDifference) => "=",
            Some(Finding::Undecided) => "?",
        }
    }
}

/// What the signs mean.
pub fn legend(baseline: &str) -> String {
    format!(
        "Beside {baseline}, for sure: + better, - worse, > more, < fewer, = no difference that matters; ? undecided. \
         * surely the best of all."
    )
}

/// Keys that arms set otherwise, each with its value in the baseline and in every arm that sets it otherwise.
pub fn set_otherwise(arms: &[Arm]) -> Vec<(&str, Vec<Option<&str>>)> {
    let mut rows: Vec<(&str, Vec<Option<&str>>)> = Vec::new();
    for (at, arm) in arms.iter().enumerate().skip(1) {
        for differs in &arm.differs {
            let known = rows.iter().position(|(key, values)| *key == differs.key && values[0] == differs.a.as_deref());
            let row = known.unwrap_or_else(|| {
                let mut values = vec![None; arms.len()];
                values[0] = differs.a.as_deref();
                rows.push((&differs.key, values));
                rows.len() - 1
            });
            rows[row].1[at] = Some(differs.b.as_deref().unwrap_or(NOT_SET));
        }
    }
    rows
}

/// Stands for a key that an arm does not set.
const NOT_SET: &str = "not set";

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_key_of_several_arms_has_one_row() {
        let compared = sample::three();
        let told = set_otherwise(&compared.arms);
        assert_eq!(told, [("groups.inbound.people", vec![Some("10"), Some("11"), Some("not set")])]);
    }

    #[test]
    fn only_what_is_surely_the_best_has_its_sign() {
        let table = ArmsTable::new(&sample::three());
        let signs = |row: usize| table.rows[row].1.iter().map(ArmCell::sign).collect::<Vec<_>>();
        assert_eq!((table.rows[1].0.as_str(), signs(1)), ("answer rate", vec!["", "*", "+"]));
        assert_eq!(signs(0), ["", "+", "+"]);
    }
}
