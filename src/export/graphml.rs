//! GraphML, for NetworkX, Gephi, yEd and Cytoscape: an edge is a tie.

use std::fmt::Write as _;

use super::table::{Row, edges, nodes};
use super::xml::escaped;
use crate::graph::Selection;

pub(super) fn write(selection: &Selection<'_>) -> Vec<u8> {
    let (nodes, edges) = (nodes(selection), edges(selection));
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    for (table, what) in [(&nodes, "node"), (&edges, "edge")] {
        for column in table.columns {
            let (name, kind) = (column.name, column.kind.graphml());
            let _ = writeln!(
                out,
                "  <key id=\"{what}-{name}\" for=\"{what}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
            );
        }
    }
    out.push_str("  <graph id=\"legation\" edgedefault=\"directed\">\n");
    for row in &nodes.rows {
        let _ = write!(out, "    <node id=\"{}\">", escaped(row.ends[0]));
        data(&mut out, row, "node", nodes.columns);
        out.push_str("</node>\n");
    }
    for (number, row) in edges.rows.iter().enumerate() {
        let [source, target] = row.ends;
        let _ = write!(
            out,
            "    <edge id=\"e{number}\" source=\"{}\" target=\"{}\">",
            escaped(source),
            escaped(target)
        );
        data(&mut out, row, "edge", edges.columns);
        out.push_str("</edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out.into_bytes()
}

fn data(out: &mut String, row: &Row<'_>, what: &str, columns: &[super::table::Column]) {
    for (column, value) in columns.iter().zip(&row.values) {
        if let Some(text) = value.text() {
            let _ = write!(
                out,
                "<data key=\"{what}-{}\">{}</data>",
                column.name,
                escaped(&text)
            );
        }
    }
}
