//! What shifts must cover, and what they may be.

use crate::units::{SimTime, Span};

/// People who are needed by one queue, or of one group, interval by interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverNeed {
    /// Whose need it is.
    pub name: String,
    /// How many in each interval.
    pub people: Vec<u32>,
}

/// A least and a most; neither must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeopleBounds {
    /// No fewer.
    pub least: Option<u32>,
    /// No more.
    pub most: Option<u32>,
}

/// A break of a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakRule {
    /// How long it is.
    pub length: Span,
    /// It begins so long after the start of the shift at the soonest ...
    pub from: Span,
    /// ... and at the latest, ...
    pub to: Span,
    /// ... at steps of so long.
    pub every: Span,
    /// So long before the end of the shift it is over.
    pub before_end: Span,
    /// Whether it is paid.
    pub is_paid: bool,
}

/// Shifts that somebody may have.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftRule {
    /// Whose they are.
    pub group: String,
    /// The needs that their people meet, by place; of several they meet whichever is short.
    pub covers: Vec<usize>,
    /// When they may start.
    pub starts: Vec<SimTime>,
    /// How long they may be.
    pub lengths: Vec<Span>,
    /// They end no later; `None`: than the last interval, and around the clock at any time.
    pub last_end: Option<SimTime>,
    /// Their breaks, in order of time.
    pub breaks: Vec<BreakRule>,
    /// What a paid hour costs.
    pub cost_per_hour: f64,
    /// What each shift costs besides.
    pub cost_per_shift: f64,
    /// How many people have such shifts.
    pub people: PeopleBounds,
    /// Of all people no more than this share has such shifts.
    pub share_at_most: Option<f64>,
}

/// What hours cost in which too few people are there, or too many: then needs may be missed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GapPrice {
    /// An hour of a person who is missing.
    pub under: f64,
    /// An hour of a person too many.
    pub over: f64,
}

/// Everything that is asked of shifts.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverRules {
    /// When the first interval begins.
    pub open: SimTime,
    /// How long each is.
    pub interval: Span,
    /// Whether the first interval follows the last: around the clock.
    pub is_round: bool,
    /// Who is needed, as many intervals each.
    pub needs: Vec<CoverNeed>,
    /// Which shifts there may be.
    pub shifts: Vec<ShiftRule>,
    /// How many people there are in all.
    pub people: PeopleBounds,
    /// No more kinds of shifts than these: two shifts are of one kind if they are of one rule, start together and are equally long.
    pub most_kinds: Option<u32>,
    /// No fewer people than these have the same kind of shift.
    pub least_per_kind: u32,
    /// `None`: needs must be met.
    pub price: Option<GapPrice>,
}

impl CoverRules {
    /// No more needs can be shared.
    pub const MOST_NEEDS: usize = 6;

    /// How many intervals there are.
    pub fn intervals(&self) -> usize {
        self.needs.first().map_or(0, |need| need.people.len())
    }

    /// When the last interval ends.
    pub fn close(&self) -> SimTime {
        self.open + self.interval * self.intervals() as i64
    }

    /// Whether it matters how many kinds of shifts there are, or how many people have one.
    pub(super) const fn limits_kinds(&self) -> bool {
        self.most_kinds.is_some() || self.least_per_kind > 1
    }

    /// Hours of people who are needed.
    pub fn needed_hours(&self) -> f64 {
        let people: u32 = self.needs.iter().flat_map(|need| &need.people).sum();
        f64::from(people) * self.interval.as_hours()
    }

    /// So many people of one kind of shift are enough for everything, also while some of them have a break.
    pub(super) fn enough_people(&self) -> u32 {
        let peaks: u32 = self.needs.iter().filter_map(|need| need.people.iter().max()).sum();
        let breaks = self.shifts.iter().map(|rule| rule.breaks.len() as u32).max().unwrap_or(0);
        let enough = (peaks * (breaks + 2)).max(self.least_per_kind).max(self.people.least.unwrap_or(0));
        self.people.most.map_or(enough, |most| most.min(enough))
    }

    /// Every need, and every set of several that is held together by people who may meet more than one of them.
    pub(super) fn sets_of_needs(&self) -> Vec<Vec<usize>> {
        self.every_set_of_needs().into_iter().filter(|set| self.holds_together(set)).collect()
    }

    /// Every set of needs but the empty one.
    pub(super) fn every_set_of_needs(&self) -> Vec<Vec<usize>> {
        let of = |bits: u32| (0..self.needs.len()).filter(move |need| bits >> need & 1 == 1).collect::<Vec<usize>>();
        (1..1u32 << self.needs.len()).map(of).collect()
    }

    fn holds_together(&self, set: &[usize]) -> bool {
        let mut reached = vec![set[0]];
        loop {
            let touches = |rule: &&ShiftRule| rule.covers.iter().any(|need| reached.contains(need));
            let linked = self.shifts.iter().filter(touches).flat_map(|rule| &rule.covers);
            let new: Vec<usize> =
                linked.filter(|need| set.contains(need) && !reached.contains(need)).copied().collect();
            if new.is_empty() {
                return set.iter().all(|need| reached.contains(need));
            }
            reached.extend(new);
        }
    }
}
