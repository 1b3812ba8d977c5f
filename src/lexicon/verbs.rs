//! The predicate lexicon: which words between two actors make which event or tie.
//!
//! Its entries stand in `data/verbs`, one file per PLOVER event, in the format of the README there.

mod examples;
mod parse;
mod pattern;

use foldhash::{HashMap, HashMapExt as _};
use std::sync::OnceLock;

use smol_str::SmolStr;

use self::pattern::{PARTIES, Pattern, Set, Words, same_case};
use super::{LexiconError, Ontology};
use crate::model::{Affiliation, PloverEvent, PredicateKey};

pub use self::examples::Example;

/// What a pattern codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sense {
    /// An event.
    Event(PloverEvent),
    /// A lasting tie.
    Affiliation(Affiliation),
    /// Known to be no event: it says, thinks or happens, but does nothing to another actor.
    #[default]
    Neutral,
}

/// What the lexicon says about a predicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Event, tie or neither.
    pub sense: Sense,
    /// PLOVER mode.
    pub mode: Option<SmolStr>,
    /// The most specific CAMEO code that is certain.
    pub cameo: Option<SmolStr>,
    /// PLOVER contexts, sorted.
    pub contexts: Vec<SmolStr>,
    /// Whether source and target could change places.
    pub symmetric: bool,
    /// Whether the grammatical subject is the recipient: "receive aid from".
    pub inverse: bool,
    /// Where the pattern stands: "CONSULT.txt:12".
    pub pattern: SmolStr,
    /// How much of the predicate the pattern names.
    pub specificity: u32,
}

/// Part that a noun's preposition marks: "invasion of (target) by (source)".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who acts.
    Source,
    /// To whom.
    Target,
    /// All who take part: "talks between".
    Both,
}

/// A preposition of an event noun. "'s" is the possessive, "" a compound ("the Arlen-Borduria talks").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The preposition.
    pub preposition: SmolStr,
    /// What it marks.
    pub role: Role,
}

/// Words that decide a mode.
#[derive(Clone, Debug)]
struct WordRule {
    event: Option<PloverEvent>,
    name: SmolStr,
    words: Words,
}

/// Patterns with one meaning.
#[derive(Clone, Debug, Default)]
struct Block {
    /// Index of its file.
    file: usize,
    sense: Sense,
    mode: Option<SmolStr>,
    cameo: Option<SmolStr>,
    contexts: Vec<SmolStr>,
    symmetric: bool,
    inverse: bool,
    /// Verbs that add nothing to its nouns.
    light: Option<Words>,
    /// Verbs that make the subject the recipient of its nouns.
    light_inverse: Option<Words>,
}

/// The predicate lexicon.
#[derive(Clone, Debug, Default)]
pub struct Verbs {
    files: Vec<SmolStr>,
    sets: Vec<Set>,
    blocks: Vec<Block>,
    patterns: Vec<Pattern>,
    /// Verb to its patterns, in file order.
    verbs: HashMap<SmolStr, Vec<usize>>,
    /// Noun or adjective to its patterns, in file order.
    nouns: HashMap<SmolStr, Vec<usize>>,
    modes: Vec<WordRule>,
    contexts: HashMap<SmolStr, Vec<SmolStr>>,
}

macro_rules! files {
    ($($name:literal,)*) => {
        /// Names and texts of the embedded files, in the order that settles ties.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../data/verbs/", $name)))),*];
    };
}

files! {
    "nouns.txt",
    "contexts.txt",
    "NONE.txt",
    "ASSAULT.txt",
    "COERCE.txt",
    "SANCTION.txt",
    "MOBILIZE.txt",
    "PROTEST.txt",
    "THREATEN.txt",
    "REJECT.txt",
    "RETREAT.txt",
    "CONCEDE.txt",
    "ACCUSE.txt",
    "REQUEST.txt",
    "AID.txt",
    "COOPERATE.txt",
    "SUPPORT.txt",
    "AGREE.txt",
    "CONSULT.txt",
    "AFFILIATION.txt",
}

/// Where a recipient usually stands.
static USUAL_CASES: [SmolStr; 9] = [
    SmolStr::new_static(""),
    SmolStr::new_static("with"),
    SmolStr::new_static("to"),
    SmolStr::new_static("against"),
    SmolStr::new_static("on"),
    SmolStr::new_static("for"),
    SmolStr::new_static("at"),
    SmolStr::new_static("of"),
    SmolStr::new_static("from"),
];

impl Verbs {
    /// The lexicon that the program carries, read at its first use.
    pub fn embedded() -> &'static Verbs {
        static VERBS: OnceLock<Verbs> = OnceLock::new();
        VERBS.get_or_init(|| {
            let mut verbs = Verbs {
                // Room for what the files hold, so that nothing is hashed twice.
                verbs: HashMap::with_capacity(2048),
                nouns: HashMap::with_capacity(1024),
                contexts: HashMap::with_capacity(512),
                ..Verbs::default()
            };
            for (name, text) in FILES {
                // The files are part of the program, and a test reads them.
                parse::read(&mut verbs, name, text).unwrap_or_else(|error| unreachable!("{error}"));
            }
            verbs
        })
    }

    /// Reads one file of the format on top of the embedded noun sets. Its name tells the event, as "CONSULT.txt".
    pub fn parse(name: &str, text: &str) -> Result<Verbs, LexiconError> {
        let mut verbs = Verbs::default();
        let (nouns, sets) = FILES[0];
        parse::read(&mut verbs, nouns, sets)?;
        parse::read(&mut verbs, name, text)?;
        Ok(verbs)
    }

    /// The sentences that stand as proof in the embedded files.
    pub fn examples() -> Result<Vec<Example>, LexiconError> {
        let mut examples = Vec::new();
        for (name, text) in FILES {
            examples::read(&mut examples, name, text)?;
        }
        Ok(examples)
    }

    /// What the most specific pattern says about a predicate; among equals, the first.
    pub fn match_predicate(&self, key: &PredicateKey) -> Option<Match> {
        let (score, index, inverse) = self.best(key)?;
        let pattern = &self.patterns[index];
        let block = &self.blocks[pattern.block];
        let mut found = Match {
            sense: block.sense,
            mode: block.mode.clone(),
            cameo: block.cameo.clone(),
            contexts: block.contexts.clone(),
            symmetric: block.symmetric,
            inverse,
            pattern: format!("{}:{}", self.files[block.file], pattern.line).into(),
            specificity: score,
        };
        if let Sense::Event(event) = block.sense {
            if found.mode.is_none()
                && let Some(mode) = self.mode_by_words(event, key)
            {
                found.cameo = Some(Ontology::embedded().cameo_of(event, Some(mode)).into());
                found.mode = Some(mode.clone());
            }
            if found.cameo.is_none() {
                found.cameo = Some(Ontology::embedded().cameo_of(event, found.mode.as_deref()).into());
            }
            for word in narrowing(key).chain([&key.head]) {
                found
                    .contexts
                    .extend(self.contexts.get(word).into_iter().flatten().cloned());
            }
            found.contexts.sort_unstable();
            found.contexts.dedup();
        }
        Some(found)
    }

    /// Whether the predicate is known to be an event or a tie; a neutral one ("begin to", "say to") is not.
    pub fn relates(&self, key: &PredicateKey) -> bool {
        self.best(key)
            .is_some_and(|(_, index, _)| self.blocks[self.patterns[index].block].sense != Sense::Neutral)
    }

    /// Whether a noun may head a predicate between actors: talks, invasion, sanctions.
    pub fn is_event_noun(&self, lemma: &str) -> bool {
        self.noun_patterns(lemma).any(|pattern| {
            matches!(
                self.blocks[pattern.block].sense,
                Sense::Event(_) | Sense::Affiliation(Affiliation::AtWarWith | Affiliation::AlliedWith)
            )
        })
    }

    /// The prepositions that mark the parties of a noun, the most likely first.
    pub fn noun_cases(&self, lemma: &str) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        let mut add = |preposition: &SmolStr, role| {
            if !cases.iter().any(|case| case.preposition == *preposition) {
                cases.push(Case {
                    preposition: preposition.clone(),
                    role,
                });
            }
        };
        if self.noun_patterns(lemma).next().is_some() {
            add(&SmolStr::new_static("between"), Role::Both);
        }
        for pattern in self.noun_patterns(lemma) {
            pattern.cases.iter().for_each(|case| add(case, Role::Target));
            pattern.sources.iter().for_each(|case| add(case, Role::Source));
        }
        let Some(first) = self.noun_patterns(lemma).next() else {
            return cases;
        };
        for party in PARTIES {
            let role = match party {
                "'s" => Role::Source,
                "" if !self.blocks[first.block].symmetric => Role::Source,
                _ => Role::Both,
            };
            add(&SmolStr::new_static(party), role);
        }
        add(&SmolStr::new_static("by"), Role::Source);
        cases
    }

    /// Whether the verb adds nothing to the noun that it takes: hold talks, pay a visit, launch an attack.
    /// A particle belongs to the verb: "carry out".
    pub fn is_light(&self, verb: &str, object: &str) -> bool {
        let verb = verb.replace(' ', "_");
        self.noun_patterns(object)
            .any(|pattern| self.lightness(&verb, &self.blocks[pattern.block]).is_some())
    }

    /// Whether an entry names verb, object and preposition together ("file charges against"): the phrase is the verb's then,
    /// though it stands at the noun.
    pub fn aims(&self, verb: &str, object: &str, case: &str) -> bool {
        self.list(&self.verbs, verb).iter().any(|&index| {
            let pattern = &self.patterns[index];
            matches!(&pattern.object, pattern::Slot::One(words) if words.contains(&self.sets, object))
                && pattern.cases.iter().any(|known| known == case)
        })
    }

    /// Where the recipient stands, the most likely place first: "" is the direct object, else a preposition.
    /// For a noun or adjective as head, leave the object out.
    pub fn recipient_cases(&self, head: &str, object: Option<&str>) -> &[SmolStr] {
        let key = PredicateKey {
            head: head.into(),
            object: object.map(SmolStr::from),
            ..PredicateKey::default()
        };
        let by_verb = self.list(&self.verbs, head).iter().filter_map(|&index| {
            let pattern = &self.patterns[index];
            let unmarked = Pattern {
                particles: Vec::new(),
                cases: Vec::new(),
                modifiers: None,
                complement: pattern::Slot::Free,
                ..pattern.clone()
            };
            let score = unmarked.fit(&self.sets, &key, false)?;
            Some((score, &pattern.cases))
        });
        let by_noun = object
            .map_or(&[][..], |object| self.list(&self.nouns, object))
            .iter()
            .map(|&index| &self.patterns[index])
            .filter(|pattern| self.lightness(head, &self.blocks[pattern.block]).is_some())
            .map(|pattern| (LIGHT_SCORE, &pattern.cases));
        let mut best: Option<(u32, &Vec<SmolStr>)> = None;
        for (score, cases) in by_verb.chain(by_noun) {
            if !cases.is_empty() && best.is_none_or(|(top, _)| score > top) {
                best = Some((score, cases));
            }
        }
        let best = best.or_else(|| {
            self.noun_patterns(head)
                .find(|pattern| !pattern.cases.is_empty())
                .map(|pattern| (0, &pattern.cases))
        });
        best.map_or(&USUAL_CASES, |(_, cases)| cases)
    }

    /// Whether source and target could change places.
    pub fn is_symmetric(&self, key: &PredicateKey) -> bool {
        self.best(key)
            .is_some_and(|(_, index, _)| self.blocks[self.patterns[index].block].symmetric)
    }

    /// Whether the predicate, said of several parties together, holds between them: "Arlen and Borduria
    /// signed a treaty" as "Arlen signed a treaty with Borduria".
    pub fn joins(&self, key: &PredicateKey) -> bool {
        let with = || PredicateKey {
            cases: vec![SmolStr::new_static("with")],
            ..key.clone()
        };
        self.is_symmetric(key) || self.is_symmetric(&with())
    }

    /// Whether the grammatical subject is the recipient: "receive aid from", "come under attack by".
    pub fn is_inverse(&self, key: &PredicateKey) -> bool {
        self.best(key).is_some_and(|(_, _, inverse)| inverse)
    }

    /// Words of the patterns of one sense, as "verbs + nouns": how broad the lexicon is.
    pub fn breadth(&self, sense: Sense) -> usize {
        let of_sense = |map: &HashMap<SmolStr, Vec<usize>>| {
            map.values()
                .flatten()
                .filter(|&&index| self.blocks[self.patterns[index].block].sense == sense)
                .count()
        };
        of_sense(&self.verbs) + of_sense(&self.nouns)
    }

    /// Score, index and inversion of the best pattern. What is done to "an engineer from Arlen" is done to a person, where no
    /// pattern knows engineers.
    fn best(&self, key: &PredicateKey) -> Option<(u32, usize, bool)> {
        self.best_as_it_stands(key).or_else(|| {
            let person = key.object.as_ref().filter(|_| !key.nominal)?;
            if !self.in_set("PERSONS", person) {
                return None;
            }
            let whose = |case: &SmolStr| matches!(case.as_str(), "of" | "from");
            let cases = key.cases.iter();
            self.best_as_it_stands(&PredicateKey {
                object: None,
                cases: cases
                    .map(|case| {
                        if whose(case) {
                            SmolStr::default()
                        } else {
                            case.clone()
                        }
                    })
                    .collect(),
                ..key.clone()
            })
        })
    }

    fn best_as_it_stands(&self, key: &PredicateKey) -> Option<(u32, usize, bool)> {
        let mut best: Option<(u32, usize, bool)> = None;
        let mut offer = |score: u32, index: usize, inverse: bool| {
            if best.is_none_or(|(top, _, _)| score > top) {
                best = Some((score, index, inverse));
            }
        };
        let map = if key.nominal { &self.nouns } else { &self.verbs };
        for &index in self.list(map, &key.head) {
            let pattern = &self.patterns[index];
            if let Some(score) = pattern.fit(&self.sets, key, key.nominal) {
                offer(score, index, self.blocks[pattern.block].inverse);
            }
        }
        if let (false, Some(object)) = (key.nominal, &key.object) {
            let verb = match &key.particle {
                Some(particle) => format!("{}_{particle}", key.head).into(),
                None => key.head.clone(),
            };
            for &index in self.list(&self.nouns, object) {
                let pattern = &self.patterns[index];
                let score = match self.lightness(&verb, &self.blocks[pattern.block]) {
                    Some(Lightness::Plain) => pattern.fit(&self.sets, key, true),
                    Some(Lightness::Inverse) => self.fit_inverse(pattern, key),
                    None => None,
                };
                if let Some(score) = score {
                    let inverse =
                        self.lightness(&verb, &self.blocks[pattern.block]) == Some(Lightness::Inverse);
                    offer(score + LIGHT_SCORE, index, inverse);
                }
            }
        }
        best
    }

    /// The recipient is the subject; the other party stands where a source may.
    fn fit_inverse(&self, pattern: &Pattern, key: &PredicateKey) -> Option<u32> {
        let turned = PredicateKey {
            cases: Vec::new(),
            ..key.clone()
        };
        let free = Pattern {
            cases: Vec::new(),
            ..pattern.clone()
        };
        let score = free.fit(&self.sets, &turned, true)?;
        from_source(pattern, key).then_some(score)
    }

    fn mode_by_words(&self, event: PloverEvent, key: &PredicateKey) -> Option<&SmolStr> {
        self.modes
            .iter()
            .filter(|rule| rule.event == Some(event))
            .find(|rule| narrowing(key).any(|word| rule.words.contains(&self.sets, word)))
            .map(|rule| &rule.name)
    }

    fn lightness(&self, verb: &str, block: &Block) -> Option<Lightness> {
        let has = |words: &Option<Words>| {
            words
                .as_ref()
                .is_some_and(|words| words.contains(&self.sets, verb))
        };
        if has(&block.light_inverse) {
            Some(Lightness::Inverse)
        } else if has(&block.light) || self.always_light(verb) && !is_standing(block.sense) {
            Some(Lightness::Plain)
        } else {
            None
        }
    }

    /// Verbs that are light with every event noun.
    fn always_light(&self, verb: &str) -> bool {
        self.in_set("LIGHT", verb)
    }

    fn in_set(&self, name: &str, lemma: &str) -> bool {
        self.sets.iter().find(|set| set.name == name).is_some_and(|set| {
            set.words
                .binary_search_by(|word| word.as_str().cmp(lemma))
                .is_ok()
        })
    }

    fn list<'a>(&self, map: &'a HashMap<SmolStr, Vec<usize>>, head: &str) -> &'a [usize] {
        map.get(head).map_or(&[], Vec::as_slice)
    }

    fn noun_patterns(&self, lemma: &str) -> impl Iterator<Item = &Pattern> {
        self.list(&self.nouns, lemma)
            .iter()
            .map(|&index| &self.patterns[index])
    }
}

/// What somebody is to another: "has delegates", "holds an officer" makes nobody one.
fn is_standing(sense: Sense) -> bool {
    matches!(
        sense,
        Sense::Affiliation(tie) if !matches!(tie, Affiliation::AtWarWith | Affiliation::AlliedWith)
    )
}

/// A noun under a light verb is worth less than a pattern that names both.
const LIGHT_SCORE: u32 = 24;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lightness {
    Plain,
    Inverse,
}

/// Whether the other party of an inverted light verb stands where a source may.
fn from_source(pattern: &Pattern, key: &PredicateKey) -> bool {
    key.cases.is_empty()
        || key.cases.iter().any(|case| {
            ["from", "by", "of", "at_the_hands_of"]
                .iter()
                .any(|usual| same_case(usual, case))
                || pattern.sources.iter().any(|source| same_case(source, case))
        })
}

/// The words that narrow a head's meaning.
fn narrowing(key: &PredicateKey) -> impl Iterator<Item = &SmolStr> {
    key.modifiers.iter().chain(&key.object).chain(&key.complement)
}
