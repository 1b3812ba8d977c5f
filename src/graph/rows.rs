//! Statements to rows of the graph file, and back.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde::de::DeserializeOwned;

use crate::model::{
    Actor, ActorId, ActorKind, Affiliation, DocumentKind, DocumentRecord, Event, Interval, Modality,
    Participant, Place, PloverEvent, Polarity, Precision, Predicate, PredicateKey, QuadClass, Quantity,
    Relation, Sector, Sketch, Span, Statement,
};

pub(super) fn insert_document(
    db: &Connection,
    record: &DocumentRecord,
    revision: i64,
    run: i64,
) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "INSERT INTO documents (id, kind, digest, title, published, publisher, url, run, revision, sketch)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
        revision,
        record.sketch.as_ref().map(Sketch::to_bytes),
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
    run: i64,
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
                 quantity_unit, quantity_text, symmetric, confidence, rule, url, run)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            run,
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

/// A form of a document, as its row has it.
pub(super) struct Form {
    /// The row's key.
    pub(super) key: i64,
    pub(super) record: DocumentRecord,
    pub(super) revision: i64,
    pub(super) removed: bool,
    pub(super) run: i64,
    pub(super) superseded: Option<i64>,
}

/// All forms of all documents, in the order of the file.
pub(super) fn forms(db: &Connection) -> rusqlite::Result<Vec<Form>> {
    let mut forms = Vec::new();
    let mut query = db.prepare(
        "SELECT document, id, kind, digest, title, published, publisher, url, sketch, revision, removed, run, superseded
         FROM documents ORDER BY document",
    )?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let sketch = row.get_ref(8)?.as_blob_or_null()?;
        forms.push(Form {
            key: row.get(0)?,
            record: DocumentRecord {
                id: text(row, 1)?.into(),
                kind: match row.get_ref(2)?.as_str()? {
                    "text" => DocumentKind::Text,
                    "table" => DocumentKind::Table,
                    _ => return Err(unfit(2)),
                },
                digest: row.get(3)?,
                title: row.get(4)?,
                published: date(row, 5)?,
                publisher: row.get(6)?,
                url: row.get(7)?,
                sketch: sketch
                    .map(|bytes| Sketch::from_bytes(bytes).ok_or_else(|| unfit(8)))
                    .transpose()?,
            },
            revision: row.get(9)?,
            removed: row.get(10)?,
            run: row.get(11)?,
            superseded: row.get(12)?,
        });
    }
    Ok(forms)
}

/// The statements of these documents, or those of them in which actors of these ids take part, each with its
/// document's key and its run, in the order of the file.
pub(super) fn statements(
    db: &Connection,
    documents: &HashSet<i64>,
    of: Option<&[ActorId; 2]>,
    mut take: impl FnMut(i64, i64, Statement),
) -> rusqlite::Result<()> {
    // a query of its own, since one for both cases would read every row in either
    let among = |column| match of {
        None => String::new(),
        Some(_) => format!(
            "WHERE {column} IN (SELECT statement FROM participants JOIN actors USING (actor)
                 WHERE id IN (?, ?) AND role <> 'said-by')"
        ),
    };
    let ids = || params_from_iter(of.into_iter().flatten().map(ActorId::as_str));
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

    let mut query = db.prepare(&format!(
        "SELECT statement, role, text, \"start\", \"end\", actor FROM participants {}
         ORDER BY statement, role, position",
        among("statement")
    ))?;
    let mut participants = query.query(ids())?;
    let mut waiting = participants.next()?;
    let mut query = db.prepare(&format!(
        "SELECT s.statement, s.id, d.id, s.published, q.\"start\", q.\"end\", q.quote, s.predicate, s.lemma, s.spans, s.event,
             s.mode, s.contexts, s.cameo, s.quad, s.score, s.affiliation, s.arguments, s.polarity, s.modality,
             s.when_start, s.when_end, s.when_precision, s.when_text, s.place, s.place_start, s.place_end,
             s.place_country, s.quantity, s.quantity_bound, s.quantity_unit, s.quantity_text, s.symmetric,
             s.confidence, s.rule, s.url, s.document, s.run
         FROM statements s JOIN documents d USING (document) LEFT JOIN sentences q ON q.sentence = s.sentence
         {} ORDER BY s.statement",
        among("s.statement")
    ))?;
    let mut found = query.query(ids())?;
    while let Some(row) = found.next()? {
        let (key, document): (i64, i64) = (row.get(0)?, row.get(36)?);
        let mut wanted = match documents.contains(&document) {
            true => Some(statement(row)?),
            false => None,
        };
        while let Some(row) = waiting {
            if row.get::<_, i64>(0)? != key {
                break;
            }
            if let Some(statement) = &mut wanted {
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
            }
            waiting = participants.next()?;
        }
        if let Some(statement) = wanted {
            take(document, row.get(37)?, statement);
        }
    }
    Ok(())
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

/// The id of the only actor that a name can mean, for it is an id or the name of one actor in every
/// statement; `None` where it takes more to tell.
pub(super) fn only_actor(db: &Connection, name: &str) -> rusqlite::Result<Option<ActorId>> {
    let mut query = db.prepare(
        "SELECT id, name FROM actors
         WHERE id = ?1 OR name = ?1 OR id IN (SELECT id FROM actors WHERE name = ?1) ORDER BY id",
    )?;
    let found = query.query_map([name], |row| Ok((text(row, 0)?, text(row, 1)?)))?;
    let found: Vec<(String, String)> = found.collect::<rusqlite::Result<_>>()?;
    let Some((first, _)) = found.first() else {
        return Ok(None);
    };
    let plain = found.iter().all(|(id, called)| id == first && called == name);
    Ok(if found.iter().any(|(id, _)| id == name) {
        Some(name.into())
    } else {
        plain.then(|| first.into())
    })
}
