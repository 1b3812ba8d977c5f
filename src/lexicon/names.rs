//! What words tell of names: `data/names/rare.txt`, `surnames.txt`, `places.txt`, `words.txt` and `things.txt`.

use foldhash::HashMap;
use std::sync::LazyLock;

/// What a word within or before a name says of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameWord {
    /// Ends the name of a body: "University", "Committee".
    Org,
    /// Ends the name of a company by law: "Inc.", "Ltd".
    Suffix,
    /// Ends the name of a street or building: "Avenue", "Airport".
    Fac,
    /// Ends the name of a piece of land or water: "River", "Islands".
    Loc,
    /// Ends the name of a town or country: "County", "Republic".
    Gpe,
    /// Stands before a person's name: "Mr.", "Senator".
    Title,
    /// Short for a state or province, in capitals: "TX".
    State,
}

/// What a word says of the kind of a name that it is in, or that follows it. Case counts.
///
/// Takes constant time on average.
pub fn name_word(word: &str) -> Option<NameWord> {
    static WORDS: LazyLock<HashMap<&str, NameWord>> = LazyLock::new(|| {
        let word = |line: &'static str| {
            let (word, kind) = line.split_once(' ')?;
            let kind = match kind {
                "ORG" => NameWord::Org,
                "SUFFIX" => NameWord::Suffix,
                "FAC" => NameWord::Fac,
                "LOC" => NameWord::Loc,
                "GPE" => NameWord::Gpe,
                "TITLE" => NameWord::Title,
                "STATE" => NameWord::State,
                _ => return None,
            };
            Some((word, kind))
        };
        include_str!("../../data/names/words.txt")
            .lines()
            .filter_map(word)
            .collect()
    });
    WORDS.get(word).copied()
}

/// What a word says of a name that is nobody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThingWord {
    /// Ends the name of a treaty, law or contract: "Accord", "Act".
    Law,
    /// Ends the name of an event: "Summit", "Olympics".
    Event,
    /// Ends the name of a product: "Browser", "Edition".
    Product,
    /// Begins the name of a storm: "Hurricane".
    Storm,
    /// By itself the name of nobody, though written like one: "GDP", "UAV", "Thu", "Internet".
    Other,
}

/// What a word says of a name that is nobody's. Case counts.
///
/// Takes constant time on average.
pub fn thing_word(word: &str) -> Option<ThingWord> {
    static WORDS: LazyLock<HashMap<&str, ThingWord>> = LazyLock::new(|| {
        let word = |line: &'static str| {
            let (word, kind) = line.split_once(' ')?;
            let kind = match kind {
                "LAW" => ThingWord::Law,
                "EVENT" => ThingWord::Event,
                "PRODUCT" => ThingWord::Product,
                "STORM" => ThingWord::Storm,
                "OTHER" => ThingWord::Other,
                _ => return None,
            };
            Some((word, kind))
        };
        include_str!("../../data/names/things.txt")
            .lines()
            .filter_map(word)
            .collect()
    });
    WORDS.get(word).copied()
}

/// Whether the word is a given name that is too rare for [`is_given_name`](super::is_given_name): a clue, no proof. Case counts.
///
/// Takes time logarithmic in the number of names.
pub fn is_rare_given_name(word: &str) -> bool {
    static NAMES: LazyLock<Vec<&str>> =
        LazyLock::new(|| include_str!("../../data/names/rare.txt").lines().collect());
    NAMES.binary_search(&word).is_ok()
}

/// How common a family name is: 1 for one borne by at least one in 10,000 Americans, 2 for one in 50,000. Case counts.
///
/// Takes time logarithmic in the number of names.
pub fn surname_rank(word: &str) -> Option<u8> {
    static NAMES: LazyLock<Vec<(&str, u8)>> = LazyLock::new(|| {
        let name = |line: &'static str| {
            let (name, rank) = line.split_once(' ')?;
            Some((name, rank.parse().ok()?))
        };
        include_str!("../../data/names/surnames.txt")
            .lines()
            .filter_map(name)
            .collect()
    });
    let at = NAMES.binary_search_by(|(name, _)| (*name).cmp(word)).ok()?;
    Some(NAMES[at].1)
}

/// How many words the longest name of a place takes at the start of `words`, which are in small letters; 0 if none is there.
///
/// Takes time logarithmic in the number of names, and linear in those that begin with the same word.
pub fn place_length<S: AsRef<str>>(words: &[S]) -> usize {
    static PLACES: LazyLock<Vec<&str>> =
        LazyLock::new(|| include_str!("../../data/names/places.txt").lines().collect());
    let Some(first) = words.first().map(AsRef::as_ref) else {
        return 0;
    };
    let start = PLACES.partition_point(|name| *name < first);
    let mut longest = 0;
    for name in &PLACES[start..] {
        let mut parts = name.split(' ');
        if parts.next() != Some(first) {
            break;
        }
        let mut length = 1;
        let fits = parts.all(|part| {
            length += 1;
            words.get(length - 1).is_some_and(|word| word.as_ref() == part)
        });
        if fits {
            longest = longest.max(length);
        }
    }
    longest
}

/// Whether a text ends in what members of a body or treaty are called, none of them by name: "other Member States".
pub fn is_of_members(text: &str) -> bool {
    [
        "Member State",
        "Member States",
        "States Parties",
        "Weapon State",
        "Weapon States",
    ]
    .iter()
    .any(|members| text.ends_with(members))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(text: &str) {
        assert!(
            text.lines().is_sorted_by(|a, b| a < b),
            "a line stands out of order, or twice"
        );
    }

    #[test]
    fn the_tables_are_sorted_and_answer() {
        sorted(include_str!("../../data/names/rare.txt"));
        sorted(include_str!("../../data/names/places.txt"));
        sorted(include_str!("../../data/names/words.txt"));
        sorted(include_str!("../../data/names/things.txt"));
        for line in include_str!("../../data/names/surnames.txt").lines() {
            let name = line.split(' ').next().unwrap_or_default();
            assert!(surname_rank(name).is_some(), "{line}");
        }
        for line in include_str!("../../data/names/words.txt").lines() {
            let word = line.split(' ').next().unwrap_or_default();
            assert!(name_word(word).is_some(), "{line}");
        }
        for line in include_str!("../../data/names/things.txt").lines() {
            let word = line.split(' ').next().unwrap_or_default();
            assert!(thing_word(word).is_some(), "{line}");
        }
        assert!(is_rare_given_name("Zoraida") && !is_rare_given_name("zoraida"));
        assert_eq!(name_word("Avenue"), Some(NameWord::Fac));
        assert_eq!(name_word("avenue"), None);
        assert_eq!((surname_rank("Smith"), surname_rank("Xyzzy")), (Some(1), None));
        assert!(is_of_members("all non-nuclear-Weapon States") && !is_of_members("United States"));
        assert_eq!(place_length(&["san", "francisco", "bay"]), 2);
        assert_eq!(place_length(&["texas"]), 1);
        assert_eq!(place_length(&["xyzzy"]), 0);
        assert_eq!(place_length::<&str>(&[]), 0);
    }
}
