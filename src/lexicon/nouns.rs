//! What common nouns denote: `data/nouns/kinds.txt`.

use foldhash::HashMap;
use std::sync::LazyLock;

use super::{Cues, NounKind};

/// What a common noun denotes in most of its uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NounSense {
    /// A human being.
    Person,
    /// Several people, a body, a polity.
    Group,
    /// An act, a quality, a thought, words, a state, a time.
    Abstract,
    /// Anything else.
    Thing,
}

/// What a noun denotes, in the singular or a regular plural, in any letter case; `None` for one that no table knows.
///
/// Takes constant time on average.
pub fn noun_sense(noun: &str) -> Option<NounSense> {
    static SENSES: LazyLock<HashMap<&str, NounSense>> = LazyLock::new(|| {
        let sense = |line: &'static str| {
            let (sense, noun) = line.split_once(' ')?;
            let sense = match sense {
                "person" => NounSense::Person,
                "group" => NounSense::Group,
                "abstract" => NounSense::Abstract,
                "thing" => NounSense::Thing,
                _ => return None,
            };
            Some((noun, sense))
        };
        include_str!("../../data/nouns/kinds.txt")
            .lines()
            .filter_map(sense)
            .collect()
    });
    let noun = noun.to_lowercase();
    let known = |noun: &str| match Cues::embedded().noun(noun) {
        Some(NounKind::Person) => Some(NounSense::Person),
        Some(NounKind::Group | NounKind::Body) => Some(NounSense::Group),
        None => SENSES.get(noun).copied(),
    };
    known(&noun)
        .or_else(|| known(noun.strip_suffix('s')?))
        .or_else(|| known(noun.strip_suffix("es")?))
        .or_else(|| known(&format!("{}y", noun.strip_suffix("ies")?)))
}

/// Whether a word, after a country's or a town's name, names an institution of its own: "Arlen University" is no Arlen.
pub fn is_institution_noun(word: &str) -> bool {
    const INSTITUTIONS: [&str; 15] = [
        "Academy",
        "Airlines",
        "Airways",
        "College",
        "Hospital",
        "Institute",
        "Museum",
        "News",
        "Orchestra",
        "Radio",
        "TV",
        "Television",
        "Theatre",
        "Times",
        "University",
    ];
    INSTITUTIONS.contains(&word)
}

/// The head of a noun phrase given as words: "support" of "the support of union voters". The last word before the first
/// preposition, relative pronoun or comma.
pub fn head_noun(phrase: &str) -> Option<&str> {
    const ENDS: [&str; 16] = [
        "of", "in", "from", "for", "by", "with", "to", "at", "on", "against", "between", "who", "which",
        "that", "near", "under",
    ];
    let mut head = None;
    for word in phrase.split_whitespace() {
        if head.is_some() && ENDS.contains(&word) {
            break;
        }
        head = Some(word.trim_end_matches([',', '"', '”']));
        if word.ends_with(',') {
            break;
        }
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_have_kinds() {
        assert_eq!(noun_sense("voters"), Some(NounSense::Person));
        assert_eq!(noun_sense("Delegation"), Some(NounSense::Group));
        assert_eq!(noun_sense("policies"), Some(NounSense::Abstract));
        assert_eq!(noun_sense("bridge"), Some(NounSense::Thing));
        assert_eq!(noun_sense("frobnication"), None);
        let lines = include_str!("../../data/nouns/kinds.txt").lines();
        assert!(lines.clone().count() > 5000);
        for line in lines {
            let noun = line.split_once(' ').map_or("", |(_, noun)| noun);
            assert!(noun_sense(noun).is_some(), "{line}");
        }
    }

    #[test]
    fn phrases_have_heads() {
        assert_eq!(head_noun("the support of union voters"), Some("support"));
        assert_eq!(head_noun("a bat"), Some("bat"));
        assert_eq!(head_noun("those who came"), Some("those"));
        assert_eq!(head_noun(""), None);
    }
}
