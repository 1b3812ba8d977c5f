//! Sentences a second on one core, from annotated sentences to coded statements.
//!
//!     cargo bench --bench code [-- FILE]
//!
//! Extraction, actors and relations are counted, the annotation is not. Without a file the text is the yes: and no: sentences of the
//! predicate lexicon.

use std::time::Instant;

use legation::lexicon::Verbs;
use legation::model::Document;
use legation::pipeline::{Options, Pipeline};

fn main() {
    let path = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let texts: Vec<String> = match path {
        Some(path) => match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes)
                .split("\n\n")
                .map(str::to_owned)
                .collect(),
            Err(error) => return eprintln!("{path}: {error}"),
        },
        None => match Verbs::examples() {
            Ok(examples) => examples.iter().map(|example| example.text.to_string()).collect(),
            Err(error) => return eprintln!("{error}"),
        },
    };
    let pipeline = match Pipeline::new(Options { threads: Some(1) }) {
        Ok(pipeline) => pipeline,
        Err(error) => return eprintln!("{error}"),
    };
    let documents: Vec<Document> = texts
        .into_iter()
        .enumerate()
        .map(|(n, text)| Document {
            id: n.to_string().into(),
            text,
            ..Document::default()
        })
        .collect();
    let annotated: Vec<_> = documents
        .iter()
        .map(|document| pipeline.annotate(document))
        .collect();
    let sentences: usize = annotated.iter().map(Vec::len).sum();
    let mut best = f64::MAX;
    let mut statements = 0;
    for _ in 0..5 {
        let start = Instant::now();
        statements = documents
            .iter()
            .zip(&annotated)
            .map(|(document, sentences)| pipeline.statements_of(document, sentences).len())
            .sum();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!(
        "{sentences} sentences, {statements} statements: {:.0} sentences/s after the parse",
        sentences as f64 / best
    );
}
