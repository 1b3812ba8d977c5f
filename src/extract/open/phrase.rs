//! The words of a slot: a phrase by its head, without what only comments on it.

use crate::model::{Sentence, Upos};

use super::super::frame::is_verbal;

/// A longer list stays one argument.
const MOST_MEMBERS: usize = 6;

/// A participial clause of so many words is no part of the phrase that it describes; it is a tuple by itself.
const LONG_CLAUSE: usize = 8;

/// An argument: its head and its words, in text order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    pub(super) head: usize,
    pub(super) words: Vec<usize>,
}

/// Whether `child` is no part of its head's phrase: it comments on it, or is a clause of its own.
fn comments(sentence: &Sentence, child: usize) -> bool {
    let token = sentence.token(child);
    match token.deprel.as_str() {
        "parataxis" | "appos" | "discourse" | "vocative" | "acl:relcl" | "advcl:relcl" | "dislocated" => true,
        "acl" => matches!(token.xpos.as_str(), "VBN" | "VBG") && sentence.subtree(child).len() >= LONG_CLAUSE,
        "advmod" => token.xpos == "WRB",
        _ => false,
    }
}

/// A noun's phrase as it stands in a clause, with its preposition.
pub(super) fn with_case(sentence: &Sentence, head: usize) -> Phrase {
    let words = trimmed(sentence, head, |child, parent| {
        comments(sentence, child)
            || parent == head && matches!(sentence.token(child).rel(), "cc" | "mark" | "nsubj" | "cop")
    });
    Phrase { head, words }
}

/// A noun's phrase without its preposition.
pub(super) fn bare(sentence: &Sentence, head: usize) -> Phrase {
    without(sentence, head, &[])
}

/// A noun's phrase without its preposition and without what is below `leave`.
pub(super) fn without(sentence: &Sentence, head: usize, leave: &[usize]) -> Phrase {
    let words = trimmed(sentence, head, |child, parent| {
        leave.contains(&child)
            || comments(sentence, child)
            || parent == head
                && (is_case(sentence, child)
                    || sentence.token(child).rel() == "csubj" && child < head
                    || matches!(
                        sentence.token(child).rel(),
                        "cc" | "mark" | "cop" | "nsubj" | "aux" | "advcl" | "expl"
                    ))
    });
    Phrase { head, words }
}

/// A whole clause but its conjunction.
pub(super) fn clause(sentence: &Sentence, head: usize, leave: &[usize]) -> Phrase {
    let words = trimmed(sentence, head, |child, parent| {
        let token = sentence.token(child);
        leave.contains(&child)
            || parent == head
                && (matches!(token.rel(), "cc" | "parataxis" | "discourse")
                    || token.rel() == "mark" && token.lemma == "that")
    });
    Phrase { head, words }
}

/// A preposition, but not the mark of a possessor.
pub(super) fn is_case(sentence: &Sentence, word: usize) -> bool {
    let token = sentence.token(word);
    token.rel() == "case" && token.xpos != "POS" && token.lemma != "'s"
}

/// The words of a phrase's preposition: "in", "because of".
pub(super) fn case_words(sentence: &Sentence, head: usize) -> Vec<usize> {
    sentence
        .children(head)
        .filter(|&child| child < head && is_case(sentence, child))
        .flat_map(|case| sentence.subtree(case))
        .collect()
}

/// The members of a list, each with what is its own and with the preposition and the possessor that all share; else the phrase.
pub(super) fn members(sentence: &Sentence, phrase: &Phrase) -> Vec<Phrase> {
    let whole = || vec![phrase.clone()];
    if is_verbal(sentence, phrase.head) {
        return whole();
    }
    let inside = |word: &usize| phrase.words.binary_search(word).is_ok();
    let heads: Vec<usize> = sentence
        .children_by(phrase.head, "conj")
        .filter(|member| inside(member) && !is_verbal(sentence, *member))
        .collect();
    if heads.is_empty() || heads.len() >= MOST_MEMBERS {
        return whole();
    }
    let shared: Vec<usize> = sentence
        .children(phrase.head)
        .filter(|&child| {
            child < phrase.head && (is_case(sentence, child) || sentence.token(child).deprel == "nmod:poss")
        })
        .collect();
    let mut first = phrase.words.clone();
    let mut out = Vec::new();
    for &head in &heads {
        let own = sentence.subtree(head);
        first.retain(|word| own.binary_search(word).is_err());
        let mut words: Vec<usize> = own
            .into_iter()
            .filter(|word| inside(word))
            .filter(|word| !sentence.children_by(head, "cc").any(|cc| cc == *word))
            .collect();
        for &part in &shared {
            let same = |child: usize| {
                child < head
                    && match sentence.token(part).rel() {
                        "case" => is_case(sentence, child),
                        _ => matches!(sentence.token(child).rel(), "det" | "nmod"),
                    }
            };
            if !sentence.children(head).any(same) {
                words.extend(sentence.subtree(part).into_iter().filter(|word| inside(word)));
            }
        }
        words.sort_unstable();
        out.push(Phrase {
            head,
            words: edges(sentence, words),
        });
    }
    out.insert(
        0,
        Phrase {
            head: phrase.head,
            words: edges(sentence, first),
        },
    );
    out
}

/// The subtree of `head` without the subtrees that `drop` names by child and parent.
fn trimmed(sentence: &Sentence, head: usize, drop: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let (mut out, mut open) = (Vec::new(), vec![head]);
    while let Some(word) = open.pop() {
        out.push(word);
        open.extend(sentence.children(word).filter(|&child| !drop(child, word)));
    }
    out.sort_unstable();
    edges(sentence, out)
}

/// Without marks and joining words at its ends, and without quotes and brackets that have no partner.
pub(super) fn edges(sentence: &Sentence, mut words: Vec<usize>) -> Vec<usize> {
    let form = |word: usize| sentence.token(word).form.as_str();
    const OPENING: [&str; 5] = ["``", "“", "(", "[", "-LRB-"];
    const CLOSING: [&str; 5] = ["''", "”", ")", "]", "-RRB-"];
    // "`` It is late , ''": the quotes are the sentence's, not the phrase's
    if let [.., before, last] = words[..]
        && CLOSING.contains(&form(last))
        && matches!(form(before), "," | "." | "!" | "?")
    {
        words.truncate(words.len() - 2);
    }
    let count = |forms: &[&str]| words.iter().filter(|&&word| forms.contains(&form(word))).count();
    let paired = count(&OPENING) == count(&CLOSING) && count(&["\""]) % 2 == 0;
    let loose = |word: usize| {
        let token = sentence.token(word);
        match form(word) {
            "``" | "''" | "“" | "”" | "\"" | "(" | ")" | "[" | "]" | "-LRB-" | "-RRB-" => !paired,
            _ => token.upos == Upos::Punct || token.rel() == "cc",
        }
    };
    while words.last().is_some_and(|&word| loose(word)) {
        words.pop();
    }
    let start = words.iter().position(|&word| !loose(word)).unwrap_or(words.len());
    words.drain(..start);
    words
}

/// The words as the sentence has them, gaps closed with one blank.
pub(super) fn written(sentence: &Sentence, at: &[usize]) -> String {
    let mut out = String::new();
    let mut end = None;
    for &i in at {
        let token = sentence.token(i);
        if end.is_some_and(|end| end != token.span.start) {
            out.push(' ');
        }
        out.push_str(&token.form);
        end = Some(token.span.end);
    }
    out
}
