use jiff::civil::Date;
use serde::Serialize;

use crate::graph::KnowledgeGraph;
use crate::model::{Line, Participant, Statement};

/// One statement as an answer shows it: what, when, who says so, and the sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence<'g> {
    /// The statement's id.
    pub id: &'g str,
    /// When it happened: "2025-08-12", "2025-08", "2014-02-20/.."; absent when the text gives no time.
    pub date: Option<String>,
    /// When the document was published.
    pub published: Option<Date>,
    /// Who acts.
    pub source: Option<&'g str>,
    /// The relation's label, or the predicate's lemma where nothing coded it.
    pub relation: String,
    /// The predicate's lemma.
    pub predicate: &'g str,
    /// On whom, or with whom.
    pub targets: Vec<&'g str>,
    /// Whether source and targets could change places.
    pub symmetric: bool,
    /// "affirmed" or "negated".
    pub polarity: &'static str,
    /// "actual", "planned", ...
    pub modality: &'static str,
    /// Who says so, outermost first; empty when the document itself does.
    pub said_by: Vec<&'g str>,
    /// The sentence.
    pub quote: &'g str,
    /// The document's id.
    pub document: &'g str,
    /// Its headline.
    pub title: Option<&'g str>,
    /// Who published it.
    pub publisher: Option<&'g str>,
    /// Where it can be read.
    pub url: Option<&'g str>,
    /// How many independent sources tell of the same event.
    pub sources: usize,
    /// Whether somebody else says the contrary.
    pub contested: bool,
    /// How sure the extractor is, 0 to 1.
    pub confidence: f32,
    /// The statement in one line.
    pub line: String,
}

impl<'g> Evidence<'g> {
    /// What a graph's statement shows.
    pub fn of(graph: &'g KnowledgeGraph, statement: &'g Statement) -> Self {
        let record = graph.document(&statement.doc);
        let corroboration = graph.corroboration(statement);
        let when = statement.when.as_ref().map(|when| when.iso());
        Self {
            id: &statement.id,
            date: when.filter(|when| !when.is_empty()),
            published: statement.published,
            source: statement.source.as_ref().map(name),
            relation: KnowledgeGraph::relation_of(statement),
            predicate: &statement.predicate.lemma,
            targets: statement.targets.iter().map(name).collect(),
            symmetric: statement.symmetric,
            polarity: statement.polarity.name(),
            modality: statement.modality.name(),
            said_by: statement.attribution.iter().map(name).collect(),
            quote: &statement.quote,
            document: &statement.doc,
            title: record.and_then(|record| record.title.as_deref()),
            publisher: record.and_then(|record| record.publisher.as_deref()),
            url: statement
                .url
                .as_deref()
                .or_else(|| record.and_then(|record| record.url.as_deref())),
            sources: corroboration.sources,
            contested: corroboration.contested,
            confidence: statement.confidence,
            line: Line::from(statement).to_string(),
        }
    }
}

/// What a participant is called.
fn name(participant: &Participant) -> &str {
    participant
        .actor
        .as_ref()
        .map_or(&participant.text, |actor| &actor.name)
}
