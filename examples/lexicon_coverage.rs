//! How many of the predicates between two known actors the lexicon knows, in running text.
//!
//!     zstdcat TEXT.zst | cargo run --release --example lexicon_coverage -- [MOST]
//!
//! Reads one paragraph a line from standard input and prints, by token, how many predicates between actors are an event, a lasting
//! tie, known to be neither, or unknown; then the most frequent unknown ones (MOST of them, 40 when absent).

use std::collections::BTreeMap;
use std::io::BufRead;

use legation::lexicon::{Sense, Verbs};
use legation::model::{Document, Statement};
use legation::pipeline::{Options, Pipeline};

fn between_actors(statement: &Statement) -> bool {
    statement.source.iter().any(|party| party.actor.is_some())
        && statement.targets.iter().any(|party| party.actor.is_some())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let most = std::env::args().nth(1).map_or(Ok(40), |most| most.parse())?;
    let pipeline = Pipeline::new(Options { threads: Some(1) })?;
    let lexicon = Verbs::embedded();
    let (mut events, mut ties, mut neutral) = (0u32, 0u32, 0u32);
    let mut unknown: BTreeMap<String, u32> = BTreeMap::new();
    for line in std::io::stdin().lock().lines() {
        let document = Document {
            id: "text".into(),
            text: line?,
            ..Document::default()
        };
        for statement in pipeline
            .statements(&document)
            .iter()
            .filter(|s| between_actors(s))
        {
            let key = &statement.predicate.key;
            if key.head.is_empty() {
                continue; // titles and appositions bring their ties along
            }
            match lexicon.match_predicate(key).map(|found| found.sense) {
                Some(Sense::Event(_)) => events += 1,
                Some(Sense::Affiliation(_)) => ties += 1,
                Some(Sense::Neutral) => neutral += 1,
                None => *unknown.entry(statement.predicate.lemma.clone()).or_default() += 1,
            }
        }
    }
    let missing: u32 = unknown.values().sum();
    let all = f64::from((events + ties + neutral + missing).max(1));
    for (name, count) in [
        ("event", events),
        ("lasting tie", ties),
        ("neither", neutral),
        ("unknown", missing),
    ] {
        println!("{name:<12} {count:6} {:.3}", f64::from(count) / all);
    }
    let mut ranked: Vec<(&String, &u32)> = unknown.iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (predicate, count) in ranked.into_iter().take(most) {
        println!("{count:6} {predicate}");
    }
    Ok(())
}
