use rayon::prelude::*;
use serde::Serialize;

use crate::graph::{Network, Ties, Ways};
use crate::model::Actor;

/// How much an actor matters in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// To how many others it is tied.
    Degree,
    /// How often one comes by when following ties from who acts to whom it is done to, and starting anew
    /// anywhere with probability 0.15 at each step. L. Page and others, 1999. The sum over all is 1.
    PageRank,
    /// On what share of the shortest paths between two others it lies, direction aside, from 0 to 1.
    /// L. C. Freeman, 1977.
    Betweenness,
}

/// An actor with its measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ranked<'g> {
    /// Who.
    pub actor: &'g Actor,
    /// How much.
    pub value: f64,
}

/// The actors of a selection, or of an outline, by a measure, the greatest first, equals by id. With n actors and m ties: degree
/// O(m), PageRank O(m) for each of at most 200 rounds, betweenness O(n m) on all threads.
pub fn top<'g>(ties: &impl Ties<'g>, measure: Measure) -> Vec<Ranked<'g>> {
    let ways = match measure {
        Measure::PageRank => Ways::Forward,
        Measure::Degree | Measure::Betweenness => Ways::Either,
    };
    let network = ties.steps(ways);
    let values = match measure {
        Measure::Degree => (0..network.len() as u32)
            .map(|actor| network.arcs(actor).len() as f64)
            .collect(),
        Measure::PageRank => page_rank(&network),
        Measure::Betweenness => betweenness(&network),
    };
    let ranked = (0u32..).zip(values).map(|(number, value)| Ranked {
        actor: network.actor(number),
        value,
    });
    let mut ranked: Vec<Ranked<'g>> = ranked.collect();
    // stable: actors are in the order of their ids
    ranked.sort_by(|a, b| b.value.total_cmp(&a.value));
    ranked
}

/// Power iteration, until the sum of changes is below 10⁻¹². Whoever acts on nobody is followed by anybody.
fn page_rank(network: &Network<'_>) -> Vec<f64> {
    const FOLLOW: f64 = 0.85;
    let count = network.len();
    let even = 1.0 / count as f64;
    let mut rank = vec![even; count];
    for _ in 0..200 {
        let mut next = vec![0.0; count];
        let mut lost = 0.0;
        for (actor, &value) in (0u32..).zip(&rank) {
            let arcs = network.arcs(actor);
            if arcs.is_empty() {
                lost += value;
            }
            for arc in arcs {
                next[arc.to as usize] += value / arcs.len() as f64;
            }
        }
        let mut change = 0.0;
        for (new, old) in next.iter_mut().zip(&rank) {
            *new = FOLLOW * (*new + lost * even) + (1.0 - FOLLOW) * even;
            change += (*new - old).abs();
        }
        rank = next;
        if change < 1e-12 {
            break;
        }
    }
    rank
}

/// U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001).
/// Threads take starts in batches whose sums are added in order, so the result is always the same.
fn betweenness(network: &Network<'_>) -> Vec<f64> {
    const BATCH: usize = 256;
    let count = network.len();
    let rows = Rows::new(network);
    let starts: Vec<u32> = (0..count as u32).collect();
    let parts: Vec<Vec<f64>> = starts
        .par_chunks(BATCH)
        .map(|batch| {
            let mut sums = vec![0.0; count];
            let mut search = Search::new(count);
            for &start in batch {
                search.add(&rows, start, &mut sums);
            }
            sums
        })
        .collect();
    let mut sums = vec![0.0; count];
    for part in parts {
        for (sum, value) in sums.iter_mut().zip(part) {
            *sum += value;
        }
    }
    // each path was counted from both its ends
    let pairs = (count.saturating_sub(1) * count.saturating_sub(2)) as f64;
    if pairs > 0.0 {
        sums.iter_mut().for_each(|sum| *sum /= pairs);
    }
    sums
}

/// What a breadth-first search finds of an actor.
#[derive(Clone, Copy)]
struct Visit {
    distance: u32,
    /// How many shortest paths lead here.
    paths: f64,
    /// What share of the paths beyond lead through here.
    share: f64,
}

/// A breadth-first search from one actor.
struct Search {
    visits: Vec<Visit>,
    order: Vec<u32>,
}

impl Search {
    const UNSEEN: Visit = Visit {
        distance: u32::MAX,
        paths: 0.0,
        share: 0.0,
    };

    fn new(count: usize) -> Self {
        Self {
            visits: vec![Self::UNSEEN; count],
            order: Vec::with_capacity(count),
        }
    }

    /// Adds for each actor the share of shortest paths from `start` that lead through it.
    fn add(&mut self, rows: &Rows, start: u32, sums: &mut [f64]) {
        let visits = &mut self.visits;
        visits.fill(Self::UNSEEN);
        self.order.clear();
        self.order.push(start);
        (visits[start as usize].distance, visits[start as usize].paths) = (0, 1.0);
        let mut next = 0;
        while let Some(&actor) = self.order.get(next) {
            next += 1;
            let Visit { distance, paths, .. } = visits[actor as usize];
            for &to in rows.row(actor) {
                let visit = &mut visits[to as usize];
                if visit.distance > distance {
                    if visit.distance == u32::MAX {
                        visit.distance = distance + 1;
                        self.order.push(to);
                    }
                    visit.paths += paths;
                }
            }
        }
        for &actor in self.order[1..].iter().rev() {
            let Visit {
                distance,
                paths,
                share,
            } = visits[actor as usize];
            let part = (1.0 + share) / paths;
            for &to in rows.row(actor) {
                let visit = &mut visits[to as usize];
                if visit.distance < distance {
                    visit.share += visit.paths * part;
                }
            }
            sums[actor as usize] += share;
        }
    }
}

/// Who is tied to whom, without what it costs: a quarter of the memory that the search has to read.
struct Rows {
    starts: Vec<usize>,
    ends: Vec<u32>,
}

impl Rows {
    fn new(network: &Network<'_>) -> Self {
        let mut rows = Self {
            starts: vec![0],
            ends: Vec::new(),
        };
        for actor in 0..network.len() as u32 {
            rows.ends.extend(network.arcs(actor).iter().map(|arc| arc.to));
            rows.starts.push(rows.ends.len());
        }
        rows
    }

    fn row(&self, actor: u32) -> &[u32] {
        &self.ends[self.starts[actor as usize]..self.starts[actor as usize + 1]]
    }
}
