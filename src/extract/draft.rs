//! What every rule hands on: a predicate with its arguments, by the words that head them. Finishing a draft
//! adds what holds for all alike: standing, speakers, time, place, quantity.

use smol_str::SmolStr;

use crate::model::{
    Argument, Mention, Modality, Polarity, Predicate, PredicateKey, Sentence, Statement, Upos,
};

use super::Context;
use super::attribution::Said;
use super::frame::Oblique;
use super::phrase::{mention, span};
use super::place::place;
use super::quantity::quantity;
use super::stance::{Stance, stance, stance_beside};
use super::when::when;

/// A statement in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The word that heads the predicate.
    pub(super) head: usize,
    /// Orders drafts of one head: one for each of several sources.
    pub(super) order: usize,
    /// Which rule made it.
    pub(super) rule: &'static str,
    /// Whether the predicate is a noun.
    pub(super) nominal: bool,
    /// The verb whose subject acts, where the predicate is a noun beside it: "joined the fight against Arlen".
    pub(super) beside: Option<usize>,
    /// Head of the source.
    pub(super) source: Option<usize>,
    /// Heads of the targets.
    pub(super) targets: Vec<usize>,
    /// The predicate's words, sorted.
    pub(super) words: Vec<usize>,
    /// What the lexicon looks up.
    pub(super) key: PredicateKey,
    /// Phrases that are neither source nor target.
    pub(super) rest: Vec<(&'static str, Oblique)>,
    /// The noun whose number counts: the object.
    pub(super) counted: Option<usize>,
    /// Whether source and targets could change places.
    pub(super) symmetric: bool,
    /// How sure the rule is.
    pub(super) confidence: f32,
}

impl Draft {
    /// The statement, with all that the sentence says about its standing.
    pub(super) fn finish(self, context: &Context<'_>, said: &Said) -> Statement<Mention> {
        let sentence = context.sentence();
        let Stance {
            polarity,
            modality,
            future,
            ..
        } = match self.beside {
            Some(verb) => stance_beside(sentence, self.head, verb),
            None => stance(sentence, self.head, self.nominal),
        };
        let obliques: Vec<Oblique> = self.rest.iter().map(|(_, oblique)| oblique.clone()).collect();
        let mut statement = Statement {
            when: when(context, self.head, future),
            place: place(sentence, context.index, &obliques),
            quantity: self.counted.and_then(|noun| quantity(sentence, noun)),
            polarity,
            modality,
            symmetric: self.symmetric,
            confidence: self.confidence,
            arguments: self
                .rest
                .iter()
                .map(|(role, oblique)| argument(sentence, role, oblique))
                .collect(),
            ..blank(context, self.rule)
        };
        statement.source = self.source.map(|head| mention(sentence, context.index, head));
        statement.targets = self
            .targets
            .iter()
            .map(|&head| mention(sentence, context.index, head))
            .collect();
        statement.predicate = predicate(sentence, &self.words, self.key);
        said.apply(self.head, &mut statement);
        statement
    }
}

/// A statement that says nothing yet but where it stands.
pub(super) fn blank(context: &Context<'_>, rule: &'static str) -> Statement<Mention> {
    let sentence = context.sentence();
    Statement {
        id: SmolStr::default(),
        doc: context.document.id.clone(),
        published: context.document.published,
        sentence: Some(sentence.span()),
        quote: sentence.text(0..sentence.len()),
        source: None,
        predicate: Predicate::default(),
        relation: None,
        targets: Vec::new(),
        arguments: Vec::new(),
        polarity: Polarity::Affirmed,
        modality: Modality::Actual,
        attribution: Vec::new(),
        when: None,
        place: None,
        quantity: None,
        symmetric: false,
        confidence: 1.0,
        rule: SmolStr::new_static(rule),
        url: context.document.url.clone(),
    }
}

/// The predicate made of `words`, which are sorted. Its lemma begins with the verb: "make statement about" of
/// "a statement that it made about".
pub(super) fn predicate(sentence: &Sentence, words: &[usize], key: PredicateKey) -> Predicate {
    let mut text = String::new();
    let mut lemmas: Vec<&str> = Vec::new();
    let told = |w: &usize| !matches!(sentence.token(*w).rel(), "det" | "nummod" | "punct");
    for (n, &w) in words.iter().enumerate() {
        let token = sentence.token(w);
        let glued = n > 0 && words[n - 1] + 1 == w && !sentence.token(w - 1).space_after;
        if n > 0 && !glued {
            text.push(' ');
        }
        text.push_str(&token.form);
        if told(&w) {
            lemmas.push(&token.lemma);
        }
    }
    let verb = words.iter().position(|w| {
        sentence.token(*w).upos == Upos::Verb && sentence.token(*w).lemma == key.head && told(w)
    });
    if let Some(verb) = verb.filter(|&verb| verb > 0 && !key.nominal) {
        let before = words[..verb].iter().filter(|w| told(w)).count();
        lemmas[..=before].rotate_right(1);
    }
    lemmas.dedup(); // "was, is and will be" is one
    let spans = words.iter().map(|&w| sentence.token(w).span).collect();
    Predicate {
        text,
        lemma: lemmas.join(" "),
        spans,
        key,
    }
}

fn argument(sentence: &Sentence, role: &str, oblique: &Oblique) -> Argument {
    let words = sentence.subtree(oblique.head);
    // from the noun's own first word: the preposition is told apart as `case`
    let first = words
        .iter()
        .copied()
        .find(|&w| {
            sentence.token(w).rel() != "case"
                && sentence.token(w).rel() != "punct"
                && sentence.token(w).rel() != "fixed"
        })
        .unwrap_or(oblique.head);
    // a phrase ends where a relative clause or the next clause would begin
    let last = words
        .iter()
        .copied()
        .filter(|&w| contiguous(&words, first, w))
        .max()
        .unwrap_or(oblique.head);
    let range = first..last.max(oblique.head) + 1;
    Argument {
        role: role.into(),
        case: (!oblique.case.is_empty()).then(|| oblique.case.as_str().into()),
        span: span(sentence, &range),
        text: sentence.text(range),
    }
}

/// Whether all words from `first` to `last` are in the sorted list `words`.
fn contiguous(words: &[usize], first: usize, last: usize) -> bool {
    match (words.binary_search(&first), words.binary_search(&last)) {
        (Ok(a), Ok(b)) if b >= a => b - a == last - first,
        _ => false,
    }
}
