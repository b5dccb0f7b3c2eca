//! What measures, notes and verdicts mean, in English.

use crate::figures::{Measure, Relative, ServiceLevel};
use crate::scenario::NoteName;
use crate::words::topic::{Topic, VerdictWord};

pub(super) fn told(topic: Topic) -> String {
    match topic {
        Topic::Measure(Measure::ServiceLevel(level)) => service_level(level),
        Topic::Measure(measure) => self::measure(measure).to_owned(),
        Topic::Note(name) => note(name).to_owned(),
        Topic::Verdict(word) => verdict(word).to_owned(),
    }
}

fn service_level(level: ServiceLevel) -> String {
    let within = level.within;
    match level.relative {
        Relative::OfOffered => format!("Service level: answered within {within} / all calls offered. A share."),
        Relative::OfAnswered => format!("Service level: answered within {within} / answered. A share."),
        Relative::LessShort => {
            format!(
                "Service level: answered within {within} / offered, without hang-ups so short that they do not count. A share."
            )
        }
        Relative::LessAbandons => {
            format!("Service level: answered within {within} / offered, without hang-ups within {within}. A share.")
        }
        Relative::WithAbandons => format!("Service level: answered or hung up within {within} / offered. A share."),
    }
}

fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::ServiceLevel(_) => "The share answered within some time.",
        Measure::Offered => {
            "Calls of people who asked for a person: answered, hung up, or sent away at the end. Calls a day."
        }
        Measure::Answered => "Calls that got a person. Calls a day.",
        Measure::Abandoned => {
            "Calls that hung up while they waited, or at once because there was a queue. Calls a day."
        }
        Measure::Blocked => "Calls that found every line taken; they are not offered. Calls a day.",
        Measure::Contained => "Calls that ended in the IVR; they are not offered. Calls a day.",
        Measure::OutsideHours => "Calls between the opening hours of two dates; they are not offered. Calls a day.",
        Measure::Redials => "Offered calls of people who hung up or found no line, and try again. Calls a day.",
        Measure::Repeats => "Offered calls of people whom an answer has not helped. Calls a day.",
        Measure::Transfers => "Offered calls whose callers were answered in another queue before. Calls a day.",
        Measure::CallbacksOffered => {
            "Offered calls whose callers might be called back instead of waiting. Calls a day."
        }
        Measure::Callbacks => "Calls whose callers chose to be called back instead of waiting. Calls a day.",
        Measure::CalledBack => "Callers who were called back and picked up: they are answered. Calls a day.",
        Measure::CallbacksUnreached => {
            "Callers who did not pick up at the last try to call them back; neither answered nor hung up. Calls a day."
        }
        Measure::CallbacksExpired => {
            "Callers who were not called back in time; neither answered nor hung up. Calls a day."
        }
        Measure::CallbackTime => "The mean time from a call to being called back and reached. Seconds.",
        Measure::Callers => "People who called, however often. People a day.",
        Measure::WaitingAtEnd => {
            "Calls that the day left without an answer: sent away at closing, or nobody on duty any more. Calls a day."
        }
        Measure::AnswerRate => "Answered / offered: the share of calls that got a person.",
        Measure::AbandonRate => "Hung up / offered: the share of calls that gave up.",
        Measure::CallerAnswerRate => "The share of callers who got a person at one of their calls.",
        Measure::Asa => "Average speed of answer: the mean wait of the answered, from joining the queue. Seconds.",
        Measure::WaitMean => "The mean wait of all offered calls, those that hung up included. Seconds.",
        Measure::WaitP50 => "Half of the answered waited at most so long. Seconds.",
        Measure::WaitP90 => "Nine in ten of the answered waited at most so long. Seconds.",
        Measure::WaitP95 => "95 in a hundred of the answered waited at most so long. Seconds.",
        Measure::WaitP99 => "99 in a hundred of the answered waited at most so long. Seconds.",
        Measure::WaitMax => "The longest wait of an answered call of the day, in the mean over days. Seconds.",
        Measure::HandleTime => "Average handle time (AHT): talk and wrap-up of the answered. Seconds.",
        Measure::WaitingMean => "How many callers wait at once, in the mean over the opening hours.",
        Measure::WaitingMax => "The most callers who wait at once on a day, in the mean over days.",
        Measure::MinutesAbove5 => "How long more than 5 callers wait at once. Minutes a day.",
        Measure::MinutesAbove10 => "How long more than 10 callers wait at once. Minutes a day.",
        Measure::Occupancy => {
            "Time handling calls / time signed in: how busy people are while they are on the phones. A share."
        }
        Measure::SignedInHours => "Time that people are on the phones, borrowed people included. Person-hours a day.",
        Measure::BorrowedHours => {
            "The part of the time on the phones that the ladder has called for. Person-hours a day."
        }
        Measure::Cost => "What the paid hours cost, in the currency of cost_per_hour. A day.",
        Measure::SignedIn => "How many people are on the phones, in the mean over an interval.",
        Measure::Borrowed => "How many of the people on the phones are there for a rung, in the mean over an interval.",
        Measure::OfferedLoad => {
            "Calls offered times their mean handle time: so many people would be busy all the time. Erlangs."
        }
    }
}

fn note(name: NoteName) -> &'static str {
    match name {
        NoteName::EndlessPatience => {
            "A queue has no `patience`, so nobody hangs up there, and its answer rate, which is asked for, says little. Give it a patience."
        }
        NoteName::NotUtf8 => {
            "A table is not UTF-8 and was read in another encoding. Look whether names are right, or save it as CSV UTF-8."
        }
        NoteName::Decided => "A number in a table could be read in two ways, such as 1.234; it says which was taken.",
        NoteName::NotUsed => "A table has columns that nothing is read from. Look whether one is misspelt.",
        NoteName::Outside => "Rows or calls of a table lie outside the opening hours and are ignored.",
        NoteName::Sorted => "Recorded calls were not in order of arrival; they were sorted.",
        NoteName::NoCall => "A table has no call for a queue that reads it. Look at the name of the queue.",
        NoteName::MoreThanSeats => {
            "More people are planned than there are seats, so that some wait for a seat. Plan fewer, or raise `seats`."
        }
        NoteName::NobodyOnDuty => {
            "It is open, and nobody of the own people is planned to be on duty: who calls then waits or hangs up."
        }
        NoteName::ClocksChange => {
            "Clocks are put forward or back while it is open: an hour is missing, or comes twice and is told as A and B."
        }
        NoteName::AllOnBreak => {
            "Everybody of a group on the phones is on a break at once, and nobody else takes some of its calls. Move a break."
        }
        NoteName::FewerInBusiestHour => {
            "Shifts end in the hour in which most calls are expected, and fewer people are there."
        }
        NoteName::GroupWithoutCalls => "A group takes only calls of queues that nobody calls.",
        NoteName::NeverPulled => {
            "A rung of the ladder can never be pulled: nobody to lend, more asked for than there are, no break to postpone, or more waiting than lines."
        }
        NoteName::LinesNotRead => "After so many faults, lines of `[expect]` were not looked at.",
    }
}

fn verdict(word: VerdictWord) -> &'static str {
    match word {
        VerdictWord::Better => {
            "Callers surely get more by more than the margin; of a baseline: also the same for fewer hours or less money."
        }
        VerdictWord::Worse => {
            "Callers surely get less by more than the margin; of a baseline: also the same for more hours or more money."
        }
        VerdictWord::More => {
            "There is surely more of it by more than the margin: hours, money, occupancy. That is neither good nor bad by itself."
        }
        VerdictWord::Fewer => {
            "There is surely less of it by more than the margin: hours, money, occupancy. That is neither good nor bad by itself."
        }
        VerdictWord::NoDifference => "The two surely differ by no more than the margin, which nobody would notice.",
        VerdictWord::Undecided => "So many days cannot tell. More days would, with --days or --decide.",
        VerdictWord::Met => "The whole 95 % interval of the figure is as expected.",
        VerdictWord::Missed => "Nothing of the 95 % interval of the figure is as expected.",
        VerdictWord::Undefined => "There was nothing to count on any day, so the figure has no value.",
        VerdictWord::Unchanged => "The results are those of the baseline, to the last byte.",
        VerdictWord::Within => "Results have moved from the baseline, and no measure by more than its margin.",
        VerdictWord::Traded => "Beside the baseline callers surely get more, and it surely takes more hours or money.",
        VerdictWord::Missing => "There is no baseline of this scenario; --update stores one.",
        VerdictWord::Unusable => {
            "The baseline is damaged, of another seed, or of another major version; --update stores a new one."
        }
        VerdictWord::Stored => "The run was stored as the new baseline.",
    }
}
