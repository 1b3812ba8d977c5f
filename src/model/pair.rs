use super::{Document, Span};

/// An actor of a text, as somebody points at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// By a name, which need not be the text's own.
    Name(String),
    /// By its place, in code points of the text.
    Place(Span),
}

/// Two actors of a text whose tie is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The text.
    pub document: Document,
    /// Who acts.
    pub source: Pointer,
    /// Whom or what it is done to or with. A party that the text does not name may be anybody.
    pub target: Pointer,
}
