//! English and Chinese: which one is spoken, that nothing of the one stands in the other, and what is the same in both.

use crate::program::{Place, code, read, text};
use crate::sources::{rust_files, without_tests};
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A floor with a note: callers who never hang up under a target of the answer rate.
const FLOOR: &str = r#"
open = "08:00"
close = "09:00"
[targets]
answer_rate = 0.9
[[queues]]
name = "general"
arrivals = { calls_per_hour = 20 }
talk = "3m"
[[groups]]
name = "inbound"
serves = ["general"]
people = 3
"#;

/// Sources with Chinese that is no text but data: by which names columns and values of others are known, and the headers of
/// the five tables, which stand in both languages side by side; and names of made-up floors.
const DATA: [&str; 6] = [
    "history/columns.rs",
    "history/log.rs",
    "history/moment.rs",
    "history/reader.rs",
    "report/tables/",
    "report/charts/samples.rs",
];

/// Sources with English that is no text for people in one language alone, each with the reason why.
const ENGLISH_ALONE: [(&str, &str); 16] = [
    ("app/places.rs", "names of folders"),
    ("cli/args.rs", "help stands at arguments in English, and in another language in its words"),
    ("cli/erlang.rs", "the same"),
    ("cli/explain.rs", "the same"),
    ("cli/init.rs", "the same"),
    ("cli/manual.rs", "the same"),
    ("cli/size.rs", "the same"),
    ("cli/tables.rs", "the same"),
    ("cli/usage.rs", "what the parser of arguments says, to be understood"),
    ("report/baseline/", "a page in git, the same whoever stores it, and what a parser says"),
    ("report/charts/pictures.rs", "tests"),
    ("report/charts/png.rs", "what cannot go wrong unless the program is wrong"),
    ("report/charts/samples.rs", "samples of tests"),
    ("report/sample.rs", "samples of tests"),
    ("report/stored/document.rs", "what a parser says"),
    ("report/tables/", "in both languages side by side, as the workbook has them"),
];

/// What is no word of a language: formats, programs, units, and parts of examples.
const NAMES: [&str; 33] = [
    "holdline",
    "SHA",
    "STRESS",
    "DES",
    "ASA",
    "AHT",
    "Rust",
    "MIT",
    "Apache",
    "days",
    "intervals",
    "TOML",
    "UTF",
    "CSV",
    "Excel",
    "MB",
    "Erl",
    "Erlang",
    "Ctrl",
    "HH",
    "MM",
    "SS",
    "https",
    "toml",
    "io",
    "Mon",
    "Monday",
    "true",
    "false",
    "min",
    "max",
    "csv",
    "of_answered",
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The literals of code, tests and comments left out.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines = without_tests(code).lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.map(|line| line.split(" // ").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let code = code.replace("'\"'", "' '").replace("'\\\"'", "' '");
    let (mut inside, mut literal, mut chars) = (false, String::new(), code.chars());
    while let Some(c) = chars.next() {
        match (inside, c) {
            (true, '\\') => literal.extend(chars.next()),
            (true, '"') => {
                found.push(std::mem::take(&mut literal));
                inside = false;
            }
            (true, c) => literal.push(c),
            (false, '"') => inside = true,
            (false, _) => {}
        }
    }
    found
}

/// A text without what stands in quotes, brackets and braces: names, keys, examples, arguments.
fn bare(text: &str) -> String {
    let (mut bare, mut until) = (String::new(), Vec::new());
    for c in text.chars() {
        let closing = match c {
            '`' => Some('`'),
            '"' => Some('"'),
            '{' => Some('}'),
            '[' => Some(']'),
            _ => None,
        };
        if until.last() == Some(&c) {
            until.pop();
        } else if let Some(closing) = closing {
            until.push(closing);
        } else if until.is_empty() {
            bare.push(c);
        }
    }
    bare
}

/// Words of more than one letter in Latin script.
fn latin_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_ascii_alphabetic() || c == '_'));
    words.filter(|word| word.len() > 1)
}

/// Every key of a scenario file.
fn keys() -> BTreeSet<String> {
    fn collect(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(table) => {
                let properties = table.get("properties").and_then(|of| of.as_object());
                found.extend(properties.into_iter().flatten().map(|(key, _)| key.clone()));
                table.values().for_each(|value| collect(value, found));
            }
            serde_json::Value::Array(list) => list.iter().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    collect(&serde_json::from_str(&holdline::scenario::schema()).expect("JSON"), &mut found);
    found
}

fn chinese_texts() -> Vec<(String, String)> {
    let folder = source().join("words/zh");
    let of = |file: String| {
        let code = fs::read_to_string(folder.join(&file)).expect("a source file");
        literals(&code).into_iter().filter(|text| text.chars().any(is_chinese)).map(move |text| (file.clone(), text))
    };
    rust_files(&folder).into_iter().flat_map(of).collect()
}

#[test]
fn chinese_stands_in_the_chinese_words_alone() {
    let files = rust_files(&source()).into_iter().filter(|file| !file.starts_with("words/zh/"));
    let files = files.filter(|file| !DATA.iter().any(|data| file.starts_with(data)));
    let of = |file: String| {
        let code = fs::read_to_string(source().join(&file)).expect("a source file");
        let text = literals(&code).into_iter().find(|text| text.chars().any(is_chinese));
        text.map(|text| format!("src/{file}: {text}"))
    };
    let found: Vec<String> = files.filter_map(of).collect();
    assert!(found.is_empty(), "it belongs into src/words/zh:\n{}", found.join("\n"));
}

/// Texts of code that are no reason why something cannot fail or may be done.
fn told(code: &str) -> Vec<String> {
    let reasons = Regex::new(r#"(expect\(|reason = |CANNOT_FAIL: &str = )"[^"]*""#).expect("a pattern");
    literals(&reasons.replace_all(code, "$1"))
}

/// Two words of English, one behind the other, outside of what stands in quotes and braces.
fn is_english(text: &str) -> bool {
    // The names of commands are the same in every language.
    let bare = bare(text.strip_prefix("holdline ").unwrap_or(text));
    let words = bare.split(' ').map(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase()));
    let words: Vec<bool> = words.collect();
    words.windows(2).any(|pair| pair[0] && pair[1])
}

#[test]
fn no_english_stands_in_the_pages_and_pictures_that_are_told_in_every_language() {
    assert!(is_english("only {share} % of days") && !is_english("{days} %") && !is_english("holdline {name}"));
    assert_eq!(told(r#"x.expect("it is there"); say("it is told")"#), ["it is told"]);
    let is_told = |file: &String| {
        let rooms = ["app/", "cli/", "report/"];
        rooms.iter().any(|room| file.starts_with(room))
            && !ENGLISH_ALONE.iter().any(|(alone, _)| file.starts_with(alone))
    };
    let of = |file: String| {
        let code = fs::read_to_string(source().join(&file)).expect("a source file");
        told(&code).into_iter().find(|text| is_english(text)).map(|text| format!("src/{file}: {text}"))
    };
    let files = rust_files(&source()).into_iter().filter(is_told);
    let found: Vec<String> = files.filter_map(of).collect();
    assert!(found.is_empty(), "it belongs into src/words:\n{}", found.join("\n"));
}

#[test]
fn no_english_stands_in_the_chinese_words() {
    let (keys, texts) = (keys(), chinese_texts());
    assert!(texts.len() > 300 && keys.len() > 80, "{} texts and {} keys", texts.len(), keys.len());
    let is_known = |word: &str| NAMES.contains(&word) || keys.contains(word) || word.starts_with("service_level");
    // Help is about commands, files and options, and shows them.
    let of = |(file, text): &(String, String)| {
        if file == "help.rs" {
            return None;
        }
        let bare = bare(text);
        let word = latin_words(&bare).find(|word| !is_known(word))?;
        Some(format!("{file}: {word} in {text}"))
    };
    let found: Vec<String> = texts.iter().filter_map(of).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn chinese_texts_have_full_width_punctuation_and_no_blank_before_units() {
    let is_narrow = |c: char| matches!(c, ',' | ';' | ':' | '?' | '!' | '(' | ')');
    let is_wrong = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let narrow = chars.windows(2).any(|pair| is_chinese(pair[0]) && is_narrow(pair[1]));
        let apart = ["小时", "分", "秒", "天", "人", "%"].iter().any(|unit| text.contains(&format!("}} {unit}")));
        narrow || apart
    };
    assert!(is_wrong("错误: x") && is_wrong("{days} 天") && !is_wrong("错误：{days}天"));
    let found: Vec<String> = chinese_texts()
        .into_iter()
        .filter(|(_, text)| is_wrong(text))
        .map(|(file, text)| format!("{file}: {text}"))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_words_of_the_glossary_are_in_use_and_each_is_there_once() {
    let root = source().parent().expect("the repository").to_owned();
    let page = read(&root.join("docs/words.md"));
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && line.chars().any(is_chinese))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() > 40, "only {} words", rows.len());
    let mut used: String = chinese_texts().into_iter().map(|(_, text)| text + "\n").collect();
    used += &read(&root.join("README.zh-CN.md"));
    let (mut english, mut chinese) = (BTreeSet::new(), BTreeSet::new());
    for row in rows {
        assert!(used.contains(row[1]), "{} ({}) is used nowhere", row[1], row[0]);
        assert!(english.insert(row[0]) && chinese.insert(row[1]), "{} or {} is there twice", row[0], row[1]);
    }
}

#[test]
fn the_chinese_readme_shows_a_message_as_it_is() {
    let root = source().parent().expect("the repository").to_owned();
    let message = read(&root.join("tests/bad-scenarios/misspelt-key.expected.zh"));
    assert!(read(&root.join("README.zh-CN.md")).contains(&message), "it should show\n{message}");
}

fn said(place: &Place, args: &[&str], locale: &[(&str, &str)]) -> (i32, String) {
    let mut command = place.command(args);
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    let output = command.envs(locale.iter().copied()).output().expect("the program starts");
    (code(&output), text(&output.stderr))
}

#[test]
fn the_language_is_that_of_the_option_else_of_the_locale_else_english() {
    let place = Place::with(&[]);
    let run = |args: &[&str], locale: &[(&str, &str)]| {
        let args: Vec<&str> = ["run", "nowhere.toml"].iter().chain(args).copied().collect();
        said(&place, &args, locale)
    };
    let (english, chinese) = ("error: there is no file nowhere.toml", "错误：没有文件 nowhere.toml");
    let begins =
        |(code, said): (i32, String), with: &str| assert!(code == 2 && said.starts_with(with), "{code}: {said}");
    begins(run(&[], &[]), english);
    begins(run(&[], &[("LANG", "zh_CN.UTF-8")]), chinese);
    begins(run(&[], &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), english);
    begins(run(&["--lang", "en"], &[("LC_ALL", "zh_CN.UTF-8")]), english);
    begins(run(&["--lang", "zh"], &[]), chinese);
    begins(said(&place, &["--lang", "zh", "run", "nowhere.toml"], &[]), chinese);
}

#[test]
fn notes_and_refusals_are_told_in_chinese() {
    let place = Place::with(&[("floor.toml", FLOOR), ("taken/mine.txt", "x")]);
    let run = |args: &[&str]| {
        let args: Vec<&str> =
            ["run", "floor.toml", "--days", "2", "--lang", "zh"].iter().chain(args).copied().collect();
        said(&place, &args, &[])
    };
    let (code, told) = run(&["--verbose"]);
    assert_eq!(code, 0);
    assert!(told.contains("提示：floor.toml:6：队列 `general` 没有 `patience`：等待的来电者永不挂断"), "{told}");
    assert!(told.contains("说明不了什么 [endless_patience]"), "{told}");
    assert!(told.contains("2天模拟完毕，用时") && told.contains("正在写入 results.json"), "{told}");
    let (code, told) = run(&["--out", "taken"]);
    let refused = "taken 不是空的，也没有 results.json，因此不替换；请用 `--out` 指定别的文件夹\n";
    assert!(code == 2 && told.ends_with(refused), "{told}");
    let (code, told) =
        said(&place, &["erlang", "--calls", "100", "--aht", "180s", "--model", "a", "--lang", "zh"], &[]);
    assert_eq!((code, told.as_str()), (2, "错误：Erlang A 需要用 `--patience` 给出来电者的耐心\n"));
}

#[test]
fn help_and_wrong_arguments_are_told_in_the_language_that_is_asked_for() {
    let place = Place::with(&[]);
    let help = place.run(&["run", "--help", "--lang", "zh"]);
    assert!(
        code(&help) == 0 && text(&help.stdout).contains("用法：holdline run [选项] <场景>"),
        "{}",
        text(&help.stdout)
    );
    let (code, told) = said(&place, &["run", "--dayz", "3"], &[("LANG", "zh_CN.UTF-8")]);
    assert!(code == 2 && told.starts_with("错误：没有参数 `--dayz`；是否想写 `--days`？\n\n用法："), "{told}");
    let (code, told) = said(&place, &["run", "--dayz", "3"], &[]);
    assert!(code == 2 && told.starts_with("error: unexpected argument '--dayz' found"), "{told}");
}

#[test]
fn what_programs_read_is_the_same_in_both_languages() {
    let place = Place::with(&[("floor.toml", FLOOR), ("bad.toml", &FLOOR.replace("serves", "servs"))]);
    let files = |options: &[&str], locale: &[(&str, &str)]| {
        let args = [&["run", "floor.toml", "--days", "3", "--calls", "--out", "out"][..], options].concat();
        let (code, told) = said(&place, &args, locale);
        assert_eq!(code, 0, "{told}");
        ["days.csv", "intervals.csv", "calls.csv", "results.json", "plots/waits.svg"]
            .map(|name| read(&place.path("out").join(name)))
    };
    let english = files(&[], &[]);
    assert_eq!(english, files(&[], &[("LANG", "zh_CN.UTF-8")]), "the locale changes no file");
    let chinese = files(&["--lang", "zh"], &[]);
    assert_eq!(english[..3], chinese[..3]);
    // The plots are in the language that was asked for, and the command that makes them again asks for it, too.
    assert!(chinese[4].contains("等待时长") && chinese[3].contains("--calls --lang zh"));
    let without = chinese[3].replace(" --lang zh", "").replace(", \"language\": \"zh\"", "");
    assert_eq!(english[3], without);
    let faults = |language: &str| {
        let output = place.run(&["run", "bad.toml", "--format", "json", "--lang", language]);
        assert_eq!(code(&output), 2);
        serde_json::from_str::<serde_json::Value>(&text(&output.stdout)).expect("JSON")
    };
    let (english, chinese) = (faults("en"), faults("zh"));
    for key in ["file", "line", "column", "key", "nearest"] {
        assert_eq!(english["faults"][0][key], chinese["faults"][0][key], "{key}");
    }
    assert_eq!(english["faults"][0]["found"], "unknown key");
    assert_eq!(chinese["faults"][0]["found"], "未知的键");
}

#[test]
fn no_english_is_left_on_the_chinese_page_of_any_command() {
    let floor = FLOOR.replace("general", "热线").replace("name = \"inbound\"", "name = \"呼入\"");
    let expect = "[expect]\nanswer_rate = \">= 0.5\"\n";
    let place = Place::with(&[("f.toml", &floor.replace("[[queues]]", &format!("{expect}[[queues]]")))]);
    let commands = [
        "compare f.toml --with 甲：groups.呼入.people=2 --days 20 --out c",
        "compare f.toml --with 甲：groups.呼入.people=2 --days 20 --out c --format markdown",
        "check f.toml --days 20 --baseline b --update",
        "check f.toml --days 20 --baseline b --set groups.呼入.people=2 --undecided=pass --format markdown",
        "size f.toml --days 20 --max-days 20 --what-if",
        "size f.toml --days 20 --max-days 20 --given",
        "erlang --calls 100 --per 30m --aht 180s --patience 5m",
    ];
    // Files, keys, arguments and commands are the same in every language.
    let same =
        ["toml", "groups", "people", "plots", "png", "answer_rate", "staffing", "sh", "baseline", "check", "expect"];
    let same =
        [&same[..], &["compare", "with", "days", "set", "update", "undecided", "pass", "holdline", "lang", "zh"]]
            .concat();
    for command in commands {
        let args: Vec<&str> = command.split(' ').chain(["--lang", "zh", "--threads", "1"]).collect();
        let args = if command.starts_with("erlang") { &args[..args.len() - 2] } else { &args[..] };
        let page = text(&place.run(args).stdout).replace("\\_", "_");
        assert!(page.chars().any(is_chinese), "{command}: {page}");
        let strange: Vec<&str> =
            latin_words(&page).filter(|word| !same.contains(word) && !NAMES.contains(word)).collect();
        assert!(strange.is_empty(), "{command}: {strange:?} in\n{page}");
    }
}
