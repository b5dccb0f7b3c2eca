//! The table that planners know: for each interval the calls, the people planned, on the phones and needed, and what came of it.

use super::numbers::{DASH, decimal, percent};
use super::screen::{paragraph, plain_table, printed};
use crate::escape::csv::Writer;
use crate::experiment::results::{IntervalRow, RunResults};
use crate::figures::Measure;
use crate::stats::Estimate;
use crate::units::{ClockReading, SimTime, Span};
use crate::words::numbers::signed;
use crate::words::{Label, Language, PageWords, PeopleStretch};
use comfy_table::CellAlignment;
use jiff::civil::Date;
use std::io::{self, Write};

/// Most stretches of the day named in a sentence.
const MOST_NAMED: usize = 4;
/// What is over by less than two people, or less than a tenth of those needed, is nothing to move.
const WORTH_MOVING: (f64, f64) = (1.5, 0.1);

/// One interval, all queues together; figures are means over days.
pub(super) struct StaffingRow {
    /// The date, if there are several.
    pub date: Option<Date>,
    /// From and to by the clock of its date.
    pub by_the_clock: (ClockReading, ClockReading),
    start: SimTime,
    end: SimTime,
    pub calls: Option<f64>,
    pub planned: Option<f64>,
    /// Signed in, lent people included.
    pub on_phones: Option<f64>,
    pub needed: Option<u32>,
    pub answered: Option<f64>,
    pub in_time: Option<f64>,
    pub asa_s: Option<f64>,
    /// Handle time of the calls of this interval as a share of the time that people were on the phones in it; at most 1.
    pub occupancy: Option<f64>,
    /// Whether it comes out below a target in the mean over days.
    misses: bool,
}

impl StaffingRow {
    fn of(row: &IntervalRow, level: Measure, targets: &[(Measure, f64)]) -> Self {
        let mean = |measure: Measure| row.measures.get(measure).map(|e: &Estimate| e.mean);
        let (answered_calls, handle_s, on_phones) =
            (mean(Measure::Answered), mean(Measure::HandleTime), mean(Measure::SignedIn));
        let time = on_phones.map(|people| people * (row.end - row.start).as_secs());
        let handled = answered_calls.zip(handle_s).map(|(calls, handle_s)| calls * handle_s);
        let occupancy =
            handled.zip(time).filter(|(_, time)| *time > 0.0).map(|(handled, time)| (handled / time).min(1.0));
        Self {
            date: row.date,
            by_the_clock: row.by_the_clock(),
            start: row.start,
            end: row.end,
            calls: mean(Measure::Offered),
            planned: row.staffing.planned,
            on_phones,
            needed: row.staffing.needed,
            answered: mean(Measure::AnswerRate),
            in_time: mean(level),
            asa_s: mean(Measure::Asa),
            occupancy,
            misses: targets
                .iter()
                .any(|(measure, target)| mean(*measure).is_some_and(|found| !measure.reaches(found, *target))),
        }
    }

    /// When it begins, with the date if there are several.
    fn begins(&self, words: &dyn PageWords) -> String {
        let date = self.date.map_or_else(String::new, |date| words.date(date) + words.of_a_date());
        format!("{date}{}", self.by_the_clock.0)
    }

    /// People on the phones beyond those needed; negative: so many are missing.
    pub fn over(&self) -> Option<f64> {
        self.on_phones.zip(self.needed).map(|(there, needed)| there - f64::from(needed))
    }

    /// Fewer people than needed, and the callers feel it: with a ladder those who are lent may come on the days that need them.
    fn is_short(&self) -> bool {
        self.misses && self.over().is_some_and(|over| over <= -0.5)
    }

    pub fn is_over(&self) -> bool {
        let enough = |needed: u32| WORTH_MOVING.0.max(WORTH_MOVING.1 * f64::from(needed));
        self.over().zip(self.needed).is_some_and(|(over, needed)| over >= enough(needed))
    }
}

/// The service level of the target, or that within 20 s.
pub(super) fn level(results: &RunResults) -> (Measure, Span) {
    let (measure, level, _) = results.level_asked();
    (measure, level.within)
}

pub(super) fn rows(results: &RunResults) -> Vec<StaffingRow> {
    let (level, _) = level(results);
    let mut targets: Vec<(Measure, f64)> =
        results.targets.iter().map(|target| (target.measure, target.target)).collect();
    if targets.is_empty() {
        targets = vec![(Measure::AnswerRate, 0.9), (level, 0.8)];
    }
    results.whole_floor().map(|row| StaffingRow::of(row, level, &targets)).collect()
}

/// The table as text, a line per interval, and below it what its numbers are needed for.
pub fn text(results: &RunResults, language: Language) -> String {
    let words = language.page();
    let (level, _) = level(results);
    let mut table = plain_table();
    let labels =
        [Label::Planned, Label::OnPhones, Label::Needed, Label::OverUnder].map(|one| words.label(one).to_owned());
    let figures = [Measure::Answered, level, Measure::Asa, Measure::Occupancy].map(|measure| words.column(measure));
    let first = [words.label(Label::From).to_owned(), words.column(Measure::Offered)];
    table.set_header(first.into_iter().chain(labels).chain(figures));
    table.add_rows(rows(results).iter().map(|row| cells(row, words)));
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    format!("{}\n\n{}\n", printed(table), paragraph(&needed_for(results, words)))
}

/// What the numbers needed are needed for.
pub(super) fn needed_for(results: &RunResults, words: &dyn PageWords) -> String {
    let on_days = results.targets.iter().find_map(|target| target.asked_share);
    words.needed(&results.targets, on_days)
}

fn cells(row: &StaffingRow, words: &dyn PageWords) -> [String; 10] {
    let shown = |value: Option<f64>, of: &dyn Fn(f64) -> String| value.map_or_else(|| DASH.to_owned(), of);
    let number = |value| shown(value, &|value| decimal(value, 1));
    let share = |value| shown(value, &|value| words.per_cent(&percent(value, 1)));
    [
        row.begins(words),
        number(row.calls),
        number(row.planned),
        number(row.on_phones),
        row.needed.map_or_else(|| DASH.to_owned(), |needed| needed.to_string()),
        shown(row.over(), &signed),
        share(row.answered),
        share(row.in_time),
        shown(row.asa_s, &|value| words.length(value)),
        share(row.occupancy),
    ]
}

/// `intervals_page.csv`: the same rows for people: `start,end,calls,planned,on_phones,needed,over_under,answer_rate,in_time,asa_s,occupancy`, the
/// service level of the target (or within 20 s) as `in_time`.
///
/// # Errors
/// What `out` reports.
pub fn csv(results: &RunResults, out: impl Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    let head = [
        "start",
        "end",
        "calls",
        "planned",
        "on_phones",
        "needed",
        "over_under",
        &Measure::AnswerRate.name(),
        "in_time",
        &Measure::Asa.name(),
        &Measure::Occupancy.name(),
    ];
    let date = if results.dates.is_empty() { &[][..] } else { &["date"] };
    csv.write_record(date.iter().chain(&head))?;
    let rounded = |value: Option<f64>, decimals: usize| value.map_or_else(String::new, |v| format!("{v:.decimals$}"));
    for row in rows(results) {
        let (start, end) = row.by_the_clock;
        let figures = [
            start.to_string(),
            end.to_string(),
            rounded(row.calls, 2),
            rounded(row.planned, 2),
            rounded(row.on_phones, 2),
            row.needed.map_or_else(String::new, |needed| needed.to_string()),
            rounded(row.over(), 2),
            rounded(row.answered, 4),
            rounded(row.in_time, 4),
            rounded(row.asa_s, 1),
            rounded(row.occupancy, 4),
        ];
        csv.write_record(row.date.map(|date| date.to_string()).into_iter().chain(figures))?;
    }
    csv.flush()
}

/// When people are missing, and when there are too many, a sentence for each if there is any.
pub(super) fn short_and_over(results: &RunResults, words: &dyn PageWords) -> Vec<String> {
    let rows = rows(results);
    let (short, over) = (stretches(&rows, &StaffingRow::is_short), stretches(&rows, &StaffingRow::is_over));
    let has_targets = !results.targets.is_empty();
    let short = (!short.is_empty()).then(|| words.short(has_targets, &largest(&short), not_named(&short)));
    let over = (!over.is_empty()).then(|| words.over(&largest(&over), not_named(&over)));
    short.into_iter().chain(over).collect()
}

/// Neighbouring intervals of which something is to be told.
fn stretches<'a>(rows: &'a [StaffingRow], is_told: &dyn Fn(&StaffingRow) -> bool) -> Vec<&'a [StaffingRow]> {
    let joined = |a: &StaffingRow, b: &StaffingRow| is_told(a) && is_told(b) && a.end == b.start;
    rows.chunk_by(joined).filter(|stretch| stretch.iter().all(is_told)).collect()
}

/// The stretches in which most people are missing or over, in order of time.
fn largest(stretches: &[&[StaffingRow]]) -> Vec<PeopleStretch> {
    let people_hours = |stretch: &[StaffingRow]| {
        stretch.iter().filter_map(|row| Some(row.over()?.abs() * (row.end - row.start).as_secs())).sum::<f64>()
    };
    let mut largest: Vec<usize> = (0..stretches.len()).collect();
    largest.sort_by(|a, b| people_hours(stretches[*b]).total_cmp(&people_hours(stretches[*a])));
    largest.truncate(MOST_NAMED);
    largest.sort_unstable();
    largest.into_iter().map(|at| one_stretch(stretches[at])).collect()
}

fn not_named(stretches: &[&[StaffingRow]]) -> usize {
    stretches.len().saturating_sub(MOST_NAMED)
}

/// A stretch through midnight ends by the clock of its last interval.
fn one_stretch(stretch: &[StaffingRow]) -> PeopleStretch {
    let people = || stretch.iter().filter_map(StaffingRow::over).map(|over| over.abs().round().max(1.0));
    let (least, most) = (people().fold(f64::INFINITY, f64::min), people().fold(0.0, f64::max));
    let (first, last) = (&stretch[0], &stretch[stretch.len() - 1]);
    PeopleStretch { date: first.date, from: first.by_the_clock.0, to: last.by_the_clock.1, least, most }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::Staffing;
    use crate::report::sample;

    fn short_and_over_of(results: &RunResults) -> Vec<String> {
        short_and_over(results, Language::English.page())
    }

    /// Half hours from 09:00 with so many on the phones and so many needed.
    fn day(people: &[(f64, Option<u32>)]) -> RunResults {
        let mut results = sample::missed();
        let row = results.intervals[0].clone();
        let half_hour = |(at, (there, needed)): (usize, &(f64, Option<u32>))| {
            let start = SimTime::clock(9, 30 * at as i64);
            let measures = sample::named(&[
                (Measure::Offered, sample::known(100.0)),
                (Measure::Answered, sample::known(90.0)),
                (
                    Measure::AnswerRate,
                    sample::known(if needed.is_some_and(|n| *there < f64::from(n)) { 0.85 } else { 0.95 }),
                ),
                (Measure::HandleTime, sample::known(180.0)),
                (Measure::SignedIn, sample::known(*there)),
            ]);
            let staffing = Staffing { planned: Some(there + 1.0), needed: *needed };
            IntervalRow { start, end: start + Span::from_minutes(30), staffing, measures, ..row.clone() }
        };
        results.intervals = people.iter().enumerate().map(half_hour).collect();
        results
    }

    #[test]
    fn neighbouring_intervals_are_told_as_one_stretch() {
        let found = short_and_over_of(&day(&[
            (10.0, Some(10)),
            (10.0, Some(13)),
            (10.0, Some(15)),
            (9.7, Some(10)),
            (15.0, Some(10)),
            (20.0, Some(10)),
            (9.4, Some(10)),
        ]));
        assert_eq!(
            found,
            ["Short of people: 09:30 to 10:30 by 3 to 5, 12:00 to 12:30 by 1.", "Over: 11:00 to 12:00 by 5 to 10."]
        );
    }

    #[test]
    fn what_is_right_or_not_known_is_not_told() {
        assert!(short_and_over_of(&day(&[(10.0, Some(10)), (11.0, Some(10)), (3.0, None)])).is_empty());
        // Of 40 people three are within a tenth.
        assert!(short_and_over_of(&day(&[(43.0, Some(40))])).is_empty());
    }

    #[test]
    fn only_the_largest_of_many_stretches_are_named() {
        let people: Vec<_> =
            (0..12).map(|k| if k % 2 == 0 { (10.0, Some(11 + k)) } else { (10.0, Some(10)) }).collect();
        let found = short_and_over_of(&day(&people));
        let expected = "Short of people: 11:00 to 11:30 by 5, 12:00 to 12:30 by 7, 13:00 to 13:30 by 9, 14:00 to 14:30 by 11, \
                        and 2 more (--intervals shows all).";
        assert_eq!(found, [expected]);
    }

    #[test]
    fn without_targets_it_is_said_what_was_taken_for_one() {
        let results = RunResults { targets: Vec::new(), ..day(&[(8.0, Some(10))]) };
        assert_eq!(
            short_and_over_of(&results),
            ["Short of people for 90 % answered and 80 % within 20s: 09:00 to 09:30 by 2."]
        );
    }

    #[test]
    fn the_table_has_a_line_for_each_interval_and_dashes_for_what_is_not_known() {
        let table = text(&day(&[(8.0, Some(10)), (12.0, None)]), Language::English);
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[1].join(" "), "09:00 100.0 9.0 8.0 10 -2.0 85.0 % – – 100.0 %");
        assert_eq!(lines[2].join(" "), "09:30 100.0 13.0 12.0 – – 95.0 % – – 75.0 %");
    }

    #[test]
    fn the_csv_has_the_same_rows_with_empty_fields() {
        let mut bytes = Vec::new();
        csv(&day(&[(8.0, Some(10)), (12.0, None)]), &mut bytes).expect("memory");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(
            text,
            "start,end,calls,planned,on_phones,needed,over_under,answer_rate,in_time,asa_s,occupancy\n\
             09:00,09:30,100.00,9.00,8.00,10,-2.00,0.8500,,,1.0000\n\
             09:30,10:00,100.00,13.00,12.00,,,0.9500,,,0.7500\n"
        );
    }
}
