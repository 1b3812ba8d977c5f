//! Words that tell which part of society a text is about: `data/gazetteer/topics.tsv`.

use crate::model::Sector;
use std::collections::HashMap;
use std::sync::OnceLock;

static TOPICS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/gazetteer/topics.tsv"));

/// The part of society that a word speaks of: rebels of "ceasefire".
pub fn topic(word: &str) -> Option<Sector> {
    static TABLE: OnceLock<HashMap<&str, Sector>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let rows = TOPICS.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.filter_map(|line| line.split_once('\t'))
            .filter_map(|(sector, words)| Some((Sector::from_name(sector)?, words)))
            .flat_map(|(sector, words)| words.split('|').map(move |word| (word, sector)))
            .collect()
    });
    table.get(word.to_lowercase().as_str()).copied()
}
