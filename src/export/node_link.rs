//! Node-link JSON, as NetworkX (`node_link_graph`) and D3 read it.

use serde_json::json;

use super::table::{Object, Row, edges, nodes};
use crate::graph::Selection;

pub(super) fn write(selection: &Selection<'_>) -> Vec<u8> {
    let (nodes, edges) = (nodes(selection), edges(selection));
    let node = |row: &Row<'_>| {
        json!(Object {
            keys: &[("id", row.ends[0])],
            columns: nodes.columns,
            row
        })
    };
    let edge = |(number, row): (usize, &Row<'_>)| {
        json!(Object {
            keys: &[
                ("source", row.ends[0]),
                ("target", row.ends[1]),
                ("key", &format!("e{number}"))
            ],
            columns: edges.columns,
            row
        })
    };
    let whole = json!({
        "directed": true,
        "multigraph": true,
        "graph": {"generator": concat!("legation ", env!("CARGO_PKG_VERSION"))},
        "nodes": nodes.rows.iter().map(node).collect::<Vec<_>>(),
        "edges": edges.rows.iter().enumerate().map(edge).collect::<Vec<_>>(),
    });
    super::json::pretty(&whole)
}
