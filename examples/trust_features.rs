//! Prints what the learnt model of trust sees, to fit its weights: see training/README.md.
//!
//!     cargo run --release --example trust_features -- TEXTS.jsonl > FEATURES.tsv
//!
//! A line of the output is a statement of the rules: its text's id and its own, where its source and its first target stand, the
//! event ("TIE" and "WORDS" where there is none), the event as PLOVER counts it, and the features, between tabs. A party that is nowhere
//! stands at 0 to 0.

use legation::code::counted;
use legation::model::{Participant, Relation};
use legation::pipeline::{Options, Pipeline};
use legation::read::{self, Input, Inputs, Item};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = Pipeline::new(Options::default())?;
    let files = std::env::args().skip(1).map(|file| Input::Path(file.into()));
    for item in Inputs::open(files.collect(), read::Options::default())? {
        let Item::Document(document) = item else { continue };
        for (statement, features) in pipeline.trust_features(&document) {
            let told = match &statement.relation {
                Some(Relation::Event(event)) => event.event.name(),
                Some(Relation::Affiliation { .. }) => "TIE",
                None => "WORDS",
            };
            let counted = counted(&statement).map_or("NONE", |event| event.event.name());
            let place = |party: Option<&Participant>| {
                let span = party.and_then(|party| party.span).unwrap_or_default();
                format!("{}\t{}", span.start, span.end)
            };
            println!(
                "{}\t{}\t{}\t{}\t{told}\t{counted}\t{}",
                document.id,
                statement.id,
                place(statement.source.as_ref()),
                place(statement.targets.first()),
                features.join("\t")
            );
        }
    }
    Ok(())
}
