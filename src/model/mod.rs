//! The ground floor: plain data in the field's words. No IO, no clock, no lexicon.

mod actor;
pub mod conllu;
mod document;
mod line;
mod mention;
mod pair;
mod record;
mod relation;
mod sentence;
mod sketch;
mod span;
mod statement;
mod time;

pub use actor::{Actor, ActorId, ActorKind, Sector};
pub use document::{Document, DocumentId};
pub use line::{Line, LineError, Party};
pub use mention::{Mention, MentionKind, Participant};
pub use pair::{Pair, Pointer};
pub use record::{DocumentKind, DocumentRecord};
pub use relation::{Affiliation, Event, PloverEvent, QuadClass, Relation};
pub use sentence::{Entity, EntityLabel, Sentence, Token, Upos};
pub use sketch::Sketch;
pub use span::Span;
pub use statement::{
    Argument, Modality, Place, Polarity, Predicate, PredicateKey, Quantity, Statement, StatementId,
};
pub use time::{Interval, Precision};
