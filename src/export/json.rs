//! Everything in one JSON object: `{"generator","nodes","edges","documents","statements"}`.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::contents::documents;
use super::table::List;
use crate::graph::{Selection, Tie};

/// Which program made a file.
#[derive(Serialize)]
pub(super) struct Generator {
    generator: &'static str,
}

impl Default for Generator {
    fn default() -> Self {
        Self {
            generator: concat!("legation ", env!("CARGO_PKG_VERSION")),
        }
    }
}

#[derive(Serialize)]
struct Whole<N, E, D, S> {
    #[serde(flatten)]
    generator: Generator,
    nodes: N,
    edges: E,
    documents: D,
    statements: S,
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

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = Whole {
        generator: Generator::default(),
        nodes: List(|| selection.actors()),
        edges: List(|| selection.ties().map(Edge::from)),
        documents: List(|| documents(selection)),
        statements: List(|| selection.statements()),
    };
    pretty(&whole, out)
}

/// JSON over several lines, as a file ends: with a line break.
pub(super) fn pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}
