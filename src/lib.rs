//! Legation builds knowledge graphs of geopolitical relations from news text and event data.

pub mod annotate;
pub mod code;
pub mod lexicon;
pub mod model;
