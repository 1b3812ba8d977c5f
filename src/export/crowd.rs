//! What a crowded drawing leaves out: the disparity filter of Serrano, Boguñá and Vespignani (2009) finds the pairs
//! of actors that have more to do with each other than chance would give them.

use std::collections::{BTreeMap, BTreeSet};

/// At least so many pairs can be read.
const READABLE: usize = 40;

/// How many pairs of so many actors can be read.
pub(super) fn readable(actors: usize) -> usize {
    READABLE.max(actors + actors / 2)
}

/// Of pairs with weights, at most so many: first the one that stands out most for each actor, so that nobody stands
/// alone, then those that stand out most of all. O(n log n).
pub(super) fn standing_out(pairs: &BTreeMap<(usize, usize), usize>, most: usize) -> BTreeSet<(usize, usize)> {
    let mut sums: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (&(a, b), &weight) in pairs {
        for node in [a, b] {
            let sum = sums.entry(node).or_default();
            sum.0 += weight;
            sum.1 += 1;
        }
    }
    // how likely a pair would have this much of an actor's weight if that were spread by chance
    let chance = |node: usize, weight: usize| {
        let (sum, pairs) = sums.get(&node).copied().unwrap_or_default();
        power(1.0 - weight as f64 / sum.max(1) as f64, pairs.saturating_sub(1))
    };
    let mut order: Vec<(f64, usize, (usize, usize))> = pairs
        .iter()
        .map(|(&(a, b), &weight)| (chance(a, weight).min(chance(b, weight)), weight, (a, b)))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    let mut met: BTreeSet<usize> = BTreeSet::new();
    let mut kept: BTreeSet<(usize, usize)> = BTreeSet::new();
    for &(_, _, (a, b)) in &order {
        if met.insert(a) | met.insert(b) && kept.len() < most {
            kept.insert((a, b));
        }
    }
    for &(_, _, pair) in &order {
        if kept.len() >= most {
            break;
        }
        kept.insert(pair);
    }
    kept
}

/// A power by squaring, which every machine rounds alike.
fn power(mut base: f64, mut exponent: usize) -> f64 {
    let mut result = 1.0;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result *= base;
        }
        base *= base;
        exponent /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{power, standing_out};

    #[test]
    fn what_stands_out_stays_and_nobody_is_left_alone() {
        assert_eq!((power(0.5, 3), power(0.5, 0)), (0.125, 1.0));
        // 0 has a strong pair and weak ones; 4 has one pair alone
        let pairs = [
            ((0, 1), 90),
            ((0, 2), 1),
            ((0, 3), 1),
            ((1, 2), 1),
            ((2, 3), 50),
            ((0, 4), 1),
        ];
        let pairs = pairs.into_iter().collect();
        let kept = |most| standing_out(&pairs, most).into_iter().collect::<Vec<_>>();
        assert_eq!(kept(3), [(0, 1), (0, 4), (2, 3)]);
        assert_eq!(kept(6).len(), 6);
        assert_eq!(kept(1).len(), 1);
    }
}
