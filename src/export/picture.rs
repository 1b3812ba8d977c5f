//! What a drawing shows, before anybody says how it is drawn: every drawing format prints a [`Picture`].

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::style::{Class, Family, Standing, Theme};
use super::words::{LONGEST, bundle_label, cut, evidence, label, sources, span};
use crate::graph::{KnowledgeGraph, Selection, Tie};
use crate::model::{Actor, ActorKind, Statement};

/// Above so many ties, all of one class between two actors are drawn as one.
const MANY: usize = 45;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// The country.
    Country,
    /// The part of society.
    Sector,
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
    /// The groups of actors, by name; none where nobody asked for them.
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
type Key<'g> = (usize, usize, Option<&'g str>, bool, Class, Standing);

impl<'g> Picture<'g> {
    /// The picture of a selection. O(n log n) in statements.
    pub fn new(selection: &Selection<'g>, design: &Design) -> Self {
        let focus = &selection.filter().focus;
        let nodes: Vec<Node<'g>> = selection
            .actors()
            .map(|actor| Node::new(actor, focus.contains(&actor.id)))
            .collect();
        let ties: Vec<Tie<'g>> = selection.ties().collect();
        let bundled = design.bundled.unwrap_or(ties.len() > MANY);
        Self {
            graph: selection.graph(),
            title: title(selection, design),
            summary: summary(selection, ties.len()),
            sources: sources(selection.graph(), selection.statements()),
            design: design.clone(),
            edges: edges(selection, &nodes, &ties, bundled),
            clusters: design.group_by.map_or_else(Vec::new, |by| clusters(&nodes, by)),
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
    fn new(actor: &'g Actor, in_focus: bool) -> Self {
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

fn edges<'g>(
    selection: &Selection<'g>,
    nodes: &[Node<'g>],
    ties: &[Tie<'g>],
    bundled: bool,
) -> Vec<Edge<'g>> {
    let number = |actor: &Actor| {
        nodes
            .binary_search_by(|node| node.actor.id.cmp(&actor.id))
            .expect("a selection holds the actors of its ties")
    };
    let mut parts: BTreeMap<Key<'g>, Vec<(&'g str, &'g Statement)>> = BTreeMap::new();
    for tie in ties {
        let (source, target) = (number(tie.source), number(tie.target));
        for &statement in &tie.statements {
            let relation = Some(tie.relation).filter(|_| !bundled);
            let (class, standing) = (Class::of(statement), Standing::of(statement));
            let key = (source, target, relation, tie.symmetric, class, standing);
            parts.entry(key).or_default().push((tie.relation, statement));
        }
    }
    let edge = |(key, mut said): (Key<'g>, Vec<(&'g str, &'g Statement)>)| {
        let (source, target, relation, symmetric, class, standing) = key;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (relation, _) in &said {
            *counts.entry(relation).or_default() += 1;
        }
        said.sort_by_key(|(_, statement)| KnowledgeGraph::date_of(statement)); // stable
        let mut statements: Vec<&Statement> = said.into_iter().map(|(_, statement)| statement).collect();
        let mut seen = BTreeSet::new();
        statements.retain(|statement| seen.insert((&statement.doc, &statement.id)));
        let best = KnowledgeGraph::best(&statements)?;
        let graph = selection.graph();
        let contested = statements
            .iter()
            .any(|statement| graph.corroboration(statement).contested);
        let (head, mut notes) = match relation {
            Some(_) => label(&statements, best),
            None if statements.len() == 1 => label(&statements, best),
            None => bundle_label(&statements, best, &counts, class),
        };
        if contested {
            notes.push("contested".to_owned());
        }
        let ends = (&nodes[source].actor.id, &nodes[target].actor.id);
        Some(Edge {
            id: stable_id(
                "e",
                &[
                    ends.0,
                    ends.1,
                    relation.unwrap_or_default(),
                    if symmetric { "both" } else { "one" },
                    class.short(),
                    standing.short(),
                ],
            ),
            source,
            target,
            symmetric,
            class,
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

fn title(selection: &Selection<'_>, design: &Design) -> String {
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
    let counted =
        |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
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
fn clusters(nodes: &[Node<'_>], by: GroupBy) -> Vec<Cluster> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, node) in nodes.iter().enumerate() {
        let name = match by {
            GroupBy::Country => node.actor.country.as_ref().map(|country| cut(country, LONGEST)),
            GroupBy::Sector => node.actor.sector.map(|sector| sector.name().to_owned()),
        };
        if let Some(name) = name {
            groups.entry(name).or_default().push(number);
        }
    }
    let groups = groups.into_iter();
    groups.map(|(name, nodes)| Cluster { name, nodes }).collect()
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
