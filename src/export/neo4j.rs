//! CSV for `neo4j-admin database import`: a file of nodes and a file of relationships, with the headers that it reads
//! types and ends from. Texts stand unchanged; where quotes hold line breaks, the import wants `--multiline-fields=true`.

use std::io::{self, Write};

use super::Data;
use super::table::{Column, EDGES, Kind, NODES, Row, edges, nodes};

/// The files, by name.
pub(super) const FILES: &[(&str, Data)] = &[
    ("nodes.csv", |selection, out| {
        let rows = nodes(selection).map(|row| (vec![row.ends[0]], row));
        file(out, &["id:ID"], NODES, rows, (":LABEL", "Actor"))
    }),
    ("relationships.csv", |selection, out| {
        let rows = edges(selection).map(|row| (row.ends.to_vec(), row));
        file(out, &[":START_ID", ":END_ID"], EDGES, rows, (":TYPE", "TIE"))
    }),
];

/// A table with its ends before, and what it is a table of behind its columns.
fn file<'g>(
    out: &mut dyn Write,
    ends: &[&str],
    columns: &[Column],
    rows: impl Iterator<Item = (Vec<&'g str>, Row<'g>)>,
    (head, kind): (&str, &str),
) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let heads = ends.iter().map(|end| (*end).to_owned());
    writer.write_record(heads.chain(columns.iter().map(typed)).chain([head.to_owned()]))?;
    for (ends, row) in rows {
        let ends = ends.into_iter().map(str::to_owned);
        let values = row.values.iter();
        let values = values.map(|value| value.text().unwrap_or_default().into_owned());
        writer.write_record(ends.chain(values).chain([kind.to_owned()]))?;
    }
    writer.flush()
}

/// The head of a column: its name, and its type unless that is text.
fn typed(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text => return column.name.to_owned(),
        Kind::Whole => "int",
        Kind::Number => "float",
        Kind::Truth => "boolean",
    };
    format!("{}:{kind}", column.name)
}
