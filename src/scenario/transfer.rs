//! Who goes on to another queue, as a scenario states it.

use super::days::TableContext;
use super::distribution::{PatienceValue, RandomTime, distribution, patience};
use super::keys::keys;
use super::keys::kinds::{AsNamed, Count, Duration, Name, Number, Share};
use super::queue::Priority;
use super::reader::Reader;
use crate::model::{MAX_CALLS_AGAIN, Transfer, Transferred};

keys! {
    /// where answered callers go on to
    TransferTable: Transfer => TransferKeys {
        /// the queue in which they wait from the end of the talk on
        to: Name, required, r#""second line""#, "the name of another of the `[[queues]]`";
        /// the chance that an answered caller goes on there
        chance: Number<Share>, required, "0.2", "20 % is `0.2`; those of one queue add up to 1 at most";
        /// the agent stays with the caller until somebody takes the call, and so long after (a warm transfer)
        hand_over: RandomTime, default "nobody stays: a cold transfer", r#""30s""#, "see [Random times](#random-times)";
        /// who has been transferred so often that day, from whichever queues, is not any more
        at_most: Count<1, MAX_CALLS_AGAIN, AsNamed>, default "`3`", "1", "1 to 20";
    }
}

keys! {
    /// how the transferred stand in line
    TransferredTable: Transferred => TransferredKeys {
        /// higher is served first (M-D2)
        priority: Priority, default "that of the queue", "10", "no fractions";
        /// among callers of equal priority, how much earlier they count as having come (M-D2)
        credit: Duration, default "that of the queue", r#""90s""#, "with a unit";
        /// how long they would wait (M-C6)
        patience: PatienceValue, default "that of the queue", r#"{ exponential = { mean = "5m" } }"#, "as that of the queue";
    }
}

pub(super) fn transfer(
    keys: Option<TransferKeys<'_>>,
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> Option<Transfer> {
    let keys = keys?;
    let hand_over = keys.hand_over.and_then(|drawn| distribution(drawn, context.date, reader));
    let usual = Transfer::with_chance(&keys.to?, keys.chance.unwrap_or(0.0));
    Some(Transfer { at_most: keys.at_most.unwrap_or(usual.at_most), hand_over, ..usual })
}

pub(super) fn transferred(
    keys: TransferredKeys<'_>,
    queue: &str,
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> Transferred {
    let patience = keys.patience.and_then(|stated| patience(stated, queue, context.date, reader));
    Transferred { priority: keys.priority, credit: keys.credit, patience }
}
