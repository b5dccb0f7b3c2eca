//! T1: the seats that each interval of each date of this month needs.

use super::capacity::Capacity;
use super::dates::{DateHead, Dates};
use super::forecast::Forecasts;
use super::rules::PlannerRules;
use super::total;
use crate::analytic::AnalyticError;
use std::ops::Range;

/// The table: a column for each date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeatsTable {
    /// In order.
    pub dates: Vec<SeatsColumn>,
}

/// A date.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatsColumn {
    /// Which.
    pub head: DateHead,
    /// Its intervals; `None`: nothing is known to forecast it from.
    pub intervals: Option<Vec<SeatsInterval>>,
    /// Hours of an interval.
    pub interval_hours: f64,
}

/// An interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeatsInterval {
    /// Calls expected.
    pub forecast_calls: f64,
    /// Mean handle time in seconds.
    pub aht_s: f64,
    /// Offered load.
    pub erlangs: f64,
    /// The fewest seats that meet the targets.
    pub needed: u32,
    /// The people to roster so that as many are there.
    pub rostered_needed: u32,
    /// People rostered; `None`: there is no roster of the date.
    pub rostered: Option<u32>,
}

impl SeatsInterval {
    /// Rostered less needed.
    pub fn gap(&self) -> Option<i64> {
        self.rostered.map(|rostered| i64::from(rostered) - i64::from(self.needed))
    }
}

impl SeatsColumn {
    fn intervals(&self) -> &[SeatsInterval] {
        self.intervals.as_deref().unwrap_or_default()
    }

    /// Calls expected.
    pub fn forecast_calls(&self) -> Option<f64> {
        self.intervals.as_ref().map(|all| total(all.iter().map(|interval| interval.forecast_calls)))
    }

    /// Hours of seats needed.
    pub fn hours_needed(&self) -> Option<f64> {
        let needed = |all: &Vec<SeatsInterval>| total(all.iter().map(|interval| f64::from(interval.needed)));
        self.intervals.as_ref().map(|all| needed(all) * self.interval_hours)
    }

    /// Hours of people rostered.
    pub fn hours_rostered(&self) -> Option<f64> {
        let rostered: Option<Vec<u32>> = self.intervals.as_ref()?.iter().map(|interval| interval.rostered).collect();
        rostered.map(|rostered| total(rostered.into_iter().map(f64::from)) * self.interval_hours)
    }

    /// Mean of the seats needed over intervals with calls; 0 if there are none.
    pub fn mean_needed(&self) -> Option<f64> {
        let with_calls = self.intervals().iter().filter(|interval| interval.forecast_calls > 0.0).count();
        self.hours_needed().map(|hours| hours / self.interval_hours / with_calls.max(1) as f64)
    }

    /// The most seats needed.
    pub fn peak(&self) -> Option<u32> {
        self.intervals.as_ref().map(|all| all.iter().map(|interval| interval.needed).max().unwrap_or(0))
    }
}

impl SeatsTable {
    /// Seats needed in an interval on open dates that are known.
    fn needed_at(&self, at: usize) -> impl Iterator<Item = u32> {
        let open = self.dates.iter().filter(|column| column.head.open);
        open.filter_map(move |column| column.intervals().get(at).map(|interval| interval.needed))
    }

    /// Mean of an interval over open dates.
    pub fn mean_at(&self, at: usize) -> Option<f64> {
        let (sum, count) = self.needed_at(at).fold((0.0, 0_u32), |(sum, n), needed| (sum + f64::from(needed), n + 1));
        (count > 0).then(|| sum / f64::from(count))
    }

    /// Maximum of an interval over open dates.
    pub fn most_at(&self, at: usize) -> Option<u32> {
        self.needed_at(at).max()
    }

    /// Hours of seats needed in the whole month, of the dates that are known.
    pub fn hours_needed(&self) -> f64 {
        total(self.dates.iter().filter_map(SeatsColumn::hours_needed))
    }

    /// Hours of seats needed, mean over open dates that are known.
    pub fn mean_hours(&self) -> Option<f64> {
        let open = self.dates.iter().filter(|column| column.head.open).filter(|column| column.intervals.is_some());
        let count = open.count();
        (count > 0).then(|| self.hours_needed() / count as f64)
    }

    /// The most seats needed in the month.
    pub fn peak(&self) -> Option<u32> {
        self.dates.iter().filter_map(SeatsColumn::peak).max()
    }

    /// Calls expected in the month, of the dates that are known.
    pub fn forecast_calls(&self) -> f64 {
        total(self.dates.iter().filter_map(SeatsColumn::forecast_calls))
    }

    /// Whether there is a roster of any date.
    pub fn has_roster(&self) -> bool {
        self.dates.iter().any(|column| column.hours_rostered().is_some_and(|hours| hours > 0.0))
    }
}

/// The table of this month, in these intervals of the day.
pub(super) fn table(
    forecasts: &Forecasts<'_>,
    dates: &Dates<'_>,
    shown: Range<usize>,
    rules: &PlannerRules,
    capacity: &mut Capacity,
) -> Result<SeatsTable, AnalyticError> {
    let mut table = SeatsTable::default();
    for date in rules.month.dates() {
        let head = dates.head(date);
        let roster = forecasts.roster(date, head.open);
        let intervals = match forecasts.of(date) {
            None => None,
            Some(forecast) => {
                let mut intervals = Vec::with_capacity(shown.len());
                for at in shown.clone() {
                    let calls = forecast.of(at);
                    let needed = capacity.needed(calls)?;
                    intervals.push(SeatsInterval {
                        forecast_calls: calls,
                        aht_s: capacity.aht_s(),
                        erlangs: capacity.erlangs(calls),
                        needed,
                        rostered_needed: (f64::from(needed) / (1.0 - rules.shrinkage.value)).ceil() as u32,
                        rostered: roster.as_ref().map(|people| people.get(&at).copied().unwrap_or(0)),
                    });
                }
                Some(intervals)
            }
        };
        table.dates.push(SeatsColumn { head, intervals, interval_hours: capacity.interval_hours() });
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn column(d: i8, open: bool, needed: &[(f64, u32)]) -> SeatsColumn {
        let interval = |&(forecast_calls, needed): &(f64, u32)| SeatsInterval {
            forecast_calls,
            aht_s: 240.0,
            erlangs: 0.0,
            needed,
            rostered_needed: needed,
            rostered: Some(needed + 1),
        };
        SeatsColumn {
            head: DateHead { date: date(2014, 5, d), open, holiday: String::new() },
            intervals: Some(needed.iter().map(interval).collect()),
            interval_hours: 0.5,
        }
    }

    #[test]
    fn the_daily_mean_is_over_intervals_with_calls_and_hours_are_over_all() {
        let day = column(1, true, &[(0.0, 0), (10.0, 3), (20.0, 6)]);
        assert_eq!((day.mean_needed(), day.hours_needed(), day.peak()), (Some(4.5), Some(4.5), Some(6)));
        assert_eq!((day.hours_rostered(), day.forecast_calls()), (Some(6.0), Some(30.0)));
        assert_eq!(column(2, false, &[(0.0, 0)]).mean_needed(), Some(0.0));
    }

    #[test]
    fn mean_and_maximum_of_an_interval_are_over_open_dates() {
        let dates = vec![column(1, true, &[(1.0, 2)]), column(2, true, &[(1.0, 5)]), column(3, false, &[(0.0, 0)])];
        let table = SeatsTable { dates };
        assert_eq!((table.mean_at(0), table.most_at(0), table.peak()), (Some(3.5), Some(5), Some(5)));
        assert_eq!((table.hours_needed(), table.mean_hours()), (3.5, Some(1.75)));
        assert_eq!((table.mean_at(1), SeatsTable::default().mean_hours()), (None, None));
    }

    #[test]
    fn a_date_without_forecast_is_not_known() {
        let mut unknown = column(1, true, &[]);
        unknown.intervals = None;
        assert_eq!((unknown.hours_needed(), unknown.peak(), unknown.mean_needed()), (None, None, None));
    }

    #[test]
    fn the_gap_is_what_is_rostered_less_what_is_needed() {
        let mut day = column(1, true, &[(1.0, 2)]);
        let intervals = day.intervals.as_mut().expect("known");
        assert_eq!(intervals[0].gap(), Some(1));
        intervals[0].rostered = Some(0);
        assert_eq!(intervals[0].gap(), Some(-2));
        intervals[0].rostered = None;
        assert_eq!((intervals[0].gap(), day.hours_rostered()), (None, None));
    }
}
