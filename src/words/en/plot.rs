//! What plots say, in English. Numbers and their units are held together by no-break spaces.

use super::English;
use super::plot_finding::{self, capitalised, counted, percent};
use crate::units::Span;
use crate::words::plot_amount::{ToldTime, count, tenths_of_percent};
use crate::words::{AskedShare, AxisUnit, Drawing, PageWords, PlotFinding, PlotLabel, PlotWords};
use jiff::civil::Date;

impl PlotWords for English {
    fn plot_label(&self, label: PlotLabel) -> &'static str {
        text(label)
    }

    fn drawing(&self, drawing: Drawing) -> String {
        let every = |interval: Span| format!("in intervals of {}", self.time(interval.as_secs()));
        match drawing {
            Drawing::AnswerRate(interval) => format!("Answer rate {}", every(interval)),
            Drawing::ServiceLevel(level, interval) => {
                let within = self.time(level.within.as_secs());
                format!("Answered within {within}{}, {}", self.note(level), every(interval))
            }
            Drawing::Waits(interval) => format!("Waits {}", every(interval)),
            Drawing::Distribution(calls) => {
                format!("Share of {} answered after so long or less", counted(calls, "caller", "callers"))
            }
            Drawing::RatesOfDays => "Answer rates of single days".to_owned(),
            Drawing::LevelsOfDays(level) => {
                format!(
                    "Share answered within {}{}, on single days",
                    self.time(level.within.as_secs()),
                    self.note(level)
                )
            }
            Drawing::Waiting => "Callers waiting from moment to moment".to_owned(),
            Drawing::Staffing => "People signed in and needed, and load offered, mean of all days".to_owned(),
            Drawing::Roster => "Shifts and breaks as planned, before absence".to_owned(),
            Drawing::LadderValue => "What each rung saves and borrows, beside the same days without it".to_owned(),
            Drawing::Sizing => "People required and in the scenario".to_owned(),
            Drawing::Cover => "People needed and on shift".to_owned(),
            Drawing::TwoRates => "Answer rate by interval, and its difference with the 95 % interval".to_owned(),
            Drawing::TwoCrews => "People signed in by interval, and the difference".to_owned(),
        }
    }

    fn finding(&self, finding: &PlotFinding<'_>) -> String {
        plot_finding::said(finding)
    }

    /// `84 %`, `93.4 %`. Only 0 is written `0 %` and only 1 `100 %`.
    fn share(&self, share: f64) -> String {
        percent(tenths_of_percent(share, true))
    }

    /// `4.2 s`, `45 s`, `2 min 40 s`, `1 h 5 min`.
    fn time(&self, seconds: f64) -> String {
        let two = |more: f64, large: &str, less: f64, small: &str| {
            let less = if less == 0.0 { String::new() } else { format!("\u{a0}{less}\u{a0}{small}") };
            format!("{more}\u{a0}{large}{less}")
        };
        match ToldTime::of(seconds) {
            ToldTime::Tenths(seconds) | ToldTime::Seconds(seconds) => format!("{seconds}\u{a0}s"),
            ToldTime::Minutes(minutes, seconds) => two(minutes, "min", seconds, "s"),
            ToldTime::Hours(hours, minutes) => two(hours, "h", minutes, "min"),
            ToldTime::ManyHours(hours) => format!("{}\u{a0}h", count(hours)),
        }
    }

    /// `5 Feb`.
    fn mark_of_date(&self, date: Date) -> String {
        date.strftime("%-d\u{a0}%b").to_string()
    }

    fn axis(&self, label: PlotLabel, unit: AxisUnit) -> String {
        let unit = match unit {
            AxisUnit::Seconds => "seconds",
            AxisUnit::Minutes => "minutes",
            AxisUnit::Hours => "hours",
            AxisUnit::Percent => "%",
        };
        format!("{} ({unit})", text(label))
    }

    fn source(&self, name: &str, days: u32) -> String {
        format!("{name} · {} simulated", counted(days.into(), "day", "days"))
    }

    fn source_of_both(&self, days: u32) -> String {
        format!("the same {} for both", counted(days.into(), "day", "days"))
    }

    fn target(&self, share: f64) -> String {
        format!("target {}", self.share(share))
    }

    fn cut_axis(&self, caption: &str, from: f64) -> String {
        format!("{caption}, from {} up", self.share(from))
    }

    fn target_wait(&self, seconds: f64, share: Option<f64>) -> String {
        let within = self.time(seconds);
        share.map_or_else(|| format!("target {within}"), |share| format!("{} within {within}", self.share(share)))
    }

    fn target_asa(&self, seconds: f64) -> String {
        format!("ASA target {}", self.time(seconds))
    }

    fn wait_of_share(&self, asked: AskedShare) -> String {
        let share = plot_finding::of_callers(asked);
        format!("{share} {} answered within", plot_finding::are(asked))
    }

    fn fewer_answered(&self, asked: AskedShare) -> String {
        format!("fewer than {} are answered at all", plot_finding::of_callers(asked))
    }

    fn within(&self, share: f64, within: Span, asked: Option<f64>) -> String {
        let asked = asked.map_or_else(String::new, |asked| format!(" (target {})", self.share(asked)));
        format!("{} within {}{asked}", self.share(share), self.time(within.as_secs()))
    }

    fn at_once(&self, share: f64) -> String {
        format!("{} at once", self.share(share))
    }

    fn answered(&self, share: f64) -> String {
        format!("{} answered", self.share(share))
    }

    fn seats(&self, seats: u64) -> String {
        counted(seats, "seat", "seats")
    }

    fn above(&self, waiting: u32) -> String {
        format!("above {waiting}")
    }

    fn lent(&self, group: &str) -> String {
        format!("{group} (lent)")
    }

    fn more_shifts(&self, shifts: usize) -> String {
        if shifts == 1 { "and 1 more shift".to_owned() } else { format!("and {shifts} more shifts") }
    }

    fn more_groups(&self, groups: usize) -> String {
        if groups == 1 { "and 1 more group".to_owned() } else { format!("and {groups} more groups") }
    }

    fn rung_lasting(&self, rung: &str, lasting: Option<Span>) -> String {
        match lasting {
            None => rung.to_owned(),
            Some(Span::ZERO) => format!("{rung}, at once"),
            Some(lasting) => format!("{rung}, {}", self.time(lasting.as_secs())),
        }
    }

    fn more_rungs(&self, rungs: usize) -> String {
        format!("{rungs} more rungs")
    }

    fn day(&self, picked: &str, day: u32, answered: Option<f64>) -> String {
        let answered = answered.map_or(String::new(), |rate| format!(": {} answered", self.share(rate)));
        format!("{} (day {day}){answered}", capitalised(picked))
    }
}

const fn text(label: PlotLabel) -> &'static str {
    match label {
        PlotLabel::TimeOfDay => "time of day (HH:MM)",
        PlotLabel::DateAndTime => "date and time of day (HH:MM)",
        PlotLabel::Dates => "date",
        PlotLabel::AnswerRate => "answer rate",
        PlotLabel::ServiceLevel => "service level",
        PlotLabel::RateOfADay => "answer rate of a day",
        PlotLabel::LevelOfADay => "service level of a day",
        PlotLabel::Days => "days",
        PlotLabel::Wait => "wait",
        PlotLabel::DoublingWaits => "wait until the answer (each doubling is equally long)",
        PlotLabel::AnsweredWithin => "of all callers answered within",
        PlotLabel::CallersWaiting => "callers waiting",
        PlotLabel::PeopleAndLoad => "people, Erlangs",
        PlotLabel::People => "people",
        PlotLabel::HoursBorrowed => "person-hours borrowed a day",
        PlotLabel::CallersSaved => "callers saved a day",
        PlotLabel::DifferenceOfRates => "difference (points); above 0 is better",
        PlotLabel::PeopleSignedIn => "people signed in",
        PlotLabel::DifferenceInPeople => "difference in people",
        PlotLabel::AllDays => "all days",
        PlotLabel::RangeOfDays => "9 days in 10 (5th to 95th percentile)",
        PlotLabel::Percentile95 => "95th percentile",
        PlotLabel::Percentile90 => "90th percentile",
        PlotLabel::MeanWait => "mean (ASA)",
        PlotLabel::Median => "median",
        PlotLabel::Threshold => "a rung's condition: more than so many wait",
        PlotLabel::InForce => "rung in force",
        PlotLabel::NobodyToSend => "nobody there to send",
        PlotLabel::NoFreeSeat => "no seat free for them",
        PlotLabel::RosterOwn => "own crew",
        PlotLabel::RosterLent => "lent when the ladder calls",
        PlotLabel::PlannedBreak => "break",
        PlotLabel::NeededOnPhones => "needed on the phones",
        PlotLabel::NobodyPlanned => "nobody is planned",
        PlotLabel::OwnCrew => "own crew signed in",
        PlotLabel::BorrowedCrew => "borrowed",
        PlotLabel::Load => "offered load (Erlangs)",
        PlotLabel::OverAndShort => "signed in beyond those needed; below 0 so many are short",
        PlotLabel::Short => "short",
        PlotLabel::Over => "over",
        PlotLabel::DaysMet => "days that meet the target",
        PlotLabel::DaysMissed => "days that miss it",
        PlotLabel::WholeLadder => "the whole ladder",
        PlotLabel::AllLadders => "all ladders",
        PlotLabel::Required => "people required",
        PlotLabel::InTheScenario => "people in the scenario",
        PlotLabel::NeededPeople => "people needed",
        PlotLabel::OnShift => "people on shift",
        PlotLabel::BandOfDifference => "95 % interval of the difference",
        PlotLabel::BorrowedBelow => "borrowed (below)",
        PlotLabel::NoAnswerRate => "no calls, so no answer rate",
        PlotLabel::NoServiceLevel => "no calls, so no service level",
        PlotLabel::NoWaits => "nobody was answered, so there are no waits",
        PlotLabel::NoDay => "no day was recorded moment by moment",
        PlotLabel::NobodyAtAll => "nobody was signed in and nobody called",
        PlotLabel::NobodySignedIn => "nobody was signed in",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn a_share_is_said_to_a_tenth_of_a_percent() {
        for (share, said) in [(0.84, "84 %"), (0.934, "93.4 %"), (0.0, "0 %"), (1.0, "100 %"), (0.29, "29 %")] {
            assert_eq!(plain(&English.share(share)), said);
        }
    }

    #[test]
    fn almost_all_is_not_all_and_almost_nothing_is_not_nothing() {
        assert_eq!(plain(&English.share(0.99996)), "99.9 %");
        assert_eq!(plain(&English.share(0.00001)), "under 0.1 %");
    }

    #[test]
    fn a_length_of_time_is_said_in_two_units_at_most() {
        for (seconds, said) in [
            (0.0, "0 s"),
            (4.23, "4.2 s"),
            (9.97, "10 s"),
            (44.6, "45 s"),
            (59.7, "1 min"),
            (160.0, "2 min 40 s"),
            (3_599.6, "1 h"),
            (3_900.0, "1 h 5 min"),
            (357_000.0, "99 h 10 min"),
            (3.6e7, "10,000 h"),
        ] {
            assert_eq!(plain(&English.time(seconds)), said, "{seconds}");
        }
    }

    #[test]
    fn thousands_are_set_off() {
        for (number, said) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(count(number), said);
        }
    }
}
