//! `staffing.csv`: head-counts as a scenario reads them.

use super::Sized;
use crate::escape::csv::Writer;
use crate::units::text::clock;
use std::io::{self, Write};

/// A row per interval, `interval_start,people`: the groups that were sized together, or one of them.
///
/// # Errors
/// Those of the writer.
pub fn head_counts(sized: &Sized, group: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    csv.write_record(["interval_start", "people"])?;
    for (i, row) in sized.found.intervals.iter().enumerate() {
        let of_group = group.and_then(|group| sized.found.groups.get(group)).and_then(|(_, people)| people.get(i));
        let people = of_group.copied().unwrap_or(row.people);
        csv.write_record([clock(row.start), people.to_string()])?;
    }
    csv.flush()
}
