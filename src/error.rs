use std::io;
use std::path::PathBuf;

use crate::{graph, read};

/// What can go wrong, with its place and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An input cannot be read at all.
    #[error(transparent)]
    Input(#[from] read::Error),
    /// The graph file.
    #[error(transparent)]
    Graph(#[from] graph::Error),
    /// A name that means nobody in particular.
    #[error(transparent)]
    Name(#[from] graph::NameError),
    /// Output that could not be written.
    #[error("{place}: {source}")]
    Output {
        /// The file as given, or "standard output".
        place: String,
        /// Why.
        source: io::Error,
    },
    /// Whoever read the output has stopped reading. For a command this is no failure.
    #[error("the reader of the output has closed it")]
    ClosedPipe,
    /// The worker threads cannot be started.
    #[error("cannot start {threads} threads: {reason}")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// Why not.
        reason: String,
    },
    /// Words of the command line that make no sense together.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// The error of writing to a file.
    pub fn writing(file: PathBuf, source: io::Error) -> Self {
        Self::output(file.display().to_string(), source)
    }

    /// The error of writing somewhere; a closed pipe is told apart.
    pub fn output(place: String, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Output { place, source }
        }
    }
}

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
