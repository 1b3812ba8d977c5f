//! DOT, the language of Graphviz, printed by dot-writer behind an escaping of our own.
//!
//! dot-writer escapes nothing, so nodes have generated names (n0, n1, ...) and every label goes through
//! [`escaped`]; it panics when its writer fails, so it writes to memory.

use std::fmt::Write as _;

use dot_writer::{Attributes, DotWriter};

use crate::graph::{Selection, Tie};
use crate::model::{Actor, ActorKind, Line, Modality, Polarity, QuadClass, Relation, Statement};

/// The longest name or phrase that is drawn, in characters.
const LONGEST: usize = 60;
/// The longest line of a label that has spaces, in characters.
const WIDTH: usize = 26;
/// The longest quote in a tooltip, in characters.
const LONGEST_QUOTE: usize = 400;
const FONT: &str = "Helvetica,Arial,sans-serif";
const GREY: &str = "#6b6b6b";

/// How statements of a tie stand to the facts: each gets a line of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Fact,
    Planned,
    Possible,
    Denied,
}

impl Standing {
    const ALL: [Standing; 4] = [Self::Fact, Self::Planned, Self::Possible, Self::Denied];

    fn of(statement: &Statement) -> Self {
        match (statement.polarity, statement.modality) {
            (Polarity::Negated, _) | (_, Modality::Denied | Modality::Ended) => Self::Denied,
            (_, Modality::Actual | Modality::Reported) => Self::Fact,
            (_, Modality::Planned | Modality::Demanded | Modality::Threatened) => Self::Planned,
            (_, Modality::Possible | Modality::Alleged | Modality::Conditional | Modality::Attempted) => {
                Self::Possible
            }
        }
    }

    fn style(self) -> &'static str {
        match self {
            Self::Fact => "solid",
            Self::Planned => "dashed",
            Self::Possible => "dotted",
            Self::Denied => "dashed",
        }
    }
}

pub(super) fn write(selection: &Selection<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = DotWriter::from(&mut bytes);
    // its other mode drops spaces inside labels
    writer.set_pretty_print(true);
    {
        let mut graph = writer.digraph();
        graph
            .set("charset", "UTF-8", true)
            .set("rankdir", "LR", true)
            .set("bgcolor", "white", true)
            .set("pad", "0.3", true)
            .set("nodesep", "0.35", true)
            .set("ranksep", "0.9", true)
            .set("labelloc", "b", true)
            .set("fontname", FONT, true)
            .set("label", &legend(), false);
        graph
            .node_attributes()
            .set("fontname", FONT, true)
            .set("fontsize", "12", true)
            .set("penwidth", "1.2", true);
        graph
            .edge_attributes()
            .set("fontname", FONT, true)
            .set("fontsize", "9", true)
            .set("arrowsize", "0.7", true);
        let actors: Vec<&Actor> = selection.actors().collect();
        for (number, actor) in actors.iter().enumerate() {
            let (shape, fill, line) = look(actor.kind);
            graph
                .node_named(format!("n{number}"))
                .set("label", &node_label(actor), true)
                .set("tooltip", &escaped(&cut(&actor.id, LONGEST_QUOTE)), true)
                .set("shape", shape, true)
                .set(
                    "style",
                    if shape == "box" {
                        "filled,rounded"
                    } else {
                        "filled"
                    },
                    true,
                )
                .set("fillcolor", fill, true)
                .set("color", line, true);
        }
        let number = |actor: &Actor| {
            actors
                .binary_search_by(|other| other.id.cmp(&actor.id))
                .unwrap_or_default()
        };
        for tie in selection.ties() {
            let (source, target) = (number(tie.source), number(tie.target));
            for standing in Standing::ALL {
                let Some(part) = tie.only(|statement| Standing::of(statement) == standing) else {
                    continue;
                };
                let Some(best) = part.best() else {
                    continue;
                };
                let mut edge = graph
                    .edge(format!("n{source}"), format!("n{target}"))
                    .attributes();
                let color = color(best);
                edge.set("label", &edge_label(&part, best), true)
                    .set("tooltip", &escaped(&cut(&best.quote, LONGEST_QUOTE)), true)
                    .set("color", color, true)
                    .set("fontcolor", color, true)
                    .set("style", standing.style(), true)
                    .set("penwidth", width(part.sources), true);
                if tie.symmetric {
                    edge.set("dir", "both", true);
                }
                if standing == Standing::Denied {
                    edge.set("arrowhead", "tee", true);
                }
            }
        }
    }
    bytes
}

/// Shape, fill and line of an actor, by its kind.
fn look(kind: ActorKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        ActorKind::Person => ("ellipse", "#fff7e0", "#b58900"),
        ActorKind::State => ("box", "#dcebf7", "#31688e"),
        ActorKind::Government | ActorKind::Ministry | ActorKind::Legislature | ActorKind::Judiciary => {
            ("box", "#edf4fa", "#31688e")
        }
        ActorKind::Military | ActorKind::Security | ActorKind::ArmedGroup => ("box", "#f8e3dc", "#a3472a"),
        ActorKind::Media => ("note", "#f0f0f0", "#6b6b6b"),
        ActorKind::Igo | ActorKind::Ngo => ("box", "#e4f2e7", "#3b7d4f"),
        ActorKind::Party
        | ActorKind::Company
        | ActorKind::People
        | ActorKind::Place
        | ActorKind::Organisation => ("box", "#f7f7f7", "#6b6b6b"),
    }
}

/// The colour of a tie, by quad class; Okabe and Ito's palette, darkened where text needs it.
fn color(statement: &Statement) -> &'static str {
    match &statement.relation {
        Some(Relation::Event(event)) => quad_color(event.quad),
        Some(Relation::Affiliation { .. }) | None => GREY,
    }
}

fn quad_color(quad: QuadClass) -> &'static str {
    match quad {
        QuadClass::VerbalCooperation => "#2b87b8",
        QuadClass::MaterialCooperation => "#00736a",
        QuadClass::VerbalConflict => "#b87800",
        QuadClass::MaterialConflict => "#c23b00",
    }
}

/// Thicker for each doubling of independent sources, up to five points.
fn width(sources: usize) -> &'static str {
    match sources {
        0..=1 => "1.2",
        2..=3 => "2",
        4..=7 => "3",
        8..=15 => "4",
        _ => "5",
    }
}

fn node_label(actor: &Actor) -> String {
    let mut label = wrapped(&actor.name);
    let mut small = actor.kind.name().to_owned();
    if let Some(country) = actor
        .country
        .as_deref()
        .filter(|_| actor.kind != ActorKind::State)
    {
        small = format!("{small}, {country}");
    }
    let _ = write!(label, "\\n{}", escaped(&small)); // a String takes all
    label
}

fn edge_label(tie: &Tie<'_>, best: &Statement) -> String {
    let mut lines = Vec::new();
    let line = Line::from(best);
    let mut marks = String::new();
    if best.polarity == Polarity::Negated {
        marks.push_str("not ");
    }
    if best.modality != Modality::Actual {
        marks.push_str(best.modality.name());
        marks.push(' ');
    }
    lines.push(format!("{marks}{}", wrapped(tie.relation)));
    if best.relation.is_some() && best.predicate.lemma != tie.relation {
        lines.push(wrapped(&best.predicate.lemma));
    }
    let when = best.when.as_ref().map(|when| when.iso()).unwrap_or_default();
    let times = if tie.statements.len() > 1 {
        format!(" ×{}", tie.statements.len())
    } else {
        String::new()
    };
    if !when.is_empty() || !times.is_empty() {
        lines.push(format!("{when}{times}").trim().to_owned());
    }
    if let Some(speaker) = line.said_by.last() {
        let name = match speaker {
            crate::model::Party::Actor { name, .. } => name.as_str(),
            crate::model::Party::Phrase(text) => text,
        };
        lines.push(format!("says {}", wrapped(name)));
    }
    lines.join("\\n")
}

/// The legend: an HTML-like table without any foreign text.
fn legend() -> String {
    let mut rows = String::new();
    let colors = [
        (quad_color(QuadClass::VerbalCooperation), "verbal cooperation"),
        (quad_color(QuadClass::MaterialCooperation), "material cooperation"),
        (quad_color(QuadClass::VerbalConflict), "verbal conflict"),
        (quad_color(QuadClass::MaterialConflict), "material conflict"),
        (GREY, "other ties"),
    ];
    for (color, meaning) in colors {
        let _ = write!(
            rows,
            "<td bgcolor=\"{color}\" width=\"14\"></td><td><font point-size=\"9\">{meaning}  </font></td>"
        );
    }
    // a table in a table, for the second row must not stretch the columns of the first
    format!(
        "<<table border=\"0\" cellspacing=\"0\"><tr><td><table border=\"0\" cellspacing=\"2\"><tr>{rows}</tr></table></td>\
         </tr><tr><td><font point-size=\"9\">solid: said to be so;  dashed: planned, demanded or threatened;  \
         dotted: possible or attempted;  bar at the end: negated, denied or over</font></td></tr></table>>"
    )
}

/// A label of lines that are no longer than [`WIDTH`] where there are spaces to break at.
fn wrapped(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in cut(text, LONGEST).split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    lines.join("\\n")
}

/// The first characters of a text, with an ellipsis for the rest.
fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text as it stands between the quotes of a DOT string.
///
/// Quotes and backslashes are escaped, and ampersands, which Graphviz would read as entities. Line breaks
/// and tabs become spaces; characters that no XML may hold (Graphviz makes SVG of labels) or that turn the
/// writing direction of what follows become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push('\u{fffd}')
            }
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, escaped, wrapped};

    #[test]
    fn hostile_names_stay_inside_their_quotes() {
        for (name, printed) in [
            (r#"a"b"#, r#"a\"b"#),
            (r"ends in \", r"ends in \\"),
            ("R&D &quot;", "R&amp;D &amp;quot;"),
            ("two\r\nlines\0", "two  lines\u{fffd}"),
            ("\u{202e}evil", "\u{fffd}evil"),
        ] {
            assert_eq!(escaped(name), printed);
        }
        assert_eq!(wrapped(&"x".repeat(10_000)).chars().count(), LONGEST + 1);
        assert_eq!(
            wrapped("two words that are too long for one line"),
            "two words that are too\\nlong for one line"
        );
    }
}
