//! Workflow commands of GitHub Actions: <https://docs.github.com/actions/reference/workflow-commands>.

use super::terminal;

/// The message of a command, as the runner reads it back; line ends stay.
pub fn data(text: &str) -> String {
    percent(&terminal::lines(text))
}

/// A property of a command, such as `title` or `file`; all in one line.
pub fn property(text: &str) -> String {
    percent(&terminal::line(text)).replace(':', "%3A").replace(',', "%2C")
}

fn percent(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_can_neither_end_nor_begin_another() {
        assert_eq!(property("a,line=1::x%0A\nb"), "a%2Cline=1%3A%3Ax%250A\\nb");
    }

    #[test]
    fn a_message_keeps_its_lines_in_one_line_of_the_log() {
        assert_eq!(data("50 %\nb\r\u{1b}"), "50 %25%0Ab\\r\\u{1b}");
    }
}
