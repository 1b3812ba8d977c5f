//! Triples: tables and JSON Lines of source, relation, target and optional date, document, quote, url.

use std::borrow::Cow;
use std::io::BufRead;

use serde::Deserialize;

use super::input::Defaults;
use super::jsonl::{each_line, json_error};
use super::{Item, Items, Note, Position, Source};
use super::{coded, decode};
use crate::model::{DocumentId, Interval, Modality, Polarity, Predicate, Statement};

/// The columns, in the order of [`Row`]; the first three are required.
const COLUMNS: [&str; 7] = ["source", "relation", "target", "date", "document", "quote", "url"];
const REQUIRED: usize = 3;

#[derive(Default, Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    source: Cow<'a, str>,
    #[serde(borrow)]
    relation: Cow<'a, str>,
    #[serde(borrow)]
    target: Cow<'a, str>,
    date: Option<Cow<'a, str>>,
    document: Option<Cow<'a, str>>,
    quote: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
}

pub(super) fn looks_like_json(head: &[u8]) -> bool {
    // a first line longer than the head is cut, so keys are looked for rather than the line parsed
    let head = decode::without_mark(head).trim_ascii_start();
    let has = |key: &str| {
        head.windows(key.len() + 2).any(|window| {
            window.starts_with(b"\"") && window.ends_with(b"\"") && &window[1..=key.len()] == key.as_bytes()
        })
    };
    head.starts_with(b"{") && COLUMNS[..REQUIRED].iter().all(|key| has(key)) && !has("text")
}

pub(super) fn looks_like_csv(head: &[u8]) -> bool {
    is_header(head, b',')
}

pub(super) fn looks_like_tsv(head: &[u8]) -> bool {
    is_header(head, b'\t')
}

fn is_header(head: &[u8], delimiter: u8) -> bool {
    let line = decode::without_mark(head).trim_ascii();
    let names: Vec<String> = line
        .split(|&byte| byte == delimiter)
        .map(|name| column_name(name.strip_prefix(b"\"").unwrap_or(name)))
        .map(|name| name.trim_end_matches('"').to_owned())
        .collect();
    COLUMNS[..REQUIRED]
        .iter()
        .all(|column| names.iter().any(|name| name == column))
}

fn column_name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_lowercase()
}

pub(super) fn read_json(source: Source) -> Items {
    let Source {
        name,
        bytes,
        defaults,
        ..
    } = source;
    let document = DocumentId::new(&name);
    each_line(name, bytes, move |text, place| {
        let row: Row<'_> = serde_json::from_str(text).map_err(|error| json_error(&error))?;
        let number = place.line.unwrap_or_default();
        item(row, &document, number, &defaults).map_err(|(_, message)| (None, message))
    })
}

pub(super) fn read_csv(source: Source) -> Items {
    table(source, b',', true)
}

pub(super) fn read_tsv(source: Source) -> Items {
    table(source, b'\t', false)
}

fn table(source: Source, delimiter: u8, quoting: bool) -> Items {
    let reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(quoting)
        .flexible(true)
        .has_headers(false)
        .from_reader(source.bytes);
    Box::new(Table {
        document: DocumentId::new(&source.name),
        name: source.name,
        defaults: source.defaults,
        reader,
        record: csv::ByteRecord::new(),
        header: None,
        rows: 0,
        ended: false,
        waiting: None,
    })
}

/// A table being read.
struct Table {
    name: String,
    /// What rows stand in that name no document: the table.
    document: DocumentId,
    defaults: Defaults,
    reader: csv::Reader<Box<dyn BufRead + Send>>,
    /// The row that was read last: room for the next.
    record: csv::ByteRecord,
    header: Option<Header>,
    /// Rows read so far, the header included.
    rows: u64,
    ended: bool,
    /// What a row gave beside the item that was returned first.
    waiting: Option<Item>,
}

struct Header {
    width: usize,
    /// Where each of [`COLUMNS`] stands.
    columns: [Option<usize>; COLUMNS.len()],
}

impl Iterator for Table {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(item) = self.waiting.take() {
            return Some(item);
        }
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
                Ok(false) => {
                    self.ended = true;
                    if self.header.is_none() {
                        let message = "is empty; a table needs a header with source, relation and target";
                        return Some(Item::Note(Note::error(Position::file(&self.name), message)));
                    }
                }
                Ok(true) => {
                    self.rows += 1;
                    if self.header.is_some() {
                        return Some(self.row(record));
                    }
                    match read_header(record) {
                        Ok(header) => self.header = Some(header),
                        Err(message) => {
                            self.ended = true;
                            return Some(Item::Note(Note::error(Position::line(&self.name, 1), message)));
                        }
                    }
                }
                Err(error) => {
                    self.ended = true;
                    let place = Position {
                        line: error.position().map(csv::Position::line),
                        ..Position::file(&self.name)
                    };
                    return Some(Item::Note(Note::error(place, format!("cannot be read: {error}"))));
                }
            }
        }
        None
    }
}

fn read_header(record: &csv::ByteRecord) -> Result<Header, String> {
    let names: Vec<String> = record
        .iter()
        .map(|field| column_name(decode::without_mark(field)))
        .collect();
    let columns = COLUMNS.map(|column| names.iter().position(|name| name == column));
    match columns[..REQUIRED].iter().position(Option::is_none) {
        None => Ok(Header {
            width: names.len(),
            columns,
        }),
        Some(missing) => Err(format!(
            "the header has no column {:?}; it needs source, relation and target",
            COLUMNS[missing]
        )),
    }
}

impl Table {
    fn row(&mut self, record: &csv::ByteRecord) -> Item {
        let line = record.position().map_or(0, csv::Position::line);
        let Some(header) = &self.header else {
            let place = Position::line(&self.name, line);
            return Item::Note(Note::error(place, "stands before the header"));
        };
        if record.len() != header.width {
            let place = Position::column(&self.name, line, record.len().min(header.width + 1) as u64);
            let message = format!("{} fields where the header has {}", record.len(), header.width);
            return Item::Note(Note::error(place, message));
        }
        let mut note = None;
        let mut fields = header.columns.map(|column| {
            let bytes = record.get(column?)?;
            if let Ok(text) = std::str::from_utf8(bytes) {
                return Some(Cow::Borrowed(text));
            }
            let (text, bad) = decode::text(bytes.to_vec(), &self.name, line);
            if let Some(bad) = bad {
                note.get_or_insert(Note {
                    position: Position::column(&self.name, line, column? as u64 + 1),
                    ..bad
                });
            }
            Some(Cow::Owned(text))
        });
        let mut take = |i: usize| fields[i].take();
        let row = Row {
            source: take(0).unwrap_or_default(),
            relation: take(1).unwrap_or_default(),
            target: take(2).unwrap_or_default(),
            date: take(3),
            document: take(4),
            quote: take(5),
            url: take(6),
        };
        let columns = header.columns;
        let item = item(row, &self.document, self.rows, &self.defaults).unwrap_or_else(|(field, message)| {
            let column = columns[field].map(|column| column as u64 + 1);
            let place = Position {
                column,
                ..Position::line(&self.name, line)
            };
            Item::Note(Note::error(place, message))
        });
        match note {
            None => item,
            Some(note) => {
                self.waiting = Some(item);
                Item::Note(note)
            }
        }
    }
}

/// The item of a row, or the index in [`COLUMNS`] of the field that is wrong, and what is wrong with it.
/// `number` counts rows as RFC 7111 does, the header being row 1.
fn item(row: Row<'_>, table: &DocumentId, number: u64, defaults: &Defaults) -> Result<Item, (usize, String)> {
    fn given<'r>(text: &'r Option<Cow<'_, str>>) -> Option<&'r str> {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }
    for (field, text) in [&row.source, &row.relation, &row.target].into_iter().enumerate() {
        if text.trim().is_empty() {
            return Err((field, format!("{} is empty", COLUMNS[field])));
        }
    }
    let when = match given(&row.date) {
        None => None,
        Some(date) => Some(Interval::parse_iso(date).ok_or_else(|| {
            (
                3,
                format!("date {date:?} is none; write it as 2025-08-12, 2025-08 or 2025"),
            )
        })?),
    };
    let relation = row.relation.trim();
    let statement = Statement {
        id: Default::default(),
        doc: given(&row.document).map_or_else(|| table.clone(), DocumentId::new),
        published: defaults.published,
        sentence: None,
        quote: given(&row.quote).unwrap_or_default().to_owned(),
        source: Some(coded::named(row.source.trim())),
        predicate: Predicate {
            text: relation.to_owned(),
            lemma: relation.to_owned(),
            ..Predicate::default()
        },
        relation: coded::worded(relation),
        targets: vec![coded::named(row.target.trim())],
        arguments: Vec::new(),
        polarity: Polarity::Affirmed,
        modality: Modality::Actual,
        attribution: Vec::new(),
        when,
        place: None,
        quantity: None,
        symmetric: false,
        confidence: 1.0,
        rule: "row".into(),
        url: Some(given(&row.url).map_or_else(|| format!("{table}#row={number}"), str::to_owned)),
    };
    Ok(Item::Row {
        statement: Box::new(statement),
        publisher: defaults.publisher.clone(),
    })
}
