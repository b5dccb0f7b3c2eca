//! Looks at every chart of every sample as a reader would: is there text, all of it, in its place?

use super::samples::{self, Sample};
use super::{Chart, Fonts, draw, png};
use resvg::usvg::{Group, Node, Rect, Text, Tree};

#[test]
fn throwaway() {
    let Ok(dir) = std::env::var("CHARTS_OUT") else { return };
    for sample in samples::all() {
        for chart in draw(&sample.floor, &sample.results) {
            let path = format!("{dir}/{}-{}", sample.case, chart.name);
            std::fs::write(format!("{path}.svg"), &chart.svg).expect("w");
            std::fs::write(format!("{path}.png"), png(&chart.svg, Fonts::shared()).expect("png")).expect("w");
            println!("{} {}: {}", sample.case, chart.name, chart.title);
        }
    }
}

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
fn timing() {
    let Ok(_) = std::env::var("CHARTS_TIME") else { return };
    let sample = samples::overloaded();
    Fonts::shared();
    for _ in 0..3 {
        let t = std::time::Instant::now();
        let charts = draw(&sample.floor, &sample.results);
        println!("draw {:?}", t.elapsed());
        for chart in &charts {
            let t = std::time::Instant::now();
            let tree = laid_out(chart);
            let a = t.elapsed();
            let mut p = resvg::tiny_skia::Pixmap::new(1800, 1500).unwrap();
            resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(1.5, 1.5), &mut p.as_mut());
            let b = t.elapsed();
            let t2 = std::time::Instant::now();
            let bytes = png(&chart.svg, Fonts::shared()).unwrap();
            println!("{} parse {:?} render {:?} total {:?} {}", chart.name, a, b - a, t2.elapsed(), bytes.len());
        }
        let t = std::time::Instant::now();
        for _ in 0..100 {
            Fonts::shared().width("09:00", crate::report::charts::frame::LABEL);
        }
        println!("width {:?}", t.elapsed() / 100);
    }
}
