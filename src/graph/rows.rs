//! Statements to rows of the graph file, and back.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

use super::{DocumentKind, DocumentRecord};
use crate::model::{
    Actor, ActorKind, Affiliation, Event, Interval, Modality, Participant, Place, PloverEvent, Polarity,
    Precision, Predicate, PredicateKey, QuadClass, Quantity, Relation, Sector, Span, Statement,
};

pub(super) fn insert_document(db: &Connection, record: &DocumentRecord, run: i64) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "INSERT INTO documents (id, kind, digest, title, published, publisher, url, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .insert(params![
        record.id.as_str(),
        record.kind.name(),
        record.digest,
        record.title,
        record.published.map(|date| date.to_string()),
        record.publisher,
        record.url,
        run,
    ])
}

pub(super) fn insert_sentence(
    db: &Connection,
    document: i64,
    span: Option<Span>,
    quote: &str,
) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT INTO sentences (document, \"start\", \"end\", quote) VALUES (?, ?, ?, ?)")?
        .insert(params![
            document,
            span.map(|span| span.start),
            span.map(|span| span.end),
            quote
        ])
}

pub(super) fn find_or_insert_actor(db: &Connection, actor: &Actor) -> rusqlite::Result<i64> {
    let values = params![
        actor.id.as_str(),
        actor.name.as_str(),
        actor.kind.name(),
        actor.country.as_deref(),
        actor.sector.map(Sector::name),
    ];
    let known = db
        .prepare_cached(
            "SELECT actor FROM actors WHERE id = ? AND name = ? AND kind = ? AND country IS ? AND sector IS ?",
        )?
        .query_row(values, |row| row.get(0))
        .optional()?;
    match known {
        Some(key) => Ok(key),
        None => db
            .prepare_cached("INSERT INTO actors (id, name, kind, country, sector) VALUES (?, ?, ?, ?, ?)")?
            .insert(values),
    }
}

/// The key of the new row; `None` when the document has this statement already.
pub(super) fn insert_statement(
    db: &Connection,
    document: i64,
    sentence: Option<i64>,
    statement: &Statement,
) -> rusqlite::Result<Option<i64>> {
    let (event, affiliation) = match &statement.relation {
        Some(Relation::Event(event)) => (Some(event), None),
        Some(Relation::Affiliation { affiliation }) => (None, Some(affiliation.name())),
        None => (None, None),
    };
    let when = statement.when.as_ref();
    let place = statement.place.as_ref();
    let quantity = statement.quantity.as_ref();
    let inserted = db
        .prepare_cached(
            "INSERT OR IGNORE INTO statements (id, document, sentence, published, predicate, lemma, spans, event, mode,
                 contexts, cameo, quad, score, affiliation, arguments, polarity, modality, when_start, when_end,
                 when_precision, when_text, place, place_start, place_end, place_country, quantity, quantity_bound,
                 quantity_unit, quantity_text, symmetric, confidence, rule, url)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            statement.id.as_str(),
            document,
            sentence,
            statement.published.map(|date| date.to_string()),
            statement.predicate.text,
            statement.predicate.lemma,
            to_json(&statement.predicate.spans),
            event.map(|event| event.event.name()),
            event.and_then(|event| event.mode.as_deref()),
            event.map(|event| to_json(&event.contexts)),
            event.and_then(|event| event.cameo.as_deref()),
            event.map(|event| u8::from(event.quad)),
            event.map(|event| f64::from(event.score)),
            affiliation,
            to_json(&statement.arguments),
            statement.polarity.name(),
            statement.modality.name(),
            when.and_then(|when| when.start).map(|date| date.to_string()),
            when.and_then(|when| when.end).map(|date| date.to_string()),
            when.map(|when| when.precision.name()),
            when.map(|when| when.text.as_str()),
            place.map(|place| place.text.as_str()),
            place.and_then(|place| place.span).map(|span| span.start),
            place.and_then(|place| place.span).map(|span| span.end),
            place.and_then(|place| place.country.as_deref()),
            quantity.map(|quantity| quantity.value),
            quantity.map(|quantity| quantity.bound.as_str()),
            quantity.map(|quantity| quantity.unit.as_str()),
            quantity.map(|quantity| quantity.text.as_str()),
            statement.symmetric,
            f64::from(statement.confidence),
            statement.rule.as_str(),
            statement.url,
        ])?;
    Ok((inserted == 1).then(|| db.last_insert_rowid()))
}

pub(super) fn insert_participant(
    db: &Connection,
    statement: i64,
    role: &str,
    position: usize,
    participant: &Participant,
    actor: Option<i64>,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO participants (statement, role, position, text, \"start\", \"end\", actor) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        statement,
        role,
        position as i64,
        participant.text,
        participant.span.map(|span| span.start),
        participant.span.map(|span| span.end),
        actor,
    ])?;
    Ok(())
}

/// All documents that stand, and their statements, in the order of the file.
pub(super) fn load(db: &Connection) -> rusqlite::Result<(Vec<DocumentRecord>, Vec<Statement>)> {
    // one snapshot for all four queries, though somebody may be writing
    let db = db.unchecked_transaction()?;
    let mut records = Vec::new();
    let mut query = db.prepare(
        "SELECT id, kind, digest, title, published, publisher, url FROM documents WHERE superseded IS NULL ORDER BY document",
    )?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        records.push(DocumentRecord {
            id: text(row, 0)?.into(),
            kind: match row.get_ref(1)?.as_str()? {
                "text" => DocumentKind::Text,
                "table" => DocumentKind::Table,
                _ => return Err(unfit(1)),
            },
            digest: row.get(2)?,
            title: row.get(3)?,
            published: date(row, 4)?,
            publisher: row.get(5)?,
            url: row.get(6)?,
        });
    }

    let mut actors: HashMap<i64, Actor> = HashMap::new();
    let mut query = db.prepare("SELECT actor, id, name, kind, country, sector FROM actors")?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let actor = Actor {
            id: text(row, 1)?.into(),
            name: text(row, 2)?.into(),
            kind: named(row, 3, ActorKind::from_name)?.ok_or_else(|| unfit(3))?,
            country: row.get::<_, Option<String>>(4)?.map(Into::into),
            sector: named(row, 5, Sector::from_name)?,
        };
        actors.insert(row.get(0)?, actor);
    }

    let mut query = db.prepare(
        "SELECT statement, role, text, \"start\", \"end\", actor FROM participants ORDER BY statement, role, position",
    )?;
    let mut participants = query.query([])?;
    let mut waiting = participants.next()?;
    let mut statements = Vec::new();
    let mut query = db.prepare(
        "SELECT s.statement, s.id, d.id, s.published, q.\"start\", q.\"end\", q.quote, s.predicate, s.lemma, s.spans, s.event,
             s.mode, s.contexts, s.cameo, s.quad, s.score, s.affiliation, s.arguments, s.polarity, s.modality,
             s.when_start, s.when_end, s.when_precision, s.when_text, s.place, s.place_start, s.place_end,
             s.place_country, s.quantity, s.quantity_bound, s.quantity_unit, s.quantity_text, s.symmetric,
             s.confidence, s.rule, s.url, d.superseded
         FROM statements s JOIN documents d USING (document) LEFT JOIN sentences q ON q.sentence = s.sentence
         ORDER BY s.statement",
    )?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let key: i64 = row.get(0)?;
        let mut statement = statement(row)?;
        while let Some(row) = waiting {
            if row.get::<_, i64>(0)? != key {
                break;
            }
            let actor = match row.get::<_, Option<i64>>(5)? {
                None => None,
                Some(actor) => Some(actors.get(&actor).cloned().ok_or_else(|| unfit(5))?),
            };
            let participant = Participant {
                text: text(row, 2)?,
                span: span(row, 3)?,
                actor,
            };
            match row.get_ref(1)?.as_str()? {
                "source" => statement.source = Some(participant),
                "target" => statement.targets.push(participant),
                _ => statement.attribution.push(participant),
            }
            waiting = participants.next()?;
        }
        if row.get_ref(36)? == rusqlite::types::ValueRef::Null {
            statements.push(statement);
        }
    }
    Ok((records, statements))
}

fn statement(row: &Row<'_>) -> rusqlite::Result<Statement> {
    let event = named(row, 10, PloverEvent::from_name)?;
    let relation = match (event, named(row, 16, Affiliation::from_name)?) {
        (Some(event), _) => Some(Relation::Event(Event {
            event,
            mode: row.get::<_, Option<String>>(11)?.map(Into::into),
            contexts: from_json(row, 12)?,
            cameo: row.get::<_, Option<String>>(13)?.map(Into::into),
            quad: QuadClass::try_from(row.get::<_, u8>(14)?).map_err(|_| unfit(14))?,
            score: row.get::<_, f64>(15)? as f32,
        })),
        (None, Some(affiliation)) => Some(Relation::Affiliation { affiliation }),
        (None, None) => None,
    };
    let when = match named(row, 22, Precision::from_name)? {
        None => None,
        Some(precision) => Some(Interval {
            start: date(row, 20)?,
            end: date(row, 21)?,
            precision,
            text: text(row, 23)?,
        }),
    };
    let place = match row.get::<_, Option<String>>(24)? {
        None => None,
        Some(text) => Some(Place {
            text,
            span: span(row, 25)?,
            country: row.get::<_, Option<String>>(27)?.map(Into::into),
        }),
    };
    let quantity = match row.get::<_, Option<f64>>(28)? {
        None => None,
        Some(value) => Some(Quantity {
            value,
            bound: text(row, 29)?.into(),
            unit: text(row, 30)?,
            text: text(row, 31)?,
        }),
    };
    Ok(Statement {
        id: text(row, 1)?.into(),
        doc: text(row, 2)?.into(),
        published: date(row, 3)?,
        sentence: span(row, 4)?,
        quote: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
        source: None,
        predicate: Predicate {
            text: text(row, 7)?,
            lemma: text(row, 8)?,
            spans: from_json(row, 9)?,
            key: PredicateKey::default(),
        },
        relation,
        targets: Vec::new(),
        arguments: from_json(row, 17)?,
        polarity: named(row, 18, Polarity::from_name)?.ok_or_else(|| unfit(18))?,
        modality: named(row, 19, Modality::from_name)?.ok_or_else(|| unfit(19))?,
        attribution: Vec::new(),
        when,
        place,
        quantity,
        symmetric: row.get(32)?,
        confidence: row.get::<_, f64>(33)? as f32,
        rule: text(row, 34)?.into(),
        url: row.get(35)?,
    })
}

fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("lists of plain text and numbers always serialise")
}

/// The error of a value that this program would not have written.
fn unfit(column: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        Type::Text,
        "a value that is none of those known".into(),
    )
}

fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    row.get(column)
}

fn named<T>(row: &Row<'_>, column: usize, from_name: fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)?.as_str_or_null()? {
        None => Ok(None),
        Some(name) => from_name(name).map(Some).ok_or_else(|| unfit(column)),
    }
}

fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Date>> {
    named(row, column, |text| text.parse().ok())
}

fn span(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Span>> {
    let (start, end): (Option<u32>, Option<u32>) = (row.get(column)?, row.get(column + 1)?);
    Ok(start.zip(end).map(|(start, end)| Span::new(start, end)))
}
