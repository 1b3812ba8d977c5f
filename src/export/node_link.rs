//! Node-link JSON, as NetworkX (`node_link_graph`) and D3 read it.

use std::io::{self, Write};

use serde::Serialize;

use super::json::{Generator, pretty};
use super::table::{EDGES, List, NODES, Object, edges, nodes};
use crate::graph::Selection;

#[derive(Serialize)]
struct Whole<N, E> {
    directed: bool,
    multigraph: bool,
    graph: Generator,
    nodes: N,
    edges: E,
}

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let nodes = List(|| {
        nodes(selection).map(|row| Object {
            keys: vec![("id", row.ends[0].into())],
            columns: NODES,
            row,
        })
    });
    let edges = List(|| {
        edges(selection).enumerate().map(|(number, row)| Object {
            keys: vec![
                ("source", row.ends[0].into()),
                ("target", row.ends[1].into()),
                ("key", format!("e{number}").into()),
            ],
            columns: EDGES,
            row,
        })
    });
    let whole = Whole {
        directed: true,
        multigraph: true,
        graph: Generator::default(),
        nodes,
        edges,
    };
    pretty(&whole, out)
}
