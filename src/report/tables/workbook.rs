//! The tables as an Excel workbook for people: a sheet for each, with headers, number formats and a chart that spreadsheets
//! draw themselves. The same tables give the same bytes.

use super::plan::{PlanColumn, PlanTable, PlanValue, ValueForm};
use super::plots::{self, Placed};
use super::{TablesLanguage, TablesPage, columns, words};
use crate::escape::visible;
use crate::report::numbers::DASH;
use crate::tables::Month;
use rust_xlsxwriter::{
    Color, ConditionalFormat2ColorScale, ConditionalFormatCell, ConditionalFormatCellRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The paper of nearly everybody, by its number: A4.
const A4: u8 = 9;
const RED: Color = Color::RGB(0xFFC7CE);
const AMBER: Color = Color::RGB(0xFFE699);
const ORANGE: Color = Color::RGB(0xF4B183);
const HEADING: Color = Color::RGB(0xDDEBF7);
const GREY: Color = Color::RGB(0x7F7F7F);
/// Heights of headers in points; those of T1 stand on end.
const HEADER_POINTS: u32 = 32;
const DATES_POINTS: u32 = 78;

/// The bytes of the workbook.
///
/// # Errors
/// If there is more than a sheet can hold.
pub fn workbook(page: &TablesPage, language: TablesLanguage) -> Result<Vec<u8>, String> {
    written(page, language).map_err(|error| error.to_string())
}

fn written(page: &TablesPage, language: TablesLanguage) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let title = language.of(("Five tables of a call centre", "呼叫中心五张报表"));
    // Without a moment of its own a workbook would have that of its making.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    for table in page.plan_tables() {
        sheet(book.add_worksheet(), page, &table, language)?;
    }
    book.save_to_buffer()
}

fn sheet(
    sheet: &mut Worksheet,
    page: &TablesPage,
    table: &PlanTable,
    language: TablesLanguage,
) -> Result<(), XlsxError> {
    let name = table.name.to_uppercase();
    sheet.set_name(&name)?;
    let is_wide = table.name == "t1";
    let title = format!("{name}  {}  {}", language.of(table.title), month(page, table.name));
    sheet.write_with_format(0, 0, title, &Format::new().set_bold().set_font_size(14))?;
    let first = headers(sheet, table, language, is_wide)?;
    for (at, row) in table.rows.iter().enumerate() {
        write_row(sheet, first + at as u32, row, &table.columns, language, false)?;
    }
    let last = (first + table.rows.len() as u32).saturating_sub(1);
    let mut next = last + 1;
    for row in &table.foot {
        write_row(sheet, next, row, &table.columns, language, true)?;
        next += 1;
    }
    if is_wide && page.tables.seats.has_roster() {
        next = gaps(sheet, page, next + 1, language)?;
    }
    let placed = Placed { table, language, name, first, last };
    colours(sheet, &placed)?;
    next = notes(sheet, page, table, next + 1, language)?;
    if last >= first {
        // A chart that is torn by the end of a page says nothing.
        sheet.set_page_breaks(&[next])?;
        plots::insert(sheet, &placed, next)?;
    }
    sheet.set_freeze_panes(first, 1)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(1, first - 1)?;
    sheet.set_footer("&L&A&C&P / &N");
    Ok(())
}

fn month(page: &TablesPage, name: &str) -> Month {
    let this = page.tables.month;
    if ["t1", "t2"].contains(&name) { this } else { this.before() }
}

/// Writes the headers, Chinese above English; gives the row below them.
fn headers(
    sheet: &mut Worksheet,
    table: &PlanTable,
    language: TablesLanguage,
    is_wide: bool,
) -> Result<u32, XlsxError> {
    let plain = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(HEADING)
        .set_border(FormatBorder::Thin);
    let mut row = 1;
    for (is_shown, of) in [
        (language != TablesLanguage::English, (|column| &column.zh) as fn(&PlanColumn) -> &String),
        (language != TablesLanguage::Chinese, |column| &column.key),
    ] {
        if !is_shown {
            continue;
        }
        for (at, column) in table.columns.iter().enumerate() {
            let is_turned = is_wide && is_date(at, table);
            let format = if is_turned { plain.clone().unset_text_wrap().set_rotation(90) } else { plain.clone() };
            sheet.write_with_format(row, at as u16, of(column), &format)?;
        }
        sheet.set_row_height(row, if is_wide { DATES_POINTS } else { HEADER_POINTS })?;
        row += 1;
    }
    for at in 0..table.columns.len() {
        sheet.set_column_width(at as u16, width(at, table))?;
    }
    Ok(row)
}

/// Whether a column of T1 is one of a date.
fn is_date(at: usize, table: &PlanTable) -> bool {
    table.name == "t1" && at > 0 && at + 2 < table.columns.len()
}

/// The width of a column in signs.
fn width(at: usize, table: &PlanTable) -> f64 {
    match table.columns[at].form {
        _ if is_date(at, table) => 4.6,
        _ if at == 0 => 24.0,
        ValueForm::Text => 16.0,
        ValueForm::Count | ValueForm::Amount | ValueForm::Share => 12.5,
    }
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    values: &[PlanValue],
    columns: &[PlanColumn],
    language: TablesLanguage,
    is_foot: bool,
) -> Result<(), XlsxError> {
    // On a closed date there is nothing to know; elsewhere what is not known has a dash.
    let is_closed = values.get(2) == Some(&PlanValue::Flag(false));
    for (at, (value, column)) in values.iter().zip(columns).enumerate() {
        let mut format = format_of(column.form);
        if is_foot {
            format = format.set_bold().set_border_top(FormatBorder::Thin);
        }
        if is_closed {
            format = format.set_font_color(GREY);
        }
        let at = at as u16;
        match value {
            PlanValue::Unknown if is_closed || is_foot => sheet.write_blank(row, at, &format)?,
            PlanValue::Unknown => {
                sheet.write_with_format(row, at, DASH, &format.set_align(FormatAlign::Right).set_font_color(GREY))?
            }
            PlanValue::Word(en, zh) => sheet.write_with_format(row, at, language.of((en, zh)), &format)?,
            PlanValue::Text(text) => sheet.write_string_with_format(row, at, visible(text), &format)?,
            PlanValue::Date(date) => {
                let day = ExcelDateTime::from_ymd(date.year().max(1900) as u16, date.month() as u8, date.day() as u8)?;
                sheet.write_datetime_with_format(
                    row,
                    at,
                    day,
                    &format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
                )?
            }
            PlanValue::Weekday(day) => sheet.write_with_format(row, at, language.of(words::weekday(*day)), &format)?,
            PlanValue::Flag(is) => sheet.write_number_with_format(row, at, f64::from(u8::from(*is)), &format)?,
            PlanValue::Count(count) => sheet.write_number_with_format(row, at, *count as f64, &format)?,
            PlanValue::Number(number) => sheet.write_number_with_format(row, at, *number, &format)?,
            PlanValue::Conclusion(of) => {
                sheet.write_with_format(row, at, language.of(words::conclusion(*of)), &format)?
            }
        };
    }
    Ok(())
}

fn format_of(form: ValueForm) -> Format {
    match form {
        ValueForm::Text => Format::new(),
        ValueForm::Count => Format::new().set_num_format("#,##0"),
        ValueForm::Amount => Format::new().set_num_format("#,##0.0"),
        ValueForm::Share => Format::new().set_num_format("0.0%"),
    }
}

/// The second block of T1: rostered less needed. Gives the row below it.
fn gaps(sheet: &mut Worksheet, page: &TablesPage, first: u32, language: TablesLanguage) -> Result<u32, XlsxError> {
    let title = language.of(("Seats rostered less seats needed", "缺口：已排座席 − 所需座席"));
    sheet.write_with_format(first, 0, title, &Format::new().set_bold())?;
    let table = columns::gaps(page);
    for (at, row) in table.rows.iter().enumerate() {
        write_row(sheet, first + 1 + at as u32, row, &table.columns, language, false)?;
    }
    let last = first + table.rows.len() as u32;
    if last > first {
        let short = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::LessThan(0));
        let short = short.set_format(Format::new().set_background_color(RED));
        sheet.add_conditional_format(first + 1, 1, last, (table.columns.len() - 1) as u16, &short)?;
    }
    Ok(last + 1)
}

/// The heat of T1, and what is too much in T2.
fn colours(sheet: &mut Worksheet, placed: &Placed<'_>) -> Result<(), XlsxError> {
    let (table, first, last) = (placed.table, placed.first, placed.last);
    if last < first {
        return Ok(());
    }
    if table.name == "t1" && table.columns.len() > 3 {
        let heat = ConditionalFormat2ColorScale::new().set_minimum_color(Color::White).set_maximum_color(ORANGE);
        sheet.add_conditional_format(first, 1, last, (table.columns.len() - 3) as u16, &heat)?;
    }
    if table.name == "t2" {
        let load = table.at("load") as u16;
        for (above, colour) in [(1.0, RED), (0.9, AMBER)] {
            let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::Between(above, 1e9));
            let rule = rule.set_format(Format::new().set_background_color(colour)).set_stop_if_true(true);
            sheet.add_conditional_format(first, load, last, load, &rule)?;
        }
    }
    Ok(())
}

/// The three lines under every table: files with their dates, rules, and what is not known. Gives the row below them.
fn notes(
    sheet: &mut Worksheet,
    page: &TablesPage,
    table: &PlanTable,
    first: u32,
    language: TablesLanguage,
) -> Result<u32, XlsxError> {
    let last = (table.columns.len() - 1) as u16;
    let room: f64 = (0..table.columns.len()).map(|at| width(at, table)).sum();
    let small = Format::new().set_font_size(9).set_text_wrap().set_align(FormatAlign::Top);
    for (at, line) in words::three_lines(page, language).into_iter().enumerate() {
        let row = first + at as u32;
        sheet.merge_range(row, 0, row, last, &line, &small)?;
        // Chinese signs are twice as wide.
        let signs: u32 = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        sheet.set_row_height(row, 13.0 * (f64::from(signs) / room).ceil())?;
    }
    Ok(first + 3)
}
