//! The days of a baseline: JSON compressed by gzip. Columns that several measures share are stored once.

use super::bounded::{Bounded, is_too_much, list, map};
use super::{BaselineHead, BaselinePart, Damaged};
use crate::experiment::baseline::{Baseline, StoredTable};
use crate::experiment::pairs::{DayPairs, Days, MeasureDays};
use crate::failure::BaselineFault;
use crate::figures::Measure;
use crate::report::json::written;
use crate::stats::DayWaits;
use crate::units::Span;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{BufReader, Read as _, Write as _};

/// The name and number of the form; the number grows when a reader of the old one would misread the new one.
const FORMAT: &str = "holdline-days/2";
/// More days than these are not stored: nobody reviews them, and they would not fit into a file that is read again.
pub const MOST_DAYS: u32 = 100_000;
/// Most measures, and most columns; a day has about thirty.
const MOST_MEASURES: usize = 1_000;
/// Most keys that are set in a scenario.
const MOST_SETTINGS: usize = 1_000_000;
/// Most bins of waits.
const MOST_BINS: usize = 1 << 16;

#[derive(Serialize, Deserialize)]
struct DaysDocument {
    // Not one field `head` flattened into this: what is read would go through memory without a bound.
    format: String,
    holdline: String,
    days: u32,
    seed: u64,
    /// Of the page that belongs to it.
    results: String,
    tables: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "map::<_, _, MOST_SETTINGS>")]
    table_files: BTreeMap<String, StoredTable>,
    #[serde(deserialize_with = "map::<_, _, MOST_SETTINGS>")]
    settings: BTreeMap<String, String>,
    #[serde(deserialize_with = "list::<_, _, MOST_MEASURES>")]
    measures: Vec<StoredValue>,
    #[serde(deserialize_with = "map::<_, _, MOST_MEASURES>")]
    columns: BTreeMap<String, DayNumbers>,
    #[serde(deserialize_with = "list::<_, _, { MOST_DAYS as usize }>")]
    waits: Vec<Bins>,
}

/// The form comes first: a file of another form lacks what this one has.
#[derive(Deserialize)]
struct DaysForm {
    format: String,
}

/// A number for each day.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct DayNumbers(#[serde(deserialize_with = "list::<_, _, { MOST_DAYS as usize }>")] Vec<i64>);

/// A day's waits of the answered: bins, each as its distance from the one before, and the calls in each.
#[derive(Serialize, Deserialize)]
struct Bins(
    #[serde(deserialize_with = "list::<_, _, MOST_BINS>")] Vec<u16>,
    #[serde(deserialize_with = "list::<_, _, MOST_BINS>")] Vec<u32>,
);

/// A ratio or a percentile. One after the other instead of an enum that is told by its fields: to tell them a reader would
/// take what it reads through memory without a bound.
#[derive(Serialize, Deserialize)]
struct StoredValue {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ratio: Option<StoredRatio>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    percentile: Option<Percentile>,
}

/// `scale` times the sum of a column, over the sum of another or the number of days.
#[derive(Serialize, Deserialize)]
struct StoredRatio {
    sum: String,
    over: Option<String>,
    scale: f64,
}

/// A percentile of waits: which one, and its microseconds over all days.
#[derive(Serialize, Deserialize)]
struct Percentile {
    p: f64,
    all: Option<i64>,
}

/// The days of a baseline, as far as its page does not tell them.
pub(super) struct KeptDays {
    pub head: BaselineHead,
    pub settings: BTreeMap<String, String>,
    pub tables: String,
    pub table_files: BTreeMap<String, StoredTable>,
    pub pairs: DayPairs,
    pub unknown: Vec<String>,
}

/// The file, compressed: 70 to 190 kB for a thousand days. `zcat` shows it.
pub fn write(baseline: &Baseline) -> Vec<u8> {
    let mut document = DaysDocument {
        format: FORMAT.to_owned(),
        holdline: baseline.version.clone(),
        days: baseline.days,
        seed: baseline.seed,
        results: baseline.results.clone(),
        tables: baseline.tables.clone(),
        table_files: baseline.table_files.clone(),
        settings: baseline.settings.clone(),
        measures: Vec::new(),
        columns: BTreeMap::new(),
        waits: baseline.pairs.waits.iter().map(in_gaps).collect(),
    };
    baseline.pairs.measures.iter().for_each(|measure| document.add(measure));
    let mut file = GzEncoder::new(Vec::new(), Compression::best());
    file.write_all(written(&document).as_bytes()).expect("writing into memory cannot fail");
    file.finish().expect("writing into memory cannot fail")
}

impl DaysDocument {
    fn add(&mut self, measure: &MeasureDays) {
        let name = measure.measure.name().into_owned();
        let (ratio, percentile) = match &measure.days {
            Days::Ratio { pairs, scale } => {
                let (sums, overs): (Vec<i64>, Vec<i64>) = pairs.iter().copied().unzip();
                let over = overs.iter().any(|y| *y != 1).then(|| self.column(format!("{name} of"), overs));
                (Some(StoredRatio { sum: self.column(name.clone(), sums), over, scale: *scale }), None)
            }
            Days::Percentile { p, all } => (None, Some(Percentile { p: *p, all: all.map(Span::micros) })),
        };
        self.measures.push(StoredValue { name, ratio, percentile });
    }

    /// The name of a column of these numbers, which is added under the given name if there is none yet.
    fn column(&mut self, name: String, numbers: Vec<i64>) -> String {
        let numbers = DayNumbers(numbers);
        if let Some((known, _)) = self.columns.iter().find(|(_, column)| **column == numbers) {
            return known.clone();
        }
        self.columns.insert(name.clone(), numbers);
        name
    }

    /// The days, and the names of measures that are not known.
    fn pairs(&self) -> Result<(DayPairs, Vec<String>), Damaged> {
        let (mut measures, mut unknown) = (Vec::new(), Vec::new());
        for stored in &self.measures {
            let days = self.days_of(stored)?;
            match Measure::parse(&stored.name) {
                Some(measure) => measures.push(MeasureDays { measure, days }),
                None => unknown.push(stored.name.clone()),
            }
        }
        let day = |day| from_gaps(day).ok_or_else(|| damaged(BaselineFault::BinsNotAscending));
        let waits = self.waits.iter().map(day).collect::<Result<_, _>>()?;
        Ok((DayPairs { measures, intervals: Vec::new(), waits }, unknown))
    }

    fn days_of(&self, stored: &StoredValue) -> Result<Days, Damaged> {
        let name = &stored.name;
        match (&stored.ratio, &stored.percentile) {
            (Some(ratio), None) => Ok(Days::Ratio { pairs: self.joined(name, ratio)?, scale: ratio.scale }),
            (None, Some(found)) => Ok(Days::Percentile { p: found.p, all: found.all.map(Span::from_micros) }),
            (Some(_), Some(_)) | (None, None) => Err(damaged(BaselineFault::NeitherRatioNorPercentile(name.clone()))),
        }
    }

    /// The numbers that a measure is made of, day by day.
    fn joined(&self, measure: &str, ratio: &StoredRatio) -> Result<Vec<(i64, i64)>, Damaged> {
        let column = |name: &str| {
            let missing = || BaselineFault::NoColumn { column: name.to_owned(), measure: measure.to_owned() };
            let missing = || damaged(missing());
            self.columns.get(name).map(|column| &column.0).ok_or_else(missing)
        };
        let sums = column(&ratio.sum)?;
        let Some(over) = &ratio.over else { return Ok(sums.iter().map(|x| (*x, 1)).collect()) };
        let overs = column(over)?;
        if overs.len() != sums.len() {
            return Err(damaged(BaselineFault::UnevenColumns(measure.to_owned())));
        }
        Ok(sums.iter().copied().zip(overs.iter().copied()).collect())
    }
}

fn in_gaps(day: &DayWaits) -> Bins {
    let mut last = 0;
    let gap = |(bin, calls): &(u16, u32)| (*bin - std::mem::replace(&mut last, *bin), *calls);
    let (gaps, calls) = day.bins().iter().map(gap).unzip();
    Bins(gaps, calls)
}

fn from_gaps(Bins(gaps, calls): &Bins) -> Option<DayWaits> {
    let bin = |last: &mut u16, gap: &u16| {
        *last = last.checked_add(*gap)?;
        Some(*last)
    };
    let bins: Vec<u16> = gaps.iter().scan(0, bin).collect();
    let whole = bins.len() == gaps.len() && bins.len() == calls.len();
    DayWaits::from_bins(bins.into_iter().zip(calls.iter().copied()).collect()).filter(|_| whole)
}

const fn damaged(fault: BaselineFault) -> Damaged {
    Damaged::at(BaselinePart::Days, None, fault)
}

/// Whether a file that begins so is one of any version, damaged or not.
pub(super) fn is_one(head: &[u8]) -> bool {
    let form = FORMAT.split_inclusive('/').next().unwrap_or_default();
    let mut text = Vec::new();
    // Where the beginning ends is no matter.
    let _ = GzDecoder::new(head).take(200).read_to_end(&mut text);
    String::from_utf8_lossy(&text).contains(&format!("\"format\": \"{form}"))
}

/// Reads the file.
pub(super) fn read(bytes: &[u8]) -> Result<KeptDays, Damaged> {
    let form = parsed::<DaysForm>(bytes)?.format;
    if form != FORMAT {
        return Err(damaged(BaselineFault::DaysInOtherForm { theirs: form, ours: FORMAT }));
    }
    let document: DaysDocument = parsed(bytes)?;
    let (pairs, unknown) = document.pairs()?;
    let DaysDocument { format, holdline, days, seed, results, tables, table_files, settings, .. } = document;
    let head = BaselineHead { format, holdline, days, seed, results };
    Ok(KeptDays { head, settings, tables, table_files, pairs, unknown })
}

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Damaged> {
    let unpacked = BufReader::new(Bounded::new(GzDecoder::new(bytes)));
    serde_json::from_reader(unpacked).map_err(|error| {
        if error.is_io() {
            let said = error.to_string();
            let is_too_much = is_too_much(&error.into());
            return damaged(if is_too_much { BaselineFault::TooMuch } else { BaselineFault::BadPacking(said) });
        }
        let line = (error.line() > 0).then_some(error.line());
        Damaged::at(BaselinePart::Days, line, BaselineFault::BadDays(error.to_string()))
    })
}

/// Whether every measure has as many days as the page says.
pub(super) fn whole(baseline: &Baseline) -> Result<(), Damaged> {
    let days_of = |measure: &MeasureDays| match &measure.days {
        Days::Ratio { pairs, .. } => Some(pairs.len()),
        Days::Percentile { .. } => Some(baseline.pairs.waits.len()),
    };
    let is_short = |m: &&MeasureDays| days_of(m).is_some_and(|days| days != baseline.days as usize);
    match baseline.pairs.measures.iter().find(is_short) {
        None => Ok(()),
        Some(short) => {
            let measure = short.measure.name().into_owned();
            Err(damaged(BaselineFault::OtherDays { measure, days: baseline.days }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_measure_that_this_version_does_not_know_is_kept_by_its_name() {
        let (name, of_later) = ("\"name\": \"occupancy\"", "\"name\": \"of_later\"");
        let text = unpacked(&write(&sample::baseline()));
        assert!(text.contains(name));
        let kept = read(&packed(&text.replace(name, of_later))).expect("in the form");
        assert_eq!(kept.unknown, ["of_later"]);
        assert!(kept.pairs.measures.iter().all(|m| m.measure != Measure::Occupancy));
        assert_eq!(kept.pairs.measures.len() + 1, sample::baseline().pairs.measures.len());
    }

    fn unpacked(file: &[u8]) -> String {
        let mut text = String::new();
        GzDecoder::new(file).read_to_string(&mut text).expect("what was just packed");
        text
    }

    fn packed(text: &str) -> Vec<u8> {
        let mut file = GzEncoder::new(Vec::new(), Compression::fast());
        file.write_all(text.as_bytes()).expect("memory");
        file.finish().expect("memory")
    }

    fn refused(change: impl Fn(String) -> String) -> (Option<usize>, String) {
        let damaged = read(&packed(&change(unpacked(&write(&sample::baseline()))))).map(|_| ());
        let damaged = damaged.expect_err("damaged");
        assert_eq!(damaged.part, BaselinePart::Days);
        (damaged.line, damaged.reason())
    }

    #[test]
    fn what_was_written_is_read_and_packed_the_same_every_time() {
        let baseline = sample::baseline();
        let file = write(&baseline);
        assert_eq!(file, write(&baseline));
        let kept = read(&file).expect("a sound file");
        assert_eq!(kept.pairs, baseline.pairs);
        assert_eq!((kept.head.results, kept.tables), (baseline.results, baseline.tables));
        assert_eq!(
            (kept.head.holdline, kept.head.days, kept.head.seed),
            (baseline.version, baseline.days, baseline.seed)
        );
        assert_eq!(kept.settings, baseline.settings);
    }

    #[test]
    fn a_file_that_was_made_to_fill_memory_is_not_unpacked_to_its_end() {
        let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
        bomb.write_all(b"{\"columns\": [[").expect("memory");
        let zeros = "0,".repeat(1_000_000);
        (0..60).for_each(|_| bomb.write_all(zeros.as_bytes()).expect("memory"));
        let damaged = read(&bomb.finish().expect("memory")).map(|_| ()).expect_err("a bomb");
        assert!(
            damaged.reason().contains("list of at most") || damaged.reason().contains("more in it"),
            "{}",
            damaged.reason()
        );
    }

    #[test]
    fn a_column_that_measures_share_is_stored_once() {
        let text = unpacked(&write(&sample::baseline()));
        assert!(
            text.contains(r#"{"name": "answer_rate", "ratio": {"sum": "answered", "over": "offered", "scale": 1.0}}"#),
            "{text}"
        );
        assert!(
            text.contains(r#"{"name": "offered", "ratio": {"sum": "offered", "over": null, "scale": 1.0}}"#),
            "{text}"
        );
        assert_eq!(text.matches("100, 120, 90").count(), 1, "{text}");
    }

    #[test]
    fn files_that_were_cut_or_changed_are_told_with_their_place() {
        let file = write(&sample::baseline());
        for end in [0, 5, file.len() / 2, file.len() - 1] {
            let damaged = read(&file[..end]).map(|_| ()).expect_err("cut");
            assert!(damaged.reason().starts_with("it cannot be unpacked: "), "{end}: {}", damaged.reason());
        }
        let (line, reason) = refused(|text| text.replace("\"columns\": {", "\"columns\": {{"));
        assert!(line.is_some_and(|line| line > 5) && !reason.is_empty(), "{line:?} {reason}");
        let (_, reason) = refused(|text| text.replace("\"sum\": \"answered\"", "\"sum\": \"lost\""));
        assert_eq!(reason, "there is no column `lost`, which answered is made of");
        let (_, reason) = refused(|text| text.replace("100, 120, 90", "100, 120"));
        assert_eq!(reason, "the columns of answer_rate are not of one length");
        let (_, reason) = refused(|text| text.replace("\"percentile\"", "\"share\""));
        assert_eq!(reason, "wait_p95_s has to be either a ratio or a percentile");
        let older = |text: String| text.replace(FORMAT, "holdline-days/1").replace("\"waits\"", "\"no_waits\"");
        let (_, reason) = refused(older);
        assert_eq!(reason, "they are in the form holdline-days/1, and this program reads holdline-days/2");
        let (_, reason) = refused(|text| text.replace("[0, 150]", "[150, 0]"));
        assert_eq!(reason, "the waits of a day are not in ascending bins");
    }

    #[test]
    fn more_than_any_run_leaves_is_refused_before_it_fills_memory() {
        let many = format!("[{}1]", "1, ".repeat(MOST_DAYS as usize));
        let (_, reason) = refused(|text| text.replace("[100, 120, 90]", &many));
        assert!(reason.contains("a list of at most 100000 values"), "{reason}");
        let bins = format!("[{}150]", "0, ".repeat(MOST_BINS));
        let (_, reason) = refused(|text| text.replace("[0, 150]", &bins));
        assert!(reason.contains("a list of at most 65536 values"), "{reason}");
    }
}
