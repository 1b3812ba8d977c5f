//! Scores the annotation against gold and prints a table.
//!
//!     cargo run --release --example score_annotation -- FILE.conllu[.zst]... FILE.iob2...
//!
//! Trees: with gold words UPOS, XPOS, lemmas, UAS, LAS, heads of core arguments, nsubj and obj F1; from raw
//! text (paragraphs as the gold has them) token and sentence F1. Entities: typed F1 over PER, ORG and LOC,
//! and of spans alone, with gold words. `--documents PREFIX` takes only documents whose id starts so.

#[path = "../tests/scoring/mod.rs"]
mod scoring;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut prefix = String::new();
    let mut args = std::env::args().skip(1);
    let mut paths = Vec::new();
    while let Some(arg) = args.next() {
        if arg == "--documents" {
            prefix = args.next().unwrap_or_default();
        } else {
            paths.push(arg);
        }
    }
    for path in paths {
        let text = scoring::read(path.as_ref())?;
        let scores = if path.ends_with(".iob2") {
            scoring::entities(&text)
        } else {
            scoring::trees(&text, &prefix)?
        };
        println!("{path}");
        for (name, value) in scores {
            println!("  {name:<28} {:.4}", value);
        }
    }
    Ok(())
}
