//! What parsers get wrong most often and the words themselves put right: clauses with "that" belong to the
//! verb of saying before them, and a dash between two names joins two names.

use std::collections::HashSet;

use smol_str::SmolStr;

use crate::lexicon::Cues;
use crate::lexicon::gazetteer::Gazetteer;
use crate::model::{Entity, EntityLabel, Sentence, Token, Upos};

/// The sentences of a document with those repairs. O(n) in words.
pub fn repaired(mut sentences: Vec<Sentence>) -> Vec<Sentence> {
    let mut persons: HashSet<SmolStr> = HashSet::new();
    for sentence in &sentences {
        for entity in &sentence.entities {
            if entity.label == EntityLabel::Person {
                persons.extend(entity.tokens.clone().map(|t| sentence.token(t).form.clone()));
            }
        }
    }
    for sentence in &mut sentences {
        let tokens = said_clauses(sentence);
        if let Some(entities) = split_names(sentence, &persons) {
            sentence.entities = entities;
        }
        if let Some(tokens) = tokens {
            *sentence = Sentence::new(tokens, std::mem::take(&mut sentence.entities), sentence.paragraph);
        }
    }
    sentences
}

/// "announced on Tuesday that ...": the clause, wherever it hangs, is what is announced.
fn said_clauses(sentence: &Sentence) -> Option<Vec<Token>> {
    let cues = Cues::embedded();
    let mut tokens: Option<Vec<Token>> = None;
    for clause in 0..sentence.len() {
        let token = sentence.token(clause);
        if !matches!(
            token.rel(),
            "advcl" | "acl" | "parataxis" | "obl" | "nmod" | "dep" | "conj"
        ) {
            continue;
        }
        let that = sentence
            .children_by(clause, "mark")
            .find(|&c| sentence.token(c).lemma == "that" && c < clause);
        let Some(that) = that else { continue };
        let saying = sentence.ancestors(clause).take(3).find(|&v| {
            v < that
                && sentence.token(v).upos == Upos::Verb
                && cues.speech_verb(&sentence.token(v).lemma).is_some()
                && sentence.child_by(v, "ccomp").is_none()
        });
        if let Some(saying) = saying {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[clause].head = Some(saying as u32);
            tokens[clause].deprel = "ccomp".into();
        }
    }
    tokens
}

/// "Holm–Arlen" as one entity: two, unless the gazetteer knows it whole.
fn split_names(sentence: &Sentence, persons: &HashSet<SmolStr>) -> Option<Vec<Entity>> {
    let dash = |t: &usize| matches!(sentence.token(*t).form.as_str(), "-" | "–" | "—");
    if !sentence
        .entities
        .iter()
        .any(|e| e.tokens.clone().any(|t| dash(&t)))
    {
        return None;
    }
    let gazetteer = Gazetteer::embedded();
    let mut entities = Vec::new();
    for entity in &sentence.entities {
        let at = entity.tokens.clone().find(dash);
        let parts = at.and_then(|at| {
            let (left, right) = (entity.tokens.start..at, at + 1..entity.tokens.end);
            if left.is_empty() || right.is_empty() {
                return None;
            }
            let known = |tokens: &std::ops::Range<usize>| {
                let text = sentence.text(tokens.clone());
                persons.contains(text.as_str()) || !gazetteer.lookup(&text).is_empty()
            };
            let joined = gazetteer.lookup(&sentence.text(entity.tokens.clone())).is_empty();
            let wide = sentence.token(at).form != "-";
            (joined && (wide || known(&left) && known(&right))).then_some([left, right])
        });
        let Some(parts) = parts else {
            entities.push(entity.clone());
            continue;
        };
        for tokens in parts {
            let text = sentence.text(tokens.clone());
            let label = if persons.contains(text.as_str()) {
                EntityLabel::Person
            } else if gazetteer.country_of_adjective(&text).is_some() {
                EntityLabel::Norp
            } else if gazetteer.country_of(&text).is_some() {
                EntityLabel::Gpe
            } else {
                entity.label
            };
            entities.push(Entity { tokens, label });
        }
    }
    Some(entities)
}
