//! `holdline explain`: what a measure, a note or a verdict means.

use super::Failure;
use super::console::Console;
use crate::escape::terminal;
use crate::scenario;
use crate::words::topic::Topic;
use crate::words::{self, Language, Saying};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  holdline explain answer_rate
  holdline explain all_on_break
  holdline explain traded
  Everything that has a name:
    holdline explain";

/// Arguments of `explain`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ExplainArgs {
    /// A measure, a note by the name in its brackets, or a verdict; without it all names are listed
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// Bad input if nothing is called so.
pub fn run(args: &ExplainArgs, console: &Console) -> Result<(), Failure> {
    let Some(name) = &args.name else { return console.print(&listed(console.language)) };
    let nothing = || {
        let nearest = nearest(name);
        Failure::bad_input(Saying::NothingToExplain { name: name.clone(), nearest })
    };
    let topic = Topic::parse(name).ok_or_else(nothing)?;
    console.print(&terminal::page(&format!("{}\n", words::explained(console.language, topic))))
}

/// All names, by what they are.
fn listed(language: Language) -> String {
    let [measures, notes, verdicts] = Topic::names();
    let list =
        |kind: &Saying, names: &[String]| format!("{}\n  {}\n", words::saying(language, kind), names.join("\n  "));
    [list(&Saying::AllMeasures, &measures), list(&Saying::AllNotes, &notes), list(&Saying::AllVerdicts, &verdicts)]
        .join("\n")
}

/// The name most like one that is not known.
fn nearest(name: &str) -> Option<String> {
    let names = Topic::names().concat();
    scenario::nearest(&name.to_lowercase(), names.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_answered_with_what_may_have_been_meant() {
        assert_eq!(nearest("anser_rate").as_deref(), Some("answer_rate"));
        assert_eq!(nearest("qqqqq"), None);
    }

    #[test]
    fn the_list_has_every_kind() {
        let all = listed(Language::English);
        assert!(["answer_rate", "all_on_break", "traded"].iter().all(|name| all.contains(&format!("\n  {name}\n"))));
    }
}
