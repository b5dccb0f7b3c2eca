//! Looks at every chart of every sample as a reader would: is there text, all of it, in its place?

use super::canvas::{Area, Drawn, WIDTH};
use super::fonts::{Align, Fonts, Type};
use super::samples::{self, Sample};
use super::samples_more;
use super::{Chart, FloorShape, draw, draw_comparison};
use crate::words::Language;
use ttf_parser::OutlineBuilder;

/// Every chart of every sample, in both languages.
fn every_chart(mut look: impl FnMut(&Sample, &Chart)) {
    for language in LANGUAGES {
        for sample in samples_more::all() {
            let floor = sample.floor.clone().in_language(language);
            for chart in draw(&floor, &sample.results) {
                look(&sample, &chart);
            }
        }
    }
}

const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

/// Every text of a picture with its setting and the box it takes.
fn texts(chart: &Chart) -> Vec<(&str, Type, Area)> {
    let text = |shape| match shape {
        &Drawn::Text { at, ref text, kind, .. } => Some((text.as_str(), kind, text_box(at, text, kind))),
        Drawn::Line { .. } | Drawn::Surface { .. } | Drawn::Dot { .. } => None,
    };
    chart.page.shapes.iter().filter_map(text).collect()
}

fn text_box((x, baseline): (f64, f64), text: &str, kind: Type) -> Area {
    let width = Fonts::shared().width(text, kind);
    let left = match kind.align {
        Align::Left => x,
        Align::Centre => x - width / 2.0,
        Align::Right => x - width,
    };
    let mut reach = LetterReach::default();
    Fonts::shared().set(text, kind).for_each(|(letter, _)| letter.draw(kind.size, &mut reach));
    Area { left, top: baseline - reach.above, right: left + width, bottom: baseline + reach.below }
}

/// How far letters reach above and below the baseline; of curves their guiding points.
#[derive(Default)]
struct LetterReach {
    above: f64,
    below: f64,
}

impl LetterReach {
    fn to(&mut self, y: f32) {
        self.above = self.above.max(f64::from(y));
        self.below = self.below.max(f64::from(-y));
    }
}

impl OutlineBuilder for LetterReach {
    fn move_to(&mut self, _: f32, y: f32) {
        self.to(y);
    }

    fn line_to(&mut self, _: f32, y: f32) {
        self.to(y);
    }

    fn quad_to(&mut self, _: f32, cy: f32, _: f32, y: f32) {
        [cy, y].into_iter().for_each(|y| self.to(y));
    }

    fn curve_to(&mut self, _: f32, cy0: f32, _: f32, cy1: f32, _: f32, y: f32) {
        [cy0, cy1, y].into_iter().for_each(|y| self.to(y));
    }

    fn close(&mut self) {}
}

#[test]
fn no_two_texts_overlap_and_none_leaves_the_picture() {
    let mut faults = Vec::new();
    every_chart(|sample, chart| faults.extend(misplaced(sample.case, chart)));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_texts_of_comparisons_are_in_their_places_too() {
    let mut faults = Vec::new();
    let looked_at =
        LANGUAGES.into_iter().flat_map(|language| samples_more::all().into_iter().map(move |s| (s, language)));
    for (sample, language) in looked_at {
        let floor = sample.floor.clone().in_language(language);
        for chart in draw_comparison(&floor, &samples_more::comparison(&sample, &samples::overloaded())).flatten() {
            let svg = chart.svg();
            assert!(!svg.contains("NaN") && !svg.contains("inf,"), "{} {}", sample.case, chart.name);
            faults.extend(misplaced(sample.case, &chart));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Texts of a chart that overlap or leave the picture.
fn misplaced(case: &str, chart: &Chart) -> Vec<String> {
    let mut faults = Vec::new();
    let texts = texts(chart);
    for (at, (words, _, place)) in texts.iter().enumerate() {
        let inside = place.left >= 2.0
            && place.top >= 2.0
            && place.right <= WIDTH - 2.0
            && place.bottom <= chart.page.height - 2.0;
        if !inside {
            faults.push(format!("{case} {}: {words:?} leaves the picture {place:?}", chart.name));
        }
        for (other, _, its_place) in &texts[at + 1..] {
            if overlap(place, its_place) {
                faults.push(format!("{case} {}: {words:?} overlaps {other:?}", chart.name));
            }
        }
    }
    faults
}

fn overlap(a: &Area, b: &Area) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

#[test]
fn the_nine_charts_are_there_and_each_says_its_finding() {
    let names = [
        "answer_rate",
        "service_level",
        "waits",
        "waiting",
        "staffing",
        "roster",
        "daily_answer_rate",
        "daily_service_level",
        "wait_distribution",
    ];
    let calm = samples::calm();
    let charts = draw(&calm.floor, &calm.results);
    assert_eq!(charts.iter().map(|chart| chart.name.as_str()).collect::<Vec<_>>(), names);
    for chart in &charts {
        let drawn: Vec<&str> = texts(chart).into_iter().map(|(words, ..)| words).collect();
        assert!(drawn.join(" ").starts_with(&chart.title), "{drawn:?}");
        assert!(drawn.len() > 15, "axes and legend of {} have text: {drawn:?}", chart.name);
    }
}

#[test]
fn no_number_in_a_picture_is_without_value() {
    every_chart(|sample, chart| {
        let svg = chart.svg();
        for word in ["NaN", "inf"] {
            assert!(!svg.contains(word), "{word} in {} {}", sample.case, chart.name);
        }
        assert!(!chart.title.contains("NaN"), "{}", chart.title);
    });
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let (first, again) = (samples::overloaded(), samples::overloaded());
    let charts = draw(&first.floor, &first.results);
    assert_eq!(charts, draw(&again.floor, &again.results));
    let picture = || charts[2].png().expect("a chart can be drawn");
    assert_eq!((picture(), charts[2].svg()), (picture(), charts[2].svg()));
}

#[test]
fn charts_in_chinese_are_drawn_with_letters_and_say_nothing_in_english() {
    // Rungs of which it is known what they buy are named.
    let named = ["qa", "floaters", "outbound", "back", "office"];
    let mut seen = 0;
    for sample in samples_more::all().into_iter().filter(|sample| sample.case != "chinese") {
        let mut floor =
            FloorShape { name: String::new(), rungs: Vec::new(), ..sample.floor.in_language(Language::Chinese) };
        floor.roster.iter_mut().for_each(|group| group.name = "\u{7ec4}".to_owned());
        for chart in draw(&floor, &sample.results) {
            for (words, kind, _) in texts(&chart) {
                let is_drawn = Fonts::shared().set(words, kind).all(|(letter, _)| !letter.is_box());
                assert!(is_drawn, "{words:?} in {}", chart.name);
                let english = words.split(|c: char| !c.is_ascii_alphabetic()).find(|word| word.len() > 1);
                assert!(
                    english.is_none_or(|word| ["ASA", "Erl", "HH", "MM"].contains(&word) || named.contains(&word)),
                    "{words:?} in {}",
                    chart.name
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn chinese_names_are_drawn_with_letters_and_not_with_boxes() {
    let mut seen = String::new();
    every_chart(|sample, chart| {
        if sample.case != "chinese" {
            return;
        }
        for (words, kind, _) in texts(chart) {
            assert!(
                Fonts::shared().set(words, kind).all(|(letter, _)| !letter.is_box()),
                "{words:?} in {}",
                chart.name
            );
            seen.push_str(words);
        }
    });
    assert!(seen.contains('专') && seen.contains('（') && seen.contains('周'));
}

#[test]
fn a_picture_is_sharp_with_its_title_in_ink_and_a_clean_edge() {
    let calm = samples::calm();
    let chart = &draw(&calm.floor, &calm.results)[0];
    let file = chart.png().expect("a chart can be drawn");
    let mut picture = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG can be read");
    let mut bytes = vec![0; picture.output_buffer_size().expect("a size")];
    let size = picture.next_frame(&mut bytes).expect("a picture");
    assert_eq!((size.width, size.height), (1_800, 1_013));
    let greens: Vec<u8> = bytes.iter().skip(1).step_by(3).copied().collect();
    let title = greens[..1_800 * 80].iter().filter(|green| **green < 64).count();
    assert!(title > 3_000, "{title} dark pixels in the title");
    assert!(greens[1_012 * 1_800..].iter().all(|green| *green == 255), "the last row is paper");
}

#[test]
fn a_picture_of_no_height_is_refused() {
    let chart = Chart { page: super::canvas::page(0.0, |_| ()), ..draw_one() };
    assert!(chart.png().is_err());
}

fn draw_one() -> Chart {
    let calm = samples::calm();
    draw(&calm.floor, &calm.results).remove(0)
}
