//! Plain text: one article a file.

use std::io::Read as _;

use super::decode::{self, LONGEST};
use super::jsonl::hashed_id;
use super::{Item, Items, Note, Position, Source};
use crate::model::Document;

/// Anything without a NUL byte.
pub(super) fn looks_like(head: &[u8]) -> bool {
    !head.contains(&0)
}

pub(super) fn read(source: Source) -> Items {
    Box::new(std::iter::once_with(move || article(source)).flatten())
}

fn article(mut source: Source) -> Vec<Item> {
    let whole = Position::file(&source.name);
    let mut bytes = Vec::new();
    match (&mut source.bytes).take(LONGEST + 1).read_to_end(&mut bytes) {
        Err(error) => return vec![Item::Note(Note::error(whole, format!("cannot be read: {error}")))],
        Ok(size) if size as u64 > LONGEST => {
            let message = format!("longer than {} MiB; split it into articles", LONGEST >> 20);
            return vec![Item::Note(Note::error(whole, message))];
        }
        Ok(_) => {}
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    let (mut text, note) = decode::text(bytes, &source.name, 1);
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    let mut items: Vec<Item> = note.map(Item::Note).into_iter().collect();
    if text.trim().is_empty() {
        items.push(Item::Note(Note::warning(whole, "holds no text")));
    } else {
        items.push(Item::Document(Document {
            id: if source.is_path {
                source.name.into()
            } else {
                hashed_id(&text)
            },
            text,
            title: None,
            published: source.defaults.published,
            publisher: source.defaults.publisher,
            url: None,
        }));
    }
    items
}
