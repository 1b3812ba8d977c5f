use std::collections::VecDeque;

use serde::Serialize;

use crate::graph::{Ties, Ways};
use crate::model::Actor;

/// Who belongs together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Communities<'g> {
    /// How much more ties lie within communities than chance would have it, from -0.5 to 1. M. E. J. Newman
    /// and M. Girvan, 2004.
    pub modularity: f64,
    /// The communities, the largest first; in each, who is tied to most within it first.
    pub communities: Vec<Vec<&'g Actor>>,
}

/// A network whose nodes may stand for many actors, in compressed sparse rows: for each node, the neighbours with the
/// number of ties to them, and the number of tie ends within. Numbers of ties are whole, so sums are exact.
struct Level {
    offsets: Vec<usize>,
    neighbours: Vec<(u32, f64)>,
    inner: Vec<f64>,
    /// How many tie ends each node has.
    ends: Vec<f64>,
}

impl Level {
    /// From the neighbours of each node in order, of which the same may come several times.
    fn new(rows: Vec<Vec<(u32, f64)>>, inner: Vec<f64>) -> Self {
        let mut level = Self {
            offsets: vec![0],
            neighbours: Vec::with_capacity(rows.iter().map(Vec::len).sum()),
            inner,
            ends: Vec::with_capacity(rows.len()),
        };
        for (row, inner) in rows.into_iter().zip(&level.inner) {
            level
                .ends
                .push(inner + row.iter().map(|(_, ties)| ties).sum::<f64>());
            level.neighbours.extend(row);
            level.offsets.push(level.neighbours.len());
        }
        level
    }

    fn len(&self) -> usize {
        self.inner.len()
    }

    fn row(&self, node: u32) -> &[(u32, f64)] {
        &self.neighbours[self.offsets[node as usize]..self.offsets[node as usize + 1]]
    }
}

/// The communities of a selection, or of an outline, direction aside; all ties of two actors count as one. Louvain's method: each
/// actor moves where modularity grows most until none does, then communities become actors (V. D. Blondel and others,
/// "Fast unfolding of communities in large networks", J. Stat. Mech. 2008); then actors move once more between the
/// communities found (R. Rotta and A. Noack, "Multilevel local search algorithms for modularity clustering", JEA 16,
/// 2011), until that gains nothing. The result depends on the order in which actors are taken; in a network of less than
/// a few thousand ties several orders, always the same ones, are tried and the best result is kept. O(m) a round.
pub fn communities<'g>(ties: &impl Ties<'g>) -> Communities<'g> {
    let network = ties.steps(Ways::Either);
    let numbers = 0..network.len() as u32;
    let row = |actor: u32| network.arcs(actor).iter().map(|arc| (arc.to, 1.0)).collect();
    let level = Level::new(numbers.clone().map(row).collect(), vec![0.0; network.len()]);
    let tries = (TRIED_TIES / level.neighbours.len().max(1)).clamp(1, MOST_TRIES);
    let mut order: Vec<u32> = numbers.clone().collect();
    let (mut best, mut community_of) = search(&level, &order);
    let mut chance = 0;
    for _ in 1..tries {
        shuffle(&mut order, &mut chance);
        let (modularity, found) = search(&level, &order);
        if modularity > best + 1e-12 {
            (best, community_of) = (modularity, found);
        }
    }
    let within = |actor: u32| {
        let own = community_of[actor as usize];
        let arcs = network.arcs(actor).iter();
        arcs.filter(|arc| community_of[arc.to as usize] == own).count()
    };
    let count = community_of.iter().max().map_or(0, |&last| last as usize + 1);
    let mut communities: Vec<Vec<u32>> = vec![Vec::new(); count];
    for actor in numbers {
        communities[community_of[actor as usize] as usize].push(actor);
    }
    for members in &mut communities {
        members.sort_by_cached_key(|&actor| (std::cmp::Reverse(within(actor)), actor));
    }
    communities.sort_by_key(|members| (std::cmp::Reverse(members.len()), members.first().copied()));
    Communities {
        modularity: if network.is_empty() { 0.0 } else { best },
        communities: communities
            .into_iter()
            .map(|members| members.into_iter().map(|actor| network.actor(actor)).collect())
            .collect(),
    }
}

/// How many orders of the actors are tried at most.
const MOST_TRIES: usize = 16;

/// So many ties are looked at for the sake of other orders; each tie from both its ends.
const TRIED_TIES: usize = 20_000;

/// Another order. R. A. Fisher and F. Yates, 1938, with the numbers of SplitMix64 (G. L. Steele and others, 2014).
fn shuffle(order: &mut [u32], chance: &mut u64) {
    for last in (1..order.len()).rev() {
        *chance = chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = (*chance ^ (*chance >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        order.swap(last, ((number >> 32) as usize) % (last + 1));
    }
}

/// The communities that are found when nodes are taken in an order, and their modularity.
fn search(level: &Level, order: &[u32]) -> (f64, Vec<u32>) {
    let mut community_of: Vec<u32> = (0..level.len() as u32).collect();
    let mut best = f64::NEG_INFINITY;
    loop {
        let found = split(level, community_of.clone(), order);
        let count = found.iter().max().map_or(0, |&last| last as usize + 1);
        let modularity = modularity(&gather(level, &found, count));
        if modularity <= best + 1e-12 {
            return (best, community_of);
        }
        (best, community_of) = (modularity, found);
    }
}

/// Of a network whose nodes are the communities.
fn modularity(level: &Level) -> f64 {
    let all: f64 = level.ends.iter().sum();
    let share = |ends: f64| if all == 0.0 { 0.0 } else { ends / all };
    let part = |node: usize| share(level.inner[node]) - share(level.ends[node]).powi(2);
    (0..level.len()).map(part).sum()
}

/// Better communities than those that are given, as far as there are any: the number of each node's, without gaps.
fn split(level: &Level, start: Vec<u32>, order: &[u32]) -> Vec<u32> {
    let (mut of, count) = settle(level, start, order);
    if count < level.len() {
        let above: Vec<u32> = (0..count as u32).collect();
        let above = split(&gather(level, &of, count), above.clone(), &above);
        for community in &mut of {
            *community = above[*community as usize];
        }
        of = settle(level, of, order).0;
    }
    of
}

/// Moves nodes between communities until no move gains: the community of each, numbered without gaps, and how many
/// there are. Nodes are looked at in an order, and again when a neighbour has left them.
fn settle(level: &Level, mut of: Vec<u32>, order: &[u32]) -> (Vec<u32>, usize) {
    let count = level.len();
    let all: f64 = level.ends.iter().sum();
    let mut total = vec![0.0; count];
    let mut size = vec![0u32; count];
    for (&community, ends) in of.iter().zip(&level.ends) {
        total[community as usize] += ends;
        size[community as usize] += 1;
    }
    let mut empty: Vec<u32> = (0..count as u32)
        .rev()
        .filter(|&place| size[place as usize] == 0)
        .collect();
    let mut ties_to = vec![0.0; count];
    let mut near: Vec<u32> = Vec::new();
    let mut queue: VecDeque<u32> = order.iter().copied().collect();
    let mut queued = vec![true; count];
    while let Some(node) = queue.pop_front() {
        let at = node as usize;
        queued[at] = false;
        let (own, ends) = (of[at], level.ends[at]);
        total[own as usize] -= ends;
        size[own as usize] -= 1;
        if size[own as usize] == 0 {
            empty.push(own);
        }
        near.push(own);
        for &(neighbour, ties) in level.row(node) {
            let community = of[neighbour as usize];
            if ties_to[community as usize] == 0.0 && community != own {
                near.push(community);
            }
            ties_to[community as usize] += ties;
        }
        // alone, where it has more of its own than others give
        if size[own as usize] > 0 {
            near.extend(empty.last());
        }
        // the gain in modularity, times the square of all ends
        let gain = |community: u32| ties_to[community as usize] * all - ends * total[community as usize];
        let (mut best, mut most) = (own, gain(own));
        for &community in &near[1..] {
            let gain = gain(community);
            if gain > most || gain == most && best != own && community < best {
                (best, most) = (community, gain);
            }
        }
        for community in near.drain(..) {
            ties_to[community as usize] = 0.0;
        }
        if size[best as usize] == 0 {
            empty.pop();
        }
        total[best as usize] += ends;
        size[best as usize] += 1;
        of[at] = best;
        if best != own {
            for &(neighbour, _) in level.row(node) {
                if of[neighbour as usize] != best && !queued[neighbour as usize] {
                    queued[neighbour as usize] = true;
                    queue.push_back(neighbour);
                }
            }
        }
    }
    let mut number = vec![u32::MAX; count];
    let mut next = 0;
    for community in &mut of {
        let place = *community as usize;
        if number[place] == u32::MAX {
            number[place] = next;
            next += 1;
        }
        *community = number[place];
    }
    (of, next as usize)
}

/// The network of communities.
fn gather(level: &Level, of: &[u32], count: usize) -> Level {
    let mut inner = vec![0.0; count];
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (node, &community) in (0..).zip(of) {
        members[community as usize].push(node);
        inner[community as usize] += level.inner[node as usize];
    }
    let mut ties_to = vec![0.0; count];
    let mut rows = Vec::with_capacity(count);
    for (community, members) in (0u32..).zip(members) {
        let mut near: Vec<u32> = Vec::new();
        for &(neighbour, ties) in members.iter().flat_map(|&node| level.row(node)) {
            let other = of[neighbour as usize];
            if other == community {
                inner[community as usize] += ties;
            } else {
                if ties_to[other as usize] == 0.0 {
                    near.push(other);
                }
                ties_to[other as usize] += ties;
            }
        }
        near.sort_unstable();
        rows.push(
            near.iter()
                .map(|&other| (other, ties_to[other as usize]))
                .collect(),
        );
        for other in near {
            ties_to[other as usize] = 0.0;
        }
    }
    Level::new(rows, inner)
}
