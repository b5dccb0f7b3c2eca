//! How sure a run is to be of a figure, as a scenario states it.

use super::expect::measure_of_day;
use super::keys::kinds::{AsNamed, Count, Definitions, HalfWidth, Number};
use super::keys::{Holds, ValueKind, keys};
use super::reader::{At, Reader};
use crate::figures::Measure;
use crate::model::{FaultKind, Precision, Quantity, ranges};
use serde_json::{Value as Json, json};

/// Most days where nobody says.
const MAX_DAYS: u32 = 20_000;
/// More days are a slip of the pen.
const MOST_DAYS: u32 = 1_000_000;
/// Days to simulate.
pub(super) type DaysToPlay = Count<1, MOST_DAYS, AsNamed>;

/// Strata of busyness.
pub(super) type Strata = Count<2, 100, AsNamed>;

keys! {
    /// days are added until a figure is known well enough (M-S4)
    PrecisionTable: Precision => PrecisionKeys {
        /// the figure: a [measure](measures.md) of the whole floor's day
        measure: MeasureOfDay, required, r#""answer_rate""#, "the name of a measure";
        /// half of its 95 % interval is to be no longer than this, in the measure's unit
        half_width: Number<HalfWidth>, required, "0.002", "above 0; 0.2 points of a share are `0.002`";
        /// no more days than this
        max_days: DaysToPlay, default "`20000`", "50000", "at least `days`";
    }
}

/// A measure of the whole floor's day, by its name.
pub(super) enum MeasureOfDay {}

impl ValueKind for MeasureOfDay {
    type Value<'t> = Measure;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Measure> {
        let name = reader.text(at)?;
        match measure_of_day(&name) {
            Ok(measure) => Some(measure),
            Err((fault, nearest)) => {
                reader.fault_near(at, fault, nearest);
                None
            }
        }
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "minLength": 1 })
    }
    fn words() -> String {
        "text".to_owned()
    }
    fn holds() -> Holds {
        Holds::Nothing
    }
}

/// What is asked for, from so many days on; `None` with a fault.
pub(super) fn precision(at: &At<'_>, keys: PrecisionKeys<'_>, days: u32, reader: &mut Reader<'_>) -> Option<Precision> {
    let max_days = keys.max_days.unwrap_or(MAX_DAYS.max(days));
    let mut within = |key: &str, of: Quantity, value: f64, range: std::ops::RangeInclusive<f64>| {
        if !range.contains(&value)
            && let Some(at) = at.get(key)
        {
            reader.fault(&at, FaultKind::OutOfRange { of, value, range });
        }
    };
    let (measure, half_width) = (keys.measure, keys.half_width?);
    within("half_width", Quantity::HalfWidth, half_width, ranges::HALF_WIDTH);
    within("max_days", Quantity::MostDays, f64::from(max_days), f64::from(days)..=f64::from(MOST_DAYS));
    Some(Precision { measure: measure?, half_width, max_days })
}
