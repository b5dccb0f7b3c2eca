//! Who is there today and when, and what it costs.

use super::{Traced, secs};
use holdline::model::{Absence, Distribution, Lateness, Overrun, OwnWork};
use holdline::units::Span;

impl Traced {
    /// Each reason with its chance.
    pub fn absences(self, reasons: &[(&str, f64)]) -> Self {
        let reasons: Vec<_> = reasons.iter().map(|&(name, chance)| (name.to_owned(), chance)).collect();
        self.group_with(|g| g.absence = Absence::ByReason(reasons.clone()))
    }

    /// Everybody comes late by so many seconds.
    pub fn late(self, seconds: i64) -> Self {
        let by = Distribution::Constant(secs(seconds));
        self.group_with(|g| g.late = Some(Lateness { chance: 1.0, by: by.clone() }))
    }

    /// Whether time after the shift is paid, and how many times as much.
    pub fn overrun(self, overrun: Overrun, factor: f64) -> Self {
        self.group_with(|g| (g.overrun, g.overtime_factor) = (Some(overrun), factor))
    }

    /// Half an hour for each task, changed in any way.
    pub fn own_work(self, change: impl Fn(&mut OwnWork)) -> Self {
        let mut work = OwnWork::new("coaching", 2.0);
        change(&mut work);
        self.group_with(|g| g.own_work = Some(work.clone()))
    }

    /// There so many minutes before the shift.
    pub fn early(self, minutes: i64) -> Self {
        self.group_with(|g| g.early = Span::from_minutes(minutes))
    }
}
