//! The scenario format in Chinese beside the page in English, which is held against the declarations of keys: it has the same
//! sections, tables, keys, values, examples and rules, and says of every section which English it is the translation of.

use crate::program::read;
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::path::Path;

/// A part of a page: its heading and what stands below it, up to the next heading.
struct Section {
    level: usize,
    heading: String,
    text: String,
}

fn page(name: &str) -> String {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).replace("\r\n", "\n")
}

fn sections(page: &str) -> Vec<Section> {
    let (mut found, mut in_code) = (Vec::<Section>::new(), false);
    for line in page.lines() {
        in_code ^= line.starts_with("```");
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if level > 0 && !in_code {
            found.push(Section { level, heading: line.to_owned(), text: String::new() });
        } else if let Some(section) = found.last_mut() {
            section.text += &format!("{line}\n");
        }
    }
    found
}

/// FNV-1a: short, and another for another text.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

/// Both pages, section by section.
fn pairs() -> Vec<(Section, Section)> {
    let (english, chinese) = (sections(&page("scenario-format.md")), sections(&page("scenario-format.zh-CN.md")));
    let levels = |sections: &[Section]| sections.iter().map(|one| one.level).collect::<Vec<_>>();
    assert!(english.len() > 30, "sections are not found");
    assert_eq!(levels(&english), levels(&chinese), "the pages have not the same headings");
    english.into_iter().zip(chinese).collect()
}

#[test]
fn every_section_in_chinese_is_the_translation_of_the_english_one_as_it_is() {
    let of = |(english, chinese): (Section, Section)| {
        let mark = format!("<!-- of {} -->", fingerprint(&english.text));
        let is_told = chinese.text.trim_start().starts_with(&mark);
        (!is_told).then(|| format!("below `{}` write {mark}, after putting it right", chinese.heading))
    };
    let old: Vec<String> = pairs().into_iter().filter_map(of).collect();
    assert!(old.is_empty(), "the English of docs/scenario-format.md has changed:\n{}", old.join("\n"));
}

/// Rows of tables, cell by cell.
fn rows(text: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| line.trim().trim_matches('|').split(" |").map(|cell| cell.trim().to_owned()).collect();
    text.lines().filter(|line| line.starts_with('|')).map(cells).collect()
}

/// Code and rules that a text names.
fn named(text: &str) -> BTreeSet<String> {
    let names = Regex::new(r"`[^`]+`|M-[A-Z][0-9]+").expect("a pattern");
    names.find_iter(text).map(|found| found.as_str().to_owned()).collect()
}

#[test]
fn tables_in_chinese_have_the_same_rows_and_name_the_same_keys_values_and_rules() {
    let mut count = 0;
    for (english, chinese) in pairs() {
        let (ours, theirs) = (rows(&english.text), rows(&chinese.text));
        assert_eq!(ours.len(), theirs.len(), "rows below {}", chinese.heading);
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours.len(), theirs.len(), "cells of {}", ours[0]);
            for (a, b) in ours.iter().zip(theirs) {
                assert_eq!(named(a), named(b), "{a}\n{b}");
                count += 1;
            }
        }
        let marks = |text: &str| text.lines().filter(|line| line.starts_with("<!-- keys")).map(str::to_owned).collect();
        let marks: [Vec<String>; 2] = [&english.text, &chinese.text].map(|text| marks(text));
        assert_eq!(marks[0], marks[1]);
    }
    assert!(count > 1_000, "only {count} cells");
}

#[test]
fn what_can_be_written_is_the_same_on_both_pages_and_can_be_read() {
    let code = |page: &str| {
        let blocks = page.split("```").skip(1).step_by(2).filter(|block| !block.starts_with("text"));
        blocks.map(str::to_owned).collect::<Vec<_>>()
    };
    let (english, chinese) = (code(&page("scenario-format.md")), code(&page("scenario-format.zh-CN.md")));
    assert!(english.len() > 10);
    assert_eq!(english, chinese);
}

#[test]
fn links_within_the_chinese_page_lead_to_its_headings() {
    let page = page("scenario-format.zh-CN.md");
    let anchor = |heading: &str| {
        let text = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect::<String>()
    };
    let anchors: BTreeSet<String> = sections(&page).iter().map(|section| anchor(&section.heading)).collect();
    let links = Regex::new(r"\]\(#([^)]+)\)").expect("a pattern");
    let strange: Vec<&str> = links
        .captures_iter(&page)
        .map(|found| found.get(1).expect("a group").as_str())
        .filter(|link| !anchors.contains(*link))
        .collect();
    assert!(links.is_match(&page) && strange.is_empty(), "{strange:?} of {anchors:?}");
}
