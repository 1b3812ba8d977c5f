//! Scores open tuples as CaRB does and prints the figures; how they are counted is told in `tests/scoring/carb.rs`.
//!
//!     cargo run --release --example score_carb -- GOLD.tsv [--errors | --fit]
//!
//! GOLD.tsv has a line for each gold tuple: sentence, relation, first argument, and so on. `--errors` lists every sentence with
//! its tuples and its gold, and how well each is matched. `--fit` prints `data/open/confidence.tsv`: the weights with which the
//! confidence comes nearest to the F1 of the gold tuple that a tuple fits best. The scores are then those of confidences
//! that were fitted on the other four fifths of the sentences, so that no sentence is scored by what was learnt from it.

#[path = "../tests/scoring/carb.rs"]
mod carb;
#[path = "../tests/scoring/logistic.rs"]
mod logistic;

use carb::{Sentence, Table, f1};
use legation::extract::OpenTuple;
use logistic::Example;

/// Parts in which the sentences are scored by what the others teach.
const FOLDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let asks = |option: &str| args.iter().any(|arg| arg == option);
    let Some(file) = args.iter().find(|arg| !arg.starts_with("--")) else {
        println!("SKIPPED: name a file of gold tuples");
        return Ok(());
    };
    let sentences = carb::read(&std::fs::read_to_string(file)?)?;
    let mut tables: Vec<Table> = sentences.iter().map(Sentence::table).collect();
    if asks("--fit") {
        fit(&sentences, &mut tables);
    }
    if asks("--errors") {
        for (sentence, table) in sentences.iter().zip(&tables) {
            errors(sentence, table);
        }
    }
    for (name, one_to_one) in [("CaRB", false), ("CaRB one to one", true)] {
        let score = carb::score(&tables, one_to_one);
        println!(
            "# {name:<16} F1 {:.4}  precision {:.4}  recall {:.4}  from confidence {:.4}  AUC {:.4}",
            score.f1, score.precision, score.recall, score.threshold, score.area
        );
    }
    Ok(())
}

/// Prints the weights that all sentences teach, and gives every tuple the confidence that the other folds teach.
fn fit(sentences: &[Sentence], tables: &mut [Table]) {
    let examples: Vec<Vec<Example>> = sentences
        .iter()
        .zip(tables.iter())
        .map(|(sentence, table)| {
            let pairs = sentence.tuples.iter().zip(&table.rows);
            let example = |(tuple, (_, row)): (&OpenTuple, &(f32, Vec<carb::Pair>))| Example {
                features: tuple.features.clone(),
                answer: row.iter().copied().map(f1).fold(0.0, f64::max),
            };
            pairs.map(example).collect()
        })
        .collect();
    let of = |keep: &dyn Fn(usize) -> bool| -> Vec<&Example> {
        let kept = examples.iter().enumerate().filter(|(n, _)| keep(*n));
        kept.flat_map(|(_, examples)| examples).collect()
    };
    println!(
        "# How sure an open tuple is: the logistic function of the sum of its features, each times its weight."
    );
    println!("# Made by `cargo run --release --example score_carb -- GOLD.tsv --fit`.");
    println!("# feature\tweight");
    for (name, weight) in logistic::fit(&of(&|_| true)) {
        println!("{name}\t{weight:.4}");
    }
    for fold in 0..FOLDS {
        let weights = logistic::fit(&of(&|n| n % FOLDS != fold));
        for (n, table) in tables.iter_mut().enumerate().filter(|(n, _)| n % FOLDS == fold) {
            for ((confidence, _), example) in table.rows.iter_mut().zip(&examples[n]) {
                let weigh =
                    |(name, value): &(&str, f32)| weights.get(name).unwrap_or(&0.0) * f64::from(*value);
                let sum: f64 = example.features.iter().map(weigh).sum();
                *confidence = (1.0 / (1.0 + (-sum).exp())) as f32;
            }
        }
    }
}

/// Our tuples with the F1 of the gold tuple that each fits best, the gold with the recall of what fits it best.
fn errors(sentence: &Sentence, table: &Table) {
    println!("\n{}", sentence.text);
    for (tuple, (confidence, row)) in sentence.tuples.iter().zip(&table.rows) {
        let best = row.iter().copied().map(f1).fold(0.0, f64::max);
        println!("  ours {best:.2} ({confidence:.2}) {}", line(tuple));
    }
    for (n, tuple) in sentence.gold.iter().enumerate() {
        let best = table.rows.iter().map(|(_, row)| row[n].1).fold(0.0, f64::max);
        println!("  gold {best:.2}        {}", line(tuple));
    }
}

fn line(tuple: &OpenTuple) -> String {
    format!("{} | {}", tuple.relation, tuple.arguments.join(" | "))
}
