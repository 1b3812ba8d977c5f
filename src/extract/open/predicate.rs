//! The words of a relation: a verb with what belongs to it, and the verbs that it is one relation with.

use crate::model::Sentence;

use super::super::frame::is_verbal;
use super::phrase::{Phrase, case_words};
use super::subject::{finite, object};

/// The predicate and those that continue it, in order: "agreed", "send" of "agreed to send".
pub(super) fn chain(sentence: &Sentence, i: usize) -> Vec<usize> {
    let mut chain = vec![i];
    let mut last = i;
    while object(sentence, last).is_none()
        && let Some(next) = sentence
            .children_by(last, "xcomp")
            .find(|&next| next > last && is_verbal(sentence, next) && !finite(sentence, next))
    {
        chain.push(next);
        last = next;
    }
    chain
}

/// Whether the verb only continues the one above it.
pub(super) fn continues(sentence: &Sentence, i: usize) -> bool {
    sentence.token(i).rel() == "xcomp"
        && sentence.head(i).is_some_and(|head| {
            head < i
                && object(sentence, head).is_none()
                && (is_verbal(sentence, head) || sentence.child_by(head, "cop").is_some())
                && sentence
                    .children_by(head, "xcomp")
                    .find(|&next| next > head && is_verbal(sentence, next) && !finite(sentence, next))
                    == Some(i)
        })
}

/// A predicate with what belongs to it: auxiliaries, copula, negation, particle, "to", and adverbs right before it.
pub(super) fn words(sentence: &Sentence, i: usize) -> Vec<usize> {
    let mut out: Vec<usize> = sentence
        .children(i)
        .filter(|&child| {
            let token = sentence.token(child);
            matches!(token.rel(), "aux" | "cop")
                || token.deprel == "compound:prt"
                || token.rel() == "mark" && token.lemma == "to"
                || negates(sentence, child)
                || adverb_inside(sentence, i, child)
        })
        .collect();
    out.push(i);
    if !out.iter().any(|&word| sentence.token(word).rel() == "aux") {
        out.extend(shared_auxiliaries(sentence, i));
    }
    out
}

/// An adverb between subject or auxiliary and verb: "has sharply improved".
fn adverb_inside(sentence: &Sentence, i: usize, child: usize) -> bool {
    let token = sentence.token(child);
    token.rel() == "advmod"
        && child < i
        && token.xpos == "RB"
        && sentence.children(child).next().is_none()
        && sentence
            .children(i)
            .filter(|&other| other < child)
            .any(|other| matches!(sentence.token(other).rel(), "nsubj" | "aux" | "cop"))
        && !sentence
            .children(i)
            .filter(|&other| other > child && other < i)
            .any(|other| matches!(sentence.token(other).rel(), "nsubj" | "punct"))
}

pub(super) fn negates(sentence: &Sentence, i: usize) -> bool {
    let token = sentence.token(i);
    token.rel() == "advmod" && matches!(token.lemma.as_str(), "not" | "never" | "n't")
}

/// "was sold and renamed", "will buy and sell": what both verbs have.
fn shared_auxiliaries(sentence: &Sentence, i: usize) -> Vec<usize> {
    let token = sentence.token(i);
    let Some(first) = sentence.head(i).filter(|_| token.rel() == "conj") else {
        return Vec::new();
    };
    if token.xpos != sentence.token(first).xpos
        || !matches!(token.xpos.as_str(), "VB" | "VBN" | "VBG")
        || sentence.child_by(i, "nsubj").is_some()
        || sentence.child_by(i, "mark").is_some()
    {
        return Vec::new();
    }
    sentence
        .children(first)
        .filter(|&child| {
            child < first
                && (sentence.token(child).rel() == "aux"
                    || negates(sentence, child)
                    || sentence.token(child).rel() == "mark" && sentence.token(child).lemma == "to")
        })
        .collect()
}

/// The noun's complement that the relation can reach through the noun: "in Arlen" of "took an interest in Arlen", "of
/// the king" of "is a son of the king"; with the words of the relation up to it.
pub(super) fn through(sentence: &Sentence, noun: &Phrase) -> Option<(Vec<usize>, usize)> {
    let complement = sentence
        .children_by(noun.head, "nmod")
        .find(|&c| c > noun.head && !case_words(sentence, c).is_empty())?;
    let below = sentence.subtree(complement);
    let before = noun
        .words
        .iter()
        .copied()
        .filter(|word| *word < complement && below.binary_search(word).is_err());
    Some((
        before.chain(case_words(sentence, complement)).collect(),
        complement,
    ))
}
