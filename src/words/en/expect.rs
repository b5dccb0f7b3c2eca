//! What is wrong with a key of `[expect]`, in English.

use crate::scenario::{ExpectFault, FiguresAllowed, head};
use crate::words::Said;

const SHARE: &str = "a figure of the day with a comparison, as in share_of_days(answer_rate >= 0.90)";

pub(super) fn said(fault: &ExpectFault) -> Said {
    match fault {
        ExpectFault::TooMany { count, most } => {
            Said::new(format!("{count} lines of [expect]"), format!("at most {most}"))
        }
        ExpectFault::NoMeasure(known) => {
            let heads = "and figures of queues.NAME, groups.NAME, ladder.NAME, intervals and share_of_days(...)";
            Said::new("no such measure", format!("{}, {heads}", figures(known)))
        }
        ExpectFault::NoFigure(known) => Said::new("no such figure", figures(known)),
        ExpectFault::OnlyOfTheFloor(known) => Said::new("only the whole floor's day has that", figures(known)),
        ExpectFault::NoPay => Said::new("nobody's pay is known", "cost_per_hour in at least one group"),
        ExpectFault::Which(of) => {
            let head = head(*of);
            Said::new(format!("which of {head}, and which figure?"), format!("{head}.NAME.FIGURE"))
        }
        ExpectFault::NoName { of, name, known } => {
            let allowed = if known.is_empty() { "no name: there is none".to_owned() } else { known.join(", ") };
            Said::new(format!("no `{name}` among {}", head(*of)), allowed)
        }
        ExpectFault::WhichIntervals => Said::new(
            "which intervals, and which measure?",
            "intervals[10:00..12:00].answer_rate for a stretch of the day as a whole, \
             intervals[10:00..12:00].each.answer_rate or intervals.each.answer_rate for each interval by itself",
        ),
        ExpectFault::NoStretch(text) => {
            Said::new(format!("`{text}` is no stretch of the day"), "two clock times, as in [10:00..12:00]")
        }
        ExpectFault::NotOpen { from, to, open, close } => Said::new(
            format!("{from} to {to} is not open"),
            format!("times within the opening hours, {open} to {close}"),
        ),
        ExpectFault::WithinInterval { at, start, length } => Said::new(
            format!("no interval begins or ends at {at}"),
            format!("{start} or {}: intervals are {length} long", *start + *length),
        ),
        ExpectFault::NotCounted { from, to, counted_from } => Said::new(
            format!("{from} to {to} is not counted"),
            format!("times after {counted_from}, the end of the warm-up"),
        ),
        ExpectFault::WhichDays => Said::new("the share of which days?", SHARE),
        ExpectFault::NoComparison(text) => Said::new(format!("`{text}` is no comparison with a number"), SHARE),
        ExpectFault::WhichDate(found) => Said::new(
            format!("{found} names none of the dates"),
            "a date on which it is open, such as [2027-02-05], or with times, [2027-02-05 10:00..12:00]",
        ),
        ExpectFault::SeveralADay => Said::new("a day has more than one such figure", SHARE),
        ExpectFault::ShareOfShares => Said::new("a day has no share of days", "ladder.NAME.pulls > 0 in its place"),
    }
}

fn figures(known: &FiguresAllowed) -> String {
    let names = known.names.join(", ");
    if known.or_service_levels { names + ", service_level_20s or any other time" } else { names }
}
