//! The page of a comparison: what differs in a sentence, the verdicts, when of the day, and what was set otherwise.

use super::words::{self, difference, figure, verdict};
use super::{Arm, Compared};
use crate::escape::terminal;
use crate::experiment::compare::{self, ArmFindings, Finding};
use crate::report::numbers::DASH;
use crate::report::screen::{paragraph, plain_table, printed};
use comfy_table::CellAlignment;

/// No more keys than this are listed on the page; all are in `compare.json`.
const MOST_KEYS: usize = 8;
/// Longer values are cut.
const LONGEST_VALUE: usize = 30;
/// Longer labels are cut, so that a row of the table stays in one line.
const LONGEST_LABEL: usize = 16;

/// The page, about a screen for two scenarios, ending with a line end; `colour` adds terminal colours to the verdicts.
pub fn page(compared: &Compared, colour: bool) -> String {
    let mut sections: Vec<String> = compared.others().map(|(arm, found)| sentence(compared, arm, found)).collect();
    for (arm, found) in compared.others() {
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

fn table(baseline: &Arm, arm: &Arm, found: &ArmFindings, colour: bool) -> String {
    let mut table = plain_table();
    table.set_header(["", &heading(baseline), &heading(arm), "difference", "verdict"]);
    for c in found.headline().filter(|c| c.a.is_some() || c.b.is_some()) {
        table.add_row([
            words::name(c.measure),
            figure(c.measure, c.a),
            figure(c.measure, c.b),
            difference(c.measure, c.difference.as_ref()),
            coloured(c, colour),
        ]);
    }
    table.column_iter_mut().skip(1).take(3).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

fn coloured(c: &compare::ComparedFigure, colour: bool) -> String {
    let word = verdict(c.finding);
    let code = match c.finding {
        Finding::Better => 32,
        Finding::Worse => 31,
        Finding::Undecided => 33,
        Finding::NoDifference => return word.to_owned(),
    };
    if colour { format!("\u{1b}[{code}m{word}\u{1b}[0m") } else { word.to_owned() }
}

fn what_differs(baseline: &Arm, arm: &Arm) -> String {
    if arm.tables_differ {
        return paragraph("Nothing is set otherwise, but the tables of data that are read differ.");
    }
    if arm.differs.is_empty() {
        return paragraph("Nothing is set otherwise.");
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
person-hours borrowed     3.0     2.5       -0.50 ± 0.05  better

The answer rate differs for sure: 08:15 to 08:45 better (+4.0 points).

set otherwise          Plan A  Plan B
groups.inbound.people  10      11

The same 1,000 days of seed 1 for all. Of 100 such pages at most 5 hold a wrong verdict.
";
        assert_eq!(page(&sample::better(), false), expected);
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
