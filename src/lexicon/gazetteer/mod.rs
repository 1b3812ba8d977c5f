//! Who is who: the actors that news names, their names, and their offices by date.

mod blob;
mod candidates;
mod compile;
mod fold;
mod generic;
mod layout;
mod moment;
mod office;
mod own;
mod record;
mod role;
mod titles;
mod topics;

pub use candidates::{Candidate, Candidates};
pub use compile::TableError;
pub use moment::Moment;
pub use record::{Match, Record};
pub use role::{Role, RoleClass};
pub use topics::topic;

use crate::model::{ActorId, ActorKind};
use blob::{Blob, Holding};
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
    /// What a user has added.
    own: Option<&'static Blob>,
}

static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();

impl Gazetteer {
    /// The gazetteer that the library carries, with what was added to it.
    pub fn embedded() -> &'static Gazetteer {
        GAZETTEER.get_or_init(|| Gazetteer::from_compiled(EMBEDDED))
    }

    fn from_compiled(bytes: &'static [u8]) -> Gazetteer {
        Gazetteer {
            blob: Box::leak(Box::new(Blob::new(bytes))),
            own: None,
        }
    }

    /// Adds a user's own table to the embedded gazetteer, for as long as the program runs. It is in the format of
    /// `data/gazetteer`, or has `kind` in the place of `id`, or is JSON Lines with the same fields; `table` names it in
    /// messages. A record whose id is known already adds its names and offices to that actor. Where a name means one of
    /// these and others, one of these comes first.
    ///
    /// # Errors
    /// A faulty line, with its place; a gazetteer that is in use already, for its answers would change.
    pub fn add(table: &str, text: &str) -> Result<(), TableError> {
        let json = text.trim_start().starts_with('{');
        let records = own::records(table, text)?;
        let compiled = compile::compile(&[(table, &records)], SPELLINGS).map_err(|error| TableError {
            line: error.line - usize::from(json && error.line > 1),
            ..error
        })?;
        let extended = Gazetteer {
            own: Some(Box::leak(Box::new(Blob::new(Box::leak(
                compiled.into_boxed_slice(),
            ))))),
            ..Gazetteer::from_compiled(EMBEDDED)
        };
        GAZETTEER.set(extended).map_err(|_| TableError {
            table: table.to_owned(),
            line: 1,
            message: "the gazetteer is in use already; add to it before anything is read".into(),
        })
    }

    /// A gazetteer of a user's own, from tables in the format of `data/gazetteer`, each with a name for
    /// messages and its text. It lives as long as the program.
    pub fn from_tables(tables: &[(&str, &str)]) -> Result<Gazetteer, TableError> {
        let compiled = compile::compile(tables, SPELLINGS)?;
        Ok(Gazetteer::from_compiled(Box::leak(compiled.into_boxed_slice())))
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.blobs().map(|blob| blob.records() as usize).sum()
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
        self.blobs()
            .flat_map(|blob| (0..blob.records()).map(move |index| Record::stored(blob, index)))
    }

    fn blobs(&self) -> impl Iterator<Item = &'static Blob> + use<> {
        [Some(self.blob), self.own].into_iter().flatten()
    }

    /// Everybody whom a key means; those of a user's own table first.
    fn find(&self, key: &str) -> Option<Candidates> {
        let find = |blob: &'static Blob| Some(Candidates::from_postings(blob, blob.find(key)?));
        match self.own.and_then(find) {
            None => find(self.blob),
            Some(own) => Some(own.before(find(self.blob).unwrap_or_default(), |record| self.whole(record))),
        }
    }

    /// Dated offices of a class in a country or organisation, with their holders, in the order of their start.
    fn holdings(&self, scope: &str, class: u8) -> impl Iterator<Item = (Record, Holding)> + use<> {
        let held = self.blobs().flat_map(|blob| {
            let held = blob.holdings(scope, class);
            held.map(move |holding| (Record::stored(blob, holding.record), holding))
        });
        let mut held: Vec<(Record, Holding)> = held.collect();
        if self.own.is_some() {
            held.sort_by_key(|(_, holding)| holding.from);
        }
        held.into_iter()
    }

    /// The embedded record that a record of a user's table adds to, or itself.
    fn whole(&self, record: Record) -> Record {
        match self.own.and_then(|_| self.blob.find_record(&record.id())) {
            Some(index) => Record::stored(self.blob, index),
            None => record,
        }
    }

    /// The record of an id; also of one that a country and a common noun make ("security:TUR:police").
    pub fn get(&self, id: &str) -> Option<Record> {
        if let Some(record) = self.stored(id) {
            return Some(record);
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

    /// Who has just this name in a table: nothing is made of its parts.
    pub(crate) fn listed(&self, name: &str) -> Candidates {
        candidates::exact(self, name)
    }

    /// The same as [`lookup`](Self::lookup), persons being weighed by the offices that they held on or about a day.
    pub fn lookup_on(&self, name: &str, on: Option<Date>) -> Candidates {
        self.lookup_at(name, &Moment::new(on))
    }

    /// The same; what is asked learns how long the answer holds.
    pub fn lookup_at(&self, name: &str, on: &Moment) -> Candidates {
        let mut found = candidates::exact(self, name);
        if found.is_empty() && on.is_given() {
            found = office::named(self, name, on).unwrap_or_default();
        }
        if found.is_empty() {
            // a name and another after it: "Arlen Armed Forces - Arlen Army"
            let marks = [" - ", " – "].iter();
            let halves = marks
                .filter(|_| !name.ends_with(')'))
                .find_map(|mark| name.split_once(mark));
            found = match halves {
                Some((name, _)) => self.lookup_at(name, on),
                None => candidates::by_parts(self, name, on),
            };
            if found.is_empty() && !on.is_given() {
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
        office::sole(office::held(self, scope, class, title, &Moment::new(on)), class)
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

    /// What a state calls by a common noun: its "foreign ministry", its "troops".
    pub fn body_of(&self, country: &str, noun: &str) -> Option<Record> {
        Some(self.make(generic::find(noun)?, &self.state(country)?))
    }

    /// Whether a name is a common noun that every state has a body for: "Foreign Ministry", "Supreme Court".
    pub fn is_common(&self, name: &str) -> bool {
        generic::find(name).is_some()
    }

    fn stored(&self, id: &str) -> Option<Record> {
        self.blobs()
            .find_map(|blob| Some(Record::stored(blob, blob.find_record(id)?)))
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
                found.weigh(&Moment::new(None));
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
