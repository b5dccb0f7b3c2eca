//! T2: the forecast of each date of this month beside what the rostered seats can carry.

use super::capacity::Capacity;
use super::dates::DateHead;
use super::seats::{SeatsColumn, SeatsTable};
use crate::analytic::AnalyticError;

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CarriedTable {
    /// A row for each date.
    pub rows: Vec<CarriedRow>,
}

/// Whether the roster is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusions {
    /// It carries the forecast.
    Enough,
    /// It does not.
    Short,
    /// The date is closed.
    Closed,
}

/// A date.
#[derive(Clone, Debug, PartialEq)]
pub struct CarriedRow {
    /// Which.
    pub head: DateHead,
    /// Calls expected.
    pub forecast_calls: Option<f64>,
    /// Hours of people rostered.
    pub hours_rostered: Option<f64>,
    /// Hours of seats needed.
    pub hours_needed: Option<f64>,
    /// The most calls, coming as the forecast does, of which the rostered people answer the share asked for over the day.
    pub capacity_calls: Option<f64>,
    /// The same if calls came when people are there.
    pub moulded_calls: Option<f64>,
    /// Calls answered of the forecast.
    pub answered_calls: Option<f64>,
}

impl CarriedRow {
    /// Forecast over capacity; not known on a closed date, or where nothing can be carried.
    pub fn load(&self) -> Option<f64> {
        let capacity = self.capacity_calls.filter(|capacity| *capacity > 0.0)?;
        Some(self.open_forecast()? / capacity)
    }

    /// Capacity less forecast.
    pub fn spare_calls(&self) -> Option<f64> {
        Some(self.capacity_calls? - self.open_forecast()?)
    }

    /// The share of the forecast that is answered.
    pub fn answer_rate(&self) -> Option<f64> {
        let forecast = self.open_forecast().filter(|forecast| *forecast > 0.0)?;
        Some(self.answered_calls? / forecast)
    }

    /// Whether the roster is enough; `None`: there is no roster or no forecast.
    pub fn conclusion(&self) -> Option<Conclusions> {
        if !self.head.open {
            return Some(Conclusions::Closed);
        }
        let spare = self.spare_calls()?;
        Some(if spare < 0.0 { Conclusions::Short } else { Conclusions::Enough })
    }

    fn open_forecast(&self) -> Option<f64> {
        self.forecast_calls.filter(|_| self.head.open)
    }
}

impl CarriedTable {
    /// The sum of a figure over all dates on which it is known; `None`: on none.
    pub fn sum(&self, of: impl Fn(&CarriedRow) -> Option<f64>) -> Option<f64> {
        let known: Vec<f64> = self.rows.iter().filter_map(of).collect();
        (!known.is_empty()).then(|| known.iter().sum())
    }

    /// The dates with less than is needed.
    pub fn short(&self) -> impl Iterator<Item = &CarriedRow> {
        self.rows.iter().filter(|row| row.conclusion() == Some(Conclusions::Short))
    }
}

/// The table that goes with the seats of this month.
pub(super) fn table(seats: &SeatsTable, capacity: &mut Capacity) -> Result<CarriedTable, AnalyticError> {
    let rows = seats.dates.iter().map(|column| row(column, capacity)).collect::<Result<_, _>>()?;
    Ok(CarriedTable { rows })
}

fn row(column: &SeatsColumn, capacity: &mut Capacity) -> Result<CarriedRow, AnalyticError> {
    let mut row = CarriedRow {
        head: column.head.clone(),
        forecast_calls: column.forecast_calls(),
        hours_rostered: column.hours_rostered(),
        hours_needed: column.hours_needed(),
        capacity_calls: None,
        moulded_calls: None,
        answered_calls: None,
    };
    let intervals = column.intervals.as_deref().unwrap_or_default();
    let seats: Option<Vec<u32>> = intervals.iter().map(|interval| interval.rostered).collect();
    let Some(seats) = seats.filter(|_| column.intervals.is_some()) else { return Ok(row) };
    if !column.head.open {
        (row.capacity_calls, row.moulded_calls) = (Some(0.0), Some(0.0));
        return Ok(row);
    }
    let profile: Vec<f64> = intervals.iter().map(|interval| interval.forecast_calls).collect();
    let answered = profile.iter().zip(&seats).map(|(calls, seats)| capacity.answered(*calls, *seats));
    row.answered_calls = Some(answered.sum::<Result<f64, _>>()?);
    row.capacity_calls = Some(capacity.of_day(&profile, &seats)?);
    let mut moulded = 0.0;
    for seats in seats {
        moulded += capacity.most_calls(seats)?;
    }
    row.moulded_calls = Some(moulded);
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn row(open: bool, forecast: f64, capacity: Option<f64>) -> CarriedRow {
        CarriedRow {
            head: DateHead { date: date(2014, 5, 1), open, holiday: String::new() },
            forecast_calls: Some(forecast),
            hours_rostered: None,
            hours_needed: None,
            capacity_calls: capacity,
            moulded_calls: None,
            answered_calls: Some(0.8 * forecast),
        }
    }

    #[test]
    fn a_roster_that_carries_less_than_the_forecast_is_short() {
        let short = row(true, 120.0, Some(100.0));
        assert_eq!((short.load(), short.spare_calls(), short.answer_rate()), (Some(1.2), Some(-20.0), Some(0.8)));
        assert_eq!(short.conclusion(), Some(Conclusions::Short));
        assert_eq!(row(true, 100.0, Some(100.0)).conclusion(), Some(Conclusions::Enough));
        let none = row(true, 100.0, Some(0.0));
        assert_eq!((none.load(), none.conclusion()), (None, Some(Conclusions::Short)));
    }

    #[test]
    fn a_closed_date_has_no_load_and_without_a_roster_nothing_is_concluded() {
        let closed = row(false, 0.0, Some(0.0));
        assert_eq!((closed.load(), closed.spare_calls(), closed.answer_rate()), (None, None, None));
        assert_eq!(closed.conclusion(), Some(Conclusions::Closed));
        assert_eq!(row(true, 100.0, None).conclusion(), None);
    }

    #[test]
    fn sums_are_over_what_is_known() {
        let rows = vec![row(true, 120.0, Some(100.0)), row(true, 80.0, None)];
        let table = CarriedTable { rows };
        assert_eq!((table.sum(|r| r.forecast_calls), table.sum(|r| r.capacity_calls)), (Some(200.0), Some(100.0)));
        assert_eq!((table.sum(|r| r.moulded_calls), table.short().count()), (None, 1));
    }
}
