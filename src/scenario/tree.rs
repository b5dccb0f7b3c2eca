//! A scenario as a tree of values, each knowing the place it was written at.

use super::fault::TomlKind;
use super::source::{Passage, SourceId};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};
use toml::value::Datetime;

/// A table: values by key.
pub(super) type Table = BTreeMap<String, Node>;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub value: Value,
    /// Where the value stands; for a table or list under `[headers]`, its first header.
    pub place: Passage,
    /// Where its key stands; elements of lists have none.
    pub key: Option<Passage>,
    /// Whether it is of a file of which nothing is shown.
    pub is_hidden: bool,
}

/// What TOML can say.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Whole(i128),
    Number(f64),
    Flag(bool),
    Date(Datetime),
    List(Vec<Node>),
    Table(Table),
}

impl Value {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The whole number, if it is one.
    pub fn as_whole(&self) -> Option<i128> {
        if let Self::Whole(number) = self { Some(*number) } else { None }
    }

    /// Its kind.
    pub fn kind(&self) -> TomlKind {
        match self {
            Self::Text(_) => TomlKind::Text,
            Self::Whole(_) => TomlKind::Whole,
            Self::Number(_) => TomlKind::Number,
            Self::Flag(_) => TomlKind::Flag,
            Self::Date(_) => TomlKind::Date,
            Self::List(_) => TomlKind::List,
            Self::Table(_) => TomlKind::Table,
        }
    }
}

impl Node {
    /// The table in it, if it is one.
    pub fn as_table(&self) -> Option<&Table> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }

    /// The value of a key, if it is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_table()?.get(key)
    }

    /// The elements, if it is a list.
    pub fn elements(&self) -> &[Node] {
        if let Value::List(elements) = &self.value { elements } else { &[] }
    }

    /// The `name` in it, if it is a table with one.
    pub fn name(&self) -> Option<&str> {
        self.get("name")?.value.as_text()
    }

    /// The same if it may be shown.
    pub fn shown_name(&self) -> Option<&str> {
        self.get("name").filter(|name| !name.is_hidden)?.value.as_text()
    }

    /// Marks it and all in it as something of which nothing is shown.
    pub fn hide(&mut self) {
        self.is_hidden = true;
        match &mut self.value {
            Value::List(elements) => elements.iter_mut().for_each(Self::hide),
            Value::Table(table) => table.values_mut().for_each(Self::hide),
            Value::Text(_) | Value::Whole(_) | Value::Number(_) | Value::Flag(_) | Value::Date(_) => {}
        }
    }

    /// Where a message about it points to: the value, or the key when the value is a whole block.
    pub fn mark(&self) -> &Passage {
        match (&self.value, &self.key) {
            (Value::Table(_) | Value::List(_), Some(key)) => key,
            _ => &self.place,
        }
    }
}

/// A fault of syntax: the message and where.
pub(super) struct SyntaxFault {
    pub message: String,
    pub span: Range<usize>,
}

/// Of a longer text, in bytes, only the first fault of syntax is looked for: each takes memory.
const ALL_FAULTS_UP_TO: usize = 100_000;

/// Reads a whole TOML document.
pub(super) fn parse(text: &str, source: SourceId) -> Result<Node, Vec<SyntaxFault>> {
    let (table, errors) = if text.len() <= ALL_FAULTS_UP_TO {
        DeTable::parse_recoverable(text)
    } else {
        let table = DeTable::parse(text).map_err(|error| vec![syntax_fault(&error, 0)])?;
        (table, Vec::new())
    };
    if errors.is_empty() {
        let place = Passage { source, span: 0..0 };
        let value = Value::Table(convert_table(table.get_ref(), source, 0));
        return Ok(Node { value, place, key: None, is_hidden: false });
    }
    Err(errors.iter().map(|e| syntax_fault(e, 0)).collect())
}

/// Reads one TOML value that stands at `offset` in its source.
pub(super) fn parse_value(text: &str, source: SourceId, offset: usize) -> Result<Node, SyntaxFault> {
    match DeValue::parse(text) {
        Ok(value) => Ok(convert(&value, source, offset)),
        Err(error) => Err(syntax_fault(&error, offset)),
    }
}

fn syntax_fault(error: &toml::de::Error, offset: usize) -> SyntaxFault {
    let span = error.span().unwrap_or(0..0);
    SyntaxFault { message: error.message().replace('\n', " "), span: span.start + offset..span.end + offset }
}

fn convert(value: &Spanned<DeValue<'_>>, source: SourceId, offset: usize) -> Node {
    let converted = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => whole(number),
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(date) => Value::Date(*date),
        DeValue::Array(list) => Value::List(list.iter().map(|v| convert(v, source, offset)).collect()),
        DeValue::Table(table) => Value::Table(convert_table(table, source, offset)),
    };
    Node { value: converted, place: place(source, value.span(), offset), key: None, is_hidden: false }
}

fn convert_table(table: &DeTable<'_>, source: SourceId, offset: usize) -> Table {
    table
        .iter()
        .map(|(key, value)| {
            let node = Node { key: Some(place(source, key.span(), offset)), ..convert(value, source, offset) };
            (key.get_ref().to_string(), node)
        })
        .collect()
}

/// An integer too large for any use is kept as a float, so that it is refused as a value out of range.
fn whole(number: &DeInteger<'_>) -> Value {
    i128::from_str_radix(number.as_str(), number.radix()).map_or(Value::Number(f64::INFINITY), Value::Whole)
}

fn place(source: SourceId, span: Range<usize>, offset: usize) -> Passage {
    Passage { source, span: span.start + offset..span.end + offset }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_where_it_stands() {
        let text = "open = \"08:00\"\n[[queues]]\nname = 'a'\n";
        let tree = parse(text, 3).unwrap_or_else(|_| panic!("good TOML"));
        let open = tree.get("open").expect("there is one");
        assert_eq!((&text[open.place.span.clone()], open.place.source), ("\"08:00\"", 3));
        let queue = &tree.get("queues").expect("there is one").elements()[0];
        assert_eq!(&text[queue.mark().span.clone()], "[[queues]]");
        assert_eq!(queue.name(), Some("a"));
    }

    #[test]
    fn integers_too_large_are_not_cut_off() {
        let tree = parse(&format!("a = {}\nb = 0xff", "9".repeat(60)), 0).unwrap_or_else(|_| panic!("good TOML"));
        assert_eq!(tree.get("a").expect("there is one").value, Value::Number(f64::INFINITY));
        assert_eq!(tree.get("b").expect("there is one").value, Value::Whole(255));
    }
}
