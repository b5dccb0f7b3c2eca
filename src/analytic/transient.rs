//! A day from the empty floor: calls, head-counts and queue change by the clock.

use super::error::{AnalyticError, not_negative, positive};

/// A stretch of the day with a constant call rate and head-count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Its length in seconds.
    pub length_s: f64,
    /// Calls per hour.
    pub calls_per_hour: f64,
    /// Agents on duty.
    pub agents: u32,
}

/// What is expected in one stretch. Counts are booked where things happen: a caller who joins in one stretch and hangs up in
/// the next is offered in the one and abandoned in the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StretchFigures {
    /// Callers who come.
    pub offered: f64,
    /// Callers who come and find somebody idle.
    pub answered_at_once: f64,
    /// Calls begun, with or without a wait.
    pub answered: f64,
    /// Callers who hang up.
    pub abandoned: f64,
    /// Mean number of callers waiting over the stretch.
    pub waiting_mean: f64,
    /// Mean number of agents handling a call, those who finish after their time included.
    pub handling_mean: f64,
    /// Share of callers who come and have to wait; as calls come at a constant rate, it is the share of the time during
    /// which nobody is idle (Wolff 1982).
    pub wait_probability: f64,
    /// Mean number of callers waiting at the end.
    pub waiting_at_end: f64,
}

/// Most callers waiting for whom equations are solved.
const MOST_WAITING: usize = 20_000;
/// Chances smaller than this are dropped.
const NEGLIGIBLE: f64 = 1e-15;
/// Expected steps of the uniformised chain at a time: e^-400 is still a normal number.
const STEPS: f64 = 400.0;

/// The expected figures of each stretch of a day that begins empty: Poisson calls, exponential handle times with mean
/// `handle_s`, exponential patience with mean `patience_s` (`None`: nobody hangs up).
///
/// When the head-count falls, idle agents go at once and then whoever finishes first, until the number fits: calls in hand are
/// finished, and until then nobody is taken from the queue (M-A3). The state is the number of calls in hand and of callers
/// waiting; its Kolmogorov equations are solved by uniformisation (Jensen 1953; Grassmann 1977), which has no step size to
/// choose. The queue is cut off where its chance is below 1e-15; relative error of the figures about 1e-11.
///
/// # Errors
/// If a length, the handle time or the patience is not above 0, if a call rate is negative, or if more than 20,000
/// callers may be waiting.
pub fn transient_day(
    stretches: &[Stretch],
    handle_s: f64,
    patience_s: Option<f64>,
) -> Result<Vec<StretchFigures>, AnalyticError> {
    let service = 1.0 / positive("the mean handle time in seconds", handle_s)?;
    let hang_up = hang_up_rate(patience_s)?;
    let mut floor = TransientFloor::empty();
    let mut figures = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let arrivals = stretch.arrivals()?;
        let before = floor.waiting();
        floor = floor.with_agents(stretch.agents as usize);
        let rates = Rates { arrivals, service, hang_up, gives_up: 0.0 };
        let (after, sums) = run(&floor, rates, stretch.length_s)?;
        floor = after;
        figures.push(sums.figures(rates, stretch.length_s, before, floor.waiting()));
    }
    Ok(figures)
}

/// Hang-ups per second of one caller.
pub(super) fn hang_up_rate(patience_s: Option<f64>) -> Result<f64, AnalyticError> {
    patience_s.map_or(Ok(0.0), |mean| positive("the mean patience in seconds", mean).map(|m| 1.0 / m))
}

impl Stretch {
    /// Calls per second, if the stretch is one.
    pub(super) fn arrivals(&self) -> Result<f64, AnalyticError> {
        positive("the length of a stretch in seconds", self.length_s)?;
        Ok(not_negative("calls per hour", self.calls_per_hour)? / 3_600.0)
    }
}

/// Rates per second.
#[derive(Clone, Copy)]
pub(super) struct Rates {
    pub arrivals: f64,
    pub service: f64,
    pub hang_up: f64,
    /// Of one caller behind all others who is followed: whoever gives up is in no state any more.
    pub gives_up: f64,
}

/// Time integrals over a stretch.
#[derive(Clone, Default)]
pub(super) struct Sums {
    pub all_busy: f64,
    pub waiting: f64,
    pub handling: f64,
    /// Of the chance of every state, if it is wanted.
    pub states: Option<TransientFloor>,
}

impl Sums {
    fn figures(&self, rates: Rates, length_s: f64, waiting_before: f64, waiting_at_end: f64) -> StretchFigures {
        let offered = rates.arrivals * length_s;
        let abandoned = rates.hang_up * self.waiting;
        StretchFigures {
            offered,
            answered_at_once: rates.arrivals * (length_s - self.all_busy),
            // Who came or was there and neither hung up nor still waits.
            answered: waiting_before + offered - abandoned - waiting_at_end,
            abandoned,
            waiting_mean: self.waiting / length_s,
            handling_mean: self.handling / length_s,
            wait_probability: self.all_busy / length_s,
            waiting_at_end,
        }
    }
}

/// The chances of every state of the floor.
#[derive(Clone)]
pub(super) struct TransientFloor {
    /// Fewer calls in hand than agents on duty, nobody waiting: by the number of calls.
    pub idle: Vec<f64>,
    /// All agents on duty busy and `k` more finishing: `busy[k][q]` with q callers waiting. Rows have one length.
    pub busy: Vec<Vec<f64>>,
}

impl TransientFloor {
    pub fn empty() -> Self {
        Self { idle: Vec::new(), busy: vec![vec![1.0]] }
    }

    fn agents(&self) -> usize {
        self.idle.len()
    }

    fn places(&self) -> usize {
        self.busy.first().map_or(0, Vec::len)
    }

    /// Every state as (calls in hand, callers waiting, chance).
    fn states(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let busy = self.busy.iter().enumerate().flat_map(move |(k, row)| {
            row.iter().enumerate().map(move |(waiting, chance)| (self.agents() + k, waiting, *chance))
        });
        self.idle.iter().enumerate().map(|(calls, chance)| (calls, 0, *chance)).chain(busy)
    }

    pub fn waiting(&self) -> f64 {
        self.busy.iter().flat_map(|row| row.iter().enumerate()).map(|(waiting, chance)| waiting as f64 * chance).sum()
    }

    /// The same floor at the moment the head-count changes: more agents take callers at once, fewer leave calls in hand.
    pub fn with_agents(&self, agents: usize) -> Self {
        let likely = || self.states().filter(|(_, _, chance)| *chance > NEGLIGIBLE);
        let most_calls = likely().map(|(calls, _, _)| calls).max().unwrap_or(0);
        let most_waiting = likely().map(|(_, waiting, _)| waiting).max().unwrap_or(0);
        let finishing = most_calls.saturating_sub(agents);
        let mut next = Self { idle: vec![0.0; agents], busy: vec![vec![0.0; most_waiting + 1]; finishing + 1] };
        for (calls, waiting, chance) in self.states() {
            let taken = waiting.min(agents.saturating_sub(calls));
            let (calls, waiting) = (calls + taken, (waiting - taken).min(most_waiting));
            match calls.checked_sub(agents) {
                None => next.idle[calls] += chance,
                Some(k) => next.busy[k.min(finishing)][waiting] += chance,
            }
        }
        next
    }

    /// The same floor with room for so many callers waiting.
    fn with_places(&self, places: usize) -> Self {
        let mut next = self.clone();
        next.busy.iter_mut().for_each(|row| row.resize(places, 0.0));
        next
    }

    /// Chance that the last place is taken.
    fn full(&self) -> f64 {
        self.busy.iter().filter_map(|row| row.last()).sum()
    }

    /// The fastest that any state is left.
    fn fastest(&self, rates: Rates) -> f64 {
        let most_calls = (self.agents() + self.busy.len() - 1) as f64;
        rates.arrivals + most_calls * rates.service + self.places() as f64 * rates.hang_up + rates.gives_up
    }

    /// One step of the uniformised chain into `next`, whose rates are per step: every state is left at its rate.
    fn step(&self, rates: Rates, next: &mut Self) {
        next.idle.fill(0.0);
        next.busy.iter_mut().for_each(|row| row.fill(0.0));
        self.step_idle(rates, next);
        for k in 0..self.busy.len() {
            self.step_busy(k, rates, next);
        }
    }

    fn step_idle(&self, rates: Rates, next: &mut Self) {
        for (calls, chance) in self.idle.iter().enumerate() {
            let done = calls as f64 * rates.service;
            next.idle[calls] += chance * (1.0 - rates.arrivals - done);
            let after_arrival = next.idle.get_mut(calls + 1).unwrap_or(&mut next.busy[0][0]);
            *after_arrival += chance * rates.arrivals;
            if calls > 0 {
                next.idle[calls - 1] += chance * done;
            }
        }
    }

    fn step_busy(&self, k: usize, rates: Rates, next: &mut Self) {
        let agents = self.agents();
        let done = (agents + k) as f64 * rates.service;
        let last = self.places() - 1;
        for (waiting, chance) in self.busy[k].iter().enumerate() {
            let lost = waiting as f64 * rates.hang_up;
            let joins = if waiting < last { rates.arrivals } else { 0.0 };
            next.busy[k][waiting] += chance * (1.0 - joins - done - lost - rates.gives_up);
            next.busy[k][(waiting + 1).min(last)] += chance * joins;
            next.busy[k][waiting.saturating_sub(1)] += chance * lost;
            match (k, waiting) {
                (0, 0) if agents > 0 => next.idle[agents - 1] += chance * done,
                (0, _) => next.busy[0][waiting.saturating_sub(1)] += chance * done, // the agent takes the next caller
                _ => next.busy[k - 1][waiting] += chance * done,                    // the agent leaves
            }
        }
    }

    /// Sets every chance to `weight` times that of `other`, a floor of the same size, plus what is there times `keep`.
    fn mix(&mut self, keep: f64, weight: f64, other: &Self) {
        let mix = |(mine, theirs): (&mut f64, &f64)| *mine = keep * *mine + weight * theirs;
        self.idle.iter_mut().zip(&other.idle).for_each(mix);
        for (mine, theirs) in self.busy.iter_mut().zip(&other.busy) {
            mine.iter_mut().zip(theirs).for_each(mix);
        }
    }

    /// Adds `weight` times what is to be integrated over time.
    fn add_to(&self, sums: &mut Sums, weight: f64) {
        for (calls, waiting, chance) in self.states() {
            let weighted = weight * chance;
            sums.waiting += waiting as f64 * weighted;
            sums.handling += calls as f64 * weighted;
            sums.all_busy += if calls >= self.agents() { weighted } else { 0.0 };
        }
        if let Some(states) = &mut sums.states {
            states.mix(1.0, weight, self);
        }
    }
}

/// Runs a stretch with enough places that none of them is ever likely to be full.
fn run(start: &TransientFloor, rates: Rates, length_s: f64) -> Result<(TransientFloor, Sums), AnalyticError> {
    run_with(start, rates, length_s, false)
}

/// The same, and the integral over time of the chance of every state, if it is wanted.
pub(super) fn run_with(
    start: &TransientFloor,
    rates: Rates,
    length_s: f64,
    wants_states: bool,
) -> Result<(TransientFloor, Sums), AnalyticError> {
    let mut places = start.places() + 16;
    while places <= MOST_WAITING {
        let start = start.with_places(places);
        let mut states = wants_states.then(|| start.clone());
        states.iter_mut().for_each(|states| states.mix(0.0, 0.0, &start));
        if let Some(done) = run_with_places(&start, rates, length_s, Sums { states, ..Sums::default() }) {
            return Ok(done);
        }
        places *= 2;
    }
    Err(AnalyticError::TooManyWaiting { waiting: MOST_WAITING })
}

/// Runs a stretch; `None` if the last place was likely to be taken at some time.
fn run_with_places(
    start: &TransientFloor,
    rates: Rates,
    length_s: f64,
    mut sums: Sums,
) -> Option<(TransientFloor, Sums)> {
    let fastest = start.fastest(rates);
    let pieces = (fastest * length_s / STEPS).ceil().max(1.0);
    let mut floor = start.clone();
    for _ in 0..pieces as u64 {
        floor = advance(floor, rates, fastest, length_s / pieces, &mut sums);
        if floor.full() > NEGLIGIBLE {
            return None;
        }
    }
    Some((floor, sums))
}

/// The floor `length_s` later: the number of steps made is Poisson with mean `fastest * length_s`. The expected time with
/// exactly n steps behind it is the chance of more than n steps, over `fastest`.
fn advance(start: TransientFloor, rates: Rates, fastest: f64, length_s: f64, sums: &mut Sums) -> TransientFloor {
    let mean = fastest * length_s;
    let rates = Rates {
        arrivals: rates.arrivals / fastest,
        service: rates.service / fastest,
        hang_up: rates.hang_up / fastest,
        gives_up: rates.gives_up / fastest,
    };
    let (mut chance, mut n) = (libm::exp(-mean), 0.0);
    let mut more = 1.0 - chance;
    let (mut floor, mut next, mut end) = (start.clone(), start.clone(), start);
    end.mix(chance, 0.0, &floor);
    while n <= mean || chance > 0.01 * NEGLIGIBLE {
        floor.add_to(sums, more.max(0.0) / fastest);
        floor.step(rates, &mut next);
        std::mem::swap(&mut floor, &mut next);
        n += 1.0;
        chance *= mean / n;
        more -= chance;
        end.mix(1.0, chance, &floor);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::erlang::{ErlangA, Load};
    use super::*;

    fn assert_close(found: f64, expected: f64, relative: f64) {
        assert!((found - expected).abs() <= relative * expected.abs(), "{found} is not {expected}");
    }

    fn stretch(minutes: f64, calls_per_hour: f64, agents: u32) -> Stretch {
        Stretch { length_s: 60.0 * minutes, calls_per_hour, agents }
    }

    #[test]
    fn after_a_long_time_it_is_erlang_a() {
        let day = [stretch(2_000.0, 200.0, 14), stretch(60.0, 200.0, 14)];
        let found = transient_day(&day, 180.0, Some(300.0)).expect("valid")[1];
        let a = ErlangA::new(Load::per_hour(200.0, 180.0).expect("valid"), 14.0, 300.0).expect("valid");
        assert_close(found.wait_probability, a.wait_probability(), 1e-9);
        assert_close(found.abandoned / found.offered, a.abandonment(), 1e-9);
        assert_close(found.waiting_mean, a.waiting_mean(), 1e-9);
        assert_close(found.handling_mean, a.carried_erlangs(), 1e-9);
        assert_close(found.answered, 200.0 * (1.0 - a.abandonment()), 1e-9);
    }

    #[test]
    fn with_agents_for_everybody_it_is_a_poisson_floor_with_its_closed_form() {
        // M(t)/M/inf: mean in hand m' = lambda - mu m, from 0.
        let day = [stretch(10.0, 60.0, 60), stretch(5.0, 240.0, 60), stretch(30.0, 0.0, 60)];
        let found = transient_day(&day, 180.0, Some(60.0)).expect("valid");
        let mut mean = 0.0;
        for (figures, stretch) in found.iter().zip(&day) {
            let load = stretch.calls_per_hour / 20.0;
            let fade = libm::exp(-stretch.length_s / 180.0);
            let average = load + (mean - load) * (1.0 - fade) * 180.0 / stretch.length_s;
            assert_close(figures.handling_mean, average, 1e-10);
            assert!(figures.wait_probability < 1e-12 && figures.waiting_mean < 1e-12);
            assert!((figures.answered_at_once - figures.offered).abs() < 1e-9);
            mean = load + (mean - load) * fade;
        }
    }

    #[test]
    fn with_nobody_at_work_callers_gather_and_hang_up() {
        let found = transient_day(&[stretch(20.0, 120.0, 0)], 180.0, Some(300.0)).expect("valid")[0];
        let at_end = 10.0 * -libm::expm1(-4.0); // lambda / theta = 10, 20 minutes = 4 patiences
        assert_close(found.waiting_at_end, at_end, 1e-11);
        assert_close(found.abandoned, 40.0 - at_end, 1e-11);
        assert_eq!(found.handling_mean, 0.0);
        assert!(found.answered.abs() < 1e-9 && found.answered_at_once.abs() < 1e-9);
        assert_close(found.wait_probability, 1.0, 1e-12);
    }

    #[test]
    fn agents_who_leave_finish_their_calls_and_take_no_more() {
        // Ten agents all busy in a flood of calls; then nobody on duty: calls in hand fade, nobody is answered.
        let day = [stretch(60.0, 3_000.0, 10), stretch(6.0, 3_000.0, 0), stretch(1e-3, 0.0, 10)];
        let found = transient_day(&day, 180.0, Some(60.0)).expect("valid");
        assert_close(found[1].handling_mean, 10.0 * -libm::expm1(-2.0) / 2.0, 1e-6);
        assert!(found[1].answered.abs() < 1e-7);
        // Whoever comes back finds those still finishing on the phone, and calls are taken by the others at once.
        assert_close(found[2].answered, 10.0 * -libm::expm1(-2.0), 1e-3);
    }

    #[test]
    fn callers_are_conserved() {
        let day = [stretch(15.0, 300.0, 12), stretch(15.0, 500.0, 20), stretch(15.0, 400.0, 9), stretch(240.0, 0.0, 9)];
        let found = transient_day(&day, 150.0, Some(90.0)).expect("valid");
        let sum = |of: fn(&StretchFigures) -> f64| found.iter().map(of).sum::<f64>();
        assert_close(sum(|f| f.answered) + sum(|f| f.abandoned), sum(|f| f.offered), 1e-11);
        let handled: f64 = found.iter().zip(&day).map(|(f, s)| f.handling_mean * s.length_s).sum();
        assert_close(handled, sum(|f| f.answered) * 150.0, 1e-9);
        assert!(found.iter().all(|f| f.answered_at_once <= f.answered + 1e-12));
    }

    const CALLS: usize = 8;
    const WAITING: usize = 40;

    /// The chance of each state: calls in hand, waiting.
    type States = Vec<[f64; WAITING]>;

    /// How fast the chances change.
    fn derivative(p: &States, stretch: &Stretch, handle_s: f64, patience_s: f64) -> States {
        let (agents, arrivals) = (stretch.agents as usize, stretch.calls_per_hour / 3600.0);
        let mut d = vec![[0.0; WAITING]; CALLS];
        for (b, row) in p.iter().enumerate() {
            for (q, chance) in row.iter().enumerate() {
                let mut flow = |to: (usize, usize), rate: f64| {
                    d[b][q] -= rate * chance;
                    d[to.0][to.1] += rate * chance;
                };
                if b < agents {
                    flow((b + 1, q), arrivals)
                } else {
                    flow((b, (q + 1).min(WAITING - 1)), arrivals)
                }
                if q > 0 {
                    flow((b, q - 1), q as f64 / patience_s);
                }
                let takes_next = q > 0 && b <= agents;
                if b > 0 {
                    flow(if takes_next { (b, q - 1) } else { (b - 1, q) }, b as f64 / handle_s);
                }
            }
        }
        d
    }

    fn plus(a: &States, b: &States, times: f64) -> States {
        let row = |(a, b): (&[f64; WAITING], &[f64; WAITING])| std::array::from_fn(|q| a[q] + times * b[q]);
        a.iter().zip(b).map(row).collect()
    }

    /// After a change of the head-count: who is idle takes a caller.
    fn taken(p: &States, agents: usize) -> States {
        let mut moved = vec![[0.0; WAITING]; CALLS];
        for (b, row) in p.iter().enumerate() {
            for (q, chance) in row.iter().enumerate() {
                let taken = q.min(agents.saturating_sub(b));
                moved[b + taken][q - taken] += chance;
            }
        }
        moved
    }

    /// How many wait, and the chance that all agents are busy.
    fn seen(p: &States, agents: usize) -> [f64; 2] {
        let waiting = p.iter().flatten().enumerate().map(|(state, chance)| (state % WAITING) as f64 * chance).sum();
        [waiting, p.iter().skip(agents).flatten().sum()]
    }

    /// The same equations by the classic fourth-order Runge-Kutta method with small steps, on a fixed grid of states,
    /// written independently of the code above.
    fn runge_kutta(day: &[Stretch], handle_s: f64, patience_s: f64) -> Vec<(f64, f64)> {
        const STEPS: u32 = 400;
        let mut p = vec![[0.0; WAITING]; CALLS];
        p[0][0] = 1.0;
        let of_stretch = |stretch: &Stretch| {
            let agents = stretch.agents as usize;
            let slope = |p: &States| derivative(p, stretch, handle_s, patience_s);
            let h = stretch.length_s / f64::from(STEPS);
            let mut sums = [0.0; 2];
            p = taken(&p, agents);
            for _ in 0..STEPS {
                let k1 = slope(&p);
                let k2 = slope(&plus(&p, &k1, 0.5 * h));
                let k3 = slope(&plus(&p, &k2, 0.5 * h));
                let k4 = slope(&plus(&p, &k3, h));
                let next = plus(&plus(&plus(&plus(&p, &k1, h / 6.0), &k2, h / 3.0), &k3, h / 3.0), &k4, h / 6.0);
                // Simpson's rule over the step, its middle from the cubic through both ends.
                let middle = plus(&plus(&plus(&p, &plus(&next, &p, -1.0), 0.5), &k1, h / 8.0), &k4, -h / 8.0);
                for (states, weight) in [(&p, h / 6.0), (&middle, 4.0 * h / 6.0), (&next, h / 6.0)] {
                    let found = seen(states, agents);
                    (0..2).for_each(|i| sums[i] += weight * found[i]);
                }
                p = next;
            }
            (sums[0] / stretch.length_s, sums[1] / stretch.length_s)
        };
        day.iter().map(of_stretch).collect()
    }

    #[test]
    fn runge_kutta_finds_the_same_day() {
        let day = [stretch(10.0, 60.0, 3), stretch(10.0, 150.0, 6), stretch(10.0, 120.0, 2), stretch(5.0, 30.0, 4)];
        let found = transient_day(&day, 120.0, Some(100.0)).expect("valid");
        for (figures, (waiting, all_busy)) in found.iter().zip(runge_kutta(&day, 120.0, 100.0)) {
            assert_close(figures.waiting_mean, waiting, 1e-7);
            assert_close(figures.wait_probability, all_busy, 1e-7);
        }
    }

    #[test]
    fn it_has_the_published_simulation_figures_of_a_day_from_empty() {
        // M/M/12, 4.2 calls a minute, 8 hours, 1,000 simulated days: ASA 0.099 min and occupancy 0.695 without hang-ups;
        // with a patience of 1 minute 58.6 +- 0.95 abandon a day. (The exact occupancy of the 8 hours is 0.697; the
        // published one may count the time until the last call ends.)
        let day = [stretch(480.0, 252.0, 12)];
        let patient = transient_day(&day, 120.0, None).expect("valid")[0];
        assert!((patient.waiting_mean * 480.0 / patient.offered - 0.099).abs() < 0.002);
        assert!((patient.handling_mean / 12.0 - 0.695).abs() < 0.003);
        let hasty = transient_day(&day, 120.0, Some(60.0)).expect("valid")[0];
        assert!((hasty.abandoned - 58.6).abs() < 0.95, "{}", hasty.abandoned);
    }

    #[test]
    fn an_overloaded_day_without_hang_ups_is_solved_with_room_enough() {
        let found = transient_day(&[stretch(60.0, 1_000.0, 10)], 180.0, None).expect("valid")[0];
        assert!((found.waiting_at_end - (1_000.0 - found.answered)).abs() < 1e-6);
        assert!((790.0..830.0).contains(&found.waiting_at_end), "{}", found.waiting_at_end);
    }

    #[test]
    fn no_calls_are_no_figures_and_nonsense_is_refused() {
        let calm = transient_day(&[stretch(15.0, 0.0, 2)], 60.0, None).expect("valid")[0];
        assert_eq!((calm.offered, calm.abandoned, calm.waiting_mean, calm.wait_probability), (0.0, 0.0, 0.0, 0.0));
        assert!(transient_day(&[stretch(0.0, 1.0, 1)], 60.0, None).is_err());
        assert!(transient_day(&[stretch(1.0, -1.0, 1)], 60.0, None).is_err());
        assert!(transient_day(&[stretch(1.0, 1.0, 1)], 0.0, None).is_err());
        assert!(transient_day(&[stretch(1.0, 1.0, 1)], 60.0, Some(0.0)).is_err());
        assert_eq!(transient_day(&[], 60.0, None), Ok(vec![]));
    }
}
