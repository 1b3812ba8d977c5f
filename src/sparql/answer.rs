//! What a query found, and the formats of the W3C for it.

use std::collections::HashMap;

use oxjsonld::JsonLdSerializer;
use oxrdf::{BlankNode, GraphNameRef, NamedOrBlankNode, Term, Triple, Variable};
use oxttl::{NQuadsSerializer, TurtleSerializer};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use spareval::{QueryEvaluationError, QueryResults};

use crate::export::PREFIXES;

/// What a query found.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer(Found);

#[derive(Clone, Debug, PartialEq)]
enum Found {
    Solutions(Vec<Variable>, Vec<Vec<Option<Term>>>),
    Boolean(bool),
    Graph(Vec<Triple>),
}

/// A format of answers.
#[derive(Debug)]
pub struct Format {
    /// What `--format` calls it.
    pub name: &'static str,
    /// One line for the help text.
    pub about: &'static str,
    writer: Writer,
}

#[derive(Debug)]
enum Writer {
    /// Of SELECT and ASK.
    Results(QueryResultsFormat),
    /// Of CONSTRUCT and DESCRIBE.
    Graph(fn(&[Triple]) -> Vec<u8>),
}

/// All formats.
pub static FORMATS: &[Format] = &[
    Format {
        name: "json",
        about: "SPARQL 1.1 Query Results JSON",
        writer: Writer::Results(QueryResultsFormat::Json),
    },
    Format {
        name: "xml",
        about: "SPARQL Query Results XML",
        writer: Writer::Results(QueryResultsFormat::Xml),
    },
    Format {
        name: "csv",
        about: "SPARQL 1.1 Query Results CSV: values without their types",
        writer: Writer::Results(QueryResultsFormat::Csv),
    },
    Format {
        name: "tsv",
        about: "SPARQL 1.1 Query Results TSV: terms in full",
        writer: Writer::Results(QueryResultsFormat::Tsv),
    },
    Format {
        name: "turtle",
        about: "of CONSTRUCT and DESCRIBE: RDF as Turtle",
        writer: Writer::Graph(turtle),
    },
    Format {
        name: "nquads",
        about: "of CONSTRUCT and DESCRIBE: RDF, a triple a line",
        writer: Writer::Graph(nquads),
    },
    Format {
        name: "jsonld",
        about: "of CONSTRUCT and DESCRIBE: RDF as JSON-LD",
        writer: Writer::Graph(jsonld),
    },
];

impl Format {
    /// The format that a name means.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Whether it is for the triples of CONSTRUCT and DESCRIBE, and not for the answers of SELECT and ASK.
    pub fn is_of_graphs(&self) -> bool {
        matches!(self.writer, Writer::Graph(_))
    }
}

impl Answer {
    /// All results. Blank nodes, which only the query can have made, are numbered: their own names are made by chance.
    pub(super) fn collect(results: QueryResults<'_>) -> Result<Self, QueryEvaluationError> {
        let mut labels = Labels::default();
        Ok(Self(match results {
            QueryResults::Boolean(answer) => Found::Boolean(answer),
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let rows = solutions.map(|solution| {
                    let cells = solution?.values().to_vec().into_iter();
                    Ok(cells.map(|cell| cell.map(|term| labels.term(term))).collect())
                });
                Found::Solutions(variables, rows.collect::<Result<_, QueryEvaluationError>>()?)
            }
            QueryResults::Graph(triples) => {
                let triples = triples.map(|triple| Ok(labels.triple(triple?)));
                Found::Graph(triples.collect::<Result<_, QueryEvaluationError>>()?)
            }
        }))
    }

    /// Whether nothing was found; for ASK, whether it is not so.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Found::Solutions(_, rows) => rows.is_empty(),
            Found::Boolean(answer) => !answer,
            Found::Graph(triples) => triples.is_empty(),
        }
    }

    /// Whether it is triples, as of CONSTRUCT and DESCRIBE.
    pub fn is_graph(&self) -> bool {
        matches!(self.0, Found::Graph(_))
    }

    /// The answer as a table: its heads, and the rows with values as people read them: addresses with their prefix,
    /// texts without quotes, nothing where a variable has no value.
    pub fn table(&self) -> (Vec<String>, Vec<Vec<String>>) {
        match &self.0 {
            Found::Boolean(answer) => (Vec::new(), vec![vec![answer.to_string()]]),
            Found::Solutions(variables, rows) => {
                let heads = variables.iter().map(ToString::to_string).collect();
                let cell = |cell: &Option<Term>| cell.as_ref().map_or_else(String::new, short);
                (
                    heads,
                    rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
                )
            }
            Found::Graph(triples) => {
                let row = |triple: &Triple| {
                    let subject = Term::from(triple.subject.clone());
                    vec![
                        short(&subject),
                        short(&triple.predicate.clone().into()),
                        short(&triple.object),
                    ]
                };
                let heads = ["subject", "predicate", "object"].map(str::to_owned);
                (heads.to_vec(), triples.iter().map(row).collect())
            }
        }
    }

    /// The answer in a format; `None` where that is not for answers of this kind.
    pub fn bytes(&self, format: &Format) -> Option<Vec<u8>> {
        match (&self.0, &format.writer) {
            (Found::Solutions(variables, rows), Writer::Results(format)) => {
                Some(solutions(*format, variables, rows))
            }
            (Found::Boolean(answer), Writer::Results(format)) => {
                let serializer = QueryResultsSerializer::from_format(*format);
                let bytes = serializer.serialize_boolean_to_writer(Vec::new(), *answer);
                Some(bytes.expect("memory takes every byte"))
            }
            (Found::Graph(triples), Writer::Graph(write)) => Some(write(triples)),
            _ => None,
        }
    }
}

fn solutions(format: QueryResultsFormat, variables: &[Variable], rows: &[Vec<Option<Term>>]) -> Vec<u8> {
    let serializer = QueryResultsSerializer::from_format(format);
    let writer = serializer.serialize_solutions_to_writer(Vec::new(), variables.to_vec());
    let mut writer = writer.expect("memory takes every byte");
    for row in rows {
        let cells = variables.iter().zip(row);
        let bound = cells.filter_map(|(variable, term)| Some((variable, term.as_ref()?)));
        writer.serialize(bound).expect("memory takes every byte");
    }
    writer.finish().expect("memory takes every byte")
}

fn turtle(triples: &[Triple]) -> Vec<u8> {
    let with = |serializer: TurtleSerializer, (prefix, iri): (&str, &str)| {
        serializer.with_prefix(prefix, iri).expect("our own namespaces")
    };
    let serializer = PREFIXES.into_iter().fold(TurtleSerializer::new(), with);
    let mut writer = serializer.for_writer(Vec::new());
    for triple in triples {
        writer.serialize_triple(triple).expect("memory takes every byte");
    }
    writer.finish().expect("memory takes every byte")
}

fn nquads(triples: &[Triple]) -> Vec<u8> {
    let mut writer = NQuadsSerializer::new().for_writer(Vec::new());
    for triple in triples {
        let quad = triple.as_ref().in_graph(GraphNameRef::DefaultGraph);
        writer.serialize_quad(quad).expect("memory takes every byte");
    }
    writer.finish()
}

fn jsonld(triples: &[Triple]) -> Vec<u8> {
    let with = |serializer: JsonLdSerializer, (prefix, iri): (&str, &str)| {
        serializer.with_prefix(prefix, iri).expect("our own namespaces")
    };
    let serializer = PREFIXES.into_iter().fold(JsonLdSerializer::new(), with);
    let mut writer = serializer.for_writer(Vec::new());
    for triple in triples {
        let quad = triple.as_ref().in_graph(GraphNameRef::DefaultGraph);
        writer.serialize_quad(quad).expect("memory takes every byte");
    }
    let mut bytes = writer.finish().expect("memory takes every byte");
    bytes.push(b'\n');
    bytes
}

/// A term in short.
fn short(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => {
            let named = PREFIXES.iter().find_map(|(prefix, namespace)| {
                let local = node.as_str().strip_prefix(namespace)?;
                Some(format!("{prefix}:{local}"))
            });
            named.unwrap_or_else(|| node.to_string())
        }
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

/// New names for blank nodes, in the order in which they come.
#[derive(Default)]
struct Labels(HashMap<BlankNode, BlankNode>);

impl Labels {
    fn node(&mut self, node: BlankNode) -> BlankNode {
        let next = self.0.len();
        let label = || BlankNode::new_unchecked(format!("b{next}"));
        self.0.entry(node).or_insert_with(label).clone()
    }

    fn term(&mut self, term: Term) -> Term {
        match term {
            Term::BlankNode(node) => self.node(node).into(),
            term => term,
        }
    }

    fn triple(&mut self, triple: Triple) -> Triple {
        let subject = match triple.subject {
            NamedOrBlankNode::BlankNode(node) => self.node(node).into(),
            subject => subject,
        };
        Triple::new(subject, triple.predicate, self.term(triple.object))
    }
}
