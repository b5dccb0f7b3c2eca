//! What is of a date: nights between them, who is not there, and head-counts (M-T4, M-A3).

use super::seen::Seen;
use super::sim::{Kind, Person, Place, Sim, What};
use holdline::model::Presence;

impl Sim<'_> {
    /// M-T4: until it opens again nobody is on loan, and no rung in force.
    pub(super) fn rests(&mut self) {
        let all = (0..self.crew.len()).flat_map(|g| (0..self.crew[g].len()).map(move |p| (g, p)));
        let mut on_loan: Vec<_> = all.filter(|(g, p)| self.crew[*g][*p].borrowed_by.is_some()).collect();
        // Who waits for a seat does not get one that others give up now.
        on_loan.sort_by_key(|(g, p)| self.crew[*g][*p].place != Place::SeatLine);
        on_loan.into_iter().for_each(|(g, p)| self.sent_back(g, p));
        self.facts.push(Seen::Rested(self.now));
        self.resting = true;
        self.ladder.begins_anew();
        self.schedule_first_looks(self.floor.calendar().openings()[self.opening + 1].start);
    }

    pub(super) fn opens(&mut self) {
        (self.closed, self.resting) = (false, false);
        self.opening += 1;
        self.ladder.is_new_date();
        for g in 0..self.crew.len() {
            for p in 0..self.crew[g].len() {
                if std::mem::take(&mut self.crew[g][p].stays) {
                    self.leaves_or_finishes(g, p);
                }
            }
        }
    }

    pub(super) fn pay_head_counts(&mut self, g: usize, counts: &[(i64, u32, usize)]) {
        for pair in counts.windows(2) {
            self.is_date_of(g, pair[0].2);
            let paid = self.present(g, pair[0].1) as i64 * (pair[1].0 - pair[0].0);
            self.facts.push(Seen::Rostered(g, paid));
        }
    }

    /// Those of a head-count are absent who are so on the date of a session.
    pub(super) fn is_date_of(&mut self, g: usize, session: usize) {
        let date = self.floor.calendar().sessions()[session].day;
        let absent = self.draws.absent_of_head_count(&self.floor.groups[g], date, self.crew[g].len());
        self.crew[g].iter_mut().zip(absent).for_each(|(person, absent)| person.duty.absent = absent);
    }

    /// How many of the first `n` people of a group are there today.
    pub(super) fn present(&self, g: usize, n: u32) -> usize {
        self.crew[g].iter().take(n as usize).filter(|p| p.duty.absent.is_none()).count()
    }

    /// Who is not there on time comes after those whose shift starts then.
    pub(super) fn schedule_late(&mut self) {
        for (g, group) in self.floor.groups.iter().enumerate() {
            if matches!(group.presence, Presence::HeadCounts(_)) && !group.lent {
                for session in self.floor.calendar().sessions() {
                    let absent = self.draws.absent_of_head_count(group, session.day, self.crew[g].len());
                    let absent = absent.into_iter().enumerate().filter_map(|(p, reason)| Some((p, reason?)));
                    self.facts.extend(absent.map(|(p, reason)| Seen::Absent(g, p, reason)));
                }
                continue;
            }
            for p in 0..self.crew[g].len() {
                let duty = self.crew[g][p].duty.clone();
                if let Some(reason) = duty.absent {
                    self.facts.push(Seen::Absent(g, p, reason));
                } else if duty.comes > duty.start {
                    self.facts.push(Seen::Late(g, p, duty.start, duty.comes.min(duty.end)));
                    if duty.comes < duty.end {
                        self.schedule(duty.comes, Kind::ShiftStart, What::Person(g, p));
                    }
                }
            }
        }
    }

    /// M-A5: who is at own work, and who is in the shift, not on a break, and away from it.
    pub(super) fn people_work_until(&mut self, at: i64) {
        for (g, group) in self.floor.groups.iter().enumerate().filter(|(_, group)| group.own_work.is_some()) {
            let count = |is: fn(&Person) -> bool| self.crew[g].iter().filter(|p| p.on_shift && is(p)).count() as u32;
            let at_work = count(|p| p.place == Place::OwnWork);
            let away = count(|p| !matches!(p.place, Place::OwnWork | Place::Break | Place::Away));
            assert!(group.lent, "others have no own work");
            if at > self.now && at_work + away > 0 {
                self.facts.push(Seen::Worked(g, (self.now, at), (at_work, away)));
            }
        }
    }
}
