//! The queue M/M/s+G for many loads and crews, of callers of one patience, to four digits.

use super::erlang::Load;
use super::mmsg::{merged, waiting_front};
use super::patience::PatienceCurve;
use super::quadrature::Cumulative;

/// Cells this long at the beginning, in seconds, then longer by this share of the wait.
const FIRST_CELL_S: f64 = 1.0;
const LONGER: f64 = 0.15;
/// Whoever still waits after so many seconds waits for ever.
const FARTHEST_S: f64 = 1e7;
/// Patience that jumps more often than this jumps by little.
const MOST_JUMPS: usize = 40;
/// Densities below e^-30 of the peak are left out.
const NEGLIGIBLE_LN: f64 = 30.0;
/// Nodes and weights of Gauss and Legendre on 0..1.
const GAUSS: [(f64, f64); 3] =
    [(0.112_701_665_379_258_31, 5.0 / 18.0), (0.5, 8.0 / 18.0), (0.887_298_334_620_741_7, 5.0 / 18.0)];

/// The patience of callers at fixed waits, by which any queue of theirs is a sum: what [`ImpatientQueue`](super::ImpatientQueue)
/// integrates anew for each, with the same formulas.
pub struct PatienceNodes {
    nodes: Vec<PatienceNode>,
    within: Vec<Within>,
}

/// A wait that is looked at.
struct PatienceNode {
    wait_s: f64,
    /// The stretch of waits that it stands for.
    width_s: f64,
    survival: f64,
    /// The integral of the survival up to it: the mean wait of callers who would have to wait so long.
    survived_s: f64,
}

/// A time that is asked about.
struct Within {
    /// Nodes before it.
    nodes: usize,
    survival: f64,
}

/// What becomes of the callers of a queue, as shares of all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImpatientShares {
    /// Who hangs up.
    pub abandonment: f64,
    /// Mean wait in seconds, of whoever is answered, times their share.
    pub answered_wait_s: f64,
    /// Mean wait of all in seconds.
    pub wait_mean_s: f64,
    /// Who is answered within each of the times that were asked about, and who hangs up within it.
    pub within: Vec<(f64, f64)>,
}

impl PatienceNodes {
    /// Looks a patience up for queues of at most so many calls a second; `within_s` are the times that are asked about, in seconds.
    pub fn new(patience: &PatienceCurve, within_s: &[f64], most_per_second: f64) -> Self {
        let jumps = if patience.breaks().len() <= MOST_JUMPS { patience.breaks() } else { &[] };
        let cells = cells(patience, jumps, within_s, most_per_second);
        let survival = |x: f64| patience.survival(x);
        let closed = patience.integral(0.0, 0.0).is_some();
        let summed = (!closed).then(|| {
            let last = cells.last().copied().unwrap_or(0.0);
            Cumulative::new(&survival, &merged(&cells, jumps, 0.0, last))
        });
        let survived_s = |x: f64| match &summed {
            Some(integral) => integral.until(&survival, x),
            None => patience.integral(0.0, x).unwrap_or(0.0),
        };
        let node = |from: f64, length: f64, (at, weight): (f64, f64)| {
            let wait_s = from + at * length;
            let (survival, survived_s) = (survival(wait_s), survived_s(wait_s));
            PatienceNode { wait_s, width_s: weight * length, survival, survived_s }
        };
        let of_cell = |ends: &[f64]| GAUSS.map(|gauss| node(ends[0], ends[1] - ends[0], gauss));
        let nodes: Vec<PatienceNode> = cells.windows(2).flat_map(of_cell).collect();
        let within = |within_s: &f64| Within {
            nodes: nodes.partition_point(|node| node.wait_s < *within_s),
            survival: survival(*within_s),
        };
        Self { within: within_s.iter().map(within).collect(), nodes }
    }

    /// The queue of this load with so many agents; `None` if those who never hang up are too many.
    pub fn solve(&self, load: Load, agents: u32) -> Option<ImpatientShares> {
        let agents = f64::from(agents);
        let (calls, ends) = (load.per_second(), agents / load.handle_s());
        // ln E rises to one peak and falls from it, as in `ImpatientQueue`.
        let ln_density = |node: &PatienceNode| calls * node.survived_s - ends * node.wait_s;
        let mut peak = 0.0_f64;
        let mut counts = 0;
        for node in &self.nodes {
            let here = ln_density(node);
            if here < peak - NEGLIGIBLE_LN {
                break;
            }
            (peak, counts) = (peak.max(here), counts + 1);
        }
        if counts == self.nodes.len() {
            return None;
        }
        let front = waiting_front(load, agents);
        let weight = |node: &PatienceNode| front * node.width_s * libm::exp(ln_density(node) - peak);
        let weights: Vec<f64> = self.nodes[..counts].iter().map(weight).collect();
        Some(self.shares(&weights, libm::exp(-peak)))
    }

    /// What becomes of callers of whom so many would have to wait as long as each node, and so many find somebody idle.
    fn shares(&self, weights: &[f64], idle: f64) -> ImpatientShares {
        let sums = |nodes: usize| {
            let mut sums = NodeSums::default();
            self.nodes[..nodes].iter().zip(weights).for_each(|(node, weight)| sums.add(node, *weight));
            sums
        };
        let all = sums(weights.len());
        let total = idle + all.waits;
        let within = |within: &Within| {
            let before = sums(within.nodes);
            let later = (1.0 - within.survival) * (all.waits - before.waits);
            ((idle + before.answered) / total, (before.waits - before.answered + later) / total)
        };
        ImpatientShares {
            abandonment: (all.waits - all.answered) / total,
            answered_wait_s: all.answered_wait_s / total,
            wait_mean_s: all.wait_s / total,
            within: self.within.iter().map(within).collect(),
        }
    }
}

/// Sums over waits, in proportion to how many callers would have to wait so long.
#[derive(Clone, Copy, Default)]
struct NodeSums {
    waits: f64,
    answered: f64,
    answered_wait_s: f64,
    wait_s: f64,
}

impl NodeSums {
    fn add(&mut self, node: &PatienceNode, weight: f64) {
        self.waits += weight;
        self.answered += weight * node.survival;
        self.answered_wait_s += weight * node.survival * node.wait_s;
        self.wait_s += weight * node.survived_s;
    }
}

/// The ends of the cells: waits near each other for short waits, and nowhere farther apart than the offered wait is sure to spread over
/// when there are more calls than agents, which is about the root of patience over calls.
fn cells(patience: &PatienceCurve, jumps: &[f64], within_s: &[f64], most_per_second: f64) -> Vec<f64> {
    let half_gone_s = half_gone_s(patience);
    let spread_s = (half_gone_s / most_per_second.max(1e-9)).sqrt().max(FIRST_CELL_S);
    let mut ends = vec![0.0];
    let mut at = 0.0;
    while at < FARTHEST_S {
        let cell = (LONGER * at).max(FIRST_CELL_S);
        at += if at < 4.0 * half_gone_s { cell.min(spread_s) } else { cell };
        ends.push(at);
    }
    // Where patience jumps the density turns, and rises or falls by e within a call or more.
    let call_s = 1.0 / most_per_second.max(1e-9);
    let around = |jump: &f64| [-8.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 8.0].map(|calls| jump + calls * call_s);
    let jumps: Vec<f64> = jumps.iter().flat_map(around).collect();
    let mut ends = merged(&merged(&ends, &jumps, 0.0, at), within_s, 0.0, at);
    ends.dedup();
    ends
}

/// A wait, to a factor of two, by which half of those who ever hang up have; 0 if nobody does.
fn half_gone_s(patience: &PatienceCurve) -> f64 {
    let (first, last) = (patience.survival(0.0), patience.survival(FARTHEST_S));
    let mut doubled = std::iter::successors(Some(1.0), |wait_s| (*wait_s < FARTHEST_S).then_some(2.0 * wait_s));
    let half_gone = doubled.find(|wait_s| first > last && patience.survival(*wait_s) <= 0.5 * (first + last));
    half_gone.unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::super::ImpatientQueue;
    use super::*;

    #[test]
    fn it_agrees_with_the_queue_that_is_integrated() {
        let made = [
            PatienceCurve::exponential(120.0),
            PatienceCurve::constant(45.0),
            PatienceCurve::lognormal(180.0, 1.5),
            PatienceCurve::weibull(100.0, 0.6),
            PatienceCurve::weibull(100.0, 3.0),
            PatienceCurve::exponential(100.0).and_then(|p| p.or_none(0.1)),
            PatienceCurve::lognormal(100.0, 0.8).and_then(|p| p.or_infinite(0.5)),
            PatienceCurve::exponential(300.0).and_then(|p| p.with_announcements(vec![(30.0, 0.2), (60.0, 0.1)])),
            Ok(PatienceCurve::infinite()),
        ];
        for (number, patience) in made.into_iter().enumerate() {
            let patience = patience.expect("valid");
            for (erlangs, agents, handle_s) in [
                (0.3, 1, 240.0),
                (4.0, 6, 180.0),
                (40.0, 36, 240.0),
                (40.0, 48, 240.0),
                (60.0, 60, 20.0),
                (1_000.0, 980, 300.0),
                (5_000.0, 4_000, 200.0),
            ] {
                let load = Load::per_hour(3_600.0 * erlangs / handle_s, handle_s).expect("valid");
                let nodes = PatienceNodes::new(&patience, &[20.0, 5.0], 2.0 * load.per_second());
                let found = nodes.solve(load, agents);
                let Ok(known) = ImpatientQueue::new(load, f64::from(agents), patience.clone()) else {
                    assert_eq!(found, None, "{number}: {erlangs} on {agents}");
                    continue;
                };
                let found = found.expect("stable");
                let pairs = [
                    (found.abandonment, known.abandonment()),
                    (found.within[0].0, known.service_level(20.0)),
                    (found.within[1].0, known.service_level(5.0)),
                    (found.within[0].1, known.abandons_within(20.0)),
                    (found.within[1].1, known.abandons_within(5.0)),
                    (found.wait_mean_s / 60.0, known.wait_mean_s() / 60.0),
                    (
                        found.answered_wait_s / 60.0,
                        known.asa_s().map_or(0.0, |s| s * (1.0 - known.abandonment()) / 60.0),
                    ),
                ];
                for (found, known) in pairs {
                    let near = (found - known).abs() <= 2e-4 * known.max(1.0);
                    assert!(near, "{number}: {erlangs} on {agents}: {pairs:?}");
                }
            }
        }
    }
    #[test]
    fn a_curve_of_a_hundred_thousand_rows_is_smooth() {
        let breaks = (1..100_000).map(f64::from).collect();
        let rows = |t: f64| 1.0 - (t / 1e2).floor().min(1e3) / 1e3;
        let long = PatienceCurve::from_survival(rows, breaks).expect("valid");
        let straight = PatienceCurve::from_survival(|t| (1.0 - t / 1e5).clamp(0.0, 1.0), vec![1e5]).expect("valid");
        let load = Load::per_hour(600.0, 240.0).expect("valid");
        let found = PatienceNodes::new(&long, &[20.0], load.per_second()).solve(load, 38).expect("stable");
        let known = ImpatientQueue::new(load, 38.0, straight).expect("stable");
        assert!((found.abandonment - known.abandonment()).abs() < 1e-3, "{found:?}, {}", known.abandonment());
        assert!((found.within[0].0 - known.service_level(20.0)).abs() < 1e-3);
    }
}
