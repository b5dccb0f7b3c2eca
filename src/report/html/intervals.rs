//! The table of intervals, coloured by who is missing: sign and number say the same as the colour.

use super::document::{HtmlBlock, HtmlCell, HtmlTable, NUMBERS};
use crate::experiment::results::RunResults;
use crate::figures::Measure;
use crate::report::interval_table::{self, StaffingRow};
use crate::words::PageWords;
use crate::words::html::{HtmlLabel, HtmlLine, HtmlText, HtmlWords};
use crate::words::numbers::{DASH, decimal, percent, signed};

/// From which shares of the people needed on a difference is coloured deeper.
const DEEPER: [f64; 2] = [0.1, 0.25];
/// Fewer people than so many are not missing.
const MISSING: f64 = 0.5;

pub(super) fn table(words: &dyn HtmlWords, results: &RunResults) -> Vec<HtmlBlock> {
    let rows = interval_table::rows(results);
    if rows.is_empty() {
        return Vec::new();
    }
    let (level, within) = interval_table::level(results);
    let target = |measure: Measure, usual: f64| {
        let asked = results.targets.iter().find(|target| target.measure == measure).map(|target| target.target);
        asked.or_else(|| results.targets.is_empty().then_some(usual))
    };
    let least = [target(Measure::AnswerRate, 0.9), target(level, 0.8)];
    let within = words.line(&HtmlLine::Within(within));
    let label = |label| words.label(label).to_owned();
    let head = vec![
        label(HtmlLabel::Time),
        label(HtmlLabel::Calls),
        label(HtmlLabel::Planned),
        label(HtmlLabel::OnPhones),
        label(HtmlLabel::Needed),
        label(HtmlLabel::OverUnder),
        label(HtmlLabel::Answered),
        within,
        label(HtmlLabel::Asa),
        label(HtmlLabel::Occupancy),
    ];
    let rows = rows.iter().map(|row| cells(words, row, least)).collect();
    vec![
        HtmlBlock::Table(HtmlTable { style: NUMBERS, head, rows }),
        HtmlBlock::quiet(words.text(HtmlText::IntervalKey)),
        HtmlBlock::quiet(interval_table::needed_for(results, words.page())),
    ]
}

fn cells(words: &dyn HtmlWords, row: &StaffingRow, least: [Option<f64>; 2]) -> Vec<HtmlCell> {
    let number = |value: Option<f64>| value.map_or_else(|| DASH.to_owned(), |v| decimal(v, 1));
    let page = words.page();
    let (start, end) = row.by_the_clock;
    let time = words.line(&HtmlLine::Between(&start.to_string(), &end.to_string()));
    let date = row.date.map_or_else(String::new, |date| format!("{date} "));
    vec![
        (date + &time).into(),
        number(row.calls).into(),
        number(row.planned).into(),
        number(row.on_phones).into(),
        row.needed.map_or_else(|| DASH.to_owned(), |needed| needed.to_string()).into(),
        over(row),
        share(page, row.answered, least[0]),
        share(page, row.in_time, least[1]),
        row.asa_s.map_or_else(|| DASH.to_owned(), |asa| page.length(asa)).into(),
        share(page, row.occupancy, None),
    ]
}

/// How many people are missing or over, with a sign.
fn over(row: &StaffingRow) -> HtmlCell {
    let Some((over, needed)) = row.over().zip(row.needed) else { return DASH.into() };
    let part = over.abs() / f64::from(needed.max(1));
    let depth = DEEPER.iter().filter(|from| part >= **from).count();
    let text = signed(over);
    if over <= -MISSING {
        HtmlCell::toned(format!("▼ {text}"), ["short1", "short2", "short3"][depth])
    } else if row.is_over() {
        HtmlCell::toned(format!("▲ {text}"), ["over1", "over2", "over3"][depth])
    } else {
        text.into()
    }
}

fn share(page: &dyn PageWords, value: Option<f64>, least: Option<f64>) -> HtmlCell {
    let Some(value) = value else { return DASH.into() };
    let text = page.per_cent(&percent(value, 1));
    if least.is_some_and(|least| value < least) {
        HtmlCell::toned(format!("▼ {text}"), "short1")
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::words::{self, Language};

    #[test]
    fn who_is_missing_is_told_by_sign_number_and_colour() {
        let results = sample::missed();
        let tone = |on_phones: f64, needed: u32| -> String {
            let mut row = interval_table::rows(&results).remove(0);
            (row.on_phones, row.needed) = (Some(on_phones), Some(needed));
            let cell = serde_json::to_value(over(&row)).expect("a cell");
            format!("{} {}", cell["tone"].as_str().expect("text"), cell["text"].as_str().expect("text"))
        };
        let mut nobody_knows = interval_table::rows(&results).remove(0);
        nobody_knows.needed = None;
        assert_eq!(serde_json::to_value(over(&nobody_knows)).expect("a cell")["text"], DASH);
        let told = [(29.4, 30), (26.0, 30), (20.0, 30), (30.3, 30), (34.0, 30), (45.0, 30)].map(|(p, n)| tone(p, n));
        assert_eq!(
            told,
            ["short1 ▼ -0.6", "short2 ▼ -4.0", "short3 ▼ -10.0", " +0.3", "over2 ▲ +4.0", "over3 ▲ +15.0"]
        );
    }

    #[test]
    fn a_share_below_its_target_is_marked() {
        let told = |value, least| {
            serde_json::to_value(share(Language::English.page(), Some(value), least)).expect("a cell")["text"].clone()
        };
        assert_eq!(told(0.89, Some(0.9)), "▼ 89.0 %");
        assert_eq!([told(0.9, Some(0.9)), told(0.1, None)], ["90.0 %", "10.0 %"]);
    }

    #[test]
    fn results_without_intervals_have_no_table() {
        let results = RunResults { intervals: Vec::new(), ..sample::missed() };
        assert!(table(words::html(Language::English), &results).is_empty());
    }
}
