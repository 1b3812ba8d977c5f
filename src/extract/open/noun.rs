//! Tuples that noun phrases state without a verb: appositions, titles, possessors, places.

use crate::model::{EntityLabel, Sentence, Upos};

use super::super::frame::is_verbal;
use super::phrase::{Phrase, bare, case_words, edges, without};
use super::{Draft, Supplied};

/// The tuples of the noun `i` with the noun above it.
pub(super) fn drafts(sentence: &Sentence, i: usize) -> Vec<Draft> {
    let Some(noun) = sentence.head(i) else {
        return Vec::new();
    };
    let nominal = |word: usize| matches!(sentence.token(word).upos, Upos::Noun | Upos::Propn | Upos::Num);
    if !nominal(noun) || is_verbal(sentence, i) {
        return Vec::new();
    }
    let draft = match sentence.token(i).deprel.as_str() {
        "appos" if nominal(i) => Some(apposition(sentence, noun, i)),
        "nmod:unmarked" if located(sentence, noun, i) => Some(apposition(sentence, noun, i)),
        "nmod:desc" | "compound" | "nmod" | "flat" if i < noun => title(sentence, noun, i),
        "nmod:poss" => possession(sentence, noun, i),
        "nmod" if i > noun && nominal(i) => place(sentence, noun, i),
        _ => None,
    };
    draft.into_iter().collect()
}

fn is_place(sentence: &Sentence, word: usize) -> bool {
    sentence
        .entity_at(word)
        .is_some_and(|entity| matches!(entity.label, EntityLabel::Gpe | EntityLabel::Loc))
}

/// "Klow, Arlen": the second place holds the first.
fn located(sentence: &Sentence, noun: usize, i: usize) -> bool {
    is_place(sentence, noun) && is_place(sentence, i) && i > noun && sentence.token(i).upos == Upos::Propn
}

fn apposition(sentence: &Sentence, noun: usize, i: usize) -> Draft {
    let (rule, supplied) = if located(sentence, noun, i) {
        ("place after place", Supplied::BeIn)
    } else {
        ("apposition", Supplied::Be)
    };
    Draft {
        rule,
        tie: "",
        supplied,
        relation: Vec::new(),
        arguments: vec![without(sentence, noun, &[i]), bare(sentence, i)],
    }
}

/// "President Ada Holm", "producer Leo Graham".
fn title(sentence: &Sentence, noun: usize, i: usize) -> Option<Draft> {
    let person = sentence
        .entity_at(noun)
        .is_some_and(|entity| entity.label == EntityLabel::Person && !entity.tokens.contains(&i));
    if !person
        || !matches!(sentence.token(i).upos, Upos::Noun | Upos::Propn)
        || sentence.token(i).form.ends_with('.')
    {
        return None;
    }
    let title = bare(sentence, i);
    let first = title.words.first().copied()?;
    // "the Arlen trade minister Ada Holm": what stands before the name is the title's
    let mut name = without(sentence, noun, &[i]);
    let before: Vec<usize> = name.words.iter().copied().filter(|&word| word < first).collect();
    name.words.retain(|word| *word > i);
    let mut words = before;
    words.extend(&title.words);
    Some(Draft {
        rule: "title",
        tie: "",
        supplied: Supplied::Be,
        relation: Vec::new(),
        arguments: vec![
            name,
            Phrase {
                head: i,
                words: edges(sentence, words),
            },
        ],
    })
}

fn possession(sentence: &Sentence, noun: usize, i: usize) -> Option<Draft> {
    let pronoun = sentence.token(i).upos == Upos::Pron;
    if pronoun {
        return None;
    }
    let mut owner = bare(sentence, i);
    owner.words.retain(|&word| sentence.token(word).xpos != "POS");
    Some(Draft {
        rule: "possessor",
        tie: "",
        supplied: Supplied::Have,
        relation: Vec::new(),
        arguments: vec![owner, without(sentence, noun, &[i])],
    })
}

/// "the embassy in Arlen".
fn place(sentence: &Sentence, noun: usize, i: usize) -> Option<Draft> {
    let case = case_words(sentence, i);
    let [preposition] = case[..] else {
        return None;
    };
    let located = matches!(
        sentence.token(preposition).lemma.as_str(),
        "in" | "at" | "near" | "outside"
    );
    (located && is_place(sentence, i)).then(|| Draft {
        rule: "noun in a place",
        tie: "",
        supplied: Supplied::Be,
        relation: case,
        arguments: vec![without(sentence, noun, &[i]), bare(sentence, i)],
    })
}
