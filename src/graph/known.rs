//! What a writer knows of the file, so that it need not ask for every row.

use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashSet};
use rusqlite::{Connection, OptionalExtension, params};

use super::insert::Inserts;
use super::names::{bare, fold};
use crate::model::{
    Actor, ActorId, ActorKind, Interval, Modality, Participant, Polarity, Relation, Statement, StatementId,
};

/// Keys of what is in the file, as far as it was needed. Void after a transaction that was undone.
#[derive(Default)]
pub(super) struct Known {
    actors: HashMap<Actor, i64>,
    /// By the words of the predicate.
    relations: HashMap<String, Vec<(Said, i64)>>,
    times: HashMap<Interval, i64>,
    /// By what actors are called in statements, and by their ids: those who are, with the phrase's key. Many are called "he".
    mentions: HashMap<String, HashMap<ActorId, Vec<(Actor, i64)>>>,
    /// By tables, the ids of their rows.
    rows: HashMap<i64, HashSet<StatementId>>,
    /// Changes when another program has written.
    version: Option<i64>,
}

/// What a statement says, its predicate's words aside.
#[derive(PartialEq)]
struct Said {
    lemma: String,
    relation: Option<Relation>,
    symmetric: bool,
    polarity: Polarity,
    modality: Modality,
}

impl Known {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Forgets what another program may have changed since.
    pub(super) fn refresh(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let version = db.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if self.version.replace(version) != Some(version) {
            // nothing else is ever taken out or changed
            self.rows.clear();
        }
        Ok(())
    }

    /// Whether anything in a batch is new.
    pub(super) fn lacks_any(&mut self, db: &Connection, batch: &[super::Entry]) -> rusqlite::Result<bool> {
        self.refresh(db)?;
        let mut text = db.prepare_cached(
            "SELECT 1 FROM documents WHERE id = ? AND kind = 'text' AND digest IS ? AND superseded IS NULL",
        )?;
        let mut table = db.prepare_cached(
            "SELECT document FROM documents
             WHERE id = ?1 AND kind = 'table' AND (?2 IS NULL OR publisher <= ?2) AND superseded IS NULL",
        )?;
        for entry in batch {
            let known = match entry {
                super::Entry::Text { record, .. } => {
                    text.exists(params![record.id.as_str(), record.digest])?
                }
                super::Entry::Row { statement, publisher } => {
                    let table = table.query_row(params![statement.doc.as_str(), publisher], |row| row.get(0));
                    match table.optional()? {
                        Some(table) => self.rows(db, table)?.contains(&statement.id),
                        None => false,
                    }
                }
            };
            if !known {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The ids of a table's rows.
    fn rows(&mut self, db: &Connection, table: i64) -> rusqlite::Result<&mut HashSet<StatementId>> {
        Ok(match self.rows.entry(table) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let mut query = db.prepare_cached("SELECT id FROM statements WHERE document = ?")?;
                let ids = query.query_map([table], |row| Ok(row.get_ref(0)?.as_str()?.into()))?;
                place.insert(ids.collect::<rusqlite::Result<_>>()?)
            }
        })
    }

    /// Notes a table that has no rows yet.
    pub(super) fn new_table(&mut self, table: i64) {
        self.rows.insert(table, HashSet::default());
    }

    /// Notes a row of a table; whether it is new.
    pub(super) fn add_row(
        &mut self,
        db: &Connection,
        table: i64,
        id: &StatementId,
    ) -> rusqlite::Result<bool> {
        Ok(self.rows(db, table)?.insert(id.clone()))
    }

    /// The key of what a statement says.
    pub(super) fn relation(
        &mut self,
        inserts: &mut Inserts<'_>,
        statement: &Statement,
    ) -> rusqlite::Result<i64> {
        let predicate = &statement.predicate;
        let same = |said: &Said| {
            said.lemma == predicate.lemma
                && said.symmetric == statement.symmetric
                && said.polarity == statement.polarity
                && said.modality == statement.modality
                && said.relation == statement.relation
        };
        let known = self.relations.get(&predicate.text);
        if let Some((_, key)) = known.and_then(|list| list.iter().find(|(said, _)| same(said))) {
            return Ok(*key);
        }
        let key = inserts.relation(statement)?;
        let said = Said {
            lemma: predicate.lemma.clone(),
            relation: statement.relation.clone(),
            symmetric: statement.symmetric,
            polarity: statement.polarity,
            modality: statement.modality,
        };
        self.relations
            .entry(predicate.text.clone())
            .or_default()
            .push((said, key));
        Ok(key)
    }

    /// The key of when it happens.
    pub(super) fn time(&mut self, inserts: &mut Inserts<'_>, when: &Interval) -> rusqlite::Result<i64> {
        if let Some(key) = self.times.get(when) {
            return Ok(*key);
        }
        let key = inserts.time(when)?;
        self.times.insert(when.clone(), key);
        Ok(key)
    }

    /// The key of a participant's phrase; what its actor is called is noted.
    pub(super) fn mention(
        &mut self,
        inserts: &mut Inserts<'_>,
        participant: &Participant,
    ) -> rusqlite::Result<i64> {
        let text = participant.text.as_str();
        let Some(actor) = &participant.actor else {
            return inserts.phrase(text);
        };
        let called = self.mentions.get(text).and_then(|called| called.get(&actor.id));
        if let Some((_, key)) = called.and_then(|called| called.iter().find(|(known, _)| known == actor)) {
            return Ok(*key);
        }
        let key = match self.actors.get(actor) {
            Some(&key) => key,
            None => {
                let key = inserts.actor(actor)?;
                name(inserts, key, actor)?;
                self.actors.insert(actor.clone(), key);
                key
            }
        };
        if let Some(name) = bare(text) {
            inserts.name(&fold(name), "used", key)?;
        }
        let mention = inserts.mention(text, key)?;
        let called = self.mentions.entry(text.to_owned()).or_default();
        let described = called.entry(actor.id.clone()).or_default();
        described.push((actor.clone(), mention));
        Ok(mention)
    }
}

/// Notes what an actor is called for itself.
pub(super) fn name(inserts: &mut Inserts<'_>, key: i64, actor: &Actor) -> rusqlite::Result<()> {
    let folded = fold(&actor.name);
    inserts.name(&folded, "name", key)?;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        inserts.name(word, "word", key)?;
    }
    if let (ActorKind::State, Some(code)) = (actor.kind, &actor.country) {
        inserts.name(&fold(code), "code", key)?;
    }
    Ok(())
}
