//! Draws statements by lot, always the same ones, for somebody to judge: a Markdown table of lines and sentences, with the ids of the
//! text and of the statement.
//!
//!     cargo run --release --example sample_statements -- FILE.jsonl... [--number 200] [--lot c] [--doubtful]
//!
//! The statements are those that `legation extract` prints of the files; with `--doubtful` also those that it does not print because
//! they are not sure enough. Their order is that of a hash of the lot's name and the
//! statement's id, so another lot gives other statements. Statements of sentences that have no beginning or no end, as broken
//! lines have them, are left out.

use std::path::PathBuf;

use legation::model::{Line, Statement};
use legation::pipeline::{Options, Parcel, Pipeline, has_actor};
use legation::read::{self, Input, Inputs};
use sha2::{Digest, Sha256};

/// Whether the text around it has the sentence whole.
fn is_whole(statement: &Statement) -> bool {
    let quote = statement.quote.trim();
    let begins = quote
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '('));
    begins && quote.ends_with(['.', '?', '!', '"', '”', ':', ')'])
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut files, mut number, mut lot, mut doubtful) = (Vec::new(), 200, "c".to_owned(), false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--number" => number = arguments.next().unwrap_or_default().parse()?,
            "--lot" => lot = arguments.next().unwrap_or_default(),
            "--doubtful" => doubtful = true,
            _ => files.push(Input::Path(PathBuf::from(argument))),
        }
    }
    let mut statements = Vec::new();
    Pipeline::new(Options::default())?.extract(Inputs::open(files, read::Options::default())?, |parcel| {
        if let Parcel::Document(_, said) = parcel {
            let sure = |s: &Statement| {
                let sure = Statement {
                    confidence: if doubtful { 1.0 } else { s.confidence },
                    ..s.clone()
                };
                has_actor(&sure)
            };
            statements.extend(said.into_iter().filter(|s| sure(s) && is_whole(s)));
        }
        Ok(())
    })?;
    statements.sort_by_cached_key(|statement| Sha256::digest(format!("{lot}{}", statement.id)));
    statements.truncate(number);
    println!("| # | statement | sentence | text | id |\n|---|---|---|---|---|");
    for (place, statement) in statements.iter().enumerate() {
        let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
        let line = Line::from(statement).to_string();
        println!(
            "| {} | `{}` | {} | {} | {} |",
            place + 1,
            cell(&line),
            cell(&statement.quote),
            statement.doc,
            statement.id
        );
    }
    Ok(())
}
