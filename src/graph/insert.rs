//! Statements to rows of the graph file.

use jiff::civil::Date;
use rusqlite::{CachedStatement, Connection, OptionalExtension, ToSql, params};

use crate::model::{Actor, Argument, DocumentRecord, Participant, Relation, Sector, Sketch, Span, Statement};

/// The statements of SQL that fill a graph file, prepared for one transaction.
pub(super) struct Inserts<'db> {
    db: &'db Connection,
    sentence: CachedStatement<'db>,
    statement: CachedStatement<'db>,
    participant: CachedStatement<'db>,
    name: CachedStatement<'db>,
    /// The last day that was written, and how.
    day: Option<(Date, String)>,
}

impl<'db> Inserts<'db> {
    pub(super) fn new(db: &'db Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            db,
            sentence: db.prepare_cached(
                "INSERT INTO sentences (document, \"start\", \"end\", quote) VALUES (?, ?, ?, ?)",
            )?,
            statement: db.prepare_cached(
                "INSERT INTO statements (document, run, relation, polarity, modality, published, when_start, when_end,
                     when_precision, when_text, id, sentence, confidence, rule, url, spans, arguments, place,
                     place_start, place_end, place_country, quantity, quantity_bound, quantity_unit, quantity_text)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?,
            participant: db.prepare_cached(
                "INSERT INTO participants (statement, role, position, text, \"start\", \"end\", actor)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?,
            name: db.prepare_cached("INSERT OR IGNORE INTO names (folded, kind, actor) VALUES (?, ?, ?)")?,
            day: None,
        })
    }

    pub(super) fn document(
        &mut self,
        record: &DocumentRecord,
        revision: i64,
        run: i64,
    ) -> rusqlite::Result<i64> {
        self.db
            .prepare_cached(
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

    pub(super) fn sentence(
        &mut self,
        document: i64,
        span: Option<Span>,
        quote: &str,
    ) -> rusqlite::Result<i64> {
        self.sentence.insert(params![
            document,
            span.map(|span| span.start),
            span.map(|span| span.end),
            quote
        ])
    }

    /// The key of an actor, which is added where it is not there yet.
    pub(super) fn actor(&mut self, actor: &Actor) -> rusqlite::Result<i64> {
        let values = params![
            actor.id.as_str(),
            actor.name.as_str(),
            actor.kind.name(),
            actor.country.as_deref(),
            actor.sector.map(Sector::name),
        ];
        self.found_or_added(
            "SELECT actor FROM actors WHERE id = ? AND name = ? AND kind = ? AND country IS ? AND sector IS ?",
            "INSERT INTO actors (id, name, kind, country, sector) VALUES (?, ?, ?, ?, ?)",
            values,
        )
    }

    /// The key of what a statement says, which is added where it is not there yet.
    pub(super) fn relation(&mut self, statement: &Statement) -> rusqlite::Result<i64> {
        let (event, affiliation) = match &statement.relation {
            Some(Relation::Event(event)) => (Some(event), None),
            Some(Relation::Affiliation { affiliation }) => (None, Some(affiliation.name())),
            None => (None, None),
        };
        let values = params![
            statement.predicate.text,
            statement.predicate.lemma,
            event.map(|event| event.event.name()),
            event.and_then(|event| event.mode.as_deref()),
            event.map(|event| to_json(&event.contexts)),
            event.and_then(|event| event.cameo.as_deref()),
            event.map(|event| u8::from(event.quad)),
            event.map(|event| f64::from(event.score)),
            affiliation,
            statement.symmetric,
        ];
        self.found_or_added(
            "SELECT relation FROM relations WHERE predicate = ? AND lemma = ? AND event IS ? AND mode IS ?
                 AND contexts IS ? AND cameo IS ? AND quad IS ? AND score IS ? AND affiliation IS ? AND symmetric = ?",
            "INSERT INTO relations (predicate, lemma, event, mode, contexts, cameo, quad, score, affiliation, symmetric)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    }

    /// The key of the row with these values, which is added where there is none yet.
    fn found_or_added(&self, select: &str, insert: &str, values: &[&dyn ToSql]) -> rusqlite::Result<i64> {
        let known = self
            .db
            .prepare_cached(select)?
            .query_row(values, |row| row.get(0))
            .optional()?;
        match known {
            Some(key) => Ok(key),
            None => self.db.prepare_cached(insert)?.insert(values),
        }
    }

    /// The key of the new row.
    pub(super) fn statement(
        &mut self,
        (document, run, relation): (i64, i64, i64),
        sentence: Option<i64>,
        statement: &Statement,
    ) -> rusqlite::Result<i64> {
        let when = statement.when.as_ref();
        let (start, end) = when.map_or((None, None), |when| (when.start, when.end));
        for day in [start, end].into_iter().flatten() {
            if self.day.as_ref().is_none_or(|(known, _)| *known != day) {
                self.day = Some((day, day.to_string()));
            }
        }
        let written = |day: Option<Date>| match &self.day {
            Some((known, text)) if day == Some(*known) => Some(std::borrow::Cow::Borrowed(text.as_str())),
            _ => day.map(|day| day.to_string().into()),
        };
        let place = statement.place.as_ref();
        let quantity = statement.quantity.as_ref();
        self.statement.insert(params![
            document,
            run,
            relation,
            statement.polarity.name(),
            statement.modality.name(),
            statement.published.map(|date| date.to_string()),
            written(start),
            written(end),
            when.map(|when| when.precision.name()),
            when.map(|when| when.text.as_str()),
            statement.id.as_str(),
            sentence,
            f64::from(statement.confidence),
            statement.rule.as_str(),
            statement.url,
            list(&statement.predicate.spans),
            list::<Argument>(&statement.arguments),
            place.map(|place| place.text.as_str()),
            place.and_then(|place| place.span).map(|span| span.start),
            place.and_then(|place| place.span).map(|span| span.end),
            place.and_then(|place| place.country.as_deref()),
            quantity.map(|quantity| quantity.value),
            quantity.map(|quantity| quantity.bound.as_str()),
            quantity.map(|quantity| quantity.unit.as_str()),
            quantity.map(|quantity| quantity.text.as_str()),
        ])
    }

    pub(super) fn participant(
        &mut self,
        statement: i64,
        (role, position): (&str, usize),
        participant: &Participant,
        actor: Option<i64>,
    ) -> rusqlite::Result<()> {
        self.participant.execute(params![
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

    /// Something that an actor is called.
    pub(super) fn name(&mut self, folded: &str, kind: &str, actor: i64) -> rusqlite::Result<()> {
        self.name.execute(params![folded, kind, actor])?;
        Ok(())
    }
}

/// A list as it stands in a row: nothing where it is empty.
fn list<T: serde::Serialize>(values: &[T]) -> Option<String> {
    (!values.is_empty()).then(|| to_json(&values))
}

fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("lists of plain text and numbers always serialise")
}
