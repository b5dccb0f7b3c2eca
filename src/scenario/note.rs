//! What is worth knowing of a scenario although it is no fault, as data.

use crate::model::Floor;
use crate::units::{SimTime, Span};
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;

/// Something worth knowing that is no fault.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// Who waits in this queue never hangs up, so that its answer rate, which is asked for, says little.
    EndlessPatience {
        /// The queue.
        queue: String,
    },
    /// A table that is not UTF-8.
    NotUtf8 {
        /// The file.
        file: String,
        /// The encoding it was read in; without one only what is ASCII was.
        read_as: Option<&'static str>,
    },
    /// A number that could be read otherwise.
    Decided {
        /// The file.
        file: String,
        /// The column it stands in.
        column: &'static str,
        /// As it is written; `None` if nothing of the file is shown.
        text: Option<String>,
        /// What it is read as.
        number: f64,
    },
    /// Columns that are not used.
    NotUsed {
        /// The file.
        file: String,
        /// Their names; `None` if nothing of the file is shown.
        columns: Option<Vec<String>>,
    },
    /// Rows or calls outside the opening hours, which are ignored.
    Outside {
        /// The file.
        file: String,
        /// What they are.
        of: Ignored,
        /// How many.
        count: usize,
    },
    /// Recorded calls that were not in order of arrival.
    Sorted {
        /// The file.
        file: String,
    },
    /// A table without a call for a queue that reads it.
    NoCall {
        /// The file.
        file: String,
        /// The queue.
        queue: String,
    },
    /// More people are planned than there are seats.
    MoreThanSeats {
        /// Up to so many ...
        people: u32,
        /// ... for so many seats ...
        seats: u32,
        /// ... on this date, if there are several, ...
        date: Option<Date>,
        /// ... at times from then ...
        from: SimTime,
        /// ... to then.
        until: SimTime,
    },
    /// It is open and none of the floor's own people is planned to be there.
    NobodyOnDuty {
        /// The date on which that begins, if there are several.
        date: Option<Date>,
        /// From, by the clock of the date.
        from: SimTime,
        /// To.
        until: SimTime,
    },
    /// After many faults so many lines of `[expect]` were not looked at.
    LinesNotRead(usize),
}

impl Note {
    /// The queue that it names.
    pub(super) fn queue(&self) -> Option<&str> {
        match self {
            Self::EndlessPatience { queue } | Self::NoCall { queue, .. } => Some(queue),
            Self::NotUtf8 { .. }
            | Self::Decided { .. }
            | Self::NotUsed { .. }
            | Self::Outside { .. }
            | Self::Sorted { .. }
            | Self::MoreThanSeats { .. }
            | Self::NobodyOnDuty { .. }
            | Self::LinesNotRead(_) => None,
        }
    }
}

/// What is worth knowing of a plan before a day of it is played.
pub(super) fn of_plan(floor: &Floor) -> Vec<Note> {
    let steps = floor.own_people_planned();
    let ends = steps.iter().skip(1).map(|(at, _)| *at).chain([floor.close()]);
    let stretches: Vec<_> = steps.iter().zip(ends).map(|((from, people), until)| (*from, until, *people)).collect();
    let above = |seats: u32| {
        let above: Vec<_> = stretches.iter().filter(|(.., people)| *people > seats).collect();
        let people = above.iter().map(|(.., people)| *people).max()?;
        let (date, from, until) = told(floor, above.first()?.0, above.last()?.1);
        Some(Note::MoreThanSeats { people, seats, date, from, until })
    };
    let nobody = stretches.iter().filter(|(.., people)| *people == 0);
    // At night nobody need be there.
    let openings = floor.calendar().openings();
    let while_open = nobody.flat_map(|(from, until, _)| {
        let open = |opening: &Range<SimTime>| ((*from).max(opening.start), (*until).min(opening.end));
        openings.iter().map(open).filter(|(from, until)| from < until).collect::<Vec<_>>()
    });
    let nobody = while_open.map(|(from, until)| {
        let (date, from, until) = told(floor, from, until);
        Note::NobodyOnDuty { date, from, until }
    });
    floor.seats.and_then(above).into_iter().chain(nobody).collect()
}

/// From and to by the clock; of several dates with that on which it begins.
fn told(floor: &Floor, from: SimTime, until: SimTime) -> (Option<Date>, SimTime, SimTime) {
    let days = from.micros().div_euclid(DATE.micros());
    let first = floor.calendar().sessions()[0].date.filter(|_| floor.has_dates());
    match first.and_then(|first| first.checked_add(days.days()).ok()) {
        None => (None, from, until),
        Some(date) => (Some(date), from - DATE * days, until - DATE * days),
    }
}

/// A date by the clock.
const DATE: Span = Span::from_hours(24);

/// What is ignored outside the opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// Rows of a profile or of head-counts.
    Rows,
    /// Recorded calls.
    Calls,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn more_people_than_seats_and_nobody_on_duty_are_noted_and_an_ordinary_plan_is_not() {
        let notes = |seats: u32, end: &str| {
            let text = format!(
                "open = '08:00'\nclose = '12:00'\nseats = {seats}\n[[queues]]\nname = 'q'\ntalk = '3m'\n\
                 arrivals = {{ calls_per_hour = 30 }}\n[[groups]]\nname = 'g'\nserves = ['q']\nshifts = [\n\
                 {{ people = 3, start = '08:00', end = '{end}' }}, {{ people = 2, start = '09:00', end = '11:00' }}]"
            );
            let read = super::super::read_text("plan.toml", &text, Path::new(""), &[]);
            read.unwrap_or_else(|faults| panic!("{faults}")).notes
        };
        let at = |hour| SimTime::clock(hour, 0);
        assert_eq!(notes(5, "12:00"), []);
        assert_eq!(
            notes(4, "12:00"),
            [Note::MoreThanSeats { people: 5, seats: 4, date: None, from: at(9), until: at(11) }]
        );
        assert_eq!(notes(5, "11:00"), [Note::NobodyOnDuty { date: None, from: at(11), until: at(12) }]);
    }
}
