//! Every rule that a floor's parts must keep, checked together so that all faults are reported at once (M-B1).

use super::{
    AgentGroup, Arrivals, Asked, Break, Calendar, Distribution, Does, Fault, FloorParts, MAX_THRESHOLDS, MAX_WAITING,
    Patience, Presence, Queue, limits, names, ranges,
};
use super::{Rung, Session, Shift};
use crate::units::{SimTime, Span};
use std::ops::RangeInclusive;

/// More than this is a slip of the pen: 10 days.
const LONGEST: Span = Span::from_hours(240);

/// Nobody reads more faults than this.
const MOST_FAULTS: usize = 500;

/// The calendar of sound parts.
///
/// # Errors
/// All faults of the parts.
pub(super) fn calendar(parts: &FloorParts) -> Result<Calendar, Vec<Fault>> {
    let too_long = limits::lists(parts);
    if !too_long.is_empty() {
        return Err(too_long);
    }
    let calendar = Calendar::new(&parts.hours);
    let sound = calendar.as_ref().ok();
    let mut check = Check { parts, calendar: sound, faults: limits::sizes(parts, sound) };
    match &calendar {
        Ok(calendar) => check.sessions(calendar),
        Err(faults) => faults.iter().for_each(|fault| check.fault(&fault.at, &fault.found, &fault.allowed)),
    }
    check.limits();
    check.queues();
    check.groups();
    check.ladder();
    check.targets();
    let faults = check.faults;
    if faults.is_empty() { calendar } else { Err(faults) }
}

struct Check<'a> {
    parts: &'a FloorParts,
    /// Opening hours, if they make sense: what depends on them is not told where they do not.
    calendar: Option<&'a Calendar>,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, at: &str, found: impl Into<String>, allowed: impl Into<String>) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::new(at, found, allowed));
        }
    }

    fn share(&mut self, at: &str, value: f64) {
        if !ranges::SHARE.contains(&value) {
            let hint = if value > 1.0 && value <= 100.0 {
                format!("a share from 0 to 1; for {value} % write {}", value / 100.0)
            } else {
                "a share from 0 to 1".to_owned()
            };
            self.fault(at, format!("{value} is not a share"), hint);
        }
    }

    fn limits(&mut self) {
        let p = self.parts;
        if p.seats == Some(0) {
            self.fault("seats", "no seat at all", "at least one seat, or leave `seats` out for as many as needed");
        }
        if !(1..=MAX_WAITING).contains(&p.max_waiting) {
            let found = format!("a limit of {} waiting callers", p.max_waiting);
            self.fault("max_waiting", found, format!("from 1 to {MAX_WAITING}"));
        }
    }

    fn sessions(&mut self, calendar: &Calendar) {
        let (p, sessions) = (self.parts, calendar.sessions());
        if sessions.len() > 1 {
            self.fault("hours", format!("{} sessions", sessions.len()), "one session: several are not yet supported");
        }
        let is_uneven = |session: &&Session| p.interval <= Span::ZERO || !session.is_whole(p.interval);
        if let Some(length) = sessions.iter().find(is_uneven).map(Session::length) {
            self.fault(
                "interval",
                format!("{} does not divide the opening hours of {length}", p.interval),
                "an interval that fits a whole number of times between open and close",
            );
        } else if calendar.slice_count(p.interval) > limits::MAX_INTERVALS {
            let found = format!("{} makes more than {} intervals", p.interval, limits::MAX_INTERVALS);
            self.fault("interval", found, "a longer interval");
        }
        if p.warm_up < Span::ZERO || p.warm_up >= sessions[0].length() {
            self.fault(
                "run.warm_up",
                format!("{} is not shorter than the opening hours", p.warm_up),
                "a warm-up that ends before closing",
            );
        }
    }

    fn queues(&mut self) {
        let p = self.parts;
        if p.queues.is_empty() {
            self.fault("queues", "no queue", "at least one [[queues]] with name, arrivals and talk");
        }
        self.names("queues", p.queues.iter().map(|q| q.name.as_str()));
        for (i, queue) in p.queues.iter().enumerate() {
            self.queue(&format!("queues[{i}]"), queue);
        }
    }

    fn names<'n>(&mut self, list: &str, names: impl Iterator<Item = &'n str>) {
        names::faults(list, names).into_iter().for_each(|fault| self.fault(&fault.at, fault.found, fault.allowed));
    }

    fn queue(&mut self, at: &str, queue: &Queue) {
        self.arrivals(&format!("{at}.arrivals"), &queue.arrivals);
        self.distribution(&format!("{at}.talk"), &queue.talk);
        self.distribution(&format!("{at}.wrap_up"), &queue.wrap_up);
        self.patience(&format!("{at}.patience"), &queue.patience);
        self.share(&format!("{at}.balk"), queue.balk);
        if !self.parts.groups.iter().any(|g| g.serves.contains(&queue.name)) {
            self.fault(
                &format!("{at}.name"),
                format!("nobody serves queue `{}`", queue.name),
                "a group with it in `serves` (a group with people = 0 will do)",
            );
        }
        for (i, name) in queue.answered_by.iter().enumerate() {
            let place = format!("{at}.answered_by[{i}]");
            match self.parts.groups.iter().find(|g| g.name == *name) {
                None => self.unknown(&place, "group", name, self.parts.groups.iter().map(|g| g.name.clone()).collect()),
                Some(g) if !g.serves.contains(&queue.name) => {
                    self.fault(
                        &place,
                        format!("group `{name}` does not serve `{}`", queue.name),
                        "a group that has the queue in `serves`",
                    );
                }
                Some(_) => {}
            }
        }
    }

    fn unknown(&mut self, at: &str, what: &str, name: &str, known: Vec<String>) {
        let list = if known.is_empty() { "there is none".to_owned() } else { format!("one of: {}", known.join(", ")) };
        self.fault(at, format!("no {what} is called `{name}`"), list);
    }

    fn arrivals(&mut self, at: &str, arrivals: &Arrivals) {
        match arrivals {
            Arrivals::Profile { rows, scale, busyness } => {
                if !ranges::SCALE.contains(scale) {
                    self.fault(&format!("{at}.scale"), format!("a scale of {scale}"), "a number from 0 to 100000");
                }
                if busyness.cv != 0.0 && !ranges::DAY_CV.contains(&busyness.cv) {
                    self.fault(
                        &format!("{at}.busyness_cv"),
                        format!("a coefficient of variation of {}", busyness.cv),
                        "a number from 0.0001 to 10, or 0 for days that are all alike",
                    );
                }
                self.profile(at, rows);
            }
            Arrivals::Calls(calls) => {
                let outside = self.calendar.is_some_and(|calendar| calls.iter().any(|c| !calendar.is_open(c.arrival)));
                if outside || !calls.is_sorted_by_key(|c| c.arrival) {
                    self.fault(
                        &format!("{at}.calls"),
                        "calls out of order or outside opening hours",
                        "calls in order of arrival from open to close",
                    );
                }
            }
        }
    }

    fn profile(&mut self, at: &str, rows: &[super::ProfileRow]) {
        let place = format!("{at}.profile");
        for row in rows {
            if !ranges::CALLS.contains(&row.calls) {
                self.fault(
                    &place,
                    format!("{} calls from {}", row.calls, row.start),
                    format!("a number from 0 to {}", ranges::CALLS.end()),
                );
            }
        }
        let gap = rows.windows(2).find(|w| w[0].end != w[1].start);
        let bare = self.calendar.filter(|calendar| {
            let begins = rows.first().is_some_and(|r| r.start <= calendar.open());
            !begins || rows.last().is_none_or(|r| r.end < calendar.close())
        });
        if let Some(w) = gap {
            self.fault(
                &place,
                format!("a row ends at {} and the next starts at {}", w[0].end, w[1].start),
                "rows without gap or overlap",
            );
        } else if let Some(calendar) = bare {
            self.fault(
                &place,
                format!("rows that do not cover {} to {}", calendar.open(), calendar.close()),
                "a row for every part of the opening hours",
            );
        }
    }

    fn span(&mut self, at: &str, span: Span, least: Span) {
        if span < least || span > LONGEST {
            self.fault(at, format!("a length of {span}"), format!("from {least} to {LONGEST}"));
        }
    }

    fn mean_and_cv(&mut self, at: &str, mean: Span, cv: f64, range: &RangeInclusive<f64>) {
        self.span(at, mean, Span::from_micros(1));
        if !range.contains(&cv) {
            self.fault(
                at,
                format!("a coefficient of variation of {cv}"),
                format!("from {} to {}; for no spread use `constant`", range.start(), range.end()),
            );
        }
    }

    fn distribution(&mut self, at: &str, distribution: &Distribution) {
        match distribution {
            Distribution::Constant(span) => self.span(at, *span, Span::ZERO),
            Distribution::Exponential { mean } => self.span(at, *mean, Span::from_micros(1)),
            Distribution::Lognormal { mean, cv } => self.mean_and_cv(at, *mean, *cv, &ranges::LOGNORMAL_CV),
            Distribution::Gamma { mean, cv } => self.mean_and_cv(at, *mean, *cv, &ranges::CV),
            Distribution::Weibull { mean, cv } => self.mean_and_cv(at, *mean, *cv, &ranges::CV),
            Distribution::Uniform { from, to } => {
                self.span(at, *from, Span::ZERO);
                if to < from || *to > LONGEST {
                    self.fault(at, format!("from {from} to {to}"), "`to` not before `from`");
                }
            }
            Distribution::Empirical(spans) => {
                if spans.is_empty() || spans.iter().any(|s| *s < Span::ZERO || *s > LONGEST) {
                    self.fault(
                        at,
                        "an empty list, or a length out of range, in the observed lengths",
                        format!("at least one length, each from 0s to {LONGEST}"),
                    );
                }
            }
        }
    }

    fn patience(&mut self, at: &str, patience: &Patience) {
        match patience {
            Patience::Infinite => {}
            Patience::Random(distribution) => self.distribution(at, distribution),
            Patience::Survival(curve) => {
                let points = &curve.points;
                let shares = points.iter().all(|p| (0.0..=1.0).contains(&p.1))
                    && points.iter().all(|p| p.0 >= Span::ZERO && p.0 <= LONGEST);
                let ordered = points.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 >= w[1].1);
                if points.is_empty() || !shares || !ordered {
                    self.fault(
                        at,
                        "a survival curve that is empty or out of order",
                        "waits that rise, shares from 0 to 1 that never rise",
                    );
                }
            }
        }
    }

    fn groups(&mut self) {
        let p = self.parts;
        self.names("groups", p.groups.iter().map(|g| g.name.as_str()));
        for (i, group) in p.groups.iter().enumerate() {
            self.group(&format!("groups[{i}]"), group);
        }
    }

    fn group(&mut self, at: &str, group: &AgentGroup) {
        if group.serves.is_empty() {
            self.fault(&format!("{at}.serves"), "a group that serves no queue", "at least one queue");
        }
        for (i, name) in group.serves.iter().enumerate() {
            let place = format!("{at}.serves[{i}]");
            if !self.parts.queues.iter().any(|q| q.name == *name) {
                self.unknown(&place, "queue", name, self.parts.queues.iter().map(|q| q.name.clone()).collect());
            } else if group.serves[..i].contains(name) {
                self.fault(&place, format!("`{name}` twice"), "each queue once");
            }
        }
        for (key, value) in [("talk_factor", group.talk_factor), ("wrap_up_factor", group.wrap_up_factor)] {
            if !ranges::FACTOR.contains(&value) {
                self.fault(&format!("{at}.{key}"), format!("a factor of {value}"), "a number from 0.01 to 100");
            }
        }
        self.share(&format!("{at}.absence"), group.absence);
        if group.cost_per_hour.is_some_and(|c| !ranges::COST.contains(&c)) {
            self.fault(
                &format!("{at}.cost_per_hour"),
                format!("a cost of {}", group.cost_per_hour.unwrap_or_default()),
                "a number from 0 to 1000000000",
            );
        }
        self.presence(at, &group.presence);
    }

    fn presence(&mut self, at: &str, presence: &Presence) {
        let people = match presence {
            Presence::People(n) => u64::from(*n),
            Presence::Shifts(shifts) => {
                for (i, shift) in shifts.iter().enumerate() {
                    self.shift(&format!("{at}.shifts[{i}]"), shift);
                }
                shifts.iter().map(|s| u64::from(s.people)).sum()
            }
            Presence::HeadCounts(rows) => {
                if rows.is_empty() || rows.windows(2).any(|w| w[0].start >= w[1].start) {
                    self.fault(&format!("{at}.staffing"), "no row, or rows out of order", "rows in order of time");
                }
                u64::from(rows.iter().map(|r| r.people).max().unwrap_or(0))
            }
        };
        if people > super::MAX_PEOPLE as u64 {
            let key = match presence {
                Presence::People(_) => "people",
                Presence::Shifts(_) => "shifts",
                Presence::HeadCounts(_) => "staffing",
            };
            self.fault(
                &format!("{at}.{key}"),
                format!("{people} people"),
                format!("at most {} people in a group", super::MAX_PEOPLE),
            );
        }
    }

    fn shift(&mut self, at: &str, shift: &Shift) {
        let last = self.calendar.map_or(SimTime::clock(24, 0), Calendar::last_midnight);
        let is_sound = shift.start >= SimTime::MIDNIGHT && shift.end > shift.start && shift.end <= last;
        if !is_sound {
            let found = format!("a shift from {} to {}", shift.start, shift.end);
            self.fault(&format!("{at}.end"), found, "an end after the start, both within the day");
        } else if let Some(calendar) = self.calendar.filter(|c| !c.is_open_between(shift.start, shift.end)) {
            let hours = format!("{} to {}", calendar.open(), calendar.close());
            let found =
                format!("a shift from {} to {} wholly outside the opening hours {hours}", shift.start, shift.end);
            self.fault(&format!("{at}.start"), found, "a shift that overlaps the opening hours");
        }
        for (i, pause) in shift.breaks.iter().enumerate() {
            self.pause(&format!("{at}.breaks[{i}]"), pause, Some(shift).filter(|_| is_sound));
        }
        for (i, pair) in shift.breaks.windows(2).enumerate() {
            if pair[0].start + pair[0].length > pair[1].start {
                self.fault(
                    &format!("{at}.breaks[{}].start", i + 1),
                    format!("a break at {} that begins before the one of {} is over", pair[1].start, pair[0].start),
                    "breaks in order of time that do not overlap",
                );
            }
        }
    }

    /// A break of a shift; `None`: the shift itself makes no sense.
    fn pause(&mut self, at: &str, pause: &Break, shift: Option<&Shift>) {
        let end = pause.start + pause.length;
        if pause.length <= Span::ZERO {
            self.fault(&format!("{at}.length"), format!("a break of {}", pause.length), "a break longer than 0s");
        }
        if let Some(shift) = shift.filter(|shift| pause.start < shift.start || end > shift.end) {
            let found =
                format!("a break from {} to {end} outside its shift {} to {}", pause.start, shift.start, shift.end);
            self.fault(&format!("{at}.start"), found, "a break inside its shift");
        }
    }

    fn ladder(&mut self) {
        let ladder = &self.parts.ladder;
        self.names("ladder.rungs", ladder.rungs.iter().map(|r| r.name.as_str()));
        if ladder.look_every.is_some_and(|s| s < Span::from_secs(1)) {
            self.fault(
                "ladder.look_every",
                "looks less than a second apart",
                "at least 1s, or leave it out to look all the time",
            );
        }
        for (key, span) in [("ladder.settle", ladder.settle), ("ladder.chatter_within", ladder.chatter_within)] {
            self.span(key, span, Span::ZERO);
        }
        for (i, name) in ladder.watch.iter().enumerate() {
            if !self.parts.queues.iter().any(|q| q.name == *name) {
                self.unknown(
                    &format!("ladder.watch[{i}]"),
                    "queue",
                    name,
                    self.parts.queues.iter().map(|q| q.name.clone()).collect(),
                );
            }
        }
        for (i, rung) in ladder.rungs.iter().enumerate() {
            self.rung(&format!("ladder.rungs[{i}]"), rung);
        }
        self.thresholds();
    }

    fn rung(&mut self, at: &str, rung: &Rung) {
        match &rung.does {
            Does::Borrow { group, people, join_after } => {
                self.borrow(&format!("{at}.borrow"), group, *people, join_after)
            }
        }
        self.span(&format!("{at}.when.lasting"), rung.when.lasting, Span::ZERO);
        self.span(&format!("{at}.min_stay"), rung.min_stay, Span::ZERO);
        if let Some(upper) = rung.when.waiting_up_to
            && upper <= rung.when.waiting_above
        {
            self.fault(
                &format!("{at}.when.waiting_up_to"),
                format!("above {} and up to {upper} can never be", rung.when.waiting_above),
                "`waiting_up_to` greater than `waiting_above`",
            );
        }
    }

    fn borrow(&mut self, at: &str, name: &str, people: Asked, join_after: &Distribution) {
        match self.parts.groups.iter().find(|g| g.name == name) {
            None => {
                let lent = self.parts.groups.iter().filter(|g| g.lent).map(|g| g.name.clone()).collect();
                self.unknown(&format!("{at}.group"), "group", name, lent);
            }
            Some(group) if !group.lent => {
                self.fault(
                    &format!("{at}.group"),
                    format!("group `{name}` is on the phones already"),
                    "a group with `lent = true`",
                );
            }
            Some(_) => {}
        }
        if let Asked::Between(least, most) = people
            && (least == 0 || most < least)
        {
            self.fault(
                &format!("{at}.people"),
                format!("from {least} to {most} people"),
                "a number from 1, [min, max] with min <= max, or \"all\"",
            );
        }
        self.distribution(&format!("{at}.join_after"), join_after);
    }

    fn thresholds(&mut self) {
        let ladder = &self.parts.ladder;
        let Some(smallest) = ladder.rungs.iter().map(|r| r.when.waiting_above).min() else { return };
        let own = ladder
            .rungs
            .iter()
            .enumerate()
            .filter_map(|(i, r)| Some((format!("ladder.rungs[{i}].release"), r.release?)));
        let all: Vec<_> = ladder.release.iter().map(|r| ("ladder.release".to_owned(), *r)).chain(own).collect();
        for (at, release) in all {
            self.span(&format!("{at}.lasting"), release.lasting, Span::ZERO);
            if release.waiting_at_most > smallest {
                self.fault(
                    &format!("{at}.waiting_at_most"),
                    format!("releases at {} waiting while a rung is pulled above {smallest}", release.waiting_at_most),
                    format!("at most {smallest}, the smallest `waiting_above`, or rungs would come and go at once"),
                );
            }
        }
    }

    fn targets(&mut self) {
        let asked = self.parts.thresholds().len();
        if asked > MAX_THRESHOLDS {
            let allowed = format!("at most {} besides 20 s, 180 s and the target's", MAX_THRESHOLDS - 3);
            self.fault("expect", format!("service levels within {asked} different times"), allowed);
        }
        let targets = &self.parts.targets;
        for (key, share) in [
            ("targets.answer_rate", targets.answer_rate),
            ("targets.service_level.share", targets.service_level.map(|t| t.share)),
            ("targets.share_of_days", targets.share_of_days),
        ] {
            if let Some(share) = share {
                self.share(key, share);
            }
        }
        if let Some(target) = targets.service_level {
            self.span("targets.service_level.within", target.within, Span::ZERO);
        }
        let judged = targets.answer_rate.is_some() || targets.service_level.is_some();
        if judged && !self.parts.groups.iter().any(AgentGroup::has_people) && !self.parts.groups.is_empty() {
            self.fault("targets", "targets, but not one agent in any group", "people in a group, or no [targets]");
        }
    }
}
