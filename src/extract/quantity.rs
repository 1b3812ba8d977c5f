//! Numbers of what a statement is about: "more than 10,000 military personnel".

use crate::model::{Quantity, Sentence, Upos};

/// The quantity of the noun that `head` heads.
pub(super) fn quantity(sentence: &Sentence, head: usize) -> Option<Quantity> {
    let number = sentence.children_by(head, "nummod").next()?;
    let mut value = 1.0;
    let mut read = false;
    let mut words = vec![number];
    words.extend(sentence.subtree(number));
    words.sort_unstable();
    words.dedup();
    for &w in &words {
        if sentence.token(w).upos == Upos::Num {
            value *= number_of(&sentence.token(w).form)?;
            read = true;
        }
    }
    if !read {
        return None;
    }
    let before: Vec<String> = words
        .iter()
        .filter(|&&w| sentence.token(w).upos != Upos::Num)
        .map(|&w| sentence.token(w).form.to_lowercase())
        .collect();
    let outside = said_before(sentence, words[0]);
    let bound = match outside.unwrap_or(before.join(" ").as_str()) {
        "more than" | "over" | "upwards of" | "above" => "more than",
        "at least" | "no fewer than" | "no less than" => "at least",
        "less than" | "fewer than" | "under" | "below" => "less than",
        "at most" | "up to" | "as many as" | "no more than" => "at most",
        "about" | "around" | "some" | "nearly" | "almost" | "roughly" | "approximately" | "an estimated"
        | "estimated" => "about",
        _ => "exactly",
    };
    let start = words[0].min(head);
    let unit: Vec<&str> = sentence
        .children(head)
        .filter(|&c| c < head && matches!(sentence.token(c).rel(), "amod" | "compound"))
        .chain([head])
        .map(|w| sentence.token(w).lemma.as_str())
        .collect();
    Some(Quantity {
        value,
        bound: bound.into(),
        unit: unit.join(" "),
        text: sentence.text(start..head + 1),
    })
}

/// The words before a number that bound it, wherever they hang in the tree.
fn said_before(sentence: &Sentence, number: usize) -> Option<&'static str> {
    const BOUNDS: [&str; 9] = [
        "as many as",
        "no fewer than",
        "no less than",
        "no more than",
        "more than",
        "less than",
        "fewer than",
        "at least",
        "up to",
    ];
    let start = number.saturating_sub(3);
    let before: Vec<String> = (start..number)
        .map(|w| sentence.token(w).form.to_lowercase())
        .collect();
    let before = format!(" {}", before.join(" "));
    BOUNDS
        .into_iter()
        .find(|bound| before.ends_with(&format!(" {bound}")))
}

/// The value of a number in figures or in words.
fn number_of(word: &str) -> Option<f64> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let word = word.to_lowercase();
    if let Some(value) = WORDS.iter().position(|w| *w == word) {
        return Some(value as f64);
    }
    Some(match word.as_str() {
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" | "m" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" | "tn" => 1e12,
        _ => return word.replace(',', "").parse().ok().filter(|v: &f64| v.is_finite()),
    })
}
