//! How actors are described: a graph shows each in one way, though statements may describe it in several.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt as _};

use super::Identities;
use super::knowledge::takers;
use crate::model::{Actor, ActorId, Statement};

/// How statements describe actors, and how often.
#[derive(Clone, Debug, Default)]
pub(super) struct Descriptions {
    /// Of those that take part in something.
    taking_part: BTreeMap<ActorId, BTreeMap<Actor, u32>>,
    /// Of those that say something, the least.
    saying: BTreeMap<ActorId, Actor>,
}

impl Descriptions {
    /// How statements describe those who take part in them and those who say them. O(n) in statements.
    pub(super) fn of(statements: &[Statement]) -> Self {
        let mut counts: HashMap<&Actor, u32> = HashMap::new();
        let mut descriptions = Self::default();
        for statement in statements {
            for actor in takers(statement) {
                *counts.entry(actor).or_default() += 1;
            }
            for speaker in &statement.attribution {
                speaker.actor.iter().for_each(|actor| descriptions.says(actor));
            }
        }
        for (actor, times) in counts {
            descriptions.takes_part(actor, times);
        }
        descriptions
    }

    /// That somebody is described so, as one who takes part in so many statements.
    pub(super) fn takes_part(&mut self, actor: &Actor, times: u32) {
        if times == 0 {
            return;
        }
        let descriptions = self.taking_part.entry(actor.id.clone()).or_default();
        match descriptions.get_mut(actor) {
            Some(count) => *count += times,
            None => {
                descriptions.insert(actor.clone(), times);
            }
        }
    }

    /// That somebody is described so, as one who says something.
    pub(super) fn says(&mut self, actor: &Actor) {
        match self.saying.get_mut(&actor.id) {
            Some(known) if actor < known => *known = actor.clone(),
            Some(_) => {}
            None => {
                self.saying.insert(actor.id.clone(), actor.clone());
            }
        }
    }

    /// The description that most statements give of one who takes part in them, the least where they are even.
    pub(super) fn best(&self, id: &str) -> Option<&Actor> {
        let descriptions = self.taking_part.get(id)?.iter();
        // max_by_key keeps the last of equals
        let best = descriptions.rev().max_by_key(|(_, count)| **count);
        best.map(|(actor, _)| actor)
    }

    /// Those who take part in something, by id, each in its best description.
    pub(super) fn actors(&self) -> impl Iterator<Item = &Actor> {
        self.taking_part.keys().filter_map(|id| self.best(id))
    }

    /// Counts those that another one stands for as that one. How each that stands for others is described in their
    /// places is returned: as itself, or as the first of them where it does nothing.
    pub(super) fn merge(&mut self, identities: &Identities) -> BTreeMap<ActorId, Actor> {
        let mut standing: BTreeMap<ActorId, Actor> = BTreeMap::new();
        for (id, meant) in identities.merged() {
            let mut known = [meant, id].into_iter();
            let description = known.find_map(|id| self.best(id).or_else(|| self.saying.get(id)));
            if let Some(description) = description
                && !standing.contains_key(meant)
            {
                let one = Actor {
                    id: meant.clone(),
                    ..description.clone()
                };
                standing.insert(meant.clone(), one);
            }
        }
        for (id, meant) in identities.merged() {
            let counts = self.taking_part.remove(id).unwrap_or_default();
            if let Some(one) = standing.get(meant) {
                self.takes_part(one, counts.values().sum());
            }
        }
        standing
    }
}
