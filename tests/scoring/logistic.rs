//! Logistic regression on soft answers, by Newton's method with a ridge; deterministic.

use std::collections::BTreeMap;

/// Features by name, and the answer between 0 and 1.
pub struct Example {
    pub features: Vec<(&'static str, f32)>,
    pub answer: f64,
}

/// What each weight is pulled towards zero with.
const RIDGE: f64 = 2.0;

/// The weights that make the examples likeliest. O(examples times features squared), a few rounds.
pub fn fit(examples: &[&Example]) -> BTreeMap<&'static str, f64> {
    let mut places: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (name, _) in examples.iter().flat_map(|example| &example.features) {
        let next = places.len();
        places.entry(name).or_insert(next);
    }
    let n = places.len();
    let mut weights = vec![0.0; n];
    for _ in 0..12 {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -RIDGE * weight).collect();
        let mut bend = vec![vec![0.0; n]; n];
        for (k, row) in bend.iter_mut().enumerate() {
            row[k] = RIDGE;
        }
        for example in examples {
            let row: Vec<(usize, f64)> = example
                .features
                .iter()
                .map(|(name, value)| (places[name], f64::from(*value)))
                .collect();
            let sum: f64 = row.iter().map(|&(k, value)| weights[k] * value).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            for &(k, value) in &row {
                slope[k] += (example.answer - chance) * value;
                for &(l, other) in &row {
                    bend[k][l] += chance * (1.0 - chance) * value * other;
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(bend, slope)) {
            *weight += step;
        }
    }
    places.into_iter().map(|(name, k)| (name, weights[k])).collect()
}

/// Solves a symmetric positive system by elimination.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for k in 0..n {
        let (upper, lower) = a.split_at_mut(k + 1);
        for (below, row) in lower.iter_mut().enumerate() {
            let factor = row[k] / upper[k][k];
            for (value, pivot) in row[k..].iter_mut().zip(&upper[k][k..]) {
                *value -= factor * pivot;
            }
            b[k + 1 + below] -= factor * b[k];
        }
    }
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|l| a[k][l] * b[l]).sum();
        b[k] = (b[k] - known) / a[k][k];
    }
    b
}
