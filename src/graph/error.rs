use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::Contradiction;
use super::file::VERSION;

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
    /// Something would be written over.
    #[error("{}: exists already; name a new file", .0.display())]
    Exists(PathBuf),
    /// The file has no such run.
    #[error("{}: there is no run {run}; the last is {last}", file.display())]
    NoRun {
        /// The graph file.
        file: PathBuf,
        /// As asked for.
        run: u32,
        /// The last one.
        last: u32,
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
    pub(super) fn of(file: &Path, source: rusqlite::Error) -> Self {
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
