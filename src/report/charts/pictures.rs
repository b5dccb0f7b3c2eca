//! Looks at every chart of every sample as a reader would: is there text, all of it, in its place?

use super::samples::{self, Sample};
use super::{Chart, Fonts, draw, png};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::{Group, Node, Rect, Text, Tree};

fn every_chart(mut look: impl FnMut(&Sample, &Chart)) {
    for sample in samples::all() {
        for chart in draw(&sample.floor, &sample.results) {
            look(&sample, &chart);
        }
    }
}

fn laid_out(chart: &Chart) -> Tree {
    Fonts::shared().lay_out(&chart.svg).unwrap_or_else(|error| panic!("{}: {error}", chart.name))
}

/// Every text of a picture with the box it takes.
fn texts(tree: &Tree) -> Vec<(String, Rect)> {
    let words = |text: &Text| text.chunks().iter().map(|chunk| chunk.text()).collect();
    text_nodes(tree.root()).into_iter().map(|text| (words(text), text.abs_bounding_box())).collect()
}

fn text_nodes(group: &Group) -> Vec<&Text> {
    group.children().iter().flat_map(texts_in).collect()
}

fn texts_in(node: &Node) -> Vec<&Text> {
    match node {
        Node::Group(group) => text_nodes(group),
        Node::Text(text) => vec![text.as_ref()],
        _ => Vec::new(),
    }
}

#[test]
fn no_two_texts_overlap_and_none_leaves_the_picture() {
    let mut faults = Vec::new();
    every_chart(|sample, chart| {
        let tree = laid_out(chart);
        let texts = texts(&tree);
        for (at, (words, place)) in texts.iter().enumerate() {
            let inside = place.left() >= 2.0
                && place.top() >= 2.0
                && place.right() <= tree.size().width() - 2.0
                && place.bottom() <= tree.size().height() - 2.0;
            if !inside {
                faults.push(format!("{} {}: {words:?} leaves the picture {place:?}", sample.case, chart.name));
            }
            for (other, its_place) in &texts[at + 1..] {
                if overlap(place, its_place) {
                    faults.push(format!("{} {}: {words:?} overlaps {other:?}", sample.case, chart.name));
                }
            }
        }
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

#[test]
fn the_six_charts_are_there_and_each_says_its_finding() {
    let names = ["answer_rate", "waits", "waiting", "staffing", "daily_answer_rate", "wait_distribution"];
    let calm = samples::calm();
    let charts = draw(&calm.floor, &calm.results);
    assert_eq!(charts.iter().map(|chart| chart.name.as_str()).collect::<Vec<_>>(), names);
    for chart in &charts {
        let drawn: Vec<String> = texts(&laid_out(chart)).into_iter().map(|(words, _)| words).collect();
        assert!(drawn.join(" ").starts_with(&chart.title), "{drawn:?}");
        assert!(drawn.len() > 15, "axes and legend of {} have text: {drawn:?}", chart.name);
    }
}

#[test]
fn no_number_in_a_picture_is_without_value() {
    every_chart(|sample, chart| {
        for word in ["NaN", "inf"] {
            assert!(!chart.svg.contains(word), "{word} in {} {}", sample.case, chart.name);
        }
        assert!(!chart.title.contains("NaN"), "{}", chart.title);
    });
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let (first, again) = (samples::overloaded(), samples::overloaded());
    let charts = draw(&first.floor, &first.results);
    assert_eq!(charts, draw(&again.floor, &again.results));
    let picture = || png(&charts[2].svg, Fonts::shared()).expect("a chart can be drawn");
    assert_eq!(picture(), picture());
}

/// The only glyph of number 0 is the box for letters that a font does not have.
#[test]
fn chinese_names_are_drawn_with_letters_and_not_with_boxes() {
    let mut seen = String::new();
    every_chart(|sample, chart| {
        if sample.case != "chinese" {
            return;
        }
        let tree = laid_out(chart);
        for text in text_nodes(tree.root()) {
            for glyph in text.layouted().iter().flat_map(|span| &span.positioned_glyphs) {
                assert_ne!(glyph.id.0, 0, "{:?} in {}", glyph.text, chart.name);
                seen.push_str(&glyph.text);
            }
        }
    });
    assert!(seen.contains('专') && seen.contains('（') && seen.contains('周'));
}

#[test]
fn text_is_measured_no_narrower_than_it_is_drawn() {
    let calm = samples::calm();
    for chart in draw(&calm.floor, &calm.results) {
        for text in text_nodes(laid_out(&chart).root()) {
            let span = &text.chunks()[0].spans()[0];
            let kind = super::canvas::Type {
                bold: span.font().weight() > 400,
                ..super::canvas::Type::plain(f64::from(span.font_size().get()) / 4.0)
            };
            let words = text.chunks()[0].text();
            let (measured, drawn) = (Fonts::shared().width(words, kind), f64::from(text.abs_bounding_box().width()));
            assert!((drawn - 0.5..drawn * 1.06 + 1.0).contains(&measured), "{words}: {measured}, drawn {drawn}");
        }
    }
}

#[test]
fn a_picture_is_sharp_with_its_title_in_ink_and_a_clean_edge() {
    let calm = samples::calm();
    let chart = &draw(&calm.floor, &calm.results)[0];
    let file = png(&chart.svg, Fonts::shared()).expect("a chart can be drawn");
    let picture = Pixmap::decode_png(&file).expect("a PNG can be read");
    assert_eq!((picture.width(), picture.height()), (1_800, 1_013));
    let title = picture.pixels()[..1_800 * 80].iter().filter(|pixel| pixel.green() < 64).count();
    assert!(title > 3_000, "{title} dark pixels in the title");
    let last_row = &picture.pixels()[1_012 * 1_800..];
    assert!(last_row.iter().all(|pixel| pixel.green() == 255), "the last row is paper");
}

#[test]
fn what_is_no_svg_is_refused() {
    assert!(png("<svg", Fonts::shared()).is_err());
    assert!(png("", Fonts::shared()).is_err());
}
