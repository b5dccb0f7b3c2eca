//! A baseline as two files: a page that shows in a review what has moved, and the days that later runs are paired with.
//!
//! What is written here is read back here, so that the form is known in one place only.

mod bounded;
mod days;
mod page;
#[cfg(test)]
mod sample;

pub use days::{MOST_DAYS, write as days};
pub use page::write as page;

use super::{csv, json};
use crate::experiment::baseline::Baseline;
use crate::experiment::results::RunResults;
use crate::failure::BaselineFault;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One of the two files of a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselinePart {
    /// The page in TOML.
    Page,
    /// The days, JSON compressed by gzip.
    Days,
}

/// Why a stored baseline cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The file at fault.
    pub part: BaselinePart,
    /// The line, from 1, if it is at a line: of the days as they are before compression.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: BaselineFault,
}

impl Damaged {
    const fn at(part: BaselinePart, line: Option<usize>, fault: BaselineFault) -> Self {
        Self { part, line, fault }
    }
}

#[cfg(test)]
impl Damaged {
    /// What is wrong, in English.
    fn reason(&self) -> String {
        crate::words::Language::English.check().baseline_fault(&self.fault)
    }
}

/// Reads a baseline from its days, and whether its page was written with them: it was not if an update was killed between
/// the two, or if the page is not there. Then the days count.
///
/// # Errors
/// If one of them is damaged or in another form.
pub fn read(page: Option<&str>, days: &[u8]) -> Result<(Baseline, bool), Damaged> {
    let page = page.map(page::read).transpose()?;
    let kept = days::read(days)?;
    let page = page.filter(|page| page.results == kept.head.results);
    let is_paged = page.is_some();
    let head = page.unwrap_or(kept.head);
    let baseline = Baseline {
        version: head.holdline,
        days: head.days,
        seed: head.seed,
        results: head.results,
        settings: kept.settings,
        tables: kept.tables,
        table_files: kept.table_files,
        pairs: kept.pairs,
        unknown: kept.unknown,
    };
    days::whole(&baseline)?;
    Ok((baseline, is_paged))
}

/// What both files say of their run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct BaselineHead {
    format: String,
    holdline: String,
    days: u32,
    seed: u64,
    results: String,
}

/// Whether a file that begins so is one of the two, of any version.
pub fn is_part(head: &[u8]) -> bool {
    page::is_one(head) || days::is_one(head)
}

/// A short text that is the same as long as all results are, whatever the number of threads and the machine (M-R3);
/// what is asked of the results, such as targets, makes no difference.
pub fn fingerprint(results: &RunResults) -> String {
    let mut bytes = json::found(results).into_bytes();
    csv::days(results, &mut bytes).expect("writing into memory cannot fail");
    csv::ladder(results, &mut bytes).expect("writing into memory cannot fail");
    hashed(&bytes)
}

/// What a scenario's settings and tables come to: changes with what is simulated, and not with the name or the place of the file.
pub fn scenario_fingerprint(baseline: &Baseline) -> String {
    let settings =
        baseline.settings.iter().map(|(key, value)| format!("{} {key}={} {value}\n", key.len(), value.len()));
    hashed((settings.collect::<String>() + &baseline.tables).as_bytes())
}

/// The first 64 bits of SHA-256: enough to tell that something is not the same.
fn hashed(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> (String, Vec<u8>) {
        (page("a.toml", &sample::baseline(), &sample::results()), days(&sample::baseline()))
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let (page, days) = files();
        assert_eq!(read(Some(&page), &days), Ok((sample::baseline(), true)));
        assert!(is_part(page.as_bytes()) && is_part(&days) && is_part(&days[..days.len() / 2]));
        assert!(!is_part(b"mine = 1") && !is_part(b"") && !is_part(&[0x1f, 0x8b, 8, 0]));
    }

    #[test]
    fn without_its_page_a_baseline_is_the_same_and_that_is_told() {
        let (page, days) = files();
        let of_another = page.replace("1e36f3a51d34efd3", "bda46eb135c4a33f").replace("seed = 1", "seed = 2");
        for page in [None, Some(of_another.as_str())] {
            assert_eq!(read(page, &days), Ok((sample::baseline(), false)));
        }
    }

    #[test]
    fn days_that_are_not_those_of_the_page_are_refused() {
        let (page, days) = files();
        let reason = read(Some(&page.replace("days = 3", "days = 4")), &days).expect_err("a day too few").fault;
        assert_eq!(reason, BaselineFault::OtherDays { measure: "offered".to_owned(), days: 4 });
    }

    #[test]
    fn the_fingerprint_changes_with_results_and_not_with_what_is_asked_of_them() {
        let results = sample::results();
        let mut other = results.clone();
        other.targets.clear();
        other.traces.clear();
        assert_eq!(fingerprint(&other), fingerprint(&results));
        other.daily.rows[0][0] = Some(2501.0);
        assert_ne!(fingerprint(&other), fingerprint(&results));
        other = results.clone();
        other.rungs[0].figures.0[0].1.as_mut().expect("pulls").mean += 1e-9;
        assert_ne!(fingerprint(&other), fingerprint(&results));
        other = results.clone();
        other.ladder_log[0].waiting += 1;
        assert_ne!(fingerprint(&other), fingerprint(&results));
    }
}
