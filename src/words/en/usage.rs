//! What is wrong with values of arguments, in English; all else about arguments their parser says itself.

use super::scenario::DURATION;
use crate::words::ValueFault;

pub(super) fn value(fault: &ValueFault) -> String {
    match fault {
        ValueFault::NotAPart => "not a part such as 1/2, 2/2 or 3/8".to_owned(),
        ValueFault::NotAMargin => "not MEASURE=VALUE, such as answer_rate=0.002".to_owned(),
        ValueFault::NotANumber(text) => format!("`{text}` is not a number"),
        ValueFault::MarginBelowZero => "a margin is a number of at least 0".to_owned(),
        ValueFault::NotAStretch => "not a stretch of the day such as 10:00-12:00".to_owned(),
        ValueFault::NotAboveZeroUpToOne => "not a share above 0, up to 1".to_owned(),
        ValueFault::NotFromZeroToBelowOne => "not a share from 0 to below 1".to_owned(),
        ValueFault::NotAShare => "not a share from 0 to 1".to_owned(),
        ValueFault::NotBelowOne => "it must be below 1".to_owned(),
        ValueFault::NotACost => "not a cost of 0 or more".to_owned(),
        ValueFault::NotPeople(most) => format!("not a whole number of people from 0 to {most}"),
        ValueFault::NotTimesThePay => "not a number above 0".to_owned(),
        ValueFault::NotATime => "not a length of time such as 30s".to_owned(),
        ValueFault::NotAMonth => "not a month such as 2026-05".to_owned(),
        ValueFault::NotADuration => format!("not {DURATION}"),
        ValueFault::NotAboveZero => "it must be above 0".to_owned(),
        ValueFault::NotAPartOfADay => {
            "not a length of which a day has a whole number, such as 15m, 30m or 1h".to_owned()
        }
        ValueFault::NotGuarded => "neither `service`, `effort` nor a measure such as answer_rate".to_owned(),
        ValueFault::NotAPercentage => "not a share such as 0.8 or 80%".to_owned(),
        ValueFault::NotALevel => "not such as 0.8, 80% or 80/20".to_owned(),
        ValueFault::NotVolumes => "neither a number of at least 0 nor a range such as 80..120:10".to_owned(),
        ValueFault::TooManyRows(most) => format!("more than {most} rows"),
        ValueFault::NotARange => "not a range such as 10..30".to_owned(),
        ValueFault::WrongWayRound { from, to } => format!("the wrong way round: {to}..{from}"),
        ValueFault::BelowZero => "not a number of at least 0".to_owned(),
        ValueFault::NoDay => "no day would be simulated; at least 1".to_owned(),
        ValueFault::NotDays(most) => format!("not a whole number of days from 1 to {most}"),
        ValueFault::NotThreads(most) => format!("not a whole number of threads from 1 to {most}"),
    }
}
