//! Who a predicate is said of: its own subject, one that it shares, or the noun that it describes.

use crate::model::{Sentence, Upos};

use super::super::frame::{is_passive, is_verbal};
use super::phrase::{Phrase, bare, clause, without};

/// Deepest chain of shared subjects that is followed; real sentences stay far below.
const MAX_DEPTH: usize = 12;

/// Verbs whose object carries out the infinitive that follows it, however that is attached.
const OF_OBJECT: [&str; 24] = [
    "advise",
    "allow",
    "ask",
    "authorize",
    "beg",
    "cause",
    "compel",
    "convince",
    "direct",
    "enable",
    "encourage",
    "forbid",
    "force",
    "instruct",
    "invite",
    "lead",
    "order",
    "permit",
    "persuade",
    "press",
    "require",
    "tell",
    "urge",
    "warn",
];

/// A subject and how it was found, a feature's name.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) phrase: Phrase,
    pub(super) tie: &'static str,
}

/// The subject of the predicate `i`.
pub(super) fn subject(sentence: &Sentence, i: usize) -> Option<Subject> {
    within(sentence, i, MAX_DEPTH)
}

fn within(sentence: &Sentence, i: usize, depth: usize) -> Option<Subject> {
    let depth = depth.checked_sub(1)?;
    if let Some(own) = own(sentence, i) {
        return own_subject(sentence, i, own);
    }
    let governor = sentence.head(i)?;
    let shared = |tie: &'static str| within(sentence, governor, depth).map(|found| Subject { tie, ..found });
    match sentence.token(i).deprel.as_str() {
        "conj" => shared("subject of a joined verb"),
        "advcl" if asked(sentence, governor, i) => object(sentence, governor).map(|object| Subject {
            phrase: without(sentence, object, &[i]),
            tie: "object of the verb above",
        }),
        "advcl" if !finite(sentence, i) => shared("subject of the clause above"),
        "xcomp" => match object(sentence, governor) {
            Some(object) if object != i => Some(Subject {
                phrase: without(sentence, object, &[i]),
                tie: "object of the verb above",
            }),
            _ => shared("subject of the clause above"),
        },
        "acl" => {
            let infinitive = sentence.token(i).xpos == "VB" || sentence.has(i, "mark", &["to"]);
            if !infinitive && sentence.child_by(i, "mark").is_none() {
                return Some(Subject {
                    phrase: without(sentence, governor, &[i]),
                    tie: "noun before a participle",
                });
            }
            owner(sentence, governor, depth)
        }
        _ => None,
    }
}

/// Whether `clause` is what the verb asks its object to do: "urged Arlen to leave".
pub(super) fn asked(sentence: &Sentence, verb: usize, clause: usize) -> bool {
    OF_OBJECT.contains(&sentence.token(verb).lemma.as_str())
        && sentence.token(clause).xpos == "VB"
        && object(sentence, verb).is_some_and(|object| object < clause)
        && sentence.has(clause, "mark", &["to"])
}

fn own(sentence: &Sentence, i: usize) -> Option<usize> {
    // "it is too early to say"
    let filler = sentence
        .child_by(i, "expl")
        .filter(|&c| c < i && sentence.token(c).lemma == "it");
    filler.or_else(|| {
        sentence.children(i).find(|&c| {
            matches!(sentence.token(c).rel(), "nsubj" | "csubj") && sentence.token(c).deprel != "nsubj:outer"
        })
    })
}

fn own_subject(sentence: &Sentence, i: usize, own: usize) -> Option<Subject> {
    if let Some((noun, relative)) = relative(sentence, i, own) {
        return Some(Subject {
            phrase: without(sentence, noun, &[relative]),
            tie: "relative pronoun",
        });
    }
    let token = sentence.token(own);
    if matches!(token.xpos.as_str(), "WDT" | "WP" | "EX") {
        return None;
    }
    let mut phrase = if token.rel() == "csubj" || is_verbal(sentence, own) {
        clause(sentence, own, &[])
    } else {
        bare(sentence, own)
    };
    // a title and its name, read as two subjects side by side
    let second = sentence
        .children_by(i, "nsubj")
        .find(|&c| c > own && sentence.token(c).upos == Upos::Propn);
    if let Some(second) = second {
        let name = bare(sentence, second);
        if phrase.words.last().map(|last| last + 1) == name.words.first().copied() {
            phrase.words.extend(&name.words);
            phrase.head = second;
        }
    }
    Some(Subject {
        phrase,
        tie: "own subject",
    })
}

/// The noun that the relative pronoun `word` of the predicate `i` stands for, and the clause that describes it.
pub(super) fn relative(sentence: &Sentence, i: usize, word: usize) -> Option<(usize, usize)> {
    let token = sentence.token(word);
    let pronoun = matches!(token.xpos.as_str(), "WDT" | "WP")
        || token.upos == Upos::Pron && matches!(token.lemma.as_str(), "that" | "which" | "who" | "whom");
    if !pronoun {
        return None;
    }
    let clause = std::iter::once(i)
        .chain(sentence.ancestors(i))
        .find(|&a| matches!(sentence.token(a).deprel.as_str(), "acl:relcl" | "acl"))?;
    Some((sentence.head(clause)?, clause))
}

/// Who carries out what a noun's infinitive says: "Arlen's plan to attack", "Arlen signed a deal to buy".
fn owner(sentence: &Sentence, noun: usize, depth: usize) -> Option<Subject> {
    let tie = "owner of the noun above";
    if let Some(owner) = sentence
        .children(noun)
        .find(|&c| sentence.token(c).deprel == "nmod:poss")
    {
        let mut phrase = bare(sentence, owner);
        phrase.words.retain(|&word| sentence.token(word).xpos != "POS");
        return (sentence.token(owner).upos != Upos::Pron).then_some(Subject { phrase, tie });
    }
    let verb = sentence.head(noun).filter(|&verb| is_verbal(sentence, verb))?;
    if sentence.token(noun).rel() != "obj" || is_passive(sentence, verb) {
        return None;
    }
    within(sentence, verb, depth).map(|found| Subject { tie, ..found })
}

/// A verb's direct or indirect object.
pub(super) fn object(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence
        .children(i)
        .find(|&c| matches!(sentence.token(c).rel(), "obj" | "iobj"))
}

pub(super) fn finite(sentence: &Sentence, i: usize) -> bool {
    let finite = |c: usize| matches!(sentence.token(c).xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    finite(i)
        || sentence
            .children(i)
            .any(|c| matches!(sentence.token(c).rel(), "aux" | "cop") && finite(c))
}
