//! `--set key=value`: single values laid over a scenario from the command line.

use super::diagnostics::nearest;
use super::merge::lay_over;
use super::reader::{Reader, quoted};
use super::source::{Place, SourceId};
use super::tree::{Node, Table, Value, parse_value};
use std::ops::Range;
use std::path::Path;

const FORM: &str = "key=value, such as groups.inbound.shifts[0].people=15 or queues.general.talk.constant=4m";

/// One step of a path: a key, the name of a list's element, or an index.
enum Step {
    Key(String, Range<usize>),
    Index(usize, Range<usize>),
}

/// Lays one override over the scenario. Faults name the override as their file.
pub(super) fn apply(root: &mut Node, argument: &str, directory: &Path, reader: &mut Reader<'_>) {
    let source = reader.sources.add_text(&format!("--set {argument}"), directory, argument);
    let at = |span: Range<usize>| Place { source, span };
    let Some((steps, value_at)) = split(argument) else {
        return reader.report(&at(0..argument.len()), "", "not an override", FORM, None);
    };
    let value = match value(&argument[value_at..], source, value_at) {
        Ok(value) => value,
        Err((message, span)) => return reader.report(&at(span), "", &message, "a TOML value, or plain text", None),
    };
    if let Err(lost) = set(root, &steps, value, source, "") {
        reader.report(&at(lost.span), "", &lost.found, &lost.allowed, lost.nearest);
    }
}

/// The path and where the value begins.
fn split(argument: &str) -> Option<(Vec<Step>, usize)> {
    let mut steps = Vec::new();
    let mut at = 0;
    loop {
        let rest = &argument[at..];
        let (step, length) = step(rest, at)?;
        steps.push(step);
        at += length;
        match argument[at..].chars().next()? {
            '=' => return Some((steps, at + 1)),
            '.' => at += 1,
            '[' => {}
            _ => return None,
        }
    }
}

fn step(rest: &str, at: usize) -> Option<(Step, usize)> {
    if let Some(inner) = rest.strip_prefix('[') {
        let digits = inner.find(']')?;
        let length = digits + 2;
        return Some((Step::Index(inner[..digits].trim().parse().ok()?, at..at + length), length));
    }
    if let Some(inner) = rest.strip_prefix('"') {
        let end = inner.find('"')?;
        return Some((Step::Key(inner[..end].to_owned(), at..at + end + 2), end + 2));
    }
    let end = rest.find(['.', '[', '='])?;
    let key = rest[..end].trim();
    (!key.is_empty()).then(|| (Step::Key(key.to_owned(), at..at + end), end))
}

/// A TOML value; what is none, and does not begin like one in quotes or brackets, is plain text.
fn value(text: &str, source: usize, offset: usize) -> Result<Node, (String, Range<usize>)> {
    let start = offset + text.len() - text.trim_start().len();
    let text = text.trim();
    let place = Place { source, span: start..start + text.len() };
    let plain = || Node { value: Value::Text(text.to_owned()), place: place.clone(), key: Some(place.clone()) };
    match parse_value(text, source, start) {
        // An unquoted clock time is a TOML time; every time of a scenario is text.
        Ok(node) if matches!(&node.value, Value::Date(date) if date.date.is_none()) => Ok(plain()),
        Ok(node) => Ok(Node { key: Some(place), ..node }),
        Err(fault) if text.starts_with(['{', '[', '"', '\'']) => Err((fault.message, fault.span)),
        Err(_) => Ok(plain()),
    }
}

struct Lost {
    span: Range<usize>,
    found: String,
    allowed: String,
    nearest: Option<String>,
}

/// Follows the steps as far as the scenario has them and lays the rest over what is there.
fn set(node: &mut Node, steps: &[Step], value: Node, source: SourceId, key: &str) -> Result<(), Lost> {
    match (steps, &mut node.value) {
        ([], _) => lay_over(node, value, key),
        ([step, rest @ ..], Value::List(elements)) => {
            let index = find(elements, step)?;
            set(&mut elements[index], rest, value, source, "")?;
        }
        ([Step::Key(key, _), rest @ ..], Value::Table(table)) if table.contains_key(key) => {
            let child = table.get_mut(key).expect("the key is there");
            set(child, rest, value, source, key)?;
        }
        _ => {
            let rest = nest(steps, value, source)?;
            lay_over(node, rest, key);
        }
    }
    Ok(())
}

/// The place of a list's element that a step names.
fn find(elements: &[Node], step: &Step) -> Result<usize, Lost> {
    match step {
        Step::Index(index, _) if *index < elements.len() => Ok(*index),
        Step::Index(index, span) => Err(Lost {
            span: span.clone(),
            found: format!("no element [{index}]"),
            allowed: format!("an index below {}", elements.len()),
            nearest: None,
        }),
        Step::Key(name, span) => {
            let names = || elements.iter().filter_map(Node::name);
            elements.iter().position(|e| e.name() == Some(name)).ok_or_else(|| Lost {
                span: span.clone(),
                found: format!("no element is called `{name}`"),
                allowed: format!(
                    "an index such as [0], or one of: {}",
                    names().map(quoted).collect::<Vec<_>>().join(", ")
                ),
                nearest: nearest(name, names()),
            })
        }
    }
}

/// The value inside tables that the scenario does not have yet.
fn nest(steps: &[Step], value: Node, source: SourceId) -> Result<Node, Lost> {
    steps.iter().rev().try_fold(value, |inner, step| match step {
        Step::Key(key, span) => {
            let place = Place { source, span: span.clone() };
            let inner = Node { key: Some(place.clone()), ..inner };
            Ok(Node {
                value: Value::Table(Table::from([(key.clone(), inner)])),
                place: place.clone(),
                key: Some(place),
            })
        }
        Step::Index(index, span) => Err(Lost {
            span: span.clone(),
            found: format!("[{index}] of something that is no list"),
            allowed: "an index only after a list".to_owned(),
            nearest: None,
        }),
    })
}
