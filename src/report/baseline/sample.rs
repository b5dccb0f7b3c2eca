//! A made-up baseline that the tests of this module share.

use crate::experiment::baseline::{Baseline, StoredTable};
use crate::experiment::pairs::{DayPairs, Days, MeasureDays};
use crate::experiment::results::RunResults;
use crate::figures::Measure;
use crate::report::sample;
use crate::stats::DayWaits;
use crate::units::Span;

/// Three days.
pub fn baseline() -> Baseline {
    let ratio = |measure: Measure, pairs: &[(i64, i64)]| MeasureDays {
        measure,
        days: Days::Ratio { pairs: pairs.to_vec(), scale: 1.0 },
    };
    let wait = Some(Span::from_secs(90));
    let percentile = Days::Percentile { p: 0.95, all: wait };
    let waits =
        [vec![(0, 90), (150, 5)], vec![(1, 100)], Vec::new()].map(|bins| DayWaits::from_bins(bins).expect("bins"));
    let measures = vec![
        ratio(Measure::Offered, &[(100, 1), (120, 1), (90, 1)]),
        ratio(Measure::Answered, &[(95, 1), (100, 1), (90, 1)]),
        ratio(Measure::AnswerRate, &[(95, 100), (100, 120), (90, 90)]),
        MeasureDays { measure: Measure::WaitP95, days: percentile },
        ratio(Measure::Occupancy, &[(7, 10), (8, 10), (6, 9)]),
    ];
    Baseline {
        version: "1.4.0".to_owned(),
        days: 3,
        seed: 1,
        results: "1e36f3a51d34efd3".to_owned(),
        settings: [("groups.inbound.people", "10"), ("open", "08:00")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
        tables: "00ff".to_owned(),
        table_files: [("p.csv".to_owned(), StoredTable { sha256: "ee".to_owned(), calls: 310.0, person_hours: 0.0 })]
            .into(),
        pairs: DayPairs { measures, intervals: Vec::new(), waits: waits.to_vec() },
        unknown: Vec::new(),
    }
}

/// What such a run found.
pub fn results() -> RunResults {
    sample::missed()
}
