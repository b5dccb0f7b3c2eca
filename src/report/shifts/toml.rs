//! Shifts as a scenario reads them.

use super::ShiftsReport;
use super::by_date::{clock_of, shifts_on_dates};
use crate::cover::{CoverOutcome, CoveringShift};
use crate::report::sizing::expectations;
use crate::sizing::{ShiftsOfDate, ShiftsResults};
use crate::units::text::span;
use jiff::civil::Date;
use toml::{Table, Value};

/// A block for each group, to be put into a scenario or laid over one; ends with a line end. What goes on past midnight is cut there,
/// but of several dates, where each shift has those on which it is worked.
pub fn shifts_toml(report: &ShiftsReport) -> String {
    let lines = match report.found.one_day() {
        Some(found) => of_a_day(found),
        None => {
            let all = shifts_on_dates(report);
            all.iter().map(|one| (one.group.clone(), line(&one.shift, &one.dates))).collect()
        }
    };
    let planned = report.found.dates.iter().flat_map(|date| &date.found.rules.shifts).map(|rule| &rule.group);
    let mut groups: Vec<&String> = Vec::new();
    for group in planned.filter(|_| report.found.covering().next().is_some()) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let of_group = |group: &&String| {
        let theirs: String = lines.iter().filter(|(of, _)| of == *group).map(|(_, line)| line.as_str()).collect();
        let name = toml::Value::from(group.as_str());
        match theirs.is_empty() {
            true => format!("[[groups]]\nname = {name}\npeople = 0\n"),
            false => format!("[[groups]]\nname = {name}\nshifts = [\n{theirs}]\n"),
        }
    };
    groups.iter().map(of_group).collect::<Vec<_>>().join("\n")
}

/// The shifts as a scenario over the one at the path `base`, with expectations that hold it to what fresh days say of them; `None`
/// without a scenario, or where no shifts keep to the rules.
pub fn plan(report: &ShiftsReport, base: &str) -> Option<String> {
    let from = report.scenario.as_ref()?;
    if !report.found.dates.iter().all(|date| matches!(date.found.outcome, CoverOutcome::Found(_))) {
        return None;
    }
    let mut head = Table::new();
    head.insert("base".to_owned(), base.into());
    head.insert("name".to_owned(), format!("{}, planned", from.name).into());
    head.insert("why".to_owned(), format!("What `{}` found.", report.command).into());
    let of_date = |date: &ShiftsOfDate| {
        let verified = date.found.tried.as_ref()?.verified.as_ref()?;
        Some(expectations(verified, date.date).collect::<Vec<(String, Value)>>())
    };
    let expected: Table = report.found.dates.iter().filter_map(of_date).flatten().collect();
    let expect = Table::from_iter([("expect".to_owned(), Value::Table(expected))]);
    let [head, expect] = [toml::to_string(&head).ok()?, toml::to_string(&expect).ok()?];
    Some(format!("{head}\n{}\n{expect}", shifts_toml(report)))
}

/// The group and the line of each shift.
fn of_a_day(found: &ShiftsResults) -> Vec<(String, String)> {
    let rules = &found.rules;
    let one = |shift: &CoveringShift| {
        let group = rules.shifts[shift.rule].group.clone();
        let parts = if rules.is_round { shift.within_a_day() } else { vec![shift.clone()] };
        parts.into_iter().map(move |part| (group.clone(), line(&part, &[])))
    };
    found.covering().iter().flat_map(|found| &found.shifts).flat_map(one).collect()
}

fn line(shift: &CoveringShift, dates: &[Date]) -> String {
    let one =
        |(start, length): &(_, _)| format!("{{ start = \"{}\", length = \"{}\" }}", clock_of(*start), span(*length));
    let breaks: Vec<String> = shift.breaks.iter().map(one).collect();
    let breaks = if breaks.is_empty() { String::new() } else { format!(", breaks = [{}]", breaks.join(", ")) };
    let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
    let on = if dates.is_empty() { String::new() } else { format!(", on = [{}]", dates.join(", ")) };
    let (start, end) = (clock_of(shift.start), clock_of(shift.end));
    format!("  {{ people = {}, start = \"{start}\", end = \"{end}\"{breaks}{on} }},\n", shift.people)
}
