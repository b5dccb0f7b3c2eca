//! POSIX shells, for commands to be copied.

use super::{COMMAND, is_hidden};

/// A word as a shell reads it; one with anything hidden in it as `$'...'`, which today's shells and POSIX 2024 know.
pub fn word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-./:=,@%+".contains(c);
    if word.chars().any(is_hidden) || word.contains(COMMAND) {
        format!("$'{}'", word.chars().map(ansi_c).collect::<String>())
    } else if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// A character between `$'` and `'`; by bytes, as only those mean the same in every locale.
fn ansi_c(c: char) -> String {
    match c {
        '\'' | '\\' => format!("\\{c}"),
        c if is_hidden(c) || c == '#' => {
            c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("\\{byte:03o}")).collect()
        }
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_the_shell() {
        assert_eq!(word("a/b.toml"), "a/b.toml");
        assert_eq!(word("it's"), r"'it'\''s'");
        assert_eq!(word(""), "''");
        assert_eq!(word("a\n```\u{1b}'\\"), r"$'a\012```\033\'\\'");
        assert_eq!(word("\u{202e}"), r"$'\342\200\256'");
        assert_eq!(word("##[error]"), r"$'\043\043[error]'");
    }
}
