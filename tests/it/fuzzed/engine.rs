//! Random valid floors: bytes pick the parts from the generator that the twin's tests draw from, and then change
//! single things about them, so that what a fuzzer has found interesting it can vary a little.

use crate::laws::{company, replay};
use crate::twin::{agree, dates, floors};
use holdline::model::{
    AfterClose, AgentGroup, Arrivals, Asked, Distribution, Does, Floor, FloorParts, GroupFactor, Patience, Presence,
    Release, Rung, Step, TakenBy,
};
use holdline::random::{Entity, Purpose, Stream};
use holdline::units::{SimTime, Span};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Every law must hold on a day of the floor, and the engine and its twin must tell the same story of it.
pub fn check(bytes: &[u8]) {
    let floor = floor(&mut Bytes(bytes));
    let day = u64::from(bytes.last().copied().unwrap_or_default()) % 16;
    let held = replay::laws_hold(&floor, day)
        .and_then(|()| agree(&floor, day))
        .and_then(|()| company::bystanders_change_nothing(&floor, day))
        .and_then(|()| company::helpers_meet_the_same_callers(&floor, day));
    held.unwrap_or_else(|broken| panic!("{broken}\non day {day} of {floor:#?}"));
}

/// Bytes to choose by; zeros when they are used up.
struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn below(&mut self, end: usize) -> usize {
        usize::from(self.next()) % end.max(1)
    }

    /// One of `strategy`, picked by two bytes.
    fn pick<T>(&mut self, strategy: impl Strategy<Value = T>) -> T {
        let seed = [self.next(), self.next()].repeat(16);
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        let mut runner = TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::default() }, rng);
        strategy.new_tree(&mut runner).expect("nothing is filtered out").current()
    }
}

fn floor(bytes: &mut Bytes<'_>) -> Floor {
    let calls = [20, 40, 40, 40, 40, 40, 40, 150, 150, 600][bytes.below(10)];
    let (queues, groups) = (1 + bytes.below(4), 1 + bytes.below(4));
    let queues = (0..queues).map(|_| bytes.pick(floors::queue(calls))).collect();
    let groups = (0..groups).map(|_| bytes.pick(floors::group())).collect();
    let mut floor = floors::floor((queues, groups, bytes.pick(floors::ladders()), bytes.pick(floors::hours())));
    let how = bytes.next();
    // One in four lies on two dates.
    if how % 4 == 3 {
        floor = dates::on_two_dates(floor, how / 4);
    }
    while !bytes.0.is_empty() {
        let mut parts = floor.clone().into_parts();
        change(&mut parts, bytes);
        // A change that makes no valid floor is not made.
        floor = Floor::new(parts).unwrap_or(floor);
    }
    floor
}

/// One of the list, if it has any.
fn one<'l, T>(list: &'l mut [T], bytes: &mut Bytes<'_>) -> Option<&'l mut T> {
    let at = bytes.below(list.len());
    list.get_mut(at)
}

/// So many seconds up to four minutes, often in step with other times.
fn span(bytes: &mut Bytes<'_>) -> Span {
    Span::from_secs(i64::from(bytes.next()) % 25 * 10)
}

/// Not none at all: of a call that takes no time nobody can say what it comes before.
fn talk(bytes: &mut Bytes<'_>) -> Span {
    span(bytes).max(Span::from_secs(10))
}

fn moment(bytes: &mut Bytes<'_>, parts: &FloorParts) -> SimTime {
    parts.hours[0].open + Span::from_secs(i64::from(bytes.next()) % 75 * 10 - 60)
}

fn change(parts: &mut FloorParts, bytes: &mut Bytes<'_>) {
    let at = moment(bytes, parts);
    match bytes.next() % 4 {
        0 => change_queue(parts, at, bytes),
        1 => change_group(parts, at, bytes),
        2 => change_ladder(parts, bytes),
        _ => match bytes.next() % 4 {
            0 => parts.after_close = [AfterClose::Serve, AfterClose::Stay, AfterClose::Cut][bytes.below(3)],
            1 => parts.seats = [None, Some(1), Some(2), Some(3), Some(7)][bytes.below(5)],
            2 => _ = one(&mut parts.ladders, bytes).map(|ladder| ladder.settle = span(bytes)),
            _ => {
                let every = [None, Some(talk(bytes))][bytes.below(2)];
                _ = one(&mut parts.ladders, bytes).map(|ladder| ladder.look_every = every);
            }
        },
    }
}

fn change_queue(parts: &mut FloorParts, at: SimTime, bytes: &mut Bytes<'_>) {
    let Some(queue) = one(&mut parts.queues, bytes) else { return };
    let kind = bytes.next();
    let Arrivals::Calls(calls) = &mut queue.arrivals else { return };
    match kind % 10 {
        0 => queue.priority = bytes.below(3) as i32,
        9 => queue.credit = span(bytes),
        1 => {
            queue.patience =
                [Patience::Infinite, Patience::Random(Distribution::Constant(span(bytes)))][bytes.below(2)].clone()
        }
        2 => queue.talk = Distribution::Constant(talk(bytes)),
        3 => queue.answered_by.clear(),
        4 => calls.extend(calls.clone().get(bytes.below(calls.len()))),
        5 => _ = (!calls.is_empty()).then(|| calls.remove(bytes.below(calls.len()))),
        kind => {
            let Some(call) = one(calls, bytes) else { return };
            match kind {
                6 => call.arrival = at,
                7 => call.talk = Some(talk(bytes)),
                _ => call.patience = [Some(None), Some(Some(span(bytes)))][bytes.below(2)],
            }
        }
    }
    if let Arrivals::Calls(calls) = &mut queue.arrivals {
        calls.sort_by_key(|call| (call.arrival, call.order));
    }
}

fn change_group(parts: &mut FloorParts, at: SimTime, bytes: &mut Bytes<'_>) {
    let Some(group) = one(&mut parts.groups, bytes) else { return };
    if bytes.below(4) == 0 {
        return change_routing(group, bytes);
    }
    match &mut group.presence {
        Presence::People(people) => *people = bytes.below(5) as u32,
        Presence::Shifts(shifts) => {
            let Some(shift) = one(shifts, bytes) else { return };
            match bytes.next() % 5 {
                0 => shift.people = bytes.below(5) as u32,
                1 => shift.start = at,
                2 => shift.end = at,
                3 => _ = one(&mut shift.breaks, bytes).map(|b| b.start = at),
                _ => _ = one(&mut shift.breaks, bytes).map(|b| b.length = talk(bytes)),
            }
        }
        Presence::HeadCounts(rows) => {
            let Some(row) = one(rows, bytes) else { return };
            match bytes.next() % 2 {
                0 => row.people = bytes.below(6) as u32,
                _ => row.start = at,
            }
        }
    }
}

/// Whom a group takes, on what terms, and how fast it is.
fn change_routing(group: &mut AgentGroup, bytes: &mut Bytes<'_>) {
    let queue = one(&mut group.serves, bytes).cloned().unwrap_or_default();
    match bytes.next() % 5 {
        0 => group.serves.rotate_left(1),
        3 => _ = group.after.insert(queue, span(bytes)),
        4 => _ = group.keep_free.insert(queue, bytes.below(4) as u32),
        1 => group.by = [TakenBy::LongestWait, TakenBy::Preference][bytes.below(2)],
        _ => group.talk_factor = GroupFactor::ByQueue([(queue, [0.5, 1.0, 1.5][bytes.below(3)])].into()),
    }
}

fn release(bytes: &mut Bytes<'_>) -> Option<Release> {
    let step = [Step::Rung, Step::Person][bytes.below(2)];
    Some(Release::at_most(bytes.below(4) as u32, span(bytes), step)).filter(|_| bytes.below(4) > 0)
}

fn change_ladder(parts: &mut FloorParts, bytes: &mut Bytes<'_>) {
    let Some(ladder) = one(&mut parts.ladders, bytes) else { return };
    if bytes.below(5) == 0 {
        ladder.release = release(bytes);
    } else if let Some(rung) = one(&mut ladder.rungs, bytes) {
        change_rung(rung, bytes);
    }
}

fn change_rung(rung: &mut Rung, bytes: &mut Bytes<'_>) {
    match bytes.next() % 11 {
        10 => rung.when.service_level_below = [None, Some(f64::from(bytes.next()) / 255.0)][bytes.below(2)],
        8 => rung.when.longest_wait = Some(span(bytes).max(Span::from_secs(1))),
        0 => rung.when.waiting_above = bytes.below(6) as u32,
        1 => rung.when.waiting_up_to = [None, Some(bytes.below(9) as u32)][bytes.below(2)],
        2 => rung.when.lasting = span(bytes),
        3 => rung.min_stay = span(bytes),
        4 => match &mut rung.does {
            Does::Borrow { join_after, .. } => *join_after = Distribution::Constant(span(bytes)),
            Does::Extend { by, .. } | Does::Postpone { by, .. } => *by = span(bytes).max(Span::from_secs(1)),
        },
        5 => rung.release = release(bytes),
        6 => rung.stay_at_least = span(bytes),
        7 => rung.at_most_per_day = [None, Some(1 + bytes.below(3) as u32)][bytes.below(2)],
        _ => match &mut rung.does {
            Does::Borrow { people, .. } | Does::Extend { people, .. } | Does::Postpone { people, .. } => {
                *people = [Asked::All, Asked::Between(1 + bytes.below(2) as u32, 3)][bytes.below(2)];
            }
        },
    }
}

/// Floors of every kind.
pub fn seeds() -> Vec<Vec<u8>> {
    let stream = |n| Stream::new(n, 0, Purpose::Talk, Entity::FLOOR);
    (0..100).map(|n| (0..6 + n / 10).flat_map(|i| stream(n).bits(i).to_le_bytes()).collect()).collect()
}
