//! The knobs of a ladder, in English.

use super::English;
use crate::figures::Measure;
use crate::sizing::QueueAtTarget;
use crate::words::knobs::KnobsWords;

impl KnobsWords for English {
    fn knobs_own(&self, name: &str, service: &str, borrowed_hours: &str, pulls: &str) -> String {
        format!(
            "{name}: the ladder as it is gives {service}, for {borrowed_hours} borrowed hours and {pulls} pulls a day."
        )
    }

    fn knobs_on_front(&self, is_on_front: bool) -> &'static str {
        if is_on_front {
            "No ladder that was tried is as good in all three and better in one."
        } else {
            "Ladders in the table are as good in all three and better in one, or trade one for another."
        }
    }

    fn knobs_tried(&self, tried: usize, days_scanned: u32, days: u32) -> String {
        format!(
            "{tried} ladders were tried on {days_scanned} days, those in the table on {days}, with the same callers."
        )
    }

    fn knobs_of_dates(&self, dates: usize) -> String {
        format!(
            "Each time all {dates} dates are played; hours and pulls are those of a date on average, shares of days those of all dates."
        )
    }

    fn knobs_never(&self) -> &'static str {
        "Nobody is ever pulled on these days."
    }

    fn knobs_queue(&self, queue: &QueueAtTarget) -> String {
        format!(
            "While {:.0} % are answered, {:.1} callers wait on average in the busiest hour ({:.1} calls a minute, a patience of {:.1} \
             minutes; Little's law), and the ladder begins above {}: it is hardly ever pulled before the target is missed.",
            100.0 * queue.answer_rate,
            queue.waiting,
            queue.calls_a_minute,
            queue.patience_min,
            queue.threshold
        )
    }

    fn knobs_header(&self) -> [&'static str; 7] {
        ["above", "for", "release at", "for", "order", "borrowed hours", "pulls a day"]
    }

    fn knobs_service(&self, measure: Measure, target: Option<&str>) -> String {
        let sign = if measure.more_is_better() { ">=" } else { "<=" };
        target.map_or_else(|| measure.to_string(), |target| format!("days with {measure} {sign} {target}"))
    }

    fn knobs_as_it_is(&self) -> &'static str {
        "as it is"
    }
}
