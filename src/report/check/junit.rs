//! A check as JUnit XML, which every CI server shows: a suite for each scenario, a test case for each expectation.

use super::baseline::{self, Beside};
use super::{CheckReport, Checked, CountsAs, JudgedExpectation, Obstacle, ScenarioState, words};
use crate::escape::xml::text;
use crate::experiment::compare::ComparedFigure;
use crate::report::compare::words as words_of;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

/// The name of every report.
const NAME: &str = "holdline check";

/// Whether a file that begins so is such a document.
pub fn is_one(head: &[u8]) -> bool {
    let expected = format!("<testsuites name=\"{NAME}\"");
    String::from_utf8_lossy(head).contains(&expected)
}

/// The document, ending with a line end. There is no time in it: the same check gives the same bytes.
pub fn document(check: &CheckReport) -> String {
    let mut report = Report::new(NAME);
    report.add_test_suites(check.scenarios.iter().map(|scenario| suite(scenario, check)));
    report.to_string().expect("text serialises into memory")
}

fn suite(scenario: &Checked, check: &CheckReport) -> TestSuite {
    let mut suite = TestSuite::new(text(&scenario.file));
    match &scenario.state {
        ScenarioState::Bad(faults) => _ = suite.add_test_case(case("the scenario", scenario, faulty(faults))),
        ScenarioState::Played(_) if scenario.is_uncounted() => {
            _ = suite.add_test_case(case("the scenario", scenario, skipped("run, but it has no [expect]")));
        }
        ScenarioState::Played(played) => {
            suite.add_test_cases(played.expectations.iter().map(|line| {
                let mut case = case(&format!("{} {}", line.key, words::expected(line)), scenario, status(line, check));
                case.set_system_out(text(&words::sentence(line)));
                case
            }));
            suite.add_test_cases(played.baseline.as_deref().map(|beside| {
                let mut case = case("baseline", scenario, beside_status(beside, check));
                case.set_system_out(told(beside));
                case
            }));
        }
    }
    suite
}

fn case(name: &str, scenario: &Checked, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(text(name), status);
    case.set_classname(text(&scenario.name));
    case
}

/// A warning is shown as skipped: that is neither a success nor a failure anywhere.
fn status(line: &JudgedExpectation, check: &CheckReport) -> TestCaseStatus {
    match line.counts_as(check.undecided) {
        CountsAs::Met => TestCaseStatus::success(),
        CountsAs::Warning => skipped(&words::sentence(line)),
        CountsAs::Undecided | CountsAs::Missed => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(words::verdict(line)).set_message(text(&words::sentence(line)));
            status.set_description(text(&format!("{}:{}", line.file, line.line)));
            status
        }
    }
}

fn beside_status(beside: &Beside, check: &CheckReport) -> TestCaseStatus {
    let kind = match beside.counts_as(check.undecided) {
        CountsAs::Met | CountsAs::Warning => return TestCaseStatus::success(),
        _ if beside.is_unusable() => NonSuccessKind::Error,
        CountsAs::Undecided | CountsAs::Missed => NonSuccessKind::Failure,
    };
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(beside.verdict()).set_message(text(&beside.sentence())).set_description(told(beside));
    status
}

/// Everything there is to tell, a line each.
fn told(beside: &Beside) -> String {
    let line =
        |c: &&ComparedFigure| format!("{}: {} ({})", words_of::name(c.measure), baseline::moved(c), baseline::by(c));
    let shown = beside.shown();
    let lines = [beside.sentence()].into_iter().chain(shown.iter().map(line)).chain(beside.remarks());
    lines.map(|line| text(&line)).collect::<Vec<_>>().join("\n")
}

fn skipped(why: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(text(why));
    status
}

fn faulty(faults: &[Obstacle]) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    let told: Vec<String> = faults
        .iter()
        .map(|fault| {
            let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
            text(&format!("{}{line}: {}", fault.file, fault.message))
        })
        .collect();
    status.set_type("bad_input").set_message("the scenario cannot be played").set_description(told.join("\n"));
    status
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_expectation_is_a_test_case() {
        let xml = document(&sample::everything());
        for part in [
            "<testsuites name=\"holdline check\" tests=\"7\" skipped=\"2\" failures=\"3\" errors=\"1\">",
            "<testsuite name=\"plans/a.toml\" tests=\"5\"",
            "<testcase name=\"answer_rate &gt;= 0.98\" classname=\"a\">",
            "type=\"undecided\"",
            "<skipped message=\"run, but it has no [expect]\"/>",
            "plans/b.toml:3: tlak: unknown key",
        ] {
            assert!(xml.contains(part), "no {part} in\n{xml}");
        }
        assert!(!xml.contains("time") && xml.ends_with("</testsuites>\n"), "{xml}");
    }

    #[test]
    fn characters_that_xml_cannot_hold_do_not_break_it() {
        let mut check = sample::everything();
        check.scenarios[0].name = "a\u{0}<&\"b".into();
        assert!(document(&check).contains("classname=\"a\\u{0}&lt;&amp;&quot;b\""), "{}", document(&check));
    }
}
