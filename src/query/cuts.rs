//! Where a network falls apart when one tie or one actor is taken out.

use crate::graph::Network;

/// The cuts of a network in which every arc has its opposite.
pub(super) struct Cuts {
    /// Arcs without which their component falls in two, towards the lesser part, with how many actors that has.
    pub(super) bridges: Vec<(u32, u32, usize)>,
    /// For each actor, into how many parts its component falls without it; 0 for one that has no arc.
    pub(super) parts: Vec<usize>,
}

/// An actor as the search sees it.
#[derive(Clone, Copy, Default)]
struct Visit {
    /// When it was found; 0 before.
    found: u32,
    /// The first that it or those below it are tied to.
    low: u32,
    /// How many it and those below it are.
    below: u32,
    /// From where it was found.
    parent: u32,
    /// The next of its arcs.
    next: u32,
}

/// R. E. Tarjan, "A note on finding the bridges of a graph", Information Processing Letters 2 (1974); J. Hopcroft and
/// R. E. Tarjan, "Algorithm 447", CACM 16 (1973). O(n + m), without recursion.
pub(super) fn cuts(network: &Network<'_>) -> Cuts {
    let count = network.len();
    let mut visits = vec![Visit::default(); count];
    let mut cuts = Cuts {
        bridges: Vec::new(),
        parts: vec![0; count],
    };
    let mut clock = 0;
    for root in 0..count as u32 {
        if visits[root as usize].found != 0 {
            continue;
        }
        let first = cuts.bridges.len();
        let mut open = vec![root];
        visits[root as usize].parent = root;
        while let Some(&actor) = open.last() {
            let at = actor as usize;
            if visits[at].found == 0 {
                clock += 1;
                (visits[at].found, visits[at].low, visits[at].below) = (clock, clock, 1);
                // the part that it was found from
                cuts.parts[at] = usize::from(actor != root);
            }
            if let Some(arc) = network.arcs(actor).get(visits[at].next as usize) {
                visits[at].next += 1;
                let other = &mut visits[arc.to as usize];
                if other.found == 0 {
                    other.parent = actor;
                    open.push(arc.to);
                } else if arc.to != visits[at].parent {
                    visits[at].low = visits[at].low.min(visits[arc.to as usize].found);
                }
                continue;
            }
            open.pop();
            if actor == root {
                continue;
            }
            let done = visits[at];
            let parent = &mut visits[done.parent as usize];
            parent.low = parent.low.min(done.low);
            parent.below += done.below;
            if done.low >= parent.found {
                cuts.parts[done.parent as usize] += 1;
            }
            if done.low > parent.found {
                cuts.bridges.push((done.parent, actor, done.below as usize));
            }
        }
        let all = visits[root as usize].below as usize;
        for (from, to, cut_off) in &mut cuts.bridges[first..] {
            if all - *cut_off < *cut_off {
                (*from, *to, *cut_off) = (*to, *from, all - *cut_off);
            }
        }
    }
    cuts
}
