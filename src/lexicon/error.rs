use std::fmt;

/// A table that cannot be read, and where it goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct LexiconError {
    /// File name as it stands in `data/`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl LexiconError {
    /// An error at the place of `part`, which must be a slice of `line`.
    pub(crate) fn at(file: &str, number: usize, line: &str, part: &str, message: impl Into<String>) -> Self {
        let bytes = (part.as_ptr() as usize)
            .checked_sub(line.as_ptr() as usize)
            .filter(|&bytes| line.is_char_boundary(bytes))
            .unwrap_or(0);
        Self {
            file: file.to_owned(),
            line: number,
            column: line[..bytes].chars().count() + 1,
            message: message.into(),
        }
    }
}
