//! Sentences: plain text, one a line, each a document of its own.

use super::decode::{self, LONGEST, Line, Lines};
use super::{Item, Items, Note, Position, Source};
use crate::model::Document;

pub(super) fn read(source: Source) -> Items {
    let Source {
        name,
        bytes,
        defaults,
        ..
    } = source;
    Box::new(Lines::new(bytes).flat_map(move |(number, line)| {
        let place = Position::line(&name, number);
        let bytes = match line {
            Line::Bytes(bytes) => bytes,
            Line::Failed(error) => {
                return vec![Item::Note(Note::error(place, format!("cannot be read: {error}")))];
            }
            Line::TooLong => {
                let message = format!("a line longer than {} MiB was passed over", LONGEST >> 20);
                return vec![Item::Note(Note::error(place, message))];
            }
        };
        let (text, note) = decode::text(bytes, &name, number);
        let mut items: Vec<Item> = note.map(Item::Note).into_iter().collect();
        if !text.trim().is_empty() {
            items.push(Item::Document(Document {
                id: format!("{name}:{number}").into(),
                text,
                title: None,
                published: defaults.published,
                publisher: defaults.publisher.clone(),
                url: None,
            }));
        }
        items
    }))
}
