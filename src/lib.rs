//! Legation builds knowledge graphs of geopolitical relations from news text and event data.

pub mod annotate;
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
pub mod resolve;

pub use error::{Error, Result};
