//! What is wrong with a scenario, in English.

use super::forms::{CLOCK, DATE};
use super::{expect, floor, shifts, table};
use crate::escape::visible;
use crate::model::{Path, Segment};
use crate::scenario::{
    Because, FileFault, FoundValue, KeyFault, NotToml, OverrideFault, ScenarioFault, Slip, TomlKind, Wanted,
};
use crate::words::Said;

/// What a duration must look like.
pub(super) const DURATION: &str = "a duration such as \"20s\", \"3m30s\", \"1h\" or \"0.5s\"";

pub(super) fn said(fault: &ScenarioFault) -> Said {
    match fault {
        ScenarioFault::Floor(kind) => floor::said(kind),
        ScenarioFault::Value { found, wanted } => Said::new(format!("found {}", standing(found)), wish(wanted)),
        ScenarioFault::Key(fault) => key(fault),
        ScenarioFault::File { file: name, fault } => file(name, fault),
        ScenarioFault::NotToml(why) => not_toml(why),
        ScenarioFault::Table(fault) => table::said(fault),
        ScenarioFault::Override(fault) => override_(fault),
        ScenarioFault::Expect(fault) => expect::said(fault),
        ScenarioFault::BackslashInPath { meant } => {
            Said::new("a backslash before a letter is no part of a path", format!("/ in its place: \"{meant}\""))
        }
        ScenarioFault::BasesInACircle { files } => {
            Said::new("the bases go round in a circle", format!("a chain that ends, not {}", files.join(" -> ")))
        }
        ScenarioFault::Hidden => Said::new(
            "does not make sense here",
            "what the format allows; nothing is shown of a file outside the folder of the scenario: read that file by itself",
        ),
        ScenarioFault::DateAndDates => {
            Said::new("`date` and `dates` together", "`date` for one date, `dates` for several")
        }
        ScenarioFault::LadderAndLadders => Said::new(
            "`[ladder]` and `[[ladders]]` together",
            "`[ladder]` for one ladder, `[[ladders]]` for several, each with a `name`",
        ),
        ScenarioFault::OnWithoutDates => Said::new(
            "holds on some dates, and the scenario has no `dates`",
            "`dates = { from = 2027-02-05, to = 2027-02-13 }` in the scenario, or no `on`",
        ),
        ScenarioFault::TimeZoneWithoutDate => Said::new(
            "a time zone without a date, and only a date tells when clocks are put forward or back",
            "`date` or `dates` in the scenario, or no `time_zone`",
        ),
        ScenarioFault::NoTimeZone { name } => Said::new(
            format!("no time zone is called `{}`", visible(name)),
            "a name such as `Europe/Berlin` or `America/New_York`",
        ),
        ScenarioFault::ScaleOfRecordedCalls { queue } => Said::new(
            format!("does not go with the recorded or sampled calls of queue `{queue}`"),
            "`scale` in the `arrivals` of the other queues",
        ),
        ScenarioFault::Shifts(fault) => shifts::said(fault),
        ScenarioFault::MoreInFile(more) => Said::new(format!("{more} more faults in this file"), ""),
        ScenarioFault::MoreThanListed { more, listed } => {
            Said::new(format!("{more} more faults after the first {listed}"), "")
        }
    }
}

fn standing(found: &FoundValue) -> String {
    match found {
        FoundValue::Text { text, is_cut: true } => format!("\"{text}...\""),
        FoundValue::Text { text, is_cut: false } => format!("\"{text}\""),
        FoundValue::Whole(number) => number.to_string(),
        FoundValue::Number(number) if number.is_infinite() => "a number too large to mean anything".to_owned(),
        FoundValue::Number(number) => number.to_string(),
        FoundValue::Flag(flag) => flag.to_string(),
        FoundValue::Date(text) | FoundValue::Time(text) => format!("{text} without quotes"),
        FoundValue::Some(kind) => kind_of_value(*kind).to_owned(),
    }
}

fn kind_of_value(kind: TomlKind) -> &'static str {
    match kind {
        TomlKind::Text => "text",
        TomlKind::Whole => "a whole number",
        TomlKind::Number => "a number",
        TomlKind::Flag => "true or false",
        TomlKind::Date => "a date or time without quotes",
        TomlKind::List => "a list",
        TomlKind::Table => "a table",
    }
}

fn wish(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Table(keys) => format!("a table with the keys: {}", keys.join(", ")),
        Wanted::Expectations => "a table under [expect]".to_owned(),
        Wanted::Blocks(list) => format!("a list of {}, each under [[{list}]]", last_key(list)),
        Wanted::Tables { of, example } => format!("a list of {}, such as [{example}]", last_key(of)),
        Wanted::Names(list) => format!("a list of {}", list.path()),
        Wanted::SomeOf(words) => {
            format!("a list of words, such as [\"{}\"]", words.first().copied().unwrap_or_default())
        }
        Wanted::Durations => "a list of durations, such as [\"30s\", \"60s\"]".to_owned(),
        Wanted::SpanRange => "two durations, such as [\"3h\", \"5h\"]".to_owned(),
        Wanted::Counts => "a list of whole numbers, such as [10, 14, 19]".to_owned(),
        Wanted::Clocks => {
            "a list of clock times, such as [\"08:00\", \"09:00\"], or `from`, `to` and `every`".to_owned()
        }
        Wanted::Text => "text in quotes".to_owned(),
        Wanted::Words(words) => format!("one of: \"{}\"", words.join("\", \"")),
        Wanted::File => "the path of a file, in quotes".to_owned(),
        Wanted::Date => DATE.to_owned(),
        Wanted::OnDates => "a list of dates and weekdays, such as [2027-02-05, \"sunday\"]".to_owned(),
        Wanted::Clock => CLOCK.to_owned(),
        Wanted::ClockRange => "two clock times, such as [\"09:00\", \"12:00\"]".to_owned(),
        Wanted::ClockInQuotes(text) => format!("{CLOCK}; put it in quotes: \"{text}\""),
        Wanted::Duration(number) => format!("{DURATION}, up to 240h{}", with_unit(*number)),
        Wanted::Deadline(number) => format!("{DURATION}, a clock time, or \"closing\"{}", with_unit(*number)),
        Wanted::Patience(number) => format!("{DURATION}, a distribution, or \"infinite\"{}", with_unit(*number)),
        Wanted::Distribution => {
            "a duration such as \"4m\", or a table such as { exponential = { mean = \"2m\" } }".to_owned()
        }
        Wanted::Number(Some(meant)) => format!("a number: {meant}, without quotes"),
        Wanted::Number(None) => "a finite number".to_owned(),
        Wanted::Whole { least, most: None } => format!("a whole number from {least}"),
        Wanted::Whole { least, most: Some(most) } => format!("a whole number from {least} to {most}"),
        Wanted::Priority(most) => format!("a whole number from -{most} to {most}; higher is served first"),
        Wanted::Flag => "true or false, without quotes".to_owned(),
        Wanted::ByQueue => "a table by queue, such as { general = ... }".to_owned(),
        Wanted::People => "a number such as 3, a range such as [2, 3], or \"all\"".to_owned(),
        Wanted::Comparison => "a comparison and a number, such as \">= 0.90\"".to_owned(),
    }
}

/// What a list is called.
fn last_key(list: &Path) -> &str {
    list.segments().iter().rev().find_map(Segment::as_key).unwrap_or_default()
}

fn with_unit(number: Option<i128>) -> String {
    number.map(|number| format!("; with a unit, such as \"{number}s\"")).unwrap_or_default()
}

fn key(fault: &KeyFault) -> Said {
    let quoted =
        |keys: &[&str], between: &str| keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(between);
    match fault {
        KeyFault::Unknown { of, keys } => {
            Said::new("unknown key", format!("the keys of {}: {}", of.documented(), keys.join(", ")))
        }
        KeyFault::Later => Said::new("not yet supported", "leave it out: this version does not simulate it"),
        KeyFault::Missing { key, example } => {
            Said::new(format!("`{key}` is missing"), format!("for example {key} = {example}"))
        }
        KeyFault::NoneOf(keys) => Said::new(format!("none of {}", keys.join(", ")), "exactly one of them"),
        KeyFault::Together { given, of } => {
            Said::new(format!("{} together", quoted(given, " and ")), format!("exactly one of: {}", of.join(", ")))
        }
        KeyFault::DoesNotGo { with, only_with, because } => {
            let because = match because {
                Because::SameEveryDay => "recorded calls are the same every day",
                Because::AsOnPastDays => "sampled days differ as the past days did",
                Because::NoTable => "a rate comes from no table with dates",
            };
            let allowed = format!("only with {}: {because}", quoted(only_with, " or "));
            Said::new(format!("does not go with `{with}`"), allowed)
        }
    }
}

fn file(name: &str, fault: &FileFault) -> Said {
    match fault {
        FileFault::Missing => Said::new(
            format!("there is no file {name}"),
            "a file that exists; paths are relative to the scenario file that names them",
        ),
        FileFault::NotInProgram => Said::new(format!("there is no {name} in the program"), "one of its files"),
        FileFault::NotAFile => Said::new(format!("{name} is not a regular file"), "the path of a file"),
        FileFault::LongScenario { bytes } => Said::new(
            format!("{name} is {} long", megabytes(*bytes)),
            "a scenario file of at most 1 MB; is this a table or a log?",
        ),
        FileFault::LongTable { bytes } => {
            Said::new(format!("{name} is {} long", megabytes(*bytes)), "tables of at most 256 MB in all")
        }
        FileFault::Refused(why) => Said::new(format!("{name} cannot be read: {}", why.said), "a file that can be read"),
        FileFault::NotUtf8 { line, column } => Said::new(
            format!("{name} is not UTF-8 text: line {line}, column {column} is the first that cannot be read"),
            "a TOML file saved as UTF-8",
        ),
        FileFault::Utf16 => Said::new(format!("{name} is UTF-16, not UTF-8 text"), "a TOML file saved as UTF-8"),
        FileFault::NoTable => Said::new(
            format!("{name} is not a text file in an encoding that can be read"),
            "a CSV file in UTF-8 (in Excel: Save as, CSV UTF-8), not a workbook and not UTF-16",
        ),
        FileFault::Empty => Said::new("the file is empty", "a scenario: open, close, [[queues]] and [[groups]]"),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

fn not_toml(why: &NotToml) -> Said {
    let usual = "see https://toml.io for the syntax";
    match why {
        NotToml::Slip(one) => {
            let Said { found, allowed } = slip(one);
            Said::new(format!("not TOML: {found}"), allowed)
        }
        NotToml::Message(message) => Said::new(format!("not TOML: {message}"), usual),
        NotToml::Outside => Said::new("not TOML", usual),
    }
}

fn slip(slip: &Slip) -> Said {
    match slip {
        Slip::CurlyQuotes => Said::new("typographic quotes, as word processors make them", "straight quotes: \" or '"),
        Slip::WideSign { wide, plain } => {
            Said::new(format!("a full-width sign `{wide}`"), format!("the plain sign: {plain}"))
        }
        Slip::Blank => Said::new("a blank that is no plain one", "plain spaces"),
        Slip::BareTime(time) => Said::new(format!("{time} without quotes"), format!("a time in quotes: \"{time}\"")),
        Slip::PerCent { number, share } => Said::new(format!("{number}%"), format!("a share without %: {share}")),
        Slip::Comma { number, with_point, without } => {
            let or = without.as_ref().map(|whole| format!("; or {whole} without a mark for thousands"));
            let allowed = format!("a point: {with_point}{}", or.unwrap_or_default());
            Said::new(format!("a comma in the number {number}"), allowed)
        }
        Slip::Backslash { meant } => Said::new(
            "a backslash in text in quotes",
            format!("/ in its place: \"{meant}\"; or single quotes around it"),
        ),
    }
}

fn override_(fault: &OverrideFault) -> Said {
    match fault {
        OverrideFault::NoOverride => Said::new(
            "not an override",
            "key=value, such as groups.inbound.shifts[0].people=15 or queues.general.talk.constant=4m",
        ),
        OverrideFault::Value(message) => Said::new(message.clone(), "a TOML value, or plain text"),
        OverrideFault::NoElement { index, count } => {
            Said::new(format!("no element [{index}]"), format!("an index below {count}"))
        }
        OverrideFault::NoName { name, known } => Said::new(
            format!("no element is called `{name}`"),
            format!("an index such as [0], or one of: {}", known.join(", ")),
        ),
        OverrideFault::NoList { key, known } => {
            let there =
                if known.is_empty() { "there is none here".to_owned() } else { format!("here: {}", known.join(", ")) };
            Said::new(
                format!("no key `{key}` with a list in it"),
                format!("an index into a list that the scenario has; {there}"),
            )
        }
        OverrideFault::NotAList { index } => {
            Said::new(format!("[{index}] of something that is no list"), "an index only after a list")
        }
    }
}
