//! What is wrong with the arguments, as data: what their parser found, for languages that it does not speak.

use crate::words::{UsageFault, ValueFault};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;

/// What the parser found.
pub fn fault(error: &Error) -> UsageFault {
    let argument = || first(error, ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            UsageFault::Unknown { argument: argument(), meant: all(error, ContextKind::SuggestedArg) }
        }
        ErrorKind::InvalidSubcommand => UsageFault::UnknownCommand {
            name: first(error, ContextKind::InvalidSubcommand),
            meant: all(error, ContextKind::SuggestedSubcommand),
        },
        ErrorKind::MissingSubcommand => UsageFault::NoCommand,
        ErrorKind::MissingRequiredArgument => UsageFault::Missing(all(error, ContextKind::InvalidArg)),
        ErrorKind::InvalidValue => of_a_few(error),
        ErrorKind::ValueValidation => of_value(error),
        ErrorKind::ArgumentConflict => {
            let with = all(error, ContextKind::PriorArg).into_iter().filter(|with| *with != argument()).collect();
            UsageFault::Conflict { argument: argument(), with }
        }
        ErrorKind::NoEquals => UsageFault::NoEquals(argument()),
        ErrorKind::TooManyValues => {
            UsageFault::TooManyValues { argument: argument(), value: first(error, ContextKind::InvalidValue) }
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => UsageFault::WrongNumberOfValues(argument()),
        ErrorKind::InvalidUtf8 => UsageFault::NotUtf8,
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion
        | ErrorKind::Io
        | ErrorKind::Format
        | _ => UsageFault::Other,
    }
}

/// The line that tells how the command is used, as the parser writes it; empty if there is none.
pub fn line(error: &Error) -> String {
    first(error, ContextKind::Usage)
}

fn of_a_few(error: &Error) -> UsageFault {
    let (argument, value) = (first(error, ContextKind::InvalidArg), first(error, ContextKind::InvalidValue));
    let allowed = all(error, ContextKind::ValidValue);
    if value.is_empty() {
        UsageFault::NoValue { argument, allowed }
    } else {
        UsageFault::NotOneOf { argument, value, allowed }
    }
}

fn of_value(error: &Error) -> UsageFault {
    let (argument, value) = (first(error, ContextKind::InvalidArg), first(error, ContextKind::InvalidValue));
    match error.source().and_then(|why| why.downcast_ref::<ValueFault>()) {
        Some(why) => UsageFault::BadValue { argument, value, why: why.clone() },
        None => UsageFault::BadNumber { argument, value, range: range(error) },
    }
}

/// The ends of a range of whole numbers, from what the parser says of one outside: "0 is not in 2..=1000000".
fn range(error: &Error) -> Option<(String, String)> {
    let said = error.source()?.to_string();
    let (from, to) = said.split_once(" is not in ")?.1.split_once("..=")?;
    Some((from.to_owned(), to.to_owned()))
}

fn first(error: &Error, kind: ContextKind) -> String {
    all(error, kind).into_iter().next().unwrap_or_default()
}

fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use crate::words::{self, Language};
    use clap::Parser;

    fn told(args: &str) -> String {
        let args = std::iter::once("holdline").chain(args.split_whitespace());
        let error = Cli::try_parse_from(args).expect_err("they are wrong");
        words::usage(Language::Chinese, &fault(&error)).expect("it is told in Chinese")
    }

    #[test]
    fn each_kind_of_wrong_arguments_is_told_with_what_is_wrong() {
        assert_eq!(told("run a.toml --dayz 3"), "没有参数 `--dayz`；是否想写 `--days`？");
        assert_eq!(told("runn"), "没有命令 `runn`；是否想写 `run`？");
        assert_eq!(told("run --days 3"), "缺少必需的参数：<SCENARIO>");
        assert_eq!(told("run a.toml --days"), "`--days <N>` 缺少值");
        assert_eq!(told("run a.toml --format csv"), "`--format <text|json>` 不接受 `csv`；允许：text、json");
        assert_eq!(told("run a.toml --days 0"), "`--days <N>` 不接受 `0`：一天也不模拟；至少1天");
        assert_eq!(told("compare a.toml --max-days 1"), "`--max-days <N>` 不接受 `1`：应为2至1000000的整数");
        assert_eq!(told("run a.toml --seed x"), "`--seed <N>` 不接受 `x`：应为不小于0的整数");
        assert_eq!(told("run a.toml -q -v"), "`--quiet` 不能与 `--verbose` 同时使用");
        assert_eq!(told("run a.toml --seed 1 --seed 2"), "`--seed <N>` 只能给一次");
        assert_eq!(told("run a.toml b.toml"), "没有参数 `b.toml`");
    }
}
