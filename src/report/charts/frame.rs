//! What every chart has: a finding as title, a legend, axes with captions, labels beside the data.

use super::axis::Axis;
use super::canvas::{Area, Canvas, Ink, Plane, Stroke, WIDTH};
use super::fonts::{Align, Fonts, Type};
use super::words;
use crate::experiment::results::RunResults;
use crate::report::FloorShape;
use crate::report::line_breaks::pieces;
use crate::words::{Drawing, PlotFinding};

/// Height of a chart, unless it needs more, in units of the page.
pub(super) const HEIGHT: f64 = 675.0;
/// Space left free at the left and right of the page.
pub(super) const MARGIN: f64 = 28.0;
/// Labels of axes, legends and lines.
pub(super) const LABEL: Type = Type::plain(17.0);

const TITLE_SIZES: [f64; 3] = [28.0, 25.0, 22.0];
/// Narrower than the page: a browser without the first font may take a wider one.
const TITLE_ROOM: f64 = 0.94 * (WIDTH - 2.0 * MARGIN);
/// Captions above an area are so far above it.
pub(super) const CAPTION: f64 = 17.0;
const SMALLEST_RIGHT: f64 = 52.0;

/// The words at the top of a chart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heading {
    /// What was found, as a sentence.
    pub finding: String,
    /// What is drawn.
    pub drawn: String,
    /// Which floor and how many days.
    pub source: String,
}

impl Heading {
    /// A heading with its source taken from the floor and the run.
    pub fn new(finding: &PlotFinding<'_>, drawing: Drawing, floor: &FloorShape, results: &RunResults) -> Self {
        let told = floor.language.plots();
        let source = told.source(&words::drawable(&floor.name), results.days);
        Self { finding: told.finding(finding), drawn: told.drawing(drawing), source }
    }

    /// Draws it and returns the height below which the page is free.
    pub fn draw(&self, canvas: &Canvas) -> f64 {
        let (kind, lines) = set_title(&self.finding);
        let mut baseline = 46.0;
        for line in &lines {
            canvas.text((MARGIN, baseline), line, kind, Ink::TEXT);
            baseline += kind.size * 1.22;
        }
        let said = fitted(&format!("{} · {}", self.drawn, self.source), LABEL, WIDTH - 2.0 * MARGIN);
        canvas.text((MARGIN, baseline - 3.0), &said, LABEL, Ink::QUIET);
        baseline + 6.0
    }
}

/// Breaks a title into at most two lines, in the largest size that allows it.
fn set_title(title: &str) -> (Type, Vec<String>) {
    let kinds = TITLE_SIZES.map(Type::bold);
    let whole = kinds.into_iter().find_map(|kind| Some((kind, in_two_lines(title, kind)?)));
    whole.unwrap_or_else(|| (kinds[kinds.len() - 1], cut_to_two_lines(title, kinds[kinds.len() - 1])))
}

/// One line if it fits, else two: broken where the sentence pauses if that can be, else into about equal lengths.
fn in_two_lines(title: &str, kind: Type) -> Option<Vec<String>> {
    let width = |text: &str| Fonts::shared().width(text, kind);
    if width(title) <= TITLE_ROOM {
        return Some(vec![title.to_owned()]);
    }
    let longer = |(first, second): &(&str, &str)| width(first).max(width(second));
    let measured = breaks(title).map(|lines| (lines, longer(&lines))).filter(|(_, longer)| *longer <= TITLE_ROOM);
    let ((first, second), _) = measured
        .min_by(|((a, _), a_longer), ((b, _), b_longer)| pause(b).cmp(&pause(a)).then(a_longer.total_cmp(b_longer)))?;
    Some(vec![first.to_owned(), second.to_owned()])
}

/// How much of a pause the end of a line is.
fn pause(line: &str) -> u8 {
    match line.chars().last() {
        Some(';' | '；') => 2,
        Some(':' | '：' | '，') => 1,
        _ => 0,
    }
}

/// As much as fits in a first line, and of the rest as much as fits in a second.
fn cut_to_two_lines(title: &str, kind: Type) -> Vec<String> {
    let fits = |(first, _): &(&str, &str)| Fonts::shared().width(first, kind) <= TITLE_ROOM;
    match breaks(title).filter(fits).last() {
        Some((first, rest)) => vec![first.to_owned(), fitted(rest, kind, TITLE_ROOM)],
        None => vec![fitted(title, kind, TITLE_ROOM)],
    }
}

/// A text broken wherever its script allows it.
fn breaks(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends = pieces(text).into_iter().scan(0, |end, piece| {
        *end += piece.len();
        Some(*end)
    });
    ends.filter(|end| *end < text.len()).map(|end| (text[..end].trim_end_matches(' '), &text[end..]))
}

/// The text, or as much of its beginning as fits, with an ellipsis.
pub(super) fn fitted(text: &str, kind: Type, room: f64) -> String {
    let width = |text: &str| Fonts::shared().width(text, kind);
    if width(text) <= room {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let start = |count: usize| letters[..count].iter().collect::<String>().trim_end().to_owned() + "…";
    let counts: Vec<usize> = (0..letters.len()).collect();
    let fitting = counts.partition_point(|count| width(&start(*count)) <= room);
    start(fitting.saturating_sub(1))
}

/// How an entry of the legend is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    Line(Stroke),
    Surface(Ink),
    /// A circle that is not filled.
    Ring(Ink),
    /// A square that is not filled.
    Frame(Ink),
}

/// Draws a legend in rows and returns the height below which the page is free.
pub(super) fn legend(canvas: &Canvas, top: f64, entries: &[(Mark, String)]) -> f64 {
    const SWATCH: f64 = 34.0;
    const GAP: f64 = 30.0;
    const ROW: f64 = 27.0;
    let (mut x, mut middle) = (MARGIN, top + 17.0);
    for (mark, text) in entries {
        let text = fitted(text, LABEL, WIDTH - 2.0 * MARGIN - SWATCH - 8.0);
        let width = SWATCH + 8.0 + Fonts::shared().width(&text, LABEL);
        if x > MARGIN && x + width > WIDTH - MARGIN {
            (x, middle) = (MARGIN, middle + ROW);
        }
        match mark {
            Mark::Line(stroke) => canvas.line((x, middle), (x + SWATCH, middle), *stroke),
            Mark::Surface(ink) => {
                let box_ = Area { left: x, top: middle - 8.0, right: x + SWATCH, bottom: middle + 8.0 };
                canvas.surface(box_, *ink);
            }
            Mark::Ring(ink) => canvas.ring((x + SWATCH / 2.0, middle), *ink),
            Mark::Frame(ink) => canvas.frame((x + SWATCH / 2.0, middle), *ink),
        }
        let at = (x + SWATCH + 8.0, LABEL.baseline_centred_on(middle));
        canvas.text(at, &text, LABEL, Ink::TEXT);
        x += width + GAP;
    }
    middle + 14.0
}

/// The widest of some texts.
pub(super) fn widest<'t>(texts: impl IntoIterator<Item = &'t str>, kind: Type) -> f64 {
    texts.into_iter().map(|text| Fonts::shared().width(text, kind)).fold(0.0, f64::max)
}

/// The part of the page for data: below `top`, beside the marks of the `y` axis and the labels at the right.
pub(super) fn data_area(top: f64, bottom: f64, y: &Axis, right_labels: &[String]) -> Area {
    let marks = widest(y.ticks.iter().map(|(_, text)| text.as_str()), LABEL);
    let labels = widest(right_labels.iter().map(String::as_str), LABEL);
    let right = if labels > 0.0 { labels + 10.0 + MARGIN } else { 0.0 };
    Area {
        left: (MARGIN + marks + 10.0).max(SMALLEST_RIGHT),
        top: top + 40.0,
        right: WIDTH - right.max(SMALLEST_RIGHT),
        bottom: bottom - 70.0,
    }
}

/// The plane between two axes; surfaces go on it before the axes, lines after them.
pub(super) fn plane<'c>(canvas: &'c Canvas, area: Area, x: &Axis, y: &Axis) -> Plane<'c> {
    canvas.plane(area, (x.from, x.to), (y.from, y.to))
}

/// Draws grid, marks and captions of both axes.
pub(super) fn axes(canvas: &Canvas, plane: &Plane, area: Area, x: &Axis, y: &Axis) {
    y_axis(canvas, plane, area, y);
    x_axis(canvas, plane, area, x, true);
}

/// Draws the lines, marks and caption of a `y` axis.
pub(super) fn y_axis(canvas: &Canvas, plane: &Plane, area: Area, y: &Axis) {
    for (value, text) in &y.ticks {
        let height = plane.place((0.0, *value)).1;
        canvas.line((area.left, height), (area.right, height), Stroke::solid(Ink::GRID, 1.0));
        let at = (area.left - 10.0, LABEL.baseline_centred_on(height));
        canvas.text(at, text, LABEL.align(Align::Right), Ink::QUIET);
    }
    canvas.text((MARGIN, area.top - CAPTION), &y.caption, LABEL, Ink::QUIET);
    if y.is_cut {
        axis_break(canvas, (area.left, area.bottom), |along, aside| (area.left + aside, area.bottom - along));
    }
}

/// The sign for an axis that does not begin at 0, at its beginning: a zigzag on it. `place` has the distances along the axis and
/// aside from it.
fn axis_break(canvas: &Canvas, from: (f64, f64), place: impl Fn(f64, f64) -> (f64, f64)) {
    const ZIGZAG: [(f64, f64); 6] = [(8.0, 0.0), (11.0, -6.0), (17.0, 6.0), (23.0, -6.0), (26.0, 0.0), (36.0, 0.0)];
    let mut before = from;
    for (along, aside) in ZIGZAG {
        let at = place(along, aside);
        canvas.line(before, at, Stroke::solid(Ink::TEXT, 2.0));
        before = at;
    }
}

/// Draws the lines of an `x` axis, its base line and, if asked, its marks and caption.
pub(super) fn x_axis(canvas: &Canvas, plane: &Plane, area: Area, x: &Axis, marked: bool) {
    for (value, text) in &x.ticks {
        let at = plane.place((*value, 0.0)).0;
        canvas.line((at, area.top), (at, area.bottom), Stroke::solid(Ink::GRID, 1.0));
        if marked {
            canvas.line((at, area.bottom), (at, area.bottom + 6.0), Stroke::solid(Ink::QUIET, 1.0));
            canvas.text((at, area.bottom + 26.0), text, LABEL.align(Align::Centre), Ink::QUIET);
        }
    }
    if marked {
        let middle = (area.left + area.right) / 2.0;
        canvas.text((middle, area.bottom + 52.0), &x.caption, LABEL.align(Align::Centre), Ink::QUIET);
    }
    canvas.line((area.left, area.bottom), (area.right, area.bottom), Stroke::solid(Ink::QUIET, 1.5));
    if x.is_cut && marked {
        axis_break(canvas, (area.left, area.bottom), |along, aside| (area.left + along, area.bottom + aside));
    }
}

/// Says in the middle of an empty area why it is empty.
pub(super) fn nothing_to_show(canvas: &Canvas, area: Area, why: &str) {
    let at = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
    let kind = Type::plain(22.0).align(Align::Centre);
    let half = Fonts::shared().width(why, kind) / 2.0 + 14.0;
    let cleared = Area { left: at.0 - half, top: at.1 - 28.0, right: at.0 + half, bottom: at.1 + 18.0 };
    canvas.surface(cleared, Ink::PAPER);
    canvas.text(at, why, kind, Ink::QUIET);
}

/// Moves places apart until they are at least `gap` from each other, keeping their order, inside `from..=to`.
/// Those for which there is no room are left out of the result from the end on.
pub(super) fn spread(places: &[f64], gap: f64, from: f64, to: f64) -> Vec<f64> {
    let room = ((to - from) / gap).floor().max(0.0) as usize + 1;
    let mut moved: Vec<f64> = places.iter().take(room).map(|place| place.clamp(from, to)).collect();
    for i in 1..moved.len() {
        moved[i] = moved[i].max(moved[i - 1] + gap);
    }
    let mut limit = to;
    for place in moved.iter_mut().rev() {
        *place = place.min(limit);
        limit = *place - gap;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_broken_over_two_lines() {
        let (kind, lines) = set_title(&"nine words of a title that has a finding ".repeat(3));
        assert_eq!((lines.len(), kind.size), (2, 28.0));
    }

    #[test]
    fn a_title_is_broken_where_it_pauses() {
        let title = "One finding; and another one, so long that both of them together do not fit in a single line";
        assert_eq!(set_title(title).1[0], "One finding;");
        let title = "One finding: and more about it, so long that both of them together do not fit in a single line";
        assert_eq!(set_title(title).1[0], "One finding:");
    }

    #[test]
    fn a_title_too_long_for_two_lines_is_set_smaller_and_then_cut() {
        let (kind, lines) = set_title(&"a finding without an end ".repeat(40));
        assert_eq!((lines.len(), kind.size), (2, 22.0));
        assert!(lines[1].ends_with('…'));
        assert!(lines.iter().all(|line| Fonts::shared().width(line, kind) <= TITLE_ROOM));
    }

    #[test]
    fn a_text_that_fits_is_left_alone_and_a_longer_one_is_cut() {
        assert_eq!(fitted("outbound", LABEL, 200.0), "outbound");
        let cut = fitted("outbound people of the second floor", LABEL, 120.0);
        assert!(cut.starts_with("outbound") && cut.ends_with('…'));
        assert!(Fonts::shared().width(&cut, LABEL) <= 120.0);
        assert_eq!(fitted("outbound", LABEL, 0.0), "…");
    }

    #[test]
    fn labels_are_moved_apart_but_not_out_of_their_place() {
        assert_eq!(spread(&[10.0, 50.0], 20.0, 0.0, 100.0), [10.0, 50.0]);
        assert_eq!(spread(&[10.0, 12.0, 14.0], 20.0, 0.0, 100.0), [10.0, 30.0, 50.0]);
        assert_eq!(spread(&[95.0, 99.0], 20.0, 0.0, 100.0), [80.0, 100.0]);
        assert_eq!(spread(&[1.0, 2.0, 3.0, 4.0], 50.0, 0.0, 100.0), [0.0, 50.0, 100.0]);
    }
}
