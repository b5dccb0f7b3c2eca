//! Whether what is asked of sizing can be meant: bounds that leave no number, stretches in which nobody calls.

use super::plan::{Bound, SizePlan};
use super::watch::{AskedArgument, AskedFault, SizeError};
use crate::model::{Calendar, Floor, Session, Slice};
use crate::units::SimTime;

/// Checks what is asked of a floor, of several dates on all of them.
///
/// # Errors
/// Every fault, and groups that are not there.
pub fn check(floor: &Floor, plan: &SizePlan) -> Result<(), SizeError> {
    let groups = super::groups_sized(floor, plan)?;
    let clock = |slice: Slice| slice.put.of_its_date(slice.start, slice.end).0.clock;
    let starts: Vec<SimTime> = floor.calendar().slices(floor.interval).map(clock).collect();
    let mut faults = closed(floor.calendar(), plan);
    let bounds = starts.iter().map(|at| (*at, Bound::at(&plan.least, *at), Bound::at(&plan.most, *at)));
    let above = bounds.clone().find_map(|(at, least, most)| {
        let (least, most) = least.zip(most)?;
        (least > most).then_some(AskedFault::LeastAboveMost { least, most, at })
    });
    faults.extend(above);
    if bounds.clone().all(|(.., most)| most == Some(0)) {
        faults.push(AskedFault::Nobody);
    }
    let may_be_absent = |group: &usize| floor.groups[*group].absence.chance() > 0.0;
    let least = bounds.filter_map(|(_, least, _)| least).max();
    if let (Some(least), Some(seats)) = (least, floor.seats)
        && least > seats
        && !groups.iter().any(may_be_absent)
    {
        faults.push(AskedFault::LeastAboveSeats { least, seats });
    }
    if faults.is_empty() { Ok(()) } else { Err(SizeError::Asked(faults)) }
}

/// Stretches in which it is closed on every date.
fn closed(calendar: &Calendar, plan: &SizePlan) -> Vec<AskedFault> {
    let is_open = |from: SimTime, to: SimTime| {
        let at = |session: &Session, by: SimTime| calendar.origin(session) + (by - SimTime::MIDNIGHT);
        calendar.sessions().iter().any(|session| at(session, from) < session.close && session.open < at(session, to))
    };
    let of_people = |asked: AskedArgument, bounds: &[Bound<u32>]| {
        bounds.iter().filter_map(|bound| bound.between).map(|between| (asked, between)).collect::<Vec<_>>()
    };
    let of_pay = plan.pay.iter().filter_map(|bound| bound.between).map(|between| (AskedArgument::Pay, between));
    let windows = plan.windows.iter().map(|window| (AskedArgument::Window, *window));
    let all =
        of_people(AskedArgument::Least, &plan.least).into_iter().chain(of_people(AskedArgument::Most, &plan.most));
    let all = all.chain(of_pay).chain(windows);
    let fault = |(asked, (from, to))| AskedFault::Closed { asked, from, to };
    all.filter(|(_, (from, to))| !is_open(*from, *to)).map(fault).collect()
}
