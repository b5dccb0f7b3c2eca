//! `holdline compare`: play several scenarios on the same days, tell how they differ and how sure that is.

use super::console::Console;
use super::progress::Progress;
use super::{CompareArgs, CompareFormat, Failure, Format, failed, interrupt, keep};
use crate::app::{self, Amount, CompareRequest};
use crate::report::compare;
use crate::words::Language;

/// Runs the command.
///
/// # Errors
/// Whatever keeps the results from being written; then nothing is.
pub fn compare(args: &CompareArgs, asked: Option<Language>, console: &Console) -> Result<(), Failure> {
    interrupt::listen()?;
    let (pool, progress) = (app::threads(args.common.threads)?, Progress::new(console));
    let faults = if args.format == CompareFormat::Json { Format::Json } else { Format::Text };
    let done = app::compare(&request(args, asked), &interrupt::context(&pool, &progress, console.language));
    let done = done.map_err(|error| failed(error, faults, console))?;
    match args.format {
        CompareFormat::Json => console.print(&compare::json::document(&done.compared)),
        CompareFormat::Markdown => console.print(&compare::markdown::page(&done.compared, console.language)),
        CompareFormat::Csv => console.print(&compare::csv::measures(&done.compared)),
        CompareFormat::Text if console.quiet => Ok(()),
        CompareFormat::Text => {
            let page = compare::text::page(&done.compared, console.language, console.colour);
            console.print_page(&page, done.place.as_deref())
        }
    }
}

/// What the arguments ask for.
fn request(args: &CompareArgs, asked: Option<Language>) -> CompareRequest {
    CompareRequest {
        scenarios: args.scenarios.clone(),
        with: args.with.clone(),
        set: args.set.clone(),
        amount: Amount { days: args.common.days, seed: args.common.seed },
        margin: args.margin.clone(),
        decide: args.decide,
        max_days: args.max_days,
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

    #[test]
    fn a_comparison_keeps_its_arms_margins_and_looks() {
        let line = "holdline compare a.toml b.toml --with 'x=1; y=2' --days 50 --set seats=40 --margin asa_s=2 --decide \
                    --max-days 400";
        let words = line.replace("'x=1; y=2'", "X").split(' ').map(|w| w.replace('X', "x=1; y=2")).collect::<Vec<_>>();
        let Command::Compare(args) = Cli::try_parse_from(words).expect("legal").command else { panic!("another") };
        assert_eq!(request(&args, None).command(), line);
    }
}
