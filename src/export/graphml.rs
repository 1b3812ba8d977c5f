//! GraphML, for NetworkX, Gephi, yEd and Cytoscape: an edge is a tie.

use std::io::{self, Write};

use super::table::{Column, EDGES, NODES, Row, edges, nodes};
use super::xml::escaped;
use crate::graph::Selection;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">
";

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for (columns, what) in [(NODES, "node"), (EDGES, "edge")] {
        for column in columns {
            let (name, kind) = (column.name, column.kind.graphml());
            writeln!(
                out,
                "  <key id=\"{what}-{name}\" for=\"{what}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
            )?;
        }
    }
    writeln!(out, "  <graph id=\"legation\" edgedefault=\"directed\">")?;
    for row in nodes(selection) {
        write!(out, "    <node id=\"{}\">", escaped(row.ends[0]))?;
        data(out, &row, "node", NODES)?;
        writeln!(out, "</node>")?;
    }
    for (number, row) in edges(selection).enumerate() {
        let [source, target] = row.ends.map(escaped);
        write!(
            out,
            "    <edge id=\"e{number}\" source=\"{source}\" target=\"{target}\">"
        )?;
        data(out, &row, "edge", EDGES)?;
        writeln!(out, "</edge>")?;
    }
    out.write_all(b"  </graph>\n</graphml>\n")
}

fn data(out: &mut dyn Write, row: &Row<'_>, what: &str, columns: &[Column]) -> io::Result<()> {
    for (column, value) in columns.iter().zip(&row.values) {
        if let Some(text) = value.text() {
            let (name, text) = (column.name, escaped(&text));
            write!(out, "<data key=\"{what}-{name}\">{text}</data>")?;
        }
    }
    Ok(())
}
