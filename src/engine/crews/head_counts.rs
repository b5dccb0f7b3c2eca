//! Head-counts: how many are there, without shifts of their own (M-A3).

use super::super::fact::{GroupId, Observer};
use super::super::now::Now;
use super::Crews;
use super::member::Member;
use super::person::{Person, Then, Whereabouts};

impl Crews<'_> {
    /// How many a group has, there or not.
    pub fn people(&self, group: GroupId) -> usize {
        self.crews[group.index()].people.len()
    }

    pub fn head_count_changes<O: Observer>(&mut self, group: GroupId, row: usize, now: &mut Now<'_, '_, O>) {
        let g = group.index();
        let (crew, row) = (&mut self.crews[g], &self.plan.groups[g].head_counts[row]);
        crew.has_date(row);
        let wanted = crew.present(row) as usize;
        let on_duty = crew.on_duty as usize;
        if wanted < on_duty {
            self.head_count_falls(group, on_duty - wanted, now);
        } else {
            self.head_count_rises(group, wanted - on_duty, now);
        }
    }

    /// Those without a seat and idle people go at once, then whoever finishes first (M-A3). As all the others are
    /// handling, those who will finish first are known already.
    fn head_count_falls<O: Observer>(&mut self, group: GroupId, too_many: usize, now: &mut Now<'_, '_, O>) {
        let people = self.crews[group.index()].people.iter().enumerate().rev();
        let without_seat = people.filter(|(_, p)| p.place == Whereabouts::NeedsSeat);
        let without_seat: Vec<usize> = without_seat.map(|(p, _)| p).take(too_many).collect();
        without_seat.iter().for_each(|p| self.goes_home(Member::new(group.index(), *p)));
        let others = too_many - without_seat.len();
        if others > 0 && self.must_stay(group, now) {
            return self.all_stay(group, now.at);
        }
        for _ in 0..others {
            let who = Member { group, agent: self.free.who_is_first(group) };
            self.leaves_phones(who, Then::Off, now.at, now);
        }
    }

    fn all_stay(&mut self, group: GroupId, now: i64) {
        let crew = &mut self.crews[group.index()];
        for p in 0..crew.people.len() {
            if crew.people[p].place == Whereabouts::OnPhones {
                crew.stays(p, now);
            }
        }
    }

    /// Those about to leave stay on, who would have finished last first; then others come.
    fn head_count_rises<O: Observer>(&mut self, group: GroupId, too_few: usize, now: &mut Now<'_, '_, O>) {
        let people = &self.crews[group.index()].people;
        let at = |is: fn(&Person) -> bool| {
            let there = people.iter().enumerate().filter(move |(_, person)| is(person));
            there.map(|(p, _)| Member::new(group.index(), p))
        };
        let last_calls = self.crews[group.index()].finishing as usize;
        let mut finishing: Vec<Member> =
            at(|p| matches!(p.place, Whereabouts::Finishing(_))).take(last_calls).collect();
        finishing.sort_by_key(|who| std::cmp::Reverse((people[who.agent.index()].free_at, self.free.stamp(*who))));
        finishing.truncate(too_few);
        let off = at(|p| p.place == Whereabouts::Off && p.absent.is_none());
        let others: Vec<Member> = off.take(too_few - finishing.len()).collect();
        finishing.into_iter().for_each(|who| self.stays_on(who));
        others.into_iter().for_each(|who| self.wants_seat(who, now));
    }
}
