//! What a report is made of, whatever it is about, and how that becomes HTML. All text is escaped; pictures alone are not.

use crate::escape::html;
use crate::words::html::HtmlHead;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, context, escape_formatter};
use serde::Serialize;

const TEMPLATE: &str = include_str!("report.html");
const STYLE: &str = include_str!("style.css");

/// A whole report.
#[derive(Debug, Serialize)]
pub(super) struct HtmlDocument {
    /// The language.
    pub tag: &'static str,
    pub title: String,
    /// Lines below it, the first of which stands out.
    pub subtitle: Vec<String>,
    pub sections: Vec<HtmlSection>,
    pub made_by: String,
}

/// A part of it under a heading.
#[derive(Debug, Serialize)]
pub(super) struct HtmlSection {
    id: String,
    title: &'static str,
    blocks: Vec<HtmlBlock>,
}

/// What stands in it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum HtmlBlock {
    Verdict {
        tone: &'static str,
        text: String,
    },
    /// A heading below that of the section.
    Subhead {
        text: String,
    },
    Text {
        text: String,
    },
    /// Small print.
    Quiet {
        text: String,
    },
    Code {
        text: String,
    },
    List {
        items: Vec<String>,
    },
    /// `rest` is the SVG behind `<svg `.
    Picture {
        title: String,
        rest: Value,
    },
    Table(HtmlTable),
}

/// A table; of a style of [`NUMBERS`] or [`WORDS`].
#[derive(Debug, Serialize)]
pub(super) struct HtmlTable {
    pub style: &'static str,
    pub head: Vec<String>,
    pub rows: Vec<Vec<HtmlCell>>,
}

/// Columns behind the first are numbers.
pub(super) const NUMBERS: &str = "numbers";
/// Columns are words.
pub(super) const WORDS: &str = "words";

/// A cell.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct HtmlCell {
    text: String,
    /// How it looks; empty: as any.
    tone: &'static str,
    is_code: bool,
}

impl HtmlCell {
    pub fn toned(text: impl Into<String>, tone: &'static str) -> Self {
        Self { text: text.into(), tone, is_code: false }
    }

    pub fn code(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: "words", is_code: true }
    }

    /// Words among numbers.
    pub fn words(text: impl Into<String>) -> Self {
        Self::toned(text, "words")
    }
}

impl<T: Into<String>> From<T> for HtmlCell {
    fn from(text: T) -> Self {
        Self::toned(text, "")
    }
}

impl HtmlBlock {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    pub fn quiet(text: impl Into<String>) -> Self {
        Self::Quiet { text: text.into() }
    }

    /// A picture as it is written to a file of its own.
    pub fn picture(title: &str, svg: &str) -> Self {
        let rest = svg.strip_prefix("<svg ").unwrap_or("></svg>");
        Self::Picture { title: title.to_owned(), rest: Value::from_safe_string(rest.to_owned()) }
    }
}

impl HtmlSection {
    /// A section; without anything in it there is none.
    pub fn new(head: HtmlHead, title: &'static str, blocks: Vec<HtmlBlock>) -> Option<Self> {
        (!blocks.is_empty()).then(|| Self { id: format!("{head:?}").to_lowercase(), title, blocks })
    }
}

/// The report as a file.
pub(super) fn written(document: &HtmlDocument) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(|out, state, value| match value.as_str().filter(|_| !value.is_safe()) {
        Some(text) => escape_formatter(out, state, &Value::from(html::text(text))),
        None => escape_formatter(out, state, value),
    });
    // By its name it is known as HTML, so that all text in it is escaped.
    environment.add_template("report.html", TEMPLATE).expect("the template of a report is sound");
    let template = environment.get_template("report.html").expect("it has just been added");
    let style = Value::from_safe_string(STYLE.to_owned());
    let page = context! { style, version => env!("CARGO_PKG_VERSION"), ..Value::from(Serde(document)) };
    template.render(page).expect("a report has all that its template asks for")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(blocks: Vec<HtmlBlock>) -> String {
        let section = HtmlSection::new(HtmlHead::Verdict, "<b>", blocks).expect("it is not empty");
        let text = || "<script>alert('\"')</script> &".to_owned();
        let sections = vec![section];
        written(&HtmlDocument { tag: "en", title: text(), subtitle: vec![text()], sections, made_by: text() })
    }

    #[test]
    fn no_text_is_more_than_text() {
        let hostile = "\"><script>x</script><img src=x onerror=y>'";
        let cells = vec![vec![hostile.into(), HtmlCell::code(hostile), HtmlCell::toned(hostile, "short1")]];
        let page = page(vec![
            HtmlBlock::text(hostile),
            HtmlBlock::quiet(hostile),
            HtmlBlock::Code { text: hostile.to_owned() },
            HtmlBlock::List { items: vec![hostile.to_owned()] },
            HtmlBlock::Verdict { tone: "met", text: hostile.to_owned() },
            HtmlBlock::picture(hostile, "<svg width=\"1\"></svg>"),
            HtmlBlock::Table(HtmlTable { style: WORDS, head: vec![hostile.to_owned()], rows: cells }),
        ]);
        assert_eq!(page.matches("<script").count() + page.matches("<img").count() + page.matches("<b>").count(), 0);
        assert!(page.matches("&lt;script&gt;").count() > 10 && page.contains("<svg role=\"img\""), "{page}");
    }

    #[test]
    fn a_section_without_anything_in_it_is_left_out() {
        assert!(HtmlSection::new(HtmlHead::Notes, "Notes", Vec::new()).is_none());
    }
}
