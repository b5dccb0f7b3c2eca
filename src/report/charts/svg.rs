//! A page as SVG, written by `plotters`.

use super::canvas::{Drawn, Ink, Page, Point, Stroke, WIDTH};
use super::fonts::{Align, FAMILY, Type};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// `plotters` works in whole pixels: so many to a unit keep curves smooth.
const GRAIN: f64 = 4.0;
/// `plotters` divides font sizes by this.
const FONT_SCALE: f64 = 1.24;
/// `plotters` puts the baseline so far below the top of a text, in sizes of the font.
const BASELINE: f64 = 0.76;
const CANNOT_FAIL: &str = "drawing into a string cannot fail";

type Paper<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The page as the text of an SVG file.
pub(super) fn svg(page: &Page) -> String {
    let mut svg = String::new();
    let size = (pixels(WIDTH) as u32, pixels(page.height) as u32);
    let sheet = SVGBackend::with_string(&mut svg, size).into_drawing_area();
    sheet.fill(&colour(Ink::PAPER)).expect(CANNOT_FAIL);
    page.shapes.iter().for_each(|shape| draw(&sheet, shape));
    sheet.present().expect(CANNOT_FAIL);
    drop(sheet);
    let drawn_size = format!("width=\"{}\" height=\"{}\"", size.0, size.1);
    let shown_size = format!("width=\"{WIDTH}\" height=\"{}\" stroke-linejoin=\"bevel\"", page.height);
    svg.replacen(&drawn_size, &shown_size, 1)
}

fn draw(sheet: &Paper, shape: &Drawn) {
    match shape {
        Drawn::Text { at, text, kind, ink } => draw_text(sheet, *at, text, *kind, *ink),
        Drawn::Line { points, stroke } => draw_line(sheet, points, *stroke),
        Drawn::Surface { outline, ink } => {
            let outline: Vec<(i32, i32)> = outline.iter().map(place).collect();
            sheet.draw(&Polygon::new(outline, colour(*ink))).expect(CANNOT_FAIL);
        }
        Drawn::Dot { at, radius, ink } => {
            sheet.draw(&Circle::new(place(at), pixels(*radius), colour(*ink).filled())).expect(CANNOT_FAIL);
        }
    }
}

fn draw_text(sheet: &Paper, at: Point, text: &str, kind: Type, ink: Ink) {
    let side = match kind.align {
        Align::Left => HPos::Left,
        Align::Centre => HPos::Center,
        Align::Right => HPos::Right,
    };
    let weight = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(FAMILY), kind.size * GRAIN * FONT_SCALE, weight);
    let colour = colour(ink);
    let style = TextStyle::from(font).color(&colour).pos(Pos::new(side, VPos::Top));
    let top = (at.0, at.1 - BASELINE * kind.size);
    sheet.draw(&Text::new(text, place(&top), style)).expect(CANNOT_FAIL);
}

fn draw_line(sheet: &Paper, points: &[Point], stroke: Stroke) {
    let points = points.iter().map(place);
    let stroke_width = (stroke.width * GRAIN).round() as u32;
    let style = ShapeStyle { color: colour(stroke.ink).to_rgba(), filled: false, stroke_width };
    if let Some((dash, gap)) = stroke.dashes() {
        for dash in DashedLineSeries::new(points, pixels(dash), pixels(gap), style) {
            sheet.draw(&dash).expect(CANNOT_FAIL);
        }
    } else {
        for element in LineSeries::new(points, style) {
            sheet.draw(&element).expect(CANNOT_FAIL);
        }
    }
}

fn colour(ink: Ink) -> RGBColor {
    RGBColor(ink.red, ink.green, ink.blue)
}

fn place(point: &Point) -> (i32, i32) {
    (pixels(point.0), pixels(point.1))
}

fn pixels(units: f64) -> i32 {
    (units * GRAIN).round() as i32
}
