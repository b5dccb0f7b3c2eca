//! A floor made ready to be played: names become numbers, distributions become samplers, shifts become a timetable.

mod ladder;
mod lines;
mod people;
mod samplers;
mod sources;

pub(super) use ladder::{DoesPlan, HoursToday, LadderPlan, RungPlan};
pub(super) use people::{HeadCountPlan, PersonPlan};
pub(super) use sources::{ArrivalPlan, CountedRow, IncidentPlan, RateRow, SourcePlan};

use super::agenda::{Entry, What};
use super::crews::Member;
use super::fact::{GroupId, QueueId, SourceId};
use super::required::Remembered;
use super::service::ServicePlan;
use crate::model::{
    AfterClose, AgentGroup, Announcement, CallAgain, DayFactor, Floor, Ladder, Queue, Session, TakenBy, Transfer,
};
use crate::random::{Entity, Sampler};
use ladder::HoursOfDate;
use lines::Called;
use samplers::{patience, sampler};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A floor made ready to be played, many times and on many threads.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Midnight at the end of the last date.
    pub(super) last_midnight: i64,
    /// Opening and closing of each stretch in which it is open (M-T4).
    pub(super) openings: Vec<(i64, i64)>,
    pub(super) after_close: AfterClose,
    pub(super) max_waiting: u32,
    pub(super) desk: DeskPlan,
    pub(super) crews: CrewsPlan,
    /// In the order in which they are looked at; a floor without a ladder has one without rungs.
    pub(super) ladders: Vec<LadderPlan>,
    /// What is known before the day: opening hours, shifts, breaks, head-counts, in order.
    pub(super) timetable: Vec<Entry>,
}

/// Who calls, and what they call.
#[derive(Clone, Debug)]
pub(super) struct DeskPlan {
    /// The queues, and behind them the lines of those to be called back and of those transferred, each a queue of its own to whoever
    /// answers.
    pub queues: Vec<QueuePlan>,
    /// The lines that the first ladder watches, as bits.
    pub watched: u64,
    pub sources: Vec<SourcePlan>,
    pub incidents: Vec<IncidentPlan>,
    /// How long calls are remembered, for each ladder to which their rate of late matters.
    pub remembered: Vec<Remembered>,
    /// How calls are judged that have ended lately, for each ladder with a rung that goes by the service level.
    pub service: Vec<ServicePlan>,
    /// Telephone lines; `None`: as many as needed.
    pub lines: Option<u32>,
    /// From then on nobody calls any more today.
    pub close: i64,
    /// When it closes first, and whether it opens again after a night.
    pub first_close: i64,
    pub has_nights: bool,
}

impl DeskPlan {
    /// Whether more is to be known of a call than who answers, whatever its queue.
    pub fn asks_more(&self) -> bool {
        let asks = [self.lines.is_some(), !self.remembered.is_empty(), !self.service.is_empty(), self.has_nights];
        asks.contains(&true)
    }
}

#[derive(Clone, Debug)]
pub(super) struct QueuePlan {
    pub priority: i32,
    pub credit: i64,
    pub talk: Sampler,
    pub talk_day: DayFactor,
    pub wrap_up: Sampler,
    pub patience: Sampler,
    /// By when who still waits hangs up: after so long a wait this share has not.
    pub announcements: Vec<(i64, f64)>,
    pub balk: f64,
    pub ivr: Option<IvrPlan>,
    pub redial: Option<CallAgainPlan>,
    pub repeat: Option<CallAgainPlan>,
    pub callback: Option<CallbackPlan>,
    pub transfers: Vec<TransferPlan>,
    /// The line in which those stand who are transferred there.
    pub transferred_line: QueueId,
    /// How long they would wait, if not as others.
    pub transferred_patience: Option<Sampler>,
}

/// Who goes on to another queue.
#[derive(Clone, Debug)]
pub(super) struct TransferPlan {
    pub to: QueueId,
    /// Whose draw is below, and not below the one before.
    pub below: f64,
    pub at_most: u32,
    /// If the agent stays: how long the hand-over takes.
    pub hand_over: Option<Sampler>,
}

/// Who is called back.
#[derive(Clone, Debug)]
pub(super) struct CallbackPlan {
    /// The line in which they stand.
    pub line: QueueId,
    pub chance: f64,
    pub expected_wait: i64,
    /// It is offered after such a wait; 0: instead of one.
    pub offer_after: i64,
    /// And only in these hours.
    pub hours: Option<HoursOfDate>,
    pub at_most: u32,
    pub no_answer: f64,
    pub rings: Sampler,
    pub tries: u32,
    pub again_after: Sampler,
    /// Longer than any day if it does not matter.
    pub within: i64,
}

/// What callers go through before they ask for a person.
#[derive(Clone, Debug)]
pub(super) struct IvrPlan {
    pub delay: Sampler,
    pub contained: f64,
}

/// Who calls again.
#[derive(Clone, Debug)]
pub(super) struct CallAgainPlan {
    pub chance: f64,
    pub after: Sampler,
    pub at_most: u32,
}

/// Who answers.
#[derive(Clone, Debug)]
pub(super) struct CrewsPlan {
    pub seats: u32,
    pub groups: Vec<GroupPlan>,
    /// The queues that each group serves, as bits.
    pub serves: Vec<u64>,
    /// In which order each group takes from its queues, each time one or several, as bits; empty where who has waited longest comes
    /// first (M-D2).
    pub orders: Vec<Vec<u64>>,
    /// On what terms each group takes from each queue, by group and queue; empty if all take whoever waits.
    pub terms: Vec<Vec<Terms>>,
    /// The waits, by queue, after which other groups may take its callers; empty if there are no terms.
    pub overflows: Vec<Vec<i64>>,
    /// The groups that are asked before the others that serve a queue, in this order, by queue.
    pub asked_first: Vec<Vec<GroupId>>,
}

/// On what terms a group takes from a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// Callers who have waited so long (M-D3) ...
    pub after: i64,
    /// ... and only if more than so many of the group are idle (M-D5).
    pub keep_free: u32,
}

#[derive(Clone, Debug)]
pub(super) struct GroupPlan {
    pub entity: Entity,
    pub lent: bool,
    /// Whether it is told how many are at own work and away from it.
    pub tells_work: bool,
    /// Talk and wrap-up of each queue's calls are times this; empty: as they are.
    pub factors: Vec<(f64, f64)>,
    /// Chances of absence, added up reason by reason; empty: nobody is ever absent.
    pub absence: Vec<f64>,
    pub late: Option<LatePlan>,
    /// So long before the start people are there, in line for a seat; who starts at own work needs none.
    pub early: i64,
    pub people: Vec<PersonPlan>,
    pub head_counts: Vec<HeadCountPlan>,
    /// The dates of its head-counts, by the days after the first: on each it is drawn who is absent.
    pub dates: Vec<i64>,
}

/// How people come late.
#[derive(Clone, Debug)]
pub(super) struct LatePlan {
    pub chance: f64,
    pub by: Sampler,
}

impl Plan {
    /// Makes a floor ready.
    pub fn new(floor: &Floor) -> Self {
        let (crews, ladders) = (crews(floor), ladder::ladders(floor));
        let watched = || ladders.iter().enumerate().map(|(l, ladder)| (l, ladder.watched));
        Self {
            last_midnight: floor.calendar().last_midnight().micros(),
            openings: openings(floor),
            after_close: floor.after_close,
            max_waiting: floor.max_waiting,
            desk: DeskPlan {
                queues: lines::queues(floor),
                watched: ladders[0].watched,
                sources: sources::sources(floor),
                incidents: sources::incidents(floor),
                remembered: ladders.iter().enumerate().filter_map(|(l, ladder)| ladder.remembered(l)).collect(),
                service: watched().filter_map(|(l, watched)| ServicePlan::new(floor, l, watched)).collect(),
                lines: floor.lines,
                close: floor.close().micros(),
                first_close: openings(floor)[0].1,
                has_nights: openings(floor).len() > 1,
            },
            timetable: timetable(floor, &crews.groups, &ladders),
            crews,
            ladders,
        }
    }
}

impl Plan {
    /// The incident, by its place among the floor's, for which the callers of a source call; `None`: they are a queue's ordinary ones.
    pub fn incident_of(&self, source: SourceId) -> Option<usize> {
        self.desk.sources[source.index()].incident.map(|called_for| called_for.incident)
    }

    /// The queue, by its place among the floor's, that the callers of a source call.
    pub fn called_by(&self, source: SourceId) -> usize {
        self.desk.sources[source.index()].queue.index()
    }
}

fn openings(floor: &Floor) -> Vec<(i64, i64)> {
    floor.calendar().openings().into_iter().map(|open| (open.start.micros(), open.end.micros())).collect()
}

fn queue(floor: &Floor, place: usize, queue: &Queue) -> QueuePlan {
    let transferred = queue.transferred.as_ref();
    QueuePlan {
        priority: queue.priority,
        credit: queue.credit.micros(),
        talk: sampler(&queue.talk),
        talk_day: queue.talk_day,
        wrap_up: sampler(&queue.wrap_up),
        patience: patience(&queue.patience),
        announcements: announcements(queue),
        balk: queue.balk,
        ivr: queue.ivr.as_ref().map(|ivr| IvrPlan { delay: sampler(&ivr.delay), contained: ivr.contained }),
        redial: queue.redial.as_ref().map(calls_again),
        repeat: queue.repeat.as_ref().map(calls_again),
        callback: None,
        transfers: transfers(floor, queue),
        transferred_line: QueueId::new(place),
        transferred_patience: transferred.and_then(|differs| differs.patience.as_ref()).map(patience),
    }
}

fn transfers(floor: &Floor, queue: &Queue) -> Vec<TransferPlan> {
    let place = |to: &String| floor.queues.iter().position(|queue| queue.name == *to).expect("checked by Floor::new");
    let mut below = 0.0;
    let plan = |transfer: &Transfer| {
        below += transfer.chance;
        TransferPlan {
            to: QueueId::new(place(&transfer.to)),
            below,
            at_most: transfer.at_most,
            hand_over: transfer.hand_over.as_ref().map(sampler),
        }
    };
    queue.transfers.iter().map(plan).collect()
}

fn announcements(queue: &Queue) -> Vec<(i64, f64)> {
    let mut announcements = queue.announcements.clone();
    announcements.sort_by_key(|announcement| announcement.at);
    let mut stay = 1.0;
    let stays = |announcement: Announcement| {
        stay *= 1.0 - announcement.chance;
        (announcement.at.micros(), stay)
    };
    announcements.into_iter().map(stays).collect()
}

fn calls_again(again: &CallAgain) -> CallAgainPlan {
    CallAgainPlan { chance: again.chance, after: sampler(&again.after), at_most: again.at_most }
}

fn crews(floor: &Floor) -> CrewsPlan {
    let terms = terms(floor);
    CrewsPlan {
        seats: floor.seats.unwrap_or(u32::MAX),
        groups: floor.groups.iter().map(|g| group(floor, g)).collect(),
        serves: floor.groups.iter().map(|g| serves(floor, g)).collect(),
        orders: floor.groups.iter().map(|g| order(floor, g)).collect(),
        overflows: overflows(&terms),
        terms,
        asked_first: lines::called(floor).map(|called| asked_first(floor, called.queue)).collect(),
    }
}

fn asked_first(floor: &Floor, queue: &Queue) -> Vec<GroupId> {
    queue.answered_by.iter().map(|name| group_named(floor, name)).collect()
}

fn group_named(floor: &Floor, name: &str) -> GroupId {
    GroupId::new(floor.groups.iter().position(|g| g.name == name).expect("checked by Floor::new"))
}

fn serves(floor: &Floor, group: &AgentGroup) -> u64 {
    bits(lines::called(floor).map(|called| group.serves.contains(&called.queue.name)))
}

/// Of the queues of one priority a group takes the one written first, if it goes by preference.
fn order(floor: &Floor, group: &AgentGroup) -> Vec<u64> {
    if group.by == TakenBy::LongestWait {
        return Vec::new();
    }
    let lines: Vec<_> = lines::called(floor).collect();
    let place = |name: &String| group.serves.iter().position(|served| served == name);
    let rank = |line: &Called<'_>| place(&line.queue.name).map(|place| (Reverse(line.priority), place));
    let ranks: BTreeSet<_> = lines.iter().filter_map(rank).collect();
    ranks.into_iter().map(|of| bits(lines.iter().map(|line| rank(line) == Some(of)))).collect()
}

fn terms(floor: &Floor) -> Vec<Vec<Terms>> {
    let of = |group: &AgentGroup, queue: &Queue| Terms {
        after: group.after.get(&queue.name).map_or(0, |after| after.micros()),
        keep_free: group.keep_free.get(&queue.name).copied().unwrap_or(0),
    };
    let of_group = |g| lines::called(floor).map(|called| of(g, called.queue)).collect();
    let all: Vec<Vec<_>> = floor.groups.iter().map(of_group).collect();
    let none = all.iter().flatten().all(|terms| *terms == Terms::default());
    if none { Vec::new() } else { all }
}

fn overflows(terms: &[Vec<Terms>]) -> Vec<Vec<i64>> {
    let after = |q: usize| {
        let of_groups = terms.iter().map(|queues| queues[q].after).filter(|after| *after > 0);
        of_groups.collect::<BTreeSet<_>>().into_iter().collect()
    };
    (0..terms.first().map_or(0, Vec::len)).map(after).collect()
}

/// A bit for each, the first one lowest.
pub(super) fn bits(each: impl Iterator<Item = bool>) -> u64 {
    each.enumerate().fold(0, |bits, (at, set)| bits | u64::from(set) << at)
}

fn group(floor: &Floor, group: &AgentGroup) -> GroupPlan {
    let (people, head_counts) = people::presence(floor, group);
    GroupPlan {
        entity: Entity::named(&group.name),
        lent: group.lent,
        tells_work: group.own_work.is_some(),
        factors: factors(floor, group),
        absence: group.absence.added_up(),
        early: if group.lent { 0 } else { group.early.micros() },
        late: group.late.as_ref().map(|late| LatePlan { chance: late.chance, by: sampler(&late.by) }),
        people,
        head_counts,
        dates: floor.calendar().sessions().iter().map(|session| session.day).collect(),
    }
}

fn factors(floor: &Floor, group: &AgentGroup) -> Vec<(f64, f64)> {
    let of = |queue: &Queue| (group.talk_factor.of(&queue.name), group.wrap_up_factor.of(&queue.name));
    let factors: Vec<_> = floor.queues.iter().map(of).collect();
    if factors.iter().all(|factors| *factors == (1.0, 1.0)) { Vec::new() } else { factors }
}

/// The lines that a ladder watches, as bits: of queues, with those transferred there.
fn watched(floor: &Floor, ladder: &Ladder) -> u64 {
    bits(lines::called(floor).map(|line| line.on_the_line && ladder.watches(&line.queue.name)))
}

fn timetable(floor: &Floor, groups: &[GroupPlan], ladders: &[LadderPlan]) -> Vec<Entry> {
    let mut entries = hours(floor);
    let rungs = ladders.iter().flat_map(|ladder| &ladder.rungs);
    entries.extend(rungs.flat_map(|rung| more_can_stay(rung, groups)));
    for (g, group) in groups.iter().enumerate() {
        let id = GroupId::new(g);
        if group.head_counts.is_empty() {
            entries.extend(
                group
                    .people
                    .iter()
                    .enumerate()
                    .flat_map(|(p, person)| shift_entries(Member::new(g, p), person, group.early)),
            );
        }
        entries.extend(
            group
                .head_counts
                .iter()
                .enumerate()
                .map(|(row, count)| Entry::change(count.start, What::HeadCountChanges { group: id, row: row as u32 })),
        );
    }
    entries.sort();
    entries.iter_mut().zip(0..).for_each(|(entry, n)| entry.sequence = n);
    entries
}

/// When it closes and opens, and when another date begins while it is open.
fn hours(floor: &Floor) -> Vec<Entry> {
    let openings = openings(floor);
    let closes = openings.iter().map(|(_, close)| Entry::change(*close, What::Closes));
    let of_session = |session: &Session| {
        let opens = openings.iter().any(|(open, _)| *open == session.open.micros());
        Entry::change(session.open.micros(), if opens { What::Opens } else { What::DateBegins })
    };
    closes.chain(floor.calendar().sessions().iter().skip(1).map(of_session)).collect()
}

/// The moments from which a rung may ask one more to stay, after the shift or in time of a break (M-L9): it may be able to send that was
/// not.
fn more_can_stay(rung: &RungPlan, groups: &[GroupPlan]) -> Vec<Entry> {
    match rung.does {
        DoesPlan::Borrow { .. } => Vec::new(),
        DoesPlan::Extend { ending_within, .. } => {
            let people = groups[rung.group.index()].people.iter();
            let moments: BTreeSet<i64> = people.map(|person| (person.end - ending_within).max(person.start)).collect();
            moments.into_iter().map(|at| Entry::change(at, What::MoreCanStay)).collect()
        }
        DoesPlan::Postpone { starting_within, by } => {
            let people = groups[rung.group.index()].people.iter();
            let of = |person: &PersonPlan| {
                let later = (0..person.breaks.len()).filter(|number| person.has_time_later(*number, by));
                later.map(|number| (person.breaks[number].0 - starting_within).max(person.start)).collect::<Vec<_>>()
            };
            let moments: BTreeSet<i64> = people.flat_map(of).collect();
            moments.into_iter().map(|at| Entry::change(at, What::MoreCanStay)).collect()
        }
    }
}

fn shift_entries(who: Member, person: &PersonPlan, early: i64) -> Vec<Entry> {
    let mut entries =
        vec![Entry::change(person.start, What::ShiftStarts(who)), Entry::change(person.end, What::ShiftEnds(who))];
    // Whose shift starts with a break needs no seat at the start.
    let comes = (person.start - early).max(0);
    if comes < person.start && person.breaks.first().is_none_or(|b| b.0 > person.start) {
        entries.push(Entry::change(comes, What::ComesEarly(who)));
    }
    let breaks = person.breaks.iter().enumerate();
    entries.extend(breaks.map(|(n, b)| Entry::change(b.0, What::BreakStarts(who, n as u32))));
    entries
}
