//! T4: the actual volume of each date of last month beside the forecast that could be made before it.

use super::dates::{DateHead, Dates};
use super::forecast::Forecasts;
use super::month::Month;
use super::total;
use crate::history::CentreHistory;
use jiff::ToSpan;

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccuracyTable {
    /// A row for each date.
    pub rows: Vec<AccuracyRow>,
}

/// A date.
#[derive(Clone, Debug, PartialEq)]
pub struct AccuracyRow {
    /// Which.
    pub head: DateHead,
    /// Whether it is a holiday, or the open date next to one.
    pub is_special: bool,
    /// Calls offered.
    pub actual: Option<f64>,
    /// Calls expected.
    pub forecast: Option<f64>,
    /// Between these the volume was expected in 8 of 10 cases.
    pub band: Option<(f64, f64)>,
    /// The sum of what every interval differs, whatever the sign; `None` without an actual or a forecast.
    pub interval_error: Option<f64>,
}

/// What it comes to over open dates with an actual and a forecast.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AccuracyTotals {
    /// Dates.
    pub days: usize,
    /// Calls offered.
    pub actual: f64,
    /// Calls expected.
    pub forecast: f64,
    /// Sum of the errors of days, whatever the sign, over the calls offered.
    pub wape_days: Option<f64>,
    /// The same without holidays and the open dates next to them.
    pub wape_ordinary_days: Option<f64>,
    /// The same of intervals.
    pub wape_intervals: Option<f64>,
    /// Calls offered less expected, over offered.
    pub bias: Option<f64>,
    /// Mean of the errors as shares of the actual, whatever the sign.
    pub mape: Option<f64>,
    /// Dates with an error of at most 5 % of the actual.
    pub within_5_percent: usize,
    /// Dates with an error of at most 10 % of the actual.
    pub within_10_percent: usize,
}

impl AccuracyRow {
    /// Actual less forecast.
    pub fn error(&self) -> Option<f64> {
        Some(self.actual? - self.forecast?)
    }

    /// The error over the actual.
    pub fn error_of_actual(&self) -> Option<f64> {
        Some(self.error()? / self.actual.filter(|actual| *actual > 0.0)?)
    }

    /// The error over the forecast.
    pub fn error_of_forecast(&self) -> Option<f64> {
        Some(self.error()? / self.forecast.filter(|forecast| *forecast > 0.0)?)
    }

    /// 1 less the error over the actual, whatever its sign; below 0 if the error is larger than the actual.
    pub fn accuracy(&self) -> Option<f64> {
        self.error_of_actual().map(|error| 1.0 - error.abs())
    }

    /// Whether the actual was between the ends of what was expected.
    pub fn inside_band(&self) -> Option<bool> {
        let (actual, (low, high)) = (self.actual?, self.band?);
        Some(actual >= low && actual <= high)
    }
}

impl AccuracyTotals {
    /// A figure of them; `None`: there is no date to have it from.
    pub fn known(&self, figure: f64) -> Option<f64> {
        (self.days > 0).then_some(figure)
    }
}

impl AccuracyTable {
    /// What it comes to.
    pub fn totals(&self) -> AccuracyTotals {
        let is_open = |row: &&AccuracyRow| row.head.open && row.error().is_some();
        let open: Vec<&AccuracyRow> = self.rows.iter().filter(is_open).collect();
        let sum = |of: &dyn Fn(&AccuracyRow) -> Option<f64>| total(open.iter().filter_map(|row| of(row)));
        let (actual, forecast) = (sum(&|row| row.actual), sum(&|row| row.forecast));
        let of_actual = |error: f64| (actual > 0.0).then(|| error / actual);
        let shares: Vec<f64> = open.iter().filter_map(|row| row.error_of_actual()).map(f64::abs).collect();
        let within = |share: f64| shares.iter().filter(|error| **error <= share).count();
        let ordinary = |of: &dyn Fn(&AccuracyRow) -> Option<f64>| {
            total(open.iter().filter(|row| !row.is_special).filter_map(|row| of(row)))
        };
        let ordinary_actual = ordinary(&|row| row.actual);
        let ordinary_error = ordinary(&|row| row.error().map(f64::abs));
        AccuracyTotals {
            days: open.len(),
            actual,
            forecast,
            wape_days: of_actual(sum(&|row| row.error().map(f64::abs))),
            wape_ordinary_days: (ordinary_actual > 0.0).then(|| ordinary_error / ordinary_actual),
            wape_intervals: of_actual(sum(&|row| row.interval_error)),
            bias: of_actual(actual - forecast),
            mape: (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64),
            within_5_percent: within(0.05),
            within_10_percent: within(0.1),
        }
    }
}

/// The table of last month.
pub(super) fn table(
    history: &CentreHistory,
    forecasts: &Forecasts<'_>,
    dates: &Dates<'_>,
    last: Month,
) -> AccuracyTable {
    let is_holiday = |date| !dates.holiday(date).is_empty();
    let row = |date: jiff::civil::Date| {
        let head = dates.head(date);
        let neighbours = [date.checked_sub(1.day()), date.checked_add(1.day())];
        let (day, forecast) = (history.days.get(&date), forecasts.of(date));
        let nobody = (!head.open && is_between(history, date)).then_some(0.0);
        let interval_error = day.zip(forecast.as_ref()).map(|(day, forecast)| {
            let offered = |at: usize| day.intervals.get(&at).map_or(0.0, |interval| interval.offered);
            total((0..history.intervals_of_day()).map(|at| (offered(at) - forecast.of(at)).abs()))
        });
        AccuracyRow {
            is_special: is_holiday(date) || neighbours.into_iter().flatten().any(is_holiday),
            actual: day.map(|day| day.sum().offered).or(nobody),
            forecast: forecast.as_ref().map(super::forecast::DayForecast::sum),
            band: forecast.and_then(|forecast| forecast.band),
            interval_error,
            head,
        }
    };
    AccuracyTable { rows: last.dates().map(row).collect() }
}

/// Whether there are records before a date and after it.
fn is_between(history: &CentreHistory, date: jiff::civil::Date) -> bool {
    history.days.range(..date).next().is_some() && history.days.range(date..).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn row(d: i8, open: bool, actual: f64, forecast: f64) -> AccuracyRow {
        AccuracyRow {
            head: DateHead { date: date(2014, 4, d), open, holiday: String::new() },
            is_special: false,
            actual: Some(actual),
            forecast: Some(forecast),
            band: Some((90.0, 110.0)),
            interval_error: Some(30.0),
        }
    }

    #[test]
    fn both_denominators_are_told() {
        let low = row(1, true, 80.0, 100.0);
        assert_eq!(
            (low.error(), low.error_of_actual(), low.error_of_forecast()),
            (Some(-20.0), Some(-0.25), Some(-0.2))
        );
        assert_eq!((low.accuracy(), low.inside_band()), (Some(0.75), Some(false)));
        let none = row(2, false, 0.0, 0.0);
        assert_eq!((none.error(), none.error_of_actual(), none.error_of_forecast()), (Some(0.0), None, None));
        let nobody_expected = row(2, false, 15.0, 0.0);
        assert_eq!((nobody_expected.error_of_actual(), nobody_expected.accuracy()), (Some(1.0), Some(0.0)));
    }

    #[test]
    fn totals_are_over_open_dates_and_weighted() {
        let mut special = row(4, true, 50.0, 100.0);
        special.is_special = true;
        let rows = vec![row(1, true, 100.0, 95.0), row(2, true, 100.0, 110.0), row(3, false, 15.0, 0.0), special];
        let found = AccuracyTable { rows }.totals();
        assert_eq!((found.days, found.actual, found.forecast), (3, 250.0, 305.0));
        assert_eq!((found.wape_days, found.wape_ordinary_days), (Some(65.0 / 250.0), Some(15.0 / 200.0)));
        assert_eq!((found.wape_intervals, found.bias), (Some(90.0 / 250.0), Some(-55.0 / 250.0)));
        assert_eq!((found.within_5_percent, found.within_10_percent), (1, 2));
        assert!((found.mape.expect("days") - (0.05 + 0.1 + 1.0) / 3.0).abs() < 1e-12);
        assert_eq!(AccuracyTable::default().totals(), AccuracyTotals::default());
    }
}
