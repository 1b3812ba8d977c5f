//! STIX 2.1: one bundle of identities, and a report for each document with what it says.
//!
//! Only what is said to be so is a `relationship`, which every reader takes for a fact; what is planned, possible,
//! denied or negated is a `note` about those who take part. STIX knows no relation between identities that is closer
//! than "related-to"; the words are in the description, the relation among the labels. Ids are UUIDs of version 5,
//! made of our own ids, so the same graph gives the same ids.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::contents::{documents, everybody, web_address, wikidata};
use crate::graph::{KnowledgeGraph, Selection};
use crate::model::{Actor, ActorKind, Line, Statement};

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let days = selection.statements().filter_map(KnowledgeGraph::date_of);
    let mut bundle = Bundle {
        objects: Vec::new(),
        reported: BTreeMap::new(),
        first: days.min().unwrap_or(Date::constant(1970, 1, 1)),
        program: id("identity", &["legation"]),
    };
    let program = json!({
        "identity_class": "system", "name": concat!("legation ", env!("CARGO_PKG_VERSION")),
    });
    let first = bundle.first;
    bundle.push("identity", bundle.program.clone(), first, program);
    for actor in everybody(selection).into_values() {
        bundle.actor(actor);
    }
    for tie in selection.ties() {
        for statement in tie.statements.iter().filter(|statement| statement.is_fact()) {
            bundle.relationship(selection, statement, [&tie.source.id, &tie.target.id]);
        }
    }
    for statement in selection.statements().filter(|statement| !statement.is_fact()) {
        bundle.note(selection, statement);
    }
    bundle.reports(selection);
    let ids = bundle.objects.iter().filter_map(|object| object["id"].as_str());
    let id = id("bundle", &ids.collect::<Vec<_>>());
    let whole = json!({"type": "bundle", "id": id, "objects": bundle.objects});
    super::json::pretty(&whole, out)
}

struct Bundle<'g> {
    objects: Vec<Value>,
    /// For each document the ids of what it says.
    reported: BTreeMap<&'g str, Vec<String>>,
    /// When what has no day was made.
    first: Date,
    program: String,
}

impl<'g> Bundle<'g> {
    fn push(&mut self, kind: &str, id: String, made: Date, rest: Value) {
        let mut object = Map::new();
        for (key, value) in [
            ("type", kind.into()),
            ("spec_version", "2.1".into()),
            ("id", id.into()),
            ("created_by_ref", self.program.as_str().into()),
            ("created", begin(made).into()),
            ("modified", begin(made).into()),
        ] {
            object.insert(key.to_owned(), value);
        }
        if let Value::Object(rest) = rest {
            object.extend(rest.into_iter().filter(|(_, value)| !value.is_null()));
        }
        self.objects.push(object.into());
    }

    fn actor(&mut self, actor: &Actor) {
        let class = match actor.kind {
            ActorKind::Person => "individual",
            ActorKind::People => "class",
            ActorKind::ArmedGroup => "group",
            ActorKind::Place => "unknown",
            _ => "organization",
        };
        let labels: Vec<&str> = std::iter::once(actor.kind.name())
            .chain(actor.country.as_deref())
            .collect();
        let references = wikidata(&actor.id).map(|item| {
            let url = format!("https://www.wikidata.org/wiki/{item}");
            json!([{"source_name": "wikidata", "url": url, "external_id": item}])
        });
        let rest = json!({
            "name": named(&actor.name, &actor.id), "identity_class": class, "labels": labels,
            "external_references": references,
        });
        self.push("identity", actor_id(&actor.id), self.first, rest);
    }

    fn relationship(&mut self, selection: &Selection<'g>, statement: &'g Statement, ends: [&str; 2]) {
        let id = id("relationship", &[&statement.doc, &statement.id, ends[0], ends[1]]);
        let when = statement.when.as_ref();
        let rest = json!({
            "relationship_type": "related-to",
            "description": description(statement),
            "source_ref": actor_id(ends[0]),
            "target_ref": actor_id(ends[1]),
            "start_time": when.and_then(|when| when.start).map(begin),
            // a day lasts until its end
            "stop_time": when.and_then(|when| when.end).map(|day| format!("{day}T23:59:59.000Z")),
            "labels": [KnowledgeGraph::relation_of(statement), statement.modality.name()],
            "confidence": confidence(statement),
            "external_references": references(selection, statement),
        });
        self.said(statement, &id);
        self.push(
            "relationship",
            id,
            statement.published.unwrap_or(self.first),
            rest,
        );
    }

    fn note(&mut self, selection: &Selection<'g>, statement: &'g Statement) {
        let takers = statement.source.iter().chain(&statement.targets);
        let mut about: Vec<String> = takers
            .filter_map(|party| party.actor.as_ref())
            .map(|actor| actor_id(&actor.id))
            .collect();
        about.sort_unstable();
        about.dedup();
        let id = id("note", &[&statement.doc, &statement.id]);
        let rest = json!({
            "abstract": "no fact: planned, possible, demanded, denied or negated",
            "content": description(statement),
            "object_refs": about,
            "labels": [KnowledgeGraph::relation_of(statement), statement.modality.name(), statement.polarity.name()],
            "confidence": confidence(statement),
            "external_references": references(selection, statement),
        });
        self.said(statement, &id);
        self.push("note", id, statement.published.unwrap_or(self.first), rest);
    }

    fn said(&mut self, statement: &'g Statement, id: &str) {
        self.reported
            .entry(&statement.doc)
            .or_default()
            .push(id.to_owned());
    }

    fn reports(&mut self, selection: &Selection<'g>) {
        for record in documents(selection) {
            // a text and a table may have one id; what it says is reported once
            let Some(said) = self.reported.remove(record.id.as_str()) else {
                continue;
            };
            let published = record.published.unwrap_or(self.first);
            let rest = json!({
                "name": named(record.title.as_deref().unwrap_or_default(), &record.id),
                "published": begin(published),
                "object_refs": said,
                "external_references": [{
                    "source_name": named(record.publisher.as_deref().unwrap_or_default(), "unknown publisher"),
                    "external_id": record.id,
                    "url": web_address(record.url.as_deref()),
                }],
            });
            let rest = without_nulls(rest);
            self.push("report", id("report", &[&record.id]), published, rest);
        }
    }
}

/// Where a statement stands: its document, and its own address where it has one.
fn references(selection: &Selection<'_>, statement: &Statement) -> Value {
    let record = selection.graph().document(&statement.doc);
    let publisher = record.and_then(|record| record.publisher.as_deref());
    let address = record.and_then(|record| record.url.as_deref());
    without_nulls(json!([{
        "source_name": named(publisher.unwrap_or_default(), "unknown publisher"),
        "description": record.and_then(|record| record.title.as_deref()),
        "external_id": statement.doc,
        "url": web_address(statement.url.as_deref().or(address)),
    }]))
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => map
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, without_nulls(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(values) => values.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

fn description(statement: &Statement) -> String {
    format!("{}\n{}", Line::from(statement), statement.quote)
}

fn confidence(statement: &Statement) -> u8 {
    (statement.confidence.clamp(0.0, 1.0) * 100.0).round() as u8 // of NaN 0
}

/// A text, or another where it says nothing: STIX wants names.
fn named<'t>(text: &'t str, other: &'t str) -> &'t str {
    let said = |text: &&str| !text.trim().is_empty();
    [text, other].into_iter().find(said).unwrap_or("unnamed")
}

fn begin(day: Date) -> String {
    format!("{day}T00:00:00.000Z")
}

fn actor_id(id: &str) -> String {
    self::id("identity", &["actor", id])
}

/// The id of an object of this type that stands for these parts, and no others.
fn id(kind: &str, parts: &[&str]) -> String {
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"urn:legation:stix");
    let lengths = parts.iter().map(|part| format!("{}:{part}", part.len()));
    let name = format!("{kind} {}", lengths.collect::<String>());
    format!("{kind}--{}", Uuid::new_v5(&namespace, name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_are_always_the_same_and_tell_parts_apart() {
        assert_eq!(id("note", &["a", "b"]), id("note", &["a", "b"]));
        assert_ne!(id("note", &["ab", "c"]), id("note", &["a", "bc"]));
    }
}
