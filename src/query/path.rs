use serde::Serialize;

use super::Evidence;
use crate::graph::{Filter, KnowledgeGraph, Selection, Tie};
use crate::model::Actor;

/// How one actor is connected to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paths<'g> {
    /// Where the paths begin.
    pub from: &'g Actor,
    /// Where they end.
    pub to: &'g Actor,
    /// The ways, shortest first; none when nothing connects the two.
    pub paths: Vec<Path<'g>>,
}

/// One way through the graph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Path<'g> {
    /// Its ties, one after the other.
    pub steps: Vec<Step<'g>>,
}

/// One tie of a path. Its source is who acts, which need not be the actor that the path comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step<'g> {
    /// Id of the actor that the path comes from.
    pub from: &'g str,
    /// Id of the actor that it leads to.
    pub to: &'g str,
    /// Who acts.
    pub source: &'g str,
    /// Id of who acts.
    pub source_id: &'g str,
    /// The relation's label, or the predicate's lemma where nothing coded it.
    pub relation: &'g str,
    /// On whom.
    pub target: &'g str,
    /// Id of the other.
    pub target_id: &'g str,
    /// When, as the shown statement says.
    pub date: Option<String>,
    /// Its sentence.
    pub quote: &'g str,
    /// How many ties of other kinds the two have.
    pub others: usize,
    /// The statement to show for the tie.
    pub evidence: Evidence<'g>,
}

/// The shortest path between two actors, given by their ids, direction aside; `None` when nobody has one of
/// the ids. Each step shows the best supported tie. O(n) in statements.
pub fn path<'g>(graph: &'g KnowledgeGraph, from: &str, to: &str, filter: &Filter) -> Option<Paths<'g>> {
    let (from, to) = (graph.actor(from)?, graph.actor(to)?);
    let selection = graph.select(filter);
    let way = selection.shortest_path(&from.id, &to.id);
    let steps = way.map(|way| {
        way.windows(2)
            .filter_map(|pair| step(&selection, pair[0], pair[1]))
            .collect()
    });
    Some(Paths {
        from,
        to,
        paths: steps.map(|steps| Path { steps }).into_iter().collect(),
    })
}

fn step<'g>(selection: &Selection<'g>, from: &'g Actor, to: &'g Actor) -> Option<Step<'g>> {
    let ties = selection.ties_between(&from.id, &to.id);
    let others = ties.len().saturating_sub(1);
    let support = |tie: &Tie<'_>| (tie.publishers, tie.documents, tie.statements.len());
    // max_by_key keeps the last of equals; the first by relation is meant
    let tie = ties.into_iter().rev().max_by_key(support)?;
    let evidence = Evidence::of(selection.graph(), tie.best()?);
    let (source, target) = if tie.symmetric {
        (from, to)
    } else {
        (tie.source, tie.target)
    };
    Some(Step {
        from: &from.id,
        to: &to.id,
        source: &source.name,
        source_id: &source.id,
        relation: tie.relation,
        target: &target.name,
        target_id: &target.id,
        date: evidence.date.clone(),
        quote: evidence.quote,
        others,
        evidence,
    })
}
