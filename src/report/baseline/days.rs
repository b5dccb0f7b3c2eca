//! The days of a baseline: JSON compressed by gzip. Columns that several measures share are stored once.

use super::{Damaged, Part};
use crate::experiment::baseline::Baseline;
use crate::experiment::pairs::{DayPairs, Days, MeasureDays};
use crate::report::json::written;
use crate::units::Span;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};

/// The name and number of the form; the number grows when a reader of the old one would misread the new one.
const FORMAT: &str = "holdline-days/1";
/// More days than these are not stored: nobody reviews them, and they would not fit into a file that is read again.
pub const MOST_DAYS: u32 = 100_000;
/// Nothing that was stored is larger unpacked; a file that is, was made to fill memory.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    /// Of the page that belongs to it.
    results: String,
    tables: String,
    settings: BTreeMap<String, String>,
    measures: Vec<Measure>,
    /// A number for each day.
    columns: BTreeMap<String, Vec<i64>>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Measure {
    /// `scale` times the sum of a column, over the sum of another or the number of days.
    Ratio { name: String, sum: String, over: Option<String>, scale: f64 },
    /// A percentile of waits in microseconds: over all days, and by batches of days.
    Percentile { name: String, all: Option<i64>, batches: Vec<Option<i64>> },
}

/// The days of a baseline, as far as its page does not tell them.
pub(super) struct Kept {
    pub results: String,
    pub settings: BTreeMap<String, String>,
    pub tables: String,
    pub pairs: DayPairs,
}

/// The file, compressed: about 60 kB for a thousand days. `zcat` shows it.
pub fn write(baseline: &Baseline) -> Vec<u8> {
    let mut document = Document {
        format: FORMAT.to_owned(),
        results: baseline.results.clone(),
        tables: baseline.tables.clone(),
        settings: baseline.settings.clone(),
        measures: Vec::new(),
        columns: BTreeMap::new(),
    };
    baseline.pairs.measures.iter().for_each(|measure| document.add(measure));
    let mut file = GzEncoder::new(Vec::new(), Compression::best());
    file.write_all(written(&document).as_bytes()).expect("writing into memory cannot fail");
    file.finish().expect("writing into memory cannot fail")
}

impl Document {
    fn add(&mut self, measure: &MeasureDays) {
        let name = measure.name.clone();
        let measure = match &measure.days {
            Days::Ratio { pairs, scale } => {
                let (sums, overs): (Vec<i64>, Vec<i64>) = pairs.iter().copied().unzip();
                let over = overs.iter().any(|y| *y != 1).then(|| self.column(format!("{name} of"), overs));
                Measure::Ratio { sum: self.column(name.clone(), sums), name, over, scale: *scale }
            }
            Days::Percentile { all, batches } => Measure::Percentile {
                name,
                all: all.map(Span::micros),
                batches: batches.iter().map(|wait| wait.map(Span::micros)).collect(),
            },
        };
        self.measures.push(measure);
    }

    /// The name of a column of these numbers, which is added under the given name if there is none yet.
    fn column(&mut self, name: String, numbers: Vec<i64>) -> String {
        if let Some((known, _)) = self.columns.iter().find(|(_, column)| **column == numbers) {
            return known.clone();
        }
        self.columns.insert(name.clone(), numbers);
        name
    }

    fn pairs(&self) -> Result<DayPairs, Damaged> {
        let measures = self.measures.iter().map(|measure| self.measure(measure)).collect::<Result<_, _>>()?;
        Ok(DayPairs { measures, intervals: Vec::new() })
    }

    fn measure(&self, measure: &Measure) -> Result<MeasureDays, Damaged> {
        let wait = |micros: &Option<i64>| micros.map(Span::from_micros);
        let (name, days) = match measure {
            Measure::Ratio { name, sum, over, scale } => {
                (name, Days::Ratio { pairs: self.joined(name, sum, over.as_ref())?, scale: *scale })
            }
            Measure::Percentile { name, all, batches } => {
                (name, Days::Percentile { all: wait(all), batches: batches.iter().map(wait).collect() })
            }
        };
        Ok(MeasureDays { name: name.clone(), days })
    }

    /// The numbers that a measure is made of, day by day.
    fn joined(&self, measure: &str, sum: &str, over: Option<&String>) -> Result<Vec<(i64, i64)>, Damaged> {
        let column = |name: &str| {
            let missing = || damaged(format!("there is no column `{name}`, which {measure} is made of"));
            self.columns.get(name).ok_or_else(missing)
        };
        let sums = column(sum)?;
        let Some(over) = over else { return Ok(sums.iter().map(|x| (*x, 1)).collect()) };
        let overs = column(over)?;
        if overs.len() != sums.len() {
            return Err(damaged(format!("the columns of {measure} are not of one length")));
        }
        Ok(sums.iter().copied().zip(overs.iter().copied()).collect())
    }
}

fn damaged(reason: impl Into<String>) -> Damaged {
    Damaged::at(Part::Days, None, reason)
}

/// Reads the file.
pub(super) fn read(bytes: &[u8]) -> Result<Kept, Damaged> {
    let mut text = String::new();
    let unpacked = GzDecoder::new(bytes).take(MOST_BYTES + 1).read_to_string(&mut text);
    unpacked.map_err(|error| damaged(format!("it cannot be unpacked: {error}")))?;
    if text.len() as u64 > MOST_BYTES {
        return Err(damaged("it unpacks to more than 64 MB, and no baseline does"));
    }
    let document: Document = serde_json::from_str(&text).map_err(|error| {
        let line = (error.line() > 0).then_some(error.line());
        Damaged::at(Part::Days, line, error.to_string())
    })?;
    if document.format != FORMAT {
        return Err(damaged(format!("they are in the form {}, and this program reads {FORMAT}", document.format)));
    }
    let pairs = document.pairs()?;
    Ok(Kept { results: document.results, settings: document.settings, tables: document.tables, pairs })
}

/// Whether every measure has as many days as the page says.
pub(super) fn whole(baseline: &Baseline) -> Result<(), Damaged> {
    let days_of = |measure: &MeasureDays| match &measure.days {
        Days::Ratio { pairs, .. } => Some(pairs.len()),
        Days::Percentile { .. } => None,
    };
    let is_short = |m: &&MeasureDays| days_of(m).is_some_and(|days| days != baseline.days as usize);
    match baseline.pairs.measures.iter().find(is_short) {
        None => Ok(()),
        Some(short) => {
            Err(damaged(format!("{} has not the {} days that the page tells of", short.name, baseline.days)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

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
        assert_eq!(damaged.part, Part::Days);
        (damaged.line, damaged.reason)
    }

    #[test]
    fn what_was_written_is_read_and_packed_the_same_every_time() {
        let baseline = sample::baseline();
        let file = write(&baseline);
        assert_eq!(file, write(&baseline));
        let kept = read(&file).expect("a sound file");
        assert_eq!(kept.pairs, baseline.pairs);
        assert_eq!((kept.results, kept.tables), (baseline.results, baseline.tables));
        assert_eq!(kept.settings, baseline.settings);
    }

    #[test]
    fn a_file_that_was_made_to_fill_memory_is_not_unpacked_to_its_end() {
        let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
        let zeros = "0,".repeat(1_000_000);
        (0..40).for_each(|_| bomb.write_all(zeros.as_bytes()).expect("memory"));
        let damaged = read(&bomb.finish().expect("memory")).map(|_| ()).expect_err("a bomb");
        assert!(damaged.reason.contains("more than 64 MB"), "{}", damaged.reason);
    }

    #[test]
    fn a_column_that_measures_share_is_stored_once() {
        let text = unpacked(&write(&sample::baseline()));
        assert!(
            text.contains(r#"{"name": "answer_rate", "sum": "answered", "over": "offered", "scale": 1.0}"#),
            "{text}"
        );
        assert!(text.contains(r#"{"name": "offered", "sum": "offered", "over": null, "scale": 1.0}"#), "{text}");
        assert_eq!(text.matches("100, 120, 90").count(), 1, "{text}");
    }

    #[test]
    fn files_that_were_cut_or_changed_are_told_with_their_place() {
        let file = write(&sample::baseline());
        for end in [0, 5, file.len() / 2, file.len() - 1] {
            let damaged = read(&file[..end]).map(|_| ()).expect_err("cut");
            assert!(damaged.reason.starts_with("it cannot be unpacked: "), "{end}: {}", damaged.reason);
        }
        let (line, reason) = refused(|text| text.replace("\"columns\": {", "\"columns\": {{"));
        assert!(line.is_some_and(|line| line > 5) && !reason.is_empty(), "{line:?} {reason}");
        let (_, reason) = refused(|text| text.replace("\"sum\": \"answered\"", "\"sum\": \"lost\""));
        assert_eq!(reason, "there is no column `lost`, which answered is made of");
        let (_, reason) = refused(|text| text.replace("100, 120, 90", "100, 120"));
        assert_eq!(reason, "the columns of answer_rate are not of one length");
        let (_, reason) = refused(|text| text.replace(FORMAT, "holdline-days/2"));
        assert_eq!(reason, "they are in the form holdline-days/2, and this program reads holdline-days/1");
    }
}
