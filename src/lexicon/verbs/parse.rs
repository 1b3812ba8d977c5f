//! Reads the block format of `data/verbs`; see the README there.

use smol_str::SmolStr;

use super::pattern::{Pattern, Set, Slot, Words};
use super::{Block, Sense, Verbs, WordRule};
use crate::lexicon::{LexiconError, Ontology};
use crate::model::{Affiliation, PloverEvent};

/// A line under reading, for errors that say where.
#[derive(Clone, Copy)]
struct Line<'a> {
    file: &'a str,
    number: usize,
    text: &'a str,
}

impl Line<'_> {
    fn error(&self, part: &str, message: impl Into<String>) -> LexiconError {
        LexiconError::at(self.file, self.number, self.text, part, message)
    }
}

/// What the blocks of a file code, by the file's name.
enum Kind {
    Event(PloverEvent),
    Affiliation,
    Neutral,
    /// Only sets and contexts.
    Words,
}

/// Adds the patterns of one file.
pub(super) fn read(verbs: &mut Verbs, file: &str, text: &str) -> Result<(), LexiconError> {
    let kind = match file.strip_suffix(".txt").unwrap_or(file) {
        "AFFILIATION" => Kind::Affiliation,
        "NONE" => Kind::Neutral,
        "nouns" | "contexts" => Kind::Words,
        stem => match PloverEvent::from_name(stem) {
            Some(event) => Kind::Event(event),
            None => {
                return Err(LexiconError::at(
                    file,
                    1,
                    "",
                    "",
                    "the file bears the name of no PLOVER event",
                ));
            }
        },
    };
    verbs.files.push(file.into());
    let mut block = None;
    for (index, line) in text.lines().enumerate() {
        // Examples are the bulk of the text, and only tests want them.
        if line.is_empty() || line.starts_with('#') || line.starts_with("yes:") || line.starts_with("no:") {
            continue;
        }
        let line = Line {
            file,
            number: index + 1,
            text: line,
        };
        if line.text.starts_with('[') {
            block = Some(header(verbs, &kind, line)?);
        } else if let Some(rest) = line.text.strip_prefix("set ")
            // "set" is a verb as well; the names of sets are capitals.
            && rest.starts_with(|first: char| first.is_ascii_uppercase())
        {
            let (name, words) = named(line, rest)?;
            set(verbs, line, name, words)?;
        } else if let Some(rest) = line.text.strip_prefix("mode ") {
            let Kind::Event(event) = kind else {
                return Err(line.error(line.text, "only an event has modes"));
            };
            let (name, words) = named(line, rest)?;
            if Ontology::embedded().mode(event, name).is_none() {
                return Err(line.error(name, "no such mode of this event"));
            }
            let words = self::words(&verbs.sets, line, words)?;
            verbs.modes.push(WordRule {
                event: Some(event),
                name: name.into(),
                words,
            });
        } else if let Some(rest) = line.text.strip_prefix("context ") {
            let (name, words) = named(line, rest)?;
            context_name(line, name)?;
            for word in words.split('|').map(str::trim) {
                verbs.contexts.entry(word.into()).or_default().push(name.into());
            }
        } else {
            let Some(block) = block else {
                return Err(line.error(line.text, "a pattern stands before the first [block]"));
            };
            if let Some(rest) = line.text.strip_prefix("light:") {
                let words = self::words(&verbs.sets, line, rest)?;
                verbs.blocks[block].light = Some(words);
            } else if let Some(rest) = line.text.strip_prefix("light<:") {
                let words = self::words(&verbs.sets, line, rest)?;
                verbs.blocks[block].light_inverse = Some(words);
            } else {
                pattern(verbs, line, block)?;
            }
        }
    }
    Ok(())
}

/// Splits `NAME: words`.
fn named<'a>(line: Line<'_>, rest: &'a str) -> Result<(&'a str, &'a str), LexiconError> {
    rest.split_once(':')
        .map(|(name, words)| (name.trim(), words))
        .ok_or_else(|| line.error(rest, "`:` is missing"))
}

fn context_name(line: Line<'_>, name: &str) -> Result<(), LexiconError> {
    match Ontology::embedded()
        .contexts()
        .iter()
        .any(|known| known.name == name)
    {
        true => Ok(()),
        false => Err(line.error(name, "no such context")),
    }
}

fn set(verbs: &mut Verbs, line: Line<'_>, name: &str, members: &str) -> Result<(), LexiconError> {
    if !is_set(name) {
        return Err(line.error(name, "the name of a set is in capitals"));
    }
    let members = words(&verbs.sets, line, members)?;
    let mut all = members.words;
    for set in members.sets {
        all.extend_from_slice(&verbs.sets[set].words);
    }
    let index = match verbs.sets.iter().position(|set| set.name == name) {
        Some(index) => index,
        None => {
            verbs.sets.push(Set {
                name: name.into(),
                words: Vec::new(),
            });
            verbs.sets.len() - 1
        }
    };
    let set = &mut verbs.sets[index];
    set.words.append(&mut all);
    set.words.sort_unstable();
    set.words.dedup();
    Ok(())
}

fn is_set(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

/// `word|word|SET`.
fn words(sets: &[Set], line: Line<'_>, text: &str) -> Result<Words, LexiconError> {
    let mut words = Words::default();
    for part in text.split('|') {
        let word = part.trim();
        if word.is_empty() {
            return Err(line.error(part, "a word is missing"));
        }
        if word.contains(['{', '}', '[', ']', '+', '<', '>', '?', '!', ' ']) {
            return Err(line.error(word, "this is no word: a space is missing or too much"));
        }
        if is_set(word) {
            match sets.iter().position(|set| set.name == word) {
                Some(set) => words.sets.push(set),
                None => return Err(line.error(word, "no such set")),
            }
        } else {
            words.words.push(word.into());
        }
    }
    Ok(words)
}

/// `[mode cameo both +context]`.
fn header(verbs: &mut Verbs, kind: &Kind, line: Line<'_>) -> Result<usize, LexiconError> {
    let inside = line
        .text
        .strip_prefix('[')
        .and_then(|text| text.trim_end().strip_suffix(']'))
        .ok_or_else(|| line.error(line.text, "`]` is missing"))?;
    let mut block = Block {
        file: verbs.files.len() - 1,
        sense: match kind {
            Kind::Event(event) => Sense::Event(*event),
            _ => Sense::Neutral,
        },
        ..Block::default()
    };
    let mut tie = false;
    for part in inside.split_whitespace() {
        if part == "both" {
            block.symmetric = true;
        } else if part == "inverse" {
            block.inverse = true;
        } else if let Some(context) = part.strip_prefix('+') {
            context_name(line, context)?;
            block.contexts.push(context.into());
        } else if part.starts_with(|first: char| first.is_ascii_digit()) {
            match Ontology::embedded().cameo(part) {
                Some(_) => block.cameo = Some(part.into()),
                None => return Err(line.error(part, "no such CAMEO code")),
            }
        } else {
            match kind {
                Kind::Event(event) if Ontology::embedded().mode(*event, part).is_some() => {
                    block.mode = Some(part.into());
                }
                Kind::Affiliation if affiliation(part).is_some() => {
                    block.sense = affiliation(part).map_or(Sense::Neutral, Sense::Affiliation);
                    tie = true;
                }
                _ => return Err(line.error(part, "no such mode, tie, code or flag")),
            }
        }
    }
    if matches!(kind, Kind::Affiliation) && !tie {
        return Err(line.error(inside, "the tie is missing"));
    }
    if matches!(kind, Kind::Words) {
        return Err(line.error(line.text, "this file has sets and contexts only"));
    }
    verbs.blocks.push(block);
    Ok(verbs.blocks.len() - 1)
}

fn affiliation(name: &str) -> Option<Affiliation> {
    use Affiliation::*;
    [
        Leads, OfficialOf, PartOf, MemberOf, LocatedIn, AtWarWith, AlliedWith,
    ]
    .into_iter()
    .find(|tie| tie.name() == name)
}

/// `[n:] head|head [+particle] [{object}] [[modifier]] [?][prep|prep] [<prep] [> complement]`.
fn pattern(verbs: &mut Verbs, line: Line<'_>, block: usize) -> Result<(), LexiconError> {
    let mut parts = tokens(line)?.into_iter();
    let mut head = parts.next().unwrap_or_default();
    let nominal = matches!(head, "n:" | "a:");
    if nominal {
        head = parts.next().unwrap_or_default();
    }
    let mut pattern = Pattern {
        block,
        line: line.number as u32,
        ..Pattern::default()
    };
    while let Some(part) = parts.next() {
        if let Some(particles) = part.strip_prefix('+') {
            pattern.particles = list(line, particles)?;
        } else if let Some(object) = part.strip_prefix('{') {
            pattern.object = slot(&verbs.sets, line, object.trim_end_matches('}'))?;
        } else if let Some(modifiers) = part.strip_prefix('[') {
            pattern.modifiers = Some(words(&verbs.sets, line, modifiers.trim_end_matches(']'))?);
        } else if let Some(sources) = part.strip_prefix('<') {
            if !nominal {
                return Err(line.error(part, "only a noun marks its source"));
            }
            pattern.sources = list(line, sources)?;
        } else if part == ">" {
            let Some(complement) = parts.next() else {
                return Err(line.error(part, "the complement is missing"));
            };
            pattern.complement = slot(&verbs.sets, line, complement)?;
        } else {
            let cases = part.strip_prefix('?');
            pattern.cases_optional = cases.is_some();
            pattern.cases = list(line, cases.unwrap_or(part))?;
            for case in &mut pattern.cases {
                if case == "obj" {
                    *case = SmolStr::default();
                }
            }
        }
    }
    let heads = words(&verbs.sets, line, head)?;
    verbs.patterns.push(pattern);
    let index = verbs.patterns.len() - 1;
    let map = if nominal {
        &mut verbs.nouns
    } else {
        &mut verbs.verbs
    };
    for word in heads.words {
        map.entry(word).or_default().push(index);
    }
    for set in heads.sets {
        for word in &verbs.sets[set].words {
            map.entry(word.clone()).or_default().push(index);
        }
    }
    Ok(())
}

/// `*`, nothing, `!word|word` or `word|word`.
fn slot(sets: &[Set], line: Line<'_>, text: &str) -> Result<Slot, LexiconError> {
    Ok(match text {
        "" => Slot::Empty,
        "*" => Slot::Filled,
        _ => match text.strip_prefix('!') {
            Some(text) => Slot::Not(words(sets, line, text)?),
            None => Slot::One(words(sets, line, text)?),
        },
    })
}

fn list(line: Line<'_>, text: &str) -> Result<Vec<SmolStr>, LexiconError> {
    if text.split('|').any(str::is_empty) {
        return Err(line.error(text, "a word is missing"));
    }
    Ok(text.split('|').map(SmolStr::from).collect())
}

/// Splits at white space outside brackets.
fn tokens(line: Line<'_>) -> Result<Vec<&str>, LexiconError> {
    let mut parts = Vec::new();
    let mut rest = line.text.trim();
    while !rest.is_empty() {
        let end = match rest.as_bytes()[0] {
            open @ (b'{' | b'[') => {
                let close = if open == b'{' { '}' } else { ']' };
                let end = rest
                    .find(close)
                    .ok_or_else(|| line.error(rest, "a bracket is not closed"))?;
                end + 1
            }
            _ => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        parts.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    Ok(parts)
}
