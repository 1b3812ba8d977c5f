//! What parsers get wrong most often and the words themselves put right: clauses with "that" belong to the
//! verb of saying before them, a noun right before a name is its title, a gerund
//! after a preposition has an object, and a dash between two names joins two names.

use std::collections::HashSet;

use smol_str::SmolStr;

use crate::lexicon::gazetteer::Gazetteer;
use crate::lexicon::{Cues, NounKind, Verbs};
use crate::model::{Entity, EntityLabel, PredicateKey, Sentence, Token, Upos};

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
        if let Some(entities) = split_names(sentence, &persons) {
            sentence.entities = entities;
        }
        for repair in [titles, gerunds, said_clauses] {
            if let Some(tokens) = repair(sentence) {
                *sentence = Sentence::new(tokens, std::mem::take(&mut sentence.entities), sentence.paragraph);
            }
        }
    }
    sentences
}

/// "met Bordurian leader Jonas Vik" with two objects: the first is the title of the second.
fn titles(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for entity in sentence
        .entities
        .iter()
        .filter(|e| e.label == EntityLabel::Person)
    {
        let Some(title) = entity.tokens.start.checked_sub(1) else {
            continue;
        };
        let name = entity
            .tokens
            .clone()
            .find(|&t| sentence.head(t).is_none_or(|h| !entity.tokens.contains(&h)))
            .unwrap_or(entity.tokens.start);
        let noun = sentence.token(title);
        let role = noun.xpos == "NN"
            && sentence.entity_at(title).is_none()
            && Cues::embedded().noun(&noun.lemma) == Some(NounKind::Person);
        let beside = sentence.head(title).is_some()
            && sentence.head(title) == sentence.head(name)
            && matches!(noun.rel(), "obj" | "iobj" | "obl" | "nsubj")
            && matches!(sentence.token(name).rel(), "obj" | "obl" | "nsubj" | "dep");
        if role && beside {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            for case in sentence.children_by(title, "case") {
                tokens[case].head = Some(name as u32);
            }
            tokens[title].head = Some(name as u32);
            tokens[title].deprel = "nmod:desc".into();
            if noun.rel() != "iobj" {
                tokens[name].deprel = noun.deprel.clone();
            }
        }
    }
    tokens
}

/// "accused of attacking Arlen" with an "attacking Arlen" as in "neighbouring Arlen": a clause with its object.
fn gerunds(sentence: &Sentence) -> Option<Vec<Token>> {
    let mut tokens: Option<Vec<Token>> = None;
    for gerund in 0..sentence.len() {
        let token = sentence.token(gerund);
        if token.upos != Upos::Verb || token.xpos != "VBG" || token.rel() != "amod" || gerund == 0 {
            continue;
        }
        let describes = matches!(
            token.lemma.as_str(),
            "neighbour" | "neighbor" | "war" | "visit" | "surround" | "oppose" | "rule" | "lead" | "compete"
        );
        let Some(name) = sentence.head(gerund).filter(|&n| n == gerund + 1 && !describes) else {
            continue;
        };
        let mark = sentence.children_by(name, "case").find(|&c| c + 1 == gerund);
        let Some(mark) = mark.filter(|_| sentence.token(name).upos == Upos::Propn) else {
            continue;
        };
        let governs = sentence
            .head(name)
            .filter(|&v| sentence.token(v).upos == Upos::Verb);
        if let Some(verb) = governs.filter(|_| sentence.token(name).rel() == "obl") {
            let tokens = tokens.get_or_insert_with(|| sentence.tokens().to_vec());
            tokens[gerund].head = Some(verb as u32);
            tokens[gerund].deprel = "advcl".into();
            tokens[name].head = Some(gerund as u32);
            tokens[name].deprel = "obj".into();
            tokens[mark].head = Some(gerund as u32);
            tokens[mark].deprel = "mark".into();
        }
    }
    tokens
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
            let wide = sentence.token(at).form != "-" || before_event(sentence, entity);
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

/// Whether a name stands before a noun that holds between parties: "the Arlen-Borduria talks".
fn before_event(sentence: &Sentence, name: &Entity) -> bool {
    let noun = name.tokens.end;
    let parts =
        |t: usize| sentence.token(t).form.chars().count() > 3 || sentence.token(t).upos == Upos::Punct;
    noun < sentence.len()
        && sentence.token(noun).upos == Upos::Noun
        && name.tokens.clone().all(parts)
        && Verbs::embedded().is_symmetric(&PredicateKey {
            head: sentence.token(noun).lemma.clone(),
            nominal: true,
            cases: vec![SmolStr::new_static("between")],
            ..PredicateKey::default()
        })
}
