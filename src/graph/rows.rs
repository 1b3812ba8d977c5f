//! Rows of the graph file to statements.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

use super::insert::ROW;
use crate::model::{
    Actor, ActorKind, Affiliation, DocumentId, DocumentKind, DocumentRecord, Event, Interval, Modality,
    Participant, Place, PloverEvent, Polarity, Precision, Predicate, PredicateKey, QuadClass, Quantity,
    Relation, Sector, Sketch, Span, Statement,
};

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

/// Which statements are read.
#[derive(Clone, Copy)]
pub(super) enum Which<'k> {
    All,
    /// Those of these keys, which are in order.
    Only(&'k [i64]),
}

/// The statements of these documents, each with its document's key and its run, in the order of the file.
pub(super) fn statements(
    db: &Connection,
    documents: &HashMap<i64, DocumentId>,
    which: Which<'_>,
    mut take: impl FnMut(i64, i64, Statement),
) -> rusqlite::Result<()> {
    const STATEMENT: &str = "SELECT s.statement, s.document, s.run, s.relation, s.time, s.source, s.source_start, s.source_end,
            s.target, s.target_start, s.target_end, s.id, s.published, s.confidence, s.rule, s.row, s.url,
            q.\"start\", q.\"end\", q.quote, s.spans, s.arguments, s.place, s.place_start, s.place_end, s.place_country,
            s.quantity, s.quantity_bound, s.quantity_unit, s.quantity_text
        FROM statements s LEFT JOIN sentences q USING (sentence)";
    const OTHER: &str = "SELECT statement, role, mention, \"start\", \"end\" FROM others";
    let mut shared = Shared::new(db)?;
    match which {
        Which::All => {
            let mut query = db.prepare(&format!("{OTHER} ORDER BY statement, role, position"))?;
            let mut others = query.query([])?;
            let mut waiting = others.next()?;
            let mut query = db.prepare(&format!("{STATEMENT} ORDER BY s.statement"))?;
            let mut found = query.query([])?;
            while let Some(row) = found.next()? {
                let (key, document): (i64, i64) = (row.get(0)?, row.get(1)?);
                let mut wanted = match documents.get(&document) {
                    Some(id) => Some(shared.statement(id, row)?),
                    None => None,
                };
                while let Some(row) = waiting {
                    if row.get::<_, i64>(0)? != key {
                        break;
                    }
                    if let Some(statement) = &mut wanted {
                        shared.take_part(statement, row)?;
                    }
                    waiting = others.next()?;
                }
                if let Some(statement) = wanted {
                    take(document, row.get(2)?, statement);
                }
            }
        }
        Which::Only(keys) => {
            let mut of = db.prepare(&format!("{OTHER} WHERE statement = ? ORDER BY role, position"))?;
            let mut query = db.prepare(&format!("{STATEMENT} WHERE s.statement = ?"))?;
            for key in keys {
                let mut found = query.query([key])?;
                let Some(row) = found.next()? else { continue };
                let document: i64 = row.get(1)?;
                let Some(id) = documents.get(&document) else {
                    continue;
                };
                let mut statement = shared.statement(id, row)?;
                let mut others = of.query([key])?;
                while let Some(row) = others.next()? {
                    shared.take_part(&mut statement, row)?;
                }
                take(document, row.get(2)?, statement);
            }
        }
    }
    Ok(())
}

/// What many statements share, by its key, as far as it was needed.
struct Shared<'db> {
    actor: rusqlite::Statement<'db>,
    actors: foldhash::HashMap<i64, Actor>,
    relation: rusqlite::Statement<'db>,
    relations: foldhash::HashMap<i64, Said>,
    time: rusqlite::Statement<'db>,
    times: foldhash::HashMap<i64, Interval>,
    mention: rusqlite::Statement<'db>,
    /// Without those that mean nobody, which no two statements share.
    mentions: foldhash::HashMap<i64, (String, Actor)>,
}

/// What statements say, wherever they say it.
#[derive(Clone)]
pub(super) struct Said {
    text: String,
    pub(super) lemma: String,
    pub(super) relation: Option<Relation>,
    pub(super) symmetric: bool,
    pub(super) polarity: Polarity,
    pub(super) modality: Modality,
}

const RELATION: &str =
    "SELECT relation, predicate, lemma, event, mode, contexts, cameo, quad, score, affiliation, symmetric,
        polarity, modality
    FROM relations";
const TIME: &str = "SELECT time, \"start\", \"end\", precision, text FROM times";

impl<'db> Shared<'db> {
    fn new(db: &'db Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            actor: db.prepare("SELECT actor, id, name, kind, country, sector FROM actors WHERE actor = ?")?,
            actors: Default::default(),
            relation: db.prepare(&format!("{RELATION} WHERE relation = ?"))?,
            relations: Default::default(),
            time: db.prepare(&format!("{TIME} WHERE time = ?"))?,
            times: Default::default(),
            mention: db.prepare("SELECT text, actor FROM mentions WHERE mention = ?")?,
            mentions: Default::default(),
        })
    }

    fn actor(&mut self, key: i64) -> rusqlite::Result<Actor> {
        if let Some(known) = self.actors.get(&key) {
            return Ok(known.clone());
        }
        let new = self.actor.query_row([key], actor)?;
        self.actors.insert(key, new.clone());
        Ok(new)
    }

    fn said(&mut self, key: i64) -> rusqlite::Result<Said> {
        if let Some(known) = self.relations.get(&key) {
            return Ok(known.clone());
        }
        let new = self.relation.query_row([key], said)?;
        self.relations.insert(key, new.clone());
        Ok(new)
    }

    fn time(&mut self, key: i64) -> rusqlite::Result<Interval> {
        if let Some(known) = self.times.get(&key) {
            return Ok(known.clone());
        }
        let new = self.time.query_row([key], time)?;
        self.times.insert(key, new.clone());
        Ok(new)
    }

    /// The participant whose phrase, start and end stand in a row from a column on; `None` where no phrase does.
    fn participant(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Participant>> {
        let Some(key) = row.get::<_, Option<i64>>(column)? else {
            return Ok(None);
        };
        let span = span(row, column + 1)?;
        if let Some((text, actor)) = self.mentions.get(&key) {
            return Ok(Some(Participant {
                text: text.clone(),
                span,
                actor: Some(actor.clone()),
            }));
        }
        let (words, meant): (String, Option<i64>) = self
            .mention
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let actor = match meant {
            None => None,
            Some(actor) => Some(self.actor(actor)?),
        };
        if let Some(actor) = &actor {
            self.mentions.insert(key, (words.clone(), actor.clone()));
        }
        Ok(Some(Participant {
            text: words,
            span,
            actor,
        }))
    }

    /// A statement with its source and first target.
    fn statement(&mut self, document: &DocumentId, row: &Row<'_>) -> rusqlite::Result<Statement> {
        let said = self.said(row.get(3)?)?;
        let when = match row.get::<_, Option<i64>>(4)? {
            None => None,
            Some(key) => Some(self.time(key)?),
        };
        let url = match row.get::<_, Option<i64>>(15)? {
            Some(number) => Some(format!("{document}{ROW}{number}")),
            None => row.get(16)?,
        };
        let place = match row.get::<_, Option<String>>(22)? {
            None => None,
            Some(text) => Some(Place {
                text,
                span: span(row, 23)?,
                country: row.get::<_, Option<String>>(25)?.map(Into::into),
            }),
        };
        let quantity = match row.get::<_, Option<f64>>(26)? {
            None => None,
            Some(value) => Some(Quantity {
                value,
                bound: text(row, 27)?.into(),
                unit: text(row, 28)?,
                text: text(row, 29)?,
            }),
        };
        Ok(Statement {
            id: row.get_ref(11)?.as_str()?.into(),
            doc: document.clone(),
            published: date(row, 12)?,
            sentence: span(row, 17)?,
            quote: row.get::<_, Option<String>>(19)?.unwrap_or_default(),
            source: self.participant(row, 5)?,
            predicate: Predicate {
                text: said.text,
                lemma: said.lemma,
                spans: list(row, 20)?,
                key: PredicateKey::default(),
            },
            relation: said.relation,
            targets: self.participant(row, 8)?.into_iter().collect(),
            arguments: list(row, 21)?,
            polarity: said.polarity,
            modality: said.modality,
            attribution: Vec::new(),
            when,
            place,
            quantity,
            symmetric: said.symmetric,
            confidence: row.get::<_, f64>(13)? as f32,
            rule: row.get_ref(14)?.as_str()?.into(),
            url,
        })
    }

    /// Adds somebody else to a statement.
    fn take_part(&mut self, statement: &mut Statement, row: &Row<'_>) -> rusqlite::Result<()> {
        let participant = self.participant(row, 2)?;
        match row.get_ref(1)?.as_str()? {
            "target" => statement.targets.extend(participant),
            _ => statement.attribution.extend(participant),
        }
        Ok(())
    }
}

/// What a row of relations says.
fn said(row: &Row<'_>) -> rusqlite::Result<Said> {
    let event = named(row, 3, PloverEvent::from_name)?;
    let relation = match (event, named(row, 9, Affiliation::from_name)?) {
        (Some(event), _) => Some(Relation::Event(Event {
            event,
            mode: row.get::<_, Option<String>>(4)?.map(Into::into),
            contexts: from_json(row, 5)?,
            cameo: row.get::<_, Option<String>>(6)?.map(Into::into),
            quad: QuadClass::try_from(row.get::<_, u8>(7)?).map_err(|_| unfit(7))?,
            score: row.get::<_, f64>(8)? as f32,
        })),
        (None, Some(affiliation)) => Some(Relation::Affiliation { affiliation }),
        (None, None) => None,
    };
    Ok(Said {
        text: text(row, 1)?,
        lemma: text(row, 2)?,
        relation,
        symmetric: row.get(10)?,
        polarity: named(row, 11, Polarity::from_name)?.ok_or_else(|| unfit(11))?,
        modality: named(row, 12, Modality::from_name)?.ok_or_else(|| unfit(12))?,
    })
}

/// A row of times.
fn time(row: &Row<'_>) -> rusqlite::Result<Interval> {
    Ok(Interval {
        start: date(row, 1)?,
        end: date(row, 2)?,
        precision: named(row, 3, Precision::from_name)?.ok_or_else(|| unfit(3))?,
        text: text(row, 4)?,
    })
}

/// What all relations of a file say, by their keys.
pub(super) fn relations(db: &Connection) -> rusqlite::Result<HashMap<i64, Said>> {
    let mut query = db.prepare(RELATION)?;
    let found = query.query_map([], |row| Ok((row.get(0)?, said(row)?)))?;
    found.collect()
}

/// All times of a file, by their keys.
pub(super) fn times(db: &Connection) -> rusqlite::Result<HashMap<i64, Interval>> {
    let mut query = db.prepare(TIME)?;
    let found = query.query_map([], |row| Ok((row.get(0)?, time(row)?)))?;
    found.collect()
}

/// An actor of a row with its key, id, name, kind, country and sector.
pub(super) fn actor(row: &Row<'_>) -> rusqlite::Result<Actor> {
    Ok(Actor {
        id: row.get_ref(1)?.as_str()?.into(),
        name: row.get_ref(2)?.as_str()?.into(),
        kind: named(row, 3, ActorKind::from_name)?.ok_or_else(|| unfit(3))?,
        country: row.get_ref(4)?.as_str_or_null()?.map(Into::into),
        sector: named(row, 5, Sector::from_name)?,
    })
}

/// All descriptions of actors, with their keys.
pub(super) fn actors(db: &Connection) -> rusqlite::Result<Vec<(i64, Actor)>> {
    let mut query = db.prepare("SELECT actor, id, name, kind, country, sector FROM actors ORDER BY actor")?;
    let found = query.query_map([], |row| Ok((row.get(0)?, actor(row)?)))?;
    found.collect()
}

/// A list; none stands for an empty one.
fn list<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<T>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(Vec::new()),
        _ => from_json(row, column),
    }
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

pub(super) fn named<T>(
    row: &Row<'_>,
    column: usize,
    from_name: fn(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)?.as_str_or_null()? {
        None => Ok(None),
        Some(name) => from_name(name).map(Some).ok_or_else(|| unfit(column)),
    }
}

pub(super) fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Date>> {
    named(row, column, |text| text.parse().ok())
}

fn span(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Span>> {
    let (start, end): (Option<u32>, Option<u32>) = (row.get(column)?, row.get(column + 1)?);
    Ok(start.zip(end).map(|(start, end)| Span::new(start, end)))
}
