use serde::Serialize;

use super::{Evidence, hidden};
use crate::graph::{Filter, KnowledgeGraph};
use crate::model::{Actor, Participant, Statement};

/// Everything that is said between two actors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Between<'g> {
    /// The one.
    pub a: &'g Actor,
    /// The other.
    pub b: &'g Actor,
    /// What is said, in the order of time.
    pub statements: Vec<Evidence<'g>>,
    /// How many more there are that are no facts: planned, possible, denied, negated.
    pub hidden: usize,
}

/// What is said of two actors, given by their ids: one doing something to the other, or both among those
/// who do something to each other. Empty for an unknown id. O(n) in the statements of the first.
pub fn between<'g>(graph: &'g KnowledgeGraph, a: &str, b: &str, filter: &Filter) -> Option<Between<'g>> {
    let (a, b) = (graph.actor(a)?, graph.actor(b)?);
    let joining = || {
        graph
            .statements_of(&a.id)
            .filter(|statement| joins(statement, &a.id, &b.id))
    };
    Some(Between {
        a,
        b,
        statements: joining()
            .filter(|statement| graph.admits(filter, statement))
            .map(|statement| Evidence::of(graph, statement))
            .collect(),
        hidden: hidden(graph, joining(), filter),
    })
}

/// Whether a statement is about two actors together.
pub(super) fn joins(statement: &Statement, a: &str, b: &str) -> bool {
    let is =
        |participant: &Participant, id: &str| participant.actor.as_ref().is_some_and(|actor| actor.id == id);
    let acts = |id| statement.source.as_ref().is_some_and(|source| is(source, id));
    let among = |id| statement.targets.iter().any(|target| is(target, id));
    if statement.symmetric {
        let twice =
            |id| usize::from(acts(id)) + statement.targets.iter().filter(|target| is(target, id)).count() > 1;
        return (acts(a) || among(a)) && (acts(b) || among(b)) && (a != b || twice(a));
    }
    acts(a) && among(b) || acts(b) && among(a)
}
