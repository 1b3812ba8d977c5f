//! Statements to rows of the graph file.

use rusqlite::{CachedStatement, Connection, OptionalExtension, ToSql, params};

use crate::model::{Actor, Argument, DocumentRecord, Interval, Relation, Sector, Sketch, Span, Statement};

/// The columns of a statement that each has, as a row of a table may.
const PLAIN: &str =
    "document, run, relation, time, source, target, published, id, confidence, rule, row, url";
/// The columns that a sentence fills.
const WORDS: &str =
    "sentence, source_start, source_end, target_start, target_end, spans, arguments, place, place_start,
    place_end, place_country, quantity, quantity_bound, quantity_unit, quantity_text";

/// Between a table's id and the number of a row, in the row's URL.
pub(super) const ROW: &str = "#row=";

/// The statements of SQL that fill a graph file, prepared for one transaction.
pub(super) struct Inserts<'db> {
    db: &'db Connection,
    sentence: CachedStatement<'db>,
    /// A statement of whose columns only the plain ones are filled: binding the others would take a fifth of the time.
    plain: CachedStatement<'db>,
    statement: CachedStatement<'db>,
    other: CachedStatement<'db>,
    mention: CachedStatement<'db>,
    name: CachedStatement<'db>,
}

/// The keys of what a statement refers to.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) document: i64,
    pub(super) run: i64,
    pub(super) relation: i64,
    pub(super) time: Option<i64>,
    pub(super) source: Option<i64>,
    pub(super) target: Option<i64>,
    pub(super) sentence: Option<i64>,
}

impl<'db> Inserts<'db> {
    pub(super) fn new(db: &'db Connection) -> rusqlite::Result<Self> {
        let statement = |columns: &str| {
            let values = vec!["?"; columns.split(',').count()].join(", ");
            db.prepare_cached(&format!("INSERT INTO statements ({columns}) VALUES ({values})"))
        };
        Ok(Self {
            db,
            sentence: db.prepare_cached(
                "INSERT INTO sentences (document, \"start\", \"end\", quote) VALUES (?, ?, ?, ?)",
            )?,
            plain: statement(PLAIN)?,
            statement: statement(&format!("{PLAIN}, {WORDS}"))?,
            other: db.prepare_cached(
                "INSERT INTO others (statement, role, position, mention, \"start\", \"end\") VALUES (?, ?, ?, ?, ?, ?)",
            )?,
            mention: db.prepare_cached("INSERT INTO mentions (text, actor) VALUES (?, ?)")?,
            name: db.prepare_cached("INSERT OR IGNORE INTO names (folded, kind, actor) VALUES (?, ?, ?)")?,
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
            statement.polarity.name(),
            statement.modality.name(),
        ];
        self.found_or_added(
            "SELECT relation FROM relations WHERE predicate = ? AND lemma = ? AND event IS ? AND mode IS ?
                 AND contexts IS ? AND cameo IS ? AND quad IS ? AND score IS ? AND affiliation IS ? AND symmetric = ?
                 AND polarity = ? AND modality = ?",
            "INSERT INTO relations (predicate, lemma, event, mode, contexts, cameo, quad, score, affiliation, symmetric,
                 polarity, modality)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    }

    /// The key of a time, which is added where it is not there yet.
    pub(super) fn time(&mut self, when: &Interval) -> rusqlite::Result<i64> {
        let values = params![
            when.start.map(|date| date.to_string()),
            when.end.map(|date| date.to_string()),
            when.precision.name(),
            when.text,
        ];
        self.found_or_added(
            "SELECT time FROM times WHERE \"start\" IS ? AND \"end\" IS ? AND precision = ? AND text = ?",
            "INSERT INTO times (\"start\", \"end\", precision, text) VALUES (?, ?, ?, ?)",
            values,
        )
    }

    /// The key of a phrase that means an actor, which is added where it is not there yet.
    pub(super) fn mention(&mut self, text: &str, actor: i64) -> rusqlite::Result<i64> {
        self.found_or_added(
            "SELECT mention FROM mentions WHERE text = ? AND actor = ?",
            "INSERT INTO mentions (text, actor) VALUES (?, ?)",
            params![text, actor],
        )
    }

    /// The key of a new phrase that means nobody.
    pub(super) fn phrase(&mut self, text: &str) -> rusqlite::Result<i64> {
        self.mention.insert(params![text, None::<i64>])
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
    pub(super) fn statement(&mut self, keys: Keys, statement: &Statement) -> rusqlite::Result<i64> {
        let row = statement
            .url
            .as_deref()
            .and_then(|url| row_of(url, &statement.doc));
        let published = statement.published.map(|date| date.to_string());
        let url = statement.url.as_deref().filter(|_| row.is_none());
        let confidence = f64::from(statement.confidence);
        let plain: [&dyn ToSql; 12] = [
            &keys.document,
            &keys.run,
            &keys.relation,
            &keys.time,
            &keys.source,
            &keys.target,
            &published,
            &statement.id.as_str(),
            &confidence,
            &statement.rule.as_str(),
            &row,
            &url,
        ];
        let source = statement.source.as_ref().and_then(|source| source.span);
        let target = statement.targets.first().and_then(|target| target.span);
        let place = statement.place.as_ref();
        let quantity = statement.quantity.as_ref();
        let wordless = keys.sentence.is_none()
            && [source, target] == [None, None]
            && statement.predicate.spans.is_empty()
            && statement.arguments.is_empty();
        if wordless && place.is_none() && quantity.is_none() {
            return self.plain.insert(plain);
        }
        let words: [&dyn ToSql; 15] = [
            &keys.sentence,
            &source.map(|span| span.start),
            &source.map(|span| span.end),
            &target.map(|span| span.start),
            &target.map(|span| span.end),
            &list(&statement.predicate.spans),
            &list::<Argument>(&statement.arguments),
            &place.map(|place| place.text.as_str()),
            &place.and_then(|place| place.span).map(|span| span.start),
            &place.and_then(|place| place.span).map(|span| span.end),
            &place.and_then(|place| place.country.as_deref()),
            &quantity.map(|quantity| quantity.value),
            &quantity.map(|quantity| quantity.bound.as_str()),
            &quantity.map(|quantity| quantity.unit.as_str()),
            &quantity.map(|quantity| quantity.text.as_str()),
        ];
        self.statement
            .insert(rusqlite::params_from_iter(plain.into_iter().chain(words)))
    }

    /// Somebody who is in a statement beside its source and first target.
    pub(super) fn other(
        &mut self,
        statement: i64,
        (role, position): (&str, usize),
        mention: i64,
        span: Option<Span>,
    ) -> rusqlite::Result<()> {
        self.other.execute(params![
            statement,
            role,
            position as i64,
            mention,
            span.map(|span| span.start),
            span.map(|span| span.end),
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

/// The number of a row whose URL is made of its table's id and that.
fn row_of(url: &str, table: &str) -> Option<i64> {
    let number = url.strip_prefix(table)?.strip_prefix(ROW)?;
    // "+7" and "007" would not come back as they are
    let plain =
        number.bytes().all(|byte| byte.is_ascii_digit()) && (number == "0" || !number.starts_with('0'));
    number.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::row_of;

    #[test]
    fn only_a_url_that_comes_back_as_it_was_is_kept_as_a_number() {
        assert_eq!(row_of("a.csv#row=7", "a.csv"), Some(7));
        assert_eq!(row_of("a.csv#row=0", "a.csv"), Some(0));
        for other in [
            "a.csv#row=07",
            "a.csv#row=+7",
            "a.csv#row=",
            "a.csv#row=7x",
            "b.csv#row=7",
            "https://a.csv",
        ] {
            assert_eq!(row_of(other, "a.csv"), None, "{other}");
        }
        assert_eq!(row_of("a.csv#row=99999999999999999999", "a.csv"), None);
    }
}
