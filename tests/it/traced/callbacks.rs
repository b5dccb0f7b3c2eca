//! Calls back that nobody picks up (M-C9).

use super::Story;
use holdline::engine::Fact;

impl Story {
    /// Every try to call back that nobody picked up, as it happened: `08:10 rings until 08:11 by inbound 0`.
    pub fn in_vain(&self) -> Vec<String> {
        let line = |fact: &Fact| match *fact {
            Fact::NotPickedUp(_, service, at, _) => {
                let by = self.answer(service, at + service.talk).replace("answered", "rings until");
                Some(format!("{at} {by}"))
            }
            _ => None,
        };
        self.facts.iter().filter_map(line).collect()
    }
}
