//! Common nouns that with a country name an actor: `data/gazetteer/generic.tsv`.

use super::fold::fold;
use super::layout::PREFIXES;
use super::record::{Made, kind_of};
use crate::model::Sector;
use smol_str::SmolStr;
use std::collections::HashMap;
use std::sync::OnceLock;

static GENERIC: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/gazetteer/generic.tsv"));

/// Words of the longest phrase.
pub(crate) const LONGEST: usize = 9;

/// One row: what the phrases name, {C} being the country.
pub(crate) struct Generic {
    pattern: &'static str,
    name: &'static str,
    sector: Option<Sector>,
    cameo: &'static str,
}

struct Table {
    rows: Vec<Generic>,
    phrases: HashMap<String, usize>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table {
            rows: Vec::new(),
            phrases: HashMap::new(),
        };
        for line in GENERIC.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [phrases, pattern, name, sector, cameo] = cells[..] else {
                continue;
            };
            for phrase in phrases.split('|') {
                let mut key = String::new();
                fold(phrase, |_| None, &mut key);
                table
                    .phrases
                    .entry(key.to_lowercase())
                    .or_insert(table.rows.len());
            }
            table.rows.push(Generic {
                pattern,
                name,
                sector: Sector::from_name(sector),
                cameo,
            });
        }
        table
    })
}

/// What a common noun phrase names, by its words in any case.
pub(crate) fn find(phrase: &str) -> Option<&'static Generic> {
    let mut key = String::with_capacity(phrase.len());
    fold(phrase, |_| None, &mut key);
    let table = table();
    table
        .phrases
        .get(&key.to_lowercase())
        .map(|row| &table.rows[*row])
}

/// The row and the country of an id that the table makes ("ministry:TUR:foreign").
pub(crate) fn of_id(id: &str) -> Option<(&'static Generic, &str)> {
    table().rows.iter().find_map(|row| {
        let (before, after) = row.pattern.split_once("{C}")?;
        let country = id.strip_prefix(before)?.strip_suffix(after)?;
        (!country.contains(':')).then_some((row, country))
    })
}

impl Generic {
    /// The id for a country.
    pub(crate) fn id(&self, country: &str) -> String {
        self.pattern.replace("{C}", country)
    }

    /// The record for an owner that has none in the tables.
    pub(crate) fn make(
        &self,
        code: &str,
        country: Option<SmolStr>,
        name: &str,
        adjective: &str,
        prior: f32,
    ) -> Made {
        let id = self.id(code);
        let prefix = id.split(':').next().unwrap_or_default();
        let kind = PREFIXES
            .iter()
            .position(|p| *p == prefix)
            .map_or(u8::MAX, |code| code as u8);
        Made {
            name: SmolStr::from(self.name.replace("{name}", name).replace("{adj}", adjective)),
            kind: kind_of(kind),
            sector: self.sector,
            cameo: country.as_ref().map(|country| format!("{country}{}", self.cameo)),
            country,
            weight: prior,
            id: SmolStr::from(id),
        }
    }
}
