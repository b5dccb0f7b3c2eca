//! The keys of `[expect]`: what they say, and whether this floor has it.

use super::compared;
use crate::figures::{GroupFigure, Measure, RungFigure, Scope};
use crate::model::expect::{Figure, MeasureOverTime};
use crate::model::{Calendar, FloorParts, MAX_INTERVALS, NamedList, Path, Slice};
use crate::scenario::diagnostics::nearest;
use crate::scenario::fault::{ExpectFault, FiguresAllowed, head};
use crate::scenario::reader::{Reader, quoted};
use crate::units::text::parse_clock;
use crate::units::{ClockReading, SimTime, Span};
use jiff::civil::Date;
use std::ops::Range;
use std::sync::Arc;

/// Why a key means nothing here.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub fault: ExpectFault,
    /// The key as it may have been meant.
    pub nearest: Option<String>,
    /// What is wrong with another part of it.
    pub also: Option<ExpectFault>,
}

impl Wrong {
    fn new(fault: ExpectFault) -> Self {
        Self::near(fault, None)
    }

    fn near(fault: ExpectFault, nearest: Option<String>) -> Self {
        Self { fault, nearest, also: None }
    }

    /// The same in a key that begins with more.
    fn after(self, before: &str) -> Self {
        Self { nearest: self.nearest.map(|near| format!("{before}{near}")), ..self }
    }
}

/// `None`: it cannot be told because another part of the scenario could not be read.
type KeyResult<T> = Result<Option<T>, Wrong>;

/// What keys can refer to; `None` in place of what could not be read.
pub(super) struct Known {
    queues: Option<Arc<[String]>>,
    groups: Option<Arc<[String]>>,
    rungs: Option<Arc<[String]>>,
    hours: Option<Windows>,
    has_costs: bool,
}

/// The intervals that windows are of.
struct Windows {
    calendar: Calendar,
    slices: Vec<Slice>,
    counted_from: SimTime,
}

impl Known {
    pub fn new(parts: &FloorParts, reader: &Reader<'_>) -> Self {
        let read = |list: NamedList| !reader.lost_names(list);
        Self {
            queues: read(NamedList::Queues).then(|| parts.queues.iter().map(|q| q.name.clone()).collect()),
            groups: read(NamedList::Groups).then(|| parts.groups.iter().map(|g| g.name.clone()).collect()),
            rungs: read(NamedList::Rungs).then(|| parts.rungs().map(|r| r.name.clone()).collect()),
            hours: Windows::new(parts, reader),
            has_costs: reader.is_tainted(&NamedList::Groups.path())
                || parts.groups.iter().any(|g| g.cost_per_hour.is_some()),
        }
    }

    /// What a key means on this floor.
    pub fn figure(&self, key: &str) -> KeyResult<Figure> {
        match key.strip_prefix("share_of_days") {
            Some(rest) => self.share_of_days(rest),
            None => self.plain(key),
        }
    }

    fn share_of_days(&self, rest: &str) -> KeyResult<Figure> {
        let inner = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let Some((key, good)) = inner.and_then(|inner| Some(inner.split_at(inner.find(['<', '>', '='])?))) else {
            return Err(Wrong::new(ExpectFault::WhichDays));
        };
        let Some((comparison, number)) = compared(good) else {
            return Err(Wrong::new(ExpectFault::NoComparison(good.to_owned())));
        };
        let of = self.plain(key.trim()).map_err(|wrong| {
            let nearest = wrong.nearest.map(|near| format!("share_of_days({near} {good})"));
            Wrong { nearest, ..wrong }
        })?;
        match of {
            Some(Figure::Each(_)) => Err(Wrong::new(ExpectFault::SeveralADay)),
            Some(Figure::Rung(_, RungFigure::ShareOfDays)) => Err(Wrong::new(ExpectFault::ShareOfShares)),
            of => Ok(of.map(|of| Figure::ShareOfDays { of: Box::new(of), comparison, number })),
        }
    }

    fn plain(&self, key: &str) -> KeyResult<Figure> {
        let (head, rest) = key.split_at(key.find(['.', '[']).unwrap_or(key.len()));
        match head {
            "intervals" => self.stretch(Scope::Floor, rest).map_err(|wrong| wrong.after(head)),
            "queues" => self.named(NamedList::Queues, self.queues.as_ref(), rest, |at, below| self.of_queue(at, below)),
            "groups" => self.named(NamedList::Groups, self.groups.as_ref(), rest, |at, below| {
                of_group(below).map(|figure| Some(Figure::Group(at, figure)))
            }),
            "ladder" => self.named(NamedList::Rungs, self.rungs.as_ref(), rest, |at, below| {
                of_rung(below).map(|figure| Some(Figure::Rung(at, figure)))
            }),
            _ => self.headline(key, rest),
        }
    }

    fn headline(&self, key: &str, rest: &str) -> KeyResult<Figure> {
        match Measure::parse(key).filter(|measure| measure.facts().stands.is_of_day(Scope::Floor)) {
            Some(Measure::Cost) if !self.has_costs => {
                return Err(Wrong::new(ExpectFault::NoPay));
            }
            Some(measure) => return Ok(Some(Figure::Headline(measure))),
            None => {}
        }
        let known = names(|measure| measure.facts().stands.is_of_day(Scope::Floor));
        let head = &key[..key.len() - rest.len()];
        let heads = ["queues", "groups", "ladder", "intervals", "share_of_days"];
        let nearest = match nearest(head, heads).filter(|_| !rest.is_empty()) {
            Some(near) => Some(format!("{near}{rest}")),
            None => nearest_measure(key, &known),
        };
        let known = FiguresAllowed { names: known, or_service_levels: true };
        Err(Wrong::near(ExpectFault::NoMeasure(known), nearest))
    }

    /// A figure of a queue, group or rung: `.NAME.` and what stands below it.
    fn named(
        &self,
        of: NamedList,
        names: Option<&Arc<[String]>>,
        rest: &str,
        figure: impl Fn(usize, &str) -> KeyResult<Figure>,
    ) -> KeyResult<Figure> {
        let Some((name, below)) = rest.strip_prefix('.').and_then(split_name) else {
            return Err(Wrong::new(ExpectFault::Which(of)));
        };
        let head = head(of);
        let Some(names) = names else { return Ok(None) };
        let Some(at) = names.iter().position(|known| known == name) else {
            let near = nearest(name, names.iter().map(String::as_str));
            let nearest = near.map(|near| format!("{head}.{}.{below}", quoted(&near)));
            let fault = ExpectFault::NoName { of, name: name.to_owned(), known: Arc::clone(names) };
            return Err(Wrong::near(fault, nearest));
        };
        let before = &rest[..rest.len() - below.len()];
        figure(at, below).map_err(|wrong| wrong.after(&format!("{head}{before}")))
    }

    fn of_queue(&self, queue: usize, below: &str) -> KeyResult<Figure> {
        let scope = Scope::Queue(queue);
        if let Some(rest) = below.strip_prefix("intervals") {
            return self.stretch(scope, rest).map_err(|wrong| wrong.after("intervals"));
        }
        let measure = measure_of(below, |measure| measure.facts().stands.is_of_day(scope))?;
        let whole_day = |hours: &Windows| MeasureOverTime { scope, intervals: 0..hours.count(), measure };
        Ok(self.hours.as_ref().map(whole_day).map(Figure::Stretch))
    }

    /// What follows `intervals`: a window in brackets or `.each`, or both, and a measure.
    fn stretch(&self, scope: Scope, rest: &str) -> KeyResult<Figure> {
        let (window, below) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((window, below)) => (Some(window), below),
            None => (None, rest),
        };
        let each = below.strip_prefix(".each");
        let measure = each.unwrap_or(below).strip_prefix('.');
        let Some(measure) = measure.filter(|_| window.is_some() || each.is_some()) else {
            return Err(Wrong::new(ExpectFault::WhichIntervals));
        };
        let before = &rest[..rest.len() - measure.len()];
        let measure =
            measure_of(measure, |measure| measure.is_of_intervals(scope)).map_err(|wrong| wrong.after(before));
        let Some(hours) = &self.hours else { return measure.map(|_| None) };
        let (measure, intervals) = match (measure, window.map_or(Ok(0..hours.count()), |window| hours.window(window))) {
            (Ok(measure), intervals) => (measure, intervals?),
            (Err(wrong), intervals) => return Err(Wrong { also: intervals.err().map(|other| other.fault), ..wrong }),
        };
        let stretch = MeasureOverTime { scope, intervals, measure };
        Ok(Some(if each.is_some() { Figure::Each(stretch) } else { Figure::Stretch(stretch) }))
    }
}

impl Windows {
    /// `None` if the scenario's hours could not be read or do not fit together.
    fn new(parts: &FloorParts, reader: &Reader<'_>) -> Option<Self> {
        let keys = [Path::of("open"), Path::of("close"), Path::of("interval"), Path::of("run").key("warm_up")];
        let read = keys.iter().all(|key| !reader.is_tainted(key));
        let calendar = Calendar::new(&parts.hours, &parts.clock).ok().filter(|_| read)?;
        Self::of(calendar, parts.interval, parts.warm_up)
    }

    fn of(calendar: Calendar, interval: Span, warm_up: Span) -> Option<Self> {
        let first = calendar.sessions()[0].length();
        let divides = interval > Span::ZERO && calendar.is_whole(interval);
        // The model refuses more intervals than that; until then nobody has counted them.
        let fits = divides && calendar.slice_count(interval) <= MAX_INTERVALS && warm_up < first;
        fits.then(|| Self {
            slices: calendar.slices(interval).collect(),
            counted_from: calendar.open() + warm_up,
            calendar,
        })
    }

    fn count(&self) -> usize {
        self.slices.len()
    }

    /// Intervals that end by a moment.
    fn index(&self, at: SimTime) -> usize {
        self.slices.partition_point(|slice| slice.end <= at)
    }

    /// The intervals of `10:00..12:00`; of several dates those of `2027-02-05` or of `2027-02-05 10:00..12:00`.
    fn window(&self, text: &str) -> Result<Range<usize>, Wrong> {
        if self.calendar.sessions().len() == 1 {
            return self.window_on(text, 0);
        }
        let (date, times) = text.split_once(' ').unwrap_or((text, ""));
        let first = self.calendar.sessions()[0].date;
        let day = first.zip(date.parse::<Date>().ok()).and_then(|(first, date)| first.until(date).ok());
        let Some(day) = day.map(|span| i64::from(span.get_days())) else {
            return Err(Wrong::new(ExpectFault::WhichDate(text.to_owned())));
        };
        if !times.is_empty() {
            return self.window_on(times, day);
        }
        let (from, to) = (self.calendar.clock().midnight(day), self.calendar.clock().midnight(day + 1));
        let before = |at: SimTime| self.slices.partition_point(|slice| slice.start < at);
        if before(from) == before(to) {
            return Err(Wrong::new(ExpectFault::WhichDate(text.to_owned())));
        }
        Ok(before(from)..before(to))
    }

    /// The same by the clock of the date so many days after the first. Of a time that it shows twice the first is meant, or what is marked.
    fn window_on(&self, text: &str, day: i64) -> Result<Range<usize>, Wrong> {
        let clock = self.calendar.clock();
        let moment = |text: &str, until: bool| {
            let read = if clock.is_even() {
                parse_clock(text).map(ClockReading::only)
            } else {
                ClockReading::parse(text, parse_clock)
            };
            read.map(|read| clock.moment(day, read, until))
        };
        let times = text.split_once("..").map(|(from, to)| (moment(from, false), moment(to, true)));
        let Some((Some(from), Some(to))) = times.filter(|(from, to)| from < to) else {
            return Err(Wrong::new(ExpectFault::NoStretch(text.to_owned())));
        };
        if !self.calendar.openings().iter().any(|opening| opening.start <= from && to <= opening.end) {
            if self.calendar.sessions().len() > 1 {
                return Err(Wrong::new(ExpectFault::WhichDate(text.to_owned())));
            }
            let (open, close) = (clock.shown(self.calendar.open()), clock.shown_until(self.calendar.close()));
            let (from, to) = (clock.shown(from), clock.shown_until(to));
            return Err(Wrong::new(ExpectFault::NotOpen { from, to, open, close }));
        }
        let cut = |at: &SimTime| self.slices.iter().find(|slice| slice.start < *at && *at < slice.end);
        if let Some((at, slice)) = [from, to].into_iter().find_map(|at| Some((at, cut(&at)?))) {
            let (length, start) = (slice.end - slice.start, clock.shown(slice.start));
            return Err(Wrong::new(ExpectFault::WithinInterval { at: clock.shown(at), start, length }));
        }
        if to <= self.counted_from {
            let (from, to, counted_from) = (clock.shown(from), clock.shown_until(to), clock.shown(self.counted_from));
            return Err(Wrong::new(ExpectFault::NotCounted { from, to, counted_from }));
        }
        Ok(self.index(from)..self.index(to))
    }
}

/// A name up to the next point, or in quotes, and what follows the point; neither is empty.
fn split_name(text: &str) -> Option<(&str, &str)> {
    let (name, below) = match text.strip_prefix('"') {
        Some(inside) => inside.split_once("\"."),
        None => text.split_once('.'),
    }?;
    (!name.is_empty() && !below.is_empty()).then_some((name, below))
}

/// The names of all measures that are such, without service levels, in the order of the results.
fn names(is_such: impl Fn(Measure) -> bool) -> Vec<&'static str> {
    Measure::ALL.iter().filter(|measure| is_such(**measure)).map(|measure| measure.facts().name).collect()
}

/// The measure of that name, if it is such a one.
fn measure_of(name: &str, is_such: impl Fn(Measure) -> bool) -> Result<Measure, Wrong> {
    match Measure::parse(name) {
        Some(measure) if is_such(measure) => Ok(measure),
        _ => {
            let known = names(is_such);
            let nearest = nearest_measure(name, &known);
            Err(no_such(name, FiguresAllowed { names: known, or_service_levels: true }, nearest))
        }
    }
}

/// The measure of the whole floor's day of that name; else why there is none, and the nearest that there is.
pub(in crate::scenario) fn measure_of_day(name: &str) -> Result<Measure, (ExpectFault, Option<String>)> {
    measure_of(name, |measure| measure.facts().stands.is_of_day(Scope::Floor))
        .map_err(|wrong| (wrong.fault, wrong.nearest))
}

fn of_group(name: &str) -> Result<GroupFigure, Wrong> {
    let known: Vec<&'static str> = GroupFigure::ALL.iter().map(|figure| figure.name()).collect();
    let figure = GroupFigure::parse(name);
    figure.ok_or_else(|| no_other(name, known))
}

fn of_rung(name: &str) -> Result<RungFigure, Wrong> {
    let known: Vec<&'static str> = RungFigure::ALL.iter().map(|figure| figure.name()).collect();
    RungFigure::parse(name).ok_or_else(|| no_other(name, known))
}

/// No figure of a group or rung is called so.
fn no_other(name: &str, known: Vec<&'static str>) -> Wrong {
    let nearest = nearest_other(name, &known);
    no_such(name, FiguresAllowed { names: known, or_service_levels: false }, nearest)
}

fn no_such(name: &str, known: FiguresAllowed, nearest: Option<String>) -> Wrong {
    if Measure::parse(name).is_some_and(|m| m.within().is_none() && m.facts().stands.is_of_day(Scope::Floor)) {
        return Wrong::new(ExpectFault::OnlyOfTheFloor(known));
    }
    Wrong::near(ExpectFault::NoFigure(known), nearest)
}

/// The known name most like one, service levels within 20 s and 180 s among them.
fn nearest_measure(name: &str, known: &[&str]) -> Option<String> {
    nearest_other(name, &[known, &["service_level_20s", "service_level_180s"]].concat())
}

/// The known name most like one that is not known.
fn nearest_other(name: &str, known: &[&str]) -> Option<String> {
    nearest(name, known.iter().copied()).filter(|near| near != name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Hours;
    use crate::model::expect::Comparison;
    use crate::units::WallClock;
    use jiff::civil::date;

    fn known() -> Known {
        let names = |all: &[&str]| Some(all.iter().map(|name| (*name).to_owned()).collect());
        let parts = FloorParts::new("known", SimTime::clock(8, 0), SimTime::clock(20, 0));
        let calendar = Calendar::new(&parts.hours, &parts.clock).expect("it is good");
        Known {
            queues: names(&["general", "vip", "a.b c"]),
            groups: names(&["inbound"]),
            rungs: names(&["后勤"]),
            hours: Windows::of(calendar, Span::from_minutes(30), Span::from_hours(1)),
            has_costs: false,
        }
    }

    fn measure(name: &str) -> Measure {
        Measure::parse(name).expect("a measure")
    }

    fn stretch(queue: Option<usize>, intervals: Range<usize>, name: &str) -> MeasureOverTime {
        MeasureOverTime { scope: queue.map_or(Scope::Floor, Scope::Queue), intervals, measure: measure(name) }
    }

    #[test]
    fn every_form_of_key_is_understood() {
        let headline = |name: &str| Figure::Headline(measure(name));
        let share = |of: Figure| Figure::ShareOfDays { of: Box::new(of), comparison: Comparison::AtLeast, number: 0.9 };
        for (key, figure) in [
            ("answer_rate", headline("answer_rate")),
            ("service_level_45s_less_short", headline("service_level_45s_less_short")),
            ("queues.vip.asa_s", Figure::Stretch(stretch(Some(1), 0..24, "asa_s"))),
            ("queues.\"a.b c\".asa_s", Figure::Stretch(stretch(Some(2), 0..24, "asa_s"))),
            ("groups.inbound.occupancy", Figure::Group(0, GroupFigure::Occupancy)),
            ("ladder.后勤.pulls", Figure::Rung(0, RungFigure::Pulls)),
            ("intervals[10:00..12:00].answer_rate", Figure::Stretch(stretch(None, 4..8, "answer_rate"))),
            ("intervals[10:00..12:00].borrowed", Figure::Stretch(stretch(None, 4..8, "borrowed"))),
            ("intervals[10:00..12:00].each.answer_rate", Figure::Each(stretch(None, 4..8, "answer_rate"))),
            ("intervals.each.answer_rate", Figure::Each(stretch(None, 0..24, "answer_rate"))),
            ("queues.vip.intervals[19:30..20:00].signed_in", Figure::Stretch(stretch(Some(1), 23..24, "signed_in"))),
            (
                "queues.vip.intervals.each.service_level_7.5s",
                Figure::Each(stretch(Some(1), 0..24, "service_level_7.5s")),
            ),
            ("share_of_days(wait_max_s >= 0.90)", share(headline("wait_max_s"))),
            (
                "share_of_days(intervals[10:00..12:00].answer_rate>=0.9)",
                share(Figure::Stretch(stretch(None, 4..8, "answer_rate"))),
            ),
            ("share_of_days( ladder.后勤.pulls >= 0.9 )", share(Figure::Rung(0, RungFigure::Pulls))),
        ] {
            assert_eq!(known().figure(key), Ok(Some(figure)), "{key}");
        }
    }

    #[test]
    fn what_the_floor_does_not_have_is_told_with_the_nearest_key() {
        for (key, nearest) in [
            ("anser_rate", Some("answer_rate")),
            ("service_level_20", Some("service_level_20s")),
            ("queue.vip.asa_s", Some("queues.vip.asa_s")),
            ("queues.vpi.asa_s", Some("queues.vip.asa_s")),
            ("queues.\"a.b d\".asa_s", Some("queues.\"a.b c\".asa_s")),
            ("queues.vip.asa", Some("queues.vip.asa_s")),
            ("queues.vip.wait_p95_s", None),
            ("groups.inbound.ocupancy", Some("groups.inbound.occupancy")),
            ("ladder.后勤.pull", Some("ladder.后勤.pulls")),
            ("ladder.floaters.pulls", None),
            ("interval[10:00..12:00].asa_s", Some("intervals[10:00..12:00].asa_s")),
            ("intervals[10:00..12:00].each.asa", Some("intervals[10:00..12:00].each.asa_s")),
            ("queues.vip.intervals.each.asa", Some("queues.vip.intervals.each.asa_s")),
            ("share_of_days(anser_rate >= 0.9)", Some("share_of_days(answer_rate >= 0.9)")),
            ("share_of_days(queues.vpi.asa_s < 9)", Some("share_of_days(queues.vip.asa_s < 9)")),
        ] {
            let wrong = known().figure(key).expect_err(key);
            assert_eq!(wrong.nearest.as_deref(), nearest, "{key}: {:?}", wrong.fault);
        }
    }

    #[test]
    fn windows_lie_on_the_grid_of_the_counted_opening_hours() {
        let wrong = |window: &str| known().figure(&format!("intervals[{window}].answer_rate")).expect_err(window).fault;
        for window in ["07:00..09:00", "19:00..20:30"] {
            assert!(matches!(wrong(window), ExpectFault::NotOpen { .. }), "{window}");
        }
        for window in ["12:00..10:00", "10:00..10:00", "ten..eleven", "10:00"] {
            assert_eq!(wrong(window), ExpectFault::NoStretch(window.to_owned()));
        }
        assert!(matches!(wrong("08:00..09:00"), ExpectFault::NotCounted { .. }));
        let length = Span::from_minutes(30);
        for (window, off, start) in [("10:10..12:00", (10, 10), (10, 0)), ("10:00..12:15", (12, 15), (12, 0))] {
            let clock = |(hour, minute)| SimTime::clock(hour, minute);
            let fault = ExpectFault::WithinInterval { at: clock(off), start: clock(start), length };
            assert_eq!(wrong(window), fault);
        }
    }

    #[test]
    fn of_several_dates_a_window_names_one() {
        let on = |day, open, close| Hours {
            date: Some(date(2027, 2, day)),
            open: SimTime::clock(open, 0),
            close: SimTime::clock(close, 0),
        };
        let calendar =
            Calendar::new(&[on(5, 8, 12), on(6, 14, 24), on(7, 0, 4)], &WallClock::default()).expect("it is good");
        let windows = Windows::of(calendar, Span::from_minutes(30), Span::ZERO).expect("they fit");
        let window = |text: &str| windows.window(text).map_err(|wrong| wrong.fault);
        assert_eq!((window("2027-02-05"), window("2027-02-06")), (Ok(0..8), Ok(8..28)));
        assert_eq!((window("2027-02-05 11:00..12:00"), window("2027-02-06 14:00..15:00")), (Ok(6..8), Ok(8..10)));
        for unnamed in ["11:00..12:00", "2027-02-08", "2027-02-05 11:00..15:00", "2027-02-06 08:00..09:00"] {
            assert!(matches!(window(unnamed), Err(ExpectFault::WhichDate(_))), "{unnamed}");
        }
    }

    #[test]
    fn intervals_too_short_to_be_counted_are_not_laid_out() {
        let parts = FloorParts::new("short", SimTime::clock(8, 0), SimTime::clock(20, 0));
        let calendar = Calendar::new(&parts.hours, &parts.clock).expect("it is good");
        assert!(Windows::of(calendar, Span::from_micros(1), Span::ZERO).is_none());
    }

    #[test]
    fn what_has_no_such_form_is_no_key() {
        for key in [
            "",
            "a..b",
            "queues",
            "queues.vip",
            "queues..asa_s",
            "queues.\"vip.asa_s",
            "intervals.answer_rate",
            "intervals[10:00..12:00]",
            "intervals[10:00..12:00.answer_rate",
            "intervals[10:00..12:00]each.answer_rate",
            "share_of_days",
            "share_of_days(answer_rate)",
            "share_of_days(answer_rate > many)",
            "share_of_days(share_of_days(answer_rate > 0.9) > 0.5)",
            "share_of_days(intervals.each.answer_rate >= 0.9)",
            "share_of_days(ladder.后勤.share_of_days > 0)",
            "x >= 1",
            "cost",
            "groups.inbound.absent_by_reason",
            "intervals[10:00..12:00].wait_p95_s",
            "queues.vip.intervals.each.borrowed",
        ] {
            assert!(known().figure(key).is_err(), "{key}");
        }
    }

    #[test]
    fn what_could_not_be_read_is_not_blamed() {
        let lost = Known { queues: None, hours: None, ..known() };
        assert_eq!(lost.figure("queues.any.asa_s"), Ok(None));
        assert_eq!(lost.figure("share_of_days(intervals[03:00..04:00].asa_s < 9)"), Ok(None));
        assert!(lost.figure("groups.any.occupancy").is_err());
    }
}
