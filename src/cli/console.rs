//! Printing: results on standard output, everything else on standard error.

use super::{ExitCode, Failure};
use crate::escape::terminal;
use crate::words::{self, Language, Saying};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Where and how this run prints.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// What it speaks.
    pub language: Language,
    /// Neither summary nor notes nor progress.
    pub quiet: bool,
    verbose: bool,
    /// Standard output shows colours.
    pub colour: bool,
    /// Standard error shows colours.
    pub colour_of_errors: bool,
}

impl Console {
    /// Looks at the terminal and at `NO_COLOR`.
    pub fn new(language: Language, quiet: bool, verbose: bool) -> Self {
        let wanted = wants_colour(|name| std::env::var(name).ok());
        let colour = wanted && io::stdout().is_terminal();
        let colour_of_errors = wanted && io::stderr().is_terminal();
        Self { language, quiet, verbose, colour, colour_of_errors }
    }

    /// Prints on standard output. Who reads only a part of it, as `head` does, is content with that part.
    ///
    /// # Errors
    /// A passing fault if standard output cannot be written.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Failure::saying(ExitCode::Passing, Saying::CannotPrint(error.into())))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Prints a page of results, and where they were written.
    ///
    /// # Errors
    /// As for [`Console::print`].
    pub fn print_page(&self, page: &str, place: Option<&Path>) -> Result<(), Failure> {
        let written = place.map(|place| words::saying(self.language, &Saying::ResultsIn(place.to_owned())));
        self.print(&format!("{page}{}", written.map(|line| format!("\n{line}\n")).unwrap_or_default()))
    }

    /// Prints something that the program says itself.
    ///
    /// # Errors
    /// As for [`Console::print`].
    pub fn say(&self, saying: &Saying) -> Result<(), Failure> {
        self.print(&format!("{}\n", words::saying(self.language, saying)))
    }

    /// A remark for whoever did not ask for quiet.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            complain(&terminal::line(&words::note_line(self.language, text)));
        }
    }

    /// The same about something.
    pub fn note_of(&self, about: &str, text: &str) {
        self.note(&words::of(self.language, about, text));
    }

    /// The same of something that the program says itself.
    pub fn notes(&self, saying: &Saying) {
        self.note(&words::saying(self.language, saying));
    }

    /// Something that is wrong, in a line of its own.
    pub fn error(&self, text: &str) {
        complain(&terminal::line(&words::error_line(self.language, text)));
    }

    /// A detail for whoever asked for it.
    pub fn detail(&self, saying: &Saying) {
        if self.verbose {
            complain(&words::saying(self.language, saying));
        }
    }
}

/// Prints what there is to say on standard error; texts of others in it have been through [`terminal::line`].
pub fn complain(text: &str) {
    if !text.is_empty() {
        // Nobody is left to tell if even this cannot be printed.
        let _ = writeln!(io::stderr(), "{}", terminal::page(text.trim_end()));
    }
}

/// `NO_COLOR` with any value but an empty one says no, and so does a terminal that calls itself dumb.
fn wants_colour(variable: impl Fn(&str) -> Option<String>) -> bool {
    let refused = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && variable("TERM").as_deref() != Some("dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_and_dumb_terminals_are_respected() {
        let with =
            |name: &'static str, value: &'static str| wants_colour(|asked| (asked == name).then(|| value.to_owned()));
        assert!(!with("NO_COLOR", "1"));
        assert!(with("NO_COLOR", ""));
        assert!(!with("TERM", "dumb"));
        assert!(with("TERM", "xterm"));
    }
}
