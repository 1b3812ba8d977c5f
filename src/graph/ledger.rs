//! The graph file: one SQLite database, described in `schema.sql`.
//!
//! While something is added the file is in WAL mode, so that readers go on reading and a kill loses only
//! the transaction under way; afterwards it is one file again. Equal input in equal order gives equal bytes.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
};

use super::judgement::ordered;
use super::{Contradiction, DocumentRecord, Identities, Judgement, KnowledgeGraph, Verdict, rows};
use crate::model::{Actor, ActorId, Document, DocumentId, Span, Statement};

/// "LGTN" in the file's header says whose database it is.
const APPLICATION_ID: i64 = 0x4c47_544e;
/// Version of `schema.sql`.
const VERSION: i64 = 2;
const SCHEMA: &str = include_str!("schema.sql");
/// Counts what [`KnowledgeGraph::new`] would make of the file, without loading it.
const COUNTS: &str = include_str!("counts.sql");
const PROGRAM: &str = concat!("legation ", env!("CARGO_PKG_VERSION"));
/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What can go wrong with a graph file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{}: there is no such graph; make one with 'legation build INPUT -o {}'", .0.display(), .0.display())]
    Missing(PathBuf),
    /// The folder that should hold it is not there.
    #[error("{}: the folder {} does not exist", file.display(), folder.display())]
    NoFolder {
        /// The graph file.
        file: PathBuf,
        /// Its folder.
        folder: PathBuf,
    },
    /// The file is something else.
    #[error("{}: this is no graph file of legation", .0.display())]
    NotAGraph(PathBuf),
    /// The file comes from a later version.
    #[error("{}: made by a newer version of legation (format {found}, this one knows {VERSION})", file.display())]
    Newer {
        /// The graph file.
        file: PathBuf,
        /// Its format.
        found: i64,
    },
    /// The file comes from an earlier version.
    #[error("{}: made by an older version of legation (format {found}, this one knows {VERSION}); build it again", file.display())]
    Older {
        /// The graph file.
        file: PathBuf,
        /// Its format.
        found: i64,
    },
    /// Judgements on who is who contradict each other.
    #[error("{}: {source}", file.display())]
    Contradiction {
        /// The graph file.
        file: PathBuf,
        /// Which ones.
        source: Contradiction,
    },
    /// The disk is full.
    #[error("{}: the disk is full; what was added before is kept", .0.display())]
    DiskFull(PathBuf),
    /// It may not be written.
    #[error("{}: cannot be written; the file or its folder is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// Another program is writing.
    #[error("{}: another program is writing to this graph; try again when it has finished", .0.display())]
    Busy(PathBuf),
    /// The file is damaged.
    #[error("{}: damaged: {what}", file.display())]
    Damaged {
        /// The graph file.
        file: PathBuf,
        /// What does not fit.
        what: String,
    },
    /// Anything else that the database says.
    #[error("{}: {source}", file.display())]
    Database {
        /// The graph file.
        file: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
}

impl Error {
    fn of(file: &Path, source: rusqlite::Error) -> Self {
        let file = file.to_path_buf();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotAGraph(file),
            Some(ErrorCode::DiskFull) => Self::DiskFull(file),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly(file)
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(file),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged {
                file,
                what: source.to_string(),
            },
            _ => match source {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Damaged {
                    file,
                    what: source.to_string(),
                },
                source => Self::Database { file, source },
            },
        }
    }
}

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
    /// Opens a graph for reading.
    ///
    /// # Errors
    /// No such file, a file that is no graph, or of a newer version.
    pub fn open(file: &Path) -> Result<Self, Error> {
        if !file.exists() {
            return Err(Error::Missing(file.to_path_buf()));
        }
        let fail = |source| Error::of(file, source);
        let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(fail)?;
        let ledger = Self::over(database, file)?;
        match ledger.header()? {
            (APPLICATION_ID, VERSION) => Ok(ledger),
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
        match application {
            APPLICATION_ID if version > VERSION => Error::Newer { file, found: version },
            APPLICATION_ID => Error::Older { file, found: version },
            _ => Error::NotAGraph(file),
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
                transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
                transaction.pragma_update(None, "user_version", VERSION)?;
            }
            transaction.commit()
        };
        lay(&mut self.database).map_err(|source| Error::of(&self.file, source))
    }

    /// Whether this very text is already there, so that adding it would change nothing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn holds(&self, document: &Document) -> Result<bool, Error> {
        let record = DocumentRecord::of(document);
        let mut query = self
            .database
            .prepare_cached(
                "SELECT 1 FROM documents WHERE id = ? AND kind = 'text' AND digest = ? AND superseded IS NULL",
            )
            .map_err(|source| self.fail(source))?;
        query
            .exists(params![record.id.as_str(), record.digest])
            .map_err(|source| self.fail(source))
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
        let run = self.run;
        // without this a file would change though nothing in it does
        if run.is_none() && !self.lacks_any(batch).map_err(|source| self.fail(source))? {
            return Ok(Added::default());
        }
        let result = self.try_add(batch);
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

    fn try_add(&mut self, batch: &[Entry]) -> rusqlite::Result<Added> {
        if self.run.is_none() {
            self.database.pragma_update(None, "journal_mode", "wal")?;
            self.database.pragma_update(None, "synchronous", "full")?;
        }
        let transaction = self
            .database
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writer = Writer {
            transaction: &transaction,
            run: &mut self.run,
            actors: &mut self.actors,
            tables: HashMap::new(),
            added: Added::default(),
        };
        for entry in batch {
            match entry {
                Entry::Text { record, statements } => writer.text(record, statements)?,
                Entry::Row { statement, publisher } => writer.row(statement, publisher.as_deref())?,
            }
        }
        let added = writer.added;
        transaction.commit()?;
        Ok(added)
    }

    /// Everything that stands, in memory.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged. O(n log n) in statements.
    pub fn load(&self) -> Result<KnowledgeGraph, Error> {
        let (documents, statements) = rows::load(&self.database).map_err(|source| self.fail(source))?;
        let identities = self.identities(&self.judgements()?)?;
        Ok(KnowledgeGraph::judged(documents, statements, identities))
    }

    /// The same without the judgements: every actor as it was resolved.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged. O(n log n) in statements.
    pub fn load_unjudged(&self) -> Result<KnowledgeGraph, Error> {
        let (documents, statements) = rows::load(&self.database).map_err(|source| self.fail(source))?;
        Ok(KnowledgeGraph::new(documents, statements))
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

/// One transaction.
struct Writer<'a> {
    transaction: &'a Transaction<'a>,
    run: &'a mut Option<i64>,
    actors: &'a mut HashMap<Actor, i64>,
    /// The tables of this batch: their keys and publishers.
    tables: HashMap<DocumentId, (i64, Option<String>)>,
    added: Added,
}

impl Writer<'_> {
    /// The number of this run; the first change begins it.
    fn run(&mut self) -> rusqlite::Result<i64> {
        if let Some(run) = *self.run {
            return Ok(run);
        }
        self.transaction
            .execute("INSERT INTO runs (program) VALUES (?)", [PROGRAM])?;
        let run = self.transaction.last_insert_rowid();
        *self.run = Some(run);
        Ok(run)
    }

    fn text(&mut self, record: &DocumentRecord, statements: &[Statement]) -> rusqlite::Result<()> {
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
        let key = self.insert_document(record)?;
        self.added.documents += 1;
        let mut sentences: HashMap<(Option<Span>, &str), i64> = HashMap::new();
        for statement in statements {
            let sentence = match (statement.sentence, statement.quote.as_str()) {
                (None, "") => None,
                at => Some(match sentences.get(&at) {
                    Some(&known) => known,
                    None => {
                        let new = rows::insert_sentence(self.transaction, key, at.0, at.1)?;
                        sentences.insert(at, new);
                        new
                    }
                }),
            };
            self.statement(key, sentence, statement)?;
        }
        Ok(())
    }

    fn row(&mut self, statement: &Statement, publisher: Option<&str>) -> rusqlite::Result<()> {
        let key = self.table(&statement.doc, publisher)?;
        let known = self
            .transaction
            .prepare_cached("SELECT 1 FROM statements WHERE document = ? AND id = ?")?
            .exists(params![key, statement.id.as_str()])?;
        if known {
            return Ok(());
        }
        let sentence = match (statement.sentence, statement.quote.as_str()) {
            (None, "") => None,
            (span, quote) => Some(rows::insert_sentence(self.transaction, key, span, quote)?),
        };
        self.statement(key, sentence, statement)
    }

    /// The document that rows stand in. Which publisher it keeps of several does not depend on their order.
    fn table(&mut self, id: &DocumentId, publisher: Option<&str>) -> rusqlite::Result<i64> {
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
                (
                    self.insert_document(&DocumentRecord::table(id.clone(), publisher.clone()))?,
                    publisher,
                )
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

    fn insert_document(&mut self, record: &DocumentRecord) -> rusqlite::Result<i64> {
        let run = self.run()?;
        rows::insert_document(self.transaction, record, run)
    }

    fn statement(
        &mut self,
        document: i64,
        sentence: Option<i64>,
        statement: &Statement,
    ) -> rusqlite::Result<()> {
        self.run()?;
        let Some(key) = rows::insert_statement(self.transaction, document, sentence, statement)? else {
            return Ok(());
        };
        self.added.statements += 1;
        let roles = [
            ("source", statement.source.as_slice()),
            ("target", &statement.targets),
            ("said-by", &statement.attribution),
        ];
        for (role, participants) in roles {
            for (position, participant) in participants.iter().enumerate() {
                let actor = match &participant.actor {
                    Some(actor) => Some(self.actor(actor)?),
                    None => None,
                };
                rows::insert_participant(self.transaction, key, role, position, participant, actor)?;
            }
        }
        Ok(())
    }

    fn actor(&mut self, actor: &Actor) -> rusqlite::Result<i64> {
        if let Some(&key) = self.actors.get(actor) {
            return Ok(key);
        }
        let key = rows::find_or_insert_actor(self.transaction, actor)?;
        self.actors.insert(actor.clone(), key);
        Ok(key)
    }
}
