//! Random small floors: everything that can be on a floor, on a coarse grid of whole seconds so that ties are frequent.

use super::again::{among, call_again, callback, transfers};
use super::by_the_minute::by_the_minute;
use super::times::{GRID, distribution, patience, positive, secs, share, span, talk};
use holdline::model::{
    Absence, AfterClose, AgentGroup, Announcement, Arrivals, Asked, Break, DayFactor, Distribution, Does, ExtraVolume,
    Floor, FloorParts, GroupFactor, HeadCount, Incident, IntervalFactor, Ivr, Ladder, Lateness, OnDates, OwnWork,
    Presence, ProfileRow, Queue, RecordedCall, Release, Rung, Shift, Step, TakenBy, When,
};
use holdline::units::{SimTime, Span};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeMap;

pub(super) const OPEN: i64 = 8 * 3_600;
/// Opening hours in seconds.
pub(super) const LENGTH: i64 = 600;

/// A moment so many grid steps after opening.
pub(super) fn moment(steps: i64) -> SimTime {
    SimTime::from_secs(OPEN + steps * GRID)
}

fn recorded() -> impl Strategy<Value = RecordedCall> {
    let patience = option::of(option::weighted(0.7, span(120)));
    // Rows of one file or of several: some callers of one moment have an order of their own, some that of the queues.
    (0..LENGTH / GRID, option::of(positive(120)), option::of(span(30)), patience, 0..6_u64).prop_map(
        |(at, talk, wrap_up, patience, order)| RecordedCall { arrival: moment(at), talk, wrap_up, patience, order },
    )
}

/// Calls of two rows, the handle time of the second, busyness, and how intervals differ.
type Rates = (f64, f64, Option<i64>, f64, bool, (f64, f64));

/// How much days or intervals differ.
fn cv() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.1..1.0]
}

/// Up to so many recorded calls, a profile, or past days.
fn arrivals(most: usize) -> impl Strategy<Value = Arrivals> {
    let sorted = |mut calls: Vec<RecordedCall>| {
        calls.sort_by_key(|c| (c.arrival, c.order));
        Arrivals::Calls(calls)
    };
    let profile = |(first, second, aht, cv, own, (between, correlation)): Rates| {
        let intervals = IntervalFactor { cv: between, correlation };
        let row = |from, to, calls| ProfileRow::new(moment(from), moment(to), calls);
        let longer = ProfileRow { handle_time: aht.map(secs), ..row(30, LENGTH / GRID, second) };
        let rows = vec![row(-6, 30, first), longer];
        Arrivals::Profile { rows, scale: 1.0, busyness: DayFactor { cv, own }, intervals }
    };
    let past_day = |(first, second, aht): (u8, u8, Option<i64>)| {
        let row = |from, to, calls: u8| ProfileRow::new(moment(from), moment(to), f64::from(calls));
        let longer = ProfileRow { handle_time: aht.map(secs), ..row(30, LENGTH / GRID, second) };
        vec![row(-6, 30, first), longer]
    };
    let past_day = (0..12_u8, 0..12_u8, option::of(1..200_i64)).prop_map(past_day);
    prop_oneof![
        1 => vec(past_day, 1..4).prop_map(Arrivals::Sample),
        4 => vec(recorded(), 0..most).prop_map(sorted),
        1 => (0.0..20.0, 0.0..20.0, option::of(1..200_i64), cv(), any::<bool>(), (cv(), 0.0..=1.0)).prop_map(profile),
    ]
}

/// A queue that may ask for groups by their numbers; those that do not serve it are left out later.
pub fn queue(calls: usize) -> impl Strategy<Value = QueueDraft> {
    let balk = prop_oneof![4 => Just(0.0), 1 => 0.0..1.0];
    let first_asked = prop_oneof![2 => Just(Vec::new()), 1 => vec(0..4_usize, 1..3)];
    let credit = prop_oneof![2 => Just(Span::ZERO), 1 => positive(120)];
    let again = (call_again(), call_again(), callback(), transfers());
    let announcement = (span(90), 0.0..=1.0).prop_map(|(at, chance)| Announcement { at, chance });
    let announcements = prop_oneof![3 => Just(Vec::new()), 1 => vec(announcement, 1..3)];
    let contained = prop_oneof![Just(0.0), 0.0..=1.0];
    let ivr =
        option::weighted(0.25, (distribution(60), contained).prop_map(|(delay, contained)| Ivr { delay, contained }));
    let waits = (patience(), announcements, ivr);
    let talk_day = prop_oneof![3 => Just(0.0), 1 => 0.05..0.5];
    let talk_day = (talk_day, any::<bool>()).prop_map(|(cv, own)| DayFactor { cv, own });
    let place = (-1..2_i32, credit);
    (arrivals(calls), (talk(), talk_day), distribution(30), waits, balk, place, first_asked, again).prop_map(
        |(
            arrivals,
            (talk, talk_day),
            wrap_up,
            (patience, announcements, ivr),
            balk,
            (priority, credit),
            first_asked,
            (redial, repeat, callback, (transfers, transferred)),
        )| {
            let queue = Queue::new("", arrivals, talk);
            let queue = Queue {
                talk_day,
                wrap_up,
                patience,
                announcements,
                ivr,
                balk,
                priority,
                credit,
                redial,
                repeat,
                callback,
                transfers,
                transferred,
                ..queue
            };
            (queue, first_asked)
        },
    )
}

/// A shift that overlaps the opening hours, with up to two breaks inside it.
fn shift() -> impl Strategy<Value = Shift> {
    let last = LENGTH / GRID;
    (0..4_u32, -6..last - 1, 1..last, 0..3_usize, vec((0..20_i64, 1..10_i64), 2)).prop_map(
        move |(people, start, length, breaks, places)| {
            let end = (start + length).max(1).min(last + 12);
            let mut shift = Shift::new(people, moment(start), moment(end));
            let mut from = start;
            for (gap, length) in places.into_iter().take(breaks) {
                if from + gap + length <= end {
                    shift.breaks.push(Break { start: moment(from + gap), length: secs(length * GRID) });
                    from += gap + length;
                }
            }
            shift
        },
    )
}

fn presence() -> impl Strategy<Value = Presence> {
    let rows = |mut rows: Vec<(i64, u32)>| {
        rows.sort_unstable();
        rows.dedup_by_key(|r| r.0);
        Presence::HeadCounts(rows.into_iter().map(|(at, people)| HeadCount { start: moment(at), people }).collect())
    };
    prop_oneof![
        2 => (0..4_u32).prop_map(Presence::People),
        4 => vec(shift(), 1..4).prop_map(Presence::Shifts),
        3 => vec((-3..LENGTH / GRID + 2, 0..5_u32), 1..8).prop_map(rows),
    ]
}

/// Something for some of the queues, whether the group serves them or not.
fn by_queue<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = BTreeMap<String, T>> {
    btree_map((0..4_usize).prop_map(|q| format!("q{q}")), of, 0..3)
}

fn factor() -> impl Strategy<Value = GroupFactor> {
    let factor = || prop_oneof![4 => Just(1.0), 1 => Just(0.5), 1 => 0.3..2.0];
    prop_oneof![3 => factor().prop_map(GroupFactor::OfAll), 1 => by_queue(factor()).prop_map(GroupFactor::ByQueue)]
}

/// After which waits, and with how many of its people kept free, a group serves queues; most do on no such terms, so that most
/// floors have none.
fn terms() -> impl Strategy<Value = (BTreeMap<String, Span>, BTreeMap<String, u32>)> {
    let none = || Just(BTreeMap::new());
    let after = prop_oneof![3 => none(), 1 => by_queue(span(90))];
    let keep_free = prop_oneof![3 => Just(BTreeMap::new()), 1 => by_queue(0..3_u32)];
    prop_oneof![1 => (none(), Just(BTreeMap::new())), 1 => (after, keep_free)]
}

/// Some reasons of absence.
fn reasons() -> impl Strategy<Value = Absence> {
    let named = |chances: Vec<f64>| (0..).zip(chances).map(|(n, chance): (u32, f64)| (format!("reason {n}"), chance));
    vec(0.0..0.3, 0..4).prop_map(move |chances| Absence::ByReason(named(chances).collect()))
}

/// A group that serves the queues whose bits are set.
pub fn group() -> impl Strategy<Value = GroupDraft> {
    let absence = prop_oneof![3 => Just(Absence::Plain(0.0)), 1 => (0.0..0.6).prop_map(Absence::Plain), 1 => reasons()];
    let late = option::weighted(0.3, (0.0..=1.0, distribution(400)));
    let early = prop_oneof![2 => Just(Span::ZERO), 1 => span(120)];
    let presence = (absence, late, early, presence());
    let by = prop_oneof![2 => Just(TakenBy::LongestWait), 1 => Just(TakenBy::Preference)];
    let factors = (factor(), factor());
    (any::<bool>(), 1..16_u8, by, terms(), factors, presence).prop_map(
        |(lent, serves, by, (after, keep_free), (talk_factor, wrap_up_factor), (absence, late, early, presence))| {
            let has_shifts = !matches!(presence, Presence::HeadCounts(_));
            let late = late.filter(|_| has_shifts);
            let own_work = lent.then(|| OwnWork::new("coaching", 2.0));
            let early = if has_shifts { early } else { Span::ZERO };
            let late = late.map(|(chance, by)| Lateness { chance, by });
            let group = AgentGroup::new("", &[], presence);
            let group = AgentGroup {
                lent,
                by,
                after,
                keep_free,
                talk_factor,
                wrap_up_factor,
                absence,
                late,
                early,
                own_work,
                ..group
            };
            (group, serves)
        },
    )
}

fn lasting() -> impl Strategy<Value = Span> {
    prop_oneof![2 => Just(Span::ZERO), 3 => positive(60)]
}

/// A release at no more than the smallest threshold, which is only known later: taken modulo it.
fn release() -> impl Strategy<Value = Release> {
    let step = prop_oneof![Just(Step::Rung), Just(Step::Person)];
    let service = option::weighted(0.2, share());
    (0..3_u32, option::weighted(0.2, positive(60)), service, lasting(), step).prop_map(
        |(waiting_at_most, longest_wait_below, service_level_at_least, lasting, step)| Release {
            longest_wait_below,
            service_level_at_least,
            ..Release::at_most(waiting_at_most, lasting, step)
        },
    )
}

fn rung() -> impl Strategy<Value = (Rung, usize)> {
    let people = prop_oneof![
        1 => Just(Asked::All),
        1 => Just(Asked::Required),
        3 => (1..3_u32, 0..3_u32).prop_map(|(least, more)| Asked::Between(least, least + more)),
    ];
    let joins = prop_oneof![2 => Just(Distribution::Constant(Span::ZERO)), 3 => distribution(40)];
    // Borrows, extends shifts, or postpones breaks.
    let does = (prop_oneof![5 => Just(0), 2 => Just(1), 3 => Just(2)], positive(120), positive(120));
    let timed = (option::weighted(0.2, positive(90)), option::weighted(0.15, (0..LENGTH / GRID, 1..LENGTH / GRID)));
    let timed = (timed, option::weighted(0.2, share()));
    let when = (0..4_u32, option::weighted(0.25, 1..4_u32), timed, lasting());
    let stay_at_least = prop_oneof![2 => Just(Span::ZERO), 1 => positive(60)];
    let stays = (span(60), stay_at_least, option::weighted(0.2, 1..4_u32));
    (people, (joins, does), when, option::weighted(0.3, release()), stays, 0..4_usize).prop_map(
        |(
            people,
            (join_after, (kind, within, by)),
            (above, band, (timed, service), lasting),
            release,
            stays,
            group,
        )| {
            let when = When {
                waiting_up_to: band.map(|b| above + b),
                longest_wait: timed.0,
                between: timed.1.map(|(from, steps)| (moment(from), moment(from + steps))),
                service_level_below: service,
                ..When::above(above, lasting)
            };
            let group_of = String::new();
            let does = match kind {
                0 => Does::Borrow { group: group_of, people, join_after },
                1 => Does::Extend { group: group_of, people, ending_within: within, by },
                _ => Does::Postpone { group: group_of, people, starting_within: within * 4, by },
            };
            let (min_stay, stay_at_least, at_most_per_day) = stays;
            let rung = Rung { name: String::new(), does, when, release, min_stay, stay_at_least, at_most_per_day };
            (rung, group)
        },
    )
}

fn ladder() -> impl Strategy<Value = LadderDraft> {
    let settle = prop_oneof![2 => Just(Span::ZERO), 1 => positive(60)];
    let look_every = option::weighted(0.25, positive(40));
    let watch = prop_oneof![2 => Just(0_u8), 1 => any::<u8>()];
    let service = (option::of(span(60)), (60..300_i64).prop_map(secs));
    (settle, look_every, watch, option::weighted(0.8, release()), vec(rung(), 0..4), service).prop_map(
        |(settle, look_every, watch, release, rungs, (service_level_within, service_level_of_last))| {
            let (rungs, groups): (Vec<_>, Vec<_>) = rungs.into_iter().unzip();
            let usual = Ladder { service_level_within, service_level_of_last, ..Ladder::default() };
            (Ladder { settle, look_every, release, rungs, ..usual }, groups, watch)
        },
    )
}

/// One ladder as often as several.
pub fn ladders() -> impl Strategy<Value = Vec<LadderDraft>> {
    prop_oneof![vec(ladder(), 1..2), vec(ladder(), 2..4)]
}

/// Any small floor.
pub fn floors() -> impl Strategy<Value = Floor> {
    floors_of(40)
}

/// Floors on which a rung postpones breaks as soon as somebody waits, of shifts that all have a break.
pub fn postponing(floors: impl Strategy<Value = Floor>) -> impl Strategy<Value = Floor> {
    let lasting = prop_oneof![Just(Span::ZERO), positive(40)];
    let step = prop_oneof![Just(Step::Rung), Just(Step::Person)];
    (floors, (positive(300), positive(90)), lasting, step).prop_map(with_breaks)
}

fn with_breaks((floor, (starting_within, by), lasting, step): (Floor, (Span, Span), Span, Step)) -> Floor {
    let mut parts = floor.clone().into_parts();
    let mut names = Vec::new();
    for group in parts.groups.iter_mut().filter(|group| !group.lent) {
        if let Presence::Shifts(shifts) = &mut group.presence {
            names.push(group.name.clone());
            shifts.iter_mut().filter(|shift| shift.breaks.is_empty()).for_each(takes_a_break);
        }
    }
    let Some(group) = names.pop() else { return floor };
    let ladder = parts.first_ladder();
    let of_rungs = ladder.rungs.iter_mut().filter_map(|rung| rung.release.as_mut());
    of_rungs.chain(ladder.release.as_mut()).for_each(|release| release.waiting_at_most = 0);
    let later = Rung {
        name: "later".to_owned(),
        does: Does::Postpone { group, people: Asked::All, starting_within, by },
        when: When::above(0, Span::ZERO),
        release: Some(Release::at_most(0, lasting, step)),
        min_stay: Span::ZERO,
        stay_at_least: Span::ZERO,
        at_most_per_day: None,
    };
    ladder.rungs.insert(0, later);
    Floor::new(parts).unwrap_or(floor)
}

/// In the middle third of the shift, of a minute at most.
fn takes_a_break(shift: &mut Shift) {
    let third = Span::from_micros((shift.end - shift.start).micros() / 3);
    shift.breaks.push(Break { start: shift.start + third, length: third.min(Span::from_minutes(1)) });
}

/// Any small floor on which things happen by the minute, so that hardly anything happens alone.
pub fn tied_floors() -> impl Strategy<Value = Floor> {
    floors_of(25).prop_map(by_the_minute)
}

/// Any small floor on which hundreds may wait.
pub fn crowded_floors() -> impl Strategy<Value = Floor> {
    floors_of(600)
}

/// Any small floor with fewer than so many recorded calls in a queue.
fn floors_of(calls: usize) -> impl Strategy<Value = Floor> {
    (vec(queue(calls), 1..5), vec(group(), 1..5), ladders(), hours()).prop_map(floor)
}

/// What brings more callers to the queues whose bits are set; a factor where no queue has recorded calls.
fn incident() -> impl Strategy<Value = (Incident, u8)> {
    let volume = prop_oneof![(1.0..4.0).prop_map(ExtraVolume::Times), (0.0..300.0).prop_map(ExtraVolume::PerHour)];
    let chance = prop_oneof![Just(1.0), 0.0..1.0];
    let talk_factor = prop_oneof![Just(1.0), 0.5..2.0];
    (0..LENGTH / GRID, distribution(400), volume, chance, talk_factor, any::<u8>()).prop_map(
        |(start, lasting, volume, chance, talk_factor, queues)| {
            let (name, start) = (String::new(), moment(start));
            let on = OnDates::default();
            (Incident { name, chance, on, start, lasting, queues: Vec::new(), volume, talk_factor }, queues)
        },
    )
}

/// What happens at closing, seats and telephone lines, incidents, and strata of busyness.
pub fn hours() -> impl Strategy<Value = HoursDraft> {
    let after_close = prop_oneof![Just(AfterClose::Serve), Just(AfterClose::Stay), Just(AfterClose::Cut)];
    let incidents = prop_oneof![2 => Just(Vec::new()), 1 => vec(incident(), 1..3)];
    let limits = (option::weighted(0.5, 1..6_u32), option::weighted(0.3, 1..12_u32));
    (after_close, limits, incidents, option::weighted(0.2, 2..6_u32))
}

/// A queue, the groups that it asks first, a group with its queues, a ladder with the groups and queues it is about.
pub type QueueDraft = (Queue, Vec<usize>);
pub type GroupDraft = (AgentGroup, u8);
pub type HoursDraft = (AfterClose, (Option<u32>, Option<u32>), Vec<(Incident, u8)>, Option<u32>);
pub type LadderDraft = (Ladder, Vec<usize>, u8);

/// A floor of one to four queues and groups.
pub fn floor(
    (queues, groups, ladders, (after_close, (seats, lines), incidents, strata)): (
        Vec<QueueDraft>,
        Vec<GroupDraft>,
        Vec<LadderDraft>,
        HoursDraft,
    ),
) -> Floor {
    let mut parts = FloorParts::new("random", moment(0), moment(LENGTH / GRID));
    parts.interval = secs(60);
    parts.after_close = after_close;
    parts.seats = seats;
    parts.lines = lines;
    parts.strata = strata;
    parts.groups = named_groups(groups, queues.len());
    parts.queues = named_queues(queues, &parts.groups);
    parts.incidents = named_incidents(incidents, &parts.queues);
    parts.ladders = named_ladders(ladders, &parts);
    Floor::new(parts).expect("valid by construction")
}

fn named_groups(groups: Vec<GroupDraft>, queues: usize) -> Vec<AgentGroup> {
    let all = (1_u8 << queues) - 1;
    let served = groups.iter().fold(0, |bits, g| bits | (g.1 & all));
    let named = groups.into_iter().enumerate().map(|(g, (group, bits))| {
        // Every queue must be served by somebody, and every group must serve something.
        let bits = bits & all | if g == 0 { all & !served } else { 0 };
        let bits = if bits == 0 { 1 } else { bits };
        let mut serves: Vec<_> = (0..queues).filter(|q| bits >> q & 1 == 1).map(|q| format!("q{q}")).collect();
        // Any of them may come first.
        let first = (g + usize::from(bits)) % serves.len();
        serves.rotate_left(first);
        only_served(AgentGroup { name: format!("g{g}"), serves, ..group })
    });
    named.collect()
}

/// Without what a group has for queues that it does not serve.
fn only_served(mut group: AgentGroup) -> AgentGroup {
    let serves = &group.serves;
    group.after.retain(|queue, _| serves.contains(queue));
    group.keep_free.retain(|queue, _| serves.contains(queue));
    for factor in [&mut group.talk_factor, &mut group.wrap_up_factor] {
        if let GroupFactor::ByQueue(factors) = factor {
            factors.retain(|queue, _| serves.contains(queue));
        }
    }
    group
}

fn named_queues(queues: Vec<QueueDraft>, groups: &[AgentGroup]) -> Vec<Queue> {
    let named = queues.into_iter().enumerate().map(|(q, (queue, first_asked))| {
        let name = format!("q{q}");
        let mut answered_by: Vec<String> = Vec::new();
        for group in first_asked.iter().filter_map(|g| groups.get(*g)) {
            if group.serves.contains(&name) && !answered_by.contains(&group.name) {
                answered_by.push(group.name.clone());
            }
        }
        Queue { name, answered_by, ..queue }
    });
    among(named.collect())
}

fn named_incidents(incidents: Vec<(Incident, u8)>, queues: &[Queue]) -> Vec<Incident> {
    let named = incidents.into_iter().enumerate().map(|(i, (incident, bits))| {
        let hit = queues.iter().enumerate().filter(|(q, _)| bits >> q & 1 == 1).map(|(_, queue)| queue.name.clone());
        let incident = Incident { name: format!("i{i}"), queues: hit.collect(), ..incident };
        let recorded =
            |queue: &Queue| incident.hits(&queue.name) && !matches!(queue.arrivals, Arrivals::Profile { .. });
        let volume = match incident.volume {
            ExtraVolume::Times(times) if queues.iter().any(recorded) => ExtraVolume::PerHour(40.0 * times),
            volume => volume,
        };
        Incident { volume, ..incident }
    });
    named.collect()
}

fn named_ladders(ladders: Vec<LadderDraft>, parts: &FloorParts) -> Vec<Ladder> {
    let several = ladders.len() > 1;
    let mut named: Vec<Ladder> = ladders.into_iter().map(|draft| named_ladder(draft, parts)).collect();
    for (l, ladder) in named.iter_mut().enumerate().filter(|_| several) {
        ladder.name = format!("l{l}");
        ladder.rungs.iter_mut().for_each(|rung| rung.name = format!("{} of l{l}", rung.name));
    }
    named
}

fn named_ladder((ladder, lenders, watch): LadderDraft, parts: &FloorParts) -> Ladder {
    let named = |is: fn(&&AgentGroup) -> bool| {
        parts.groups.iter().filter(is).map(|group| group.name.clone()).collect::<Vec<String>>()
    };
    let lent = named(|group| group.lent);
    let with_shifts = named(|group| !group.lent && !matches!(group.presence, Presence::HeadCounts(_)));
    let with_breaks = named(|group| {
        let has_break = |shift: &Shift| shift.people > 0 && !shift.breaks.is_empty();
        !group.lent && matches!(&group.presence, Presence::Shifts(shifts) if shifts.iter().any(has_break))
    });
    let with_breaks = if with_breaks.is_empty() { with_shifts.clone() } else { with_breaks };
    let smallest = ladder.rungs.iter().map(|r| r.when.waiting_above).min().unwrap_or(0);
    let low = |release: Release| Release { waiting_at_most: release.waiting_at_most.min(smallest), ..release };
    let rungs = ladder.rungs.into_iter().zip(&lenders).enumerate().filter_map(|(i, (mut rung, lender))| {
        let (group, of) = match &mut rung.does {
            Does::Borrow { group, .. } => (group, &lent),
            Does::Extend { group, .. } => (group, &with_shifts),
            Does::Postpone { group, .. } => (group, &with_breaks),
        };
        group.clone_from(of.get(lender % of.len().max(1))?);
        Some(Rung { name: format!("r{i}"), release: rung.release.map(low), ..rung })
    });
    let watched = parts.queues.iter().enumerate().filter(|(q, _)| watch >> q & 1 == 1);
    Ladder {
        rungs: rungs.collect(),
        release: ladder.release.map(low),
        watch: watched.map(|(_, q)| q.name.clone()).collect(),
        ..ladder
    }
}
