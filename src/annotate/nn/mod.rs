//! The network of `training/FORMAT.md`: from the forms of a sentence to tags, entities and a tree.

mod kernel;
mod network;
mod ops;
mod tree;
mod viterbi;

pub use kernel::Level;
pub(super) use kernel::Packed;
pub(super) use network::{Batch, Scratch, embed, predict};
pub(super) use viterbi::Transitions;
