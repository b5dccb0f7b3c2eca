//! The page of a sizing, in English.

use super::English;
use super::sizing_dates::{capital, money};
use crate::experiment::results::Verdict;
use crate::figures::Measure;
use crate::sizing::{
    Binding, Changed, GivenResults, Goal, GoalFound, GoalOf, MeanPlan, Method, Per, ReservePoint, ReserveResults,
    SizeResults, SizedDates, VariedResult, Verified, VerifiedGoal,
};
use crate::units::SimTime;
use crate::units::text::{clock, span};
use crate::words::numbers::{DASH, amount, decimal, percent};
use crate::words::sizing::{Recommended, SizeLabel, SizeWords, is_proven, least_and_most, stretch, times, worst};

impl SizeWords for English {
    fn size_label(&self, label: SizeLabel) -> &'static str {
        match label {
            SizeLabel::Interval => "interval",
            SizeLabel::People => "people",
            SizeLabel::Rostered => "rostered",
            SizeLabel::Planned => "planned",
            SizeLabel::OneFewer => "one fewer",
            SizeLabel::OneMore => "one more",
            SizeLabel::Base => "base",
            SizeLabel::Reserve => "reserve",
            SizeLabel::CostADay => "cost a day",
            SizeLabel::HoursAtWork => "hours at work",
            SizeLabel::DaysCalled => "days called",
            SizeLabel::ShareOfDays => "share of days",
            SizeLabel::If => "if",
            SizeLabel::NumberThen => "number then",
            SizeLabel::Measure => "measure",
            SizeLabel::Figure => "figure",
            SizeLabel::Target => "target",
            SizeLabel::Verdict => "verdict",
            SizeLabel::Date => "date",
            SizeLabel::Calls => "calls",
            SizeLabel::Cost => "cost",
            SizeLabel::Hours => "hours",
            SizeLabel::GoodDays => "good days",
            SizeLabel::PullsOf => "pulls of",
            SizeLabel::PeopleAt => "people at",
            SizeLabel::EachAlone => {
                "Each date was sized as a day of its own; fresh days play all of them, one after the other."
            }
        }
    }

    fn sized(&self, name: &str, text: &str) -> String {
        format!("{name}: {text}")
    }

    fn sized_measure(&self, measure: Measure) -> String {
        match measure.service_level() {
            Some(level) => format!("answered within {}", span(level.within)),
            None if measure == Measure::Asa => "ASA".to_owned(),
            None => super::measure::plain(measure),
        }
    }

    fn days_with(&self, goal: &Goal) -> String {
        format!("days with {}", target(goal))
    }

    fn verdict_word(&self, verdict: Verdict) -> &'static str {
        verdict.word()
    }

    /// "7 people all day meet the targets and cost 84 person-hours a day."
    fn size_answer(&self, found: &SizeResults) -> String {
        let people = format!("{}{}", people(found), by_group(found));
        let cost = money(found, found.cost);
        match found.binding {
            None => format!(
                "{people} meet the targets; they cost {cost} a day, and those of the scenario {}.",
                money(found, found.cost_planned)
            ),
            Some(binding) => format!(
                "impossible. The best that can be had is {}, with {people} for {cost} a day: {}.",
                best(found),
                binds(binding)
            ),
        }
    }

    fn size_verdict(&self, found: &SizeResults) -> String {
        let Some(verified) = &found.verified else {
            return "The time given was up before the numbers were tried on fresh days.".to_owned();
        };
        let word = if is_proven(found) { "Met by the formulas" } else { capital(found.verdict()) };
        format!("{word}; on {} fresh days {}.", decimal(f64::from(verified.days), 0), goals(verified, &times(found)))
    }

    fn mean_plan(&self, found: &SizeResults, plan: &MeanPlan, share: f64) -> String {
        let (least, most) = least_and_most(&plan.people);
        let people = if least == most { format!("{most}") } else { format!("{least} to {most}") };
        format!(
            "The plan made for the mean has {people} people for {} a day, and reaches the day's target on {} % of days.",
            money(found, plan.cost),
            percent(share, 1)
        )
    }

    fn must_be_rostered(&self, people: u32, shrinkage: f64) -> String {
        format!("With a shrinkage of {} % {} must be rostered.", percent(shrinkage, 0), decimal(people.into(), 0))
    }

    fn size_beside(&self, goals: &[&GoalFound]) -> String {
        let one = |one: &&GoalFound| {
            let shown = |figure: Option<f64>| match one.goal.share_of_days {
                None => self.sized_figure(one.goal.measure, figure),
                Some(_) => format!("{} of days", self.sized_figure(Measure::AnswerRate, figure)),
            };
            let target = target(&one.goal);
            format!(
                "{target}: one fewer {}, as sized {}, one more {}",
                shown(one.fewer),
                shown(one.figure),
                shown(one.more)
            )
        };
        format!("{}.", goals.iter().map(one).collect::<Vec<_>>().join("; "))
    }

    fn size_method(&self, method: Method) -> String {
        match method {
            Method::LongRun => "Found by Erlang's formulas, which are exact for a floor that never changes.".to_owned(),
            Method::ExactDay => {
                "Found by the equations of a day on which nothing has a memory: exact in the mean over days.".to_owned()
            }
            Method::Simulated { days } => {
                format!("Found on {} simulated days, the same for all numbers tried.", decimal(f64::from(days), 0))
            }
        }
    }

    fn recommended(&self, found: &ReserveResults, point: &ReservePoint, why: Recommended) -> String {
        let base = match found.per {
            Per::Shape if point.base < 0 => format!("{} fewer than the scenario", -point.base),
            Per::Shape => format!("{} more than the scenario", point.base),
            Per::Day | Per::Interval => format!("{} people", point.base),
        };
        let why = match why {
            Recommended::Cheapest => "Cheapest with a reserve",
            Recommended::FewestAtWork => "Fewest at work",
        };
        format!(
            "{why}: {base} and {} in reserve for {} a day; the reserve is called on {} % of days, and {} % of days reach \
             the target.",
            point.reserve,
            amount(point.cost),
            percent(point.days_called, 0),
            percent(point.share_of_days, 1)
        )
    }

    fn no_reserve(&self, most: u32) -> String {
        format!("No base with up to {most} in reserve meets the targets.")
    }

    /// "volume 10 % more".
    fn varied(&self, one: &VariedResult) -> String {
        let what = match one.changed {
            Changed::Absence => return format!("absence {} points more", percent(one.by, 0)),
            Changed::Volume => "volume",
            Changed::HandleTime => "handle time",
            Changed::Patience => "patience",
        };
        if one.by < 1.0 {
            format!("{what} {} % less", percent(1.0 - one.by, 0))
        } else {
            format!("{what} {} % more", percent(one.by - 1.0, 0))
        }
    }

    fn given(&self, name: &str, found: &GivenResults) -> String {
        format!(
            "{name}: {}; on {} days {}.",
            capital(found.found.verdict),
            decimal(f64::from(found.found.days), 0),
            goals(&found.found, &found.intervals)
        )
    }

    fn given_volume(&self, volume: Option<f64>) -> String {
        volume.map_or_else(
            || {
                "Not even a fifth of the calls could be carried at the targets of the day, or calls are recorded."
                    .to_owned()
            },
            |volume| {
                format!("At the targets of the day these people could carry {} % of the calls.", percent(volume, 0))
            },
        )
    }

    fn on_date(&self, name: &str, date: &str) -> String {
        format!("{name}, {date}")
    }

    fn dates_answer(&self, found: &SizedDates) -> String {
        super::sizing_dates::answer(found)
    }

    fn dates_verdict(&self, found: &SizedDates) -> String {
        super::sizing_dates::verdict(found)
    }
}

fn people(found: &SizeResults) -> String {
    let (least, most) = least_and_most(&found.intervals.iter().map(|row| row.people).collect::<Vec<_>>());
    match (found.per, least == most) {
        (Per::Day | Per::Interval, true) => format!("{most} {} all day", if most == 1 { "person" } else { "people" }),
        (Per::Shape, _) => {
            let by = found.number.unwrap_or(0);
            let than = if by < 0 { "fewer" } else { "more" };
            format!("{} {than} in every interval than the scenario has, {least} to {most} people", by.unsigned_abs())
        }
        (Per::Day | Per::Interval, false) => format!("{least} to {most} people"),
    }
}

/// " (inbound 20 to 22, experts 3)", where several groups were sized.
fn by_group(found: &SizeResults) -> String {
    let of_group = |(name, people): &(String, Vec<u32>)| {
        let (least, most) = least_and_most(people);
        if least == most { format!("{name} {most}") } else { format!("{name} {least} to {most}") }
    };
    let groups: Vec<String> = found.groups.iter().map(of_group).collect();
    if groups.len() < 2 { String::new() } else { format!(" ({})", groups.join(", ")) }
}

fn best(found: &SizeResults) -> String {
    worst(found).map_or_else(String::new, |one| {
        let (place, target) = (place(&one.goal, &times(found)), target(&one.goal));
        match one.goal.share_of_days {
            None => format!("{}{place} instead of {target}", reached(one.goal.measure, one.figure)),
            Some(asked) => {
                let share = English.sized_figure(Measure::AnswerRate, one.figure);
                format!("{target} on {share} of days{place} instead of {} %", percent(asked, 0))
            }
        }
    })
}

fn place(goal: &Goal, intervals: &[(SimTime, SimTime)]) -> String {
    let told = |(from, to)| format!(" from {} to {}", clock(from), clock(to));
    stretch(goal, intervals).map_or_else(String::new, told)
}

/// What binds, as the end of a sentence.
const fn binds(binding: Binding) -> &'static str {
    match binding {
        Binding::MostPeople => "no more people than that are allowed",
        Binding::Seats => "there are no more seats",
        Binding::NotPeople => "more people do not change it",
    }
}

/// "an answer rate of 90 %", "80 % answered within 20s", "an ASA of at most 30s".
fn target(goal: &Goal) -> String {
    let wanted = English.sized_figure(goal.measure, Some(goal.target)).replace(".0 %", " %");
    let name = English.sized_measure(goal.measure);
    match goal.measure.service_level() {
        Some(_) => format!("{wanted} {name}"),
        None if goal.measure.more_is_better() => format!("an {name} of {wanted}"),
        None => format!("an {name} of at most {wanted}"),
    }
}

/// "an answer rate of 93.2 %", "84.1 % answered within 20s", "an ASA of 12s".
fn reached(measure: Measure, value: Option<f64>) -> String {
    let (figure, name) = (English.sized_figure(measure, value), English.sized_measure(measure));
    match measure.service_level() {
        Some(_) => format!("{figure} {name}"),
        None => format!("an {name} of {figure}"),
    }
}

/// What days say of the goals of the day, and of those of intervals together.
fn goals(verified: &Verified, times: &[(SimTime, SimTime)]) -> String {
    let of_day = verified.goals.iter().filter(|one| one.goal.of != GoalOf::Interval);
    let mut told: Vec<String> = of_day.map(|one| on_days(one, times)).collect();
    let of_intervals: Vec<&VerifiedGoal> =
        verified.goals.iter().filter(|one| one.goal.of == GoalOf::Interval).collect();
    let count = |verdict: Verdict| of_intervals.iter().filter(|one| one.verdict == verdict).count();
    if !of_intervals.is_empty() {
        told.push(format!(
            "of {} targets of intervals {} are met, {} undecided and {} missed",
            of_intervals.len(),
            count(Verdict::Met),
            count(Verdict::Undecided),
            count(Verdict::Missed)
        ));
    }
    told.join("; ")
}

fn on_days(one: &VerifiedGoal, times: &[(SimTime, SimTime)]) -> String {
    let place = place(&one.goal, times);
    let share = one.share_of_days.as_ref().map_or_else(
        || DASH.to_owned(),
        |share| {
            let [mean, low, high] = [share.mean, share.low, share.high].map(|share| percent(share, 1));
            format!("{mean} % of days ({low} to {high})")
        },
    );
    let mean = reached(one.goal.measure, one.estimate.map(|e| e.mean));
    let asked = one.goal.share_of_days.map_or(String::new(), |asked| format!(", asked for {} %", percent(asked, 0)));
    format!("{mean} in the mean{place}, and {share} have {}{asked}", target(&one.goal))
}
