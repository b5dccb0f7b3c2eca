//! What charts show of a floor, beside what a run of it found: little enough to be stored with the results.

use super::roster::{self, GroupRoster};
use crate::model::{Floor, Rung};
use crate::units::{SimTime, Span, WallClock};
use crate::words::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What charts show of a floor. Stored as it stands, times in microseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FloorShape {
    /// Its name.
    pub name: String,
    /// The first of several dates; it stands with the results.
    #[serde(skip)]
    pub first_date: Option<Date>,
    /// When clocks are put forward or back.
    #[serde(default, skip_serializing_if = "WallClock::is_even")]
    pub clock: WallClock,
    /// Opening.
    pub open: SimTime,
    /// Closing.
    pub close: SimTime,
    /// The length of an interval.
    pub interval: Span,
    /// Most people on the phones at once, if that is limited.
    pub seats: Option<u32>,
    /// The answer rate of a good day, if there is a target.
    pub answer_rate: Option<f64>,
    /// The wait within which callers are to be answered, if there is a target.
    pub within: Option<Span>,
    /// The waits within which answers are counted, ascending.
    pub thresholds: Vec<Span>,
    /// The rungs of the ladder, in order.
    pub rungs: Vec<RungShape>,
    /// Who is planned when; results of earlier versions have none.
    #[serde(default)]
    pub roster: Vec<GroupRoster>,
    /// The language of the charts.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub language: Language,
}

/// English is not stored: it is what charts are in unless somebody asks for another language.
fn is_usual(language: &Language) -> bool {
    *language == Language::default()
}

/// What charts show of a rung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RungShape {
    /// Its name.
    pub name: String,
    /// Its ladder, where the floor has several; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ladder: String,
    /// It is pulled when more than so many wait.
    pub waiting_above: u32,
    /// It is pulled when they have waited on so long; results of earlier versions do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasting: Option<Span>,
}

impl FloorShape {
    /// Whether its rungs are those of several ladders, which need not see the same callers.
    pub fn has_several_ladders(&self) -> bool {
        self.rungs.iter().any(|rung| !rung.ladder.is_empty())
    }

    /// That of a floor.
    pub fn of(floor: &Floor) -> Self {
        let shape = |(at, r): (usize, &Rung)| RungShape {
            name: r.name.clone(),
            ladder: floor.ladder_of(at).to_owned(),
            waiting_above: r.when.waiting_above,
            lasting: Some(r.when.lasting),
        };
        Self {
            name: floor.name.clone(),
            first_date: floor.calendar().sessions()[0].date.filter(|_| floor.has_dates()),
            clock: floor.clock.clone(),
            open: floor.open(),
            close: floor.close(),
            interval: floor.interval,
            seats: floor.seats,
            answer_rate: floor.targets.answer_rate,
            within: floor.targets.service_level.map(|target| target.within),
            thresholds: floor.thresholds(),
            rungs: floor.rungs().enumerate().map(shape).collect(),
            roster: roster::of(floor),
            language: Language::default(),
        }
    }

    /// The same with charts in this language.
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }
}
