//! Walks a tree of values and collects every fault on the way, so that all are reported at once (M-B1).
//!
//! A value that cannot be read is reported, its place is marked as *tainted*, and reading goes on with a harmless
//! stand-in. Faults that the model then finds at tainted places are consequences and are left out.

use super::cells::Cells;
use super::diagnostics::{Diagnostic, Diagnostics, nearest};
use super::fault::{FoundValue, KeyFault, ScenarioFault, TableFault, Wanted};
use super::keys::{KeyTable, Need, ValueKind};
use super::note::{Note, Noted};
use super::slips;
use super::source::{Passage, Place, SourceId, Sources};
use super::tree::{Node, Value};
use crate::model::{FaultKind, NamedList, Path, Segment, name_fault};
use crate::units::text::{parse_clock, parse_span};
use crate::units::{SimTime, Span};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::{Component, PathBuf};
use std::rc::Rc;

/// More faults than this in one table of data are counted, not listed.
const MOST_FAULTS_PER_TABLE: usize = 10;

/// More faults than this in all are counted, not listed: nobody reads them, and finding each one's line takes time.
const MOST_FAULTS: usize = 500;

/// Longer text that was found is cut, in characters.
const LONGEST_SHOWN: usize = 60;

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
        let shown = match node.shown_name() {
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
pub(crate) fn quoted(key: &str) -> String {
    let plain = !key.is_empty() && !key.contains(['.', '[', ']', '=', '"', ' ']);
    if plain { key.to_owned() } else { format!("\"{key}\"") }
}

/// What stands there.
fn standing(node: &Node) -> FoundValue {
    match &node.value {
        Value::Text(text) => {
            let is_cut = text.chars().count() > LONGEST_SHOWN;
            let shown = if is_cut { LONGEST_SHOWN - 3 } else { LONGEST_SHOWN };
            FoundValue::Text { text: text.chars().take(shown).collect(), is_cut }
        }
        Value::Whole(number) => FoundValue::Whole(*number),
        Value::Number(number) => FoundValue::Number(*number),
        Value::Flag(flag) => FoundValue::Flag(*flag),
        Value::Date(time) if time.date.is_none() => FoundValue::Time(time.to_string()),
        Value::Date(date) => FoundValue::Date(date.to_string()),
        Value::List(_) | Value::Table(_) => FoundValue::Some(node.value.kind()),
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
    pub fn fault(&mut self, at: &At<'_>, fault: impl Into<ScenarioFault>) {
        self.fault_near(at, fault, None);
    }

    /// The same with what may have been meant.
    pub fn fault_near(&mut self, at: &At<'_>, fault: impl Into<ScenarioFault>, nearest: Option<String>) {
        self.report(at.node.mark(), &at.shown, fault, nearest);
        self.taint(&at.path);
    }

    /// Reports a fault at any place.
    pub fn report(
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
        let nearest = nearest.filter(|near| !self.sources.hides(&place, near));
        let diagnostic = Diagnostic::at(self.sources, &place, key, fault.into()).with_nearest(nearest);
        self.faults.push((Some(place), diagnostic));
    }

    /// Whether further faults are only counted.
    pub fn is_full(&self) -> bool {
        self.faults.len() >= MOST_FAULTS
    }

    /// Reports a fault in a table of data that `at` names; beyond the first few they are only counted, and where they
    /// stand is not looked for.
    pub fn data_fault(&mut self, at: &At<'_>, source: SourceId, place: impl FnOnce(&str) -> Place, fault: TableFault) {
        self.taint(&at.path);
        let count = self.per_table.entry(source).or_default();
        *count += 1;
        if *count <= MOST_FAULTS_PER_TABLE {
            let place = place(&self.sources.get(source).text);
            self.report(place, &at.shown, fault, None);
        }
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
    pub fn lost_names(&self, list: NamedList) -> bool {
        self.tainted.iter().any(|tainted| list.loses_names_with(tainted))
    }

    /// Whether anything was wrong.
    pub fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Every fault, in order of reading.
    pub fn into_diagnostics(mut self) -> Diagnostics {
        for (source, count) in self.per_table.iter().filter(|(_, count)| **count > MOST_FAULTS_PER_TABLE) {
            let fault = ScenarioFault::MoreInFile(count - MOST_FAULTS_PER_TABLE);
            let place = Place::Text(Passage { source: *source, span: usize::MAX..usize::MAX });
            self.faults.push((Some(place), Diagnostic::about(&self.sources.get(*source).name, "", fault)));
        }
        if self.unlisted > 0 {
            let fault = ScenarioFault::MoreThanListed { more: self.unlisted, listed: MOST_FAULTS };
            let place = Place::Text(Passage { source: SourceId::MAX, span: 0..0 });
            self.faults.push((Some(place), Diagnostic::about(&self.sources.get(0).name, "", fault)));
        }
        let mut notes = self.sources.notes.clone();
        notes.retain(|noted| noted.note.queue().is_none_or(|queue| !self.sources.hidden.contains(queue)));
        Diagnostics::new(self.faults, notes)
    }

    /// Whether `at` is a table with keys of that kind only; every other key is reported. False if it is no table.
    pub fn keys(&mut self, at: &At<'_>, of: &KeyTable) -> bool {
        let Some(table) = at.node.as_table() else {
            self.wrong::<()>(at, Wanted::Table(of.keys().collect()));
            return false;
        };
        for key in table.keys().filter(|key| of.field(key).is_none()) {
            let child = At { path: at.path.key(key.clone()), shown: join(&at.shown, &quoted(key)), node: &table[key] };
            self.foreign_key(at, &child, key, of);
        }
        true
    }

    fn foreign_key(&mut self, at: &At<'_>, child: &At<'_>, key: &str, of: &KeyTable) {
        let place = child.node.key.as_ref().unwrap_or(&child.node.place).clone();
        if let Some(later) = of.later(key) {
            self.taint(&child.path);
            later.in_place_of.into_iter().for_each(|key| self.taint(&at.path.key(key)));
            return self.report(&place, &child.shown, KeyFault::Later, None);
        }
        let all = of.keys().chain(of.later.iter().map(|later| later.key));
        let near = if self.is_full() { None } else { nearest(key, all) };
        self.taint(&near.as_ref().map_or(child.path.clone(), |near| at.path.key(near.clone())));
        let fault = KeyFault::Unknown { of: of.kind, keys: of.keys().collect() };
        self.report(&place, &child.shown, fault, near);
    }

    /// The value of a key, as the table declares it; one that must be there and is not is reported.
    pub fn value<'t, K: ValueKind>(&mut self, at: &At<'t>, of: &KeyTable, key: &str) -> Option<K::Value<'t>> {
        let field = of.field(key)?;
        let found = at.get(key);
        if found.is_none() && matches!(field.need, Need::Required) {
            self.missing(at, key, field.example);
        }
        K::read(&found?, self)
    }

    /// Reports a key that must be there and is not.
    pub fn missing(&mut self, at: &At<'_>, key: &str, example: &'static str) {
        let path = at.path.key(key.to_owned());
        if !self.is_tainted(&path) {
            let place = at.node.key.as_ref().unwrap_or(&at.node.place).clone();
            let fault = KeyFault::Missing { key: key.to_owned(), example };
            self.report(&place, &join(&at.shown, key), fault, None);
            self.taint(&path);
        }
    }

    /// The one of several keys that is there, read by its way; none or more than one is a fault, and so is a key that
    /// does not go with it.
    pub fn one_of<'t, T>(&mut self, at: &At<'t>, of: &KeyTable, ways: &[(&'static str, Way<'t, T>)]) -> Option<T> {
        let mut given: Vec<_> = ways.iter().filter_map(|(key, way)| Some((*key, at.get(key)?, way))).collect();
        let keys: Vec<_> = ways.iter().map(|(key, _)| *key).collect();
        match given.len() {
            1 => given.pop().and_then(|(key, found, way)| {
                self.refuse_beside(at, of, key);
                way(&found, self)
            }),
            0 if self.is_tainted(&at.path) || keys.iter().any(|key| self.is_tainted(&at.path.key(*key))) => None,
            0 => {
                let place = at.node.mark().clone();
                keys.iter().for_each(|key| self.taint(&at.path.key(*key)));
                self.report(&place, &at.shown, KeyFault::NoneOf(keys), None);
                None
            }
            _ => {
                let names = given.iter().map(|(key, ..)| *key).collect();
                let (mark, shown) = (given[1].1.node.mark().clone(), given[1].1.shown.clone());
                self.report(&mark, &shown, KeyFault::Together { given: names, of: keys }, None);
                // Each is looked at for faults of its own, and the last one is gone on with.
                let (_, last, way) = given.pop()?;
                for (_, found, way) in given {
                    way(&found, self);
                    self.taint(&found.path);
                }
                way(&last, self)
            }
        }
    }

    /// Reports keys that do not go with one that is there.
    fn refuse_beside(&mut self, at: &At<'_>, of: &KeyTable, key: &str) {
        let Some(Need::OneOf { without, because: Some(because), .. }) = of.field(key).map(|field| field.need) else {
            return;
        };
        for (other, beside) in without.iter().filter_map(|other| Some((other, at.get(other)?))) {
            let goes = |need: Need| !matches!(need, Need::OneOf { without, .. } if without.contains(other));
            let only_with = of.one_of().iter().filter(|field| goes(field.need)).map(|field| field.key).collect();
            let fault = KeyFault::DoesNotGo { with: key.to_owned(), only_with, because };
            self.fault(&beside, fault);
        }
    }

    /// Reports that something else than what is wanted stands at a place.
    pub fn wrong<T>(&mut self, at: &At<'_>, wanted: Wanted) -> Option<T> {
        self.wrong_near(at, wanted, None)
    }

    fn wrong_near<T>(&mut self, at: &At<'_>, wanted: Wanted, nearest: Option<String>) -> Option<T> {
        self.fault_near(at, ScenarioFault::Value { found: standing(at.node), wanted }, nearest);
        None
    }

    /// Text.
    pub fn text(&mut self, at: &At<'_>) -> Option<String> {
        at.node.value.as_text().map(str::to_owned).or_else(|| self.wrong(at, Wanted::Text))
    }

    /// A name that does not speak.
    pub fn name(&mut self, at: &At<'_>) -> Option<String> {
        let name = self.text(at)?;
        if let Some(fault) = name_fault(&name) {
            self.fault(at, FaultKind::Name(fault));
            return None;
        }
        Some(name)
    }

    /// A date, in quotes or without.
    pub fn date(&mut self, at: &At<'_>) -> Option<Date> {
        self.date_or(at, Wanted::Date)
    }

    /// A date where something else is wanted too.
    pub fn date_or(&mut self, at: &At<'_>, wanted: Wanted) -> Option<Date> {
        let text = if let Value::Date(date) = &at.node.value {
            date.to_string()
        } else {
            at.node.value.as_text().unwrap_or_default().to_owned()
        };
        let date = text.parse().ok().filter(|_| text.len() <= 10);
        date.or_else(|| self.wrong(at, wanted))
    }

    /// A clock time.
    pub fn clock(&mut self, at: &At<'_>) -> Option<SimTime> {
        if let Value::Date(date) = at.node.value {
            return self.wrong(at, Wanted::ClockInQuotes(date.to_string()));
        }
        at.node.value.as_text().and_then(parse_clock).or_else(|| self.wrong(at, Wanted::Clock))
    }

    /// A duration.
    pub fn span(&mut self, at: &At<'_>) -> Option<Span> {
        self.span_in(at, Wanted::Duration)
    }

    /// A duration where something else is wanted too; it is told of a number that stands there without a unit.
    pub fn span_in(&mut self, at: &At<'_>, wanted: fn(Option<i128>) -> Wanted) -> Option<Span> {
        let text = at.node.value.as_text();
        text.and_then(parse_span).or_else(|| self.wrong(at, wanted(at.node.value.as_whole())))
    }

    /// A finite number, whole or not.
    pub fn number(&mut self, at: &At<'_>) -> Option<f64> {
        match at.node.value {
            Value::Number(number) if number.is_finite() => return Some(number),
            Value::Whole(number) => return Some(number as f64),
            Value::Number(_) | Value::Text(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => {}
        }
        self.wrong(at, Wanted::Number(slips::number(&at.node.value)))
    }

    /// A whole number in a range.
    pub fn whole(&mut self, at: &At<'_>, range: RangeInclusive<u64>) -> Option<u64> {
        let wanted = Wanted::Whole { least: *range.start(), most: Some(*range.end()).filter(|most| *most < u64::MAX) };
        let number = at.node.value.as_whole().and_then(|number| u64::try_from(number).ok());
        number.filter(|number| range.contains(number)).or_else(|| self.wrong(at, wanted))
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
        self.wrong(at, Wanted::Flag)
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, at: &At<'_>, words: &[(&'static str, T)]) -> Option<T> {
        let names: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let text = at.node.value.as_text().unwrap_or_default();
        let chosen = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        chosen.or_else(|| {
            let near = nearest(text, names.iter().copied());
            self.wrong_near(at, Wanted::Words(names), near)
        })
    }

    /// The elements of a list.
    pub fn list<'t>(&mut self, at: &At<'t>, wanted: Wanted) -> Option<Vec<At<'t>>> {
        if let Value::List(_) = at.node.value {
            return Some(at.elements());
        }
        self.wrong(at, wanted)
    }

    /// A list of names; elements that are no text are reported and left out.
    pub fn names(&mut self, at: &At<'_>, of: NamedList) -> Option<Vec<String>> {
        let elements = self.list(at, Wanted::Names(of))?;
        let names: Vec<_> = elements.iter().map(|e| self.text(e)).collect();
        names.into_iter().collect()
    }

    /// A path to a file, relative to the file it is written in.
    pub fn path(&mut self, at: &At<'_>) -> Option<PathBuf> {
        if let Value::Text(text) = &at.node.value
            && let Some(meant) = slips::path(text)
        {
            self.fault(at, ScenarioFault::BackslashInPath { meant });
            return None;
        }
        self.resolve(at).or_else(|| self.wrong(at, Wanted::File))
    }

    /// The same without a word if it is none. Folders are separated by `/` or, as on Windows, by `\\`.
    pub fn resolve(&self, at: &At<'_>) -> Option<PathBuf> {
        let text = at.node.value.as_text().filter(|text| !text.is_empty())?;
        Some(without_detours(&self.sources.get(at.node.place.source).directory.join(text.replace('\\', "/"))))
    }

    /// Remembers something worth telling, once.
    pub fn note(&mut self, note: Note) {
        self.note_at(None, note);
    }

    /// The same of something that is written there.
    pub fn note_at(&mut self, at: Option<At<'_>>, note: Note) {
        let shown = at.map(|at| at.node.mark().clone()).filter(|place| !self.sources.get(place.source).is_hidden());
        let noted = Noted { note, at: shown.map(|place| self.sources.line_of(&place)) };
        if !self.sources.notes.contains(&noted) {
            self.sources.notes.push(noted);
        }
    }

    /// Reports a fault of a file as a whole.
    pub fn report_file(&mut self, file: &str, fault: impl Into<ScenarioFault>) {
        self.faults.push((None, Diagnostic::about(file, "", fault.into())));
    }
}

/// A path without folders that it enters only to leave them, where they are folders and no links: so one file has one name, whoever
/// reads it.
fn without_detours(path: &std::path::Path) -> PathBuf {
    let mut direct = PathBuf::new();
    for part in path.components() {
        let enters = matches!(direct.components().next_back(), Some(Component::Normal(_)));
        if part == Component::ParentDir && enters && !direct.is_symlink() {
            direct.pop();
        } else {
            direct.push(part);
        }
    }
    direct
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_tainted_with_what_is_above_and_below_it() {
        let mut sources = Sources::default();
        let mut reader = Reader::new(&mut sources);
        let queue = |index| NamedList::Queues.path().index(index);
        assert!(!reader.is_tainted(&queue(0)));
        [queue(1).key("talk"), Path::of("open"), Path::of("queues-of-old")].iter().for_each(|path| reader.taint(path));
        let talk = queue(1).key("talk");
        for path in [NamedList::Queues.path(), queue(1), talk.clone(), talk.key("mean"), Path::of("open")] {
            assert!(reader.is_tainted(&path), "{path}");
        }
        for path in [queue(0), queue(11), queue(1).key("talk_factor"), Path::of("ope"), Path::of("openness")] {
            assert!(!reader.is_tainted(&path), "{path}");
        }
        reader.taint(&Path::default());
        assert!(reader.is_tainted(&Path::of("close")));
    }

    #[test]
    fn a_path_has_no_detours_that_change_nothing() {
        let direct = |path: &str| without_detours(std::path::Path::new(path)).display().to_string();
        assert_eq!(direct("plans/week/../base.toml"), "plans/base.toml");
        assert_eq!(direct("plans/a/b/../../base.toml"), "plans/base.toml");
        assert_eq!(direct("../plans/a.toml"), "../plans/a.toml");
        assert_eq!(direct("a/../../b.toml"), "../b.toml");
    }

    #[test]
    fn names_are_lost_with_the_list_an_element_or_its_name() {
        let queues = NamedList::Queues.path();
        let lost = |path: &Path| {
            let mut sources = Sources::default();
            let mut reader = Reader::new(&mut sources);
            reader.taint(path);
            [reader.lost_names(NamedList::Queues), reader.lost_names(NamedList::Rungs)]
        };
        for path in [&queues, &queues.index(1), &queues.index(1).key("name")] {
            assert_eq!(lost(path), [true, false], "{path}");
        }
        assert_eq!(lost(&queues.index(1).key("talk")), [false, false]);
        assert_eq!(lost(&Path::of("ladder")), [false, true]);
        assert_eq!(lost(&Path::of("ladder").key("settle")), [false, false]);
        let ladders = Path::of("ladders");
        let rung = ladders.index(1).key("rungs").index(0);
        for path in [&ladders, &ladders.index(1), &ladders.index(1).key("rungs"), &rung, &rung.key("name")] {
            assert_eq!(lost(path), [false, true], "{path}");
        }
        for path in [&ladders.index(1).key("settle"), &rung.key("when")] {
            assert_eq!(lost(path), [false, false], "{path}");
        }
    }
}
