//! What can be explained by its name.

use crate::figures::Measure;
use crate::scenario::NoteName;

/// Something that has a name on a page or in a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Topic {
    /// A measure.
    Measure(Measure),
    /// A note on a plan.
    Note(NoteName),
    /// A verdict.
    Verdict(VerdictWord),
}

/// Declares verdicts.
macro_rules! verdict_words {
    ($($(#[doc = $doc:literal])+ $name:ident: $word:literal;)+) => {
        /// The words of verdicts, of comparisons and checks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum VerdictWord {
            $($(#[doc = $doc])+ $name,)+
        }

        impl VerdictWord {
            /// All of them, each behind its word.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$name)),+];
        }
    };
}

verdict_words! {
    /// Of a measure of service.
    Better: "better";
    /// Of a measure of service.
    Worse: "worse";
    /// Of hours, money and how busy people are.
    More: "more";
    /// Of the same.
    Fewer: "fewer";
    /// Of any measure.
    NoDifference: "no_difference";
    /// Of anything.
    Undecided: "undecided";
    /// Of a target or an expectation.
    Met: "met";
    /// Of the same.
    Missed: "missed";
    /// Of an expectation.
    Undefined: "undefined";
    /// Of a run beside its baseline.
    Unchanged: "unchanged";
    /// Of the same.
    Within: "within";
    /// Of the same.
    Traded: "traded";
    /// Of the same.
    Missing: "missing";
    /// Of the same.
    Unusable: "unusable";
    /// Of the same.
    Stored: "stored";
}

impl Topic {
    /// What is called so, also with blanks and capitals, and without the unit behind a name.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        let note = || NoteName::ALL.iter().find(|(word, _)| *word == name).map(|(_, note)| Self::Note(*note));
        let verdict = || VerdictWord::ALL.iter().find(|(word, _)| *word == name).map(|(_, word)| Self::Verdict(*word));
        let measure = Measure::parse(&name).or_else(|| Measure::parse(&format!("{name}_s"))).map(Self::Measure);
        measure.or_else(note).or_else(verdict)
    }

    /// Every name: of measures but those for a time of one's own, of notes, of verdicts.
    pub fn names() -> [Vec<String>; 3] {
        let words = |words: &mut dyn Iterator<Item = &'static str>| words.map(str::to_owned).collect();
        [
            Measure::all(&[crate::units::Span::from_secs(20)])
                .iter()
                .map(|measure| measure.name().into_owned())
                .collect(),
            words(&mut NoteName::ALL.iter().map(|(word, _)| *word)),
            words(&mut VerdictWord::ALL.iter().map(|(word, _)| *word)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, explained};
    use std::collections::BTreeSet;

    #[test]
    fn everything_with_a_name_is_explained_in_every_language_and_in_no_two_ways_alike() {
        for language in [Language::English, Language::Chinese] {
            // In Chinese fewer letters say as much.
            let least = if language == Language::Chinese { 8 } else { 12 };
            let mut texts = BTreeSet::new();
            for name in Topic::names().concat() {
                let topic = Topic::parse(&name).unwrap_or_else(|| panic!("{name} is known"));
                let text = explained(language, topic);
                assert!(text.ends_with(['.', '。']) && text.chars().count() > least, "{name}: {text}");
                assert!(texts.insert(text), "{name} is explained like another");
            }
        }
    }

    #[test]
    fn names_are_known_as_people_write_them() {
        assert_eq!(Topic::parse("Answer rate"), Some(Topic::Measure(Measure::AnswerRate)));
        assert_eq!(Topic::parse("ASA"), Some(Topic::Measure(Measure::Asa)));
        assert_eq!(Topic::parse("all-on-break"), Some(Topic::Note(NoteName::AllOnBreak)));
        assert_eq!(Topic::parse("nonsense"), None);
    }
}
