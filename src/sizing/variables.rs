//! The numbers that are free: whose people they are, when, between which bounds and at what price.

use super::plan::{Bound, Per, SizePlan};
use crate::model::{Fault, Floor, HeadCount, Presence, Slice};
use crate::staffing;
use std::ops::Range;

/// One number that is free.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The group, by its place on the floor.
    pub group: usize,
    /// The intervals it holds in.
    pub intervals: Range<usize>,
    /// The least it can be ...
    pub least: i32,
    /// ... and the most.
    pub most: i32,
    /// What one more costs: person-hours, times the pay of an hour if it is known.
    pub cost: f64,
}

/// All of them.
#[derive(Clone, Debug)]
pub struct Variables {
    /// By group, then time.
    pub slots: Vec<Slot>,
    /// What one number is.
    pub per: Per,
    /// The intervals of the day.
    pub slices: Vec<Slice>,
    /// People whom the scenario has, by group that is sized and interval; with absence those who are rostered.
    base: Vec<(usize, Vec<u32>)>,
}

/// Most people that are thought of where nothing bounds them: so many times the most that any interval needs, and some.
const TIMES: f64 = 3.0;
/// Hardly ever more are absent than the mean and so many standard deviations.
const SPREADS: f64 = 3.0;
const SOME: i32 = 30;

impl Variables {
    /// Those of the groups at these places, where at most `needed` people are needed at once.
    pub fn new(floor: &Floor, plan: &SizePlan, groups: &[usize], (per, needed): (Per, u32)) -> Self {
        let slices: Vec<Slice> = floor.calendar().slices(floor.interval).collect();
        let base: Vec<(usize, Vec<u32>)> = groups.iter().map(|group| (*group, people_of(floor, *group))).collect();
        let unbounded = (f64::from(needed) * TIMES) as i32 + SOME;
        let mut slots = Vec::new();
        for (group, people) in &base {
            let slot = |intervals: Range<usize>| {
                let least = slices[intervals.clone()].iter().map(|s| Bound::at(&plan.least, s.start).unwrap_or(1));
                let most = slices[intervals.clone()].iter().filter_map(|s| Bound::at(&plan.most, s.start)).min();
                let seats = floor.seats.map(|seats| to_fill(seats, floor.groups[*group].absence.chance()));
                let most = most.into_iter().chain(seats).min().map_or(unbounded, |most| most as i32);
                let least = (least.max().unwrap_or(1) as i32).min(most);
                let pay = floor.groups[*group].cost_per_hour.unwrap_or(1.0);
                let hour = |s: &Slice| (s.end - s.start).as_hours() * Bound::at(&plan.pay, s.start).unwrap_or(1.0);
                let cost = pay * slices[intervals.clone()].iter().map(hour).sum::<f64>();
                Slot { group: *group, intervals, least, most, cost }
            };
            match per {
                Per::Day => slots.push(slot(0..slices.len())),
                Per::Interval => slots.extend((0..slices.len()).map(|i| slot(i..i + 1))),
                Per::Shape => {
                    let highest = people.iter().copied().max().unwrap_or(0) as i32;
                    let most = slot(0..slices.len()).most - highest;
                    slots.push(Slot { least: -highest, most, ..slot(0..slices.len()) });
                }
            }
        }
        Self { slots, per, slices, base }
    }

    /// People by interval of each group that is sized.
    pub fn people(&self, values: &[i32]) -> Vec<(usize, Vec<u32>)> {
        let of = |(group, base): &(usize, Vec<u32>)| {
            let mut people = base.clone();
            for (slot, value) in self.slots.iter().zip(values).filter(|(slot, _)| slot.group == *group) {
                for i in slot.intervals.clone() {
                    people[i] = match self.per {
                        Per::Shape if base[i] == 0 => 0,
                        Per::Shape => (base[i] as i32 + value).max(1) as u32,
                        Per::Day | Per::Interval => (*value).max(0) as u32,
                    };
                }
            }
            (*group, people)
        };
        self.base.iter().map(of).collect()
    }

    /// People whom the scenario has, by interval, of all groups that are sized.
    pub fn planned(&self) -> Vec<u32> {
        together(&self.base, self.slices.len())
    }

    /// The numbers that the scenario has; of those that are one all day the most.
    pub fn as_planned(&self) -> Vec<i32> {
        let of = |slot: &Slot| {
            let people = self.base.iter().find(|(group, _)| *group == slot.group).map(|(_, people)| people.as_slice());
            let most = people.into_iter().flat_map(|people| &people[slot.intervals.clone()]).max();
            if self.per == Per::Shape { 0 } else { most.map_or(0, |most| *most as i32) }
        };
        self.slots.iter().map(of).collect()
    }

    /// People by interval, of all groups that are sized.
    pub fn total(&self, values: &[i32]) -> Vec<u32> {
        together(&self.people(values), self.slices.len())
    }

    /// What the people cost.
    pub fn cost(&self, values: &[i32]) -> f64 {
        let whole = |slot: &Slot, value: i32| slot.cost * f64::from(value);
        match self.per {
            Per::Day | Per::Interval => self.slots.iter().zip(values).map(|(slot, value)| whole(slot, *value)).sum(),
            Per::Shape => {
                let share = |slot: &Slot, people: &[u32]| {
                    slot.cost * people.iter().map(|n| f64::from(*n)).sum::<f64>() / people.len() as f64
                };
                self.people(values).iter().zip(&self.slots).map(|((_, people), slot)| share(slot, people)).sum()
            }
        }
    }

    /// What so many people of all groups together would cost, interval by interval.
    pub fn cost_of(&self, people: &[u32]) -> f64 {
        // Groups are told apart by their first slot alone: prices of several are near enough for what stands beside.
        let hour = |i: usize| {
            let slot = self.slots.iter().find(|slot| slot.intervals.contains(&i));
            slot.map_or(0.0, |slot| slot.cost / slot.intervals.len() as f64)
        };
        people.iter().enumerate().map(|(i, people)| f64::from(*people) * hour(i)).sum()
    }

    /// The floor with so many people.
    ///
    /// # Errors
    /// If the model does not take them.
    pub fn floor_with(&self, floor: &Floor, values: &[i32]) -> Result<Floor, Vec<Fault>> {
        let mut parts = floor.clone().into_parts();
        // Who is counted has no shift that could be extended, and no breaks.
        let is_sized = |name: &str| self.slots.iter().any(|slot| floor.groups[slot.group].name == name);
        parts.retain_rungs(|rung| !rung.does.changes_shifts_of().is_some_and(is_sized));
        for (group, people) in self.people(values) {
            parts.groups[group].presence = match self.per {
                Per::Day => Presence::People(people.first().copied().unwrap_or(0)),
                Per::Interval | Per::Shape => {
                    let row = |(slice, people): (&Slice, u32)| HeadCount { start: slice.start, people };
                    Presence::HeadCounts(self.slices.iter().zip(people).map(row).collect())
                }
            };
        }
        Floor::new(parts)
    }

    /// The slots that hold in an interval.
    pub fn in_interval(&self, i: usize) -> impl Iterator<Item = usize> {
        self.slots.iter().enumerate().filter(move |(_, slot)| slot.intervals.contains(&i)).map(|(at, _)| at)
    }
}

fn together(groups: &[(usize, Vec<u32>)], intervals: usize) -> Vec<u32> {
    (0..intervals).map(|i| groups.iter().map(|(_, people)| people[i]).sum()).collect()
}

/// So many rostered people fill the seats on nearly all days: more are of no use.
fn to_fill(seats: u32, absence: f64) -> u32 {
    let there = 1.0 - absence.min(0.99);
    let seats = f64::from(seats);
    (seats / there + SPREADS * (seats * absence).sqrt() / there).ceil() as u32
}

/// People of a group whom the scenario has in each interval, in the mean over it.
fn people_of(floor: &Floor, group: usize) -> Vec<u32> {
    staffing::planned_of(floor, &floor.groups[group]).into_iter().map(|people| people.round() as u32).collect()
}
