//! Documents and their statements as JSON Lines, which [`crate::read`] reads back without loss:
//! `{"document":{...}}`, then for each of its statements `{"statement":{...}}`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::contents::statements;
use crate::graph::Selection;
use crate::model::{DocumentId, DocumentRecord, Sketch, Statement};

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Line<'g> {
    Document {
        #[serde(flatten)]
        record: DocumentRecord,
        sketch: Option<&'g Sketch>,
    },
    Statement(&'g Statement),
}

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let graph = selection.graph();
    let mut missing: BTreeMap<&DocumentId, usize> = BTreeMap::new();
    for statement in graph.statements() {
        *missing.entry(&statement.doc).or_default() += 1;
    }
    let mut said: BTreeMap<&DocumentId, Vec<&Statement>> = BTreeMap::new();
    for statement in statements(selection) {
        missing.entry(&statement.doc).and_modify(|count| *count -= 1);
        said.entry(&statement.doc).or_default().push(statement);
    }
    let mut line = |line: &Line<'_>| {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")
    };
    let records = graph.documents();
    for (at, record) in records.iter().enumerate() {
        let whole = missing.get(&record.id).is_none_or(|&count| count == 0);
        // a text and a table of one id: the text has the sentences
        let twin = |at: usize| records.get(at).is_some_and(|other| other.id == record.id);
        let shared = twin(at + 1) || at > 0 && twin(at - 1);
        let is_text = record.kind == crate::model::DocumentKind::Text;
        let told = said.get(&record.id).into_iter().flatten();
        let mut told = told
            .filter(|statement| !shared || statement.sentence.is_some() == is_text)
            .peekable();
        if told.peek().is_none() && !whole {
            continue;
        }
        line(&Line::Document {
            // what is cut must not pass for the whole when the text is read again
            record: DocumentRecord {
                digest: record.digest.clone().filter(|_| whole),
                ..record.clone()
            },
            sketch: record.sketch.as_ref(),
        })?;
        told.try_for_each(|statement| line(&Line::Statement(statement)))?;
    }
    Ok(())
}
