//! Who is meant by the name that a user types.

use std::collections::{BTreeMap, BTreeSet};

use super::KnowledgeGraph;
use crate::model::{Actor, ActorKind, Participant, Statement};

/// Why a name means nobody in particular.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nobody is called so.
    #[error("unknown {what} '{name}'{}", suggestion(.suggestions))]
    Unknown {
        /// "actor", "speaker", "publisher".
        what: &'static str,
        /// As typed.
        name: String,
        /// Names that look like it, nearest first.
        suggestions: Vec<String>,
    },
    /// Several actors are.
    #[error("'{name}' could be any of these; ask for one by its id:{}", list(.candidates))]
    Ambiguous {
        /// As typed.
        name: String,
        /// All that it could be, by id.
        candidates: Vec<Actor>,
    },
}

fn suggestion(suggestions: &[String]) -> String {
    match suggestions {
        [] => String::new(),
        names => format!("; did you mean {}?", names.join(" or ")),
    }
}

fn list(candidates: &[Actor]) -> String {
    candidates
        .iter()
        .map(|actor| format!("\n  {}  {}", actor.id, actor.name))
        .collect()
}

/// How many suggestions are made.
pub(super) const SUGGESTIONS: usize = 3;
/// How alike a suggestion must be, by Jaro and Winkler's measure.
const ALIKE: f64 = 0.85;

/// Places in a list of actors.
type Places = BTreeSet<usize>;

/// The names of a list of actors, folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    canonical: BTreeMap<String, Places>,
    /// Country codes of states.
    codes: BTreeMap<String, Places>,
    used: BTreeMap<String, Places>,
    words: BTreeMap<String, Places>,
    others: Vec<Vec<String>>,
}

impl Names {
    /// The names that statements use for actors, which are in the order of their ids.
    pub(super) fn new(actors: &[&Actor], statements: &[Statement]) -> Self {
        let mut names = Self::default();
        let mut by_id = foldhash::HashMap::default();
        for (place, actor) in actors.iter().enumerate() {
            by_id.insert(actor.id.as_str(), place);
            let folded = fold(&actor.name);
            for word in folded.split(' ').filter(|word| !word.is_empty()) {
                names.words.entry(word.to_owned()).or_default().insert(place);
            }
            names.canonical.entry(folded).or_default().insert(place);
            if let (ActorKind::State, Some(code)) = (actor.kind, &actor.country) {
                names.codes.entry(fold(code)).or_default().insert(place);
            }
        }
        let mut counts: Vec<foldhash::HashMap<&str, u32>> = vec![Default::default(); actors.len()];
        for statement in statements {
            let participants = statement
                .source
                .iter()
                .chain(&statement.targets)
                .chain(&statement.attribution);
            for (text, actor) in participants.filter_map(named) {
                if let Some(&place) = by_id.get(actor.id.as_str()) {
                    *counts[place].entry(text).or_default() += 1;
                }
            }
        }
        for (place, counts) in counts.into_iter().enumerate() {
            let own = fold(&actors[place].name);
            let mut others: Vec<(&str, u32)> = counts.into_iter().collect();
            others.retain(|(text, _)| {
                let folded = fold(text);
                let other = folded != own;
                names.used.entry(folded).or_default().insert(place);
                other
            });
            others.sort_by_key(|&(text, count)| (std::cmp::Reverse(count), text));
            let others = others.into_iter().map(|(text, _)| text.to_owned());
            names.others.push(others.collect());
        }
        names
    }

    /// One more name of an actor.
    pub(super) fn also(&mut self, name: &str, place: usize) {
        self.used.entry(fold(name)).or_default().insert(place);
    }

    /// Leaves only the names of their own to actors; the others are still found.
    pub(super) fn forget_others(&mut self) {
        self.others.iter_mut().for_each(Vec::clear);
    }

    pub(super) fn of(&self, place: usize) -> &[String] {
        &self.others[place]
    }

    /// Who of the same actors is meant; `what` they are is said where nobody is.
    pub(super) fn find<'g>(
        &self,
        actors: &[&'g Actor],
        what: &'static str,
        name: &str,
    ) -> Result<&'g Actor, NameError> {
        if let Ok(at) = actors.binary_search_by(|actor| actor.id.as_str().cmp(name)) {
            return Ok(actors[at]);
        }
        let mut exact = actors.iter().filter(|actor| actor.name == name);
        if let (Some(only), None) = (exact.next(), exact.next()) {
            return Ok(only);
        }
        let folded = fold(name);
        let steps = [&self.canonical, &self.codes, &self.used].map(|step| step.get(&folded).cloned());
        let words = self.having_words(&folded);
        let Some(candidates) = steps
            .into_iter()
            .flatten()
            .chain([words])
            .find(|step| !step.is_empty())
        else {
            return Err(NameError::Unknown {
                what,
                name: name.to_owned(),
                suggestions: self.like(actors, &folded),
            });
        };
        let candidates: Vec<&Actor> = candidates.into_iter().map(|place| actors[place]).collect();
        match candidates[..] {
            [only] => Ok(only),
            _ => Err(NameError::Ambiguous {
                name: name.to_owned(),
                candidates: candidates.into_iter().cloned().collect(),
            }),
        }
    }

    /// The actors whose names have all of these words.
    fn having_words(&self, folded: &str) -> Places {
        let mut sets = folded
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(|word| self.words.get(word));
        let Some(Some(first)) = sets.next() else {
            return Places::new();
        };
        sets.fold(first.clone(), |common, set| match set {
            Some(set) => common.intersection(set).copied().collect(),
            None => Places::new(),
        })
    }

    fn like(&self, actors: &[&Actor], folded: &str) -> Vec<String> {
        let known = [&self.canonical, &self.used, &self.words].into_iter().flatten();
        let known = known.flat_map(|(name, places)| places.iter().map(move |&place| (name.as_str(), place)));
        let best = alike(known, folded);
        best.into_iter()
            .take(SUGGESTIONS)
            .map(|place| actors[place].name.to_string())
            .collect()
    }
}

/// Those of these whose names look like a folded one, the likest first.
pub(super) fn alike<'a, T: Ord + Copy>(names: impl Iterator<Item = (&'a str, T)>, folded: &str) -> Vec<T> {
    let mut best: BTreeMap<T, f64> = BTreeMap::new();
    for (name, whose) in names {
        let likeness = strsim::jaro_winkler(name, folded);
        if likeness >= ALIKE {
            let entry = best.entry(whose).or_insert(likeness);
            *entry = entry.max(likeness);
        }
    }
    let mut best: Vec<(T, f64)> = best.into_iter().collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    best.into_iter().map(|(whose, _)| whose).collect()
}

impl KnowledgeGraph {
    /// Who is meant by a name: an id, a name, a name that documents use, a part of a name.
    ///
    /// # Errors
    /// Nobody, with suggestions; or several, with all of them.
    pub fn find(&self, name: &str) -> Result<&Actor, NameError> {
        // also by the id of somebody that another one stands for
        if let Some(actor) = self.actor(name) {
            return Ok(actor);
        }
        let actors: Vec<&Actor> = self.actors().collect();
        self.names.find(&actors, "actor", name)
    }

    /// The same among those who say something, who need not take part in anything. O(n log n) in statements.
    ///
    /// # Errors
    /// As [`KnowledgeGraph::find`].
    pub fn find_speaker(&self, name: &str) -> Result<&Actor, NameError> {
        let mut speakers: BTreeMap<&str, &Actor> = BTreeMap::new();
        for statement in self.statements() {
            for actor in statement
                .attribution
                .iter()
                .filter_map(|speaker| speaker.actor.as_ref())
            {
                let known = speakers.entry(&actor.id).or_insert(actor);
                *known = actor.min(known);
            }
        }
        let speakers: Vec<&Actor> = speakers.into_values().collect();
        Names::new(&speakers, self.statements()).find(&speakers, "speaker", name)
    }

    /// The publishers who are called so, or whose names have these words; sorted.
    ///
    /// # Errors
    /// None is, with suggestions.
    pub fn find_publishers(&self, name: &str) -> Result<Vec<&str>, NameError> {
        let all: BTreeSet<&str> = self
            .documents()
            .iter()
            .filter_map(|record| record.publisher.as_deref())
            .collect();
        if all.contains(name) {
            return Ok(all.into_iter().filter(|publisher| *publisher == name).collect());
        }
        let words = format!(" {} ", fold(name));
        let having: Vec<&str> = all
            .iter()
            .copied()
            .filter(|publisher| format!(" {} ", fold(publisher)).contains(&words))
            .collect();
        if !having.is_empty() && !words.trim().is_empty() {
            return Ok(having);
        }
        let folded: Vec<(String, &str)> = all.into_iter().map(|name| (fold(name), name)).collect();
        let known = folded.iter().map(|(folded, name)| (folded.as_str(), *name));
        Err(NameError::Unknown {
            what: "publisher",
            name: name.to_owned(),
            suggestions: alike(known, &fold(name))
                .into_iter()
                .take(SUGGESTIONS)
                .map(str::to_owned)
                .collect(),
        })
    }

    /// The other names that documents use for an actor, most used first.
    pub fn names_of(&self, id: &str) -> &[String] {
        self.node(id).map_or(&[], |node| self.names.of(node.index()))
    }
}

/// The words of a participant that are a name, and whose they are.
fn named(participant: &Participant) -> Option<(&str, &Actor)> {
    let actor = participant.actor.as_ref()?;
    Some((bare(&participant.text)?, actor))
}

/// Words that are a name, not "he" or "the agency"; without "the".
pub(super) fn bare(text: &str) -> Option<&str> {
    const PRONOUNS: [&str; 5] = ["He", "She", "It", "They", "We"];
    let text = text.trim();
    let bare = ["the ", "The "]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text);
    let is_name = bare.chars().next().is_some_and(|first| !first.is_lowercase()) && !PRONOUNS.contains(&bare);
    is_name.then_some(bare)
}

/// A name without what people write differently: case, accents of Latin letters, hyphens and full stops,
/// spacing, "the" before it.
pub(super) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            '.' | '\'' | '\u{2018}' | '\u{2019}' | '\u{0300}'..='\u{036f}' => {}
            '-' | '\u{2010}'..='\u{2015}' | '_' => folded.push(' '),
            c if c.is_whitespace() => folded.push(' '),
            c => folded.push_str(&plain(c)),
        }
    }
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let words = match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest,
        words => words,
    };
    words.join(" ")
}

/// A Latin letter without its accent.
fn plain(c: char) -> std::borrow::Cow<'static, str> {
    const PLAIN: [(&str, &str); 25] = [
        ("àáâãåāăąạảấầẩẫậắằẳẵặ", "a"),
        ("ä", "a"),
        ("æ", "ae"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęěẹẻẽếềểễệə", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįıịỉ", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľŀł", "l"),
        ("ñńņňŋ", "n"),
        ("òóôõōŏőơọỏốồổỗộớờởỡợ", "o"),
        ("öø", "o"),
        ("œ", "oe"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ß", "ss"),
        ("ţťŧț", "t"),
        ("þ", "th"),
        ("ùúûũūŭůűųưụủứừửữự", "u"),
        ("ü", "u"),
        ("ýÿŷỳỵỷỹ", "y"),
        ("źżž", "z"),
    ];
    if c.is_ascii() {
        return String::from(c).into();
    }
    match PLAIN.iter().find(|(accented, _)| accented.contains(c)) {
        Some((_, plain)) => (*plain).into(),
        None => String::from(c).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_fold_to_what_people_type() {
        for (written, folded) in [
            ("Kim Jong-un", "kim jong un"),
            ("the U.S.", "us"),
            ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
            ("  Côte   d\u{2019}Ivoire ", "cote divoire"),
            ("Кремль", "кремль"),
            ("The", "the"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }
}
