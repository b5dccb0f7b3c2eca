//! A check as workflow commands of GitHub Actions, which shows them at the lines of the files.

use super::baseline::Beside;
use super::{Check, Checked, Fault, Line, Standing, State, words};

/// One command for everything that is not as expected, each with a line end; empty if all is.
pub fn annotations(check: &Check) -> String {
    let mut text = String::new();
    for scenario in &check.scenarios {
        if let State::Bad(faults) = &scenario.state {
            faults.iter().for_each(|fault| text += &fault_command(fault));
        }
        scenario.lines().iter().for_each(|line| text += &line_command(line, &scenario.name, check));
        text.extend(scenario.beside().map(|beside| beside_command(beside, scenario, check)));
    }
    text
}

fn line_command(line: &Line, scenario: &str, check: &Check) -> String {
    let level = match line.standing(check.undecided) {
        Standing::Met => return String::new(),
        Standing::Warning => "warning",
        Standing::Undecided | Standing::Missed => "error",
    };
    let title = format!("{scenario}: {} {}", line.key, words::verdict(line));
    command(level, &line.file, Some(line.line), None, &title, &words::sentence(line))
}

/// A baseline that has moved is shown at the scenario as a whole; one that is only out of date, as a notice.
fn beside_command(beside: &Beside, scenario: &Checked, check: &Check) -> String {
    let level = match beside.standing(check.undecided) {
        Standing::Met if ["unchanged", "stored"].contains(&beside.verdict()) => return String::new(),
        Standing::Met => "notice",
        Standing::Warning => "warning",
        Standing::Undecided | Standing::Missed => "error",
    };
    let told: Vec<String> = [beside.sentence()].into_iter().chain(beside.remarks()).collect();
    let title = format!("{}: baseline {}", scenario.name, beside.verdict());
    command(level, &scenario.file, None, None, &title, &told.join("\n"))
}

fn fault_command(fault: &Fault) -> String {
    command("error", &fault.file, fault.line, fault.column, "The scenario cannot be played", &fault.message)
}

fn command(level: &str, file: &str, line: Option<usize>, column: Option<usize>, title: &str, message: &str) -> String {
    let line = line.map(|line| format!(",line={line}")).unwrap_or_default();
    let column = column.map(|column| format!(",col={column}")).unwrap_or_default();
    format!("::{level} file={}{line}{column},title={}::{}\n", property(file), property(title), message_of(message))
}

/// As the runner reads it back.
fn message_of(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message_of(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn what_is_not_as_expected_is_shown_at_its_line() {
        let text = annotations(&sample::everything());
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
        let text = annotations(&check);
        assert_eq!(text.lines().count(), 5);
        assert!(text.contains("title=x%0A%3A%3Aerror%3A%3Ay%2Cz%25%3A occupancy"), "{text}");
    }
}
