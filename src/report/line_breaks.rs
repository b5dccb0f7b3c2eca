//! Where a line of Chinese may end: between any two characters, but not before a mark that closes, after one that opens, or
//! between a number and what is counted.

/// What no line begins with.
const CLOSING: &str = "，。、；：？！）》】」』”’…%％·";
/// What no line ends with.
const OPENING: &str = "（《【「『“‘";

/// Units that are not broken.
const WHOLE: [(char, char); 3] = [('分', '钟'), ('小', '时'), ('人', '时')];

/// Whether a character is as wide as two letters and stands for itself.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}')
}

/// A text in pieces that stay whole: behind each of them a line may end. Blanks belong to what is before them.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for ((_, before), (at, after)) in text.char_indices().zip(text.char_indices().skip(1)) {
        if may_end(before, after) {
            pieces.push(&text[start..at]);
            start = at;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_end(before: char, after: char) -> bool {
    if before == ' ' || after == ' ' {
        return after != ' ';
    }
    let is_kept = CLOSING.contains(after) || OPENING.contains(before) || WHOLE.contains(&(before, after));
    let is_date = before == '月' && after.is_ascii_digit();
    !is_kept && !is_date && (is_wide(before) || is_wide(after) && !before.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_characters_but_keep_marks_and_numbers() {
        assert_eq!(pieces("达标：97%的天（95至98）"), ["达", "标：", "97%", "的", "天", "（95至", "98）"]);
        assert_eq!(pieces("用 qa 96分钟，"), ["用 ", "qa ", "96分钟，"]);
        assert_eq!(pieces("从2月13日起"), ["从", "2月13日", "起"]);
        assert_eq!(pieces("to be broken"), ["to ", "be ", "broken"]);
        assert_eq!(pieces(""), [""]);
    }
}
