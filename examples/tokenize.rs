//! Prints raw text as tokens in CoNLL-U, only FORM and SpaceAfter filled in.
//!
//!     cargo run --release --example tokenize -- FILE... > tokens.conllu
//!
//! Each file is one document; without a file, standard input is. A blank line separates paragraphs.

use std::io::{Read as _, Write as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let mut texts = Vec::new();
    if paths.is_empty() {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        texts.push(("-".to_owned(), bytes));
    }
    for path in paths {
        let bytes = std::fs::read(&path)?;
        texts.push((path, bytes));
    }
    for (name, bytes) in texts {
        let text = String::from_utf8_lossy(&bytes);
        writeln!(out, "# newdoc id = {name}")?;
        let mut paragraph = None;
        for sentence in legation::annotate::tokenize(&text) {
            if paragraph != Some(sentence.paragraph) {
                paragraph = Some(sentence.paragraph);
                writeln!(out, "# newpar")?;
            }
            for (i, token) in sentence.tokens().iter().enumerate() {
                let misc = if token.space_after { "_" } else { "SpaceAfter=No" };
                writeln!(out, "{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", i + 1, token.form)?;
            }
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(())
}
