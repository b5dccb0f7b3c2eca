//! A chart as PNG, in the carried fonts.

use super::fonts::Fonts;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg;

/// Pixels of the picture per unit of the page: sharp on a screen and on paper.
const SCALE: f32 = 1.5;

/// Why a chart could not be made a picture.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The SVG cannot be read.
    #[error("a chart's SVG cannot be read: {0}")]
    Svg(#[from] usvg::Error),
    /// The picture would be empty or too large.
    #[error("a chart of {width} x {height} units cannot be drawn")]
    Size {
        /// Width of the SVG.
        width: f32,
        /// Height of the SVG.
        height: f32,
    },
    /// The picture cannot be written as PNG.
    #[error("a chart cannot be written as PNG: {0}")]
    Encoding(#[from] png::EncodingError),
}

/// Draws an SVG as PNG, one and a half pixels to a unit, with the carried fonts and no other.
///
/// # Errors
/// [`PngError`] if the SVG cannot be read or has no drawable size.
pub fn png(svg: &str, fonts: &Fonts) -> Result<Vec<u8>, PngError> {
    let tree = fonts.lay_out(svg)?;
    let size = tree.size();
    let (width, height) = ((size.width() * SCALE).ceil() as u32, (size.height() * SCALE).ceil() as u32);
    let unusable = PngError::Size { width: size.width(), height: size.height() };
    let mut picture = Pixmap::new(width, height).ok_or(unusable)?;
    // The last row of pixels may reach beyond the page.
    picture.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
    encode(&picture)
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
