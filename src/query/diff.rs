use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::Evidence;
use super::claim::{Claim, holds};
use crate::graph::{Filter, KnowledgeGraph, Tie};
use crate::model::{Actor, Relation, Statement};

/// What is new in a graph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diff<'g> {
    /// Actors that were not there, by id.
    pub actors: Vec<&'g Actor>,
    /// Ties that were not there, each by its best statement, by the ids of their actors.
    pub ties: Vec<Evidence<'g>>,
    /// Pairs that did well by each other and now do not, or the other way round, by the ids of their actors.
    pub turned: Vec<Turned<'g>>,
    /// What is said to be so and said not to be so, and was not both before.
    pub contested: Vec<Contested<'g>>,
}

/// That cooperation has become conflict, or conflict cooperation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turned<'g> {
    /// The one.
    pub a: &'g Actor,
    /// The other.
    pub b: &'g Actor,
    /// The sum of the scores of what was known before.
    pub before: f64,
    /// The sum of the scores of what is new.
    pub since: f64,
    /// What is new.
    pub statements: Vec<Evidence<'g>>,
}

/// Two statements that exclude each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contested<'g> {
    /// It is so.
    pub affirmed: Evidence<'g>,
    /// It is not.
    pub denied: Evidence<'g>,
}

impl Diff<'_> {
    /// Whether nothing is new.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.ties.is_empty() && self.turned.is_empty() && self.contested.is_empty()
    }
}

/// A graph as it was before a day: without what was published then or later or, where nothing says when it was
/// published, happened then or later. O(n log n).
pub fn before(graph: &KnowledgeGraph, day: Date) -> KnowledgeGraph {
    let known = |statement: &&Statement| {
        let when = statement.published.or_else(|| KnowledgeGraph::date_of(statement));
        when.is_none_or(|when| when < day)
    };
    let statements = graph.statements().iter().filter(known).cloned().collect();
    KnowledgeGraph::new(graph.documents().to_vec(), statements)
}

/// What a graph has that an older one has not, of what passes a filter. O(n log n) in statements.
pub fn diff<'g>(old: &KnowledgeGraph, new: &'g KnowledgeGraph, filter: &Filter) -> Diff<'g> {
    let (earlier, later) = (old.select(filter), new.select(filter));
    let actors = later.actors().filter(|actor| old.actor(&actor.id).is_none());
    let key = |tie: &Tie<'_>| {
        (
            tie.source.id.clone(),
            tie.target.id.clone(),
            tie.relation.to_owned(),
            tie.symmetric,
        )
    };
    let known: BTreeSet<_> = earlier.ties().map(|tie| key(&tie)).collect();
    let ties = later.ties().filter(|tie| !known.contains(&key(tie)));
    Diff {
        actors: actors.collect(),
        ties: ties
            .filter_map(|tie| Some(Evidence::of(new, tie.best()?)))
            .collect(),
        turned: turned(old, new, filter),
        contested: contested(old, new, filter),
    }
}

/// What is told of two actors, with the sum of its scores.
#[derive(Default)]
struct Told<'g> {
    score: f64,
    statements: Vec<&'g Statement>,
}

fn turned<'g>(old: &KnowledgeGraph, new: &'g KnowledgeGraph, filter: &Filter) -> Vec<Turned<'g>> {
    let known: BTreeSet<(&str, &str)> = old.statements().iter().map(name).collect();
    let before = pairs(old, filter, |_| true);
    let since = pairs(new, filter, |statement| !known.contains(&name(statement)));
    let turn = |(ends, told): (&(String, String), &Told<'g>)| {
        let before = before.get(ends)?.score;
        if before * told.score >= 0.0 {
            return None;
        }
        let statements = told.statements.iter();
        Some(Turned {
            a: new.actor(&ends.0)?,
            b: new.actor(&ends.1)?,
            before,
            since: told.score,
            statements: statements.map(|statement| Evidence::of(new, statement)).collect(),
        })
    };
    since.iter().filter_map(turn).collect()
}

/// A statement's own name in a graph.
fn name(statement: &Statement) -> (&str, &str) {
    (&statement.doc, &statement.id)
}

/// For each two tied actors, the lesser id first, the events that are told of them.
fn pairs<'g>(
    graph: &'g KnowledgeGraph,
    filter: &Filter,
    counts: impl Fn(&Statement) -> bool,
) -> BTreeMap<(String, String), Told<'g>> {
    let mut pairs: BTreeMap<(String, String), Told<'g>> = BTreeMap::new();
    for tie in graph.select(filter).ties() {
        let (a, b) = (tie.source.id.to_string(), tie.target.id.to_string());
        let ends = if a < b { (a, b) } else { (b, a) };
        for statement in tie.statements {
            if let Some(Relation::Event(event)) = &statement.relation
                && counts(statement)
            {
                let told = pairs.entry(ends.clone()).or_default();
                told.score += f64::from(event.score);
                told.statements.push(statement);
            }
        }
    }
    pairs
}

fn contested<'g>(old: &KnowledgeGraph, new: &'g KnowledgeGraph, filter: &Filter) -> Vec<Contested<'g>> {
    let known: BTreeSet<Claim> = disputes(old, filter).into_keys().collect();
    let disputes = disputes(new, filter).into_iter();
    disputes
        .filter(|(claim, _)| !known.contains(claim))
        .map(|(_, (affirmed, denied))| Contested {
            affirmed: Evidence::of(new, affirmed),
            denied: Evidence::of(new, denied),
        })
        .collect()
}

/// What is said both to be so and not to be so, by the first statement of each.
fn disputes<'g>(
    graph: &'g KnowledgeGraph,
    filter: &Filter,
) -> BTreeMap<Claim, (&'g Statement, &'g Statement)> {
    let any = Filter {
        modalities: Vec::new(),
        polarity: None,
        ..filter.clone()
    };
    let mut said: BTreeMap<Claim, [Option<&Statement>; 2]> = BTreeMap::new();
    for statement in graph
        .statements()
        .iter()
        .filter(|statement| graph.admits(&any, statement))
    {
        if let Some(so) = holds(statement) {
            let sides = said.entry(Claim::of(statement)).or_default();
            sides[usize::from(so)].get_or_insert(statement);
        }
    }
    let both = said
        .into_iter()
        .filter_map(|(claim, [denied, affirmed])| Some((claim, (affirmed?, denied?))));
    both.collect()
}
