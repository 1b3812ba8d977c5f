//! Which part of a graph is meant.

use std::collections::{BTreeSet, VecDeque};

use jiff::civil::Date;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use smol_str::SmolStr;

use super::knowledge::{date_of, label};
use super::names::fold;
use super::network::Derived;
use super::{Edge, KnowledgeGraph};
use crate::model::{Actor, ActorId, Modality, Polarity, QuadClass, Relation, Sector, Statement};

/// What a statement must be like to count. The default lets everything pass.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Not over before this day.
    pub since: Option<Date>,
    /// Begun by this day.
    pub until: Option<Date>,
    /// One of these relations; any, when empty.
    pub relations: Vec<RelationFilter>,
    /// One of these modalities; any, when empty.
    pub modalities: Vec<Modality>,
    /// This polarity.
    pub polarity: Option<Polarity>,
    /// Said by one of these actors, alone or through others; by anybody, when empty.
    pub said_by: Vec<ActorId>,
    /// In a document of one of these publishers; of any, when empty.
    pub publishers: Vec<String>,
    /// An actor of one of these countries takes part; any, when empty.
    pub countries: Vec<SmolStr>,
    /// An actor of one of these sectors takes part; any, when empty.
    pub sectors: Vec<Sector>,
    /// Only these actors and what is between them; all, when there is no list.
    pub only: Option<Vec<ActorId>>,
    /// At least so sure, 0 to 1; see [`Statement::confidence`].
    pub min_confidence: f32,
    /// Of an event that so many independent sources tell of at least; see [`KnowledgeGraph::corroboration`].
    pub min_sources: usize,
    /// Of an event that some say happened and others say did not.
    pub contested: bool,
    /// Only what lies around these actors; everything, when empty.
    pub focus: Vec<ActorId>,
    /// How many ties away from the focus an actor may be.
    pub hops: usize,
}

/// A kind of relation, as a user names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationFilter(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Quad(QuadClass),
    Label(String),
    Words(String),
}

impl RelationFilter {
    /// A quad class ("1" to "4"), an event type with or without a mode ("CONSULT", "CONSULT:phone"), an
    /// affiliation ("leads"), else words of the predicate's lemma ("send troops"). Case does not matter.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let quad = text
            .parse()
            .ok()
            .and_then(|number: u8| QuadClass::try_from(number).ok());
        let label = text.to_lowercase();
        let event = label.split(':').next().unwrap_or_default().to_uppercase();
        Self(match quad {
            Some(quad) => Kind::Quad(quad),
            None if crate::model::PloverEvent::from_name(&event).is_some()
                || crate::model::Affiliation::from_name(&label).is_some() =>
            {
                Kind::Label(label)
            }
            None => return Self::words(text),
        })
    }

    /// Words of the predicate's lemma, whatever else they could mean.
    pub fn words(text: &str) -> Self {
        Self(Kind::Words(fold(text)))
    }

    /// Whether a statement is of this kind.
    pub fn admits(&self, statement: &Statement) -> bool {
        self.admits_relation(statement.relation.as_ref(), &statement.predicate.lemma)
    }

    fn admits_relation(&self, relation: Option<&Relation>, lemma: &str) -> bool {
        match &self.0 {
            Kind::Quad(quad) => {
                matches!(relation, Some(Relation::Event(event)) if event.quad == *quad)
            }
            Kind::Label(wanted) => relation.is_some_and(|relation| {
                let label = relation.label().to_lowercase();
                label == *wanted
                    || label
                        .strip_prefix(wanted.as_str())
                        .is_some_and(|mode| mode.starts_with(':'))
            }),
            Kind::Words(words) => format!(" {} ", fold(lemma)).contains(&format!(" {words} ")),
        }
    }
}

impl Filter {
    /// What is said to be so: affirmed, and actual or reported.
    pub fn facts() -> Self {
        Self {
            modalities: vec![Modality::Actual, Modality::Reported],
            polarity: Some(Polarity::Affirmed),
            ..Self::default()
        }
    }

    /// Whether it asks for nothing but the time and the kind of statements.
    pub fn is_plain(&self) -> bool {
        self.said_by.is_empty()
            && self.publishers.is_empty()
            && self.countries.is_empty()
            && self.sectors.is_empty()
            && self.only.is_none()
            && self.min_confidence <= 0.0
            && self.min_sources == 0
            && !self.contested
            && self.focus.is_empty()
    }

    /// Whether a statement's time passes.
    fn in_time(&self, statement: &Statement) -> bool {
        let days = match &statement.when {
            Some(when) => (when.start, when.end),
            None => (None, None),
        };
        self.admits_days(days, statement.published)
    }

    /// Whether the first and the last day of a statement pass, or that of its publication where it has neither. One
    /// without any date passes only where no dates are asked for.
    pub(super) fn admits_days(
        &self,
        (mut start, mut end): (Option<Date>, Option<Date>),
        published: Option<Date>,
    ) -> bool {
        if start.is_none() && end.is_none() {
            (start, end) = (published, published);
        }
        let dated = start.is_some() || end.is_some();
        (self.since.is_none() || dated && end.is_none_or(|end| Some(end) >= self.since))
            && self
                .until
                .is_none_or(|until| dated && start.is_none_or(|start| start <= until))
    }

    /// Whether what a statement says of the world passes.
    fn in_kind(&self, statement: &Statement) -> bool {
        self.admits_relation(statement.relation.as_ref(), &statement.predicate.lemma)
            && self.admits_claim(statement.modality, statement.polarity)
    }

    pub(super) fn admits_relation(&self, relation: Option<&Relation>, lemma: &str) -> bool {
        let mut wanted = self.relations.iter();
        self.relations.is_empty() || wanted.any(|wanted| wanted.admits_relation(relation, lemma))
    }

    pub(super) fn admits_claim(&self, modality: Modality, polarity: Polarity) -> bool {
        (self.modalities.is_empty() || self.modalities.contains(&modality))
            && self.polarity.is_none_or(|wanted| wanted == polarity)
    }

    /// Whether those who take part in a statement and those who say so pass.
    fn in_company(&self, statement: &Statement) -> bool {
        let takers = || {
            let participants = statement.source.iter().chain(&statement.targets);
            participants.filter_map(|participant| participant.actor.as_ref())
        };
        let mut speakers = statement
            .attribution
            .iter()
            .filter_map(|speaker| speaker.actor.as_ref());
        let country = |actor: &Actor| {
            actor
                .country
                .as_ref()
                .is_some_and(|code| self.countries.contains(code))
        };
        let sector = |actor: &Actor| actor.sector.is_some_and(|sector| self.sectors.contains(&sector));
        (self.said_by.is_empty() || speakers.any(|speaker| self.said_by.contains(&speaker.id)))
            && (self.countries.is_empty() || takers().any(country))
            && (self.sectors.is_empty() || takers().any(sector))
    }
}

impl KnowledgeGraph {
    /// Whether a statement passes a filter, its focus aside.
    pub fn admits(&self, filter: &Filter, statement: &Statement) -> bool {
        let published_by = || {
            let record = self.document(&statement.doc);
            record.and_then(|record| record.publisher.as_ref())
        };
        let corroborated = || {
            let known = self.corroboration(statement);
            known.sources >= filter.min_sources && (known.contested || !filter.contested)
        };
        statement.confidence >= filter.min_confidence
            && filter.in_time(statement)
            && filter.in_kind(statement)
            && filter.in_company(statement)
            && (filter.publishers.is_empty()
                || published_by().is_some_and(|publisher| filter.publishers.contains(publisher)))
            && ((filter.min_sources == 0 && !filter.contested) || corroborated())
    }
}

/// A tie with those of its statements that were selected.
#[derive(Clone, Debug)]
pub struct Tie<'g> {
    /// Who acts; of a symmetric tie, the one with the lesser id.
    pub source: &'g Actor,
    /// On whom.
    pub target: &'g Actor,
    /// The relation's label, or the predicate's lemma where nothing coded it.
    pub relation: &'g str,
    /// Whether the two could change places.
    pub symmetric: bool,
    /// At least one, in the order of time.
    pub statements: Vec<&'g Statement>,
    /// In how many documents they stand.
    pub documents: usize,
    /// How many independent sources those are: publishers, and documents without one; near copies of one
    /// text are one source.
    pub sources: usize,
    /// How many events they tell of.
    pub occurrences: usize,
    /// Whether one of these events is said to have happened by some and not to have happened by others.
    pub contested: bool,
    marks: Vec<Mark>,
}

/// Of a statement of a tie: the number of its source, that of its occurrence, and whether that is contested.
type Mark = (u32, u32, bool);

impl<'g> Tie<'g> {
    /// The tie of some of its statements; `None` when that is none.
    pub fn only(&self, keep: impl Fn(&Statement) -> bool) -> Option<Self> {
        let kept = self.statements.iter().zip(&self.marks);
        let kept = kept.filter(|(statement, _)| keep(statement));
        let (statements, marks): (Vec<&'g Statement>, Vec<Mark>) = kept.unzip();
        (!statements.is_empty()).then(|| self.clone().counted(statements, marks))
    }

    /// With these statements, counted.
    fn counted(self, statements: Vec<&'g Statement>, marks: Vec<Mark>) -> Self {
        Self {
            documents: distinct(statements.iter().map(|statement| statement.doc.as_str())),
            sources: distinct(marks.iter().map(|mark| mark.0)),
            occurrences: distinct(marks.iter().map(|mark| mark.1)),
            contested: marks.iter().any(|mark| mark.2),
            statements,
            marks,
            ..self
        }
    }

    /// First and last day of its statements.
    pub fn dates(&self) -> (Option<Date>, Option<Date>) {
        let days = || self.statements.iter().filter_map(|statement| date_of(statement));
        (days().min(), days().max())
    }

    /// The statement to show for all: said to be so rather than not, a fact rather than a plan, the surest,
    /// the earliest.
    pub fn best(&self) -> Option<&'g Statement> {
        KnowledgeGraph::best(&self.statements)
    }
}

/// How many different ones there are.
fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> usize {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values.len()
}

/// A part of a graph: actors, and the ties between them with the statements that passed a [`Filter`].
#[derive(Clone, Debug)]
pub struct Selection<'g> {
    graph: &'g KnowledgeGraph,
    filter: Filter,
    pub(super) nodes: Vec<NodeIndex>,
    pub(super) edges: Vec<(EdgeIndex, Vec<u32>)>,
    pub(super) derived: Derived<'g>,
}

impl KnowledgeGraph {
    /// The part of the graph that passes a filter. Actors without a tie in it are left out, but for those
    /// in focus. O(n) in statements.
    pub fn select(&self, filter: &Filter) -> Selection<'_> {
        let mut edges: Vec<(EdgeIndex, Vec<u32>)> = Vec::new();
        let listed = |node: NodeIndex| {
            let id = &self.graph[node].id;
            filter.only.as_ref().is_none_or(|only| only.contains(id))
        };
        for edge in self.graph.edge_indices() {
            let ends = self.graph.edge_endpoints(edge);
            if !ends.is_some_and(|(source, target)| listed(source) && listed(target)) {
                continue;
            }
            let passing: Vec<u32> = self.graph[edge]
                .statements
                .iter()
                .copied()
                .filter(|&number| self.admits(filter, &self.statements()[number as usize]))
                .collect();
            if !passing.is_empty() {
                edges.push((edge, passing));
            }
        }
        let ends = |edge: &EdgeIndex| {
            let (source, target) = self
                .graph
                .edge_endpoints(*edge)
                .expect("the edge was listed by this very graph");
            [source, target]
        };
        let mut nodes: BTreeSet<NodeIndex> = edges.iter().flat_map(|(edge, _)| ends(edge)).collect();
        if !filter.focus.is_empty() {
            nodes = self.around(&filter.focus, filter.hops, &edges);
            edges.retain(|(edge, _)| ends(edge).iter().all(|node| nodes.contains(node)));
        }
        Selection {
            graph: self,
            filter: filter.clone(),
            nodes: nodes.into_iter().collect(),
            edges,
            derived: Derived::default(),
        }
    }

    /// The actors at most so many of these ties away from the focus.
    fn around(&self, focus: &[ActorId], hops: usize, edges: &[(EdgeIndex, Vec<u32>)]) -> BTreeSet<NodeIndex> {
        let passing: BTreeSet<EdgeIndex> = edges.iter().map(|(edge, _)| *edge).collect();
        let mut found: BTreeSet<NodeIndex> = focus.iter().filter_map(|id| self.node(id)).collect();
        let mut queue: VecDeque<(NodeIndex, usize)> = found.iter().map(|&node| (node, 0)).collect();
        while let Some((node, distance)) = queue.pop_front() {
            if distance == hops {
                continue;
            }
            for neighbour in self.neighbours(node, |edge| passing.contains(&edge)) {
                if found.insert(neighbour) {
                    queue.push_back((neighbour, distance + 1));
                }
            }
        }
        found
    }

    /// Who is at the other end of a node's edges in either direction.
    fn neighbours(&self, node: NodeIndex, passing: impl Fn(EdgeIndex) -> bool) -> BTreeSet<NodeIndex> {
        let outgoing = self
            .graph
            .edges(node)
            .filter(|edge| passing(edge.id()))
            .map(|edge| edge.target());
        let incoming = self.graph.edges_directed(node, petgraph::Incoming);
        let incoming = incoming
            .filter(|edge| passing(edge.id()))
            .map(|edge| edge.source());
        outgoing.chain(incoming).collect()
    }
}

impl<'g> Selection<'g> {
    /// The whole graph.
    pub fn graph(&self) -> &'g KnowledgeGraph {
        self.graph
    }

    /// What its statements have in common.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Its actors, by id.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = &'g Actor> {
        let graph = self.graph;
        self.nodes.iter().map(|&node| &graph.graph[node])
    }

    /// Its ties, by the ids of their actors, then by relation.
    pub fn ties(&self) -> impl ExactSizeIterator<Item = Tie<'g>> {
        self.edges.iter().map(|(edge, numbers)| self.tie(*edge, numbers))
    }

    /// Its statements: each once, in the order of time.
    pub fn statements(&self) -> impl Iterator<Item = &'g Statement> {
        let numbers: BTreeSet<u32> = self
            .edges
            .iter()
            .flat_map(|(_, numbers)| numbers)
            .copied()
            .collect();
        let graph = self.graph;
        numbers
            .into_iter()
            .map(|number| &graph.statements()[number as usize])
    }

    /// The ties between two actors, in both directions. O(log n) in ties.
    pub fn ties_between(&self, a: &str, b: &str) -> Vec<Tie<'g>> {
        let places = self.places_between(a, b);
        places.map(|place| self.tie_at(place)).collect()
    }

    /// How many those are.
    pub(crate) fn count_between(&self, a: &str, b: &str) -> usize {
        self.places_between(a, b).count()
    }

    /// The places of the ties between two actors in [`Selection::ties`].
    fn places_between(&self, a: &str, b: &str) -> impl Iterator<Item = usize> {
        // edges are in the order of their ends
        let from_to = |ends: (NodeIndex, NodeIndex)| {
            let graph = &self.graph.graph;
            let below = |(edge, _): &(EdgeIndex, _)| graph.edge_endpoints(*edge) < Some(ends);
            let first = self.edges.partition_point(below);
            let same = |(edge, _): &&(EdgeIndex, _)| graph.edge_endpoints(*edge) == Some(ends);
            first..first + self.edges[first..].iter().take_while(same).count()
        };
        let ends = self.graph.node(a).zip(self.graph.node(b));
        let there = ends.map(from_to).unwrap_or_default();
        let back = ends.filter(|(a, b)| a != b).map(|(a, b)| from_to((b, a)));
        there.chain(back.unwrap_or_default())
    }

    /// The tie at a place in [`Selection::ties`].
    pub(crate) fn tie_at(&self, place: usize) -> Tie<'g> {
        let (edge, numbers) = &self.edges[place];
        self.tie(*edge, numbers)
    }

    /// The tie at a place with one of its statements alone, by the place of that. O(1).
    pub(crate) fn tie_with(&self, place: usize, statement: usize) -> Tie<'g> {
        let (edge, numbers) = &self.edges[place];
        self.tie(*edge, &numbers[statement..=statement])
    }

    /// One of the statements of a tie, by the place of each.
    pub(crate) fn statement_at(&self, tie: usize, statement: usize) -> &'g Statement {
        &self.graph.statements()[self.edges[tie].1[statement] as usize]
    }

    /// The statements of a tie, by its place.
    pub(super) fn statements_of(&self, tie: usize) -> impl Iterator<Item = &'g Statement> {
        let graph = self.graph;
        let numbers = self.edges[tie].1.iter();
        numbers.map(|&number| &graph.statements()[number as usize])
    }

    /// The two ends of a tie, by its place in [`Selection::ties`].
    pub(super) fn ends(&self, tie: usize) -> (NodeIndex, NodeIndex) {
        let ends = self.graph.graph.edge_endpoints(self.edges[tie].0);
        ends.expect("a selection holds edges of its graph")
    }

    /// The place of a node in [`Selection::actors`].
    pub(super) fn place(&self, node: NodeIndex) -> Option<usize> {
        self.nodes.binary_search(&node).ok()
    }

    /// Whether the ends of a tie could change places.
    pub(super) fn is_mutual(&self, tie: usize) -> bool {
        self.graph.graph[self.edges[tie].0].symmetric
    }

    /// How many independent sources tell of some ties.
    pub(super) fn sources(&self, ties: impl Iterator<Item = usize>) -> usize {
        let numbers = ties.flat_map(|tie| &self.edges[tie].1);
        let sources = numbers.map(|&number| self.graph.sources[number as usize]);
        sources.collect::<BTreeSet<u32>>().len()
    }

    fn tie(&self, edge: EdgeIndex, numbers: &[u32]) -> Tie<'g> {
        let graph = self.graph;
        let (source, target) = graph
            .graph
            .edge_endpoints(edge)
            .expect("a selection holds edges of its graph");
        let Edge {
            relation, symmetric, ..
        } = &graph.graph[edge];
        let statements: Vec<&Statement> = numbers
            .iter()
            .map(|&number| &graph.statements()[number as usize])
            .collect();
        let places = &graph.graph[edge].statements;
        let mark = |number: &u32| {
            let at = places.partition_point(|place| place < number);
            let contested = graph.occurrences.contested[*number as usize];
            (
                graph.sources[*number as usize],
                graph.occurrences.of(edge, at),
                contested,
            )
        };
        let empty = Tie {
            source: &graph.graph[source],
            target: &graph.graph[target],
            relation,
            symmetric: *symmetric,
            statements: Vec::new(),
            documents: 0,
            sources: 0,
            occurrences: 0,
            contested: false,
            marks: Vec::new(),
        };
        empty.counted(statements, numbers.iter().map(mark).collect())
    }
}

impl KnowledgeGraph {
    /// The statement to show for several: said to be so rather than not, a fact rather than a plan, of plans one that
    /// tells whose word it is, the surest, the first given.
    pub fn best<'s>(statements: &[&'s Statement]) -> Option<&'s Statement> {
        let rank = |statement: &Statement| {
            let fact = match statement.modality {
                Modality::Actual => 0,
                Modality::Reported => 1,
                _ => 2,
            };
            (
                statement.polarity,
                fact,
                fact == 2 && statement.attribution.is_empty(),
            )
        };
        // min_by keeps the first of equals
        let sorted = |a: &&&Statement, b: &&&Statement| {
            rank(a).cmp(&rank(b)).then(b.confidence.total_cmp(&a.confidence))
        };
        statements.iter().min_by(sorted).copied()
    }

    /// How many independent sources tell some statements of this graph. O(log n) for each.
    pub fn sources_of(&self, statements: &[&Statement]) -> usize {
        let numbers = statements.iter().filter_map(|statement| self.number(statement));
        let sources = numbers.map(|number| self.sources[number as usize]);
        sources.collect::<BTreeSet<u32>>().len()
    }

    /// The kind of tie that a statement makes: its relation's label, or its predicate's lemma.
    pub fn relation_of(statement: &Statement) -> String {
        label(statement)
    }

    /// The day that sorts a statement: of what it tells, else of its publication.
    pub fn date_of(statement: &Statement) -> Option<Date> {
        date_of(statement)
    }
}
