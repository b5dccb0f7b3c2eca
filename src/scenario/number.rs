//! Numbers as offices of all countries write them: `1,190.5`, `1.190,5`, `1 190,5`, `1'190.5`.
//!
//! What a point or a comma means is decided from the whole column. A number that could be either is refused with both
//! readings: `1190 or 1.19?`.

use std::borrow::Cow;

/// A column of numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberColumn {
    /// Its name.
    pub column: &'static str,
    /// The largest number in it; the smallest is 0.
    pub most: f64,
    /// Whether only whole numbers make sense.
    pub is_whole: bool,
}

impl NumberColumn {
    /// A column of numbers from 0 to `most`, with decimals or without.
    pub const fn new(column: &'static str, most: f64) -> Self {
        Self { column, most, is_whole: false }
    }
}

/// A number of this size without a mark shows that larger ones may have a mark for thousands.
const HUNDREDS: f64 = 100.0;

/// What one number says of its marks by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberShape {
    /// No mark.
    Plain,
    /// The mark stands before decimals.
    Decimal(char),
    /// The mark stands between groups of three digits.
    Thousands(char),
    /// One mark for thousands and the other one, this, before decimals.
    Both(char),
    /// Three digits behind one mark: either.
    Either(char),
    /// Not a number at all.
    Wrong,
}

/// What a mark means in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Decimals,
    Thousands,
    /// Nothing in the column tells, or it tells both.
    Unclear,
}

/// Why a cell gives no number.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NoNumber {
    /// It is none.
    Wrong,
    /// A comma before decimals in a table whose columns are separated by commas; with a point it would be this.
    DecimalComma(f64),
    /// It could be the first, with a mark for thousands, or the second, with decimals.
    Ambiguous(f64, f64),
}

/// How the numbers of one column are written.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// What the column may hold.
    pub amount: NumberColumn,
    point: Meaning,
    comma: Meaning,
    /// Whether commas separate the columns.
    by_commas: bool,
    /// A number that could have been read otherwise, with what it is read as; worth a note.
    pub decided: Option<(String, f64)>,
}

/// What the numbers of a column show of one mark.
#[derive(Clone, Copy, Debug, Default)]
struct MarkEvidence {
    decimals: bool,
    thousands: bool,
}

impl Form {
    /// Looks through a whole column of a table whose columns are separated by `separator`.
    pub fn of<'c>(amount: NumberColumn, cells: impl Iterator<Item = &'c str>, separator: u8) -> Self {
        let by_commas = separator == b',';
        let (mut point, mut comma) = (MarkEvidence::default(), MarkEvidence::default());
        let (mut has_hundreds, mut first) = (false, None);
        for cell in cells {
            let text = plain(cell);
            let (of_mark, shape) = match shape(&text) {
                NumberShape::Either(mark) => {
                    first.get_or_insert_with(|| cell.to_owned());
                    (mark, only_possible(&text, mark, amount))
                }
                NumberShape::Plain => {
                    has_hundreds |= text.parse::<f64>().is_ok_and(|number| number >= HUNDREDS);
                    continue;
                }
                NumberShape::Thousands(' ' | '\'') | NumberShape::Wrong => continue,
                shape @ (NumberShape::Decimal(mark) | NumberShape::Thousands(mark) | NumberShape::Both(mark)) => {
                    (mark, shape)
                }
            };
            let (this, other) = if of_mark == '.' { (&mut point, &mut comma) } else { (&mut comma, &mut point) };
            this.decimals |= matches!(shape, NumberShape::Decimal(_) | NumberShape::Both(_));
            this.thousands |= matches!(shape, NumberShape::Thousands(_));
            other.thousands |= matches!(shape, NumberShape::Both(_));
        }
        let usual = if by_commas && !has_hundreds { Meaning::Decimals } else { Meaning::Unclear };
        let mut form = Self {
            amount,
            point: meaning(point, comma, usual),
            comma: meaning(comma, point, Meaning::Unclear),
            by_commas,
            decided: None,
        };
        let told = point.decimals || point.thousands || comma.decimals || comma.thousands;
        form.decided = first.filter(|_| told).and_then(|text| form.read(&text).ok().map(|number| (text, number)));
        form
    }

    /// The number in a cell, whatever its size.
    pub fn read(&self, cell: &str) -> Result<f64, NoNumber> {
        let text = plain(cell);
        let as_decimal = |mark: char| match value(&text, Some(mark)) {
            Some(number) if mark == ',' && self.by_commas => Err(NoNumber::DecimalComma(number)),
            number => number.ok_or(NoNumber::Wrong),
        };
        let whole = || value(&text, None).ok_or(NoNumber::Wrong);
        match shape(&text) {
            NumberShape::Plain => text.parse().map_err(|_| NoNumber::Wrong),
            NumberShape::Decimal(mark) | NumberShape::Both(mark) => as_decimal(mark),
            NumberShape::Thousands(_) => whole(),
            NumberShape::Wrong => Err(NoNumber::Wrong),
            NumberShape::Either(mark) => match if mark == '.' { self.point } else { self.comma } {
                Meaning::Decimals => as_decimal(mark),
                Meaning::Thousands => whole(),
                Meaning::Unclear => {
                    let with_decimals = value(&text, Some(mark)).ok_or(NoNumber::Wrong)?;
                    Err(NoNumber::Ambiguous(whole()?, with_decimals))
                }
            },
        }
    }
}

/// One mark has one meaning, and the two marks have different ones.
fn meaning(this: MarkEvidence, other: MarkEvidence, usual: Meaning) -> Meaning {
    match (this.decimals || other.thousands, this.thousands || other.decimals) {
        (true, false) => Meaning::Decimals,
        (false, true) => Meaning::Thousands,
        (true, true) => Meaning::Unclear,
        (false, false) => usual,
    }
}

/// What a number that could be either must be because the other reading lies outside what the column may hold.
fn only_possible(text: &str, mark: char, amount: NumberColumn) -> NumberShape {
    let (Some(whole), Some(decimal)) = (value(text, None), value(text, Some(mark))) else { return NumberShape::Wrong };
    match (whole <= amount.most, !amount.is_whole || decimal.fract() == 0.0) {
        (true, false) => NumberShape::Thousands(mark),
        (false, true) => NumberShape::Decimal(mark),
        _ => NumberShape::Either(mark),
    }
}

/// Full-width digits and signs, typographic apostrophes and all kinds of blanks as the keyboard has them.
fn plain(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() {
        return Cow::Borrowed(cell.trim());
    }
    let of = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' => char::from(b'0' + (c as u32 - 0xff10) as u8),
        '\u{ff0e}' => '.',
        '\u{ff0c}' => ',',
        '\u{2019}' | '\u{ff07}' => '\'',
        '\u{2212}' | '\u{ff0d}' => '-',
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\u{3000}' => ' ',
        _ => c,
    };
    Cow::Owned(cell.chars().map(of).collect::<String>().trim().to_owned())
}

fn shape(text: &str) -> NumberShape {
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let first = text.find(['.', ',']);
    let whole = &text[..first.unwrap_or(text.len())];
    if let Some(blank) = whole.chars().find(|c| [' ', '\''].contains(c)) {
        let decimals = first.map_or("", |at| &text[at + 1..]);
        let sound = is_grouped(whole, blank) && decimals.bytes().all(|b| b.is_ascii_digit());
        return match first {
            _ if !sound => NumberShape::Wrong,
            Some(_) => NumberShape::Decimal(if points > 0 { '.' } else { ',' }),
            None => NumberShape::Thousands(blank),
        };
    }
    match (points, commas) {
        (0, 0) => NumberShape::Plain,
        (1, 0) => of_one_mark(text, '.'),
        (0, 1) => of_one_mark(text, ','),
        (_, 0) if is_grouped(text, '.') => NumberShape::Thousands('.'),
        (0, _) if is_grouped(text, ',') => NumberShape::Thousands(','),
        (_, 0) | (0, _) => NumberShape::Wrong,
        _ => of_both_marks(text),
    }
}

fn of_one_mark(text: &str, mark: char) -> NumberShape {
    let (head, tail) = text.split_once(mark).unwrap_or((text, ""));
    let can_be_thousands = is_grouped(text, mark) && !head.trim_start_matches(['+', '-']).starts_with('0');
    match (can_be_thousands, tail.len()) {
        (true, 3) => NumberShape::Either(mark),
        _ => NumberShape::Decimal(mark),
    }
}

/// The mark that comes last stands before decimals, if it is there once and the other one groups what is before it.
fn of_both_marks(text: &str) -> NumberShape {
    let last = text.rfind(['.', ',']).unwrap_or(0);
    let mark = if text[last..].starts_with('.') { '.' } else { ',' };
    let other = if mark == '.' { ',' } else { '.' };
    let decimals = &text[last + 1..];
    let sound = is_grouped(&text[..last], other) && decimals.bytes().all(|b| b.is_ascii_digit());
    if sound { NumberShape::Both(mark) } else { NumberShape::Wrong }
}

/// One to three digits, then groups of three.
fn is_grouped(text: &str, mark: char) -> bool {
    let mut groups = text.trim_start_matches(['+', '-']).split(mark);
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    groups.next().is_some_and(|first| digits(first) && first.len() <= 3)
        && groups.all(|group| digits(group) && group.len() == 3)
}

/// The number with this mark before its decimals; all others are between thousands.
fn value(text: &str, decimal: Option<char>) -> Option<f64> {
    let kept = text.chars().filter_map(|c| match c {
        c if Some(c) == decimal => Some('.'),
        '.' | ',' | ' ' | '\'' => None,
        c => Some(c),
    });
    kept.collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLS: NumberColumn = NumberColumn::new("calls", 1e7);

    /// What each cell of a column is read as.
    fn column(amount: NumberColumn, separator: u8, cells: &[&str]) -> Vec<Result<f64, NoNumber>> {
        let form = Form::of(amount, cells.iter().copied(), separator);
        cells.iter().map(|cell| form.read(cell)).collect()
    }

    fn numbers(separator: u8, cells: &[&str]) -> Vec<f64> {
        column(CALLS, separator, cells).into_iter().map(|n| n.unwrap_or(f64::NAN)).collect()
    }

    #[test]
    fn a_number_that_can_only_be_one_is_read_as_that() {
        for (cell, number) in [
            ("12", 12.0),
            ("12.5", 12.5),
            ("0.125", 0.125),
            ("1190.125", 1190.125),
            ("1,190.5", 1190.5),
            ("1,234,567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("1 190", 1190.0),
            ("1\u{a0}190", 1190.0),
            ("1\u{202f}190.5", 1190.5),
            ("1'190", 1190.0),
            ("1\u{2019}190", 1190.0),
            ("１２", 12.0),
            ("1e3", 1000.0),
        ] {
            assert_eq!(numbers(b',', &[cell]), [number], "{cell}");
            assert_eq!(numbers(b';', &[cell]), [number], "{cell}");
        }
        assert_eq!(numbers(b';', &["12,5", "1.190,5", "1 190,5"]), [12.5, 1190.5, 1190.5]);
    }

    #[test]
    fn three_digits_behind_a_mark_are_refused_with_both_readings_where_nothing_tells() {
        let both = Err(NoNumber::Ambiguous(1190.0, 1.19));
        for (separator, cell) in [(b';', "1.190"), (b';', "1,190"), (b'\t', "1.190"), (b',', "1,190")] {
            assert_eq!(column(CALLS, separator, &[cell]), std::slice::from_ref(&both), "{cell}");
        }
        assert_eq!(column(CALLS, b';', &["1.190", "995"])[0], both);
        assert_eq!(column(CALLS, b',', &["1.190", "995"])[0], both);
        assert_eq!(column(CALLS, b';', &["1.190", "1.234.567", "12.5"])[0], both);
        assert_eq!(column(CALLS, b';', &["１．１９０"]), [both]);
    }

    #[test]
    fn other_numbers_of_the_column_tell_what_a_mark_means() {
        assert_eq!(numbers(b';', &["1.190", "12,5"]), [1190.0, 12.5]);
        assert_eq!(numbers(b';', &["1.190", "1.234.567"]), [1190.0, 1_234_567.0]);
        assert_eq!(numbers(b';', &["1.190", "12.5"]), [1.19, 12.5]);
        assert_eq!(numbers(b';', &["1,190", "0,5"]), [1.19, 0.5]);
        assert_eq!(numbers(b',', &["1,190", "12.5"]), [1190.0, 12.5]);
        assert_eq!(numbers(b',', &["1.190", "12"]), [1.19, 12.0]);
        let form = Form::of(CALLS, ["1.190", "12,5"].into_iter(), b';');
        assert_eq!(form.decided, Some(("1.190".to_owned(), 1190.0)));
    }

    #[test]
    fn what_the_column_may_hold_tells_too() {
        let people = NumberColumn { column: "people", most: 60_000.0, is_whole: true };
        assert_eq!(column(people, b';', &["1.190", "1.000"]), [Ok(1190.0), Ok(1000.0)]);
        assert_eq!(column(people, b';', &["1.000"]), [Err(NoNumber::Ambiguous(1000.0, 1.0))]);
        assert_eq!(column(NumberColumn::new("survival", 1.0), b';', &["1.000", "0.5"]), [Ok(1.0), Ok(0.5)]);
        assert_eq!(column(NumberColumn::new("survival", 1.0), b';', &["1,000"]), [Ok(1.0)]);
    }

    #[test]
    fn a_comma_before_decimals_is_refused_where_commas_separate_columns() {
        assert_eq!(column(CALLS, b',', &["12,5", "1.190,5"])[0], Err(NoNumber::DecimalComma(12.5)));
        assert_eq!(column(CALLS, b',', &["1.190,5"])[0], Err(NoNumber::DecimalComma(1190.5)));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for cell in ["", "many", "1.19.0", "1 19", "1'19", "1,19,0", "1.190.5", "1,190,5", "1,2.3,4", "12 calls"] {
            assert_eq!(column(CALLS, b';', &[cell]), [Err(NoNumber::Wrong)], "{cell}");
        }
    }
}
