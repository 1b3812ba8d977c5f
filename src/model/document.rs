use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What a document is known by: the given id, else its URL, else the path it was read from,
/// else a hash of its text.
pub type DocumentId = SmolStr;

/// One text as it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Stable id; see [`DocumentId`].
    pub id: DocumentId,
    /// The body. Every span of a statement counts code points of this string.
    pub text: String,
    /// The headline, where it is not part of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day of publication; "yesterday" is counted from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
