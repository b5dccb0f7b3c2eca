//! A check as Markdown: the summary of a job, or a comment on a change.

use super::baseline::{self, Beside};
use super::words::{self, expected, figure, interval, remarks, verdict};
use super::{CheckReport, Checked, ScenarioState};
use crate::escape::markdown::text as plain;
use crate::experiment::expect::Fulfilment;
use crate::words::{CheckLabel, CheckLine, CheckWords, CompareLabel, Language};

/// The page, ending with a line end.
pub fn page(check: &CheckReport, language: Language) -> String {
    let words = language.check();
    let mut page = format!("# {}\n\n{}\n\n", words::title(words, check), plain(&words::conclusion(words, check)));
    let counted = check.scenarios.iter().filter(|scenario| !scenario.is_uncounted());
    counted.for_each(|scenario| page += &section(words, scenario));
    let uncounted = check.scenarios.iter().filter(|scenario| scenario.is_uncounted()).count();
    if uncounted > 0 {
        page += &format!("{}\n\n", words.check_line(&CheckLine::Uncounted(uncounted)));
    }
    for skipped in &check.skipped {
        page += &format!("{}\n\n", words.check_line(&CheckLine::Skipped(&plain(&words::skipped(words, skipped)))));
    }
    page.extend(words::stale(words, check).map(|stale| format!("{}\n\n", plain(&stale))));
    page + &format!("```sh\n{}\n```\n", check.command)
}

fn section(words: &dyn CheckWords, scenario: &Checked) -> String {
    let heading = format!("## {}\n\n", plain(&scenario.name));
    match &scenario.state {
        ScenarioState::Bad(faults) => {
            let faults = faults.iter().map(|fault| {
                let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
                format!("- {}{line}: {}\n", plain(&fault.file), plain(&fault.message))
            });
            format!("{heading}{}\n", faults.collect::<String>())
        }
        ScenarioState::Played(played) => {
            let days = CheckLine::PlayedOn(&plain(&scenario.file), played.days, played.seed);
            let days = format!("{}\n\n", words.check_line(&days));
            let rows = played.expectations.iter().map(|line| {
                let remarks = words.remarks(&remarks(words, line));
                let cells = [figure(line), interval(words, line), plain(&expected(line)), plain(&remarks)];
                let is_met = line.judgement.outcome == Fulfilment::Met;
                let word = verdict(words, line);
                let word = if is_met { word.to_owned() } else { format!("**{word}**") };
                format!("| {word} | {} | {} |\n", plain(&line.key), cells.join(" | "))
            });
            let lines = if played.expectations.is_empty() {
                String::new()
            } else {
                format!("{}{}\n", head(words), rows.collect::<String>())
            };
            format!(
                "{heading}{days}{lines}{}",
                played.baseline.as_deref().map(|one| beside(words, one)).unwrap_or_default()
            )
        }
    }
}

/// The head of the table of expectations.
fn head(words: &dyn CheckWords) -> String {
    let columns =
        [CheckLabel::Verdict, CheckLabel::What, CheckLabel::Found, CheckLabel::Interval95, CheckLabel::Expected];
    let columns = columns.map(|label| words.check_label(label)).join(" | ");
    format!("| {columns} | |\n| --- | --- | ---: | ---: | --- | --- |\n")
}

/// How a scenario stands to its baseline.
fn beside(words: &dyn CheckWords, beside: &Beside) -> String {
    let verdict = format!("**{}**", words.beside_verdict(beside.verdict()));
    let sentence = plain(&beside.sentence(words));
    let mut text = format!("{}\n\n", words.check_line(&CheckLine::BaselineIs(&verdict, &sentence)));
    if !beside.shown().is_empty() {
        let [measure, difference, verdict] = [CompareLabel::Measure, CompareLabel::Difference, CompareLabel::Verdict]
            .map(|one| words.compare_label(one));
        let figures = words.check_label(CheckLabel::BaselineToNow);
        text += &format!("| {measure} | {figures} | {difference} | {verdict} |\n| --- | ---: | ---: | --- |\n");
        for c in beside.shown() {
            let cells = [
                words.compared_measure(c.measure),
                baseline::moved(words, c),
                baseline::by(words, c),
                words.compared_finding(c.measure, c.finding).to_owned(),
            ];
            text += &format!("| {} |\n", cells.map(|cell| plain(&cell)).join(" | "));
        }
        text += "\n";
    }
    let remarks: Vec<String> = beside.remarks(words).iter().map(|remark| format!("- {}\n", plain(remark))).collect();
    if remarks.is_empty() { text } else { text + &remarks.concat() + "\n" }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::report::chinese::assert_chinese;

    #[test]
    fn the_verdict_is_the_title_and_every_expectation_a_row() {
        let page = page(&sample::everything(), Language::English);
        assert!(
            page.starts_with("# A scenario could not be played\n\nOf 5 expectations in 1 scenario: 2 missed"),
            "{page}"
        );
        for row in [
            "| met | answer\\_rate | 0.98021 | 0.97971 to 0.98071 | \\>= 0.98 |  |",
            "| **undecided** | occupancy | 0.98021 | 0.97971 to 0.98071 | \\>= 0.98 | 350 to 1,400 more days needed |",
            "- plans/b.toml:3: tlak: unknown key; did you mean \\`talk\\`?",
            "1 scenario run but not counted",
            "Skipped: plans/base.toml (only a base of plans/a.toml).",
        ] {
            assert!(page.contains(row), "no {row} in\n{page}");
        }
        assert!(page.ends_with("```sh\nholdline check plans\n```\n"), "{page}");
    }

    #[test]
    fn no_english_is_left_on_a_chinese_page() {
        let mut check = sample::everything();
        if let ScenarioState::Played(played) = &mut check.scenarios[0].state {
            played.baseline = Some(Box::new(baseline::tests::found(crate::experiment::compare::Finding::Worse)));
        }
        let page = page(&check, Language::Chinese);
        let names = [&sample::NAMES[..], &["sh", "seats", "update"]].concat();
        assert_chinese(&page.replace("\\_", "_"), &names);
        assert!(page.starts_with("# 有场景未能模拟\n\n1个场景的5项期望中，2项不符合"), "{page}");
    }
}
