use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Evidence;
use super::meet;
use super::routes::Routes;
use crate::graph::{Cost, KnowledgeGraph, Network, Selection, Tie, Ties, Ways};
use crate::model::{Actor, ActorId, Statement};

/// How one actor is connected to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paths<'g> {
    /// Where the paths begin.
    pub from: &'g Actor,
    /// Where they end.
    pub to: &'g Actor,
    /// The ways, best first; none when nothing connects the two.
    pub paths: Vec<Path<'g>>,
}

/// One way through the graph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Path<'g> {
    /// Among the ways in the order of time, what it is the best in; else empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub best_in: Vec<Criterion>,
    /// In the order of time, the last day on which it can be set out on; absent where no last day is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub departs: Option<Date>,
    /// In the order of time, the first day on which its end can be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrives: Option<Date>,
    /// Its ties, one after the other.
    pub steps: Vec<Step<'g>>,
}

/// What is asked of a way in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Criterion {
    /// It is there first.
    #[serde(rename = "earliest arrival")]
    EarliestArrival,
    /// It has the fewest steps.
    #[serde(rename = "fewest hops")]
    FewestHops,
    /// It can wait the longest before it sets out.
    #[serde(rename = "latest departure")]
    LatestDeparture,
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

/// Which paths are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathOptions {
    /// At most so many.
    pub count: usize,
    /// All of at most so many steps, in place of the shortest ones.
    pub up_to: Option<usize>,
    /// Only from who acts to whom it is done to.
    pub directed: bool,
    /// A tie that n sources tell of is as short as 1/n of a step.
    pub by_support: bool,
    /// Not through these actors.
    pub avoid: Vec<ActorId>,
    /// Not through actors that are tied to more than so many others: a path through a hub says little.
    pub most_ties: Option<usize>,
}

impl Default for PathOptions {
    /// One path, by steps alone.
    fn default() -> Self {
        Self {
            count: 1,
            up_to: None,
            directed: false,
            by_support: false,
            avoid: Vec::new(),
            most_ties: None,
        }
    }
}

impl PathOptions {
    /// Which ways its paths take through ties, and the same backwards.
    pub(super) fn ways(&self) -> (Ways, Ways) {
        if self.directed {
            (Ways::Forward, Ways::Backward)
        } else {
            (Ways::Either, Ways::Either)
        }
    }

    /// Whether a path may not lead through an actor. `either` is the network with direction aside.
    pub(super) fn avoids(&self, either: &Network<'_>, actor: u32) -> bool {
        (!self.avoid.is_empty() && self.avoid.contains(&either.actor(actor).id))
            || self.most_ties.is_some_and(|most| either.arcs(actor).len() > most)
    }
}

/// The paths from one actor to another, given by their ids, the best first: by steps or by support. No path
/// visits an actor twice; which of equally good ones are taken is always the same. `None` when nobody in the graph has
/// one of the ids. Each step shows the best supported tie. Yen's algorithm over A*: O(k n m log n) at
/// worst, in practice a few searches of a small part of the graph.
pub fn path<'g>(selection: &Selection<'g>, from: &str, to: &str, options: &PathOptions) -> Option<Paths<'g>> {
    let graph = selection.graph();
    let (from, to) = (graph.actor(from)?, graph.actor(to)?);
    let cost = if options.by_support && options.up_to.is_none() {
        Cost::Support
    } else {
        Cost::Steps
    };
    let ways = ways(
        |ways| Cow::Borrowed(selection.network(ways, cost)),
        selection,
        (&from.id, &to.id),
        options,
    );
    along(selection, (&from.id, &to.id), &ways, options.directed)
}

/// The ways that [`path`] takes, each as the ids of its actors, where all that counts is the number of steps:
/// `by_support` does not.
pub fn routes<'g>(ties: &impl Ties<'g>, from: &str, to: &str, options: &PathOptions) -> Vec<Vec<ActorId>> {
    ways(|ways| ties.steps(ways), ties, (from, to), options)
}

/// The paths of some ways between two actors, as far as they are in a selection.
pub fn along<'g, 'w>(
    selection: &Selection<'g>,
    (from, to): (&str, &str),
    ways: &'w [Vec<ActorId>],
    directed: bool,
) -> Option<Paths<'g>> {
    let graph = selection.graph();
    // paths that are nearly as short as each other have most steps in common
    let mut known: HashMap<&[ActorId], Option<Step<'g>>> = HashMap::new();
    let mut step = |pair| {
        let best = |pair: &[ActorId]| {
            let (from, to) = (graph.actor(&pair[0])?, graph.actor(&pair[1])?);
            best_step(selection, from, to, directed)
        };
        known.entry(pair).or_insert_with(|| best(pair)).clone()
    };
    let path = |way: &'w Vec<ActorId>| Path {
        best_in: Vec::new(),
        departs: None,
        arrives: None,
        steps: way.windows(2).filter_map(&mut step).collect(),
    };
    Some(Paths {
        from: graph.actor(from)?,
        to: graph.actor(to)?,
        paths: ways.iter().map(path).collect(),
    })
}

fn ways<'n, 'g: 'n>(
    network: impl Fn(Ways) -> Cow<'n, Network<'g>>,
    ties: &impl Ties<'g>,
    (from, to): (&str, &str),
    options: &PathOptions,
) -> Vec<Vec<ActorId>> {
    let (forth, back) = options.ways();
    let forth = network(forth);
    let ends = forth.number(from).zip(forth.number(to));
    let Some(ends) = ends.filter(|(from, to)| from != to) else {
        return Vec::new();
    };
    let either = ties.steps(Ways::Either);
    let back = network(back);
    let closed = |actor: u32| options.avoids(&either, actor);
    let ways: Vec<Vec<u32>> = match options {
        PathOptions {
            up_to: Some(steps),
            count,
            ..
        } => Routes::new(&forth, &back, ends, closed).up_to(*steps, *count),
        PathOptions {
            count: 1,
            by_support: false,
            ..
        } => meet::way(&forth, &back, ends, closed).into_iter().collect(),
        PathOptions { count, .. } => Routes::new(&forth, &back, ends, closed).shortest(*count),
    };
    let ids = |way: Vec<u32>| {
        way.into_iter()
            .map(|actor| forth.actor(actor).id.clone())
            .collect()
    };
    ways.into_iter().map(ids).collect()
}

/// The step by the best supported tie of two actors.
pub(super) fn best_step<'g>(
    selection: &Selection<'g>,
    from: &'g Actor,
    to: &'g Actor,
    directed: bool,
) -> Option<Step<'g>> {
    let mut ties = selection.ties_between(&from.id, &to.id);
    ties.retain(|tie| !directed || tie.symmetric || tie.source.id == from.id);
    let others = ties.len().saturating_sub(1);
    let support = |tie: &Tie<'_>| (tie.sources, tie.documents, tie.statements.len());
    // max_by_key keeps the last of equals; the first by relation is meant
    let tie = ties.into_iter().rev().max_by_key(support)?;
    let best = tie.best()?;
    Some(step(selection.graph(), (from, to), &tie, best, others))
}

/// The step from one actor to another by a tie, shown by one of its statements.
pub(super) fn step<'g>(
    graph: &'g KnowledgeGraph,
    (from, to): (&'g Actor, &'g Actor),
    tie: &Tie<'g>,
    statement: &'g Statement,
    others: usize,
) -> Step<'g> {
    let evidence = Evidence::of(graph, statement);
    let (source, target) = if tie.symmetric {
        (from, to)
    } else {
        (tie.source, tie.target)
    };
    Step {
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
    }
}
