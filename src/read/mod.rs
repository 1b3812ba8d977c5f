//! Bytes to documents, and for event data to rows.
//!
//! One row of [`FORMATS`] and one file make a format. Everything streams: a file of any number of documents
//! or rows takes the memory of one of them.
//!
//! What is normalised: a byte order mark is dropped, bytes that are no UTF-8 become U+FFFD (with a
//! [`Note`]), and in plain-text files CRLF and lone CR become LF. The text of a JSON Lines document is kept
//! as it is given, so that spans count the code points of the string that its owner has.

mod coded;
mod decode;
mod dyads;
mod events;
mod graph;
mod input;
mod jsonl;
mod lines;
mod note;
mod pairs;
mod text;
mod triples;

use std::io::BufRead;

pub use dyads::{DyadRows, Dyads};
pub use input::{Error, Input, Inputs, Options};
pub use note::{Note, Position, Severity};
pub use pairs::pairs;

use crate::model::{Document, DocumentRecord, Mention, Statement};
use input::Defaults;

/// What a reader gives, in the order of the input.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A text to be annotated.
    Document(Document),
    /// A row of event data: a statement whose actors are still names.
    Row {
        /// What the row says.
        statement: Box<Statement<Mention>>,
        /// Who published it.
        publisher: Option<String>,
    },
    /// A document that was read before, as an exported graph has it: a text and all that it says, or a
    /// table and some of its rows.
    Known {
        /// What is known of the document.
        record: DocumentRecord,
        /// What it says.
        statements: Vec<Statement>,
    },
    /// Something that the user should know.
    Note(Note),
}

type Items = Box<dyn Iterator<Item = Item> + Send>;

/// An open input, decompressed.
struct Source {
    /// The path as given, with "/" between folders; "-" for standard input.
    name: String,
    /// Whether the name identifies the text, as a path does and "-" does not.
    is_path: bool,
    bytes: Box<dyn BufRead + Send>,
    defaults: Defaults,
}

/// A kind of input.
pub struct Format {
    /// What `--input-format` calls it.
    pub name: &'static str,
    /// File extensions, without the dot and before any `.gz` or `.zst`.
    pub extensions: &'static [&'static str],
    /// One line for the help text.
    pub about: &'static str,
    /// Whether the beginning of a file looks like it.
    sniff: fn(&[u8]) -> bool,
    read: fn(Source) -> Items,
}

/// All input formats. Where several have an extension, or there is none, the first that recognises the
/// beginning of the file reads it.
pub static FORMATS: &[Format] = &[
    Format {
        name: "graph-jsonl",
        extensions: &["jsonl", "ndjson"],
        about: "a graph as 'legation export -f jsonl' writes it",
        sniff: graph::looks_like,
        read: graph::read,
    },
    Format {
        name: "triples-jsonl",
        extensions: &["jsonl", "ndjson"],
        about: "JSON Lines with source, relation, target and optional date, document, quote, url",
        sniff: triples::looks_like_json,
        read: triples::read_json,
    },
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        about: "JSON Lines of documents: text and optional id, title, published, publisher, url",
        sniff: jsonl::looks_like,
        read: jsonl::read,
    },
    events::GDELT,
    events::ICEWS,
    events::POLECAT,
    events::PHOENIX,
    events::ACLED,
    events::UCDP,
    events::QUADRUPLES,
    Format {
        name: "triples-csv",
        extensions: &["csv"],
        about: "comma-separated table with a header: source, relation, target, optional date, document, quote, url",
        sniff: triples::looks_like_csv,
        read: triples::read_csv,
    },
    Format {
        name: "triples-tsv",
        extensions: &["tsv", "tab"],
        about: "the same, separated by tabs and without quoting",
        sniff: triples::looks_like_tsv,
        read: triples::read_tsv,
    },
    Format {
        name: "lines",
        extensions: &[],
        about: "plain text, one sentence a line; only where --input-format names it",
        sniff: |_| false,
        read: lines::read,
    },
    Format {
        name: "text",
        extensions: &["txt", "text", "md"],
        about: "plain text, one article a file",
        sniff: text::looks_like,
        read: text::read,
    },
];

impl Format {
    /// The format that `--input-format` calls `name`.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }
}
