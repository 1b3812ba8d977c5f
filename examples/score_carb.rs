//! Scores open tuples as CaRB does and prints the figures; how they are counted is told in `tests/scoring/carb.rs`.
//!
//!     cargo run --release --example score_carb -- GOLD.tsv [--errors]
//!
//! GOLD.tsv has a line for each gold tuple: sentence, relation, first argument, and so on. `--errors` lists every sentence with
//! its tuples and its gold, and how well each is matched.

#[path = "../tests/scoring/carb.rs"]
mod carb;

use carb::f1;
use legation::extract::OpenTuple;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let file = args
        .iter()
        .find(|arg| !arg.starts_with("--"))
        .ok_or("no file is named")?;
    let sentences = carb::read(&std::fs::read_to_string(file)?)?;
    let tables: Vec<carb::Table> = sentences.iter().map(carb::Sentence::table).collect();
    if args.iter().any(|arg| arg == "--errors") {
        for (sentence, table) in sentences.iter().zip(&tables) {
            errors(sentence, table);
        }
    }
    for (name, one_to_one) in [("CaRB", false), ("CaRB one to one", true)] {
        let score = carb::score(&tables, one_to_one);
        println!(
            "{name:<16} F1 {:.4}  precision {:.4}  recall {:.4}  from confidence {:.4}  AUC {:.4}",
            score.f1, score.precision, score.recall, score.threshold, score.area
        );
    }
    Ok(())
}

/// Our tuples with the F1 of the gold tuple that each fits best, the gold with the recall of what fits it best.
fn errors(sentence: &carb::Sentence, table: &carb::Table) {
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
