//! Ways through a network: the k shortest, and all that are short enough.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::graph::Network;

/// What cannot be reached is so far away.
const FAR: u64 = u64::MAX;

/// A network, and where it must be left: what every search knows.
pub(super) struct Routes<'n, 'g> {
    network: &'n Network<'g>,
    from: u32,
    to: u32,
    /// Who may not be passed through.
    closed: Vec<bool>,
    /// What it costs at least from each actor to the end.
    ahead: Vec<u64>,
    /// For each actor, the search that reached it last, the cost of reaching it, and from where.
    reached: Vec<(u32, u64, u32)>,
    searches: u32,
}

impl<'n, 'g> Routes<'n, 'g> {
    /// `back` is the same network with its arcs turned round. O(n log n) in arcs.
    pub(super) fn new(
        network: &'n Network<'g>,
        back: &Network<'g>,
        (from, to): (u32, u32),
        closed: impl Fn(u32) -> bool,
    ) -> Self {
        let count = network.len() as u32;
        let closed: Vec<bool> = (0..count)
            .map(|actor| actor != from && actor != to && closed(actor))
            .collect();
        let mut ahead = vec![FAR; network.len()];
        ahead[to as usize] = 0;
        let mut heap = BinaryHeap::from([(Reverse(0), to)]);
        while let Some((Reverse(cost), actor)) = heap.pop() {
            if cost > ahead[actor as usize] {
                continue;
            }
            for arc in back.arcs(actor) {
                let cost = cost + arc.cost;
                if cost < ahead[arc.to as usize] && !closed[arc.to as usize] {
                    ahead[arc.to as usize] = cost;
                    heap.push((Reverse(cost), arc.to));
                }
            }
        }
        Self {
            network,
            from,
            to,
            closed,
            ahead,
            reached: vec![(0, 0, 0); network.len()],
            searches: 0,
        }
    }

    /// The cheapest ways, each through different actors, cheapest first; at most `k`. After J. Y. Yen,
    /// "Finding the k shortest loopless paths in a network", Management Science 17 (1971), with
    /// E. L. Lawler's rule (1972) that no deviation is tried twice; each deviation is searched by A*, with
    /// the costs of the whole network as the estimate. O(k n m log n) at worst.
    pub(super) fn shortest(&mut self, k: usize) -> Vec<Vec<u32>> {
        let mut found: Vec<Vec<u32>> = Vec::new();
        // cost, way, and where it leaves the way that it deviates from
        let mut candidates: BTreeSet<(u64, Vec<u32>, usize)> = BTreeSet::new();
        if let Some((cost, way)) = self.search(&[self.from], &[]) {
            candidates.insert((cost, way, 0));
        }
        while found.len() < k {
            let Some((_, way, deviates)) = candidates.pop_first() else {
                break;
            };
            found.push(way.clone());
            if found.len() == k {
                break;
            }
            for at in deviates..way.len() - 1 {
                let root = &way[..=at];
                let taken: Vec<u32> = found
                    .iter()
                    .filter(|other| other.starts_with(root))
                    .map(|other| other[at + 1])
                    .collect();
                if let Some((cost, way)) = self.search(root, &taken) {
                    candidates.insert((cost, way, at));
                }
            }
        }
        found
    }

    /// The cheapest way that begins with a root, and does not go on to one of these. `None` when there is
    /// none, or nothing lies between the start and the end.
    fn search(&mut self, root: &[u32], taken: &[u32]) -> Option<(u64, Vec<u32>)> {
        let (spur, passed) = root.split_last()?;
        self.searches += 1;
        let search = self.searches;
        for &actor in passed {
            self.reached[actor as usize] = (search, 0, actor);
        }
        let so_far: u64 = root
            .windows(2)
            .filter_map(|step| {
                let arcs = self.network.arcs(step[0]);
                let arc = arcs.binary_search_by_key(&step[1], |arc| arc.to).ok()?;
                Some(arcs[arc].cost)
            })
            .sum();
        if self.ahead[*spur as usize] == FAR {
            return None;
        }
        self.reached[*spur as usize] = (search, so_far, *spur);
        let mut heap = BinaryHeap::from([Reverse((so_far + self.ahead[*spur as usize], *spur, so_far))]);
        while let Some(Reverse((total, actor, cost))) = heap.pop() {
            if actor == self.to {
                return Some((total, self.way(root)));
            }
            if cost > self.reached[actor as usize].1 {
                continue;
            }
            for arc in self.network.arcs(actor) {
                let next = arc.to as usize;
                let (seen, known, _) = self.reached[next];
                let cost = cost + arc.cost;
                let barred = self.closed[next] || self.ahead[next] == FAR;
                if barred || seen == search && known <= cost || actor == *spur && taken.contains(&arc.to) {
                    continue;
                }
                self.reached[next] = (search, cost, actor);
                heap.push(Reverse((cost + self.ahead[next], arc.to, cost)));
            }
        }
        None
    }

    /// The way that the last search found, with its root.
    fn way(&self, root: &[u32]) -> Vec<u32> {
        let spur = root[root.len() - 1];
        let mut way = Vec::new();
        let mut at = self.to;
        while at != spur {
            way.push(at);
            at = self.reached[at as usize].2;
        }
        way.reverse();
        [root, &way].concat()
    }

    /// All ways of at most so many steps through different actors, shorter ones first, at most `most`; the
    /// costs must be those of steps. Dead ends are seen from afar, but a network can have very many ways.
    pub(super) fn up_to(&self, steps: usize, most: usize) -> Vec<Vec<u32>> {
        let mut found = Vec::new();
        let ahead = |actor: u32| self.ahead[actor as usize] / Network::STEP;
        if self.from == self.to || self.ahead[self.from as usize] == FAR {
            return found;
        }
        let longest = steps.min(self.network.len().saturating_sub(1));
        for length in ahead(self.from) as usize..=longest {
            // the way so far, and for each of its actors the next arc to try
            let mut way = vec![self.from];
            let mut next = vec![0usize];
            while let (Some(&actor), Some(place)) = (way.last(), next.last_mut()) {
                if found.len() == most {
                    return found;
                }
                let Some(arc) = self.network.arcs(actor).get(*place) else {
                    way.pop();
                    next.pop();
                    continue;
                };
                *place += 1;
                if arc.to == self.to {
                    if way.len() == length {
                        found.push([&way[..], &[self.to]].concat());
                    }
                } else if self.ahead[arc.to as usize] != FAR
                    && !self.closed[arc.to as usize]
                    && way.len() as u64 + ahead(arc.to) <= length as u64
                    && !way.contains(&arc.to)
                {
                    way.push(arc.to);
                    next.push(0);
                }
            }
        }
        found
    }
}
