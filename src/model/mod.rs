//! What a floor *is*: queues, crew, ladders and targets of one day.
//!
//! [`FloorParts`] is filled in freely; [`Floor::new`] checks all of it and is the only way to a [`Floor`], so whoever
//! holds one holds a valid floor. Rule numbers (`M-L3`) refer to `docs/model.md`.

mod absence;
mod calendar;
mod certainty;
mod crew;
mod dates;
mod distribution;
pub mod expect;
mod fault;
mod incident;
mod ladder;
mod limits;
mod name_fault;
mod names;
mod on_dates;
mod one_date;
mod own_work;
mod path;
mod planned;
mod precision;
mod queue;
mod random_times;
pub mod ranges;
mod transfer;
mod transferring;
mod validate;

pub use absence::{Absence, Lateness};
pub use calendar::{Calendar, Hours, Session, Slice};
pub use crew::{AgentGroup, Break, GroupFactor, HeadCount, Overrun, Presence, Shift, TakenBy};
pub use dates::DatedShift;
pub use distribution::{Distribution, MixturePart, Patience, SurvivalCurve};
pub use fault::{
    Fault, FaultKind, HoursFault, LadderFault, Many, Quantity, ReferenceFault, SessionsFault, ShiftFault, TransferFault,
};
pub use incident::{ExtraVolume, Incident};
pub use ladder::{Asked, Does, Ladder, Release, Rung, Step, When};
pub use limits::{
    MAX_CALLBACKS, MAX_CALLS_AGAIN, MAX_GROUPS, MAX_HEAD_COUNTS, MAX_INCIDENTS, MAX_INTERVALS, MAX_LADDER_MOVES,
    MAX_LADDERS, MAX_LINES, MAX_RUNGS, MAX_TRIES, MAX_WAITING,
};
pub use name_fault::NameFault;
pub use names::{MAX_NAME, WHOLE_FLOOR, name_fault};
pub use on_dates::OnDates;
pub use own_work::{Deadline, OwnWork};
pub use path::{NamedList, Path, Segment};
pub use precision::Precision;
pub use queue::{
    Announcement, Arrivals, CallAgain, Callback, DayFactor, IntervalFactor, Ivr, ProfileRow, Queue, RecordedCall,
};
pub use transfer::{Transfer, Transferred};
pub use transferring::{receiving, with_transferred};

use crate::figures::{Measure, Present, Relative, ServiceLevel};
use crate::units::{SimTime, Span, WallClock};
use std::ops::Deref;

/// Most queues one floor can have.
pub const MAX_QUEUES: usize = 64;
/// Most reasons of absence one group can have.
pub const MAX_REASONS: usize = 20;
/// Most people one group can have.
pub const MAX_PEOPLE: usize = 60_000;
/// Most waiting times a run can ask about at once.
pub const MAX_THRESHOLDS: usize = 8;

/// Everything that makes a floor, not yet checked.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FloorParts {
    /// What the scenario is called.
    pub name: String,
    /// Why it exists, in prose.
    pub why: String,
    /// Opening hours: a session for each date on which it is open (M-T4). They, shifts with their breaks, and every other time of day are
    /// written by the clock; rows of profiles and of head-counts and recorded calls stand where they are in time.
    pub hours: Vec<Hours>,
    /// When clocks are put forward or back.
    pub clock: WallClock,
    /// Length of the slices results are reported in; divides the opening hours exactly.
    pub interval: Span,
    /// What happens to those waiting at closing time (M-T3).
    pub after_close: AfterClose,
    /// Physical seats (M-A4); `None` is as many as needed.
    pub seats: Option<u32>,
    /// Telephone lines (M-C5); `None` is as many as needed.
    pub lines: Option<u32>,
    /// Call types.
    pub queues: Vec<Queue>,
    /// Groups of agents.
    pub groups: Vec<AgentGroup>,
    /// What brings more callers on some days.
    pub incidents: Vec<Incident>,
    /// The escalation procedures, the one that gets people first before the others (M-L11); without rungs nothing escalates.
    pub ladders: Vec<Ladder>,
    /// What a good day is.
    pub targets: Targets,
    /// Service levels within these times are told besides those of every floor and of its target, ...
    pub service_levels: Vec<Span>,
    /// ... and within these, which are asked about in expectations.
    pub also_within: Vec<Span>,
    /// Hang-ups within so long are short, and left out of the service levels that leave them out.
    pub short_abandon: Span,
    /// Calls and time in this stretch after opening are not counted.
    pub warm_up: Span,
    /// Which interval a call is booked in (M-S5).
    pub attribution: Attribution,
    /// So many waiting callers stop the day with an error (M-B3).
    pub max_waiting: u32,
    /// Days are drawn in so many strata of busyness (M-S8).
    pub strata: Option<u32>,
}

/// What happens at closing time to callers who wait (M-T3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AfterClose {
    /// They are served, or hang up, by whoever still has a shift.
    #[default]
    Serve,
    /// Agents also stay until the queue is empty.
    Stay,
    /// The queue is dismissed; calls in progress are finished.
    Cut,
}

/// Which interval a call belongs to (M-S5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Attribution {
    /// The one in which it was offered.
    #[default]
    Arrival,
    /// The one in which it ended.
    Completion,
}

/// What a good day is; shares lie in 0..=1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Targets {
    /// Least answer rate of a day.
    pub answer_rate: Option<f64>,
    /// Least service level of a day.
    pub service_level: Option<ServiceTarget>,
    /// Longest mean wait of the answered of a day.
    pub asa: Option<Span>,
    /// Most abandon rate of a day.
    pub abandon_rate: Option<f64>,
    /// The share of days on which each target must be met; without it the mean is judged.
    pub share_of_days: Option<f64>,
}

/// At least this service level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ServiceTarget {
    /// The longest good wait.
    pub within: Span,
    /// The least share, 0..=1.
    pub share: f64,
    /// Of whom it is the share, and who counts.
    pub definition: Relative,
}

impl ServiceTarget {
    /// At least this share of the offered answered within so long.
    pub const fn of_offered(within: Span, share: f64) -> Self {
        Self { within, share, definition: Relative::OfOffered }
    }

    /// Whether a call that has ended, answered or not, was served as it should be; `None`: it is not counted. Hang-ups within `short` are
    /// short.
    pub fn judges(&self, answered: bool, wait: Span, short: Span) -> Option<bool> {
        let soon = wait <= self.within;
        let hang_up_counts = match self.definition {
            Relative::OfOffered | Relative::WithAbandons => true,
            Relative::OfAnswered => false,
            Relative::LessShort => wait > short,
            Relative::LessAbandons => !soon,
        };
        let served = soon && (answered || self.definition == Relative::WithAbandons);
        (answered || hang_up_counts).then_some(served)
    }

    /// The measure it is about.
    pub const fn measure(&self) -> Measure {
        Measure::ServiceLevel(ServiceLevel { within: self.within, relative: self.definition })
    }
}

impl Targets {
    /// These, or if there are none the usual ones: 80 % answered within 20 s, and 90 % at all.
    pub fn or_usual(self) -> Self {
        let service_level = Some(ServiceTarget::of_offered(Span::from_secs(20), 0.8));
        if self.asked().is_empty() { Self { answer_rate: Some(0.9), service_level, ..self } } else { self }
    }

    /// Every measure with a target, and the target in the measure's unit, in the order of the results.
    pub fn asked(&self) -> Vec<(Measure, f64)> {
        let Self { answer_rate, service_level, asa, abandon_rate, share_of_days: _ } = *self;
        let all = [
            answer_rate.map(|share| (Measure::AnswerRate, share)),
            service_level.map(|target| (target.measure(), target.share)),
            asa.map(|wait| (Measure::Asa, wait.as_secs())),
            abandon_rate.map(|share| (Measure::AbandonRate, share)),
        ];
        all.into_iter().flatten().collect()
    }
}

/// A checked floor. Read-only: change the [`FloorParts`] and check again.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    parts: FloorParts,
    calendar: Calendar,
}

impl Floor {
    /// Checks the parts.
    ///
    /// # Errors
    /// Every fault found, each with its place.
    pub fn new(parts: FloorParts) -> Result<Self, Vec<Fault>> {
        let calendar = validate::calendar(&parts)?;
        Ok(Self { parts, calendar })
    }

    /// Whether a ladder can bring people of a group to the phones, or keep them there.
    pub fn is_moved(&self, group: &AgentGroup) -> bool {
        group.lent || self.parts.rungs().any(|rung| rung.does.group() == group.name)
    }

    /// The parts again, to be varied.
    pub fn into_parts(self) -> FloorParts {
        self.parts
    }

    /// When it is open.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// When the first session opens.
    pub fn open(&self) -> SimTime {
        self.calendar.open()
    }

    /// When the last session closes.
    pub fn close(&self) -> SimTime {
        self.calendar.close()
    }

    /// Whether it is closed for a while between two of its dates.
    pub fn has_nights(&self) -> bool {
        self.calendar.openings().len() > 1
    }

    /// Which figures there are that not every floor has.
    pub fn figures(&self) -> Present {
        Present { nights: self.has_nights(), callbacks: self.has_callbacks(), transfers: self.has_transfers() }
    }

    /// Whether anybody may be called back.
    pub fn has_callbacks(&self) -> bool {
        self.parts.queues.iter().any(|queue| queue.callback.is_some())
    }

    /// Whether any answered caller may go on to another queue.
    pub fn has_transfers(&self) -> bool {
        self.parts.queues.iter().any(|queue| !queue.transfers.is_empty())
    }

    /// The service level by which rungs of a ladder go (M-L2): that of the target, or of the offered within 20 s, unless the ladder has a time of its own.
    pub fn service_level_seen(&self, ladder: &Ladder) -> ServiceTarget {
        let usual = ServiceTarget::of_offered(Span::from_secs(20), 0.8);
        let target = self.targets.service_level.unwrap_or(usual);
        ServiceTarget { within: ladder.service_level_within.unwrap_or(target.within), ..target }
    }

    /// Whether it is open on several dates.
    pub fn has_dates(&self) -> bool {
        self.calendar.sessions().len() > 1
    }

    /// The number of intervals in all sessions.
    pub fn interval_count(&self) -> usize {
        self.calendar.slice_count(self.interval)
    }
}

impl Deref for Floor {
    type Target = FloorParts;
    fn deref(&self) -> &FloorParts {
        &self.parts
    }
}

impl FloorParts {
    /// The waiting times of service levels: 20 s and 180 s always, the target's too, others if asked for, ascending.
    pub fn thresholds(&self) -> Vec<Span> {
        let mut all = vec![Span::from_secs(20), Span::from_secs(180)];
        all.extend(self.targets.service_level.map(|t| t.within));
        all.extend(self.service_levels.iter().chain(&self.also_within));
        all.sort();
        all.dedup();
        all
    }

    /// An empty floor of one day with the contract's defaults: nobody calls, nobody works, 15-minute intervals.
    pub fn new(name: &str, open: SimTime, close: SimTime) -> Self {
        Self {
            name: name.to_owned(),
            why: String::new(),
            hours: vec![Hours { date: None, open, close }],
            clock: WallClock::default(),
            interval: Span::from_minutes(15),
            after_close: AfterClose::default(),
            seats: None,
            lines: None,
            queues: Vec::new(),
            groups: Vec::new(),
            incidents: Vec::new(),
            ladders: Vec::new(),
            targets: Targets::default(),
            service_levels: Vec::new(),
            also_within: Vec::new(),
            short_abandon: Span::from_secs(5),
            warm_up: Span::ZERO,
            attribution: Attribution::default(),
            max_waiting: 100_000,
            strata: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_definition_of_the_service_level_counts_whom_it_counts_in_the_results() {
        let secs = Span::from_secs;
        // Answered after 20 s and 21 s, hung up after 5 s, 20 s and 21 s.
        let calls = [(true, 20), (true, 21), (false, 5), (false, 20), (false, 21)];
        let of = |definition| {
            let target = ServiceTarget { definition, ..ServiceTarget::of_offered(secs(20), 0.8) };
            let judged = calls.iter().filter_map(|(answered, wait)| target.judges(*answered, secs(*wait), secs(5)));
            judged.fold((0, 0), |(served, counted), is| (served + u32::from(is), counted + 1))
        };
        assert_eq!(of(Relative::OfOffered), (1, 5));
        assert_eq!(of(Relative::OfAnswered), (1, 2));
        assert_eq!(of(Relative::LessShort), (1, 4));
        assert_eq!(of(Relative::LessAbandons), (1, 3));
        assert_eq!(of(Relative::WithAbandons), (3, 5));
    }
}
