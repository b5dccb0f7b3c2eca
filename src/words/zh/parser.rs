//! What the parser of TOML says, in Chinese: it has no other names for its findings than its English ones.

/// Beginnings of what it says.
const SAID: [(&str, &str); 22] = [
    ("duplicate key", "键重复"),
    ("key with no value", "键没有值"),
    ("missing value", "缺少值"),
    ("missing assignment", "缺少 `=`"),
    ("missing comma", "缺少逗号"),
    ("missing key", "缺少键"),
    ("missing opening quote", "缺少开头的引号"),
    ("missing escaped value", "反斜杠后缺少字符"),
    ("missing", "缺少内容"),
    ("extra comma", "多余的逗号"),
    ("extra `=`", "多余的 `=`"),
    ("extra assignment", "多余的 `=`"),
    ("unclosed", "括号没有闭合"),
    ("invalid date", "日期不对"),
    ("invalid time", "时刻不对"),
    ("invalid unquoted key", "键中有须加引号的字符"),
    ("unquoted keys cannot be empty", "键为空"),
    ("string values must be quoted", "文本须加引号"),
    ("cannot extend value", "不能给已有的值再加键"),
    ("cannot recurse further", "嵌套太深"),
    ("unexpected leading zero", "数字不能以0开头"),
    ("carriage return", "回车符后没有换行符"),
];

/// The nearest there is; a text in quotes that does not end is the most frequent of those without a line above.
pub(super) fn said(message: &str) -> String {
    let of_a_string = message.starts_with("invalid") && message.contains("string");
    let found = SAID.iter().find(|(beginning, _)| message.starts_with(beginning)).map(|(_, said)| *said);
    let found = if of_a_string { "引号内的文本不对" } else { found.unwrap_or("此处不合语法") };
    let expected = message.split_once(", expected ").map_or("", |(_, expected)| expected);
    match expected.split('`').nth(1) {
        Some(sign) => format!("{found}，此处应为 `{sign}`"),
        None => found.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parser_says_is_told_with_the_sign_that_it_expected() {
        assert_eq!(said("duplicate key"), "键重复");
        assert_eq!(said("key with no value, expected `=`"), "键没有值，此处应为 `=`");
        assert_eq!(said("invalid basic string, expected `\"`"), "引号内的文本不对，此处应为 `\"`");
        assert_eq!(said("extra `=`, expected nothing"), "多余的 `=`");
        assert_eq!(said("something new"), "此处不合语法");
    }
}
