//! Documents as JSON Lines: `{"id","text","title","published","publisher","url"}`, all but text optional.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::decode::{self, LONGEST, Line, Lines};
use super::input::Defaults;
use super::{Item, Items, Note, Position, Source};
use crate::model::{Document, DocumentId, Interval};

/// A line of this format. Other keys are passed over.
#[derive(Deserialize)]
struct Row {
    id: Option<Id>,
    text: String,
    title: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Number(i64),
    Text(String),
}

pub(super) fn looks_like(head: &[u8]) -> bool {
    decode::without_mark(head).trim_ascii_start().starts_with(b"{")
}

pub(super) fn read(source: Source) -> Items {
    let Source {
        name,
        bytes,
        defaults,
        ..
    } = source;
    each_line(name, bytes, move |text, place| document(text, place, &defaults))
}

/// Reads JSON Lines: `parse` makes an item of each line that is not blank, or an error with its column.
pub(super) fn each_line(
    name: String,
    bytes: Box<dyn std::io::BufRead + Send>,
    parse: impl Fn(&str, &Position) -> Result<Item, (Option<u64>, String)> + Send + 'static,
) -> Items {
    Box::new(Lines::new(bytes).flat_map(move |(number, line)| {
        let place = Position::line(&name, number);
        let mut items = Vec::with_capacity(1);
        match line {
            Line::Failed(error) => {
                items.push(Item::Note(Note::error(place, format!("cannot be read: {error}"))));
            }
            Line::TooLong => {
                let message = format!("a line longer than {} MiB was passed over", LONGEST >> 20);
                items.push(Item::Note(Note::error(place, message)));
            }
            Line::Bytes(bytes) if bytes.trim_ascii().is_empty() => {}
            Line::Bytes(bytes) => {
                let (text, note) = decode::text(bytes, &name, number);
                items.extend(note.map(Item::Note));
                items.push(parse(&text, &place).unwrap_or_else(|(column, message)| {
                    Item::Note(Note::error(Position { column, ..place }, message))
                }));
            }
        }
        items
    }))
}

/// What serde_json says, without the line number that it counts within the one line it saw.
pub(super) fn json_error(error: &serde_json::Error) -> (Option<u64>, String) {
    let said = error.to_string();
    let message = said
        .rsplit_once(" at line ")
        .map_or(said.as_str(), |(message, _)| message);
    (Some(error.column() as u64), message.to_owned())
}

fn document(text: &str, place: &Position, defaults: &Defaults) -> Result<Item, (Option<u64>, String)> {
    let row: Row = serde_json::from_str(text).map_err(|error| json_error(&error))?;
    if row.text.trim().is_empty() {
        return Ok(Item::Note(Note::warning(
            place.clone(),
            "the document holds no text",
        )));
    }
    let published = match row.published {
        None => defaults.published,
        Some(date) => Some(
            Interval::parse_iso(&date)
                .filter(|day| day.start == day.end)
                .and_then(|day| day.start)
                .ok_or_else(|| {
                    (
                        None,
                        format!("published {date:?} is no date; write it as 2025-08-12"),
                    )
                })?,
        ),
    };
    let id = match (row.id, &row.url) {
        (Some(Id::Number(number)), _) => number.to_string().into(),
        (Some(Id::Text(id)), _) if !id.is_empty() => id.into(),
        (_, Some(url)) if !url.is_empty() => url.into(),
        _ => hashed_id(&row.text),
    };
    Ok(Item::Document(Document {
        id,
        text: row.text,
        title: row.title,
        published,
        publisher: row.publisher.or_else(|| defaults.publisher.clone()),
        url: row.url,
    }))
}

/// The id of a text that has no other: 20 hexadecimal digits of its hash.
pub(super) fn hashed_id(text: &str) -> DocumentId {
    let digest = Sha256::digest(text.as_bytes());
    let digits: String = digest[..10].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("text:{digits}").into()
}
