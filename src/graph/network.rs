use super::Selection;
use crate::model::Actor;

/// Which way a tie can be followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ways {
    /// Direction aside.
    #[default]
    Either,
    /// From who acts to whom it is done to; what is mutual, both ways.
    Forward,
    /// From whom it is done to, to who acts; what is mutual, both ways.
    Backward,
}

/// What it costs to follow the ties of two actors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cost {
    /// The same for all: [`Network::STEP`].
    #[default]
    Steps,
    /// [`Network::STEP`] divided by the number of independent sources of their statements.
    Support,
}

/// Who is tied to whom in a selection, as numbers in compressed sparse rows: what algorithms walk on.
/// All ties of two actors are one arc.
#[derive(Clone, Debug)]
pub struct Network<'g> {
    actors: Vec<&'g Actor>,
    offsets: Vec<u32>,
    arcs: Vec<Arc>,
}

/// That one actor is tied to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arc {
    /// The number of the other.
    pub to: u32,
    /// What it costs to go there.
    pub cost: u64,
}

impl Network<'_> {
    /// What a step costs that only one source tells of.
    pub const STEP: u64 = 1 << 32;

    /// How many actors there are; they are numbered in the order of their ids.
    pub fn len(&self) -> usize {
        self.actors.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty()
    }

    /// The number of an actor. O(log n).
    pub fn number(&self, id: &str) -> Option<u32> {
        let place = self.actors.binary_search_by(|actor| actor.id.as_str().cmp(id));
        place.ok().map(|place| place as u32) // a graph's nodes are counted in 32 bits
    }

    /// Where an actor's ties lead, by number; never back to itself.
    pub fn arcs(&self, number: u32) -> &[Arc] {
        let number = number as usize;
        &self.arcs[self.offsets[number] as usize..self.offsets[number + 1] as usize]
    }
}

impl<'g> Network<'g> {
    /// The actor of a number.
    pub fn actor(&self, number: u32) -> &'g Actor {
        self.actors[number as usize]
    }
}

impl<'g> Selection<'g> {
    /// Its actors and their ties as a network. O(n log n) in ties, with [`Cost::Support`] in statements.
    pub fn network(&self, ways: Ways, cost: Cost) -> Network<'g> {
        let actors: Vec<&Actor> = self.actors().collect();
        let mut rows: Vec<Vec<(u32, usize)>> = vec![Vec::new(); actors.len()];
        let ends = |tie: usize| {
            let (source, target) = self.ends(tie);
            (self.place(source), self.place(target))
        };
        for tie in 0..self.ties().len() {
            let (Some(source), Some(target)) = ends(tie) else {
                continue;
            };
            if source == target {
                continue;
            }
            let mutual = ways == Ways::Either || self.is_mutual(tie);
            if mutual || ways == Ways::Forward {
                rows[source].push((target as u32, tie));
            }
            if mutual || ways == Ways::Backward {
                rows[target].push((source as u32, tie));
            }
        }
        let mut offsets = Vec::with_capacity(actors.len() + 1);
        let mut arcs: Vec<Arc> = Vec::new();
        offsets.push(0);
        for mut row in rows {
            row.sort_unstable();
            for same in row.chunk_by(|a, b| a.0 == b.0) {
                let ties = same.iter().map(|(_, tie)| *tie);
                let cost = match cost {
                    Cost::Steps => Network::STEP,
                    Cost::Support => Network::STEP / self.sources(ties).max(1) as u64,
                };
                arcs.push(Arc { to: same[0].0, cost });
            }
            offsets.push(arcs.len() as u32); // a graph's edges are counted in 32 bits
        }
        Network {
            actors,
            offsets,
            arcs,
        }
    }
}
