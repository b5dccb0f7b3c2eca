//! Every rule that a floor's parts must keep, checked together so that all faults are reported at once (M-B1).

mod crew;
mod targets;
mod transfers;

use super::{
    Arrivals, Asked, Calendar, CallAgain, Callback, Distribution, Does, ExtraVolume, FloorParts, Incident,
    MAX_CALLBACKS, MAX_CALLS_AGAIN, MAX_LINES, MAX_TRIES, MAX_WAITING, ProfileRow, Queue, Release, Rung, Session, When,
    limits, names, ranges,
};
use super::{Fault, FaultKind, HoursFault, LadderFault, NamedList, Path, Quantity, ReferenceFault};
use crate::units::{SimTime, Span};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// More than this is a slip of the pen: 10 days.
pub(super) const LONGEST: Span = Span::from_hours(240);

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
    let calendar = Calendar::new(&parts.hours, &parts.clock);
    let sound = calendar.as_ref().ok();
    let queues = parts.queues.iter().map(|q| q.name.clone()).collect();
    let groups = parts.groups.iter().map(|g| g.name.clone()).collect();
    let mut check = Check { parts, calendar: sound, queues, groups, faults: limits::sizes(parts, sound) };
    match &calendar {
        Ok(calendar) => check.sessions(calendar),
        Err(faults) => faults.iter().cloned().for_each(|fault| check.add(fault)),
    }
    check.limits();
    check.queues();
    check.groups();
    check.incidents();
    check.ladder();
    check.targets();
    let faults = check.faults;
    if faults.is_empty() { calendar } else { Err(faults) }
}

pub(super) struct Check<'a> {
    parts: &'a FloorParts,
    /// Opening hours, if they make sense: what depends on them is not told where they do not.
    calendar: Option<&'a Calendar>,
    /// Names, as faults list them.
    queues: Arc<[String]>,
    groups: Arc<[String]>,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn add(&mut self, fault: Fault) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }

    pub(super) fn fault(&mut self, at: Path, kind: FaultKind) {
        self.add(Fault::new(at, kind));
    }

    pub(super) fn number(&mut self, at: Path, of: Quantity, value: f64, range: &RangeInclusive<f64>) {
        if !range.contains(&value) {
            self.fault(at, FaultKind::OutOfRange { of, value, range: range.clone() });
        }
    }

    pub(super) fn share(&mut self, at: Path, value: f64) {
        self.number(at, Quantity::Share, value, &ranges::SHARE);
    }

    fn limits(&mut self) {
        let p = self.parts;
        if p.seats == Some(0) {
            self.fault(Path::of("seats"), FaultKind::NoSeats);
        }
        if let Some(lines) = p.lines {
            self.number(Path::of("lines"), Quantity::Lines, f64::from(lines), &(1.0..=f64::from(MAX_LINES)));
        }
        let range = 1.0..=f64::from(MAX_WAITING);
        self.number(Path::of("max_waiting"), Quantity::Waiting, f64::from(p.max_waiting), &range);
    }

    fn sessions(&mut self, calendar: &Calendar) {
        let (p, sessions) = (self.parts, calendar.sessions());
        let (interval, warm_up) = (p.interval, p.warm_up);
        let is_uneven = |session: &&Session| interval <= Span::ZERO || !session.is_whole(interval);
        if let Some(hours) = sessions.iter().find(is_uneven).map(Session::length) {
            let fault = HoursFault::IntervalDoesNotFit { interval, hours };
            self.fault(Path::of("interval"), FaultKind::Hours(fault));
        } else if calendar.slice_count(interval) > limits::MAX_INTERVALS {
            let fault = HoursFault::IntervalTooShort { interval, most: limits::MAX_INTERVALS };
            self.fault(Path::of("interval"), FaultKind::Hours(fault));
        }
        if warm_up < Span::ZERO || warm_up >= sessions[0].length() {
            self.fault(Path::of("run").key("warm_up"), FaultKind::Hours(HoursFault::WarmUpTooLong { warm_up }));
        }
    }

    fn queues(&mut self) {
        let p = self.parts;
        if p.queues.is_empty() {
            self.fault(NamedList::Queues.path(), FaultKind::NoQueue);
        }
        self.names(NamedList::Queues, p.queues.iter().map(|q| q.name.as_str()));
        for (i, queue) in p.queues.iter().enumerate() {
            self.queue(&NamedList::Queues.path().index(i), queue);
        }
    }

    fn names<'n>(&mut self, list: NamedList, names: impl Iterator<Item = &'n str>) {
        names::faults(list, names).into_iter().for_each(|fault| self.add(fault));
    }

    fn queue(&mut self, at: &Path, queue: &Queue) {
        self.span(&at.key("credit"), queue.credit, Span::ZERO);
        self.arrivals(&at.key("arrivals"), &queue.arrivals);
        if queue.scale_cv != 0.0 {
            self.number(at.key("arrivals").key("scale_cv"), Quantity::DayCv, queue.scale_cv, &ranges::DAY_CV);
        }
        self.distribution(&at.key("talk"), &queue.talk);
        if queue.talk_day.cv != 0.0 {
            self.number(at.key("talk_day_cv"), Quantity::DayCv, queue.talk_day.cv, &ranges::DAY_CV);
        }
        self.distribution(&at.key("wrap_up"), &queue.wrap_up);
        self.patience(&at.key("patience"), &queue.patience);
        for (i, announcement) in queue.announcements.iter().enumerate() {
            let at = at.key("announcements").index(i);
            self.span(&at.key("at"), announcement.at, Span::ZERO);
            self.share(at.key("chance"), announcement.chance);
        }
        if let Some(ivr) = &queue.ivr {
            self.distribution(&at.key("ivr").key("delay"), &ivr.delay);
            self.share(at.key("ivr").key("contained"), ivr.contained);
        }
        self.share(at.key("balk"), queue.balk);
        for (key, again) in [("redial", &queue.redial), ("repeat", &queue.repeat)] {
            again.iter().for_each(|again| self.calls_again(&at.key(key), again));
        }
        if let Some(callback) = &queue.callback {
            self.calls_back(&at.key("callback"), callback);
        }
        self.transfers(at, queue);
        if !self.parts.groups.iter().any(|g| g.serves.contains(&queue.name)) {
            self.fault(at.key("name"), FaultKind::NobodyServes { queue: queue.name.clone() });
        }
        for (i, name) in queue.answered_by.iter().enumerate() {
            let place = at.key("answered_by").index(i);
            match self.parts.groups.iter().find(|g| g.name == *name) {
                None => self.unknown(place, NamedList::Groups, name, &self.groups.clone()),
                Some(g) if !g.serves.contains(&queue.name) => {
                    let fault = ReferenceFault::DoesNotServe { queue: queue.name.clone() };
                    self.reference(place, NamedList::Groups, name, fault);
                }
                Some(_) => {}
            }
        }
    }

    fn calls_again(&mut self, at: &Path, again: &CallAgain) {
        self.share(at.key("chance"), again.chance);
        self.distribution(&at.key("after"), &again.after);
        let range = 1.0..=f64::from(MAX_CALLS_AGAIN);
        self.number(at.key("at_most"), Quantity::CallsAgain, f64::from(again.at_most), &range);
    }

    fn calls_back(&mut self, at: &Path, callback: &Callback) {
        self.share(at.key("chance"), callback.chance);
        self.span(&at.key("expected_wait"), callback.expected_wait, Span::ZERO);
        self.span(&at.key("offer_after"), callback.offer_after, Span::ZERO);
        self.between(at.key("between"), callback.between);
        if let Some(most) = callback.at_most {
            let range = 1.0..=f64::from(MAX_CALLBACKS);
            self.number(at.key("at_most"), Quantity::Callbacks, f64::from(most), &range);
        }
        self.share(at.key("no_answer"), callback.no_answer);
        self.distribution(&at.key("rings"), &callback.rings);
        let range = 1.0..=f64::from(MAX_TRIES);
        self.number(at.key("tries"), Quantity::CallsAgain, f64::from(callback.tries), &range);
        self.distribution(&at.key("again_after"), &callback.again_after);
        if let Some(within) = callback.within {
            // Who has not been offered it in time could not be called in time.
            self.span(&at.key("within"), within, callback.offer_after + Span::from_micros(1));
        }
    }

    fn between(&mut self, at: Path, between: Option<(SimTime, SimTime)>) {
        if let Some((from, until)) = between.filter(|(from, until)| from >= until) {
            self.fault(at, FaultKind::Ladder(LadderFault::NeverBetween { from, until }));
        }
    }

    fn reference(&mut self, at: Path, to: NamedList, name: &str, fault: ReferenceFault) {
        self.fault(at, FaultKind::Reference { name: name.to_owned(), to, fault });
    }

    fn unknown(&mut self, at: Path, to: NamedList, name: &str, known: &Arc<[String]>) {
        self.reference(at, to, name, ReferenceFault::Unknown { known: Arc::clone(known) });
    }

    fn arrivals(&mut self, at: &Path, arrivals: &Arrivals) {
        match arrivals {
            Arrivals::Profile { rows, scale, busyness, intervals } => {
                self.number(at.key("scale"), Quantity::Scale, *scale, &ranges::SCALE);
                if busyness.cv != 0.0 {
                    self.number(at.key("busyness_cv"), Quantity::DayCv, busyness.cv, &ranges::DAY_CV);
                }
                if intervals.cv != 0.0 {
                    self.number(at.key("interval_cv"), Quantity::IntervalCv, intervals.cv, &ranges::INTERVAL_CV);
                }
                self.share(at.key("interval_correlation"), intervals.correlation);
                let at = at.key("profile");
                self.calls_in_rows(&at, rows);
                self.profile(&at, rows);
            }
            Arrivals::Sample(days) => {
                let at = at.key("sample");
                if days.is_empty() || days.iter().flatten().any(|row| row.calls.fract() != 0.0) {
                    self.fault(at.clone(), FaultKind::SampledDays);
                }
                days.iter().for_each(|rows| self.calls_in_rows(&at, rows));
                self.past_days(&at, days);
            }
            Arrivals::Calls(calls) => {
                let outside = self.calendar.is_some_and(|calendar| calls.iter().any(|c| !calendar.is_open(c.arrival)));
                if outside || !calls.is_sorted_by_key(|c| c.arrival) {
                    self.fault(at.key("calls"), FaultKind::Hours(HoursFault::CallsOutside));
                }
            }
        }
    }

    fn calls_in_rows(&mut self, at: &Path, rows: &[ProfileRow]) {
        for row in rows.iter().filter(|row| !ranges::CALLS.contains(&row.calls)) {
            let fault = FaultKind::CallsInRow { start: row.start, calls: row.calls, most: *ranges::CALLS.end() };
            self.fault(at.clone(), fault);
        }
    }

    /// Rows lie one after the other while it is open, and cover every session.
    fn profile(&mut self, at: &Path, rows: &[ProfileRow]) {
        let is_open_between = |start, end| self.calendar.is_none_or(|calendar| calendar.is_open_between(start, end));
        let apart =
            |w: &&[ProfileRow]| w[0].end > w[1].start || w[0].end < w[1].start && is_open_between(w[0].end, w[1].start);
        let gap = rows.windows(2).find(apart);
        let sessions = self.calendar.map_or(&[][..], Calendar::sessions);
        let bare = sessions.iter().find(|session| !covers(rows, session));
        if let Some(w) = gap {
            self.fault(at.clone(), FaultKind::Hours(HoursFault::RowsApart { end: w[0].end, next: w[1].start }));
        } else if let Some(session) = bare {
            let fault = HoursFault::RowsDoNotCover { open: session.open, close: session.close };
            self.fault(at.clone(), FaultKind::Hours(fault));
        }
    }

    /// Every past day covers the hours of a date, and every date's hours are covered by one.
    fn past_days(&mut self, at: &Path, days: &[Vec<ProfileRow>]) {
        let sessions = self.calendar.map_or(&[][..], Calendar::sessions);
        let gap = days.iter().flat_map(|rows| rows.windows(2)).find(|w| w[0].end != w[1].start);
        if let Some(w) = gap {
            let fault = HoursFault::RowsApart { end: w[0].end, next: w[1].start };
            return self.fault(at.clone(), FaultKind::Hours(fault));
        }
        let of_no_date = |rows: &Vec<ProfileRow>| !sessions.iter().any(|session| covers(rows, session));
        let of_no_day = |session: &Session| !days.iter().any(|rows| covers(rows, session));
        if !sessions.is_empty() && (days.iter().any(of_no_date) || sessions.iter().any(of_no_day)) {
            self.fault(at.clone(), FaultKind::Hours(HoursFault::SampleDoesNotCover));
        }
    }

    pub(super) fn span(&mut self, at: &Path, span: Span, least: Span) {
        if span < least || span > LONGEST {
            self.fault(at.clone(), FaultKind::Length { found: span, least, most: LONGEST });
        }
    }

    fn incidents(&mut self) {
        let p = self.parts;
        self.names(NamedList::Incidents, p.incidents.iter().map(|incident| incident.name.as_str()));
        for (i, incident) in p.incidents.iter().enumerate() {
            self.incident(&NamedList::Incidents.path().index(i), incident);
        }
    }

    fn incident(&mut self, at: &Path, incident: &Incident) {
        self.share(at.key("chance"), incident.chance);
        self.distribution(&at.key("lasting"), &incident.lasting);
        self.number(at.key("talk_factor"), Quantity::Factor, incident.talk_factor, &ranges::FACTOR);
        let start = incident.start;
        let happens =
            |calendar: &Calendar| calendar.sessions().iter().any(|of| incident.start_in(of, calendar).is_some());
        if self.calendar.is_some_and(|calendar| !happens(calendar)) {
            self.fault(at.key("start"), FaultKind::Hours(HoursFault::IncidentOutside { start }));
        }
        for (i, name) in incident.queues.iter().enumerate() {
            if !self.queues.contains(name) {
                self.unknown(at.key("queues").index(i), NamedList::Queues, name, &self.queues.clone());
            }
        }
        match incident.volume {
            ExtraVolume::PerHour(rate) => self.number(at.key("calls_per_hour"), Quantity::Rate, rate, &ranges::RATE),
            ExtraVolume::Times(times) => {
                self.number(at.key("factor"), Quantity::Factor, times, &ranges::TIMES_AS_MANY);
                let recorded = |queue: &&Queue| !matches!(queue.arrivals, Arrivals::Profile { .. });
                let hit = self.parts.queues.iter().filter(|queue| incident.hits(&queue.name)).find(recorded);
                if let Some(queue) = hit {
                    self.fault(at.key("factor"), FaultKind::TimesRecordedCalls { queue: queue.name.clone() });
                }
            }
        }
    }

    fn ladder(&mut self) {
        let (ladder, at) = (&self.parts.ladder, Path::of("ladder"));
        self.names(NamedList::Rungs, ladder.rungs.iter().map(|r| r.name.as_str()));
        if ladder.look_every.is_some_and(|s| s < Span::from_secs(1)) {
            self.fault(at.key("look_every"), FaultKind::Ladder(LadderFault::LooksTooOften));
        }
        self.span(&at.key("settle"), ladder.settle, Span::ZERO);
        self.span(&at.key("chatter_within"), ladder.chatter_within, Span::ZERO);
        self.span(&at.key("call_rate_within"), ladder.call_rate_within, Span::from_minutes(1));
        self.span(&at.key("service_level_of_last"), ladder.service_level_of_last, Span::from_minutes(1));
        if let Some(within) = ladder.service_level_within {
            self.span(&at.key("service_level_within"), within, Span::ZERO);
        }
        for (i, name) in ladder.watch.iter().enumerate() {
            if !self.parts.queues.iter().any(|q| q.name == *name) {
                self.unknown(at.key("watch").index(i), NamedList::Queues, name, &self.queues.clone());
            }
        }
        for (i, rung) in ladder.rungs.iter().enumerate() {
            self.rung(&NamedList::Rungs.path().index(i), rung);
        }
        self.thresholds();
    }

    fn rung(&mut self, at: &Path, rung: &Rung) {
        match &rung.does {
            Does::Borrow { group, people, join_after } => self.borrow(&at.key("borrow"), group, *people, join_after),
            Does::Extend { group, people, ending_within, by } => {
                let at = at.key("extend_shifts");
                self.extended(&at.key("group"), group);
                self.asked(&at, *people);
                self.span(&at.key("ending_within"), *ending_within, Span::from_secs(1));
                self.span(&at.key("by"), *by, Span::from_secs(1));
            }
            Does::Postpone { group, people, starting_within, by } => {
                let at = at.key("postpone_breaks");
                self.extended(&at.key("group"), group);
                self.asked(&at, *people);
                self.span(&at.key("starting_within"), *starting_within, Span::from_secs(1));
                self.span(&at.key("by"), *by, Span::from_secs(1));
            }
        }
        let when = at.key("when");
        self.span(&when.key("lasting"), rung.when.lasting, Span::ZERO);
        if let Some(wait) = rung.when.longest_wait {
            self.span(&when.key("longest_wait"), wait, Span::from_secs(1));
        }
        if let Some(below) = rung.when.service_level_below {
            self.share(when.key("service_level_below"), below);
        }
        self.between(when.key("between"), rung.when.between);
        self.span(&at.key("min_stay"), rung.min_stay, Span::ZERO);
        let above = rung.when.waiting_above;
        if let Some(up_to) = rung.when.waiting_up_to.filter(|up_to| *up_to <= above) {
            let fault = LadderFault::NeverWaiting { above, up_to };
            self.fault(when.key("waiting_up_to"), FaultKind::Ladder(fault));
        }
    }

    fn borrow(&mut self, at: &Path, name: &str, people: Asked, join_after: &Distribution) {
        let place = at.key("group");
        match self.parts.groups.iter().find(|g| g.name == name) {
            None => {
                let lent = self.parts.groups.iter().filter(|g| g.lent).map(|g| g.name.clone()).collect();
                self.unknown(place, NamedList::Groups, name, &lent);
            }
            Some(group) if !group.lent => self.reference(place, NamedList::Groups, name, ReferenceFault::NotLent),
            Some(_) => {}
        }
        self.asked(at, people);
        self.distribution(&at.key("join_after"), join_after);
    }

    /// A group whose shifts can be extended, and whose breaks postponed.
    fn extended(&mut self, at: &Path, name: &str) {
        let parts = self.parts;
        match parts.groups.iter().find(|group| group.name == name) {
            None => {
                let own = parts.groups.iter().filter(|g| !g.lent).map(|g| g.name.clone()).collect();
                self.unknown(at.clone(), NamedList::Groups, name, &own);
            }
            Some(group) if group.lent => self.reference(at.clone(), NamedList::Groups, name, ReferenceFault::Lent),
            Some(group) => self.own_shifts(at, &group.presence),
        }
    }

    fn asked(&mut self, at: &Path, people: Asked) {
        if let Asked::Between(least, most) = people
            && (least == 0 || most < least)
        {
            self.fault(at.key("people"), FaultKind::Ladder(LadderFault::People { least, most }));
        }
    }

    fn thresholds(&mut self) {
        let ladder = &self.parts.ladder;
        let of_rung = |i: usize| NamedList::Rungs.path().index(i).key("release");
        let own = ladder.rungs.iter().enumerate().filter_map(|(i, r)| Some((of_rung(i), r.release?)));
        let all = ladder.release.iter().map(|r| (Path::of("ladder").key("release"), *r)).chain(own);
        for (at, release) in all {
            self.span(&at.key("lasting"), release.lasting, Span::ZERO);
            let at_most = release.waiting_at_most;
            if let Some(below) = release.longest_wait_below {
                self.span(&at.key("longest_wait_below"), below, Span::from_secs(1));
            }
            if let Some(at_least) = release.service_level_at_least {
                self.share(at.key("service_level_at_least"), at_least);
            }
            let together = ladder.rungs.iter().map(|rung| &rung.when).filter(|when| !are_apart(&release, when));
            if let Some(smallest) = together.map(|when| when.waiting_above).min().filter(|above| at_most > *above) {
                let fault = LadderFault::ReleasesTooEarly { at_most, smallest };
                self.fault(at.key("waiting_at_most"), FaultKind::Ladder(fault));
            }
        }
    }
}

/// Whether a release and a rung's condition never hold at once, however many wait: nobody has waited as long as the rung asks for, or the
/// service level is not below what it asks for.
fn are_apart(release: &Release, when: &When) -> bool {
    release.longest_wait_below.zip(when.longest_wait).is_some_and(|(below, wait)| below <= wait)
        || release.service_level_at_least.zip(when.service_level_below).is_some_and(|(least, below)| least >= below)
}

/// Whether rows without gaps begin by the opening of a session and reach its closing.
fn covers(rows: &[ProfileRow], session: &Session) -> bool {
    let first = rows.iter().find(|row| row.end > session.open);
    let last = rows.iter().rev().find(|row| row.start < session.close);
    first.is_some_and(|row| row.start <= session.open) && last.is_some_and(|row| row.end >= session.close)
}
