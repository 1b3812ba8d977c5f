//! The graph file: one SQLite database, described in `schema.sql`.
//!
//! While something is added the file is in WAL mode, so that readers go on reading and a kill loses only
//! the transaction under way; afterwards it is one file again. Equal input in equal order gives equal bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior, params};

use super::history::{self, AsOf, History};
use super::judgement::ordered;
use super::known::Known;
use super::writer::Writer;
use super::{DocumentRecord, Error, Identities, Judgement, KnowledgeGraph, Verdict, outline};
use crate::model::{ActorId, Statement};

/// Something to be added.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A text and all its statements.
    Text {
        /// The text's record.
        record: DocumentRecord,
        /// What it says.
        statements: Vec<Statement>,
    },
    /// A row of event data.
    Row {
        /// What it says.
        statement: Box<Statement>,
        /// Who published it.
        publisher: Option<String>,
    },
}

/// How much was new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Texts that were not there, or not in this form.
    pub documents: u64,
    /// Texts among them that took the place of an older form.
    pub superseded: u64,
    /// Statements.
    pub statements: u64,
}

impl std::ops::AddAssign for Added {
    fn add_assign(&mut self, other: Self) {
        self.documents += other.documents;
        self.superseded += other.superseded;
        self.statements += other.statements;
    }
}

/// How much stands in a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub documents: u32,
    /// Statements.
    pub statements: u32,
    /// Actors that take part in them.
    pub actors: u32,
    /// Ties between those.
    pub ties: u32,
}

/// An open graph file.
pub struct Ledger {
    pub(super) database: Connection,
    pub(super) file: PathBuf,
    /// The run that this ledger's additions belong to; there is none before the first.
    pub(super) run: Option<i64>,
    pub(super) known: Known,
}

impl Ledger {
    /// Whether the very text of this id and digest is already there, so that adding it would change nothing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn holds(&self, id: &str, digest: &str) -> Result<bool, Error> {
        let mut query = self
            .database
            .prepare_cached(
                "SELECT 1 FROM documents WHERE id = ? AND kind = 'text' AND digest = ? AND superseded IS NULL",
            )
            .map_err(|source| self.fail(source))?;
        query.exists([id, digest]).map_err(|source| self.fail(source))
    }

    /// Adds a batch in one transaction: all of it or, on an error, nothing.
    ///
    /// A text that is there already changes nothing; a text whose id is there with another content takes
    /// its place, and the older one is kept as history. Rows that are there already change nothing.
    ///
    /// # Errors
    /// A full disk, a read-only file, another writer that does not finish.
    pub fn add(&mut self, batch: &[Entry]) -> Result<Added, Error> {
        if batch.is_empty() {
            return Ok(Added::default());
        }
        // without this a file would change though nothing in it does
        if self.run.is_none()
            && !self
                .known
                .lacks_any(&self.database, batch)
                .map_err(|source| self.fail(source))?
        {
            return Ok(Added::default());
        }
        self.change(|writer| {
            for entry in batch {
                match entry {
                    Entry::Text { record, statements } => writer.text(record, statements)?,
                    Entry::Row { statement, publisher } => writer.row(statement, publisher.as_deref())?,
                }
            }
            Ok(writer.added)
        })
    }

    /// Takes the documents of an id out, texts and tables, in one transaction: how many documents and
    /// statements that were; none when there is no such document. What was taken out is history, and comes
    /// back when it is added again.
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn remove(&mut self, id: &str) -> Result<(u64, u64), Error> {
        let stands = self
            .database
            .prepare_cached("SELECT 1 FROM documents WHERE id = ? AND superseded IS NULL")
            .and_then(|mut query| query.exists([id]))
            .map_err(|source| self.fail(source))?;
        if !stands {
            return Ok((0, 0));
        }
        self.change(|writer| writer.remove(id))
    }

    /// Makes a new graph of everything that some graphs hold, their history included: in the new file it is
    /// all of one run. A document that was taken out of one of them is not in it, unless another has a later
    /// form. Actors that were judged different in one of them are different. Which order the graphs are given
    /// in does not matter.
    ///
    /// # Errors
    /// When the new file exists or cannot be written, one of the others cannot be read, or their judgements
    /// contradict each other.
    pub fn merge(parts: &[Self], file: &Path) -> Result<Self, Error> {
        if file.exists() {
            return Err(Error::Exists(file.to_path_buf()));
        }
        let mut history = History::default();
        for part in parts {
            let versions = History::read(&part.database).map_err(|source| part.fail(source))?;
            history.join(versions.judged(part.judgements()?));
        }
        let mut ledger = Self::create(file)?;
        let written = ledger.change(|writer| {
            let mut versions = history.versions();
            versions.try_for_each(|(version, stands)| writer.version(version, stands))
        });
        let judged = written.and_then(|()| ledger.judge(&history.verdicts()));
        match judged {
            Ok(_) => Ok(ledger),
            Err(error) => {
                drop(ledger);
                // the error that is told is the first one
                let _ = std::fs::remove_file(file);
                Err(error)
            }
        }
    }

    /// The number of the run that this ledger's changes belong to; none before the first change.
    pub fn run(&self) -> Option<i64> {
        self.run
    }

    /// One transaction: all of it or, on an error, nothing.
    fn change<T>(&mut self, work: impl FnOnce(&mut Writer<'_>) -> rusqlite::Result<T>) -> Result<T, Error> {
        let run = self.run;
        let result = self.try_change(work);
        if result.is_err() {
            // keys of the transaction that was undone are void
            self.run = run;
            self.known.clear();
        }
        result.map_err(|source| Error::of(&self.file, source))
    }

    fn try_change<T>(
        &mut self,
        work: impl FnOnce(&mut Writer<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        if self.run.is_none() {
            self.prepare()?;
        }
        let transaction = self
            .database
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.known.refresh(&transaction)?;
        let mut writer = Writer::new(&transaction, &mut self.run, &mut self.known)?;
        let done = work(&mut writer)?;
        drop(writer);
        transaction.commit()?;
        Ok(done)
    }

    /// Everything that stands, in memory.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged. O(n log n) in statements.
    pub fn load(&self) -> Result<KnowledgeGraph, Error> {
        let identities = self.identities(&self.judgements()?)?;
        self.loaded(None, identities)
    }

    /// The same without the judgements: every actor as it was resolved.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged. O(n log n) in statements.
    pub fn load_unjudged(&self) -> Result<KnowledgeGraph, Error> {
        self.loaded(None, Identities::default())
    }

    /// Everything that stood at a moment in the past, in memory; with the judgements of now.
    ///
    /// # Errors
    /// As [`Self::load`], and when there is no such run.
    pub fn load_as_of(&self, moment: AsOf) -> Result<KnowledgeGraph, Error> {
        if let AsOf::Run(run) = moment {
            let last = self
                .database
                .query_row("SELECT coalesce(max(run), 0) FROM runs", [], |row| row.get(0))
                .map_err(|source| self.fail(source))?;
            if !(1..=last).contains(&run) {
                let file = self.file.clone();
                return Err(Error::NoRun { file, run, last });
            }
        }
        let identities = self.identities(&self.judgements()?)?;
        self.loaded(Some(moment), identities)
    }

    fn loaded(&self, moment: Option<AsOf>, identities: Identities) -> Result<KnowledgeGraph, Error> {
        // one snapshot for all queries, though somebody may be writing
        let load = || history::load(&*self.database.unchecked_transaction()?, moment);
        let (documents, statements) = load().map_err(|source| self.fail(source))?;
        Ok(KnowledgeGraph::judged(documents, statements, identities))
    }

    /// Reads from one snapshot of the file, with what was judged.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection, &Identities) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let snapshot = self
            .database
            .unchecked_transaction()
            .map_err(|source| self.fail(source))?;
        let identities = self.identities(&self.judgements()?)?;
        work(&snapshot, &identities).map_err(|source| self.fail(source))
    }

    /// What was judged about who is who, in the order of ids.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged.
    pub fn judgements(&self) -> Result<Vec<Judgement>, Error> {
        let read = || {
            let mut query = self
                .database
                .prepare("SELECT a, b, same FROM judgements ORDER BY a, b")?;
            let judgement = |row: &rusqlite::Row<'_>| {
                let (a, b): (String, String) = (row.get(0)?, row.get(1)?);
                let same: bool = row.get(2)?;
                let verdict = if same { Verdict::Same } else { Verdict::Different };
                Ok(Judgement::new(a.into(), b.into(), verdict))
            };
            query
                .query_map([], judgement)?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|source| self.fail(source))
    }

    fn identities(&self, judgements: &[Judgement]) -> Result<Identities, Error> {
        Identities::new(judgements).map_err(|source| Error::Contradiction {
            file: self.file.clone(),
            source,
        })
    }

    /// Records verdicts on pairs of actors, each in place of the one before; none takes it back. All of them
    /// or, on an error, nothing. How many have changed something is returned.
    ///
    /// # Errors
    /// Judgements that contradict each other; a file that cannot be written.
    pub fn judge(&mut self, verdicts: &[(ActorId, ActorId, Option<Verdict>)]) -> Result<usize, Error> {
        let mut judged: BTreeMap<(ActorId, ActorId), Verdict> = self
            .judgements()?
            .into_iter()
            .map(|judgement| ((judgement.a, judgement.b), judgement.verdict))
            .collect();
        let mut changed = 0;
        for (a, b, verdict) in verdicts {
            let pair = ordered(a.clone(), b.clone());
            let before = match verdict {
                Some(verdict) => judged.insert(pair, *verdict),
                None => judged.remove(&pair),
            };
            changed += usize::from(before != *verdict);
        }
        if changed == 0 {
            return Ok(0);
        }
        let judgements: Vec<Judgement> = judged
            .into_iter()
            .map(|((a, b), verdict)| Judgement { a, b, verdict })
            .collect();
        let identities = self.identities(&judgements)?;
        let mut write = || {
            let transaction = self
                .database
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            transaction.execute_batch("DELETE FROM judgements; DELETE FROM identities;")?;
            let mut insert = transaction.prepare("INSERT INTO judgements (a, b, same) VALUES (?, ?, ?)")?;
            for Judgement { a, b, verdict } in &judgements {
                insert.execute(params![a.as_str(), b.as_str(), *verdict == Verdict::Same])?;
            }
            drop(insert);
            let mut insert = transaction.prepare("INSERT INTO identities (id, meant) VALUES (?, ?)")?;
            for (id, meant) in identities.merged() {
                insert.execute(params![id.as_str(), meant.as_str()])?;
            }
            drop(insert);
            transaction.commit()
        };
        write().map_err(|source| Error::of(&self.file, source))?;
        Ok(changed)
    }

    /// How much stands, in little memory: what [`KnowledgeGraph::new`] would make of it. O(n) in statements.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged.
    pub fn counts(&self) -> Result<Counts, Error> {
        self.read(outline::counts)
    }
}
