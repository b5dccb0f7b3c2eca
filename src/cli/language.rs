//! In which language the program speaks: as asked for, else as the locale has it.

use crate::words::Language;
use clap::ValueEnum;
use std::borrow::Cow;
use std::ffi::OsString;

/// Variables of the locale; the first that is not empty decides, as POSIX has it.
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// A language to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageAsked {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<LanguageAsked> for Language {
    fn from(asked: LanguageAsked) -> Self {
        match asked {
            LanguageAsked::Zh => Self::Chinese,
            LanguageAsked::En => Self::English,
        }
    }
}

/// The language that the arguments ask for, before they are read: what is wrong with them is told in it.
pub fn asked_in(args: &[OsString]) -> Option<LanguageAsked> {
    let mut args = args.iter().map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.next().map(Cow::into_owned),
            Some(value) => value.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        if let Some(value) = value {
            return LanguageAsked::from_str(&value, false).ok();
        }
    }
    None
}

/// The language of this process's locale.
pub fn of_environment() -> Language {
    of_locale(|name| std::env::var(name).ok())
}

/// The language of the locale that these variables tell; English if they tell none or another one.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = LOCALE.into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
    let language = locale.as_deref().and_then(|locale| locale.split(['_', '.', '@', '-']).next());
    if language.is_some_and(|language| language.eq_ignore_ascii_case("zh")) {
        Language::Chinese
    } else {
        Language::English
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Language {
        of_locale(|asked| variables.iter().find(|(name, _)| *name == asked).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn a_chinese_locale_of_any_place_and_encoding_is_chinese_and_any_other_english() {
        for chinese in ["zh_CN.UTF-8", "zh_TW", "zh", "zh-Hans", "ZH_SG.utf8"] {
            assert_eq!(with(&[("LANG", chinese)]), Language::Chinese, "{chinese}");
        }
        for other in ["C", "C.UTF-8", "POSIX", "en_GB.UTF-8", "de_DE", "zhuang", ""] {
            assert_eq!(with(&[("LANG", other)]), Language::English, "{other}");
        }
        assert_eq!(with(&[]), Language::English);
    }

    #[test]
    fn the_first_variable_that_is_not_empty_decides() {
        assert_eq!(with(&[("LC_ALL", "C"), ("LANG", "zh_CN")]), Language::English);
        assert_eq!(with(&[("LC_MESSAGES", "zh_CN"), ("LANG", "en_US")]), Language::Chinese);
        assert_eq!(with(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_CN")]), Language::Chinese);
    }
}
