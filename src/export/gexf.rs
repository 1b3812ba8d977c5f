//! GEXF 1.3 with time, for Gephi: an edge is a tie, its spells are the days of its statements.
//!
//! Every edge is directed, for NetworkX reads no mixture; `symmetric` says which ones go both ways.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::style::{Class, Family, Theme};
use super::table::{Column, EDGES, NODES, Row, edge, nodes};
use super::xml::escaped;
use crate::graph::{KnowledgeGraph, Selection};
use crate::model::Statement;

const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n",
    "  <meta><creator>legation ",
    env!("CARGO_PKG_VERSION"),
    "</creator></meta>\n",
    "  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" timerepresentation=\"interval\">\n",
);

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for (columns, class) in [(NODES, "node"), (EDGES, "edge")] {
        writeln!(out, "    <attributes class=\"{class}\">")?;
        for column in columns {
            let (name, kind) = (column.name, column.kind.gexf());
            writeln!(
                out,
                "      <attribute id=\"{class}-{name}\" title=\"{name}\" type=\"{kind}\"/>"
            )?;
        }
        writeln!(out, "    </attributes>")?;
    }
    writeln!(out, "    <nodes>")?;
    for (actor, row) in selection.actors().zip(nodes(selection)) {
        let (id, label) = (escaped(&actor.id), escaped(&actor.name));
        write!(out, "      <node id=\"{id}\" label=\"{label}\">")?;
        values(out, &row, "node", NODES)?;
        let (_, line) = Theme::Light.actor(Family::of(actor.kind));
        color(out, line)?;
        writeln!(out, "</node>")?;
    }
    out.write_all(b"    </nodes>\n    <edges>\n")?;
    for (number, tie) in selection.ties().enumerate() {
        let row = edge(&tie);
        let [source, target] = row.ends.map(escaped);
        let (relation, weight) = (escaped(tie.relation), tie.statements.len());
        write!(
            out,
            "      <edge id=\"e{number}\" source=\"{source}\" target=\"{target}\" kind=\"{relation}\" label=\"{relation}\" weight=\"{weight}\">"
        )?;
        values(out, &row, "edge", EDGES)?;
        spells(out, &tie.statements)?;
        if let Some(best) = tie.best() {
            color(out, Theme::Light.tie(Class::of(best)))?;
        }
        writeln!(out, "</edge>")?;
    }
    out.write_all(b"    </edges>\n  </graph>\n</gexf>\n")
}

fn values(out: &mut dyn Write, row: &Row<'_>, class: &str, columns: &[Column]) -> io::Result<()> {
    write!(out, "<attvalues>")?;
    for (column, value) in columns.iter().zip(&row.values) {
        if let Some(text) = value.text() {
            let (name, text) = (column.name, escaped(&text));
            write!(out, "<attvalue for=\"{class}-{name}\" value=\"{text}\"/>")?;
        }
    }
    write!(out, "</attvalues>")
}

/// Closed at both ends where the days are known; none where nothing is dated.
fn spells(out: &mut dyn Write, statements: &[&Statement]) -> io::Result<()> {
    let days = |statement: &&Statement| {
        let when = statement.when.as_ref().filter(|when| when.anchor().is_some());
        let day = KnowledgeGraph::date_of(statement);
        match when {
            Some(when) => (when.start.or(day), when.end.or(day)),
            None => (day, day),
        }
    };
    let days: BTreeSet<_> = statements.iter().map(days).collect();
    let dated = days.into_iter().filter_map(|(start, end)| start.zip(end));
    let spells: Vec<String> = dated
        .map(|(start, end)| format!("<spell start=\"{start}\" end=\"{end}\"/>"))
        .collect();
    if spells.is_empty() {
        return Ok(());
    }
    write!(out, "<spells>{}</spells>", spells.concat())
}

/// A colour given as "#rrggbb".
fn color(out: &mut dyn Write, hex: &str) -> io::Result<()> {
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or_default();
    let (red, green, blue) = (part(1), part(3), part(5));
    write!(out, "<viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>")
}
