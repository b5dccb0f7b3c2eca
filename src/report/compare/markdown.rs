//! `report.md`: a comparison as a page for a repository, a job summary or a message.

use super::arms_table::{ArmCell, ArmsTable};
use super::words::{difference, figure, over_the_day, sentence};
use super::{Arm, Compared};
use crate::escape::markdown::{code, text as plain};
use crate::experiment::compare::ArmFindings;
use crate::words::{CompareLabel, CompareWords, Language};

/// The page, ending with a line end; pictures are those beside it in `plots`.
pub fn page(compared: &Compared, language: Language) -> String {
    let words = language.compare();
    let labels: Vec<String> = compared.arms.iter().map(|arm| plain(&arm.label)).collect();
    let mut page = format!("# {}\n\n", words.compare_title(&labels[1..], &labels[0]));
    for (arm, found) in compared.others() {
        page += &format!("**{}**\n\n", sentence(words, &plain(&arm.label), &labels[0], found));
    }
    if compared.found.arms.len() > 1 {
        page += &side_by_side(words, compared, &labels);
    }
    for (at, (arm, found)) in compared.others().enumerate() {
        page += &section(words, compared, at, (arm, found));
    }
    let note = |note| words.noted(&plain(&words.compared_note(note)));
    compared.notes.iter().for_each(|one| page += &format!("{}\n\n", note(one)));
    page + &format!("{}\n\n```sh\n{}\n```\n", words.compare_basis(&compared.found), compared.command)
}

/// All arms in one table.
fn side_by_side(words: &dyn CompareWords, compared: &Compared, labels: &[String]) -> String {
    let measure = words.compare_label(CompareLabel::Measure);
    let mut text = format!("| {measure} | {} |\n| --- |{}\n", labels.join(" | "), " ---: |".repeat(labels.len()));
    for (name, cells) in ArmsTable::new(words, compared).rows {
        let cell = |cell: &ArmCell| match (cell.is_best, cell.sign()) {
            (true, _) => format!("**{}** *", cell.figure).replace(" *", " \\*"),
            (false, "") => cell.figure.clone(),
            (false, sign) => format!("{} {}", cell.figure, plain(sign)),
        };
        text += &format!("| {name} | {} |\n", cells.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
    format!("{text}\n{}\n\n", plain(&words.compare_legend(&compared.baseline().label)))
}

fn section(words: &dyn CompareWords, compared: &Compared, at: usize, (arm, found): (&Arm, &ArmFindings)) -> String {
    let [measure, differs, verdict] = [CompareLabel::Measure, CompareLabel::Difference, CompareLabel::Verdict]
        .map(|label| words.compare_label(label));
    let (a, b) = (plain(&compared.baseline().label), plain(&arm.label));
    let mut text =
        format!("## {b}\n\n| {measure} | {a} | {b} | {differs} | {verdict} |\n| --- | ---: | ---: | ---: | --- |\n");
    for c in found.headline().filter(|c| c.a.is_some() || c.b.is_some()) {
        let (name, word) = (words.compared_measure(c.measure), words.compared_finding(c.measure, c.finding));
        let [a, b] = [c.a, c.b].map(|value| figure(words, c.measure, value));
        let difference = difference(words, c.measure, c.difference.as_ref());
        text += &format!("| {name} | {a} | {b} | {difference} | {word} |\n");
    }
    text += &format!("\n{}\n\n", over_the_day(words, &found.intervals));
    text + &pictures(words, at, compared.found.arms.len()) + &what_differs(words, (&a, &b), arm)
}

/// The pictures of the arm at a place, of so many arms.
#[cfg(feature = "charts")]
fn pictures(words: &dyn CompareWords, at: usize, arms: usize) -> String {
    use crate::report::charts::{COMPARED, compared_name};
    let called = [CompareLabel::RatesPicture, CompareLabel::CrewsPicture].map(|label| words.compare_label(label));
    let picture = |(chart, called)| format!("![{called}](plots/{}.png)\n\n", compared_name(chart, at, arms));
    COMPARED.into_iter().zip(called).map(picture).collect()
}

/// Without the feature `charts` there are none.
#[cfg(not(feature = "charts"))]
fn pictures(_: &dyn CompareWords, _: usize, _: usize) -> String {
    String::new()
}

fn what_differs(words: &dyn CompareWords, (a, b): (&str, &str), arm: &Arm) -> String {
    if arm.differs.is_empty() {
        return format!("{}\n\n", words.compare_label(arm.nothing_set()));
    }
    let head = words.compare_label(CompareLabel::SetOtherwise);
    let mut text = format!("| {head} | {a} | {b} |\n| --- | --- | --- |\n");
    let value = |v: &Option<String>| v.as_deref().map(plain).unwrap_or_default();
    for differs in &arm.differs {
        text += &format!("| {} | {} | {} |\n", code(&differs.key), value(&differs.a), value(&differs.b));
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::report::chinese::assert_chinese;

    #[test]
    fn the_sentence_comes_first_and_tables_follow() {
        let page = page(&sample::better(), Language::English);
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text} in\n{page}"));
        assert!(at("**Plan B loses 50 ± 5 fewer callers a day") < at("| answer rate | 92.0 % | 94.0 % |"));
        assert!(at("| answer rate |") < at("| `groups.inbound.people` | 10 | 11 |"));
        assert_eq!(page.contains("](plots/answer_rate.png)"), cfg!(feature = "charts"));
    }

    #[test]
    fn no_english_is_left_on_a_chinese_page() {
        let files = ["plots", "answer_rate", "staffing", "png", "sh", "holdline", "compare", "toml"];
        let names = [&files[..], &["Plan", "groups", "inbound", "people"]].concat();
        assert_chinese(&page(&sample::better(), Language::Chinese), &names);
        assert_chinese(&page(&sample::three(), Language::Chinese), &names);
    }
}
