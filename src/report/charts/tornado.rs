//! What the people found would come to if something were otherwise: a bar for each thing, the longest first.

use super::axis::Axis;
use super::canvas::{Area, Canvas, Ink, Stroke, WIDTH, page};
use super::fonts::Align;
use super::frame::{self, Heading, LABEL, MARGIN, Mark};
use super::{Chart, words};
use crate::figures::Dimension;
use crate::report::sizing::SizedFloor;
use crate::sizing::{Changed, GoalFound, VariedResult};
use crate::words::Language;

const ROW: f64 = 56.0;
const WORSE: Ink = Ink::ORANGE;
const BETTER: Ink = Ink::SKY;
const AS_FOUND: Stroke = Stroke::solid(Ink::TEXT, 2.0);
/// Room above the bars for the caption, and below them for the marks.
const ABOVE: f64 = 30.0;
const BELOW: f64 = 76.0;
/// Room beside the ends of bars for what is changed.
const ENDS: f64 = 70.0;

/// What one thing changes: how much of it, and the figure then.
struct Bar<'a> {
    changed: Changed,
    ends: Vec<(&'a VariedResult, f64)>,
}

impl Bar<'_> {
    /// The ends with the least and the greatest figure.
    fn least_and_greatest(&self) -> Option<(&(&VariedResult, f64), &(&VariedResult, f64))> {
        let by_figure = |a: &&(&VariedResult, f64), b: &&(&VariedResult, f64)| a.1.total_cmp(&b.1);
        Some((self.ends.iter().min_by(by_figure)?, self.ends.iter().max_by(by_figure)?))
    }

    fn length(&self) -> f64 {
        self.least_and_greatest().map_or(0.0, |(least, greatest)| greatest.1 - least.1)
    }
}

/// Draws it; `None` if nothing was tried, or the target that is tightest is not a share.
pub(super) fn chart(sized: &SizedFloor) -> Option<Chart> {
    let tightest = sized.found.tightest().filter(|one| is_share(one))?;
    let as_found = tightest.figure?;
    let mut bars: Vec<Bar<'_>> = Vec::new();
    for one in &sized.varied {
        let Some(figure) = one.figure else { continue };
        match bars.iter_mut().find(|bar| bar.changed == one.changed) {
            Some(bar) => bar.ends.push((one, figure)),
            None => bars.push(Bar { changed: one.changed, ends: vec![(one, figure)] }),
        }
    }
    // Sorting is stable: of bars of one length the first tried comes first.
    bars.sort_by(|a, b| b.length().total_cmp(&a.length()));
    let worst = bars.iter().flat_map(|bar| &bar.ends).min_by(|a, b| a.1.total_cmp(&b.1))?;
    // This picture is in English alone.
    let told = Language::English.plots();
    let finding = format!(
        "{} would leave {} instead of {}",
        words::capitalised(&format!("{} {}", named(worst.0.changed), by(worst.0))),
        told.share(worst.1),
        told.share(as_found)
    );
    let drawn = match tightest.goal.share_of_days {
        Some(_) => "Share of days that reach the target, if one thing is otherwise",
        None => "The target's figure, if one thing is otherwise",
    };
    let source = words::drawable(&sized.from.name).to_string();
    let heading = Heading { finding: finding.clone(), drawn: drawn.to_owned(), source };
    let mut height = 0.0;
    page(0.0, |canvas| height = head(canvas, &heading) + ABOVE + ROW * bars.len() as f64 + BELOW);
    let page = page(height, |canvas| draw(canvas, head(canvas, &heading) + ABOVE, &bars, as_found));
    Some(Chart { name: "sensitivity".to_owned(), title: finding, page })
}

fn is_share(one: &GoalFound) -> bool {
    one.goal.share_of_days.is_some() || one.goal.measure.unit().dimension() == Dimension::Share
}

fn head(canvas: &Canvas, heading: &Heading) -> f64 {
    let entries = [
        (Mark::Line(AS_FOUND), "as sized".to_owned()),
        (Mark::Surface(WORSE), "less".to_owned()),
        (Mark::Surface(BETTER), "more".to_owned()),
    ];
    frame::legend(canvas, heading.draw(canvas), &entries)
}

fn draw(canvas: &Canvas, top: f64, bars: &[Bar<'_>], as_found: f64) {
    let figures = || bars.iter().flat_map(|bar| &bar.ends).map(|end| 100.0 * end.1).chain([100.0 * as_found]);
    let (least, most) = (figures().fold(f64::MAX, f64::min), figures().fold(f64::MIN, f64::max));
    let x = Axis::between(least, most, 8, "percent");
    let names: Vec<&str> = bars.iter().map(|bar| named(bar.changed)).collect();
    let left = MARGIN + frame::widest(names.iter().copied(), LABEL) + 14.0 + ENDS;
    let area = Area { left, top, right: WIDTH - MARGIN - ENDS, bottom: top + ROW * bars.len() as f64 };
    let plane = canvas.plane(area, (x.from, x.to), (0.0, 1.0));
    frame::x_axis(canvas, &plane, area, &x, true);
    let at = |figure: f64| plane.place((100.0 * figure, 0.0)).0;
    for (row, bar) in bars.iter().enumerate() {
        let middle = top + ROW * (row as f64 + 0.5);
        let baseline = LABEL.baseline_centred_on(middle);
        canvas.text((MARGIN, baseline), named(bar.changed), LABEL, Ink::TEXT);
        let Some((low, high)) = bar.least_and_greatest() else { continue };
        let surface = |from: f64, to: f64, ink: Ink| {
            canvas.surface(Area { left: at(from), top: middle - 15.0, right: at(to), bottom: middle + 15.0 }, ink);
        };
        if low.1 < as_found {
            surface(low.1, as_found.min(high.1), WORSE);
            canvas.text((at(low.1) - 8.0, baseline), &by(low.0), LABEL.align(Align::Right), Ink::QUIET);
        }
        if high.1 > as_found {
            surface(as_found.max(low.1), high.1, BETTER);
            canvas.text((at(high.1) + 8.0, baseline), &by(high.0), LABEL, Ink::QUIET);
        }
    }
    canvas.line((at(as_found), area.top), (at(as_found), area.bottom), AS_FOUND);
}

const fn named(changed: Changed) -> &'static str {
    match changed {
        Changed::Volume => "calls",
        Changed::HandleTime => "handle time",
        Changed::Patience => "patience",
        Changed::Absence => "absence",
    }
}

/// "+20 %", "−10 %", of absence "+5 points".
fn by(one: &VariedResult) -> String {
    match one.changed {
        Changed::Absence => format!("+{:.0}\u{a0}points", 100.0 * one.by),
        Changed::Volume | Changed::HandleTime | Changed::Patience => {
            let percent = 100.0 * (one.by - 1.0);
            let sign = if percent < 0.0 { '−' } else { '+' };
            format!("{sign}{:.0}\u{a0}%", percent.abs())
        }
    }
}
