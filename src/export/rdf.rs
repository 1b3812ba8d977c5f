//! RDF as Turtle, N-Quads and JSON-LD: every statement is a node with its parties, its relation, what the sentence
//! makes of it, and where it stands. `docs/rdf.md` describes the terms.

use std::fmt::Write as _;
use std::io::{self, Write};

use jiff::civil::Date;
use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};
use oxttl::{NQuadsSerializer, TurtleSerializer};

use super::contents::{documents, everybody, web_address, wikidata};
use crate::graph::{DocumentKind, DocumentRecord, Selection};
use crate::model::{Actor, ActorKind, Participant, Relation, Statement};

/// The namespaces, by their prefixes.
pub(crate) static PREFIXES: [(&str, &str); 8] = [
    ("leg", "urn:legation:vocab#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

pub(super) fn turtle(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let with = |serializer: TurtleSerializer, (prefix, iri): (&str, &str)| {
        serializer.with_prefix(prefix, iri).expect("our own namespaces")
    };
    let serializer = PREFIXES.into_iter().fold(TurtleSerializer::new(), with);
    let mut writer = serializer.for_writer(out);
    for quad in quads(selection) {
        writer.serialize_triple(quad.as_ref())?;
    }
    writer.finish().map(drop)
}

/// The statements of a document are in the graph of its name, all else in the default graph.
pub(super) fn nquads(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = NQuadsSerializer::new().for_writer(out);
    quads(selection).try_for_each(|quad| writer.serialize_quad(&quad))
}

pub(super) fn jsonld(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let with = |serializer: JsonLdSerializer, (prefix, iri): (&str, &str)| {
        serializer.with_prefix(prefix, iri).expect("our own namespaces")
    };
    let serializer = PREFIXES.into_iter().fold(JsonLdSerializer::new(), with);
    let mut writer = serializer.for_writer(&mut *out);
    for mut quad in quads(selection) {
        quad.graph_name = GraphName::DefaultGraph;
        writer.serialize_quad(&quad)?;
    }
    writer.finish()?;
    out.write_all(b"\n")
}

/// The node of something of ours: "urn:legation:actor:person%3AQ7747".
fn node(kind: &str, id: &str) -> NamedNode {
    let mut iri = format!("urn:legation:{kind}:");
    for byte in id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => iri.push(char::from(byte)),
            _ => {
                let _ = write!(iri, "%{byte:02X}"); // a String takes all
            }
        }
    }
    NamedNode::new_unchecked(iri) // unreserved characters and escapes
}

/// A term by its prefixed name: "schema:name".
fn term(name: &str) -> NamedNode {
    let known = name.split_once(':').and_then(|(prefix, local)| {
        let namespace = PREFIXES.iter().find(|(known, _)| *known == prefix)?.1;
        Some(NamedNode::new_unchecked(format!("{namespace}{local}")))
    });
    known.expect("a name that this file wrote, with one of its prefixes")
}

/// Facts about one node in one graph.
struct About<'q> {
    quads: &'q mut Vec<Quad>,
    subject: NamedNode,
    graph: GraphName,
}

impl About<'_> {
    fn is(&mut self, property: &str, object: impl Into<Term>) {
        self.quads.push(Quad::new(
            self.subject.clone(),
            term(property),
            object,
            self.graph.clone(),
        ));
    }

    fn a(&mut self, class: &str) {
        self.is("rdf:type", term(class));
    }

    fn text(&mut self, property: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.is(property, Literal::new_simple_literal(text));
        }
    }

    fn day(&mut self, property: &str, day: Option<Date>) {
        if let Some(day) = day {
            self.is(
                property,
                Literal::new_typed_literal(day.to_string(), term("xsd:date")),
            );
        }
    }

    fn number(&mut self, property: &str, number: f32) {
        if number.is_finite() {
            self.is(
                property,
                Literal::new_typed_literal(number.to_string(), term("xsd:decimal")),
            );
        }
    }

    fn address(&mut self, url: Option<&str>) {
        if let Some(url) = web_address(url) {
            self.is("schema:url", Literal::new_typed_literal(url, term("xsd:anyURI")));
        }
    }

    /// Somebody known is a node; the words for anybody else are a property of their own.
    fn party(&mut self, property: &str, party: &Participant) {
        match &party.actor {
            Some(actor) => self.is(property, node("actor", &actor.id)),
            None => self.text(&format!("{property}Text"), Some(&party.text)),
        }
    }
}

/// What a selection is in RDF, made quad by quad.
pub(crate) fn quads(selection: &Selection<'_>) -> impl Iterator<Item = Quad> {
    let actors = everybody(selection).into_values().flat_map(actor_quads);
    let documents = documents(selection).flat_map(document_quads);
    let statements = selection.statements().flat_map(statement_quads);
    program_quads()
        .into_iter()
        .chain(actors)
        .chain(documents)
        .chain(statements)
}

fn program_quads() -> Vec<Quad> {
    let mut quads = Vec::new();
    let mut program = About {
        quads: &mut quads,
        subject: NamedNode::new_unchecked("urn:legation:program"),
        graph: GraphName::DefaultGraph,
    };
    program.a("prov:SoftwareAgent");
    program.text("schema:name", Some("legation"));
    program.text("schema:softwareVersion", Some(env!("CARGO_PKG_VERSION")));
    quads
}

fn actor_quads(actor: &Actor) -> Vec<Quad> {
    let mut quads = Vec::new();
    let mut about = About {
        quads: &mut quads,
        subject: node("actor", &actor.id),
        graph: GraphName::DefaultGraph,
    };
    about.a("leg:Actor");
    about.a(match actor.kind {
        ActorKind::Person => "schema:Person",
        ActorKind::State => "schema:Country",
        ActorKind::Place => "schema:Place",
        ActorKind::People => "schema:Audience",
        _ => "schema:Organization",
    });
    about.text("rdfs:label", Some(&actor.name));
    about.text("schema:identifier", Some(&actor.id));
    about.text("leg:kind", Some(actor.kind.name()));
    about.text("leg:country", actor.country.as_deref());
    about.text("leg:sector", actor.sector.map(|sector| sector.name()));
    if let Some(item) = wikidata(&actor.id) {
        about.is(
            "owl:sameAs",
            NamedNode::new_unchecked(format!("http://www.wikidata.org/entity/{item}")),
        );
    }
    quads
}

fn document_quads(record: &DocumentRecord) -> Vec<Quad> {
    let mut quads = Vec::new();
    let mut about = About {
        quads: &mut quads,
        subject: node("document", &record.id),
        graph: GraphName::DefaultGraph,
    };
    about.a(match record.kind {
        DocumentKind::Text => "schema:NewsArticle",
        DocumentKind::Table => "schema:Dataset",
    });
    about.text("schema:identifier", Some(&record.id));
    about.text("schema:headline", record.title.as_deref());
    about.day("schema:datePublished", record.published);
    about.text("schema:publisher", record.publisher.as_deref());
    about.address(record.url.as_deref());
    quads
}

fn statement_quads(statement: &Statement) -> Vec<Quad> {
    let mut quads = Vec::new();
    let document = node("document", &statement.doc);
    let graph = GraphName::NamedNode(document.clone());
    let quote = node("quote", &statement.id);
    let mut about = About {
        quads: &mut quads,
        subject: node("statement", &statement.id),
        graph: graph.clone(),
    };
    about.a("leg:Statement");
    about.text("rdfs:label", Some(&statement.predicate.lemma));
    statement
        .source
        .iter()
        .for_each(|party| about.party("leg:source", party));
    statement
        .targets
        .iter()
        .for_each(|party| about.party("leg:target", party));
    statement
        .attribution
        .iter()
        .for_each(|party| about.party("leg:saidBy", party));
    match &statement.relation {
        Some(Relation::Event(event)) => {
            about.text("leg:event", Some(event.event.name()));
            about.text("leg:mode", event.mode.as_deref());
            for context in &event.contexts {
                about.text("leg:context", Some(context));
            }
            about.text("leg:cameo", event.cameo.as_deref());
            about.is("leg:quadClass", Literal::from(u32::from(u8::from(event.quad))));
            about.number("leg:score", event.score);
        }
        Some(Relation::Affiliation { affiliation }) => {
            about.text("leg:affiliation", Some(affiliation.name()));
        }
        None => {}
    }
    about.text("leg:polarity", Some(statement.polarity.name()));
    about.text("leg:modality", Some(statement.modality.name()));
    about.is("leg:symmetric", Literal::from(statement.symmetric));
    about.number("leg:confidence", statement.confidence);
    about.text("leg:rule", Some(&statement.rule));
    if let Some(when) = &statement.when {
        about.day("schema:startDate", when.start);
        about.day("schema:endDate", when.end);
        about.text("leg:datePrecision", Some(when.precision.name()));
    }
    if let Some(place) = &statement.place {
        about.text("leg:place", Some(&place.text));
    }
    about.address(statement.url.as_deref());
    about.is("prov:wasDerivedFrom", quote.clone());

    let mut about = About {
        quads: &mut quads,
        subject: quote,
        graph: graph.clone(),
    };
    about.a("oa:SpecificResource");
    about.is("oa:hasSource", document.clone());
    about.is("prov:wasQuotedFrom", document);
    let (exact, position) = (node("text", &statement.id), node("position", &statement.id));
    about.is("oa:hasSelector", exact.clone());
    if statement.sentence.is_some() {
        about.is("oa:hasSelector", position.clone());
    }
    let mut about = About {
        quads: &mut quads,
        subject: exact,
        graph: graph.clone(),
    };
    about.a("oa:TextQuoteSelector");
    about.text("oa:exact", Some(&statement.quote));
    if let Some(span) = statement.sentence {
        let mut about = About {
            quads: &mut quads,
            subject: position,
            graph,
        };
        about.a("oa:TextPositionSelector");
        about.is("oa:start", Literal::from(span.start));
        about.is("oa:end", Literal::from(span.end));
    }
    quads
}

#[cfg(test)]
mod tests {
    use super::node;

    #[test]
    fn names_become_addresses() {
        assert_eq!(
            node("actor", "person:~jöns <a>").as_str(),
            "urn:legation:actor:person%3A~j%C3%B6ns%20%3Ca%3E"
        );
    }
}
