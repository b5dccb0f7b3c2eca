//! The page of a comparison: what differs in a sentence, the verdicts, when of the day, and what was set otherwise.

use super::arms_table::{ArmCell, ArmsTable, set_otherwise};
use super::words::{self, difference, figure};
use super::{Arm, Compared};
use crate::escape::terminal;
use crate::experiment::compare::{ArmFindings, Finding};
use crate::report::numbers::DASH;
use crate::report::screen::{cut, cut_from_behind, paragraph, plain_table, printed, printed_closely};
use crate::words::{CompareLabel, CompareWords, Language};
use comfy_table::CellAlignment;

/// No more keys than this are listed on the page; all are in `compare.json`.
const MOST_KEYS: usize = 8;
/// Where all of them are.
const ALL_KEYS: &str = "compare.json";
/// Wider values are cut.
const LONGEST_VALUE: usize = 30;
/// Wider labels are cut, so that a row of the table stays in one line.
const LONGEST_LABEL: usize = 16;
/// More arms than these stand beside the baseline in a table of their own.
const MOST_COLUMNS: usize = 3;

/// The page, about a screen for two scenarios, ending with a line end; `colour` adds terminal colours to the verdicts.
pub fn page(compared: &Compared, language: Language, colour: bool) -> String {
    let words = language.compare();
    let mut sections: Vec<String> =
        compared.others().map(|(arm, found)| sentence(words, compared, (arm, found))).collect();
    if compared.found.arms.len() > 1 {
        sections.extend(side_by_side(words, compared, colour));
    } else if let Some((arm, found)) = compared.others().next() {
        sections.push(table(words, compared.baseline(), (arm, found), colour));
        sections.push(paragraph(&words::over_the_day(words, &found.intervals)));
        sections.push(what_differs(words, compared.baseline(), arm));
    }
    sections.extend(compared.notes.iter().map(|note| paragraph(&words.noted(&words.compared_note(note)))));
    sections.push(paragraph(&words.compare_basis(&compared.found)));
    terminal::page(&(sections.iter().map(|s| s.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n"))
}

fn sentence(words: &dyn CompareWords, compared: &Compared, (arm, found): (&Arm, &ArmFindings)) -> String {
    paragraph(&words::sentence(words, &arm.label, &compared.baseline().label, found))
}

/// One table for all arms, and as many blocks of it as the screen takes.
fn side_by_side(words: &dyn CompareWords, compared: &Compared, colour: bool) -> Vec<String> {
    let table = ArmsTable::new(words, compared);
    let others: Vec<usize> = (1..compared.arms.len()).collect();
    let blocks = others.chunks(MOST_COLUMNS);
    let mut sections: Vec<String> = blocks.map(|block| figures_of(compared, &table, block, colour)).collect();
    sections.push(paragraph(&words.compare_legend(&compared.baseline().label)));
    let over_the_day = |(arm, found): (&Arm, &ArmFindings)| {
        paragraph(&words.said_of(&heading(arm), &words::over_the_day(words, &found.intervals)))
    };
    sections.push(
        compared.others().map(over_the_day).map(|text| text.trim_end().to_owned()).collect::<Vec<_>>().join("\n"),
    );
    sections.extend(
        compared.arms[1..]
            .iter()
            .filter(|arm| arm.differs.is_empty())
            .map(|arm| paragraph(&words.said_of(&heading(arm), words.compare_label(arm.nothing_set())))),
    );
    sections.extend(keys_of_all(words, compared));
    sections
}

/// The figures of the baseline and of these arms.
fn figures_of(compared: &Compared, figures: &ArmsTable, arms: &[usize], colour: bool) -> String {
    let mut table = plain_table();
    let columns: Vec<usize> = std::iter::once(0).chain(arms.iter().copied()).collect();
    // The sign stands in a column of its own, so that figures stand below each other.
    let headings = columns.iter().flat_map(|at| [heading(&compared.arms[*at]), String::new()]);
    table.set_header(std::iter::once(String::new()).chain(headings));
    for (name, cells) in &figures.rows {
        let sign = |cell: &ArmCell| coloured(cell.finding, cell.sign(), colour);
        let row = columns.iter().flat_map(|at| [cells[*at].figure.clone(), sign(&cells[*at])]);
        table.add_row(std::iter::once(name.clone()).chain(row));
    }
    for column in table.column_iter_mut().skip(1).step_by(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    printed_closely(table)
}

/// What the arms set otherwise, if they do.
fn keys_of_all(words: &dyn CompareWords, compared: &Compared) -> Option<String> {
    let rows = set_otherwise(words, &compared.arms);
    let mut sections = Vec::new();
    let others: Vec<usize> = (1..compared.arms.len()).collect();
    for block in others.chunks(MOST_COLUMNS) {
        let of_block: Vec<_> = rows.iter().filter(|(_, values)| block.iter().any(|at| values[*at].is_some())).collect();
        let mut table = plain_table();
        let headings = std::iter::once(&0).chain(block).map(|at| heading(&compared.arms[*at]));
        table.set_header(std::iter::once(words.compare_label(CompareLabel::SetOtherwise).to_owned()).chain(headings));
        for (key, values) in of_block.iter().take(MOST_KEYS) {
            let first = values[0].map_or_else(|| DASH.to_owned(), |value| cut(value, LONGEST_VALUE));
            let others = block.iter().map(|at| values[*at].map_or_else(String::new, |value| cut(value, LONGEST_VALUE)));
            table.add_row([terminal::line(key), first].into_iter().chain(others));
        }
        let more = of_block.len().saturating_sub(MOST_KEYS);
        if more > 0 {
            table.add_row([words.more_keys(more, ALL_KEYS)]);
        }
        sections.push(printed(table));
    }
    (!rows.is_empty()).then(|| sections.join("\n\n"))
}

fn table(words: &dyn CompareWords, baseline: &Arm, (arm, found): (&Arm, &ArmFindings), colour: bool) -> String {
    let mut table = plain_table();
    let [differs, verdict] = [CompareLabel::Difference, CompareLabel::Verdict].map(|label| words.compare_label(label));
    table.set_header(["", &heading(baseline), &heading(arm), differs, verdict]);
    for c in found.headline().filter(|c| c.a.is_some() || c.b.is_some()) {
        table.add_row([
            words.compared_measure(c.measure),
            figure(words, c.measure, c.a),
            figure(words, c.measure, c.b),
            difference(words, c.measure, c.difference.as_ref()),
            coloured(Some(c.finding), words.compared_finding(c.measure, c.finding), colour),
        ]);
    }
    table.column_iter_mut().skip(1).take(3).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

fn coloured(finding: Option<Finding>, word: &str, colour: bool) -> String {
    let code = match finding {
        Some(Finding::Better) => 32,
        Some(Finding::Worse) => 31,
        Some(Finding::Undecided) => 33,
        Some(Finding::More | Finding::Fewer | Finding::NoDifference) | None => return word.to_owned(),
    };
    if colour { format!("\u{1b}[{code}m{word}\u{1b}[0m") } else { word.to_owned() }
}

fn what_differs(words: &dyn CompareWords, baseline: &Arm, arm: &Arm) -> String {
    if arm.differs.is_empty() {
        return paragraph(words.compare_label(arm.nothing_set()));
    }
    let mut table = plain_table();
    table.set_header([words.compare_label(CompareLabel::SetOtherwise), &heading(baseline), &heading(arm)]);
    let value = |v: &Option<String>| v.as_deref().map_or_else(|| DASH.to_owned(), |v| cut(v, LONGEST_VALUE));
    for differs in arm.differs.iter().take(MOST_KEYS) {
        table.add_row([terminal::line(&differs.key), value(&differs.a), value(&differs.b)]);
    }
    let more = arm.differs.len().saturating_sub(MOST_KEYS);
    if more > 0 {
        table.add_row([words.more_keys(more, ALL_KEYS)]);
    }
    printed(table)
}

/// An arm as the heading of a column. Of a list of changes the end tells most.
fn heading(arm: &Arm) -> String {
    if !arm.label.contains('=') {
        return cut(&arm.label, LONGEST_LABEL);
    }
    cut_from_behind(&arm.label, LONGEST_LABEL)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::figures::Measure;
    use crate::report::chinese::assert_chinese;
    use crate::words::ComparedNote;

    #[test]
    fn the_whole_page_of_an_ordinary_comparison() {
        let expected = "\
Plan B loses 50 ± 5 fewer callers a day and borrows 30 ± 3 fewer person-minutes; sure. Undecided:
occupancy; more days would tell.

                       Plan A  Plan B         difference  verdict
callers lost a day        200     150            -50 ± 5  better
answer rate            92.0 %  94.0 %  +2.0 ± 0.2 points  better
mean wait (ASA)           42s     30s          -12 ± 1 s  better
occupancy              80.0 %  80.0 %   0.0 ± 0.4 points  undecided
person-hours borrowed     3.0     2.5       -0.50 ± 0.05  fewer

The answer rate differs for sure: 08:15 to 08:45 better (+4.0 points).

set otherwise          Plan A  Plan B
groups.inbound.people  10      11

The same 1,000 days of seed 1 for all. Of 100 such pages at most 5 hold a wrong verdict.
";
        assert_eq!(page(&sample::better(), Language::English, false), expected);
    }

    #[test]
    fn several_arms_stand_side_by_side() {
        let expected = "\
                       Plan A    Plan B    Plan C
callers lost a day        200       150 +     150 +
answer rate            92.0 %    94.0 % *  93.0 % +
mean wait (ASA)           42s       30s +     30s +
occupancy              80.0 %    80.0 % ?  80.0 % ?
person-hours borrowed     3.0       2.5 <     2.5 <

Beside Plan A, for sure: + better, - worse, > more, < fewer, = no difference that matters; ?
undecided. * surely the best of all.

Plan B: The answer rate differs for sure: 08:15 to 08:45 better (+4.0 points).
Plan C: The answer rate differs for sure: 08:15 to 08:45 better (+4.0 points).

set otherwise          Plan A  Plan B  Plan C
groups.inbound.people  10      11      not set
";
        let page = page(&sample::three(), Language::English, false);
        assert!(page.contains(expected), "{page}");
    }

    #[test]
    fn the_whole_page_in_chinese() {
        let expected = "\
Plan B 每天放弃的来电少50 ± 5个，借调少30 ± 3人分钟；可以确定。未定：占用率；增加天数可见分晓。

                     Plan A  Plan B                差别  结论
每天放弃量              200     150             -50 ± 5  更好
接通率                92.0%   94.0%  +2.0 ± 0.2个百分点  更好
平均等待时长（ASA）    42秒    30秒           -12 ± 1秒  更好
占用率                80.0%   80.0%   0.0 ± 0.4个百分点  未定
借调人时                3.0     2.5        -0.50 ± 0.05  更少

接通率确实有差别的时段：08:15至08:45更好（+4.0个百分点）。

不同的设置             Plan A  Plan B
groups.inbound.people  10      11

全部场景都用种子1的同样1,000天。每100页这样的结果中，最多有5页含错误的结论。
";
        assert_eq!(page(&sample::better(), Language::Chinese, false), expected);
    }

    #[test]
    fn no_english_is_left_on_a_chinese_page() {
        let mut compared = sample::three();
        let names = ["Plan", "groups", "inbound", "people", "compare", "json", "run", "precision", "decide"];
        compared.notes = vec![ComparedNote::LeftOut(Measure::Cost), ComparedNote::PrecisionNotUsed];
        assert_chinese(&page(&compared, Language::Chinese, false), &names);
        compared.arms[2].differs.clear();
        compared.found.looks.planned = 4;
        compared.found.arms[1].measures.iter_mut().for_each(|c| c.finding = Finding::Undecided);
        compared.found.arms[1].intervals.clear();
        assert_chinese(&page(&compared, Language::Chinese, false), &names);
        compared.arms[2].tables_differ = true;
        compared.found.arms[1].measures.iter_mut().for_each(|c| c.finding = Finding::NoDifference);
        assert_chinese(&page(&compared, Language::Chinese, false), &names);
    }

    #[test]
    fn only_sure_differences_are_coloured() {
        let page = page(&sample::better(), Language::English, true);
        assert!(page.contains("\u{1b}[32mbetter\u{1b}[0m") && page.contains("\u{1b}[33mundecided\u{1b}[0m"));
    }

    #[test]
    fn a_long_list_of_keys_is_cut_and_a_name_cannot_leave_its_line() {
        let mut compared = sample::better();
        let key =
            |n: usize| crate::report::compare::Differs { key: format!("key {n}\n"), a: None, b: Some("1".into()) };
        compared.arms[1].differs = (0..11).map(key).collect();
        let page = page(&compared, Language::English, false);
        assert!(page.contains("key 7") && !page.contains("key 8") && page.contains("and 3 more, in compare.json"));
        assert!(page.lines().any(|line| line.starts_with("key 7") && line.contains('–')), "{page}");
    }

    #[test]
    fn of_a_long_change_the_end_is_kept() {
        let mut arm = sample::better().arms[1].clone();
        arm.label = "groups.inbound.absence=0.14".into();
        assert_eq!(heading(&arm), "…nd.absence=0.14");
        arm.label = "The plan of week 48 as published".into();
        assert_eq!(heading(&arm), "The plan of wee…");
    }

    #[test]
    fn tables_of_data_that_differ_are_told() {
        let mut compared = sample::better();
        compared.arms[1].differs.clear();
        assert!(page(&compared, Language::English, false).contains("Nothing is set otherwise.\n"));
        compared.arms[1].tables_differ = true;
        assert!(page(&compared, Language::English, false).contains("the tables of data that are read differ"));
    }
}
