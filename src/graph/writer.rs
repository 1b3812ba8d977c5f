//! What is added to a ledger within one transaction.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::history::Version;
use super::insert::{Inserts, Keys};
use super::known::{Known, name};
use super::names::{bare, fold};
use super::{Added, DocumentRecord, rows};
use crate::model::{DocumentId, Span, Statement};

const PROGRAM: &str = concat!("legation ", env!("CARGO_PKG_VERSION"));

/// One transaction.
pub(super) struct Writer<'a> {
    transaction: &'a Transaction<'a>,
    inserts: Inserts<'a>,
    run: &'a mut Option<i64>,
    known: &'a mut Known,
    /// The tables of this batch: their keys and publishers.
    tables: HashMap<DocumentId, (i64, Option<String>)>,
    pub(super) added: Added,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        transaction: &'a Transaction<'a>,
        run: &'a mut Option<i64>,
        known: &'a mut Known,
    ) -> rusqlite::Result<Self> {
        Ok(Self {
            transaction,
            inserts: Inserts::new(transaction)?,
            run,
            known,
            tables: HashMap::new(),
            added: Added::default(),
        })
    }

    /// The number of this run; the first change begins it.
    pub(super) fn run(&mut self) -> rusqlite::Result<i64> {
        if let Some(run) = *self.run {
            return Ok(run);
        }
        self.transaction
            .execute("INSERT INTO runs (program) VALUES (?)", [PROGRAM])?;
        let run = self.transaction.last_insert_rowid();
        *self.run = Some(run);
        Ok(run)
    }

    pub(super) fn text(&mut self, record: &DocumentRecord, statements: &[Statement]) -> rusqlite::Result<()> {
        let current: Option<(i64, Option<String>)> = self
            .transaction
            .prepare_cached("SELECT document, digest FROM documents WHERE id = ? AND kind = 'text' AND superseded IS NULL")?
            .query_row([record.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((key, digest)) = current {
            if digest == record.digest {
                return Ok(());
            }
            let run = self.run()?;
            self.transaction
                .prepare_cached("UPDATE documents SET superseded = ? WHERE document = ?")?
                .execute([run, key])?;
            self.added.superseded += 1;
        }
        let revision = self.next_revision(record)?;
        let key = self.insert_document(record, revision)?;
        self.added.documents += 1;
        self.statements(key, statements)
    }

    /// A version of a document as another ledger has it; `stands` tells whether it is the one that counts.
    pub(super) fn version(&mut self, version: &Version, stands: bool) -> rusqlite::Result<()> {
        let key = self.insert_document(&version.record, version.revision)?;
        let run = self.run()?;
        if !stands {
            self.transaction
                .prepare_cached("UPDATE documents SET superseded = ?, removed = ? WHERE document = ?")?
                .execute(params![run, version.removed, key])?;
        }
        self.statements(key, &version.statements)
    }

    /// Takes out what stands under an id: how many documents and statements that were.
    pub(super) fn remove(&mut self, id: &str) -> rusqlite::Result<(u64, u64)> {
        let statements: i64 = self.transaction.query_row(
            "SELECT count(*) FROM statements JOIN documents USING (document) WHERE documents.id = ? AND superseded IS NULL",
            [id],
            |row| row.get(0),
        )?;
        let run = self.run()?;
        let documents = self.transaction.execute(
            "UPDATE documents SET superseded = ?, removed = 1 WHERE id = ? AND superseded IS NULL",
            params![run, id],
        )?;
        Ok((documents as u64, statements.unsigned_abs()))
    }

    /// The number of a document's next form.
    fn next_revision(&self, record: &DocumentRecord) -> rusqlite::Result<i64> {
        self.transaction
            .prepare_cached("SELECT coalesce(max(revision), 0) + 1 FROM documents WHERE id = ? AND kind = ?")?
            .query_row(params![record.id.as_str(), record.kind.name()], |row| row.get(0))
    }

    fn statements(&mut self, key: i64, statements: &[Statement]) -> rusqlite::Result<()> {
        let mut sentences: HashMap<(Option<Span>, &str), i64> = HashMap::new();
        let mut seen = HashSet::new();
        for statement in statements.iter().filter(|statement| seen.insert(&statement.id)) {
            let sentence = match (statement.sentence, statement.quote.as_str()) {
                (None, "") => None,
                at => Some(match sentences.get(&at) {
                    Some(&known) => known,
                    None => {
                        let new = self.inserts.sentence(key, at.0, at.1)?;
                        sentences.insert(at, new);
                        new
                    }
                }),
            };
            self.statement(key, sentence, statement)?;
        }
        Ok(())
    }

    pub(super) fn row(&mut self, statement: &Statement, publisher: Option<&str>) -> rusqlite::Result<()> {
        let key = self.table(&statement.doc, publisher)?;
        if !self.known.add_row(self.transaction, key, &statement.id)? {
            return Ok(());
        }
        let sentence = match (statement.sentence, statement.quote.as_str()) {
            (None, "") => None,
            (span, quote) => Some(self.inserts.sentence(key, span, quote)?),
        };
        self.statement(key, sentence, statement)
    }

    /// The document that rows stand in. Which publisher it keeps of several does not depend on their order.
    fn table(&mut self, id: &DocumentId, publisher: Option<&str>) -> rusqlite::Result<i64> {
        if let Some((key, kept)) = self.tables.get(id)
            && publisher.is_none_or(|new| kept.as_deref().is_some_and(|kept| new >= kept))
        {
            return Ok(*key);
        }
        let known = match self.tables.get(id) {
            Some(known) => Some(known.clone()),
            None => self
                .transaction
                .prepare_cached(
                    "SELECT document, publisher FROM documents WHERE id = ? AND kind = 'table' AND superseded IS NULL",
                )?
                .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?,
        };
        let (key, kept) = match (known, publisher) {
            (None, publisher) => {
                let publisher = publisher.map(str::to_owned);
                let record = DocumentRecord::table(id.clone(), publisher.clone());
                let revision = self.next_revision(&record)?;
                let key = self.insert_document(&record, revision)?;
                self.known.new_table(key);
                (key, publisher)
            }
            (Some((key, kept)), Some(new)) if kept.as_deref().is_none_or(|kept| new < kept) => {
                self.transaction
                    .prepare_cached("UPDATE documents SET publisher = ? WHERE document = ?")?
                    .execute(params![new, key])?;
                (key, Some(new.to_owned()))
            }
            (Some(known), _) => known,
        };
        self.tables.insert(id.clone(), (key, kept));
        Ok(key)
    }

    fn insert_document(&mut self, record: &DocumentRecord, revision: i64) -> rusqlite::Result<i64> {
        let run = self.run()?;
        self.inserts.document(record, revision, run)
    }

    fn statement(
        &mut self,
        document: i64,
        sentence: Option<i64>,
        statement: &Statement,
    ) -> rusqlite::Result<()> {
        let run = self.run()?;
        let (known, inserts) = (&mut *self.known, &mut self.inserts);
        let mut targets = statement.targets.iter();
        let keys = Keys {
            document,
            run,
            relation: known.relation(inserts, statement)?,
            time: match &statement.when {
                Some(when) => Some(known.time(inserts, when)?),
                None => None,
            },
            source: match &statement.source {
                Some(source) => Some(known.mention(inserts, source)?),
                None => None,
            },
            target: match targets.next() {
                Some(target) => Some(known.mention(inserts, target)?),
                None => None,
            },
            sentence,
        };
        let key = inserts.statement(keys, statement)?;
        self.added.statements += 1;
        let further = targets
            .zip(1..)
            .map(|(target, position)| ("target", position, target));
        let speakers = statement.attribution.iter().zip(0..);
        let speakers = speakers.map(|(speaker, position)| ("said-by", position, speaker));
        for (role, position, participant) in further.chain(speakers) {
            let mention = known.mention(inserts, participant)?;
            inserts.other(key, (role, position), mention, participant.span)?;
        }
        Ok(())
    }
}

/// Notes what everybody in a file is called, in which nothing of this is noted yet.
pub(super) fn name_all(db: &Connection) -> rusqlite::Result<()> {
    let mut inserts = Inserts::new(db)?;
    let mut query = db.prepare("SELECT actor, id, name, kind, country, sector FROM actors")?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        name(&mut inserts, row.get(0)?, &rows::actor(row)?)?;
    }
    let mut query = db.prepare("SELECT actor, text FROM mentions WHERE actor IS NOT NULL")?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        if let Some(name) = bare(row.get_ref(1)?.as_str()?) {
            inserts.name(&fold(name), "used", row.get(0)?)?;
        }
    }
    Ok(())
}
