//! What the words of a table's relation name outright, and names without a text around them.

use std::collections::HashMap;
use std::sync::OnceLock;

use smol_str::SmolStr;

use crate::lexicon::Ontology;
use crate::model::{Affiliation, Event, Mention, MentionKind, PloverEvent, Relation, Span};

/// The relation that a table's word names outright: a PLOVER event with or without a mode ("CONSULT",
/// "CONSULT:phone"), an affiliation ("leads"), or a CAMEO code ("042").
pub(super) fn relation(word: &str) -> Option<Relation> {
    if let Some(affiliation) = Affiliation::from_name(word) {
        return Some(Relation::Affiliation { affiliation });
    }
    let Some(code) = Ontology::embedded().cameo(word) else {
        let (event, mode) = word
            .split_once(':')
            .map_or((word, None), |(event, mode)| (event, Some(mode)));
        return match mode {
            Some(mode) => {
                Ontology::embedded().mode(PloverEvent::from_name(event)?, mode)?;
                plover(event, Some(mode), std::iter::empty())
            }
            None => plover(event, None, std::iter::empty()),
        };
    };
    let event = code.event?;
    Some(Relation::Event(Event {
        score: Ontology::embedded().score(event, code.mode.as_deref()),
        quad: event.quad(),
        contexts: code.contexts.clone(),
        event,
        mode: code.mode.clone(),
        cameo: Some(code.code.clone()),
    }))
}

/// The relation of a PLOVER event by its name; a mode or a context that PLOVER does not have is left out.
pub(super) fn plover<'a>(
    event: &str,
    mode: Option<&str>,
    contexts: impl Iterator<Item = &'a str>,
) -> Option<Relation> {
    let ontology = Ontology::embedded();
    let event = PloverEvent::from_name(event)?;
    let mode = mode
        .and_then(|mode| ontology.mode(event, mode))
        .map(|mode| mode.name.clone());
    let mut contexts: Vec<SmolStr> = contexts
        .filter_map(|name| ontology.contexts().iter().find(|context| context.name == name))
        .map(|context| context.name.clone())
        .collect();
    contexts.sort_unstable();
    contexts.dedup();
    Some(Relation::Event(Event {
        score: ontology.score(event, mode.as_deref()),
        quad: event.quad(),
        contexts,
        event,
        mode,
        cameo: None,
    }))
}

/// The relation that words name outright, or whose CAMEO label they are, whatever their case.
pub(super) fn worded(words: &str) -> Option<Relation> {
    relation(words).or_else(|| by_label(words))
}

fn by_label(words: &str) -> Option<Relation> {
    static LABELS: OnceLock<HashMap<String, SmolStr>> = OnceLock::new();
    let labels = LABELS.get_or_init(|| {
        let codes = Ontology::embedded().cameo_codes().iter();
        codes
            .map(|code| (code.label.to_lowercase(), code.code.clone()))
            .collect()
    });
    relation(labels.get(&words.to_lowercase())?)
}

/// A name in a table: no words, only text.
pub(super) fn named(text: &str) -> Mention {
    Mention {
        sentence: 0,
        tokens: 0..0,
        head: 0,
        span: Span::default(),
        text: text.to_owned(),
        kind: MentionKind::Name,
        label: None,
    }
}
