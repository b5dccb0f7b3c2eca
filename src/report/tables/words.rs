//! Words of the tables in English and Chinese, side by side.

use super::{TablesLanguage, TablesPage};
use crate::history::TableRole;
use crate::tables::{Conclusions, Month, RuleOrigin, Ruled, SeatsColumn};
use jiff::civil::Weekday;

/// A text in both languages: English, Chinese.
pub(super) type InBoth = (&'static str, &'static str);

impl TablesLanguage {
    /// A text in this language; in both, Chinese stands first.
    pub(super) fn of(self, (en, zh): (&str, &str)) -> String {
        match self {
            Self::English => en.to_owned(),
            Self::Chinese => zh.to_owned(),
            Self::Both if en == zh => en.to_owned(),
            Self::Both => format!("{zh} {en}"),
        }
    }
}

pub(super) const fn weekday(day: Weekday) -> InBoth {
    match day {
        Weekday::Monday => ("Mon", "周一"),
        Weekday::Tuesday => ("Tue", "周二"),
        Weekday::Wednesday => ("Wed", "周三"),
        Weekday::Thursday => ("Thu", "周四"),
        Weekday::Friday => ("Fri", "周五"),
        Weekday::Saturday => ("Sat", "周六"),
        Weekday::Sunday => ("Sun", "周日"),
    }
}

pub(super) const fn conclusion(of: Conclusions) -> InBoth {
    match of {
        Conclusions::Enough => ("enough", "充足"),
        Conclusions::Short => ("short", "不足"),
        Conclusions::Closed => ("closed", "不营业"),
    }
}

pub(super) const fn origin(of: RuleOrigin) -> InBoth {
    match of {
        RuleOrigin::Asked => ("asked for", "指定"),
        RuleOrigin::Scenario => ("scenario", "场景文件"),
        RuleOrigin::History => ("history", "历史数据"),
        RuleOrigin::Usual => ("default", "默认"),
    }
}

pub(super) const fn role(of: TableRole) -> InBoth {
    match of {
        TableRole::CallLog => ("call log", "通话记录"),
        TableRole::Volumes => ("volumes", "时段话务量"),
        TableRole::People => ("people", "在岗人数"),
        TableRole::Forecast => ("forecast", "预测"),
        TableRole::Calendar => ("calendar", "日历"),
    }
}

/// A rule as it is told.
pub(super) struct ToldRule {
    /// Its name in documents.
    pub key: &'static str,
    /// What it is called.
    pub name: InBoth,
    /// The value; `None`: not asked for.
    pub value: Option<f64>,
    /// Where that is from.
    pub origin: RuleOrigin,
}

/// How rules are called.
const RULES: [(&str, InBoth); 12] = [
    ("forecast_weeks", ("forecast: mean of the last n dates alike before the month", "预测：月前最近 n 个同类日平均")),
    ("aht_this_month_s", ("mean handle time, this month (s)", "本月平均处理时长（秒）")),
    ("aht_last_month_s", ("the same as last month was planned (s)", "上月计划时的平均处理时长（秒）")),
    ("aht_months", ("handle time of the last n months", "处理时长取最近 n 个月")),
    ("wrap_up_s", ("wrap-up added to recorded talk (s)", "通话后整理时长（秒）")),
    ("patience_s", ("mean patience, exponential (s)", "平均耐心（指数分布，秒）")),
    ("answer_rate", ("least answer rate", "接通率目标")),
    ("service_level_within_s", ("answered within (s)", "应答时限（秒）")),
    ("service_level_share", ("at least this share within it", "时限内应答比例")),
    ("shrinkage", ("shrinkage", "损耗率")),
    ("presence_gap_s", ("present between calls at most so far apart (s)", "通话间隔不超过该值视为在线（秒）")),
    ("planned_share", ("share of the forecast planned for agents", "计入个人计划的预测比例")),
];

/// Every rule, in order.
pub(super) fn rules(page: &TablesPage) -> Vec<ToldRule> {
    let (rules, tables) = (&page.rules, &page.tables);
    let number = |rule: Ruled<f64>| (Some(rule.value), rule.origin);
    let count = |rule: Ruled<u32>| (Some(f64::from(rule.value)), rule.origin);
    let service = rules.service_level;
    let values = [
        count(rules.weeks),
        number(tables.aht_s),
        number(tables.aht_last_s),
        count(rules.aht_months),
        number(rules.wrap_up_s),
        number(rules.patience_s),
        (rules.answer_rate.value, rules.answer_rate.origin),
        (service.value.map(|(within_s, _)| within_s), service.origin),
        (service.value.map(|(_, share)| share), service.origin),
        number(rules.shrinkage),
        count(rules.presence_gap_s),
        number(rules.planned_share),
    ];
    let told = |((key, name), (value, origin))| ToldRule { key, name, value, origin };
    RULES.into_iter().zip(values).map(told).collect()
}

/// Something that is not known: a key, and a sentence in both languages.
type ToldGap = (&'static str, String, String);

/// What is not known, or known only by an estimate.
pub(super) fn not_known(page: &TablesPage) -> Vec<ToldGap> {
    let tables = &page.tables;
    let last = tables.month.before();
    let mut told = dates_not_known(page);
    if !tables.agents.rows.is_empty() {
        told.push((
            "presence_estimated",
            "presence is estimated from calls, so planned follows handled: compare attainment with the expected one"
                .to_owned(),
            "在线时长由通话推算，计划量随接听量变化：请与预期完成率对照".to_owned(),
        ));
    }
    if !page.is_forecast_given {
        told.push((
            "no_snapshot",
            format!(
                "the forecast of {last} is made now, from what was recorded before it: no snapshot of it was given"
            ),
            format!("{last} 的预测系按其之前的数据现算，未提供当时的预测快照"),
        ));
    }
    told.push((
        "quick",
        "seats are by Erlang A in every interval, capacity by the answer rate alone: nothing is simulated".to_owned(),
        "座席数按各时段 Erlang A 计算，承载量仅按接通率，未做仿真".to_owned(),
    ));
    told
}

/// The dates of which something is not known.
fn dates_not_known(page: &TablesPage) -> Vec<ToldGap> {
    let tables = &page.tables;
    let (this, last) = (tables.month, tables.month.before());
    let open = |column: &&SeatsColumn| column.head.open && column.intervals.is_some();
    let unplanned = tables.seats.dates.iter().filter(|column| column.intervals.is_none()).count();
    let unforeseen = tables.accuracy.rows.iter().filter(|row| row.forecast.is_none()).count();
    let bare = tables.seats.dates.iter().filter(open).filter(|column| column.hours_rostered().is_none()).count();
    let unlogged = tables.handled.rows.iter().filter(|row| row.head.open && row.agents.is_none()).count();
    let alike =
        ("dates without a forecast: no date like them is recorded before the month", "天无可参照的历史，未作预测");
    let roster = ("open dates without a roster: what they carry is not known", "个营业日无排班，可承载量未知");
    let log = (
        "open dates without a call log with agents: who handled what is not known",
        "个营业日无带工号的通话记录，个人数据未知",
    );
    let all = [
        ("no_forecast", this, unplanned, alike),
        ("no_forecast_last_month", last, unforeseen, alike),
        ("no_roster", this, bare, roster),
        ("no_call_log", last, unlogged, log),
    ];
    let told = |(key, month, count, (en, zh)): (&'static str, Month, usize, InBoth)| {
        (key, format!("{month}: {count} {en}"), format!("{month} 有 {count} {zh}"))
    };
    all.into_iter().filter(|(_, _, count, _)| *count > 0).map(told).collect()
}

/// The three lines under every table of the workbook: files, rules, and what is not known.
#[cfg(feature = "workbook")]
pub(super) fn three_lines(page: &TablesPage, language: TablesLanguage) -> [String; 3] {
    use crate::escape::visible;
    use crate::report::numbers::DASH;
    let files = page.sources.iter().map(|source| {
        let roles: Vec<String> = source.roles.iter().map(|of| language.of(role(*of))).collect();
        let dates = source.dates.map(|(first, last)| format!(", {first} .. {last}")).unwrap_or_default();
        format!("{} ({}{dates})", visible(&source.name), roles.join(", "))
    });
    let rules = rules(page).into_iter().map(|rule| {
        let value = rule.value.map_or_else(|| DASH.to_owned(), |value| format!("{}", (value * 1e4).round() / 1e4));
        format!("{}: {value} ({})", language.of(rule.name), language.of(origin(rule.origin)))
    });
    let not_known = not_known(page).into_iter().map(|(_, en, zh)| language.of((&en, &zh)));
    let line = |name: InBoth, all: Vec<String>| format!("{}: {}", language.of(name), all.join("; "));
    [
        line(("Files", "数据来源"), files.collect()),
        line(("Rules", "口径"), rules.collect()),
        line(("Not known", "未知与说明"), not_known.collect()),
    ]
}
