//! The best dependency tree: maximum spanning arborescence (Chu and Liu, Edmonds) with one root word.

/// Taken off every root arc, so that the best tree has as few root words as possible: one.
const ONE_ROOT: f64 = 1e6;

/// Heads of words 1..=n, 0 the root, from `scores`: word `d` (from 0) hanging from `h` (0 the root) has
/// `scores[d * stride + h]`.
pub(super) fn decode(scores: &[f32], n: usize, stride: usize, heads: &mut Vec<u32>) {
    let start = heads.len();
    for d in 0..n {
        let row = &scores[d * stride..d * stride + n + 1];
        let mut best = (f32::NEG_INFINITY, 0);
        for (h, &score) in row.iter().enumerate() {
            if h != d + 1 && score > best.0 {
                best = (score, h);
            }
        }
        heads.push(best.1 as u32);
    }
    if is_tree(&heads[start..]) {
        return;
    }
    let size = n + 1;
    let mut full = vec![f64::NEG_INFINITY; size * size];
    for d in 0..n {
        for h in (0..size).filter(|&h| h != d + 1) {
            full[(d + 1) * size + h] = f64::from(scores[d * stride + h]);
        }
        full[(d + 1) * size] -= ONE_ROOT;
    }
    let found = edmonds(&full, size);
    for (head, best) in heads[start..].iter_mut().zip(&found[1..]) {
        *head = *best as u32;
    }
}

/// How far each head is ahead of the next best: see [`crate::model::Token::lead`]. Arguments as of [`decode`].
pub(super) fn leads(scores: &[f32], stride: usize, heads: &[u32], leads: &mut Vec<u8>) {
    for (d, (row, &head)) in scores.chunks_exact(stride).zip(heads).enumerate() {
        let rivals = row
            .iter()
            .enumerate()
            .filter(|&(h, _)| h != d + 1 && h != head as usize);
        let next = rivals.fold(f32::NEG_INFINITY, |next, (_, &score)| next.max(score));
        // a cast holds what is too large, and takes no number for 0
        leads.push(((row[head as usize] - next) * 10.0) as u8);
    }
}

/// Whether all words hang from one root word without a cycle.
fn is_tree(heads: &[u32]) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    let mut seen = vec![0u32; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start as u32;
            at = heads[at - 1] as usize;
        }
        if at != 0 && seen[at] == start as u32 {
            return false;
        }
    }
    true
}

/// Best heads of nodes 0..size, 0 the root, by contracting one cycle after the other.
///
/// A loop, not a recursion: a sentence can hold as many nested cycles as words.
fn edmonds(scores: &[f64], size: usize) -> Vec<usize> {
    struct Step {
        outside: Vec<usize>,
        cycle: Vec<usize>,
        heads: Vec<usize>,
        /// For each outside node, the node of the cycle that it would hang from.
        leave: Vec<usize>,
        /// For each outside node, the node of the cycle that would hang from it.
        enter: Vec<usize>,
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut s = scores.to_vec();
    let mut n = size;
    let mut result = loop {
        let mut heads: Vec<usize> = (0..n).map(|d| first_best(&s[d * n..(d + 1) * n])).collect();
        heads[0] = 0;
        let Some(cycle) = find_cycle(&heads) else {
            break heads;
        };
        let mut inside = vec![false; n];
        for &c in &cycle {
            inside[c] = true;
        }
        let outside: Vec<usize> = (0..n).filter(|&i| !inside[i]).collect();
        let m = outside.len();
        let mut small = vec![f64::NEG_INFINITY; (m + 1) * (m + 1)];
        let mut leave = vec![0; m];
        let mut enter = vec![0; m];
        for (i, &o) in outside.iter().enumerate() {
            for (j, &p) in outside.iter().enumerate() {
                small[i * (m + 1) + j] = s[o * n + p];
            }
            let mut out = f64::NEG_INFINITY;
            let mut into = f64::NEG_INFINITY;
            for (k, &c) in cycle.iter().enumerate() {
                if s[o * n + c] > out {
                    (out, leave[i]) = (s[o * n + c], k);
                }
                let gain = s[c * n + o] - s[c * n + heads[c]];
                if gain > into {
                    (into, enter[i]) = (gain, k);
                }
            }
            small[i * (m + 1) + m] = out;
            small[m * (m + 1) + i] = into;
        }
        small[..=m].fill(f64::NEG_INFINITY);
        steps.push(Step {
            outside,
            cycle,
            heads,
            leave,
            enter,
        });
        s = small;
        n = m + 1;
    };
    while let Some(step) = steps.pop() {
        let m = step.outside.len();
        let mut heads = vec![0; m + step.cycle.len()];
        for &c in &step.cycle {
            heads[c] = step.heads[c];
        }
        for i in 1..m {
            heads[step.outside[i]] = match result[i] {
                h if h < m => step.outside[h],
                _ => step.cycle[step.leave[i]],
            };
        }
        let into = result[m];
        heads[step.cycle[step.enter[into]]] = step.outside[into];
        result = heads;
    }
    result
}

fn first_best(row: &[f64]) -> usize {
    let mut best = (f64::NEG_INFINITY, 0);
    for (i, &score) in row.iter().enumerate() {
        if score > best.0 {
            best = (score, i);
        }
    }
    best.1
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut path = Vec::new();
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            path.push(at);
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let from = path.iter().position(|&p| p == at)?;
            return Some(path.split_off(from));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best tree by trying all.
    fn brute(scores: &[f32], n: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<u32> = (0..n)
                .map(|d| (code / (n + 1).pow(d as u32) % (n + 1)) as u32)
                .collect();
            if is_tree(&heads) {
                best = best.max(total(scores, n, &heads));
            }
        }
        best
    }

    fn total(scores: &[f32], n: usize, heads: &[u32]) -> f64 {
        heads
            .iter()
            .enumerate()
            .map(|(d, &h)| f64::from(scores[d * (n + 1) + h as usize]))
            .sum()
    }

    #[test]
    fn finds_the_best_tree() {
        let mut state = 7u32;
        for round in 0..300 {
            let n = 1 + round % 5;
            let scores: Vec<f32> = (0..n * (n + 1))
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 20) as f32 / 64.0
                })
                .collect();
            let mut heads = Vec::new();
            decode(&scores, n, n + 1, &mut heads);
            assert!(is_tree(&heads), "{heads:?}");
            assert!((total(&scores, n, &heads) - brute(&scores, n)).abs() < 1e-3);
        }
    }

    #[test]
    fn leads_are_of_the_next_best() {
        // two words, rows over root, first, second: the first is sure, the second took what is not the best
        let scores = [9.0, 0.0, 1.5, 4.0, 3.0, 0.0];
        let mut found = Vec::new();
        leads(&scores, 3, &[0, 1], &mut found);
        assert_eq!(found, [75, 0]);
        leads(&[1.0, 0.0], 2, &[0], &mut found);
        assert_eq!(found[2], u8::MAX);
    }

    #[test]
    fn equal_scores_and_no_words() {
        let mut heads = Vec::new();
        decode(&[], 0, 1, &mut heads);
        assert!(heads.is_empty());
        decode(&[0.0; 400 * 401], 400, 401, &mut heads);
        assert!(is_tree(&heads));
    }
}
