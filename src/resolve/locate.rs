//! Where a text names an actor.

use crate::lexicon::gazetteer::{Gazetteer, Moment};
use crate::model::{Document, Sentence, Span};

use super::coref::Discourse;
use super::names::resolve_name;

/// All places where the text names the actor that is called `name`, in code points: the words themselves, else the
/// same words in another spelling or case, else other names of the same actor. Empty when there is none.
pub fn locate(document: &Document, sentences: &[Sentence], name: &str) -> Vec<Span> {
    let name = name.trim();
    if name.is_empty() {
        return Vec::new();
    }
    let mut found = verbatim(&document.text, name);
    if found.is_empty() {
        found = folded(sentences, name);
    }
    if found.is_empty() {
        let actor = resolve_name(name, &Moment::new(document.published));
        found = Discourse::read(document, sentences).places_of(&actor.id);
    }
    found
}

/// Whole words first; "Arlen" is not in "Arlenian" unless it is nowhere else.
fn verbatim(text: &str, name: &str) -> Vec<Span> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut whole = Vec::new();
    let mut parts = Vec::new();
    let (mut at, mut point) = (0, 0);
    let length = name.chars().count() as u32;
    for (start, _) in text.match_indices(name) {
        point += text[at..start].chars().count() as u32;
        at = start;
        let span = Span::new(point, point + length);
        let joined = letter(text[..start].chars().next_back()) && letter(name.chars().next())
            || letter(text[start + name.len()..].chars().next()) && letter(name.chars().next_back());
        if joined {
            parts.push(span)
        } else {
            whole.push(span)
        }
    }
    if whole.is_empty() { parts } else { whole }
}

/// Runs of words with the same key as the name.
fn folded(sentences: &[Sentence], name: &str) -> Vec<Span> {
    let gazetteer = Gazetteer::embedded();
    let key = gazetteer.key(name);
    let words = name.split_whitespace().count();
    let mut found = Vec::new();
    if key.is_empty() {
        return found;
    }
    for sentence in sentences {
        let tokens = sentence.tokens();
        for start in 0..tokens.len() {
            // marks and clitics are tokens of their own
            let longest = (start + 2 * words + 2).min(tokens.len());
            let end = (start + 1..=longest).find(|&end| {
                let forms: Vec<&str> = tokens[start..end]
                    .iter()
                    .map(|token| token.form.as_str())
                    .collect();
                gazetteer.key_of_tokens(&forms) == key
            });
            if let Some(end) = end {
                found.push(tokens[start].span.join(tokens[end - 1].span));
            }
        }
    }
    found
}
