//! The measures of calls, waits and people.

use super::{Better, Concern, Dimension, Facts, Limit, Made, Present, Scope, ServiceLevel, Standing, Unit};
use crate::units::Span;
use std::borrow::Cow;

figures! {
    /// A measure of the calls and people of a floor, a queue or an interval. What each counts is in `docs/measures.md`.
    Measure {
        /// Callers who asked for a person.
        Offered => Facts::new("offered", Unit::Calls, Limit::Arrivals).of(Standing::Everywhere),
        /// Callers who got one.
        Answered => Facts::new("answered", Unit::Calls, Limit::Calls).of(Standing::Everywhere).more_is_better(),
        /// Callers who hung up.
        Abandoned => Facts::new("abandoned", Unit::Calls, Limit::Calls).of(Standing::Everywhere).shown_first(),
        /// Callers who found every line taken.
        Blocked => Facts::new("blocked", Unit::Calls, Limit::Blocked).of(Standing::Calls),
        /// Calls that ended before anybody asked for a person.
        Contained => Facts::new("contained", Unit::Calls, Limit::Contained),
        /// Calls between the opening hours of two dates.
        OutsideHours => Facts::new("outside_hours", Unit::Calls, Limit::OutsideHours).of(Standing::Calls),
        /// Offered calls that are a second or later try.
        Redials => Facts::new("redials", Unit::Calls, Limit::CallsAgain).of(Standing::Calls),
        /// Offered calls of callers whom an answer has not helped.
        Repeats => Facts::new("repeats", Unit::Calls, Limit::CallsAgain).of(Standing::Calls),
        /// Offered calls of callers who were answered in another queue.
        Transfers => Facts::new("transfers", Unit::Calls, Limit::Transfers).of(Standing::Calls),
        /// Offered calls whose callers might be called back.
        CallbacksOffered => Facts::new("callbacks_offered", Unit::Calls, Limit::Callbacks).of(Standing::Calls),
        /// Those of them who accepted.
        Callbacks => Facts::new("callbacks", Unit::Calls, Limit::Callbacks).of(Standing::Calls),
        /// Those of them who were called and picked up.
        CalledBack => Facts::new("called_back", Unit::Calls, Limit::Callbacks).of(Standing::Calls).more_is_better(),
        /// Those who never picked up.
        CallbacksUnreached => Facts::new("callbacks_unreached", Unit::Calls, Limit::Callbacks).of(Standing::Calls),
        /// Those whose time was over before.
        CallbacksExpired => Facts::new("callbacks_expired", Unit::Calls, Limit::Callbacks).of(Standing::Calls),
        /// Mean time from the call to being called back.
        CallbackTime => Facts::new("callback_time_s", Unit::Seconds, Limit::CallbackTime).of(Standing::Calls),
        /// People who called, however often.
        Callers => Facts::new("callers", Unit::Calls, Limit::Arrivals).of(Standing::Calls),
        /// Callers sent away after closing.
        WaitingAtEnd => Facts::new("waiting_at_end", Unit::Calls, Limit::Calls).of(Standing::Everywhere),
        /// Answered / offered.
        AnswerRate => Facts::new("answer_rate", Unit::Share, Limit::Share)
            .of(Standing::Everywhere).more_is_better().shown_first(),
        /// Abandoned / offered.
        AbandonRate => Facts::new("abandon_rate", Unit::Share, Limit::Share).of(Standing::Everywhere),
        /// Callers who got a person sooner or later / callers.
        CallerAnswerRate => Facts::new("caller_answer_rate", Unit::Share, Limit::Share)
            .of(Standing::Calls).more_is_better(),
        /// Mean wait of the answered.
        Asa => Facts::new("asa_s", Unit::Seconds, Limit::MeanWait).of(Standing::Everywhere).shown_first(),
        /// Mean wait of all offered.
        WaitMean => Facts::new("wait_mean_s", Unit::Seconds, Limit::MeanWait).of(Standing::Everywhere),
        /// Half of the answered waited at most so long.
        WaitP50 => wait_percentile("wait_p50_s", 50),
        /// 90 % of the answered waited at most so long.
        WaitP90 => wait_percentile("wait_p90_s", 90),
        /// 95 % of the answered waited at most so long.
        WaitP95 => wait_percentile("wait_p95_s", 95).shown_first(),
        /// 99 % of the answered waited at most so long.
        WaitP99 => wait_percentile("wait_p99_s", 99),
        /// The longest wait of an answered call.
        WaitMax => Facts::new("wait_max_s", Unit::Seconds, Limit::Time),
        /// Mean talk and wrap-up of the answered.
        HandleTime => Facts::new("handle_time_s", Unit::Seconds, Limit::Time).of(Standing::Everywhere),
        /// Mean number waiting.
        WaitingMean => Facts::new("waiting_mean", Unit::Callers, Limit::Waiting).of(Standing::Everywhere),
        /// Most callers waiting at once.
        WaitingMax => Facts::new("waiting_max", Unit::Callers, Limit::Calls),
        /// Time with more than 5 callers waiting.
        MinutesAbove5 => Facts::new("minutes_above_5", Unit::Minutes, Limit::Time),
        /// Time with more than 10 callers waiting.
        MinutesAbove10 => Facts::new("minutes_above_10", Unit::Minutes, Limit::Time).shown_first(),
        /// Time handling calls / time signed in.
        Occupancy => Facts::new("occupancy", Unit::Share, Limit::TimeShare).about(Concern::Busyness).shown_first(),
        /// Time on the phones.
        SignedInHours => Facts::new("signed_in_hours", Unit::Hours, Limit::PeopleTime)
            .about(Concern::Effort).shown_first(),
        /// The part of it for a rung.
        BorrowedHours => Facts::new("borrowed_hours", Unit::Hours, Limit::LentTime).about(Concern::Effort).shown_first(),
        /// What the paid hours cost.
        Cost => Facts::new("cost", Unit::Money, Limit::Pay).about(Concern::Effort).shown_first(),
        /// Mean number of people on the phones.
        SignedIn => Facts::new("signed_in", Unit::People, Limit::People).of(Standing::Intervals).about(Concern::Effort),
        /// Those of them who are there for a rung.
        Borrowed => Facts::new("borrowed", Unit::People, Limit::LentPeople)
            .of(Standing::FloorIntervals).about(Concern::Effort),
        /// People who would be busy all the time.
        OfferedLoad => Facts::new("offered_load", Unit::Erlangs, Limit::Calls)
            .of(Standing::FloorIntervals).made(Made::OfferedLoad).about(Concern::Busyness),
    }
    and
    /// The share answered within some time.
    ServiceLevel(ServiceLevel);
}

const fn wait_percentile(name: &'static str, percent: u8) -> Facts {
    Facts::new(name, Unit::Seconds, Limit::Time).of(Standing::Floor).made(Made::WaitPercentile(percent))
}

/// Rates that differ by no more than this do not matter: a caller in a thousand.
const RATE_MARGIN: f64 = 0.001;
/// Seconds of waiting that nobody notices.
const WAIT_MARGIN_S: f64 = 0.5;
/// Percentiles of waits come from bins of up to 0.79 % of the value (M-S6): what is smaller cannot be told.
const PERCENTILE_MARGIN: f64 = 0.01;
/// Counts, hours and money: a thousandth of the first floor's.
const AMOUNT_MARGIN: f64 = 0.001;

impl Measure {
    /// The measure of that name.
    pub fn parse(name: &str) -> Option<Self> {
        let declared = Self::ALL.iter().copied().find(|measure| measure.facts().name == name);
        declared.or_else(|| ServiceLevel::parse(name).map(Self::ServiceLevel))
    }

    /// Its name in results, tables and expectations.
    pub fn name(self) -> Cow<'static, str> {
        if let Self::ServiceLevel(level) = self { level.name().into() } else { self.facts().name.into() }
    }

    /// All measures, with the service levels for these times, in the order of the results.
    pub fn all(times: &[Span]) -> Vec<Self> {
        let levels: Vec<Self> =
            times.iter().flat_map(|within| ServiceLevel::all(*within)).map(Self::ServiceLevel).collect();
        // They are more of the rates, and stand behind them.
        let rates = Self::ALL.iter().position(|measure| *measure == Self::AbandonRate).map_or(0, |at| at + 1);
        [&Self::ALL[..rates], &levels, &Self::ALL[rates..]].concat()
    }

    /// Those that there are for these calls over the whole day.
    pub fn of_day(scope: Scope, times: &[Span], present: Present) -> Vec<Self> {
        let is_there = |measure: &Self| measure.facts().stands.is_of_day(scope) && measure.is_present(present);
        Self::all(times).into_iter().filter(is_there).collect()
    }

    /// Whether a floor that has these figures has this one.
    pub fn is_present(self, present: Present) -> bool {
        let limit = self.facts().limit;
        let of_callbacks = [Limit::Callbacks, Limit::CallbackTime].contains(&limit);
        (present.nights || limit != Limit::OutsideHours)
            && (present.callbacks || !of_callbacks)
            && (present.transfers || limit != Limit::Transfers)
    }

    /// Those ratios that there are for these calls in every interval.
    pub fn of_intervals(scope: Scope, times: &[Span]) -> Vec<Self> {
        Self::all(times).into_iter().filter(|measure| measure.is_of_intervals(scope)).collect()
    }

    /// Whether there is such a ratio for these calls in every interval, and so over any stretch of the day.
    pub fn is_of_intervals(self, scope: Scope) -> bool {
        self.facts().stands.is_of_intervals(scope) && self.facts().made == Made::Ratio
    }

    /// Which service level it is, if it is one.
    pub fn service_level(self) -> Option<ServiceLevel> {
        if let Self::ServiceLevel(level) = self { Some(level) } else { None }
    }

    /// The waiting time it asks about, if it does.
    pub fn within(self) -> Option<Span> {
        self.service_level().map(|level| level.within)
    }

    /// Which percentile of the waits it is, from 0 to 1, if it is one.
    pub fn percentile(self) -> Option<f64> {
        match self.facts().made {
            Made::WaitPercentile(percent) => Some(f64::from(percent) / 100.0),
            Made::Ratio | Made::OfferedLoad => None,
        }
    }

    /// Whether more of it is good for the caller, the people and the purse.
    pub fn more_is_better(self) -> bool {
        self.facts().better == Better::More
    }

    /// Whether it tells what callers get, or what that takes.
    pub fn concern(self) -> Concern {
        self.facts().concern
    }

    /// Whether a figure is as good as a target or better.
    pub fn reaches(self, figure: f64, target: f64) -> bool {
        if self.more_is_better() { figure >= target } else { figure <= target }
    }

    /// Whether it is one of the few that a reader is shown first.
    pub fn is_headline(self) -> bool {
        self.facts().is_headline
    }

    /// How much it may differ without mattering, if nobody asks for another margin, beside the first floor's figure.
    pub fn default_margin(self, figure: f64) -> f64 {
        match self.unit().dimension() {
            Dimension::Share => RATE_MARGIN,
            Dimension::Length if self.percentile().is_some() => WAIT_MARGIN_S.max(PERCENTILE_MARGIN * figure),
            Dimension::Length => WAIT_MARGIN_S,
            Dimension::Amount => AMOUNT_MARGIN * figure.abs(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_as_the_measure_that_writes_it() {
        let all = Measure::all(&[Span::from_secs(20), Span::from_micros(7_500_000)]);
        assert_eq!(all.len(), Measure::ALL.len() + 10);
        assert!(all.iter().all(|measure| Measure::parse(&measure.name()) == Some(*measure)));
        assert_eq!(["", "asa", "wait_p42_s", "service_level"].map(Measure::parse), [None; 4]);
    }

    #[test]
    fn margins_are_what_nobody_would_notice() {
        use Measure as M;
        let margins = [M::AnswerRate, M::Occupancy, M::Asa, M::WaitMax, M::Cost, M::BorrowedHours];
        let margins = margins.map(|measure| measure.default_margin(200.0));
        assert_eq!(margins, [0.001, 0.001, 0.5, 0.5, 0.2, 0.2]);
        assert_eq!([20.0, 200.0].map(|wait| M::WaitP95.default_margin(wait)), [0.5, 2.0]);
    }

    #[test]
    fn of_the_service_levels_only_the_one_by_calls_offered_is_shown_first() {
        let levels = Measure::all(&[Span::from_secs(20)]).into_iter().filter(|measure| measure.within().is_some());
        assert_eq!(levels.map(Measure::is_headline).collect::<Vec<_>>(), [true, false, false, false, false]);
        assert!(Measure::Cost.is_headline() && !Measure::Offered.is_headline());
    }
}
