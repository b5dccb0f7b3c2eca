//! Which scenarios can be compared: days can only be paired where the clock means the same.

use crate::failure::{Clock, Incomparable};
use crate::model::{Floor, Session};
use crate::scenario::Scenario;
use crate::units::{ClockChange, text};

/// Whether the days of two scenarios, each with what it is called, can be paired.
///
/// # Errors
/// The first thing that is not the same.
pub(super) fn comparable((a, x): (&str, &Scenario), (b, y): (&str, &Scenario)) -> Result<(), Box<Incomparable>> {
    let session = |f: &Floor, of: &Session| {
        let clock = f.calendar().clock();
        format!("{} to {}", text::clock(clock.shown(of.open)), text::clock(clock.shown_until(of.close)))
    };
    let hours = |f: &Floor| f.calendar().sessions().iter().map(|of| session(f, of)).collect::<Vec<_>>().join(", ");
    let change = |change: &ClockChange| format!("{} ({})", text::span(change.by), text::clock(change.at));
    let changes = |f: &Floor| f.clock.changes().iter().map(change).collect::<Vec<_>>().join(", ");
    let changes = |f: &Floor| Some(changes(f)).filter(|all| !all.is_empty()).unwrap_or_else(|| "0s".to_owned());
    let spans =
        |what: Clock, of: fn(&Floor) -> crate::units::Span| (what, text::span(of(&x.floor)), text::span(of(&y.floor)));
    let dates = x.date.zip(y.date).map(|(x, y)| (Clock::Date, x.to_string(), y.to_string()));
    let rest = [
        (Clock::Hours, hours(&x.floor), hours(&y.floor)),
        (Clock::Changes, changes(&x.floor), changes(&y.floor)),
        spans(Clock::Interval, |floor| floor.interval),
        spans(Clock::WarmUp, |floor| floor.warm_up),
    ];
    match dates.into_iter().chain(rest).find(|(_, of_a, of_b)| of_a != of_b) {
        None => Ok(()),
        Some((what, of_a, of_b)) => Err(Box::new(Incomparable { a: a.to_owned(), b: b.to_owned(), what, of_a, of_b })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample::FLOOR;
    use crate::scenario::read_text;
    use std::path::Path;

    fn with(overrides: &[&str]) -> Scenario {
        let overrides: Vec<String> = overrides.iter().map(|o| (*o).to_owned()).collect();
        read_text("a.toml", FLOOR, Path::new("."), &overrides).unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn differs(a: &[&str], b: &[&str]) -> Option<Clock> {
        comparable(("a", &with(a)), ("b", &with(b))).err().map(|found| found.what)
    }

    #[test]
    fn only_days_of_one_clock_can_be_paired() {
        assert_eq!(differs(&[], &["seats=5"]), None);
        assert_eq!(differs(&["date=2026-11-23"], &["date=2026-11-24"]), Some(Clock::Date));
        assert_eq!(differs(&["date=2026-11-23"], &[]), None);
        assert_eq!(differs(&[], &["close=10:00"]), Some(Clock::Hours));
        let night = ["date=2026-03-29", "open=00:00", "close=04:00", "time_zone=Europe/Berlin"];
        assert_eq!(differs(&night, &night[..3]), Some(Clock::Changes));
        assert_eq!(differs(&[], &["interval=30m"]), Some(Clock::Interval));
        assert_eq!(differs(&[], &["run.warm_up=15m"]), Some(Clock::WarmUp));
    }

    #[test]
    fn both_and_what_differs_are_told() {
        let found = comparable(("plan a", &with(&[])), ("plan b", &with(&["interval=30m"]))).expect_err("differs");
        let told = "plan a and plan b cannot be compared: the interval is 15m in the one and 30m in the other";
        assert_eq!(crate::failure::Error::from(found).to_string(), told);
    }
}
