use std::borrow::Cow;
use std::sync::OnceLock;

use super::Selection;
use super::schedule::Schedule;
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

    /// From actors in the order of their ids and from ties: whose they are, to whom, and whether they are mutual.
    /// `cost` is asked for the places of all ties that make one arc. O(n log n) in ties.
    pub(super) fn new(
        actors: Vec<&'g Actor>,
        ways: Ways,
        ties: impl Iterator<Item = (u32, u32, bool)>,
        cost: impl Fn(&[(u32, usize)]) -> u64,
    ) -> Self {
        let mut rows: Vec<Vec<(u32, usize)>> = vec![Vec::new(); actors.len()];
        for (tie, (source, target, mutual)) in ties.enumerate() {
            if source == target {
                continue;
            }
            let mutual = mutual || ways == Ways::Either;
            if mutual || ways == Ways::Forward {
                rows[source as usize].push((target, tie));
            }
            if mutual || ways == Ways::Backward {
                rows[target as usize].push((source, tie));
            }
        }
        let mut offsets = Vec::with_capacity(actors.len() + 1);
        let mut arcs: Vec<Arc> = Vec::new();
        offsets.push(0);
        for mut row in rows {
            row.sort_unstable();
            for same in row.chunk_by(|a, b| a.0 == b.0) {
                arcs.push(Arc {
                    to: same[0].0,
                    cost: cost(same),
                });
            }
            offsets.push(arcs.len() as u32); // a graph's edges are counted in 32 bits
        }
        Self {
            actors,
            offsets,
            arcs,
        }
    }
}

/// Actors and ties between them, whatever else is known of these.
pub trait Ties<'g> {
    /// They as a network in which each step costs the same.
    fn steps(&self, ways: Ways) -> Cow<'_, Network<'g>>;
}

impl<'g> Ties<'g> for Selection<'g> {
    fn steps(&self, ways: Ways) -> Cow<'_, Network<'g>> {
        Cow::Borrowed(self.network(ways, Cost::Steps))
    }
}

/// What a selection has been turned into so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Derived<'g> {
    networks: [[OnceLock<Network<'g>>; 2]; 3],
    pub(super) schedules: [OnceLock<Schedule>; 3],
}

impl<'g> Selection<'g> {
    /// Its actors and their ties as a network; made once. O(n log n) in ties, with [`Cost::Support`] in statements.
    pub fn network(&self, ways: Ways, cost: Cost) -> &Network<'g> {
        self.derived.networks[ways as usize][cost as usize].get_or_init(|| self.make_network(ways, cost))
    }

    fn make_network(&self, ways: Ways, cost: Cost) -> Network<'g> {
        let place = |node| self.place(node).map_or(0, |place| place as u32); // ends of its ties are among its nodes
        let ties = (0..self.ties().len()).map(|tie| {
            let (source, target) = self.ends(tie);
            (place(source), place(target), self.is_mutual(tie))
        });
        Network::new(self.actors().collect(), ways, ties, |same| match cost {
            Cost::Steps => Network::STEP,
            Cost::Support => {
                let sources = self.sources(same.iter().map(|(_, tie)| *tie));
                Network::STEP / sources.max(1) as u64
            }
        })
    }
}
