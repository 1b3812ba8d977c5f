//! One HTML page that works without a network: the drawing of [`super::svg`], and a script of our own that searches,
//! filters and shows the sentences behind a tie.
//!
//! Nothing of a user's text can run: the data are JSON in which no character of markup stands, the script sets them as
//! text, and a content security policy admits exactly this script and this style sheet, and nothing from elsewhere.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::picture::Picture;
use super::svg::{bare, body, items, laid_out, style};
use super::words::name;
use super::xml::escaped;
use crate::graph::KnowledgeGraph;
use crate::model::Statement;

static SCRIPT: &str = include_str!("page.js");
static STYLE: &str = include_str!("page.css");
/// The width of the legend below the drawing.
const LEGEND_WIDTH: f64 = 900.0;

#[derive(Serialize)]
struct Data<'g> {
    actors: Vec<ActorData<'g>>,
    ties: Vec<TieData<'g>>,
    statements: Vec<StatementData<'g>>,
    documents: Vec<DocumentData<'g>>,
}

#[derive(Serialize)]
struct ActorData<'g> {
    id: &'g str,
    name: &'g str,
}

#[derive(Serialize)]
struct TieData<'g> {
    id: &'g str,
    source: usize,
    target: usize,
    symmetric: bool,
    head: &'g str,
    notes: &'g [String],
    /// Places in the list of statements.
    statements: Vec<usize>,
}

#[derive(Serialize)]
struct StatementData<'g> {
    quote: &'g str,
    words: &'g str,
    relation: String,
    polarity: &'static str,
    modality: &'static str,
    speakers: Vec<&'g str>,
    start: Option<Date>,
    end: Option<Date>,
    when: String,
    published: Option<Date>,
    contested: bool,
    url: Option<&'g str>,
    /// Place in the list of documents.
    document: usize,
}

#[derive(Serialize)]
struct DocumentData<'g> {
    id: &'g str,
    title: Option<&'g str>,
    publisher: Option<&'g str>,
    url: Option<&'g str>,
}

pub(super) fn write(picture: &Picture<'_>) -> Vec<u8> {
    let theme = picture.design.theme;
    let style = format!("{}{}\n{STYLE}", theme.variables(), style(theme));
    let (legend, legend_height) = laid_out(&items(picture), LEGEND_WIDTH);
    let page = format!(
        r##"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="legation {}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><h1 dir="auto">{title}</h1><p>{}</p></header>
<main>
<section id="picture" aria-label="Drawing">
<div id="canvas" tabindex="0" role="application" aria-label="Network. Arrow keys move it, plus and minus zoom, zero shows all of it. The list below the filters says the same in words.">
{}</div>
<div id="zoom"><button type="button" id="in" aria-label="Zoom in">+</button><button type="button" id="out" aria-label="Zoom out">−</button><button type="button" id="fit">All</button></div>
<svg id="legend" viewBox="0 0 {LEGEND_WIDTH} {legend_height}" aria-label="Legend" role="group">{legend}</svg>
</section>
<aside aria-label="Search, filters, evidence">
<form id="filters">
<label>Search names, words and quotes <input type="search" id="search" autocomplete="off"></label>
<label>Actor <select id="actor"><option value="">anybody</option></select></label>
<label>Relation <select id="relation"><option value="">any</option></select></label>
<label>Publisher <select id="publisher"><option value="">any</option></select></label>
<label>Said by <select id="speaker"><option value="">anybody</option></select></label>
<fieldset id="kinds"><legend>Modality</legend></fieldset>
<fieldset id="time"><legend>Time: <output id="span"></output></legend>
<input type="range" id="since" min="0" step="1" aria-label="From"><input type="range" id="until" min="0" step="1" aria-label="To"></fieldset>
<button type="reset">Reset</button>
</form>
<p id="status" role="status"></p>
<section id="evidence" tabindex="-1" aria-label="Evidence" hidden></section>
<h2>Lines in words</h2>
<ul id="ties"></ul>
<noscript><p>Search, filters and evidence need JavaScript. The drawing does not.</p></noscript>
</aside>
</main>
<footer>{}</footer>
<script type="application/json" id="data">{}</script>
<script>{SCRIPT}</script>
</body>
</html>
"##,
        hash(&style),
        hash(SCRIPT),
        env!("CARGO_PKG_VERSION"),
        escaped(&picture.summary),
        bare(&body(picture)),
        escaped(&picture.sources),
        json(&data(picture)),
        title = escaped(&picture.title),
    );
    page.into_bytes()
}

/// A source of scripts or styles for the policy: this very text.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// JSON that no reader of HTML can take for markup.
fn json(data: &Data<'_>) -> String {
    // no map in here has keys other than strings
    let text = serde_json::to_string(data).expect("plain data always serialises");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            c => out.push(c),
        }
    }
    out
}

fn data<'p>(picture: &'p Picture<'_>) -> Data<'p> {
    let mut documents: Vec<DocumentData<'p>> = Vec::new();
    let mut document_places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut statements: Vec<StatementData<'p>> = Vec::new();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut document = |id: &'p str| {
        *document_places.entry(id).or_insert_with(|| {
            let record = picture.graph.document(id);
            documents.push(DocumentData {
                id,
                title: record.and_then(|record| record.title.as_deref()),
                publisher: record.and_then(|record| record.publisher.as_deref()),
                url: record.and_then(|record| record.url.as_deref()),
            });
            documents.len() - 1
        })
    };
    let mut ties = Vec::new();
    for edge in &picture.edges {
        let mut place = |statement: &&'p Statement| {
            *places
                .entry((statement.doc.as_str(), statement.id.as_str()))
                .or_insert_with(|| {
                    statements.push(statement_data(picture, statement, document(&statement.doc)));
                    statements.len() - 1
                })
        };
        ties.push(TieData {
            id: &edge.id,
            source: edge.source,
            target: edge.target,
            symmetric: edge.symmetric,
            head: &edge.head,
            notes: &edge.notes,
            statements: edge.statements.iter().map(&mut place).collect(),
        });
    }
    let actor = |node: &'p super::Node<'_>| ActorData {
        id: &node.id,
        name: &node.name,
    };
    Data {
        actors: picture.nodes.iter().map(actor).collect(),
        ties,
        statements,
        documents,
    }
}

fn statement_data<'p>(picture: &Picture<'_>, statement: &'p Statement, document: usize) -> StatementData<'p> {
    let when = statement.when.as_ref().filter(|when| when.anchor().is_some());
    let (start, end) = match when {
        Some(when) => (when.start, when.end),
        None => (statement.published, statement.published),
    };
    StatementData {
        quote: &statement.quote,
        words: &statement.predicate.lemma,
        relation: KnowledgeGraph::relation_of(statement),
        polarity: statement.polarity.name(),
        modality: statement.modality.name(),
        speakers: statement.attribution.iter().map(name).collect(),
        start,
        end,
        when: when.map(|when| when.iso()).unwrap_or_default(),
        published: statement.published,
        contested: picture.graph.corroboration(statement).contested,
        url: statement.url.as_deref(),
        document,
    }
}

#[cfg(test)]
mod tests {
    use super::{Data, DocumentData, json};

    #[test]
    fn data_cannot_end_their_element() {
        let data = Data {
            actors: Vec::new(),
            ties: Vec::new(),
            statements: Vec::new(),
            documents: vec![DocumentData {
                id: "</script><!--&",
                title: None,
                publisher: None,
                url: None,
            }],
        };
        let text = json(&data);
        assert!(!text.contains(['<', '>', '&']), "{text}");
        let back: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(back["documents"][0]["id"], "</script><!--&");
    }
}
