//! A check as Markdown: the summary of a job, or a comment on a change.

use super::baseline::{self, Beside};
use super::words::{self, expected, figure, interval, remarks, verdict};
use super::{CheckReport, Checked, Conclusion, ScenarioState};
use crate::escape::markdown::text as plain;
use crate::report::compare::words::{name as measure, verdict as compare_verdict};

/// The page, ending with a line end.
pub fn page(check: &CheckReport) -> String {
    let title = match check.conclusion() {
        Conclusion::Good => "Everything is as expected",
        Conclusion::Missed => "Not everything is as expected",
        Conclusion::BadInput if check.beside().any(Beside::is_unusable) => "A baseline cannot be used",
        Conclusion::BadInput => "A scenario could not be played",
        Conclusion::Undecided => "More days are needed to say",
        Conclusion::NothingRan => "Nothing was checked",
    };
    let mut page = format!("# {title}\n\n{}\n\n", plain(&words::conclusion(check)));
    let counted = check.scenarios.iter().filter(|scenario| !scenario.is_uncounted());
    counted.for_each(|scenario| page += &section(scenario));
    let uncounted = check.scenarios.iter().filter(|scenario| scenario.is_uncounted()).count();
    if uncounted > 0 {
        page += &format!("{} run but not counted, without `[expect]`.\n\n", words::of(uncounted, "scenario"));
    }
    for skipped in &check.skipped {
        page += &format!("Skipped: {} ({}).\n\n", plain(&skipped.file), plain(&skipped.why));
    }
    page.extend(words::stale(check).map(|stale| format!("{}\n\n", plain(&stale))));
    page + &format!("```sh\n{}\n```\n", check.command)
}

fn section(scenario: &Checked) -> String {
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
            let days = format!(
                "{}, {} of seed {}\n\n",
                plain(&scenario.file),
                words::of(played.days as usize, "day"),
                played.seed
            );
            let head =
                "| verdict | what | found | 95 % interval | expected | |\n| --- | --- | ---: | ---: | --- | --- |\n";
            let rows = played.expectations.iter().map(|line| {
                let cells = [figure(line), interval(line), plain(&expected(line)), plain(&remarks(line).join("; "))];
                let word = if verdict(line) == "met" { "met".to_owned() } else { format!("**{}**", verdict(line)) };
                format!("| {word} | {} | {} |\n", plain(&line.key), cells.join(" | "))
            });
            let lines = if played.expectations.is_empty() {
                String::new()
            } else {
                format!("{head}{}\n", rows.collect::<String>())
            };
            format!("{heading}{days}{lines}{}", played.baseline.as_deref().map(beside).unwrap_or_default())
        }
    }
}

/// How a scenario stands to its baseline.
fn beside(beside: &Beside) -> String {
    let mut text = format!("Baseline: **{}**, {}.\n\n", beside.verdict(), plain(&beside.sentence()));
    if !beside.shown().is_empty() {
        text += "| measure | baseline -> now | difference | verdict |\n| --- | ---: | ---: | --- |\n";
        for c in beside.shown() {
            let cells = [
                measure(c.measure),
                baseline::moved(c),
                baseline::by(c),
                compare_verdict(c.measure, c.finding).to_owned(),
            ];
            text += &format!("| {} |\n", cells.map(|cell| plain(&cell)).join(" | "));
        }
        text += "\n";
    }
    let remarks: Vec<String> = beside.remarks().iter().map(|remark| format!("- {}\n", plain(remark))).collect();
    if remarks.is_empty() { text } else { text + &remarks.concat() + "\n" }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_verdict_is_the_title_and_every_expectation_a_row() {
        let page = page(&sample::everything());
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
}
