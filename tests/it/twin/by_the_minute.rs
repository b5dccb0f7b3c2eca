//! Random floors on which things happen by the minute, so that hardly anything happens alone.

use super::times::secs;
use holdline::model::{Arrivals, Distribution, Does, Floor, Patience, Presence};
use holdline::units::{SimTime, Span};

pub fn by_the_minute(floor: Floor) -> Floor {
    let mut parts = floor.clone().into_parts();
    for queue in &mut parts.queues {
        by_the_minute_too(&mut queue.talk, MINUTE);
        by_the_minute_too(&mut queue.wrap_up, 0);
        for again in [&mut queue.redial, &mut queue.repeat].into_iter().flatten() {
            by_the_minute_too(&mut again.after, 0);
        }
        queue.callback.iter_mut().for_each(|callback| callback.offer_after = whole(callback.offer_after));
        queue.ivr.iter_mut().for_each(|ivr| by_the_minute_too(&mut ivr.delay, 0));
        queue.announcements.iter_mut().for_each(|announcement| announcement.at = whole(announcement.at));
        for hand_over in queue.transfers.iter_mut().filter_map(|transfer| transfer.hand_over.as_mut()) {
            by_the_minute_too(hand_over, 0);
        }
        let of_transferred = queue.transferred.as_mut().and_then(|differs| differs.patience.as_mut());
        for patience in [Some(&mut queue.patience), of_transferred].into_iter().flatten() {
            if let Patience::Random(patience) = patience {
                by_the_minute_too(patience, 0);
            }
        }
        if let Some(credit) = queue.transferred.as_mut().and_then(|differs| differs.credit.as_mut()) {
            *credit = whole(*credit);
        }
        if let Arrivals::Calls(calls) = &mut queue.arrivals {
            for call in calls.iter_mut() {
                call.arrival = minute(call.arrival);
                call.talk = call.talk.map(|talk| whole(talk).max(secs(MINUTE)));
                call.wrap_up = call.wrap_up.map(whole);
                call.patience = call.patience.map(|patience| patience.map(whole));
            }
            calls.sort_by_key(|c| (c.arrival, c.order));
        }
    }
    for group in &mut parts.groups {
        group.after.values_mut().for_each(|after| *after = whole(*after));
        group.late.iter_mut().for_each(|late| by_the_minute_too(&mut late.by, 0));
        shifts_by_the_minute(&mut group.presence);
    }
    for ladder in &mut parts.ladders {
        ladder.service_level_of_last = whole(ladder.service_level_of_last);
    }
    for rung in parts.ladders.iter_mut().flat_map(|ladder| &mut ladder.rungs) {
        rung.when.longest_wait.iter_mut().for_each(|wait| *wait = whole(*wait).max(secs(MINUTE)));
        if let Some((from, until)) = &mut rung.when.between {
            (*from, *until) = (minute(*from), minute(*until).max(minute(*from) + secs(MINUTE)));
        }
        match &mut rung.does {
            Does::Borrow { join_after, .. } => by_the_minute_too(join_after, 0),
            Does::Extend { ending_within, by, .. } => {
                (*ending_within, *by) = (whole(*ending_within).max(secs(MINUTE)), whole(*by).max(secs(MINUTE)));
            }
            Does::Postpone { starting_within, by, .. } => {
                (*starting_within, *by) = (whole(*starting_within).max(secs(MINUTE)), whole(*by).max(secs(MINUTE)));
            }
        }
    }
    // Times that have become one and the same, or shifts of no length, are left as they were.
    Floor::new(parts).unwrap_or(floor)
}

fn shifts_by_the_minute(presence: &mut Presence) {
    match presence {
        Presence::People(_) => {}
        Presence::Shifts(shifts) => {
            for shift in shifts {
                (shift.start, shift.end) = (minute(shift.start), minute(shift.end));
                // Breaks stay as they are if they still lie in the shift: late ones are wanted, too.
                shift.breaks.retain(|b| b.start >= shift.start && b.start + b.length <= shift.end);
            }
        }
        Presence::HeadCounts(rows) => {
            rows.iter_mut().for_each(|row| row.start = minute(row.start));
            rows.dedup_by_key(|row| row.start);
        }
    }
}

const MINUTE: i64 = 60;

fn minute(at: SimTime) -> SimTime {
    SimTime::from_secs(at.as_secs() as i64 / MINUTE * MINUTE)
}

fn whole(span: Span) -> Span {
    secs(span.micros() / 1_000_000 / MINUTE * MINUTE)
}

fn by_the_minute_too(lengths: &mut Distribution, least: i64) {
    if let Distribution::Constant(length) = lengths {
        *length = whole(*length).max(secs(least));
    }
}
