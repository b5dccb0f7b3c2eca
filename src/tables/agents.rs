//! T5: what each agent handled last month beside what was planned.

use super::dates::Dates;
use super::forecast::Forecasts;
use super::rules::PlannerRules;
use super::total;
use crate::history::{AgentPresence, CentreHistory, Talk};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgentTable {
    /// A row for each agent with a call, by name.
    pub rows: Vec<AgentRow>,
}

/// An agent.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentRow {
    /// As the call log has it.
    pub agent: String,
    /// Dates with a call.
    pub days: usize,
    /// Hours present, as the calls tell them.
    pub hours: f64,
    /// A share of the calls expected: the agent's part of the time that all agents were present.
    /// `None`: no forecast is known of any date on which the agent was present.
    pub planned_calls: Option<f64>,
    /// Calls answered.
    pub handled_calls: u64,
    /// Time in calls, in seconds.
    pub talk_s: i64,
}

impl AgentRow {
    /// Handled less planned.
    pub fn difference(&self) -> Option<f64> {
        self.planned_calls.map(|planned| self.handled_calls as f64 - planned)
    }

    /// Handled over planned; `None`: nothing was planned.
    pub fn attainment(&self) -> Option<f64> {
        let planned = self.planned_calls.filter(|planned| *planned > 0.0)?;
        Some(self.handled_calls as f64 / planned)
    }

    /// Calls in an hour.
    pub fn calls_per_hour(&self) -> Option<f64> {
        (self.hours > 0.0).then(|| self.handled_calls as f64 / self.hours)
    }

    /// Mean time in a call, in seconds.
    pub fn service_mean_s(&self) -> Option<f64> {
        (self.handled_calls > 0).then(|| self.talk_s as f64 / self.handled_calls as f64)
    }

    /// The share of the time present that was spent in calls.
    pub fn talk_share(&self) -> Option<f64> {
        (self.hours > 0.0).then(|| self.talk_s as f64 / 3_600.0 / self.hours)
    }
}

impl AgentTable {
    /// A figure of all agents; `None`: there are none to have it from.
    pub fn known<T>(&self, figure: T) -> Option<T> {
        (!self.rows.is_empty()).then_some(figure)
    }

    /// Calls planned for all of whom it is known; `None`: of nobody.
    pub fn planned(&self) -> Option<f64> {
        let known: Vec<f64> = self.rows.iter().filter_map(|row| row.planned_calls).collect();
        (!known.is_empty()).then(|| total(known.into_iter()))
    }

    /// Calls handled by all.
    pub fn handled(&self) -> u64 {
        self.rows.iter().map(|row| row.handled_calls).sum()
    }

    /// Hours of all.
    pub fn hours(&self) -> f64 {
        total(self.rows.iter().map(|row| row.hours))
    }

    /// What an agent attains who does as all do together: less than 1 where fewer called than expected, or hung up.
    pub fn expected_attainment(&self) -> Option<f64> {
        let planned = self.planned().filter(|planned| *planned > 0.0)?;
        let handled = self.rows.iter().filter(|row| row.planned_calls.is_some()).map(|row| row.handled_calls);
        Some(handled.sum::<u64>() as f64 / planned)
    }

    /// Lower quartile, median and upper quartile of what agents attained, between neighbours in proportion; `None`: nobody
    /// had anything planned.
    pub fn spread(&self) -> Option<(f64, f64, f64)> {
        let mut attained: Vec<f64> = self.rows.iter().filter_map(AgentRow::attainment).collect();
        attained.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = share * attained.len().checked_sub(1)? as f64;
            let (below, above) = (attained.get(place.floor() as usize)?, attained.get(place.ceil() as usize)?);
            Some(below + (above - below) * place.fract())
        };
        Some((at(0.25)?, at(0.5)?, at(0.75)?))
    }

    /// By attainment, best first; who has none comes last.
    pub fn by_attainment(&self) -> Vec<&AgentRow> {
        let mut rows: Vec<&AgentRow> = self.rows.iter().collect();
        let rank = |row: &AgentRow| row.attainment().unwrap_or(-1.0);
        rows.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then_with(|| a.agent.cmp(&b.agent)));
        rows
    }
}

/// The table of last month.
pub(super) fn table(
    history: &CentreHistory,
    forecasts: &Forecasts<'_>,
    dates: &Dates<'_>,
    rules: &PlannerRules,
) -> AgentTable {
    let last = rules.month.before();
    let gap_s = i64::from(rules.presence_gap_s.value);
    let of_last = |talks: &Vec<Talk>| talks.iter().filter(|talk| last.has(talk.date)).copied().collect::<Vec<_>>();
    let agents: Vec<(&String, Vec<Talk>)> =
        history.talks.iter().map(|(agent, talks)| (agent, of_last(talks))).collect();
    let presence: Vec<AgentPresence> =
        agents.iter().map(|(_, talks)| AgentPresence::of(talks, gap_s, history)).collect();
    let mut per_second: BTreeMap<Date, BTreeMap<usize, f64>> = BTreeMap::new();
    for date in last.dates().filter(|date| dates.is_open(*date)) {
        let Some(forecast) = forecasts.of(date) else { continue };
        let all = everybody(&presence, date);
        let planned = |(at, calls): (usize, f64)| {
            let seconds = all.get(&at).filter(|seconds| **seconds > 0)?;
            Some((at, calls * rules.planned_share.value / *seconds as f64))
        };
        per_second.insert(date, forecast.calls.into_iter().filter_map(planned).collect());
    }
    let rows = agents.into_iter().zip(&presence).filter(|((_, talks), _)| !talks.is_empty());
    AgentTable { rows: rows.map(|((agent, talks), presence)| row(agent, &talks, presence, &per_second)).collect() }
}

/// Seconds of all agents present in each interval of a date.
fn everybody(presence: &[AgentPresence], date: Date) -> BTreeMap<usize, i64> {
    let mut all = BTreeMap::new();
    for day in presence.iter().filter_map(|agent| agent.seconds.get(&date)) {
        day.iter().for_each(|(at, seconds)| *all.entry(*at).or_insert(0) += seconds);
    }
    all
}

fn row(
    agent: &str,
    talks: &[Talk],
    presence: &AgentPresence,
    per_second: &BTreeMap<Date, BTreeMap<usize, f64>>,
) -> AgentRow {
    let planned = presence.seconds.iter().filter_map(|(date, day)| {
        let planned = per_second.get(date)?;
        Some(total(day.iter().filter_map(|(at, seconds)| Some(planned.get(at)? * *seconds as f64))))
    });
    let planned: Vec<f64> = planned.collect();
    AgentRow {
        agent: agent.to_owned(),
        days: talks.iter().map(|talk| talk.date).collect::<BTreeSet<_>>().len(),
        hours: presence.seconds.values().flat_map(BTreeMap::values).sum::<i64>() as f64 / 3_600.0,
        planned_calls: (!planned.is_empty()).then(|| total(planned.into_iter())),
        handled_calls: talks.len() as u64,
        talk_s: talks.iter().map(|talk| talk.end_s - talk.start_s).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{day, history, rules};
    use super::*;
    use jiff::civil::date;

    /// 1 April 2014, 08:00, in seconds.
    const EIGHT: i64 = 1_396_339_200;

    fn talk(minutes: i64, length: i64) -> Talk {
        let start_s = EIGHT + minutes * 60;
        Talk { date: date(2014, 4, 1), start_s, end_s: start_s + length * 60 }
    }

    #[test]
    fn planned_is_shared_out_by_the_time_present() {
        let mut history = history();
        history.days.insert(date(2014, 3, 25), day(&[(16, 30.0, 60.0), (17, 8.0, 60.0)]));
        history.days.insert(date(2014, 4, 1), day(&[(16, 4.0, 60.0), (17, 1.0, 60.0)]));
        // Ten minutes of a, twenty of b, and five of b alone in the second half hour.
        history.talks.insert("a".to_owned(), vec![talk(0, 4), talk(6, 4)]);
        history.talks.insert("b".to_owned(), vec![talk(5, 20), talk(35, 5)]);
        let rules = rules();
        let dates = Dates::new(&history, rules.month);
        let forecasts = Forecasts::new(&history, &dates, &rules);
        let table = table(&history, &forecasts, &dates, &rules);
        let [a, b] = &table.rows[..] else { panic!("two agents") };
        // The pause of ten minutes counts: b is there from 08:05 to 08:40.
        assert_eq!((a.hours * 60.0, b.hours * 60.0), (10.0, 35.0));
        let is_near = |planned: Option<f64>, expected: f64| planned.is_some_and(|p| (p - expected).abs() < 1e-9);
        assert!(is_near(a.planned_calls, 30.0 * 10.0 / 35.0) && is_near(b.planned_calls, 30.0 * 25.0 / 35.0 + 8.0));
        assert!(is_near(table.planned(), 38.0) && table.handled() == 4);
        assert_eq!((a.days, a.handled_calls, a.service_mean_s(), a.talk_share()), (1, 2, Some(240.0), Some(0.8)));
        assert_eq!(a.calls_per_hour(), Some(12.0));
        assert_eq!(table.expected_attainment(), table.planned().map(|planned| 4.0 / planned));
        // Without a date alike before the month nothing is planned, which is not 0.
        history.days.remove(&date(2014, 3, 25));
        let dates = Dates::new(&history, rules.month);
        let forecasts = Forecasts::new(&history, &dates, &rules);
        let table = super::table(&history, &forecasts, &dates, &rules);
        assert_eq!((table.rows[0].planned_calls, table.rows[0].difference(), table.planned()), (None, None, None));
    }

    #[test]
    fn agents_are_ranked_by_what_they_attained() {
        let row = |agent: &str, planned_calls, handled_calls| AgentRow {
            agent: agent.to_owned(),
            days: 1,
            hours: 1.0,
            planned_calls: Some(planned_calls),
            handled_calls,
            talk_s: 60,
        };
        let table =
            AgentTable { rows: vec![row("a", 10.0, 5), row("b", 0.0, 3), row("c", 10.0, 12), row("d", 2.0, 1)] };
        let ranked: Vec<&str> = table.by_attainment().iter().map(|row| row.agent.as_str()).collect();
        assert_eq!(ranked, ["c", "a", "d", "b"]);
        // 0.5, 0.5 and 1.2.
        assert_eq!(table.spread(), Some((0.5, 0.5, 0.85)));
        assert_eq!((table.rows[1].attainment(), table.rows[2].difference()), (None, Some(2.0)));
    }
}
