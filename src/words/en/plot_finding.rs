//! The titles of plots, in English.

use super::English;
use crate::figures::Measure;
use crate::units::text::clock;
use crate::words::Rostered;
use crate::words::numbers::signed;
use crate::words::numbers::{amount, decimal};
use crate::words::plot::{count, tenths, tenths_of_percent};
use crate::words::{DaysAnswer, LoadedInterval, NamedInterval, PairFinding, PlotFinding, PlotWords, RungsPulled};

pub(super) fn said(finding: &PlotFinding<'_>) -> String {
    let (share, time) = (|share: &f64| English.share(*share), |seconds: f64| English.time(seconds));
    match finding {
        PlotFinding::Rostered(found) => rostered(found),
        PlotFinding::NoCalls(measure) => format!("Nobody called, so there is no {}", missing(*measure)),
        PlotFinding::AllAnswered => "Every caller is answered, at every time of day".to_owned(),
        PlotFinding::NoneAnswered => "No caller is answered, at any time of day".to_owned(),
        PlotFinding::Days(days) => days_answer(*days),
        PlotFinding::Weakest { days, at, rate } => {
            let weakest = format!("the weakest interval is {} with {}", interval(at), share(rate));
            days.map_or_else(|| capitalised(&weakest), |days| format!("{}; {weakest}", days_answer(days)))
        }
        PlotFinding::AllWithin(within) => {
            format!("Every caller is answered within {}, at every time of day", time(within.as_secs()))
        }
        PlotFinding::FewestWithin { within, at, share: level } => {
            format!("At worst {} are answered within {}: {}", share(level), time(within.as_secs()), interval(at))
        }
        PlotFinding::NoWaits => "Nobody was answered, so there are no waits".to_owned(),
        PlotFinding::HardlyAnyWait => {
            "At every time of day at least 19 answered callers in 20 need not wait at all".to_owned()
        }
        PlotFinding::LongestWaits { at, p95_s, asa_s } => {
            let mean = asa_s.map_or_else(String::new, |asa| format!("; the mean (ASA) is then {}", time(asa)));
            let p95 = time(*p95_s);
            format!("Waits are longest at {}: 1 answered caller in 20 waits {p95} or more{mean}", interval(at))
        }
        PlotFinding::Waits { soon, late, longest_s } => waits(*soon, *late, *longest_s),
        PlotFinding::NoDay => "No day was recorded moment by moment".to_owned(),
        PlotFinding::DaysWaited(days) => {
            let told: Vec<String> = days.iter().map(|(picked, most, rungs)| day(picked, *most, *rungs)).collect();
            capitalised(&told.join("; "))
        }
        PlotFinding::Tightest(worst) => format!("The crew is tightest at {}", load(worst, " of load")),
        PlotFinding::Overloaded { short, of, worst } => {
            let of = counted(*of as u64, "interval", "intervals");
            format!("More load than people in {short} of {of}; worst at {}", load(worst, ""))
        }
        PlotFinding::TargetMet { target, asked, share: on, worst } => target_met(*target, *asked, *on, *worst),
        PlotFinding::NoDayRate => "Nobody called, so no day has an answer rate".to_owned(),
        PlotFinding::HalfOfDays { median, worst } => {
            format!("Half of the days answer {} or more; the worst day answers {}", or_more(*median), share(worst))
        }
        PlotFinding::SavesFreely { rung, saved } => {
            let (rung, saved) = (capitalised(rung), tenths(*saved));
            format!("{rung} saves {saved} callers a day; without it others would be borrowed as long")
        }
        PlotFinding::SavesMost { rung, an_hour } => {
            let (rung, saved) = (capitalised(rung), tenths(*an_hour));
            format!("{rung} saves most for what it borrows: {saved} callers for each person-hour")
        }
        PlotFinding::SavesNobody => "No rung by itself is sure to save a caller".to_owned(),
        PlotFinding::Sized { short, over, of } => sized(*short, *over, *of),
        PlotFinding::Covered { short, of } => covered(*short, *of),
        PlotFinding::OfTwo(of_two) => pair(of_two),
    }
}

/// What a plot of two floors has found.
/// How many are planned at most, and where that is fewer than needed.
fn rostered(found: &Rostered) -> String {
    let most = match found.most {
        0 => return "Nobody of the own crew is planned".to_owned(),
        1 => "Up to 1\u{a0}person of the own crew is planned at once".to_owned(),
        most => format!("Up to {}\u{a0}people of the own crew are planned at once", decimal(most.into(), 0)),
    };
    match &found.worst {
        _ if found.of == 0 => most,
        None => format!("{most}; never fewer than are needed"),
        Some((at, there, needed)) => format!(
            "{most}; fewer than needed in {} of {}, most so at {}: {} for {}",
            found.short,
            counted(found.of as u64, "interval", "intervals"),
            interval(at),
            amount(*there),
            amount(*needed)
        ),
    }
}

fn pair(finding: &PairFinding<'_>) -> String {
    match finding {
        PairFinding::AnswerAlike([a, b]) => format!("{b} and {a} answer alike: in no interval do they differ for sure"),
        PairFinding::AnswersOtherwise { label, better, worse, of, at, most } => {
            let of = counted(*of as u64, "interval", "intervals");
            let said = match (better, worse) {
                (n, 0) => format!("more in {n}"),
                (0, n) => format!("less in {n}"),
                (n, m) => format!("more in {n} and less in {m}"),
            };
            let (from, to, points) = (clock(at.0), clock(at.1), signed(100.0 * most));
            format!("{label} surely answers {said} of {of}; most at {from}–{to}: {points}\u{a0}points")
        }
        PairFinding::SamePeople([a, b]) => format!("{b} and {a} have the same people on the phones"),
        PairFinding::TakesPeople { label, hours, borrowed } => {
            let more =
                |hours: f64| format!("{}\u{a0}{}", tenths(hours.abs()), if hours < 0.0 { "fewer" } else { "more" });
            let of_them =
                if borrowed.abs() < 0.05 { String::new() } else { format!(", and borrows {}", more(*borrowed)) };
            format!("{label} takes {} person-hours a day{of_them}", more(*hours))
        }
    }
}

fn missing(measure: Measure) -> &'static str {
    if measure == Measure::OfferedLoad {
        "load"
    } else if measure.service_level().is_some() {
        "service level"
    } else {
        "answer rate"
    }
}

fn target_met(target: f64, asked: Option<f64>, share: f64, worst: f64) -> String {
    let [target, worst] = [target, worst].map(|share| English.share(share));
    let asked = asked.map_or_else(String::new, |asked| format!(" ({} asked)", English.share(asked)));
    let days = match share {
        none if none <= 0.0 => "no day".to_owned(),
        all if all >= 1.0 => "every day".to_owned(),
        some => format!("{} of days", English.share(some)),
    };
    format!("The target of {target} is met on {days}{asked}; the worst day answers {worst}")
}

fn waits(soon: f64, late: f64, longest_s: f64) -> String {
    let tail = if longest_s <= 0.0 {
        "99 in 100 do not wait at all".to_owned()
    } else {
        format!("1 in 100 waits {} or more", English.time(longest_s))
    };
    let (soon, late) = (capitalised(&English.share(soon)), English.share(late));
    format!("{soon} of the answered wait at most 20\u{a0}s, {late} at most 3\u{a0}min; {tail}")
}

fn or_more(share: f64) -> String {
    percent(tenths_of_percent(share, false))
}

/// `9 days in 10 answer 93 % or more`
fn days_answer(days: DaysAnswer) -> String {
    match days {
        DaysAnswer::TheDay(rate) => format!("The day answers {}", English.share(rate)),
        DaysAnswer::EveryDay(rate) => format!("Every day answers {} or more", or_more(rate)),
        DaysAnswer::NineInTen(rate) => format!("9 days in 10 answer {} or more", or_more(rate)),
    }
}

/// `10:30–11:00`, of several dates `5 Feb, 10:30–11:00`.
fn interval(at: &NamedInterval) -> String {
    let date = at.date.map_or_else(String::new, |date| format!("{}, ", English.mark_of_date(date)));
    format!("{date}{}–{}", clock(at.from), clock(at.to))
}

/// `10:30–11:00: 12.1 Erlangs of load for 12 people signed in (2 of them borrowed)`
fn load(worst: &LoadedInterval, of_load: &str) -> String {
    let of_them = worst.borrowed.map_or_else(String::new, |n| format!(" ({} of them borrowed)", tenths(n)));
    let (at, load, people) = (interval(&worst.at), tenths(worst.load), tenths(worst.people));
    format!("{at}: {load}\u{a0}Erlangs{of_load} for {people}\u{a0}people signed in{of_them}")
}

fn day(picked: &str, most: u32, rungs: Option<RungsPulled>) -> String {
    let callers = match most {
        0 => "nobody waits".to_owned(),
        1 => "at most 1 caller waits".to_owned(),
        more => format!("at most {} callers wait", count(more.into())),
    };
    let rungs = rungs.map_or_else(String::new, |RungsPulled { pulled, of }| match (pulled, of) {
        (0, _) => ", no rung is pulled".to_owned(),
        (1, 1) => ", the rung is pulled".to_owned(),
        (1, _) => format!(", 1 of {of} rungs is pulled"),
        _ if pulled == of => format!(", all {of} rungs are pulled"),
        _ => format!(", {pulled} of {of} rungs are pulled"),
    });
    format!("{picked}: {callers}{rungs}")
}

fn covered(short: usize, of: usize) -> String {
    let of = counted(of as u64, "interval", "intervals");
    if short == 0 {
        format!("Shifts cover the needs of all {of}")
    } else {
        format!("Too few people in {short} of {of}")
    }
}

fn sized(short: usize, over: usize, of: usize) -> String {
    let of = counted(of as u64, "interval", "intervals");
    match (short, over) {
        (0, 0) => "The scenario has the people it needs in every interval".to_owned(),
        (0, over) => format!("More people than required in {over} of {of}, too few in none"),
        (short, over) => format!("Too few people in {short} of {of}, more than required in {over}"),
    }
}

/// The text with a capital at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// So many of a thing: `1 day`, `1,000 days`.
pub(super) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{}\u{a0}{}", count(number), if number == 1 { one } else { many })
}

/// A share in percent; `None`: less than a tenth.
pub(super) fn percent(tenths: Option<f64>) -> String {
    tenths.map_or_else(|| "under\u{a0}0.1\u{a0}%".to_owned(), |percent| format!("{percent}\u{a0}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_much_or_more_is_never_too_much() {
        assert_eq!(or_more(0.9399), "93.9\u{a0}%");
        assert_eq!(or_more(0.94), "94\u{a0}%");
        assert_eq!(or_more(1.0), "100\u{a0}%");
    }
}
