//! Several arms side by side: a row for each measure, a column for each arm, and what is sure as a sign behind the figure.

use super::words::figure;
use super::{Arm, Compared};
use crate::experiment::compare::{ComparedFigure, Finding};
use crate::figures::Measure;
use crate::words::{CompareLabel, CompareWords};

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
    pub fn new(words: &dyn CompareWords, compared: &Compared) -> Self {
        let arms = &compared.found.arms;
        let is_there =
            |c: &&ComparedFigure| arms.iter().any(|arm| arm.get(c.measure).is_some_and(|c| c.a.or(c.b).is_some()));
        let shown = arms.first().into_iter().flat_map(|arm| arm.headline()).filter(is_there);
        let row = |c: &ComparedFigure| (words.compared_measure(c.measure), cells(words, compared, (c.measure, c.a)));
        Self { rows: shown.map(row).collect() }
    }
}

fn cells(words: &dyn CompareWords, compared: &Compared, (measure, first): (Measure, Option<f64>)) -> Vec<ArmCell> {
    let best = compared.found.best_by(measure);
    let cell =
        |at, value, finding| ArmCell { figure: figure(words, measure, value), finding, is_best: best == Some(at) };
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

/// Keys that arms set otherwise, each with its value in the baseline and in every arm that sets it otherwise.
pub fn set_otherwise<'a>(words: &dyn CompareWords, arms: &'a [Arm]) -> Vec<(&'a str, Vec<Option<&'a str>>)> {
    let not_set = words.compare_label(CompareLabel::NotSet);
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
            rows[row].1[at] = Some(differs.b.as_deref().unwrap_or(not_set));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_key_of_several_arms_has_one_row() {
        let compared = sample::three();
        let told = set_otherwise(Language::English.compare(), &compared.arms);
        assert_eq!(told, [("groups.inbound.people", vec![Some("10"), Some("11"), Some("not set")])]);
    }

    #[test]
    fn only_what_is_surely_the_best_has_its_sign() {
        let table = ArmsTable::new(Language::English.compare(), &sample::three());
        let signs = |row: usize| table.rows[row].1.iter().map(ArmCell::sign).collect::<Vec<_>>();
        assert_eq!((table.rows[1].0.as_str(), signs(1)), ("answer rate", vec!["", "*", "+"]));
        assert_eq!(signs(0), ["", "+", "+"]);
    }
}
