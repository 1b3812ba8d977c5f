//! Named entities: the model's spans, settled over the whole document and with what is known of names.

use std::collections::{BTreeMap, HashMap};

use smol_str::SmolStr;

use crate::lexicon::is_given_name;
use crate::model::{Entity, EntityLabel, Sentence, Token, Upos};

use super::clues::{Known, is_capitals, is_shouted};

/// Someone who knows names, such as a gazetteer.
pub trait NameHints: Sync {
    /// The longest known name at the start of `words`: how many words it takes, and what it is.
    fn label(&self, words: &[&str]) -> Option<(usize, EntityLabel)>;
}

/// The spans of a sequence of tags that `labels` names `B-X`, `I-X`, `L-X`, `U-X` or `O`.
pub(super) fn spans(tags: &[u16], labels: &[String]) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut start = 0;
    for (i, &tag) in tags.iter().enumerate() {
        let Some((position, kind)) = labels.get(usize::from(tag)).and_then(|l| l.split_once('-')) else {
            continue;
        };
        if matches!(position, "B" | "U") {
            start = i;
        }
        if matches!(position, "L" | "U")
            && let Some(label) = EntityLabel::from_name(kind)
        {
            found.push(Entity {
                tokens: start..i + 1,
                label,
            });
        }
    }
    found
}

/// Whether the label is one of a name rather than of a number or a time.
fn is_name(label: EntityLabel) -> bool {
    use EntityLabel::{Cardinal, Date, Money, Ordinal, Percent, Quantity, Time};
    !matches!(
        label,
        Cardinal | Date | Money | Ordinal | Percent | Quantity | Time
    )
}

/// Whether the label is one of somebody's name, or of a place's.
pub(super) fn is_of_somebody(label: EntityLabel) -> bool {
    use EntityLabel::{Fac, Gpe, Loc, Org, Person};
    matches!(label, Person | Org | Gpe | Loc | Fac)
}

/// Makes the entities of a document agree with each other and with what `names` knows.
///
/// 1. A name begins with no article or preposition, and an address is none; a given name is a person, and a lone acronym is not.
/// 2. A known name gets its known label, and the span that is known where the model's lies within it.
/// 3. The same words get the label that most of their mentions have.
/// 4. The last word of a person's full name, on its own, is that person.
/// 5. A name that was found somewhere is found wherever its words stand capitalised.
pub(super) fn settle(sentences: &mut [Sentence], names: Option<&dyn NameHints>, known: &[Known]) {
    if let Some(names) = names {
        for (sentence, known) in sentences.iter_mut().zip(known) {
            tidy(sentence);
            apply_hints(sentence, known, names);
        }
    }
    let mut votes: BTreeMap<SmolStr, BTreeMap<usize, usize>> = BTreeMap::new();
    let mut surnames: HashMap<SmolStr, usize> = HashMap::new();
    for sentence in sentences.iter() {
        for entity in sentence.entities.iter().filter(|e| is_name(e.label)) {
            *votes
                .entry(words(sentence, entity))
                .or_default()
                .entry(entity.label as usize)
                .or_default() += 1;
            if entity.label == EntityLabel::Person && entity.tokens.len() > 1 {
                let last = &sentence.token(entity.tokens.end - 1).form;
                if last.chars().count() > 2 && last.starts_with(char::is_uppercase) {
                    *surnames.entry(last.clone()).or_default() += 1;
                }
            }
        }
    }
    let known = |text: &str| {
        names.is_some_and(|names| {
            let words: Vec<&str> = text.split(' ').collect();
            names
                .label(&words)
                .is_some_and(|(length, _)| length == words.len())
        })
    };
    let mut decided: HashMap<SmolStr, EntityLabel> = HashMap::new();
    for (text, counts) in votes {
        // the first of the most frequent, in the order of the label set
        let best = counts
            .iter()
            .max_by_key(|(label, count)| (**count, usize::MAX - **label));
        if let Some((&label, _)) = best
            && !known(&text)
        {
            decided.insert(text, EntityLabel::ALL[label].0);
        }
    }
    for (surname, count) in surnames {
        let free = matches!(decided.get(&surname), None | Some(EntityLabel::Person));
        if (free || count > 1) && !known(&surname) {
            decided.insert(surname, EntityLabel::Person);
        }
    }
    for sentence in sentences {
        for i in 0..sentence.entities.len() {
            let text = words(sentence, &sentence.entities[i]);
            if is_name(sentence.entities[i].label)
                && let Some(&label) = decided.get(&text)
            {
                sentence.entities[i].label = label;
            }
        }
        find_missed(sentence, &decided);
    }
}

fn words(sentence: &Sentence, entity: &Entity) -> SmolStr {
    let tokens = &sentence.tokens()[entity.tokens.clone()];
    if let [one] = tokens {
        return one.form.clone();
    }
    let mut text = String::new();
    for token in tokens {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&token.form);
    }
    text.into()
}

/// Adds single capitalised proper nouns that are entities elsewhere in the document.
fn find_missed(sentence: &mut Sentence, decided: &HashMap<SmolStr, EntityLabel>) {
    let mut taken = vec![false; sentence.len()];
    for entity in &sentence.entities {
        taken[entity.tokens.clone()].fill(true);
    }
    let mut found = Vec::new();
    for (i, token) in sentence.tokens().iter().enumerate() {
        let neighbour = |j: Option<usize>| {
            j.and_then(|j| sentence.tokens().get(j))
                .is_some_and(|t| t.upos == Upos::Propn)
        };
        if taken[i] || token.upos != Upos::Propn || !token.form.starts_with(char::is_uppercase) {
            continue;
        }
        // part of a longer name that the model did not take for one
        if neighbour(i.checked_sub(1)) && !taken[i - 1]
            || neighbour(Some(i + 1)) && !taken.get(i + 1).is_some_and(|&t| t)
        {
            continue;
        }
        if let Some(&label) = decided.get(&token.form) {
            found.push(Entity {
                tokens: i..i + 1,
                label,
            });
        }
    }
    sentence.entities.extend(found);
    sentence.entities.sort_by_key(|e| e.tokens.start);
}

/// Rule 1 of [`settle`].
fn tidy(sentence: &mut Sentence) {
    let shouted = is_shouted(sentence.tokens());
    let mut entities = std::mem::take(&mut sentence.entities);
    entities.retain_mut(|entity| {
        if !is_name(entity.label) {
            return true;
        }
        let tokens = sentence.tokens();
        let opens = matches!(
            tokens[entity.tokens.start].upos,
            Upos::Det | Upos::Pron | Upos::Adp
        );
        if entity.tokens.len() > 1 && opens {
            entity.tokens.start += 1;
        }
        let words = &tokens[entity.tokens.clone()];
        let letters = |word: &Token| word.form.contains(char::is_alphabetic);
        if is_of_somebody(entity.label) && !words.iter().any(letters) {
            return false;
        }
        if let [only] = words {
            let acronym = (3..=7).contains(&only.form.len()) && is_capitals(&only.form);
            if is_given_name(&only.form) {
                entity.label = EntityLabel::Person;
            } else if entity.label == EntityLabel::Person && acronym && !shouted {
                entity.label = EntityLabel::Org;
            } else if only.form.starts_with(char::is_uppercase)
                && ["ists", "erners"]
                    .iter()
                    .any(|ending| only.form.ends_with(ending))
            {
                // "Sandinists", "Westerners"
                entity.label = EntityLabel::Norp;
            }
        }
        !tokens[entity.tokens.clone()]
            .iter()
            .any(|t| is_address(&t.form) || matches!(t.form.as_str(), "alia" | "inter" | "et" | "al."))
    });
    sentence.entities = entities;
}

/// Of mail, of a page in small letters, of a file.
fn is_address(word: &str) -> bool {
    let of_file = |ending: &str| word.len() > ending.len() && word.ends_with(ending);
    word.contains('@')
        || word.contains("://")
        || [".doc", ".htm", ".html", ".jpg", ".pdf", ".ppt", ".xls"]
            .into_iter()
            .any(of_file)
        || word.contains('.') && word.len() > 6 && word.chars().all(|c| c == '.' || c.is_lowercase())
}

/// Rule 2 of [`settle`].
fn apply_hints(sentence: &mut Sentence, known: &Known, names: &dyn NameHints) {
    for (range, label) in known {
        let (mut range, mut label) = (range.clone(), *label);
        let first = sentence.token(range.start);
        if first.upos == Upos::Adj
            && let Some((1, EntityLabel::Norp)) = names.label(&[&first.form])
        {
            // "Arlenian leadership", in small letters, is known for its government, but tells first of a people
            (range, label) = (range.start..range.start + 1, EntityLabel::Norp);
        }
        let around = sentence.entities.iter().find(|e| {
            e.tokens.start <= range.start && range.end <= e.tokens.end && e.tokens.len() > range.len()
        });
        // "Bank of China" is no country, and half a name is none
        let crosses = sentence.entities.iter().any(|e| {
            e.tokens.start < range.end
                && range.start < e.tokens.end
                && !(range.start <= e.tokens.start && e.tokens.end <= range.end)
        });
        // "Let them go" begins with no fighters of Lashkar-e-Taiba; and a city is a city before it is a government
        let tokens = &sentence.tokens()[range.clone()];
        let named = tokens.iter().any(|t| t.upos == Upos::Propn)
            || label == EntityLabel::Norp && tokens.iter().any(|t| matches!(t.upos, Upos::Adj | Upos::Noun));
        let placed = label == EntityLabel::Org
            && sentence
                .entities
                .iter()
                .any(|e| e.tokens == range && matches!(e.label, EntityLabel::Gpe | EntityLabel::Loc));
        if around.is_some() || crosses || !named || placed {
            continue;
        }
        sentence
            .entities
            .retain(|e| e.tokens.end <= range.start || range.end <= e.tokens.start);
        sentence.entities.push(Entity { tokens: range, label });
        sentence.entities.sort_by_key(|e| e.tokens.start);
    }
}
