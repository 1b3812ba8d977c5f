//! `data/cues/words.txt`: sets of words that the rules of reading name.

use foldhash::HashSet;
use std::sync::OnceLock;

static WORDS: &str = include_str!("../../data/cues/words.txt");

/// A set of words, read when it is first asked.
pub struct WordSet {
    name: &'static str,
    words: OnceLock<HashSet<&'static str>>,
}

impl WordSet {
    const fn named(name: &'static str) -> Self {
        WordSet {
            name,
            words: OnceLock::new(),
        }
    }

    /// Whether the set has the word, a lemma in small letters.
    pub fn has(&self, word: &str) -> bool {
        self.words().contains(word)
    }

    fn words(&self) -> &HashSet<&'static str> {
        self.words.get_or_init(|| {
            let mut lines = WORDS.lines().filter_map(|line| line.split_once(": "));
            let words = lines.find(|(name, _)| *name == self.name).map(|(_, words)| words);
            words.into_iter().flat_map(str::split_whitespace).collect()
        })
    }
}

macro_rules! sets {
    ($($name:ident = $text:literal,)*) => {
        $(
            #[allow(missing_docs)] // said above its line in the file
            pub static $name: WordSet = WordSet::named($text);
        )*

        #[cfg(test)]
        static ALL: &[&WordSet] = &[$(&$name),*];
    };
}

sets! {
    ACCIDENTS = "accidents",
    ACCOMPANYING = "accompanying",
    ALONE = "alone",
    ANSWERED_FOR = "answered_for",
    ASKING = "asking",
    ASKED_FOR = "asked_for",
    ATTITUDES = "attitudes",
    CARRYING = "carrying",
    COUNTING = "counting",
    DEMANDS = "demands",
    DEPLORED = "deplored",
    DESCRIBING = "describing",
    DIRECTIONS = "directions",
    EMPTY = "empty",
    ENGAGING = "engaging",
    ENTERING = "entering",
    FELT = "felt",
    HOLDING = "holding",
    HOW = "how",
    IDEAL = "ideal",
    IDLE = "idle",
    JUDGING = "judging",
    LED_TO = "led_to",
    MANNERS = "manners",
    NAMED_AFTER = "named_after",
    OBJECT_ACTS = "object_acts",
    OBJECT_HAS_DONE = "object_has_done",
    OCCASIONS = "occasions",
    OF_BODIES = "of_bodies",
    OF_DEEDS = "of_deeds",
    OF_DOERS = "of_doers",
    OF_INFINITIVES = "of_infinitives",
    OF_INFINITIVE_OBJECTS = "of_infinitive_objects",
    OF_NO_KIND = "of_no_kind",
    OF_OTHERS_DEEDS = "of_others_deeds",
    OF_TIMES = "of_times",
    OPEN_IN = "open_in",
    OTHERS_ACT = "others_act",
    OWNED_BY_STATES = "owned_by_states",
    PERFORMED = "performed",
    PHASES = "phases",
    PLACING = "placing",
    PLANS = "plans",
    PREPOSITIONS = "prepositions",
    PRESUPPOSING = "presupposing",
    PROFESSIONS = "professions",
    SHORTENED = "shortened",
    STATED = "stated",
    STATES = "states",
    TAKEN = "taken",
    TAKING_PART = "taking_part",
    VEHICLES = "vehicles",
    VENUES = "venues",
    WEIGHED = "weighed",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_the_sets_and_no_others() {
        let lines: Vec<&str> = WORDS
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        assert_eq!(lines.len(), ALL.len());
        for set in ALL {
            assert!(!set.words().is_empty(), "{} is not in words.txt", set.name);
        }
        for line in lines {
            let words: Vec<&str> = line.split_whitespace().skip(1).collect();
            assert!(words.is_sorted_by(|a, b| a < b), "not in order: {line}");
        }
    }
}
