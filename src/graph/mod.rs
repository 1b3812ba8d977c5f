//! The graph: a ledger of statements in one file, and the view of it as actors and ties.
//!
//! [`Ledger`] is the file; [`KnowledgeGraph`] is what it means, in memory; a [`Selection`] is the part of
//! it that a question or a picture is about.

mod doubt;
mod judgement;
mod knowledge;
mod ledger;
mod names;
mod network;
mod record;
mod rows;
mod selection;

pub use doubt::{Doubt, Reason};
pub use judgement::{Contradiction, Identities, Judgement, Verdict};
pub use knowledge::{Edge, KnowledgeGraph};
pub use ledger::{Added, Counts, Entry, Error, Ledger};
pub use names::NameError;
pub use network::{Arc, Cost, Network, Ways};
pub use record::{DocumentKind, DocumentRecord};
pub use selection::{Filter, RelationFilter, Selection, Tie};
