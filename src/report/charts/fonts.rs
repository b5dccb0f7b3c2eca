//! The fonts the package carries, so that text is drawn and measured alike on every machine.

use std::sync::OnceLock;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// Families asked for in a chart: the carried one first, then what browsers have in its stead.
pub(super) const FAMILY: &str = "Roboto, Helvetica Neue, Arial, sans-serif";

const CARRIED: [&[u8]; 3] = [
    include_bytes!("../../../assets/fonts/Roboto-Regular.subset.ttf"),
    include_bytes!("../../../assets/fonts/Roboto-Bold.subset.ttf"),
    include_bytes!("../../../assets/fonts/DroidSansFallback.subset.ttf"),
];

/// The box that stands for a letter no font has.
const NOTDEF: GlyphId = GlyphId(0);

/// How a line of text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// The carried fonts, parsed: Latin, Greek and Cyrillic in two weights, Chinese in one. No other font is ever used.
pub(super) struct Fonts {
    faces: [Face<'static>; 3],
}

/// A letter of a line of text, from the font that has it.
pub(super) struct Letter<'f> {
    font: &'f Face<'static>,
    glyph: GlyphId,
    /// Where it starts, in units of the page from the start of the line.
    pub at: f64,
    is_too_thin: bool,
}

impl Fonts {
    /// The fonts, parsed at the first call and shared from then on.
    pub(super) fn shared() -> &'static Self {
        static SHARED: OnceLock<Fonts> = OnceLock::new();
        SHARED.get_or_init(|| Self {
            faces: CARRIED.map(|font| Face::parse(font, 0).expect("a carried font can be read")),
        })
    }

    /// How wide a line of text is drawn, in the units of the page: letters stand side by side, without kerning.
    pub(super) fn width(&self, text: &str, kind: Type) -> f64 {
        self.set(text, kind).last().map_or(0.0, |(letter, width)| letter.at + width)
    }

    /// The letters of a line of text, each with its width. A letter that no font has is a box.
    pub(super) fn set(&self, text: &str, kind: Type) -> impl Iterator<Item = (Letter<'_>, f64)> {
        let [regular, bold, chinese] = &self.faces;
        let first = if kind.bold { bold } else { regular };
        text.chars().scan(0.0, move |at, letter| {
            let (font, glyph) = match (first.glyph_index(letter), chinese.glyph_index(letter)) {
                (Some(glyph), _) => (first, glyph),
                (None, Some(glyph)) => (chinese, glyph),
                (None, None) => (first, NOTDEF),
            };
            let width = advance(font, glyph) * kind.size;
            let is_too_thin = kind.bold && std::ptr::eq(font, chinese);
            let set = Letter { font, glyph, at: *at, is_too_thin };
            *at += width;
            Some((set, width))
        })
    }
}

impl Letter<'_> {
    /// Draws its outline at this size, its start on the baseline being the origin and up positive.
    pub(super) fn draw(&self, size: f64, pen: &mut impl OutlineBuilder) {
        // A blank has none.
        let _ = self.font.outline_glyph(self.glyph, &mut AtSize { pen, scale: (size / em(self.font)) as f32 });
    }

    /// Whether it should be bold, and its font is not.
    pub(super) fn is_too_thin(&self) -> bool {
        self.is_too_thin
    }

    /// Whether no font has it.
    #[cfg(test)]
    pub(super) fn is_box(&self) -> bool {
        self.glyph == NOTDEF
    }
}

/// How far a letter moves on, in sizes of the font.
fn advance(font: &Face, glyph: GlyphId) -> f64 {
    font.glyph_hor_advance(glyph).map_or(1.0, |units| f64::from(units) / em(font))
}

/// Units of a font to its size.
fn em(font: &Face) -> f64 {
    f64::from(font.units_per_em())
}

/// Draws in units of the page what is told in units of a font.
struct AtSize<'p, P> {
    pen: &'p mut P,
    scale: f32,
}

impl<P: OutlineBuilder> OutlineBuilder for AtSize<'_, P> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.pen.move_to(self.scale * x, self.scale * y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.pen.line_to(self.scale * x, self.scale * y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let k = self.scale;
        self.pen.quad_to(k * x1, k * y1, k * x, k * y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let k = self.scale;
        self.pen.curve_to(k * x1, k * y1, k * x2, k * y2, k * x, k * y);
    }

    fn close(&mut self) {
        self.pen.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_every_carried_script_has_a_width_of_its_own() {
        let width = |text| Fonts::shared().width(text, Type::plain(20.0));
        assert_eq!(width(""), 0.0);
        assert!(width("iii") < width("WWW"));
        assert!((width("专家席") - 60.0).abs() < 1.0, "three Chinese characters are three squares wide");
        assert!(width("Ωφ") > 10.0 && width("Жд") > 10.0 && width("ěţű") > 10.0);
    }

    #[test]
    fn bold_text_is_wider() {
        let fonts = Fonts::shared();
        assert!(fonts.width("answer rate", Type::bold(28.0)) > fonts.width("answer rate", Type::plain(28.0)));
    }

    #[test]
    fn what_no_font_has_is_a_box() {
        let boxes = |text| Fonts::shared().set(text, Type::plain(20.0)).filter(|(letter, _)| letter.is_box()).count();
        assert_eq!((boxes("Aé专（"), boxes("\u{1F600}")), (0, 1));
    }
}
