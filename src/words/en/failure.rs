//! Why a use case came to nothing, in English.

use super::history;
use crate::experiment::{KeptInPart, KeptOfDays, MergeError, RunError};
use crate::failure::{Clock, Doing, Error, InTheWay, Incomparable, NoPlace, PartFault, ResultsFault, Unreadable};
use crate::model::MAX_LADDER_MOVES;
use crate::sizing::{AskedFault, SizeError};
use crate::units::text::clock;
use crate::words::Remedy;
use std::ops::Range;
use std::path::PathBuf;

/// A line for each thing that is wrong.
pub(super) fn lines(error: &Error) -> Vec<String> {
    if let Error::InTheWay(all) = error {
        all.iter().map(in_the_way).collect()
    } else if let Error::Parts(all) = error {
        all.iter().map(|(file, why)| format!("{} {}", file.display(), part(why))).collect()
    } else if let Error::History(faults) = error {
        faults.iter().map(history::said).collect()
    } else {
        vec![one(error)]
    }
}

fn one(error: &Error) -> String {
    match error {
        Error::InTheWay(_) | Error::Parts(_) | Error::History(_) => lines(error).join("\n"),
        Error::Interrupted => "it was interrupted, and nothing was written".to_owned(),
        Error::Scenario(faults) => faults.to_string(),
        Error::Run(why) => run(why),
        Error::File { doing, path, error } => format!("cannot {} {}: {error}", verb(*doing), path.display()),
        Error::Unread { path, why } => format!("cannot read {}: {why}", path.display()),
        Error::Busy(place) => {
            format!("another process is writing {}; wait for it, or name another place", place.display())
        }
        Error::NoPlace(why) => no_place(why),
        Error::NoDayInPart { number, of, days } => format!("part {number}/{of} of {days} days has no day"),
        Error::PartOfUnknownLength => {
            "the scenario asks for run.precision: how many days that takes is known once they \
             are played, so they have no parts"
                .to_owned()
        }
        Error::PartTooLong { bytes, most } => {
            format!("this part takes {} MB, and at most {} MB are read again", bytes / 1_000_000, most / 1_048_576)
        }
        Error::TooManyDaysToStore { days, most } => {
            format!("a baseline of {days} days, and at most {most} are stored")
        }
        Error::NothingMeant(only) => format!("no scenario and no expectation has {} in its name", only.join(" or ")),
        Error::NothingToCompare(with) => format!("there is nothing to compare {} with", with.display()),
        Error::UnknownTemplate { name, known } => {
            format!("there is no scenario `{name}` to start from; there are {}", known.join(", "))
        }
        Error::UnknownQueue { name, known } => {
            format!("there is no queue `{name}`; there are {}", known.join(", "))
        }
        Error::NothingVaried(changes) => format!("the variation `{changes}` changes nothing"),
        Error::NoHistory(folders) => {
            format!("there is no call log and no table of volumes in {}", joined(folders))
        }
        Error::NothingBefore { month, first } => {
            format!("nothing is recorded before {month}; what is recorded begins on {first}")
        }
        Error::NoPatience => {
            "nobody hangs up in the scenario, and the history does not tell how long callers wait".to_owned()
        }
        Error::NoSeats(why) => why.to_string(),
        Error::NoSize(why) => size(why),
        Error::Incomparable(found) => incomparable(found),
        Error::FewerThanTheFirst { most, days } => {
            format!("{most} days at most are less than the {days} days to begin with")
        }
        Error::UnknownMeasure { name, known } => {
            format!("there is no measure {name}; there are {}", known.join(", "))
        }
        Error::Picture(why) => why.clone(),
        Error::Workbook(why) => format!("the workbook cannot be made: {why}"),
        Error::Stored { path, why } => format!("{} {}", path.display(), unreadable(why)),
    }
}

fn joined(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

const fn verb(doing: Doing) -> &'static str {
    match doing {
        Doing::Find => "find",
        Doing::LookInto => "look into",
        Doing::Read => "read",
        Doing::Make => "make",
        Doing::Write => "write",
        Doing::WriteInto => "write into",
        Doing::WriteResultsInto => "write results into",
        Doing::PutResultsInto => "put the results into",
        Doing::Remove => "remove",
    }
}

fn no_place(why: &NoPlace) -> String {
    match why {
        NoPlace::NoDirectoryName(path) => format!("{} names no directory", path.display()),
        NoPlace::FileForResults(path) => format!("{} is a file; results need a directory", path.display()),
        NoPlace::FileForBaselines(path) => format!("{} is a file; baselines need a folder", path.display()),
        NoPlace::NoFileName(path) => {
            format!("{} is not the name of a file; what is there is left alone", path.display())
        }
        NoPlace::Mounted(path) => {
            format!("{} is mounted by itself and cannot be replaced; mount the folder it is in", path.display())
        }
    }
}

fn in_the_way(found: &InTheWay) -> String {
    let kept = "so it is not replaced";
    match found {
        InTheWay::Directory { place, mark } => format!("{} is not empty and holds no {mark}, {kept}", place.display()),
        InTheWay::UnknownResults { place, mark } => {
            format!("{} holds a {mark} that is not known to be holdline's, {kept}", place.display())
        }
        InTheWay::Added { file, place } => {
            format!("{} is not of holdline, so {} is not replaced; move it away", file.display(), place.display())
        }
        InTheWay::Changed { file, place } => format!(
            "{} was changed since it was written, so {} is not replaced; move it away",
            file.display(),
            place.display()
        ),
        InTheWay::OfAnother { of, place } => {
            format!("{} holds results of {}, {kept}", place.display(), of.join(", "))
        }
        InTheWay::File(place) => format!("{} is there already, {kept}", place.display()),
        InTheWay::NotAPart(place) => format!("{} is not a part of a run, {kept}", place.display()),
        InTheWay::OtherDays { place, days } => {
            format!("{} holds days {} to {} of this run", place.display(), days.start, days.end.saturating_sub(1))
        }
        InTheWay::NotAReport(place) => {
            format!("{} holds something else than the report of a check, {kept}", place.display())
        }
        InTheWay::NotABaseline(place) => {
            format!("{} is not part of a baseline, {kept}; move it away", place.display())
        }
    }
}

fn part(why: &PartFault) -> String {
    let only = "merge only parts of one run";
    match why {
        PartFault::NotAPart => "is not a part of a run".to_owned(),
        PartFault::Damaged => "is damaged; make it again".to_owned(),
        PartFault::OtherVersion { theirs, ours } => {
            format!("was made by holdline {theirs}, this is {ours}; {only}")
        }
        PartFault::OtherDays { theirs, ours } => format!("has {theirs} days in all, this run {ours}; {only}"),
        PartFault::OtherSeed { theirs, ours } => format!("has {theirs} as its seed, this run {ours}; {only}"),
        PartFault::OtherScenario => format!("is of another scenario or other settings; {only}"),
    }
}

fn unsound(why: &ResultsFault) -> String {
    let told = match why {
        ResultsFault::Unparsed(said) => return said.clone(),
        ResultsFault::NoMeasure(name) => return format!("{name} is no measure"),
        ResultsFault::NoFigure(name) => return format!("{name} is no figure that is known"),
        ResultsFault::NoDate(written) => return format!("{written} is no date"),
        ResultsFault::NoClockTime(written) => return format!("{written} is no clock time"),
        ResultsFault::NoLength(written) => return format!("{written} is no length"),
        ResultsFault::NoQueue(name) => return format!("an interval of a queue {name} that is not there"),
        ResultsFault::NoVerdict(word) => return format!("a verdict {word}"),
        ResultsFault::RungWithout(figure) => return format!("a rung without {figure}"),
        ResultsFault::LevelsOfDays { levels, days } => return format!("{levels} service levels of {days} days"),
        ResultsFault::TooLarge => "it is larger than any floor",
        ResultsFault::HiddenName => "a name of it cannot be shown",
        ResultsFault::Days => "its days are not as many as it says",
        ResultsFault::Hours => "its opening hours are none",
        ResultsFault::Targets => "its targets are none",
        ResultsFault::Rungs => "its rungs do not agree",
        ResultsFault::Roster => "its roster is none",
        ResultsFault::Intervals => "its intervals are not of its day",
        ResultsFault::OutOfReach => "a figure is out of reach",
        ResultsFault::Waits => "its waits are none",
        ResultsFault::RecordedDay => "a day that was recorded is none",
    };
    told.to_owned()
}

fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::NotResults => "does not hold the results of a run".to_owned(),
        Unreadable::OtherForm { theirs, ours } => format!("is in the form {theirs}, and this holdline reads {ours}"),
        Unreadable::NoCharts { holdline } => {
            format!("holds nothing to draw: it was written by holdline {holdline} before that was kept; run it again")
        }
        Unreadable::Damaged(why) => format!("is damaged: {}", unsound(why)),
    }
}

fn incomparable(found: &Incomparable) -> String {
    let Incomparable { a, b, what, of_a, of_b } = found;
    let what = match what {
        Clock::Date => "the date is",
        Clock::Hours => "it is open from",
        Clock::Changes => "clocks are put forward by",
        Clock::Interval => "the interval is",
        Clock::WarmUp => "the warm-up is",
    };
    format!("{a} and {b} cannot be compared: {what} {of_a} in the one and {of_b} in the other")
}

/// Why nothing could be sized.
pub(super) fn size(why: &SizeError) -> String {
    match why {
        SizeError::Run(why) => run(why),
        SizeError::Formula(why) => why.to_string(),
        SizeError::Floor(_) => "the floor does not take so many people".to_owned(),
        SizeError::UnknownGroup(name) => format!("there is no group `{name}`"),
        SizeError::Asked(faults) => faults.iter().map(asked).collect::<Vec<_>>().join("; "),
        SizeError::NotLent(name) => {
            format!("`{name}` is not lent: a reserve is a lent group that a rung of the ladder calls, or `at-once`")
        }
        SizeError::NeverCalled(name) => {
            format!("no rung of the ladder calls `{name}`: add one that borrows it, or ask for another reserve")
        }
        SizeError::NobodyToSize => "the floor has no group of its own, and lent people are not sized".to_owned(),
        SizeError::NoLadder => "the scenario has no ladder whose knobs could be turned".to_owned(),
        SizeError::WhichLadder(names) => {
            format!(
                "the scenario has several ladders: say which, `--ladder={}`, or one of: {}",
                names[0],
                names.join(", ")
            )
        }
        SizeError::UnknownLadder { name, known } => match known.iter().any(|known| !known.is_empty()) {
            true => format!("there is no ladder `{name}`: one of: {}", known.join(", ")),
            false => format!("there is no ladder `{name}`: the only one has no name, `--ladder` alone is enough"),
        },
        SizeError::NeedsOfOneGroup => {
            "the head-counts that are needed are of one group: name the group that is sized".to_owned()
        }
        SizeError::SeveralGroups => "a base with a reserve is one number: name one group".to_owned(),
        SizeError::SeveralDates => "several dates are not sized together: take one date".to_owned(),
        SizeError::ClocksChange(date) => {
            let date = date.map_or_else(String::new, |date| format!(" on {date}"));
            format!("clocks are put forward or back{date}, and such a date is not sized: leave it or `time_zone` out")
        }
        SizeError::NoCalls => "nobody calls, so nobody is needed".to_owned(),
        SizeError::NoReserveAtOnce => "a reserve that comes at once needs one queue whose calls and patience have no \
                                       memory, the same rate of calls all day, and days that differ in their busyness"
            .to_owned(),
        SizeError::NoShareOfDays => "a reserve that comes at once is asked for a share of days: set \
                                     `targets.share_of_days`, such as 0.9"
            .to_owned(),
        SizeError::HomeOnlyAtOnce => "`--home-cost` is of people who know in the morning how busy the day is: \
                                      `--reserve at-once`"
            .to_owned(),
    }
}

/// What is asked of sizing and cannot be meant.
fn asked(fault: &AskedFault) -> String {
    match fault {
        AskedFault::Closed { asked, from, to } => {
            format!("`{}` from {} to {}: it is closed then", asked.argument(), clock(*from), clock(*to))
        }
        AskedFault::LeastAboveMost { least, most, at } => {
            format!("`--min` of {least} is above `--max` of {most} at {}", clock(*at))
        }
        AskedFault::LeastAboveSeats { least, seats } => {
            format!("`--min` of {least} is above the {seats} seats, and nobody is ever absent")
        }
        AskedFault::Nobody => "`--max` of 0 leaves nobody: allow somebody for part of the day".to_owned(),
    }
}

/// Why a run came to nothing.
pub(super) fn run(why: &RunError) -> String {
    match why {
        RunError::Interrupted => "the run was interrupted".to_owned(),
        RunError::NoDays => "a run of 0 days; ask for at least 1".to_owned(),
        RunError::TooManyWaiting { day, queue, at, limit } => {
            format!("on day {day} at {at} more than {limit} callers wait, the last of them for queue `{queue}`")
        }
        RunError::TooLong { day, waiting } => format!(
            "the calls of day {day} go on for more than 100 days, and {waiting} callers still wait; \
             shorter calls, more people, a patience or after_close = \"cut\" make it end"
        ),
        RunError::TooManyMoves { day, at } => format!(
            "on day {day} at {at} the ladder has called and sent back more than {MAX_LADDER_MOVES} people that day; \
             `lasting`, `settle` or `min_stay` keep it from acting all the time"
        ),
        RunError::TooMuch { what, values, most } => {
            let what = match what {
                KeptOfDays::Expectations => {
                    "check keeps every day of every expectation, and of every interval of `each`"
                }
                KeptOfDays::Measures => "compare keeps every measure of every interval of every day",
                KeptOfDays::Probes => "size keeps every figure that it asks about of every day",
            };
            format!("{what}: {values} numbers, and at most {most} are kept; fewer days or a longer interval need fewer")
        }
        RunError::Parts(why) => merge(why),
        RunError::Threads { threads, reason } => format!("cannot start {threads} threads: {reason}"),
    }
}

/// Why parts do not make a run.
pub(super) fn merge(why: &MergeError) -> String {
    match why {
        MergeError::Missing(days) => format!("{} missing; simulate the part that has them", named(days)),
        MergeError::Twice(days) => format!("{} in two parts; leave one of them out", named(days)),
        MergeError::Unfit { days, what } => {
            let what = match what {
                KeptInPart::Days => "the days",
                KeptInPart::DailyFigures => "the daily figures",
                KeptInPart::Intervals => "the intervals",
                KeptInPart::FirstPulls => "the first pulls",
                KeptInPart::RungsPulled => "the rungs pulled",
                KeptInPart::Waits => "the waits",
                KeptInPart::WaitsOfIntervals => "the waits of intervals",
            };
            format!("{what} of the part with {} not those of this floor; make it again", named(days))
        }
        MergeError::Beyond { days, of } => {
            format!("{} beyond the run's {of}; the parts are of a longer run", named(days))
        }
    }
}

fn named(days: &Range<u32>) -> String {
    match days.len() {
        1 => format!("day {} is", days.start),
        _ => format!("days {} to {} are", days.start, days.end.saturating_sub(1)),
    }
}

/// What to try on the command line, to stand behind a line.
pub(super) fn remedy(remedy: &Remedy) -> String {
    let plain = match remedy {
        Remedy::Setting { key, value } => return format!("; try --set {key}={value}"),
        Remedy::FewerParts => "; ask for fewer parts",
        Remedy::NumberOfDays => "; name a number of days with --days",
        Remedy::ShorterParts => "; make more parts of fewer days",
        Remedy::FewerDays => "; ask for fewer with --days",
        Remedy::SomethingToCompare => "; name a second scenario, or a change --with key=value",
        Remedy::SameZone => "; the same day has the same clocks: give both the same `time_zone`, or none",
        Remedy::SameHours => "; the same day has the same opening hours: give both the same open and close",
        Remedy::LaterMonth => "; name a later --month, or give a --forecast",
        Remedy::Patience => "; give a --patience",
        Remedy::OtherDirectory => "; name another directory with --out",
        Remedy::OtherFolder => "; name another folder",
        Remedy::OtherDirectoryOrForce => "; name another directory with --out, or replace them with --force",
        Remedy::OtherFile => "; name another file with --out",
        Remedy::OtherReport => "; name another file with --junit",
        Remedy::OtherBaselines => ", or name another folder with --baseline",
        Remedy::MakePart => "; make one with `holdline run SCENARIO --part K/N`",
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::guarded::Unread;
    use std::io::ErrorKind;

    fn place() -> PathBuf {
        PathBuf::from("a")
    }

    #[test]
    fn a_refusal_names_the_path_and_what_was_tried() {
        let refused = Error::file(Doing::Write, &place())(ErrorKind::StorageFull.into());
        assert_eq!(refused.to_string(), "cannot write a: no storage space");
        assert_eq!(Error::unread(&place())(Unread::Missing).to_string(), "cannot read a: there is no such file");
    }

    #[test]
    fn no_message_knows_an_option_of_the_command_line() {
        let in_the_way = vec![
            InTheWay::Directory { place: place(), mark: "m" },
            InTheWay::UnknownResults { place: place(), mark: "m" },
            InTheWay::Added { file: place(), place: place() },
            InTheWay::Changed { file: place(), place: place() },
            InTheWay::OfAnother { of: vec!["a.toml".to_owned()], place: place() },
            InTheWay::File(place()),
            InTheWay::NotAPart(place()),
            InTheWay::OtherDays { place: place(), days: 3..5 },
            InTheWay::NotAReport(place()),
            InTheWay::NotABaseline(place()),
        ];
        let told = Error::InTheWay(in_the_way).to_string();
        assert!(!told.contains("--") && told.lines().count() == 10 && told.contains("a holds days 3 to 4 of this run"));
    }

    #[test]
    fn days_missing_doubled_or_too_many_are_named() {
        assert_eq!(merge(&MergeError::Missing(0..23)), "days 0 to 22 are missing; simulate the part that has them");
        assert_eq!(merge(&MergeError::Missing(11..12)), "day 11 is missing; simulate the part that has them");
        assert_eq!(merge(&MergeError::Twice(10..12)), "days 10 to 11 are in two parts; leave one of them out");
        let beyond = MergeError::Beyond { days: 23..25, of: 23 };
        assert_eq!(merge(&beyond), "days 23 to 24 are beyond the run's 23; the parts are of a longer run");
    }
}
