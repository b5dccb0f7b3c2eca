//! Callers waiting on single days, with the rungs at their thresholds, the time each is in force, and when there was nobody to send.

use super::axis::Axis;
use super::canvas::{Area, Canvas, page};
use super::day_panel::{self, DayPanel, LANE_NAME, Lane, ThresholdLabel};
use super::frame::{self, Heading, LABEL, MARGIN, Mark};
use super::{Chart, series, words};
use crate::experiment::results::{DayTrace, Missing, RunResults, rung_called};
use crate::report::{FloorShape, RungShape};
use crate::units::{SimTime, Span};
use crate::words::{Drawing, PlotFinding, PlotLabel, PlotWords, RungsPulled};

const LANE_NAME_ROOM: f64 = 170.0;
const MOST_LANES: usize = 10;
const MOST_PANELS: usize = 2;
const PANEL: f64 = 265.0;
const PANEL_GAP: f64 = 14.0;
/// Room for what stands beside a threshold, and how many rungs are named there.
const THRESHOLD_ROOM: f64 = 190.0;
const MOST_NAMED: usize = 4;
/// Thresholds this far above the most callers ever waiting are left out: they would press the curve down.
const THRESHOLD_SHOWN_UP_TO: u32 = 3;
/// A day is shown at most so long, whenever its last caller goes.
const LONGEST_SHOWN: Span = Span::from_hours(72);

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let traces = shown(results);
    let lanes = lanes(floor);
    let heading = Heading::new(&finding(floor, results), Drawing::Waiting, floor, results);
    let panels = traces.len().max(1) as f64;
    let height = 230.0 + panels * (PANEL + day_panel::lanes_height(&lanes));
    let page = page(height, |canvas| draw(canvas, height, &heading, floor, traces, &lanes));
    Chart { name: "waiting".to_owned(), title: heading.finding, page }
}

fn draw(canvas: &Canvas, height: f64, heading: &Heading, floor: &FloorShape, traces: &[DayTrace], lanes: &[Lane]) {
    let told = floor.language.plots();
    let below = frame::legend(
        canvas,
        heading.draw(canvas),
        &legend(!lanes.is_empty(), !floor.has_several_ladders(), traces, told),
    );
    let (from, to) = time_shown(floor, traces);
    let x = series::time_axis(floor, from.as_secs(), to.as_secs());
    let most = most_waiting(traces);
    let thresholds = labels(floor, most);
    let highest = thresholds.last().map_or(0, |label| label.above).max(most).max(4);
    let y = Axis::amount(f64::from(highest), told.plot_label(PlotLabel::CallersWaiting));
    let labels: Vec<String> = thresholds.iter().flat_map(|label| label.lines.clone()).collect();
    let areas = panel_areas((below, height - 70.0), traces.len().max(1), lanes, &y, &labels);
    for (at, area) in areas.iter().enumerate() {
        let marked = at + 1 == areas.len();
        let panel = DayPanel { area: *area, x: &x, y: &y, lanes, thresholds: &thresholds, marked, told };
        panel.draw(canvas, traces.get(at));
    }
}

fn legend(with_ladder: bool, with_thresholds: bool, traces: &[DayTrace], told: &dyn PlotWords) -> Vec<(Mark, String)> {
    let of_the_ladder = [
        (Mark::Line(day_panel::THRESHOLD), PlotLabel::Threshold),
        (Mark::Surface(day_panel::IN_FORCE), PlotLabel::InForce),
    ];
    let curve = [(Mark::Line(day_panel::CURVE), PlotLabel::CallersWaiting)];
    let has = |missing: Missing| {
        with_ladder && traces.iter().flat_map(|trace| &trace.empty_handed).any(|(.., what)| *what == missing)
    };
    let people = has(Missing::People).then_some((Mark::Ring(day_panel::EMPTY_HANDED), PlotLabel::NobodyToSend));
    let seat = has(Missing::Seat).then_some((Mark::Frame(day_panel::EMPTY_HANDED), PlotLabel::NoFreeSeat));
    let drawn = of_the_ladder.into_iter().skip(usize::from(!with_thresholds));
    let of_the_ladder = drawn.filter(|_| with_ladder).chain(people).chain(seat);
    let entries = curve.into_iter().chain(of_the_ladder);
    entries.map(|(mark, label)| (mark, told.plot_label(label).to_owned())).collect()
}

/// The areas of the curves, one under the other from `top` to `bottom`, each with room for its lanes.
fn panel_areas((top, bottom): (f64, f64), count: usize, lanes: &[Lane], y: &Axis, labels: &[String]) -> Vec<Area> {
    let names = frame::widest(lanes.iter().map(|lane| lane.name.as_str()), LANE_NAME);
    let beside = frame::data_area(0.0, 0.0, y, labels);
    let left = beside.left.max(MARGIN + names + 10.0);
    let each = ((bottom - top + PANEL_GAP) / count as f64).floor();
    let area = |at: usize| {
        let start = top.round() + at as f64 * each;
        let bottom = start + each - PANEL_GAP - day_panel::lanes_height(lanes);
        Area { left, top: start + 40.0, right: beside.right, bottom }
    };
    (0..count).map(area).collect()
}

/// The days that are drawn.
fn shown(results: &RunResults) -> &[DayTrace] {
    &results.traces[..results.traces.len().min(MOST_PANELS)]
}

/// The opening hours, and after them as long as somebody waits or a rung is in force.
fn time_shown(floor: &FloorShape, traces: &[DayTrace]) -> (SimTime, SimTime) {
    let waiting_ends = traces.iter().filter_map(|trace| Some(trace.waiting.last()?.0));
    let released = traces
        .iter()
        .flat_map(|trace| trace.in_force.iter().map(|(_, _, released)| *released))
        .filter(|released| *released < SimTime::NEVER);
    let end = waiting_ends.chain(released).fold(floor.close, SimTime::max);
    (floor.open, end.min(floor.close.max(floor.open + LONGEST_SHOWN)))
}

fn most_waiting(traces: &[DayTrace]) -> u32 {
    traces.iter().flat_map(|trace| trace.waiting.iter().map(|(_, number)| *number)).max().unwrap_or(0)
}

/// The different numbers above which rungs are pulled, ascending, as far as they can be shown.
fn thresholds(rungs: &[RungShape], most: u32) -> Vec<u32> {
    let limit = most.saturating_mul(THRESHOLD_SHOWN_UP_TO).max(12);
    let mut all: Vec<u32> =
        rungs.iter().map(|rung| rung.waiting_above).filter(|above| (1..=limit).contains(above)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What stands beside each threshold: the number, and below it the rungs with how long it must last. Those of several ladders are not
/// of the curve: each counts the callers that it sees.
fn labels(floor: &FloorShape, most: u32) -> Vec<ThresholdLabel> {
    if floor.has_several_ladders() {
        return Vec::new();
    }
    let told = floor.language.plots();
    let fitted = |text: String| frame::fitted(&text, LABEL, THRESHOLD_ROOM);
    let label = |above: u32| {
        let of_it: Vec<&RungShape> = floor.rungs.iter().filter(|rung| rung.waiting_above == above).collect();
        let named = if of_it.len() > MOST_NAMED { MOST_NAMED - 1 } else { of_it.len() };
        let name = |rung: &&RungShape| told.rung_lasting(&words::drawable(&rung.name), rung.lasting);
        let rest = (named < of_it.len()).then(|| told.more_rungs(of_it.len() - named));
        let lines = std::iter::once(told.above(above)).chain(of_it[..named].iter().map(name)).chain(rest);
        ThresholdLabel { above, lines: lines.map(fitted).collect() }
    };
    thresholds(&floor.rungs, most).into_iter().map(label).collect()
}

fn lanes(floor: &FloorShape) -> Vec<Lane> {
    let rungs = &floor.rungs;
    let own = if rungs.len() > MOST_LANES { MOST_LANES - 1 } else { rungs.len() };
    let name = |rung: &RungShape| {
        frame::fitted(&words::drawable(&rung_called(&rung.ladder, &rung.name)), LANE_NAME, LANE_NAME_ROOM)
    };
    let mut lanes: Vec<Lane> =
        rungs[..own].iter().enumerate().map(|(at, rung)| Lane { name: name(rung), rungs: at..at + 1 }).collect();
    if own < rungs.len() {
        lanes.push(Lane { name: floor.language.plots().more_rungs(rungs.len() - own), rungs: own..rungs.len() });
    }
    lanes
}

/// What the chart says.
fn finding<'r>(floor: &FloorShape, results: &'r RunResults) -> PlotFinding<'r> {
    let days = shown(results).iter().map(|trace| {
        let most = most_waiting(std::slice::from_ref(trace));
        (trace.label.as_str(), most, rungs_pulled(floor, trace))
    });
    let days: Vec<_> = days.collect();
    if days.is_empty() { PlotFinding::NoDay } else { PlotFinding::DaysWaited(days) }
}

/// How much of the ladder is used; `None` without a ladder.
fn rungs_pulled(floor: &FloorShape, trace: &DayTrace) -> Option<RungsPulled> {
    let of = floor.rungs.len();
    let pulled = (0..of).filter(|rung| trace.in_force.iter().any(|force| force.0 == *rung)).count();
    (of > 0).then_some(RungsPulled { pulled, of })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::{self, Sample, said};

    fn at(minute: i64) -> SimTime {
        SimTime::clock(10, minute)
    }

    /// The calm sample's floor with four rungs, and days with so many waiting and these rungs pulled.
    fn with_days(days: &[(u32, &[usize])]) -> Sample {
        let mut sample = samples::calm();
        let day = |(at_day, (most, rungs)): (usize, &(u32, &[usize]))| DayTrace {
            label: if at_day == 0 { "typical day" } else { "bad day" }.to_owned(),
            day: at_day as u32,
            answer_rate: None,
            waiting: vec![(at(0), 0), (at(10), *most), (at(20), 0)],
            in_force: rungs.iter().map(|rung| (*rung, at(10), at(20))).collect(),
            empty_handed: Vec::new(),
        };
        sample.results.traces = days.iter().enumerate().map(day).collect();
        sample
    }

    #[test]
    fn the_title_names_the_most_waiting_and_the_rungs_of_each_day() {
        assert_eq!(
            said(chart, &with_days(&[(14, &[0, 1, 0]), (1_063, &[0, 1, 2, 3])])),
            "Typical day: at most 14 callers wait, 2 of 4 rungs are pulled; \
             bad day: at most 1,063 callers wait, all 4 rungs are pulled"
        );
        assert_eq!(
            said(chart, &with_days(&[(0, &[]), (1, &[0])])),
            "Typical day: nobody waits, no rung is pulled; bad day: at most 1 caller waits, 1 of 4 rungs is pulled"
        );
    }

    #[test]
    fn without_a_ladder_no_rung_is_spoken_of() {
        let mut sample = with_days(&[(3, &[])]);
        sample.floor.rungs.clear();
        assert_eq!(said(chart, &sample), "Typical day: at most 3 callers wait");
    }

    #[test]
    fn without_a_recorded_day_the_chart_says_so() {
        assert_eq!(said(chart, &with_days(&[])), "No day was recorded moment by moment");
    }

    #[test]
    fn time_goes_on_after_closing_as_long_as_somebody_waits() {
        let mut sample = with_days(&[(3, &[])]);
        let shown = |sample: &Sample| time_shown(&sample.floor, &sample.results.traces).1;
        assert_eq!(shown(&sample), SimTime::clock(22, 0));
        sample.results.traces[0].waiting.push((SimTime::clock(23, 5), 0));
        sample.results.traces[0].in_force.push((0, at(0), SimTime::NEVER));
        assert_eq!(shown(&sample), SimTime::clock(23, 5));
        sample.results.traces[0].waiting.push((SimTime::clock(900, 0), 0));
        assert_eq!(shown(&sample), SimTime::clock(80, 0));
    }

    #[test]
    fn thresholds_far_above_all_that_wait_are_left_out() {
        let rungs = with_days(&[]).floor.rungs;
        assert_eq!(thresholds(&rungs, 3), [5, 10]);
        let far = RungShape { waiting_above: 900, ..rungs[0].clone() };
        assert_eq!(thresholds(&[rungs[0].clone(), far.clone()], 50), [5]);
        assert_eq!(thresholds(&[far], 300), [900]);
    }

    #[test]
    fn rungs_are_named_at_their_thresholds_with_how_long_these_must_last() {
        let mut floor = with_days(&[]).floor;
        floor.rungs[0].lasting = Some(Span::from_minutes(5));
        floor.rungs[3].lasting = Some(Span::ZERO);
        let lines: Vec<Vec<String>> = labels(&floor, 20).into_iter().map(|label| label.lines).collect();
        let plain = |lines: &[String]| lines.join("; ").replace('\u{a0}', " ");
        assert_eq!(plain(&lines[0]), "above 5; floaters, 5 min; outbound; qa");
        assert_eq!(plain(&lines[1]), "above 10; back_office, at once");
        floor.rungs = vec![floor.rungs[0].clone(); 7];
        assert_eq!(labels(&floor, 20)[0].lines[4], "4 more rungs");
    }

    #[test]
    fn rungs_that_found_nobody_or_no_seat_have_marks_of_their_own_in_the_legend() {
        let mut sample = with_days(&[(9, &[0])]);
        let told = sample.floor.language.plots();
        assert_eq!(legend(true, true, &sample.results.traces, told).len(), 3);
        let empty = [(1, at(11), Missing::People), (2, at(12), Missing::Seat)];
        sample.results.traces[0].empty_handed = empty.to_vec();
        let entries = legend(true, true, &sample.results.traces, told);
        assert!(matches!(entries[3..], [(Mark::Ring(_), _), (Mark::Frame(_), _)]), "{entries:?}");
    }

    #[test]
    fn the_end_of_a_long_ladder_shares_a_lane() {
        let mut floor = with_days(&[]).floor;
        floor.rungs = vec![floor.rungs[0].clone(); 14];
        let lanes = lanes(&floor);
        let last = lanes.last().expect("there are lanes");
        assert_eq!((lanes.len(), last.name.as_str(), last.rungs.clone()), (10, "5 more rungs", 9..14));
    }
}
