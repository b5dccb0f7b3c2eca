//! The titles of plots, in English.

use super::English;
use crate::figures::Measure;
use crate::units::Span;
use crate::words::Rostered;
use crate::words::numbers::signed;
use crate::words::numbers::{amount, decimal};
use crate::words::plot_amount::{count, tenths, tenths_of_percent};
use crate::words::{
    AskedShare, DaysAnswer, LoadedInterval, NamedInterval, NeededInterval, PairFinding, PlotFinding, PlotWords,
    RungsPulled, WaitsFinding,
};

pub(super) fn said(finding: &PlotFinding<'_>) -> String {
    let (share, time) = (|share: &f64| English.share(*share), |seconds: f64| English.time(seconds));
    match finding {
        PlotFinding::Rostered(found) => rostered(found),
        PlotFinding::NoCalls(measure) => format!("Nobody called, so there is no {}", missing(*measure)),
        PlotFinding::AllAnswered => "Every caller is answered, at every time of day".to_owned(),
        PlotFinding::NoneAnswered => "No caller is answered, at any time of day".to_owned(),
        PlotFinding::Days(days) => days_answer(*days),
        PlotFinding::Worst { days, at, rate } => {
            let worst = format!("the worst interval is {} with {}", interval(at), share(rate));
            days.map_or_else(|| capitalised(&worst), |days| format!("{}; {worst}", days_answer(days)))
        }
        PlotFinding::AllWithin(within) => {
            format!("Every caller is answered within {}, at every time of day", time(within.as_secs()))
        }
        PlotFinding::FewestWithin { within, at, share: level } => {
            format!("Fewest are answered within {} at {}: {}", time(within.as_secs()), interval(at), share(level))
        }
        PlotFinding::Waits(found) => of_waits(found),
        PlotFinding::NoDay => "No day was recorded moment by moment".to_owned(),
        PlotFinding::DaysWaited(days) => {
            let told: Vec<String> = days.iter().map(|(picked, most, rungs)| day(picked, *most, *rungs)).collect();
            capitalised(&told.join("; "))
        }
        PlotFinding::Short { short, of, most_short } => {
            let of = counted(*of as u64, "interval", "intervals");
            format!("Fewer people than needed in {short} of {of}, most so at {}", there_and_needed(most_short))
        }
        PlotFinding::Enough(least) => {
            format!("Enough people in every interval; fewest beyond those needed at {}", there_and_needed(least))
        }
        PlotFinding::Tightest(most) => format!("The crew is tightest at {}", load(most, " of load")),
        PlotFinding::Overloaded { short, of, most } => {
            let of = counted(*of as u64, "interval", "intervals");
            format!("More load than people in {short} of {of}; most so at {}", load(most, ""))
        }
        PlotFinding::TargetMet { target, within, asked, share: on, lowest } => {
            target_met((*target, *within), *asked, *on, *lowest)
        }
        PlotFinding::NoDayRate(measure) => {
            let article = if measure.service_level().is_some() { "a" } else { "an" };
            format!("Nobody called, so no day has {article} {}", missing(*measure))
        }
        PlotFinding::HalfOfDays { median, within, lowest } => half_of_days(*median, *within, *lowest),
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

fn of_waits(found: &WaitsFinding) -> String {
    let (share, time) = (|share: &f64| English.share(*share), |seconds: f64| English.time(seconds));
    match found {
        WaitsFinding::NoWaits => "Nobody was answered, so there are no waits".to_owned(),
        WaitsFinding::HardlyAnyWait => {
            "At every time of day at least 19 answered callers in 20 need not wait at all".to_owned()
        }
        WaitsFinding::LongestWaits { at, p95_s, asa_s } => {
            let mean = asa_s.map_or_else(String::new, |asa| format!("; the mean (ASA) is then {}", time(asa)));
            let p95 = time(*p95_s);
            format!("Waits are longest at {}: 1 answered caller in 20 waits {p95} or more{mean}", interval(at))
        }
        WaitsFinding::LongestForAsked { asked, at, wait_s, within, asa_s } => {
            let wait = (*wait_s, *within, *asa_s);
            longest_for_asked(*asked, at, wait)
        }
        WaitsFinding::AskedAtOnce(asked) => {
            format!("At every time of day at least {} {} answered at once", of_callers(*asked), are(*asked))
        }
        WaitsFinding::FewerAnswered { asked, fewer, of, at, rate } => {
            let (of, asked) = (counted(*of as u64, "interval", "intervals"), of_callers(*asked));
            let fewest = format!("fewest at {}: {}", interval(at), share(rate));
            format!("In {fewer} of {of} fewer than {asked} are answered, however long they wait; {fewest}")
        }
        WaitsFinding::Spread { at_once, within, soon, at_all, longest_s } => {
            spread([*at_once, *soon, *at_all], *within, *longest_s)
        }
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
            let (from, to, points) = (at.0, at.1, signed(100.0 * most));
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

fn target_met((target, within): (f64, Option<Span>), asked: Option<f64>, share: f64, lowest: f64) -> String {
    let within = within.map_or_else(String::new, |within| format!(" within {}", English.time(within.as_secs())));
    let lowest = lowest_day(&within, lowest);
    let asked = asked.map_or_else(String::new, |asked| format!(" ({} asked)", English.share(asked)));
    let days = match share {
        none if none <= 0.0 => "no day".to_owned(),
        all if all >= 1.0 => "every day".to_owned(),
        some => format!("{} of days", English.share(some)),
    };
    format!("The target of {}{within} is met on {days}{asked}; {lowest}", English.share(target))
}

fn half_of_days(median: f64, within: Option<Span>, lowest: f64) -> String {
    let median = or_more(median);
    match within.map(|within| format!(" within {}", English.time(within.as_secs()))) {
        None => format!("Half of the days answer {median} or more; {}", lowest_day("", lowest)),
        Some(within) => {
            format!("On half of the days {median} or more are answered{within}; {}", lowest_day(&within, lowest))
        }
    }
}

/// The worst day is that with the lowest answer rate; of a service level it may be another.
fn lowest_day(within: &str, lowest: f64) -> String {
    let lowest = English.share(lowest);
    if within.is_empty() {
        format!("the worst day answers {lowest}")
    } else {
        format!("the day with fewest has {lowest}")
    }
}

fn longest_for_asked(
    asked: AskedShare,
    at: &NamedInterval,
    (wait_s, within, asa_s): (f64, Option<Span>, Option<f64>),
) -> String {
    let within = within.map_or_else(String::new, |within| format!(" ({} asked for)", English.time(within.as_secs())));
    let mean = asa_s.map_or_else(String::new, |asa| format!("; the mean (ASA) is then {}", English.time(asa)));
    let (share, wait) = (of_callers(asked), English.time(wait_s));
    format!("Waits are longest at {}: {share} {} answered within {wait}{within}{mean}", interval(at), are(asked))
}

/// `80 % of callers`, of the answered `80 % of the answered`.
pub(super) fn of_callers(asked: AskedShare) -> String {
    let whom = if asked.of_offered { "callers" } else { "the answered" };
    format!("{} of {whom}", English.share(asked.share))
}

pub(super) const fn are(asked: AskedShare) -> &'static str {
    if asked.of_offered { "are" } else { "were" }
}

/// `10:30–11:00: 16.5 signed in (2 of them borrowed), 21 needed`
fn there_and_needed(interval_of: &NeededInterval) -> String {
    let NeededInterval { at, needed, people, borrowed } = interval_of;
    let of_them = borrowed.map_or_else(String::new, |n| format!(" ({} of them borrowed)", tenths(n)));
    format!("{}: {}\u{a0}signed in{of_them}, {}\u{a0}needed", interval(at), tenths(*people), count((*needed).into()))
}

fn spread([at_once, soon, at_all]: [f64; 3], within: Span, longest_s: f64) -> String {
    let tail = if longest_s <= 0.0 {
        "99 answered callers in 100 do not wait at all".to_owned()
    } else {
        format!("1 answered caller in 100 waits {} or more", English.time(longest_s))
    };
    let [at_once, soon, at_all] = [at_once, soon, at_all].map(|share| English.share(share));
    let (at_once, within) = (capitalised(&at_once), English.time(within.as_secs()));
    format!("{at_once} of callers are answered at once, {soon} within {within}, {at_all} at all; {tail}")
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
    format!("{date}{}–{}", at.from, at.to)
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
