//! `holdline size`: the least people with whom a scenario meets its targets.

use super::common::CommonArgs;
use super::console::Console;
use super::progress::Progress;
use super::{ExitCode, Failure, Format, failed, interrupt};
use crate::app::{self, Amount, Context, Keep, KnobsOutcome, ShiftsRequest, SizeRequest};
use crate::report::knobs;
use crate::report::shifts as report;
use crate::report::sizing;
use crate::sizing::{Bound, Per, ReserveFrom, ReservePlan, SizePlan, TargetsOf};
use crate::units::text::{parse_clock, parse_span};
use crate::units::{SimTime, Span};
use crate::words::{Language, ValueFault};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  How many people does every interval of the weekday need?
    holdline size weekday.toml
  One number all day, on nine days in ten:
    holdline size weekday.toml --per day --set targets.share_of_days=0.9
  No more than 40 people, 12 from 12:00 to 13:00; evenings cost half as much again:
    holdline size weekday.toml --max 40 --max 12:00-13:00=12 --pay 18:00-20:00=1.5
  The day's target alone, and that of the two busiest hours:
    holdline size weekday.toml --targets day --window 10:00-12:00
  Head-counts for a scenario, with a picture of required against planned:
    holdline size weekday.toml --out sized
    holdline run weekday.toml --set groups.inbound.staffing=sized/staffing.csv
  Shifts that cover what the weekday needs, by the rules in a file (docs/sizing.md):
    holdline size weekday.toml --shifts rules.toml --out planned
  What the thresholds and dwells of the ladder could be instead:
    holdline size weekday.toml --ladder

docs/sizing.md tells how numbers are found and what is proven of them.

Exit codes:
  0    numbers were found; the verdict is on the page
  1    the targets cannot be met: the page tells the best that can be had
  2    wrong usage or bad input
  130  interrupted";

/// Arguments of `size`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct SizeArgs {
    /// The scenario file: its targets are what the people must meet
    #[arg(value_name = "SCENARIO", required_unless_present = "shifts")]
    scenario: Option<PathBuf>,

    /// Size the people of this group; may be repeated [default: all groups that are not lent]
    #[arg(long, value_name = "NAME")]
    group: Vec<String>,

    /// What one number is: the people of the whole day, of each interval, or so many more or fewer in every interval than
    /// the scenario has [default: day for groups given as `people`, else interval]
    #[arg(long, value_name = "day|interval|shape", value_enum, hide_possible_values = true)]
    per: Option<PerArg>,

    /// Of what the targets must hold [default: both for numbers per interval, else day]
    #[arg(long, value_name = "day|intervals|both", value_enum, hide_possible_values = true)]
    targets: Option<TargetsArg>,

    /// The targets must hold in this stretch of the day, too, such as 10:00-12:00; may be repeated
    #[arg(long, value_name = "FROM-TO", value_parser = window)]
    window: Vec<(SimTime, SimTime)>,

    /// Highest occupancy of the day, such as 0.85
    #[arg(long, value_name = "SHARE", value_parser = share)]
    max_occupancy: Option<f64>,

    /// Fewest people, all day or from FROM to TO; may be repeated, the last that holds counts [default: 1]
    #[arg(long, value_name = "[FROM-TO=]N", value_parser = people)]
    min: Vec<Bound<u32>>,

    /// Most people, all day or from FROM to TO; may be repeated, the last that holds counts [default: the seats]
    #[arg(long, value_name = "[FROM-TO=]N", value_parser = people)]
    max: Vec<Bound<u32>>,

    /// An hour costs so many times the usual pay from FROM to TO; may be repeated, the last that holds counts
    #[arg(long, value_name = "FROM-TO=TIMES", value_parser = pay)]
    pay: Vec<Bound<f64>>,

    /// Share of rostered people who are not on the phones: then it is told how many must be rostered
    #[arg(long, value_name = "SHARE", value_parser = below_one)]
    shrinkage: Option<f64>,

    /// Size a base and a reserve, too: the people of a lent group that the ladder calls, or `at-once` for people who know how
    /// busy the day is and come at once
    #[arg(long, value_name = "GROUP|at-once")]
    reserve: Option<String>,

    /// Most people in reserve
    #[arg(long, value_name = "N", default_value_t = 9, requires = "reserve", value_parser = reserve_most)]
    reserve_max: u32,

    /// What an hour on the list of the reserve costs, called or not
    #[arg(long, value_name = "COST", value_parser = cost, default_value = "0", requires = "reserve")]
    standby_cost: f64,

    /// What an hour costs of somebody who is called at once
    #[arg(long, value_name = "COST", value_parser = cost, default_value = "1.5", requires = "reserve")]
    call_cost: f64,

    /// What an hour costs of somebody of the base who is not needed and goes home, for `--reserve at-once` [default: nobody goes home]
    #[arg(long, value_name = "COST", value_parser = cost, requires = "reserve")]
    home_cost: Option<f64>,

    /// Tell, too, what the people found would come to with more or fewer calls, longer ones, less patience, more absence
    #[arg(long)]
    what_if: bool,

    /// Size nobody: tell what the people of the scenario give, and how many calls they could carry
    #[arg(long, conflicts_with_all = ["reserve", "what_if", "out", "shrinkage", "min", "max", "pay"])]
    given: bool,

    /// Find shifts that cover the people needed, by the rules in this file: those of the scenario as it is sized, or of the file
    /// itself, which then needs no scenario
    #[arg(long, value_name = "FILE", conflicts_with_all = ["per", "reserve", "reserve_max", "standby_cost", "call_cost", "home_cost", "what_if", "given", "shrinkage"])]
    shifts: Option<PathBuf>,

    /// The people needed are these head-counts, as a scenario's `staffing` reads them, and nobody is sized
    #[arg(long, value_name = "FILE", requires = "shifts", requires = "scenario", conflicts_with_all = ["min", "max", "pay", "resume"])]
    needs: Option<PathBuf>,

    /// Size nobody: turn the knobs of the ladder (thresholds, dwells, release, order), and tell what none beats in service, borrowed
    /// hours and pulls; of several ladders, of the one that is named
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, conflicts_with_all = ["group", "per", "min", "max", "pay", "reserve", "what_if", "given", "shrinkage", "shifts"])]
    ladder: Option<Option<String>>,

    /// Most days that a share of days is played on until it is decided [default: ten times the days at first, and no more than
    /// 40 million calls take]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    max_days: Option<u32>,

    /// End the search after so long, such as 30s, with the best numbers found by then
    #[arg(long, value_name = "TIME", value_parser = time)]
    time_limit: Option<Span>,

    /// Go on with a search that was ended: begin with the people of the scenario, such as the `plan.toml` of an earlier sizing, and
    /// not with what formulas say
    #[arg(long, conflicts_with_all = ["given", "ladder"])]
    resume: bool,

    /// Change one value of the scenario; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,

    /// Directory for size.json, staffing.csv, report.html and pictures; an earlier sizing in it is replaced, anything else is
    /// refused [default: nothing is written]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// What to print: a page of text, or size.json
    #[arg(long, value_name = "text|json", value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    format: Format,

    /// How much is simulated, and what is told meanwhile
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// What one number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PerArg {
    Day,
    Interval,
    Shape,
}

/// Of what targets must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TargetsArg {
    Day,
    Intervals,
    Both,
}

impl From<PerArg> for Per {
    fn from(per: PerArg) -> Self {
        match per {
            PerArg::Day => Self::Day,
            PerArg::Interval => Self::Interval,
            PerArg::Shape => Self::Shape,
        }
    }
}

impl From<TargetsArg> for TargetsOf {
    fn from(of: TargetsArg) -> Self {
        match of {
            TargetsArg::Day => Self::Day,
            TargetsArg::Intervals => Self::Intervals,
            TargetsArg::Both => Self::Both,
        }
    }
}

/// Runs the command.
///
/// # Errors
/// Whatever keeps numbers from being found or written; then nothing is. That they are impossible is told on the page and by the
/// exit code.
pub fn run(args: &SizeArgs, asked: Option<Language>, console: &Console) -> Result<(), Failure> {
    interrupt::listen()?;
    let (pool, progress) = (app::threads(args.common.threads)?, Progress::new(console).ending_after(args.time_limit));
    let Some(scenario) = args.scenario.as_ref().filter(|_| args.shifts.is_none()) else {
        return shifts((args, asked), console, &interrupt::context(&pool, &progress, console.language), &progress);
    };
    if let Some(named) = &args.ladder {
        let request = request(args, asked, scenario);
        let done = app::knobs(&request, named.as_deref(), &interrupt::context(&pool, &progress, console.language));
        let done = done.map_err(|error| failed(error, args.format, console))?;
        progress.clear();
        return ladder(&done, args.format, console);
    }
    if args.given {
        let given =
            app::size_given(&request(args, asked, scenario), &interrupt::context(&pool, &progress, console.language));
        let (from, found) = given.map_err(|error| failed(error, args.format, console))?;
        progress.clear();
        return match args.format {
            Format::Json => console.print(&sizing::given_document(&from, &found)),
            Format::Text => console.print(&sizing::given_page(&from, &found, console.language)),
        };
    }
    let done = app::size(&request(args, asked, scenario), &interrupt::context(&pool, &progress, console.language));
    let done = done.map_err(|error| failed(error, args.format, console))?;
    progress.clear();
    match args.format {
        Format::Json => console.print(&sizing::document(&done.sized))?,
        Format::Text if console.quiet => {}
        Format::Text => {
            let page = sizing::page(&done.sized, console.language, console.colour);
            console.print_page(&page, done.place.as_deref())?;
        }
    }
    if done.sized.is_possible() { Ok(()) } else { Err(Failure::told(ExitCode::Missed, "")) }
}

/// Tells what turning the knobs of the ladder gives.
fn ladder(done: &KnobsOutcome, format: Format, console: &Console) -> Result<(), Failure> {
    match format {
        Format::Json => console.print(&knobs::document(&done.made)),
        Format::Text if console.quiet => Ok(()),
        Format::Text => console.print_page(&knobs::page(&done.made, console.language.knobs()), done.place.as_deref()),
    }
}

/// Finds shifts for a scenario, or for needs alone.
fn shifts(
    (args, asked): (&SizeArgs, Option<Language>),
    console: &Console,
    context: &Context<'_>,
    progress: &Progress<'_>,
) -> Result<(), Failure> {
    let request = shifts_request(args, asked);
    let done = app::shifts(&request, context).map_err(|error| failed(error, args.format, console))?;
    progress.clear();
    match args.format {
        Format::Json => console.print(&report::document(&done.made))?,
        Format::Text if console.quiet => {}
        Format::Text => {
            console.print_page(&report::page(&done.made, console.language.shifts()), done.place.as_deref())?;
        }
    }
    if done.made.found.is_possible() { Ok(()) } else { Err(Failure::told(ExitCode::Missed, "")) }
}

fn shifts_request(args: &SizeArgs, asked: Option<Language>) -> ShiftsRequest {
    ShiftsRequest {
        shifts: args.shifts.clone().unwrap_or_default(),
        sizing: args.scenario.as_ref().map(|scenario| request(args, asked, scenario)),
        needs: args.needs.clone(),
        plots: asked.unwrap_or_default(),
        keep: keep(args),
    }
}

fn keep(args: &SizeArgs) -> Keep {
    args.out.clone().map_or(Keep::Nowhere, Keep::At)
}

fn request(args: &SizeArgs, asked: Option<Language>, scenario: &Path) -> SizeRequest {
    let plan = SizePlan {
        groups: args.group.clone(),
        per: args.per.map(Per::from),
        targets_of: args.targets.map(TargetsOf::from),
        windows: args.window.clone(),
        occupancy: args.max_occupancy,
        least: args.min.clone(),
        most: args.max.clone(),
        pay: args.pay.clone(),
        shrinkage: args.shrinkage.unwrap_or(0.0),
        resumes: args.resume,
        ..SizePlan::new(1, 1)
    };
    SizeRequest {
        scenario: scenario.to_owned(),
        set: args.set.clone(),
        amount: Amount { days: args.common.days, seed: args.common.seed },
        max_days: args.max_days,
        plan,
        reserve: args.reserve.as_ref().map(|from| reserve(args, from)),
        what_if: args.what_if,
        plots: asked.unwrap_or_default(),
        keep: keep(args),
    }
}

fn reserve(args: &SizeArgs, from: &str) -> ReservePlan {
    let from = if from == "at-once" { ReserveFrom::AtOnce } else { ReserveFrom::Group(from.to_owned()) };
    ReservePlan {
        from,
        most: args.reserve_max,
        standby_cost: args.standby_cost,
        call_cost: args.call_cost,
        home_cost: args.home_cost,
    }
}

fn window(text: &str) -> Result<(SimTime, SimTime), ValueFault> {
    let (from, to) = text.split_once('-').ok_or(ValueFault::NotAStretch)?;
    let both = parse_clock(from).zip(parse_clock(to)).filter(|(from, to)| from < to);
    both.ok_or(ValueFault::NotAStretch)
}

/// No bound is larger.
const MOST_PEOPLE: u32 = crate::model::MAX_PEOPLE as u32;

fn people(text: &str) -> Result<Bound<u32>, ValueFault> {
    let bound = bound::<u32>(text)?;
    if bound.value <= MOST_PEOPLE { Ok(bound) } else { Err(ValueFault::NotPeople(MOST_PEOPLE)) }
}

fn reserve_most(text: &str) -> Result<u32, ValueFault> {
    text.parse().ok().filter(|most| *most <= MOST_PEOPLE).ok_or(ValueFault::NotPeople(MOST_PEOPLE))
}

fn pay(text: &str) -> Result<Bound<f64>, ValueFault> {
    let bound = bound::<f64>(text)?;
    if bound.value > 0.0 && bound.value.is_finite() { Ok(bound) } else { Err(ValueFault::NotTimesThePay) }
}

fn bound<T: std::str::FromStr>(text: &str) -> Result<Bound<T>, ValueFault> {
    let (between, value) = match text.rsplit_once('=') {
        Some((stretch, value)) => (Some(window(stretch)?), value),
        None => (None, text),
    };
    let value = value.parse().map_err(|_| ValueFault::NotANumber(value.to_owned()))?;
    Ok(Bound { between, value })
}

fn share(text: &str) -> Result<f64, ValueFault> {
    let share = text.parse().ok().filter(|share| 0.0 < *share && *share <= 1.0);
    share.ok_or(ValueFault::NotAboveZeroUpToOne)
}

fn below_one(text: &str) -> Result<f64, ValueFault> {
    let share = text.parse().ok().filter(|share| (0.0..1.0).contains(share));
    share.ok_or(ValueFault::NotFromZeroToBelowOne)
}

fn cost(text: &str) -> Result<f64, ValueFault> {
    let cost = text.parse().ok().filter(|cost: &f64| cost.is_finite() && *cost >= 0.0);
    cost.ok_or(ValueFault::NotACost)
}

fn time(text: &str) -> Result<Span, ValueFault> {
    parse_span(text).filter(|time| *time > Span::ZERO).ok_or(ValueFault::NotATime)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Command};
    use clap::Parser;

    fn args(args: &[&str]) -> Result<SizeArgs, clap::Error> {
        let cli = Cli::try_parse_from(["holdline", "size", "a.toml"].iter().chain(args))?;
        let Command::Size(args) = cli.command else { panic!("another command") };
        Ok(args)
    }

    #[test]
    fn what_shapes_the_results_is_kept_and_can_be_given_again() {
        let text = "--group desk --per interval --targets both --window 10:00-12:00 --max-occupancy 0.85 --min 2 --max 40 \
                    --max 12:00-13:00=12 --pay 20:00-22:00=1.5 --shrinkage 0.3 --reserve at-once --reserve-max 5 \
                    --standby-cost 0.1 --call-cost 2 --home-cost 0.3 --what-if --days 50 --seed 7 --max-days 500 --set seats=40";
        let words: Vec<&str> = text.split_whitespace().collect();
        let command =
            |given: &[&str]| request(&args(given).expect("legal arguments"), None, Path::new("a.toml")).command();
        let found = command(&words);
        assert_eq!(found, format!("holdline size a.toml {}", words.join(" ")));
        let quiet = ["--threads", "3", "--out", "x", "--quiet", "--format", "json", "--time-limit", "3s"];
        assert_eq!(command(&quiet), "holdline size a.toml");
        let shifts = args(&["--shifts", "rules.toml", "--needs", "needs.csv"]).expect("legal arguments");
        let again = "holdline size a.toml --shifts rules.toml --needs needs.csv";
        assert_eq!(shifts_request(&shifts, None).command(), again);
        let chinese = request(&args(&[]).expect("legal arguments"), Some(Language::Chinese), Path::new("a.toml"));
        assert_eq!(chinese.command(), "holdline size a.toml --lang zh");
    }

    #[test]
    fn nonsense_is_refused() {
        for wrong in [
            ["--per", "week"],
            ["--window", "12:00-10:00"],
            ["--max-occupancy", "0"],
            ["--min", "some"],
            ["--max", "12-13=4"],
            ["--pay", "12:00-13:00"],
            ["--shrinkage", "1"],
            ["--reserve-max", "3"],
            ["--time-limit", "0s"],
            ["--pay", "nan"],
            ["--pay", "20:00-22:00=-1"],
            ["--min", "4000000000"],
            ["--max", "12:00-13:00=1000001"],
        ] {
            assert!(args(&wrong).is_err(), "{wrong:?}");
        }
        for together in [
            &["--given", "--what-if"][..],
            &["--given", "--min", "3"],
            &["--ladder", "--max", "3"],
            &["--shifts", "rules.toml", "--reserve-max", "3"],
            &["--shifts", "rules.toml", "--needs", "needs.csv", "--min", "3"],
        ] {
            assert!(args(together).is_err(), "{together:?}");
        }
    }
}
