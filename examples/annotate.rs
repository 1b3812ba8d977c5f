//! Prints raw text as annotated sentences in CoNLL-U, entities in MISC.
//!
//!     cargo run --release --example annotate -- FILE...

use legation::annotate::Annotator;
use legation::model::conllu;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(path)?;
        for sentence in Annotator::embedded().annotate(&String::from_utf8_lossy(&bytes)) {
            print!("{}", conllu::print(&sentence));
        }
    }
    Ok(())
}
