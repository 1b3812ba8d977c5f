//! Prints what the learnt model of trust sees, to fit its weights: see training/README.md.
//!
//!     cargo run --release --example trust_features -- TEXTS.jsonl > FEATURES.tsv
//!
//! A line of the output is a statement that the rules give an event: its text's id, where its source and its first target stand,
//! the event, the event as PLOVER counts it, and the features, between tabs. A party that is nowhere stands at 0 to 0.

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
            let Some(Relation::Event(event)) = &statement.relation else {
                continue;
            };
            let counted = counted(&statement).map_or("NONE", |event| event.event.name());
            let place = |party: Option<&Participant>| {
                let span = party.and_then(|party| party.span).unwrap_or_default();
                format!("{}\t{}", span.start, span.end)
            };
            println!(
                "{}\t{}\t{}\t{}\t{counted}\t{}",
                document.id,
                place(statement.source.as_ref()),
                place(statement.targets.first()),
                event.event.name(),
                features.join("\t")
            );
        }
    }
    Ok(())
}
