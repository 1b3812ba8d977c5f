use std::collections::BTreeSet;

use serde::Serialize;

use super::{Evidence, hidden};
use crate::graph::{Filter, KnowledgeGraph};
use crate::model::StatementId;

/// Statements whose sentences have some words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Searched<'g> {
    /// The statements, in the order of time.
    pub statements: Vec<Evidence<'g>>,
    /// How many more there are that are no facts: planned, possible, denied, negated.
    pub hidden: usize,
}

/// Those of a graph's statements that have one of these ids, as [`Ledger::quoting`] finds them. O(n log n) in statements.
///
/// [`Ledger::quoting`]: crate::graph::Ledger::quoting
pub fn search<'g>(graph: &'g KnowledgeGraph, ids: &BTreeSet<StatementId>, filter: &Filter) -> Searched<'g> {
    let found = || {
        graph
            .statements()
            .iter()
            .filter(|statement| ids.contains(&statement.id))
    };
    let shown = found().filter(|statement| graph.admits(filter, statement));
    Searched {
        statements: shown.map(|statement| Evidence::of(graph, statement)).collect(),
        hidden: hidden(graph, found(), filter),
    }
}
