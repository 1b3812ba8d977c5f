//! Everything in one JSON object: `{"generator","nodes","edges","documents","statements"}`.

use jiff::civil::Date;
use serde::Serialize;

use super::contents::documents;
use crate::graph::{DocumentRecord, Selection, Tie};
use crate::model::{Actor, Statement};

#[derive(Serialize)]
struct Whole<'g> {
    generator: &'static str,
    nodes: Vec<&'g Actor>,
    edges: Vec<Edge<'g>>,
    documents: Vec<&'g DocumentRecord>,
    statements: Vec<&'g Statement>,
}

#[derive(Serialize)]
struct Edge<'g> {
    source: &'g str,
    relation: &'g str,
    target: &'g str,
    symmetric: bool,
    first: Option<Date>,
    last: Option<Date>,
    documents: usize,
    sources: usize,
    occurrences: usize,
    contested: bool,
    statements: Vec<&'g str>,
}

impl<'g> From<Tie<'g>> for Edge<'g> {
    fn from(tie: Tie<'g>) -> Self {
        let (first, last) = tie.dates();
        Self {
            source: &tie.source.id,
            relation: tie.relation,
            target: &tie.target.id,
            symmetric: tie.symmetric,
            first,
            last,
            documents: tie.documents,
            sources: tie.sources,
            occurrences: tie.occurrences,
            contested: tie.contested,
            statements: tie
                .statements
                .iter()
                .map(|statement| statement.id.as_str())
                .collect(),
        }
    }
}

pub(super) fn write(selection: &Selection<'_>) -> Vec<u8> {
    let whole = Whole {
        generator: concat!("legation ", env!("CARGO_PKG_VERSION")),
        nodes: selection.actors().collect(),
        edges: selection.ties().map(Edge::from).collect(),
        documents: documents(selection).collect(),
        statements: selection.statements().collect(),
    };
    pretty(&whole)
}

/// JSON over several lines, as a file ends: with a line break.
pub(super) fn pretty(value: &impl Serialize) -> Vec<u8> {
    // a Vec takes every byte, and no map in here has keys other than strings
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain data always serialises");
    bytes.push(b'\n');
    bytes
}
