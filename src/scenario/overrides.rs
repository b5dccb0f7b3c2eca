//! `--set key=value`: single values laid over a scenario from the command line.

use super::diagnostics::nearest;
use super::fault::OverrideFault;
use super::floor::ScenarioTable;
use super::keys::{Holds, ValueKind};
use super::merge::lay_over;
use super::reader::{Reader, quoted};
use super::source::{Passage, SourceId};
use super::tree::{Node, Table, Value, parse_value};
use std::ops::Range;
use std::path::Path;

/// A longer override is called by so many characters from its beginning.
const LONGEST_NAME: usize = 200;

/// No path of a scenario is nearly as long.
const MOST_STEPS: usize = 32;

/// One step of a path: a key, the name of a list's element, or an index.
enum PathStep {
    Key(String, Range<usize>),
    Index(usize, Range<usize>),
}

impl PathStep {
    fn is_index(&self) -> bool {
        matches!(self, Self::Index(..))
    }
}

/// Lays one override over the scenario. Faults name the override as their file.
pub(super) fn apply(root: &mut Node, (option, argument): (&str, &str), directory: &Path, reader: &mut Reader<'_>) {
    let shown: String = argument.chars().take(LONGEST_NAME).collect();
    let source = reader.sources.add_text(&format!("{option} {shown}"), directory, argument);
    let at = |span: Range<usize>| Passage { source, span };
    let Some((steps, value_at)) = split(argument) else {
        return reader.report(&at(0..argument.len()), "", OverrideFault::NoOverride, None);
    };
    let value = match value(&argument[value_at..], source, value_at) {
        Ok(value) => value,
        Err((message, span)) => return reader.report(&at(span), "", OverrideFault::Value(message), None),
    };
    if let Err(lost) = set(root, &steps, value, source, ScenarioTable::holds()) {
        reader.report(&at(lost.span), "", lost.fault, lost.nearest);
    }
}

/// The path and where the value begins.
fn split(argument: &str) -> Option<(Vec<PathStep>, usize)> {
    let mut steps = Vec::new();
    let mut at = 0;
    while steps.len() < MOST_STEPS {
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
    None
}

fn step(rest: &str, at: usize) -> Option<(PathStep, usize)> {
    if let Some(inner) = rest.strip_prefix('[') {
        let digits = inner.find(']')?;
        let length = digits + 2;
        return Some((PathStep::Index(inner[..digits].trim().parse().ok()?, at..at + length), length));
    }
    if let Some(mark) = rest.chars().next().filter(|c| ['"', '\''].contains(c)) {
        let inner = &rest[1..];
        let end = inner.find(mark)?;
        return Some((PathStep::Key(inner[..end].to_owned(), at..at + end + 2), end + 2));
    }
    let end = rest.find(['.', '[', '='])?;
    let key = rest[..end].trim();
    (!key.is_empty()).then(|| (PathStep::Key(key.to_owned(), at..at + end), end))
}

/// A TOML value; what is none, and does not begin like one in quotes or brackets, is plain text.
fn value(text: &str, source: usize, offset: usize) -> Result<Node, (String, Range<usize>)> {
    let start = offset + text.len() - text.trim_start().len();
    let text = text.trim();
    let place = Passage { source, span: start..start + text.len() };
    let plain = || Node {
        value: Value::Text(text.to_owned()),
        place: place.clone(),
        key: Some(place.clone()),
        is_hidden: false,
    };
    match parse_value(text, source, start) {
        // An unquoted clock time is a TOML time; every time of a scenario is text.
        Ok(node) if matches!(&node.value, Value::Date(date) if date.date.is_none()) => Ok(plain()),
        Ok(node) => Ok(Node { key: Some(place), ..node }),
        Err(fault) if text.starts_with(['{', '[', '"', '\'']) => Err((fault.message, fault.span)),
        Err(_) => Ok(plain()),
    }
}

/// Whether a text that is given as a value without quotes is read as itself.
pub(super) fn is_plain_text(text: &str) -> bool {
    value(text, 0, 0).is_ok_and(|node| node.value == Value::Text(text.to_owned()))
}

struct Lost {
    span: Range<usize>,
    fault: OverrideFault,
    nearest: Option<String>,
}

/// Follows the steps as far as the scenario has them and lays the rest over what is there.
fn set(node: &mut Node, steps: &[PathStep], value: Node, source: SourceId, holds: Holds) -> Result<(), Lost> {
    match (steps, &mut node.value) {
        ([], _) => lay_over(node, value, holds),
        ([step, rest @ ..], Value::List(elements)) => {
            let index = find(elements, step)?;
            set(&mut elements[index], rest, value, source, holds.element())?;
        }
        ([PathStep::Key(key, _), rest @ ..], Value::Table(table)) if table.contains_key(key) => {
            let child = table.get_mut(key).expect("the key is there");
            set(child, rest, value, source, holds.below(key))?;
        }
        ([PathStep::Key(key, span), rest @ ..], Value::Table(table)) if rest.iter().any(PathStep::is_index) => {
            return Err(no_list(table, key, span));
        }
        _ => {
            let rest = nest(steps, value, source)?;
            lay_over(node, rest, holds);
        }
    }
    Ok(())
}

/// The place of a list's element that a step names.
fn find(elements: &[Node], step: &PathStep) -> Result<usize, Lost> {
    match step {
        PathStep::Index(index, _) if *index < elements.len() => Ok(*index),
        PathStep::Index(index, span) => Err(Lost {
            span: span.clone(),
            fault: OverrideFault::NoElement { index: *index, count: elements.len() },
            nearest: None,
        }),
        PathStep::Key(name, span) => {
            let names = || elements.iter().filter_map(Node::shown_name);
            elements.iter().position(|e| e.name() == Some(name)).ok_or_else(|| Lost {
                span: span.clone(),
                fault: OverrideFault::NoName { name: name.clone(), known: names().map(quoted).collect() },
                nearest: nearest(name, names()),
            })
        }
    }
}

/// An element of a list is meant, but the key on the way to it is not there.
fn no_list(table: &Table, key: &str, span: &Range<usize>) -> Lost {
    let shown = || table.iter().filter(|(_, node)| !node.is_hidden);
    let known = shown().filter(|(_, node)| matches!(node.value, Value::List(_))).map(|(key, _)| key.clone()).collect();
    Lost {
        span: span.clone(),
        fault: OverrideFault::NoList { key: key.to_owned(), known },
        nearest: nearest(key, shown().map(|(key, _)| key.as_str())),
    }
}

/// The value inside tables that the scenario does not have yet.
fn nest(steps: &[PathStep], value: Node, source: SourceId) -> Result<Node, Lost> {
    steps.iter().rev().try_fold(value, |inner, step| match step {
        PathStep::Key(key, span) => {
            let place = Passage { source, span: span.clone() };
            let inner = Node { key: Some(place.clone()), ..inner };
            Ok(Node {
                value: Value::Table(Table::from([(key.clone(), inner)])),
                place: place.clone(),
                key: Some(place),
                is_hidden: false,
            })
        }
        PathStep::Index(index, span) => {
            Err(Lost { span: span.clone(), fault: OverrideFault::NotAList { index: *index }, nearest: None })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Scenario, read_text};
    use crate::model::{Arrivals, Asked, Distribution, Presence};
    use crate::units::{SimTime, Span};
    use std::path::Path;

    const TEXT: &str = "
        open = '08:00'
        close = '20:00'
        [[queues]]
        name = 'general'
        arrivals = { calls_per_hour = 30, busyness_cv = 0.1 }
        talk = { lognormal = { mean = '3m', cv = 1.0 } }
        [[groups]]
        name = 'in.bound'
        serves = ['general']
        shifts = [{ people = 10, start = '08:00', end = '16:00' }, { people = 9, start = '12:00', end = '20:00' }]
        [[groups]]
        name = 'floaters'
        serves = ['general']
        lent = true
        people = 3
        [[ladder.rungs]]
        name = 'floaters'
        borrow = { group = 'floaters', people = 'all' }
        when = { waiting_above = 5 }";

    fn set(arguments: &[&str]) -> Scenario {
        let arguments: Vec<_> = arguments.iter().map(|&a| a.to_owned()).collect();
        let read = read_text("test.toml", TEXT, Path::new(""), &arguments);
        read.unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
    }

    #[test]
    fn a_path_goes_through_lists_by_name_or_index() {
        let read = set(&["groups.\"in.bound\".shifts[1].people=15", "groups[1].people = 7"]);
        let Presence::Shifts(shifts) = &read.floor.groups[0].presence else { panic!("no shifts") };
        assert_eq!((shifts[0].people, shifts[1].people), (10, 15));
        assert_eq!(read.floor.groups[1].presence, Presence::People(7));
    }

    #[test]
    fn a_value_is_toml_or_plain_text() {
        let read = set(&[
            "ladder.rungs.floaters.when.lasting=3m",
            "ladder.rungs.floaters.borrow.people=[2, 3]",
            "name=\"in quotes\"",
            "why=a = b",
            "open=09:00",
            "date=2026-11-23",
        ]);
        assert_eq!(read.floor.ladders[0].rungs[0].when.lasting, Span::from_minutes(3));
        let people = read.floor.ladders[0].rungs[0].does.people();
        assert_eq!(people, Asked::Between(2, 3));
        assert_eq!((read.floor.name.as_str(), read.floor.why.as_str()), ("in quotes", "a = b"));
        assert_eq!(read.floor.open(), SimTime::clock(9, 0));
        assert_eq!(read.date.map(|d| d.day()), Some(23));
    }

    #[test]
    fn another_kind_of_distribution_or_arrivals_replaces_the_one_in_the_file() {
        let read = set(&["queues.general.talk.constant=4m", "queues.general.wrap_up.exponential.mean=10s"]);
        assert_eq!(read.floor.queues[0].talk, Distribution::Constant(Span::from_minutes(4)));
        assert_eq!(read.floor.queues[0].wrap_up, Distribution::Exponential { mean: Span::from_secs(10) });
        let read = set(&["queues.general.talk.lognormal.cv=0.5"]);
        assert_eq!(read.floor.queues[0].talk, Distribution::Lognormal { mean: Span::from_minutes(3), cv: 0.5 });
    }

    #[test]
    fn later_overrides_win_and_tables_that_are_not_there_are_made() {
        let read = set(&[
            "queues.general.arrivals.scale=2",
            "queues.general.arrivals.scale=3",
            "run.days=5",
            "targets.answer_rate=0.9",
        ]);
        let Arrivals::Profile { scale, busyness, .. } = &read.floor.queues[0].arrivals else { panic!("no profile") };
        assert_eq!((*scale, busyness.cv), (3.0, 0.1));
        assert_eq!((read.run.days, read.floor.targets.answer_rate), (5, Some(0.9)));
    }

    #[test]
    fn one_scale_multiplies_the_calls_of_every_queue() {
        let read = set(&["scale=1.5", "queues.general.arrivals.scale=2"]);
        let Arrivals::Profile { scale, .. } = &read.floor.queues[0].arrivals else { panic!("no profile") };
        assert_eq!(*scale, 3.0);
    }

    #[test]
    fn a_misspelt_list_is_named_and_not_its_index() {
        let argument = "groups.\"in.bound\".shfts[1].people=15".to_owned();
        let faults = read_text("test.toml", TEXT, Path::new(""), &[argument]).expect_err("there is no such list");
        let known = vec!["serves".to_owned(), "shifts".to_owned()];
        let fault = &faults.faults()[0];
        assert_eq!(fault.fault, super::OverrideFault::NoList { key: "shfts".to_owned(), known }.into());
        assert_eq!(fault.nearest.as_deref(), Some("shifts"), "{faults}");
    }

    #[test]
    fn overrides_change_the_hash() {
        assert_ne!(set(&[]).sha256, set(&["run.seed=1"]).sha256);
        assert_eq!(set(&["run.seed=2"]).sha256, set(&["run.seed=2"]).sha256);
    }
}
