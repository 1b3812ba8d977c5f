//! Whose account a statement is: how many independent sources tell of something.

use std::collections::HashMap;

use super::DocumentRecord;
use crate::model::{DocumentKind, Sketch, Statement};

/// From this resemblance on a text is a copy of another: agencies' reports are cut and get a new beginning.
const COPY: f64 = 0.4;

/// For each statement the number of its source; two statements are independent when theirs differ.
///
/// A source is a publisher, or a document whose publisher is not known. A text that is nearly the same as
/// one that was published before, by whomever, is that one's account; a row of a table that gives an
/// article's address is the account of its host. O(n) in documents and statements.
pub(super) fn sources(documents: &[DocumentRecord], statements: &[Statement]) -> Vec<u32> {
    let originals = originals(documents);
    let mut by_id: HashMap<&str, usize> = HashMap::with_capacity(documents.len());
    for (at, record) in documents.iter().enumerate() {
        by_id.entry(&record.id).or_insert(at); // the text, where a table has the same id
    }
    let mut numbers: HashMap<(bool, &str), u32> = HashMap::new();
    statements
        .iter()
        .map(|statement| {
            let record = by_id.get(statement.doc.as_str());
            let key = match record.map(|&at| &documents[originals[at]]) {
                None => (false, statement.doc.as_str()),
                Some(record) => match (record.kind, statement.url.as_deref().and_then(host)) {
                    (DocumentKind::Table, Some(host)) => (true, host),
                    _ => match record.publisher.as_deref() {
                        Some(publisher) => (true, publisher),
                        None => (false, record.id.as_str()),
                    },
                },
            };
            let next = numbers.len() as u32;
            *numbers.entry(key).or_insert(next)
        })
        .collect()
}

/// For each document the one that it is a copy of; itself, where it is none. Texts are compared in the order
/// of their publication with those that are no copies themselves.
fn originals(documents: &[DocumentRecord]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&at| (documents[at].published.is_none(), documents[at].published, at));
    let mut originals: Vec<usize> = (0..documents.len()).collect();
    let mut bands: HashMap<(usize, (u16, u16)), Vec<usize>> = HashMap::new();
    for at in order {
        let Some(sketch) = &documents[at].sketch else {
            continue;
        };
        let likeness = |other: usize| {
            let other: Option<&Sketch> = documents[other].sketch.as_ref();
            other.map_or(0.0, |other| other.resemblance(sketch))
        };
        let alike = sketch.bands().enumerate().filter_map(|band| bands.get(&band));
        // of equals the one that comes first by its id
        let best = alike
            .flatten()
            .copied()
            .max_by(|&a, &b| likeness(a).total_cmp(&likeness(b)).then(b.cmp(&a)));
        match best.filter(|&best| likeness(best) >= COPY) {
            Some(best) => originals[at] = best,
            None => {
                for band in sketch.bands().enumerate() {
                    bands.entry(band).or_default().push(at);
                }
            }
        }
    }
    originals
}

/// The host of an address on the web, without "www.".
fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest
        .split(['/', '?', '#'])
        .next()
        .filter(|host| !host.is_empty())?;
    matches!(scheme, "http" | "https").then(|| host.strip_prefix("www.").unwrap_or(host))
}
