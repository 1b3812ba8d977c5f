use std::ops::Range;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Span;

/// A syntactic word with its place in the Universal Dependencies tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The word as written.
    pub form: SmolStr,
    /// Dictionary form.
    pub lemma: SmolStr,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: SmolStr,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<u32>,
    /// How far the head is ahead of the next best, in tenths of the natural logarithm of odds; 0 where the tree had to take another
    /// than the best, 255 where nobody doubts it.
    pub lead: u8,
    /// Relation to the head, with its subtype ("nsubj:pass"); "root" for the root.
    pub deprel: SmolStr,
    /// Code points in the document's text.
    pub span: Span,
    /// Whether white space follows.
    pub space_after: bool,
}

impl Token {
    /// The relation without its subtype: "nsubj" of "nsubj:pass".
    pub fn rel(&self) -> &str {
        // asked of every child of every word: a search of characters would take longer than the few bytes
        let name = self.deprel.as_str();
        let end = name.bytes().position(|byte| byte == b':');
        &name[..end.unwrap_or(name.len())]
    }
}

/// Universal part-of-speech tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)] // the names are the tag set's own: https://universaldependencies.org/u/pos/
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Upos {
    /// All tags with their names, in alphabetical order.
    pub const ALL: [(Upos, &'static str); 17] = [
        (Upos::Adj, "ADJ"),
        (Upos::Adp, "ADP"),
        (Upos::Adv, "ADV"),
        (Upos::Aux, "AUX"),
        (Upos::Cconj, "CCONJ"),
        (Upos::Det, "DET"),
        (Upos::Intj, "INTJ"),
        (Upos::Noun, "NOUN"),
        (Upos::Num, "NUM"),
        (Upos::Part, "PART"),
        (Upos::Pron, "PRON"),
        (Upos::Propn, "PROPN"),
        (Upos::Punct, "PUNCT"),
        (Upos::Sconj, "SCONJ"),
        (Upos::Sym, "SYM"),
        (Upos::Verb, "VERB"),
        (Upos::X, "X"),
    ];

    /// The tag's name in CoNLL-U.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The tag of a CoNLL-U name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(tag, _)| *tag)
    }
}

/// Kind of a named entity, in OntoNotes' names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs)] // the names are the label set's own
pub enum EntityLabel {
    Person,
    Org,
    Gpe,
    Norp,
    Loc,
    Fac,
    Date,
    Time,
    Cardinal,
    Ordinal,
    Money,
    Percent,
    Quantity,
    Event,
    Law,
    Product,
    WorkOfArt,
    Language,
}

impl EntityLabel {
    /// All labels with their names.
    pub const ALL: [(EntityLabel, &'static str); 18] = [
        (EntityLabel::Person, "PERSON"),
        (EntityLabel::Org, "ORG"),
        (EntityLabel::Gpe, "GPE"),
        (EntityLabel::Norp, "NORP"),
        (EntityLabel::Loc, "LOC"),
        (EntityLabel::Fac, "FAC"),
        (EntityLabel::Date, "DATE"),
        (EntityLabel::Time, "TIME"),
        (EntityLabel::Cardinal, "CARDINAL"),
        (EntityLabel::Ordinal, "ORDINAL"),
        (EntityLabel::Money, "MONEY"),
        (EntityLabel::Percent, "PERCENT"),
        (EntityLabel::Quantity, "QUANTITY"),
        (EntityLabel::Event, "EVENT"),
        (EntityLabel::Law, "LAW"),
        (EntityLabel::Product, "PRODUCT"),
        (EntityLabel::WorkOfArt, "WORK_OF_ART"),
        (EntityLabel::Language, "LANGUAGE"),
    ];

    /// The label's name in OntoNotes.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The label of an OntoNotes name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, n)| *n == name)
            .map(|(label, _)| *label)
    }

    /// Whether such an entity can act: a person, an organisation, a polity or a people.
    pub fn can_act(self) -> bool {
        matches!(self, Self::Person | Self::Org | Self::Gpe | Self::Norp)
    }
}

/// A named entity: a run of tokens with a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Tokens, half-open, in the sentence.
    pub tokens: Range<usize>,
    /// Its kind.
    pub label: EntityLabel,
}

/// A sentence with its annotation. The tree is well-formed by construction: see [`Sentence::new`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    tokens: Vec<Token>,
    /// Entities in text order, never overlapping.
    pub entities: Vec<Entity>,
    /// Index of the paragraph in the document.
    pub paragraph: u32,
    child_offsets: Vec<u32>,
    children: Vec<u32>,
}

impl Sentence {
    /// Builds a sentence and its index of children. A head that is out of range or part of a cycle
    /// becomes a root, so that walking up from any token ends. O(n) in tokens.
    pub fn new(mut tokens: Vec<Token>, mut entities: Vec<Entity>, paragraph: u32) -> Self {
        let n = tokens.len();
        for token in &mut tokens {
            token.head = token.head.filter(|&h| (h as usize) < n);
        }
        break_cycles(&mut tokens);
        let mut child_offsets = vec![0u32; n + 1];
        for head in tokens.iter().filter_map(|t| t.head) {
            child_offsets[head as usize + 1] += 1;
        }
        for i in 0..n {
            child_offsets[i + 1] += child_offsets[i];
        }
        let mut next = child_offsets.clone();
        let mut children = vec![0u32; child_offsets[n] as usize];
        for (i, token) in tokens.iter().enumerate() {
            if let Some(h) = token.head {
                children[next[h as usize] as usize] = i as u32;
                next[h as usize] += 1;
            }
        }
        entities.retain(|e| e.tokens.start < e.tokens.end && e.tokens.end <= n);
        entities.sort_by_key(|e| (e.tokens.start, e.tokens.end));
        let mut end = 0;
        entities.retain(|e| {
            let keep = e.tokens.start >= end;
            if keep {
                end = e.tokens.end;
            }
            keep
        });
        Self {
            tokens,
            entities,
            paragraph,
            child_offsets,
            children,
        }
    }

    /// The words in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The word at `i`.
    pub fn token(&self, i: usize) -> &Token {
        &self.tokens[i]
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Direct dependents of a word, in text order.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        let range = self.child_offsets[i] as usize..self.child_offsets[i + 1] as usize;
        self.children[range].iter().map(|&c| c as usize)
    }

    /// Dependents whose relation, without subtype, is `rel`.
    pub fn children_by<'a>(
        &'a self,
        i: usize,
        rel: &'a str,
    ) -> impl DoubleEndedIterator<Item = usize> + Clone + 'a {
        self.children(i).filter(move |&c| self.tokens[c].rel() == rel)
    }

    /// How many quotation marks open or close among some words. O(n) in these.
    pub fn quotes(&self, words: Range<usize>) -> usize {
        let mark = |t: &usize| matches!(self.token(*t).form.as_str(), "\"" | "“" | "”" | "``" | "''");
        words.filter(mark).count()
    }

    /// Whether one of two words around these stands in a quote in which the other does not. O(n) in the words.
    pub fn is_parted_by_quote(&self, words: Range<usize>) -> bool {
        self.quotes(words) % 2 == 1
    }

    /// The first dependent with this relation.
    pub fn child_by(&self, i: usize, rel: &str) -> Option<usize> {
        self.children(i).find(|&c| self.tokens[c].rel() == rel)
    }

    /// Whether a dependent with this relation has one of these lemmas.
    pub fn has(&self, i: usize, rel: &str, lemmas: &[&str]) -> bool {
        self.children_by(i, rel)
            .any(|c| lemmas.contains(&self.tokens[c].lemma.as_str()))
    }

    /// Names that say whose the members of a plural noun are, each for itself, in text order: "Russian and Ukrainian
    /// troops", "the presidents of Arlen and Borduria". Empty unless there are several.
    pub fn owners_of_each(&self, noun: usize) -> Vec<usize> {
        if !matches!(self.token(noun).xpos.as_str(), "NNS" | "NNPS") {
            return Vec::new();
        }
        let named = |&i: &usize| {
            self.entity_at(i)
                .is_some_and(|entity| entity.label.can_act() && entity.label != EntityLabel::Person)
        };
        let belongs = |c: usize| match self.token(c).rel() {
            "amod" | "compound" => c < noun,
            "nmod" => c < noun || self.children_by(c, "case").any(|k| self.token(k).lemma == "of"),
            _ => false,
        };
        for first in self.children(noun).filter(|&c| belongs(c)) {
            let joined = self
                .children_by(first, "conj")
                .flat_map(|c| std::iter::once(c).chain(self.children_by(c, "conj")));
            let mut owners: Vec<usize> = std::iter::once(first).chain(joined).collect();
            owners.sort_unstable();
            if owners.len() > 1 && owners.iter().all(named) {
                return owners;
            }
        }
        Vec::new()
    }

    /// The head of a word.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.tokens[i].head.map(|h| h as usize)
    }

    /// The words above `i`, nearest first.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |&h| self.head(h))
    }

    /// All words under `i`, itself included, in text order.
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        let mut found = vec![i];
        let mut next = 0;
        while next < found.len() {
            found.extend(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The root: the first word without a head. `None` only in an empty sentence.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|t| t.head.is_none())
    }

    /// The entity that holds token `i`.
    pub fn entity_at(&self, i: usize) -> Option<&Entity> {
        self.entities.iter().find(|e| e.tokens.contains(&i))
    }

    /// Code points from the first to the last word.
    pub fn span(&self) -> Span {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// The words that share a code point with a span; words stand in the order of the text. O(log n).
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        first..end.max(first)
    }

    /// The words `from..to` as written, with the original spacing reduced to single spaces.
    pub fn text(&self, tokens: Range<usize>) -> String {
        let mut out = String::new();
        let end = tokens.end;
        for i in tokens {
            out.push_str(&self.tokens[i].form);
            if i + 1 < end && self.tokens[i].space_after {
                out.push(' ');
            }
        }
        out
    }
}

/// Turns every word of a cycle's entry point into a root, so that each walk upwards ends.
fn break_cycles(tokens: &mut [Token]) {
    const OPEN: u32 = u32::MAX;
    let mut seen = vec![OPEN; tokens.len()]; // the start of the walk that first reached a word
    for start in 0..tokens.len() {
        let mut at = start;
        while seen[at] == OPEN {
            seen[at] = start as u32;
            let Some(head) = tokens[at].head else { break };
            let head = head as usize;
            if seen[head] == start as u32 {
                tokens[at].head = None;
                break;
            }
            at = head;
        }
    }
}
