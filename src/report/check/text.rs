//! The page of a check: every expectation under its scenario, what does not count, and the sum of it all.

use super::baseline::{self, Beside};
use super::words::{self, expected, figure, interval, remarks};
use super::{CheckReport, Checked, CountsAs, ScenarioState};
use crate::escape::terminal;
use crate::report::screen::{paragraph, plain_table, printed};
use crate::words::{BesideVerdict, CheckLine, CheckWords, Language};
use comfy_table::{CellAlignment, Table, presets};
use std::collections::BTreeMap;
use std::path::Path;

/// More uncounted scenarios in one folder than this are only counted.
const MOST_LISTED: usize = 3;

/// The page, ending with a line end; `colour` adds terminal colours to the verdicts.
pub fn page(check: &CheckReport, language: Language, colour: bool) -> String {
    let words = language.check();
    let mut sections = scenarios(words, check, colour);
    sections.extend(not_counted(words, check));
    sections.extend(skipped(words, check));
    sections.extend(words::stale(words, check).map(|stale| paragraph(&stale)));
    sections.push(paragraph(&words::conclusion(words, check)));
    terminal::page(&(sections.iter().map(|section| section.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n"))
}

/// One section for each scenario that counts; their columns stand below each other.
fn scenarios(words: &dyn CheckWords, check: &CheckReport, colour: bool) -> Vec<String> {
    let rows = table(words, check, colour);
    let mut rows = rows.iter();
    let mut sections = Vec::new();
    for scenario in check.scenarios.iter().filter(|scenario| !scenario.is_uncounted()) {
        let mut section = vec![heading(words, scenario)];
        for line in scenario.lines() {
            section.extend(rows.next().cloned());
            section.extend(remarks(words, line).iter().map(|remark| format!("             {remark}")));
        }
        if let Some(beside) = scenario.beside() {
            section.extend(rows.next().cloned());
            section.extend(moved(words, beside).lines().map(|line| format!("             {line}")));
        }
        if let ScenarioState::Bad(faults) = &scenario.state {
            section.push(format!("  {}", words.check_line(&CheckLine::Faults(faults.len()))));
        }
        sections.push(section.join("\n"));
    }
    sections
}

fn heading(words: &dyn CheckWords, scenario: &Checked) -> String {
    let (name, file) = (terminal::line(&scenario.name), terminal::line(&scenario.file));
    let named = words.with_remarks(&name, &[file]);
    match &scenario.state {
        ScenarioState::Played(played) => words.check_line(&CheckLine::PlayedOn(&named, played.days, played.seed)),
        ScenarioState::Bad(_) => named,
    }
}

/// What has moved from the baseline, and why that may be.
fn moved(words: &dyn CheckWords, beside: &Beside) -> String {
    let mut table = plain_table();
    for c in beside.shown() {
        table.add_row([
            words.compared_measure(c.measure),
            baseline::moved(words, c),
            baseline::by(words, c),
            words.compared_finding(c.measure, c.finding).to_owned(),
        ]);
    }
    let mut text = if table.is_empty() { String::new() } else { printed(table) + "\n" };
    let remarks = beside.remarks(words);
    if beside.shown().is_empty() && beside.verdict() != BesideVerdict::Unchanged {
        text += &paragraph(&beside.sentence(words));
        text += "\n";
    }
    remarks.iter().for_each(|remark| text += &(paragraph(remark) + "\n"));
    text
}

/// A row for each expectation and each baseline of the whole check.
fn table(words: &dyn CheckWords, check: &CheckReport, colour: bool) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let mut standings = Vec::new();
    for scenario in &check.scenarios {
        for line in scenario.lines() {
            let (word, key) = (words::verdict(words, line), terminal::line(&line.key));
            table.add_row([format!("  {word}"), key, figure(line), interval(words, line), expected(line)]);
            standings.push((line.counts_as(check.undecided), word));
        }
        if let Some(beside) = scenario.beside() {
            let word = words.beside_verdict(beside.verdict());
            table.add_row([format!("  {word}"), beside.name(words)]);
            standings.push((beside.counts_as(check.undecided), word));
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
fn not_counted(words: &dyn CheckWords, check: &CheckReport) -> Option<String> {
    let mut folders: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for scenario in check.scenarios.iter().filter(|scenario| scenario.is_uncounted()) {
        let folder = Path::new(&scenario.file).parent().and_then(Path::to_str).unwrap_or_default();
        folders.entry(folder).or_default().push(scenario.file.clone());
    }
    let listed: Vec<String> = folders
        .into_iter()
        .map(|(folder, files)| match files.len() {
            ..=MOST_LISTED => words.list(&files),
            many => words.check_line(&CheckLine::ManyIn(many, folder)),
        })
        .collect();
    (!listed.is_empty()).then(|| paragraph(&words.check_line(&CheckLine::NotCounted(&words.list(&listed)))))
}

fn skipped(words: &dyn CheckWords, check: &CheckReport) -> Option<String> {
    let listed: Vec<String> = check.skipped.iter().map(|one| words::skipped(words, one)).collect();
    (!listed.is_empty()).then(|| paragraph(&words.check_line(&CheckLine::Skipped(&words.list(&listed)))))
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
    use crate::experiment::expect::MoreDays;
    use crate::model::expect::Severity;
    use crate::report::chinese::assert_chinese;

    #[test]
    fn every_expectation_has_its_line_below_its_scenario() {
        let page = page(&sample::everything(), Language::English, false);
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
    fn the_whole_page_in_chinese() {
        let mut check = sample::everything();
        let beside = |scenario: &mut Checked| {
            if let ScenarioState::Played(played) = &mut scenario.state {
                played.baseline = Some(Box::new(baseline::tests::found(Finding::Worse)));
            }
        };
        beside(&mut check.scenarios[0]);
        let expected = "\
a（plans/a.toml），1,000天，种子1
  符合      answer_rate                 0.98021  0.97971至0.98071  >= 0.98
  不符合    intervals.each.answer_rate  0.98021  0.97971至0.98071  >= 0.98
             24个时段中最差的：08:30至09:00；2个不符合，1个未定
  未定      occupancy                   0.98021  0.97971至0.98071  >= 0.98
             需再增加350至1,400天
  无法统计  queues.vip.asa_s                  –                    >= 0.98
             没有哪一天有可统计的
  不符合    cost                        0.98021  0.97971至0.98071  >= 0.98
             只是警告
  更差      基线，1,000天
             接通率  98.0% -> 97.4%  -0.6 ± 0.1个百分点  更差
             有变化的：场景：seats 40 -> 未设置，groups.inbound.people 7 -> 6
             如果是有意的，用 `--update` 保存为新的基线

b（plans/b.toml）
  未能模拟：1处错误

已模拟但不计入，没有 [expect]：plans/c.toml。

跳过：plans/base.toml（只是 plans/a.toml 的基础文件）。

1个场景的5项期望中，2项不符合，1项未定，1项警告，1项符合。基线：1个更差。1个场景未能模拟。
";
        assert_eq!(page(&check, Language::Chinese, false), expected);
    }

    #[test]
    fn the_page_ends_with_the_sum() {
        let page = page(&sample::everything(), Language::English, false);
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
        assert!(
            super::page(&sample::check(vec![good]), Language::English, false)
                .ends_with("\n\nThe only expectation is met.\n")
        );
    }

    #[test]
    fn what_has_moved_from_the_baseline_stands_below_the_expectations() {
        let mut scenario = sample::played("a", vec![sample::line("asa_s", Fulfilment::Met, Severity::Fail)]);
        if let ScenarioState::Played(played) = &mut scenario.state {
            played.baseline = Some(Box::new(baseline::tests::found(Finding::Worse)));
        }
        let page = page(&sample::check(vec![scenario]), Language::English, false);
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
        assert!(page(&check, Language::English, false).contains(kept));
        let gone = page(&CheckReport { removed: true, ..check }, Language::English, false);
        assert!(gone.contains("Removed, as the scenario is gone: b/x.baseline.toml."), "{gone}");
    }

    #[test]
    fn many_scenarios_of_a_folder_are_only_counted() {
        let scenarios = ["v", "w", "x", "y"].map(|name| sample::played(name, Vec::new()));
        let page = page(&sample::check(scenarios.to_vec()), Language::English, false);
        assert!(page.starts_with("Run but not counted, without [expect]: 4 scenarios in plans.\n"), "{page}");
        assert!(page.ends_with("Nothing was checked: 4 scenarios were run, but none has an [expect].\n"), "{page}");
    }

    #[test]
    fn only_the_verdict_is_coloured_and_nothing_else_reaches_the_terminal() {
        let mut check = sample::everything();
        assert!(page(&check, Language::English, true).contains("  \u{1b}[31mmissed\u{1b}[0m     intervals"));
        check.scenarios[0].name = "\u{1b}[2J\n".into();
        assert!(!page(&check, Language::English, false).contains('\u{1b}'));
    }

    #[test]
    fn no_english_is_left_on_a_chinese_page() {
        let chinese = |check: &CheckReport| {
            let names = [&sample::NAMES[..], &["baseline", "update"]].concat();
            assert_chinese(&page(check, Language::Chinese, false), &names);
        };
        let (mut some, mut none) = (sample::everything(), sample::check(Vec::new()));
        some.left_out = 3;
        some.stale = vec!["b/x.baseline.toml".into()];
        chinese(&some);
        some.removed = true;
        some.skipped[0].why = crate::words::SkippedWhy::NotAScenario;
        chinese(&some);
        chinese(&none);
        none.scenarios = ["v", "w", "x", "y"].map(|name| sample::played(name, Vec::new())).into();
        chinese(&none);
        none.scenarios.truncate(1);
        chinese(&none);
        for count in [1, 2] {
            let met = vec![sample::line("asa_s", Fulfilment::Met, Severity::Fail); count];
            chinese(&sample::check(vec![sample::played("a", met)]));
        }
        for more in [MoreDays::IfAlike(3), MoreDays::Unknown, MoreDays::TooMany, MoreDays::Never] {
            let line = sample::line("asa_s", Fulfilment::Undecided(more), Severity::Fail);
            chinese(&sample::check(vec![sample::played("a", vec![line])]));
        }
    }
}
