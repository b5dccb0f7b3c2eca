//! Terminals, and the logs of runners that read what a terminal would show.

use super::{COMMAND, visible};
use std::path::Path;

/// Text of others in one line.
pub fn line(text: &str) -> String {
    visible(text).replace(COMMAND, "##\\[")
}

/// Text of others in several lines, which stay lines.
pub fn lines(text: &str) -> String {
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// A path, as it is shown in messages.
pub fn path(path: &Path) -> String {
    line(&path.display().to_string())
}

/// A page whose texts have been through [`line()`] and were then broken into lines: none of them begins as a command to a
/// GitHub runner does, which looks for `::` behind any blanks.
pub fn page(text: &str) -> String {
    let one = |line: &str| {
        let words = line.trim_start();
        if words.starts_with("::") {
            format!("{}\\{words}", &line[..line.len() - words.len()])
        } else {
            line.to_owned()
        }
    };
    text.split('\n').map(one).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_in_its_line_and_commands_nobody() {
        assert_eq!(line("a\n::error::b\u{1b}[2J"), "a\\n::error::b\\u{1b}[2J");
        assert_eq!(line("x ##[error]y"), "x ##\\[error]y");
        assert_eq!(lines("a\rb\nc"), "a\\rb\nc");
    }

    #[test]
    fn no_line_of_a_page_begins_a_command_of_a_runner() {
        assert_eq!(page("::stop-commands::x\n  ::error::y\na ::b\n"), "\\::stop-commands::x\n  \\::error::y\na ::b\n");
        assert_eq!(page("\u{a0}::error::y"), "\u{a0}\\::error::y");
    }
}
