//! The page's table of several dates: a row for each, with what callers met on it and how often it was good.

use super::numbers::DASH;
use super::screen::{plain_table, printed};
use crate::experiment::results::{DateResult, RunResults};
use crate::figures::{Measure, Unit};
use crate::stats::Share;
use crate::words::{Label, PageWords};
use comfy_table::CellAlignment;

/// The table; empty for a single date.
pub(super) fn table(results: &RunResults, words: &dyn PageWords) -> String {
    if results.dates.is_empty() {
        return String::new();
    }
    let measures = measures(results);
    let good = results.targets.iter().map(|target| words.good(target.measure));
    let columns = measures.iter().map(|one| words.column(*one));
    let mut table = plain_table();
    table.set_header(std::iter::once(words.label(Label::ByDate).to_owned()).chain(columns).chain(good));
    results.dates.iter().for_each(|date| _ = table.add_row(row(date, &measures, words)));
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

fn row(date: &DateResult, measures: &[Measure], words: &dyn PageWords) -> Vec<String> {
    let figure = |measure: &Measure| {
        date.measures.get(*measure).map_or_else(|| DASH.to_owned(), |found| words.shown(measure.unit(), found.mean))
    };
    let good =
        |share: &Option<Share>| share.map_or_else(|| DASH.to_owned(), |share| words.shown(Unit::Share, share.mean));
    let day = words.weekday_and_date(date.date);
    std::iter::once(day).chain(measures.iter().map(figure)).chain(date.share_of_days.iter().map(good)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::FigureTable;
    use crate::report::sample;
    use crate::words::Language;
    use jiff::civil::date;

    #[test]
    fn a_row_for_each_date_tells_what_callers_met_and_how_often_it_was_good() {
        let mut results = sample::missed();
        assert_eq!(table(&results, Language::English.page()), "");
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
        assert_eq!(table(&results, Language::English.page()).trim_end(), expected);
    }
}
