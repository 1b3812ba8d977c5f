//! DOT, the language of Graphviz, printed by dot-writer behind an escaping of our own.
//!
//! dot-writer escapes nothing, so nodes have generated names (n0, n1, ...), every label goes through [`markup`] and every
//! other text through [`escaped`]; it panics when its writer fails, so it writes to memory.

use std::fmt::Write as _;

use dot_writer::{Attributes, DotWriter, Scope};

use super::picture::{Edge, Node, Picture};
use super::style::{Colors, Family, Standing};
use super::words::wrapped;

/// The longest line of a label that has spaces, in characters.
const WIDTH: usize = 26;
const FONT: &str = "Helvetica,Arial,sans-serif";

pub(super) fn write(picture: &Picture<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = DotWriter::from(&mut bytes);
    // its other mode drops spaces inside labels
    writer.set_pretty_print(true);
    {
        let Colors { ground, text, .. } = picture.design.theme.colors();
        let mut graph = writer.digraph();
        graph
            .set("charset", "UTF-8", true)
            .set("rankdir", "LR", true)
            .set("bgcolor", ground, true)
            .set("pad", "0.3", true)
            .set("nodesep", "0.35", true)
            .set("ranksep", "0.9", true)
            .set("labelloc", "b", true)
            .set("fontname", FONT, true)
            .set("fontcolor", text, true)
            .set("label", &legend(picture), false);
        graph
            .node_attributes()
            .set("fontname", FONT, true)
            .set("fontsize", "12", true)
            .set("fontcolor", text, true);
        graph
            .edge_attributes()
            .set("fontname", FONT, true)
            .set("fontsize", "10", true)
            .set("arrowsize", "0.7", true);
        for (number, cluster) in picture.clusters.iter().enumerate() {
            let mut group = graph.subgraph();
            group
                .set("cluster", "true", true)
                .set("id", &format!("c{number}"), true)
                .set("label", &escaped(&cluster.name), true)
                .set("style", "rounded,filled", true)
                .set("color", picture.design.theme.colors().cluster, true);
            for &number in &cluster.nodes {
                node(&mut group, picture, number);
            }
        }
        let grouped: Vec<usize> = picture
            .clusters
            .iter()
            .flat_map(|cluster| &cluster.nodes)
            .copied()
            .collect();
        for number in (0..picture.nodes.len()).filter(|number| !grouped.contains(number)) {
            node(&mut graph, picture, number);
        }
        for edge in &picture.edges {
            let color = picture.design.theme.tie(edge.class);
            let mut attributes = graph
                .edge(format!("n{}", edge.source), format!("n{}", edge.target))
                .attributes();
            attributes
                .set("id", &edge.id, true)
                .set("label", &edge_label(edge), false)
                .set("tooltip", &escaped(&edge.evidence), true)
                .set("color", color, true)
                .set("fontcolor", color, true)
                .set("style", style(edge.standing), true)
                .set("penwidth", ["1.2", "2", "3", "4", "5"][edge.strength()], true);
            if edge.symmetric {
                attributes.set("dir", "both", true);
            }
            if edge.standing == Standing::Denied {
                // an arrow, and a bar across the line behind it
                attributes.set("arrowhead", "normalnonetee", true);
                if edge.symmetric {
                    attributes.set("arrowtail", "normalnonetee", true);
                }
            }
        }
    }
    bytes
}

fn node(scope: &mut Scope<'_, '_>, picture: &Picture<'_>, number: usize) {
    let node = &picture.nodes[number];
    let (shape, more) = match node.family {
        Family::Person => ("ellipse", ""),
        Family::Media => ("note", ""),
        _ => ("box", ",rounded"),
    };
    let (fill, line) = picture.design.theme.actor(node.family);
    scope
        .node_named(format!("n{number}"))
        .set("id", &node.id, true)
        .set("label", &node_label(node), false)
        .set("tooltip", &escaped(&node.actor.id), true)
        .set("shape", shape, true)
        .set("style", &format!("filled{more}"), true)
        .set("fillcolor", fill, true)
        .set("color", line, true)
        .set("penwidth", if node.in_focus { "2.4" } else { "1.2" }, true);
}

fn style(standing: Standing) -> &'static str {
    match standing {
        Standing::Fact => "solid",
        Standing::Planned | Standing::Denied => "dashed",
        Standing::Possible => "dotted",
    }
}

fn node_label(node: &Node<'_>) -> String {
    label(&node.name, std::slice::from_ref(&node.caption))
}

fn edge_label(edge: &Edge<'_>) -> String {
    label(&edge.head, &edge.notes)
}

/// An HTML-like label: bold words, and small notes below them, in lines that are no longer than [`WIDTH`] where there
/// are spaces to break at. An element without any text would be an error.
fn label(words: &str, notes: &[String]) -> String {
    let words = wrapped(words, WIDTH);
    let words = words.iter().map(|line| format!("<b>{}</b>", markup(line)));
    let notes = notes.iter().flat_map(|note| wrapped(note, WIDTH));
    let notes = notes.map(|line| format!("<font point-size=\"9\">{}</font>", markup(&line)));
    let lines: Vec<String> = words.chain(notes).collect();
    format!(
        "<{}>",
        if lines.is_empty() {
            "&#160;".to_owned()
        } else {
            lines.join("<br/>")
        }
    )
}

/// The headline, and what lines and colours mean: an HTML-like table without any foreign text but the headline.
fn legend(picture: &Picture<'_>) -> String {
    let mut rows = String::new();
    for class in picture.classes() {
        let _ = write!(
            rows,
            "<td bgcolor=\"{}\" width=\"14\" height=\"10\" fixedsize=\"true\"></td><td><font point-size=\"9\">{}  </font></td>",
            picture.design.theme.tie(class),
            class.name()
        );
    }
    if rows.is_empty() {
        rows.push_str("<td></td>");
    }
    // a table in a table, for the second row must not stretch the columns of the first
    format!(
        "<<table border=\"0\" cellspacing=\"0\"><tr><td><b>{}</b></td></tr><tr><td><font point-size=\"9\">{}</font></td></tr>\
         <tr><td><table border=\"0\" cellspacing=\"2\"><tr>{rows}</tr></table></td>\
         </tr><tr><td><font point-size=\"9\">solid: said to be so;  dashed: planned, demanded or threatened;  \
         dotted: possible, alleged or attempted;  bar behind the arrow: negated, denied or over</font></td></tr>\
         <tr><td><font point-size=\"9\">{}</font></td></tr></table>>",
        markup(&picture.title),
        markup(&picture.summary),
        markup(&picture.sources),
    )
}

/// A text as it stands in an HTML-like label. There Graphviz takes `\N` for the node's name, however the backslash is
/// written, so a space without width follows it.
fn markup(text: &str) -> String {
    super::xml::escaped(text).replace('\\', "\\&#8203;")
}

/// A text as it stands between the quotes of a DOT string.
///
/// Quotes and backslashes are escaped, and ampersands, which Graphviz would read as entities. Line breaks
/// stay; characters that no XML may hold (Graphviz makes SVG of labels) become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, label};

    #[test]
    fn labels_are_what_they_say() {
        assert_eq!(
            label(r"\N <b>", &["R&D".to_owned()]),
            "<<b>\\&#8203;N &lt;b&gt;</b><br/><font point-size=\"9\">R&amp;D</font>>"
        );
        assert_eq!(label(" ", &[]), "<&#160;>");
    }

    #[test]
    fn hostile_names_stay_inside_their_quotes() {
        for (name, printed) in [
            (r#"a"b"#, r#"a\"b"#),
            (r"ends in \", r"ends in \\"),
            ("R&D &quot;", "R&amp;D &amp;quot;"),
            ("two\nlines\0", "two\\nlines\u{fffd}"),
        ] {
            assert_eq!(escaped(name), printed);
        }
    }
}
