//! Several dates (M-T4), and head-counts of them.

use super::{Traced, at};
use holdline::model::{HeadCount, Hours, OnDates, Presence};
use holdline::units::{ClockChange, Span, WallClock};
use jiff::civil::date;

impl Traced {
    pub fn opening(self, clock: &str) -> Self {
        self.with(|p| p.hours[0].open = at(clock))
    }

    /// The same hours on so many dates from 7 January 2027 on.
    pub fn on_dates(self, dates: i8) -> Self {
        self.with(|p| {
            let hours = p.hours[0];
            p.hours = (0..dates).map(|n| Hours { date: Some(date(2027, 1, 7 + n)), ..hours }).collect();
        })
    }

    /// Clocks are put forward by so many hours, or back, at a moment.
    pub fn clocks_put(self, when: &str, hours: i64) -> Self {
        let change = ClockChange { at: at(when), by: Span::from_hours(hours) };
        self.with(|p| p.clock = WallClock::new(p.clock.changes().iter().copied().chain([change]).collect()))
    }

    /// The shift last named starts on these dates alone, by their days after the first.
    pub fn on_only<const N: usize>(self, days: [i64; N]) -> Self {
        self.group_with(|g| {
            if let Presence::Shifts(shifts) = &mut g.presence {
                shifts.last_mut().expect("a shift").on = OnDates::only(days);
            }
        })
    }

    /// So many dates after the first.
    pub fn on(self, days: i64) -> Self {
        self.each_caller(|c| c.1.arrival += Span::from_hours(24 * days))
    }

    pub fn head_counts(self, rows: &[(&str, u32)]) -> Self {
        let rows: Vec<_> = rows.iter().map(|&(start, people)| HeadCount { start: at(start), people }).collect();
        self.group_with(|g| g.presence = Presence::HeadCounts(rows.clone()))
    }

    pub fn close(self, clock: &str) -> Self {
        self.with(|p| p.hours[0].close = at(clock))
    }
}
