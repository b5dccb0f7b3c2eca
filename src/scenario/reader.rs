//! Walks a tree of values and collects every fault on the way, so that all are reported at once (M-B1).
//!
//! A value that cannot be read is reported, its place is marked as *tainted*, and reading goes on with a harmless
//! stand-in. Faults that the model then finds at tainted places are consequences and are left out.

use super::cells::Cells;
use super::diagnostics::{Diagnostic, Diagnostics, nearest};
use super::fault::ScenarioFault;
use super::keys::{Kind, Need, Table};
use super::slips;
use super::source::{Passage, Place, SourceId, Sources, Unreadable};
use super::tree::{Node, Value};
use crate::model::{FaultKind, List, Path, Segment, name_fault};
use crate::units::text::{CLOCK_FORM, SPAN_FORM, parse_clock, parse_span};
use crate::units::{SimTime, Span};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::rc::Rc;

/// More faults than this in one table of data are counted, not listed.
const MOST_FAULTS_PER_TABLE: usize = 10;

/// More faults than this in all are counted, not listed: nobody reads them, and finding each one's line takes time.
const MOST_FAULTS: usize = 500;

/// A value, with its path by index (as the model has it) and by name (as people write it).
#[derive(Clone, Debug)]
pub(super) struct At<'t> {
    pub node: &'t Node,
    pub path: Path,
    pub shown: String,
}

impl<'t> At<'t> {
    /// The whole scenario.
    pub fn root(node: &'t Node) -> Self {
        Self { node, path: Path::default(), shown: String::new() }
    }

    /// The value of a key, if there is one.
    pub fn get(&self, key: &str) -> Option<Self> {
        let node = self.node.get(key)?;
        Some(Self { node, path: self.path.key(key.to_owned()), shown: join(&self.shown, &quoted(key)) })
    }

    /// The elements of a list.
    pub fn elements(&self) -> Vec<Self> {
        (0..self.node.elements().len()).filter_map(|i| self.element(i)).collect()
    }

    fn element(&self, index: usize) -> Option<Self> {
        let node = self.node.elements().get(index)?;
        let shown = match node.name() {
            Some(name) => join(&self.shown, &quoted(name)),
            None => format!("{}[{index}]", self.shown),
        };
        Some(Self { node, path: self.path.index(index), shown })
    }

    /// The value at a path, or the nearest one above it that exists.
    pub fn deepest(self, path: &Path) -> Self {
        let mut at = self;
        for segment in path.segments() {
            let next = match segment {
                Segment::Key(key) => at.get(key),
                Segment::Index(index) => at.element(*index),
            };
            let Some(next) = next else { break };
            at = next;
        }
        at
    }
}

/// How a value is read.
pub(super) type Way<'t, T> = fn(&At<'t>, &mut Reader<'_>) -> Option<T>;

/// A path as people write it, with one more key.
pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// A key as it is written in a path: in quotes if it could be misread.
pub(super) fn quoted(key: &str) -> String {
    let plain = !key.is_empty() && !key.contains(['.', '[', ']', '=', '"', ' ']);
    if plain { key.to_owned() } else { format!("\"{key}\"") }
}

/// What a message calls a value that was found.
fn describe(node: &Node) -> String {
    match &node.value {
        Value::Text(text) if text.chars().count() > 60 => {
            format!("\"{}...\"", text.chars().take(57).collect::<String>())
        }
        Value::Text(text) => format!("\"{text}\""),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) if number.is_infinite() => "a number too large to mean anything".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(date) => format!("{date} without quotes"),
        other @ (Value::List(_) | Value::Table(_)) => other.kind().to_owned(),
    }
}

/// The faults found so far and the means to read on.
pub(super) struct Reader<'s> {
    pub sources: &'s mut Sources,
    faults: Vec<(Option<Place>, Diagnostic)>,
    tainted: BTreeSet<Path>,
    per_table: BTreeMap<SourceId, usize>,
    unlisted: usize,
    /// The cells of the tables read so far; `None`: it is no table, which has been said.
    pub cells: BTreeMap<SourceId, Option<Rc<Cells>>>,
}

impl<'s> Reader<'s> {
    /// A reader that has found nothing yet.
    pub fn new(sources: &'s mut Sources) -> Self {
        Self {
            sources,
            faults: Vec::new(),
            tainted: BTreeSet::new(),
            per_table: BTreeMap::new(),
            unlisted: 0,
            cells: BTreeMap::new(),
        }
    }

    /// Reports a fault of a value.
    pub fn fault(&mut self, at: &At<'_>, found: &str, allowed: &str) {
        self.fault_near(at, found, allowed, None);
    }

    fn fault_near(&mut self, at: &At<'_>, found: &str, allowed: &str, nearest: Option<String>) {
        self.report(at.node.mark(), &at.shown, found, allowed, nearest);
        self.taint(&at.path);
    }

    /// Reports a fault of the floor that a value describes.
    pub fn floor_fault(&mut self, at: &At<'_>, kind: FaultKind) {
        self.report_fault(at.node.mark(), &at.shown, kind, None);
        self.taint(&at.path);
    }

    /// TO GO.
    pub fn report(&mut self, place: impl Into<Place>, key: &str, found: &str, allowed: &str, nearest: Option<String>) {
        let fault = ScenarioFault::Said { found: found.to_owned(), allowed: allowed.to_owned() };
        self.report_fault(place, key, fault, nearest);
    }

    /// Reports a fault at any place.
    pub fn report_fault(
        &mut self,
        place: impl Into<Place>,
        key: &str,
        fault: impl Into<ScenarioFault>,
        nearest: Option<String>,
    ) {
        if self.is_full() {
            self.unlisted += 1;
            return;
        }
        let place = place.into();
        let diagnostic = Diagnostic::at(self.sources, &place, key, fault.into()).with_nearest(nearest);
        self.faults.push((Some(place), diagnostic));
    }

    /// Whether further faults are only counted.
    pub fn is_full(&self) -> bool {
        self.faults.len() >= MOST_FAULTS
    }

    /// Reports a fault in a table of data that `at` names; beyond the first few they are only counted, and where they
    /// stand is not looked for.
    pub fn data_fault(
        &mut self,
        at: &At<'_>,
        source: SourceId,
        place: impl FnOnce(&str) -> Place,
        found: &str,
        allowed: &str,
    ) {
        self.taint(&at.path);
        let count = self.per_table.entry(source).or_default();
        *count += 1;
        if *count <= MOST_FAULTS_PER_TABLE {
            let place = place(&self.sources.get(source).text);
            self.report(place, &at.shown, found, allowed, None);
        }
    }

    /// Reports that a file named by `at` is of no use.
    pub fn unreadable(&mut self, at: &At<'_>, why: &Unreadable) {
        self.fault(at, &why.found, &why.allowed);
    }

    /// Marks a path as read with faults.
    pub fn taint(&mut self, path: &Path) {
        self.tainted.insert(path.clone());
    }

    /// Whether a path, one above it or one below it was read with faults.
    pub fn is_tainted(&self, path: &Path) -> bool {
        let steps = path.segments();
        let above = (0..steps.len()).any(|n| self.tainted.contains(&steps[..n]));
        above || self.tainted.range::<Path, _>(path..).next().is_some_and(|tainted| tainted.is_within(path))
    }

    /// Whether the list, what it stands in, an element of it or an element's name could not be read.
    pub fn lost_names(&self, list: List) -> bool {
        let whole = list.path();
        self.tainted.iter().any(|tainted| {
            let within = tainted.segments().strip_prefix(whole.segments());
            let is_name = within.is_some_and(|steps| match steps {
                [Segment::Index(_)] => true,
                [Segment::Index(_), Segment::Key(key)] => key == "name",
                _ => false,
            });
            whole.is_within(tainted) || is_name
        })
    }

    /// Whether anything was wrong.
    pub fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Every fault, in order of reading.
    pub fn into_diagnostics(mut self) -> Diagnostics {
        let said = |found: &str| ScenarioFault::Said { found: found.to_owned(), allowed: String::new() };
        for (source, count) in self.per_table.iter().filter(|(_, count)| **count > MOST_FAULTS_PER_TABLE) {
            let found = format!("{} more faults in this file", count - MOST_FAULTS_PER_TABLE);
            let place = Place::Text(Passage { source: *source, span: usize::MAX..usize::MAX });
            self.faults.push((Some(place), Diagnostic::about(&self.sources.get(*source).name, "", said(&found))));
        }
        if self.unlisted > 0 {
            let found = format!("{} more faults after the first {MOST_FAULTS}", self.unlisted);
            let place = Place::Text(Passage { source: SourceId::MAX, span: 0..0 });
            self.faults.push((Some(place), Diagnostic::about(&self.sources.get(0).name, "", said(&found))));
        }
        Diagnostics::new(self.faults, self.sources.notes.clone())
    }

    /// Whether `at` is a table with keys of that kind only; every other key is reported. False if it is no table.
    pub fn keys(&mut self, at: &At<'_>, of: &Table) -> bool {
        let Some(table) = at.node.as_table() else {
            let found = self.found(at);
            self.fault(at, &found, &format!("a table with the keys: {}", of.listed()));
            return false;
        };
        for key in table.keys().filter(|key| of.field(key).is_none()) {
            let child = At { path: at.path.key(key.clone()), shown: join(&at.shown, &quoted(key)), node: &table[key] };
            self.foreign_key(at, &child, key, of);
        }
        true
    }

    fn foreign_key(&mut self, at: &At<'_>, child: &At<'_>, key: &str, of: &Table) {
        let place = child.node.key.as_ref().unwrap_or(&child.node.place).clone();
        if let Some(later) = of.later(key) {
            self.taint(&child.path);
            later.in_place_of.into_iter().for_each(|key| self.taint(&at.path.key(key)));
            let allowed = "leave it out: this version does not simulate it";
            return self.report(&place, &child.shown, "not yet supported", allowed, None);
        }
        let all = of.keys().chain(of.later.iter().map(|later| later.key));
        let near = if self.is_full() { None } else { nearest(key, all) };
        self.taint(&near.as_ref().map_or(child.path.clone(), |near| at.path.key(near.clone())));
        let allowed = format!("the keys of {}: {}", of.of, of.listed());
        self.report(&place, &child.shown, "unknown key", &allowed, near);
    }

    /// The value of a key, as the table declares it; one that must be there and is not is reported.
    pub fn value<'t, K: Kind>(&mut self, at: &At<'t>, of: &Table, key: &str) -> Option<K::Value<'t>> {
        let field = of.field(key)?;
        let found = at.get(key);
        if found.is_none() && matches!(field.need, Need::Required) {
            self.missing(at, key, field.example);
        }
        K::read(&found?, self)
    }

    fn missing(&mut self, at: &At<'_>, key: &str, example: &str) {
        let path = at.path.key(key.to_owned());
        if !self.is_tainted(&path) {
            let place = at.node.key.as_ref().unwrap_or(&at.node.place).clone();
            let (found, allowed) = (format!("`{key}` is missing"), format!("for example {key} = {example}"));
            self.report(&place, &join(&at.shown, key), &found, &allowed, None);
            self.taint(&path);
        }
    }

    /// The one of several keys that is there, read by its way; none or more than one is a fault, and so is a key that
    /// does not go with it.
    pub fn one_of<'t, T>(&mut self, at: &At<'t>, of: &Table, ways: &[(&str, Way<'t, T>)]) -> Option<T> {
        let mut given: Vec<_> = ways.iter().filter_map(|(key, way)| Some((*key, at.get(key)?, way))).collect();
        let keys: Vec<_> = ways.iter().map(|(key, _)| *key).collect();
        match given.len() {
            1 => given.pop().and_then(|(key, found, way)| {
                self.refuse_beside(at, of, key);
                way(&found, self)
            }),
            0 if self.is_tainted(&at.path) => None,
            0 => {
                let place = at.node.mark().clone();
                let (found, allowed) = (format!("none of {}", keys.join(", ")), "exactly one of them");
                self.report(&place, &at.shown, &found, allowed, None);
                keys.iter().for_each(|key| self.taint(&at.path.key((*key).to_owned())));
                None
            }
            _ => {
                let names: Vec<_> = given.iter().map(|(key, ..)| format!("`{key}`")).collect();
                let found = format!("{} together", names.join(" and "));
                self.fault(&given[1].1, &found, &format!("exactly one of: {}", keys.join(", ")));
                for (_, at, _) in &given {
                    self.taint(&at.path);
                }
                None
            }
        }
    }

    /// Reports keys that do not go with one that is there.
    fn refuse_beside(&mut self, at: &At<'_>, of: &Table, key: &str) {
        let Some(Need::OneOf { without, because, .. }) = of.field(key).map(|field| field.need) else { return };
        let others: Vec<_> = of.one_of().iter().filter(|f| f.key != key).map(|f| format!("`{}`", f.key)).collect();
        for beside in without.iter().filter_map(|other| at.get(other)) {
            let allowed = format!("only with {}: {because}", others.join(" or "));
            self.fault(&beside, &format!("does not go with `{key}`"), &allowed);
        }
    }

    /// Refuses a table that a later version will read here.
    pub fn not_yet<T>(&mut self, at: &At<'_>, allowed: &str) -> Option<T> {
        self.fault(at, "a table here is not yet supported", allowed);
        None
    }

    /// What stands at a place; of a file outside the scenario's folder only its kind.
    pub fn found(&self, at: &At<'_>) -> String {
        if self.sources.get(at.node.place.source).is_outside {
            return format!("found {}", at.node.value.kind());
        }
        format!("found {}", describe(at.node))
    }

    fn wrong<T>(&mut self, at: &At<'_>, allowed: &str) -> Option<T> {
        let found = self.found(at);
        self.fault(at, &found, allowed);
        None
    }

    /// Text.
    pub fn text(&mut self, at: &At<'_>) -> Option<String> {
        at.node.value.as_text().map(str::to_owned).or_else(|| self.wrong(at, "text in quotes"))
    }

    /// A name that does not speak.
    pub fn name(&mut self, at: &At<'_>) -> Option<String> {
        let name = self.text(at)?;
        if let Some(fault) = name_fault(&name) {
            self.floor_fault(at, FaultKind::Name(fault));
            return None;
        }
        Some(name)
    }

    /// A date, in quotes or without.
    pub fn date(&mut self, at: &At<'_>) -> Option<Date> {
        let text = if let Value::Date(date) = &at.node.value {
            date.to_string()
        } else {
            at.node.value.as_text().unwrap_or_default().to_owned()
        };
        let date = text.parse().ok().filter(|_| text.len() <= 10);
        date.or_else(|| self.wrong(at, "a date such as 2026-11-23"))
    }

    /// A clock time.
    pub fn clock(&mut self, at: &At<'_>) -> Option<SimTime> {
        if let Value::Date(date) = at.node.value {
            return self.wrong(at, &format!("{CLOCK_FORM}; put it in quotes: \"{date}\""));
        }
        at.node.value.as_text().and_then(parse_clock).or_else(|| self.wrong(at, CLOCK_FORM))
    }

    /// A duration.
    pub fn span(&mut self, at: &At<'_>) -> Option<Span> {
        self.span_in(at, &format!("{SPAN_FORM}, up to 240h"))
    }

    /// A duration where something else is allowed too, which the message names.
    pub fn span_in(&mut self, at: &At<'_>, allowed: &str) -> Option<Span> {
        if let Value::Whole(number) = at.node.value {
            return self.wrong(at, &format!("{allowed}; with a unit, such as \"{number}s\""));
        }
        at.node.value.as_text().and_then(parse_span).or_else(|| self.wrong(at, allowed))
    }

    /// A finite number, whole or not.
    pub fn number(&mut self, at: &At<'_>) -> Option<f64> {
        match at.node.value {
            Value::Number(number) if number.is_finite() => return Some(number),
            Value::Whole(number) => return Some(number as f64),
            Value::Number(_) | Value::Text(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => {}
        }
        match slips::number(&at.node.value) {
            Some(meant) => self.wrong(at, &format!("a number: {meant}, without quotes")),
            None => self.wrong(at, "a finite number"),
        }
    }

    /// A whole number in a range.
    pub fn whole(&mut self, at: &At<'_>, range: RangeInclusive<u64>) -> Option<u64> {
        let allowed = match (*range.start(), *range.end()) {
            (least, u64::MAX) => format!("a whole number from {least}"),
            (least, most) => format!("a whole number from {least} to {most}"),
        };
        let number = at.node.value.as_whole().and_then(|number| u64::try_from(number).ok());
        number.filter(|number| range.contains(number)).or_else(|| self.wrong(at, &allowed))
    }

    /// A whole number from `least` that fits 32 bits.
    pub fn count(&mut self, at: &At<'_>, least: u32, most: u32) -> Option<u32> {
        self.whole(at, u64::from(least)..=u64::from(most)).and_then(|n| u32::try_from(n).ok())
    }

    /// `true` or `false`.
    pub fn flag(&mut self, at: &At<'_>) -> Option<bool> {
        if let Value::Flag(flag) = at.node.value {
            return Some(flag);
        }
        self.wrong(at, "true or false, without quotes")
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, at: &At<'_>, words: &[(&str, T)]) -> Option<T> {
        let names: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let text = at.node.value.as_text().unwrap_or_default();
        let chosen = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if chosen.is_none() {
            let allowed = format!("one of: \"{}\"", names.join("\", \""));
            let found = self.found(at);
            self.fault_near(at, &found, &allowed, nearest(text, names));
        }
        chosen
    }

    /// The elements of a list.
    pub fn list<'t>(&mut self, at: &At<'t>, of: &str) -> Option<Vec<At<'t>>> {
        if let Value::List(_) = at.node.value {
            return Some(at.elements());
        }
        self.wrong(at, &format!("a list of {of}"))
    }

    /// A list of names; elements that are no text are reported and left out.
    pub fn names(&mut self, at: &At<'_>, of: &str) -> Option<Vec<String>> {
        let elements = self.list(at, of)?;
        let names: Vec<_> = elements.iter().map(|e| self.text(e)).collect();
        names.into_iter().collect()
    }

    /// A path to a file, relative to the file it is written in.
    pub fn path(&mut self, at: &At<'_>) -> Option<PathBuf> {
        if let Value::Text(text) = &at.node.value
            && let Some(meant) = slips::path(text)
        {
            self.fault(at, "a backslash before a letter is no part of a path", &format!("/ in its place: \"{meant}\""));
            return None;
        }
        self.resolve(at).or_else(|| self.wrong(at, "the path of a file, in quotes"))
    }

    /// The same without a word if it is none. Folders are separated by `/` or, as on Windows, by `\\`.
    pub fn resolve(&self, at: &At<'_>) -> Option<PathBuf> {
        let text = at.node.value.as_text().filter(|text| !text.is_empty())?;
        Some(self.sources.get(at.node.place.source).directory.join(text.replace('\\', "/")))
    }

    /// Remembers something worth telling, once.
    pub fn note(&mut self, note: String) {
        if !self.sources.notes.contains(&note) {
            self.sources.notes.push(note);
        }
    }

    /// Reports a fault of a file as a whole.
    pub fn report_file(&mut self, file: &str, found: &str, allowed: &str) {
        self.faults.push((
            None,
            Diagnostic::about(file, "", ScenarioFault::Said { found: found.to_owned(), allowed: allowed.to_owned() }),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_tainted_with_what_is_above_and_below_it() {
        let mut sources = Sources::default();
        let mut reader = Reader::new(&mut sources);
        let queue = |index| List::Queues.path().index(index);
        assert!(!reader.is_tainted(&queue(0)));
        [queue(1).key("talk"), Path::of("open"), Path::of("queues-of-old")].iter().for_each(|path| reader.taint(path));
        let talk = queue(1).key("talk");
        for path in [List::Queues.path(), queue(1), talk.clone(), talk.key("mean"), Path::of("open")] {
            assert!(reader.is_tainted(&path), "{path}");
        }
        for path in [queue(0), queue(11), queue(1).key("talk_factor"), Path::of("ope"), Path::of("openness")] {
            assert!(!reader.is_tainted(&path), "{path}");
        }
        reader.taint(&Path::default());
        assert!(reader.is_tainted(&Path::of("close")));
    }

    #[test]
    fn names_are_lost_with_the_list_an_element_or_its_name() {
        let queues = List::Queues.path();
        let lost = |path: &Path| {
            let mut sources = Sources::default();
            let mut reader = Reader::new(&mut sources);
            reader.taint(path);
            [reader.lost_names(List::Queues), reader.lost_names(List::Rungs)]
        };
        for path in [&queues, &queues.index(1), &queues.index(1).key("name")] {
            assert_eq!(lost(path), [true, false], "{path}");
        }
        assert_eq!(lost(&queues.index(1).key("talk")), [false, false]);
        assert_eq!(lost(&Path::of("ladder")), [false, true]);
        assert_eq!(lost(&Path::of("ladder").key("settle")), [false, false]);
    }
}
