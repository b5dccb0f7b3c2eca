//! Shifts as a scenario reads them.

use super::ShiftsReport;
use crate::cover::CoveringShift;
use crate::units::text::{clock, span};

/// A block for each group, to be put into a scenario or laid over one; ends with a line end. What goes on past midnight is cut there.
pub fn shifts_toml(report: &ShiftsReport) -> String {
    let rules = &report.found.rules;
    let Some(found) = report.covering() else { return String::new() };
    let mut groups: Vec<&str> = rules.shifts.iter().map(|rule| rule.group.as_str()).collect();
    groups.dedup();
    let of_group = |group: &&str| {
        let theirs = found.shifts.iter().filter(|shift| rules.shifts[shift.rule].group == **group);
        let lines: String = theirs.flat_map(CoveringShift::within_a_day).map(|shift| line(&shift)).collect();
        format!("[[groups]]\nname = {}\nshifts = [\n{lines}]\n", toml::Value::from(*group))
    };
    groups.iter().map(of_group).collect::<Vec<_>>().join("\n")
}

fn line(shift: &CoveringShift) -> String {
    let one = |(start, length): &(_, _)| format!("{{ start = \"{}\", length = \"{}\" }}", clock(*start), span(*length));
    let breaks: Vec<String> = shift.breaks.iter().map(one).collect();
    let breaks = if breaks.is_empty() { String::new() } else { format!(", breaks = [{}]", breaks.join(", ")) };
    let (start, end) = (clock(shift.start), clock(shift.end));
    format!("  {{ people = {}, start = \"{start}\", end = \"{end}\"{breaks} }},\n", shift.people)
}
