//! Mermaid, which many pages draw by themselves: a `flowchart LR`.

use std::fmt::Write as _;

use super::picture::Picture;
use super::style::{Family, Standing};
use super::words::wrapped;

/// The longest line of a label that has spaces, in characters.
const WIDTH: usize = 26;

pub(super) fn write(picture: &Picture<'_>) -> Vec<u8> {
    let theme = picture.design.theme;
    let mut out = format!("---\ntitle: \"{}\"\n---\nflowchart LR\n", title(&picture.title));
    let node = |out: &mut String, number: usize| {
        let node = &picture.nodes[number];
        let label = format!("{}<br/>{}", broken(&node.name), escaped(&node.caption));
        let (open, close) = match node.family {
            Family::Person => ("([", "])"),
            Family::Armed => ("{{", "}}"),
            _ => ("[", "]"),
        };
        let _ = writeln!(
            out,
            "  n{number}{open}\"{label}\"{close}:::{}",
            node.family.short()
        );
    };
    for (number, cluster) in picture.clusters.iter().enumerate() {
        let _ = writeln!(out, "  subgraph c{number}[\"{}\"]", broken(&cluster.name));
        cluster.nodes.iter().for_each(|&member| node(&mut out, member));
        out.push_str("  end\n");
    }
    let grouped: Vec<usize> = picture
        .clusters
        .iter()
        .flat_map(|cluster| &cluster.nodes)
        .copied()
        .collect();
    (0..picture.nodes.len())
        .filter(|number| !grouped.contains(number))
        .for_each(|number| node(&mut out, number));
    for edge in &picture.edges {
        let line = match (edge.standing, edge.symmetric) {
            (Standing::Fact, false) => "-->",
            (Standing::Fact, true) => "<-->",
            (Standing::Denied, false) => "--x",
            (Standing::Denied, true) => "x--x",
            (_, false) => "-.->",
            (_, true) => "<-.->",
        };
        let lines = std::iter::once(&edge.head).chain(&edge.notes);
        let label: Vec<String> = lines.map(|line| broken(line)).collect();
        let _ = writeln!(
            out,
            "  n{} {line}|\"{}\"| n{}",
            edge.source,
            label.join("<br/>"),
            edge.target
        );
    }
    for (number, edge) in picture.edges.iter().enumerate() {
        let color = theme.tie(edge.class);
        let _ = writeln!(out, "  linkStyle {number} stroke:{color},color:{color}");
    }
    for family in picture.families() {
        let (fill, stroke) = theme.actor(family);
        let text = theme.colors().text;
        let _ = writeln!(
            out,
            "  classDef {} fill:{fill},stroke:{stroke},color:{text}",
            family.short()
        );
    }
    out.into_bytes()
}

fn broken(text: &str) -> String {
    let lines: Vec<String> = wrapped(text, WIDTH).iter().map(|line| escaped(line)).collect();
    // an empty label is an error
    if lines.is_empty() {
        "#nbsp;".to_owned()
    } else {
        lines.join("<br/>")
    }
}

/// A text between quotes: everything that Mermaid, its Markdown or HTML could take for markup is a number.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | ',' | '.' | '-' | '/' | '(' | ')' => out.push(c),
            c if c.is_alphabetic() => out.push(c),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}

/// A text between the quotes of YAML.
fn title(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
