//! Finding statements by the words of their sentences.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::part::Part;
use super::{Error, KnowledgeGraph, Ledger};
use crate::model::{ActorId, StatementId};

impl Ledger {
    /// The ids of all statements, those of history too, whose sentence has every one of these phrases: words in any form ("sanction"
    /// finds "sanctions"), in that order, whatever their letters' case and accents; `*` at its end lets the last word go on. None
    /// where a phrase has no word. Sentences that a run left out, since it was killed, are indexed first. O(log n) in the file's
    /// words, and O(k) in the k sentences.
    ///
    /// # Errors
    /// A file that cannot be read, is damaged, or has to be indexed and cannot be written.
    pub fn quoting(&self, phrases: &[String]) -> Result<BTreeSet<StatementId>, Error> {
        Ok(self.quoted(phrases)?.into_iter().map(|(_, id)| id).collect())
    }

    /// The part of the graph that these statements make, as far as they stand, and what bears them out; and their ids. Has all documents.
    ///
    /// # Errors
    /// As [`Self::quoting`].
    pub fn load_quoting(&self, phrases: &[String]) -> Result<(KnowledgeGraph, BTreeSet<StatementId>), Error> {
        let (keys, ids): (Vec<i64>, BTreeSet<StatementId>) = self.quoted(phrases)?.into_iter().unzip();
        let graph = self.read(|db, identities| {
            let mut part = Part::new(db, identities)?;
            let takers: Vec<ActorId> = part.takers(&keys)?;
            part.load(&keys, &Vec::from_iter(&takers), |_, _| false)
        })?;
        Ok((graph, ids))
    }

    fn quoted(&self, phrases: &[String]) -> Result<Vec<(i64, StatementId)>, Error> {
        let Some(query) = query(phrases) else {
            return Ok(Vec::new());
        };
        if !is_indexed(&self.database).map_err(|source| self.fail(source))? {
            Self::create(&self.file)?.make_indices()?;
        }
        let find = || {
            self.database
                .prepare(
                    "SELECT statement, id FROM statements WHERE sentence IN (SELECT rowid FROM quotes WHERE quotes MATCH ?)
                     ORDER BY statement",
                )?
                .query_map([query], |row| Ok((row.get(0)?, row.get_ref(1)?.as_str()?.into())))?
                .collect::<rusqlite::Result<_>>()
        };
        find().map_err(|source| self.fail(source))
    }
}

/// Whether every sentence's words are in the index.
fn is_indexed(db: &Connection) -> rusqlite::Result<bool> {
    let made = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'quotes_docsize')";
    if !db.query_row(made, [], |row| row.get(0))? {
        return Ok(false);
    }
    let all = "SELECT (SELECT max(sentence) FROM sentences) IS (SELECT max(id) FROM quotes_docsize)";
    db.query_row(all, [], |row| row.get(0))
}

/// The phrases in the language of FTS5, which takes anything within quotation marks as words.
fn query(phrases: &[String]) -> Option<String> {
    let quoted = |phrase: &String| {
        let words = phrase.trim_end_matches('*');
        words.chars().any(char::is_alphanumeric).then(|| {
            let more = if words.len() < phrase.len() { "*" } else { "" };
            format!("\"{}\"{more}", words.trim().replace('"', "\"\""))
        })
    };
    let all: Option<Vec<String>> = phrases.iter().map(quoted).collect();
    all.filter(|all| !all.is_empty()).map(|all| all.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn what_users_type_is_words() {
        let of = |phrases: &[&str]| {
            query(
                &phrases
                    .iter()
                    .map(|&phrase| phrase.to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(
            of(&["grain deal", "sanction*"]).unwrap(),
            r#""grain deal" AND "sanction"*"#
        );
        assert_eq!(of(&["say \"no\" OR"]).unwrap(), r#""say ""no"" OR""#);
        assert_eq!(of(&["*", "grain"]), None);
        assert_eq!(of(&[]), None);
    }
}
