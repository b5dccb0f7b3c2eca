//! The days of a baseline: JSON compressed by gzip. Columns that several measures share are stored once.

use super::{Damaged, Part};
use crate::experiment::baseline::Baseline;
use crate::experiment::pairs::{DayPairs, Days, MeasureDays};
use crate::report::json::written;
use crate::stats::DayWaits;
use crate::units::Span;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};

/// The name and number of the form; the number grows when a reader of the old one would misread the new one.
const FORMAT: &str = "holdline-days/2";
/// Nothing that was stored is larger; a file that claims to be is damaged.
const MOST_BYTES: u64 = 1 << 30;

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
    /// For each day the waits of the answered: bins, each as its distance from the one before, and the calls in each.
    waits: Vec<(Vec<u16>, Vec<u32>)>,
}

#[derive(Deserialize)]
struct Form {
    format: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Measure {
    /// `scale` times the sum of a column, over the sum of another or the number of days.
    Ratio { name: String, sum: String, over: Option<String>, scale: f64 },
    /// A percentile of waits: which one, and its microseconds over all days.
    Percentile { name: String, p: f64, all: Option<i64> },
}

/// The days of a baseline, as far as its page does not tell them.
pub(super) struct Kept {
    pub results: String,
    pub settings: BTreeMap<String, String>,
    pub tables: String,
    pub pairs: DayPairs,
}

/// The file, compressed: 70 to 190 kB for a thousand days. `zcat` shows it.
pub fn write(baseline: &Baseline) -> Vec<u8> {
    let mut document = Document {
        format: FORMAT.to_owned(),
        results: baseline.results.clone(),
        tables: baseline.tables.clone(),
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

impl Document {
    fn add(&mut self, measure: &MeasureDays) {
        let name = measure.name.clone();
        let measure = match &measure.days {
            Days::Ratio { pairs, scale } => {
                let (sums, overs): (Vec<i64>, Vec<i64>) = pairs.iter().copied().unzip();
                let over = overs.iter().any(|y| *y != 1).then(|| self.column(format!("{name} of"), overs));
                Measure::Ratio { sum: self.column(name.clone(), sums), name, over, scale: *scale }
            }
            Days::Percentile { p, all } => Measure::Percentile { name, p: *p, all: all.map(Span::micros) },
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
        let day = |day| from_gaps(day).ok_or_else(|| damaged("the waits of a day are not in ascending bins"));
        let waits = self.waits.iter().map(day).collect::<Result<_, _>>()?;
        Ok(DayPairs { measures, intervals: Vec::new(), waits })
    }

    fn measure(&self, measure: &Measure) -> Result<MeasureDays, Damaged> {
        let (name, days) = match measure {
            Measure::Ratio { name, sum, over, scale } => {
                (name, Days::Ratio { pairs: self.joined(name, sum, over.as_ref())?, scale: *scale })
            }
            Measure::Percentile { name, p, all } => (name, Days::Percentile { p: *p, all: all.map(Span::from_micros) }),
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

fn in_gaps(day: &DayWaits) -> (Vec<u16>, Vec<u32>) {
    let mut last = 0;
    let gap = |(bin, calls): &(u16, u32)| (*bin - std::mem::replace(&mut last, *bin), *calls);
    day.bins().iter().map(gap).unzip()
}

fn from_gaps((gaps, calls): &(Vec<u16>, Vec<u32>)) -> Option<DayWaits> {
    let bin = |last: &mut u16, gap: &u16| {
        *last = last.checked_add(*gap)?;
        Some(*last)
    };
    let bins: Vec<u16> = gaps.iter().scan(0, bin).collect();
    let whole = bins.len() == gaps.len() && bins.len() == calls.len();
    DayWaits::from_bins(bins.into_iter().zip(calls.iter().copied()).collect()).filter(|_| whole)
}

fn damaged(reason: impl Into<String>) -> Damaged {
    Damaged::at(Part::Days, None, reason)
}

/// Reads the file.
pub(super) fn read(bytes: &[u8]) -> Result<Kept, Damaged> {
    let mut text = String::new();
    let unpacked = GzDecoder::new(bytes).take(MOST_BYTES).read_to_string(&mut text);
    unpacked.map_err(|error| damaged(format!("it cannot be unpacked: {error}")))?;
    // The form first: one of another form lacks what this one has.
    let form = parsed::<Form>(&text)?.format;
    if form != FORMAT {
        return Err(damaged(format!("they are in the form {form}, and this program reads {FORMAT}")));
    }
    let document: Document = parsed(&text)?;
    let pairs = document.pairs()?;
    Ok(Kept { results: document.results, settings: document.settings, tables: document.tables, pairs })
}

fn parsed<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Damaged> {
    serde_json::from_str(text).map_err(|error| {
        let line = (error.line() > 0).then_some(error.line());
        Damaged::at(Part::Days, line, error.to_string())
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
        let older = |text: String| text.replace(FORMAT, "holdline-days/1").replace("\"waits\"", "\"no_waits\"");
        let (_, reason) = refused(older);
        assert_eq!(reason, "they are in the form holdline-days/1, and this program reads holdline-days/2");
        let (_, reason) = refused(|text| text.replace("[0, 150]", "[150, 0]"));
        assert_eq!(reason, "the waits of a day are not in ascending bins");
    }
}
