//! The tables as one document: rules, sources, totals and all rows.

use super::plan::{PlanTable, PlanValue, ValueForm};
use super::{TablesPage, columns, words};
use crate::escape::json::document;
use crate::tables::CarriedRow;
use serde_json::{Map, Value, json};

/// The name and number of the form.
pub const FORMAT: &str = "holdline-tables/1";

/// The document, with a line end.
pub fn json(page: &TablesPage) -> String {
    let tables = &page.tables;
    let rules: Map<String, Value> = words::rules(page)
        .into_iter()
        .map(|rule| (rule.key.to_owned(), json!({ "value": rule.value, "from": words::origin(rule.origin).0 })))
        .collect();
    let source = |of: &crate::history::SourceFile| {
        let roles: Vec<&str> = of.roles.iter().map(|role| words::role(*role).0).collect();
        let dates = of.dates.map(|(first, last)| [first.to_string(), last.to_string()]);
        json!({ "file": of.name, "is": roles, "rows": of.rows, "dates": dates })
    };
    let not_known: Map<String, Value> =
        words::not_known(page).into_iter().map(|(key, en, _)| (key.to_owned(), Value::String(en))).collect();
    let long = columns::seats_long(page);
    let rest = [columns::carried(page), columns::handled(page), columns::accuracy(page), columns::agents_by_name(page)];
    let rows: Map<String, Value> =
        std::iter::once(&long).chain(&rest).map(|table| (table.name.to_owned(), rows(table))).collect();
    let found = json!({
        "format": FORMAT,
        "holdline": env!("CARGO_PKG_VERSION"),
        "month": tables.month.to_string(),
        "last_month": tables.month.before().to_string(),
        "scenario": page.scenario,
        "queue": page.queue,
        "rules": rules,
        "sources": page.sources.iter().map(source).collect::<Vec<_>>(),
        "not_known": not_known,
        "totals": totals(page),
        "columns": names(std::iter::once(&long).chain(&rest)),
        "tables": rows,
    });
    document(&format!("{found:#}\n"))
}

fn totals(page: &TablesPage) -> Value {
    let tables = &page.tables;
    let (seats, carried, handled, agents) = (&tables.seats, &tables.carried, &tables.handled, &tables.agents);
    let accuracy = tables.accuracy.totals();
    let short: Vec<String> = carried.short().map(|row| row.head.date.to_string()).collect();
    let spread = agents.spread().map(|(low, middle, high)| [low, middle, high]);
    json!({
        "t1": { "person_hours": seats.hours_needed(), "forecast": seats.forecast_calls(), "peak": seats.peak() },
        "t2": {
            "short_days": short,
            "forecast": carried.sum(|row| row.forecast_calls),
            "capacity": carried.sum(|row| row.capacity_calls),
            "capacity_moulded": carried.sum(|row| row.moulded_calls),
            "spare": carried.sum(CarriedRow::spare_calls),
        },
        "t3": {
            "offered": handled.sum(|row| row.offered),
            "answered": handled.sum(|row| row.answered),
            "abandoned": handled.sum(|row| row.abandoned),
        },
        "t4": {
            "days": accuracy.days,
            "actual": accuracy.known(accuracy.actual),
            "forecast": accuracy.known(accuracy.forecast),
            "wape_days": accuracy.wape_days,
            "wape_ordinary_days": accuracy.wape_ordinary_days,
            "wape_intervals": accuracy.wape_intervals,
            "bias": accuracy.bias,
            "mape": accuracy.mape,
            "within_5_percent": accuracy.within_5_percent,
            "within_10_percent": accuracy.within_10_percent,
        },
        "t5": {
            "agents": agents.known(agents.rows.len()),
            "handled": agents.known(agents.handled()),
            "planned": agents.planned(),
            "hours": agents.known(agents.hours()),
            "expected_attainment": agents.expected_attainment(),
            "attainment_quartiles": spread,
        },
    })
}

/// Every column by its key: its Chinese name, and what its values are. What T1 has for each interval on paper is among them.
fn names<'a>(tables: impl Iterator<Item = &'a PlanTable>) -> Value {
    let mut names = Map::new();
    let summed = [("mean", "日均座席数", "amount"), ("max", "最大座席数", "count")];
    names.extend(summed.map(|(key, zh, form)| (key.to_owned(), json!({ "zh": zh, "form": form }))));
    for column in tables.flat_map(|table| &table.columns) {
        let form = match column.form {
            ValueForm::Text => "text",
            ValueForm::Count => "count",
            ValueForm::Amount => "amount",
            ValueForm::Share => "share",
        };
        names.entry(column.key.clone()).or_insert_with(|| json!({ "zh": column.zh, "form": form }));
    }
    Value::Object(names)
}

fn rows(table: &PlanTable) -> Value {
    let keys = table.columns.iter().map(|column| column.key.clone());
    let row = |row: &Vec<PlanValue>| keys.clone().zip(row.iter().map(value)).collect::<Map<String, Value>>().into();
    Value::Array(table.rows.iter().map(row).collect())
}

fn value(of: &PlanValue) -> Value {
    match of {
        PlanValue::Word(key, _) => json!(key),
        PlanValue::Text(text) => json!(text),
        PlanValue::Date(date) => json!(date.to_string()),
        PlanValue::Weekday(day) => json!(words::weekday(*day).0),
        PlanValue::Flag(is) => json!(is),
        PlanValue::Count(count) => json!(count),
        PlanValue::Number(number) => json!(number),
        PlanValue::Conclusion(of) => json!(words::conclusion(*of).0),
        PlanValue::Unknown => Value::Null,
    }
}
