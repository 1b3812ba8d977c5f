//! What the learnt model weighs: the words between and around two given actors, and what the rules make of them.

use std::fmt;

use crate::lexicon::{Sense, Verbs};
use crate::model::{PredicateKey, Relation, Sentence, Span, Statement, Upos};

use super::counted;

/// What takes features, one by one.
pub(super) trait Sink {
    /// Takes one by its name, which may have come before.
    fn add(&mut self, name: fmt::Arguments<'_>);
}

/// The names themselves, to fit weights to and to give reasons with.
impl Sink for Vec<String> {
    fn add(&mut self, name: fmt::Arguments<'_>) {
        self.push(name.to_string());
    }
}

/// Their hashes, which are all that a model needs, and cost no memory each.
impl Sink for Vec<u32> {
    fn add(&mut self, name: fmt::Arguments<'_>) {
        self.push(hash(name));
    }
}

/// What `gather` tells, each once, in order.
pub(super) fn each<T>(gather: impl FnOnce(&mut Vec<T>)) -> Vec<T>
where
    T: Ord,
    Vec<T>: Sink,
{
    let mut all = Vec::with_capacity(128);
    gather(&mut all);
    all.sort_unstable();
    all.dedup();
    all
}

/// The hash of Fowler, Noll and Vo, 32 bits, with its high half folded in.
pub(super) fn hash(name: fmt::Arguments<'_>) -> u32 {
    struct Fnv1a(u32);
    impl fmt::Write for Fnv1a {
        fn write_str(&mut self, part: &str) -> fmt::Result {
            self.0 = part.bytes().fold(self.0, |hash, byte| {
                (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
            });
            Ok(())
        }
    }
    let mut hash = Fnv1a(0x811c_9dc5);
    // nothing that is told as a feature fails to write itself
    let _ = fmt::Write::write_fmt(&mut hash, name);
    hash.0 ^ hash.0 >> 15
}

/// So many of the rules' answers are looked at.
const ANSWERS: usize = 3;

/// Two actors in a text, and what the rules say of them.
#[derive(Clone, Copy)]
pub(super) struct Between<'a> {
    pub(super) sentences: &'a [Sentence],
    /// Where the two are named.
    pub(super) source: &'a [Span],
    pub(super) target: &'a [Span],
    /// The coded statements of the rules, the closest first.
    pub(super) answers: &'a [Statement],
    /// Whether single words of the sentence count, which tell its topic.
    pub(super) topic: bool,
}

/// The features of a pair, as names; each counts once. `source` and `target` are where the two are named, `answers` the coded
/// statements of the rules, the closest first. No feature holds a name: proper nouns and the two phrases are passed over.
/// O(n) in words times the depth of the tree.
pub fn features(
    sentences: &[Sentence],
    source: &[Span],
    target: &[Span],
    answers: &[Statement],
) -> Vec<String> {
    let between = Between::new(sentences, source, target, answers);
    each(|names| between.gather(names))
}

impl<'a> Between<'a> {
    /// With all that can be told.
    pub(super) fn new(
        sentences: &'a [Sentence],
        source: &'a [Span],
        target: &'a [Span],
        answers: &'a [Statement],
    ) -> Self {
        Between {
            sentences,
            source,
            target,
            answers,
            topic: true,
        }
    }

    /// Tells all features.
    pub(super) fn gather(&self, features: &mut impl Sink) {
        features.add(format_args!("bias"));
        of_answers(self.answers, features);
        let sides =
            |sentence: &&Sentence| [self.source, self.target].map(|spans| !words(sentence, spans).is_empty());
        let both = self
            .sentences
            .iter()
            .find(|sentence| sides(sentence) == [true; 2]);
        let sentence = both.or_else(|| {
            self.sentences
                .iter()
                .find(|sentence| sides(sentence) != [false; 2])
        });
        if let Some(sentence) = sentence {
            Words::new(sentence, self.source, self.target).gather(self.topic, features);
        }
    }

    /// Whether some sentence names both.
    pub(super) fn in_one_sentence(&self) -> bool {
        self.sentences.iter().any(|sentence| {
            [self.source, self.target]
                .iter()
                .all(|spans| !words(sentence, spans).is_empty())
        })
    }
}

/// The words of the spans.
fn words(sentence: &Sentence, spans: &[Span]) -> Vec<usize> {
    let mut found: Vec<usize> = spans.iter().flat_map(|&span| sentence.words_in(span)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What the rules answer, how surely, and to which words.
fn of_answers(answers: &[Statement], features: &mut impl Sink) {
    let mut events = Vec::new();
    for statement in answers {
        let (Some(event), Some(Relation::Event(act))) = (counted(statement), &statement.relation) else {
            continue;
        };
        let (event, code) = (event.event, event.cameo);
        features.add(format_args!("any={}", event.name()));
        if events.contains(&event) || events.len() == ANSWERS {
            continue;
        }
        events.push(event);
        let (rank, name, rule) = (events.len(), event.name(), &statement.rule);
        let tenths = (statement.confidence * 10.0) as u8;
        features.add(format_args!("answer{rank}={name}"));
        if rank == 1 {
            features.add(format_args!("answer={name}/{rule}"));
            features.add(format_args!("answer={name}/{tenths}"));
            features.add(format_args!("act={}/{:?}", act.event.name(), statement.modality));
            if let Some(code) = code {
                features.add(format_args!("cameo={code}"));
            }
        }
    }
    if events.is_empty() {
        features.add(format_args!("answer1=none"));
    }
    for (n, statement) in answers.iter().take(2).enumerate() {
        let key = &statement.predicate.key;
        features.add(format_args!("head{n}={}", key.head));
        for case in &key.cases {
            features.add(format_args!("head{n}={}/{case}", key.head));
        }
        for (part, word) in [
            ("object", &key.object),
            ("particle", &key.particle),
            ("clause", &key.complement),
        ] {
            if let Some(word) = word {
                features.add(format_args!("{part}{n}={word}"));
                features.add(format_args!("head{n}={}/{word}", key.head));
            }
        }
        features.add(format_args!("modality{n}={:?}", statement.modality));
        features.add(format_args!("polarity{n}={:?}", statement.polarity));
    }
    if let Some(first) = answers.first() {
        for (side, party) in [
            ("source", first.source.as_ref()),
            ("target", first.targets.first()),
        ] {
            match party.and_then(|party| party.actor.as_ref()) {
                Some(actor) => features.add(format_args!("{side}={:?}", actor.kind)),
                None => features.add(format_args!("{side}=none")),
            }
        }
    }
}

struct Words<'a> {
    sentence: &'a Sentence,
    source: Vec<usize>,
    target: Vec<usize>,
}

impl<'a> Words<'a> {
    fn new(sentence: &'a Sentence, source: &[Span], target: &[Span]) -> Self {
        Words {
            sentence,
            source: words(sentence, source),
            target: words(sentence, target),
        }
    }

    /// Tells what the words are; single ones only where the topic counts.
    fn gather(&self, topic: bool, features: &mut impl Sink) {
        let path = self.path();
        let between = self.between();
        let passive = path.iter().any(|&i| {
            self.sentence
                .children(i)
                .any(|c| self.sentence.token(c).deprel.ends_with(":pass"))
        });
        features.add(format_args!("passive={passive}"));
        for i in 0..self.sentence.len() {
            let token = self.sentence.token(i);
            if self.is_named(i) {
                continue;
            }
            let lemma = &token.lemma;
            if matches!(token.upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv) {
                if topic {
                    features.add(format_args!("word={lemma}"));
                    if between.contains(&i) {
                        features.add(format_args!("between={lemma}"));
                    }
                }
                if let Some(class) = self.class(i) {
                    features.add(format_args!("class={class}"));
                    if between.contains(&i) {
                        features.add(format_args!("classbetween={class}"));
                    }
                    if path.contains(&i) {
                        features.add(format_args!("classpath={class}"));
                    }
                }
            } else if topic
                && between.contains(&i)
                && matches!(token.upos, Upos::Adp | Upos::Aux | Upos::Part | Upos::Sconj)
            {
                features.add(format_args!("between={lemma}"));
            }
        }
        for &i in &path {
            let lemma = &self.sentence.token(i).lemma;
            features.add(format_args!("path={lemma}"));
            for c in self.sentence.children(i) {
                let token = self.sentence.token(c);
                if self.is_named(c) || path.contains(&c) {
                    continue;
                }
                match token.rel() {
                    "aux" | "mark" | "advmod" if topic => {
                        features.add(format_args!("beside={}", token.lemma));
                    }
                    "obj" | "xcomp" | "compound" | "amod" => {
                        features.add(format_args!("under={}", token.lemma));
                        features.add(format_args!("under={lemma}/{}", token.lemma));
                    }
                    _ => {}
                }
            }
        }
        for (side, words) in [("source", &self.source), ("target", &self.target)] {
            let Some(&head) = words.iter().find(|&&i| self.heads(i)) else {
                features.add(format_args!("{side}=absent"));
                continue;
            };
            features.add(format_args!("{side}={}", self.sentence.token(head).deprel));
            for case in self.sentence.children_by(head, "case") {
                features.add(format_args!("{side}={}", self.sentence.token(case).lemma));
            }
            if let Some(above) = self.sentence.head(head).filter(|&above| !self.is_named(above)) {
                features.add(format_args!("{side}above={}", self.sentence.token(above).lemma));
            }
        }
        let order = self.source.first() < self.target.first();
        features.add(format_args!("order={order}"));
    }

    /// A word of the two phrases, or of a name.
    fn is_named(&self, i: usize) -> bool {
        self.source.contains(&i) || self.target.contains(&i) || self.sentence.token(i).upos == Upos::Propn
    }

    /// Whether the word heads its phrase.
    fn heads(&self, i: usize) -> bool {
        let of = |words: &Vec<usize>| {
            words.contains(&i) && self.sentence.head(i).is_none_or(|above| !words.contains(&above))
        };
        of(&self.source) || of(&self.target)
    }

    fn between(&self) -> std::ops::Range<usize> {
        let (Some(&s), Some(&t)) = (self.source.first(), self.target.first()) else {
            return 0..0;
        };
        s.min(t)..s.max(t)
    }

    /// The words on the way through the tree from the one to the other.
    fn path(&self) -> Vec<usize> {
        let head = |words: &Vec<usize>| words.iter().copied().find(|&i| self.heads(i));
        let (Some(s), Some(t)) = (head(&self.source), head(&self.target)) else {
            let one = head(&self.source).or_else(|| head(&self.target));
            return one
                .into_iter()
                .flat_map(|i| self.sentence.ancestors(i))
                .filter(|&i| !self.is_named(i))
                .collect();
        };
        let up = |i: usize| -> Vec<usize> { std::iter::once(i).chain(self.sentence.ancestors(i)).collect() };
        let (from, to) = (up(s), up(t));
        let top = from.iter().position(|i| to.contains(i));
        let Some(top) = top else { return Vec::new() };
        let down = to.iter().position(|i| *i == from[top]).unwrap_or(0);
        let mut path: Vec<usize> = from[..=top].iter().chain(&to[..down]).copied().collect();
        path.retain(|&i| !self.is_named(i));
        path
    }

    /// What the lexicon makes of the word alone, with its object.
    fn class(&self, i: usize) -> Option<&'static str> {
        let token = self.sentence.token(i);
        let key = PredicateKey {
            head: token.lemma.clone(),
            nominal: token.upos != Upos::Verb,
            object: self
                .sentence
                .child_by(i, "obj")
                .filter(|&o| !self.is_named(o))
                .map(|o| self.sentence.token(o).lemma.clone()),
            ..PredicateKey::default()
        };
        match Verbs::embedded().match_predicate(&key)?.sense {
            Sense::Event(event) => Some(event.name()),
            _ => None,
        }
    }
}
