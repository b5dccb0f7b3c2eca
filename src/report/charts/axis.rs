//! Axes: from where to where, and which round values are written beside them.

use super::words;
use crate::units::{SimTime, WallClock};
use crate::words::numbers::decimal;
use crate::words::{AxisUnit, PlotLabel, PlotWords};
use jiff::civil::Date;

/// The length of an axis in data, its marks and what it measures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    pub from: f64,
    pub to: f64,
    /// `(value, what is written there)`, ascending.
    pub ticks: Vec<(f64, String)>,
    /// What it measures, with the unit.
    pub caption: String,
    /// Whether it begins above 0, so that lengths along it cannot be compared: it is drawn with a break, and its caption says so.
    pub is_cut: bool,
}

/// Minutes between clock marks, of which the shortest that fits is taken.
const CLOCK_STEPS: [i64; 13] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1_440];
/// Waits people know, in seconds.
const FAMILIAR_WAITS: [f64; 15] =
    [1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0, 1_200.0, 1_800.0, 3_600.0, 7_200.0];

/// Where a clock shows multiples of a step, and what it shows there.
fn shown(from: f64, to: f64, clock: &WallClock, step: f64) -> impl Iterator<Item = (f64, f64)> + '_ {
    let micros = |seconds: f64| SimTime::from_micros((seconds * 1e6).round() as i64);
    let shown = |seconds: f64| if clock.is_even() { seconds } else { clock.shown(micros(seconds)).as_secs() };
    let when = move |t: f64| if clock.is_even() { t } else { clock.when(micros(t)).as_secs() };
    let marks = multiples(shown(from), shown(to), step).into_iter().map(move |t| (when(t), t));
    marks.filter(move |(_, t)| clock.is_even() || !clock.skips(micros(*t)))
}

impl Axis {
    /// A day on the clock, seconds since midnight, with at most so many marks.
    pub fn clock(from: f64, to: f64, clock: &WallClock, most: usize, words: &dyn PlotWords) -> Self {
        let to = to.max(from + 60.0);
        let fits = |step: &&i64| (to - from) / (**step as f64 * 60.0) <= most as f64 - 1.0;
        let step = match CLOCK_STEPS.iter().find(fits) {
            Some(minutes) => *minutes as f64 * 60.0,
            None => round_step((to - from) / 86_400.0, most) * 86_400.0,
        };
        let ticks = shown(from, to, clock, step).map(|(at, t)| (at, words::wall_clock(t))).collect();
        Self { from, to, ticks, caption: words.plot_label(PlotLabel::TimeOfDay).to_owned(), is_cut: false }
    }

    /// Several dates, seconds since midnight of the first, with at most so many marks.
    pub fn dates((from, to): (f64, f64), clock: &WallClock, first: Date, most: usize, words: &dyn PlotWords) -> Self {
        let day = 86_400.0;
        let steps = [0.25, 0.5, 1.0, 2.0, 5.0, 7.0, 14.0, 28.0, 91.0, 364.0].map(|days| days * day);
        let fits = |step: &f64| (to - from) / step <= most as f64 - 1.0;
        let step = steps.into_iter().find(fits).unwrap_or((to - from) / 2.0);
        let mut ticks: Vec<(f64, String)> =
            shown(from, to, clock, step).map(|(at, t)| (at, words::moment_mark(t, first, words))).collect();
        // The first date has its mark where it begins to be seen.
        if step >= day && ticks.first().is_none_or(|(at, _)| at - from > 0.4 * step) {
            ticks.insert(0, (from, words::moment_mark((from / day).floor() * day, first, words)));
        }
        let caption = words.plot_label(if step < day { PlotLabel::DateAndTime } else { PlotLabel::Dates });
        Self { from, to, ticks, caption: caption.to_owned(), is_cut: false }
    }

    /// Numbers from 0 up to a largest one, a little air above it.
    pub fn amount(largest: f64, caption: &str) -> Self {
        Self::scaled(largest, 1.0, caption.to_owned())
    }

    /// Differences as far below 0 as above it.
    pub fn around_zero(reach: f64, most: usize, caption: &str) -> Self {
        let ticks = multiples(-reach, reach, round_step(2.0 * reach, most)).into_iter().map(|t| (t, mark(t))).collect();
        Self { from: -reach, to: reach, ticks, caption: caption.to_owned(), is_cut: false }
    }

    /// Numbers between two, with a little air on both sides of other than 0.
    pub fn between(from: f64, to: f64, most: usize, caption: &str) -> Self {
        let air = 0.08 * (to - from).max(1e-6);
        let (from, to) = (if from < 0.0 { from - air } else { from }, to + air);
        let ticks = multiples(from, to, round_step(to - from, most)).into_iter().map(|t| (t, mark(t))).collect();
        Self { from, to, ticks, caption: caption.to_owned(), is_cut: from > 0.0 }
    }

    /// Lengths of time from 0 up to a longest one, in the unit that suits it; data in seconds.
    pub fn wait(longest: f64, words: &dyn PlotWords) -> Self {
        let (seconds, unit) = match longest {
            s if s <= 180.0 => (1.0, AxisUnit::Seconds),
            s if s <= 10_800.0 => (60.0, AxisUnit::Minutes),
            _ => (3_600.0, AxisUnit::Hours),
        };
        Self::scaled(longest, seconds, words.axis(PlotLabel::Wait, unit))
    }

    /// Shares between two shares, in percent. A little air is left beyond 0 and 1, so that lines there are seen whole.
    pub fn share((from, to): (f64, f64), most: usize, label: PlotLabel, words: &dyn PlotWords) -> Self {
        let step = round_step((to - from) * 100.0, most) / 100.0;
        let ticks = multiples(from, to.min(1.0), step).into_iter().map(|t| (t, percent_mark(t))).collect();
        let (air, is_cut) = ((to - from) * 0.02, from > 0.0);
        let caption = words.axis(label, AxisUnit::Percent);
        let caption = if is_cut { words.cut_axis(&caption, from) } else { caption };
        let (from, to) = (if from <= 0.0 { from - air } else { from }, if to >= 1.0 { to + air } else { to });
        Self { from, to, ticks, caption, is_cut }
    }

    /// Waits from a second up to a longest one, each doubling equally long; positions by [`wait_position`].
    pub fn doubling_waits(longest: f64, words: &dyn PlotWords) -> Self {
        let hours = [5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 10_000.0, 100_000.0].map(|h| h * 3_600.0);
        let shown = FAMILIAR_WAITS.into_iter().chain(hours).filter(|wait| *wait <= longest);
        let ticks = shown.map(|wait| (wait_position(wait), words.time(wait))).collect();
        Self {
            from: wait_position(1.0),
            to: wait_position(longest),
            ticks,
            caption: words.plot_label(PlotLabel::DoublingWaits).to_owned(),
            is_cut: false,
        }
    }

    fn scaled(largest: f64, unit: f64, caption: String) -> Self {
        let largest = if largest > 0.0 { largest } else { unit };
        let step = round_step(largest / unit, 8) * unit;
        let marks = multiples(0.0, largest * 1.08, step);
        let ticks = marks.into_iter().map(|t| (t, mark(t / unit))).collect();
        Self { from: 0.0, to: largest * 1.08, ticks, caption, is_cut: false }
    }

    /// Leaves out marks nearer than so much to the one before, given as a share of the axis.
    pub fn thinned(mut self, least: f64) -> Self {
        let gap = (self.to - self.from) * least;
        let mut last = f64::NEG_INFINITY;
        self.ticks.retain(|(value, _)| {
            let keep = value - last >= gap;
            if keep {
                last = *value;
            }
            keep
        });
        self
    }
}

/// Where a wait in seconds is on the axis of doubling waits; waits under a second are at its beginning.
pub(super) fn wait_position(seconds: f64) -> f64 {
    libm::log2(seconds.max(1.0))
}

/// The smallest of 1, 2, 5 times a power of ten that cuts a length into fewer parts than `most`.
fn round_step(length: f64, most: usize) -> f64 {
    let parts = most.saturating_sub(1).max(1) as f64 + 1e-6;
    let mut power = 1e-6;
    while length / (power * 10.0) > parts {
        power *= 10.0;
    }
    let step = [1.0, 2.0, 5.0].into_iter().map(|n| n * power).find(|step| length / step <= parts);
    step.unwrap_or(power * 10.0)
}

fn multiples(from: f64, to: f64, step: f64) -> Vec<f64> {
    let (first, last) = ((from / step - 1e-6).ceil() as i64, (to / step + 1e-6).floor() as i64);
    (first..=last).map(|n| n as f64 * step).collect()
}

/// A number without the dust of floating point.
fn mark(number: f64) -> String {
    let dusted = (number * 1e4).round() / 1e4;
    if (1_000.0..9e15).contains(&dusted) { decimal(dusted, 0) } else { format!("{dusted}") }
}

fn percent_mark(share: f64) -> String {
    mark(share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn english() -> &'static dyn PlotWords {
        Language::English.plots()
    }

    fn marks(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn a_day_is_marked_at_round_clock_times() {
        let day = Axis::clock(8.0 * 3600.0, 22.0 * 3600.0, &WallClock::default(), 16, english());
        assert_eq!(marks(&day)[..3], ["08:00", "09:00", "10:00"]);
        assert_eq!(day.ticks.len(), 15);
        let hour = Axis::clock(8.0 * 3600.0 + 420.0, 9.0 * 3600.0 + 420.0, &WallClock::default(), 16, english());
        assert_eq!(marks(&hour)[..2], ["08:10", "08:15"]);
        let night = Axis::clock(0.0, 86_400.0, &WallClock::default(), 16, english());
        assert_eq!(marks(&night).last(), Some(&"24:00"));
    }

    #[test]
    fn an_axis_has_few_marks_however_long_it_is() {
        for largest in [1e-3, 0.7, 3.0, 47.0, 1e6, 1e15] {
            let axis = Axis::amount(largest, "people");
            assert!((3..=9).contains(&axis.ticks.len()), "{largest}: {:?}", marks(&axis));
            assert!(axis.to > largest);
        }
        assert!(Axis::clock(0.0, 1e9, &WallClock::default(), 16, english()).ticks.len() <= 16);
    }

    #[test]
    fn waits_are_marked_in_the_unit_that_suits_them() {
        assert_eq!(Axis::wait(45.0, english()).caption, "wait (seconds)");
        assert_eq!(Axis::wait(600.0, english()).caption, "wait (minutes)");
        assert_eq!(marks(&Axis::wait(600.0, english())), ["0", "2", "4", "6", "8", "10"]);
        assert_eq!(Axis::wait(1e6, english()).caption, "wait (hours)");
    }

    #[test]
    fn shares_are_marked_in_percent() {
        assert_eq!(
            marks(&Axis::share((0.8, 1.0), 7, PlotLabel::AnswerRate, english())),
            ["80", "85", "90", "95", "100"]
        );
        assert_eq!(marks(&Axis::share((0.985, 1.0), 9, PlotLabel::AnswerRate, english()))[..2], ["98.6", "98.8"]);
    }

    #[test]
    fn a_share_that_begins_above_nothing_says_so() {
        let share = |from| Axis::share((from, 1.0), 7, PlotLabel::AnswerRate, english());
        assert_eq!((share(0.0).is_cut, share(0.0).caption.as_str()), (false, "answer rate (%)"));
        let cut = share(0.75);
        assert_eq!((cut.is_cut, cut.caption.replace('\u{a0}', " ").as_str()), (true, "answer rate (%), from 75 % up"));
    }

    #[test]
    fn doubling_waits_are_equally_far_apart() {
        let step = wait_position(40.0) - wait_position(20.0);
        assert!((wait_position(360.0) - wait_position(180.0) - step).abs() < 1e-12);
        assert_eq!(wait_position(0.0), wait_position(1.0));
    }

    #[test]
    fn marks_too_near_to_each_other_are_left_out() {
        let axis = Axis::doubling_waits(36_000.0, english()).thinned(0.05);
        assert!(axis.ticks.windows(2).all(|pair| pair[1].0 - pair[0].0 >= 0.05 * axis.to));
    }
}
