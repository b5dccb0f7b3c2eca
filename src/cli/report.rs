//! `holdline report`: the page and the plots of a run again, from its stored results.

use super::console::Console;
use super::progress::Progress;
use super::{Failure, ReportArgs, interrupt};
use crate::app::{self, RenderRequest};
use crate::report;
use std::path::Path;

/// Runs the command.
///
/// # Errors
/// Whatever keeps the results from being read, or the plots from being written; then nothing is.
pub fn report(args: &ReportArgs, console: &Console) -> Result<(), Failure> {
    interrupt::listen()?;
    let (pool, progress) = (app::threads(args.threads)?, Progress::new(console));
    let rendered = app::render(&request(args), &interrupt::context(&pool, &progress, console.language))?;
    if console.quiet {
        return Ok(());
    }
    let summary =
        report::text::summary(&rendered.stored.from, &rendered.stored.results, console.language, console.colour);
    console.print_page(&summary, rendered.place.as_deref())
}

fn request(args: &ReportArgs) -> RenderRequest {
    let home = if args.results.is_dir() { Some(args.results.as_path()) } else { args.results.parent() };
    let home = home.map(|home| if home.as_os_str().is_empty() { Path::new(".") } else { home });
    let out = args.out.as_deref().or(home).map(Path::to_owned);
    RenderRequest { results: args.results.clone(), out }
}
