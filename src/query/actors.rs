use serde::Serialize;

use crate::graph::{Doubt, KnowledgeGraph};
use crate::model::{Actor, ActorId};

/// The actors of a graph, and who of them may be one.
#[derive(Clone, Debug, Serialize)]
pub struct Actors<'g> {
    /// All of them, those with the most statements first.
    pub actors: Vec<Counted<'g>>,
    /// Pairs that may be one and were not judged to be two, the likeliest first.
    pub doubtful: Vec<Doubt<'g>>,
}

/// An actor with how much is said of it.
#[derive(Clone, Debug, Serialize)]
pub struct Counted<'g> {
    /// Who.
    #[serde(flatten)]
    pub actor: &'g Actor,
    /// The other names that documents use, most used first.
    pub names: &'g [String],
    /// Ids of the actors that were judged to be this one.
    pub merged: Vec<&'g ActorId>,
    /// In how many statements it takes part.
    pub statements: usize,
    /// How many ties it has.
    pub ties: usize,
}

/// The actors of a graph, and who of them may be one. O(n log n) in actors and statements.
pub fn actors(graph: &KnowledgeGraph) -> Actors<'_> {
    let mut actors: Vec<Counted<'_>> = graph
        .actors()
        .map(|actor| Counted {
            actor,
            names: graph.names_of(&actor.id),
            merged: Vec::new(),
            statements: graph.statements_of(&actor.id).count(),
            ties: graph.ties_of(&actor.id),
        })
        .collect();
    // the actors of a graph are in the order of their ids
    for (id, meant) in graph.identities().merged() {
        if let Ok(at) = actors.binary_search_by(|counted| counted.actor.id.cmp(meant)) {
            actors[at].merged.push(id);
        }
    }
    actors.sort_by_key(|counted| std::cmp::Reverse(counted.statements));
    Actors {
        actors,
        doubtful: graph.doubtful(),
    }
}
