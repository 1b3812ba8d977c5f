//! GEXF 1.3 with time, for Gephi: an edge is a tie, its spells are the days of its statements.
//!
//! Every edge is directed, for NetworkX reads no mixture; `symmetric` says which ones go both ways.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::style::{Class, Family, Theme};
use super::table::{Column, Row, edges, nodes};
use super::xml::escaped;
use crate::graph::{KnowledgeGraph, Selection};
use crate::model::Statement;

pub(super) fn write(selection: &Selection<'_>) -> Vec<u8> {
    let (nodes, edges) = (nodes(selection), edges(selection));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n\
         \x20 <meta><creator>legation {}</creator></meta>\n\
         \x20 <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" timerepresentation=\"interval\">\n",
        env!("CARGO_PKG_VERSION")
    );
    for (columns, class) in [(nodes.columns, "node"), (edges.columns, "edge")] {
        let _ = writeln!(out, "    <attributes class=\"{class}\">");
        for column in columns {
            let _ = writeln!(
                out,
                "      <attribute id=\"{class}-{}\" title=\"{}\" type=\"{}\"/>",
                column.name,
                column.name,
                column.kind.gexf()
            );
        }
        out.push_str("    </attributes>\n");
    }
    out.push_str("    <nodes>\n");
    for (actor, row) in selection.actors().zip(&nodes.rows) {
        let _ = write!(
            out,
            "      <node id=\"{}\" label=\"{}\">",
            escaped(&actor.id),
            escaped(&actor.name)
        );
        values(&mut out, row, "node", nodes.columns);
        let (_, line) = Theme::Light.actor(Family::of(actor.kind));
        color(&mut out, line);
        out.push_str("</node>\n");
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for (number, (tie, row)) in selection.ties().zip(&edges.rows).enumerate() {
        let _ = write!(
            out,
            "      <edge id=\"e{number}\" source=\"{}\" target=\"{}\" kind=\"{}\" label=\"{}\" weight=\"{}\">",
            escaped(row.ends[0]),
            escaped(row.ends[1]),
            escaped(tie.relation),
            escaped(tie.relation),
            tie.statements.len(),
        );
        values(&mut out, row, "edge", edges.columns);
        spells(&mut out, &tie.statements);
        if let Some(best) = tie.best() {
            color(&mut out, Theme::Light.tie(Class::of(best)));
        }
        out.push_str("</edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out.into_bytes()
}

fn values(out: &mut String, row: &Row<'_>, class: &str, columns: &[Column]) {
    out.push_str("<attvalues>");
    for (column, value) in columns.iter().zip(&row.values) {
        if let Some(text) = value.text() {
            let _ = write!(
                out,
                "<attvalue for=\"{class}-{}\" value=\"{}\"/>",
                column.name,
                escaped(&text)
            );
        }
    }
    out.push_str("</attvalues>");
}

/// Closed at both ends where the days are known; none where nothing is dated.
fn spells(out: &mut String, statements: &[&Statement]) {
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
    if !spells.is_empty() {
        let _ = write!(out, "<spells>{}</spells>", spells.concat());
    }
}

/// A colour given as "#rrggbb".
fn color(out: &mut String, hex: &str) {
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or_default();
    let _ = write!(
        out,
        "<viz:color r=\"{}\" g=\"{}\" b=\"{}\"/>",
        part(1),
        part(3),
        part(5)
    );
}
