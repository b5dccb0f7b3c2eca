//! T3: the actual volume of each date of last month beside what each agent handled.

use super::dates::{DateHead, Dates};
use super::rules::PlannerRules;
use super::total;
use crate::history::{AgentPresence, CentreHistory};
use jiff::civil::Date;

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandledTable {
    /// A row for each date.
    pub rows: Vec<HandledRow>,
}

/// A date.
#[derive(Clone, Debug, PartialEq)]
pub struct HandledRow {
    /// Which.
    pub head: DateHead,
    /// Callers who asked for a person.
    pub offered: Option<f64>,
    /// Of them, answered.
    pub answered: Option<f64>,
    /// Of them, hung up.
    pub abandoned: Option<f64>,
    /// What the agents did; `None`: there is no call log of the date.
    pub agents: Option<AgentsOfDay>,
}

/// The agents of a date together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgentsOfDay {
    /// Calls of each agent who answered any, in ascending order.
    pub calls: Vec<u64>,
    /// Hours present, as their calls tell them.
    pub hours: f64,
}

impl HandledRow {
    /// The share of the offered who were answered.
    pub fn answer_rate(&self) -> Option<f64> {
        let offered = self.offered.filter(|offered| *offered > 0.0)?;
        Some(self.answered? / offered)
    }
}

impl AgentsOfDay {
    fn all_calls(&self) -> f64 {
        self.calls.iter().sum::<u64>() as f64
    }

    /// Calls of an agent, mean over agents.
    pub fn calls_per_agent(&self) -> Option<f64> {
        (!self.calls.is_empty()).then(|| self.all_calls() / self.calls.len() as f64)
    }

    /// Calls of an agent in an hour.
    pub fn calls_per_hour(&self) -> Option<f64> {
        (self.hours > 0.0).then(|| self.all_calls() / self.hours)
    }

    /// Calls of the agent in the middle; of an even number, the mean of the two in the middle.
    pub fn median(&self) -> Option<f64> {
        let upper = *self.calls.get(self.calls.len() / 2)?;
        let lower = *self.calls.get((self.calls.len() - 1) / 2)?;
        Some((upper + lower) as f64 / 2.0)
    }
}

impl HandledTable {
    /// The sum of a figure over all dates on which it is known; `None`: on none.
    pub fn sum(&self, of: impl Fn(&HandledRow) -> Option<f64>) -> Option<f64> {
        let known: Vec<f64> = self.rows.iter().filter_map(of).collect();
        (!known.is_empty()).then(|| known.iter().sum())
    }
}

impl HandledTable {
    /// The share of all offered who were answered, over dates on which both are known.
    pub fn answer_rate(&self) -> Option<f64> {
        let offered = self.sum(|row| row.answered.and(row.offered)).filter(|offered| *offered > 0.0)?;
        Some(self.sum(|row| row.answered)? / offered)
    }
}

/// The table of last month.
pub(super) fn table(history: &CentreHistory, dates: &Dates<'_>, rules: &PlannerRules) -> HandledTable {
    let gap_s = i64::from(rules.presence_gap_s.value);
    let presence: Vec<AgentPresence> =
        history.talks.values().map(|talks| AgentPresence::of(talks, gap_s, history)).collect();
    let row = |date: Date| {
        let head = dates.head(date);
        let day = history.days.get(&date);
        let is_recorded = |date: &Date| history.days.range(..=*date).next().is_some();
        let is_past = history.days.range(date..).next().is_some();
        let sum = day.map(crate::history::RecordedDay::sum);
        // A closed date between recorded ones had no callers; an open one without a record is not known.
        let nobody = (!head.open && is_past && is_recorded(&date)).then_some(0.0);
        let knows = day.is_some_and(|day| day.knows_answered);
        HandledRow {
            offered: sum.map(|sum| sum.offered).or(nobody),
            answered: sum.filter(|_| knows).map(|sum| sum.answered),
            abandoned: sum.filter(|_| knows).map(|sum| sum.abandoned),
            agents: history.logged.contains_key(&date).then(|| agents(history, &presence, date)),
            head,
        }
    };
    HandledTable { rows: rules.month.before().dates().map(row).collect() }
}

fn agents(history: &CentreHistory, presence: &[AgentPresence], date: Date) -> AgentsOfDay {
    let on_date = |talks: &Vec<crate::history::Talk>| talks.iter().filter(|talk| talk.date == date).count() as u64;
    let mut calls: Vec<u64> = history.talks.values().map(on_date).filter(|calls| *calls > 0).collect();
    calls.sort_unstable();
    AgentsOfDay { calls, hours: total(presence.iter().map(|agent| agent.hours(date))) }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{day, history, rules};
    use super::*;
    use crate::history::Talk;
    use jiff::civil::date;

    #[test]
    fn agents_of_a_day_are_those_with_a_call() {
        let agents = AgentsOfDay { calls: vec![1, 4, 6, 9], hours: 8.0 };
        assert_eq!(
            (agents.calls_per_agent(), agents.calls_per_hour(), agents.median()),
            (Some(5.0), Some(2.5), Some(5.0))
        );
        assert_eq!(AgentsOfDay { calls: vec![1, 4, 9], hours: 8.0 }.median(), Some(4.0));
        let nobody = AgentsOfDay::default();
        assert_eq!((nobody.calls_per_agent(), nobody.calls_per_hour(), nobody.median()), (None, None, None));
    }

    #[test]
    fn a_date_has_what_was_recorded_and_a_closed_one_between_recorded_ones_nobody() {
        let mut history = history();
        let mut first = day(&[(16, 9.0, 60.0)]);
        first.intervals.get_mut(&16).expect("there").offered = 10.0;
        first.intervals.get_mut(&16).expect("there").abandoned = 1.0;
        history.days.insert(date(2014, 4, 1), first);
        history.days.insert(date(2014, 4, 3), day(&[(16, 2.0, 60.0)]));
        history.logged.insert(date(2014, 4, 1), 10);
        let talk = |d, start_s| Talk { date: date(2014, 4, d), start_s, end_s: start_s + 60 };
        history
            .talks
            .insert("a".to_owned(), vec![talk(1, 1_396_339_200), talk(1, 1_396_339_800), talk(2, 1_396_430_000)]);
        let dates = Dates::new(&history, rules().month);
        let table = table(&history, &dates, &rules());
        let row = &table.rows[0];
        assert_eq!(
            (table.rows.len(), row.offered, row.abandoned, row.answer_rate()),
            (30, Some(10.0), Some(1.0), Some(0.9))
        );
        let agents = row.agents.as_ref().expect("a log");
        // Two calls of a minute, nine minutes apart.
        assert_eq!((agents.calls.clone(), agents.hours * 60.0), (vec![2], 11.0));
        assert_eq!(
            (table.rows[1].offered, table.rows[1].answered, table.rows[1].answer_rate()),
            (Some(0.0), None, None)
        );
        assert_eq!((table.rows[2].agents.clone(), table.rows[3].offered), (None, None));
        assert_eq!(table.sum(|row| row.offered), Some(12.0));
    }
}
