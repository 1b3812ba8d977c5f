//! The JSON of Cytoscape.js and Cytoscape: `{"elements":{"nodes","edges"}}`.

use std::io::{self, Write};

use serde::Serialize;

use super::json::{Generator, pretty};
use super::table::{EDGES, List, NODES, Object, edges, nodes};
use crate::graph::Selection;

#[derive(Serialize)]
struct Whole<N, E> {
    data: Generator,
    elements: Elements<N, E>,
}

#[derive(Serialize)]
struct Elements<N, E> {
    nodes: N,
    edges: E,
}

#[derive(Serialize)]
struct Element<'g> {
    data: Object<'g>,
}

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let nodes = List(|| {
        nodes(selection).map(|row| Element {
            data: Object {
                keys: vec![("id", row.ends[0].into())],
                columns: NODES,
                row,
            },
        })
    });
    let edges = List(|| {
        edges(selection).enumerate().map(|(number, row)| Element {
            data: Object {
                keys: vec![
                    ("id", format!("e{number}").into()),
                    ("source", row.ends[0].into()),
                    ("target", row.ends[1].into()),
                ],
                columns: EDGES,
                row,
            },
        })
    });
    let whole = Whole {
        data: Generator::default(),
        elements: Elements { nodes, edges },
    };
    pretty(&whole, out)
}
