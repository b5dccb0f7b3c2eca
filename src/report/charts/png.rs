//! A page as PNG, painted by `tiny-skia` in the carried fonts.

use super::canvas::{Drawn, Ink, Page, Point, Stroke, WIDTH};
use super::fonts::{Align, Fonts, Letter, Type};
use tiny_skia::{Color, FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, StrokeDash, Transform};
use ttf_parser::OutlineBuilder;

/// Pixels of the picture per unit of the page: sharp on a screen and on paper.
const SCALE: f32 = 1.5;

/// Why a chart could not be made a picture.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The picture would be empty or too large.
    #[error("a chart {height} units high cannot be drawn")]
    Size {
        /// Height of the chart.
        height: f64,
    },
    /// The picture cannot be written as PNG.
    #[error("a chart cannot be written as PNG: {0}")]
    Encoding(#[from] png::EncodingError),
}

/// Draws a page as PNG, one and a half pixels to a unit, with the carried fonts and no other.
///
/// # Errors
/// [`PngError`] if the page has no drawable size.
pub(super) fn png(page: &Page) -> Result<Vec<u8>, PngError> {
    let pixels = |units: f64| (units * f64::from(SCALE)).ceil() as u32;
    let picture = Pixmap::new(pixels(WIDTH), pixels(page.height));
    let mut picture = picture.ok_or(PngError::Size { height: page.height })?;
    picture.fill(Color::WHITE);
    page.shapes.iter().for_each(|shape| draw(&mut picture, shape));
    encode(&picture)
}

fn draw(picture: &mut Pixmap, shape: &Drawn) {
    match shape {
        Drawn::Text { at, text, kind, ink } => {
            fill(picture, lettering(*at, text, *kind, |_| true), *ink);
            thicken(picture, lettering(*at, text, *kind, |letter| letter.is_too_thin()), kind.size, *ink);
        }
        Drawn::Line { points, stroke } => draw_line(picture, points, *stroke),
        Drawn::Surface { outline, ink } => fill(picture, closed(outline), *ink),
        Drawn::Dot { at, radius, ink } => {
            fill(picture, PathBuilder::from_circle(at.0 as f32, at.1 as f32, *radius as f32), *ink);
        }
    }
}

/// Fills a path; one without extent leaves no mark.
fn fill(picture: &mut Pixmap, path: Option<Path>, ink: Ink) {
    if let Some(path) = path {
        picture.fill_path(&path, &paint(ink), FillRule::Winding, to_pixels(), None);
    }
}

/// Draws around letters of which there is no bold font.
fn thicken(picture: &mut Pixmap, path: Option<Path>, size: f64, ink: Ink) {
    const BOLDER: f64 = 0.035;
    let style = tiny_skia::Stroke { width: (BOLDER * size) as f32, line_join: LineJoin::Round, ..Default::default() };
    if let Some(path) = path {
        picture.stroke_path(&path, &paint(ink), &style, to_pixels(), None);
    }
}

fn draw_line(picture: &mut Pixmap, points: &[Point], stroke: Stroke) {
    let dash = stroke.dashes().and_then(|(dash, gap)| StrokeDash::new(vec![dash as f32, gap as f32], 0.0));
    let style =
        tiny_skia::Stroke { width: stroke.width as f32, line_join: LineJoin::Bevel, dash, ..Default::default() };
    if let Some(path) = through(points).finish() {
        picture.stroke_path(&path, &paint(stroke.ink), &style, to_pixels(), None);
    }
}

fn through(points: &[Point]) -> PathBuilder {
    let mut path = PathBuilder::new();
    let (mut points, to) = (points.iter(), |p: &Point| (p.0 as f32, p.1 as f32));
    if let Some((x, y)) = points.next().map(to) {
        path.move_to(x, y);
    }
    points.map(to).for_each(|(x, y)| path.line_to(x, y));
    path
}

fn closed(outline: &[Point]) -> Option<Path> {
    let mut path = through(outline);
    path.close();
    path.finish()
}

/// The outlines of those letters of a line of text.
fn lettering(at: Point, text: &str, kind: Type, is_drawn: impl Fn(&Letter<'_>) -> bool) -> Option<Path> {
    let fonts = Fonts::shared();
    let start = match kind.align {
        Align::Left => at.0,
        Align::Centre => at.0 - fonts.width(text, kind) / 2.0,
        Align::Right => at.0 - fonts.width(text, kind),
    };
    let mut pen = Pen { path: PathBuilder::new(), origin: (0.0, at.1 as f32) };
    for (letter, _) in fonts.set(text, kind) {
        pen.origin.0 = (start + letter.at) as f32;
        if is_drawn(&letter) {
            letter.draw(kind.size, &mut pen);
        }
    }
    pen.path.finish()
}

/// Draws a letter on the page: in a font up is positive, on the page down is.
struct Pen {
    path: PathBuilder,
    origin: (f32, f32),
}

impl Pen {
    fn on_page(&self, x: f32, y: f32) -> (f32, f32) {
        (self.origin.0 + x, self.origin.1 - y)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.on_page(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.on_page(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let ((cx, cy), (x, y)) = (self.on_page(cx, cy), self.on_page(x, y));
        self.path.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let ((cx0, cy0), (cx1, cy1), (x, y)) = (self.on_page(cx0, cy0), self.on_page(cx1, cy1), self.on_page(x, y));
        self.path.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

fn paint(ink: Ink) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(ink.red, ink.green, ink.blue, 255);
    paint
}

fn to_pixels() -> Transform {
    Transform::from_scale(SCALE, SCALE)
}

/// Writes an opaque picture, leaving out its transparency.
fn encode(picture: &Pixmap) -> Result<Vec<u8>, PngError> {
    let mut colours = Vec::with_capacity(3 * picture.pixels().len());
    for pixel in picture.pixels() {
        colours.extend_from_slice(&[pixel.red(), pixel.green(), pixel.blue()]);
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    // A line of a chart is mostly the line above it: with this filter a chart is smallest, and fastest written.
    encoder.set_filter(png::Filter::Up);
    // Higher levels make the files a third smaller and take several times as long.
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    encoder.write_header()?.write_image_data(&colours)?;
    Ok(file)
}
