//! What a drawing shows, before anybody says how it is drawn: every drawing format prints a [`Picture`].

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::crowd;
use super::style::{Class, Family, Standing, Theme};
use super::words::{LONGEST, bundle_label, counted, cut, evidence, label, sources, span};
use crate::graph::{KnowledgeGraph, Selection, Tie};
use crate::model::{Actor, ActorId, ActorKind, Statement};

/// Above so many ties, all of one class between two actors are drawn as one.
const MANY: usize = 45;
/// Above so many of those, all between two actors that stand alike to the facts are drawn as one.
const CROWDED: usize = 90;

/// How a selection is drawn.
#[derive(Clone, Debug, Default)]
pub struct Design {
    /// The headline; by default it names the actors in focus.
    pub title: Option<String>,
    /// Bright or dark ground.
    pub theme: Theme,
    /// How places are found; by default layers where ties are few, forces where they are many.
    pub layout: Option<Layout>,
    /// What puts actors into one cluster.
    pub group_by: Option<GroupBy>,
    /// Whether all ties of one class between two actors are drawn as one; by default where there are many.
    pub bundled: Option<bool>,
    /// At most so many pairs of actors are drawn, those that stand out most; by default as many as can be read.
    pub pairs: Option<usize>,
}

/// How places are found in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// In layers from left to right, along the direction of ties.
    Layers,
    /// Who is tied lies close together.
    Forces,
}

/// What actors of one cluster have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// The country.
    Country,
    /// The part of society.
    Sector,
    /// That they stand in one of these lists, such as the communities that [`crate::query::communities`] finds. A
    /// list is called after its first actor; one of a single actor is no cluster.
    List(Vec<Vec<ActorId>>),
}

/// Nodes, edges and clusters with all that is written on them.
pub struct Picture<'g> {
    /// What it is a picture of.
    pub graph: &'g KnowledgeGraph,
    /// The headline.
    pub title: String,
    /// Counts and days, in one line.
    pub summary: String,
    /// Who published it, and what made the picture.
    pub sources: String,
    /// How it is to look.
    pub design: Design,
    /// The actors, by id.
    pub nodes: Vec<Node<'g>>,
    /// The ties, by the ids of their actors, then by what they are.
    pub edges: Vec<Edge<'g>>,
    /// The groups of actors, by name, or in the order of the lists; none where nobody asked for them.
    pub clusters: Vec<Cluster>,
}

/// An actor in a picture.
pub struct Node<'g> {
    /// Always the same for the same actor; letters, digits and hyphens.
    pub id: String,
    /// Who.
    pub actor: &'g Actor,
    /// Its name, as it is written.
    pub name: String,
    /// Kind and country.
    pub caption: String,
    /// Its looks.
    pub family: Family,
    /// Whether the picture is about it.
    pub in_focus: bool,
}

/// A tie in a picture, or several between the same two actors.
pub struct Edge<'g> {
    /// Always the same for the same tie; letters, digits and hyphens.
    pub id: String,
    /// Index of who acts.
    pub source: usize,
    /// Index of the other.
    pub target: usize,
    /// Whether they do it to each other.
    pub symmetric: bool,
    /// Its colour.
    pub class: Class,
    /// Its line.
    pub standing: Standing,
    /// What is written large: the words.
    pub head: String,
    /// What is written small below it.
    pub notes: Vec<String>,
    /// What it stands for, in the order of time.
    pub statements: Vec<&'g Statement>,
    /// How many independent sources tell it.
    pub sources: usize,
    /// Whether some say of one of its events that it happened, and others that it did not.
    pub contested: bool,
    /// The statement to show, in one line, and its sentence.
    pub evidence: String,
}

/// Actors that belong together.
pub struct Cluster {
    /// What they have in common.
    pub name: String,
    /// Indices of nodes.
    pub nodes: Vec<usize>,
}

/// What one edge is made of.
type Key<'g> = (usize, usize, Option<&'g str>, bool, Option<Class>, Standing);

/// Relation and statement, and whether it runs from the first of the pair to the second, and back.
type Said<'g> = (&'g str, &'g Statement, [bool; 2]);

/// What is drawn as one edge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bundle {
    /// A tie, as far as its statements look alike.
    Tie,
    /// All of one class in one direction.
    Class,
    /// All between two actors.
    Pair,
}

impl<'g> Picture<'g> {
    /// The picture of a selection. O(n log n) in statements.
    pub fn new(selection: &Selection<'g>, design: &Design) -> Self {
        let focus = &selection.filter().focus;
        let nodes: Vec<Node<'g>> = selection
            .actors()
            .map(|actor| Node::new(actor, focus.contains(&actor.id)))
            .collect();
        let ties: Vec<Tie<'g>> = selection.ties().collect();
        let count = ties.len();
        let (ties, left_out) = standing_out(ties, nodes.len(), design.pairs);
        let bundle = match design.bundled {
            Some(bundled) if !bundled => Bundle::Tie,
            None if ties.len() <= MANY => Bundle::Tie,
            _ => Bundle::Class,
        };
        let mut drawn = edges(selection, &nodes, &ties, bundle);
        let crowded = design.bundled.is_none() && bundle == Bundle::Class && drawn.len() > CROWDED;
        if crowded {
            drawn = edges(selection, &nodes, &ties, Bundle::Pair);
        }
        let mut summary = summary(selection, count);
        if let Some((kept, all)) = left_out {
            summary = format!("{summary} · drawn are the {kept} of {all} pairs that stand out most");
        }
        if crowded {
            summary = format!("{summary} · lines have the colour of what is most frequent");
        }
        Self {
            graph: selection.graph(),
            title: title(selection, design),
            summary,
            sources: sources(selection.graph(), selection.statements()),
            design: design.clone(),
            edges: drawn,
            clusters: design
                .group_by
                .as_ref()
                .map_or_else(Vec::new, |by| clusters(&nodes, by)),
            nodes,
        }
    }

    /// The classes that are in it, for the legend.
    pub fn classes(&self) -> Vec<Class> {
        let standing = |class: &Class| self.edges.iter().any(|edge| edge.class == *class);
        Class::ALL.into_iter().filter(standing).collect()
    }

    /// The standings that are in it, for the legend.
    pub fn standings(&self) -> Vec<Standing> {
        let found = |standing: &Standing| self.edges.iter().any(|edge| edge.standing == *standing);
        Standing::ALL.into_iter().filter(found).collect()
    }

    /// The families that are in it, for the legend.
    pub fn families(&self) -> Vec<Family> {
        let found = |family: &Family| self.nodes.iter().any(|node| node.family == *family);
        Family::ALL.into_iter().filter(found).collect()
    }
}

impl<'g> Node<'g> {
    pub(super) fn new(actor: &'g Actor, in_focus: bool) -> Self {
        let mut caption = actor.kind.name().to_owned();
        if let Some(country) = actor
            .country
            .as_deref()
            .filter(|_| actor.kind != ActorKind::State)
        {
            caption = format!("{caption}, {country}");
        }
        Self {
            id: stable_id("n", &[&actor.id]),
            actor,
            name: cut(&actor.name, LONGEST),
            caption: cut(&caption, LONGEST),
            family: Family::of(actor.kind),
            in_focus,
        }
    }
}

impl Edge<'_> {
    /// How much tells it, from 0 to 4: one more for each doubling of independent sources.
    pub fn strength(&self) -> usize {
        (self.sources.max(1).ilog2() as usize).min(4)
    }
}

/// The ties of the pairs that are to be drawn, and where these are not all how many of how many pairs they are.
fn standing_out<'g>(
    mut ties: Vec<Tie<'g>>,
    actors: usize,
    most: Option<usize>,
) -> (Vec<Tie<'g>>, Option<(usize, usize)>) {
    let most = most.unwrap_or_else(|| crowd::readable(actors));
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pair = |tie: &Tie<'g>| {
        let [a, b] = [tie.source, tie.target].map(|actor| {
            let next = numbers.len();
            *numbers.entry(actor.id.as_str()).or_insert(next)
        });
        (a.min(b), a.max(b))
    };
    let mut weights: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for tie in &ties {
        *weights.entry(pair(tie)).or_default() += tie.statements.len();
    }
    if weights.len() <= most {
        return (ties, None);
    }
    let kept = crowd::standing_out(&weights, most);
    ties.retain(|tie| kept.contains(&pair(tie)));
    (ties, Some((kept.len(), weights.len())))
}

fn edges<'g>(
    selection: &Selection<'g>,
    nodes: &[Node<'g>],
    ties: &[Tie<'g>],
    bundle: Bundle,
) -> Vec<Edge<'g>> {
    let number = |actor: &Actor| {
        nodes
            .binary_search_by(|node| node.actor.id.cmp(&actor.id))
            .expect("a selection holds the actors of its ties")
    };
    let mut parts: BTreeMap<Key<'g>, Vec<Said<'g>>> = BTreeMap::new();
    for tie in ties {
        let (source, target) = (number(tie.source), number(tie.target));
        for &statement in &tie.statements {
            let (class, standing) = (Class::of(statement), Standing::of(statement));
            let key = match bundle {
                Bundle::Tie => (
                    source,
                    target,
                    Some(tie.relation),
                    tie.symmetric,
                    Some(class),
                    standing,
                ),
                Bundle::Class => (source, target, None, tie.symmetric, Some(class), standing),
                Bundle::Pair => (
                    source.min(target),
                    source.max(target),
                    None,
                    false,
                    None,
                    standing,
                ),
            };
            let ways = [
                source <= target || tie.symmetric,
                source > target || tie.symmetric,
            ];
            parts
                .entry(key)
                .or_default()
                .push((tie.relation, statement, ways));
        }
    }
    let edge = |(key, mut said): (Key<'g>, Vec<Said<'g>>)| {
        let (mut source, mut target, relation, mut symmetric, class, standing) = key;
        let ends = (&nodes[source].actor.id, &nodes[target].actor.id);
        if class.is_none() {
            let [there, back] = [0, 1].map(|way| said.iter().any(|(_, _, ways)| ways[way]));
            symmetric = there && back;
            if back && !there {
                (source, target) = (target, source);
            }
        }
        said.sort_by_key(|(_, statement, _)| KnowledgeGraph::date_of(statement)); // stable
        let mut seen = BTreeSet::new();
        said.retain(|(_, statement, _)| seen.insert((&statement.doc, &statement.id)));
        let mut counts: BTreeMap<(&str, Class), usize> = BTreeMap::new();
        for (relation, statement, _) in &said {
            *counts.entry((*relation, Class::of(statement))).or_default() += 1;
        }
        let statements: Vec<&Statement> = said.into_iter().map(|(_, statement, _)| statement).collect();
        let best = KnowledgeGraph::best(&statements)?;
        let graph = selection.graph();
        let contested = statements
            .iter()
            .any(|statement| graph.corroboration(statement).contested);
        let (shown, frequency) = most_frequent(&statements);
        let shown = class.unwrap_or(shown);
        let (head, mut notes) = match relation {
            Some(_) => label(&statements, best),
            None if statements.len() == 1 => label(&statements, best),
            None => bundle_label(&statements, best, &counts, (shown, frequency)),
        };
        if contested {
            notes.push("contested".to_owned());
        }
        Some(Edge {
            id: stable_id(
                "e",
                &[
                    ends.0,
                    ends.1,
                    relation.unwrap_or_default(),
                    if key.3 { "both" } else { "one" },
                    class.map_or("any", Class::short),
                    standing.short(),
                ],
            ),
            source,
            target,
            symmetric,
            class: shown,
            standing,
            head,
            notes,
            sources: graph.sources_of(&statements),
            contested,
            evidence: evidence(best),
            statements,
        })
    };
    parts.into_iter().filter_map(edge).collect()
}

/// The class that most of some statements have, the first of several such, and how many have it.
fn most_frequent(statements: &[&Statement]) -> (Class, usize) {
    let mut most = (Class::Other, 0);
    for class in Class::ALL {
        let count = statements
            .iter()
            .filter(|statement| Class::of(statement) == class)
            .count();
        if count > most.1 {
            most = (class, count);
        }
    }
    most
}

/// The headline that was asked for, or whom it is about.
pub(super) fn title(selection: &Selection<'_>, design: &Design) -> String {
    if let Some(title) = &design.title {
        return cut(title, 2 * LONGEST);
    }
    let graph = selection.graph();
    let focus = selection.filter().focus.iter();
    let names: Vec<String> = focus
        .filter_map(|id| graph.actor(id))
        .map(|actor| cut(&actor.name, LONGEST))
        .collect();
    match names.as_slice() {
        [] => "Who does what to whom".to_owned(),
        [name] => format!("Around {name}"),
        [names @ .., last] => format!("Around {} and {last}", names.join(", ")),
    }
}

fn summary(selection: &Selection<'_>, ties: usize) -> String {
    let statements: Vec<&Statement> = selection.statements().collect();
    let documents: BTreeSet<&str> = statements
        .iter()
        .map(|statement| statement.doc.as_str())
        .collect();
    let mut parts = vec![
        counted(selection.actors().len(), "actor"),
        counted(ties, "tie"),
        format!(
            "{} in {}",
            counted(statements.len(), "statement"),
            counted(documents.len(), "document")
        ),
    ];
    parts.extend(span(statements.into_iter()));
    parts.join(" · ")
}

/// The groups of some actors, which stand in the order of their ids.
pub(super) fn clusters(nodes: &[Node<'_>], by: &GroupBy) -> Vec<Cluster> {
    match by {
        GroupBy::Country => alike(nodes, |actor| {
            actor.country.as_ref().map(|country| cut(country, LONGEST))
        }),
        GroupBy::Sector => alike(nodes, |actor| actor.sector.map(|sector| sector.name().to_owned())),
        GroupBy::List(lists) => lists.iter().filter_map(|list| listed(nodes, list)).collect(),
    }
}

/// The nodes that have one name in common.
fn alike(nodes: &[Node<'_>], name: impl Fn(&Actor) -> Option<String>) -> Vec<Cluster> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, node) in nodes.iter().enumerate() {
        if let Some(name) = name(node.actor) {
            groups.entry(name).or_default().push(number);
        }
    }
    let groups = groups.into_iter();
    groups.map(|(name, nodes)| Cluster { name, nodes }).collect()
}

/// The nodes of a list, if they are several.
fn listed(nodes: &[Node<'_>], list: &[ActorId]) -> Option<Cluster> {
    let number = |id: &ActorId| nodes.binary_search_by(|node| node.actor.id.cmp(id)).ok();
    let mut members: Vec<usize> = list.iter().filter_map(number).collect();
    let name = format!("around {}", nodes[*members.first()?].name);
    members.sort_unstable();
    members.dedup();
    (members.len() > 1).then_some(Cluster { name, nodes: members })
}

/// An id that depends on nothing but these parts.
fn stable_id(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let digits: String = digest[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{kind}-{digits}")
}

#[cfg(test)]
mod tests {
    use super::stable_id;

    #[test]
    fn ids_tell_parts_apart() {
        assert_ne!(stable_id("e", &["ab", "c"]), stable_id("e", &["a", "bc"]));
    }
}
