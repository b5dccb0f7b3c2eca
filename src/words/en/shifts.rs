//! Shifts that cover needs, in English.

use super::English;
use super::sizing_dates::capital;
use crate::cover::{CoverRules, Wish};
use crate::experiment::results::Verdict;
use crate::scenario::ShiftFileFault;
use crate::stats::Share;
use crate::units::text::{clock, span};
use crate::words::numbers::percent;
use crate::words::shifts::{ShiftsWords, need_of};
use crate::words::{Said, SizeWords};

/// What is wrong with a file of shifts.
pub(super) fn said(fault: &ShiftFileFault) -> Said {
    match fault {
        ShiftFileFault::MinAboveMax { min, max } => {
            Said::new(format!("a `min` of {min} above a `max` of {max}"), "a `min` no larger than the `max`")
        }
        ShiftFileFault::Backwards => Said::new("the second is before the first", "the smaller one first"),
        ShiftFileFault::Steps { most } => {
            Said::new("steps that make no list", format!("`every` longer than \"0s\", and at most {most} steps"))
        }
        ShiftFileFault::NoLength => Said::new("a length of nothing", "a length such as \"15m\""),
        ShiftFileFault::LengthOfShift => Said::new("a shift of no length, or longer than a day", "up to \"24h\""),
        ShiftFileFault::NeedTwice { name } => Said::new(format!("two needs are called `{name}`"), "each name once"),
        ShiftFileFault::NeedsDiffer { found, wanted } => {
            Said::new(format!("{found} intervals, and the first need has {wanted}"), "as many for each need")
        }
        ShiftFileFault::Needs { found, most } => Said::new(format!("{found} needs"), format!("1 to {most}")),
        ShiftFileFault::NotADay { whole } => {
            Said::new(format!("the intervals are {} together", span(*whole)), "24 h together to go around the clock")
        }
        ShiftFileFault::OverAlone => Said::new(
            "a cost of people who are not needed, where needs must be met",
            "`under_cost_per_hour` beside it, or neither",
        ),
        ShiftFileFault::NeedsOfDates => Said::new(
            "needs of one day, for a scenario of several dates",
            "no `needs` here: each date is sized, or `--needs` names a table with a column `date`",
        ),
        ShiftFileFault::RoundOfDates => Said::new(
            "a day that follows itself, for a scenario of several dates",
            "no `around_the_clock`: each date has shifts that begin and end within its hours",
        ),
        ShiftFileFault::NoShifts => Said::new("no rule for shifts", "at least one [[shifts]]"),
        ShiftFileFault::NoShift => Said::new(
            "no shift keeps to this rule: it ends too late wherever it starts, or a break finds no place",
            "earlier `starts`, shorter `lengths`, a later `last_end`, or breaks that fit",
        ),
        ShiftFileFault::NoGroup { name, known } => {
            Said::new(format!("there is no group `{name}` that is sized"), format!("one of: {}", known.join(", ")))
        }
        ShiftFileFault::NoNeed { name, known } => {
            Said::new(format!("there is no need `{name}`"), format!("one of: {}", known.join(", ")))
        }
        ShiftFileFault::EndsAroundTheClock => Said::new("around the clock there is no last end", "no `last_end`"),
        ShiftFileFault::TooFine { cells, cell, most } => Said::new(
            format!("its times cut the day into {cells} cells of {}", span(*cell)),
            format!("at most {most}: times that are whole multiples of a coarser one"),
        ),
        ShiftFileFault::TooManyShifts { kinds, columns, most } => Said::new(
            format!("{kinds} different shifts with {columns} starts of breaks"),
            format!("at most {} and {}: coarser steps or shorter lists", most.0, most.1),
        ),
    }
}

impl ShiftsWords for English {
    fn shifts_of(&self, name: &str, text: &str) -> String {
        format!("{name}: {text}")
    }

    fn shifts_found(&self, people: u32, kinds: usize, cost: &str) -> String {
        let people = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
        let kinds = if kinds == 1 { "1 kind of shift".to_owned() } else { format!("{kinds} kinds of shifts") };
        format!("{people} in {kinds} cover the needs; they cost {cost} a day.")
    }

    fn shifts_proven(&self) -> &'static str {
        "Nothing that keeps to the rules is cheaper."
    }

    fn shifts_bound(&self, bound: &str, gap: &str) -> String {
        format!("Nothing can be cheaper than {bound}: the gap is {gap} %.")
    }

    fn shifts_hours(&self, missing: &str, spare: &str) -> String {
        format!("{missing} person-hours are missing, and {spare} are not needed.")
    }

    fn shifts_impossible(&self, wishes: &[String]) -> String {
        if wishes.is_empty() {
            return "No shifts keep to the rules; what is in the way could not be told.".to_owned();
        }
        format!("No shifts keep to the rules. These cannot be had together: {}.", wishes.join("; "))
    }

    fn wish(&self, wish: Wish, rules: &CoverRules) -> String {
        let group = |rule: usize| format!("rule {} (`{}`)", rule + 1, rules.shifts[rule].group);
        let bounds = |rule: usize| rules.shifts[rule].people;
        match wish {
            Wish::Need { need, interval } => {
                let (name, people, start, end) = need_of(rules, (need, interval));
                format!("{people} for `{name}` from {} to {}", clock(start), clock(end))
            }
            Wish::Starts => "`starts`: when shifts may start".to_owned(),
            Wish::Ends => "`last_end`: when they end at the latest".to_owned(),
            Wish::Breaks => "`breaks`: that they have them".to_owned(),
            Wish::MostOfRule(rule) => format!("at most {} people of {}", bounds(rule).most.unwrap_or(0), group(rule)),
            Wish::LeastOfRule(rule) => {
                format!("at least {} people of {}", bounds(rule).least.unwrap_or(0), group(rule))
            }
            Wish::ShareOfRule(rule) => {
                format!("`max_share` {} of {}", rules.shifts[rule].share_at_most.unwrap_or(1.0), group(rule))
            }
            Wish::MostPeople => format!("at most {} people in all", rules.people.most.unwrap_or(0)),
            Wish::LeastPeople => format!("at least {} people in all", rules.people.least.unwrap_or(0)),
            Wish::MostKinds => format!("at most {} kinds of shifts", rules.most_kinds.unwrap_or(0)),
            Wish::LeastPerKind => format!("at least {} people with each kind of shift", rules.least_per_kind),
        }
    }

    fn shifts_nearest(&self, missing: &str, people: u32) -> String {
        format!("The nearest that can be had, with {people} people, misses {missing} person-hours.")
    }

    fn shifts_stopped(&self) -> &'static str {
        "The time given was up before any shifts were found."
    }

    fn shifts_tried(&self, is_enough: bool, days: u32, rounds: u32, cost_before: &str) -> String {
        let met = if is_enough { "meet the targets" } else { "miss a target" };
        let before = match rounds {
            0 => String::new(),
            1 => format!(", with needs raised once; before they cost {cost_before}"),
            _ => format!(", with needs raised {rounds} times; before they cost {cost_before}"),
        };
        format!("On the {days} days of the search the shifts {met}{before}.")
    }

    fn shifts_verified(&self, verdict: Verdict, days: u32) -> String {
        format!("{} on {days} fresh days.", capital(verdict))
    }

    fn shifts_for_the_best(&self) -> &'static str {
        "No people meet the targets: the needs are those of the best that can be had."
    }

    fn shifts_of_dates(&self, people: u32, kinds: usize, dates: usize, cost: &str) -> String {
        let kinds = if kinds == 1 { "1 kind".to_owned() } else { format!("{kinds} kinds") };
        format!("{people} shifts of {kinds} cover the needs of {dates} dates; they cost {cost}.")
    }

    fn shifts_together(
        &self,
        verdict: Verdict,
        days: Option<u32>,
        [missed, undecided]: [&[String]; 2],
        all: Option<Share>,
    ) -> String {
        let on = |told: &str, dates: &[String]| match dates {
            [] => String::new(),
            dates => format!(", {told} on {}", dates.join(", ")),
        };
        let (missed, undecided) = (on("missed", missed), on("undecided", undecided));
        let (word, dates) = (capital(verdict), missed + &undecided);
        // The verdict is not told twice where it is that of the dates which follow.
        let dates = dates.strip_prefix(&format!(", {}", self.verdict_word(verdict))).unwrap_or(&dates);
        let Some(days) = days else {
            return format!("{word}{dates}; the dates were not tried together.");
        };
        let together = all.map_or_else(String::new, |share| {
            let [mean, low, high] = [share.mean, share.low, share.high].map(|share| percent(share, 1));
            format!("; on {mean} % of them ({low} to {high}) every date is good")
        });
        format!("{word}{dates}; on {days} fresh days of all dates{together}.")
    }

    fn shifts_verdict(&self, verdict: Verdict) -> &'static str {
        self.verdict_word(verdict)
    }

    fn by_date_header(&self) -> [&'static str; 8] {
        ["date", "people", "kinds", "cost", "gap", "needed more", "good days", "verdict"]
    }

    fn people_by_shift(&self) -> &'static str {
        "people by shift"
    }

    fn shifts_header(&self) -> [&'static str; 5] {
        ["group", "people", "start", "end", "breaks"]
    }

    fn cover_header(&self) -> [&'static str; 4] {
        ["interval", "needed", "there", "missing"]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_on_all_dates_is_told_once() {
        let dates = [vec!["Fri 5 Feb".to_owned()], vec!["Sat 6 Feb".to_owned()]];
        let told = |verdict, missed: usize, undecided: usize| {
            let of = [&dates[0][..missed], &dates[1][..undecided]];
            English.shifts_together(verdict, None, of, None)
        };
        let ends = "; the dates were not tried together.";
        assert_eq!(told(Verdict::Undecided, 0, 1), format!("Undecided on Sat 6 Feb{ends}"));
        assert_eq!(told(Verdict::Missed, 1, 1), format!("Missed on Fri 5 Feb, undecided on Sat 6 Feb{ends}"));
        assert_eq!(told(Verdict::Missed, 0, 1), format!("Missed, undecided on Sat 6 Feb{ends}"));
        assert_eq!(told(Verdict::Met, 0, 0), format!("Met{ends}"));
    }
}
