//! The service level of late, as the twin's supervisor sees it (M-L2).

use super::seen::Seen;
use super::sim::Sim;
use holdline::units::Span;

impl Sim<'_> {
    /// Of the calls that a ladder saw end lately, since the floor last rested: when they did, and whether they were served in time.
    pub(super) fn ended_lately(&self, l: usize) -> Vec<(i64, bool)> {
        let ladder = &self.floor.ladders[l];
        let within = ladder.service_level_within.map_or(20_000_000, Span::micros);
        let end = |fact: &Seen| match fact {
            Seen::Answered { who, at, .. } => Some((who.queue, *at, at - who.arrival <= within)),
            Seen::Abandoned(who, at) => Some((who.queue, *at, false)),
            Seen::Balked(who) => Some((who.queue, who.arrival, false)),
            _ => None,
        };
        let watched = |q: usize| ladder.watch.is_empty() || ladder.watch.contains(&self.floor.queues[q].name);
        let since = self.facts.iter().rposition(|fact| matches!(fact, Seen::Rested(_))).unwrap_or(0);
        let ends = self.facts[since..]
            .iter()
            .filter_map(end)
            .filter(|(q, at, _)| watched(*q) && *at > self.clock() - ladder.service_level_of_last.micros());
        ends.map(|(_, at, served)| (at, served)).collect()
    }

    /// Whether the service level of late is below a share (M-L2).
    pub(super) fn serves_below(&self, l: usize, share: f64) -> bool {
        let ends = self.ended_lately(l);
        let served = ends.iter().filter(|(_, served)| *served).count();
        !ends.is_empty() && (served as f64 / ends.len() as f64) < share
    }

    /// Whether any rung goes by the service level, so that the ladder is looked at when a call ends that has not waited.
    pub(super) fn goes_by_service(&self) -> bool {
        (0..self.floor.ladders.len()).any(|l| self.ladder_goes_by_service(l))
    }

    pub(super) fn ladder_goes_by_service(&self, l: usize) -> bool {
        let of_release = |i: usize| self.release_of(i).and_then(|release| release.service_level_at_least);
        let goes = |i: &usize| self.rung(*i).when.service_level_below.or(of_release(*i)).is_some();
        self.rungs_of(l).iter().any(goes)
    }
}
