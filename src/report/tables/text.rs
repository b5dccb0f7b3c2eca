//! What the tables come to, for the screen.

use super::{TablesLanguage, TablesPage, words};
use crate::escape::terminal;
use crate::report::numbers::DASH;
use crate::report::screen::{paragraph, plain_table, printed};
use crate::tables::{CarriedRow, FiveTables};

/// A page: a paragraph for each table, the rules, the files, and what is not known.
pub fn text(page: &TablesPage, language: TablesLanguage) -> String {
    let tables = &page.tables;
    let of = |en: String, zh: String| language.of((&en, &zh));
    let (this, last) = (tables.month, tables.month.before());
    let mut out = of(format!("Five tables: {this}, and {last} before it"), format!("五张报表：{this} 及上月 {last}"));
    out.push_str("\n\n");
    for plan in page.plan_tables() {
        let line = format!("{}  {}", plan.name.to_uppercase(), language.of(plan.title));
        out.push_str(&format!("{line}\n{}\n", figures(tables, plan.name, language)));
    }
    out.push_str(&format!("{}\n", language.of(("Rules", "口径"))));
    let mut table = plain_table();
    for rule in words::rules(page) {
        let value = rule.value.map_or_else(|| DASH.to_owned(), amount);
        table.add_row([format!("  {}", language.of(rule.name)), value, language.of(words::origin(rule.origin))]);
    }
    out.push_str(&format!("{}\n{}\n", printed(table), language.of(("\nFiles", "\n数据来源"))));
    for source in &page.sources {
        let roles: Vec<String> = source.roles.iter().map(|role| language.of(words::role(*role))).collect();
        let dates = source.dates.map(|(first, last)| format!(", {first} .. {last}")).unwrap_or_default();
        out.push_str(&format!("  {}: {}{dates}\n", terminal::line(&source.name), roles.join(", ")));
    }
    out.push_str(&format!("\n{}\n", language.of(("Not known", "未知与说明"))));
    for (_, en, zh) in words::not_known(page) {
        out.push_str(&format!("{}\n", paragraph(&format!("- {}", of(en, zh)))));
    }
    out
}

/// The figures of a table in pairs of a name and a value.
fn figures(tables: &FiveTables, name: &str, language: TablesLanguage) -> String {
    let shown = |value: Option<f64>| value.map_or_else(|| DASH.to_owned(), amount);
    let share = |value: Option<f64>| value.map_or_else(|| DASH.to_owned(), |share| format!("{:.1} %", share * 100.0));
    let (seats, carried, handled, agents) = (&tables.seats, &tables.carried, &tables.handled, &tables.agents);
    let accuracy = tables.accuracy.totals();
    let short: Vec<String> = carried.short().map(|row| row.head.date.to_string()).collect();
    let answered = handled.sum(|row| row.answered);
    let offered = handled.sum(|row| row.offered);
    let rate =
        answered.zip(offered).filter(|(_, offered)| *offered > 0.0).map(|(answered, offered)| answered / offered);
    let pairs: Vec<(words::InBoth, String)> = match name {
        "t1" => vec![
            (("forecast calls", "预测话务量"), amount(seats.forecast_calls())),
            (("seat hours needed", "所需座席工时"), amount(seats.hours_needed())),
            (("most seats", "峰值座席数"), shown(seats.peak().map(f64::from))),
        ],
        "t2" => vec![
            (("forecast calls", "预测话务量"), shown(carried.sum(|row| row.forecast_calls))),
            (("capacity", "可承载话务量"), shown(carried.sum(|row| row.capacity_calls))),
            (("spare", "富余话务量"), shown(carried.sum(CarriedRow::spare_calls))),
            (("short", "不足"), if short.is_empty() { DASH.to_owned() } else { short.join(", ") }),
        ],
        "t3" => vec![
            (("offered", "呼入量"), shown(offered)),
            (("answered", "接通量"), shown(answered)),
            (("answer rate", "接通率"), share(rate)),
            (("agents", "上线人数"), amount(agents.rows.len() as f64)),
        ],
        "t4" => vec![
            (("actual", "实际话务量"), amount(accuracy.actual)),
            (("forecast", "预测话务量"), amount(accuracy.forecast)),
            (("WAPE of days", "加权误差率(按日)"), share(accuracy.wape_days)),
            (("without holidays and days beside them", "除节假日及前后日"), share(accuracy.wape_ordinary_days)),
            (("of intervals", "按时段"), share(accuracy.wape_intervals)),
            (("bias", "偏倚"), share(accuracy.bias)),
        ],
        _ => vec![
            (("planned", "计划话务量"), amount(agents.planned())),
            (("handled", "实际接听量"), amount(agents.handled() as f64)),
            (("expected attainment", "预期完成率"), share(agents.expected_attainment())),
            (
                ("middle half of agents", "中间半数座席"),
                agents.spread().map_or_else(
                    || DASH.to_owned(),
                    |(low, _, high)| format!("{:.1} .. {:.1} %", low * 100.0, high * 100.0),
                ),
            ),
        ],
    };
    let told: Vec<String> = pairs.iter().map(|(name, value)| format!("{} {value}", language.of(*name))).collect();
    told.iter().map(|told| format!("    {told}\n")).collect()
}

/// A number with as many decimals as it is worth.
fn amount(number: f64) -> String {
    let text = if number.abs() >= 1_000.0 { format!("{number:.0}") } else { format!("{number:.2}") };
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
