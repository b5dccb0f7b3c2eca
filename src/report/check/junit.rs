//! A check as JUnit XML, which every CI server shows: a suite for each scenario, a test case for each expectation.

use super::baseline::{self, Beside};
use super::{CheckReport, Checked, CountsAs, JudgedExpectation, Obstacle, ScenarioState, words};
use crate::escape::xml::text;
use crate::experiment::compare::ComparedFigure;
use crate::words::{CheckLabel, CheckWords, Language};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

/// The name of every report.
const NAME: &str = "holdline check";

/// Whether a file that begins so is such a document.
pub fn is_one(head: &[u8]) -> bool {
    let expected = format!("<testsuites name=\"{NAME}\"");
    String::from_utf8_lossy(head).contains(&expected)
}

/// The document, ending with a line end. There is no time in it: the same check gives the same bytes.
pub fn document(check: &CheckReport, language: Language) -> String {
    let words = language.check();
    let mut report = Report::new(NAME);
    report.add_test_suites(check.scenarios.iter().map(|scenario| suite(words, scenario, check)));
    report.to_string().expect("text serialises into memory")
}

fn suite(words: &dyn CheckWords, scenario: &Checked, check: &CheckReport) -> TestSuite {
    let named = |label| words.check_label(label);
    let mut suite = TestSuite::new(text(&scenario.file));
    match &scenario.state {
        ScenarioState::Bad(faults) => {
            _ = suite.add_test_case(case(named(CheckLabel::TheScenario), scenario, faulty(words, faults)));
        }
        ScenarioState::Played(_) if scenario.is_uncounted() => {
            let status = skipped(named(CheckLabel::NothingExpected));
            _ = suite.add_test_case(case(named(CheckLabel::TheScenario), scenario, status));
        }
        ScenarioState::Played(played) => {
            suite.add_test_cases(played.expectations.iter().map(|line| {
                let name = format!("{} {}", line.key, words::expected(line));
                let mut case = case(&name, scenario, status(words, line, check));
                case.set_system_out(text(&words::sentence(words, line)));
                case
            }));
            suite.add_test_cases(played.baseline.as_deref().map(|beside| {
                let mut case = case(named(CheckLabel::Baseline), scenario, beside_status(words, beside, check));
                case.set_system_out(told(words, beside));
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
fn status(words: &dyn CheckWords, line: &JudgedExpectation, check: &CheckReport) -> TestCaseStatus {
    match line.counts_as(check.undecided) {
        CountsAs::Met => TestCaseStatus::success(),
        CountsAs::Warning => skipped(&words::sentence(words, line)),
        CountsAs::Undecided | CountsAs::Missed => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(words::code(line)).set_message(text(&words::sentence(words, line)));
            status.set_description(text(&format!("{}:{}", line.file, line.line)));
            status
        }
    }
}

fn beside_status(words: &dyn CheckWords, beside: &Beside, check: &CheckReport) -> TestCaseStatus {
    let kind = match beside.counts_as(check.undecided) {
        CountsAs::Met | CountsAs::Warning => return TestCaseStatus::success(),
        _ if beside.is_unusable() => NonSuccessKind::Error,
        CountsAs::Undecided | CountsAs::Missed => NonSuccessKind::Failure,
    };
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(beside.verdict().word()).set_message(text(&beside.sentence(words)));
    status.set_description(told(words, beside));
    status
}

/// Everything there is to tell, a line each.
fn told(words: &dyn CheckWords, beside: &Beside) -> String {
    let line = |c: &&ComparedFigure| {
        let moved = words.with_remarks(&baseline::moved(words, c), &[baseline::by(words, c)]);
        words.said_of(&words.compared_measure(c.measure), &moved)
    };
    let shown = beside.shown();
    let lines = [beside.sentence(words)].into_iter().chain(shown.iter().map(line)).chain(beside.remarks(words));
    lines.map(|line| text(&line)).collect::<Vec<_>>().join("\n")
}

fn skipped(why: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(text(why));
    status
}

fn faulty(words: &dyn CheckWords, faults: &[Obstacle]) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    let told: Vec<String> = faults
        .iter()
        .map(|fault| {
            let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
            text(&format!("{}{line}: {}", fault.file, fault.message))
        })
        .collect();
    status.set_type("bad_input").set_message(words.check_label(CheckLabel::CannotBePlayed));
    status.set_description(told.join("\n"));
    status
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::report::chinese::assert_chinese;

    #[test]
    fn every_expectation_is_a_test_case() {
        let xml = document(&sample::everything(), Language::English);
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
        assert!(
            document(&check, Language::English).contains("classname=\"a\\u{0}&lt;&amp;&quot;b\""),
            "{}",
            document(&check, Language::English)
        );
    }

    #[test]
    fn messages_are_in_the_language_and_codes_are_not() {
        let xml = document(&sample::everything(), Language::Chinese);
        for part in [
            "<failure message=\"occupancy &gt;= 0.98 未定：",
            "<skipped message=\"已模拟，但没有 [expect]\"/>",
            "<testcase name=\"场景\" classname=\"b\">",
            "message=\"场景无法模拟\" type=\"bad_input\"",
        ] {
            assert!(xml.contains(part), "no {part} in\n{xml}");
        }
        let codes = [
            "xml",
            "version",
            "encoding",
            "UTF",
            "testsuites",
            "name",
            "tests",
            "skipped",
            "failures",
            "errors",
            "testsuite",
            "disabled",
            "testcase",
            "classname",
            "failure",
            "type",
            "message",
            "system",
            "out",
            "error",
            "missed",
            "undecided",
            "undefined",
            "bad_input",
            "gt",
        ];
        let names = [&sample::NAMES[..], &codes].concat();
        assert_chinese(&xml.replace("&quot;", ""), &names);
    }
}
