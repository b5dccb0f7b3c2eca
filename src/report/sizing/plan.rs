//! The plan that was found, as a scenario over the one that was sized, with expectations that hold it to what it gives.

use super::{SizedFloor, SizedReport};
use crate::experiment::results::Verdict;
use crate::figures::Measure;
use crate::sizing::{GoalOf, Per, ReserveFrom, Verified, VerifiedGoal};
use jiff::civil::Date;
use toml::{Table, Value};

/// The plan as TOML, over the scenario at the path `base`; `None` where head-counts beside it do not say it: those of several groups,
/// or several dates with a reserve.
pub fn plan(sized: &SizedReport, base: &str) -> Option<String> {
    let mut plan = Table::new();
    plan.insert("base".to_owned(), base.into());
    let (from, groups, expected) = match sized {
        SizedReport::OneDate(sized) => {
            let verified = sized.found.verified.as_ref();
            let expected = verified.map_or_else(Table::new, |verified| expectations(verified, None).collect());
            (&sized.from, of_one_date(sized)?, expected)
        }
        SizedReport::Dates(sized) => {
            let dates = &sized.found.dates;
            let [(name, _)] = &dates.first()?.found.groups[..] else { return None };
            if dates.iter().any(|date| date.reserve.is_some()) {
                return None;
            }
            let of_dates = dates.iter().filter_map(|date| Some((date.date, date.verified.as_ref()?)));
            let of_dates = of_dates.flat_map(|(date, verified)| expectations(verified, date));
            (&sized.from, vec![counted(name)], of_dates.collect())
        }
    };
    plan.insert("name".to_owned(), format!("{}, sized", from.name).into());
    plan.insert("why".to_owned(), format!("What `{}` found.", from.command).into());
    plan.insert("groups".to_owned(), Value::Array(groups.into_iter().map(Value::Table).collect()));
    if !expected.is_empty() {
        plan.insert("expect".to_owned(), Value::Table(expected));
    }
    toml::to_string(&plan).ok()
}

fn of_one_date(sized: &SizedFloor) -> Option<Vec<Table>> {
    let found = &sized.found;
    if let Some(reserve) = &sized.reserve {
        let (point, ReserveFrom::Group(name)) = (reserve.cheapest()?, &reserve.plan.from) else { return None };
        let [(base, _)] = &found.groups[..] else { return None };
        // A base that differs from what was sized alone is one number all day.
        let is_one_number = found.per == Per::Day;
        return is_one_number.then(|| vec![people(base, point.base.max(0) as u32), people(name, point.reserve)]);
    }
    match (found.per, &found.groups[..]) {
        (Per::Day, groups) => {
            let of = |(name, counts): &(String, Vec<u32>)| people(name, counts.first().copied().unwrap_or(0));
            Some(groups.iter().map(of).collect())
        }
        (Per::Interval | Per::Shape, [(name, _)]) => Some(vec![counted(name)]),
        (Per::Interval | Per::Shape, _) => None,
    }
}

fn people(name: &str, people: u32) -> Table {
    Table::from_iter([("name".to_owned(), name.into()), ("people".to_owned(), i64::from(people).into())])
}

/// The head-counts stand beside the plan.
fn counted(name: &str) -> Table {
    Table::from_iter([("name".to_owned(), name.into()), ("staffing".to_owned(), "staffing.csv".into())])
}

/// What is to be expected of the plan on a date of several, or of the day.
pub(in crate::report) fn expectations(
    verified: &Verified,
    date: Option<Date>,
) -> impl Iterator<Item = (String, Value)> {
    let within = date.map_or_else(String::new, |date| format!("intervals[{date}]."));
    verified.goals.iter().filter_map(move |one| expectation(one, &within))
}

/// The target of a day where fresh days are sure that it is reached, else a hundredth less than they are sure of; `None` where it is
/// missed for sure.
fn expectation(one: &VerifiedGoal, within: &str) -> Option<(String, Value)> {
    if one.goal.of != GoalOf::Day || one.verdict == Verdict::Missed {
        return None;
    }
    let (measure, target) = (one.goal.measure, one.goal.target);
    let (name, is) = (measure.name(), if measure.more_is_better() { ">=" } else { "<=" });
    let key = format!("{within}{name}");
    match (one.goal.share_of_days, one.share_of_days, one.estimate) {
        (Some(asked), Some(share), _) => {
            let key = format!("share_of_days({key} {is} {target})");
            let least = if share.low >= asked { asked } else { below(share.low) };
            Some((key, format!(">= {least}").into()))
        }
        (None, _, Some(estimate)) => {
            let end = if measure.more_is_better() { estimate.low? } else { estimate.high? };
            let expected = match measure.reaches(end, target) {
                true => target,
                false if measure.more_is_better() => below(end),
                false => above(end),
            };
            is_of_calls(measure, within).then(|| (key, format!("{is} {expected}").into()))
        }
        _ => None,
    }
}

/// In a date expectations are of calls.
fn is_of_calls(measure: Measure, within: &str) -> bool {
    within.is_empty() || measure != Measure::Occupancy
}

fn below(end: f64) -> f64 {
    ((end * 100.0).floor() - 1.0).max(0.0) / 100.0
}

fn above(end: f64) -> f64 {
    ((end * 100.0).ceil() + 1.0) / 100.0
}
