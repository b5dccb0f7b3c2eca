//! Numerical integration.

/// Panels are halved until the estimated error is below this share of the integral. The estimate is the difference of
/// two rules, the result is the better of them, so the true error is far smaller.
const TOLERANCE: f64 = 1e-11;
const MOST_PANELS: usize = 3_000;

/// The integral of `f` from the first to the last of `points` (ascending), for `f` smooth between neighbouring points.
///
/// Global adaptive 15-point Gauss-Kronrod rule (Piessens et al. 1983, QUADPACK, routine QAGP without extrapolation):
/// relative error about 1e-14 for smooth integrands that do not change sign, 1e-12 with a root-like singularity at a
/// point. Jumps and kinks belong on a point.
pub(super) fn integrate(f: impl Fn(f64) -> f64, points: &[f64]) -> f64 {
    panels(&f, points).iter().map(|p| p.integral).sum()
}

/// The running integral of a function, to be asked at any place.
pub(super) struct Cumulative {
    /// `(start of a panel, integral up to there)`, ascending.
    knots: Vec<(f64, f64)>,
}

impl Cumulative {
    /// Prepares the integral of `f` from the first of `points` on; they are as for [`integrate`].
    pub fn new(f: &impl Fn(f64) -> f64, points: &[f64]) -> Self {
        let mut panels = panels(f, points);
        panels.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut sum = 0.0;
        let knot = |panel: &Panel| {
            let knot = (panel.from, sum);
            sum += panel.integral;
            knot
        };
        Self { knots: panels.iter().map(knot).collect() }
    }

    /// The integral of the same `f` from the first point to `x`, which is not beyond the last.
    pub fn until(&self, f: &impl Fn(f64) -> f64, x: f64) -> f64 {
        let after = self.knots.partition_point(|(start, _)| *start <= x);
        let Some(&(start, sum)) = after.checked_sub(1).and_then(|at| self.knots.get(at)) else { return 0.0 };
        sum + gauss_kronrod(f, start, x).0
    }
}

/// Panels small enough for the tolerance, in no order.
fn panels(f: &impl Fn(f64) -> f64, points: &[f64]) -> Vec<Panel> {
    let mut panels: Vec<Panel> = points.windows(2).filter(|w| w[0] < w[1]).map(|w| Panel::new(f, w[0], w[1])).collect();
    while panels.len() < MOST_PANELS {
        let total: f64 = panels.iter().map(|p| p.integral).sum();
        let error: f64 = panels.iter().map(|p| p.error).sum();
        let Some(worst) = (0..panels.len()).max_by(|&a, &b| panels[a].error.total_cmp(&panels[b].error)) else { break };
        let Panel { from, to, .. } = panels[worst];
        let middle = 0.5 * (from + to);
        let done = error <= TOLERANCE * total.abs() || !error.is_finite();
        if done || middle <= from || middle >= to {
            break;
        }
        panels[worst] = Panel::new(f, from, middle);
        panels.push(Panel::new(f, middle, to));
    }
    panels
}

struct Panel {
    from: f64,
    to: f64,
    integral: f64,
    error: f64,
}

impl Panel {
    fn new(f: &impl Fn(f64) -> f64, from: f64, to: f64) -> Self {
        let (integral, coarse) = gauss_kronrod(f, from, to);
        Self { from, to, integral, error: (integral - coarse).abs() }
    }
}

/// The 15-point Kronrod and the 7-point Gauss estimate of one panel.
pub(super) fn gauss_kronrod(f: &impl Fn(f64) -> f64, from: f64, to: f64) -> (f64, f64) {
    let (centre, half) = (0.5 * (from + to), 0.5 * (to - from));
    let middle = f(centre);
    let (mut kronrod, mut gauss) = (middle * KRONROD[7], middle * GAUSS[3]);
    for (k, node) in NODES.iter().enumerate() {
        let pair = f(centre - half * node) + f(centre + half * node);
        kronrod += pair * KRONROD[k];
        if k % 2 == 1 {
            gauss += pair * GAUSS[k / 2];
        }
    }
    (kronrod * half, gauss * half)
}

const NODES: [f64; 7] = [
    0.991_455_371_120_812_6,
    0.949_107_912_342_758_5,
    0.864_864_423_359_769_1,
    0.741_531_185_599_394_4,
    0.586_087_235_467_691_1,
    0.405_845_151_377_397_2,
    0.207_784_955_007_898_47,
];
const KRONROD: [f64; 8] = [
    0.022_935_322_010_529_224,
    0.063_092_092_629_978_56,
    0.104_790_010_322_250_18,
    0.140_653_259_715_525_92,
    0.169_004_726_639_267_9,
    0.190_350_578_064_785_4,
    0.204_432_940_075_298_89,
    0.209_482_141_084_727_82,
];
const GAUSS: [f64; 4] =
    [0.129_484_966_168_869_7, 0.279_705_391_489_276_64, 0.381_830_050_505_118_9, 0.417_959_183_673_469_4];

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found} {expected}");
    }

    #[test]
    fn polynomials_up_to_degree_22_are_exact_in_one_panel() {
        for degree in [0, 1, 2, 13, 22] {
            let power = |x: f64| x.powi(degree);
            let (kronrod, gauss) = gauss_kronrod(&power, 0.5, 2.0);
            let exact = (2.0_f64.powi(degree + 1) - 0.5_f64.powi(degree + 1)) / f64::from(degree + 1);
            assert_close(kronrod, exact);
            assert_eq!(degree <= 13, (gauss - exact).abs() < 1e-13 * exact, "degree {degree}");
        }
    }

    #[test]
    fn peaks_roots_and_jumps_are_found() {
        let peak = |x: f64| libm::exp(-50.0 * (x - 3.0) * (x - 3.0));
        assert_close(integrate(peak, &[0.0, 3.0, 20.0]), (2.0 * std::f64::consts::PI).sqrt() / 10.0);
        assert_close(integrate(f64::sqrt, &[0.0, 1.0]), 2.0 / 3.0);
        assert_close(integrate(|x| if x < 0.3 { 1.0 } else { 5.0 }, &[0.0, 0.3, 1.0]), 3.8);
        assert_eq!(integrate(|_| 0.0, &[0.0, 1.0]), 0.0);
        assert_eq!(integrate(|_| 1.0, &[2.0]), 0.0);
    }

    #[test]
    fn a_running_integral_agrees_with_the_integral() {
        let f = |x: f64| libm::exp(-x.sqrt());
        let running = Cumulative::new(&f, &[0.0, 4.0, 100.0]);
        for x in [0.0_f64, 0.01, 3.9, 4.0, 50.0, 100.0] {
            let exact = 2.0 - 2.0 * (1.0 + x.sqrt()) * libm::exp(-x.sqrt());
            assert!((running.until(&f, x) - exact).abs() < 1e-11, "{x}");
        }
    }

    #[test]
    fn a_hopeless_integrand_ends() {
        assert!(integrate(|_| f64::NAN, &[0.0, 1.0]).is_nan());
        assert!(integrate(|x| libm::sin(1.0 / x), &[1e-300, 1.0]).is_finite());
    }
}
