//! `holdline init`: write a plan to start from.

use super::Failure;
use super::console::Console;
use crate::app;
use crate::escape::{shell, terminal};
use crate::words::{self, Saying};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  A plan with its reasons as comments, and a table of volumes, in this folder:
    holdline init
  The same elsewhere, then play it:
    holdline init my-desk
    holdline run my-desk/plan.toml
  One of the scenarios that come with it:
    holdline init hotline --template weekday

Nothing that is there already is replaced.";

/// Arguments of `init`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct InitArgs {
    /// The folder to write into; it is made if it is not there
    #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    /// A scenario that holdline has with it, such as small-desk, weekday or night
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// Bad input if there is no such scenario, or if something is there already.
pub fn run(args: &InitArgs, console: &Console) -> Result<(), Failure> {
    let plan = app::init(&args.folder, args.template.as_deref(), console.language)?;
    let command = format!("holdline run {}", shell::word(&plan.to_string_lossy()));
    let said = words::saying(console.language, &Saying::PlanWritten { plan: terminal::path(&plan), command });
    console.print(&format!("{said}\n"))
}
