//! The sheet a chart is drawn on: text, lines and surfaces, noted down in units of the page for those who make files of
//! them.

use super::fonts::Type;
use crate::escape::xml;
use std::cell::RefCell;

/// Width of every chart, in units of the page.
pub(super) const WIDTH: f64 = 1200.0;

/// How far a hollow mark reaches from its middle.
pub(super) const HOLLOW: f64 = 6.5;
/// How thick its rim is.
const RIM: f64 = 2.2;

/// A place on the page, from its upper left corner.
pub(super) type Point = (f64, f64);

/// A colour; the bright ones are those of Okabe and Ito, told apart by the colour-blind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

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
        Self { red: (rgb >> 16) as u8, green: (rgb >> 8) as u8, blue: rgb as u8 }
    }

    /// So much of the colour on white paper, 0 to 1. Nothing is see-through: that would take many times as long to draw.
    pub const fn tint(self, share: f64) -> Self {
        Self { red: pale(self.red, share), green: pale(self.green, share), blue: pale(self.blue, share) }
    }
}

const fn pale(byte: u8, share: f64) -> u8 {
    (255.0 - (255.0 - byte as f64) * share) as u8
}

/// How a line is drawn; width in units of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
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

    /// How long its dashes are and the gaps between them, in units of the page; `None` if it is solid.
    pub fn dashes(self) -> Option<(f64, f64)> {
        self.dashed.then_some((7.0, 5.0))
    }
}

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// What is on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Drawn {
    /// A line of text; `at` is on its baseline.
    Text { at: Point, text: String, kind: Type, ink: Ink },
    /// A line through points.
    Line { points: Vec<Point>, stroke: Stroke },
    /// What points enclose.
    Surface { outline: Vec<Point>, ink: Ink },
    /// A filled circle.
    Dot { at: Point, radius: f64, ink: Ink },
}

/// A white page with what was drawn on it, in the order in which it was drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Page {
    pub height: f64,
    pub shapes: Vec<Drawn>,
}

/// A page of [`WIDTH`] and this height, drawn on.
pub(super) fn page(height: f64, draw: impl FnOnce(&Canvas)) -> Page {
    let canvas = Canvas::default();
    draw(&canvas);
    Page { height, shapes: canvas.shapes.into_inner() }
}

/// The page while it is drawn on.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    shapes: RefCell<Vec<Drawn>>,
}

impl Canvas {
    /// A line of text; `at` is on its baseline.
    pub fn text(&self, at: Point, text: &str, kind: Type, ink: Ink) {
        self.add(Drawn::Text { at, text: xml::text(text), kind, ink });
    }

    /// A straight line.
    pub fn line(&self, from: Point, to: Point, stroke: Stroke) {
        self.add(Drawn::Line { points: vec![from, to], stroke });
    }

    /// A filled rectangle.
    pub fn surface(&self, area: Area, ink: Ink) {
        let Area { left, top, right, bottom } = area;
        self.add(Drawn::Surface { outline: vec![(left, top), (right, top), (right, bottom), (left, bottom)], ink });
    }

    /// A hollow mark at a place: a circle.
    pub fn ring(&self, at: Point, ink: Ink) {
        self.add(Drawn::Dot { at, radius: HOLLOW, ink });
        self.add(Drawn::Dot { at, radius: HOLLOW - RIM, ink: Ink::PAPER });
    }

    /// A hollow mark at a place: a square.
    pub fn frame(&self, (x, y): Point, ink: Ink) {
        let square = |half: f64| Area { left: x - half, top: y - half, right: x + half, bottom: y + half };
        self.surface(square(HOLLOW), ink);
        self.surface(square(HOLLOW - RIM), Ink::PAPER);
    }

    /// A part of the page with coordinates of its own, `x` and `y` from the first to the second number.
    pub fn plane(&self, area: Area, x: (f64, f64), y: (f64, f64)) -> Plane<'_> {
        Plane { canvas: self, area, x, y }
    }

    fn add(&self, shape: Drawn) {
        self.shapes.borrow_mut().push(shape);
    }
}

/// A part of the page in the coordinates of the data.
pub(super) struct Plane<'c> {
    canvas: &'c Canvas,
    area: Area,
    x: (f64, f64),
    y: (f64, f64),
}

impl Plane<'_> {
    /// A line through points.
    pub fn curve(&self, points: &[(f64, f64)], stroke: Stroke) {
        self.canvas.add(Drawn::Line { points: points.iter().map(|p| self.place(*p)).collect(), stroke });
    }

    /// The surface enclosed by points.
    pub fn surface(&self, outline: Vec<(f64, f64)>, ink: Ink) {
        self.canvas.add(Drawn::Surface { outline: outline.into_iter().map(|p| self.place(p)).collect(), ink });
    }

    /// A dot of this radius in units of the page.
    pub fn dot(&self, at: (f64, f64), radius: f64, ink: Ink) {
        self.canvas.add(Drawn::Dot { at: self.place(at), radius, ink });
    }

    /// Where a point of the data is on the page.
    pub fn place(&self, (x, y): (f64, f64)) -> Point {
        let share = |value: f64, (from, to): (f64, f64)| (value - from) / (to - from);
        let Area { left, top, right, bottom } = self.area;
        (left + share(x, self.x) * (right - left), bottom - share(y, self.y) * (bottom - top))
    }
}
