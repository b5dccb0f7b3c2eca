//! What is wrong with a floor, in English.

use crate::escape::visible;
use crate::model::{
    FaultKind, HoursFault, LadderFault, Many, NameFault, NamedList, Quantity, ReferenceFault, SessionsFault,
    ShiftFault, TransferFault, WHOLE_FLOOR,
};
use crate::words::Said;
use std::ops::RangeInclusive;

pub(super) fn said(kind: &FaultKind) -> Said {
    match kind {
        FaultKind::OutOfRange { of, value, range } => out_of_range(*of, *value, range),
        FaultKind::Length { found, least, most } => {
            Said::new(format!("a length of {found}"), format!("from {least} to {most}"))
        }
        FaultKind::TooMany { of, count, most } => too_many(*of, *count, *most),
        FaultKind::Name(fault) => name(fault),
        FaultKind::Reference { name, to, fault } => reference(name, *to, fault),
        FaultKind::Hours(fault) => hours(fault),
        FaultKind::Sessions(fault) => sessions(fault),
        FaultKind::Shift(fault) => shift(fault),
        FaultKind::Ladder(fault) => ladder(fault),
        FaultKind::NoSeats => {
            Said::new("no seat at all", "at least one seat, or leave `seats` out for as many as needed")
        }
        FaultKind::NoQueue => Said::new("no queue", "at least one [[queues]] with name, arrivals and talk"),
        FaultKind::NobodyServes { queue } => nobody_serves(queue),
        FaultKind::ServesNothing => Said::new("a group that serves no queue", "at least one queue"),
        FaultKind::CallsInRow { start, calls, most } => {
            Said::new(format!("{calls} calls from {start}"), format!("a number from 0 to {most}"))
        }
        FaultKind::TooManyCalls { expected, most } => {
            Said::new(format!("{expected:.0} expected calls a day"), format!("at most {most:.0}"))
        }
        FaultKind::UniformBackwards { from, to } => Said::new(format!("from {from} to {to}"), "`to` not before `from`"),
        FaultKind::ObservedLengths { most } => Said::new(
            "an empty list, or a length out of range, in the observed lengths",
            format!("at least one length, each from 0s to {most}"),
        ),
        FaultKind::MixtureShares { sum } => {
            Said::new(format!("parts with shares that add up to {sum}"), "shares that add up to 1")
        }
        FaultKind::SurvivalCurve => Said::new(
            "a survival curve that is empty or out of order",
            "waits that rise, shares from 0 to 1 that never rise",
        ),
        FaultKind::SampledDays => Said::new("no day, or a part of a call", "at least one day of whole calls"),
        FaultKind::HeadCounts => Said::new("no row, or rows out of order", "rows in order of time"),
        FaultKind::AbsentMoreThanOnce { total } => Said::new(
            format!("chances of absence that add up to {total}"),
            "at most 1 in all: one person is absent for one reason",
        ),
        FaultKind::Transfers(fault) => transfers(fault),
        FaultKind::NoShiftsOfTheirOwn => Said::new(
            "people by `staffing`, who have no shifts of their own",
            "leave it out, or give the group `people` or `shifts`",
        ),
        FaultKind::OwnWorkOnPhones => {
            Said::new("own work of a group that is on the phones all day", "`lent = true`, or no `own_work`")
        }
        FaultKind::TimesRecordedCalls { queue } => Said::new(
            format!("so many times the recorded or sampled calls of queue `{queue}`"),
            "`calls_per_hour`, or `queues` without it",
        ),
        FaultKind::TargetsWithoutAgents => {
            Said::new("targets, but not one agent in any group", "people in a group, or no [targets]")
        }
    }
}

fn nobody_serves(queue: &str) -> Said {
    Said::new(format!("nobody serves queue `{queue}`"), "a group with it in `serves` (a group with people = 0 will do)")
}

fn transfers(fault: &TransferFault) -> Said {
    match fault {
        TransferFault::MoreThanOnce { total } => Said::new(
            format!("chances of a transfer that add up to {total}"),
            "at most 1 in all: a caller goes on to one queue",
        ),
        TransferFault::Nobody { queue } => Said::new(
            format!("nobody is transferred to queue `{queue}`"),
            "`transfers` to it in another queue, or no `transferred`",
        ),
    }
}

fn out_of_range(of: Quantity, value: f64, range: &RangeInclusive<f64>) -> Said {
    let (least, most) = (range.start(), range.end());
    let number = format!("a number from {least} to {most}");
    let (found, allowed) = match of {
        Quantity::Share if value > 1.0 && value <= 100.0 => {
            let hint = format!("a share from {least} to {most}; for {value} % write {}", value / 100.0);
            (format!("{value} is not a share"), hint)
        }
        Quantity::Share => (format!("{value} is not a share"), format!("a share from {least} to {most}")),
        Quantity::Scale => (format!("a scale of {value}"), number),
        Quantity::Rate => (format!("{value} calls per hour"), number),
        Quantity::DayCv => {
            (format!("a coefficient of variation of {value}"), number + ", or 0 for days that are all alike")
        }
        Quantity::IntervalCv => {
            (format!("a coefficient of variation of {value}"), number + ", or 0 for intervals that are all alike")
        }
        Quantity::LengthCv => {
            let allowed = format!("from {least} to {most}; for no spread use `constant`");
            (format!("a coefficient of variation of {value}"), allowed)
        }
        Quantity::Factor => (format!("a factor of {value}"), number),
        Quantity::Cost => (format!("a cost of {value}"), number),
        Quantity::Lines => (format!("{value} lines"), format!("from {least} to {most}; leave it out for no limit")),
        Quantity::TasksPerHour => (format!("{value} tasks an hour"), number),
        Quantity::MinutesPerTask => (format!("{value} minutes for a task"), number),
        Quantity::CallsAgain => (format!("{value} times"), format!("from {least} to {most} times")),
        Quantity::Callbacks => {
            (format!("{value} callers"), format!("from {least} to {most}; leave it out for no limit"))
        }
        Quantity::HalfWidth => (format!("a half width of {value}"), number),
        Quantity::MostDays => (format!("{value} days at most"), format!("from `days`, which is {least}, to {most}")),
        Quantity::Waiting => (format!("a limit of {value} waiting callers"), format!("from {least} to {most}")),
    };
    Said { found, allowed }
}

fn too_many(of: Many, count: u64, most: u64) -> Said {
    let (found, allowed) = match of {
        Many::Elements => (format!("{count} of them"), format!("at most {most}")),
        Many::People => (format!("{count} people"), format!("at most {most} people in a group")),
        Many::HeadCounts => (format!("{count} rows of head-counts"), format!("at most {most}")),
        Many::Moves => (
            format!("{count} comings and goings a day: shifts and breaks of everybody, changes of head-counts"),
            format!("at most {most}: fewer people, groups, breaks or rows"),
        ),
        Many::Sources => (
            format!("{count} queues and incidents on all dates"),
            format!("at most {most}: fewer dates, queues or incidents"),
        ),
        Many::QueueLines => (
            format!(
                "{count} queues, counted once more where callers are called back, and where `transferred` gives a place"
            ),
            format!("at most {most}: fewer queues, or `callback` and `transferred` in fewer of them"),
        ),
        Many::Thresholds => (
            format!("service levels within {count} different times"),
            format!("at most {most} besides 20 s, 180 s and the target's"),
        ),
    };
    Said { found, allowed }
}

fn name(fault: &NameFault) -> Said {
    match fault {
        NameFault::Empty => Said::new("an empty name", "a name"),
        NameFault::TooLong { beginning, length, most } => Said::new(
            format!("a name of {length} characters, \"{}...\"", visible(beginning)),
            format!("a name of at most {most} characters"),
        ),
        NameFault::Hidden(name) => Said::new(
            format!("\"{}\" has a character that is not seen but obeyed or hidden", visible(name)),
            "letters, digits, signs and spaces; no control characters, line ends, tabs, or characters that turn the \
             direction of writing",
        ),
        NameFault::Formula(name) => Said::new(
            format!("\"{name}\" begins like a formula, and spreadsheets would run it as one"),
            "a name that does not begin with =, +, - or @",
        ),
        NameFault::WholeFloor(name) => Said::new(
            format!("a queue called `{name}`: in results, `{WHOLE_FLOOR}` are all queues together"),
            "another name, such as \"all calls\" or \"general\"",
        ),
        NameFault::Quote(name) => Said::new(
            format!("`{name}` has a double quote, which ends a name in keys such as those of [expect]"),
            "a name without double quotes",
        ),
        NameFault::Taken { list, name } => Said::new(format!("a second `{name}` in {}", list.path()), "each name once"),
        NameFault::Alike { list, name, other } => Said::new(
            format!("`{name}` and `{other}` in {} differ only in capitals or spaces", list.path()),
            "names that spreadsheets and people tell apart",
        ),
    }
}

fn reference(name: &str, to: NamedList, fault: &ReferenceFault) -> Said {
    match fault {
        ReferenceFault::Unknown { known } => {
            let there = known.join(", ");
            let allowed = if known.is_empty() { "there is none".to_owned() } else { format!("one of: {there}") };
            Said::new(format!("no {} is called `{name}`", one_of(to)), allowed)
        }
        ReferenceFault::Twice => Said::new(format!("`{name}` twice"), format!("each {} once", one_of(to))),
        ReferenceFault::Itself => Said::new(format!("`{name}` itself"), format!("another {}", one_of(to))),
        ReferenceFault::DoesNotServe { queue } => {
            Said::new(format!("group `{name}` does not serve `{queue}`"), "a group that has the queue in `serves`")
        }
        ReferenceFault::NotServed => {
            Said::new(format!("the group does not serve `{name}`"), "queues that the group has in `serves`")
        }
        ReferenceFault::NotLent => {
            Said::new(format!("group `{name}` is on the phones already"), "a group with `lent = true`")
        }
        ReferenceFault::Lent => {
            Said::new(format!("group `{name}` is lent: it is at its own work"), "a group without `lent = true`")
        }
    }
}

/// An element of a list.
fn one_of(list: NamedList) -> &'static str {
    match list {
        NamedList::Queues => "queue",
        NamedList::Groups => "group",
        NamedList::Incidents => "incident",
        NamedList::Ladders => "ladder",
        NamedList::Rungs => "rung",
    }
}

fn hours(fault: &HoursFault) -> Said {
    match fault {
        HoursFault::Backwards { open, close } => {
            Said::new(format!("closes at {close} but opens at {open}"), "closing after opening, both within the day")
        }
        HoursFault::Skipped { open, close } => Said::new(
            format!("clocks are put forward past {open} to {close} on a date"),
            "other `hours` on that date, or the date in `closed`",
        ),
        HoursFault::IntervalDoesNotFit { interval, hours } => Said::new(
            format!("{interval} does not divide the opening hours of {hours}"),
            "an interval that fits a whole number of times between open and close",
        ),
        HoursFault::IntervalTooShort { interval, most } => {
            Said::new(format!("{interval} makes more than {most} intervals"), "a longer interval")
        }
        HoursFault::TooManyRows { interval, intervals, told, most } => Said::new(
            format!("{interval} makes {intervals} intervals for {told} queues and groups"),
            format!("a longer interval: at most {most} of them"),
        ),
        HoursFault::WarmUpTooLong { warm_up } => {
            Said::new(format!("{warm_up} is not shorter than the opening hours"), "a warm-up that ends before closing")
        }
        HoursFault::RowsApart { end, next } => {
            Said::new(format!("a row ends at {end} and the next starts at {next}"), "rows without gap or overlap")
        }
        HoursFault::RowsDoNotCover { open, close } => {
            Said::new(format!("rows that do not cover {open} to {close}"), "a row for every part of the opening hours")
        }
        HoursFault::IncidentOutside { start } => {
            Said::new(format!("begins at {start}, when it is closed"), "a time from opening to before closing")
        }
        HoursFault::SampleDoesNotCover => Said::new(
            "past days that do not cover the opening hours",
            "for each date days that cover its opening hours",
        ),
        HoursFault::CallsOutside => {
            Said::new("calls out of order or outside opening hours", "calls in order of arrival from open to close")
        }
    }
}

fn sessions(fault: &SessionsFault) -> Said {
    match fault {
        SessionsFault::None => Said::new("no opening hours", "at least one session"),
        SessionsFault::TwiceOnADate => Said::new("a date twice", "opening hours once for each date"),
        SessionsFault::SomeDated => {
            Said::new("sessions with a date and sessions without", "a date for each session, or for none")
        }
        SessionsFault::TooFarApart { days, most } => Said::new(
            format!("a session {days} days after the first"),
            format!("from 0 to {most} days after the first"),
        ),
        SessionsFault::Overlap => Said::new(
            "a session that begins before the one before it has closed",
            "sessions in order of time that do not overlap",
        ),
    }
}

fn shift(fault: &ShiftFault) -> Said {
    match fault {
        ShiftFault::Backwards { start, end } => {
            Said::new(format!("a shift from {start} to {end}"), "an end after the start, both within the day")
        }
        ShiftFault::Closed { start, end, open, close } => Said::new(
            format!("a shift from {start} to {end} wholly outside the opening hours {open} to {close}"),
            "a shift that overlaps the opening hours",
        ),
        ShiftFault::BreakOfNoLength { length } => Said::new(format!("a break of {length}"), "a break longer than 0s"),
        ShiftFault::BreakOutside { pause: (start, end), shift: (from, to) } => Said::new(
            format!("a break from {start} to {end} outside its shift {from} to {to}"),
            "a break inside its shift",
        ),
        ShiftFault::BreaksOverlap { start, before } => Said::new(
            format!("a break at {start} that begins before the one of {before} is over"),
            "breaks in order of time that do not overlap",
        ),
    }
}

fn ladder(fault: &LadderFault) -> Said {
    match fault {
        LadderFault::LooksTooOften => {
            Said::new("looks less than a second apart", "at least 1s, or leave it out to look all the time")
        }
        LadderFault::NeverWaiting { above, up_to } => Said::new(
            format!("above {above} and up to {up_to} can never be"),
            "`waiting_up_to` greater than `waiting_above`",
        ),
        LadderFault::People { least, most } => Said::new(
            format!("from {least} to {most} people"),
            "a number from 1, [min, max] with min <= max, or \"all\"",
        ),
        LadderFault::NeverBetween { from, until } => {
            Said::new(format!("it is never between {from} and {until}"), "the earlier time first")
        }
        LadderFault::ReleasesTooEarly { at_most, smallest } => Said::new(
            format!("releases at {at_most} waiting while a rung is pulled above {smallest}"),
            format!("at most {smallest}, the smallest `waiting_above`, or rungs would come and go at once"),
        ),
    }
}
