//! Open extraction: every relation that a sentence states, between any phrases, in the sentence's own words.
//!
//! Unlike a [`Statement`](crate::model::Statement) an open tuple has no actors and no standing: its slots are whole phrases, as
//! the benchmarks of open information extraction have them. Only "is", "has" and their forms are supplied where a noun phrase
//! says them without a verb.

mod clause;
mod copular;
mod noun;
mod phrase;
mod predicate;
mod subject;

use crate::lexicon::OpenWeights;
use crate::model::{Sentence, Upos};

use phrase::{Phrase, members, written};

/// A relation and its arguments, copied from a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenTuple {
    /// The verb with its auxiliaries, negation, particle and preposition: "did not meet with".
    pub relation: String,
    /// The subject first; at least two.
    pub arguments: Vec<String>,
    /// How sure, 0 to 1: the logistic function of the features, weighted by `data/open/confidence.tsv`.
    pub confidence: f32,
    /// What the confidence rests on, by the names in that table.
    pub features: Vec<(&'static str, f32)>,
}

/// The tuples of a sentence, in the order of their predicates. O(n) in words times the depth of the tree.
pub fn open(sentence: &Sentence) -> Vec<OpenTuple> {
    let mut found: Vec<OpenTuple> = Vec::new();
    for word in 0..sentence.len() {
        let mut drafts = clause::drafts(sentence, word);
        drafts.extend(noun::drafts(sentence, word));
        for tuple in drafts.into_iter().flat_map(|draft| draft.finish(sentence)) {
            let same =
                |other: &OpenTuple| other.relation == tuple.relation && other.arguments == tuple.arguments;
            if !found.iter().any(same) {
                found.push(tuple);
            }
        }
    }
    found
}

/// What a tuple says without the sentence's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Supplied {
    Nothing,
    /// A form of "be".
    Be,
    /// A form of "be", and "in".
    BeIn,
    /// A form of "have".
    Have,
}

impl Supplied {
    /// The words, after the number of the subject.
    fn words(self, many: bool) -> &'static str {
        match (self, many) {
            (Supplied::Nothing, _) => "",
            (Supplied::Be, false) => "is",
            (Supplied::Be, true) => "are",
            (Supplied::BeIn, false) => "is in",
            (Supplied::BeIn, true) => "are in",
            (Supplied::Have, false) => "has",
            (Supplied::Have, true) => "have",
        }
    }
}

/// A tuple being put together.
#[derive(Clone, Debug)]
struct Draft {
    /// What made it, a feature's name.
    rule: &'static str,
    /// A second feature's name: how the subject was found, or which preposition ties two nouns.
    tie: &'static str,
    supplied: Supplied,
    relation: Vec<usize>,
    arguments: Vec<Phrase>,
}

impl Draft {
    /// The tuple, or where an argument is a list one for each of its members.
    fn finish(mut self, sentence: &Sentence) -> Vec<OpenTuple> {
        self.arguments.retain(|argument| !argument.words.is_empty());
        if self.arguments.len() < 2 || self.arguments[0].words == self.arguments[1].words {
            return Vec::new();
        }
        self.relation.sort_unstable();
        self.relation.dedup();
        let subjects = members(sentence, &self.arguments[0]);
        let seconds = members(sentence, &self.arguments[1]);
        let split = subjects.len() * seconds.len() > 1;
        let mut out = Vec::new();
        for subject in &subjects {
            for second in &seconds {
                let mut draft = self.clone();
                draft.arguments[0] = subject.clone();
                draft.arguments[1] = second.clone();
                out.push(draft.tuple(sentence, split));
            }
        }
        out
    }

    fn tuple(self, sentence: &Sentence, split: bool) -> OpenTuple {
        let features = self.features(sentence, split);
        let own = written(sentence, &self.relation);
        let noun = sentence.token(self.arguments[0].head);
        let many = noun.upos != Upos::Pron && noun.xpos.ends_with('S');
        let relation = match (self.supplied.words(many), own.as_str()) {
            ("", _) => own,
            (supplied, "") => supplied.to_owned(),
            (supplied, own) => format!("{supplied} {own}"),
        };
        OpenTuple {
            relation,
            arguments: self
                .arguments
                .iter()
                .map(|argument| written(sentence, &argument.words))
                .collect(),
            confidence: OpenWeights::embedded().confidence(&features),
            features,
        }
    }

    fn features(&self, sentence: &Sentence, split: bool) -> Vec<(&'static str, f32)> {
        let [subject, second] = [&self.arguments[0], &self.arguments[1]];
        let rest: usize = self.arguments[2..]
            .iter()
            .map(|argument| argument.words.len())
            .sum();
        let tens = |words: usize| words as f32 / 10.0;
        let log = |words: usize| (words as f32 + 1.0).ln();
        let yes = |is: bool| f32::from(u8::from(is));
        let mut features = vec![
            ("bias", 1.0),
            (self.rule, 1.0),
            ("log words of the subject", log(subject.words.len())),
            ("log words of the second argument", log(second.words.len())),
            ("words of the second argument / 10", tens(second.words.len())),
            ("log words of the other arguments", log(rest)),
            ("words of the relation / 10", tens(self.relation.len())),
            ("words of the sentence / 10", tens(sentence.len())),
            ("other arguments", (self.arguments.len() - 2) as f32),
            ("list", yes(split)),
            (
                "subject is a pronoun",
                yes(sentence.token(subject.head).upos == Upos::Pron),
            ),
            (
                "second argument is a pronoun",
                yes(sentence.token(second.head).upos == Upos::Pron),
            ),
            (
                "subject is a name",
                yes(sentence.token(subject.head).upos == Upos::Propn),
            ),
            (
                "second argument is a name",
                yes(sentence.token(second.head).upos == Upos::Propn),
            ),
        ];
        if !self.tie.is_empty() {
            features.push((self.tie, 1.0));
        }
        features.retain(|(_, value)| *value != 0.0);
        features
    }
}
