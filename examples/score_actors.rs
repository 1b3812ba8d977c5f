//! How many names of event data mean somebody, by mentions, and how fast:
//! `cargo run --release --example score_actors -- [TABLE...]`.
//!
//! A table has source and target in its second and fourth column, as ICEWS has; a list has a count and a name.
//! "Exact" is a name that leads to one record by itself or with its country, and not by a family name alone;
//! whether it is the right record no table says: see `tests/resolve.rs` for that. "Country" is an exact name, or one
//! of which at least the country is known.

use legation::lexicon::gazetteer::Match;
use legation::resolve::identify;
use std::collections::BTreeMap;
use std::time::Instant;

const TABLES: &[&str] = &[
    "../shared/events/bench/icews18.tsv.zst",
    "../shared/events/bench/icews14.tsv.zst",
    "../shared/actors/unresolved_names_icews18.tsv",
];

/// The names of a table with how often each is mentioned.
fn mentions(path: &str) -> Result<BTreeMap<String, u64>, Box<dyn std::error::Error>> {
    let bytes = std::fs::read(path)?;
    let bytes = match path.ends_with(".zst") {
        true => zstd::decode_all(bytes.as_slice())?,
        false => bytes,
    };
    // some tables write a space as an underscore
    let text = String::from_utf8_lossy(&bytes).replace('_', " ");
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            [count, name] => *counts.entry(name.to_owned()).or_default() += count.parse().unwrap_or(0),
            [_, source, _, target, ..] if source != "source" => {
                *counts.entry(source.to_owned()).or_default() += 1;
                *counts.entry(target.to_owned()).or_default() += 1;
            }
            _ => {}
        }
    }
    Ok(counts)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let tables: Vec<&str> = match given.is_empty() {
        true => TABLES.to_vec(),
        false => given.iter().map(String::as_str).collect(),
    };
    let (mut asked, mut seconds) = (0, 0.0);
    for path in tables {
        let counts = mentions(path)?;
        let started = Instant::now();
        let answers: Vec<_> = counts.keys().map(|name| identify(name, None, None)).collect();
        seconds += started.elapsed().as_secs_f64();
        asked += answers.len();
        let (mut all, mut exact, mut ambiguous, mut country) = (0, 0, 0, 0);
        for (count, answer) in counts.values().zip(&answers) {
            all += count;
            let first = answer.candidates.first();
            if first.is_some_and(|first| first.matched < Match::Surname) {
                exact += count;
                country += count;
                ambiguous += if answer.ambiguous { *count } else { 0 };
            } else if answer.country.is_some() || first.is_some_and(|first| first.record.country().is_some())
            {
                country += count;
            }
        }
        let share = |part: u64| part as f64 / all.max(1) as f64;
        println!(
            "{path}: {all} mentions of {} names; exact {:.4}, of them ambiguous {:.4}; at least a country {:.4}",
            counts.len(),
            share(exact),
            share(ambiguous),
            share(country)
        );
    }
    println!("{:.0} names a second on one core", asked as f64 / seconds);
    Ok(())
}
