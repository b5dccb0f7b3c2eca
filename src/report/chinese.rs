//! What the tests of Chinese pages share.

#![cfg(test)]

/// The trade's abbreviations, which are the same in every language.
const ABBREVIATIONS: [&str; 3] = ["ASA", "Erlang", "Erl"];

/// Panics if a text has words of Latin letters that are none of these names, narrow punctuation behind Chinese, or a line that
/// begins with a mark that closes.
pub fn assert_chinese(text: &str, names: &[&str]) {
    assert!(text.chars().any(is_chinese), "{text}");
    let words = text.split(|c: char| !(c.is_ascii_alphabetic() || c == '_')).filter(|word| word.len() > 1);
    let strange: Vec<&str> = words.filter(|word| !names.contains(word) && !ABBREVIATIONS.contains(word)).collect();
    assert!(strange.is_empty(), "{strange:?} in\n{text}");
    let chars: Vec<char> = text.chars().collect();
    let narrow = chars.windows(2).find(|pair| is_chinese(pair[0]) && ",;:?!".contains(pair[1]));
    assert!(narrow.is_none(), "{narrow:?} in\n{text}");
    let begins_badly = |line: &&str| line.trim_start().starts_with(['，', '。', '；', '：', '）', '、', '%']);
    assert_eq!(text.lines().find(begins_badly), None, "in\n{text}");
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn english_words_and_narrow_marks_are_found() {
    let is_found = |text: &'static str| std::panic::catch_unwind(|| assert_chinese(text, &["Plan"])).is_err();
    assert!(["全天 better", "全天: 3", "全天\n，3", "day"].into_iter().all(is_found));
    assert!(!is_found("Plan A 的全天：3") && !is_found("ASA 为3秒"));
}
