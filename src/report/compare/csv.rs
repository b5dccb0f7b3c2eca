//! `measures.csv` and `intervals.csv` of a comparison; an undefined figure is an empty field (M-S5).

use super::Compared;
use crate::escape::csv::{Writer, field};
use crate::experiment::compare;
use crate::report::csv::number;

const FIGURES: [&str; 9] = ["measure", "a", "b", "difference", "low", "high", "margin", "p_value", "verdict"];

/// A row per arm and measure: `arm`, then `measure,a,b,difference,low,high,margin,p_value,verdict`.
pub fn measures(compared: &Compared) -> String {
    let row = |label: &str, c: &compare::ComparedFigure| std::iter::once(field(label)).chain(figures(c)).collect();
    let rows = compared.others().flat_map(|(arm, found)| found.measures.iter().map(|c| row(&arm.label, c)));
    table(&["arm"], rows)
}

/// A row per arm, interval and measure: `arm,start,end`, then as in [`measures`].
pub fn intervals(compared: &Compared) -> String {
    let mut rows = Vec::new();
    for (arm, found) in compared.others() {
        for interval in &found.intervals {
            let (start, end) = interval.put.shown(interval.start, interval.end);
            let place = [field(&arm.label), start.to_string(), end.to_string()];
            rows.extend(interval.measures.iter().map(|c| place.iter().cloned().chain(figures(c)).collect()));
        }
    }
    table(&["arm", "start", "end"], rows)
}

fn figures(c: &compare::ComparedFigure) -> [String; 9] {
    let difference = c.difference.as_ref();
    [
        c.measure.name().into_owned(),
        number(c.a),
        number(c.b),
        number(difference.map(|d| d.mean)),
        number(difference.and_then(|d| d.low)),
        number(difference.and_then(|d| d.high)),
        number(Some(c.margin)),
        number(Some(c.p_value)),
        c.finding.word().to_owned(),
    ]
}

fn table(places: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    const CANNOT_FAIL: &str = "memory takes everything";
    let mut bytes = Vec::new();
    let mut csv = Writer::new(&mut bytes);
    csv.write_record(places.iter().chain(&FIGURES)).expect(CANNOT_FAIL);
    rows.into_iter().for_each(|row| csv.write_record(row).expect(CANNOT_FAIL));
    csv.flush().expect(CANNOT_FAIL);
    drop(csv);
    String::from_utf8(bytes).expect("text stays UTF-8")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn measures_have_a_row_each_and_leave_empty_what_is_undefined() {
        let csv = measures(&sample::better());
        let mut lines = csv.lines();
        assert_eq!(lines.next(), Some("arm,measure,a,b,difference,low,high,margin,p_value,verdict"));
        assert_eq!(lines.next(), Some("Plan B,abandoned,200,150,-50,-55,-45,0.2,0,better"));
        assert_eq!(lines.last(), Some("Plan B,cost,,,,,,0,1,no_difference"));
    }

    #[test]
    fn intervals_have_a_row_for_each_measure() {
        let csv = intervals(&sample::better());
        let expected = "arm,start,end,measure,a,b,difference,low,high,margin,p_value,verdict\n\
                        Plan B,08:00,08:15,answer_rate,0.95,0.95,0,0,0,0.001,1,no_difference\n";
        assert!(csv.starts_with(expected), "{csv}");
        assert_eq!(csv.lines().count(), 5);
    }
}
