//! Prints what the lexicon says of each word, to train the layer that finds entities: see training/README.md.
//!
//!     cargo run --example entity_clues < SENTENCES.jsonl > CLUES.txt
//!
//! A line of the input is a sentence as an array of words; a line of the output has a number for each of them, in hexadecimal.

use std::io::{BufRead, Write};

use legation::model::conllu;
use legation::pipeline::{Options, Pipeline};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = Pipeline::new(Options::default())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let words: Vec<String> = serde_json::from_str(&line?)?;
        let rows = words.iter().enumerate();
        let rows = rows.map(|(i, word)| format!("{}\t{word}\t_\t_\t_\t_\t_\t_\t_\t_\n", i + 1));
        let sentences = conllu::parse(&rows.collect::<String>())?;
        let clues = sentences.iter().flat_map(|sentence| pipeline.clues(sentence));
        let clues: Vec<String> = clues.map(|clues| format!("{clues:x}")).collect();
        writeln!(out, "{}", clues.join(" "))?;
    }
    Ok(())
}
