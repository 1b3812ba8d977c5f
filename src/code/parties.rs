//! What kind of party a phrase names, as far as its words tell.

use crate::lexicon::{Cues, NounSense, head_noun, noun_sense};
use crate::model::Participant;

/// What the head of a phrase denotes, of "a number of workers" the workers.
pub(super) fn sense(party: &Participant) -> Option<NounSense> {
    let head = head_noun(&party.text)?;
    let of_many = matches!(
        head,
        "bulk"
            | "dozens"
            | "group"
            | "handful"
            | "hundreds"
            | "majority"
            | "number"
            | "pair"
            | "scores"
            | "thousands"
    );
    let many = of_many.then(|| party.text.split_once(" of ")).flatten();
    noun_sense(many.map_or(Some(head), |(_, of)| head_noun(of))?)
}

/// Whether a phrase may name people or a body.
pub(super) fn is_party(participant: &Participant) -> bool {
    participant.actor.is_some() || !is_thing(participant)
}

/// Whether a phrase names neither people nor a body: "the document", "that". Names and what no table knows may be anything.
pub(super) fn is_thing(party: &Participant) -> bool {
    let text = party.text.to_lowercase();
    matches!(
        text.as_str(),
        "that" | "this" | "these" | "those" | "which" | "what"
    ) || head_noun(&party.text).is_some_and(|head| {
        head.chars().all(char::is_lowercase)
            && Cues::embedded().speech_noun(head).is_none()
            && matches!(noun_sense(head), Some(NounSense::Abstract | NounSense::Thing))
    })
}

/// A noun without the ending of its plural.
pub(super) fn singular(noun: &str) -> &str {
    noun.strip_suffix('s').unwrap_or(noun)
}
