//! `holdline completions` and `holdline man`: what shells and `man` know of the program, made of its arguments.

use super::console::Console;
use super::{ExitCode, Failure};
use crate::words::Saying;
use clap::{Args, Command};
use clap_complete::Shell;

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  For bash, for zsh and for fish:
    holdline completions bash > ~/.local/share/bash-completion/completions/holdline
    holdline completions zsh > ~/.zfunc/_holdline
    holdline completions fish > ~/.config/fish/completions/holdline.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  holdline man > holdline.1
  holdline man compare > holdline-compare.1";

/// Arguments of `completions`.
#[derive(Clone, Copy, Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub struct CompletionsArgs {
    /// For which shell
    #[arg(value_name = "bash|zsh|fish|powershell|elvish", hide_possible_values = true)]
    shell: Shell,
}

/// Arguments of `man`.
#[derive(Clone, Debug, Args)]
#[command(after_help = MAN_EXAMPLES)]
pub struct ManArgs {
    /// Of one command alone
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Prints the completions.
///
/// # Errors
/// A passing fault if they cannot be printed.
pub fn completions(args: CompletionsArgs, mut program: Command, console: &Console) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut program, "holdline", &mut bytes);
    console.print(&String::from_utf8_lossy(&bytes))
}

/// Prints the man page of the program, or of one command.
///
/// # Errors
/// Bad input if there is no such command; a passing fault if it cannot be printed.
pub fn man(args: &ManArgs, mut all: Command, console: &Console) -> Result<(), Failure> {
    all.build();
    let page = match &args.command {
        None => all,
        Some(name) => {
            let known = || all.get_subcommands().map(|command| command.get_name().to_owned()).collect();
            let unknown = || Failure::bad_input(Saying::NoCommand { name: name.clone(), known: known() });
            all.find_subcommand(name).cloned().ok_or_else(unknown)?
        }
    };
    let mut bytes = Vec::new();
    clap_mangen::Man::new(page).render(&mut bytes).map_err(|e| Failure::told(ExitCode::Bug, format!("error: {e}")))?;
    console.print(&String::from_utf8_lossy(&bytes))
}
