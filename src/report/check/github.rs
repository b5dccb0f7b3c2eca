//! A check as workflow commands of GitHub Actions, which shows them at the lines of the files.

use super::baseline::Beside;
use super::{CheckReport, Checked, CountsAs, JudgedExpectation, Obstacle, ScenarioState, words};
use crate::escape::github::{data, property};
use crate::escape::visible;
use crate::words::{BesideVerdict, CheckLine, CheckWords, Language};
use std::collections::BTreeMap;

/// One command for everything that is not as expected, each with a line end; empty if all is.
pub fn annotations(check: &CheckReport, language: Language) -> String {
    let words = language.check();
    let mut text = String::new();
    let mut faults: BTreeMap<&Obstacle, usize> = check.faults().into_iter().collect();
    for scenario in &check.scenarios {
        if let ScenarioState::Bad(all) = &scenario.state {
            let new = all.iter().filter_map(|fault| faults.remove_entry(fault));
            text.extend(new.map(|(fault, count)| fault_command(words, fault, count)));
        }
        scenario.lines().iter().for_each(|line| text += &line_command(words, line, (&scenario.name, check)));
        text.extend(scenario.beside().map(|beside| beside_command(words, beside, (scenario, check))));
    }
    text
}

fn line_command(words: &dyn CheckWords, line: &JudgedExpectation, (scenario, check): (&str, &CheckReport)) -> String {
    let level = match line.counts_as(check.undecided) {
        CountsAs::Met => return String::new(),
        CountsAs::Warning => "warning",
        CountsAs::Undecided | CountsAs::Missed => "error",
    };
    let title = words.check_line(&CheckLine::OfExpectation(scenario, &line.key, line.judgement.outcome));
    command(level, &line.file, (Some(line.line), None), &title, &visible(&words::sentence(words, line)))
}

/// A baseline that has moved is shown at the scenario as a whole; one that is only out of date, as a notice.
fn beside_command(words: &dyn CheckWords, beside: &Beside, (scenario, check): (&Checked, &CheckReport)) -> String {
    let verdict = beside.verdict();
    let level = match beside.counts_as(check.undecided) {
        CountsAs::Met if [BesideVerdict::Unchanged, BesideVerdict::Stored].contains(&verdict) => return String::new(),
        CountsAs::Met => "notice",
        CountsAs::Warning => "warning",
        CountsAs::Undecided | CountsAs::Missed => "error",
    };
    let told = [beside.sentence(words)].into_iter().chain(beside.remarks(words));
    let told: Vec<_> = told.map(|text| visible(&text)).collect();
    let title = words.check_line(&CheckLine::OfBaseline(&scenario.name, verdict));
    command(level, &scenario.file, (None, None), &title, &told.join("\n"))
}

/// A fault of a base is one command, however many scenarios stand on it.
fn fault_command(words: &dyn CheckWords, fault: &Obstacle, scenarios: usize) -> String {
    let title = words.check_line(&CheckLine::CannotPlay(scenarios));
    command("error", &fault.file, (fault.line, fault.column), &title, &visible(&fault.message))
}

fn command(
    level: &str,
    file: &str,
    (line, column): (Option<usize>, Option<usize>),
    title: &str,
    message: &str,
) -> String {
    let line = line.map(|line| format!(",line={line}")).unwrap_or_default();
    let column = column.map(|column| format!(",col={column}")).unwrap_or_default();
    format!("::{level} file={}{line}{column},title={}::{}\n", property(file), property(title), data(message))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::report::chinese::assert_chinese;

    #[test]
    fn what_is_not_as_expected_is_shown_at_its_line() {
        let text = annotations(&sample::everything(), Language::English);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5, "{text}");
        assert_eq!(
            lines[1],
            "::error file=plans/a.toml,line=40,title=a%3A occupancy undecided::occupancy >= 0.98 is undecided: 0.98021 \
             (95 %25 interval 0.97971 to 0.98071) (350 to 1,400 more days needed)"
        );
        assert!(lines[3].starts_with("::warning file=plans/a.toml,line=40,title=a%3A cost missed::"), "{text}");
        assert!(lines[4].starts_with("::error file=plans/b.toml,line=3,col=1,title="), "{text}");
    }

    #[test]
    fn a_name_cannot_begin_a_command_of_its_own() {
        let mut check = sample::everything();
        check.scenarios[0].name = "x\n::error::y,z%".into();
        let text = annotations(&check, Language::English);
        assert_eq!(text.lines().count(), 5);
        assert!(text.contains("title=x\\n%3A%3Aerror%3A%3Ay%2Cz%25%3A occupancy"), "{text}");
    }

    #[test]
    fn titles_and_messages_are_in_the_language_and_commands_are_not() {
        let text = annotations(&sample::everything(), Language::Chinese);
        let names = [&sample::NAMES[..], &["error", "warning", "file", "line", "title", "col"]].concat();
        assert_chinese(&text.replace("::", " "), &names);
        assert!(
            text.contains("::error file=plans/a.toml,line=40,title=a：occupancy 未定::occupancy >= 0.98 未定："),
            "{text}"
        );
    }
}
