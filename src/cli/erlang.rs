//! `holdline erlang`: the calculator planners know.

use super::console::Console;
use super::{ExitCode, Failure};
use crate::analytic::AnalyticError;
use crate::analytic::erlang::{Figures, Load, Model, Target, agents_for, fractional_agents_for};
use crate::report::erlang::{self, Answer, ErlangRow, Needed, Question};
use crate::units::{Span, text};
use crate::words::{CalculatorFault, Saying, ValueFault};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// So many rows on either side of the answer to a target.
const NEIGHBOURS: u32 = 3;
/// A longer table is a slip of the pen.
const MOST_ROWS: u32 = 10_000;
/// More work than all call centres of a country have.
pub(super) const MOST_ERLANGS: f64 = 1_000_000.0;
/// Ten times the agents of the largest load.
const MOST_AGENTS: f64 = 10_000_000.0;
/// More callers than there are people wait nowhere.
const MOST_WAITING: f64 = 1_000_000_000.0;
/// Agents counted for all rows of a table together: about a second.
const MOST_COUNTED: f64 = 100_000_000.0;

const EXAMPLES: &str = "\
Examples:
  How many agents answer 80 % within 20 s?
    holdline erlang --calls 100 --per 30m --aht 180s
  The same when callers hang up after 5 minutes on average, and at most 3 % may be lost:
    holdline erlang --calls 100 --per 30m --aht 180s --patience 5m \\
                    --target-service-level 0.8 --target-abandon 0.03
  What do 14 agents achieve, and what any number from 10 to 30?
    holdline erlang --calls 100 --per 30m --aht 180s --agents 14
    holdline erlang --calls 100 --per 30m --aht 180s --agents 10..30 --format csv
  How many lines block at most 1 % of calls?
    holdline erlang --calls 100 --per 30m --aht 180s --model b --target-blocked 0.01
  A whole day, when three in ten of those rostered are away and nobody is busier than 85 %:
    holdline erlang --profile volumes.csv --aht 180s --target-service-level 80/20 \\
                    --shrinkage 30% --max-occupancy 85%
  The day of a scenario, with its handle times, patience and targets:
    holdline erlang --profile weekday.toml
  What if more call?
    holdline erlang --calls 80..120:10 --per 30m --aht 180s --patience 5m \\
                    --target-answer-rate 97%

With several targets, all of them are met. Without agents and targets, 80 % within 20 s is asked for (with --model b: at most 1 % blocked); --max-occupancy is no target but a cap, which is kept as well. These formulas know a steady flow of calls and a fixed crew; for a day with its peaks, breaks and ladder: holdline run.";

/// Arguments of `erlang`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ErlangArgs {
    /// Calls expected in the interval: a number, or a range with its step such as 80..120:10
    #[arg(long, value_name = "N|FROM..TO:STEP", value_parser = volumes, required_unless_present = "profile")]
    pub(super) calls: Option<Volumes>,

    /// A whole day, a row for each interval: a table with interval_start, calls and perhaps aht_s, or a scenario
    #[arg(long, value_name = "FILE", conflicts_with_all = ["calls", "per", "agents", "fractional"])]
    pub(super) profile: Option<PathBuf>,

    /// Of this day only one queue
    #[arg(long, value_name = "NAME", requires = "profile")]
    pub(super) queue: Option<String>,

    /// The date by which rows of the table are picked
    #[arg(long, value_name = "DATE", requires = "profile")]
    pub(super) date: Option<Date>,

    /// The interval, such as 15m, 30m or 1h
    #[arg(long, value_name = "TIME", value_parser = span, default_value = "1h")]
    pub(super) per: Span,

    /// Mean handle time (talk and wrap-up), such as 180s or 3m [default with --profile: as the file has it]
    #[arg(long, value_name = "TIME", value_parser = span, required_unless_present = "profile")]
    pub(super) aht: Option<Span>,

    /// Mean patience of callers, after which they hang up (Erlang A)
    #[arg(long, value_name = "TIME", value_parser = span)]
    pub(super) patience: Option<Span>,

    /// What so many agents achieve: a number (14, 13.5) or a range (10..30, both ends included)
    #[arg(long, value_name = "N|FROM..TO", value_parser = agents)]
    agents: Option<Agents>,

    /// Agents for at least this share of callers answered within the time of --within: 0.8 or 80%, or both at once as 80/20
    #[arg(long, value_name = "SHARE[/SECONDS]", value_parser = level, conflicts_with = "agents")]
    target_service_level: Option<Level>,

    /// Agents for at least this share of callers answered at all (Erlang A and B)
    #[arg(long, value_name = "SHARE", value_parser = share, conflicts_with_all = ["agents", "target_abandon", "target_blocked"])]
    target_answer_rate: Option<f64>,

    /// The time of the service level
    #[arg(long, value_name = "TIME", value_parser = span, default_value = "20s")]
    within: Span,

    /// Agents for a mean wait of the answered (ASA) of at most so long
    #[arg(long, value_name = "TIME", value_parser = span, conflicts_with = "agents")]
    target_asa: Option<Span>,

    /// Agents for at most this share of callers hanging up (Erlang A)
    #[arg(long, value_name = "SHARE", value_parser = share, conflicts_with = "agents")]
    target_abandon: Option<f64>,

    /// Agents (or lines) for at most this share of callers blocked (Erlang B)
    #[arg(long, value_name = "SHARE", value_parser = share, conflicts_with = "agents")]
    target_blocked: Option<f64>,

    /// Agents for an occupancy of at most this share, and for the targets all the same
    #[arg(long, value_name = "SHARE", value_parser = share, conflicts_with = "agents")]
    max_occupancy: Option<f64>,

    /// The share of rostered people who are not there (leave, illness, training): also tell how many to roster
    #[arg(long, value_name = "SHARE", value_parser = shrinkage, conflicts_with_all = ["agents", "fractional"])]
    pub(super) shrinkage: Option<f64>,

    /// Formula: b nobody waits, c everybody waits, a callers hang up [default: a with --patience, else c]
    #[arg(long, value_name = "b|c|a", value_enum, hide_possible_values = true)]
    pub(super) model: Option<Formula>,

    /// Also tell the number of agents with fractions that meets the targets
    #[arg(long, conflicts_with = "agents")]
    fractional: bool,

    /// What to print
    #[arg(long, value_name = "text|csv|json", value_enum, default_value_t = TableFormat::Text, hide_possible_values = true)]
    pub(super) format: TableFormat,
}

/// How many agents to ask about.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Agents {
    One(f64),
    Range(u32, u32),
}

/// How many calls to ask about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Volumes {
    One(f64),
    Range { from: f64, to: f64, step: f64 },
}

impl Volumes {
    /// Whether a table is asked for.
    pub(super) fn is_several(self) -> bool {
        matches!(self, Self::Range { .. })
    }

    /// Every one of them.
    pub(super) fn each(self) -> Vec<f64> {
        match self {
            Self::One(calls) => vec![calls],
            Self::Range { from, to, step } => {
                let rows = ((to - from) / step + 1e-9).floor() as u32;
                (0..=rows).map(|row| from + step * f64::from(row)).collect()
            }
        }
    }
}

/// A service level, and its time if it is said with it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Level {
    share: f64,
    within: Option<Span>,
}

impl ErlangArgs {
    /// Whether anything is said of what callers should get.
    pub(super) fn asks_for_something(&self) -> bool {
        self.target_service_level.is_some()
            || self.target_answer_rate.is_some()
            || self.target_asa.is_some()
            || self.target_abandon.is_some()
            || self.target_blocked.is_some()
    }

    /// The time of the service level.
    fn within(&self) -> Span {
        self.target_service_level.and_then(|level| level.within).unwrap_or(self.within)
    }
}

/// The formulas by their letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Formula {
    B,
    C,
    A,
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    Text,
    Csv,
    Json,
}

/// Answers for one volume.
///
/// # Errors
/// Bad input if the question makes no sense; a passing fault if the answer cannot be printed.
pub fn run(args: &ErlangArgs, console: &Console) -> Result<(), Failure> {
    let answer = answer(args)?;
    console.print(&match args.format {
        TableFormat::Text => erlang::text(&answer, console.language),
        TableFormat::Json => erlang::json(&answer),
        TableFormat::Csv => {
            let mut bytes = Vec::new();
            let written = erlang::csv(&answer, &mut bytes);
            written.map_err(|e| Failure::told(ExitCode::Bug, format!("error: {e}")))?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    })
}

fn answer(args: &ErlangArgs) -> Result<Answer, Failure> {
    let question = question(args)?;
    of_some_sense(&question, args.agents)?;
    let needed = needed(&question, args.fractional)?;
    let numbers = match (args.agents, needed) {
        (Some(Agents::One(n)), _) => vec![n],
        (Some(Agents::Range(from, to)), _) => (from..=to).map(f64::from).collect(),
        (None, Some(needed)) => around(needed.agents).map(f64::from).collect(),
        (None, None) => Vec::new(),
    };
    let single = numbers.len() == 1;
    let rows = numbers.into_iter().map(|agents| row(&question, agents, single)).collect::<Result<_, _>>()?;
    Ok(Answer { question, needed, rows })
}

pub(super) fn refused(why: CalculatorFault) -> Failure {
    Failure::bad_input(Saying::Calculator(why))
}

pub(super) fn formula(why: AnalyticError) -> Failure {
    refused(CalculatorFault::Formula(why))
}

fn around(needed: u32) -> std::ops::RangeInclusive<u32> {
    needed.saturating_sub(NEIGHBOURS).max(1)..=needed.saturating_add(NEIGHBOURS)
}

/// The formulas count agents and callers one by one: what no call centre has is refused before it takes minutes.
fn of_some_sense(question: &Question, agents: Option<Agents>) -> Result<(), Failure> {
    let erlangs = question.load.erlangs();
    if erlangs > MOST_ERLANGS {
        let erlangs = short(erlangs);
        return Err(refused(CalculatorFault::TooMuchLoad { erlangs, most: MOST_ERLANGS }));
    }
    if let Model::ErlangA { patience_s } = question.model {
        let waiting = question.load.per_second() * patience_s;
        if waiting > MOST_WAITING {
            let waiting = short(waiting);
            return Err(refused(CalculatorFault::TooManyWaiting { waiting, most: MOST_WAITING }));
        }
    }
    match agents {
        Some(Agents::One(agents)) if agents > MOST_AGENTS => {
            Err(refused(CalculatorFault::TooManyAgents { agents: short(agents), most: MOST_AGENTS }))
        }
        Some(Agents::Range(from, to)) if f64::from(to - from + 1) * f64::from(to) > MOST_COUNTED => {
            let rows = to - from + 1;
            let most = (MOST_COUNTED / f64::from(to)).floor();
            Err(refused(CalculatorFault::TooManyRows { rows, agents: to, most }))
        }
        Some(Agents::One(_) | Agents::Range(..)) | None => Ok(()),
    }
}

/// A number without hundreds of digits.
fn short(number: f64) -> String {
    if number < 1e21 { number.to_string() } else { format!("{number:e}") }
}

/// One row. A question about an endless queue alone is refused; in a table its row says so.
fn row(question: &Question, agents: f64, single: bool) -> Result<ErlangRow, Failure> {
    match Figures::of(question.model, question.load, agents, question.within.as_secs()) {
        Ok(figures) => Ok(ErlangRow { agents, figures: Some(figures) }),
        Err(AnalyticError::Unstable { .. }) if !single => Ok(ErlangRow { agents, figures: None }),
        Err(why @ AnalyticError::Unstable { .. }) => {
            let least = question.load.erlangs().floor() + 1.0;
            Err(refused(CalculatorFault::Endless { why, least }))
        }
        Err(error) => Err(formula(error)),
    }
}

fn question(args: &ErlangArgs) -> Result<Question, Failure> {
    let model = model_of(args.model, args.patience)?;
    let (Some(Volumes::One(calls)), Some(aht)) = (args.calls, args.aht) else {
        return Err(refused(CalculatorFault::NoHandleTime));
    };
    let load = Load::per_interval(calls, args.per.as_secs(), aht.as_secs()).map_err(formula)?;
    let (within, targets) = targets_of(args, model)?;
    Ok(Question { model, calls, per: args.per, load, within, targets })
}

/// The formula that is meant.
///
/// # Errors
/// If it does not go with a patience, or without one.
pub(super) fn model_of(asked: Option<Formula>, patience: Option<Span>) -> Result<Model, Failure> {
    match (asked, patience) {
        (None | Some(Formula::A), Some(patience)) => Ok(Model::ErlangA { patience_s: patience.as_secs() }),
        (None | Some(Formula::C), None) => Ok(Model::ErlangC),
        (Some(Formula::B), None) => Ok(Model::ErlangB),
        (Some(Formula::A), None) => Err(refused(CalculatorFault::NoPatience)),
        (Some(Formula::B | Formula::C), Some(_)) => Err(refused(CalculatorFault::PatienceForNothing)),
    }
}

/// The time of the service level, and what agents must achieve.
///
/// # Errors
/// If the formula knows nothing of it.
pub(super) fn targets_of(args: &ErlangArgs, model: Model) -> Result<(Span, Vec<Target>), Failure> {
    let impatient = matches!(model, Model::ErlangA { .. });
    let loss = model == Model::ErlangB;
    if args.target_abandon.is_some() && !impatient || args.target_answer_rate.is_some() && model == Model::ErlangC {
        return Err(refused(CalculatorFault::NobodyHangsUp));
    }
    if args.target_blocked.is_some() && !loss {
        return Err(refused(CalculatorFault::NobodyIsBlocked));
    }
    if loss && (args.target_service_level.is_some() || args.target_asa.is_some()) {
        return Err(refused(CalculatorFault::NobodyWaits));
    }
    let within = args.within();
    let within_s = within.as_secs();
    let mut targets = Vec::new();
    targets.extend(args.target_service_level.map(|level| Target::ServiceLevel { within_s, share: level.share }));
    targets.extend(args.target_asa.map(|asa| Target::Asa { at_most_s: asa.as_secs() }));
    let lost = args.target_abandon.or(args.target_blocked).or(args.target_answer_rate.map(|share| 1.0 - share));
    targets.extend(lost.map(|at_most| Target::Lost { at_most }));
    if targets.is_empty() && args.agents.is_none() {
        let usual = Target::ServiceLevel { within_s, share: 0.8 };
        targets.push(if loss { Target::Lost { at_most: 0.01 } } else { usual });
    }
    // A cap on the agents' work is no target of the callers: it stands beside theirs.
    targets.extend(args.max_occupancy.map(|at_most| Target::Occupancy { at_most }));
    Ok((within, targets))
}

/// Agents that meet every target: more agents never meet less, so the largest number of them all.
fn needed(question: &Question, fractional: bool) -> Result<Option<Needed>, Failure> {
    let (model, load) = (question.model, question.load);
    let mut needed: Option<Needed> = None;
    for &target in &question.targets {
        let agents = agents_for(model, load, target).map_err(formula)?;
        let exact = fractional.then(|| fractional_agents_for(model, load, target)).transpose();
        let exact = exact.map_err(formula)?;
        let before = needed.unwrap_or(Needed { agents, fractional: exact });
        let fractional = exact.zip(before.fractional).map(|(a, b)| a.max(b));
        needed = Some(Needed { agents: agents.max(before.agents), fractional });
    }
    Ok(needed)
}

fn number(text: &str) -> Result<f64, ValueFault> {
    text.parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0).ok_or(ValueFault::BelowZero)
}

/// `0.8`, or `80%`.
fn share(text: &str) -> Result<f64, ValueFault> {
    let (digits, scale) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits, 100.0));
    let share: Option<f64> = digits.trim().parse().ok();
    share.map(|share| share / scale).filter(|share| (0.0..=1.0).contains(share)).ok_or(ValueFault::NotAPercentage)
}

/// The same of people who are never all away.
fn shrinkage(text: &str) -> Result<f64, ValueFault> {
    share(text).and_then(|share| if share < 1.0 { Ok(share) } else { Err(ValueFault::NotBelowOne) })
}

/// `0.8`, `80%` or `80/20`: 80 % within 20 seconds.
fn level(text: &str) -> Result<Level, ValueFault> {
    let Some((percent, seconds)) = text.split_once('/') else {
        return share(text).map(|share| Level { share, within: None }).map_err(|_| ValueFault::NotALevel);
    };
    let (percent, time) = (percent.trim().trim_end_matches('%'), seconds.trim());
    let within = text::parse_span(time).or_else(|| text::parse_span(&format!("{time}s")));
    let level = share(&format!("{percent}%")).ok().zip(within);
    level.map(|(share, within)| Level { share, within: Some(within) }).ok_or(ValueFault::NotALevel)
}

/// `100`, or `80..120:10`.
fn volumes(text: &str) -> Result<Volumes, ValueFault> {
    let end = |text: &str| number(text.trim()).map_err(|_| ValueFault::NotVolumes);
    let Some((from, rest)) = text.split_once("..") else { return end(text).map(Volumes::One) };
    let (to, step) = rest.split_once(':').unwrap_or((rest, "1"));
    let (from, to, step) = (end(from)?, end(to.trim_start_matches('='))?, end(step)?);
    match (to - from) / step {
        rows if rows.is_nan() || rows < 0.0 => Err(ValueFault::NotVolumes),
        rows if rows >= f64::from(MOST_ROWS) => Err(ValueFault::TooManyRows(MOST_ROWS)),
        _ => Ok(Volumes::Range { from, to, step }),
    }
}

fn span(text: &str) -> Result<Span, ValueFault> {
    text::parse_span(text).ok_or(ValueFault::NotADuration)
}

fn agents(text: &str) -> Result<Agents, ValueFault> {
    let Some((from, to)) = text.split_once("..") else { return number(text).map(Agents::One) };
    let end = |text: &str| text.trim().parse::<u32>().map_err(|_| ValueFault::NotARange);
    let (from, to) = (end(from)?, end(to.trim_start_matches('='))?);
    match to.checked_sub(from) {
        None => Err(ValueFault::WrongWayRound { from, to }),
        Some(more) if more >= MOST_ROWS => Err(ValueFault::TooManyRows(MOST_ROWS)),
        Some(_) => Ok(Agents::Range(from, to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use clap::Parser;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        args: ErlangArgs,
    }

    fn ask(more: &str) -> Result<Answer, String> {
        let words = "erlang --calls 100 --per 30m --aht 180s ".to_owned() + more;
        let read = Alone::try_parse_from(words.split_whitespace()).map_err(|e| e.to_string())?;
        answer(&read.args).map_err(|failure| failure.in_words(Language::English))
    }

    fn agents_needed(more: &str) -> Option<u32> {
        ask(more).unwrap_or_else(|e| panic!("{more}: {e}")).needed.map(|n| n.agents)
    }

    #[test]
    fn a_target_is_answered_with_the_fewest_agents() {
        assert_eq!(agents_needed(""), Some(14));
        assert_eq!(agents_needed("--target-service-level 0.8 --within 20s"), Some(14));
        assert_eq!(agents_needed("--patience 5m --target-abandon 0.03"), Some(13));
        assert_eq!(agents_needed("--model b --target-blocked 0.01"), Some(18));
        assert_eq!(agents_needed("--max-occupancy 0.65"), Some(16));
    }

    #[test]
    fn what_no_call_centre_has_is_refused_in_a_line_that_can_be_read() {
        for words in ["erlang --calls 100 --aht 180s --agents 1e308", "erlang --calls 1e300 --aht 180s"] {
            let read = Alone::try_parse_from(words.split(' ')).expect("legal");
            let refused = answer(&read.args).expect_err("too much").in_words(Language::English);
            assert!(refused.len() < 120 && refused.contains("at most"), "{refused}");
        }
    }

    #[test]
    fn a_cap_on_occupancy_stands_beside_the_usual_target() {
        assert_eq!(agents_needed("--max-occupancy 0.85"), Some(14));
        assert_eq!(agents_needed("--max-occupancy 0.85 --patience 5m"), agents_needed("--patience 5m"));
        assert_eq!(agents_needed("--model b --max-occupancy 0.85"), agents_needed("--model b"));
        let asked = ask("--max-occupancy 0.85 --within 30s").expect("an answer").question.targets;
        let cap = Target::Occupancy { at_most: 0.85 };
        assert_eq!(asked, [Target::ServiceLevel { within_s: 30.0, share: 0.8 }, cap]);
        assert_eq!(ask("--max-occupancy 0.85 --target-asa 20s").expect("an answer").question.targets.len(), 2);
    }

    #[test]
    fn of_several_targets_all_are_met() {
        assert_eq!(agents_needed("--target-service-level 0.8 --max-occupancy 0.65"), Some(16));
        assert_eq!(agents_needed("--target-service-level 0.99 --max-occupancy 0.95"), Some(18));
        let both = ask("--target-service-level 0.8 --max-occupancy 0.65 --fractional").expect("an answer");
        let exact = both.needed.and_then(|n| n.fractional).expect("a fraction");
        assert!((exact - 10.0 / 0.65).abs() < 1e-6, "{exact}");
    }

    #[test]
    fn a_range_has_a_row_for_each_number_and_says_what_is_unstable() {
        let rows = ask("--agents 9..12").expect("a table").rows;
        let stable: Vec<_> = rows.iter().map(|row| (row.agents, row.figures.is_some())).collect();
        assert_eq!(stable, [(9.0, false), (10.0, false), (11.0, true), (12.0, true)]);
        assert_eq!(ask("--agents 13.5").expect("a fraction of an agent").rows[0].agents, 13.5);
    }

    #[test]
    fn a_queue_without_end_is_refused_with_what_would_be_needed() {
        let message = ask("--agents 10").expect_err("full load");
        assert!(message.contains("grows without end; take at least 11 agents"), "{message}");
        assert!(ask("--agents 10 --patience 1m").is_ok());
    }

    #[test]
    fn questions_that_do_not_fit_the_formula_are_refused() {
        let nonsense = [
            "--model a",
            "--model c --patience 1m",
            "--target-abandon 0.03",
            "--target-blocked 0.03",
            "--model b --target-asa 20s",
            "--agents 10 --target-asa 20s",
            "--target-service-level 80",
            "--target-service-level 1",
            "--target-asa 0s",
            "--agents 12..9",
            "--agents 1..1000000",
            "--agents x",
            "--patience 0s",
            "--patience 5",
        ];
        for question in nonsense {
            assert!(ask(question).is_err(), "{question}");
        }
    }

    #[test]
    fn loads_and_tables_beyond_sense_are_refused_at_once() {
        let ask = |words: &str| {
            let words = "erlang ".to_owned() + words;
            let read = Alone::try_parse_from(words.split_whitespace()).map_err(|e| e.to_string())?;
            answer(&read.args).map(|_| ()).map_err(|failure| failure.in_words(Language::English))
        };
        for (question, word) in [
            ("--calls 1e17 --aht 1h --model b --agents 1e17", "a load of 100000000000000000 Erlangs"),
            ("--calls 1e10 --aht 1h", "Erlangs"),
            ("--calls 100 --aht 3m --model b --agents 1e17", "100000000000000000 agents"),
            ("--calls 1000 --aht 1h --agents 4000000000..4000009999", "at most 0 rows"),
            ("--calls 1e6 --aht 1h --patience 3m --agents 990001..1000000", "at most 100 rows"),
            ("--calls 1e9 --aht 1s --patience 240h", "callers could wait"),
        ] {
            let message = ask(question).expect_err(question);
            assert!(message.contains(word), "{message}");
        }
        assert_eq!(ask("--calls 1000 --aht 1h --agents 0..9999"), Ok(()));
    }

    #[test]
    fn the_answer_to_a_target_stands_among_its_neighbours() {
        let agents: Vec<f64> = ask("").expect("an answer").rows.iter().map(|row| row.agents).collect();
        assert_eq!(agents, [11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0]);
        assert_eq!((around(1), around(0)), (1..=4, 1..=3));
    }
}
