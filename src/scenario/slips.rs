//! What is often written in a scenario file that is no TOML, or not what was meant: decimal commas, per cent, the quotes
//! of word processors, full-width signs, backslashes in paths.

use super::tree::Value;

/// What was found and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub found: String,
    pub allowed: String,
}

impl Slip {
    fn new(found: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { found: found.into(), allowed: allowed.into() }
    }
}

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
        return Some(Slip::new("typographic quotes, as word processors make them", "straight quotes: \" or '"));
    }
    if let Some((wide, plain)) = WIDE.iter().find(|(wide, _)| bare.contains(*wide)) {
        return Some(Slip::new(format!("a full-width sign `{wide}`"), format!("the plain sign: {plain}")));
    }
    if bare.contains(['\u{a0}', '\u{200b}', '\u{202f}', '\u{3000}', '\u{feff}']) {
        return Some(Slip::new("a blank that is no plain one", "plain spaces"));
    }
    bare.split('=').skip(1).find_map(|rest| of_value(rest.trim())).or_else(|| backslash(line))
}

/// A number as it is written on paper.
fn of_value(rest: &str) -> Option<Slip> {
    let length = rest.find(|c: char| !c.is_ascii_digit() && !",.+-:".contains(c)).unwrap_or(rest.len());
    let token = rest[..length].trim_end_matches([',', '.']);
    if token.contains(':') && token.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return Some(Slip::new(format!("{token} without quotes"), format!("a time in quotes: \"{token}\"")));
    }
    if rest[token.len()..].trim_start().starts_with('%') {
        let share = token.replace(',', ".").parse::<f64>().ok()? / 100.0;
        return Some(Slip::new(format!("{token}%"), format!("a share without %: {share}")));
    }
    let (whole, decimals) = token.split_once(',')?;
    let point = token.replace(',', ".").parse::<f64>().ok()?;
    let thousands = if decimals.len() == 3 && !whole.trim_start_matches(['+', '-']).starts_with('0') {
        format!("; or {whole}{decimals} without a mark for thousands")
    } else {
        String::new()
    };
    Some(Slip::new(format!("a comma in the number {token}"), format!("a point: {point}{thousands}")))
}

/// A path of Windows in straight quotes.
fn backslash(line: &str) -> Option<Slip> {
    let inside = line.split('"').nth(1).filter(|text| text.contains('\\'))?;
    let allowed = format!("/ in its place: \"{}\"; or single quotes around it", inside.replace('\\', "/"));
    Some(Slip::new("a backslash in text in quotes", allowed))
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

    fn allowed(line: &str) -> String {
        of_line(line).unwrap_or_else(|| panic!("nothing found in {line}")).allowed
    }

    #[test]
    fn each_slip_is_told_with_the_right_form() {
        for (line, right) in [
            ("absence = 0,05", "a point: 0.05"),
            ("arrivals = { calls_per_hour = 10, busyness_cv = 0,1 }", "a point: 0.1"),
            ("calls_per_hour = 1,190", "a point: 1.19; or 1190 without a mark for thousands"),
            ("absence = 5%", "a share without %: 0.05"),
            ("absence = 2,5 %  # sick", "a share without %: 0.025"),
            ("open = “09:00”", "straight quotes: \" or '"),
            ("name = „Plan“", "straight quotes: \" or '"),
            ("open ＝ \"09:00\"", "the plain sign: ="),
            ("open =\u{a0}\"09:00\"", "plain spaces"),
            ("open = 9:00", "a time in quotes: \"9:00\""),
            (r#"profile = "data\profile.csv""#, "/ in its place: \"data/profile.csv\"; or single quotes around it"),
        ] {
            assert_eq!(allowed(line), right, "{line}");
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
