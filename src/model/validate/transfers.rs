//! What transfers must keep: other queues, each once, and no more callers than there are.

use super::super::{
    FaultKind, MAX_CALLS_AGAIN, NamedList, Path, Quantity, Queue, ReferenceFault, TransferFault, Transferred, receiving,
};
use super::Check;
use crate::units::Span;

/// Shares that add up to 1 on paper may be as much more in binary.
const ROUNDING: f64 = 1e-9;

impl Check<'_> {
    pub(super) fn transfers(&mut self, at: &Path, queue: &Queue) {
        let list = at.key("transfers");
        for (i, transfer) in queue.transfers.iter().enumerate() {
            let (at, to) = (list.index(i), &transfer.to);
            if !self.parts.queues.iter().any(|other| other.name == *to) {
                self.unknown(at.key("to"), NamedList::Queues, to, &self.queues.clone());
            } else if *to == queue.name {
                self.reference(at.key("to"), NamedList::Queues, to, ReferenceFault::Itself);
            } else if queue.transfers[..i].iter().any(|before| before.to == *to) {
                self.reference(at.key("to"), NamedList::Queues, to, ReferenceFault::Twice);
            }
            self.share(at.key("chance"), transfer.chance);
            if let Some(hand_over) = &transfer.hand_over {
                self.distribution(&at.key("hand_over"), hand_over);
            }
            let range = 1.0..=f64::from(MAX_CALLS_AGAIN);
            self.number(at.key("at_most"), Quantity::CallsAgain, f64::from(transfer.at_most), &range);
        }
        let total: f64 = queue.transfers.iter().map(|transfer| transfer.chance).sum();
        let each_is_one = queue.transfers.iter().all(|transfer| transfer.chance <= 1.0);
        if total > 1.0 + ROUNDING && each_is_one {
            self.fault(list, FaultKind::Transfers(TransferFault::MoreThanOnce { total }));
        }
        if let Some(transferred) = &queue.transferred {
            self.transferred(&at.key("transferred"), queue, transferred);
        }
    }

    fn transferred(&mut self, at: &Path, queue: &Queue, transferred: &Transferred) {
        let place = self.parts.queues.iter().position(|other| other.name == queue.name);
        if !place.is_some_and(|place| receiving(&self.parts.queues)[place]) {
            let fault = TransferFault::Nobody { queue: queue.name.clone() };
            self.fault(at.clone(), FaultKind::Transfers(fault));
        }
        if let Some(credit) = transferred.credit {
            self.span(&at.key("credit"), credit, Span::ZERO);
        }
        if let Some(patience) = &transferred.patience {
            self.patience(&at.key("patience"), patience);
        }
    }
}
