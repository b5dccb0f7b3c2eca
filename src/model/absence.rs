//! Who is not there today, and who comes late (M-A3).

use super::Distribution;

/// The chance that a person is not there today, by reason if reasons are given.
#[derive(Clone, Debug, PartialEq)]
pub enum Absence {
    /// For whatever reason, 0..=1.
    Plain(f64),
    /// For each of these reasons, in this order; together at most 1.
    ByReason(Vec<(String, f64)>),
}

impl From<f64> for Absence {
    fn from(chance: f64) -> Self {
        Self::Plain(chance)
    }
}

impl Absence {
    /// The chance of being absent at all.
    pub fn chance(&self) -> f64 {
        match self {
            Self::Plain(chance) => *chance,
            Self::ByReason(reasons) => reasons.iter().map(|(_, chance)| chance).sum(),
        }
    }

    /// The names of the reasons; none if no reasons are given.
    pub fn reasons(&self) -> impl Iterator<Item = &str> {
        let named = match self {
            Self::Plain(_) => &[][..],
            Self::ByReason(reasons) => reasons,
        };
        named.iter().map(|(name, _)| name.as_str())
    }

    /// The chances, added up reason by reason: a person whose uniform is below the first is absent for the first reason, and so
    /// on. Empty if nobody is ever absent.
    pub fn added_up(&self) -> Vec<f64> {
        let chances = match self {
            Self::Plain(0.0) => Vec::new(),
            Self::Plain(chance) => vec![*chance],
            Self::ByReason(reasons) => reasons.iter().map(|(_, chance)| *chance).collect(),
        };
        let add = |sum: &mut f64, chance: f64| {
            *sum += chance;
            Some(*sum)
        };
        chances.into_iter().scan(0.0, add).collect()
    }
}

/// How people come late to their shift.
#[derive(Clone, Debug, PartialEq)]
pub struct Lateness {
    /// The chance that a person does today, 0..=1.
    pub chance: f64,
    /// By how much.
    pub by: Distribution,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_of_reasons_are_added_up_in_their_order() {
        let reasons = [("leave", 0.25), ("sick", 0.5)].map(|(name, chance)| (name.to_owned(), chance));
        let absence = Absence::ByReason(reasons.to_vec());
        assert_eq!((absence.added_up(), absence.chance()), (vec![0.25, 0.75], 0.75));
        assert_eq!(absence.reasons().collect::<Vec<_>>(), ["leave", "sick"]);
        assert!(Absence::from(0.0).added_up().is_empty());
        assert_eq!(Absence::from(0.1).added_up(), [0.1]);
    }
}
