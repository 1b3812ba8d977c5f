//! The graph: a ledger of statements in one file, and the view of it as actors and ties.
//!
//! [`Ledger`] is the file; [`KnowledgeGraph`] is what it means, in memory; a [`Selection`] is the part of
//! it that a question or a picture is about.

mod contacts;
mod descriptions;
mod doubt;
mod error;
mod file;
mod history;
mod insert;
mod judgement;
mod knowledge;
mod known;
mod ledger;
mod lookup;
mod names;
mod narrow;
mod network;
mod occurrence;
mod origin;
mod outline;
mod part;
mod quotes;
mod rows;
mod schedule;
mod selection;
mod writer;

pub use contacts::{Contacts, ContactsPart, Month};
pub use doubt::{Doubt, Reason};
pub use error::Error;
pub use history::AsOf;
pub use judgement::{Contradiction, Identities, Judgement, Verdict};
pub use knowledge::{Corroboration, Edge, KnowledgeGraph};
pub use ledger::{Added, Counts, Entry, Ledger};
pub use names::NameError;
pub use network::{Arc, Cost, Network, Ties, Ways};
pub use outline::Outline;
pub(crate) use schedule::{Contact, Rows, Tick, days};
pub use selection::{Filter, RelationFilter, Selection, Tie};

pub use crate::model::{DocumentKind, DocumentRecord};
