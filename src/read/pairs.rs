//! Pairs of actors whose tie is asked for, as JSON Lines: `{"id","text","source","target","published"}`. An actor is a name
//! or a place `[start,end]` in code points; id and date may be missing.

use std::io::{self, Read};

use serde::Deserialize;
use serde_json::Value;

use super::decode::{self, LONGEST, Line, Lines};
use super::{Note, Position};
use crate::model::{Document, Interval, Pair, Pointer, Span};

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: Value,
    text: String,
    source: Written,
    target: Written,
    published: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "an actor is a name or a place, \"Arlen\" or [0,5]")]
enum Written {
    Name(String),
    Place([u32; 2]),
}

/// The pairs in `bytes`, each with its id as written, or for a line that is none its id, as far as it has one, and a note. `name` is the input's. Blank lines are
/// passed over, `.gz` and `.zst` undone.
///
/// # Errors
/// When the first byte cannot be read.
pub fn pairs(
    name: &str,
    bytes: Box<dyn Read + Send>,
) -> io::Result<impl Iterator<Item = Result<(Value, Pair), (Value, Note)>>> {
    let name = name.to_owned();
    Ok(
        Lines::new(decode::decompressed(bytes)?).filter_map(move |(number, line)| {
            let place = Position::line(&name, number);
            match line {
                Line::Failed(error) => {
                    let note = Note::error(place, format!("cannot be read: {error}"));
                    Some(Err((Value::Null, note)))
                }
                Line::TooLong => {
                    let message = format!("a line longer than {} MiB was passed over", LONGEST >> 20);
                    Some(Err((Value::Null, Note::error(place, message))))
                }
                Line::Bytes(bytes) if bytes.trim_ascii().is_empty() => None,
                Line::Bytes(bytes) => Some(pair(&bytes, place).map_err(|note| (id(&bytes), note))),
            }
        }),
    )
}

/// The id of a line that is JSON, though no pair.
fn id(line: &[u8]) -> Value {
    let line = serde_json::from_slice::<Value>(line).unwrap_or_default();
    line.get("id").cloned().unwrap_or_default()
}

fn pair(line: &[u8], place: Position) -> Result<(Value, Pair), Note> {
    let row: Row = serde_json::from_slice(line).map_err(|error| {
        let column = Some(error.column() as u64).filter(|&column| column > 0);
        let message = format!("no pair: {error}; write {{\"id\",\"text\",\"source\",\"target\"}}");
        Note::error(
            Position {
                column,
                ..place.clone()
            },
            message,
        )
    })?;
    let length = row.text.chars().count() as u32;
    let party = |pointer| match pointer {
        Written::Name(name) => Ok(Pointer::Name(name)),
        Written::Place([start, end]) if start < end && end <= length => {
            Ok(Pointer::Place(Span::new(start, end)))
        }
        Written::Place([start, end]) => {
            let message = format!("[{start},{end}] is no place in a text of {length} characters");
            Err(Note::error(place.clone(), message))
        }
    };
    let published = match &row.published {
        None => None,
        Some(date) => Some(
            Interval::parse_iso(date)
                .and_then(|day| day.start)
                .ok_or_else(|| Note::error(place.clone(), format!("{date} is no date; write 2025-08-12")))?,
        ),
    };
    let id = match &row.id {
        Value::String(id) => id.as_str().into(),
        id => id.to_string().into(),
    };
    let pair = Pair {
        source: party(row.source)?,
        target: party(row.target)?,
        document: Document {
            id,
            text: row.text,
            published,
            ..Document::default()
        },
    };
    Ok((row.id, pair))
}
