//! Cypher, for Neo4j, Memgraph and Kuzu: `MERGE` of actors and ties, which may be run twice.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::table::{Column, EDGES, NODES, Row, Value, edge, nodes};
use crate::graph::Selection;

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "// legation {}", env!("CARGO_PKG_VERSION"))?;
    for row in nodes(selection) {
        writeln!(
            out,
            "MERGE (a:Actor {{id: {}}}) SET a += {};",
            quoted(row.ends[0]),
            map(&row, NODES)
        )?;
    }
    for tie in selection.ties() {
        let row = edge(&tie);
        let [source, target] = row.ends;
        writeln!(
            out,
            "MATCH (a:Actor {{id: {}}}), (b:Actor {{id: {}}}) MERGE (a)-[t:TIE {{relation: {}, symmetric: {}}}]->(b) SET t += {};",
            quoted(source),
            quoted(target),
            quoted(tie.relation),
            tie.symmetric,
            map(&row, EDGES)
        )?;
    }
    Ok(())
}

fn map(row: &Row<'_>, columns: &[Column]) -> String {
    let known = columns.iter().zip(&row.values).filter_map(|(column, value)| {
        let text = value.text()?;
        let text = match value {
            Value::Text(_) => quoted(&text),
            _ => text.into_owned(),
        };
        Some(format!("{}: {text}", column.name))
    });
    format!("{{{}}}", known.collect::<Vec<_>>().join(", "))
}

/// A string literal on one line. A lone backslash before "u" would begin an escape even outside of literals.
fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn literals_end_where_they_should() {
        assert_eq!(quoted("O'Neill\\ \n\0"), "'O\\'Neill\\\\ \\n\\u0000'");
    }
}
