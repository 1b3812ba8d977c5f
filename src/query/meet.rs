//! The shortest way between two actors, searched from both ends at once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::graph::Network;

/// Not reached.
const FAR: u32 = u32::MAX;

/// How far actors are from one of the ends.
struct Side {
    steps: Vec<u32>,
    /// Those that are as far as the search has come.
    front: Vec<u32>,
}

impl Side {
    fn new(actors: usize, end: u32) -> Self {
        let mut steps = vec![FAR; actors];
        steps[end as usize] = 0;
        Self {
            steps,
            front: vec![end],
        }
    }

    /// How many arcs lead on.
    fn arcs(&self, network: &Network<'_>) -> usize {
        self.front.iter().map(|&actor| network.arcs(actor).len()).sum()
    }

    /// Goes one step further; those of the other side that it meets.
    fn advance(&mut self, network: &Network<'_>, other: &Self, closed: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut met = Vec::new();
        for actor in std::mem::take(&mut self.front) {
            let steps = self.steps[actor as usize] + 1;
            for arc in network.arcs(actor) {
                let place = arc.to as usize;
                if self.steps[place] != FAR {
                    continue;
                }
                if other.steps[place] != FAR {
                    met.push(arc.to);
                } else if closed(arc.to) {
                    continue;
                }
                self.steps[place] = steps;
                self.front.push(arc.to);
            }
        }
        met
    }
}

/// A way with the fewest steps; `back` is the network with its arcs turned round. Of several it is the one that
/// [`super::routes::Routes::shortest`] has first. O(n) in arcs, in practice the few around the two.
pub(super) fn way(
    network: &Network<'_>,
    back: &Network<'_>,
    (from, to): (u32, u32),
    closed: impl Fn(u32) -> bool,
) -> Option<Vec<u32>> {
    let mut start = Side::new(network.len(), from);
    let mut end = Side::new(network.len(), to);
    let met = loop {
        let met = if start.arcs(network) <= end.arcs(back) {
            start.advance(network, &end, &closed)
        } else {
            end.advance(back, &start, &closed)
        };
        if !met.is_empty() {
            break met;
        }
        if start.front.is_empty() || end.front.is_empty() {
            return None;
        }
    };
    // from where they met back to the start: how far the end is from those between
    let mut ahead = end.steps;
    let mut between = met;
    while let Some(actor) = between.pop() {
        let steps = start.steps[actor as usize];
        for arc in back.arcs(actor) {
            let place = arc.to as usize;
            if start.steps[place] != FAR && start.steps[place] + 1 == steps && ahead[place] == FAR {
                ahead[place] = ahead[actor as usize] + 1;
                between.push(arc.to);
            }
        }
    }
    let mut before = vec![FAR; network.len()];
    let mut open = BinaryHeap::from([Reverse(from)]);
    while let Some(Reverse(actor)) = open.pop() {
        if actor == to {
            break;
        }
        let next = ahead[actor as usize] - 1;
        for arc in network.arcs(actor) {
            let place = arc.to as usize;
            if ahead[place] == next && before[place] == FAR {
                before[place] = actor;
                open.push(Reverse(arc.to));
            }
        }
    }
    let mut way = vec![to];
    let mut at = to;
    while at != from {
        at = before[at as usize];
        way.push(at);
    }
    way.reverse();
    Some(way)
}
