//! CSV for `neo4j-admin database import`: a file of nodes and a file of relationships, with the headers that it reads
//! types and ends from. Texts stand unchanged; where quotes hold line breaks, the import wants `--multiline-fields=true`.

use super::table::{Column, Kind, Row, Table, edges, nodes};
use crate::graph::Selection;

pub(super) fn nodes_file(selection: &Selection<'_>) -> Vec<u8> {
    let table = nodes(selection);
    file(
        &table,
        &["id:ID"],
        ":LABEL",
        |row| vec![row.ends[0].to_owned()],
        "Actor",
    )
}

pub(super) fn relationships_file(selection: &Selection<'_>) -> Vec<u8> {
    let table = edges(selection);
    let ends = |row: &Row<'_>| row.ends.map(str::to_owned).to_vec();
    file(&table, &[":START_ID", ":END_ID"], ":TYPE", ends, "TIE")
}

/// A table with its ends before and what it is a table of behind its columns.
fn file(
    table: &Table<'_>,
    ends: &[&str],
    kind: &str,
    ends_of: impl Fn(&Row<'_>) -> Vec<String>,
    name: &str,
) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let columns = table.columns.iter().map(typed);
    let head = ends.iter().map(|end| (*end).to_owned()).chain(columns);
    // a Vec takes every byte, and all rows are as long as the header
    writer.write_record(head.chain([kind.to_owned()])).expect("a row");
    for row in &table.rows {
        let values = row
            .values
            .iter()
            .map(|value| value.text().unwrap_or_default().into_owned());
        let cells = ends_of(row).into_iter().chain(values);
        writer
            .write_record(cells.chain([name.to_owned()]))
            .expect("a row");
    }
    writer.into_inner().expect("memory takes every byte")
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
