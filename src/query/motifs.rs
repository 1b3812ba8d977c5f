use std::collections::{BTreeMap, BinaryHeap};

use rayon::prelude::*;
use serde::Serialize;

use super::Evidence;
use super::balance::{scores, telling};
use super::path::{Step, best_step};
use crate::graph::{Cost, Filter, KnowledgeGraph, Network, RelationFilter, Ways};
use crate::model::{Actor, PloverEvent};

/// The shapes that threes of actors make.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Motifs<'g> {
    /// How many threes there are of each of the sixteen kinds, named by how many of their ties are mutual, one-sided
    /// and absent, and by direction: Down, Up, Cyclic, Transitive. P. W. Holland and S. Leinhardt, 1970.
    pub triads: BTreeMap<&'static str, u64>,
    /// How many pairs consult a third and not each other.
    pub mediated: usize,
    /// Such pairs, those in the hardest conflict first, then those with the best supported ties, then by id.
    pub mediations: Vec<Mediation<'g>>,
}

/// Two actors that both consult a third and not each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mediation<'g> {
    /// The third.
    pub mediator: &'g Actor,
    /// The one.
    pub a: &'g Actor,
    /// The other.
    pub b: &'g Actor,
    /// The sum of the scores of what is between the two: below 0 for conflict; absent where nothing is.
    pub score: Option<f64>,
    /// What speaks most for their conflict.
    pub conflict: Option<Evidence<'g>>,
    /// The tie of the mediator to each of the two.
    pub steps: Vec<Step<'g>>,
}

/// The triads of what passes a filter, and at most so many mediations among them. The relation that is shared with a
/// mediator is CONSULT, or what the filter asks for; conflict is looked for in all relations. O(m d) with d neighbours.
pub fn motifs<'g>(graph: &'g KnowledgeGraph, filter: &Filter, most: usize) -> Motifs<'g> {
    let mut consulting = filter.clone();
    if consulting.relations.is_empty() {
        consulting.relations = vec![RelationFilter::new(PloverEvent::Consult.name())];
    }
    let consulting = graph.select(&consulting);
    let any = Filter {
        relations: Vec::new(),
        ..filter.clone()
    };
    let all = graph.select(&any);
    let scores = scores(&all);
    let network = consulting.network(Ways::Either, Cost::Support);
    let mut mediated = 0;
    let mut kept: BinaryHeap<(Rank, [u32; 3])> = BinaryHeap::new();
    for mediator in 0..network.len() as u32 {
        let near = network.arcs(mediator);
        for (place, a) in near.iter().enumerate() {
            // both rows are in the order of numbers
            let mut known = network.arcs(a.to).iter().map(|arc| arc.to).peekable();
            for b in &near[place + 1..] {
                while known.next_if(|&other| other < b.to).is_some() {}
                if known.peek() == Some(&b.to) {
                    continue;
                }
                mediated += 1;
                let score = scores.of_pair(&network.actor(a.to).id, &network.actor(b.to).id);
                let rank = Rank::new(score, a.cost.max(b.cost));
                kept.push((rank, [mediator, a.to, b.to]));
                if kept.len() > most {
                    kept.pop();
                }
            }
        }
    }
    let mediations = kept.into_sorted_vec().into_iter().map(|(_, numbers)| {
        let [mediator, a, b] = numbers.map(|number| network.actor(number));
        let score = scores.of_pair(&a.id, &b.id);
        let step = |other| best_step(&consulting, mediator, other, false);
        Mediation {
            mediator,
            a,
            b,
            score,
            conflict: score
                .filter(|&score| score < 0.0)
                .and_then(|score| telling(&all, &a.id, &b.id, score)),
            steps: [a, b].into_iter().filter_map(step).collect(),
        }
    });
    let mediations = mediations.collect();
    let asked = graph.select(filter);
    Motifs {
        triads: census(
            asked.network(Ways::Forward, Cost::Steps),
            asked.network(Ways::Backward, Cost::Steps),
        ),
        mediated,
        mediations,
    }
}

/// What comes first among mediations; the least is the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Conflict in thousandths, 0 where there is none.
    conflict: i64,
    /// The dearer of the two ties.
    cost: u64,
}

impl Rank {
    fn new(score: Option<f64>, cost: u64) -> Self {
        Self {
            conflict: (score.unwrap_or_default().min(0.0) * 1000.0).round() as i64,
            cost,
        }
    }
}

/// How two are tied, as bits: the first acts, the second acts.
type Link = u8;

/// The kind of a triad by the links of its first and second, first and third, second and third.
fn kind(links: [Link; 3]) -> &'static str {
    const ENDS: [[usize; 2]; 3] = [[0, 1], [0, 2], [1, 2]];
    let count = |wanted: u32| links.iter().filter(|link| link.count_ones() == wanted).count();
    // how many one-sided links leave an actor and how many reach it, and whether it has a mutual one
    let (mut leave, mut reach, mut mutual) = ([0; 3], [0; 3], [false; 3]);
    for (link, [a, b]) in links.into_iter().zip(ENDS) {
        let (from, to) = if link == 1 { (a, b) } else { (b, a) };
        match link {
            0 => {}
            3 => (mutual[a], mutual[b]) = (true, true),
            _ => (leave[from], reach[to]) = (leave[from] + 1, reach[to] + 1),
        }
    }
    let direction = |down: &'static str, up: &'static str, cyclic: &'static str| {
        if leave.contains(&2) {
            down
        } else if reach.contains(&2) {
            up
        } else {
            cyclic
        }
    };
    match (count(2), count(1)) {
        (0, 0) => "003",
        (0, 1) => "012",
        (1, 0) => "102",
        (0, 2) => direction("021D", "021U", "021C"),
        (1, 1) if (0..3).any(|actor| mutual[actor] && leave[actor] == 1) => "111U",
        (1, 1) => "111D",
        (0, _) => direction("030T", "030T", "030C"),
        (2, 0) => "201",
        (1, _) => direction("120D", "120U", "120C"),
        (2, _) => "210",
        _ => "300",
    }
}

/// V. Batagelj and A. Mrvar, "A subquadratic triad census algorithm for large sparse networks with small maximum
/// degree", Social Networks 23 (2001).
fn census(forward: &Network<'_>, backward: &Network<'_>) -> BTreeMap<&'static str, u64> {
    let count = forward.len();
    let rows: Vec<Vec<(u32, Link)>> = (0..count as u32)
        .map(|actor| {
            let acts = forward.arcs(actor).iter().map(|arc| (arc.to, 1));
            let suffers = backward.arcs(actor).iter().map(|arc| (arc.to, 2));
            let mut row: Vec<(u32, Link)> = acts.chain(suffers).collect();
            row.sort_unstable();
            row.dedup_by(|next, known| {
                let same = next.0 == known.0;
                known.1 |= if same { next.1 } else { 0 };
                same
            });
            row
        })
        .collect();
    let kinds: Vec<&'static str> = (0..64u8)
        .map(|code| kind([code & 3, code >> 2 & 3, code >> 4]))
        .collect();
    let code = |links: [Link; 3]| usize::from(links[0] | links[1] << 2 | links[2] << 4);
    let of = |a: u32| {
        let mut counts = [0u64; 64];
        for &(b, ab) in rows[a as usize].iter().filter(|(b, _)| a < *b) {
            let mut thirds = 0;
            let mut near_a = rows[a as usize].iter().peekable();
            let mut near_b = rows[b as usize].iter().peekable();
            // the two rows as one, in the order of numbers
            loop {
                let next = match (near_a.peek(), near_b.peek()) {
                    (Some(x), Some(y)) => x.0.min(y.0),
                    (Some(x), None) | (None, Some(x)) => x.0,
                    (None, None) => break,
                };
                let ac = near_a
                    .next_if(|(other, _)| *other == next)
                    .map_or(0, |(_, link)| *link);
                let bc = near_b
                    .next_if(|(other, _)| *other == next)
                    .map_or(0, |(_, link)| *link);
                if next == a || next == b {
                    continue;
                }
                thirds += 1;
                // each triad once: by its first two that are tied
                if b < next || a < next && ac == 0 {
                    counts[code([ab, ac, bc])] += 1;
                }
            }
            counts[code([ab, 0, 0])] += count as u64 - 2 - thirds;
        }
        counts
    };
    let sum = |a: [u64; 64], b: [u64; 64]| std::array::from_fn(|place| a[place] + b[place]);
    let counts = (0..count as u32).into_par_iter().map(of).reduce(|| [0; 64], sum);
    let mut census: BTreeMap<&'static str, u64> = BTreeMap::new();
    for (kind, count) in kinds.into_iter().zip(counts) {
        *census.entry(kind).or_default() += count;
    }
    let n = count as u64;
    let all = n * n.saturating_sub(1) / 2 * n.saturating_sub(2) / 3;
    let tied: u64 = census.values().sum();
    census.insert("003", all - tied);
    census
}
