//! What is expected of a date, interval by interval: what a file says, else the mean of the last weeks.

use super::dates::Dates;
use super::month::Month;
use super::rules::PlannerRules;
use super::total;
use crate::history::CentreHistory;
use crate::special::student_t_quantile;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

/// The chance that a volume lies between the ends of the interval of a forecast.
const BAND: f64 = 0.8;

/// The expected calls of a date.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DayForecast {
    /// By interval; nothing on a closed date.
    pub calls: BTreeMap<usize, f64>,
    /// Between these the volume of the day lies in 8 of 10 cases; `None`: not known.
    pub band: Option<(f64, f64)>,
}

impl DayForecast {
    pub fn sum(&self) -> f64 {
        total(self.calls.values().copied())
    }

    pub fn of(&self, interval: usize) -> f64 {
        self.calls.get(&interval).copied().unwrap_or(0.0)
    }
}

/// Makes forecasts.
pub(super) struct Forecasts<'a> {
    history: &'a CentreHistory,
    dates: &'a Dates<'a>,
    rules: &'a PlannerRules,
}

impl<'a> Forecasts<'a> {
    pub fn new(history: &'a CentreHistory, dates: &'a Dates<'a>, rules: &'a PlannerRules) -> Self {
        Self { history, dates, rules }
    }

    /// The intervals that are shown: from the first to the last with a row in what was recorded before this month, or
    /// with an expectation.
    pub fn shown(&self) -> Range<usize> {
        let recorded = self.history.days.range(..self.rules.month.first()).flat_map(|(_, day)| day.intervals.keys());
        let expected = self.history.expected.values().flat_map(BTreeMap::keys);
        let all = recorded.chain(expected).copied();
        let (first, last) = all.fold((usize::MAX, 0), |(first, last), at| (first.min(at), last.max(at)));
        if first > last { 0..0 } else { first..last + 1 }
    }

    /// The forecast of a date, made before its month has begun; `None` where nothing is known to make one from.
    pub fn of(&self, date: Date) -> Option<DayForecast> {
        if let Some(calls) = self.history.expected.get(&date) {
            return Some(DayForecast { calls: calls.clone(), band: None });
        }
        if !self.dates.is_open(date) {
            return Some(DayForecast::default());
        }
        let alike = self.alike(date);
        if alike.is_empty() {
            return None;
        }
        let mut calls = BTreeMap::new();
        let mut totals = Vec::new();
        for day in &alike {
            totals.push(day.values().sum());
            day.iter().for_each(|(interval, offered)| *calls.entry(*interval).or_insert(0.0) += offered);
        }
        calls.values_mut().for_each(|sum| *sum /= alike.len() as f64);
        Some(DayForecast { calls, band: band(&totals) })
    }

    /// People rostered on a date, rounded half up; nobody on a closed date of a month with a roster, and `None` where there is
    /// no roster of the date.
    pub fn roster(&self, date: Date, is_open: bool) -> Option<BTreeMap<usize, u32>> {
        let month = Month::of(date);
        let is_rostered = self.history.people.range(month.first()..month.after().first()).next().is_some();
        let whole = |(at, people): (&usize, &f64)| (*at, (people + 0.5).floor() as u32);
        match self.history.people.get(&date) {
            Some(people) => Some(people.iter().map(whole).collect()),
            None => (is_rostered && !is_open).then(BTreeMap::new),
        }
    }

    /// The calls of the last dates before the month that are like this one: of its weekday, open, and no holidays.
    fn alike(&self, date: Date) -> Vec<BTreeMap<usize, f64>> {
        let before = self.history.days.range(..Month::of(date).first()).rev();
        let is_alike = |other: Date| {
            other.weekday() == date.weekday() && self.dates.holiday(other).is_empty() && self.dates.is_open(other)
        };
        let days = before.filter(|(other, _)| is_alike(**other)).take(self.rules.weeks.value as usize);
        days.map(|(_, day)| day.intervals.iter().map(|(at, of)| (*at, of.offered)).collect()).collect()
    }
}

/// Where one more value of the same kind lies in 8 of 10 cases, if values are normal: Student's interval of prediction.
fn band(totals: &[f64]) -> Option<(f64, f64)> {
    let n = totals.len() as f64;
    if totals.len() < 2 {
        return None;
    }
    let mean = totals.iter().sum::<f64>() / n;
    let variance = totals.iter().map(|total| (total - mean) * (total - mean)).sum::<f64>() / (n - 1.0);
    let half = student_t_quantile(0.5 + 0.5 * BAND, n - 1.0) * (variance * (1.0 + 1.0 / n)).sqrt();
    Some(((mean - half).max(0.0), mean + half))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{day, history, mark, rules};
    use super::*;
    use jiff::civil::date;

    /// Mondays of April with so many calls at 08:00 and twice as many at 08:30.
    fn mondays(volumes: &[(i8, f64)]) -> CentreHistory {
        let mut history = history();
        for (d, calls) in volumes {
            history.days.insert(date(2014, 4, *d), day(&[(16, *calls, 60.0), (17, 2.0 * calls, 60.0)]));
        }
        history
    }

    fn of(history: &CentreHistory, on: Date) -> Option<DayForecast> {
        let (rules, dates) = (rules(), Dates::new(history, Month::parse("2014-05").expect("a month")));
        Forecasts::new(history, &dates, &rules).of(on)
    }

    #[test]
    fn it_is_the_mean_of_the_last_four_dates_alike() {
        let mut history = mondays(&[(7, 10.0), (14, 20.0), (21, 30.0), (28, 40.0)]);
        history.days.insert(date(2014, 3, 31), day(&[(16, 1_000.0, 60.0)]));
        let found = of(&history, date(2014, 5, 5)).expect("a forecast");
        assert_eq!((found.of(16), found.of(17), found.of(18), found.sum()), (25.0, 50.0, 0.0, 75.0));
    }

    #[test]
    fn holidays_and_closed_dates_are_passed_over_and_a_closed_date_expects_nobody() {
        let mut history = mondays(&[(7, 10.0), (14, 20.0), (21, 30.0), (28, 40.0)]);
        mark(&mut history, date(2014, 4, 21), None, "a holiday");
        mark(&mut history, date(2014, 4, 28), Some(false), "");
        mark(&mut history, date(2014, 5, 12), Some(false), "");
        assert_eq!(of(&history, date(2014, 5, 5)).expect("a forecast").of(16), 15.0);
        assert_eq!(of(&history, date(2014, 5, 12)), Some(DayForecast::default()));
    }

    #[test]
    fn nothing_of_the_month_itself_is_used() {
        let history = mondays(&[(7, 10.0), (28, 20.0)]);
        assert_eq!(of(&history, date(2014, 4, 28)), None);
    }

    #[test]
    fn a_file_stands_above_it() {
        let mut history = mondays(&[(7, 10.0)]);
        history.expected.insert(date(2014, 5, 5), BTreeMap::from([(16, 7.0)]));
        let found = of(&history, date(2014, 5, 5)).expect("a forecast");
        assert_eq!((found.sum(), found.band), (7.0, None));
    }

    #[test]
    fn people_are_rounded_half_up_and_nobody_is_rostered_on_a_closed_date() {
        let mut history = mondays(&[(7, 10.0)]);
        let roster = |history: &CentreHistory, d, is_open| {
            let (rules, dates) = (rules(), Dates::new(history, Month::parse("2014-05").expect("a month")));
            Forecasts::new(history, &dates, &rules).roster(date(2014, 5, d), is_open)
        };
        assert_eq!(roster(&history, 4, false), None);
        history.people.insert(date(2014, 5, 5), BTreeMap::from([(16, 2.5), (17, 2.49)]));
        assert_eq!(roster(&history, 5, true), Some(BTreeMap::from([(16, 3), (17, 2)])));
        assert_eq!((roster(&history, 4, false), roster(&history, 6, true)), (Some(BTreeMap::new()), None));
    }

    #[test]
    fn the_band_is_students_interval_of_one_more_day() {
        // t of 3 degrees of freedom at 0.9 is 1.637744; the four values have a variance of 166.667.
        let (low, high) = band(&[10.0, 20.0, 30.0, 40.0]).expect("four days");
        let half = 1.637_744 * f64::sqrt(500.0 / 3.0 * 1.25);
        assert!((low - (25.0 - half)).abs() < 1e-4 && (high - (25.0 + half)).abs() < 1e-4, "{low} {high}");
        assert_eq!(band(&[10.0]), None);
    }
}
