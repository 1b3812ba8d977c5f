use std::fmt;

/// Where in the input something is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The input as it was named.
    pub file: String,
    /// Line, counted from 1.
    pub line: Option<u64>,
    /// Counted from 1: the field of a table's row, the byte of a line of JSON.
    pub column: Option<u64>,
}

impl Position {
    /// A whole input.
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            column: None,
        }
    }

    /// A line of an input.
    pub fn line(file: &str, line: u64) -> Self {
        Self {
            line: Some(line),
            ..Self::file(file)
        }
    }

    /// A column of a line.
    pub fn column(file: &str, line: u64, column: u64) -> Self {
        Self {
            column: Some(column),
            ..Self::line(file, line)
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        Ok(())
    }
}

/// How much a [`Note`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing was lost that was meant to be read.
    Warning,
    /// Something could not be read and is missing.
    Error,
}

/// What a reader has to say about a place in its input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub position: Position,
    /// How much it matters.
    pub severity: Severity,
    /// What, and what to do.
    pub message: String,
}

impl Note {
    pub(super) fn warning(position: Position, message: impl Into<String>) -> Self {
        Self {
            position,
            severity: Severity::Warning,
            message: message.into(),
        }
    }

    pub(super) fn error(position: Position, message: impl Into<String>) -> Self {
        Self {
            position,
            severity: Severity::Error,
            message: message.into(),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.message)
    }
}
