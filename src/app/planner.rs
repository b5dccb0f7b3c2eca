//! By which rules the five tables are made: what somebody asks for, else what the scenario says, else what was recorded,
//! else what is usual.

use crate::failure::Error;
use crate::figures::Relative;
use crate::history::{CentreHistory, Recorded};
use crate::model::{AgentGroup, Arrivals, Floor, Patience, Presence, Queue};
use crate::tables::{Month, PlannerRules, RuleOrigin, Ruled};

/// Least shares of the offered who are answered, and who are within this many seconds, where nobody says otherwise.
const USUAL_SHARE: f64 = 0.9;
const USUAL_WITHIN_S: f64 = 180.0;
/// The share of people who are not there, where nobody is ever absent in the scenario.
const USUAL_SHRINKAGE: f64 = 0.12;
const USUAL_WEEKS: u32 = 4;
const USUAL_AHT_MONTHS: u32 = 3;
const USUAL_GAP_S: u32 = 900;

/// Rules that somebody asks for; lengths in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RulesAsked {
    /// Dates of the same weekday that a forecast is the mean of, at least 1.
    pub weeks: Option<u32>,
    /// Months that the handle time is the mean of, at least 1.
    pub aht_months: Option<u32>,
    /// Mean handle time.
    pub aht_s: Option<f64>,
    /// Wrap-up that is added to recorded talk.
    pub wrap_up_s: Option<f64>,
    /// Mean patience.
    pub patience_s: Option<f64>,
    /// The share of rostered people who are not there, below 1.
    pub shrinkage: Option<f64>,
    /// The longest pause between calls of somebody who is there.
    pub presence_gap_s: Option<u32>,
    /// The share of the forecast that is planned for agents.
    pub planned_share: Option<f64>,
}

/// The rules of a month.
///
/// # Errors
/// If nothing tells how long callers wait.
pub fn rules(asked: &RulesAsked, floor: &Floor, history: &CentreHistory, month: Month) -> Result<PlannerRules, Error> {
    let usual = |value| Ruled::new(value, RuleOrigin::Usual);
    let talk_s = mean_of_queues(floor, |queue| Some(queue.talk.mean_s() + queue.wrap_up.mean_s()));
    let wrap_up_s = mean_of_queues(floor, |queue| Some(queue.wrap_up.mean_s()));
    let scenario = |value: Option<f64>| Ruled::new(value.unwrap_or(0.0), RuleOrigin::Scenario);
    let targets = &floor.targets;
    // Who does not hang up is answered, as far as the formulas of the tables see.
    let answer_rate = targets.answer_rate.into_iter().chain(targets.abandon_rate.map(|most| 1.0 - most));
    let answer_rate = answer_rate.reduce(f64::max);
    let of_offered = targets.service_level.filter(|target| target.definition == Relative::OfOffered);
    let service = of_offered.map(|target| (target.within.as_secs(), target.share));
    let is_usual = answer_rate.is_none() && service.is_none();
    let origin = if is_usual { RuleOrigin::Usual } else { RuleOrigin::Scenario };
    Ok(PlannerRules {
        month,
        weeks: of(asked.weeks, Ruled::new(USUAL_WEEKS, RuleOrigin::Usual)),
        aht_months: of(asked.aht_months, Ruled::new(USUAL_AHT_MONTHS, RuleOrigin::Usual)),
        wrap_up_s: of(asked.wrap_up_s, scenario(wrap_up_s)),
        aht_asked_s: asked.aht_s,
        aht_otherwise_s: scenario(talk_s),
        patience_s: patience(asked, floor, history, month)?,
        answer_rate: Ruled::new(if is_usual { Some(USUAL_SHARE) } else { answer_rate }, origin),
        service_level: Ruled::new(if is_usual { Some((USUAL_WITHIN_S, USUAL_SHARE)) } else { service }, origin),
        shrinkage: of(asked.shrinkage, shrinkage(floor).unwrap_or(usual(USUAL_SHRINKAGE))),
        presence_gap_s: of(asked.presence_gap_s, Ruled::new(USUAL_GAP_S, RuleOrigin::Usual)),
        planned_share: of(asked.planned_share, usual(1.0)),
    })
}

fn of<T>(asked: Option<T>, otherwise: Ruled<T>) -> Ruled<T> {
    asked.map_or(otherwise, |value| Ruled::new(value, RuleOrigin::Asked))
}

/// The patience asked for; else the mean of the scenario's queues with hang-ups; else all time that callers waited before
/// the month over the number who hung up, which is the estimate of an exponential patience.
fn patience(asked: &RulesAsked, floor: &Floor, history: &CentreHistory, month: Month) -> Result<Ruled<f64>, Error> {
    if let Some(seconds) = asked.patience_s {
        return Ok(Ruled::new(seconds, RuleOrigin::Asked));
    }
    let of_queue = |queue: &Queue| match &queue.patience {
        Patience::Random(distribution) => Some(distribution.mean_s()),
        Patience::Infinite | Patience::Survival(_) => None,
    };
    if let Some(mean) = mean_of_queues(floor, of_queue).filter(|mean| *mean > 0.0) {
        return Ok(Ruled::new(mean, RuleOrigin::Scenario));
    }
    let mut sum = Recorded::default();
    history.days.range(..month.first()).for_each(|(_, day)| sum.add(&day.sum()));
    let is_known = sum.gave_up > 0.0 && sum.wait_s > 0.0;
    if is_known { Ok(Ruled::new(sum.wait_s / sum.gave_up, RuleOrigin::History)) } else { Err(Error::NoPatience) }
}

/// The mean of what queues say, weighted by their calls.
fn mean_of_queues(floor: &Floor, of: impl Fn(&Queue) -> Option<f64>) -> Option<f64> {
    let said: Vec<(f64, f64)> = floor.queues.iter().filter_map(|queue| Some((calls(queue), of(queue)?))).collect();
    let calls: f64 = said.iter().map(|(calls, _)| calls).sum();
    if calls == 0.0 {
        return said.first().map(|(_, value)| *value);
    }
    Some(said.iter().map(|(calls, value)| calls * value).sum::<f64>() / calls)
}

fn calls(queue: &Queue) -> f64 {
    match &queue.arrivals {
        Arrivals::Profile { rows, scale, .. } => rows.iter().map(|row| row.calls).sum::<f64>() * scale,
        Arrivals::Sample(days) => days.iter().flatten().map(|row| row.calls).sum::<f64>() / days.len() as f64,
        Arrivals::Calls(calls) => calls.len() as f64,
    }
}

/// The mean absence of the people on the phones; `None`: nobody is ever absent.
fn shrinkage(floor: &Floor) -> Option<Ruled<f64>> {
    let own = || floor.groups.iter().filter(|group| !group.lent);
    let all: f64 = own().map(people).sum();
    let absent: f64 = own().map(|group| people(group) * group.absence.chance()).sum();
    (absent > 0.0).then(|| Ruled::new(absent / all, RuleOrigin::Scenario))
}

fn people(group: &AgentGroup) -> f64 {
    match &group.presence {
        Presence::People(people) => f64::from(*people),
        Presence::Shifts(shifts) => shifts.iter().map(|shift| f64::from(shift.people)).sum(),
        Presence::HeadCounts(counts) => counts.iter().map(|count| f64::from(count.people)).fold(0.0, f64::max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::RecordedDay;
    use crate::model::{ServiceTarget, Targets};
    use crate::scenario::read_text;
    use crate::units::Span;
    use std::collections::BTreeMap;
    use std::path::Path;

    fn floor(more: &str, group: &str) -> Floor {
        let queue = |name: &str, calls: u32, wrap_up: &str, patience: &str| {
            format!(
                "[[queues]]\nname = '{name}'\narrivals = {{ calls_per_hour = {calls} }}\ntalk = '100s'\n\
                 wrap_up = '{wrap_up}'\n{patience}\n"
            )
        };
        let a = queue("a", 30, "10s", "patience = { exponential = { mean = '100s' } }");
        let b = queue("b", 10, "30s", more);
        let text = format!(
            "open = '08:00'\nclose = '10:00'\n{a}{b}[[groups]]\nname = 'x'\nserves = ['a', 'b']\npeople = 3\n{group}\n\
             [[groups]]\nname = 'y'\nserves = ['a']\npeople = 1\n[[groups]]\nname = 'z'\nlent = true\nserves = ['a']\n\
             people = 9\nabsence = 0.5\n"
        );
        read_text("test.toml", &text, Path::new(""), &[]).expect("a good scenario").floor
    }

    fn of(asked: &RulesAsked, floor: &Floor, history: &CentreHistory) -> Result<PlannerRules, Error> {
        rules(asked, floor, history, Month::parse("2026-05").expect("a month"))
    }

    #[test]
    fn what_queues_say_is_weighted_by_their_calls() {
        let floor = floor("patience = { exponential = { mean = '300s' } }", "absence = 0.2");
        let found = of(&RulesAsked::default(), &floor, &CentreHistory::default()).expect("rules");
        assert_eq!((found.wrap_up_s.value, found.patience_s.value, found.aht_otherwise_s.value), (15.0, 150.0, 115.0));
        // Three of four on the phones are absent on one day in five.
        assert!((found.shrinkage.value - 0.15).abs() < 1e-12 && found.shrinkage.origin == RuleOrigin::Scenario);
        assert_eq!(found.answer_rate, Ruled::new(Some(0.9), RuleOrigin::Usual));
        let asked = RulesAsked { patience_s: Some(7.0), shrinkage: Some(0.0), weeks: Some(2), ..RulesAsked::default() };
        let found = of(&asked, &floor, &CentreHistory::default()).expect("rules");
        assert_eq!((found.patience_s.value, found.shrinkage.value, found.weeks.value), (7.0, 0.0, 2));
        assert_eq!(found.patience_s.origin, RuleOrigin::Asked);
    }

    #[test]
    fn of_the_targets_those_are_used_that_the_tables_can_hold_calls_against() {
        let with = |targets: Targets| {
            let mut parts = floor("patience = { exponential = { mean = '300s' } }", "").into_parts();
            parts.targets = targets;
            let floor = Floor::new(parts).expect("a floor");
            let found = of(&RulesAsked::default(), &floor, &CentreHistory::default()).expect("rules");
            (found.answer_rate, found.service_level)
        };
        let found = with(Targets { answer_rate: Some(0.9), abandon_rate: Some(0.05), ..Targets::default() });
        assert_eq!((found.0.value, found.1.value), (Some(0.95), None));
        let level = ServiceTarget::of_offered(Span::from_secs(20), 0.8);
        let of_answered = ServiceTarget { definition: Relative::OfAnswered, ..level };
        let found = with(Targets { service_level: Some(level), ..Targets::default() });
        assert_eq!((found.0.value, found.1), (None, Ruled::new(Some((20.0, 0.8)), RuleOrigin::Scenario)));
        let found = with(Targets { service_level: Some(of_answered), ..Targets::default() });
        assert_eq!(found.0, Ruled::new(Some(0.9), RuleOrigin::Usual));
    }

    #[test]
    fn patience_that_no_scenario_tells_is_estimated_from_what_was_recorded_or_asked_for() {
        let mut endless = floor("", "").into_parts();
        endless.queues.iter_mut().for_each(|queue| queue.patience = Patience::Infinite);
        let floor = Floor::new(endless).expect("a floor");
        let mut history = CentreHistory::default();
        assert!(matches!(of(&RulesAsked::default(), &floor, &history), Err(Error::NoPatience)));
        let recorded = Recorded { gave_up: 4.0, wait_s: 800.0, ..Recorded::default() };
        let day = RecordedDay { knows_answered: true, intervals: BTreeMap::from([(16, recorded)]) };
        history.days.insert("2026-04-30".parse().expect("a date"), day.clone());
        // Nothing of the month itself is used.
        history.days.insert("2026-05-01".parse().expect("a date"), day);
        let found = of(&RulesAsked::default(), &floor, &history).expect("rules");
        assert_eq!(found.patience_s, Ruled::new(200.0, RuleOrigin::History));
        assert_eq!(found.shrinkage, Ruled::new(USUAL_SHRINKAGE, RuleOrigin::Usual));
    }
}
