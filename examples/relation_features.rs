//! Prints what the learnt model of relations sees, to fit its weights: see training/README.md.
//!
//!     cargo run --release --example relation_features < PAIRS.jsonl > FEATURES.tsv
//!
//! A line of the input is a pair as `legation code` reads it; a line of the output the pair's id and its features, between tabs.

use legation::pipeline::{Options, Pipeline};
use legation::read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = Pipeline::new(Options { threads: None })?;
    let (mut ids, mut pairs) = (Vec::new(), Vec::new());
    for line in read::pairs("<stdin>", Box::new(std::io::stdin()))? {
        let (id, pair) = line.map_err(|(_, note)| note.to_string())?;
        ids.push(id);
        pairs.push(pair);
    }
    for (id, features) in ids.iter().zip(pipeline.features(&pairs)) {
        println!("{id}\t{}", features.join("\t"));
    }
    Ok(())
}
