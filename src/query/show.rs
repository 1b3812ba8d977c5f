use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use super::balance::score;
use super::claim::holds;
use super::{Evidence, hidden};
use crate::graph::{Filter, KnowledgeGraph, Tie};
use crate::model::Actor;

/// An actor with its ties.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown<'g> {
    /// Who.
    pub actor: &'g Actor,
    /// The other names that documents use, most used first.
    pub names: &'g [String],
    /// With whom it is tied and how, the best supported first.
    pub ties: Vec<Neighbour<'g>>,
    /// The sum of the scores of all of its ties.
    pub net: f64,
    /// What it takes part in without another actor, in the order of time.
    pub alone: Vec<Evidence<'g>>,
    /// How many more statements there are that are no facts: planned, possible, denied, negated.
    pub hidden: usize,
}

/// Which way a tie points, seen from the actor that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The actor acts.
    Out,
    /// The neighbour acts.
    In,
    /// They do it to each other.
    Both,
}

/// One tie of an actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neighbour<'g> {
    /// With whom.
    pub actor: &'g Actor,
    /// Who acts.
    pub direction: Direction,
    /// The relation's label, or the predicate's lemma where nothing coded it.
    pub relation: &'g str,
    /// In how many documents it stands.
    pub documents: usize,
    /// How many independent sources those are.
    pub sources: usize,
    /// How many events they tell of.
    pub occurrences: usize,
    /// Whether one of these is said to have happened by some and not to have happened by others.
    pub contested: bool,
    /// The sum of the scores of those of its events that are facts: cooperation minus conflict.
    pub net: f64,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// The statement to show for all.
    pub best: Option<Evidence<'g>>,
    /// All its statements, in the order of time.
    pub statements: Vec<Evidence<'g>>,
}

/// The ties of the actor of this id; `None` when nobody has it. O(n) in statements.
pub fn show<'g>(graph: &'g KnowledgeGraph, id: &str, filter: &Filter) -> Option<Shown<'g>> {
    let actor = graph.actor(id)?;
    let around = Filter {
        focus: vec![actor.id.clone()],
        hops: 1,
        ..filter.clone()
    };
    let touching = |tie: &Tie<'_>| tie.source.id == actor.id || tie.target.id == actor.id;
    let ties: Vec<Tie<'g>> = graph.select(&around).ties().filter(touching).collect();
    let mut tied: Vec<&str> = ties
        .iter()
        .flat_map(|tie| &tie.statements)
        .map(|statement| statement.id.as_str())
        .collect();
    tied.sort_unstable();
    let alone = graph
        .statements_of(&actor.id)
        .filter(|statement| {
            graph.admits(filter, statement) && tied.binary_search(&statement.id.as_str()).is_err()
        })
        .map(|statement| Evidence::of(graph, statement))
        .collect();
    let mut ties: Vec<Neighbour<'g>> = ties.into_iter().map(|tie| neighbour(graph, actor, tie)).collect();
    ties.sort_by_cached_key(|tie| {
        let support = Reverse((tie.sources, tie.documents, tie.statements.len(), tie.last));
        (
            support,
            tie.actor.id.clone(),
            tie.relation.to_owned(),
            tie.direction,
        )
    });
    Some(Shown {
        actor,
        net: ties.iter().map(|tie| tie.net).fold(0.0, |sum, net| sum + net), // the sum of none is -0.0
        names: graph.names_of(&actor.id),
        ties,
        alone,
        hidden: hidden(graph, graph.statements_of(&actor.id), filter),
    })
}

fn neighbour<'g>(graph: &'g KnowledgeGraph, actor: &Actor, tie: Tie<'g>) -> Neighbour<'g> {
    let (first, last) = tie.dates();
    let facts = tie
        .statements
        .iter()
        .filter(|statement| holds(statement) == Some(true));
    let outgoing = tie.source.id == actor.id;
    Neighbour {
        actor: if outgoing { tie.target } else { tie.source },
        direction: match (tie.symmetric, outgoing) {
            (true, _) => Direction::Both,
            (false, true) => Direction::Out,
            (false, false) => Direction::In,
        },
        relation: tie.relation,
        documents: tie.documents,
        sources: tie.sources,
        occurrences: tie.occurrences,
        contested: tie.contested,
        net: facts
            .filter_map(|statement| score(statement))
            .fold(0.0, |sum, score| sum + score),
        first,
        last,
        best: tie.best().map(|statement| Evidence::of(graph, statement)),
        statements: tie
            .statements
            .iter()
            .map(|statement| Evidence::of(graph, statement))
            .collect(),
    }
}
