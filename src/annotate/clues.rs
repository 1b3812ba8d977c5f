//! What lexica say of each word: the features that the entity layer reads beside the network's own vectors.

use std::ops::Range;

use smol_str::{SmolStr, StrExt};

use crate::lexicon::{
    NameWord, is_given_name, is_rare_given_name, name_word, noun_sense, place_length, surname_rank,
};
use crate::model::{EntityLabel, Token};

use super::entities::NameHints;

/// Number of clues. A word has a set of them, as the bits of a number:
///
/// | bits | what |
/// |---|---|
/// | 0-3, 4-7, 8-11, 12-15 | a name that the gazetteer knows as PERSON, GPE, ORG, NORP; of each four: the whole name, its first word, one within, its last |
/// | 16-19, 20-23 | the same of a place's name, written with a capital, or in small letters |
/// | 24, 25 | a given name, with a capital, or in small letters |
/// | 26, 27 | a very common, a common family name |
/// | 28-34 | a word that tells of what kind a name is, in the order of [`NameWord`] |
/// | 35 | an ordinary noun, with a capital |
/// | 36 | several letters, all of them capitals |
/// | 37 | most words of the sentence are in capitals |
pub(super) const CLUES: usize = 38;

/// The longest known names, from the left, with what they are known for.
pub(super) type Known = Vec<(Range<usize>, EntityLabel)>;

/// The names in a sentence that `names` knows.
pub(super) fn known(tokens: &[Token], names: &dyn NameHints) -> Known {
    let forms: Vec<&str> = tokens.iter().map(|t| t.form.as_str()).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < forms.len() {
        match names.label(&forms[i..]).filter(|&(length, _)| length > 0) {
            Some((length, label)) => {
                let end = (i + length).min(forms.len());
                found.push((i..end, label));
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

/// Whether most words of a sentence are in capitals.
pub(super) fn is_shouted(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.form.chars().all(char::is_alphabetic));
    let (capitals, all) = words.fold((0, 0), |(capitals, all), token| {
        (capitals + usize::from(is_capitals(&token.form)), all + 1)
    });
    2 * capitals > all
}

/// Whether all letters are capitals, and nothing else is there.
pub(super) fn is_capitals(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

fn set(clues: &mut [u64], first: usize, words: Range<usize>) {
    let last = words.end - 1;
    for t in words.clone() {
        let place = match (t == words.start, t == last) {
            (true, true) => 0,
            (true, false) => 1,
            (false, false) => 2,
            (false, true) => 3,
        };
        clues[t] |= 1 << (first + place);
    }
}

/// Appends the clues of each word of a sentence. O(n) in words.
pub(super) fn clues(tokens: &[Token], known: &Known, out: &mut Vec<u64>) {
    let start = out.len();
    out.resize(start + tokens.len(), 0);
    let clues = &mut out[start..];
    for (words, label) in known {
        let first = match label {
            EntityLabel::Person => 0,
            EntityLabel::Gpe => 4,
            EntityLabel::Org => 8,
            _ => 12,
        };
        set(clues, first, words.clone());
    }
    let lower: Vec<SmolStr> = tokens.iter().map(|t| t.form.to_lowercase_smolstr()).collect();
    let mut i = 0;
    while i < tokens.len() {
        let length = place_length(&lower[i..]);
        if length > 0 {
            let first = if tokens[i].form == lower[i] { 20 } else { 16 };
            set(clues, first, i..i + length);
        }
        i += length.max(1);
    }
    let shouted = tokens.len() > 2 && is_shouted(tokens);
    for ((token, lower), clues) in tokens.iter().zip(&lower).zip(clues) {
        let mut add = |clue: usize| *clues |= 1 << clue;
        if shouted {
            add(37);
        }
        let form = &token.form;
        if !form.starts_with(char::is_alphabetic) {
            continue;
        }
        let small = form == lower;
        let capitals = !small && form.chars().nth(1).is_some() && is_capitals(form);
        let word = if small || shouted && capitals {
            capitalised(lower)
        } else {
            form.clone()
        };
        if is_given_name(&word) || is_rare_given_name(&word) {
            add(24 + usize::from(small));
        }
        if small {
            continue;
        }
        match surname_rank(&word) {
            Some(1) => add(26),
            Some(_) => add(27),
            None => {}
        }
        match name_word(&word).or_else(|| name_word(form)) {
            Some(NameWord::State) if shouted => {}
            Some(kind) => add(28 + kind as usize),
            None => {}
        }
        if noun_sense(&word).is_some() {
            add(35);
        }
        if capitals {
            add(36);
        }
    }
}

fn capitalised(word: &str) -> SmolStr {
    let mut letters = word.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}
