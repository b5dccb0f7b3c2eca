//! The figures of a rung of the ladder.

use super::{Facts, Limit, Unit};

figures! {
    /// A figure of a rung over the whole day.
    RungFigure {
        /// Times pulled.
        Pulls => Facts::new("pulls", Unit::Times, Limit::Pulls),
        /// Share of the days with at least one pull.
        ShareOfDays => Facts::new("share_of_days", Unit::Share, Limit::Pulls),
        /// Time in force.
        MinutesInForce => Facts::new("minutes_in_force", Unit::Minutes, Limit::Time),
        /// Time its people were on the phones.
        PersonHours => Facts::new("person_hours", Unit::Hours, Limit::LentTime),
        /// Times it could send nobody ...
        EmptyHanded => Facts::new("empty_handed", Unit::Times, Limit::Pulls),
        /// ... those of them in which people were there, and no seat was free for them.
        NoFreeSeat => Facts::new("no_seat", Unit::Times, Limit::Pulls),
        /// Pulls shortly after its own release.
        Chatter => Facts::new("chatter", Unit::Times, Limit::Pulls),
    }
}

impl RungFigure {
    /// Its name in results and expectations.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The figure of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|figure| figure.name() == name)
    }
}
