//! The tables of `data/`, loaded and ready to be asked.

mod cues;
mod error;
pub mod gazetteer;
mod given;
mod names;
mod nouns;
mod ontology;
mod open;
mod verbs;
pub mod words;

pub use cues::{CueClass, Cues, Effect, NounKind, SpeechStance, StanceCue};
pub use error::LexiconError;
pub use given::{Gender, gender_of_name, is_given_name};
pub use names::{
    NameWord, ThingWord, is_of_members, is_rare_given_name, name_word, place_length, surname_rank, thing_word,
};
pub use nouns::{NounSense, head_noun, is_institution_noun, noun_sense};
pub use ontology::{CameoCode, Context, EventType, Mode, Ontology};
pub use open::OpenWeights;
pub use verbs::{Case, Example, Match, Role, Sense, Verbs};
