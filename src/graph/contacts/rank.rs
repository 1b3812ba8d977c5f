//! Who matters most.

use super::Contacts;

impl Contacts {
    /// How much weight each actor has among all, in their order: PageRank (Brin and Page, 1998) with the number
    /// of contacts as weights and a damping of 0.85, until it changes by less than 1e-6 an actor; the sum is 1.
    /// Actors that act on nobody pass their weight to all. O(n) in dyads, some dozens of times.
    pub fn pagerank(&self) -> Vec<f64> {
        const DAMPING: f64 = 0.85;
        const TOLERANCE: f64 = 1e-6;
        const ROUNDS: usize = 100;
        let count = self.actors.len();
        if count == 0 {
            return Vec::new();
        }
        let uniform = 1.0 / count as f64;
        let mut ranks = vec![uniform; count];
        // each dyad as its part of all that its source does
        let mut parts: Vec<(u32, f64)> = Vec::with_capacity(self.targets.cells.len());
        for source in 0..count as u32 {
            let bounds = self.targets.bounds(source);
            let all: usize = bounds.clone().map(|at| self.dyad(at).len()).sum();
            let part = |at: usize| (self.targets.cells[at].0, self.dyad(at).len() as f64 / all as f64);
            parts.extend(bounds.map(part));
        }
        for _ in 0..ROUNDS {
            let mut next = vec![0.0; count];
            let mut idle = 0.0;
            for source in 0..count as u32 {
                let rank = ranks[source as usize];
                let bounds = self.targets.bounds(source);
                if bounds.is_empty() {
                    idle += rank;
                }
                for &(target, part) in &parts[bounds] {
                    next[target as usize] += rank * part;
                }
            }
            let base = (1.0 - DAMPING + DAMPING * idle) * uniform;
            let mut change = 0.0;
            for (new, old) in next.iter_mut().zip(&ranks) {
                *new = base + DAMPING * *new;
                change += (*new - old).abs();
            }
            ranks = next;
            if change < TOLERANCE * count as f64 {
                break;
            }
        }
        ranks
    }
}
