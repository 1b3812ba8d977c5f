//! One pattern over a predicate's lemmas, and how well a predicate fits it.

use smol_str::SmolStr;

use crate::model::PredicateKey;

/// A named set of lemmas.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    pub name: SmolStr,
    /// Sorted.
    pub words: Vec<SmolStr>,
}

/// Lemmas, written out and by the names of sets.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub words: Vec<SmolStr>,
    /// Indices of sets.
    pub sets: Vec<usize>,
}

impl Words {
    pub fn contains(&self, sets: &[Set], word: &str) -> bool {
        self.words.iter().any(|known| known == word)
            || self.sets.iter().any(|&set| {
                sets[set]
                    .words
                    .binary_search_by(|known| known.as_str().cmp(word))
                    .is_ok()
            })
    }
}

/// What a pattern says about the place of a word.
#[derive(Clone, Debug, Default)]
pub(super) enum Slot {
    /// Nothing.
    #[default]
    Free,
    /// It must be empty.
    Empty,
    /// It must be filled, by anything.
    Filled,
    /// It must be filled by one of these.
    One(Words),
    /// It must not be filled by one of these.
    Not(Words),
}

impl Slot {
    /// How specific the fit is; `None` when it does not fit. `weight` is what a named word is worth.
    fn fit(&self, sets: &[Set], word: Option<&SmolStr>, weight: u32) -> Option<u32> {
        match (self, word) {
            (Slot::Free, _) => Some(0),
            (Slot::Empty, None) => Some(1),
            (Slot::Filled, Some(_)) => Some(weight / 4),
            (Slot::One(words), Some(word)) => words.contains(sets, word).then_some(weight),
            (Slot::Not(words), Some(word)) => (!words.contains(sets, word)).then_some(0),
            (Slot::Not(_), None) => Some(0),
            _ => None,
        }
    }
}

/// A line such as `send {TROOPS} to|into > assist`; its head is the key of the map that holds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern {
    /// Empty when the verb stands alone.
    pub particles: Vec<SmolStr>,
    pub object: Slot,
    /// At least one of them must modify head or object.
    pub modifiers: Option<Words>,
    /// Prepositions of the recipient in order of preference; "" is the direct object.
    pub cases: Vec<SmolStr>,
    /// Whether the recipient may as well stand elsewhere or be missing.
    pub cases_optional: bool,
    /// Prepositions of the source of a noun.
    pub sources: Vec<SmolStr>,
    pub complement: Slot,
    /// Index of its block.
    pub block: usize,
    /// Its line, from 1.
    pub line: u32,
}

/// Markers that any noun's parties may bear: "between A and B", "A's", "the A-B talks".
pub(super) const PARTIES: [&str; 5] = ["between", "among", "amongst", "'s", ""];

/// Whether a preposition of the text is the pattern's: "out of" is "out_of", and "of".
pub(super) fn same_case(pattern: &str, text: &str) -> bool {
    pattern == text
        || (text.contains(' ')
            && (pattern.split('_').eq(text.split(' '))
                || text.split(' ').next_back() == Some(pattern)
                || text.split(' ').next() == Some(pattern)))
}

impl Pattern {
    /// How specific the pattern is for a predicate with this head; `None` when it does not fit.
    /// With `noun`, the head is a noun, which may be the object of a light verb: verb and particle say nothing then.
    /// An object outweighs a complement, that a modifier, that a particle, that a preposition.
    pub fn fit(&self, sets: &[Set], key: &PredicateKey, noun: bool) -> Option<u32> {
        let mut score = 0;
        let mut stray = false;
        match (&self.particles[..], &key.particle) {
            ([], None) => {}
            _ if noun => {}
            // "called on Arlen": the preposition taken for a particle.
            ([], Some(particle)) if self.cases.contains(particle) => stray = true,
            ([], Some(_)) => return None,
            (particles, Some(particle)) if particles.contains(particle) => score += 4,
            // Parsers waver between "out" as particle and as preposition.
            (particles, None)
                if particles
                    .iter()
                    .any(|particle| key.cases.iter().any(|case| same_case(particle, case))) =>
            {
                score += 4;
            }
            _ => return None,
        }
        if !noun {
            score += self.object.fit(sets, key.object.as_ref(), 32)?;
        }
        score += self.complement.fit(sets, key.complement.as_ref(), 16)?;
        if let Some(words) = &self.modifiers {
            if !key.modifiers.iter().any(|word| words.contains(sets, word)) {
                return None;
            }
            score += 8;
        }
        if !self.cases.is_empty() {
            let hit = stray
                || key
                    .cases
                    .iter()
                    .any(|case| self.cases.iter().any(|known| same_case(known, case)));
            let party = noun
                && key.cases.iter().all(|case| {
                    PARTIES.contains(&case.as_str()) || case == "by" || self.sources.contains(case)
                });
            if hit {
                score += if self.cases_optional { 1 } else { 2 };
            } else if !self.cases_optional && !party {
                return None;
            }
        }
        Some(score)
    }
}
