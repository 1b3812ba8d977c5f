use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use smol_str::SmolStr;

use super::actor::names;
use super::{DocumentId, Interval, Participant, Relation, Span};

/// Content hash of a statement: 20 hexadecimal digits.
pub type StatementId = SmolStr;

names! {
    /// Whether the sentence says that it is so.
    #[derive(Default)]
    Polarity {
        /// It is said to be so.
        #[default]
        Affirmed = "affirmed",
        /// It is said not to be so.
        Negated = "negated",
    }
}

names! {
    /// In which world the sentence places it.
    #[derive(Default)]
    Modality {
        /// It happened, happens or holds.
        #[default]
        Actual = "actual",
        /// It is planned, scheduled, promised or announced for the future.
        Planned = "planned",
        /// It may, might or could be.
        Possible = "possible",
        /// The sentence distances itself: "reportedly", "according to".
        Reported = "reported",
        /// Somebody is accused of it; whether it is so is open.
        Alleged = "alleged",
        /// Somebody denies it.
        Denied = "denied",
        /// Somebody asks for it.
        Demanded = "demanded",
        /// It depends on a condition.
        Conditional = "conditional",
        /// Somebody threatens it.
        Threatened = "threatened",
        /// It was tried; the outcome is not said.
        Attempted = "attempted",
        /// It was and is no more.
        Ended = "ended",
    }
}

/// The words that relate source and targets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predicate {
    /// The words as written, gaps closed: "had a phone conversation with".
    pub text: String,
    /// Lemmatised: "have phone conversation with".
    pub lemma: String,
    /// Code points of the words, in text order.
    pub spans: Vec<Span>,
    /// What the lexicon looks up; empty in tables.
    #[serde(skip)]
    pub key: PredicateKey,
}

/// The parts of a predicate that its meaning hangs on, lemmatised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PredicateKey {
    /// Lemma of the head: "send", "invasion", "ally".
    pub head: SmolStr,
    /// Whether the head is a noun or adjective, not a verb.
    pub nominal: bool,
    /// Verb particle: "out" of "carry out".
    pub particle: Option<SmolStr>,
    /// Lemma of the head of an object that is no actor: "troops" of "send troops to", "talk" of "hold talks with".
    pub object: Option<SmolStr>,
    /// Lemmas of the words that modify the head or that object, in text order: "phone", "joint", "military".
    pub modifiers: Vec<SmolStr>,
    /// For each target, the preposition that marks it; empty for a direct object.
    pub cases: Vec<SmolStr>,
    /// Lemma of the head of an infinitive or clause that the predicate governs: "withdraw" of "agree to withdraw".
    pub complement: Option<SmolStr>,
}

/// A phrase beside source and targets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// Universal Dependencies relation to the predicate: "obl", "obj", "xcomp", "advcl".
    pub role: SmolStr,
    /// The preposition that marks it.
    pub case: Option<SmolStr>,
    /// The words as written.
    pub text: String,
    /// Code points in the document's text.
    #[serde(flatten)]
    pub span: Span,
}

/// Where it happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The words as written.
    pub text: String,
    /// Code points in the document's text; absent in tables.
    #[serde(flatten)]
    pub span: Option<Span>,
    /// ISO 3166-1 alpha-3 code, where the gazetteer knows the place.
    pub country: Option<SmolStr>,
}

/// How much or how many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number.
    pub value: f64,
    /// "exactly", "more than", "at least", "less than", "at most", "about".
    pub bound: SmolStr,
    /// What is counted, lemmatised: "military personnel".
    pub unit: String,
    /// The words as written.
    pub text: String,
}

/// One claim by one source, with all that the sentence says about its standing.
///
/// Generic over how far its actors are known: [`super::Mention`] as `extract` gives it,
/// [`Participant`] after `resolve`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement<A = Participant> {
    /// Content hash; see [`Statement::content_id`]. Before it is resolved, a table's row has its own id here.
    pub id: StatementId,
    /// The document it stands in.
    pub doc: DocumentId,
    /// When that document was published.
    pub published: Option<Date>,
    /// Code points of the sentence in the document.
    pub sentence: Option<Span>,
    /// The sentence.
    pub quote: String,
    /// Who acts.
    pub source: Option<A>,
    /// The words of the tie.
    pub predicate: Predicate,
    /// Its coded kind.
    pub relation: Option<Relation>,
    /// Whom or what it is done to or with.
    pub targets: Vec<A>,
    /// What else belongs to it.
    pub arguments: Vec<Argument>,
    /// Said to be so, or not to be so.
    pub polarity: Polarity,
    /// In which world.
    pub modality: Modality,
    /// Who says so, outermost first; empty when the document itself does.
    pub attribution: Vec<A>,
    /// When it happened.
    pub when: Option<Interval>,
    /// Where it happened.
    #[serde(rename = "where")]
    pub place: Option<Place>,
    /// How much of it.
    pub quantity: Option<Quantity>,
    /// Whether source and targets could change places.
    pub symmetric: bool,
    /// How sure it is, 0 to 1: of what a text tells, how likely the sentence says just that, as a learnt model weighs it.
    pub confidence: f32,
    /// Which rule made it.
    pub rule: SmolStr,
    /// Where the document can be read, or the table's row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl<A> Statement<A> {
    /// Whether it says that something is so: affirmed, and actual or reported.
    pub fn is_fact(&self) -> bool {
        self.polarity == Polarity::Affirmed && matches!(self.modality, Modality::Actual | Modality::Reported)
    }
}

impl Statement<Participant> {
    /// The id that this content has: a hash over the document and everything the statement says,
    /// its words and places, but not over the id itself or how it was coded, so that a better coder or
    /// gazetteer does not change what was said.
    pub fn content_id(&self) -> StatementId {
        let mut hash = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        let mut participant = |p: &Participant| {
            field(p.text.as_bytes());
            let span = p.span.unwrap_or_default();
            field(&span.start.to_le_bytes());
            field(&span.end.to_le_bytes());
        };
        self.source.iter().for_each(&mut participant);
        // "both leaders warned": one phrase, a statement for each of them
        let source = self.source.iter().find_map(|p| p.actor.as_ref());
        participant(&Participant {
            text: source.map_or_else(String::new, |actor| actor.id.to_string()),
            span: None,
            actor: None,
        });
        participant(&Participant {
            text: String::new(),
            span: None,
            actor: None,
        });
        self.targets.iter().for_each(&mut participant);
        participant(&Participant {
            text: String::new(),
            span: None,
            actor: None,
        });
        self.attribution.iter().for_each(&mut participant);
        field(self.doc.as_bytes());
        field(self.quote.as_bytes());
        let sentence = self.sentence.unwrap_or_default();
        field(&sentence.start.to_le_bytes());
        field(self.predicate.text.as_bytes());
        for span in &self.predicate.spans {
            field(&span.start.to_le_bytes());
        }
        field(&[self.polarity as u8, self.modality as u8]);
        if let Some(when) = &self.when {
            field(format!("{:?}/{:?}", when.start, when.end).as_bytes());
        }
        short(&hash.finalize())
    }

    /// The id of a row of a table that has an id of its own: two rows that say the same are two statements.
    pub fn row_id(&self, own: &str) -> StatementId {
        short(&Sha256::digest(format!("{} {own}", self.content_id())))
    }
}

/// The first 20 hexadecimal digits.
fn short(digest: &[u8]) -> StatementId {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = digest[..10].iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}
