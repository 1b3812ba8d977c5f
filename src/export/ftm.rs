//! FollowTheMoney, as Aleph and OpenSanctions read it: one entity a line.
//!
//! Actors are `Person`, `PublicBody`, `Organization`, `Company` or `LegalEntity`; documents are `Article`. Each event is
//! an `Event` that involves all who take part, its name marked where it is no fact. What holds or happened between two
//! actors is also a `Membership` or an `UnknownLink`, so that it is drawn as a line; what is no fact is none.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::contents::{documents, everybody, web_address, wikidata};
use crate::graph::{DocumentRecord, KnowledgeGraph, Selection, Tie};
use crate::model::{Actor, ActorKind, Affiliation, Modality, Polarity, Relation, Statement};

/// ISO 3166 codes of three and of two letters.
static CODES: &str = include_str!("../../data/countries/codes.tsv");

pub(super) fn write(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let actors = everybody(selection).into_values().map(actor);
    let mut records: Vec<&DocumentRecord> = documents(selection).collect();
    // a text and a table of one id are one document
    records.dedup_by(|a, b| a.id == b.id);
    let statements = selection.statements();
    let events = statements
        .filter(|statement| matches!(statement.relation, Some(Relation::Event(_))))
        .map(|statement| event(selection, statement));
    let links = selection.ties().filter_map(|tie| link(&tie));
    for entity in actors
        .chain(records.into_iter().map(article))
        .chain(events)
        .chain(links)
    {
        serde_json::to_writer(&mut *out, &entity)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// An entity; properties without a value are left out.
fn entity(id: &str, schema: &str, properties: &[(&str, Vec<Option<&str>>)]) -> Value {
    let mut known = Map::new();
    for (name, values) in properties {
        let mut texts: Vec<&str> = Vec::new();
        for text in values.iter().flatten().filter(|text| !text.trim().is_empty()) {
            if !texts.contains(text) {
                texts.push(text);
            }
        }
        if !texts.is_empty() {
            known.insert((*name).to_owned(), json!(texts));
        }
    }
    json!({"id": id, "schema": schema, "properties": known})
}

fn schema(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::State
        | ActorKind::Government
        | ActorKind::Ministry
        | ActorKind::Legislature
        | ActorKind::Military
        | ActorKind::Security
        | ActorKind::Judiciary => "PublicBody",
        ActorKind::Company => "Company",
        ActorKind::People | ActorKind::Place => "LegalEntity",
        ActorKind::Igo
        | ActorKind::Ngo
        | ActorKind::Party
        | ActorKind::ArmedGroup
        | ActorKind::Media
        | ActorKind::Organisation => "Organization",
    }
}

fn actor(actor: &Actor) -> Value {
    // the format wants a name
    let name = if actor.name.trim().is_empty() {
        &actor.id
    } else {
        &actor.name
    };
    let mut summary = actor.kind.name().to_owned();
    for more in [actor.country.as_deref(), actor.sector.map(|sector| sector.name())] {
        summary.extend(more.map(|more| format!(", {more}")));
    }
    entity(
        &id("actor", &[&actor.id]),
        schema(actor.kind),
        &[
            ("name", vec![Some(name)]),
            ("summary", vec![Some(&summary)]),
            ("country", vec![actor.country.as_deref().and_then(alpha2)]),
            ("wikidataId", vec![wikidata(&actor.id)]),
            ("notes", vec![Some(&actor.id)]),
        ],
    )
}

/// The code of two letters that the format wants for one of three; none for states that are no more, or have none.
fn alpha2(alpha3: &str) -> Option<&'static str> {
    let mut codes = CODES.lines().filter_map(|line| line.split_once('\t'));
    codes.find(|(code, _)| *code == alpha3).map(|(_, short)| short)
}

fn article(record: &DocumentRecord) -> Value {
    let published = record.published.map(|day| day.to_string());
    entity(
        &id("document", &[&record.id]),
        "Article",
        &[
            ("title", vec![record.title.as_deref()]),
            ("fileName", vec![Some(&record.id)]),
            ("publisher", vec![record.publisher.as_deref()]),
            ("publishedAt", vec![published.as_deref()]),
            ("sourceUrl", vec![web_address(record.url.as_deref())]),
        ],
    )
}

fn event(selection: &Selection<'_>, statement: &Statement) -> Value {
    let takers = statement.source.iter().chain(&statement.targets);
    let involved: Vec<String> = takers
        .filter_map(|party| party.actor.as_ref())
        .map(|actor| id("actor", &[&actor.id]))
        .collect();
    let mut name = String::new();
    if statement.modality != Modality::Actual {
        name = format!("{}: ", statement.modality.name());
    }
    if statement.polarity == Polarity::Negated {
        name.push_str("not ");
    }
    name += &KnowledgeGraph::relation_of(statement);
    let publisher = selection.graph().document(&statement.doc);
    let publisher = publisher.and_then(|record| record.publisher.as_deref());
    let (start, end) = days(statement);
    entity(
        &id("event", &[&statement.doc, &statement.id]),
        "Event",
        &[
            ("name", vec![Some(&name)]),
            ("summary", vec![Some(&statement.predicate.lemma)]),
            ("description", vec![Some(&statement.quote)]),
            ("startDate", vec![start.as_deref()]),
            ("endDate", vec![end.as_deref()]),
            ("involved", involved.iter().map(|id| Some(id.as_str())).collect()),
            (
                "location",
                vec![statement.place.as_ref().map(|place| place.text.as_str())],
            ),
            ("proof", vec![Some(&id("document", &[&statement.doc]))]),
            ("publisher", vec![publisher]),
            ("sourceUrl", vec![web_address(statement.url.as_deref())]),
        ],
    )
}

/// The facts of a tie as a line; none where it has none.
fn link(tie: &Tie<'_>) -> Option<Value> {
    let tie = tie.only(Statement::is_fact)?;
    let best = tie.best()?;
    let of_member = matches!(
        &best.relation,
        Some(Relation::Affiliation {
            affiliation: Affiliation::Leads | Affiliation::OfficialOf | Affiliation::MemberOf
        })
    );
    let organisation = !matches!(schema(tie.target.kind), "Person" | "LegalEntity");
    let (schema, ends) = if of_member && organisation {
        ("Membership", ["member", "organization"])
    } else {
        ("UnknownLink", ["subject", "object"])
    };
    let (start, end) = days(best);
    let documents: Vec<String> = tie
        .statements
        .iter()
        .map(|statement| id("document", &[&statement.doc]))
        .collect();
    let [source, target] = [tie.source, tie.target].map(|actor| id("actor", &[&actor.id]));
    let direction = if tie.symmetric { "both" } else { "one" };
    Some(entity(
        &id("link", &[&tie.source.id, tie.relation, &tie.target.id, direction]),
        schema,
        &[
            (ends[0], vec![Some(&source)]),
            (ends[1], vec![Some(&target)]),
            ("role", vec![Some(tie.relation)]),
            ("summary", vec![Some(&best.quote)]),
            ("startDate", vec![start.as_deref()]),
            ("endDate", vec![end.as_deref()]),
            ("proof", documents.iter().map(|id| Some(id.as_str())).collect()),
        ],
    ))
}

fn days(statement: &Statement) -> (Option<String>, Option<String>) {
    let when = statement.when.as_ref();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    (
        day(when.and_then(|when| when.start)),
        day(when.and_then(|when| when.end)),
    )
}

/// An id that stands for these parts, and no others.
fn id(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digits = hash.finalize();
    let digits: String = digits[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("legation-{kind}-{digits}")
}

#[cfg(test)]
mod tests {
    use super::alpha2;

    #[test]
    fn countries_have_codes_of_two_letters() {
        assert_eq!(alpha2("RUS"), Some("ru"));
        assert_eq!(alpha2("PRK"), Some("kp"));
        assert_eq!(alpha2("alpha3x"), None);
    }
}
