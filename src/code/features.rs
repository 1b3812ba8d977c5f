//! What the learnt model weighs: the words between and around two given actors, and what the rules make of them.

use crate::lexicon::{Sense, Verbs};
use crate::model::{PredicateKey, Relation, Sentence, Span, Statement, Upos};

use super::counted;

/// So many of the rules' answers are looked at.
const ANSWERS: usize = 3;

/// The features of a pair, as names; each counts once. `source` and `target` are where the two are named, `answers` the coded
/// statements of the rules, the closest first. No feature holds a name: proper nouns and the two phrases are passed over.
/// O(n) in words times the depth of the tree.
pub fn features(
    sentences: &[Sentence],
    source: &[Span],
    target: &[Span],
    answers: &[Statement],
) -> Vec<String> {
    let mut features = vec!["bias".to_owned()];
    of_answers(answers, &mut features);
    let sides = |sentence: &&Sentence| [source, target].map(|spans| !words(sentence, spans).is_empty());
    let both = sentences.iter().find(|sentence| sides(sentence) == [true; 2]);
    let sentence = both.or_else(|| sentences.iter().find(|sentence| sides(sentence) != [false; 2]));
    if let Some(sentence) = sentence {
        Words::new(sentence, source, target).add(&mut features);
    }
    features.sort_unstable();
    features.dedup();
    features
}

/// Whether some sentence names both.
pub(super) fn in_one_sentence(sentences: &[Sentence], source: &[Span], target: &[Span]) -> bool {
    sentences.iter().any(|sentence| {
        [source, target]
            .iter()
            .all(|spans| !words(sentence, spans).is_empty())
    })
}

/// The words of the spans.
fn words(sentence: &Sentence, spans: &[Span]) -> Vec<usize> {
    (0..sentence.len())
        .filter(|&i| spans.iter().any(|span| span.overlaps(sentence.token(i).span)))
        .collect()
}

/// What the rules answer, how surely, and to which words.
fn of_answers(answers: &[Statement], features: &mut Vec<String>) {
    let mut events = Vec::new();
    for statement in answers {
        let (Some(event), Some(Relation::Event(act))) = (counted(statement), &statement.relation) else {
            continue;
        };
        let (event, code) = (event.event, event.cameo);
        features.push(format!("any={}", event.name()));
        if events.contains(&event) || events.len() == ANSWERS {
            continue;
        }
        events.push(event);
        let (rank, name, rule) = (events.len(), event.name(), &statement.rule);
        let tenths = (statement.confidence * 10.0) as u8;
        features.push(format!("answer{rank}={name}"));
        if rank == 1 {
            features.push(format!("answer={name}/{rule}"));
            features.push(format!("answer={name}/{tenths}"));
            features.push(format!("act={}/{:?}", act.event.name(), statement.modality));
            if let Some(code) = code {
                features.push(format!("cameo={code}"));
            }
        }
    }
    if events.is_empty() {
        features.push("answer1=none".to_owned());
    }
    for (n, statement) in answers.iter().take(2).enumerate() {
        let key = &statement.predicate.key;
        features.push(format!("head{n}={}", key.head));
        for case in &key.cases {
            features.push(format!("head{n}={}/{case}", key.head));
        }
        for (part, word) in [
            ("object", &key.object),
            ("particle", &key.particle),
            ("clause", &key.complement),
        ] {
            if let Some(word) = word {
                features.push(format!("{part}{n}={word}"));
                features.push(format!("head{n}={}/{word}", key.head));
            }
        }
        features.push(format!("modality{n}={:?}", statement.modality));
        features.push(format!("polarity{n}={:?}", statement.polarity));
    }
    if let Some(first) = answers.first() {
        let kind = |party: Option<&crate::model::Participant>| {
            party
                .and_then(|party| party.actor.as_ref())
                .map_or("none".to_owned(), |actor| format!("{:?}", actor.kind))
        };
        let (from, to) = (kind(first.source.as_ref()), kind(first.targets.first()));
        features.push(format!("source={from}"));
        features.push(format!("target={to}"));
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

    fn add(&self, features: &mut Vec<String>) {
        let path = self.path();
        let between = self.between();
        let passive = path.iter().any(|&i| {
            self.sentence
                .children(i)
                .any(|c| self.sentence.token(c).deprel.ends_with(":pass"))
        });
        features.push(format!("passive={passive}"));
        for i in 0..self.sentence.len() {
            let token = self.sentence.token(i);
            if self.is_named(i) {
                continue;
            }
            let lemma = &token.lemma;
            if matches!(token.upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv) {
                features.push(format!("word={lemma}"));
                if between.contains(&i) {
                    features.push(format!("between={lemma}"));
                }
                if let Some(class) = self.class(i) {
                    features.push(format!("class={class}"));
                    if between.contains(&i) {
                        features.push(format!("classbetween={class}"));
                    }
                    if path.contains(&i) {
                        features.push(format!("classpath={class}"));
                    }
                }
            } else if between.contains(&i)
                && matches!(token.upos, Upos::Adp | Upos::Aux | Upos::Part | Upos::Sconj)
            {
                features.push(format!("between={lemma}"));
            }
        }
        for &i in &path {
            let lemma = &self.sentence.token(i).lemma;
            features.push(format!("path={lemma}"));
            for c in self.sentence.children(i) {
                let token = self.sentence.token(c);
                if self.is_named(c) || path.contains(&c) {
                    continue;
                }
                match token.rel() {
                    "aux" | "mark" | "advmod" => features.push(format!("beside={}", token.lemma)),
                    "obj" | "xcomp" | "compound" | "amod" => {
                        features.push(format!("under={}", token.lemma));
                        features.push(format!("under={lemma}/{}", token.lemma));
                    }
                    _ => {}
                }
            }
        }
        for (side, words) in [("source", &self.source), ("target", &self.target)] {
            let Some(&head) = words.iter().find(|&&i| self.heads(i)) else {
                features.push(format!("{side}=absent"));
                continue;
            };
            features.push(format!("{side}={}", self.sentence.token(head).deprel));
            for case in self.sentence.children_by(head, "case") {
                features.push(format!("{side}={}", self.sentence.token(case).lemma));
            }
            if let Some(above) = self.sentence.head(head).filter(|&above| !self.is_named(above)) {
                features.push(format!("{side}above={}", self.sentence.token(above).lemma));
            }
        }
        let order = self.source.first() < self.target.first();
        features.push(format!("order={order}"));
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
