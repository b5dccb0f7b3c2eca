//! Escalation procedures: which rung is pulled when, and when it is released (M-L1 to M-L8), and several of them (M-L11).

use super::{Distribution, FloorParts, NamedList, Path};
use crate::units::{SimTime, Span};

/// One escalation procedure.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// Its name, unique on the floor; empty for one that stands alone and is spoken of as the ladder.
    pub name: String,
    /// No pull earlier than this after the last pull (M-L3).
    pub settle: Span,
    /// The supervisor looks only so often, from opening on; `None`: all the time (M-L1).
    pub look_every: Option<Span>,
    /// Names of the queues whose callers are counted; empty: all.
    pub watch: Vec<String>,
    /// When the last rung pulled goes back, for rungs that do not say so themselves; `None`: at the end of the day.
    pub release: Option<Release>,
    /// A pull this soon after the rung's own release is chatter (M-L10).
    pub chatter_within: Span,
    /// How far back the supervisor looks at the call rate to work out how many people are required (M-L9).
    pub call_rate_within: Span,
    /// An answer within so long is a good one where a rung goes by the service level; `None`: as the target has it, else within 20 s (M-L2).
    pub service_level_within: Option<Span>,
    /// The service level that the supervisor sees is that of the calls that ended so long ago at most (M-L2).
    pub service_level_of_last: Span,
    /// The rungs, in order.
    pub rungs: Vec<Rung>,
}

impl Default for Ladder {
    fn default() -> Self {
        Self {
            name: String::new(),
            settle: Span::ZERO,
            look_every: None,
            watch: Vec::new(),
            release: None,
            chatter_within: Span::from_minutes(10),
            call_rate_within: Span::from_minutes(30),
            service_level_within: None,
            service_level_of_last: Span::from_minutes(30),
            rungs: Vec::new(),
        }
    }
}

/// One step of the ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// Its name, unique over all ladders.
    pub name: String,
    /// What it does when it is pulled.
    pub does: Does,
    /// When it is pulled.
    pub when: When,
    /// When it goes back, instead of the ladder's release.
    pub release: Option<Release>,
    /// Not released sooner than this after its pull.
    pub min_stay: Span,
    /// Not released sooner than this after the last of those it called has come (M-L9).
    pub stay_at_least: Span,
    /// Pulled no more than so many times a day; `None`: as often as it is due.
    pub at_most_per_day: Option<u32>,
}

/// What a rung does when it is pulled.
#[derive(Clone, Debug, PartialEq)]
pub enum Does {
    /// People of a lent group join the phones.
    Borrow {
        /// Name of the group that is borrowed from.
        group: String,
        /// How many are asked.
        people: Asked,
        /// How long each takes to join (M-L6).
        join_after: Distribution,
    },
    /// People of a group that is on the phones stay longer than their shifts (M-L9).
    Extend {
        /// Name of the group.
        group: String,
        /// How many are asked.
        people: Asked,
        /// Those are asked whose shift ends within so long.
        ending_within: Span,
        /// So much longer they stay.
        by: Span,
    },
    /// People of a group that is on the phones begin their next break later (M-L9).
    Postpone {
        /// Name of the group.
        group: String,
        /// How many are asked.
        people: Asked,
        /// Those are asked whose break is planned to begin within so long.
        starting_within: Span,
        /// So much later it begins.
        by: Span,
    },
}

impl Does {
    /// Name of the group whose people it moves.
    pub fn group(&self) -> &str {
        match self {
            Self::Borrow { group, .. } | Self::Extend { group, .. } | Self::Postpone { group, .. } => group,
        }
    }

    /// Name of the group whose shifts it changes; `None` if it changes none.
    pub fn changes_shifts_of(&self) -> Option<&str> {
        match self {
            Self::Borrow { .. } => None,
            Self::Extend { group, .. } | Self::Postpone { group, .. } => Some(group),
        }
    }

    /// How many it asks for.
    pub const fn people(&self) -> Asked {
        match self {
            Self::Borrow { people, .. } | Self::Extend { people, .. } | Self::Postpone { people, .. } => *people,
        }
    }
}

/// How many people a rung asks for (M-L5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Everybody who is there, at least one.
    All,
    /// As many as there are from the first number up to the second.
    Between(u32, u32),
    /// As many as Erlang's formula asks for at the call rate of late, less those who are signed in, and at least one (M-L9).
    Required,
}

impl Asked {
    /// Up to `n`, at least one.
    pub const fn up_to(n: u32) -> Self {
        Self::Between(1, n)
    }

    /// Fewer than this cannot be sent.
    pub const fn least(self) -> u32 {
        match self {
            Self::All | Self::Required => 1,
            Self::Between(least, _) => least,
        }
    }

    /// More than this are not sent.
    pub const fn most(self) -> u32 {
        match self {
            Self::All | Self::Required => u32::MAX,
            Self::Between(_, most) => most,
        }
    }
}

/// A rung's condition (M-L2, M-L3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct When {
    /// More than so many wait ...
    pub waiting_above: u32,
    /// ... and, if given, no more than so many, ...
    pub waiting_up_to: Option<u32>,
    /// ... somebody has waited for so long, ...
    pub longest_wait: Option<Span>,
    /// ... it is as late as the first time and not as late as the second, ...
    pub between: Option<(SimTime, SimTime)>,
    /// ... the service level of late is below this share, ...
    pub service_level_below: Option<f64>,
    /// ... without interruption for so long.
    pub lasting: Span,
}

impl When {
    /// More than so many wait, for so long.
    pub const fn above(waiting_above: u32, lasting: Span) -> Self {
        Self {
            waiting_above,
            waiting_up_to: None,
            longest_wait: None,
            between: None,
            service_level_below: None,
            lasting,
        }
    }
}

/// A condition for going back (M-L7).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Release {
    /// No more than so many wait ...
    pub waiting_at_most: u32,
    /// ... and, if given, nobody has waited for so long, ...
    pub longest_wait_below: Option<Span>,
    /// ... the service level of late is not below this share, ...
    pub service_level_at_least: Option<f64>,
    /// ... without interruption for so long.
    pub lasting: Span,
    /// Whether the whole rung goes back or one person.
    pub step: Step,
}

impl Release {
    /// No more than so many wait, for so long.
    pub const fn at_most(waiting_at_most: u32, lasting: Span, step: Step) -> Self {
        Self { waiting_at_most, longest_wait_below: None, service_level_at_least: None, lasting, step }
    }
}

impl Ladder {
    /// Whether it counts the callers of a queue.
    pub fn watches(&self, queue: &str) -> bool {
        self.watch.is_empty() || self.watch.iter().any(|name| name == queue)
    }

    /// Whether any rung is pulled or released by the service level of late.
    pub fn goes_by_service_level(&self) -> bool {
        let asks = |release: &Option<Release>| release.is_some_and(|release| release.service_level_at_least.is_some());
        let rung = |rung: &Rung| rung.when.service_level_below.is_some() || asks(&rung.release.or(self.release));
        self.rungs.iter().any(rung)
    }
}

impl FloorParts {
    /// The rungs of all ladders in the order written, as results count them.
    pub fn rungs(&self) -> impl Iterator<Item = &Rung> {
        self.ladders.iter().flat_map(|ladder| &ladder.rungs)
    }

    /// The rung of that place among those of all ladders, with its ladder.
    ///
    /// # Panics
    /// If there are not so many.
    pub fn rung(&self, at: usize) -> (&Rung, &Ladder) {
        let with = |ladder| move |rung| (rung, ladder);
        let mut all = self.ladders.iter().flat_map(|ladder| ladder.rungs.iter().map(with(ladder)));
        all.nth(at).expect("a rung of this floor")
    }

    /// The name of the ladder of that rung, where there are several to be told apart; else empty.
    pub fn ladder_of(&self, rung: usize) -> &str {
        if self.ladders.len() > 1 { &self.rung(rung).1.name } else { "" }
    }

    /// Where a ladder stands.
    pub fn ladder_path(&self, ladder: usize) -> Path {
        match &self.ladders[..] {
            [alone] if alone.name.is_empty() => Path::of("ladder"),
            _ => NamedList::Ladders.path().index(ladder),
        }
    }

    /// The ladder written first; an empty one is there from now on if there was none.
    pub fn first_ladder(&mut self) -> &mut Ladder {
        if self.ladders.is_empty() {
            self.ladders.push(Ladder::default());
        }
        &mut self.ladders[0]
    }

    /// Strikes the rungs from their ladders for which it does not hold.
    pub fn retain_rungs(&mut self, mut is_kept: impl FnMut(&Rung) -> bool) {
        self.ladders.iter_mut().for_each(|ladder| ladder.rungs.retain(&mut is_kept));
    }
}

/// How much one release undoes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// The whole rung.
    #[default]
    Rung,
    /// The person who joined last.
    Person,
}
