//! What a crew must keep: groups, shifts, breaks, head-counts.

use super::super::{
    Absence, AgentGroup, Break, Calendar, Deadline, FaultKind, GroupFactor, Lateness, MAX_PEOPLE, MAX_REASONS, Many,
    NamedList, OwnWork, Path, Presence, Quantity, ReferenceFault, Shift, ShiftFault, name_fault, ranges,
};
use super::{Check, limits};
use crate::units::{SimTime, Span};

/// Shares that add up to 1 on paper may be as much more in binary.
const ROUNDING: f64 = 1e-9;

impl Check<'_> {
    pub(super) fn groups(&mut self) {
        let p = self.parts;
        self.names(NamedList::Groups, p.groups.iter().map(|g| g.name.as_str()));
        for (i, group) in p.groups.iter().enumerate() {
            self.group(&NamedList::Groups.path().index(i), group);
        }
    }

    fn group(&mut self, at: &Path, group: &AgentGroup) {
        let serves = at.key("serves");
        for (i, name) in group.serves.iter().enumerate() {
            if !self.parts.queues.iter().any(|q| q.name == *name) {
                self.unknown(serves.index(i), NamedList::Queues, name, &self.queues.clone());
            } else if group.serves[..i].contains(name) {
                self.reference(serves.index(i), NamedList::Queues, name, ReferenceFault::Twice);
            }
        }
        if group.serves.is_empty() {
            self.fault(serves, FaultKind::ServesNothing);
        }
        for (queue, after) in &group.after {
            let at = at.key("after").key(queue.clone());
            self.served(&at, group, queue);
            self.span(&at, *after, Span::ZERO);
        }
        for queue in group.keep_free.keys() {
            self.served(&at.key("keep_free").key(queue.clone()), group, queue);
        }
        self.factor(&at.key("talk_factor"), group, &group.talk_factor);
        self.factor(&at.key("wrap_up_factor"), group, &group.wrap_up_factor);
        self.absence(&at.key("absence"), &group.absence);
        if let Some(late) = &group.late {
            self.lateness(&at.key("late"), late, &group.presence);
        }
        self.span(&at.key("early"), group.early, Span::ZERO);
        if group.early > Span::ZERO {
            self.own_shifts(&at.key("early"), &group.presence);
        }
        if let Some(cost) = group.cost_per_hour {
            self.number(at.key("cost_per_hour"), Quantity::Cost, cost, &ranges::COST);
        }
        if let Some(work) = &group.own_work {
            self.own_work(&at.key("own_work"), work, group.lent);
        }
        let factor = group.overtime_factor;
        self.number(at.key("overtime_factor"), Quantity::Factor, factor, &ranges::FACTOR);
        self.presence(at, &group.presence);
    }

    fn absence(&mut self, at: &Path, absence: &Absence) {
        let reasons = match absence {
            Absence::Plain(chance) => return self.share(at.clone(), *chance),
            Absence::ByReason(reasons) => reasons,
        };
        for (name, chance) in reasons {
            let at = at.key(name.clone());
            if let Some(fault) = name_fault(name) {
                self.fault(at.clone(), FaultKind::Name(fault));
            }
            self.share(at, *chance);
        }
        let (count, most) = (reasons.len() as u64, MAX_REASONS as u64);
        if count > most {
            self.fault(at.clone(), FaultKind::TooMany { of: Many::Elements, count, most });
        }
        let total = absence.chance();
        if total > 1.0 + ROUNDING && reasons.iter().all(|(_, chance)| ranges::SHARE.contains(chance)) {
            self.fault(at.clone(), FaultKind::AbsentMoreThanOnce { total });
        }
    }

    fn lateness(&mut self, at: &Path, late: &Lateness, presence: &Presence) {
        self.share(at.key("chance"), late.chance);
        self.distribution(&at.key("by"), &late.by);
        self.own_shifts(at, presence);
    }

    fn own_work(&mut self, at: &Path, work: &OwnWork, lent: bool) {
        if let Some(fault) = name_fault(&work.name) {
            self.fault(at.key("name"), FaultKind::Name(fault));
        }
        self.number(at.key("tasks_per_hour"), Quantity::TasksPerHour, work.tasks_per_hour, &ranges::TASKS_PER_HOUR);
        self.share(at.key("spare"), work.spare);
        for (key, price) in [("price_per_deferred", work.price_per_deferred), ("price_per_late", work.price_per_late)] {
            price.into_iter().for_each(|price| self.number(at.key(key), Quantity::Cost, price, &ranges::COST));
        }
        match work.deadline {
            Some(Deadline::Within(span)) => self.span(&at.key("deadline"), span, Span::ZERO),
            Some(Deadline::At(_) | Deadline::Closing) | None => {}
        }
        if !lent {
            self.fault(at.clone(), FaultKind::OwnWorkOnPhones);
        }
    }

    /// What only people with shifts of their own can do.
    pub(super) fn own_shifts(&mut self, at: &Path, presence: &Presence) {
        match presence {
            Presence::People(_) | Presence::Shifts(_) => {}
            Presence::HeadCounts(_) => self.fault(at.clone(), FaultKind::NoShiftsOfTheirOwn),
        }
    }

    fn factor(&mut self, at: &Path, group: &AgentGroup, factor: &GroupFactor) {
        match factor {
            GroupFactor::OfAll(factor) => self.number(at.clone(), Quantity::Factor, *factor, &ranges::FACTOR),
            GroupFactor::ByQueue(factors) => {
                for (queue, factor) in factors {
                    self.served(&at.key(queue.clone()), group, queue);
                    self.number(at.key(queue.clone()), Quantity::Factor, *factor, &ranges::FACTOR);
                }
            }
        }
    }

    /// What a group has for a queue: it serves it.
    fn served(&mut self, at: &Path, group: &AgentGroup, queue: &str) {
        if !group.serves.iter().any(|name| name == queue) {
            self.reference(at.clone(), NamedList::Queues, queue, ReferenceFault::NotServed);
        }
    }

    fn presence(&mut self, at: &Path, presence: &Presence) {
        let (key, count) = match presence {
            Presence::People(n) => ("people", u64::from(*n) * self.calendar.map_or(1, |c| c.sessions().len() as u64)),
            Presence::Shifts(shifts) => {
                for (i, shift) in shifts.iter().enumerate() {
                    self.shift(&at.key("shifts").index(i), shift);
                }
                ("shifts", limits::on_shift(shifts, self.calendar).sum())
            }
            Presence::HeadCounts(rows) => {
                if rows.is_empty() || rows.windows(2).any(|w| w[0].start >= w[1].start) {
                    self.fault(at.key("staffing"), FaultKind::HeadCounts);
                }
                ("staffing", u64::from(rows.iter().map(|r| r.people).max().unwrap_or(0)))
            }
        };
        let most = MAX_PEOPLE as u64;
        if count > most {
            self.fault(at.key(key), FaultKind::TooMany { of: Many::People, count, most });
        }
    }

    fn shift(&mut self, at: &Path, shift: &Shift) {
        let (start, end) = (shift.start, shift.end);
        let midnight = SimTime::clock(24, 0);
        // A shift over midnight is one of several dates, or of a date whose hours are over midnight.
        let dates = self.calendar.map_or(1, Calendar::date_count);
        let last = SimTime::clock(24 * dates, 0).min(start + Span::from_hours(24));
        let is_sound = (SimTime::MIDNIGHT..midnight).contains(&start) && end > start && end <= last.max(midnight);
        if !is_sound {
            self.fault(at.key("end"), FaultKind::Shift(ShiftFault::Backwards { start, end }));
        } else if let Some(calendar) = self.calendar.filter(|calendar| calendar.is_closed_to(shift)) {
            let clock = calendar.clock();
            let (open, close) = (clock.shown(calendar.open()), clock.shown_until(calendar.close()));
            let fault = ShiftFault::Closed { start, end, open, close };
            self.fault(at.key("start"), FaultKind::Shift(fault));
        }
        let breaks = at.key("breaks");
        for (i, pause) in shift.breaks.iter().enumerate() {
            self.pause(&breaks.index(i), pause, Some(shift).filter(|_| is_sound));
        }
        for (i, pair) in shift.breaks.windows(2).enumerate() {
            if pair[0].start + pair[0].length > pair[1].start {
                let fault = ShiftFault::BreaksOverlap { start: pair[1].start, before: pair[0].start };
                self.fault(breaks.index(i + 1).key("start"), FaultKind::Shift(fault));
            }
        }
    }

    /// A break of a shift; `None`: the shift itself makes no sense.
    fn pause(&mut self, at: &Path, pause: &Break, shift: Option<&Shift>) {
        let (start, end) = (pause.start, pause.start + pause.length);
        if pause.length <= Span::ZERO {
            let fault = ShiftFault::BreakOfNoLength { length: pause.length };
            self.fault(at.key("length"), FaultKind::Shift(fault));
        }
        if let Some(shift) = shift.filter(|shift| start < shift.start || end > shift.end) {
            let fault = ShiftFault::BreakOutside { pause: (start, end), shift: (shift.start, shift.end) };
            self.fault(at.key("start"), FaultKind::Shift(fault));
        }
    }
}
