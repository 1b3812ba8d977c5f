//! Who can be reached from whom, and how.

use super::Contacts;
use crate::model::ActorId;

/// A set of numbers below a bound.
struct Bits(Vec<u64>);

impl Bits {
    fn new(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    /// Whether it was not there yet.
    fn insert(&mut self, number: u32) -> bool {
        let (word, bit) = (&mut self.0[number as usize / 64], 1 << (number % 64));
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    fn contains(&self, number: u32) -> bool {
        self.0[number as usize / 64] & 1 << (number % 64) != 0
    }
}

/// A search from one side: what it has found, each with the place of what led there.
struct Front {
    found: Vec<(u32, u32)>,
    seen: Bits,
    /// Where the last level begins.
    level: usize,
}

impl Front {
    fn new(start: u32, actors: usize) -> Self {
        let mut seen = Bits::new(actors);
        seen.insert(start);
        Self {
            found: vec![(start, 0)],
            seen,
            level: 0,
        }
    }

    /// The way from the start to a place.
    fn way(&self, mut at: usize) -> Vec<u32> {
        let mut way = vec![self.found[at].0];
        while at != 0 {
            at = self.found[at].1 as usize;
            way.push(self.found[at].0);
        }
        way.reverse();
        way
    }
}

impl Contacts {
    /// Who can be reached from an actor over so many contacts at most, whatever their direction; the nearest
    /// first, then by id; the actor itself is not among them. O(n) in dyads.
    pub fn within(&self, id: &str, steps: usize) -> Vec<&ActorId> {
        let Some(number) = self.number(id) else {
            return Vec::new();
        };
        let mut seen = Bits::new(self.actors.len());
        seen.insert(number);
        let mut found = vec![number];
        let mut level = 0..1;
        for _ in 0..steps {
            for at in level.clone() {
                let next = self.neighbours.row(found[at]).iter().copied();
                found.extend(next.filter(|&next| seen.insert(next)));
            }
            level = level.end..found.len();
            found[level.clone()].sort_unstable();
        }
        found.remove(0);
        self.ids(found)
    }

    /// A shortest way from one actor to another, whatever the contacts' direction, both ends included; `None`
    /// where none leads there. Searches from both sides. O(n) in dyads, but seldom.
    pub fn shortest_path(&self, from: &str, to: &str) -> Option<Vec<&ActorId>> {
        let (from, to) = (self.number(from)?, self.number(to)?);
        if from == to {
            return Some(self.ids(vec![from]));
        }
        let mut fronts = [from, to].map(|start| Front::new(start, self.actors.len()));
        loop {
            let size = |front: &Front| front.found.len() - front.level;
            let side = usize::from(size(&fronts[1]) < size(&fronts[0]));
            let (left, right) = fronts.split_at_mut(1);
            let (near, far) = if side == 0 {
                (&mut left[0], &right[0])
            } else {
                (&mut right[0], &left[0])
            };
            let level = near.level..near.found.len();
            if level.is_empty() {
                return None;
            }
            near.level = level.end;
            for at in level {
                for &next in self.neighbours.row(near.found[at].0) {
                    if far.seen.contains(next) {
                        let there = far.found.iter().position(|&(number, _)| number == next)?;
                        let mut way = near.way(at);
                        way.extend(far.way(there).into_iter().rev());
                        if side == 1 {
                            way.reverse();
                        }
                        return Some(self.ids(way));
                    }
                    if near.seen.insert(next) {
                        near.found.push((next, at as u32));
                    }
                }
            }
        }
    }
}
