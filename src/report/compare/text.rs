//! The page of a comparison: what differs in a sentence, the verdicts, when of the day, and what was set otherwise.

use super::arms_table::{ArmCell, ArmsTable, legend, set_otherwise};
use super::words::{self, difference, figure, verdict};
use super::{Arm, Compared};
use crate::escape::terminal;
use crate::experiment::compare::{ArmFindings, Finding};
use crate::report::numbers::DASH;
use crate::report::screen::{paragraph, plain_table, printed, printed_closely};
use comfy_table::CellAlignment;

/// No more keys than this are listed on the page; all are in `compare.json`.
const MOST_KEYS: usize = 8;
/// Longer values are cut.
const LONGEST_VALUE: usize = 30;
/// Longer labels are cut, so that a row of the table stays in one line.
const LONGEST_LABEL: usize = 16;
/// More arms than these stand beside the baseline in a table of their own.
const MOST_COLUMNS: usize = 3;

/// The page, about a screen for two scenarios, ending with a line end; `colour` adds terminal colours to the verdicts.
pub fn page(compared: &Compared, colour: bool) -> String {
    let mut sections: Vec<String> = compared.others().map(|(arm, found)| sentence(compared, arm, found)).collect();
    if compared.found.arms.len() > 1 {
        sections.extend(side_by_side(compared, colour));
    } else if let Some((arm, found)) = compared.others().next() {
        sections.push(table(compared.baseline(), arm, found, colour));
        sections.push(paragraph(&words::over_the_day(&found.intervals)));
        sections.push(what_differs(compared.baseline(), arm));
    }
    sections.extend(compared.notes.iter().map(|note| paragraph(&format!("Note: {note}."))));
    sections.push(paragraph(&words::basis(compared)));
    terminal::page(&(sections.iter().map(|s| s.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n"))
}

fn sentence(compared: &Compared, arm: &Arm, found: &ArmFindings) -> String {
    paragraph(&words::sentence(&arm.label, &compared.baseline().label, found))
}

/// One table for all arms, and as many blocks of it as the screen takes.
fn side_by_side(compared: &Compared, colour: bool) -> Vec<String> {
    let table = ArmsTable::new(compared);
    let others: Vec<usize> = (1..compared.arms.len()).collect();
    let blocks = others.chunks(MOST_COLUMNS);
    let mut sections: Vec<String> = blocks.map(|block| figures_of(compared, &table, block, colour)).collect();
    sections.push(paragraph(&legend(&compared.baseline().label)));
    let over_the_day = |(arm, found): (&Arm, &ArmFindings)| {
        paragraph(&format!("{}: {}", heading(arm), words::over_the_day(&found.intervals)))
    };
    sections.push(
        compared.others().map(over_the_day).map(|text| text.trim_end().to_owned()).collect::<Vec<_>>().join("\n"),
    );
    sections.extend(
        compared.arms[1..]
            .iter()
            .filter(|arm| arm.differs.is_empty())
            .map(|arm| paragraph(&format!("{}: {}", heading(arm), nothing_set(arm)))),
    );
    sections.extend(keys_of_all(compared));
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
fn keys_of_all(compared: &Compared) -> Option<String> {
    let rows = set_otherwise(&compared.arms);
    let mut sections = Vec::new();
    let others: Vec<usize> = (1..compared.arms.len()).collect();
    for block in others.chunks(MOST_COLUMNS) {
        let of_block: Vec<_> = rows.iter().filter(|(_, values)| block.iter().any(|at| values[*at].is_some())).collect();
        let mut table = plain_table();
        let headings = std::iter::once(&0).chain(block).map(|at| heading(&compared.arms[*at]));
        table.set_header(std::iter::once("set otherwise".to_owned()).chain(headings));
        for (key, values) in of_block.iter().take(MOST_KEYS) {
            let first = values[0].map_or_else(|| DASH.to_owned(), |value| cut(value, LONGEST_VALUE));
            let others = block.iter().map(|at| values[*at].map_or_else(String::new, |value| cut(value, LONGEST_VALUE)));
            table.add_row([terminal::line(key), first].into_iter().chain(others));
        }
        let more = of_block.len().saturating_sub(MOST_KEYS);
        if more > 0 {
            table.add_row([format!("and {more} more, in compare.json")]);
        }
        sections.push(printed(table));
    }
    (!rows.is_empty()).then(|| sections.join("\n\n"))
}

fn table(baseline: &Arm, arm: &Arm, found: &ArmFindings, colour: bool) -> String {
    let mut table = plain_table();
    table.set_header(["", &heading(baseline), &heading(arm), "difference", "verdict"]);
    for c in found.headline().filter(|c| c.a.is_some() || c.b.is_some()) {
        table.add_row([
            words::name(c.measure),
            figure(c.measure, c.a),
            figure(c.measure, c.b),
            difference(c.measure, c.difference.as_ref()),
            coloured(Some(c.finding), verdict(c.measure, c.finding), colour),
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

fn what_differs(baseline: &Arm, arm: &Arm) -> String {
    if arm.differs.is_empty() {
        return paragraph(nothing_set(arm));
    }
    let mut table = plain_table();
    table.set_header(["set otherwise", &heading(baseline), &heading(arm)]);
    let value = |v: &Option<String>| v.as_deref().map_or_else(|| DASH.to_owned(), |v| cut(v, LONGEST_VALUE));
    for differs in arm.differs.iter().take(MOST_KEYS) {
        table.add_row([terminal::line(&differs.key), value(&differs.a), value(&differs.b)]);
    }
    let more = arm.differs.len().saturating_sub(MOST_KEYS);
    if more > 0 {
        table.add_row([format!("and {more} more, in compare.json")]);
    }
    printed(table)
}

/// What is told of an arm that sets nothing otherwise.
const fn nothing_set(arm: &Arm) -> &'static str {
    if arm.tables_differ {
        "Nothing is set otherwise, but the tables of data that are read differ."
    } else {
        "Nothing is set otherwise."
    }
}

/// An arm as the heading of a column. Of a list of changes the end tells most.
fn heading(arm: &Arm) -> String {
    if !arm.label.contains('=') {
        return cut(&arm.label, LONGEST_LABEL);
    }
    let label = terminal::line(&arm.label);
    let letters = label.chars().count();
    let end: String = label.chars().skip((letters + 1).saturating_sub(LONGEST_LABEL)).collect();
    if letters > LONGEST_LABEL { format!("…{end}") } else { label }
}

/// As much of a text as fits.
fn cut(text: &str, longest: usize) -> String {
    let text = terminal::line(text);
    let start: String = text.chars().take(longest - 1).collect();
    if text.chars().count() > longest { start + "…" } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

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
        assert_eq!(page(&sample::better(), false), expected);
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
        let page = page(&sample::three(), false);
        assert!(page.contains(expected), "{page}");
    }

    #[test]
    fn only_sure_differences_are_coloured() {
        let page = page(&sample::better(), true);
        assert!(page.contains("\u{1b}[32mbetter\u{1b}[0m") && page.contains("\u{1b}[33mundecided\u{1b}[0m"));
    }

    #[test]
    fn a_long_list_of_keys_is_cut_and_a_name_cannot_leave_its_line() {
        let mut compared = sample::better();
        let key =
            |n: usize| crate::report::compare::Differs { key: format!("key {n}\n"), a: None, b: Some("1".into()) };
        compared.arms[1].differs = (0..11).map(key).collect();
        let page = page(&compared, false);
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
        assert!(page(&compared, false).contains("Nothing is set otherwise.\n"));
        compared.arms[1].tables_differ = true;
        assert!(page(&compared, false).contains("the tables of data that are read differ"));
    }
}
