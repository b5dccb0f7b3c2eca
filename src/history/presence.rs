//! When agents were there, as their calls tell it: without log-in records an estimate.

use super::CentreHistory;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A call that an agent answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Talk {
    /// The date on which the caller came.
    pub date: Date,
    /// When it was answered, in seconds since the beginning of 1970 by the clock on the wall.
    pub start_s: i64,
    /// When the agent was free again.
    pub end_s: i64,
}

/// When one agent was there on some dates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgentPresence {
    /// Seconds of each interval of each date; nothing where there are none.
    pub seconds: BTreeMap<Date, BTreeMap<usize, i64>>,
}

impl AgentPresence {
    /// Present is who is in a call, and who begins the next one at most so many seconds after the last one has ended.
    /// `talks` are in order of time.
    pub fn of(talks: &[Talk], gap_s: i64, history: &CentreHistory) -> Self {
        let mut presence = Self::default();
        let mut stretch: Option<(i64, i64)> = None;
        for talk in talks {
            stretch = Some(match stretch {
                Some((start, end)) if talk.start_s - end <= gap_s => (start, end.max(talk.end_s)),
                before => {
                    presence.add(before, history);
                    (talk.start_s, talk.end_s)
                }
            });
        }
        presence.add(stretch, history);
        presence
    }

    fn add(&mut self, stretch: Option<(i64, i64)>, history: &CentreHistory) {
        let Some((mut at, end)) = stretch else { return };
        let interval_s = i64::from(history.interval_s);
        while at < end {
            let until = ((at.div_euclid(interval_s) + 1) * interval_s).min(end);
            let (day, clock_s) = (at.div_euclid(super::DAY_S), at.rem_euclid(super::DAY_S));
            let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(day));
            if let Ok(date) = date {
                *self.seconds.entry(date).or_default().entry((clock_s / interval_s) as usize).or_default() +=
                    until - at;
            }
            at = until;
        }
    }

    /// Hours on a date.
    pub fn hours(&self, date: Date) -> f64 {
        self.seconds.get(&date).map_or(0, |day| day.values().sum::<i64>()) as f64 / 3_600.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::moment::seconds;
    use super::*;
    use jiff::civil::date;

    fn history() -> CentreHistory {
        CentreHistory { interval_s: 1_800, ..CentreHistory::default() }
    }

    fn talk(from: (i64, i64), to: (i64, i64)) -> Talk {
        let at = |(minutes, s): (i64, i64)| seconds(date(2014, 4, 1), minutes * 60 + s);
        Talk { date: date(2014, 4, 1), start_s: at(from), end_s: at(to) }
    }

    #[test]
    fn a_pause_of_a_quarter_of_an_hour_counts_as_present_and_a_longer_one_does_not() {
        let talks = |pause| [talk((480, 0), (490, 0)), talk((490, pause), (510, pause))];
        let hours = |pause| AgentPresence::of(&talks(pause), 900, &history()).hours(date(2014, 4, 1)) * 60.0;
        assert_eq!(hours(900), 45.0);
        assert_eq!(hours(901), 30.0);
    }

    #[test]
    fn a_call_inside_a_longer_one_adds_nothing() {
        let talks = [talk((480, 0), (500, 0)), talk((485, 0), (490, 0)), talk((501, 0), (502, 0))];
        assert_eq!(AgentPresence::of(&talks, 900, &history()).hours(date(2014, 4, 1)) * 60.0, 22.0);
    }

    #[test]
    fn presence_is_cut_at_intervals_and_at_midnight() {
        let talks = [talk((1_425, 0), (1_445, 0))];
        let presence = AgentPresence::of(&talks, 900, &history());
        assert_eq!(presence.seconds[&date(2014, 4, 1)], BTreeMap::from([(47, 900)]));
        assert_eq!(presence.seconds[&date(2014, 4, 2)], BTreeMap::from([(0, 300)]));
    }
}
