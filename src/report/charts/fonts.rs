//! The fonts the package carries, so that text is drawn and measured alike on every machine.

use super::canvas::Type;
use resvg::usvg::{self, fontdb};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::{Arc, OnceLock};

/// Families asked for in a chart: the carried one first, then what browsers have in its stead.
pub(super) const FAMILY: &str = "Roboto, Helvetica Neue, Arial, sans-serif";

const CARRIED: [&[u8]; 3] = [
    include_bytes!("../../../assets/fonts/Roboto-Regular.subset.ttf"),
    include_bytes!("../../../assets/fonts/Roboto-Bold.subset.ttf"),
    include_bytes!("../../../assets/fonts/DroidSansFallback.subset.ttf"),
];

/// The carried fonts, parsed: Latin, Greek and Cyrillic in two weights, Chinese in one. No other font is ever used.
pub struct Fonts {
    database: Arc<fontdb::Database>,
    faces: [FontRef<'static>; 3],
}

impl Fonts {
    /// The fonts, parsed at the first call and shared from then on.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Fonts> = OnceLock::new();
        SHARED.get_or_init(Self::parse)
    }

    fn parse() -> Self {
        let mut database = fontdb::Database::new();
        for font in CARRIED {
            database.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        database.set_sans_serif_family("Roboto");
        database.set_serif_family("Roboto");
        let faces = CARRIED.map(|font| FontRef::new(font).expect("a carried font can be read"));
        Self { database: Arc::new(database), faces }
    }

    /// Reads an SVG and lays out its text in these fonts.
    ///
    /// # Errors
    /// What is wrong with the SVG.
    pub(super) fn lay_out(&self, svg: &str) -> Result<usvg::Tree, usvg::Error> {
        let options = usvg::Options { fontdb: Arc::clone(&self.database), ..usvg::Options::default() };
        usvg::Tree::from_str(svg, &options)
    }

    /// How wide a line of text is at most drawn, in the units of the page: kerning is left out.
    pub(super) fn width(&self, text: &str, kind: Type) -> f64 {
        let [regular, bold, chinese] = &self.faces;
        let first = if kind.bold { bold } else { regular };
        let advance = |letter| advance(first, letter).or_else(|| advance(chinese, letter));
        let squares: f64 = text.chars().map(|letter| advance(letter).unwrap_or(1.0)).sum();
        squares * kind.size
    }
}

/// How far a letter moves on, in sizes of the font; `None` if the font does not have it.
fn advance(font: &FontRef, letter: char) -> Option<f64> {
    let glyph = font.charmap().map(letter)?;
    font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph).map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::canvas::Align;

    #[test]
    fn text_of_every_carried_script_has_a_width_of_its_own() {
        let kind = Type { size: 20.0, bold: false, align: Align::Left };
        let width = |text| Fonts::shared().width(text, kind);
        assert_eq!(width(""), 0.0);
        assert!(width("iii") < width("WWW"));
        assert!((width("专家席") - 60.0).abs() < 1.0, "three Chinese characters are three squares wide");
        assert!(width("Ωφ") > 10.0 && width("Жд") > 10.0 && width("ěţű") > 10.0);
    }

    #[test]
    fn bold_text_is_wider() {
        let kind = |bold| Type { size: 28.0, bold, align: Align::Left };
        let fonts = Fonts::shared();
        assert!(fonts.width("answer rate", kind(true)) > fonts.width("answer rate", kind(false)));
    }
}
