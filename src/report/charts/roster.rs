//! Who is planned when: shifts and breaks by group, and the head-count below.

use super::axis::Axis;
use super::canvas::{Area, Canvas, Ink, Plane, Stroke, page};
use super::fonts::{Align, Fonts, Type};
use super::frame::{self, Heading, MARGIN, Mark};
use super::series::{Points, above, between, greatest, in_steps, time_axis, whole_floor};
use super::{Chart, words};
use crate::experiment::results::{IntervalRow, RunResults};
use crate::report::{FloorShape, GroupRoster, RosterLane, Stay};
use crate::units::{SimTime, Span, WallClock};
use crate::words::numbers::decimal;
use crate::words::{Drawing, PlotFinding, PlotLabel, PlotWords, Rostered};
use std::collections::BTreeMap;

const OWN: Ink = Ink::SKY;
const LENT: Ink = Ink::ORANGE;
const NEEDED: Stroke = Stroke::solid(Ink::TEXT, 2.5);
const LANE: f64 = 22.0;
const GROUP: f64 = 27.0;
const LANE_NAME: Type = Type::plain(15.0);
const GROUP_NAME: Type = Type::bold(16.0);
const NAME_ROOM: f64 = 400.0;
/// The height of the head-count below the lanes, if the heading takes all of its room.
const HEADS: f64 = 180.0;
/// Room for the heading and the legend above, between the parts, and for the marks of the axis below.
const AROUND: f64 = 340.0;
const MOST_LANES: usize = 60;
const MOST_GROUPS: usize = 24;
/// More dates than these are not told apart.
const LONGEST_SHOWN: Span = Span::from_hours(24 * 14);
/// Fewer people than needed by this much are missing.
const MISSING: f64 = 0.5;

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let finding = PlotFinding::Rostered(rostered(floor, results));
    let heading = Heading::new(&finding, Drawing::Roster, floor, results);
    let told = floor.language.plots();
    let rows = table_rows(&floor.roster, told);
    let lanes = rows.iter().map(RosterRow::height).sum::<f64>();
    let height = (AROUND + lanes + HEADS).ceil();
    let page = page(height, |canvas| draw(canvas, height, &heading, floor, results, &rows));
    Chart { name: "roster".to_owned(), title: heading.finding, page }
}

/// One line of the upper part.
enum RosterRow<'r> {
    Group(&'r GroupRoster),
    Lane(&'r GroupRoster, &'r RosterLane),
    /// So many more shifts or groups than are drawn.
    More(String),
}

impl RosterRow<'_> {
    fn height(&self) -> f64 {
        match self {
            Self::Group(_) => GROUP,
            Self::Lane(..) | Self::More(_) => LANE,
        }
    }

    fn kind(&self) -> Type {
        match self {
            Self::Group(_) => GROUP_NAME,
            Self::Lane(..) | Self::More(_) => LANE_NAME,
        }
    }
}

fn table_rows<'r>(roster: &'r [GroupRoster], told: &dyn PlotWords) -> Vec<RosterRow<'r>> {
    let shown = &roster[..roster.len().min(MOST_GROUPS)];
    let most = (MOST_LANES / shown.len().max(1)).max(3);
    let mut rows = Vec::new();
    for group in shown {
        rows.push(RosterRow::Group(group));
        rows.extend(group.lanes.iter().take(most).map(|lane| RosterRow::Lane(group, lane)));
        let left = group.lanes.len().saturating_sub(most);
        if left > 0 {
            rows.push(RosterRow::More(told.more_shifts(left)));
        }
    }
    let left = roster.len() - shown.len();
    if left > 0 {
        rows.push(RosterRow::More(told.more_groups(left)));
    }
    rows
}

fn draw(
    canvas: &Canvas,
    height: f64,
    heading: &Heading,
    floor: &FloorShape,
    results: &RunResults,
    rows: &[RosterRow<'_>],
) {
    let told = floor.language.plots();
    let below = frame::legend(canvas, heading.draw(canvas), &legend(floor, results));
    let (from, to) = time_shown(floor);
    let x = time_axis(floor, from.as_secs(), to.as_secs());
    let heads = Heads::of(floor, results);
    let y = Axis::amount(if heads.most() > 0.0 { heads.most() } else { 5.0 }, told.plot_label(PlotLabel::People));
    let names = rows
        .iter()
        .map(|row| frame::widest([row_name(row, told, &floor.clock).as_str()], row.kind()))
        .fold(0.0, f64::max);
    let beside = frame::data_area(0.0, 0.0, &y, &[]);
    let left = beside.left.max(MARGIN + names.min(NAME_ROOM) + 12.0);
    let top = below + 12.0;
    let bottom = top + rows.iter().map(RosterRow::height).sum::<f64>() + 8.0;
    let upper = Area { left, right: beside.right, top, bottom };
    let lower = Area { top: bottom + 60.0, bottom: height - 70.0, ..upper };
    let lanes = canvas.plane(upper, (x.from, x.to), (0.0, 1.0));
    frame::x_axis(canvas, &lanes, upper, &x, false);
    draw_rows(canvas, &lanes, upper, rows, floor);
    let plane = frame::plane(canvas, lower, &x, &y);
    heads.draw_surfaces(&plane, (x.from, x.to));
    frame::axes(canvas, &plane, lower, &x, &y);
    in_steps(&whole_floor(results), needed).iter().for_each(|line| plane.curve(line, NEEDED));
    if heads.most() <= 0.0 {
        frame::nothing_to_show(canvas, lower, told.plot_label(PlotLabel::NobodyPlanned));
    }
}

fn legend(floor: &FloorShape, results: &RunResults) -> Vec<(Mark, String)> {
    let told = floor.language.plots();
    let has = |lent: bool| floor.roster.iter().any(|group| group.lent == lent);
    let breaks = floor.roster.iter().flat_map(|group| &group.lanes).flat_map(|lane| &lane.stays);
    let own = has(false).then(|| (Mark::Surface(OWN), told.plot_label(PlotLabel::RosterOwn).to_owned()));
    let lent = has(true).then(|| (Mark::Surface(LENT), told.plot_label(PlotLabel::RosterLent).to_owned()));
    let pause = breaks
        .into_iter()
        .any(|stay| !stay.breaks.is_empty())
        .then(|| (Mark::Surface(PAUSE), told.plot_label(PlotLabel::PlannedBreak).to_owned()));
    let need = whole_floor(results).into_iter().any(|row| needed(row).is_some());
    let need = need.then(|| (Mark::Line(NEEDED), told.plot_label(PlotLabel::NeededOnPhones).to_owned()));
    [own, lent, pause, need].into_iter().flatten().collect()
}

const PAUSE: Ink = Ink::GRID;

fn needed(row: &IntervalRow) -> Option<f64> {
    row.staffing.needed.map(f64::from)
}

/// The opening hours, and before and after them as long as somebody is there.
fn time_shown(floor: &FloorShape) -> (SimTime, SimTime) {
    let stays = || floor.roster.iter().flat_map(|group| &group.lanes).flat_map(|lane| &lane.stays);
    let from = stays().map(|stay| stay.from).fold(floor.open, SimTime::min).max(SimTime::MIDNIGHT);
    let to = stays().map(|stay| stay.to).fold(floor.close, SimTime::max);
    (from, to.min(from + LONGEST_SHOWN))
}

fn draw_rows(canvas: &Canvas, plane: &Plane, area: Area, rows: &[RosterRow<'_>], floor: &FloorShape) {
    let told = floor.language.plots();
    let mut top = area.top;
    for row in rows {
        let bottom = top + row.height();
        let ink = if matches!(row, RosterRow::More(_)) { Ink::QUIET } else { Ink::TEXT };
        let kind = row.kind();
        let name = frame::fitted(&row_name(row, told, &floor.clock), kind, area.left - MARGIN - 12.0);
        let at = (area.left - 12.0, kind.baseline_centred_on((top + bottom) / 2.0));
        canvas.text(at, &name, kind.align(Align::Right), ink);
        if let RosterRow::Lane(group, lane) = row {
            let bar = Area { top: top + 2.0, bottom: bottom - 2.0, ..area };
            draw_lane(canvas, plane, bar, group, lane);
        }
        top = bottom;
    }
}

fn draw_lane(canvas: &Canvas, plane: &Plane, bar: Area, group: &GroupRoster, lane: &RosterLane) {
    let (fewest, most) = lane.people();
    let across = |time: SimTime| plane.place((time.as_secs(), 0.0)).0.clamp(bar.left, bar.right);
    for stay in &lane.stays {
        let (left, right) = (across(stay.from), across(stay.to));
        if right <= left {
            continue;
        }
        canvas.surface(Area { left, right, ..bar }, if group.lent { LENT } else { OWN });
        for (from, to) in &stay.breaks {
            let (left, right) = (across(*from), across(*to));
            canvas.surface(Area { left, right, top: bar.top + 2.0, bottom: bar.bottom - 2.0 }, PAUSE);
        }
        let count = decimal(stay.people.into(), 0);
        if fewest < most && Fonts::shared().width(&count, LANE_NAME) + 4.0 < right - left {
            let at = ((left + right) / 2.0, LANE_NAME.baseline_centred_on((bar.top + bar.bottom) / 2.0));
            canvas.text(at, &count, LANE_NAME.align(Align::Centre), Ink::TEXT);
        }
    }
}

fn row_name(row: &RosterRow<'_>, told: &dyn PlotWords, clock: &WallClock) -> String {
    match row {
        RosterRow::Group(group) if group.lent => told.lent(&words::drawable(&group.name)),
        RosterRow::Group(group) => words::drawable(&group.name),
        RosterRow::Lane(_, lane) => lane_name(lane, told, clock),
        RosterRow::More(text) => text.clone(),
    }
}

/// `14 × 08:00–16:00`, of head-counts `2 to 14`.
fn lane_name(lane: &RosterLane, told: &dyn PlotWords, clock: &WallClock) -> String {
    let (fewest, most) = lane.people();
    let Some(Stay { from, to, .. }) = lane.typical().filter(|_| fewest == most) else {
        return told.range(&decimal(fewest.into(), 0), &decimal(most.into(), 0));
    };
    let shown = |at: SimTime| words::wall_clock(at.as_secs().rem_euclid(86_400.0));
    let (from, to) = (shown(clock.shown(*from)), shown(clock.shown_until(*to)));
    format!("{} × {from}–{to}", decimal(most.into(), 0))
}

/// So many people from each of these moments on.
type HeadSteps = Vec<(SimTime, u32)>;

/// How many people of some groups are planned to be on duty, those on a break left out, in order of time.
fn head_steps<'g>(groups: impl Iterator<Item = &'g GroupRoster>) -> HeadSteps {
    let mut changes: BTreeMap<SimTime, i64> = BTreeMap::new();
    for stay in groups.flat_map(|group| &group.lanes).flat_map(|lane| &lane.stays) {
        let people = i64::from(stay.people);
        let mut add = |from: SimTime, to: SimTime, people: i64| {
            *changes.entry(from).or_default() += people;
            *changes.entry(to).or_default() -= people;
        };
        add(stay.from, stay.to, people);
        stay.breaks.iter().for_each(|(from, to)| add(*from, *to, -people));
    }
    let mut people = 0;
    let each = changes.into_iter().map(|(at, change)| {
        people += change;
        (at, u32::try_from(people).unwrap_or(0))
    });
    each.collect()
}

/// How many are planned, over time.
struct Heads {
    own: HeadSteps,
    all: HeadSteps,
    most_needed: f64,
}

impl Heads {
    fn of(floor: &FloorShape, results: &RunResults) -> Self {
        Self {
            own: head_steps(floor.roster.iter().filter(|group| !group.lent)),
            all: head_steps(floor.roster.iter()),
            most_needed: greatest(whole_floor(results).into_iter().map(needed)),
        }
    }

    fn most(&self) -> f64 {
        self.all.iter().map(|(_, people)| f64::from(*people)).fold(self.most_needed, f64::max)
    }

    fn draw_surfaces(&self, plane: &Plane, shown: (f64, f64)) {
        let (own, all) = (steps(&self.own, shown), steps(&self.all, shown));
        plane.surface(between(&all, &own), LENT.tint(0.45));
        plane.surface(above(&own, 0.0), OWN);
    }
}

/// A line level between the moments, over the whole stretch that is shown.
fn steps(heads: &HeadSteps, (from, to): (f64, f64)) -> Points {
    let mut points = vec![(from, 0.0)];
    let mut before = 0.0;
    for (at, people) in heads {
        let at = at.as_secs();
        if at >= to {
            break;
        }
        if at > from {
            points.push((at, before));
        }
        before = f64::from(*people);
        points.push((at.max(from), before));
    }
    points.push((to, before));
    points
}

/// What the chart says: how many are planned at most, and where that is fewer than needed.
fn rostered(floor: &FloorShape, results: &RunResults) -> Rostered {
    let own = head_steps(floor.roster.iter().filter(|group| !group.lent));
    let rows = whole_floor(results);
    let compared = rows.iter().filter_map(|row| Some((*row, row.staffing.planned?, f64::from(row.staffing.needed?))));
    let compared: Vec<_> = compared.collect();
    let short: Vec<_> = compared.iter().filter(|(_, planned, needed)| planned + MISSING <= *needed).collect();
    let worst = short.iter().max_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)));
    Rostered {
        most: own.iter().map(|(_, people)| *people).max().unwrap_or(0),
        of: compared.len(),
        short: short.len(),
        worst: worst.map(|(row, there, needed)| (words::interval(row), *there, *needed)),
    }
}

/// Two shifts of the own crew that overlap in the middle of the day, each with a break, and a lent group of each rung.
#[cfg(test)]
pub(super) fn roster_of_sample(hours: (i64, i64), crew: u32, rungs: &[(&str, u32)]) -> Vec<GroupRoster> {
    let (open, close) = (SimTime::clock(hours.0, 0), SimTime::clock(hours.1, 0));
    let part = |thirds: i64| open + Span::from_micros((close - open).micros() * thirds / 3);
    let shift = |from: SimTime, to: SimTime| {
        let middle = from + Span::from_micros((to - from).micros() / 2);
        let breaks = vec![(middle, middle + Span::from_micros((to - from).micros() / 20))];
        RosterLane { stays: vec![Stay { from, to, people: crew / 2, breaks }] }
    };
    let group = |name: &str, lent, lanes| GroupRoster { name: name.to_owned(), lent, lanes };
    let own = group("inbound", false, vec![shift(open, part(2)), shift(part(1), close)]);
    let lent = rungs.iter().map(|(name, _)| group(name, true, vec![shift(open, close)]));
    std::iter::once(own).chain(lent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::Staffing;
    use crate::report::charts::samples;
    use crate::words::Language;

    #[test]
    fn the_title_says_how_many_are_planned_and_where_they_are_too_few() {
        let mut sample = samples::calm();
        assert_eq!(samples::said(chart, &sample), "Up to 36 people of the own crew are planned at once");
        for row in &mut sample.results.intervals {
            row.staffing = Staffing { planned: Some(20.0), needed: Some(20) };
        }
        assert!(samples::said(chart, &sample).ends_with("planned at once; never fewer than are needed"));
        sample.results.intervals[4].staffing.needed = Some(24);
        sample.results.intervals[5].staffing.needed = Some(22);
        assert!(
            samples::said(chart, &sample)
                .ends_with("; fewer than needed in 2 of 56 intervals, most so at 09:00–09:15: 20 for 24")
        );
        sample.floor.roster.clear();
        assert_eq!(samples::said(chart, &sample), "Nobody of the own crew is planned");
    }

    #[test]
    fn those_on_a_break_do_not_count() {
        let clock = |hour: i64| SimTime::clock(hour, 0);
        let pause = (clock(12), clock(13));
        let stay = |from, to, people, breaks| Stay { from: clock(from), to: clock(to), people, breaks };
        let lanes = vec![
            RosterLane { stays: vec![stay(8, 16, 7, vec![pause])] },
            RosterLane { stays: vec![stay(12, 20, 2, Vec::new())] },
        ];
        let group = GroupRoster { name: "inbound".into(), lent: false, lanes };
        let steps = [(8, 7), (12, 2), (13, 9), (16, 2), (20, 0)].map(|(hour, people)| (clock(hour), people));
        assert_eq!(head_steps([&group].into_iter()), steps);
    }

    #[test]
    fn a_lane_is_named_by_its_people_and_its_longest_stay() {
        let stay = |from: i64, to: i64, people| Stay {
            from: SimTime::clock(from, 0),
            to: SimTime::clock(to, 0),
            people,
            breaks: Vec::new(),
        };
        let night = RosterLane { stays: vec![stay(0, 6, 3), stay(22, 30, 3)] };
        assert_eq!(lane_name(&night, Language::English.plots(), &WallClock::default()), "3 × 22:00–06:00");
        assert_eq!(
            lane_name(
                &RosterLane { stays: vec![stay(8, 10, 2), stay(10, 12, 14)] },
                Language::English.plots(),
                &WallClock::default()
            ),
            "2 to 14"
        );
    }

    #[test]
    fn a_roster_of_very_many_shifts_and_groups_says_how_many_more_there_are() {
        let mut group = samples::calm().floor.roster.remove(0);
        group.lanes = vec![group.lanes[0].clone(); 70];
        let more = |roster: &[GroupRoster]| {
            let told = Language::English.plots();
            let rows = table_rows(roster, told);
            rows.iter()
                .filter(|row| matches!(row, RosterRow::More(_)))
                .map(|row| row_name(row, told, &WallClock::default()))
                .collect::<Vec<_>>()
        };
        assert_eq!(more(&[group.clone()]), ["and 10 more shifts"]);
        group.lanes.truncate(1);
        assert_eq!(more(&vec![group; 25]), ["and 1 more group"]);
    }
}
