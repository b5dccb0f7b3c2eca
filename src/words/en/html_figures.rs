//! What figures are called and how they are worked out, in English.

use crate::figures::{GroupFigure, Measure, Relative, RungFigure, ServiceLevel};
use crate::units::text;
use crate::words::html::FigureWords;

pub(super) fn formula(measure: Measure) -> String {
    let formula = match measure {
        Measure::Offered => "answered + abandoned + waiting at the end, a day",
        Measure::Answered => "callers who got a person, a day",
        Measure::Abandoned => "callers who hung up while waiting, a day",
        Measure::Blocked => "calls that found every line taken, a day; not offered",
        Measure::Contained => "calls that ended in the IVR, a day; not offered",
        Measure::OutsideHours => "calls between the opening hours of two dates; not offered",
        Measure::Redials => "offered calls after hanging up or being blocked, a day",
        Measure::Transfers => "offered calls from another queue, where they were answered, a day",
        Measure::Repeats => "offered calls after an answer that did not settle the matter, a day",
        Measure::Callers => "people who called, however often, a day",
        Measure::WaitingAtEnd => "callers whom the day left without an answer",
        Measure::AnswerRate => "answered / offered",
        Measure::AbandonRate => "abandoned / offered",
        Measure::CallerAnswerRate => "callers answered at any of their calls / callers",
        Measure::Asa => "waits of the answered, added up / answered",
        Measure::WaitMean => "waits of all offered, added up / offered",
        Measure::WaitP50 => "50th percentile of the waits of the answered",
        Measure::WaitP90 => "90th percentile of the waits of the answered",
        Measure::WaitP95 => "95th percentile of the waits of the answered",
        Measure::WaitP99 => "99th percentile of the waits of the answered",
        Measure::WaitMax => "the longest wait of an answered call of the day, mean over days",
        Measure::HandleTime => "talk and wrap-up of the answered, added up / answered",
        Measure::WaitingMean => "time spent waiting during the hours / the hours",
        Measure::WaitingMax => "most callers waiting at once, mean over days",
        Measure::MinutesAbove5 => "time with more than 5 callers waiting, a day",
        Measure::MinutesAbove10 => "time with more than 10 callers waiting, a day",
        Measure::Occupancy => "time handling calls / time signed in",
        Measure::SignedInHours => "time on the phones, person-hours a day",
        Measure::BorrowedHours => "the part of it for a rung, person-hours a day",
        Measure::Cost => "paid hours × pay, and the price of own work deferred, a day",
        Measure::SignedIn => "time on the phones in the interval / its length",
        Measure::Borrowed => "the part of it for a rung",
        Measure::OfferedLoad => "calls offered × mean handle time / length of the interval",
        Measure::CallbacksOffered => "offered calls whose callers might be called back instead of waiting, a day",
        Measure::Callbacks => "those of them who accepted, a day",
        Measure::CalledBack => "those who were called and picked up, a day",
        Measure::CallbacksUnreached => "those who did not pick up at the last try, a day",
        Measure::CallbacksExpired => "those who were not called in time, a day",
        Measure::CallbackTime => "times from the call to being called back, added up / called back",
        Measure::ServiceLevel(level) => return service_level(level),
    };
    formula.to_owned()
}

fn service_level(ServiceLevel { within, relative }: ServiceLevel) -> String {
    let formula = match relative {
        Relative::OfOffered => "answered within T / offered",
        Relative::OfAnswered => "answered within T / answered",
        Relative::LessShort => "answered within T / (offered - short hang-ups)",
        Relative::LessAbandons => "answered within T / (offered - hang-ups within T)",
        Relative::WithAbandons => "(answered within T + hung up within T) / offered",
    };
    format!("{formula}, T = {}", text::span(within))
}

pub(super) fn of_group(figure: GroupFigure) -> FigureWords {
    let (name, formula) = match figure {
        GroupFigure::Occupancy => ("Occupancy", "time handling calls / time signed in"),
        GroupFigure::SignedInHours => ("Hours on the phones", "person-hours a day"),
        GroupFigure::BorrowedHours => ("Hours borrowed", "the part of it for a rung, person-hours a day"),
        GroupFigure::OverrunHours => {
            ("Overrun hours", "on the phones after shift end, break or release, person-hours a day")
        }
        GroupFigure::Absent => ("Absent", "people who do not come, a day"),
        GroupFigure::Late => ("Late", "people who come after the start of their shift, a day"),
        GroupFigure::LateHours => ("Hours late", "by how much, all together, a day"),
        GroupFigure::LateBreaks => ("Late breaks", "breaks that began later than planned, a day"),
        GroupFigure::LateBreakMinutes => ("Minutes of late breaks", "by how much, all together, a day"),
        GroupFigure::OvertimeHours => {
            ("Overtime hours", "on the phones after the end of the shift, person-hours a day")
        }
        GroupFigure::Cost => ("Cost", "paid hours × pay, and the price of own work deferred, a day"),
        GroupFigure::DeferredTasks => ("Own work deferred", "time away for a rung × tasks an hour, a day"),
        GroupFigure::CaughtUpTasks => ("Caught up", "the part of it caught up on the same day"),
        GroupFigure::LeftOverTasks => ("Left over", "the rest of it"),
        GroupFigure::LateTasks => ("Past its deadline", "the part of it not caught up by its deadline"),
    };
    FigureWords::new(name, formula)
}

pub(super) fn of_rung(figure: RungFigure) -> FigureWords {
    let (name, formula) = match figure {
        RungFigure::Pulls => ("Pulled", "times pulled, a day; with nobody to send not counted"),
        RungFigure::ShareOfDays => ("Pulled on", "days with at least one pull / days"),
        RungFigure::MinutesInForce => ("Minutes in force", "from pull to release, minutes a day"),
        RungFigure::PersonHours => ("Person-hours", "time its people were on the phones, a day"),
        RungFigure::EmptyHanded => ("Nobody to send", "times its condition held and nobody could be sent, a day"),
        RungFigure::NoFreeSeat => ("No free seat", "those of them in which people were there but no seat"),
        RungFigure::Chatter => ("Again soon", "pulls soon after its own release, a day"),
    };
    FigureWords::new(name, formula)
}
