//! Who is planned to be there, who is absent and who is late: of every date.

use super::draws::{Draws, sampler};
use super::wall;
use holdline::model::{Absence, AgentGroup, Floor, HeadCount, Presence, Session};
use holdline::random::Purpose;
use holdline::units::SimTime;

/// A person's plan for today.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    pub start: i64,
    pub end: i64,
    pub breaks: Vec<(i64, i64)>,
    /// Not there today, for the reason of that number.
    pub absent: Option<usize>,
    /// When the person comes: late perhaps, or after the end, which is not at all.
    pub comes: i64,
}

impl Draws<'_> {
    /// One uniform decides for all reasons: the first as much of it as its chance, and so on.
    fn absent(self, group: &AgentGroup, index: u64) -> Option<usize> {
        let mut left = self.stream(Purpose::Absence, &group.name).uniform(index);
        let chances: Vec<f64> = match &group.absence {
            Absence::Plain(chance) => vec![*chance],
            Absence::ByReason(reasons) => reasons.iter().map(|(_, chance)| *chance).collect(),
        };
        for (reason, chance) in chances.into_iter().enumerate() {
            if left < chance {
                return Some(reason);
            }
            left -= chance;
        }
        None
    }

    fn late(self, group: &AgentGroup, index: u64) -> i64 {
        let Some(late) = &group.late else { return 0 };
        let is_late = self.stream(Purpose::Late, &group.name).uniform(index) < late.chance;
        if is_late { sampler(&late.by).sample(self.stream(Purpose::LateBy, &group.name), index) } else { 0 }
    }

    /// Everybody of a group, date by date. People of a head-count are on duty from open to close at most; see [`head_counts`].
    pub fn duties(self, floor: &Floor, group: &AgentGroup) -> Vec<Duty> {
        let sessions = floor.calendar().sessions();
        let plain = |date: i64, start: i64, end, index| Duty {
            start,
            end,
            breaks: Vec::new(),
            absent: self.on(date).absent(group, index),
            // Who has been there since the eve is not late.
            comes: start + if date < 0 { 0 } else { self.on(date).late(group, index) },
        };
        match &group.presence {
            Presence::People(n) => {
                let of = |s: &Session| {
                    let s = *s;
                    (0..u64::from(*n)).map(move |i| plain(s.day, s.open.micros(), s.close.micros(), i))
                };
                sessions.iter().flat_map(of).collect()
            }
            Presence::Shifts(shifts) => {
                let mut all = Vec::new();
                let last = wall::day(floor, sessions[sessions.len() - 1].close.micros());
                for date in -1..=last {
                    for (j, shift) in (0_u64..).zip(shifts).filter(|(_, shift)| shift.on.hold(date)) {
                        let at = |time: SimTime| wall::on(floor, date, time);
                        let (start, end) = (at(shift.start), at(shift.end));
                        let meets = |s: &Session| start < s.close.micros() && s.open.micros() < end;
                        if start.max(0) >= end || !sessions.iter().any(meets) {
                            continue;
                        }
                        for n in 0..u64::from(shift.people) {
                            let mut duty = plain(date, start.max(0), end, j << 32 | n);
                            // What clocks move into a break before it comes after that, and none goes on after the shift.
                            for pause in &shift.breaks {
                                let over = duty.breaks.last().map_or(i64::MIN, |before| before.0 + before.1);
                                let begins = at(pause.start).max(over);
                                let length = pause.length.micros().min(end - begins);
                                duty.breaks.extend((length > 0).then_some((begins, length)));
                            }
                            duty.breaks.retain(|b| b.0 >= 0);
                            all.push(duty);
                        }
                    }
                }
                all
            }
            Presence::HeadCounts(rows) => {
                let most = rows.iter().map(|row| row.people).max().unwrap_or(0);
                let numbers = 0..u64::from(most);
                if !group.lent {
                    let (open, close) = (sessions[0].open.micros(), sessions[0].close.micros());
                    return numbers.map(|n| plain(0, open, close, n)).collect();
                }
                let mut all = Vec::new();
                for (s, session) in sessions.iter().enumerate() {
                    let mut counts = counts_of(sessions, s, rows);
                    counts.push((session.close.micros(), 0));
                    for n in numbers.clone() {
                        all.extend(on_duty(&counts, n).into_iter().map(|(from, to)| plain(session.day, from, to, n)));
                    }
                }
                all
            }
        }
    }

    /// Who of a head-count is not there on a date, of all numbers up to the greatest.
    pub fn absent_of_head_count(self, group: &AgentGroup, date: i64, people: usize) -> Vec<Option<usize>> {
        (0..people as u64).map(|n| self.on(date).absent(group, n)).collect()
    }
}

/// The rows of a session: what holds as it opens, and what comes later; before the first opening people may come before.
fn counts_of(sessions: &[Session], s: usize, rows: &[HeadCount]) -> Vec<(i64, u32)> {
    let (open, close) = (sessions[s].open, sessions[s].close);
    let mut counts = Vec::new();
    for row in rows.iter().filter(|row| row.start < close) {
        let start = if s > 0 { row.start.max(open) } else { row.start };
        if counts.last().is_some_and(|last: &(i64, u32)| last.0 == start.micros()) {
            counts.pop();
        }
        counts.push((start.micros(), row.people));
    }
    counts
}

/// `(from, people, session)`, ending at each closing; empty for a group with shifts.
pub fn head_counts(floor: &Floor, group: &AgentGroup) -> Vec<(i64, u32, usize)> {
    let Presence::HeadCounts(rows) = &group.presence else { return Vec::new() };
    let sessions = floor.calendar().sessions();
    let mut counts = Vec::new();
    for (s, session) in sessions.iter().enumerate() {
        counts.extend(counts_of(sessions, s, rows).into_iter().map(|(from, people)| (from, people, s)));
        if sessions.get(s + 1).is_none_or(|next| next.open > session.close) {
            counts.push((session.close.micros(), 0, s));
        }
    }
    counts
}

/// The stretches in which person number `n` is one of those counted.
fn on_duty(counts: &[(i64, u32)], n: u64) -> Vec<(i64, i64)> {
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    for pair in counts.windows(2) {
        if u64::from(pair[0].1) <= n {
            continue;
        }
        match stretches.last_mut() {
            Some(last) if last.1 == pair[0].0 => last.1 = pair[1].0,
            _ => stretches.push((pair[0].0, pair[1].0)),
        }
    }
    stretches
}
