//! Who is meant by a name, by what the file says, without loading a graph: as [`KnowledgeGraph::find`] of the whole
//! would answer.
//!
//! [`KnowledgeGraph::find`]: super::KnowledgeGraph::find

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::descriptions::Descriptions;
use super::names::{self, NameError, fold};
use super::{Identities, rows};
use crate::model::{Actor, ActorId, ActorKind};

/// What stands in a file, for looking things up in it.
pub(super) struct Lookup<'db> {
    db: &'db Connection,
    identities: &'db Identities,
    /// Whether there is any history, which does not count.
    history: bool,
}

impl<'db> Lookup<'db> {
    pub(super) fn new(db: &'db Connection, identities: &'db Identities) -> rusqlite::Result<Self> {
        let history = "SELECT EXISTS (SELECT 1 FROM documents WHERE superseded IS NOT NULL)";
        Ok(Self {
            db,
            identities,
            history: db.query_row(history, [], |row| row.get(0))?,
        })
    }

    /// All ids that are an actor: its own, and those of the ones that it stands for.
    pub(super) fn members(&self, id: &ActorId) -> BTreeSet<ActorId> {
        let merged = self.identities.merged();
        let others = merged.filter(|(_, meant)| *meant == id);
        others
            .map(|(other, _)| other.clone())
            .chain([id.clone()])
            .collect()
    }

    /// The rows of an id's descriptions, with their keys.
    pub(super) fn described(&self, id: &str) -> rusqlite::Result<Vec<(i64, Actor)>> {
        self.db
            .prepare_cached(
                "SELECT actor, id, name, kind, country, sector FROM actors WHERE id = ? ORDER BY actor",
            )?
            .query_map([id], |row| Ok((row.get(0)?, rows::actor(row)?)))?
            .collect()
    }

    /// How many participants of statements that stand are described by a row, at most so many.
    fn count(&self, actor: i64, speaking: bool, most: u32) -> rusqlite::Result<u32> {
        let standing = match self.history {
            true => "JOIN documents d ON d.document = s.document AND d.superseded IS NULL",
            false => "",
        };
        let one = |what: &str| format!("SELECT 1 FROM mentions m JOIN {what} {standing} WHERE m.actor = ?1");
        let other = one("others o ON o.mention = m.mention JOIN statements s ON s.statement = o.statement");
        let each = match speaking {
            true => format!("{other} AND o.role = 'said-by'"),
            false => {
                let (source, target) = (
                    one("statements s ON s.source = m.mention"),
                    one("statements s ON s.target = m.mention"),
                );
                format!("{source} UNION ALL {target} UNION ALL {other} AND o.role = 'target'")
            }
        };
        self.db
            .prepare_cached(&format!("SELECT count(*) FROM ({each} LIMIT ?2)"))?
            .query_row((actor, most), |row| row.get(0))
    }

    /// How these actors are described in all of the graph. O(log n) each; O(k) for one with k statements
    /// and several descriptions.
    pub(super) fn descriptions<'a>(
        &self,
        ids: impl Iterator<Item = &'a ActorId>,
    ) -> rusqlite::Result<Descriptions> {
        let mut descriptions = Descriptions::default();
        let all: BTreeSet<ActorId> = ids
            .flat_map(|id| self.members(self.identities.meant(id)))
            .collect();
        for id in &all {
            let rows = self.described(id)?;
            let judged = self.identities.meant(id) != id || self.members(id).len() > 1;
            let most = if rows.len() > 1 || judged { u32::MAX } else { 1 };
            for (key, actor) in rows {
                if judged && self.count(key, true, 1)? > 0 {
                    descriptions.says(&actor);
                }
                let count = self.count(key, false, most)?;
                descriptions.takes_part(&actor, count);
            }
        }
        Ok(descriptions)
    }

    /// The actors of the graph that these ids are, by id.
    fn actors(&self, ids: impl Iterator<Item = ActorId>) -> rusqlite::Result<BTreeMap<ActorId, Actor>> {
        let ids: BTreeSet<ActorId> = ids.map(|id| self.identities.meant(&id).clone()).collect();
        let mut descriptions = self.descriptions(ids.iter())?;
        descriptions.merge(self.identities);
        Ok(ids
            .into_iter()
            .filter_map(|id| Some((id.clone(), descriptions.best(&id)?.clone())))
            .collect())
    }

    /// The ids of those that are or were called so, by what kind of name.
    fn called(&self, folded: &str, kinds: &str) -> rusqlite::Result<BTreeSet<ActorId>> {
        self.db
            .prepare_cached(&format!(
                "SELECT DISTINCT id FROM names JOIN actors USING (actor) WHERE folded = ? AND names.kind IN ({kinds})"
            ))?
            .query_map([folded], |row| Ok(row.get_ref(0)?.as_str()?.into()))?
            .collect()
    }

    /// Who is meant by a name: the id of one actor of the graph.
    pub(super) fn find(&self, name: &str) -> rusqlite::Result<Result<ActorId, NameError>> {
        let id = ActorId::new(name);
        if let Some(meant) = self.by_id(&id)? {
            return Ok(Ok(meant));
        }
        let folded = fold(name);
        let called = self.actors(self.called(&folded, "'name'")?.into_iter())?;
        let exactly: Vec<&Actor> = called.values().filter(|actor| actor.name == name).collect();
        if let [only] = exactly[..] {
            return Ok(Ok(only.id.clone()));
        }
        let mut candidates: Vec<Actor> = called.into_values().collect();
        candidates.retain(|actor| fold(&actor.name) == folded);
        if candidates.is_empty() {
            let coded = self.actors(self.called(&folded, "'code'")?.into_iter())?;
            candidates = coded.into_values().collect();
            let code = |actor: &Actor| actor.country.as_ref().is_some_and(|code| fold(code) == folded);
            candidates.retain(|actor| actor.kind == ActorKind::State && code(actor));
        }
        if candidates.is_empty() {
            candidates = self.using(&folded)?;
        }
        if candidates.is_empty() {
            candidates = self.having_words(&folded)?;
        }
        Ok(match &candidates[..] {
            [] => Err(NameError::Unknown {
                what: "actor",
                name: name.to_owned(),
                suggestions: self.like(&folded)?,
            }),
            [only] => Ok(only.id.clone()),
            _ => Err(NameError::Ambiguous {
                name: name.to_owned(),
                candidates,
            }),
        })
    }

    /// The actor of an id: itself, or the one that stands for it.
    fn by_id(&self, id: &ActorId) -> rusqlite::Result<Option<ActorId>> {
        let meant = self.identities.meant(id);
        if meant != id && !self.stands(id)? {
            return Ok(None);
        }
        let found = self.actors([meant.clone()].into_iter())?;
        Ok(found.into_keys().next())
    }

    /// Whether somebody takes part in something that stands, or says it.
    fn stands(&self, id: &str) -> rusqlite::Result<bool> {
        for (key, _) in self.described(id)? {
            if self.count(key, false, 1)? + self.count(key, true, 1)? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The actors that statements call so, or that stand for others who are called so.
    fn using(&self, folded: &str) -> rusqlite::Result<Vec<Actor>> {
        let mut ids = BTreeSet::new();
        for id in self.called(folded, "'used'")? {
            if !self.history || self.uses(&id, folded)? {
                ids.insert(id);
            }
        }
        for id in self.called(folded, "'name'")? {
            if self.identities.meant(&id) != &id && self.stands(&id)? {
                ids.insert(id);
            }
        }
        Ok(self.actors(ids.into_iter())?.into_values().collect())
    }

    /// Whether a statement that stands calls somebody so.
    fn uses(&self, id: &str, folded: &str) -> rusqlite::Result<bool> {
        let mut query = self
            .db
            .prepare_cached("SELECT mention, text FROM mentions WHERE actor = ?")?;
        let mut stands = self.db.prepare_cached(
            "SELECT 1 FROM documents d JOIN (
                 SELECT document FROM statements WHERE source = ?1
                 UNION ALL SELECT document FROM statements WHERE target = ?1
                 UNION ALL SELECT document FROM others JOIN statements USING (statement) WHERE mention = ?1
             ) USING (document) WHERE d.superseded IS NULL",
        )?;
        for (key, _) in self.described(id)? {
            let mut found = query.query([key])?;
            while let Some(row) = found.next()? {
                let text = row.get_ref(1)?.as_str()?;
                let called = names::bare(text).is_some_and(|bare| fold(bare) == folded);
                if called && stands.exists([row.get::<_, i64>(0)?])? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The actors whose names have all of these words.
    fn having_words(&self, folded: &str) -> rusqlite::Result<Vec<Actor>> {
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut common: Option<BTreeSet<ActorId>> = None;
        for word in &words {
            let ids = self.called(word, "'word'")?;
            common = Some(match common {
                None => ids,
                Some(common) => common.intersection(&ids).cloned().collect(),
            });
        }
        let mut actors: Vec<Actor> = self
            .actors(common.unwrap_or_default().into_iter())?
            .into_values()
            .collect();
        actors.retain(|actor| {
            let name = fold(&actor.name);
            words.iter().all(|word| name.split(' ').any(|own| own == *word))
        });
        Ok(actors)
    }

    /// The names of the few actors that are called most like this.
    fn like(&self, folded: &str) -> rusqlite::Result<Vec<String>> {
        let mut query = self.db.prepare(
            "SELECT DISTINCT folded, id FROM names JOIN actors USING (actor) WHERE names.kind <> 'code' ORDER BY id, folded",
        )?;
        let known = query.query_map([], |row| Ok((row.get(0)?, row.get_ref(1)?.as_str()?.into())))?;
        let known: Vec<(String, ActorId)> = known.collect::<rusqlite::Result<_>>()?;
        let names = known
            .iter()
            .map(|(name, id)| (name.as_str(), self.identities.meant(id)));
        let mut suggestions = Vec::new();
        for id in names::alike(names, folded) {
            suggestions.extend(self.actors([id.clone()].into_iter())?.into_values());
            if suggestions.len() == names::SUGGESTIONS {
                break;
            }
        }
        Ok(suggestions
            .into_iter()
            .map(|actor| actor.name.to_string())
            .collect())
    }
}
