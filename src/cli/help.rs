//! Help in the language that is spoken. English stands at the arguments; another language has texts of its own in
//! [`crate::words`], by the names of commands and arguments.

use crate::words::Help;
use clap::builder::Str;
use clap::{Arg, Command};

/// Marks behind which a line may be broken. The writer of help breaks at blanks alone, so each gets one, which
/// [`put_right`] takes out again.
const MARKS: &str = "，；。：、？！）";

/// The command with the texts of a language in place of its own.
pub fn translated(mut command: Command, help: &'static Help) -> Command {
    // Only then the arguments are there that every command has.
    command.build();
    of_command(command, help)
}

fn of_command(command: Command, help: &'static Help) -> Command {
    let name = command.get_name().to_owned();
    let about = find(help.commands, &name).map(breakable);
    let below = find(help.below, &name).map(breakable);
    let of_argument = |argument: Arg| of_argument(argument, &name, help);
    let command = command.mut_args(of_argument).mut_subcommands(|command| of_command(command, help));
    let command = if let Some(about) = about { command.about(about.clone()).long_about(about) } else { command };
    if let Some(below) = below { command.after_help(below) } else { command }
}

fn of_argument(argument: Arg, command: &str, help: &'static Help) -> Arg {
    let called = |name: &Str| find(help.values, name).map_or_else(|| name.clone(), Str::from);
    let values: Option<Vec<Str>> = argument.get_value_names().map(|names| names.iter().map(called).collect());
    let told = told(help, command, argument.get_id().as_str()).map(breakable);
    let argument = if let Some(told) = told { argument.help(told.clone()).long_help(told) } else { argument };
    if let Some(values) = values { argument.value_names(values) } else { argument }
}

/// What is told of an argument: of that of the command, else of any so called.
fn told(help: &Help, command: &str, argument: &str) -> Option<&'static str> {
    let of = |command: &str| help.arguments.iter().find(|(of, name, _)| (*of, *name) == (command, argument));
    of(command).or_else(|| of("")).map(|(_, _, told)| *told)
}

fn find(texts: &[(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    texts.iter().find(|(of, _)| *of == name).map(|(_, text)| *text)
}

fn breakable(text: &str) -> String {
    MARKS.chars().fold(text.to_owned(), |text, mark| text.replace(mark, &format!("{mark} ")))
}

/// What the parser has written, with its own words in the language, too.
pub fn put_right(written: &str, help: &Help) -> String {
    let text = help.signs.iter().fold(written.to_owned(), |text, (own, told)| text.replace(own, told));
    let text = MARKS.chars().fold(text, |text, mark| text.replace(&format!("{mark} "), &mark.to_string()));
    text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use crate::words::{self, Language};
    use clap::CommandFactory;

    fn chinese() -> &'static Help {
        words::help(Language::Chinese).expect("there is help in Chinese")
    }

    fn is_chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    /// Every command with the arguments of it, help left out.
    fn commands(command: &Command) -> Vec<Command> {
        let below = command.get_subcommands().filter(|one| one.get_name() != "help");
        std::iter::once(command.clone()).chain(below.cloned()).collect()
    }

    #[test]
    fn every_command_and_argument_is_told_in_chinese_and_nothing_else_is() {
        let command = translated(Cli::command(), chinese());
        let (mut names, mut arguments) = (Vec::new(), Vec::new());
        for command in commands(&command) {
            names.push(command.get_name().to_owned());
            assert!(is_chinese(&command.get_about().expect("a text").to_string()), "{}", command.get_name());
            for argument in command.get_arguments() {
                let text = argument.get_help().map(ToString::to_string).unwrap_or_default();
                let name = argument.get_id().to_string();
                assert!(is_chinese(&text), "add {} {name} to src/words/zh/help.rs", command.get_name());
                arguments.push((command.get_name().to_owned(), name));
            }
        }
        let is_there =
            |of: &str, name: &str| arguments.iter().any(|(one, two)| (of.is_empty() || one == of) && two == name);
        for (of, name, _) in chinese().arguments {
            let is_left_out = *name == "html" && cfg!(not(feature = "html"));
            assert!(is_there(of, name) || *name == "subcommand" || is_left_out, "{of} has no argument {name}");
        }
        assert!(chinese().below.iter().all(|(of, _)| names.contains(&(*of).to_owned())));
    }

    #[test]
    fn examples_are_the_same_commands_in_both_languages() {
        let lines = |text: String| -> Vec<String> {
            let is_command = |line: &&str| {
                line.starts_with(' ') && (line.trim_start().starts_with("holdline ") || line.contains("--"))
            };
            text.lines().filter(is_command).map(str::to_owned).collect()
        };
        let mut all = 0;
        for command in commands(&Cli::command()) {
            let english = lines(command.get_after_help().map(ToString::to_string).unwrap_or_default());
            let told = find(chinese().below, command.get_name()).unwrap_or_default().to_owned();
            all += english.len();
            assert_eq!(english, lines(told), "{}", command.get_name());
        }
        assert!(all > 30, "{all}");
    }

    #[test]
    fn lines_of_chinese_fit_the_screen() {
        let command = translated(Cli::command(), chinese());
        let wide = |line: &str| {
            line.chars().map(|c| if is_chinese(&c.to_string()) || MARKS.contains(c) { 2 } else { 1 }).sum::<usize>()
        };
        for mut command in commands(&command) {
            let text = put_right(&command.render_help().to_string(), chinese());
            let long = text.lines().find(|line| wide(line) > 130);
            assert_eq!(long, None, "{}", command.get_name());
        }
    }
}
