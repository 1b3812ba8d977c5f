//! Event tables: one file a format, which says how its columns are called and what a row of them says.
//!
//! Tables of this kind are large and untidy, so reading is tolerant: a row that cannot be used is passed over, and
//! at the end of the table a note for each reason tells how many there were and where the first stands. Text that is
//! no UTF-8 is read as ISO 8859-1.

mod acled;
mod gdelt;
mod icews;
mod phoenix;
mod polecat;
mod quadruples;
mod ucdp;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;

use jiff::civil::Date;

use super::coded::named;
use super::input::Defaults;
use super::{Item, Items, Note, Position, Severity, Source, decode};
use crate::lexicon::Ontology;
use crate::model::{
    DocumentId, Interval, Modality, Place, Polarity, Predicate, Quantity, Relation, Statement,
};

pub(super) use acled::FORMAT as ACLED;
pub(super) use gdelt::FORMAT as GDELT;
pub(super) use icews::FORMAT as ICEWS;
pub(super) use phoenix::FORMAT as PHOENIX;
pub(super) use polecat::FORMAT as POLECAT;
pub(super) use quadruples::FORMAT as QUADRUPLES;
pub(super) use ucdp::FORMAT as UCDP;

/// How a format's tables are laid out.
struct Layout {
    /// What the statements' rule begins with.
    name: &'static str,
    /// The column that has a row's own id; empty where there is none, and equal rows are one statement.
    id: &'static str,
    delimiter: u8,
    /// The columns of a table of so many, which has no header; nothing where the first row is one.
    columns: fn(usize) -> Option<Vec<&'static str>>,
    event: fn(&Fields<'_>) -> Result<Event, Skip>,
}

/// What a row says.
#[derive(Default)]
struct Event {
    source: String,
    target: String,
    /// The words of the tie.
    words: String,
    relation: Option<Relation>,
    when: Option<Interval>,
    place: String,
    quantity: Option<Quantity>,
    symmetric: bool,
    quote: String,
    url: Option<String>,
    publisher: Option<String>,
}

/// Why a row gives no statement.
type Skip = &'static str;

const NO_ACTOR: Skip = "with one actor or none";
const NOBODY: Skip = "with an actor that is nobody in particular";
const NO_DATE: Skip = "without a date that can be read";
const WIDTH: Skip = "with another number of columns";
const NO_RELATION: Skip = "that tell of no event between actors";

/// The fields of a row by their columns' names.
struct Fields<'a> {
    columns: &'a HashMap<String, usize>,
    record: &'a csv::ByteRecord,
}

impl<'a> Fields<'a> {
    /// A field, trimmed; empty where the column or the value is missing ("NA", "---").
    fn get(&self, column: &str) -> Cow<'a, str> {
        let bytes = self.columns.get(column).and_then(|&at| self.record.get(at));
        match text(bytes.unwrap_or_default().trim_ascii()) {
            Cow::Borrowed("NA" | "---" | "None") => Cow::Borrowed(""),
            text => text,
        }
    }

    /// A field that may be missing.
    fn given(&self, column: &str) -> Option<String> {
        Some(self.get(column))
            .filter(|text| !text.is_empty())
            .map(Cow::into_owned)
    }

    /// The first of the fields that is there, else nothing: the closest place.
    fn first(&self, columns: &[&str]) -> String {
        columns
            .iter()
            .find_map(|column| self.given(column))
            .unwrap_or_default()
    }

    /// An actor's field, which must be there.
    fn actor(&self, column: &str) -> Result<String, Skip> {
        self.given(column).ok_or(NO_ACTOR)
    }

    /// A day: "2025-08-12", with or without a time after it, "20250812" or "12 August 2025".
    fn day(&self, column: &str) -> Result<Date, Skip> {
        let text = self.get(column);
        let iso = text
            .get(..10)
            .filter(|text| text.as_bytes()[4] == b'-')
            .and_then(|day| day.parse().ok());
        let day: Option<Date> = iso
            .or_else(|| {
                Date::strptime("%Y%m%d", text.get(..8)?)
                    .ok()
                    .filter(|_| text.len() == 8)
            })
            .or_else(|| Date::strptime("%d %B %Y", text.as_ref()).ok());
        day.filter(|day| day.year() > 0).ok_or(NO_DATE)
    }
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}

/// A column's name as [`Fields::get`] takes it: small letters, words parted by blanks.
fn column_name(field: &[u8]) -> String {
    text(decode::without_mark(field).trim_ascii())
        .to_lowercase()
        .replace('_', " ")
}

/// The words and the relation of a CAMEO code.
fn cameo(code: &str) -> (String, Option<Relation>) {
    let ontology = Ontology::embedded();
    let known = (2..=code.len())
        .rev()
        .filter_map(|end| code.get(..end))
        .find_map(|code| ontology.cameo(code));
    match known {
        Some(known) => (known.label.to_lowercase(), super::coded::relation(&known.code)),
        None => (code.to_owned(), None),
    }
}

/// Whether the first line has these columns, parted by `delimiter`.
fn has_columns(head: &[u8], delimiter: u8, wanted: &[&str]) -> bool {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let names: Vec<String> = line
        .split(|&byte| byte == delimiter)
        .map(|field| column_name(field).trim_matches('"').to_owned())
        .collect();
    wanted
        .iter()
        .all(|column| names.iter().any(|name| name == column))
}

/// The fields of the first line, where it is whole.
fn first_row(head: &[u8], delimiter: u8) -> Vec<&[u8]> {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    line.strip_suffix(b"\r")
        .unwrap_or(line)
        .split(|&byte| byte == delimiter)
        .collect()
}

/// Whether a field is a day written in eight digits.
fn is_day(field: &[u8]) -> bool {
    field.len() == 8 && field.iter().all(u8::is_ascii_digit)
}

fn read(source: Source, layout: &'static Layout) -> Items {
    let reader = csv::ReaderBuilder::new()
        .delimiter(layout.delimiter)
        .quoting(layout.delimiter != b'\t')
        .flexible(true)
        .has_headers(false)
        .from_reader(source.bytes);
    Box::new(Table {
        document: DocumentId::new(&source.name),
        file: source.name,
        defaults: source.defaults,
        layout,
        reader,
        record: csv::ByteRecord::new(),
        columns: Vec::new(),
        headed: false,
        passed_over: BTreeMap::new(),
        ended: false,
    })
}

/// Where each name stands; the first of equal ones counts.
fn places(names: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut places = HashMap::new();
    for (at, name) in names.enumerate() {
        places.entry(name).or_insert(at);
    }
    places
}

/// A table being read.
struct Table {
    file: String,
    /// What the rows stand in.
    document: DocumentId,
    defaults: Defaults,
    layout: &'static Layout,
    reader: csv::Reader<Box<dyn BufRead + Send>>,
    /// The row that was read last: room for the next.
    record: csv::ByteRecord,
    /// For each number of columns that rows have, where the named ones stand.
    columns: Vec<(usize, HashMap<String, usize>)>,
    /// Whether the first row was a header, which all rows must match.
    headed: bool,
    /// Rows that gave nothing: for each reason how many, and the line of the first.
    passed_over: BTreeMap<Skip, (u64, u64)>,
    ended: bool,
}

impl Iterator for Table {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let mut record = std::mem::take(&mut self.record);
        let item = self.read(&mut record);
        self.record = record;
        item
    }
}

impl Table {
    fn read(&mut self, record: &mut csv::ByteRecord) -> Option<Item> {
        while !self.ended {
            match self.reader.read_byte_record(record) {
                Ok(true) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if self.columns.is_empty() && self.begin(record) {
                        continue;
                    }
                    match self.statement(record, line) {
                        Ok(item) => return Some(item),
                        Err(why) => self.passed_over.entry(why).or_insert((0, line)).0 += 1,
                    }
                }
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    let place = Position {
                        line: error.position().map(csv::Position::line),
                        ..Position::file(&self.file)
                    };
                    return Some(Item::Note(Note::error(place, format!("cannot be read: {error}"))));
                }
            }
        }
        let (why, (count, line)) = self.passed_over.pop_first()?;
        let rows = if count == 1 { "row" } else { "rows" };
        Some(Item::Note(Note {
            severity: if self.defaults.strict {
                Severity::Error
            } else {
                Severity::Warning
            },
            position: Position::line(&self.file, line),
            message: format!("{count} {rows} {why} passed over; this is the first"),
        }))
    }

    /// Reads the first row as a header, if it is one.
    fn begin(&mut self, first: &csv::ByteRecord) -> bool {
        let words = |field: &[u8]| !field.first().is_some_and(u8::is_ascii_digit);
        self.headed = (self.layout.columns)(first.len()).is_none() || first.iter().all(words);
        if self.headed {
            let names = first.iter().map(column_name);
            self.columns.push((first.len(), places(names)));
        }
        self.headed
    }

    /// Where the columns of a row of this width stand.
    fn columns(&mut self, width: usize) -> Result<usize, Skip> {
        if let Some(known) = self.columns.iter().position(|(known, _)| *known == width) {
            return Ok(known);
        }
        let names = Some(width)
            .filter(|_| !self.headed)
            .and_then(self.layout.columns)
            .ok_or(WIDTH)?;
        self.columns
            .push((width, places(names.into_iter().map(str::to_owned))));
        Ok(self.columns.len() - 1)
    }

    fn statement(&mut self, record: &csv::ByteRecord, line: u64) -> Result<Item, Skip> {
        let columns = self.columns(record.len())?;
        let fields = Fields {
            columns: &self.columns[columns].1,
            record,
        };
        let event = (self.layout.event)(&fields)?;
        let statement = Statement {
            id: fields.get(self.layout.id).into(),
            doc: self.document.clone(),
            published: self.defaults.published,
            sentence: None,
            quote: event.quote,
            source: Some(named(&event.source)),
            predicate: Predicate {
                text: event.words.clone(),
                lemma: event.words,
                ..Predicate::default()
            },
            relation: event.relation,
            targets: vec![named(&event.target)],
            arguments: Vec::new(),
            polarity: Polarity::Affirmed,
            modality: Modality::Actual,
            attribution: Vec::new(),
            when: event.when,
            place: Some(event.place)
                .filter(|place| !place.is_empty())
                .map(|text| Place {
                    text,
                    span: None,
                    country: None,
                }),
            quantity: event.quantity,
            symmetric: event.symmetric,
            confidence: 1.0,
            rule: format!("{}:{line}", self.layout.name).into(),
            url: Some(event.url.unwrap_or_else(|| format!("{}#row={line}", self.file))),
        };
        Ok(Item::Row {
            statement: Box::new(statement),
            publisher: event.publisher.or_else(|| self.defaults.publisher.clone()),
        })
    }
}
