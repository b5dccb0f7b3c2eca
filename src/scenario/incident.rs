//! Incidents as a scenario states them.

use super::dates::{FirstDate, OnValue};
use super::distribution::{RandomTime, distribution};
use super::keys::keys;
use super::keys::kinds::{Clock, Name, Names, Number, OfQueues, Rate, Share, TimesAsLong, TimesAsMany};
use super::reader::Reader;
use crate::model::{self, Distribution, ExtraVolume};
use crate::units::{SimTime, Span};
use jiff::civil::Date;

keys! {
    /// what brings more callers for a while: exactly one of `factor`, `calls_per_hour`
    IncidentTable: Incident => IncidentKeys {
        /// its name
        name: Name, required, r#""outage""#, "each name once; see [names](#names)";
        /// when it begins
        start: Clock, required, r#""14:10""#, "while it is open";
        /// how long it lasts; with the opening hours of its date it is over
        lasting: RandomTime, required, r#"{ uniform = { from = "40m", to = "90m" } }"#, "see [Random times](#random-times)";
        /// the chance that it happens on a date
        chance: Number<Share>, default "`1`: every day", "0.03", "3 % of days are `0.03`";
        /// of several `dates` those on which it may happen
        on: OnValue, default "every date", r#"[2027-02-09]"#, "see [Dates](#dates)";
        /// the queues that are called
        queues: Names<OfQueues>, default "all", r#"["general"]"#, "names of `[[queues]]`";
        /// what the talk of the added callers is multiplied by
        talk_factor: Number<TimesAsLong>, default "`1`", "1.5", "0.01 to 100";
    }
    one_of Volume {
        /// all callers together are so many times as many as without it on that day
        factor = Times: Number<TimesAsMany>, "2", "1 to 100; not with recorded calls";
        /// so many more call an hour, in each queue
        calls_per_hour = PerHour: Rate, "120", "0 or more";
    }
}

/// One incident, with harmless stand-ins for what cannot be read.
pub(super) fn incident(
    keys: Option<IncidentKeys<'_>>,
    (open, first): (SimTime, FirstDate),
    date: Option<Date>,
    reader: &mut Reader<'_>,
) -> model::Incident {
    let keys = keys.unwrap_or_default();
    let lasting = keys.lasting.and_then(|drawn| distribution(drawn, date, reader));
    model::Incident {
        on: first.on(keys.on, reader),
        name: keys.name.unwrap_or_default(),
        chance: keys.chance.unwrap_or(1.0),
        start: keys.start.unwrap_or(open),
        lasting: lasting.unwrap_or(Distribution::Constant(Span::ZERO)),
        queues: keys.queues.unwrap_or_default(),
        volume: match keys.choice {
            Some(Volume::Times(times)) => ExtraVolume::Times(times),
            Some(Volume::PerHour(rate)) => ExtraVolume::PerHour(rate),
            None => ExtraVolume::PerHour(0.0),
        },
        talk_factor: keys.talk_factor.unwrap_or(1.0),
    }
}
