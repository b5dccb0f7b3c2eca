//! Where in the parts of a floor something stands.

use std::borrow::{Borrow, Cow};
use std::fmt;

/// A place in the parts of a floor, from the outside in: `groups[0].shifts[2].end`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(Vec<Segment>);

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// To the value of a key.
    Key(Cow<'static, str>),
    /// To an element of a list, counted from 0.
    Index(usize),
}

/// The lists whose elements are known by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedList {
    /// Call types.
    Queues,
    /// Groups of agents.
    Groups,
    /// What brings more callers.
    Incidents,
    /// The ladders.
    Ladders,
    /// The rungs of all ladders.
    Rungs,
}

impl Path {
    /// The place of a key of the floor itself.
    pub fn of(key: impl Into<Cow<'static, str>>) -> Self {
        Self::default().key(key)
    }

    /// The place of a key of what stands here.
    #[must_use]
    pub fn key(&self, key: impl Into<Cow<'static, str>>) -> Self {
        self.with(Segment::Key(key.into()))
    }

    /// The place of an element of the list that stands here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(Segment::Index(index))
    }

    fn with(&self, segment: Segment) -> Self {
        Self(self.0.iter().cloned().chain([segment]).collect())
    }

    /// The place that lies so many steps further in.
    #[must_use]
    pub fn then(&self, steps: &[Segment]) -> Self {
        Self(self.0.iter().chain(steps).cloned().collect())
    }

    /// Its steps.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Whether it is this place or one within it.
    pub fn is_within(&self, place: &Self) -> bool {
        self.0.starts_with(&place.0)
    }
}

/// Paths lie in order of their steps, so that one is found by them alone.
impl Borrow<[Segment]> for Path {
    fn borrow(&self) -> &[Segment] {
        &self.0
    }
}

impl Segment {
    /// The key, if it is one.
    pub fn as_key(&self) -> Option<&str> {
        if let Self::Key(key) = self { Some(key) } else { None }
    }
}

impl NamedList {
    /// Where it stands; the rungs of several ladders stand in each of them.
    pub fn path(self) -> Path {
        match self {
            Self::Queues => Path::of("queues"),
            Self::Groups => Path::of("groups"),
            Self::Incidents => Path::of("incidents"),
            Self::Ladders => Path::of("ladders"),
            Self::Rungs => Path::of("ladder").key("rungs"),
        }
    }
}

/// What is lost with a place.
impl NamedList {
    /// Whether some of its names are not known if nothing is known of a place: the list, what it stands in, an element of it or an
    /// element's name.
    pub fn loses_names_with(self, place: &Path) -> bool {
        let whole = self.path();
        let within = place.segments().strip_prefix(whole.segments());
        let of_several = match (self, place.segments()) {
            (Self::Rungs, [Segment::Key(ladders), within @ ..]) if ladders == "ladders" => is_list_of_rungs(within),
            _ => false,
        };
        whole.is_within(place) || within.is_some_and(is_element_or_name) || of_several
    }
}

/// Whether the steps into the ladders lead to the rungs of one of them, or to what they stand in.
fn is_list_of_rungs(within: &[Segment]) -> bool {
    match within {
        [] | [Segment::Index(_)] => true,
        [Segment::Index(_), Segment::Key(rungs), steps @ ..] => {
            rungs == "rungs" && (steps.is_empty() || is_element_or_name(steps))
        }
        _ => false,
    }
}

/// Whether the steps into a list lead to an element of it or its name.
fn is_element_or_name(steps: &[Segment]) -> bool {
    match steps {
        [Segment::Index(_)] => true,
        [Segment::Index(_), Segment::Key(key)] => key == "name",
        _ => false,
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if n == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_from_the_outside_in() {
        let shift = NamedList::Groups.path().index(0).key("shifts").index(2);
        assert_eq!(shift.key("end").to_string(), "groups[0].shifts[2].end");
        assert_eq!(Path::default().to_string(), "");
    }

    #[test]
    fn a_place_is_within_itself_and_what_it_stands_in() {
        let talk = NamedList::Queues.path().index(1).key("talk");
        assert!(
            [Path::default(), Path::of("queues"), Path::of("queues").index(1), talk.clone()]
                .iter()
                .all(|place| talk.is_within(place))
        );
        assert!(!talk.is_within(&Path::of("queues").index(1).key("talk_factor")) && !talk.is_within(&talk.key("mean")));
    }
}
