//! The page of a baseline: TOML with a figure a line, so that a review shows what has moved.

use super::{BaselineHead, BaselinePart, Damaged, scenario_fingerprint};
use crate::escape::{json, terminal};
use crate::experiment::baseline::Baseline;
use crate::experiment::results::RunResults;
use crate::failure::BaselineFault;
use crate::figures::{Measure, RungFigure};
use crate::report::numbers::decimals_for_two_digits;
use crate::stats::Estimate;
use std::borrow::Cow;

/// The name and number of the form; the number grows when a reader of the old one would misread the new one.
const FORMAT: &str = "holdline-baseline/1";

/// The page, ending with a line end; `scenario` is the path of the scenario's file.
pub fn write(scenario: &str, baseline: &Baseline, results: &RunResults) -> String {
    let scenario = terminal::line(scenario);
    let mut page = format!(
        "# What {scenario} gave when this was stored: means over the days with their 95 % intervals.\n\
         # `holdline check --baseline` holds later runs against it, `--update` stores them in its place.\n\
         format = \"{FORMAT}\"\nholdline = \"{}\"\ndays = {}\nseed = {}\n\
         scenario = \"{}\"  # changes with what is set in the scenario and its tables\n\
         results = \"{}\"   # changes with any result\n",
        baseline.version,
        baseline.days,
        baseline.seed,
        scenario_fingerprint(baseline),
        baseline.results
    );
    let shown = results.measures.0.iter().filter(|(measure, _)| *measure == Measure::Offered || measure.is_headline());
    section(&mut page, "measures", shown.filter_map(|(measure, figure)| Some((measure.name(), (*figure)?))));
    if results.queues.len() > 1 {
        for (queue, measures) in &results.queues {
            let rate = measures.get(Measure::AnswerRate).map(|rate| (Measure::AnswerRate.name(), *rate));
            section(&mut page, &format!("queue.{}", key(queue)), rate.into_iter());
        }
    }
    for rung in &results.rungs {
        let used = [RungFigure::Pulls, RungFigure::PersonHours].map(|figure| (figure.name().into(), rung.get(figure)));
        section(&mut page, &format!("rung.{}", key(&rung.name)), used.into_iter());
    }
    page
}

fn section(page: &mut String, name: &str, figures: impl Iterator<Item = (Cow<'static, str>, Estimate)>) {
    *page += &format!("\n[{name}]\n");
    for (name, figure) in figures.filter(|(_, figure)| figure.mean.is_finite()) {
        *page += &format!("{} = {}\n", key(&name), written(&figure));
    }
}

/// A name as a key of TOML, in quotes where it needs them.
fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(is_bare) {
        return name.to_owned();
    }
    // What JSON writes is TOML too, once nothing hidden stands in it as it is.
    json::document(&serde_json::Value::from(name).to_string())
}

/// `{ mean = 0.9312, low = 0.9300, high = 0.9324 }`, to the second figure of half the interval.
fn written(figure: &Estimate) -> String {
    let ends = figure.low.zip(figure.high);
    let half = ends.map_or(0.0, |(low, high)| (high - low) / 2.0);
    let places = if half > 0.0 { decimals_for_two_digits(half).clamp(1, 6) } else { 4 };
    let number = |value: f64| format!("{:.places$}", if value.abs() < 1e-9 { 0.0 } else { value });
    match ends {
        Some((low, high)) => {
            format!("{{ mean = {}, low = {}, high = {} }}", number(figure.mean), number(low), number(high))
        }
        None => format!("{{ mean = {} }}", number(figure.mean)),
    }
}

/// Whether a file that begins so is a page of any version, damaged or not.
pub(super) fn is_one(head: &[u8]) -> bool {
    let form = FORMAT.split_inclusive('/').next().unwrap_or_default();
    String::from_utf8_lossy(head).lines().any(|line| line.starts_with(&format!("format = \"{form}")))
}

/// Reads what a page says of its run; its figures are for people.
pub(super) fn read(page: &str) -> Result<BaselineHead, Damaged> {
    let head: BaselineHead = toml::from_str(page).map_err(|error| {
        let line = error.span().map(|span| page[..span.start.min(page.len())].matches('\n').count() + 1);
        Damaged::at(BaselinePart::Page, line, BaselineFault::BadPage(error.message().to_owned()))
    })?;
    if head.format != FORMAT {
        let fault = BaselineFault::PageInOtherForm { theirs: head.format, ours: FORMAT };
        return Err(Damaged::at(BaselinePart::Page, None, fault));
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{baseline, results};
    use super::*;

    #[test]
    fn a_review_sees_a_figure_a_line() {
        let expected = "\
# What scenarios/manual/weekday.toml gave when this was stored: means over the days with their 95 % intervals.
# `holdline check --baseline` holds later runs against it, `--update` stores them in its place.
format = \"holdline-baseline/1\"
holdline = \"1.4.0\"
days = 3
seed = 1
scenario = \"SCENARIO\"  # changes with what is set in the scenario and its tables
results = \"1e36f3a51d34efd3\"   # changes with any result

[measures]
offered = { mean = 2512.0, low = 2500.0, high = 2524.0 }
answer_rate = { mean = 0.9290, low = 0.9270, high = 0.9310 }
asa_s = { mean = 42.0, low = 40.0, high = 44.0 }
wait_p95_s = { mean = 171.0, low = 168.0, high = 174.0 }

[rung.floaters]
pulls = { mean = 1.3000 }
person_hours = { mean = 2.1400 }

[rung.back_office]
pulls = { mean = 0.0000 }
person_hours = { mean = 0.0000 }
";
        let expected = expected.replace("SCENARIO", &scenario_fingerprint(&baseline()));
        assert_eq!(write("scenarios/manual/weekday.toml", &baseline(), &results()), expected);
    }

    #[test]
    fn the_line_of_the_scenario_changes_with_what_is_set_and_with_its_tables() {
        let of = |change: &dyn Fn(&mut Baseline)| {
            let mut baseline = baseline();
            change(&mut baseline);
            scenario_fingerprint(&baseline)
        };
        let same = of(&|_| {});
        assert_eq!(same, of(&|b| b.results = "0".to_owned()));
        assert_ne!(same, of(&|b| _ = b.settings.insert("open".to_owned(), "09:00".to_owned())));
        assert_ne!(same, of(&|b| b.tables = "0".to_owned()));
    }

    #[test]
    fn names_of_all_kinds_leave_the_page_readable() {
        let mut results = results();
        results.queues.push(("a.b \"c\"\n\u{7f}".to_owned(), results.measures.clone()));
        results.rungs[0].name = "夜班".to_owned();
        let page = write("a\nb.toml", &baseline(), &results);
        let table: toml::Table = page.parse().unwrap_or_else(|e| panic!("{e}\n{page}"));
        assert_eq!(table["queue"]["a.b \"c\"\n\u{7f}"]["answer_rate"]["mean"].as_float(), Some(0.929));
        assert!(table["rung"].get("夜班").is_some());
        assert_eq!(read(&page).expect("a page").results, "1e36f3a51d34efd3");
    }

    #[test]
    fn figures_are_as_fine_as_they_are_known() {
        let figure = |mean, low, high| written(&Estimate { mean, low, high, ..Estimate::default() });
        assert_eq!(figure(2463.12, Some(2451.2), Some(2475.0)), "{ mean = 2463.1, low = 2451.2, high = 2475.0 }");
        assert_eq!(figure(0.93124, Some(0.93001), Some(0.93247)), "{ mean = 0.9312, low = 0.9300, high = 0.9325 }");
        assert_eq!(figure(-0.0, Some(-0.0), Some(0.0)), "{ mean = 0.0000, low = 0.0000, high = 0.0000 }");
        assert_eq!(figure(1e-7, Some(0.0), Some(2e-7)), "{ mean = 0.000000, low = 0.000000, high = 0.000000 }");
    }

    #[test]
    fn a_damaged_page_is_told_with_its_line() {
        let page = write("a.toml", &baseline(), &results());
        let told = |page: &str| read(page).map(|_| ()).expect_err("damaged");
        let conflict = told(&page.replace("days = 3", "<<<<<<< HEAD\ndays = 3"));
        assert_eq!((conflict.part, conflict.line), (BaselinePart::Page, Some(5)));
        assert_eq!(told(&page.replace("days = 3", "days = -3")).line, Some(5));
        assert!(told("").reason().contains("format"), "{:?}", told(""));
        let other = told(&page.replace(FORMAT, "holdline-baseline/2"));
        assert_eq!(other.reason(), "it is in the form holdline-baseline/2, and this program reads holdline-baseline/1");
    }
}
