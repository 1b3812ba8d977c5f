use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Actor, EntityLabel, Span};

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// By a proper name, alone or with a title: "Russian President Vladimir Putin".
    Name,
    /// By a common noun: "the agency", "Russian forces".
    Nominal,
    /// By a pronoun.
    Pronoun,
    /// Not a noun phrase at all: a clause or a number that fills an argument's place.
    Other,
}

/// A phrase that fills an argument's place, as the sentence has it.
///
/// Words are indices into the sentence numbered `sentence` in its document; a mention that comes from a
/// table has no words (`tokens` is empty) and only its text counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index of the sentence in the document.
    pub sentence: usize,
    /// The minimal phrase that names the referent: the name with its titles, the noun with its modifiers.
    pub tokens: Range<usize>,
    /// The syntactic head among `tokens`.
    pub head: usize,
    /// Code points in the document's text.
    pub span: Span,
    /// The words as written.
    pub text: String,
    /// How it refers.
    pub kind: MentionKind,
    /// The entity label of the head, if it is in one.
    pub label: Option<EntityLabel>,
}

/// A mention and who is meant by it: what `resolve` makes of a [`Mention`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The words as written.
    pub text: String,
    /// Code points in the document's text; absent in tables.
    #[serde(flatten)]
    pub span: Option<Span>,
    /// Who is meant; `None` when it is no actor or nobody can tell.
    pub actor: Option<Actor>,
}
