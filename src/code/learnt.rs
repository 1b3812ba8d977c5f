//! The learnt model of relations: what the words say where the rules are silent or disagree.
//!
//! A multinomial logistic regression over hashed [`super::features`]; `training/relations.py` fits it, and
//! `training/README.md` says on what. Sums are of integers, so that every machine finds the same.

use std::sync::OnceLock;

use super::features::hash;
use crate::model::PloverEvent;

/// Answers: the events in the order of [`PloverEvent::ALL`], and nothing at all.
const CLASSES: usize = PloverEvent::ALL.len() + 1;

/// How likely each event is, by the model.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    /// The likeliest event, `None` when that is none.
    pub(super) event: Option<PloverEvent>,
    /// How likely it is, 0 to 1.
    pub(super) probability: f32,
    best: usize,
}

/// Weights of hashed features, so many columns for as many answers.
#[derive(Debug)]
pub(super) struct Model<const ANSWERS: usize> {
    /// So many units of weight are one of log odds.
    unit: f32,
    /// One row of weights for each hash; their number is a power of two.
    weights: Vec<[i8; ANSWERS]>,
}

impl<const ANSWERS: usize> Model<ANSWERS> {
    /// Reads a file that is part of the program, and that a test reads.
    pub(super) fn embedded(packed: &[u8], name: &str) -> Self {
        Self::parse(packed).unwrap_or_else(|error| unreachable!("data/model/{name}: {error}"))
    }

    /// Reads a file as `training/relations.py` writes it: packed by zstd, a little-endian float, the unit, then the rows.
    fn parse(packed: &[u8]) -> Result<Self, String> {
        let bytes = zstd::decode_all(packed).map_err(|error| error.to_string())?;
        let (unit, rows) = bytes.split_first_chunk::<4>().ok_or("it is cut off")?;
        let (rows, rest) = rows.as_chunks::<ANSWERS>();
        if !rows.len().is_power_of_two() || !rest.is_empty() {
            return Err(format!(
                "{} rows of {ANSWERS} weights and {} bytes",
                rows.len(),
                rest.len()
            ));
        }
        Ok(Model {
            unit: f32::from_le_bytes(*unit),
            weights: rows.iter().map(|row| row.map(u8::cast_signed)).collect(),
        })
    }

    fn row(&self, feature: u32) -> &[i8; ANSWERS] {
        &self.weights[feature as usize & (self.weights.len() - 1)]
    }

    /// What the features, by their hashes, together say for each answer.
    fn sums(&self, features: &[u32]) -> [i32; ANSWERS] {
        let mut sums = [0i32; ANSWERS];
        for &feature in features {
            for (sum, weight) in sums.iter_mut().zip(self.row(feature)) {
                *sum += i32::from(*weight);
            }
        }
        sums
    }
}

impl Model<1> {
    /// How likely it is, 0 to 1, to a hundredth. O(features).
    pub(super) fn likely(&self, features: &[u32]) -> f32 {
        let [sum] = self.sums(features);
        let odds = exp(-(sum.abs() as f32) / self.unit);
        let likely = if sum < 0 { odds } else { 1.0 } / (1.0 + odds);
        (likely * 100.0).round() / 100.0
    }
}

impl Model<CLASSES> {
    /// The model of relations that the program carries.
    pub(super) fn relations() -> &'static Self {
        static MODEL: OnceLock<Model<CLASSES>> = OnceLock::new();
        MODEL.get_or_init(|| {
            Model::embedded(include_bytes!("../../data/model/relations.bin"), "relations.bin")
        })
    }

    /// The likeliest answer. O(features).
    pub(super) fn guess(&self, features: &[u32]) -> Guess {
        let sums = self.sums(features);
        let (mut best, mut top) = (0, i32::MIN);
        for (class, &sum) in sums.iter().enumerate() {
            if sum > top {
                (best, top) = (class, sum);
            }
        }
        let total: f32 = sums.iter().map(|&sum| exp((sum - top) as f32 / self.unit)).sum();
        Guess {
            event: PloverEvent::ALL.get(best).map(|(event, _)| *event),
            probability: (100.0 / total).round() / 100.0,
            best,
        }
    }

    /// The three features that speak most for a guess, compared with what they say for the other answers.
    pub(super) fn reasons<'a>(&self, guess: &Guess, features: &'a [String]) -> Vec<&'a str> {
        let speaks = |feature: &String| {
            let row = self.row(hash(format_args!("{feature}")));
            let all: i32 = row.iter().map(|&weight| i32::from(weight)).sum();
            i32::from(row[guess.best]) * CLASSES as i32 - all
        };
        let mut ranked: Vec<(i32, &str)> = features
            .iter()
            .map(|feature| (speaks(feature), feature.as_str()))
            .filter(|(weight, _)| *weight > 0)
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        ranked.into_iter().take(3).map(|(_, feature)| feature).collect()
    }
}

/// e to a power that is not positive, by multiplication alone, so that every machine rounds alike; within 2 % above e^-3.
fn exp(power: f32) -> f32 {
    let mut value = (1.0 + power / 256.0).max(0.0);
    for _ in 0..8 {
        value *= value;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_are_whole() {
        let packed = include_bytes!("../../data/model/relations.bin");
        let model = Model::<CLASSES>::parse(packed).unwrap();
        assert!(packed.len() < 2 << 20);
        assert!(model.unit > 0.0);
        assert!(model.weights.iter().flatten().any(|&weight| weight != 0));
        assert!(Model::<CLASSES>::parse(b"").is_err());
        let cut = zstd::encode_all(&[0u8; 20][..], 0).unwrap();
        assert!(Model::<CLASSES>::parse(&cut).unwrap_err().contains("rows"));
    }

    #[test]
    fn evidence_adds_up_and_is_named() {
        let mut weights = vec![[0i8; CLASSES]; 1 << 10];
        let of = |event: PloverEvent| PloverEvent::ALL.iter().position(|(e, _)| *e == event).unwrap();
        let names = ["between=help", "path=shell"].map(str::to_owned);
        let [help, shell] = ["between=help", "path=shell"].map(|name| hash(format_args!("{name}")));
        weights[shell as usize & 1023][of(PloverEvent::Assault)] = 60;
        weights[help as usize & 1023][of(PloverEvent::Aid)] = 20;
        let model = Model { unit: 20.0, weights };
        let guess = model.guess(&[help, shell]);
        assert_eq!(guess.event, Some(PloverEvent::Assault));
        assert!((0.4..0.6).contains(&guess.probability), "{}", guess.probability);
        assert_eq!(model.reasons(&guess, &names), ["path=shell"]);
        assert_eq!(model.guess(&[help]).event, Some(PloverEvent::Aid));
    }

    #[test]
    fn one_answer_is_likely_or_not() {
        let mut weights = vec![[0i8; 1]; 1 << 10];
        let (attack, thing) = (
            hash(format_args!("head=attack")),
            hash(format_args!("S:abstract")),
        );
        weights[attack as usize & 1023] = [20];
        weights[thing as usize & 1023] = [-60];
        let model = Model { unit: 20.0, weights };
        assert_eq!(model.likely(&[]), 0.5);
        assert!((0.72..0.74).contains(&model.likely(&[attack])));
        assert!((0.11..0.13).contains(&model.likely(&[thing, attack])));
    }

    #[test]
    fn powers_are_close() {
        for tenths in 0..30 {
            let power = -(tenths as f32) / 10.0;
            assert!((exp(power) / power.exp() - 1.0).abs() < 0.02, "{power}");
        }
        assert_eq!(exp(-1000.0), 0.0);
    }
}
