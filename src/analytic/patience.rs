//! How long callers would wait, as formulas need it.

use super::error::{AnalyticError, positive, share};
use std::sync::Arc;

/// A function of a time in seconds.
type OfSeconds = Arc<dyn Fn(f64) -> f64 + Send + Sync>;

/// A distribution of patience: the share of callers who would wait longer than a time.
#[derive(Clone)]
pub struct PatienceCurve {
    survival: OfSeconds,
    /// The integral of the survival from one time to another, where it has a closed form.
    integral: Option<Arc<dyn Fn(f64, f64) -> f64 + Send + Sync>>,
    breaks: Vec<f64>,
}

impl PatienceCurve {
    /// Any distribution: `survival(t)` is the share of callers whose patience is longer than `t` seconds, for t >= 0. It
    /// never rises; what is left at the end never hangs up. `breaks` are the times of jumps and kinks.
    ///
    /// # Errors
    /// If `survival(0)` is no share.
    pub fn from_survival(
        survival: impl Fn(f64) -> f64 + Send + Sync + 'static,
        breaks: Vec<f64>,
    ) -> Result<Self, AnalyticError> {
        share("the share of callers with any patience", survival(0.0))?;
        Ok(Self::of(survival, breaks))
    }

    /// Exponential with this mean in seconds.
    ///
    /// # Errors
    /// Unless the mean is above 0, as for all that follow.
    pub fn exponential(mean_s: f64) -> Result<Self, AnalyticError> {
        let mean = positive("the mean patience in seconds", mean_s)?;
        let patience = Self::of(move |t| libm::exp(-t / mean), Vec::new());
        Ok(patience.with_integral(move |from, to| -mean * libm::exp(-from / mean) * libm::expm1((from - to) / mean)))
    }

    /// The same for all callers.
    ///
    /// # Errors
    /// Unless it is above 0.
    pub fn constant(seconds: f64) -> Result<Self, AnalyticError> {
        let end = positive("the patience in seconds", seconds)?;
        let patience = Self::of(move |t| if t < end { 1.0 } else { 0.0 }, vec![end]);
        Ok(patience.with_integral(move |from, to| to.min(end) - from.min(end)))
    }

    /// Weibull with this mean in seconds and this shape (1: exponential).
    ///
    /// # Errors
    /// Unless both are above 0.
    pub fn weibull(mean_s: f64, shape: f64) -> Result<Self, AnalyticError> {
        let shape = positive("the shape of the patience", shape)?;
        let mean = positive("the mean patience in seconds", mean_s)?;
        let scale = positive("the scale of the patience in seconds", mean / libm::tgamma(1.0 + 1.0 / shape))?;
        Ok(Self::of(move |t| libm::exp(-libm::pow(t / scale, shape)), Vec::new()))
    }

    /// Lognormal with this mean in seconds and this coefficient of variation.
    ///
    /// # Errors
    /// Unless both are above 0.
    pub fn lognormal(mean_s: f64, cv: f64) -> Result<Self, AnalyticError> {
        let cv = positive("the coefficient of variation of the patience", cv)?;
        let variance = libm::log1p(cv * cv);
        let mu = libm::log(positive("the mean patience in seconds", mean_s)?) - 0.5 * variance;
        let scale = 1.0 / (2.0 * variance).sqrt();
        Ok(Self::of(move |t| 0.5 * libm::erfc((libm::log(t) - mu) * scale), Vec::new()))
    }

    /// Nobody ever hangs up.
    pub fn infinite() -> Self {
        Self::of(|_| 1.0, Vec::new()).with_integral(|from, to| to - from)
    }

    /// The same patience, except that this share of callers hang up at once if they have to wait.
    ///
    /// # Errors
    /// Unless it is a share.
    pub fn or_none(self, impatient: f64) -> Result<Self, AnalyticError> {
        let impatient = share("the share of callers without patience", impatient)?;
        Ok(self.mixed(1.0 - impatient, 0.0))
    }

    /// The same patience, except that this share of callers never hang up.
    ///
    /// # Errors
    /// Unless it is a share.
    pub fn or_infinite(self, never: f64) -> Result<Self, AnalyticError> {
        let never = share("the share of callers who never hang up", never)?;
        Ok(self.mixed(1.0 - never, never))
    }

    /// The same patience, except that after each of these waits, in seconds, a share of those who still wait hang up.
    ///
    /// # Errors
    /// Unless they are shares.
    pub fn with_announcements(self, heard: Vec<(f64, f64)>) -> Result<Self, AnalyticError> {
        heard.iter().try_for_each(|(_, part)| share("the share who hang up at an announcement", *part).map(|_| ()))?;
        let breaks = self.breaks.iter().copied().chain(heard.iter().map(|(at, _)| *at)).collect();
        let stay = move |t: f64| heard.iter().filter(|(at, _)| *at <= t).map(|(_, part)| 1.0 - part).product::<f64>();
        Self::from_survival(move |t| self.survival(t) * stay(t), breaks)
    }

    /// Callers of several kinds: each with its share of them and its patience.
    ///
    /// # Errors
    /// If a share is none.
    pub fn mixture(kinds: Vec<(f64, Self)>) -> Result<Self, AnalyticError> {
        kinds.iter().try_for_each(|(part, _)| share("the share of a kind of callers", *part).map(|_| ()))?;
        let breaks = kinds.iter().flat_map(|(_, patience)| patience.breaks.clone()).collect();
        Self::from_survival(
            move |t| kinds.iter().map(|(part, patience)| part * patience.survival(t)).sum::<f64>().min(1.0),
            breaks,
        )
    }

    /// Share of callers whose patience is longer than `t` seconds.
    pub fn survival(&self, t: f64) -> f64 {
        (self.survival)(t)
    }

    /// The integral of the survival from one time to another, where it has a closed form; without cancellation where
    /// the two are close.
    pub(super) fn integral(&self, from: f64, to: f64) -> Option<f64> {
        self.integral.as_ref().map(|integral| integral(from, to))
    }

    /// Where the survival jumps or bends.
    pub(super) fn breaks(&self) -> &[f64] {
        &self.breaks
    }

    fn of(survival: impl Fn(f64) -> f64 + Send + Sync + 'static, mut breaks: Vec<f64>) -> Self {
        breaks.sort_by(f64::total_cmp);
        Self { survival: Arc::new(survival), integral: None, breaks }
    }

    fn with_integral(self, integral: impl Fn(f64, f64) -> f64 + Send + Sync + 'static) -> Self {
        Self { integral: Some(Arc::new(integral)), ..self }
    }

    /// This patience for a share `rest` of callers, no end of it for a share `never`, none for the others.
    fn mixed(self, rest: f64, never: f64) -> Self {
        let Self { survival, integral, breaks } = self;
        let mixed = Self::of(move |t| never + rest * survival(t), breaks);
        match integral {
            Some(integral) => mixed.with_integral(move |from, to| never * (to - from) + rest * integral(from, to)),
            None => mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::quadrature::integrate;
    use super::*;

    #[test]
    fn every_distribution_has_the_mean_asked_for() {
        let made = [
            (PatienceCurve::exponential(120.0), 1.0),
            (PatienceCurve::constant(120.0), 1.0),
            (PatienceCurve::weibull(120.0, 0.7), 1.0),
            (PatienceCurve::weibull(120.0, 2.5), 1.0),
            (PatienceCurve::lognormal(120.0, 1.5), 1.0),
            (PatienceCurve::exponential(120.0).and_then(|p| p.or_none(0.25)), 0.75),
        ];
        for (patience, part) in made {
            let patience = patience.expect("valid");
            // The mean is the integral of the survival; pieces by decade, as the tails are long.
            let points = [0.0, 1.0, 10.0, 120.0, 1e3, 1e4, 1e5, 1e6, 1e7];
            let mean = integrate(|t| patience.survival(t), &points);
            assert!((mean / (120.0 * part) - 1.0).abs() < 1e-9, "{mean}");
        }
    }

    #[test]
    fn closed_integrals_are_those_of_the_survival() {
        let made = [
            PatienceCurve::exponential(90.0),
            PatienceCurve::constant(90.0),
            Ok(PatienceCurve::infinite()),
            PatienceCurve::exponential(90.0).and_then(|p| p.or_none(0.3)).and_then(|p| p.or_infinite(0.1)),
        ];
        for patience in made {
            let patience = patience.expect("valid");
            for t in [1.0_f64, 90.0, 400.0] {
                let expected = integrate(|x| patience.survival(x), &[0.5, t.min(90.0), t]);
                assert!((patience.integral(0.5, t).expect("closed") / expected - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn some_may_never_hang_up() {
        let patience = PatienceCurve::exponential(60.0).and_then(|p| p.or_none(0.1)).and_then(|p| p.or_infinite(0.2));
        let patience = patience.expect("valid");
        assert!((patience.survival(0.0) - 0.92).abs() < 1e-15);
        assert!((patience.survival(1e9) - 0.2).abs() < 1e-15);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(PatienceCurve::exponential(0.0).is_err() && PatienceCurve::constant(-1.0).is_err());
        assert!(PatienceCurve::weibull(1.0, f64::NAN).is_err() && PatienceCurve::weibull(1.0, 1e-3).is_err());
        assert!(PatienceCurve::lognormal(1.0, 0.0).is_err() && PatienceCurve::lognormal(f64::INFINITY, 1.0).is_err());
        assert!(
            PatienceCurve::infinite().or_none(1.5).is_err() && PatienceCurve::infinite().or_infinite(-0.1).is_err()
        );
        assert!(PatienceCurve::from_survival(|_| 2.0, Vec::new()).is_err());
    }
}
