//! From which queue to which callers are transferred, and how many of them (M-C10).

use super::{Queue, Transferred};

impl Queue {
    /// Whether who is transferred to it stands in line otherwise than its own callers, and so in a line apart.
    pub fn has_line_of_transferred(&self) -> bool {
        let of_its_own = |differs: &Transferred| differs.priority.is_some() || differs.credit.is_some();
        self.transferred.as_ref().is_some_and(of_its_own)
    }
}

/// The place of each queue to which some queue's callers may be transferred, with the chance of it.
fn targets<'q>(queues: &'q [Queue], from: &'q Queue) -> impl Iterator<Item = (usize, f64)> + 'q {
    let place = |to: &str| queues.iter().position(|queue| queue.name == to);
    from.transfers.iter().filter_map(move |transfer| Some((place(&transfer.to)?, transfer.chance)))
}

/// Whether callers may be transferred to a queue, by queue.
pub fn receiving(queues: &[Queue]) -> Vec<bool> {
    let named =
        |queue: &Queue| queues.iter().flat_map(|from| &from.transfers).any(|transfer| transfer.to == queue.name);
    queues.iter().map(named).collect()
}

/// How many callers each queue has in the mean for so many who call it, those included who are transferred to it: as many as if
/// everybody were answered.
pub fn with_transferred(queues: &[Queue], calls: &[f64]) -> Vec<f64> {
    let longest = queues.iter().flat_map(|queue| &queue.transfers).map(|transfer| transfer.at_most).max();
    let (mut all, mut last) = (calls.to_vec(), calls.to_vec());
    for _ in 0..longest.unwrap_or(0) {
        let mut next = vec![0.0; queues.len()];
        for (queue, calls) in queues.iter().zip(&last) {
            let answers = queue.repeat.as_ref().map_or(1.0, |again| again.most_times());
            targets(queues, queue).for_each(|(to, chance)| next[to] += calls * answers * chance);
        }
        all.iter_mut().zip(&next).for_each(|(all, more)| *all += more);
        last = next;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::{Arrivals, Distribution, Transfer};
    use super::*;
    use crate::units::{SimTime, Span};

    fn queue(name: &str, transfers: &[(&str, f64)]) -> Queue {
        let arrivals = Arrivals::per_hour(1.0, SimTime::MIDNIGHT, SimTime::clock(1, 0));
        let transfers = transfers.iter().map(|(to, chance)| Transfer::with_chance(to, *chance)).collect();
        Queue { transfers, ..Queue::new(name, arrivals, Distribution::Constant(Span::from_minutes(1))) }
    }

    #[test]
    fn callers_of_a_queue_are_its_own_and_those_transferred_to_it() {
        let queues = [queue("a", &[("b", 0.2), ("c", 0.5)]), queue("b", &[("c", 0.1)]), queue("c", &[])];
        let all = with_transferred(&queues, &[100.0, 10.0, 0.0]);
        assert_eq!(all, [100.0, 30.0, 53.0]);
        assert_eq!(receiving(&queues), [false, true, true]);
    }

    #[test]
    fn who_goes_to_and_fro_does_so_no_more_often_than_allowed() {
        let queues = [queue("a", &[("b", 1.0)]), queue("b", &[("a", 1.0)])];
        assert_eq!(with_transferred(&queues, &[1.0, 0.0]), [2.0, 2.0]);
    }
}
