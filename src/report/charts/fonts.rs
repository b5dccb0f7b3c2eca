//! The fonts the package carries, so that text is drawn and measured alike on every machine.

use super::canvas::{self, Ink, Type};
use resvg::usvg::{self, fontdb};
use std::sync::{Arc, OnceLock};

/// Families asked for in a chart: the carried one first, then what browsers have in its stead.
pub(super) const FAMILY: &str = "Roboto, Helvetica Neue, Arial, sans-serif";

const CARRIED: [&[u8]; 3] = [
    include_bytes!("../../../assets/fonts/Roboto-Regular.subset.ttf"),
    include_bytes!("../../../assets/fonts/Roboto-Bold.subset.ttf"),
    include_bytes!("../../../assets/fonts/DroidSansFallback.subset.ttf"),
];

/// The carried fonts, parsed: Latin, Greek and Cyrillic in two weights, Chinese in one. No other font is ever used.
pub struct Fonts(Arc<fontdb::Database>);

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
        Self(Arc::new(database))
    }

    /// Reads an SVG and lays out its text in these fonts.
    ///
    /// # Errors
    /// What is wrong with the SVG.
    pub(super) fn lay_out(&self, svg: &str) -> Result<usvg::Tree, usvg::Error> {
        let options = usvg::Options { fontdb: Arc::clone(&self.0), ..usvg::Options::default() };
        usvg::Tree::from_str(svg, &options)
    }

    /// How wide a line of text is drawn, in the units of the page; 0 for text without a visible character.
    pub(super) fn width(&self, text: &str, kind: Type) -> f64 {
        let svg = canvas::page(100.0, |canvas| canvas.text((0.0, 50.0), text, kind, Ink::TEXT));
        let width = |tree: &usvg::Tree| Some(f64::from(texts(tree.root()).first()?.abs_bounding_box().width()));
        self.lay_out(&svg).ok().as_ref().and_then(width).unwrap_or(0.0)
    }
}

/// Every text of a laid out picture.
pub(super) fn texts(group: &usvg::Group) -> Vec<&usvg::Text> {
    group.children().iter().flat_map(texts_in).collect()
}

fn texts_in(node: &usvg::Node) -> Vec<&usvg::Text> {
    match node {
        usvg::Node::Group(group) => texts(group),
        usvg::Node::Text(text) => vec![text.as_ref()],
        _ => Vec::new(),
    }
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
