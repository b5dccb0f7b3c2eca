//! From a file, its bases and its overrides to one tree of values.

use super::merge::lay_over;
use super::overrides;
use super::reader::{At, Reader};
use super::source::{Place, SourceId, shown};
use super::tree::{Node, SyntaxFault, Table, Value, parse};
use std::path::{Path, PathBuf};

/// More messages about syntax help nobody.
const MOST_SYNTAX_FAULTS: usize = 5;

/// Reads the scenario file at `path`, its chain of bases, and lays the overrides over all of it.
/// `None` if there is nothing to go on with; the reader knows why.
pub(super) fn load(path: &Path, overrides: &[String], reader: &mut Reader<'_>) -> Option<Node> {
    let source = match reader.sources.load_toml(path) {
        Ok(source) => source,
        Err(why) => {
            reader.report_file(&shown(path), &why.found, &why.allowed);
            return None;
        }
    };
    from_source(source, Some(path), overrides, reader)
}

/// The same for a text that is already there; `path` is where it came from, if it is a file.
pub(super) fn from_source(
    source: SourceId,
    path: Option<&Path>,
    overrides: &[String],
    reader: &mut Reader<'_>,
) -> Option<Node> {
    let mut layers = vec![parse_source(source, reader)?];
    let mut chain: Vec<PathBuf> = path.into_iter().map(Path::to_owned).collect();
    while let Some(base) = layers.last().and_then(|tree| tree.get("base").cloned()) {
        layers.push(parse_source(load_base(&base, &mut chain, reader)?, reader)?);
    }
    let mut tree = merged(layers);
    let directory = reader.sources.get(source).directory.clone();
    for argument in overrides {
        overrides::apply(&mut tree, argument, &directory, reader);
    }
    Some(tree)
}

fn parse_source(source: SourceId, reader: &mut Reader<'_>) -> Option<Node> {
    let text = reader.sources.get(source).text.clone();
    if text.trim().is_empty() {
        let name = reader.sources.get(source).name.clone();
        reader.report_file(&name, "the file is empty", "a scenario: open, close, [[queues]] and [[groups]]");
        return None;
    }
    match parse(&text, source) {
        Ok(tree) => Some(tree),
        Err(faults) => {
            for fault in first_of_each_line(&text, faults) {
                let place = Place { source, span: fault.span };
                reader.report(
                    &place,
                    "",
                    &format!("not TOML: {}", fault.message),
                    "see https://toml.io for the syntax",
                    None,
                );
            }
            None
        }
    }
}

fn forget_name(tree: &mut Node) {
    if let Value::Table(table) = &mut tree.value {
        table.remove("name");
    }
}

/// One slip makes several messages in its line, and a file that is no TOML at all many lines of them: a few will do.
fn first_of_each_line(text: &str, faults: Vec<SyntaxFault>) -> Vec<SyntaxFault> {
    let line = |fault: &SyntaxFault| text.get(..fault.span.start).unwrap_or(text).matches('\n').count();
    let mut faults = faults;
    faults.sort_by_key(|fault| fault.span.start);
    faults.dedup_by_key(|fault| line(fault));
    faults.truncate(MOST_SYNTAX_FAULTS);
    faults
}

fn load_base(base: &Node, chain: &mut Vec<PathBuf>, reader: &mut Reader<'_>) -> Option<SourceId> {
    let at = At { node: base, path: "base".to_owned(), shown: "base".to_owned() };
    let path = reader.path(&at)?;
    if chain.iter().any(|known| same_file(known, &path)) {
        let names: Vec<_> = chain.iter().chain([&path]).map(|p| shown(p)).collect();
        reader.fault(&at, "the bases go round in a circle", &format!("a chain that ends, not {}", names.join(" -> ")));
        return None;
    }
    chain.push(path.clone());
    reader.sources.load_toml(&path).map_err(|why| reader.unreadable(&at, &why)).ok()
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// The last layer is the base of all; its own `base` keys have been followed and are gone.
fn merged(mut layers: Vec<Node>) -> Node {
    let mut tree = layers.pop().unwrap_or_else(|| Node {
        value: Value::Table(Table::new()),
        place: Place { source: 0, span: 0..0 },
        key: None,
    });
    while let Some(layer) = layers.pop() {
        // Two scenarios are not one because they share a base: results are filed by name.
        forget_name(&mut tree);
        lay_over(&mut tree, layer, "");
    }
    tree
}
