//! What a dossier says first: counts, each in a sentence.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::KnowledgeGraph;
use crate::model::{Actor, Participant, QuadClass, Relation, Statement};

/// How many names or relations a sentence lists.
const LISTED: usize = 5;

pub(super) fn sentences(
    graph: &KnowledgeGraph,
    said: &[&Statement],
    about: [Option<&Actor>; 2],
) -> Vec<String> {
    if said.is_empty() {
        return vec!["Nothing is said.".to_owned()];
    }
    let documents: BTreeSet<&str> = said.iter().map(|statement| statement.doc.as_str()).collect();
    let days = || {
        said.iter()
            .filter_map(|statement| KnowledgeGraph::date_of(statement))
    };
    let time = match (days().min(), days().max()) {
        (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
        (Some(day), _) => format!(", {day}"),
        _ => String::new(),
    };
    let mut sentences = vec![format!(
        "{} in {} of {}{time}.",
        count(said.len(), "statement"),
        count(documents.len(), "document"),
        count(graph.sources_of(said), "independent source"),
    )];
    let facts: Vec<&Statement> = said
        .iter()
        .copied()
        .filter(|statement| statement.is_fact())
        .collect();
    sentences.push(match said.len() - facts.len() {
        0 => "All say that something is so.".to_owned(),
        others => format!(
            "{} that something is so; {} of what is planned, possible, demanded, denied or negated, and {} marked.",
            verb(facts.len(), "says", "say"),
            verb(others, "speaks", "speak"),
            if others == 1 { "is" } else { "are" },
        ),
    });
    let class = |cooperation: bool| {
        let of_class = |statement: &&&Statement| match &statement.relation {
            Some(Relation::Event(event)) => {
                matches!(
                    event.quad,
                    QuadClass::VerbalCooperation | QuadClass::MaterialCooperation
                ) == cooperation
            }
            _ => false,
        };
        facts.iter().filter(of_class).count()
    };
    let (cooperation, conflict) = (class(true), class(false));
    if cooperation + conflict > 0 {
        sentences.push(format!(
            "Said to be so: cooperation ({cooperation}), conflict ({conflict})."
        ));
    }
    let relations = said
        .iter()
        .map(|statement| KnowledgeGraph::relation_of(statement));
    sentences.extend(listed("Most often", relations));
    let others = said.iter().flat_map(|statement| {
        let takers = statement.source.iter().chain(&statement.targets);
        let actors = takers.filter_map(|party| party.actor.as_ref());
        let others: BTreeSet<&Actor> = actors
            .filter(|actor| about.iter().flatten().all(|known| known.id != actor.id))
            .collect();
        others.into_iter().map(|actor| actor.name.to_string())
    });
    sentences.extend(listed("Also involved", others));
    let speakers = said
        .iter()
        .flat_map(|statement| statement.attribution.iter().map(name))
        .map(str::to_owned);
    sentences.extend(listed("Said by", speakers));
    let contested = said
        .iter()
        .filter(|statement| graph.corroboration(statement).contested)
        .count();
    if contested > 0 {
        sentences.push(format!(
            "{} contested: somebody else says the contrary.",
            verb(contested, "is", "are")
        ));
    }
    sentences
}

/// "Most often: CONSULT (3), AID (1)", the most frequent first; `None` where there is nothing.
fn listed(what: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut most: Vec<(String, usize)> = counts.into_iter().collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let more = most.len().saturating_sub(LISTED);
    let mut parts: Vec<String> = most
        .into_iter()
        .take(LISTED)
        .map(|(name, count)| format!("{name} ({count})"))
        .collect();
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    (!parts.is_empty()).then(|| format!("{what}: {}.", parts.join(", ")))
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn verb(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

fn name(participant: &Participant) -> &str {
    let actor = participant.actor.as_ref();
    actor.map_or(&participant.text, |actor| &actor.name)
}
