//! Questions in SPARQL 1.1 to the RDF of a selection, with the terms that the exports write: `docs/rdf.md`.
//!
//! The default graph holds everything; the statements of a document are also in the graph named by it. Nothing leaves
//! the machine: `SERVICE` is refused.

mod answer;
mod store;

use std::str::FromStr;

use spareval::QueryEvaluator;
use spargebra::SparqlParser;

use crate::export::PREFIXES;
use crate::graph::Selection;
use store::Store;

pub use answer::{Answer, FORMATS, Format};

/// A query that has been read. The prefixes of `docs/rdf.md` need not be declared.
#[derive(Clone, Debug)]
pub struct Query(spargebra::Query);

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No query of SPARQL 1.1.
    #[error("{line}:{column}: {reason}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The character in it, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// A query that cannot be answered here: one that asks a remote service, or calls an unknown function.
    #[error("{0}")]
    Evaluation(String),
}

impl FromStr for Query {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let with = |parser: SparqlParser, (prefix, iri): (&str, &str)| {
            parser.with_prefix(prefix, iri).expect("our own namespaces")
        };
        let parser = PREFIXES.into_iter().fold(SparqlParser::new(), with);
        let query = parser.parse_query(text);
        query.map(Self).map_err(|error| syntax(text, &error.to_string()))
    }
}

/// The parser tells its place in words, "error at 3:14: expected one of ...", and all that could stand there, single
/// characters too; those are left out.
fn syntax(query: &str, told: &str) -> Error {
    let place = told.strip_prefix("error at ").and_then(|rest| {
        let (line, rest) = rest.split_once(':')?;
        let (column, rest) = rest.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, rest.trim()))
    });
    let Some((line, column, due)) = place else {
        let (line, column, reason) = (1, 1, told.to_owned());
        return Error::Syntax { line, column, reason };
    };
    let there = query
        .lines()
        .nth(line - 1)
        .unwrap_or_default()
        .chars()
        .skip(column - 1);
    let there: String = there.take(20).collect();
    let there = match there.trim_end() {
        "" => "the end of the line".to_owned(),
        text => format!("'{text}'"),
    };
    let due = due.strip_prefix("expected ").unwrap_or(due);
    let due: Vec<&str> = entries(due.strip_prefix("one of ").unwrap_or(due));
    let reason = if due.contains(&"Prefix not found") {
        format!("no such prefix, before {there}")
    } else if due.is_empty() || due.len() > 8 {
        format!("no query can go on with {there}")
    } else {
        format!("{there} where {} is due", due.join(" or "))
    };
    Error::Syntax { line, column, reason }
}

/// The entries of a list "a", ['b'..='c'], d, but for those in brackets.
fn entries(list: &str) -> Vec<&str> {
    let (mut found, mut start, mut quote, mut brackets) = (Vec::new(), 0, None, 0usize);
    for (at, c) in list.char_indices().chain([(list.len(), ',')]) {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => brackets += 1,
            (None, ']') => brackets = brackets.saturating_sub(1),
            (None, ',') if brackets == 0 => {
                let entry = list[start..at].trim();
                if !entry.is_empty() && !entry.starts_with('[') {
                    found.push(entry);
                }
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    found
}

/// Answers a query from a selection: from the quads that its N-Quads have. O(n log n) in statements to make them
/// ready, then what the query takes.
///
/// # Errors
/// A query that cannot be answered here.
pub fn sparql(selection: &Selection<'_>, query: &Query) -> Result<Answer, Error> {
    let store = Store::new(selection);
    let evaluator = QueryEvaluator::new();
    let results = evaluator.prepare(&query.0).execute(&store);
    results
        .and_then(Answer::collect)
        .map_err(|error| Error::Evaluation(error.to_string()))
}
