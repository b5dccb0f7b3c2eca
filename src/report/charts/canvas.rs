//! The sheet a chart is drawn on: text, lines and surfaces by `plotters`, in units of the page.

use super::fonts::FAMILY;
use crate::escape::xml;
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Width of every chart, in units of the page.
pub(super) const WIDTH: f64 = 1200.0;
/// `plotters` works in whole pixels: so many to a unit keep curves smooth.
const GRAIN: f64 = 4.0;
/// `plotters` divides font sizes by this.
const FONT_SCALE: f64 = 1.24;
/// `plotters` puts the baseline so far below the top of a text, in sizes of the font.
const BASELINE: f64 = 0.76;
const CANNOT_FAIL: &str = "drawing into a string cannot fail";

/// A colour; the bright ones are those of Okabe and Ito, told apart by the colour-blind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ink(pub RGBAColor);

impl Ink {
    pub const PAPER: Self = Self::of(0xFF_FF_FF);
    pub const TEXT: Self = Self::of(0x1F_1F_1F);
    pub const QUIET: Self = Self::of(0x5A_5A_5A);
    pub const GRID: Self = Self::of(0xE2_E2_E2);
    pub const BLUE: Self = Self::of(0x00_72_B2);
    pub const SKY: Self = Self::of(0x56_B4_E9);
    pub const ORANGE: Self = Self::of(0xE6_9F_00);
    pub const VERMILION: Self = Self::of(0xD5_5E_00);

    /// A colour from its red, green and blue bytes.
    pub const fn of(rgb: u32) -> Self {
        Self(RGBAColor((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8, 1.0))
    }

    /// So much of the colour on white paper, 0 to 1. Nothing is see-through: that would take many times as long to draw.
    pub const fn tint(self, share: f64) -> Self {
        Self(RGBAColor(pale(self.0.0, share), pale(self.0.1, share), pale(self.0.2, share), 1.0))
    }
}

const fn pale(byte: u8, share: f64) -> u8 {
    (255.0 - (255.0 - byte as f64) * share) as u8
}

/// How a line of text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    /// Size of the font in units of the page.
    pub size: f64,
    pub bold: bool,
    pub align: Align,
}

impl Type {
    /// Plain text that starts at its place.
    pub const fn plain(size: f64) -> Self {
        Self { size, bold: false, align: Align::Left }
    }

    /// Bold text that starts at its place.
    pub const fn bold(size: f64) -> Self {
        Self { size, bold: true, align: Align::Left }
    }

    /// The same, aligned otherwise.
    pub const fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// The baseline that centres digits and capitals on a height.
    pub fn baseline_centred_on(self, y: f64) -> f64 {
        y + 0.355 * self.size
    }
}

/// Which end of a text is at its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// How a line is drawn; width in units of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub ink: Ink,
    pub width: f64,
    pub dashed: bool,
}

impl Stroke {
    pub const fn solid(ink: Ink, width: f64) -> Self {
        Self { ink, width, dashed: false }
    }

    pub const fn dashed(ink: Ink, width: f64) -> Self {
        Self { ink, width, dashed: true }
    }

    fn style(self) -> ShapeStyle {
        ShapeStyle { color: self.ink.0, filled: false, stroke_width: (self.width * GRAIN).round() as u32 }
    }
}

/// A part of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A white page of [`WIDTH`] and this height, drawn on, as SVG.
pub(super) fn page(height: f64, draw: impl FnOnce(&Canvas)) -> String {
    let mut svg = String::new();
    let size = (pixels(WIDTH) as u32, pixels(height) as u32);
    let canvas = Canvas { root: SVGBackend::with_string(&mut svg, size).into_drawing_area() };
    canvas.root.fill(&Ink::PAPER.0).expect(CANNOT_FAIL);
    draw(&canvas);
    canvas.root.present().expect(CANNOT_FAIL);
    drop(canvas);
    let drawn_size = format!("width=\"{}\" height=\"{}\"", size.0, size.1);
    let shown_size = format!("width=\"{WIDTH}\" height=\"{height}\" stroke-linejoin=\"bevel\"");
    svg.replacen(&drawn_size, &shown_size, 1)
}

/// The page while it is drawn on; places are `(x, y)` from its upper left corner.
pub(super) struct Canvas<'a> {
    root: DrawingArea<SVGBackend<'a>, Shift>,
}

impl<'a> Canvas<'a> {
    /// A line of text; `at` is on its baseline.
    pub fn text(&self, at: (f64, f64), text: &str, kind: Type, ink: Ink) {
        let top = at.1 - BASELINE * kind.size;
        let side = match kind.align {
            Align::Left => HPos::Left,
            Align::Centre => HPos::Center,
            Align::Right => HPos::Right,
        };
        let weight = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(FAMILY), kind.size * GRAIN * FONT_SCALE, weight);
        let style = TextStyle::from(font).color(&ink.0).pos(Pos::new(side, VPos::Top));
        self.root.draw(&Text::new(xml::text(text), (pixels(at.0), pixels(top)), style)).expect(CANNOT_FAIL);
    }

    /// A straight line.
    pub fn line(&self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        let points = [from, to].map(|(x, y)| (pixels(x), pixels(y)));
        self.draw_path(&self.root, points, stroke);
    }

    /// A filled rectangle.
    pub fn surface(&self, area: Area, ink: Ink) {
        let corners = [(pixels(area.left), pixels(area.top)), (pixels(area.right), pixels(area.bottom))];
        self.root.draw(&Rectangle::new(corners, ink.0.filled())).expect(CANNOT_FAIL);
    }

    /// A part of the page with coordinates of its own, `x` and `y` from the first to the second number.
    pub fn plane(&self, area: Area, x: (f64, f64), y: (f64, f64)) -> Plane<'_, 'a> {
        let across = pixels(area.left)..pixels(area.right);
        let upward = pixels(area.bottom)..pixels(area.top);
        let spec = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x.0..x.1, y.0..y.1, (across, upward));
        Plane { canvas: self, plane: self.root.apply_coord_spec(spec) }
    }

    fn draw_path<C, P>(&self, area: &DrawingArea<SVGBackend<'a>, C>, points: P, stroke: Stroke)
    where
        C: CoordTranslate,
        C::From: Clone + 'static,
        P: IntoIterator<Item = C::From, IntoIter: Clone>,
    {
        if stroke.dashed {
            let (dash, gap) = (pixels(7.0), pixels(5.0));
            for element in DashedLineSeries::new(points, dash, gap, stroke.style()) {
                area.draw(&element).expect(CANNOT_FAIL);
            }
        } else {
            for element in LineSeries::new(points, stroke.style()) {
                area.draw(&element).expect(CANNOT_FAIL);
            }
        }
    }
}

/// A part of the page in the coordinates of the data.
pub(super) struct Plane<'c, 'a> {
    canvas: &'c Canvas<'a>,
    plane: DrawingArea<SVGBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
}

impl Plane<'_, '_> {
    /// A line through points.
    pub fn curve(&self, points: &[(f64, f64)], stroke: Stroke) {
        self.canvas.draw_path(&self.plane, points.iter().copied(), stroke);
    }

    /// The surface enclosed by points.
    pub fn surface(&self, outline: Vec<(f64, f64)>, ink: Ink) {
        self.plane.draw(&Polygon::new(outline, ink.0)).expect(CANNOT_FAIL);
    }

    /// A dot of this radius in units of the page.
    pub fn dot(&self, at: (f64, f64), radius: f64, ink: Ink) {
        self.plane.draw(&Circle::new(at, pixels(radius), ink.0.filled())).expect(CANNOT_FAIL);
    }

    /// Where a point of the data is on the page.
    pub fn place(&self, point: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.plane.map_coordinate(&point);
        (f64::from(x) / GRAIN, f64::from(y) / GRAIN)
    }
}

fn pixels(units: f64) -> i32 {
    (units * GRAIN).round() as i32
}
