//! Questions about one or two actors of a large graph: loading only what they need.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::history::{self, Standing};
use super::knowledge::{pairs, takers};
use super::lookup::Lookup;
use super::rows::{self, Which};
use super::{Error, Identities, KnowledgeGraph, Ledger, NameError};
use crate::model::{ActorId, Statement};

impl Ledger {
    /// Who is meant by a name, as [`KnowledgeGraph::find`] of the whole graph says. O(log n), but for names that many
    /// share.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged; within, nobody is meant, or several.
    pub fn find(&self, name: &str) -> Result<Result<ActorId, NameError>, Error> {
        self.read(|db, identities| Lookup::new(db, identities)?.find(name))
    }

    /// The part of the graph that tells what is between two actors, given by their ids: in it they are described, and
    /// what they do to each other is borne out, as in the whole. Has all documents. O(k log n) in the k statements
    /// of the two.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged.
    pub fn load_between(&self, a: &ActorId, b: &ActorId) -> Result<KnowledgeGraph, Error> {
        self.read(|db, identities| {
            let mut part = Part::new(db, identities)?;
            let between = part.between(a, b)?;
            part.load(&between, &[a, b], |x, y| {
                (x.min(y), x.max(y)) == (a.min(b), a.max(b))
            })
        })
    }

    /// The part of the graph that tells what is between the actors of each of some pairs, likewise; actors are given
    /// that it has even if nothing is between them and others.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged.
    pub fn load_pairs(
        &self,
        pairs: &[(ActorId, ActorId)],
        actors: &[ActorId],
    ) -> Result<KnowledgeGraph, Error> {
        self.read(|db, identities| {
            let mut part = Part::new(db, identities)?;
            let mut between = Vec::new();
            for (a, b) in pairs {
                between.extend(part.between(a, b)?);
            }
            let ends = pairs.iter().flat_map(|(a, b)| [a, b]);
            let of: Vec<&ActorId> = ends.chain(actors).collect();
            let whole: BTreeSet<(&ActorId, &ActorId)> =
                pairs.iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
            part.load(&between, &of, |a, b| whole.contains(&(a.min(b), a.max(b))))
        })
    }

    /// The part of the graph that an actor takes part in, likewise.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged.
    pub fn load_around(&self, id: &ActorId) -> Result<KnowledgeGraph, Error> {
        self.read(|db, identities| {
            let mut part = Part::new(db, identities)?;
            let around = part.statements_of(id, true)?;
            part.load(&around, &[id], |a, b| a == id || b == id)
        })
    }
}

/// A part of the graph that is being loaded.
pub(super) struct Part<'db> {
    db: &'db Connection,
    identities: &'db Identities,
    lookup: Lookup<'db>,
    standing: Standing,
    /// The statements that an actor takes part in, once for each of its parts.
    known: BTreeMap<ActorId, Vec<i64>>,
}

impl<'db> Part<'db> {
    pub(super) fn new(db: &'db Connection, identities: &'db Identities) -> rusqlite::Result<Self> {
        Ok(Self {
            db,
            identities,
            lookup: Lookup::new(db, identities)?,
            standing: history::standing(db, None)?,
            known: BTreeMap::new(),
        })
    }

    /// The keys of the statements of an actor, in order, with or without those that it only says.
    fn statements_of(&self, id: &ActorId, saying: bool) -> rusqlite::Result<Vec<i64>> {
        let mut query = self.db.prepare_cached(
            "SELECT statement FROM mentions JOIN statements ON source = mention WHERE actor = ?1
             UNION ALL SELECT statement FROM mentions JOIN statements ON target = mention WHERE actor = ?1
             UNION ALL SELECT statement FROM mentions JOIN others USING (mention)
                 WHERE actor = ?1 AND (role = 'target' OR ?2)",
        )?;
        let mut keys = Vec::new();
        for id in self.lookup.members(id) {
            for (actor, _) in self.lookup.described(&id)? {
                let found = query.query_map((actor, saying), |row| row.get::<_, i64>(0))?;
                for key in found {
                    keys.push(key?);
                }
            }
        }
        keys.sort_unstable();
        Ok(keys)
    }

    /// The keys of the statements that two actors take part in, or one actor twice.
    fn between(&mut self, a: &ActorId, b: &ActorId) -> rusqlite::Result<Vec<i64>> {
        for id in [a, b] {
            if !self.known.contains_key(id) {
                let keys = self.statements_of(id, false)?;
                self.known.insert(id.clone(), keys);
            }
        }
        let (left, right) = (&self.known[a], &self.known[b]);
        if a == b {
            return Ok(left
                .windows(2)
                .filter(|pair| pair[0] == pair[1])
                .map(|pair| pair[0])
                .collect());
        }
        let (short, long) = if left.len() < right.len() {
            (left, right)
        } else {
            (right, left)
        };
        let both = short.iter().filter(|key| long.binary_search(key).is_ok());
        Ok(both.copied().collect())
    }

    /// The actors that take part in some statements.
    pub(super) fn takers(&self, keys: &[i64]) -> rusqlite::Result<Vec<ActorId>> {
        let statements = self.read(&keys.iter().copied().collect())?;
        let ids = statements
            .iter()
            .flat_map(takers)
            .map(|actor| self.identities.meant(&actor.id).clone());
        Ok(Vec::from_iter(ids.collect::<BTreeSet<_>>()))
    }

    /// The graph of some statements that are the part of these actors; `whole` tells whether all is among them that is
    /// between two.
    pub(super) fn load(
        &mut self,
        keys: &[i64],
        of: &[&ActorId],
        whole: impl Fn(&ActorId, &ActorId) -> bool,
    ) -> rusqlite::Result<KnowledgeGraph> {
        let keys: BTreeSet<i64> = keys.iter().copied().collect();
        let mut statements = self.read(&keys)?;
        // what else is said of their other pairs of actors bears them out, too
        let mut others: BTreeSet<(ActorId, ActorId)> = BTreeSet::new();
        let of_these = |statement: &&Statement| {
            takers(statement).any(|actor| of.contains(&self.identities.meant(&actor.id)))
        };
        for statement in statements.iter().filter(of_these) {
            for (a, b) in pairs(statement) {
                let (a, b) = (self.identities.meant(&a.id), self.identities.meant(&b.id));
                if !whole(a, b) {
                    others.insert((a.min(b).clone(), a.max(b).clone()));
                }
            }
        }
        let mut more = BTreeSet::new();
        for (a, b) in others {
            more.extend(self.between(&a, &b)?);
        }
        let more: BTreeSet<i64> = more.difference(&keys).copied().collect();
        statements.extend(self.read(&more)?);
        let taking_part: BTreeSet<&ActorId> = statements
            .iter()
            .flat_map(|statement| takers(statement).map(|actor| &actor.id))
            .collect();
        let speaking = statements.iter().flat_map(|statement| &statement.attribution);
        let speaking = speaking.filter_map(|speaker| speaker.actor.as_ref().map(|actor| &actor.id));
        // who only speaks is described anew where he is somebody else
        let speaking: BTreeSet<&ActorId> = speaking.filter(|id| self.identities.meant(id) != *id).collect();
        let described = taking_part.union(&speaking).copied().chain(of.iter().copied());
        let descriptions = self.lookup.descriptions(described)?;
        Ok(KnowledgeGraph::part(
            self.standing.records.clone(),
            statements,
            self.identities.clone(),
            descriptions,
        ))
    }

    fn read(&self, keys: &BTreeSet<i64>) -> rusqlite::Result<Vec<Statement>> {
        let keys: Vec<i64> = keys.iter().copied().collect();
        let mut statements = Vec::with_capacity(keys.len());
        rows::statements(
            self.db,
            &self.standing.keys,
            Which::Only(&keys),
            |_, _, statement| {
                statements.push(statement);
            },
        )?;
        Ok(statements)
    }
}
