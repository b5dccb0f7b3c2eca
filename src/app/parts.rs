//! Files with parts of a run, made by one process and merged by another.
//!
//! A file is a line that says what it is, with the checksum of the rest; the rest is for the program alone.

use super::context::{Context, News};
use super::whole::OutFile;
use crate::experiment::{RunPart, RunPlan};
use crate::failure::PartFault;
use crate::failure::{Error, InTheWay};
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

/// One part of a run's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which, from 1.
    pub number: u32,
    /// Of how many.
    pub of: u32,
}

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
    fn difference(&self, other: &Self) -> Option<PartFault> {
        if self.holdline != other.holdline {
            let (theirs, ours) = (other.holdline.clone(), self.holdline.clone());
            Some(PartFault::OtherVersion { theirs, ours })
        } else if self.days != other.days {
            Some(PartFault::OtherDays { theirs: other.days, ours: self.days })
        } else if self.seed != other.seed {
            Some(PartFault::OtherSeed { theirs: other.seed, ours: self.seed })
        } else {
            (self.scenario != other.scenario).then_some(PartFault::OtherScenario)
        }
    }
}

/// Takes the place of a part, so that nothing is simulated in vain. What is there is replaced if it is a part, but not
/// one of the same run with other days; that one of another run is replaced is told.
///
/// # Errors
/// Bad input if the place cannot be written to or holds something else.
pub fn reserve(place: &Path, of: &PartOf, days: &Range<u32>, context: &Context<'_>) -> Result<OutFile, Error> {
    let (run, played) = (of.clone(), days.clone());
    let objection = move |path: &Path| {
        Ok(match earlier(path)? {
            None => Some(InTheWay::NotAPart(path.to_owned())),
            Some(PartHead::Of(other, days)) if other == run && days != played => {
                Some(InTheWay::OtherDays { place: path.to_owned(), days })
            }
            Some(PartHead::Of(..) | PartHead::Unreadable) => None,
        })
    };
    let out = OutFile::reserve(place, Box::new(objection), context.unfinished)?;
    if let Ok(Some(PartHead::Of(other, _))) = earlier(place)
        && other != *of
    {
        context.listener.heard(&News::ReplacesAnotherPart { place });
    }
    Ok(out)
}

/// Writes a part, whole or not at all.
///
/// # Errors
/// Bad input if it is longer than what is read again.
pub fn publish(out: OutFile, of: &PartOf, part: &RunPart) -> Result<(), Error> {
    let bytes = encode(of, part);
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::PartTooLong { bytes: bytes.len() as u64, most: MOST_BYTES });
    }
    out.publish(&bytes)
}

/// What a part says of itself.
enum PartHead {
    Of(PartOf, Range<u32>),
    /// Of another version of the program, or damaged.
    Unreadable,
}

/// The head of the part in a file; `None` if there is no part in it.
fn earlier(path: &Path) -> io::Result<Option<PartHead>> {
    let about = fs::metadata(path)?;
    let mut bytes = Vec::new();
    if about.is_file() {
        File::open(path)?.take(HEAD_BYTES).read_to_end(&mut bytes)?;
    }
    let Some((_, body)) = split(&bytes) else { return Ok(None) };
    let head = postcard::take_from_bytes::<(PartOf, Range<u32>)>(body);
    Ok(Some(head.map_or(PartHead::Unreadable, |((of, days), _)| PartHead::Of(of, days))))
}

/// Reads parts of one run.
///
/// # Errors
/// Bad input that names every file that is no part of this run, and why.
pub fn read_all(places: &[PathBuf], of: &PartOf) -> Result<Vec<RunPart>, Error> {
    let (mut parts, mut faults) = (Vec::new(), Vec::new());
    for place in places {
        match decode(&guarded::read(place, MOST_BYTES).map_err(Error::unread(place))?, of) {
            Ok(part) => parts.push(part),
            Err(why) => faults.push((place.clone(), why)),
        }
    }
    if faults.is_empty() { Ok(parts) } else { Err(Error::Parts(faults)) }
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

fn decode(bytes: &[u8], of: &PartOf) -> Result<RunPart, PartFault> {
    let (sum, body) = split(bytes).ok_or(PartFault::NotAPart)?;
    if checksum(body) != sum {
        return Err(PartFault::Damaged);
    }
    // Who and of what first: the rest is laid out as the version that wrote it does.
    let (found, rest) = postcard::take_from_bytes::<PartOf>(body).map_err(|_| PartFault::Damaged)?;
    if let Some(difference) = of.difference(&found) {
        return Err(difference);
    }
    match postcard::take_from_bytes(rest) {
        Ok((part, [])) => Ok(part),
        Ok(_) | Err(_) => Err(PartFault::Damaged),
    }
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: u32, seed: u64) -> PartOf {
        PartOf { holdline: env!("CARGO_PKG_VERSION").to_owned(), scenario: "00ff".to_owned(), days, seed }
    }

    #[test]
    fn the_first_thing_that_differs_is_told() {
        let ours = of(10, 1);
        assert_eq!(ours.difference(&of(10, 1)), None);
        assert_eq!(ours.difference(&of(9, 2)), Some(PartFault::OtherDays { theirs: 9, ours: 10 }));
        assert_eq!(ours.difference(&of(10, 2)), Some(PartFault::OtherSeed { theirs: 2, ours: 1 }));
        let other = PartOf { scenario: "ff00".to_owned(), ..of(10, 1) };
        assert_eq!(ours.difference(&other), Some(PartFault::OtherScenario));
        let older = PartOf { holdline: "0.0.1".to_owned(), ..other };
        assert!(matches!(ours.difference(&older), Some(PartFault::OtherVersion { theirs, .. }) if theirs == "0.0.1"));
    }

    #[test]
    fn what_is_no_part_and_what_is_damaged_are_told_apart() {
        let why = |bytes: &[u8]| decode(bytes, &of(10, 1)).expect_err("no part");
        assert_eq!(why(b""), PartFault::NotAPart);
        assert_eq!(why(b"day,answered\n0,5\n"), PartFault::NotAPart);
        assert_eq!(why(format!("{FORMAT} 00ff\nx").as_bytes()), PartFault::Damaged);
        let body = postcard::to_stdvec(&of(10, 1)).expect("memory");
        assert_eq!(why(&[format!("{FORMAT} {}\n", checksum(&body)).into_bytes(), body].concat()), PartFault::Damaged);
    }
}
