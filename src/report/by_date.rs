//! The page's table of several dates: a row for each, with what callers met on it and how often it was good.

use super::numbers::{DASH, shown};
use super::screen::{plain_table, printed};
use super::targets;
use crate::experiment::results::{DateResult, RunResults};
use crate::figures::{Measure, Unit};
use crate::stats::Share;
use crate::units::text;
use comfy_table::CellAlignment;

/// The table; empty for a single date.
pub(super) fn table(results: &RunResults) -> String {
    if results.dates.is_empty() {
        return String::new();
    }
    let measures = measures(results);
    let good = results.targets.iter().map(|target| format!("good: {}", named(target.measure)));
    let mut table = plain_table();
    table.set_header(std::iter::once("By date".to_owned()).chain(measures.iter().map(|one| named(*one))).chain(good));
    results.dates.iter().for_each(|date| _ = table.add_row(row(date, &measures)));
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

/// The calls, the answer rate, what has a target, and the waits: each once.
fn measures(results: &RunResults) -> Vec<Measure> {
    let mut measures = vec![Measure::Offered, Measure::AnswerRate];
    for measure in results.targets.iter().map(|target| target.measure).chain([Measure::Asa]) {
        if !measures.contains(&measure) {
            measures.push(measure);
        }
    }
    measures
}

fn named(measure: Measure) -> String {
    let plain = [(Measure::Offered, "calls"), (Measure::Asa, "ASA")];
    if let Some((_, name)) = plain.iter().find(|(one, _)| *one == measure) {
        return (*name).to_owned();
    }
    match measure.service_level() {
        Some(level) => format!("within {}{}", text::span(level.within), targets::note(level)),
        None => measure.name().replace('_', " "),
    }
}

fn row(date: &DateResult, measures: &[Measure]) -> Vec<String> {
    let figure = |measure: &Measure| {
        date.measures.get(*measure).map_or_else(|| DASH.to_owned(), |found| shown(measure.unit(), found.mean))
    };
    let good = |share: &Option<Share>| share.map_or_else(|| DASH.to_owned(), |share| shown(Unit::Share, share.mean));
    let day = date.date.strftime("%a %-d %b").to_string();
    std::iter::once(day).chain(measures.iter().map(figure)).chain(date.share_of_days.iter().map(good)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::FigureTable;
    use crate::report::sample;
    use jiff::civil::date;

    #[test]
    fn a_row_for_each_date_tells_what_callers_met_and_how_often_it_was_good() {
        let mut results = sample::missed();
        assert_eq!(table(&results), "");
        let of_date = |day, answer_rate, good| DateResult {
            date: date(2027, 2, day),
            measures: FigureTable(vec![
                (Measure::Offered, sample::known(1_571.0)),
                (Measure::AnswerRate, sample::known(answer_rate)),
                (Measure::Asa, sample::known(12.0)),
            ]),
            share_of_days: vec![Some(Share { mean: good, low: good, high: good })],
        };
        results.dates = vec![of_date(5, 0.986, 1.0), of_date(6, 0.85, 0.25)];
        let expected = "\
By date    calls  answer rate  ASA  good: answer rate
Fri 5 Feb  1,571       98.6 %  12s            100.0 %
Sat 6 Feb  1,571       85.0 %  12s             25.0 %";
        assert_eq!(table(&results).trim_end(), expected);
    }
}
