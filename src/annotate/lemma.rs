//! Dictionary forms: what the model says, unless the language has an irregular form of its own.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use smol_str::SmolStr;

use crate::model::Upos;

use super::cache::QuickHasher;
use super::features::lower;

/// Irregular forms: part of speech, form, lemma.
static IRREGULAR: &str = include_str!("../../data/lemma/irregular.tsv");

/// Base forms of verbs, one a line, sorted.
static VERBS: &str = include_str!("../../data/lemma/verbs.txt");

type Table = HashMap<&'static str, &'static str, BuildHasherDefault<QuickHasher>>;

/// An edit of a form: its case, how much of its end to take off, what to put there.
#[derive(Debug)]
struct Script {
    fold: bool,
    cut: usize,
    append: SmolStr,
}

/// Finds lemmas.
#[derive(Debug)]
pub(super) struct Lemmatizer {
    scripts: Vec<Script>,
    verbs: Table,
    nouns: Table,
    adjectives: Table,
}

impl Lemmatizer {
    /// Reads the model's scripts and the table of irregular forms.
    pub fn new(scripts: &[String]) -> Self {
        let mut tables = [Table::default(), Table::default(), Table::default()];
        for line in IRREGULAR.lines() {
            let mut columns = line.split('\t');
            if let (Some(class), Some(lemma), Some(forms)) = (columns.next(), columns.next(), columns.next())
            {
                let table = match class {
                    "VERB" => 0,
                    "NOUN" => 1,
                    _ => 2,
                };
                tables[table].extend(forms.split(' ').map(|form| (form, lemma)));
            }
        }
        let [verbs, nouns, adjectives] = tables;
        Self {
            scripts: scripts.iter().map(|s| Script::parse(s)).collect(),
            verbs,
            nouns,
            adjectives,
        }
    }

    /// The lemma of a form, `script` being the model's choice.
    pub fn lemma(&self, form: &SmolStr, upos: Upos, xpos: &str, script: usize) -> SmolStr {
        let mut low = String::new();
        let table = match upos {
            Upos::Verb | Upos::Aux => Some(&self.verbs),
            Upos::Noun => Some(&self.nouns),
            Upos::Adj => Some(&self.adjectives),
            _ => None,
        };
        if let Some(table) = table {
            low.extend(form.chars().map(lower));
            // "left" is the past of "leave" and a base form in "the left"
            let base = matches!(xpos, "VB" | "VBP" | "NN" | "JJ" | "RB");
            if let Some(&lemma) = table.get(low.as_str()).filter(|_| !base) {
                return SmolStr::new_static(lemma);
            }
        }
        if upos == Upos::Adj && xpos == "JJ" {
            return low.into(); // a positive is its own lemma, whatever verb it came from: "upcoming"
        }
        if upos == Upos::Noun && xpos == "NN" && low.ends_with("ss") {
            return low.into(); // "the witness", which is no plural
        }
        if upos == Upos::Verb
            && let Some(base) = regular_base(&low, xpos)
        {
            return base;
        }
        self.scripts
            .get(script)
            .and_then(|script| script.apply(form))
            .filter(|lemma| !lemma.is_empty())
            .unwrap_or_else(|| {
                if upos == Upos::Propn {
                    form.clone()
                } else {
                    form.chars().map(lower).collect()
                }
            })
    }
}

/// Whether a verb of one syllable doubles its last letter before an ending: "plan", "spar", not "start", "read" or "play".
fn doubles(verb: &str) -> bool {
    let vowel = |letter: &u8| b"aeiou".contains(letter);
    match verb.as_bytes() {
        [onset @ .., before, last] => {
            vowel(before)
                && !vowel(last)
                && !b"wxy".contains(last)
                && !onset.iter().any(|letter| vowel(letter) || *letter == b'y')
        }
        _ => false,
    }
}

/// The base form of a regular verb form, by the list of verbs; `None` when no candidate is in it.
pub(super) fn regular_base(low: &str, xpos: &str) -> Option<SmolStr> {
    static BASES: LazyLock<Vec<&str>> =
        LazyLock::new(|| VERBS.lines().filter(|line| !line.starts_with('#')).collect());
    let known = |base: &str| BASES.binary_search(&base).ok().map(|at| BASES[at]);
    let ending = match xpos {
        "VBD" | "VBN" => "ed",
        "VBG" => "ing",
        "VBZ" => "s",
        _ => return None,
    };
    let stem = low.strip_suffix(ending)?;
    let with = |stem: &str, end: &str| known(&format!("{stem}{end}"));
    let found = match ending {
        "s" => known(stem)
            .or_else(|| stem.strip_suffix('e').and_then(known))
            .or_else(|| stem.strip_suffix("ie").and_then(|s| with(s, "y"))),
        _ => known(stem)
            // "spared" is of "spare": "spar" doubles its letter
            .filter(|base| !base.ends_with("at") && !base.ends_with('v') && !doubles(base))
            .or_else(|| with(stem, "e"))
            .or_else(|| known(stem))
            .or_else(|| stem.strip_suffix('i').and_then(|s| with(s, "y")))
            // "planned": the doubled letter goes
            .or_else(|| {
                let mut letters = stem.chars().rev();
                let last = letters.next()?;
                (letters.next() == Some(last)).then(|| known(&stem[..stem.len() - last.len_utf8()]))?
            }),
    };
    found.map(SmolStr::new_static)
}

impl Script {
    fn parse(text: &str) -> Self {
        let (head, append) = text.split_once(',').unwrap_or((text, ""));
        Self {
            fold: !head.starts_with('k'),
            cut: head.get(1..).and_then(|n| n.parse().ok()).unwrap_or(0),
            append: append.into(),
        }
    }

    /// The edited form; `None` when there is not enough to cut.
    fn apply(&self, form: &SmolStr) -> Option<SmolStr> {
        let count = form.chars().count();
        let keep = count.checked_sub(self.cut)?;
        if self.cut == 0 && self.append.is_empty() && !self.fold {
            return Some(form.clone());
        }
        let kept = form
            .chars()
            .take(keep)
            .map(|c| if self.fold { lower(c) } else { c });
        Some(kept.chain(self.append.chars()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_exceptions() {
        let scripts = ["l0,", "k0,", "l3,", "l1,y,z", "l9,"].map(str::to_owned);
        let lemmatizer = Lemmatizer::new(&scripts);
        let lemma = |form: &str, upos, xpos, script| lemmatizer.lemma(&form.into(), upos, xpos, script);
        assert_eq!(lemma("Talking", Upos::Verb, "VBG", 2), "talk");
        assert_eq!(lemma("Paris", Upos::Propn, "NNP", 1), "Paris");
        assert_eq!(lemma("Abc", Upos::X, "FW", 3), "aby,z");
        assert_eq!(lemma("Abc", Upos::Propn, "NNP", 4), "Abc");
        assert_eq!(lemma("Abc", Upos::Noun, "NN", 4), "abc");
        assert_eq!(lemma("Sought", Upos::Verb, "VBD", 0), "seek");
        for (form, tag, base) in [
            ("planned", "VBD", "plan"),
            ("spared", "VBN", "spare"),
            ("sparred", "VBD", "spar"),
            ("started", "VBD", "start"),
            ("visited", "VBD", "visit"),
            ("vowed", "VBD", "vow"),
            ("preparing", "VBG", "prepare"),
            ("carried", "VBN", "carry"),
            ("attacks", "VBZ", "attack"),
            ("seizes", "VBZ", "seize"),
        ] {
            assert_eq!(lemma(form, Upos::Verb, tag, 0), base);
        }
        assert_eq!(lemma("crises", Upos::Noun, "NNS", 0), "crisis");
        assert_eq!(lemma("left", Upos::Noun, "NN", 0), "left");
        assert_eq!(lemma("Upcoming", Upos::Adj, "JJ", 2), "upcoming");
        assert_eq!(lemma("anything", Upos::Noun, "NN", 99), "anything");
    }
}
