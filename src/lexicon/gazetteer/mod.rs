//! Who is who: the actors that news names, their names, and their offices by date.

mod blob;
mod candidates;
mod compile;
mod fold;
mod generic;
mod layout;
mod office;
mod record;
mod role;
mod titles;

pub use candidates::{Candidate, Candidates};
pub use compile::TableError;
pub use record::{Match, Record};
pub use role::{Role, RoleClass};

use crate::model::{ActorId, ActorKind};
use blob::Blob;
use jiff::civil::Date;
use layout::PREFIXES;
use record::kind_of;
use smol_str::SmolStr;
use std::sync::OnceLock;

static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

static SPELLINGS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/data/gazetteer/spellings.tsv"
));

/// Most words that a name in the tables, or one that is made, may have.
const LONGEST_NAME: usize = 12;

/// The table of actors.
#[derive(Debug)]
pub struct Gazetteer {
    blob: &'static Blob,
}

impl Gazetteer {
    /// The gazetteer that the library carries.
    pub fn embedded() -> &'static Gazetteer {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(|| Gazetteer::from_compiled(EMBEDDED))
    }

    fn from_compiled(bytes: &'static [u8]) -> Gazetteer {
        Gazetteer {
            blob: Box::leak(Box::new(Blob::new(bytes))),
        }
    }

    /// A gazetteer of a user's own, from tables in the format of `data/gazetteer`, each with a name for
    /// messages and its text. It lives as long as the program.
    pub fn from_tables(tables: &[(&str, &str)]) -> Result<Gazetteer, TableError> {
        let compiled = compile::compile(tables, SPELLINGS)?;
        Ok(Gazetteer::from_compiled(Box::leak(compiled.into_boxed_slice())))
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.blob.records() as usize
    }

    /// Has it no records?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of the compiled tables.
    pub fn size(&self) -> usize {
        self.blob.size()
    }

    /// All records in the order of their ids.
    pub fn records(&self) -> impl Iterator<Item = Record> + use<> {
        let blob = self.blob;
        (0..blob.records()).map(move |index| Record::stored(blob, index))
    }

    /// The record of an id; also of one that a country and a common noun make ("security:TUR:police").
    pub fn get(&self, id: &str) -> Option<Record> {
        if let Some(index) = self.blob.find_record(id) {
            return Some(Record::stored(self.blob, index));
        }
        let (row, code) = generic::of_id(id)?;
        let owner = ["state", "place", "people"]
            .iter()
            .find_map(|kind| self.stored(&format!("{kind}:{code}")))?;
        Some(self.make(row, &owner))
    }

    /// Everybody who may be meant by a name, the likeliest first. Names are compared by their keys:
    /// case, hyphens, dots, diacritics and common transliterations do not matter, but an acronym is
    /// never a word ("US", "us"). A leading "the", possessive "'s", titles and country adjectives
    /// ("Russian President Vladimir Putin") may be there. An office ("the US president") means its holder.
    pub fn lookup(&self, name: &str) -> Candidates {
        self.lookup_on(name, None)
    }

    /// The same, persons being weighed by the offices that they held on or about a day.
    pub fn lookup_on(&self, name: &str, on: Option<Date>) -> Candidates {
        let mut found = candidates::exact(self, name);
        if found.is_empty() && on.is_some() {
            found = office::named(self, name, on).unwrap_or_default();
        }
        if found.is_empty() {
            found = candidates::by_parts(self, name, on);
            if found.is_empty() && on.is_none() {
                found = office::named(self, name, on).unwrap_or_default();
            }
        }
        found.weigh(on);
        found
    }

    /// The longest name that a run of tokens begins with: how many tokens, and who may be meant. The
    /// tokens are cut as Universal Dependencies cut them ("Jong", "-", "un"; "Russia", "'s").
    pub fn longest_match(&self, words: &[&str]) -> Option<(usize, Candidates)> {
        candidates::longest(self, words)
    }

    /// The key under which the tables know a name.
    pub fn key(&self, name: &str) -> String {
        let mut key = String::with_capacity(name.len());
        fold::fold(name, |word| self.blob.spelling(word), &mut key);
        key
    }

    /// The key of a run of tokens: that of the text that they were cut from.
    pub fn key_of_tokens(&self, words: &[&str]) -> String {
        let mut key = String::with_capacity(8 * words.len());
        fold::fold_tokens(words, |word| self.blob.spelling(word), &mut key);
        key
    }

    /// Who held an office of a class in a country ("USA") or organisation ("igo:NATO") on a day, or
    /// holds it as far as the tables know.
    pub fn holder(&self, scope: &str, class: RoleClass, on: Option<Date>) -> Option<Record> {
        self.holder_titled(scope, class, None, on)
    }

    /// Who held the office that a title names: "supreme leader" and "president" of Iran are two.
    pub fn holder_of(&self, scope: &str, title: &str, on: Option<Date>) -> Option<Record> {
        self.holder_titled(scope, RoleClass::from_title(title)?, Some(title), on)
    }

    fn holder_titled(
        &self,
        scope: &str,
        class: RoleClass,
        title: Option<&str>,
        on: Option<Date>,
    ) -> Option<Record> {
        office::sole(office::held(self, scope, class, title, on), class)
    }

    /// The state with this ISO 3166-1 alpha-3 code, or the code of a former or de facto state.
    pub fn state(&self, country: &str) -> Option<Record> {
        self.stored(&format!("state:{country}"))
    }

    /// The government of a state.
    pub fn government(&self, country: &str) -> Option<Record> {
        self.get(&format!("gov:{country}"))
    }

    /// The armed forces of a state.
    pub fn military(&self, country: &str) -> Option<Record> {
        self.get(&format!("military:{country}"))
    }

    fn stored(&self, id: &str) -> Option<Record> {
        self.blob
            .find_record(id)
            .map(|index| Record::stored(self.blob, index))
    }

    /// The state that an adjective or a word for its people belongs to: "Russian", "South Koreans".
    pub fn country_of_adjective(&self, word: &str) -> Option<SmolStr> {
        let found = candidates::exact(self, word);
        let mut states = found.iter().filter(|c| c.record.kind() == ActorKind::State);
        states
            .find(|c| matches!(c.matched, Match::Adjective | Match::Demonym))
            .and_then(|c| c.record.country())
    }

    /// The state that a country's name, adjective or people's name belongs to: "Russia", "Russian".
    pub fn country_of(&self, word: &str) -> Option<SmolStr> {
        let found = candidates::exact(self, word);
        found
            .iter()
            .find(|c| c.record.kind() == ActorKind::State)
            .and_then(|c| c.record.country())
    }

    /// Every key that names two or more records, with those records and how each is named.
    pub fn collisions(&self) -> impl Iterator<Item = (String, Candidates)> + use<> {
        let blob = self.blob;
        blob.keys()
            .filter(|(_, postings)| postings.len() > 1)
            .map(move |(key, postings)| {
                let mut found = Candidates::from_postings(blob, postings.into_iter());
                found.weigh(None);
                (key, found)
            })
    }

    /// Number of keys.
    pub fn keys(&self) -> usize {
        self.blob.keys().count()
    }

    /// The record of a common noun with its owner: a state, or a place or people ("Crimean officials").
    fn make(&self, row: &generic::Generic, owner: &Record) -> Record {
        let owner_id = owner.id();
        let (_, code) = owner_id.split_once(':').unwrap_or_default();
        self.stored(&row.id(code)).unwrap_or_else(|| {
            let name = owner.name();
            let adjective = owner
                .aliases()
                .into_iter()
                .find(|(how, _)| *how == Match::Adjective);
            let adjective = adjective.map_or(name.as_str(), |(_, adjective)| adjective);
            Record::made(row.make(code, owner.country(), &name, adjective, 0.8 * owner.prior()))
        })
    }
}

/// The id of an actor that no table knows: "person:~jane-doe".
pub fn minted_id(kind: ActorKind, name: &str) -> ActorId {
    let prefix = PREFIXES
        .iter()
        .enumerate()
        .find(|(code, _)| kind_of(*code as u8) == kind);
    let prefix = prefix.map_or("org", |(_, prefix)| *prefix);
    let mut key = String::with_capacity(name.len());
    fold::fold(name, |_| None, &mut key);
    let slug: String = key.to_lowercase().replace(' ', "-");
    ActorId::from(format!("{prefix}:~{slug}"))
}
