//! Figures that others published from simulations of their own.

use super::{KnownFigure, ResultFigure};
use crate::figures::{Measure, Relative, ServiceLevel};
use crate::model::{AfterClose, Arrivals, Distribution, Floor, HeadCount, Patience, Presence, ProfileRow};
use crate::units::Span;

/// Calls per hour and head-counts of the day "CallCenter" of SSJ and ContactCenters (Buist & L'Ecuyer 2005, "A Java library
/// for simulating contact centers"): 13 hours, 1,660 calls expected.
const CALLS: [f64; 13] = [100.0, 150.0, 150.0, 180.0, 200.0, 150.0, 150.0, 150.0, 120.0, 100.0, 80.0, 70.0, 60.0];
const PEOPLE: [u32; 13] = [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4];

/// A 90 % interval is so many standard errors to either side.
const NINETY_PERCENT: f64 = 1.644_853_6;

/// A published mean with the half width of its 90 % interval and the number of decimals printed.
struct Printed {
    measure: Measure,
    mean: f64,
    half_width: f64,
    decimals: i32,
}

const WITHIN_20_S: Measure =
    Measure::ServiceLevel(ServiceLevel { within: Span::from_secs(20), relative: Relative::WithAbandons });

/// Callers who hang up within 20 s count as good in their share within 20 s. Their rates are means over days divided by the
/// expected number of calls, which estimates the same as the ratio of sums over days.
const STEADY_DAYS: [Printed; 3] = [
    // 10,000 days: 1660.4 calls a day with standard deviation 93.6.
    Printed { measure: Measure::WaitMean, mean: 4.713, half_width: 0.033, decimals: 3 },
    Printed { measure: Measure::Offered, mean: 1660.4, half_width: NINETY_PERCENT * 0.936, decimals: 1 },
    Printed { measure: WITHIN_20_S, mean: 0.925, half_width: 0.0005, decimals: 3 },
];
const UNLIKE_DAYS: [Printed; 4] = [
    // 1,000 days: 1639.5 calls a day with standard deviation 513.2.
    Printed { measure: Measure::WaitMean, mean: 11.83, half_width: 1.77, decimals: 2 },
    Printed { measure: Measure::Offered, mean: 1639.5, half_width: NINETY_PERCENT * 16.229, decimals: 1 },
    Printed { measure: WITHIN_20_S, mean: 0.853, half_width: 0.009, decimals: 3 },
    Printed { measure: Measure::AbandonRate, mean: 0.0342, half_width: 0.003, decimals: 4 },
];

/// The published figures of this floor, if there are any.
pub(super) fn figures(floor: &Floor) -> Option<Vec<KnownFigure>> {
    let shape = busyness_shape(floor).filter(|_| is_the_day(floor))?;
    let near = |published: f64| (shape / published - 1.0).abs() < 1e-3;
    let printed: &[Printed] = match () {
        () if near(400.0) => &STEADY_DAYS,
        () if near(10.0) => &UNLIKE_DAYS,
        () => return None,
    };
    Some(printed.iter().map(expected).collect())
}

/// Printed digits hide up to half of the last one: a uniform error beside the error of the mean.
fn expected(printed: &Printed) -> KnownFigure {
    let last_digit = libm::pow(10.0, f64::from(-printed.decimals));
    let sampling = printed.half_width / NINETY_PERCENT;
    let error = (sampling * sampling + last_digit * last_digit / 12.0).sqrt();
    KnownFigure { figure: ResultFigure::Floor(printed.measure), value: printed.mean, error }
}

/// The shape of the gamma distribution of a floor's only queue's busyness.
fn busyness_shape(floor: &Floor) -> Option<f64> {
    let [queue] = &floor.queues[..] else { return None };
    match &queue.arrivals {
        Arrivals::Profile { intervals, .. } if intervals.cv > 0.0 || queue.scale_cv > 0.0 => None,
        Arrivals::Profile { busyness, .. } => (busyness.cv > 0.0).then(|| 1.0 / (busyness.cv * busyness.cv)),
        Arrivals::Sample(_) | Arrivals::Calls(_) => None,
    }
}

fn is_the_day(floor: &Floor) -> bool {
    let ([queue], [group]) = (&floor.queues[..], &floor.groups[..]) else { return false };
    let (Arrivals::Profile { rows, scale, .. }, Presence::HeadCounts(counts)) = (&queue.arrivals, &group.presence)
    else {
        return false;
    };
    let exponential = |seconds| Distribution::Exponential { mean: Span::from_secs(seconds) };
    let callers = queue.talk == exponential(100) && queue.patience == Patience::Random(exponential(1_000));
    let calls = |row: &ProfileRow| row.calls;
    let people = |count: &HeadCount| count.people;
    let hours = *scale == 1.0 && rows.iter().map(calls).eq(CALLS) && counts.iter().map(people).eq(PEOPLE);
    hours && callers && queue.balk == 0.1 && floor.after_close == AfterClose::Stay
}
