use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Document, DocumentId, Sketch};

/// What kind of source statements come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    /// A text that was read; a newer text of the same id takes its place.
    #[default]
    Text,
    /// Rows of event data; more rows may join at any time.
    Table,
}

impl DocumentKind {
    /// The name in files and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Table => "table",
        }
    }
}

/// What the graph knows about a document: all but its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Its id.
    pub id: DocumentId,
    /// Text or table.
    pub kind: DocumentKind,
    /// SHA-256 of program version, metadata and text, in hexadecimal; absent for tables.
    pub digest: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// What its text is compared by; absent for tables and texts without words.
    #[serde(skip)]
    pub sketch: Option<Sketch>,
}

impl DocumentRecord {
    /// The record of a text. O(n) in its length.
    pub fn of(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            kind: DocumentKind::Text,
            digest: Some(Self::digest(document)),
            title: document.title.clone(),
            published: document.published,
            publisher: document.publisher.clone(),
            url: document.url.clone(),
            sketch: Sketch::of(&document.text),
        }
    }

    /// Changes when anything changes that statements are made from. The program's version is part of it: a
    /// newer one may read more out of the same text.
    pub fn digest(document: &Document) -> String {
        let published = document.published.map(|date| date.to_string());
        let fields = [
            Some(env!("CARGO_PKG_VERSION")),
            Some(&document.id),
            document.title.as_deref(),
            published.as_deref(),
            document.publisher.as_deref(),
            document.url.as_deref(),
            Some(&document.text),
        ];
        let mut hash = Sha256::new();
        for field in fields {
            let length = field.map_or(u64::MAX, |text| text.len() as u64); // absent is not empty
            hash.update(length.to_le_bytes());
            hash.update(field.unwrap_or_default());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The record of a table, or of a document that only a table's rows tell of.
    pub fn table(id: DocumentId, publisher: Option<String>) -> Self {
        Self {
            id,
            kind: DocumentKind::Table,
            publisher,
            ..Self::default()
        }
    }
}
