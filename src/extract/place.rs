//! Where something happens: phrases of place beside a predicate.

use crate::model::{EntityLabel, Place, Sentence};

use super::frame::Oblique;
use super::phrase::{mention, name_head};

/// Prepositions that say where.
pub(super) fn is_locative(case: &str) -> bool {
    matches!(
        case,
        "in" | "at"
            | "near"
            | "inside"
            | "within"
            | "outside"
            | "around"
            | "across"
            | "throughout"
            | "through"
            | "off"
            | "along"
            | "outside of"
            | "inside of"
            | "close to"
            | "on board"
    )
}

/// The place among the phrases of a predicate: a named place after a preposition of place.
pub(super) fn place(sentence: &Sentence, index: usize, obliques: &[Oblique]) -> Option<Place> {
    let named = |o: &&Oblique| {
        let label = sentence.entity_at(name_head(sentence, o.head)).map(|e| e.label);
        matches!(
            label,
            Some(EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac)
        )
    };
    let found = obliques.iter().filter(|o| is_locative(&o.case)).find(named)?;
    let mention = mention(sentence, index, found.head);
    Some(Place {
        text: mention.text,
        span: Some(mention.span),
        country: None,
    })
}
