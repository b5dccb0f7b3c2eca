//! The command that makes the same results again, as it is recorded in them.

use super::{CheckArgs, CompareArgs, RunArgs, UndecidedAs};
use crate::escape::shell::word as quoted;

/// The command line of a run without what cannot change its results: threads, place and printing.
pub fn command(args: &RunArgs) -> String {
    let mut words = vec!["holdline".to_owned(), "run".to_owned(), quoted(&args.scenario.to_string_lossy())];
    words.extend(args.common.days.map(|n| format!("--days {n}")));
    words.extend(args.common.seed.map(|n| format!("--seed {n}")));
    words.extend(args.set.iter().map(|pair| format!("--set {}", quoted(pair))));
    words.extend(args.calls.map(|n| if n == 1 { "--calls".to_owned() } else { format!("--calls={n}") }));
    words.join(" ")
}

/// The command line of a comparison without what cannot change its results.
pub fn compare_command(args: &CompareArgs) -> String {
    let mut words = vec!["holdline".to_owned(), "compare".to_owned()];
    words.extend(args.scenarios.iter().map(|path| quoted(&path.to_string_lossy())));
    words.extend(args.with.iter().map(|changes| format!("--with {}", quoted(changes))));
    words.extend(args.common.days.map(|n| format!("--days {n}")));
    words.extend(args.common.seed.map(|n| format!("--seed {n}")));
    words.extend(args.set.iter().map(|pair| format!("--set {}", quoted(pair))));
    words.extend(
        args.margin.iter().map(|(measure, value)| format!("--margin {}", quoted(&format!("{measure}={value}")))),
    );
    words.extend(args.decide.then(|| "--decide".to_owned()));
    words.extend(args.max_days.map(|n| format!("--max-days {n}")));
    words.join(" ")
}

/// The command line of a check without what cannot change its results.
pub fn check_command(args: &CheckArgs) -> String {
    let mut words = vec!["holdline".to_owned(), "check".to_owned()];
    words.extend(args.paths.iter().map(|path| quoted(&path.to_string_lossy())));
    words.extend(args.only.iter().map(|pattern| format!("--only {}", quoted(pattern))));
    words.extend(args.fail_fast.then(|| "--fail-fast".to_owned()));
    words.extend(args.baseline.as_ref().map(|folder| format!("--baseline {}", quoted(&folder.to_string_lossy()))));
    words.extend(args.undecided.map(|counts| match counts {
        UndecidedAs::Pass => "--undecided=pass".to_owned(),
        UndecidedAs::Fail => "--undecided=fail".to_owned(),
    }));
    words.extend(args.common.days.map(|n| format!("--days {n}")));
    words.extend(args.common.seed.map(|n| format!("--seed {n}")));
    words.extend(args.set.iter().map(|pair| format!("--set {}", quoted(pair))));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Command};
    use clap::Parser;

    fn again(args: &[&str]) -> String {
        let cli = Cli::try_parse_from(["holdline", "run"].iter().chain(args)).expect("legal arguments");
        let Command::Run(args) = cli.command else { panic!("another command") };
        command(&args)
    }

    #[test]
    fn what_shapes_the_results_is_kept() {
        let text = again(&["a.toml", "--days", "50", "--seed", "7", "--set", "seats=40", "--calls=3"]);
        assert_eq!(text, "holdline run a.toml --days 50 --seed 7 --set seats=40 --calls=3");
        assert_eq!(again(&["--calls", "a.toml"]), "holdline run a.toml --calls");
    }

    #[test]
    fn what_cannot_change_the_results_is_left_out() {
        let text = again(&["a.toml", "--threads", "7", "--out", "x", "--quiet", "--format", "json", "--merge", "p"]);
        assert_eq!(text, "holdline run a.toml");
    }

    #[test]
    fn words_are_quoted_for_the_shell() {
        assert_eq!(again(&["my plan.toml"]), "holdline run 'my plan.toml'");
        let text = again(&["it's.toml", "--set", "name=\"x y\""]);
        assert_eq!(text, r#"holdline run 'it'\''s.toml' --set 'name="x y"'"#);
        assert_eq!(again(&["a", "--set", "shifts[0].people=1"]), "holdline run a --set 'shifts[0].people=1'");
    }

    #[test]
    fn a_comparison_keeps_its_arms_margins_and_looks() {
        let line = "holdline compare a.toml b.toml --with 'x=1; y=2' --days 50 --set seats=40 --margin asa_s=2 --decide \
                    --max-days 400";
        let words = line.replace("'x=1; y=2'", "X").split(' ').map(|w| w.replace('X', "x=1; y=2")).collect::<Vec<_>>();
        let Command::Compare(args) = Cli::try_parse_from(words).expect("legal").command else { panic!("another") };
        assert_eq!(compare_command(&args), line);
    }

    #[test]
    fn a_check_keeps_what_is_looked_at_and_how_it_counts() {
        let line = "holdline check plans --only asa_s --fail-fast --undecided=pass --days 50 --seed 7 --set seats=40";
        let words = line.split(' ').chain(["--quiet", "--junit", "x.xml", "--format", "github", "--threads", "2"]);
        let Command::Check(args) = Cli::try_parse_from(words).expect("legal").command else { panic!("another") };
        assert_eq!(check_command(&args), line);
    }
}
