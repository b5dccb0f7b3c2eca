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

/// A figure with its name.
type NamedFigure = (words::InBoth, String);

/// The figures of a table, a line each.
fn figures(tables: &FiveTables, name: &str, language: TablesLanguage) -> String {
    let named = match name {
        "t1" => of_seats(tables),
        "t2" => of_carried(tables, language),
        "t3" => of_handled(tables),
        "t4" => of_accuracy(tables),
        _ => of_agents(tables),
    };
    named.iter().map(|(name, value)| format!("    {} {value}\n", language.of(*name))).collect()
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| DASH.to_owned(), amount)
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| DASH.to_owned(), |share| format!("{:.1} %", share * 100.0))
}

fn of_seats(tables: &FiveTables) -> Vec<NamedFigure> {
    let seats = &tables.seats;
    vec![
        (("forecast calls", "预测话务量"), amount(seats.forecast_calls())),
        (("seat hours needed", "所需座席工时"), amount(seats.hours_needed())),
        (("most seats", "峰值座席数"), shown(seats.peak().map(f64::from))),
    ]
}

fn of_carried(tables: &FiveTables, language: TablesLanguage) -> Vec<NamedFigure> {
    let carried = &tables.carried;
    let dates: Vec<String> = carried.short().map(|row| row.head.date.to_string()).collect();
    let is_known = carried.rows.iter().any(|row| row.spare_calls().is_some());
    let short = match dates.len() {
        0 if is_known => language.of(("none", "无")),
        0 => DASH.to_owned(),
        more @ 6.. => format!("{} ... ({more})", dates[..5].join(", ")),
        _ => dates.join(", "),
    };
    vec![
        (("forecast calls", "预测话务量"), shown(carried.sum(|row| row.forecast_calls))),
        (("capacity", "可承载话务量"), shown(carried.sum(|row| row.capacity_calls))),
        (("spare", "富余话务量"), shown(carried.sum(CarriedRow::spare_calls))),
        (("short", "不足"), short),
    ]
}

fn of_handled(tables: &FiveTables) -> Vec<NamedFigure> {
    let (handled, agents) = (&tables.handled, &tables.agents);
    vec![
        (("offered", "呼入量"), shown(handled.sum(|row| row.offered))),
        (("answered", "接通量"), shown(handled.sum(|row| row.answered))),
        (("answer rate", "接通率"), percent(handled.answer_rate())),
        (("agents", "上线人数"), shown(agents.known(agents.rows.len() as f64))),
    ]
}

fn of_accuracy(tables: &FiveTables) -> Vec<NamedFigure> {
    let totals = tables.accuracy.totals();
    vec![
        (("actual", "实际话务量"), shown(totals.known(totals.actual))),
        (("forecast", "预测话务量"), shown(totals.known(totals.forecast))),
        (("WAPE of days", "加权误差率(按日)"), percent(totals.wape_days)),
        (("without holidays and days beside them", "除节假日及前后日"), percent(totals.wape_ordinary_days)),
        (("of intervals", "按时段"), percent(totals.wape_intervals)),
        (("bias", "偏倚"), percent(totals.bias)),
    ]
}

fn of_agents(tables: &FiveTables) -> Vec<NamedFigure> {
    let agents = &tables.agents;
    let middle = |(low, _, high)| format!("{:.1} .. {:.1} %", low * 100.0, high * 100.0);
    vec![
        (("planned", "计划话务量"), shown(agents.planned())),
        (("handled", "实际接听量"), shown(agents.known(agents.handled() as f64))),
        (("expected attainment", "预期完成率"), percent(agents.expected_attainment())),
        (("middle half of agents", "中间半数座席"), agents.spread().map_or_else(|| DASH.to_owned(), middle)),
    ]
}

/// A number with as many decimals as it is worth.
fn amount(number: f64) -> String {
    let text = if number.abs() >= 1_000.0 { format!("{number:.0}") } else { format!("{number:.2}") };
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
