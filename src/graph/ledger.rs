//! The graph file: one SQLite database, described in `schema.sql`.
//!
//! While something is added the file is in WAL mode, so that readers go on reading and a kill loses only
//! the transaction under way; afterwards it is one file again. Equal input in equal order gives equal bytes.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::history::{self, AsOf, History};
use super::judgement::ordered;
use super::knowledge::takers;
use super::writer::Writer;
use super::{DocumentRecord, Error, Identities, Judgement, KnowledgeGraph, Verdict, rows};
use crate::model::{Actor, ActorId, Statement};

/// "LGTN" in the file's header says whose database it is.
const APPLICATION_ID: i64 = 0x4c47_544e;
/// Version of `schema.sql`.
pub(super) const VERSION: i64 = 2;
const SCHEMA: &str = include_str!("schema.sql");
const VIEWS: &str = include_str!("views.sql");
/// What brings a file of each older version, from 1 on, to the next.
const MIGRATIONS: [&str; VERSION as usize - 1] = [include_str!("migrate_1.sql")];
/// Counts what [`KnowledgeGraph::new`] would make of the file, without loading it.
const COUNTS: &str = include_str!("counts.sql");
/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(30);

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
    database: Connection,
    file: PathBuf,
    /// The run that this ledger's additions belong to; there is none before the first.
    run: Option<i64>,
    actors: HashMap<Actor, i64>,
}

impl Ledger {
    /// Opens a graph for reading. A graph of an older version is brought up to date first.
    ///
    /// # Errors
    /// No such file, a file that is no graph, or of a newer version; or of an older one in a place that may
    /// not be written.
    pub fn open(file: &Path) -> Result<Self, Error> {
        if !file.exists() {
            return Err(Error::Missing(file.to_path_buf()));
        }
        let fail = |source| Error::of(file, source);
        let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(fail)?;
        let ledger = Self::over(database, file)?;
        match ledger.header()? {
            (APPLICATION_ID, VERSION) => Ok(ledger),
            (APPLICATION_ID, 1..VERSION) => {
                drop(ledger);
                Self::create(file)?.close()?;
                Self::open(file)
            }
            header => Err(ledger.foreign(header)),
        }
    }

    /// Opens a graph for adding to it, and makes it when it is not there.
    ///
    /// # Errors
    /// A folder that does not exist, a place that may not be written, a file that is no graph.
    pub fn create(file: &Path) -> Result<Self, Error> {
        let fail = |source| Error::of(file, source);
        let folder = match file.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(Error::NoFolder {
                file: file.to_path_buf(),
                folder: folder.to_path_buf(),
            });
        }
        if file.is_dir() {
            return Err(Error::NotAGraph(file.to_path_buf()));
        }
        let database = Connection::open(file).map_err(fail)?;
        let mut ledger = Self::over(database, file)?;
        match ledger.header()? {
            (APPLICATION_ID, VERSION) => {}
            (APPLICATION_ID, 1..VERSION) => ledger.migrate()?,
            (0, 0) if ledger.is_empty()? => ledger.lay_out()?,
            header => return Err(ledger.foreign(header)),
        }
        if ledger.database.is_readonly(rusqlite::MAIN_DB).map_err(fail)? {
            return Err(Error::ReadOnly(file.to_path_buf()));
        }
        Ok(ledger)
    }

    /// Opens a graph that is there for changing it.
    ///
    /// # Errors
    /// No such file, or one that may not be written.
    pub fn open_for_change(file: &Path) -> Result<Self, Error> {
        if !file.exists() {
            return Err(Error::Missing(file.to_path_buf()));
        }
        Self::create(file)
    }

    fn over(database: Connection, file: &Path) -> Result<Self, Error> {
        let fail = |source| Error::of(file, source);
        database.busy_timeout(PATIENCE).map_err(fail)?;
        database.pragma_update(None, "foreign_keys", true).map_err(fail)?;
        database.set_prepared_statement_cache_capacity(32);
        Ok(Self {
            database,
            file: file.to_path_buf(),
            run: None,
            actors: HashMap::new(),
        })
    }

    fn fail(&self, source: rusqlite::Error) -> Error {
        Error::of(&self.file, source)
    }

    fn header(&self) -> Result<(i64, i64), Error> {
        let number = |name| self.database.pragma_query_value(None, name, |row| row.get(0));
        let read = || Ok((number("application_id")?, number("user_version")?));
        read().map_err(|source| self.fail(source))
    }

    fn foreign(&self, (application, version): (i64, i64)) -> Error {
        let file = self.file.clone();
        if application == APPLICATION_ID && version > VERSION {
            Error::Newer { file, found: version }
        } else {
            Error::NotAGraph(file)
        }
    }

    fn is_empty(&self) -> Result<bool, Error> {
        self.database
            .query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
            .map_err(|source| self.fail(source))
    }

    fn lay_out(&mut self) -> Result<(), Error> {
        let lay = |database: &mut Connection| {
            let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // another writer may have been faster
            let tables: i64 =
                transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            if tables == 0 {
                transaction.execute_batch(SCHEMA)?;
                transaction.execute_batch(VIEWS)?;
                transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
                transaction.pragma_update(None, "user_version", VERSION)?;
            }
            transaction.commit()
        };
        lay(&mut self.database).map_err(|source| Error::of(&self.file, source))
    }

    /// Brings an older version up to date, in one transaction.
    fn migrate(&mut self) -> Result<(), Error> {
        let migrate = |database: &mut Connection| {
            let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // another writer may have been faster
            let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
            for migration in MIGRATIONS.iter().skip((found - 1).max(0) as usize) {
                transaction.execute_batch(migration)?;
            }
            transaction.execute_batch("DROP VIEW IF EXISTS ties")?;
            transaction.execute_batch(VIEWS)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
            transaction.commit()
        };
        migrate(&mut self.database).map_err(|source| Error::of(&self.file, source))
    }

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
        if self.run.is_none() && !self.lacks_any(batch).map_err(|source| self.fail(source))? {
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
            self.actors.clear();
        }
        result.map_err(|source| Error::of(&self.file, source))
    }

    /// Whether anything in a batch is new.
    fn lacks_any(&self, batch: &[Entry]) -> rusqlite::Result<bool> {
        let mut text = self.database.prepare_cached(
            "SELECT 1 FROM documents WHERE id = ? AND kind = 'text' AND digest IS ? AND superseded IS NULL",
        )?;
        let mut row = self.database.prepare_cached(
            "SELECT 1 FROM documents JOIN statements USING (document)
             WHERE documents.id = ?1 AND kind = 'table' AND statements.id = ?2
                 AND (?3 IS NULL OR publisher <= ?3) AND superseded IS NULL",
        )?;
        for entry in batch {
            let known = match entry {
                Entry::Text { record, .. } => text.exists(params![record.id.as_str(), record.digest])?,
                Entry::Row { statement, publisher } => {
                    row.exists(params![statement.doc.as_str(), statement.id.as_str(), publisher])?
                }
            };
            if !known {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn try_change<T>(
        &mut self,
        work: impl FnOnce(&mut Writer<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        if self.run.is_none() {
            self.database.pragma_update(None, "journal_mode", "wal")?;
            self.database.pragma_update(None, "synchronous", "full")?;
        }
        let transaction = self
            .database
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writer = Writer::new(&transaction, &mut self.run, &mut self.actors);
        let done = work(&mut writer)?;
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

    /// The part of the graph that tells what is between two actors, in which they are called as in all of it;
    /// with all documents. `None` where that takes the whole: a name that must be looked for, actors that
    /// were judged, a statement that ties the two with others. O(k log n) in the k statements of the two.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_between(&self, a: &str, b: &str) -> Result<Option<KnowledgeGraph>, Error> {
        if !self.judgements()?.is_empty() {
            return Ok(None);
        }
        let only = |name| rows::only_actor(&self.database, name).map_err(|source| self.fail(source));
        let (Some(a), Some(b)) = (only(a)?, only(b)?) else {
            return Ok(None);
        };
        let pair = [a, b];
        let loaded = history::load(&self.database, None, Some(&pair));
        let (documents, statements) = loaded.map_err(|source| self.fail(source))?;
        let graph = KnowledgeGraph::new(documents, statements);
        let known = pair.iter().all(|id| graph.actor(id).is_some());
        let of_both = |statement: &&Statement| {
            pair.iter()
                .all(|id| takers(statement).any(|actor| actor.id == *id))
        };
        let alone = |statement: &Statement| takers(statement).all(|actor| pair.contains(&actor.id));
        let whole = known && graph.statements().iter().filter(of_both).all(alone);
        Ok(whole.then_some(graph))
    }

    fn loaded(&self, moment: Option<AsOf>, identities: Identities) -> Result<KnowledgeGraph, Error> {
        let loaded = history::load(&self.database, moment, None);
        let (documents, statements) = loaded.map_err(|source| self.fail(source))?;
        Ok(KnowledgeGraph::judged(documents, statements, identities))
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

    /// How much stands, in little memory. O(n log n) in statements.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged.
    pub fn counts(&self) -> Result<Counts, Error> {
        let counts = self.database.query_row(COUNTS, [], |row| {
            Ok(Counts {
                documents: row.get(0)?,
                statements: row.get(1)?,
                actors: row.get(2)?,
                ties: row.get(3)?,
            })
        });
        counts.map_err(|source| self.fail(source))
    }

    /// Makes one file again of what was added. A ledger that is dropped without it is as safe; the next
    /// one to open it does the same.
    ///
    /// # Errors
    /// A full disk.
    pub fn close(self) -> Result<(), Error> {
        let file = self.file;
        if self.run.is_some() {
            let mode = self.database.pragma_update(None, "journal_mode", "delete");
            match mode.map_err(|source| Error::of(&file, source)) {
                Ok(()) | Err(Error::Busy(_)) => {} // a reader is at it: the file stays in WAL mode
                Err(error) => return Err(error),
            }
        }
        self.database
            .close()
            .map_err(|(_, source)| Error::of(&file, source))
    }
}
