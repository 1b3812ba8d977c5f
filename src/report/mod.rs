//! A dossier about an actor, or about two and what is between them: summary, picture, timeline, evidence, sources.
//!
//! It asks [`query`] and prints with [`export`](mod@crate::export), and is above both for that reason.

mod chart;
mod html;
mod markdown;
mod summary;

use std::collections::{BTreeMap, BTreeSet};

pub use chart::chart;

use crate::export::{Chart, Design, Format};
use crate::graph::{DocumentRecord, Filter, KnowledgeGraph, Selection};
use crate::model::{Actor, Relation, Statement};
use crate::query::{self, Evidence};

/// The most actors in the picture of a dossier.
const MOST_ACTORS: usize = 24;

/// What a dossier says.
#[derive(Clone, Debug)]
pub struct Report<'g> {
    /// Whom it is about.
    pub a: &'g Actor,
    /// And with whom.
    pub b: Option<&'g Actor>,
    /// Counts, days, who says so: one sentence each.
    pub summary: Vec<String>,
    /// All that is said, in the order of time, undated first.
    pub entries: Vec<Entry<'g>>,
    /// The documents that say it, by id, with how many of the entries each has.
    pub sources: Vec<(&'g DocumentRecord, usize)>,
    selection: Selection<'g>,
    said: Vec<&'g Statement>,
}

/// One statement in a dossier.
#[derive(Clone, Debug)]
pub struct Entry<'g> {
    /// The statement with its sentence.
    pub evidence: Evidence<'g>,
    /// Whether it says that something is so; else it is marked.
    pub fact: bool,
}

impl<'g> Report<'g> {
    /// What is said of the actor of an id, or of two together; `None` when nobody has one of the ids. Statements that
    /// are no facts are in it, marked, unless the filter keeps them out. O(n log n) in statements.
    pub fn new(graph: &'g KnowledgeGraph, a: &str, b: Option<&str>, filter: &Filter) -> Option<Self> {
        let a = graph.actor(a)?;
        let b = match b {
            Some(b) => Some(graph.actor(b)?),
            None => None,
        };
        let passing = |statement: &&Statement| graph.admits(filter, statement);
        let mut said: Vec<&Statement> = graph.statements_of(&a.id).filter(passing).collect();
        if let Some(b) = b {
            let between = query::between(graph, &a.id, &b.id, filter)?;
            let joining: BTreeSet<(&str, &str)> = between
                .statements
                .iter()
                .map(|evidence| (evidence.document, evidence.id))
                .collect();
            said.retain(|statement| joining.contains(&(statement.doc.as_str(), statement.id.as_str())));
        }
        let focus = std::iter::once(a).chain(b).map(|actor| actor.id.clone());
        let selection = graph.select(&Filter {
            focus: focus.collect(),
            hops: usize::from(b.is_none()),
            ..filter.clone()
        });
        let entry = |statement: &&'g Statement| Entry {
            evidence: Evidence::of(graph, statement),
            fact: statement.is_fact(),
        };
        Some(Self {
            a,
            b,
            summary: summary::sentences(graph, &said, [Some(a), b]),
            entries: said.iter().map(entry).collect(),
            sources: sources(graph, &said),
            selection: selection.most_active(MOST_ACTORS),
            said,
        })
    }

    /// The dossier as Markdown, with the picture as Mermaid.
    pub fn markdown(&self) -> String {
        markdown::print(self)
    }

    /// The dossier as one page of HTML without script, with the picture as SVG.
    pub fn html(&self) -> String {
        html::print(self)
    }

    /// Whom it is about, in a headline.
    pub fn title(&self) -> String {
        match self.b {
            Some(b) => format!("{} and {}", self.a.name, b.name),
            None => self.a.name.to_string(),
        }
    }

    fn picture(&self, format: &str) -> String {
        let format = Format::named(format).expect("a name from the list of formats");
        let design = Design {
            title: Some(self.title()),
            ..Design::default()
        };
        let bytes = format.bytes(&self.selection, &design);
        String::from_utf8(bytes).expect("SVG and Mermaid are texts")
    }

    /// What is said to happen along time, as an SVG; `None` where nothing has a day.
    fn timeline(&self) -> Option<String> {
        let happens = |statement: &&&Statement| {
            KnowledgeGraph::date_of(statement).is_some()
                && !matches!(statement.relation, Some(Relation::Affiliation { .. }))
        };
        let happening: Vec<&Statement> = self.said.iter().filter(happens).copied().collect();
        let draw = Format::named("svg").and_then(Format::chart)?;
        let chart = Chart::timeline(
            self.selection.graph(),
            (self.a, self.b),
            &happening,
            &Design::default(),
        );
        (!happening.is_empty()).then(|| String::from_utf8(draw(&chart)).expect("an SVG is a text"))
    }

    /// The entries of each day, in the order of time.
    fn days(&self) -> Vec<(String, Vec<(usize, &Entry<'g>)>)> {
        let mut days: Vec<(String, Vec<(usize, &Entry<'g>)>)> = Vec::new();
        for (number, entry) in (1..).zip(&self.entries) {
            let evidence = &entry.evidence;
            let day = match (&evidence.date, evidence.published) {
                (Some(date), _) => date.clone(),
                (None, Some(published)) => format!("told {published}"),
                (None, None) => "undated".to_owned(),
            };
            match days.last_mut() {
                Some((last, entries)) if *last == day => entries.push((number, entry)),
                _ => days.push((day, vec![(number, entry)])),
            }
        }
        days
    }
}

impl Entry<'_> {
    /// "planned", "not": what keeps it from being a fact, or from being sure.
    fn mark(&self) -> Option<String> {
        let evidence = &self.evidence;
        let modality = (evidence.modality != "actual").then_some(evidence.modality);
        let polarity = (evidence.polarity == "negated").then_some("not");
        let marks: Vec<&str> = modality.into_iter().chain(polarity).collect();
        (!marks.is_empty()).then(|| marks.join(" "))
    }

    /// Where it stands: headline or id, publisher, day.
    fn place(&self) -> String {
        let evidence = &self.evidence;
        let mut place = evidence.title.unwrap_or(evidence.document).to_owned();
        for more in [
            evidence.publisher.map(str::to_owned),
            evidence.published.map(|day| day.to_string()),
        ] {
            place.extend(more.map(|more| format!(", {more}")));
        }
        if evidence.sources > 1 {
            place += &format!("; told by {} sources", evidence.sources);
        }
        if evidence.contested {
            place += "; contested";
        }
        place
    }
}

fn sources<'g>(graph: &'g KnowledgeGraph, said: &[&Statement]) -> Vec<(&'g DocumentRecord, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for statement in said {
        *counts.entry(&statement.doc).or_default() += 1;
    }
    let records = counts.into_iter();
    records
        .filter_map(|(id, count)| Some((graph.document(id)?, count)))
        .collect()
}
