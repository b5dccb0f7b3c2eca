//! What is often written in a scenario file that is no TOML, or not what was meant: decimal commas, per cent, the quotes
//! of word processors, full-width signs, backslashes in paths.

use super::fault::Slip;
use super::tree::Value;

/// Quotes that look like straight ones.
const CURLY: [char; 11] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '「', '」'];

/// Full-width signs and the plain ones they stand for.
const WIDE: [(char, char); 14] = [
    ('＝', '='),
    ('，', ','),
    ('．', '.'),
    ('。', '.'),
    ('：', ':'),
    ('［', '['),
    ('］', ']'),
    ('｛', '{'),
    ('｝', '}'),
    ('＂', '"'),
    ('＇', '\''),
    ('＃', '#'),
    ('％', '%'),
    ('－', '-'),
];

/// What may be wrong with a line that is no TOML.
pub(super) fn of_line(line: &str) -> Option<Slip> {
    let bare = without_strings(line);
    if bare.contains(CURLY) {
        return Some(Slip::CurlyQuotes);
    }
    if let Some(&(wide, plain)) = WIDE.iter().find(|(wide, _)| bare.contains(*wide)) {
        return Some(Slip::WideSign { wide, plain });
    }
    if bare.contains(['\u{a0}', '\u{200b}', '\u{202f}', '\u{3000}', '\u{feff}']) {
        return Some(Slip::Blank);
    }
    bare.split('=').skip(1).find_map(|rest| of_value(rest.trim())).or_else(|| backslash(line))
}

/// A number as it is written on paper.
fn of_value(rest: &str) -> Option<Slip> {
    let length = rest.find(|c: char| !c.is_ascii_digit() && !",.+-:".contains(c)).unwrap_or(rest.len());
    let token = rest[..length].trim_end_matches([',', '.']);
    if token.contains(':') && token.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return Some(Slip::BareTime(token.to_owned()));
    }
    if rest[token.len()..].trim_start().starts_with('%') {
        let share = token.replace(',', ".").parse::<f64>().ok()? / 100.0;
        return Some(Slip::PerCent { number: token.to_owned(), share });
    }
    let (whole, decimals) = token.split_once(',')?;
    let with_point = token.replace(',', ".").parse::<f64>().ok()?;
    let can_be_thousands = decimals.len() == 3 && !whole.trim_start_matches(['+', '-']).starts_with('0');
    let without = can_be_thousands.then(|| format!("{whole}{decimals}"));
    Some(Slip::Comma { number: token.to_owned(), with_point, without })
}

/// A path of Windows in straight quotes.
fn backslash(line: &str) -> Option<Slip> {
    let inside = line.split('"').nth(1).filter(|text| text.contains('\\'))?;
    Some(Slip::Backslash { meant: inside.replace('\\', "/") })
}

/// A line without what stands in straight quotes, and without its comment.
fn without_strings(line: &str) -> String {
    let mut open = None;
    let mut bare = String::new();
    for c in line.chars() {
        match (open, c) {
            (None, '#') => break,
            (None, '"' | '\'') => open = Some(c),
            (None, _) => bare.push(c),
            (Some(mark), _) if mark == c => open = None,
            (Some(_), _) => {}
        }
    }
    bare
}

/// The number that a text was meant as, to be written instead.
pub(super) fn number(value: &Value) -> Option<String> {
    let Value::Text(text) = value else { return None };
    let text = text.trim();
    let (number, by) = text.strip_suffix(['%', '％']).map_or((text, 1.0), |share| (share.trim_end(), 100.0));
    let meant = number.replacen(',', ".", 1).parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some((meant / by).to_string())
}

/// The path that was meant where a backslash and a letter have become one sign, such as a tab.
pub(super) fn path(text: &str) -> Option<String> {
    let letter = |c: char| match c {
        '\u{8}' => Some('b'),
        '\t' => Some('t'),
        '\n' => Some('n'),
        '\u{c}' => Some('f'),
        '\r' => Some('r'),
        '\u{1b}' => Some('e'),
        _ => None,
    };
    let meant: String = text
        .chars()
        .flat_map(|c| letter(c).map_or([Some(c), None], |letter| [Some('/'), Some(letter)]))
        .flatten()
        .collect();
    (meant != text).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slip_is_known_with_what_was_meant() {
        let comma = |number: &str, with_point, without: Option<&str>| Slip::Comma {
            number: number.to_owned(),
            with_point,
            without: without.map(str::to_owned),
        };
        let per_cent = |number: &str, share| Slip::PerCent { number: number.to_owned(), share };
        for (line, slip) in [
            ("absence = 0,05", comma("0,05", 0.05, None)),
            ("arrivals = { calls_per_hour = 10, busyness_cv = 0,1 }", comma("0,1", 0.1, None)),
            ("calls_per_hour = 1,190", comma("1,190", 1.19, Some("1190"))),
            ("absence = 5%", per_cent("5", 0.05)),
            ("absence = 2,5 %  # sick", per_cent("2,5", 0.025)),
            ("open = “09:00”", Slip::CurlyQuotes),
            ("name = „Plan“", Slip::CurlyQuotes),
            ("open ＝ \"09:00\"", Slip::WideSign { wide: '＝', plain: '=' }),
            ("open =\u{a0}\"09:00\"", Slip::Blank),
            ("open = 9:00", Slip::BareTime("9:00".to_owned())),
            (r#"profile = "data\profile.csv""#, Slip::Backslash { meant: "data/profile.csv".to_owned() }),
        ] {
            assert_eq!(of_line(line), Some(slip), "{line}");
        }
    }

    #[test]
    fn what_stands_in_quotes_or_in_a_comment_is_no_slip() {
        for line in ["why = \"so “called”\" x", "x = = # 5% “a”", "people = [2,3", "a = 1, b = 2"] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_number_in_quotes_is_told_as_a_number() {
        let meant = |text: &str| number(&Value::Text(text.to_owned()));
        let all = ["5%", "0,05", "2.5 %", "7"].map(|text| meant(text).unwrap_or_default());
        assert_eq!(all, ["0.05", "0.05", "0.025", "7"]);
        assert_eq!((meant("many"), meant(""), number(&Value::Flag(true))), (None, None, None));
    }

    #[test]
    fn a_backslash_that_became_a_sign_is_found_again() {
        assert_eq!(path("data\tuesday.csv").as_deref(), Some("data/tuesday.csv"));
        assert_eq!(path("data/tuesday.csv"), None);
    }
}
