//! What the people found would come to if something were otherwise: a bar for each thing, the longest first.

use super::axis::Axis;
use super::canvas::{Area, Canvas, Ink, Stroke, WIDTH, page};
use super::fonts::Align;
use super::frame::{self, Heading, LABEL, MARGIN, Mark};
use super::{Chart, words};
use crate::figures::Dimension;
use crate::report::sizing::SizedFloor;
use crate::sizing::{Changed, GoalFound, VariedResult};
use crate::words::{SizePlotLabel, SizePlotWords};

const ROW: f64 = 56.0;
const WORSE: Ink = Ink::ORANGE;
const BETTER: Ink = Ink::SKY;
const AS_FOUND: Stroke = Stroke::solid(Ink::TEXT, 2.0);
/// Room above the bars for the caption, and below them for the marks.
const ABOVE: f64 = 30.0;
const BELOW: f64 = 76.0;
/// Room beside the ends of bars for what is changed.
const ENDS: f64 = 70.0;

/// A change, and the figure that it leaves.
type End<'a> = (&'a VariedResult, f64);

/// What one thing changes: how much of it, and the figure then.
struct ChangeBar<'a> {
    changed: Changed,
    ends: Vec<End<'a>>,
}

impl ChangeBar<'_> {
    /// The ends with the least and the greatest figure.
    fn least_and_greatest(&self) -> Option<(&End<'_>, &End<'_>)> {
        let by_figure = |a: &&End<'_>, b: &&End<'_>| a.1.total_cmp(&b.1);
        Some((self.ends.iter().min_by(by_figure)?, self.ends.iter().max_by(by_figure)?))
    }

    fn length(&self) -> f64 {
        self.least_and_greatest().map_or(0.0, |(least, greatest)| greatest.1 - least.1)
    }
}

/// Draws it; `None` if nothing was tried, or the target that is tightest is not a share.
pub(super) fn chart(sized: &SizedFloor, told: &dyn SizePlotWords) -> Option<Chart> {
    let tightest = sized.found.tightest().filter(|one| is_share(one))?;
    let as_found = tightest.figure?;
    let mut bars: Vec<ChangeBar<'_>> = Vec::new();
    for one in &sized.varied {
        let Some(figure) = one.figure else { continue };
        match bars.iter_mut().find(|bar| bar.changed == one.changed) {
            Some(bar) => bar.ends.push((one, figure)),
            None => bars.push(ChangeBar { changed: one.changed, ends: vec![(one, figure)] }),
        }
    }
    // Sorting is stable: of bars of one length the first tried comes first.
    bars.sort_by(|a, b| b.length().total_cmp(&a.length()));
    let worst = bars.iter().flat_map(|bar| &bar.ends).min_by(|a, b| a.1.total_cmp(&b.1))?;
    let finding = told.would_leave(worst.0, worst.1, as_found);
    let drawn = told.size_plot_label(match tightest.goal.share_of_days {
        Some(_) => SizePlotLabel::SharesIfOtherwise,
        None => SizePlotLabel::FiguresIfOtherwise,
    });
    let source = words::drawable(&sized.from.name).to_string();
    let heading = Heading { finding: finding.clone(), drawn: drawn.to_owned(), source };
    let mut height = 0.0;
    page(0.0, |canvas| height = head(canvas, &heading, told) + ABOVE + ROW * bars.len() as f64 + BELOW);
    let page = page(height, |canvas| draw(canvas, head(canvas, &heading, told) + ABOVE, (&bars, as_found), told));
    Some(Chart { name: "sensitivity".to_owned(), title: finding, page })
}

fn is_share(one: &GoalFound) -> bool {
    one.goal.share_of_days.is_some() || one.goal.measure.unit().dimension() == Dimension::Share
}

fn head(canvas: &Canvas, heading: &Heading, told: &dyn SizePlotWords) -> f64 {
    let label = |label| told.size_plot_label(label).to_owned();
    let entries = [
        (Mark::Line(AS_FOUND), label(SizePlotLabel::AsSized)),
        (Mark::Surface(WORSE), label(SizePlotLabel::Less)),
        (Mark::Surface(BETTER), label(SizePlotLabel::More)),
    ];
    frame::legend(canvas, heading.draw(canvas), &entries)
}

fn draw(canvas: &Canvas, top: f64, (bars, as_found): (&[ChangeBar<'_>], f64), told: &dyn SizePlotWords) {
    let figures = || bars.iter().flat_map(|bar| &bar.ends).map(|end| 100.0 * end.1).chain([100.0 * as_found]);
    let (least, most) = (figures().fold(f64::MAX, f64::min), figures().fold(f64::MIN, f64::max));
    let x = Axis::between(least, most, 8, told.size_plot_label(SizePlotLabel::Percent));
    let names: Vec<&str> = bars.iter().map(|bar| told.otherwise(bar.changed)).collect();
    let left = MARGIN + frame::widest(names.iter().copied(), LABEL) + 14.0 + ENDS;
    let area = Area { left, top, right: WIDTH - MARGIN - ENDS, bottom: top + ROW * bars.len() as f64 };
    let plane = canvas.plane(area, (x.from, x.to), (0.0, 1.0));
    frame::x_axis(canvas, &plane, area, &x, true);
    let at = |figure: f64| plane.place((100.0 * figure, 0.0)).0;
    for (row, bar) in bars.iter().enumerate() {
        let middle = top + ROW * (row as f64 + 0.5);
        let baseline = LABEL.baseline_centred_on(middle);
        canvas.text((MARGIN, baseline), told.otherwise(bar.changed), LABEL, Ink::TEXT);
        let Some((low, high)) = bar.least_and_greatest() else { continue };
        let surface = |from: f64, to: f64, ink: Ink| {
            canvas.surface(Area { left: at(from), top: middle - 15.0, right: at(to), bottom: middle + 15.0 }, ink);
        };
        if low.1 < as_found {
            surface(low.1, as_found.min(high.1), WORSE);
            canvas.text((at(low.1) - 8.0, baseline), &told.otherwise_by(low.0), LABEL.align(Align::Right), Ink::QUIET);
        }
        if high.1 > as_found {
            surface(as_found.max(low.1), high.1, BETTER);
            canvas.text((at(high.1) + 8.0, baseline), &told.otherwise_by(high.0), LABEL, Ink::QUIET);
        }
    }
    canvas.line((at(as_found), area.top), (at(as_found), area.bottom), AS_FOUND);
}
