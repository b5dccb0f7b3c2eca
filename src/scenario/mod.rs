//! Scenario files: from TOML and CSV to a checked floor, or to every fault in them.
//!
//! A scenario and its bases are parsed into one tree of values that know where they stand, overrides are laid over it,
//! and the tree is read into a [`Floor`]. Reading never stops at the first fault. What may be written is described in
//! `docs/scenario-format.md`.

mod by_clock;
mod cells;
mod crew;
mod data;
mod dates;
mod days;
mod diagnostics;
mod distribution;
mod encoding;
mod expect;
mod fault;
mod floor;
pub(crate) mod guarded;
mod incident;
mod keys;
mod ladder;
mod load;
mod merge;
mod note;
mod number;
mod outline;
mod overrides;
mod plan_notes;
mod precision;
mod queue;
mod reader;
mod settings;
mod shift_file;
mod shift_keys;
mod shipped;
mod slips;
mod source;
mod table;
mod transfer;
mod tree;
mod volumes;
mod zone;

#[cfg(feature = "cli")]
pub(crate) use diagnostics::nearest;
pub(crate) use diagnostics::shortened;
pub use diagnostics::{Cell, Diagnostic, Diagnostics, Excerpt};
pub use expect::Expectation;
pub(crate) use fault::head;
pub use fault::{
    Because, CellWanted, DaysFault, ExpectFault, FiguresAllowed, FileFault, FoundValue, KeyFault, NotToml,
    OverrideFault, RowFault, ScenarioFault, ShiftFileFault, Slip, SystemRefusal, TableFault, TableKind, TomlKind,
    Wanted,
};
#[cfg(test)]
pub(crate) use keys::docs_in_step::told_when_unset;
pub use keys::schema::schema;
pub use note::{Ignored, NeverPulled, Note, NoteName, Noted};
pub use outline::{Outline, outline};
pub use shift_file::{GivenNeeds, ShiftFile, read_shifts, read_shifts_text};
pub use shipped::{read_verify_case, verify_cases};
pub use source::{Input, Sheet, TableRead};
pub use volumes::read_volumes;

use crate::escape::visible;
use crate::model::{Arrivals, Fault, FaultKind, Floor, NamedList, Path as FloorPath, Precision, ReferenceFault};
use floor::{Draft, ScenarioTable};
use jiff::civil::Date;
use keys::ValueKind;
pub(crate) use reader::quoted;
use reader::{At, Reader};
use source::Sources;
use std::path::{Path, PathBuf};
use tree::Node;

/// A scenario that was read without a fault.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scenario {
    /// What is simulated.
    pub floor: Floor,
    /// How often, and from which seed.
    pub run: RunSettings,
    /// The date it is about, or the first of several.
    pub date: Option<Date>,
    /// What should come out, in the order of the file.
    pub expect: Vec<Expectation>,
    /// Things worth telling that are no faults, such as rows that were ignored.
    pub notes: Vec<Noted>,
    /// Every value of the scenario as it stands after its bases and the overrides, by path in the form of `--set`
    /// (`groups.inbound.people`), in order of the paths; `base` is followed and left out.
    pub settings: Vec<(String, String)>,
    /// Every key that is not set, by path in the same form (`shifts[]`: of each element), with what holds without it, in
    /// Markdown.
    pub unset: Vec<(String, String)>,
    /// SHA-256 of the bytes of all files read and the overrides, in order of reading, and of where each ends if there are
    /// several; in hexadecimal digits.
    pub sha256: String,
    /// SHA-256 of the lines of the tables of data alone, in order of reading, in hexadecimal digits.
    pub tables_sha256: String,
    /// Every table of data, in order of reading.
    pub tables: Vec<TableRead>,
    /// The scenario file as it was named.
    pub file: PathBuf,
    /// Every file read, in order of reading.
    pub files: Vec<PathBuf>,
    /// The same with their hashes and rows.
    pub inputs: Vec<Input>,
}

#[cfg(test)]
impl Scenario {
    /// The notes, wherever what they are about is written.
    pub(super) fn plain_notes(&self) -> Vec<Note> {
        self.notes.iter().map(|noted| noted.note.clone()).collect()
    }
}

/// `[run]`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunSettings {
    /// Days to simulate, 1 to 1,000,000.
    pub days: u32,
    /// Where the draws start from.
    pub seed: u64,
    /// Days are added until a figure is known so well.
    pub precision: Option<Precision>,
}

impl Default for RunSettings {
    fn default() -> Self {
        Self { days: 1000, seed: 1, precision: None }
    }
}

/// Reads the scenario file at `path`, with `key=value` overrides laid over it in order.
///
/// # Errors
/// Every fault of the scenario, its bases, its tables of data and the overrides.
pub fn read(path: &Path, overrides: &[String]) -> Result<Scenario, Diagnostics> {
    read_with(path, &[(SET, overrides)])
}

/// Overrides, and the option of the program by which messages call them.
pub(crate) type Given<'a> = (&'static str, &'a [String]);

/// The option that overrides usually come from.
pub(crate) const SET: &str = "--set";

/// The same with overrides of several options.
pub(crate) fn read_with(path: &Path, overrides: &[Given<'_>]) -> Result<Scenario, Diagnostics> {
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
    read_text_with(name, text, directory, overrides, Vec::new())
}

/// The same, with tables of data that are in memory already and are not read from files.
///
/// # Errors
/// As for [`read`].
pub fn read_text_with(
    name: &str,
    text: &str,
    directory: &Path,
    overrides: &[String],
    sheets: Vec<Sheet>,
) -> Result<Scenario, Diagnostics> {
    let mut sources = Sources::with_sheets(sheets);
    let source = sources.add_text(name, directory, text);
    let mut reader = Reader::new(&mut sources);
    let tree = load::from_source(source, None, &[(SET, overrides)], &mut reader);
    finish(tree, Path::new(name), reader)
}

/// A scenario if there is no fault at all.
fn finish(tree: Option<Node>, path: &Path, mut reader: Reader<'_>) -> Result<Scenario, Diagnostics> {
    let settings = tree.as_ref().map(settings::of).unwrap_or_default();
    let unset = tree.as_ref().zip(ScenarioTable::holds().table()).map(|(tree, root)| settings::unset(tree, root));
    let read = tree.as_ref().and_then(|tree| read_tree(tree, path, &mut reader));
    reader.sources.leave_out_silenced();
    match read {
        Some((floor, draft, expect)) if !reader.has_faults() => Ok(Scenario {
            floor,
            run: draft.run,
            date: draft.date,
            expect,
            notes: reader.sources.notes.clone(),
            settings,
            unset: unset.unwrap_or_default(),
            sha256: reader.sources.sha256(),
            tables_sha256: reader.sources.tables_sha256(),
            tables: reader.sources.tables(),
            file: path.to_owned(),
            files: reader.sources.files(),
            inputs: reader.sources.inputs(),
        }),
        _ => Err(reader.into_diagnostics()),
    }
}

/// The floor and all around it; `None` if the model finds a fault.
fn read_tree<'t>(tree: &'t Node, path: &Path, reader: &mut Reader<'_>) -> Option<(Floor, Draft<'t>, Vec<Expectation>)> {
    let root = At::root(tree);
    let stem = path.file_stem().map_or_else(|| "scenario".to_owned(), |s| visible(&s.to_string_lossy()));
    let mut draft = floor::draft(&root, &stem, reader)?;
    let expect = draft.expect.take().map(|at| expect::expectations(&at, &mut draft.parts, reader)).unwrap_or_default();
    if reader.lost_names(NamedList::Groups) {
        reader.taint(&NamedList::Groups.path().index(draft.parts.groups.len()));
        floor::stand_in_group(&mut draft.parts);
    }
    note_endless_patience(&root, &draft, reader);
    match Floor::new(draft.parts.clone()) {
        Ok(floor) => {
            plan_notes::of_plan(&floor).into_iter().for_each(|note| reader.note_at(written_at(&note, &root), note));
            Some((floor, draft, expect))
        }
        Err(faults) => {
            let stated = |fault: Fault| Fault { at: ladder::as_stated(&fault.at, &root), ..fault };
            let own: Vec<_> = faults.into_iter().map(stated).filter(|fault| !is_consequence(fault, reader)).collect();
            own.into_iter().for_each(|fault| report(fault, &root, reader));
            None
        }
    }
}

/// Where what a note on the plan is about is written.
fn written_at<'t>(note: &Note, root: &At<'t>) -> Option<At<'t>> {
    let of_group = |name: &str, key: &str| {
        let groups = root.get("groups")?.elements();
        groups.into_iter().find(|at| at.node.name() == Some(name))?.get(key)
    };
    match note {
        Note::MoreThanSeats { .. } => root.get("seats"),
        Note::AllOnBreak { group, .. } => of_group(group, "shifts"),
        Note::GroupWithoutCalls { group } => of_group(group, "serves"),
        Note::ClocksChange { .. } => root.get("time_zone"),
        Note::NeverPulled { rung, why } => {
            let at = ladder::stated_rungs(root).into_iter().find(|at| at.node.name() == Some(rung))?;
            let key = if matches!(why, NeverPulled::AboveLines { .. }) { "when" } else { "borrow" };
            at.get(key).or(Some(at))
        }
        Note::NobodyOnDuty { .. } | Note::FewerInBusiestHour { .. } => root.get("groups"),
        Note::EndlessPatience { .. }
        | Note::NotUtf8 { .. }
        | Note::Decided { .. }
        | Note::NotUsed { .. }
        | Note::Outside { .. }
        | Note::Sorted { .. }
        | Note::NoCall { .. }
        | Note::LinesNotRead(_) => None,
    }
}

/// Nobody who waits hangs up in a queue without `patience`, so its answer rate says little: told where one is asked for.
fn note_endless_patience(root: &At<'_>, draft: &Draft, reader: &mut Reader<'_>) {
    let is_asked_for =
        |at: &At<'_>| at.node.as_table().is_some_and(|table| table.keys().any(|k| k.contains("answer_rate")));
    if !["targets", "expect"].iter().filter_map(|key| root.get(key)).any(|at| is_asked_for(&at)) {
        return;
    }
    let Some(queues) = root.get("queues") else { return };
    for (at, queue) in queues.elements().into_iter().zip(&draft.parts.queues) {
        let is_recorded =
            matches!(&queue.arrivals, Arrivals::Calls(calls) if calls.iter().all(|c| c.patience.is_some()));
        if at.get("patience").is_none() && !is_recorded {
            reader.note_at(Some(at), Note::EndlessPatience { queue: queue.name.clone() });
        }
    }
}

/// Whether the model only stumbled over a stand-in for something that was reported already.
fn is_consequence(fault: &Fault, reader: &Reader<'_>) -> bool {
    let is_lost = |key| reader.is_tainted(&FloorPath::of(key));
    let has_lost_names = matches!(fault.kind, FaultKind::Reference { to, .. } if reader.lost_names(to));
    let has_lost_hours =
        matches!(fault.kind, FaultKind::Hours(_)) && ["open", "close", "dates"].into_iter().any(is_lost);
    has_lost_names || has_lost_hours || reader.is_tainted(&fault.at)
}

/// The known name most like one that is not known.
fn nearest_name(kind: &FaultKind, root: &At<'_>) -> Option<String> {
    let FaultKind::Reference { name, to, fault: ReferenceFault::Unknown { .. } } = kind else { return None };
    let list = to.path();
    let all = root.clone().deepest(&list);
    let names: Vec<_> = all.node.elements().iter().filter_map(Node::name).collect();
    if names.contains(&name.as_str()) { None } else { diagnostics::nearest(name, names) }
}

/// Reports a fault of the model at the place it was written, or at the nearest one above it.
fn report(fault: Fault, root: &At<'_>, reader: &mut Reader<'_>) {
    let place = ladder::as_written(&fault.at, root);
    let at = root.clone().deepest(&place);
    let missing = place.to_string().split_off(at.path.to_string().len());
    let nearest = nearest_name(&fault.kind, root);
    reader.report(at.node.mark(), &format!("{}{missing}", at.shown), fault.kind, nearest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AfterClose, Asked, Attribution, Distribution, Does, Patience, Presence, Step, TakenBy};
    use crate::units::{SimTime, Span};
    use std::fs;

    /// The scenario of the documentation.
    fn example() -> Scenario {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good-scenarios/weekday.toml"), &[])
            .unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
    }

    #[test]
    fn a_whole_scenario_becomes_a_floor() {
        let read = example();
        let floor = &read.floor;
        assert_eq!((floor.name.as_str(), floor.seats, floor.queues.len()), ("Weekday, autumn plan", Some(50), 2));
        assert_eq!((floor.open(), floor.close()), (SimTime::clock(8, 0), SimTime::clock(22, 0)));
        assert_eq!((floor.after_close, floor.attribution), (AfterClose::Stay, Attribution::Completion));
        assert_eq!((floor.warm_up, floor.max_waiting), (Span::from_hours(1), 5000));
        assert_eq!(floor.queues[0].talk, Distribution::Lognormal { mean: Span::from_secs(210), cv: 1.0 });
        assert_eq!(floor.queues[0].wrap_up, Distribution::Gamma { mean: Span::from_secs(30), cv: 0.5 });
        assert_eq!((floor.queues[1].priority, &floor.queues[1].patience), (10, &Patience::Infinite));
        assert_eq!((&floor.groups[0].absence, &floor.groups[1].talk_factor), (&0.04.into(), &0.9.into()));
        assert_eq!(
            (read.run, read.date.map(|d| d.to_string())),
            (RunSettings { days: 500, seed: 7, precision: None }, Some("2026-11-23".into()))
        );
    }

    #[test]
    fn who_takes_whom_on_what_terms_is_read_and_can_be_set_queue_by_queue() {
        let text = "open = '08:00'\nclose = '20:00'\n[[queues]]\nname = 'q'\narrivals = { calls_per_hour = 30 }\n\
                    talk = '3m'\ncredit = '90s'\n[[groups]]\nname = 'g'\nserves = ['q']\npeople = 9\nby = 'preference'\n\
                    talk_factor = { q = 0.5 }\nwrap_up_factor = 2\nafter = { q = '1m' }";
        let set = ["groups.g.keep_free.q=2", "groups.g.wrap_up_factor.q=3"].map(str::to_owned);
        let read = read_text("x.toml", text, Path::new(""), &set).unwrap_or_else(|d| panic!("{d}"));
        let (queue, group) = (&read.floor.queues[0], &read.floor.groups[0]);
        assert_eq!((queue.credit, group.by), (Span::from_secs(90), TakenBy::Preference));
        let factors = [&group.talk_factor, &group.wrap_up_factor].map(|factor| [factor.of("q"), factor.of("other")]);
        assert_eq!(factors, [[0.5, 1.0], [3.0, 1.0]]);
        assert_eq!((group.after.get("q"), group.keep_free.get("q")), (Some(&Span::from_minutes(1)), Some(&2)));
    }

    #[test]
    fn targets_of_every_kind_and_a_precision_are_read_and_what_they_ask_about_is_counted() {
        let text = "open = '08:00'\nclose = '20:00'\n[run]\ndays = 50\nservice_levels = ['45s', '2m']\nshort_abandon = '10s'\n\
                    precision = { measure = 'service_level_7.5s', half_width = 0.01 }\n[targets]\nasa = '20s'\n\
                    abandon_rate = 0.05\nservice_level = { within = '30s', share = 0.8, definition = 'less_short' }\n\
                    [[queues]]\nname = 'q'\narrivals = { calls_per_hour = 30 }\ntalk = '3m'\n[[groups]]\nname = 'g'\n\
                    serves = ['q']\npeople = 9";
        let read = read_text("x.toml", text, Path::new(""), &[]).unwrap_or_else(|d| panic!("{d}"));
        let asked: Vec<(String, f64)> =
            read.floor.targets.asked().into_iter().map(|(measure, target)| (measure.to_string(), target)).collect();
        let expected = [("service_level_30s_less_short", 0.8), ("asa_s", 20.0), ("abandon_rate", 0.05)];
        assert_eq!(asked, expected.map(|(measure, target)| (measure.to_owned(), target)));
        let counted = [7.5, 20.0, 30.0, 45.0, 120.0, 180.0].map(Span::from_secs_f64);
        assert_eq!((read.floor.thresholds(), read.floor.short_abandon), (counted.to_vec(), Span::from_secs(10)));
        let precision = read.run.precision.expect("a precision");
        assert_eq!((precision.measure.to_string().as_str(), precision.max_days), ("service_level_7.5s", 20_000));
    }

    #[test]
    fn ladders_are_read_in_the_order_written_with_their_names() {
        let text = "open = '08:00'\nclose = '12:00'\n[[queues]]\nname = 'q'\ntalk = '3m'\narrivals = { calls_per_hour = 3 }\n\
                    [[groups]]\nname = 'g'\nserves = ['q']\npeople = 2\n[[ladders]]\nname = 'b'\nwatch = ['q']\n\
                    [[ladders.rungs]]\nname = 'called'\novertime = { people = 1, reserve = 2 }\nwhen = { waiting_above = 5 }\n\
                    [[ladders]]\nname = 'a'\nsettle = '1m'\n";
        let read = read_text("x.toml", text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}"));
        let ladders = &read.floor.ladders;
        let told: Vec<_> = ladders.iter().map(|of| (of.name.as_str(), of.settle, of.rungs.len())).collect();
        assert_eq!(told, [("b", Span::ZERO, 1), ("a", Span::from_minutes(1), 0)]);
        assert_eq!((ladders[0].watches("q"), ladders[0].watches("r"), ladders[1].watches("r")), (true, false, true));
        assert_eq!(read.floor.groups[1].name, "called");
    }

    #[test]
    fn a_ladder_is_read_rung_by_rung() {
        let ladder = &example().floor.ladders[0];
        assert_eq!((ladder.settle, ladder.look_every), (Span::from_minutes(1), Some(Span::from_secs(30))));
        let people: Vec<_> = ladder.rungs.iter().map(|r| r.does.people()).collect();
        assert_eq!(people, [Asked::All, Asked::Between(2, 3), Asked::up_to(4)]);
        assert_eq!(ladder.release.map(|r| r.step), Some(Step::Person));
        assert_eq!(ladder.rungs[1].release.map(|r| (r.waiting_at_most, r.lasting)), Some((3, Span::from_minutes(2))));
        let Does::Borrow { join_after, .. } = &ladder.rungs[1].does else { panic!("it borrows") };
        assert_eq!(*join_after, Distribution::Constant(Span::from_minutes(1)));
        assert_eq!((ladder.rungs[2].when.waiting_up_to, ladder.rungs[2].min_stay), (Some(20), Span::from_minutes(15)));
    }

    #[test]
    fn expectations_come_in_the_order_of_the_file() {
        let keys: Vec<_> =
            example().expect.into_iter().map(|e| (e.key, e.expected.comparison.sign(), e.expected.number)).collect();
        assert_eq!(keys[0], ("answer_rate".to_owned(), ">=", 0.9));
        assert_eq!(keys[1], ("share_of_days(answer_rate >= 0.90)".to_owned(), ">=", 0.8));
        assert_eq!(keys[2], ("queues.vip.asa_s".to_owned(), "<", 20.0));
    }

    #[test]
    fn what_is_left_out_has_the_documented_default() {
        let text = "open = '08:00'\nclose = '20:00'\n[[queues]]\nname = 'q'\narrivals = { calls_per_hour = 30 }\n\
                    talk = '3m'\n[[groups]]\nname = 'g'\nserves = ['q']\npeople = 0";
        let read = read_text("night.toml", text, Path::new(""), &[]).unwrap_or_else(|d| panic!("{d}"));
        let floor = &read.floor;
        assert_eq!((floor.name.as_str(), read.run.days, read.run.seed), ("night", 1000, 1));
        assert_eq!((floor.interval, floor.seats, floor.max_waiting), (Span::from_minutes(15), None, 100_000));
        assert_eq!(floor.queues[0].wrap_up, Distribution::Constant(Span::ZERO));
        assert_eq!((floor.queues[0].priority, &floor.queues[0].patience), (0, &Patience::Infinite));
        assert_eq!(floor.groups[0].presence, Presence::People(0));
        assert!(floor.ladders.is_empty() && read.expect.is_empty());
        let (from, until) = (SimTime::clock(8, 0), SimTime::clock(20, 0));
        assert_eq!(read.plain_notes(), [Note::NobodyOnDuty { date: None, from, until }]);
    }

    #[test]
    fn a_base_in_another_folder_keeps_its_own_paths() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it can be written");
        fs::create_dir(folder.path().join("plans")).expect("it can be made");
        write("plans/data.csv", "interval_start,calls\n08:00,5\n09:00,5\n");
        write(
            "plans/base.toml",
            "open = '08:00'\nclose = '10:00'\nseats = 5\n[[queues]]\nname = 'q'\narrivals = { profile = 'data.csv' }\n\
             talk = '3m'\n[[groups]]\nname = 'g'\nserves = ['q']\npeople = 4",
        );
        write("plans/middle.toml", "base = 'base.toml'\nseats = 6\n[[groups]]\nname = 'g'\npeople = 5");
        write("top.toml", "base = 'plans/middle.toml'\n[run]\ndays = 3");
        let read = read(&folder.path().join("top.toml"), &[]).unwrap_or_else(|d| panic!("{d}"));
        assert_eq!((read.floor.name.as_str(), read.floor.seats, read.run.days), ("top", Some(6), 3));
        assert_eq!(read.floor.groups[0].presence, Presence::People(5));
        let files: Vec<_> = read.files.iter().filter_map(|f| f.file_name()?.to_str()).collect();
        assert_eq!(files, ["top.toml", "middle.toml", "base.toml", "data.csv"]);
    }

    /// A scenario with these lines in its group and below it, in which something is wrong, as it is told.
    fn told(of_the_group: &str) -> String {
        let text = format!(
            "open = '08:00'\nclose = '20:00'\n[[queues]]\nname = 'q'\narrivals = {{ calls_per_hour = 1 }}\ntalk = '3m'\n\
             [[groups]]\nname = 'g'\nserves = ['q']\n{of_the_group}"
        );
        read_text("x.toml", &text, Path::new(""), &[]).expect_err("it is bad").to_string()
    }

    #[test]
    fn one_fault_hides_no_other() {
        let told_of_both = told("people = -3\nshifts = [{ people = 1.5, start = '09:00', end = '08:00' }]");
        for part in ["people: found -3", "`people` and `shifts` together", "found 1.5", "shifts[0].end"] {
            assert!(told_of_both.contains(part), "{part}: {told_of_both}");
        }
        let targets = told("people = 1\n[targets]\nservice_level = { within = 'x', share = 2 }");
        assert!(targets.contains("service_level.within") && targets.contains("service_level.share"), "{targets}");
        let expect = told("people = 1\n[expect]\n'intervals[10:01..09:00].answer_rte' = '> 0.5'");
        assert!(expect.contains("answer_rate") && expect.contains("10:01..09:00"), "{expect}");
        assert_eq!(expect.matches("error").count(), 2, "{expect}");
    }

    #[test]
    fn a_file_that_is_no_text_is_told_with_the_place_of_its_first_bad_byte() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("x.toml");
        fs::write(&file, b"open = '08:00'\nname = '\xc3\xa9t\xe9'\n").expect("it can be written");
        let told = read(&file, &[]).expect_err("it is bad").to_string();
        assert!(told.contains("line 2, column 11"), "{told}");
    }

    #[test]
    fn the_hash_of_a_single_file_is_that_of_its_bytes() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let text = "\u{feff}open = '08:00'\nclose = '10:00'\n[[queues]]\nname = 'q'\narrivals = { calls_per_hour = 1 }\n\
                    talk = '3m'\n[[groups]]\nname = 'g'\nserves = ['q']\npeople = 4";
        let file = folder.path().join("one.toml");
        fs::write(&file, text).expect("it can be written");
        let read = read(&file, &[]).unwrap_or_else(|d| panic!("{d}"));
        let expected: String =
            <sha2::Sha256 as sha2::Digest>::digest(text).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(read.sha256, expected);
    }

    #[test]
    fn texts_that_run_together_are_told_apart_by_the_hash() {
        let text = "open = '08:00'\nclose = '10:00'\n[[queues]]\nname = 'q'\narrivals = { calls_per_hour = 1 }\n\
                    talk = '3m'\n[[groups]]\nname = 'g'\nserves = ['q']\npeople = 4";
        let hash = |set: &[&str]| {
            let set: Vec<String> = set.iter().map(|s| (*s).to_owned()).collect();
            read_text("x.toml", text, Path::new(""), &set).unwrap_or_else(|d| panic!("{d}")).sha256
        };
        assert_ne!(hash(&["name=aseats=2"]), hash(&["name=a", "seats=2"]));
        assert_ne!(hash(&["name=a", "why=b"]), hash(&["why=b", "name=a"]));
        assert_eq!(hash(&["name=a", "seats=2"]), hash(&["name=a", "seats=2"]));
    }

    #[test]
    fn a_device_that_never_ends_is_refused() {
        let fault = read(Path::new("/dev/zero"), &[]).expect_err("it is no file");
        assert_eq!(fault.faults().len(), 1);
    }
}
