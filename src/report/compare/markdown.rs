//! `report.md`: a comparison as a page for a repository, a job summary or a message.

use super::arms_table::{ArmCell, ArmsTable, legend};
use super::words::{self, difference, figure, verdict};
use super::{Arm, Compared};
use crate::escape::markdown::{code, text as plain};
use crate::experiment::compare::ArmFindings;

/// The page, ending with a line end; pictures are those beside it in `plots`.
pub fn page(compared: &Compared) -> String {
    let labels: Vec<String> = compared.arms.iter().map(|arm| plain(&arm.label)).collect();
    let mut page = format!("# {} compared with {}\n\n", words::listed(&labels[1..]), labels[0]);
    for (arm, found) in compared.others() {
        page += &format!("**{}**\n\n", words::sentence(&plain(&arm.label), &labels[0], found));
    }
    if compared.found.arms.len() > 1 {
        page += &side_by_side(compared, &labels);
    }
    for (at, (arm, found)) in compared.others().enumerate() {
        page += &section(compared, at, arm, found);
    }
    compared.notes.iter().for_each(|note| page += &format!("Note: {}.\n\n", plain(note)));
    page + &format!("{}\n\n```sh\n{}\n```\n", words::basis(compared), compared.command)
}

/// All arms in one table.
fn side_by_side(compared: &Compared, labels: &[String]) -> String {
    let mut text = format!("| measure | {} |\n| --- |{}\n", labels.join(" | "), " ---: |".repeat(labels.len()));
    for (name, cells) in ArmsTable::new(compared).rows {
        let cell = |cell: &ArmCell| match (cell.is_best, cell.sign()) {
            (true, _) => format!("**{}** *", cell.figure).replace(" *", " \\*"),
            (false, "") => cell.figure.clone(),
            (false, sign) => format!("{} {}", cell.figure, plain(sign)),
        };
        text += &format!("| {name} | {} |\n", cells.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
    format!("{text}\n{}\n\n", plain(&legend(&compared.baseline().label)))
}

fn section(compared: &Compared, at: usize, arm: &Arm, found: &ArmFindings) -> String {
    let (a, b) = (plain(&compared.baseline().label), plain(&arm.label));
    let mut text =
        format!("## {b}\n\n| measure | {a} | {b} | difference | verdict |\n| --- | ---: | ---: | ---: | --- |\n");
    for c in found.headline().filter(|c| c.a.is_some() || c.b.is_some()) {
        let difference = difference(c.measure, c.difference.as_ref());
        let (name, word) = (words::name(c.measure), verdict(c.measure, c.finding));
        text +=
            &format!("| {name} | {} | {} | {difference} | {word} |\n", figure(c.measure, c.a), figure(c.measure, c.b));
    }
    text += &format!("\n{}\n\n", words::over_the_day(&found.intervals));
    text + &pictures(at, compared.found.arms.len()) + &what_differs(&a, &b, arm)
}

/// The pictures of the arm at a place, of so many arms.
#[cfg(feature = "charts")]
fn pictures(at: usize, arms: usize) -> String {
    use crate::report::charts::{COMPARED, compared_name};
    let picture =
        |chart: &str| format!("![{}](plots/{}.png)\n\n", chart.replace('_', " "), compared_name(chart, at, arms));
    COMPARED.map(picture).concat()
}

/// Without the feature `charts` there are none.
#[cfg(not(feature = "charts"))]
fn pictures(_: usize, _: usize) -> String {
    String::new()
}

fn what_differs(a: &str, b: &str, arm: &Arm) -> String {
    if arm.tables_differ {
        return "Nothing is set otherwise, but the tables of data that are read differ.\n\n".to_owned();
    }
    if arm.differs.is_empty() {
        return "Nothing is set otherwise.\n\n".to_owned();
    }
    let mut text = format!("| set otherwise | {a} | {b} |\n| --- | --- | --- |\n");
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

    #[test]
    fn the_sentence_comes_first_and_tables_follow() {
        let page = page(&sample::better());
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text} in\n{page}"));
        assert!(at("**Plan B loses 50 ± 5 fewer callers a day") < at("| answer rate | 92.0 % | 94.0 % |"));
        assert!(at("| answer rate |") < at("| `groups.inbound.people` | 10 | 11 |"));
        assert_eq!(page.contains("](plots/answer_rate.png)"), cfg!(feature = "charts"));
    }
}
