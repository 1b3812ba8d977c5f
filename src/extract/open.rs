//! Open extraction: every relation that a sentence states, between any phrases, in the sentence's own words.
//!
//! Unlike a [`Statement`](crate::model::Statement) an open tuple has no actors and no standing: its slots are whole phrases, as
//! the benchmarks of open information extraction have them.

use crate::model::{Sentence, Upos};

use super::frame::{is_passive, is_verbal};

/// A longer list stays one argument.
const MOST_PARTS: usize = 4;

/// A relation and its arguments, copied from a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenTuple {
    /// The verb with its auxiliaries, negation, particle and preposition: "did not meet with".
    pub relation: String,
    /// The subject first; at least two.
    pub arguments: Vec<String>,
    /// How sure, 0 to 1: less with every step away from a plain clause, and with long slots.
    pub confidence: f32,
}

/// The tuples of a sentence, in the order of their verbs. O(n) in words times the depth of the tree.
pub fn open(sentence: &Sentence) -> Vec<OpenTuple> {
    (0..sentence.len())
        .flat_map(|i| {
            if sentence.child_by(i, "cop").is_some() {
                copular(sentence, i)
            } else if is_verbal(sentence, i)
                && !matches!(sentence.token(i).rel(), "aux" | "cop" | "xcomp" | "case")
            {
                verbal(sentence, i)
            } else {
                Vec::new()
            }
        })
        .collect()
}

/// A tuple being put together: words by their places.
struct Slots {
    relation: Vec<usize>,
    arguments: Vec<Vec<usize>>,
    confidence: f32,
}

impl Slots {
    /// The tuple, or where subject or second argument are lists one for each of their parts.
    fn finish(mut self, sentence: &Sentence) -> Vec<OpenTuple> {
        self.arguments.retain(|argument| !argument.is_empty());
        if self.arguments.len() < 2 {
            return Vec::new();
        }
        let subjects = parts(sentence, &self.arguments[0]);
        let seconds = parts(sentence, &self.arguments[1]);
        let mut out = Vec::new();
        for subject in &subjects {
            for second in &seconds {
                let mut arguments = self.arguments.clone();
                arguments[0] = subject.clone();
                arguments[1] = second.clone();
                out.push(
                    Slots {
                        relation: self.relation.clone(),
                        arguments,
                        confidence: self.confidence,
                    }
                    .tuple(sentence),
                );
            }
        }
        out
    }

    fn tuple(mut self, sentence: &Sentence) -> OpenTuple {
        self.relation.sort_unstable();
        self.relation.dedup();
        let longest = self.arguments.iter().map(Vec::len).max().unwrap_or_default();
        let long = longest.saturating_sub(8) as f32 * 0.01;
        OpenTuple {
            relation: words(sentence, &self.relation),
            arguments: self
                .arguments
                .iter()
                .map(|argument| words(sentence, argument))
                .collect(),
            confidence: (self.confidence - long).clamp(0.1, 1.0),
        }
    }
}

fn verbal(sentence: &Sentence, i: usize) -> Vec<OpenTuple> {
    let Some((subject, confidence)) = subject(sentence, i) else {
        return Vec::new();
    };
    let mut relation = verb_words(sentence, i);
    // "agreed to send", "wants to be heard": the verbs are one relation, the last one's arguments are its arguments
    let mut last = i;
    while let Some(next) = sentence.child_by(last, "xcomp").filter(|&next| next > last) {
        relation.extend(verb_words(sentence, next));
        last = next;
        if !is_verbal(sentence, next) {
            break;
        }
    }
    let of_verbs = |rels: &'static [&'static str]| {
        let verbs = if last == i { vec![i] } else { vec![i, last] };
        verbs
            .into_iter()
            .flat_map(move |verb| sentence.children(verb))
            .filter(move |&child| rels.contains(&sentence.token(child).rel()) && child != last)
    };
    let mut objects: Vec<usize> = of_verbs(&["iobj", "obj", "ccomp"]).collect();
    let mut others: Vec<usize> = of_verbs(&["obl"]).collect();
    if is_passive(sentence, last)
        && let Some(at) = others
            .iter()
            .position(|&other| sentence.token(other).deprel == "obl:agent")
    {
        others.rotate_left(at);
    }
    let mut arguments = vec![subject];
    if objects.is_empty()
        && let Some(at) = others.iter().position(|&other| other > last)
    {
        let first = others.remove(at);
        let case: Vec<usize> = sentence.children_by(first, "case").collect();
        let phrase = phrase(sentence, first);
        relation.extend(case.iter().copied());
        arguments.push(phrase.into_iter().filter(|word| !case.contains(word)).collect());
    }
    objects.sort_unstable();
    arguments.extend(objects.into_iter().map(|object| phrase(sentence, object)));
    arguments.extend(others.into_iter().map(|other| phrase(sentence, other)));
    Slots {
        relation,
        arguments,
        confidence,
    }
    .finish(sentence)
}

fn copular(sentence: &Sentence, i: usize) -> Vec<OpenTuple> {
    let Some((subject, confidence)) = subject(sentence, i) else {
        return Vec::new();
    };
    let mut relation: Vec<usize> = sentence
        .children(i)
        .filter(|&child| matches!(sentence.token(child).rel(), "cop" | "aux") || negates(sentence, child))
        .collect();
    let mut predicate = phrase(sentence, i);
    predicate.retain(|word| !relation.contains(word));
    let adjective = matches!(sentence.token(i).upos, Upos::Adj | Upos::Adv | Upos::Verb);
    let oblique = sentence.children_by(i, "obl").find(|&other| other > i);
    let mut arguments = vec![subject];
    match oblique {
        // "is distinct from the others"
        Some(oblique) if adjective => {
            let case: Vec<usize> = sentence.children_by(oblique, "case").collect();
            let inner = phrase(sentence, oblique);
            relation.extend(predicate.iter().filter(|word| !inner.contains(word)));
            relation.extend(case.iter().copied());
            arguments.push(inner.into_iter().filter(|word| !case.contains(word)).collect());
        }
        _ => arguments.push(predicate),
    }
    Slots {
        relation,
        arguments,
        confidence,
    }
    .finish(sentence)
}

/// The members of a phrase that lists nouns, each with what is its own; else the phrase.
fn parts(sentence: &Sentence, phrase: &[usize]) -> Vec<Vec<usize>> {
    let head = phrase
        .iter()
        .copied()
        .find(|&word| sentence.head(word).is_none_or(|head| !phrase.contains(&head)));
    let Some(head) = head.filter(|&head| sentence.token(head).upos != Upos::Verb) else {
        return vec![phrase.to_vec()];
    };
    let mut members: Vec<Vec<usize>> = sentence
        .children_by(head, "conj")
        .filter(|member| phrase.contains(member) && !is_verbal(sentence, *member))
        .map(|member| sentence.subtree(member))
        .collect();
    if members.is_empty() || members.len() > MOST_PARTS {
        return vec![phrase.to_vec()];
    }
    let first = phrase
        .iter()
        .copied()
        .filter(|word| !members.iter().any(|member| member.contains(word)));
    members.insert(0, first.collect());
    members
        .into_iter()
        .map(|member| {
            edges(
                sentence,
                member.into_iter().filter(|word| phrase.contains(word)).collect(),
            )
        })
        .collect()
}

/// The phrase that does it, and how sure that is: the verb's own subject, else the one that it shares with
/// the verb it is joined to, else the noun that it describes.
fn subject(sentence: &Sentence, i: usize) -> Option<(Vec<usize>, f32)> {
    let own = sentence
        .children(i)
        .find(|&child| matches!(sentence.token(child).rel(), "nsubj" | "csubj"));
    let rel = sentence.token(i).deprel.as_str();
    let head = sentence.head(i);
    let relative = rel == "acl:relcl";
    if let Some(own) = own {
        let pronoun = matches!(sentence.token(own).xpos.as_str(), "WDT" | "WP")
            || relative && sentence.token(own).lemma == "that";
        if relative && pronoun {
            return Some((without_clause(sentence, head?, i), 0.75));
        }
        let confidence = if sentence.token(own).upos == Upos::Pron {
            0.8
        } else {
            0.9
        };
        return Some((phrase(sentence, own), confidence));
    }
    match rel.split(':').next()? {
        "conj" | "advcl" | "parataxis" => {
            let (subject, confidence) = subject(sentence, head?)?;
            Some((subject, confidence - 0.1))
        }
        "acl" if !relative => Some((without_clause(sentence, head?, i), 0.65)),
        _ => None,
    }
}

/// The verb with what belongs to it: auxiliaries, negation, particle, "to".
fn verb_words(sentence: &Sentence, i: usize) -> Vec<usize> {
    let mut out: Vec<usize> = sentence
        .children(i)
        .filter(|&child| {
            let token = sentence.token(child);
            matches!(token.rel(), "aux" | "cop")
                || token.deprel == "compound:prt"
                || token.rel() == "mark" && token.lemma == "to"
                || negates(sentence, child)
        })
        .collect();
    out.push(i);
    out
}

fn negates(sentence: &Sentence, i: usize) -> bool {
    let token = sentence.token(i);
    token.rel() == "advmod" && matches!(token.lemma.as_str(), "not" | "never" | "n't")
}

/// The words of a phrase by its head: all below it but what only comments on it.
fn phrase(sentence: &Sentence, head: usize) -> Vec<usize> {
    trimmed(sentence, head, |child, parent| {
        let token = sentence.token(child);
        match token.rel() {
            "parataxis" | "appos" | "discourse" | "vocative" => true,
            "acl" => token.deprel == "acl:relcl",
            // a clause keeps its own; the head of a copular clause gives up what is not its phrase
            "nsubj" | "csubj" | "cop" | "aux" | "advcl" | "mark" | "cc" if parent == head => {
                sentence.child_by(head, "cop").is_some() && token.rel() != "cc"
            }
            "conj" if parent == head => {
                sentence.child_by(head, "cop").is_some()
                    && sentence
                        .children(child)
                        .any(|c| sentence.token(c).rel() == "nsubj")
            }
            _ => false,
        }
    })
}

/// A noun's phrase without the clause that describes it.
fn without_clause(sentence: &Sentence, noun: usize, clause: usize) -> Vec<usize> {
    let clause = sentence.subtree(clause);
    let mut out = phrase(sentence, noun);
    out.retain(|word| !clause.contains(word));
    let case: Vec<usize> = sentence.children_by(noun, "case").collect();
    out.retain(|word| !case.contains(word));
    edges(sentence, out)
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

/// Without marks and joining words at its ends.
fn edges(sentence: &Sentence, mut words: Vec<usize>) -> Vec<usize> {
    let loose = |&word: &usize| {
        let token = sentence.token(word);
        token.upos == Upos::Punct && !matches!(token.form.as_str(), "``" | "''" | "\"" | "“" | "”")
            || matches!(token.rel(), "cc" | "mark") && token.lemma != "to"
    };
    while words.last().is_some_and(loose) {
        words.pop();
    }
    let start = words.iter().position(|word| !loose(word)).unwrap_or(words.len());
    words.drain(..start);
    words
}

/// The words as the sentence has them, gaps closed with one blank.
fn words(sentence: &Sentence, at: &[usize]) -> String {
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
