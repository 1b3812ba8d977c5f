//! The JSON of Cytoscape.js and Cytoscape: `{"elements":{"nodes","edges"}}`.

use serde_json::json;

use super::table::{Object, Row, edges, nodes};
use crate::graph::Selection;

pub(super) fn write(selection: &Selection<'_>) -> Vec<u8> {
    let (nodes, edges) = (nodes(selection), edges(selection));
    let node = |row: &Row<'_>| {
        let keys = &[("id", row.ends[0])];
        json!({"data": Object { keys, columns: nodes.columns, row }})
    };
    let edge = |(number, row): (usize, &Row<'_>)| {
        let id = format!("e{number}");
        let keys = &[
            ("id", id.as_str()),
            ("source", row.ends[0]),
            ("target", row.ends[1]),
        ];
        json!({"data": Object { keys, columns: edges.columns, row }})
    };
    let whole = json!({
        "data": {"generator": concat!("legation ", env!("CARGO_PKG_VERSION"))},
        "elements": {
            "nodes": nodes.rows.iter().map(node).collect::<Vec<_>>(),
            "edges": edges.rows.iter().enumerate().map(edge).collect::<Vec<_>>(),
        },
    });
    super::json::pretty(&whole)
}
