//! Files with parts of a run, made by one process and merged by another.
//!
//! A file is a line that says what it is, with the checksum of the rest; the rest is for the program alone.

use super::{ExitCode, Failure, Part, out_dir};
use crate::escape::terminal;
use crate::experiment::{RunPart, RunPlan};
use crate::scenario::{Scenario, guarded};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How every part begins.
const FORMAT: &str = "holdline-part/1";

/// A longer part is not read, and not written either.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The run that a part belongs to.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Where a part goes when nobody says.
pub fn default_place(scenario: &str, part: Part) -> PathBuf {
    out_dir::default_place(&format!("{scenario} {} of {}.part", part.number, part.of))
}

/// Writes a part, whole or not at all.
///
/// # Errors
/// Bad input if the place cannot be written to.
pub fn write(place: &Path, of: &PartOf, part: &RunPart) -> Result<(), Failure> {
    let fault = |e: &std::io::Error| Failure::file("write", place, e);
    let parent = place.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|e| fault(&e))?;
    let bytes = encode(of, part);
    if bytes.len() as u64 > MOST_BYTES {
        let found = format!("this part takes {} MB, and at most 256 MB are read again", bytes.len() / 1_000_000);
        return Err(Failure::bad_input(format!("{found}; make more parts of fewer days")));
    }
    let mut file = tempfile::NamedTempFile::new_in(parent).map_err(|e| fault(&e))?;
    file.write_all(&bytes).map_err(|e| fault(&e))?;
    file.persist(place).map_err(|e| fault(&e.error))?;
    Ok(())
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
            Err(reason) => faults.push(format!("error: {} {reason}", terminal::path(place))),
        }
    }
    if faults.is_empty() { Ok(parts) } else { Err(Failure::told(ExitCode::BadInput, faults.join("\n"))) }
}

fn encode(of: &PartOf, part: &RunPart) -> Vec<u8> {
    let body = postcard::to_stdvec(&(of, part)).expect("numbers and texts can always be written to memory");
    let mut bytes = format!("{FORMAT} {}\n", checksum(&body)).into_bytes();
    bytes.extend(body);
    bytes
}

fn decode(bytes: &[u8], of: &PartOf) -> Result<RunPart, String> {
    let no_part = || "is not a part of a run; make one with `holdline run SCENARIO --part K/N`".to_owned();
    let end = bytes.iter().position(|b| *b == b'\n').ok_or_else(no_part)?;
    let head = std::str::from_utf8(&bytes[..end]).map_err(|_| no_part())?;
    let (format, sum) = head.split_once(' ').ok_or_else(no_part)?;
    if format != FORMAT {
        return Err(no_part());
    }
    let body = &bytes[end + 1..];
    let damaged = || "is damaged; make it again".to_owned();
    if checksum(body) != sum {
        return Err(damaged());
    }
    // Who and of what first: the rest is laid out as the version that wrote it does.
    let (found, rest) = postcard::take_from_bytes::<PartOf>(body).map_err(|_| damaged())?;
    match of.difference(&found) {
        Some(difference) => Err(format!("{difference}; merge only parts of one run")),
        None => postcard::from_bytes(rest).map_err(|_| damaged()),
    }
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
