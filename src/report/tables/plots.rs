//! The charts of the workbook, which spreadsheets draw themselves from the cells of the table.

use super::TablesLanguage;
use super::plan::{PlanTable, PlanValue};
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartType,
    Worksheet, XlsxError,
};

const WIDTH: u32 = 1_000;
const HEIGHT: u32 = 320;
/// Rows of a sheet under a chart, and one.
const ROWS_OF_A_CHART: u32 = 18;

/// Where things are on a sheet.
pub(super) struct Placed<'a> {
    pub table: &'a PlanTable,
    pub language: TablesLanguage,
    pub name: String,
    /// The first row of values.
    pub first: u32,
    /// The last row of values.
    pub last: u32,
}

/// A series of a chart: a column, and whether it has the axis on the right.
type Series<'a> = (&'a str, bool);

/// Puts the charts of a table below it.
///
/// # Errors
/// If the sheet does not take them.
pub(super) fn insert(sheet: &mut Worksheet, placed: &Placed<'_>, row: u32) -> Result<(), XlsxError> {
    match placed.table.name {
        "t1" => put(sheet, row, lines(placed, &["mean", "max"])),
        "t2" => put(sheet, row, bars(placed, &["forecast_calls", "capacity_calls"], Some("load"))),
        "t3" => put(sheet, row, bars(placed, &["offered", "answered"], Some("calls_per_agent"))),
        "t4" => {
            put(sheet, row, lines(placed, &["actual", "forecast", "forecast_low", "forecast_high"]))?;
            put(sheet, row + ROWS_OF_A_CHART, bars(placed, &["error"], None))
        }
        _ => put(sheet, row, bars(placed, &["planned_calls", "handled_calls"], None)),
    }
}

fn put(sheet: &mut Worksheet, row: u32, chart: Option<Chart>) -> Result<(), XlsxError> {
    if let Some(mut chart) = chart {
        chart.set_width(WIDTH).set_height(HEIGHT);
        chart.legend().set_position(ChartLegendPosition::Bottom);
        let axis = chart.x_axis();
        axis.set_text_axis(true).set_label_position(ChartAxisLabelPosition::Low).set_num_format("mm-dd");
        sheet.insert_chart(row, 0, &chart)?;
    }
    Ok(())
}

/// Bars, and a line with an axis of its own; `None` without a value.
fn bars(placed: &Placed<'_>, keys: &[&str], line: Option<&str>) -> Option<Chart> {
    let mut chart = Chart::new(ChartType::Column);
    let series: Vec<Series<'_>> = keys.iter().map(|key| (*key, false)).collect();
    let drawn = add(&mut chart, placed, &series);
    let mut over = Chart::new(ChartType::Line);
    if let Some(key) = line.filter(|key| add(&mut over, placed, &[(*key, true)])) {
        over.y2_axis().set_name(name(placed, key).as_str());
        chart.combine(&over);
    }
    drawn.then_some(chart)
}

/// Lines; the ends of a band are thin and dashed. `None` without a value.
fn lines(placed: &Placed<'_>, keys: &[&str]) -> Option<Chart> {
    let mut chart = Chart::new(ChartType::Line);
    let series: Vec<Series<'_>> = keys.iter().map(|key| (*key, false)).collect();
    add(&mut chart, placed, &series).then_some(chart)
}

/// Adds those of the series of which any value is known; tells whether there is one.
fn add(chart: &mut Chart, placed: &Placed<'_>, series: &[Series<'_>]) -> bool {
    let (sheet, first, last) = (placed.name.as_str(), placed.first, placed.last);
    let mut is_any = false;
    for (key, is_right) in series {
        let column = placed.table.at(key);
        if placed.table.rows.iter().all(|row| row.get(column).is_none_or(|value| *value == PlanValue::Unknown)) {
            continue;
        }
        is_any = true;
        let at = column as u16;
        let added = chart.add_series();
        added.set_categories((sheet, first, 0, last, 0)).set_values((sheet, first, at, last, at));
        added.set_name(name(placed, key).as_str()).set_secondary_axis(*is_right);
        if key.ends_with("_low") || key.ends_with("_high") {
            let mut line = ChartLine::new();
            line.set_color("#A6A6A6").set_width(1).set_dash_type(ChartLineDashType::Dash);
            added.set_format(ChartFormat::new().set_line(&line));
        }
    }
    is_any
}

fn name(placed: &Placed<'_>, key: &str) -> String {
    let column = placed.table.columns.get(placed.table.at(key));
    column.map(|column| placed.language.of((&column.key, &column.zh))).unwrap_or_default()
}
