use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt as _};
use jiff::civil::Date;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rayon::prelude::*;
use smol_str::SmolStr;

use super::descriptions::Descriptions;
use super::names::Names;
use super::occurrence::Occurrences;
use super::{DocumentRecord, Identities, origin};
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
    /// By id; also by the ids of those that another one stands for.
    nodes: HashMap<ActorId, NodeIndex>,
    /// For each node, the statements that it takes part in.
    taking_part: Vec<Vec<u32>>,
    pub(super) names: Names,
    identities: Identities,
    /// For each statement, the number of the source whose account it is.
    pub(super) sources: Vec<u32>,
    pub(super) occurrences: Occurrences,
}

impl PartialEq for KnowledgeGraph {
    /// The rest is derived from these two.
    fn eq(&self, other: &Self) -> bool {
        self.documents == other.documents && self.statements == other.statements
    }
}

impl KnowledgeGraph {
    /// Derives the graph. O(n log n) in statements.
    pub fn new(documents: Vec<DocumentRecord>, statements: Vec<Statement>) -> Self {
        Self::judged(documents, statements, Identities::default())
    }

    /// Derives the graph in which actors that were judged to be one are one. O(n log n) in statements.
    pub fn judged(
        documents: Vec<DocumentRecord>,
        statements: Vec<Statement>,
        identities: Identities,
    ) -> Self {
        let descriptions = Descriptions::of(&statements);
        Self::part(documents, statements, identities, descriptions)
    }

    /// Derives a graph of some of a ledger's statements, whose actors are described as in all of it.
    pub(super) fn part(
        documents: Vec<DocumentRecord>,
        mut statements: Vec<Statement>,
        identities: Identities,
        mut descriptions: Descriptions,
    ) -> Self {
        let others = merge(&mut statements, &identities, &mut descriptions);
        let mut graph = Self::derive(documents, statements, &descriptions, &others, true);
        graph.identities = identities;
        graph
    }

    /// The same graph with other actors, as `level` gives them for an actor and the day of a statement: the
    /// state that a person acts for. Ties of an actor with itself are left out. O(n log n) in statements.
    pub fn at_level(&self, level: impl Fn(&Actor, Option<Date>) -> Actor) -> Self {
        let mut statements = self.statements.clone();
        let mut others = Others::new();
        for statement in &mut statements {
            let day = date_of(statement);
            for actor in actors_mut(statement) {
                let meant = level(actor, day);
                if meant.id != actor.id {
                    also(&mut others, actor, &meant.id);
                }
                *actor = meant;
            }
        }
        let descriptions = Descriptions::of(&statements);
        let mut graph = Self::derive(self.documents.clone(), statements, &descriptions, &others, false);
        // what a state's people are called is no other name of the state
        graph.names.forget_others();
        graph
    }

    fn derive(
        mut documents: Vec<DocumentRecord>,
        mut statements: Vec<Statement>,
        descriptions: &Descriptions,
        others: &Others,
        self_ties: bool,
    ) -> Self {
        documents.sort_unstable();
        sort(&mut statements);
        let mut graph = DiGraph::default();
        let mut nodes = HashMap::new();
        for actor in descriptions.actors() {
            nodes.insert(actor.id.clone(), graph.add_node(actor.clone()));
        }
        let mut taking_part = vec![Vec::new(); graph.node_count()];
        let labels = Labels::of(&statements);
        let mut edges: Vec<(NodeIndex, NodeIndex, u32, bool, u32)> = Vec::with_capacity(statements.len());
        let mut of_statement = Vec::new();
        for (number, statement) in (0u32..).zip(&statements) {
            of_statement.extend(takers(statement).map(|actor| nodes[&actor.id]));
            of_statement.sort_unstable();
            of_statement.dedup();
            for node in of_statement.drain(..) {
                taking_part[node.index()].push(number);
            }
            for (source, target) in pairs(statement) {
                if !self_ties && source.id == target.id {
                    continue;
                }
                let (mut source, mut target) = (nodes[&source.id], nodes[&target.id]);
                // nodes are in the order of their ids
                if statement.symmetric && target < source {
                    std::mem::swap(&mut source, &mut target);
                }
                let label = labels.of_statements[number as usize];
                edges.push((source, target, label, statement.symmetric, number));
            }
        }
        edges.par_sort_unstable();
        edges.dedup();
        for same in edges.chunk_by(|a, b| (a.0, a.1, a.2, a.3) == (b.0, b.1, b.2, b.3)) {
            let (source, target, label, symmetric, _) = same[0];
            let edge = Edge {
                relation: labels.names[label as usize].clone(),
                symmetric,
                statements: same.iter().map(|edge| edge.4).collect(),
            };
            graph.add_edge(source, target, edge);
        }
        let nodes_in_order: Vec<&Actor> = graph.raw_nodes().iter().map(|node| &node.weight).collect();
        let (mut names, (sources, occurrences)) = rayon::join(
            || Names::new(&nodes_in_order, &statements),
            || {
                let sources = origin::sources(&documents, &statements);
                let occurrences = Occurrences::new(&graph, &statements, &sources);
                (sources, occurrences)
            },
        );
        for (id, (called, meant)) in others {
            if let Some(&node) = nodes.get(meant) {
                called.iter().for_each(|name| names.also(name, node.index()));
                nodes.entry(id.clone()).or_insert(node);
            }
        }
        Self {
            documents,
            statements,
            graph,
            nodes,
            taking_part,
            names,
            identities: Identities::default(),
            sources,
            occurrences,
        }
    }

    /// What was judged about who is who.
    pub fn identities(&self) -> &Identities {
        &self.identities
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

    /// The place of a statement among [`Self::statements`]; `None` for one of another graph. O(log n).
    pub(super) fn number(&self, statement: &Statement) -> Option<u32> {
        let key = order(statement);
        let at = self.statements.partition_point(|other| order(other) < key);
        let known = self.statements.get(at)?;
        (order(known) == key).then_some(at as u32)
    }

    /// How far other accounts bear a statement out.
    pub fn corroboration(&self, statement: &Statement) -> Corroboration {
        let number = self.number(statement).map(|number| number as usize);
        number.map_or_else(Corroboration::default, |number| Corroboration {
            sources: self.occurrences.sources[number] as usize,
            contested: self.occurrences.contested[number],
        })
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

    /// The statements on the ties of two actors, each with the number of the event that it tells of: the same number,
    /// the same event. O(d + k) for d ties of the actors and k statements.
    pub fn events_between(&self, a: &str, b: &str) -> Vec<(u32, &Statement)> {
        let (Some(a), Some(b)) = (self.node(a), self.node(b)) else {
            return Vec::new();
        };
        let back = self.graph.edges_connecting(b, a).filter(|_| a != b);
        let edges = self.graph.edges_connecting(a, b).chain(back);
        edges
            .flat_map(|edge| {
                let numbers = edge.weight().statements.iter().enumerate();
                numbers.map(move |(at, &number)| {
                    (
                        self.occurrences.of(edge.id(), at),
                        &self.statements[number as usize],
                    )
                })
            })
            .collect()
    }

    /// How many ties an actor has, in either direction; one with itself counts once.
    pub fn ties_of(&self, id: &str) -> usize {
        let Some(node) = self.node(id) else { return 0 };
        let incoming = self.graph.edges_directed(node, petgraph::Incoming);
        self.graph.edges(node).count() + incoming.filter(|edge| edge.source() != node).count()
    }
}

/// Sorts statements by [`order`], equal ones in the order that they had. Their places are sorted and each then moved once:
/// sorting the statements themselves would take as much memory again.
fn sort(statements: &mut [Statement]) {
    let mut places: Vec<u32> = (0..statements.len() as u32).collect(); // a graph's statements are counted in 32 bits
    places.par_sort_unstable_by(|&a, &b| {
        let [one, other] = [a, b].map(|place| order(&statements[place as usize]));
        one.cmp(&other).then(a.cmp(&b))
    });
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let next = std::mem::replace(&mut places[at], at as u32) as usize;
            if next == start {
                break;
            }
            statements.swap(at, next);
            at = next;
        }
    }
}

/// The kinds of ties that statements make, in the order of their names.
struct Labels {
    names: Vec<String>,
    /// For each statement the place of its own.
    of_statements: Vec<u32>,
}

impl Labels {
    fn of(statements: &[Statement]) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut of_statements: Vec<u32> = statements
            .iter()
            .map(|statement| {
                let next = numbers.len() as u32;
                *numbers.entry(label(statement)).or_insert(next)
            })
            .collect();
        let mut names: Vec<(String, u32)> = numbers.into_iter().collect();
        names.sort_unstable();
        let mut places = vec![0; names.len()];
        for (place, (_, number)) in (0..).zip(&names) {
            places[*number as usize] = place;
        }
        for number in &mut of_statements {
            *number = places[*number as usize];
        }
        Self {
            names: names.into_iter().map(|(name, _)| name).collect(),
            of_statements,
        }
    }
}

/// Actors that another one stands for: their ids, with what they are called and the id of that one.
type Others = BTreeMap<ActorId, (BTreeSet<SmolStr>, ActorId)>;

/// Notes that an actor is another one, and how it is called here.
fn also(others: &mut Others, actor: &Actor, meant: &ActorId) {
    match others.get_mut(&actor.id) {
        Some((names, _)) if names.contains(&actor.name) => {}
        Some((names, _)) => {
            names.insert(actor.name.clone());
        }
        None => {
            let names = BTreeSet::from([actor.name.clone()]);
            others.insert(actor.id.clone(), (names, meant.clone()));
        }
    }
}

/// Puts those that stand for others in their place.
fn merge(statements: &mut [Statement], identities: &Identities, descriptions: &mut Descriptions) -> Others {
    let mut others = Others::new();
    if identities.merged().len() == 0 {
        return others;
    }
    let standing = descriptions.merge(identities);
    for actor in statements.iter_mut().flat_map(actors_mut) {
        let meant = identities.meant(&actor.id);
        if *meant != actor.id
            && let Some(one) = standing.get(meant)
        {
            also(&mut others, actor, meant);
            *actor = one.clone();
        }
    }
    others
}

/// Everybody in a statement, those who say it too.
fn actors_mut(statement: &mut Statement) -> impl Iterator<Item = &mut Actor> {
    let participants = statement
        .source
        .iter_mut()
        .chain(&mut statement.targets)
        .chain(&mut statement.attribution);
    participants.filter_map(|participant| participant.actor.as_mut())
}

/// How far the accounts of an event agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corroboration {
    /// How many independent sources tell of the event, those aside that deny it. Copies of one article are
    /// one source, and so is all that one publisher says.
    pub sources: usize,
    /// Whether somebody says that it is so and somebody else that it is not.
    pub contested: bool,
}

/// What statements are sorted by.
fn order(statement: &Statement) -> (Option<Date>, &str, Option<u32>, &str) {
    (
        date_of(statement),
        &statement.doc,
        statement.sentence.map(|span| span.start),
        &statement.id,
    )
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
pub(super) fn takers(statement: &Statement) -> impl Iterator<Item = &Actor> {
    let participants = statement.source.iter().chain(&statement.targets);
    participants.filter_map(|participant| participant.actor.as_ref())
}

/// The ties of a statement: from its source to each target; where those who do something to each other are
/// all among the targets, from the first to each other.
pub(super) fn pairs(statement: &Statement) -> Vec<(&Actor, &Actor)> {
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
