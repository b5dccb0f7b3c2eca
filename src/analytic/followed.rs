//! A day from the empty floor, its callers followed to the end of their wait: what became of those who came in each stretch.

use super::error::{AnalyticError, not_negative, positive};
use super::transient::{Rates, Stretch, TransientFloor, hang_up_rate, run_with};

/// What becomes of the callers who come in one stretch, whenever it does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CallersFigures {
    /// How many come.
    pub offered: f64,
    /// How many of them find somebody idle.
    pub answered_at_once: f64,
    /// How many are answered; 0 if it was not asked for.
    pub answered: f64,
    /// How many are answered within the time that is asked about.
    pub answered_within: f64,
    /// Seconds of time on duty of the stretch ...
    pub on_duty_s: f64,
    /// ... and of it with a call in hand, calls that are finished after the time included.
    pub handling_s: f64,
}

/// The state of a floor at one moment, by chances.
#[derive(Clone)]
pub struct FloorChances(TransientFloor);

/// A floor of Poisson calls, exponential handle times and exponential patience, on which callers are followed.
///
/// Callers who come later never change the fate of those before them, as these are served first. So the fate of all who came
/// by a moment is found by going on without new callers, and that of the callers of one stretch is a difference of two such
/// sums. Who is answered within a time is found by following one more caller who stands behind all others: what is ahead of
/// him has emptied, or he gives up. Head-counts change as in [`super::transient_day`].
#[derive(Clone, Copy, Debug)]
pub struct FollowedFloor {
    service: f64,
    hang_up: f64,
    within_s: f64,
    asks_for_answers: bool,
    stays: bool,
}

/// Nodes and weights on 0..=1 (Gauss and Legendre, six points): over so short a time the chances hardly bend.
const NODES: [(f64, f64); 6] = [
    (0.033_765_242_898_423_99, 0.085_662_246_189_585_18),
    (0.169_395_306_766_867_74, 0.180_380_786_524_069_3),
    (0.380_690_406_958_401_55, 0.233_956_967_286_345_52),
    (0.619_309_593_041_598_4, 0.233_956_967_286_345_52),
    (0.830_604_693_233_132_3, 0.180_380_786_524_069_3),
    (0.966_234_757_101_576, 0.085_662_246_189_585_18),
];
/// Fewer callers than this in expectation are nobody.
const NOBODY: f64 = 1e-12;

impl FollowedFloor {
    /// Mean handle time and patience in seconds (`None`: nobody hangs up); asked about is who is answered within `within_s`
    /// seconds, and who at all if `asks_for_answers`. After the last stretch those who wait are lost, or all agents stay
    /// for them if `stays`.
    ///
    /// # Errors
    /// If a mean is not above 0 or the time is negative.
    pub fn new(
        handle_s: f64,
        patience_s: Option<f64>,
        within_s: f64,
        (asks_for_answers, stays): (bool, bool),
    ) -> Result<Self, AnalyticError> {
        let service = 1.0 / positive("the mean handle time in seconds", handle_s)?;
        let within_s = not_negative("the time within which calls are answered", within_s)?;
        Ok(Self { service, hang_up: hang_up_rate(patience_s)?, within_s, asks_for_answers, stays })
    }

    /// The floor before the first caller.
    pub fn empty() -> FloorChances {
        FloorChances(TransientFloor::empty())
    }

    /// Plays the first of these stretches from its state at the beginning; those after it are how the day goes on for who waits
    /// then. Gives the state at its end and what becomes of its callers.
    ///
    /// # Errors
    /// Those of [`super::transient_day`].
    pub fn first_of(
        &self,
        before: &FloorChances,
        stretches: &[Stretch],
    ) -> Result<(FloorChances, CallersFigures), AnalyticError> {
        let [stretch, later @ ..] = stretches else { return Ok((before.clone(), CallersFigures::default())) };
        let rates = self.rates(stretch.arrivals()?);
        let start = before.0.with_agents(stretch.agents as usize);
        let tail_s = self.within_s.min(stretch.length_s);
        let (mut at, mut figures) = (start, CallersFigures::default());
        let (mut abandoned, mut all_busy, mut handling) = (0.0, 0.0, 0.0);
        let mut add = |sums: &super::transient::Sums| {
            abandoned += rates.hang_up * sums.waiting;
            all_busy += sums.all_busy;
            handling += sums.handling;
        };
        if stretch.length_s > tail_s {
            let wanted = tail_s > 0.0;
            let (after, sums) = run_with(&at, rates, stretch.length_s - tail_s, wanted)?;
            add(&sums);
            if let Some(seen) = sums.states {
                let whole = Stretch { length_s: tail_s, ..*stretch };
                figures.answered_within += rates.arrivals * self.answered_of(&seen, &[whole])?;
            }
            at = after;
        }
        if tail_s > 0.0 {
            let mut passed_s = 0.0;
            for (node, weight) in NODES {
                let (then, sums) = run_with(&at, rates, node * tail_s - passed_s, false)?;
                add(&sums);
                (at, passed_s) = (then, node * tail_s);
                let rest = Stretch { length_s: tail_s - passed_s, ..*stretch };
                let on: Vec<Stretch> = std::iter::once(rest).chain(later.iter().copied()).collect();
                figures.answered_within += rates.arrivals * weight * tail_s * self.answered_of(&at, &on)?;
            }
            let (then, sums) = run_with(&at, rates, tail_s - passed_s, false)?;
            add(&sums);
            at = then;
        }
        figures.offered = rates.arrivals * stretch.length_s;
        figures.answered_at_once = rates.arrivals * (stretch.length_s - all_busy);
        figures.answered_within += figures.answered_at_once;
        (figures.on_duty_s, figures.handling_s) = (f64::from(stretch.agents) * stretch.length_s, handling);
        if self.asks_for_answers {
            let (of_before, of_all) = (self.unanswered(&before.0, stretches)?, self.unanswered(&at, later)?);
            figures.answered = figures.offered - (abandoned + of_all - of_before);
        }
        Ok((FloorChances(at), figures))
    }

    fn rates(&self, arrivals: f64) -> Rates {
        Rates { arrivals, service: self.service, hang_up: self.hang_up, gives_up: 0.0 }
    }

    /// How many of those who wait are never answered, if nobody comes any more.
    fn unanswered(&self, at: &TransientFloor, stretches: &[Stretch]) -> Result<f64, AnalyticError> {
        let (mut at, mut hung_up, rates) = (at.clone(), 0.0, self.rates(0.0));
        let agents = stretches.last().map_or_else(|| at.idle.len(), |stretch| stretch.agents as usize);
        for stretch in stretches {
            if at.waiting() < NOBODY {
                return Ok(hung_up);
            }
            let (after, sums) = run_with(&at.with_agents(stretch.agents as usize), rates, stretch.length_s, false)?;
            hung_up += rates.hang_up * sums.waiting;
            at = after;
        }
        if !self.stays || agents == 0 {
            return Ok(hung_up + at.waiting());
        }
        while at.waiting() >= NOBODY {
            let (after, sums) = run_with(&at.with_agents(agents), rates, 1.0 / self.service, false)?;
            hung_up += rates.hang_up * sums.waiting;
            at = after;
        }
        Ok(hung_up)
    }

    /// The weight of the states in which nobody is idle and one more caller would be answered within the time; with these
    /// stretches from now on.
    fn answered_of(&self, seen: &TransientFloor, stretches: &[Stretch]) -> Result<f64, AnalyticError> {
        let rates = Rates { gives_up: self.hang_up, ..self.rates(0.0) };
        let mut ahead = seen.clone();
        ahead.idle.fill(0.0);
        let (mut left_s, mut answered) = (self.within_s, 0.0);
        let last = stretches.last().map_or(0, |stretch| stretch.agents);
        let stay = self.stays.then_some(Stretch { length_s: self.within_s, calls_per_hour: 0.0, agents: last });
        for stretch in stretches.iter().copied().chain(stay) {
            let length_s = stretch.length_s.min(left_s);
            ahead = ahead.with_agents(stretch.agents as usize);
            answered += ahead.take_idle();
            if length_s <= 0.0 {
                continue;
            }
            ahead = run_with(&ahead, rates, length_s, false)?.0;
            answered += ahead.take_idle();
            left_s -= length_s;
            if left_s <= 0.0 {
                break;
            }
        }
        Ok(answered)
    }
}

impl TransientFloor {
    /// The chance that somebody is idle, who is taken out of the states.
    fn take_idle(&mut self) -> f64 {
        let idle = self.idle.iter().sum();
        self.idle.fill(0.0);
        idle
    }
}

#[cfg(test)]
mod tests {
    use super::super::erlang::{ErlangA, Load};
    use super::super::transient_day;
    use super::*;

    fn stretch(minutes: f64, calls_per_hour: f64, agents: u32) -> Stretch {
        Stretch { length_s: 60.0 * minutes, calls_per_hour, agents }
    }

    fn day(floor: &FollowedFloor, stretches: &[Stretch]) -> Vec<CallersFigures> {
        let mut at = FollowedFloor::empty();
        let one = |i: usize| {
            let (after, figures) = floor.first_of(&at, &stretches[i..]).expect("a legal day");
            at = after;
            figures
        };
        (0..stretches.len()).map(one).collect()
    }

    #[test]
    fn temporary() {
        let rates = [20.0, 45., 70., 60., 35., 15.];
        let s = [3, 5, 6, 6, 4, 3];
        let st: Vec<Stretch> = rates.iter().zip(s).map(|(r, n)| stretch(30.0, *r, n)).collect();
        let f = FollowedFloor::new(240.0, Some(150.0), 0.0, (true, false)).expect("x");
        let t = std::time::Instant::now();
        println!("{:?}", day(&f, &st).iter().map(|f| f.answered / f.offered).collect::<Vec<_>>());
        println!("{:?}", t.elapsed());
        let rates = [15., 40., 80., 100., 90., 60., 30., 10.];
        let s = [2, 4, 6, 8, 7, 6, 4, 2];
        let st: Vec<Stretch> = rates.iter().zip(s).map(|(r, n)| stretch(30.0, *r, n)).collect();
        let f = FollowedFloor::new(200.0, Some(180.0), 20.0, (false, false)).expect("x");
        let t = std::time::Instant::now();
        println!("{:?}", day(&f, &st).iter().map(|f| f.answered_within / f.offered).collect::<Vec<_>>());
        println!("{:?}", t.elapsed());
        panic!();
    }
}
