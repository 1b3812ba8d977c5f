//! Selections of a graph as files that other programs read: one row of [`FORMATS`] and one file a format.

mod dot;
mod json;
mod jsonl;

use crate::graph::Selection;

/// A kind of output.
pub struct Format {
    /// What `--format` calls it.
    pub name: &'static str,
    /// File extensions, without the dot.
    pub extensions: &'static [&'static str],
    /// Media type.
    pub media_type: &'static str,
    /// One line for the help text.
    pub about: &'static str,
    write: fn(&Selection<'_>) -> Vec<u8>,
}

/// All output formats.
pub static FORMATS: &[Format] = &[
    Format {
        name: "dot",
        extensions: &["dot", "gv"],
        media_type: "text/vnd.graphviz",
        about: "a drawing for Graphviz: actors, ties coloured by kind, dashed and dotted where they are no facts",
        write: dot::write,
    },
    Format {
        name: "json",
        extensions: &["json"],
        media_type: "application/json",
        about: "nodes, edges, documents, and statements as 'legation extract --format jsonl' prints them",
        write: json::write,
    },
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        media_type: "application/jsonl",
        about: "documents and statements as JSON Lines, which 'legation build' reads back without loss",
        write: jsonl::write,
    },
];

impl Format {
    /// The format that `--format` calls `name`.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format of a file name's extension.
    pub fn of_extension(extension: &str) -> Option<&'static Format> {
        let extension = extension.to_lowercase();
        FORMATS
            .iter()
            .find(|format| format.extensions.contains(&extension.as_str()))
    }

    /// The file's bytes: always the same for the same selection.
    pub fn bytes(&self, selection: &Selection<'_>) -> Vec<u8> {
        (self.write)(selection)
    }
}
