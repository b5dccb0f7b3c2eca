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

    fn assert_close(found: f64, expected: f64, relative: f64) {
        assert!((found - expected).abs() <= relative * expected.abs(), "{found} is not {expected}");
    }

    #[test]
    fn after_a_long_time_it_is_erlang_a() {
        let floor = FollowedFloor::new(180.0, Some(300.0), 20.0, (true, false)).expect("legal");
        let found = day(&floor, &[stretch(2_000.0, 200.0, 14), stretch(60.0, 200.0, 14), stretch(600.0, 200.0, 14)])[1];
        let a = ErlangA::new(Load::per_hour(200.0, 180.0).expect("a load"), 14.0, 300.0).expect("a queue");
        assert_close(found.answered / found.offered, 1.0 - a.abandonment(), 1e-9);
        assert_close(found.answered_within / found.offered, a.service_level(20.0), 1e-9);
        assert_close(found.answered_at_once / found.offered, 1.0 - a.wait_probability(), 1e-9);
        assert_close(found.handling_s / found.on_duty_s, a.occupancy().expect("agents"), 1e-9);
    }

    #[test]
    fn all_callers_together_are_those_of_the_day_booked_where_things_happen() {
        let stretches =
            [stretch(20.0, 120.0, 6), stretch(20.0, 200.0, 9), stretch(20.0, 150.0, 3), stretch(90.0, 0.0, 3)];
        let floor = FollowedFloor::new(150.0, Some(90.0), 20.0, (true, false)).expect("legal");
        let found: f64 = day(&floor, &stretches).iter().map(|figures| figures.answered).sum();
        let booked = transient_day(&stretches, 150.0, Some(90.0)).expect("legal");
        assert_close(found, booked.iter().map(|figures| figures.answered).sum(), 1e-10);
    }

    #[test]
    fn where_a_day_is_cut_changes_nothing() {
        // The head-count falls and rises, so that who waits at a cut is taken by others than those who were there.
        let whole = [stretch(10.0, 150.0, 5), stretch(10.0, 200.0, 3), stretch(10.0, 60.0, 6)];
        let cut: Vec<Stretch> = whole
            .iter()
            .flat_map(|s| [4.9, 0.1, 0.2, 0.3, 4.5].map(|minutes| Stretch { length_s: 60.0 * minutes, ..*s }))
            .collect();
        let floor = FollowedFloor::new(150.0, Some(90.0), 20.0, (true, false)).expect("legal");
        let sums = |day: &[CallersFigures]| {
            let sum = |of: fn(&CallersFigures) -> f64| day.iter().map(of).sum::<f64>();
            [sum(|f| f.offered), sum(|f| f.answered), sum(|f| f.answered_within), sum(|f| f.answered_at_once)]
        };
        let (cut, whole) = (day(&floor, &cut), day(&floor, &whole));
        for i in 0..3 {
            for (cut, whole) in sums(&cut[5 * i..5 * i + 5]).into_iter().zip(sums(&whole[i..=i])) {
                assert_close(cut, whole, 1e-9);
            }
        }
    }

    #[test]
    fn who_stays_answers_everybody_and_who_goes_leaves_the_rest() {
        let day_with = |stays: bool| {
            let floor = FollowedFloor::new(240.0, None, 0.0, (true, stays)).expect("legal");
            day(&floor, &[stretch(30.0, 60.0, 2), stretch(30.0, 60.0, 2)])
        };
        let stayed = day_with(true);
        assert!(stayed.iter().all(|figures| (figures.answered - figures.offered).abs() < 1e-8), "{stayed:?}");
        let booked = transient_day(&[stretch(60.0, 60.0, 2)], 240.0, None).expect("legal")[0];
        let gone = day_with(false);
        assert_close(gone.iter().map(|f| f.offered - f.answered).sum(), booked.waiting_at_end, 1e-9);
        assert!(gone[0].answered > gone[1].answered, "{gone:?}");
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(FollowedFloor::new(0.0, None, 20.0, (true, false)).is_err());
        assert!(FollowedFloor::new(60.0, Some(0.0), 20.0, (true, false)).is_err());
        assert!(FollowedFloor::new(60.0, None, -1.0, (true, false)).is_err());
    }
}
