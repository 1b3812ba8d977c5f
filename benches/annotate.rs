//! Words a second on one core, from raw text to annotated sentences.
//!
//!     cargo bench --bench annotate [-- FILE]
//!
//! Three figures: warm (every word seen before), with every third word new, and splitting alone.
//! Without a file the text is one of a few made-up sentences, which is as warm as text can be.

use std::time::Instant;

use legation::annotate::{Annotator, tokenize};

const SAMPLE: &str = "The foreign minister of Arland met the envoy of Borland in Geneva on Tuesday, officials said. \
    \"We will not withdraw our 10,000 troops,\" Minister Ann Roe told reporters after the U.S.-led talks. \
    Borland's government had accused its neighbour of breaking last year's ceasefire, which both sides signed in March.\n\n";

/// The text with every third word replaced by one that was never there before.
fn renewed(text: &str, round: usize) -> String {
    let mut number = 0usize;
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            number += 1;
            let letters = word.trim_end().chars().all(char::is_alphabetic);
            if number.is_multiple_of(3) && letters && !word.trim().is_empty() {
                // a word of letters alone, like any other to the tokenizer
                let mut code = number + round * 1_000_003;
                let mut fresh = String::new();
                while code > 0 {
                    fresh.push(char::from(b'a' + (code % 26) as u8));
                    code /= 26;
                }
                format!("{}{fresh} ", word.trim_end())
            } else {
                word.to_owned()
            }
        })
        .collect()
}

/// The best of several rounds, in words a second.
fn measure(name: &str, rounds: usize, mut work: impl FnMut(usize) -> usize) {
    let best = (0..rounds)
        .map(|round| {
            let start = Instant::now();
            let words = work(round);
            words as f64 / start.elapsed().as_secs_f64()
        })
        .fold(0.0, f64::max);
    println!("{name:<28} {best:>12.0} words/s");
}

fn count(sentences: &[legation::model::Sentence]) -> usize {
    sentences.iter().map(legation::model::Sentence::len).sum()
}

fn main() {
    let path = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let text = match path {
        Some(path) => match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => return eprintln!("{path}: {error}"),
        },
        None => SAMPLE.repeat(200),
    };
    let annotator = Annotator::embedded();
    measure("split alone", 5, |_| count(&tokenize(&text)));
    measure("annotate, warm", 5, |_| count(&annotator.annotate(&text)));
    let texts: Vec<String> = (0..5).map(|round| renewed(&text, round)).collect();
    measure("annotate, third word new", 5, |round| {
        count(&annotator.annotate(&texts[round]))
    });
}
