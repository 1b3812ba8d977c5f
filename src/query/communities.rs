use serde::Serialize;

use crate::graph::{Cost, Selection, Ways};
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

/// A network whose nodes may stand for many actors: for each, the neighbours with the number of ties to them,
/// and the number of tie ends within.
struct Level {
    neighbours: Vec<Vec<(u32, u64)>>,
    inner: Vec<u64>,
}

impl Level {
    /// How many tie ends a node has.
    fn ends(&self, node: usize) -> u64 {
        self.inner[node] + self.neighbours[node].iter().map(|(_, ties)| ties).sum::<u64>()
    }
}

/// The communities of a selection, direction aside; all ties of two actors count as one. Louvain's method: each
/// actor moves where modularity grows most until none does, then communities become actors. V. D. Blondel and
/// others, "Fast unfolding of communities in large networks", J. Stat. Mech. (2008). Actors are taken in the
/// order of their ids and gains are compared as integers, so the result is always the same. O(m) a round.
pub fn communities<'g>(selection: &Selection<'g>) -> Communities<'g> {
    let network = selection.network(Ways::Either, Cost::Steps);
    let numbers = 0..network.len() as u32;
    let row = |actor: u32| network.arcs(actor).iter().map(|arc| (arc.to, 1)).collect();
    let mut level = Level {
        neighbours: numbers.clone().map(row).collect(),
        inner: vec![0; network.len()],
    };
    let mut community_of: Vec<u32> = numbers.clone().collect();
    loop {
        let (assigned, count) = settle(&level);
        for community in &mut community_of {
            *community = assigned[*community as usize];
        }
        if count == level.inner.len() {
            break;
        }
        level = gather(&level, &assigned, count);
    }
    let within = |actor: u32| {
        let own = community_of[actor as usize];
        let arcs = network.arcs(actor).iter();
        arcs.filter(|arc| community_of[arc.to as usize] == own).count()
    };
    let mut communities: Vec<Vec<u32>> = vec![Vec::new(); level.inner.len()];
    for actor in numbers {
        communities[community_of[actor as usize] as usize].push(actor);
    }
    for members in &mut communities {
        members.sort_by_key(|&actor| (std::cmp::Reverse(within(actor)), actor));
    }
    communities.sort_by_key(|members| (std::cmp::Reverse(members.len()), members.first().copied()));
    Communities {
        modularity: modularity(&level),
        communities: communities
            .into_iter()
            .map(|members| members.into_iter().map(|actor| network.actor(actor)).collect())
            .collect(),
    }
}

/// Of a network whose nodes are the communities.
fn modularity(level: &Level) -> f64 {
    let all: u64 = (0..level.inner.len()).map(|node| level.ends(node)).sum();
    let share = |ends: u64| if all == 0 { 0.0 } else { ends as f64 / all as f64 };
    (0..level.inner.len())
        .map(|node| share(level.inner[node]) - share(level.ends(node)).powi(2))
        .sum()
}

/// Moves nodes between communities until no move gains: the community of each, numbered without gaps.
fn settle(level: &Level) -> (Vec<u32>, usize) {
    let count = level.inner.len();
    let ends: Vec<i128> = (0..count).map(|node| i128::from(level.ends(node))).collect();
    let all: i128 = ends.iter().sum();
    let mut of: Vec<u32> = (0..count as u32).collect();
    let mut total = ends.clone();
    let mut ties_to: Vec<i128> = vec![0; count];
    loop {
        let mut moved = false;
        for node in 0..count {
            let own = of[node];
            total[own as usize] -= ends[node];
            let mut near = vec![own];
            for &(neighbour, ties) in &level.neighbours[node] {
                let community = of[neighbour as usize];
                if ties_to[community as usize] == 0 && community != own {
                    near.push(community);
                }
                ties_to[community as usize] += i128::from(ties);
            }
            // the gain in modularity, times the square of all ends
            let gain =
                |community: u32| ties_to[community as usize] * all - ends[node] * total[community as usize];
            let best = near
                .iter()
                .copied()
                .max_by_key(|&community| (gain(community), community == own, std::cmp::Reverse(community)))
                .unwrap_or(own);
            total[best as usize] += ends[node];
            moved |= best != own;
            of[node] = best;
            for community in near {
                ties_to[community as usize] = 0;
            }
        }
        if !moved {
            break;
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
    let mut inner = vec![0; count];
    let mut rows: Vec<Vec<(u32, u64)>> = vec![Vec::new(); count];
    for (node, &community) in of.iter().enumerate() {
        inner[community as usize] += level.inner[node];
        for &(neighbour, ties) in &level.neighbours[node] {
            let other = of[neighbour as usize];
            if other == community {
                inner[community as usize] += ties;
            } else {
                rows[community as usize].push((other, ties));
            }
        }
    }
    let sum = |mut row: Vec<(u32, u64)>| {
        row.sort_unstable();
        let same = row.chunk_by(|a, b| a.0 == b.0);
        same.map(|ties| (ties[0].0, ties.iter().map(|(_, ties)| ties).sum()))
            .collect()
    };
    Level {
        neighbours: rows.into_iter().map(sum).collect(),
        inner,
    }
}
