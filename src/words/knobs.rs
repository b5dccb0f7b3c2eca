//! What a language has words for on the page of a ladder's knobs.

use super::Forms;
use crate::figures::Measure;
use crate::sizing::QueueAtTarget;

/// The words of the page of a ladder's knobs: sentences with their full stops, numbers as they are printed.
pub trait KnobsWords: Forms {
    /// What the scenario's own ladder gives: service, hours borrowed and pulls a day.
    fn knobs_own(&self, name: &str, service: &str, borrowed_hours: &str, pulls: &str) -> String;
    /// Whether another ladder is as good on all axes and better on one.
    fn knobs_on_front(&self, is_on_front: bool) -> &'static str;
    /// How many ladders were tried on how many days, and those that are told on how many.
    fn knobs_tried(&self, tried: usize, days_scanned: u32, days: u32) -> String;
    /// Of so many dates hours, pulls and shares of days are averages.
    fn knobs_of_dates(&self, dates: usize) -> String;
    /// Nobody is ever pulled.
    fn knobs_never(&self) -> &'static str;
    /// What Little's law says of a queue that stays below the lowest threshold.
    fn knobs_queue(&self, queue: &QueueAtTarget) -> String;
    /// Above the columns, but for the name of the service: above, lasting, release at most, lasting, order, hours, pulls.
    fn knobs_header(&self) -> [&'static str; 7];
    /// What is on the axis of service: a measure, or the share of days on which it reaches a target as it is printed.
    fn knobs_service(&self, measure: Measure, target: Option<&str>) -> String;
    /// The scenario's own ladder.
    fn knobs_as_it_is(&self) -> &'static str;
}
