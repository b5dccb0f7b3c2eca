//! Six floors on which intervals and verdicts are tried: ordinary, overloaded, rare waits, strong busyness, both, tiny.

use holdline::model::Floor;
use holdline::scenario;
use std::path::Path;

/// A floor of three hours a day with half-hour intervals, a queue, a crew, and a lead who is lent.
#[derive(Clone, Copy)]
pub struct Recipe {
    pub name: &'static str,
    pub agents: u32,
    pub per_hour: u32,
    pub cv: f64,
}

/// In the order of the tables.
pub const RECIPES: [Recipe; 6] = [
    Recipe { name: "A ordinary", agents: 4, per_hour: 60, cv: 0.0 },
    Recipe { name: "B overload", agents: 3, per_hour: 70, cv: 0.0 },
    Recipe { name: "C rare", agents: 9, per_hour: 60, cv: 0.0 },
    Recipe { name: "D busyness", agents: 5, per_hour: 60, cv: 0.5 },
    Recipe { name: "R rare, busyness", agents: 9, per_hour: 60, cv: 0.3 },
    Recipe { name: "P tiny", agents: 10, per_hour: 80, cv: 0.5 },
];

impl Recipe {
    /// The floor as a scenario, with these lines of `[expect]`.
    pub fn scenario(&self, expect: &str) -> scenario::Scenario {
        self.hours("open = '09:00'\nclose = '12:00'\ninterval = '30m'", expect)
    }

    /// The same floor for five hours, of which those from 09:00 to 12:00 are twelve quarter hours alike.
    pub fn alike(&self, expect: &str) -> scenario::Scenario {
        self.hours("open = '08:00'\nclose = '13:00'\ninterval = '15m'", expect)
    }

    fn hours(&self, hours: &str, expect: &str) -> scenario::Scenario {
        let Self { agents, per_hour, cv, .. } = self;
        let text = format!(
            "{hours}\n\
             [[queues]]\nname = 'general'\ntalk = {{ exponential = {{ mean = '3m' }} }}\n\
             patience = {{ exponential = {{ mean = '2m' }} }}\n\
             arrivals = {{ calls_per_hour = {per_hour}, busyness_cv = {cv} }}\n\
             [[groups]]\nname = 'inbound'\nserves = ['general']\npeople = {agents}\n\
             [[groups]]\nname = 'lead'\nserves = ['general']\nlent = true\npeople = 1\n\
             [[ladder.rungs]]\nname = 'lead'\nborrow = {{ group = 'lead', people = 1 }}\nwhen = {{ waiting_above = 3 }}\n\
             release = {{ waiting_at_most = 0, lasting = '1m' }}\n\
             [expect]\n{expect}"
        );
        scenario::read_text("floor.toml", &text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}"))
    }

    /// The floor alone.
    pub fn floor(&self) -> Floor {
        self.scenario("").floor
    }
}
