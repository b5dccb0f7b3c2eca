//! Callers of any patience: the queue M/M/s+G.

use super::erlang::{Load, blocking};
use super::error::{AnalyticError, positive};
use super::patience::PatienceCurve;
use super::quadrature::{Cumulative, gauss_kronrod, integrate};

/// Densities below e^-45 of the peak are left out: they are below rounding.
const NEGLIGIBLE_LN: f64 = 45.0;
/// Whoever still waits after 30 million years never hangs up.
const FARTHEST_S: f64 = 1e15;

/// A group in the long run whose callers hang up after any random patience; first come, first served, handle times
/// exponential.
///
/// Baccelli & Hebuterne (1981), "On queues with impatient customers", in the form of Zeltyn & Mandelbaum (2005), "Call
/// centers with impatient customers: many-server asymptotics of the M/M/n+G queue", section 4. The wait a caller would
/// have to bear (the *offered wait*) has the density c E(x), E(x) = exp(lambda H(x) - s mu x), where H is the integral
/// of the survival of patience, and all figures are integrals over it, to a relative error of about 1e-11 (and where H
/// has no closed form, 1e-16 times lambda H at the peak of E, if that is more).
pub struct ImpatientQueue {
    load: Load,
    agents: f64,
    patience: PatienceCurve,
    /// The integral of the survival of patience, where it has no closed form.
    summed_survival: Option<Cumulative>,
    /// Beginning, steep start, peak and end of what counts of the offered wait, in seconds.
    landmarks: [f64; 4],
    /// What turns an integral of E / E(peak) into a weight beside that of finding somebody idle; both weights together.
    front: f64,
    idle: f64,
    total: f64,
}

impl ImpatientQueue {
    /// Solves it for this many agents, fractions allowed.
    ///
    /// # Errors
    /// Unless there are more than 0 agents; [`AnalyticError::Unstable`] if those who never hang up are too many.
    pub fn new(load: Load, agents: f64, patience: PatienceCurve) -> Result<Self, AnalyticError> {
        let agents = positive("the number of agents", agents)?;
        let ends = agents / load.handle_s();
        let unstable = AnalyticError::Unstable { erlangs: load.erlangs() * patience.survival(FARTHEST_S), agents };
        let drift = |x: f64| ends - load.per_second() * patience.survival(x);
        let landmarks = landmarks(&drift, &patience, ends).ok_or(unstable)?;
        let points = merged(&landmarks, patience.breaks(), 0.0, landmarks[3]);
        let closed = patience.integral(0.0, 0.0).is_some();
        let summed_survival = (!closed).then(|| Cumulative::new(&|x| patience.survival(x), &points));
        let front = waiting_front(load, agents);
        let mut queue = Self { load, agents, patience, summed_survival, landmarks, front, idle: 0.0, total: 1.0 };
        queue.idle = libm::exp(queue.ln_density(0.0));
        queue.total = queue.idle + queue.weight(0.0, queue.end(), |_| 1.0);
        Ok(queue)
    }

    /// Share of callers who find everybody busy, whether they then wait or hang up at once.
    pub fn wait_probability(&self) -> f64 {
        self.weight(0.0, self.end(), |_| 1.0)
    }

    /// Share of callers who hang up.
    pub fn abandonment(&self) -> f64 {
        self.weight(0.0, self.end(), |x| 1.0 - self.patience.survival(x))
    }

    /// Share of callers answered within so many seconds.
    pub fn service_level(&self, within_s: f64) -> f64 {
        self.idle / self.total + self.weight(0.0, within_s, |x| self.patience.survival(x))
    }

    /// Share of callers who hang up within so many seconds.
    pub fn abandons_within(&self, within_s: f64) -> f64 {
        let within_s = within_s.max(0.0);
        let gone = 1.0 - self.patience.survival(within_s);
        self.weight(0.0, within_s, |x| 1.0 - self.patience.survival(x))
            + gone * self.weight(within_s, self.end(), |_| 1.0)
    }

    /// Share of all callers who are still waiting after so many seconds.
    pub fn wait_exceeds(&self, seconds: f64) -> f64 {
        let seconds = seconds.max(0.0);
        self.patience.survival(seconds) * self.weight(seconds, self.end(), |_| 1.0)
    }

    /// Mean wait of all callers in seconds.
    pub fn wait_mean_s(&self) -> f64 {
        self.weight(0.0, self.end(), |x| self.survived(0.0, x))
    }

    /// Mean wait of the answered in seconds; `None` if nobody is.
    pub fn asa_s(&self) -> Option<f64> {
        let answered = 1.0 - self.abandonment();
        (answered > 0.0).then(|| self.weight(0.0, self.end(), |x| x * self.patience.survival(x)) / answered)
    }

    /// The wait in seconds that a share `p` of all callers does not exceed.
    pub fn wait_quantile_s(&self, p: f64) -> f64 {
        self.first_time(|t| 1.0 - self.wait_exceeds(t) - p)
    }

    /// The wait in seconds that a share `p` of the answered does not exceed.
    pub fn answered_wait_quantile_s(&self, p: f64) -> f64 {
        let answered = 1.0 - self.abandonment();
        self.first_time(|t| self.service_level(t) - p * answered)
    }

    /// Mean number of callers waiting.
    pub fn waiting_mean(&self) -> f64 {
        self.load.per_second() * self.wait_mean_s()
    }

    /// Share of their time that agents are busy.
    pub fn occupancy(&self) -> f64 {
        self.load.erlangs() * (1.0 - self.abandonment()) / self.agents
    }

    fn end(&self) -> f64 {
        self.landmarks[3]
    }

    /// The integral of the survival of patience: from 0 it is the mean wait of callers who would have to wait until `to`.
    fn survived(&self, from: f64, to: f64) -> f64 {
        let survival = |x: f64| self.patience.survival(x);
        match &self.summed_survival {
            Some(integral) => integral.until(&survival, to) - integral.until(&survival, from),
            None => self.patience.integral(from, to).unwrap_or(0.0),
        }
    }

    /// ln E(x), less its peak.
    fn ln_density(&self, x: f64) -> f64 {
        let peak = self.landmarks[2];
        self.load.per_second() * self.survived(peak, x) - self.agents / self.load.handle_s() * (x - peak)
    }

    /// The mean of `g` of the offered wait over waits in `from..to`.
    fn weight(&self, from: f64, to: f64, g: impl Fn(f64) -> f64) -> f64 {
        let to = to.min(self.end());
        if from >= to {
            return 0.0;
        }
        let points = merged(&self.landmarks, self.patience.breaks(), from, to);
        self.front * integrate(|x| g(x) * libm::exp(self.ln_density(x)), &points) / self.total
    }

    /// The first moment at which `surplus`, which never falls, is not negative.
    ///
    /// Oliveira and Takahashi (2020, ACM TOMS 47, "ITP"): a step of regula falsi, moved towards the middle, and never so far
    /// from it that it would take more steps than bisection. Each step is an integral, and it takes a third as many.
    fn first_time(&self, surplus: impl Fn(f64) -> f64) -> f64 {
        let (mut no, mut yes) = (0.0, self.end());
        let (mut lack, mut plenty) = (surplus(no), surplus(yes).max(0.0));
        if lack >= 0.0 {
            return no;
        }
        let mut room = yes - no;
        while yes - no > 1e-12 * yes {
            let middle = 0.5 * (no + yes);
            let straight = (plenty * no - lack * yes) / (plenty - lack);
            let towards = (middle - straight).signum();
            let moved = 0.2 / self.end() * (yes - no) * (yes - no);
            let step = if moved <= (middle - straight).abs() { straight + towards * moved } else { middle };
            let far = (room - 0.5 * (yes - no)).max(0.0);
            let at = if (step - middle).abs() <= far { step } else { middle - towards * far };
            let found = surplus(at);
            if found >= 0.0 {
                (yes, plenty) = (at, found)
            } else {
                (no, lack) = (at, found)
            }
            room *= 0.5;
        }
        yes
    }
}

/// The density of the offered wait is this times E(x), beside a weight of 1 for finding somebody idle: lambda B(s - 1),
/// which for less than one agent is continued as s mu B(s) / (1 - B(s)).
pub(super) fn waiting_front(load: Load, agents: f64) -> f64 {
    if agents >= 1.0 {
        return load.per_second() * blocking(agents - 1.0, load.erlangs());
    }
    let b = blocking(agents, load.erlangs());
    agents / load.handle_s() * b / (1.0 - b)
}

/// Beginning, steep start, peak and end of what counts of E. Its logarithm falls at the rate `drift(x)`, which never
/// falls itself, so E has one peak, and twice as far from it E is down by at least the square. `None` if it never ends.
fn landmarks(drift: &impl Fn(f64) -> f64, patience: &PatienceCurve, ends: f64) -> Option<[f64; 4]> {
    let peak = sign_change(drift, 1.0 / ends)?;
    let (mut back, mut on) = (1.0 / ends, 1.0 / ends);
    // What is negligible need not be known to many digits: one panel is enough.
    let fall = |from: f64, to: f64| {
        let points = merged(&[], patience.breaks(), from, to);
        points.windows(2).map(|ends| gauss_kronrod(drift, ends[0], ends[1]).0).sum::<f64>().abs()
    };
    while back < peak && fall(peak - back, peak) < NEGLIGIBLE_LN {
        back *= 2.0;
    }
    while on < FARTHEST_S && fall(peak, peak + on) < NEGLIGIBLE_LN {
        on *= 2.0;
    }
    (on < FARTHEST_S).then_some([0.0, (peak - back).max(0.0), peak, peak + on])
}

/// The first place where `drift`, which never falls, is not negative; `None` if there is none.
fn sign_change(drift: &impl Fn(f64) -> f64, scale: f64) -> Option<f64> {
    if drift(0.0) >= 0.0 {
        return Some(0.0);
    }
    let (mut below, mut above) = (0.0, scale);
    while drift(above) < 0.0 {
        (below, above) = (above, above * 2.0);
        if above > FARTHEST_S {
            return None;
        }
    }
    loop {
        let middle = 0.5 * (below + above);
        if middle <= below || middle >= above {
            return Some(above);
        }
        if drift(middle) < 0.0 { below = middle } else { above = middle }
    }
}

/// The places of both lists strictly between `from` and `to`, with these two, ascending.
pub(super) fn merged(a: &[f64], b: &[f64], from: f64, to: f64) -> Vec<f64> {
    let inside = a.iter().chain(b).copied().filter(|x| from < *x && *x < to);
    let mut points: Vec<f64> = std::iter::once(from).chain(inside).chain(std::iter::once(to)).collect();
    points.sort_by(f64::total_cmp);
    points
}

#[cfg(test)]
mod tests {
    use super::super::erlang::ErlangC;
    use super::*;

    fn assert_close(found: f64, expected: f64, relative: f64) {
        assert!((found - expected).abs() <= relative * expected.abs(), "{found} is not {expected}");
    }

    fn load(erlangs: f64) -> Load {
        Load::per_hour(erlangs * 20.0, 180.0).expect("valid")
    }

    #[test]
    fn callers_who_never_hang_up_make_it_erlang_c() {
        for (erlangs, agents) in [(10.0, 14.0), (47.5, 50.0), (0.01, 1.0), (0.3, 0.5), (995.0, 1000.0)] {
            let expected = ErlangC::new(load(erlangs), agents).expect("stable");
            let found = ImpatientQueue::new(load(erlangs), agents, PatienceCurve::infinite()).expect("stable");
            assert_close(found.wait_probability(), expected.wait_probability(), 1e-11);
            assert_close(found.asa_s().expect("answered"), expected.asa_s(), 1e-11);
            assert_close(found.wait_mean_s(), expected.asa_s(), 1e-11);
            assert_close(found.service_level(20.0), expected.service_level(20.0), 1e-11);
            assert_close(found.wait_exceeds(60.0), expected.wait_exceeds(60.0), 1e-10);
            assert_close(found.occupancy(), expected.occupancy(), 1e-12);
            assert_close(found.waiting_mean(), expected.waiting_mean(), 1e-11);
            assert!((found.wait_quantile_s(0.95) - expected.wait_quantile_s(0.95)).abs() < 1e-7);
            assert_eq!(found.abandonment(), 0.0);
        }
    }

    #[test]
    fn constant_patience_has_its_closed_form() {
        // M/M/s with everybody hanging up after tau (Gnedenko & Kovalenko): with r = s mu - lambda,
        // int E = (1 - e^-(r tau)) / r + e^-(r tau) / (s mu), and the lost are those whose offered wait passes tau.
        for (erlangs, agents, tau) in [(10.0, 12.0, 30.0), (60.0, 50.0, 120.0), (5.0, 5.000_001, 60.0)] {
            let queue = load(erlangs);
            let (arrivals, ends) = (queue.per_second(), agents / queue.handle_s());
            let r = ends - arrivals;
            let fall = libm::exp(-r * tau);
            let whole = -libm::expm1(-r * tau) / r + fall / ends;
            let front = waiting_front(queue, agents);
            let total = 1.0 + front * whole;
            let found =
                ImpatientQueue::new(queue, agents, PatienceCurve::constant(tau).expect("valid")).expect("stable");
            assert_close(found.wait_probability(), front * whole / total, 1e-10);
            assert_close(found.abandonment(), front * fall / ends / total, 1e-10);
            assert_close(found.service_level(tau), 1.0 - found.abandonment(), 1e-11);
            assert_eq!(found.wait_exceeds(tau), 0.0);
            assert!(found.wait_quantile_s(1.0) <= tau * (1.0 + 1e-9));
            assert!(arrivals > 0.0);
        }
    }

    #[test]
    fn a_weibull_of_shape_one_is_exponential_whichever_way_its_integral_is_found() {
        let exponential = PatienceCurve::exponential(120.0).expect("valid");
        let weibull = PatienceCurve::weibull(120.0, 1.0).expect("valid");
        let closed = ImpatientQueue::new(load(100.0), 96.0, exponential).expect("stable");
        let summed = ImpatientQueue::new(load(100.0), 96.0, weibull).expect("stable");
        assert_close(summed.wait_probability(), closed.wait_probability(), 1e-11);
        assert_close(summed.abandonment(), closed.abandonment(), 1e-11);
        assert_close(summed.wait_mean_s(), closed.wait_mean_s(), 1e-11);
        assert_close(summed.asa_s().expect("answered"), closed.asa_s().expect("answered"), 1e-11);
        assert_close(summed.answered_wait_quantile_s(0.9), closed.answered_wait_quantile_s(0.9), 1e-9);
    }

    #[test]
    fn the_laws_that_hold_for_any_patience_hold() {
        let made = [
            PatienceCurve::weibull(100.0, 0.6),
            PatienceCurve::weibull(100.0, 3.0),
            PatienceCurve::lognormal(100.0, 1.2),
            PatienceCurve::constant(100.0),
            PatienceCurve::exponential(100.0).and_then(|p| p.or_none(0.1)),
            PatienceCurve::lognormal(100.0, 0.8).and_then(|p| p.or_infinite(0.5)),
        ];
        for (number, patience) in made.into_iter().enumerate() {
            let found = ImpatientQueue::new(load(52.0), 50.0, patience.expect("valid")).expect("stable");
            // Whoever is not lost is answered some time.
            assert_close(found.service_level(1e9), 1.0 - found.abandonment(), 1e-10);
            // Whoever waits no longer is answered or has hung up.
            for t in [0.0, 20.0, 400.0] {
                assert_close(found.service_level(t) + found.abandons_within(t) + found.wait_exceeds(t), 1.0, 1e-10);
            }
            // The mean wait is the integral of its tail.
            let tail = integrate(|t| found.wait_exceeds(t), &[0.0, 50.0, 100.0, 1_000.0, 20_000.0]);
            assert_close(tail, found.wait_mean_s(), 1e-7);
            // The waiting and the answered wait: offered waits cut by patience.
            assert!(found.asa_s().expect("answered") < found.wait_quantile_s(1.0), "{number}");
            let p90 = found.answered_wait_quantile_s(0.9);
            assert_close(found.service_level(p90), 0.9 * (1.0 - found.abandonment()), 1e-9);
        }
    }

    #[test]
    fn agents_work_on_what_is_not_lost() {
        // Balance of flow: s mu P(all busy) + mu (busy below) = lambda (1 - lost), with the states below s those of Erlang B.
        for shape in [0.5, 2.0] {
            let patience = PatienceCurve::weibull(60.0, shape).expect("valid");
            let (erlangs, agents) = (12.0, 10.0);
            let found = ImpatientQueue::new(load(erlangs), agents, patience).expect("stable");
            let b = blocking(agents - 1.0, erlangs);
            let busy_below = erlangs * (1.0 - b); // mean busy given at most s - 1
            let busy = agents * found.wait_probability() + busy_below * (1.0 - found.wait_probability());
            assert_close(busy, erlangs * (1.0 - found.abandonment()), 1e-10);
        }
    }

    #[test]
    fn deep_overload_loses_what_does_not_fit() {
        for (erlangs, agents, mean) in [(1e4, 5e3, 300.0), (1e5, 10.0, 1e4), (2.0, 0.25, 60.0), (1e6, 1.0, 1e4)] {
            let patience = PatienceCurve::exponential(mean).expect("valid");
            let found = ImpatientQueue::new(load(erlangs), agents, patience).expect("stable");
            assert_close(found.occupancy(), found.occupancy().min(1.0), 1e-9);
            assert!(found.wait_probability() <= 1.0 + 1e-12 && found.abandonment() < 1.0);
            // Exponential patience: lost share = mean wait / mean patience.
            assert_close(found.abandonment(), found.wait_mean_s() / mean, 1e-9);
        }
    }

    #[test]
    fn too_many_who_never_hang_up_are_unstable_and_nobody_at_work_is_nonsense() {
        let stubborn = || PatienceCurve::exponential(60.0).and_then(|p| p.or_infinite(0.5)).expect("valid");
        assert!(ImpatientQueue::new(load(19.9), 10.0, stubborn()).is_ok());
        let unstable = ImpatientQueue::new(load(20.0), 10.0, stubborn()).err();
        assert_eq!(unstable, Some(AnalyticError::Unstable { erlangs: 10.0, agents: 10.0 }));
        assert!(ImpatientQueue::new(load(10.0), 10.0, PatienceCurve::infinite()).is_err());
        assert!(ImpatientQueue::new(load(11.0), 10.0, PatienceCurve::infinite()).is_err());
        assert!(ImpatientQueue::new(load(1.0), 0.0, stubborn()).is_err());
    }

    #[test]
    fn without_calls_nobody_waits() {
        let found =
            ImpatientQueue::new(load(0.0), 2.0, PatienceCurve::exponential(60.0).expect("valid")).expect("stable");
        assert_eq!((found.wait_probability(), found.service_level(0.0), found.asa_s()), (0.0, 1.0, Some(0.0)));
    }
}
