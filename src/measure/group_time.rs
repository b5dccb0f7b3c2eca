//! One group's day: time, people, and what they cost.

use super::own_work::Tasks;
use crate::figures::Unit;
use crate::model::{AgentGroup, OwnWork};

/// One group's day: time in microseconds, and people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupTime {
    /// Handling calls.
    pub handling: i64,
    /// On the phones.
    pub signed_in: i64,
    /// On the phones for a rung.
    pub borrowed: i64,
    /// On the phones after shift end, break or release.
    pub overrun: i64,
    /// Paid at the usual rate: shifts of those present, or head-counts; for lent groups the time borrowed in their shift.
    pub paid: i64,
    /// People who do not come at all.
    pub absent: i64,
    /// People who come late, and by how much.
    pub late: i64,
    pub late_time: i64,
    /// Breaks that began late, and by how much.
    pub late_breaks: i64,
    pub late_break_time: i64,
    /// On the phones after the end of the shift, and of that because a rung asked the group's own people to stay.
    pub overtime: i64,
    pub extended: i64,
    /// Millionths of the currency unit, so that they add up exactly; whether it has a price at all.
    pub cost: i64,
    pub has_price: bool,
    /// Own work; nothing of it is known of some groups.
    pub tasks: Option<Tasks>,
}

/// What time and tasks of a group cost.
#[derive(Debug)]
pub(super) struct Pay {
    per_hour: Option<f64>,
    /// How many times as much after the end of the shift: for calls in hand, and for people whom a rung asks to stay.
    overrun: f64,
    extended: f64,
    per_deferred: Option<f64>,
    per_late: Option<f64>,
}

impl Pay {
    pub fn of(group: &AgentGroup) -> Self {
        let (overrun, extended) =
            (if group.pays_overrun() { group.overtime_factor } else { 0.0 }, group.overtime_factor);
        let per = |price: fn(&OwnWork) -> Option<f64>| group.own_work.as_ref().and_then(price);
        let (per_deferred, per_late) = (per(|work| work.price_per_deferred), per(|work| work.price_per_late));
        Self { per_hour: group.cost_per_hour, overrun, extended, per_deferred, per_late }
    }

    /// At the end of a day.
    pub fn is_due(&self, group: &mut GroupTime) {
        let overrun = group.overtime - group.extended;
        let time = group.paid as f64 + overrun as f64 * self.overrun + group.extended as f64 * self.extended;
        let hours = time * Unit::Hours.scale();
        let tasks = group.tasks.unwrap_or_default();
        let amounts = [
            (hours * 1e6, self.per_hour),
            (tasks.deferred as f64, self.per_deferred),
            (tasks.late as f64, self.per_late),
        ];
        let priced = amounts.iter().filter_map(|(amount, price)| Some((amount * (*price)?).round() as i64));
        group.has_price = priced.clone().next().is_some();
        group.cost = priced.sum();
    }
}
