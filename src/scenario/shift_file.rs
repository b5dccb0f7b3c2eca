//! Files that say which shifts there may be, as `holdline size --shifts` reads them.

use super::diagnostics::Diagnostics;
use super::fault::ShiftFileFault;
use super::keys::ValueKind;
use super::load;
use super::reader::{At, Reader};
use super::shift_keys::{NeedKeys, ShiftBreakKeys, ShiftFileTable, ShiftRuleKeys};
use super::source::Sources;
use super::tree::Node;
use crate::cover::{BreakRule, CoverNeed, CoverRules, GapPrice, ShiftRule, ShiftsSize};
use crate::units::{SimTime, Span};
use std::path::Path;

/// What a scenario knows of needs before they are sized.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenNeeds {
    /// When it opens.
    pub open: SimTime,
    /// How long an interval is.
    pub interval: Span,
    /// How many there are.
    pub intervals: usize,
    /// The groups whose people are needed, with what an hour of them costs.
    pub groups: Vec<(String, Option<f64>)>,
    /// Whether it is one of several dates.
    pub is_dated: bool,
}

/// Shifts that there may be.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ShiftFile {
    /// What they must keep to, for each that needs are given of; these are 0 yet.
    pub rules: Vec<CoverRules>,
    /// Whether the file itself says who is needed.
    pub has_needs: bool,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Reads the rules of shifts at `path`; of a scenario there may be needs given, of each of its dates.
///
/// # Errors
/// Every fault of the file.
pub fn read_shifts(path: &Path, given: &[GivenNeeds]) -> Result<ShiftFile, Diagnostics> {
    let mut sources = Sources::default();
    let mut reader = Reader::new(&mut sources);
    let tree = load::load(path, &[], &mut reader);
    finish(tree.as_ref(), given, reader)
}

/// The same from text; `name` stands for the file in messages.
///
/// # Errors
/// As for [`read_shifts`].
pub fn read_shifts_text(name: &str, text: &str, given: &[GivenNeeds]) -> Result<ShiftFile, Diagnostics> {
    let mut sources = Sources::default();
    let source = sources.add_text(name, Path::new(""), text);
    let mut reader = Reader::new(&mut sources);
    let tree = load::from_source(source, None, &[], &mut reader);
    finish(tree.as_ref(), given, reader)
}

fn finish(tree: Option<&Node>, given: &[GivenNeeds], mut reader: Reader<'_>) -> Result<ShiftFile, Diagnostics> {
    let mut all: Vec<(CoverRules, bool)> = Vec::new();
    if let Some(root) = tree.map(At::root) {
        let (first, others) = given.split_first().map_or((None, &[][..]), |(first, others)| (Some(first), others));
        all.extend(shift_file(&root, first, &mut reader));
        for date in others {
            // What is wrong with the file is told once.
            if !reader.has_faults() {
                all.extend(shift_file(&root, Some(date), &mut reader));
            }
        }
        check_rules(&root, &all, &mut reader);
    }
    match all.first() {
        Some((_, has_needs)) if !reader.has_faults() => Ok(ShiftFile {
            has_needs: *has_needs,
            rules: all.into_iter().map(|(rules, _)| rules).collect(),
            sha256: reader.sources.sha256(),
        }),
        _ => Err(reader.into_diagnostics()),
    }
}

fn shift_file(root: &At<'_>, given: Option<&GivenNeeds>, reader: &mut Reader<'_>) -> Option<(CoverRules, bool)> {
    let keys = ShiftFileTable::read(root, reader)?;
    let has_needs = keys.needs.is_some();
    let (open, interval) = match given.filter(|_| !has_needs) {
        Some(given) => (given.open, given.interval),
        None => {
            [("open", "\"08:00\""), ("interval", "\"30m\"")].into_iter().for_each(|(key, example)| {
                if root.get(key).is_none() {
                    reader.missing(root, key, example);
                }
            });
            (keys.open.unwrap_or_default(), keys.interval.unwrap_or(Span::from_hours(1)))
        }
    };
    let needs = needs(root, keys.needs, given, reader);
    let rules = CoverRules {
        open,
        interval: if interval > Span::ZERO { interval } else { Span::from_hours(1) },
        is_round: keys.around_the_clock.unwrap_or(false),
        needs,
        shifts: Vec::new(),
        people: keys.people.unwrap_or_default(),
        most_kinds: keys.max_shift_kinds,
        least_per_kind: keys.min_people_per_kind.unwrap_or(1),
        price: keys.under_cost_per_hour.map(|under| GapPrice { under, over: keys.over_cost_per_hour.unwrap_or(0.0) }),
    };
    check_whole(root, &rules, interval, reader);
    if given.is_some_and(|given| given.is_dated) {
        check_dated(root, &rules, reader);
    }
    let rules = with_shifts(root, keys.shifts, (rules, given), reader);
    (!reader.has_faults()).then(|| check_size(root, &rules, reader));
    Some((rules, has_needs))
}

fn needs(
    root: &At<'_>,
    blocks: Option<Vec<Option<NeedKeys<'_>>>>,
    given: Option<&GivenNeeds>,
    reader: &mut Reader<'_>,
) -> Vec<CoverNeed> {
    let Some(blocks) = blocks else {
        let of_group =
            |given: &GivenNeeds, name: &String| CoverNeed { name: name.clone(), people: vec![0; given.intervals] };
        let Some(given) = given else {
            reader.missing(root, "needs", "[{ name = \"inbound\", people = [10, 14, 19] }]");
            return Vec::new();
        };
        return given.groups.iter().map(|(name, _)| of_group(given, name)).collect();
    };
    let places = root.get("needs").map(|at| at.elements()).unwrap_or_default();
    let mut needs: Vec<CoverNeed> = Vec::new();
    for (at, keys) in places.iter().zip(blocks) {
        let Some(keys) = keys else { continue };
        let need = CoverNeed { name: keys.name.unwrap_or_default(), people: keys.people.unwrap_or_default() };
        if needs.iter().any(|known| known.name == need.name) && !need.name.is_empty() {
            reader.fault(at, ShiftFileFault::NeedTwice { name: need.name.clone() });
        }
        if let Some(wanted) =
            needs.first().map(|first| first.people.len()).filter(|n| *n > 0 && !need.people.is_empty())
            && wanted != need.people.len()
        {
            reader.fault(at, ShiftFileFault::NeedsDiffer { found: need.people.len(), wanted });
        }
        needs.push(need);
    }
    if needs.is_empty() || needs.len() > CoverRules::MOST_NEEDS {
        let at = root.get("needs").unwrap_or_else(|| root.clone());
        reader.fault(&at, ShiftFileFault::Needs { found: needs.len(), most: CoverRules::MOST_NEEDS });
    }
    needs
}

/// What holds for the file as a whole.
fn check_whole(root: &At<'_>, rules: &CoverRules, interval: Span, reader: &mut Reader<'_>) {
    if let Some(at) = root.get("interval").filter(|_| interval <= Span::ZERO) {
        reader.fault(&at, ShiftFileFault::NoLength);
    }
    let whole = rules.interval * rules.intervals() as i64;
    if let Some(at) = root.get("around_the_clock").filter(|_| rules.is_round && rules.intervals() > 0)
        && whole != Span::from_hours(24)
    {
        reader.fault(&at, ShiftFileFault::NotADay { whole });
    }
    if let Some(at) = root.get("over_cost_per_hour").filter(|_| rules.price.is_none()) {
        reader.fault(&at, ShiftFileFault::OverAlone);
    }
}

/// What holds for the file of a scenario of several dates.
fn check_dated(root: &At<'_>, rules: &CoverRules, reader: &mut Reader<'_>) {
    if let Some(at) = root.get("needs") {
        reader.fault(&at, ShiftFileFault::NeedsOfDates);
    }
    if let Some(at) = root.get("around_the_clock").filter(|_| rules.is_round) {
        reader.fault(&at, ShiftFileFault::RoundOfDates);
    }
}

/// Whether any shift keeps to each rule, of several dates on one of them at least.
fn check_rules(root: &At<'_>, all: &[(CoverRules, bool)], reader: &mut Reader<'_>) {
    let places = root.get("shifts").map(|at| at.elements()).unwrap_or_default();
    let sound: Vec<(usize, &At<'_>)> =
        places.iter().enumerate().filter(|(_, at)| !reader.is_tainted(&at.path)).collect();
    for (i, at) in sound {
        let is_never = |rules: &CoverRules| {
            let whole = rules.shifts.get(i).filter(|rule| rule.starts.len() * rule.lengths.len() > 0);
            !rules.needs.is_empty() && whole.is_some_and(|rule| rules.is_never(rule))
        };
        if !all.is_empty() && all.iter().all(|(rules, _)| is_never(rules)) {
            reader.fault(at, ShiftFileFault::NoShift);
        }
    }
}

fn with_shifts(
    root: &At<'_>,
    blocks: Option<Vec<Option<ShiftRuleKeys<'_>>>>,
    (mut rules, given): (CoverRules, Option<&GivenNeeds>),
    reader: &mut Reader<'_>,
) -> CoverRules {
    let places = root.get("shifts").map(|at| at.elements()).unwrap_or_default();
    if let Some(at) = root.get("shifts").filter(|_| places.is_empty()) {
        reader.fault(&at, ShiftFileFault::NoShifts);
    }
    for (at, keys) in places.iter().zip(blocks.into_iter().flatten()) {
        let Some(keys) = keys else { continue };
        let rule = shift_rule(at, keys, (&rules, given), reader);
        rules.shifts.push(rule);
    }
    rules
}

fn shift_rule(
    at: &At<'_>,
    keys: ShiftRuleKeys<'_>,
    (rules, given): (&CoverRules, Option<&GivenNeeds>),
    reader: &mut Reader<'_>,
) -> ShiftRule {
    let names = || rules.needs.iter().map(|need| need.name.clone());
    if let (None, false) = (&keys.group, rules.needs.len() == 1 || at.get("group").is_some()) {
        reader.missing(at, "group", "\"inbound\"");
    }
    let group = keys.group.or_else(|| names().next()).unwrap_or_default();
    let of_scenario = given.map(|given| given.groups.iter().find(|(name, _)| *name == group));
    if let (Some(given), Some(None), Some(place)) = (given, of_scenario, at.get("group")) {
        let known = given.groups.iter().map(|(name, _)| name.clone()).collect();
        reader.fault(&place, ShiftFileFault::NoGroup { name: group.clone(), known });
    }
    if let Some(place) = at.get("last_end").filter(|_| rules.is_round) {
        reader.fault(&place, ShiftFileFault::EndsAroundTheClock);
    }
    let covers = match keys.covers {
        Some((place, covers)) => covers.iter().filter_map(|name| need_named(&place, name, rules, reader)).collect(),
        None => match names().position(|name| name == group) {
            Some(need) => vec![need],
            None => (0..rules.needs.len()).collect(),
        },
    };
    let pay = of_scenario.flatten().and_then(|(_, pay)| *pay).unwrap_or(1.0);
    let breaks = breaks(at, keys.breaks, rules.interval, reader);
    ShiftRule {
        covers,
        starts: keys.starts.unwrap_or_default(),
        lengths: keys.lengths.map(|lengths| whole_lengths(at, lengths, reader)).unwrap_or_default(),
        last_end: keys.last_end,
        breaks,
        cost_per_hour: keys.cost_per_hour.unwrap_or(pay),
        cost_per_shift: keys.cost_per_shift.unwrap_or(0.0),
        people: keys.people.unwrap_or_default(),
        share_at_most: keys.max_share,
        group,
    }
}

fn need_named(place: &At<'_>, name: &str, rules: &CoverRules, reader: &mut Reader<'_>) -> Option<usize> {
    let found = rules.needs.iter().position(|need| need.name == name);
    if found.is_none() && !rules.needs.is_empty() {
        let known = rules.needs.iter().map(|need| need.name.clone()).collect();
        reader.fault(place, ShiftFileFault::NoNeed { name: name.to_owned(), known });
    }
    found
}

fn whole_lengths(at: &At<'_>, lengths: Vec<Span>, reader: &mut Reader<'_>) -> Vec<Span> {
    let is_one = |length: &Span| Span::ZERO < *length && *length <= Span::from_hours(24);
    if let Some(place) = at.get("lengths").filter(|_| !lengths.iter().all(is_one)) {
        reader.fault(&place, ShiftFileFault::LengthOfShift);
    }
    lengths
}

fn breaks(
    at: &At<'_>,
    list: Option<Vec<Option<ShiftBreakKeys<'_>>>>,
    interval: Span,
    reader: &mut Reader<'_>,
) -> Vec<BreakRule> {
    let places = at.get("breaks").map(|at| at.elements()).unwrap_or_default();
    let mut breaks = Vec::new();
    for (place, keys) in places.iter().zip(list.into_iter().flatten()) {
        let Some(keys) = keys else { continue };
        let (length, every) = (keys.length.unwrap_or(interval), keys.every.unwrap_or(interval));
        if length <= Span::ZERO || every <= Span::ZERO {
            reader.fault(place, ShiftFileFault::NoLength);
        }
        let (from, to) = keys.between.unwrap_or_default();
        let before_end = keys.before_end.unwrap_or(Span::ZERO);
        breaks.push(BreakRule { length, from, to, every, before_end, is_paid: keys.paid.unwrap_or(false) });
    }
    breaks
}

/// Times that make more of them than can be solved.
fn check_size(root: &At<'_>, rules: &CoverRules, reader: &mut Reader<'_>) {
    let ShiftsSize { cells, cell, kinds, columns } = rules.size();
    let most = ShiftsSize::MOST;
    if cells > most.cells {
        reader.fault(root, ShiftFileFault::TooFine { cells, cell, most: most.cells });
    } else if kinds > most.kinds || columns > most.columns {
        reader.fault(root, ShiftFileFault::TooManyShifts { kinds, columns, most: (most.kinds, most.columns) });
    }
}
