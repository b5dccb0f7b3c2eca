//! The escalation procedure as a scenario states it.

use super::distribution::{RandomTime, distribution};
use super::fault::Wanted;
use super::keys::kinds::{Blocks, Count, Definitions, Duration, Name, Names, OfCallers, OfQueues, People, Word, Words};
use super::keys::{ValueKind, keys};
use super::reader::{At, Reader};
use super::tree::Value;
use crate::model::{self, Asked, Distribution, Does, Ladder, Rung, Step};
use crate::units::Span;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

/// Callers who wait; more are no threshold.
type CallersWaiting = Count<0, 10_000_000, OfCallers>;

keys! {
    /// the escalation procedure
    LadderTable: Ladder => LadderKeys {
        /// no pull earlier than this after the last pull (M-L3)
        settle: Duration, default "`\"0s\"`", r#""1m""#, "up to 240 h";
        /// the supervisor looks only so often (M-L1)
        look_every: Duration, default "all the time", r#""30s""#, "at least `\"1s\"`";
        /// queues whose callers are counted
        watch: Names<OfQueues>, default "all", r#"["general"]"#, "names of `[[queues]]`";
        /// when the last rung pulled goes back (M-L7), for rungs without their own
        release: ReleaseTable, default "at the end of the day", r#"{ waiting_at_most = 5, lasting = "5m" }"#,
            "not above the smallest `waiting_above`";
        /// a pull this soon after the rung's own release is chatter (M-L10)
        chatter_within: Duration, default "`\"10m\"`", r#""5m""#, "up to 240 h";
        /// the steps, one `[[ladder.rungs]]` block each
        rungs: Blocks<RungTable>, default "none", "", "";
    }
}

keys! {
    /// one step of the ladder
    RungTable: Rung => RungKeys
    later ["extend_shifts" in_place_of "borrow", "overtime" in_place_of "borrow"]
    {
        /// its name
        name: Name, required, r#""floaters""#, "each name once; see [names](#names)";
        /// who joins: `group`, `people`, `join_after`
        borrow: BorrowTable, required, r#"{ group = "floaters", people = "all" }"#, "a group with `lent = true`";
        /// when it is pulled: `waiting_above`, `waiting_up_to`, `lasting`
        when: WhenTable, required, r#"{ waiting_above = 5, lasting = "5m" }"#, "";
        /// when it goes back, instead of the ladder's release
        release: ReleaseTable, default "the ladder's", r#"{ waiting_at_most = 3, lasting = "2m" }"#,
            "not above the smallest `waiting_above` of the ladder";
        /// not released sooner than this after its pull
        min_stay: Duration, default "`\"0s\"`", r#""15m""#, "up to 240 h";
    }
}

keys! {
    /// who joins the phones
    BorrowTable: Borrow => BorrowKeys {
        /// whose people
        group: Name, required, r#""floaters""#, "the group must be `lent`";
        /// how many (M-L5): `3` (one to three), `[2, 3]` (two or three) or `"all"`
        people: AskedPeople, required, "[2, 3]", "`[3, 2]` is the wrong way round";
        /// how long each takes to join (M-L6)
        join_after: RandomTime, default "`\"0s\"`", r#""1m""#, "see [Random times](#random-times)";
    }
}

keys! {
    /// when a rung is pulled
    WhenTable: When => WhenKeys {
        /// more than so many wait
        waiting_above: CallersWaiting, required, "5", "0 or more";
        /// and no more than so many
        waiting_up_to: CallersWaiting, default "no upper limit", "20", "greater than `waiting_above`";
        /// without interruption for so long (M-L3)
        lasting: Duration, default "`\"0s\"`: at once", r#""5m""#, "with a unit";
    }
}

keys! {
    /// when a rung goes back
    ReleaseTable: Release => ReleaseKeys {
        /// no more than so many wait
        waiting_at_most: CallersWaiting, required, "5", "at most the smallest `waiting_above`";
        /// without interruption for so long
        lasting: Duration, default "`\"0s\"`: at once", r#""5m""#, "with a unit";
        /// whether the whole `"rung"` goes back or one `"person"` at a time
        step: Word<Step>, default "`\"rung\"`", r#""person""#, "one of the two";
    }
}

impl Words for Step {
    const WORDS: &'static [(&'static str, Self)] = &[("rung", Self::Rung), ("person", Self::Person)];
}

/// `n`, `[min, max]` or `"all"` (M-L5).
pub(super) enum AskedPeople {}

impl ValueKind for AskedPeople {
    type Value<'t> = Asked;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Asked> {
        match &at.node.value {
            Value::Whole(_) => People::<1>::read(at, reader).map(Asked::up_to),
            Value::Text(text) if text == "all" => Some(Asked::All),
            Value::List(pair) if pair.len() == 2 => {
                let numbers: Vec<_> = at.elements().iter().map(|at| People::<1>::read(at, reader)).collect();
                Some(Asked::Between(numbers[0]?, numbers[1]?))
            }
            Value::Text(_) | Value::List(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::Table(_) => {
                reader.wrong(at, Wanted::People)
            }
        }
    }
    fn schema(all: &mut Definitions) -> Json {
        let number = People::<1>::schema(all);
        let range = json!({ "type": "array", "items": number, "minItems": 2, "maxItems": 2 });
        json!({ "anyOf": [number, range, { "const": "all" }] })
    }
    fn words() -> String {
        "people".to_owned()
    }
}

/// The whole ladder, with harmless stand-ins for what cannot be read.
pub(super) fn ladder(keys: LadderKeys<'_>, date: Option<Date>, reader: &mut Reader<'_>) -> Ladder {
    let usual = Ladder::default();
    Ladder {
        settle: keys.settle.unwrap_or(usual.settle),
        look_every: keys.look_every,
        watch: keys.watch.unwrap_or_default(),
        release: keys.release.and_then(release),
        chatter_within: keys.chatter_within.unwrap_or(usual.chatter_within),
        rungs: keys.rungs.unwrap_or_default().into_iter().map(|keys| rung(keys, date, reader)).collect(),
    }
}

fn rung(keys: Option<RungKeys<'_>>, date: Option<Date>, reader: &mut Reader<'_>) -> Rung {
    let mut rung = Rung {
        name: String::new(),
        does: Does::Borrow { group: String::new(), people: Asked::All, join_after: Distribution::Constant(Span::ZERO) },
        when: model::When { waiting_above: u32::MAX, waiting_up_to: None, lasting: Span::ZERO },
        release: None,
        min_stay: Span::ZERO,
    };
    let Some(keys) = keys else { return rung };
    if let Some(BorrowKeys { group, people, join_after }) = keys.borrow {
        let join_after = join_after.and_then(|drawn| distribution(drawn, date, reader));
        rung.does = Does::Borrow {
            group: group.unwrap_or_default(),
            people: people.unwrap_or(Asked::All),
            join_after: join_after.unwrap_or(Distribution::Constant(Span::ZERO)),
        };
    }
    rung.name = keys.name.unwrap_or(rung.name);
    rung.when = keys.when.and_then(when).unwrap_or(rung.when);
    rung.release = keys.release.and_then(release);
    rung.min_stay = keys.min_stay.unwrap_or(rung.min_stay);
    rung
}

fn when(keys: WhenKeys<'_>) -> Option<model::When> {
    let WhenKeys { waiting_above, waiting_up_to, lasting } = keys;
    Some(model::When { waiting_above: waiting_above?, waiting_up_to, lasting: lasting.unwrap_or(Span::ZERO) })
}

fn release(keys: ReleaseKeys<'_>) -> Option<model::Release> {
    let ReleaseKeys { waiting_at_most, lasting, step } = keys;
    let lasting = lasting.unwrap_or(Span::ZERO);
    Some(model::Release { waiting_at_most: waiting_at_most?, lasting, step: step.unwrap_or_default() })
}
