//! Documents with their statements as JSON Lines, as `legation export -f jsonl` writes them.

use serde::Deserialize;

use super::decode::{self, LONGEST, Line, Lines};
use super::{Item, Items, Note, Position, Source};
use crate::model::{DocumentKind, DocumentRecord, Sketch, Statement};

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Entry {
    Document {
        #[serde(flatten)]
        record: DocumentRecord,
        #[serde(default)]
        sketch: Option<Sketch>,
    },
    Statement(Box<Statement>),
}

pub(super) fn looks_like(head: &[u8]) -> bool {
    let head = decode::without_mark(head).trim_ascii_start();
    let key = head
        .strip_prefix(b"{")
        .map(<[u8]>::trim_ascii_start)
        .and_then(|head| head.strip_prefix(b"\"document\""))
        .and_then(|head| head.trim_ascii_start().strip_prefix(b":"));
    key.is_some_and(|value| value.trim_ascii_start().starts_with(b"{"))
}

pub(super) fn read(source: Source) -> Items {
    Box::new(Reader {
        name: source.name,
        lines: Lines::new(source.bytes),
        document: None,
        statements: Vec::new(),
        ended: false,
    })
}

/// Puts the lines of a document together again: a text's all at once, a table's one by one.
struct Reader {
    name: String,
    lines: Lines,
    document: Option<DocumentRecord>,
    statements: Vec<Statement>,
    ended: bool,
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.ended {
            let Some((number, line)) = self.lines.next() else {
                self.ended = true;
                return self.finish(None);
            };
            let place = Position::line(&self.name, number);
            let failed = |message: String| Some(Item::Note(Note::error(place.clone(), message)));
            let bytes = match line {
                Line::Bytes(bytes) if bytes.trim_ascii().is_empty() => continue,
                Line::Bytes(bytes) => bytes,
                Line::TooLong => {
                    return failed(format!(
                        "a line longer than {} MiB was passed over",
                        LONGEST >> 20
                    ));
                }
                Line::Failed(error) => return failed(format!("cannot be read: {error}")),
            };
            match serde_json::from_slice(&bytes) {
                Ok(Entry::Document { record, sketch }) => {
                    if let Some(item) = self.finish(Some(DocumentRecord { sketch, ..record })) {
                        return Some(item);
                    }
                }
                Ok(Entry::Statement(statement)) => match &self.document {
                    Some(record) if record.id == statement.doc => match record.kind {
                        DocumentKind::Text => self.statements.push(*statement),
                        DocumentKind::Table => {
                            return Some(Item::Known {
                                record: record.clone(),
                                statements: vec![*statement],
                            });
                        }
                    },
                    _ => return failed("a statement must follow the line of its document".to_owned()),
                },
                Err(error) => {
                    return failed(format!("no line of an exported graph: {error}"));
                }
            }
        }
        None
    }
}

impl Reader {
    /// The document that ends where another begins; a table has been handed on row by row.
    fn finish(&mut self, next: Option<DocumentRecord>) -> Option<Item> {
        let statements = std::mem::take(&mut self.statements);
        let record = std::mem::replace(&mut self.document, next)?;
        (record.kind == DocumentKind::Text).then_some(Item::Known { record, statements })
    }
}
