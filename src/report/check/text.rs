//! The page of a check: every expectation under its scenario, what does not count, and the sum of it all.

use super::baseline::{self, Beside};
use super::words::{self, expected, figure, interval, remarks};
use super::{CheckReport, Checked, CountsAs, ScenarioState};
use crate::escape::terminal;
use crate::report::compare::words::{name as measure, verdict as compare_verdict};
use crate::report::screen::{paragraph, plain_table, printed};
use comfy_table::{CellAlignment, Table, presets};
use std::collections::BTreeMap;
use std::path::Path;

/// More uncounted scenarios in one folder than this are only counted.
const MOST_LISTED: usize = 3;

/// The page, ending with a line end; `colour` adds terminal colours to the verdicts.
pub fn page(check: &CheckReport, colour: bool) -> String {
    let mut sections = scenarios(check, colour);
    sections.extend(not_counted(check));
    sections.extend(skipped(check));
    sections.extend(words::stale(check).map(|stale| paragraph(&stale)));
    let conclusion = words::conclusion(check);
    sections.push(paragraph(&conclusion));
    terminal::page(&(sections.iter().map(|section| section.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n"))
}

/// One section for each scenario that counts; their columns stand below each other.
fn scenarios(check: &CheckReport, colour: bool) -> Vec<String> {
    let rows = table(check, colour);
    let mut rows = rows.iter();
    let mut sections = Vec::new();
    for scenario in check.scenarios.iter().filter(|scenario| !scenario.is_uncounted()) {
        let mut section = vec![heading(scenario)];
        for line in scenario.lines() {
            section.extend(rows.next().cloned());
            section.extend(remarks(line).iter().map(|remark| format!("             {remark}")));
        }
        if let Some(beside) = scenario.beside() {
            section.extend(rows.next().cloned());
            section.extend(moved(beside).lines().map(|line| format!("             {line}")));
        }
        if let ScenarioState::Bad(faults) = &scenario.state {
            section.push(format!("  could not be played: {}", words::of(faults.len(), "fault")));
        }
        sections.push(section.join("\n"));
    }
    sections
}

fn heading(scenario: &Checked) -> String {
    let (name, file) = (terminal::line(&scenario.name), terminal::line(&scenario.file));
    match &scenario.state {
        ScenarioState::Played(played) => {
            format!("{name} ({file}), {} of seed {}", words::of(played.days as usize, "day"), played.seed)
        }
        ScenarioState::Bad(_) => format!("{name} ({file})"),
    }
}

/// What has moved from the baseline, and why that may be.
fn moved(beside: &Beside) -> String {
    let mut table = plain_table();
    for c in beside.shown() {
        table.add_row([
            measure(c.measure),
            baseline::moved(c),
            baseline::by(c),
            compare_verdict(c.measure, c.finding).to_owned(),
        ]);
    }
    let mut text = if table.is_empty() { String::new() } else { printed(table) + "\n" };
    let remarks = beside.remarks();
    if beside.shown().is_empty() && beside.verdict() != "unchanged" {
        text += &paragraph(&beside.sentence());
        text += "\n";
    }
    remarks.iter().for_each(|remark| text += &(paragraph(remark) + "\n"));
    text
}

/// A row for each expectation and each baseline of the whole check.
fn table(check: &CheckReport, colour: bool) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let mut standings = Vec::new();
    for scenario in &check.scenarios {
        for line in scenario.lines() {
            let (word, key) = (words::verdict(line), terminal::line(&line.key));
            table.add_row([format!("  {word}"), key, figure(line), interval(line), expected(line)]);
            standings.push((line.counts_as(check.undecided), word));
        }
        if let Some(beside) = scenario.beside() {
            table.add_row([format!("  {}", beside.verdict()), beside.name()]);
            standings.push((beside.counts_as(check.undecided), beside.verdict()));
        }
    }
    table.column_iter_mut().for_each(|column| _ = column.set_padding((0, 2)));
    table.column_iter_mut().skip(2).take(2).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    let rows = table.lines().zip(standings);
    rows.map(|(row, (standing, word))| coloured(row.trim_end(), standing, word, colour)).collect()
}

fn coloured(row: &str, standing: CountsAs, word: &str, colour: bool) -> String {
    let code = match standing {
        CountsAs::Met => 32,
        CountsAs::Warning | CountsAs::Undecided => 33,
        CountsAs::Missed => 31,
    };
    if colour { row.replacen(word, &format!("\u{1b}[{code}m{word}\u{1b}[0m"), 1) } else { row.to_owned() }
}

/// Scenarios without expectations: by name, or by folder where there are many.
fn not_counted(check: &CheckReport) -> Option<String> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for scenario in check.scenarios.iter().filter(|scenario| scenario.is_uncounted()) {
        let folder = Path::new(&scenario.file).parent().and_then(Path::to_str).unwrap_or_default();
        folders.entry(folder).or_default().push(&scenario.file);
    }
    let listed: Vec<String> = folders
        .into_iter()
        .map(|(folder, files)| match files.len() {
            ..=MOST_LISTED => files.join(", "),
            many => format!("{many} scenarios in {folder}"),
        })
        .collect();
    (!listed.is_empty()).then(|| paragraph(&format!("Run but not counted, without [expect]: {}.", listed.join(", "))))
}

fn skipped(check: &CheckReport) -> Option<String> {
    let listed: Vec<String> = check.skipped.iter().map(|s| format!("{} ({})", s.file, s.why)).collect();
    (!listed.is_empty()).then(|| paragraph(&format!("Skipped: {}.", listed.join(", "))))
}

/// Only the lines of one scenario, for tests.
#[cfg(test)]
fn lines_of<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.lines().skip_while(|line| !line.starts_with(name)).take_while(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::experiment::compare::Finding;
    use crate::experiment::expect::Fulfilment;
    use crate::model::expect::Severity;

    #[test]
    fn every_expectation_has_its_line_below_its_scenario() {
        let page = page(&sample::everything(), false);
        assert_eq!(
            lines_of(&page, "a "),
            [
                "a (plans/a.toml), 1,000 days of seed 1",
                "  met        answer_rate                 0.98021  0.97971 to 0.98071  >= 0.98",
                "  missed     intervals.each.answer_rate  0.98021  0.97971 to 0.98071  >= 0.98",
                "             the worst of 24 intervals: 08:30 to 09:00; 2 missed, 1 undecided",
                "  undecided  occupancy                   0.98021  0.97971 to 0.98071  >= 0.98",
                "             350 to 1,400 more days needed",
                "  undefined  queues.vip.asa_s                  –                      >= 0.98",
                "             there was nothing to count on any day",
                "  missed     cost                        0.98021  0.97971 to 0.98071  >= 0.98",
                "             only a warning",
            ]
        );
        assert_eq!(lines_of(&page, "b "), ["b (plans/b.toml)", "  could not be played: 1 fault"]);
    }

    #[test]
    fn the_page_ends_with_the_sum() {
        let page = page(&sample::everything(), false);
        assert!(
            page.ends_with(
                "\n\nRun but not counted, without [expect]: plans/c.toml.\n\n\
                 Skipped: plans/base.toml (only a base of plans/a.toml).\n\n\
                 Of 5 expectations in 1 scenario: 2 missed, 1 undecided, 1 warning, 1 met. 1 scenario could not be\n\
                 played.\n"
            ),
            "{page}"
        );
        let good = sample::played("a", vec![sample::line("asa_s", Fulfilment::Met, Severity::Fail)]);
        assert!(super::page(&sample::check(vec![good]), false).ends_with("\n\nThe only expectation is met.\n"));
    }

    #[test]
    fn what_has_moved_from_the_baseline_stands_below_the_expectations() {
        let mut scenario = sample::played("a", vec![sample::line("asa_s", Fulfilment::Met, Severity::Fail)]);
        if let ScenarioState::Played(played) = &mut scenario.state {
            played.baseline = Some(Box::new(baseline::tests::found(Finding::Worse)));
        }
        let page = page(&sample::check(vec![scenario]), false);
        assert_eq!(
            lines_of(&page, "a ")[2..],
            [
                "  worse  baseline, 1,000 days",
                "             answer rate  98.0 % -> 97.4 %  -0.6 ± 0.1 points  worse",
                "             changed: the scenario: seats 40 -> not set, groups.inbound.people 7 -> 6",
                "             if it is meant, --update stores it as the new baseline",
            ]
        );
        assert!(page.ends_with("The only expectation is met. Baselines: 1 worse.\n"), "{page}");
    }

    #[test]
    fn baselines_without_scenarios_are_told_and_so_is_their_end() {
        let check = CheckReport { stale: vec!["b/x.baseline.toml".into()], ..sample::check(Vec::new()) };
        let kept = "A baseline without a scenario: b/x.baseline.toml. With --update it is removed.";
        assert!(page(&check, false).contains(kept));
        let gone = page(&CheckReport { removed: true, ..check }, false);
        assert!(gone.contains("Removed, as the scenario is gone: b/x.baseline.toml."), "{gone}");
    }

    #[test]
    fn many_scenarios_of_a_folder_are_only_counted() {
        let scenarios = ["v", "w", "x", "y"].map(|name| sample::played(name, Vec::new()));
        let page = page(&sample::check(scenarios.to_vec()), false);
        assert!(page.starts_with("Run but not counted, without [expect]: 4 scenarios in plans.\n"), "{page}");
        assert!(page.ends_with("Nothing was checked: 4 scenarios were run, but none has an [expect].\n"), "{page}");
    }

    #[test]
    fn only_the_verdict_is_coloured_and_nothing_else_reaches_the_terminal() {
        let mut check = sample::everything();
        assert!(page(&check, true).contains("  \u{1b}[31mmissed\u{1b}[0m     intervals"));
        check.scenarios[0].name = "\u{1b}[2J\n".into();
        assert!(!page(&check, false).contains('\u{1b}'));
    }
}
