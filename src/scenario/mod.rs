//! Scenario files: from TOML and CSV to a checked floor, or to every fault in them.
//!
//! A scenario and its bases are parsed into one tree of values that know where they stand, overrides are laid over it,
//! and the tree is read into a [`Floor`]. Reading never stops at the first fault. What may be written is described in
//! `docs/scenario-format.md`.

mod crew;
mod data;
mod diagnostics;
mod distribution;
mod expect;
mod floor;
mod keys;
mod ladder;
mod load;
mod merge;
mod overrides;
mod reader;
mod schema;
mod source;
mod table;
mod tree;

pub use diagnostics::{Diagnostic, Diagnostics};
pub use expect::{Comparison, Expectation};
pub use schema::schema;

use crate::model::{Fault, Floor};
use floor::Draft;
use jiff::civil::Date;
use reader::{At, Reader};
use source::Sources;
use std::path::{Path, PathBuf};
use tree::{Node, Value};

/// A scenario that was read without a fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What is simulated.
    pub floor: Floor,
    /// How often, and from which seed.
    pub run: RunSettings,
    /// The date it is about.
    pub date: Option<Date>,
    /// What should come out, in the order of the file; only its form is checked.
    pub expect: Vec<Expectation>,
    /// Things worth telling that are no faults, such as rows that were ignored.
    pub notes: Vec<String>,
    /// SHA-256 of the bytes of all files read and the overrides, in order of reading, in hexadecimal digits.
    pub sha256: String,
    /// The scenario file as it was named.
    pub file: PathBuf,
    /// Every file read, in order of reading.
    pub files: Vec<PathBuf>,
}

/// `[run]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunSettings {
    /// Days to simulate, 1 to 1,000,000.
    pub days: u32,
    /// Where the draws start from.
    pub seed: u64,
}

impl Default for RunSettings {
    fn default() -> Self {
        Self { days: 1000, seed: 1 }
    }
}

/// Reads the scenario file at `path`, with `key=value` overrides laid over it in order.
///
/// # Errors
/// Every fault of the scenario, its bases, its tables of data and the overrides.
pub fn read(path: &Path, overrides: &[String]) -> Result<Scenario, Diagnostics> {
    let mut sources = Sources::default();
    let mut reader = Reader::new(&mut sources);
    let tree = load::load(path, overrides, &mut reader);
    finish(tree, path, reader)
}

/// Reads a scenario from text; `name` stands for the file in messages, relative paths start from `directory`.
///
/// # Errors
/// As for [`read`].
pub fn read_text(name: &str, text: &str, directory: &Path, overrides: &[String]) -> Result<Scenario, Diagnostics> {
    let mut sources = Sources::default();
    let source = sources.add_text(name, directory, text);
    let mut reader = Reader::new(&mut sources);
    let tree = load::from_source(source, None, overrides, &mut reader);
    finish(tree, Path::new(name), reader)
}

/// A scenario if there is no fault at all.
fn finish(tree: Option<Node>, path: &Path, mut reader: Reader<'_>) -> Result<Scenario, Diagnostics> {
    let read = tree.and_then(|tree| read_tree(&tree, path, &mut reader));
    match read {
        Some((floor, draft, expect)) if !reader.has_faults() => Ok(Scenario {
            floor,
            run: draft.run,
            date: draft.date,
            expect,
            notes: reader.sources.notes.clone(),
            sha256: reader.sources.sha256(),
            file: path.to_owned(),
            files: reader.sources.files(),
        }),
        _ => Err(reader.into_diagnostics()),
    }
}

/// The floor and all around it; `None` if the model finds a fault.
fn read_tree(tree: &Node, path: &Path, reader: &mut Reader<'_>) -> Option<(Floor, Draft, Vec<Expectation>)> {
    let root = At::root(tree);
    let stem = path.file_stem().map_or_else(|| "scenario".to_owned(), |s| s.to_string_lossy().into_owned());
    let mut draft = floor::draft(&root, &stem, reader);
    let expect = expect::expectations(&root, reader);
    if reader.lost_names("groups") {
        reader.taint(&format!("groups[{}]", draft.parts.groups.len()));
        floor::stand_in_group(&mut draft.parts);
    }
    match Floor::new(draft.parts.clone()) {
        Ok(floor) => Some((floor, draft, expect)),
        Err(faults) => {
            let own: Vec<_> = faults.iter().filter(|fault| !is_consequence(fault, reader)).collect();
            own.iter().for_each(|fault| report(fault, &root, reader));
            None
        }
    }
}

/// Whether the model only stumbled over a stand-in for something that was reported already.
fn is_consequence(fault: &Fault, reader: &Reader<'_>) -> bool {
    let at = fault.at.as_str();
    let needs_hours =
        ["close", "interval", "run.warm_up"].contains(&at) || at.ends_with(".profile") || at.ends_with(".calls");
    reader.is_tainted(at)
        || referred_list(at).is_some_and(|list| reader.lost_names(list))
        || needs_hours && (reader.is_tainted("open") || reader.is_tainted("close"))
}

/// The list whose elements a place refers to by name.
fn referred_list(at: &str) -> Option<&'static str> {
    if at.contains(".serves[") || at.starts_with("ladder.watch[") {
        Some("queues")
    } else if at.contains(".answered_by[") || at.ends_with(".borrow.group") {
        Some("groups")
    } else {
        None
    }
}

/// The known name most like the one found at a place that refers to one.
fn nearest_name(at: &At<'_>, root: &At<'_>) -> Option<String> {
    let Value::Text(found) = &at.node.value else { return None };
    let list = root.get(referred_list(&at.path)?)?;
    let names: Vec<_> = list.node.elements().iter().filter_map(Node::name).collect();
    if names.contains(&found.as_str()) { None } else { diagnostics::nearest(found, names) }
}

/// Reports a fault of the model at the place it was written, or at the nearest one above it.
fn report(fault: &Fault, root: &At<'_>, reader: &mut Reader<'_>) {
    let at = root.clone().deepest(&fault.at);
    let missing = fault.at.strip_prefix(at.path.as_str()).unwrap_or_default();
    let shown = if at.path.is_empty() { fault.at.clone() } else { format!("{}{missing}", at.shown) };
    let nearest = nearest_name(&at, root);
    reader.report(at.node.mark(), &shown, &fault.found, &fault.allowed, nearest);
}
