//! `data/cues/`: the words that decide whether a sentence says that something is so.

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};
use std::sync::OnceLock;

use crate::model::{Modality, Polarity};

/// Where a cue stands, seen from the predicate that it colours. `data/cues/stance.txt` explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // explained in the file's head
pub enum CueClass {
    Aux,
    Gov,
    Noun,
    Adv,
    Mark,
    Mod,
    Act,
}

/// What a cue does to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It says that it is not so.
    Negated,
    /// It moves the statement to another world; [`Modality::Actual`] leaves it where it is.
    Modality(Modality),
}

/// What a way of saying makes of what is said. `data/cues/speech.txt` explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeechStance {
    /// The speaker vouches for it.
    Actual,
    /// Nothing by itself.
    Said,
    /// The words keep a distance.
    Reported,
    /// The speaker accuses somebody of it.
    Alleged,
    /// The speaker says that it is not so.
    Denied,
}

/// What a common noun that may act denotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NounKind {
    /// One human being in a role.
    Person,
    /// Several people, or a people.
    Group,
    /// An organisation or a polity.
    Body,
}

/// One line of `data/cues/stance.txt`, with the sentence that proves it.
#[derive(Clone, Debug)]
pub struct StanceCue {
    /// Line in the file, from 1.
    pub line: usize,
    /// Where the cue stands.
    pub class: CueClass,
    /// Its lemma.
    pub lemma: &'static str,
    /// What it does.
    pub effect: Effect,
    /// A sentence in which some statement gets the effect.
    pub proof: &'static str,
}

/// All cues.
#[derive(Debug)]
pub struct Cues {
    stance: HashMap<(CueClass, &'static str), Effect>,
    records: Vec<StanceCue>,
    speech_verbs: HashMap<&'static str, SpeechStance>,
    speech_nouns: HashMap<&'static str, SpeechStance>,
    speech_cases: HashMap<&'static str, SpeechStance>,
    nouns: HashMap<&'static str, NounKind>,
    nature: HashSet<&'static str>,
}

impl Cues {
    /// The cues of `data/cues/`.
    ///
    /// # Panics
    /// Never in a released build: a unit test parses the embedded files.
    pub fn embedded() -> &'static Self {
        static CUES: OnceLock<Cues> = OnceLock::new();
        CUES.get_or_init(|| {
            let parsed = Cues::parse(
                include_str!("../../data/cues/stance.txt"),
                include_str!("../../data/cues/speech.txt"),
                include_str!("../../data/cues/nouns.txt"),
            );
            parsed.unwrap_or_else(|place| panic!("data/cues: {place}"))
        })
    }

    fn parse(stance: &'static str, speech: &'static str, nouns: &'static str) -> Result<Self, String> {
        let mut cues = Cues {
            stance: HashMap::new(),
            records: Vec::new(),
            speech_verbs: HashMap::new(),
            speech_nouns: HashMap::new(),
            speech_cases: HashMap::new(),
            nouns: HashMap::new(),
            nature: HashSet::new(),
        };
        for (line, text) in records(stance) {
            let cue = stance_cue(line, text).ok_or_else(|| format!("stance.txt:{line}: '{text}'"))?;
            if cues.stance.insert((cue.class, cue.lemma), cue.effect).is_some() {
                return Err(format!("stance.txt:{line}: '{}' stands twice", cue.lemma));
            }
            cues.records.push(cue);
        }
        for (line, text) in records(speech) {
            let fault = || format!("speech.txt:{line}: '{text}'");
            let (head, stance) = text.split_once(" = ").ok_or_else(fault)?;
            let (class, lemma) = head.split_once(' ').ok_or_else(fault)?;
            let stance = match stance {
                "actual" => SpeechStance::Actual,
                "said" => SpeechStance::Said,
                "reported" => SpeechStance::Reported,
                "alleged" => SpeechStance::Alleged,
                "denied" => SpeechStance::Denied,
                _ => return Err(fault()),
            };
            let table = match class {
                "verb" => &mut cues.speech_verbs,
                "noun" => &mut cues.speech_nouns,
                "case" => &mut cues.speech_cases,
                _ => return Err(fault()),
            };
            table.insert(lemma, stance);
        }
        for (line, text) in records(nouns) {
            let fault = || format!("nouns.txt:{line}: '{text}'");
            let (kind, lemma) = text.split_once(' ').ok_or_else(fault)?;
            let kind = match kind {
                "nature" => {
                    cues.nature.insert(lemma);
                    continue;
                }
                "person" => NounKind::Person,
                "group" => NounKind::Group,
                "body" => NounKind::Body,
                _ => return Err(fault()),
            };
            cues.nouns.entry(lemma).or_insert(kind);
        }
        Ok(cues)
    }

    /// What a cue of this class does.
    pub fn effect(&self, class: CueClass, lemma: &str) -> Option<Effect> {
        // the key's lifetime is that of the table; a shorter one is enough to look up
        self.stance.get(&(class, lemma)).copied()
    }

    /// Every cue with its proof.
    pub fn records(&self) -> &[StanceCue] {
        &self.records
    }

    /// How a verb of saying says it.
    pub fn speech_verb(&self, lemma: &str) -> Option<SpeechStance> {
        self.speech_verbs.get(lemma).copied()
    }

    /// How a noun of saying ("report") says it.
    pub fn speech_noun(&self, lemma: &str) -> Option<SpeechStance> {
        self.speech_nouns.get(lemma).copied()
    }

    /// How a preposition that names a speaker ("according to") says it.
    pub fn speech_case(&self, case: &str) -> Option<SpeechStance> {
        self.speech_cases.get(case.replace(' ', "_").as_str()).copied()
    }

    /// Whether a common noun is a force of nature, which acts on nobody's behalf.
    pub fn is_nature(&self, lemma: &str) -> bool {
        self.nature.contains(lemma)
    }

    /// What a common noun that may act denotes.
    pub fn noun(&self, lemma: &str) -> Option<NounKind> {
        self.nouns.get(lemma).copied()
    }
}

/// Lines that are neither empty nor comments, with their numbers.
fn records(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    text.lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn stance_cue(line: usize, text: &'static str) -> Option<StanceCue> {
    let (rule, proof) = text.split_once(" | ")?;
    let (head, effect) = rule.split_once(" = ")?;
    let (class, lemma) = head.split_once(' ')?;
    let class = match class {
        "aux" => CueClass::Aux,
        "gov" => CueClass::Gov,
        "noun" => CueClass::Noun,
        "adv" => CueClass::Adv,
        "mark" => CueClass::Mark,
        "mod" => CueClass::Mod,
        "act" => CueClass::Act,
        _ => return None,
    };
    let effect = match effect {
        "negated" => Effect::Negated,
        "actual" => Effect::Modality(Modality::Actual),
        "planned" => Effect::Modality(Modality::Planned),
        "possible" => Effect::Modality(Modality::Possible),
        "reported" => Effect::Modality(Modality::Reported),
        "alleged" => Effect::Modality(Modality::Alleged),
        "denied" => Effect::Modality(Modality::Denied),
        "demanded" => Effect::Modality(Modality::Demanded),
        "conditional" => Effect::Modality(Modality::Conditional),
        "threatened" => Effect::Modality(Modality::Threatened),
        "attempted" => Effect::Modality(Modality::Attempted),
        "ended" => Effect::Modality(Modality::Ended),
        _ => return None,
    };
    Some(StanceCue {
        line,
        class,
        lemma,
        effect,
        proof,
    })
}

impl Effect {
    /// Whether a statement of this standing shows the effect.
    pub fn shows(self, polarity: Polarity, modality: Modality) -> bool {
        match self {
            Effect::Negated => polarity == Polarity::Negated,
            Effect::Modality(expected) => polarity == Polarity::Affirmed && modality == expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_parse() {
        let cues = Cues::embedded();
        assert_eq!(cues.effect(CueClass::Gov, "refuse"), Some(Effect::Negated));
        assert_eq!(cues.speech_case("according to"), Some(SpeechStance::Reported));
        assert_eq!(cues.noun("troops"), Some(NounKind::Group));
        assert!(cues.records().len() > 150);
    }
}
