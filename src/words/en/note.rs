//! What is worth knowing of a scenario, in English.

use crate::scenario::{Ignored, NeverPulled, Note};
use crate::units::{SimTime, text};
use jiff::civil::Date;

pub(super) fn told(note: &Note) -> String {
    match note {
        Note::EndlessPatience { queue } => {
            format!("queue `{queue}` has no `patience`: who waits never hangs up, so its answer rate says little")
        }
        Note::NotUtf8 { file, read_as: Some(encoding) } => format!("{file} is not UTF-8 and was read as {encoding}"),
        Note::NotUtf8 { file, read_as: None } => format!(
            "{file} is not UTF-8, and nothing in it tells its encoding: only letters without accents, digits and signs \
             are read (in Excel: Save as, CSV UTF-8)"
        ),
        Note::Decided { file, column, text, number } => {
            let text = text.as_deref().unwrap_or("what is there");
            format!("{file}: in column `{column}` {text} is read as {number}")
        }
        Note::NotUsed { file, columns: None } => format!("{file}: not used: other columns"),
        Note::NotUsed { file, columns: Some(columns) } => format!("{file}: not used: `{}`", columns.join("`, `")),
        Note::Outside { file, of, count } => outside(file, *of, *count),
        Note::Sorted { file } => format!("{file}: calls are not in order of arrival and were sorted"),
        Note::NoCall { file, queue } => format!("{file}: no call for queue `{queue}`"),
        Note::MoreThanSeats { people, seats, date, from, until } => format!(
            "up to {people} people are planned between {} and {}{}, for {seats} seats: some of them wait for a seat",
            text::clock(*from),
            text::clock(*until),
            on(*date)
        ),
        Note::NobodyOnDuty { date, from, until } => format!(
            "from {} to {}{} it is open, and nobody of its own people is planned to be on duty",
            text::clock(*from),
            text::clock(*until),
            on(*date)
        ),
        Note::ClocksChange { date, from, to } => clocks_change(*date, *from, *to),
        Note::AllOnBreak { group, from, until } => format!(
            "from {} to {} all of group `{group}` are on a break, and nobody else takes some of its calls",
            text::clock(*from),
            text::clock(*until)
        ),
        Note::FewerInBusiestHour { at, people, from, until } => format!(
            "at {} the people on duty become {people} fewer, in the busiest hour of the day ({} to {})",
            text::clock(*at),
            text::clock(*from),
            text::clock(*until)
        ),
        Note::GroupWithoutCalls { group } => format!("group `{group}` takes only calls of which there are none"),
        Note::NeverPulled { rung, why } => format!("rung `{rung}` can never be pulled: {}", never(why)),
        Note::LinesNotRead(count) => format!("after so many faults, {count} lines of [expect] were not looked at"),
    }
}

fn never(why: &NeverPulled) -> String {
    match why {
        NeverPulled::NobodyThere { group } => format!("nobody of group `{group}` is on duty while it is open"),
        NeverPulled::TooFew { group, people, least } => {
            format!("it asks for at least {least}, and of group `{group}` there are up to {people}")
        }
        NeverPulled::NoBreakLater { group, by } => format!(
            "no break of group `{group}` could begin {} later and end before the next one and the end of the shift",
            text::span(*by)
        ),
        NeverPulled::AboveLines { above, lines } => {
            format!("more than {above} would have to wait, on {lines} lines")
        }
    }
}

fn on(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| format!(" on {date}"))
}

fn clocks_change(date: Option<Date>, from: SimTime, to: SimTime) -> String {
    let times = format!("from {} to {}", text::clock(from), text::clock(to));
    if from < to {
        return format!("clocks are put forward {times}{}: what is between is missing", on(date));
    }
    format!("clocks are put back {times}{}: what is between comes twice, told as A and then B", on(date))
}

fn outside(file: &str, of: Ignored, count: usize) -> String {
    let (one, many) = match of {
        Ignored::Rows => ("row", "rows"),
        Ignored::Calls => ("call", "calls"),
    };
    match count {
        1 => format!("1 {one} of {file} lies outside opening hours and is ignored"),
        _ => format!("{count} {many} of {file} lie outside opening hours and are ignored"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_otherwise_than_many() {
        let outside = |count| told(&Note::Outside { file: "a.csv".to_owned(), of: Ignored::Calls, count });
        assert_eq!(outside(1), "1 call of a.csv lies outside opening hours and is ignored");
        assert_eq!(outside(2), "2 calls of a.csv lie outside opening hours and are ignored");
    }
}
