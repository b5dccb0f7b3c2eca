//! The arguments, as `--help` explains them.

use super::common::{CommonArgs, MOST_DAYS, MOST_THREADS, days, threads};
use super::format::Format;
use super::language::LanguageAsked;
use crate::app::Part;
use crate::experiment::baseline::Guarded;
use crate::words::{Saying, ValueFault};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  holdline init
  holdline run plan.toml
  holdline run weekday.toml --set groups.inbound.absence=0.15
  holdline compare plan-a.toml plan-b.toml
  holdline check plans/
  holdline report out/weekday
  holdline size weekday.toml
  holdline tables records/ weekday.toml --month 2026-12
  holdline erlang --calls 100 --per 30m --aht 180s
  holdline explain answer_rate
  holdline schema > scenario.schema.json

Exit codes:
  0    good
  1    missed (check), impossible (size), or a figure does not agree (verify)
  2    wrong usage or bad input
  3    undecided (check)
  4    nothing ran
  70   a bug of holdline
  75   a passing fault of file or network
  130  interrupted";

const RUN_EXAMPLES: &str = "\
Examples:
  The plan as it is, with results in out/ under the scenario's name:
    holdline run weekday.toml
  A quick look at 50 days, with every call of the first one:
    holdline run weekday.toml --days 50 --calls
  What if the first shift has three people less and a tenth more callers come?
    holdline run weekday.toml --set 'groups.inbound.shifts[0].people=2' \\
                              --set queues.general.arrivals.scale=1.1 --out out/three-less
  What does each rung of the ladder save, and what does it take?
    holdline run weekday.toml --ladder-value
  On two machines, half of the days each, then all together:
    holdline run weekday.toml --part 1/2 --out first.part
    holdline run weekday.toml --part 2/2 --out second.part
    holdline run weekday.toml --merge first.part second.part
  For another program:
    holdline run weekday.toml --quiet --format json | jq .measures.answer_rate

The same scenario and seed give the same results, byte for byte, on any number of threads.";

const REPORT_EXAMPLES: &str = "\
Examples:
  The summary and the plots of last week's run, drawn by this version:
    holdline report out/weekday
  From a results.json that somebody has sent:
    holdline report results.json --out out/theirs

Everything shown comes from results.json; nothing is simulated, and the plots are those of the run, byte for byte.";

const COMPARE_EXAMPLES: &str = "\
Examples:
  Is plan B better than plan A, and is that sure?
    holdline compare plan-a.toml plan-b.toml
  What does twice the absence cost, and what does calling the floaters after three minutes bring?
    holdline compare weekday.toml --with 'flu: groups.inbound.absence=0.14' \\
                                  --with 'floaters later: ladder.rungs.floaters.when.lasting=3m'
  Several changes make one arm:
    holdline compare weekday.toml --with 'more seats: seats=42; groups.inbound.absence=0.10'
  Go on until it is decided; half a caller in a thousand would not matter:
    holdline compare plan-a.toml plan-b.toml --decide --margin answer_rate=0.0005

The verdicts are right together: the chance of even one false finding among all measures of the day is at most 5 %. The command ends with 0 whatever the verdict.";

const CHECK_EXAMPLES: &str = "\
Examples:
  Does every plan in the folder keep what its [expect] says?
    holdline check plans/
  Only the service levels, on more days:
    holdline check plans/ --only service_level --days 5000
  Would they all hold with one in ten away?
    holdline check plans/ --set groups.inbound.absence=0.10
  In CI, with a report that the server shows:
    holdline check plans/ --junit check.xml --format github
  Did a change make any plan worse than it was? First store what it was:
    holdline check plans/ --baseline baselines --update
    holdline check plans/ --baseline baselines
  The same, where hours may be what they are:
    holdline check plans/ --baseline baselines --fail-on service

Folders are searched for *.toml files; what is no scenario, or only the base of another one, is skipped and told. A verdict comes from the whole 95 % interval, and the same files give the same verdict on every machine.

Exit codes:
  0    everything is as expected
  1    an expectation is missed, or a baseline worse or missing
  2    wrong usage, or a scenario that cannot be played, or a baseline not be used
  3    more days are needed to say
  4    nothing was expected of anything
  130  interrupted";

const VERIFY_EXAMPLES: &str = "\
Examples:
  holdline verify
  holdline verify --only ladder --days 2000
  holdline verify --seed 7 --format json

Expected values are computed from the parameters of each case: Erlang's formulas, Pollaczek and Khinchine, exact integrals for callers of any patience, Markov chains. Only figures that others published are constants, with their errors. The cases are in scenarios/verify/.

Exit codes:
  0  all figures agree
  1  a figure does not
  2  wrong usage
  4  no case has that name";

/// Simulates a call centre's floor call by call: the queue, the crew and the supervisor's escalation ladder acting on
/// each other, over many alternative days.
#[derive(Clone, Debug, Parser)]
#[command(name = "holdline", version, after_help = EXAMPLES)]
pub struct Cli {
    /// Language to speak: Chinese or English [default: that of the locale, LC_ALL, LC_MESSAGES or LANG]
    #[arg(long = "lang", value_name = "zh|en", value_enum, global = true, hide_possible_values = true)]
    pub language: Option<LanguageAsked>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Simulate a scenario, print a summary and write results and plots
    Run(RunArgs),
    /// Compare scenarios on the same callers of the same days: which is better, and is that sure
    Compare(CompareArgs),
    /// Check scenarios against what their `[expect]` says: for CI, with an exit code
    Check(CheckArgs),
    /// Show the results of an earlier run again, with plots drawn anew, without simulating
    Report(ReportArgs),
    /// Find the least people per interval with whom a scenario meets its targets
    Size(super::SizeArgs),
    /// Fill in a centre's five monthly tables from its history: seats, capacity, volumes, forecast errors, agents
    Tables(super::TablesArgs),
    /// Erlang B, C and A: what so many agents achieve, and how many a target takes
    Erlang(super::ErlangArgs),
    /// Simulate cases whose answer is known and compare
    Verify(super::VerifyArgs),
    /// Write a plan to start from: a commented one, or one of the scenarios that holdline has with it
    Init(super::InitArgs),
    /// What a measure, a note or a verdict means
    Explain(super::ExplainArgs),
    /// Print the JSON Schema of scenario files, for completion in editors
    Schema,
    /// Print completions of the command line for a shell
    Completions(super::CompletionsArgs),
    /// Print the man page
    Man(super::ManArgs),
}

/// Arguments of `run`.
#[derive(Clone, Debug, Args)]
#[command(after_help = RUN_EXAMPLES)]
pub struct RunArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,

    /// Directory for the results; earlier results in it are replaced, anything else is refused [default: out/ and the scenario's name]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Replace results of another scenario in that directory
    #[arg(long)]
    pub force: bool,

    /// Change one value of the scenario, such as groups.inbound.people=15; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,

    /// Write calls.csv with every call of the first day, or of the first N days
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "1", value_parser = days)]
    pub calls: Option<u32>,

    /// Print the table of the day's intervals, too: calls, people planned, on the phones and needed, and what came of it
    #[arg(long, conflicts_with = "part")]
    pub intervals: bool,

    /// Tell what each rung of the ladder buys and costs: the same days are played without it, too, and without any rung
    #[arg(long, conflicts_with_all = ["part", "merge"])]
    pub ladder_value: bool,

    /// Simulate only part K of N of the days, on this machine or another, and write it to the file OUT for --merge
    #[arg(long, value_name = "K/N", value_parser = part, conflicts_with_all = ["merge", "calls", "format"])]
    pub part: Option<Part>,

    /// Take the days from the parts in these files instead of simulating them
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub merge: Vec<PathBuf>,

    /// What to print: a page of text, or results.json
    #[arg(long, value_name = "text|json", value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub format: Format,

    /// How much is simulated, and what is told meanwhile
    #[command(flatten)]
    pub common: CommonArgs,
}

/// Arguments of `report`.
#[derive(Clone, Debug, Args)]
#[command(after_help = REPORT_EXAMPLES)]
pub struct ReportArgs {
    /// A directory of results, or its results.json
    #[arg(value_name = "RESULTS")]
    pub results: PathBuf,

    /// Directory for the results with plots drawn anew; earlier results in it are replaced, anything else is refused [default: where they are]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Threads to draw on [default: one per core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,

    /// Print neither summary nor notes
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Tell what is done
    #[arg(long, short)]
    pub verbose: bool,
}

/// Arguments of `compare`.
#[derive(Clone, Debug, Args)]
#[command(after_help = COMPARE_EXAMPLES)]
pub struct CompareArgs {
    /// The scenario files: the first is what the others are compared with
    #[arg(value_name = "SCENARIO", required = true)]
    pub scenarios: Vec<PathBuf>,

    /// Compare with the first scenario changed like this: [NAME:] KEY=VALUE; KEY=VALUE ...; may be repeated
    #[arg(long, value_name = "CHANGES")]
    pub with: Vec<String>,

    /// Directory for the results; an earlier comparison in it is replaced, anything else is refused [default: out/compare- and the names]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Replace results of another comparison in that directory
    #[arg(long)]
    pub force: bool,

    /// Change one value of all scenarios; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,

    /// A difference of a measure that does not matter, such as answer_rate=0.002; may be repeated
    #[arg(long, value_name = "MEASURE=VALUE", value_parser = margin)]
    pub margin: Vec<(String, f64)>,

    /// Add days until every verdict shown is decided
    #[arg(long)]
    pub decide: bool,

    /// Most days to add up to [default: 10000]
    #[arg(long, value_name = "N", value_parser = days, requires = "decide")]
    pub max_days: Option<u32>,

    /// What to print: a page of text, compare.json, report.md or measures.csv
    #[arg(long, value_name = "text|json|markdown|csv", value_enum, default_value_t = CompareFormat::Text, hide_possible_values = true)]
    pub format: CompareFormat,

    /// How much is simulated, and what is told meanwhile
    #[command(flatten)]
    pub common: CommonArgs,
}

/// Arguments of `check`.
#[derive(Clone, Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// Scenario files, and folders that are searched for them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,

    /// Only scenarios with this in their name or file, and expectations with this in their key; may be repeated
    #[arg(long, value_name = "PATTERN")]
    pub only: Vec<String>,

    /// Change one value of all scenarios, such as groups.inbound.absence=0.10; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,

    /// Stop at the first scenario that fails
    #[arg(long)]
    pub fail_fast: bool,

    /// What an undecided expectation counts as [default: neither; the exit code is 3]
    #[arg(long, value_name = "pass|fail", value_enum, hide_possible_values = true)]
    pub undecided: Option<UndecidedAs>,

    /// Also hold every scenario against the baseline that is stored of it in this folder: did it get worse?
    #[arg(long, value_name = "DIR")]
    pub baseline: Option<PathBuf>,

    /// Only these measures can make a run worse than its baseline: `service`, `effort` or a measure such as answer_rate; may be repeated
    #[arg(long, value_name = "MEASURE", requires = "baseline", value_parser = guarded)]
    pub fail_on: Vec<Guarded>,

    /// Store what is found as the new baselines, and remove those of scenarios that are gone
    #[arg(long, requires = "baseline", conflicts_with = "set")]
    pub update: bool,

    /// Also write the results to this file as JUnit XML
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,

    /// Also write the results to this file as a report in HTML, to be sent to people
    #[cfg(feature = "html")]
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,

    /// What to print: a page of text, JSON, annotations for GitHub, or a page in Markdown
    #[arg(long, value_name = "text|json|github|markdown", value_enum, default_value_t = CheckFormat::Text, hide_possible_values = true)]
    pub format: CheckFormat,

    /// How much is simulated, and what is told meanwhile
    #[command(flatten)]
    pub common: CommonArgs,
}

/// What an undecided expectation counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UndecidedAs {
    /// Good
    Pass,
    /// Missed
    Fail,
}

/// What `check` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For GitHub Actions
    Github,
    /// For a page
    Markdown,
}

/// What `compare` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For a page
    Markdown,
    /// For a spreadsheet
    Csv,
}

/// Arguments of `verify`.
#[derive(Clone, Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub struct VerifyArgs {
    /// Days to simulate in every case, instead of the case's own number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub days: Option<u32>,

    /// Draw other days: any number gives days of its own
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub seed: u64,

    /// Only the case of this name, or all with this in their name; may be repeated
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,

    /// What to print
    #[arg(long, value_name = "text|json", value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub format: Format,
}

fn part(text: &str) -> Result<Part, ValueFault> {
    let numbers = text.split_once('/').and_then(|(k, n)| Some(Part { number: k.parse().ok()?, of: n.parse().ok()? }));
    let legal = |part: &Part| (1..=part.of).contains(&part.number) && part.of <= MOST_DAYS;
    numbers.filter(legal).ok_or(ValueFault::NotAPart)
}

fn guarded(text: &str) -> Result<Guarded, ValueFault> {
    Guarded::parse(text).ok_or(ValueFault::NotGuarded)
}

fn margin(text: &str) -> Result<(String, f64), ValueFault> {
    let (measure, value) = text.split_once('=').ok_or(ValueFault::NotAMargin)?;
    let value: f64 = value.trim().parse().map_err(|_| ValueFault::NotANumber(value.to_owned()))?;
    if value.is_finite() && value >= 0.0 {
        Ok((measure.trim().to_owned(), value))
    } else {
        Err(ValueFault::MarginBelowZero)
    }
}

/// Whether what the environment says about threads keeps the limit of `--threads`: what is no number counts for nothing.
///
/// # Errors
/// What is wrong with it.
pub fn threads_of_environment(rayon_num_threads: Option<&str>) -> Result<(), Saying> {
    match rayon_num_threads.and_then(|text| text.parse::<usize>().ok()) {
        Some(threads) if threads > MOST_THREADS => {
            Err(Saying::TooManyThreads { variable: "RAYON_NUM_THREADS", threads, most: MOST_THREADS })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn run(args: &[&str]) -> Result<RunArgs, String> {
        let cli = Cli::try_parse_from(["holdline", "run", "a.toml"].iter().chain(args)).map_err(|e| e.to_string())?;
        match cli.command {
            Command::Run(args) => Ok(args),
            _ => Err("not run".to_owned()),
        }
    }

    #[test]
    fn the_arguments_fit_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn zero_days_are_refused_with_a_reason() {
        let message = run(&["--days", "0"]).expect_err("refused");
        assert!(message.contains("no day would be simulated; at least 1"), "{message}");
        assert!(run(&["--days", "1"]).is_ok());
    }

    #[test]
    fn numbers_out_of_reach_are_refused() {
        for wrong in [["--days", "1000001"], ["--days", "-1"], ["--days", "1.5"], ["--seed", "x"], ["--threads", "0"]] {
            assert!(run(&wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_environment_keeps_the_limit_of_threads() {
        assert!(threads_of_environment(Some("65535")).is_err() && threads_of_environment(Some("1025")).is_err());
        assert!(
            [None, Some("0"), Some("1024"), Some("many"), Some("")]
                .into_iter()
                .all(|text| threads_of_environment(text).is_ok())
        );
    }

    #[test]
    fn calls_without_a_number_are_those_of_the_first_day() {
        assert_eq!(run(&[]).map(|a| a.calls), Ok(None));
        assert_eq!(run(&["--calls"]).map(|a| a.calls), Ok(Some(1)));
        assert_eq!(run(&["--calls=5"]).map(|a| a.calls), Ok(Some(5)));
        assert!(run(&["--calls=0"]).is_err());
    }

    #[test]
    fn calls_do_not_swallow_the_scenario() {
        let cli = Cli::try_parse_from(["holdline", "run", "--calls", "a.toml"]).expect("a scenario");
        let Command::Run(args) = cli.command else { panic!("another command") };
        assert_eq!(args.scenario, PathBuf::from("a.toml"));
    }

    #[test]
    fn a_part_is_one_of_so_many() {
        assert_eq!(run(&["--part", "2/3"]).map(|a| a.part), Ok(Some(Part { number: 2, of: 3 })));
        for wrong in ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "1/2000000"] {
            assert!(run(&["--part", wrong]).is_err(), "{wrong}");
        }
        assert!(run(&["--part", "1/2", "--merge", "a.part"]).is_err());
        assert!(run(&["--part", "1/2", "--calls"]).is_err());
    }

    #[test]
    fn overrides_keep_their_order() {
        let args = run(&["--set", "a=1", "--set", "b=x=y"]).expect("legal");
        assert_eq!(args.set, ["a=1", "b=x=y"]);
    }

    #[test]
    fn quiet_and_verbose_exclude_each_other() {
        assert!(run(&["--quiet", "--verbose"]).is_err());
    }
}
