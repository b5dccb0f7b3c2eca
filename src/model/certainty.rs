//! Whether a day of a floor can come out in more than one way.

use super::{Absence, AgentGroup, Arrivals, Distribution, Does, Floor, Lateness, Patience, Queue, RecordedCall};

impl Floor {
    /// Whether nothing of a day is drawn: every caller is recorded with all that the queue leaves to chance, everybody
    /// comes to work and joins when asked. Then all days are one and the same, and its figures are exact.
    pub fn draws_nothing(&self) -> bool {
        self.incidents.is_empty()
            && self.queues.iter().all(Queue::draws_nothing)
            && self.groups.iter().all(AgentGroup::is_certain)
            && self.rungs().all(|rung| rung.does.is_certain())
    }
}

impl AgentGroup {
    fn is_certain(&self) -> bool {
        self.absence.is_certain() && self.late.as_ref().is_none_or(Lateness::is_certain)
    }
}

impl Absence {
    fn is_certain(&self) -> bool {
        self.added_up().iter().all(|chance| *chance == 0.0 || *chance == 1.0)
    }
}

impl Lateness {
    fn is_certain(&self) -> bool {
        self.chance == 0.0 || (self.chance == 1.0 && self.by.is_certain())
    }
}

impl Does {
    fn is_certain(&self) -> bool {
        match self {
            Self::Borrow { join_after, .. } => join_after.is_certain(),
            Self::Extend { .. } | Self::Postpone { .. } => true,
        }
    }
}

impl Queue {
    fn draws_nothing(&self) -> bool {
        let follows = [self.redial.is_some(), self.repeat.is_some(), self.ivr.is_some(), self.callback.is_some()];
        if follows.contains(&true) || !self.transfers.is_empty() {
            return false;
        }
        match &self.arrivals {
            Arrivals::Profile { rows, scale, .. } => *scale == 0.0 || rows.iter().all(|row| row.calls == 0.0),
            Arrivals::Sample(days) => days.iter().flatten().all(|row| row.calls == 0.0),
            Arrivals::Calls(calls) => {
                (self.balk == 0.0 || self.balk == 1.0) && calls.iter().all(|call| self.is_known(call))
            }
        }
    }

    /// Whether all of a caller is recorded, or the same for every caller.
    fn is_known(&self, call: &RecordedCall) -> bool {
        (call.talk.is_some() || self.talk_day.cv == 0.0 && self.talk.is_certain())
            && (call.wrap_up.is_some() || self.wrap_up.is_certain())
            && (call.patience.is_some() || self.announcements.is_empty() && self.patience.is_certain())
    }
}

impl Patience {
    fn is_certain(&self) -> bool {
        match self {
            Self::Infinite => true,
            Self::Random(distribution) => distribution.is_certain(),
            Self::Survival(_) => false,
        }
    }
}

impl Distribution {
    /// Whether it has one value only.
    fn is_certain(&self) -> bool {
        match self {
            Self::Constant(_) => true,
            Self::Uniform { from, to } => from == to,
            Self::Empirical(lengths) => lengths.windows(2).all(|pair| pair[0] == pair[1]),
            Self::Mixture(parts) => matches!(&parts[..], [alone] if alone.time.is_certain()),
            Self::Exponential { .. } | Self::Lognormal { .. } | Self::Gamma { .. } | Self::Weibull { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FloorParts, Presence, SurvivalCurve};
    use super::*;
    use crate::units::{SimTime, Span};

    /// Whether a floor of two recorded callers draws nothing, once it is changed.
    fn draws_nothing(change: impl FnOnce(&mut FloorParts)) -> bool {
        let mut parts = FloorParts::new("replay", SimTime::clock(8, 0), SimTime::clock(10, 0));
        let call = |minute| RecordedCall {
            arrival: SimTime::clock(8, minute),
            order: 0,
            talk: Some(Span::from_secs(100)),
            wrap_up: None,
            patience: None,
        };
        let talk = Distribution::Exponential { mean: Span::from_minutes(3) };
        parts.queues = vec![Queue::new("general", Arrivals::Calls(vec![call(1), call(2)]), talk)];
        parts.groups = vec![AgentGroup::new("inbound", &["general"], Presence::People(1))];
        change(&mut parts);
        Floor::new(parts).unwrap_or_else(|faults| panic!("{faults:?}")).draws_nothing()
    }

    #[test]
    fn a_day_recorded_in_full_draws_nothing() {
        assert!(draws_nothing(|_| {}));
        assert!(draws_nothing(|p| p.queues[0].patience = Patience::Random(Distribution::Constant(Span::ZERO))));
        assert!(draws_nothing(|p| p.groups[0].absence = 1.0.into()));
    }

    #[test]
    fn whatever_is_left_to_chance_is_drawn() {
        let random = Distribution::Exponential { mean: Span::from_minutes(3) };
        let curve = SurvivalCurve { points: vec![(Span::from_secs(10), 0.5)] };
        assert!(!draws_nothing(|p| p.queues[0].wrap_up = random.clone()));
        assert!(!draws_nothing(|p| p.queues[0].patience = Patience::Random(random.clone())));
        assert!(!draws_nothing(|p| p.queues[0].patience = Patience::Survival(curve)));
        assert!(!draws_nothing(|p| p.queues[0].balk = 0.5));
        assert!(!draws_nothing(|p| p.groups[0].absence = 0.1.into()));
        let late = |chance, by| move |p: &mut FloorParts| p.groups[0].late = Some(Lateness { chance, by });
        assert!(!draws_nothing(late(1.0, random)) && !draws_nothing(late(0.5, Distribution::Constant(Span::ZERO))));
        assert!(draws_nothing(late(1.0, Distribution::Constant(Span::from_secs(60)))));
        let (open, close) = (SimTime::clock(8, 0), SimTime::clock(10, 0));
        assert!(!draws_nothing(|p| p.queues[0].arrivals = Arrivals::per_hour(1.0, open, close)));
        assert!(draws_nothing(|p| p.queues[0].arrivals = Arrivals::per_hour(0.0, open, close)));
        assert!(!draws_nothing(|p| {
            if let Arrivals::Calls(calls) = &mut p.queues[0].arrivals {
                calls[1].talk = None;
            }
        }));
    }
}
