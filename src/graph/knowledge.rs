use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use petgraph::graph::{DiGraph, NodeIndex};

use super::DocumentRecord;
use super::names::Names;
use crate::model::{Actor, ActorId, Statement};

/// A tie: everything of one kind that one actor does to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The relation's label ("CONSULT:phone", "leads"), or the predicate's lemma where nothing coded it.
    pub relation: String,
    /// Whether the two could change places; then the lesser actor id is the edge's source.
    pub symmetric: bool,
    /// Indices into [`KnowledgeGraph::statements`], and so in the order of time.
    pub(super) statements: Vec<u32>,
}

/// What a ledger means: statements in the order of time, and the graph of actors that they make.
///
/// Nodes are the actors that take part in a statement, as its source or among its targets; who only says
/// something is no node. An edge is one (source, relation, target) with its statements; a statement with
/// several targets is on several edges and remains one statement. The order in which documents were added
/// does not matter.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeGraph {
    documents: Vec<DocumentRecord>,
    statements: Vec<Statement>,
    pub(super) graph: DiGraph<Actor, Edge>,
    nodes: HashMap<ActorId, NodeIndex>,
    /// For each node, the statements that it takes part in.
    taking_part: Vec<Vec<u32>>,
    pub(super) names: Names,
}

impl PartialEq for KnowledgeGraph {
    /// The rest is derived from these two.
    fn eq(&self, other: &Self) -> bool {
        self.documents == other.documents && self.statements == other.statements
    }
}

impl KnowledgeGraph {
    /// Derives the graph. O(n log n) in statements.
    pub fn new(mut documents: Vec<DocumentRecord>, mut statements: Vec<Statement>) -> Self {
        documents.sort_unstable();
        statements.sort_by(|a, b| {
            let place = |s: &Statement| s.sentence.map(|span| span.start);
            (date_of(a), &a.doc, place(a), &a.id).cmp(&(date_of(b), &b.doc, place(b), &b.id))
        });
        let actors = canonical(&statements);
        let mut graph = DiGraph::with_capacity(actors.len(), statements.len());
        let mut nodes = HashMap::with_capacity(actors.len());
        for (id, actor) in actors {
            nodes.insert(id.clone(), graph.add_node(actor.clone()));
        }
        let mut taking_part = vec![Vec::new(); graph.node_count()];
        let mut edges: BTreeMap<(NodeIndex, NodeIndex, String, bool), Vec<u32>> = BTreeMap::new();
        for (number, statement) in (0u32..).zip(&statements) {
            let takers: BTreeSet<NodeIndex> = takers(statement).map(|actor| nodes[&actor.id]).collect();
            for node in takers {
                taking_part[node.index()].push(number);
            }
            for (source, target) in pairs(statement) {
                let (mut source, mut target) = (nodes[&source.id], nodes[&target.id]);
                // nodes are in the order of their ids
                if statement.symmetric && target < source {
                    std::mem::swap(&mut source, &mut target);
                }
                let numbers = edges
                    .entry((source, target, label(statement), statement.symmetric))
                    .or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
        for ((source, target, relation, symmetric), statements) in edges {
            graph.add_edge(
                source,
                target,
                Edge {
                    relation,
                    symmetric,
                    statements,
                },
            );
        }
        let nodes_in_order: Vec<&Actor> = graph.raw_nodes().iter().map(|node| &node.weight).collect();
        let names = Names::new(&nodes_in_order, &statements);
        Self {
            documents,
            statements,
            graph,
            nodes,
            taking_part,
            names,
        }
    }

    /// The documents that stand, by id.
    pub fn documents(&self) -> &[DocumentRecord] {
        &self.documents
    }

    /// The record of a document: of the text, where a table tells of it too. O(log n).
    pub fn document(&self, id: &str) -> Option<&DocumentRecord> {
        let at = self.documents.partition_point(|record| record.id.as_str() < id);
        self.documents.get(at).filter(|record| record.id == id)
    }

    /// All statements, in the order of their time, undated ones first, then of their documents.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The actors that take part in something, by id.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = &Actor> {
        self.graph.raw_nodes().iter().map(|node| &node.weight)
    }

    /// Number of ties between actors.
    pub fn tie_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// The actor of an id. O(1).
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.node(id).map(|node| &self.graph[node])
    }

    pub(super) fn node(&self, id: &str) -> Option<NodeIndex> {
        self.nodes.get(id).copied()
    }

    /// The statements that an actor takes part in, in order.
    pub fn statements_of(&self, id: &str) -> impl Iterator<Item = &Statement> {
        let numbers = self
            .node(id)
            .map_or(&[][..], |node| &self.taking_part[node.index()]);
        numbers.iter().map(|&number| &self.statements[number as usize])
    }
}

/// The day that sorts a statement: of what it tells, else of its publication.
pub(super) fn date_of(statement: &Statement) -> Option<Date> {
    statement
        .when
        .as_ref()
        .and_then(|when| when.anchor())
        .or(statement.published)
}

/// The kind of tie that a statement makes.
pub(super) fn label(statement: &Statement) -> String {
    match &statement.relation {
        Some(relation) => relation.label(),
        None => statement.predicate.lemma.clone(),
    }
}

/// The actors that take part in a statement.
fn takers(statement: &Statement) -> impl Iterator<Item = &Actor> {
    let participants = statement.source.iter().chain(&statement.targets);
    participants.filter_map(|participant| participant.actor.as_ref())
}

/// The ties of a statement: from its source to each target; where those who do something to each other are
/// all among the targets, from the first to each other.
fn pairs(statement: &Statement) -> Vec<(&Actor, &Actor)> {
    let targets: Vec<&Actor> = statement
        .targets
        .iter()
        .filter_map(|target| target.actor.as_ref())
        .collect();
    match (&statement.source, targets.as_slice()) {
        (Some(source), targets) => {
            let source = source.actor.as_ref();
            source.map_or_else(Vec::new, |source| {
                targets.iter().map(|target| (source, *target)).collect()
            })
        }
        (None, [first, others @ ..]) if statement.symmetric => {
            others.iter().map(|other| (*first, *other)).collect()
        }
        (None, _) => Vec::new(),
    }
}

/// Each actor's id with the description that most statements give of it, the least where they are even.
fn canonical(statements: &[Statement]) -> BTreeMap<&ActorId, &Actor> {
    let mut counts: HashMap<&Actor, u32> = HashMap::new();
    for actor in statements.iter().flat_map(takers) {
        *counts.entry(actor).or_default() += 1;
    }
    let mut best: BTreeMap<&ActorId, (&Actor, u32)> = BTreeMap::new();
    for (actor, count) in counts {
        let entry = best.entry(&actor.id).or_insert((actor, count));
        if (count, entry.0) > (entry.1, actor) {
            *entry = (actor, count);
        }
    }
    best.into_iter().map(|(id, (actor, _))| (id, actor)).collect()
}
