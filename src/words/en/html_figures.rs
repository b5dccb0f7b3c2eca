//! What figures are called and how they are worked out, in English.

use crate::figures::{GroupFigure, Measure, Relative, RungFigure, ServiceLevel};
use crate::units::text;
use crate::words::html::FigureWords;

pub(super) fn measure(measure: Measure) -> FigureWords {
    let (name, formula) = match measure {
        Measure::Offered => ("Offered", "answered + abandoned + waiting at the end, a day"),
        Measure::Answered => ("Answered", "callers who got a person, a day"),
        Measure::Abandoned => ("Abandoned", "callers who hung up while waiting, a day"),
        Measure::Blocked => ("Blocked", "calls that found every line taken, a day; not offered"),
        Measure::Contained => ("Contained in the IVR", "calls that ended in the IVR, a day; not offered"),
        Measure::OutsideHours => ("Outside opening hours", "calls between the opening hours of two dates; not offered"),
        Measure::Redials => ("Redials", "offered calls after hanging up or being blocked, a day"),
        Measure::Repeats => ("Repeats", "offered calls after an answer that did not settle the matter, a day"),
        Measure::Callers => ("Callers", "people who called, however often, a day"),
        Measure::WaitingAtEnd => ("Waiting at the end", "callers whom the day left without an answer"),
        Measure::AnswerRate => ("Answer rate", "answered / offered"),
        Measure::AbandonRate => ("Abandon rate", "abandoned / offered"),
        Measure::CallerAnswerRate => {
            ("Callers answered sooner or later", "callers answered at any of their calls / callers")
        }
        Measure::Asa => ("Mean wait of the answered (ASA)", "waits of the answered, added up / answered"),
        Measure::WaitMean => ("Mean wait of all", "waits of all offered, added up / offered"),
        Measure::WaitP50 => ("Half of the answered waited at most", "50th percentile of the waits of the answered"),
        Measure::WaitP90 => ("90 % of the answered waited at most", "90th percentile of the waits of the answered"),
        Measure::WaitP95 => ("95 % of the answered waited at most", "95th percentile of the waits of the answered"),
        Measure::WaitP99 => ("99 % of the answered waited at most", "99th percentile of the waits of the answered"),
        Measure::WaitMax => ("Longest wait", "the longest wait of an answered call of the day, mean over days"),
        Measure::HandleTime => ("Handle time (AHT)", "talk and wrap-up of the answered, added up / answered"),
        Measure::WaitingMean => ("Waiting callers, mean", "time spent waiting during the hours / the hours"),
        Measure::WaitingMax => ("Waiting callers, most", "most callers waiting at once, mean over days"),
        Measure::MinutesAbove5 => ("Minutes with more than 5 waiting", "time with more than 5 callers waiting, a day"),
        Measure::MinutesAbove10 => {
            ("Minutes with more than 10 waiting", "time with more than 10 callers waiting, a day")
        }
        Measure::Occupancy => ("Occupancy", "time handling calls / time signed in"),
        Measure::SignedInHours => ("Hours on the phones", "time on the phones, person-hours a day"),
        Measure::BorrowedHours => ("Hours borrowed", "the part of it for a rung, person-hours a day"),
        Measure::Cost => ("Cost", "paid hours × pay, and the price of own work deferred, a day"),
        Measure::SignedIn => ("On the phones", "time on the phones in the interval / its length"),
        Measure::Borrowed => ("Borrowed", "the part of it for a rung"),
        Measure::OfferedLoad => ("Offered load (Erlangs)", "calls offered × mean handle time / length of the interval"),
        Measure::ServiceLevel(level) => return service_level(level),
    };
    FigureWords::new(name, formula)
}

fn service_level(ServiceLevel { within, relative }: ServiceLevel) -> FigureWords {
    let t = text::span(within);
    let (of, formula) = match relative {
        Relative::OfOffered => (String::new(), "answered within T / offered".to_owned()),
        Relative::OfAnswered => (", of the answered".to_owned(), "answered within T / answered".to_owned()),
        Relative::LessShort => {
            (", short hang-ups left out".to_owned(), "answered within T / (offered - short hang-ups)".to_owned())
        }
        Relative::LessAbandons => {
            (format!(", hang-ups within {t} left out"), "answered within T / (offered - hang-ups within T)".to_owned())
        }
        Relative::WithAbandons => (
            format!(", hang-ups within {t} as answered"),
            "(answered within T + hung up within T) / offered".to_owned(),
        ),
    };
    FigureWords::new(format!("Answered within {t}{of}"), format!("{formula}, T = {t}"))
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
