//! `data/open/confidence.tsv`: what makes an open triple more or less sure.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Weights of a logistic formula, by the names of its features.
#[derive(Debug)]
pub struct OpenWeights(HashMap<&'static str, f32>);

impl OpenWeights {
    /// The weights of `data/open/`. A line without a number weighs nothing; a unit test holds that there is none.
    pub fn embedded() -> &'static Self {
        static WEIGHTS: OnceLock<OpenWeights> = OnceLock::new();
        WEIGHTS.get_or_init(|| {
            let weights = rows().filter_map(|(name, weight)| Some((name, weight.parse().ok()?)));
            OpenWeights(weights.collect())
        })
    }

    /// Between 0 and 1, to four digits, so that machines agree on it.
    pub fn confidence(&self, features: &[(&str, f32)]) -> f32 {
        let sum: f32 = features
            .iter()
            .map(|(name, value)| self.0.get(name).copied().unwrap_or_default() * value)
            .sum();
        ((1.0 / (1.0 + (-sum).exp())) * 1e4).round() / 1e4
    }
}

/// Lines of the table as name and weight.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../data/open/confidence.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_weight_is_a_number() {
        for (name, weight) in super::rows() {
            assert!(weight.parse::<f32>().is_ok(), "{name}: '{weight}'");
        }
    }
}
