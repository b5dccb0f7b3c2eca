//! `holdline tables`: fill in a centre's five monthly tables from what it has recorded.

use super::console::Console;
use super::language::LanguageAsked;
use super::progress::Progress;
use super::{Failure, Format, failed, interrupt};
use crate::app::{self, RulesAsked, TablesRequest};
use crate::report::tables::{TablesLanguage, json, text};
use crate::tables::Month;
use crate::units::{Span, text::parse_span};
use crate::words::{self, Saying, ValueFault};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  The month after the last one recorded, from all CSV files of a folder:
    holdline tables records/ weekday.toml --out tables
  May, with the roster that is planned and the forecast as it stood:
    holdline tables records/ weekday.toml --month 2026-05 \\
                    --roster roster.csv --forecast forecast.csv
  A call log and a calendar, headers in Chinese only:
    holdline tables calls.csv weekday.toml --calendar calendar.csv --lang zh
  Stricter targets than those of the scenario:
    holdline tables records/ weekday.toml --set targets.answer_rate=0.95

The tables are t1.csv to t5.csv, t1_long.csv, tables.json and tables.xlsx; docs/tables.md explains every column, what a history may look like, and every rule with its default.";

/// Arguments of `tables`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct TablesArgs {
    /// What was recorded: call logs, volumes of intervals, head-counts, calendars; files, or folders of CSV files
    #[arg(value_name = "HISTORY", required = true)]
    history: Vec<PathBuf>,

    /// The scenario file: targets, patience, wrap-up, absence
    #[arg(value_name = "SCENARIO", required = true)]
    scenario: PathBuf,

    /// The month that is planned, such as 2026-05; tables of actual figures are of the month before [default: the month after the last date recorded]
    #[arg(long, value_name = "MONTH", value_parser = month)]
    month: Option<Month>,

    /// Expected calls by date and interval, instead of a forecast from the history
    #[arg(long, value_name = "FILE")]
    forecast: Option<PathBuf>,

    /// People rostered by date and interval, instead of those in the history
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,

    /// Open dates and holidays: date, open, holiday; may be repeated
    #[arg(long, value_name = "FILE")]
    calendar: Vec<PathBuf>,

    /// Only this queue of the history [default: all together]
    #[arg(long, value_name = "NAME")]
    queue: Option<String>,

    /// Directory for the tables; earlier tables in it are replaced, anything else is refused [default: out/tables- and the month]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Change one value of the scenario, such as targets.answer_rate=0.95; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,

    /// Length of the intervals, of which a day has a whole number
    #[arg(long, value_name = "TIME", value_parser = interval, default_value = "30m")]
    interval: u32,

    /// A forecast is the mean of the last N open dates of the same weekday, holidays left out [default: 4]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=52))]
    weeks: Option<u32>,

    /// The handle time is the mean of the last N months [default: 3]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=24))]
    aht_months: Option<u32>,

    /// Mean handle time, such as 250s, instead of the recorded one
    #[arg(long, value_name = "TIME", value_parser = above_zero)]
    aht: Option<f64>,

    /// Wrap-up that is added to recorded talk [default: the scenario's]
    #[arg(long, value_name = "TIME", value_parser = length)]
    wrap_up: Option<f64>,

    /// Mean patience of callers [default: the scenario's, else as recorded]
    #[arg(long, value_name = "TIME", value_parser = above_zero)]
    patience: Option<f64>,

    /// Share of rostered people who are not there [default: the scenario's absence, else 0.12]
    #[arg(long, value_name = "SHARE", value_parser = below_one)]
    shrinkage: Option<f64>,

    /// Agents are present between calls that are at most so far apart [default: 15m]
    #[arg(long, value_name = "TIME", value_parser = length)]
    presence_gap: Option<f64>,

    /// Share of the forecast that is planned for agents to answer [default: 1]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    planned_share: Option<f64>,

    /// What to print: a page of text, or tables.json
    #[arg(long, value_name = "text|json", value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    format: Format,

    /// Print neither summary nor notes
    #[arg(long, short, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// Tell what is done
    #[arg(long, short)]
    pub(super) verbose: bool,
}

/// What tables are written in: in both languages unless one is asked for.
fn tables_language(asked: Option<LanguageAsked>) -> TablesLanguage {
    match asked {
        Some(LanguageAsked::Zh) => TablesLanguage::Chinese,
        Some(LanguageAsked::En) => TablesLanguage::English,
        None => TablesLanguage::Both,
    }
}

/// Runs the command.
///
/// # Errors
/// Whatever keeps the tables from being made or written; then nothing is.
pub fn run(args: &TablesArgs, asked: Option<LanguageAsked>, console: &Console) -> Result<(), Failure> {
    interrupt::listen()?;
    let (pool, progress) = (app::threads(Some(1))?, Progress::new(console));
    let done = app::tables(&request(args, asked), &interrupt::context(&pool, &progress, console.language));
    let done = done.map_err(|error| failed(error, args.format, console))?;
    match args.format {
        Format::Json => console.print(&json(&done.page)),
        Format::Text if console.quiet => Ok(()),
        Format::Text => {
            let page = text(&done.page, tables_language(asked));
            console
                .print(&format!("{page}\n{}\n", words::saying(console.language, &Saying::TablesIn(done.place.clone()))))
        }
    }
}

fn request(args: &TablesArgs, asked: Option<LanguageAsked>) -> TablesRequest {
    TablesRequest {
        history: args.history.clone(),
        scenario: args.scenario.clone(),
        set: args.set.clone(),
        month: args.month,
        interval_s: args.interval,
        queue: args.queue.clone(),
        forecast: args.forecast.clone(),
        roster: args.roster.clone(),
        calendar: args.calendar.clone(),
        rules: RulesAsked {
            weeks: args.weeks,
            aht_months: args.aht_months,
            aht_s: args.aht,
            wrap_up_s: args.wrap_up,
            patience_s: args.patience,
            shrinkage: args.shrinkage,
            presence_gap_s: args.presence_gap.map(|seconds| seconds.round() as u32),
            planned_share: args.planned_share,
        },
        language: tables_language(asked),
        out: args.out.clone(),
    }
}

fn month(text: &str) -> Result<Month, ValueFault> {
    Month::parse(text).ok_or(ValueFault::NotAMonth)
}

fn length(text: &str) -> Result<f64, ValueFault> {
    parse_span(text).map(Span::as_secs).ok_or(ValueFault::NotADuration)
}

fn above_zero(text: &str) -> Result<f64, ValueFault> {
    length(text).and_then(|seconds| if seconds > 0.0 { Ok(seconds) } else { Err(ValueFault::NotAboveZero) })
}

fn interval(text: &str) -> Result<u32, ValueFault> {
    let seconds = length(text)?;
    let is_whole = seconds >= 60.0 && seconds % 60.0 == 0.0 && 86_400.0 % seconds == 0.0;
    if is_whole { Ok(seconds as u32) } else { Err(ValueFault::NotAPartOfADay) }
}

fn share(text: &str) -> Result<f64, ValueFault> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or(ValueFault::NotAShare)
}

fn below_one(text: &str) -> Result<f64, ValueFault> {
    share(text).and_then(|share| if share < 1.0 { Ok(share) } else { Err(ValueFault::NotBelowOne) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        args: TablesArgs,
    }

    fn asked(more: &str) -> Result<TablesRequest, String> {
        let words = format!("tables {more}");
        Alone::try_parse_from(words.split_whitespace()).map(|read| request(&read.args, None)).map_err(|e| e.to_string())
    }

    #[test]
    fn the_last_path_is_the_scenario_and_all_before_it_the_history() {
        let found = asked("a.csv b c.toml --month 2014-05").expect("legal");
        assert_eq!((found.history.len(), found.scenario), (2, PathBuf::from("c.toml")));
        assert_eq!(found.month, Month::parse("2014-05"));
        assert!(asked("a.csv").is_err());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for wrong in [
            "--month 2014-5",
            "--interval 7m",
            "--interval 10s",
            "--shrinkage 1",
            "--planned-share 2",
            "--weeks 0",
            "--aht 0s",
            "--patience 5",
        ] {
            assert!(asked(&format!("a.csv b.toml {wrong}")).is_err(), "{wrong}");
        }
        assert_eq!(asked("a b --interval 15m --presence-gap 0s").expect("legal").interval_s, 900);
    }
}
