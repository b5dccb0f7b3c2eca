//! What a floor looks like to a formula.

use super::Unknown;
use crate::model::{
    AgentGroup, Arrivals, Distribution, Floor, FloorParts, Ladder, Presence, ProfileRow, Queue, TakenBy,
};
use crate::staffing::moments;
use crate::units::Span;

/// Refuses everything that no formula here knows, on whatever floor. Everything that a floor has is named, here and in
/// what is called from here: what is new does not compile until somebody decides whether a formula knows it.
pub(super) fn refuse_what_no_formula_knows(floor: &Floor) -> Result<(), Unknown> {
    let FloorParts {
        seats,
        lines,
        queues,
        groups,
        incidents,
        ladders,
        // The formulas use them, or refuse them themselves.
        hours: _,
        clock: _,
        interval: _,
        after_close: _,
        warm_up: _,
        attribution: _,
        // They move no figure.
        name: _,
        why: _,
        targets: _,
        service_levels: _,
        also_within: _,
        short_abandon: _,
        max_waiting: _,
        strata: _,
    } = &**floor;
    let serves_all = |group: &AgentGroup| queues.iter().all(|queue| group.serves.contains(&queue.name));
    let plain_groups = groups.iter().all(|group| serves_all(group) && is_plain_group(group));
    refuse(seats.is_some(), "a limit of seats")?;
    refuse(!incidents.is_empty(), "incidents")?;
    let is_plain_line = floor.rungs().next().is_none() && queues.len() == 1;
    refuse(lines.is_some() && !is_plain_line, "a limit of lines with a ladder or several queues")?;
    let redials = queues.iter().any(|queue| queue.redial.is_some());
    refuse(lines.is_none() && redials, "callers who call again")?;
    refuse(!plain_groups, "groups with skills, terms, preference, factors, absence or lateness of their own")?;
    refuse(
        !queues.iter().all(is_plain_queue),
        "groups that are asked first, credit, an IVR, announcements, matters that are not settled, callbacks, transfers, or days that differ in talk",
    )?;
    refuse(!ladders.iter().all(is_plain_ladder), "a supervisor who looks now and then, or at some queues only")
}

fn is_plain_group(group: &AgentGroup) -> bool {
    // Presence and being lent are for the formulas to judge, skills are judged above; the rest moves no figure.
    let AgentGroup {
        absence,
        late,
        after: _,
        keep_free: _,
        by,
        talk_factor,
        wrap_up_factor,
        presence: _,
        lent: _,
        own_work: _,
        serves: _,
        name: _,
        cost_per_hour: _,
        overrun: _,
        overtime_factor: _,
        // Where there are always seats.
        early: _,
    } = group;
    absence.chance() == 0.0
        && late.is_none()
        && !group.has_terms()
        && *by == TakenBy::LongestWait
        && talk_factor.is_one()
        && wrap_up_factor.is_one()
}

fn is_plain_queue(queue: &Queue) -> bool {
    // Redials are judged above; the rest is for the formulas to judge.
    let Queue {
        answered_by,
        credit,
        repeat,
        talk_day,
        announcements,
        ivr,
        callback,
        transfers,
        transferred,
        // Profiles are judged where their rows are asked for.
        scale_cv: _,
        redial: _,
        name: _,
        priority: _,
        arrivals: _,
        talk: _,
        wrap_up: _,
        patience: _,
        balk: _,
    } = queue;
    let waits_as_told = announcements.is_empty() && ivr.is_none() && callback.is_none();
    let stays = transfers.is_empty() && transferred.is_none();
    answered_by.is_empty() && *credit == Span::ZERO && repeat.is_none() && talk_day.cv == 0.0 && waits_as_told && stays
}

fn is_plain_ladder(ladder: &Ladder) -> bool {
    // Rungs and what holds for all of them are for the formula of the ladder to judge; chatter moves nothing that it knows.
    let Ladder {
        name: _,
        look_every,
        watch,
        settle: _,
        release: _,
        rungs: _,
        chatter_within: _,
        call_rate_within: _,
        service_level_within: _,
        service_level_of_last: _,
    } = ladder;
    look_every.is_none() && watch.is_empty()
}

/// Refuses a feature that is there.
pub(super) fn refuse(is_there: bool, feature: &'static str) -> Result<(), Unknown> {
    if is_there { Err(Unknown::Feature(feature)) } else { Ok(()) }
}

/// Whether calls and crew are the same from opening to closing, and the warm-up leaves the empty floor behind.
pub(super) fn is_steady(floor: &Floor) -> bool {
    let steady_calls = |queue: &Queue| calls_per_hour(queue).is_ok();
    floor.warm_up > Span::ZERO && inbound_people(floor).is_ok() && floor.queues.iter().all(steady_calls)
}

/// The only group that is not lent.
pub(super) fn inbound(floor: &Floor) -> Result<&AgentGroup, Unknown> {
    let mut inbound = floor.groups.iter().filter(|g| !g.lent);
    match (inbound.next(), inbound.next()) {
        (Some(group), None) => Ok(group),
        _ => Err(Unknown::Feature("more than one group, or none")),
    }
}

/// People who are there from opening to closing.
pub(super) fn people(group: &AgentGroup) -> Result<u32, Unknown> {
    match group.presence {
        Presence::People(people) => Ok(people),
        Presence::Shifts(_) | Presence::HeadCounts(_) => Err(Unknown::Feature("a crew that changes in the long run")),
    }
}

/// People of the only group that is not lent, the same from opening to closing.
pub(super) fn inbound_people(floor: &Floor) -> Result<u32, Unknown> {
    inbound(floor).and_then(people)
}

/// The rows of a queue's Poisson calls with their scale.
pub(super) fn rows(queue: &Queue) -> Result<(&[ProfileRow], f64), Unknown> {
    match &queue.arrivals {
        Arrivals::Profile { rows, scale, busyness, intervals } => {
            refuse(busyness.cv != 0.0, "days of different busyness")?;
            refuse(queue.scale_cv != 0.0, "a scale that is not known")?;
            refuse(intervals.cv != 0.0, "intervals of different busyness")?;
            Ok((rows, *scale))
        }
        Arrivals::Sample(_) => Err(Unknown::Feature("sampled days")),
        Arrivals::Calls(_) => Err(Unknown::Feature("recorded calls")),
    }
}

/// Calls per hour of one row, before its scale.
pub(super) fn rate(row: &ProfileRow) -> f64 {
    row.calls / (row.end - row.start).as_hours()
}

/// Calls per hour of a queue that is called at one rate all day.
pub(super) fn calls_per_hour(queue: &Queue) -> Result<f64, Unknown> {
    let (rows, scale) = rows(queue)?;
    let first = rows.first().map_or(0.0, rate);
    refuse(
        rows.iter().any(|row| (rate(row) - first).abs() > 1e-9 * first),
        "a call rate that changes in the long run",
    )?;
    Ok(first * scale)
}

/// Talk and wrap-up of a queue together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Handle {
    /// Mean in seconds.
    pub mean_s: f64,
    /// Coefficient of variation.
    pub cv: f64,
    /// Whether it is exponential.
    pub exponential: bool,
}

impl Handle {
    pub fn of(queue: &Queue) -> Self {
        let (talk, wrap_up) = (moments(&queue.talk), moments(&queue.wrap_up));
        let mean_s = talk.0 + wrap_up.0;
        let exponential = matches!(queue.talk, Distribution::Exponential { .. }) && wrap_up == (0.0, 0.0);
        Self { mean_s, cv: (talk.1 + wrap_up.1).sqrt() / mean_s, exponential }
    }

    /// Mean in seconds, if it is exponential.
    pub fn exponential_mean_s(queue: &Queue) -> Result<f64, Unknown> {
        let handle = Self::of(queue);
        refuse(!handle.exponential, "several agents whose handle time is not exponential")?;
        Ok(handle.mean_s)
    }

    /// Mean time left in seconds of a call in hand, seen at a moment chosen without looking: E S^2 / (2 E S).
    pub fn residual_s(&self) -> f64 {
        0.5 * self.mean_s * (1.0 + self.cv * self.cv)
    }
}
