//! Who is planned and who is needed, beside what was simulated.

use super::{Context, Error};
use crate::experiment::results::{RunResults, Staffing};
use crate::figures::Scope;
use crate::model::Floor;
use crate::staffing;

/// Adds to every interval who is planned and who is needed.
///
/// # Errors
/// [`Error::Interrupted`], if it is stopped.
pub fn staff(results: &mut RunResults, floor: &Floor, context: &Context<'_>) -> Result<(), Error> {
    let planned = staffing::planned(floor);
    let needs = staffing::needs(floor, &|| !context.listener.interrupted()).ok_or(Error::Interrupted)?;
    // For each interval the whole floor comes first, then each queue.
    let rows = results.intervals.chunk_by_mut(|_, next| next.scope != Scope::Floor);
    for ((rows, planned), needs) in rows.zip(planned).zip(needs) {
        for row in rows {
            row.staffing = match row.scope {
                Scope::Floor => Staffing { planned: Some(planned), needed: needs.people },
                Scope::Queue(queue) => Staffing { planned: None, needed: needs.queues[queue] },
            };
        }
    }
    Ok(())
}
