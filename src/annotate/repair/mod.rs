//! What parsers get wrong most often and the words themselves put right: in trees ("announced on Tuesday that ..." belongs
//! to the announcing) and in entities (a dash between two names joins two names).

use std::collections::HashSet;

use smol_str::SmolStr;

use crate::model::{EntityLabel, Sentence};

mod names;
mod trees;
mod wholes;

/// The sentences of a document with those repairs. O(n) in words.
pub fn repaired(mut sentences: Vec<Sentence>) -> Vec<Sentence> {
    let mut persons: HashSet<SmolStr> = HashSet::new();
    for sentence in &sentences {
        for entity in &sentence.entities {
            // "Kimberly-Clark", as one name or two, tells of no Clark
            let from = entity.tokens.start.saturating_sub(1);
            let beside = sentence.tokens().iter().take(entity.tokens.end + 1).skip(from);
            let dashed = beside.into_iter().any(|token| token.form == "-");
            if entity.label == EntityLabel::Person && !dashed {
                persons.extend(entity.tokens.clone().map(|t| sentence.token(t).form.clone()));
            }
        }
    }
    names::states(&mut sentences);
    for sentence in &mut sentences {
        for repair in [
            names::institutions,
            names::described_names,
            names::cut_names,
            names::portfolios,
            names::dashed_names,
            names::listed_places,
            names::lone_titles,
            names::numbered_persons,
            names::bare_names,
            names::full_names,
            wholes::dashed,
            names::storms,
            names::things,
            wholes::listed,
            wholes::tasked,
            wholes::local,
            wholes::namesakes,
            wholes::directions,
            wholes::parts,
        ] {
            if let Some(entities) = repair(sentence) {
                sentence.entities = entities;
            }
        }
        if let Some(entities) = names::split_names(sentence, &persons) {
            sentence.entities = entities;
        }
    }
    names::storms_again(&mut sentences);
    for sentence in &mut sentences {
        for repair in [
            trees::headlines,
            trees::crossed_subjects,
            trees::split_persons,
            trees::titles,
            trees::gerunds,
            trees::stray_prepositions,
            trees::nouns_with_objects,
            trees::infinitives,
            trees::clauses_of_objects,
            trees::reduced_relatives,
            trees::said_clauses,
            trees::inserted_speakers,
            trees::joined_across,
            trees::parted_clauses,
            trees::who_clauses,
        ] {
            if let Some(tokens) = repair(sentence) {
                *sentence = Sentence::new(tokens, std::mem::take(&mut sentence.entities), sentence.paragraph);
            }
        }
    }
    sentences
}
