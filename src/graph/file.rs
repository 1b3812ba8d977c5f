//! Opening, laying out and closing the graph file.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::known::Known;
use super::{Counts, Error, Ledger, writer};

/// "LGTN" in the file's header says whose database it is.
const APPLICATION_ID: i64 = 0x4c47_544e;
/// Version of `schema.sql`.
pub(super) const VERSION: i64 = 4;
/// The first version whose names can be looked up.
const WITH_NAMES: i64 = 3;
const SCHEMA: &str = include_str!("schema.sql");
const INDICES: &str = include_str!("indices.sql");
const VIEWS: &str = include_str!("views.sql");
/// What brings a file of each older version, from 1 on, to the next.
const MIGRATIONS: [&str; VERSION as usize - 1] = [
    include_str!("migrate_1.sql"),
    include_str!("migrate_2.sql"),
    include_str!("migrate_3.sql"),
];
/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(30);
/// How much of the file is read without copying: the most that SQLite allows.
const MAPPED: i64 = 0x7fff_0000;
/// Memory for pages while writing, in KiB below zero as SQLite has it.
const CACHE: i64 = -(64 << 10);
/// After how many pages what was added is moved into the file.
const CHECKPOINT: i64 = 16 << 10;

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
        let ledger = Self::opened(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let header = match ledger.header() {
            // what a killed program left half written is undone first, for which the file is written once
            Err(Error::ReadOnly(_)) => Self::opened(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?
                .header()
                .and_then(|_| ledger.header()),
            header => header,
        }?;
        match header {
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
        let mut header = ledger.header()?;
        let empty = header == (0, 0) && ledger.is_empty()?;
        if header == (0, 0) && !empty {
            header = ledger.header()?; // another writer may have been faster
        }
        match header {
            (APPLICATION_ID, VERSION) => {}
            (APPLICATION_ID, 1..VERSION) => ledger.migrate()?,
            _ if empty => ledger.lay_out()?,
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

    fn opened(file: &Path, flags: OpenFlags) -> Result<Self, Error> {
        // a connection is never in two threads at once
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let database = Connection::open_with_flags(file, flags).map_err(|source| Error::of(file, source))?;
        Self::over(database, file)
    }

    fn over(database: Connection, file: &Path) -> Result<Self, Error> {
        let fail = |source| Error::of(file, source);
        database.busy_timeout(PATIENCE).map_err(fail)?;
        database.pragma_update(None, "mmap_size", MAPPED).map_err(fail)?;
        database.set_prepared_statement_cache_capacity(64);
        Ok(Self {
            database,
            file: file.to_path_buf(),
            run: None,
            known: Known::default(),
        })
    }

    pub(super) fn fail(&self, source: rusqlite::Error) -> Error {
        Error::of(&self.file, source)
    }

    fn header(&self) -> Result<(i64, i64), Error> {
        // in one statement: another writer may lay the file out between two
        let both = "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version";
        self.database
            .query_row(both, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(|source| self.fail(source))
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
            // tables are made anew, and what refers to them stays
            database.pragma_update(None, "foreign_keys", false)?;
            let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // another writer may have been faster
            let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
            transaction.execute_batch("DROP VIEW IF EXISTS ties")?;
            for migration in MIGRATIONS.iter().skip((found - 1).max(0) as usize) {
                transaction.execute_batch(migration)?;
            }
            if found < WITH_NAMES {
                writer::name_all(&transaction)?;
            }
            transaction.execute_batch(INDICES)?;
            transaction.execute_batch(VIEWS)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
            transaction.commit()
        };
        migrate(&mut self.database).map_err(|source| Error::of(&self.file, source))
    }

    /// Makes the connection ready for a run of changes.
    pub(super) fn prepare(&self) -> rusqlite::Result<()> {
        let set = |name, value: &dyn rusqlite::ToSql| self.database.pragma_update(None, name, value);
        // SQLite does not wait by itself for a mode to change
        let pause = Duration::from_millis(10);
        let mut tries = PATIENCE.as_millis() / pause.as_millis();
        loop {
            match set("journal_mode", &"wal") {
                Err(rusqlite::Error::SqliteFailure(failure, _))
                    if failure.code == ErrorCode::DatabaseBusy && tries > 0 =>
                {
                    tries -= 1;
                    std::thread::sleep(pause);
                }
                done => break done?,
            }
        }
        // a kill loses no more than with "full"; only where the power fails, whole batches at the end may be lost
        set("synchronous", &"normal")?;
        set("wal_autocheckpoint", &CHECKPOINT)?;
        set("cache_size", &CACHE)?;
        // every key that the writer gives is one that it has just made or found, every word one of those that it knows
        set("foreign_keys", &false)?;
        set("ignore_check_constraints", &true)
    }

    /// Makes one file again of what was added. A ledger that is dropped without it is as safe; the next
    /// one to open it does the same.
    ///
    /// # Errors
    /// A full disk.
    pub fn close(self) -> Result<(), Error> {
        self.index()?;
        self.settle()
    }

    /// The same, and tells how much stands; it is counted meanwhile.
    ///
    /// # Errors
    /// A full disk; a file that cannot be read.
    pub fn close_counted(self) -> Result<Counts, Error> {
        let file = self.file.clone();
        let (indexed, counts) = std::thread::scope(|scope| {
            let counting = scope.spawn(|| Self::open(&file)?.counts());
            let indexed = self.index();
            let counts = counting.join();
            (
                indexed,
                counts.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            )
        });
        indexed?;
        self.settle()?;
        counts
    }

    /// Makes the indices that are quicker made for all rows at once than for each when it is added.
    fn index(&self) -> Result<(), Error> {
        match self.run.map(|_| self.make_indices()) {
            None | Some(Err(Error::Busy(_))) => Ok(()), // another writer makes them when it ends
            Some(made) => made,
        }
    }

    pub(super) fn make_indices(&self) -> Result<(), Error> {
        let made = self.database.execute_batch(INDICES);
        made.map_err(|source| self.fail(source))
    }

    /// Moves everything into the file itself.
    fn settle(self) -> Result<(), Error> {
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
