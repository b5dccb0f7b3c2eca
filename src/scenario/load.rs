//! From a file, its bases and its overrides to one tree of values.

use super::Given;
use super::fault::FileFault;
use super::fault::{NotToml, ScenarioFault};
use super::floor::ScenarioTable;
use super::keys::ValueKind;
use super::ladder::stated_rungs;
use super::merge::lay_over;
use super::overrides;
use super::reader::{At, Reader};
use super::slips;
use super::source::{Passage, SourceId, shown};
use super::tree::{Node, SyntaxFault, Table, Value, parse};
use crate::model::NamedList;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// More messages about syntax help nobody.
const MOST_SYNTAX_FAULTS: usize = 5;

/// Reads the scenario file at `path`, its chain of bases, and lays the overrides over all of it.
/// `None` if there is nothing to go on with; the reader knows why.
pub(super) fn load(path: &Path, overrides: &[Given<'_>], reader: &mut Reader<'_>) -> Option<Node> {
    let source = match reader.sources.load_toml(path) {
        Ok(source) => source,
        Err(why) => {
            let file = why.file.clone();
            reader.report_file(&file, why);
            return None;
        }
    };
    from_source(source, Some(path), overrides, reader)
}

/// The same for a text that is already there; `path` is where it came from, if it is a file.
pub(super) fn from_source(
    source: SourceId,
    path: Option<&Path>,
    overrides: &[Given<'_>],
    reader: &mut Reader<'_>,
) -> Option<Node> {
    let mut layers = vec![parse_source(source, reader)?];
    let mut chain = Chain::default();
    path.into_iter().for_each(|path| _ = chain.add(path));
    while let Some(base) = layers.last().and_then(|tree| tree.get("base").cloned()) {
        layers.push(parse_source(load_base(&base, &mut chain, reader)?, reader)?);
    }
    let mut tree = merged(layers);
    let directory = reader.sources.get(source).directory.clone();
    for (option, arguments) in overrides {
        arguments.iter().for_each(|argument| overrides::apply(&mut tree, (option, argument), &directory, reader));
    }
    reader.sources.hidden = hidden_names(&tree);
    Some(tree)
}

/// The names of elements of lists that may not be shown.
fn hidden_names(tree: &Node) -> BTreeSet<String> {
    let lists = [NamedList::Queues, NamedList::Groups, NamedList::Incidents, NamedList::Ladders]
        .map(|list| At::root(tree).deepest(&list.path()).elements());
    let rungs = stated_rungs(&At::root(tree));
    let elements = lists.iter().flatten().chain(&rungs).map(|at| at.node);
    let hidden = elements.filter(|element| element.shown_name().is_none());
    hidden.filter_map(Node::name).map(str::to_owned).collect()
}

fn parse_source(source: SourceId, reader: &mut Reader<'_>) -> Option<Node> {
    let text = reader.sources.get(source).text.clone();
    if text.trim().is_empty() {
        let file = reader.sources.get(source).name.clone();
        reader.report_file(&file.clone(), ScenarioFault::File { file, fault: FileFault::Empty });
        return None;
    }
    let parsed = parse(&text, source).map_err(|faults| {
        let faults = first_of_each_line(&text, faults);
        faults.into_iter().for_each(|fault| report_syntax(fault, &text, source, reader));
    });
    let mut tree = parsed.ok()?;
    if reader.sources.get(source).is_outside {
        tree.hide();
    }
    Some(tree)
}

/// Tells what was probably meant; of a file outside the scenario's folder only that it is no TOML.
fn report_syntax(fault: SyntaxFault, text: &str, source: SourceId, reader: &mut Reader<'_>) {
    let why = if reader.sources.get(source).is_outside {
        NotToml::Outside
    } else {
        slips::of_line(line_at(text, fault.span.start)).map_or(NotToml::Message(fault.message), NotToml::Slip)
    };
    reader.report(&Passage { source, span: fault.span }, "", ScenarioFault::NotToml(why), None);
}

/// The line in which an offset lies.
fn line_at(text: &str, offset: usize) -> &str {
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| before.len() + at);
    &text[start..end]
}

fn forget_name(tree: &mut Node) {
    if let Value::Table(table) = &mut tree.value {
        table.remove("name");
    }
}

/// One slip makes several messages in its line, and a file that is no TOML at all many lines of them: a few will do.
fn first_of_each_line(text: &str, mut faults: Vec<SyntaxFault>) -> Vec<SyntaxFault> {
    faults.sort_by_key(|fault| fault.span.start);
    let mut kept: Vec<SyntaxFault> = Vec::new();
    for fault in faults {
        let is_in_new_line = kept.last().is_none_or(|last| {
            let between = text.as_bytes().get(last.span.start..fault.span.start).unwrap_or_default();
            between.contains(&b'\n')
        });
        if is_in_new_line {
            kept.push(fault);
        }
        if kept.len() == MOST_SYNTAX_FAULTS {
            break;
        }
    }
    kept
}

/// A scenario and its bases so far.
#[derive(Default)]
struct Chain {
    /// As they are named.
    named: Vec<PathBuf>,
    /// The files themselves, whatever path leads to them.
    files: BTreeSet<PathBuf>,
}

impl Chain {
    /// Adds a file; false if it is in the chain already.
    fn add(&mut self, path: &Path) -> bool {
        self.named.push(path.to_owned());
        self.files.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
    }
}

fn load_base(base: &Node, chain: &mut Chain, reader: &mut Reader<'_>) -> Option<SourceId> {
    let at = At { node: base, path: crate::model::Path::of("base"), shown: "base".to_owned() };
    let path = reader.path(&at)?;
    if !chain.add(&path) {
        reader.fault(&at, ScenarioFault::BasesInACircle { files: chain.named.iter().map(|p| shown(p)).collect() });
        return None;
    }
    reader.sources.load_toml(&path).map_err(|why| reader.fault(&at, why)).ok()
}

/// The last layer is the base of all; its own `base` keys have been followed and are gone.
/// One ladder and a list of ladders are alternatives: stating the one drops the base's other.
fn drop_other_ladders(base: &mut Node, over: &Node) {
    let states = |key: &str| over.as_table().is_some_and(|table| table.contains_key(key));
    let Value::Table(base) = &mut base.value else { return };
    match (states("ladder"), states("ladders")) {
        (true, false) => drop(base.remove("ladders")),
        (false, true) => drop(base.remove("ladder")),
        (true, true) | (false, false) => {}
    }
}

fn merged(mut layers: Vec<Node>) -> Node {
    let mut tree = layers.pop().unwrap_or_else(|| Node {
        value: Value::Table(Table::new()),
        place: Passage { source: 0, span: 0..0 },
        key: None,
        is_hidden: false,
    });
    while let Some(layer) = layers.pop() {
        // Two scenarios are not one because they share a base: results are filed by name.
        forget_name(&mut tree);
        drop_other_ladders(&mut tree, &layer);
        lay_over(&mut tree, layer, ScenarioTable::holds());
    }
    tree
}
