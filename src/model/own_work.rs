//! The own work of people who are lent (M-A5).

use crate::units::{SimTime, Span};

/// What people of a lent group do while no rung borrows them.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnWork {
    /// What it is called.
    pub name: String,
    /// How much of it a person does in an hour.
    pub tasks_per_hour: f64,
    /// When deferred work must have been caught up; `None`: whenever.
    pub deadline: Option<Deadline>,
    /// Whether deferred work is caught up on the same day.
    pub catch_up: bool,
    /// The part of a person's time at own work that is free for it, 0..=1.
    pub spare: f64,
    /// What a deferred task costs, caught up or not.
    pub price_per_deferred: Option<f64>,
    /// What a task costs that is past its deadline.
    pub price_per_late: Option<f64>,
}

impl OwnWork {
    /// Own work that is not caught up, has no deadline and costs nothing.
    pub fn new(name: &str, tasks_per_hour: f64) -> Self {
        Self {
            name: name.to_owned(),
            tasks_per_hour,
            deadline: None,
            catch_up: false,
            spare: Self::USUAL_SPARE,
            price_per_deferred: None,
            price_per_late: None,
        }
    }

    /// The part of the time at own work that is free, if nothing else is said.
    pub const USUAL_SPARE: f64 = 0.1;
}

/// When deferred work must have been caught up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// So long after it was deferred.
    Within(Span),
    /// What was deferred before this time, by then.
    At(SimTime),
    /// What was deferred before closing, by then.
    Closing,
}
