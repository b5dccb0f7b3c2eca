//! Service levels: the five shares that centres give this name, for any waiting time.

use super::{Facts, Limit, Standing, Unit};
use crate::units::Span;

/// Longer waiting times are not asked about.
const LONGEST: Span = Span::from_hours(240);
/// What every name begins with.
const STEM: &str = "service_level";

/// The share answered within some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceLevel {
    /// Within so long.
    pub within: Span,
    /// Of whom, and who counts.
    pub relative: Relative,
}

/// Of whom a service level is a share, and who counts as served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relative {
    /// Answered within the time / offered.
    #[default]
    OfOffered,
    /// Answered within the time / answered.
    OfAnswered,
    /// Answered within the time / offered without short hang-ups.
    LessShort,
    /// Answered within the time / offered without hang-ups within it.
    LessAbandons,
    /// (Answered or hung up within the time) / offered.
    WithAbandons,
}

impl Relative {
    const ALL: [Self; 5] = [Self::OfOffered, Self::OfAnswered, Self::LessShort, Self::LessAbandons, Self::WithAbandons];

    const fn suffix(self) -> &'static str {
        match self {
            Self::OfOffered => "",
            Self::OfAnswered => "_of_answered",
            Self::LessShort => "_less_short",
            Self::LessAbandons => "_less_abandons",
            Self::WithAbandons => "_with_abandons",
        }
    }
}

impl ServiceLevel {
    /// The one by calls offered.
    pub const fn of_offered(within: Span) -> Self {
        Self { within, relative: Relative::OfOffered }
    }

    /// All of them for one time, in the order of the results.
    pub(super) fn all(within: Span) -> impl Iterator<Item = Self> {
        Relative::ALL.into_iter().map(move |relative| Self { within, relative })
    }

    pub(super) fn facts(self) -> Facts {
        let facts = Facts::new(STEM, Unit::Share, Limit::Share).of(Standing::Everywhere).more_is_better();
        if self.relative == Relative::OfOffered { facts.shown_first() } else { facts }
    }

    /// `service_level_20s`, `service_level_7.5s_of_answered`.
    pub(super) fn name(self) -> String {
        format!("{STEM}_{}", self.time())
    }

    /// The end of its name: `20s`, `7.5s_of_answered`. Times are named in seconds.
    pub fn time(self) -> String {
        format!("{}s{}", self.within.as_secs(), self.relative.suffix())
    }

    /// Reads a name, only as results write it: 45s, not 045s or 45.0s.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let (number, suffix) = name.strip_prefix(STEM)?.strip_prefix('_')?.split_once('s')?;
        let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let within = Span::from_secs_f64(number.parse().ok().filter(|_| digits)?);
        let relative = Relative::ALL.into_iter().find(|relative| relative.suffix() == suffix)?;
        let level = Self { within, relative };
        (level.name() == name && within <= LONGEST).then_some(level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_levels_are_known_by_their_waiting_time() {
        let within = |name: &str| ServiceLevel::parse(name).map(|level| level.within);
        assert_eq!(within("service_level_45s"), Some(Span::from_secs(45)));
        assert_eq!(within("service_level_7.5s_of_answered"), Some(Span::from_micros(7_500_000)));
        for wrong in [
            "service_level",
            "service_level_s",
            "service_level_20",
            "service_level_20s_of_all",
            "service_level_020s",
            "service_level_-5s",
            "service_level_1e3s",
            "service_level_20.0s",
            "service_level_99999999999s",
            "service_level_2m",
        ] {
            assert_eq!(within(wrong), None, "{wrong}");
        }
    }
}
