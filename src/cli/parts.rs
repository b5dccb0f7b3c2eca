//! Files with parts of a run, made by one process and merged by another.
//!
//! A file is a line that says what it is, with the checksum of the rest; the rest is for the program alone.

use super::Failure;
use super::console::Console;
use super::whole::OutFile;
use crate::experiment::{RunPart, RunPlan};
use crate::scenario::{Scenario, guarded};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How every part begins.
const FORMAT: &str = "holdline-part/1";
/// As much of a part as says which it is.
const HEAD_BYTES: u64 = 4_096;

/// A longer part is not read, and not written either.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The run that a part belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOf {
    holdline: String,
    scenario: String,
    days: u32,
    seed: u64,
}

impl PartOf {
    /// The run of a scenario by a plan, by this version of the program.
    pub fn new(scenario: &Scenario, plan: &RunPlan) -> Self {
        Self {
            holdline: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: scenario.sha256.clone(),
            days: plan.days,
            seed: plan.seed,
        }
    }

    /// What keeps a part of another run from being merged into this one.
    fn difference(&self, other: &Self) -> Option<String> {
        let differs = |what: &str, theirs: &dyn ToString, ours: &dyn ToString| {
            let (theirs, ours) = (theirs.to_string(), ours.to_string());
            (theirs != ours).then(|| format!("has {theirs} {what}, this run {ours}"))
        };
        let version = (self.holdline != other.holdline)
            .then(|| format!("was made by holdline {}, this is {}", other.holdline, self.holdline));
        version
            .or_else(|| differs("days in all", &other.days, &self.days))
            .or_else(|| differs("as its seed", &other.seed, &self.seed))
            .or_else(|| {
                (self.scenario != other.scenario).then(|| "is of another scenario or other settings".to_owned())
            })
    }
}

/// Takes the place of a part, so that nothing is simulated in vain. What is there is replaced if it is a part, but not
/// one of the same run with other days; that one of another run is replaced is told.
///
/// # Errors
/// Bad input if the place cannot be written to or holds something else.
pub fn reserve(place: &Path, of: &PartOf, days: &Range<u32>, console: &Console) -> Result<OutFile, Failure> {
    let (run, played) = (of.clone(), days.clone());
    let objection = move |path: &Path| {
        Ok(match earlier(path)? {
            None => Some("is not a part of a run, so it is not replaced; name another file with --out".to_owned()),
            Some(Head::Of(other, days)) if other == run && days != played => {
                Some(format!("holds {} of this run; name another file with --out", told(&days)))
            }
            Some(Head::Of(..) | Head::Unreadable) => None,
        })
    };
    let out = OutFile::reserve(place, Box::new(objection))?;
    if let Ok(Some(Head::Of(other, _))) = earlier(place)
        && other != *of
    {
        console.note(&format!("the part of another run in {} is replaced", place.display()));
    }
    Ok(out)
}

/// Writes a part, whole or not at all.
///
/// # Errors
/// Bad input if it is longer than what is read again.
pub fn publish(out: OutFile, of: &PartOf, part: &RunPart) -> Result<(), Failure> {
    let bytes = encode(of, part);
    if bytes.len() as u64 > MOST_BYTES {
        let found = format!("this part takes {} MB, and at most 256 MB are read again", bytes.len() / 1_000_000);
        return Err(Failure::bad_input(format!("{found}; make more parts of fewer days")));
    }
    out.publish(&bytes)
}

/// What a part says of itself.
enum Head {
    Of(PartOf, Range<u32>),
    /// Of another version of the program, or damaged.
    Unreadable,
}

/// The head of the part in a file; `None` if there is no part in it.
fn earlier(path: &Path) -> io::Result<Option<Head>> {
    let about = fs::metadata(path)?;
    let mut bytes = Vec::new();
    if about.is_file() {
        File::open(path)?.take(HEAD_BYTES).read_to_end(&mut bytes)?;
    }
    let Some((_, body)) = split(&bytes) else { return Ok(None) };
    let head = postcard::take_from_bytes::<(PartOf, Range<u32>)>(body);
    Ok(Some(head.map_or(Head::Unreadable, |((of, days), _)| Head::Of(of, days))))
}

fn told(days: &Range<u32>) -> String {
    format!("days {} to {}", days.start, days.end.saturating_sub(1))
}

/// Reads parts of one run.
///
/// # Errors
/// Bad input that names every file that is no part of this run, and why.
pub fn read_all(places: &[PathBuf], of: &PartOf) -> Result<Vec<RunPart>, Failure> {
    let (mut parts, mut faults) = (Vec::new(), Vec::new());
    for place in places {
        match decode(&guarded::read(place, MOST_BYTES).map_err(|why| Failure::unread(place, &why))?, of) {
            Ok(part) => parts.push(part),
            Err(reason) => faults.push(format!("{} {reason}", place.display())),
        }
    }
    if faults.is_empty() { Ok(parts) } else { Err(Failure::all_bad_input(faults)) }
}

/// A part as it stands in its file.
fn encode(of: &PartOf, part: &RunPart) -> Vec<u8> {
    let body = postcard::to_stdvec(&(of, part)).expect("numbers and texts can always be written to memory");
    let mut bytes = format!("{FORMAT} {}\n", checksum(&body)).into_bytes();
    bytes.extend(body);
    bytes
}

/// The checksum and the body of a part; `None` if it is none.
fn split(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|b| *b == b'\n')?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let (format, sum) = head.split_once(' ')?;
    (format == FORMAT).then_some((sum, &bytes[end + 1..]))
}

fn decode(bytes: &[u8], of: &PartOf) -> Result<RunPart, String> {
    let no_part = "is not a part of a run; make one with `holdline run SCENARIO --part K/N`";
    let (sum, body) = split(bytes).ok_or_else(|| no_part.to_owned())?;
    let damaged = || "is damaged; make it again".to_owned();
    if checksum(body) != sum {
        return Err(damaged());
    }
    // Who and of what first: the rest is laid out as the version that wrote it does.
    let (found, rest) = postcard::take_from_bytes::<PartOf>(body).map_err(|_| damaged())?;
    if let Some(difference) = of.difference(&found) {
        return Err(format!("{difference}; merge only parts of one run"));
    }
    match postcard::take_from_bytes(rest) {
        Ok((part, [])) => Ok(part),
        Ok(_) | Err(_) => Err(damaged()),
    }
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
