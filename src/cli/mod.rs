//! The program on the command line: arguments in, files and a page of text out, one [`ExitCode`].

mod args;
mod check;
mod common;
mod compare;
mod console;
mod erlang;
mod erlang_day;
mod exit;
mod explain;
mod format;
mod help;
mod init;
mod interrupt;
mod language;
mod manual;
mod progress;
mod report;
mod run;
mod size;
mod tables;
mod usage;
mod verify;

pub use args::Cli;
pub use exit::ExitCode;

pub(crate) use args::{CheckArgs, CheckFormat, Command, CompareArgs, CompareFormat};
pub(crate) use args::{ReportArgs, RunArgs, UndecidedAs, VerifyArgs};
pub(crate) use erlang::ErlangArgs;
pub(crate) use exit::Failure;
pub(crate) use explain::ExplainArgs;
pub(crate) use format::Format;
pub(crate) use init::InitArgs;
pub(crate) use manual::{CompletionsArgs, ManArgs};
pub(crate) use size::SizeArgs;
pub(crate) use tables::TablesArgs;

use crate::app::{Error, Keep};
use crate::escape::{json, terminal};
use crate::scenario::Diagnostics;
use crate::words::{self, Language};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use console::Console;
use std::ffi::OsString;
use std::panic::{self, UnwindSafe};
use std::path::Path;

/// Runs the program with these arguments, the program's own name first.
pub fn main(args: Vec<OsString>) -> std::process::ExitCode {
    panic::set_hook(Box::new(|what| {
        let beginning = words::bug(language::of_environment());
        console::complain(&terminal::lines(&format!("{beginning}\n{what}")));
    }));
    guarded(|| execute(args)).into()
}

/// A panic is a bug of ours and says so (exit code 70).
fn guarded(work: impl FnOnce() -> ExitCode + UnwindSafe) -> ExitCode {
    panic::catch_unwind(work).unwrap_or(ExitCode::Bug)
}

fn execute(args: Vec<OsString>) -> ExitCode {
    let language = language::asked_in(&args).map_or_else(language::of_environment, Language::from);
    let cli = match parsed(args, language) {
        Ok(cli) => cli,
        Err(error) => return explained(&error, language),
    };
    let threads = std::env::var("RAYON_NUM_THREADS").ok();
    let done = args::threads_of_environment(threads.as_deref()).map_err(Failure::bad_input);
    let asked = cli.language.map(Language::from);
    let done = done.and_then(|()| match cli.command {
        Command::Run(args) => run::run(&args, asked, &args.common.console(language)),
        Command::Compare(args) => compare::compare(&args, asked, &args.common.console(language)),
        Command::Check(args) => check::check(&args, &args.common.console(language)),
        Command::Report(args) => report::report(&args, &Console::new(language, args.quiet, args.verbose)),
        Command::Size(args) => size::run(&args, asked, &args.common.console(language)),
        Command::Tables(args) => tables::run(&args, cli.language, &Console::new(language, args.quiet, args.verbose)),
        Command::Erlang(args) => erlang_day::run(&args, &Console::new(language, false, false)),
        Command::Verify(args) => verify::run(&args, &Console::new(language, false, false)),
        Command::Init(args) => init::run(&args, &Console::new(language, false, false)),
        Command::Explain(args) => explain::run(&args, &Console::new(language, false, false)),
        Command::Completions(args) => manual::completions(args, Cli::command(), &Console::new(language, false, false)),
        Command::Man(args) => manual::man(&args, Cli::command(), &Console::new(language, false, false)),
        Command::Schema => Console::new(language, false, false).print(&crate::scenario::schema()),
    });
    match done {
        Ok(()) => ExitCode::Good,
        Err(failure) => {
            console::complain(&failure.in_words(language));
            failure.code
        }
    }
}

/// The arguments; what ends the reading of them, help among it, is in the language if it has texts of its own.
fn parsed(args: Vec<OsString>, language: Language) -> Result<Cli, clap::Error> {
    let command = Cli::command();
    let mut command = match words::help(language) {
        Some(help) => help::translated(command, help),
        None => command,
    };
    let mut matches = command.try_get_matches_from_mut(args)?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// Help and version are good; anything else that ends the reading of arguments is a wrong usage.
fn explained(error: &clap::Error, language: Language) -> ExitCode {
    let text = error.render().to_string();
    let shown = terminal::page(&terminal::lines(&text));
    let is_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::DisplayVersion
    );
    match words::help(language) {
        Some(help) if is_help => show(&help::put_right(&shown, help), error.use_stderr()),
        Some(help) => console::complain(&refusal(error, help, language)),
        // Nobody is left to tell if even this cannot be printed.
        None if shown == text => _ = error.print(),
        None => console::complain(&shown),
    }
    if error.use_stderr() { ExitCode::BadInput } else { ExitCode::Good }
}

fn show(text: &str, on_stderr: bool) {
    if on_stderr {
        console::complain(text);
    } else {
        // As above.
        let _ = Console::new(Language::default(), false, false).print(text);
    }
}

/// What is wrong with the arguments, and how the command is used.
fn refusal(error: &clap::Error, help: &words::Help, language: Language) -> String {
    let said = words::usage(language, &usage::fault(error)).unwrap_or_else(|| error.to_string());
    let wrong = terminal::line(&words::error_line(language, &said));
    let usage = terminal::lines(&help::put_right(&usage::line(error), help));
    format!("{wrong}\n\n{usage}")
}

/// Where results go: to the place that was named, else to their own.
fn keep(out: Option<&Path>) -> Keep {
    out.map_or(Keep::InOut, |place| Keep::At(place.to_owned()))
}

/// What a use case that came to nothing means for the program; faults of a scenario are told in the format asked for.
fn failed(error: Error, format: Format, console: &Console) -> Failure {
    if let Error::Scenario(faults) = &error { refuse(faults, format, console) } else { error.into() }
}

/// Tells every fault of a scenario, and what else is worth knowing of it: for programs on standard output, for people on
/// standard error.
fn refuse(faults: &Diagnostics, format: Format, console: &Console) -> Failure {
    let notes = words::notes(console.language, faults.notes());
    let document = serde_json::json!({ "format": "holdline-faults/1", "faults": words::told_all(console.language, faults), "notes": notes });
    match format {
        Format::Text => {
            notes.iter().for_each(|note| console.note(note));
            Failure::told(ExitCode::BadInput, words::render(console.language, faults, console.colour_of_errors))
        }
        Format::Json => match console.print(&json::document(&format!("{document:#}\n"))) {
            Ok(()) => Failure::silent(ExitCode::BadInput),
            Err(failure) => failure,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[test]
    fn a_panic_ends_with_the_code_of_a_bug() {
        assert_eq!(guarded(|| panic!("a made-up bug")), ExitCode::Bug);
        assert_eq!(guarded(|| ExitCode::Good), ExitCode::Good);
    }

    #[test]
    fn help_and_version_are_good_and_nonsense_is_bad_input() {
        let code = |args: &[&str]| {
            let error = Cli::try_parse_from(std::iter::once("holdline").chain(args.iter().copied()));
            explained(&error.expect_err("no command to run"), Language::English)
        };
        assert_eq!(code(&["--help"]), ExitCode::Good);
        assert_eq!(code(&["--version"]), ExitCode::Good);
        assert_eq!(code(&["run"]), ExitCode::BadInput);
        assert_eq!(code(&["dance"]), ExitCode::BadInput);
    }
}
