//! Who is meant by a name that stands by itself, and who else may be.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::lexicon::gazetteer::{Candidate, Gazetteer, Match, Record, RoleClass, topic};
use crate::model::{ActorId, ActorKind, Sector};

use super::names::principal;

/// How near the second candidate's score must come to the first's for a name to be ambiguous.
const CLOSE: f32 = 0.8;

/// Somebody who may be meant by a name.
#[derive(Clone, Debug)]
pub struct Meant {
    /// Who.
    pub record: Record,
    /// How the name leads there.
    pub matched: Match,
    /// How likely, 0 to 1; comparable among the candidates of one name.
    pub score: f32,
}

/// Who is meant by a name.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// Everybody who may be meant, the likeliest first; nobody if no table knows the name.
    pub candidates: Vec<Meant>,
    /// Does nothing decide between the first and the second?
    pub ambiguous: bool,
    /// The country that the name or its context speaks of, where nobody in particular is known.
    pub country: Option<SmolStr>,
}

/// Who is meant by a name: on a day, which decides who holds an office, and in a context, which speaks of
/// countries and spells out what the name leaves out.
pub fn identify(name: &str, on: Option<Date>, context: Option<&str>) -> Identity {
    let gazetteer = Gazetteer::embedded();
    let name = name.trim();
    let context = context.map(|text| Context::read(text, name)).unwrap_or_default();
    let mut found = gazetteer.lookup_on(name, on);
    if found.is_empty() {
        // "Putin, Vladimir", "Vladimir Putin, president of Russia"
        let turned = name.split_once(',').map(|(family, rest)| {
            let turned = gazetteer.lookup_on(&format!("{} {}", rest.trim(), family.trim()), on);
            if turned.is_empty() {
                gazetteer.lookup_on(family, on)
            } else {
                turned
            }
        });
        found = turned.unwrap_or_default();
    }
    if found.is_empty()
        && let Some(state) = context.country().and_then(|code| gazetteer.state(code))
    {
        // "the president", in a text about one country
        let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "));
        let bare = bare.unwrap_or(name);
        let common = bare.split_whitespace().all(|word| {
            !word.starts_with(char::is_uppercase) || RoleClass::from_title(&bare.to_lowercase()).is_some()
        });
        if common {
            found = gazetteer.lookup_on(&format!("{} {}", state.name(), bare.to_lowercase()), on);
        }
    }
    let mut candidates: Vec<Meant> = Vec::with_capacity(found.len());
    for candidate in &found {
        let place = candidate.record.kind() == ActorKind::Place;
        let score = (candidate.prior * context.speaks_for(candidate)).min(1.0);
        // a capital that acts is its state, one that things happen in is a place
        let meant = if place {
            candidate.record.clone()
        } else {
            principal(candidate)
        };
        if !candidates.iter().any(|other| other.record == meant) {
            candidates.push(Meant {
                record: meant,
                matched: candidate.matched,
                score,
            });
        }
    }
    // Stable: equals stay in the order of the tables.
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let ambiguous = match &candidates[..] {
        [first, second, ..] => second.score >= CLOSE * first.score && !one(first, second),
        [only] => only.matched == Match::Weak,
        [] => false,
    };
    let country = match candidates.is_empty() {
        true => country_in(name),
        false => None,
    };
    Identity {
        candidates,
        ambiguous,
        country,
    }
}

/// A capital and its state are no two meanings to choose from.
fn one(first: &Meant, second: &Meant) -> bool {
    let places = [first, second]
        .map(|meant| meant.record.kind() != ActorKind::Igo && meant.record.stands_for().is_some());
    places.contains(&true) && first.record.country() == second.record.country()
}

/// The country that an unknown name speaks of: "Radish Board (India)", "Arlen Turnip Council".
fn country_in(name: &str) -> Option<SmolStr> {
    let gazetteer = Gazetteer::embedded();
    let bracket = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    if let Some(country) = bracket.and_then(|(_, country)| gazetteer.country_of(country.trim())) {
        return Some(country);
    }
    let words = words(name);
    let mut at = 0;
    while at < words.len() {
        match gazetteer.longest_match(&words[at..]) {
            Some((length, found)) => {
                let clear = found.iter().find(|c| {
                    c.matched <= Match::Generic
                        || c.matched == Match::Surname && c.record.prior() > 0.5 && words.len() > length
                });
                if let Some(country) = clear.and_then(|c| c.record.country()) {
                    return Some(country);
                }
                at += length.max(1);
            }
            None => at += 1,
        }
    }
    None
}

/// What a text around a name speaks of.
#[derive(Debug, Default)]
struct Context {
    actors: BTreeSet<ActorId>,
    countries: BTreeMap<SmolStr, usize>,
    /// Parts of society that its words speak of.
    topics: BTreeSet<Sector>,
    /// The name itself is an acronym.
    acronym: bool,
    /// Things happen in, at or near what is named: it is a place.
    place: bool,
}

impl Context {
    fn read(text: &str, name: &str) -> Self {
        let gazetteer = Gazetteer::embedded();
        let (words, own) = (words(text), words(name));
        let mut context = Context {
            acronym: name.len() >= 2 && name.chars().all(|c| c.is_uppercase() || c == '.'),
            topics: words.iter().filter_map(|word| topic(word)).collect(),
            ..Context::default()
        };
        let key = gazetteer.key(name);
        let mut at = 0;
        while at < words.len() {
            if !own.is_empty() && words[at..].starts_with(&own) {
                let before = at.checked_sub(1).and_then(|at| words.get(at));
                context.place |= before.is_some_and(|word| {
                    matches!(
                        word.to_lowercase().as_str(),
                        "in" | "at" | "near" | "outside" | "around" | "through"
                    )
                });
            }
            let Some((length, found)) = gazetteer.longest_match(&words[at..]) else {
                at += 1;
                continue;
            };
            let matched = gazetteer.key_of_tokens(&words[at..at + length]);
            at += length.max(1);
            // the name itself tells nothing of itself
            if matched == key {
                continue;
            }
            let Some(best) = found.best().filter(|best| best.matched != Match::Weak) else {
                continue;
            };
            if best.matched < Match::Surname {
                context.actors.insert(best.record.id());
            }
            if let Some(country) = best.record.country() {
                *context.countries.entry(country).or_default() += 1;
            }
        }
        context
    }

    /// The country that the text speaks of more than of any other.
    fn country(&self) -> Option<&str> {
        let most = self.countries.values().max()?;
        let mut first = self.countries.iter().filter(|(_, count)| *count == most);
        let (country, _) = first.next()?;
        first.next().is_none().then_some(country.as_str())
    }

    /// How much more or less likely the text makes a candidate.
    fn speaks_for(&self, candidate: &Candidate) -> f32 {
        let record = &candidate.record;
        let mut weight = 1.0;
        if self.actors.contains(&record.id()) {
            weight *= 6.0;
        }
        let here = record
            .country()
            .is_some_and(|country| self.countries.contains_key(&country));
        if here {
            weight *= match record.kind() == ActorKind::Person || candidate.matched == Match::Weak {
                true => 3.0,
                false => 2.0,
            };
        } else if !self.countries.is_empty() && record.country().is_some() {
            weight *= 0.5;
        }
        // a short name of several bodies: the one of the sort that the text is about
        let short = record.kind() != ActorKind::Person && self.acronym;
        if short && !self.topics.is_empty() {
            let fits = record
                .sector()
                .is_some_and(|sector| self.topics.contains(&sector));
            weight *= if fits { 4.0 } else { 0.5 };
        }
        if self.place && record.kind() == ActorKind::Place {
            weight *= 3.0;
        }
        weight
    }
}

/// The words of a text, cut as the gazetteer wants them: clauses end where punctuation does.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for chunk in text.split_whitespace() {
        let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let inner = match inner.strip_suffix('.') {
            Some(bare) if !bare.contains('.') => bare,
            _ => inner,
        };
        let (bare, clitic) = match inner.strip_suffix("'s").or_else(|| inner.strip_suffix("’s")) {
            Some(bare) => (bare, &inner[bare.len()..]),
            None => (inner, ""),
        };
        words.extend([bare, clitic].into_iter().filter(|word| !word.is_empty()));
        if chunk.ends_with([',', ';', ':', '!', '?', ')', '"', '”']) {
            words.push(",");
        }
    }
    words
}
