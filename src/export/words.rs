//! What is written in drawings, cut to what can be read, and cleaned of what no drawing may hold.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::style::Class;
use crate::graph::KnowledgeGraph;
use crate::model::{Line, Modality, Participant, Polarity, Statement};

/// The longest name or phrase that is drawn, in characters.
pub(super) const LONGEST: usize = 60;
/// The longest quote that a picture tells, in characters.
const LONGEST_QUOTE: usize = 400;
/// How many relations the label of a bundle names.
const NAMED: usize = 3;

/// The words of a tie, and below them: its relation, its day and how often, who says so.
pub(super) fn label(statements: &[&Statement], best: &Statement) -> (String, Vec<String>) {
    let head = marks(best) + &cut(&best.predicate.lemma, LONGEST);
    let mut facts: Vec<String> = Vec::new();
    let relation = best.relation.as_ref().map(|relation| relation.label());
    // a table's row has often no other words than its relation
    facts.extend(
        relation
            .filter(|relation| *relation != best.predicate.lemma)
            .map(|relation| cut(&relation, LONGEST)),
    );
    // the one that tells it best may be silent about the day
    let mut days = std::iter::once(&best)
        .chain(statements)
        .filter_map(|statement| statement.when.as_ref());
    facts.extend(days.find_map(|when| Some(when.iso()).filter(|when| !when.is_empty())));
    if statements.len() > 1 {
        facts.push(format!("×{}", statements.len()));
    }
    let mut notes = Vec::new();
    if !facts.is_empty() {
        notes.push(facts.join(" · "));
    }
    notes.extend(
        best.attribution
            .last()
            .map(|speaker| format!("says {}", cut(name(speaker), LONGEST))),
    );
    (head, notes)
}

/// What most of several statements have in common, and how many they are of all: their class, or of ties that are
/// no events the most frequent relation. Below it the most frequent relations, where there are several, and the days.
pub(super) fn bundle_label(
    statements: &[&Statement],
    best: &Statement,
    counts: &BTreeMap<(&str, Class), usize>,
    (class, of_class): (Class, usize),
) -> (String, Vec<String>) {
    let mut most: Vec<(&(&str, Class), &usize)> = counts.iter().collect();
    most.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let of_its_own = most.iter().find(|((_, of), _)| *of == class);
    let (what, count) = match of_its_own {
        Some(((relation, _), count)) if class == Class::Other => (cut(relation, LONGEST / 2), **count),
        _ => (class.name().to_owned(), of_class),
    };
    let mut head = format!("{}{what} ×{count}", marks(best));
    if count < statements.len() {
        head += &format!(" of {}", statements.len());
    }
    let mut notes = Vec::new();
    if most.len() > 1 || class != Class::Other {
        let named = most.iter().take(NAMED);
        let named = named.map(|((relation, _), count)| format!("{} ×{count}", cut(relation, LONGEST)));
        let rest = (most.len() > NAMED).then(|| "…".to_owned());
        notes.push(named.chain(rest).collect::<Vec<_>>().join(", "));
    }
    notes.extend(span(statements.iter().copied()));
    (head, notes)
}

/// What a participant is called.
pub(super) fn name(participant: &Participant) -> &str {
    let actor = participant.actor.as_ref();
    actor.map_or(&participant.text, |actor| &actor.name)
}

/// "not ", "planned: ": what keeps a tie from being a fact.
pub(super) fn marks(statement: &Statement) -> String {
    let mut marks = String::new();
    if statement.modality != Modality::Actual {
        marks = format!("{}: ", statement.modality.name());
    }
    if statement.polarity == Polarity::Negated {
        marks.push_str("not ");
    }
    marks
}

/// "1 tie", "2 ties".
pub(super) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The first and the last day of some statements.
pub(super) fn span<'s>(statements: impl Iterator<Item = &'s Statement>) -> Option<String> {
    let days: Vec<Date> = statements.filter_map(KnowledgeGraph::date_of).collect();
    let (first, last) = (days.iter().min()?, days.iter().max()?);
    Some(if first == last {
        first.to_string()
    } else {
        format!("{first} to {last}")
    })
}

/// A statement in one line, its sentence and its document.
pub(super) fn evidence(statement: &Statement) -> String {
    let mut text = Line::from(statement).to_string();
    for part in [statement.quote.as_str(), statement.doc.as_str()] {
        if !part.is_empty() {
            text.push('\n');
            text.push_str(&cut(part, LONGEST_QUOTE));
        }
    }
    cut(&text, 3 * LONGEST_QUOTE)
}
/// Who published some statements, the most frequent first, or what a single document without a publisher is called,
/// and what drew them.
pub(super) fn sources<'s>(graph: &KnowledgeGraph, statements: impl Iterator<Item = &'s Statement>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unpublished: BTreeSet<&str> = BTreeSet::new();
    for statement in statements {
        let record = graph.document(&statement.doc);
        match record.and_then(|record| record.publisher.as_deref()) {
            Some(publisher) => *counts.entry(publisher).or_default() += 1,
            None => {
                let title = record.and_then(|record| record.title.as_deref());
                unpublished.insert(title.unwrap_or(statement.doc.as_str()));
            }
        }
    }
    if let (true, 1, Some(&only)) = (counts.is_empty(), unpublished.len(), unpublished.first()) {
        counts.insert(only, 1);
    }
    let mut most: Vec<(&str, usize)> = counts.into_iter().collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut names: Vec<String> = most.iter().take(4).map(|(name, _)| cut(name, LONGEST)).collect();
    if most.len() > names.len() {
        names.push(format!("{} more", most.len() - names.len()));
    }
    let program = concat!("drawn by legation ", env!("CARGO_PKG_VERSION"));
    if names.is_empty() {
        program.to_owned()
    } else {
        format!("Sources: {} · {program}", names.join(", "))
    }
}
/// The first characters of a text on one line, with an ellipsis for the rest. Line breaks become spaces; what no
/// XML may hold, or what turns the writing direction of the text after it, becomes U+FFFD.
pub(super) fn cut(text: &str, longest: usize) -> String {
    let mut out = String::new();
    for (number, c) in text.chars().enumerate() {
        if number == longest {
            out.push('…');
            break;
        }
        out.push(match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        });
    }
    out
}

/// Lines that are no longer than `width` characters where there are spaces to break at.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, cut, wrapped};

    #[test]
    fn names_are_cut_and_cleaned() {
        assert_eq!(cut("two\r\nlines\0", 20), "two  lines\u{fffd}");
        assert_eq!(cut("\u{202e}evil", 20), "\u{fffd}evil");
        assert_eq!(cut(&"x".repeat(10_000), LONGEST).chars().count(), LONGEST + 1);
        assert_eq!(
            wrapped("two words that are too long for one line", 26),
            ["two words that are too", "long for one line"]
        );
    }
}
