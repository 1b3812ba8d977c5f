//! Legation builds knowledge graphs of geopolitical relations from news text and event data.
//!
//! A [`Document`](model::Document) goes through the stages of a [`Pipeline`](pipeline::Pipeline) and becomes
//! [`Statement`](model::Statement)s: who does what to whom, said by whom, and whether it is so. Statements are kept in a
//! [`Ledger`](graph::Ledger), which is a file; a [`KnowledgeGraph`](graph::KnowledgeGraph) is what they mean, actors and the ties
//! between them. [`query`] asks it, [`ask`] in English, `sparql`, a feature, in SPARQL; [`export`] draws it; a
//! [`Report`](report::Report) does both.
//!
//! ```
//! use legation::model::{Document, Line, Modality};
//! use legation::pipeline::{Options, Pipeline};
//!
//! let document = Document {
//!     text: "Putin will meet Trump on Friday.".to_owned(),
//!     published: Some("2025-08-12".parse()?),
//!     ..Document::default()
//! };
//! let statements = Pipeline::new(Options::default())?.statements(&document);
//! assert_eq!(statements[0].modality, Modality::Planned);
//! assert_eq!(
//!     Line::from(&statements[0]).to_string(),
//!     r#"(RUS/Vladimir Putin)<-[planned CONSULT "meet"]->(USA/Donald Trump) 2025-08-15"#
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The library does no IO but where a name says so ([`read`], [`graph::Ledger`]), never prints, and gives the same bytes for the
//! same input. The command line, the form of a statement and what its fields mean are described in the README;
//! how the parts hang together, in `ARCHITECTURE.md`.

pub mod annotate;
pub mod ask;
pub mod code;
mod error;
pub mod export;
pub mod extract;
pub mod graph;
pub mod lexicon;
pub mod model;
pub mod pipeline;
pub mod query;
pub mod read;
pub mod report;
pub mod resolve;
#[cfg(feature = "sparql")]
pub mod sparql;

pub use error::{Error, Result};
