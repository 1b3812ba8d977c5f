//! Counts how many related pairs of gold annotation some statement ties, and prints a row for each label.
//!
//!     cargo run --release --example score_pairs -- FILE.jsonl [--missed]
//!
//! Each line of the file is a document `{"doc_id","text","entities":[{"id","begin","end","value"}],"relations":[{"source","target",
//! "type"}]}` with places in characters. A pair is found where a statement has one entity's words in its source and the other's in
//! a target, whichever way round. `--missed` prints the words of the pairs that are not found.

use std::collections::{BTreeMap, HashMap};

use legation::model::{Document, Participant, Span, Statement};
use legation::pipeline::{Options, Pipeline};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    doc_id: String,
    text: String,
    entities: Vec<Entity>,
    relations: Vec<Related>,
}

#[derive(Deserialize)]
struct Entity {
    id: String,
    begin: u32,
    end: u32,
    value: String,
}

#[derive(Deserialize)]
struct Related {
    source: String,
    target: String,
    r#type: String,
}

fn overlaps(participant: &Participant, entity: &Entity) -> bool {
    let meets = |span: Span| span.start < entity.end && entity.begin < span.end;
    participant.span.is_some_and(meets)
}

/// Whether a statement ties two entities, either way round.
fn ties(statement: &Statement, a: &Entity, b: &Entity) -> bool {
    let way = |source: &Entity, target: &Entity| {
        statement.source.iter().any(|party| overlaps(party, source))
            && statement.targets.iter().any(|party| overlaps(party, target))
    };
    way(a, b) || way(b, a)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let missed = arguments.iter().any(|argument| argument == "--missed");
    arguments.retain(|argument| argument != "--missed");
    let pipeline = Pipeline::new(Options::default())?;
    for path in arguments {
        let mut found: BTreeMap<String, [u32; 2]> = BTreeMap::new();
        for line in std::fs::read_to_string(&path)?.lines() {
            let row: Row = serde_json::from_str(line)?;
            let statements = pipeline.statements(&Document {
                id: row.doc_id.as_str().into(),
                text: row.text,
                ..Document::default()
            });
            let entities: HashMap<&str, &Entity> = row
                .entities
                .iter()
                .map(|entity| (entity.id.as_str(), entity))
                .collect();
            for related in &row.relations {
                let (Some(a), Some(b)) = (
                    entities.get(related.source.as_str()),
                    entities.get(related.target.as_str()),
                ) else {
                    continue;
                };
                let tied = statements.iter().any(|statement| ties(statement, a, b));
                let counts = found.entry(related.r#type.clone()).or_default();
                counts[0] += u32::from(tied);
                counts[1] += 1;
                if missed && !tied {
                    println!("{} {}: {} | {}", row.doc_id, related.r#type, a.value, b.value);
                }
            }
        }
        println!("{path}");
        for (label, [tied, all]) in &found {
            let share = f64::from(*tied) / f64::from(*all);
            println!("  {label:<18} {tied:4} of {all:4}  {share:.3}");
        }
    }
    Ok(())
}
