//! Pairs of actors that may be one: what a user should look at.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::KnowledgeGraph;
use super::names::fold;
use crate::model::{Actor, ActorKind};

/// Why two actors may be one, the strongest reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Reason {
    /// They are called the same.
    #[serde(rename = "same name")]
    SameName,
    /// Their names are two ways to write one name in Latin letters.
    #[serde(rename = "transliteration")]
    Transliteration,
    /// One is called by the initials of the other: "J. Doe", "AU".
    #[serde(rename = "same initials")]
    Initials,
    /// One name has all words of the other.
    #[serde(rename = "name within a name")]
    Within,
    /// Their names differ in few letters.
    #[serde(rename = "similar names")]
    Similar,
    /// Persons of one country with one family name.
    #[serde(rename = "same surname and country")]
    Surname,
}

impl Reason {
    /// The reason in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::SameName => "same name",
            Self::Transliteration => "transliteration",
            Self::Initials => "same initials",
            Self::Within => "name within a name",
            Self::Similar => "similar names",
            Self::Surname => "same surname and country",
        }
    }
}

/// Two actors that may be one.
#[derive(Clone, Debug, Serialize)]
pub struct Doubt<'g> {
    /// The one with the lesser id.
    pub a: &'g Actor,
    /// The other.
    pub b: &'g Actor,
    /// Why they may be one.
    pub why: Reason,
}

/// How alike two names must be, by Jaro and Winkler's measure, to be similar.
const ALIKE: f64 = 0.93;
/// A word that more actors have in their names than this says nothing about any two of them.
const COMMON: usize = 100;

/// A name as it is compared.
struct Name<'g> {
    actor: &'g Actor,
    folded: String,
    words: Vec<String>,
    sounds: String,
}

impl KnowledgeGraph {
    /// Pairs of actors that may be one and were not judged to be two, the likeliest first, then those with the most
    /// statements. Two actors of the gazetteer are never in doubt. Names are compared where they share a word, a
    /// beginning or initials: O(n) in actors, but for words that many share.
    pub fn doubtful(&self) -> Vec<Doubt<'_>> {
        let names: Vec<Name<'_>> = self.actors().map(Name::new).collect();
        let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            for key in name.blocks() {
                blocks.entry(key).or_default().push(at);
            }
        }
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        for block in blocks.values().filter(|block| block.len() <= COMMON) {
            for (n, &a) in block.iter().enumerate() {
                pairs.extend(
                    block[n + 1..]
                        .iter()
                        .filter(|&&b| a != b)
                        .map(|&b| (a.min(b), a.max(b))),
                );
            }
        }
        let told = |actor: &Actor| self.statements_of(&actor.id).count();
        let mut doubts: Vec<(Doubt<'_>, usize)> = pairs
            .into_iter()
            .map(|(a, b)| (&names[a], &names[b]))
            .filter(|(a, b)| !self.identities().differ(&a.actor.id, &b.actor.id))
            .filter_map(|(a, b)| Some((a.actor, b.actor, a.like(b)?)))
            .map(|(a, b, why)| (Doubt { a, b, why }, told(a) + told(b)))
            .collect();
        doubts.sort_by_key(|(doubt, told)| (doubt.why, std::cmp::Reverse(*told), &doubt.a.id, &doubt.b.id));
        doubts.into_iter().map(|(doubt, _)| doubt).collect()
    }
}

impl<'g> Name<'g> {
    fn new(actor: &'g Actor) -> Self {
        let folded = fold(&actor.name);
        let words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
        let sounds: Vec<String> = words.iter().map(|word| sound(word)).collect();
        Self {
            actor,
            sounds: sounds.join(" "),
            folded,
            words,
        }
    }

    /// What must be shared for two names to be compared at all.
    fn blocks(&self) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = self.words.iter().map(|word| format!("word {word}")).collect();
        let start: String = self.folded.chars().take(4).collect();
        keys.insert(format!("start {start}"));
        keys.insert(format!("sound {}", self.sounds));
        keys.insert(format!("initials {}", self.folded));
        keys.insert(format!("initials {}", self.initials()));
        keys
    }

    fn initials(&self) -> String {
        let small = |word: &&String| !matches!(word.as_str(), "of" | "the" | "and" | "for" | "in");
        self.words
            .iter()
            .filter(small)
            .filter_map(|word| word.chars().next())
            .collect()
    }

    /// Why the two may be one, if they may.
    fn like(&self, other: &Self) -> Option<Reason> {
        let (a, b) = (self.actor, other.actor);
        let known = |actor: &Actor| !actor.id.contains(":~");
        if known(a) && known(b) || self.folded.is_empty() || other.folded.is_empty() {
            return None;
        }
        if a.country.is_some() && b.country.is_some() && a.country != b.country {
            return None;
        }
        if self.folded == other.folded {
            return Some(Reason::SameName);
        }
        let persons = [a, b].map(|actor| actor.kind == ActorKind::Person);
        if persons[0] != persons[1] {
            return None;
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        if self.sounds == other.sounds && letters(&self.sounds) >= 3 {
            return Some(Reason::Transliteration);
        }
        let (short, long) = if self.words.len() <= other.words.len() {
            (self, other)
        } else {
            (other, self)
        };
        if persons[0] {
            return Self::persons(short, long);
        }
        let acronym = short.words.len() == 1 && long.words.len() > 1 && short.folded.chars().count() >= 2;
        if acronym && short.folded == long.initials() {
            return Some(Reason::Initials);
        }
        let within = short.words.iter().all(|word| long.words.contains(word));
        if within && short.words.len() * 2 >= long.words.len() {
            return Some(Reason::Within);
        }
        Self::similar(short, long)
    }

    fn persons(short: &Self, long: &Self) -> Option<Reason> {
        let surname = short.words.last() == long.words.last();
        let initial = |a: &String, b: &String| a.chars().count() == 1 && b.starts_with(a.as_str());
        if surname && short.words.len() > 1 {
            let (a, b) = (&short.words[0], &long.words[0]);
            if initial(a, b) || initial(b, a) {
                return Some(Reason::Initials);
            }
        }
        // "Doe" and "Jane Doe", "Jane Doe" and "Jane Mary Doe"
        let ends = [short.words.first(), short.words.last()];
        if ends
            .iter()
            .all(|word| word.is_some_and(|word| long.words.contains(word)))
        {
            return Some(Reason::Within);
        }
        let country = short.actor.country.is_some() && short.actor.country == long.actor.country;
        Self::similar(short, long).or((surname && country).then_some(Reason::Surname))
    }

    fn similar(short: &Self, long: &Self) -> Option<Reason> {
        let alike = strsim::jaro_winkler(&short.folded, &long.folded) >= ALIKE;
        // "Party of Labour 1" and "2" are like each other, and two
        let digits = |name: &Self| {
            name.folded
                .chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        (alike && digits(short) == digits(long)).then_some(Reason::Similar)
    }
}

/// What ways to write a word in Latin letters have in common: its consonants, those that are mixed up as one.
fn sound(word: &str) -> String {
    const PAIRS: [(&str, &str); 14] = [
        ("sch", "s"),
        ("tch", "s"),
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("ph", "f"),
        ("sh", "s"),
        ("ch", "s"),
        ("zh", "z"),
        ("ts", "z"),
        ("dj", "j"),
        ("dz", "z"),
        ("ck", "k"),
    ];
    let mut rest = word;
    let mut out = String::new();
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        let pair = PAIRS.iter().find(|(pair, _)| rest.starts_with(pair));
        let (plain, length) = match pair {
            Some((pair, plain)) => ((*plain).to_owned(), pair.len()),
            None => {
                let plain = match c {
                    'a' | 'e' | 'i' | 'o' | 'u' | 'y' if !first => String::new(),
                    'c' | 'q' => "k".to_owned(),
                    'x' => "ks".to_owned(),
                    'w' => "v".to_owned(),
                    'y' => "i".to_owned(),
                    c => c.to_string(),
                };
                (plain, c.len_utf8())
            }
        };
        if !out.ends_with(&plain) || plain.is_empty() {
            out.push_str(&plain);
        }
        rest = &rest[length..];
        first = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn transliterations_sound_alike() {
        for (a, b) in [
            ("lukashenko", "lukashenka"),
            ("khamenei", "hamenei"),
            ("yevgeni", "yevgeny"),
            ("muhammad", "mohamed"),
        ] {
            assert_eq!(sound(a), sound(b));
        }
        assert_ne!(sound("putin"), sound("petrov"));
    }
}
