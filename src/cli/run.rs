//! `holdline run`: simulate a scenario, print a summary, write results and plots.

use super::console::Console;
use super::progress::Progress;
use super::{Failure, Format, RunArgs, failed, interrupt, keep};
use crate::app::{self, Amount, Context, Error, Part, RunRequest};
use crate::experiment::RunError;
use crate::report;
use crate::words::{Language, Saying};

/// Runs the command.
///
/// # Errors
/// Whatever keeps the results from being written; then nothing is.
pub fn run(args: &RunArgs, asked: Option<Language>, console: &Console) -> Result<(), Failure> {
    interrupt::listen()?;
    let (pool, progress) = (app::threads(args.common.threads)?, Progress::new(console));
    let context = interrupt::context(&pool, &progress, console.language);
    match args.part {
        Some(part) => print_part(args, part, &context, console),
        None => print_results(args, asked, &context, console),
    }
}

fn print_part(args: &RunArgs, part: Part, context: &Context<'_>, console: &Console) -> Result<(), Failure> {
    let done = app::run_part(&request(args, None), part, args.out.as_deref(), context);
    let done = done.map_err(|error| came_to_nothing(error, args, console))?;
    if console.quiet {
        return Ok(());
    }
    let (first, last) = (done.days.start, done.days.end - 1);
    console.say(&Saying::DaysIn { first, last, of: done.of, place: done.place })
}

fn print_results(
    args: &RunArgs,
    asked: Option<Language>,
    context: &Context<'_>,
    console: &Console,
) -> Result<(), Failure> {
    let outcome = app::run(&request(args, asked), context).map_err(|error| came_to_nothing(error, args, console))?;
    match args.format {
        Format::Json => console.print(&outcome.json()),
        Format::Text if console.quiet => Ok(()),
        Format::Text => {
            let mut page = report::text::summary(&outcome.from, &outcome.results, console.language, console.colour);
            if args.intervals {
                page = format!("{page}\n{}", report::interval_table::text(&outcome.results, console.language));
            }
            console.print_page(&page, outcome.place.as_deref())
        }
    }
}

/// A floor that cannot be played is named with its scenario, as a check names it.
fn came_to_nothing(error: Error, args: &RunArgs, console: &Console) -> Failure {
    if let Error::Run(
        reason @ (RunError::TooManyWaiting { .. } | RunError::TooLong { .. } | RunError::TooManyMoves { .. }),
    ) = &error
    {
        let file = args.scenario.display().to_string();
        return Failure::bad_input(Saying::CannotPlay { file, why: reason.clone() });
    }
    failed(error, args.format, console)
}

/// What the arguments ask for; plots are in the language that they ask for, whatever that of the locale is.
pub(super) fn request(args: &RunArgs, asked: Option<Language>) -> RunRequest {
    RunRequest {
        scenario: args.scenario.clone(),
        set: args.set.clone(),
        amount: Amount { days: args.common.days, seed: args.common.seed },
        calls: args.calls,
        ladder_value: args.ladder_value,
        merge: args.merge.clone(),
        plots: asked.unwrap_or_default(),
        keep: keep(args.out.as_deref()),
        force: args.force,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Command};
    use clap::Parser;

    fn again(args: &[&str]) -> String {
        let cli = Cli::try_parse_from(["holdline", "run"].iter().chain(args)).expect("legal arguments");
        let Command::Run(args) = cli.command else { panic!("another command") };
        request(&args, cli.language.map(Language::from)).command()
    }

    #[test]
    fn what_shapes_the_results_is_kept() {
        let text =
            again(&["a.toml", "--days", "50", "--seed", "7", "--set", "seats=40", "--calls=3", "--ladder-value"]);
        assert_eq!(text, "holdline run a.toml --days 50 --seed 7 --set seats=40 --ladder-value --calls=3");
        assert_eq!(again(&["--calls", "a.toml"]), "holdline run a.toml --calls");
        assert_eq!(again(&["a.toml", "--lang", "zh"]), "holdline run a.toml --lang zh");
    }

    #[test]
    fn what_cannot_change_the_results_is_left_out() {
        let text = again(&["a.toml", "--threads", "7", "--out", "x", "--quiet", "--format", "json", "--merge", "p"]);
        assert_eq!(text, "holdline run a.toml");
    }
}
